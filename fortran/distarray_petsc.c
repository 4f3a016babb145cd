/* The inline functions of <distarray/petsc.h> under names that the Fortran module distarray_petsc can call. Compiled, as
 * that module is, in the user's build: with the user's PETSc.
 */
#include <distarray/petsc.h>

int distarray_petsc_f_why_not(distarray_array a, int32_t form, int64_t dof, char *buffer, size_t capacity, size_t *length);
int distarray_petsc_f_dmda_create(distarray_array a, int64_t dof, DM *da);
int distarray_petsc_f_vec_create(distarray_array a, DM da, int local, Vec *v);
int distarray_petsc_f_array_create(distarray_context context, Vec v, distarray_array *a);
int distarray_petsc_f_is_shared(Vec v, distarray_array a, int *shared);
int distarray_petsc_f_access(Vec v, distarray_array a, int32_t access, int begin);

int distarray_petsc_f_why_not(distarray_array a, int32_t form, int64_t dof, char *buffer, size_t capacity, size_t *length)
{
  return distarray_petsc_why_not(a, form, (PetscInt)dof, buffer, capacity, length);
}

int distarray_petsc_f_dmda_create(distarray_array a, int64_t dof, DM *da)
{
  return distarray_petsc_dmda_create(a, (PetscInt)dof, da);
}

int distarray_petsc_f_vec_create(distarray_array a, DM da, int local, Vec *v)
{
  return local ? distarray_petsc_local_vec_create(a, da, v) : distarray_petsc_vec_create(a, da, v);
}

int distarray_petsc_f_array_create(distarray_context context, Vec v, distarray_array *a)
{
  return distarray_petsc_array_create(context, v, a);
}

int distarray_petsc_f_is_shared(Vec v, distarray_array a, int *shared)
{
  return distarray_petsc_is_shared(v, a, shared);
}

int distarray_petsc_f_access(Vec v, distarray_array a, int32_t access, int begin)
{
  return begin ? distarray_petsc_begin_access(v, a, access) : distarray_petsc_end_access(v, a, access);
}
