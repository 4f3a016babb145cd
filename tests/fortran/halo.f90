program test_halo
  use checks
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  type(distarray_distribution) :: d
  type(distarray_array) :: a
  real(real64), pointer :: p(:, :), interior(:, :)
  integer(int64) :: starts(2), stops(2), lower(2), upper(2), i, j, gi, gj
  call start()
  call numbered([13_int64, 12_int64], 'block halo(1:2), block halo(1) periodic', a)
  call distarray_array_get_distribution(a, d)
  call distarray_distribution_get_local_bounds(d, rank, starts, stops)
  call distarray_distribution_get_halo(d, lower, upper)
  call distarray_array_exchange_halo(a)
  call distarray_array_get_local_padded(a, p)
  call distarray_array_get_local(a, interior)
  call check(all(lbound(p) == 1 - lower) .and. all(ubound(p) == stops - starts + 1 + upper), 'the interior starts at 1')
  do j = lbound(p, 2), ubound(p, 2)
    do i = lbound(p, 1), ubound(p, 1)
      gi = starts(1) + i - 1
      gj = modulo(starts(2) + j - 2, 12_int64) + 1
      call check(abs(p(i, j) - real(1000*gi + gj, real64)) < 1e-9, 'halo element')
    end do
  end do
  call check(all(abs(interior - p(1:size(interior, 1), 1:size(interior, 2))) < 1e-12), 'one memory, two views')
  call distarray_array_get_local_padded(a, p, global_bounds=.true.)
  call check(all(lbound(p) == starts - lower), 'global bounds with halo')
  call distarray_distribution_free(d)
  call distarray_array_free(a)
  call finish()
end program
