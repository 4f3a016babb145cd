//! Versions, and the check that program and library were built for the same MPI.

use crate::error::{Error, Result, Status};
use crate::mpi::library::{self, Family};
use std::os::raw::{c_char, c_int};

/// Version of this header.
pub const DISTARRAY_VERSION_MAJOR: c_int = 0;
pub const DISTARRAY_VERSION_MINOR: c_int = 1;
pub const DISTARRAY_VERSION_PATCH: c_int = 0;

macro_rules! build_info {
    ($hdf5:literal) => {
        concat!(
            "DistArray ",
            env!("CARGO_PKG_VERSION"),
            ", built for ",
            env!("DISTARRAY_MPI_VERSION"),
            ", HDF5: ",
            $hdf5,
            "\0"
        )
    };
}

#[cfg(feature = "hdf5")]
const BUILD_INFO: &str = build_info!("yes");
#[cfg(not(feature = "hdf5"))]
const BUILD_INFO: &str = build_info!("no");

/// Version of the loaded library. Compare with DISTARRAY_VERSION_MAJOR, _MINOR and _PATCH, those of the header.
///
/// **Local**.
///
/// @param[out] major,minor,patch the three numbers; NULL for those not wanted
#[no_mangle]
pub unsafe extern "C" fn distarray_version(major: *mut c_int, minor: *mut c_int, patch: *mut c_int) {
    for (place, number) in
        [(major, DISTARRAY_VERSION_MAJOR), (minor, DISTARRAY_VERSION_MINOR), (patch, DISTARRAY_VERSION_PATCH)]
    {
        if !place.is_null() {
            *place = number;
        }
    }
}

/// Version of the loaded library as text, such as "0.1.0". Never NULL, never to be freed.
///
/// **Local**.
#[no_mangle]
pub extern "C" fn distarray_version_string() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// One line on how the loaded library was built: version, MPI, HDF5. Never NULL, never to be freed.
///
/// **Local**.
#[no_mangle]
pub extern "C" fn distarray_build_info() -> *const c_char {
    BUILD_INFO.as_ptr().cast()
}

/// Checks that the calling program was compiled for the version and the MPI of the loaded library, and that this MPI is
/// the one loaded. Use the macro DISTARRAY_CHECK_BUILD(), which fills in the arguments; `MPI_Init` is not needed.
///
/// **Local**.
///
/// @param header_major,header_minor,header_patch version of the header
/// @param mpi_family MPI of the caller: 1 Open MPI, 2 MPICH and its relatives, 0 unknown
/// @param mpi_comm_size `sizeof(MPI_Comm)` of the caller, 0 if unknown
/// @return DISTARRAY_SUCCESS, or DISTARRAY_ERR_BUILD with a message that names both sides
#[no_mangle]
pub extern "C" fn distarray_check_build(
    header_major: c_int,
    header_minor: c_int,
    header_patch: c_int,
    mpi_family: c_int,
    mpi_comm_size: usize,
) -> c_int {
    let header = [header_major, header_minor, header_patch];
    let result = check_version(header)
        .and_then(|()| check_caller(Family::from_number(mpi_family), mpi_comm_size))
        .and_then(|()| check_loaded(&library::loaded_version()));
    super::status::local("distarray_check_build", |_| result)
}

/// While the major number is 0, minor versions differ in their binary interface.
fn check_version(header: [c_int; 3]) -> Result<()> {
    let library = [DISTARRAY_VERSION_MAJOR, DISTARRAY_VERSION_MINOR, DISTARRAY_VERSION_PATCH];
    if header[..2] == library[..2] && header[2] <= library[2] {
        return Ok(());
    }
    let [major, minor, patch] = header;
    Err(Error::new(
        Status::Build,
        format!(
            "the program was compiled with the header of DistArray {major}.{minor}.{patch}, \
             but the library loaded is {}; compile it again, or load the library that belongs to the header",
            env!("CARGO_PKG_VERSION")
        ),
    ))
}

fn check_caller(family: Family, comm_size: usize) -> Result<()> {
    let built_for = Family::built_for();
    let known = family != Family::Unknown && built_for != Family::Unknown;
    if known && family != built_for {
        return Err(Error::new(
            Status::Build,
            format!(
                "the program was compiled for {}, but this DistArray was built for {}; \
                 use one MPI for both: rebuild the program with the compiler wrapper of {}, or DistArray with MPICC set",
                family.name(),
                library::BUILT_FOR,
                built_for.name()
            ),
        ));
    }
    if comm_size != 0 && comm_size != library::COMM_SIZE {
        return Err(Error::new(
            Status::Build,
            format!(
                "the program's MPI_Comm has {comm_size} bytes, that of {}, which this DistArray was built for, has {}; \
                 use one MPI for both",
                library::BUILT_FOR,
                library::COMM_SIZE
            ),
        ));
    }
    Ok(())
}

fn check_loaded(loaded: &str) -> Result<()> {
    let (family, built_for) = (Family::from_version_text(loaded), Family::built_for());
    if family == built_for || family == Family::Unknown || built_for == Family::Unknown {
        return Ok(());
    }
    Err(Error::new(
        Status::Build,
        format!(
            "the MPI loaded calls itself '{loaded}', but this DistArray was built for {}; \
             start the program with the mpirun and the libraries of {}",
            library::BUILT_FOR,
            built_for.name()
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_agree() {
        assert!(check_version([0, 1, 0]).is_ok());
        assert!(check_version([0, 2, 0]).is_err());
        assert!(check_version([1, 1, 0]).is_err());
        assert!(check_version([0, 1, DISTARRAY_VERSION_PATCH + 1]).is_err());
    }

    #[test]
    fn a_foreign_mpi_is_refused_by_name() {
        let (own, other, loaded) = match Family::built_for() {
            Family::OpenMpi => (Family::OpenMpi, Family::Mpich, "MPICH Version: 4.0.2"),
            Family::Mpich => (Family::Mpich, Family::OpenMpi, "Open MPI v4.1.4"),
            Family::Unknown => return,
        };
        assert!(check_caller(own, library::COMM_SIZE).is_ok());
        assert!(check_caller(Family::Unknown, 0).is_ok());
        for error in [
            check_caller(other, library::COMM_SIZE).unwrap_err(),
            check_caller(own, 12 - library::COMM_SIZE).unwrap_err(),
            check_loaded(loaded).unwrap_err(),
        ] {
            assert_eq!(error.status, Status::Build);
            assert!(error.message.contains(own.name()), "{error}");
        }
        assert!(check_loaded(&library::loaded_version()).is_ok());
    }
}
