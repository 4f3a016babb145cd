/* An N x N matrix of doubles from one layout to another: DistArray in its own and in foreign memory, ScaLAPACK, PETSc, Global
 * Arrays, mpi4py-fft and hand-written MPI. And what planning costs. */
#include "layout.h"

static struct way way;
static double bytes;

/* ---- DistArray ---- */

static distarray_distribution from, to;

struct pair {
  distarray_array source, target;
};
static struct pair own, foreign, fresh;

static double *local(distarray_array array)
{
  void *pointer;
  int64_t shape[2], strides[2];
  DISTARRAY_CHECK(distarray_array_get_local(array, &pointer, shape, strides));
  if (shape[0] && (strides[1] != 8 || strides[0] != 8 * shape[1])) MPI_Abort(MPI_COMM_WORLD, 1); /* row-major, as the check assumes */
  return pointer;
}

static void open_distarray(void)
{
  from = layout_distribution(&way.from, way.n);
  to = layout_distribution(&way.to, way.n);
  DISTARRAY_CHECK(distarray_array_create_zeros(from, DISTARRAY_FLOAT64, &own.source));
  DISTARRAY_CHECK(distarray_array_create_zeros(to, DISTARRAY_FLOAT64, &own.target));
  DISTARRAY_CHECK(distarray_array_wrap(from, DISTARRAY_FLOAT64, way.source, NULL, NULL, NULL, &foreign.source));
  DISTARRAY_CHECK(distarray_array_wrap(to, DISTARRAY_FLOAT64, way.target, NULL, NULL, NULL, &foreign.target));
  fill_part(local(own.source), &way.from, way.n);
}

static void close_pair(struct pair *pair)
{
  DISTARRAY_CHECK(distarray_array_free(&pair->source));
  DISTARRAY_CHECK(distarray_array_free(&pair->target));
}

static void close_distarray(void)
{
  close_pair(&own);
  close_pair(&foreign);
  DISTARRAY_CHECK(distarray_distribution_free(&from));
  DISTARRAY_CHECK(distarray_distribution_free(&to));
}

static void redistribute(void *data)
{
  const struct pair *pair = data;
  DISTARRAY_CHECK(distarray_array_redistribute(pair->source, pair->target));
}

static void clear_own(void *data)
{
  (void)data;
  memset(local(own.target), 0xff, (size_t)way.to_extents[0] * (size_t)way.to_extents[1] * 8);
}

static size_t wrong_own(void *data)
{
  (void)data;
  return count_wrong(local(own.target), &way.to, way.n);
}

static void clear_way(void *data)
{
  (void)data;
  clear_target(&way);
}

static size_t wrong_way(void *data)
{
  (void)data;
  return wrong_target(&way);
}

/* New distributions, which no plan is kept for. */
static void make_fresh(void *data)
{
  (void)data;
  distarray_distribution new_from, new_to;
  if (fresh.source) close_pair(&fresh);
  new_from = layout_distribution(&way.from, way.n);
  new_to = layout_distribution(&way.to, way.n);
  DISTARRAY_CHECK(distarray_array_wrap(new_from, DISTARRAY_FLOAT64, way.source, NULL, NULL, NULL, &fresh.source));
  DISTARRAY_CHECK(distarray_array_wrap(new_to, DISTARRAY_FLOAT64, way.target, NULL, NULL, NULL, &fresh.target));
  DISTARRAY_CHECK(distarray_distribution_free(&new_from));
  DISTARRAY_CHECK(distarray_distribution_free(&new_to));
}

static distarray_plan plan;
static distarray_distribution fresh_from, fresh_to;

static void run_plan(void *data)
{
  const struct pair *pair = data;
  DISTARRAY_CHECK(distarray_plan_run(plan, pair->source, pair->target));
}

static void make_plan(distarray_distribution source, distarray_distribution target)
{
  distarray_plan made;
  DISTARRAY_CHECK(distarray_plan_create(source, target, &made));
  DISTARRAY_CHECK(distarray_plan_free(&made));
}

static void drop_fresh_distributions(void)
{
  DISTARRAY_CHECK(distarray_distribution_free(&fresh_from));
  DISTARRAY_CHECK(distarray_distribution_free(&fresh_to));
}

static void make_fresh_distributions(void *data)
{
  (void)data;
  drop_fresh_distributions();
  fresh_from = layout_distribution(&way.from, way.n);
  fresh_to = layout_distribution(&way.to, way.n);
}

static void make_new_plan(void *data)
{
  (void)data;
  make_plan(fresh_from, fresh_to);
}

static void make_kept_plan(void *data)
{
  (void)data;
  make_plan(from, to);
}

static void only_agree(void *data)
{
  int64_t words[8] = {0}, all[8];
  (void)data;
  MPI_Allreduce(words, all, 8, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
}

/* ---- ScaLAPACK: it sees the transposed matrix in column-major order, which is the same memory ---- */

#ifdef HAVE_SCALAPACK
void Cblacs_get(int, int, int *);
void Cblacs_gridinit(int *, const char *, int, int);
void Cblacs_gridexit(int);
void Cpdgemr2d(int, int, double *, int, int, int *, double *, int, int, int *, int);

static int grids[3], describes_from[9], describes_to[9];

static int at_least_one(int n) { return n > 0 ? n : 1; }

static void open_scalapack(void)
{
  const struct axis *f = way.from.axis, *t = way.to.axis;
  Cblacs_get(-1, 0, &grids[0]);
  grids[1] = grids[2] = grids[0];
  Cblacs_gridinit(&grids[0], "C", f[1].parts, f[0].parts);
  Cblacs_gridinit(&grids[1], "C", t[1].parts, t[0].parts);
  Cblacs_gridinit(&grids[2], "C", 1, ranks);
  const int a[9] = {1, grids[0], way.n, way.n, f[1].block, f[0].block, 0, 0, at_least_one(way.from_extents[1])};
  const int b[9] = {1, grids[1], way.n, way.n, t[1].block, t[0].block, 0, 0, at_least_one(way.to_extents[1])};
  memcpy(describes_from, a, sizeof a);
  memcpy(describes_to, b, sizeof b);
}

static void close_scalapack(void)
{
  for (int i = 0; i < 3; i++) Cblacs_gridexit(grids[i]);
}

static void run_scalapack(void *data)
{
  (void)data;
  Cpdgemr2d(way.n, way.n, way.source, 1, 1, describes_from, way.target, 1, 1, describes_to, grids[2]);
}
#endif

/* ---- PETSc ---- */

#ifdef HAVE_PETSC
static Vec vector_from, vector_to;
static VecScatter scatter;

/* For every element of the target, in its order, where it comes from. */
static void make_scatter(void *data)
{
  (void)data;
  PetscInt count = way.to_extents[0] * way.to_extents[1], first, *sources = malloc(sizeof *sources * (size_t)(count + 1));
  PetscInt start[RANKS], next = 0;
  IS is_from, is_to;
  for (int r = 0; r < ranks; r++) {
    int extent[2];
    extents(&way.from, way.n, r, extent);
    start[r] = next;
    next += extent[0] * extent[1];
  }
  for (int r = 0; r < ranks; r++)
    for (int i = 0; i < way.receives[r][0].count; i++)
      for (int k = 0; k < way.receives[r][0].list[i].length; k++)
        for (int j = 0; j < way.receives[r][1].count; j++) {
          const struct piece rows = way.receives[r][0].list[i], columns = way.receives[r][1].list[j];
          PetscInt *out = sources + (size_t)(rows.to + k) * (size_t)way.to_extents[1] + (size_t)columns.to;
          for (int c = 0; c < columns.length; c++) out[c] = start[r] + (rows.from + k) * way.stride_there[r] + columns.from + c;
        }
  VecGetOwnershipRange(vector_to, &first, NULL);
  ISCreateGeneral(PETSC_COMM_WORLD, count, sources, PETSC_USE_POINTER, &is_from);
  ISCreateStride(PETSC_COMM_WORLD, count, first, 1, &is_to);
  VecScatterCreate(vector_from, is_from, vector_to, is_to, &scatter);
  ISDestroy(&is_from);
  ISDestroy(&is_to);
  free(sources);
}

static void drop_scatter(void *data)
{
  (void)data;
  if (scatter) VecScatterDestroy(&scatter);
}

static void open_petsc(void)
{
  VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, way.from_extents[0] * way.from_extents[1], PETSC_DECIDE, way.source, &vector_from);
  VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, way.to_extents[0] * way.to_extents[1], PETSC_DECIDE, way.target, &vector_to);
  make_scatter(NULL);
}

static void close_petsc(void)
{
  drop_scatter(NULL);
  VecDestroy(&vector_from);
  VecDestroy(&vector_to);
}

static void run_petsc(void *data)
{
  (void)data;
  VecScatterBegin(scatter, vector_from, vector_to, INSERT_VALUES, SCATTER_FORWARD);
  VecScatterEnd(scatter, vector_from, vector_to, INSERT_VALUES, SCATTER_FORWARD);
}

static void run_veccopy(void *data)
{
  (void)data;
  VecCopy(vector_from, vector_to);
}
#endif

/* ---- Global Arrays ---- */

#ifdef HAVE_GA
static int ga_from, ga_to;

static int make_ga(const struct layout *layout)
{
  const struct axis *a = layout->axis;
  int shape[2] = {way.n, way.n}, block[2] = {a[0].block, a[1].block}, parts[2] = {a[0].parts, a[1].parts};
  int handle = GA_Create_handle();
  GA_Set_data(handle, 2, shape, C_DBL);
  if (a[0].bounds || a[1].bounds) {
    int starts[2 * RANKS], count = 0;
    for (int d = 0; d < 2; d++)
      for (int i = 0; i < a[d].parts; i++) starts[count++] = a[d].bounds ? a[d].bounds[i] : i * a[d].block;
    GA_Set_irreg_distr(handle, starts, parts);
  } else if (block[0] * parts[0] >= way.n && block[1] * parts[1] >= way.n)
    GA_Set_chunk(handle, block);
  else
    GA_Set_block_cyclic_proc_grid(handle, block, parts);
  if (!GA_Allocate(handle)) GA_Error((char *)(uintptr_t)"allocate", 1);
  return handle;
}

/* Rows of this rank when it fills or checks, wherever they lie. */
static void ga_rows(int *low, int *high)
{
  low[0] = (int)((int64_t)way.n * rank / ranks);
  high[0] = (int)((int64_t)way.n * (rank + 1) / ranks) - 1;
  low[1] = 0;
  high[1] = way.n - 1;
}

static void open_ga(void)
{
  int low[2], high[2], stride[1] = {way.n};
  ga_from = make_ga(&way.from);
  ga_to = make_ga(&way.to);
  ga_rows(low, high);
  double *rows = malloc(sizeof *rows * (size_t)(high[0] - low[0] + 1) * (size_t)way.n);
  for (int64_t i = low[0], k = 0; i <= high[0]; i++)
    for (int64_t j = 0; j < way.n; j++) rows[k++] = (double)(i * way.n + j);
  NGA_Put(ga_from, low, high, rows, stride);
  GA_Sync();
  free(rows);
}

static void close_ga(void)
{
  GA_Destroy(ga_from);
  GA_Destroy(ga_to);
}

static void run_ga(void *data)
{
  (void)data;
  GA_Copy(ga_from, ga_to);
  GA_Sync();
}

static void clear_ga(void *data)
{
  (void)data;
  GA_Fill(ga_to, &(double){-1});
}

static size_t wrong_ga(void *data)
{
  (void)data;
  int low[2], high[2], stride[1] = {way.n};
  size_t wrong = 0, k = 0;
  ga_rows(low, high);
  double *rows = malloc(sizeof *rows * (size_t)(high[0] - low[0] + 1) * (size_t)way.n);
  NGA_Get(ga_to, low, high, rows, stride);
  for (int64_t i = low[0]; i <= high[0]; i++)
    for (int64_t j = 0; j < way.n; j++) wrong += rows[k++] != (double)(i * way.n + j);
  free(rows);
  return wrong;
}
#endif

/* ---- mpi4py-fft: evenly distributed rows and columns only ---- */

#ifdef HAVE_MPI4PY_FFT
static int is_pencils(void)
{
  const struct axis *f = way.from.axis, *t = way.to.axis;
  int even = way.n % ranks == 0, bounds = f[0].bounds || f[1].bounds || t[0].bounds || t[1].bounds;
  int blocks_only = f[0].block * f[0].parts == way.n && f[1].block * f[1].parts == way.n && t[0].block * t[0].parts == way.n &&
                    t[1].block * t[1].parts == way.n;
  int turned = f[0].parts == t[1].parts && f[1].parts == t[0].parts && (f[0].parts == 1 || f[1].parts == 1);
  return even && !bounds && blocks_only && turned && ranks > 1;
}
#endif

static int open_pencils(void)
{
#ifdef HAVE_MPI4PY_FFT
  char code[2048];
  snprintf(code, sizeof code,
           "import ctypes, numpy as np\n"
           "from mpi4py import MPI\n"
           "from mpi4py_fft.pencil import Pencil, Subcomm\n"
           "along = %d\n"
           "p = Pencil(Subcomm(MPI.COMM_WORLD, [0, 1] if along else [1, 0]), (%d, %d), axis=along)\n"
           "q = p.pencil(1 - along)\n"
           "over = lambda address, shape: np.frombuffer((ctypes.c_double * (shape[0] * shape[1])).from_address(address)).reshape(shape)\n"
           "source, target = over(%llu, p.subshape), over(%llu, q.subshape)\n"
           "transfer = p.transfer(q, 'd')\n",
           way.from.axis[0].parts > 1, way.n, way.n, (unsigned long long)(uintptr_t)way.source,
           (unsigned long long)(uintptr_t)way.target);
  return is_pencils() && python_has(code);
#else
  return 0;
#endif
}

static void run_pencils(void *data)
{
  (void)data;
  python_run("transfer.forward(source, target)");
}

/* ---- contests ---- */

static struct contestant *enter_checked(struct contest *c, const char *name, enum kind kind, action run, void *data)
{
  struct contestant *entered = enter(c, name, kind, run, data);
  entered->clear = clear_way;
  entered->wrong = wrong_way;
  return entered;
}

static void move(const char *job, int n, struct layout a, struct layout b)
{
  struct contest c = {.job = job};
  const int irregular = a.axis[0].bounds || a.axis[1].bounds || b.axis[0].bounds || b.axis[1].bounds;
  make_way(&way, n, a, b);
  bytes = 2.0 * n * n * 8;
  c.bytes = bytes;
  snprintf(c.size, sizeof c.size, "%d x %d", n, n);
  open_distarray();
  int equal;
  DISTARRAY_CHECK(distarray_distribution_is_equal(from, to, &equal));

  enter(&c, "streaming copy of the same bytes", CEILING, copy_volume_streaming, &way);
  enter(&c, "memcpy of the same bytes", equal ? PEER : NOTE, copy_volume, &way);
  enter_checked(&c, "MPI_Alltoallw with types", PEER, move_by_types, &way);
  enter_checked(&c, "packed MPI_Alltoallv", PEER, move_packed, &way);
  enter_checked(&c, "packed MPI_Alltoallv; own part direct", PEER, move_packed_own_direct, &way);
  enter_checked(&c, "prototype: out of shared memory", PROTOTYPE, move_shared, &way);
  enter_checked(&c, "prototype: out of shared memory; streaming", PROTOTYPE, move_shared_streaming, &way);
#ifdef HAVE_SCALAPACK
  if (!irregular) {
    open_scalapack();
    enter_checked(&c, "ScaLAPACK pdgemr2d", PEER, run_scalapack, NULL);
  }
#endif
#ifdef HAVE_PETSC
  open_petsc();
  enter_checked(&c, "PETSc VecScatter; reused", PEER, run_petsc, NULL);
  if (equal) enter_checked(&c, "PETSc VecCopy", PEER, run_veccopy, NULL);
#endif
#ifdef HAVE_GA
  open_ga();
  struct contestant *ga = enter(&c, "Global Arrays GA_Copy", PEER, run_ga, NULL);
  ga->clear = clear_ga;
  ga->wrong = wrong_ga;
#endif
  if (open_pencils()) enter_checked(&c, "mpi4py-fft transfer", PEER, run_pencils, NULL);
  struct contestant *library = enter(&c, "DistArray redistribute", DISTARRAY, redistribute, &own);
  library->clear = clear_own;
  library->wrong = wrong_own;
  enter_checked(&c, "DistArray redistribute; foreign buffers", DISTARRAY, redistribute, &foreign);
  DISTARRAY_CHECK(distarray_plan_create(from, to, &plan));
  struct contestant *planned = enter(&c, "DistArray plan run", DISTARRAY, run_plan, &own);
  planned->clear = clear_own;
  planned->wrong = wrong_own;
  enter_checked(&c, "DistArray plan run; foreign buffers", DISTARRAY, run_plan, &foreign);
  hold(&c);

  struct contest p = {.job = "", .bytes = bytes};
  char name[96];
  snprintf(name, sizeof name, "plan: %s", job);
  p.job = name;
  memcpy(p.size, c.size, sizeof p.size);
  enter(&p, "streaming copy of the same bytes", CEILING, copy_volume_streaming, &way);
#ifdef HAVE_PETSC
  struct contestant *setup = enter(&p, "PETSc VecScatter; setup", PEER, make_scatter, NULL);
  setup->before = drop_scatter;
#endif
  struct contestant *cold = enter_checked(&p, "DistArray redistribute; first call; foreign buffers", DISTARRAY, redistribute, &fresh);
  cold->before = make_fresh;
  enter_checked(&p, "DistArray redistribute; later calls; foreign buffers", DISTARRAY, redistribute, &foreign);
  struct contestant *new_plan = enter(&p, "DistArray; new plan", DISTARRAY, make_new_plan, NULL);
  new_plan->before = make_fresh_distributions;
  p.sample = 0.001;
  enter(&p, "DistArray; kept plan", DISTARRAY, make_kept_plan, NULL);
  enter(&p, "one agreement alone", NOTE, only_agree, NULL);
  hold(&p);

  DISTARRAY_CHECK(distarray_plan_free(&plan));
  drop_fresh_distributions();
  close_pair(&fresh);
#ifdef HAVE_GA
  close_ga();
#endif
#ifdef HAVE_PETSC
  close_petsc();
#endif
#ifdef HAVE_SCALAPACK
  if (!irregular) close_scalapack();
#endif
  (void)irregular;
  close_distarray();
  free_way(&way);
}

/* Pieces that grow and pieces that shrink, so that no piece stays where it is. */
static void uneven(int *bounds, int n, int parts, int growing)
{
  const int total = parts * (parts + 1) / 2;
  bounds[0] = 0;
  for (int i = 0, sum = 0; i < parts; i++) {
    sum += growing ? i + 1 + parts : 2 * parts - i;
    bounds[i + 1] = (int)((int64_t)n * sum / (total + parts * parts));
  }
}

int main(int argc, char **argv)
{
  start(&argc, &argv);
  for (int i = 2; i < argc; i++) {
    const int n = atoi(argv[i]);
    int growing[RANKS + 1], shrinking[RANKS + 1];
    uneven(growing, n, ranks, 1);
    uneven(shrinking, n, ranks, 0);
    const struct layout rows = blocks(n, ranks, 1), columns = blocks(n, 1, ranks);
    struct layout irregular_rows = rows, irregular_columns = columns;
    irregular_rows.axis[0].bounds = growing;
    irregular_columns.axis[1].bounds = shrinking;
    move("block-cyclic 36 on 1xP to 128 on Px1", n, block_cyclic(36, 1, ranks), block_cyclic(128, ranks, 1));
    move("rows to columns", n, rows, columns);
    move("blocks on 1xP to Px1", n, columns, rows);
    move("irregular rows to irregular columns", n, irregular_rows, irregular_columns);
    struct layout shorter = rows;
    shorter.axis[0].bounds = shrinking;
    move("irregular rows to other irregular rows", n, irregular_rows, shorter);
    move("same layout", n, rows, rows);
  }
  finish();
  return 0;
}
