program test_expressions
  use checks
  use, intrinsic :: iso_fortran_env, only: int32, int64, real64
  implicit none
  type(distarray_array) :: a, b, out, mask, results(2)
  type(distarray_expression) :: x, y, two, twice, sum, part, whole, most, rows
  real(real64) :: expected(7, 5), got(7, 5), value, line(5)
  character(:), allocatable :: text
  integer :: i, j, ierr
  call start()
  expected = reshape([((real(1000*i + j, real64), i=1, 7), j=1, 5)], [7, 5])
  call numbered([7_int64, 5_int64], 'block, block', a)
  call numbered([7_int64, 5_int64], 'cyclic, whole', b)
  call distarray_expression_create(a, x)
  call distarray_expression_create(b, y)
  call distarray_expression_create_scalar(2.0_real64, .true., two)
  call distarray_expression_apply(DISTARRAY_MULTIPLY, [two, x], twice)
  call distarray_expression_apply(DISTARRAY_ADD, [twice, y], sum)
  call distarray_expression_evaluate(context, [sum, twice], results)
  call compare(results(1), 3*expected, 'sum')
  call compare(results(2), 2*expected, 'twice')
  call distarray_expression_slice(x, '1:, ::-1', part)
  call distarray_expression_cast(part, DISTARRAY_FLOAT32, whole)
  call distarray_expression_reduce(DISTARRAY_MAX, whole, .false., 0.0_real64, most)
  call distarray_expression_get_value(context, most, value)
  call check(abs(value - 7005) < 1e-6, 'the largest')
  call distarray_expression_describe(context, most, text)
  call check(index(text, 'stage 2 of 2') > 0, 'the plan')
  call distarray_expression_reduce(DISTARRAY_SUM, x, .false., 0.0_real64, rows, axes=[1])
  call distarray_array_free(results(2))
  call distarray_expression_evaluate(context, [rows], results(2:2))
  call distarray_array_gather(results(2), DISTARRAY_ALL_RANKS, line)
  call check(maxval(abs(line - [(28000 + 7*real(j, real64), j=1, 5)])) < 1e-9, 'sums of columns')

  call distarray_evaluate(context, 't = a + b; t - a', 'a, b', [a, b], out)
  call compare(out, expected, 'text')
  call distarray_evaluate(context, '-a', 'a', [a], out)
  call compare(out, -expected, 'text into an array')
  call distarray_evaluate(context, 'a +', 'a', [a], out, ierr)
  call check(ierr == DISTARRAY_ERR_FORMAT, 'text that cannot be read')
  call distarray_expression_free(y)
  call distarray_expression_parse('a * 3', 'a', [a], y)
  call distarray_evaluate(context, 'a > 4000', 'a', [a], mask)
  call distarray_array_compute(context, DISTARRAY_ADD, [x, y], DISTARRAY_CASTING_SAME_KIND, out, mask=mask)
  call compare(out, merge(4*expected, -expected, expected > 4000), 'with a mask')

  call distarray_expression_free(x)
  call distarray_expression_free(y)
  call distarray_expression_free(two)
  call distarray_expression_free(twice)
  call distarray_expression_free(sum)
  call distarray_expression_free(part)
  call distarray_expression_free(whole)
  call distarray_expression_free(most)
  call distarray_expression_free(rows)
  call distarray_array_free(a)
  call distarray_array_free(b)
  call distarray_array_free(out)
  call distarray_array_free(mask)
  call distarray_array_free(results(1))
  call distarray_array_free(results(2))
  call finish()

contains

  subroutine compare(array, wanted, what)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: wanted(:, :)
    character(*), intent(in) :: what
    got = 0
    call distarray_array_gather(array, DISTARRAY_ALL_RANKS, got)
    call check(maxval(abs(got - wanted)) < 1e-9, what)
  end subroutine
end program
