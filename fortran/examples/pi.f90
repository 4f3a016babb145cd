!> Pi by Monte Carlo, the same answer on any number of ranks.
!>
!>   mpirun -n 4 pi
!>
!> The twin of c_examples/pi.c.
program monte_carlo
  use mpi_f08, only: MPI_COMM_WORLD, MPI_Finalize, MPI_Init
  use distarray
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  type(distarray_context) :: context
  type(distarray_distribution) :: blocks
  type(distarray_array) :: points(2)
  type(distarray_random) :: random
  type(distarray_expression) :: estimate
  real(real64) :: pi
  integer :: axis, rank

  call MPI_Init()
  call distarray_context_create(MPI_COMM_WORLD, context)
  call distarray_context_get_rank(context, rank)
  call distarray_distribution_create_text(context, [1000000], 'block', blocks)
  call distarray_random_create(2026, 0, random)

  ! Each rank draws what it owns of both coordinates.
  do axis = 1, 2
    call distarray_array_create(blocks, DISTARRAY_FLOAT64, points(axis))
    call distarray_random_fill_uniform(random, points(axis), 0.0_real64, 1.0_real64)
  end do

  ! One pass over both, without an array in between.
  call distarray_expression_parse('4 * mean(x*x + y*y < 1)', 'x y', points, estimate)
  call distarray_expression_get_value(context, estimate, pi)
  if (rank == 0) print '(a, f8.6)', 'pi is about ', pi

  call distarray_expression_free(estimate)
  call distarray_random_free(random)
  do axis = 1, 2
    call distarray_array_free(points(axis))
  end do
  call distarray_distribution_free(blocks)
  call distarray_context_free(context)
  call MPI_Finalize()
end program
