/* What every verb costs for 1 to 1000 elements: DistArray beside the same work written with bare MPI, and beside that work plus
 * one agreement, which is what a collective call that can fail has to pay. */
#include "common.h"

static int64_t count, mine, start_of_mine, columns; /* 1-D arrays in blocks; 2-D ones of `columns` columns in blocks of rows */
static double *part, *other, *whole, *rows, *sums;
static distarray_distribution block, cyclic, ring, table;
static distarray_array a, b, dealt, haloed, flat, scattered, made;
static double scalar;

static void agree(void)
{
  int64_t words[8] = {0}, all[8];
  MPI_Allreduce(words, all, 8, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
}

static int parts[RANKS], places[RANKS];

/* ---- block to cyclic ---- */

static int to_send[RANKS], send_at[RANKS], to_receive[RANKS], receive_at[RANKS];
static double *outgoing, *incoming;

static void plan_cyclic(void)
{
  for (int r = 0, sent = 0, received = 0; r < ranks; r++) {
    to_send[r] = to_receive[r] = 0;
    for (int64_t i = 0; i < mine; i++) to_send[r] += (start_of_mine + i) % ranks == r;
    for (int64_t i = 0; i < parts[r]; i++) to_receive[r] += (places[r] + i) % ranks == rank;
    send_at[r] = sent, receive_at[r] = received;
    sent += to_send[r], received += to_receive[r];
  }
}

static void raw_redistribute(void *unused)
{
  int next[RANKS];
  (void)unused;
  memcpy(next, send_at, sizeof next);
  for (int64_t i = 0; i < mine; i++) outgoing[next[(start_of_mine + i) % ranks]++] = part[i];
  MPI_Alltoallv(outgoing, to_send, send_at, MPI_DOUBLE, incoming, to_receive, receive_at, MPI_DOUBLE, MPI_COMM_WORLD);
}

static void redistribute(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_redistribute(a, dealt));
}

/* ---- other verbs ---- */

static void raw_gather(void *unused)
{
  (void)unused;
  MPI_Gatherv(part, (int)mine, MPI_DOUBLE, whole, parts, places, MPI_DOUBLE, 0, MPI_COMM_WORLD);
}
static void gather(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_gather(a, 0, whole));
}

static void raw_gather_all(void *unused)
{
  (void)unused;
  MPI_Allgatherv(part, (int)mine, MPI_DOUBLE, whole, parts, places, MPI_DOUBLE, MPI_COMM_WORLD);
}
static void gather_all(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, whole));
}

static void raw_scatter(void *unused)
{
  (void)unused;
  double *fresh = malloc((size_t)(mine + 1) * 8);
  MPI_Scatterv(whole, parts, places, MPI_DOUBLE, fresh, (int)mine, MPI_DOUBLE, 0, MPI_COMM_WORLD);
  free(fresh);
}
static void scatter(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_scatter(block, DISTARRAY_FLOAT64, 0, whole, &scattered));
  DISTARRAY_CHECK(distarray_array_free(&scattered));
}

static int owner_of_middle(void)
{
  int owner = 0;
  while (owner + 1 < ranks && places[owner] + parts[owner] <= count / 2) owner++;
  return owner;
}

static void raw_get_element(void *unused)
{
  (void)unused;
  const int owner = owner_of_middle();
  if (rank == owner) scalar = part[count / 2 - start_of_mine];
  MPI_Bcast(&scalar, 1, MPI_DOUBLE, owner, MPI_COMM_WORLD);
}
static void get_element(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_get_element(a, (int64_t[1]){count / 2}, &scalar));
}

static void raw_set_element(void *unused)
{
  (void)unused;
  if (rank == owner_of_middle()) part[count / 2 - start_of_mine] = 1;
}
static void set_element(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_set_element(b, (int64_t[1]){count / 2}, &(double){1}));
}

static double local_sum(void)
{
  double sum = 0;
  for (int64_t i = 0; i < mine; i++) sum += part[i];
  return sum;
}

static void raw_reduce(void *unused)
{
  (void)unused;
  scalar = local_sum();
  MPI_Allreduce(MPI_IN_PLACE, &scalar, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}
static void reduce(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_SUM, a, &scalar, NULL));
}

static void raw_reduce_axis(void *unused)
{
  (void)unused;
  memset(sums, 0, (size_t)columns * 8);
  for (int64_t i = 0; i < mine; i++)
    for (int64_t j = 0; j < columns; j++) sums[j] += rows[i * columns + j];
  MPI_Allreduce(MPI_IN_PLACE, sums, (int)columns, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}
static void reduce_axis(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_reduce_axis(DISTARRAY_SUM, flat, 0, 0, &made));
  DISTARRAY_CHECK(distarray_array_free(&made));
}

static void raw_halo(void *unused)
{
  (void)unused;
  const int below = (rank + ranks - 1) % ranks, above = (rank + 1) % ranks;
  MPI_Request r[4];
  MPI_Irecv(&incoming[0], 1, MPI_DOUBLE, below, 1, MPI_COMM_WORLD, &r[0]);
  MPI_Irecv(&incoming[1], 1, MPI_DOUBLE, above, 0, MPI_COMM_WORLD, &r[1]);
  MPI_Isend(&part[0], 1, MPI_DOUBLE, below, 0, MPI_COMM_WORLD, &r[2]);
  MPI_Isend(&part[mine ? mine - 1 : 0], 1, MPI_DOUBLE, above, 1, MPI_COMM_WORLD, &r[3]);
  MPI_Waitall(4, r, MPI_STATUSES_IGNORE);
}
static void halo(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_exchange_halo(haloed));
}

static void raw_create(void *unused)
{
  (void)unused;
  double *volatile fresh = calloc((size_t)mine + 1, 8);
  free(fresh);
}
static void create(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_create_zeros(block, DISTARRAY_FLOAT64, &made));
  DISTARRAY_CHECK(distarray_array_free(&made));
}

static void raw_copy(void *unused)
{
  (void)unused;
  double *fresh = malloc((size_t)(mine + 1) * 8);
  memcpy(fresh, part, (size_t)mine * 8);
  other[0] = fresh[0];
  free(fresh);
}
static void copy(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_copy(a, &made));
  DISTARRAY_CHECK(distarray_array_free(&made));
}

static void raw_add(void *unused)
{
  (void)unused;
  for (int64_t i = 0; i < mine; i++) other[i] = part[i] + other[i];
}
static void add(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_apply_binary(DISTARRAY_ADD, a, b, b));
}

static void raw_fill(void *unused)
{
  (void)unused;
  for (int64_t i = 0; i < mine; i++) other[i] = scalar;
}
static void fill(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_fill(b, &(double){0}));
}

/* ---- contests ---- */

struct verb {
  const char *name;
  action raw, call;
};

static const struct verb verbs[] = {
  {"redistribute", raw_redistribute, redistribute},
  {"exchange_halo", raw_halo, halo},
  {"gather to one", raw_gather, gather},
  {"gather to all", raw_gather_all, gather_all},
  {"scatter and free", raw_scatter, scatter},
  {"get_element", raw_get_element, get_element},
  {"set_element", raw_set_element, set_element},
  {"reduce", raw_reduce, reduce},
  {"reduce_axis and free", raw_reduce_axis, reduce_axis},
  {"create_zeros and free", raw_create, create},
  {"copy and free", raw_copy, copy},
  {"fill", raw_fill, fill},
  {"add", raw_add, add},
};

static void with_agreement(void *data)
{
  const struct verb *verb = data;
  agree();
  verb->raw(NULL);
}

static void measure(const struct verb *verb)
{
  struct contest c = {.job = "", .sample = 0.003};
  char job[64];
  snprintf(job, sizeof job, "small: %s", verb->name);
  snprintf(c.size, sizeof c.size, "%d", (int)count);
  c.job = job;
  enter(&c, "bare MPI + one agreement", CEILING, with_agreement, (void *)(uintptr_t)verb);
  enter(&c, "bare MPI", NOTE, verb->raw, NULL);
  enter(&c, "DistArray", DISTARRAY, verb->call, NULL);
  hold(&c);
}

static distarray_distribution distribute(int ndim, const int64_t *shape, const char *text)
{
  distarray_distribution made_of;
  DISTARRAY_CHECK(distarray_distribution_create_text(context, ndim, shape, text, &made_of));
  return made_of;
}

static void open_arrays(int64_t elements)
{
  count = elements;
  columns = 4;
  for (int r = 0, sum = 0; r < ranks; sum += parts[r++]) {
    parts[r] = (int)(count / ranks + (r < count % ranks));
    places[r] = sum;
  }
  mine = parts[rank];
  start_of_mine = places[rank];
  part = memory((size_t)(count + 1) * 8), other = memory((size_t)(count + 1) * 8), whole = memory((size_t)(count + 1) * 8);
  outgoing = memory((size_t)(count + 2) * 8), incoming = memory((size_t)(count + 2) * 8), sums = memory((size_t)columns * 8);
  rows = memory((size_t)(count * columns + 1) * 8);
  plan_cyclic();
  block = distribute(1, &count, "block");
  cyclic = distribute(1, &count, "cyclic");
  ring = distribute(1, &count, "block halo(1) periodic");
  table = distribute(2, (int64_t[2]){count, columns}, "block, whole");
  DISTARRAY_CHECK(distarray_array_create_ones(block, DISTARRAY_FLOAT64, &a));
  DISTARRAY_CHECK(distarray_array_create_ones(block, DISTARRAY_FLOAT64, &b));
  DISTARRAY_CHECK(distarray_array_create_ones(cyclic, DISTARRAY_FLOAT64, &dealt));
  DISTARRAY_CHECK(distarray_array_create_ones(ring, DISTARRAY_FLOAT64, &haloed));
  DISTARRAY_CHECK(distarray_array_create_ones(table, DISTARRAY_FLOAT64, &flat));
}

static void close_arrays(void)
{
  distarray_array *arrays[] = {&a, &b, &dealt, &haloed, &flat};
  distarray_distribution *distributions[] = {&block, &cyclic, &ring, &table};
  for (int i = 0; i < LENGTH(arrays); i++) DISTARRAY_CHECK(distarray_array_free(arrays[i]));
  for (int i = 0; i < LENGTH(distributions); i++) DISTARRAY_CHECK(distarray_distribution_free(distributions[i]));
  free(part), free(other), free(whole), free(outgoing), free(incoming), free(rows), free(sums);
}

int main(int argc, char **argv)
{
  start(&argc, &argv);
  for (int i = 0; i < LENGTH(verbs); i++)
    for (int64_t elements = 1; elements <= 1000; elements *= quick ? 1000 : 10) {
      open_arrays(elements);
      measure(&verbs[i]);
      close_arrays();
    }
  finish();
  return 0;
}
