/* Halo exchange of a 2-D or 3-D array of doubles in pieces along one axis: DistArray, hand-written messages, prototypes over
 * shared memory, PETSc's DMDA and Global Arrays. Every piece has a halo of one width at either end of the spread axis; the
 * outermost are not filled, but by Global Arrays, which always wraps around. */
#include "common.h"
#include <stdatomic.h>

static int ndim, axis, width;     /* 2-D arrays are 3-D ones of first extent 1 */
static int64_t whole[3], part[3]; /* extents of the array, and of this rank's part with its halo */
static int64_t first;             /* global index of the first owned element along the axis */
static int64_t outer, inner;      /* runs of a face, elements of a layer in a run */
static int64_t lengths[RANKS];    /* extents of all parts along the axis */
static int lower, upper;          /* neighbours, or MPI_PROC_NULL */

struct flags {
  _Atomic unsigned long ready, done;
  char padding[112];
};

static double *field, *buffers[4]; /* sent down, sent up, received from below, from above */
static struct shared fields, stages, signals;
static unsigned long epoch;
static MPI_Datatype face;
static MPI_Request requests[4];

static double value(int64_t i, int64_t j, int64_t k) { return (double)((i * whole[1] + j) * whole[2] + k); }

/* What element (i, j, k) of a local part shall hold; the position along the axis is given as a global index. */
static double expected(int64_t i, int64_t j, int64_t k, int64_t along)
{
  return value(axis == 0 ? along : i, axis == 1 ? along : j, axis == 2 ? along : k);
}

/* Sets the owned elements of a local part and spoils the halo, or counts wrong elements in the halo and out of it. `low` and
 * `high` are the widths of the halo; its outermost ends count as filled only where there is a neighbour. */
static size_t visit(double *memory, const int64_t *shape, const int64_t *strides, int64_t start, int64_t low, int64_t high, int set)
{
  size_t wrong = 0;
  for (int64_t i = 0; i < shape[0]; i++)
    for (int64_t j = 0; j < shape[1]; j++)
      for (int64_t k = 0; k < shape[2]; k++) {
        const int64_t at = axis == 0 ? i : axis == 1 ? j : k, along = start - low + at;
        const int owned = at >= low && at < shape[axis] - high;
        double *element = memory + i * strides[0] + j * strides[1] + k * strides[2];
        if (set)
          *element = owned ? expected(i, j, k, along) : -1;
        else if (along >= 0 && along < whole[axis])
          wrong += *element != expected(i, j, k, along);
      }
  return wrong;
}

static size_t visit_part(double *memory, int set)
{
  const int64_t strides[3] = {part[1] * part[2], part[2], 1};
  return visit(memory, part, strides, first, width, width, set);
}

static double *shared_field(int of) { return (double *)(void *)fields.part[of]; }
static void clear_field(void *data) { (void)data; visit_part(field, 1); }
static size_t wrong_field(void *data) { (void)data; return visit_part(field, 0); }
static void clear_shared(void *data) { (void)data; visit_part(shared_field(rank), 1); }
static size_t wrong_shared(void *data) { (void)data; return visit_part(shared_field(rank), 0); }

/* ---- hand-written ---- */

static double *layer(double *memory, int64_t index) { return memory + index * inner; }
static double *low_face(void) { return layer(field, width); }
static double *high_face(void) { return layer(field, part[axis] - 2 * width); }
static double *high_halo(double *memory) { return layer(memory, part[axis] - width); }

/* Layers of `width`, `to_step` and `from_step` layers apart from run to run. */
static void copy_layers(double *to, int64_t to_step, const double *from, int64_t from_step)
{
  const int64_t run = width * inner;
  for (int64_t i = 0; i < outer; i++, to += to_step * inner, from += from_step * inner) {
    if (run == 1)
      *to = *from;
    else
      memcpy(to, from, (size_t)run * 8);
  }
}

static void send_around(double *below, double *above, double *from_below, double *from_above, int count, MPI_Datatype type)
{
  MPI_Request r[4];
  MPI_Irecv(from_below, count, type, lower, 1, MPI_COMM_WORLD, &r[0]);
  MPI_Irecv(from_above, count, type, upper, 0, MPI_COMM_WORLD, &r[1]);
  MPI_Isend(below, count, type, lower, 0, MPI_COMM_WORLD, &r[2]);
  MPI_Isend(above, count, type, upper, 1, MPI_COMM_WORLD, &r[3]);
  MPI_Waitall(4, r, MPI_STATUSES_IGNORE);
}

static void pack_faces(void)
{
  if (lower >= 0) copy_layers(buffers[0], width, low_face(), part[axis]);
  if (upper >= 0) copy_layers(buffers[1], width, high_face(), part[axis]);
}

static void unpack_faces(void)
{
  if (lower >= 0) copy_layers(field, part[axis], buffers[2], width);
  if (upper >= 0) copy_layers(high_halo(field), part[axis], buffers[3], width);
}

static void exchange_packed(void *data)
{
  (void)data;
  const int count = (int)(outer * width * inner);
  if (outer == 1) {
    send_around(low_face(), high_face(), field, high_halo(field), count, MPI_DOUBLE);
    return;
  }
  pack_faces();
  send_around(buffers[0], buffers[1], buffers[2], buffers[3], count, MPI_DOUBLE);
  unpack_faces();
}

static void exchange_typed(void *data)
{
  (void)data;
  send_around(low_face(), high_face(), field, high_halo(field), 1, face);
}

static void exchange_persistent(void *data)
{
  (void)data;
  if (outer > 1) pack_faces();
  MPI_Startall(4, requests);
  MPI_Waitall(4, requests, MPI_STATUSES_IGNORE);
  if (outer > 1) unpack_faces();
}

static void agree(void)
{
  int64_t words[8] = {0}, all[8];
  MPI_Allreduce(words, all, 8, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
}

static void exchange_agreed(void *data)
{
  agree();
  exchange_packed(data);
}

static void only_agree(void *data)
{
  (void)data;
  agree();
}

/* ---- prototypes over shared memory ---- */

static struct flags *signal_of(int of) { return (struct flags *)(void *)signals.part[of]; }

static void exchange_direct(void *data)
{
  (void)data;
  double *mine = shared_field(rank);
  atomic_store_explicit(&signal_of(rank)->ready, ++epoch, memory_order_release);
  if (lower >= 0) {
    await(&signal_of(lower)->ready, epoch);
    copy_layers(mine, part[axis], layer(shared_field(lower), lengths[lower] - 2 * width), lengths[lower]);
  }
  if (upper >= 0) {
    await(&signal_of(upper)->ready, epoch);
    copy_layers(high_halo(mine), part[axis], layer(shared_field(upper), width), lengths[upper]);
  }
  atomic_store_explicit(&signal_of(rank)->done, epoch, memory_order_release);
  if (lower >= 0) await(&signal_of(lower)->done, epoch);
  if (upper >= 0) await(&signal_of(upper)->done, epoch);
}

/* The owner packs, two epochs of buffers apart: a neighbour cannot be two ahead, as it waits for this rank's signal. */
static double *stage(int of, int side) { return (double *)(void *)stages.part[of] + ((epoch & 1) * 2 + (unsigned)side) * (size_t)(outer * width * inner); }

static void exchange_staged(void *data)
{
  (void)data;
  epoch++;
  if (lower >= 0) copy_layers(stage(rank, 0), width, low_face(), part[axis]);
  if (upper >= 0) copy_layers(stage(rank, 1), width, high_face(), part[axis]);
  atomic_store_explicit(&signal_of(rank)->ready, epoch, memory_order_release);
  if (lower >= 0) {
    await(&signal_of(lower)->ready, epoch);
    copy_layers(field, part[axis], stage(lower, 1), width);
  }
  if (upper >= 0) {
    await(&signal_of(upper)->ready, epoch);
    copy_layers(high_halo(field), part[axis], stage(upper, 0), width);
  }
}

static void copy_faces(void *data)
{
  (void)data;
  const size_t bytes = (size_t)(outer * width * inner) * 8;
  if (lower >= 0) memcpy(buffers[2], buffers[0], bytes);
  if (upper >= 0) memcpy(buffers[3], buffers[1], bytes);
}

/* ---- PETSc ---- */

#ifdef HAVE_PETSC
static DM grid;
static Vec ghosted;

static size_t visit_petsc(int set)
{
  PetscInt x, y, z, nx, ny, nz, own[3], n[3];
  double *memory;
  DMDAGetGhostCorners(grid, &x, &y, &z, &nx, &ny, &nz);
  DMDAGetCorners(grid, &own[2], &own[1], &own[0], &n[2], &n[1], &n[0]);
  const int64_t shape[3] = {ndim == 3 ? nz : 1, ny, nx}, starts[3] = {z, y, x}, strides[3] = {shape[1] * shape[2], shape[2], 1};
  const int64_t low = own[axis] - starts[axis], high = shape[axis] - low - n[axis];
  VecGetArray(ghosted, &memory);
  const size_t wrong = visit(memory, shape, strides, own[axis], low, high, set);
  VecRestoreArray(ghosted, &memory);
  return wrong;
}

static void clear_petsc(void *data) { (void)data; visit_petsc(1); }
static size_t wrong_petsc(void *data) { (void)data; return visit_petsc(0); }

static void exchange_petsc(void *data)
{
  (void)data;
  DMLocalToLocalBegin(grid, ghosted, INSERT_VALUES, ghosted);
  DMLocalToLocalEnd(grid, ghosted, INSERT_VALUES, ghosted);
}

static void open_petsc(void)
{
  const PetscInt x = (PetscInt)whole[2], y = (PetscInt)whole[1], z = (PetscInt)whole[0];
  const PetscInt px = axis == 2 ? ranks : 1, py = axis == 1 ? ranks : 1, pz = axis == 0 ? ranks : 1;
  if (ndim == 2)
    DMDACreate2d(PETSC_COMM_WORLD, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DMDA_STENCIL_STAR, x, y, px, py, 1, width, NULL, NULL, &grid);
  else
    DMDACreate3d(PETSC_COMM_WORLD, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DMDA_STENCIL_STAR, x, y, z, px, py, pz, 1,
                 width, NULL, NULL, NULL, &grid);
  DMSetUp(grid);
  DMCreateLocalVector(grid, &ghosted);
}
#endif

/* ---- Global Arrays ---- */

#ifdef HAVE_GA
static int ga;

static size_t visit_ga(int set)
{
  int low[3], high[3], dims[3], leading[3] = {0};
  double *memory;
  const int skip = 3 - ndim;
  int64_t shape[3] = {1, 1, 1}, strides[3] = {0, 0, 1};
  NGA_Distribution(ga, rank, low, high);
  NGA_Access_ghosts(ga, dims, &memory, leading);
  for (int d = 0; d < ndim; d++) shape[d + skip] = dims[d];
  strides[1] = leading[ndim - 2];
  strides[0] = ndim == 3 ? strides[1] * leading[0] : 0;
  const size_t wrong = visit(memory, shape, strides, low[axis - skip], width, width, set);
  NGA_Release_update(ga, low, high);
  return wrong;
}

static void clear_ga(void *data)
{
  (void)data;
  visit_ga(1);
  GA_Sync();
}

static size_t wrong_ga(void *data) { (void)data; return visit_ga(0); }
static void exchange_ga(void *data) { (void)data; GA_Update_ghosts(ga); }

static void open_ga(void)
{
  int dims[3], widths[3], chunk[3];
  for (int d = 0; d < ndim; d++) {
    const int of = d + 3 - ndim;
    dims[d] = (int)whole[of];
    widths[d] = of == axis ? width : 0;
    chunk[d] = of == axis ? (dims[d] + ranks - 1) / ranks : dims[d];
  }
  ga = NGA_Create_ghosts(C_DBL, ndim, dims, widths, (char *)(uintptr_t)"field", chunk);
}
#endif

/* ---- DistArray ---- */

static distarray_array library_array, foreign_array;
static double *foreign_memory;

static size_t visit_array(distarray_array array, int set)
{
  distarray_distribution distribution;
  void *memory;
  int64_t shape[3] = {1, 1, 1}, strides[3] = {0, 0, 0}, low[3], high[3], starts[3], stops[3];
  const int skip = 3 - ndim;
  DISTARRAY_CHECK(distarray_array_get_distribution(array, &distribution));
  DISTARRAY_CHECK(distarray_array_get_local_padded(array, &memory, shape + skip, strides + skip));
  DISTARRAY_CHECK(distarray_distribution_get_halo(distribution, low, high));
  DISTARRAY_CHECK(distarray_distribution_get_local_bounds(distribution, rank, starts, stops));
  DISTARRAY_CHECK(distarray_distribution_free(&distribution));
  for (int d = 0; d < 3; d++) strides[d] /= 8;
  return visit(memory, shape, strides, starts[axis - skip], low[axis - skip], high[axis - skip], set);
}

static void clear_array(void *data) { visit_array(*(distarray_array *)data, 1); }
static size_t wrong_array(void *data) { return visit_array(*(distarray_array *)data, 0); }
static void exchange_array(void *data) { DISTARRAY_CHECK(distarray_array_exchange_halo(*(distarray_array *)data)); }

static distarray_plan plan;

static void run_plan(void *data)
{
  const distarray_array array = *(distarray_array *)data;
  DISTARRAY_CHECK(distarray_plan_run(plan, array, array));
}

static void open_distarray(void)
{
  char text[128] = "", grid_text[32] = "@ ";
  distarray_distribution distribution;
  int64_t padded[3], count = 1;
  const int skip = 3 - ndim;
  for (int d = skip; d < 3; d++) {
    const size_t used = strlen(text), used_grid = strlen(grid_text);
    if (d == axis)
      snprintf(text + used, sizeof text - used, "%sblock(ceil) halo(%d)", d > skip ? ", " : "", width);
    else
      snprintf(text + used, sizeof text - used, "%swhole", d > skip ? ", " : "");
    snprintf(grid_text + used_grid, sizeof grid_text - used_grid, "%s%d", d > skip ? "x" : "", d == axis ? ranks : 1);
  }
  strcat(strcat(text, " "), grid_text);
  DISTARRAY_CHECK(distarray_distribution_create_text(context, ndim, whole + skip, text, &distribution));
  DISTARRAY_CHECK(distarray_array_create_zeros(distribution, DISTARRAY_FLOAT64, &library_array));
  DISTARRAY_CHECK(distarray_distribution_get_padded_shape(distribution, padded));
  for (int d = 0; d < ndim; d++) count *= padded[d];
  foreign_memory = memory((size_t)count * 8);
  DISTARRAY_CHECK(distarray_array_wrap(distribution, DISTARRAY_FLOAT64, foreign_memory, NULL, NULL, NULL, &foreign_array));
  DISTARRAY_CHECK(distarray_plan_create_halo(distribution, NULL, NULL, 1, &plan));
  DISTARRAY_CHECK(distarray_distribution_free(&distribution));
}

/* ---- the contest ---- */

static struct contestant *enter_checked(struct contest *c, const char *name, enum kind kind, action run, void *data, action clear,
                                        counting wrong)
{
  struct contestant *entered = enter(c, name, kind, run, data);
  entered->clear = clear;
  entered->wrong = wrong;
  return entered;
}

static void prepare(void)
{
  const int64_t each = (whole[axis] + ranks - 1) / ranks;
  first = each * rank;
  outer = inner = 1;
  for (int d = 0; d < 3; d++) {
    part[d] = d == axis ? (first + each < whole[d] ? each : whole[d] - first) + 2 * width : whole[d];
    if (d < axis) outer *= whole[d];
    if (d > axis) inner *= whole[d];
  }
  lower = rank > 0 ? rank - 1 : MPI_PROC_NULL;
  upper = rank < ranks - 1 ? rank + 1 : MPI_PROC_NULL;
  MPI_Allgather(&part[axis], 1, MPI_INT64_T, lengths, 1, MPI_INT64_T, MPI_COMM_WORLD);
  const size_t bytes = (size_t)(part[0] * part[1] * part[2]) * 8, face_bytes = (size_t)(outer * width * inner) * 8;
  field = memory(bytes);
  for (int i = 0; i < 4; i++) buffers[i] = memory(face_bytes);
  fields = make_shared(bytes);
  stages = make_shared(4 * face_bytes);
  signals = make_shared(sizeof(struct flags));
  epoch = 0;
  MPI_Type_vector((int)outer, (int)(width * inner), (int)(part[axis] * inner), MPI_DOUBLE, &face);
  MPI_Type_commit(&face);
  const int count = (int)(outer * width * inner), straight = outer == 1;
  MPI_Recv_init(straight ? field : buffers[2], count, MPI_DOUBLE, lower, 3, MPI_COMM_WORLD, &requests[0]);
  MPI_Recv_init(straight ? high_halo(field) : buffers[3], count, MPI_DOUBLE, upper, 2, MPI_COMM_WORLD, &requests[1]);
  MPI_Send_init(straight ? low_face() : buffers[0], count, MPI_DOUBLE, lower, 2, MPI_COMM_WORLD, &requests[2]);
  MPI_Send_init(straight ? high_face() : buffers[1], count, MPI_DOUBLE, upper, 3, MPI_COMM_WORLD, &requests[3]);
}

static void clean_up(void)
{
  for (int i = 0; i < 4; i++) {
    MPI_Request_free(&requests[i]);
    free(buffers[i]);
  }
  MPI_Type_free(&face);
  release_shared(&fields);
  release_shared(&stages);
  release_shared(&signals);
  free(field);
}

static void exchange(int dimensions, int64_t extent, int spread, int wide)
{
  struct contest c = {.job = "", .sample = 0.01};
  char job[64];
  ndim = dimensions;
  axis = spread;
  width = wide;
  whole[0] = ndim == 3 ? extent : 1;
  whole[1] = whole[2] = extent;
  snprintf(job, sizeof job, "halo of width %d; split along the %s axis", width, axis == 2 ? "last" : "first");
  snprintf(c.size, sizeof c.size, ndim == 3 ? "%d x %d x %d" : "%d x %d", (int)extent, (int)extent, (int)extent);
  c.job = job;
  prepare();
  c.bytes = 2.0 * 2.0 * (ranks - 1) * (double)(outer * width * inner) * 8;

  enter(&c, "memcpy of the same bytes", CEILING, copy_faces, NULL);
  enter_checked(&c, "hand-written Isend and Irecv; packed", PEER, exchange_packed, NULL, clear_field, wrong_field);
  enter_checked(&c, "hand-written persistent; packed", PEER, exchange_persistent, NULL, clear_field, wrong_field);
  enter_checked(&c, "hand-written Isend and Irecv; vector type", PEER, exchange_typed, NULL, clear_field, wrong_field);
  enter_checked(&c, "hand-written Isend and Irecv + one agreement", NOTE, exchange_agreed, NULL, clear_field, wrong_field);
  enter(&c, "one agreement alone", NOTE, only_agree, NULL);
  enter_checked(&c, "prototype: direct", PROTOTYPE, exchange_direct, NULL, clear_shared, wrong_shared);
  enter_checked(&c, "prototype: packed into a shared stage", PROTOTYPE, exchange_staged, NULL, clear_field, wrong_field);
#ifdef HAVE_PETSC
  open_petsc();
  enter_checked(&c, "PETSc DMLocalToLocal", PEER, exchange_petsc, NULL, clear_petsc, wrong_petsc);
#endif
#ifdef HAVE_GA
  open_ga();
  enter_checked(&c, "Global Arrays GA_Update_ghosts; periodic", PEER, exchange_ga, NULL, clear_ga, wrong_ga);
#endif
  open_distarray();
  enter_checked(&c, "DistArray exchange_halo", DISTARRAY, exchange_array, &library_array, clear_array, wrong_array);
  enter_checked(&c, "DistArray exchange_halo; foreign buffers", DISTARRAY, exchange_array, &foreign_array, clear_array, wrong_array);
  enter_checked(&c, "DistArray plan run", DISTARRAY, run_plan, &library_array, clear_array, wrong_array);
  enter_checked(&c, "DistArray plan run; foreign buffers", DISTARRAY, run_plan, &foreign_array, clear_array, wrong_array);
  hold(&c);
  DISTARRAY_CHECK(distarray_plan_free(&plan));

  DISTARRAY_CHECK(distarray_array_free(&library_array));
  DISTARRAY_CHECK(distarray_array_free(&foreign_array));
  free(foreign_memory);
#ifdef HAVE_GA
  GA_Destroy(ga);
#endif
#ifdef HAVE_PETSC
  VecDestroy(&ghosted);
  DMDestroy(&grid);
#endif
  clean_up();
}

int main(int argc, char **argv)
{
  start(&argc, &argv);
  for (int wide = 1; wide <= 3; wide += 2) {
    exchange(2, quick ? 512 : 4096, 1, wide);
    exchange(2, quick ? 512 : 4096, 2, wide);
    exchange(3, quick ? 64 : 256, 0, wide);
    exchange(3, quick ? 64 : 256, 2, wide);
  }
  finish();
  return 0;
}
