/* Whole expressions, fused: DistArray, loops in C with glibc's vector functions, numexpr and NumPy on every core. */
#include "computing.h"
#include <math.h>

static struct operand a, b, c, out;
static size_t total, count; /* elements of all ranks, of this one */
static int large;

static double a_at(size_t i) { return (double)(i % 1000) * 1e-3; }
static double b_at(size_t i) { return 1 + (double)(i % 777) * 1e-3; }
static double c_at(size_t i) { return (double)(i % 62831) * 1e-3; }
static double product_and_sine_at(size_t i) { return a_at(i) * b_at(i) + sin(c_at(i)); }
static double hypotenuse_at(size_t i) { return sqrt(a_at(i) * a_at(i) + b_at(i) * b_at(i)); }
static double polynomial_at(size_t i) { return polynomial_of(a_at(i)); }

struct job {
  const char *text, *numpy;
  int inputs; /* a; a and b; a, b and c */
  double (*expected)(size_t);
  loop *plain, *streamed, *ceiling;
};

/* NumPy's are written as one does who knows it: no array is made anew. */
static const struct job jobs[] = {
  {"a*b + sin(c)", "np.sin(c, out=out); np.multiply(a, b, out=spare); np.add(out, spare, out=out)", 3, product_and_sine_at,
   product_and_sine, product_and_sine_streamed, add_three_streamed},
  {"sqrt(a*a + b*b)",
   "np.multiply(a, a, out=out); np.multiply(b, b, out=spare); np.add(out, spare, out=out); np.sqrt(out, out=out)", 2, hypotenuse_at,
   hypotenuse, hypotenuse_streamed, add_streamed},
  {"0.1 + a*(0.2 + a*(0.3 + a*(0.4 + a*(0.5 + a*(0.6 + a*(0.7 + a*(0.8 + a*(0.9 + a))))))))",
   "np.add(a, 0.9, out=out)\nfor k in range(8, 0, -1): np.multiply(out, a, out=out); np.add(out, 0.1 * k, out=out)", 1, polynomial_at,
   polynomial, polynomial_streamed, copy_streamed},
};

static void contend(const struct job *job)
{
  struct contest contest = {.job = job->inputs == 1 ? "polynomial of degree 9" : job->text, .sample = large ? 0 : 2e-3};
  struct traffic by_hand = {job->plain, out.part, {a.part, b.part, c.part}, count}, past_cache = by_hand, least = by_hand;
  struct evaluation evaluations[MEMORIES];
  struct result results[MEMORIES];
  char code[512];
  past_cache.run = job->streamed, least.run = job->ceiling;
  snprintf(contest.size, sizeof contest.size, "%zu", total);
  contest.bytes = 8.0 * (job->inputs + 1) * (double)total;
  for (int m = 0; m < MEMORIES; m++) {
    results[m] = (struct result){out.memory[m], count, 1, job->expected, 1e-14};
    evaluations[m] = (struct evaluation){job->text, "a, b, c", {a.array[m], b.array[m], c.array[m]}, 3, out.array[m], 0};
  }
  if (large) enter(&contest, "streaming pass over as many bytes", CEILING, pass, &least);
  enter_result(&contest, "C; plain loop", PEER, pass, &by_hand, &results[WRAPPED]);
  if (large) enter_result(&contest, "C; streaming stores", PEER, pass, &past_cache, &results[WRAPPED]);
  enter_python(&contest, "NumPy", job->numpy, &results[WRAPPED]);
  snprintf(code, sizeof code, "numexpr.evaluate('%s', out=out)", job->text);
  if (has_numexpr) enter_python(&contest, "numexpr", code, &results[WRAPPED]);
  enter_evaluations(&contest, evaluations, results);
  hold(&contest);
  close_evaluations(evaluations);
}

static void contend_all(size_t wanted)
{
  struct operand *const operands[] = {&a, &b, &c, &out};
  double *const spare = memory(wanted / (size_t)ranks * 8);
  large = wanted > 100000;
  total = wanted, count = share(total);
  for (int i = 0; i < LENGTH(operands); i++) *operands[i] = open_vector(total, DISTARRAY_FLOAT64);
  for (size_t i = 0; i < count; i++)
    ((double *)a.part)[i] = a_at(i), ((double *)b.part)[i] = b_at(i), ((double *)c.part)[i] = c_at(i);
  publish(&a), publish(&b), publish(&c);
  if (has_numpy) {
    python_array("a", "f8", a.part, count), python_array("b", "f8", b.part, count), python_array("c", "f8", c.part, count);
    python_array("out", "f8", out.part, count), python_array("spare", "f8", spare, count);
  }
  for (int i = 0; i < LENGTH(jobs); i++) contend(&jobs[i]);
  for (int i = 0; i < LENGTH(operands); i++) close_operand(operands[i]);
  free(spare);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  contend_all(sized(100000000, 1000000, (size_t)ranks));
  contend_all(sized(10000, 10000, (size_t)ranks));
  finish();
  return 0;
}
