/* Pi by Monte Carlo: the share of random points of the unit square that lie within a quarter of a circle. The points depend
 * on the key alone, so that any number of ranks gives the same answer.
 *
 *   mpirun -n 4 ./pi [POINTS]
 */
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
  const int64_t count = argc > 1 ? atoll(argv[1]) : 1000000;
  distarray_context context;
  distarray_distribution blocks;
  distarray_array x, y, distance;
  distarray_random random;
  int64_t outside;
  int rank;

  MPI_Init(&argc, &argv);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_context_get_rank(context, &rank));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 1, &count, "block", &blocks));
  DISTARRAY_CHECK(distarray_array_create(blocks, DISTARRAY_FLOAT64, &x));
  DISTARRAY_CHECK(distarray_array_create(blocks, DISTARRAY_FLOAT64, &y));

  /* Each rank draws the points that it owns. */
  DISTARRAY_CHECK(distarray_random_create(2026, 0, &random));
  DISTARRAY_CHECK(distarray_random_fill_uniform(random, x, 0, 1));
  DISTARRAY_CHECK(distarray_random_fill_uniform(random, y, 0, 1));

  /* The distance from the origin, cut to a whole number, is 0 inside. */
  DISTARRAY_CHECK(distarray_array_apply_binary(DISTARRAY_HYPOT, x, y, x));
  DISTARRAY_CHECK(distarray_array_cast(x, DISTARRAY_INT32, &distance));
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_COUNT_NONZERO, distance, &outside, NULL));
  if (rank == 0) printf("pi is about %.6f\n", 4.0 * (double)(count - outside) / (double)count);

  DISTARRAY_CHECK(distarray_random_free(&random));
  DISTARRAY_CHECK(distarray_array_free(&x));
  DISTARRAY_CHECK(distarray_array_free(&y));
  DISTARRAY_CHECK(distarray_array_free(&distance));
  DISTARRAY_CHECK(distarray_distribution_free(&blocks));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return 0;
}
