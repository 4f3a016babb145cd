/* Random numbers: NumPy's, the same on any number of ranks, in every law. */
#include "check.h"

static const int64_t SHAPE[2] = {6, 5};
static const char *const TEXTS[] = {"block, block", "cyclic, whole", "block halo(1), cyclic(2)", "whole, block order(column)"};
enum { TEXT_COUNT = sizeof TEXTS / sizeof TEXTS[0], COUNT = 30 };

static distarray_array zeros(distarray_context context, const char *text, distarray_dtype dtype)
{
  distarray_distribution d = distribution(context, 2, SHAPE, text);
  distarray_array a;
  OK(distarray_array_create_zeros(d, dtype, &a));
  OK(distarray_distribution_free(&d));
  return a;
}

/* The first and the last of numpy.random.Generator(numpy.random.Philox(key=7)).random((6, 5)). */
static void uniform(distarray_context context, const char *text)
{
  distarray_array a = zeros(context, text, DISTARRAY_FLOAT64);
  distarray_random random, later;
  int64_t state[DISTARRAY_RANDOM_STATE];
  double values[COUNT], again[COUNT];
  OK(distarray_random_create(7, 0, &random));
  OK(distarray_random_fill_uniform(random, a, 0, 1));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, values));
  EXPECT(values[0] == 0.8720734548204873 && values[29] == 0.03466846458992179);
  OK(distarray_random_get_state(random, state));
  EXPECT(state[0] == 7 && state[1] == 0 && state[2] == 0 && state[3] == COUNT && state[4] == 0 && state[5] == 0);
  OK(distarray_random_fill_uniform(random, a, 0, 1));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, values));
  /* Saved and set again, and reached by leaving out. */
  OK(distarray_random_create(1, 2, &later));
  OK(distarray_random_set_state(later, state));
  OK(distarray_random_fill_uniform(later, a, 0, 1));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, again));
  EXPECT(memcmp(values, again, sizeof values) == 0);
  OK(distarray_random_free(&later));
  OK(distarray_random_create(7, 0, &later));
  OK(distarray_random_advance(later, COUNT));
  OK(distarray_random_fill_uniform(later, a, 0, 1));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, again));
  EXPECT(memcmp(values, again, sizeof values) == 0);
  state[5] = 2;
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_random_set_state(later, state), "state");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_random_advance(later, -1), "words");
  OK(distarray_random_free(&later));
  EXPECT(later == NULL);
  FAILS(DISTARRAY_ERR_HANDLE, distarray_random_advance(later, 1), "generator");
  OK(distarray_random_free(&random));
  OK(distarray_array_free(&a));
}

/* Every law on arrays of this distribution, next to the same on one that every rank has whole. */
static void fill(int law, distarray_random random, distarray_array real, distarray_array whole)
{
  const double weights[4] = {1, 0, 2.5, 1};
  switch (law) {
  case 0: OK(distarray_random_fill_normal(random, real, 1, 2)); break;
  case 1: OK(distarray_random_fill_exponential(random, real, 2)); break;
  case 2: OK(distarray_random_fill_gamma(random, real, 0.5, 2)); break;
  case 3: OK(distarray_random_fill_chi_square(random, real, 3)); break;
  case 4: OK(distarray_random_fill_beta(random, real, 2, 3)); break;
  case 5: OK(distarray_random_fill_uniform(random, real, -1, 1)); break;
  case 6: OK(distarray_random_fill_bits(random, whole)); break;
  case 7: OK(distarray_random_fill_integers(random, whole, -5, 5, 1)); break;
  case 8: OK(distarray_random_fill_bernoulli(random, whole, 0.5)); break;
  case 9: OK(distarray_random_fill_poisson(random, whole, 100)); break;
  case 10: OK(distarray_random_fill_binomial(random, whole, 10, 0.5)); break;
  case 11: OK(distarray_random_fill_choice(random, whole, 100, 0)); break;
  case 12: OK(distarray_random_fill_choice(random, whole, 100, 1)); break;
  case 13: OK(distarray_random_fill_weighted(random, whole, weights, 4, 1)); break;
  default: OK(distarray_random_fill_permutation(random, whole));
  }
}

static void laws(distarray_context context, const char *text)
{
  distarray_array real = zeros(context, text, DISTARRAY_FLOAT64), whole = zeros(context, text, DISTARRAY_INT64);
  distarray_array one = zeros(context, "whole, whole", DISTARRAY_FLOAT64), two = zeros(context, "whole, whole", DISTARRAY_INT64);
  distarray_random random, same;
  OK(distarray_random_create(-3, 4, &random));
  OK(distarray_random_create(-3, 4, &same));
  for (int law = 0; law < 15; law++) {
    int64_t values[COUNT], expected[COUNT];
    fill(law, random, real, whole);
    fill(law, same, one, two);
    OK(distarray_array_gather(law < 6 ? real : whole, DISTARRAY_ALL_RANKS, values));
    OK(distarray_array_gather(law < 6 ? one : two, DISTARRAY_ALL_RANKS, expected));
    EXPECT(memcmp(values, expected, sizeof values) == 0);
    if (law == 7)
      for (int k = 0; k < COUNT; k++) EXPECT(values[k] >= -5 && values[k] <= 5);
  }
  OK(distarray_random_free(&random));
  OK(distarray_random_free(&same));
  OK(distarray_array_free(&real));
  OK(distarray_array_free(&whole));
  OK(distarray_array_free(&one));
  OK(distarray_array_free(&two));
}

static void orders(distarray_context context, const char *text)
{
  distarray_array a = zeros(context, text, DISTARRAY_INT32), rows;
  distarray_random random;
  int32_t before[COUNT], after[COUNT], first = 0;
  int seen = 0;
  OK(distarray_random_create(11, 0, &random));
  OK(distarray_random_fill_permutation(random, a));
  OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, before));
  for (int k = 0; k < COUNT; k++) seen |= 1 << before[k];
  EXPECT(seen == (1 << COUNT) - 1);
  OK(distarray_random_permute(random, a, 0, &rows));
  OK(distarray_array_gather(rows, DISTARRAY_ALL_RANKS, after));
  for (int k = 0; k < COUNT; k++) {
    if (k % 5 == 0) first = after[k];
    for (int j = 0; j < COUNT; j++)
      if (before[j] == after[k]) EXPECT(j % 5 == k % 5 && before[j - j % 5] == first);
  }
  OK(distarray_random_shuffle(random, a, 1));
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_random_shuffle(random, a, 2), "axis");
  FAILS(DISTARRAY_ERR_DTYPE, distarray_random_fill_normal(random, a, 0, 1), "float");
  FAILS(DISTARRAY_ERR_DTYPE, distarray_random_shuffle(random, a, 0), "distarray_random_fill_normal"); /* told again, once */
  OK(distarray_random_shuffle(random, a, 0));
  OK(distarray_random_free(&random));
  OK(distarray_array_free(&rows));
  OK(distarray_array_free(&a));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  for (int k = 0; k < TEXT_COUNT; k++) {
    uniform(context, TEXTS[k]);
    laws(context, TEXTS[k]);
    orders(context, TEXTS[k]);
  }
  OK(distarray_context_free(&context));
  return verdict();
}
