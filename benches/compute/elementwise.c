/* Sums and multiples of vectors, contiguous and strided, beyond the caches and within: DistArray, loops in C, PETSc, NumPy. */
#include "computing.h"

static struct operand a, b, out, half; /* half as many elements */
static size_t total, count; /* elements of all ranks, of this one */
static int large;

static double a_at(size_t i) { return (double)(i % 1000) * 1e-3; }
static double b_at(size_t i) { return 1 + (double)(i % 777) * 1e-3; }
static double sum_at(size_t i) { return a_at(i) + b_at(i); }
static double twice_at(size_t i) { return 2 * a_at(i); }
static double strided_sum_at(size_t i) { return sum_at(2 * i); }

/* ---- PETSc ---- */

#ifdef HAVE_PETSC
static Vec petsc_a, petsc_b, petsc_out;

static void open_petsc(void)
{
  const struct operand *operands[] = {&a, &b, &out};
  Vec *vectors[] = {&petsc_a, &petsc_b, &petsc_out};
  for (int i = 0; i < LENGTH(vectors); i++)
    VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, (PetscInt)count, (PetscInt)total, operands[i]->part, vectors[i]);
}
static void close_petsc(void) { VecDestroy(&petsc_a), VecDestroy(&petsc_b), VecDestroy(&petsc_out); }
static void petsc_add(void *unused) { (void)unused, VecWAXPY(petsc_out, 1, petsc_a, petsc_b); }
static void petsc_twice(void *unused) { (void)unused, VecAXPBY(petsc_out, 2, 0, petsc_a); }
static void petsc_add_to(void *unused) { (void)unused, VecAXPY(petsc_out, 1, petsc_b); }
#else
static const action petsc_add = NULL, petsc_twice = NULL, petsc_add_to = NULL;
#endif

/* ---- DistArray ---- */

struct set {
  distarray_array a, b, out;
};
static struct set whole[MEMORIES], strided[MEMORIES], to_contiguous[MEMORIES];

static void add_arrays(void *data)
{
  const struct set *s = data;
  DISTARRAY_CHECK(distarray_array_apply_binary(DISTARRAY_ADD, s->a, s->b, s->out));
}
static void twice_array(void *data)
{
  static const double two = 2;
  const struct set *s = data;
  DISTARRAY_CHECK(distarray_array_apply_scalar(DISTARRAY_MULTIPLY, s->a, &two, DISTARRAY_FLOAT64, s->out));
}
static void add_to_array(void *data)
{
  const struct set *s = data;
  DISTARRAY_CHECK(distarray_array_apply_binary(DISTARRAY_ADD, s->out, s->b, s->out));
}

/* ---- contests ---- */

struct job {
  const char *name, *numpy;
  double words; /* doubles that memory has to move for one of the result */
  double (*expected)(size_t);
  loop *plain, *streamed; /* of the result and its operands */
  loop *ceiling;          /* moves as many words as `inputs` + 1 vectors of the result */
  int inputs;
  action petsc, library;
  struct set *sets;
  struct operand *target;
  size_t stride; /* of the result */
  int in_place;
};

static void restore(void *data)
{
  const struct result *result = data;
  for (size_t i = 0; i < result->count; i++) result->elements[i] = a_at(i);
}

static void contend(const struct job *job)
{
  struct contest c = {.job = job->name, .sample = large ? 0 : 2e-3};
  struct result results[MEMORIES];
  struct contestant *entered[8];
  const size_t made = job->target->count / job->stride;
  int n = 0;
  struct traffic by_hand = {job->plain, job->target->part, {job->in_place ? b.part : a.part, b.part}, made}, past_cache = by_hand;
  struct traffic least = {job->ceiling, out.part, {a.part, b.part}, (size_t)(job->words / (job->inputs + 1) * (double)made)};
  past_cache.run = job->streamed;
  snprintf(c.size, sizeof c.size, "%zu", total);
  c.bytes = 8 * job->words * (double)made * ranks;
  for (int m = 0; m < MEMORIES; m++) results[m] = (struct result){job->target->memory[m], made, job->stride, job->expected, 1e-15};
  if (large && job->ceiling) enter(&c, "streaming pass over as many bytes", CEILING, pass, &least);
  entered[n++] = enter_result(&c, "C; plain loop", PEER, pass, &by_hand, &results[WRAPPED]);
  if (large && job->streamed) entered[n++] = enter_result(&c, "C; streaming stores", PEER, pass, &past_cache, &results[WRAPPED]);
#ifdef HAVE_PETSC
  if (job->petsc) entered[n++] = enter_result(&c, "PETSc", PEER, job->petsc, NULL, &results[WRAPPED]);
#endif
  if (has_numpy)
    entered[n++] = enter_result(&c, "NumPy", PEER, python_execute, python_compile(job->numpy), &results[WRAPPED]);
  for (int m = 0; m < MEMORIES; m++)
    entered[n++] = enter_result(&c, DISTARRAY_NAMES[m], DISTARRAY, job->library, &job->sets[m], &results[m]);
  for (int i = 0; job->in_place && i < n; i++) entered[i]->clear = restore;
  hold(&c);
}

static void contend_all(size_t wanted)
{
  large = wanted > 100000;
  total = wanted, count = share(total);
  a = open_vector(total, DISTARRAY_FLOAT64), b = open_vector(total, DISTARRAY_FLOAT64), out = open_vector(total, DISTARRAY_FLOAT64);
  half = open_vector(total / 2, DISTARRAY_FLOAT64);
  for (size_t i = 0; i < count; i++) ((double *)a.part)[i] = a_at(i), ((double *)b.part)[i] = b_at(i);
  publish(&a), publish(&b);
  for (int m = 0; m < MEMORIES; m++) {
    const distarray_array every_second[] = {view(a.array[m], "::2"), view(b.array[m], "::2"), view(out.array[m], "::2")};
    whole[m] = (struct set){a.array[m], b.array[m], out.array[m]};
    strided[m] = (struct set){every_second[0], every_second[1], every_second[2]};
    to_contiguous[m] = (struct set){every_second[0], every_second[1], half.array[m]};
  }
  if (has_numpy) {
    python_array("a", "f8", a.part, count), python_array("b", "f8", b.part, count);
    python_array("out", "f8", out.part, count), python_array("half", "f8", half.part, count / 2);
  }
#ifdef HAVE_PETSC
  open_petsc();
#endif
  const struct job jobs[] = {
    {"a + b", "np.add(a, b, out=out)", 3, sum_at, add, add_streamed, add_streamed, 2, petsc_add, add_arrays, whole, &out, 1, 0},
    {"2 * a", "np.multiply(a, 2, out=out)", 2, twice_at, twice, twice_streamed, copy_streamed, 1, petsc_twice, twice_array, whole,
     &out, 1, 0},
    {"a += b", "np.add(out, b, out=out)", 3, sum_at, add_to, NULL, add_streamed, 2, petsc_add_to, add_to_array, whole, &out, 1, 1},
    {"a[::2] + b[::2]", "np.add(a[::2], b[::2], out=half)", 5, strided_sum_at, add_strided, add_strided_streamed, add_streamed, 2, NULL,
     add_arrays, to_contiguous, &half, 1, 0},
    {"out[::2] = a[::2] + b[::2]", "np.add(a[::2], b[::2], out=out[::2])", 8, strided_sum_at, add_into_strided, NULL, NULL, 0, NULL,
     add_arrays, strided, &out, 2, 0},
  };
  for (int i = 0; i < LENGTH(jobs); i++) contend(&jobs[i]);
#ifdef HAVE_PETSC
  close_petsc();
#endif
  for (int m = 0; m < MEMORIES; m++) {
    DISTARRAY_CHECK(distarray_array_free(&strided[m].a));
    DISTARRAY_CHECK(distarray_array_free(&strided[m].b));
    DISTARRAY_CHECK(distarray_array_free(&strided[m].out));
  }
  close_operand(&a), close_operand(&b), close_operand(&out), close_operand(&half);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  contend_all(sized(100000000, 1000000, 4 * (size_t)ranks));
  contend_all(sized(10000, 10000, 4 * (size_t)ranks));
  finish();
  return 0;
}
