program test_redistribute
  use checks
  use, intrinsic :: iso_fortran_env, only: int32, real64
  implicit none
  character(40), parameter :: layouts(6) = [character(40) :: 'block', 'cyclic(2), whole', 'whole, cyclic', &
                                            'block(ceil) order(row)', 'cyclic(3), block halo(1)', 'whole']
  type(distarray_distribution) :: d
  type(distarray_array) :: source, target, cast
  real(real64) :: expected(7, 5), got(7, 5)
  integer(int32) :: whole(7, 5)
  integer :: i, j
  call start()
  expected = reshape([((real(1000*i + j, real64), i=1, 7), j=1, 5)], [7, 5])
  do i = 1, size(layouts)
    call numbered([7_int64, 5_int64], layouts(i), source)
    do j = 1, size(layouts)
      call distarray_distribution_create_text(context, [7, 5], layouts(j), d)
      call distarray_array_redistribute_to(source, d, target)
      got = 0
      call distarray_array_gather(target, DISTARRAY_ALL_RANKS, got)
      call check(maxval(abs(got - expected)) < 1e-12, trim(layouts(i))//' to '//layouts(j))
      call distarray_array_create_zeros(d, DISTARRAY_INT32, cast)
      call distarray_array_redistribute(source, cast)
      whole = 0
      call distarray_array_gather(cast, DISTARRAY_ALL_RANKS, whole)
      call check(all(whole == nint(expected)), 'with a cast')
      call distarray_array_free(cast)
      call distarray_array_free(target)
      call distarray_distribution_free(d)
    end do
    call distarray_array_free(source)
  end do
  call finish()
end program
