/* One step of diffusion on a grid in slabs, of 5 and 7 points, boundary left alone: DistArray with halos, a loop in C with messages,
 * numexpr and NumPy after the same messages. */
#include "computing.h"

static const double rate = 0.1;
static int dimensions;
static size_t all_slabs, slabs, first; /* of all ranks, of this one; the number of its first */
static size_t plane, columns;          /* doubles in a slab, in a row */
static double *grid, *next;            /* with one slab more on both sides, and without */

static double value_at(size_t global) { return (double)(global * 2654435761u % 1000003) * 1e-6; }

/* Whether a place of this rank's slabs lies on the boundary of the whole grid. */
static int is_boundary(size_t place)
{
  const size_t slab = first + place / plane, column = place % columns, row = place % plane / columns;
  return slab == 0 || slab == all_slabs - 1 || column == 0 || column == columns - 1 ||
         (dimensions == 3 && (row == 0 || row == plane / columns - 1));
}

static double expected_at(size_t place)
{
  const size_t i = first * plane + place;
  if (is_boundary(place)) return 0;
  double sum = value_at(i - plane) + value_at(i + plane) + value_at(i - 1) + value_at(i + 1) - 4 * value_at(i);
  if (dimensions == 3) sum += value_at(i - columns) + value_at(i + columns) - 2 * value_at(i);
  return value_at(i) + rate * sum;
}

/* The boundary keeps its zeros. */
static void clear_grid(void *data)
{
  const struct result *result = data;
  for (size_t i = 0; i < result->count; i++) result->elements[i] = is_boundary(i) ? 0 : -1;
}

/* ---- messages and loops ---- */

static void exchange(void *unused)
{
  const int below = rank > 0 ? rank - 1 : MPI_PROC_NULL, above = rank + 1 < ranks ? rank + 1 : MPI_PROC_NULL, size = (int)plane;
  MPI_Request requests[4];
  (void)unused;
  MPI_Irecv(grid, size, MPI_DOUBLE, below, 0, MPI_COMM_WORLD, &requests[0]);
  MPI_Irecv(grid + (slabs + 1) * plane, size, MPI_DOUBLE, above, 1, MPI_COMM_WORLD, &requests[1]);
  MPI_Isend(grid + plane, size, MPI_DOUBLE, below, 1, MPI_COMM_WORLD, &requests[2]);
  MPI_Isend(grid + slabs * plane, size, MPI_DOUBLE, above, 0, MPI_COMM_WORLD, &requests[3]);
  MPI_Waitall(4, requests, MPI_STATUSES_IGNORE);
}

static size_t first_inner(void) { return rank == 0; }
static size_t end_inner(void) { return rank == ranks - 1 ? slabs - 1 : slabs; }

static void step(void *unused)
{
  exchange(unused);
  for (size_t s = first_inner(); s < end_inner(); s++) {
    const double *here = grid + (s + 1) * plane;
    double *to = next + s * plane;
    if (dimensions == 2)
      stencil_row(to, here - plane, here, here + plane, NULL, NULL, rate, columns);
    else
      for (size_t r = columns; r + columns < plane; r += columns)
        stencil_row(to + r, here + r - plane, here + r, here + r + plane, here + r - columns, here + r + columns, rate, columns);
  }
  end_stream();
}

static void step_in_python(void *code)
{
  exchange(NULL);
  python_execute(code);
}

/* Names for the neighbours of all inner elements. */
static void open_python(void)
{
  char code[2048];
  const char *const rows = dimensions == 3 ? "1:-1, " : "";
  python_array("grid", "f8", grid, (slabs + 2) * plane);
  python_array("next", "f8", next, slabs * plane);
  snprintf(code, sizeof code,
           "low, high = %zu, %zu\n"
           "shape = (-1, %zu)[:%d] + (%zu,)\n"
           "grid, next = grid.reshape(shape), next.reshape(shape)\n"
           "inner, before, after = grid[low+1:high+1, %s1:-1], grid[low:high, %s1:-1], grid[low+2:high+2, %s1:-1]\n"
           "left, right, target = grid[low+1:high+1, %s:-2], grid[low+1:high+1, %s2:], next[low:high, %s1:-1]\n"
           "if grid.ndim == 3: above, below = grid[low+1:high+1, :-2, 1:-1], grid[low+1:high+1, 2:, 1:-1]\n"
           "neighbours = [before, after, left, right] + ([above, below] if grid.ndim == 3 else [])\n"
           "spare = np.empty(target.shape)\n",
           first_inner(), end_inner(), plane / columns, dimensions - 1, columns, rows, rows, rows, rows, rows, rows);
  python_run(code);
}

static const char *const NUMPY = "np.add(neighbours[0], neighbours[1], out=target)\n"
                                 "for neighbour in neighbours[2:]: np.add(target, neighbour, out=target)\n"
                                 "np.multiply(target, 0.1, out=target)\n"
                                 "np.multiply(inner, 1 - 0.1 * len(neighbours), out=spare)\n"
                                 "np.add(target, spare, out=target)\n";
static const char *const NUMEXPR[] = {
  "numexpr.evaluate('0.6 * inner + 0.1 * (before + after + left + right)', out=target)",
  "numexpr.evaluate('0.4 * inner + 0.1 * (before + after + above + below + left + right)', out=target)"};

/* ---- DistArray ---- */

static const char *const TEXTS[] = {
  "0.6*u[1:-1, 1:-1] + 0.1*(u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:])",
  "0.4*u[1:-1, 1:-1, 1:-1] + 0.1*(u[:-2, 1:-1, 1:-1] + u[2:, 1:-1, 1:-1] + u[1:-1, :-2, 1:-1] + u[1:-1, 2:, 1:-1]"
  " + u[1:-1, 1:-1, :-2] + u[1:-1, 1:-1, 2:])"};

static const char *const INNER[] = {"1:-1, 1:-1", "1:-1, 1:-1, 1:-1"};

/* The grid with a halo, in memory of the library's. */
static distarray_array open_grid(const int64_t *shape)
{
  distarray_distribution distribution;
  distarray_array array;
  void *part;
  const char *const words = dimensions == 2 ? "block halo(1), whole" : "block halo(1), whole, whole";
  DISTARRAY_CHECK(distarray_distribution_create_text(context, dimensions, shape, words, &distribution));
  DISTARRAY_CHECK(distarray_array_create_zeros(distribution, DISTARRAY_FLOAT64, &array));
  DISTARRAY_CHECK(distarray_array_get_local(array, &part, NULL, NULL));
  DISTARRAY_CHECK(distarray_distribution_free(&distribution));
  memcpy(part, grid + plane, slabs * plane * 8);
  return array;
}

static void contend(const char *job, int axes, const size_t *extents)
{
  struct contest contest = {.job = job};
  const int64_t shape[3] = {(int64_t)extents[0], (int64_t)extents[1], axes == 3 ? (int64_t)extents[2] : 1};
  dimensions = axes;
  columns = extents[axes - 1], plane = axes == 3 ? extents[1] * columns : columns;
  all_slabs = extents[0], slabs = share(all_slabs), first = first_of_share(all_slabs);
  struct operand out = open_operand(axes, shape, axes == 2 ? "block, whole" : "block, whole, whole", DISTARRAY_FLOAT64);
  grid = memory((slabs + 2) * plane * 8), next = out.part;
  for (size_t i = 0; i < slabs * plane; i++) grid[plane + i] = value_at(first * plane + i);
  distarray_array u = open_grid(shape);
  struct traffic least = {copy_streamed, out.part, {grid}, slabs * plane};
  struct result results[MEMORIES];
  struct evaluation evaluations[MEMORIES];
  for (int m = 0; m < MEMORIES; m++) {
    results[m] = (struct result){out.memory[m], slabs * plane, 1, expected_at, 1e-14};
    evaluations[m] = (struct evaluation){TEXTS[axes - 2], "u", {u}, 1, view(out.array[m], INNER[axes - 2]), 0};
  }
  if (axes == 2) snprintf(contest.size, sizeof contest.size, "%zu x %zu", extents[0], columns);
  else snprintf(contest.size, sizeof contest.size, "%zu x %zu x %zu", extents[0], extents[1], columns);
  contest.bytes = 16.0 * (double)(all_slabs * plane);
  enter(&contest, "streaming copy of the grid", CEILING, pass, &least);
  enter_result(&contest, "C; messages and streaming stores", PEER, step, NULL, &results[WRAPPED]);
  if (has_numpy) {
    open_python();
    enter_result(&contest, "NumPy after messages", PEER, step_in_python, python_compile(NUMPY), &results[WRAPPED]);
    if (has_numexpr)
      enter_result(&contest, "numexpr after messages", PEER, step_in_python, python_compile(NUMEXPR[axes - 2]), &results[WRAPPED]);
  }
  enter_evaluations(&contest, evaluations, results);
  for (int i = 0; i < contest.count; i++)
    if (contest.contestants[i].clear) contest.contestants[i].clear = clear_grid;
  hold(&contest);
  close_evaluations(evaluations);
  for (int m = 0; m < MEMORIES; m++) DISTARRAY_CHECK(distarray_array_free(&evaluations[m].out));
  DISTARRAY_CHECK(distarray_array_free(&u));
  close_operand(&out);
  free(grid);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  contend("5-point stencil", 2, (size_t[2]){sized(10000, 1000, (size_t)ranks), quick ? 1000 : 10000});
  contend("7-point stencil", 3, (size_t[3]){sized(464, 100, (size_t)ranks), quick ? 100 : 464, quick ? 100 : 464});
  finish();
  return 0;
}
