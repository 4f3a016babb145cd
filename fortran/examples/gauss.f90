!> Solves A x = b by Gaussian elimination with row exchanges, on a matrix that lies block-cyclic over all processes.
!>
!>   mpirun -n 4 gauss
!>
!> The shorter twin of c_examples/gauss.c.
program gauss
  use mpi_f08, only: MPI_COMM_WORLD, MPI_Finalize, MPI_Init
  use distarray
  use, intrinsic :: iso_fortran_env, only: int64, real64
  implicit none
  integer, parameter :: n = 96
  type(distarray_context) :: context
  type(distarray_distribution) :: layout
  type(distarray_array) :: m, original, x, solution
  real(real64) :: elements(n, n + 1), relative
  integer :: k, rank, seed

  call MPI_Init()
  call distarray_context_create(MPI_COMM_WORLD, context)
  call distarray_context_get_rank(context, rank)
  call random_seed(size=seed)
  call random_seed(put=[(k, k=1, seed)])
  call random_number(elements)
  call distarray_distribution_create_text(context, [n, n + 1], 'cyclic(8), cyclic(8)', layout)
  call distarray_array_scatter(layout, 0, elements, m) ! [A | b]
  call distarray_array_copy(m, original)

  ! Down: what is below the diagonal of column k goes.
  do k = 1, n
    call divide(part(k, k, k, n + 1), pivot(k))
    call subtract_product(part(k + 1, n, k, k), part(k, k, k + 1, n + 1), part(k + 1, n, k + 1, n + 1))
  end do
  ! Up: the last column becomes x.
  do k = n, 2, -1
    call subtract_product(part(1, k - 1, k, k), part(k, k, n + 1, n + 1), part(1, k - 1, n + 1, n + 1))
  end do

  ! The largest element of A x - b beside the largest of x.
  x = part(1, n, n + 1, n + 1)
  call distarray_array_copy(x, solution)
  call distarray_array_free(m)
  m = original
  call subtract_product(part(1, n, 1, n), x, part(1, n, n + 1, n + 1))
  relative = greatest(part(1, n, n + 1, n + 1))/greatest(solution)
  if (rank == 0) print '(i0, a, es7.1)', n, ' unknowns, relative residual ', relative
  if (relative > 1e-14_real64*n*n) error stop 'the residual is too large'

  call distarray_array_free(m)
  call distarray_distribution_free(layout)
  call distarray_context_free(context)
  call MPI_Finalize()

contains

  !> The view m(r0:r1, c0:c1).
  function part(r0, r1, c0, c1) result(view)
    integer, intent(in) :: r0, r1, c0, c1
    type(distarray_array) :: view
    call distarray_array_slice(m, [r0, c0], [r1, c1], [1, 1], view)
  end function

  !> c - a b in place of c; all three are freed.
  subroutine subtract_product(a, b, c)
    type(distarray_array), value :: a, b, c
    call distarray_array_matmul_into(-1, DISTARRAY_NO_TRANSPOSE, a, DISTARRAY_NO_TRANSPOSE, b, 1, c)
    call distarray_array_free(a)
    call distarray_array_free(b)
    call distarray_array_free(c)
  end subroutine

  !> A view divided by a number; it is freed.
  subroutine divide(a, by)
    type(distarray_array), value :: a
    real(real64), intent(in) :: by
    call distarray_array_apply_scalar(DISTARRAY_DIVIDE, a, by, a)
    call distarray_array_free(a)
  end subroutine

  !> The largest element of column k, from row k on, whose row is brought to row k.
  function pivot(k) result(largest)
    integer, intent(in) :: k
    real(real64) :: largest, column(n - k + 1, 1)
    type(distarray_array) :: rest, upper, lower, copy
    integer :: best
    rest = part(k, n, k, k)
    call distarray_array_gather(rest, DISTARRAY_ALL_RANKS, column)
    call distarray_array_free(rest)
    best = maxloc(abs(column(:, 1)), 1)
    largest = column(best, 1)
    if (best == 1) return
    upper = part(k, k, k, n + 1)
    lower = part(k + best - 1, k + best - 1, k, n + 1)
    call distarray_array_copy(upper, copy)
    call distarray_array_assign(upper, lower)
    call distarray_array_assign(lower, copy)
    call distarray_array_free(upper)
    call distarray_array_free(lower)
    call distarray_array_free(copy)
  end function

  !> The largest absolute value of an array, which is overwritten and freed.
  function greatest(a) result(largest)
    type(distarray_array), value :: a
    real(real64) :: largest
    call distarray_array_apply_unary(DISTARRAY_ABS, a, a)
    call distarray_array_reduce(DISTARRAY_MAX, a, largest)
    call distarray_array_free(a)
  end function
end program
