! DistArray for Fortran.
!
! Generated from include/distarray.h by `DISTARRAY_UPDATE=1 cargo test --test fortran_generator`: do not edit.
! Names are those of the C interface, arguments too; what Fortran knows by itself is left out (ndim, count,
! capacity, dtype of an actual argument). How it differs from C:
!
! * The last argument of every subroutine is `integer, optional, intent(out) :: ierr`. If it is absent, a failure
!   ends the program by `error stop` with the library's message; else see distarray_last_error_message().
! * Indices, labels and axes count from 1. Negative ones are as in C: -1 is the last where C counts from the end.
!   There is no 0. Ranges are first and last index, both included, so an empty one is lo:lo-1. Ranks and grid
!   coordinates count from 0, as those of MPI. Messages count as C does, all from 0; an index or axis 0, which is
!   wrong, shows there as the smallest number there is.
! * Axes have the same order as in C. Local memory is column-major by default, so the first axis varies fastest;
!   `order(row)` in a distribution's text or distarray_specification_set_order() says otherwise.
! * Handles are plain: assignment makes a second name for the same object, nothing is freed by itself.
! * `integer` of 32 bits serves wherever one of 64 bits is expected as input, if all such inputs of a call are.
! * Unsigned dtypes are held in integers of the same size, bool in integer(int8).
!
! Compile with -DDISTARRAY_NO_MPI_F08 where the module mpi_f08 is missing.
module distarray
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_f_pointer, c_f_procpointer, c_funloc, c_funptr, c_int, &
    c_int16_t, c_int32_t, c_int64_t, c_int8_t, c_intptr_t, c_loc, c_null_char, c_null_funptr, c_null_ptr, c_ptr, &
    c_size_t, c_associated
  use, intrinsic :: iso_fortran_env, only: int16, int32, int64, int8, real32, real64
#ifndef DISTARRAY_NO_MPI_F08
  use mpi_f08, only: MPI_Comm
#endif
  implicit none
  private

  public :: distarray_string
  public :: distarray_section_release
  public :: distarray_array_create
  public :: distarray_array_create_zeros
  public :: distarray_array_create_ones
  public :: distarray_array_create_full
  public :: distarray_array_create_arange
  public :: distarray_array_create_from_function
  public :: distarray_array_create_like
  public :: distarray_array_wrap
  public :: distarray_array_scatter
  public :: distarray_array_create_from_parts
  public :: distarray_array_free
  public :: distarray_array_get_context
  public :: distarray_array_get_distribution
  public :: distarray_array_get_ndim
  public :: distarray_array_get_shape
  public :: distarray_array_get_dtype
  public :: distarray_array_get_local
  public :: distarray_array_get_local_padded
  public :: distarray_array_get_element
  public :: distarray_array_set_element
  public :: distarray_array_gather
  public :: distarray_array_print
  public :: distarray_dtype_get_size
  public :: distarray_array_concatenate
  public :: distarray_array_stack
  public :: distarray_array_split
  public :: distarray_array_split_at
  public :: distarray_array_roll
  public :: distarray_array_rotate
  public :: distarray_array_pad
  public :: distarray_array_repeat
  public :: distarray_array_tile
  public :: distarray_array_where
  public :: distarray_array_select
  public :: distarray_array_assign_where
  public :: distarray_array_mesh
  public :: distarray_array_lower_triangle
  public :: distarray_array_upper_triangle
  public :: distarray_context_create
  public :: distarray_context_free
  public :: distarray_context_get_rank
  public :: distarray_context_get_size
  public :: distarray_context_get_comm
  public :: distarray_context_set_watchdog
  public :: distarray_context_set_memory_ceiling
  public :: distarray_context_set_message_limit
  public :: distarray_context_set_checks
  public :: distarray_context_get_counter
  public :: distarray_context_reset_counters
  public :: distarray_context_set_policy
  public :: distarray_context_get_call_counter
  public :: distarray_context_get_counter_statistics
  public :: distarray_context_get_call_counter_statistics
  public :: distarray_context_start_trace
  public :: distarray_context_stop_trace
  public :: distarray_context_set_progress
  public :: distarray_array_create_linspace
  public :: distarray_array_create_logspace
  public :: distarray_array_create_geomspace
  public :: distarray_array_create_eye
  public :: distarray_array_create_identity
  public :: distarray_array_create_indices
  public :: distarray_distribution_create
  public :: distarray_distribution_create_text
  public :: distarray_distribution_slice
  public :: distarray_distribution_free
  public :: distarray_distribution_get_ndim
  public :: distarray_distribution_get_shape
  public :: distarray_distribution_get_grid
  public :: distarray_distribution_get_replicas
  public :: distarray_distribution_get_order
  public :: distarray_distribution_get_coordinates
  public :: distarray_distribution_get_local_shape
  public :: distarray_distribution_get_local_bounds
  public :: distarray_distribution_get_halo
  public :: distarray_distribution_get_padded_shape
  public :: distarray_distribution_get_owner
  public :: distarray_distribution_get_local_index
  public :: distarray_distribution_get_global_index
  public :: distarray_distribution_get_axis_owner
  public :: distarray_distribution_get_axis_global
  public :: distarray_distribution_is_equal
  public :: distarray_distribution_is_aligned
  public :: distarray_expression_create
  public :: distarray_expression_create_scalar
  public :: distarray_expression_parse
  public :: distarray_expression_apply
  public :: distarray_expression_cast
  public :: distarray_expression_slice
  public :: distarray_expression_reduce
  public :: distarray_expression_free
  public :: distarray_expression_evaluate
  public :: distarray_expression_get_value
  public :: distarray_expression_describe
  public :: distarray_evaluate
  public :: distarray_array_compute
  public :: distarray_file_get_shape_npy
  public :: distarray_array_read_npy
  public :: distarray_array_write_npy
  public :: distarray_array_read_raw
  public :: distarray_array_write_raw
  public :: distarray_file_get_shape_hdf5
  public :: distarray_array_read_hdf5
  public :: distarray_array_write_hdf5
  public :: distarray_array_take
  public :: distarray_array_take_into
  public :: distarray_array_put
  public :: distarray_array_get_index
  public :: distarray_array_set_index
  public :: distarray_array_update_index
  public :: distarray_array_get_mask
  public :: distarray_array_set_mask
  public :: distarray_array_nonzero
  public :: distarray_array_argwhere
  public :: distarray_array_flatnonzero
  public :: distarray_array_get_cross
  public :: distarray_array_set_cross
  public :: distarray_array_matmul
  public :: distarray_array_matmul_into
  public :: distarray_array_plan_matmul
  public :: distarray_array_dot
  public :: distarray_array_vdot
  public :: distarray_array_inner
  public :: distarray_array_outer
  public :: distarray_array_kron
  public :: distarray_array_tensordot
  public :: distarray_array_einsum
  public :: distarray_array_einsum_into
  public :: distarray_array_trace
  public :: distarray_array_redistribute_many
  public :: distarray_array_transform
  public :: distarray_array_reshape
  public :: distarray_array_reshape_into
  public :: distarray_distribution_propose_ranks
  public :: distarray_array_exchange_halo_many
  public :: distarray_array_exchange_halo_part
  public :: distarray_array_accumulate_halo
  public :: distarray_array_fill_boundary
  public :: distarray_array_register
  public :: distarray_array_unregister
  public :: distarray_array_fence
  public :: distarray_array_get_box
  public :: distarray_array_put_box
  public :: distarray_array_accumulate_box
  public :: distarray_array_get_list
  public :: distarray_array_put_list
  public :: distarray_array_accumulate_list
  public :: distarray_array_fetch
  public :: distarray_array_redistribute
  public :: distarray_array_redistribute_to
  public :: distarray_array_exchange_halo
  public :: distarray_array_fill
  public :: distarray_array_copy
  public :: distarray_array_cast
  public :: distarray_array_sort
  public :: distarray_array_sort_into
  public :: distarray_array_argsort
  public :: distarray_array_lexsort
  public :: distarray_array_topk
  public :: distarray_array_unique
  public :: distarray_array_unique_all
  public :: distarray_array_searchsorted
  public :: distarray_array_digitize
  public :: distarray_array_isin
  public :: distarray_array_union1d
  public :: distarray_array_intersect1d
  public :: distarray_array_setdiff1d
  public :: distarray_array_setxor1d
  public :: distarray_array_bincount
  public :: distarray_array_histogram
  public :: distarray_array_histogram_edges
  public :: distarray_array_histogram2d
  public :: distarray_array_histogram2d_edges
  public :: distarray_distribution_describe
  public :: distarray_distribution_to_json
  public :: distarray_distribution_draw_text
  public :: distarray_distribution_write_svg
  public :: distarray_array_write_png
  public :: distarray_plan_create
  public :: distarray_plan_create_halo
  public :: distarray_plan_free
  public :: distarray_plan_run
  public :: distarray_plan_run_many
  public :: distarray_plan_begin
  public :: distarray_request_test
  public :: distarray_request_end
  public :: distarray_plan_get_info
  public :: distarray_plan_get_pair_bytes
  public :: distarray_array_export
  public :: distarray_array_import
  public :: distarray_section_validate
  public :: distarray_section_to_json
  public :: distarray_section_from_json
  public :: distarray_random_create
  public :: distarray_random_free
  public :: distarray_random_get_state
  public :: distarray_random_set_state
  public :: distarray_random_advance
  public :: distarray_random_fill_bits
  public :: distarray_random_fill_uniform
  public :: distarray_random_fill_integers
  public :: distarray_random_fill_normal
  public :: distarray_random_fill_exponential
  public :: distarray_random_fill_gamma
  public :: distarray_random_fill_chi_square
  public :: distarray_random_fill_beta
  public :: distarray_random_fill_bernoulli
  public :: distarray_random_fill_poisson
  public :: distarray_random_fill_binomial
  public :: distarray_random_fill_choice
  public :: distarray_random_fill_weighted
  public :: distarray_random_fill_permutation
  public :: distarray_random_shuffle
  public :: distarray_random_permute
  public :: distarray_context_set_reproducible
  public :: distarray_array_reduce
  public :: distarray_array_reduce_axis
  public :: distarray_array_reduce_value
  public :: distarray_array_reduce_over
  public :: distarray_array_reduce_from
  public :: distarray_array_reduce_into
  public :: distarray_array_reduce_user_value
  public :: distarray_array_reduce_user
  public :: distarray_array_scan
  public :: distarray_array_scan_flat
  public :: distarray_array_diff
  public :: distarray_array_gradient
  public :: distarray_array_convolve
  public :: distarray_array_correlate
  public :: distarray_specification_create
  public :: distarray_specification_parse
  public :: distarray_specification_set_block
  public :: distarray_specification_set_bounds
  public :: distarray_specification_set_cyclic
  public :: distarray_specification_set_unstructured
  public :: distarray_specification_set_whole
  public :: distarray_specification_set_halo
  public :: distarray_specification_set_boundary
  public :: distarray_specification_set_periodic
  public :: distarray_specification_set_grid
  public :: distarray_specification_set_ranks
  public :: distarray_specification_set_replicas
  public :: distarray_specification_set_order
  public :: distarray_specification_free
  public :: distarray_array_quantile_value
  public :: distarray_array_quantile
  public :: distarray_array_average
  public :: distarray_array_cov
  public :: distarray_array_corrcoef
  public :: distarray_status_name
  public :: distarray_last_error_message
  public :: distarray_last_error_rank
  public :: distarray_error_set
  public :: distarray_log_set_callback
  public :: distarray_array_apply_unary
  public :: distarray_array_apply_binary
  public :: distarray_array_apply_ternary
  public :: distarray_array_apply_scalar
  public :: distarray_array_apply_scalar_first
  public :: distarray_array_apply_where
  public :: distarray_array_apply_function
  public :: distarray_array_visit
  public :: distarray_version
  public :: distarray_version_string
  public :: distarray_build_info
  public :: distarray_check_build
  public :: distarray_array_slice
  public :: distarray_array_slice_text
  public :: distarray_array_index_axis
  public :: distarray_array_transpose
  public :: distarray_array_swap_axes
  public :: distarray_array_move_axis
  public :: distarray_array_flip
  public :: distarray_array_squeeze
  public :: distarray_array_expand_dims
  public :: distarray_array_diagonal
  public :: distarray_array_broadcast_to
  public :: distarray_array_is_view
  public :: distarray_array_assign
  public :: distarray_array_assign_scalar
  public :: distarray_element_function
  public :: distarray_release_function
  public :: distarray_progress_callback
  public :: distarray_accumulate_function
  public :: distarray_combine_function
  public :: distarray_log_callback
  public :: distarray_block_function
  public :: distarray_part_function

  integer(c_int), parameter, public :: DISTARRAY_MPI_FAMILY = 1
  integer(c_int), parameter, public :: DISTARRAY_INT8 = 1
  integer(c_int), parameter, public :: DISTARRAY_INT16 = 2
  integer(c_int), parameter, public :: DISTARRAY_INT32 = 3
  integer(c_int), parameter, public :: DISTARRAY_INT64 = 4
  integer(c_int), parameter, public :: DISTARRAY_UINT8 = 5
  integer(c_int), parameter, public :: DISTARRAY_UINT16 = 6
  integer(c_int), parameter, public :: DISTARRAY_UINT32 = 7
  integer(c_int), parameter, public :: DISTARRAY_UINT64 = 8
  integer(c_int), parameter, public :: DISTARRAY_FLOAT32 = 11
  integer(c_int), parameter, public :: DISTARRAY_FLOAT64 = 12
  integer(c_int), parameter, public :: DISTARRAY_COMPLEX64 = 21
  integer(c_int), parameter, public :: DISTARRAY_COMPLEX128 = 22
  integer(c_int), parameter, public :: DISTARRAY_BOOL = 31
  integer(c_int), parameter, public :: DISTARRAY_ALL_RANKS = -1
  integer(c_int), parameter, public :: DISTARRAY_PAD_CONSTANT = 1
  integer(c_int), parameter, public :: DISTARRAY_PAD_EDGE = 2
  integer(c_int), parameter, public :: DISTARRAY_PAD_REFLECT = 3
  integer(c_int), parameter, public :: DISTARRAY_PAD_SYMMETRIC = 4
  integer(c_int), parameter, public :: DISTARRAY_PAD_WRAP = 5
  integer(c_int), parameter, public :: DISTARRAY_HANG_REPORT = 1
  integer(c_int), parameter, public :: DISTARRAY_HANG_ERROR = 2
  integer(c_int), parameter, public :: DISTARRAY_HANG_ABORT = 3
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_COLLECTIVES = 1
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_MESSAGES = 2
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_BYTES_SENT = 3
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_BYTES_RECEIVED = 4
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_LOCAL_BYTES = 5
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_ROUNDS = 6
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_TEMPORARIES = 7
  integer(c_int), parameter, public :: DISTARRAY_COUNTER_TEMPORARY_PEAK = 8
  integer(c_int), parameter, public :: DISTARRAY_POLICY_COMMUNICATION = 1
  integer(c_int), parameter, public :: DISTARRAY_POLICY_TEMPORARIES = 2
  integer(c_int), parameter, public :: DISTARRAY_ALLOW = 1
  integer(c_int), parameter, public :: DISTARRAY_WARN = 2
  integer(c_int), parameter, public :: DISTARRAY_FORBID = 3
  integer(c_int64_t), parameter, public :: DISTARRAY_NONE = -huge(1_c_int64_t) - 1_c_int64_t
  integer(c_int), parameter, public :: DISTARRAY_NATIVE_ENDIAN = 0
  integer(c_int), parameter, public :: DISTARRAY_LITTLE_ENDIAN = 1
  integer(c_int), parameter, public :: DISTARRAY_BIG_ENDIAN = 2
  integer(c_int), parameter, public :: DISTARRAY_FLAT = -1000
  integer(c_int), parameter, public :: DISTARRAY_RAISE = 0
  integer(c_int), parameter, public :: DISTARRAY_WRAP = 1
  integer(c_int), parameter, public :: DISTARRAY_CLIP = 2
  integer(c_int), parameter, public :: DISTARRAY_NO_TRANSPOSE = 1
  integer(c_int), parameter, public :: DISTARRAY_TRANSPOSE = 2
  integer(c_int), parameter, public :: DISTARRAY_CONJUGATE = 3
  integer(c_int), parameter, public :: DISTARRAY_CONJUGATE_TRANSPOSE = 4
  integer(c_int), parameter, public :: DISTARRAY_LEFT = 1
  integer(c_int), parameter, public :: DISTARRAY_RIGHT = 2
  integer(c_int), parameter, public :: DISTARRAY_PLAN_MESSAGES = 1
  integer(c_int), parameter, public :: DISTARRAY_PLAN_BYTES_SENT = 2
  integer(c_int), parameter, public :: DISTARRAY_PLAN_BYTES_RECEIVED = 3
  integer(c_int), parameter, public :: DISTARRAY_PLAN_BYTES_LOCAL = 4
  integer(c_int), parameter, public :: DISTARRAY_PLAN_TEMPORARY_BYTES = 5
  integer(c_int), parameter, public :: DISTARRAY_PLAN_ROUNDS = 6
  integer(c_int), parameter, public :: DISTARRAY_PLAN_SEGMENTS = 7
  integer(c_int), parameter, public :: DISTARRAY_IMPORT_COPY = 1
  integer(c_int), parameter, public :: DISTARRAY_IMPORT_LENIENT = 2
  integer(c_int), parameter, public :: DISTARRAY_RANDOM_STATE = 7
  integer(c_int), parameter, public :: DISTARRAY_SUM = 1
  integer(c_int), parameter, public :: DISTARRAY_MIN = 2
  integer(c_int), parameter, public :: DISTARRAY_MAX = 3
  integer(c_int), parameter, public :: DISTARRAY_MEAN = 4
  integer(c_int), parameter, public :: DISTARRAY_COUNT_NONZERO = 5
  integer(c_int), parameter, public :: DISTARRAY_PROD = 6
  integer(c_int), parameter, public :: DISTARRAY_ANY = 7
  integer(c_int), parameter, public :: DISTARRAY_ALL = 8
  integer(c_int), parameter, public :: DISTARRAY_VAR = 9
  integer(c_int), parameter, public :: DISTARRAY_STD = 10
  integer(c_int), parameter, public :: DISTARRAY_ARGMIN = 11
  integer(c_int), parameter, public :: DISTARRAY_ARGMAX = 12
  integer(c_int), parameter, public :: DISTARRAY_PTP = 13
  integer(c_int), parameter, public :: DISTARRAY_NORM1 = 14
  integer(c_int), parameter, public :: DISTARRAY_NORM2 = 15
  integer(c_int), parameter, public :: DISTARRAY_NORM_INF = 16
  integer(c_int), parameter, public :: DISTARRAY_NORM_NEGINF = 17
  integer(c_int), parameter, public :: DISTARRAY_NANSUM = 18
  integer(c_int), parameter, public :: DISTARRAY_NANPROD = 19
  integer(c_int), parameter, public :: DISTARRAY_NANMIN = 20
  integer(c_int), parameter, public :: DISTARRAY_NANMAX = 21
  integer(c_int), parameter, public :: DISTARRAY_NANMEAN = 22
  integer(c_int), parameter, public :: DISTARRAY_NANVAR = 23
  integer(c_int), parameter, public :: DISTARRAY_NANSTD = 24
  integer(c_int), parameter, public :: DISTARRAY_NANARGMIN = 25
  integer(c_int), parameter, public :: DISTARRAY_NANARGMAX = 26
  integer(c_int), parameter, public :: DISTARRAY_CUMSUM = 1
  integer(c_int), parameter, public :: DISTARRAY_CUMPROD = 2
  integer(c_int), parameter, public :: DISTARRAY_CUMMIN = 3
  integer(c_int), parameter, public :: DISTARRAY_CUMMAX = 4
  integer(c_int), parameter, public :: DISTARRAY_NANCUMSUM = 5
  integer(c_int), parameter, public :: DISTARRAY_NANCUMPROD = 6
  integer(c_int), parameter, public :: DISTARRAY_CONVOLVE_FULL = 1
  integer(c_int), parameter, public :: DISTARRAY_CONVOLVE_SAME = 2
  integer(c_int), parameter, public :: DISTARRAY_CONVOLVE_VALID = 3
  integer(c_int), parameter, public :: DISTARRAY_ROW_MAJOR = 1
  integer(c_int), parameter, public :: DISTARRAY_COLUMN_MAJOR = 2
  integer(c_int), parameter, public :: DISTARRAY_BLOCK_EVEN = 1
  integer(c_int), parameter, public :: DISTARRAY_BLOCK_CEIL = 2
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_LINEAR = 1
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_LOWER = 2
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_HIGHER = 3
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_NEAREST = 4
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_MIDPOINT = 5
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_INVERTED_CDF = 6
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_AVERAGED_INVERTED_CDF = 7
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_CLOSEST_OBSERVATION = 8
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_INTERPOLATED_INVERTED_CDF = 9
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_HAZEN = 10
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_WEIBULL = 11
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_MEDIAN_UNBIASED = 12
  integer(c_int), parameter, public :: DISTARRAY_QUANTILE_NORMAL_UNBIASED = 13
  integer(c_int), parameter, public :: DISTARRAY_SUCCESS = 0
  integer(c_int), parameter, public :: DISTARRAY_ERR_ARGUMENT = 1
  integer(c_int), parameter, public :: DISTARRAY_ERR_STATE = 2
  integer(c_int), parameter, public :: DISTARRAY_ERR_SHAPE = 3
  integer(c_int), parameter, public :: DISTARRAY_ERR_DTYPE = 4
  integer(c_int), parameter, public :: DISTARRAY_ERR_DISTRIBUTION = 5
  integer(c_int), parameter, public :: DISTARRAY_ERR_MISMATCH = 6
  integer(c_int), parameter, public :: DISTARRAY_ERR_OVERFLOW = 7
  integer(c_int), parameter, public :: DISTARRAY_ERR_MEMORY = 8
  integer(c_int), parameter, public :: DISTARRAY_ERR_UNSUPPORTED = 9
  integer(c_int), parameter, public :: DISTARRAY_ERR_IO = 10
  integer(c_int), parameter, public :: DISTARRAY_ERR_HANDLE = 11
  integer(c_int), parameter, public :: DISTARRAY_ERR_CALL_MISMATCH = 12
  integer(c_int), parameter, public :: DISTARRAY_ERR_PROTOCOL = 13
  integer(c_int), parameter, public :: DISTARRAY_ERR_FORMAT = 14
  integer(c_int), parameter, public :: DISTARRAY_ERR_BUSY = 15
  integer(c_int), parameter, public :: DISTARRAY_ERR_THREAD = 16
  integer(c_int), parameter, public :: DISTARRAY_ERR_CONTEXT_DEAD = 17
  integer(c_int), parameter, public :: DISTARRAY_ERR_HANG = 18
  integer(c_int), parameter, public :: DISTARRAY_ERR_INDEX = 19
  integer(c_int), parameter, public :: DISTARRAY_ERR_CANCELLED = 20
  integer(c_int), parameter, public :: DISTARRAY_ERR_READ_ONLY = 21
  integer(c_int), parameter, public :: DISTARRAY_ERR_MPI_STATE = 22
  integer(c_int), parameter, public :: DISTARRAY_ERR_DAMAGED = 23
  integer(c_int), parameter, public :: DISTARRAY_ERR_BUILD = 24
  integer(c_int), parameter, public :: DISTARRAY_ERR_POLICY = 25
  integer(c_int), parameter, public :: DISTARRAY_ERR_MPI = 100
  integer(c_int), parameter, public :: DISTARRAY_ERR_INTERNAL = 255
  integer(c_int), parameter, public :: DISTARRAY_SQRT = 1
  integer(c_int), parameter, public :: DISTARRAY_ABS = 2
  integer(c_int), parameter, public :: DISTARRAY_NEGATIVE = 3
  integer(c_int), parameter, public :: DISTARRAY_POSITIVE = 4
  integer(c_int), parameter, public :: DISTARRAY_SIGN = 5
  integer(c_int), parameter, public :: DISTARRAY_SIGNBIT = 6
  integer(c_int), parameter, public :: DISTARRAY_SQUARE = 7
  integer(c_int), parameter, public :: DISTARRAY_RECIPROCAL = 8
  integer(c_int), parameter, public :: DISTARRAY_CBRT = 9
  integer(c_int), parameter, public :: DISTARRAY_FABS = 10
  integer(c_int), parameter, public :: DISTARRAY_FLOOR = 11
  integer(c_int), parameter, public :: DISTARRAY_CEIL = 12
  integer(c_int), parameter, public :: DISTARRAY_TRUNC = 13
  integer(c_int), parameter, public :: DISTARRAY_RINT = 14
  integer(c_int), parameter, public :: DISTARRAY_EXP = 15
  integer(c_int), parameter, public :: DISTARRAY_EXP2 = 16
  integer(c_int), parameter, public :: DISTARRAY_EXPM1 = 17
  integer(c_int), parameter, public :: DISTARRAY_LOG = 18
  integer(c_int), parameter, public :: DISTARRAY_LOG2 = 19
  integer(c_int), parameter, public :: DISTARRAY_LOG10 = 20
  integer(c_int), parameter, public :: DISTARRAY_LOG1P = 21
  integer(c_int), parameter, public :: DISTARRAY_SIN = 22
  integer(c_int), parameter, public :: DISTARRAY_COS = 23
  integer(c_int), parameter, public :: DISTARRAY_TAN = 24
  integer(c_int), parameter, public :: DISTARRAY_ARCSIN = 25
  integer(c_int), parameter, public :: DISTARRAY_ARCCOS = 26
  integer(c_int), parameter, public :: DISTARRAY_ARCTAN = 27
  integer(c_int), parameter, public :: DISTARRAY_SINH = 28
  integer(c_int), parameter, public :: DISTARRAY_COSH = 29
  integer(c_int), parameter, public :: DISTARRAY_TANH = 30
  integer(c_int), parameter, public :: DISTARRAY_ARCSINH = 31
  integer(c_int), parameter, public :: DISTARRAY_ARCCOSH = 32
  integer(c_int), parameter, public :: DISTARRAY_ARCTANH = 33
  integer(c_int), parameter, public :: DISTARRAY_DEGREES = 34
  integer(c_int), parameter, public :: DISTARRAY_RADIANS = 35
  integer(c_int), parameter, public :: DISTARRAY_ISNAN = 36
  integer(c_int), parameter, public :: DISTARRAY_ISFINITE = 37
  integer(c_int), parameter, public :: DISTARRAY_ISINF = 38
  integer(c_int), parameter, public :: DISTARRAY_LOGICAL_NOT = 39
  integer(c_int), parameter, public :: DISTARRAY_INVERT = 40
  integer(c_int), parameter, public :: DISTARRAY_CONJ = 41
  integer(c_int), parameter, public :: DISTARRAY_REAL = 42
  integer(c_int), parameter, public :: DISTARRAY_IMAG = 43
  integer(c_int), parameter, public :: DISTARRAY_ANGLE = 44
  integer(c_int), parameter, public :: DISTARRAY_SPACING = 45
  integer(c_int), parameter, public :: DISTARRAY_FRACTION = 46
  integer(c_int), parameter, public :: DISTARRAY_MANTISSA = 47
  integer(c_int), parameter, public :: DISTARRAY_EXPONENT = 48
  integer(c_int), parameter, public :: DISTARRAY_ADD = 1
  integer(c_int), parameter, public :: DISTARRAY_SUBTRACT = 2
  integer(c_int), parameter, public :: DISTARRAY_MULTIPLY = 3
  integer(c_int), parameter, public :: DISTARRAY_DIVIDE = 4
  integer(c_int), parameter, public :: DISTARRAY_HYPOT = 5
  integer(c_int), parameter, public :: DISTARRAY_MINIMUM = 6
  integer(c_int), parameter, public :: DISTARRAY_MAXIMUM = 7
  integer(c_int), parameter, public :: DISTARRAY_BITWISE_AND = 8
  integer(c_int), parameter, public :: DISTARRAY_BITWISE_OR = 9
  integer(c_int), parameter, public :: DISTARRAY_BITWISE_XOR = 10
  integer(c_int), parameter, public :: DISTARRAY_LOGICAL_AND = 11
  integer(c_int), parameter, public :: DISTARRAY_LOGICAL_OR = 12
  integer(c_int), parameter, public :: DISTARRAY_LOGICAL_XOR = 13
  integer(c_int), parameter, public :: DISTARRAY_FLOOR_DIVIDE = 14
  integer(c_int), parameter, public :: DISTARRAY_REMAINDER = 15
  integer(c_int), parameter, public :: DISTARRAY_FMOD = 16
  integer(c_int), parameter, public :: DISTARRAY_POWER = 17
  integer(c_int), parameter, public :: DISTARRAY_FLOAT_POWER = 18
  integer(c_int), parameter, public :: DISTARRAY_ARCTAN2 = 19
  integer(c_int), parameter, public :: DISTARRAY_FMAX = 20
  integer(c_int), parameter, public :: DISTARRAY_FMIN = 21
  integer(c_int), parameter, public :: DISTARRAY_COPYSIGN = 22
  integer(c_int), parameter, public :: DISTARRAY_NEXTAFTER = 23
  integer(c_int), parameter, public :: DISTARRAY_LDEXP = 24
  integer(c_int), parameter, public :: DISTARRAY_GCD = 25
  integer(c_int), parameter, public :: DISTARRAY_LCM = 26
  integer(c_int), parameter, public :: DISTARRAY_HEAVISIDE = 27
  integer(c_int), parameter, public :: DISTARRAY_LOGADDEXP = 28
  integer(c_int), parameter, public :: DISTARRAY_LOGADDEXP2 = 29
  integer(c_int), parameter, public :: DISTARRAY_EQUAL = 30
  integer(c_int), parameter, public :: DISTARRAY_NOT_EQUAL = 31
  integer(c_int), parameter, public :: DISTARRAY_LESS = 32
  integer(c_int), parameter, public :: DISTARRAY_LESS_EQUAL = 33
  integer(c_int), parameter, public :: DISTARRAY_GREATER = 34
  integer(c_int), parameter, public :: DISTARRAY_GREATER_EQUAL = 35
  integer(c_int), parameter, public :: DISTARRAY_LEFT_SHIFT = 36
  integer(c_int), parameter, public :: DISTARRAY_RIGHT_SHIFT = 37
  integer(c_int), parameter, public :: DISTARRAY_WHERE = 1
  integer(c_int), parameter, public :: DISTARRAY_WEAK = 256
  integer(c_int), parameter, public :: DISTARRAY_CASTING_NO = 1
  integer(c_int), parameter, public :: DISTARRAY_CASTING_EQUIV = 2
  integer(c_int), parameter, public :: DISTARRAY_CASTING_SAFE = 3
  integer(c_int), parameter, public :: DISTARRAY_CASTING_SAME_KIND = 4
  integer(c_int), parameter, public :: DISTARRAY_CASTING_UNSAFE = 5
  integer(c_int), parameter, public :: DISTARRAY_VERSION_MAJOR = 0
  integer(c_int), parameter, public :: DISTARRAY_VERSION_MINOR = 1
  integer(c_int), parameter, public :: DISTARRAY_VERSION_PATCH = 0
  integer(c_int), parameter, public :: DISTARRAY_PROTOCOL_STRUCT_VERSION = 1
  integer(c_int), parameter, public :: DISTARRAY_PROTOCOL_READ_ONLY = 1
  integer(c_int), parameter, public :: DISTARRAY_PROTOCOL_HAS_COMMUNICATOR = 2
  integer(c_int), parameter, public :: DISTARRAY_PROTOCOL_REMAPPED = 4
  integer(c_int), parameter, public :: DISTARRAY_PROTOCOL_WRAPPED_BEGIN = 1
  integer(c_int), parameter, public :: DISTARRAY_PROTOCOL_WRAPPED_END = 2
  integer(c_int), parameter, public :: DISTARRAY_PROTOCOL_CPU = 1

  !> Handle of a context; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_context
    private
    integer(c_intptr_t) :: handle = 0
  end type

  !> Handle of a specification; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_specification
    private
    integer(c_intptr_t) :: handle = 0
  end type

  !> Handle of a distribution; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_distribution
    private
    integer(c_intptr_t) :: handle = 0
  end type

  !> Handle of an array; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_array
    private
    integer(c_intptr_t) :: handle = 0
  end type

  !> Handle of a plan; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_plan
    private
    integer(c_intptr_t) :: handle = 0
  end type

  !> Handle of a request; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_request
    private
    integer(c_intptr_t) :: handle = 0
  end type

  !> Handle of a expression; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_expression
    private
    integer(c_intptr_t) :: handle = 0
  end type

  !> Handle of a random; assignment copies the handle, not what it names.
  type, bind(C), public :: distarray_random
    private
    integer(c_intptr_t) :: handle = 0
  end type

  type, bind(C), public :: distarray_protocol_dimension
    character(kind=c_char) :: dist_type = c_null_char
    integer(c_int8_t) :: periodic = 0
    integer(c_int8_t) :: one_to_one = 0
    integer(c_int8_t) :: reserved8 = 0
    integer(c_int32_t) :: flags = 0
    integer(c_int64_t) :: size = 0
    integer(c_int64_t) :: proc_grid_size = 0
    integer(c_int64_t) :: proc_grid_rank = 0
    integer(c_int64_t) :: start = 0
    integer(c_int64_t) :: stop = 0
    integer(c_int64_t) :: padding(2) = 0
    integer(c_int64_t) :: block_size = 0
    type(c_ptr) :: indices = c_null_ptr
    integer(c_int64_t) :: index_count = 0
    integer(c_int64_t) :: reserved(4) = 0
  end type

  type, bind(C), public :: distarray_protocol_section
    integer(c_int32_t) :: struct_size = 0
    integer(c_int32_t) :: struct_version = 0
    character(kind=c_char) :: version(16) = c_null_char
    type(c_ptr) :: buffer = c_null_ptr
    integer(c_int32_t) :: device_type = 0
    integer(c_int32_t) :: device_id = 0
    integer(c_int8_t) :: dtype_code = 0
    integer(c_int8_t) :: dtype_bits = 0
    integer(c_int16_t) :: dtype_lanes = 0
    integer(c_int32_t) :: ndim = 0
    integer(c_int64_t) :: itemsize = 0
    character(kind=c_char) :: format(16) = c_null_char
    type(c_ptr) :: shape = c_null_ptr
    type(c_ptr) :: strides = c_null_ptr
    type(c_ptr) :: dimensions = c_null_ptr
    integer(c_int32_t) :: dimension_size = 0
    integer(c_int32_t) :: flags = 0
    integer(c_int32_t) :: communicator = 0
    integer(c_int32_t) :: replicas = 0
    integer(c_int32_t) :: replica = 0
    integer(c_int32_t) :: reserved32 = 0
    type(c_funptr) :: release = c_null_funptr
    type(c_ptr) :: private_data = c_null_ptr
    integer(c_int64_t) :: reserved(8) = 0
  end type

  !> What c_f_pointer and a section need to see a local part.
  type :: view
    type(c_ptr) :: memory = c_null_ptr
    integer(int64), dimension(7) :: extents = 1, first = 1, last = 1, step = 1, lower = 1
    integer(c_int) :: status = 0
  end type

  !> Any scalar of any kind; `i` counts if it is a whole number within 64 bits.
  type :: number
    logical :: whole = .false.
    integer(int64) :: i = 0
    complex(real64) :: z = (0.0_real64, 0.0_real64)
  end type

  type :: element_call
    type(c_funptr) :: function
    type(c_ptr) :: user
  end type

  !> Reason for which this module refuses an argument of the call under way.
  character(400) :: pending = ''
  !$omp threadprivate(pending)
  integer(int8), target :: nothing(16) = 0_int8

  abstract interface

    subroutine release_section(section) bind(C)
      import
      implicit none
      type(distarray_protocol_section), intent(inout) :: section
    end subroutine

    function distarray_element_function(ndim, index, element, user) result(returned) bind(C)
      import
      implicit none
      integer(c_int), value :: ndim
      integer(c_int64_t), intent(in) :: index(ndim)
      type(c_ptr), value :: element
      type(c_ptr), value :: user
      integer(c_int) :: returned
    end function

    subroutine distarray_release_function(memory, user) bind(C)
      import
      implicit none
      type(c_ptr), value :: memory
      type(c_ptr), value :: user
    end subroutine

    function distarray_progress_callback(fraction, phase, user) result(returned) bind(C)
      import
      implicit none
      real(c_double), value :: fraction
      type(c_ptr), value :: phase
      type(c_ptr), value :: user
      integer(c_int) :: returned
    end function

    subroutine distarray_accumulate_function(state, elements, count, user) bind(C)
      import
      implicit none
      type(c_ptr), value :: state
      type(c_ptr), value :: elements
      integer(c_int64_t), value :: count
      type(c_ptr), value :: user
    end subroutine

    subroutine distarray_combine_function(state, other, user) bind(C)
      import
      implicit none
      type(c_ptr), value :: state
      type(c_ptr), value :: other
      type(c_ptr), value :: user
    end subroutine

    subroutine distarray_log_callback(level, message, user) bind(C)
      import
      implicit none
      integer(c_int), value :: level
      type(c_ptr), value :: message
      type(c_ptr), value :: user
    end subroutine

    function distarray_block_function(count, operands, out, user) result(returned) bind(C)
      import
      implicit none
      integer(c_int64_t), value :: count
      type(c_ptr), intent(in) :: operands(*)
      type(c_ptr), value :: out
      type(c_ptr), value :: user
      integer(c_int) :: returned
    end function

    function distarray_part_function(memory, ndim, shape, strides, lower, upper, indices, &
      user) result(returned) bind(C)
      import
      implicit none
      type(c_ptr), value :: memory
      integer(c_int), value :: ndim
      integer(c_int64_t), intent(in) :: shape(ndim)
      integer(c_int64_t), intent(in) :: strides(ndim)
      integer(c_int64_t), intent(in) :: lower(ndim)
      integer(c_int64_t), intent(in) :: upper(ndim)
      integer(c_int64_t), intent(in) :: indices(*)
      type(c_ptr), value :: user
      integer(c_int) :: returned
    end function

  end interface

  interface

    function c_distarray_array_create(distribution, dtype, array) result(returned) bind(C, &
      name="distarray_array_create")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_zeros(distribution, dtype, array) result(returned) bind(C, &
      name="distarray_array_create_zeros")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_ones(distribution, dtype, array) result(returned) bind(C, &
      name="distarray_array_create_ones")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_full(distribution, dtype, value, array) result(returned) bind(C, &
      name="distarray_array_create_full")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: value
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_arange(context, start, stop, step, dtype, text, &
      array) result(returned) bind(C, name="distarray_array_create_arange")
      import
      implicit none
      integer(c_intptr_t), value :: context
      real(c_double), value :: start
      real(c_double), value :: stop
      real(c_double), value :: step
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_from_function(distribution, dtype, function, user, &
      array) result(returned) bind(C, name="distarray_array_create_from_function")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      type(c_funptr), value :: function
      type(c_ptr), value :: user
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_like(other, dtype, array) result(returned) bind(C, &
      name="distarray_array_create_like")
      import
      implicit none
      integer(c_intptr_t), value :: other
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_wrap(distribution, dtype, memory, strides, release, user, &
      array) result(returned) bind(C, name="distarray_array_wrap")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: memory
      type(c_ptr), value :: strides
      type(c_funptr), value :: release
      type(c_ptr), value :: user
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_scatter(distribution, dtype, root, data, array) result(returned) bind(C, &
      name="distarray_array_scatter")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      integer(c_int), value :: root
      type(c_ptr), value :: data
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_from_parts(distribution, dtype, part, array) result(returned) bind(C, &
      name="distarray_array_create_from_parts")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: part
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_free(array) result(returned) bind(C, name="distarray_array_free")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_context(array, context) result(returned) bind(C, &
      name="distarray_array_get_context")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: context
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_distribution(array, distribution) result(returned) bind(C, &
      name="distarray_array_get_distribution")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: distribution
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_ndim(array, ndim) result(returned) bind(C, name="distarray_array_get_ndim")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), intent(out) :: ndim
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_shape(array, shape) result(returned) bind(C, name="distarray_array_get_shape")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: shape
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_dtype(array, dtype) result(returned) bind(C, name="distarray_array_get_dtype")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_local(array, pointer, shape, strides) result(returned) bind(C, &
      name="distarray_array_get_local")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), intent(out) :: pointer
      type(c_ptr), value :: shape
      type(c_ptr), value :: strides
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_local_padded(array, pointer, shape, strides) result(returned) bind(C, &
      name="distarray_array_get_local_padded")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), intent(out) :: pointer
      type(c_ptr), value :: shape
      type(c_ptr), value :: strides
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_element(array, index, value) result(returned) bind(C, &
      name="distarray_array_get_element")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: index
      type(c_ptr), value :: value
      integer(c_int) :: returned
    end function

    function c_distarray_array_set_element(array, index, value) result(returned) bind(C, &
      name="distarray_array_set_element")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: index
      type(c_ptr), value :: value
      integer(c_int) :: returned
    end function

    function c_distarray_array_gather(array, root, data) result(returned) bind(C, name="distarray_array_gather")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: root
      type(c_ptr), value :: data
      integer(c_int) :: returned
    end function

    function c_distarray_array_print(array, buffer, capacity, length) result(returned) bind(C, &
      name="distarray_array_print")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: returned
    end function

    function c_distarray_dtype_get_size(dtype, size) result(returned) bind(C, name="distarray_dtype_get_size")
      import
      implicit none
      integer(c_int32_t), value :: dtype
      integer(c_size_t), intent(out) :: size
      integer(c_int) :: returned
    end function

    function c_distarray_array_concatenate(count, arrays, axis, distribution, result) result(returned) bind(C, &
      name="distarray_array_concatenate")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: arrays
      integer(c_int), value :: axis
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_stack(count, arrays, axis, distribution, result) result(returned) bind(C, &
      name="distarray_array_stack")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: arrays
      integer(c_int), value :: axis
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_split(array, axis, count, views) result(returned) bind(C, name="distarray_array_split")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int), value :: count
      type(c_ptr), value :: views
      integer(c_int) :: returned
    end function

    function c_distarray_array_split_at(array, axis, count, cuts, views) result(returned) bind(C, &
      name="distarray_array_split_at")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int), value :: count
      type(c_ptr), value :: cuts
      type(c_ptr), value :: views
      integer(c_int) :: returned
    end function

    function c_distarray_array_roll(array, count, shifts, axes, result) result(returned) bind(C, &
      name="distarray_array_roll")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: shifts
      type(c_ptr), value :: axes
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_rotate(array, turns, axis1, axis2, view) result(returned) bind(C, &
      name="distarray_array_rotate")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: turns
      integer(c_int), value :: axis1
      integer(c_int), value :: axis2
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_pad(array, before, after, mode, value, result) result(returned) bind(C, &
      name="distarray_array_pad")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: before
      type(c_ptr), value :: after
      integer(c_int32_t), value :: mode
      type(c_ptr), value :: value
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_repeat(array, axis, count, repeats, result) result(returned) bind(C, &
      name="distarray_array_repeat")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int64_t), value :: count
      type(c_ptr), value :: repeats
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_tile(array, count, times, result) result(returned) bind(C, name="distarray_array_tile")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: times
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_where(mask, array, b, distribution, result) result(returned) bind(C, &
      name="distarray_array_where")
      import
      implicit none
      integer(c_intptr_t), value :: mask
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_select(count, masks, choices, value, dtype, distribution, &
      result) result(returned) bind(C, name="distarray_array_select")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: masks
      type(c_ptr), value :: choices
      type(c_ptr), value :: value
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_assign_where(target, source, mask) result(returned) bind(C, &
      name="distarray_array_assign_where")
      import
      implicit none
      integer(c_intptr_t), value :: target
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: mask
      integer(c_int) :: returned
    end function

    function c_distarray_array_mesh(count, arrays, matrix, views) result(returned) bind(C, &
      name="distarray_array_mesh")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: arrays
      integer(c_int), value :: matrix
      type(c_ptr), value :: views
      integer(c_int) :: returned
    end function

    function c_distarray_array_lower_triangle(array, diagonal, result) result(returned) bind(C, &
      name="distarray_array_lower_triangle")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: diagonal
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_upper_triangle(array, diagonal, result) result(returned) bind(C, &
      name="distarray_array_upper_triangle")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: diagonal
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_context_create_f(comm, context) result(returned) bind(C, name="distarray_context_create_f")
      import
      implicit none
      integer(c_int), value :: comm
      integer(c_intptr_t), intent(inout) :: context
      integer(c_int) :: returned
    end function

    function c_distarray_context_free(context) result(returned) bind(C, name="distarray_context_free")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: context
      integer(c_int) :: returned
    end function

    function c_distarray_context_get_rank(context, rank) result(returned) bind(C, name="distarray_context_get_rank")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int), intent(out) :: rank
      integer(c_int) :: returned
    end function

    function c_distarray_context_get_size(context, size) result(returned) bind(C, name="distarray_context_get_size")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int), intent(out) :: size
      integer(c_int) :: returned
    end function

    function c_distarray_context_get_comm_f(context, comm) result(returned) bind(C, &
      name="distarray_context_get_comm_f")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int), intent(out) :: comm
      integer(c_int) :: returned
    end function

    function c_distarray_context_set_watchdog(context, seconds, policy) result(returned) bind(C, &
      name="distarray_context_set_watchdog")
      import
      implicit none
      integer(c_intptr_t), value :: context
      real(c_double), value :: seconds
      integer(c_int32_t), value :: policy
      integer(c_int) :: returned
    end function

    function c_distarray_context_set_memory_ceiling(context, bytes) result(returned) bind(C, &
      name="distarray_context_set_memory_ceiling")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int64_t), value :: bytes
      integer(c_int) :: returned
    end function

    function c_distarray_context_set_message_limit(context, bytes) result(returned) bind(C, &
      name="distarray_context_set_message_limit")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int64_t), value :: bytes
      integer(c_int) :: returned
    end function

    function c_distarray_context_set_checks(context, level) result(returned) bind(C, &
      name="distarray_context_set_checks")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int), value :: level
      integer(c_int) :: returned
    end function

    function c_distarray_context_get_counter(context, counter, value) result(returned) bind(C, &
      name="distarray_context_get_counter")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int32_t), value :: counter
      integer(c_int64_t), intent(out) :: value
      integer(c_int) :: returned
    end function

    function c_distarray_context_reset_counters(context) result(returned) bind(C, &
      name="distarray_context_reset_counters")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int) :: returned
    end function

    function c_distarray_context_set_policy(context, kinds, policy) result(returned) bind(C, &
      name="distarray_context_set_policy")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int32_t), value :: kinds
      integer(c_int32_t), value :: policy
      integer(c_int) :: returned
    end function

    function c_distarray_context_get_call_counter(context, counter, value) result(returned) bind(C, &
      name="distarray_context_get_call_counter")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int32_t), value :: counter
      integer(c_int64_t), intent(out) :: value
      integer(c_int) :: returned
    end function

    function c_distarray_context_get_counter_statistics(context, counter, minimum, average, &
      maximum) result(returned) bind(C, name="distarray_context_get_counter_statistics")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int32_t), value :: counter
      integer(c_int64_t), intent(out) :: minimum
      real(c_double), intent(out) :: average
      integer(c_int64_t), intent(out) :: maximum
      integer(c_int) :: returned
    end function

    function c_distarray_context_get_call_counter_statistics(context, counter, minimum, average, &
      maximum) result(returned) bind(C, name="distarray_context_get_call_counter_statistics")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int32_t), value :: counter
      integer(c_int64_t), intent(out) :: minimum
      real(c_double), intent(out) :: average
      integer(c_int64_t), intent(out) :: maximum
      integer(c_int) :: returned
    end function

    function c_distarray_context_start_trace(context, path) result(returned) bind(C, &
      name="distarray_context_start_trace")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(c_ptr), value :: path
      integer(c_int) :: returned
    end function

    function c_distarray_context_stop_trace(context) result(returned) bind(C, name="distarray_context_stop_trace")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int) :: returned
    end function

    function c_distarray_context_set_progress(context, callback, user, seconds) result(returned) bind(C, &
      name="distarray_context_set_progress")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(c_funptr), value :: callback
      type(c_ptr), value :: user
      real(c_double), value :: seconds
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_linspace(context, start, stop, count, endpoint, dtype, text, &
      array) result(returned) bind(C, name="distarray_array_create_linspace")
      import
      implicit none
      integer(c_intptr_t), value :: context
      real(c_double), value :: start
      real(c_double), value :: stop
      integer(c_int64_t), value :: count
      integer(c_int), value :: endpoint
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_logspace(context, start, stop, count, endpoint, base, dtype, text, &
      array) result(returned) bind(C, name="distarray_array_create_logspace")
      import
      implicit none
      integer(c_intptr_t), value :: context
      real(c_double), value :: start
      real(c_double), value :: stop
      integer(c_int64_t), value :: count
      integer(c_int), value :: endpoint
      real(c_double), value :: base
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_geomspace(context, start, stop, count, endpoint, dtype, text, &
      array) result(returned) bind(C, name="distarray_array_create_geomspace")
      import
      implicit none
      integer(c_intptr_t), value :: context
      real(c_double), value :: start
      real(c_double), value :: stop
      integer(c_int64_t), value :: count
      integer(c_int), value :: endpoint
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_eye(distribution, dtype, diagonal, array) result(returned) bind(C, &
      name="distarray_array_create_eye")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      integer(c_int64_t), value :: diagonal
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_identity(distribution, dtype, array) result(returned) bind(C, &
      name="distarray_array_create_identity")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_create_indices(distribution, dtype, array) result(returned) bind(C, &
      name="distarray_array_create_indices")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_create(context, specification, distribution) result(returned) bind(C, &
      name="distarray_distribution_create")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_intptr_t), value :: specification
      integer(c_intptr_t), intent(inout) :: distribution
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_create_text(context, ndim, shape, text, &
      distribution) result(returned) bind(C, name="distarray_distribution_create_text")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int), value :: ndim
      type(c_ptr), value :: shape
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: distribution
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_slice(distribution, starts, stops, steps, slice) result(returned) bind(C, &
      name="distarray_distribution_slice")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: starts
      type(c_ptr), value :: stops
      type(c_ptr), value :: steps
      integer(c_intptr_t), intent(inout) :: slice
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_free(distribution) result(returned) bind(C, name="distarray_distribution_free")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: distribution
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_ndim(distribution, ndim) result(returned) bind(C, &
      name="distarray_distribution_get_ndim")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), intent(out) :: ndim
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_shape(distribution, shape) result(returned) bind(C, &
      name="distarray_distribution_get_shape")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: shape
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_grid(distribution, extents) result(returned) bind(C, &
      name="distarray_distribution_get_grid")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: extents
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_replicas(distribution, replicas) result(returned) bind(C, &
      name="distarray_distribution_get_replicas")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), intent(out) :: replicas
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_order(distribution, order) result(returned) bind(C, &
      name="distarray_distribution_get_order")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), intent(out) :: order
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_coordinates(distribution, rank, coordinates, &
      replica) result(returned) bind(C, name="distarray_distribution_get_coordinates")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), value :: rank
      type(c_ptr), value :: coordinates
      integer(c_int), intent(out) :: replica
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_local_shape(distribution, rank, shape) result(returned) bind(C, &
      name="distarray_distribution_get_local_shape")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), value :: rank
      type(c_ptr), value :: shape
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_local_bounds(distribution, rank, starts, stops) result(returned) bind(C, &
      name="distarray_distribution_get_local_bounds")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), value :: rank
      type(c_ptr), value :: starts
      type(c_ptr), value :: stops
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_halo(distribution, lower, upper) result(returned) bind(C, &
      name="distarray_distribution_get_halo")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: lower
      type(c_ptr), value :: upper
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_padded_shape(distribution, shape) result(returned) bind(C, &
      name="distarray_distribution_get_padded_shape")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: shape
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_owner(distribution, index, rank) result(returned) bind(C, &
      name="distarray_distribution_get_owner")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: index
      integer(c_int), intent(out) :: rank
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_local_index(distribution, index, local_index, &
      owned) result(returned) bind(C, name="distarray_distribution_get_local_index")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: index
      type(c_ptr), value :: local_index
      integer(c_int), intent(out) :: owned
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_global_index(distribution, local_index, index) result(returned) bind(C, &
      name="distarray_distribution_get_global_index")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: local_index
      type(c_ptr), value :: index
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_axis_owner(distribution, axis, index, coordinate, &
      local_index) result(returned) bind(C, name="distarray_distribution_get_axis_owner")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), value :: axis
      integer(c_int64_t), value :: index
      integer(c_int), intent(out) :: coordinate
      integer(c_int64_t), intent(out) :: local_index
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_get_axis_global(distribution, axis, coordinate, local_index, &
      index) result(returned) bind(C, name="distarray_distribution_get_axis_global")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), value :: axis
      integer(c_int), value :: coordinate
      integer(c_int64_t), value :: local_index
      integer(c_int64_t), intent(out) :: index
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_is_equal(a, b, equal) result(returned) bind(C, &
      name="distarray_distribution_is_equal")
      import
      implicit none
      integer(c_intptr_t), value :: a
      integer(c_intptr_t), value :: b
      integer(c_int), intent(out) :: equal
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_is_aligned(a, b, aligned) result(returned) bind(C, &
      name="distarray_distribution_is_aligned")
      import
      implicit none
      integer(c_intptr_t), value :: a
      integer(c_intptr_t), value :: b
      integer(c_int), intent(out) :: aligned
      integer(c_int) :: returned
    end function

    function c_distarray_expression_create(array, result) result(returned) bind(C, name="distarray_expression_create")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_expression_create_scalar(scalar, dtype, literal, result) result(returned) bind(C, &
      name="distarray_expression_create_scalar")
      import
      implicit none
      type(c_ptr), value :: scalar
      integer(c_int32_t), value :: dtype
      integer(c_int), value :: literal
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_expression_parse(text, names, arrays, count, result) result(returned) bind(C, &
      name="distarray_expression_parse")
      import
      implicit none
      type(c_ptr), value :: text
      type(c_ptr), value :: names
      type(c_ptr), value :: arrays
      integer(c_int), value :: count
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_expression_apply(op, operands, count, result) result(returned) bind(C, &
      name="distarray_expression_apply")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: operands
      integer(c_int), value :: count
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_expression_cast(expression, dtype, result) result(returned) bind(C, &
      name="distarray_expression_cast")
      import
      implicit none
      integer(c_intptr_t), value :: expression
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_expression_slice(expression, text, result) result(returned) bind(C, &
      name="distarray_expression_slice")
      import
      implicit none
      integer(c_intptr_t), value :: expression
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_expression_reduce(op, expression, count, axes, keep, ddof, &
      result) result(returned) bind(C, name="distarray_expression_reduce")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: expression
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_int), value :: keep
      real(c_double), value :: ddof
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_expression_free(expression) result(returned) bind(C, name="distarray_expression_free")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: expression
      integer(c_int) :: returned
    end function

    function c_distarray_expression_evaluate(context, count, expressions, results) result(returned) bind(C, &
      name="distarray_expression_evaluate")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int), value :: count
      type(c_ptr), value :: expressions
      type(c_ptr), value :: results
      integer(c_int) :: returned
    end function

    function c_distarray_expression_get_value(context, expression, value, dtype) result(returned) bind(C, &
      name="distarray_expression_get_value")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_intptr_t), value :: expression
      type(c_ptr), value :: value
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int) :: returned
    end function

    function c_distarray_expression_describe(context, expression, buffer, capacity, &
      length) result(returned) bind(C, name="distarray_expression_describe")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_intptr_t), value :: expression
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: returned
    end function

    function c_distarray_evaluate(context, text, names, arrays, count, result) result(returned) bind(C, &
      name="distarray_evaluate")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(c_ptr), value :: text
      type(c_ptr), value :: names
      type(c_ptr), value :: arrays
      integer(c_int), value :: count
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_compute(context, op, count, operands, mask, casting, &
      result) result(returned) bind(C, name="distarray_array_compute")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int32_t), value :: op
      integer(c_int), value :: count
      type(c_ptr), value :: operands
      integer(c_intptr_t), value :: mask
      integer(c_int32_t), value :: casting
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_file_get_shape_npy(context, path, capacity, ndim, shape, dtype) result(returned) bind(C, &
      name="distarray_file_get_shape_npy")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(c_ptr), value :: path
      integer(c_int), value :: capacity
      integer(c_int), intent(out) :: ndim
      type(c_ptr), value :: shape
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int) :: returned
    end function

    function c_distarray_array_read_npy(context, path, text, array) result(returned) bind(C, &
      name="distarray_array_read_npy")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(c_ptr), value :: path
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_write_npy(array, path) result(returned) bind(C, name="distarray_array_write_npy")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: path
      integer(c_int) :: returned
    end function

    function c_distarray_array_read_raw(distribution, dtype, path, offset, byte_order, &
      array) result(returned) bind(C, name="distarray_array_read_raw")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: path
      integer(c_int64_t), value :: offset
      integer(c_int32_t), value :: byte_order
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_write_raw(array, path, byte_order) result(returned) bind(C, &
      name="distarray_array_write_raw")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: path
      integer(c_int32_t), value :: byte_order
      integer(c_int) :: returned
    end function

    function c_distarray_file_get_shape_hdf5(context, path, dataset, capacity, ndim, shape, &
      dtype) result(returned) bind(C, name="distarray_file_get_shape_hdf5")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(c_ptr), value :: path
      type(c_ptr), value :: dataset
      integer(c_int), value :: capacity
      integer(c_int), intent(out) :: ndim
      type(c_ptr), value :: shape
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int) :: returned
    end function

    function c_distarray_array_read_hdf5(context, path, dataset, text, array) result(returned) bind(C, &
      name="distarray_array_read_hdf5")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(c_ptr), value :: path
      type(c_ptr), value :: dataset
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_write_hdf5(array, path, dataset) result(returned) bind(C, &
      name="distarray_array_write_hdf5")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: path
      type(c_ptr), value :: dataset
      integer(c_int) :: returned
    end function

    function c_distarray_array_take(array, indices, axis, mode, result) result(returned) bind(C, &
      name="distarray_array_take")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: indices
      integer(c_int), value :: axis
      integer(c_int32_t), value :: mode
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_take_into(array, indices, axis, mode, out) result(returned) bind(C, &
      name="distarray_array_take_into")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: indices
      integer(c_int), value :: axis
      integer(c_int32_t), value :: mode
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_put(array, indices, values, mode) result(returned) bind(C, name="distarray_array_put")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: indices
      integer(c_intptr_t), value :: values
      integer(c_int32_t), value :: mode
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_index(array, count, indices, result) result(returned) bind(C, &
      name="distarray_array_get_index")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: indices
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_set_index(array, count, indices, values) result(returned) bind(C, &
      name="distarray_array_set_index")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: indices
      integer(c_intptr_t), value :: values
      integer(c_int) :: returned
    end function

    function c_distarray_array_update_index(op, array, count, indices, values) result(returned) bind(C, &
      name="distarray_array_update_index")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: indices
      integer(c_intptr_t), value :: values
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_mask(array, mask, result) result(returned) bind(C, name="distarray_array_get_mask")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: mask
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_set_mask(array, mask, values) result(returned) bind(C, name="distarray_array_set_mask")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: mask
      integer(c_intptr_t), value :: values
      integer(c_int) :: returned
    end function

    function c_distarray_array_nonzero(array, results) result(returned) bind(C, name="distarray_array_nonzero")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: results
      integer(c_int) :: returned
    end function

    function c_distarray_array_argwhere(array, result) result(returned) bind(C, name="distarray_array_argwhere")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_flatnonzero(array, result) result(returned) bind(C, name="distarray_array_flatnonzero")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_cross(array, count, indices, result) result(returned) bind(C, &
      name="distarray_array_get_cross")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: indices
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_set_cross(array, count, indices, values) result(returned) bind(C, &
      name="distarray_array_set_cross")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: indices
      integer(c_intptr_t), value :: values
      integer(c_int) :: returned
    end function

    function c_distarray_array_matmul(array, b, distribution, result) result(returned) bind(C, &
      name="distarray_array_matmul")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_matmul_into(alpha, op_a, array, op_b, b, beta, out) result(returned) bind(C, &
      name="distarray_array_matmul_into")
      import
      implicit none
      type(c_ptr), value :: alpha
      integer(c_int32_t), value :: op_a
      integer(c_intptr_t), value :: array
      integer(c_int32_t), value :: op_b
      integer(c_intptr_t), value :: b
      type(c_ptr), value :: beta
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_plan_matmul(array, b, distribution, buffer, capacity, &
      length) result(returned) bind(C, name="distarray_array_plan_matmul")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: returned
    end function

    function c_distarray_array_dot(array, b, distribution, result) result(returned) bind(C, &
      name="distarray_array_dot")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_vdot(array, b, value, dtype) result(returned) bind(C, name="distarray_array_vdot")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      type(c_ptr), value :: value
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int) :: returned
    end function

    function c_distarray_array_inner(array, b, distribution, result) result(returned) bind(C, &
      name="distarray_array_inner")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_outer(array, b, distribution, result) result(returned) bind(C, &
      name="distarray_array_outer")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_kron(array, b, distribution, result) result(returned) bind(C, &
      name="distarray_array_kron")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_tensordot(array, b, count, axes_a, axes_b, distribution, &
      result) result(returned) bind(C, name="distarray_array_tensordot")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_int), value :: count
      type(c_ptr), value :: axes_a
      type(c_ptr), value :: axes_b
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_einsum(subscripts, count, operands, distribution, result) result(returned) bind(C, &
      name="distarray_array_einsum")
      import
      implicit none
      type(c_ptr), value :: subscripts
      integer(c_int), value :: count
      type(c_ptr), value :: operands
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_einsum_into(subscripts, count, operands, out) result(returned) bind(C, &
      name="distarray_array_einsum_into")
      import
      implicit none
      type(c_ptr), value :: subscripts
      integer(c_int), value :: count
      type(c_ptr), value :: operands
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_trace(array, offset, axis1, axis2, distribution, result) result(returned) bind(C, &
      name="distarray_array_trace")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: offset
      integer(c_int), value :: axis1
      integer(c_int), value :: axis2
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_redistribute_many(count, sources, targets) result(returned) bind(C, &
      name="distarray_array_redistribute_many")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: sources
      type(c_ptr), value :: targets
      integer(c_int) :: returned
    end function

    function c_distarray_array_transform(op, alpha, source, beta, target) result(returned) bind(C, &
      name="distarray_array_transform")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: alpha
      integer(c_intptr_t), value :: source
      type(c_ptr), value :: beta
      integer(c_intptr_t), value :: target
      integer(c_int) :: returned
    end function

    function c_distarray_array_reshape(array, ndim, shape, distribution, result) result(returned) bind(C, &
      name="distarray_array_reshape")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: ndim
      type(c_ptr), value :: shape
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_reshape_into(source, target) result(returned) bind(C, &
      name="distarray_array_reshape_into")
      import
      implicit none
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: target
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_propose_ranks(source, target, count, ranks) result(returned) bind(C, &
      name="distarray_distribution_propose_ranks")
      import
      implicit none
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: target
      integer(c_int64_t), value :: count
      type(c_ptr), value :: ranks
      integer(c_int) :: returned
    end function

    function c_distarray_array_exchange_halo_many(count, arrays) result(returned) bind(C, &
      name="distarray_array_exchange_halo_many")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: arrays
      integer(c_int) :: returned
    end function

    function c_distarray_array_exchange_halo_part(array, lower, upper, corners) result(returned) bind(C, &
      name="distarray_array_exchange_halo_part")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: lower
      type(c_ptr), value :: upper
      integer(c_int), value :: corners
      integer(c_int) :: returned
    end function

    function c_distarray_array_accumulate_halo(array, op) result(returned) bind(C, &
      name="distarray_array_accumulate_halo")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int32_t), value :: op
      integer(c_int) :: returned
    end function

    function c_distarray_array_fill_boundary(array, axis, mode, value) result(returned) bind(C, &
      name="distarray_array_fill_boundary")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int32_t), value :: mode
      type(c_ptr), value :: value
      integer(c_int) :: returned
    end function

    function c_distarray_array_register(array) result(returned) bind(C, name="distarray_array_register")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_unregister(array) result(returned) bind(C, name="distarray_array_unregister")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_fence(array) result(returned) bind(C, name="distarray_array_fence")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_box(array, start, count, data) result(returned) bind(C, &
      name="distarray_array_get_box")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: start
      type(c_ptr), value :: count
      type(c_ptr), value :: data
      integer(c_int) :: returned
    end function

    function c_distarray_array_put_box(array, start, count, data) result(returned) bind(C, &
      name="distarray_array_put_box")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: start
      type(c_ptr), value :: count
      type(c_ptr), value :: data
      integer(c_int) :: returned
    end function

    function c_distarray_array_accumulate_box(op, array, start, count, data) result(returned) bind(C, &
      name="distarray_array_accumulate_box")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: start
      type(c_ptr), value :: count
      type(c_ptr), value :: data
      integer(c_int) :: returned
    end function

    function c_distarray_array_get_list(array, count, indices, data) result(returned) bind(C, &
      name="distarray_array_get_list")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: count
      type(c_ptr), value :: indices
      type(c_ptr), value :: data
      integer(c_int) :: returned
    end function

    function c_distarray_array_put_list(array, count, indices, data) result(returned) bind(C, &
      name="distarray_array_put_list")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: count
      type(c_ptr), value :: indices
      type(c_ptr), value :: data
      integer(c_int) :: returned
    end function

    function c_distarray_array_accumulate_list(op, array, count, indices, data) result(returned) bind(C, &
      name="distarray_array_accumulate_list")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: count
      type(c_ptr), value :: indices
      type(c_ptr), value :: data
      integer(c_int) :: returned
    end function

    function c_distarray_array_fetch(op, array, index, value, old) result(returned) bind(C, &
      name="distarray_array_fetch")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: index
      type(c_ptr), value :: value
      type(c_ptr), value :: old
      integer(c_int) :: returned
    end function

    function c_distarray_array_redistribute(source, target) result(returned) bind(C, &
      name="distarray_array_redistribute")
      import
      implicit none
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: target
      integer(c_int) :: returned
    end function

    function c_distarray_array_redistribute_to(source, distribution, target) result(returned) bind(C, &
      name="distarray_array_redistribute_to")
      import
      implicit none
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: target
      integer(c_int) :: returned
    end function

    function c_distarray_array_exchange_halo(array) result(returned) bind(C, name="distarray_array_exchange_halo")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int) :: returned
    end function

    function c_distarray_array_fill(array, value) result(returned) bind(C, name="distarray_array_fill")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: value
      integer(c_int) :: returned
    end function

    function c_distarray_array_copy(array, copy) result(returned) bind(C, name="distarray_array_copy")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: copy
      integer(c_int) :: returned
    end function

    function c_distarray_array_cast(array, dtype, result) result(returned) bind(C, name="distarray_array_cast")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_sort(array, axis, distribution, result) result(returned) bind(C, &
      name="distarray_array_sort")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_sort_into(array, axis, out) result(returned) bind(C, name="distarray_array_sort_into")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_argsort(array, axis, distribution, result) result(returned) bind(C, &
      name="distarray_array_argsort")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_lexsort(count, keys, axis, distribution, result) result(returned) bind(C, &
      name="distarray_array_lexsort")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: keys
      integer(c_int), value :: axis
      integer(c_intptr_t), value :: distribution
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_topk(array, size, axis, greatest, values, positions) result(returned) bind(C, &
      name="distarray_array_topk")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: size
      integer(c_int), value :: axis
      integer(c_int), value :: greatest
      integer(c_intptr_t), intent(inout) :: values
      integer(c_intptr_t), intent(inout) :: positions
      integer(c_int) :: returned
    end function

    function c_distarray_array_unique(array, result) result(returned) bind(C, name="distarray_array_unique")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_unique_all(array, values, positions, inverse, counts) result(returned) bind(C, &
      name="distarray_array_unique_all")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), intent(inout) :: values
      integer(c_intptr_t), intent(inout) :: positions
      integer(c_intptr_t), intent(inout) :: inverse
      integer(c_intptr_t), intent(inout) :: counts
      integer(c_int) :: returned
    end function

    function c_distarray_array_searchsorted(sorted, values, side, sorter, result) result(returned) bind(C, &
      name="distarray_array_searchsorted")
      import
      implicit none
      integer(c_intptr_t), value :: sorted
      integer(c_intptr_t), value :: values
      integer(c_int32_t), value :: side
      integer(c_intptr_t), value :: sorter
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_digitize(values, bins, right, result) result(returned) bind(C, &
      name="distarray_array_digitize")
      import
      implicit none
      integer(c_intptr_t), value :: values
      integer(c_intptr_t), value :: bins
      integer(c_int), value :: right
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_isin(array, among, invert, result) result(returned) bind(C, &
      name="distarray_array_isin")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: among
      integer(c_int), value :: invert
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_union1d(array, b, result) result(returned) bind(C, name="distarray_array_union1d")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_intersect1d(array, b, result) result(returned) bind(C, &
      name="distarray_array_intersect1d")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_setdiff1d(array, b, result) result(returned) bind(C, name="distarray_array_setdiff1d")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_setxor1d(array, b, result) result(returned) bind(C, name="distarray_array_setxor1d")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_bincount(array, weights, minlength, result) result(returned) bind(C, &
      name="distarray_array_bincount")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: weights
      integer(c_int64_t), value :: minlength
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_histogram(array, bins, low, high, weights, density, result, &
      edges) result(returned) bind(C, name="distarray_array_histogram")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: bins
      real(c_double), value :: low
      real(c_double), value :: high
      integer(c_intptr_t), value :: weights
      integer(c_int), value :: density
      integer(c_intptr_t), intent(inout) :: result
      integer(c_intptr_t), intent(inout) :: edges
      integer(c_int) :: returned
    end function

    function c_distarray_array_histogram_edges(array, edges, weights, density, result) result(returned) bind(C, &
      name="distarray_array_histogram_edges")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: edges
      integer(c_intptr_t), value :: weights
      integer(c_int), value :: density
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_histogram2d(x, y, x_bins, x_low, x_high, y_bins, y_low, y_high, weights, density, &
      result, x_edges, y_edges) result(returned) bind(C, name="distarray_array_histogram2d")
      import
      implicit none
      integer(c_intptr_t), value :: x
      integer(c_intptr_t), value :: y
      integer(c_int64_t), value :: x_bins
      real(c_double), value :: x_low
      real(c_double), value :: x_high
      integer(c_int64_t), value :: y_bins
      real(c_double), value :: y_low
      real(c_double), value :: y_high
      integer(c_intptr_t), value :: weights
      integer(c_int), value :: density
      integer(c_intptr_t), intent(inout) :: result
      integer(c_intptr_t), intent(inout) :: x_edges
      integer(c_intptr_t), intent(inout) :: y_edges
      integer(c_int) :: returned
    end function

    function c_distarray_array_histogram2d_edges(x, y, x_edges, y_edges, weights, density, &
      result) result(returned) bind(C, name="distarray_array_histogram2d_edges")
      import
      implicit none
      integer(c_intptr_t), value :: x
      integer(c_intptr_t), value :: y
      integer(c_intptr_t), value :: x_edges
      integer(c_intptr_t), value :: y_edges
      integer(c_intptr_t), value :: weights
      integer(c_int), value :: density
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_describe(distribution, buffer, capacity, length) result(returned) bind(C, &
      name="distarray_distribution_describe")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_to_json(distribution, buffer, capacity, length) result(returned) bind(C, &
      name="distarray_distribution_to_json")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_draw_text(distribution, down, right, buffer, capacity, &
      length) result(returned) bind(C, name="distarray_distribution_draw_text")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), value :: down
      integer(c_int), value :: right
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: returned
    end function

    function c_distarray_distribution_write_svg(distribution, down, right, path) result(returned) bind(C, &
      name="distarray_distribution_write_svg")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      integer(c_int), value :: down
      integer(c_int), value :: right
      type(c_ptr), value :: path
      integer(c_int) :: returned
    end function

    function c_distarray_array_write_png(array, path) result(returned) bind(C, name="distarray_array_write_png")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: path
      integer(c_int) :: returned
    end function

    function c_distarray_plan_create(source, target, plan) result(returned) bind(C, name="distarray_plan_create")
      import
      implicit none
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: target
      integer(c_intptr_t), intent(inout) :: plan
      integer(c_int) :: returned
    end function

    function c_distarray_plan_create_halo(distribution, lower, upper, corners, plan) result(returned) bind(C, &
      name="distarray_plan_create_halo")
      import
      implicit none
      integer(c_intptr_t), value :: distribution
      type(c_ptr), value :: lower
      type(c_ptr), value :: upper
      integer(c_int), value :: corners
      integer(c_intptr_t), intent(inout) :: plan
      integer(c_int) :: returned
    end function

    function c_distarray_plan_free(plan) result(returned) bind(C, name="distarray_plan_free")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: plan
      integer(c_int) :: returned
    end function

    function c_distarray_plan_run(plan, source, target) result(returned) bind(C, name="distarray_plan_run")
      import
      implicit none
      integer(c_intptr_t), value :: plan
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: target
      integer(c_int) :: returned
    end function

    function c_distarray_plan_run_many(plan, count, sources, targets) result(returned) bind(C, &
      name="distarray_plan_run_many")
      import
      implicit none
      integer(c_intptr_t), value :: plan
      integer(c_int), value :: count
      type(c_ptr), value :: sources
      type(c_ptr), value :: targets
      integer(c_int) :: returned
    end function

    function c_distarray_plan_begin(plan, source, target, request) result(returned) bind(C, &
      name="distarray_plan_begin")
      import
      implicit none
      integer(c_intptr_t), value :: plan
      integer(c_intptr_t), value :: source
      integer(c_intptr_t), value :: target
      integer(c_intptr_t), intent(inout) :: request
      integer(c_int) :: returned
    end function

    function c_distarray_request_test(request, done) result(returned) bind(C, name="distarray_request_test")
      import
      implicit none
      integer(c_intptr_t), value :: request
      integer(c_int), intent(out) :: done
      integer(c_int) :: returned
    end function

    function c_distarray_request_end(request) result(returned) bind(C, name="distarray_request_end")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: request
      integer(c_int) :: returned
    end function

    function c_distarray_plan_get_info(plan, dtype, fact, value) result(returned) bind(C, &
      name="distarray_plan_get_info")
      import
      implicit none
      integer(c_intptr_t), value :: plan
      integer(c_int32_t), value :: dtype
      integer(c_int32_t), value :: fact
      integer(c_int64_t), intent(out) :: value
      integer(c_int) :: returned
    end function

    function c_distarray_plan_get_pair_bytes(plan, dtype, rank, sent, received) result(returned) bind(C, &
      name="distarray_plan_get_pair_bytes")
      import
      implicit none
      integer(c_intptr_t), value :: plan
      integer(c_int32_t), value :: dtype
      integer(c_int), value :: rank
      integer(c_int64_t), intent(out) :: sent
      integer(c_int64_t), intent(out) :: received
      integer(c_int) :: returned
    end function

    function c_distarray_array_export(array, section) result(returned) bind(C, name="distarray_array_export")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(distarray_protocol_section), intent(inout) :: section
      integer(c_int) :: returned
    end function

    function c_distarray_array_import(context, section, flags, array) result(returned) bind(C, &
      name="distarray_array_import")
      import
      implicit none
      integer(c_intptr_t), value :: context
      type(distarray_protocol_section), intent(inout) :: section
      integer(c_int32_t), value :: flags
      integer(c_intptr_t), intent(inout) :: array
      integer(c_int) :: returned
    end function

    function c_distarray_section_validate(section, flags) result(returned) bind(C, name="distarray_section_validate")
      import
      implicit none
      type(distarray_protocol_section), intent(in) :: section
      integer(c_int32_t), value :: flags
      integer(c_int) :: returned
    end function

    function c_distarray_section_to_json(section, buffer, capacity, length) result(returned) bind(C, &
      name="distarray_section_to_json")
      import
      implicit none
      type(distarray_protocol_section), intent(in) :: section
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: returned
    end function

    function c_distarray_section_from_json(json, flags, section) result(returned) bind(C, &
      name="distarray_section_from_json")
      import
      implicit none
      type(c_ptr), value :: json
      integer(c_int32_t), value :: flags
      type(distarray_protocol_section), intent(inout) :: section
      integer(c_int) :: returned
    end function

    function c_distarray_random_create(key, stream, random) result(returned) bind(C, name="distarray_random_create")
      import
      implicit none
      integer(c_int64_t), value :: key
      integer(c_int64_t), value :: stream
      integer(c_intptr_t), intent(inout) :: random
      integer(c_int) :: returned
    end function

    function c_distarray_random_free(random) result(returned) bind(C, name="distarray_random_free")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: random
      integer(c_int) :: returned
    end function

    function c_distarray_random_get_state(random, state) result(returned) bind(C, name="distarray_random_get_state")
      import
      implicit none
      integer(c_intptr_t), value :: random
      type(c_ptr), value :: state
      integer(c_int) :: returned
    end function

    function c_distarray_random_set_state(random, state) result(returned) bind(C, name="distarray_random_set_state")
      import
      implicit none
      integer(c_intptr_t), value :: random
      type(c_ptr), value :: state
      integer(c_int) :: returned
    end function

    function c_distarray_random_advance(random, words) result(returned) bind(C, name="distarray_random_advance")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_int64_t), value :: words
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_bits(random, array) result(returned) bind(C, name="distarray_random_fill_bits")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_uniform(random, array, low, high) result(returned) bind(C, &
      name="distarray_random_fill_uniform")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: low
      real(c_double), value :: high
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_integers(random, array, low, high, endpoint) result(returned) bind(C, &
      name="distarray_random_fill_integers")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: low
      integer(c_int64_t), value :: high
      integer(c_int), value :: endpoint
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_normal(random, array, mean, deviation) result(returned) bind(C, &
      name="distarray_random_fill_normal")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: mean
      real(c_double), value :: deviation
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_exponential(random, array, scale) result(returned) bind(C, &
      name="distarray_random_fill_exponential")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: scale
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_gamma(random, array, shape, scale) result(returned) bind(C, &
      name="distarray_random_fill_gamma")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: shape
      real(c_double), value :: scale
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_chi_square(random, array, freedom) result(returned) bind(C, &
      name="distarray_random_fill_chi_square")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: freedom
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_beta(random, array, a, b) result(returned) bind(C, &
      name="distarray_random_fill_beta")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: a
      real(c_double), value :: b
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_bernoulli(random, array, probability) result(returned) bind(C, &
      name="distarray_random_fill_bernoulli")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: probability
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_poisson(random, array, mean) result(returned) bind(C, &
      name="distarray_random_fill_poisson")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      real(c_double), value :: mean
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_binomial(random, array, trials, probability) result(returned) bind(C, &
      name="distarray_random_fill_binomial")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: trials
      real(c_double), value :: probability
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_choice(random, array, count, replace) result(returned) bind(C, &
      name="distarray_random_fill_choice")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: count
      integer(c_int), value :: replace
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_weighted(random, array, weights, count, replace) result(returned) bind(C, &
      name="distarray_random_fill_weighted")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: weights
      integer(c_int64_t), value :: count
      integer(c_int), value :: replace
      integer(c_int) :: returned
    end function

    function c_distarray_random_fill_permutation(random, array) result(returned) bind(C, &
      name="distarray_random_fill_permutation")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      integer(c_int) :: returned
    end function

    function c_distarray_random_shuffle(random, array, axis) result(returned) bind(C, name="distarray_random_shuffle")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int) :: returned
    end function

    function c_distarray_random_permute(random, array, axis, result) result(returned) bind(C, &
      name="distarray_random_permute")
      import
      implicit none
      integer(c_intptr_t), value :: random
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_context_set_reproducible(context, reproducible) result(returned) bind(C, &
      name="distarray_context_set_reproducible")
      import
      implicit none
      integer(c_intptr_t), value :: context
      integer(c_int), value :: reproducible
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce(op, array, value, dtype) result(returned) bind(C, name="distarray_array_reduce")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: value
      integer(c_int32_t), intent(out) :: dtype
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce_axis(op, array, axis, keep, result) result(returned) bind(C, &
      name="distarray_array_reduce_axis")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int), value :: keep
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce_value(op, array, dtype, ddof, mask, value, &
      result_dtype) result(returned) bind(C, name="distarray_array_reduce_value")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int32_t), value :: dtype
      real(c_double), value :: ddof
      integer(c_intptr_t), value :: mask
      type(c_ptr), value :: value
      integer(c_int32_t), intent(out) :: result_dtype
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce_over(op, array, count, axes, keep, dtype, ddof, mask, &
      result) result(returned) bind(C, name="distarray_array_reduce_over")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_int), value :: keep
      integer(c_int32_t), value :: dtype
      real(c_double), value :: ddof
      integer(c_intptr_t), value :: mask
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce_from(op, array, count, axes, keep, dtype, mask, initial, initial_dtype, &
      result) result(returned) bind(C, name="distarray_array_reduce_from")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_int), value :: keep
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), value :: mask
      type(c_ptr), value :: initial
      integer(c_int32_t), value :: initial_dtype
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce_into(op, array, count, axes, keep, dtype, ddof, mask, &
      out) result(returned) bind(C, name="distarray_array_reduce_into")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_int), value :: keep
      integer(c_int32_t), value :: dtype
      real(c_double), value :: ddof
      integer(c_intptr_t), value :: mask
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce_user_value(array, bytes, identity, accumulate, combine, user, &
      state) result(returned) bind(C, name="distarray_array_reduce_user_value")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: bytes
      type(c_ptr), value :: identity
      type(c_funptr), value :: accumulate
      type(c_funptr), value :: combine
      type(c_ptr), value :: user
      type(c_ptr), value :: state
      integer(c_int) :: returned
    end function

    function c_distarray_array_reduce_user(array, count, axes, keep, dtype, identity, accumulate, combine, user, &
      result) result(returned) bind(C, name="distarray_array_reduce_user")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_int), value :: keep
      integer(c_int32_t), value :: dtype
      type(c_ptr), value :: identity
      type(c_funptr), value :: accumulate
      type(c_funptr), value :: combine
      type(c_ptr), value :: user
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_scan(op, array, axis, dtype, result) result(returned) bind(C, &
      name="distarray_array_scan")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_scan_flat(op, array, dtype, result) result(returned) bind(C, &
      name="distarray_array_scan_flat")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_int32_t), value :: dtype
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_diff(array, n, axis, result) result(returned) bind(C, name="distarray_array_diff")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: n
      integer(c_int), value :: axis
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_gradient(array, axis, spacing, edge_order, result) result(returned) bind(C, &
      name="distarray_array_gradient")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      real(c_double), value :: spacing
      integer(c_int), value :: edge_order
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_convolve(array, kernel, axis, mode, result) result(returned) bind(C, &
      name="distarray_array_convolve")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: kernel
      integer(c_int), value :: axis
      integer(c_int32_t), value :: mode
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_correlate(array, kernel, axis, mode, result) result(returned) bind(C, &
      name="distarray_array_correlate")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: kernel
      integer(c_int), value :: axis
      integer(c_int32_t), value :: mode
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_specification_create(ndim, shape, specification) result(returned) bind(C, &
      name="distarray_specification_create")
      import
      implicit none
      integer(c_int), value :: ndim
      type(c_ptr), value :: shape
      integer(c_intptr_t), intent(inout) :: specification
      integer(c_int) :: returned
    end function

    function c_distarray_specification_parse(ndim, shape, text, specification) result(returned) bind(C, &
      name="distarray_specification_parse")
      import
      implicit none
      integer(c_int), value :: ndim
      type(c_ptr), value :: shape
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: specification
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_block(specification, axis, rule) result(returned) bind(C, &
      name="distarray_specification_set_block")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int32_t), value :: rule
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_bounds(specification, axis, count, bounds) result(returned) bind(C, &
      name="distarray_specification_set_bounds")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int64_t), value :: count
      type(c_ptr), value :: bounds
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_cyclic(specification, axis, block_size) result(returned) bind(C, &
      name="distarray_specification_set_cyclic")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int64_t), value :: block_size
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_unstructured(specification, axis, count, labels, &
      one_to_one) result(returned) bind(C, name="distarray_specification_set_unstructured")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int64_t), value :: count
      type(c_ptr), value :: labels
      integer(c_int), value :: one_to_one
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_whole(specification, axis) result(returned) bind(C, &
      name="distarray_specification_set_whole")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_halo(specification, axis, lower, upper) result(returned) bind(C, &
      name="distarray_specification_set_halo")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int64_t), value :: lower
      integer(c_int64_t), value :: upper
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_boundary(specification, axis, lower, upper) result(returned) bind(C, &
      name="distarray_specification_set_boundary")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int64_t), value :: lower
      integer(c_int64_t), value :: upper
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_periodic(specification, axis, periodic) result(returned) bind(C, &
      name="distarray_specification_set_periodic")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: axis
      integer(c_int), value :: periodic
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_grid(specification, ndim, extents) result(returned) bind(C, &
      name="distarray_specification_set_grid")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: ndim
      type(c_ptr), value :: extents
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_ranks(specification, count, ranks) result(returned) bind(C, &
      name="distarray_specification_set_ranks")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: count
      type(c_ptr), value :: ranks
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_replicas(specification, replicas) result(returned) bind(C, &
      name="distarray_specification_set_replicas")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int), value :: replicas
      integer(c_int) :: returned
    end function

    function c_distarray_specification_set_order(specification, order) result(returned) bind(C, &
      name="distarray_specification_set_order")
      import
      implicit none
      integer(c_intptr_t), value :: specification
      integer(c_int32_t), value :: order
      integer(c_int) :: returned
    end function

    function c_distarray_specification_free(specification) result(returned) bind(C, &
      name="distarray_specification_free")
      import
      implicit none
      integer(c_intptr_t), intent(inout) :: specification
      integer(c_int) :: returned
    end function

    function c_distarray_array_quantile_value(array, count, q, method, skip_nan, values) result(returned) bind(C, &
      name="distarray_array_quantile_value")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: q
      integer(c_int32_t), value :: method
      integer(c_int), value :: skip_nan
      type(c_ptr), value :: values
      integer(c_int) :: returned
    end function

    function c_distarray_array_quantile(array, count, q, axis_count, axes, keep, method, skip_nan, &
      result) result(returned) bind(C, name="distarray_array_quantile")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: q
      integer(c_int), value :: axis_count
      type(c_ptr), value :: axes
      integer(c_int), value :: keep
      integer(c_int32_t), value :: method
      integer(c_int), value :: skip_nan
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_average(array, weights, count, axes, keep, result) result(returned) bind(C, &
      name="distarray_array_average")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: weights
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_int), value :: keep
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_cov(array, by_column, ddof, result) result(returned) bind(C, &
      name="distarray_array_cov")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: by_column
      real(c_double), value :: ddof
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_array_corrcoef(array, by_column, result) result(returned) bind(C, &
      name="distarray_array_corrcoef")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: by_column
      integer(c_intptr_t), intent(inout) :: result
      integer(c_int) :: returned
    end function

    function c_distarray_status_name(status) result(returned) bind(C, name="distarray_status_name")
      import
      implicit none
      integer(c_int), value :: status
      type(c_ptr) :: returned
    end function

    function c_distarray_last_error_message() result(returned) bind(C, name="distarray_last_error_message")
      import
      implicit none
      type(c_ptr) :: returned
    end function

    function c_distarray_last_error_rank() result(returned) bind(C, name="distarray_last_error_rank")
      import
      implicit none
      integer(c_int) :: returned
    end function

    function c_distarray_error_set(status, message) result(returned) bind(C, name="distarray_error_set")
      import
      implicit none
      integer(c_int), value :: status
      type(c_ptr), value :: message
      integer(c_int) :: returned
    end function

    function c_distarray_log_set_callback(callback, user) result(returned) bind(C, name="distarray_log_set_callback")
      import
      implicit none
      type(c_funptr), value :: callback
      type(c_ptr), value :: user
      integer(c_int) :: returned
    end function

    function c_distarray_array_apply_unary(op, array, out) result(returned) bind(C, &
      name="distarray_array_apply_unary")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_apply_binary(op, array, b, out) result(returned) bind(C, &
      name="distarray_array_apply_binary")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_apply_ternary(op, array, b, c, out) result(returned) bind(C, &
      name="distarray_array_apply_ternary")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: b
      integer(c_intptr_t), value :: c
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_apply_scalar(op, array, scalar, scalar_dtype, out) result(returned) bind(C, &
      name="distarray_array_apply_scalar")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: scalar
      integer(c_int32_t), value :: scalar_dtype
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_apply_scalar_first(op, scalar, scalar_dtype, array, out) result(returned) bind(C, &
      name="distarray_array_apply_scalar_first")
      import
      implicit none
      integer(c_int32_t), value :: op
      type(c_ptr), value :: scalar
      integer(c_int32_t), value :: scalar_dtype
      integer(c_intptr_t), value :: array
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_apply_where(op, count, operands, scalars, scalar_dtypes, mask, casting, &
      out) result(returned) bind(C, name="distarray_array_apply_where")
      import
      implicit none
      integer(c_int32_t), value :: op
      integer(c_int), value :: count
      type(c_ptr), value :: operands
      type(c_ptr), value :: scalars
      type(c_ptr), value :: scalar_dtypes
      integer(c_intptr_t), value :: mask
      integer(c_int32_t), value :: casting
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_apply_function(count, operands, dtypes, function, user, &
      out) result(returned) bind(C, name="distarray_array_apply_function")
      import
      implicit none
      integer(c_int), value :: count
      type(c_ptr), value :: operands
      type(c_ptr), value :: dtypes
      type(c_funptr), value :: function
      type(c_ptr), value :: user
      integer(c_intptr_t), value :: out
      integer(c_int) :: returned
    end function

    function c_distarray_array_visit(array, function, user) result(returned) bind(C, name="distarray_array_visit")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_funptr), value :: function
      type(c_ptr), value :: user
      integer(c_int) :: returned
    end function

    subroutine c_distarray_version(major, minor, patch) bind(C, name="distarray_version")
      import
      implicit none
      integer(c_int), intent(out) :: major
      integer(c_int), intent(out) :: minor
      integer(c_int), intent(out) :: patch
    end subroutine

    function c_distarray_version_string() result(returned) bind(C, name="distarray_version_string")
      import
      implicit none
      type(c_ptr) :: returned
    end function

    function c_distarray_build_info() result(returned) bind(C, name="distarray_build_info")
      import
      implicit none
      type(c_ptr) :: returned
    end function

    function c_distarray_check_build(header_major, header_minor, header_patch, mpi_family, &
      mpi_comm_size) result(returned) bind(C, name="distarray_check_build")
      import
      implicit none
      integer(c_int), value :: header_major
      integer(c_int), value :: header_minor
      integer(c_int), value :: header_patch
      integer(c_int), value :: mpi_family
      integer(c_size_t), value :: mpi_comm_size
      integer(c_int) :: returned
    end function

    function c_distarray_array_slice(array, starts, stops, steps, view) result(returned) bind(C, &
      name="distarray_array_slice")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: starts
      type(c_ptr), value :: stops
      type(c_ptr), value :: steps
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_slice_text(array, text, view) result(returned) bind(C, &
      name="distarray_array_slice_text")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: text
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_index_axis(array, axis, index, view) result(returned) bind(C, &
      name="distarray_array_index_axis")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int64_t), value :: index
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_transpose(array, axes, view) result(returned) bind(C, name="distarray_array_transpose")
      import
      implicit none
      integer(c_intptr_t), value :: array
      type(c_ptr), value :: axes
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_swap_axes(array, axis1, axis2, view) result(returned) bind(C, &
      name="distarray_array_swap_axes")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis1
      integer(c_int), value :: axis2
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_move_axis(array, axis, destination, view) result(returned) bind(C, &
      name="distarray_array_move_axis")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_int), value :: destination
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_flip(array, count, axes, view) result(returned) bind(C, name="distarray_array_flip")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_squeeze(array, count, axes, view) result(returned) bind(C, &
      name="distarray_array_squeeze")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: count
      type(c_ptr), value :: axes
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_expand_dims(array, axis, view) result(returned) bind(C, &
      name="distarray_array_expand_dims")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: axis
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_diagonal(array, offset, axis1, axis2, view) result(returned) bind(C, &
      name="distarray_array_diagonal")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int64_t), value :: offset
      integer(c_int), value :: axis1
      integer(c_int), value :: axis2
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_broadcast_to(array, ndim, shape, view) result(returned) bind(C, &
      name="distarray_array_broadcast_to")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), value :: ndim
      type(c_ptr), value :: shape
      integer(c_intptr_t), intent(inout) :: view
      integer(c_int) :: returned
    end function

    function c_distarray_array_is_view(array, is_view) result(returned) bind(C, name="distarray_array_is_view")
      import
      implicit none
      integer(c_intptr_t), value :: array
      integer(c_int), intent(out) :: is_view
      integer(c_int) :: returned
    end function

    function c_distarray_array_assign(target, source) result(returned) bind(C, name="distarray_array_assign")
      import
      implicit none
      integer(c_intptr_t), value :: target
      integer(c_intptr_t), value :: source
      integer(c_int) :: returned
    end function

    function c_distarray_array_assign_scalar(target, value, dtype) result(returned) bind(C, &
      name="distarray_array_assign_scalar")
      import
      implicit none
      integer(c_intptr_t), value :: target
      type(c_ptr), value :: value
      integer(c_int32_t), value :: dtype
      integer(c_int) :: returned
    end function

  end interface

  !> Makes an array with every element set to one value.
  !> **Collective**.
  interface distarray_array_create_full
    module procedure array_create_full_int8
    module procedure array_create_full_int16
    module procedure array_create_full_int32
    module procedure array_create_full_int64
    module procedure array_create_full_real32
    module procedure array_create_full_real64
    module procedure array_create_full_complex32
    module procedure array_create_full_complex64
  end interface

  !> Makes an array over memory that the caller owns, without copying it.
  !> **Collective**.
  interface distarray_array_wrap
    module procedure wrap_int8_1
    module procedure wrap_int8_2
    module procedure wrap_int8_3
    module procedure wrap_int8_4
    module procedure wrap_int8_5
    module procedure wrap_int8_6
    module procedure wrap_int8_7
    module procedure wrap_int16_1
    module procedure wrap_int16_2
    module procedure wrap_int16_3
    module procedure wrap_int16_4
    module procedure wrap_int16_5
    module procedure wrap_int16_6
    module procedure wrap_int16_7
    module procedure wrap_int32_1
    module procedure wrap_int32_2
    module procedure wrap_int32_3
    module procedure wrap_int32_4
    module procedure wrap_int32_5
    module procedure wrap_int32_6
    module procedure wrap_int32_7
    module procedure wrap_int64_1
    module procedure wrap_int64_2
    module procedure wrap_int64_3
    module procedure wrap_int64_4
    module procedure wrap_int64_5
    module procedure wrap_int64_6
    module procedure wrap_int64_7
    module procedure wrap_real32_1
    module procedure wrap_real32_2
    module procedure wrap_real32_3
    module procedure wrap_real32_4
    module procedure wrap_real32_5
    module procedure wrap_real32_6
    module procedure wrap_real32_7
    module procedure wrap_real64_1
    module procedure wrap_real64_2
    module procedure wrap_real64_3
    module procedure wrap_real64_4
    module procedure wrap_real64_5
    module procedure wrap_real64_6
    module procedure wrap_real64_7
    module procedure wrap_complex32_1
    module procedure wrap_complex32_2
    module procedure wrap_complex32_3
    module procedure wrap_complex32_4
    module procedure wrap_complex32_5
    module procedure wrap_complex32_6
    module procedure wrap_complex32_7
    module procedure wrap_complex64_1
    module procedure wrap_complex64_2
    module procedure wrap_complex64_3
    module procedure wrap_complex64_4
    module procedure wrap_complex64_5
    module procedure wrap_complex64_6
    module procedure wrap_complex64_7
  end interface

  !> Makes an array from the whole array on one rank.
  !> **Collective**.
  interface distarray_array_scatter
    module procedure scatter_int8_1
    module procedure scatter_int8_2
    module procedure scatter_int8_3
    module procedure scatter_int8_4
    module procedure scatter_int8_5
    module procedure scatter_int8_6
    module procedure scatter_int8_7
    module procedure scatter_int16_1
    module procedure scatter_int16_2
    module procedure scatter_int16_3
    module procedure scatter_int16_4
    module procedure scatter_int16_5
    module procedure scatter_int16_6
    module procedure scatter_int16_7
    module procedure scatter_int32_1
    module procedure scatter_int32_2
    module procedure scatter_int32_3
    module procedure scatter_int32_4
    module procedure scatter_int32_5
    module procedure scatter_int32_6
    module procedure scatter_int32_7
    module procedure scatter_int64_1
    module procedure scatter_int64_2
    module procedure scatter_int64_3
    module procedure scatter_int64_4
    module procedure scatter_int64_5
    module procedure scatter_int64_6
    module procedure scatter_int64_7
    module procedure scatter_real32_1
    module procedure scatter_real32_2
    module procedure scatter_real32_3
    module procedure scatter_real32_4
    module procedure scatter_real32_5
    module procedure scatter_real32_6
    module procedure scatter_real32_7
    module procedure scatter_real64_1
    module procedure scatter_real64_2
    module procedure scatter_real64_3
    module procedure scatter_real64_4
    module procedure scatter_real64_5
    module procedure scatter_real64_6
    module procedure scatter_real64_7
    module procedure scatter_complex32_1
    module procedure scatter_complex32_2
    module procedure scatter_complex32_3
    module procedure scatter_complex32_4
    module procedure scatter_complex32_5
    module procedure scatter_complex32_6
    module procedure scatter_complex32_7
    module procedure scatter_complex64_1
    module procedure scatter_complex64_2
    module procedure scatter_complex64_3
    module procedure scatter_complex64_4
    module procedure scatter_complex64_5
    module procedure scatter_complex64_6
    module procedure scatter_complex64_7
  end interface

  !> Makes an array from each rank's own part.
  !> **Collective**.
  interface distarray_array_create_from_parts
    module procedure parts_int8_1
    module procedure parts_int8_2
    module procedure parts_int8_3
    module procedure parts_int8_4
    module procedure parts_int8_5
    module procedure parts_int8_6
    module procedure parts_int8_7
    module procedure parts_int16_1
    module procedure parts_int16_2
    module procedure parts_int16_3
    module procedure parts_int16_4
    module procedure parts_int16_5
    module procedure parts_int16_6
    module procedure parts_int16_7
    module procedure parts_int32_1
    module procedure parts_int32_2
    module procedure parts_int32_3
    module procedure parts_int32_4
    module procedure parts_int32_5
    module procedure parts_int32_6
    module procedure parts_int32_7
    module procedure parts_int64_1
    module procedure parts_int64_2
    module procedure parts_int64_3
    module procedure parts_int64_4
    module procedure parts_int64_5
    module procedure parts_int64_6
    module procedure parts_int64_7
    module procedure parts_real32_1
    module procedure parts_real32_2
    module procedure parts_real32_3
    module procedure parts_real32_4
    module procedure parts_real32_5
    module procedure parts_real32_6
    module procedure parts_real32_7
    module procedure parts_real64_1
    module procedure parts_real64_2
    module procedure parts_real64_3
    module procedure parts_real64_4
    module procedure parts_real64_5
    module procedure parts_real64_6
    module procedure parts_real64_7
    module procedure parts_complex32_1
    module procedure parts_complex32_2
    module procedure parts_complex32_3
    module procedure parts_complex32_4
    module procedure parts_complex32_5
    module procedure parts_complex32_6
    module procedure parts_complex32_7
    module procedure parts_complex64_1
    module procedure parts_complex64_2
    module procedure parts_complex64_3
    module procedure parts_complex64_4
    module procedure parts_complex64_5
    module procedure parts_complex64_6
    module procedure parts_complex64_7
  end interface

  !> This process's owned part in place, without halo. Valid until the array is freed; the address never changes.
  !> **Local**.
  interface distarray_array_get_local
    module procedure local_int8_1
    module procedure local_int8_2
    module procedure local_int8_3
    module procedure local_int8_4
    module procedure local_int8_5
    module procedure local_int8_6
    module procedure local_int8_7
    module procedure local_int16_1
    module procedure local_int16_2
    module procedure local_int16_3
    module procedure local_int16_4
    module procedure local_int16_5
    module procedure local_int16_6
    module procedure local_int16_7
    module procedure local_int32_1
    module procedure local_int32_2
    module procedure local_int32_3
    module procedure local_int32_4
    module procedure local_int32_5
    module procedure local_int32_6
    module procedure local_int32_7
    module procedure local_int64_1
    module procedure local_int64_2
    module procedure local_int64_3
    module procedure local_int64_4
    module procedure local_int64_5
    module procedure local_int64_6
    module procedure local_int64_7
    module procedure local_real32_1
    module procedure local_real32_2
    module procedure local_real32_3
    module procedure local_real32_4
    module procedure local_real32_5
    module procedure local_real32_6
    module procedure local_real32_7
    module procedure local_real64_1
    module procedure local_real64_2
    module procedure local_real64_3
    module procedure local_real64_4
    module procedure local_real64_5
    module procedure local_real64_6
    module procedure local_real64_7
    module procedure local_complex32_1
    module procedure local_complex32_2
    module procedure local_complex32_3
    module procedure local_complex32_4
    module procedure local_complex32_5
    module procedure local_complex32_6
    module procedure local_complex32_7
    module procedure local_complex64_1
    module procedure local_complex64_2
    module procedure local_complex64_3
    module procedure local_complex64_4
    module procedure local_complex64_5
    module procedure local_complex64_6
    module procedure local_complex64_7
  end interface

  !> This process's part in place, with its halo. Valid until the array is freed.
  !> **Local**.
  interface distarray_array_get_local_padded
    module procedure padded_int8_1
    module procedure padded_int8_2
    module procedure padded_int8_3
    module procedure padded_int8_4
    module procedure padded_int8_5
    module procedure padded_int8_6
    module procedure padded_int8_7
    module procedure padded_int16_1
    module procedure padded_int16_2
    module procedure padded_int16_3
    module procedure padded_int16_4
    module procedure padded_int16_5
    module procedure padded_int16_6
    module procedure padded_int16_7
    module procedure padded_int32_1
    module procedure padded_int32_2
    module procedure padded_int32_3
    module procedure padded_int32_4
    module procedure padded_int32_5
    module procedure padded_int32_6
    module procedure padded_int32_7
    module procedure padded_int64_1
    module procedure padded_int64_2
    module procedure padded_int64_3
    module procedure padded_int64_4
    module procedure padded_int64_5
    module procedure padded_int64_6
    module procedure padded_int64_7
    module procedure padded_real32_1
    module procedure padded_real32_2
    module procedure padded_real32_3
    module procedure padded_real32_4
    module procedure padded_real32_5
    module procedure padded_real32_6
    module procedure padded_real32_7
    module procedure padded_real64_1
    module procedure padded_real64_2
    module procedure padded_real64_3
    module procedure padded_real64_4
    module procedure padded_real64_5
    module procedure padded_real64_6
    module procedure padded_real64_7
    module procedure padded_complex32_1
    module procedure padded_complex32_2
    module procedure padded_complex32_3
    module procedure padded_complex32_4
    module procedure padded_complex32_5
    module procedure padded_complex32_6
    module procedure padded_complex32_7
    module procedure padded_complex64_1
    module procedure padded_complex64_2
    module procedure padded_complex64_3
    module procedure padded_complex64_4
    module procedure padded_complex64_5
    module procedure padded_complex64_6
    module procedure padded_complex64_7
  end interface

  !> Reads one element, on every rank.
  !> **Collective**.
  interface distarray_array_get_element
    module procedure array_get_element_int8_at64
    module procedure array_get_element_int8_at32
    module procedure array_get_element_int16_at64
    module procedure array_get_element_int16_at32
    module procedure array_get_element_int32_at64
    module procedure array_get_element_int32_at32
    module procedure array_get_element_int64_at64
    module procedure array_get_element_int64_at32
    module procedure array_get_element_real32_at64
    module procedure array_get_element_real32_at32
    module procedure array_get_element_real64_at64
    module procedure array_get_element_real64_at32
    module procedure array_get_element_complex32_at64
    module procedure array_get_element_complex32_at32
    module procedure array_get_element_complex64_at64
    module procedure array_get_element_complex64_at32
  end interface

  !> Sets one element on all its owners. Halos are not updated.
  !> **Collective**.
  interface distarray_array_set_element
    module procedure array_set_element_int8_at64
    module procedure array_set_element_int8_at32
    module procedure array_set_element_int16_at64
    module procedure array_set_element_int16_at32
    module procedure array_set_element_int32_at64
    module procedure array_set_element_int32_at32
    module procedure array_set_element_int64_at64
    module procedure array_set_element_int64_at32
    module procedure array_set_element_real32_at64
    module procedure array_set_element_real32_at32
    module procedure array_set_element_real64_at64
    module procedure array_set_element_real64_at32
    module procedure array_set_element_complex32_at64
    module procedure array_set_element_complex32_at32
    module procedure array_set_element_complex64_at64
    module procedure array_set_element_complex64_at32
  end interface

  !> Brings the whole array to one rank or to all.
  !> **Collective**.
  interface distarray_array_gather
    module procedure gather_int8_1
    module procedure gather_int8_2
    module procedure gather_int8_3
    module procedure gather_int8_4
    module procedure gather_int8_5
    module procedure gather_int8_6
    module procedure gather_int8_7
    module procedure gather_int16_1
    module procedure gather_int16_2
    module procedure gather_int16_3
    module procedure gather_int16_4
    module procedure gather_int16_5
    module procedure gather_int16_6
    module procedure gather_int16_7
    module procedure gather_int32_1
    module procedure gather_int32_2
    module procedure gather_int32_3
    module procedure gather_int32_4
    module procedure gather_int32_5
    module procedure gather_int32_6
    module procedure gather_int32_7
    module procedure gather_int64_1
    module procedure gather_int64_2
    module procedure gather_int64_3
    module procedure gather_int64_4
    module procedure gather_int64_5
    module procedure gather_int64_6
    module procedure gather_int64_7
    module procedure gather_real32_1
    module procedure gather_real32_2
    module procedure gather_real32_3
    module procedure gather_real32_4
    module procedure gather_real32_5
    module procedure gather_real32_6
    module procedure gather_real32_7
    module procedure gather_real64_1
    module procedure gather_real64_2
    module procedure gather_real64_3
    module procedure gather_real64_4
    module procedure gather_real64_5
    module procedure gather_real64_6
    module procedure gather_real64_7
    module procedure gather_complex32_1
    module procedure gather_complex32_2
    module procedure gather_complex32_3
    module procedure gather_complex32_4
    module procedure gather_complex32_5
    module procedure gather_complex32_6
    module procedure gather_complex32_7
    module procedure gather_complex64_1
    module procedure gather_complex64_2
    module procedure gather_complex64_3
    module procedure gather_complex64_4
    module procedure gather_complex64_5
    module procedure gather_complex64_6
    module procedure gather_complex64_7
  end interface

  !> Views of the parts of an array between indices along an axis, as NumPy's split with indices.
  !> **Local**.
  interface distarray_array_split_at
    module procedure array_split_at_at64
    module procedure array_split_at_at32
  end interface

  !> Shifts elements along axes; those beyond the end come back at the start, as NumPy's roll.
  !> **Collective**.
  interface distarray_array_roll
    module procedure array_roll_at64
    module procedure array_roll_at32
  end interface

  !> Copies an array into a larger one with margins, as NumPy's pad.
  !> **Collective**.
  interface distarray_array_pad
    module procedure array_pad_int8_at64
    module procedure array_pad_int8_at32
    module procedure array_pad_int16_at64
    module procedure array_pad_int16_at32
    module procedure array_pad_int32_at64
    module procedure array_pad_int32_at32
    module procedure array_pad_int64_at64
    module procedure array_pad_int64_at32
    module procedure array_pad_real32_at64
    module procedure array_pad_real32_at32
    module procedure array_pad_real64_at64
    module procedure array_pad_real64_at32
    module procedure array_pad_complex32_at64
    module procedure array_pad_complex32_at32
    module procedure array_pad_complex64_at64
    module procedure array_pad_complex64_at32
  end interface

  !> Repeats every index of an axis, as NumPy's repeat.
  !> **Collective**.
  interface distarray_array_repeat
    module procedure array_repeat_at64
    module procedure array_repeat_at32
  end interface

  !> Lays copies of an array side by side, as NumPy's tile.
  !> **Collective**.
  interface distarray_array_tile
    module procedure array_tile_at64
    module procedure array_tile_at32
  end interface

  !> Elements of the first choice whose mask is not 0, else a value, all broadcast against each other, as NumPy's
  !> select.
  !> **Collective**.
  interface distarray_array_select
    module procedure array_select_int8
    module procedure array_select_int16
    module procedure array_select_int32
    module procedure array_select_int64
    module procedure array_select_real32
    module procedure array_select_real64
    module procedure array_select_complex32
    module procedure array_select_complex64
  end interface

  !> A copy with zeros above a diagonal of the last two axes, as NumPy's tril.
  !> **Collective**.
  interface distarray_array_lower_triangle
    module procedure array_lower_triangle_at64
    module procedure array_lower_triangle_at32
  end interface

  !> A copy with zeros below a diagonal of the last two axes, as NumPy's triu.
  !> **Collective**.
  interface distarray_array_upper_triangle
    module procedure array_upper_triangle_at64
    module procedure array_upper_triangle_at32
  end interface

  !> Makes a context of all ranks of a communicator, which is duplicated (once, however many contexts) and may be
  !> freed at once.
  !> **Collective**.
  interface distarray_context_create
    module procedure context_create_integer
#ifndef DISTARRAY_NO_MPI_F08
    module procedure context_create_f08
#endif
  end interface

  !> The context's private communicator, borrowed: not to be freed, and not for messages that the library could
  !> mistake for its own.
  !> **Local**.
  interface distarray_context_get_comm
    module procedure context_get_comm_integer
#ifndef DISTARRAY_NO_MPI_F08
    module procedure context_get_comm_f08
#endif
  end interface

  !> Limits the temporary memory of this rank's operations; they run in rounds within it.
  !> **Local**.
  interface distarray_context_set_memory_ceiling
    module procedure context_set_memory_ceiling_at64
    module procedure context_set_memory_ceiling_at32
  end interface

  !> Sets the longest single MPI message; longer ones are sent in pieces. Must be the same on all ranks that
  !> exchange data. For tests; the default of 2^30 bytes suits every MPI.
  !> **Local**.
  interface distarray_context_set_message_limit
    module procedure context_set_message_limit_at64
    module procedure context_set_message_limit_at32
  end interface

  !> Makes a 1-D array of `count` numbers at equal distances, as NumPy's linspace. Integers are rounded down.
  !> **Collective**.
  interface distarray_array_create_linspace
    module procedure array_create_linspace_at64
    module procedure array_create_linspace_at32
  end interface

  !> Makes a 1-D array of `count` powers of a base whose exponents are at equal distances, as NumPy's logspace.
  !> **Collective**.
  interface distarray_array_create_logspace
    module procedure array_create_logspace_at64
    module procedure array_create_logspace_at32
  end interface

  !> Makes a 1-D array of `count` numbers at equal ratios, as NumPy's geomspace.
  !> **Collective**.
  interface distarray_array_create_geomspace
    module procedure array_create_geomspace_at64
    module procedure array_create_geomspace_at32
  end interface

  !> Makes a 2-D array of zeros with ones where the column is the row plus `diagonal`, as NumPy's eye.
  !> **Collective**.
  interface distarray_array_create_eye
    module procedure array_create_eye_at64
    module procedure array_create_eye_at32
  end interface

  !> As distarray_specification_parse() followed by distarray_distribution_create().
  !> **Collective**.
  interface distarray_distribution_create_text
    module procedure distribution_create_text_at64
    module procedure distribution_create_text_at32
  end interface

  !> The distribution seen through one slice per axis, with NumPy's rules for `start:stop:step`. Halos are
  !> dropped on axes that are not taken whole.
  !> **Local**.
  interface distarray_distribution_slice
    module procedure distribution_slice_int64
    module procedure distribution_slice_int32
  end interface

  !> The rank that owns an element; where the array is replicated, in the first copy.
  !> **Local**.
  interface distarray_distribution_get_owner
    module procedure distribution_get_owner_at64
    module procedure distribution_get_owner_at32
  end interface

  !> Where an element lies in this process's owned part (halo not counted).
  !> **Local**.
  interface distarray_distribution_get_local_index
    module procedure distribution_get_local_index_at64
    module procedure distribution_get_local_index_at32
  end interface

  !> Global index of a position in this process's owned part.
  !> **Local**.
  interface distarray_distribution_get_global_index
    module procedure distribution_get_global_index_at64
    module procedure distribution_get_global_index_at32
  end interface

  !> The coordinate that owns an index of one axis, and its position there.
  !> **Local**.
  interface distarray_distribution_get_axis_owner
    module procedure distribution_get_axis_owner_at64
    module procedure distribution_get_axis_owner_at32
  end interface

  !> The index of one axis at a position that a coordinate owns.
  !> **Local**.
  interface distarray_distribution_get_axis_global
    module procedure distribution_get_axis_global_at64
    module procedure distribution_get_axis_global_at32
  end interface

  !> An expression that stands for one element.
  !> **Local**.
  interface distarray_expression_create_scalar
    module procedure expression_create_scalar_int8
    module procedure expression_create_scalar_int16
    module procedure expression_create_scalar_int32
    module procedure expression_create_scalar_int64
    module procedure expression_create_scalar_real32
    module procedure expression_create_scalar_real64
    module procedure expression_create_scalar_complex32
    module procedure expression_create_scalar_complex64
  end interface

  !> Evaluates an expression that has one element, such as a reduction over all axes, for every rank.
  !> **Collective**.
  interface distarray_expression_get_value
    module procedure expression_get_value_int8
    module procedure expression_get_value_int16
    module procedure expression_get_value_int32
    module procedure expression_get_value_int64
    module procedure expression_get_value_real32
    module procedure expression_get_value_real64
    module procedure expression_get_value_complex32
    module procedure expression_get_value_complex64
  end interface

  !> Reads an array that lies row-major and contiguous in a file, such as a variable of a netCDF-3 file; each
  !> rank only its part.
  !> **Collective**.
  interface distarray_array_read_raw
    module procedure array_read_raw_at64
    module procedure array_read_raw_at32
  end interface

  !> `out = alpha * op(a) @ op(b) + beta * out`, where operations are on the last two axes. The product is
  !> computed in NumPy's result type of `a` and `b` and cast to the dtype of `out`.
  !> **Collective**.
  interface distarray_array_matmul_into
    module procedure array_matmul_into_int8
    module procedure array_matmul_into_int16
    module procedure array_matmul_into_int32
    module procedure array_matmul_into_int64
    module procedure array_matmul_into_real32
    module procedure array_matmul_into_real64
    module procedure array_matmul_into_complex32
    module procedure array_matmul_into_complex64
  end interface

  !> NumPy's vdot: the sum of the products of all elements in C order, those of `a` conjugated; on every rank. In
  !> reproducible mode (see distarray_context_set_reproducible()) products are rounded, their sum is not before
  !> its end.
  !> **Collective**.
  interface distarray_array_vdot
    module procedure array_vdot_int8
    module procedure array_vdot_int16
    module procedure array_vdot_int32
    module procedure array_vdot_int64
    module procedure array_vdot_real32
    module procedure array_vdot_real64
    module procedure array_vdot_complex32
    module procedure array_vdot_complex64
  end interface

  !> NumPy's trace: sums along the diagonals of two axes. Sums of integers are int64 or uint64.
  !> **Collective**.
  interface distarray_array_trace
    module procedure array_trace_at64
    module procedure array_trace_at32
  end interface

  !> `target = alpha * op(source) + beta * target`, whatever the distributions and dtypes. Elements of the source
  !> are cast to the target's dtype, and all is computed in that. Transposition reverses the order of all axes,
  !> as NumPy's `.T`. What is multiplied by a factor of 0 is not looked at, even if it is NaN.
  !> **Collective**.
  interface distarray_array_transform
    module procedure array_transform_int8
    module procedure array_transform_int16
    module procedure array_transform_int32
    module procedure array_transform_int64
    module procedure array_transform_real32
    module procedure array_transform_real64
    module procedure array_transform_complex32
    module procedure array_transform_complex64
  end interface

  !> Makes an array of another shape with the same elements, numbered in C order on both sides.
  !> **Collective**.
  interface distarray_array_reshape
    module procedure array_reshape_at64
    module procedure array_reshape_at32
  end interface

  !> Fills part of the halo of every process from the owners of its elements; the rest of it stays as it is.
  !> **Collective**.
  interface distarray_array_exchange_halo_part
    module procedure array_exchange_halo_part_at64
    module procedure array_exchange_halo_part_at32
  end interface

  !> Fills the boundary cells of an axis (see distarray_specification_set_boundary()) over the whole extent of
  !> the other axes, so that after several axes the corners are as NumPy's pad makes them. Nothing happens
  !> without boundary cells.
  !> **Collective**.
  interface distarray_array_fill_boundary
    module procedure array_fill_boundary_int8
    module procedure array_fill_boundary_int16
    module procedure array_fill_boundary_int32
    module procedure array_fill_boundary_int64
    module procedure array_fill_boundary_real32
    module procedure array_fill_boundary_real64
    module procedure array_fill_boundary_complex32
    module procedure array_fill_boundary_complex64
  end interface

  !> Reads a box of elements, whoever owns them, without the owners' help.
  !> **Local**.
  interface distarray_array_get_box
    module procedure array_get_box_int8_at64
    module procedure array_get_box_int8_at32
    module procedure array_get_box_int16_at64
    module procedure array_get_box_int16_at32
    module procedure array_get_box_int32_at64
    module procedure array_get_box_int32_at32
    module procedure array_get_box_int64_at64
    module procedure array_get_box_int64_at32
    module procedure array_get_box_real32_at64
    module procedure array_get_box_real32_at32
    module procedure array_get_box_real64_at64
    module procedure array_get_box_real64_at32
    module procedure array_get_box_complex32_at64
    module procedure array_get_box_complex32_at32
    module procedure array_get_box_complex64_at64
    module procedure array_get_box_complex64_at32
  end interface

  !> Writes a box of elements to all their owners, without their help.
  !> **Local**.
  interface distarray_array_put_box
    module procedure array_put_box_int8_at64
    module procedure array_put_box_int8_at32
    module procedure array_put_box_int16_at64
    module procedure array_put_box_int16_at32
    module procedure array_put_box_int32_at64
    module procedure array_put_box_int32_at32
    module procedure array_put_box_int64_at64
    module procedure array_put_box_int64_at32
    module procedure array_put_box_real32_at64
    module procedure array_put_box_real32_at32
    module procedure array_put_box_real64_at64
    module procedure array_put_box_real64_at32
    module procedure array_put_box_complex32_at64
    module procedure array_put_box_complex32_at32
    module procedure array_put_box_complex64_at64
    module procedure array_put_box_complex64_at32
  end interface

  !> Combines a box of elements with those of their owners, without their help. Several processes may do so at
  !> once: every element is combined with all of them.
  !> **Local**.
  interface distarray_array_accumulate_box
    module procedure array_accumulate_box_int8_at64
    module procedure array_accumulate_box_int8_at32
    module procedure array_accumulate_box_int16_at64
    module procedure array_accumulate_box_int16_at32
    module procedure array_accumulate_box_int32_at64
    module procedure array_accumulate_box_int32_at32
    module procedure array_accumulate_box_int64_at64
    module procedure array_accumulate_box_int64_at32
    module procedure array_accumulate_box_real32_at64
    module procedure array_accumulate_box_real32_at32
    module procedure array_accumulate_box_real64_at64
    module procedure array_accumulate_box_real64_at32
    module procedure array_accumulate_box_complex32_at64
    module procedure array_accumulate_box_complex32_at32
    module procedure array_accumulate_box_complex64_at64
    module procedure array_accumulate_box_complex64_at32
  end interface

  !> Reads elements anywhere, without their owners' help.
  !> **Local**.
  interface distarray_array_get_list
    module procedure array_get_list_int8_at64
    module procedure array_get_list_int8_at32
    module procedure array_get_list_int16_at64
    module procedure array_get_list_int16_at32
    module procedure array_get_list_int32_at64
    module procedure array_get_list_int32_at32
    module procedure array_get_list_int64_at64
    module procedure array_get_list_int64_at32
    module procedure array_get_list_real32_at64
    module procedure array_get_list_real32_at32
    module procedure array_get_list_real64_at64
    module procedure array_get_list_real64_at32
    module procedure array_get_list_complex32_at64
    module procedure array_get_list_complex32_at32
    module procedure array_get_list_complex64_at64
    module procedure array_get_list_complex64_at32
  end interface

  !> Writes elements anywhere, without their owners' help. Of equal indices the last counts.
  !> **Local**.
  interface distarray_array_put_list
    module procedure array_put_list_int8_at64
    module procedure array_put_list_int8_at32
    module procedure array_put_list_int16_at64
    module procedure array_put_list_int16_at32
    module procedure array_put_list_int32_at64
    module procedure array_put_list_int32_at32
    module procedure array_put_list_int64_at64
    module procedure array_put_list_int64_at32
    module procedure array_put_list_real32_at64
    module procedure array_put_list_real32_at32
    module procedure array_put_list_real64_at64
    module procedure array_put_list_real64_at32
    module procedure array_put_list_complex32_at64
    module procedure array_put_list_complex32_at32
    module procedure array_put_list_complex64_at64
    module procedure array_put_list_complex64_at32
  end interface

  !> Combines elements with others anywhere, without their owners' help. Equal indices are combined one after the
  !> other.
  !> **Local**.
  interface distarray_array_accumulate_list
    module procedure array_accumulate_list_int8_at64
    module procedure array_accumulate_list_int8_at32
    module procedure array_accumulate_list_int16_at64
    module procedure array_accumulate_list_int16_at32
    module procedure array_accumulate_list_int32_at64
    module procedure array_accumulate_list_int32_at32
    module procedure array_accumulate_list_int64_at64
    module procedure array_accumulate_list_int64_at32
    module procedure array_accumulate_list_real32_at64
    module procedure array_accumulate_list_real32_at32
    module procedure array_accumulate_list_real64_at64
    module procedure array_accumulate_list_real64_at32
    module procedure array_accumulate_list_complex32_at64
    module procedure array_accumulate_list_complex32_at32
    module procedure array_accumulate_list_complex64_at64
    module procedure array_accumulate_list_complex64_at32
  end interface

  !> Combines a value with one element and tells what was there before, in one step: no other accumulation comes
  !> between. With DISTARRAY_ADD it is a counter that all processes share.
  !> **Local**.
  interface distarray_array_fetch
    module procedure array_fetch_int8_at64
    module procedure array_fetch_int8_at32
    module procedure array_fetch_int16_at64
    module procedure array_fetch_int16_at32
    module procedure array_fetch_int32_at64
    module procedure array_fetch_int32_at32
    module procedure array_fetch_int64_at64
    module procedure array_fetch_int64_at32
    module procedure array_fetch_real32_at64
    module procedure array_fetch_real32_at32
    module procedure array_fetch_real64_at64
    module procedure array_fetch_real64_at32
    module procedure array_fetch_complex32_at64
    module procedure array_fetch_complex32_at32
    module procedure array_fetch_complex64_at64
    module procedure array_fetch_complex64_at32
  end interface

  !> Sets every element of this process's part, halo included.
  !> **Local**.
  interface distarray_array_fill
    module procedure array_fill_int8
    module procedure array_fill_int16
    module procedure array_fill_int32
    module procedure array_fill_int64
    module procedure array_fill_real32
    module procedure array_fill_real64
    module procedure array_fill_complex32
    module procedure array_fill_complex64
  end interface

  !> The greatest elements in descending order, or the least in ascending order, and their positions (int64,
  !> counted from 0 along the axis or in C order). Of equal elements those in front come first; NaN is greater
  !> than everything.
  !> **Collective**.
  interface distarray_array_topk
    module procedure array_topk_at64
    module procedure array_topk_at32
  end interface

  !> How often each number from 0 on comes, as NumPy's bincount: int64; with weights their sums: float64. The
  !> result lies in blocks over all processes; each counts in memory for all of it, within the context's ceiling.
  !> **Collective**.
  interface distarray_array_bincount
    module procedure array_bincount_at64
    module procedure array_bincount_at32
  end interface

  !> How many elements lie in each of several bins of equal width, as NumPy's histogram: int64; with weights
  !> their sums, in their dtype; as densities float64. Results are whole on every process. The last bin has both
  !> its edges; elements outside the range and NaN do not count.
  !> **Collective**.
  interface distarray_array_histogram
    module procedure array_histogram_at64
    module procedure array_histogram_at32
  end interface

  !> How many pairs of elements of two arrays lie in each of several bins of equal width, as NumPy's histogram2d:
  !> float64. Results are whole on every process.
  !> **Collective**.
  interface distarray_array_histogram2d
    module procedure array_histogram2d_at64
    module procedure array_histogram2d_at32
  end interface

  !> Plans how the halos of arrays of one distribution, or part of them, are filled from the owners: for
  !> distarray_plan_run() and the others with the same array as source and target.
  !> **Collective**.
  interface distarray_plan_create_halo
    module procedure plan_create_halo_at64
    module procedure plan_create_halo_at32
  end interface

  !> Makes a generator of random numbers at the beginning of a stream. What it gives depends on key and stream
  !> alone, not on ranks and distributions: give the same on all ranks. Streams of one key are independent of
  !> each other.
  !> **Local**.
  interface distarray_random_create
    module procedure random_create_at64
    module procedure random_create_at32
  end interface

  !> Lets a generator go on from a saved state.
  !> **Local**.
  interface distarray_random_set_state
    module procedure random_set_state_at64
    module procedure random_set_state_at32
  end interface

  !> Leaves out words of the stream, at no cost: an array takes one for each element, half of one for uniform
  !> float32.
  !> **Local**.
  interface distarray_random_advance
    module procedure random_advance_at64
    module procedure random_advance_at32
  end interface

  !> Fills an array with whole numbers from `low` to `high`, each exactly as likely as any other.
  !> **Local**.
  interface distarray_random_fill_integers
    module procedure random_fill_integers_at64
    module procedure random_fill_integers_at32
  end interface

  !> Fills an array with numbers of successes in `trials` trials. What an integer dtype cannot hold becomes its
  !> highest number.
  !> **Local**.
  interface distarray_random_fill_binomial
    module procedure random_fill_binomial_at64
    module procedure random_fill_binomial_at32
  end interface

  !> Fills an array with numbers from 0 to `count` - 1, such as indices for distarray_array_take().
  !> **Local**.
  interface distarray_random_fill_choice
    module procedure random_fill_choice_at64
    module procedure random_fill_choice_at32
  end interface

  !> One value over all elements, on every rank, with the same bits. Labels that several processes own count
  !> once.
  !> **Collective**.
  interface distarray_array_reduce
    module procedure array_reduce_int8
    module procedure array_reduce_int16
    module procedure array_reduce_int32
    module procedure array_reduce_int64
    module procedure array_reduce_real32
    module procedure array_reduce_real64
    module procedure array_reduce_complex32
    module procedure array_reduce_complex64
  end interface

  !> One value over all elements that take part, on every rank.
  !> **Collective**.
  interface distarray_array_reduce_value
    module procedure array_reduce_value_int8
    module procedure array_reduce_value_int16
    module procedure array_reduce_value_int32
    module procedure array_reduce_value_int64
    module procedure array_reduce_value_real32
    module procedure array_reduce_value_real64
    module procedure array_reduce_value_complex32
    module procedure array_reduce_value_complex64
  end interface

  !> As distarray_array_reduce_over(), beginning with a value: of no elements it is the result.
  !> **Collective**.
  interface distarray_array_reduce_from
    module procedure array_reduce_from_int8
    module procedure array_reduce_from_int16
    module procedure array_reduce_from_int32
    module procedure array_reduce_from_int64
    module procedure array_reduce_from_real32
    module procedure array_reduce_from_real64
    module procedure array_reduce_from_complex32
    module procedure array_reduce_from_complex64
  end interface

  !> Starts a specification: every axis in even blocks, no halo, row-major, process grid left open.
  !> **Local**.
  interface distarray_specification_create
    module procedure specification_create_int64
    module procedure specification_create_int32
  end interface

  !> Starts a specification from text: one group of words per axis, separated by commas, then options. An axis is
  !> `block`, `block(ceil)`, `bounds(0:5:12)`, `cyclic`, `cyclic(64)` or `whole`, followed by any of `halo(1)`,
  !> `halo(1:2)`, `boundary(1:1)` and `periodic`; one group stands for all axes. Options: `@ 2x3` is the process
  !> grid (0 leaves an extent open), `replicas(2)`, `ranks(0:2)`, `order(column)`. What they mean is said at the
  !> setters. Example: "block halo(1), block halo(1) periodic @ 2x2".
  !> **Local**.
  interface distarray_specification_parse
    module procedure specification_parse_at64
    module procedure specification_parse_at32
  end interface

  !> Spreads an axis in contiguous pieces between given bounds: coordinate c owns `bounds[c]` to `bounds[c+1]-1`.
  !> **Local**.
  interface distarray_specification_set_bounds
    module procedure specification_set_bounds_at64
    module procedure specification_set_bounds_at32
  end interface

  !> Deals out blocks of an axis in turn.
  !> **Local**.
  interface distarray_specification_set_cyclic
    module procedure specification_set_cyclic_at64
    module procedure specification_set_cyclic_at32
  end interface

  !> Gives every coordinate of an axis its own list of labels, which are any numbers. All processes of one
  !> coordinate give the same list; the lists together have as many labels as the axis's extent.
  !> **Local**.
  interface distarray_specification_set_unstructured
    module procedure specification_set_unstructured_at64
    module procedure specification_set_unstructured_at32
  end interface

  !> Gives the pieces of a block axis a halo: copies of the neighbours' elements, not counted in the shape. The
  !> outer edges have none unless the axis is periodic.
  !> **Local**.
  interface distarray_specification_set_halo
    module procedure specification_set_halo_at64
    module procedure specification_set_halo_at32
  end interface

  !> Marks so many cells at either end of a block axis as boundary cells (the protocol's boundary padding); they
  !> are part of the shape.
  !> **Local**.
  interface distarray_specification_set_boundary
    module procedure specification_set_boundary_at64
    module procedure specification_set_boundary_at32
  end interface

  !> `out = array op scalar` for every owned element, computed in NumPy's result type and cast to that of `out`.
  !> **Local**.
  interface distarray_array_apply_scalar
    module procedure array_apply_scalar_int8
    module procedure array_apply_scalar_int16
    module procedure array_apply_scalar_int32
    module procedure array_apply_scalar_int64
    module procedure array_apply_scalar_real32
    module procedure array_apply_scalar_real64
    module procedure array_apply_scalar_complex32
    module procedure array_apply_scalar_complex64
  end interface

  !> `out = scalar op array` for every owned element, as distarray_array_apply_scalar() the other way round.
  !> **Local**.
  interface distarray_array_apply_scalar_first
    module procedure array_apply_scalar_first_int8
    module procedure array_apply_scalar_first_int16
    module procedure array_apply_scalar_first_int32
    module procedure array_apply_scalar_first_int64
    module procedure array_apply_scalar_first_real32
    module procedure array_apply_scalar_first_real64
    module procedure array_apply_scalar_first_complex32
    module procedure array_apply_scalar_first_complex64
  end interface

  !> One slice per axis, with NumPy's rules for `start:stop:step`.
  !> **Local**.
  interface distarray_array_slice
    module procedure array_slice_int64
    module procedure array_slice_int32
  end interface

  !> What has one index on an axis; the axis goes.
  !> **Local**.
  interface distarray_array_index_axis
    module procedure array_index_axis_at64
    module procedure array_index_axis_at32
  end interface

  !> A diagonal of two axes, along a new last axis in place of both.
  !> **Local**.
  interface distarray_array_diagonal
    module procedure array_diagonal_at64
    module procedure array_diagonal_at32
  end interface

  !> The array repeated along axes of one index, and along new axes before the first; read-only.
  !> **Local**.
  interface distarray_array_broadcast_to
    module procedure array_broadcast_to_at64
    module procedure array_broadcast_to_at32
  end interface

  !> Sets every owned element, cast as by NumPy's astype. The halo is left alone; distarray_array_fill() sets it
  !> too.
  !> **Local**.
  interface distarray_array_assign_scalar
    module procedure array_assign_scalar_int8
    module procedure array_assign_scalar_int16
    module procedure array_assign_scalar_int32
    module procedure array_assign_scalar_int64
    module procedure array_assign_scalar_real32
    module procedure array_assign_scalar_real64
    module procedure array_assign_scalar_complex32
    module procedure array_assign_scalar_complex64
  end interface

  interface as_number
    module procedure number_int8
    module procedure number_int16
    module procedure number_int32
    module procedure number_int64
    module procedure number_real32
    module procedure number_real64
    module procedure number_complex32
    module procedure number_complex64
  end interface

  interface assign_number
    module procedure assign_int8
    module procedure assign_int16
    module procedure assign_int32
    module procedure assign_int64
    module procedure assign_real32
    module procedure assign_real64
    module procedure assign_complex32
    module procedure assign_complex64
  end interface

contains

  !> Makes an array with undefined contents.
  !> **Collective**.
  subroutine distarray_array_create(distribution, dtype, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_create', c_distarray_array_create(distribution%handle, dtype, array%handle), ierr)
  end subroutine

  !> Makes an array of zeros.
  !> **Collective**.
  subroutine distarray_array_create_zeros(distribution, dtype, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_create_zeros', c_distarray_array_create_zeros(distribution%handle, dtype, &
      array%handle), ierr)
  end subroutine

  !> Makes an array of ones.
  !> **Collective**.
  subroutine distarray_array_create_ones(distribution, dtype, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_create_ones', c_distarray_array_create_ones(distribution%handle, dtype, &
      array%handle), ierr)
  end subroutine

  subroutine array_create_full_int8(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    integer(int8), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  subroutine array_create_full_int16(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    integer(int16), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  subroutine array_create_full_int32(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    integer(int32), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  subroutine array_create_full_int64(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    integer(int64), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  subroutine array_create_full_real32(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    real(real32), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  subroutine array_create_full_real64(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    real(real64), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  subroutine array_create_full_complex32(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    complex(real32), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  subroutine array_create_full_complex64(distribution, dtype, value, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    complex(real64), intent(in) :: value
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_create_full', c_distarray_array_create_full(distribution%handle, dtype, &
      encoded(as_number(value), dtype, c_value), array%handle), ierr)
  end subroutine

  !> Makes the 1-D array `start, start + step, ...` below `stop`, as NumPy's arange.
  !> **Collective**.
  subroutine distarray_array_create_arange(context, start, stop, step, dtype, array, text, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: start
    real(c_double), intent(in) :: stop
    real(c_double), intent(in) :: step
    integer(c_int32_t), intent(in) :: dtype
    character(*), optional, intent(in) :: text
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_array_create_arange', c_distarray_array_create_arange(context%handle, start, stop, &
      step, dtype, c_loc(c_text), array%handle), ierr)
  end subroutine

  !> Makes an array of zeros in the distribution of another one.
  !> **Collective**.
  subroutine distarray_array_create_like(other, dtype, array, ierr)
    type(distarray_array), intent(in) :: other
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_create_like', c_distarray_array_create_like(other%handle, dtype, array%handle), ierr)
  end subroutine

  !> Frees an array and makes the handle NULL. Its memory goes when no export uses it any more.
  !> **Local**.
  subroutine distarray_array_free(array, ierr)
    type(distarray_array), intent(inout) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_free', c_distarray_array_free(array%handle), ierr)
  end subroutine

  !> The context of an array, as a new handle.
  !> **Local**.
  subroutine distarray_array_get_context(array, context, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_context), intent(out) :: context
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_get_context', c_distarray_array_get_context(array%handle, context%handle), ierr)
  end subroutine

  !> The distribution of an array, as a new handle.
  !> **Local**.
  subroutine distarray_array_get_distribution(array, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_distribution), intent(out) :: distribution
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_get_distribution', c_distarray_array_get_distribution(array%handle, &
      distribution%handle), ierr)
  end subroutine

  !> Number of dimensions.
  !> **Local**.
  subroutine distarray_array_get_ndim(array, ndim, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(out) :: ndim
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_get_ndim', c_distarray_array_get_ndim(array%handle, ndim), ierr)
  end subroutine

  !> Global extents.
  !> **Local**.
  subroutine distarray_array_get_shape(array, shape, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(out) :: shape(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    integer(c_int) :: status
    allocate (c_shape(array_ndim(array) + 1), source=0_c_int64_t)
    shape = 0
    status = c_distarray_array_get_shape(array%handle, c_loc(c_shape))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(c_shape, shape, 'shape', status)
    end if
    call finish('distarray_array_get_shape', status, ierr)
  end subroutine

  !> Element type.
  !> **Local**.
  subroutine distarray_array_get_dtype(array, dtype, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(out) :: dtype
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_get_dtype', c_distarray_array_get_dtype(array%handle, dtype), ierr)
  end subroutine

  subroutine array_get_element_int8_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int8), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_int8_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int8), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_int8_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_get_element_int16_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int16), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_int16_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int16), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_int16_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_get_element_int32_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_int32_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_int32_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_get_element_int64_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_int64_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_int64_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_get_element_real32_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    real(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_real32_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    real(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_real32_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_get_element_real64_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    real(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_real64_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    real(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_real64_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_get_element_complex32_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    complex(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_complex32_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    complex(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_complex32_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_get_element_complex64_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    complex(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_value = 0
    value = 0
    status = c_distarray_array_get_element(array%handle, entries(c_index, array_ndim(array), 'index'), c_loc(c_value))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, array_dtype(array)), value, status)
    end if
    call finish('distarray_array_get_element', status, ierr)
  end subroutine

  subroutine array_get_element_complex64_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    complex(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call array_get_element_complex64_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_int8_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int8), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_int8_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int8), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_int8_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_int16_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int16), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_int16_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int16), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_int16_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_int32_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_int32_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_int32_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_int64_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_int64_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_int64_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_real32_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    real(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_real32_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    real(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_real32_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_real64_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    real(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_real64_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    real(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_real64_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_complex32_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    complex(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_complex32_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    complex(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_complex32_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  subroutine array_set_element_complex64_at64(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    complex(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_array_set_element', c_distarray_array_set_element(array%handle, entries(c_index, &
      array_ndim(array), 'index'), encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_set_element_complex64_at32(array, index, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    complex(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    call array_set_element_complex64_at64(array, int(index, c_int64_t), value, ierr)
  end subroutine

  !> Text of an array as NumPy prints it, long ones summarised; only the elements shown are fetched.
  !> **Collective**.
  subroutine distarray_array_print(array, text, ierr)
    type(distarray_array), intent(in) :: array
    character(:), allocatable, intent(out) :: text
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: buffer(:)
    integer(c_size_t) :: length
    integer(c_int) :: status
    length = 0
    text = ''
    allocate (buffer(65536))
    status = c_distarray_array_print(array%handle, c_loc(buffer), size(buffer, kind=c_size_t), length)
    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then
      deallocate (buffer)
      allocate (buffer(length + 1))
      status = c_distarray_array_print(array%handle, c_loc(buffer), size(buffer, kind=c_size_t), length)
    end if
    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))
    call finish('distarray_array_print', status, ierr)
  end subroutine

  !> Bytes of one element.
  !> **Local**.
  subroutine distarray_dtype_get_size(dtype, size, ierr)
    integer(c_int32_t), intent(in) :: dtype
    integer(c_size_t), intent(out) :: size
    integer, optional, intent(out) :: ierr
    call finish('distarray_dtype_get_size', c_distarray_dtype_get_size(dtype, size), ierr)
  end subroutine

  !> Joins arrays along an axis that they have, as NumPy's concatenate, in NumPy's common dtype.
  !> **Collective**.
  subroutine distarray_array_concatenate(arrays, axis, result, distribution, ierr)
    type(distarray_array), intent(in) :: arrays(:)
    integer(c_int), intent(in) :: axis
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_arrays(:)
    integer(c_intptr_t) :: c_distribution
    allocate (c_arrays(size(arrays) + 1), source=0_c_intptr_t)
    c_arrays(:size(arrays)) = arrays%handle
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_concatenate', c_distarray_array_concatenate(size(arrays, kind=c_int), &
      c_loc(c_arrays), zero_based_axis(axis), c_distribution, result%handle), ierr)
  end subroutine

  !> Joins arrays of one shape along a new axis, as NumPy's stack, in NumPy's common dtype.
  !> **Collective**.
  subroutine distarray_array_stack(arrays, axis, result, distribution, ierr)
    type(distarray_array), intent(in) :: arrays(:)
    integer(c_int), intent(in) :: axis
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_arrays(:)
    integer(c_intptr_t) :: c_distribution
    allocate (c_arrays(size(arrays) + 1), source=0_c_intptr_t)
    c_arrays(:size(arrays)) = arrays%handle
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_stack', c_distarray_array_stack(size(arrays, kind=c_int), c_loc(c_arrays), &
      zero_based_axis(axis), c_distribution, result%handle), ierr)
  end subroutine

  !> Views of the parts of an array along an axis, the first ones one longer where `count` does not divide it, as
  !> NumPy's array_split.
  !> **Local**.
  subroutine distarray_array_split(array, axis, views, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    type(distarray_array), intent(out) :: views(:)
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_views(:)
    integer(c_int) :: status
    allocate (c_views(size(views) + 1), source=0_c_intptr_t)
    status = c_distarray_array_split(array%handle, zero_based_axis(axis), size(views, kind=c_int), c_loc(c_views))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_handles(c_views, views%handle, 'views', status)
    end if
    call finish('distarray_array_split', status, ierr)
  end subroutine

  subroutine array_split_at_at64(array, axis, cuts, views, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: cuts(:)
    type(distarray_array), intent(out) :: views(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_cuts(:)
    integer(c_intptr_t), allocatable, target :: c_views(:)
    integer(c_int) :: status
    allocate (c_cuts(size(cuts) + 1), source=0_c_int64_t)
    c_cuts(:size(cuts)) = zero_based(cuts)
    allocate (c_views(size(cuts) + 1 + 1), source=0_c_intptr_t)
    status = c_distarray_array_split_at(array%handle, zero_based_axis(axis), size(cuts, kind=c_int), &
      c_loc(c_cuts), c_loc(c_views))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_handles(c_views, views%handle, 'views', status)
    end if
    call finish('distarray_array_split_at', status, ierr)
  end subroutine

  subroutine array_split_at_at32(array, axis, cuts, views, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: cuts(:)
    type(distarray_array), intent(out) :: views(:)
    integer, optional, intent(out) :: ierr
    call array_split_at_at64(array, axis, int(cuts, c_int64_t), views, ierr)
  end subroutine

  subroutine array_roll_at64(array, shifts, axes, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: shifts(:)
    integer(c_int), intent(in) :: axes(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shifts(:)
    integer(c_int), allocatable, target :: c_axes(:)
    allocate (c_shifts(size(shifts) + 1), source=0_c_int64_t)
    c_shifts(:size(shifts)) = shifts
    allocate (c_axes(size(axes) + 1), source=0_c_int)
    c_axes(:size(axes)) = zero_based_axis(axes)
    call finish('distarray_array_roll', c_distarray_array_roll(array%handle, size(shifts, kind=c_int), &
      c_loc(c_shifts), int_entries(c_axes, size(shifts), 'axes'), result%handle), ierr)
  end subroutine

  subroutine array_roll_at32(array, shifts, axes, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: shifts(:)
    integer(c_int), intent(in) :: axes(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_roll_at64(array, int(shifts, c_int64_t), axes, result, ierr)
  end subroutine

  !> A view turned by quarters in the plane of two axes, from the first towards the second, as NumPy's rot90.
  !> **Local**.
  subroutine distarray_array_rotate(array, turns, axis1, axis2, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: turns
    integer(c_int), intent(in) :: axis1
    integer(c_int), intent(in) :: axis2
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_rotate', c_distarray_array_rotate(array%handle, turns, zero_based_axis(axis1), &
      zero_based_axis(axis2), view%handle), ierr)
  end subroutine

  subroutine array_pad_int8_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int8), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_int8_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int8), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_int8_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_pad_int16_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int16), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_int16_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int16), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_int16_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_pad_int32_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int32), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_int32_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int32), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_int32_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_pad_int64_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int64), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_int64_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    integer(int64), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_int64_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_pad_real32_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    real(real32), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_real32_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    real(real32), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_real32_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_pad_real64_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    real(real64), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_real64_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    real(real64), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_real64_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_pad_complex32_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    complex(real32), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_complex32_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    complex(real32), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_complex32_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_pad_complex64_at64(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: before(:)
    integer(c_int64_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    complex(real64), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_before(:)
    integer(c_int64_t), allocatable, target :: c_after(:)
    integer(int8), target :: c_value(16)
    allocate (c_before(size(before) + 1), source=0_c_int64_t)
    c_before(:size(before)) = before
    allocate (c_after(size(after) + 1), source=0_c_int64_t)
    c_after(:size(after)) = after
    call finish('distarray_array_pad', c_distarray_array_pad(array%handle, entries(c_before, array_ndim(array), &
      'before'), entries(c_after, array_ndim(array), 'after'), mode, encoded(as_number(value), array_dtype(array), &
      c_value), result%handle), ierr)
  end subroutine

  subroutine array_pad_complex64_at32(array, before, after, mode, value, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: before(:)
    integer(c_int32_t), intent(in) :: after(:)
    integer(c_int32_t), intent(in) :: mode
    complex(real64), intent(in) :: value
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_pad_complex64_at64(array, int(before, c_int64_t), int(after, c_int64_t), mode, value, result, ierr)
  end subroutine

  subroutine array_repeat_at64(array, axis, repeats, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: repeats(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_repeats(:)
    allocate (c_repeats(size(repeats) + 1), source=0_c_int64_t)
    c_repeats(:size(repeats)) = repeats
    call finish('distarray_array_repeat', c_distarray_array_repeat(array%handle, zero_based_axis(axis), &
      size(repeats, kind=c_int64_t), c_loc(c_repeats), result%handle), ierr)
  end subroutine

  subroutine array_repeat_at32(array, axis, repeats, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: repeats(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_repeat_at64(array, axis, int(repeats, c_int64_t), result, ierr)
  end subroutine

  subroutine array_tile_at64(array, times, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: times(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_times(:)
    allocate (c_times(size(times) + 1), source=0_c_int64_t)
    c_times(:size(times)) = times
    call finish('distarray_array_tile', c_distarray_array_tile(array%handle, size(times, kind=c_int), &
      c_loc(c_times), result%handle), ierr)
  end subroutine

  subroutine array_tile_at32(array, times, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: times(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_tile_at64(array, int(times, c_int64_t), result, ierr)
  end subroutine

  !> Elements of `a` where `mask` is not 0, else of `b`, broadcast against each other, as NumPy's where.
  !> **Collective**.
  subroutine distarray_array_where(mask, array, b, result, distribution, ierr)
    type(distarray_array), intent(in) :: mask
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_where', c_distarray_array_where(mask%handle, array%handle, b%handle, &
      c_distribution, result%handle), ierr)
  end subroutine

  subroutine array_select_int8(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    integer(int8), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    integer(int8), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_INT8, c_distribution, result%handle), &
      ierr)
  end subroutine

  subroutine array_select_int16(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    integer(int16), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    integer(int16), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_INT16, c_distribution, result%handle), &
      ierr)
  end subroutine

  subroutine array_select_int32(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    integer(int32), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    integer(int32), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_INT32, c_distribution, result%handle), &
      ierr)
  end subroutine

  subroutine array_select_int64(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    integer(int64), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    integer(int64), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_INT64, c_distribution, result%handle), &
      ierr)
  end subroutine

  subroutine array_select_real32(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    real(real32), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    real(real32), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_FLOAT32, c_distribution, result%handle), &
      ierr)
  end subroutine

  subroutine array_select_real64(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    real(real64), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    real(real64), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_FLOAT64, c_distribution, result%handle), &
      ierr)
  end subroutine

  subroutine array_select_complex32(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    complex(real32), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    complex(real32), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_COMPLEX64, c_distribution, result%handle), &
      ierr)
  end subroutine

  subroutine array_select_complex64(masks, choices, value, result, distribution, ierr)
    type(distarray_array), intent(in) :: masks(:)
    type(distarray_array), intent(in) :: choices(:)
    complex(real64), intent(in) :: value
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_masks(:)
    integer(c_intptr_t), allocatable, target :: c_choices(:)
    complex(real64), target :: c_value
    integer(c_intptr_t) :: c_distribution
    allocate (c_masks(size(masks) + 1), source=0_c_intptr_t)
    c_masks(:size(masks)) = masks%handle
    allocate (c_choices(size(choices) + 1), source=0_c_intptr_t)
    c_choices(:size(choices)) = choices%handle
    c_value = value
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_select', c_distarray_array_select(size(masks, kind=c_int), c_loc(c_masks), &
      handle_entries(c_choices, size(masks), 'choices'), c_loc(c_value), DISTARRAY_COMPLEX128, c_distribution, result%handle), &
      ierr)
  end subroutine

  !> Writes elements of `source` where `mask` is not 0, both broadcast to the target's shape, as NumPy's copyto.
  !> **Collective**.
  subroutine distarray_array_assign_where(target, source, mask, ierr)
    type(distarray_array), intent(in) :: target
    type(distarray_array), intent(in) :: source
    type(distarray_array), intent(in) :: mask
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_assign_where', c_distarray_array_assign_where(target%handle, source%handle, &
      mask%handle), ierr)
  end subroutine

  !> Read-only views in which one 1-D array each varies along its own axis, as NumPy's meshgrid.
  !> **Local**.
  subroutine distarray_array_mesh(arrays, matrix, views, ierr)
    type(distarray_array), intent(in) :: arrays(:)
    logical, intent(in) :: matrix
    type(distarray_array), intent(out) :: views(:)
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_arrays(:)
    integer(c_intptr_t), allocatable, target :: c_views(:)
    integer(c_int) :: status
    allocate (c_arrays(size(arrays) + 1), source=0_c_intptr_t)
    c_arrays(:size(arrays)) = arrays%handle
    allocate (c_views(size(views) + 1), source=0_c_intptr_t)
    status = c_distarray_array_mesh(size(arrays, kind=c_int), c_loc(c_arrays), merge(1_c_int, 0_c_int, matrix), &
      c_loc(c_views))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_handles(c_views, views%handle, 'views', status)
    end if
    call finish('distarray_array_mesh', status, ierr)
  end subroutine

  subroutine array_lower_triangle_at64(array, diagonal, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: diagonal
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_lower_triangle', c_distarray_array_lower_triangle(array%handle, diagonal, &
      result%handle), ierr)
  end subroutine

  subroutine array_lower_triangle_at32(array, diagonal, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: diagonal
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_lower_triangle_at64(array, int(diagonal, c_int64_t), result, ierr)
  end subroutine

  subroutine array_upper_triangle_at64(array, diagonal, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: diagonal
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_upper_triangle', c_distarray_array_upper_triangle(array%handle, diagonal, &
      result%handle), ierr)
  end subroutine

  subroutine array_upper_triangle_at32(array, diagonal, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: diagonal
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call array_upper_triangle_at64(array, int(diagonal, c_int64_t), result, ierr)
  end subroutine

  !> Frees a context and makes the handle NULL. Arrays and distributions made in it stay usable.
  !> **Local**.
  subroutine distarray_context_free(context, ierr)
    type(distarray_context), intent(inout) :: context
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_free', c_distarray_context_free(context%handle), ierr)
  end subroutine

  !> Rank of this process in the context.
  !> **Local**.
  subroutine distarray_context_get_rank(context, rank, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int), intent(out) :: rank
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_get_rank', c_distarray_context_get_rank(context%handle, rank), ierr)
  end subroutine

  !> Number of processes of the context.
  !> **Local**.
  subroutine distarray_context_get_size(context, size, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int), intent(out) :: size
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_get_size', c_distarray_context_get_size(context%handle, size), ierr)
  end subroutine

  !> Sets after how many seconds of waiting for other ranks a report goes to the log, and what happens then.
  !> **Local**.
  subroutine distarray_context_set_watchdog(context, seconds, policy, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: seconds
    integer(c_int32_t), intent(in) :: policy
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_set_watchdog', c_distarray_context_set_watchdog(context%handle, seconds, &
      policy), ierr)
  end subroutine

  subroutine context_set_memory_ceiling_at64(context, bytes, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int64_t), intent(in) :: bytes
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_set_memory_ceiling', c_distarray_context_set_memory_ceiling(context%handle, &
      bytes), ierr)
  end subroutine

  subroutine context_set_memory_ceiling_at32(context, bytes, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: bytes
    integer, optional, intent(out) :: ierr
    call context_set_memory_ceiling_at64(context, int(bytes, c_int64_t), ierr)
  end subroutine

  subroutine context_set_message_limit_at64(context, bytes, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int64_t), intent(in) :: bytes
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_set_message_limit', c_distarray_context_set_message_limit(context%handle, &
      bytes), ierr)
  end subroutine

  subroutine context_set_message_limit_at32(context, bytes, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: bytes
    integer, optional, intent(out) :: ierr
    call context_set_message_limit_at64(context, int(bytes, c_int64_t), ierr)
  end subroutine

  !> Sets how much collective calls check: 0 errors only, 1 also that arguments agree between ranks (the
  !> default). Must be the same on all ranks.
  !> **Local**.
  subroutine distarray_context_set_checks(context, level, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int), intent(in) :: level
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_set_checks', c_distarray_context_set_checks(context%handle, level), ierr)
  end subroutine

  !> What this rank has communicated, copied and allocated in this context since the last reset.
  !> **Local**.
  subroutine distarray_context_get_counter(context, counter, value, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: counter
    integer(c_int64_t), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_get_counter', c_distarray_context_get_counter(context%handle, counter, value), &
      ierr)
  end subroutine

  !> Sets all counters of this rank to 0.
  !> **Local**.
  subroutine distarray_context_reset_counters(context, ierr)
    type(distarray_context), intent(in) :: context
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_reset_counters', c_distarray_context_reset_counters(context%handle), ierr)
  end subroutine

  !> Sets what happens when a call needs communication or temporaries that its name does not say. Redistribution,
  !> halo exchange, gather, scatter, reductions and single elements communicate by name, with the buffers that
  !> this needs: the policy is not about them. Must be the same on all ranks; collective calls compare it.
  !> **Local**.
  subroutine distarray_context_set_policy(context, kinds, policy, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: kinds
    integer(c_int32_t), intent(in) :: policy
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_set_policy', c_distarray_context_set_policy(context%handle, kinds, policy), ierr)
  end subroutine

  !> As distarray_context_get_counter(), of the last Collective call on this rank and the Local calls after it.
  !> **Local**.
  subroutine distarray_context_get_call_counter(context, counter, value, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: counter
    integer(c_int64_t), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_get_call_counter', c_distarray_context_get_call_counter(context%handle, &
      counter, value), ierr)
  end subroutine

  !> Least, average and greatest of what distarray_context_get_counter() is on the ranks. Does not count itself
  !> as the last call.
  !> **Collective**.
  subroutine distarray_context_get_counter_statistics(context, counter, minimum, average, maximum, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: counter
    integer(c_int64_t), intent(out) :: minimum
    real(c_double), intent(out) :: average
    integer(c_int64_t), intent(out) :: maximum
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_get_counter_statistics', &
      c_distarray_context_get_counter_statistics(context%handle, counter, minimum, average, maximum), ierr)
  end subroutine

  !> Least, average and greatest of what distarray_context_get_call_counter() is on the ranks. Does not count
  !> itself as the last call.
  !> **Collective**.
  subroutine distarray_context_get_call_counter_statistics(context, counter, minimum, average, maximum, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: counter
    integer(c_int64_t), intent(out) :: minimum
    real(c_double), intent(out) :: average
    integer(c_int64_t), intent(out) :: maximum
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_get_call_counter_statistics', &
      c_distarray_context_get_call_counter_statistics(context%handle, counter, minimum, average, maximum), ierr)
  end subroutine

  !> Begins to record what all ranks do in contexts on this communicator: calls with their phases, messages as
  !> arrows, temporary memory. Each rank keeps its newest 65,536 events (4 MiB, allocated here); older ones are
  !> dropped, counted and told. A trace under way is stopped first.
  !> **Collective**.
  subroutine distarray_context_start_trace(context, path, ierr)
    type(distarray_context), intent(in) :: context
    character(*), intent(in) :: path
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    call finish('distarray_context_start_trace', c_distarray_context_start_trace(context%handle, c_loc(c_path)), ierr)
  end subroutine

  !> Ends the trace and writes it on rank 0. Nothing happens if there is none. Clocks of ranks of different nodes
  !> are aligned to within half a message's round trip, which the file tells.
  !> **Collective**.
  subroutine distarray_context_stop_trace(context, ierr)
    type(distarray_context), intent(in) :: context
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_stop_trace', c_distarray_context_stop_trace(context%handle), ierr)
  end subroutine

  subroutine array_create_linspace_at64(context, start, stop, count, endpoint, dtype, array, text, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: start
    real(c_double), intent(in) :: stop
    integer(c_int64_t), intent(in) :: count
    logical, intent(in) :: endpoint
    integer(c_int32_t), intent(in) :: dtype
    character(*), optional, intent(in) :: text
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_array_create_linspace', c_distarray_array_create_linspace(context%handle, start, stop, &
      count, merge(1_c_int, 0_c_int, endpoint), dtype, c_loc(c_text), array%handle), ierr)
  end subroutine

  subroutine array_create_linspace_at32(context, start, stop, count, endpoint, dtype, array, text, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: start
    real(c_double), intent(in) :: stop
    integer(c_int32_t), intent(in) :: count
    logical, intent(in) :: endpoint
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    character(*), optional, intent(in) :: text
    integer, optional, intent(out) :: ierr
    call array_create_linspace_at64(context, start, stop, int(count, c_int64_t), endpoint, dtype, array, text, ierr)
  end subroutine

  subroutine array_create_logspace_at64(context, start, stop, count, endpoint, base, dtype, array, text, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: start
    real(c_double), intent(in) :: stop
    integer(c_int64_t), intent(in) :: count
    logical, intent(in) :: endpoint
    real(c_double), intent(in) :: base
    integer(c_int32_t), intent(in) :: dtype
    character(*), optional, intent(in) :: text
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_array_create_logspace', c_distarray_array_create_logspace(context%handle, start, stop, &
      count, merge(1_c_int, 0_c_int, endpoint), base, dtype, c_loc(c_text), array%handle), ierr)
  end subroutine

  subroutine array_create_logspace_at32(context, start, stop, count, endpoint, base, dtype, array, text, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: start
    real(c_double), intent(in) :: stop
    integer(c_int32_t), intent(in) :: count
    logical, intent(in) :: endpoint
    real(c_double), intent(in) :: base
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    character(*), optional, intent(in) :: text
    integer, optional, intent(out) :: ierr
    call array_create_logspace_at64(context, start, stop, int(count, c_int64_t), endpoint, base, dtype, array, &
      text, ierr)
  end subroutine

  subroutine array_create_geomspace_at64(context, start, stop, count, endpoint, dtype, array, text, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: start
    real(c_double), intent(in) :: stop
    integer(c_int64_t), intent(in) :: count
    logical, intent(in) :: endpoint
    integer(c_int32_t), intent(in) :: dtype
    character(*), optional, intent(in) :: text
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_array_create_geomspace', c_distarray_array_create_geomspace(context%handle, start, &
      stop, count, merge(1_c_int, 0_c_int, endpoint), dtype, c_loc(c_text), array%handle), ierr)
  end subroutine

  subroutine array_create_geomspace_at32(context, start, stop, count, endpoint, dtype, array, text, ierr)
    type(distarray_context), intent(in) :: context
    real(c_double), intent(in) :: start
    real(c_double), intent(in) :: stop
    integer(c_int32_t), intent(in) :: count
    logical, intent(in) :: endpoint
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    character(*), optional, intent(in) :: text
    integer, optional, intent(out) :: ierr
    call array_create_geomspace_at64(context, start, stop, int(count, c_int64_t), endpoint, dtype, array, text, ierr)
  end subroutine

  subroutine array_create_eye_at64(distribution, dtype, diagonal, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int64_t), intent(in) :: diagonal
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_create_eye', c_distarray_array_create_eye(distribution%handle, dtype, diagonal, &
      array%handle), ierr)
  end subroutine

  subroutine array_create_eye_at32(distribution, dtype, diagonal, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int32_t), intent(in) :: diagonal
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call array_create_eye_at64(distribution, dtype, int(diagonal, c_int64_t), array, ierr)
  end subroutine

  !> Makes a square matrix of zeros with ones on its diagonal, as NumPy's identity.
  !> **Collective**.
  subroutine distarray_array_create_identity(distribution, dtype, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_create_identity', c_distarray_array_create_identity(distribution%handle, dtype, &
      array%handle), ierr)
  end subroutine

  !> Makes an array whose element `[d, i, j, ...]` is the index along axis `d` of `[i, j, ...]`, as NumPy's
  !> indices.
  !> **Collective**.
  subroutine distarray_array_create_indices(distribution, dtype, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_create_indices', c_distarray_array_create_indices(distribution%handle, dtype, &
      array%handle), ierr)
  end subroutine

  !> Spreads what a specification says over the processes of a context.
  !> **Collective**.
  subroutine distarray_distribution_create(context, specification, distribution, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_specification), intent(in) :: specification
    type(distarray_distribution), intent(out) :: distribution
    integer, optional, intent(out) :: ierr
    call finish('distarray_distribution_create', c_distarray_distribution_create(context%handle, &
      specification%handle, distribution%handle), ierr)
  end subroutine

  subroutine distribution_create_text_at64(context, shape, text, distribution, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int64_t), intent(in) :: shape(:)
    character(*), intent(in) :: text
    type(distarray_distribution), intent(out) :: distribution
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_shape(size(shape) + 1), source=0_c_int64_t)
    c_shape(:size(shape)) = shape
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_distribution_create_text', c_distarray_distribution_create_text(context%handle, &
      size(shape, kind=c_int), c_loc(c_shape), c_loc(c_text), distribution%handle), ierr)
  end subroutine

  subroutine distribution_create_text_at32(context, shape, text, distribution, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: shape(:)
    character(*), intent(in) :: text
    type(distarray_distribution), intent(out) :: distribution
    integer, optional, intent(out) :: ierr
    call distribution_create_text_at64(context, int(shape, c_int64_t), text, distribution, ierr)
  end subroutine

  !> Frees a distribution and makes the handle NULL. Arrays made with it stay usable.
  !> **Local**.
  subroutine distarray_distribution_free(distribution, ierr)
    type(distarray_distribution), intent(inout) :: distribution
    integer, optional, intent(out) :: ierr
    call finish('distarray_distribution_free', c_distarray_distribution_free(distribution%handle), ierr)
  end subroutine

  !> Number of dimensions.
  !> **Local**.
  subroutine distarray_distribution_get_ndim(distribution, ndim, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(out) :: ndim
    integer, optional, intent(out) :: ierr
    call finish('distarray_distribution_get_ndim', c_distarray_distribution_get_ndim(distribution%handle, ndim), ierr)
  end subroutine

  !> Global extents.
  !> **Local**.
  subroutine distarray_distribution_get_shape(distribution, shape, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int64_t), intent(out) :: shape(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    integer(c_int) :: status
    allocate (c_shape(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    shape = 0
    status = c_distarray_distribution_get_shape(distribution%handle, c_loc(c_shape))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(c_shape, shape, 'shape', status)
    end if
    call finish('distarray_distribution_get_shape', status, ierr)
  end subroutine

  !> Extents of the process grid along each axis.
  !> **Local**.
  subroutine distarray_distribution_get_grid(distribution, extents, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(out) :: extents(:)
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_extents(:)
    integer(c_int) :: status
    allocate (c_extents(distribution_ndim(distribution) + 1), source=0_c_int)
    extents = 0
    status = c_distarray_distribution_get_grid(distribution%handle, c_loc(c_extents))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int(c_extents, extents, 'extents', status)
    end if
    call finish('distarray_distribution_get_grid', status, ierr)
  end subroutine

  !> How often the whole array is held.
  !> **Local**.
  subroutine distarray_distribution_get_replicas(distribution, replicas, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(out) :: replicas
    integer, optional, intent(out) :: ierr
    call finish('distarray_distribution_get_replicas', c_distarray_distribution_get_replicas(distribution%handle, &
      replicas), ierr)
  end subroutine

  !> Memory order of local parts.
  !> **Local**.
  subroutine distarray_distribution_get_order(distribution, order, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(out) :: order
    integer, optional, intent(out) :: ierr
    call finish('distarray_distribution_get_order', c_distarray_distribution_get_order(distribution%handle, &
      order), ierr)
  end subroutine

  !> Where a rank stands in the process grid.
  !> **Local**.
  subroutine distarray_distribution_get_coordinates(distribution, rank, coordinates, replica, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: rank
    integer(c_int), intent(out) :: coordinates(:)
    integer(c_int), intent(out) :: replica
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_coordinates(:)
    integer(c_int) :: status
    allocate (c_coordinates(distribution_ndim(distribution) + 1), source=0_c_int)
    coordinates = 0
    status = c_distarray_distribution_get_coordinates(distribution%handle, rank, c_loc(c_coordinates), replica)
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int(c_coordinates, coordinates, 'coordinates', status)
    end if
    call finish('distarray_distribution_get_coordinates', status, ierr)
  end subroutine

  !> Owned extents of a rank, halo not included; zeros outside the grid.
  !> **Local**.
  subroutine distarray_distribution_get_local_shape(distribution, rank, shape, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: rank
    integer(c_int64_t), intent(out) :: shape(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    integer(c_int) :: status
    allocate (c_shape(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    shape = 0
    status = c_distarray_distribution_get_local_shape(distribution%handle, rank, c_loc(c_shape))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(c_shape, shape, 'shape', status)
    end if
    call finish('distarray_distribution_get_local_shape', status, ierr)
  end subroutine

  !> For block axes: the global indices that a rank owns are `starts[d]` to `stops[d]-1`.
  !> **Local**.
  subroutine distarray_distribution_get_local_bounds(distribution, rank, starts, stops, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: rank
    integer(c_int64_t), intent(out) :: starts(:)
    integer(c_int64_t), intent(out) :: stops(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_starts(:)
    integer(c_int64_t), allocatable, target :: c_stops(:)
    integer(c_int) :: status
    allocate (c_starts(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    starts = 0
    allocate (c_stops(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    stops = 0
    status = c_distarray_distribution_get_local_bounds(distribution%handle, rank, c_loc(c_starts), c_loc(c_stops))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(one_based(c_starts), starts, 'starts', status)
      call hand_out_int64(c_stops, stops, 'stops', status)
    end if
    call finish('distarray_distribution_get_local_bounds', status, ierr)
  end subroutine

  !> Halo widths that this process has: clipped at the edges of axes that are not periodic.
  !> **Local**.
  subroutine distarray_distribution_get_halo(distribution, lower, upper, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int64_t), intent(out) :: lower(:)
    integer(c_int64_t), intent(out) :: upper(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_lower(:)
    integer(c_int64_t), allocatable, target :: c_upper(:)
    integer(c_int) :: status
    allocate (c_lower(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    lower = 0
    allocate (c_upper(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    upper = 0
    status = c_distarray_distribution_get_halo(distribution%handle, c_loc(c_lower), c_loc(c_upper))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(c_lower, lower, 'lower', status)
      call hand_out_int64(c_upper, upper, 'upper', status)
    end if
    call finish('distarray_distribution_get_halo', status, ierr)
  end subroutine

  !> Extents of this process's local part with its halo.
  !> **Local**.
  subroutine distarray_distribution_get_padded_shape(distribution, shape, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int64_t), intent(out) :: shape(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    integer(c_int) :: status
    allocate (c_shape(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    shape = 0
    status = c_distarray_distribution_get_padded_shape(distribution%handle, c_loc(c_shape))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(c_shape, shape, 'shape', status)
    end if
    call finish('distarray_distribution_get_padded_shape', status, ierr)
  end subroutine

  subroutine distribution_get_owner_at64(distribution, index, rank, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int64_t), intent(in) :: index(:)
    integer(c_int), intent(out) :: rank
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    call finish('distarray_distribution_get_owner', c_distarray_distribution_get_owner(distribution%handle, &
      entries(c_index, distribution_ndim(distribution), 'index'), rank), ierr)
  end subroutine

  subroutine distribution_get_owner_at32(distribution, index, rank, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: index(:)
    integer(c_int), intent(out) :: rank
    integer, optional, intent(out) :: ierr
    call distribution_get_owner_at64(distribution, int(index, c_int64_t), rank, ierr)
  end subroutine

  subroutine distribution_get_local_index_at64(distribution, index, local_index, owned, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int64_t), intent(in) :: index(:)
    integer(c_int64_t), intent(out) :: local_index(:)
    logical, intent(out) :: owned
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(c_int64_t), allocatable, target :: c_local_index(:)
    integer(c_int) :: c_owned
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    allocate (c_local_index(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    local_index = 0
    owned = .false.
    status = c_distarray_distribution_get_local_index(distribution%handle, entries(c_index, &
      distribution_ndim(distribution), 'index'), c_loc(c_local_index), c_owned)
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(one_based(c_local_index), local_index, 'local_index', status)
      owned = c_owned /= 0
    end if
    call finish('distarray_distribution_get_local_index', status, ierr)
  end subroutine

  subroutine distribution_get_local_index_at32(distribution, index, local_index, owned, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: index(:)
    integer(c_int64_t), intent(out) :: local_index(:)
    logical, intent(out) :: owned
    integer, optional, intent(out) :: ierr
    call distribution_get_local_index_at64(distribution, int(index, c_int64_t), local_index, owned, ierr)
  end subroutine

  subroutine distribution_get_global_index_at64(distribution, local_index, index, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int64_t), intent(in) :: local_index(:)
    integer(c_int64_t), intent(out) :: index(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_local_index(:)
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(c_int) :: status
    allocate (c_local_index(size(local_index) + 1), source=0_c_int64_t)
    c_local_index(:size(local_index)) = zero_based(local_index)
    allocate (c_index(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    index = 0
    status = c_distarray_distribution_get_global_index(distribution%handle, entries(c_local_index, &
      distribution_ndim(distribution), 'local_index'), c_loc(c_index))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(one_based(c_index), index, 'index', status)
    end if
    call finish('distarray_distribution_get_global_index', status, ierr)
  end subroutine

  subroutine distribution_get_global_index_at32(distribution, local_index, index, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: local_index(:)
    integer(c_int64_t), intent(out) :: index(:)
    integer, optional, intent(out) :: ierr
    call distribution_get_global_index_at64(distribution, int(local_index, c_int64_t), index, ierr)
  end subroutine

  subroutine distribution_get_axis_owner_at64(distribution, axis, index, coordinate, local_index, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: index
    integer(c_int), intent(out) :: coordinate
    integer(c_int64_t), intent(out) :: local_index
    integer, optional, intent(out) :: ierr
    integer(c_int) :: status
    local_index = -1
    status = c_distarray_distribution_get_axis_owner(distribution%handle, zero_based_axis(axis), &
      zero_based(index), coordinate, local_index)
    if (status == DISTARRAY_SUCCESS) then
      local_index = one_based(local_index)
    end if
    call finish('distarray_distribution_get_axis_owner', status, ierr)
  end subroutine

  subroutine distribution_get_axis_owner_at32(distribution, axis, index, coordinate, local_index, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: index
    integer(c_int), intent(out) :: coordinate
    integer(c_int64_t), intent(out) :: local_index
    integer, optional, intent(out) :: ierr
    call distribution_get_axis_owner_at64(distribution, axis, int(index, c_int64_t), coordinate, local_index, ierr)
  end subroutine

  subroutine distribution_get_axis_global_at64(distribution, axis, coordinate, local_index, index, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: axis
    integer(c_int), intent(in) :: coordinate
    integer(c_int64_t), intent(in) :: local_index
    integer(c_int64_t), intent(out) :: index
    integer, optional, intent(out) :: ierr
    integer(c_int) :: status
    index = -1
    status = c_distarray_distribution_get_axis_global(distribution%handle, zero_based_axis(axis), coordinate, &
      zero_based(local_index), index)
    if (status == DISTARRAY_SUCCESS) then
      index = one_based(index)
    end if
    call finish('distarray_distribution_get_axis_global', status, ierr)
  end subroutine

  subroutine distribution_get_axis_global_at32(distribution, axis, coordinate, local_index, index, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: axis
    integer(c_int), intent(in) :: coordinate
    integer(c_int32_t), intent(in) :: local_index
    integer(c_int64_t), intent(out) :: index
    integer, optional, intent(out) :: ierr
    call distribution_get_axis_global_at64(distribution, axis, coordinate, int(local_index, c_int64_t), index, ierr)
  end subroutine

  !> Whether two distributions are the same: shape, owners, halos, grid, memory order.
  !> **Local**.
  subroutine distarray_distribution_is_equal(a, b, equal, ierr)
    type(distarray_distribution), intent(in) :: a
    type(distarray_distribution), intent(in) :: b
    logical, intent(out) :: equal
    integer, optional, intent(out) :: ierr
    integer(c_int) :: c_equal
    integer(c_int) :: status
    equal = .false.
    status = c_distarray_distribution_is_equal(a%handle, b%handle, c_equal)
    if (status == DISTARRAY_SUCCESS) then
      equal = c_equal /= 0
    end if
    call finish('distarray_distribution_is_equal', status, ierr)
  end subroutine

  !> Whether every element has the same owners in both, whatever halos and memory orders: what elementwise
  !> operations need.
  !> **Local**.
  subroutine distarray_distribution_is_aligned(a, b, aligned, ierr)
    type(distarray_distribution), intent(in) :: a
    type(distarray_distribution), intent(in) :: b
    logical, intent(out) :: aligned
    integer, optional, intent(out) :: ierr
    integer(c_int) :: c_aligned
    integer(c_int) :: status
    aligned = .false.
    status = c_distarray_distribution_is_aligned(a%handle, b%handle, c_aligned)
    if (status == DISTARRAY_SUCCESS) then
      aligned = c_aligned /= 0
    end if
    call finish('distarray_distribution_is_aligned', status, ierr)
  end subroutine

  !> An expression that stands for the elements of an array, as they are when it is evaluated. The array may be
  !> freed before.
  !> **Local**.
  subroutine distarray_expression_create(array, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_expression_create', c_distarray_expression_create(array%handle, result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_int8(scalar, literal, result, ierr)
    integer(int8), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_INT8, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_int16(scalar, literal, result, ierr)
    integer(int16), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(int16), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_INT16, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_int32(scalar, literal, result, ierr)
    integer(int32), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(int32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_INT32, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_int64(scalar, literal, result, ierr)
    integer(int64), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(int64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_INT64, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_real32(scalar, literal, result, ierr)
    real(real32), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    real(real32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_FLOAT32, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_real64(scalar, literal, result, ierr)
    real(real64), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    real(real64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_FLOAT64, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_complex32(scalar, literal, result, ierr)
    complex(real32), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    complex(real32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_COMPLEX64, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  subroutine expression_create_scalar_complex64(scalar, literal, result, ierr)
    complex(real64), intent(in) :: scalar
    logical, intent(in) :: literal
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    complex(real64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_expression_create_scalar', c_distarray_expression_create_scalar(c_loc(c_scalar), &
      DISTARRAY_COMPLEX128, merge(1_c_int, 0_c_int, literal), result%handle), ierr)
  end subroutine

  !> An expression as text has it: see docs/expressions.md for the grammar.
  !> **Local**.
  subroutine distarray_expression_parse(text, names, arrays, result, ierr)
    character(*), intent(in) :: text
    character(*), intent(in) :: names
    type(distarray_array), intent(in) :: arrays(:)
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    character(kind=c_char), allocatable, target :: c_names(:)
    integer(c_intptr_t), allocatable, target :: c_arrays(:)
    allocate (c_text(len_trim(text) + 1))
    call terminate(text, c_text)
    allocate (c_names(len_trim(names) + 1))
    call terminate(names, c_names)
    allocate (c_arrays(size(arrays) + 1), source=0_c_intptr_t)
    c_arrays(:size(arrays)) = arrays%handle
    call finish('distarray_expression_parse', c_distarray_expression_parse(c_loc(c_text), c_loc(c_names), &
      c_loc(c_arrays), size(arrays, kind=c_int), result%handle), ierr)
  end subroutine

  !> A function of expressions.
  !> **Local**.
  subroutine distarray_expression_apply(op, operands, result, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_expression), intent(in) :: operands(:)
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_operands(:)
    allocate (c_operands(size(operands) + 1), source=0_c_intptr_t)
    c_operands(:size(operands)) = operands%handle
    call finish('distarray_expression_apply', c_distarray_expression_apply(op, c_loc(c_operands), size(operands, &
      kind=c_int), result%handle), ierr)
  end subroutine

  !> The same elements as another dtype, as NumPy's astype.
  !> **Local**.
  subroutine distarray_expression_cast(expression, dtype, result, ierr)
    type(distarray_expression), intent(in) :: expression
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_expression_cast', c_distarray_expression_cast(expression%handle, dtype, result%handle), &
      ierr)
  end subroutine

  !> Slices, indices, an ellipsis and new axes, as NumPy's users write them in brackets. Slices of arrays are
  !> read where they lie, across the edges of parts with the help of the halo if that reaches far enough.
  !> **Local**.
  subroutine distarray_expression_slice(expression, text, result, ierr)
    type(distarray_expression), intent(in) :: expression
    character(*), intent(in) :: text
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_text(len_trim(text) + 1))
    call terminate(text, c_text)
    call finish('distarray_expression_slice', c_distarray_expression_slice(expression%handle, c_loc(c_text), &
      result%handle), ierr)
  end subroutine

  !> A reduction of an expression, which is fused with what it is a reduction of.
  !> **Local**.
  subroutine distarray_expression_reduce(op, expression, keep, ddof, result, axes, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_expression), intent(in) :: expression
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    real(c_double), intent(in) :: ddof
    type(distarray_expression), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    call finish('distarray_expression_reduce', c_distarray_expression_reduce(op, expression%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), ddof, result%handle), ierr)
  end subroutine

  !> Frees an expression; others that it is a part of stay as they are. NULL is fine.
  !> **Local**.
  subroutine distarray_expression_free(expression, ierr)
    type(distarray_expression), intent(inout) :: expression
    integer, optional, intent(out) :: ierr
    call finish('distarray_expression_free', c_distarray_expression_free(expression%handle), ierr)
  end subroutine

  !> Evaluates expressions, all of them from the elements as they are before the call, in as few passes as the
  !> distributions of the results allow; nothing but the results is stored, unless the text of
  !> distarray_expression_describe() says so.
  !> **Collective**.
  subroutine distarray_expression_evaluate(context, expressions, results, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expressions(:)
    type(distarray_array), intent(inout) :: results(:)
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_expressions(:)
    integer(c_intptr_t), allocatable, target :: c_results(:)
    integer(c_int) :: status
    allocate (c_expressions(size(expressions) + 1), source=0_c_intptr_t)
    c_expressions(:size(expressions)) = expressions%handle
    allocate (c_results(size(results) + 1), source=0_c_intptr_t)
    c_results(:size(results)) = results%handle
    status = c_distarray_expression_evaluate(context%handle, size(expressions, kind=c_int), c_loc(c_expressions), &
      handle_entries(c_results, size(expressions), 'results'))
    if (status == DISTARRAY_SUCCESS) then
      results%handle = c_results(:size(results))
    end if
    call finish('distarray_expression_evaluate', status, ierr)
  end subroutine

  subroutine expression_get_value_int8(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    integer(int8), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  subroutine expression_get_value_int16(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    integer(int16), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  subroutine expression_get_value_int32(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    integer(int32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  subroutine expression_get_value_int64(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    integer(int64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  subroutine expression_get_value_real32(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    real(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  subroutine expression_get_value_real64(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    real(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  subroutine expression_get_value_complex32(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    complex(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  subroutine expression_get_value_complex64(context, expression, value, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    complex(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_expression_get_value(context%handle, expression%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_expression_get_value', status, ierr)
  end subroutine

  !> What evaluation would do, as text: stages, what is fused, what is moved, bytes of temporaries on this rank.
  !> **Local**.
  subroutine distarray_expression_describe(context, expression, text, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_expression), intent(in) :: expression
    character(:), allocatable, intent(out) :: text
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: buffer(:)
    integer(c_size_t) :: length
    integer(c_int) :: status
    length = 0
    text = ''
    allocate (buffer(65536))
    status = c_distarray_expression_describe(context%handle, expression%handle, c_loc(buffer), size(buffer, &
      kind=c_size_t), length)
    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then
      deallocate (buffer)
      allocate (buffer(length + 1))
      status = c_distarray_expression_describe(context%handle, expression%handle, c_loc(buffer), size(buffer, &
        kind=c_size_t), length)
    end if
    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))
    call finish('distarray_expression_describe', status, ierr)
  end subroutine

  !> Evaluates an expression given as text, such as "sqrt(x*x + y*y) - mean(x)". The grammar is Python's, and
  !> functions have NumPy's names: see docs/expressions.md. Several expressions are separated by semicolons; all
  !> but the last one have names, which later ones use: "t = x - mean(x); sum(t*t)". The last one is the result.
  !> **Collective**.
  subroutine distarray_evaluate(context, text, names, arrays, result, ierr)
    type(distarray_context), intent(in) :: context
    character(*), intent(in) :: text
    character(*), intent(in) :: names
    type(distarray_array), intent(in) :: arrays(:)
    type(distarray_array), intent(inout) :: result
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    character(kind=c_char), allocatable, target :: c_names(:)
    integer(c_intptr_t), allocatable, target :: c_arrays(:)
    allocate (c_text(len_trim(text) + 1))
    call terminate(text, c_text)
    allocate (c_names(len_trim(names) + 1))
    call terminate(names, c_names)
    allocate (c_arrays(size(arrays) + 1), source=0_c_intptr_t)
    c_arrays(:size(arrays)) = arrays%handle
    call finish('distarray_evaluate', c_distarray_evaluate(context%handle, c_loc(c_text), c_loc(c_names), &
      c_loc(c_arrays), size(arrays, kind=c_int), result%handle), ierr)
  end subroutine

  !> A function of arrays and scalars of any distribution, broadcast against each other: NumPy's ufuncs with
  !> `out`, `where` and `casting`. Aligned operands and a given result need no communication but the agreement;
  !> see also distarray_array_apply_unary() and its like, which need none at all.
  !> **Collective**.
  subroutine distarray_array_compute(context, op, operands, casting, result, mask, ierr)
    type(distarray_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: op
    type(distarray_expression), intent(in) :: operands(:)
    type(distarray_array), optional, intent(in) :: mask
    integer(c_int32_t), intent(in) :: casting
    type(distarray_array), intent(inout) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_operands(:)
    integer(c_intptr_t) :: c_mask
    allocate (c_operands(size(operands) + 1), source=0_c_intptr_t)
    c_operands(:size(operands)) = operands%handle
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    call finish('distarray_array_compute', c_distarray_array_compute(context%handle, op, size(operands, &
      kind=c_int), c_loc(c_operands), c_mask, casting, result%handle), ierr)
  end subroutine

  !> Shape and element type of a .npy file.
  !> **Collective**.
  subroutine distarray_file_get_shape_npy(context, path, shape, dtype, ierr)
    type(distarray_context), intent(in) :: context
    character(*), intent(in) :: path
    integer(c_int64_t), allocatable, intent(out) :: shape(:)
    integer(c_int32_t), intent(out) :: dtype
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    integer(c_int) :: file_ndim
    integer(c_int64_t), target :: c_shape(64)
    integer(c_int) :: status
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    file_ndim = 0
    status = c_distarray_file_get_shape_npy(context%handle, c_loc(c_path), 64_c_int, file_ndim, c_loc(c_shape), dtype)
    if (status == DISTARRAY_SUCCESS) then
      shape = c_shape(:file_ndim)
    end if
    call finish('distarray_file_get_shape_npy', status, ierr)
  end subroutine

  !> Reads a .npy file; each rank only its part.
  !> **Collective**.
  subroutine distarray_array_read_npy(context, path, array, text, ierr)
    type(distarray_context), intent(in) :: context
    character(*), intent(in) :: path
    character(*), optional, intent(in) :: text
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_array_read_npy', c_distarray_array_read_npy(context%handle, c_loc(c_path), &
      c_loc(c_text), array%handle), ierr)
  end subroutine

  !> Writes an array as one .npy file in C order; each rank its part. The file replaces an old one of that name
  !> only when it is complete and on disk; after an error the old one is as it was.
  !> **Collective**.
  subroutine distarray_array_write_npy(array, path, ierr)
    type(distarray_array), intent(in) :: array
    character(*), intent(in) :: path
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    call finish('distarray_array_write_npy', c_distarray_array_write_npy(array%handle, c_loc(c_path)), ierr)
  end subroutine

  subroutine array_read_raw_at64(distribution, dtype, path, offset, byte_order, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    character(*), intent(in) :: path
    integer(c_int64_t), intent(in) :: offset
    integer(c_int32_t), intent(in) :: byte_order
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    call finish('distarray_array_read_raw', c_distarray_array_read_raw(distribution%handle, dtype, c_loc(c_path), &
      offset, byte_order, array%handle), ierr)
  end subroutine

  subroutine array_read_raw_at32(distribution, dtype, path, offset, byte_order, array, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    character(*), intent(in) :: path
    integer(c_int32_t), intent(in) :: offset
    integer(c_int32_t), intent(in) :: byte_order
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call array_read_raw_at64(distribution, dtype, path, int(offset, c_int64_t), byte_order, array, ierr)
  end subroutine

  !> Writes the elements of an array, row-major, and nothing else to a file. The file replaces an old one of that
  !> name only when it is complete and on disk.
  !> **Collective**.
  subroutine distarray_array_write_raw(array, path, byte_order, ierr)
    type(distarray_array), intent(in) :: array
    character(*), intent(in) :: path
    integer(c_int32_t), intent(in) :: byte_order
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    call finish('distarray_array_write_raw', c_distarray_array_write_raw(array%handle, c_loc(c_path), byte_order), &
      ierr)
  end subroutine

  !> Shape and element type of a dataset in an HDF5 file.
  !> **Collective**.
  subroutine distarray_file_get_shape_hdf5(context, path, dataset, shape, dtype, ierr)
    type(distarray_context), intent(in) :: context
    character(*), intent(in) :: path
    character(*), intent(in) :: dataset
    integer(c_int64_t), allocatable, intent(out) :: shape(:)
    integer(c_int32_t), intent(out) :: dtype
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    character(kind=c_char), allocatable, target :: c_dataset(:)
    integer(c_int) :: file_ndim
    integer(c_int64_t), target :: c_shape(64)
    integer(c_int) :: status
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    allocate (c_dataset(len_trim(dataset) + 1))
    call terminate(dataset, c_dataset)
    file_ndim = 0
    status = c_distarray_file_get_shape_hdf5(context%handle, c_loc(c_path), c_loc(c_dataset), 64_c_int, file_ndim, &
      c_loc(c_shape), dtype)
    if (status == DISTARRAY_SUCCESS) then
      shape = c_shape(:file_ndim)
    end if
    call finish('distarray_file_get_shape_hdf5', status, ierr)
  end subroutine

  !> Reads a dataset of an HDF5 file. Of a contiguous one each rank reads only its part; others are read by rank
  !> 0 in slabs and dealt out.
  !> **Collective**.
  subroutine distarray_array_read_hdf5(context, path, dataset, array, text, ierr)
    type(distarray_context), intent(in) :: context
    character(*), intent(in) :: path
    character(*), intent(in) :: dataset
    character(*), optional, intent(in) :: text
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    character(kind=c_char), allocatable, target :: c_dataset(:)
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    allocate (c_dataset(len_trim(dataset) + 1))
    call terminate(dataset, c_dataset)
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_array_read_hdf5', c_distarray_array_read_hdf5(context%handle, c_loc(c_path), &
      c_loc(c_dataset), c_loc(c_text), array%handle), ierr)
  end subroutine

  !> Writes an array as a contiguous dataset of an HDF5 file, with the description of its distribution beside it.
  !> Other datasets of an existing file are kept; one of that name is replaced. Works on a copy of the file,
  !> which replaces it only when complete and on disk; after an error the old file is as it was.
  !> **Collective**.
  subroutine distarray_array_write_hdf5(array, path, dataset, ierr)
    type(distarray_array), intent(in) :: array
    character(*), intent(in) :: path
    character(*), intent(in) :: dataset
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    character(kind=c_char), allocatable, target :: c_dataset(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    allocate (c_dataset(len_trim(dataset) + 1))
    call terminate(dataset, c_dataset)
    call finish('distarray_array_write_hdf5', c_distarray_array_write_hdf5(array%handle, c_loc(c_path), &
      c_loc(c_dataset)), ierr)
  end subroutine

  !> Elements at indices along an axis, or of the flattened array, as NumPy's take. The axes of `indices` take
  !> the place of the axis. The result has the distribution of `indices` where the array has no other axes, or
  !> where as many processes stand along the axis as hold the indices; otherwise blocks of them on the array's
  !> processes.
  !> **Collective**.
  subroutine distarray_array_take(array, indices, axis, mode, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_take', c_distarray_array_take(array%handle, indices%handle, &
      zero_based_axis(axis), mode, result%handle), ierr)
  end subroutine

  !> As distarray_array_take(), into an array of the result's shape with any distribution and element type.
  !> **Collective**.
  subroutine distarray_array_take_into(array, indices, axis, mode, out, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_take_into', c_distarray_array_take_into(array%handle, indices%handle, &
      zero_based_axis(axis), mode, out%handle), ierr)
  end subroutine

  !> Sets the elements at indices of the flattened array, as NumPy's put. Values are repeated if there are fewer
  !> of them; of several for one element the last one stays, in C order of the index array.
  !> **Collective**.
  subroutine distarray_array_put(array, indices, values, mode, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices
    type(distarray_array), intent(in) :: values
    integer(c_int32_t), intent(in) :: mode
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_put', c_distarray_array_put(array%handle, indices%handle, values%handle, mode), ierr)
  end subroutine

  !> Elements at several index arrays, as NumPy's `array[i0, :, i2]`. The arrays are broadcast against each
  !> other; their axes come where theirs were in the array if these are adjacent, else first. Slice a view first
  !> to mix them with slices.
  !> **Collective**.
  subroutine distarray_array_get_index(array, indices, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_intptr_t)
    c_indices(:size(indices)) = indices%handle
    call finish('distarray_array_get_index', c_distarray_array_get_index(array%handle, size(indices, kind=c_int), &
      c_loc(c_indices), result%handle), ierr)
  end subroutine

  !> Sets the elements at several index arrays, as NumPy's `array[i0, :, i2] = values`. Of several values for one
  !> element the last one stays, in C order of the index arrays, on any number of processes.
  !> **Collective**.
  subroutine distarray_array_set_index(array, indices, values, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices(:)
    type(distarray_array), intent(in) :: values
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_intptr_t)
    c_indices(:size(indices)) = indices%handle
    call finish('distarray_array_set_index', c_distarray_array_set_index(array%handle, size(indices, kind=c_int), &
      c_loc(c_indices), values%handle), ierr)
  end subroutine

  !> Combines the elements at several index arrays with values, as NumPy's `add.at` and its like: elements that
  !> are named several times are updated as often, in C order of the index arrays, so that sums do not depend on
  !> the number of processes.
  !> **Collective**.
  subroutine distarray_array_update_index(op, array, indices, values, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices(:)
    type(distarray_array), intent(in) :: values
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_intptr_t)
    c_indices(:size(indices)) = indices%handle
    call finish('distarray_array_update_index', c_distarray_array_update_index(op, array%handle, size(indices, &
      kind=c_int), c_loc(c_indices), values%handle), ierr)
  end subroutine

  !> Elements where a mask is true, in C order, as NumPy's `array[mask]`. A mask of the first axes selects rows
  !> of the others. Each process holds what was selected of its block of the mask.
  !> **Collective**.
  subroutine distarray_array_get_mask(array, mask, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: mask
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_get_mask', c_distarray_array_get_mask(array%handle, mask%handle, result%handle), &
      ierr)
  end subroutine

  !> Sets the elements where a mask is true, as NumPy's `array[mask] = values`.
  !> **Collective**.
  subroutine distarray_array_set_mask(array, mask, values, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: mask
    type(distarray_array), intent(in) :: values
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_set_mask', c_distarray_array_set_mask(array%handle, mask%handle, values%handle), &
      ierr)
  end subroutine

  !> Indices of the elements that are not zero, in C order, as NumPy's nonzero: one int64 array per axis, counted
  !> from 0.
  !> **Collective**.
  subroutine distarray_array_nonzero(array, results, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(out) :: results(:)
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_results(:)
    integer(c_int) :: status
    allocate (c_results(array_ndim(array) + 1), source=0_c_intptr_t)
    status = c_distarray_array_nonzero(array%handle, c_loc(c_results))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_handles(c_results, results%handle, 'results', status)
    end if
    call finish('distarray_array_nonzero', status, ierr)
  end subroutine

  !> Indices of the elements that are not zero, in C order, as NumPy's argwhere: one int64 row each, counted from
  !> 0.
  !> **Collective**.
  subroutine distarray_array_argwhere(array, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_argwhere', c_distarray_array_argwhere(array%handle, result%handle), ierr)
  end subroutine

  !> Numbers in C order of the elements that are not zero, as NumPy's flatnonzero: int64, counted from 0.
  !> **Collective**.
  subroutine distarray_array_flatnonzero(array, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_flatnonzero', c_distarray_array_flatnonzero(array%handle, result%handle), ierr)
  end subroutine

  !> Every combination of one index per axis, as NumPy's `array[ix_(i0, i1)]`, on the array's process grid.
  !> **Collective**.
  subroutine distarray_array_get_cross(array, indices, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices(:)
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_intptr_t)
    c_indices(:size(indices)) = indices%handle
    call finish('distarray_array_get_cross', c_distarray_array_get_cross(array%handle, size(indices, kind=c_int), &
      c_loc(c_indices), result%handle), ierr)
  end subroutine

  !> Sets every combination of one index per axis, as NumPy's `array[ix_(i0, i1)] = values`. Of several values
  !> for one element the last one stays.
  !> **Collective**.
  subroutine distarray_array_set_cross(array, indices, values, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: indices(:)
    type(distarray_array), intent(in) :: values
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_intptr_t)
    c_indices(:size(indices)) = indices%handle
    call finish('distarray_array_set_cross', c_distarray_array_set_cross(array%handle, size(indices, kind=c_int), &
      c_loc(c_indices), values%handle), ierr)
  end subroutine

  !> NumPy's matmul: products of the last two axes, the axes before them broadcast against each other. A
  !> one-dimensional `a` is a row, a one-dimensional `b` a column; their axis is not in the result.
  !> **Collective**.
  subroutine distarray_array_matmul(array, b, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_matmul', c_distarray_array_matmul(array%handle, b%handle, c_distribution, &
      result%handle), ierr)
  end subroutine

  subroutine array_matmul_into_int8(alpha, op_a, array, op_b, b, beta, out, ierr)
    integer(int8), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    integer(int8), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  subroutine array_matmul_into_int16(alpha, op_a, array, op_b, b, beta, out, ierr)
    integer(int16), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    integer(int16), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  subroutine array_matmul_into_int32(alpha, op_a, array, op_b, b, beta, out, ierr)
    integer(int32), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    integer(int32), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  subroutine array_matmul_into_int64(alpha, op_a, array, op_b, b, beta, out, ierr)
    integer(int64), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    integer(int64), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  subroutine array_matmul_into_real32(alpha, op_a, array, op_b, b, beta, out, ierr)
    real(real32), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    real(real32), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  subroutine array_matmul_into_real64(alpha, op_a, array, op_b, b, beta, out, ierr)
    real(real64), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    real(real64), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  subroutine array_matmul_into_complex32(alpha, op_a, array, op_b, b, beta, out, ierr)
    complex(real32), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    complex(real32), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  subroutine array_matmul_into_complex64(alpha, op_a, array, op_b, b, beta, out, ierr)
    complex(real64), intent(in) :: alpha
    integer(c_int32_t), intent(in) :: op_a
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op_b
    type(distarray_array), intent(in) :: b
    complex(real64), intent(in) :: beta
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_matmul_into', c_distarray_array_matmul_into(encoded(as_number(alpha), &
      array_dtype(out), c_alpha), op_a, array%handle, op_b, b%handle, encoded(as_number(beta), array_dtype(out), &
      c_beta), out%handle), ierr)
  end subroutine

  !> What distarray_array_matmul() would do, as text of a few lines: the grid of processes, the bytes that this
  !> rank would receive and send, its temporaries, and what multiplies the numbers.
  !> **Local**.
  subroutine distarray_array_plan_matmul(array, b, text, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_distribution), optional, intent(in) :: distribution
    character(:), allocatable, intent(out) :: text
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    character(kind=c_char), allocatable, target :: buffer(:)
    integer(c_size_t) :: length
    integer(c_int) :: status
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    length = 0
    text = ''
    allocate (buffer(65536))
    status = c_distarray_array_plan_matmul(array%handle, b%handle, c_distribution, c_loc(buffer), size(buffer, &
      kind=c_size_t), length)
    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then
      deallocate (buffer)
      allocate (buffer(length + 1))
      status = c_distarray_array_plan_matmul(array%handle, b%handle, c_distribution, c_loc(buffer), size(buffer, &
        kind=c_size_t), length)
    end if
    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))
    call finish('distarray_array_plan_matmul', status, ierr)
  end subroutine

  !> NumPy's dot: sums over the last axis of `a` and the last but one of `b`, or its only one; single numbers
  !> multiply everything.
  !> **Collective**.
  subroutine distarray_array_dot(array, b, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_dot', c_distarray_array_dot(array%handle, b%handle, c_distribution, &
      result%handle), ierr)
  end subroutine

  subroutine array_vdot_int8(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    integer(int8), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  subroutine array_vdot_int16(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    integer(int16), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  subroutine array_vdot_int32(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    integer(int32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  subroutine array_vdot_int64(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    integer(int64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  subroutine array_vdot_real32(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    real(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  subroutine array_vdot_real64(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    real(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  subroutine array_vdot_complex32(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    complex(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  subroutine array_vdot_complex64(array, b, value, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    complex(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_vdot(array%handle, b%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_vdot', status, ierr)
  end subroutine

  !> NumPy's inner: sums over the last axes of both; single numbers multiply everything.
  !> **Collective**.
  subroutine distarray_array_inner(array, b, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_inner', c_distarray_array_inner(array%handle, b%handle, c_distribution, &
      result%handle), ierr)
  end subroutine

  !> NumPy's outer: every element of `a` with every one of `b`, both in C order.
  !> **Collective**.
  subroutine distarray_array_outer(array, b, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_outer', c_distarray_array_outer(array%handle, b%handle, c_distribution, &
      result%handle), ierr)
  end subroutine

  !> NumPy's kron: every element of `a` times all of `b`, as blocks of one array.
  !> **Collective**.
  subroutine distarray_array_kron(array, b, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_kron', c_distarray_array_kron(array%handle, b%handle, c_distribution, &
      result%handle), ierr)
  end subroutine

  !> NumPy's tensordot: sums over `axes_a[k]` of `a` together with `axes_b[k]` of `b`. The result has the other
  !> axes of `a`, then those of `b`.
  !> **Collective**.
  subroutine distarray_array_tensordot(array, b, axes_a, axes_b, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    integer(c_int), intent(in) :: axes_a(:)
    integer(c_int), intent(in) :: axes_b(:)
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes_a(:)
    integer(c_int), allocatable, target :: c_axes_b(:)
    integer(c_intptr_t) :: c_distribution
    allocate (c_axes_a(size(axes_a) + 1), source=0_c_int)
    c_axes_a(:size(axes_a)) = zero_based_axis(axes_a)
    allocate (c_axes_b(size(axes_b) + 1), source=0_c_int)
    c_axes_b(:size(axes_b)) = zero_based_axis(axes_b)
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_tensordot', c_distarray_array_tensordot(array%handle, b%handle, size(axes_a, &
      kind=c_int), c_loc(c_axes_a), int_entries(c_axes_b, size(axes_a), 'axes_b'), c_distribution, result%handle), &
      ierr)
  end subroutine

  !> NumPy's einsum: a sum of products of elements of any number of arrays, by a letter for each axis:
  !> `"ij,jk->ik"` is a product of matrices, `"ii"` a trace, `"...ij->...ji"` transposes. Without `->` the result
  !> has the axes of `...` and then the letters that come once, in alphabetical order. Several operands are
  !> contracted two at a time, in the order with the fewest multiplications. All is computed in NumPy's result
  !> type of all operands.
  !> **Collective**.
  subroutine distarray_array_einsum(subscripts, operands, result, distribution, ierr)
    character(*), intent(in) :: subscripts
    type(distarray_array), intent(in) :: operands(:)
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_subscripts(:)
    integer(c_intptr_t), allocatable, target :: c_operands(:)
    integer(c_intptr_t) :: c_distribution
    allocate (c_subscripts(len_trim(subscripts) + 1))
    call terminate(subscripts, c_subscripts)
    allocate (c_operands(size(operands) + 1), source=0_c_intptr_t)
    c_operands(:size(operands)) = operands%handle
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_einsum', c_distarray_array_einsum(c_loc(c_subscripts), size(operands, &
      kind=c_int), c_loc(c_operands), c_distribution, result%handle), ierr)
  end subroutine

  !> As distarray_array_einsum(), into an array that is there.
  !> **Collective**.
  subroutine distarray_array_einsum_into(subscripts, operands, out, ierr)
    character(*), intent(in) :: subscripts
    type(distarray_array), intent(in) :: operands(:)
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_subscripts(:)
    integer(c_intptr_t), allocatable, target :: c_operands(:)
    allocate (c_subscripts(len_trim(subscripts) + 1))
    call terminate(subscripts, c_subscripts)
    allocate (c_operands(size(operands) + 1), source=0_c_intptr_t)
    c_operands(:size(operands)) = operands%handle
    call finish('distarray_array_einsum_into', c_distarray_array_einsum_into(c_loc(c_subscripts), size(operands, &
      kind=c_int), c_loc(c_operands), out%handle), ierr)
  end subroutine

  subroutine array_trace_at64(array, offset, axis1, axis2, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: offset
    integer(c_int), intent(in) :: axis1
    integer(c_int), intent(in) :: axis2
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_trace', c_distarray_array_trace(array%handle, offset, zero_based_axis(axis1), &
      zero_based_axis(axis2), c_distribution, result%handle), ierr)
  end subroutine

  subroutine array_trace_at32(array, offset, axis1, axis2, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: offset
    integer(c_int), intent(in) :: axis1
    integer(c_int), intent(in) :: axis2
    type(distarray_array), intent(out) :: result
    type(distarray_distribution), optional, intent(in) :: distribution
    integer, optional, intent(out) :: ierr
    call array_trace_at64(array, int(offset, c_int64_t), axis1, axis2, result, distribution, ierr)
  end subroutine

  !> As distarray_array_redistribute() for several pairs of arrays at once, with one message between any two
  !> processes.
  !> **Collective**.
  subroutine distarray_array_redistribute_many(sources, targets, ierr)
    type(distarray_array), intent(in) :: sources(:)
    type(distarray_array), intent(in) :: targets(:)
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_sources(:)
    integer(c_intptr_t), allocatable, target :: c_targets(:)
    allocate (c_sources(size(sources) + 1), source=0_c_intptr_t)
    c_sources(:size(sources)) = sources%handle
    allocate (c_targets(size(targets) + 1), source=0_c_intptr_t)
    c_targets(:size(targets)) = targets%handle
    call finish('distarray_array_redistribute_many', c_distarray_array_redistribute_many(size(sources, &
      kind=c_int), c_loc(c_sources), handle_entries(c_targets, size(sources), 'targets')), ierr)
  end subroutine

  subroutine array_transform_int8(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int8), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    integer(int8), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_transform_int16(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int16), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    integer(int16), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_transform_int32(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int32), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    integer(int32), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_transform_int64(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int64), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    integer(int64), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_transform_real32(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    real(real32), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    real(real32), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_transform_real64(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    real(real64), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    real(real64), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_transform_complex32(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    complex(real32), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    complex(real32), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_transform_complex64(op, alpha, source, beta, target, ierr)
    integer(c_int32_t), intent(in) :: op
    complex(real64), intent(in) :: alpha
    type(distarray_array), intent(in) :: source
    complex(real64), intent(in) :: beta
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_alpha(16)
    integer(int8), target :: c_beta(16)
    call finish('distarray_array_transform', c_distarray_array_transform(op, encoded(as_number(alpha), &
      array_dtype(target), c_alpha), source%handle, encoded(as_number(beta), array_dtype(target), c_beta), &
      target%handle), ierr)
  end subroutine

  subroutine array_reshape_at64(array, shape, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: shape(:)
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    integer(c_intptr_t) :: c_distribution
    allocate (c_shape(size(shape) + 1), source=0_c_int64_t)
    c_shape(:size(shape)) = shape
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_reshape', c_distarray_array_reshape(array%handle, size(shape, kind=c_int), &
      c_loc(c_shape), c_distribution, result%handle), ierr)
  end subroutine

  subroutine array_reshape_at32(array, shape, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: shape(:)
    type(distarray_array), intent(out) :: result
    type(distarray_distribution), optional, intent(in) :: distribution
    integer, optional, intent(out) :: ierr
    call array_reshape_at64(array, int(shape, c_int64_t), result, distribution, ierr)
  end subroutine

  !> Copies all elements of one array into another of any shape with as many elements, numbered in C order on
  !> both sides. Values are cast as by NumPy's astype. The target's halo is left alone.
  !> **Collective**.
  subroutine distarray_array_reshape_into(source, target, ierr)
    type(distarray_array), intent(in) :: source
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_reshape_into', c_distarray_array_reshape_into(source%handle, target%handle), ierr)
  end subroutine

  !> Which ranks should take the places of a distribution's process grid, so that redistribution to it moves the
  !> least: a permutation of its own ranks, for distarray_specification_set_ranks(). Up to 256 processes it is
  !> the best there is; beyond, a good one.
  !> **Local**.
  subroutine distarray_distribution_propose_ranks(source, target, ranks, ierr)
    type(distarray_distribution), intent(in) :: source
    type(distarray_distribution), intent(in) :: target
    integer(c_int), intent(out) :: ranks(:)
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_ranks(:)
    integer(c_int) :: status
    allocate (c_ranks(size(ranks) + 1), source=0_c_int)
    ranks = 0
    status = c_distarray_distribution_propose_ranks(source%handle, target%handle, size(ranks, kind=c_int64_t), &
      c_loc(c_ranks))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int(c_ranks, ranks, 'ranks', status)
    end if
    call finish('distarray_distribution_propose_ranks', status, ierr)
  end subroutine

  !> As distarray_array_exchange_halo() for several arrays at once, with one message for each neighbour.
  !> **Collective**.
  subroutine distarray_array_exchange_halo_many(arrays, ierr)
    type(distarray_array), intent(in) :: arrays(:)
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_arrays(:)
    allocate (c_arrays(size(arrays) + 1), source=0_c_intptr_t)
    c_arrays(:size(arrays)) = arrays%handle
    call finish('distarray_array_exchange_halo_many', c_distarray_array_exchange_halo_many(size(arrays, &
      kind=c_int), c_loc(c_arrays)), ierr)
  end subroutine

  subroutine array_exchange_halo_part_at64(array, lower, upper, corners, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: lower(:)
    integer(c_int64_t), intent(in) :: upper(:)
    logical, intent(in) :: corners
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_lower(:)
    integer(c_int64_t), allocatable, target :: c_upper(:)
    allocate (c_lower(size(lower) + 1), source=0_c_int64_t)
    c_lower(:size(lower)) = lower
    allocate (c_upper(size(upper) + 1), source=0_c_int64_t)
    c_upper(:size(upper)) = upper
    call finish('distarray_array_exchange_halo_part', c_distarray_array_exchange_halo_part(array%handle, &
      entries(c_lower, array_ndim(array), 'lower'), entries(c_upper, array_ndim(array), 'upper'), merge(1_c_int, &
      0_c_int, corners)), ierr)
  end subroutine

  subroutine array_exchange_halo_part_at32(array, lower, upper, corners, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: lower(:)
    integer(c_int32_t), intent(in) :: upper(:)
    logical, intent(in) :: corners
    integer, optional, intent(out) :: ierr
    call array_exchange_halo_part_at64(array, int(lower, c_int64_t), int(upper, c_int64_t), corners, ierr)
  end subroutine

  !> Brings what stands in the halos back to the owners of these elements, who combine it with their own, in the
  !> order of ranks: the reverse of distarray_array_exchange_halo(). The halos themselves stay as they are.
  !> **Collective**.
  subroutine distarray_array_accumulate_halo(array, op, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: op
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_accumulate_halo', c_distarray_array_accumulate_halo(array%handle, op), ierr)
  end subroutine

  subroutine array_fill_boundary_int8(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    integer(int8), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_boundary_int16(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    integer(int16), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_boundary_int32(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    integer(int32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_boundary_int64(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    integer(int64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_boundary_real32(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    real(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_boundary_real64(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    real(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_boundary_complex32(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    complex(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_boundary_complex64(array, axis, mode, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    complex(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill_boundary', c_distarray_array_fill_boundary(array%handle, &
      zero_based_axis(axis), mode, encoded(as_number(value), array_dtype(array), c_value)), ierr)
  end subroutine

  !> Lets all processes of the context reach an array that they cannot reach by itself: one with unstructured
  !> axes, a view, memory of the caller's, or one whose processes are on several nodes. Arrays of the library on
  !> one node need it not. Elements keep their places, and the array all its other uses.
  !> **Collective**.
  subroutine distarray_array_register(array, ierr)
    type(distarray_array), intent(in) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_register', c_distarray_array_register(array%handle), ierr)
  end subroutine

  !> Ends what distarray_array_register() began; nothing happens to an array that is not registered. To be called
  !> before the array is freed.
  !> **Collective**.
  subroutine distarray_array_unregister(array, ierr)
    type(distarray_array), intent(in) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_unregister', c_distarray_array_unregister(array%handle), ierr)
  end subroutine

  !> Waits until every process has come here: what any of them wrote by one-sided calls before is then seen by
  !> all. One-sided calls of one process are done when they return; it is the others that do not know. Also to be
  !> called before an array is freed that others may still be reading.
  !> **Collective**.
  subroutine distarray_array_fence(array, ierr)
    type(distarray_array), intent(in) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_fence', c_distarray_array_fence(array%handle), ierr)
  end subroutine

  subroutine array_get_box_int8_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int8), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 'data')), ierr)
  end subroutine

  subroutine array_get_box_int8_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int8), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_int8_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_box_int16_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int16), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT16, DISTARRAY_UINT16], 'data')), ierr)
  end subroutine

  subroutine array_get_box_int16_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int16), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_int16_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_box_int32_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT32, DISTARRAY_UINT32], 'data')), ierr)
  end subroutine

  subroutine array_get_box_int32_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_int32_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_box_int64_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT64, DISTARRAY_UINT64], 'data')), ierr)
  end subroutine

  subroutine array_get_box_int64_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_int64_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_box_real32_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    real(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_FLOAT32], 'data')), ierr)
  end subroutine

  subroutine array_get_box_real32_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    real(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_real32_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_box_real64_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    real(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_FLOAT64], 'data')), ierr)
  end subroutine

  subroutine array_get_box_real64_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    real(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_real64_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_box_complex32_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    complex(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_COMPLEX64], 'data')), ierr)
  end subroutine

  subroutine array_get_box_complex32_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    complex(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_complex32_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_box_complex64_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    complex(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_get_box', c_distarray_array_get_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_COMPLEX128], 'data')), ierr)
  end subroutine

  subroutine array_get_box_complex64_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    complex(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_box_complex64_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_int8_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 'data')), ierr)
  end subroutine

  subroutine array_put_box_int8_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_int8_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_int16_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT16, DISTARRAY_UINT16], 'data')), ierr)
  end subroutine

  subroutine array_put_box_int16_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_int16_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_int32_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT32, DISTARRAY_UINT32], 'data')), ierr)
  end subroutine

  subroutine array_put_box_int32_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_int32_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_int64_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_INT64, DISTARRAY_UINT64], 'data')), ierr)
  end subroutine

  subroutine array_put_box_int64_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_int64_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_real32_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_FLOAT32], 'data')), ierr)
  end subroutine

  subroutine array_put_box_real32_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_real32_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_real64_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_FLOAT64], 'data')), ierr)
  end subroutine

  subroutine array_put_box_real64_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_real64_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_complex32_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_COMPLEX64], 'data')), ierr)
  end subroutine

  subroutine array_put_box_complex32_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_complex32_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_box_complex64_at64(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_put_box', c_distarray_array_put_box(array%handle, entries(c_start, &
      array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), elements(c_loc(data), size(data), &
      int(product(count)), array_dtype(array), [DISTARRAY_COMPLEX128], 'data')), ierr)
  end subroutine

  subroutine array_put_box_complex64_at32(array, start, count, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_box_complex64_at64(array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_int8_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_INT8, DISTARRAY_UINT8, &
  DISTARRAY_BOOL], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_int8_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_int8_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_int16_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_INT16, &
  DISTARRAY_UINT16], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_int16_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_int16_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_int32_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_INT32, &
  DISTARRAY_UINT32], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_int32_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_int32_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_int64_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_INT64, &
  DISTARRAY_UINT64], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_int64_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_int64_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_real32_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_FLOAT32], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_real32_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_real32_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_real64_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_FLOAT64], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_real64_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_real64_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_complex32_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_COMPLEX64], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_complex32_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_complex32_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_box_complex64_at64(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: start(:)
    integer(c_int64_t), intent(in) :: count(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_start(:)
    integer(c_int64_t), allocatable, target :: c_count(:)
    allocate (c_start(size(start) + 1), source=0_c_int64_t)
    c_start(:size(start)) = zero_based(start)
    allocate (c_count(size(count) + 1), source=0_c_int64_t)
    c_count(:size(count)) = count
    call finish('distarray_array_accumulate_box', c_distarray_array_accumulate_box(op, array%handle, &
      entries(c_start, array_ndim(array), 'start'), entries(c_count, array_ndim(array), 'count'), &
      elements(c_loc(data), size(data), int(product(count)), array_dtype(array), [DISTARRAY_COMPLEX128], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_box_complex64_at32(op, array, start, count, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: start(:)
    integer(c_int32_t), intent(in) :: count(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_box_complex64_at64(op, array, int(start, c_int64_t), int(count, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_int8_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int8), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 'data')), ierr)
  end subroutine

  subroutine array_get_list_int8_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int8), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_int8_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_int16_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int16), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT16, DISTARRAY_UINT16], 'data')), ierr)
  end subroutine

  subroutine array_get_list_int16_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int16), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_int16_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_int32_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT32, DISTARRAY_UINT32], 'data')), ierr)
  end subroutine

  subroutine array_get_list_int32_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_int32_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_int64_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT64, DISTARRAY_UINT64], 'data')), ierr)
  end subroutine

  subroutine array_get_list_int64_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_int64_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_real32_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    real(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_FLOAT32], 'data')), ierr)
  end subroutine

  subroutine array_get_list_real32_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    real(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_real32_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_real64_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    real(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_FLOAT64], 'data')), ierr)
  end subroutine

  subroutine array_get_list_real64_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    real(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_real64_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_complex32_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    complex(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_COMPLEX64], 'data')), ierr)
  end subroutine

  subroutine array_get_list_complex32_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    complex(real32), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_complex32_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_get_list_complex64_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    complex(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_get_list', c_distarray_array_get_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_COMPLEX128], 'data')), ierr)
  end subroutine

  subroutine array_get_list_complex64_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    complex(real64), contiguous, target, intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_get_list_complex64_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_int8_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 'data')), ierr)
  end subroutine

  subroutine array_put_list_int8_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_int8_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_int16_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT16, DISTARRAY_UINT16], 'data')), ierr)
  end subroutine

  subroutine array_put_list_int16_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_int16_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_int32_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT32, DISTARRAY_UINT32], 'data')), ierr)
  end subroutine

  subroutine array_put_list_int32_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_int32_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_int64_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_INT64, DISTARRAY_UINT64], 'data')), ierr)
  end subroutine

  subroutine array_put_list_int64_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_int64_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_real32_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_FLOAT32], 'data')), ierr)
  end subroutine

  subroutine array_put_list_real32_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_real32_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_real64_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_FLOAT64], 'data')), ierr)
  end subroutine

  subroutine array_put_list_real64_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_real64_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_complex32_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_COMPLEX64], 'data')), ierr)
  end subroutine

  subroutine array_put_list_complex32_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_complex32_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_put_list_complex64_at64(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_put_list', c_distarray_array_put_list(array%handle, size(data, kind=c_int64_t), &
      entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), size(data), size(data), &
      array_dtype(array), [DISTARRAY_COMPLEX128], 'data')), ierr)
  end subroutine

  subroutine array_put_list_complex64_at32(array, indices, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_put_list_complex64_at64(array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_int8_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_int8_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int8), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_int8_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_int16_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_INT16, DISTARRAY_UINT16], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_int16_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int16), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_int16_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_int32_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_INT32, DISTARRAY_UINT32], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_int32_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_int32_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_int64_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_INT64, DISTARRAY_UINT64], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_int64_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    integer(int64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_int64_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_real32_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_FLOAT32], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_real32_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    real(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_real32_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_real64_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_FLOAT64], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_real64_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    real(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_real64_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_complex32_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_COMPLEX64], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_complex32_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    complex(real32), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_complex32_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_accumulate_list_complex64_at64(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: indices(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_indices(:)
    allocate (c_indices(size(indices) + 1), source=0_c_int64_t)
    c_indices(:size(indices)) = zero_based(indices)
    call finish('distarray_array_accumulate_list', c_distarray_array_accumulate_list(op, array%handle, size(data, &
      kind=c_int64_t), entries(c_indices, size(data)*array_ndim(array), 'indices'), elements(c_loc(data), &
      size(data), size(data), array_dtype(array), [DISTARRAY_COMPLEX128], 'data')), ierr)
  end subroutine

  subroutine array_accumulate_list_complex64_at32(op, array, indices, data, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: indices(:)
    complex(real64), contiguous, target, intent(in) :: data(:)
    integer, optional, intent(out) :: ierr
    call array_accumulate_list_complex64_at64(op, array, int(indices, c_int64_t), data, ierr)
  end subroutine

  subroutine array_fetch_int8_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int8), intent(in) :: value
    integer(int8), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_int8_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int8), intent(in) :: value
    integer(int8), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_int8_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  subroutine array_fetch_int16_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int16), intent(in) :: value
    integer(int16), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_int16_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int16), intent(in) :: value
    integer(int16), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_int16_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  subroutine array_fetch_int32_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int32), intent(in) :: value
    integer(int32), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_int32_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int32), intent(in) :: value
    integer(int32), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_int32_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  subroutine array_fetch_int64_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    integer(int64), intent(in) :: value
    integer(int64), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_int64_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    integer(int64), intent(in) :: value
    integer(int64), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_int64_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  subroutine array_fetch_real32_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    real(real32), intent(in) :: value
    real(real32), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_real32_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    real(real32), intent(in) :: value
    real(real32), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_real32_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  subroutine array_fetch_real64_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    real(real64), intent(in) :: value
    real(real64), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_real64_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    real(real64), intent(in) :: value
    real(real64), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_real64_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  subroutine array_fetch_complex32_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    complex(real32), intent(in) :: value
    complex(real32), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_complex32_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    complex(real32), intent(in) :: value
    complex(real32), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_complex32_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  subroutine array_fetch_complex64_at64(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: index(:)
    complex(real64), intent(in) :: value
    complex(real64), intent(out) :: old
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_index(:)
    integer(int8), target :: c_value(16)
    integer(int8), target :: c_old(16)
    integer(c_int) :: status
    allocate (c_index(size(index) + 1), source=0_c_int64_t)
    c_index(:size(index)) = zero_based(index)
    c_old = 0
    old = 0
    status = c_distarray_array_fetch(op, array%handle, entries(c_index, array_ndim(array), 'index'), &
      encoded(as_number(value), array_dtype(array), c_value), c_loc(c_old))
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_old, array_dtype(array)), old, status)
    end if
    call finish('distarray_array_fetch', status, ierr)
  end subroutine

  subroutine array_fetch_complex64_at32(op, array, index, value, old, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: index(:)
    complex(real64), intent(in) :: value
    complex(real64), intent(out) :: old
    integer, optional, intent(out) :: ierr
    call array_fetch_complex64_at64(op, array, int(index, c_int64_t), value, old, ierr)
  end subroutine

  !> Copies all elements of one array into another of the same shape, whatever their distributions, memory orders
  !> and dtypes. Values are cast as by NumPy's astype. Unstructured axes are matched by their labels. The
  !> target's halo is left alone.
  !> **Collective**.
  subroutine distarray_array_redistribute(source, target, ierr)
    type(distarray_array), intent(in) :: source
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_redistribute', c_distarray_array_redistribute(source%handle, target%handle), ierr)
  end subroutine

  !> Makes an array with the elements of another one in a new distribution.
  !> **Collective**.
  subroutine distarray_array_redistribute_to(source, distribution, target, ierr)
    type(distarray_array), intent(in) :: source
    type(distarray_distribution), intent(in) :: distribution
    type(distarray_array), intent(out) :: target
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_redistribute_to', c_distarray_array_redistribute_to(source%handle, &
      distribution%handle, target%handle), ierr)
  end subroutine

  !> Fills the halo of every process from the owners of its elements, corners included; periodic axes wrap
  !> around.
  !> **Collective**.
  subroutine distarray_array_exchange_halo(array, ierr)
    type(distarray_array), intent(in) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_exchange_halo', c_distarray_array_exchange_halo(array%handle), ierr)
  end subroutine

  subroutine array_fill_int8(array, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_int16(array, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_int32(array, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_int64(array, value, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_real32(array, value, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_real64(array, value, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_complex32(array, value, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  subroutine array_fill_complex64(array, value, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    call finish('distarray_array_fill', c_distarray_array_fill(array%handle, encoded(as_number(value), &
      array_dtype(array), c_value)), ierr)
  end subroutine

  !> Makes a copy, halo included.
  !> **Collective**.
  subroutine distarray_array_copy(array, copy, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(out) :: copy
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_copy', c_distarray_array_copy(array%handle, copy%handle), ierr)
  end subroutine

  !> Makes an array with the elements of another one as another dtype, as NumPy's astype. The halo is not filled.
  !> **Collective**.
  subroutine distarray_array_cast(array, dtype, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_cast', c_distarray_array_cast(array%handle, dtype, result%handle), ierr)
  end subroutine

  !> A sorted copy, as NumPy's sort with kind="stable": NaN last, complex numbers by their real parts first.
  !> Zeros of both signs are equal, and all NaN; they keep their order.
  !> **Collective**.
  subroutine distarray_array_sort(array, axis, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_sort', c_distarray_array_sort(array%handle, zero_based_axis(axis), &
      c_distribution, result%handle), ierr)
  end subroutine

  !> As distarray_array_sort(), into an array of the same shape (or of as many elements in one dimension) and
  !> dtype with any distribution. `out` may be `array` itself, which is then sorted in place.
  !> **Collective**.
  subroutine distarray_array_sort_into(array, axis, out, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_sort_into', c_distarray_array_sort_into(array%handle, zero_based_axis(axis), &
      out%handle), ierr)
  end subroutine

  !> Positions of the elements in ascending order, as NumPy's argsort with kind="stable": int64, counted from 0
  !> along the axis or in C order. Ties go by position, on any number of processes.
  !> **Collective**.
  subroutine distarray_array_argsort(array, axis, result, distribution, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_distribution
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_argsort', c_distarray_array_argsort(array%handle, zero_based_axis(axis), &
      c_distribution, result%handle), ierr)
  end subroutine

  !> Positions that order elements by several keys, as NumPy's lexsort: by the last key, where that is equal by
  !> the one before it, and so on; int64, counted from 0.
  !> **Collective**.
  subroutine distarray_array_lexsort(keys, axis, result, distribution, ierr)
    type(distarray_array), intent(in) :: keys(:)
    integer(c_int), intent(in) :: axis
    type(distarray_distribution), optional, intent(in) :: distribution
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_keys(:)
    integer(c_intptr_t) :: c_distribution
    allocate (c_keys(size(keys) + 1), source=0_c_intptr_t)
    c_keys(:size(keys)) = keys%handle
    c_distribution = 0
    if (present(distribution)) c_distribution = distribution%handle
    call finish('distarray_array_lexsort', c_distarray_array_lexsort(size(keys, kind=c_int), c_loc(c_keys), &
      zero_based_axis(axis), c_distribution, result%handle), ierr)
  end subroutine

  subroutine array_topk_at64(array, size, axis, greatest, values, positions, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: size
    integer(c_int), intent(in) :: axis
    logical, intent(in) :: greatest
    type(distarray_array), intent(out) :: values
    type(distarray_array), intent(out) :: positions
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_topk', c_distarray_array_topk(array%handle, size, zero_based_axis(axis), &
      merge(1_c_int, 0_c_int, greatest), values%handle, positions%handle), ierr)
  end subroutine

  subroutine array_topk_at32(array, size, axis, greatest, values, positions, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: size
    integer(c_int), intent(in) :: axis
    logical, intent(in) :: greatest
    type(distarray_array), intent(out) :: values
    type(distarray_array), intent(out) :: positions
    integer, optional, intent(out) :: ierr
    call array_topk_at64(array, int(size, c_int64_t), axis, greatest, values, positions, ierr)
  end subroutine

  !> The distinct elements in ascending order, as NumPy's unique; all NaN are one. Of elements that are equal but
  !> differ in their bits the first stays. Every process gets those that it found in its share of the sorted
  !> elements.
  !> **Collective**.
  subroutine distarray_array_unique(array, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_unique', c_distarray_array_unique(array%handle, result%handle), ierr)
  end subroutine

  !> The distinct elements in ascending order, as NumPy's unique_all, where in C order each comes first, to which
  !> of them each element of the array is equal, and how often each comes; int64, counted from 0.
  !> **Collective**.
  subroutine distarray_array_unique_all(array, values, positions, inverse, counts, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(out) :: values
    type(distarray_array), intent(out) :: positions
    type(distarray_array), intent(out) :: inverse
    type(distarray_array), intent(out) :: counts
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_unique_all', c_distarray_array_unique_all(array%handle, values%handle, &
      positions%handle, inverse%handle, counts%handle), ierr)
  end subroutine

  !> Where values belong in a sorted array, as NumPy's searchsorted: int64, counted from 0, in the shape and
  !> distribution of `values`.
  !> **Collective**.
  subroutine distarray_array_searchsorted(sorted, values, side, result, sorter, ierr)
    type(distarray_array), intent(in) :: sorted
    type(distarray_array), intent(in) :: values
    integer(c_int32_t), intent(in) :: side
    type(distarray_array), optional, intent(in) :: sorter
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_sorter
    c_sorter = 0
    if (present(sorter)) c_sorter = sorter%handle
    call finish('distarray_array_searchsorted', c_distarray_array_searchsorted(sorted%handle, values%handle, side, &
      c_sorter, result%handle), ierr)
  end subroutine

  !> The number of the bin into which each value falls, as NumPy's digitize: int64, in the shape and distribution
  !> of `values`; 0 before the first edge.
  !> **Collective**.
  subroutine distarray_array_digitize(values, bins, right, result, ierr)
    type(distarray_array), intent(in) :: values
    type(distarray_array), intent(in) :: bins
    logical, intent(in) :: right
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_digitize', c_distarray_array_digitize(values%handle, bins%handle, merge(1_c_int, &
      0_c_int, right), result%handle), ierr)
  end subroutine

  !> For every element whether it is among those of another array, as NumPy's isin: bools in the shape and
  !> distribution of `array`. NaN is among nothing.
  !> **Collective**.
  subroutine distarray_array_isin(array, among, invert, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: among
    logical, intent(in) :: invert
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_isin', c_distarray_array_isin(array%handle, among%handle, merge(1_c_int, 0_c_int, &
      invert), result%handle), ierr)
  end subroutine

  !> The distinct elements of either array, as NumPy's union1d: ascending, 1-D, in the dtype that both promote
  !> to.
  !> **Collective**.
  subroutine distarray_array_union1d(array, b, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_union1d', c_distarray_array_union1d(array%handle, b%handle, result%handle), ierr)
  end subroutine

  !> The distinct elements that are in both arrays, as NumPy's intersect1d: ascending, 1-D, in the dtype that
  !> both promote to.
  !> **Collective**.
  subroutine distarray_array_intersect1d(array, b, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_intersect1d', c_distarray_array_intersect1d(array%handle, b%handle, &
      result%handle), ierr)
  end subroutine

  !> The distinct elements of `a` that are not in `b`, as NumPy's setdiff1d: ascending, 1-D, in the dtype of `a`.
  !> **Collective**.
  subroutine distarray_array_setdiff1d(array, b, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_setdiff1d', c_distarray_array_setdiff1d(array%handle, b%handle, result%handle), ierr)
  end subroutine

  !> The distinct elements that are in one of the arrays only, as NumPy's setxor1d: ascending, 1-D, in the dtype
  !> that both promote to.
  !> **Collective**.
  subroutine distarray_array_setxor1d(array, b, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_setxor1d', c_distarray_array_setxor1d(array%handle, b%handle, result%handle), ierr)
  end subroutine

  subroutine array_bincount_at64(array, minlength, result, weights, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), optional, intent(in) :: weights
    integer(c_int64_t), intent(in) :: minlength
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_weights
    c_weights = 0
    if (present(weights)) c_weights = weights%handle
    call finish('distarray_array_bincount', c_distarray_array_bincount(array%handle, c_weights, minlength, &
      result%handle), ierr)
  end subroutine

  subroutine array_bincount_at32(array, minlength, result, weights, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: minlength
    type(distarray_array), intent(out) :: result
    type(distarray_array), optional, intent(in) :: weights
    integer, optional, intent(out) :: ierr
    call array_bincount_at64(array, int(minlength, c_int64_t), result, weights, ierr)
  end subroutine

  subroutine array_histogram_at64(array, bins, low, high, density, result, edges, weights, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: bins
    real(c_double), intent(in) :: low
    real(c_double), intent(in) :: high
    type(distarray_array), optional, intent(in) :: weights
    logical, intent(in) :: density
    type(distarray_array), intent(out) :: result
    type(distarray_array), intent(out) :: edges
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_weights
    c_weights = 0
    if (present(weights)) c_weights = weights%handle
    call finish('distarray_array_histogram', c_distarray_array_histogram(array%handle, bins, low, high, c_weights, &
      merge(1_c_int, 0_c_int, density), result%handle, edges%handle), ierr)
  end subroutine

  subroutine array_histogram_at32(array, bins, low, high, density, result, edges, weights, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: bins
    real(c_double), intent(in) :: low
    real(c_double), intent(in) :: high
    logical, intent(in) :: density
    type(distarray_array), intent(out) :: result
    type(distarray_array), intent(out) :: edges
    type(distarray_array), optional, intent(in) :: weights
    integer, optional, intent(out) :: ierr
    call array_histogram_at64(array, int(bins, c_int64_t), low, high, density, result, edges, weights, ierr)
  end subroutine

  !> As distarray_array_histogram() with bins between neighbours of given edges.
  !> **Collective**.
  subroutine distarray_array_histogram_edges(array, edges, density, result, weights, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: edges
    type(distarray_array), optional, intent(in) :: weights
    logical, intent(in) :: density
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_weights
    c_weights = 0
    if (present(weights)) c_weights = weights%handle
    call finish('distarray_array_histogram_edges', c_distarray_array_histogram_edges(array%handle, edges%handle, &
      c_weights, merge(1_c_int, 0_c_int, density), result%handle), ierr)
  end subroutine

  subroutine array_histogram2d_at64(x, y, x_bins, x_low, x_high, y_bins, y_low, y_high, density, result, x_edges, &
    y_edges, weights, ierr)
    type(distarray_array), intent(in) :: x
    type(distarray_array), intent(in) :: y
    integer(c_int64_t), intent(in) :: x_bins
    real(c_double), intent(in) :: x_low
    real(c_double), intent(in) :: x_high
    integer(c_int64_t), intent(in) :: y_bins
    real(c_double), intent(in) :: y_low
    real(c_double), intent(in) :: y_high
    type(distarray_array), optional, intent(in) :: weights
    logical, intent(in) :: density
    type(distarray_array), intent(out) :: result
    type(distarray_array), intent(out) :: x_edges
    type(distarray_array), intent(out) :: y_edges
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_weights
    c_weights = 0
    if (present(weights)) c_weights = weights%handle
    call finish('distarray_array_histogram2d', c_distarray_array_histogram2d(x%handle, y%handle, x_bins, x_low, &
      x_high, y_bins, y_low, y_high, c_weights, merge(1_c_int, 0_c_int, density), result%handle, x_edges%handle, &
      y_edges%handle), ierr)
  end subroutine

  subroutine array_histogram2d_at32(x, y, x_bins, x_low, x_high, y_bins, y_low, y_high, density, result, x_edges, &
    y_edges, weights, ierr)
    type(distarray_array), intent(in) :: x
    type(distarray_array), intent(in) :: y
    integer(c_int32_t), intent(in) :: x_bins
    real(c_double), intent(in) :: x_low
    real(c_double), intent(in) :: x_high
    integer(c_int32_t), intent(in) :: y_bins
    real(c_double), intent(in) :: y_low
    real(c_double), intent(in) :: y_high
    logical, intent(in) :: density
    type(distarray_array), intent(out) :: result
    type(distarray_array), intent(out) :: x_edges
    type(distarray_array), intent(out) :: y_edges
    type(distarray_array), optional, intent(in) :: weights
    integer, optional, intent(out) :: ierr
    call array_histogram2d_at64(x, y, int(x_bins, c_int64_t), x_low, x_high, int(y_bins, c_int64_t), y_low, &
      y_high, density, result, x_edges, y_edges, weights, ierr)
  end subroutine

  !> As distarray_array_histogram2d() with bins between neighbours of given edges.
  !> **Collective**.
  subroutine distarray_array_histogram2d_edges(x, y, x_edges, y_edges, density, result, weights, ierr)
    type(distarray_array), intent(in) :: x
    type(distarray_array), intent(in) :: y
    type(distarray_array), intent(in) :: x_edges
    type(distarray_array), intent(in) :: y_edges
    type(distarray_array), optional, intent(in) :: weights
    logical, intent(in) :: density
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_weights
    c_weights = 0
    if (present(weights)) c_weights = weights%handle
    call finish('distarray_array_histogram2d_edges', c_distarray_array_histogram2d_edges(x%handle, y%handle, &
      x_edges%handle, y_edges%handle, c_weights, merge(1_c_int, 0_c_int, density), result%handle), ierr)
  end subroutine

  !> A distribution in words: shape, grid, kind of each axis, halos, elements per process.
  !> **Local**.
  subroutine distarray_distribution_describe(distribution, text, ierr)
    type(distarray_distribution), intent(in) :: distribution
    character(:), allocatable, intent(out) :: text
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: buffer(:)
    integer(c_size_t) :: length
    integer(c_int) :: status
    length = 0
    text = ''
    allocate (buffer(65536))
    status = c_distarray_distribution_describe(distribution%handle, c_loc(buffer), size(buffer, kind=c_size_t), &
      length)
    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then
      deallocate (buffer)
      allocate (buffer(length + 1))
      status = c_distarray_distribution_describe(distribution%handle, c_loc(buffer), size(buffer, kind=c_size_t), &
        length)
    end if
    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))
    call finish('distarray_distribution_describe', status, ierr)
  end subroutine

  !> This process's part of a distribution as the protocol's `dim_data`, in JSON. A wrapped halo is left out, as
  !> the dictionary cannot say it.
  !> **Local**.
  subroutine distarray_distribution_to_json(distribution, text, ierr)
    type(distarray_distribution), intent(in) :: distribution
    character(:), allocatable, intent(out) :: text
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: buffer(:)
    integer(c_size_t) :: length
    integer(c_int) :: status
    length = 0
    text = ''
    allocate (buffer(65536))
    status = c_distarray_distribution_to_json(distribution%handle, c_loc(buffer), size(buffer, kind=c_size_t), length)
    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then
      deallocate (buffer)
      allocate (buffer(length + 1))
      status = c_distarray_distribution_to_json(distribution%handle, c_loc(buffer), size(buffer, kind=c_size_t), &
        length)
    end if
    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))
    call finish('distarray_distribution_to_json', status, ierr)
  end subroutine

  !> A picture of who owns what in box-drawing characters.
  !> **Collective**.
  subroutine distarray_distribution_draw_text(distribution, text, down, right, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), optional, intent(in) :: down
    integer(c_int), optional, intent(in) :: right
    character(:), allocatable, intent(out) :: text
    integer, optional, intent(out) :: ierr
    integer(c_int) :: c_down
    integer(c_int) :: c_right
    character(kind=c_char), allocatable, target :: buffer(:)
    integer(c_size_t) :: length
    integer(c_int) :: status
    c_down = -1
    if (present(down)) c_down = zero_based_axis(down)
    c_right = -1
    if (present(right)) c_right = zero_based_axis(right)
    length = 0
    text = ''
    allocate (buffer(65536))
    status = c_distarray_distribution_draw_text(distribution%handle, c_down, c_right, c_loc(buffer), size(buffer, &
      kind=c_size_t), length)
    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then
      deallocate (buffer)
      allocate (buffer(length + 1))
      status = c_distarray_distribution_draw_text(distribution%handle, c_down, c_right, c_loc(buffer), &
        size(buffer, kind=c_size_t), length)
    end if
    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))
    call finish('distarray_distribution_draw_text', status, ierr)
  end subroutine

  !> Writes a picture of who owns what as an SVG file.
  !> **Collective**.
  subroutine distarray_distribution_write_svg(distribution, path, down, right, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), optional, intent(in) :: down
    integer(c_int), optional, intent(in) :: right
    character(*), intent(in) :: path
    integer, optional, intent(out) :: ierr
    integer(c_int) :: c_down
    integer(c_int) :: c_right
    character(kind=c_char), allocatable, target :: c_path(:)
    c_down = -1
    if (present(down)) c_down = zero_based_axis(down)
    c_right = -1
    if (present(right)) c_right = zero_based_axis(right)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    call finish('distarray_distribution_write_svg', c_distarray_distribution_write_svg(distribution%handle, &
      c_down, c_right, c_loc(c_path)), ierr)
  end subroutine

  !> Writes an array of uint8 as a PNG picture: rows x columns are grey, rows x columns x 3 or 4 are RGB or RGBA.
  !> **Collective**.
  subroutine distarray_array_write_png(array, path, ierr)
    type(distarray_array), intent(in) :: array
    character(*), intent(in) :: path
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_path(:)
    allocate (c_path(len_trim(path) + 1))
    call terminate(path, c_path)
    call finish('distarray_array_write_png', c_distarray_array_write_png(array%handle, c_loc(c_path)), ierr)
  end subroutine

  !> Plans how elements get from one distribution to another of the same shape, for any arrays that have these
  !> distributions. Unstructured axes are matched by their labels, about which ranks communicate.
  !> **Collective**.
  subroutine distarray_plan_create(source, target, plan, ierr)
    type(distarray_distribution), intent(in) :: source
    type(distarray_distribution), intent(in) :: target
    type(distarray_plan), intent(out) :: plan
    integer, optional, intent(out) :: ierr
    call finish('distarray_plan_create', c_distarray_plan_create(source%handle, target%handle, plan%handle), ierr)
  end subroutine

  subroutine plan_create_halo_at64(distribution, lower, upper, corners, plan, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int64_t), intent(in) :: lower(:)
    integer(c_int64_t), intent(in) :: upper(:)
    logical, intent(in) :: corners
    type(distarray_plan), intent(out) :: plan
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_lower(:)
    integer(c_int64_t), allocatable, target :: c_upper(:)
    allocate (c_lower(size(lower) + 1), source=0_c_int64_t)
    c_lower(:size(lower)) = lower
    allocate (c_upper(size(upper) + 1), source=0_c_int64_t)
    c_upper(:size(upper)) = upper
    call finish('distarray_plan_create_halo', c_distarray_plan_create_halo(distribution%handle, entries(c_lower, &
      distribution_ndim(distribution), 'lower'), entries(c_upper, distribution_ndim(distribution), 'upper'), &
      merge(1_c_int, 0_c_int, corners), plan%handle), ierr)
  end subroutine

  subroutine plan_create_halo_at32(distribution, lower, upper, corners, plan, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: lower(:)
    integer(c_int32_t), intent(in) :: upper(:)
    logical, intent(in) :: corners
    type(distarray_plan), intent(out) :: plan
    integer, optional, intent(out) :: ierr
    call plan_create_halo_at64(distribution, int(lower, c_int64_t), int(upper, c_int64_t), corners, plan, ierr)
  end subroutine

  !> Frees a plan and sets the handle to NULL; NULL is fine. Requests begun with it go on.
  !> **Local**.
  subroutine distarray_plan_free(plan, ierr)
    type(distarray_plan), intent(inout) :: plan
    integer, optional, intent(out) :: ierr
    call finish('distarray_plan_free', c_distarray_plan_free(plan%handle), ierr)
  end subroutine

  !> Copies all elements of one array into another, as distarray_array_redistribute() does.
  !> **Collective**.
  subroutine distarray_plan_run(plan, source, target, ierr)
    type(distarray_plan), intent(in) :: plan
    type(distarray_array), intent(in) :: source
    type(distarray_array), intent(in) :: target
    integer, optional, intent(out) :: ierr
    call finish('distarray_plan_run', c_distarray_plan_run(plan%handle, source%handle, target%handle), ierr)
  end subroutine

  !> Copies several arrays at once: two ranks exchange one message for all of them.
  !> **Collective**.
  subroutine distarray_plan_run_many(plan, sources, targets, ierr)
    type(distarray_plan), intent(in) :: plan
    type(distarray_array), intent(in) :: sources(:)
    type(distarray_array), intent(in) :: targets(:)
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_sources(:)
    integer(c_intptr_t), allocatable, target :: c_targets(:)
    allocate (c_sources(size(sources) + 1), source=0_c_intptr_t)
    c_sources(:size(sources)) = sources%handle
    allocate (c_targets(size(targets) + 1), source=0_c_intptr_t)
    c_targets(:size(targets)) = targets%handle
    call finish('distarray_plan_run_many', c_distarray_plan_run_many(plan%handle, size(sources, kind=c_int), &
      c_loc(c_sources), handle_entries(c_targets, size(sources), 'targets')), ierr)
  end subroutine

  !> Begins to copy all elements of one array into another. Until distarray_request_end() the source must not be
  !> written, nor the target be used; other calls are allowed, also on other arrays of the same plan. The request
  !> keeps both arrays alive. Data move while this process is in any call of the library,
  !> distarray_request_test() among them. More than three requests at once are allowed, but the fourth waits for
  !> the first.
  !> **Collective**.
  subroutine distarray_plan_begin(plan, source, target, request, ierr)
    type(distarray_plan), intent(in) :: plan
    type(distarray_array), intent(in) :: source
    type(distarray_array), intent(in) :: target
    type(distarray_request), intent(out) :: request
    integer, optional, intent(out) :: ierr
    call finish('distarray_plan_begin', c_distarray_plan_begin(plan%handle, source%handle, target%handle, &
      request%handle), ierr)
  end subroutine

  !> Moves what can be moved without waiting, and tells whether the request is done.
  !> **Local**.
  subroutine distarray_request_test(request, done, ierr)
    type(distarray_request), intent(in) :: request
    logical, intent(out) :: done
    integer, optional, intent(out) :: ierr
    integer(c_int) :: c_done
    integer(c_int) :: status
    done = .false.
    status = c_distarray_request_test(request%handle, c_done)
    if (status == DISTARRAY_SUCCESS) then
      done = c_done /= 0
    end if
    call finish('distarray_request_test', status, ierr)
  end subroutine

  !> Waits until the request is done, frees it and sets the handle to NULL; NULL is fine.
  !> **Local**.
  subroutine distarray_request_end(request, ierr)
    type(distarray_request), intent(inout) :: request
    integer, optional, intent(out) :: ierr
    call finish('distarray_request_end', c_distarray_request_end(request%handle), ierr)
  end subroutine

  !> Answers a question about a plan before it runs, for this rank and elements of `dtype`.
  !> **Local**.
  subroutine distarray_plan_get_info(plan, dtype, fact, value, ierr)
    type(distarray_plan), intent(in) :: plan
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int32_t), intent(in) :: fact
    integer(c_int64_t), intent(out) :: value
    integer, optional, intent(out) :: ierr
    call finish('distarray_plan_get_info', c_distarray_plan_get_info(plan%handle, dtype, fact, value), ierr)
  end subroutine

  !> How many bytes of `dtype` this rank and another one exchange when a plan runs; for this rank itself what
  !> stays.
  !> **Local**.
  subroutine distarray_plan_get_pair_bytes(plan, dtype, rank, sent, received, ierr)
    type(distarray_plan), intent(in) :: plan
    integer(c_int32_t), intent(in) :: dtype
    integer(c_int), intent(in) :: rank
    integer(c_int64_t), intent(out) :: sent
    integer(c_int64_t), intent(out) :: received
    integer, optional, intent(out) :: ierr
    call finish('distarray_plan_get_pair_bytes', c_distarray_plan_get_pair_bytes(plan%handle, dtype, rank, sent, &
      received), ierr)
  end subroutine

  !> Describes this process's part of an array by the protocol, with the memory itself: nothing is copied,
  !> whatever the size. The memory lives until the section is released, even if the array is freed before.
  !> **Local**.
  subroutine distarray_array_export(array, section, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_protocol_section), intent(inout) :: section
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_export', c_distarray_array_export(array%handle, section), ierr)
  end subroutine

  !> Makes an array of the parts that all processes describe, over their memory or as a copy. All rules of the
  !> protocol are checked, also those between processes.
  !> **Collective**.
  subroutine distarray_array_import(context, section, flags, array, ierr)
    type(distarray_context), intent(in) :: context
    type(distarray_protocol_section), intent(inout) :: section
    integer(c_int32_t), intent(in) :: flags
    type(distarray_array), intent(out) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_import', c_distarray_array_import(context%handle, section, flags, array%handle), &
      ierr)
  end subroutine

  !> Checks one process's section against every rule that needs no other process.
  !> **Local**.
  subroutine distarray_section_validate(section, flags, ierr)
    type(distarray_protocol_section), intent(in) :: section
    integer(c_int32_t), intent(in) :: flags
    integer, optional, intent(out) :: ierr
    call finish('distarray_section_validate', c_distarray_section_validate(section, flags), ierr)
  end subroutine

  !> A section as JSON text: the keys of the protocol's dictionary but for the buffer, and, prefixed with `x-`,
  !> what the C form says besides.
  !> **Local**.
  subroutine distarray_section_to_json(section, text, ierr)
    type(distarray_protocol_section), intent(in) :: section
    character(:), allocatable, intent(out) :: text
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: buffer(:)
    integer(c_size_t) :: length
    integer(c_int) :: status
    length = 0
    text = ''
    allocate (buffer(65536))
    status = c_distarray_section_to_json(section, c_loc(buffer), size(buffer, kind=c_size_t), length)
    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then
      deallocate (buffer)
      allocate (buffer(length + 1))
      status = c_distarray_section_to_json(section, c_loc(buffer), size(buffer, kind=c_size_t), length)
    end if
    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))
    call finish('distarray_section_to_json', status, ierr)
  end subroutine

  !> A section from JSON text, with a NULL buffer to be filled in by the caller before it is imported.
  !> **Local**.
  subroutine distarray_section_from_json(json, flags, section, ierr)
    character(*), intent(in) :: json
    integer(c_int32_t), intent(in) :: flags
    type(distarray_protocol_section), intent(inout) :: section
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_json(:)
    allocate (c_json(len_trim(json) + 1))
    call terminate(json, c_json)
    call finish('distarray_section_from_json', c_distarray_section_from_json(c_loc(c_json), flags, section), ierr)
  end subroutine

  subroutine random_create_at64(key, stream, random, ierr)
    integer(c_int64_t), intent(in) :: key
    integer(c_int64_t), intent(in) :: stream
    type(distarray_random), intent(out) :: random
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_create', c_distarray_random_create(key, stream, random%handle), ierr)
  end subroutine

  subroutine random_create_at32(key, stream, random, ierr)
    integer(c_int32_t), intent(in) :: key
    integer(c_int32_t), intent(in) :: stream
    type(distarray_random), intent(out) :: random
    integer, optional, intent(out) :: ierr
    call random_create_at64(int(key, c_int64_t), int(stream, c_int64_t), random, ierr)
  end subroutine

  !> Frees a generator and sets the handle to NULL; NULL is fine.
  !> **Local**.
  subroutine distarray_random_free(random, ierr)
    type(distarray_random), intent(inout) :: random
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_free', c_distarray_random_free(random%handle), ierr)
  end subroutine

  !> Says where a generator stands, to be saved.
  !> **Local**.
  subroutine distarray_random_get_state(random, state, ierr)
    type(distarray_random), intent(in) :: random
    integer(c_int64_t), intent(out) :: state(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_state(:)
    integer(c_int) :: status
    allocate (c_state(7 + 1), source=0_c_int64_t)
    state = 0
    status = c_distarray_random_get_state(random%handle, c_loc(c_state))
    if (status == DISTARRAY_SUCCESS) then
      call hand_out_int64(c_state, state, 'state', status)
    end if
    call finish('distarray_random_get_state', status, ierr)
  end subroutine

  subroutine random_set_state_at64(random, state, ierr)
    type(distarray_random), intent(in) :: random
    integer(c_int64_t), intent(in) :: state(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_state(:)
    allocate (c_state(size(state) + 1), source=0_c_int64_t)
    c_state(:size(state)) = state
    call finish('distarray_random_set_state', c_distarray_random_set_state(random%handle, entries(c_state, 7, &
      'state')), ierr)
  end subroutine

  subroutine random_set_state_at32(random, state, ierr)
    type(distarray_random), intent(in) :: random
    integer(c_int32_t), intent(in) :: state(:)
    integer, optional, intent(out) :: ierr
    call random_set_state_at64(random, int(state, c_int64_t), ierr)
  end subroutine

  subroutine random_advance_at64(random, words, ierr)
    type(distarray_random), intent(in) :: random
    integer(c_int64_t), intent(in) :: words
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_advance', c_distarray_random_advance(random%handle, words), ierr)
  end subroutine

  subroutine random_advance_at32(random, words, ierr)
    type(distarray_random), intent(in) :: random
    integer(c_int32_t), intent(in) :: words
    integer, optional, intent(out) :: ierr
    call random_advance_at64(random, int(words, c_int64_t), ierr)
  end subroutine

  !> Fills an array with the words of the stream, of smaller integers with their lower bits: NumPy's
  !> `Philox.random_raw`. As in all these functions, element i in C order gets what it would get on one rank;
  !> halos are not filled.
  !> **Local**.
  subroutine distarray_random_fill_bits(random, array, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_bits', c_distarray_random_fill_bits(random%handle, array%handle), ierr)
  end subroutine

  !> Fills an array with numbers from `low` up to `high`, which rounding may reach: with 0 and 1 NumPy's
  !> `Generator.random`, else its `uniform`, bit for bit.
  !> **Local**.
  subroutine distarray_random_fill_uniform(random, array, low, high, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: low
    real(c_double), intent(in) :: high
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_uniform', c_distarray_random_fill_uniform(random%handle, array%handle, low, &
      high), ierr)
  end subroutine

  subroutine random_fill_integers_at64(random, array, low, high, endpoint, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: low
    integer(c_int64_t), intent(in) :: high
    logical, intent(in) :: endpoint
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_integers', c_distarray_random_fill_integers(random%handle, array%handle, &
      low, high, merge(1_c_int, 0_c_int, endpoint)), ierr)
  end subroutine

  subroutine random_fill_integers_at32(random, array, low, high, endpoint, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: low
    integer(c_int32_t), intent(in) :: high
    logical, intent(in) :: endpoint
    integer, optional, intent(out) :: ierr
    call random_fill_integers_at64(random, array, int(low, c_int64_t), int(high, c_int64_t), endpoint, ierr)
  end subroutine

  !> Fills an array with numbers of the normal law.
  !> **Local**.
  subroutine distarray_random_fill_normal(random, array, mean, deviation, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: mean
    real(c_double), intent(in) :: deviation
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_normal', c_distarray_random_fill_normal(random%handle, array%handle, mean, &
      deviation), ierr)
  end subroutine

  !> Fills an array with numbers of the exponential law.
  !> **Local**.
  subroutine distarray_random_fill_exponential(random, array, scale, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: scale
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_exponential', c_distarray_random_fill_exponential(random%handle, &
      array%handle, scale), ierr)
  end subroutine

  !> Fills an array with numbers of the gamma law, whose mean is `shape * scale`.
  !> **Local**.
  subroutine distarray_random_fill_gamma(random, array, shape, scale, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: shape
    real(c_double), intent(in) :: scale
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_gamma', c_distarray_random_fill_gamma(random%handle, array%handle, shape, &
      scale), ierr)
  end subroutine

  !> Fills an array with numbers of the chi-square law.
  !> **Local**.
  subroutine distarray_random_fill_chi_square(random, array, freedom, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: freedom
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_chi_square', c_distarray_random_fill_chi_square(random%handle, &
      array%handle, freedom), ierr)
  end subroutine

  !> Fills an array with numbers of the beta law.
  !> **Local**.
  subroutine distarray_random_fill_beta(random, array, a, b, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: a
    real(c_double), intent(in) :: b
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_beta', c_distarray_random_fill_beta(random%handle, array%handle, a, b), ierr)
  end subroutine

  !> Fills an array with 1 at a probability, else 0.
  !> **Local**.
  subroutine distarray_random_fill_bernoulli(random, array, probability, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: probability
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_bernoulli', c_distarray_random_fill_bernoulli(random%handle, array%handle, &
      probability), ierr)
  end subroutine

  !> Fills an array with numbers of the Poisson law. What an integer dtype cannot hold becomes its highest
  !> number.
  !> **Local**.
  subroutine distarray_random_fill_poisson(random, array, mean, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: mean
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_poisson', c_distarray_random_fill_poisson(random%handle, array%handle, &
      mean), ierr)
  end subroutine

  subroutine random_fill_binomial_at64(random, array, trials, probability, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: trials
    real(c_double), intent(in) :: probability
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_binomial', c_distarray_random_fill_binomial(random%handle, array%handle, &
      trials, probability), ierr)
  end subroutine

  subroutine random_fill_binomial_at32(random, array, trials, probability, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: trials
    real(c_double), intent(in) :: probability
    integer, optional, intent(out) :: ierr
    call random_fill_binomial_at64(random, array, int(trials, c_int64_t), probability, ierr)
  end subroutine

  subroutine random_fill_choice_at64(random, array, count, replace, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: count
    logical, intent(in) :: replace
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_choice', c_distarray_random_fill_choice(random%handle, array%handle, count, &
      merge(1_c_int, 0_c_int, replace)), ierr)
  end subroutine

  subroutine random_fill_choice_at32(random, array, count, replace, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: count
    logical, intent(in) :: replace
    integer, optional, intent(out) :: ierr
    call random_fill_choice_at64(random, array, int(count, c_int64_t), replace, ierr)
  end subroutine

  !> Fills an array with numbers from 0 to `count` - 1, as likely as their weights say. With replacement they are
  !> NumPy's `Generator.choice(count, shape, p=weights)`, bit for bit if the weights sum to 1 as NumPy wants.
  !> **Local**.
  subroutine distarray_random_fill_weighted(random, array, weights, replace, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: weights(:)
    logical, intent(in) :: replace
    integer, optional, intent(out) :: ierr
    real(c_double), allocatable, target :: c_weights(:)
    allocate (c_weights(size(weights) + 1), source=0.0_c_double)
    c_weights(:size(weights)) = weights
    call finish('distarray_random_fill_weighted', c_distarray_random_fill_weighted(random%handle, array%handle, &
      c_loc(c_weights), size(weights, kind=c_int64_t), merge(1_c_int, 0_c_int, replace)), ierr)
  end subroutine

  !> Fills an array with the numbers from 0 to its number of elements less one in random order.
  !> **Local**.
  subroutine distarray_random_fill_permutation(random, array, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_fill_permutation', c_distarray_random_fill_permutation(random%handle, &
      array%handle), ierr)
  end subroutine

  !> Brings the indices of an axis into random order, in place: whole rows of a matrix move for axis 0.
  !> **Collective**.
  subroutine distarray_random_shuffle(random, array, axis, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_shuffle', c_distarray_random_shuffle(random%handle, array%handle, &
      zero_based_axis(axis)), ierr)
  end subroutine

  !> Makes a copy of an array with the indices of an axis in random order, in the distribution of the array
  !> without halo.
  !> **Collective**.
  subroutine distarray_random_permute(random, array, axis, result, ierr)
    type(distarray_random), intent(in) :: random
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_random_permute', c_distarray_random_permute(random%handle, array%handle, &
      zero_based_axis(axis), result%handle), ierr)
  end subroutine

  !> Makes sums, means, variances, norms and products of matrices independent of the number of ranks, the
  !> distribution and the order of evaluation: they have the same bits everywhere. Off at first. The method and
  !> its error are described in docs/reproducible.md.
  !> **Local**.
  subroutine distarray_context_set_reproducible(context, reproducible, ierr)
    type(distarray_context), intent(in) :: context
    logical, intent(in) :: reproducible
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_set_reproducible', c_distarray_context_set_reproducible(context%handle, &
      merge(1_c_int, 0_c_int, reproducible)), ierr)
  end subroutine

  subroutine array_reduce_int8(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int8), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  subroutine array_reduce_int16(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int16), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  subroutine array_reduce_int32(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  subroutine array_reduce_int64(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  subroutine array_reduce_real32(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    real(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  subroutine array_reduce_real64(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    real(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  subroutine array_reduce_complex32(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    complex(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  subroutine array_reduce_complex64(op, array, value, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    complex(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_value = 0
    value = 0
    status = c_distarray_array_reduce(op, array%handle, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce', status, ierr)
  end subroutine

  !> Reduces along one axis. Every process that shared in the axis gets the result of its part of the others.
  !> **Collective**.
  subroutine distarray_array_reduce_axis(op, array, axis, keep, result, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    logical, intent(in) :: keep
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_reduce_axis', c_distarray_array_reduce_axis(op, array%handle, &
      zero_based_axis(axis), merge(1_c_int, 0_c_int, keep), result%handle), ierr)
  end subroutine

  subroutine array_reduce_value_int8(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    integer(int8), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  subroutine array_reduce_value_int16(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    integer(int16), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  subroutine array_reduce_value_int32(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    integer(int32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  subroutine array_reduce_value_int64(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    integer(int64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  subroutine array_reduce_value_real32(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    real(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  subroutine array_reduce_value_real64(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    real(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  subroutine array_reduce_value_complex32(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    complex(real32), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  subroutine array_reduce_value_complex64(op, array, dtype, ddof, value, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    complex(real64), intent(out) :: value
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_value(16)
    integer(c_int32_t) :: c_dtype
    integer(c_int) :: status
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_value = 0
    value = 0
    status = c_distarray_array_reduce_value(op, array%handle, dtype, ddof, c_mask, c_loc(c_value), c_dtype)
    if (status == DISTARRAY_SUCCESS) then
      call assign_number(decoded(c_value, c_dtype), value, status)
    end if
    call finish('distarray_array_reduce_value', status, ierr)
  end subroutine

  !> Reduces along several axes. Every process that shared in them gets the result of its part of the others.
  !> **Collective**.
  subroutine distarray_array_reduce_over(op, array, keep, dtype, ddof, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    call finish('distarray_array_reduce_over', c_distarray_array_reduce_over(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, ddof, c_mask, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_int8(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    integer(int8), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    integer(int8), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_INT8, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_int16(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    integer(int16), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    integer(int16), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_INT16, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_int32(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    integer(int32), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    integer(int32), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_INT32, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_int64(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    integer(int64), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    integer(int64), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_INT64, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_real32(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    real(real32), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    real(real32), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_FLOAT32, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_real64(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    real(real64), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    real(real64), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_FLOAT64, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_complex32(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    complex(real32), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    complex(real32), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_COMPLEX64, result%handle), ierr)
  end subroutine

  subroutine array_reduce_from_complex64(op, array, keep, dtype, initial, result, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), optional, intent(in) :: mask
    complex(real64), intent(in) :: initial
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    complex(real64), target :: c_initial
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    c_initial = initial
    call finish('distarray_array_reduce_from', c_distarray_array_reduce_from(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, c_mask, c_loc(c_initial), DISTARRAY_COMPLEX128, result%handle), ierr)
  end subroutine

  !> As distarray_array_reduce_over() into an array that exists, in any distribution; values are cast.
  !> **Collective**.
  subroutine distarray_array_reduce_into(op, array, keep, dtype, ddof, out, axes, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: dtype
    real(c_double), intent(in) :: ddof
    type(distarray_array), optional, intent(in) :: mask
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    integer(c_intptr_t) :: c_mask
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    call finish('distarray_array_reduce_into', c_distarray_array_reduce_into(op, array%handle, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), dtype, ddof, c_mask, out%handle), ierr)
  end subroutine

  !> Runs a sum, product or extremum along an axis; the result has the array's distribution.
  !> **Collective**.
  subroutine distarray_array_scan(op, array, axis, dtype, result, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_scan', c_distarray_array_scan(op, array%handle, zero_based_axis(axis), dtype, &
      result%handle), ierr)
  end subroutine

  !> Runs a sum, product or extremum over all elements in C order; the result has one dimension.
  !> **Collective**.
  subroutine distarray_array_scan_flat(op, array, dtype, result, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_scan_flat', c_distarray_array_scan_flat(op, array%handle, dtype, result%handle), &
      ierr)
  end subroutine

  !> Differences of neighbours along an axis, `n` times; of bools whether they differ.
  !> **Collective**.
  subroutine distarray_array_diff(array, n, axis, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: n
    integer(c_int), intent(in) :: axis
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_diff', c_distarray_array_diff(array%handle, n, zero_based_axis(axis), &
      result%handle), ierr)
  end subroutine

  !> Slopes along an axis: central differences, one-sided at the ends. Integers give float64.
  !> **Collective**.
  subroutine distarray_array_gradient(array, axis, spacing, edge_order, result, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    real(c_double), intent(in) :: spacing
    integer(c_int), intent(in) :: edge_order
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_gradient', c_distarray_array_gradient(array%handle, zero_based_axis(axis), &
      spacing, edge_order, result%handle), ierr)
  end subroutine

  !> Convolution with a kernel along an axis, in NumPy's common dtype. The axis is in blocks, as that of `array`
  !> or even ones.
  !> **Collective**.
  subroutine distarray_array_convolve(array, kernel, axis, mode, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: kernel
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_convolve', c_distarray_array_convolve(array%handle, kernel%handle, &
      zero_based_axis(axis), mode, result%handle), ierr)
  end subroutine

  !> Correlation with a kernel along an axis: as distarray_array_convolve() with the kernel reversed and
  !> conjugated.
  !> **Collective**.
  subroutine distarray_array_correlate(array, kernel, axis, mode, result, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: kernel
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: mode
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_correlate', c_distarray_array_correlate(array%handle, kernel%handle, &
      zero_based_axis(axis), mode, result%handle), ierr)
  end subroutine

  subroutine specification_parse_at64(shape, text, specification, ierr)
    integer(c_int64_t), intent(in) :: shape(:)
    character(*), intent(in) :: text
    type(distarray_specification), intent(out) :: specification
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_shape(size(shape) + 1), source=0_c_int64_t)
    c_shape(:size(shape)) = shape
    allocate (c_text(len(ordered(text)) + 1))
    call terminate(ordered(text), c_text)
    call finish('distarray_specification_parse', c_distarray_specification_parse(size(shape, kind=c_int), &
      c_loc(c_shape), c_loc(c_text), specification%handle), ierr)
  end subroutine

  subroutine specification_parse_at32(shape, text, specification, ierr)
    integer(c_int32_t), intent(in) :: shape(:)
    character(*), intent(in) :: text
    type(distarray_specification), intent(out) :: specification
    integer, optional, intent(out) :: ierr
    call specification_parse_at64(int(shape, c_int64_t), text, specification, ierr)
  end subroutine

  !> Spreads an axis in contiguous pieces.
  !> **Local**.
  subroutine distarray_specification_set_block(specification, axis, rule, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: rule
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_block', c_distarray_specification_set_block(specification%handle, &
      zero_based_axis(axis), rule), ierr)
  end subroutine

  subroutine specification_set_bounds_at64(specification, axis, bounds, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: bounds(:)
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_bounds(:)
    allocate (c_bounds(size(bounds) + 1), source=0_c_int64_t)
    c_bounds(:size(bounds)) = zero_based(bounds)
    call finish('distarray_specification_set_bounds', c_distarray_specification_set_bounds(specification%handle, &
      zero_based_axis(axis), size(bounds, kind=c_int64_t), c_loc(c_bounds)), ierr)
  end subroutine

  subroutine specification_set_bounds_at32(specification, axis, bounds, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: bounds(:)
    integer, optional, intent(out) :: ierr
    call specification_set_bounds_at64(specification, axis, int(bounds, c_int64_t), ierr)
  end subroutine

  subroutine specification_set_cyclic_at64(specification, axis, block_size, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: block_size
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_cyclic', c_distarray_specification_set_cyclic(specification%handle, &
      zero_based_axis(axis), block_size), ierr)
  end subroutine

  subroutine specification_set_cyclic_at32(specification, axis, block_size, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: block_size
    integer, optional, intent(out) :: ierr
    call specification_set_cyclic_at64(specification, axis, int(block_size, c_int64_t), ierr)
  end subroutine

  subroutine specification_set_unstructured_at64(specification, axis, labels, one_to_one, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: labels(:)
    logical, intent(in) :: one_to_one
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_labels(:)
    allocate (c_labels(size(labels) + 1), source=0_c_int64_t)
    c_labels(:size(labels)) = zero_based(labels)
    call finish('distarray_specification_set_unstructured', &
      c_distarray_specification_set_unstructured(specification%handle, zero_based_axis(axis), size(labels, &
      kind=c_int64_t), c_loc(c_labels), merge(1_c_int, 0_c_int, one_to_one)), ierr)
  end subroutine

  subroutine specification_set_unstructured_at32(specification, axis, labels, one_to_one, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: labels(:)
    logical, intent(in) :: one_to_one
    integer, optional, intent(out) :: ierr
    call specification_set_unstructured_at64(specification, axis, int(labels, c_int64_t), one_to_one, ierr)
  end subroutine

  !> Does not spread an axis: its grid extent is 1.
  !> **Local**.
  subroutine distarray_specification_set_whole(specification, axis, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_whole', c_distarray_specification_set_whole(specification%handle, &
      zero_based_axis(axis)), ierr)
  end subroutine

  subroutine specification_set_halo_at64(specification, axis, lower, upper, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: lower
    integer(c_int64_t), intent(in) :: upper
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_halo', c_distarray_specification_set_halo(specification%handle, &
      zero_based_axis(axis), lower, upper), ierr)
  end subroutine

  subroutine specification_set_halo_at32(specification, axis, lower, upper, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: lower
    integer(c_int32_t), intent(in) :: upper
    integer, optional, intent(out) :: ierr
    call specification_set_halo_at64(specification, axis, int(lower, c_int64_t), int(upper, c_int64_t), ierr)
  end subroutine

  subroutine specification_set_boundary_at64(specification, axis, lower, upper, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: lower
    integer(c_int64_t), intent(in) :: upper
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_boundary', &
      c_distarray_specification_set_boundary(specification%handle, zero_based_axis(axis), lower, upper), ierr)
  end subroutine

  subroutine specification_set_boundary_at32(specification, axis, lower, upper, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: lower
    integer(c_int32_t), intent(in) :: upper
    integer, optional, intent(out) :: ierr
    call specification_set_boundary_at64(specification, axis, int(lower, c_int64_t), int(upper, c_int64_t), ierr)
  end subroutine

  !> Makes the halo of a block axis wrap around.
  !> **Local**.
  subroutine distarray_specification_set_periodic(specification, axis, periodic, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: axis
    logical, intent(in) :: periodic
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_periodic', &
      c_distarray_specification_set_periodic(specification%handle, zero_based_axis(axis), merge(1_c_int, 0_c_int, &
      periodic)), ierr)
  end subroutine

  !> Sets the process grid. Extents left open are chosen so that the surface between processes is small.
  !> **Local**.
  subroutine distarray_specification_set_grid(specification, extents, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: extents(:)
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_extents(:)
    allocate (c_extents(size(extents) + 1), source=0_c_int)
    c_extents(:size(extents)) = extents
    call finish('distarray_specification_set_grid', c_distarray_specification_set_grid(specification%handle, &
      size(extents, kind=c_int), c_loc(c_extents)), ierr)
  end subroutine

  !> Uses only some ranks of the context, in this order along the grid (last axis fastest). The others own
  !> nothing, and still take part in collective calls.
  !> **Local**.
  subroutine distarray_specification_set_ranks(specification, ranks, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: ranks(:)
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_ranks(:)
    allocate (c_ranks(size(ranks) + 1), source=0_c_int)
    c_ranks(:size(ranks)) = ranks
    call finish('distarray_specification_set_ranks', c_distarray_specification_set_ranks(specification%handle, &
      size(ranks, kind=c_int), c_loc(c_ranks)), ierr)
  end subroutine

  !> Holds the whole array several times, on disjoint grids; writes go to all copies.
  !> **Local**.
  subroutine distarray_specification_set_replicas(specification, replicas, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int), intent(in) :: replicas
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_replicas', &
      c_distarray_specification_set_replicas(specification%handle, replicas), ierr)
  end subroutine

  !> Sets the memory order of local parts.
  !> **Local**.
  subroutine distarray_specification_set_order(specification, order, ierr)
    type(distarray_specification), intent(in) :: specification
    integer(c_int32_t), intent(in) :: order
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_set_order', c_distarray_specification_set_order(specification%handle, &
      order), ierr)
  end subroutine

  !> Frees a specification and makes the handle NULL.
  !> **Local**.
  subroutine distarray_specification_free(specification, ierr)
    type(distarray_specification), intent(inout) :: specification
    integer, optional, intent(out) :: ierr
    call finish('distarray_specification_free', c_distarray_specification_free(specification%handle), ierr)
  end subroutine

  !> Exact quantiles along axes; the first axis of the result counts them.
  !> **Collective**.
  subroutine distarray_array_quantile(array, q, keep, method, skip_nan, result, axes, ierr)
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: q(:)
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    integer(c_int32_t), intent(in) :: method
    logical, intent(in) :: skip_nan
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    real(c_double), allocatable, target :: c_q(:)
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    allocate (c_q(size(q) + 1), source=0.0_c_double)
    c_q(:size(q)) = q
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    call finish('distarray_array_quantile', c_distarray_array_quantile(array%handle, size(q, kind=c_int), &
      c_loc(c_q), c_axes_count, c_axes_address, merge(1_c_int, 0_c_int, keep), method, merge(1_c_int, 0_c_int, &
      skip_nan), result%handle), ierr)
  end subroutine

  !> The mean of elements with weights, as NumPy's average.
  !> **Collective**.
  subroutine distarray_array_average(array, keep, result, weights, axes, ierr)
    type(distarray_array), intent(in) :: array
    type(distarray_array), optional, intent(in) :: weights
    integer(c_int), optional, intent(in) :: axes(:)
    logical, intent(in) :: keep
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: c_weights
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    c_weights = 0
    if (present(weights)) c_weights = weights%handle
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    call finish('distarray_array_average', c_distarray_array_average(array%handle, c_weights, c_axes_count, &
      c_axes_address, merge(1_c_int, 0_c_int, keep), result%handle), ierr)
  end subroutine

  !> Covariances of variables, as NumPy's cov.
  !> **Collective**.
  subroutine distarray_array_cov(array, by_column, ddof, result, ierr)
    type(distarray_array), intent(in) :: array
    logical, intent(in) :: by_column
    real(c_double), intent(in) :: ddof
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_cov', c_distarray_array_cov(array%handle, merge(1_c_int, 0_c_int, by_column), &
      ddof, result%handle), ierr)
  end subroutine

  !> Correlation coefficients of variables, as NumPy's corrcoef.
  !> **Collective**.
  subroutine distarray_array_corrcoef(array, by_column, result, ierr)
    type(distarray_array), intent(in) :: array
    logical, intent(in) :: by_column
    type(distarray_array), intent(out) :: result
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_corrcoef', c_distarray_array_corrcoef(array%handle, merge(1_c_int, 0_c_int, &
      by_column), result%handle), ierr)
  end subroutine

  !> Name of a status number, such as "DISTARRAY_ERR_SHAPE"; never NULL.
  !> **Local**.
  function distarray_status_name(status) result(answer)
    integer(c_int), intent(in) :: status
    character(:), allocatable :: answer
    answer = distarray_string(c_distarray_status_name(status))
  end function

  !> One sentence on the last call that failed on this thread: function, argument, what was expected and given,
  !> which rank, what to do. Empty if none failed. Never NULL; valid until the next failing call on this thread;
  !> not cleared by success.
  !> **Local**.
  function distarray_last_error_message() result(answer)
    character(:), allocatable :: answer
    answer = distarray_string(c_distarray_last_error_message())
  end function

  !> The rank (in the context) on which the last failure of this thread arose; -1 if unknown.
  !> **Local**.
  function distarray_last_error_rank() result(answer)
    integer(c_int) :: answer
    answer = c_distarray_last_error_rank()
  end function

  !> Sets this thread's last error and returns its status: for glue code that reports in the library's way.
  !> **Local**.
  subroutine distarray_error_set(status, message, ierr)
    integer(c_int), intent(in) :: status
    character(*), intent(in) :: message
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_message(:)
    allocate (c_message(len_trim(message) + 1))
    call terminate(message, c_message)
    call finish('distarray_error_set', c_distarray_error_set(status, c_loc(c_message)), ierr)
  end subroutine

  !> `out = op(array)` for every owned element, computed in NumPy's result type and cast to that of `out`.
  !> **Local**.
  subroutine distarray_array_apply_unary(op, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_apply_unary', c_distarray_array_apply_unary(op, array%handle, out%handle), ierr)
  end subroutine

  !> `out = a op b` for every owned element, computed in NumPy's result type and cast to that of `out`.
  !> **Local**.
  subroutine distarray_array_apply_binary(op, array, b, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_apply_binary', c_distarray_array_apply_binary(op, array%handle, b%handle, &
      out%handle), ierr)
  end subroutine

  !> `out = op(a, b, c)` for every owned element, computed in NumPy's result type and cast to that of `out`.
  !> **Local**.
  subroutine distarray_array_apply_ternary(op, array, b, c, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: b
    type(distarray_array), intent(in) :: c
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_apply_ternary', c_distarray_array_apply_ternary(op, array%handle, b%handle, &
      c%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_int8(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int8), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_INT8, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_int16(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int16), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int16), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_INT16, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_int32(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int32), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_INT32, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_int64(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    integer(int64), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_INT64, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_real32(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    real(real32), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    real(real32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_FLOAT32, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_real64(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    real(real64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_FLOAT64, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_complex32(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    complex(real32), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    complex(real32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_COMPLEX64, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_complex64(op, array, scalar, out, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: array
    complex(real64), intent(in) :: scalar
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    complex(real64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar', c_distarray_array_apply_scalar(op, array%handle, c_loc(c_scalar), &
      DISTARRAY_COMPLEX128, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_int8(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int8), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_INT8, array%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_int16(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int16), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int16), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_INT16, array%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_int32(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int32), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_INT32, array%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_int64(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    integer(int64), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(int64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_INT64, array%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_real32(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    real(real32), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    real(real32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_FLOAT32, array%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_real64(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    real(real64), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    real(real64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_FLOAT64, array%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_complex32(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    complex(real32), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    complex(real32), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_COMPLEX64, array%handle, out%handle), ierr)
  end subroutine

  subroutine array_apply_scalar_first_complex64(op, scalar, array, out, ierr)
    integer(c_int32_t), intent(in) :: op
    complex(real64), intent(in) :: scalar
    type(distarray_array), intent(in) :: array
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    complex(real64), target :: c_scalar
    c_scalar = scalar
    call finish('distarray_array_apply_scalar_first', c_distarray_array_apply_scalar_first(op, c_loc(c_scalar), &
      DISTARRAY_COMPLEX128, array%handle, out%handle), ierr)
  end subroutine

  !> Any function of elements, with a mask and a casting rule, as NumPy's ufuncs with `where`, `casting` and
  !> `out`.
  !> **Local**.
  subroutine distarray_array_apply_where(op, operands, casting, out, mask, ierr)
    integer(c_int32_t), intent(in) :: op
    type(distarray_array), intent(in) :: operands(:)
    type(distarray_array), optional, intent(in) :: mask
    integer(c_int32_t), intent(in) :: casting
    type(distarray_array), intent(in) :: out
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_operands(:)
    integer(c_intptr_t) :: c_mask
    allocate (c_operands(size(operands) + 1), source=0_c_intptr_t)
    c_operands(:size(operands)) = operands%handle
    c_mask = 0
    if (present(mask)) c_mask = mask%handle
    call finish('distarray_array_apply_where', c_distarray_array_apply_where(op, size(operands, kind=c_int), &
      c_loc(c_operands), c_null_ptr, c_null_ptr, c_mask, casting, out%handle), ierr)
  end subroutine

  !> Version of the loaded library. Compare with DISTARRAY_VERSION_MAJOR, _MINOR and _PATCH, those of the header.
  !> **Local**.
  subroutine distarray_version(major, minor, patch)
    integer(c_int), intent(out) :: major
    integer(c_int), intent(out) :: minor
    integer(c_int), intent(out) :: patch
    call c_distarray_version(major, minor, patch)
  end subroutine

  !> Version of the loaded library as text, such as "0.1.0". Never NULL, never to be freed.
  !> **Local**.
  function distarray_version_string() result(answer)
    character(:), allocatable :: answer
    answer = distarray_string(c_distarray_version_string())
  end function

  !> One line on how the loaded library was built: version, MPI, HDF5. Never NULL, never to be freed.
  !> **Local**.
  function distarray_build_info() result(answer)
    character(:), allocatable :: answer
    answer = distarray_string(c_distarray_build_info())
  end function

  !> Slices, indices, an ellipsis and new axes, as NumPy's users write them in brackets: `"1:5, ..., ::-1,
  !> newaxis, 3"`.
  !> **Local**.
  subroutine distarray_array_slice_text(array, text, view, ierr)
    type(distarray_array), intent(in) :: array
    character(*), intent(in) :: text
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    character(kind=c_char), allocatable, target :: c_text(:)
    allocate (c_text(len_trim(text) + 1))
    call terminate(text, c_text)
    call finish('distarray_array_slice_text', c_distarray_array_slice_text(array%handle, c_loc(c_text), &
      view%handle), ierr)
  end subroutine

  subroutine array_index_axis_at64(array, axis, index, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int64_t), intent(in) :: index
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_index_axis', c_distarray_array_index_axis(array%handle, zero_based_axis(axis), &
      zero_based(index), view%handle), ierr)
  end subroutine

  subroutine array_index_axis_at32(array, axis, index, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int32_t), intent(in) :: index
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call array_index_axis_at64(array, axis, int(index, c_int64_t), view, ierr)
  end subroutine

  !> The axes in another order.
  !> **Local**.
  subroutine distarray_array_transpose(array, view, axes, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = int_entries(c_axes, array_ndim(array), 'axes')
    end if
    call finish('distarray_array_transpose', c_distarray_array_transpose(array%handle, c_axes_address, &
      view%handle), ierr)
  end subroutine

  !> Two axes exchanged.
  !> **Local**.
  subroutine distarray_array_swap_axes(array, axis1, axis2, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis1
    integer(c_int), intent(in) :: axis2
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_swap_axes', c_distarray_array_swap_axes(array%handle, zero_based_axis(axis1), &
      zero_based_axis(axis2), view%handle), ierr)
  end subroutine

  !> One axis moved to another place, the others in their order.
  !> **Local**.
  subroutine distarray_array_move_axis(array, axis, destination, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    integer(c_int), intent(in) :: destination
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_move_axis', c_distarray_array_move_axis(array%handle, zero_based_axis(axis), &
      zero_based_axis(destination), view%handle), ierr)
  end subroutine

  !> Axes backwards.
  !> **Local**.
  subroutine distarray_array_flip(array, view, axes, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    call finish('distarray_array_flip', c_distarray_array_flip(array%handle, c_axes_count, c_axes_address, &
      view%handle), ierr)
  end subroutine

  !> Without axes of one index.
  !> **Local**.
  subroutine distarray_array_squeeze(array, view, axes, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), optional, intent(in) :: axes(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    integer(c_int), allocatable, target :: c_axes(:)
    type(c_ptr) :: c_axes_address
    integer(c_int) :: c_axes_count
    c_axes_address = c_null_ptr
    c_axes_count = 0
    if (present(axes)) then
      allocate (c_axes(size(axes) + 1), source=0_c_int)
      c_axes(:size(axes)) = zero_based_axis(axes)
      c_axes_count = size(axes)
      c_axes_address = c_loc(c_axes)
    end if
    call finish('distarray_array_squeeze', c_distarray_array_squeeze(array%handle, c_axes_count, c_axes_address, &
      view%handle), ierr)
  end subroutine

  !> With a new axis of one index.
  !> **Local**.
  subroutine distarray_array_expand_dims(array, axis, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: axis
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_expand_dims', c_distarray_array_expand_dims(array%handle, zero_based_axis(axis), &
      view%handle), ierr)
  end subroutine

  subroutine array_diagonal_at64(array, offset, axis1, axis2, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: offset
    integer(c_int), intent(in) :: axis1
    integer(c_int), intent(in) :: axis2
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_diagonal', c_distarray_array_diagonal(array%handle, offset, &
      zero_based_axis(axis1), zero_based_axis(axis2), view%handle), ierr)
  end subroutine

  subroutine array_diagonal_at32(array, offset, axis1, axis2, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: offset
    integer(c_int), intent(in) :: axis1
    integer(c_int), intent(in) :: axis2
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call array_diagonal_at64(array, int(offset, c_int64_t), axis1, axis2, view, ierr)
  end subroutine

  subroutine array_broadcast_to_at64(array, shape, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: shape(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    allocate (c_shape(size(shape) + 1), source=0_c_int64_t)
    c_shape(:size(shape)) = shape
    call finish('distarray_array_broadcast_to', c_distarray_array_broadcast_to(array%handle, size(shape, &
      kind=c_int), c_loc(c_shape), view%handle), ierr)
  end subroutine

  subroutine array_broadcast_to_at32(array, shape, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: shape(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call array_broadcast_to_at64(array, int(shape, c_int64_t), view, ierr)
  end subroutine

  !> Whether an array is a view, which shares the memory of another one.
  !> **Local**.
  subroutine distarray_array_is_view(array, is_view, ierr)
    type(distarray_array), intent(in) :: array
    logical, intent(out) :: is_view
    integer, optional, intent(out) :: ierr
    integer(c_int) :: c_is_view
    integer(c_int) :: status
    is_view = .false.
    status = c_distarray_array_is_view(array%handle, c_is_view)
    if (status == DISTARRAY_SUCCESS) then
      is_view = c_is_view /= 0
    end if
    call finish('distarray_array_is_view', status, ierr)
  end subroutine

  !> NumPy's `target[...] = source`: the source is broadcast to the target's shape, its values are cast, and both
  !> may have any distributions and be views, also of the same array: what is read are the elements from before.
  !> Halos are left alone.
  !> **Collective**.
  subroutine distarray_array_assign(target, source, ierr)
    type(distarray_array), intent(in) :: target
    type(distarray_array), intent(in) :: source
    integer, optional, intent(out) :: ierr
    call finish('distarray_array_assign', c_distarray_array_assign(target%handle, source%handle), ierr)
  end subroutine

  subroutine array_assign_scalar_int8(target, value, ierr)
    type(distarray_array), intent(in) :: target
    integer(int8), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int8), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_INT8), ierr)
  end subroutine

  subroutine array_assign_scalar_int16(target, value, ierr)
    type(distarray_array), intent(in) :: target
    integer(int16), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int16), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_INT16), ierr)
  end subroutine

  subroutine array_assign_scalar_int32(target, value, ierr)
    type(distarray_array), intent(in) :: target
    integer(int32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int32), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_INT32), ierr)
  end subroutine

  subroutine array_assign_scalar_int64(target, value, ierr)
    type(distarray_array), intent(in) :: target
    integer(int64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    integer(int64), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_INT64), ierr)
  end subroutine

  subroutine array_assign_scalar_real32(target, value, ierr)
    type(distarray_array), intent(in) :: target
    real(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    real(real32), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_FLOAT32), ierr)
  end subroutine

  subroutine array_assign_scalar_real64(target, value, ierr)
    type(distarray_array), intent(in) :: target
    real(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    real(real64), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_FLOAT64), ierr)
  end subroutine

  subroutine array_assign_scalar_complex32(target, value, ierr)
    type(distarray_array), intent(in) :: target
    complex(real32), intent(in) :: value
    integer, optional, intent(out) :: ierr
    complex(real32), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_COMPLEX64), ierr)
  end subroutine

  subroutine array_assign_scalar_complex64(target, value, ierr)
    type(distarray_array), intent(in) :: target
    complex(real64), intent(in) :: value
    integer, optional, intent(out) :: ierr
    complex(real64), target :: c_value
    c_value = value
    call finish('distarray_array_assign_scalar', c_distarray_array_assign_scalar(target%handle, c_loc(c_value), &
      DISTARRAY_COMPLEX128), ierr)
  end subroutine

  subroutine context_create_integer(comm, context, ierr)
    integer, intent(in) :: comm
    type(distarray_context), intent(out) :: context
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_create', c_distarray_context_create_f(int(comm, c_int), context%handle), ierr)
  end subroutine

  subroutine context_get_comm_integer(context, comm, ierr)
    type(distarray_context), intent(in) :: context
    integer, intent(out) :: comm
    integer, optional, intent(out) :: ierr
    integer(c_int) :: number
    number = 0
    call finish('distarray_context_get_comm', c_distarray_context_get_comm_f(context%handle, number), ierr)
    comm = number
  end subroutine

#ifndef DISTARRAY_NO_MPI_F08
  subroutine context_create_f08(comm, context, ierr)
    type(MPI_Comm), intent(in) :: comm
    type(distarray_context), intent(out) :: context
    integer, optional, intent(out) :: ierr
    call context_create_integer(comm%MPI_VAL, context, ierr)
  end subroutine

  subroutine context_get_comm_f08(context, comm, ierr)
    type(distarray_context), intent(in) :: context
    type(MPI_Comm), intent(out) :: comm
    integer, optional, intent(out) :: ierr
    call context_get_comm_integer(context, comm%MPI_VAL, ierr)
  end subroutine

#endif
  subroutine specification_create_int64(shape, specification, ierr)
    integer(int64), intent(in) :: shape(:)
    type(distarray_specification), intent(out) :: specification
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    integer(c_int) :: status
    allocate (c_shape(size(shape) + 1), source=0_c_int64_t)
    c_shape(:size(shape)) = shape
    status = c_distarray_specification_create(size(shape), c_loc(c_shape), specification%handle)
    if (status == DISTARRAY_SUCCESS) &
      status = c_distarray_specification_set_order(specification%handle, DISTARRAY_COLUMN_MAJOR)
    call finish('distarray_specification_create', status, ierr)
  end subroutine

  subroutine specification_create_int32(shape, specification, ierr)
    integer(int32), intent(in) :: shape(:)
    type(distarray_specification), intent(out) :: specification
    integer, optional, intent(out) :: ierr
    call specification_create_int64(int(shape, int64), specification, ierr)
  end subroutine

  !> Bounds of slices, counted from 1 and including the last index, as C has them.
  subroutine slice_bounds(starts, stops, steps, c_starts, c_stops, c_steps)
    integer(int64), intent(in) :: starts(:), stops(:), steps(:)
    integer(c_int64_t), allocatable, intent(out) :: c_starts(:), c_stops(:), c_steps(:)
    integer :: k
    allocate (c_starts(size(starts) + 1), source=0_c_int64_t)
    c_starts(:size(starts)) = starts
    allocate (c_stops(size(stops) + 1), source=0_c_int64_t)
    c_stops(:size(stops)) = stops
    allocate (c_steps(size(steps) + 1), source=0_c_int64_t)
    c_steps(:size(steps)) = steps
    do k = 1, size(starts)
      if (starts(k) > 0) c_starts(k) = starts(k) - 1
    end do
    do k = 1, min(size(stops), size(steps))
      if (stops(k) == DISTARRAY_NONE) cycle
      if (steps(k) < 0) then
        c_stops(k) = stops(k) - 1
        if (stops(k) > 0) c_stops(k) = stops(k) - 2
        if (stops(k) == 1) c_stops(k) = DISTARRAY_NONE
      else if (stops(k) < 0) then
        c_stops(k) = stops(k) + 1
        if (stops(k) == -1) c_stops(k) = DISTARRAY_NONE
      end if
      if (stops(k) == 0 .and. steps(k) < 0) call refuse("argument 'stops': there is no index 0")
    end do
    if (any(starts == 0)) call refuse("argument 'starts': indices count from 1, there is no 0")
  end subroutine

  subroutine distribution_slice_int64(distribution, starts, stops, steps, slice, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_distribution), intent(out) :: slice
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_starts(:), c_stops(:), c_steps(:)
    integer :: ndim
    integer(c_int) :: status
    ndim = distribution_ndim(distribution)
    call slice_bounds(starts, stops, steps, c_starts, c_stops, c_steps)
    status = DISTARRAY_ERR_INDEX
    if (pending == '') &
      status = c_distarray_distribution_slice(distribution%handle, entries(c_starts, ndim, 'starts'), &
                                        entries(c_stops, ndim, 'stops'), entries(c_steps, ndim, 'steps'), &
                                        slice%handle)
    call finish('distarray_distribution_slice', status, ierr)
  end subroutine

  subroutine distribution_slice_int32(distribution, starts, stops, steps, slice, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_distribution), intent(out) :: slice
    integer, optional, intent(out) :: ierr
    call distribution_slice_int64(distribution, int(starts, int64), int(stops, int64), int(steps, int64), slice, ierr)
  end subroutine

  subroutine array_slice_int64(array, starts, stops, steps, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_starts(:), c_stops(:), c_steps(:)
    integer :: ndim
    integer(c_int) :: status
    ndim = array_ndim(array)
    call slice_bounds(starts, stops, steps, c_starts, c_stops, c_steps)
    status = DISTARRAY_ERR_INDEX
    if (pending == '') &
      status = c_distarray_array_slice(array%handle, entries(c_starts, ndim, 'starts'), &
                                        entries(c_stops, ndim, 'stops'), entries(c_steps, ndim, 'steps'), &
                                        view%handle)
    call finish('distarray_array_slice', status, ierr)
  end subroutine

  subroutine array_slice_int32(array, starts, stops, steps, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call array_slice_int64(array, int(starts, int64), int(stops, int64), int(steps, int64), view, ierr)
  end subroutine

  subroutine distarray_array_create_from_function(distribution, dtype, function, array, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    procedure(distarray_element_function) :: function
    type(distarray_array), intent(out) :: array
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(element_call), target :: each
    each%function = c_funloc(function)
    each%user = c_null_ptr
    if (present(user)) each%user = user
    call finish('distarray_array_create_from_function', &
                c_distarray_array_create_from_function(distribution%handle, dtype, c_funloc(element_trampoline), &
                                                       c_loc(each), array%handle), ierr)
  end subroutine

  !> `out = function(operands)` in blocks of contiguous elements of the arrays' dtypes. The function is bind(C); it gets
  !> the number of elements and the addresses of those of each operand and of its results (see c_f_pointer), and returns 0.
  !> **Local**.
  subroutine distarray_array_apply_function(operands, function, out, user, ierr)
    type(distarray_array), intent(in) :: operands(:)
    procedure(distarray_block_function) :: function
    type(distarray_array), intent(in) :: out
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_operands(:)
    type(c_ptr) :: own
    allocate (c_operands(size(operands) + 1), source=0_c_intptr_t)
    c_operands(:size(operands)) = operands%handle
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_array_apply_function', &
                c_distarray_array_apply_function(size(operands, kind=c_int), c_loc(c_operands), c_null_ptr, &
                                                 c_funloc(function), own, out%handle), ierr)
  end subroutine

  !> Calls a function on every process with its part of an array. It is bind(C); strides are bytes, and indices those of C,
  !> counted from 0. It returns 0, or something else for an error on all processes.
  !> **Collective**.
  subroutine distarray_array_visit(array, function, user, ierr)
    type(distarray_array), intent(in) :: array
    procedure(distarray_part_function) :: function
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: own
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_array_visit', c_distarray_array_visit(array%handle, c_funloc(function), own), ierr)
  end subroutine

  !> Exact quantiles over all elements; `values` has as many entries as `q`.
  !> **Collective**.
  subroutine distarray_array_quantile_value(array, q, method, skip_nan, values, ierr)
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: q(:)
    integer(c_int32_t), intent(in) :: method
    logical, intent(in) :: skip_nan
    real(c_double), intent(out) :: values(:)
    integer, optional, intent(out) :: ierr
    real(c_double), allocatable, target :: c_q(:), c_values(:)
    allocate (c_q(size(q) + 1), c_values(size(q) + 1), source=0.0_c_double)
    c_q(:size(q)) = q
    values = 0
    call finish('distarray_array_quantile_value', &
                c_distarray_array_quantile_value(array%handle, size(q, kind=c_int), c_loc(c_q), method, &
                                                 merge(1_c_int, 0_c_int, skip_nan), c_loc(c_values)), ierr)
    values(:min(size(q), size(values))) = c_values(:min(size(q), size(values)))
  end subroutine

  !> The functions are bind(C); `identity` and `state` are addresses of `bytes` bytes.
  !> **Collective**.
  subroutine distarray_array_reduce_user_value(array, bytes, identity, accumulate, combine, state, user, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: bytes
    type(c_ptr), intent(in) :: identity
    procedure(distarray_accumulate_function) :: accumulate
    procedure(distarray_combine_function) :: combine
    type(c_ptr), intent(in) :: state
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: own
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_array_reduce_user_value', &
                c_distarray_array_reduce_user_value(array%handle, bytes, identity, c_funloc(accumulate), &
                                                    c_funloc(combine), own, state), ierr)
  end subroutine

  !> Along one axis, counted from 1, or all if none is given. The functions are bind(C); `identity` is the address of one
  !> element of `dtype`.
  !> **Collective**.
  subroutine distarray_array_reduce_user(array, dtype, identity, accumulate, combine, result, axis, keep, user, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    type(c_ptr), intent(in) :: identity
    procedure(distarray_accumulate_function) :: accumulate
    procedure(distarray_combine_function) :: combine
    type(distarray_array), intent(out) :: result
    integer, optional, intent(in) :: axis
    logical, optional, intent(in) :: keep
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: own, list
    integer(c_int), target :: axes(1)
    integer(c_int) :: keeps
    own = c_null_ptr
    list = c_null_ptr
    keeps = 0
    if (present(user)) own = user
    if (present(keep)) keeps = merge(1_c_int, 0_c_int, keep)
    if (present(axis)) then
      axes = int(axis - 1, c_int)
      list = c_loc(axes)
    end if
    call finish('distarray_array_reduce_user', &
                c_distarray_array_reduce_user(array%handle, 1_c_int, list, keeps, dtype, identity, &
                                              c_funloc(accumulate), c_funloc(combine), own, result%handle), ierr)
  end subroutine

  !> Removes the callback if none is given.
  !> **Local**.
  subroutine distarray_log_set_callback(callback, user, ierr)
    procedure(distarray_log_callback), optional :: callback
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_funptr) :: address
    type(c_ptr) :: own
    address = c_null_funptr
    if (present(callback)) address = c_funloc(callback)
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_log_set_callback', c_distarray_log_set_callback(address, own), ierr)
  end subroutine

  !> Removes the callback if none is given. The callback is bind(C); it gets the part of a phase that is done, the
  !> phase's name (see distarray_string) and `user`, and returns 0 to go on.
  !> **Local**.
  subroutine distarray_context_set_progress(context, callback, user, seconds, ierr)
    type(distarray_context), intent(in) :: context
    procedure(distarray_progress_callback), optional :: callback
    type(c_ptr), optional, intent(in) :: user
    real(c_double), optional, intent(in) :: seconds
    integer, optional, intent(out) :: ierr
    type(c_funptr) :: address
    type(c_ptr) :: own
    real(c_double) :: interval
    address = c_null_funptr
    if (present(callback)) address = c_funloc(callback)
    own = c_null_ptr
    if (present(user)) own = user
    interval = 0
    if (present(seconds)) interval = seconds
    call finish('distarray_context_set_progress', &
                c_distarray_context_set_progress(context%handle, address, own, interval), ierr)
  end subroutine

  !> Checks that this module and the loaded library have the same version.
  !> **Local**.
  subroutine distarray_check_build(ierr)
    integer, optional, intent(out) :: ierr
    call finish('distarray_check_build', &
                c_distarray_check_build(DISTARRAY_VERSION_MAJOR, DISTARRAY_VERSION_MINOR, DISTARRAY_VERSION_PATCH, &
                                        0_c_int, 0_c_size_t), ierr)
  end subroutine

  !> Releases a section that this program holds; nothing happens if it is released already.
  !> **Local**.
  subroutine distarray_section_release(section)
    type(distarray_protocol_section), intent(inout) :: section
    procedure(release_section), pointer :: release
    if (.not. c_associated(section%release)) return
    call c_f_procpointer(section%release, release)
    call release(section)
  end subroutine

  !> Reports the end of a call in the way the caller wants.
  subroutine finish(name, status, ierr)
    character(*), intent(in) :: name
    integer(c_int), intent(in) :: status
    integer, optional, intent(out) :: ierr
    character(:), allocatable :: message
    character(kind=c_char), target :: characters(len(name) + len(pending) + 3)
    integer(c_int) :: same
    if (status /= DISTARRAY_SUCCESS .and. pending /= '') then
      call terminate(name//': '//pending, characters)
      same = c_distarray_error_set(status, c_loc(characters))
    end if
    pending = ''
    if (present(ierr)) then
      ierr = status
    else if (status /= DISTARRAY_SUCCESS) then
      message = distarray_last_error_message()
      error stop message
    end if
  end subroutine

  !> Keeps the reason for which this module, not the library, refuses an argument. Where the call is Collective the
  !> argument is then passed as NULL, so that the library makes it an error on all ranks.
  subroutine refuse(message)
    character(*), intent(in) :: message
    pending = message
  end subroutine

  !> Text of a NUL-terminated C string, such as a log callback gets.
  function distarray_string(pointer) result(text)
    type(c_ptr), intent(in) :: pointer
    character(:), allocatable :: text
    character(kind=c_char), pointer :: characters(:)
    integer :: length
    text = ''
    if (.not. c_associated(pointer)) return
    call c_f_pointer(pointer, characters, [huge(0)])
    length = 0
    do while (characters(length + 1) /= c_null_char)
      length = length + 1
    end do
    text = joined(characters(:length))
  end function

  pure function joined(characters) result(text)
    character(kind=c_char), intent(in) :: characters(:)
    character(size(characters)) :: text
    integer :: i
    do i = 1, size(characters)
      text(i:i) = characters(i)
    end do
  end function

  subroutine terminate(text, characters)
    character(*), intent(in) :: text
    character(kind=c_char), intent(out) :: characters(:)
    integer :: i, length
    length = min(len_trim(text), size(characters) - 1)
    do i = 1, length
      characters(i) = text(i:i)
    end do
    characters(length + 1:) = c_null_char
  end subroutine

  !> Distribution text with Fortran's order unless it names one.
  function ordered(text) result(complete)
    character(*), optional, intent(in) :: text
    character(:), allocatable :: complete
    complete = 'block'
    if (present(text)) complete = trim(text)
    if (index(complete, 'order(') == 0) complete = complete//' order(column)'
  end function

  elemental function zero_based(i) result(c)
    integer(c_int64_t), intent(in) :: i
    integer(c_int64_t) :: c
    if (i > 0) then
      c = i - 1
    else if (i < 0) then
      c = i
    else
      c = DISTARRAY_NONE
    end if
  end function

  elemental function one_based(c) result(i)
    integer(c_int64_t), intent(in) :: c
    integer(c_int64_t) :: i
    i = c
    if (c >= 0) i = c + 1
  end function

  elemental function zero_based_axis(axis) result(c)
    integer(c_int), intent(in) :: axis
    integer(c_int) :: c
    if (axis > 0) then
      c = axis - 1
    else if (axis < 0) then
      c = axis
    else
      c = -huge(axis)
    end if
  end function

  !> Address of as many entries as expected (one more is there), or NULL.
  function entries(values, expected, name) result(address)
    integer(c_int64_t), target, intent(in) :: values(:)
    integer, intent(in) :: expected
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = c_loc(values)
    call check_entries(size(values) - 1, expected, name, address)
  end function

  function int_entries(values, expected, name) result(address)
    integer(c_int), target, intent(in) :: values(:)
    integer, intent(in) :: expected
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = c_loc(values)
    call check_entries(size(values) - 1, expected, name, address)
  end function

  function handle_entries(values, expected, name) result(address)
    integer(c_intptr_t), target, intent(in) :: values(:)
    integer, intent(in) :: expected
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = c_loc(values)
    call check_entries(size(values) - 1, expected, name, address)
  end function

  !> The address of elements, or NULL if there are too few or too many of them, or of another kind than the array's.
  function elements(given_address, given, expected, dtype, fitting, name) result(address)
    type(c_ptr), intent(in) :: given_address
    integer, intent(in) :: given, expected
    integer(c_int32_t), intent(in) :: dtype, fitting(:)
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = given_address
    call check_entries(given, expected, name, address)
    if (any(fitting == dtype)) return
    address = c_null_ptr
    call refuse("argument '"//name//"': a kind for "//dtype_name(fitting(1))//' cannot hold elements of '// &
                dtype_name(dtype)//': declare it with the matching kind')
  end function

  subroutine check_entries(given, expected, name, address)
    integer, intent(in) :: given, expected
    character(*), intent(in) :: name
    type(c_ptr), intent(inout) :: address
    if (given == expected) return
    address = c_null_ptr
    call refuse("argument '"//name//"': expected "//decimal(expected)//' entries, got '//decimal(given))
  end subroutine

  subroutine hand_out_int64(values, results, name, status)
    integer(c_int64_t), intent(in) :: values(:)
    integer(int64), intent(out) :: results(:)
    character(*), intent(in) :: name
    integer(c_int), intent(inout) :: status
    integer :: n
    n = size(values) - 1
    results = 0
    if (size(results) < n) then
      call refuse("argument '"//name//"': expected room for "//decimal(n)//' entries, got '//decimal(size(results)))
      status = DISTARRAY_ERR_ARGUMENT
    else
      results(:n) = values(:n)
    end if
  end subroutine

  subroutine hand_out_int(values, results, name, status)
    integer(c_int), intent(in) :: values(:)
    integer(c_int), intent(out) :: results(:)
    character(*), intent(in) :: name
    integer(c_int), intent(inout) :: status
    integer(int64) :: wide(size(results))
    call hand_out_int64(int(values, int64), wide, name, status)
    results = int(wide, c_int)
  end subroutine

  subroutine hand_out_handles(values, results, name, status)
    integer(c_intptr_t), intent(in) :: values(:)
    integer(c_intptr_t), intent(inout) :: results(:)
    character(*), intent(in) :: name
    integer(c_int), intent(inout) :: status
    integer :: n
    n = size(values) - 1
    results = 0
    if (size(results) < n) then
      call refuse("argument '"//name//"': expected room for "//decimal(n)//' handles, got '//decimal(size(results)))
      status = DISTARRAY_ERR_ARGUMENT
    else
      results(:n) = values(:n)
    end if
  end subroutine

  function decimal(n) result(text)
    integer, intent(in) :: n
    character(:), allocatable :: text
    character(12) :: buffer
    write (buffer, '(i0)') n
    text = trim(buffer)
  end function

  function listed(values) result(text)
    integer(int64), intent(in) :: values(:)
    character(:), allocatable :: text
    character(200) :: buffer
    write (buffer, '("(", *(i0, :, ", "))') values
    text = trim(buffer)//')'
  end function

  !> Number of dimensions; 0 for a bad handle, which the call that follows reports.
  function distribution_ndim(distribution) result(ndim)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int) :: ndim
    if (c_distarray_distribution_get_ndim(distribution%handle, ndim) /= DISTARRAY_SUCCESS) ndim = 0
  end function

  function array_ndim(array) result(ndim)
    type(distarray_array), intent(in) :: array
    integer(c_int) :: ndim
    if (c_distarray_array_get_ndim(array%handle, ndim) /= DISTARRAY_SUCCESS) ndim = 0
  end function

  function array_dtype(array) result(dtype)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t) :: dtype
    if (c_distarray_array_get_dtype(array%handle, dtype) /= DISTARRAY_SUCCESS) dtype = 0
  end function

  function array_rank(array) result(rank)
    type(distarray_array), intent(in) :: array
    integer(c_int) :: rank
    integer(c_intptr_t) :: context
    integer(c_int) :: status
    rank = -1
    context = 0
    if (c_distarray_array_get_context(array%handle, context) /= DISTARRAY_SUCCESS) return
    status = c_distarray_context_get_rank(context, rank)
    if (status /= DISTARRAY_SUCCESS) rank = -1
    status = c_distarray_context_free(context)
  end function

  pure function element_size(dtype) result(bytes)
    integer(c_int32_t), intent(in) :: dtype
    integer :: bytes
    select case (dtype)
    case (DISTARRAY_INT16, DISTARRAY_UINT16)
      bytes = 2
    case (DISTARRAY_INT32, DISTARRAY_UINT32, DISTARRAY_FLOAT32)
      bytes = 4
    case (DISTARRAY_INT64, DISTARRAY_UINT64, DISTARRAY_FLOAT64, DISTARRAY_COMPLEX64)
      bytes = 8
    case (DISTARRAY_COMPLEX128)
      bytes = 16
    case default
      bytes = 1
    end select
  end function

  pure function dtype_name(dtype) result(name)
    integer(c_int32_t), intent(in) :: dtype
    character(:), allocatable :: name
    select case (dtype)
    case (DISTARRAY_INT8)
      name = 'int8'
    case (DISTARRAY_INT16)
      name = 'int16'
    case (DISTARRAY_INT32)
      name = 'int32'
    case (DISTARRAY_INT64)
      name = 'int64'
    case (DISTARRAY_UINT8)
      name = 'uint8'
    case (DISTARRAY_UINT16)
      name = 'uint16'
    case (DISTARRAY_UINT32)
      name = 'uint32'
    case (DISTARRAY_UINT64)
      name = 'uint64'
    case (DISTARRAY_FLOAT32)
      name = 'float32'
    case (DISTARRAY_FLOAT64)
      name = 'float64'
    case (DISTARRAY_COMPLEX64)
      name = 'complex64'
    case (DISTARRAY_COMPLEX128)
      name = 'complex128'
    case (DISTARRAY_BOOL)
      name = 'bool'
    case default
      name = 'unknown'
    end select
  end function

  !> The dtype that memory of a kind has: the first that fits, or the one asked for if it fits; else 0.
  function chosen_dtype(fitting, dtype) result(chosen)
    integer(c_int32_t), intent(in) :: fitting(:)
    integer(c_int32_t), optional, intent(in) :: dtype
    integer(c_int32_t) :: chosen
    chosen = fitting(1)
    if (.not. present(dtype)) return
    chosen = dtype
    if (any(fitting == dtype)) return
    chosen = 0
    call refuse("argument 'dtype': "//dtype_name(dtype)//' does not fit memory of a kind for '//dtype_name(fitting(1)))
  end function

  !> Finds the extents and sections under which column-major Fortran sees the local part.
  subroutine locate(array, padded, fitting, rank, global_bounds, found)
    type(distarray_array), intent(in) :: array
    logical, intent(in) :: padded
    integer(c_int32_t), intent(in) :: fitting(:)
    integer, intent(in) :: rank
    logical, optional, intent(in) :: global_bounds
    type(view), intent(out) :: found
    integer(c_int64_t), target :: shape(rank + 1), strides(rank + 1)
    integer(int64) :: unit(rank + 1), span, step, offset
    integer(c_int32_t) :: dtype
    integer(c_int) :: ndim
    type(c_ptr) :: start
    integer :: k

    found%status = c_distarray_array_get_dtype(array%handle, dtype)
    if (found%status /= DISTARRAY_SUCCESS) return
    found%status = c_distarray_array_get_ndim(array%handle, ndim)
    if (found%status /= DISTARRAY_SUCCESS) return
    if (all(fitting /= dtype)) then
      found%status = DISTARRAY_ERR_DTYPE
      call refuse("argument 'local': a pointer of a kind for "//dtype_name(fitting(1))// &
                  ' cannot point to an array of '//dtype_name(dtype)//': declare it with the matching kind')
      return
    end if
    if (ndim /= rank) then
      found%status = DISTARRAY_ERR_SHAPE
      call refuse("argument 'local': expected a pointer of rank "//decimal(ndim)//', got rank '//decimal(rank))
      return
    end if
    if (padded) then
      found%status = c_distarray_array_get_local_padded(array%handle, start, c_loc(shape), c_loc(strides))
    else
      found%status = c_distarray_array_get_local(array%handle, start, c_loc(shape), c_loc(strides))
    end if
    if (found%status /= DISTARRAY_SUCCESS) return
    call find_lower_bounds(array, padded, rank, global_bounds, found)
    if (found%status /= DISTARRAY_SUCCESS) return

    found%first(:rank) = 1
    found%step(:rank) = 1
    found%last(:rank) = shape(:rank)
    found%extents(:rank) = shape(:rank)
    if (any(shape(:rank) == 0)) then
      found%memory = c_loc(nothing)
      return
    end if

    unit(rank + 1) = 0
    do k = rank, 1, -1
      unit(k) = unit(k + 1)
      if (shape(k) > 1) unit(k) = common_divisor(unit(k + 1), abs(strides(k)))
    end do
    unit(1) = element_size(dtype)
    offset = 0
    do k = 1, rank
      step = 1
      if (shape(k) > 1) step = abs(strides(k))/max(unit(k), 1_int64)
      span = (shape(k) - 1)*step + 1
      found%extents(k) = span
      if (unit(k) > 0 .and. unit(k + 1) > 0) found%extents(k) = unit(k + 1)/unit(k)
      if (step == 0 .or. span > found%extents(k) .or. (shape(k) > 1 .and. mod(strides(k), max(unit(k), 1_int64)) /= 0) &
          .or. mod(unit(k + 1), max(unit(k), 1_int64)) /= 0) then
        found%status = DISTARRAY_ERR_UNSUPPORTED
        call refuse("argument 'array': its local memory is not column-major, so that no Fortran pointer fits: "// &
                    'redistribute to a distribution with order(column)')
        return
      end if
      found%last(k) = span
      found%step(k) = step
      if (shape(k) > 1 .and. strides(k) < 0) then
        found%first(k) = span
        found%last(k) = 1
        found%step(k) = -step
        offset = offset + (shape(k) - 1)*strides(k)
      end if
    end do
    found%memory = transfer(transfer(start, 0_c_intptr_t) + offset, c_null_ptr)
  end subroutine

  !> Lower bounds of the pointer: the interior starts at 1, or at its global index.
  subroutine find_lower_bounds(array, padded, rank, global_bounds, found)
    type(distarray_array), intent(in) :: array
    logical, intent(in) :: padded
    integer, intent(in) :: rank
    logical, optional, intent(in) :: global_bounds
    type(view), intent(inout) :: found
    integer(c_int64_t), target :: starts(rank + 1), stops(rank + 1), lower(rank + 1), upper(rank + 1)
    integer(c_intptr_t) :: distribution
    logical :: global
    integer(c_int) :: status

    global = .false.
    if (present(global_bounds)) global = global_bounds
    found%lower = 1
    if (.not. (padded .or. global)) return
    distribution = 0
    found%status = c_distarray_array_get_distribution(array%handle, distribution)
    if (found%status /= DISTARRAY_SUCCESS) return
    if (padded) then
      found%status = c_distarray_distribution_get_halo(distribution, c_loc(lower), c_loc(upper))
      if (found%status == DISTARRAY_SUCCESS) found%lower(:rank) = 1 - lower(:rank)
    end if
    if (global .and. found%status == DISTARRAY_SUCCESS) then
      found%status = c_distarray_distribution_get_local_bounds(distribution, array_rank(array), c_loc(starts), c_loc(stops))
      if (found%status == DISTARRAY_SUCCESS) found%lower(:rank) = found%lower(:rank) + starts(:rank)
    end if
    status = c_distarray_distribution_free(distribution)
  end subroutine

  pure recursive function common_divisor(a, b) result(divisor)
    integer(int64), intent(in) :: a, b
    integer(int64) :: divisor
    if (b == 0) then
      divisor = a
    else
      divisor = common_divisor(b, mod(a, b))
    end if
  end function

  function wrap(distribution, memory, extents, contiguous, dtype, array, release, user) result(status)
    type(distarray_distribution), intent(in) :: distribution
    type(c_ptr), intent(in) :: memory
    integer(int64), intent(in) :: extents(:)
    logical, intent(in) :: contiguous
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer(c_int) :: status
    integer(c_int64_t), target :: strides(size(extents) + 1)
    integer(c_int64_t), allocatable, target :: padded(:)
    type(c_ptr) :: address, own
    type(c_funptr) :: callback
    integer :: k
    address = memory
    if (.not. contiguous) then
      call refuse("argument 'memory': expected a contiguous array, got a section with gaps")
      address = c_null_ptr
    end if
    allocate (padded(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    status = c_distarray_distribution_get_padded_shape(distribution%handle, c_loc(padded))
    if (status == DISTARRAY_SUCCESS) then
      if (.not. same_shape(extents, padded, 'memory')) address = c_null_ptr
    end if
    strides(1) = element_size(dtype)
    do k = 1, size(extents)
      strides(k + 1) = strides(k)*max(extents(k), 1_int64)
    end do
    callback = c_null_funptr
    if (present(release)) callback = c_funloc(release)
    own = c_null_ptr
    if (present(user)) own = user
    if (.not. c_associated(address) .or. size(extents) + 1 /= size(padded)) address = c_null_ptr
    status = c_distarray_array_wrap(distribution%handle, dtype, address, c_loc(strides), callback, own, array%handle)
  end function

  !> Compares the extents of an argument with `expected`, which has one entry more.
  function same_shape(extents, expected, name) result(same)
    integer(int64), intent(in) :: extents(:), expected(:)
    character(*), intent(in) :: name
    logical :: same
    integer :: n
    n = size(expected) - 1
    same = size(extents) == n
    if (same) same = all(extents == expected(:n))
    if (.not. same) call refuse("argument '"//name//"': expected the shape "//listed(expected(:n))//', got '// &
                                listed(extents))
  end function

  function scatter(distribution, root, rows, extents, dtype, array) result(status)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    type(c_ptr), intent(in) :: rows
    integer(int64), intent(in) :: extents(:)
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer(c_int) :: status
    integer(c_int64_t), allocatable, target :: expected(:)
    type(c_ptr) :: address
    allocate (expected(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    status = c_distarray_distribution_get_shape(distribution%handle, c_loc(expected))
    address = rows
    if (product(extents) == 0) then
      if (product(expected(:size(expected) - 1)) /= 0) address = c_null_ptr
    else if (.not. same_shape(extents, expected, 'data')) then
      address = c_null_ptr
    end if
    status = c_distarray_array_scatter(distribution%handle, dtype, root, address, array%handle)
  end function

  !> Gathers to row-major memory; `received` is true where data arrived.
  function gather(array, root, rows, extents, fitting, received) result(status)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    type(c_ptr), intent(in) :: rows
    integer(int64), intent(in) :: extents(:)
    integer(c_int32_t), intent(in) :: fitting(:)
    logical, intent(out) :: received
    integer(c_int) :: status
    integer(c_int64_t), allocatable, target :: expected(:)
    type(c_ptr) :: address
    address = c_null_ptr
    received = root == DISTARRAY_ALL_RANKS
    if (.not. received) received = array_rank(array) == root
    if (received) then
      allocate (expected(array_ndim(array) + 1), source=0_c_int64_t)
      status = c_distarray_array_get_shape(array%handle, c_loc(expected))
      if (same_shape(extents, expected, 'data')) address = rows
      if (all(fitting /= array_dtype(array))) then
        address = c_null_ptr
        call refuse("argument 'data': an array of "//dtype_name(array_dtype(array))//' does not fit a kind for '// &
                    dtype_name(fitting(1)))
      end if
    end if
    status = c_distarray_array_gather(array%handle, root, address)
    received = received .and. status == DISTARRAY_SUCCESS
  end function

  function is_row_major(distribution) result(row_major)
    type(distarray_distribution), intent(in) :: distribution
    logical :: row_major
    integer(c_int32_t) :: order
    row_major = .false.
    if (c_distarray_distribution_get_order(distribution%handle, order) == DISTARRAY_SUCCESS) &
      row_major = order == DISTARRAY_ROW_MAJOR
  end function

  function create_from_parts(distribution, packed, extents, dtype, array) result(status)
    type(distarray_distribution), intent(in) :: distribution
    type(c_ptr), intent(in) :: packed
    integer(int64), intent(in) :: extents(:)
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer(c_int) :: status
    integer(c_int64_t), allocatable, target :: expected(:), lower(:), upper(:)
    type(c_ptr) :: address
    integer :: n
    n = distribution_ndim(distribution) + 1
    allocate (expected(n), lower(n), upper(n), source=0_c_int64_t)
    status = c_distarray_distribution_get_padded_shape(distribution%handle, c_loc(expected))
    status = c_distarray_distribution_get_halo(distribution%handle, c_loc(lower), c_loc(upper))
    expected = expected - lower - upper
    address = packed
    if (.not. same_shape(extents, expected, 'part')) address = c_null_ptr
    status = c_distarray_array_create_from_parts(distribution%handle, dtype, address, array%handle)
  end function

  !> NULL-able address of the element that holds a number in a dtype.
  function encoded(n, dtype, element) result(address)
    type(number), intent(in) :: n
    integer(c_int32_t), intent(in) :: dtype
    integer(int8), target, intent(out) :: element(16)
    type(c_ptr) :: address
    logical :: fits
    real(real64) :: x
    element = 0
    x = real(n%z, real64)
    fits = .not. abs(aimag(n%z)) > 0
    select case (dtype)
    case (DISTARRAY_INT8)
      fits = n%whole .and. n%i >= -128 .and. n%i <= 127
      if (fits) element(:1) = transfer(int(n%i, int8), element(:1))
    case (DISTARRAY_INT16)
      fits = n%whole .and. n%i >= -32768 .and. n%i <= 32767
      if (fits) element(:2) = transfer(int(n%i, int16), element(:2))
    case (DISTARRAY_INT32)
      fits = n%whole .and. n%i >= -2147483648_int64 .and. n%i <= 2147483647_int64
      if (fits) element(:4) = transfer(int(n%i, int32), element(:4))
    case (DISTARRAY_INT64)
      fits = n%whole
      if (fits) element(:8) = transfer(n%i, element(:8))
    case (DISTARRAY_UINT8, DISTARRAY_UINT16, DISTARRAY_UINT32, DISTARRAY_UINT64)
      fits = n%whole .and. n%i >= 0
      if (fits .and. dtype /= DISTARRAY_UINT64) fits = shiftr(n%i, 8*element_size(dtype)) == 0
      if (fits) element(:8) = transfer(n%i, element(:8))
      if (.not. little_endian()) element(:8) = cshift(element(:8), -element_size(dtype))
    case (DISTARRAY_BOOL)
      if (abs(n%z) > 0) element(1) = 1_int8
      fits = .true.
    case (DISTARRAY_FLOAT32)
      if (fits) element(:4) = transfer(real(x, real32), element(:4))
    case (DISTARRAY_FLOAT64)
      if (fits) element(:8) = transfer(x, element(:8))
    case (DISTARRAY_COMPLEX64)
      fits = .true.
      element(:8) = transfer(cmplx(n%z, kind=real32), element(:8))
    case (DISTARRAY_COMPLEX128)
      fits = .true.
      element = transfer(n%z, element)
    case default
      fits = .true.
    end select
    address = c_loc(element)
    if (fits) return
    address = c_null_ptr
    call refuse("argument 'value': it cannot be held by an element of "//dtype_name(dtype))
  end function

  pure function little_endian() result(little)
    logical :: little
    integer(int8) :: bytes(2)
    bytes = transfer(1_int16, bytes)
    little = bytes(1) == 1
  end function

  function decoded(element, dtype) result(n)
    integer(int8), intent(in) :: element(16)
    integer(c_int32_t), intent(in) :: dtype
    type(number) :: n
    complex(real32) :: narrow
    select case (dtype)
    case (DISTARRAY_INT8, DISTARRAY_BOOL)
      n = number_int8(transfer(element, 0_int8))
    case (DISTARRAY_INT16)
      n = number_int16(transfer(element, 0_int16))
    case (DISTARRAY_INT32)
      n = number_int32(transfer(element, 0_int32))
    case (DISTARRAY_INT64)
      n = number_int64(transfer(element, 0_int64))
    case (DISTARRAY_UINT8)
      n = number_int64(iand(int(transfer(element, 0_int8), int64), 255_int64))
    case (DISTARRAY_UINT16)
      n = number_int64(iand(int(transfer(element, 0_int16), int64), 65535_int64))
    case (DISTARRAY_UINT32)
      n = number_int64(iand(int(transfer(element, 0_int32), int64), 4294967295_int64))
    case (DISTARRAY_UINT64)
      n = number_int64(transfer(element, 0_int64))
      n%whole = n%i >= 0
      if (n%i < 0) n%z = cmplx(real(n%i, real64) + 18446744073709551616.0_real64, kind=real64)
    case (DISTARRAY_FLOAT32)
      n = number_real32(transfer(element, 0.0_real32))
    case (DISTARRAY_FLOAT64)
      n = number_real64(transfer(element, 0.0_real64))
    case (DISTARRAY_COMPLEX64)
      narrow = transfer(element, narrow)
      n = number_complex32(narrow)
    case default
      n%z = transfer(element, n%z)
      n = number_complex64(n%z)
    end select
  end function

  !> Finds out whether a floating number is a whole one within 64 bits.
  pure subroutine settle(n)
    type(number), intent(inout) :: n
    real(real64) :: x
    x = real(n%z, real64)
    if (abs(x) < 9.2e18_real64) n%i = int(x, int64)
    n%whole = abs(x) < 9.2e18_real64 .and. abs(x - real(n%i, real64)) <= 0 .and. .not. abs(aimag(n%z)) > 0
  end subroutine

  subroutine unfit(n, name, status)
    type(number), intent(in) :: n
    character(*), intent(in) :: name
    integer(c_int), intent(out) :: status
    character(60) :: text
    write (text, '("(", es12.5, ", ", es12.5, ")")') real(n%z, real64), aimag(n%z)
    status = DISTARRAY_ERR_DTYPE
    call refuse("argument 'value': "//trim(text)//' cannot be held by a variable of '//name)
  end subroutine

  function element_trampoline(ndim, index, element, user) result(stop_now) bind(C)
    integer(c_int), value :: ndim
    integer(c_int64_t), intent(in) :: index(ndim)
    type(c_ptr), value :: element, user
    integer(c_int) :: stop_now
    type(element_call), pointer :: target_call
    procedure(distarray_element_function), pointer :: evaluate
    call c_f_pointer(user, target_call)
    call c_f_procpointer(target_call%function, evaluate)
    stop_now = evaluate(ndim, one_based(index), element, target_call%user)
  end function

  elemental function number_int8(value) result(n)
    integer(int8), intent(in) :: value
    type(number) :: n
    n = number(.true., int(value, int64), cmplx(real(value, real64), kind=real64))
  end function

  subroutine assign_int8(n, value, status)
    type(number), intent(in) :: n
    integer(int8), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (n%whole .and. n%i >= -128 .and. n%i <= 127) then
      value = int(n%i, int8)
    else
      call unfit(n, 'integer(int8)', status)
    end if
  end subroutine

  subroutine local_int8_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int8_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int8_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int8_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int8), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT8, &
  DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int8_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int8), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int8_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array), ierr)
  end subroutine

  subroutine local_int8_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int8_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int8_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int8_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int8), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT8, &
  DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int8_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int8), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int8_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array), ierr)
  end subroutine

  subroutine local_int8_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int8_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int8_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int8_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int8), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT8, &
  DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int8_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int8), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int8_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array), ierr)
  end subroutine

  subroutine local_int8_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int8_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int8_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int8_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int8), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT8, &
  DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int8_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int8), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int8_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array), ierr)
  end subroutine

  subroutine local_int8_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int8_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int8_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int8_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int8), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT8, &
  DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int8_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int8), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int8_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array), ierr)
  end subroutine

  subroutine local_int8_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int8_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int8_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int8_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int8), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT8, &
  DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int8_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int8), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int8_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array), ierr)
  end subroutine

  subroutine local_int8_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int8_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int8), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int8), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int8_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int8_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int8), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT8, &
  DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int8_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int8), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int8_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int8), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int8), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT8, DISTARRAY_UINT8, DISTARRAY_BOOL], dtype), array), ierr)
  end subroutine

  elemental function number_int16(value) result(n)
    integer(int16), intent(in) :: value
    type(number) :: n
    n = number(.true., int(value, int64), cmplx(real(value, real64), kind=real64))
  end function

  subroutine assign_int16(n, value, status)
    type(number), intent(in) :: n
    integer(int16), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (n%whole .and. n%i >= -32768 .and. n%i <= 32767) then
      value = int(n%i, int16)
    else
      call unfit(n, 'integer(int16)', status)
    end if
  end subroutine

  subroutine local_int16_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT16, DISTARRAY_UINT16], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int16_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT16, DISTARRAY_UINT16], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int16_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int16_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int16), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT16, &
  DISTARRAY_UINT16], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int16_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int16), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT16, DISTARRAY_UINT16], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int16_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array), ierr)
  end subroutine

  subroutine local_int16_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT16, DISTARRAY_UINT16], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int16_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT16, DISTARRAY_UINT16], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int16_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int16_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int16), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT16, &
  DISTARRAY_UINT16], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int16_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int16), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT16, DISTARRAY_UINT16], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int16_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array), ierr)
  end subroutine

  subroutine local_int16_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT16, DISTARRAY_UINT16], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int16_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT16, DISTARRAY_UINT16], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int16_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int16_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int16), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT16, &
  DISTARRAY_UINT16], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int16_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int16), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT16, DISTARRAY_UINT16], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int16_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array), ierr)
  end subroutine

  subroutine local_int16_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT16, DISTARRAY_UINT16], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int16_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT16, DISTARRAY_UINT16], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int16_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int16_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int16), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT16, &
  DISTARRAY_UINT16], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int16_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int16), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT16, DISTARRAY_UINT16], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int16_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array), ierr)
  end subroutine

  subroutine local_int16_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT16, DISTARRAY_UINT16], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int16_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT16, DISTARRAY_UINT16], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int16_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int16_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int16), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT16, &
  DISTARRAY_UINT16], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int16_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int16), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT16, DISTARRAY_UINT16], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int16_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array), ierr)
  end subroutine

  subroutine local_int16_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT16, DISTARRAY_UINT16], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int16_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT16, DISTARRAY_UINT16], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int16_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int16_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int16), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT16, &
  DISTARRAY_UINT16], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int16_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int16), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT16, DISTARRAY_UINT16], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int16_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array), ierr)
  end subroutine

  subroutine local_int16_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT16, DISTARRAY_UINT16], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int16_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int16), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int16), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT16, DISTARRAY_UINT16], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int16_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int16_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int16), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT16, &
  DISTARRAY_UINT16], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int16_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int16), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT16, DISTARRAY_UINT16], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int16_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int16), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int16), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT16, DISTARRAY_UINT16], dtype), array), ierr)
  end subroutine

  elemental function number_int32(value) result(n)
    integer(int32), intent(in) :: value
    type(number) :: n
    n = number(.true., int(value, int64), cmplx(real(value, real64), kind=real64))
  end function

  subroutine assign_int32(n, value, status)
    type(number), intent(in) :: n
    integer(int32), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (n%whole .and. n%i >= -2147483648_int64 .and. n%i <= 2147483647_int64) then
      value = int(n%i, int32)
    else
      call unfit(n, 'integer(int32)', status)
    end if
  end subroutine

  subroutine local_int32_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT32, DISTARRAY_UINT32], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int32_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT32, DISTARRAY_UINT32], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int32_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int32_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int32), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT32, &
  DISTARRAY_UINT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int32_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int32), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT32, DISTARRAY_UINT32], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int32_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array), ierr)
  end subroutine

  subroutine local_int32_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT32, DISTARRAY_UINT32], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int32_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT32, DISTARRAY_UINT32], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int32_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int32_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int32), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT32, &
  DISTARRAY_UINT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int32_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int32), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT32, DISTARRAY_UINT32], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int32_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array), ierr)
  end subroutine

  subroutine local_int32_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT32, DISTARRAY_UINT32], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int32_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT32, DISTARRAY_UINT32], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int32_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int32_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int32), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT32, &
  DISTARRAY_UINT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int32_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int32), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT32, DISTARRAY_UINT32], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int32_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array), ierr)
  end subroutine

  subroutine local_int32_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT32, DISTARRAY_UINT32], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int32_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT32, DISTARRAY_UINT32], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int32_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int32_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int32), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT32, &
  DISTARRAY_UINT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int32_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int32), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT32, DISTARRAY_UINT32], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int32_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array), ierr)
  end subroutine

  subroutine local_int32_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT32, DISTARRAY_UINT32], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int32_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT32, DISTARRAY_UINT32], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int32_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int32_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int32), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT32, &
  DISTARRAY_UINT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int32_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int32), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT32, DISTARRAY_UINT32], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int32_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array), ierr)
  end subroutine

  subroutine local_int32_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT32, DISTARRAY_UINT32], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int32_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT32, DISTARRAY_UINT32], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int32_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int32_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int32), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT32, &
  DISTARRAY_UINT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int32_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int32), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT32, DISTARRAY_UINT32], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int32_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array), ierr)
  end subroutine

  subroutine local_int32_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT32, DISTARRAY_UINT32], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int32_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int32), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT32, DISTARRAY_UINT32], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int32_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int32_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int32), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT32, &
  DISTARRAY_UINT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int32_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int32), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT32, DISTARRAY_UINT32], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int32_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT32, DISTARRAY_UINT32], dtype), array), ierr)
  end subroutine

  elemental function number_int64(value) result(n)
    integer(int64), intent(in) :: value
    type(number) :: n
    n = number(.true., int(value, int64), cmplx(real(value, real64), kind=real64))
  end function

  subroutine assign_int64(n, value, status)
    type(number), intent(in) :: n
    integer(int64), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (n%whole) then
      value = n%i
    else
      call unfit(n, 'integer(int64)', status)
    end if
  end subroutine

  subroutine local_int64_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT64, DISTARRAY_UINT64], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int64_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT64, DISTARRAY_UINT64], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int64_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int64_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int64), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT64, &
  DISTARRAY_UINT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int64_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int64), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT64, DISTARRAY_UINT64], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int64_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array), ierr)
  end subroutine

  subroutine local_int64_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT64, DISTARRAY_UINT64], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int64_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT64, DISTARRAY_UINT64], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int64_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int64_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int64), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT64, &
  DISTARRAY_UINT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int64_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int64), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT64, DISTARRAY_UINT64], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int64_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array), ierr)
  end subroutine

  subroutine local_int64_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT64, DISTARRAY_UINT64], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int64_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT64, DISTARRAY_UINT64], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int64_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int64_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int64), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT64, &
  DISTARRAY_UINT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int64_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int64), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT64, DISTARRAY_UINT64], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int64_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array), ierr)
  end subroutine

  subroutine local_int64_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT64, DISTARRAY_UINT64], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int64_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT64, DISTARRAY_UINT64], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int64_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int64_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int64), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT64, &
  DISTARRAY_UINT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int64_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int64), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT64, DISTARRAY_UINT64], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int64_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array), ierr)
  end subroutine

  subroutine local_int64_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT64, DISTARRAY_UINT64], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int64_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT64, DISTARRAY_UINT64], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int64_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int64_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int64), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT64, &
  DISTARRAY_UINT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int64_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int64), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT64, DISTARRAY_UINT64], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int64_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array), ierr)
  end subroutine

  subroutine local_int64_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT64, DISTARRAY_UINT64], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int64_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT64, DISTARRAY_UINT64], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int64_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int64_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int64), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT64, &
  DISTARRAY_UINT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int64_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int64), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT64, DISTARRAY_UINT64], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int64_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array), ierr)
  end subroutine

  subroutine local_int64_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_INT64, DISTARRAY_UINT64], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_int64_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    integer(int64), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_INT64, DISTARRAY_UINT64], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_int64_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_int64_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    integer(int64), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_INT64, &
  DISTARRAY_UINT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_int64_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    integer(int64), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_INT64, DISTARRAY_UINT64], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_int64_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    integer(int64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_INT64, DISTARRAY_UINT64], dtype), array), ierr)
  end subroutine

  elemental function number_real32(value) result(n)
    real(real32), intent(in) :: value
    type(number) :: n
    n%z = cmplx(real(value, real64), kind=real64)
    call settle(n)
  end function

  subroutine assign_real32(n, value, status)
    type(number), intent(in) :: n
    real(real32), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (.not. abs(aimag(n%z)) > 0) then
      value = real(n%z, real32)
    else
      call unfit(n, 'real(real32)', status)
    end if
  end subroutine

  subroutine local_real32_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT32], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real32_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT32], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real32_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real32_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real32), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real32_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real32), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT32], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real32_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT32], dtype), array), ierr)
  end subroutine

  subroutine local_real32_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT32], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real32_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT32], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real32_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real32_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real32), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real32_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real32), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT32], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real32_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT32], dtype), array), ierr)
  end subroutine

  subroutine local_real32_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT32], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real32_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT32], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real32_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real32_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real32), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real32_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real32), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT32], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real32_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT32], dtype), array), ierr)
  end subroutine

  subroutine local_real32_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT32], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real32_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT32], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real32_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real32_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real32), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real32_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real32), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT32], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real32_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT32], dtype), array), ierr)
  end subroutine

  subroutine local_real32_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT32], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real32_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT32], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real32_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real32_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real32), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real32_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real32), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT32], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real32_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT32], dtype), array), ierr)
  end subroutine

  subroutine local_real32_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT32], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real32_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT32], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real32_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real32_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real32), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real32_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real32), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT32], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real32_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT32], dtype), array), ierr)
  end subroutine

  subroutine local_real32_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT32], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real32_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real32), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real32), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT32], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real32_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT32], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real32_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real32), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT32], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real32_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real32), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT32], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real32_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real32), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT32], dtype), array), ierr)
  end subroutine

  elemental function number_real64(value) result(n)
    real(real64), intent(in) :: value
    type(number) :: n
    n%z = cmplx(real(value, real64), kind=real64)
    call settle(n)
  end function

  subroutine assign_real64(n, value, status)
    type(number), intent(in) :: n
    real(real64), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (.not. abs(aimag(n%z)) > 0) then
      value = real(n%z, real64)
    else
      call unfit(n, 'real(real64)', status)
    end if
  end subroutine

  subroutine local_real64_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT64], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real64_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT64], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real64_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real64_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real64), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real64_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real64), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT64], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real64_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT64], dtype), array), ierr)
  end subroutine

  subroutine local_real64_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT64], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real64_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT64], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real64_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real64_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real64), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real64_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real64), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT64], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real64_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT64], dtype), array), ierr)
  end subroutine

  subroutine local_real64_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT64], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real64_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT64], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real64_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real64_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real64), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real64_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real64), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT64], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real64_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT64], dtype), array), ierr)
  end subroutine

  subroutine local_real64_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT64], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real64_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT64], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real64_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real64_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real64), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real64_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real64), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT64], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real64_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT64], dtype), array), ierr)
  end subroutine

  subroutine local_real64_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT64], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real64_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT64], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real64_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real64_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real64), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real64_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real64), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT64], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real64_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT64], dtype), array), ierr)
  end subroutine

  subroutine local_real64_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT64], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real64_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT64], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real64_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real64_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real64), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real64_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real64), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT64], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real64_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT64], dtype), array), ierr)
  end subroutine

  subroutine local_real64_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_FLOAT64], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_real64_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    real(real64), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    real(real64), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_FLOAT64], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_real64_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_FLOAT64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_real64_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    real(real64), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_FLOAT64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_real64_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    real(real64), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_FLOAT64], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_real64_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    real(real64), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    real(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_FLOAT64], dtype), array), ierr)
  end subroutine

  elemental function number_complex32(value) result(n)
    complex(real32), intent(in) :: value
    type(number) :: n
    n%z = cmplx(value, kind=real64)
    call settle(n)
  end function

  subroutine assign_complex32(n, value, status)
    type(number), intent(in) :: n
    complex(real32), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (.true.) then
      value = cmplx(n%z, kind=real32)
    else
      call unfit(n, 'complex(real32)', status)
    end if
  end subroutine

  subroutine local_complex32_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX64], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex32_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX64], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex32_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex32_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real32), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex32_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real32), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX64], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex32_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX64], dtype), array), ierr)
  end subroutine

  subroutine local_complex32_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX64], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex32_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX64], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex32_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex32_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real32), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex32_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real32), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX64], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex32_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX64], dtype), array), ierr)
  end subroutine

  subroutine local_complex32_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX64], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex32_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX64], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex32_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex32_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real32), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex32_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real32), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX64], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex32_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX64], dtype), array), ierr)
  end subroutine

  subroutine local_complex32_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX64], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex32_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX64], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex32_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex32_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real32), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex32_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real32), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX64], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex32_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX64], dtype), array), ierr)
  end subroutine

  subroutine local_complex32_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX64], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex32_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX64], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex32_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex32_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real32), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex32_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real32), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX64], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex32_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX64], dtype), array), ierr)
  end subroutine

  subroutine local_complex32_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX64], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex32_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX64], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex32_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex32_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real32), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex32_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real32), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX64], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex32_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX64], dtype), array), ierr)
  end subroutine

  subroutine local_complex32_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX64], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex32_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real32), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real32), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX64], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex32_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX64], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex32_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real32), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX64], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex32_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real32), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX64], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex32_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real32), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real32), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX64], dtype), array), ierr)
  end subroutine

  elemental function number_complex64(value) result(n)
    complex(real64), intent(in) :: value
    type(number) :: n
    n%z = cmplx(value, kind=real64)
    call settle(n)
  end function

  subroutine assign_complex64(n, value, status)
    type(number), intent(in) :: n
    complex(real64), intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if (.true.) then
      value = n%z
    else
      call unfit(n, 'complex(real64)', status)
    end if
  end subroutine

  subroutine local_complex64_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX128], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex64_1(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX128], 1, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:1))
      local(v%lower(1):) => whole( &
        v%first(1):v%last(1):v%step(1))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex64_1(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), target, intent(inout) :: memory(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX128], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex64_1(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real64), intent(in) :: data(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 1)], order=[1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX128], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex64_1(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real64), intent(inout) :: data(:)
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX128], received)
    if (received) data = reshape(rows, shape(data), order=[1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex64_1(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), intent(in) :: part(:)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 1)], order=[1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX128], dtype), array), ierr)
  end subroutine

  subroutine local_complex64_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX128], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex64_2(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX128], 2, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:2))
      local(v%lower(1):, v%lower(2):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex64_2(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), target, intent(inout) :: memory(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX128], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex64_2(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real64), intent(in) :: data(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 2), size(data, 1)], order=[2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX128], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex64_2(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real64), intent(inout) :: data(:, :)
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX128], received)
    if (received) data = reshape(rows, shape(data), order=[2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex64_2(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), intent(in) :: part(:, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 2), size(part, 1)], order=[2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX128], dtype), array), ierr)
  end subroutine

  subroutine local_complex64_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX128], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex64_3(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX128], 3, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:3))
      local(v%lower(1):, v%lower(2):, v%lower(3):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex64_3(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), target, intent(inout) :: memory(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX128], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex64_3(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real64), intent(in) :: data(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 3), size(data, 2), size(data, 1)], order=[3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX128], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex64_3(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real64), intent(inout) :: data(:, :, :)
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX128], received)
    if (received) data = reshape(rows, shape(data), order=[3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex64_3(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), intent(in) :: part(:, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 3), size(part, 2), size(part, 1)], order=[3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX128], dtype), array), ierr)
  end subroutine

  subroutine local_complex64_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX128], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex64_4(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX128], 4, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:4))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex64_4(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), target, intent(inout) :: memory(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), lbound(memory, 4)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX128], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex64_4(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real64), intent(in) :: data(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 4), size(data, 3), size(data, 2), size(data, 1)], order=[4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX128], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex64_4(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real64), intent(inout) :: data(:, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX128], received)
    if (received) data = reshape(rows, shape(data), order=[4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex64_4(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), intent(in) :: part(:, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 4), size(part, 3), size(part, 2), size(part, 1)], order=[4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX128], dtype), array), ierr)
  end subroutine

  subroutine local_complex64_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX128], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex64_5(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX128], 5, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:5))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex64_5(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), target, intent(inout) :: memory(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX128], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex64_5(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real64), intent(in) :: data(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 5), size(data, 4), size(data, 3), size(data, 2), size(data, &
  1)], order=[5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX128], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex64_5(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real64), intent(inout) :: data(:, :, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX128], received)
    if (received) data = reshape(rows, shape(data), order=[5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex64_5(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), intent(in) :: part(:, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 5), size(part, 4), size(part, 3), size(part, 2), size(part, &
  1)], order=[5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX128], dtype), array), ierr)
  end subroutine

  subroutine local_complex64_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX128], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex64_6(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX128], 6, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:6))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex64_6(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), target, intent(inout) :: memory(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX128], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex64_6(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real64), intent(in) :: data(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 6), size(data, 5), size(data, 4), size(data, 3), size(data, 2), &
  size(data, 1)], order=[6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX128], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex64_6(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real64), intent(inout) :: data(:, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX128], received)
    if (received) data = reshape(rows, shape(data), order=[6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex64_6(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), intent(in) :: part(:, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 6), size(part, 5), size(part, 4), size(part, 3), size(part, &
  2), size(part, 1)], order=[6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX128], dtype), array), ierr)
  end subroutine

  subroutine local_complex64_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .false., [DISTARRAY_COMPLEX128], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_complex64_7(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    complex(real64), pointer, intent(out) :: local(:, :, :, :, :, :, :)
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    complex(real64), pointer, contiguous :: whole(:, :, :, :, :, :, :)
    type(view) :: v
    nullify (local)
    call locate(array, .true., [DISTARRAY_COMPLEX128], 7, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:7))
      local(v%lower(1):, v%lower(2):, v%lower(3):, v%lower(4):, v%lower(5):, v%lower(6):, v%lower(7):) => whole( &
        v%first(1):v%last(1):v%step(1), &
        v%first(2):v%last(2):v%step(2), &
        v%first(3):v%last(3):v%step(3), &
        v%first(4):v%last(4):v%step(4), &
        v%first(5):v%last(5):v%step(5), &
        v%first(6):v%last(6):v%step(6), &
        v%first(7):v%last(7):v%step(7))
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_complex64_7(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), target, intent(inout) :: memory(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory(lbound(memory, 1), lbound(memory, 2), lbound(memory, 3), &
  lbound(memory, 4), lbound(memory, 5), lbound(memory, 6), lbound(memory, 7)))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([DISTARRAY_COMPLEX128], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_complex64_7(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    complex(real64), intent(in) :: data(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [size(data, 7), size(data, 6), size(data, 5), size(data, 4), size(data, 3), &
  size(data, 2), size(data, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([DISTARRAY_COMPLEX128], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_complex64_7(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    complex(real64), intent(inout) :: data(:, :, :, :, :, :, :)
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [DISTARRAY_COMPLEX128], received)
    if (received) data = reshape(rows, shape(data), order=[7, 6, 5, 4, 3, 2, 1])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_complex64_7(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    complex(real64), intent(in) :: part(:, :, :, :, :, :, :)
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    complex(real64), allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [size(part, 7), size(part, 6), size(part, 5), size(part, 4), size(part, &
  3), size(part, 2), size(part, 1)], order=[7, 6, 5, 4, 3, 2, 1])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([DISTARRAY_COMPLEX128], dtype), array), ierr)
  end subroutine

end module
