/* One rank is refused memory by the system (RLIMIT_AS), with more and more room left: every call returns the same
 * status on all ranks, nobody is ended, and with the limit lifted the same calls succeed. */
#define _POSIX_C_SOURCE 200809L
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static int rank, size, failures, refused;

static void limit(long long room) {
  struct rlimit now;
  getrlimit(RLIMIT_AS, &now);
  now.rlim_cur = now.rlim_max;
  if (room >= 0) {
    long long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    if (!statm || fscanf(statm, "%lld", &pages) != 1) exit(3);
    fclose(statm);
    now.rlim_cur = (rlim_t)(pages * 4096 + room);
  }
  setrlimit(RLIMIT_AS, &now);
}

/* All ranks must have the same status, and on the way no other than success or refused memory. */
static int same(const char *what, long long room, int status) {
  int mine[2] = {status, -status}, most[2];
  limit(-1);
  MPI_Allreduce(mine, most, 2, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
  if (most[0] != -most[1]) {
    failures++;
    fprintf(stderr, "rank %d: %s with %lld bytes of room: status %d, others differ\n", rank, what, room, status);
  }
  refused += status == DISTARRAY_ERR_MEMORY;
  const int fine = status == DISTARRAY_SUCCESS || (room >= 0 && status == DISTARRAY_ERR_MEMORY);
  if (!fine) {
    failures++;
    fprintf(stderr, "rank %d: %s with %lld bytes of room: %s\n", rank, what, room, distarray_last_error_message());
  }
  return status;
}

#define TIGHT(call) (rank == size - 1 ? limit(room) : (void)0, same(#call, room, (call)))

static void scenario(distarray_context context, distarray_distribution rows, distarray_array source, long long room) {
  const int64_t shape[2] = {2000, 1500};
  distarray_distribution deal = NULL;
  distarray_array made = NULL, target = NULL, along = NULL;
  distarray_dtype dtype;
  double value[2];
  char text[200];
  TIGHT(distarray_array_create(rows, DISTARRAY_FLOAT64, &made));
  TIGHT(distarray_distribution_create_text(context, 2, shape, "cyclic(7), cyclic(5)", &deal));
  if (deal) TIGHT(distarray_array_redistribute_to(source, deal, &target));
  TIGHT(distarray_array_reduce(DISTARRAY_MEAN, source, value, &dtype));
  TIGHT(distarray_array_reduce_axis(DISTARRAY_SUM, source, 0, 0, &along));
  TIGHT(distarray_array_print(source, text, sizeof text, NULL));
  TIGHT(distarray_array_exchange_halo(source));
  distarray_array_free(&made);
  distarray_array_free(&target);
  distarray_array_free(&along);
  distarray_distribution_free(&deal);
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  const int64_t shape[2] = {2000, 1500};
  distarray_context context;
  distarray_distribution rows;
  distarray_array source;
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block halo(1), whole", &rows));
  DISTARRAY_CHECK(distarray_array_create_ones(rows, DISTARRAY_FLOAT64, &source));
  scenario(context, rows, source, -1); /* warms up MPI, whose own buffers are not ours to test */
  for (long long room = 0; room <= 64 << 20; room = room ? room * 4 : 64 << 10) {
    scenario(context, rows, source, room);
    scenario(context, rows, source, -1);
  }
  if (refused == 0) {
    failures++;
    fprintf(stderr, "rank %d: the limit refused nothing, so nothing was tested\n", rank);
  }
  distarray_array_free(&source);
  distarray_distribution_free(&rows);
  distarray_context_free(&context);
  MPI_Allreduce(MPI_IN_PLACE, &failures, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
  if (rank == 0) printf("%d calls were refused memory\n", refused);
  MPI_Finalize();
  return failures != 0;
}
