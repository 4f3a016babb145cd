/* Vecs as arrays: plain ones, and those of DMDAs. */
#include "check.h"

static void check_both_sides(Vec v, distarray_array a)
{
  PetscScalar nine = 9, one = 1;
  PetscInt size;
  PetscReal norm;
  int shared = 0;
  double sum;
  distarray_distribution d;
  int64_t count = 1, shape[4];
  int ndim;
  OK(distarray_petsc_is_shared(v, a, &shared));
  EXPECT(shared);
  OK(distarray_array_get_distribution(a, &d));
  OK(distarray_distribution_get_ndim(d, &ndim));
  OK(distarray_distribution_get_shape(d, shape));
  for (int i = 0; i < ndim; i++) count *= shape[i];
  OK(distarray_distribution_free(&d));
  PETSC(VecGetSize(v, &size));
  PETSC(VecSet(v, one));
  sum = largest(a);
  EXPECT(sum == (double)count);
  PETSC(VecNorm(v, NORM_INFINITY, &norm));
  OK(distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_WRITE));
  OK(distarray_array_fill(a, &nine));
  OK(distarray_petsc_end_access(v, a, DISTARRAY_PETSC_WRITE));
  PETSC(VecNorm(v, NORM_INFINITY, &norm));
  EXPECT(size == 0 || norm == 9);
}

static void check_plain(distarray_context context, PetscInt mine, int vec_first)
{
  Vec v;
  distarray_array a;
  PETSC(VecCreateMPI(PETSC_COMM_WORLD, mine, PETSC_DETERMINE, &v));
  OK(distarray_petsc_array_create(context, v, &a));
  check_both_sides(v, a);
  if (vec_first) {
    double sum;
    PETSC(VecDestroy(&v));
    sum = largest(a); /* the array holds the Vec */
    EXPECT(sum >= 0);
    OK(distarray_array_free(&a));
  } else {
    OK(distarray_array_free(&a));
    PETSC(VecSet(v, 1));
    PETSC(VecDestroy(&v));
  }
}

/* Every element of the array is what PETSc says at its point, natural numbering. */
static void check_dmda(distarray_context context, PetscInt dim, PetscInt dof, PetscInt width, DMBoundaryType x, DMBoundaryType y)
{
  DM da;
  Vec global, local;
  distarray_array a, b;
  PetscScalar *memory;
  PetscInt at[3], n[3], size[3] = {14, 1, 1};
  const PetscInt nx = 14, ny = dim > 1 ? 13 : 1, nz = dim > 2 ? 12 : 1;
  if (dim == 1) PETSC(DMDACreate1d(PETSC_COMM_WORLD, x, nx, dof, width, NULL, &da));
  else if (dim == 2) PETSC(DMDACreate2d(PETSC_COMM_WORLD, x, y, DMDA_STENCIL_BOX, nx, ny, PETSC_DECIDE, PETSC_DECIDE, dof, width, NULL, NULL, &da));
  else PETSC(DMDACreate3d(PETSC_COMM_WORLD, x, y, x, DMDA_STENCIL_BOX, nx, ny, nz, PETSC_DECIDE, PETSC_DECIDE, PETSC_DECIDE, dof, width, NULL, NULL, NULL, &da));
  PETSC(DMSetUp(da));
  PETSC(DMCreateGlobalVector(da, &global));
  PETSC(DMCreateLocalVector(da, &local));
  OK(distarray_petsc_array_create(context, global, &a));
  check_both_sides(global, a);

  int ndim = (int)dim + (dof > 1);
  PetscScalar *all = (PetscScalar *)calloc((size_t)(nx * ny * nz * dof), sizeof(PetscScalar));
  PETSC(DMDAGetCorners(da, &at[0], &at[1], &at[2], &n[0], &n[1], &n[2]));
  PETSC(VecGetArray(global, &memory));
  for (PetscInt k = 0; k < n[2]; k++)
    for (PetscInt j = 0; j < n[1]; j++)
      for (PetscInt i = 0; i < n[0]; i++)
        for (PetscInt c = 0; c < dof; c++)
          memory[((k * n[1] + j) * n[0] + i) * dof + c] = (double)((((at[2] + k) * ny + at[1] + j) * nx + at[0] + i) * dof + c);
  PETSC(VecRestoreArray(global, &memory));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, all));
  for (PetscInt i = 0; i < nx * ny * nz * dof; i++) EXPECT(PetscRealPart(all[i]) == i);
  OK(distarray_array_get_ndim(a, &ndim));
  EXPECT(ndim == dim + (dof > 1));

  /* The local vector: PETSc fills the ghosts, the array exchanges them again to the same values. */
  if (x != DM_BOUNDARY_GHOSTED && y != DM_BOUNDARY_GHOSTED) {
    Vec before;
    PetscReal norm;
    OK(distarray_petsc_array_create(context, local, &b));
    PETSC(DMGlobalToLocal(da, global, INSERT_VALUES, local));
    PETSC(VecDuplicate(local, &before));
    PETSC(VecCopy(local, before));
    OK(distarray_petsc_begin_access(local, b, DISTARRAY_PETSC_WRITE));
    OK(distarray_array_exchange_halo(b));
    OK(distarray_petsc_end_access(local, b, DISTARRAY_PETSC_WRITE));
    PETSC(VecAXPY(before, -1, local));
    PETSC(VecNorm(before, NORM_INFINITY, &norm));
    EXPECT(norm == 0);
    PETSC(VecDestroy(&before));
    OK(distarray_array_gather(b, DISTARRAY_ALL_RANKS, all));
    for (PetscInt i = 0; i < nx * ny * nz * dof; i++) EXPECT(PetscRealPart(all[i]) == i);
    OK(distarray_array_free(&b));
  } else if (width > 0) {
    b = NULL;
    EXPECT(distarray_petsc_array_create(context, local, &b) == DISTARRAY_ERR_UNSUPPORTED);
    EXPECT(b == NULL && strstr(distarray_last_error_message(), "ghost points") != NULL);
  }
  free(all);
  (void)size;
  PETSC(DMDestroy(&da));
  PETSC(VecDestroy(&local));
  PETSC(VecDestroy(&global));
  OK(distarray_array_free(&a));
}

/* The context's ranks in reverse: who owns what stays as PETSc has it. */
static void check_reversed(int rank, int ranks)
{
  MPI_Comm reversed;
  distarray_context context;
  distarray_array a;
  Vec v;
  PetscInt low, high;
  PetscScalar all[64], *memory;
  MPI_Comm_split(PETSC_COMM_WORLD, 0, ranks - rank, &reversed);
  OK(distarray_context_create(reversed, &context));
  PETSC(VecCreateMPI(PETSC_COMM_WORLD, PETSC_DECIDE, 64, &v));
  PETSC(VecGetOwnershipRange(v, &low, &high));
  PETSC(VecGetArray(v, &memory));
  for (PetscInt i = low; i < high; i++) memory[i - low] = i;
  PETSC(VecRestoreArray(v, &memory));
  OK(distarray_petsc_array_create(context, v, &a));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, all));
  for (int i = 0; i < 64; i++) EXPECT(PetscRealPart(all[i]) == i);
  OK(distarray_array_free(&a));
  PETSC(VecDestroy(&v));
  OK(distarray_context_free(&context));
  MPI_Comm_free(&reversed);
}

int main(int argc, char **argv)
{
  distarray_context context;
  int rank, ranks;
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &rank));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &ranks));
  OK(distarray_context_create(PETSC_COMM_WORLD, &context));
  for (int vec_first = 0; vec_first < 2; vec_first++) {
    check_plain(context, 10, vec_first);
    check_plain(context, 3 * rank, vec_first);
    check_plain(context, rank == ranks - 1 ? 5 : 0, vec_first);
    check_plain(context, 0, vec_first);
  }
  for (PetscInt dim = 1; dim <= 3; dim++)
    for (PetscInt dof = 1; dof <= 3; dof += 2) {
      check_dmda(context, dim, dof, 1, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE);
      check_dmda(context, dim, dof, 2, DM_BOUNDARY_PERIODIC, DM_BOUNDARY_NONE);
      check_dmda(context, dim, dof, 0, DM_BOUNDARY_NONE, DM_BOUNDARY_PERIODIC);
      check_dmda(context, dim, dof, 1, DM_BOUNDARY_GHOSTED, DM_BOUNDARY_NONE);
    }
  check_reversed(rank, ranks);
  OK(distarray_context_free(&context));
  int failed = verdict();
  PetscCall(PetscFinalize());
  return failed;
}
