/* DistArray: distributed multidimensional arrays over MPI.
 *
 * Generated from src/c_api by `DISTARRAY_UPDATE=1 cargo test --test abi`: do not edit.
 * Every function says whether it is Collective (all ranks of its context call it) or Local.
 */

#ifndef DISTARRAY_H
#define DISTARRAY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <mpi.h>

/* Present in an installed library only: which MPI it was built for. */
#ifdef __has_include
#if __has_include("distarray/config.h")
#include "distarray/config.h"
#endif
#endif

/** MPI that this translation unit is compiled for, as distarray_check_build() numbers it. */
#if defined(OPEN_MPI)
#define DISTARRAY_MPI_FAMILY 1
#elif defined(MPICH_VERSION)
#define DISTARRAY_MPI_FAMILY 2
#else
#define DISTARRAY_MPI_FAMILY 0
#endif

/** True if this header is at least of the given version. */
#define DISTARRAY_VERSION_AT_LEAST(major, minor, patch) \
  (DISTARRAY_VERSION_MAJOR * 1000000 + DISTARRAY_VERSION_MINOR * 1000 + DISTARRAY_VERSION_PATCH >= \
   (major) * 1000000 + (minor) * 1000 + (patch))

/** Checks at run time that program and library belong together; a status. See distarray_check_build(). */
#define DISTARRAY_CHECK_BUILD() \
  distarray_check_build(DISTARRAY_VERSION_MAJOR, DISTARRAY_VERSION_MINOR, DISTARRAY_VERSION_PATCH, \
                        DISTARRAY_MPI_FAMILY, sizeof(MPI_Comm))

/** Returns the status of a call from the calling function unless it is success. */
#define DISTARRAY_TRY(call) \
  do { \
    const int distarray_status_ = (call); \
    if (distarray_status_ != 0) return distarray_status_; \
  } while (0)

/** Ends all processes with a message on stderr unless a call succeeds: for examples and small programs. */
#define DISTARRAY_CHECK(call) \
  do { \
    const int distarray_status_ = (call); \
    if (distarray_status_ != 0) { \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, distarray_last_error_message()); \
      MPI_Abort(MPI_COMM_WORLD, distarray_status_); \
    } \
  } while (0)

/**
 * Version of this header.
 */
#define DISTARRAY_VERSION_MAJOR 0

#define DISTARRAY_VERSION_MINOR 1

#define DISTARRAY_VERSION_PATCH 0

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Version of the loaded library. Compare with DISTARRAY_VERSION_MAJOR, _MINOR and _PATCH, those of the header.
 *
 * **Local**.
 *
 * @param[out] major,minor,patch the three numbers; NULL for those not wanted
 */
void distarray_version(int *major,
                       int *minor,
                       int *patch);

/**
 * Version of the loaded library as text, such as "0.1.0". Never NULL, never to be freed.
 *
 * **Local**.
 */
const char *distarray_version_string(void);

/**
 * One line on how the loaded library was built: version, MPI, HDF5. Never NULL, never to be freed.
 *
 * **Local**.
 */
const char *distarray_build_info(void);

/**
 * Checks that the calling program was compiled for the version and the MPI of the loaded library, and that this MPI is
 * the one loaded. Use the macro DISTARRAY_CHECK_BUILD(), which fills in the arguments; `MPI_Init` is not needed.
 *
 * **Local**.
 *
 * @param header_major,header_minor,header_patch version of the header
 * @param mpi_family MPI of the caller: 1 Open MPI, 2 MPICH and its relatives, 0 unknown
 * @param mpi_comm_size `sizeof(MPI_Comm)` of the caller, 0 if unknown
 * @return DISTARRAY_SUCCESS, or DISTARRAY_ERR_BUILD with a message that names both sides
 */
int distarray_check_build(int header_major,
                          int header_minor,
                          int header_patch,
                          int mpi_family,
                          size_t mpi_comm_size);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* DISTARRAY_H */
