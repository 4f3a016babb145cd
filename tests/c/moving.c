/* Elements moved between arrays: several at once, transposed and scaled, in other shapes; parts of halos, boundaries. */
#include "check.h"

static const int64_t SHAPE[2] = {3, 4};
static const char *const TEXTS[] = {"block, block", "cyclic, whole", "block halo(1), cyclic", "whole, cyclic(2) order(column)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static void several(distarray_context context, const char *text, const char *other)
{
  distarray_distribution d = distribution(context, 2, SHAPE, other), t;
  distarray_array sources[2], targets[2], view;
  const int64_t turned[2] = {4, 3};
  sources[0] = digits(context, 2, SHAPE, text, DISTARRAY_FLOAT64);
  OK(distarray_array_transpose(sources[0], NULL, &view));
  sources[1] = view;
  t = distribution(context, 2, turned, "block, cyclic");
  OK(distarray_array_create_zeros(d, DISTARRAY_INT16, &targets[0]));
  OK(distarray_array_create_zeros(t, DISTARRAY_INT64, &targets[1]));
  OK(distarray_array_redistribute_many(2, sources, targets));
  SHOWS(targets[0], "[[0 1 2 3][10 11 12 13][20 21 22 23]]");
  SHOWS(targets[1], "[[0 10 20][1 11 21][2 12 22][3 13 23]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_redistribute_many(0, sources, targets), "");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_redistribute_many(1, sources, &targets[1]), "target");
  for (int k = 0; k < 2; k++) {
    OK(distarray_array_free(&sources[k]));
    OK(distarray_array_free(&targets[k]));
  }
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&t));
}

static void transform(distarray_context context, const char *text, const char *other)
{
  const int64_t turned[2] = {4, 3}, two = 2, minus = -1;
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT32), b = digits(context, 2, SHAPE, other, DISTARRAY_INT64);
  distarray_array c = digits(context, 2, turned, other, DISTARRAY_INT64), z = digits(context, 2, turned, other, DISTARRAY_COMPLEX128);
  double factor[2] = {0, 1}, element[2];
  float narrow[2];
  int64_t index[2] = {1, 2};
  OK(distarray_array_transform(DISTARRAY_NO_TRANSPOSE, &two, a, &minus, b));
  SHOWS(b, "[[0 1 2 3][10 11 12 13][20 21 22 23]]");
  OK(distarray_array_transform(DISTARRAY_CONJUGATE, &two, a, NULL, b));
  SHOWS(b, "[[0 2 4 6][20 22 24 26][40 42 44 46]]");
  OK(distarray_array_transform(DISTARRAY_TRANSPOSE, NULL, a, &two, c));
  SHOWS(c, "[[0 12 24][21 33 45][42 54 66][63 75 87]]");
  /* i times what was there and the conjugate transpose of that, in turn. */
  OK(distarray_array_transform(DISTARRAY_TRANSPOSE, factor, a, NULL, z));
  OK(distarray_array_get_element(z, index, element));
  EXPECT(element[0] == 0 && element[1] == 21);
  OK(distarray_array_free(&c));
  {
    distarray_distribution d = distribution(context, 2, SHAPE, text);
    OK(distarray_array_create_zeros(d, DISTARRAY_COMPLEX64, &c));
    OK(distarray_distribution_free(&d));
  }
  OK(distarray_array_transform(DISTARRAY_CONJUGATE_TRANSPOSE, NULL, z, NULL, c));
  index[0] = 2, index[1] = 1;
  OK(distarray_array_get_element(c, index, narrow));
  EXPECT(narrow[0] == 0 && narrow[1] == -21);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_transform(5, NULL, a, NULL, b), "op");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_transform(DISTARRAY_TRANSPOSE, NULL, a, NULL, b), "");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_array_free(&c));
  OK(distarray_array_free(&z));
}

static void reshape(distarray_context context, const char *text, const char *other)
{
  const int64_t shape[2] = {2, -1}, full[2] = {2, 6}, wrong[2] = {5, -1}, six[2] = {6, 2};
  distarray_distribution d = distribution(context, 2, full, other), e = distribution(context, 2, six, other);
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), r, small;
  OK(distarray_array_reshape(a, 2, shape, NULL, &r));
  SHOWS_LAST(r, "[[0 1 2 3 10 11][12 13 20 21 22 23]]");
  OK(distarray_array_reshape(a, 2, full, d, &r));
  SHOWS_LAST(r, "[[0 1 2 3 10 11][12 13 20 21 22 23]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_reshape(a, 2, wrong, NULL, &r), "shape");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_reshape(a, 2, six, d, &r), "distribution");
  OK(distarray_array_create_zeros(e, DISTARRAY_INT16, &r));
  OK(distarray_array_reshape_into(a, r));
  SHOWS(r, "[[0 1][2 3][10 11][12 13][20 21][22 23]]");
  OK(distarray_array_create_arange(context, 0, 5, 1, DISTARRAY_INT64, NULL, &small));
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_reshape_into(small, r), "target");
  OK(distarray_array_free(&small));
  OK(distarray_array_free(&r));
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&e));
}

/* Blocks dealt out backwards: the proposal is to do the same. */
static void proposal(distarray_context context)
{
  const int64_t shape = 12 * 5;
  distarray_specification s;
  distarray_distribution d = distribution(context, 1, &shape, "block"), backwards;
  int *ranks = (int *)malloc(size * sizeof *ranks);
  for (int k = 0; k < size; k++) ranks[k] = size - 1 - k;
  OK(distarray_specification_create(1, &shape, &s));
  OK(distarray_specification_set_ranks(s, size, ranks));
  OK(distarray_distribution_create(context, s, &backwards));
  memset(ranks, 0, size * sizeof *ranks);
  OK(distarray_distribution_propose_ranks(backwards, d, size, ranks));
  for (int k = 0; k < size; k++) EXPECT(ranks[k] == size - 1 - k);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_distribution_propose_ranks(backwards, d, size + 1, ranks), "count");
  OK(distarray_specification_free(&s));
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&backwards));
  free(ranks);
}

/* The padded local part of a 1-D array of int64, its extent and how many cells before and after are not owned. */
static int64_t *padded(distarray_array a, int64_t *extent, int64_t *lower, int64_t *upper)
{
  distarray_distribution d;
  void *pointer;
  OK(distarray_array_get_distribution(a, &d));
  OK(distarray_distribution_get_halo(d, lower, upper));
  OK(distarray_distribution_free(&d));
  OK(distarray_array_get_local_padded(a, &pointer, extent, NULL));
  return (int64_t *)pointer;
}

static void halos(distarray_context context)
{
  const int64_t shape = 24, nothing = 0, one = 1, many = 3;
  distarray_array arrays[2];
  int64_t extent, lower, upper, minus = -1, sum, cells, all;
  int64_t *p;
  for (int k = 0; k < 2; k++) arrays[k] = digits(context, 1, &shape, "block halo(2)", DISTARRAY_INT64);
  /* Next to the owned part one cell is filled below, none above. */
  OK(distarray_array_fill(arrays[0], &minus));
  OK(distarray_array_exchange_halo_part(arrays[0], &one, &nothing, 0));
  OK(distarray_array_fill(arrays[0], &minus));
  p = padded(arrays[0], &extent, &lower, &upper);
  for (int64_t k = lower; k < extent - upper; k++) p[k] = rank;
  MPI_Barrier(MPI_COMM_WORLD);
  OK(distarray_array_exchange_halo_part(arrays[0], &one, &nothing, 1));
  if (lower) EXPECT(p[0] == -1 && p[1] == rank - 1);
  if (upper) EXPECT(p[extent - 1] == -1 && p[extent - 2] == -1);
  OK(distarray_array_exchange_halo_part(arrays[0], NULL, NULL, 1));
  if (lower) EXPECT(p[0] == rank - 1);
  if (upper) EXPECT(p[extent - 1] == rank + 1);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_exchange_halo_part(arrays[0], &many, &nothing, 1), "lower");

  OK(distarray_array_exchange_halo_many(2, arrays));
  p = padded(arrays[1], &extent, &lower, &upper);
  for (int64_t k = 1; k < extent; k++) EXPECT(p[k] == p[k - 1] + 1);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_exchange_halo_many(0, arrays), "count");

  /* Ones in owned parts and halos: every halo cell adds 1 to an element. */
  OK(distarray_array_fill(arrays[0], &one));
  OK(distarray_array_accumulate_halo(arrays[0], DISTARRAY_ADD));
  OK(distarray_array_reduce(DISTARRAY_SUM, arrays[0], &sum, NULL));
  cells = lower + upper;
  MPI_Allreduce(&cells, &all, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  EXPECT(sum == shape + all);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_accumulate_halo(arrays[0], 99), "op");
  for (int k = 0; k < 2; k++) OK(distarray_array_free(&arrays[k]));
}

static void boundaries(distarray_context context)
{
  const int64_t shape = 14, five = 5;
  /* Elements 2 to 11 are inside. */
  distarray_array a = digits(context, 1, &shape, "block boundary(2:2)", DISTARRAY_INT64);
  OK(distarray_array_fill_boundary(a, 0, DISTARRAY_PAD_CONSTANT, &five));
  SHOWS(a, "[5 5 2 3 4 5 6 7 8 9 10 11 5 5]");
  OK(distarray_array_fill_boundary(a, -1, DISTARRAY_PAD_EDGE, NULL));
  SHOWS(a, "[2 2 2 3 4 5 6 7 8 9 10 11 11 11]");
  OK(distarray_array_fill_boundary(a, 0, DISTARRAY_PAD_REFLECT, NULL));
  SHOWS(a, "[4 3 2 3 4 5 6 7 8 9 10 11 10 9]");
  OK(distarray_array_fill_boundary(a, 0, DISTARRAY_PAD_CONSTANT, NULL));
  SHOWS(a, "[0 0 2 3 4 5 6 7 8 9 10 11 0 0]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_fill_boundary(a, 1, DISTARRAY_PAD_EDGE, NULL), "axis");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_fill_boundary(a, 0, DISTARRAY_PAD_WRAP, NULL), "mode");
  OK(distarray_array_free(&a));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) {
    const char *other = TEXTS[(t + 1) % TEXT_COUNT];
    several(context, TEXTS[t], other);
    transform(context, TEXTS[t], other);
    reshape(context, TEXTS[t], other);
  }
  proposal(context);
  halos(context);
  boundaries(context);
  OK(distarray_context_free(&context));
  return verdict();
}
