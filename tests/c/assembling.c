/* Arrays put together from others, each result against what NumPy shows. */
#include "check.h"

static const int64_t SHAPE[2] = {2, 3};
static const char *const TEXTS[] = {"block, block", "cyclic, whole", "block halo(1), cyclic", "whole, cyclic(2) order(column)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static void joining(distarray_context context, const char *text, const char *other)
{
  const int64_t wide[2] = {2, 6}, cut = 1;
  distarray_array pair[2], views[2], r;
  distarray_distribution d = distribution(context, 2, wide, other);
  pair[0] = digits(context, 2, SHAPE, text, DISTARRAY_INT32);
  pair[1] = digits(context, 2, SHAPE, other, DISTARRAY_INT64);
  OK(distarray_array_concatenate(2, pair, 0, NULL, &r));
  SHOWS_LAST(r, "[[0 1 2][10 11 12][0 1 2][10 11 12]]");
  OK(distarray_array_concatenate(2, pair, -1, d, &r));
  SHOWS_LAST(r, "[[0 1 2 0 1 2][10 11 12 10 11 12]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_concatenate(2, pair, 0, d, &r), "distribution");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_concatenate(0, pair, 0, NULL, &r), "");
  OK(distarray_array_stack(2, pair, 0, NULL, &r));
  SHOWS_LAST(r, "[[[0 1 2][10 11 12]][[0 1 2][10 11 12]]]");
  OK(distarray_array_stack(2, pair, -1, NULL, &r));
  SHOWS_LAST(r, "[[[0 0][1 1][2 2]][[10 10][11 11][12 12]]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_stack(2, pair, 3, NULL, &r), "axis");
  OK(distarray_array_split(pair[0], 1, 2, views));
  SHOWS_LAST(views[0], "[[0 1][10 11]]");
  SHOWS_LAST(views[1], "[[2][12]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_split(pair[0], 1, 0, views), "count");
  OK(distarray_array_split_at(pair[1], 1, 1, &cut, views));
  SHOWS_LAST(views[0], "[[0][10]]");
  SHOWS_LAST(views[1], "[[1 2][11 12]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_split_at(pair[1], 1, -1, &cut, views), "count");
  for (int k = 0; k < 2; k++) OK(distarray_array_free(&pair[k]));
  OK(distarray_distribution_free(&d));
}

static void rearranging(distarray_context context, const char *text)
{
  const int64_t shifts[2] = {1, -1}, repeats[3] = {0, 1, 2}, twice = 2, times[2] = {2, 1}, minus = -1;
  const int axes[2] = {1, 0}, outside = 2;
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), r;
  OK(distarray_array_roll(a, 1, shifts, axes, &r));
  SHOWS_LAST(r, "[[2 0 1][12 10 11]]");
  OK(distarray_array_roll(a, 2, shifts, axes, &r));
  SHOWS_LAST(r, "[[12 10 11][2 0 1]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_roll(a, 1, shifts, &outside, &r), "axes");
  OK(distarray_array_rotate(a, 1, 0, 1, &r));
  SHOWS_LAST(r, "[[2 12][1 11][0 10]]");
  OK(distarray_array_rotate(a, -2, 0, 1, &r));
  SHOWS_LAST(r, "[[12 11 10][2 1 0]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_rotate(a, 1, 0, 0, &r), "axis2");
  OK(distarray_array_repeat(a, 1, 1, &twice, &r));
  SHOWS_LAST(r, "[[0 0 1 1 2 2][10 10 11 11 12 12]]");
  OK(distarray_array_repeat(a, -1, 3, repeats, &r));
  SHOWS_LAST(r, "[[1 2 2][11 12 12]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_repeat(a, 1, 2, repeats, &r), "repeats");
  OK(distarray_array_tile(a, 2, times, &r));
  SHOWS_LAST(r, "[[0 1 2][10 11 12][0 1 2][10 11 12]]");
  OK(distarray_array_tile(a, 1, times, &r));
  SHOWS_LAST(r, "[[0 1 2 0 1 2][10 11 12 10 11 12]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_tile(a, 1, &minus, &r), "times");
  OK(distarray_array_lower_triangle(a, 0, &r));
  SHOWS_LAST(r, "[[0 0 0][10 11 0]]");
  OK(distarray_array_upper_triangle(a, 1, &r));
  SHOWS_LAST(r, "[[0 1 2][0 0 12]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_lower_triangle(a, 0, NULL), "result");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_upper_triangle(a, 0, NULL), "result");
  OK(distarray_array_free(&a));
}

static void margins(distarray_context context, const char *text)
{
  static const struct { distarray_pad_mode mode; const char *shown; } CASES[] = {
    {DISTARRAY_PAD_CONSTANT, "[[7 0 1 2 7 7][7 10 11 12 7 7][7 7 7 7 7 7]]"},
    {DISTARRAY_PAD_EDGE, "[[0 0 1 2 2 2][10 10 11 12 12 12][10 10 11 12 12 12]]"},
    {DISTARRAY_PAD_REFLECT, "[[1 0 1 2 1 0][11 10 11 12 11 10][1 0 1 2 1 0]]"},
    {DISTARRAY_PAD_SYMMETRIC, "[[0 0 1 2 2 1][10 10 11 12 12 11][10 10 11 12 12 11]]"},
    {DISTARRAY_PAD_WRAP, "[[2 0 1 2 0 1][12 10 11 12 10 11][2 0 1 2 0 1]]"}};
  const int64_t before[2] = {0, 1}, after[2] = {1, 2}, minus[2] = {0, -1}, seven = 7;
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), r;
  for (size_t k = 0; k < sizeof CASES / sizeof CASES[0]; k++) {
    OK(distarray_array_pad(a, before, after, CASES[k].mode, &seven, &r));
    SHOWS_LAST(r, CASES[k].shown);
  }
  OK(distarray_array_pad(a, before, before, DISTARRAY_PAD_CONSTANT, NULL, &r));
  SHOWS_LAST(r, "[[0 0 1 2 0][0 10 11 12 0]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_pad(a, before, after, 6, NULL, &r), "mode");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_pad(a, before, minus, DISTARRAY_PAD_EDGE, NULL, &r), "after");
  OK(distarray_array_free(&a));
}

static void choosing(distarray_context context, const char *text, const char *other)
{
  const int64_t extent = 3, narrow = 2, minus = -1, wide[2] = {2, 3};
  distarray_distribution d = distribution(context, 2, wide, other), flat = distribution(context, 1, &extent, "block");
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), zeros, r;
  distarray_array mask = digits(context, 1, &extent, "cyclic", DISTARRAY_BOOL), bad = digits(context, 1, &narrow, "block", DISTARRAY_BOOL);
  OK(distarray_array_create_zeros(d, DISTARRAY_INT64, &zeros));
  OK(distarray_array_where(mask, a, zeros, NULL, &r));
  SHOWS_LAST(r, "[[0 1 2][0 11 12]]");
  OK(distarray_array_where(mask, zeros, a, d, &r));
  SHOWS_LAST(r, "[[0 0 0][10 0 0]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_where(bad, a, zeros, NULL, &r), "");
  OK(distarray_array_select(1, &mask, &a, &minus, DISTARRAY_INT64, NULL, &r));
  SHOWS_LAST(r, "[[-1 1 2][-1 11 12]]");
  OK(distarray_array_select(1, &mask, &a, NULL, DISTARRAY_INT64, d, &r));
  SHOWS_LAST(r, "[[0 1 2][0 11 12]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_select(1, &mask, &a, NULL, DISTARRAY_INT64, flat, &r), "distribution");
  OK(distarray_array_assign_where(zeros, a, mask));
  SHOWS(zeros, "[[0 1 2][0 11 12]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_assign_where(zeros, a, bad), "");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&zeros));
  OK(distarray_array_free(&mask));
  OK(distarray_array_free(&bad));
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&flat));
}

static void mesh(distarray_context context)
{
  const int64_t extents[2] = {3, 2};
  distarray_array lines[2], views[2], plane = digits(context, 2, SHAPE, "block, whole", DISTARRAY_INT64);
  lines[0] = digits(context, 1, &extents[0], "block", DISTARRAY_INT64);
  lines[1] = digits(context, 1, &extents[1], "whole", DISTARRAY_INT64);
  OK(distarray_array_mesh(2, lines, 1, views));
  SHOWS_LAST(views[0], "[[0 0][1 1][2 2]]");
  SHOWS_LAST(views[1], "[[0 1][0 1][0 1]]");
  OK(distarray_array_mesh(2, lines, 0, views));
  SHOWS_LAST(views[0], "[[0 1 2][0 1 2]]");
  SHOWS_LAST(views[1], "[[0 0 0][1 1 1]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_mesh(1, &plane, 1, views), "arrays");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_mesh(2, lines, 2, views), "matrix");
  OK(distarray_array_free(&lines[0]));
  OK(distarray_array_free(&lines[1]));
  OK(distarray_array_free(&plane));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) {
    const char *other = TEXTS[(t + 1) % TEXT_COUNT];
    joining(context, TEXTS[t], other);
    rearranging(context, TEXTS[t]);
    margins(context, TEXTS[t]);
    choosing(context, TEXTS[t], other);
  }
  mesh(context);
  OK(distarray_context_free(&context));
  return verdict();
}
