/* Products of matrices, square, tall and skinny, and of vectors: DistArray; OpenBLAS with two threads, the system's and NumPy's;
 * ScaLAPACK. Elements are small integers, so that every order of addition gives the same. */
#include "computing.h"
#include <math.h>
#include <sched.h>

static double a_at(size_t i, size_t j) { return (double)((i * 7 + j * 3) % 13) - 6; }
static double b_at(size_t i, size_t j) { return (double)((i * 5 + j) % 7) - 3; }

/* C = A B with A of m x k, or C = A^T B with A of k x m. */
static size_t m, n, k;
static int transposed;

static size_t a_rows(void) { return transposed ? k : m; }
static size_t a_columns(void) { return transposed ? m : k; }

static double product_at(size_t i, size_t j)
{
  double sum = 0;
  for (size_t l = 0; l < k; l++) sum += (transposed ? a_at(l, i) : a_at(i, l)) * b_at(l, j);
  return sum;
}

/* ---- rows of a rank, and the check of some elements of C ---- */

/* Rows are spread in blocks, dealt out again and again; with large blocks each rank has one. */
struct rows {
  double *part;
  size_t count, columns, block;
};

static size_t global_row(const struct rows *rows, size_t i)
{
  return (i / rows->block * (size_t)ranks + (size_t)rank) * rows->block + i % rows->block;
}

static void fill_rows(const struct rows *rows, double (*at)(size_t, size_t))
{
  for (size_t i = 0; i < rows->count; i++)
    for (size_t j = 0, row = global_row(rows, i); j < rows->columns; j++) rows->part[i * rows->columns + j] = at(row, j);
}

static void clear_product(void *data)
{
  const struct rows *c = data;
  for (size_t i = 0; i < c->count * n; i++) c->part[i] = NAN;
}

static size_t wrong_product(void *data)
{
  const struct rows *c = data;
  const size_t elements = c->count * n, step = 1 + (size_t)((double)elements * (double)k / 5e7);
  size_t wrong = 0;
  for (size_t e = 0; e < elements; e += step) wrong += c->part[e] != product_at(global_row(c, e / n), e % n);
  return wrong;
}

static struct contestant *enter_product(struct contest *contest, const char *name, enum kind kind, action run, void *data, struct rows *c)
{
  struct contestant *entered = enter(contest, name, kind, run, data);
  entered->clear = clear_product, entered->wrong = wrong_product, entered->result = c;
  return entered;
}

/* ---- OpenBLAS on rank 0, which has both cores then ---- */

static struct rows all_a, all_b, all_c;

static void allow_all_cores(cpu_set_t *before)
{
  cpu_set_t all;
  sched_getaffinity(0, sizeof *before, before);
  memset(&all, 0xff, sizeof all); /* what is not there is ignored */
  sched_setaffinity(0, sizeof all, &all);
}

#ifdef HAVE_OPENBLAS
void openblas_set_num_threads(int);
void cblas_dgemm(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);

static void multiply_by_openblas(void *unused)
{
  enum { ROWS = 101, PLAIN = 111, TRANSPOSED = 112 };
  (void)unused;
  openblas_set_num_threads(2);
  cblas_dgemm(ROWS, transposed ? TRANSPOSED : PLAIN, PLAIN, (int)m, (int)n, (int)k, 1, all_a.part, (int)a_columns(), all_b.part,
              (int)n, 0, all_c.part, (int)n);
  openblas_set_num_threads(1);
}
#endif

static int has_openblas_of_numpy;

/* Threads inherit the cores of whoever starts them: they are started while rank 0 may use all. */
static void start_threads(void)
{
  cpu_set_t before;
  allow_all_cores(&before);
#ifdef HAVE_OPENBLAS
  if (rank == 0) openblas_set_num_threads(2), openblas_set_num_threads(1);
#endif
  has_openblas_of_numpy =
    has_numpy && python_has("import ctypes, glob, os\n"
                            "found = glob.glob(os.path.join(os.path.dirname(np.__path__[0]), 'numpy.libs', '*openblas*'))\n"
                            "set_threads = ctypes.CDLL(found[0]).scipy_openblas_set_num_threads64_\n");
  if (has_openblas_of_numpy && rank == 0) python_run("set_threads(2); np.ones((500, 500)) @ np.ones((500, 500)); set_threads(1)");
  sched_setaffinity(0, sizeof before, &before);
}

/* ---- ScaLAPACK: it takes rows for columns, so that C^T = B^T A^T lies on a 1 x P grid ---- */

#ifdef HAVE_SCALAPACK
void Cblacs_get(int, int, int *);
void Cblacs_gridinit(int *, const char *, int, int);
void Cblacs_gridexit(int);
void pdgemm_(const char *, const char *, const int *, const int *, const int *, const double *, const double *, const int *, const int *,
             const int *, const double *, const int *, const int *, const int *, const double *, double *, const int *, const int *,
             const int *);

static int grid;
struct scalapack {
  struct rows a, b, c;
  int of_a[9], of_b[9], of_c[9];
};

static struct rows open_rows(size_t total, size_t columns, size_t block, double (*at)(size_t, size_t), int *description)
{
  struct rows rows = {.columns = columns, .block = block * (size_t)ranks > total ? total / (size_t)ranks : block};
  rows.count = share(total);
  rows.part = memory(rows.count * columns * 8);
  const size_t least = columns < rows.block ? columns : rows.block;
  const int d[9] = {1, grid, (int)columns, (int)total, (int)least, (int)rows.block, 0, 0, (int)columns};
  memcpy(description, d, sizeof d);
  if (at) fill_rows(&rows, at);
  return rows;
}

static void multiply_by_scalapack(void *data)
{
  static const int one = 1;
  static const double unit = 1, zero = 0;
  const struct scalapack *s = data;
  const int rows = (int)n, columns = (int)m, inner = (int)k;
  pdgemm_("N", transposed ? "T" : "N", &rows, &columns, &inner, &unit, s->b.part, &one, &one, s->of_b, s->a.part, &one, &one, s->of_a,
          &zero, s->c.part, &one, &one, s->of_c);
}
#endif

/* ---- DistArray ---- */

static struct operand a, b, c;

static void multiply(void *data)
{
  const int from = memory_of(data);
  DISTARRAY_CHECK(distarray_array_matmul_into(NULL, transposed ? DISTARRAY_TRANSPOSE : DISTARRAY_NO_TRANSPOSE, a.array[from],
                                              DISTARRAY_NO_TRANSPOSE, b.array[from], NULL, c.array[from]));
}

/* ---- contests of matrices ---- */

static void multiply_in_registers(void *unused)
{
  (void)unused;
  sink = multiply_add(2.0 * (double)m * (double)n * (double)k / ranks);
}

static void read_operands(void *unused)
{
  (void)unused;
  sink = (double)(or_of(a.part, a.count) | or_of(b.part, b.count));
}

static struct operand open_matrix(size_t rows, size_t columns)
{
  return open_operand(2, (int64_t[2]){(int64_t)rows, (int64_t)columns}, "block, whole", DISTARRAY_FLOAT64);
}

static struct rows part_of(const struct operand *operand, int memory, size_t columns)
{
  return (struct rows){operand->memory[memory], operand->count / columns, columns, operand->count / columns};
}

static struct rows open_whole(size_t rows, size_t columns, double (*at)(size_t, size_t))
{
  struct rows all = {memory(rows * columns * 8), rows, columns, rows};
  if (at) fill_rows(&all, at);
  return all;
}

enum shape { SQUARE, TALL, WIDE };

static void contend(const char *job, enum shape shape, size_t rows, size_t columns, size_t inner)
{
  struct contest contest = {.job = job};
  struct rows products[MEMORIES], of_a, of_b;
  m = rows, n = columns, k = inner, transposed = shape == WIDE;
  snprintf(contest.size, sizeof contest.size, "%zu x %zu by %zu x %zu", m, k, k, n);
  contest.bytes = 8.0 * (double)(m * k + k * n + m * n);
  a = open_matrix(a_rows(), a_columns()), b = open_matrix(k, n), c = open_matrix(m, n);
  of_a = part_of(&a, WRAPPED, a_columns()), of_b = part_of(&b, WRAPPED, n);
  fill_rows(&of_a, a_at), fill_rows(&of_b, b_at);
  publish(&a), publish(&b);
  for (int memory = 0; memory < MEMORIES; memory++) products[memory] = part_of(&c, memory, n);

  struct traffic least = {copy_streamed, c.part, {a.part}, c.count};
  if (shape == SQUARE) enter(&contest, "multiplications and additions in registers", CEILING, multiply_in_registers, NULL);
  else if (shape == TALL) enter(&contest, "streaming copy", CEILING, pass, &least);
  else enter(&contest, "reading", CEILING, read_operands, NULL);
  if (rank == 0) all_a = open_whole(a_rows(), a_columns(), a_at), all_b = open_whole(k, n, b_at), all_c = open_whole(m, n, NULL);
  else all_c = (struct rows){NULL, 0, n, 1};
#ifdef HAVE_OPENBLAS
  enter_product(&contest, "OpenBLAS; 2 threads", PEER, multiply_by_openblas, NULL, &all_c)->alone = 1;
#endif
  if (has_openblas_of_numpy) {
    char code[256];
    if (rank == 0) {
      python_array("a", "f8", all_a.part, m * k), python_array("b", "f8", all_b.part, k * n), python_array("c", "f8", all_c.part, m * n);
      snprintf(code, sizeof code, "a, b, c = a.reshape(-1, %zu)%s, b.reshape(-1, %zu), c.reshape(-1, %zu)", a_columns(),
               transposed ? ".T" : "", n, n);
      python_run(code);
    }
    enter_product(&contest, "NumPy's OpenBLAS; 2 threads", PEER, python_execute,
                  python_compile("set_threads(2); np.matmul(a, b, out=c); set_threads(1)"), &all_c)->alone = 1;
  }
#ifdef HAVE_SCALAPACK
  static const size_t BLOCKS[] = {128, 256};
  struct scalapack matrices[LENGTH(BLOCKS)];
  char names[LENGTH(BLOCKS)][64];
  const int variants = shape == SQUARE ? LENGTH(BLOCKS) : 1;
  Cblacs_get(-1, 0, &grid);
  Cblacs_gridinit(&grid, "C", 1, ranks);
  for (int i = 0; i < variants; i++) {
    struct scalapack *s = &matrices[i];
    const size_t block = shape == SQUARE ? BLOCKS[i] : SIZE_MAX / (size_t)ranks;
    s->a = open_rows(a_rows(), a_columns(), block, a_at, s->of_a), s->b = open_rows(k, n, block, b_at, s->of_b);
    s->c = open_rows(m, n, block, NULL, s->of_c);
    snprintf(names[i], sizeof names[i], "ScaLAPACK pdgemm%s%.0zu", shape == SQUARE ? "; blocks of " : "", shape == SQUARE ? block : 0);
    enter_product(&contest, names[i], PEER, multiply_by_scalapack, s, &s->c);
  }
#endif
  for (int memory = 0; memory < MEMORIES; memory++)
    enter_product(&contest, DISTARRAY_NAMES[memory], DISTARRAY, multiply,
                  where(memory), &products[memory]);
  hold(&contest);
#ifdef HAVE_SCALAPACK
  for (int i = 0; i < variants; i++) free(matrices[i].a.part), free(matrices[i].b.part), free(matrices[i].c.part);
  Cblacs_gridexit(grid);
#endif
  if (rank == 0) free(all_a.part), free(all_b.part), free(all_c.part);
  close_operand(&a), close_operand(&b), close_operand(&c);
}

/* ---- outer product ---- */

static double *all_of_b;

static double outer_at(size_t place) { return a_at(first_of_share(m) + place / n, 0) * b_at(place % n, 0); }

static void outer_by_hand(void *unused)
{
  (void)unused;
  MPI_Allgather(b.part, (int)b.count, MPI_DOUBLE, all_of_b, (int)b.count, MPI_DOUBLE, MPI_COMM_WORLD);
  for (size_t i = 0; i < a.count; i++) {
    const double factor = ((const double *)a.part)[i];
    double *to = (double *)c.part + i * n;
    for (size_t j = 0; j < n; j += 8) stream8(to + j, factor * load8(all_of_b + j));
  }
  end_stream();
}

static void fill_result(void *unused)
{
  double *to = c.part;
  (void)unused;
  for (size_t i = 0; i < c.count; i += 8) stream8(to + i, (v8){0});
  end_stream();
}

static void outer_product(void *data)
{
  const int from = memory_of(data);
  const distarray_array operands[] = {a.array[from], b.array[from]};
  DISTARRAY_CHECK(distarray_array_einsum_into("i,j->ij", 2, operands, c.array[from]));
}

static void contend_outer(size_t extent)
{
  struct contest contest = {.job = "outer product"};
  struct result results[MEMORIES];
  m = n = extent;
  a = open_vector(m, DISTARRAY_FLOAT64), b = open_vector(n, DISTARRAY_FLOAT64), c = open_matrix(m, n);
  for (size_t i = 0; i < a.count; i++)
    ((double *)a.part)[i] = a_at(first_of_share(m) + i, 0), ((double *)b.part)[i] = b_at(first_of_share(n) + i, 0);
  publish(&a), publish(&b);
  all_of_b = memory(n * 8);
  outer_by_hand(NULL); /* so that NumPy has all of b */
  snprintf(contest.size, sizeof contest.size, "%zu x %zu", m, n);
  contest.bytes = 8.0 * (double)(m + n + m * n);
  for (int memory = 0; memory < MEMORIES; memory++) results[memory] = (struct result){c.memory[memory], c.count, 1, outer_at, 0};
  enter(&contest, "streaming stores", CEILING, fill_result, NULL);
  enter_result(&contest, "C; MPI_Allgather and streaming stores", PEER, outer_by_hand, NULL, &results[WRAPPED]);
  if (has_numpy) {
    python_array("a", "f8", a.part, a.count), python_array("b", "f8", all_of_b, n), python_array("c", "f8", c.part, c.count);
    python_run("c = c.reshape(-1, b.size)");
    enter_python(&contest, "NumPy on every core", "np.multiply.outer(a, b, out=c)", &results[WRAPPED]);
  }
  for (int memory = 0; memory < MEMORIES; memory++)
    enter_result(&contest, DISTARRAY_NAMES[memory], DISTARRAY, outer_product,
                 where(memory), &results[memory]);
  hold(&contest);
  close_operand(&a), close_operand(&b), close_operand(&c);
  free(all_of_b);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  start_threads();
  const size_t extent = sized(4096, 256, 8 * (size_t)ranks), rows = sized(1000000, 10000, 8 * (size_t)ranks);
  contend("matmul", SQUARE, extent, extent, extent);
  contend("matmul; tall and skinny", TALL, rows, 64, 64);
  contend("matmul; tall and skinny transposed by tall and skinny", WIDE, 64, 64, rows);
  contend_outer(sized(10000, 1000, 8 * (size_t)ranks));
  finish();
  return 0;
}
