/* Every status that a program can bring about: it names itself, and leaves outputs alone. With the argument "threads"
 * MPI is started for several threads, else for one. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include <pthread.h>
#include <time.h>

static const int64_t SHAPE[2] = {6, 8};

static void wait_ms(long ms)
{
  struct timespec time;
  time.tv_sec = ms / 1000;
  time.tv_nsec = ms % 1000 * 1000000;
  nanosleep(&time, NULL);
}

static void names(void)
{
  static const struct { distarray_status status; const char *name; } NAMES[] = {
    {DISTARRAY_SUCCESS, "DISTARRAY_SUCCESS"}, {DISTARRAY_ERR_ARGUMENT, "DISTARRAY_ERR_ARGUMENT"},
    {DISTARRAY_ERR_STATE, "DISTARRAY_ERR_STATE"}, {DISTARRAY_ERR_SHAPE, "DISTARRAY_ERR_SHAPE"},
    {DISTARRAY_ERR_DTYPE, "DISTARRAY_ERR_DTYPE"}, {DISTARRAY_ERR_DISTRIBUTION, "DISTARRAY_ERR_DISTRIBUTION"},
    {DISTARRAY_ERR_MISMATCH, "DISTARRAY_ERR_MISMATCH"}, {DISTARRAY_ERR_OVERFLOW, "DISTARRAY_ERR_OVERFLOW"},
    {DISTARRAY_ERR_MEMORY, "DISTARRAY_ERR_MEMORY"}, {DISTARRAY_ERR_UNSUPPORTED, "DISTARRAY_ERR_UNSUPPORTED"},
    {DISTARRAY_ERR_IO, "DISTARRAY_ERR_IO"}, {DISTARRAY_ERR_HANDLE, "DISTARRAY_ERR_HANDLE"},
    {DISTARRAY_ERR_CALL_MISMATCH, "DISTARRAY_ERR_CALL_MISMATCH"}, {DISTARRAY_ERR_PROTOCOL, "DISTARRAY_ERR_PROTOCOL"},
    {DISTARRAY_ERR_FORMAT, "DISTARRAY_ERR_FORMAT"}, {DISTARRAY_ERR_BUSY, "DISTARRAY_ERR_BUSY"},
    {DISTARRAY_ERR_THREAD, "DISTARRAY_ERR_THREAD"}, {DISTARRAY_ERR_CONTEXT_DEAD, "DISTARRAY_ERR_CONTEXT_DEAD"},
    {DISTARRAY_ERR_HANG, "DISTARRAY_ERR_HANG"}, {DISTARRAY_ERR_INDEX, "DISTARRAY_ERR_INDEX"},
    {DISTARRAY_ERR_CANCELLED, "DISTARRAY_ERR_CANCELLED"}, {DISTARRAY_ERR_READ_ONLY, "DISTARRAY_ERR_READ_ONLY"},
    {DISTARRAY_ERR_MPI_STATE, "DISTARRAY_ERR_MPI_STATE"}, {DISTARRAY_ERR_DAMAGED, "DISTARRAY_ERR_DAMAGED"},
    {DISTARRAY_ERR_BUILD, "DISTARRAY_ERR_BUILD"}, {DISTARRAY_ERR_MPI, "DISTARRAY_ERR_MPI"},
    {DISTARRAY_ERR_INTERNAL, "DISTARRAY_ERR_INTERNAL"}};
  for (size_t k = 0; k < sizeof NAMES / sizeof NAMES[0]; k++) EXPECT(strcmp(distarray_status_name(NAMES[k].status), NAMES[k].name) == 0);
  EXPECT(strcmp(distarray_status_name(-1), "unknown status") == 0 && strcmp(distarray_status_name(99), "unknown status") == 0);

  EXPECT(distarray_error_set(DISTARRAY_ERR_SHAPE, "glue: shapes differ") == DISTARRAY_ERR_SHAPE);
  EXPECT(strstr(distarray_last_error_message(), "glue: shapes differ") != NULL && distarray_last_error_rank() == -1);
  EXPECT(distarray_error_set(4711, NULL) == DISTARRAY_ERR_INTERNAL);
}

static int cancel(int ndim, const int64_t *index, void *element, void *user)
{
  (void)ndim, (void)index, (void)element, (void)user;
  return 1;
}

/* What one process can get wrong; outputs keep what they had. */
static void plain(distarray_context context)
{
  const int64_t huge[2] = {INT64_C(1) << 40, INT64_C(1) << 40}, large[1] = {INT64_C(1) << 46}, none[2] = {0, 4}, outside[2] = {6, 0};
  const int grid[2] = {7, 1};
  distarray_distribution d = distribution(context, 2, SHAPE, "block, whole"), other, empty, asymmetric, out = NULL;
  distarray_array a = numbers(d, DISTARRAY_COMPLEX64), b, kept = NULL;
  distarray_specification s = NULL;
  distarray_protocol_section section;
  double value[2] = {-1, -1};
  distarray_dtype dtype = -1;
  int number = -1;
  size_t bytes = 77;

  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_create(-1, SHAPE, &s), "ndim");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_create(2, NULL, &s), "shape");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_specification_create(33, SHAPE, &s), "32");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_get_ndim(a, NULL), "ndim");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_create(d, 99, &kept), "dtype");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_create(d, DISTARRAY_INT8, NULL), "array");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_dtype_get_size(0, &bytes), "dtype");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_array_gather(a, size, value), "root");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_set_memory_ceiling(context, -1), "bytes");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_set_watchdog(context, -1, DISTARRAY_HANG_REPORT), "seconds");
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_set_checks(context, 9), "level");
  FAILS(DISTARRAY_ERR_OVERFLOW, distarray_specification_create(2, huge, &s), "shape");
  FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_distribution_create_text(context, 2, SHAPE, "block @ 7x1", &out), "7");
  OK(distarray_specification_create(2, SHAPE, &s));
  OK(distarray_specification_set_grid(s, 2, grid));
  FAILS(DISTARRAY_ERR_DISTRIBUTION, distarray_distribution_create(context, s, &out), "7");
  OK(distarray_specification_free(&s));

  other = distribution(context, 1, SHAPE, "block");
  b = numbers(other, DISTARRAY_INT8);
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_redistribute(a, b), "shape");
  OK(distarray_array_free(&b));
  OK(distarray_distribution_free(&other));
  empty = distribution(context, 2, none, "block");
  b = numbers(empty, DISTARRAY_INT8);
  FAILS(DISTARRAY_ERR_SHAPE, distarray_array_reduce(DISTARRAY_MIN, b, value, &dtype), "no elements");
  OK(distarray_array_free(&b));
  OK(distarray_distribution_free(&empty));
  FAILS(DISTARRAY_ERR_DTYPE, distarray_array_write_png(a, "errors.png"), "uint8");
  FAILS(DISTARRAY_ERR_IO, distarray_array_read_npy(context, "no such file", NULL, &kept), "no such file");
  FAILS(DISTARRAY_ERR_INDEX, distarray_array_get_element(a, outside, value), "index");
  FAILS(DISTARRAY_ERR_CANCELLED, distarray_array_create_from_function(d, DISTARRAY_INT8, cancel, NULL, &kept), "function");
  FAILS(DISTARRAY_ERR_FORMAT, distarray_section_from_json("{", 0, &section), "JSON");
  FAILS(DISTARRAY_ERR_PROTOCOL, distarray_section_from_json("{}", 0, &section), "__version__");
  FAILS(DISTARRAY_ERR_BUILD, distarray_check_build(99, 0, 0, DISTARRAY_MPI_FAMILY, sizeof(MPI_Comm)), "99");

  /* More than any machine has, and more than the context may use. */
  other = distribution(context, 1, large, "block");
  FAILS(DISTARRAY_ERR_MEMORY, distarray_array_create(other, DISTARRAY_COMPLEX128, &kept), "bytes");
  OK(distarray_distribution_free(&other));

  asymmetric = distribution(context, 2, SHAPE, "block halo(0:1), whole");
  OK(distarray_array_create_zeros(asymmetric, DISTARRAY_INT8, &b));
  if (size > 1) {
    memset(&section, 0x55, sizeof section);
    FAILS(DISTARRAY_ERR_PROTOCOL, distarray_array_export(b, &section), "halo");
    EXPECT(section.ndim == 0x55555555);
  }
  OK(distarray_array_free(&b));
  OK(distarray_distribution_free(&asymmetric));

  OK(distarray_array_export(a, &section));
  section.flags |= DISTARRAY_PROTOCOL_READ_ONLY;
  OK(distarray_array_import(context, &section, 0, &b));
  FAILS(DISTARRAY_ERR_READ_ONLY, distarray_array_set_element(b, none, value), "read-only");
  FAILS(DISTARRAY_ERR_STATE, distarray_array_import(context, &section, 0, &kept), "released");
  FAILS(DISTARRAY_ERR_STATE, distarray_section_validate(&section, 0), "released");
  OK(distarray_array_free(&b));

  EXPECT(s == NULL && out == NULL && kept == NULL && number == -1 && bytes == 77 && value[0] == -1 && dtype == -1);
  OK(distarray_array_free(&a));
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_get_ndim(a, &number), "NULL");
  OK(distarray_distribution_free(&d));
}

/* Values that are not handles, or not of this kind, or no longer. */
static void handles(distarray_context context)
{
  distarray_distribution d = distribution(context, 2, SHAPE, "block"), old = d;
  distarray_array a = numbers(d, DISTARRAY_INT8);
  int number = -1;
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_get_ndim((distarray_array)(void *)d, &number), "got a distribution");
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_get_ndim((distarray_array)(void *)&number, &number), "not a handle");
  OK(distarray_distribution_free(&d));
  FAILS(DISTARRAY_ERR_HANDLE, distarray_distribution_get_ndim(old, &number), "freed");
  FAILS(DISTARRAY_ERR_HANDLE, distarray_distribution_free(&old), "freed");
  /* A bad one on one rank only: all are told. */
  FAILS(DISTARRAY_ERR_HANDLE, distarray_array_exchange_halo(rank == size - 1 ? NULL : a), "array");
  EXPECT(distarray_last_error_rank() == size - 1 && number == -1);
  OK(distarray_array_exchange_halo(a));
  OK(distarray_array_free(&a));
}

/* Arguments that differ between ranks: named, with both values, on all. */
static void mismatches(distarray_context context)
{
  const int64_t index[2] = {rank, 0};
  distarray_distribution d = distribution(context, 2, SHAPE, "block"), out = NULL;
  distarray_array a = numbers(d, DISTARRAY_INT32), b = NULL;
  int32_t value = 0;
  distarray_dtype dtype;
  if (size > 1) {
    FAILS(DISTARRAY_ERR_MISMATCH, distarray_array_create_zeros(d, rank ? DISTARRAY_INT8 : DISTARRAY_INT16, &b), "dtype");
    EXPECT(same_on_all(distarray_last_error_message()));
    FAILS(DISTARRAY_ERR_MISMATCH, distarray_array_get_element(a, index, &value), "index");
    FAILS(DISTARRAY_ERR_MISMATCH, distarray_array_reduce(rank ? DISTARRAY_SUM : DISTARRAY_MAX, a, &value, &dtype), "op");
    FAILS(DISTARRAY_ERR_MISMATCH, distarray_distribution_create_text(context, 2, SHAPE, rank ? "block" : "cyclic", &out), "text");
    FAILS(DISTARRAY_ERR_MISMATCH, distarray_array_gather(a, rank ? 0 : 1, &value), "root");
    EXPECT(b == NULL && out == NULL && value == 0);
  }
  EXPECT(wrong_elements(a, expected_at) == 0);
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

/* Warnings, and those that name the call and the rank that is not there. */
struct log {
  int count, named;
};

static void listen(int level, const char *message, void *user)
{
  struct log *log = (struct log *)user;
  log->count += level == 2;
  log->named += strstr(message, "distarray_array_exchange_halo") && strstr(message, "not here: rank 1");
}

static distarray_context of_its_own(void)
{
  MPI_Comm comm;
  distarray_context context;
  MPI_Comm_dup(MPI_COMM_WORLD, &comm);
  OK(distarray_context_create(comm, &context));
  MPI_Comm_free(&comm);
  return context;
}

/* A rank that is late, one that is too late, and ranks in different calls. */
static void hangs(void)
{
  struct log log;
  distarray_context context = of_its_own(), third;
  distarray_distribution d = distribution(context, 2, SHAPE, "block");
  distarray_array a = numbers(d, DISTARRAY_INT32);
  memset(&log, 0, sizeof log);
  if (size > 1) {
    OK(distarray_log_set_callback(listen, &log));
    OK(distarray_context_set_watchdog(context, 0.2, DISTARRAY_HANG_REPORT));
    if (rank == 1) wait_ms(800);
    OK(distarray_array_exchange_halo(a));
    if (rank != 1) EXPECT(log.count > 0 && log.named > 0);
    MPI_Barrier(MPI_COMM_WORLD);
    OK(distarray_context_set_watchdog(context, 0.2, DISTARRAY_HANG_ERROR));
    if (rank != 1) FAILS(DISTARRAY_ERR_HANG, distarray_array_exchange_halo(a), "rank 1");
    MPI_Barrier(MPI_COMM_WORLD);
    FAILS(DISTARRAY_ERR_CONTEXT_DEAD, distarray_array_exchange_halo(a), "");
    EXPECT(wrong_elements(a, expected_at) == 0); /* Local calls go on */
    OK(distarray_log_set_callback(NULL, NULL));
  }
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_context_free(&context));
  if (size == 1) return;

  third = of_its_own();
  d = distribution(third, 2, SHAPE, "block");
  a = numbers(d, DISTARRAY_INT32);
  if (rank == 0) {
    int32_t all[48];
    FAILS(DISTARRAY_ERR_CALL_MISMATCH, distarray_array_gather(a, DISTARRAY_ALL_RANKS, all), "distarray_array_exchange_halo");
  } else {
    FAILS(DISTARRAY_ERR_CALL_MISMATCH, distarray_array_exchange_halo(a), "distarray_array_gather");
  }
  FAILS(DISTARRAY_ERR_CONTEXT_DEAD, distarray_array_exchange_halo(a), "");
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_context_free(&third));
}

struct other {
  distarray_array array;
  distarray_status status;
  char message[400];
};

static void *in_thread(void *data)
{
  struct other *other = (struct other *)data;
  other->status = distarray_array_exchange_halo(other->array);
  if (other->status) strncpy(other->message, distarray_last_error_message(), sizeof other->message - 1);
  return NULL;
}

/* Another thread: not allowed to call MPI, or in the way. Its error is its own. */
static void threads(distarray_context context, int level)
{
  distarray_distribution d = distribution(context, 2, SHAPE, "block halo(1), whole");
  struct other other;
  pthread_t thread;
  memset(&other, 0, sizeof other);
  other.array = numbers(d, DISTARRAY_INT32);
  if (level < MPI_THREAD_SERIALIZED) {
    EXPECT(pthread_create(&thread, NULL, in_thread, &other) == 0);
    pthread_join(thread, NULL);
    EXPECT(other.status == DISTARRAY_ERR_THREAD && strstr(other.message, "distarray_array_exchange_halo") != NULL);
    EXPECT(strcmp(other.message, distarray_last_error_message()) != 0);
    OK(distarray_array_exchange_halo(other.array));
  } else if (level == MPI_THREAD_MULTIPLE && size > 1) {
    if (rank == 0) {
      EXPECT(pthread_create(&thread, NULL, in_thread, &other) == 0);
      wait_ms(200);
      FAILS(DISTARRAY_ERR_BUSY, distarray_array_exchange_halo(other.array), "thread");
      MPI_Barrier(MPI_COMM_WORLD);
      pthread_join(thread, NULL);
      EXPECT(other.status == DISTARRAY_SUCCESS);
    } else {
      MPI_Barrier(MPI_COMM_WORLD);
      OK(distarray_array_exchange_halo(other.array));
    }
  }
  OK(distarray_array_free(&other.array));
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  distarray_context context = NULL, late = NULL;
  distarray_distribution d;
  distarray_array a, b = NULL;
  int level, mine[2], all[2], number = -1;
  names();
  FAILS(DISTARRAY_ERR_MPI_STATE, distarray_context_create(MPI_COMM_WORLD, &context), "MPI_Init");
  EXPECT(context == NULL);
  MPI_Init_thread(&argc, &argv, argc > 1 && strcmp(argv[1], "threads") == 0 ? MPI_THREAD_MULTIPLE : MPI_THREAD_FUNNELED, &level);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  FAILS(DISTARRAY_ERR_ARGUMENT, distarray_context_create(MPI_COMM_NULL, &context), "comm");
  OK(distarray_context_create(MPI_COMM_WORLD, &context));
  plain(context);
  handles(context);
  mismatches(context);
  threads(context, level);
  hangs();

  d = distribution(context, 2, SHAPE, "block");
  a = numbers(d, DISTARRAY_INT32);
  mine[0] = checks - failures;
  mine[1] = failures;
  MPI_Allreduce(mine, all, 2, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
  MPI_Finalize();

  /* Local calls go on, collective ones are refused, all can be freed. */
  failures = 0;
  EXPECT(wrong_elements(a, expected_at) == 0);
  FAILS(DISTARRAY_ERR_MPI_STATE, distarray_array_exchange_halo(a), "MPI");
  FAILS(DISTARRAY_ERR_MPI_STATE, distarray_array_create_zeros(d, DISTARRAY_INT8, &b), "MPI");
  FAILS(DISTARRAY_ERR_MPI_STATE, distarray_context_create(MPI_COMM_WORLD, &late), "MPI");
  OK(distarray_context_get_rank(context, &number));
  EXPECT(number == rank && b == NULL && late == NULL);
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
  OK(distarray_context_free(&context));
  if (rank == 0) printf("%d passed, %d failed\n", all[0], all[1]);
  return all[1] != 0 || failures != 0;
}
