/* Sorted keys and sorting positions: DistArray; NumPy's vectorised sort on one core; the same on halves of the keys, which two
 * ranks then exchange and merge; std::sort; PETSc. */
#include "computing.h"
#include "standard.h"

enum pattern { UNIFORM, FEW, SORTED, REVERSED, PATTERNS };
static const char *const PATTERN[] = {"uniform", "100 distinct", "sorted", "reversed"};
static const struct {
  const char *name, *numpy;
  distarray_dtype dtype;
  int size;
} TYPES[] = {{"float64", "f8", DISTARRAY_FLOAT64, 8}, {"int64", "i8", DISTARRAY_INT64, 8}, {"int32", "i4", DISTARRAY_INT32, 4},
             {"uint8", "u1", DISTARRAY_UINT8, 1}};

static enum key key;
static enum pattern pattern;
static size_t total, count; /* keys of all ranks, of this one */

static uint64_t hash(uint64_t i) { return random_number(&i); }

/* The number of all keys in another order, which is that of the keys: floating ones are not negative. */
static int64_t key_of(size_t i)
{
  const uint64_t place = pattern == REVERSED ? total - 1 - i : i, random = hash(i);
  if (pattern == FEW) return (int64_t)(random >> 32) % 100;
  if (pattern == UNIFORM)
    switch (key) {
      case KEY_F64: return (int64_t)(random >> 11);
      case KEY_I64: return (int64_t)random;
      case KEY_I32: return (int32_t)random;
      default: return (uint8_t)(random >> 32);
    }
  return (int64_t)(key == KEY_U8 ? place * 256 / total : place);
}

static void put(void *keys, size_t i, int64_t value)
{
  switch (key) {
    case KEY_F64: ((double *)keys)[i] = (double)value; break;
    case KEY_I64: ((int64_t *)keys)[i] = value; break;
    case KEY_I32: ((int32_t *)keys)[i] = (int32_t)value; break;
    default: ((uint8_t *)keys)[i] = (uint8_t)value;
  }
}

static int64_t get(const void *keys, size_t i)
{
  switch (key) {
    case KEY_F64: return (int64_t)((const double *)keys)[i];
    case KEY_I64: return ((const int64_t *)keys)[i];
    case KEY_I32: return ((const int32_t *)keys)[i];
    default: return ((const uint8_t *)keys)[i];
  }
}

static char *at(void *keys, size_t i) { return (char *)keys + i * (size_t)TYPES[key].size; }

/* ---- checks: ascending through all ranks, and the same keys as before ---- */

struct sorted {
  void *keys;
  size_t count; /* of this rank */
};

static uint64_t expected_sum;

static size_t count_wrong(uint64_t sum, size_t inversions, int64_t least, int64_t greatest, int is_empty)
{
  int64_t mine[3] = {least, greatest, is_empty}, all[3 * RANKS];
  MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_UINT64_T, MPI_SUM, MPI_COMM_WORLD);
  MPI_Allgather(mine, 3, MPI_INT64_T, all, 3, MPI_INT64_T, MPI_COMM_WORLD);
  for (int r = rank - 1; r >= 0 && !is_empty; r--)
    if (!all[3 * r + 2]) {
      inversions += all[3 * r + 1] > least;
      break;
    }
  return inversions + (sum != expected_sum);
}

static size_t wrong_keys(void *data)
{
  const struct sorted *s = data;
  uint64_t sum = 0;
  size_t inversions = 0;
  for (size_t i = 0; i < s->count; i++) {
    sum += hash((uint64_t)get(s->keys, i));
    inversions += i > 0 && get(s->keys, i - 1) > get(s->keys, i);
  }
  const int is_empty = s->count == 0;
  return count_wrong(sum, inversions, is_empty ? 0 : get(s->keys, 0), is_empty ? 0 : get(s->keys, s->count - 1), is_empty);
}

/* Positions: the keys they name are those of all positions if every position is there. */
static size_t wrong_positions(const int64_t *positions, size_t n, int is_stable)
{
  uint64_t sum = 0;
  size_t inversions = 0;
  int64_t before = 0;
  for (size_t i = 0; i < n; i++) {
    if (positions[i] < 0 || positions[i] >= (int64_t)total) return n;
    const int64_t value = key_of((size_t)positions[i]);
    sum += hash((uint64_t)value);
    inversions += i > 0 && (before > value || (is_stable && before == value && positions[i - 1] >= positions[i]));
    before = value;
  }
  const int is_empty = n == 0;
  return count_wrong(sum, inversions, is_empty ? 0 : key_of((size_t)positions[0]), is_empty ? 0 : before, is_empty);
}

/* ---- on one core: rank 0 has all keys ---- */

static void *all_keys, *work;
static int64_t *positions;
static struct sorted of_one, of_ranks, of_petsc;

static void restore_all(void *unused)
{
  (void)unused;
  if (rank == 0) memcpy(work, all_keys, total * (size_t)TYPES[key].size);
}
static void sort_by_standard(void *unused) { (void)unused, standard_sort(key, work, total); }
static void forget_positions(void *unused)
{
  (void)unused;
  if (rank == 0) python_run("order = None");
}
static size_t wrong_numpy_positions(void *unused)
{
  (void)unused;
  if (rank == 0) python_run("positions[:] = order");
  return wrong_positions(positions, rank == 0 ? total : 0, 0);
}

/* ---- halves, exchange, merge ---- */

static struct operand keys, sorted; /* sorted.part is also the prototype's work */
static void *half, *received, *merged, *sort_half;

static void restore_half(void *unused) { (void)unused, memcpy(half, keys.part, keys.bytes); }

/* How many of this rank's keys belong to the lower half, if the ranks split ties so that each gets as many as it had. */
static size_t split(void)
{
  size_t low = 0, high = count; /* of rank 0's keys */
  while (low < high) {
    const size_t middle = (low + high) / 2, place = rank == 0 ? middle : count - middle - 1;
    int64_t mine = get(half, place), other;
    MPI_Sendrecv(&mine, 1, MPI_INT64_T, 1 - rank, 0, &other, 1, MPI_INT64_T, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (rank == 0 ? mine < other : other < mine) low = middle + 1;
    else high = middle;
  }
  return rank == 0 ? low : count - low;
}

static void sort_halves(void *unused)
{
  (void)unused;
  python_execute(sort_half);
  const size_t lower = split(), give = rank == 0 ? count - lower : lower;
  void *given = at(half, rank == 0 ? lower : 0), *kept = at(half, rank == 0 ? 0 : lower);
  MPI_Sendrecv(given, (int)(give * (size_t)TYPES[key].size), MPI_BYTE, 1 - rank, 0, received, (int)keys.bytes, MPI_BYTE, 1 - rank, 0,
               MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  standard_merge(key, kept, count - give, received, give, merged);
}

/* ---- PETSc, which needs a communicator of its own making ---- */

#ifdef HAVE_PETSC
static MPI_Comm petsc_comm;
static PetscLayout layout;
static void petsc_sort(void *unused)
{
  (void)unused;
  if (PetscParallelSortInt(layout, layout, keys.part, merged) != 0) MPI_Abort(MPI_COMM_WORLD, 1);
}
#endif

/* ---- DistArray ---- */

static struct sorted of_library[MEMORIES];
static void sort_array(void *data)
{
  const int m = memory_of(data);
  DISTARRAY_CHECK(distarray_array_sort_into(keys.array[m], 0, sorted.array[m]));
}

static distarray_array order;
static void free_order(void *unused)
{
  (void)unused;
  if (order) DISTARRAY_CHECK(distarray_array_free(&order));
}
static void argsort_array(void *unused)
{
  (void)unused;
  DISTARRAY_CHECK(distarray_array_argsort(keys.array[OWN], 0, 0, &order));
}
static size_t wrong_order(void *unused)
{
  void *part;
  (void)unused;
  DISTARRAY_CHECK(distarray_array_get_local(order, &part, NULL, NULL));
  return wrong_positions(part, count, 1);
}

/* ---- contests ---- */

static struct contestant *enter_sort(struct contest *c, const char *name, enum kind kind, action run, void *data, action before,
                                     struct sorted *result)
{
  struct contestant *entered = enter(c, name, kind, run, data);
  entered->before = before, entered->wrong = wrong_keys, entered->result = result;
  return entered;
}

static void contend_sort(void)
{
  struct contest c = {.job = ""};
  char job[64];
  snprintf(job, sizeof job, "sort of %s; %s", TYPES[key].name, PATTERN[pattern]);
  snprintf(c.size, sizeof c.size, "%zu", total);
  c.job = job;
  c.bytes = 2.0 * (double)total * TYPES[key].size;
  if (has_numpy) {
    enter_sort(&c, "np.sort", PEER, python_execute, python_compile("work.sort()"), restore_all, &of_one)->alone = 1;
    sort_half = python_compile("half.sort()");
    if (ranks == 2)
      enter_sort(&c, "prototype: np.sort of halves; exchange; std::merge", PROTOTYPE, sort_halves, NULL, restore_half, &of_ranks);
  }
  struct contestant *entered = enter_sort(&c, "std::sort", PEER, sort_by_standard, NULL, restore_all, &of_one);
  entered->alone = 1, entered->most = 3;
#ifdef HAVE_PETSC
  if (key == KEY_I32) enter_sort(&c, "PETSc PetscParallelSortInt", PEER, petsc_sort, NULL, NULL, &of_petsc)->most = 3;
#endif
  for (int m = 0; m < MEMORIES; m++) {
    of_library[m] = (struct sorted){sorted.memory[m], count};
    enter_sort(&c, DISTARRAY_NAMES[m], DISTARRAY, sort_array, where(m), NULL, &of_library[m]);
  }
  hold(&c);
}

static void contend_argsort(void)
{
  struct contest c = {.job = ""};
  struct contestant *entered;
  char job[64];
  snprintf(job, sizeof job, "argsort of %s; %s", TYPES[key].name, PATTERN[pattern]);
  snprintf(c.size, sizeof c.size, "%zu", total);
  c.job = job;
  c.bytes = (double)total * (TYPES[key].size + 8);
  if (has_numpy) {
    entered = enter(&c, "np.argsort", PEER, python_execute, python_compile("order = np.argsort(keys)"));
    entered->before = forget_positions, entered->alone = 1, entered->most = 5;
    entered->wrong = wrong_numpy_positions;
  }
  entered = enter(&c, "DistArray; ties by position", DISTARRAY, argsort_array, NULL);
  entered->before = free_order, entered->wrong = wrong_order;
  hold(&c);
  free_order(NULL);
}

static void open_keys(void)
{
  const size_t size = (size_t)TYPES[key].size;
  keys = open_vector(total, TYPES[key].dtype), sorted = open_vector(total, TYPES[key].dtype);
  half = memory(keys.bytes), received = memory(keys.bytes), merged = memory(keys.bytes);
  if (rank == 0) all_keys = memory(total * size), work = memory(total * size), positions = memory(total * 8);
  of_one = (struct sorted){work, rank == 0 ? total : 0}, of_ranks = of_petsc = (struct sorted){merged, count};
  if (has_numpy) {
    python_array("half", TYPES[key].numpy, half, count);
    if (rank == 0) python_array("keys", TYPES[key].numpy, all_keys, total), python_array("work", TYPES[key].numpy, work, total);
    if (rank == 0) python_array("positions", "i8", positions, total);
  }
}

static void fill_keys(void)
{
  expected_sum = 0;
  for (size_t i = 0; i < count; i++) put(keys.part, i, key_of(first_of_share(total) + i));
  for (size_t i = 0; i < count; i++) expected_sum += hash((uint64_t)get(keys.part, i));
  MPI_Allreduce(MPI_IN_PLACE, &expected_sum, 1, MPI_UINT64_T, MPI_SUM, MPI_COMM_WORLD);
  MPI_Gather(keys.part, (int)keys.bytes, MPI_BYTE, all_keys, (int)keys.bytes, MPI_BYTE, 0, MPI_COMM_WORLD);
  publish(&keys);
}

static void close_keys(void)
{
  close_operand(&keys), close_operand(&sorted);
  free(half), free(received), free(merged);
  if (rank == 0) free(all_keys), free(work), free(positions);
}

int main(int argc, char **argv)
{
  start_computing(&argc, &argv);
  total = sized(20000000, 200000, (size_t)ranks), count = share(total);
#ifdef HAVE_PETSC
  PetscCommDuplicate(PETSC_COMM_WORLD, &petsc_comm, NULL);
  PetscLayoutCreateFromSizes(petsc_comm, (PetscInt)count, (PetscInt)total, 1, &layout);
#endif
  for (key = 0; key < KEYS; key++) {
    open_keys();
    for (pattern = 0; pattern < PATTERNS; pattern++) {
      fill_keys();
      contend_sort();
      contend_argsort();
    }
    close_keys();
  }
#ifdef HAVE_PETSC
  PetscLayoutDestroy(&layout);
  PetscCommDestroy(&petsc_comm);
#endif
  finish();
  return 0;
}
