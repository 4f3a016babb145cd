//! Memory straight from the system: page-aligned, zero without being touched, refused instead of aborting.

use super::heap::{self, Allocation, Span};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

const PAGE: usize = 4096;
const HUGE_PAGE: usize = 2 << 20;

/// At least as many bytes as were asked for.
pub struct Block {
    address: NonNull<u8>,
    capacity: usize,
    /// Where other processes of the node find it, if they can.
    span: Option<Span>,
}

// SAFETY: memory that nobody else points to without agreeing with its owner.
unsafe impl Send for Block {}
unsafe impl Sync for Block {}

impl Block {
    /// None where the system refuses.
    pub fn new(bytes: usize) -> Option<Block> {
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
        Some(Block { address: NonNull::new(address.cast())?, capacity, span: None })
    }

    /// Memory that other processes of the node can map, if there is such memory; else as `new`.
    pub fn shared(bytes: usize) -> Option<Block> {
        match heap::allocate(bytes) {
            Allocation::Made(span) => {
                let address = NonNull::new(span.address as *mut u8)?;
                Some(Block { address, capacity: span.bytes as usize, span: Some(span) })
            }
            Allocation::Refused => None,
            Allocation::Unavailable => Block::new(bytes),
        }
    }

    pub fn pointer(&self) -> *mut u8 {
        self.address.as_ptr()
    }

    /// Where other processes of the node find it, if they can.
    pub fn span(&self) -> Option<Span> {
        self.span
    }
}

impl Deref for Block {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        // SAFETY: our own mapping, initialised by the system.
        unsafe { std::slice::from_raw_parts(self.address.as_ptr(), self.capacity) }
    }
}

impl DerefMut for Block {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above, and borrowed mutably.
        unsafe { std::slice::from_raw_parts_mut(self.address.as_ptr(), self.capacity) }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        match self.span {
            Some(span) => heap::release(span),
            // SAFETY: our own mapping.
            None => unsafe {
                libc::munmap(self.address.as_ptr().cast(), self.capacity);
            },
        }
    }
}
