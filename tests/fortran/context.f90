program test_context
  use checks
  use mpi_f08
  implicit none
  type(distarray_context) :: other, alias
  type(MPI_Comm) :: comm
  integer :: old_comm, compared, n, ierr
  integer(int64) :: value
  call start()

  call MPI_Comm_rank(MPI_COMM_WORLD, n)
  call check(n == rank, 'rank')
  call MPI_Comm_size(MPI_COMM_WORLD, n)
  call check(n == ranks, 'size')

  call distarray_context_create(MPI_COMM_WORLD%MPI_VAL, other)
  call distarray_context_get_comm(other, comm)
  call MPI_Comm_compare(comm, MPI_COMM_WORLD, compared)
  call check(compared == MPI_CONGRUENT, 'a duplicate of the given communicator')
  call distarray_context_get_comm(other, old_comm)
  call check(old_comm == comm%MPI_VAL, 'the same handle in both forms')
  call MPI_Barrier(comm)

  call distarray_context_set_memory_ceiling(other, 1000000)
  call distarray_context_set_message_limit(other, 65536_int64)
  call distarray_context_set_watchdog(other, 30.0d0, DISTARRAY_HANG_REPORT)
  call distarray_context_reset_counters(other)
  call distarray_context_get_counter(other, DISTARRAY_COUNTER_MESSAGES, value)
  call check(value == 0, 'no messages yet')
  call distarray_context_set_memory_ceiling(other, -1, ierr)
  call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'bytes')

  alias = other
  call distarray_context_free(other)
  call distarray_context_free(other)
  call distarray_context_get_size(alias, n, ierr)
  call check_refused(ierr, DISTARRAY_ERR_HANDLE, 'context')

  call check(distarray_version_string() /= '', 'version')
  call check(index(distarray_build_info(), distarray_version_string()) > 0, 'build info names the version')
  call distarray_check_build()
  call finish()
end program
