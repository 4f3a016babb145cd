/* C = alpha * transposed A + beta * C of an N x N matrix in 64 x 64 blocks on a 1 x P grid: DistArray, ScaLAPACK's pdtran and
 * hand-written messages. */
#include "layout.h"

enum { BLOCK = 64 };
static const double alpha = 2;
static double beta;

/* From the transposed view of A, which lies on a P x 1 grid, to C. Its source is overwritten with A as it lies in memory. */
static struct way way;
static int columns; /* of A and of C on this rank */

static size_t part_length(void) { return (size_t)way.n * (size_t)columns; }

static void clear(void *data)
{
  double *part = data;
  for (size_t i = 0; i < part_length(); i++) part[i] = 1;
}

static size_t wrong(void *data)
{
  const double *part = data;
  size_t count = 0;
  for (int i = 0; i < way.n; i++)
    for (int j = 0; j < columns; j++) {
      const double element = (double)axis_global(&way.to.axis[1], rank, j) * way.n + i; /* A's (j, i) */
      count += *part++ != alpha * element + beta;
    }
  return count;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void update(void *unused)
{
  (void)unused;
  if (beta == 0)
    copy_streaming(way.target, way.source, part_length() * 8);
  else
    for (size_t i = 0; i < part_length(); i++) way.target[i] = alpha * way.source[i] + beta * way.target[i];
}

/* ---- hand-written: tiles are transposed while they are packed ---- */

static void pack_tiles(const struct pieces *pieces, double *out)
{
  for (int i = 0; i < pieces[0].count; i++)
    for (int j = 0; j < pieces[1].count; j++) {
      const struct piece rows = pieces[0].list[i], across = pieces[1].list[j];
      for (int r0 = 0; r0 < rows.length; r0 += BLOCK)
        for (int c0 = 0; c0 < across.length; c0 += BLOCK) {
          const int r1 = (int)least((size_t)rows.length, (size_t)r0 + BLOCK), c1 = (int)least((size_t)across.length, (size_t)c0 + BLOCK);
          for (int r = r0; r < r1; r++)
            for (int c = c0; c < c1; c++) *out++ = way.source[(size_t)(across.from + c) * (size_t)columns + (size_t)(rows.from + r)];
        }
    }
}

static void unpack_tiles(const struct pieces *pieces, const double *in)
{
  for (int i = 0; i < pieces[0].count; i++)
    for (int j = 0; j < pieces[1].count; j++) {
      const struct piece rows = pieces[0].list[i], across = pieces[1].list[j];
      for (int r0 = 0; r0 < rows.length; r0 += BLOCK)
        for (int c0 = 0; c0 < across.length; c0 += BLOCK) {
          const int r1 = (int)least((size_t)rows.length, (size_t)r0 + BLOCK), c1 = (int)least((size_t)across.length, (size_t)c0 + BLOCK);
          for (int r = r0; r < r1; r++) {
            double *to = way.target + (size_t)(rows.to + r) * (size_t)columns + across.to;
            for (int c = c0; c < c1; c++) to[c] = beta == 0 ? alpha * *in++ : alpha * *in++ + beta * to[c];
          }
        }
    }
}

static void transpose_by_hand(void *unused)
{
  (void)unused;
  for (int r = 0; r < ranks; r++) pack_tiles(way.sends[r], way.send_buffer + way.send_places[r]);
  MPI_Alltoallv(way.send_buffer, way.send_counts, way.send_places, MPI_DOUBLE, way.receive_buffer, way.receive_counts,
                way.receive_places, MPI_DOUBLE, MPI_COMM_WORLD);
  for (int r = 0; r < ranks; r++) unpack_tiles(way.receives[r], way.receive_buffer + way.receive_places[r]);
}

/* ---- ScaLAPACK: it sees both matrices transposed, on a P x 1 grid ---- */

#ifdef HAVE_SCALAPACK
void Cblacs_get(int, int, int *);
void Cblacs_gridinit(int *, const char *, int, int);
void Cblacs_gridexit(int);
void pdtran_(const int *, const int *, const double *, const double *, const int *, const int *, const int *, const double *, double *,
             const int *, const int *, const int *);

static int grid, description[9];

static void open_scalapack(void)
{
  Cblacs_get(-1, 0, &grid);
  Cblacs_gridinit(&grid, "C", ranks, 1);
  const int d[9] = {1, grid, way.n, way.n, BLOCK, BLOCK, 0, 0, columns > 0 ? columns : 1};
  memcpy(description, d, sizeof d);
}

static void transpose_by_pdtran(void *unused)
{
  static const int one = 1;
  (void)unused;
  pdtran_(&way.n, &way.n, &alpha, way.source, &one, &one, description, &beta, way.target, &one, &one, description);
}
#endif

/* ---- DistArray ---- */

struct pair {
  distarray_array source, target;
};
static struct pair own, foreign;

static double *local(distarray_array array)
{
  void *pointer;
  DISTARRAY_CHECK(distarray_array_get_local(array, &pointer, NULL, NULL));
  return pointer;
}

static void open_distarray(void)
{
  distarray_distribution distribution = layout_distribution(&way.to, way.n);
  DISTARRAY_CHECK(distarray_array_create_zeros(distribution, DISTARRAY_FLOAT64, &own.source));
  DISTARRAY_CHECK(distarray_array_create_zeros(distribution, DISTARRAY_FLOAT64, &own.target));
  DISTARRAY_CHECK(distarray_array_wrap(distribution, DISTARRAY_FLOAT64, way.source, NULL, NULL, NULL, &foreign.source));
  DISTARRAY_CHECK(distarray_array_wrap(distribution, DISTARRAY_FLOAT64, way.target, NULL, NULL, NULL, &foreign.target));
  DISTARRAY_CHECK(distarray_distribution_free(&distribution));
  memcpy(local(own.source), way.source, part_length() * 8);
}

static void close_distarray(void)
{
  struct pair *pairs[] = {&own, &foreign};
  for (int i = 0; i < LENGTH(pairs); i++) {
    DISTARRAY_CHECK(distarray_array_free(&pairs[i]->source));
    DISTARRAY_CHECK(distarray_array_free(&pairs[i]->target));
  }
}

static void transform(void *data)
{
  const struct pair *pair = data;
  DISTARRAY_CHECK(distarray_array_transform(DISTARRAY_TRANSPOSE, &alpha, pair->source, &beta, pair->target));
}

static void clear_pair(void *data) { clear(local(((struct pair *)data)->target)); }
static size_t wrong_pair(void *data) { return wrong(local(((struct pair *)data)->target)); }
static void clear_target_part(void *unused) { (void)unused; clear(way.target); }
static size_t wrong_target_part(void *unused) { (void)unused; return wrong(way.target); }

/* ---- the contest ---- */

static void enter_checked(struct contest *c, const char *name, enum kind kind, action run)
{
  struct contestant *entered = enter(c, name, kind, run, NULL);
  entered->clear = clear_target_part;
  entered->wrong = wrong_target_part;
}

static void transpose(int n)
{
  struct contest c = {.job = ""};
  char job[64];
  make_way(&way, n, block_cyclic(BLOCK, ranks, 1), block_cyclic(BLOCK, 1, ranks));
  columns = way.to_extents[1];
  fill_part(way.source, &way.to, n);
  snprintf(job, sizeof job, "transposition with scaling; beta %g", beta);
  snprintf(c.size, sizeof c.size, "%d x %d", n, n);
  c.job = job;
  c.bytes = (beta == 0 ? 2.0 : 3.0) * n * n * 8;
  open_distarray();
  enter(&c, beta == 0 ? "streaming copy of the same bytes" : "update of the same bytes; not transposed", CEILING, update, NULL);
  enter_checked(&c, "hand-written Alltoallv; tiles transposed", PEER, transpose_by_hand);
#ifdef HAVE_SCALAPACK
  open_scalapack();
  enter_checked(&c, "ScaLAPACK pdtran", PEER, transpose_by_pdtran);
#endif
  struct contestant *library = enter(&c, "DistArray transform", DISTARRAY, transform, &own);
  library->clear = clear_pair;
  library->wrong = wrong_pair;
  library = enter(&c, "DistArray transform; foreign buffers", DISTARRAY, transform, &foreign);
  library->clear = clear_pair;
  library->wrong = wrong_pair;
  hold(&c);
#ifdef HAVE_SCALAPACK
  Cblacs_gridexit(grid);
#endif
  close_distarray();
  free_way(&way);
}

int main(int argc, char **argv)
{
  start(&argc, &argv);
  for (int i = 2; i < argc; i++)
    for (beta = 0; beta < 1; beta += 0.5) transpose(atoi(argv[i]));
  finish();
  return 0;
}
