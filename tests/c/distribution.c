/* Distributions: every query against every other, slices, comparison, texts. */
#include "check.h"

/* All queries about elements agree, and every element has exactly one owner. */
static void check_queries(distarray_distribution d, int blocks)
{
  int64_t shape[8], local_shape[8], lower[8], upper[8], padded[8], starts[8], stops[8], index[8] = {0}, local[8], back[8];
  int64_t wrong = 0, total = 0, owned_here = 0;
  int ndim, grid[8], coordinates[8], replica, replicas, owner, owned, processes = 1;
  distarray_order order;
  OK(distarray_distribution_get_ndim(d, &ndim));
  OK(distarray_distribution_get_shape(d, shape));
  OK(distarray_distribution_get_grid(d, grid));
  OK(distarray_distribution_get_replicas(d, &replicas));
  OK(distarray_distribution_get_order(d, &order));
  EXPECT(replicas == 1 && (order == DISTARRAY_ROW_MAJOR || order == DISTARRAY_COLUMN_MAJOR));
  for (int k = 0; k < ndim; k++) processes *= grid[k];
  EXPECT(processes == size);
  for (int r = 0; r < size; r++) {
    int place = 0;
    OK(distarray_distribution_get_coordinates(d, r, coordinates, &replica));
    for (int k = 0; k < ndim; k++) place = place * grid[k] + coordinates[k];
    EXPECT(place == r && replica == 0);
    OK(distarray_distribution_get_local_shape(d, r, local_shape));
    total += count_of(ndim, local_shape);
    if (!blocks) continue;
    OK(distarray_distribution_get_local_bounds(d, r, starts, stops));
    for (int k = 0; k < ndim; k++) wrong += stops[k] - starts[k] != local_shape[k];
  }
  EXPECT(total == count_of(ndim, shape));
  if (!blocks) FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_distribution_get_local_bounds(d, 0, starts, stops), "not in blocks");

  OK(distarray_distribution_get_local_shape(d, rank, local_shape));
  OK(distarray_distribution_get_halo(d, lower, upper));
  OK(distarray_distribution_get_padded_shape(d, padded));
  for (int k = 0; k < ndim; k++) wrong += padded[k] != local_shape[k] + lower[k] + upper[k];
  EXPECT(wrong == 0);
  if (count_of(ndim, shape) > 0) do {
    OK(distarray_distribution_get_owner(d, index, &owner));
    OK(distarray_distribution_get_local_index(d, index, local, &owned));
    wrong += owned != (owner == rank);
    OK(distarray_distribution_get_coordinates(d, owner, coordinates, &replica));
    for (int k = 0; k < ndim; k++) {
      int coordinate;
      int64_t position, global;
      OK(distarray_distribution_get_axis_owner(d, k, index[k], &coordinate, &position));
      OK(distarray_distribution_get_axis_global(d, k, coordinate, position, &global));
      wrong += coordinate != coordinates[k] || global != index[k] || (owned && position != local[k]);
    }
    if (!owned) continue;
    owned_here++;
    OK(distarray_distribution_get_global_index(d, local, back));
    wrong += memcmp(index, back, ndim * sizeof *index) != 0;
  } while (next_index(ndim, shape, index));
  EXPECT(wrong == 0);
  EXPECT(owned_here == count_of(ndim, local_shape));
  if (ndim == 0) return;

  /* From the end, and outside. */
  if (count_of(ndim, shape) > 0) {
    int last;
    for (int k = 0; k < ndim; k++) index[k] = -1, back[k] = shape[k] - 1;
    OK(distarray_distribution_get_owner(d, index, &owner));
    OK(distarray_distribution_get_owner(d, back, &last));
    EXPECT(owner == last);
  }
  for (int k = 0; k < ndim; k++) index[k] = 0;
  index[ndim - 1] = shape[ndim - 1];
  owner = -7;
  FAILS(DISTARRAY_ERR_INDEX, distarray_distribution_get_owner(d, index, &owner), "index");
  index[ndim - 1] = -shape[ndim - 1] - 1;
  FAILS(DISTARRAY_ERR_INDEX, distarray_distribution_get_owner(d, index, &owner), "index");
  EXPECT(owner == -7);
  index[0] = local_shape[0];
  for (int k = 1; k < ndim; k++) index[k] = 0;
  FAILS(DISTARRAY_ERR_INDEX, distarray_distribution_get_global_index(d, index, back), "local_index");
}

static void queries(distarray_context context)
{
  static const struct { int ndim; int64_t shape[3]; const char *text; int blocks; } CASES[] = {
    {1, {17, 0, 0}, "block", 1}, {1, {17, 0, 0}, "block(ceil)", 1}, {1, {17, 0, 0}, "cyclic", 0},
    {1, {17, 0, 0}, "cyclic(3)", 0}, {1, {3, 0, 0}, "block", 1}, {1, {0, 0, 0}, "block", 1},
    {2, {7, 9, 0}, "block, block", 1}, {2, {7, 9, 0}, "block halo(1), cyclic(2)", 0},
    {2, {8, 9, 0}, "whole, block halo(2:1) periodic", 1}, {2, {7, 9, 0}, "cyclic, cyclic order(column)", 0},
    {3, {4, 5, 6}, "block, cyclic, whole", 0}, {3, {4, 5, 6}, "block", 1}, {2, {5, 0, 0}, "block", 1}};
  for (size_t k = 0; k < sizeof CASES / sizeof CASES[0]; k++) {
    distarray_distribution d = distribution(context, CASES[k].ndim, CASES[k].shape, CASES[k].text);
    check_queries(d, CASES[k].blocks);
    OK(distarray_distribution_free(&d));
    EXPECT(d == NULL);
    OK(distarray_distribution_free(&d));
    OK(distarray_distribution_free(NULL));
  }
}

static void slices(distarray_context context)
{
  const int64_t shape[2] = {11, 14}, none = DISTARRAY_NONE;
  static const char *const TEXTS[] = {"block, block", "cyclic, block halo(1)", "cyclic(3), cyclic", "whole, cyclic(2) order(column)"};
  static const struct { int64_t starts[2], stops[2], steps[2]; } SLICES[] = {
    {{0, 0}, {11, 14}, {1, 1}}, {{2, 3}, {9, 13}, {1, 1}}, {{1, 0}, {11, 14}, {2, 3}}, {{-1, -1}, {INT64_MIN, INT64_MIN}, {-1, -2}},
    {{5, 5}, {5, 9}, {1, 1}}, {{-4, INT64_MIN}, {100, INT64_MIN}, {1, 1}}};
  for (size_t t = 0; t < sizeof TEXTS / sizeof TEXTS[0]; t++)
    for (size_t s = 0; s < sizeof SLICES / sizeof SLICES[0]; s++) {
      distarray_distribution whole = distribution(context, 2, shape, TEXTS[t]), slice;
      int64_t extents[2], index[2] = {0, 0}, base[2], first[2], wrong = 0;
      int a, b;
      OK(distarray_distribution_slice(whole, SLICES[s].starts, SLICES[s].stops, SLICES[s].steps, &slice));
      OK(distarray_distribution_get_shape(slice, extents));
      for (int k = 0; k < 2; k++) {
        const int64_t step = SLICES[s].steps[k], n = shape[k];
        int64_t start = SLICES[s].starts[k], stop = SLICES[s].stops[k], count = 0;
        if (start == none) start = step > 0 ? 0 : n - 1;
        else if (start < 0) start += n;
        if (stop == none) stop = step > 0 ? n : -1;
        else if (stop < 0) stop += n;
        if (stop > n) stop = n;
        for (int64_t i = start; step > 0 ? i < stop : i > stop; i += step) count++;
        EXPECT(extents[k] == count);
        first[k] = start;
      }
      if (count_of(2, extents) > 0) do {
        for (int k = 0; k < 2; k++) base[k] = first[k] + index[k] * SLICES[s].steps[k];
        OK(distarray_distribution_get_owner(slice, index, &a));
        OK(distarray_distribution_get_owner(whole, base, &b));
        wrong += a != b;
      } while (next_index(2, extents, index));
      EXPECT(wrong == 0);
      OK(distarray_distribution_free(&whole)); /* the slice lives on */
      OK(distarray_distribution_get_ndim(slice, &a));
      OK(distarray_distribution_free(&slice));
    }
  {
    const int64_t zero[2] = {0, 0}, steps[2] = {1, 0};
    distarray_distribution d = distribution(context, 2, shape, "block"), slice = NULL;
    FAILS(DISTARRAY_ERR_ARGUMENT, distarray_distribution_slice(d, zero, shape, steps, &slice), "step");
    EXPECT(slice == NULL);
    OK(distarray_distribution_slice(d, zero, shape, NULL, &slice));
    OK(distarray_distribution_free(&slice));
    OK(distarray_distribution_free(&d));
  }
}

static void comparison(distarray_context context)
{
  const int64_t shape[2] = {12, 10};
  static const struct { const char *a, *b; int equal, aligned; } PAIRS[] = {
    {"block, whole", "block, whole", 1, 1}, {"block, whole", "block halo(1), whole", 0, 1},
    {"block, whole", "block, whole order(column)", 0, 1}, {"block, whole", "block(ceil), whole", -1, -1},
    {"block, whole", "cyclic, whole", -1, -1}, {"cyclic, whole", "cyclic(1), whole", 1, 1}};
  for (size_t k = 0; k < sizeof PAIRS / sizeof PAIRS[0]; k++) {
    distarray_distribution a = distribution(context, 2, shape, PAIRS[k].a), b = distribution(context, 2, shape, PAIRS[k].b);
    int equal, aligned, halo_matters = size > 1;
    OK(distarray_distribution_is_equal(a, b, &equal));
    OK(distarray_distribution_is_aligned(a, b, &aligned));
    EXPECT(equal <= aligned);
    if (k == 1) EXPECT(equal == !halo_matters && aligned); /* one process has no neighbours */
    else if (PAIRS[k].equal >= 0) EXPECT(equal == PAIRS[k].equal && aligned == PAIRS[k].aligned);
    OK(distarray_distribution_free(&a));
    OK(distarray_distribution_free(&b));
  }
}

static void specifications(distarray_context context)
{
  const int64_t shape[3] = {12, 10, 8}, bounds[2] = {0, 12};
  const int open[3] = {0, 1, 1}, too_many[3] = {0, 1, 0};
  distarray_specification s;
  distarray_distribution by_setters, by_text;
  int equal;
  OK(distarray_specification_create(3, shape, &s));
  OK(distarray_specification_set_bounds(s, 0, 2, bounds));
  OK(distarray_specification_set_cyclic(s, 0, 3));
  OK(distarray_specification_set_block(s, 1, DISTARRAY_BLOCK_CEIL));
  OK(distarray_specification_set_block(s, 1, DISTARRAY_BLOCK_EVEN));
  OK(distarray_specification_set_halo(s, 1, 1, 2));
  OK(distarray_specification_set_periodic(s, 1, 1));
  OK(distarray_specification_set_whole(s, 2));
  OK(distarray_specification_set_boundary(s, 2, 1, 1));
  OK(distarray_specification_set_grid(s, 3, too_many));
  OK(distarray_specification_set_grid(s, 3, open));
  OK(distarray_specification_set_order(s, DISTARRAY_COLUMN_MAJOR));
  OK(distarray_distribution_create(context, s, &by_setters));
  by_text = distribution(context, 3, shape, "cyclic(3), block halo(1:2) periodic, whole boundary(1:1) @ 0x1x1 order(column)");
  OK(distarray_distribution_is_equal(by_setters, by_text, &equal));
  EXPECT(equal == 1);
  OK(distarray_distribution_free(&by_text));
  OK(distarray_distribution_free(&by_setters));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_set_cyclic(s, 0, 0), "block_size");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_set_whole(s, 3), "axis");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_set_halo(s, 1, -1, 0), "lower");
  FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_specification_set_bounds(s, 0, 0, NULL), "bounds");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_set_order(s, 3), "order");
  OK(distarray_specification_free(&s));
  FAILS(DISTARRAY_ERR_HANDLE, distarray_specification_set_whole(s, 0), "NULL");
  s = NULL;
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_parse(1, shape, "blok", &s), "blok");
  EXPECT(s == NULL);
}

/* The last ranks only, each with its own labels; and copies of the whole. */
static void subsets(distarray_context context)
{
  const int64_t shape[1] = {6};
  const int used = size > 2 ? 2 : 1;
  int ranks[2], coordinate, replica, owner, owned;
  int64_t labels[6], count = 0, index, local;
  distarray_specification s;
  distarray_distribution d;
  ranks[0] = size - 1, ranks[1] = 0;
  for (int64_t k = 0; k < 6; k++)
    if (rank == ranks[k % used]) labels[count++] = 100 - 10 * k;
  OK(distarray_specification_create(1, shape, &s));
  OK(distarray_specification_set_ranks(s, used, ranks));
  OK(distarray_specification_set_unstructured(s, 0, count, labels, 1));
  OK(distarray_distribution_create(context, s, &d));
  for (int r = 0; r < size; r++) {
    const int inside = r == ranks[0] || (used > 1 && r == ranks[1]);
    OK(distarray_distribution_get_coordinates(d, r, &coordinate, &replica));
    EXPECT(inside ? replica == 0 && ranks[coordinate] == r : replica == -1 && coordinate == -1);
  }
  for (int64_t k = 0; k < count; k++) {
    OK(distarray_distribution_get_global_index(d, &k, &index));
    EXPECT(index == labels[k]);
    OK(distarray_distribution_get_local_index(d, &index, &local, &owned));
    EXPECT(owned == 1 && local == k);
  }
  index = 55;
  if (size > 2) FAILS(DISTARRAY_ERR_UNSUPPORTED, distarray_distribution_get_owner(d, &index, &owner), "labels");
  OK(distarray_distribution_free(&d));
  if (rank == size - 1 && count > 1) labels[1] = labels[0]; /* a label twice: an error for all */
  OK(distarray_specification_set_unstructured(s, 0, count, labels, 1));
  d = NULL;
  FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_distribution_create(context, s, &d), "label");
  EXPECT(d == NULL);
  OK(distarray_specification_free(&s));

  if (size % 2 == 0) {
    char text[40];
    int replicas;
    size_t length = 99;
    sprintf(text, "block @ %d replicas(2)", size / 2);
    d = distribution(context, 1, shape, text);
    OK(distarray_distribution_get_replicas(d, &replicas));
    OK(distarray_distribution_get_coordinates(d, size - 1, &coordinate, &replica));
    EXPECT(replicas == 2 && replica == 1 && coordinate == size / 2 - 1);
    FAILS(DISTARRAY_ERR_UNSUPPORTED, distarray_distribution_to_json(d, NULL, 0, &length), "replicated");
    EXPECT(length == 99);
    OK(distarray_distribution_free(&d));
  }
}

static void texts(distarray_context context)
{
  const int64_t shape[2] = {6, 8};
  distarray_distribution d = distribution(context, 2, shape, "block halo(1), cyclic(2)");
  char text[4000], part[5];
  size_t length, again;
  FILE *file;
  OK(distarray_distribution_describe(d, NULL, 0, &length));
  EXPECT(length > 20 && length < sizeof text);
  OK(distarray_distribution_describe(d, text, sizeof text, &again));
  EXPECT(again == length && strlen(text) == length && (size == 1 || (strstr(text, "block") && strstr(text, "cyclic"))));
  OK(distarray_distribution_describe(d, part, sizeof part, &again));
  EXPECT(again == length && strlen(part) == 4 && strncmp(part, text, 4) == 0);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_distribution_describe(d, NULL, 4, &again), "buffer");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_distribution_describe(d, NULL, 0, NULL), "length");
  OK(distarray_distribution_to_json(d, text, sizeof text, NULL));
  EXPECT(text[0] == '[' && strstr(text, "\"dist_type\":\"b\"") && strstr(text, "\"block_size\":2"));
  OK(distarray_distribution_draw_text(d, -1, -1, text, sizeof text, &length));
  EXPECT(length > 40 && same_on_all(text));
  OK(distarray_distribution_draw_text(d, 1, 0, text, sizeof text, &length));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_distribution_draw_text(d, 0, 2, text, sizeof text, &length), "axes from 0 to 1");
  OK(distarray_distribution_write_svg(d, -1, -1, "distribution.svg"));
  if (rank == 0) {
    file = fopen("distribution.svg", "r");
    EXPECT(file && fread(text, 1, 4, file) == 4 && text[0] == '<');
    if (file) fclose(file);
    remove("distribution.svg");
  }
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  int number;
  OK(distarray_context_get_rank(context, &number));
  EXPECT(number == rank);
  OK(distarray_context_get_size(context, &number));
  EXPECT(number == size);
  queries(context);
  slices(context);
  comparison(context);
  specifications(context);
  subsets(context);
  texts(context);
  OK(distarray_context_free(&context));
  return verdict();
}
