!> The Julia set of z*z - 0.8 + 0.156i: expressions that are parsed once and evaluated again and again.
!>
!>   mpirun -n 4 julia OUTPUT_FOLDER        writes julia.png
!>
!> The twin of c_examples/julia.c.
program julia
  use mpi_f08, only: MPI_COMM_WORLD, MPI_Finalize, MPI_Init
  use distarray
  use, intrinsic :: iso_fortran_env, only: int64, real64
  implicit none
  integer(int64), parameter :: shape(2) = [600_int64, 900_int64]
  type(distarray_context) :: context
  type(distarray_distribution) :: blocks
  type(distarray_array) :: x, y, picture, results(2)
  type(distarray_expression) :: next(2), inside
  integer(int64) :: never
  integer :: k, rank
  character(200) :: folder

  folder = '.'
  if (command_argument_count() >= 1) call get_command_argument(1, folder)
  call MPI_Init()
  call distarray_context_create(MPI_COMM_WORLD, context)
  call distarray_context_get_rank(context, rank)
  call distarray_distribution_create_text(context, shape, 'block, block', blocks)
  call distarray_array_create_zeros(blocks, DISTARRAY_COMPLEX128, results(1))
  call distarray_array_create_zeros(blocks, DISTARRAY_INT32, results(2))
  call distarray_array_create_arange(context, 0.0_real64, 900.0_real64, 1.0_real64, DISTARRAY_FLOAT64, array=x)
  call distarray_array_create_arange(context, 0.0_real64, 600.0_real64, 1.0_real64, DISTARRAY_FLOAT64, array=y)

  ! The plane from -1.5 - i to 1.5 + i.
  call distarray_evaluate(context, 'x/300 - 1.5 + 1j*(y[:, newaxis]/300 - 1)', 'x, y', [x, y], results(1))

  ! Both results come of one pass over the memory, and both see z as it was before.
  call distarray_expression_parse('where(abs(z) <= 2, z*z - 0.8 + 0.156j, z)', 'z, n', results, next(1))
  call distarray_expression_parse('n + (abs(z) <= 2)', 'z, n', results, next(2))
  do k = 1, 128
    call distarray_expression_evaluate(context, next, results)
  end do

  call distarray_expression_parse('count_nonzero(n == 128)', 'z, n', results, inside)
  call distarray_expression_get_value(context, inside, never)
  if (rank == 0) print '(i0, a, i0, a)', never, ' of ', product(shape), ' points stay'

  call distarray_evaluate(context, 'uint8(255 * sqrt(n / 128))', 'z, n', results, picture)
  call distarray_array_write_png(picture, trim(folder)//'/julia.png')

  do k = 1, 2
    call distarray_expression_free(next(k))
    call distarray_array_free(results(k))
  end do
  call distarray_expression_free(inside)
  call distarray_array_free(x)
  call distarray_array_free(y)
  call distarray_array_free(picture)
  call distarray_distribution_free(blocks)
  call distarray_context_free(context)
  call MPI_Finalize()
end program
