! The glue is Fortran too: arrays as Vecs and Vecs as arrays, norms, refusals.
#include <petsc/finclude/petscdmda.h>
program check_fortran
  use, intrinsic :: iso_c_binding, only: c_int64_t
  use petscdmda
  use distarray
  use distarray_petsc
  implicit none
  type(distarray_context) :: context
  type(distarray_array) :: a, back, cyclic
  type(tVec) :: v, local, sevens
  type(tDM) :: da
  PetscErrorCode :: code
  PetscReal :: norm
  PetscInt :: few, many
  character(:), allocatable :: reason
  integer :: status, rank, ranks, passed, failed, all(2)
  logical :: shared

  passed = 0
  failed = 0
  call PetscInitialize(PETSC_NULL_CHARACTER, code)
  call MPI_Comm_rank(PETSC_COMM_WORLD, rank, code)
  call MPI_Comm_size(PETSC_COMM_WORLD, ranks, code)
  call distarray_context_create(PETSC_COMM_WORLD, context)

  call make('block halo(1), block halo(1) periodic', a)
  call distarray_petsc_dmda_create(a, 1, da)
  call distarray_petsc_local_vec_create(a, local, da)
  call distarray_petsc_is_shared(local, a, shared)
  call expect(shared, 'local Vec is shared')
  call VecDestroy(local, code)
  call distarray_array_free(a)

  call make('block, block', a)
  call distarray_petsc_vec_create(a, v, da)
  call distarray_petsc_is_shared(v, a, shared)
  call expect(shared, 'Vec is shared')
  call VecNorm(v, NORM_1, norm, code)
  call distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_WRITE)
  call distarray_array_fill(a, 3.0d0)
  call distarray_petsc_end_access(v, a, DISTARRAY_PETSC_WRITE)
  call VecNorm(v, NORM_1, norm, code)
  call expect(abs(norm - 3 * 12 * 14) < 1e-9, 'norm after a write')
  call distarray_array_free(a)
  call VecSet(v, real(2, kind(norm)), code)

  call distarray_petsc_array_create(context, v, back)
  call VecDestroy(v, code)
  call distarray_petsc_why_not(back, DISTARRAY_PETSC_VEC, 1, reason)
  call expect(reason == '', 'can be shared again')
  call distarray_array_free(back)

  few = 5
  many = PETSC_DETERMINE
  call VecCreateMPI(PETSC_COMM_WORLD, few, many, sevens, code)
  call VecSet(sevens, real(7, kind(norm)), code)
  call distarray_petsc_array_create(context, sevens, back)
  call distarray_petsc_is_shared(sevens, back, shared)
  call expect(shared, 'array is shared')
  call distarray_array_free(back)
  call VecDestroy(sevens, code)

  if (ranks > 1) then
    call make('cyclic(2), block', cyclic)
    call distarray_petsc_vec_create(cyclic, v, ierr=status)
    call expect(status /= 0, 'cyclic is refused')
    call distarray_petsc_why_not(cyclic, DISTARRAY_PETSC_VEC, 1, reason)
    call expect(index(reason, 'block') > 0, 'cyclic is refused in words')
    call distarray_array_free(cyclic)
  end if
  call DMDestroy(da, code)
  call distarray_context_free(context)

  call MPI_Allreduce([passed, failed], all, 2, MPI_INTEGER, MPI_SUM, PETSC_COMM_WORLD, code)
  if (rank == 0) print '(i0, a, i0, a)', all(1), ' passed, ', all(2), ' failed'
  call PetscFinalize(code)
  if (all(2) /= 0) error stop 'failed'

contains

  subroutine make(text, array)
    character(*), intent(in) :: text
    type(distarray_array), intent(out) :: array
    type(distarray_distribution) :: d
    call distarray_distribution_create_text(context, [12_c_int64_t, 14_c_int64_t], text, d)
    call distarray_array_create_zeros(d, DISTARRAY_FLOAT64, array)
    call distarray_distribution_free(d)
  end subroutine

  subroutine expect(condition, what)
    logical, intent(in) :: condition
    character(*), intent(in) :: what
    if (condition) then
      passed = passed + 1
    else
      failed = failed + 1
      print *, 'failed: ', what
    end if
  end subroutine

end program check_fortran
