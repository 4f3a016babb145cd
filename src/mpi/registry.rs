//! Where a process's arrays lie in its shared memory, for those who reach into them without its help: a table in
//! the file that others map, found by a number that all ranks know.

use super::heap::{self, Peer, Span};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

/// Places of the table, a power of two.
const PLACES: usize = 1 << 14;
const EMPTY: u64 = 0;
const LEFT: u64 = 1;

/// 64 bytes, so that locks of neighbouring arrays do not share a cache line.
#[repr(C, align(64))]
struct Entry {
    key: AtomicU64,
    offset: AtomicU64,
    bytes: AtomicU64,
    /// Held while elements are accumulated into the memory: number of the holder, or 0.
    lock: AtomicU64,
}

/// Bytes of the table.
pub const BYTES: u64 = (PLACES * std::mem::size_of::<Entry>()) as u64;

fn own_table() -> Option<&'static [Entry]> {
    static TABLE: OnceLock<Option<usize>> = OnceLock::new();
    let address = (*TABLE.get_or_init(heap::own_registry))?;
    // SAFETY: a mapping of this size that stays for the life of the process.
    Some(unsafe { std::slice::from_raw_parts(address as *const Entry, PLACES) })
}

/// Places where a key may be, in the order of looking.
fn places(key: u64) -> impl Iterator<Item = usize> {
    (0..64).map(move |k| (key as usize).wrapping_add(k) & (PLACES - 1))
}

/// An array's entry in this process's table; dropping it takes the entry away.
pub struct Published(usize);

/// Says where an array lies. None where there is no table, or no place in it. **Local.**
pub fn publish(key: u64, span: Span) -> Option<Published> {
    static WRITING: Mutex<()> = Mutex::new(());
    let _writing = WRITING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let (table, key) = (own_table()?, key.max(2));
    let at = places(key).find(|at| table[*at].key.load(Ordering::Relaxed) <= LEFT)?;
    let entry = &table[at];
    entry.offset.store(span.offset, Ordering::Relaxed);
    entry.bytes.store(span.bytes, Ordering::Relaxed);
    entry.lock.store(0, Ordering::Relaxed);
    entry.key.store(key, Ordering::Release);
    Some(Published(at))
}

impl Drop for Published {
    fn drop(&mut self) {
        if let Some(table) = own_table() {
            table[self.0].key.store(LEFT, Ordering::Release);
        }
    }
}

/// A process's table as another one sees it.
pub struct Table {
    entries: &'static [Entry],
}

/// Where an array of another process lies.
#[derive(Clone, Copy)]
pub struct Found {
    pub offset: u64,
    pub bytes: u64,
    lock: &'static AtomicU64,
}

impl Table {
    /// Maps the table of a process, for good. **Local.**
    pub fn of(peer: &Peer) -> Option<Table> {
        let address = peer.registry()?;
        // SAFETY: a mapping of this size that is never taken back.
        Some(Table { entries: unsafe { std::slice::from_raw_parts(address as *const Entry, PLACES) } })
    }

    /// The table of this process. **Local.**
    pub fn own() -> Option<Table> {
        own_table().map(|entries| Table { entries })
    }

    /// Looks an array up. **Local.**
    pub fn find(&self, key: u64) -> Option<Found> {
        let key = key.max(2);
        for at in places(key) {
            let entry = &self.entries[at];
            match entry.key.load(Ordering::Acquire) {
                EMPTY => return None,
                found if found == key => {
                    let [offset, bytes] = [&entry.offset, &entry.bytes].map(|word| word.load(Ordering::Relaxed));
                    return Some(Found { offset, bytes, lock: &entry.lock });
                }
                _ => {}
            }
        }
        None
    }
}

impl Found {
    /// Runs `work` while no other process accumulates into the array's memory at this owner.
    pub fn exclusively<T>(&self, work: impl FnOnce() -> T) -> T {
        // Asking the system costs more than the rest.
        static PROCESS: OnceLock<u64> = OnceLock::new();
        let mine = *PROCESS.get_or_init(|| std::process::id().into());
        let mut tries = 0u32;
        while self.lock.compare_exchange_weak(0, mine, Ordering::Acquire, Ordering::Relaxed).is_err() {
            tries += 1;
            match tries % 64 {
                0 => std::thread::yield_now(),
                _ => std::hint::spin_loop(),
            }
        }
        let result = work();
        self.lock.store(0, Ordering::Release);
        result
    }
}
