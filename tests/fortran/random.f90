!> Random numbers: NumPy's in C order, the same on any number of ranks.
program test_random
  use checks
  use, intrinsic :: iso_fortran_env, only: int32, real32, real64
  implicit none
  character(40), parameter :: layouts(3) = [character(40) :: 'block, block order(row)', 'cyclic(2), whole', 'whole, cyclic']
  type(distarray_random) :: random, same
  type(distarray_distribution) :: d
  type(distarray_array) :: a, b, c
  integer(int64) :: state(7), wide(3, 4)
  real(real64) :: x(3, 4), y(3, 4)
  real(real32) :: z(3, 4)
  integer :: k, ierr
  call start()
  do k = 1, size(layouts)
    call distarray_distribution_create_text(context, [3, 4], layouts(k), d)
    call distarray_array_create_zeros(d, DISTARRAY_FLOAT64, a)
    call distarray_array_create_zeros(d, DISTARRAY_INT64, b)
    call distarray_array_create_zeros(d, DISTARRAY_FLOAT32, c)

    ! numpy.random.Generator(numpy.random.Philox(key=7)).random((3, 4))
    call distarray_random_create(7, 0, random)
    call distarray_random_fill_uniform(random, a, 0.0_real64, 1.0_real64)
    call distarray_array_gather(a, DISTARRAY_ALL_RANKS, x)
    call check(all(abs([x(1, 1), x(1, 2), x(3, 4)] - &
               [0.8720734548204873_real64, 0.29536538151378355_real64, 0.5331062674595619_real64]) <= 0), &
               'NumPy''s numbers in '//trim(layouts(k)))
    call distarray_random_get_state(random, state)
    call check(all(state == [7, 0, 0, 12, 0, 0, 0]), 'the state')
    call distarray_random_create(1_int64, 1_int64, same)
    call distarray_random_set_state(same, state)
    call distarray_random_fill_normal(random, a, 1.0_real64, 2.0_real64)
    call distarray_array_gather(a, DISTARRAY_ALL_RANKS, x)
    call distarray_random_fill_normal(same, a, 1.0_real64, 2.0_real64)
    call distarray_array_gather(a, DISTARRAY_ALL_RANKS, y)
    call check(.not. any(abs(x - y) > 0), 'a saved state')
    call distarray_random_set_state(same, state(:6), ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'state')

    call distarray_random_fill_exponential(random, a, 2.0_real64)
    call distarray_random_fill_gamma(random, a, 0.5_real64, 2.0_real64)
    call distarray_random_fill_chi_square(random, a, 3.0_real64)
    call distarray_random_fill_beta(random, a, 2.0_real64, 3.0_real64)
    call distarray_array_gather(a, DISTARRAY_ALL_RANKS, x)
    call check(all(x > 0 .and. x < 1), 'the beta law')
    call distarray_random_fill_uniform(random, c, 0.0_real64, 1.0_real64)
    call distarray_array_gather(c, DISTARRAY_ALL_RANKS, z)
    call check(all(z >= 0 .and. z < 1), 'uniform numbers of 32 bits')
    call distarray_random_fill_bits(random, b)
    call distarray_random_fill_bernoulli(random, b, 0.5_real64)
    call distarray_random_fill_poisson(random, b, 100.0_real64)
    call distarray_random_fill_binomial(random, b, 10, 0.5_real64)
    call distarray_random_fill_integers(random, b, -5, 5, .true.)
    call distarray_array_gather(b, DISTARRAY_ALL_RANKS, wide)
    call check(all(abs(wide) <= 5), 'whole numbers')
    call distarray_random_fill_choice(random, b, 100, .false.)
    call distarray_random_fill_weighted(random, b, [0.0_real64, 1.0_real64], .true.)
    call distarray_array_gather(b, DISTARRAY_ALL_RANKS, wide)
    call check(all(wide == 1), 'weights')
    call distarray_random_fill_permutation(random, b)
    call distarray_random_shuffle(random, b, 1)
    call distarray_random_permute(random, b, 2, a)
    call distarray_array_gather(a, DISTARRAY_ALL_RANKS, wide)
    call check(sum(wide) == 66, 'a permutation')
    call distarray_random_advance(random, -1, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'words')
    call distarray_random_shuffle(random, b, 3, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')
    call distarray_array_free(a)
    call distarray_array_free(b)
    call distarray_array_free(c)
    call distarray_distribution_free(d)
    call distarray_random_free(same)
    call distarray_random_free(random)
  end do
  call finish()
end program
