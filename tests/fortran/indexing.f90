!> Advanced indexing: what index arrays hold are data, counted from 0 as in every language; axes count from 1.
program test_indexing
  use checks
  use, intrinsic :: iso_fortran_env, only: int8, real64
  implicit none
  character(40), parameter :: layouts(4) = [character(40) :: 'block, block', 'cyclic(2), whole', 'whole, cyclic', &
                                            'block halo(1), block order(row)']
  type(distarray_distribution) :: line, plane
  type(distarray_array) :: a, rows, columns, values, mask, far, whole_axis, r, each(2)
  real(real64) :: x(4, 3), expected(4, 3)
  integer(int8) :: chosen(4, 3)
  integer :: i, j, k, ierr
  call start()
  x = reshape([((real(1000*i + j, real64), i=1, 4), j=1, 3)], [4, 3])
  call distarray_distribution_create_text(context, [3], 'block', line)
  call distarray_array_scatter(line, 0, [0_int64, 3_int64, 0_int64], rows)
  call distarray_array_scatter(line, 0, [1_int64, -1_int64, 1_int64], columns)
  call distarray_array_scatter(line, 0, [5.0_real64, 6.0_real64, 7.0_real64], values)
  call distarray_array_scatter(line, 0, [0_int64, 4_int64, 9_int64], far)
  do k = 1, size(layouts)
    call numbered([4_int64, 3_int64], layouts(k), a)
    call distarray_array_take(a, rows, 1, DISTARRAY_RAISE, r)
    call shows(r, x([1, 4, 1], :), 'take rows')
    call distarray_array_take_into(a, far, 1, DISTARRAY_CLIP, r)
    call shows(r, x([1, 4, 4], :), 'take clipped')
    call distarray_array_take_into(a, far, 1, DISTARRAY_RAISE, r, ierr)
    call check(ierr == DISTARRAY_ERR_INDEX, 'outside')
    call distarray_array_free(r)
    call distarray_array_take(a, columns, 2, DISTARRAY_RAISE, r)
    call shows(r, x(:, [2, 3, 2]), 'take columns')
    call distarray_array_free(r)
    call distarray_array_take(a, rows, DISTARRAY_FLAT, DISTARRAY_RAISE, r)
    call shows_line(r, [x(1, 1), x(2, 1), x(1, 1)], 'take of all, in C order')
    call distarray_array_free(r)
    call distarray_array_take(a, far, 1, DISTARRAY_WRAP, r)
    call shows(r, x([1, 1, 2], :), 'take wrapped')
    call distarray_array_free(r)
    call distarray_array_take(a, far, 3, DISTARRAY_WRAP, r, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')

    call distarray_array_get_index(a, [rows, columns], r)
    call shows_line(r, [x(1, 2), x(4, 3), x(1, 2)], 'index arrays')
    call distarray_array_free(r)
    ! A handle that was never set stands for a whole axis.
    call distarray_array_get_index(a, [whole_axis, columns], r)
    call shows(r, x(:, [2, 3, 2]), 'a whole axis and an index array')
    call distarray_array_free(r)
    call distarray_array_get_index(a, [far, columns], r, ierr)
    call check(ierr == DISTARRAY_ERR_INDEX, 'index arrays outside')
    call distarray_array_get_cross(a, [rows, columns], r)
    call shows(r, x([1, 4, 1], [2, 3, 2]), 'lists per axis')
    call distarray_array_free(r)
    call distarray_array_get_cross(a, [far], r, ierr)
    call check_refused(ierr, DISTARRAY_ERR_INDEX, 'indices')

    expected = x
    expected(1, 2) = 7
    expected(4, 3) = 6
    call distarray_array_set_index(a, [rows, columns], values)
    call shows(a, expected, 'set')
    call distarray_array_update_index(DISTARRAY_ADD, a, [rows, columns], values)
    expected(1, 2) = 19
    expected(4, 3) = 12
    call shows(a, expected, 'every value added')
    call distarray_array_update_index(99, a, [rows, columns], values, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'op')
    call distarray_array_put(a, far, values, DISTARRAY_RAISE)
    expected(1, 1) = 5
    expected(2, 2) = 6
    expected(4, 1) = 7
    call shows(a, expected, 'put')
    call distarray_array_put(a, far, values, 5, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'mode')
    call distarray_array_set_cross(a, [whole_axis, columns], values)
    expected(:, 2) = 7
    expected(:, 3) = 6
    call shows(a, expected, 'set per axis')
    call distarray_array_free(a)

    call numbered([4_int64, 3_int64], layouts(k), a)
    chosen = 0
    chosen(1, 2) = 1
    chosen(4, 3) = 1
    call distarray_distribution_create_text(context, [4, 3], 'cyclic, block', plane)
    call distarray_array_scatter(plane, 0, chosen, mask, DISTARRAY_BOOL)
    call distarray_distribution_free(plane)
    call distarray_array_get_mask(a, mask, r)
    call shows_line(r, [x(1, 2), x(4, 3)], 'chosen by a mask')
    call distarray_array_get_mask(a, a, each(1), ierr)
    call check_refused(ierr, DISTARRAY_ERR_DTYPE, 'mask')
    call distarray_array_fill(r, -1)
    call distarray_array_set_mask(a, mask, r)
    expected = x
    expected(1, 2) = -1
    expected(4, 3) = -1
    call shows(a, expected, 'set by a mask')
    call distarray_array_free(r)
    call distarray_array_nonzero(mask, each)
    call shows_line(each(1), [0.0_real64, 3.0_real64], 'rows of what is not zero')
    call shows_line(each(2), [1.0_real64, 2.0_real64], 'columns of what is not zero')
    call distarray_array_free(each(1))
    call distarray_array_free(each(2))
    call distarray_array_nonzero(mask, each(:1), ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'results')
    call distarray_array_argwhere(mask, r)
    call shows(r, reshape([0.0_real64, 3.0_real64, 1.0_real64, 2.0_real64], [2, 2]), 'where it is not zero')
    call distarray_array_free(r)
    call distarray_array_flatnonzero(mask, r)
    call shows_line(r, [1.0_real64, 11.0_real64], 'numbers of what is not zero')
    call distarray_array_free(r)
    call distarray_array_free(mask)
    call distarray_array_free(a)
  end do
  call distarray_array_free(rows)
  call distarray_array_free(columns)
  call distarray_array_free(values)
  call distarray_array_free(far)
  call distarray_distribution_free(line)
  call finish()

contains

  subroutine shows(array, expected, what)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: expected(:, :)
    character(*), intent(in) :: what
    type(distarray_array) :: cast
    real(real64) :: got(size(expected, 1), size(expected, 2))
    got = 0
    call distarray_array_cast(array, DISTARRAY_FLOAT64, cast)
    call distarray_array_gather(cast, DISTARRAY_ALL_RANKS, got)
    call distarray_array_free(cast)
    call check(maxval(abs(got - expected)) < 1e-12, what//' of '//trim(layouts(k)))
  end subroutine

  subroutine shows_line(array, expected, what)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: expected(:)
    character(*), intent(in) :: what
    type(distarray_array) :: cast
    real(real64) :: got(size(expected))
    got = 0
    call distarray_array_cast(array, DISTARRAY_FLOAT64, cast)
    call distarray_array_gather(cast, DISTARRAY_ALL_RANKS, got)
    call distarray_array_free(cast)
    call check(maxval(abs(got - expected)) < 1e-12, what//' of '//trim(layouts(k)))
  end subroutine
end program
