// The glue is C++ too.
#include "check.h"
#include <vector>

int main(int argc, char **argv)
{
  distarray_context context;
  Vec v;
  PetscReal norm;
  const int64_t size = 21;
  if (PetscInitialize(&argc, &argv, nullptr, nullptr)) return 2;
  OK(distarray_context_create(PETSC_COMM_WORLD, &context));
  distarray_array a = make(context, 1, &size, "block");
  OK(distarray_petsc_vec_create(a, nullptr, &v));
  OK(distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_WRITE));
  void *memory;
  int64_t extent;
  OK(distarray_array_get_local(a, &memory, &extent, nullptr));
  for (int64_t i = 0; i < extent; i++) static_cast<PetscScalar *>(memory)[i] = 2.0;
  OK(distarray_petsc_end_access(v, a, DISTARRAY_PETSC_WRITE));
  PETSC(VecNorm(v, NORM_1, &norm));
  EXPECT(norm == 42.0);
  PETSC(VecDestroy(&v));
  std::vector<PetscScalar> all(size);
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, all.data()));
  for (PetscScalar x : all) EXPECT(PetscRealPart(x) == 2.0);
  OK(distarray_array_free(&a));
  OK(distarray_context_free(&context));
  int failed = verdict();
  return PetscFinalize() ? 2 : failed;
}
