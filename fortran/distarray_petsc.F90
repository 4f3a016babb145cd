! DistArray and PETSc on the same memory, for Fortran: <distarray/petsc.h> says what can be shared, how long things live
! and what is refused. Compile this file and distarray_petsc.c with your own program (CMake: DistArray::petsc_fortran).
!
! A column-major array's first axis is PETSc's x, as in PETSc's own Fortran interface.
! The last argument of every subroutine is `integer, optional, intent(out) :: ierr`, as in the module distarray.
#include <petsc/finclude/petscdmda.h>

module distarray_petsc
  use, intrinsic :: iso_c_binding, only: c_char, c_int, c_int32_t, c_int64_t, c_intptr_t, c_ptr, c_f_pointer, c_size_t
  use petscdmda
  use distarray, only: distarray_array, distarray_context
  implicit none
  private

  public :: distarray_petsc_why_not
  public :: distarray_petsc_dmda_create
  public :: distarray_petsc_vec_create
  public :: distarray_petsc_local_vec_create
  public :: distarray_petsc_array_create
  public :: distarray_petsc_is_shared
  public :: distarray_petsc_begin_access
  public :: distarray_petsc_end_access

  !> What an array is to become, for distarray_petsc_why_not().
  integer(c_int32_t), parameter, public :: DISTARRAY_PETSC_VEC = 1, DISTARRAY_PETSC_LOCAL_VEC = 2, DISTARRAY_PETSC_DMDA = 3
  !> What is about to be done to shared memory, for distarray_petsc_begin_access().
  integer(c_int32_t), parameter, public :: DISTARRAY_PETSC_READ = 1, DISTARRAY_PETSC_WRITE = 2

  ! PETSc's Fortran handles hold the C pointers in their component v.
  interface
    function c_why_not(a, form, dof, buffer, capacity, length) bind(C, name='distarray_petsc_f_why_not') result(status)
      import :: c_char, c_int, c_int32_t, c_int64_t, c_size_t, distarray_array
      type(distarray_array), value :: a
      integer(c_int32_t), value :: form
      integer(c_int64_t), value :: dof
      character(kind=c_char), intent(out) :: buffer(*)
      integer(c_size_t), value :: capacity
      integer(c_size_t), intent(out) :: length
      integer(c_int) :: status
    end function
    function c_dmda_create(a, dof, da) bind(C, name='distarray_petsc_f_dmda_create') result(status)
      import :: c_int, c_int64_t, c_intptr_t, distarray_array
      type(distarray_array), value :: a
      integer(c_int64_t), value :: dof
      integer(c_intptr_t), intent(inout) :: da
      integer(c_int) :: status
    end function
    function c_vec_create(a, da, local, v) bind(C, name='distarray_petsc_f_vec_create') result(status)
      import :: c_int, c_intptr_t, distarray_array
      type(distarray_array), value :: a
      integer(c_intptr_t), value :: da
      integer(c_int), value :: local
      integer(c_intptr_t), intent(inout) :: v
      integer(c_int) :: status
    end function
    function c_array_create(context, v, a) bind(C, name='distarray_petsc_f_array_create') result(status)
      import :: c_int, c_intptr_t, distarray_array, distarray_context
      type(distarray_context), value :: context
      integer(c_intptr_t), value :: v
      type(distarray_array), intent(inout) :: a
      integer(c_int) :: status
    end function
    function c_is_shared(v, a, shared) bind(C, name='distarray_petsc_f_is_shared') result(status)
      import :: c_int, c_intptr_t, distarray_array
      integer(c_intptr_t), value :: v
      type(distarray_array), value :: a
      integer(c_int), intent(inout) :: shared
      integer(c_int) :: status
    end function
    function c_access(v, a, access, begin) bind(C, name='distarray_petsc_f_access') result(status)
      import :: c_int, c_int32_t, c_intptr_t, distarray_array
      integer(c_intptr_t), value :: v
      type(distarray_array), value :: a
      integer(c_int32_t), value :: access
      integer(c_int), value :: begin
      integer(c_int) :: status
    end function
    function c_message() bind(C, name='distarray_last_error_message') result(message)
      import :: c_ptr
      type(c_ptr) :: message
    end function
  end interface

contains

  !> Says in words why an array cannot be shared with PETSc in a given form; empty if it can.
  !> **Collective**.
  subroutine distarray_petsc_why_not(array, form, dof, reason, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: form
    integer, intent(in) :: dof
    character(:), allocatable, intent(out) :: reason
    integer, optional, intent(out) :: ierr
    character(kind=c_char) :: buffer(512)
    integer(c_size_t) :: length
    integer :: i, status
    length = 0
    status = c_why_not(array, form, int(dof, c_int64_t), buffer, size(buffer, kind=c_size_t), length)
    allocate(character(int(length)) :: reason)
    do i = 1, int(length)
      reason(i:i) = buffer(i)
    end do
    call finish(status, ierr)
  end subroutine

  !> Makes the DMDA whose points are owned by the same ranks as the array's elements.
  !> **Collective**; to be freed with DMDestroy().
  subroutine distarray_petsc_dmda_create(array, dof, da, ierr)
    type(distarray_array), intent(in) :: array
    integer, intent(in) :: dof
    type(tDM), intent(inout) :: da
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: handle
    integer(c_int) :: status
    handle = da%v
    status = c_dmda_create(array, int(dof, c_int64_t), handle)
    if (status == 0) da%v = handle
    call finish(status, ierr)
  end subroutine

  !> Makes a Vec of an array's memory, without copying; with `da` as its global vector.
  !> **Collective**; to be freed with VecDestroy(). The Vec keeps the array alive.
  subroutine distarray_petsc_vec_create(array, v, da, ierr)
    type(distarray_array), intent(in) :: array
    type(tVec), intent(inout) :: v
    type(tDM), optional, intent(in) :: da
    integer, optional, intent(out) :: ierr
    call share(array, v, 0_c_int, da, ierr)
  end subroutine

  !> Makes a Vec of one process of an array's padded local part, without copying: a DMDA's local vector.
  !> **Collective**; to be freed with VecDestroy(). The Vec keeps the array alive.
  subroutine distarray_petsc_local_vec_create(array, v, da, ierr)
    type(distarray_array), intent(in) :: array
    type(tVec), intent(inout) :: v
    type(tDM), optional, intent(in) :: da
    integer, optional, intent(out) :: ierr
    call share(array, v, 1_c_int, da, ierr)
  end subroutine

  subroutine share(array, v, local, da, ierr)
    type(distarray_array), intent(in) :: array
    type(tVec), intent(inout) :: v
    integer(c_int), intent(in) :: local
    type(tDM), optional, intent(in) :: da
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: handle, da_handle
    integer(c_int) :: status
    da_handle = 0
    if (present(da)) da_handle = da%v
    handle = v%v
    status = c_vec_create(array, da_handle, local, handle)
    if (status == 0) v%v = handle
    call finish(status, ierr)
  end subroutine

  !> Makes an array of a Vec's memory, without copying. It is row-major: its last axis is PETSc's x.
  !> **Collective**; to be freed with distarray_array_free(), before PetscFinalize(). The array keeps the Vec alive.
  subroutine distarray_petsc_array_create(context, v, array, ierr)
    type(distarray_context), intent(in) :: context
    type(tVec), intent(in) :: v
    type(distarray_array), intent(inout) :: array
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: handle
    handle = v%v
    call finish(c_array_create(context, handle, array), ierr)
  end subroutine

  !> Tells whether a Vec and an array are the same memory on this process.
  !> **Local**.
  subroutine distarray_petsc_is_shared(v, array, shared, ierr)
    type(tVec), intent(in) :: v
    type(distarray_array), intent(in) :: array
    logical, intent(out) :: shared
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: handle
    integer(c_int) :: answer, status
    handle = v%v
    answer = 0
    status = c_is_shared(handle, array, answer)
    shared = answer /= 0
    call finish(status, ierr)
  end subroutine

  !> Begins work on shared memory through the array: DISTARRAY_PETSC_READ or DISTARRAY_PETSC_WRITE.
  !> **Local**, but all ranks must do the same.
  subroutine distarray_petsc_begin_access(v, array, access, ierr)
    type(tVec), intent(in) :: v
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: access
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: handle
    handle = v%v
    call finish(c_access(handle, array, access, 1_c_int), ierr)
  end subroutine

  !> Ends what distarray_petsc_begin_access() began. After a write PETSc forgets the norms it had cached.
  !> **Local**, but all ranks must do the same.
  subroutine distarray_petsc_end_access(v, array, access, ierr)
    type(tVec), intent(in) :: v
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: access
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t) :: handle
    handle = v%v
    call finish(c_access(handle, array, access, 0_c_int), ierr)
  end subroutine

  !> Without `ierr` a failure ends the program with the library's sentence.
  subroutine finish(status, ierr)
    integer(c_int), intent(in) :: status
    integer, optional, intent(out) :: ierr
    character(kind=c_char), pointer :: text(:)
    character(512) :: message
    integer :: i
    if (present(ierr)) then
      ierr = status
    else if (status /= 0) then
      message = ''
      call c_f_pointer(c_message(), text, [len(message)])
      do i = 1, len(message)
        if (text(i) == char(0)) exit
        message(i:i) = text(i)
      end do
      error stop message
    end if
  end subroutine

end module distarray_petsc
