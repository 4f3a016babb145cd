/* Advanced indexing: lists of indices, masks, lists per axis, each result against what NumPy shows. */
#include "check.h"

static const int64_t SHAPE[2] = {3, 4};
static const char *const TEXTS[] = {"block, block", "cyclic, whole", "block halo(1), cyclic", "whole, cyclic(2) order(column)"};
static const char *const LINES[] = {"block", "cyclic", "whole", "cyclic(2)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static distarray_array mask_of(distarray_array a, int64_t above)
{
  distarray_distribution d;
  distarray_array mask;
  uint8_t whole[12];
  int64_t values[12];
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, values));
  for (int k = 0; k < 12; k++) whole[k] = values[k] % 10 > above;
  OK(distarray_array_get_distribution(a, &d));
  OK(distarray_array_scatter(d, DISTARRAY_BOOL, 0, whole, &mask));
  OK(distarray_distribution_free(&d));
  return mask;
}

static void taking(distarray_context context, const char *text, const char *line)
{
  const int64_t few[3] = {2, 0, -1}, outside[2] = {5, -9}, values[2] = {-1, -2};
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), r, none = NULL;
  distarray_array i = listed(context, 3, few, line), o = listed(context, 2, outside, line), v = listed(context, 2, values, line);
  OK(distarray_array_take(a, i, 0, DISTARRAY_RAISE, &r));
  SHOWS_LAST(r, "[[20 21 22 23][0 1 2 3][20 21 22 23]]");
  OK(distarray_array_take(a, i, -1, DISTARRAY_RAISE, &r));
  SHOWS_LAST(r, "[[2 0 3][12 10 13][22 20 23]]");
  OK(distarray_array_take(a, i, DISTARRAY_FLAT, DISTARRAY_RAISE, &r));
  SHOWS(r, "[2 0 23]");
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_take(a, o, 0, DISTARRAY_RAISE, &none), "");
  EXPECT(none == NULL && same_on_all(distarray_last_error_message()));
  OK(distarray_array_take_into(a, i, DISTARRAY_FLAT, DISTARRAY_CLIP, r));
  SHOWS(r, "[2 0 0]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_take_into(a, i, 0, DISTARRAY_RAISE, r), "out");
  OK(distarray_array_free(&r));
  OK(distarray_array_take(a, o, 1, DISTARRAY_WRAP, &r));
  SHOWS_LAST(r, "[[1 3][11 13][21 23]]");
  OK(distarray_array_take(a, o, 1, DISTARRAY_CLIP, &r));
  SHOWS_LAST(r, "[[3 0][13 10][23 20]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_take(a, i, 0, 3, &r), "mode");
  OK(distarray_array_put(a, i, v, DISTARRAY_RAISE));
  SHOWS(a, "[[-2 1 -1 3][10 11 12 13][20 21 22 -1]]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_put(a, i, v, -1), "mode");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&i));
  OK(distarray_array_free(&o));
  OK(distarray_array_free(&v));
}

static void lists(distarray_context context, const char *text, const char *line)
{
  const int64_t rows[3] = {0, 2, 0}, columns[3] = {1, -1, 1}, values[3] = {5, 6, 7}, two[2] = {0, 1};
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64), pair[2], only[2], odd[2], v, r;
  pair[0] = listed(context, 3, rows, line);
  pair[1] = listed(context, 3, columns, "block");
  only[0] = NULL;
  only[1] = pair[1];
  odd[0] = pair[0];
  odd[1] = listed(context, 2, two, line);
  v = listed(context, 3, values, "cyclic");
  OK(distarray_array_get_index(a, 2, pair, &r));
  SHOWS_LAST(r, "[1 23 1]");
  OK(distarray_array_get_index(a, 1, pair, &r));
  SHOWS_LAST(r, "[[0 1 2 3][20 21 22 23][0 1 2 3]]");
  OK(distarray_array_get_index(a, 2, only, &r));
  SHOWS_LAST(r, "[[1 3 1][11 13 11][21 23 21]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_get_index(a, 2, odd, &r), "");
  /* The last of several values stays, but all of them are added. */
  OK(distarray_array_set_index(a, 2, pair, v));
  SHOWS(a, "[[0 7 2 3][10 11 12 13][20 21 22 6]]");
  OK(distarray_array_update_index(DISTARRAY_ADD, a, 2, pair, v));
  SHOWS(a, "[[0 19 2 3][10 11 12 13][20 21 22 12]]");
  OK(distarray_array_update_index(DISTARRAY_MAXIMUM, a, 2, pair, v));
  SHOWS(a, "[[0 19 2 3][10 11 12 13][20 21 22 12]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_set_index(a, 2, pair, odd[1]), "");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_update_index(99, a, 2, pair, v), "op");
  OK(distarray_array_free(&a));

  a = digits(context, 2, SHAPE, text, DISTARRAY_INT64);
  OK(distarray_array_get_cross(a, 2, odd, &r));
  SHOWS_LAST(r, "[[0 1][20 21][0 1]]");
  OK(distarray_array_get_cross(a, 2, only, &r));
  SHOWS_LAST(r, "[[1 3 1][11 13 11][21 23 21]]");
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_get_cross(a, 1, &v, &r), "indices");
  OK(distarray_array_set_cross(a, 2, only, v));
  SHOWS(a, "[[0 7 2 6][10 7 12 6][20 7 22 6]]");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_set_cross(a, 2, only, odd[1]), "");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&pair[0]));
  OK(distarray_array_free(&pair[1]));
  OK(distarray_array_free(&odd[1]));
  OK(distarray_array_free(&v));
}

static void masks(distarray_context context, const char *text, const char *line)
{
  const int64_t values[6] = {1, 2, 3, 4, 5, 6};
  distarray_array a = digits(context, 2, SHAPE, "block, cyclic", DISTARRAY_INT64), m = mask_of(a, 1), v, r, each[2], b;
  v = listed(context, 6, values, line);
  b = digits(context, 2, SHAPE, text, DISTARRAY_INT64);
  OK(distarray_array_get_mask(b, m, &r));
  SHOWS_LAST(r, "[2 3 12 13 22 23]");
  OK(distarray_array_set_mask(b, m, v));
  SHOWS(b, "[[0 1 1 2][10 11 3 4][20 21 5 6]]");
  FAILS(DISTARRAY_ERR_DTYPE, distarray_array_get_mask(b, a, &r), "mask");
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_set_mask(b, m, a), "");
  OK(distarray_array_nonzero(m, each));
  SHOWS_LAST(each[0], "[0 0 1 1 2 2]");
  SHOWS_LAST(each[1], "[2 3 2 3 2 3]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_nonzero(m, NULL), "results");
  OK(distarray_array_argwhere(m, &r));
  SHOWS_LAST(r, "[[0 2][0 3][1 2][1 3][2 2][2 3]]");
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_argwhere(NULL, &r), "array");
  OK(distarray_array_flatnonzero(m, &r));
  SHOWS_LAST(r, "[2 3 6 7 10 11]");
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_flatnonzero(NULL, &r), "array");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_array_free(&m));
  OK(distarray_array_free(&v));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) {
    taking(context, TEXTS[t], LINES[t]);
    lists(context, TEXTS[t], LINES[t]);
    masks(context, TEXTS[t], LINES[t]);
  }
  OK(distarray_context_free(&context));
  return verdict();
}
