!> What every test program needs: MPI, a context, and a check that ends the run.
module checks
  use mpi_f08, only: MPI_COMM_WORLD, MPI_Finalize, MPI_Init
  use distarray
  use, intrinsic :: iso_fortran_env, only: int64
  implicit none
  type(distarray_context) :: context
  integer :: rank, ranks

contains

  subroutine start()
    call MPI_Init()
    call distarray_context_create(MPI_COMM_WORLD, context)
    call distarray_context_get_rank(context, rank)
    call distarray_context_get_size(context, ranks)
  end subroutine

  subroutine finish()
    call distarray_context_free(context)
    call MPI_Finalize()
  end subroutine

  subroutine check(condition, what)
    logical, intent(in) :: condition
    character(*), intent(in) :: what
    character(:), allocatable :: message
    if (condition) return
    message = 'check failed: '//what
    error stop message
  end subroutine

  !> A call must have failed with this status and a message that has these words.
  subroutine check_refused(ierr, status, words)
    integer, intent(in) :: ierr, status
    character(*), intent(in) :: words
    character(:), allocatable :: message
    message = distarray_last_error_message()
    call check(ierr == status, 'expected '//distarray_status_name(status)//', got '//distarray_status_name(ierr)// &
               ': '//message)
    call check(index(message, words) > 0, "expected '"//words//"' in '"//message//"'")
  end subroutine

  !> An array of float64 whose element (i, j) is 1000 i + j.
  subroutine numbered(shape, text, array)
    integer(int64), intent(in) :: shape(2)
    character(*), intent(in) :: text
    type(distarray_array), intent(out) :: array
    type(distarray_distribution) :: distribution
    call distarray_distribution_create_text(context, shape, text, distribution)
    call distarray_array_create_from_function(distribution, DISTARRAY_FLOAT64, number_element, array)
    call distarray_distribution_free(distribution)
  end subroutine

  function number_element(ndim, index, element, user) result(stop_now) bind(C)
    use, intrinsic :: iso_c_binding
    integer(c_int), value :: ndim
    integer(c_int64_t), intent(in) :: index(ndim)
    type(c_ptr), value :: element, user
    integer(c_int) :: stop_now
    real(c_double), pointer :: x
    call c_f_pointer(element, x)
    x = real(1000*index(1) + index(2), c_double)
    stop_now = merge(1_c_int, 0_c_int, c_associated(user))
  end function
end module
