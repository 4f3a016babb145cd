//! Which MPI this crate was built for, and which one is loaded.

use mpi::ffi;
use std::os::raw::{c_char, c_int};

/// MPI libraries whose binary interfaces differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Family {
    Unknown = 0,
    OpenMpi = 1,
    Mpich = 2,
}

impl Family {
    pub fn from_number(number: i32) -> Family {
        match number {
            1 => Family::OpenMpi,
            2 => Family::Mpich,
            _ => Family::Unknown,
        }
    }

    /// The family that a library names in its version text.
    pub fn from_version_text(text: &str) -> Family {
        if text.starts_with("Open MPI") {
            Family::OpenMpi
        } else if ["MPICH", "Intel", "MVAPICH", "CRAY MPICH"].iter().any(|name| text.contains(name)) {
            Family::Mpich
        } else {
            Family::Unknown
        }
    }

    /// The family of the `mpi.h` this crate was compiled with.
    pub fn built_for() -> Family {
        Family::from_number(env!("DISTARRAY_MPI_FAMILY").parse().unwrap_or(0))
    }

    pub fn name(self) -> &'static str {
        match self {
            Family::Unknown => "an unknown MPI",
            Family::OpenMpi => "Open MPI",
            Family::Mpich => "MPICH",
        }
    }
}

/// The MPI this crate was compiled with, such as "Open MPI 4.1.4".
pub const BUILT_FOR: &str = env!("DISTARRAY_MPI_VERSION");

/// First line of what the loaded MPI library says of itself. May be called before `MPI_Init`.
pub fn loaded_version() -> String {
    let mut text = vec![0 as c_char; ffi::MPI_MAX_LIBRARY_VERSION_STRING as usize];
    let mut length: c_int = 0;
    // SAFETY: the buffer has the length that the standard asks for.
    let code = unsafe { ffi::MPI_Get_library_version(text.as_mut_ptr(), &mut length) };
    if code != 0 {
        return String::new();
    }
    let bytes: Vec<u8> = text.iter().take(usize::try_from(length).unwrap_or(0)).map(|&c| c as u8).collect();
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().next().unwrap_or("").trim_end_matches('\0');
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `sizeof(MPI_Comm)`, which tells the families apart.
pub const COMM_SIZE: usize = std::mem::size_of::<ffi::MPI_Comm>();
