/* Redistribution between many layouts, halos, copies, casts, elementwise work and reductions. */
#include "check.h"

static const char *const TEXTS[] = {
  "block, whole", "whole, block", "block, block", "cyclic, cyclic", "cyclic(3), block order(column)", "block(ceil), cyclic(2)",
  "block halo(1), block halo(1:2) periodic", "whole, cyclic", "block boundary(1:1), whole order(column)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static const int64_t SHAPE[2] = {9, 14};

static void redistribute(distarray_context context)
{
  for (int from = 0; from < TEXT_COUNT; from++)
    for (int to = 0; to < TEXT_COUNT; to++) {
      distarray_distribution source = distribution(context, 2, SHAPE, TEXTS[from]);
      distarray_distribution target = distribution(context, 2, SHAPE, TEXTS[to]);
      distarray_array a = numbers(source, DTYPES[from]), b;
      OK(distarray_array_redistribute_to(a, target, &b));
      EXPECT(wrong_elements(b, expected_at) == 0);
      OK(distarray_array_free(&b));
      /* Into another dtype, within little memory, in short messages. */
      OK(distarray_array_create_zeros(target, DTYPES[(to + 3) % (DTYPE_COUNT - 1)], &b));
      OK(distarray_context_set_memory_ceiling(context, 512));
      OK(distarray_context_set_message_limit(context, 24));
      OK(distarray_array_redistribute(a, b));
      OK(distarray_context_set_memory_ceiling(context, 0));
      OK(distarray_context_set_message_limit(context, INT64_C(1) << 30));
      EXPECT(wrong_elements(b, expected_at) == 0);
      OK(distarray_array_free(&b));
      OK(distarray_array_free(&a));
      OK(distarray_distribution_free(&source));
      OK(distarray_distribution_free(&target));
    }
}

/* Labels of unstructured axes are matched; copies are all written. */
static void labels(distarray_context context)
{
  const int64_t shape[1] = {12};
  int64_t own[12], count = 0;
  distarray_specification s;
  distarray_distribution mixed, blocks = distribution(context, 1, shape, "block");
  distarray_array a = numbers(blocks, DISTARRAY_INT32), b, c;
  for (int64_t k = 0; k < 12; k++)
    if ((k * 5 + 2) % size == rank) own[count++] = k;
  for (int64_t k = 0; k < count / 2; k++) {
    const int64_t swapped = own[k];
    own[k] = own[count - 1 - k], own[count - 1 - k] = swapped;
  }
  OK(distarray_specification_create(1, shape, &s));
  OK(distarray_specification_set_unstructured(s, 0, count, own, 1));
  OK(distarray_distribution_create(context, s, &mixed));
  OK(distarray_array_redistribute_to(a, mixed, &b));
  EXPECT(wrong_elements(b, expected_at) == 0);
  OK(distarray_array_redistribute_to(b, blocks, &c));
  EXPECT(wrong_elements(c, expected_at) == 0);
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_array_free(&c));
  OK(distarray_specification_free(&s));
  OK(distarray_distribution_free(&mixed));
  OK(distarray_distribution_free(&blocks));
}

static void halo(distarray_context context)
{
  static const struct { const char *text; int periodic[2]; } CASES[] = {
    {"block halo(1), block halo(2)", {0, 0}}, {"block halo(2:1) periodic, whole halo(1) periodic", {1, 1}},
    {"whole, block halo(0:3) periodic order(column)", {0, 1}}, {"block halo(9) periodic, block halo(14)", {1, 0}}};
  for (size_t c = 0; c < sizeof CASES / sizeof CASES[0]; c++) {
    distarray_distribution d = distribution(context, 2, SHAPE, CASES[c].text);
    distarray_array a = numbers(d, DISTARRAY_FLOAT32), copy;
    for (int round = 0; round < 2; round++) {
      int64_t starts[2], stops[2], lower[2], upper[2], padded[2], strides[2], local[2] = {0, 0}, index[2], wrong = 0;
      void *pointer;
      if (round == 0) OK(distarray_array_exchange_halo(a));
      OK(distarray_array_copy(a, &copy)); /* with its halo */
      OK(distarray_array_get_local_padded(round ? copy : a, &pointer, padded, strides));
      OK(distarray_distribution_get_local_bounds(d, rank, starts, stops));
      OK(distarray_distribution_get_halo(d, lower, upper));
      if (stops[0] > starts[0] && stops[1] > starts[1]) do {
        for (int k = 0; k < 2; k++) {
          const int64_t i = starts[k] - lower[k] + local[k];
          wrong += !CASES[c].periodic[k] && (i < 0 || i >= SHAPE[k]);
          index[k] = (i % SHAPE[k] + SHAPE[k]) % SHAPE[k];
        }
        wrong += *(float *)((char *)pointer + local[0] * strides[0] + local[1] * strides[1]) != (float)value_at(2, index);
      } while (next_index(2, padded, local));
      EXPECT(wrong == 0);
      OK(distarray_array_free(&copy));
    }
    OK(distarray_array_free(&a));
    OK(distarray_distribution_free(&d));
  }
}

static double halved(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype;
  return floor(value_at(ndim, index) / 2);
}

static double root(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype;
  return sqrt(value_at(ndim, index));
}

static double minus(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype;
  return -value_at(ndim, index);
}

static double scaled(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype;
  return 3 * value_at(ndim, index);
}

static double seven(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype, (void)ndim, (void)index;
  return 7;
}

static void elementwise(distarray_context context)
{
  const double two = 2, seven_as_double = 7;
  const int32_t three = 3;
  for (int t = 0; t < TEXT_COUNT; t++) {
    distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[t]), plain;
    distarray_array a = numbers(d, DISTARRAY_FLOAT64), out, whole, other;
    int64_t padded[2], strides[2], local[2] = {0, 0}, wrong = 0;
    void *pointer;
    int aligned;
    OK(distarray_array_create_like(a, 0, &out));
    OK(distarray_array_apply_unary(DISTARRAY_SQRT, a, out));
    EXPECT(wrong_elements(out, root) == 0);
    OK(distarray_array_apply_binary(DISTARRAY_MULTIPLY, out, out, out));
    OK(distarray_array_apply_binary(DISTARRAY_SUBTRACT, a, out, out));
    {
      double most = -1, least = 1;
      distarray_dtype dtype;
      OK(distarray_array_reduce(DISTARRAY_MAX, out, &most, &dtype));
      OK(distarray_array_reduce(DISTARRAY_MIN, out, &least, &dtype));
      EXPECT(fabs(most) < 1e-12 && fabs(least) < 1e-12 && dtype == DISTARRAY_FLOAT64);
    }
    OK(distarray_array_apply_unary(DISTARRAY_NEGATIVE, a, out));
    EXPECT(wrong_elements(out, minus) == 0);
    OK(distarray_array_apply_unary(DISTARRAY_ABS, out, out));
    EXPECT(wrong_elements(out, expected_at) == 0);
    OK(distarray_array_apply_scalar(DISTARRAY_MULTIPLY, a, &three, DISTARRAY_INT32, out));
    EXPECT(wrong_elements(out, scaled) == 0);
    OK(distarray_array_apply_binary(DISTARRAY_ADD, a, a, out));
    OK(distarray_array_apply_binary(DISTARRAY_ADD, out, a, out));
    EXPECT(wrong_elements(out, scaled) == 0);
    OK(distarray_array_apply_scalar(DISTARRAY_DIVIDE, a, &two, DISTARRAY_FLOAT64, out));
    OK(distarray_array_cast(out, DISTARRAY_INT16, &whole)); /* towards zero, as astype */
    EXPECT(wrong_elements(whole, halved) == 0);
    OK(distarray_array_free(&whole));
    OK(distarray_array_copy(a, &whole));
    OK(distarray_array_apply_binary(DISTARRAY_HYPOT, a, whole, out));
    OK(distarray_array_free(&whole));

    OK(distarray_array_fill(out, &seven_as_double));
    EXPECT(wrong_elements(out, seven) == 0);
    OK(distarray_array_get_local_padded(out, &pointer, padded, strides));
    if (count_of(2, padded) > 0) do {
      wrong += *(double *)((char *)pointer + local[0] * strides[0] + local[1] * strides[1]) != 7;
    } while (next_index(2, padded, local));
    EXPECT(wrong == 0);

    /* What is not aligned is refused, also by the next collective, and nothing is written. */
    plain = distribution(context, 2, SHAPE, t == 0 ? "cyclic, whole" : "block, whole");
    OK(distarray_distribution_is_aligned(d, plain, &aligned));
    EXPECT(aligned || size > 1);
    if (!aligned) {
      other = numbers(plain, DISTARRAY_FLOAT64);
      FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_array_apply_binary(DISTARRAY_ADD, a, other, out), "redistribute");
      EXPECT(distarray_array_exchange_halo(out) == DISTARRAY_ERR_DISTRIBUTION);
      EXPECT(strstr(distarray_last_error_message(), "distarray_array_apply_binary") != NULL);
      OK(distarray_array_exchange_halo(out));
      EXPECT(wrong_elements(out, seven) == 0);
      OK(distarray_array_free(&other));
    }
    OK(distarray_distribution_free(&plain));
    OK(distarray_array_free(&out));
    OK(distarray_array_free(&a));
    OK(distarray_distribution_free(&d));
  }
}

static void reductions(distarray_context context)
{
  double sum = 0, least = 1e9, most = -1, columns[14], rows[9];
  int64_t index[2] = {0, 0}, nonzero = 0;
  memset(columns, 0, sizeof columns);
  memset(rows, 0, sizeof rows);
  do {
    const double value = value_at(2, index);
    sum += value;
    least = value < least ? value : least;
    most = value > most ? value : most;
    nonzero += value != 0;
    columns[index[1]] += value;
    if (index[1] == 0 || value > rows[index[0]]) rows[index[0]] = value;
  } while (next_index(2, SHAPE, index));
  for (int t = 0; t < TEXT_COUNT; t++)
    for (int k = 0; k < 3; k++) {
      const distarray_dtype dtypes[3] = {DISTARRAY_INT32, DISTARRAY_FLOAT64, DISTARRAY_UINT8};
      const distarray_dtype sums[3] = {DISTARRAY_INT64, DISTARRAY_FLOAT64, DISTARRAY_UINT64};
      distarray_distribution d = distribution(context, 2, SHAPE, TEXTS[t]);
      distarray_array a = numbers(d, dtypes[k]), along;
      distarray_dtype dtype;
      double value[2], whole[14], kept[9];
      int64_t extents[2], wrong = 0;
      int ndim;
      OK(distarray_array_reduce(DISTARRAY_SUM, a, value, &dtype));
      EXPECT(dtype == sums[k] && load(dtype, value) == sum);
      OK(distarray_array_reduce(DISTARRAY_MIN, a, value, &dtype));
      EXPECT(dtype == dtypes[k] && load(dtype, value) == least);
      OK(distarray_array_reduce(DISTARRAY_MAX, a, value, &dtype));
      EXPECT(dtype == dtypes[k] && load(dtype, value) == most);
      OK(distarray_array_reduce(DISTARRAY_MEAN, a, value, &dtype));
      EXPECT(dtype == DISTARRAY_FLOAT64 && fabs(load(dtype, value) - sum / (9 * 14)) < 1e-12);
      OK(distarray_array_reduce(DISTARRAY_COUNT_NONZERO, a, value, &dtype));
      EXPECT(dtype == DISTARRAY_INT64 && load(dtype, value) == (double)nonzero);

      OK(distarray_array_reduce_axis(DISTARRAY_SUM, a, 0, 0, &along));
      OK(distarray_array_get_ndim(along, &ndim));
      OK(distarray_array_get_shape(along, extents));
      OK(distarray_array_get_dtype(along, &dtype));
      EXPECT(ndim == 1 && extents[0] == 14 && dtype == sums[k]);
      OK(distarray_array_gather(along, DISTARRAY_ALL_RANKS, whole));
      for (int j = 0; j < 14; j++) wrong += load(dtype, whole + j) != columns[j];
      EXPECT(wrong == 0);
      OK(distarray_array_free(&along));
      OK(distarray_array_reduce_axis(DISTARRAY_MAX, a, -1, 1, &along));
      OK(distarray_array_get_shape(along, extents));
      EXPECT(extents[0] == 9 && extents[1] == 1);
      OK(distarray_array_gather(along, DISTARRAY_ALL_RANKS, kept));
      for (int i = 0; i < 9; i++) {
        const size_t itemsize = k == 0 ? 4 : k == 1 ? 8 : 1;
        wrong += load(dtypes[k], (char *)kept + i * itemsize) != rows[i];
      }
      EXPECT(wrong == 0);
      OK(distarray_array_free(&along));
      FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_reduce_axis(DISTARRAY_SUM, a, 2, 0, &along), "axis");
      FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_reduce(77, a, value, &dtype), "op");
      OK(distarray_array_free(&a));
      OK(distarray_distribution_free(&d));
    }
}

/* Counters tell what was moved: nothing, where nothing had to. */
static void counters(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, "block, whole");
  distarray_array a = numbers(d, DISTARRAY_FLOAT64), b;
  int64_t sent;
  OK(distarray_context_reset_counters(context));
  OK(distarray_array_redistribute_to(a, d, &b));
  OK(distarray_context_get_counter(context, DISTARRAY_COUNTER_BYTES_SENT, &sent));
  EXPECT(sent == 0);
  OK(distarray_context_get_counter(context, DISTARRAY_COUNTER_COLLECTIVES, &sent));
  EXPECT(size == 1 || sent > 0);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_get_counter(context, 99, &sent), "counter");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  redistribute(context);
  labels(context);
  halo(context);
  elementwise(context);
  reductions(context);
  counters(context);
  OK(distarray_context_free(&context));
  return verdict();
}
