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
 * In front of them.
 */
#define DISTARRAY_LEFT 1

/**
 * Behind them.
 */
#define DISTARRAY_RIGHT 2

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
 * Numbers in a saved state, see distarray_random_get_state().
 */
#define DISTARRAY_RANDOM_STATE 7

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
 * Product of elements; a reduction.
 */
#define DISTARRAY_PROD 6

/**
 * Whether any element is not 0; a reduction.
 */
#define DISTARRAY_ANY 7

/**
 * Whether no element is 0; a reduction.
 */
#define DISTARRAY_ALL 8

/**
 * Variance: mean squared distance from the mean, with `ddof` degrees of freedom less; a reduction.
 */
#define DISTARRAY_VAR 9

/**
 * Standard deviation, the root of the variance; a reduction.
 */
#define DISTARRAY_STD 10

/**
 * Index of the first smallest element in C order, or of the first NaN; a reduction over one axis or all.
 */
#define DISTARRAY_ARGMIN 11

/**
 * Index of the first largest element in C order, or of the first NaN; a reduction over one axis or all.
 */
#define DISTARRAY_ARGMAX 12

/**
 * Largest less smallest element; a reduction.
 */
#define DISTARRAY_PTP 13

/**
 * Sum of absolute values; a reduction.
 */
#define DISTARRAY_NORM1 14

/**
 * Root of the sum of squared absolute values, of matrices the Frobenius norm; a reduction.
 */
#define DISTARRAY_NORM2 15

/**
 * Largest absolute value; a reduction.
 */
#define DISTARRAY_NORM_INF 16

/**
 * Smallest absolute value; a reduction.
 */
#define DISTARRAY_NORM_NEGINF 17

/**
 * As without NAN, of the elements that are not NaN; reductions.
 */
#define DISTARRAY_NANSUM 18

#define DISTARRAY_NANPROD 19

#define DISTARRAY_NANMIN 20

#define DISTARRAY_NANMAX 21

#define DISTARRAY_NANMEAN 22

#define DISTARRAY_NANVAR 23

#define DISTARRAY_NANSTD 24

#define DISTARRAY_NANARGMIN 25

#define DISTARRAY_NANARGMAX 26

/**
 * Running sum; for distarray_array_scan().
 */
#define DISTARRAY_CUMSUM 1

/**
 * Running product; for distarray_array_scan().
 */
#define DISTARRAY_CUMPROD 2

/**
 * Smallest element so far, NaN from the first one on; for distarray_array_scan().
 */
#define DISTARRAY_CUMMIN 3

/**
 * Largest element so far, NaN from the first one on; for distarray_array_scan().
 */
#define DISTARRAY_CUMMAX 4

/**
 * Running sum in which NaN counts as 0; for distarray_array_scan().
 */
#define DISTARRAY_NANCUMSUM 5

/**
 * Running product in which NaN counts as 1; for distarray_array_scan().
 */
#define DISTARRAY_NANCUMPROD 6

/**
 * Every position where the operands meet.
 */
#define DISTARRAY_CONVOLVE_FULL 1

/**
 * As many positions as the longer operand has, in the middle.
 */
#define DISTARRAY_CONVOLVE_SAME 2

/**
 * Where the shorter operand lies inside the longer one.
 */
#define DISTARRAY_CONVOLVE_VALID 3

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

#define DISTARRAY_QUANTILE_LINEAR 1

#define DISTARRAY_QUANTILE_LOWER 2

#define DISTARRAY_QUANTILE_HIGHER 3

#define DISTARRAY_QUANTILE_NEAREST 4

#define DISTARRAY_QUANTILE_MIDPOINT 5

#define DISTARRAY_QUANTILE_INVERTED_CDF 6

#define DISTARRAY_QUANTILE_AVERAGED_INVERTED_CDF 7

#define DISTARRAY_QUANTILE_CLOSEST_OBSERVATION 8

#define DISTARRAY_QUANTILE_INTERPOLATED_INVERTED_CDF 9

#define DISTARRAY_QUANTILE_HAZEN 10

#define DISTARRAY_QUANTILE_WEIBULL 11

#define DISTARRAY_QUANTILE_MEDIAN_UNBIASED 12

#define DISTARRAY_QUANTILE_NORMAL_UNBIASED 13

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
 * The number itself; of one argument.
 */
#define DISTARRAY_POSITIVE 4

/**
 * -1, 0 or 1, of complex numbers `z / abs(z)`; of one argument.
 */
#define DISTARRAY_SIGN 5

/**
 * Whether the sign bit is set; of one argument.
 */
#define DISTARRAY_SIGNBIT 6

/**
 * Squares, reciprocals (of integers 0 but for 1 and -1), cube roots; of one argument.
 */
#define DISTARRAY_SQUARE 7

#define DISTARRAY_RECIPROCAL 8

#define DISTARRAY_CBRT 9

/**
 * Absolute value as a float; of one argument.
 */
#define DISTARRAY_FABS 10

/**
 * Rounded down, up, towards zero, to the nearest integer (the even one of two); of one argument.
 */
#define DISTARRAY_FLOOR 11

#define DISTARRAY_CEIL 12

#define DISTARRAY_TRUNC 13

#define DISTARRAY_RINT 14

/**
 * Exponentials and logarithms; of one argument.
 */
#define DISTARRAY_EXP 15

#define DISTARRAY_EXP2 16

#define DISTARRAY_EXPM1 17

#define DISTARRAY_LOG 18

#define DISTARRAY_LOG2 19

#define DISTARRAY_LOG10 20

#define DISTARRAY_LOG1P 21

/**
 * Trigonometry and hyperbolics in radians; of one argument.
 */
#define DISTARRAY_SIN 22

#define DISTARRAY_COS 23

#define DISTARRAY_TAN 24

#define DISTARRAY_ARCSIN 25

#define DISTARRAY_ARCCOS 26

#define DISTARRAY_ARCTAN 27

#define DISTARRAY_SINH 28

#define DISTARRAY_COSH 29

#define DISTARRAY_TANH 30

#define DISTARRAY_ARCSINH 31

#define DISTARRAY_ARCCOSH 32

#define DISTARRAY_ARCTANH 33

/**
 * Radians in degrees, degrees in radians; of one argument.
 */
#define DISTARRAY_DEGREES 34

#define DISTARRAY_RADIANS 35

/**
 * What a number is; of one argument, with results of bool.
 */
#define DISTARRAY_ISNAN 36

#define DISTARRAY_ISFINITE 37

#define DISTARRAY_ISINF 38

/**
 * Whether an element is 0; of one argument.
 */
#define DISTARRAY_LOGICAL_NOT 39

/**
 * All bits turned over, of integers and bools; of one argument.
 */
#define DISTARRAY_INVERT 40

/**
 * Complex conjugates; of one argument.
 */
#define DISTARRAY_CONJ 41

/**
 * Parts and angles of complex numbers; of one argument.
 */
#define DISTARRAY_REAL 42

#define DISTARRAY_IMAG 43

#define DISTARRAY_ANGLE 44

/**
 * Distance to the next number away from zero; of one argument.
 */
#define DISTARRAY_SPACING 45

/**
 * What follows the point, with the number's sign, as the first result of NumPy's modf; of one argument.
 */
#define DISTARRAY_FRACTION 46

/**
 * The mantissa, from 0.5 to 1, and the exponent, an int32, as the results of NumPy's frexp; of one argument.
 */
#define DISTARRAY_MANTISSA 47

#define DISTARRAY_EXPONENT 48

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
 * The smaller one, NaN if there is one; of two arguments, also for accumulating.
 */
#define DISTARRAY_MINIMUM 6

/**
 * The larger one, NaN if there is one; of two arguments, also for accumulating.
 */
#define DISTARRAY_MAXIMUM 7

/**
 * Bits of integers and bools; of two arguments, also for accumulating.
 */
#define DISTARRAY_BITWISE_AND 8

#define DISTARRAY_BITWISE_OR 9

#define DISTARRAY_BITWISE_XOR 10

/**
 * Whether elements are not 0; of two arguments, also for accumulating.
 */
#define DISTARRAY_LOGICAL_AND 11

#define DISTARRAY_LOGICAL_OR 12

#define DISTARRAY_LOGICAL_XOR 13

/**
 * Quotient rounded down; 0 of integers divided by 0; of two arguments.
 */
#define DISTARRAY_FLOOR_DIVIDE 14

/**
 * What the quotient rounded down leaves, of the divisor's sign; of two arguments.
 */
#define DISTARRAY_REMAINDER 15

/**
 * What the quotient rounded towards zero leaves, of the dividend's sign; of two arguments.
 */
#define DISTARRAY_FMOD 16

/**
 * Powers; negative ones of integers are rounded towards zero; of two arguments.
 */
#define DISTARRAY_POWER 17

/**
 * Powers in at least double precision; of two arguments.
 */
#define DISTARRAY_FLOAT_POWER 18

/**
 * Angle of the point whose ordinate is the first argument; of two arguments.
 */
#define DISTARRAY_ARCTAN2 19

/**
 * The larger and the smaller one, the number where the other is NaN; of two arguments.
 */
#define DISTARRAY_FMAX 20

#define DISTARRAY_FMIN 21

/**
 * The first one with the sign of the second; of two arguments.
 */
#define DISTARRAY_COPYSIGN 22

/**
 * The float after the first one towards the second; of two arguments.
 */
#define DISTARRAY_NEXTAFTER 23

/**
 * `a * 2^b`, b being an integer; of two arguments.
 */
#define DISTARRAY_LDEXP 24

/**
 * Greatest common divisors and least common multiples of integers; of two arguments.
 */
#define DISTARRAY_GCD 25

#define DISTARRAY_LCM 26

/**
 * 0 below zero, 1 above it, the second argument at it.
 */
#define DISTARRAY_HEAVISIDE 27

/**
 * `log(exp(a) + exp(b))` and `log2(2^a + 2^b)` without overflow; of two arguments.
 */
#define DISTARRAY_LOGADDEXP 28

#define DISTARRAY_LOGADDEXP2 29

/**
 * Comparisons, also exact ones of int64 with uint64; of two arguments, with results of bool.
 */
#define DISTARRAY_EQUAL 30

#define DISTARRAY_NOT_EQUAL 31

#define DISTARRAY_LESS 32

#define DISTARRAY_LESS_EQUAL 33

#define DISTARRAY_GREATER 34

#define DISTARRAY_GREATER_EQUAL 35

/**
 * Bits of integers shifted by the second argument.
 */
#define DISTARRAY_LEFT_SHIFT 36

#define DISTARRAY_RIGHT_SHIFT 37

/**
 * The second argument where the first, a bool, is true, else the third.
 */
#define DISTARRAY_WHERE 1

/**
 * Added to the dtype of a scalar: a literal, which takes the dtype of the arrays within its kind, as Python's numbers do.
 */
#define DISTARRAY_WEAK 256

/**
 * None.
 */
#define DISTARRAY_CASTING_NO 1

/**
 * Of byte order alone, of which arrays have one.
 */
#define DISTARRAY_CASTING_EQUIV 2

/**
 * Those that keep every value.
 */
#define DISTARRAY_CASTING_SAFE 3

/**
 * Also those within a kind or to a higher one: NumPy's rule unless another is given.
 */
#define DISTARRAY_CASTING_SAME_KIND 4

/**
 * All.
 */
#define DISTARRAY_CASTING_UNSAFE 5

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
 * What shall be computed.
 */
typedef struct distarray_expression_s distarray_expression_s;

/**
 * A redistribution planned ahead.
 */
typedef struct distarray_plan_s distarray_plan_s;

/**
 * A generator of random numbers.
 */
typedef struct distarray_random_s distarray_random_s;

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
 * Handle of an expression; free with distarray_expression_free().
 */
typedef distarray_expression_s *distarray_expression;

/**
 * An operation; each function says which constants it takes.
 */
typedef int32_t distarray_op;

/**
 * Which conversions of dtypes are allowed.
 */
typedef int32_t distarray_casting;

/**
 * What becomes of indices outside an axis, one of the constants below.
 */
typedef int32_t distarray_mode;

/**
 * Where a value belongs beside elements that equal it, one of the constants below.
 */
typedef int32_t distarray_side;

/**
 * Handle of a plan; free with distarray_plan_free().
 */
typedef distarray_plan_s *distarray_plan;

/**
 * Handle of a request; end with distarray_request_end().
 */
typedef distarray_request_s *distarray_request;

/**
 * Handle of a generator; free with distarray_random_free().
 */
typedef distarray_random_s *distarray_random;

/**
 * Takes `count` contiguous elements of the array into a state. It must not call the library, and may be called in any
 * order of elements.
 */
typedef void (*distarray_accumulate_function)(void *state, const void *elements, int64_t count, void *user);

/**
 * Takes another state into the first one.
 */
typedef void (*distarray_combine_function)(void *state, const void *other, void *user);

/**
 * Which part of a convolution is wanted.
 */
typedef int32_t distarray_convolve_mode;

/**
 * Where a quantile lies between elements, under NumPy's names.
 */
typedef int32_t distarray_quantile_method;

/**
 * Receives warnings and the watchdog's reports. `level` is 1 for errors, 2 warnings, 3 information, 4 details.
 */
typedef void (*distarray_log_callback)(int level, const char *message, void *user);

/**
 * Computes `count` contiguous elements at `out` from those at the `operands`; anything but 0 stops the call.
 */
typedef int (*distarray_block_function)(int64_t count, const void *const *operands, void *out, void *user);

/**
 * Gets a process's part of an array: position k of an axis, 0 <= k < shape[axis], lies at k * strides[axis] bytes from
 * `memory`. `lower` and `upper` are the lowest global index of each axis and the one after the highest; `indices` has the
 * global index of every position, axis after axis. Anything but 0 is an error on all processes.
 */
typedef int (*distarray_part_function)(void *memory,
                                       int ndim,
                                       const int64_t *shape,
                                       const int64_t *strides,
                                       const int64_t *lower,
                                       const int64_t *upper,
                                       const int64_t *indices,
                                       void *user);

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
 * Makes a 1-D array of `count` numbers at equal distances, as NumPy's linspace. Integers are rounded down.
 *
 * **Collective**. Allocates.
 *
 * @param start,stop,count,dtype the same on all ranks
 * @param endpoint 1 makes `stop` the last number, 0 the one after it; the same on all ranks
 * @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
 * @param[out] array to be freed with distarray_array_free()
 */
distarray_status distarray_array_create_linspace(distarray_context context,
                                                 double start,
                                                 double stop,
                                                 int64_t count,
                                                 int endpoint,
                                                 distarray_dtype dtype,
                                                 const char *text,
                                                 distarray_array *array);

/**
 * Makes a 1-D array of `count` powers of a base whose exponents are at equal distances, as NumPy's logspace.
 *
 * **Collective**. Allocates.
 *
 * @param start,stop,count,base,dtype the same on all ranks; `start` and `stop` are exponents
 * @param endpoint 1 makes `stop` the last exponent, 0 the one after it; the same on all ranks
 * @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
 * @param[out] array to be freed with distarray_array_free()
 */
distarray_status distarray_array_create_logspace(distarray_context context,
                                                 double start,
                                                 double stop,
                                                 int64_t count,
                                                 int endpoint,
                                                 double base,
                                                 distarray_dtype dtype,
                                                 const char *text,
                                                 distarray_array *array);

/**
 * Makes a 1-D array of `count` numbers at equal ratios, as NumPy's geomspace.
 *
 * **Collective**. Allocates.
 *
 * @param start,stop of one sign and not 0; the same on all ranks, as `count` and `dtype`
 * @param endpoint 1 makes `stop` the last number, 0 the one after it; the same on all ranks
 * @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
 * @param[out] array to be freed with distarray_array_free()
 */
distarray_status distarray_array_create_geomspace(distarray_context context,
                                                  double start,
                                                  double stop,
                                                  int64_t count,
                                                  int endpoint,
                                                  distarray_dtype dtype,
                                                  const char *text,
                                                  distarray_array *array);

/**
 * Makes a 2-D array of zeros with ones where the column is the row plus `diagonal`, as NumPy's eye.
 *
 * **Collective**. Allocates.
 *
 * @param distribution,dtype,diagonal the same on all ranks
 * @param[out] array to be freed with distarray_array_free()
 */
distarray_status distarray_array_create_eye(distarray_distribution distribution,
                                            distarray_dtype dtype,
                                            int64_t diagonal,
                                            distarray_array *array);

/**
 * Makes a square matrix of zeros with ones on its diagonal, as NumPy's identity.
 *
 * **Collective**. Allocates.
 *
 * @param distribution,dtype the same on all ranks
 * @param[out] array to be freed with distarray_array_free()
 */
distarray_status distarray_array_create_identity(distarray_distribution distribution,
                                                 distarray_dtype dtype,
                                                 distarray_array *array);

/**
 * Makes an array whose element `[d, i, j, ...]` is the index along axis `d` of `[i, j, ...]`, as NumPy's indices.
 *
 * **Collective**. Allocates.
 *
 * @param distribution its first axis has as many indices as there are other axes; the same on all ranks, as `dtype`
 * @param[out] array to be freed with distarray_array_free()
 */
distarray_status distarray_array_create_indices(distarray_distribution distribution,
                                                distarray_dtype dtype,
                                                distarray_array *array);

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
 * An expression that stands for the elements of an array, as they are when it is evaluated. The array may be freed before.
 *
 * **Local**.
 *
 * @param[out] result to be freed with distarray_expression_free()
 */
distarray_status distarray_expression_create(distarray_array array,
                                             distarray_expression *result);

/**
 * An expression that stands for one element.
 *
 * **Local**.
 *
 * @param scalar one element of `dtype`, the same on all ranks
 * @param literal 1 for a number that takes on the dtype of what it is combined with, as numbers of Python do in NumPy; its
 *        dtype is bool, int64, float64 or complex128. 0 keeps its dtype.
 * @param[out] result to be freed with distarray_expression_free()
 */
distarray_status distarray_expression_create_scalar(const void *scalar,
                                                    distarray_dtype dtype,
                                                    int literal,
                                                    distarray_expression *result);

/**
 * An expression as text has it: see docs/expressions.md for the grammar.
 *
 * **Local**.
 *
 * @param text one expression, such as "sqrt(x*x + y*y) - mean(x)", after others that have names, if any
 * @param names what the arrays are called in the text, separated by commas or spaces; may be NULL if there are none
 * @param arrays as many as names
 * @param count how many they are
 * @param[out] result to be freed with distarray_expression_free()
 * @return DISTARRAY_ERR_FORMAT with the column of what cannot be read
 */
distarray_status distarray_expression_parse(const char *text,
                                            const char *names,
                                            const distarray_array *arrays,
                                            int count,
                                            distarray_expression *result);

/**
 * A function of expressions.
 *
 * **Local**.
 *
 * @param op a function of `count` arguments: DISTARRAY_SQRT … of one, DISTARRAY_ADD … of two, DISTARRAY_CLIP and
 *        DISTARRAY_WHERE of three
 * @param count 1 to 3
 * @param[out] result to be freed with distarray_expression_free()
 */
distarray_status distarray_expression_apply(distarray_op op,
                                            const distarray_expression *operands,
                                            int count,
                                            distarray_expression *result);

/**
 * The same elements as another dtype, as NumPy's astype.
 *
 * **Local**.
 *
 * @param[out] result to be freed with distarray_expression_free()
 */
distarray_status distarray_expression_cast(distarray_expression expression,
                                           distarray_dtype dtype,
                                           distarray_expression *result);

/**
 * Slices, indices, an ellipsis and new axes, as NumPy's users write them in brackets. Slices of arrays are read where they
 * lie, across the edges of parts with the help of the halo if that reaches far enough.
 *
 * **Local**.
 *
 * @param text such as "1:-1, ..., newaxis"; indices count from 0, also for Fortran
 * @param[out] result to be freed with distarray_expression_free()
 */
distarray_status distarray_expression_slice(distarray_expression expression,
                                            const char *text,
                                            distarray_expression *result);

/**
 * A reduction of an expression, which is fused with what it is a reduction of.
 *
 * **Local**.
 *
 * @param op a reduction other than those that give an index
 * @param count number of axes
 * @param axes negative ones count from the end; NULL for all axes
 * @param keep 1 keeps reduced axes with extent 1, 0 drops them
 * @param ddof what variances subtract from the number of elements
 * @param[out] result to be freed with distarray_expression_free()
 */
distarray_status distarray_expression_reduce(distarray_op op,
                                             distarray_expression expression,
                                             int count,
                                             const int *axes,
                                             int keep,
                                             double ddof,
                                             distarray_expression *result);

/**
 * Frees an expression; others that it is a part of stay as they are. NULL is fine.
 *
 * **Local**.
 */
distarray_status distarray_expression_free(distarray_expression *expression);

/**
 * Evaluates expressions, all of them from the elements as they are before the call, in as few passes as the distributions
 * of the results allow; nothing but the results is stored, unless the text of distarray_expression_describe() says so.
 *
 * **Collective**. Operands that lie elsewhere than the result are moved, as far as the context's policy allows it.
 *
 * @param count at least 1
 * @param expressions the same on all ranks
 * @param[in,out] results for each expression NULL, which makes a new array in the distribution of the first operand of full
 *        shape, to be freed with distarray_array_free(); or an array to be written to, to whose shape the result is
 *        broadcast and to whose dtype it is cast. An operand may be a result.
 * @return DISTARRAY_ERR_SHAPE and DISTARRAY_ERR_DTYPE as NumPy; DISTARRAY_ERR_POLICY
 */
distarray_status distarray_expression_evaluate(distarray_context context,
                                               int count,
                                               const distarray_expression *expressions,
                                               distarray_array *results);

/**
 * Evaluates an expression that has one element, such as a reduction over all axes, for every rank.
 *
 * **Collective**. Communicates.
 *
 * @param expression the same on all ranks
 * @param[out] value one element of the dtype below; 16 bytes suffice for any
 * @param[out] dtype NumPy's result type; may be NULL
 * @return DISTARRAY_ERR_SHAPE if it has axes
 */
distarray_status distarray_expression_get_value(distarray_context context,
                                                distarray_expression expression,
                                                void *value,
                                                distarray_dtype *dtype);

/**
 * What evaluation would do, as text: stages, what is fused, what is moved, bytes of temporaries on this rank.
 *
 * **Local**.
 *
 * @param[out] buffer,length where the text goes, and how long it is; see distarray_distribution_describe()
 */
distarray_status distarray_expression_describe(distarray_context context,
                                               distarray_expression expression,
                                               char *buffer,
                                               size_t capacity,
                                               size_t *length);

/**
 * Evaluates an expression given as text, such as "sqrt(x*x + y*y) - mean(x)". The grammar is Python's, and functions have
 * NumPy's names: see docs/expressions.md. Several expressions are separated by semicolons; all but the last one have names,
 * which later ones use: "t = x - mean(x); sum(t*t)". The last one is the result.
 *
 * **Collective**. As distarray_expression_evaluate().
 *
 * @param text the same on all ranks
 * @param names what the arrays are called in the text, separated by commas or spaces; may be NULL if there are none
 * @param arrays as many as names
 * @param count how many they are
 * @param[in,out] result NULL, which makes a new array, to be freed with distarray_array_free(); or an array to be written to
 * @return DISTARRAY_ERR_FORMAT with the column of what cannot be read
 */
distarray_status distarray_evaluate(distarray_context context,
                                    const char *text,
                                    const char *names,
                                    const distarray_array *arrays,
                                    int count,
                                    distarray_array *result);

/**
 * A function of arrays and scalars of any distribution, broadcast against each other: NumPy's ufuncs with `out`, `where` and
 * `casting`. Aligned operands and a given result need no communication but the agreement; see also
 * distarray_array_apply_unary() and its like, which need none at all.
 *
 * **Collective**. Operands that lie elsewhere than the result are moved, as far as the context's policy allows it.
 *
 * @param op a function of `count` arguments, the same on all ranks
 * @param count 1 to 3
 * @param operands expressions: arrays, scalars, or what is made of them
 * @param mask bools, broadcast to the result's shape: where they are 0, elements of `result` stay as they are, and are 0 in a
 *        new array; NULL for none
 * @param casting which casts to the dtype of `result` are allowed: DISTARRAY_CASTING_SAME_KIND is NumPy's default
 * @param[in,out] result NULL, which makes a new array, to be freed with distarray_array_free(); or an array to be written to
 */
distarray_status distarray_array_compute(distarray_context context,
                                         distarray_op op,
                                         int count,
                                         const distarray_expression *operands,
                                         distarray_array mask,
                                         distarray_casting casting,
                                         distarray_array *result);

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
 * NumPy's matmul: products of the last two axes, the axes before them broadcast against each other. A one-dimensional
 * `a` is a row, a one-dimensional `b` a column; their axis is not in the result.
 *
 * **Collective**. Allocates; communicates; panels of the operands stay within the context's memory ceiling.
 *
 * @param a,b of any distributions and dtypes, the same on all ranks; transposed views are not moved first
 * @param distribution of the result, the same on all ranks; NULL spreads the rows as those of `a` and the columns as those
 *        of `b` where they are spread, else everything in blocks
 * @param[out] result of NumPy's result type, to be freed with distarray_array_free()
 */
distarray_status distarray_array_matmul(distarray_array a,
                                        distarray_array b,
                                        distarray_distribution distribution,
                                        distarray_array *result);

/**
 * `out = alpha * op(a) @ op(b) + beta * out`, where operations are on the last two axes. The product is computed in
 * NumPy's result type of `a` and `b` and cast to the dtype of `out`.
 *
 * **Collective**. Communicates; panels of the operands stay within the context's memory ceiling.
 *
 * @param alpha one element of the dtype of `out`, the same on all ranks; NULL means 1
 * @param op_a,op_b DISTARRAY_NO_TRANSPOSE, DISTARRAY_TRANSPOSE, DISTARRAY_CONJUGATE or DISTARRAY_CONJUGATE_TRANSPOSE
 * @param a,b as for distarray_array_matmul()
 * @param beta one element of the dtype of `out`, the same on all ranks; NULL means 0, which does not look at `out`
 * @param out of the result's shape; it may share memory with `a` and `b`
 */
distarray_status distarray_array_matmul_into(const void *alpha,
                                             distarray_op op_a,
                                             distarray_array a,
                                             distarray_op op_b,
                                             distarray_array b,
                                             const void *beta,
                                             distarray_array out);

/**
 * What distarray_array_matmul() would do, as text of a few lines: the grid of processes, the bytes that this rank
 * would receive and send, its temporaries, and what multiplies the numbers.
 *
 * **Local**.
 *
 * @param a,b,distribution as for distarray_array_matmul(); no unstructured axes
 * @param buffer at least `capacity` bytes, may be NULL if `capacity` is 0
 * @param[out] length of the whole text without its end; may be NULL
 */
distarray_status distarray_array_plan_matmul(distarray_array a,
                                             distarray_array b,
                                             distarray_distribution distribution,
                                             char *buffer,
                                             size_t capacity,
                                             size_t *length);

/**
 * NumPy's dot: sums over the last axis of `a` and the last but one of `b`, or its only one; single numbers multiply
 * everything.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b the same on all ranks
 * @param distribution as for distarray_array_matmul()
 * @param[out] result to be freed with distarray_array_free(); a single number lies on all ranks
 */
distarray_status distarray_array_dot(distarray_array a,
                                     distarray_array b,
                                     distarray_distribution distribution,
                                     distarray_array *result);

/**
 * NumPy's vdot: the sum of the products of all elements in C order, those of `a` conjugated; on every rank. In
 * reproducible mode (see distarray_context_set_reproducible()) products are rounded, their sum is not before its end.
 *
 * **Collective**. Communicates; arrays of different shapes are copied to one dimension first.
 *
 * @param a,b of as many elements, the same on all ranks
 * @param[out] value one element of the dtype below; 16 bytes suffice for any
 * @param[out] dtype NumPy's result type; may be NULL
 */
distarray_status distarray_array_vdot(distarray_array a,
                                      distarray_array b,
                                      void *value,
                                      distarray_dtype *dtype);

/**
 * NumPy's inner: sums over the last axes of both; single numbers multiply everything.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b the same on all ranks
 * @param distribution as for distarray_array_matmul()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_inner(distarray_array a,
                                       distarray_array b,
                                       distarray_distribution distribution,
                                       distarray_array *result);

/**
 * NumPy's outer: every element of `a` with every one of `b`, both in C order.
 *
 * **Collective**. Allocates; communicates; operands of more than one dimension are copied to one first.
 *
 * @param a,b the same on all ranks
 * @param distribution as for distarray_array_matmul()
 * @param[out] result of two dimensions, to be freed with distarray_array_free()
 */
distarray_status distarray_array_outer(distarray_array a,
                                       distarray_array b,
                                       distarray_distribution distribution,
                                       distarray_array *result);

/**
 * NumPy's kron: every element of `a` times all of `b`, as blocks of one array.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b of at most 16 dimensions, the same on all ranks
 * @param distribution of the result, the same on all ranks; NULL derives one
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_kron(distarray_array a,
                                      distarray_array b,
                                      distarray_distribution distribution,
                                      distarray_array *result);

/**
 * NumPy's tensordot: sums over `axes_a[k]` of `a` together with `axes_b[k]` of `b`. The result has the other axes of
 * `a`, then those of `b`.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b the same on all ranks
 * @param count number of pairs of axes, 0 for none
 * @param axes_a,axes_b `count` axes each, the same on all ranks; negative ones count from the end
 * @param distribution as for distarray_array_matmul()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_tensordot(distarray_array a,
                                           distarray_array b,
                                           int count,
                                           const int *axes_a,
                                           const int *axes_b,
                                           distarray_distribution distribution,
                                           distarray_array *result);

/**
 * NumPy's einsum: a sum of products of elements of any number of arrays, by a letter for each axis: `"ij,jk->ik"` is a
 * product of matrices, `"ii"` a trace, `"...ij->...ji"` transposes. Without `->` the result has the axes of `...` and
 * then the letters that come once, in alphabetical order. Several operands are contracted two at a time, in the order with
 * the fewest multiplications. All is computed in NumPy's result type of all operands.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param subscripts letters, `,`, `...` and `->`; the same on all ranks
 * @param count number of operands, at least 1
 * @param operands `count` arrays of one communicator, the same on all ranks
 * @param distribution of the result, the same on all ranks; NULL derives one from the operands
 * @param[out] result to be freed with distarray_array_free(); always a copy
 * @return DISTARRAY_ERR_DISTRIBUTION for diagonals of unstructured axes
 */
distarray_status distarray_array_einsum(const char *subscripts,
                                        int count,
                                        const distarray_array *operands,
                                        distarray_distribution distribution,
                                        distarray_array *result);

/**
 * As distarray_array_einsum(), into an array that is there.
 *
 * **Collective**. Communicates.
 *
 * @param subscripts,count,operands as for distarray_array_einsum()
 * @param out of the result's shape, the same on all ranks; values are cast to its dtype
 */
distarray_status distarray_array_einsum_into(const char *subscripts,
                                             int count,
                                             const distarray_array *operands,
                                             distarray_array out);

/**
 * NumPy's trace: sums along the diagonals of two axes. Sums of integers are int64 or uint64.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param array of at least two dimensions, the same on all ranks
 * @param offset which diagonal, as for distarray_array_diagonal()
 * @param axis1,axis2 -ndim to ndim-1
 * @param distribution of the result, the same on all ranks; NULL derives one
 * @param[out] result the other axes, to be freed with distarray_array_free(); a single number lies on all ranks
 */
distarray_status distarray_array_trace(distarray_array array,
                                       int64_t offset,
                                       int axis1,
                                       int axis2,
                                       distarray_distribution distribution,
                                       distarray_array *result);

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
 * A sorted copy, as NumPy's sort with kind="stable": NaN last, complex numbers by their real parts first. Zeros of both signs
 * are equal, and all NaN; they keep their order.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param axis -ndim to ndim-1, or DISTARRAY_FLAT for all elements in C order; the same on all ranks
 * @param distribution of the result (1-D with DISTARRAY_FLAT); NULL: as that of `array`
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_sort(distarray_array array,
                                      int axis,
                                      distarray_distribution distribution,
                                      distarray_array *result);

/**
 * As distarray_array_sort(), into an array of the same shape (or of as many elements in one dimension) and dtype with any
 * distribution. `out` may be `array` itself, which is then sorted in place.
 *
 * **Collective**. Communicates.
 */
distarray_status distarray_array_sort_into(distarray_array array,
                                           int axis,
                                           distarray_array out);

/**
 * Positions of the elements in ascending order, as NumPy's argsort with kind="stable": int64, counted from 0 along the axis or
 * in C order. Ties go by position, on any number of processes.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param axis,distribution as for distarray_array_sort()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_argsort(distarray_array array,
                                         int axis,
                                         distarray_distribution distribution,
                                         distarray_array *result);

/**
 * Positions that order elements by several keys, as NumPy's lexsort: by the last key, where that is equal by the one before
 * it, and so on; int64, counted from 0.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param count number of keys, at least 1
 * @param keys arrays of one shape, of any dtypes and distributions
 * @param axis,distribution as for distarray_array_sort()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_lexsort(int count,
                                         const distarray_array *keys,
                                         int axis,
                                         distarray_distribution distribution,
                                         distarray_array *result);

/**
 * The greatest elements in descending order, or the least in ascending order, and their positions (int64, counted from 0 along
 * the axis or in C order). Of equal elements those in front come first; NaN is greater than everything.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param size how many, 0 to the extent of the axis or the number of elements
 * @param axis -ndim to ndim-1, or DISTARRAY_FLAT; the same on all ranks
 * @param greatest 1 for the greatest, 0 for the least
 * @param[out] values,positions each to be freed with distarray_array_free(); distributed as `array` with blocks along the axis,
 * or in blocks over all ranks
 */
distarray_status distarray_array_topk(distarray_array array,
                                      int64_t size,
                                      int axis,
                                      int greatest,
                                      distarray_array *values,
                                      distarray_array *positions);

/**
 * The distinct elements in ascending order, as NumPy's unique; all NaN are one. Of elements that are equal but differ in their bits
 * the first stays. Every process gets those that it found in its share of the sorted elements.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_unique(distarray_array array,
                                        distarray_array *result);

/**
 * The distinct elements in ascending order, as NumPy's unique_all, where in C order each comes first, to which of them each element
 * of the array is equal, and how often each comes; int64, counted from 0.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param[out] values,positions,counts 1-D, distributed alike, each to be freed with distarray_array_free()
 * @param[out] inverse of the array's shape and distribution, to be freed with distarray_array_free()
 */
distarray_status distarray_array_unique_all(distarray_array array,
                                            distarray_array *values,
                                            distarray_array *positions,
                                            distarray_array *inverse,
                                            distarray_array *counts);

/**
 * Where values belong in a sorted array, as NumPy's searchsorted: int64, counted from 0, in the shape and distribution of
 * `values`.
 *
 * **Collective**. Allocates; communicates: up to 1 MiB of sorted elements go to all processes, else values to the processes
 * into whose share they fall.
 *
 * @param sorted 1-D, in ascending order unless there is a sorter
 * @param side DISTARRAY_LEFT or DISTARRAY_RIGHT of elements that equal the value; the same on all ranks
 * @param sorter integers that order `sorted`, as distarray_array_argsort() gives them; NULL: none is needed
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_searchsorted(distarray_array sorted,
                                              distarray_array values,
                                              distarray_side side,
                                              distarray_array sorter,
                                              distarray_array *result);

/**
 * The number of the bin into which each value falls, as NumPy's digitize: int64, in the shape and distribution of `values`; 0 before
 * the first edge.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param bins edges, 1-D, ascending or descending
 * @param right 1: the right edge of a bin belongs to it; 0: the left one
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_ARGUMENT for bins that do neither
 */
distarray_status distarray_array_digitize(distarray_array values,
                                          distarray_array bins,
                                          int right,
                                          distarray_array *result);

/**
 * For every element whether it is among those of another array, as NumPy's isin: bools in the shape and distribution of `array`.
 * NaN is among nothing.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param invert 1: whether it is not among them
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_isin(distarray_array array,
                                      distarray_array among,
                                      int invert,
                                      distarray_array *result);

/**
 * The distinct elements of either array, as NumPy's union1d: ascending, 1-D, in the dtype that both promote to.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b arrays of any shape, flattened
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_union1d(distarray_array a,
                                         distarray_array b,
                                         distarray_array *result);

/**
 * The distinct elements that are in both arrays, as NumPy's intersect1d: ascending, 1-D, in the dtype that both promote to.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b arrays of any shape, flattened
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_intersect1d(distarray_array a,
                                             distarray_array b,
                                             distarray_array *result);

/**
 * The distinct elements of `a` that are not in `b`, as NumPy's setdiff1d: ascending, 1-D, in the dtype of `a`.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b arrays of any shape, flattened
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_setdiff1d(distarray_array a,
                                           distarray_array b,
                                           distarray_array *result);

/**
 * The distinct elements that are in one of the arrays only, as NumPy's setxor1d: ascending, 1-D, in the dtype that both promote to.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param a,b arrays of any shape, flattened
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_setxor1d(distarray_array a,
                                          distarray_array b,
                                          distarray_array *result);

/**
 * How often each number from 0 on comes, as NumPy's bincount: int64; with weights their sums: float64. The result lies in blocks
 * over all processes; each counts in memory for all of it, within the context's ceiling.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param array 1-D, integers of at least 0
 * @param weights of the array's shape, in any distribution; NULL: all 1
 * @param minlength least length of the result; the same on all ranks
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_ARGUMENT for numbers below 0
 */
distarray_status distarray_array_bincount(distarray_array array,
                                          distarray_array weights,
                                          int64_t minlength,
                                          distarray_array *result);

/**
 * How many elements lie in each of several bins of equal width, as NumPy's histogram: int64; with weights their sums, in their
 * dtype; as densities float64. Results are whole on every process. The last bin has both its edges; elements outside the range
 * and NaN do not count.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param bins number of bins, at least 1; the same on all ranks
 * @param low,high the range; where `low` is greater (1 and 0, say) it goes from the least to the greatest element
 * @param weights of the array's shape, in any distribution; NULL: all 1
 * @param density 1: divided by the widths of the bins and the sum of all
 * @param[out] result,edges each to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_ARGUMENT where the range follows from elements that are not all finite
 */
distarray_status distarray_array_histogram(distarray_array array,
                                           int64_t bins,
                                           double low,
                                           double high,
                                           distarray_array weights,
                                           int density,
                                           distarray_array *result,
                                           distarray_array *edges);

/**
 * As distarray_array_histogram() with bins between neighbours of given edges.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param edges 1-D, at least 2 numbers in ascending order, in any distribution
 * @param weights,density as for distarray_array_histogram()
 * @param[out] result whole on every process, to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_ARGUMENT for edges that do not ascend
 */
distarray_status distarray_array_histogram_edges(distarray_array array,
                                                 distarray_array edges,
                                                 distarray_array weights,
                                                 int density,
                                                 distarray_array *result);

/**
 * How many pairs of elements of two arrays lie in each of several bins of equal width, as NumPy's histogram2d: float64. Results are
 * whole on every process.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param x,y arrays of one shape
 * @param x_bins,y_bins numbers of bins, at least 1
 * @param x_low,x_high,y_low,y_high ranges, as for distarray_array_histogram()
 * @param weights,density as for distarray_array_histogram()
 * @param[out] result,x_edges,y_edges each to be freed with distarray_array_free()
 */
distarray_status distarray_array_histogram2d(distarray_array x,
                                             distarray_array y,
                                             int64_t x_bins,
                                             double x_low,
                                             double x_high,
                                             int64_t y_bins,
                                             double y_low,
                                             double y_high,
                                             distarray_array weights,
                                             int density,
                                             distarray_array *result,
                                             distarray_array *x_edges,
                                             distarray_array *y_edges);

/**
 * As distarray_array_histogram2d() with bins between neighbours of given edges.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param x_edges,y_edges as for distarray_array_histogram_edges()
 * @param[out] result whole on every process, to be freed with distarray_array_free()
 */
distarray_status distarray_array_histogram2d_edges(distarray_array x,
                                                   distarray_array y,
                                                   distarray_array x_edges,
                                                   distarray_array y_edges,
                                                   distarray_array weights,
                                                   int density,
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
 * Makes a generator of random numbers at the beginning of a stream. What it gives depends on key and stream alone, not on
 * ranks and distributions: give the same on all ranks. Streams of one key are independent of each other.
 *
 * **Local**.
 *
 * @param key any number, the key of NumPy's `Philox(key=key)`; a negative one stands for its 64 bits
 * @param stream any number, 0 for the first; of NumPy's `Philox(key=key).jumped(stream)`
 * @param[out] random to be freed with distarray_random_free()
 */
distarray_status distarray_random_create(int64_t key,
                                         int64_t stream,
                                         distarray_random *random);

/**
 * Frees a generator and sets the handle to NULL; NULL is fine.
 *
 * **Local**.
 */
distarray_status distarray_random_free(distarray_random *random);

/**
 * Says where a generator stands, to be saved.
 *
 * **Local**.
 *
 * @param[out] state DISTARRAY_RANDOM_STATE numbers: key (two), stream, words used (two, the lower half first), 1 or 0 for
 *        whether half a word is left over, and that half
 */
distarray_status distarray_random_get_state(distarray_random random,
                                            int64_t *state);

/**
 * Lets a generator go on from a saved state.
 *
 * **Local**.
 *
 * @param state what distarray_random_get_state() gave, or NumPy's key, stream and words used, with zeros at the end
 */
distarray_status distarray_random_set_state(distarray_random random,
                                            const int64_t *state);

/**
 * Leaves out words of the stream, at no cost: an array takes one for each element, half of one for uniform float32.
 *
 * **Local**.
 *
 * @param words at least 0
 */
distarray_status distarray_random_advance(distarray_random random,
                                          int64_t words);

/**
 * Fills an array with the words of the stream, of smaller integers with their lower bits: NumPy's `Philox.random_raw`.
 * As in all these functions, element i in C order gets what it would get on one rank; halos are not filled.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of integers
 */
distarray_status distarray_random_fill_bits(distarray_random random,
                                            distarray_array array);

/**
 * Fills an array with numbers from `low` up to `high`, which rounding may reach: with 0 and 1 NumPy's `Generator.random`,
 * else its `uniform`, bit for bit.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of float64 or float32
 */
distarray_status distarray_random_fill_uniform(distarray_random random,
                                               distarray_array array,
                                               double low,
                                               double high);

/**
 * Fills an array with whole numbers from `low` to `high`, each exactly as likely as any other.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of integers that can hold them
 * @param endpoint 1 if `high` is drawn as well, 0 if it is not
 */
distarray_status distarray_random_fill_integers(distarray_random random,
                                                distarray_array array,
                                                int64_t low,
                                                int64_t high,
                                                int endpoint);

/**
 * Fills an array with numbers of the normal law.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of float64 or float32
 * @param mean,deviation mean and standard deviation, which is at least 0
 */
distarray_status distarray_random_fill_normal(distarray_random random,
                                              distarray_array array,
                                              double mean,
                                              double deviation);

/**
 * Fills an array with numbers of the exponential law.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of float64 or float32
 * @param scale mean, at least 0
 */
distarray_status distarray_random_fill_exponential(distarray_random random,
                                                   distarray_array array,
                                                   double scale);

/**
 * Fills an array with numbers of the gamma law, whose mean is `shape * scale`.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of float64 or float32
 * @param shape,scale at least 0
 */
distarray_status distarray_random_fill_gamma(distarray_random random,
                                             distarray_array array,
                                             double shape,
                                             double scale);

/**
 * Fills an array with numbers of the chi-square law.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of float64 or float32
 * @param freedom degrees of freedom, more than 0
 */
distarray_status distarray_random_fill_chi_square(distarray_random random,
                                                  distarray_array array,
                                                  double freedom);

/**
 * Fills an array with numbers of the beta law.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of float64 or float32
 * @param a,b more than 0
 */
distarray_status distarray_random_fill_beta(distarray_random random,
                                            distarray_array array,
                                            double a,
                                            double b);

/**
 * Fills an array with 1 at a probability, else 0.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of any dtype but complex ones
 * @param probability 0 to 1
 */
distarray_status distarray_random_fill_bernoulli(distarray_random random,
                                                 distarray_array array,
                                                 double probability);

/**
 * Fills an array with numbers of the Poisson law. What an integer dtype cannot hold becomes its highest number.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of integers or floats
 * @param mean 0 to 4e15
 */
distarray_status distarray_random_fill_poisson(distarray_random random,
                                               distarray_array array,
                                               double mean);

/**
 * Fills an array with numbers of successes in `trials` trials. What an integer dtype cannot hold becomes its highest number.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of integers or floats
 * @param trials 0 to 4e15
 * @param probability of a success, 0 to 1
 */
distarray_status distarray_random_fill_binomial(distarray_random random,
                                                distarray_array array,
                                                int64_t trials,
                                                double probability);

/**
 * Fills an array with numbers from 0 to `count` - 1, such as indices for distarray_array_take().
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of integers that can hold them
 * @param count at least 1; without replacement at least the number of elements
 * @param replace 1 if every element is drawn from all, 0 if each number comes at most once
 */
distarray_status distarray_random_fill_choice(distarray_random random,
                                              distarray_array array,
                                              int64_t count,
                                              int replace);

/**
 * Fills an array with numbers from 0 to `count` - 1, as likely as their weights say. With replacement they are NumPy's
 * `Generator.choice(count, shape, p=weights)`, bit for bit if the weights sum to 1 as NumPy wants.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of integers that can hold them
 * @param weights `count` numbers of at least 0, of any sum above 0; the same on all ranks; NULL if all are alike
 * @param count at least 1; without replacement there are as many weights above 0 as the array has elements
 * @param replace 1 if every element is drawn from all, 0 if one after another is drawn from those left over
 */
distarray_status distarray_random_fill_weighted(distarray_random random,
                                                distarray_array array,
                                                const double *weights,
                                                int64_t count,
                                                int replace);

/**
 * Fills an array with the numbers from 0 to its number of elements less one in random order.
 *
 * **Local**: call it on all ranks, so that their generators stay together.
 *
 * @param array of integers that can hold them
 */
distarray_status distarray_random_fill_permutation(distarray_random random, distarray_array array);

/**
 * Brings the indices of an axis into random order, in place: whole rows of a matrix move for axis 0.
 *
 * **Collective**. Communicates; takes a temporary of the array's size.
 *
 * @param random,array,axis the same on all ranks; -ndim to ndim-1
 */
distarray_status distarray_random_shuffle(distarray_random random, distarray_array array, int axis);

/**
 * Makes a copy of an array with the indices of an axis in random order, in the distribution of the array without halo.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param random,array,axis the same on all ranks; -ndim to ndim-1
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_random_permute(distarray_random random,
                                          distarray_array array,
                                          int axis,
                                          distarray_array *result);

/**
 * Makes sums, means, variances, norms and products of matrices independent of the number of ranks, the distribution and
 * the order of evaluation: they have the same bits everywhere. Off at first. The method and its error are described in
 * docs/reproducible.md.
 *
 * **Local**. The same on all ranks: collective calls compare it.
 *
 * @param reproducible 1 or 0
 */
distarray_status distarray_context_set_reproducible(distarray_context context,
                                                    int reproducible);

/**
 * One value over all elements, on every rank, with the same bits. Labels that several processes own count once.
 *
 * **Collective**. Communicates.
 *
 * @param op a reduction: DISTARRAY_SUM (1) to DISTARRAY_NANARGMAX (26); variances divide by the number of elements
 * @param[out] value one element of the dtype below; 16 bytes suffice for any
 * @param[out] dtype NumPy's result type: sums of integers are int64 or uint64, means of integers float64, indices int64;
 * may be NULL
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
 * One value over all elements that take part, on every rank.
 *
 * **Collective**. Communicates; a mask that lies elsewhere is moved, which the context's policy may forbid.
 *
 * @param op as for distarray_array_reduce()
 * @param dtype in which sums, products, means and variances are computed and given; 0 for NumPy's choice
 * @param ddof variances divide by the number of elements less this
 * @param mask bools of a shape that broadcasts to that of `array`: elements take part where it is true; NULL for all
 * @param[out] value one element of the dtype below; 16 bytes suffice for any
 * @param[out] result_dtype may be NULL
 * @return DISTARRAY_ERR_SHAPE for the minimum or maximum of no elements
 */
distarray_status distarray_array_reduce_value(distarray_op op,
                                              distarray_array array,
                                              distarray_dtype dtype,
                                              double ddof,
                                              distarray_array mask,
                                              void *value,
                                              distarray_dtype *result_dtype);

/**
 * Reduces along several axes. Every process that shared in them gets the result of its part of the others.
 *
 * **Collective**. Allocates; communicates; a mask that lies elsewhere is moved, which the context's policy may forbid.
 *
 * @param op as for distarray_array_reduce()
 * @param count number of axes; not looked at if `axes` is NULL
 * @param axes -ndim to ndim-1; NULL means all
 * @param keep 1 keeps reduced axes with extent 1, 0 drops them
 * @param dtype,ddof,mask as for distarray_array_reduce_value()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_reduce_over(distarray_op op,
                                             distarray_array array,
                                             int count,
                                             const int *axes,
                                             int keep,
                                             distarray_dtype dtype,
                                             double ddof,
                                             distarray_array mask,
                                             distarray_array *result);

/**
 * As distarray_array_reduce_over(), beginning with a value: of no elements it is the result.
 *
 * **Collective**. Allocates; communicates; a mask that lies elsewhere is moved, which the context's policy may forbid.
 *
 * @param op a sum, product, minimum or maximum, with or without NaN, DISTARRAY_ANY or DISTARRAY_ALL
 * @param count,axes,keep,dtype,mask as for distarray_array_reduce_over()
 * @param initial one element of `initial_dtype`, cast to the result's
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_reduce_from(distarray_op op,
                                             distarray_array array,
                                             int count,
                                             const int *axes,
                                             int keep,
                                             distarray_dtype dtype,
                                             distarray_array mask,
                                             const void *initial,
                                             distarray_dtype initial_dtype,
                                             distarray_array *result);

/**
 * As distarray_array_reduce_over() into an array that exists, in any distribution; values are cast.
 *
 * **Collective**. Communicates; a mask or result that lies elsewhere is moved, which the context's policy may forbid.
 *
 * @param op,count,axes,keep,dtype,ddof,mask as for distarray_array_reduce_over()
 * @param out of the result's shape
 */
distarray_status distarray_array_reduce_into(distarray_op op,
                                             distarray_array array,
                                             int count,
                                             const int *axes,
                                             int keep,
                                             distarray_dtype dtype,
                                             double ddof,
                                             distarray_array mask,
                                             distarray_array out);

/**
 * A reduction of the caller's over all elements, to a state of any kind, on every rank.
 *
 * **Collective**. Communicates.
 *
 * @param bytes size of a state, at most 1 MiB
 * @param identity the state of no elements, the same on all ranks
 * @param accumulate called with pieces of each process's elements
 * @param combine called with the states of all ranks, in their order
 * @param user passed to both functions
 * @param[out] state `bytes` bytes
 */
distarray_status distarray_array_reduce_user_value(distarray_array array,
                                                   int64_t bytes,
                                                   const void *identity,
                                                   distarray_accumulate_function accumulate,
                                                   distarray_combine_function combine,
                                                   void *user,
                                                   void *state);

/**
 * A reduction of the caller's along axes, to one element for each line.
 *
 * **Collective**. Allocates; lines that are spread over processes are brought together.
 *
 * @param count number of axes; not looked at if `axes` is NULL
 * @param axes -ndim to ndim-1; NULL means all
 * @param keep 1 keeps reduced axes with extent 1, 0 drops them
 * @param dtype of states and of the result
 * @param identity the state of no elements, one element of `dtype`, the same on all ranks
 * @param accumulate,combine,user as for distarray_array_reduce_user_value()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_reduce_user(distarray_array array,
                                             int count,
                                             const int *axes,
                                             int keep,
                                             distarray_dtype dtype,
                                             const void *identity,
                                             distarray_accumulate_function accumulate,
                                             distarray_combine_function combine,
                                             void *user,
                                             distarray_array *result);

/**
 * Runs a sum, product or extremum along an axis; the result has the array's distribution.
 *
 * **Collective**. Allocates; communicates what runs at the ends of each process's stretches. An axis that is cyclic with
 * short blocks, or unstructured, is moved to blocks and back.
 *
 * @param op DISTARRAY_CUMSUM (1) to DISTARRAY_NANCUMPROD (6)
 * @param axis -ndim to ndim-1
 * @param dtype of the result, in which it is computed; 0 for NumPy's choice
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_scan(distarray_op op,
                                      distarray_array array,
                                      int axis,
                                      distarray_dtype dtype,
                                      distarray_array *result);

/**
 * Runs a sum, product or extremum over all elements in C order; the result has one dimension.
 *
 * **Collective**. Allocates; communicates. Arrays of other than one dimension are moved to blocks in C order first.
 *
 * @param op,dtype as for distarray_array_scan()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_scan_flat(distarray_op op,
                                           distarray_array array,
                                           distarray_dtype dtype,
                                           distarray_array *result);

/**
 * Differences of neighbours along an axis, `n` times; of bools whether they differ.
 *
 * **Collective**. Allocates the result and a copy of the array with a halo; communicates with neighbours.
 *
 * @param n at least 0; each time the axis gets one shorter
 * @param axis -ndim to ndim-1
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_diff(distarray_array array, int n, int axis, distarray_array *result);

/**
 * Slopes along an axis: central differences, one-sided at the ends. Integers give float64.
 *
 * **Collective**. Allocates the result and a copy of the array with a halo; communicates with neighbours.
 *
 * @param axis -ndim to ndim-1
 * @param spacing distance of neighbours
 * @param edge_order 1 or 2: accuracy at the ends
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE for an axis of no more than `edge_order` elements
 */
distarray_status distarray_array_gradient(distarray_array array,
                                          int axis,
                                          double spacing,
                                          int edge_order,
                                          distarray_array *result);

/**
 * Convolution with a kernel along an axis, in NumPy's common dtype. The axis is in blocks, as that of `array` or even ones.
 *
 * **Collective**. Allocates the result and a copy of the array with a halo; communicates with neighbours, and gives the
 * kernel to all.
 *
 * @param kernel of one dimension, in any distribution
 * @param axis -ndim to ndim-1
 * @param mode DISTARRAY_CONVOLVE_FULL, DISTARRAY_CONVOLVE_SAME or DISTARRAY_CONVOLVE_VALID
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE if there is nothing to convolve
 */
distarray_status distarray_array_convolve(distarray_array array,
                                          distarray_array kernel,
                                          int axis,
                                          distarray_convolve_mode mode,
                                          distarray_array *result);

/**
 * Correlation with a kernel along an axis: as distarray_array_convolve() with the kernel reversed and conjugated.
 *
 * **Collective**. As distarray_array_convolve().
 *
 * @param kernel,axis,mode as for distarray_array_convolve()
 * @param[out] result to be freed with distarray_array_free()
 */
distarray_status distarray_array_correlate(distarray_array array,
                                           distarray_array kernel,
                                           int axis,
                                           distarray_convolve_mode mode,
                                           distarray_array *result);

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
 * Exact quantiles over all elements, on every rank; the median is that of 0.5. No element is moved.
 *
 * **Collective**. Communicates counts.
 *
 * @param count number of quantiles
 * @param q numbers from 0 to 1
 * @param method DISTARRAY_QUANTILE_LINEAR (1) to DISTARRAY_QUANTILE_NORMAL_UNBIASED (13)
 * @param skip_nan 1 leaves NaN out, 0 makes it the result where there is one
 * @param[out] values `count` numbers; those of distarray_array_quantile() have NumPy's dtype
 * @return DISTARRAY_ERR_SHAPE for quantiles of no elements
 */
distarray_status distarray_array_quantile_value(distarray_array array,
                                                int count,
                                                const double *q,
                                                distarray_quantile_method method,
                                                int skip_nan,
                                                double *values);

/**
 * Exact quantiles along axes; the first axis of the result counts them.
 *
 * **Collective**. Allocates; lines that are spread over processes are brought together.
 *
 * @param count number of quantiles
 * @param q numbers from 0 to 1
 * @param axis_count number of axes; not looked at if `axes` is NULL
 * @param axes -ndim to ndim-1; NULL means all
 * @param keep 1 keeps reduced axes with extent 1, 0 drops them
 * @param method,skip_nan as for distarray_array_quantile_value()
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE for quantiles of no elements
 */
distarray_status distarray_array_quantile(distarray_array array,
                                          int count,
                                          const double *q,
                                          int axis_count,
                                          const int *axes,
                                          int keep,
                                          distarray_quantile_method method,
                                          int skip_nan,
                                          distarray_array *result);

/**
 * The mean of elements with weights, as NumPy's average.
 *
 * **Collective**. Allocates; communicates. Weights that lie elsewhere are moved, which the context's policy may forbid.
 *
 * @param weights of the array's shape, or of one dimension along the only axis; NULL for equal weights
 * @param count number of axes; not looked at if `axes` is NULL
 * @param axes -ndim to ndim-1; NULL means all
 * @param keep 1 keeps reduced axes with extent 1, 0 drops them
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE for weights of another shape
 */
distarray_status distarray_array_average(distarray_array array,
                                         distarray_array weights,
                                         int count,
                                         const int *axes,
                                         int keep,
                                         distarray_array *result);

/**
 * Covariances of variables, as NumPy's cov.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param array of at most two dimensions: variables in rows, observations in columns
 * @param by_column 1 if the variables are in columns
 * @param ddof the sums are divided by the number of observations less this; NumPy's default is 1
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE for more than two dimensions
 */
distarray_status distarray_array_cov(distarray_array array,
                                     int by_column,
                                     double ddof,
                                     distarray_array *result);

/**
 * Correlation coefficients of variables, as NumPy's corrcoef.
 *
 * **Collective**. Allocates; communicates.
 *
 * @param array,by_column as for distarray_array_cov()
 * @param[out] result to be freed with distarray_array_free()
 * @return DISTARRAY_ERR_SHAPE for more than two dimensions
 */
distarray_status distarray_array_corrcoef(distarray_array array, int by_column, distarray_array *result);

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
 * `out = op(array)` for every owned element, computed in NumPy's result type and cast to that of `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op one of the constants of one argument, DISTARRAY_SQRT to DISTARRAY_EXPONENT
 * @param out aligned with `array` (see distarray_distribution_is_aligned()); may be `array` itself
 */
distarray_status distarray_array_apply_unary(distarray_op op, distarray_array array, distarray_array out);

/**
 * `out = a op b` for every owned element, computed in NumPy's result type and cast to that of `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op one of the constants of two arguments, DISTARRAY_ADD to DISTARRAY_RIGHT_SHIFT
 * @param a,b,out aligned with each other; `out` may be `a` or `b`
 */
distarray_status distarray_array_apply_binary(distarray_op op,
                                              distarray_array a,
                                              distarray_array b,
                                              distarray_array out);

/**
 * `out = op(a, b, c)` for every owned element, computed in NumPy's result type and cast to that of `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op DISTARRAY_WHERE: `b` where the bool `a` is true, else `c`; DISTARRAY_CLIP: `a`, but at least `b` and at most `c`
 * @param a,b,c,out aligned with each other; `out` may be one of the others
 */
distarray_status distarray_array_apply_ternary(distarray_op op,
                                               distarray_array a,
                                               distarray_array b,
                                               distarray_array c,
                                               distarray_array out);

/**
 * `out = array op scalar` for every owned element, computed in NumPy's result type and cast to that of `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op as for distarray_array_apply_binary()
 * @param scalar one element of `scalar_dtype`
 * @param scalar_dtype DISTARRAY_WEAK may be added: a literal
 * @return DISTARRAY_ERR_OVERFLOW if the arrays' dtype cannot hold an integer literal
 */
distarray_status distarray_array_apply_scalar(distarray_op op,
                                              distarray_array array,
                                              const void *scalar,
                                              distarray_dtype scalar_dtype,
                                              distarray_array out);

/**
 * `out = scalar op array` for every owned element, as distarray_array_apply_scalar() the other way round.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op as for distarray_array_apply_binary()
 * @param scalar one element of `scalar_dtype`
 * @param scalar_dtype DISTARRAY_WEAK may be added: a literal
 * @return DISTARRAY_ERR_OVERFLOW if the arrays' dtype cannot hold an integer literal
 */
distarray_status distarray_array_apply_scalar_first(distarray_op op,
                                                    const void *scalar,
                                                    distarray_dtype scalar_dtype,
                                                    distarray_array array,
                                                    distarray_array out);

/**
 * Any function of elements, with a mask and a casting rule, as NumPy's ufuncs with `where`, `casting` and `out`.
 *
 * **Local**. An error is also reported by the next collective call on `out`.
 *
 * @param op a function of `count` arguments
 * @param count 1 to 3
 * @param operands arrays aligned with `out`, which may be one of them; NULL handles are scalars
 * @param scalars 16 bytes for each operand, which begin with its value if its handle is NULL; may be NULL
 * @param scalar_dtypes for each operand the dtype of its scalar, to which DISTARRAY_WEAK may be added; may be NULL
 * @param mask bools aligned with `out`, whose elements stay as they are where it is false; NULL for all
 * @param casting one of the DISTARRAY_CASTING_ constants
 * @return DISTARRAY_ERR_DTYPE if the rule does not allow a cast
 */
distarray_status distarray_array_apply_where(distarray_op op,
                                             int count,
                                             const distarray_array *operands,
                                             const void *scalars,
                                             const distarray_dtype *scalar_dtypes,
                                             distarray_array mask,
                                             distarray_casting casting,
                                             distarray_array out);

/**
 * `out = function(operands)` for every owned element, in blocks of contiguous elements, so that the function's loop can
 * be compiled for vectors. Elements come in no documented order.
 *
 * **Local**. An error is also reported by the next collective call on `out`. The function must not call this library.
 *
 * @param count number of operands, at least 0
 * @param operands arrays aligned with `out`, which may be one of them
 * @param dtypes those that the function wants of the operands, then that which it writes; NULL for the arrays' own
 * @return DISTARRAY_ERR_CANCELLED if the function returned anything but 0
 */
distarray_status distarray_array_apply_function(int count,
                                                const distarray_array *operands,
                                                const distarray_dtype *dtypes,
                                                distarray_block_function function,
                                                void *user,
                                                distarray_array out);

/**
 * Calls a function once on every process that owns elements, with its part of an array, without halo.
 *
 * **Collective**. The function must not call this library.
 *
 * @param array the same on all ranks; the function may change its elements unless it is read-only
 * @param function,user may differ between ranks
 * @return DISTARRAY_ERR_CANCELLED on all ranks if the function returned anything but 0 on one
 */
distarray_status distarray_array_visit(distarray_array array, distarray_part_function function, void *user);

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
