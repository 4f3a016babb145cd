/* Lazy expressions: said first, computed later, in one pass; as text, as calls, as a stencil.
 *
 *   mpirun -n 4 ./expressions
 */
#include <distarray.h>
#include <stdio.h>

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  const int64_t shape[2] = {500, 400};
  const double one = 1;
  distarray_context context;
  distarray_distribution rows, tiles;
  distarray_array u, v, w = NULL, inner;
  int rank;

  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_context_get_rank(context, &rank));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block halo(1), block halo(1)", &rows));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "cyclic(64), cyclic(64)", &tiles));
  DISTARRAY_CHECK(distarray_array_create_full(rows, DISTARRAY_FLOAT64, &one, &u));
  DISTARRAY_CHECK(distarray_array_create_ones(tiles, DISTARRAY_FLOAT32, &v));

  /* Operands of any distribution; sums over all elements are computed in a first stage. */
  const distarray_array both[2] = {u, v};
  DISTARRAY_CHECK(distarray_evaluate(context, "sqrt(u*u + 3*v) - mean(v)", "u, v", both, 2, &w));

  /* A step of diffusion, in place: the halo is exchanged, and nothing else moves. */
  DISTARRAY_CHECK(distarray_array_slice_text(u, "1:-1, 1:-1", &inner));
  DISTARRAY_CHECK(distarray_evaluate(context,
    "u[1:-1,1:-1] + 0.1*(u[:-2,1:-1] + u[2:,1:-1] + u[1:-1,:-2] + u[1:-1,2:] - 4*u[1:-1,1:-1])", "u", &u, 1, &inner));

  /* The same from calls: |u - w|, its maximum for every rank, and what is done for it. */
  distarray_expression a, b, difference, size, largest;
  DISTARRAY_CHECK(distarray_expression_create(u, &a));
  DISTARRAY_CHECK(distarray_expression_create(w, &b));
  const distarray_expression operands[2] = {a, b};
  DISTARRAY_CHECK(distarray_expression_apply(DISTARRAY_SUBTRACT, operands, 2, &difference));
  DISTARRAY_CHECK(distarray_expression_apply(DISTARRAY_ABS, &difference, 1, &size));
  DISTARRAY_CHECK(distarray_expression_reduce(DISTARRAY_MAX, size, 0, NULL, 0, 0, &largest));
  char plan[2000];
  DISTARRAY_CHECK(distarray_expression_describe(context, largest, plan, sizeof plan, NULL));
  double value;
  DISTARRAY_CHECK(distarray_expression_get_value(context, largest, &value, NULL));
  if (rank == 0) printf("%slargest difference: %g\n", plan, value);

  distarray_expression all[5] = {a, b, difference, size, largest};
  for (int k = 0; k < 5; k++) distarray_expression_free(&all[k]);
  distarray_array_free(&u);
  distarray_array_free(&v);
  distarray_array_free(&w);
  distarray_array_free(&inner);
  distarray_distribution_free(&rows);
  distarray_distribution_free(&tiles);
  distarray_context_free(&context);
  MPI_Finalize();
  return value == 0 ? 0 : 1;
}
