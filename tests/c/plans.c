/* Plans: run for one array and many, in the background, and asked beforehand. */
#include "check.h"

static const int64_t SHAPE[2] = {37, 24};
static const char *const PAIRS[][2] = {{"block, whole", "whole, block"}, {"block, block", "cyclic(2), cyclic(3)"},
                                       {"cyclic, block halo(1)", "whole, whole"}, {"block, block", "block, block"}};

static int64_t fact(distarray_plan plan, int32_t which)
{
  int64_t value = -1;
  OK(distarray_plan_get_info(plan, DISTARRAY_FLOAT64, which, &value));
  return value;
}

static void questions(distarray_plan plan, distarray_array source, distarray_array target, int copies)
{
  const int64_t all = count_of(2, SHAPE) * (int64_t)sizeof(double);
  int64_t extents[2], sums[2] = {0, 0}, sent, received, stays = 0, total[2], messages = 0;
  void *memory;
  for (int other = 0; other < size; other++) {
    OK(distarray_plan_get_pair_bytes(plan, DISTARRAY_FLOAT64, other, &sent, &received));
    if (other == rank) {
      EXPECT(sent == received);
      stays = sent;
    }
    else {
      sums[0] += sent;
      sums[1] += received;
      messages += sent > 0;
    }
  }
  EXPECT(fact(plan, DISTARRAY_PLAN_MESSAGES) == messages);
  EXPECT(fact(plan, DISTARRAY_PLAN_BYTES_SENT) == sums[0]);
  EXPECT(fact(plan, DISTARRAY_PLAN_BYTES_RECEIVED) == sums[1]);
  EXPECT(fact(plan, DISTARRAY_PLAN_BYTES_LOCAL) == stays);
  EXPECT(fact(plan, DISTARRAY_PLAN_TEMPORARY_BYTES) >= 0 && fact(plan, DISTARRAY_PLAN_ROUNDS) >= (messages > 0));
  EXPECT(fact(plan, DISTARRAY_PLAN_SEGMENTS) > 0 || sums[0] + sums[1] + stays == 0);
  OK(distarray_array_get_local(source, &memory, extents, NULL));
  if (!copies) EXPECT(sums[0] + stays == count_of(2, extents) * (int64_t)sizeof(double));
  OK(distarray_array_get_local(target, &memory, extents, NULL));
  EXPECT(sums[1] + stays == count_of(2, extents) * (int64_t)sizeof(double));
  MPI_Allreduce(sums, total, 2, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  EXPECT(total[0] == total[1] && (copies || total[0] <= all));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_plan_get_info(plan, DISTARRAY_FLOAT64, 99, &sent), "fact");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_plan_get_pair_bytes(plan, DISTARRAY_FLOAT64, size, &sent, &received), "rank");
}

static void runs(distarray_context context, const char *from, const char *to)
{
  distarray_distribution source = distribution(context, 2, SHAPE, from), target = distribution(context, 2, SHAPE, to);
  distarray_array sources[3], targets[3], other;
  distarray_request requests[2];
  distarray_plan plan;
  const double zero = 0;
  int done;
  OK(distarray_plan_create(source, target, &plan));
  for (int k = 0; k < 3; k++) {
    sources[k] = numbers(source, k == 1 ? DISTARRAY_INT16 : DISTARRAY_FLOAT64);
    OK(distarray_array_create_zeros(target, k == 2 ? DISTARRAY_INT32 : DISTARRAY_FLOAT64, &targets[k]));
  }
  /* Every rank has all of what is whole on all axes. */
  questions(plan, sources[0], targets[0], strcmp(from, "whole, whole") == 0 || strcmp(to, "whole, whole") == 0);
  for (int again = 0; again < 2; again++) {
    OK(distarray_plan_run(plan, sources[0], targets[0]));
    EXPECT(wrong_elements(targets[0], expected_at) == 0);
    OK(distarray_array_fill(targets[0], &zero));
  }
  OK(distarray_plan_run_many(plan, 3, sources, targets));
  for (int k = 0; k < 3; k++) {
    EXPECT(wrong_elements(targets[k], expected_at) == 0);
    OK(distarray_array_assign_scalar(targets[k], &zero, DISTARRAY_FLOAT64));
  }
  /* Two at once, ended in the other order. */
  for (int k = 0; k < 2; k++) OK(distarray_plan_begin(plan, sources[k], targets[k], &requests[k]));
  OK(distarray_request_test(requests[0], &done));
  EXPECT(done == 0 || done == 1);
  OK(distarray_request_end(&requests[1]));
  do OK(distarray_request_test(requests[0], &done));
  while (!done);
  OK(distarray_request_end(&requests[0]));
  EXPECT(requests[0] == NULL && requests[1] == NULL);
  OK(distarray_request_end(&requests[0]));
  for (int k = 0; k < 2; k++) EXPECT(wrong_elements(targets[k], expected_at) == 0);
  /* Requests outlive what they were made of. */
  OK(distarray_plan_begin(plan, sources[0], targets[2], &requests[0]));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_request_test(requests[0], NULL), "done");
  OK(distarray_plan_free(&plan));
  OK(distarray_array_free(&sources[0]));
  EXPECT(plan == NULL);
  OK(distarray_plan_free(&plan));
  OK(distarray_request_end(&requests[0]));
  EXPECT(wrong_elements(targets[2], expected_at) == 0);
  FAILS(DISTARRAY_ERR_HANDLE, distarray_plan_run(plan, sources[1], targets[1]), "plan");

  OK(distarray_plan_create(source, target, &plan));
  OK(distarray_array_create_arange(context, 0, 5, 1, DISTARRAY_INT64, NULL, &other));
  FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_plan_run(plan, other, targets[0]), "source");
  FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_plan_run_many(plan, 1, &sources[1], &other), "target");
  FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_plan_begin(plan, sources[1], other, &requests[0]), "target");
  OK(distarray_array_free(&other));
  OK(distarray_plan_free(&plan));
  for (int k = 0; k < 3; k++) {
    OK(distarray_array_free(&sources[k]));
    OK(distarray_array_free(&targets[k]));
  }
  OK(distarray_distribution_free(&source));
  OK(distarray_distribution_free(&target));
}

/* The same array is source and target, and only its halo is written. */
static void halo(distarray_context context)
{
  const int64_t shape[1] = {24}, widths[1] = {1}, many[1] = {3};
  distarray_distribution d = distribution(context, 1, shape, "block halo(2)");
  distarray_array a = digits(context, 1, shape, "block halo(2)", DISTARRAY_INT64);
  int64_t extent, lower, upper, minus = -1, first;
  distarray_plan plan = NULL;
  distarray_request request;
  int64_t *p;
  void *owned;
  OK(distarray_distribution_get_halo(d, &lower, &upper));
  OK(distarray_array_get_local(a, &owned, &extent, NULL));
  p = (int64_t *)owned;
  first = p[0];
  for (int64_t k = 1; k <= lower; k++) p[-k] = minus;
  for (int64_t k = 0; k < upper; k++) p[extent + k] = minus;
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_plan_create_halo(d, many, widths, 1, &plan), "lower");
  EXPECT(plan == NULL);
  OK(distarray_plan_create_halo(d, widths, widths, 1, &plan));
  OK(distarray_plan_run(plan, a, a));
  if (lower) EXPECT(p[-1] == first - 1 && p[-2] == -1);
  if (upper) EXPECT(p[extent] == first + extent && p[extent + 1] == -1);
  OK(distarray_plan_free(&plan));
  OK(distarray_plan_create_halo(d, NULL, NULL, 0, &plan));
  OK(distarray_plan_begin(plan, a, a, &request));
  OK(distarray_request_end(&request));
  for (int64_t k = -lower; k < extent + upper; k++) EXPECT(p[k] == first + k);
  OK(distarray_plan_free(&plan));
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

static void refused(distarray_context context)
{
  const int64_t shape[2] = {37, 25};
  distarray_distribution d = distribution(context, 2, SHAPE, "block, whole"), other = distribution(context, 2, shape, "block, whole");
  distarray_plan plan = NULL;
  FAILS(DISTARRAY_ERR_SHAPE, distarray_plan_create(d, other, &plan), "target");
  EXPECT(plan == NULL && same_on_all(distarray_last_error_message()));
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&other));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (size_t k = 0; k < sizeof PAIRS / sizeof PAIRS[0]; k++) {
    runs(context, PAIRS[k][0], PAIRS[k][1]);
    runs(context, PAIRS[k][1], PAIRS[k][0]);
  }
  halo(context);
  refused(context);
  OK(distarray_context_free(&context));
  return verdict();
}
