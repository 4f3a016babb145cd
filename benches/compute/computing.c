#include "computing.h"
#include <math.h>

int has_numpy, has_numexpr;
volatile double sink;
const char *const DISTARRAY_NAMES[MEMORIES] = {"DistArray", "DistArray; memory of the program's"};

void start_computing(int *argc, char ***argv)
{
  start(argc, argv);
  has_numpy = python_has("import numpy as np\n");
  has_numexpr = has_numpy && python_has("import numexpr\nnumexpr.set_num_threads(1)\n");
}

size_t share(size_t total) { return total / (size_t)ranks; }
size_t first_of_share(size_t total) { return share(total) * (size_t)rank; }

size_t sized(size_t total, size_t quick_total, size_t of)
{
  const size_t wanted = quick ? quick_total : total;
  return wanted / of * of;
}

struct operand open_operand(int ndim, const int64_t *shape, const char *words, distarray_dtype dtype)
{
  struct operand operand = {.count = 1};
  distarray_distribution distribution;
  int64_t extents[8];
  size_t size;
  DISTARRAY_CHECK(distarray_distribution_create_text(context, ndim, shape, words, &distribution));
  DISTARRAY_CHECK(distarray_distribution_get_local_shape(distribution, rank, extents));
  DISTARRAY_CHECK(distarray_dtype_get_size(dtype, &size));
  for (int axis = 0; axis < ndim; axis++) operand.count *= (size_t)extents[axis];
  operand.bytes = operand.count * size;
  operand.part = memory(operand.bytes);
  DISTARRAY_CHECK(distarray_array_create_zeros(distribution, dtype, &operand.array[OWN]));
  DISTARRAY_CHECK(distarray_array_wrap(distribution, dtype, operand.part, NULL, NULL, NULL, &operand.array[WRAPPED]));
  for (int m = 0; m < MEMORIES; m++) DISTARRAY_CHECK(distarray_array_get_local(operand.array[m], &operand.memory[m], NULL, NULL));
  DISTARRAY_CHECK(distarray_distribution_free(&distribution));
  return operand;
}

struct operand open_vector(size_t total, distarray_dtype dtype)
{
  return open_operand(1, (int64_t[1]){(int64_t)total}, "block", dtype);
}

void publish(struct operand *operand) { memcpy(operand->memory[OWN], operand->part, operand->bytes); }

void close_operand(struct operand *operand)
{
  for (int m = 0; m < MEMORIES; m++) DISTARRAY_CHECK(distarray_array_free(&operand->array[m]));
  free(operand->part);
}

distarray_array view(distarray_array array, const char *slices)
{
  distarray_array made;
  DISTARRAY_CHECK(distarray_array_slice_text(array, slices, &made));
  return made;
}

void clear_result(void *data)
{
  const struct result *result = data;
  for (size_t i = 0; i < result->count; i++) result->elements[i * result->stride] = NAN;
}

static int differs(double value, double expected, double tolerance)
{
  return !(fabs(value - expected) <= tolerance * (1 + fabs(expected)));
}

size_t wrong_result(void *data)
{
  const struct result *result = data;
  size_t wrong = 0;
  for (size_t i = 0; i < result->count; i++)
    wrong += (size_t)differs(result->elements[i * result->stride], result->expected(i), result->tolerance);
  return wrong;
}

void clear_number(void *number) { ((struct number *)number)->value = NAN; }

size_t wrong_number(void *data)
{
  const struct number *number = data;
  return (size_t)differs(number->value, number->expected, number->tolerance);
}

struct contestant *enter_result(struct contest *contest, const char *name, enum kind kind, action run, void *data, struct result *result)
{
  struct contestant *entered = enter(contest, name, kind, run, data);
  entered->clear = clear_result, entered->wrong = wrong_result, entered->result = result;
  return entered;
}

struct contestant *enter_number(struct contest *contest, const char *name, enum kind kind, action run, void *data, struct number *number)
{
  struct contestant *entered = enter(contest, name, kind, run, data);
  entered->clear = clear_number, entered->wrong = wrong_number, entered->result = number;
  return entered;
}

void enter_python(struct contest *contest, const char *name, const char *code, struct result *result)
{
  if (has_numpy) enter_result(contest, name, PEER, python_execute, python_compile(code), result);
}

static void evaluate(void *data)
{
  struct evaluation *e = data;
  DISTARRAY_CHECK(distarray_expression_evaluate(context, 1, &e->expression, &e->out));
}

static void parse_and_evaluate(void *data)
{
  struct evaluation *e = data;
  DISTARRAY_CHECK(distarray_evaluate(context, e->text, e->names, e->arrays, e->count, &e->out));
}

void enter_evaluations(struct contest *contest, struct evaluation evaluations[MEMORIES], struct result results[MEMORIES])
{
  for (int m = 0; m < MEMORIES; m++) {
    struct evaluation *e = &evaluations[m];
    DISTARRAY_CHECK(distarray_expression_parse(e->text, e->names, e->arrays, e->count, &e->expression));
    enter_result(contest, DISTARRAY_NAMES[m], DISTARRAY, evaluate, e, &results[m]);
  }
  if (contest->sample > 0)
    enter_result(contest, "DistArray; text parsed each time", NOTE, parse_and_evaluate, &evaluations[OWN], &results[OWN]);
}

void close_evaluations(struct evaluation evaluations[MEMORIES])
{
  for (int m = 0; m < MEMORIES; m++) DISTARRAY_CHECK(distarray_expression_free(&evaluations[m].expression));
}

void pass(void *data)
{
  const struct traffic *t = data;
  t->run(t->out, t->in[0], t->in[1], t->in[2], t->count);
}
