/* Arrays: every way to make one in every dtype, local parts, elements, memory of the caller, text. */
#include "check.h"

static double ones_rule(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype, (void)ndim, (void)index;
  return 1;
}

static double zeros_rule(distarray_dtype dtype, int ndim, const int64_t *index)
{
  return ones_rule(dtype, ndim, index) - 1;
}

static int stops(int ndim, const int64_t *index, void *element, void *user)
{
  (void)ndim, (void)index, (void)element;
  return *(const int *)user;
}

/* Owned elements of this process, contiguous in memory order. */
static void *part_of(distarray_distribution d, distarray_dtype dtype, size_t itemsize)
{
  int64_t local_shape[8], local[8] = {0}, index[8];
  int ndim;
  distarray_order order;
  char *part, *at;
  OK(distarray_distribution_get_ndim(d, &ndim));
  OK(distarray_distribution_get_order(d, &order));
  OK(distarray_distribution_get_local_shape(d, rank, local_shape));
  part = at = (char *)malloc(count_of(ndim, local_shape) * itemsize + 1);
  if (count_of(ndim, local_shape) > 0) for (;;) {
    int k;
    OK(distarray_distribution_get_global_index(d, local, index));
    store(dtype, value_at(ndim, index), at);
    at += itemsize;
    if (order == DISTARRAY_ROW_MAJOR) {
      if (!next_index(ndim, local_shape, local)) break;
      continue;
    }
    for (k = 0; k < ndim && ++local[k] == local_shape[k]; k++) local[k] = 0;
    if (k == ndim) break;
  }
  return part;
}

/* Every creation function, and the whole array back on one rank and on all. */
static void creation(distarray_context context)
{
  static const struct { int ndim; int64_t shape[3]; const char *text; } CASES[] = {
    {1, {11, 0, 0}, "block"}, {2, {5, 6, 0}, "cyclic, block halo(1)"}, {3, {3, 4, 5}, "block order(column)"}, {2, {0, 4, 0}, "block"},
    {2, {9, 4, 0}, "cyclic(2), whole order(column)"}};
  for (size_t c = 0; c < sizeof CASES / sizeof CASES[0]; c++) {
    const int ndim = CASES[c].ndim;
    const int64_t *shape = CASES[c].shape;
    const int64_t count = count_of(ndim, shape);
    distarray_distribution d = distribution(context, ndim, shape, CASES[c].text);
    /* All dtypes with the first two, some with the others. */
    for (int k = 0; k < DTYPE_COUNT; k += c < 2 ? 1 : 4) {
      distarray_dtype dtype = DTYPES[k], found;
      double one[2], wide[2];
      distarray_array a, b;
      int64_t index[8] = {0}, extents[8], wrong = 0;
      char *whole, *part;
      size_t itemsize;
      int number, stop = 3;
      OK(distarray_dtype_get_size(dtype, &itemsize));
      whole = (char *)calloc(count + 1, itemsize);
      store(dtype, 1, one);

      OK(distarray_array_create(d, dtype, &a));
      OK(distarray_array_get_dtype(a, &found));
      OK(distarray_array_get_ndim(a, &number));
      OK(distarray_array_get_shape(a, extents));
      EXPECT(found == dtype && number == ndim && memcmp(extents, shape, ndim * sizeof *shape) == 0);
      OK(distarray_array_free(&a));
      EXPECT(a == NULL);
      OK(distarray_array_create_zeros(d, dtype, &a));
      EXPECT(wrong_elements(a, zeros_rule) == 0);
      OK(distarray_array_free(&a));
      OK(distarray_array_create_ones(d, dtype, &a));
      EXPECT(wrong_elements(a, ones_rule) == 0);
      OK(distarray_array_create_like(a, 0, &b));
      EXPECT(wrong_elements(b, zeros_rule) == 0);
      OK(distarray_array_get_dtype(b, &found));
      EXPECT(found == dtype);
      OK(distarray_array_free(&b));
      OK(distarray_array_create_like(a, DISTARRAY_INT16, &b));
      OK(distarray_array_get_dtype(b, &found));
      EXPECT(found == DISTARRAY_INT16);
      OK(distarray_array_free(&b));
      OK(distarray_array_free(&a));
      OK(distarray_array_create_full(d, dtype, one, &a));
      EXPECT(wrong_elements(a, ones_rule) == 0);
      OK(distarray_array_free(&a));

      a = numbers(d, dtype);
      EXPECT(wrong_elements(a, expected_at) == 0);
      OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, whole));
      if (count > 0) {
        char *at = whole;
        do {
          wrong += load(dtype, at) != expected_at(dtype, ndim, index);
          at += itemsize;
        } while (next_index(ndim, shape, index));
      }
      EXPECT(wrong == 0);
      /* On one rank only: the others' buffers are not looked at. */
      memset(whole, 0, count * itemsize);
      OK(distarray_array_gather(a, size - 1, rank == size - 1 ? whole : NULL));
      OK(distarray_array_scatter(d, dtype, size - 1, rank == size - 1 ? whole : NULL, &b));
      EXPECT(wrong_elements(b, expected_at) == 0);
      OK(distarray_array_free(&b));
      part = (char *)part_of(d, dtype, itemsize);
      OK(distarray_array_create_from_parts(d, dtype, part, &b));
      EXPECT(wrong_elements(b, expected_at) == 0);
      OK(distarray_array_free(&b));
      free(part);

      /* Single elements, also counted from the end; all ranks hear of them. */
      if (count > 0) {
        for (int axis = 0; axis < ndim; axis++) index[axis] = shape[axis] / 2;
        OK(distarray_array_get_element(a, index, wide));
        EXPECT(load(dtype, wide) == expected_at(dtype, ndim, index));
        for (int axis = 0; axis < ndim; axis++) index[axis] -= shape[axis];
        OK(distarray_array_set_element(a, index, one));
        for (int axis = 0; axis < ndim; axis++) index[axis] += shape[axis];
        OK(distarray_array_get_element(a, index, wide));
        EXPECT(load(dtype, wide) == 1);
      }
      index[0] = shape[0];
      FAILS(DISTARRAY_ERR_INDEX, distarray_array_get_element(a, index, wide), "index");
      FAILS(DISTARRAY_ERR_INDEX, distarray_array_set_element(a, index, one), "index");
      OK(distarray_array_free(&a));
      if (count > 0) {
        FAILS(DISTARRAY_ERR_CANCELLED, distarray_array_create_from_function(d, dtype, stops, &stop, &a), "function");
        EXPECT(a == NULL && same_on_all(distarray_last_error_message()));
      }
      free(whole);
    }
    OK(distarray_distribution_free(&d));
  }
}

static double tenths(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype, (void)ndim;
  return 2 + 3 * (double)index[0];
}

static void arange(distarray_context context)
{
  distarray_array a;
  int64_t shape;
  for (int k = 0; k < DTYPE_COUNT - 1; k++) {
    OK(distarray_array_create_arange(context, 2, 33, 3, DTYPES[k], k % 2 ? "cyclic" : NULL, &a));
    OK(distarray_array_get_shape(a, &shape));
    EXPECT(shape == 11 && wrong_elements(a, tenths) == 0);
    OK(distarray_array_free(&a));
  }
  OK(distarray_array_create_arange(context, 5, 5, 1, DISTARRAY_INT64, NULL, &a));
  OK(distarray_array_get_shape(a, &shape));
  EXPECT(shape == 0);
  OK(distarray_array_free(&a));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_create_arange(context, 0, 5, 0, DISTARRAY_INT64, NULL, &a), "step");
}

/* The local part with and without halo is one piece of memory, which never moves. */
static void local_parts(distarray_context context)
{
  const int64_t shape[2] = {3 * 12, 10};
  distarray_distribution d = distribution(context, 2, shape, "block halo(2:1), whole halo(1) periodic");
  distarray_array a = numbers(d, DISTARRAY_INT32);
  void *inner, *outer, *again;
  int64_t extents[2], padded[2], strides[2], outer_strides[2], lower[2], upper[2], asked[2];
  distarray_distribution got;
  distarray_context other;
  int number, equal;
  OK(distarray_array_get_local(a, &inner, extents, strides));
  OK(distarray_array_get_local_padded(a, &outer, padded, outer_strides));
  OK(distarray_distribution_get_halo(d, lower, upper));
  OK(distarray_distribution_get_padded_shape(d, asked));
  EXPECT((char *)inner == (char *)outer + lower[0] * strides[0] + lower[1] * strides[1]);
  for (int k = 0; k < 2; k++) EXPECT(padded[k] == extents[k] + lower[k] + upper[k] && asked[k] == padded[k] && strides[k] == outer_strides[k]);
  EXPECT(strides[1] == 4 && lower[1] == 1 && upper[1] == 1 && lower[0] == (rank > 0 ? 2 : 0) && upper[0] == (rank < size - 1));
  OK(distarray_array_exchange_halo(a));
  OK(distarray_array_get_local(a, &again, NULL, NULL));
  EXPECT(again == inner);
  OK(distarray_array_get_distribution(a, &got));
  OK(distarray_distribution_is_equal(got, d, &equal));
  EXPECT(equal);
  OK(distarray_array_get_context(a, &other));
  OK(distarray_context_get_size(other, &number));
  EXPECT(number == size);
  /* In any order, also before what it was made of. */
  OK(distarray_context_free(&other));
  OK(distarray_distribution_free(&got));
  OK(distarray_distribution_free(&d));
  EXPECT(wrong_elements(a, expected_at) == 0);
  OK(distarray_array_free(&a));
}

struct heard {
  void *memory;
  int times;
};

static void released(void *memory, void *user)
{
  struct heard *heard = (struct heard *)user;
  heard->memory = memory;
  heard->times++;
}

static void wrap(distarray_context context)
{
  const int64_t shape[2] = {10, 6};
  static const char *const TEXTS[] = {"block, whole", "cyclic, whole", "block halo(1), whole"};
  for (size_t t = 0; t < sizeof TEXTS / sizeof TEXTS[0]; t++)
    for (int variant = 0; variant < 4; variant++) {
      distarray_distribution d = distribution(context, 2, shape, TEXTS[t]);
      struct heard heard = {NULL, 0};
      int64_t padded[2], strides[2];
      int64_t rows;
      double *block, *first;
      distarray_array a = NULL, b;
      distarray_protocol_section section;
      OK(distarray_distribution_get_padded_shape(d, padded));
      rows = padded[0] > 0 ? padded[0] : 1;
      block = (double *)malloc(rows * 6 * 2 * sizeof *block);
      for (int64_t k = 0; k < rows * 6 * 2; k++) block[k] = -5;
      first = block;
      strides[0] = 12 * sizeof *block, strides[1] = sizeof *block; /* rows apart */
      if (variant == 1) strides[0] = 6 * sizeof *block; /* contiguous, as NULL would say */
      if (variant == 2) strides[0] = 2 * sizeof *block, strides[1] = rows * 2 * (int64_t)sizeof *block; /* columns, every other number */
      if (variant == 3) first = block + (rows - 1) * 6, strides[0] = -6 * (int64_t)sizeof *block; /* last row first */
      OK(distarray_array_wrap(d, DISTARRAY_FLOAT64, first, variant == 1 ? NULL : strides, released, &heard, &a));
      b = numbers(d, DISTARRAY_FLOAT64);
      OK(distarray_array_redistribute(b, a));
      OK(distarray_array_free(&b));
      EXPECT(wrong_elements(a, expected_at) == 0);
      {
        void *pointer;
        int64_t got[2], touched = 0, owned[2];
        OK(distarray_array_get_local_padded(a, &pointer, NULL, got));
        OK(distarray_array_get_local(a, &pointer, owned, NULL));
        EXPECT(count_of(2, padded) == 0 || (got[0] == strides[0] && got[1] == strides[1]));
        /* Nothing else was written. */
        for (int64_t k = 0; k < rows * 6 * 2; k++) touched += block[k] != -5;
        EXPECT(touched == count_of(2, owned));
      }
      OK(distarray_array_exchange_halo(a));
      OK(distarray_array_export(a, &section));
      OK(distarray_array_free(&a));
      EXPECT(heard.times == 0);
      section.release(&section);
      EXPECT(heard.memory == first && heard.times == 1);

      /* A failure on one rank leaves all memory with its owner. */
      strides[1] = rank == size - 1 ? 3 : (int64_t)sizeof *block;
      strides[0] = 6 * sizeof *block;
      FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_wrap(d, DISTARRAY_FLOAT64, block, strides, released, &heard, &a), "strides");
      EXPECT(a == NULL && heard.times == 1);
      free(block);
      OK(distarray_distribution_free(&d));
    }
}

static void print(distarray_context context)
{
  distarray_array a;
  char text[200], part[4];
  size_t length;
  OK(distarray_array_create_arange(context, 0, 8, 1, DISTARRAY_INT64, "cyclic", &a));
  OK(distarray_array_print(a, NULL, 0, &length));
  EXPECT(length == 17);
  OK(distarray_array_print(a, text, sizeof text, &length));
  EXPECT(strcmp(text, "[0 1 2 3 4 5 6 7]") == 0 && same_on_all(text));
  OK(distarray_array_print(a, part, sizeof part, &length));
  EXPECT(strcmp(part, "[0 ") == 0 && length == 17);
  OK(distarray_array_free(&a));
  OK(distarray_array_create_arange(context, 0, 5000, 1, DISTARRAY_FLOAT64, NULL, &a));
  OK(distarray_array_print(a, text, sizeof text, NULL));
  EXPECT(strcmp(text, "[0.000e+00 1.000e+00 2.000e+00 ... 4.997e+03 4.998e+03 4.999e+03]") == 0);
  OK(distarray_array_free(&a));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  creation(context);
  arange(context);
  local_parts(context);
  wrap(context);
  print(context);
  OK(distarray_context_free(&context));
  return verdict();
}
