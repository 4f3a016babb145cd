/* A PETSc program outside the project: one MPI for PETSc and DistArray. */
#include <distarray.h>
#if __has_include(<distarray/petsc.h>)
#include <distarray/petsc.h>
#endif
#include <petscvec.h>

int main(int argc, char **argv)
{
  Vec x;
  PetscReal norm;
  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 2;
  int status = DISTARRAY_CHECK_BUILD();
  PetscCall(VecCreateMPI(PETSC_COMM_WORLD, 1, PETSC_DECIDE, &x));
  PetscCall(VecSet(x, 3.0));
  PetscCall(VecNorm(x, NORM_INFINITY, &norm));
  PetscCall(VecDestroy(&x));
  if (PetscFinalize()) return 2;
  return status != 0 || norm != 3.0;
}
