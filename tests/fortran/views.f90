!> Views of arrays, and assignment: indices and axes count from 1.
program test_views
  use checks
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  character(40), parameter :: layouts(4) = [character(40) :: 'block, block', 'cyclic(2), whole', 'whole, cyclic', &
                                            'block halo(1), block order(row)']
  type(distarray_array) :: a, b, v, w
  real(real64) :: x(4, 3), column(4)
  integer :: i, j, k, ierr
  logical :: is_view
  call start()
  x = reshape([((real(1000*i + j, real64), i=1, 4), j=1, 3)], [4, 3])
  column = 0
  do k = 1, size(layouts)
    call numbered([4_int64, 3_int64], layouts(k), a)
    call distarray_array_is_view(a, is_view)
    call check(.not. is_view, 'an array')

    ! Both bounds belong to it, as in a(2:4:2, 3:1:-1).
    call distarray_array_slice(a, [2, 3], [4, 1], [2, -1], v)
    call shows(v, x(2:4:2, 3:1:-1), 'slice')
    call distarray_array_is_view(v, is_view)
    call check(is_view, 'a view')
    call distarray_array_free(v)
    call distarray_array_slice(a, [1_int64, 2_int64], [3_int64, 2_int64], [1_int64, 1_int64], v)
    call shows(v, x(1:3, 2:2), 'slice of int64')
    call distarray_array_squeeze(v, w)
    call shows_line(w, x(1:3, 2), 'squeeze')
    call distarray_array_free(w)
    call distarray_array_squeeze(v, w, [2])
    call shows_line(w, x(1:3, 2), 'squeeze of an axis')
    call distarray_array_free(w)
    call distarray_array_squeeze(v, w, [1], ierr)
    call check_refused(ierr, DISTARRAY_ERR_SHAPE, 'axis')
    call distarray_array_free(v)
    call distarray_array_slice(a, [1, 0], [3, 2], [1, 1], v, ierr)
    call check_refused(ierr, DISTARRAY_ERR_INDEX, 'starts')
    ! The text is NumPy's.
    call distarray_array_slice_text(a, '1:3, 0', v)
    call shows_line(v, x(2:3, 1), 'text')
    call distarray_array_free(v)
    call distarray_array_slice_text(a, '1:2:3:4', v, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'text')
    call distarray_array_index_axis(a, 2, 3, v)
    call shows_line(v, x(:, 3), 'index')
    call distarray_array_free(v)
    call distarray_array_index_axis(a, 1, -1, v)
    call shows_line(v, x(4, :), 'the last index')
    call distarray_array_free(v)
    call distarray_array_index_axis(a, 1, 5, v, ierr)
    call check_refused(ierr, DISTARRAY_ERR_INDEX, 'index')

    call distarray_array_transpose(a, v)
    call shows(v, transpose(x), 'transpose')
    call distarray_array_free(v)
    call distarray_array_transpose(a, v, [2, 1])
    call shows(v, transpose(x), 'transpose with axes')
    call distarray_array_free(v)
    call distarray_array_transpose(a, v, [1, 1], ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axes')
    call distarray_array_swap_axes(a, 1, 2, v)
    call shows(v, transpose(x), 'swap')
    call distarray_array_free(v)
    call distarray_array_swap_axes(a, 1, 3, v, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis2')
    call distarray_array_move_axis(a, 1, 2, v)
    call shows(v, transpose(x), 'move')
    call distarray_array_free(v)
    call distarray_array_move_axis(a, 3, 1, v, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')
    call distarray_array_flip(a, v)
    call shows(v, x(4:1:-1, 3:1:-1), 'flip')
    call distarray_array_free(v)
    call distarray_array_flip(a, v, [1])
    call shows(v, x(4:1:-1, :), 'flip of an axis')
    call distarray_array_free(v)
    call distarray_array_flip(a, v, [1, 1], ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axes')
    call distarray_array_expand_dims(a, 1, v)
    call distarray_array_index_axis(v, 1, 1, w)
    call shows(w, x, 'a new first axis')
    call distarray_array_free(w)
    call distarray_array_free(v)
    call distarray_array_expand_dims(a, 4, v, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')
    call distarray_array_diagonal(a, -1, 1, 2, v)
    call shows_line(v, [x(2, 1), x(3, 2), x(4, 3)], 'diagonal')
    call distarray_array_free(v)
    call distarray_array_diagonal(a, 0, 1, 1, v, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis2')

    ! Assignment, also of views of the same array.
    call distarray_array_flip(a, v, [2])
    call distarray_array_assign(a, v)
    call shows(a, x(:, 3:1:-1), 'assigned to itself backwards')
    call distarray_array_free(v)
    call numbered([4_int64, 3_int64], layouts(1 + mod(k, size(layouts))), b)
    call distarray_array_index_axis(b, 1, 2, v)
    call distarray_array_assign(a, v)
    call shows(a, spread(x(2, :), 1, 4), 'a row to all rows')
    call distarray_array_assign(v, a, ierr)
    call check(ierr == DISTARRAY_ERR_SHAPE, 'no way back')
    call distarray_array_broadcast_to(v, [4, 3], w)
    call shows(w, spread(x(2, :), 1, 4), 'broadcast')
    call distarray_array_assign(w, a, ierr)
    call check_refused(ierr, DISTARRAY_ERR_READ_ONLY, 'target')
    call distarray_array_free(w)
    call distarray_array_broadcast_to(v, [4, 2], w, ierr)
    call check_refused(ierr, DISTARRAY_ERR_SHAPE, 'shape')
    call distarray_array_assign_scalar(v, 5)
    call distarray_array_free(v)
    ! The memory lives as long as a view does.
    call distarray_array_index_axis(b, 2, 1, v)
    call distarray_array_free(b)
    column = x(:, 1)
    column(2) = 5
    call shows_line(v, column, 'a number to a row')
    call distarray_array_free(v)
    call distarray_array_free(a)
  end do
  call finish()

contains

  subroutine shows(array, expected, what)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: expected(:, :)
    character(*), intent(in) :: what
    real(real64) :: got(size(expected, 1), size(expected, 2))
    got = 0
    call distarray_array_gather(array, DISTARRAY_ALL_RANKS, got)
    call check(maxval(abs(got - expected)) < 1e-12, what//' of '//trim(layouts(k)))
  end subroutine

  subroutine shows_line(array, expected, what)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: expected(:)
    character(*), intent(in) :: what
    real(real64) :: got(size(expected))
    got = 0
    call distarray_array_gather(array, DISTARRAY_ALL_RANKS, got)
    call check(maxval(abs(got - expected)) < 1e-12, what//' of '//trim(layouts(k)))
  end subroutine
end program
