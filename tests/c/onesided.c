/* Elements of other processes without their help: boxes, lists, accumulation, counters; each rank for itself. */
#include "check.h"

static const int64_t SHAPE[2] = {6, 5};
static const char *const TEXTS[] = {"block, block", "cyclic, whole", "block halo(1), cyclic(2)", "whole, block order(column)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0] };

static void boxes(distarray_context context, const char *text)
{
  const int64_t start[2] = {1, 2}, count[2] = {4, 2}, outside[2] = {3, 2};
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_INT64);
  int64_t data[8], ones[8], row[2] = {0, 0}, line[2] = {1, 5}, mine[5];
  int wrong = 0;
  OK(distarray_array_register(a));
  OK(distarray_array_get_box(a, start, count, data));
  for (int k = 0; k < 8; k++) wrong += data[k] != 10 * (1 + k / 2) + 2 + k % 2;
  EXPECT(wrong == 0);
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_get_box(a, outside, count, data), "start");
  OK(distarray_array_fence(a));
  /* Ranks write rows of their own, wherever these are. */
  row[0] = rank;
  for (int k = 0; k < 5; k++) mine[k] = 100 * rank + k;
  OK(distarray_array_put_box(a, row, line, mine));
  OK(distarray_array_fence(a));
  row[0] = (rank + 1) % size;
  OK(distarray_array_get_box(a, row, line, mine));
  for (int k = 0; k < 5; k++) EXPECT(mine[k] == 100 * row[0] + k);
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_put_box(a, outside, count, data), "start");
  OK(distarray_array_fence(a));
  /* All add to the same box at once. */
  OK(distarray_array_get_box(a, start, count, data));
  for (int k = 0; k < 8; k++) ones[k] = 1;
  OK(distarray_array_fence(a));
  OK(distarray_array_accumulate_box(DISTARRAY_ADD, a, start, count, ones));
  OK(distarray_array_fence(a));
  OK(distarray_array_get_box(a, start, count, ones));
  for (int k = 0; k < 8; k++) EXPECT(ones[k] == data[k] + size);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_accumulate_box(99, a, start, count, ones), "op");
  OK(distarray_array_fence(a));
  OK(distarray_array_unregister(a));
  OK(distarray_array_free(&a));
}

static void lists(distarray_context context, const char *text)
{
  const int64_t indices[6] = {5, 4, 0, -5, -1, 1}, twice[4] = {2, 2, 2, 2}, outside[2] = {6, 0};
  distarray_array a = digits(context, 2, SHAPE, text, DISTARRAY_FLOAT64);
  double data[3], add[2] = {1, 2};
  OK(distarray_array_register(a));
  OK(distarray_array_get_list(a, 3, indices, data));
  EXPECT(data[0] == 54 && data[1] == 0 && data[2] == 51);
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_get_list(a, 1, outside, data), "ind");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_get_list(a, -1, outside, data), "count");
  OK(distarray_array_get_list(a, 0, NULL, NULL));
  OK(distarray_array_fence(a));
  if (rank == size - 1) {
    data[0] = -1, data[1] = -2, data[2] = -3;
    OK(distarray_array_put_list(a, 3, indices, data));
  }
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_put_list(a, 1, outside, data), "ind");
  OK(distarray_array_fence(a));
  OK(distarray_array_get_list(a, 3, indices, data));
  EXPECT(data[0] == -1 && data[1] == -2 && data[2] == -3);
  OK(distarray_array_accumulate_list(DISTARRAY_ADD, a, 2, twice, add));
  OK(distarray_array_fence(a));
  OK(distarray_array_get_list(a, 1, twice, data));
  EXPECT(data[0] == 22 + 3 * size);
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_accumulate_list(DISTARRAY_ADD, a, 1, outside, add), "ind");
  OK(distarray_array_fence(a));
  OK(distarray_array_unregister(a));
  OK(distarray_array_free(&a));
}

/* Without axes there is one element, for every entry of a list. */
static void no_axes(distarray_context context)
{
  const int64_t none[1] = {0};
  distarray_distribution d = distribution(context, 0, none, "");
  const double five = 5, add[2] = {1, 2};
  double data[3] = {0, 0, 0};
  distarray_array a;
  OK(distarray_array_create_full(d, DISTARRAY_FLOAT64, &five, &a));
  OK(distarray_array_register(a));
  OK(distarray_array_get_list(a, 3, none, data));
  EXPECT(data[0] == 5 && data[1] == 5 && data[2] == 5);
  OK(distarray_array_fence(a));
  OK(distarray_array_accumulate_list(DISTARRAY_ADD, a, 2, NULL, add));
  OK(distarray_array_fence(a));
  OK(distarray_array_get_list(a, 1, NULL, data));
  EXPECT(data[0] == 5 + 3 * size);
  OK(distarray_array_unregister(a));
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

/* Every ticket is drawn once. */
static void counter(distarray_context context)
{
  enum { TICKETS = 20 };
  const int64_t shape = 3, one = 1, last = -1, outside = 3;
  distarray_array a = digits(context, 1, &shape, "block", DISTARRAY_INT64);
  int64_t old, drawn = 0, sum = 0, all[2], mine[2];
  for (int k = 0; k < TICKETS; k++) {
    OK(distarray_array_fetch(DISTARRAY_ADD, a, &last, &one, &old));
    EXPECT(old >= 2 && old < 2 + TICKETS * size);
    drawn++;
    sum += old - 2;
  }
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_fetch(DISTARRAY_ADD, a, &outside, &one, &old), "index");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_fetch(DISTARRAY_ADD, a, &last, &one, NULL), "old");
  OK(distarray_array_fence(a));
  mine[0] = drawn, mine[1] = sum;
  MPI_Allreduce(mine, all, 2, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  EXPECT(all[0] == TICKETS * size && all[1] == all[0] * (all[0] - 1) / 2);
  OK(distarray_array_get_element(a, &last, &old));
  EXPECT(old == 2 + all[0]);
  OK(distarray_array_free(&a));
}

/* A view must be registered if it shall be reached. */
static void views(distarray_context context)
{
  const int64_t start[2] = {0, 0}, count[2] = {2, 2};
  distarray_array a = digits(context, 2, SHAPE, "block, whole", DISTARRAY_INT64), v;
  int64_t data[4];
  OK(distarray_array_unregister(a));
  OK(distarray_array_slice_text(a, "::-3, 1::2", &v));
  if (size > 1) FAILS(DISTARRAY_ERR_STATE, distarray_array_get_box(v, start, count, data), "register");
  OK(distarray_array_register(v));
  OK(distarray_array_get_box(v, start, count, data));
  EXPECT(data[0] == 51 && data[1] == 53 && data[2] == 21 && data[3] == 23);
  OK(distarray_array_fence(v));
  OK(distarray_array_unregister(v));
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_register(NULL), "array");
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_fence(NULL), "array");
  OK(distarray_array_free(&v));
  OK(distarray_array_free(&a));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int t = 0; t < TEXT_COUNT; t++) {
    boxes(context, TEXTS[t]);
    lists(context, TEXTS[t]);
  }
  no_axes(context);
  counter(context);
  views(context);
  OK(distarray_context_free(&context));
  return verdict();
}
