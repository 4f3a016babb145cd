/* Every transcendental function in double and in single precision: DistArray, glibc's vector functions (libmvec), NumPy. */
#include "computing.h"
#include <math.h>

static const struct function *function;
static struct operand a, b, out;
static int is_double;

static double element(const void *part, size_t i) { return is_double ? ((const double *)part)[i] : (double)((const float *)part)[i]; }
static void set_element(void *part, size_t i, double value)
{
  if (is_double) ((double *)part)[i] = value;
  else ((float *)part)[i] = (float)value;
}

static void clear(void *part)
{
  for (size_t i = 0; i < out.count; i++) set_element(part, i, NAN);
}

/* Only what no rounding explains: exact bounds are the tests' business. */
static size_t wrong(void *part)
{
  const double tolerance = is_double ? 1e-13 : 2e-5;
  size_t count = 0;
  for (size_t i = 0; i < out.count; i += 101) {
    const double exact = function->exact(element(a.part, i), element(b.part, i));
    count += !(fabs(element(part, i) - exact) <= tolerance * (0.1 + fabs(exact)));
  }
  return count;
}

static void fill(struct operand *operand, uint64_t seed)
{
  uint64_t state = seed + (uint64_t)rank;
  for (size_t i = 0; i < operand->count; i++)
    set_element(operand->part, i, function->low + (function->high - function->low) * (double)(random_number(&state) >> 11) * 0x1p-53);
  publish(operand);
}

static void run_loop(void *unused)
{
  (void)unused;
  if (is_double) function->doubles(out.part, a.part, b.part, out.count);
  else function->floats(out.part, a.part, b.part, out.count);
}

static void run_library(void *data)
{
  const int m = memory_of(data);
  if (function->operands == 1)
    DISTARRAY_CHECK(distarray_array_apply_unary(function->op, a.array[m], out.array[m]));
  else
    DISTARRAY_CHECK(distarray_array_apply_binary(function->op, a.array[m], b.array[m], out.array[m]));
}

static void enter_checked(struct contest *c, const char *name, enum kind kind, action run, void *data, int m)
{
  struct contestant *entered = enter(c, name, kind, run, data);
  entered->clear = clear, entered->wrong = wrong, entered->result = out.memory[m];
}

static void contend(size_t total)
{
  struct contest c = {.job = ""};
  char job[64], code[64];
  fill(&a, 1);
  if (function->operands == 2) fill(&b, 2);
  snprintf(job, sizeof job, "%s of %s", function->name, is_double ? "float64" : "float32");
  snprintf(c.size, sizeof c.size, "%zu", total);
  c.job = job;
  c.bytes = (double)(function->operands + 1) * (double)out.bytes * ranks;
  struct traffic least = {function->operands == 1 ? copy_streamed : add_streamed, out.part, {a.part, b.part}, out.bytes / 8};
  enter(&c, "streaming pass over as many bytes", CEILING, pass, &least);
  enter_checked(&c, "C; libmvec", PEER, run_loop, NULL, WRAPPED);
  if (has_numpy) {
    snprintf(code, sizeof code, function->operands == 1 ? "np.%s(a, out=out)" : "np.%s(a, b, out=out)", function->name);
    enter_checked(&c, "NumPy", PEER, python_execute, python_compile(code), WRAPPED);
  }
  for (int m = 0; m < MEMORIES; m++) enter_checked(&c, DISTARRAY_NAMES[m], DISTARRAY, run_library, where(m), m);
  hold(&c);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  const size_t total = sized(10000000, 20000, (size_t)ranks);
  for (is_double = 1; is_double >= 0; is_double--) {
    const distarray_dtype dtype = is_double ? DISTARRAY_FLOAT64 : DISTARRAY_FLOAT32;
    const char *const name = is_double ? "f8" : "f4";
    a = open_vector(total, dtype), b = open_vector(total, dtype), out = open_vector(total, dtype);
    if (has_numpy) {
      python_array("a", name, a.part, a.count), python_array("b", name, b.part, b.count);
      python_array("out", name, out.part, out.count);
    }
    for (int i = 0; i < function_count; i++) {
      function = &functions[i];
      contend(total);
    }
    close_operand(&a), close_operand(&b), close_operand(&out);
  }
  finish();
  return 0;
}
