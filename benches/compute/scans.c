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

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  total = sized(100000000, 1000000, (size_t)ranks), count = share(total);
  a = open_vector(total, DISTARRAY_FLOAT64), out = open_vector(total, DISTARRAY_FLOAT64);
  for (size_t i = 0; i < count; i++) ((double *)a.part)[i] = a_at(first_of_share(total) + i);
  publish(&a);
  struct contest c = {.job = "cumsum", .bytes = 16.0 * (double)total};
  struct traffic least = {copy_streamed, out.part, {a.part}, count};
  struct result results[MEMORIES], of_one = {NULL, 0, 1, all_sums_at, 0};
  snprintf(c.size, sizeof c.size, "%zu", total);
  for (int m = 0; m < MEMORIES; m++) results[m] = (struct result){out.memory[m], count, 1, sum_at, 0};
  enter(&c, "streaming copy", CEILING, pass, &least);
  enter_result(&c, "C; sum; MPI_Exscan; running sums", PEER, two_passes, NULL, &results[WRAPPED]);
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
    enter_result(&c, "np.cumsum on one core", PEER, python_execute, python_compile("np.cumsum(all, out=all_sums)"), &of_one)->alone = 1;
    enter_result(&c, "NumPy on every core; MPI_Exscan", PEER, numpy_on_all, NULL, &results[WRAPPED]);
  }
  hold(&c);
  close_operand(&a), close_operand(&out);
  if (rank == 0 && has_numpy) free(all), free(all_sums);
  finish();
  return 0;
}
