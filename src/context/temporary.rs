//! Temporary memory under a ceiling: counted, aligned, pooled, and refused with numbers instead of aborting.

use super::{Context, Counters};
use crate::error::{Error, Result, Status};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;
use std::sync::atomic::Ordering;
use std::sync::Mutex;

const PAGE: usize = 4096;
const HUGE_PAGE: usize = 2 << 20;
/// Buffers above this total are given back to the system at once.
const POOL_LIMIT: usize = 256 << 20;

/// Page-aligned memory from the system: initialised to zero without being touched.
struct Block {
    address: NonNull<u8>,
    capacity: usize,
}

// SAFETY: memory that nobody else points to.
unsafe impl Send for Block {}
unsafe impl Sync for Block {}

impl Block {
    fn new(bytes: usize) -> Option<Block> {
        let unit = if bytes >= HUGE_PAGE { HUGE_PAGE } else { PAGE };
        let capacity = bytes.max(1).checked_next_multiple_of(unit)?;
        // SAFETY: an anonymous private mapping, checked before use.
        let address = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                capacity,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if address == libc::MAP_FAILED {
            return None;
        }
        #[cfg(target_os = "linux")]
        if capacity >= HUGE_PAGE {
            // SAFETY: advice about our own mapping.
            unsafe { libc::madvise(address, capacity, libc::MADV_HUGEPAGE) };
        }
        Some(Block { address: NonNull::new(address.cast())?, capacity })
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        // SAFETY: our own mapping.
        unsafe { libc::munmap(self.address.as_ptr().cast(), self.capacity) };
    }
}

/// Free blocks, kept because fresh pages cost several times the copy that goes through them.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Block>>);

impl Pool {
    fn take(&self, bytes: usize) -> Option<Block> {
        let mut blocks = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let fits = |b: &Block| b.capacity >= bytes && b.capacity / 2 <= bytes.max(PAGE);
        let index = (0..blocks.len()).filter(|i| fits(&blocks[*i])).min_by_key(|i| blocks[*i].capacity)?;
        Some(blocks.swap_remove(index))
    }

    fn keep(&self, block: Block) {
        let mut blocks = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let pooled: usize = blocks.iter().map(|b| b.capacity).sum();
        if pooled.saturating_add(block.capacity) <= POOL_LIMIT && blocks.try_reserve(1).is_ok() {
            blocks.push(block);
        }
    }

    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(|e| e.into_inner()).clear();
    }

    fn bytes(&self) -> usize {
        let blocks = self.0.lock().unwrap_or_else(|e| e.into_inner());
        blocks.iter().map(|b| b.capacity).sum()
    }
}

/// A temporary buffer, given back when dropped. Its first contents are unspecified.
pub struct Temporary {
    context: Context,
    block: Option<Block>,
    bytes: usize,
}

impl Context {
    /// A buffer of at least page alignment (`bytes` long), refused above the memory ceiling. **Local.**
    pub fn temporary(&self, bytes: usize) -> Result<Temporary> {
        let counters = self.counters();
        let mut in_use = counters.temporary_bytes.load(Ordering::Relaxed);
        loop {
            let wanted = in_use.checked_add(bytes as u64);
            let ceiling = self.memory_ceiling();
            if wanted.is_none() || ceiling.is_some_and(|c| wanted > Some(c as u64)) {
                return Err(Error::new(
                    Status::Memory,
                    format!(
                        "expected temporaries below the context's ceiling of {} bytes, \
                         asked for {bytes} with {in_use} in use: raise the ceiling or work on smaller pieces",
                        ceiling.unwrap_or(usize::MAX)
                    ),
                ));
            }
            let now = wanted.unwrap_or(u64::MAX);
            match counters.temporary_bytes.compare_exchange_weak(in_use, now, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => {
                    counters.temporary_peak.fetch_max(now, Ordering::Relaxed);
                    break;
                }
                Err(changed) => in_use = changed,
            }
        }
        Counters::add(&counters.temporaries, 1);
        let mut temporary = Temporary { context: self.clone(), block: None, bytes };
        let pool = self.pool();
        let over = |c: usize| pool.bytes().saturating_add(bytes).saturating_add(in_use as usize) > c;
        temporary.block = pool.take(bytes);
        if temporary.block.is_none() {
            if self.memory_ceiling().is_some_and(over) {
                pool.clear();
            }
            temporary.block = Block::new(bytes).or_else(|| {
                pool.clear();
                Block::new(bytes)
            });
        }
        if temporary.block.is_none() {
            return Err(Error::new(
                Status::Memory,
                format!("the system refused a temporary of {bytes} bytes with {in_use} bytes of temporaries in use"),
            ));
        }
        Ok(temporary)
    }
}

impl Deref for Temporary {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match &self.block {
            // SAFETY: the block has at least `bytes` bytes, initialised by the system.
            Some(block) => unsafe { std::slice::from_raw_parts(block.address.as_ptr(), self.bytes) },
            None => &[],
        }
    }
}

impl DerefMut for Temporary {
    fn deref_mut(&mut self) -> &mut [u8] {
        match &self.block {
            // SAFETY: as above, and borrowed mutably.
            Some(block) => unsafe { std::slice::from_raw_parts_mut(block.address.as_ptr(), self.bytes) },
            None => &mut [],
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let counters = self.context.counters();
        counters.temporary_bytes.fetch_sub(self.bytes as u64, Ordering::Relaxed);
        if let Some(block) = self.block.take() {
            self.context.pool().keep(block);
        }
    }
}
