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
  distarray_array points[2];
  distarray_random random;
  distarray_expression estimate;
  double pi;
  int rank;

  MPI_Init(&argc, &argv);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_context_get_rank(context, &rank));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 1, &count, "block", &blocks));
  DISTARRAY_CHECK(distarray_random_create(2026, 0, &random));

  /* Each rank draws what it owns of both coordinates. */
  for (int axis = 0; axis < 2; axis++) {
    DISTARRAY_CHECK(distarray_array_create(blocks, DISTARRAY_FLOAT64, &points[axis]));
    DISTARRAY_CHECK(distarray_random_fill_uniform(random, points[axis], 0, 1));
  }

  /* One pass over both, without an array in between. */
  DISTARRAY_CHECK(distarray_expression_parse("4 * mean(x*x + y*y < 1)", "x y", points, 2, &estimate));
  DISTARRAY_CHECK(distarray_expression_get_value(context, estimate, &pi, NULL));
  if (rank == 0) printf("pi is about %.6f\n", pi);

  DISTARRAY_CHECK(distarray_expression_free(&estimate));
  DISTARRAY_CHECK(distarray_random_free(&random));
  for (int axis = 0; axis < 2; axis++) DISTARRAY_CHECK(distarray_array_free(&points[axis]));
  DISTARRAY_CHECK(distarray_distribution_free(&blocks));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return 0;
}
