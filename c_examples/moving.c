/* A plan run many times between two layouts, in the background; a transposition with scaling; a counter for all.
 *
 *   mpirun -n 4 ./moving
 */
#include <distarray.h>
#include <stdio.h>

enum { STEPS = 10 };

static double sum(distarray_array a)
{
  double value;
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_SUM, a, &value, NULL));
  return value;
}

int main(int argc, char **argv)
{
  const int64_t shape[2] = {400, 300}, turned[2] = {300, 400}, one_number = 1, first = 0, one = 1;
  const double two = 2, minus = -1, ones = 1;
  distarray_context context;
  distarray_distribution rows, columns, other, single;
  distarray_array a, b, c, counter;
  distarray_plan plan;
  distarray_request request;
  int64_t facts[3], most[3], task, tasks = 0, all;
  double total;
  int rank, size, done, wrong;

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block, whole", &rows));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "whole, block", &columns));
  DISTARRAY_CHECK(distarray_array_create_full(rows, DISTARRAY_FLOAT64, &ones, &a));
  DISTARRAY_CHECK(distarray_array_create_zeros(columns, DISTARRAY_FLOAT64, &b));

  /* Planned once, and asked what it costs before anything moves. */
  DISTARRAY_CHECK(distarray_plan_create(rows, columns, &plan));
  DISTARRAY_CHECK(distarray_plan_get_info(plan, DISTARRAY_FLOAT64, DISTARRAY_PLAN_MESSAGES, &facts[0]));
  DISTARRAY_CHECK(distarray_plan_get_info(plan, DISTARRAY_FLOAT64, DISTARRAY_PLAN_BYTES_SENT, &facts[1]));
  DISTARRAY_CHECK(distarray_plan_get_info(plan, DISTARRAY_FLOAT64, DISTARRAY_PLAN_TEMPORARY_BYTES, &facts[2]));
  MPI_Reduce(facts, most, 3, MPI_INT64_T, MPI_MAX, 0, MPI_COMM_WORLD);
  if (rank == 0)
    printf("every run: at most %lld messages and %lld bytes from a rank, %lld bytes of temporary memory\n",
           (long long)most[0], (long long)most[1], (long long)most[2]);
  for (int step = 0; step < STEPS; step++) {
    DISTARRAY_CHECK(distarray_plan_begin(plan, a, b, &request));
    /* Work on other arrays goes here, with a look at the request now and then. */
    DISTARRAY_CHECK(distarray_request_test(request, &done));
    DISTARRAY_CHECK(distarray_request_end(&request));
    DISTARRAY_CHECK(distarray_array_apply_scalar(DISTARRAY_MULTIPLY, b, &two, DISTARRAY_FLOAT64, b));
    DISTARRAY_CHECK(distarray_array_redistribute(b, a));
  }
  total = sum(a) / 400 / 300;
  wrong = total != 1 << STEPS;
  if (rank == 0) printf("after %d steps there and back: %g\n", STEPS, total);

  /* c = 2 a^T - c, whatever the layouts. */
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, turned, "cyclic(16), cyclic(16)", &other));
  DISTARRAY_CHECK(distarray_array_create_full(other, DISTARRAY_FLOAT64, &ones, &c));
  DISTARRAY_CHECK(distarray_array_transform(DISTARRAY_TRANSPOSE, &two, a, &minus, c));
  total = sum(c) / 400 / 300;
  wrong |= total != 2 * (1 << STEPS) - 1;
  if (rank == 0) printf("twice the transpose less one: %g\n", total);

  /* 100 tasks, drawn one by one from a counter that nobody serves. */
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 1, &one_number, "block", &single));
  DISTARRAY_CHECK(distarray_array_create_zeros(single, DISTARRAY_INT64, &counter));
  DISTARRAY_CHECK(distarray_array_fetch(DISTARRAY_ADD, counter, &first, &one, &task));
  while (task < 100) {
    tasks++;
    DISTARRAY_CHECK(distarray_array_fetch(DISTARRAY_ADD, counter, &first, &one, &task));
  }
  DISTARRAY_CHECK(distarray_array_fence(counter));
  MPI_Allreduce(&tasks, &all, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  wrong |= all != 100;
  if (rank == 0) printf("%lld tasks done by %d ranks\n", (long long)all, size);

  DISTARRAY_CHECK(distarray_plan_free(&plan));
  DISTARRAY_CHECK(distarray_array_free(&a));
  DISTARRAY_CHECK(distarray_array_free(&b));
  DISTARRAY_CHECK(distarray_array_free(&c));
  DISTARRAY_CHECK(distarray_array_free(&counter));
  DISTARRAY_CHECK(distarray_distribution_free(&rows));
  DISTARRAY_CHECK(distarray_distribution_free(&columns));
  DISTARRAY_CHECK(distarray_distribution_free(&other));
  DISTARRAY_CHECK(distarray_distribution_free(&single));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return wrong;
}
