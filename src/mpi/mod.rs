//! The only room that calls MPI: every return code is checked, and nothing here decides policy.

mod attributes;
mod board;
mod clock;
mod comm;
mod heap;
pub mod library;
mod memory;
mod messages;
mod registry;
mod slab;
mod window;

pub use attributes::{install, number_of, set_number, Hooks};
pub use board::{Board, Pair, Presence, State, LANES, SPOKEN};
pub use clock::nanoseconds;
pub use comm::{Comm, Pending};
pub use heap::{Identity, Mapping, Peer, Span};
pub use memory::Block;
pub use messages::{exchange, Exchange, Incoming, Message, Outgoing};
pub use registry::{publish, Found, Published, Table};
pub use window::Window;

use crate::error::{Error, Result, Status};
use ::mpi::ffi;
use std::ffi::{c_char, c_int};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Once;

/// `MPI_Comm` as C has it.
pub type RawComm = ffi::MPI_Comm;
/// `MPI_Fint`, the integer that Fortran uses for handles.
pub type Fint = ffi::RSMPI_Fint;

/// Set in a child process made by `fork`, where MPI must not be touched.
static FORKED: AtomicBool = AtomicBool::new(false);
/// Set once the finalize hook has run.
static FINALISED: AtomicBool = AtomicBool::new(false);

/// What MPI promises about calls from several threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThreadLevel {
    Single,
    Funneled,
    Serialized,
    Multiple,
}

impl ThreadLevel {
    fn number(self) -> c_int {
        // SAFETY: constants of the MPI library.
        unsafe {
            match self {
                ThreadLevel::Single => ffi::RSMPI_THREAD_SINGLE,
                ThreadLevel::Funneled => ffi::RSMPI_THREAD_FUNNELED,
                ThreadLevel::Serialized => ffi::RSMPI_THREAD_SERIALIZED,
                ThreadLevel::Multiple => ffi::RSMPI_THREAD_MULTIPLE,
            }
        }
    }
}

/// Turns a return code into an error that carries the function's name, the error class and MPI's own words.
fn check(function: &str, code: c_int) -> Result<()> {
    if code == 0 {
        return Ok(());
    }
    let mut class = 0;
    let mut text = [0u8; 8192];
    let mut length = 0;
    // SAFETY: the buffer is larger than any library's MPI_MAX_ERROR_STRING.
    let known = unsafe {
        ffi::MPI_Error_class(code, &mut class) == 0
            && ffi::MPI_Error_string(code, text.as_mut_ptr().cast::<c_char>(), &mut length) == 0
    };
    let text = match known {
        true => String::from_utf8_lossy(&text[..length.max(0) as usize]).into_owned(),
        false => "unknown error".to_string(),
    };
    Err(Error::new(Status::Mpi, format!("{function} failed with error class {class}: {text}")))
}

/// Whether MPI is initialised and not finalised. **Local.**
pub fn is_running() -> bool {
    if FORKED.load(Ordering::Relaxed) || FINALISED.load(Ordering::Relaxed) {
        return false;
    }
    let (mut initialised, mut finalised) = (0, 0);
    // SAFETY: both may be called at any time.
    unsafe {
        ffi::MPI_Initialized(&mut initialised);
        ffi::MPI_Finalized(&mut finalised);
    }
    initialised != 0 && finalised == 0
}

/// Refuses, with the reason, when MPI cannot be called. **Local.**
pub fn require_running() -> Result<()> {
    usable()?;
    if is_running() {
        return Ok(());
    }
    let mut initialised = 0;
    // SAFETY: may be called at any time.
    unsafe { ffi::MPI_Initialized(&mut initialised) };
    Err(Error::new(
        Status::MpiState,
        match initialised {
            0 => "MPI is not initialised: call MPI_Init first",
            _ => "MPI is finalised already: only freeing is possible",
        },
    ))
}

/// The part of `require_running` that costs nothing: not forked and not finalised.
pub fn usable() -> Result<()> {
    if FORKED.load(Ordering::Relaxed) {
        return Err(Error::new(
            Status::State,
            "this process was forked from an MPI process: use the library in the parent, or start processes with exec",
        ));
    }
    if FINALISED.load(Ordering::Relaxed) {
        return Err(Error::new(Status::MpiState, "MPI is finalised already: only freeing is possible"));
    }
    Ok(())
}

/// Name and version of the MPI library in this process. **Local.**
pub fn library_version() -> String {
    library::loaded_version()
}

/// `MPI_COMM_WORLD`.
pub fn world() -> RawComm {
    // SAFETY: a constant of the MPI library.
    unsafe { ffi::RSMPI_COMM_WORLD }
}

/// `MPI_COMM_NULL`.
pub fn null() -> RawComm {
    // SAFETY: a constant of the MPI library.
    unsafe { ffi::RSMPI_COMM_NULL }
}

/// The communicator behind a Fortran handle. **Local.**
///
/// # Safety
/// MPI must be running and the handle valid.
pub unsafe fn comm_from_fortran(comm: Fint) -> RawComm {
    unsafe { ffi::RSMPI_Comm_f2c(comm) }
}

/// The Fortran handle of a communicator. **Local.**
///
/// # Safety
/// MPI must be running and the communicator valid.
pub unsafe fn comm_to_fortran(comm: RawComm) -> Fint {
    unsafe { ffi::RSMPI_Comm_c2f(comm) }
}

/// Initialises MPI if nobody has, and then also finalises it at exit. **Collective** over all processes.
pub fn initialise(level: ThreadLevel) -> Result<()> {
    usable()?;
    let mut initialised = 0;
    // SAFETY: may be called at any time.
    unsafe { ffi::MPI_Initialized(&mut initialised) };
    if initialised == 0 {
        let mut provided = 0;
        // SAFETY: NULL arguments are allowed since MPI-2.
        check("MPI_Init_thread", unsafe {
            ffi::MPI_Init_thread(std::ptr::null_mut(), std::ptr::null_mut(), level.number(), &mut provided)
        })?;
        extern "C" fn at_exit() {
            finalise();
        }
        // SAFETY: the handler is a plain function that lives as long as the library, which is never unloaded.
        unsafe { libc::atexit(at_exit) };
    }
    require_running()
}

/// Finalises MPI if it is running. **Collective** over all processes.
pub fn finalise() {
    if is_running() {
        // SAFETY: MPI is running.
        unsafe { ffi::MPI_Finalize() };
    }
}

/// Ends all processes of the job with this exit code.
pub fn abort(comm: RawComm, code: i32) -> ! {
    if is_running() {
        // SAFETY: MPI is running; the communicator is ours or the world.
        unsafe { ffi::MPI_Abort(comm, code) };
    }
    std::process::exit(code)
}

/// The thread level in force. **Local**; MPI must be running.
pub fn thread_level() -> Result<ThreadLevel> {
    let mut provided = 0;
    // SAFETY: MPI is running.
    check("MPI_Query_thread", unsafe { ffi::MPI_Query_thread(&mut provided) })?;
    Ok([ThreadLevel::Multiple, ThreadLevel::Serialized, ThreadLevel::Funneled]
        .into_iter()
        .find(|level| provided >= level.number())
        .unwrap_or(ThreadLevel::Single))
}

/// Whether this is the thread that initialised MPI. **Local**; MPI must be running.
pub fn is_main_thread() -> Result<bool> {
    let mut flag = 0;
    // SAFETY: MPI is running.
    check("MPI_Is_thread_main", unsafe { ffi::MPI_Is_thread_main(&mut flag) })?;
    Ok(flag != 0)
}

/// Whether this is a child made by `fork`, whose memory is still its parent's.
fn is_forked() -> bool {
    FORKED.load(Ordering::Relaxed)
}

/// Makes children of `fork` refuse instead of talking on their parent's connections.
fn watch_forks() {
    static ONCE: Once = Once::new();
    extern "C" fn in_child() {
        FORKED.store(true, Ordering::Relaxed);
    }
    // SAFETY: the handler only stores to a static.
    ONCE.call_once(|| unsafe {
        libc::pthread_atfork(None, None, Some(in_child));
    });
}
