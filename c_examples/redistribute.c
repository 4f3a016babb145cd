/* Takes one array through several layouts and back, and shows what that moved.
 *
 *   mpirun -n 4 ./redistribute
 */
#include <distarray.h>
#include <stdio.h>

static int number(int ndim, const int64_t *index, void *element, void *user)
{
  (void)ndim;
  (void)user;
  *(int64_t *)element = 1000 * index[0] + index[1];
  return 0;
}

/* How many owned elements differ from what their global index says, on all ranks together. */
static long long count_wrong(distarray_array a)
{
  distarray_distribution d;
  int64_t shape[2], strides[2], index[2], expected;
  void *memory;
  long long wrong = 0, all;
  DISTARRAY_CHECK(distarray_array_get_distribution(a, &d));
  DISTARRAY_CHECK(distarray_array_get_local(a, &memory, shape, strides));
  for (int64_t i = 0; i < shape[0]; i++)
    for (int64_t j = 0; j < shape[1]; j++) {
      DISTARRAY_CHECK(distarray_distribution_get_global_index(d, (int64_t[2]){i, j}, index));
      number(2, index, &expected, NULL);
      wrong += *(int64_t *)((char *)memory + i * strides[0] + j * strides[1]) != expected;
    }
  DISTARRAY_CHECK(distarray_distribution_free(&d));
  MPI_Allreduce(&wrong, &all, 1, MPI_LONG_LONG, MPI_SUM, MPI_COMM_WORLD);
  return all;
}

int main(int argc, char **argv)
{
  static const char *layouts[] = {
    "whole, block",                         /* columns: what a transform along rows' index wants */
    "cyclic(64), cyclic(64)",               /* ScaLAPACK's */
    "block halo(2), block halo(2)",         /* a stencil's */
    "block(ceil), whole order(column)",     /* rows, stored as Fortran does */
    "block, block",
  };
  const int64_t shape[2] = {500, 300};
  distarray_context context;
  distarray_distribution d;
  distarray_array a, b;
  int64_t mine[2], all[2];
  long long wrong = 0;
  int rank;

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block, block", &d));
  DISTARRAY_CHECK(distarray_array_create_from_function(d, DISTARRAY_INT64, number, NULL, &a));
  DISTARRAY_CHECK(distarray_distribution_free(&d));

  for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) {
    DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, layouts[i], &d));
    DISTARRAY_CHECK(distarray_context_reset_counters(context));
    DISTARRAY_CHECK(distarray_array_redistribute_to(a, d, &b));
    DISTARRAY_CHECK(distarray_context_get_counter(context, DISTARRAY_COUNTER_MESSAGES, &mine[0]));
    DISTARRAY_CHECK(distarray_context_get_counter(context, DISTARRAY_COUNTER_BYTES_SENT, &mine[1]));
    MPI_Allreduce(mine, all, 2, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    wrong += count_wrong(b);
    if (rank == 0) printf("to %-34s %4lld messages, %8lld bytes\n", layouts[i], (long long)all[0], (long long)all[1]);
    DISTARRAY_CHECK(distarray_distribution_free(&d));
    DISTARRAY_CHECK(distarray_array_free(&a));
    a = b;
  }
  if (rank == 0) printf("%lld elements wrong\n", wrong);

  DISTARRAY_CHECK(distarray_array_free(&a));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return wrong != 0;
}
