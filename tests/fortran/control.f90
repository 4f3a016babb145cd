!> Control of a context: policy, counters of calls and over ranks, a trace, progress and cancelling.
module control_callbacks
  use, intrinsic :: iso_c_binding
  use distarray
  implicit none
  real(c_double) :: last = -1, cancel_at = 2
  character(:), allocatable :: phase_heard

contains

  function hear(fraction, phase, user) result(cancel) bind(C)
    real(c_double), value :: fraction
    type(c_ptr), value :: phase, user
    integer(c_int) :: cancel
    last = fraction
    phase_heard = distarray_string(phase)
    cancel = merge(1, 0, fraction >= cancel_at .and. .not. c_associated(user))
  end function
end module

program test_control
  use checks
  use control_callbacks
  implicit none
  type(distarray_array) :: array, other
  integer(int64) :: value, least, most
  real(c_double) :: mean
  integer :: ierr, unit
  logical :: there
  call start()
  call numbered([60_int64, 40_int64], 'block, whole', array)

  call distarray_context_set_policy(context, DISTARRAY_POLICY_COMMUNICATION, DISTARRAY_FORBID)
  call distarray_array_write_npy(array, 'control_f.npy', ierr)
  call check(ierr == DISTARRAY_SUCCESS .or. ierr == DISTARRAY_ERR_POLICY, 'policy')
  call distarray_context_set_policy(context, DISTARRAY_POLICY_COMMUNICATION, DISTARRAY_ALLOW)
  call distarray_context_set_policy(context, 0, DISTARRAY_ALLOW, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'kinds')

  call distarray_context_start_trace(context, 'control_f.json')
  call distarray_array_exchange_halo(array)
  call distarray_context_stop_trace(context)
  call distarray_context_get_call_counter(context, DISTARRAY_COUNTER_COLLECTIVES, value)
  call check(value >= 1, 'counter of a call')
  call distarray_context_get_counter_statistics(context, DISTARRAY_COUNTER_COLLECTIVES, least, mean, most)
  call check(least <= most .and. mean >= real(least, c_double) .and. mean <= real(most, c_double), 'statistics')
  if (rank == 0) then
    inquire (file='control_f.json', exist=there)
    call check(there, 'a trace')
    open (newunit=unit, file='control_f.json')
    close (unit, status='delete')
  end if

  if (rank == ranks - 1) call distarray_context_set_progress(context, hear)
  call distarray_array_write_npy(array, 'control_f.npy')
  if (rank == ranks - 1) call check(last >= 1 .and. phase_heard == 'writing', 'progress')
  cancel_at = 0
  call distarray_array_read_npy(context, 'control_f.npy', other, ierr=ierr)
  call check_refused(ierr, DISTARRAY_ERR_CANCELLED, 'cancel')
  call distarray_context_set_progress(context)
  call distarray_array_read_npy(context, 'control_f.npy', other)
  call distarray_array_free(other)
  call distarray_array_free(array)
  if (rank == 0) then
    open (newunit=unit, file='control_f.npy')
    close (unit, status='delete')
  end if
  call finish()
end program
