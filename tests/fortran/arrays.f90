module releases
  use, intrinsic :: iso_c_binding
  implicit none
  integer :: released = 0
contains
  subroutine count_release(memory, user) bind(C)
    type(c_ptr), value :: memory, user
    integer(c_int), pointer :: number
    if (.not. c_associated(memory)) error stop 'release without memory'
    call c_f_pointer(user, number)
    released = released + number
  end subroutine
end module

program test_arrays
  use checks
  use releases, only: count_release, released
  use, intrinsic :: iso_c_binding, only: c_int, c_loc
  use, intrinsic :: iso_fortran_env, only: int8, real32, real64
  implicit none
  type(distarray_distribution) :: d
  type(distarray_array) :: a, b, c
  real(real64) :: x, whole(4, 3), again(4, 3)
  real(real64), pointer :: p(:, :)
  real(real64), allocatable, target :: memory(:, :)
  integer(int64) :: n, shape(2), padded(2)
  integer(c_int), target :: five = 5
  integer :: i, j, dtype, ierr
  complex(real64) :: z
  integer(int8) :: flag
  character(:), allocatable :: text
  call start()

  call distarray_distribution_create_text(context, [4, 3], 'block halo(1), block', d)
  call distarray_array_create_ones(d, DISTARRAY_FLOAT64, a)
  call distarray_array_reduce(DISTARRAY_SUM, a, x)
  call check(nearly(x, 12.0_real64), 'ones')
  call distarray_array_create_full(d, DISTARRAY_INT16, 7, b)
  call distarray_array_reduce(DISTARRAY_SUM, b, n)
  call check(n == 84, 'full')
  call distarray_array_get_dtype(b, dtype)
  call check(dtype == DISTARRAY_INT16, 'dtype')
  call distarray_array_create_full(d, DISTARRAY_INT16, 70000, c, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'int16')
  call distarray_array_create_like(b, DISTARRAY_FLOAT32, c)
  call distarray_array_free(b)
  call distarray_array_free(c)

  ! Elements: a value of any kind that can hold it.
  call distarray_array_set_element(a, [4, 3], 2.5)
  call distarray_array_get_element(a, [4_int64, 3_int64], x)
  call check(nearly(x, 2.5_real64), 'element')
  call distarray_array_get_element(a, [-1, -1], z)
  call check(nearly(real(z, real64), 2.5_real64), 'the last element, as complex')
  call distarray_array_get_element(a, [4, 3], i, ierr)
  call check_refused(ierr, DISTARRAY_ERR_DTYPE, 'value')
  call distarray_array_get_element(a, [1, 1], i)
  call check(i == 1, 'a whole number as integer')

  ! fill, arithmetic, reductions
  call distarray_array_fill(a, 3)
  call distarray_array_copy(a, b)
  call distarray_array_apply_scalar(DISTARRAY_MULTIPLY, a, 2.0_real64, b)
  call distarray_array_apply_binary(DISTARRAY_ADD, a, b, b)
  call distarray_array_apply_unary(DISTARRAY_NEGATIVE, b, b)
  call distarray_array_reduce(DISTARRAY_MIN, b, x)
  call check(nearly(x, -9.0_real64), '-(3 + 2 * 3)')
  call distarray_array_reduce_axis(DISTARRAY_SUM, a, 1, .false., c)
  call distarray_array_get_shape(c, shape)
  call check(shape(1) == 3, 'summed along the first axis')
  call distarray_array_get_element(c, [2], x)
  call check(nearly(x, 12.0_real64), 'sum along an axis')
  call distarray_array_free(c)
  call distarray_array_cast(a, DISTARRAY_BOOL, c)
  call distarray_array_get_element(c, [1, 1], flag)
  call check(flag == 1, 'bool')
  call distarray_array_free(c)
  call distarray_array_free(b)

  ! scatter, gather: whole(i, j) is element (i, j)
  whole = reshape([((real(1000*i + j, real64), i=1, 4), j=1, 3)], [4, 3])
  call distarray_array_scatter(d, 0, whole, b)
  call distarray_array_get_element(b, [2, 3], x)
  call check(nearly(x, 2003.0_real64), 'scattered in its own order')
  again = 0
  call distarray_array_gather(b, DISTARRAY_ALL_RANKS, again)
  call check(maxval(abs(again - whole)) < 1e-12, 'gathered in its own order')
  call distarray_array_gather(b, 0, again(:3, :), ierr)
  if (rank == 0) call check(index(distarray_last_error_message(), 'expected the shape (4, 3)') > 0, 'shape in the message')
  call check(ierr /= DISTARRAY_SUCCESS, 'a wrong shape at the root is an error everywhere')

  ! parts
  call distarray_array_get_local(b, p)
  call distarray_array_create_from_parts(d, 2*p, c)
  call distarray_array_gather(c, DISTARRAY_ALL_RANKS, again)
  call check(maxval(abs(again - 2*whole)) < 1e-12, 'made from parts')
  call distarray_array_free(c)
  call numbered([4_int64, 3_int64], 'cyclic, cyclic', c)
  call distarray_array_gather(c, DISTARRAY_ALL_RANKS, again)
  call check(maxval(abs(again - whole)) < 1e-12, 'made from a function')
  call distarray_array_free(c)

  ! own memory
  call distarray_distribution_get_padded_shape(d, padded)
  allocate (memory(padded(1), padded(2)), source=0.0_real64)
  call distarray_array_wrap(d, memory, c, release=count_release, user=c_loc(five))
  call distarray_array_redistribute(b, c)
  call distarray_array_get_local(c, p)
  call check(nearly(sum(memory), sum(p)), 'the array lives in the given memory')
  call distarray_array_free(c)
  call check(released == 5, 'released once')
  call distarray_array_wrap(d, memory(1:0, :), c, ierr=ierr)
  call check(ierr /= DISTARRAY_SUCCESS .or. size(memory) == 0, 'a wrong shape is refused')

  call distarray_array_create_arange(context, 0.0_real64, 5.0_real64, 0.5_real64, DISTARRAY_FLOAT32, c)
  call distarray_array_get_shape(c, shape)
  call check(shape(1) == 10, 'arange')
  call distarray_array_print(c, text)
  call check(index(text, '4.5') > 0, 'printed: '//text)
  call distarray_array_free(c)
  call distarray_array_free(b)
  call distarray_array_free(a)
  call distarray_distribution_free(d)
  call finish()

contains

  pure function nearly(x, y) result(near)
    real(real64), intent(in) :: x, y
    logical :: near
    near = abs(x - y) <= 1e-12_real64*max(1.0_real64, abs(y))
  end function
end program
