/* Prints which DistArray this is, once per program. */
#include <distarray.h>
#include <stdio.h>

int main(int argc, char **argv)
{
  int rank, size;
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  int status = DISTARRAY_CHECK_BUILD();
  if (rank == 0) printf("%s, on %d processes\n", distarray_build_info(), size);
  MPI_Finalize();
  return status;
}
