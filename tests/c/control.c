/* Control of a context: policy, counters of calls and over ranks, a trace, progress and cancelling. */
#include "check.h"

static const int64_t SHAPE[2] = {600, 40};

struct heard {
  int calls;
  double last, cancel_at;
  char phase[16];
};

static int listen(double fraction, const char *phase, void *user)
{
  struct heard *heard = (struct heard *)user;
  heard->calls++;
  heard->last = fraction;
  strncpy(heard->phase, phase, sizeof heard->phase - 1);
  return fraction >= heard->cancel_at;
}

static void policy(distarray_context context)
{
  const int32_t both = DISTARRAY_POLICY_COMMUNICATION + DISTARRAY_POLICY_TEMPORARIES;
  distarray_distribution d = distribution(context, 2, SHAPE, "cyclic, whole");
  distarray_array a = numbers(d, DISTARRAY_FLOAT64);
  OK(distarray_context_set_policy(context, DISTARRAY_POLICY_COMMUNICATION, DISTARRAY_FORBID));
  if (size > 1) FAILS(DISTARRAY_ERR_POLICY, distarray_array_write_raw(a, "control.raw", DISTARRAY_NATIVE_ENDIAN), "forbids");
  OK(distarray_context_set_policy(context, both, DISTARRAY_WARN));
  OK(distarray_array_write_raw(a, "control.raw", DISTARRAY_NATIVE_ENDIAN));
  OK(distarray_context_set_policy(context, both, DISTARRAY_ALLOW));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_set_policy(context, 4, DISTARRAY_ALLOW), "kinds");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_set_policy(context, both, 0), "policy");
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

static void counters(distarray_context context)
{
  distarray_distribution rows = distribution(context, 2, SHAPE, "block, whole");
  distarray_distribution columns = distribution(context, 2, SHAPE, "whole, block");
  distarray_array a = numbers(rows, DISTARRAY_FLOAT64), b;
  int64_t once, before, after, least, most, collectives;
  double mean;
  OK(distarray_array_create(columns, DISTARRAY_FLOAT64, &b));
  OK(distarray_array_redistribute(a, b));
  OK(distarray_context_get_counter(context, DISTARRAY_COUNTER_BYTES_RECEIVED, &before));
  OK(distarray_array_redistribute(a, b));
  OK(distarray_context_get_counter(context, DISTARRAY_COUNTER_BYTES_RECEIVED, &after));
  OK(distarray_context_get_call_counter(context, DISTARRAY_COUNTER_BYTES_RECEIVED, &once));
  EXPECT(once == after - before && (size == 1 || once > 0));
  OK(distarray_context_get_call_counter(context, DISTARRAY_COUNTER_COLLECTIVES, &collectives));
  EXPECT(collectives >= 1 && collectives < 10);
  OK(distarray_context_get_call_counter_statistics(context, DISTARRAY_COUNTER_BYTES_RECEIVED, &least, &mean, &most));
  EXPECT(least <= once && once <= most && (double)least <= mean && mean <= (double)most);
  OK(distarray_context_get_call_counter_statistics(context, DISTARRAY_COUNTER_COLLECTIVES, &least, &mean, &most));
  EXPECT(least == collectives && most == collectives && mean == (double)collectives);
  OK(distarray_context_get_counter_statistics(context, DISTARRAY_COUNTER_BYTES_RECEIVED, &least, &mean, &most));
  EXPECT(least <= after && after <= most);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_get_counter_statistics(context, 99, &least, &mean, &most), "counter");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_distribution_free(&rows));
  OK(distarray_distribution_free(&columns));
}

static int holds(const char *text, const char *words)
{
  return strstr(text, words) != NULL;
}

static void trace(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, "block halo(1), whole");
  distarray_array a = numbers(d, DISTARRAY_FLOAT64);
  FAILS(DISTARRAY_ERR_IO, distarray_context_start_trace(context, "/nonexistent/trace.json"), "path");
  OK(distarray_context_start_trace(context, "control.json"));
  OK(distarray_array_exchange_halo(a));
  OK(distarray_context_stop_trace(context));
  OK(distarray_context_stop_trace(context));
  if (rank == 0) {
    static char text[1 << 20];
    FILE *file = fopen("control.json", "r");
    EXPECT(file != NULL);
    if (file) {
      text[fread(text, 1, sizeof text - 1, file)] = 0;
      fclose(file);
    }
    EXPECT(holds(text, "\"name\":\"distarray_array_exchange_halo\"") && holds(text, "\"name\":\"agree\""));
    EXPECT(!holds(text, "\"name\":\"distarray_context_stop_trace\""));
  }
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

static void progress(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, "block, whole");
  distarray_array a = numbers(d, DISTARRAY_FLOAT64), b;
  struct heard heard;
  memset(&heard, 0, sizeof heard);
  heard.cancel_at = 2;
  if (rank == 0) OK(distarray_context_set_progress(context, listen, &heard, 0.0));
  OK(distarray_array_write_npy(a, "control.npy"));
  if (rank == 0) EXPECT(heard.calls > 0 && heard.last == 1 && strcmp(heard.phase, "writing") == 0);
  heard.cancel_at = 0;
  FAILS(DISTARRAY_ERR_CANCELLED, distarray_array_read_npy(context, "control.npy", NULL, &b), "cancel");
  OK(distarray_context_set_progress(context, NULL, NULL, 0.0));
  OK(distarray_array_read_npy(context, "control.npy", NULL, &b));
  EXPECT(wrong_elements(b, expected_at) == 0);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_set_progress(context, listen, NULL, -1.0), "seconds");
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  policy(context);
  counters(context);
  trace(context);
  progress(context);
  OK(distarray_context_free(&context));
  if (rank == 0) {
    remove("control.raw");
    remove("control.npy");
    remove("control.json");
  }
  return verdict();
}
