/* Lazy expressions from calls and from text, and functions with result, mask and casting rule. */
#include "check.h"

static const int64_t SHAPE[2] = {9, 14};

static double tripled(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype;
  return 3 * value_at(ndim, index);
}

static double doubled(distarray_dtype dtype, int ndim, const int64_t *index)
{
  (void)dtype;
  return 2 * value_at(ndim, index);
}

static void calls(distarray_context context)
{
  const double two = 2;
  const int axis = 0;
  distarray_distribution d = distribution(context, 2, SHAPE, "block, cyclic"), other = distribution(context, 2, SHAPE, "cyclic(2), whole");
  distarray_array a = numbers(d, DISTARRAY_FLOAT64), b = numbers(other, DISTARRAY_FLOAT64), results[2] = {NULL, NULL};
  distarray_expression x, y, number, pair[2], twice, sum, single, part, most, rows, all[2];
  distarray_dtype dtype;
  char text[1000];
  size_t length;
  float value = 0;
  OK(distarray_expression_create(a, &x));
  OK(distarray_expression_create(b, &y));
  OK(distarray_expression_create_scalar(&two, DISTARRAY_FLOAT64, 1, &number));
  pair[0] = number, pair[1] = x;
  OK(distarray_expression_apply(DISTARRAY_MULTIPLY, pair, 2, &twice));
  pair[0] = twice, pair[1] = y;
  OK(distarray_expression_apply(DISTARRAY_ADD, pair, 2, &sum));
  OK(distarray_expression_cast(sum, DISTARRAY_FLOAT32, &single));
  OK(distarray_expression_slice(single, "-1, -1", &part));
  OK(distarray_expression_reduce(DISTARRAY_MAX, part, 0, NULL, 0, 0, &most));
  OK(distarray_expression_reduce(DISTARRAY_MAX, x, 1, &axis, 1, 0, &rows));
  all[0] = sum, all[1] = twice;
  OK(distarray_expression_evaluate(context, 2, all, results));
  EXPECT(wrong_elements(results[0], tripled) == 0);
  EXPECT(wrong_elements(results[1], doubled) == 0);
  OK(distarray_expression_evaluate(context, 1, &sum, &a)); /* over an operand */
  EXPECT(wrong_elements(a, tripled) == 0);
  OK(distarray_expression_get_value(context, most, &value, &dtype));
  EXPECT(dtype == DISTARRAY_FLOAT32 && value > 0);
  OK(distarray_expression_describe(context, most, text, sizeof text, &length));
  EXPECT(strlen(text) == length && strstr(text, "stage 3 of 3"));
  OK(distarray_array_free(&results[0]));
  OK(distarray_expression_evaluate(context, 1, &rows, results));
  FAILS(DISTARRAY_ERR_SHAPE, distarray_expression_get_value(context, rows, &value, NULL), "expression");
  {
    distarray_expression made[] = {x, y, number, twice, sum, single, part, most, rows};
    for (size_t k = 0; k < sizeof made / sizeof made[0]; k++) OK(distarray_expression_free(&made[k]));
  }
  for (int k = 0; k < 2; k++) OK(distarray_array_free(&results[k]));
  OK(distarray_array_free(&a));
  OK(distarray_array_free(&b));
  OK(distarray_distribution_free(&d));
  OK(distarray_distribution_free(&other));
}

static void texts(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, "block, block");
  distarray_array a = numbers(d, DISTARRAY_INT32), out = NULL, mask = NULL;
  distarray_expression x, operands[2];
  OK(distarray_evaluate(context, "t = a + a; t + a", "a", &a, 1, &out));
  EXPECT(wrong_elements(out, tripled) == 0);
  OK(distarray_evaluate(context, "a * 2", "a", &a, 1, &out));
  EXPECT(wrong_elements(out, doubled) == 0);
  FAILS(DISTARRAY_ERR_FORMAT, distarray_evaluate(context, "a *", "a", &a, 1, &out), "column 4");
  OK(distarray_expression_parse("a + 0", "a", &a, 1, &x));
  OK(distarray_evaluate(context, "a >= 0", "a", &a, 1, &mask));
  operands[0] = operands[1] = x;
  OK(distarray_array_compute(context, DISTARRAY_ADD, 2, operands, mask, DISTARRAY_CASTING_SAME_KIND, &out));
  EXPECT(wrong_elements(out, doubled) == 0);
  FAILS(DISTARRAY_ERR_DTYPE, distarray_array_compute(context, DISTARRAY_SQRT, 1, operands, NULL, DISTARRAY_CASTING_SAFE, &out), "out");
  OK(distarray_expression_free(&x));
  OK(distarray_array_free(&mask));
  OK(distarray_array_free(&out));
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  calls(context);
  texts(context);
  OK(distarray_context_free(&context));
  return verdict();
}
