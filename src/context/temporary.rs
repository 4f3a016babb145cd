//! Temporary memory under a ceiling: counted, aligned, pooled, and refused with numbers instead of aborting.

use super::{Context, Counters};
use crate::error::{Error, Result, Status};
use crate::mpi::{Block, Span};
use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering;
use std::sync::Mutex;

const PAGE: usize = 4096;
/// Buffers above this total are given back to the system at once.
const POOL_LIMIT: usize = 256 << 20;

/// Free blocks, kept because fresh pages cost several times the copy that goes through them.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Block>>);

impl Pool {
    fn take(&self, bytes: usize, shared: bool) -> Option<Block> {
        let mut blocks = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let fits = |b: &Block| b.span().is_some() == shared && b.len() >= bytes && b.len() / 2 <= bytes.max(PAGE);
        let index = (0..blocks.len()).filter(|i| fits(&blocks[*i])).min_by_key(|i| blocks[*i].len())?;
        Some(blocks.swap_remove(index))
    }

    fn keep(&self, block: Block) {
        let mut blocks = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let pooled: usize = blocks.iter().map(|b| b.len()).sum();
        if pooled.saturating_add(block.len()) <= POOL_LIMIT && blocks.try_reserve(1).is_ok() {
            blocks.push(block);
        }
    }

    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(|e| e.into_inner()).clear();
    }

    fn bytes(&self) -> usize {
        let blocks = self.0.lock().unwrap_or_else(|e| e.into_inner());
        blocks.iter().map(|b| b.len()).sum()
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
        self.temporary_of(bytes, false)
    }

    /// As `temporary`, in memory that other ranks of the node can map, where there is such memory. **Local.**
    pub fn shared_temporary(&self, bytes: usize) -> Result<Temporary> {
        self.temporary_of(bytes, true)
    }

    fn temporary_of(&self, bytes: usize, shared: bool) -> Result<Temporary> {
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
                    counters.note_temporaries(now);
                    self.trace().memory(now);
                    break;
                }
                Err(changed) => in_use = changed,
            }
        }
        Counters::add(&counters.temporaries, 1);
        let mut temporary = Temporary { context: self.clone(), block: None, bytes };
        let pool = self.pool();
        let over = |c: usize| pool.bytes().saturating_add(bytes).saturating_add(in_use as usize) > c;
        temporary.block = pool.take(bytes, shared);
        if temporary.block.is_none() {
            if self.memory_ceiling().is_some_and(over) {
                pool.clear();
            }
            let make = if shared { Block::shared } else { Block::new };
            temporary.block = make(bytes).or_else(|| {
                pool.clear();
                make(bytes)
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

impl Temporary {
    pub fn pointer(&self) -> *mut u8 {
        self.block.as_ref().map_or(std::ptr::null_mut(), Block::pointer)
    }

    /// Where other processes of the node find it, if they can.
    pub fn span(&self) -> Option<Span> {
        self.block.as_ref().and_then(Block::span)
    }
}

impl Deref for Temporary {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.block.as_ref().map_or(&[], |block| &block[..self.bytes])
    }
}

impl DerefMut for Temporary {
    fn deref_mut(&mut self) -> &mut [u8] {
        self.block.as_mut().map_or(&mut [], |block| &mut block[..self.bytes])
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let counters = self.context.counters();
        let before = counters.temporary_bytes.fetch_sub(self.bytes as u64, Ordering::Relaxed);
        self.context.trace().memory(before.saturating_sub(self.bytes as u64));
        if let Some(block) = self.block.take() {
            self.context.pool().keep(block);
        }
    }
}
