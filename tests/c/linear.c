/* Products of matrices and of any axes, between many layouts. Elements are small whole numbers, so that sums are exact. */
#include "check.h"

enum { M = 7, N = 5, K = 6, MOST = 2000 };

static const char *const TEXTS[] = {"block, whole", "whole, block", "block, block", "cyclic, cyclic", "cyclic(2), block order(column)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static double small(int64_t i, int64_t j)
{
  return (double)((3 * i + 5 * j) % 7) - 3;
}

static int fill_small(int ndim, const int64_t *index, void *element, void *user)
{
  store(*(const distarray_dtype *)user, small(index[0], ndim > 1 ? index[1] : 2), element);
  return 0;
}

static distarray_array matrix(distarray_context context, int ndim, int64_t rows, int64_t columns, const char *text,
                              distarray_dtype dtype)
{
  const int64_t shape[2] = {rows, columns};
  distarray_distribution d = distribution(context, ndim, shape, text);
  distarray_array a;
  OK(distarray_array_create_from_function(d, dtype, fill_small, &dtype, &a));
  OK(distarray_distribution_free(&d));
  return a;
}

/* The whole array as double precision numbers, which it must have the shape for; the array is freed. */
static void whole(distarray_array *a, int64_t count, double *values)
{
  distarray_array copy;
  int64_t shape[32], elements = 1;
  int ndim;
  OK(distarray_array_get_ndim(*a, &ndim));
  OK(distarray_array_get_shape(*a, shape));
  for (int d = 0; d < ndim; d++) elements *= shape[d];
  EXPECT(elements == count);
  OK(distarray_array_cast(*a, DISTARRAY_FLOAT64, &copy));
  OK(distarray_array_gather(copy, DISTARRAY_ALL_RANKS, values));
  OK(distarray_array_free(&copy));
  OK(distarray_array_free(a));
}

static double product(int64_t i, int64_t j)
{
  double sum = 0;
  for (int64_t k = 0; k < K; k++) sum += small(i, k) * small(k, j);
  return sum;
}

static void matrices(distarray_context context)
{
  static double values[MOST];
  const int64_t shape[2] = {M, N};
  for (int text = 0; text < TEXT_COUNT; text++)
    for (int other = 0; other < TEXT_COUNT; other++) {
      const distarray_dtype dtypes[] = {DISTARRAY_INT32, DISTARRAY_INT8, DISTARRAY_FLOAT32, DISTARRAY_FLOAT64, DISTARRAY_COMPLEX64};
      distarray_distribution d = distribution(context, 2, shape, TEXTS[(text + other) % TEXT_COUNT]);
      distarray_array a = matrix(context, 2, M, K, TEXTS[text], dtypes[text]), c;
      distarray_array b = matrix(context, 2, K, N, TEXTS[other], dtypes[other]);
      int wrong = 0;
      OK(distarray_array_matmul(a, b, other % 2 ? d : NULL, &c));
      whole(&c, M * N, values);
      for (int i = 0; i < M; i++)
        for (int j = 0; j < N; j++) wrong += values[i * N + j] != product(i, j);
      EXPECT(wrong == 0);
      OK(distarray_array_free(&a));
      OK(distarray_array_free(&b));
      OK(distarray_distribution_free(&d));
    }
}

/* c = 2 a^T b - c, within little memory. */
static void into(distarray_context context)
{
  static double values[MOST];
  const double alpha = 2, beta = -1;
  distarray_array a = matrix(context, 2, K, M, "block, cyclic", DISTARRAY_FLOAT64), c, view;
  distarray_array b = matrix(context, 2, K, N, "cyclic, block", DISTARRAY_FLOAT64);
  int wrong = 0;
  c = matrix(context, 2, M, N, "block, block", DISTARRAY_FLOAT64);
  OK(distarray_context_set_memory_ceiling(context, 2000));
  OK(distarray_array_matmul_into(&alpha, DISTARRAY_TRANSPOSE, a, DISTARRAY_NO_TRANSPOSE, b, &beta, c));
  OK(distarray_context_set_memory_ceiling(context, 0));
  whole(&c, M * N, values);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) {
      double sum = 0;
      for (int k = 0; k < K; k++) sum += small(k, i) * small(k, j);
      wrong += values[i * N + j] != 2 * sum - small(i, j);
    }
  EXPECT(wrong == 0);
  /* The same operand by a view. */
  OK(distarray_array_transpose(a, NULL, &view));
  OK(distarray_array_matmul(view, b, NULL, &c));
  whole(&c, M * N, values);
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_matmul(a, b, NULL, &c), "'b'");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_matmul_into(NULL, 7, a, 1, b, NULL, a), "'op_a'");
  OK(distarray_array_free(&view));
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
}

static void plans(distarray_context context)
{
  char text[1000];
  size_t length;
  distarray_array a = matrix(context, 2, M, K, "block, whole", DISTARRAY_FLOAT64);
  distarray_array b = matrix(context, 2, K, N, "whole, whole", DISTARRAY_FLOAT64);
  OK(distarray_array_plan_matmul(a, b, NULL, text, sizeof text, &length));
  EXPECT(length == strlen(text));
  EXPECT(strncmp(text, "grid: 1 stacks x ", 17) == 0);
  /* Rows of a stay where they are, and b is everywhere. */
  EXPECT(strstr(text, "received: 0 bytes") != NULL);
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
}

static void vectors(distarray_context context)
{
  static double values[MOST];
  double sum = 0, dots[2];
  int wrong = 0;
  distarray_dtype dtype;
  distarray_array a = matrix(context, 1, M, 1, "block", DISTARRAY_FLOAT64), c;
  distarray_array b = matrix(context, 1, M, 1, "cyclic", DISTARRAY_INT16);
  for (int i = 0; i < M; i++) sum += small(i, 2) * small(i, 2);
  for (int k = 1; k >= 0; k--) {
    OK(distarray_context_set_reproducible(context, k));
    OK(distarray_array_vdot(a, b, &dots[k], &dtype));
  }
  EXPECT(dtype == DISTARRAY_FLOAT64);
  EXPECT(dots[0] == sum && dots[1] == sum);
  OK(distarray_array_dot(a, b, NULL, &c));
  whole(&c, 1, values);
  EXPECT(values[0] == sum);
  OK(distarray_array_inner(a, b, NULL, &c));
  whole(&c, 1, values);
  EXPECT(values[0] == sum);
  OK(distarray_array_outer(a, b, NULL, &c));
  whole(&c, M * M, values);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < M; j++) wrong += values[i * M + j] != small(i, 2) * small(j, 2);
  OK(distarray_array_kron(a, b, NULL, &c));
  whole(&c, M * M, values);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < M; j++) wrong += values[i * M + j] != small(i, 2) * small(j, 2);
  EXPECT(wrong == 0);
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
}

static void letters(distarray_context context)
{
  static double values[MOST];
  const int first = 1, second = 0;
  int wrong = 0;
  double sum = 0;
  distarray_array a = matrix(context, 2, M, K, "block, cyclic", DISTARRAY_INT64), c;
  distarray_array b = matrix(context, 2, K, N, "cyclic(2), block", DISTARRAY_INT64);
  distarray_array square = matrix(context, 2, M, M, "block, block", DISTARRAY_INT8), pair[2];
  pair[0] = a, pair[1] = b;
  OK(distarray_array_tensordot(a, b, 1, &first, &second, NULL, &c));
  whole(&c, M * N, values);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) wrong += values[i * N + j] != product(i, j);
  OK(distarray_array_einsum("ik,kj->ji", 2, pair, NULL, &c));
  whole(&c, M * N, values);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) wrong += values[j * M + i] != product(i, j);
  c = matrix(context, 2, M, N, "block, block", DISTARRAY_FLOAT64);
  OK(distarray_array_einsum_into("ik,kj", 2, pair, c));
  whole(&c, M * N, values);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < N; j++) wrong += values[i * N + j] != product(i, j);
  EXPECT(wrong == 0);
  for (int i = 0; i < M; i++) sum += small(i, i);
  OK(distarray_array_trace(square, 0, 0, 1, NULL, &c));
  whole(&c, 1, values);
  EXPECT(values[0] == sum);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_einsum("ij,jk->il", 2, pair, NULL, &c), "'subscripts'");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_array_free(&square));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  matrices(context);
  into(context);
  plans(context);
  vectors(context);
  letters(context);
  OK(distarray_context_free(&context));
  return verdict();
}
