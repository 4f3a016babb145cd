#include "common.h"
#include <fcntl.h>
#include <math.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#ifdef __AVX512F__
#include <immintrin.h>
#elif defined __SSE2__
#include <emmintrin.h>
#endif

static const size_t HUGE_PAGE = (size_t)2 << 20;

int rank, ranks, quick;
distarray_context context;

static const char *const KINDS[] = {"ceiling", "peer", "prototype", "distarray", "note"};

static void die(const char *what)
{
  fprintf(stderr, "rank %d: %s failed\n", rank, what);
  MPI_Abort(MPI_COMM_WORLD, 1);
}

void start(int *argc, char ***argv)
{
  MPI_Init(argc, argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  if (ranks > RANKS) die("a start with so many ranks");
  quick = *argc > 1 && strcmp((*argv)[1], "quick") == 0;
#ifdef HAVE_PETSC
  PetscInitialize(argc, argv, NULL, NULL);
#endif
#ifdef HAVE_GA
  GA_Initialize();
  MA_init(C_DBL, 20000000, 20000000);
#endif
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
}

void finish(void)
{
  DISTARRAY_CHECK(distarray_context_free(&context));
#ifdef HAVE_GA
  GA_Terminate();
#endif
#ifdef HAVE_PETSC
  PetscFinalize();
#endif
  MPI_Finalize();
}

double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

uint64_t random_number(uint64_t *state)
{
  *state += 0x9e3779b97f4a7c15u;
  uint64_t z = *state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

void *memory(size_t bytes)
{
  bytes = (bytes + HUGE_PAGE) / HUGE_PAGE * HUGE_PAGE;
  void *found = aligned_alloc(HUGE_PAGE, bytes);
  if (!found) die("an allocation");
  madvise(found, bytes, MADV_HUGEPAGE);
  memset(found, 0, bytes);
  return found;
}

void copy_streaming(void *to, const void *from, size_t bytes)
{
#if defined __AVX512F__ || defined __SSE2__
  char *t = to;
  const char *f = from;
  size_t head = (64 - ((uintptr_t)t & 63)) & 63;
  if (head > bytes) head = bytes;
  memcpy(t, f, head);
  t += head, f += head, bytes -= head;
  for (; bytes >= 64; t += 64, f += 64, bytes -= 64) {
#ifdef __AVX512F__
    _mm512_stream_si512((void *)t, _mm512_loadu_si512(f));
#else
    for (int i = 0; i < 64; i += 16) _mm_stream_si128((void *)(t + i), _mm_loadu_si128((const void *)(f + i)));
#endif
  }
  memcpy(t, f, bytes);
  _mm_sfence();
#else
  memcpy(to, from, bytes);
#endif
}

/* A memfd in every rank, which the others map through /proc: huge pages if the system grants them to shared memory. */
struct shared make_shared(size_t bytes)
{
  struct shared shared;
  uint64_t longest = bytes;
  MPI_Allreduce(MPI_IN_PLACE, &longest, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
  shared.length = ((size_t)longest + HUGE_PAGE) / HUGE_PAGE * HUGE_PAGE;
  int file = (int)syscall(SYS_memfd_create, "bench", 0u);
  if (file < 0 || ftruncate(file, (off_t)shared.length)) die("memfd_create");
  int mine[2] = {(int)getpid(), file}, all[RANKS][2];
  MPI_Allgather(mine, 2, MPI_INT, all, 2, MPI_INT, MPI_COMM_WORLD);
  for (int r = 0; r < ranks; r++) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", all[r][0], all[r][1]);
    int other = open(path, O_RDWR);
    if (other < 0) die("opening another process's segment");
    /* Huge pages need an address that is a multiple of theirs. */
    char *range = mmap(NULL, shared.length + HUGE_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *aligned = (char *)(((uintptr_t)range + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE);
    shared.part[r] = mmap(aligned, shared.length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, other, 0);
    if (shared.part[r] == MAP_FAILED) die("mmap");
    madvise(shared.part[r], shared.length, MADV_HUGEPAGE);
    close(other);
  }
  memset(shared.part[rank], 0, bytes);
  MPI_Barrier(MPI_COMM_WORLD);
  for (int r = 0; r < ranks; r++) /* pages of the others mapped too, before anything is timed */
    for (size_t at = 0; r != rank && at < shared.length; at += 4096) (void)*(volatile char *)(shared.part[r] + at);
  MPI_Barrier(MPI_COMM_WORLD);
  close(file);
  return shared;
}

void release_shared(struct shared *shared)
{
  MPI_Barrier(MPI_COMM_WORLD);
  for (int r = 0; r < ranks; r++) munmap(shared->part[r], shared->length);
}

void await(_Atomic unsigned long *place, unsigned long value)
{
  for (int spins = 0; atomic_load_explicit(place, memory_order_acquire) < value; spins++)
    if (spins > 2000) sched_yield();
}

struct contestant *enter(struct contest *contest, const char *name, enum kind kind, action run, void *data)
{
  if (contest->count == CONTESTANTS) die("entering so many contestants");
  struct contestant *c = &contest->contestants[contest->count++];
  *c = (struct contestant){.name = name, .kind = kind, .run = run, .data = data};
  return c;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(const double *values, int count)
{
  double sorted[256];
  memcpy(sorted, values, sizeof *sorted * (size_t)count);
  qsort(sorted, (size_t)count, sizeof *sorted, compare);
  return count % 2 ? sorted[count / 2] : 0.5 * (sorted[count / 2 - 1] + sorted[count / 2]);
}

static double least(const double *values, int count)
{
  double found = values[0];
  for (int i = 1; i < count; i++)
    if (values[i] < found) found = values[i];
  return found;
}

/* Median of the ratios of the rounds that both took part in. */
static double ratio(const double *a, const double *b, int rounds)
{
  double ratios[256];
  for (int i = 0; i < rounds; i++) ratios[i] = a[i] / b[i];
  return median(ratios, rounds);
}

/* The time of a barrier tells where the system has put the cores: near each other or not. */
static double barrier_time(void)
{
  double best = 1;
  for (int i = 0; i < 5; i++) {
    MPI_Barrier(MPI_COMM_WORLD);
    double begin = now();
    for (int k = 0; k < 200; k++) MPI_Barrier(MPI_COMM_WORLD);
    double took = (now() - begin) / 200;
    if (took < best) best = took;
  }
  return best;
}

/* The greatest of all ranks. */
static double slowest(double mine)
{
  MPI_Allreduce(MPI_IN_PLACE, &mine, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
  return mine;
}

/* Whoever waits for rank 0 leaves its core: a waiting MPI would spin. */
static void rest(void)
{
  MPI_Request request;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  for (int done = 0; !done; MPI_Test(&request, &done, MPI_STATUS_IGNORE))
    if (rank != 0) usleep(100);
  usleep(30000); /* until threads of other libraries sleep as well */
}

/* Seconds per run, without the untimed part before each. */
static double sample(struct contestant *c, long times)
{
  if (c->before) c->before(c->data);
  MPI_Barrier(MPI_COMM_WORLD);
  double begin = now();
  for (long i = 0; i < times && (rank == 0 || !c->alone); i++) c->run(c->data);
  double took = (now() - begin) / (double)times;
  if (c->alone) rest();
  return slowest(took);
}

static long status_kibibytes(const char *key)
{
  char line[256];
  long found = 0;
  FILE *file = fopen("/proc/self/status", "r");
  while (file && fgets(line, sizeof line, file))
    if (strncmp(line, key, strlen(key)) == 0) found = atol(line + strlen(key));
  if (file) fclose(file);
  return found;
}

/* 0 if the system does not let us: then the peak may be an older, higher one. */
static int forget_peak(void)
{
  int file = open("/proc/self/clear_refs", O_WRONLY);
  int done = file >= 0 && write(file, "5", 1) == 1;
  if (file >= 0) close(file);
  return done;
}

struct first {
  const char *verdict;
  double extra; /* bytes resident at the peak beyond those before */
};

/* The first run: checked, its memory measured, not timed. */
static struct first first_run(const struct contest *contest, struct contestant *c)
{
  struct first first = {.verdict = "unchecked"};
  void *result = c->result ? c->result : c->data;
  if (c->clear) c->clear(result);
  MPI_Barrier(MPI_COMM_WORLD);
  if (c->before) c->before(c->data);
  const int told = forget_peak();
  const long before = status_kibibytes("VmRSS:");
  sample(&(struct contestant){.run = c->run, .data = c->data, .alone = c->alone}, 1);
  first.extra = slowest(told ? 1024.0 * (double)(status_kibibytes("VmHWM:") - before) : NAN);
  if (!c->wrong) return first;
  uint64_t wrong = c->wrong(result);
  MPI_Allreduce(MPI_IN_PLACE, &wrong, 1, MPI_UINT64_T, MPI_SUM, MPI_COMM_WORLD);
  first.verdict = wrong ? "WRONG" : "right";
  if (wrong && rank == 0)
    fprintf(stderr, "WRONG: %s, %s, %s: %llu elements\n", contest->job, contest->size, c->name, (unsigned long long)wrong);
  return first;
}

void hold(struct contest *contest)
{
  const int count = contest->count;
  const int rounds = quick ? 3 : contest->rounds ? contest->rounds : 9;
  const double length = quick ? contest->sample / 10 : contest->sample;
  struct first first[CONTESTANTS];
  static double times[CONTESTANTS][256];
  long repeats[CONTESTANTS];
  uint64_t state = 1;

  for (int i = 0; i < count; i++) {
    struct contestant *c = &contest->contestants[i];
    first[i] = first_run(contest, c);
    repeats[i] = 1;
    if (length > 0 && !c->before) repeats[i] = (long)(length / sample(c, sample(c, 1) < length / 50 ? 20 : 1));
    if (repeats[i] < 1) repeats[i] = 1;
    if (repeats[i] > 10000) repeats[i] = 10000;
    MPI_Bcast(&repeats[i], 1, MPI_LONG, 0, MPI_COMM_WORLD);
  }
  double before = barrier_time();
  for (int r = 0; r < rounds; r++) {
    int order[CONTESTANTS];
    for (int i = 0; i < count; i++) { /* shuffled the same way everywhere */
      int j = (int)(random_number(&state) % (uint64_t)(i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    for (int i = 0; i < count; i++) {
      struct contestant *c = &contest->contestants[order[i]];
      if (!c->most || r < c->most) times[order[i]][r] = sample(c, repeats[order[i]]);
    }
  }
  double after = barrier_time();
  if (rank != 0) return;

  int ceiling = -1, best = -1;
  double best_median = 0;
  for (int i = 0; i < count; i++) {
    const struct contestant *c = &contest->contestants[i];
    int n = c->most && c->most < rounds ? c->most : rounds;
    double middle = median(times[i], n);
    if (c->kind == CEILING && ceiling < 0) ceiling = i;
    if (c->kind == PEER && strcmp(first[i].verdict, "WRONG") != 0 && (best < 0 || middle < best_median)) best = i, best_median = middle;
  }
  for (int i = 0; i < count; i++) {
    const struct contestant *c = &contest->contestants[i];
    int n = c->most && c->most < rounds ? c->most : rounds;
    int paired = best >= 0 && contest->contestants[best].most && contest->contestants[best].most < n ? contest->contestants[best].most : n;
    double middle = median(times[i], n);
    printf("%s,%s,%d,%s,%s,%d,%.6g,%.6g,%.0f,%.4g,", contest->job, contest->size, ranks, c->name, KINDS[c->kind], n, middle,
           least(times[i], n), contest->bytes, contest->bytes / middle * 1e-9);
    if (ceiling >= 0) printf("%.4g", ratio(times[i], times[ceiling], n));
    printf(",");
    if (best >= 0) printf("%.4g", ratio(times[i], times[best], paired));
    printf(",%s,%.3g,%.3g,%.0f\n", first[i].verdict, before * 1e6, after * 1e6, first[i].extra);
  }
  fflush(stdout);
}
