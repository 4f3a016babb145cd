/* The relief of the Earth: slopes, diffusion with PETSc, other layouts, files, a map.
 *
 *   mpirun -n 4 ./relief [--data FILE] [--out DIR]        or without mpirun: ./relief
 *
 * FILE is data/relief_10min.npy (the default) or any .npy with rows from latitude -90 to 90 and columns around the globe;
 * any other name is taken for ETOPO5 as NOAA distributes it (etopo5.cdf). DIR, here by default, receives
 *   slope.npy smoothed.npy relief.h5     results, the last with both
 *   relief.png relief.svg relief.json    shaded map, who owns what, statistics
 *
 * Heights lie in blocks over a grid of processes, with a halo one element wide that goes around the globe. PETSc works on
 * the same memory: one array is the right-hand side, another the solution, and the array with the halo is what a stencil
 * reads its neighbours from. Every result is the same on any number of processes.
 */
#include <distarray/petsc.h>
#include <math.h>
#include <petscksp.h>

#define EARTH_RADIUS 6371000.0  /* metres */
#define SMOOTHING_LENGTH 2.5e4  /* metres, at the equator */
#define STAGE(r, name, work) begin_stage(r, name); work; end_stage(r)
#define PETSC(call) PetscCallAbort(PETSC_COMM_WORLD, call)

/* The part of a two-dimensional array that this process owns, row i from `first + i * stride` on. With a halo, indices from -1 on
 * and one past the last are valid too. */
typedef struct { double *first; int64_t stride; } Field;

typedef struct { double min, max, mean; } Statistics;
typedef struct { const char *name; double seconds; int64_t moved[2]; /* messages, bytes, of all processes */ } Stage;

typedef struct {
  distarray_context context;
  int rank, size;
  int64_t shape[2];
  double dlat, dlon; /* radians between rows, between columns */
  distarray_distribution blocks, padded; /* the same owners, without and with a halo */
  int64_t start[2], rows, cols;          /* what this process owns */
  const char *data, *out;
  Stage stages[8];
  int stage_count, iterations, addresses_equal, writes_seen, bits_equal;
  int64_t land, bytes_per_rank;
  Statistics height, slope, smoothed;
} Relief;

static void begin_stage(Relief *r, const char *name)
{
  DISTARRAY_CHECK(distarray_context_reset_counters(r->context));
  r->stages[r->stage_count].name = name;
  r->stages[r->stage_count].seconds = -MPI_Wtime();
}

static void end_stage(Relief *r)
{
  Stage *stage = &r->stages[r->stage_count++];
  stage->seconds += MPI_Wtime();
  DISTARRAY_CHECK(distarray_context_get_counter(r->context, DISTARRAY_COUNTER_MESSAGES, &stage->moved[0]));
  DISTARRAY_CHECK(distarray_context_get_counter(r->context, DISTARRAY_COUNTER_BYTES_SENT, &stage->moved[1]));
  MPI_Allreduce(MPI_IN_PLACE, stage->moved, 2, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
}

static int all_true(int mine)
{
  MPI_Allreduce(MPI_IN_PLACE, &mine, 1, MPI_INT, MPI_LAND, MPI_COMM_WORLD);
  return mine;
}

static const char *path_of(const Relief *r, const char *name)
{
  static char path[4096];
  snprintf(path, sizeof path, "%s/%s", r->out, name);
  return path;
}

static distarray_distribution distribute(const Relief *r, const char *text)
{
  distarray_distribution d;
  DISTARRAY_CHECK(distarray_distribution_create_text(r->context, 2, r->shape, text, &d));
  return d;
}

static distarray_array create(distarray_distribution d)
{
  distarray_array a;
  DISTARRAY_CHECK(distarray_array_create_zeros(d, DISTARRAY_FLOAT64, &a));
  return a;
}

static Field field_of(distarray_array a)
{
  void *first;
  int64_t strides[2];
  DISTARRAY_CHECK(distarray_array_get_local(a, &first, NULL, strides));
  return (Field){(double *)first, strides[0] / (int64_t)sizeof(double)};
}

static double latitude(const Relief *r, double row) { return (row / (double)(r->shape[0] - 1) - 0.5) * PETSC_PI; }

/* Exactly zero at the poles, where cos() of a rounded angle is not. */
static double cosine(const Relief *r, int64_t row) { return row == 0 || row == r->shape[0] - 1 ? 0.0 : cos(latitude(r, (double)row)); }

static Statistics statistics_of(distarray_array a)
{
  Statistics s;
  distarray_dtype dtype;
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_MIN, a, &s.min, &dtype));
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_MAX, a, &s.max, &dtype));
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_MEAN, a, &s.mean, &dtype));
  return s;
}

/* ---- reading ---- */

/* Heights in metres as float64, in blocks with a halo that is not filled yet. */
static distarray_array read_heights(Relief *r)
{
  const size_t length = strlen(r->data);
  const int npy = length > 4 && strcmp(r->data + length - 4, ".npy") == 0;
  distarray_array stored, heights;
  distarray_dtype dtype;
  int ndim;
  int64_t stop[2];
  r->shape[0] = 2161; /* ETOPO5: every five minutes of arc */
  r->shape[1] = 4320;
  if (npy) DISTARRAY_CHECK(distarray_file_get_shape_npy(r->context, r->data, 2, &ndim, r->shape, &dtype));
  r->dlat = PETSC_PI / (double)(r->shape[0] - 1);
  r->dlon = 2 * PETSC_PI / (double)r->shape[1];
  r->blocks = distribute(r, "block, block");
  r->padded = distribute(r, "block halo(1), block halo(1) periodic");
  DISTARRAY_CHECK(distarray_distribution_get_local_bounds(r->blocks, r->rank, r->start, stop));
  r->rows = stop[0] - r->start[0];
  r->cols = stop[1] - r->start[1];
  if (npy)
    DISTARRAY_CHECK(distarray_array_read_npy(r->context, r->data, "block, block", &stored));
  else /* netCDF-3 with one contiguous variable behind its header */
    DISTARRAY_CHECK(distarray_array_read_raw(r->blocks, DISTARRAY_FLOAT32, r->data, 52552, DISTARRAY_BIG_ENDIAN, &stored));
  heights = create(r->padded);
  DISTARRAY_CHECK(distarray_array_redistribute(stored, heights)); /* same owners: only casts */
  DISTARRAY_CHECK(distarray_array_free(&stored));
  return heights;
}

/* ---- slope ---- */

/* Central differences in metres per metre; one-sided at the first and last row. (i, j) is local. */
static void gradient(const Relief *r, const Field *h, int64_t i, int64_t j, double c, double *east, double *north)
{
  const double *here = h->first + i * h->stride + j;
  int64_t up = r->start[0] + i < r->shape[0] - 1, down = r->start[0] + i > 0;
  *north = (here[up * h->stride] - here[-down * h->stride]) / ((double)(up + down) * EARTH_RADIUS * r->dlat);
  *east = c == 0 ? 0 : (here[1] - here[-1]) / (2 * EARTH_RADIUS * c * r->dlon);
}

static distarray_array slope_of(const Relief *r, distarray_array heights)
{
  distarray_array slope = create(r->blocks);
  Field h = field_of(heights), s = field_of(slope);
  for (int64_t i = 0; i < r->rows; i++) {
    double c = cosine(r, r->start[0] + i);
    for (int64_t j = 0; j < r->cols; j++) {
      double east, north;
      gradient(r, &h, i, j, c, &east, &north);
      s.first[i * s.stride + j] = hypot(east, north);
    }
  }
  return slope;
}

static int64_t count_land(const Relief *r, distarray_array heights)
{
  int64_t count = 0;
  Field h = field_of(heights);
  for (int64_t i = 0; i < r->rows; i++)
    for (int64_t j = 0; j < r->cols; j++) count += h.first[i * h.stride + j] > 0;
  MPI_Allreduce(MPI_IN_PLACE, &count, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  return count;
}

/* ---- diffusion: u - div(k grad u) = h on the sphere, k = SMOOTHING_LENGTH^2 cos^2(latitude) ----
 *
 * Finite volumes. Multiplied by the area of a cell, which goes with the cosine of its latitude, the matrix is symmetric
 * and positive definite; k falls towards the poles as cells narrow, so that Jacobi's preconditioner suffices.
 */
typedef struct {
  const Relief *relief;
  DM da;
  Vec ghosted; /* the padded array as PETSc's local vector: where the stencil finds its neighbours */
  Field u; /* its owned part */
  double *area, *east, *north; /* of each row, from the one below ours on: cell's area, conductance to the east, to the north */
} Operator;

static void measure_rows(Operator *o)
{
  const Relief *r = o->relief;
  const double k = SMOOTHING_LENGTH / EARTH_RADIUS;
  const size_t n = (size_t)r->rows + 1;
  o->area = (double *)malloc(3 * n * sizeof(double));
  if (!o->area) MPI_Abort(MPI_COMM_WORLD, DISTARRAY_ERR_MEMORY);
  o->east = o->area + n;
  o->north = o->east + n;
  for (int64_t i = 0; i <= r->rows; i++) {
    int64_t row = r->start[0] + i - 1;
    double top = row >= r->shape[0] - 1 ? PETSC_PI / 2 : latitude(r, (double)row + 0.5);
    double bottom = row <= 0 ? -PETSC_PI / 2 : latitude(r, (double)row - 0.5);
    o->area[i] = (sin(top) - sin(bottom)) / r->dlat;
    o->east[i] = k * k * cosine(r, row) / (r->dlon * r->dlon);
    o->north[i] = row < 0 || row >= r->shape[0] - 1 ? 0 : k * k * pow(cos(top), 3) / (r->dlat * r->dlat);
  }
}

static PetscErrorCode apply_operator(Mat matrix, Vec x, Vec y)
{
  Operator *o;
  PetscScalar *result;
  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(matrix, &o));
  PetscCall(DMGlobalToLocal(o->da, x, INSERT_VALUES, o->ghosted)); /* fills the array's memory, halo and all */
  PetscCall(VecGetArrayWrite(y, &result));
  for (int64_t i = 0; i < o->relief->rows; i++) {
    const double *u = o->u.first + i * o->u.stride;
    const double area = o->area[i + 1], e = o->east[i + 1], n = o->north[i + 1], s = o->north[i];
    const int64_t up = n != 0 ? o->u.stride : 0, down = s != 0 ? -o->u.stride : 0, cols = o->relief->cols;
    for (int64_t j = 0; j < cols; j++)
      result[i * cols + j] = area * u[j] - e * (u[j + 1] - 2 * u[j] + u[j - 1]) - n * (u[j + up] - u[j]) + s * (u[j] - u[j + down]);
  }
  PetscCall(VecRestoreArrayWrite(y, &result));
  PetscFunctionReturn(0);
}

static PetscErrorCode operator_diagonal(Mat matrix, Vec diagonal)
{
  Operator *o;
  PetscScalar *result;
  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(matrix, &o));
  PetscCall(VecGetArrayWrite(diagonal, &result));
  const int64_t cols = o->relief->cols;
  for (int64_t k = 0; k < o->relief->rows * cols; k++)
    result[k] = o->area[k / cols + 1] + 2 * o->east[k / cols + 1] + o->north[k / cols + 1] + o->north[k / cols];
  PetscCall(VecRestoreArrayWrite(diagonal, &result));
  PetscFunctionReturn(0);
}

/* Writes through each side and looks from the other, and compares addresses: on every process. */
static void show_sharing(Relief *r, distarray_array a, Vec v)
{
  const double mark = 4.25;
  PetscReal largest;
  PetscScalar *memory;
  PetscInt count;
  void *local;
  int seen = 1;
  DISTARRAY_CHECK(distarray_array_get_local(a, &local, NULL, NULL));
  PETSC(VecGetLocalSize(v, &count));
  DISTARRAY_CHECK(distarray_petsc_begin_access(v, a, DISTARRAY_PETSC_WRITE));
  DISTARRAY_CHECK(distarray_array_fill(a, &mark));
  DISTARRAY_CHECK(distarray_petsc_end_access(v, a, DISTARRAY_PETSC_WRITE));
  PETSC(VecGetArray(v, &memory));
  r->addresses_equal &= all_true(count == 0 || (void *)memory == local);
  for (PetscInt i = 0; i < count; i++) seen &= PetscRealPart(memory[i]) == mark;
  PETSC(VecRestoreArray(v, &memory));
  PETSC(VecNorm(v, NORM_INFINITY, &largest));
  PETSC(VecSet(v, 2 * mark));
  for (PetscInt i = 0; i < count; i++) seen &= ((double *)local)[i] == 2 * mark;
  r->writes_seen &= all_true(seen && largest == mark);
}

/* Conjugate gradients with Jacobi's preconditioner, to a residual of 1e-10. */
static int solve(Mat matrix, Vec right, Vec solution)
{
  KSP ksp;
  PC pc;
  PetscInt iterations;
  PETSC(KSPCreate(PetscObjectComm((PetscObject)matrix), &ksp));
  PETSC(KSPSetType(ksp, KSPCG));
  PETSC(KSPGetPC(ksp, &pc));
  PETSC(PCSetType(pc, PCJACOBI));
  PETSC(KSPSetOperators(ksp, matrix, matrix));
  PETSC(KSPSetTolerances(ksp, 1e-10, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT));
  PETSC(KSPSetErrorIfNotConverged(ksp, PETSC_TRUE));
  PETSC(KSPSetFromOptions(ksp));
  PETSC(KSPSolve(ksp, right, solution));
  PETSC(KSPGetIterationNumber(ksp, &iterations));
  PETSC(KSPDestroy(&ksp));
  return (int)iterations;
}

static distarray_array diffuse(Relief *r, distarray_array heights)
{
  distarray_array padded = create(r->padded), right = create(r->blocks), solution = create(r->blocks);
  Field h = field_of(heights), b = field_of(right);
  Operator o = {.relief = r, .u = field_of(padded)};
  Mat matrix;
  Vec f, u;
  PetscInt count;
  measure_rows(&o);

  DISTARRAY_CHECK(distarray_petsc_dmda_create(padded, 1, &o.da));
  DISTARRAY_CHECK(distarray_petsc_local_vec_create(padded, o.da, &o.ghosted));
  DISTARRAY_CHECK(distarray_petsc_vec_create(right, o.da, &f));
  DISTARRAY_CHECK(distarray_petsc_vec_create(solution, o.da, &u));
  show_sharing(r, right, f);
  show_sharing(r, solution, u);

  DISTARRAY_CHECK(distarray_petsc_begin_access(f, right, DISTARRAY_PETSC_WRITE));
  for (int64_t i = 0; i < r->rows; i++)
    for (int64_t j = 0; j < r->cols; j++) b.first[i * b.stride + j] = o.area[i + 1] * h.first[i * h.stride + j];
  DISTARRAY_CHECK(distarray_petsc_end_access(f, right, DISTARRAY_PETSC_WRITE));
  PETSC(VecGetLocalSize(u, &count));
  PETSC(MatCreateShell(PetscObjectComm((PetscObject)o.da), count, count, PETSC_DETERMINE, PETSC_DETERMINE, &o, &matrix));
  PETSC(MatShellSetOperation(matrix, MATOP_MULT, (void (*)(void))apply_operator));
  PETSC(MatShellSetOperation(matrix, MATOP_GET_DIAGONAL, (void (*)(void))operator_diagonal));
  PETSC(VecSet(u, 0));
  r->iterations = solve(matrix, f, u);

  /* Nothing needs to go before anything else: a Vec keeps its array alive, and our handle outlives the Vec. */
  DISTARRAY_CHECK(distarray_array_free(&right));
  DISTARRAY_CHECK(distarray_array_free(&padded));
  PETSC(MatDestroy(&matrix));
  PETSC(VecDestroy(&f));
  PETSC(VecDestroy(&u));
  PETSC(VecDestroy(&o.ghosted));
  PETSC(DMDestroy(&o.da));
  free(o.area);
  return solution;
}

/* Block x block to rows to block-cyclic and back; the same bits must return. */
static int travel(const Relief *r, distarray_array a)
{
  const char *layouts[3] = {"block, whole", "cyclic(64), cyclic(64)", "block, block"};
  distarray_array here = NULL, next;
  int equal = 1;
  for (int i = 0; i < 3; i++) {
    distarray_distribution d = distribute(r, layouts[i]);
    DISTARRAY_CHECK(distarray_array_redistribute_to(here ? here : a, d, &next));
    DISTARRAY_CHECK(distarray_distribution_free(&d));
    DISTARRAY_CHECK(distarray_array_free(&here));
    here = next;
  }
  Field before = field_of(a), after = field_of(here);
  for (int64_t i = 0; i < r->rows; i++)
    equal &= memcmp(before.first + i * before.stride, after.first + i * after.stride, (size_t)r->cols * sizeof(double)) == 0;
  DISTARRAY_CHECK(distarray_array_free(&here));
  return all_true(equal);
}

/* ---- map ---- */

/* A picture's rows run from north to south, the data's from south to north. The distribution of a picture is sliced with
 * step -1, so that every process owns the rows of the picture that it owns of the data, and paints them where it is. */
static distarray_array create_picture(const Relief *r)
{
  const int64_t shape[3] = {r->shape[0], r->shape[1], 3}, all[3] = {DISTARRAY_NONE, DISTARRAY_NONE, DISTARRAY_NONE}, steps[3] = {-1, 1, 1};
  int grid[3] = {1, 1, 1};
  distarray_specification s;
  distarray_distribution blocks, flipped;
  distarray_array picture;
  DISTARRAY_CHECK(distarray_distribution_get_grid(r->blocks, grid)); /* and 1 for the colours */
  DISTARRAY_CHECK(distarray_specification_create(3, shape, &s));
  DISTARRAY_CHECK(distarray_specification_set_grid(s, 3, grid));
  DISTARRAY_CHECK(distarray_distribution_create(r->context, s, &blocks));
  DISTARRAY_CHECK(distarray_distribution_slice(blocks, all, all, steps, &flipped));
  DISTARRAY_CHECK(distarray_array_create_zeros(flipped, DISTARRAY_UINT8, &picture));
  DISTARRAY_CHECK(distarray_specification_free(&s));
  DISTARRAY_CHECK(distarray_distribution_free(&blocks));
  DISTARRAY_CHECK(distarray_distribution_free(&flipped));
  return picture;
}

/* Colour of a height, mixed between the entries of a table. */
static void colour_of(double height, double rgb[3])
{
  static const double table[8][4] = {{-11000, 8, 20, 70},  {-4000, 30, 80, 150},    {-1, 140, 190, 220}, {0, 70, 120, 60},
                                     {500, 150, 165, 90}, {2000, 160, 125, 80}, {4000, 200, 190, 180}, {9000, 255, 255, 255}};
  int i = 0;
  while (i < 6 && height > table[i + 1][0]) i++;
  double share = fmin(fmax((height - table[i][0]) / (table[i + 1][0] - table[i][0]), 0), 1);
  for (int c = 0; c < 3; c++) rgb[c] = table[i][c + 1] + share * (table[i + 1][c + 1] - table[i][c + 1]);
}

/* Light from the north-west, 45 degrees high, on a relief thirty times too steep: what a map of the world shows. */
static distarray_array paint(const Relief *r, distarray_array heights)
{
  const double steepness = 30, light[3] = {-0.5, 0.5, sqrt(0.5)};
  distarray_array picture = create_picture(r);
  Field h = field_of(heights);
  int64_t strides[3];
  void *first;
  DISTARRAY_CHECK(distarray_array_get_local(picture, &first, NULL, strides));
  for (int64_t i = 0; i < r->rows; i++) {
    double c = cosine(r, r->start[0] + i);
    uint8_t *row = (uint8_t *)first + (r->rows - 1 - i) * strides[0];
    for (int64_t j = 0; j < r->cols; j++) {
      double east, north, rgb[3];
      gradient(r, &h, i, j, c, &east, &north);
      east *= steepness;
      north *= steepness;
      double shade = (-light[0] * east - light[1] * north + light[2]) / sqrt(1 + east * east + north * north);
      colour_of(h.first[i * h.stride + j], rgb);
      for (int k = 0; k < 3; k++) row[j * strides[1] + k * strides[2]] = (uint8_t)(fmin(rgb[k] * (0.4 + 0.85 * fmax(shade, 0)), 255) + 0.5);
    }
  }
  return picture;
}

/* ---- files and report ---- */

static void write_pictures(const Relief *r, distarray_array heights)
{
  distarray_array picture = paint(r, heights);
  DISTARRAY_CHECK(distarray_array_write_png(picture, path_of(r, "relief.png")));
  DISTARRAY_CHECK(distarray_array_free(&picture));
  DISTARRAY_CHECK(distarray_distribution_write_svg(r->padded, 0, 1, path_of(r, "relief.svg")));
}

static void write_results(const Relief *r, distarray_array slope, distarray_array smoothed)
{
  if (r->rank == 0) remove(path_of(r, "relief.h5")); /* else datasets would be added to the old file */
  MPI_Barrier(MPI_COMM_WORLD);
  DISTARRAY_CHECK(distarray_array_write_hdf5(slope, path_of(r, "relief.h5"), "slope"));
  DISTARRAY_CHECK(distarray_array_write_hdf5(smoothed, path_of(r, "relief.h5"), "smoothed"));
  DISTARRAY_CHECK(distarray_array_write_npy(slope, path_of(r, "slope.npy")));
  DISTARRAY_CHECK(distarray_array_write_npy(smoothed, path_of(r, "smoothed.npy")));
}

static void write_statistics(const Relief *r)
{
  const struct { const char *name; Statistics s; } values[3] = {{"height", r->height}, {"slope", r->slope}, {"smoothed", r->smoothed}};
  FILE *file = fopen(path_of(r, "relief.json"), "w");
  if (!file) return;
  fprintf(file, "{\"ranks\": %d, \"iterations\": %d, \"land\": %lld, \"addresses_equal\": %d, \"writes_seen\": %d, \"bits_equal\": %d",
          r->size, r->iterations, (long long)r->land, r->addresses_equal, r->writes_seen, r->bits_equal);
  for (int i = 0; i < 3; i++)
    fprintf(file, ",\n \"%s\": {\"min\": %.17g, \"max\": %.17g, \"mean\": %.17g}", values[i].name, values[i].s.min, values[i].s.max,
            values[i].s.mean);
  fprintf(file, "}\n");
  fclose(file);
}

static void report(const Relief *r)
{
  const char *answer[2] = {"NO", "yes"};
  printf("Relief of the Earth, %lld x %lld, on %d rank%s; %.1f MB of heights per rank at most\n", (long long)r->shape[0],
         (long long)r->shape[1], r->size, r->size == 1 ? "" : "s", (double)r->bytes_per_rank / 1e6);
  printf("  height   %10.0f to %10.0f m, mean of the points %.6f m, %lld of them land (%.4f %%)\n", r->height.min, r->height.max, r->height.mean,
         (long long)r->land, 100.0 * (double)r->land / (double)(r->shape[0] * r->shape[1]));
  printf("  slope    %10.6f to %10.6f,   mean %.9f\n", r->slope.min, r->slope.max, r->slope.mean);
  printf("  smoothed %10.3f to %10.3f m, mean %.6f m, in %d iterations\n", r->smoothed.min, r->smoothed.max, r->smoothed.mean, r->iterations);
  printf("Shared with PETSc without a copy: right-hand side, solution, ghosted vector\n");
  printf("  same addresses on every rank: %s; writes of each side seen on the other: %s\n", answer[r->addresses_equal], answer[r->writes_seen]);
  printf("Rows, block-cyclic 64 x 64 and back, bits equal: %s\n", answer[r->bits_equal]);
  printf("  %-24s %10s %10s %14s  by DistArray\n", "step", "seconds", "messages", "bytes moved");
  for (const Stage *s = r->stages; s < r->stages + r->stage_count; s++)
    printf("  %-24s %10.3f %10lld %14lld\n", s->name, s->seconds, (long long)s->moved[0], (long long)s->moved[1]);
}

static void run(Relief *r)
{
  distarray_array heights, slope, smoothed;
  int64_t padded[2];
  STAGE(r, "read", heights = read_heights(r));
  STAGE(r, "halo exchange", DISTARRAY_CHECK(distarray_array_exchange_halo(heights)));
  STAGE(r, "slope", slope = slope_of(r, heights));
  STAGE(r, "statistics", r->height = statistics_of(heights); r->slope = statistics_of(slope); r->land = count_land(r, heights));
  STAGE(r, "diffusion by PETSc", smoothed = diffuse(r, heights));
  r->smoothed = statistics_of(smoothed);
  STAGE(r, "rows, block-cyclic, back", r->bits_equal = travel(r, smoothed));
  STAGE(r, "HDF5 and npy", write_results(r, slope, smoothed));
  STAGE(r, "pictures", write_pictures(r, heights));
  DISTARRAY_CHECK(distarray_distribution_get_padded_shape(r->padded, padded));
  r->bytes_per_rank = padded[0] * padded[1] * (int64_t)sizeof(double);
  MPI_Allreduce(MPI_IN_PLACE, &r->bytes_per_rank, 1, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
  DISTARRAY_CHECK(distarray_array_free(&heights));
  DISTARRAY_CHECK(distarray_array_free(&slope));
  DISTARRAY_CHECK(distarray_array_free(&smoothed));
}

int main(int argc, char **argv)
{
  Relief r = {.data = "data/relief_10min.npy", .out = ".", .addresses_equal = 1, .writes_seen = 1};
  for (int i = 1; i + 1 < argc; i++) {
    if (strcmp(argv[i], "--data") == 0) r.data = argv[i + 1];
    if (strcmp(argv[i], "--out") == 0) r.out = argv[i + 1];
  }
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  DISTARRAY_CHECK(DISTARRAY_CHECK_BUILD());
  DISTARRAY_CHECK(distarray_context_create(PETSC_COMM_WORLD, &r.context));
  DISTARRAY_CHECK(distarray_context_get_rank(r.context, &r.rank));
  DISTARRAY_CHECK(distarray_context_get_size(r.context, &r.size));
  run(&r);
  if (r.rank == 0) {
    report(&r);
    write_statistics(&r);
  }
  DISTARRAY_CHECK(distarray_distribution_free(&r.blocks));
  DISTARRAY_CHECK(distarray_distribution_free(&r.padded));
  DISTARRAY_CHECK(distarray_context_free(&r.context));
  PetscCall(PetscFinalize());
  return r.addresses_equal && r.writes_seen && r.bits_equal ? 0 : 1;
}
