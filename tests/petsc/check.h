/* Counting checks, and values that follow from global indices. */
#ifndef CHECK_H
#define CHECK_H

#include <distarray/petsc.h>

static int failures, checks;

#define EXPECT(condition) \
  do { \
    checks++; \
    if (!(condition)) { \
      failures++; \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
    } \
  } while (0)

#define OK(call) \
  do { \
    distarray_status status_ = (call); \
    checks++; \
    if (status_ != DISTARRAY_SUCCESS) { \
      failures++; \
      fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, distarray_last_error_message()); \
      MPI_Abort(MPI_COMM_WORLD, 1); \
    } \
  } while (0)

#define PETSC(call) PetscCallAbort(PETSC_COMM_WORLD, call)

static inline PetscScalar value_at(int ndim, const int64_t *index)
{
  double value = 1;
  for (int i = 0; i < ndim; i++) value = 31 * value + (double)index[i];
  return value;
}

static inline int fill_value(int ndim, const int64_t *index, void *element, void *user)
{
  (void)user;
  *(PetscScalar *)element = value_at(ndim, index);
  return 0;
}

static inline distarray_array make(distarray_context context, int ndim, const int64_t *shape, const char *text)
{
  distarray_distribution d;
  distarray_array a;
  OK(distarray_distribution_create_text(context, ndim, shape, text, &d));
  OK(distarray_array_create_from_function(d, DISTARRAY_PETSC_SCALAR, fill_value, NULL, &a));
  OK(distarray_distribution_free(&d));
  return a;
}

/* The array's norm by its own means. */
static inline double largest(distarray_array a)
{
  PetscScalar value;
  distarray_dtype dtype;
  OK(distarray_array_reduce(DISTARRAY_SUM, a, &value, &dtype));
  return PetscRealPart(value);
}

/* Ends the program: the failures of all ranks. */
static inline int verdict(void)
{
  int mine[2] = {checks - failures, failures}, all[2], rank;
  MPI_Allreduce(mine, all, 2, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  if (rank == 0) printf("%d passed, %d failed\n", all[0], all[1]);
  return all[1] != 0;
}

#endif
