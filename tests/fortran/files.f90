program test_files
  use checks
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  type(distarray_distribution) :: d
  type(distarray_array) :: a, b
  real(real64) :: expected(7, 5)
  integer(int64), allocatable :: shape(:)
  integer :: i, j, dtype, ierr
  call start()
  expected = reshape([((real(1000*i + j, real64), i=1, 7), j=1, 5)], [7, 5])
  call numbered([7_int64, 5_int64], 'block, cyclic', a)

  call distarray_array_write_npy(a, 'fortran_test.npy')
  call distarray_file_get_shape_npy(context, 'fortran_test.npy', shape, dtype)
  call check(size(shape) == 2 .and. all(shape == [7, 5]) .and. dtype == DISTARRAY_FLOAT64, 'shape of the .npy file')
  call distarray_array_read_npy(context, 'fortran_test.npy', b)
  call check_equal('read .npy')
  call distarray_array_read_npy(context, 'fortran_test.npy', b, 'whole, block halo(1)')
  call check_equal('read .npy with a halo')

  call distarray_array_write_raw(a, 'fortran_test.raw', DISTARRAY_BIG_ENDIAN)
  call distarray_distribution_create_text(context, [7, 5], 'cyclic, block', d)
  call distarray_array_read_raw(d, DISTARRAY_FLOAT64, 'fortran_test.raw', 0, DISTARRAY_BIG_ENDIAN, b)
  call check_equal('read raw')
  call distarray_distribution_free(d)

  call distarray_array_write_hdf5(a, 'fortran_test.h5', 'numbers', ierr)
  if (ierr /= DISTARRAY_ERR_UNSUPPORTED) then
    call check(ierr == DISTARRAY_SUCCESS, 'HDF5: '//distarray_last_error_message())
    call distarray_file_get_shape_hdf5(context, 'fortran_test.h5', 'numbers', shape, dtype)
    call check(size(shape) == 2 .and. all(shape == [7, 5]) .and. dtype == DISTARRAY_FLOAT64, 'shape of the dataset')
    call distarray_array_read_hdf5(context, 'fortran_test.h5', 'numbers', b)
    call check_equal('read HDF5')
  end if

  call distarray_array_read_npy(context, 'no such file.npy', b, ierr=ierr)
  call check_refused(ierr, DISTARRAY_ERR_IO, 'no such file.npy')
  call distarray_array_free(a)
  call finish()

contains

  subroutine check_equal(what)
    character(*), intent(in) :: what
    real(real64) :: got(7, 5)
    got = 0
    call distarray_array_gather(b, DISTARRAY_ALL_RANKS, got)
    call check(maxval(abs(got - expected)) < 1e-12, what)
    call distarray_array_free(b)
  end subroutine
end program
