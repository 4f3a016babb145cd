/* Arrays as Vecs: one memory, seen alike from both sides, whatever is freed first. */
#include "check.h"

/* Same address; writes through each side reach the other; norms are not stale. */
static void check_shared(distarray_array a, Vec v)
{
  PetscScalar *memory, three = 3, sum;
  PetscReal norm, again;
  PetscInt n, size;
  void *local;
  int shared = 0;
  distarray_array copy;
  OK(distarray_array_copy(a, &copy));
  OK(distarray_array_get_local(a, &local, NULL, NULL));
  PETSC(VecGetLocalSize(v, &n));
  PETSC(VecGetSize(v, &size));
  PETSC(VecGetArray(v, &memory));
  EXPECT(n == 0 || (void *)memory == local);
  PETSC(VecRestoreArray(v, &memory));
  OK(distarray_petsc_is_shared(v, a, &shared));
  EXPECT(shared);

  PETSC(VecNorm(v, NORM_1, &norm));
  OK(distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_WRITE));
  OK(distarray_array_fill(a, &three));
  OK(distarray_petsc_end_access(v, a, DISTARRAY_PETSC_WRITE));
  PETSC(VecNorm(v, NORM_1, &again));
  EXPECT(again == 3 * size);
  EXPECT(size == 0 || norm != again);

  PETSC(VecSet(v, 5));
  sum = largest(a);
  EXPECT(PetscRealPart(sum) == 5 * size);

  OK(distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_READ));
  if (PetscDefined(USE_DEBUG)) EXPECT(distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_WRITE) == DISTARRAY_ERR_STATE);
  OK(distarray_petsc_end_access(v, a, DISTARRAY_PETSC_READ));

  OK(distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_WRITE));
  OK(distarray_array_redistribute(copy, a));
  OK(distarray_petsc_end_access(v, a, DISTARRAY_PETSC_WRITE));
  OK(distarray_array_free(&copy));
}

static void check_1d(distarray_context context, int64_t size, const char *text)
{
  distarray_array a = make(context, 1, &size, text);
  distarray_distribution d;
  int64_t start, stop;
  PetscInt low, high;
  PetscScalar *memory;
  Vec v, twin;
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  OK(distarray_petsc_vec_create(a, NULL, &v));
  OK(distarray_array_get_distribution(a, &d));
  OK(distarray_distribution_get_local_bounds(d, rank, &start, &stop));
  PETSC(VecGetOwnershipRange(v, &low, &high));
  EXPECT(low == start && high == stop);
  check_shared(a, v);
  PETSC(VecGetArray(v, &memory));
  for (int64_t i = start; i < stop; i++) EXPECT(memory[i - start] == value_at(1, &i));
  PETSC(VecRestoreArray(v, &memory));

  PETSC(VecDuplicate(v, &twin));
  PETSC(VecSet(twin, 7));
  PETSC(VecGetArray(v, &memory));
  EXPECT(start == stop || memory[0] == value_at(1, &start));
  PETSC(VecRestoreArray(v, &memory));
  PETSC(VecDestroy(&twin));
  OK(distarray_distribution_free(&d));
  OK(distarray_array_free(&a));
  PETSC(VecSum(v, &(PetscScalar){0}));
  PETSC(VecDestroy(&v));
}

static void check_irregular(distarray_context context, int ranks)
{
  int64_t bounds[16] = {0}, size = 29;
  distarray_specification s;
  distarray_distribution d;
  distarray_array a;
  Vec v;
  for (int i = 1; i <= ranks; i++) bounds[i] = i == ranks ? size : (i % 2 ? 4 * i : bounds[i - 1]); /* every second is empty */
  OK(distarray_specification_create(1, &size, &s));
  OK(distarray_specification_set_bounds(s, 0, ranks + 1, bounds));
  OK(distarray_distribution_create(context, s, &d));
  OK(distarray_array_create_zeros(d, DISTARRAY_PETSC_SCALAR, &a));
  OK(distarray_petsc_vec_create(a, NULL, &v));
  check_shared(a, v);
  PETSC(VecDestroy(&v));
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_specification_free(&s));
}

/* Every point of a DMDA's vector has the value of the element with its index. `l` says what the memory's axes are. */
static void check_points(DM da, Vec v, int ndim, int row_major, int64_t dof, int ghosted, const int64_t *shape)
{
  PetscInt at[3], width[3], dim, n;
  const PetscScalar *memory;
  int64_t index[4], k = 0, points = 1;
  PETSC(DMGetDimension(da, &dim));
  if (ghosted) PETSC(DMDAGetGhostCorners(da, &at[0], &at[1], &at[2], &width[0], &width[1], &width[2]));
  else PETSC(DMDAGetCorners(da, &at[0], &at[1], &at[2], &width[0], &width[1], &width[2]));
  for (int i = 0; i < dim; i++) points *= width[i];
  PETSC(VecGetLocalSize(v, &n));
  EXPECT(n == points * dof);
  PETSC(VecGetArrayRead(v, &memory));
  for (PetscInt z = 0; z < width[2]; z++)
    for (PetscInt y = 0; y < width[1]; y++)
      for (PetscInt x = 0; x < width[0]; x++)
        for (int64_t c = 0; c < dof; c++, k++) {
          int64_t point[4] = {at[0] + x, at[1] + y, at[2] + z, 0}, seen[4];
          int m = 0;
          if (dof > 1) seen[m++] = c;
          for (int i = 0; i < dim; i++) seen[m++] = point[i];
          for (int i = 0; i < ndim; i++) {
            int axis = row_major ? ndim - 1 - i : i;
            index[axis] = (seen[i] % shape[axis] + shape[axis]) % shape[axis]; /* around periodic axes */
          }
          EXPECT(memory[k] == value_at(ndim, index));
        }
  PETSC(VecRestoreArrayRead(v, &memory));
}

static void check_nd(distarray_context context, int ndim, const int64_t *shape, const char *plain, const char *padded, PetscInt dof)
{
  distarray_array a = make(context, ndim, shape, plain), b = make(context, ndim, shape, padded);
  distarray_distribution d;
  distarray_order order;
  Vec global, local, other;
  DM da;
  OK(distarray_array_get_distribution(a, &d));
  OK(distarray_distribution_get_order(d, &order));
  OK(distarray_distribution_free(&d));
  OK(distarray_petsc_dmda_create(b, dof, &da));
  OK(distarray_petsc_vec_create(a, da, &global));
  OK(distarray_petsc_local_vec_create(b, da, &local));
  check_shared(a, global);
  check_points(da, global, ndim, order == DISTARRAY_ROW_MAJOR, dof, 0, shape);

  /* The library's halo exchange and PETSc's fill the same ghost points with the same values. */
  OK(distarray_petsc_begin_access(local, b, DISTARRAY_PETSC_WRITE));
  OK(distarray_array_exchange_halo(b));
  OK(distarray_petsc_end_access(local, b, DISTARRAY_PETSC_WRITE));
  check_points(da, local, ndim, order == DISTARRAY_ROW_MAJOR, dof, 1, shape);
  PETSC(VecSet(local, -1));
  PETSC(DMGlobalToLocal(da, global, INSERT_VALUES, local));
  check_points(da, local, ndim, order == DISTARRAY_ROW_MAJOR, dof, 1, shape);

  /* It goes together with PETSc's own. */
  PETSC(DMCreateGlobalVector(da, &other));
  PETSC(VecCopy(global, other));
  PETSC(VecAXPY(other, -1, global));
  PetscReal norm;
  PETSC(VecNorm(other, NORM_INFINITY, &norm));
  EXPECT(norm == 0);
  PETSC(VecDestroy(&other));
  PETSC(VecDestroy(&global));
  OK(distarray_array_free(&b));
  PETSC(DMDestroy(&da));
  PETSC(VecDestroy(&local));
  OK(distarray_array_free(&a));
}

/* The process grid filled by the ranks in reverse. */
static void check_reversed(distarray_context context, int ranks)
{
  const int64_t shape[2] = {12, 13};
  int list[16];
  distarray_specification s;
  distarray_distribution d;
  distarray_array a;
  DM da;
  Vec v, plain;
  PetscReal norm;
  for (int i = 0; i < ranks; i++) list[i] = ranks - 1 - i;
  OK(distarray_specification_create(2, shape, &s));
  OK(distarray_specification_set_ranks(s, ranks, list));
  OK(distarray_distribution_create(context, s, &d));
  OK(distarray_array_create_from_function(d, DISTARRAY_PETSC_SCALAR, fill_value, NULL, &a));
  OK(distarray_petsc_dmda_create(a, 1, &da));
  OK(distarray_petsc_vec_create(a, da, &v));
  OK(distarray_petsc_vec_create(a, NULL, &plain));
  check_shared(a, v);
  check_points(da, v, 2, 1, 1, 0, shape);
  PETSC(VecNorm(plain, NORM_INFINITY, &norm));
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_specification_free(&s));
  PETSC(VecDestroy(&v));
  PETSC(VecDestroy(&plain));
  PETSC(DMDestroy(&da));
}

/* Array, Vec, DMDA and context, freed in all 24 orders; what is left still works. */
static void check_orders(void)
{
  const int64_t shape[2] = {9, 8};
  for (int order = 0; order < 256; order++) {
    int turn[4] = {order & 3, (order >> 2) & 3, (order >> 4) & 3, (order >> 6) & 3};
    if ((1 << turn[0] | 1 << turn[1] | 1 << turn[2] | 1 << turn[3]) != 15) continue;
    distarray_context context;
    distarray_array a;
    Vec v;
    DM da;
    int alive = 15;
    OK(distarray_context_create(PETSC_COMM_WORLD, &context));
    a = make(context, 2, shape, "block, block");
    OK(distarray_petsc_dmda_create(a, 1, &da));
    OK(distarray_petsc_vec_create(a, da, &v));
    for (int i = 0; i < 4; i++) {
      alive &= ~(1 << turn[i]);
      if (turn[i] == 0) OK(distarray_array_free(&a));
      if (turn[i] == 1) PETSC(VecDestroy(&v));
      if (turn[i] == 2) PETSC(DMDestroy(&da));
      if (turn[i] == 3) OK(distarray_context_free(&context));
      if (alive & 2) {
        PetscReal norm;
        PETSC(VecSet(v, i + 1));
        PETSC(VecNorm(v, NORM_INFINITY, &norm));
        EXPECT(norm == i + 1);
      }
      if (alive & 1) EXPECT(largest(a) == largest(a));
    }
  }
}

int main(int argc, char **argv)
{
  distarray_context context;
  int ranks;
  const int64_t shape2[2] = {13, 17}, shape3[3] = {7, 8, 13}, shape4[4] = {7, 6, 8, 3}, components[3] = {13, 12, 2}, first[3] = {2, 12, 13};
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &ranks));
  OK(distarray_context_create(PETSC_COMM_WORLD, &context));

  check_1d(context, 100, "block");
  check_1d(context, 7, "block(ceil)");
  check_1d(context, 3, "block");
  check_1d(context, 0, "block");
  check_1d(context, 40, "block halo(2) periodic");
  check_irregular(context, ranks);
  check_reversed(context, ranks);

  const int64_t line = 20;
  check_nd(context, 1, &line, "block", "block halo(2) periodic", 1);
  check_nd(context, 2, shape2, "block, block", "block halo(1), block halo(1) periodic", 1);
  check_nd(context, 2, shape2, "block, block", "block halo(2), block halo(2)", 1);
  check_nd(context, 2, shape2, "block, block order(column)", "block halo(1) periodic, block halo(1) order(column)", 1);
  check_nd(context, 2, shape2, "block, whole", "block halo(1), whole halo(1)", 1);
  check_nd(context, 3, shape3, "block, block, block", "block halo(1), block halo(1) periodic, block halo(1)", 1);
  check_nd(context, 3, shape3, "block, block, block order(column)", "block halo(1) order(column)", 1);
  check_nd(context, 3, components, "block, block, whole", "block halo(1), block halo(1), whole", 2);
  check_nd(context, 3, first, "whole, block, block order(column)", "whole, block halo(1) periodic, block halo(1) order(column)", 2);
  check_nd(context, 4, shape4, "block, block, block, whole", "block halo(1), block halo(1), block halo(1), whole", 3);
  OK(distarray_context_free(&context));
  check_orders();
  int failed = verdict();
  PetscCall(PetscFinalize());
  return failed;
}
