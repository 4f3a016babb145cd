/* Conway's game of life on a torus: each process keeps a halo of its neighbours' cells.
 *
 *   mpirun -n 4 ./halo
 */
#include <distarray.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 24, COLS = 32, GENERATIONS = 100 };

/* A glider: it returns to its shape, one cell further, every four generations. */
static int glider(int ndim, const int64_t *index, void *element, void *user)
{
  static const char *cells[3] = {".#.", "..#", "###"};
  (void)ndim;
  (void)user;
  *(uint8_t *)element = index[0] < 3 && index[1] < 3 && cells[index[0]][index[1]] == '#';
  return 0;
}

/* One generation: reads `now` with its halo, writes `next`. Strides are in bytes, which is what a cell has. */
static void step(distarray_array now, distarray_array next)
{
  void *from, *to;
  int64_t shape[2], stride[2], to_stride[2];
  DISTARRAY_CHECK(distarray_array_exchange_halo(now));
  DISTARRAY_CHECK(distarray_array_get_local(now, &from, shape, stride));
  DISTARRAY_CHECK(distarray_array_get_local(next, &to, NULL, to_stride));
  for (int64_t i = 0; i < shape[0]; i++)
    for (int64_t j = 0; j < shape[1]; j++) {
      const uint8_t *cell = (const uint8_t *)from + i * stride[0] + j * stride[1];
      int neighbours = -*cell;
      for (int64_t di = -1; di <= 1; di++)
        for (int64_t dj = -1; dj <= 1; dj++) neighbours += cell[di * stride[0] + dj * stride[1]];
      ((uint8_t *)to)[i * to_stride[0] + j * to_stride[1]] = neighbours == 3 || (neighbours == 2 && *cell);
    }
}

int main(int argc, char **argv)
{
  const int64_t shape[2] = {ROWS, COLS};
  static uint8_t world[ROWS][COLS], expected[ROWS][COLS];
  distarray_context context;
  distarray_distribution torus;
  distarray_array now, next, swap;
  int64_t messages, bytes;
  int rank, wrong;

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block halo(1) periodic, block halo(1) periodic", &torus));
  DISTARRAY_CHECK(distarray_array_create_from_function(torus, DISTARRAY_UINT8, glider, NULL, &now));
  DISTARRAY_CHECK(distarray_array_create_zeros(torus, DISTARRAY_UINT8, &next));

  for (int generation = 0; generation < GENERATIONS; generation++) {
    step(now, next);
    swap = now;
    now = next;
    next = swap;
  }
  DISTARRAY_CHECK(distarray_context_get_counter(context, DISTARRAY_COUNTER_MESSAGES, &messages));
  DISTARRAY_CHECK(distarray_context_get_counter(context, DISTARRAY_COUNTER_BYTES_SENT, &bytes));

  DISTARRAY_CHECK(distarray_array_gather(now, DISTARRAY_ALL_RANKS, world));
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      uint8_t cell;
      glider(2, (int64_t[2]){i, j}, &cell, NULL);
      expected[(i + GENERATIONS / 4) % ROWS][(j + GENERATIONS / 4) % COLS] = cell;
    }
  wrong = memcmp(world, expected, sizeof world) != 0;
  for (int i = 0; rank == 0 && i < ROWS; i++) {
    for (int j = 0; j < COLS; j++) putchar(world[i][j] ? '#' : '.');
    putchar('\n');
  }
  if (rank == 0)
    printf("after %d generations %s; rank 0 sent %lld messages, %lld bytes\n", GENERATIONS, wrong ? "WRONG" : "as expected",
           (long long)messages, (long long)bytes);

  DISTARRAY_CHECK(distarray_array_free(&now));
  DISTARRAY_CHECK(distarray_array_free(&next));
  DISTARRAY_CHECK(distarray_distribution_free(&torus));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return wrong;
}
