/* The Julia set of z*z - 0.8 + 0.156i as a picture: expressions that are parsed once and evaluated again and again.
 *
 *   mpirun -n 4 ./julia        writes julia.png
 */
#include <distarray.h>
#include <stdio.h>

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  const int64_t shape[2] = {600, 900};
  distarray_context context;
  distarray_distribution blocks;
  distarray_array x, y, z, steps, picture = NULL;
  distarray_expression next[2], inside;
  int64_t never;

  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block, block", &blocks));
  DISTARRAY_CHECK(distarray_array_create_zeros(blocks, DISTARRAY_COMPLEX128, &z));
  DISTARRAY_CHECK(distarray_array_create_zeros(blocks, DISTARRAY_INT32, &steps));
  DISTARRAY_CHECK(distarray_array_create_arange(context, 0, 900, 1, DISTARRAY_FLOAT64, "block", &x));
  DISTARRAY_CHECK(distarray_array_create_arange(context, 0, 600, 1, DISTARRAY_FLOAT64, "block", &y));

  /* The plane from -1.5 - i to 1.5 + i. */
  const distarray_array axes[2] = {x, y}, state[2] = {z, steps};
  DISTARRAY_CHECK(distarray_evaluate(context, "x/300 - 1.5 + 1j*(y[:, newaxis]/300 - 1)", "x, y", axes, 2, &z));

  /* Both results come of one pass over the memory, and both see z as it was before. */
  DISTARRAY_CHECK(distarray_expression_parse("where(abs(z) <= 2, z*z - 0.8 + 0.156j, z)", "z, n", state, 2, &next[0]));
  DISTARRAY_CHECK(distarray_expression_parse("n + (abs(z) <= 2)", "z, n", state, 2, &next[1]));
  distarray_array results[2] = {z, steps};
  for (int k = 0; k < 128; k++) DISTARRAY_CHECK(distarray_expression_evaluate(context, 2, next, results));

  DISTARRAY_CHECK(distarray_expression_parse("count_nonzero(n == 128)", "n", &steps, 1, &inside));
  DISTARRAY_CHECK(distarray_expression_get_value(context, inside, &never, NULL));
  int rank;
  DISTARRAY_CHECK(distarray_context_get_rank(context, &rank));
  if (rank == 0) printf("%lld of %lld points stay\n", (long long)never, (long long)(shape[0] * shape[1]));

  DISTARRAY_CHECK(distarray_evaluate(context, "uint8(255 * sqrt(n / 128))", "n", &steps, 1, &picture));
  DISTARRAY_CHECK(distarray_array_write_png(picture, "julia.png"));

  for (int k = 0; k < 2; k++) distarray_expression_free(&next[k]);
  distarray_expression_free(&inside);
  distarray_array_free(&x);
  distarray_array_free(&y);
  distarray_array_free(&z);
  distarray_array_free(&steps);
  distarray_array_free(&picture);
  distarray_distribution_free(&blocks);
  distarray_context_free(&context);
  MPI_Finalize();
  return 0;
}
