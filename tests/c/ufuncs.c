/* Functions of elements with scalars, masks and casting rules, functions of the caller's, arrays of progressions. */
#include "check.h"

static const char *const TEXTS[] = {"block, whole", "block, block", "cyclic, cyclic(2) order(column)", "block halo(1), cyclic"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };
static const int64_t SHAPE[2] = {9, 14};

static double plain(const int64_t *index) { return value_at(2, index); }

static double from_hundred(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype, (void)ndim;
  return 100 - plain(index);
}

static double clipped(distarray_dtype dtype, int ndim, const int64_t *index)
{
  const double x = plain(index);
  (void)dtype, (void)ndim;
  return x < 20 ? 20 : x > 50 ? 50 : x;
}

static double masked(distarray_dtype dtype, int ndim, const int64_t *index)
{
  const double x = plain(index);
  (void)dtype, (void)ndim;
  return x < 30 ? x + 5 : -1;
}

static double sum_of_squares(distarray_dtype dtype, int ndim, const int64_t *index)
{
  const double x = plain(index);
  (void)dtype, (void)ndim;
  return x + x * x;
}

static double first_index(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype, (void)ndim;
  return (double)(100 * index[0] + index[1]);
}

static double diagonal(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype, (void)ndim;
  return index[1] == index[0] + 2;
}

static int add_square(int64_t count, const void *const *operands, void *out, void *user)
{
  const double *a = (const double *)operands[0], *b = (const double *)operands[1];
  double *sum = (double *)out;
  if (user) return *(int *)user;
  for (int64_t k = 0; k < count; k++) sum[k] = a[k] + b[k] * b[k];
  return 0;
}

static int number_part(void *memory, int ndim, const int64_t *shape, const int64_t *strides, const int64_t *lower,
                       const int64_t *upper, const int64_t *indices, void *user)
{
  const int *asked = (const int *)user;
  if (asked && *asked == rank) return 7;
  if (ndim != 2 || lower[0] != indices[0] || upper[1] <= lower[1]) return 1;
  for (int64_t i = 0; i < shape[0]; i++)
    for (int64_t j = 0; j < shape[1]; j++)
      *(double *)((char *)memory + i * strides[0] + j * strides[1]) = (double)(100 * indices[i] + indices[shape[0] + j]);
  return 0;
}

static void functions(distarray_context context, const char *text)
{
  distarray_distribution d = distribution(context, 2, SHAPE, text);
  distarray_array a = numbers(d, DISTARRAY_FLOAT64), out, low, high, small, narrow;
  distarray_array operands[3];
  double scalars[6] = {0, 0, 5, 0, 0, 0}, value = 100;
  const int32_t dtypes[3] = {0, DISTARRAY_FLOAT64 | DISTARRAY_WEAK, 0};
  int stop = 3, last = size - 1;
  int64_t literal = 300, owned[2];
  OK(distarray_array_create_like(a, 0, &out));
  OK(distarray_array_apply_scalar_first(DISTARRAY_SUBTRACT, &value, DISTARRAY_FLOAT64, a, out));
  EXPECT(wrong_elements(out, from_hundred) == 0);

  value = 20;
  OK(distarray_array_create_full(d, DISTARRAY_FLOAT64, &value, &low));
  value = 50;
  OK(distarray_array_create_full(d, DISTARRAY_FLOAT64, &value, &high));
  OK(distarray_array_apply_ternary(DISTARRAY_CLIP, a, low, high, out));
  EXPECT(wrong_elements(out, clipped) == 0);

  /* Under a mask, with a literal. */
  value = 30;
  OK(distarray_array_create_like(a, DISTARRAY_BOOL, &small));
  OK(distarray_array_apply_scalar(DISTARRAY_LESS, a, &value, DISTARRAY_FLOAT64, small));
  value = -1;
  OK(distarray_array_fill(out, &value));
  operands[0] = a, operands[1] = NULL, operands[2] = NULL;
  OK(distarray_array_apply_where(DISTARRAY_ADD, 2, operands, scalars, dtypes, small, DISTARRAY_CASTING_SAFE, out));
  EXPECT(wrong_elements(out, masked) == 0);
  OK(distarray_array_create_like(a, DISTARRAY_INT8, &narrow));
  FAILS(DISTARRAY_ERR_DTYPE,
        distarray_array_apply_where(DISTARRAY_ADD, 2, operands, scalars, dtypes, NULL, DISTARRAY_CASTING_SAME_KIND, narrow),
        "'same_kind'");
  FAILS(DISTARRAY_ERR_OVERFLOW,
        distarray_array_apply_scalar(DISTARRAY_ADD, narrow, &literal, DISTARRAY_INT64 | DISTARRAY_WEAK, out), "scalar");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_apply_unary(99, a, out), "op");
  /* The first error is kept for the next collective. */
  FAILS(DISTARRAY_ERR_OVERFLOW, distarray_array_exchange_halo(out), "distarray_array_apply_scalar");
  FAILS(DISTARRAY_ERR_DTYPE, distarray_array_exchange_halo(narrow), "distarray_array_apply_where");

  /* Functions of our own. */
  operands[0] = operands[1] = a;
  OK(distarray_array_apply_function(2, operands, NULL, add_square, NULL, out));
  EXPECT(wrong_elements(out, sum_of_squares) == 0);
  OK(distarray_distribution_get_local_shape(d, rank, owned));
  if (count_of(2, owned) > 0) {
    FAILS(DISTARRAY_ERR_CANCELLED, distarray_array_apply_function(2, operands, NULL, add_square, &stop, out), "returned 3");
  } else {
    OK(distarray_array_apply_function(2, operands, NULL, add_square, &stop, out));
  }
  if (distarray_array_exchange_halo(out) == DISTARRAY_SUCCESS) EXPECT(0);
  OK(distarray_array_visit(out, number_part, NULL));
  EXPECT(wrong_elements(out, first_index) == 0);
  last = 0;
  FAILS(DISTARRAY_ERR_CANCELLED, distarray_array_visit(out, number_part, &last), "returned 7");

  OK(distarray_array_free(&a));
  OK(distarray_array_free(&out));
  OK(distarray_array_free(&low));
  OK(distarray_array_free(&high));
  OK(distarray_array_free(&small));
  OK(distarray_array_free(&narrow));
  OK(distarray_array_create_eye(d, DISTARRAY_INT16, 2, &a));
  EXPECT(wrong_elements(a, diagonal) == 0);
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

static void progressions(distarray_context context)
{
  const int64_t cube[3] = {2, 4, 5}, square[2] = {6, 6};
  double numbers[6], at;
  int32_t corner[40];
  distarray_distribution d;
  distarray_array a;
  OK(distarray_array_create_linspace(context, 1, 2, 6, 1, DISTARRAY_FLOAT64, "cyclic", &a));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, numbers));
  EXPECT(numbers[0] == 1 && numbers[2] == 2 * 0.2 + 1 && numbers[5] == 2);
  OK(distarray_array_free(&a));
  OK(distarray_array_create_logspace(context, 0, 5, 6, 1, 2, DISTARRAY_FLOAT64, NULL, &a));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, numbers));
  EXPECT(numbers[0] == 1 && numbers[3] == 8 && numbers[5] == 32);
  OK(distarray_array_free(&a));
  OK(distarray_array_create_geomspace(context, -1, -100000, 6, 1, DISTARRAY_FLOAT64, NULL, &a));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, numbers));
  EXPECT(numbers[0] == -1 && fabs(numbers[2] + 100) < 1e-12 && numbers[5] == -100000);
  OK(distarray_array_free(&a));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_create_geomspace(context, 1, -1, 6, 1, DISTARRAY_FLOAT64, NULL, &a), "one sign");

  d = distribution(context, 3, cube, "whole, block, cyclic");
  OK(distarray_array_create_indices(d, DISTARRAY_INT32, &a));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, corner));
  EXPECT(corner[13] == 2 && corner[20 + 13] == 3);
  OK(distarray_array_free(&a));
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_create_identity(d, DISTARRAY_INT32, &a), "as many rows");
  OK(distarray_distribution_free(&d));
  d = distribution(context, 2, square, "cyclic, block");
  OK(distarray_array_create_identity(d, DISTARRAY_FLOAT64, &a));
  OK(distarray_array_reduce(DISTARRAY_SUM, a, &at, NULL));
  EXPECT(at == 6);
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) functions(context, TEXTS[t]);
  progressions(context);
  OK(distarray_context_free(&context));
  return verdict();
}
