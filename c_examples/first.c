/* The README's first program: reads a map of heights, block by block on every process, and looks at it. */
#include <distarray.h>
#include <stdio.h>

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  const char *path = argc > 1 ? argv[1] : "data/relief_10min.npy";
  distarray_context context;
  distarray_array heights, cyclic;
  distarray_distribution blocks, deal;
  double mean;
  int64_t shape[2] = {1081, 2160};

  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_array_read_npy(context, path, "block halo(1), block halo(1) periodic", &heights));
  DISTARRAY_CHECK(distarray_array_exchange_halo(heights));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "cyclic(64), cyclic(64)", &deal));
  DISTARRAY_CHECK(distarray_array_redistribute_to(heights, deal, &cyclic)); /* ScaLAPACK's layout */
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_MEAN, cyclic, &mean, NULL)); /* float64, as of all integers */

  char text[2000];
  int rank;
  DISTARRAY_CHECK(distarray_context_get_rank(context, &rank));
  DISTARRAY_CHECK(distarray_array_get_distribution(heights, &blocks));
  DISTARRAY_CHECK(distarray_distribution_describe(blocks, text, sizeof text, NULL));
  if (rank == 0) printf("%s\nmean height of the points: %.3f m\n", text, mean);

  distarray_array_free(&heights); /* in any order; free never communicates */
  distarray_array_free(&cyclic);
  distarray_distribution_free(&blocks);
  distarray_distribution_free(&deal);
  distarray_context_free(&context);
  MPI_Finalize();
  return 0;
}
