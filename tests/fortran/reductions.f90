!> Reductions, scans, neighbours and statistics: every function, on several layouts.
program test_reductions
  use checks
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int32, real64
  implicit none
  character(40), parameter :: layouts(4) = [character(40) :: 'block, block', 'cyclic(2), whole', 'whole, cyclic', &
                                            'block halo(1), block order(row)']
  real(real64) :: x(4, 3)
  integer :: i, j, k
  call start()
  x = reshape([((real(1000*i + j, real64), i=1, 4), j=1, 3)], [4, 3])
  do k = 1, size(layouts)
    call reductions(layouts(k))
    call scans(layouts(k))
    call statistics(layouts(k))
  end do
  call finish()

contains

  subroutine shows(array, expected, what)
    type(distarray_array), intent(inout) :: array
    real(real64), intent(in) :: expected(:, :)
    character(*), intent(in) :: what
    real(real64) :: got(size(expected, 1), size(expected, 2))
    call distarray_array_gather(array, DISTARRAY_ALL_RANKS, got)
    call check(all(abs(got - expected) <= 1e-9_real64*(1 + abs(expected))), what)
    call distarray_array_free(array)
  end subroutine

  subroutine reductions(text)
    character(*), intent(in) :: text
    type(distarray_array) :: array, result, mask, weights
    type(distarray_distribution) :: distribution
    real(real64), target :: total, zero
    integer(int64) :: place
    zero = 0
    call numbered([4_int64, 3_int64], text, array)
    call distarray_context_set_reproducible(context, .true.)
    call distarray_array_reduce_value(DISTARRAY_SUM, array, 0, 0.0_real64, total)
    call check(abs(total - sum(x)) < 1e-9, 'sum')
    call distarray_context_set_reproducible(context, .false.)
    call distarray_array_reduce(DISTARRAY_ARGMAX, array, place)
    call check(place >= 0, 'argmax')
    call distarray_array_reduce_over(DISTARRAY_MAX, array, .true., 0, 0.0_real64, result, axes=[1])
    call shows(result, reshape(maxval(x, 1), [1, 3]), 'max along axis 1')
    call distarray_array_get_distribution(array, distribution)
    call distarray_array_create_zeros(distribution, DISTARRAY_BOOL, mask)
    call distarray_array_reduce_from(DISTARRAY_SUM, array, .true., 0, 7, result, axes=[1, 2], mask=mask)
    call shows(result, reshape([7.0_real64], [1, 1]), 'from 7')
    call distarray_array_reduce_over(DISTARRAY_SUM, array, .true., 0, 0.0_real64, result, axes=[2])
    call distarray_array_assign_scalar(result, 0)
    call distarray_array_reduce_into(DISTARRAY_SUM, array, .true., 0, 0.0_real64, result, axes=[2])
    call shows(result, reshape(sum(x, 2), [4, 1]), 'into')
    call distarray_array_reduce_user_value(array, 8_int64, c_loc(zero), add_up, add_states, c_loc(total))
    call check(abs(total - sum(x)) < 1e-9, 'reduction of a user')
    call distarray_array_reduce_user(array, DISTARRAY_FLOAT64, c_loc(zero), add_up, add_states, result, axis=2, keep=.true.)
    call shows(result, reshape(sum(x, 2), [4, 1]), 'reduction of a user along an axis')
    call distarray_array_create_ones(distribution, DISTARRAY_FLOAT64, weights)
    call distarray_array_average(array, .true., result, weights=weights, axes=[1])
    call shows(result, reshape(sum(x, 1)/4, [1, 3]), 'average')
    call distarray_array_free(weights)
    call distarray_array_free(mask)
    call distarray_array_free(array)
    call distarray_distribution_free(distribution)
  end subroutine

  subroutine scans(text)
    character(*), intent(in) :: text
    type(distarray_array) :: array, result, kernel
    type(distarray_distribution) :: line
    real(real64) :: y(4, 3)
    call numbered([4_int64, 3_int64], text, array)
    y(:, 1) = x(:, 1)
    y(:, 2) = y(:, 1) + x(:, 2)
    y(:, 3) = y(:, 2) + x(:, 3)
    call distarray_array_scan(DISTARRAY_CUMSUM, array, 2, 0, result)
    call shows(result, y, 'cumsum')
    call distarray_array_scan_flat(DISTARRAY_CUMMAX, array, 0, result)
    call distarray_array_free(result)
    call distarray_array_diff(array, 1, 1, result)
    call shows(result, x(2:, :) - x(:3, :), 'diff')
    call distarray_array_gradient(array, 1, 2.0_real64, 1, result)
    call shows(result, spread(spread(500.0_real64, 1, 4), 2, 3), 'gradient')
    call distarray_distribution_create_text(context, [2], 'block', line)
    call distarray_array_create_ones(line, DISTARRAY_FLOAT64, kernel)
    call distarray_array_convolve(array, kernel, 1, DISTARRAY_CONVOLVE_VALID, result)
    call shows(result, x(2:, :) + x(:3, :), 'convolve')
    call distarray_array_correlate(array, kernel, 2, DISTARRAY_CONVOLVE_VALID, result)
    call shows(result, x(:, 2:) + x(:, :2), 'correlate')
    call distarray_array_free(kernel)
    call distarray_array_free(array)
    call distarray_distribution_free(line)
  end subroutine

  subroutine statistics(text)
    character(*), intent(in) :: text
    type(distarray_array) :: array, result
    real(real64) :: values(2)
    call numbered([4_int64, 3_int64], text, array)
    call distarray_array_quantile_value(array, [0.0_real64, 1.0_real64], DISTARRAY_QUANTILE_LINEAR, .false., values)
    call check(all(abs(values - [minval(x), maxval(x)]) < 1e-9), 'quantiles')
    call distarray_array_quantile(array, [0.5_real64], .false., DISTARRAY_QUANTILE_LINEAR, .false., result, axes=[2])
    call shows(result, reshape(x(:, 2), [1, 4]), 'median along axis 2')
    call distarray_array_cov(array, .false., 1.0_real64, result)
    call shows(result, spread(spread(1.0_real64, 1, 4), 2, 4), 'cov')
    call distarray_array_corrcoef(array, .false., result)
    call shows(result, spread(spread(1.0_real64, 1, 4), 2, 4), 'corrcoef')
    call distarray_array_free(array)
  end subroutine

  subroutine add_up(state, elements, count, user) bind(C)
    type(c_ptr), value :: state, elements, user
    integer(c_int64_t), value :: count
    real(c_double), pointer :: total, list(:)
    call c_f_pointer(state, total)
    call c_f_pointer(elements, list, [count])
    total = total + sum(list)
    if (c_associated(user)) total = 0
  end subroutine

  subroutine add_states(state, other, user) bind(C)
    type(c_ptr), value :: state, other, user
    real(c_double), pointer :: total, more
    call c_f_pointer(state, total)
    call c_f_pointer(other, more)
    total = total + more
    if (c_associated(user)) total = 0
  end subroutine
end program
