!> Products of matrices and of any axes. Elements are small whole numbers, so that sums are exact.
program test_linear
  use checks
  use, intrinsic :: iso_fortran_env, only: int64, real64
  implicit none
  integer, parameter :: m = 4, n = 3, k = 5
  character(40), parameter :: layouts(4) = [character(40) :: 'block, block', 'cyclic(2), whole', 'whole, cyclic', &
                                            'block, block order(row)']
  real(real64) :: a(m, k), b(k, n)
  integer :: one
  call start()
  call small(a)
  call small(b)
  do one = 1, size(layouts)
    call products(layouts(one), layouts(1 + mod(one, size(layouts))))
  end do
  call vectors()
  call finish()

contains

  subroutine small(x)
    real(real64), intent(out) :: x(:, :)
    integer :: i, j
    x = reshape([((real(mod(3*i + 5*j, 7) - 3, real64), i=1, size(x, 1)), j=1, size(x, 2))], shape(x))
  end subroutine

  !> An array with these elements.
  subroutine spread_out(x, text, array)
    real(real64), intent(in) :: x(:, :)
    character(*), intent(in) :: text
    type(distarray_array), intent(out) :: array
    type(distarray_distribution) :: distribution
    call distarray_distribution_create_text(context, shape(x, int64), text, distribution)
    call distarray_array_scatter(distribution, 0, x, array)
    call distarray_distribution_free(distribution)
  end subroutine

  subroutine shows(array, x, what)
    type(distarray_array), intent(inout) :: array
    real(real64), intent(in) :: x(:, :)
    character(*), intent(in) :: what
    real(real64), allocatable :: got(:, :)
    allocate (got(size(x, 1), size(x, 2)))
    call distarray_array_gather(array, DISTARRAY_ALL_RANKS, got)
    call check(all(abs(got - x) <= 0), what)
    call distarray_array_free(array)
  end subroutine

  subroutine products(text, other)
    character(*), intent(in) :: text, other
    type(distarray_array) :: left, right, result
    type(distarray_distribution) :: distribution
    integer :: ierr
    character(:), allocatable :: plan
    call spread_out(a, text, left)
    call spread_out(b, other, right)
    call distarray_array_matmul(left, right, result)
    call shows(result, matmul(a, b), 'matmul')
    call distarray_distribution_create_text(context, [int(m, int64), int(n, int64)], other, distribution)
    call distarray_array_dot(left, right, result, distribution)
    call distarray_array_matmul_into(2, DISTARRAY_NO_TRANSPOSE, left, DISTARRAY_NO_TRANSPOSE, right, -1, result)
    call shows(result, matmul(a, b), 'matmul_into')
    call distarray_array_tensordot(left, right, [2], [1], result, distribution)
    call shows(result, matmul(a, b), 'tensordot')
    call distarray_array_inner(left, left, result)
    call shows(result, matmul(a, transpose(a)), 'inner')
    call distarray_array_einsum('ij,jk->ki', [left, right], result)
    call shows(result, transpose(matmul(a, b)), 'einsum')
    call distarray_array_create_zeros(distribution, DISTARRAY_FLOAT64, result)
    call distarray_array_einsum_into('ij,jk', [left, right], result)
    call shows(result, matmul(a, b), 'einsum_into')
    call distarray_array_matmul(right, left, result, ierr=ierr)
    call check_refused(ierr, DISTARRAY_ERR_SHAPE, "'b'")
    call distarray_array_plan_matmul(left, right, plan)
    call check(index(plan, 'grid: ') == 1, 'plan_matmul')
    call distarray_distribution_free(distribution)
    call distarray_array_free(left)
    call distarray_array_free(right)
  end subroutine

  subroutine vectors()
    type(distarray_array) :: left, right, result, trace
    real(real64) :: dot, other, x
    call spread_out(a, 'block, cyclic', left)
    call spread_out(a, 'cyclic, block', right)
    call distarray_array_vdot(left, right, dot)
    call distarray_context_set_reproducible(context, .true.)
    call distarray_array_vdot(left, right, other)
    call distarray_context_set_reproducible(context, .false.)
    call check(abs(dot - sum(a*a)) <= 0 .and. abs(other - dot) <= 0, 'vdot')
    call distarray_array_outer(left, right, result)
    call distarray_array_trace(result, 0_int64, 1, 2, trace)
    call distarray_array_get_element(trace, [integer(int64) ::], x)
    call check(abs(x - sum(a*a)) <= 0, 'trace of outer')
    call distarray_array_free(trace)
    call distarray_array_free(result)
    call distarray_array_kron(left, right, result)
    call distarray_array_get_element(result, [m + 1, 2], dot)
    call check(abs(dot - a(2, 1)*a(1, 2)) <= 0, 'kron')
    call distarray_array_free(result)
    call distarray_array_free(left)
    call distarray_array_free(right)
  end subroutine
end program
