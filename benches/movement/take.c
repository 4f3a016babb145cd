/* Rows by a list of indices or a mask, out of an array in blocks: DistArray, hand-written messages with a plan, a prototype out
 * of shared memory, PETSc, Global Arrays and NumPy on one core. Indices and result are spread in blocks too. */
#include "common.h"

static int64_t rows, taken;        /* of this rank's part of the array; of its part of the result */
static int64_t first_taken;        /* position of its first result */
static int width;                  /* doubles per row */
static double *data, *result, *packed, *received;
static int64_t *indices, *local_indices, *wanted; /* global; sorted by owner; asked of this rank by others */
static uint32_t *places;           /* where a received row belongs */
static int counts[RANKS], starts[RANKS], asked_counts[RANKS], asked_starts[RANKS];
static struct shared everything;
static uint8_t *mask;

static double value(int64_t row, int column) { return (double)(row * width + column); }

static void clear_result(void *unused)
{
  (void)unused;
  memset(result, 0xff, (size_t)(taken * width) * 8);
}

static size_t wrong_rows(const double *found)
{
  size_t wrong = 0;
  for (int64_t k = 0; k < taken; k++)
    for (int c = 0; c < width; c++) wrong += found[k * width + c] != value(indices[k], c);
  return wrong;
}

static size_t wrong_result(void *unused)
{
  (void)unused;
  return wrong_rows(result);
}

static void copy_row(double *to, const double *from)
{
  if (width == 1)
    *to = *from;
  else
    memcpy(to, from, (size_t)width * 8);
}

/* ---- hand-written ---- */

static void plan(void *unused)
{
  int next[RANKS];
  (void)unused;
  memset(counts, 0, sizeof counts);
  for (int64_t k = 0; k < taken; k++) counts[indices[k] / rows]++;
  for (int r = 0, sum = 0; r < ranks; sum += counts[r++]) starts[r] = next[r] = sum;
  for (int64_t k = 0; k < taken; k++) {
    const int owner = (int)(indices[k] / rows), at = next[owner]++;
    local_indices[at] = indices[k] - owner * rows;
    places[at] = (uint32_t)k;
  }
  MPI_Alltoall(counts, 1, MPI_INT, asked_counts, 1, MPI_INT, MPI_COMM_WORLD);
  for (int r = 0, sum = 0; r < ranks; sum += asked_counts[r++]) asked_starts[r] = sum;
  MPI_Alltoallv(local_indices, counts, starts, MPI_INT64_T, wanted, asked_counts, asked_starts, MPI_INT64_T, MPI_COMM_WORLD);
}

static void apply(void *unused)
{
  (void)unused;
  const int64_t asked = asked_starts[ranks - 1] + asked_counts[ranks - 1];
  MPI_Datatype row;
  MPI_Type_contiguous(width, MPI_DOUBLE, &row);
  MPI_Type_commit(&row);
  for (int64_t k = 0; k < asked; k++) copy_row(packed + k * width, data + wanted[k] * width);
  MPI_Alltoallv(packed, asked_counts, asked_starts, row, received, counts, starts, row, MPI_COMM_WORLD);
  for (int64_t k = 0; k < taken; k++) copy_row(result + (int64_t)places[k] * width, received + k * width);
  MPI_Type_free(&row);
}

static void plan_and_apply(void *unused)
{
  plan(unused);
  apply(unused);
}

/* ---- out of shared memory ---- */

static const double *row_of(int64_t index)
{
  const int64_t owner = index / rows;
  return (const double *)(const void *)everything.part[owner] + (index - owner * rows) * width;
}

static void pull(void *unused)
{
  enum { AHEAD = 48 };
  (void)unused;
  MPI_Barrier(MPI_COMM_WORLD);
  if (ranks == 2) { /* no division for every row */
    const double *low = (const double *)(const void *)everything.part[0], *high = (const double *)(const void *)everything.part[1] - rows * width;
    for (int64_t k = 0; k < taken; k++) {
      const int64_t index = indices[k], later = indices[k + AHEAD < taken ? k + AHEAD : k];
      __builtin_prefetch((later < rows ? low : high) + later * width);
      copy_row(result + k * width, (index < rows ? low : high) + index * width);
    }
  } else
    for (int64_t k = 0; k < taken; k++) copy_row(result + k * width, row_of(indices[k]));
  MPI_Barrier(MPI_COMM_WORLD);
}

static void copy_result(void *unused)
{
  (void)unused;
  copy_streaming(result, received, (size_t)(taken * width) * 8);
}

/* ---- PETSc ---- */

#ifdef HAVE_PETSC
static Vec vector_data, vector_result;
static VecScatter scatter;

static void make_scatter(void *unused)
{
  (void)unused;
  PetscInt *sources = malloc(sizeof *sources * (size_t)(taken + 1)), first;
  IS from, to;
  for (int64_t k = 0; k < taken; k++) sources[k] = (PetscInt)indices[k];
  VecGetOwnershipRange(vector_result, &first, NULL);
  ISCreateBlock(PETSC_COMM_WORLD, width, (PetscInt)taken, sources, PETSC_USE_POINTER, &from);
  ISCreateStride(PETSC_COMM_WORLD, (PetscInt)taken * width, first, 1, &to);
  VecScatterCreate(vector_data, from, vector_result, to, &scatter);
  ISDestroy(&from);
  ISDestroy(&to);
  free(sources);
}

static void run_petsc(void *unused)
{
  (void)unused;
  VecScatterBegin(scatter, vector_data, vector_result, INSERT_VALUES, SCATTER_FORWARD);
  VecScatterEnd(scatter, vector_data, vector_result, INSERT_VALUES, SCATTER_FORWARD);
}
#endif

/* ---- Global Arrays ---- */

#ifdef HAVE_GA
static int ga, *subscripts;

static void open_ga(void)
{
  int shape[1] = {(int)(rows * ranks)}, low[1] = {(int)(rows * rank)}, high[1] = {(int)(rows * (rank + 1)) - 1}, stride[1] = {0};
  ga = NGA_Create(C_DBL, 1, shape, (char *)(uintptr_t)"data", NULL);
  NGA_Put(ga, low, high, data, stride);
  GA_Sync();
  subscripts = malloc(sizeof *subscripts * (size_t)(taken + 1));
  for (int64_t k = 0; k < taken; k++) subscripts[k] = (int)indices[k];
}

static void run_ga(void *unused)
{
  (void)unused;
  NGA_Gather_flat(ga, result, subscripts, (int)taken);
  GA_Sync();
}
#endif

/* ---- NumPy on rank 0, the others wait ---- */

static int64_t total, *all_indices; /* of all ranks */
static double *all_results;

static int open_numpy(int by_mask)
{
  char code[2048] = "pass";
  int part = (int)taken, parts[RANKS], displacements[RANKS];
  MPI_Allreduce(&taken, &total, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  MPI_Gather(&part, 1, MPI_INT, parts, 1, MPI_INT, 0, MPI_COMM_WORLD);
  if (rank == 0) {
    for (int r = 0, sum = 0; r < ranks; sum += parts[r++]) displacements[r] = sum;
    all_indices = memory((size_t)total * 8);
    all_results = memory((size_t)(total * width) * 8);
    snprintf(code, sizeof code,
             "import ctypes, numpy as np\n"
             "index = np.frombuffer((ctypes.c_int64 * %lld).from_address(%llu), dtype=np.int64)\n"
             "out = np.frombuffer((ctypes.c_double * %lld).from_address(%llu)).reshape(-1, %d)\n"
             "data = np.arange(%lld, dtype=float).reshape(-1, %d)\n"
             "if %d == 1: data, out = data.reshape(-1), out.reshape(-1)\n",
             (long long)total, (unsigned long long)(uintptr_t)all_indices, (long long)(total * width),
             (unsigned long long)(uintptr_t)all_results, width, (long long)(rows * ranks * width), width, width);
  }
  MPI_Gatherv(indices, part, MPI_INT64_T, all_indices, parts, displacements, MPI_INT64_T, 0, MPI_COMM_WORLD);
  if (!python_has(code)) return 0;
  if (rank == 0 && by_mask) python_run("mask = np.zeros(data.size, bool)\nmask[index] = True");
  return 1;
}

static void run_numpy(void *unused)
{
  (void)unused;
  if (rank == 0) python_run("np.take(data, index, axis=0, out=out, mode='clip')");
}

static void run_numpy_mask(void *unused)
{
  (void)unused;
  if (rank == 0) python_run("masked = data[mask]");
}

static void clear_numpy(void *unused)
{
  (void)unused;
  if (rank == 0) memset(all_results, 0xff, (size_t)(total * width) * 8);
}

static size_t wrong_numpy(void *unused)
{
  (void)unused;
  size_t wrong = 0;
  for (int64_t k = 0; rank == 0 && k < total; k++)
    for (int c = 0; c < width; c++) wrong += all_results[k * width + c] != value(all_indices[k], c);
  return wrong;
}

static void close_numpy(void)
{
  if (rank != 0) return;
  python_run("data = out = index = mask = masked = None");
  free(all_indices);
  free(all_results);
}

/* ---- by a mask: what each rank finds goes to the blocks of the result ---- */

static int64_t found, first_found; /* of this rank, and where they start in the result */

static void compress(double *to)
{
  int64_t at = 0;
  for (int64_t i = 0; i < rows; i++) {
    to[at] = data[i];
    at += mask[i];
  }
}

static void compress_in_place(void *unused)
{
  int64_t mine = 0, before = 0;
  (void)unused;
  for (int64_t i = 0; i < rows; i++) mine += mask[i];
  MPI_Exscan(&mine, &before, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  compress(packed);
}

static size_t wrong_packed(void *unused)
{
  const double *selected = packed;
  size_t wrong = 0;
  (void)unused;
  for (int64_t i = 0; i < rows; i++)
    if (mask[i]) wrong += *selected++ != data[i];
  return wrong;
}

static void compress_and_send(void *unused)
{
  int sends[RANKS], from[RANKS], receives[RANKS], to[RANKS];
  int64_t all = 0, before = 0, mine = 0;
  (void)unused;
  for (int64_t i = 0; i < rows; i++) mine += mask[i];
  MPI_Exscan(&mine, &before, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  compress(packed);
  for (int r = 0; r < ranks; r++) {
    const int64_t low = all * r / ranks, high = all * (r + 1) / ranks;
    const int64_t begin = before > low ? before : low, end = before + mine < high ? before + mine : high;
    sends[r] = end > begin ? (int)(end - begin) : 0;
    from[r] = end > begin ? (int)(begin - before) : 0;
  }
  MPI_Alltoall(sends, 1, MPI_INT, receives, 1, MPI_INT, MPI_COMM_WORLD);
  for (int r = 0, sum = 0; r < ranks; sum += receives[r++]) to[r] = sum;
  MPI_Alltoallv(packed, sends, from, MPI_DOUBLE, result, receives, to, MPI_DOUBLE, MPI_COMM_WORLD);
}

/* Indices of the elements that the mask chooses, for this rank's block of the result. */
static void find_masked(void)
{
  int64_t all, *everywhere;
  int mine, parts[RANKS], displacements[RANKS];
  found = 0;
  for (int64_t i = 0; i < rows; i++)
    if (mask[i]) local_indices[found++] = rank * rows + i;
  mine = (int)found;
  MPI_Allgather(&mine, 1, MPI_INT, parts, 1, MPI_INT, MPI_COMM_WORLD);
  first_found = all = 0;
  for (int r = 0; r < ranks; all += parts[r++]) {
    displacements[r] = (int)all;
    if (r < rank) first_found += parts[r];
  }
  everywhere = malloc(sizeof *everywhere * (size_t)(all + 1));
  MPI_Allgatherv(local_indices, mine, MPI_INT64_T, everywhere, parts, displacements, MPI_INT64_T, MPI_COMM_WORLD);
  first_taken = all * rank / ranks;
  taken = all * (rank + 1) / ranks - first_taken;
  memcpy(indices, everywhere + first_taken, sizeof *indices * (size_t)taken);
  free(everywhere);
}

/* ---- DistArray ---- */

static distarray_array library_data, library_indices, library_result;

static distarray_array spread(int ndim, const int64_t *shape, distarray_dtype dtype, const void *from, size_t bytes)
{
  distarray_distribution distribution;
  distarray_array array;
  void *memory;
  DISTARRAY_CHECK(distarray_distribution_create_text(context, ndim, shape, ndim == 1 ? "block" : "block, whole", &distribution));
  DISTARRAY_CHECK(distarray_array_create(distribution, dtype, &array));
  DISTARRAY_CHECK(distarray_distribution_free(&distribution));
  DISTARRAY_CHECK(distarray_array_get_local(array, &memory, NULL, NULL));
  memcpy(memory, from, bytes);
  return array;
}

static void open_distarray(void)
{
  const int64_t shape[2] = {rows * ranks, width};
  library_data = spread(width > 1 ? 2 : 1, shape, DISTARRAY_FLOAT64, data, (size_t)(rows * width) * 8);
}

static void drop_result(void *unused)
{
  (void)unused;
  if (library_result) DISTARRAY_CHECK(distarray_array_free(&library_result));
}

static distarray_array library_target;

static double *local(distarray_array array)
{
  void *pointer;
  DISTARRAY_CHECK(distarray_array_get_local(array, &pointer, NULL, NULL));
  return pointer;
}

static size_t wrong_library(void *array) { return wrong_rows(local(*(distarray_array *)array)); }
static void clear_library(void *unused) { (void)unused; memset(local(library_target), 0xff, (size_t)(taken * width) * 8); }

static void run_take(void *unused)
{
  drop_result(unused);
  DISTARRAY_CHECK(distarray_array_take(library_data, library_indices, 0, DISTARRAY_RAISE, &library_result));
}

static void run_take_into(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_take_into(library_data, library_indices, 0, DISTARRAY_RAISE, library_target));
}

static void run_get_mask(void *unused)
{
  drop_result(unused);
  DISTARRAY_CHECK(distarray_array_get_mask(library_data, library_indices, &library_result));
}

/* What the mask selects stays with the process that has it. */
static size_t wrong_masked(void *unused)
{
  const double *selected = local(library_result);
  size_t wrong = 0;
  (void)unused;
  for (int64_t i = 0; i < rows; i++)
    if (mask[i]) wrong += *selected++ != data[i];
  return wrong;
}

static void enter_take(struct contest *c)
{
  int64_t shape[2] = {0, width};
  MPI_Allreduce(&taken, shape, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  library_indices = spread(1, shape, DISTARRAY_INT64, indices, (size_t)taken * 8);
  library_target = spread(width > 1 ? 2 : 1, shape, DISTARRAY_FLOAT64, result, (size_t)(taken * width) * 8);
  enter(c, "DistArray take", DISTARRAY, run_take, &library_result)->wrong = wrong_library;
  struct contestant *into = enter(c, "DistArray take_into", DISTARRAY, run_take_into, &library_target);
  into->clear = clear_library;
  into->wrong = wrong_library;
}

static void enter_mask(struct contest *c)
{
  const int64_t shape = rows * ranks;
  library_indices = spread(1, &shape, DISTARRAY_BOOL, mask, (size_t)rows);
  enter(c, "DistArray get_mask", DISTARRAY, run_get_mask, NULL)->wrong = wrong_masked;
}

/* ---- contests ---- */

enum order { RANDOM, SORTED, MASKED };

static int compare(const void *a, const void *b)
{
  const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static struct contestant *enter_checked(struct contest *c, const char *name, enum kind kind, action run)
{
  struct contestant *entered = enter(c, name, kind, run, NULL);
  entered->clear = clear_result;
  entered->wrong = wrong_result;
  return entered;
}

static void choose(enum order order)
{
  uint64_t state = 88172645463325252u + (uint64_t)rank;
  if (order == MASKED) {
    for (int64_t i = 0; i < rows; i++) mask[i] = random_number(&state) % 10 == 0;
    find_masked();
    return;
  }
  for (int64_t k = 0; k < taken; k++)
    indices[k] = order == RANDOM ? (int64_t)(random_number(&state) % (uint64_t)(rows * ranks))
                                 : rank * rows + (int64_t)(random_number(&state) % (uint64_t)rows);
  if (order == SORTED) qsort(indices, (size_t)taken, sizeof *indices, compare);
}

/* `elements` doubles in the array and `chosen` in the result, whatever the width. */
static void take(enum order order, int wide, int64_t elements, int64_t chosen)
{
  static const char *const orders[] = {"random", "sorted", "masked"};
  struct contest c = {.job = ""};
  char job[64];
  width = wide;
  rows = elements / wide / ranks;
  taken = chosen / wide / ranks;
  const size_t room = (size_t)(taken * 5 / 4 + 1024), bytes = room * (size_t)width * 8;
  data = memory((size_t)(rows * width) * 8);
  result = memory(bytes), packed = memory(2 * bytes), received = memory(bytes);
  indices = memory(room * 8), local_indices = memory(room * 8), wanted = memory(2 * room * 8), places = memory(room * 4);
  mask = memory((size_t)rows);
  for (int64_t i = 0; i < rows * width; i++) data[i] = (double)(rank * rows * width + i);
  everything = make_shared((size_t)(rows * width) * 8);
  memcpy(everything.part[rank], data, (size_t)(rows * width) * 8);
  choose(order);
  plan(NULL);
  snprintf(job, sizeof job, "take; %s rows of %d bytes", orders[order], 8 * width);
  snprintf(c.size, sizeof c.size, "%lld of %lld rows", (long long)(chosen / wide), (long long)(elements / wide));
  c.job = job;
  c.bytes = (double)(chosen / wide) * (order == MASKED ? 16 * width : 8 + 16 * width);

  enter(&c, "streaming copy of the result", CEILING, copy_result, NULL);
  if (order == MASKED) {
    enter(&c, "hand-written compress; result stays where it is", PEER, compress_in_place, NULL)->wrong = wrong_packed;
    enter_checked(&c, "hand-written compress and Alltoallv", PEER, compress_and_send);
  } else
    enter_checked(&c, "hand-written Alltoallv; with planning", PEER, plan_and_apply);
  enter_checked(&c, "hand-written Alltoallv; plan reused", PEER, apply);
  enter_checked(&c, "prototype: out of shared memory; prefetched", PROTOTYPE, pull);
#ifdef HAVE_PETSC
  VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, (PetscInt)(rows * width), PETSC_DECIDE, data, &vector_data);
  VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, (PetscInt)(taken * width), PETSC_DECIDE, result, &vector_result);
  make_scatter(NULL);
  enter_checked(&c, "PETSc VecScatter; reused", PEER, run_petsc);
#endif
#ifdef HAVE_GA
  if (width == 1) {
    open_ga();
    enter_checked(&c, "Global Arrays NGA_Gather", PEER, run_ga);
  }
#endif
  if (open_numpy(order == MASKED)) {
    struct contestant *numpy = enter(&c, "NumPy np.take on one core", PEER, run_numpy, NULL);
    numpy->clear = clear_numpy;
    numpy->wrong = wrong_numpy;
    if (order == MASKED) enter(&c, "NumPy a[mask] on one core", PEER, run_numpy_mask, NULL);
  }
  open_distarray();
  if (order == MASKED)
    enter_mask(&c);
  else
    enter_take(&c);
  hold(&c);

  drop_result(NULL);
  if (library_indices) DISTARRAY_CHECK(distarray_array_free(&library_indices));
  DISTARRAY_CHECK(distarray_array_free(&library_data));
  if (library_target) DISTARRAY_CHECK(distarray_array_free(&library_target));
  close_numpy();
#ifdef HAVE_GA
  if (width == 1) {
    GA_Destroy(ga);
    free(subscripts);
  }
#endif
#ifdef HAVE_PETSC
  VecScatterDestroy(&scatter);
  VecDestroy(&vector_data);
  VecDestroy(&vector_result);
#endif
  release_shared(&everything);
  free(data), free(result), free(packed), free(received);
  free(indices), free(local_indices), free(wanted), free(places), free(mask);
}

int main(int argc, char **argv)
{
  start(&argc, &argv);
  const int64_t elements = quick ? 1000000 : 100000000, chosen = elements / 10;
  take(RANDOM, 1, elements, chosen);
  take(SORTED, 1, elements, chosen);
  take(MASKED, 1, elements, chosen);
  take(RANDOM, 8, elements, chosen);
  take(RANDOM, 32, elements, chosen);
  take(RANDOM, 128, elements, chosen);
  finish();
  return 0;
}
