//! Work that goes on between calls: one piece per lane, driven whenever this process waits for others.

use super::Context;
use crate::error::Result;
use crate::mpi::LANES;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};

/// Work begun by a collective call and ended by a later one.
pub(crate) trait Underway: Send + Sync {
    /// Does what can be done at once, unless another thread is at it; whether nothing is left, be it by failure.
    fn go_on(&self) -> bool;
}

/// The lanes of a communicator; lane 0 belongs to calls that return when they are done.
#[derive(Default)]
pub(super) struct Lanes {
    begun: AtomicU64,
    occupants: Mutex<Vec<Option<Weak<dyn Underway>>>>,
}

impl Lanes {
    fn occupants(&self) -> MutexGuard<'_, Vec<Option<Weak<dyn Underway>>>> {
        self.occupants.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Drives everything that is under way.
    pub fn go_on(&self) {
        if self.begun.load(Ordering::Relaxed) == 0 {
            return;
        }
        for lane in 0..LANES {
            // The lock is not held while working, nor while something is dropped.
            let occupant = self.occupants().get(lane).and_then(|entry| entry.as_ref().and_then(Weak::upgrade));
            if occupant.is_some_and(|work| work.go_on()) {
                if let Some(entry) = self.occupants().get_mut(lane) {
                    *entry = None;
                }
            }
        }
    }
}

impl Context {
    /// The lane of the next work, once what was in it is done. All ranks come to the same lane, because all begin
    /// the same works in the same order.
    pub(crate) fn next_lane(&self) -> Result<usize> {
        let lanes = &self.0.channel.lanes;
        let lane = 1 + (lanes.begun.fetch_add(1, Ordering::Relaxed) % (LANES as u64 - 1)) as usize;
        let occupant = lanes.occupants().get(lane).and_then(|entry| entry.as_ref().and_then(Weak::upgrade));
        if let Some(work) = occupant {
            self.drive(|| Ok(work.go_on()))?;
        }
        Ok(lane)
    }

    /// Has the work driven from now on.
    pub(crate) fn occupy(&self, lane: usize, work: &Arc<impl Underway + 'static>) {
        let mut occupants = self.0.channel.lanes.occupants();
        if occupants.len() <= lane {
            occupants.resize_with(LANES, || None);
        }
        let work: Arc<dyn Underway> = work.clone();
        occupants[lane] = Some(Arc::downgrade(&work));
    }
}
