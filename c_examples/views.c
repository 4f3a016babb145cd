/* Views of a distributed array: slices, transposes, assignment between them, sums over them.
 *
 *   mpirun -n 4 ./views
 */
#include <distarray.h>
#include <stdio.h>

static int rank;

/* Rank 0 prints what all of them have together. */
static void show(const char *what, distarray_array a)
{
  char text[2000];
  DISTARRAY_CHECK(distarray_array_print(a, text, sizeof text, NULL));
  if (rank == 0) printf("%s\n%s\n", what, text);
}

static int number(int ndim, const int64_t *index, void *element, void *user)
{
  (void)ndim;
  (void)user;
  *(int64_t *)element = 10 * index[0] + index[1];
  return 0;
}

int main(int argc, char **argv)
{
  const int64_t shape[2] = {4, 6};
  distarray_context context;
  distarray_distribution d;
  distarray_array a, view, turned, odd, even;
  int64_t sum, zero = 0;

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block, block", &d));
  DISTARRAY_CHECK(distarray_array_create_from_function(d, DISTARRAY_INT64, number, NULL, &a));
  show("all of it", a);

  /* A view shares the memory of its array: nothing is copied, nothing is sent. */
  DISTARRAY_CHECK(distarray_array_slice_text(a, "1:3, ::2", &view));
  show("rows 1 and 2, every other column", view);
  DISTARRAY_CHECK(distarray_array_transpose(view, NULL, &turned));
  show("the same, transposed", turned);
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_SUM, view, &sum, NULL));
  if (rank == 0) printf("sum over the view: %lld\n", (long long)sum);

  /* Assignment moves elements to where they belong, whoever owns them. */
  DISTARRAY_CHECK(distarray_array_slice_text(a, ":, ::2", &even));
  DISTARRAY_CHECK(distarray_array_slice_text(a, ":, 1::2", &odd));
  DISTARRAY_CHECK(distarray_array_assign(even, odd));
  show("even columns from odd ones", a);

  /* Views outlive the handle of their array. */
  DISTARRAY_CHECK(distarray_array_assign_scalar(view, &zero, DISTARRAY_INT64));
  show("zeros through the first view", a);
  DISTARRAY_CHECK(distarray_array_free(&a));
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_SUM, turned, &sum, NULL));
  if (rank == 0) printf("sum over its transpose: %lld\n", (long long)sum);

  DISTARRAY_CHECK(distarray_array_free(&view));
  DISTARRAY_CHECK(distarray_array_free(&turned));
  DISTARRAY_CHECK(distarray_array_free(&odd));
  DISTARRAY_CHECK(distarray_array_free(&even));
  DISTARRAY_CHECK(distarray_distribution_free(&d));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return sum != 0;
}
