! DistArray for Fortran.
!
! Generated from include/distarray.h by `DISTARRAY_UPDATE=1 cargo test --test fortran_generator`: do not edit.
! Names are those of the C interface, arguments too; what Fortran knows by itself is left out (ndim, count,
! capacity, dtype of an actual argument). How it differs from C:
!
! * The last argument of every subroutine is `integer, optional, intent(out) :: ierr`. If it is absent, a failure
!   ends the program by `error stop` with the library's message; else see distarray_last_error_message().
! * Indices, labels and axes count from 1. Negative ones are as in C: -1 is the last where C counts from the end.
!   There is no 0. Ranges are first and last index, both included, so an empty one is lo:lo-1. Ranks and grid
!   coordinates count from 0, as those of MPI. Messages count as C does, all from 0; an index or axis 0, which is
!   wrong, shows there as the smallest number there is.
! * Axes have the same order as in C. Local memory is column-major by default, so the first axis varies fastest;
!   `order(row)` in a distribution's text or distarray_specification_set_order() says otherwise.
! * Handles are plain: assignment makes a second name for the same object, nothing is freed by itself.
! * `integer` of 32 bits serves wherever one of 64 bits is expected as input, if all such inputs of a call are.
! * Unsigned dtypes are held in integers of the same size, bool in integer(int8).
!
! Compile with -DDISTARRAY_NO_MPI_F08 where the module mpi_f08 is missing.
module distarray
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_f_pointer, c_f_procpointer, c_funloc, c_funptr, c_int, &
    c_int16_t, c_int32_t, c_int64_t, c_int8_t, c_intptr_t, c_loc, c_null_char, c_null_funptr, c_null_ptr, c_ptr, &
    c_size_t, c_associated
  use, intrinsic :: iso_fortran_env, only: int16, int32, int64, int8, real32, real64
#ifndef DISTARRAY_NO_MPI_F08
  use mpi_f08, only: MPI_Comm
#endif
  implicit none
  private
