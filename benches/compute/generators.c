/* Random numbers, uniform and normal: DistArray and NumPy's generators, on every core. */
#include "computing.h"
#include <math.h>

static struct operand out;
static size_t total;

/* The first two moments of a part, within what chance allows but once in many millions. */
struct moments_expected {
  double *elements, mean, variance, fourth; /* fourth: of the squares' own variance */
};
static size_t wrong_moments(void *data)
{
  const struct moments_expected *e = data;
  const struct moments found = moments_of(e->elements, out.count);
  const double variance = found.squares / found.count, n = found.count;
  return !(fabs(found.mean - e->mean) <= 6 * sqrt(e->variance / n)) + !(fabs(variance - e->variance) <= 6 * sqrt(e->fourth / n));
}
static void clear_moments(void *data)
{
  const struct moments_expected *e = data;
  for (size_t i = 0; i < out.count; i++) e->elements[i] = 0;
}

static void fill(void *unused)
{
  double *to = out.part;
  (void)unused;
  for (size_t i = 0; i + 8 <= out.count; i += 8) stream8(to + i, (v8){0} + 0.5);
  end_stream();
}

static distarray_random generator;
static distarray_status draw_uniform(distarray_array array) { return distarray_random_fill_uniform(generator, array, 0, 1); }
static distarray_status draw_normal(distarray_array array) { return distarray_random_fill_normal(generator, array, 0, 1); }

static const struct distribution {
  const char *name, *numpy;
  double mean, variance, fourth;
  distarray_status (*draw)(distarray_array array);
} DISTRIBUTIONS[] = {{"uniform", "random", 0.5, 1.0 / 12, 1.0 / 180, draw_uniform}, {"normal", "standard_normal", 0, 1, 2, draw_normal}};

struct drawing {
  const struct distribution *distribution;
  distarray_array array;
};
static void draw(void *data)
{
  const struct drawing *d = data;
  DISTARRAY_CHECK(d->distribution->draw(d->array));
}

static void contend(const struct distribution *d)
{
  static const char *const GENERATORS[] = {"Philox", "PCG64", "SFC64"};
  struct contest c = {.job = d->name, .bytes = 8.0 * (double)total};
  struct moments_expected expected[MEMORIES];
  struct drawing drawings[MEMORIES];
  struct contestant *entered;
  char names[LENGTH(GENERATORS)][64], code[128];
  snprintf(c.size, sizeof c.size, "%zu", total);
  for (int m = 0; m < MEMORIES; m++) expected[m] = (struct moments_expected){out.memory[m], d->mean, d->variance, d->fourth};
  enter(&c, "streaming stores", CEILING, fill, NULL);
  for (int i = 0; has_numpy && i < LENGTH(GENERATORS); i++) {
    snprintf(names[i], sizeof names[i], "NumPy %s on every core", GENERATORS[i]);
    snprintf(code, sizeof code, "%s = np.random.Generator(np.random.%s(%d))", GENERATORS[i], GENERATORS[i], 5 + rank);
    python_run(code);
    snprintf(code, sizeof code, "%s.%s(out=out)", GENERATORS[i], d->numpy);
    entered = enter(&c, names[i], PEER, python_execute, python_compile(code));
    entered->clear = clear_moments, entered->wrong = wrong_moments, entered->result = &expected[WRAPPED];
  }
  for (int m = 0; m < MEMORIES; m++) {
    drawings[m] = (struct drawing){d, out.array[m]};
    entered = enter(&c, DISTARRAY_NAMES[m], DISTARRAY, draw, &drawings[m]);
    entered->clear = clear_moments, entered->wrong = wrong_moments, entered->result = &expected[m];
  }
  hold(&c);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  total = sized(100000000, 1000000, 8 * (size_t)ranks);
  out = open_vector(total, DISTARRAY_FLOAT64);
  if (has_numpy) python_array("out", "f8", out.part, out.count);
  DISTARRAY_CHECK(distarray_random_create(5, 0, &generator));
  for (int i = 0; i < LENGTH(DISTRIBUTIONS); i++) contend(&DISTRIBUTIONS[i]);
  DISTARRAY_CHECK(distarray_random_free(&generator));
  close_operand(&out);
  finish();
  return 0;
}
