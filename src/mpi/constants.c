/* Values that mpi.h defines as macros, so that Rust cannot see them. */
#include <mpi.h>

void *distarray_mpi_in_place(void) { return MPI_IN_PLACE; }
MPI_Status *distarray_mpi_status_ignore(void) { return MPI_STATUS_IGNORE; }
MPI_Status *distarray_mpi_statuses_ignore(void) { return MPI_STATUSES_IGNORE; }
int distarray_mpi_mode_nocheck(void) { return MPI_MODE_NOCHECK; }
