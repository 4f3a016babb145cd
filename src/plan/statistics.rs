//! What a plan moves.

use super::{Block, Plan, Transfer};

/// One process's share of a plan in numbers. Elements of repeated lists travel once and arrive often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub messages_sent: usize,
    pub messages_received: usize,
    /// Elements that travel.
    pub wire_sent: i64,
    pub wire_received: i64,
    /// Elements written from messages.
    pub elements_received: i64,
    /// Elements that stay on this process.
    pub own: i64,
    /// Size of the plan in memory.
    pub segments: usize,
}

impl Plan {
    pub fn statistics(&self) -> Statistics {
        Statistics {
            messages_sent: self.sends.len(),
            messages_received: self.receives.len(),
            wire_sent: self.sends.iter().map(Transfer::wire_count).sum(),
            wire_received: self.receives.iter().map(Transfer::wire_count).sum(),
            elements_received: self.receives.iter().map(Transfer::count).sum(),
            own: self.local.iter().map(Block::count).sum(),
            segments: self.segment_count(),
        }
    }
}
