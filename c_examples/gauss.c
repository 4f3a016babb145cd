/* Solves A x = b by Gaussian elimination with row exchanges, on a matrix that lies block-cyclic over all processes.
 *
 *   mpirun -n 4 ./gauss [N]
 *
 * Every step is a few lines on views, as in NumPy: what is moved where, the library finds out. ScaLAPACK, which works on
 * the same layout, is much faster on large systems: it eliminates many columns at a time.
 */
#include <distarray.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* [A | b]: random numbers that follow from the index, so that every layout has the same matrix. */
static int element(int ndim, const int64_t *index, void *value, void *user)
{
  uint64_t x = (uint64_t)index[0] * 0x9e3779b97f4a7c15u + (uint64_t)index[1] * 0xd1b54a32d192ed03u;
  (void)ndim;
  (void)user;
  x = (x ^ (x >> 31)) * 0xbf58476d1ce4e5b9u;
  *(double *)value = (double)(x >> 11) / 9007199254740992.0 - 0.5;
  return 0;
}

/* The view array[r0:r1, c0:c1]. */
static distarray_array part(distarray_array array, int64_t r0, int64_t r1, int64_t c0, int64_t c1)
{
  const int64_t starts[2] = {r0, c0}, stops[2] = {r1, c1};
  distarray_array view;
  DISTARRAY_CHECK(distarray_array_slice(array, starts, stops, NULL, &view));
  return view;
}

/* out -= a @ b, all of which are views of one array; they are freed. */
static void subtract_product(distarray_array a, distarray_array b, distarray_array out)
{
  const double minus = -1, one = 1;
  DISTARRAY_CHECK(distarray_array_matmul_into(&minus, DISTARRAY_NO_TRANSPOSE, a, DISTARRAY_NO_TRANSPOSE, b, &one, out));
  DISTARRAY_CHECK(distarray_array_free(&a));
  DISTARRAY_CHECK(distarray_array_free(&b));
  DISTARRAY_CHECK(distarray_array_free(&out));
}

/* Divides a view by a number; it is freed. */
static void divide(distarray_array a, double by)
{
  DISTARRAY_CHECK(distarray_array_apply_scalar(DISTARRAY_DIVIDE, a, &by, DISTARRAY_FLOAT64, a));
  DISTARRAY_CHECK(distarray_array_free(&a));
}

/* Brings the row with the largest element of column k, from row k on, to row k; that element. */
static double pivot(distarray_array m, int64_t n, int64_t k, double *column)
{
  distarray_array rest = part(m, k, n, k, k + 1), a, b, copy;
  int64_t best = 0;
  DISTARRAY_CHECK(distarray_array_gather(rest, DISTARRAY_ALL_RANKS, column));
  for (int64_t i = 1; i < n - k; i++)
    if (fabs(column[i]) > fabs(column[best])) best = i;
  if (best > 0) {
    a = part(m, k, k + 1, k, n + 1);
    b = part(m, k + best, k + best + 1, k, n + 1);
    DISTARRAY_CHECK(distarray_array_copy(a, &copy));
    DISTARRAY_CHECK(distarray_array_assign(a, b));
    DISTARRAY_CHECK(distarray_array_assign(b, copy));
    DISTARRAY_CHECK(distarray_array_free(&a));
    DISTARRAY_CHECK(distarray_array_free(&b));
    DISTARRAY_CHECK(distarray_array_free(&copy));
  }
  DISTARRAY_CHECK(distarray_array_free(&rest));
  return column[best];
}

/* The largest absolute value of an array, which is overwritten and freed. */
static double greatest(distarray_array a)
{
  double value;
  DISTARRAY_CHECK(distarray_array_apply_unary(DISTARRAY_ABS, a, a));
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_MAX, a, &value, NULL));
  DISTARRAY_CHECK(distarray_array_free(&a));
  return value;
}

int main(int argc, char **argv)
{
  const int64_t n = argc > 1 ? atoll(argv[1]) : 96, shape[2] = {n, n + 1};
  distarray_context context;
  distarray_distribution layout;
  distarray_array m, original, x, solution;
  double *column = malloc((size_t)n * sizeof *column), largest;
  int rank, good;

  if (!column) return 1;
  MPI_Init(&argc, &argv);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_context_get_rank(context, &rank));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "cyclic(8), cyclic(8)", &layout));
  DISTARRAY_CHECK(distarray_array_create_from_function(layout, DISTARRAY_FLOAT64, element, NULL, &m));
  DISTARRAY_CHECK(distarray_array_copy(m, &original));

  /* Down: what is below the diagonal of column k goes. */
  for (int64_t k = 0; k < n; k++) {
    divide(part(m, k, k + 1, k, n + 1), pivot(m, n, k, column));
    subtract_product(part(m, k + 1, n, k, k + 1), part(m, k, k + 1, k + 1, n + 1), part(m, k + 1, n, k + 1, n + 1));
  }
  /* Up: the last column becomes x. */
  for (int64_t k = n - 1; k > 0; k--)
    subtract_product(part(m, 0, k, k, k + 1), part(m, k, k + 1, n, n + 1), part(m, 0, k, n, n + 1));

  /* The largest element of A x - b beside the largest of x. */
  x = part(m, 0, n, n, n + 1);
  DISTARRAY_CHECK(distarray_array_copy(x, &solution));
  subtract_product(part(original, 0, n, 0, n), x, part(original, 0, n, n, n + 1));
  largest = greatest(part(original, 0, n, n, n + 1)) / greatest(solution);
  good = largest < 1e-14 * (double)(n * n);
  if (rank == 0) printf("%lld unknowns, relative residual %.1e: %s\n", (long long)n, largest, good ? "solved" : "WRONG");

  DISTARRAY_CHECK(distarray_array_free(&m));
  DISTARRAY_CHECK(distarray_array_free(&original));
  DISTARRAY_CHECK(distarray_distribution_free(&layout));
  DISTARRAY_CHECK(distarray_context_free(&context));
  free(column);
  MPI_Finalize();
  return !good;
}
