/* Hands an array to another library and back through the Distributed Array Protocol, without copying an element.
 *
 *   mpirun -n 4 ./protocol
 *
 * The other library here is `negate`: it knows <distarray/protocol.h>, which depends on nothing, and no more.
 */
#include <distarray.h>
#include <distarray/protocol.h>
#include <stdio.h>
#include <stdlib.h>

/* Negates what this process holds of a 2-D array of doubles; refuses all else. */
static int negate(const struct distarray_protocol_section *section)
{
  if (section->ndim != 2 || section->dtype_code != 2 || section->dtype_bits != 64 ||
      section->device_type != DISTARRAY_PROTOCOL_CPU || (section->flags & DISTARRAY_PROTOCOL_READ_ONLY))
    return -1;
  for (int64_t i = 0; i < section->shape[0]; i++)
    for (int64_t j = 0; j < section->shape[1]; j++) {
      double *x = (double *)((char *)section->buffer + i * section->strides[0] + j * section->strides[1]);
      *x = -*x;
    }
  return 0;
}

int main(int argc, char **argv)
{
  const int64_t shape[2] = {6, 8};
  const double three = 3;
  struct distarray_protocol_section section;
  distarray_context context;
  distarray_distribution d;
  distarray_array a, b;
  distarray_dtype dtype;
  void *before, *after;
  double sum;
  char *json;
  size_t length;
  int rank, same;

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  DISTARRAY_CHECK(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_CHECK(distarray_distribution_create_text(context, 2, shape, "block halo(1), cyclic(2)", &d));
  DISTARRAY_CHECK(distarray_array_create_full(d, DISTARRAY_FLOAT64, &three, &a));
  DISTARRAY_CHECK(distarray_array_get_local(a, &before, NULL, NULL));

  /* The section keeps the memory alive: the array's own handle may go. */
  DISTARRAY_CHECK(distarray_array_export(a, &section));
  DISTARRAY_CHECK(distarray_array_free(&a));

  /* What the Python protocol would say as a dictionary. */
  DISTARRAY_CHECK(distarray_section_to_json(&section, NULL, 0, &length));
  json = malloc(length + 1);
  if (!json) MPI_Abort(MPI_COMM_WORLD, 1);
  DISTARRAY_CHECK(distarray_section_to_json(&section, json, length + 1, NULL));
  if (rank == 0) printf("%s\n", json);
  free(json);

  if (negate(&section) != 0) MPI_Abort(MPI_COMM_WORLD, 1);

  /* All ranks together make an array of their sections again; it takes them over. */
  DISTARRAY_CHECK(distarray_array_import(context, &section, 0, &b));
  DISTARRAY_CHECK(distarray_array_get_local(b, &after, NULL, NULL));
  DISTARRAY_CHECK(distarray_array_reduce(DISTARRAY_SUM, b, &sum, &dtype));
  same = before == after && section.release == NULL;
  MPI_Allreduce(MPI_IN_PLACE, &same, 1, MPI_INT, MPI_LAND, MPI_COMM_WORLD);
  if (rank == 0) printf("the same memory on every rank: %s; sum %.0f\n", same ? "yes" : "NO", sum);

  DISTARRAY_CHECK(distarray_array_free(&b));
  DISTARRAY_CHECK(distarray_distribution_free(&d));
  DISTARRAY_CHECK(distarray_context_free(&context));
  MPI_Finalize();
  return !(same && sum == -144);
}
