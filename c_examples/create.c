/* Makes distributed arrays in several ways, asks who owns what, and computes with them.
 *
 *   mpirun -n 4 ./create
 */
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>

/* The value of each element follows from its global index, whoever owns it. */
static int product(int ndim, const int64_t *index, void *element, void *user)
{
  (void)ndim;
  (void)user;
  *(double *)element = (double)(index[0] * index[1]);
  return 0; /* not zero would stop the creation on all ranks */
}

int main(int argc, char **argv)
{
  const int64_t shape[2] = {10, 12};
  int64_t extents[2], strides[2];
  distarray_context context;
  distarray_distribution blocks;
  distarray_array a, ones, sum;
  distarray_dtype dtype;
  int rank, size;
  char *text;
  size_t length;
  void *memory;
  double total;

  MPI_Init(&argc, &argv);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_context_get_rank(context, &rank));
  DISTARRAY_CHECK(distarray_context_get_size(context, &size));

  /* Blocks on both axes; the library chooses the process grid. */
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block, block", &blocks));
  DISTARRAY_CHECK(distarray_array_create_from_function(blocks, DISTARRAY_FLOAT64, product, NULL, &a));
  DISTARRAY_CHECK(distarray_array_create_ones(blocks, DISTARRAY_FLOAT64, &ones));
  DISTARRAY_CHECK(distarray_array_create_like(a, DISTARRAY_FLOAT64, &sum));

  /* Elementwise work on arrays of one distribution needs no communication, a reduction does. */
  DISTARRAY_CHECK(distarray_array_apply_binary(DISTARRAY_ADD, a, ones, sum));
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_SUM, sum, &total, &dtype));

  /* The owned part is plain memory: first element, extents, strides in bytes. */
  DISTARRAY_CHECK(distarray_array_get_local(sum, &memory, extents, strides));
  for (int turn = 0; turn < size; turn++) {
    if (turn == rank)
      printf("rank %d owns %lld x %lld elements\n", rank, (long long)extents[0], (long long)extents[1]);
    fflush(stdout);
    MPI_Barrier(MPI_COMM_WORLD);
  }

  /* Texts are asked for twice: once for their length. Printing gathers what is shown, so all ranks call it. */
  DISTARRAY_CHECK(distarray_array_print(sum, NULL, 0, &length));
  text = malloc(length + 1);
  if (!text) MPI_Abort(MPI_COMM_WORLD, 1);
  DISTARRAY_CHECK(distarray_array_print(sum, text, length + 1, NULL));
  if (rank == 0) printf("%s\nsum %.0f\n", text, total);
  free(text);

  /* Any order will do, and no rank waits for another. */
  DISTARRAY_CHECK(distarray_distribution_free(&blocks));
  DISTARRAY_CHECK(distarray_array_free(&a));
  DISTARRAY_CHECK(distarray_array_free(&ones));
  DISTARRAY_CHECK(distarray_array_free(&sum));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return total == 2970 + 120 ? 0 : 1;
}
