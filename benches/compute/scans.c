/* Running sums: DistArray, two passes in C with one MPI_Exscan, NumPy on one core and on every core. */
#include "computing.h"
#include <math.h>

static struct operand a, out;
static size_t total, count; /* elements of all ranks, of this one */
static double *all, *all_sums; /* of rank 0 */
static double of_python[1];

/* Integers, so that every order of addition gives the same: 0 to 6, again and again. */
static double a_at(size_t global) { return (double)(global % 7); }
static double sum_to(size_t global) { return 21.0 * (double)(global / 7) + (double)(global % 7 * (global % 7 + 1) / 2); }
static double sum_at(size_t i) { return sum_to(first_of_share(total) + i); }
static double all_sums_at(size_t i) { return sum_to(i); }

static double sum_before(double mine)
{
  double before = 0;
  MPI_Exscan(&mine, &before, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  return rank == 0 ? 0 : before;
}

static void two_passes(void *unused)
{
  (void)unused;
  running_sums(out.part, a.part, sum_before(rank == ranks - 1 ? 0 : sum_of(a.part, count)), count);
}

static void *numpy_sum, *numpy_scan, *numpy_add;
static void numpy_on_all(void *unused)
{
  (void)unused;
  python_execute(numpy_sum);
  of_python[0] = sum_before(of_python[0]);
  python_execute(numpy_scan);
  if (rank != 0) python_execute(numpy_add);
}

static void forget_sums(void *unused)
{
  (void)unused;
  if (rank == 0) python_run("made = None");
}
static size_t wrong_sums(void *data)
{
  if (rank == 0) python_run("all_sums[:] = made");
  return wrong_result(data);
}

struct scan {
  distarray_array array, made;
};
static void forget_made(void *data)
{
  struct scan *scan = data;
  if (scan->made) DISTARRAY_CHECK(distarray_array_free(&scan->made));
}
static void scan_array(void *data)
{
  struct scan *scan = data;
  DISTARRAY_CHECK(distarray_array_scan(DISTARRAY_CUMSUM, scan->array, 0, 0, &scan->made));
}
static size_t wrong_scan(void *data)
{
  void *part;
  DISTARRAY_CHECK(distarray_array_get_local(((struct scan *)data)->made, &part, NULL, NULL));
  return wrong_result(&(struct result){part, count, 1, sum_at, 0});
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  total = sized(100000000, 1000000, (size_t)ranks), count = share(total);
  a = open_vector(total, DISTARRAY_FLOAT64), out = open_vector(total, DISTARRAY_FLOAT64);
  for (size_t i = 0; i < count; i++) ((double *)a.part)[i] = a_at(first_of_share(total) + i);
  publish(&a);
  struct contest c = {.job = "cumsum", .bytes = 16.0 * (double)total};
  struct traffic least = {copy_streamed, out.part, {a.part}, count};
  struct result result = {out.part, count, 1, sum_at, 0}, of_one = {NULL, 0, 1, all_sums_at, 0};
  struct scan arrays[MEMORIES];
  struct contestant *entered;
  snprintf(c.size, sizeof c.size, "%zu", total);
  enter(&c, "streaming copy", CEILING, pass, &least);
  enter_result(&c, "C; sum; MPI_Exscan; running sums", PEER, two_passes, NULL, &result);
  if (has_numpy) {
    if (rank == 0) {
      all = memory(total * 8), all_sums = memory(total * 8);
      for (size_t i = 0; i < total; i++) all[i] = a_at(i);
      of_one.elements = all_sums, of_one.count = total;
      python_array("all", "f8", all, total), python_array("all_sums", "f8", all_sums, total);
    }
    python_array("a", "f8", a.part, count), python_array("out", "f8", out.part, count), python_array("value", "f8", of_python, 1);
    numpy_sum = python_compile("value[0] = a.sum()"), numpy_scan = python_compile("np.cumsum(a, out=out)");
    numpy_add = python_compile("np.add(out, value[0], out=out)");
    void *const into = python_compile("np.cumsum(all, out=all_sums)"), *const made = python_compile("made = np.cumsum(all)");
    enter_result(&c, "np.cumsum on one core; out=", PEER, python_execute, into, &of_one)->alone = 1;
    entered = enter_result(&c, "np.cumsum on one core; new array", PEER, python_execute, made, &of_one);
    entered->alone = 1, entered->before = forget_sums, entered->wrong = wrong_sums;
    enter_result(&c, "NumPy on every core; MPI_Exscan", PEER, numpy_on_all, NULL, &result);
  }
  for (int m = 0; m < MEMORIES; m++) {
    arrays[m] = (struct scan){a.array[m], 0};
    entered = enter(&c, DISTARRAY_NAMES[m], DISTARRAY, scan_array, &arrays[m]);
    entered->before = forget_made, entered->wrong = wrong_scan;
  }
  hold(&c);
  for (int m = 0; m < MEMORIES; m++) forget_made(&arrays[m]);
  close_operand(&a), close_operand(&out);
  if (rank == 0 && has_numpy) free(all), free(all_sums);
  finish();
  return 0;
}
