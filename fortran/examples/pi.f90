!> Pi by Monte Carlo, the same answer on any number of ranks.
!>
!>   mpirun -n 4 pi
!>
!> The twin of c_examples/pi.c.
program monte_carlo
  use mpi_f08, only: MPI_COMM_WORLD, MPI_Finalize, MPI_Init
  use distarray
  use, intrinsic :: iso_fortran_env, only: int64, real64
  implicit none
  integer, parameter :: points = 1000000
  type(distarray_context) :: context
  type(distarray_distribution) :: blocks
  type(distarray_array) :: x, y, distance
  type(distarray_random) :: random
  integer(int64) :: outside
  integer :: rank

  call MPI_Init()
  call distarray_context_create(MPI_COMM_WORLD, context)
  call distarray_context_get_rank(context, rank)
  call distarray_distribution_create_text(context, [points], 'block', blocks)
  call distarray_array_create(blocks, DISTARRAY_FLOAT64, x)
  call distarray_array_create(blocks, DISTARRAY_FLOAT64, y)

  ! Each rank draws the points that it owns.
  call distarray_random_create(2026, 0, random)
  call distarray_random_fill_uniform(random, x, 0.0_real64, 1.0_real64)
  call distarray_random_fill_uniform(random, y, 0.0_real64, 1.0_real64)

  ! The distance from the origin, cut to a whole number, is 0 inside.
  call distarray_array_apply_binary(DISTARRAY_HYPOT, x, y, x)
  call distarray_array_cast(x, DISTARRAY_INT32, distance)
  call distarray_array_reduce(DISTARRAY_COUNT_NONZERO, distance, outside)
  if (rank == 0) print '(a, f8.6)', 'pi is about ', 4*real(points - outside, real64)/points

  call distarray_random_free(random)
  call distarray_array_free(x)
  call distarray_array_free(y)
  call distarray_array_free(distance)
  call distarray_distribution_free(blocks)
  call distarray_context_free(context)
  call MPI_Finalize()
end program
