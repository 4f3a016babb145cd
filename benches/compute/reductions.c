/* Sums, extremes, products and variances of everything, sums along axes: DistArray, loops in C that read as fast as memory gives,
 * PETSc, Global Arrays, NumPy on every core with one MPI_Allreduce. */
#include "computing.h"
#include <math.h>

static struct operand a, b;
static size_t total, count; /* elements of all ranks, of this one */
static struct number answer;

static double a_at(size_t i) { return (double)(i * 2654435761u % 1000003) * 1e-6; }
static double b_at(size_t i) { return 1 + (double)(i % 777) * 1e-3; }

static double all_sum(double mine)
{
  MPI_Allreduce(MPI_IN_PLACE, &mine, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  return mine;
}
static double all_max(double mine)
{
  MPI_Allreduce(MPI_IN_PLACE, &mine, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
  return mine;
}

/* ---- loops ---- */

static void c_sum(void *unused) { (void)unused, answer.value = all_sum(sum_of(a.part, count)); }
static void c_max(void *unused) { (void)unused, answer.value = all_max(max_of(a.part, count)); }
static void c_dot(void *unused) { (void)unused, answer.value = all_sum(dot_of(a.part, b.part, count)); }

/* Means and squares of blocks that stay in the first cache, put together as Chan, Golub and LeVeque do. */
static void c_variance(void *unused)
{
  const struct moments mine = moments_of(a.part, count);
  const double elements = all_sum(mine.count), mean = all_sum(mine.count * mine.mean) / elements, shift = mine.mean - mean;
  (void)unused;
  answer.value = all_sum(mine.squares + mine.count * shift * shift) / elements;
}

/* ---- PETSc and Global Arrays ---- */

#ifdef HAVE_PETSC
static Vec petsc_a, petsc_b;
static void petsc_sum(void *unused) { (void)unused, VecSum(petsc_a, &answer.value); }
static void petsc_max(void *unused) { (void)unused, VecMax(petsc_a, NULL, &answer.value); }
static void petsc_dot(void *unused) { (void)unused, VecDot(petsc_a, petsc_b, &answer.value); }
#endif

#ifdef HAVE_GA
static int ga_a, ga_b;
static int open_ga(const char *name, double *part)
{
  int shape[1] = {(int)total}, low[1] = {(int)first_of_share(total)}, high[1] = {low[0] + (int)count - 1}, stride[1] = {0};
  const int made = NGA_Create(C_DBL, 1, shape, (char *)(uintptr_t)name, NULL);
  NGA_Put(made, low, high, part, stride);
  GA_Sync();
  return made;
}
static void ga_dot(void *unused) { (void)unused, answer.value = GA_Ddot(ga_a, ga_b); }
#endif

/* ---- NumPy on every core, put together by MPI ---- */

static double of_python[2];

static void numpy_sum(void *code)
{
  python_execute(code);
  answer.value = all_sum(of_python[0]);
}
static void numpy_max(void *code)
{
  python_execute(code);
  answer.value = all_max(of_python[0]);
}
static void numpy_variance(void *code)
{
  python_execute(code);
  const double mean = all_sum(of_python[0]) / ranks, shift = of_python[0] - mean; /* all ranks have as many elements */
  answer.value = all_sum(of_python[1] + shift * shift) / ranks;
}

/* ---- DistArray ---- */

struct reduction {
  distarray_op op;
  distarray_array array;
};
static void reduce(void *data)
{
  const struct reduction *r = data;
  DISTARRAY_CHECK(distarray_array_reduce(r->op, r->array, &answer.value, NULL));
}
static void reduce_reproducibly(void *data)
{
  DISTARRAY_CHECK(distarray_context_set_reproducible(context, 1));
  reduce(data);
  DISTARRAY_CHECK(distarray_context_set_reproducible(context, 0));
}
static void dot(void *data)
{
  const int m = memory_of(data);
  DISTARRAY_CHECK(distarray_array_vdot(a.array[m], b.array[m], &answer.value, NULL));
}

static void enter_reductions(struct contest *c, struct reduction reductions[MEMORIES], distarray_op op, action run, enum kind kind)
{
  static const char *const SUMS[MEMORIES] = {"DistArray sum", "DistArray sum; memory of the program's"};
  for (int m = 0; m < MEMORIES; m++) {
    reductions[m] = (struct reduction){op, a.array[m]};
    if (kind == NOTE) enter(c, SUMS[m], kind, run, &reductions[m]);
    else enter_number(c, DISTARRAY_NAMES[m], kind, run, &reductions[m], &answer);
  }
}

/* ---- everything ---- */

static double sum_exactly(int power, double from)
{
  long double sum = 0;
  for (size_t i = 0; i < count; i++) {
    const long double x = ((const double *)a.part)[i] - from;
    sum += power == 1 ? x : x * x;
  }
  return all_sum((double)sum);
}

static double dot_exactly(void)
{
  long double sum = 0;
  for (size_t i = 0; i < count; i++) sum += (long double)a_at(i) * b_at(i);
  return all_sum((double)sum);
}

static void read_through(void *unused) { (void)unused, sink = (double)or_of(a.part, count); }

static struct contest begin(const char *job, double expected, int operands)
{
  struct contest c = {.job = job, .sample = total > 100000 ? 0 : 2e-3};
  snprintf(c.size, sizeof c.size, "%zu", total);
  c.bytes = 8.0 * operands * (double)total;
  answer = (struct number){.expected = expected, .tolerance = 1e-12};
  if (operands == 1) enter(&c, "reading", CEILING, read_through, NULL);
  return c;
}

static void enter_numpy(struct contest *c, action run, const char *code)
{
  if (has_numpy) enter_number(c, "NumPy", PEER, run, python_compile(code), &answer);
}

static void contend_all(size_t wanted)
{
  total = wanted, count = share(total);
  a = open_vector(total, DISTARRAY_FLOAT64), b = open_vector(total, DISTARRAY_FLOAT64);
  for (size_t i = 0; i < count; i++) ((double *)a.part)[i] = a_at(i), ((double *)b.part)[i] = b_at(i);
  publish(&a), publish(&b);
  if (has_numpy) {
    python_array("a", "f8", a.part, count), python_array("b", "f8", b.part, count);
    python_array("value", "f8", of_python, 2);
  }
#ifdef HAVE_PETSC
  VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, (PetscInt)count, (PetscInt)total, a.part, &petsc_a);
  VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, (PetscInt)count, (PetscInt)total, b.part, &petsc_b);
#endif
#ifdef HAVE_GA
  ga_a = open_ga("a", a.part), ga_b = open_ga("b", b.part);
#endif
  const double sum = sum_exactly(1, 0), squares = sum_exactly(2, sum / (double)total);

  struct reduction reductions[MEMORIES], others[MEMORIES];
  struct contest c = begin("sum", sum, 1);
  enter_number(&c, "C; vectors", PEER, c_sum, NULL, &answer);
#ifdef HAVE_PETSC
  enter_number(&c, "PETSc VecSum", PEER, petsc_sum, NULL, &answer);
#endif
  enter_numpy(&c, numpy_sum, "value[0] = a.sum()");
  enter_reductions(&c, reductions, DISTARRAY_SUM, reduce, DISTARRAY);
  hold(&c);

  c = begin("max", all_max(max_of(a.part, count)), 1);
  enter_number(&c, "C; vectors", PEER, c_max, NULL, &answer);
#ifdef HAVE_PETSC
  enter_number(&c, "PETSc VecMax", PEER, petsc_max, NULL, &answer);
#endif
  enter_numpy(&c, numpy_max, "value[0] = a.max()");
  enter_reductions(&c, reductions, DISTARRAY_MAX, reduce, DISTARRAY);
  hold(&c);

  c = begin("dot", dot_exactly(), 2);
  enter_number(&c, "C; vectors", PEER, c_dot, NULL, &answer);
#ifdef HAVE_PETSC
  enter_number(&c, "PETSc VecDot", PEER, petsc_dot, NULL, &answer);
#endif
#ifdef HAVE_GA
  enter_number(&c, "Global Arrays GA_Ddot", PEER, ga_dot, NULL, &answer);
#endif
  enter_numpy(&c, numpy_sum, "value[0] = np.dot(a, b)");
  for (int m = 0; m < MEMORIES; m++)
    enter_number(&c, DISTARRAY_NAMES[m], DISTARRAY, dot, where(m), &answer);
  hold(&c);

  c = begin("var", squares / (double)total, 1);
  enter_number(&c, "C; one pass", PEER, c_variance, NULL, &answer);
  enter_numpy(&c, numpy_variance, "value[0] = a.mean(); value[1] = a.var()");
  enter_reductions(&c, others, DISTARRAY_SUM, reduce, NOTE);
  enter_reductions(&c, reductions, DISTARRAY_VAR, reduce, DISTARRAY);
  hold(&c);

  c = begin("reproducible sum", sum, 1);
  enter_reductions(&c, others, DISTARRAY_SUM, reduce, NOTE);
  enter_reductions(&c, reductions, DISTARRAY_SUM, reduce_reproducibly, DISTARRAY);
  hold(&c);

#ifdef HAVE_PETSC
  VecDestroy(&petsc_a), VecDestroy(&petsc_b);
#endif
#ifdef HAVE_GA
  GA_Destroy(ga_a), GA_Destroy(ga_b);
#endif
  close_operand(&a), close_operand(&b);
}

/* ---- along one axis ---- */

static size_t extents[3]; /* of this rank; the first axis is spread */
static int along;
static double *sums, *partial;
static size_t sums_count;

static size_t before_axis(void) { return along == 0 ? 1 : along == 1 ? extents[0] : extents[0] * extents[1]; }
static size_t after_axis(void) { return along == 0 ? extents[1] * extents[2] : along == 1 ? extents[2] : 1; }

static void combine(void)
{
  if (along == 0) MPI_Allreduce(partial, sums, (int)sums_count, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}
static void c_axis(void *unused)
{
  (void)unused;
  sum_axis(along == 0 ? partial : sums, a.part, before_axis(), extents[along], after_axis());
  combine();
}
static void numpy_axis(void *code)
{
  python_execute(code);
  combine();
}

struct along {
  distarray_array array, made;
};
static void reduce_axis(void *data)
{
  struct along *a = data;
  if (a->made) DISTARRAY_CHECK(distarray_array_free(&a->made));
  DISTARRAY_CHECK(distarray_array_reduce_axis(DISTARRAY_SUM, a->array, along, 0, &a->made));
}

static double *right_sums;
static size_t wrong_sums(void *data)
{
  const double *found = data;
  size_t wrong = 0;
  for (size_t i = 0; i < sums_count; i++) wrong += !(fabs(found[i] - right_sums[i]) <= 1e-11 * right_sums[i]);
  return wrong;
}
static void clear_sums(void *unused) { (void)unused, memset(sums, 0, sums_count * 8); }
static size_t wrong_array(void *data)
{
  void *part;
  DISTARRAY_CHECK(distarray_array_get_local(((struct along *)data)->made, &part, NULL, NULL));
  return wrong_sums(part);
}

static double plainly(size_t before, size_t after)
{
  long double sum = 0;
  for (size_t i = 0; i < extents[along]; i++)
    sum += ((const double *)a.part)[(before * extents[along] + i) * after_axis() + after];
  return (double)sum;
}

static void contend_along(int ndim, const int64_t *shape, int axis)
{
  struct contest c = {.job = ""};
  char job[64], code[64];
  struct along arrays[MEMORIES] = {{a.array[OWN], 0}, {a.array[WRAPPED], 0}};
  along = axis;
  sums_count = count / extents[axis];
  sums = memory(sums_count * 8), partial = memory(sums_count * 8), right_sums = memory(sums_count * 8);
  for (size_t i = 0; i < sums_count; i++) right_sums[i] = plainly(i / after_axis(), i % after_axis());
  if (axis == 0) MPI_Allreduce(MPI_IN_PLACE, right_sums, (int)sums_count, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  snprintf(job, sizeof job, "sum along axis %d%s", axis, axis == 0 ? "; across the ranks" : "");
  if (ndim == 2) snprintf(c.size, sizeof c.size, "%lld x %lld", (long long)shape[0], (long long)shape[1]);
  else snprintf(c.size, sizeof c.size, "%lld x %lld x %lld", (long long)shape[0], (long long)shape[1], (long long)shape[2]);
  c.job = job;
  c.bytes = 8.0 * (double)count * ranks;
  enter(&c, "reading", CEILING, read_through, NULL);
  struct contestant *entered = enter(&c, "C; vectors", PEER, c_axis, NULL);
  entered->clear = clear_sums, entered->wrong = wrong_sums, entered->result = sums;
  if (has_numpy) {
    python_array("out", "f8", axis == 0 ? partial : sums, sums_count);
    snprintf(code, sizeof code, "np.sum(cube, axis=%d, out=shaped)", axis);
    python_array("cube", "f8", a.part, count);
    char shapes[256];
    snprintf(shapes, sizeof shapes, "cube = cube.reshape(%zu, %zu, %zu); shaped = out.reshape(%zu, %zu)", extents[0], extents[1],
             extents[2], axis == 0 ? extents[1] : extents[0], axis == 2 ? extents[1] : extents[2]);
    python_run(shapes);
    entered = enter(&c, "NumPy", PEER, numpy_axis, python_compile(code));
    entered->clear = clear_sums, entered->wrong = wrong_sums, entered->result = sums;
  }
  for (int m = 0; m < MEMORIES; m++) {
    entered = enter(&c, DISTARRAY_NAMES[m], DISTARRAY, reduce_axis, &arrays[m]);
    entered->wrong = wrong_array;
  }
  hold(&c);
  for (int m = 0; m < MEMORIES; m++) DISTARRAY_CHECK(distarray_array_free(&arrays[m].made));
  free(sums), free(partial), free(right_sums);
}

static void contend_axes(int ndim, const int64_t *shape)
{
  a = open_operand(ndim, shape, ndim == 2 ? "block, whole" : "block, whole, whole", DISTARRAY_FLOAT64);
  count = a.count;
  extents[0] = share((size_t)shape[0]), extents[1] = (size_t)shape[1], extents[2] = ndim == 3 ? (size_t)shape[2] : 1;
  for (size_t i = 0; i < count; i++) ((double *)a.part)[i] = a_at(i);
  publish(&a);
  for (int axis = 0; axis < ndim; axis++) contend_along(ndim, shape, axis);
  close_operand(&a);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  contend_all(sized(100000000, 1000000, (size_t)ranks));
  contend_all(sized(10000, 10000, (size_t)ranks));
  contend_axes(2, (int64_t[2]){(int64_t)sized(10000, 200, (size_t)ranks), quick ? 300 : 10000});
  contend_axes(3, (int64_t[3]){(int64_t)sized(500, 60, (size_t)ranks), quick ? 50 : 400, quick ? 70 : 500});
  finish();
  return 0;
}
