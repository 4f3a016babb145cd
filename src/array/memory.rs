//! The bytes of one local part: allocated here, or borrowed from the caller.

use crate::error::{Error, Result, Status};
use crate::mpi::Span;
use std::ptr::NonNull;

/// Called exactly once when borrowed memory is no longer used; from any thread, never with MPI.
pub type Release = Box<dyn FnOnce() + Send>;

/// Alignment of allocated parts: a cache line, and the widest vector register.
const ALIGNMENT: usize = 64;

enum Owner {
    Nothing,
    Mapped { pointer: NonNull<u8>, bytes: usize },
    Foreign(Option<Release>),
}

/// Memory that lives as long as the arrays and exports that use it.
pub struct Memory {
    pointer: *mut u8,
    owner: Owner,
}

// The pointer is reached only through arrays, whose writers hold `&mut`, or through the C
// interface, whose contract puts synchronisation on the caller.
unsafe impl Send for Memory {}
unsafe impl Sync for Memory {}

impl Memory {
    /// Zeroed memory; refusal by the system is an error, never an abort.
    pub fn zeroed(bytes: usize) -> Result<Memory> {
        if bytes == 0 {
            return Ok(Memory { pointer: ALIGNMENT as *mut u8, owner: Owner::Nothing });
        }
        // Private pages rather than malloc: zeroed by the system, returned at once, huge where allowed.
        let pointer = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                bytes,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        match NonNull::new(pointer.cast::<u8>()).filter(|p| p.as_ptr().cast() != libc::MAP_FAILED) {
            Some(pointer) => {
                if bytes >= 4 << 20 {
                    unsafe { libc::madvise(pointer.as_ptr().cast(), bytes, libc::MADV_HUGEPAGE) };
                }
                Ok(Memory { pointer: pointer.as_ptr(), owner: Owner::Mapped { pointer, bytes } })
            }
            None => Err(Error::new(
                Status::Memory,
                format!("the system refused {bytes} bytes for a local part; use more processes or a smaller array"),
            )),
        }
    }

    /// The caller's memory, given back through `release`.
    pub fn foreign(pointer: *mut u8, release: Option<Release>) -> Memory {
        Memory { pointer, owner: Owner::Foreign(release) }
    }

    pub fn pointer(&self) -> *mut u8 {
        self.pointer
    }

    /// Where other processes of the node find it; None for memory that they cannot map.
    pub fn span(&self) -> Option<Span> {
        None
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
            Owner::Nothing => {}
            Owner::Mapped { pointer, bytes } => {
                unsafe { libc::munmap(pointer.as_ptr().cast(), *bytes) };
            }
            Owner::Foreign(release) => {
                if let Some(release) = release.take() {
                    release();
                }
            }
        }
    }
}
