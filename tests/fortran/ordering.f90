!> Order: axes count from 1; positions are data, counted from 0 as in every language.
program test_ordering
  use checks
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  character(20), parameter :: layouts(3) = [character(20) :: 'block', 'cyclic', 'whole']
  real(real64), parameter :: x(8) = [3, 1, 2, 3, 0, 1, 9, 2]
  real(real64) :: plane(3, 2)
  type(distarray_distribution) :: d, other
  type(distarray_array) :: a, b, c, w, r, at, inverse, counts, edges, more
  integer :: k, ierr
  call start()
  do k = 1, size(layouts)
    call made(x, a)
    call distarray_array_sort(a, 1, r)
    call shows(r, [0, 1, 1, 2, 2, 3, 3, 9], 'sort')
    call distarray_distribution_create_text(context, [8], 'cyclic(2)', other)
    call distarray_array_sort(a, DISTARRAY_FLAT, r, other)
    call shows(r, [0, 1, 1, 2, 2, 3, 3, 9], 'sort to another distribution')
    call distarray_array_argsort(a, 1, r, other)
    call shows(r, [4, 1, 5, 2, 7, 0, 3, 6], 'argsort')
    call distarray_distribution_free(other)
    call made([1, 0, 1, 0, 1, 0, 1, 0]*1.0_real64, b)
    call distarray_array_lexsort([a, b], 1, r)
    call shows(r, [1, 5, 7, 3, 4, 2, 0, 6], 'lexsort')
    call distarray_array_topk(a, 3, 1, .true., r, at)
    call shows(r, [9, 3, 3], 'greatest')
    call shows(at, [6, 0, 3], 'where they are')
    call distarray_array_topk(a, 2, DISTARRAY_FLAT, .false., r, at)
    call shows(r, [0, 1], 'least')
    call shows(at, [4, 1], 'where they are')
    call distarray_array_sort(a, 2, r, ierr=ierr)
    call check_refused(ierr, DISTARRAY_ERR_ARGUMENT, 'axis')

    call distarray_array_unique(a, r)
    call shows(r, [0, 1, 2, 3, 9], 'unique')
    call distarray_array_unique_all(a, r, at, inverse, counts)
    call shows(r, [0, 1, 2, 3, 9], 'values')
    call shows(at, [4, 1, 2, 0, 6], 'first ones')
    call shows(inverse, [3, 1, 2, 3, 0, 1, 4, 2], 'inverse')
    call shows(counts, [1, 2, 2, 2, 1], 'counts')

    call made([0, 1, 3, 5]*1.0_real64, c)
    call distarray_array_searchsorted(c, a, DISTARRAY_LEFT, r)
    call shows(r, [2, 1, 2, 2, 0, 1, 4, 2], 'searchsorted')
    call distarray_array_argsort(a, 1, at)
    call distarray_array_searchsorted(a, c, DISTARRAY_RIGHT, r, at)
    call distarray_array_free(at)
    call shows(r, [1, 3, 7, 7], 'searchsorted with a sorter')
    call distarray_array_digitize(a, c, .false., r)
    call shows(r, [3, 2, 2, 3, 1, 2, 4, 2], 'digitize')
    call distarray_array_isin(c, a, .true., r)
    call shows(r, [0, 0, 0, 1], 'isin')
    call distarray_array_union1d(a, c, r)
    call shows(r, [0, 1, 2, 3, 5, 9], 'union')
    call distarray_array_intersect1d(a, c, r)
    call shows(r, [0, 1, 3], 'intersection')
    call distarray_array_setdiff1d(a, c, r)
    call shows(r, [2, 9], 'difference')
    call distarray_array_setxor1d(a, c, r)
    call shows(r, [2, 5, 9], 'symmetric difference')

    call distarray_array_cast(a, DISTARRAY_INT32, w)
    call distarray_array_bincount(w, 11, r)
    call shows(r, [1, 2, 2, 2, 0, 0, 0, 0, 0, 1, 0], 'bincount')
    call distarray_array_bincount(w, 0, r, a)
    call shows(r, [0, 2, 4, 6, 0, 0, 0, 0, 0, 9], 'bincount with weights')
    call distarray_array_free(w)
    call distarray_array_histogram(a, 3, 1.0_real64, 0.0_real64, .false., r, edges)
    call shows(edges, [0, 3, 6, 9], 'edges')
    call shows(r, [5, 2, 1], 'histogram')
    call distarray_array_histogram_edges(a, c, .false., r)
    call shows(r, [1, 4, 2], 'histogram between edges')
    call distarray_array_histogram2d(a, b, 2, 0.0_real64, 4.0_real64, 2, 0.0_real64, 2.0_real64, .false., r, edges, more)
    call shows(edges, [0, 2, 4], 'edges of the first axis')
    call shows(more, [0, 1, 2], 'edges of the second axis')
    call distarray_array_free(r)
    call distarray_array_histogram2d_edges(a, b, c, c, .false., r)
    call distarray_array_free(r)

    call distarray_array_sort_into(a, 1, a)
    call distarray_array_copy(a, r)
    call shows(r, [0, 1, 1, 2, 2, 3, 3, 9], 'sorted in place')
    call distarray_array_free(a)
    call distarray_array_free(b)
    call distarray_array_free(c)
  end do
  plane = reshape([3.0_real64, 1.0_real64, 2.0_real64, 5.0_real64, 9.0_real64, 0.0_real64], [3, 2])
  call distarray_distribution_create_text(context, [3, 2], 'block, whole', d)
  call distarray_array_scatter(d, 0, plane, a)
  call distarray_array_sort_into(a, 1, a)
  call distarray_array_gather(a, DISTARRAY_ALL_RANKS, plane)
  call check(all(nint(plane) == reshape([1, 2, 3, 0, 5, 9], [3, 2])), 'columns')
  call distarray_array_free(a)
  call distarray_distribution_free(d)
  call finish()

contains

  subroutine made(values, array)
    real(real64), intent(in) :: values(:)
    type(distarray_array), intent(out) :: array
    call distarray_distribution_create_text(context, [size(values)], trim(layouts(k)), d)
    call distarray_array_scatter(d, 0, values, array)
    call distarray_distribution_free(d)
  end subroutine

  subroutine shows(array, expected, what)
    type(distarray_array), intent(inout) :: array
    integer, intent(in) :: expected(:)
    character(*), intent(in) :: what
    type(distarray_array) :: cast
    real(real64) :: got(size(expected))
    got = -1
    call distarray_array_cast(array, DISTARRAY_FLOAT64, cast)
    call distarray_array_gather(cast, DISTARRAY_ALL_RANKS, got)
    call distarray_array_free(cast)
    call distarray_array_free(array)
    call check(all(nint(got) == expected), what//' of '//trim(layouts(k)))
  end subroutine
end program
