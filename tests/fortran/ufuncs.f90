!> Functions of elements, functions of the caller's, arrays of progressions.
module ufunc_callbacks
  use, intrinsic :: iso_c_binding
  implicit none

contains

  function add_square(count, operands, out, user) result(status) bind(C)
    integer(c_int64_t), value :: count
    type(c_ptr), intent(in) :: operands(*)
    type(c_ptr), value :: out, user
    integer(c_int) :: status
    real(c_double), pointer :: a(:), b(:), sum(:)
    call c_f_pointer(operands(1), a, [count])
    call c_f_pointer(operands(2), b, [count])
    call c_f_pointer(out, sum, [count])
    sum = a + b**2
    status = merge(1, 0, c_associated(user))
  end function

  function count_elements(memory, ndim, shape, strides, lower, upper, indices, user) result(status) bind(C)
    type(c_ptr), value :: memory, user
    integer(c_int), value :: ndim
    integer(c_int64_t), intent(in) :: shape(ndim), strides(ndim), lower(ndim), upper(ndim), indices(*)
    integer(c_int) :: status
    integer(c_int64_t), pointer :: elements
    call c_f_pointer(user, elements)
    elements = elements + product(shape)
    status = 0
    if (.not. c_associated(memory) .or. any(upper - lower < shape) .or. indices(1) < lower(1)) status = 1
    if (any(strides == 0)) status = 2
  end function

end module

program test_ufuncs
  use checks
  use ufunc_callbacks
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  type(distarray_distribution) :: distribution, square
  type(distarray_array) :: a, b, c, out, mask
  integer(int64), target :: elements
  integer(int64) :: owned(2)
  real(real64) :: x(4, 3), gathered(4, 3), line(5)
  integer :: i, j, ierr
  call start()
  x = reshape([((real(1000*i + j, real64), i=1, 4), j=1, 3)], [4, 3])
  call numbered([4_int64, 3_int64], 'block, cyclic', a)
  call distarray_array_get_distribution(a, distribution)
  call distarray_array_create_like(a, 0, out)
  call distarray_array_apply_unary(DISTARRAY_SQUARE, a, out)
  call shows(out, x**2, 'square')
  call distarray_array_apply_scalar_first(DISTARRAY_SUBTRACT, 1.5_real64, a, out)
  call shows(out, 1.5_real64 - x, 'scalar first')
  call distarray_array_create_full(distribution, DISTARRAY_FLOAT64, 2000, b)
  call distarray_array_create_full(distribution, DISTARRAY_FLOAT64, 3000, c)
  call distarray_array_apply_ternary(DISTARRAY_CLIP, a, b, c, out)
  call shows(out, min(max(x, 2000._real64), 3000._real64), 'clip')
  call distarray_array_create_like(a, DISTARRAY_BOOL, mask)
  call distarray_array_apply_binary(DISTARRAY_LESS, a, b, mask)
  call distarray_array_fill(out, 7)
  call distarray_array_apply_where(DISTARRAY_ADD, [a, b], DISTARRAY_CASTING_SAFE, out, mask)
  call shows(out, merge(x + 2000, 7._real64, x < 2000), 'masked')
  call distarray_array_apply_function([a, b], add_square, out)
  call shows(out, x + 2000._real64**2, 'function')
  elements = 0
  call distarray_array_visit(a, count_elements, c_loc(elements))
  call distarray_distribution_get_local_shape(distribution, rank, owned)
  call check(elements == product(owned), 'visit')
  call distarray_array_apply_unary(99, a, out, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'op')

  call distarray_array_free(out)
  call distarray_array_create_eye(distribution, DISTARRAY_FLOAT64, 1_int64, out)
  call shows(out, reshape([((merge(1._real64, 0._real64, j == i + 1), i=1, 4), j=1, 3)], [4, 3]), 'eye')
  call distarray_array_free(out)
  call distarray_array_create_linspace(context, 0._real64, 1._real64, 5_int64, .true., DISTARRAY_FLOAT64, array=out)
  call distarray_array_gather(out, DISTARRAY_ALL_RANKS, line)
  call check(all(abs(line - [0., 0.25, 0.5, 0.75, 1.]) < 1e-15), 'linspace')
  call distarray_array_free(out)
  call distarray_array_create_logspace(context, 0._real64, 4._real64, 5_int64, .true., 2._real64, DISTARRAY_FLOAT64, &
                                       array=out)
  call distarray_array_gather(out, DISTARRAY_ALL_RANKS, line)
  call check(all(abs(line - [1., 2., 4., 8., 16.]) < 1e-12), 'logspace')
  call distarray_array_free(out)
  call distarray_array_create_geomspace(context, 1._real64, 81._real64, 5_int64, .true., DISTARRAY_FLOAT64, array=out)
  call distarray_array_gather(out, DISTARRAY_ALL_RANKS, line)
  call check(all(abs(line - [1., 3., 9., 27., 81.]) < 1e-12), 'geomspace')
  call distarray_array_free(out)
  call distarray_distribution_create_text(context, [3, 3], 'cyclic, whole', square)
  call distarray_array_create_identity(square, DISTARRAY_FLOAT64, out)
  call distarray_array_gather(out, DISTARRAY_ALL_RANKS, gathered(:3, :))
  call check(abs(sum(gathered(:3, :)) - 3) < 1e-15, 'identity')
  call distarray_array_free(out)
  call distarray_distribution_free(square)
  call distarray_distribution_create_text(context, [1, 4], 'whole, block', square)
  call distarray_array_create_indices(square, DISTARRAY_FLOAT64, out)
  call distarray_array_free(out)
  call distarray_distribution_free(square)
  call distarray_distribution_free(distribution)
  call distarray_array_free(a)
  call distarray_array_free(b)
  call distarray_array_free(c)
  call distarray_array_free(mask)
  call finish()

contains

  subroutine shows(array, expected, what)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: expected(4, 3)
    character(*), intent(in) :: what
    call distarray_array_gather(array, DISTARRAY_ALL_RANKS, gathered)
    call check(all(abs(gathered - expected) <= 1e-12*abs(expected)), what)
  end subroutine

end program
