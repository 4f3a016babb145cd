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
 * One value.
 */
#define DISTARRAY_PAD_CONSTANT 1

/**
 * The outermost element.
 */
#define DISTARRAY_PAD_EDGE 2

/**
 * The mirror image, without repeating the outermost element.
 */
#define DISTARRAY_PAD_REFLECT 3

/**
 * The mirror image, the outermost element included.
 */
#define DISTARRAY_PAD_SYMMETRIC 4

/**
 * The elements of the other end.
 */
#define DISTARRAY_PAD_WRAP 5

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
 * Communication that a call needs although its name does not say so: operands that are moved to the distribution of
 * others, elements that are written by other processes than their owners.
 */
#define DISTARRAY_POLICY_COMMUNICATION 1

/**
 * Temporaries of array size that a call needs although its name does not say so, such as for operands that overlap
 * the result.
 */
#define DISTARRAY_POLICY_TEMPORARIES 2

/**
 * Implicit communication or temporaries are made (the default).
 */
#define DISTARRAY_ALLOW 1

/**
 * They are made, and rank 0 says so in the log.
 */
#define DISTARRAY_WARN 2

/**
 * The call returns DISTARRAY_ERR_POLICY before anything is changed.
 */
#define DISTARRAY_FORBID 3

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
 * In place of an axis: the array flattened in C order.
 */
#define DISTARRAY_FLAT -1000

/**
 * An error; negative ones count from the end.
 */
#define DISTARRAY_RAISE 0

/**
 * Taken modulo the extent.
 */
#define DISTARRAY_WRAP 1

/**
 * The nearest one inside; negative ones become 0.
 */
#define DISTARRAY_CLIP 2

/**
 * The array as it is; for distarray_array_transform().
 */
#define DISTARRAY_NO_TRANSPOSE 1

/**
 * Axes in reverse order; for distarray_array_transform().
 */
#define DISTARRAY_TRANSPOSE 2

/**
 * Complex conjugate; for distarray_array_transform().
 */
#define DISTARRAY_CONJUGATE 3

/**
 * Both; for distarray_array_transform().
 */
#define DISTARRAY_CONJUGATE_TRANSPOSE 4

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
 * The smaller one, NaN if there is one; of two arguments, for accumulating.
 */
#define DISTARRAY_MINIMUM 6

/**
 * The larger one, NaN if there is one; of two arguments, for accumulating.
 */
#define DISTARRAY_MAXIMUM 7

/**
 * Bits of integers and bools; of two arguments, for accumulating.
 */
#define DISTARRAY_BITWISE_AND 8

#define DISTARRAY_BITWISE_OR 9

#define DISTARRAY_BITWISE_XOR 10

/**
 * Whether elements are not 0; of two arguments, for accumulating.
 */
#define DISTARRAY_LOGICAL_AND 11

#define DISTARRAY_LOGICAL_OR 12

#define DISTARRAY_LOGICAL_XOR 13

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
 * Ranks that get something from this one; of distarray_plan_get_info().
 */
#define DISTARRAY_PLAN_MESSAGES 1

/**
 * Bytes that this rank sends to others; of distarray_plan_get_info().
 */
#define DISTARRAY_PLAN_BYTES_SENT 2

/**
 * Bytes that this rank receives from others; of distarray_plan_get_info().
 */
#define DISTARRAY_PLAN_BYTES_RECEIVED 3

/**
 * Bytes that stay on this rank; of distarray_plan_get_info().
 */
#define DISTARRAY_PLAN_BYTES_LOCAL 4

/**
 * The most bytes of temporary memory that a run may take on this rank under the ceiling of now; of
 * distarray_plan_get_info().
 */
#define DISTARRAY_PLAN_TEMPORARY_BYTES 5

/**
 * Rounds in which messages go under the ceiling of now; of distarray_plan_get_info().
 */
#define DISTARRAY_PLAN_ROUNDS 6

/**
 * Ranges of indices of which the plan consists on this rank; of distarray_plan_get_info().
 */
#define DISTARRAY_PLAN_SEGMENTS 7

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
 * The call needs communication or temporaries that the context forbids unless asked for by name.
 */
#define DISTARRAY_ERR_POLICY 25

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
 * A redistribution planned ahead.
 */
typedef struct distarray_plan_s distarray_plan_s;

/**
 * A movement under way.
 */
typedef struct distarray_request_s distarray_request_s;

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
 * What margins of distarray_array_pad() hold, one of the constants below.
 */
typedef int32_t distarray_pad_mode;

/**
 * Gets the part of a phase that is done, from 0 to 1, and the phase's name in words. Returns 0 to go on, anything else
 * to cancel the call. Makes no Collective call.
 */
typedef int (*distarray_progress_callback)(double fraction, const char *phase, void *user);

/**
 * Handle of a specification; free with distarray_specification_free().
 */
typedef distarray_specification_s *distarray_specification;

/**
 * Memory order of local parts, one of DISTARRAY_ROW_MAJOR and DISTARRAY_COLUMN_MAJOR.
 */
typedef int32_t distarray_order;

/**
 * What becomes of indices outside an axis, one of the constants below.
 */
typedef int32_t distarray_mode;

/**
 * An operation; each function says which constants it takes.
 */
typedef int32_t distarray_op;

/**
 * Handle of a plan; free with distarray_plan_free().
 */
typedef distarray_plan_s *distarray_plan;

/**
 * Handle of a request; end with distarray_request_end().
 */
typedef distarray_request_s *distarray_request;

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
 * **Local**. Views of cyclic and unstructured axes may have no single stride on an axis: then they are refused with
 * DISTARRAY_ERR_UNSUPPORTED, and distarray_array_copy() helps.
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
 * Joins arrays along an axis that they have, as NumPy's concatenate, in NumPy's common dtype.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param count,arrays at least one array, the same on all ranks; extents are equal except along `axis`
 * @param axis -ndim to ndim-1
 * @param distribution of the result; NULL for that of the first array with the axis resized
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_concatenate(int count,
                                             const distarray_array *arrays,
                                             int axis,
                                             distarray_distribution distribution,
                                             distarray_array *result);

/**
 * Joins arrays of one shape along a new axis, as NumPy's stack, in NumPy's common dtype.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param count,arrays at least one array, the same on all ranks
 * @param axis place of the new axis in the result, -ndim-1 to ndim
 * @param distribution of the result; NULL for that of the first array, the new axis whole
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_stack(int count,
                                       const distarray_array *arrays,
                                       int axis,
                                       distarray_distribution distribution,
                                       distarray_array *result);

/**
 * Views of the parts of an array along an axis, the first ones one longer where `count` does not divide it, as
 * NumPy's array_split.
 *
 * **Local**. Allocates. To be called alike on all ranks.
 *
 * @param count number of parts, at least 1
 * @param axis -ndim to ndim-1
 * @param[out] views `count` arrays, each to be freed with distarray_array_free()
 */
distarray_status distarray_array_split(distarray_array array,
                                       int axis,
                                       int count,
                                       distarray_array *views);

/**
 * Views of the parts of an array between indices along an axis, as NumPy's split with indices.
 *
 * **Local**. Allocates. To be called alike on all ranks.
 *
 * @param count,cuts where parts begin after the first; any order and negative ones as in slices
 * @param axis -ndim to ndim-1
 * @param[out] views `count` + 1 arrays, each to be freed with distarray_array_free()
 */
distarray_status distarray_array_split_at(distarray_array array,
                                          int axis,
                                          int count,
                                          const int64_t *cuts,
                                          distarray_array *views);

/**
 * Shifts elements along axes; those beyond the end come back at the start, as NumPy's roll.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param count,shifts,axes how far along which axes, the same on all ranks; shifts of one axis add up
 * @param[out] result in the distribution of `array` without halo; to be freed with distarray_array_free()
 */
distarray_status distarray_array_roll(distarray_array array,
                                      int count,
                                      const int64_t *shifts,
                                      const int *axes,
                                      distarray_array *result);

/**
 * A view turned by quarters in the plane of two axes, from the first towards the second, as NumPy's rot90.
 *
 * **Local**. Allocates. To be called alike on all ranks.
 *
 * @param turns number of quarters, of any sign
 * @param axis1,axis2 different axes, -ndim to ndim-1
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_rotate(distarray_array array,
                                        int turns,
                                        int axis1,
                                        int axis2,
                                        distarray_array *view);

/**
 * Copies an array into a larger one with margins, as NumPy's pad.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param before,after ndim widths each, at least 0, the same on all ranks
 * @param mode one of the DISTARRAY_PAD_ constants
 * @param value one element of the array's dtype for constant margins; NULL for zero
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_pad(distarray_array array,
                                     const int64_t *before,
                                     const int64_t *after,
                                     distarray_pad_mode mode,
                                     const void *value,
                                     distarray_array *result);

/**
 * Repeats every index of an axis, as NumPy's repeat.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param axis -ndim to ndim-1
 * @param count,repeats one number for all indices, or one for each, the same on all ranks
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_repeat(distarray_array array,
                                        int axis,
                                        int64_t count,
                                        const int64_t *repeats,
                                        distarray_array *result);

/**
 * Lays copies of an array side by side, as NumPy's tile.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param count,times copies along each axis, the same on all ranks: the last axes if there are fewer numbers, new
 *        axes in front if there are more
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_tile(distarray_array array,
                                      int count,
                                      const int64_t *times,
                                      distarray_array *result);

/**
 * Elements of `a` where `mask` is not 0, else of `b`, broadcast against each other, as NumPy's where.
 *
 * **Collective**. Allocates; communicates where the operands' distributions differ.
 *
 * @param mask,a,b of any dtypes and distributions, the same on all ranks; the result has NumPy's common dtype
 * @param distribution of the result; NULL for that of the first operand of the result's shape
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_where(distarray_array mask,
                                       distarray_array a,
                                       distarray_array b,
                                       distarray_distribution distribution,
                                       distarray_array *result);

/**
 * Elements of the first choice whose mask is not 0, else a value, all broadcast against each other, as NumPy's select.
 *
 * **Collective**. Allocates; communicates where the operands' distributions differ.
 *
 * @param count number of masks and of choices, at least 1
 * @param masks,choices the same on all ranks
 * @param value one element of `dtype`, the same on all ranks; NULL for zero
 * @param dtype of `value`; the result has NumPy's common dtype of the choices and this one
 * @param distribution of the result; NULL for that of the first operand of the result's shape
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_select(int count,
                                        const distarray_array *masks,
                                        const distarray_array *choices,
                                        const void *value,
                                        distarray_dtype dtype,
                                        distarray_distribution distribution,
                                        distarray_array *result);

/**
 * Writes elements of `source` where `mask` is not 0, both broadcast to the target's shape, as NumPy's copyto.
 *
 * **Collective**. Communicates where the distributions differ.
 *
 * @param target,source,mask the same on all ranks
 */
distarray_status distarray_array_assign_where(distarray_array target,
                                              distarray_array source,
                                              distarray_array mask);

/**
 * Read-only views in which one 1-D array each varies along its own axis, as NumPy's meshgrid.
 *
 * **Local**. Allocates. To be called alike on all ranks.
 *
 * @param count,arrays 1-D or 0-d arrays, at least one
 * @param matrix 1 for NumPy's indexing "ij", 0 for "xy" (the first two axes swapped)
 * @param[out] views `count` arrays of `count` dimensions, each to be freed with distarray_array_free()
 */
distarray_status distarray_array_mesh(int count,
                                      const distarray_array *arrays,
                                      int matrix,
                                      distarray_array *views);

/**
 * A copy with zeros above a diagonal of the last two axes, as NumPy's tril.
 *
 * **Collective**. Allocates.
 *
 * @param diagonal the last diagonal kept: 0 the main one, positive above it; the same on all ranks
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_lower_triangle(distarray_array array,
                                                int64_t diagonal,
                                                distarray_array *result);

/**
 * A copy with zeros below a diagonal of the last two axes, as NumPy's triu.
 *
 * **Collective**. Allocates.
 *
 * @param diagonal the first diagonal kept: 0 the main one, positive above it; the same on all ranks
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_upper_triangle(distarray_array array,
                                                int64_t diagonal,
                                                distarray_array *result);

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
 * Sets what happens when a call needs communication or temporaries that its name does not say. Redistribution, halo
 * exchange, gather, scatter, reductions and single elements communicate by name, with the buffers that this needs:
 * the policy is not about them. Must be the same on all ranks; collective calls compare it.
 *
 * **Local**.
 *
 * @param kinds DISTARRAY_POLICY_COMMUNICATION, DISTARRAY_POLICY_TEMPORARIES or their sum
 * @param policy DISTARRAY_ALLOW, DISTARRAY_WARN or DISTARRAY_FORBID
 */
distarray_status distarray_context_set_policy(distarray_context context,
                                              int32_t kinds,
                                              int32_t policy);

/**
 * As distarray_context_get_counter(), of the last Collective call on this rank and the Local calls after it.
 *
 * **Local**.
 *
 * @param counter one of the DISTARRAY_COUNTER_ constants
 */
distarray_status distarray_context_get_call_counter(distarray_context context,
                                                    int32_t counter,
                                                    int64_t *value);

/**
 * Least, average and greatest of what distarray_context_get_counter() is on the ranks. Does not count itself as the
 * last call.
 *
 * **Collective**.
 *
 * @param counter one of the DISTARRAY_COUNTER_ constants
 */
distarray_status distarray_context_get_counter_statistics(distarray_context context,
                                                          int32_t counter,
                                                          int64_t *minimum,
                                                          double *average,
                                                          int64_t *maximum);

/**
 * Least, average and greatest of what distarray_context_get_call_counter() is on the ranks. Does not count itself as
 * the last call.
 *
 * **Collective**.
 *
 * @param counter one of the DISTARRAY_COUNTER_ constants
 */
distarray_status distarray_context_get_call_counter_statistics(distarray_context context,
                                                               int32_t counter,
                                                               int64_t *minimum,
                                                               double *average,
                                                               int64_t *maximum);

/**
 * Begins to record what all ranks do in contexts on this communicator: calls with their phases, messages as arrows,
 * temporary memory. Each rank keeps its newest 65,536 events (4 MiB, allocated here); older ones are dropped, counted
 * and told. A trace under way is stopped first.
 *
 * **Collective**. The environment variable DISTARRAY_TRACE=path does the same from the first context on, until
 * MPI_Finalize.
 *
 * @param path where distarray_context_stop_trace() or MPI_Finalize writes it, in Chrome's trace format, which
 *        Perfetto (ui.perfetto.dev) opens; an older file is replaced
 * @return DISTARRAY_ERR_IO if no file can be made there on rank 0
 */
distarray_status distarray_context_start_trace(distarray_context context,
                                               const char *path);

/**
 * Ends the trace and writes it on rank 0. Nothing happens if there is none. Clocks of ranks of different nodes are
 * aligned to within half a message's round trip, which the file tells.
 *
 * **Collective**.
 *
 * @return DISTARRAY_ERR_IO if the file cannot be written
 */
distarray_status distarray_context_stop_trace(distarray_context context);

/**
 * Tells a callback on this rank how far long Collective calls are: movements in rounds, files. Other ranks may have
 * none, or another. If one rank's callback cancels, the call ends on all ranks with DISTARRAY_ERR_CANCELLED: a file
 * being written stays as it was before, an array being made is not made, an array being written in place is damaged
 * if some of it was written already, and the context stays usable.
 *
 * **Local**. Where no rank has a callback, calls cost as much as before; where one has, movements run in rounds.
 *
 * @param callback NULL for none
 * @param user handed to the callback
 * @param seconds least time between two calls of the callback; the end of a phase is always told
 */
distarray_status distarray_context_set_progress(distarray_context context,
                                                distarray_progress_callback callback,
                                                void *user,
                                                double seconds);

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
 * Elements at indices along an axis, or of the flattened array, as NumPy's take. The axes of `indices` take the place of the
 * axis. The result has the distribution of `indices` where the array has no other axes, or where as many processes stand
 * along the axis as hold the indices; otherwise blocks of them on the array's processes.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param indices integers of any type, in any distribution, counted from 0 (in Fortran too: they are data)
 * @param axis -ndim to ndim-1, or DISTARRAY_FLAT; the same on all ranks
 * @param mode DISTARRAY_RAISE, DISTARRAY_WRAP or DISTARRAY_CLIP; the same on all ranks
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_INDEX, naming rank, position and value, for an index outside
 */
distarray_status distarray_array_take(distarray_array array,
                                      distarray_array indices,
                                      int axis,
                                      distarray_mode mode,
                                      distarray_array *result);

/**
 * As distarray_array_take(), into an array of the result's shape with any distribution and element type.
 *
 * **Collective**. Communicates.
 *
 * @param out must not share memory with `array` or `indices`
 */
distarray_status distarray_array_take_into(distarray_array array,
                                           distarray_array indices,
                                           int axis,
                                           distarray_mode mode,
                                           distarray_array out);

/**
 * Sets the elements at indices of the flattened array, as NumPy's put. Values are repeated if there are fewer of them; of
 * several for one element the last one stays, in C order of the index array.
 *
 * **Collective**. Communicates.
 *
 * @param indices integers of any type, in any distribution, counted from 0
 * @param values of any element type and distribution; must not share memory with `array`
 * @param mode DISTARRAY_RAISE, DISTARRAY_WRAP or DISTARRAY_CLIP; the same on all ranks
 */
distarray_status distarray_array_put(distarray_array array,
                                     distarray_array indices,
                                     distarray_array values,
                                     distarray_mode mode);

/**
 * Elements at several index arrays, as NumPy's `array[i0, :, i2]`. The arrays are broadcast against each other; their axes come
 * where theirs were in the array if these are adjacent, else first. Slice a view first to mix them with slices.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param count number of index arrays, at most ndim; axes beyond are taken whole
 * @param indices integers of any type, in any distribution, counted from 0, one array per axis; NULL stands for a whole axis
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_INDEX, naming rank, position and value, for an index outside
 */
distarray_status distarray_array_get_index(distarray_array array,
                                           int count,
                                           const distarray_array *indices,
                                           distarray_array *result);

/**
 * Sets the elements at several index arrays, as NumPy's `array[i0, :, i2] = values`. Of several values for one element the last
 * one stays, in C order of the index arrays, on any number of processes.
 *
 * **Collective**. Communicates.
 *
 * @param count,indices as for distarray_array_get_index()
 * @param values broadcast to what distarray_array_get_index() would give; must not share memory with `array`
 */
distarray_status distarray_array_set_index(distarray_array array,
                                           int count,
                                           const distarray_array *indices,
                                           distarray_array values);

/**
 * Combines the elements at several index arrays with values, as NumPy's `add.at` and its like: elements that are named several
 * times are updated as often, in C order of the index arrays, so that sums do not depend on the number of processes.
 *
 * **Collective**. Communicates.
 *
 * @param op DISTARRAY_ADD, DISTARRAY_MULTIPLY, DISTARRAY_MINIMUM, DISTARRAY_MAXIMUM, or one of bits or truth values
 * @param count,indices,values as for distarray_array_set_index()
 */
distarray_status distarray_array_update_index(distarray_op op,
                                              distarray_array array,
                                              int count,
                                              const distarray_array *indices,
                                              distarray_array values);

/**
 * Elements where a mask is true, in C order, as NumPy's `array[mask]`. A mask of the first axes selects rows of the others. Each
 * process holds what was selected of its block of the mask.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param mask bools in any distribution, with the extents of the first axes of the array
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_get_mask(distarray_array array,
                                          distarray_array mask,
                                          distarray_array *result);

/**
 * Sets the elements where a mask is true, as NumPy's `array[mask] = values`.
 *
 * **Collective**. Communicates.
 *
 * @param mask as for distarray_array_get_mask()
 * @param values broadcast to what distarray_array_get_mask() would give; must not share memory with `array`
 */
distarray_status distarray_array_set_mask(distarray_array array,
                                          distarray_array mask,
                                          distarray_array values);

/**
 * Indices of the elements that are not zero, in C order, as NumPy's nonzero: one int64 array per axis, counted from 0.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param[out] results ndim arrays, each to be freed with distarray_array_free()
 */
distarray_status distarray_array_nonzero(distarray_array array,
                                         distarray_array *results);

/**
 * Indices of the elements that are not zero, in C order, as NumPy's argwhere: one int64 row each, counted from 0.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_argwhere(distarray_array array,
                                          distarray_array *result);

/**
 * Numbers in C order of the elements that are not zero, as NumPy's flatnonzero: int64, counted from 0.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_flatnonzero(distarray_array array, distarray_array *result);

/**
 * Every combination of one index per axis, as NumPy's `array[ix_(i0, i1)]`, on the array's process grid.
 *
 * **Collective**. Allocates; communicates. Every process reads all lists.
 *
 * @param count number of lists, at most ndim; axes beyond are taken whole
 * @param indices integers of any type, 1-D, in any distribution, counted from 0, one list per axis; NULL stands for a whole axis
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_INDEX, naming rank, position and value, for an index outside
 */
distarray_status distarray_array_get_cross(distarray_array array,
                                           int count,
                                           const distarray_array *indices,
                                           distarray_array *result);

/**
 * Sets every combination of one index per axis, as NumPy's `array[ix_(i0, i1)] = values`. Of several values for one element the
 * last one stays.
 *
 * **Collective**. Communicates. Every process reads all lists.
 *
 * @param count,indices as for distarray_array_get_cross()
 * @param values broadcast to what distarray_array_get_cross() would give; must not share memory with `array`
 */
distarray_status distarray_array_set_cross(distarray_array array,
                                           int count,
                                           const distarray_array *indices,
                                           distarray_array values);

/**
 * As distarray_array_redistribute() for several pairs of arrays at once, with one message between any two processes.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param count number of pairs, at least 1
 * @param sources,targets `count` arrays each, the same on all ranks; the memories of targets must not overlap
 */
distarray_status distarray_array_redistribute_many(int count,
                                                   const distarray_array *sources,
                                                   const distarray_array *targets);

/**
 * `target = alpha * op(source) + beta * target`, whatever the distributions and dtypes. Elements of the source are
 * cast to the target's dtype, and all is computed in that. Transposition reverses the order of all axes, as NumPy's
 * `.T`. What is multiplied by a factor of 0 is not looked at, even if it is NaN.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param op DISTARRAY_NO_TRANSPOSE, DISTARRAY_TRANSPOSE, DISTARRAY_CONJUGATE or DISTARRAY_CONJUGATE_TRANSPOSE
 * @param alpha one element of the target's dtype, the same on all ranks; NULL means 1
 * @param source,target arrays of one communicator, the same on all ranks; they may share memory
 * @param beta one element of the target's dtype, the same on all ranks; NULL means 0
 */
distarray_status distarray_array_transform(distarray_op op,
                                           const void *alpha,
                                           distarray_array source,
                                           const void *beta,
                                           distarray_array target);

/**
 * Makes an array of another shape with the same elements, numbered in C order on both sides.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param ndim,shape the same on all ranks; one extent may be -1: what is left for it
 * @param distribution of the new array, the same on all ranks; NULL keeps the maps of axes that stay, without halos,
 *        and spreads the first of the axes that are joined or split in blocks over the same processes
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_DISTRIBUTION for unstructured axes whose labels are not a permutation of 0 ... size-1
 */
distarray_status distarray_array_reshape(distarray_array array,
                                         int ndim,
                                         const int64_t *shape,
                                         distarray_distribution distribution,
                                         distarray_array *result);

/**
 * Copies all elements of one array into another of any shape with as many elements, numbered in C order on both
 * sides. Values are cast as by NumPy's astype. The target's halo is left alone.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling, but for arrays with unstructured
 * axes, which are copied to blocks first.
 *
 * @param source,target arrays of one communicator, the same on all ranks; they may share memory
 */
distarray_status distarray_array_reshape_into(distarray_array source,
                                              distarray_array target);

/**
 * Which ranks should take the places of a distribution's process grid, so that redistribution to it moves the least:
 * a permutation of its own ranks, for distarray_specification_set_ranks(). Up to 256 processes it is the best there
 * is; beyond, a good one.
 *
 * **Local**. To be called alike on all ranks.
 *
 * @param source,target distributions of one shape over one number of ranks, without unstructured axes
 * @param count the number of places: the product of the target's grid extents and replicas
 * @param[out] ranks `count` ranks, in C order of the grid, replicas slowest
 * @return DISTARRAY_ERR_UNSUPPORTED if an axis is unstructured
 */
distarray_status distarray_distribution_propose_ranks(distarray_distribution source,
                                                      distarray_distribution target,
                                                      int64_t count,
                                                      int *ranks);

/**
 * As distarray_array_exchange_halo() for several arrays at once, with one message for each neighbour.
 *
 * **Collective**. Communicates with neighbours.
 *
 * @param count number of arrays, at least 1
 * @param arrays the same on all ranks, of any shapes and distributions over one communicator
 */
distarray_status distarray_array_exchange_halo_many(int count, const distarray_array *arrays);

/**
 * Fills part of the halo of every process from the owners of its elements; the rest of it stays as it is.
 *
 * **Collective**. Communicates with neighbours.
 *
 * @param lower,upper ndim numbers each, the same on all ranks: so many cells next to the owned part, from 0 to the
 *        width of the halo; NULL means all of it
 * @param corners 1 also fills cells that lie outside the owned part along several axes, 0 does not; the same on all ranks
 */
distarray_status distarray_array_exchange_halo_part(distarray_array array,
                                                    const int64_t *lower,
                                                    const int64_t *upper,
                                                    int corners);

/**
 * Brings what stands in the halos back to the owners of these elements, who combine it with their own, in the order
 * of ranks: the reverse of distarray_array_exchange_halo(). The halos themselves stay as they are.
 *
 * **Collective**. Communicates with neighbours.
 *
 * @param op DISTARRAY_ADD, DISTARRAY_MULTIPLY, or one of those for accumulating; the same on all ranks
 */
distarray_status distarray_array_accumulate_halo(distarray_array array,
                                                 distarray_op op);

/**
 * Fills the boundary cells of an axis (see distarray_specification_set_boundary()) over the whole extent of the other
 * axes, so that after several axes the corners are as NumPy's pad makes them. Nothing happens without boundary cells.
 *
 * **Collective**. Communicates, unless the mode is DISTARRAY_PAD_CONSTANT.
 *
 * @param axis -ndim to ndim-1
 * @param mode DISTARRAY_PAD_CONSTANT (1), DISTARRAY_PAD_EDGE (2) or DISTARRAY_PAD_REFLECT (3)
 * @param value one element of the array's dtype, the same on all ranks, for DISTARRAY_PAD_CONSTANT; NULL means 0
 */
distarray_status distarray_array_fill_boundary(distarray_array array,
                                               int axis,
                                               distarray_pad_mode mode,
                                               const void *value);

/**
 * Lets all processes of the context reach an array that they cannot reach by itself: one with unstructured axes, a
 * view, memory of the caller's, or one whose processes are on several nodes. Arrays of the library on one node need it
 * not. Elements keep their places, and the array all its other uses.
 *
 * **Collective**. Allocates; communicates. Labels of unstructured axes become known to every process.
 */
distarray_status distarray_array_register(distarray_array array);

/**
 * Ends what distarray_array_register() began; nothing happens to an array that is not registered. To be called before
 * the array is freed.
 *
 * **Collective**.
 */
distarray_status distarray_array_unregister(distarray_array array);

/**
 * Waits until every process has come here: what any of them wrote by one-sided calls before is then seen by all.
 * One-sided calls of one process are done when they return; it is the others that do not know. Also to be called
 * before an array is freed that others may still be reading.
 *
 * **Collective**.
 */
distarray_status distarray_array_fence(distarray_array array);

/**
 * Reads a box of elements, whoever owns them, without the owners' help.
 *
 * **Local**: other processes need not call. Communicates. Nobody may write the elements meanwhile, see
 * distarray_array_fence(). Where distarray_array_register() is needed and was not called, the call says so.
 *
 * @param start,count ndim first indices and extents; every index inside the array (an unstructured axis: labels)
 * @param[out] data room for the elements in C order
 */
distarray_status distarray_array_get_box(distarray_array array,
                                         const int64_t *start,
                                         const int64_t *count,
                                         void *data);

/**
 * Writes a box of elements to all their owners, without their help.
 *
 * **Local**: other processes need not call. Communicates. The elements are there when the call returns; nobody may
 * read or write them meanwhile, see distarray_array_fence().
 *
 * @param start,count as for distarray_array_get_box()
 * @param data the elements in C order
 */
distarray_status distarray_array_put_box(distarray_array array,
                                         const int64_t *start,
                                         const int64_t *count,
                                         const void *data);

/**
 * Combines a box of elements with those of their owners, without their help. Several processes may do so at once:
 * every element is combined with all of them.
 *
 * **Local**: other processes need not call. Communicates. Nobody may read the elements, or write them otherwise,
 * meanwhile.
 *
 * @param op DISTARRAY_ADD, DISTARRAY_MULTIPLY, DISTARRAY_MINIMUM or DISTARRAY_MAXIMUM
 * @param start,count as for distarray_array_get_box()
 * @param data the elements in C order
 */
distarray_status distarray_array_accumulate_box(distarray_op op,
                                                distarray_array array,
                                                const int64_t *start,
                                                const int64_t *count,
                                                const void *data);

/**
 * Reads elements anywhere, without their owners' help.
 *
 * **Local**: other processes need not call. Communicates. As for distarray_array_get_box().
 *
 * @param count number of elements
 * @param indices `count` times ndim global indices, element by element; negative ones count from the end
 * @param[out] data room for `count` elements, in the order of the list
 */
distarray_status distarray_array_get_list(distarray_array array,
                                          int64_t count,
                                          const int64_t *indices,
                                          void *data);

/**
 * Writes elements anywhere, without their owners' help. Of equal indices the last counts.
 *
 * **Local**: other processes need not call. Communicates. As for distarray_array_put_box().
 *
 * @param count,indices as for distarray_array_get_list()
 * @param data `count` elements, in the order of the list
 */
distarray_status distarray_array_put_list(distarray_array array,
                                          int64_t count,
                                          const int64_t *indices,
                                          const void *data);

/**
 * Combines elements with others anywhere, without their owners' help. Equal indices are combined one after the other.
 *
 * **Local**: other processes need not call. Communicates. As for distarray_array_accumulate_box().
 *
 * @param op as for distarray_array_accumulate_box()
 * @param count,indices as for distarray_array_get_list()
 * @param data `count` elements, in the order of the list
 */
distarray_status distarray_array_accumulate_list(distarray_op op,
                                                 distarray_array array,
                                                 int64_t count,
                                                 const int64_t *indices,
                                                 const void *data);

/**
 * Combines a value with one element and tells what was there before, in one step: no other accumulation comes
 * between. With DISTARRAY_ADD it is a counter that all processes share.
 *
 * **Local**: other processes need not call. Communicates.
 *
 * @param op as for distarray_array_accumulate_box()
 * @param index ndim global indices; negative ones count from the end
 * @param value one element of the array's dtype
 * @param[out] old one element of the array's dtype
 */
distarray_status distarray_array_fetch(distarray_op op,
                                       distarray_array array,
                                       const int64_t *index,
                                       const void *value,
                                       void *old);

/**
 * Copies all elements of one array into another of the same shape, whatever their distributions, memory orders
 * and dtypes. Values are cast as by NumPy's astype. Unstructured axes are matched by their labels. The target's
 * halo is left alone.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param source,target arrays of one communicator, the same on all ranks; they may share memory
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
 * Plans how elements get from one distribution to another of the same shape, for any arrays that have these
 * distributions. Unstructured axes are matched by their labels, about which ranks communicate.
 *
 * **Collective**. Allocates.
 *
 * @param source,target the same on all ranks
 * @param[out] plan to be freed with distarray_plan_free()
 */
distarray_status distarray_plan_create(distarray_distribution source,
                                       distarray_distribution target,
                                       distarray_plan *plan);

/**
 * Plans how the halos of arrays of one distribution, or part of them, are filled from the owners: for
 * distarray_plan_run() and the others with the same array as source and target.
 *
 * **Collective**. Allocates.
 *
 * @param distribution the same on all ranks
 * @param lower,upper,corners as for distarray_array_exchange_halo_part()
 * @param[out] plan to be freed with distarray_plan_free()
 */
distarray_status distarray_plan_create_halo(distarray_distribution distribution,
                                            const int64_t *lower,
                                            const int64_t *upper,
                                            int corners,
                                            distarray_plan *plan);

/**
 * Frees a plan and sets the handle to NULL; NULL is fine. Requests begun with it go on.
 *
 * **Local**.
 */
distarray_status distarray_plan_free(distarray_plan *plan);

/**
 * Copies all elements of one array into another, as distarray_array_redistribute() does.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param plan,source,target the same on all ranks; arrays of any dtypes with the plan's distributions, such as
 * views, whose memory does not overlap
 */
distarray_status distarray_plan_run(distarray_plan plan,
                                    distarray_array source,
                                    distarray_array target);

/**
 * Copies several arrays at once: two ranks exchange one message for all of them.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param plan,count,sources,targets the same on all ranks; `count` arrays each, as for distarray_plan_run()
 */
distarray_status distarray_plan_run_many(distarray_plan plan,
                                         int count,
                                         const distarray_array *sources,
                                         const distarray_array *targets);

/**
 * Begins to copy all elements of one array into another. Until distarray_request_end() the source must not be
 * written, nor the target be used; other calls are allowed, also on other arrays of the same plan. The request keeps
 * both arrays alive. Data move while this process is in any call of the library, distarray_request_test() among them.
 * More than three requests at once are allowed, but the fourth waits for the first.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param plan,source,target the same on all ranks, as for distarray_plan_run()
 * @param[out] request to be ended with distarray_request_end()
 */
distarray_status distarray_plan_begin(distarray_plan plan,
                                      distarray_array source,
                                      distarray_array target,
                                      distarray_request *request);

/**
 * Moves what can be moved without waiting, and tells whether the request is done.
 *
 * **Local**.
 *
 * @param[out] done 1 if all elements of this rank have gone and come, else 0
 */
distarray_status distarray_request_test(distarray_request request, int *done);

/**
 * Waits until the request is done, frees it and sets the handle to NULL; NULL is fine.
 *
 * **Local**, but waits until other ranks have called a function of the library in which their part goes on.
 */
distarray_status distarray_request_end(distarray_request *request);

/**
 * Answers a question about a plan before it runs, for this rank and elements of `dtype`.
 *
 * **Local**.
 *
 * @param fact a DISTARRAY_PLAN_ constant
 * @param[out] value the answer
 */
distarray_status distarray_plan_get_info(distarray_plan plan,
                                         distarray_dtype dtype,
                                         int32_t fact,
                                         int64_t *value);

/**
 * How many bytes of `dtype` this rank and another one exchange when a plan runs; for this rank itself what stays.
 *
 * **Local**.
 *
 * @param rank the other rank
 * @param[out] sent,received bytes from this rank to that one, and from that one to this
 */
distarray_status distarray_plan_get_pair_bytes(distarray_plan plan,
                                               distarray_dtype dtype,
                                               int rank,
                                               int64_t *sent,
                                               int64_t *received);

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

/**
 * One slice per axis, with NumPy's rules for `start:stop:step`.
 *
 * All views share the memory of their array: what is written through one is seen in the other, and the memory lives
 * until the last of them is freed. Views are arrays like all others; their distribution is derived from the array's,
 * and processes may own nothing of them. Halos are dropped on axes that are not taken whole.
 *
 * **Local**. To be called alike on all ranks, as for all views.
 *
 * @param starts,stops ndim numbers each; negative ones count from the end; DISTARRAY_NONE leaves one out
 * @param steps ndim numbers other than 0; NULL means all 1
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_slice(distarray_array array,
                                       const int64_t *starts,
                                       const int64_t *stops,
                                       const int64_t *steps,
                                       distarray_array *view);

/**
 * Slices, indices, an ellipsis and new axes, as NumPy's users write them in brackets: `"1:5, ..., ::-1, newaxis, 3"`.
 *
 * **Local**.
 *
 * @param text the same on all ranks; indices count from 0, also for Fortran
 * @param[out] view to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_INDEX for indices outside and too many of them; DISTARRAY_ERR_DISTRIBUTION for an index on an
 *         unstructured axis, whose owner is not known everywhere
 */
distarray_status distarray_array_slice_text(distarray_array array,
                                            const char *text,
                                            distarray_array *view);

/**
 * What has one index on an axis; the axis goes.
 *
 * **Local**.
 *
 * @param axis negative numbers count from the end
 * @param index negative numbers count from the end
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_index_axis(distarray_array array,
                                            int axis,
                                            int64_t index,
                                            distarray_array *view);

/**
 * The axes in another order.
 *
 * **Local**.
 *
 * @param axes ndim numbers: axis d of the view is axis axes[d] of the array; NULL reverses their order
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_transpose(distarray_array array, const int *axes, distarray_array *view);

/**
 * Two axes exchanged.
 *
 * **Local**.
 *
 * @param axis1,axis2 negative numbers count from the end
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_swap_axes(distarray_array array,
                                           int axis1,
                                           int axis2,
                                           distarray_array *view);

/**
 * One axis moved to another place, the others in their order.
 *
 * **Local**.
 *
 * @param axis negative numbers count from the end
 * @param destination the axis that it is in the view
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_move_axis(distarray_array array,
                                           int axis,
                                           int destination,
                                           distarray_array *view);

/**
 * Axes backwards.
 *
 * **Local**.
 *
 * @param count number of axes; not looked at if `axes` is NULL
 * @param axes NULL means all
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_flip(distarray_array array,
                                      int count,
                                      const int *axes,
                                      distarray_array *view);

/**
 * Without axes of one index.
 *
 * **Local**.
 *
 * @param count number of axes; not looked at if `axes` is NULL
 * @param axes NULL means all that have one index
 * @param[out] view to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE if an axis that is named has not one index
 */
distarray_status distarray_array_squeeze(distarray_array array,
                                         int count,
                                         const int *axes,
                                         distarray_array *view);

/**
 * With a new axis of one index.
 *
 * **Local**.
 *
 * @param axis its number in the view; negative numbers count from the end
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_expand_dims(distarray_array array, int axis, distarray_array *view);

/**
 * A diagonal of two axes, along a new last axis in place of both.
 *
 * **Local**. Every process lists the pieces of which it consists: few for block axes, one per element for cyclic ones.
 *
 * @param offset index on `axis2` less index on `axis1`
 * @param axis1,axis2 two axes; negative numbers count from the end
 * @param[out] view to be freed with distarray_array_free()
 */
distarray_status distarray_array_diagonal(distarray_array array,
                                          int64_t offset,
                                          int axis1,
                                          int axis2,
                                          distarray_array *view);

/**
 * The array repeated along axes of one index, and along new axes before the first; read-only.
 *
 * **Local**. An element stays where it is: its owner has all its repetitions.
 *
 * @param shape extents of the view, the same on all ranks
 * @param[out] view to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE if the array cannot be broadcast to this shape
 */
distarray_status distarray_array_broadcast_to(distarray_array array,
                                              int ndim,
                                              const int64_t *shape,
                                              distarray_array *view);

/**
 * Whether an array is a view, which shares the memory of another one.
 *
 * **Local**.
 *
 * @param[out] is_view 1 or 0
 */
distarray_status distarray_array_is_view(distarray_array array, int *is_view);

/**
 * NumPy's `target[...] = source`: the source is broadcast to the target's shape, its values are cast, and both may
 * have any distributions and be views, also of the same array: what is read are the elements from before.
 * Halos are left alone.
 *
 * **Collective**. Communicates; temporary memory stays within the context's ceiling.
 *
 * @param target,source arrays of one communicator, the same on all ranks
 * @return DISTARRAY_ERR_SHAPE if the source cannot be broadcast to the target's shape; DISTARRAY_ERR_READ_ONLY for targets
 *         that can only be read
 */
distarray_status distarray_array_assign(distarray_array target,
                                        distarray_array source);

/**
 * Sets every owned element, cast as by NumPy's astype. The halo is left alone; distarray_array_fill() sets it too.
 *
 * **Local**. An error is also reported by the next collective call on the array.
 *
 * @param value address of one element of `dtype`, the same value on all ranks
 */
distarray_status distarray_array_assign_scalar(distarray_array target,
                                               const void *value,
                                               distarray_dtype dtype);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* DISTARRAY_H */
