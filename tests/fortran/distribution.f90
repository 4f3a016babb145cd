program test_distribution
  use checks
  implicit none
  type(distarray_specification) :: s
  type(distarray_distribution) :: d, e, part
  integer(int64) :: shape(2), starts(2), stops(2), local(2), local_shape(2), global(2), total, position
  integer(int64), allocatable :: labels(:)
  integer :: grid(2), coordinates(2), replica, owner, r, order, replicas, ndim, coordinate, ierr
  logical :: owned, same
  character(:), allocatable :: text
  call start()

  call distarray_distribution_create_text(context, [7, 5], 'block, block', d)
  call distarray_distribution_get_ndim(d, ndim)
  call distarray_distribution_get_shape(d, shape)
  call distarray_distribution_get_grid(d, grid)
  call distarray_distribution_get_order(d, order)
  call distarray_distribution_get_replicas(d, replicas)
  call check(ndim == 2 .and. all(shape == [7, 5]), 'shape')
  call check(product(grid)*replicas == ranks, 'grid')
  call check(order == DISTARRAY_COLUMN_MAJOR, 'column-major unless told otherwise')

  total = 0
  do r = 0, ranks - 1
    call distarray_distribution_get_local_bounds(d, r, starts, stops)
    call distarray_distribution_get_local_shape(d, r, local_shape)
    call check(all(local_shape == stops - starts + 1), 'bounds are first and last index')
    total = total + product(local_shape)
    call distarray_distribution_get_coordinates(d, r, coordinates, replica)
    call check(all(coordinates >= 0 .and. coordinates < grid) .and. replica == 0, 'coordinates count from 0')
    if (product(local_shape) == 0) cycle
    call distarray_distribution_get_owner(d, starts, owner)
    call check(owner == r, 'owner of the first element')
    call distarray_distribution_get_local_index(d, stops, local, owned)
    call check(owned .eqv. r == rank, 'only the owner has it')
    if (.not. owned) cycle
    call check(all(local == local_shape), 'the last element is last')
    call distarray_distribution_get_global_index(d, local, global)
    call check(all(global == stops), 'and back')
  end do
  call check(total == 35, 'every element once')
  call distarray_distribution_get_axis_owner(d, 1, 7, coordinate, position)
  call check(coordinate == grid(1) - 1, 'the last coordinate owns the last index')
  call distarray_distribution_get_axis_global(d, 1, coordinate, position, total)
  call check(total == 7, 'axis: and back')

  ! Fortran's sections
  call distarray_distribution_slice(d, [2, 1], [6, 5], [2, 1], part)
  call distarray_distribution_get_shape(part, shape)
  call check(all(shape == [3, 5]), '2:6:2')
  call distarray_distribution_slice(d, [7, -1], [1, 2], [-3, -1], part)
  call distarray_distribution_get_shape(part, shape)
  call check(all(shape == [3, 4]), '7:1:-3, last:2:-1')
  call distarray_distribution_slice(d, [3, 1], [2, -1], [1, 1], part)
  call distarray_distribution_get_shape(part, shape)
  call check(all(shape == [0, 5]), '3:2 is empty, 1:last is all')
  call distarray_distribution_slice(d, [DISTARRAY_NONE, 2_int64], [DISTARRAY_NONE, 3_int64], [1_int64, 1_int64], part)
  call distarray_distribution_get_shape(part, shape)
  call check(all(shape == [7, 2]), ':, 2:3')
  call distarray_distribution_slice(d, [0, 1], [2, 2], [1, 1], part, ierr)
  call check_refused(ierr, DISTARRAY_ERR_INDEX, 'there is no 0')

  ! A specification, axis by axis
  call distarray_specification_create([12, 8], s)
  call distarray_specification_set_bounds(s, 1, first_indices(12, ranks))
  call distarray_specification_set_whole(s, 2)
  call distarray_specification_set_halo(s, 1, 0, 1)
  call distarray_distribution_create(context, s, e)
  call distarray_specification_free(s)
  call distarray_distribution_get_local_bounds(e, 0, starts, stops)
  call check(starts(1) == 1 .and. stops(1) == merge(12, 2, ranks == 1), 'the first piece as asked for')
  call distarray_distribution_get_order(e, order)
  call check(order == DISTARRAY_COLUMN_MAJOR, 'specifications are column-major')
  call distarray_distribution_get_halo(e, starts, stops)
  call check(all(starts == 0) .and. stops(2) == 0, 'halo')
  call distarray_distribution_is_equal(d, e, same)
  call check(.not. same, 'unequal')
  call distarray_distribution_is_aligned(e, e, same)
  call check(same, 'aligned with itself')

  ! Labels count from 1 as well: this process has every ranks-th index.
  labels = [(int(r, int64), r=rank + 1, 10, ranks)]
  call distarray_specification_create([10_int64], s)
  call distarray_specification_set_unstructured(s, 1, labels, .true.)
  call distarray_distribution_create(context, s, e)
  call distarray_specification_free(s)
  call distarray_distribution_get_local_index(e, [rank + 1], local(:1), owned)
  call check(owned .and. local(1) == 1, 'own label')

  call distarray_distribution_describe(d, text)
  call check(index(text, '7') > 0, 'description: '//text)
  call distarray_distribution_to_json(d, text)
  call check(index(text, 'dist_type') > 0, 'JSON')
  call distarray_distribution_draw_text(d, text)
  call check(len(text) > 0, 'picture')
  call distarray_distribution_draw_text(d, text, down=2, right=1)
  call distarray_distribution_write_svg(d, 'fortran_test.svg')
  call distarray_distribution_free(part)
  call distarray_distribution_free(d)
  call distarray_distribution_free(e)
  call finish()

contains

  !> Pieces of 2, and the rest for the last one; one past the end closes.
  function first_indices(extent, pieces) result(bounds)
    integer, intent(in) :: extent, pieces
    integer(int64) :: bounds(pieces + 1)
    integer :: k
    bounds = [(int(2*k - 1, int64), k=1, pieces + 1)]
    bounds(pieces + 1) = extent + 1
  end function
end program
