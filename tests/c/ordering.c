/* Order: sorts, ranks, distinct elements, searches and counts, each result against what NumPy shows. */
#include "check.h"

static const int64_t VALUES[12] = {5, 1, 9, 1, 7, 3, 5, 5, 0, 2, 9, 4};
static const int64_t SHAPE[2] = {3, 4};
static const char *const TEXTS[] = {"block, block", "cyclic, whole", "block halo(1), cyclic", "whole, cyclic(2) order(column)"};
static const char *const LINES[] = {"block", "cyclic", "whole", "cyclic(2)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static void along_axes(distarray_context context, const char *text)
{
  distarray_distribution d = distribution(context, 2, SHAPE, text), other = distribution(context, 2, SHAPE, "cyclic, block");
  distarray_array a, r, at;
  OK(distarray_array_scatter(d, DISTARRAY_INT64, 0, VALUES, &a));
  OK(distarray_array_sort(a, 1, NULL, &r));
  SHOWS_LAST(r, "[[1 1 5 9][3 5 5 7][0 2 4 9]]");
  OK(distarray_array_sort(a, 0, other, &r));
  SHOWS_LAST(r, "[[0 1 5 1][5 2 9 4][7 3 9 5]]");
  OK(distarray_array_sort(a, DISTARRAY_FLAT, NULL, &r));
  SHOWS_LAST(r, "[0 1 1 2 3 4 5 5 5 7 9 9]");
  OK(distarray_array_argsort(a, -1, NULL, &r));
  SHOWS_LAST(r, "[[1 3 0 2][1 2 3 0][0 1 3 2]]");
  OK(distarray_array_argsort(a, DISTARRAY_FLAT, NULL, &r));
  SHOWS_LAST(r, "[8 1 3 9 5 11 0 6 7 4 2 10]");
  OK(distarray_array_topk(a, 2, 1, 1, &r, &at));
  SHOWS_LAST(r, "[[9 5][7 5][9 4]]");
  SHOWS_LAST(at, "[[2 0][0 2][2 3]]");
  OK(distarray_array_topk(a, 3, DISTARRAY_FLAT, 0, &r, &at));
  SHOWS_LAST(r, "[0 1 1]");
  SHOWS_LAST(at, "[8 1 3]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_sort(a, 2, NULL, &r), "axis");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_topk(a, 5, 1, 1, &r, &at), "size");
  OK(distarray_array_sort_into(a, 1, a));
  SHOWS(a, "[[1 1 5 9][3 5 5 7][0 2 4 9]]");
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&other));
}

static void sequences(distarray_context context, const char *text)
{
  const int64_t first[4] = {1, 0, 1, 0}, second[4] = {2, 2, 1, 3}, sorted[5] = {0, 2, 2, 5, 9}, around[3] = {2, 6, -1};
  const int64_t order[5] = {4, 3, 1, 2, 0}, mixed[5] = {9, 2, 5, 2, 0};
  distarray_array a = listed(context, 12, VALUES, text), keys[2], s = listed(context, 5, sorted, text);
  distarray_array m = listed(context, 5, mixed, text), o = listed(context, 5, order, text), r, positions, inverse, counts;
  distarray_array v = listed(context, 3, around, "cyclic");
  keys[0] = listed(context, 4, second, text);
  keys[1] = listed(context, 4, first, "block");
  OK(distarray_array_lexsort(2, keys, 0, NULL, &r));
  SHOWS_LAST(r, "[1 3 2 0]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_lexsort(0, keys, 0, NULL, &r), "count");
  OK(distarray_array_unique(a, &r));
  SHOWS_LAST(r, "[0 1 2 3 4 5 7 9]");
  OK(distarray_array_unique_all(a, &r, &positions, &inverse, &counts));
  SHOWS_LAST(r, "[0 1 2 3 4 5 7 9]");
  SHOWS_LAST(positions, "[8 1 9 5 11 0 4 2]");
  SHOWS_LAST(inverse, "[5 1 7 1 6 3 5 5 0 2 7 4]");
  SHOWS_LAST(counts, "[1 2 1 1 1 3 1 2]");
  OK(distarray_array_searchsorted(s, v, DISTARRAY_LEFT, NULL, &r));
  SHOWS_LAST(r, "[1 4 0]");
  OK(distarray_array_searchsorted(m, v, DISTARRAY_RIGHT, o, &r));
  SHOWS_LAST(r, "[3 4 0]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_searchsorted(s, v, 3, NULL, &r), "side");
  OK(distarray_array_digitize(v, s, 0, &r));
  SHOWS_LAST(r, "[3 4 0]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_digitize(v, a, 1, &r), "bins");
  OK(distarray_array_isin(v, s, 0, &r));
  SHOWS_LAST(r, "[ True False False]");
  OK(distarray_array_union1d(s, v, &r));
  SHOWS_LAST(r, "[-1 0 2 5 6 9]");
  OK(distarray_array_intersect1d(s, v, &r));
  SHOWS_LAST(r, "[2]");
  OK(distarray_array_setdiff1d(s, v, &r));
  SHOWS_LAST(r, "[0 5 9]");
  OK(distarray_array_setxor1d(s, v, &r));
  SHOWS_LAST(r, "[-1 0 5 6 9]");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&s));
  OK(distarray_array_free(&m));
  OK(distarray_array_free(&o));
  OK(distarray_array_free(&v));
  OK(distarray_array_free(&keys[0]));
  OK(distarray_array_free(&keys[1]));
}

static void counting(distarray_context context, const char *text)
{
  const int64_t edges[3] = {0, 5, 9}, falling[3] = {0, 5, 2};
  distarray_array a = listed(context, 12, VALUES, text), e = listed(context, 3, edges, text), r, x, y;
  distarray_array bad = listed(context, 3, falling, text);
  OK(distarray_array_bincount(a, NULL, 0, &r));
  SHOWS_LAST(r, "[1 2 1 1 1 3 0 1 0 2]");
  OK(distarray_array_bincount(a, a, 11, &r));
  SHOWS_LAST(r, "[0. 2. 2. 3. 4. 15. 0. 7. 0. 18. 0.]");
  OK(distarray_array_histogram(a, 3, 1, 0, NULL, 0, &r, &x));
  SHOWS_LAST(r, "[4 5 3]");
  SHOWS_LAST(x, "[0. 3. 6. 9.]");
  OK(distarray_array_histogram(a, 2, 0, 4, a, 0, &r, &x));
  SHOWS_LAST(r, "[2 9]");
  SHOWS_LAST(x, "[0. 2. 4.]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_histogram(a, 0, 0, 4, NULL, 0, &r, &x), "bins");
  OK(distarray_array_histogram_edges(a, e, NULL, 0, &r));
  SHOWS_LAST(r, "[6 6]");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_histogram_edges(a, bad, NULL, 0, &r), "edges");
  OK(distarray_array_histogram2d(a, a, 2, 0, 10, 2, 0, 4, NULL, 0, &r, &x, &y));
  SHOWS_LAST(r, "[[3. 3.][0. 0.]]");
  SHOWS_LAST(x, "[0. 5. 10.]");
  SHOWS_LAST(y, "[0. 2. 4.]");
  OK(distarray_array_histogram2d_edges(a, a, e, e, NULL, 0, &r));
  SHOWS_LAST(r, "[[6. 0.][0. 6.]]");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&e));
  OK(distarray_array_free(&bad));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) {
    along_axes(context, TEXTS[t]);
    sequences(context, LINES[t]);
    counting(context, LINES[t]);
  }
  OK(distarray_context_free(&context));
  return verdict();
}
