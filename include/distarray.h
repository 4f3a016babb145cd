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
#include "distarray/protocol.h"

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
 * Signed integers of 1, 2, 4 and 8 bytes.
 */
#define DISTARRAY_INT8 1

#define DISTARRAY_INT16 2

#define DISTARRAY_INT32 3

#define DISTARRAY_INT64 4

/**
 * Unsigned integers of 1, 2, 4 and 8 bytes.
 */
#define DISTARRAY_UINT8 5

#define DISTARRAY_UINT16 6

#define DISTARRAY_UINT32 7

#define DISTARRAY_UINT64 8

/**
 * IEEE 754 single and double precision.
 */
#define DISTARRAY_FLOAT32 11

#define DISTARRAY_FLOAT64 12

/**
 * Pairs of float32 or float64, 8 and 16 bytes.
 */
#define DISTARRAY_COMPLEX64 21

#define DISTARRAY_COMPLEX128 22

/**
 * One byte, 0 or 1.
 */
#define DISTARRAY_BOOL 31

/**
 * In place of a root rank: all ranks.
 */
#define DISTARRAY_ALL_RANKS -1

/**
 * The watchdog only reports (the default).
 */
#define DISTARRAY_HANG_REPORT 1

/**
 * The watchdog makes the waiting call return DISTARRAY_ERR_HANG; the context is dead afterwards.
 */
#define DISTARRAY_HANG_ERROR 2

/**
 * The watchdog calls MPI_Abort.
 */
#define DISTARRAY_HANG_ABORT 3

/**
 * Collective MPI operations, agreements among them.
 */
#define DISTARRAY_COUNTER_COLLECTIVES 1

/**
 * Messages sent to other ranks.
 */
#define DISTARRAY_COUNTER_MESSAGES 2

/**
 * Bytes of data sent to other ranks.
 */
#define DISTARRAY_COUNTER_BYTES_SENT 3

/**
 * Bytes of data received from other ranks.
 */
#define DISTARRAY_COUNTER_BYTES_RECEIVED 4

/**
 * Bytes copied within this rank.
 */
#define DISTARRAY_COUNTER_LOCAL_BYTES 5

/**
 * Rounds in which data moved.
 */
#define DISTARRAY_COUNTER_ROUNDS 6

/**
 * Temporary buffers asked for.
 */
#define DISTARRAY_COUNTER_TEMPORARIES 7

/**
 * The most bytes of temporary buffers in use at once.
 */
#define DISTARRAY_COUNTER_TEMPORARY_PEAK 8

/**
 * A slice bound that is left out.
 */
#define DISTARRAY_NONE INT64_MIN

/**
 * Byte order of this machine.
 */
#define DISTARRAY_NATIVE_ENDIAN 0

/**
 * Least significant byte first.
 */
#define DISTARRAY_LITTLE_ENDIAN 1

/**
 * Most significant byte first.
 */
#define DISTARRAY_BIG_ENDIAN 2

/**
 * Square root; of one argument.
 */
#define DISTARRAY_SQRT 1

/**
 * Absolute value; of one argument.
 */
#define DISTARRAY_ABS 2

/**
 * Change of sign; of one argument.
 */
#define DISTARRAY_NEGATIVE 3

/**
 * Sum; of two arguments.
 */
#define DISTARRAY_ADD 1

/**
 * Difference; of two arguments.
 */
#define DISTARRAY_SUBTRACT 2

/**
 * Product; of two arguments.
 */
#define DISTARRAY_MULTIPLY 3

/**
 * Quotient, as NumPy's true division; of two arguments.
 */
#define DISTARRAY_DIVIDE 4

/**
 * `sqrt(a*a + b*b)` without overflow; of two arguments.
 */
#define DISTARRAY_HYPOT 5

/**
 * Sum of elements; a reduction.
 */
#define DISTARRAY_SUM 1

/**
 * Smallest element, NaN if there is one; a reduction.
 */
#define DISTARRAY_MIN 2

/**
 * Largest element, NaN if there is one; a reduction.
 */
#define DISTARRAY_MAX 3

/**
 * Mean of elements; a reduction.
 */
#define DISTARRAY_MEAN 4

/**
 * Number of elements other than 0; a reduction.
 */
#define DISTARRAY_COUNT_NONZERO 5

/**
 * Copy the elements; the section is released before the call returns.
 */
#define DISTARRAY_IMPORT_COPY 1

/**
 * Accept what older and laxer producers say: 0.9.x, 'n', start beyond the size, local sizes.
 */
#define DISTARRAY_IMPORT_LENIENT 2

/**
 * Last axis contiguous, as in C.
 */
#define DISTARRAY_ROW_MAJOR 1

/**
 * First axis contiguous, as in Fortran.
 */
#define DISTARRAY_COLUMN_MAJOR 2

/**
 * Pieces whose sizes differ by at most one; the first `size mod parts` are the longer ones.
 */
#define DISTARRAY_BLOCK_EVEN 1

/**
 * Pieces of `ceil(size / parts)`; the last ones are short or empty.
 */
#define DISTARRAY_BLOCK_CEIL 2

/**
 * The call did what it says.
 */
#define DISTARRAY_SUCCESS 0

/**
 * An argument is out of its documented range.
 */
#define DISTARRAY_ERR_ARGUMENT 1

/**
 * The object is in a state that does not allow the call.
 */
#define DISTARRAY_ERR_STATE 2

/**
 * Shapes or numbers of dimensions do not fit.
 */
#define DISTARRAY_ERR_SHAPE 3

/**
 * The element type does not allow the operation.
 */
#define DISTARRAY_ERR_DTYPE 4

/**
 * Distributions do not fit, or one cannot be built as asked.
 */
#define DISTARRAY_ERR_DISTRIBUTION 5

/**
 * An argument that must be the same on all ranks differs.
 */
#define DISTARRAY_ERR_MISMATCH 6

/**
 * A size leaves the 64-bit range.
 */
#define DISTARRAY_ERR_OVERFLOW 7

/**
 * Memory was refused by the system or by the context's ceiling.
 */
#define DISTARRAY_ERR_MEMORY 8

/**
 * Well-formed, but there is no way to do it.
 */
#define DISTARRAY_ERR_UNSUPPORTED 9

/**
 * A file operation failed.
 */
#define DISTARRAY_ERR_IO 10

/**
 * A handle is NULL, freed, foreign or of another kind.
 */
#define DISTARRAY_ERR_HANDLE 11

/**
 * Ranks are in different collective calls; the context is dead.
 */
#define DISTARRAY_ERR_CALL_MISMATCH 12

/**
 * A protocol description breaks a rule.
 */
#define DISTARRAY_ERR_PROTOCOL 13

/**
 * A file or text is malformed.
 */
#define DISTARRAY_ERR_FORMAT 14

/**
 * Another thread is inside a collective call of the same context.
 */
#define DISTARRAY_ERR_BUSY 15

/**
 * The calling thread may not call MPI at the thread level in force.
 */
#define DISTARRAY_ERR_THREAD 16

/**
 * The context died in an earlier call; only Local calls and free work.
 */
#define DISTARRAY_ERR_CONTEXT_DEAD 17

/**
 * The watchdog gave up waiting for other ranks.
 */
#define DISTARRAY_ERR_HANG 18

/**
 * An index is outside the array.
 */
#define DISTARRAY_ERR_INDEX 19

/**
 * A callback asked to stop.
 */
#define DISTARRAY_ERR_CANCELLED 20

/**
 * The memory may only be read.
 */
#define DISTARRAY_ERR_READ_ONLY 21

/**
 * MPI is not initialised, or is finalised already.
 */
#define DISTARRAY_ERR_MPI_STATE 22

/**
 * An earlier failure left this array's contents undefined.
 */
#define DISTARRAY_ERR_DAMAGED 23

/**
 * Program and library were built for different MPIs or versions.
 */
#define DISTARRAY_ERR_BUILD 24

/**
 * An MPI call failed.
 */
#define DISTARRAY_ERR_MPI 100

/**
 * A bug in the library was caught.
 */
#define DISTARRAY_ERR_INTERNAL 255

/**
 * Version of this header.
 */
#define DISTARRAY_VERSION_MAJOR 0

#define DISTARRAY_VERSION_MINOR 1

#define DISTARRAY_VERSION_PATCH 0

/**
 * A distributed array.
 */
typedef struct distarray_array_s distarray_array_s;

/**
 * A duplicated communicator with settings and counters.
 */
typedef struct distarray_context_s distarray_context_s;

/**
 * Who owns which global index.
 */
typedef struct distarray_distribution_s distarray_distribution_s;

/**
 * What a distribution shall be, axis by axis.
 */
typedef struct distarray_specification_s distarray_specification_s;

/**
 * 0 for success, else one of the DISTARRAY_ERR_ numbers. Numbers are fixed and never reused.
 */
typedef int distarray_status;

/**
 * Handle of a distribution; free with distarray_distribution_free().
 */
typedef distarray_distribution_s *distarray_distribution;

/**
 * Element type, one of the constants below; 0 is none.
 */
typedef int32_t distarray_dtype;

/**
 * Handle of an array; free with distarray_array_free().
 */
typedef distarray_array_s *distarray_array;

/**
 * Handle of a context; free with distarray_context_free().
 */
typedef distarray_context_s *distarray_context;

/**
 * Writes the element at a global index (`ndim` numbers) to `element`; anything but 0 stops the call.
 */
typedef int (*distarray_element_function)(int ndim, const int64_t *index, void *element, void *user);

/**
 * Called exactly once when borrowed memory is no longer used; from any thread, also after MPI_Finalize; must
 * not call MPI or this library.
 */
typedef void (*distarray_release_function)(void *memory, void *user);

/**
 * Handle of a specification; free with distarray_specification_free().
 */
typedef distarray_specification_s *distarray_specification;

/**
 * Memory order of local parts, one of DISTARRAY_ROW_MAJOR and DISTARRAY_COLUMN_MAJOR.
 */
typedef int32_t distarray_order;

/**
 * An operation; each function says which constants it takes.
 */
typedef int32_t distarray_op;

/**
 * Receives warnings and the watchdog's reports. `level` is 1 for errors, 2 warnings, 3 information, 4 details.
 */
typedef void (*distarray_log_callback)(int level, const char *message, void *user);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Makes an array with undefined contents.
 *
 * **Collective**. Allocates.
 *
 * @param distribution,dtype the same on all ranks
 * @param[out] array to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_MEMORY on all ranks if any of them is refused its part
 */
distarray_status distarray_array_create(distarray_distribution distribution,
                                        distarray_dtype dtype,
                                        distarray_array *array);

/**
 * Makes an array of zeros.
 *
 * **Collective**. Allocates.
 */
distarray_status distarray_array_create_zeros(distarray_distribution distribution,
                                              distarray_dtype dtype,
                                              distarray_array *array);

/**
 * Makes an array of ones.
 *
 * **Collective**. Allocates.
 */
distarray_status distarray_array_create_ones(distarray_distribution distribution,
                                             distarray_dtype dtype,
                                             distarray_array *array);

/**
 * Makes an array with every element set to one value.
 *
 * **Collective**. Allocates.
 *
 * @param value address of one element of `dtype`; the same value on all ranks
 */
distarray_status distarray_array_create_full(distarray_distribution distribution,
                                             distarray_dtype dtype,
                                             const void *value,
                                             distarray_array *array);

/**
 * Makes the 1-D array `start, start + step, ...` below `stop`, as NumPy's arange.
 *
 * **Collective**. Allocates.
 *
 * @param start,stop,step,dtype the same on all ranks
 * @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
 */
distarray_status distarray_array_create_arange(distarray_context context,
                                               double start,
                                               double stop,
                                               double step,
                                               distarray_dtype dtype,
                                               const char *text,
                                               distarray_array *array);

/**
 * Makes an array whose elements a function computes from their global index. Each rank calls it for the
 * elements it owns, in C order of its part.
 *
 * **Collective**. Allocates. The function must not call this library.
 *
 * @param function,user may differ between ranks
 * @return DISTARRAY_ERR_CANCELLED on all ranks if the function returned anything but 0 on one
 */
distarray_status distarray_array_create_from_function(distarray_distribution distribution,
                                                      distarray_dtype dtype,
                                                      distarray_element_function function,
                                                      void *user,
                                                      distarray_array *array);

/**
 * Makes an array of zeros in the distribution of another one.
 *
 * **Collective**. Allocates.
 *
 * @param dtype 0 for the other's
 */
distarray_status distarray_array_create_like(distarray_array other,
                                             distarray_dtype dtype,
                                             distarray_array *array);

/**
 * Makes an array over memory that the caller owns, without copying it.
 *
 * **Collective**. Does not touch the memory.
 *
 * @param memory first element of this process's padded part; NULL is fine where it is empty. It must stay valid
 *        until `release` is called
 * @param strides ndim byte strides of the padded part; NULL means contiguous in the distribution's memory order
 * @param release called exactly once, when the last user of the memory is gone; NULL if nobody needs to know.
 *        Not called if this function fails
 * @param user passed to `release`
 */
distarray_status distarray_array_wrap(distarray_distribution distribution,
                                      distarray_dtype dtype,
                                      void *memory,
                                      const int64_t *strides,
                                      distarray_release_function release,
                                      void *user,
                                      distarray_array *array);

/**
 * Makes an array from the whole array on one rank.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param root the rank that has the data; the same on all ranks
 * @param data on `root` all elements in row-major order; elsewhere not looked at
 */
distarray_status distarray_array_scatter(distarray_distribution distribution,
                                         distarray_dtype dtype,
                                         int root,
                                         const void *data,
                                         distarray_array *array);

/**
 * Makes an array from each rank's own part.
 *
 * **Collective**. Allocates.
 *
 * @param part this process's owned elements, contiguous in the distribution's memory order, without halo; copied
 */
distarray_status distarray_array_create_from_parts(distarray_distribution distribution,
                                                   distarray_dtype dtype,
                                                   const void *part,
                                                   distarray_array *array);

/**
 * Frees an array and makes the handle NULL. Its memory goes when no export uses it any more.
 *
 * **Local**. NULL and a NULL handle are fine. Also after MPI_Finalize.
 */
distarray_status distarray_array_free(distarray_array *array);

/**
 * The context of an array, as a new handle.
 *
 * **Local**.
 *
 * @param[out] context to be freed with distarray_context_free()
 */
distarray_status distarray_array_get_context(distarray_array array, distarray_context *context);

/**
 * The distribution of an array, as a new handle.
 *
 * **Local**.
 *
 * @param[out] distribution to be freed with distarray_distribution_free()
 */
distarray_status distarray_array_get_distribution(distarray_array array,
                                                  distarray_distribution *distribution);

/**
 * Number of dimensions.
 *
 * **Local**.
 */
distarray_status distarray_array_get_ndim(distarray_array array, int *ndim);

/**
 * Global extents.
 *
 * **Local**.
 *
 * @param[out] shape ndim entries
 */
distarray_status distarray_array_get_shape(distarray_array array, int64_t *shape);

/**
 * Element type.
 *
 * **Local**.
 */
distarray_status distarray_array_get_dtype(distarray_array array, distarray_dtype *dtype);

/**
 * This process's owned part in place, without halo. Valid until the array is freed; the address never changes.
 *
 * **Local**.
 *
 * @param[out] pointer first owned element
 * @param[out] shape ndim owned extents; may be NULL
 * @param[out] strides ndim strides in bytes; may be NULL
 */
distarray_status distarray_array_get_local(distarray_array array,
                                           void **pointer,
                                           int64_t *shape,
                                           int64_t *strides);

/**
 * This process's part in place, with its halo. Valid until the array is freed.
 *
 * **Local**.
 *
 * @param[out] pointer first element of the padded part
 * @param[out] shape ndim padded extents; may be NULL
 * @param[out] strides ndim strides in bytes; may be NULL
 */
distarray_status distarray_array_get_local_padded(distarray_array array,
                                                  void **pointer,
                                                  int64_t *shape,
                                                  int64_t *strides);

/**
 * Reads one element, on every rank.
 *
 * **Collective**. Communicates.
 *
 * @param index ndim global indices, the same on all ranks; negative ones count from the end
 * @param[out] value one element of the array's dtype
 */
distarray_status distarray_array_get_element(distarray_array array, const int64_t *index, void *value);

/**
 * Sets one element on all its owners. Halos are not updated.
 *
 * **Collective**.
 *
 * @param index ndim global indices, the same on all ranks; negative ones count from the end
 * @param value one element of the array's dtype, the same on all ranks
 */
distarray_status distarray_array_set_element(distarray_array array, const int64_t *index, const void *value);

/**
 * Brings the whole array to one rank or to all.
 *
 * **Collective**. Communicates.
 *
 * @param root a rank, or DISTARRAY_ALL_RANKS; the same on all ranks
 * @param[out] data on receiving ranks room for all elements, written in row-major order; elsewhere not looked at
 */
distarray_status distarray_array_gather(distarray_array array,
                                        int root,
                                        void *data);

/**
 * Text of an array as NumPy prints it, long ones summarised; only the elements shown are fetched.
 *
 * **Collective**. Communicates. Every rank gets the text.
 *
 * @param[out] buffer text, NUL-terminated and cut to `capacity` bytes; may be NULL if `capacity` is 0
 * @param[out] length full length without the NUL; may be NULL
 */
distarray_status distarray_array_print(distarray_array array, char *buffer, size_t capacity, size_t *length);

/**
 * Bytes of one element.
 *
 * **Local**.
 *
 * @param dtype one of the dtype constants
 */
distarray_status distarray_dtype_get_size(distarray_dtype dtype, size_t *size);

/**
 * Makes a context of all ranks of a communicator, which is duplicated (once, however many contexts) and
 * may be freed at once.
 *
 * **Collective** over `comm`. Allocates. Communicators that differ between ranks cannot be agreed upon:
 * the call waits, and the watchdog speaks.
 *
 * @param comm an intra-communicator, of which every rank calls
 * @param[out] context to be freed with distarray_context_free()
 * @return DISTARRAY_ERR_MPI_STATE before MPI_Init or after MPI_Finalize, DISTARRAY_ERR_ARGUMENT for
 *         MPI_COMM_NULL, an inter-communicator or a malformed DISTARRAY_ environment variable
 */
distarray_status distarray_context_create(MPI_Comm comm, distarray_context *context);

/**
 * As distarray_context_create(), with a Fortran communicator.
 *
 * **Collective** over `comm`. Allocates.
 */
distarray_status distarray_context_create_f(MPI_Fint comm, distarray_context *context);

/**
 * Frees a context and makes the handle NULL. Arrays and distributions made in it stay usable.
 *
 * **Local**. NULL and a NULL handle are fine. Also after MPI_Finalize.
 */
distarray_status distarray_context_free(distarray_context *context);

/**
 * Rank of this process in the context.
 *
 * **Local**.
 */
distarray_status distarray_context_get_rank(distarray_context context, int *rank);

/**
 * Number of processes of the context.
 *
 * **Local**.
 */
distarray_status distarray_context_get_size(distarray_context context, int *size);

/**
 * The context's private communicator, borrowed: not to be freed, and not for messages that the library
 * could mistake for its own.
 *
 * **Local**.
 */
distarray_status distarray_context_get_comm(distarray_context context, MPI_Comm *comm);

/**
 * As distarray_context_get_comm(), as a Fortran handle.
 *
 * **Local**.
 */
distarray_status distarray_context_get_comm_f(distarray_context context, MPI_Fint *comm);

/**
 * Sets after how many seconds of waiting for other ranks a report goes to the log, and what happens then.
 *
 * **Local**. The default is 60 seconds (environment: DISTARRAY_WATCHDOG) and DISTARRAY_HANG_REPORT
 * (environment: DISTARRAY_ON_HANG=report, error or abort).
 *
 * @param seconds 0 turns the watchdog off
 * @param policy DISTARRAY_HANG_REPORT, DISTARRAY_HANG_ERROR or DISTARRAY_HANG_ABORT
 */
distarray_status distarray_context_set_watchdog(distarray_context context, double seconds, int32_t policy);

/**
 * Limits the temporary memory of this rank's operations; they run in rounds within it.
 *
 * **Local**. No limit by default (environment: DISTARRAY_MEMORY_LIMIT, such as 512MiB).
 *
 * @param bytes 0 for no limit
 */
distarray_status distarray_context_set_memory_ceiling(distarray_context context, int64_t bytes);

/**
 * Sets the longest single MPI message; longer ones are sent in pieces. Must be the same on all ranks that
 * exchange data. For tests; the default of 2^30 bytes suits every MPI.
 *
 * **Local**.
 *
 * @param bytes at least 1
 */
distarray_status distarray_context_set_message_limit(distarray_context context, int64_t bytes);

/**
 * Sets how much collective calls check: 0 errors only, 1 also that arguments agree between ranks (the default).
 * Must be the same on all ranks.
 *
 * **Local**. Environment: DISTARRAY_CHECKS=0 or 1.
 */
distarray_status distarray_context_set_checks(distarray_context context,
                                              int level);

/**
 * What this rank has communicated, copied and allocated in this context since the last reset.
 *
 * **Local**.
 *
 * @param counter one of the DISTARRAY_COUNTER_ constants
 */
distarray_status distarray_context_get_counter(distarray_context context, int32_t counter, int64_t *value);

/**
 * Sets all counters of this rank to 0.
 *
 * **Local**.
 */
distarray_status distarray_context_reset_counters(distarray_context context);

/**
 * Spreads what a specification says over the processes of a context.
 *
 * **Collective**. Allocates; communicates, for unstructured axes their labels once.
 *
 * @param specification the same on all ranks, but for the labels of unstructured axes; not needed afterwards
 * @param[out] distribution to be freed with distarray_distribution_free()
 * @return DISTARRAY_ERR_DISTRIBUTION if the grid does not fit the context or labels break a rule
 */
distarray_status distarray_distribution_create(distarray_context context,
                                               distarray_specification specification,
                                               distarray_distribution *distribution);

/**
 * As distarray_specification_parse() followed by distarray_distribution_create().
 *
 * **Collective**. Allocates.
 *
 * @param ndim,shape,text the same on all ranks
 * @param[out] distribution to be freed with distarray_distribution_free()
 */
distarray_status distarray_distribution_create_text(distarray_context context,
                                                    int ndim,
                                                    const int64_t *shape,
                                                    const char *text,
                                                    distarray_distribution *distribution);

/**
 * The distribution seen through one slice per axis, with NumPy's rules for `start:stop:step`. Halos are dropped
 * on axes that are not taken whole.
 *
 * **Local**. Allocates. To be called alike on all ranks.
 *
 * @param starts,stops ndim numbers each; negative ones count from the end; DISTARRAY_NONE leaves one out
 * @param steps ndim numbers other than 0; NULL means all 1
 * @param[out] slice to be freed with distarray_distribution_free()
 */
distarray_status distarray_distribution_slice(distarray_distribution distribution,
                                              const int64_t *starts,
                                              const int64_t *stops,
                                              const int64_t *steps,
                                              distarray_distribution *slice);

/**
 * Frees a distribution and makes the handle NULL. Arrays made with it stay usable.
 *
 * **Local**. NULL and a NULL handle are fine.
 */
distarray_status distarray_distribution_free(distarray_distribution *distribution);

/**
 * Number of dimensions.
 *
 * **Local**.
 */
distarray_status distarray_distribution_get_ndim(distarray_distribution distribution, int *ndim);

/**
 * Global extents.
 *
 * **Local**.
 *
 * @param[out] shape ndim entries
 */
distarray_status distarray_distribution_get_shape(distarray_distribution distribution, int64_t *shape);

/**
 * Extents of the process grid along each axis.
 *
 * **Local**.
 *
 * @param[out] extents ndim entries
 */
distarray_status distarray_distribution_get_grid(distarray_distribution distribution, int *extents);

/**
 * How often the whole array is held.
 *
 * **Local**.
 */
distarray_status distarray_distribution_get_replicas(distarray_distribution distribution, int *replicas);

/**
 * Memory order of local parts.
 *
 * **Local**.
 */
distarray_status distarray_distribution_get_order(distarray_distribution distribution,
                                                  distarray_order *order);

/**
 * Where a rank stands in the process grid.
 *
 * **Local**.
 *
 * @param rank rank in the context
 * @param[out] coordinates ndim entries; -1 for ranks outside the grid
 * @param[out] replica which copy of the array the rank belongs to; -1 outside the grid
 */
distarray_status distarray_distribution_get_coordinates(distarray_distribution distribution,
                                                        int rank,
                                                        int *coordinates,
                                                        int *replica);

/**
 * Owned extents of a rank, halo not included; zeros outside the grid.
 *
 * **Local**, for any rank.
 *
 * @param[out] shape ndim entries
 */
distarray_status distarray_distribution_get_local_shape(distarray_distribution distribution,
                                                        int rank,
                                                        int64_t *shape);

/**
 * For block axes: the global indices that a rank owns are `starts[d]` to `stops[d]-1`.
 *
 * **Local**, for any rank.
 *
 * @param[out] starts,stops ndim entries each; zeros outside the grid
 * @return DISTARRAY_ERR_DISTRIBUTION if an axis is cyclic or unstructured
 */
distarray_status distarray_distribution_get_local_bounds(distarray_distribution distribution,
                                                         int rank,
                                                         int64_t *starts,
                                                         int64_t *stops);

/**
 * Halo widths that this process has: clipped at the edges of axes that are not periodic.
 *
 * **Local**.
 *
 * @param[out] lower,upper ndim entries each
 */
distarray_status distarray_distribution_get_halo(distarray_distribution distribution,
                                                 int64_t *lower,
                                                 int64_t *upper);

/**
 * Extents of this process's local part with its halo.
 *
 * **Local**.
 *
 * @param[out] shape ndim entries
 */
distarray_status distarray_distribution_get_padded_shape(distarray_distribution distribution, int64_t *shape);

/**
 * The rank that owns an element; where the array is replicated, in the first copy.
 *
 * **Local**.
 *
 * @param index ndim global indices; negative ones count from the end
 * @return DISTARRAY_ERR_INDEX outside the array, DISTARRAY_ERR_UNSUPPORTED where an unstructured axis hides the
 *         owner: labels of other processes are not known here
 */
distarray_status distarray_distribution_get_owner(distarray_distribution distribution,
                                                  const int64_t *index,
                                                  int *rank);

/**
 * Where an element lies in this process's owned part (halo not counted).
 *
 * **Local**.
 *
 * @param index ndim global indices; negative ones count from the end
 * @param[out] local_index ndim positions; not written if the element lives elsewhere
 * @param[out] owned 1 if it lies here, else 0
 */
distarray_status distarray_distribution_get_local_index(distarray_distribution distribution,
                                                        const int64_t *index,
                                                        int64_t *local_index,
                                                        int *owned);

/**
 * Global index of a position in this process's owned part.
 *
 * **Local**.
 *
 * @param local_index ndim positions, from 0
 * @param[out] index ndim global indices
 */
distarray_status distarray_distribution_get_global_index(distarray_distribution distribution,
                                                         const int64_t *local_index,
                                                         int64_t *index);

/**
 * The coordinate that owns an index of one axis, and its position there.
 *
 * **Local**.
 *
 * @param axis 0 to ndim-1
 * @param index global index; on an unstructured axis a label of this process
 * @param[out] coordinate coordinate along the axis in the process grid
 * @param[out] local_index position among the indices that coordinate owns
 */
distarray_status distarray_distribution_get_axis_owner(distarray_distribution distribution,
                                                       int axis,
                                                       int64_t index,
                                                       int *coordinate,
                                                       int64_t *local_index);

/**
 * The index of one axis at a position that a coordinate owns.
 *
 * **Local**.
 *
 * @param coordinate 0 to the grid's extent - 1; on an unstructured axis this process's own
 * @param local_index position among the indices the coordinate owns
 * @param[out] index global index
 */
distarray_status distarray_distribution_get_axis_global(distarray_distribution distribution,
                                                        int axis,
                                                        int coordinate,
                                                        int64_t local_index,
                                                        int64_t *index);

/**
 * Whether two distributions are the same: shape, owners, halos, grid, memory order.
 *
 * **Local**.
 *
 * @param[out] equal 1 or 0
 */
distarray_status distarray_distribution_is_equal(distarray_distribution a,
                                                 distarray_distribution b,
                                                 int *equal);

/**
 * Whether every element has the same owners in both, whatever halos and memory orders: what elementwise
 * operations need.
 *
 * **Local**.
 *
 * @param[out] aligned 1 or 0
 */
distarray_status distarray_distribution_is_aligned(distarray_distribution a,
                                                   distarray_distribution b,
                                                   int *aligned);

/**
 * Shape and element type of a .npy file.
 *
 * **Collective**. Rank 0 reads the header.
 *
 * @param path the same on all ranks
 * @param capacity entries that `shape` has room for; more dimensions than that are not written
 * @param[out] ndim number of dimensions
 * @param[out] shape global extents; may be NULL if `capacity` is 0
 * @param[out] dtype element type
 * @return DISTARRAY_ERR_IO, or DISTARRAY_ERR_FORMAT saying what is wrong at which byte
 */
distarray_status distarray_file_get_shape_npy(distarray_context context,
                                              const char *path,
                                              int capacity,
                                              int *ndim,
                                              int64_t *shape,
                                              distarray_dtype *dtype);

/**
 * Reads a .npy file; each rank only its part.
 *
 * **Collective**. Allocates.
 *
 * @param path the same on all ranks
 * @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
 * @param[out] array to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_IO, or DISTARRAY_ERR_FORMAT saying what is wrong at which byte
 */
distarray_status distarray_array_read_npy(distarray_context context,
                                          const char *path,
                                          const char *text,
                                          distarray_array *array);

/**
 * Writes an array as one .npy file in C order; each rank its part. The file replaces an old one of that name only when
 * it is complete and on disk; after an error the old one is as it was.
 *
 * **Collective**.
 *
 * @param path the same on all ranks
 */
distarray_status distarray_array_write_npy(distarray_array array,
                                           const char *path);

/**
 * Reads an array that lies row-major and contiguous in a file, such as a variable of a netCDF-3 file; each rank only
 * its part.
 *
 * **Collective**. Allocates.
 *
 * @param distribution,dtype,path the same on all ranks
 * @param offset bytes before the first element, the same on all ranks
 * @param byte_order DISTARRAY_NATIVE_ENDIAN, DISTARRAY_LITTLE_ENDIAN or DISTARRAY_BIG_ENDIAN, the same on all ranks
 * @param[out] array to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_IO, also if the file is too short
 */
distarray_status distarray_array_read_raw(distarray_distribution distribution,
                                          distarray_dtype dtype,
                                          const char *path,
                                          int64_t offset,
                                          int32_t byte_order,
                                          distarray_array *array);

/**
 * Writes the elements of an array, row-major, and nothing else to a file. The file replaces an old one of that name only
 * when it is complete and on disk.
 *
 * **Collective**.
 *
 * @param path,byte_order the same on all ranks
 */
distarray_status distarray_array_write_raw(distarray_array array,
                                           const char *path,
                                           int32_t byte_order);

/**
 * Shape and element type of a dataset in an HDF5 file.
 *
 * **Collective**. Rank 0 reads the header. HDF5 itself is not safe against files made to harm: use trusted ones.
 *
 * @param path,dataset the same on all ranks; `dataset` may be a path of groups, such as "run/heights"
 * @param capacity entries that `shape` has room for; more dimensions than that are not written
 * @param[out] ndim number of dimensions
 * @param[out] shape global extents; may be NULL if `capacity` is 0
 * @param[out] dtype element type
 * @return DISTARRAY_ERR_IO; DISTARRAY_ERR_FORMAT; DISTARRAY_ERR_UNSUPPORTED if the library was built without HDF5
 */
distarray_status distarray_file_get_shape_hdf5(distarray_context context,
                                               const char *path,
                                               const char *dataset,
                                               int capacity,
                                               int *ndim,
                                               int64_t *shape,
                                               distarray_dtype *dtype);

/**
 * Reads a dataset of an HDF5 file. Of a contiguous one each rank reads only its part; others are read by rank 0 in
 * slabs and dealt out.
 *
 * **Collective**. Allocates; communicates for datasets that are not contiguous.
 *
 * @param path,dataset the same on all ranks
 * @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
 * @param[out] array to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_IO; DISTARRAY_ERR_FORMAT; DISTARRAY_ERR_UNSUPPORTED if the library was built without HDF5
 */
distarray_status distarray_array_read_hdf5(distarray_context context,
                                           const char *path,
                                           const char *dataset,
                                           const char *text,
                                           distarray_array *array);

/**
 * Writes an array as a contiguous dataset of an HDF5 file, with the description of its distribution beside it. Other
 * datasets of an existing file are kept; one of that name is replaced. Works on a copy of the file, which replaces it
 * only when complete and on disk; after an error the old file is as it was.
 *
 * **Collective**.
 *
 * @param path,dataset the same on all ranks; groups on the way to the dataset are made
 * @return DISTARRAY_ERR_IO; DISTARRAY_ERR_UNSUPPORTED if the library was built without HDF5
 */
distarray_status distarray_array_write_hdf5(distarray_array array,
                                            const char *path,
                                            const char *dataset);

/**
 * Copies all elements of one array into another of the same shape, whatever their distributions, memory orders
 * and dtypes. Values are cast as by NumPy's astype. Unstructured axes are matched by their labels. The target's
 * halo is left alone.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param source,target arrays of one communicator, the same on all ranks, whose memory must not overlap
 */
distarray_status distarray_array_redistribute(distarray_array source,
                                              distarray_array target);

/**
 * Makes an array with the elements of another one in a new distribution.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param source,distribution the same on all ranks
 * @param[out] target to be freed with distarray_array_free()
 */
distarray_status distarray_array_redistribute_to(distarray_array source,
                                                 distarray_distribution distribution,
                                                 distarray_array *target);

/**
 * Fills the halo of every process from the owners of its elements, corners included; periodic axes wrap around.
 *
 * **Collective**. Communicates with neighbours.
 */
distarray_status distarray_array_exchange_halo(distarray_array array);

/**
 * Sets every element of this process's part, halo included.
 *
 * **Local**. An error is also reported by the next collective call on the array.
 *
 * @param value one element of the array's dtype
 */
distarray_status distarray_array_fill(distarray_array array, const void *value);

/**
 * Makes a copy, halo included.
 *
 * **Collective**. Allocates.
 *
 * @param[out] copy to be freed with distarray_array_free()
 */
distarray_status distarray_array_copy(distarray_array array, distarray_array *copy);

/**
 * Makes an array with the elements of another one as another dtype, as NumPy's astype. The halo is not filled.
 *
 * **Collective**. Allocates.
 *
 * @param dtype the same on all ranks
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_cast(distarray_array array,
                                      distarray_dtype dtype,
                                      distarray_array *result);

/**
 * `out = op(array)` for every owned element, computed in NumPy's result type and cast to that of `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op DISTARRAY_SQRT, DISTARRAY_ABS or DISTARRAY_NEGATIVE
 * @param out aligned with `array` (see distarray_distribution_is_aligned()); may be `array` itself
 */
distarray_status distarray_array_apply_unary(distarray_op op, distarray_array array, distarray_array out);

/**
 * `out = a op b` for every owned element, computed in NumPy's result type and cast to that of `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op DISTARRAY_ADD, DISTARRAY_SUBTRACT, DISTARRAY_MULTIPLY, DISTARRAY_DIVIDE or DISTARRAY_HYPOT
 * @param a,b,out aligned with each other; `out` may be `a` or `b`
 */
distarray_status distarray_array_apply_binary(distarray_op op,
                                              distarray_array a,
                                              distarray_array b,
                                              distarray_array out);

/**
 * `out = array op scalar` for every owned element, computed in NumPy's result type and cast to that of `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op as for distarray_array_apply_binary()
 * @param scalar one element of `scalar_dtype`
 */
distarray_status distarray_array_apply_scalar(distarray_op op,
                                              distarray_array array,
                                              const void *scalar,
                                              distarray_dtype scalar_dtype,
                                              distarray_array out);

/**
 * One value over all elements, on every rank, with the same bits. Labels that several processes own count once.
 *
 * **Collective**. Communicates.
 *
 * @param op DISTARRAY_SUM, DISTARRAY_MIN, DISTARRAY_MAX, DISTARRAY_MEAN or DISTARRAY_COUNT_NONZERO
 * @param[out] value one element of the dtype below; 16 bytes suffice for any
 * @param[out] dtype NumPy's result type: sums of integers are int64 or uint64, means of integers float64; may be NULL
 * @return DISTARRAY_ERR_SHAPE for the minimum or maximum of no elements
 */
distarray_status distarray_array_reduce(distarray_op op,
                                        distarray_array array,
                                        void *value,
                                        distarray_dtype *dtype);

/**
 * Reduces along one axis. Every process that shared in the axis gets the result of its part of the others.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param op as for distarray_array_reduce()
 * @param axis -ndim to ndim-1
 * @param keep 1 keeps the axis with extent 1, 0 drops it
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_reduce_axis(distarray_op op,
                                             distarray_array array,
                                             int axis,
                                             int keep,
                                             distarray_array *result);

/**
 * A distribution in words: shape, grid, kind of each axis, halos, elements per process.
 *
 * **Local**.
 *
 * @param[out] buffer text, NUL-terminated and cut to `capacity` bytes; may be NULL if `capacity` is 0
 * @param[out] length full length without the NUL; may be NULL
 */
distarray_status distarray_distribution_describe(distarray_distribution distribution,
                                                 char *buffer,
                                                 size_t capacity,
                                                 size_t *length);

/**
 * This process's part of a distribution as the protocol's `dim_data`, in JSON. A wrapped halo is left out, as the
 * dictionary cannot say it.
 *
 * **Local**.
 *
 * @return DISTARRAY_ERR_PROTOCOL or DISTARRAY_ERR_UNSUPPORTED for what the dictionary cannot say
 */
distarray_status distarray_distribution_to_json(distarray_distribution distribution,
                                                char *buffer,
                                                size_t capacity,
                                                size_t *length);

/**
 * A picture of who owns what in box-drawing characters.
 *
 * **Collective**. Communicates only the labels of unstructured axes. Every rank gets the text.
 *
 * @param down,right axes to draw, at index 0 of the others; -1, -1 for the first two
 */
distarray_status distarray_distribution_draw_text(distarray_distribution distribution,
                                                  int down,
                                                  int right,
                                                  char *buffer,
                                                  size_t capacity,
                                                  size_t *length);

/**
 * Writes a picture of who owns what as an SVG file.
 *
 * **Collective**. Rank 0 writes, to a temporary file that replaces the old one at the end.
 *
 * @param down,right axes to draw, at index 0 of the others; -1, -1 for the first two
 * @param path the same on all ranks
 */
distarray_status distarray_distribution_write_svg(distarray_distribution distribution,
                                                  int down,
                                                  int right,
                                                  const char *path);

/**
 * Writes an array of uint8 as a PNG picture: rows x columns are grey, rows x columns x 3 or 4 are RGB or RGBA.
 *
 * **Collective**. Rank 0 gathers the array and writes.
 *
 * @param path the same on all ranks
 */
distarray_status distarray_array_write_png(distarray_array array,
                                           const char *path);

/**
 * Describes this process's part of an array by the protocol, with the memory itself: nothing is copied, whatever
 * the size. The memory lives until the section is released, even if the array is freed before.
 *
 * **Local**.
 *
 * @param[out] section to be released by whoever ends up owning it
 * @return DISTARRAY_ERR_PROTOCOL for halos that the protocol cannot say: neighbours disagree on their width, or own
 *         less than it
 */
distarray_status distarray_array_export(distarray_array array,
                                        distarray_protocol_section *section);

/**
 * Makes an array of the parts that all processes describe, over their memory or as a copy. All rules of the protocol
 * are checked, also those between processes.
 *
 * **Collective**. Allocates; communicates descriptions, no elements.
 *
 * @param section this process's part. On success it is moved: the array releases it when it is no longer used (at
 *        once with DISTARRAY_IMPORT_COPY), and `section->release` is NULL. On failure it stays the caller's
 * @param flags 0 or a sum of DISTARRAY_IMPORT_ constants; the same on all ranks
 * @param[out] array to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_PROTOCOL naming rank, dimension, key, value and what was expected
 */
distarray_status distarray_array_import(distarray_context context,
                                        distarray_protocol_section *section,
                                        int32_t flags,
                                        distarray_array *array);

/**
 * Checks one process's section against every rule that needs no other process.
 *
 * **Local**. Copies nothing.
 *
 * @param flags 0 or DISTARRAY_IMPORT_LENIENT
 * @return DISTARRAY_ERR_PROTOCOL naming dimension, key, value and what was expected
 */
distarray_status distarray_section_validate(const distarray_protocol_section *section, int32_t flags);

/**
 * A section as JSON text: the keys of the protocol's dictionary but for the buffer, and, prefixed with `x-`, what the
 * C form says besides.
 *
 * **Local**.
 *
 * @param[out] buffer text, NUL-terminated and cut to `capacity` bytes; may be NULL if `capacity` is 0
 * @param[out] length full length without the NUL; may be NULL
 */
distarray_status distarray_section_to_json(const distarray_protocol_section *section,
                                           char *buffer,
                                           size_t capacity,
                                           size_t *length);

/**
 * A section from JSON text, with a NULL buffer to be filled in by the caller before it is imported.
 *
 * **Local**. Allocates.
 *
 * @param flags 0 or DISTARRAY_IMPORT_LENIENT
 * @param[out] section to be released; an address for the buffer is the caller's to set and to keep
 * @return DISTARRAY_ERR_FORMAT if the text is not JSON, DISTARRAY_ERR_PROTOCOL naming the key that breaks a rule
 */
distarray_status distarray_section_from_json(const char *json,
                                             int32_t flags,
                                             distarray_protocol_section *section);

/**
 * Starts a specification: every axis in even blocks, no halo, row-major, process grid left open.
 *
 * **Local**. Allocates.
 *
 * @param ndim number of dimensions, 0 to 32
 * @param shape `ndim` global extents of at least 0; may be NULL if `ndim` is 0
 * @param[out] specification to be freed with distarray_specification_free()
 */
distarray_status distarray_specification_create(int ndim,
                                                const int64_t *shape,
                                                distarray_specification *specification);

/**
 * Starts a specification from text: one group of words per axis, separated by commas, then options. An axis
 * is `block`, `block(ceil)`, `bounds(0:5:12)`, `cyclic`, `cyclic(64)` or `whole`, followed by any of `halo(1)`,
 * `halo(1:2)`, `boundary(1:1)` and `periodic`; one group stands for all axes. Options: `@ 2x3` is the process grid
 * (0 leaves an extent open), `replicas(2)`, `ranks(0:2)`, `order(column)`. What they mean is said at the setters.
 * Example: "block halo(1), block halo(1) periodic @ 2x2".
 *
 * **Local**. Allocates.
 *
 * @param[out] specification to be freed with distarray_specification_free()
 */
distarray_status distarray_specification_parse(int ndim,
                                               const int64_t *shape,
                                               const char *text,
                                               distarray_specification *specification);

/**
 * Spreads an axis in contiguous pieces.
 *
 * **Local**.
 *
 * @param axis 0 to ndim-1
 * @param rule DISTARRAY_BLOCK_EVEN or DISTARRAY_BLOCK_CEIL
 */
distarray_status distarray_specification_set_block(distarray_specification specification,
                                                   int axis,
                                                   int32_t rule);

/**
 * Spreads an axis in contiguous pieces between given bounds: coordinate c owns `bounds[c]` to `bounds[c+1]-1`.
 *
 * **Local**. The same on all ranks.
 *
 * @param count number of bounds, one more than pieces
 * @param bounds ascending, from 0 to the extent of the axis; equal neighbours make an empty piece
 */
distarray_status distarray_specification_set_bounds(distarray_specification specification,
                                                    int axis,
                                                    int64_t count,
                                                    const int64_t *bounds);

/**
 * Deals out blocks of an axis in turn.
 *
 * **Local**.
 *
 * @param block_size elements per block, at least 1; 1 is plain cyclic
 */
distarray_status distarray_specification_set_cyclic(distarray_specification specification,
                                                    int axis,
                                                    int64_t block_size);

/**
 * Gives every coordinate of an axis its own list of labels, which are any numbers. All processes of one
 * coordinate give the same list; the lists together have as many labels as the axis's extent.
 *
 * **Local**. The labels are this process's own; `one_to_one` is the same on all ranks.
 *
 * @param count number of labels of this process's coordinate
 * @param labels copied; no label twice
 * @param one_to_one 1 promises that no two coordinates have a label in common, 0 allows it
 */
distarray_status distarray_specification_set_unstructured(distarray_specification specification,
                                                          int axis,
                                                          int64_t count,
                                                          const int64_t *labels,
                                                          int one_to_one);

/**
 * Does not spread an axis: its grid extent is 1.
 *
 * **Local**.
 */
distarray_status distarray_specification_set_whole(distarray_specification specification, int axis);

/**
 * Gives the pieces of a block axis a halo: copies of the neighbours' elements, not counted in the shape. The
 * outer edges have none unless the axis is periodic.
 *
 * **Local**.
 *
 * @param lower,upper widths before and after, at most the extent of the axis
 */
distarray_status distarray_specification_set_halo(distarray_specification specification,
                                                  int axis,
                                                  int64_t lower,
                                                  int64_t upper);

/**
 * Marks so many cells at either end of a block axis as boundary cells (the protocol's boundary padding);
 * they are part of the shape.
 *
 * **Local**.
 */
distarray_status distarray_specification_set_boundary(distarray_specification specification,
                                                      int axis,
                                                      int64_t lower,
                                                      int64_t upper);

/**
 * Makes the halo of a block axis wrap around.
 *
 * **Local**.
 *
 * @param periodic 1 or 0
 */
distarray_status distarray_specification_set_periodic(distarray_specification specification,
                                                      int axis,
                                                      int periodic);

/**
 * Sets the process grid. Extents left open are chosen so that the surface between processes is small.
 *
 * **Local**.
 *
 * @param ndim number of dimensions of the specification
 * @param extents `ndim` numbers of processes; 0 leaves an extent open
 */
distarray_status distarray_specification_set_grid(distarray_specification specification,
                                                  int ndim,
                                                  const int *extents);

/**
 * Uses only some ranks of the context, in this order along the grid (last axis fastest). The others own
 * nothing, and still take part in collective calls.
 *
 * **Local**. The same on all ranks.
 */
distarray_status distarray_specification_set_ranks(distarray_specification specification,
                                                   int count,
                                                   const int *ranks);

/**
 * Holds the whole array several times, on disjoint grids; writes go to all copies.
 *
 * **Local**.
 *
 * @param replicas at least 1, a divisor of the number of processes
 */
distarray_status distarray_specification_set_replicas(distarray_specification specification, int replicas);

/**
 * Sets the memory order of local parts.
 *
 * **Local**.
 *
 * @param order DISTARRAY_ROW_MAJOR (the default) or DISTARRAY_COLUMN_MAJOR
 */
distarray_status distarray_specification_set_order(distarray_specification specification,
                                                   distarray_order order);

/**
 * Frees a specification and makes the handle NULL.
 *
 * **Local**. NULL and a NULL handle are fine.
 */
distarray_status distarray_specification_free(distarray_specification *specification);

/**
 * Name of a status number, such as "DISTARRAY_ERR_SHAPE"; never NULL.
 *
 * **Local**.
 */
const char *distarray_status_name(distarray_status status);

/**
 * One sentence on the last call that failed on this thread: function, argument, what was expected and
 * given, which rank, what to do. Empty if none failed. Never NULL; valid until the next failing call
 * on this thread; not cleared by success.
 *
 * **Local**.
 */
const char *distarray_last_error_message(void);

/**
 * The rank (in the context) on which the last failure of this thread arose; -1 if unknown.
 *
 * **Local**.
 */
int distarray_last_error_rank(void);

/**
 * Sets this thread's last error and returns its status: for glue code that reports in the library's way.
 *
 * **Local**.
 *
 * @param status one of the DISTARRAY_ERR_ numbers; others count as DISTARRAY_ERR_INTERNAL
 * @param message one sentence
 */
distarray_status distarray_error_set(distarray_status status, const char *message);

/**
 * Sends the library's messages to a callback, which may be called from any thread; NULL turns it off.
 * Nothing is printed unless asked: the environment variable DISTARRAY_LOG=stderr (or error, warn, info,
 * debug) asks for it. The only setting of the whole process, because it must work before a context exists.
 *
 * **Local**.
 */
distarray_status distarray_log_set_callback(distarray_log_callback callback, void *user);

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
