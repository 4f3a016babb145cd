/* Reductions, scans, neighbours and statistics: every function, on several layouts. */
#include "check.h"

static const char *const TEXTS[] = {"block, whole", "cyclic(2), block", "block halo(1), block order(column)", "whole, cyclic"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0], ROWS = 6, COLUMNS = 5 };
static const int64_t SHAPE[2] = {ROWS, COLUMNS};

/* Element (i, j) is i * i - 3 * j + 0.25. */
static double element_at(int64_t i, int64_t j)
{
  return (double)(i * i - 3 * j) + 0.25;
}

static int fill(int ndim, const int64_t *index, void *element, void *user)
{
  const double value = element_at(index[0], index[1]);
  (void)ndim, (void)user;
  memcpy(element, &value, sizeof value);
  return 0;
}

static int ones(int ndim, const int64_t *index, void *element, void *user)
{
  const double value = 1 + (double)(index[0] % 2);
  (void)ndim, (void)user;
  memcpy(element, &value, sizeof value);
  return 0;
}

static double gathered(distarray_array a, double *data, int count)
{
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, data));
  double sum = 0;
  for (int k = 0; k < count; k++) sum += data[k];
  OK(distarray_array_free(&a));
  return sum;
}

static int near(double a, double b)
{
  return fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static void add_squares(void *state, const void *elements, int64_t count, void *user)
{
  double sum;
  (void)user;
  memcpy(&sum, state, sizeof sum);
  for (int64_t k = 0; k < count; k++) sum += ((const double *)elements)[k] * ((const double *)elements)[k];
  memcpy(state, &sum, sizeof sum);
}

static void add_states(void *state, const void *other, void *user)
{
  double a, b;
  (void)user;
  memcpy(&a, state, sizeof a), memcpy(&b, other, sizeof b);
  a += b;
  memcpy(state, &a, sizeof a);
}

static void reductions(distarray_context context, distarray_array a, distarray_array weights)
{
  double data[ROWS * COLUMNS], value[2], sum = 0, squares = 0, rows[ROWS] = {0};
  const int axes[2] = {0, -1}, last[1] = {1};
  const double zero = 0;
  distarray_array r, mask;
  distarray_distribution d, one;
  distarray_dtype dtype;
  for (int i = 0; i < ROWS; i++)
    for (int j = 0; j < COLUMNS; j++) {
      sum += element_at(i, j), squares += element_at(i, j) * element_at(i, j), rows[i] += element_at(i, j);
    }
  OK(distarray_array_reduce_value(DISTARRAY_VAR, a, 0, 1, NULL, value, &dtype));
  const double mean = sum / (ROWS * COLUMNS);
  EXPECT(dtype == DISTARRAY_FLOAT64 && near(value[0], (squares - sum * mean) / (ROWS * COLUMNS - 1)));
  OK(distarray_array_reduce(DISTARRAY_NORM2, a, value, NULL));
  EXPECT(near(value[0], sqrt(squares)));
  int64_t place;
  OK(distarray_array_reduce(DISTARRAY_ARGMIN, a, &place, &dtype));
  EXPECT(dtype == DISTARRAY_INT64 && place == COLUMNS - 1);
  OK(distarray_array_reduce_over(DISTARRAY_SUM, a, 1, last, 1, 0, 0, NULL, &r));
  EXPECT(near(gathered(r, data, ROWS), sum) && near(data[3], rows[3]));
  OK(distarray_array_reduce_over(DISTARRAY_MAX, a, 2, axes, 0, 0, 0, NULL, &r));
  EXPECT(gathered(r, data, 1) == element_at(ROWS - 1, 0));
  OK(distarray_array_get_distribution(a, &d));
  OK(distarray_array_create_zeros(d, DISTARRAY_BOOL, &mask));
  OK(distarray_array_reduce_over(DISTARRAY_SUM, a, 0, NULL, 0, 0, 0, mask, &r));
  EXPECT(gathered(r, data, 1) == 0);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_reduce_over(DISTARRAY_MIN, a, 0, NULL, 0, 0, 0, mask, &r), "begin");
  OK(distarray_array_reduce_from(DISTARRAY_MIN, a, 1, last, 0, 0, mask, &zero, DISTARRAY_FLOAT64, &r));
  EXPECT(gathered(r, data, ROWS) == 0);
  const int64_t six[1] = {ROWS};
  one = distribution(context, 1, six, "cyclic");
  OK(distarray_array_create_zeros(one, DISTARRAY_FLOAT32, &r));
  OK(distarray_array_reduce_into(DISTARRAY_SUM, a, 1, last, 0, 0, 0, NULL, r));
  OK(distarray_array_reduce(DISTARRAY_SUM, r, value, &dtype));
  float narrow;
  memcpy(&narrow, value, sizeof narrow);
  EXPECT(dtype == DISTARRAY_FLOAT32 && fabs(narrow - sum) < 1e-4);
  OK(distarray_array_free(&r));
  OK(distarray_array_reduce_user_value(a, sizeof zero, &zero, add_squares, add_states, NULL, value));
  EXPECT(near(value[0], squares));
  OK(distarray_array_reduce_user(a, 1, last, 0, DISTARRAY_FLOAT64, &zero, add_squares, add_states, NULL, &r));
  EXPECT(near(gathered(r, data, ROWS), squares));
  OK(distarray_array_average(a, weights, 1, axes, 0, &r));
  const double weighed = gathered(r, data, COLUMNS);
  double expected = 0;
  for (int i = 0; i < ROWS; i++)
    for (int j = 0; j < COLUMNS; j++) expected += (1 + i % 2) * element_at(i, j) / 9;
  EXPECT(near(weighed, expected));
  /* The same bits on any layout. */
  static double first[2];
  OK(distarray_context_set_reproducible(context, 1));
  OK(distarray_array_reduce(DISTARRAY_SUM, weights, value, NULL));
  OK(distarray_array_reduce(DISTARRAY_STD, a, value + 1, NULL));
  OK(distarray_context_set_reproducible(context, 0));
  if (first[1] == 0) memcpy(first, value, sizeof first);
  EXPECT(memcmp(first, value, sizeof first) == 0);
  OK(distarray_array_free(&mask));
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&one));
}

static void scans(distarray_context context, distarray_array a)
{
  double data[(ROWS + 2) * COLUMNS], kernel_values[3] = {1, 0, -1};
  const int64_t three[1] = {3};
  distarray_distribution d = distribution(context, 1, three, "block");
  distarray_array r, kernel;
  OK(distarray_array_scatter(d, DISTARRAY_FLOAT64, 0, kernel_values, &kernel));
  OK(distarray_array_scan(DISTARRAY_CUMSUM, a, 0, 0, &r));
  gathered(r, data, ROWS * COLUMNS);
  EXPECT(near(data[COLUMNS], element_at(0, 0) + element_at(1, 0)));
  OK(distarray_array_scan_flat(DISTARRAY_CUMMAX, a, 0, &r));
  gathered(r, data, ROWS * COLUMNS);
  EXPECT(data[ROWS * COLUMNS - 1] == element_at(ROWS - 1, 0));
  OK(distarray_array_diff(a, 2, 0, &r));
  gathered(r, data, (ROWS - 2) * COLUMNS);
  EXPECT(near(data[0], 2) && near(data[COLUMNS * 2 + 1], 2));
  OK(distarray_array_gradient(a, 1, 0.5, 2, &r));
  gathered(r, data, ROWS * COLUMNS);
  EXPECT(near(data[0], -6) && near(data[COLUMNS - 1], -6) && near(data[7], -6));
  OK(distarray_array_convolve(a, kernel, 0, DISTARRAY_CONVOLVE_FULL, &r));
  gathered(r, data, (ROWS + 2) * COLUMNS);
  EXPECT(near(data[0], element_at(0, 0)) && near(data[3 * COLUMNS], element_at(3, 0) - element_at(1, 0)));
  OK(distarray_array_correlate(a, kernel, 0, DISTARRAY_CONVOLVE_VALID, &r));
  gathered(r, data, (ROWS - 2) * COLUMNS);
  EXPECT(near(data[COLUMNS], element_at(1, 0) - element_at(3, 0)));
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_convolve(kernel, a, 0, DISTARRAY_CONVOLVE_FULL, &r), "kernel");
  OK(distarray_array_free(&kernel));
  OK(distarray_distribution_free(&d));
}

static void statistics(distarray_array a)
{
  const double q[3] = {0, 0.5, 1};
  const int axes[1] = {0};
  double values[3], data[3 * COLUMNS > COLUMNS * COLUMNS ? 3 * COLUMNS : COLUMNS * COLUMNS];
  distarray_array r;
  OK(distarray_array_quantile_value(a, 3, q, DISTARRAY_QUANTILE_LINEAR, 0, values));
  EXPECT(values[0] == element_at(0, COLUMNS - 1) && values[2] == element_at(ROWS - 1, 0));
  OK(distarray_array_quantile(a, 3, q, 1, axes, 0, DISTARRAY_QUANTILE_HIGHER, 1, &r));
  gathered(r, data, 3 * COLUMNS);
  EXPECT(data[0] == element_at(0, 0) && data[COLUMNS] == element_at(3, 0));
  OK(distarray_array_cov(a, 1, 1, &r));
  gathered(r, data, COLUMNS * COLUMNS);
  EXPECT(near(data[0], data[COLUMNS + 1]) && data[0] > 0);
  OK(distarray_array_corrcoef(a, 1, &r));
  gathered(r, data, COLUMNS * COLUMNS);
  EXPECT(near(data[0], 1) && near(data[1], 1));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_quantile_value(a, 3, q, 77, 0, values), "method");
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) {
    distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[t]);
    distarray_array a, weights;
    OK(distarray_array_create_from_function(d, DISTARRAY_FLOAT64, fill, NULL, &a));
    OK(distarray_array_create_from_function(d, DISTARRAY_FLOAT64, ones, NULL, &weights));
    reductions(context, a, weights);
    scans(context, a);
    statistics(a);
    OK(distarray_array_free(&a));
    OK(distarray_array_free(&weights));
    OK(distarray_distribution_free(&d));
  }
  OK(distarray_context_free(&context));
  return verdict();
}
