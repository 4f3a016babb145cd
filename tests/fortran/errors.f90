program test_errors
  use checks
  use, intrinsic :: iso_fortran_env, only: real32, real64
  implicit none
  type(distarray_distribution) :: d
  type(distarray_specification) :: s
  type(distarray_array) :: a, none
  real(real64), pointer :: p(:, :), line(:)
  real(real32), pointer :: single(:, :)
  real(real64) :: x
  integer(int64) :: shape(2)
  integer :: ierr
  call start()

  call distarray_array_get_shape(none, shape, ierr)
  call check_refused(ierr, DISTARRAY_ERR_HANDLE, 'array')
  call distarray_specification_create([4, -3], s, ierr)
  call check(ierr /= DISTARRAY_SUCCESS, 'negative extent')
  call distarray_specification_create([4, 3], s)
  call distarray_specification_set_halo(s, 3, 1, 1, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')
  call distarray_specification_set_halo(s, 0, 1, 1, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')
  call distarray_specification_free(s)

  call numbered([20_int64, 12_int64], 'block', a)
  call distarray_array_get_element(a, [0, 1], x, ierr)
  call check(ierr /= DISTARRAY_SUCCESS, 'there is no index 0')
  call distarray_array_get_element(a, [21, 1], x, ierr)
  call check_refused(ierr, DISTARRAY_ERR_INDEX, '20')
  call distarray_array_get_element(a, [1], x, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'expected 2 entries, got 1')
  call distarray_array_get_local(a, single, ierr=ierr)
  call check_refused(ierr, DISTARRAY_ERR_DTYPE, 'float64')
  call check(.not. associated(single), 'no pointer after a refusal')
  call distarray_array_get_local(a, line, ierr=ierr)
  call check_refused(ierr, DISTARRAY_ERR_SHAPE, 'rank 2')
  call distarray_array_get_shape(a, shape(:1), ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'room for 2')
  call distarray_array_fill(a, (1.0, 2.0), ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'float64')
  call distarray_array_get_element(a, [20, 12], x, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'called before')
  call distarray_array_get_element(a, [20, 12], x)
  call check(abs(x - 20012) < 1e-9, 'the array is as before')
  call distarray_array_free(a)

  call numbered([20_int64, 12_int64], 'block order(row)', a)
  call distarray_array_get_distribution(a, d)
  call distarray_distribution_get_local_shape(d, rank, shape)
  call distarray_array_get_local(a, p, ierr=ierr)
  if (all(shape > 1)) call check_refused(ierr, DISTARRAY_ERR_UNSUPPORTED, 'order(column)')
  call distarray_distribution_free(d)
  call distarray_array_free(a)
  call finish()
end program
