!> Plans, requests, transposition with scaling, other shapes, halos, and arrays put together from others.
program test_moving
  use checks
  use, intrinsic :: iso_fortran_env, only: int32, real64
  implicit none
  character(40), parameter :: layouts(4) = [character(40) :: 'block, block', 'cyclic(2), whole', 'whole, cyclic', &
                                            'block halo(1), block order(row)']
  real(real64) :: x(4, 3)
  integer :: i, j, k, ierr
  call start()
  x = reshape([((real(1000*i + j, real64), i=1, 4), j=1, 3)], [4, 3])
  do k = 1, size(layouts)
    call plans(layouts(k), layouts(1 + mod(k, size(layouts))))
    call transforms(layouts(k), layouts(1 + mod(k, size(layouts))))
    call assembling(layouts(k), layouts(1 + mod(k, size(layouts))))
  end do
  call halos()
  call finish()

contains

  subroutine plans(text, other)
    character(*), intent(in) :: text, other
    type(distarray_distribution) :: from, to
    type(distarray_array) :: sources(2), targets(2), zeros
    type(distarray_plan) :: plan
    type(distarray_request) :: request
    integer(int64) :: bytes, sent, received, total
    integer, allocatable :: places(:)
    logical :: done
    integer :: other_rank
    call distarray_distribution_create_text(context, [4, 3], text, from)
    call distarray_distribution_create_text(context, [4, 3], other, to)
    call distarray_plan_create(from, to, plan)
    total = 0
    do other_rank = 0, ranks - 1
      call distarray_plan_get_pair_bytes(plan, DISTARRAY_FLOAT64, other_rank, sent, received)
      if (other_rank /= rank) total = total + sent
    end do
    call distarray_plan_get_info(plan, DISTARRAY_FLOAT64, DISTARRAY_PLAN_BYTES_SENT, bytes)
    call check(bytes == total, 'bytes sent')
    call distarray_plan_get_info(plan, DISTARRAY_FLOAT64, 0, bytes, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'fact')
    call distarray_plan_get_pair_bytes(plan, DISTARRAY_FLOAT64, ranks, sent, received, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'rank')

    do i = 1, 2
      call numbered([4_int64, 3_int64], text, sources(i))
      call distarray_array_create_zeros(to, DISTARRAY_FLOAT64, targets(i))
    end do
    call distarray_plan_run(plan, sources(1), targets(1))
    call shows(targets(1), x, 'run')
    call distarray_array_fill(targets(1), 0)
    call distarray_plan_run_many(plan, sources, targets)
    do i = 1, 2
      call shows(targets(i), x, 'run of many')
      call distarray_array_assign_scalar(targets(i), 0)
    end do
    call distarray_array_redistribute_many(sources, targets)
    do i = 1, 2
      call shows(targets(i), x, 'redistribution of many')
    end do
    call distarray_plan_run_many(plan, sources, targets(:1), ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'targets')
    call distarray_array_fill(targets(1), 0)
    call distarray_plan_begin(plan, sources(1), targets(1), request)
    done = .false.
    do while (.not. done)
      call distarray_request_test(request, done)
    end do
    call distarray_request_end(request)
    call shows(targets(1), x, 'in the background')
    call distarray_request_test(request, done, ierr)
    call check_refused(ierr, DISTARRAY_ERR_HANDLE, 'request')
    ! Ended without a test; ended twice is fine.
    call distarray_array_fill(targets(1), 0)
    call distarray_plan_begin(plan, sources(1), targets(1), request)
    call distarray_request_end(request)
    call distarray_request_end(request)
    call shows(targets(1), x, 'ended')
    if (text /= other) then
      call distarray_array_create_arange(context, 0d0, 5d0, 1d0, DISTARRAY_FLOAT64, zeros)
      call distarray_plan_run(plan, zeros, targets(1), ierr)
      call check_refused(ierr, DISTARRAY_ERR_DISTRIBUTION, 'source')
      call distarray_array_free(zeros)
    end if
    call distarray_plan_free(plan)
    do i = 1, 2
      call distarray_array_free(sources(i))
      call distarray_array_free(targets(i))
    end do
    call distarray_distribution_free(to)

    call distarray_distribution_create_text(context, [4, 3], 'block, whole', to)
    allocate (places(ranks), source=-1)
    call distarray_distribution_propose_ranks(to, to, places)
    call check(all(places == [(i, i=0, ranks - 1)]), 'nothing to improve')
    call distarray_distribution_propose_ranks(to, to, places(2:), ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'count')
    call distarray_distribution_free(to)
    call distarray_distribution_free(from)
  end subroutine

  subroutine transforms(text, other)
    character(*), intent(in) :: text, other
    type(distarray_distribution) :: d
    type(distarray_array) :: a, b, c
    call numbered([4_int64, 3_int64], text, a)
    call distarray_distribution_create_text(context, [3, 4], other, d)
    call distarray_array_create_ones(d, DISTARRAY_FLOAT64, b)
    call distarray_array_transform(DISTARRAY_TRANSPOSE, 2.0_real64, a, -1.0_real64, b)
    call shows(b, 2*transpose(x) - 1, 'twice the transpose less one')
    call distarray_array_transform(5, 1.0_real64, a, 0.0_real64, b, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'op')
    ! Elements are numbered in C order.
    call distarray_array_reshape_into(a, b)
    call shows(b, transpose(reshape(transpose(x), [4, 3])), 'reshaped into an array')
    call distarray_array_reshape(a, [2, -1], c)
    call shows(c, transpose(reshape(transpose(x), [6, 2])), 'reshaped')
    call distarray_array_reshape_into(a, c)
    call distarray_array_free(c)
    call distarray_array_reshape(a, [3_int64, 4_int64], c, d)
    call shows(c, transpose(reshape(transpose(x), [4, 3])), 'reshaped to a distribution')
    call distarray_array_free(c)
    call distarray_array_reshape(a, [5, -1], c, ierr=ierr)
    call check_refused(ierr, DISTARRAY_ERR_SHAPE, 'shape')
    call distarray_array_free(b)
    call distarray_array_free(a)
    call distarray_distribution_free(d)
  end subroutine

  subroutine assembling(text, other)
    character(*), intent(in) :: text, other
    type(distarray_distribution) :: d
    type(distarray_array) :: a, zeros, mask, pair(2), views(2), parts(3), r, s
    real(real64) :: expected(4, 3)
    call numbered([4_int64, 3_int64], text, a)
    pair(1) = a
    call numbered([4_int64, 3_int64], other, pair(2))
    call distarray_array_concatenate(pair, 1, r)
    call shows(r, reshape([((x(1 + mod(i - 1, 4), j), i=1, 8), j=1, 3)], [8, 3]), 'joined rows')
    call distarray_array_free(r)
    call distarray_distribution_create_text(context, [4, 6], other, d)
    call distarray_array_concatenate(pair, 2, r, d)
    call shows(r, reshape([x, x], [4, 6]), 'joined columns')
    call distarray_array_free(r)
    call distarray_array_concatenate(pair, 3, r, ierr=ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')
    call distarray_distribution_free(d)
    call distarray_array_stack(pair, 1, r)
    call distarray_array_index_axis(r, 1, 2, s)
    call shows(s, x, 'the second of a stack')
    call distarray_array_free(s)
    call distarray_array_free(r)

    call distarray_array_split(a, 2, views)
    call shows(views(1), x(:, 1:2), 'the first part')
    call shows(views(2), x(:, 3:3), 'the second part')
    do i = 1, 2
      call distarray_array_free(views(i))
    end do
    ! Parts begin at rows 2 and 4.
    call distarray_array_split_at(a, 1, [2, 4], parts)
    call shows(parts(1), x(1:1, :), 'before the first cut')
    call shows(parts(2), x(2:3, :), 'between cuts')
    call shows(parts(3), x(4:4, :), 'after the last cut')
    do i = 1, 3
      call distarray_array_free(parts(i))
    end do
    call distarray_array_split_at(a, 1, [2, 4], views, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'views')
    call distarray_array_roll(a, [1, -1], [1, 2], r)
    call shows(r, cshift(cshift(x, -1, 1), 1, 2), 'roll')
    call distarray_array_free(r)
    call distarray_array_rotate(a, 1, 1, 2, r)
    call shows(r, transpose(x(:, 3:1:-1)), 'a quarter turn')
    call distarray_array_free(r)
    call distarray_array_pad(a, [0, 1], [1, 0], DISTARRAY_PAD_CONSTANT, 7.0_real64, r)
    call shows(r, reshape([spread(7.0_real64, 1, 5), ((merge(x(min(i, 4), j), 7.0_real64, i < 5), i=1, 5), j=1, 3)], [5, 4]), 'pad')
    call distarray_array_free(r)
    call distarray_array_pad(a, [0, 1], [1, 0], 6, 7.0_real64, r, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'mode')
    call distarray_array_repeat(a, 2, [0, 2, 1], r)
    call shows(r, x(:, [2, 2, 3]), 'repeat')
    call distarray_array_free(r)
    call distarray_array_tile(a, [1, 2], r)
    call shows(r, reshape([x, x], [4, 6]), 'tile')
    call distarray_array_free(r)
    call distarray_array_lower_triangle(a, 0, r)
    call shows(r, reshape([((merge(x(i, j), 0.0_real64, i >= j), i=1, 4), j=1, 3)], [4, 3]), 'lower triangle')
    call distarray_array_free(r)
    call distarray_array_upper_triangle(a, 1_int64, r)
    call shows(r, reshape([((merge(x(i, j), 0.0_real64, j > i), i=1, 4), j=1, 3)], [4, 3]), 'upper triangle')
    call distarray_array_free(r)

    call distarray_array_create_like(a, DISTARRAY_FLOAT64, zeros)
    call distarray_array_fill(zeros, 0)
    ! 0, 1, 2 along the columns: the first is not chosen.
    call distarray_array_create_arange(context, 0d0, 3d0, 1d0, DISTARRAY_INT32, mask)
    expected = x
    expected(:, 1) = 0
    call distarray_array_where(mask, a, zeros, r)
    call shows(r, expected, 'where')
    call distarray_array_free(r)
    call distarray_array_assign_where(zeros, a, mask)
    call shows(zeros, expected, 'assigned where')
    call distarray_array_select([mask], [a], -1.0_real64, r)
    expected(:, 1) = -1
    call shows(r, expected, 'select')
    call distarray_array_free(r)
    call distarray_array_select([mask], pair, -1.0_real64, r, ierr=ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'choices')
    call distarray_array_mesh([mask, mask], .true., views)
    call shows(views(2), spread([0.0_real64, 1.0_real64, 2.0_real64], 1, 3), 'mesh')
    do i = 1, 2
      call distarray_array_free(views(i))
    end do
    call distarray_array_free(mask)
    call distarray_array_free(zeros)
    call distarray_array_free(pair(2))
    call distarray_array_free(a)
  end subroutine

  subroutine halos()
    type(distarray_distribution) :: d
    type(distarray_array) :: arrays(2)
    real(real64), pointer :: p(:, :), owned(:, :)
    integer(int64) :: lower(2), upper(2)
    integer :: first
    type(distarray_plan) :: plan
    real(real64) :: total
    call distarray_distribution_create_text(context, [24, 3], 'block halo(2), whole', d)
    call distarray_distribution_get_halo(d, lower, upper)
    do i = 1, 2
      call distarray_array_create_ones(d, DISTARRAY_FLOAT64, arrays(i))
      call distarray_array_fill(arrays(i), -1)
      call distarray_array_get_local(arrays(i), owned)
      owned = rank
    end do
    call distarray_array_exchange_halo_part(arrays(1), [1, 0], [0, 0], .false.)
    call distarray_array_get_local_padded(arrays(1), p)
    first = lbound(p, 1)
    if (lower(1) == 2) call check(all(nint(p(first, :)) == -1) .and. all(nint(p(first + 1, :)) == rank - 1), 'part of a halo')
    call distarray_array_exchange_halo_part(arrays(1), [3, 0], [0, 0], .false., ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'lower')
    call distarray_plan_create_halo(d, [0, 0], [1, 0], .false., plan)
    call distarray_plan_run(plan, arrays(1), arrays(1))
    if (upper(1) == 2) call check(all(nint(p(ubound(p, 1) - 1, :)) == rank + 1), 'a plan of one cell above')
    if (upper(1) == 2) call check(all(nint(p(ubound(p, 1), :)) == -1), 'and of no more')
    call distarray_plan_free(plan)
    call distarray_plan_create_halo(d, [0, 0], [3, 0], .false., plan, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'upper')
    call distarray_array_exchange_halo_many(arrays)
    if (lower(1) == 2) call check(all(nint(p(first:first + 1, :)) == rank - 1), 'all of it')
    if (upper(1) == 2) call check(all(nint(p(ubound(p, 1) - 1:, :)) == rank + 1), 'above too')
    call distarray_array_fill(arrays(1), 1)
    call distarray_array_accumulate_halo(arrays(1), DISTARRAY_ADD)
    call distarray_array_reduce(DISTARRAY_SUM, arrays(1), total)
    call check(nint(total) == 3*(24 + 4*(ranks - 1)), 'every cell of a halo adds one')
    call distarray_array_accumulate_halo(arrays(1), 99, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'op')
    do i = 1, 2
      call distarray_array_free(arrays(i))
    end do
    call distarray_distribution_free(d)

    call numbered([4_int64, 3_int64], 'block boundary(1:1), whole', arrays(1))
    call distarray_array_fill_boundary(arrays(1), 1, DISTARRAY_PAD_EDGE, 0.0_real64)
    call shows(arrays(1), x([2, 2, 3, 3], :), 'edges')
    call distarray_array_fill_boundary(arrays(1), -2, DISTARRAY_PAD_CONSTANT, 5)
    call shows(arrays(1), reshape([((merge(x(i, j), 5.0_real64, i == 2 .or. i == 3), i=1, 4), j=1, 3)], [4, 3]), 'fives')
    call distarray_array_fill_boundary(arrays(1), 3, DISTARRAY_PAD_EDGE, 0.0_real64, ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')
    call distarray_array_free(arrays(1))
  end subroutine

  subroutine shows(array, expected, what)
    type(distarray_array), intent(in) :: array
    real(real64), intent(in) :: expected(:, :)
    character(*), intent(in) :: what
    type(distarray_array) :: cast
    real(real64) :: got(size(expected, 1), size(expected, 2))
    got = 0
    call distarray_array_cast(array, DISTARRAY_FLOAT64, cast)
    call distarray_array_gather(cast, DISTARRAY_ALL_RANKS, got)
    call distarray_array_free(cast)
    call check(maxval(abs(got - expected)) < 1e-12, what)
  end subroutine
end program
