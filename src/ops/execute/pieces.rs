//! Cutting what goes between two ranks into pieces, the same way on both ends.

use super::compile::Resolved;
use crate::error::{Error, Result, Status};
use crate::plan::{Block, Transfer};

/// Bytes per piece; the same on all ranks, as the agreed number of messages and the complement of the bytes are.
pub fn limit(agreed: [u64; 2], item: usize) -> Result<usize> {
    let (messages, bytes) = (agreed[0], !agreed[1]);
    if messages == 0 || bytes == u64::MAX {
        return Ok(usize::MAX);
    }
    let share = bytes / messages;
    if share < item as u64 {
        let need = messages.saturating_mul(item as u64);
        let text = format!(
            "the memory ceiling leaves {bytes} bytes for {messages} messages at once; at least {need} are needed"
        );
        return Err(Error { agreed: true, ..Error::new(Status::Memory, text) });
    }
    Ok((share as usize).min(usize::MAX - 1))
}

/// What one rank and another exchange in one direction: the transfer of each part, if it has one.
pub struct Exchange<'a> {
    pub rank: i32,
    pub transfers: Vec<(&'a Resolved, &'a Transfer)>,
}

/// The transfers of all parts, peer by peer in ascending order of rank.
pub fn by_peer(parts: &[Resolved], inward: bool) -> Vec<Exchange<'_>> {
    let mut all: Vec<(i32, &Resolved, &Transfer)> = Vec::new();
    for part in parts {
        let transfers = if inward { &part.plan.receives } else { &part.plan.sends };
        all.extend(transfers.iter().map(|transfer| (transfer.rank, part, transfer)));
    }
    all.sort_by_key(|(rank, ..)| *rank);
    let mut exchanges: Vec<Exchange> = Vec::new();
    for (rank, part, transfer) in all {
        match exchanges.last_mut() {
            Some(last) if last.rank == rank => last.transfers.push((part, transfer)),
            _ => exchanges.push(Exchange { rank, transfers: vec![(part, transfer)] }),
        }
    }
    exchanges
}

impl Exchange<'_> {
    /// All blocks with their parts, in the order in which they travel.
    pub fn blocks(&self) -> impl Iterator<Item = (&Resolved, &Block)> {
        self.transfers.iter().flat_map(|&(part, transfer)| transfer.blocks.iter().map(move |block| (part, block)))
    }

    pub fn bytes(&self) -> usize {
        self.blocks().map(|(part, block)| block.wire_count() as usize * part.wire.size()).sum()
    }

    /// Cuts into pieces of at most `limit` bytes. Only extents and dtypes decide, which both ends know.
    pub fn cut(&self, limit: usize) -> Vec<Vec<(&Resolved, Block)>> {
        let mut pieces: Vec<Vec<(&Resolved, Block)>> = Vec::new();
        let mut room = 0;
        for (part, whole) in self.blocks() {
            let item = part.wire.size();
            let most = (limit / item).clamp(1, i64::MAX as usize) as i64;
            for block in whole.clone().split(most, part.plan.packing) {
                let bytes = block.wire_count() as usize * item;
                match pieces.last_mut() {
                    Some(piece) if bytes <= room => piece.push((part, block)),
                    _ => {
                        pieces.push(vec![(part, block)]);
                        room = limit.max(bytes);
                    }
                }
                room -= bytes;
            }
        }
        pieces
    }
}
