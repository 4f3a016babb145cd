!> Elements of other processes without their help: indices count from 1, boxes lie in C order.
program test_onesided
  use checks
  use, intrinsic :: iso_fortran_env, only: real32, real64
  implicit none
  character(40), parameter :: layouts(4) = [character(40) :: 'block, block', 'cyclic(2), whole', 'whole, cyclic', &
                                            'block halo(1), block order(row)']
  type(distarray_array) :: a, counter
  real(real64) :: box(4), two(2)
  real(real32) :: narrow(2)
  integer(int64) :: old, total
  integer :: k, ierr
  call start()
  do k = 1, size(layouts)
    call numbered([6_int64, 3_int64], layouts(k), a)
    call distarray_array_register(a)
    call distarray_array_get_box(a, [2, 1], [2, 2], box)
    call check(all(nint(box) == [2001, 2002, 3001, 3002]), 'a box of '//trim(layouts(k)))
    call distarray_array_get_box(a, [6_int64, 1_int64], [2_int64, 2_int64], box, ierr)
    call check_refused(ierr, DISTARRAY_ERR_INDEX, 'start')
    call distarray_array_get_box(a, [2, 1], [2, 1], box, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'data')
    call distarray_array_get_box(a, [2, 1], [2, 1], narrow, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'data')
    call distarray_array_get_list(a, [1, 3, -1, -1], two)
    call check(all(nint(two) == [1003, 6003]), 'a list of '//trim(layouts(k)))
    call distarray_array_get_list(a, [1, 3, 7, 1], two, ierr)
    call check(ierr == DISTARRAY_ERR_INDEX, 'a list outside')
    call distarray_array_get_list(a, [1, 3], two, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'indices')
    call distarray_array_fence(a)

    if (rank == 0) call distarray_array_put_box(a, [2, 1], [1, 2], [1.0_real64, 2.0_real64])
    if (rank == ranks - 1) call distarray_array_put_list(a, [5, 1, 5, 2], [3.0_real64, 4.0_real64])
    call distarray_array_fence(a)
    call distarray_array_get_list(a, [2, 2, 5, 2], two)
    call check(all(nint(two) == [2, 4]), 'what others wrote')
    call distarray_array_fence(a)
    call distarray_array_accumulate_box(DISTARRAY_ADD, a, [2, 2], [1, 1], [1.0_real64])
    call distarray_array_accumulate_list(DISTARRAY_ADD, a, [5, 2, 5, 2], [1.0_real64, 1.0_real64])
    call distarray_array_fence(a)
    call distarray_array_get_list(a, [2, 2, 5, 2], two)
    call check(all(nint(two) == [2 + ranks, 4 + 2*ranks]), 'what all added')
    call distarray_array_accumulate_box(99, a, [2, 2], [1, 1], [1.0_real64], ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'op')
    call distarray_array_fence(a)
    call distarray_array_unregister(a)
    call distarray_array_unregister(a)
    call distarray_array_free(a)
  end do

  ! Every ticket is drawn once.
  call distarray_array_create_arange(context, 0.0_real64, 2.0_real64, 1.0_real64, DISTARRAY_INT64, counter)
  do k = 1, 10
    call distarray_array_fetch(DISTARRAY_ADD, counter, [2], 1_int64, old)
    call check(old >= 1 .and. old <= 10*ranks, 'a ticket')
  end do
  call distarray_array_fetch(DISTARRAY_ADD, counter, [3], 1_int64, old, ierr)
  call check_refused(ierr, DISTARRAY_ERR_INDEX, 'index')
  call distarray_array_fence(counter)
  call distarray_array_get_element(counter, [2], total)
  call check(total == 1 + 10*ranks, 'all tickets')
  call distarray_array_free(counter)
  call finish()
end program
