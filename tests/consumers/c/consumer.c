/* A program outside the project: versions and build of header and library agree. */
#include <distarray.h>
#include <stdio.h>
#include <string.h>

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

  if (failures) fprintf(stderr, "%d checks failed: %s\n", failures, distarray_build_info());
  MPI_Finalize();
  return failures != 0;
}
