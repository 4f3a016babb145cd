/* Views of arrays, and assignment to arrays and views. */
#include "check.h"

static const int64_t SHAPE[2] = {3, 4};
static const char *const TEXTS[] = {"block, block", "cyclic, whole", "block halo(1), cyclic", "whole, cyclic(2)", "block, block order(column)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static void slices(distarray_context context, const char *text)
{
  const int64_t starts[2] = {0, DISTARRAY_NONE}, stops[2] = {-1, DISTARRAY_NONE}, steps[2] = {1, -2}, never[2] = {0, 1};
  const int64_t from[2] = {1, 1}, to[2] = {3, 3};
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), v, w;
  int flag;
  OK(distarray_array_slice(a, starts, stops, steps, &v));
  SHOWS(v, "[[3 1][13 11]]");
  OK(distarray_array_is_view(v, &flag));
  EXPECT(flag == 1);
  OK(distarray_array_is_view(a, &flag));
  EXPECT(flag == 0);
  OK(distarray_array_index_axis(v, 1, -1, &w));
  SHOWS_LAST(w, "[1 11]");
  OK(distarray_array_free(&v));
  OK(distarray_array_slice(a, from, to, NULL, &v));
  SHOWS_LAST(v, "[[11 12][21 22]]");
  OK(distarray_array_slice_text(a, "1:, 2", &v));
  SHOWS_LAST(v, "[12 22]");
  OK(distarray_array_slice_text(a, "..., newaxis, 0", &v));
  SHOWS_LAST(v, "[[0][10][20]]");
  OK(distarray_array_slice_text(a, "2:1", &v));
  SHOWS_LAST(v, "[]");
  OK(distarray_array_index_axis(a, -1, -1, &v));
  SHOWS_LAST(v, "[3 13 23]");
  OK(distarray_array_slice_text(a, "1, 2", &v));
  SHOWS_LAST(v, "12");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_slice(a, from, to, never, &v), "step");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_slice_text(a, "1:2:3:4", &v), "text");
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_slice_text(a, "0, 0, 0", &v), "text");
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_index_axis(a, 0, 3, &v), "index");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_is_view(a, NULL), "is_view");
  EXPECT(v == NULL);
  OK(distarray_array_free(&a));
}

static void axes(distarray_context context, const char *text)
{
  static const char TRANSPOSED[] = "[[0 10 20][1 11 21][2 12 22][3 13 23]]";
  const int order[2] = {1, 0}, twice[2] = {0, 0}, second = 1, first = 0;
  const int64_t wide[3] = {2, 3, 4}, wrong[2] = {3, 5};
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), v, w;
  OK(distarray_array_transpose(a, NULL, &v));
  SHOWS_LAST(v, TRANSPOSED);
  OK(distarray_array_transpose(a, order, &v));
  SHOWS_LAST(v, TRANSPOSED);
  OK(distarray_array_swap_axes(a, 0, -1, &v));
  SHOWS_LAST(v, TRANSPOSED);
  OK(distarray_array_move_axis(a, -1, 0, &v));
  SHOWS_LAST(v, TRANSPOSED);
  OK(distarray_array_flip(a, 0, NULL, &v));
  SHOWS_LAST(v, "[[23 22 21 20][13 12 11 10][3 2 1 0]]");
  OK(distarray_array_flip(a, 1, &second, &v));
  SHOWS_LAST(v, "[[3 2 1 0][13 12 11 10][23 22 21 20]]");
  OK(distarray_array_expand_dims(a, 1, &v));
  SHOWS(v, "[[[0 1 2 3]][[10 11 12 13]][[20 21 22 23]]]");
  OK(distarray_array_squeeze(v, 1, &second, &w));
  SHOWS_LAST(w, "[[0 1 2 3][10 11 12 13][20 21 22 23]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_squeeze(v, 1, &first, &w), "axis");
  OK(distarray_array_squeeze(v, 0, NULL, &w));
  SHOWS_LAST(w, "[[0 1 2 3][10 11 12 13][20 21 22 23]]");
  OK(distarray_array_free(&v));
  OK(distarray_array_diagonal(a, 1, 0, 1, &v));
  SHOWS_LAST(v, "[1 12 23]");
  OK(distarray_array_diagonal(a, -1, 0, 1, &v));
  SHOWS_LAST(v, "[10 21]");
  OK(distarray_array_broadcast_to(a, 3, wide, &v));
  SHOWS(v, "[[[0 1 2 3][10 11 12 13][20 21 22 23]][[0 1 2 3][10 11 12 13][20 21 22 23]]]");
  FAILS(DISTARRAY_ERR_READ_ONLY, distarray_array_assign(v, a), "target");
  OK(distarray_array_free(&v));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_transpose(a, twice, &v), "axes");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_swap_axes(a, 0, 2, &v), "axis2");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_move_axis(a, -3, 0, &v), "axis");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_flip(a, 2, twice, &v), "axes");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_flip(a, -1, &second, &v), "count");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_expand_dims(a, 3, &v), "axis");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_diagonal(a, 0, 1, 1, &v), "axis2");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_broadcast_to(a, 2, wrong, &v), "shape");
  OK(distarray_array_free(&a));
}

static void assignment(distarray_context context, const char *text, const char *other)
{
  const int columns = 1;
  const double half = 7.5;
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64);
  distarray_array b = digits(context, 2, SHAPE, other, DISTARRAY_FLOAT64), v, w;
  int64_t sum;
  /* What is read are the elements from before. */
  OK(distarray_array_flip(a, 1, &columns, &v));
  OK(distarray_array_assign(a, v));
  SHOWS(a, "[[3 2 1 0][13 12 11 10][23 22 21 20]]");
  SHOWS_LAST(v, "[[0 1 2 3][10 11 12 13][20 21 22 23]]");
  /* A row to all rows, out of another distribution and dtype. */
  OK(distarray_array_index_axis(b, 0, 1, &v));
  OK(distarray_array_assign(a, v));
  SHOWS(a, "[[10 11 12 13][10 11 12 13][10 11 12 13]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_assign(v, a), "");
  OK(distarray_array_free(&v));
  OK(distarray_array_assign(a, b));
  SHOWS(a, "[[0 1 2 3][10 11 12 13][20 21 22 23]]");
  /* Every other column, through two views. */
  OK(distarray_array_slice_text(a, ":, ::2", &v));
  OK(distarray_array_slice_text(b, ":, 1::2", &w));
  OK(distarray_array_assign(v, w));
  SHOWS(a, "[[1 1 3 3][11 11 13 13][21 21 23 23]]");
  OK(distarray_array_assign_scalar(v, &half, DISTARRAY_FLOAT64));
  SHOWS(a, "[[7 1 7 3][7 11 7 13][7 21 7 23]]");
  OK(distarray_array_reduce(DISTARRAY_SUM, v, &sum, NULL));
  EXPECT(sum == 6 * 7);
  /* The next collective call on the array says it again. */
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_assign_scalar(v, &half, 99), "dtype");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_assign(v, w), "called before");
  /* The memory lives as long as a view does. */
  OK(distarray_array_free(&a));
  SHOWS_LAST(v, "[[7 7][7 7][7 7]]");
  OK(distarray_array_free(&w));
  OK(distarray_array_free(&b));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) {
    slices(context, TEXTS[t]);
    axes(context, TEXTS[t]);
    assignment(context, TEXTS[t], TEXTS[(t + 1) % TEXT_COUNT]);
  }
  OK(distarray_context_free(&context));
  return verdict();
}
