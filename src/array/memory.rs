//! The bytes of one local part: allocated here, or borrowed from the caller.

use crate::error::{Error, Result, Status};
use crate::mpi::{self, Block, Published, Span};
use std::sync::OnceLock;

/// Called exactly once when borrowed memory is no longer used; from any thread, never with MPI.
pub type Release = Box<dyn FnOnce() + Send>;

/// Alignment of allocated parts: a cache line, and the widest vector register.
const ALIGNMENT: usize = 64;

enum Owner {
    Nothing,
    Block(Block),
    Foreign(Option<Release>),
}

/// Memory that lives as long as the arrays and exports that use it.
pub struct Memory {
    pointer: *mut u8,
    /// Its number and its entry in the table that other processes read; taken away before the memory.
    published: OnceLock<(u64, Published)>,
    owner: Owner,
}

// The pointer is reached only through arrays, whose writers hold `&mut`, or through the C
// interface, whose contract puts synchronisation on the caller.
unsafe impl Send for Memory {}
unsafe impl Sync for Memory {}

impl Memory {
    /// Zeroed memory, which other processes of the node may map if `shared`; refusal by the system is an error,
    /// never an abort.
    pub fn zeroed(bytes: usize, shared: bool) -> Result<Memory> {
        if bytes == 0 {
            return Ok(Memory { pointer: ALIGNMENT as *mut u8, published: OnceLock::new(), owner: Owner::Nothing });
        }
        // Pages of our own rather than malloc: zeroed by the system, returned at once.
        let block = if shared { Block::shared(bytes) } else { Block::new(bytes) };
        match block {
            Some(block) => {
                Ok(Memory { pointer: block.pointer(), published: OnceLock::new(), owner: Owner::Block(block) })
            }
            None => Err(Error::new(
                Status::Memory,
                format!("the system refused {bytes} bytes for a local part; use more processes or a smaller array"),
            )),
        }
    }

    /// The caller's memory, given back through `release`.
    pub fn foreign(pointer: *mut u8, release: Option<Release>) -> Memory {
        Memory { pointer, published: OnceLock::new(), owner: Owner::Foreign(release) }
    }

    pub fn pointer(&self) -> *mut u8 {
        self.pointer
    }

    /// Where other processes of the node find it; None for memory that they cannot map.
    pub fn span(&self) -> Option<Span> {
        match &self.owner {
            Owner::Block(block) => block.span(),
            _ => None,
        }
    }

    /// Lets other processes of the node find it by a number.
    pub fn publish(&self, key: u64) {
        if let Some(entry) = self.span().and_then(|span| mpi::publish(key, span)) {
            let _ = self.published.set((key, entry));
        }
    }

    /// The number under which it was published, or 0.
    pub fn key(&self) -> u64 {
        self.published.get().map_or(0, |(key, _)| *key)
    }

    pub fn is_foreign(&self) -> bool {
        matches!(self.owner, Owner::Foreign(_))
    }

    /// Forgets the release callback: ownership stays with the caller after a failed import.
    pub fn disarm(&mut self) {
        if let Owner::Foreign(release) = &mut self.owner {
            *release = None;
        }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        match &mut self.owner {
            Owner::Nothing | Owner::Block(_) => {}
            Owner::Foreign(release) => {
                if let Some(release) = release.take() {
                    release();
                }
            }
        }
    }
}
