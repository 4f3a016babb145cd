//! Memory that all processes of a communicator can reach by MPI's one-sided calls, where they cannot map it.

use super::comm::{bytes, int};
use super::{check, Comm};
use crate::error::Result;
use ::mpi::ffi;
use std::ffi::{c_int, c_void};

unsafe extern "C" {
    fn distarray_mpi_mode_nocheck() -> std::ffi::c_int;
}

struct Raw(ffi::MPI_Win);

// SAFETY: a handle, which MPI lets any thread use that the thread level allows.
unsafe impl Send for Raw {}
unsafe impl Sync for Raw {}

/// An area per process, and a window of which only the locks are used: compare-and-swap ends the program in some
/// versions of Open MPI.
pub struct Window {
    memory: Raw,
    locks: Raw,
    /// What the second window shows.
    _word: Box<u64>,
    limit: usize,
}

unsafe fn make(comm: Comm, base: *mut c_void, length: usize) -> Result<Raw> {
    // SAFETY: a plain C handle, written by MPI; the rest is the caller's promise.
    unsafe {
        let mut raw: ffi::MPI_Win = std::mem::zeroed();
        let info = ffi::RSMPI_INFO_NULL;
        let made = ffi::MPI_Win_create(base, length as ffi::MPI_Aint, 1, info, comm.raw(), &mut raw);
        check("MPI_Win_create", made)?;
        check("MPI_Win_set_errhandler", ffi::MPI_Win_set_errhandler(raw, ffi::RSMPI_ERRORS_RETURN))?;
        Ok(Raw(raw))
    }
}

impl Window {
    /// **Collective**, blocking, where all ranks have just met. Calls move at most `limit` bytes at once.
    ///
    /// # Safety
    /// The memory must be valid until the window is freed.
    pub unsafe fn create(comm: Comm, base: *mut u8, length: usize, limit: usize) -> Result<Window> {
        let mut word = Box::new(0u64);
        // SAFETY: the caller's promise, and a word that stays where it is.
        unsafe {
            let memory = make(comm, base.cast(), length)?;
            let locks = make(comm, (&raw mut *word).cast(), 8)?;
            check("MPI_Win_lock_all", ffi::MPI_Win_lock_all(distarray_mpi_mode_nocheck(), memory.0))?;
            Ok(Window { memory, locks, _word: word, limit })
        }
    }

    /// Frees the window. **Collective**, blocking.
    pub fn free(mut self) {
        // SAFETY: our own windows, used no more.
        unsafe {
            ffi::MPI_Win_unlock_all(self.memory.0);
            ffi::MPI_Win_free(&mut self.memory.0);
            ffi::MPI_Win_free(&mut self.locks.0);
        }
    }

    /// Starts to read `length` bytes at `at` of a rank's area.
    ///
    /// # Safety
    /// Both memories must be valid, this one until [`Window::complete`].
    pub unsafe fn get(&self, rank: i32, at: usize, to: *mut u8, length: usize) -> Result<()> {
        for first in (0..length).step_by(self.limit) {
            let count = int(self.limit.min(length - first))?;
            let place = (at + first) as ffi::MPI_Aint;
            // SAFETY: the caller's promise.
            check("MPI_Get", unsafe {
                let to = to.add(first).cast();
                ffi::MPI_Get(to, count, bytes(), rank, place, count, bytes(), self.memory.0)
            })?;
        }
        Ok(())
    }

    /// Starts to write `length` bytes at `at` of a rank's area.
    ///
    /// # Safety
    /// As for [`Window::get`].
    pub unsafe fn put(&self, rank: i32, at: usize, from: *const u8, length: usize) -> Result<()> {
        for first in (0..length).step_by(self.limit) {
            let count = int(self.limit.min(length - first))?;
            let place = (at + first) as ffi::MPI_Aint;
            // SAFETY: the caller's promise.
            check("MPI_Put", unsafe {
                let from = from.add(first).cast();
                ffi::MPI_Put(from, count, bytes(), rank, place, count, bytes(), self.memory.0)
            })?;
        }
        Ok(())
    }

    /// Waits until what was started with a rank is done there and here.
    pub fn complete(&self, rank: i32) -> Result<()> {
        // SAFETY: our own window.
        check("MPI_Win_flush", unsafe { ffi::MPI_Win_flush(rank, self.memory.0) })
    }

    /// Runs `work` while no other process does so for this rank.
    pub fn exclusively<T>(&self, rank: i32, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let mut word = 0u64;
        // SAFETY: our own window, and a word that lives until the flush.
        unsafe {
            let exclusive = ffi::MPI_LOCK_EXCLUSIVE as c_int;
            check("MPI_Win_lock", ffi::MPI_Win_lock(exclusive, rank, 0, self.locks.0))?;
            // MPI may put the locking off until something is done under it.
            let address = (&raw mut word).cast();
            check("MPI_Get", ffi::MPI_Get(address, 8, bytes(), rank, 0, 8, bytes(), self.locks.0))?;
            check("MPI_Win_flush", ffi::MPI_Win_flush(rank, self.locks.0))?;
        }
        let result = work();
        // SAFETY: as above.
        check("MPI_Win_unlock", unsafe { ffi::MPI_Win_unlock(rank, self.locks.0) })?;
        result
    }
}
