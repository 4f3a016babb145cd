/* A producer and a consumer that know <distarray/protocol.h> and no more, on either side of the library. */
#include "check.h"

/* ---- A foreign producer: rows dealt out in turn, columns whole; it counts how often it is released. ---- */

struct producer {
  int *released;
  double *numbers;
  int64_t *indices;
  int64_t shape[2], strides[2];
  struct distarray_protocol_dimension dimensions[2];
};

static void release_product(struct distarray_protocol_section *section)
{
  struct producer *producer = (struct producer *)section->private_data;
  ++*producer->released;
  free(producer->numbers);
  free(producer->indices);
  free(producer);
  section->release = NULL;
}

enum { ROWS = 11, COLUMNS = 4 };

/* `kind` is 'b', 'c' or 'u'; rows that this process has are returned in `indices`. */
static int64_t *rows_of(char kind, int64_t *count)
{
  int64_t *rows = (int64_t *)malloc(ROWS * sizeof *rows);
  *count = 0;
  for (int64_t row = 0; row < ROWS; row++) {
    const int64_t owner = kind == 'b' ? row * size / ROWS : kind == 'c' ? row / 2 % size : (row * 7 + 3) % size;
    if (owner == rank) rows[(*count)++] = row;
  }
  for (int64_t k = 0; kind == 'u' && k < *count / 2; k++) { /* any order will do */
    const int64_t row = rows[k];
    rows[k] = rows[*count - 1 - k];
    rows[*count - 1 - k] = row;
  }
  return rows;
}

static void produce(char kind, int *released, struct distarray_protocol_section *section)
{
  struct producer *producer = (struct producer *)calloc(1, sizeof *producer);
  struct distarray_protocol_dimension *dimension = &producer->dimensions[0];
  int64_t count;
  producer->released = released;
  producer->indices = rows_of(kind, &count);
  producer->numbers = (double *)malloc((count * COLUMNS * 2 + 1) * sizeof(double));
  /* Every other number of columns that lie apart: strides of its own. */
  producer->shape[0] = count;
  producer->shape[1] = COLUMNS;
  producer->strides[0] = 2 * sizeof(double);
  producer->strides[1] = (count > 0 ? count : 1) * 2 * (int64_t)sizeof(double);
  for (int64_t i = 0; i < count; i++)
    for (int64_t j = 0; j < COLUMNS; j++) {
      int64_t index[2];
      index[0] = producer->indices[i];
      index[1] = j;
      producer->numbers[(j * count + i) * 2] = value_at(2, index);
      producer->numbers[(j * count + i) * 2 + 1] = -1;
    }
  dimension->dist_type = kind;
  dimension->size = ROWS;
  dimension->proc_grid_size = size;
  dimension->proc_grid_rank = rank;
  if (kind == 'b') {
    dimension->start = (rank * ROWS + size - 1) / size;
    dimension->stop = ((rank + 1) * ROWS + size - 1) / size;
  } else if (kind == 'c') {
    dimension->block_size = 2;
    dimension->start = rank * 2 < ROWS ? rank * 2 : ROWS;
  } else {
    dimension->one_to_one = 1;
    dimension->indices = producer->indices;
    dimension->index_count = count;
  }
  /* dimensions[1] stays all zero: the empty dictionary. */
  memset(section, 0, sizeof *section);
  section->struct_size = sizeof *section;
  section->struct_version = DISTARRAY_PROTOCOL_STRUCT_VERSION;
  strcpy(section->version, DISTARRAY_PROTOCOL_VERSION);
  section->buffer = producer->numbers;
  section->device_type = DISTARRAY_PROTOCOL_CPU;
  section->dtype_code = 2;
  section->dtype_bits = 64;
  section->dtype_lanes = 1;
  section->ndim = 2;
  section->itemsize = sizeof(double);
  strcpy(section->format, "d");
  section->shape = producer->shape;
  section->strides = producer->strides;
  section->dimensions = producer->dimensions;
  section->dimension_size = sizeof *section->dimensions;
  section->replicas = 1;
  section->release = release_product;
  section->private_data = producer;
}

static void imports(distarray_context context)
{
  const char kinds[] = "bcu";
  for (const char *kind = kinds; *kind; kind++) {
    struct distarray_protocol_section section, exported, moved;
    distarray_array a, b, c;
    int released = 0;
    double whole[ROWS * COLUMNS], element;
    int64_t index[2] = {0, 0}, wrong = 0;
    void *pointer, *buffer;

    produce(*kind, &released, &section);
    OK(distarray_section_validate(&section, 0));
    buffer = section.buffer;
    OK(distarray_array_import(context, &section, 0, &a));
    EXPECT(section.release == NULL && released == 0);
    OK(distarray_array_get_local(a, &pointer, NULL, NULL));
    EXPECT(pointer == buffer);
    EXPECT(wrong_elements(a, expected_at) == 0);
    OK(distarray_array_gather(a, DISTARRAY_ALL_RANKS, whole));
    for (int k = 0; k < ROWS * COLUMNS; k++) {
      index[0] = k / COLUMNS;
      index[1] = k % COLUMNS;
      wrong += whole[k] != value_at(2, index);
    }
    EXPECT(wrong == 0);
    index[0] = 10, index[1] = 3;
    OK(distarray_array_get_element(a, index, &element));
    EXPECT(element == value_at(2, index));

    /* Out and in again, moved on the way; the producer hears of it once. */
    OK(distarray_array_export(a, &exported));
    moved = exported;
    exported.release = NULL;
    FAILS(DISTARRAY_ERR_STATE, distarray_array_import(context, &exported, 0, &b), "moved");
    OK(distarray_array_import(context, &moved, 0, &b));
    OK(distarray_array_free(&a));
    EXPECT(released == 0);
    OK(distarray_array_export(b, &exported));
    OK(distarray_array_import(context, &exported, DISTARRAY_IMPORT_COPY, &c));
    OK(distarray_array_free(&b));
    EXPECT(released == 1);
    EXPECT(wrong_elements(c, expected_at) == 0);
    OK(distarray_array_free(&c));
    EXPECT(released == 1);

    /* One process breaks a rule: all refuse, and all still own their part. */
    produce(*kind, &released, &section);
    if (rank == size - 1) section.dtype_bits = 32;
    a = NULL;
    FAILS(DISTARRAY_ERR_PROTOCOL, distarray_array_import(context, &section, 0, &a), "itemsize");
    EXPECT(distarray_last_error_rank() == size - 1 && same_on_all(distarray_last_error_message()));
    EXPECT(a == NULL && section.release == release_product && released == 1);
    section.release(&section);
    EXPECT(released == 2 && section.release == NULL);
  }
}

/* ---- A foreign consumer: it finds the global index of every element by the rules, and checks the value. ---- */

/* Global index of a position in the buffer; `owned` says whether it counts, or is a copy of a neighbour's. */
static int64_t index_at(const struct distarray_protocol_dimension *d, int64_t k, int64_t extent, int *owned)
{
  int64_t before = 0, after = 0;
  *owned = 1;
  if (d->dist_type == 'c') {
    const int64_t round = k / d->block_size;
    return (round * d->proc_grid_size + d->proc_grid_rank) * d->block_size + k % d->block_size;
  }
  if (d->dist_type == 'u') return d->indices[k];
  if (d->dist_type == 0) return k;
  if (d->proc_grid_rank > 0 || (d->flags & DISTARRAY_PROTOCOL_WRAPPED_BEGIN)) before = d->padding[0];
  if (d->proc_grid_rank < d->proc_grid_size - 1 || (d->flags & DISTARRAY_PROTOCOL_WRAPPED_END)) after = d->padding[1];
  *owned = k >= before && k < extent - after;
  if (d->flags & DISTARRAY_PROTOCOL_WRAPPED_BEGIN) k -= d->padding[0];
  return (d->start + k + d->size) % d->size;
}

static int64_t consume(const struct distarray_protocol_section *section, int64_t *wrong)
{
  int64_t local[8] = {0}, index[8], owned = 0;
  if (section->replica != 0 || count_of(section->ndim, section->shape) == 0) return 0;
  do {
    const char *at = (const char *)section->buffer;
    int mine = 1;
    for (int d = 0; d < section->ndim; d++) {
      int counts;
      index[d] = index_at(&section->dimensions[d], local[d], section->shape[d], &counts);
      mine &= counts;
      at += local[d] * section->strides[d];
    }
    owned += mine;
    *wrong += *(const double *)at != value_at(section->ndim, index);
  } while (next_index(section->ndim, section->shape, local));
  return owned;
}

static void exports(distarray_context context)
{
  static const char *const TEXTS[] = {
    "block", "cyclic", "cyclic(3)", "block halo(1), block", "block halo(1) periodic, cyclic(2)", "block boundary(1:1), whole",
    "whole halo(2) periodic, block halo(1) periodic", "block, whole order(column)", "cyclic, block(ceil)"};
  const int64_t shape[2] = {13, 14};
  for (size_t k = 0; k < sizeof TEXTS / sizeof TEXTS[0]; k++) {
    struct distarray_protocol_section first, second;
    distarray_distribution d = distribution(context, 2, shape, TEXTS[k]);
    distarray_array a = numbers(d, DISTARRAY_FLOAT64);
    long long owned[2] = {0, 0}, all[2];
    int64_t wrong = 0;
    distarray_status status = distarray_array_exchange_halo(a);
    EXPECT(status == DISTARRAY_SUCCESS);
    OK(distarray_array_export(a, &first));
    OK(distarray_array_export(a, &second));
    OK(distarray_array_free(&a));
    EXPECT(first.buffer == second.buffer && (first.flags & DISTARRAY_PROTOCOL_HAS_COMMUNICATOR));
    owned[0] = consume(&first, &wrong);
    first.release(&first);
    EXPECT(first.release == NULL);
    owned[1] = consume(&second, &wrong);
    second.release(&second);
    EXPECT(wrong == 0);
    MPI_Allreduce(owned, all, 2, MPI_LONG_LONG, MPI_SUM, MPI_COMM_WORLD);
    EXPECT(all[0] == 13 * 14 && all[1] == 13 * 14);
    OK(distarray_distribution_free(&d));
  }
}

/* What is written by the consumer is there for the producer: it is one memory. */
static void shares(distarray_context context)
{
  const int64_t shape[1] = {10 * 6};
  struct distarray_protocol_section section;
  distarray_distribution d = distribution(context, 1, shape, "block");
  distarray_array a;
  distarray_dtype dtype;
  double sum = 0;
  OK(distarray_array_create_zeros(d, DISTARRAY_FLOAT64, &a));
  OK(distarray_array_export(a, &section));
  for (int64_t k = 0; k < section.shape[0]; k++) ((double *)section.buffer)[k] = 1;
  section.release(&section);
  OK(distarray_array_reduce(DISTARRAY_SUM, a, &sum, &dtype));
  EXPECT(sum == 60);
  OK(distarray_array_free(&a));
  OK(distarray_distribution_free(&d));
}

int main(int argc, char **argv)
{
  distarray_context context = begin(&argc, &argv);
  imports(context);
  exports(context);
  shares(context);
  OK(distarray_context_free(&context));
  return verdict();
}
