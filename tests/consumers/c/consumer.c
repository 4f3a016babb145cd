/* A program outside the project: versions and build of header and library agree, and arrays move. */
#include <distarray.h>
#include <stdio.h>
#include <string.h>

/* The numbers 0, 1, 2, ... in blocks and dealt like cards have the same sum. */
static int moves(void)
{
  distarray_context context;
  distarray_distribution cyclic;
  distarray_array blocks, dealt;
  int64_t sums[2] = {0, 0};
  distarray_dtype dtype;
  DISTARRAY_TRY(distarray_context_create(MPI_COMM_WORLD, &context));
  DISTARRAY_TRY(distarray_array_create_arange(context, 0, 1001, 1, DISTARRAY_INT64, NULL, &blocks));
  DISTARRAY_TRY(distarray_distribution_create_text(context, 1, (const int64_t[]){1001}, "cyclic", &cyclic));
  DISTARRAY_TRY(distarray_array_redistribute_to(blocks, cyclic, &dealt));
  DISTARRAY_TRY(distarray_array_reduce(DISTARRAY_SUM, blocks, &sums[0], &dtype));
  DISTARRAY_TRY(distarray_array_reduce(DISTARRAY_SUM, dealt, &sums[1], &dtype));
  DISTARRAY_TRY(distarray_array_free(&dealt));
  DISTARRAY_TRY(distarray_distribution_free(&cyclic));
  DISTARRAY_TRY(distarray_array_free(&blocks));
  DISTARRAY_TRY(distarray_context_free(&context));
  return sums[0] != 500500 || sums[1] != 500500 || dtype != DISTARRAY_INT64;
}

int main(int argc, char **argv)
{
  int major, minor, patch, failures = 0;
  char version[32];
  MPI_Init(&argc, &argv);

  distarray_version(&major, &minor, &patch);
  snprintf(version, sizeof version, "%d.%d.%d", major, minor, patch);
  failures += strcmp(version, distarray_version_string()) != 0;
  failures += major != DISTARRAY_VERSION_MAJOR || minor != DISTARRAY_VERSION_MINOR;
  failures += !DISTARRAY_VERSION_AT_LEAST(0, 1, 0) || DISTARRAY_VERSION_AT_LEAST(1000, 0, 0);
  failures += strstr(distarray_build_info(), DISTARRAY_MPI_LIBRARY_VERSION) == NULL;
  failures += DISTARRAY_CHECK_BUILD() != 0;
  failures += distarray_check_build(major, minor + 1, 0, DISTARRAY_MPI_FAMILY, sizeof(MPI_Comm)) == 0;
  failures += distarray_check_build(major, minor, patch, 3 - DISTARRAY_MPI_FAMILY, sizeof(MPI_Comm)) == 0;
  failures += strstr(distarray_last_error_message(), DISTARRAY_MPI_LIBRARY_VERSION) == NULL;
  failures += moves() != 0;

  if (failures)
    fprintf(stderr, "%d checks failed: %s; %s\n", failures, distarray_build_info(), distarray_last_error_message());
  MPI_Finalize();
  return failures != 0;
}
