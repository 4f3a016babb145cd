//! What hangs on the user's communicators, and the hook that runs first in `MPI_Finalize`.

use super::{check, watch_forks, Comm, FINALISED};
use crate::error::Result;
use ::mpi::ffi;
use std::ffi::{c_int, c_void};
use std::sync::atomic::Ordering;
use std::sync::Mutex;

/// What the layer above does when MPI calls back.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// The communicator that carries this number is being freed by its owner.
    pub freed: fn(usize),
    /// `MPI_Finalize` begins; MPI is still alive.
    pub finalising: fn(),
}

struct Installed {
    number_key: c_int,
    end_key: c_int,
    hooks: Hooks,
}

static INSTALLED: Mutex<Option<Installed>> = Mutex::new(None);

fn with_installed<R>(use_it: impl FnOnce(&Installed) -> R) -> Option<R> {
    let installed = INSTALLED.lock().unwrap_or_else(|e| e.into_inner());
    installed.as_ref().map(use_it)
}

unsafe extern "C" fn do_not_copy(
    _: ffi::MPI_Comm,
    _: c_int,
    _: *mut c_void,
    _: *mut c_void,
    _: *mut c_void,
    flag: *mut c_int,
) -> c_int {
    unsafe { *flag = 0 };
    0
}

unsafe extern "C" fn number_deleted(_: ffi::MPI_Comm, _: c_int, value: *mut c_void, _: *mut c_void) -> c_int {
    if !FINALISED.load(Ordering::Relaxed) {
        if let Some(hooks) = with_installed(|i| i.hooks) {
            let _ = std::panic::catch_unwind(|| (hooks.freed)(value as usize));
        }
    }
    0
}

unsafe extern "C" fn end_deleted(_: ffi::MPI_Comm, _: c_int, _: *mut c_void, _: *mut c_void) -> c_int {
    if let Some(hooks) = with_installed(|i| i.hooks) {
        let _ = std::panic::catch_unwind(hooks.finalising);
    }
    FINALISED.store(true, Ordering::Relaxed);
    let installed = INSTALLED.lock().unwrap_or_else(|e| e.into_inner()).take();
    if let Some(mut installed) = installed {
        // SAFETY: MPI still runs; a freed key stays valid for the attributes that use it.
        unsafe {
            ffi::MPI_Comm_free_keyval(&mut installed.number_key);
            ffi::MPI_Comm_free_keyval(&mut installed.end_key);
        }
    }
    0
}

fn create_key(deleted: ffi::MPI_Comm_delete_attr_function) -> Result<c_int> {
    let mut key = 0;
    // SAFETY: the callbacks have the types that MPI asks for and live for ever.
    check("MPI_Comm_create_keyval", unsafe {
        ffi::MPI_Comm_create_keyval(Some(do_not_copy), deleted, &mut key, std::ptr::null_mut())
    })?;
    Ok(key)
}

/// Makes MPI call these hooks. Only the first call of a process counts.
pub fn install(hooks: Hooks) -> Result<()> {
    let mut installed = INSTALLED.lock().unwrap_or_else(|e| e.into_inner());
    if installed.is_some() {
        return Ok(());
    }
    watch_forks();
    let number_key = create_key(Some(number_deleted))?;
    let end_key = create_key(Some(end_deleted))?;
    // SAFETY: MPI is running; attributes of MPI_COMM_SELF are deleted first in MPI_Finalize.
    check("MPI_Comm_set_attr", unsafe { ffi::MPI_Comm_set_attr(ffi::RSMPI_COMM_SELF, end_key, std::ptr::null_mut()) })?;
    *installed = Some(Installed { number_key, end_key, hooks });
    Ok(())
}

/// The number that this communicator carries; MPI must be running.
pub fn number_of(comm: Comm) -> Result<Option<usize>> {
    let Some(key) = with_installed(|i| i.number_key) else {
        return Ok(None);
    };
    let mut value: *mut c_void = std::ptr::null_mut();
    let mut found = 0;
    check("MPI_Comm_get_attr", unsafe {
        let value = (&mut value as *mut *mut c_void).cast::<c_void>();
        ffi::MPI_Comm_get_attr(comm.raw(), key, value, &mut found)
    })?;
    Ok((found != 0).then_some(value as usize))
}

/// Makes this communicator carry a number until it is freed; MPI must be running.
pub fn set_number(comm: Comm, number: usize) -> Result<()> {
    let Some(key) = with_installed(|i| i.number_key) else {
        return Ok(());
    };
    check("MPI_Comm_set_attr", unsafe { ffi::MPI_Comm_set_attr(comm.raw(), key, number as *mut c_void) })
}
