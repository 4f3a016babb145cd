/* Getting, putting and accumulating elements of the next rank's part without its help: DistArray, MPI's one-sided operations,
 * Global Arrays, and a bare copy in shared memory. Every call is complete at its target when it returns. */
#include "common.h"

enum { LENGTH_OF_PART = 1 << 18 };

static int next_rank, elements;
static double *buffer;
static struct shared parts;

static double value(int owner, int64_t i) { return (double)(owner * (int64_t)LENGTH_OF_PART + i + 1); }

static void spoil_buffer(void *unused)
{
  (void)unused;
  for (int i = 0; i < elements; i++) buffer[i] = -1;
}

static size_t wrong_buffer(void *unused)
{
  size_t wrong = 0;
  (void)unused;
  for (int i = 0; i < elements; i++) wrong += buffer[i] != value(next_rank, i);
  return wrong;
}

/* What the rank before this one puts: its own number and the position. */
static void load_buffer(void)
{
  for (int i = 0; i < elements; i++) buffer[i] = value(rank, i);
}

static size_t wrong_part(const double *part)
{
  const int before = (rank + ranks - 1) % ranks;
  size_t wrong = 0;
  for (int i = 0; i < elements; i++) wrong += part[i] != value(before, i);
  return wrong;
}

/* ---- shared memory ---- */

static double *part_of(int of) { return (double *)(void *)parts.part[of]; }

static void get_shared(void *unused)
{
  (void)unused;
  memcpy(buffer, part_of(next_rank), (size_t)elements * 8);
}
static void put_shared(void *unused)
{
  (void)unused;
  memcpy(part_of(next_rank), buffer, (size_t)elements * 8);
}
static void add_shared(void *unused)
{
  double *to = part_of(next_rank);
  (void)unused;
  for (int i = 0; i < elements; i++) to[i] += buffer[i];
}

/* ---- MPI ---- */

static MPI_Win window;
static double *window_part;

static void get_mpi(void *unused)
{
  (void)unused;
  MPI_Get(buffer, elements, MPI_DOUBLE, next_rank, 0, elements, MPI_DOUBLE, window);
  MPI_Win_flush(next_rank, window);
}
static void put_mpi(void *unused)
{
  (void)unused;
  MPI_Put(buffer, elements, MPI_DOUBLE, next_rank, 0, elements, MPI_DOUBLE, window);
  MPI_Win_flush(next_rank, window);
}
static void add_mpi(void *unused)
{
  (void)unused;
  MPI_Accumulate(buffer, elements, MPI_DOUBLE, next_rank, 0, elements, MPI_DOUBLE, MPI_SUM, window);
  MPI_Win_flush(next_rank, window);
}
static void fetch_add_mpi(void *unused)
{
  static const int64_t one = 1;
  int64_t old;
  (void)unused;
  MPI_Fetch_and_op(&one, &old, MPI_INT64_T, next_rank, 0, MPI_SUM, window);
  MPI_Win_flush(next_rank, window);
}

/* ---- Global Arrays ---- */

#ifdef HAVE_GA
static int ga, ga_counters;

static void ga_box(int *low, int *high)
{
  *low = next_rank * LENGTH_OF_PART;
  *high = *low + elements - 1;
}
static void get_ga(void *unused)
{
  int low, high, stride = 0;
  (void)unused;
  ga_box(&low, &high);
  NGA_Get(ga, &low, &high, buffer, &stride);
}
static void put_ga(void *unused)
{
  int low, high, stride = 0;
  (void)unused;
  ga_box(&low, &high);
  GA_Init_fence();
  NGA_Put(ga, &low, &high, buffer, &stride);
  GA_Fence();
}
static void add_ga(void *unused)
{
  int low, high, stride = 0;
  double one = 1;
  (void)unused;
  ga_box(&low, &high);
  GA_Init_fence();
  NGA_Acc(ga, &low, &high, buffer, &stride, &one);
  GA_Fence();
}
static void fetch_add_ga(void *unused)
{
  int at = next_rank * LENGTH_OF_PART;
  (void)unused;
  NGA_Read_inc(ga_counters, &at, 1);
}
static double *ga_part(void)
{
  int low, high, stride;
  double *memory;
  NGA_Distribution(ga, rank, &low, &high);
  NGA_Access(ga, &low, &high, &memory, &stride);
  return memory;
}
static void ga_done(void)
{
  int low, high;
  NGA_Distribution(ga, rank, &low, &high);
  NGA_Release_update(ga, &low, &high);
  GA_Sync();
}
#endif

/* ---- DistArray ---- */

static distarray_array library, foreign, counters;
static double *foreign_part;

static void get_library(void *array)
{
  const int64_t at = (int64_t)next_rank * LENGTH_OF_PART, count = elements;
  DISTARRAY_CHECK(distarray_array_get_box(*(distarray_array *)array, &at, &count, buffer));
}
static void put_library(void *array)
{
  const int64_t at = (int64_t)next_rank * LENGTH_OF_PART, count = elements;
  DISTARRAY_CHECK(distarray_array_put_box(*(distarray_array *)array, &at, &count, buffer));
}
static void add_library(void *array)
{
  const int64_t at = (int64_t)next_rank * LENGTH_OF_PART, count = elements;
  DISTARRAY_CHECK(distarray_array_accumulate_box(DISTARRAY_ADD, *(distarray_array *)array, &at, &count, buffer));
}
static void fetch_add_library(void *unused)
{
  const int64_t at = (int64_t)next_rank * LENGTH_OF_PART, one = 1;
  int64_t old;
  (void)unused;
  DISTARRAY_CHECK(distarray_array_fetch(DISTARRAY_ADD, counters, &at, &one, &old));
}

static void open_distarray(void)
{
  const int64_t shape = (int64_t)LENGTH_OF_PART * ranks;
  distarray_distribution distribution;
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 1, &shape, "block", &distribution));
  DISTARRAY_CHECK(distarray_array_create_zeros(distribution, DISTARRAY_FLOAT64, &library));
  DISTARRAY_CHECK(distarray_array_create_zeros(distribution, DISTARRAY_INT64, &counters));
  foreign_part = memory(sizeof(double) * LENGTH_OF_PART);
  DISTARRAY_CHECK(distarray_array_wrap(distribution, DISTARRAY_FLOAT64, foreign_part, NULL, NULL, NULL, &foreign));
  DISTARRAY_CHECK(distarray_distribution_free(&distribution));
  DISTARRAY_CHECK(distarray_array_register(foreign));
}

static void close_distarray(void)
{
  DISTARRAY_CHECK(distarray_array_unregister(foreign));
  DISTARRAY_CHECK(distarray_array_free(&library));
  DISTARRAY_CHECK(distarray_array_free(&foreign));
  DISTARRAY_CHECK(distarray_array_free(&counters));
  free(foreign_part);
}

/* ---- checks of puts and accumulates: the target's part is spoiled, then compared ---- */

enum holder { SHARED, MPI_WINDOW, GLOBAL_ARRAY, LIBRARY, FOREIGN };

static double *holder_part(enum holder holder)
{
  void *pointer;
  if (holder == LIBRARY) {
    DISTARRAY_CHECK(distarray_array_get_local(library, &pointer, NULL, NULL));
    return pointer;
  }
  if (holder == FOREIGN) return foreign_part;
#ifdef HAVE_GA
  if (holder == GLOBAL_ARRAY) return ga_part();
#endif
  return holder == SHARED ? part_of(rank) : window_part;
}

static void finish_access(enum holder holder)
{
#ifdef HAVE_GA
  if (holder == GLOBAL_ARRAY) ga_done();
#endif
  if (holder == MPI_WINDOW) MPI_Win_sync(window);
  MPI_Barrier(MPI_COMM_WORLD);
}

static void zero_target(enum holder holder)
{
  memset(holder_part(holder), 0, sizeof(double) * LENGTH_OF_PART);
  finish_access(holder);
  load_buffer();
}

static void restore_target(enum holder holder)
{
  double *part = holder_part(holder);
  for (int i = 0; i < LENGTH_OF_PART; i++) part[i] = value(rank, i);
  finish_access(holder);
  spoil_buffer(NULL);
}

static size_t wrong_target(enum holder holder)
{
  finish_access(holder);
  const size_t wrong = wrong_part(holder_part(holder));
  finish_access(holder);
  return wrong;
}

static void zero_shared(void *unused) { (void)unused; zero_target(SHARED); }
static void zero_window(void *unused) { (void)unused; zero_target(MPI_WINDOW); }
static void restore_shared(void *unused) { (void)unused; restore_target(SHARED); }
static void restore_window(void *unused) { (void)unused; restore_target(MPI_WINDOW); }
static size_t wrong_shared(void *unused) { (void)unused; return wrong_target(SHARED); }
static size_t wrong_window(void *unused) { (void)unused; return wrong_target(MPI_WINDOW); }
#ifdef HAVE_GA
static void zero_ga(void *unused) { (void)unused; zero_target(GLOBAL_ARRAY); }
static void restore_ga(void *unused) { (void)unused; restore_target(GLOBAL_ARRAY); }
static size_t wrong_ga(void *unused) { (void)unused; return wrong_target(GLOBAL_ARRAY); }
#endif

static enum holder holder_of(const void *array) { return array == &library ? LIBRARY : FOREIGN; }
static void zero_library(void *array) { zero_target(holder_of(array)); }
static void restore_library(void *array) { restore_target(holder_of(array)); }
static size_t wrong_library(void *array) { return wrong_target(holder_of(array)); }

/* ---- contests ---- */

static void enter_checked(struct contest *c, const char *name, enum kind kind, action run, action clear, counting wrong)
{
  struct contestant *entered = enter(c, name, kind, run, NULL);
  entered->clear = clear;
  entered->wrong = wrong;
}

static void enter_library(struct contest *c, const char *name, action run, distarray_array *array, int get)
{
  struct contestant *entered = enter(c, name, DISTARRAY, run, array);
  entered->clear = get ? restore_library : zero_library;
  entered->wrong = get ? wrong_buffer : wrong_library;
}

static void contest(const char *job, int bytes, action shared, action mpi, action ga_run)
{
  struct contest c = {.job = job, .sample = 0.003};
  const int get = mpi == get_mpi;
  elements = bytes / 8;
  c.bytes = 2.0 * ranks * bytes;
  snprintf(c.size, sizeof c.size, "%d bytes", bytes);
  load_buffer();
  if (shared) enter_checked(&c, "bare copy in shared memory", CEILING, shared, get ? restore_shared : zero_shared, get ? wrong_buffer : wrong_shared);
  if (mpi == fetch_add_mpi)
    enter(&c, "MPI one-sided", PEER, mpi, NULL);
  else
    enter_checked(&c, "MPI one-sided", PEER, mpi, get ? restore_window : zero_window, get ? wrong_buffer : wrong_window);
#ifdef HAVE_GA
  if (mpi == fetch_add_mpi)
    enter(&c, "Global Arrays", PEER, ga_run, NULL);
  else
    enter_checked(&c, "Global Arrays", PEER, ga_run, get ? restore_ga : zero_ga, get ? wrong_buffer : wrong_ga);
#else
  (void)ga_run;
#endif
  if (mpi == fetch_add_mpi)
    enter(&c, "DistArray", DISTARRAY, fetch_add_library, NULL);
  else {
    const action run = get ? get_library : mpi == put_mpi ? put_library : add_library;
    enter_library(&c, "DistArray", run, &library, get);
    enter_library(&c, "DistArray; registered foreign memory", run, &foreign, get);
  }
  hold(&c);
}

int main(int argc, char **argv)
{
  start(&argc, &argv);
  next_rank = (rank + 1) % ranks;
  buffer = memory(sizeof(double) * LENGTH_OF_PART);
  parts = make_shared(sizeof(double) * LENGTH_OF_PART);
  MPI_Win_allocate(sizeof(double) * LENGTH_OF_PART, sizeof(double), MPI_INFO_NULL, MPI_COMM_WORLD, &window_part, &window);
  MPI_Win_lock_all(MPI_MODE_NOCHECK, window);
#ifdef HAVE_GA
  int shape[1] = {LENGTH_OF_PART * ranks}, chunk[1] = {LENGTH_OF_PART};
  ga = NGA_Create(C_DBL, 1, shape, (char *)(uintptr_t)"parts", chunk);
  ga_counters = NGA_Create(C_LONG, 1, shape, (char *)(uintptr_t)"counters", chunk);
  GA_Zero(ga_counters);
#endif
  open_distarray();
  const int longest = quick ? 4096 : 1 << 20;
  for (int bytes = 8; bytes <= longest; bytes *= 8) {
#ifdef HAVE_GA
    contest("one-sided get", bytes, get_shared, get_mpi, get_ga);
    contest("one-sided put", bytes, put_shared, put_mpi, put_ga);
    contest("one-sided accumulate", bytes, add_shared, add_mpi, add_ga);
    if (bytes == 8) contest("one-sided fetch and add", bytes, NULL, fetch_add_mpi, fetch_add_ga);
#else
    contest("one-sided get", bytes, get_shared, get_mpi, NULL);
    contest("one-sided put", bytes, put_shared, put_mpi, NULL);
    contest("one-sided accumulate", bytes, add_shared, add_mpi, NULL);
    if (bytes == 8) contest("one-sided fetch and add", bytes, NULL, fetch_add_mpi, NULL);
#endif
  }
  close_distarray();
#ifdef HAVE_GA
  GA_Destroy(ga);
  GA_Destroy(ga_counters);
#endif
  MPI_Win_unlock_all(window);
  MPI_Win_free(&window);
  release_shared(&parts);
  free(buffer);
  finish();
  return 0;
}
