! A Fortran program outside the project; this project speaks no C.
program consumer
    use mpi_f08, only: MPI_Init, MPI_Finalize
    use distarray
    implicit none
    integer :: major, minor, patch

    call MPI_Init()
    call distarray_version(major, minor, patch)
    if (major /= 0 .or. minor /= 1) error stop "the module and the library differ in version"
    call MPI_Finalize()
end program consumer
