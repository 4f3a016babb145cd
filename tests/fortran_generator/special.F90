
  subroutine context_create_integer(comm, context, ierr)
    integer, intent(in) :: comm
    type(distarray_context), intent(out) :: context
    integer, optional, intent(out) :: ierr
    call finish('distarray_context_create', c_distarray_context_create_f(int(comm, c_int), context%handle), ierr)
  end subroutine

  subroutine context_get_comm_integer(context, comm, ierr)
    type(distarray_context), intent(in) :: context
    integer, intent(out) :: comm
    integer, optional, intent(out) :: ierr
    integer(c_int) :: number
    number = 0
    call finish('distarray_context_get_comm', c_distarray_context_get_comm_f(context%handle, number), ierr)
    comm = number
  end subroutine

#ifndef DISTARRAY_NO_MPI_F08
  subroutine context_create_f08(comm, context, ierr)
    type(MPI_Comm), intent(in) :: comm
    type(distarray_context), intent(out) :: context
    integer, optional, intent(out) :: ierr
    call context_create_integer(comm%MPI_VAL, context, ierr)
  end subroutine

  subroutine context_get_comm_f08(context, comm, ierr)
    type(distarray_context), intent(in) :: context
    type(MPI_Comm), intent(out) :: comm
    integer, optional, intent(out) :: ierr
    call context_get_comm_integer(context, comm%MPI_VAL, ierr)
  end subroutine

#endif
  subroutine specification_create_int64(shape, specification, ierr)
    integer(int64), intent(in) :: shape(:)
    type(distarray_specification), intent(out) :: specification
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_shape(:)
    integer(c_int) :: status
    allocate (c_shape(size(shape) + 1), source=0_c_int64_t)
    c_shape(:size(shape)) = shape
    status = c_distarray_specification_create(size(shape), c_loc(c_shape), specification%handle)
    if (status == DISTARRAY_SUCCESS) &
      status = c_distarray_specification_set_order(specification%handle, DISTARRAY_COLUMN_MAJOR)
    call finish('distarray_specification_create', status, ierr)
  end subroutine

  subroutine specification_create_int32(shape, specification, ierr)
    integer(int32), intent(in) :: shape(:)
    type(distarray_specification), intent(out) :: specification
    integer, optional, intent(out) :: ierr
    call specification_create_int64(int(shape, int64), specification, ierr)
  end subroutine

  !> Bounds of slices, counted from 1 and including the last index, as C has them.
  subroutine slice_bounds(starts, stops, steps, c_starts, c_stops, c_steps)
    integer(int64), intent(in) :: starts(:), stops(:), steps(:)
    integer(c_int64_t), allocatable, intent(out) :: c_starts(:), c_stops(:), c_steps(:)
    integer :: k
    allocate (c_starts(size(starts) + 1), source=0_c_int64_t)
    c_starts(:size(starts)) = starts
    allocate (c_stops(size(stops) + 1), source=0_c_int64_t)
    c_stops(:size(stops)) = stops
    allocate (c_steps(size(steps) + 1), source=0_c_int64_t)
    c_steps(:size(steps)) = steps
    do k = 1, size(starts)
      if (starts(k) > 0) c_starts(k) = starts(k) - 1
    end do
    do k = 1, min(size(stops), size(steps))
      if (stops(k) == DISTARRAY_NONE) cycle
      if (steps(k) < 0) then
        c_stops(k) = stops(k) - 1
        if (stops(k) > 0) c_stops(k) = stops(k) - 2
        if (stops(k) == 1) c_stops(k) = DISTARRAY_NONE
      else if (stops(k) < 0) then
        c_stops(k) = stops(k) + 1
        if (stops(k) == -1) c_stops(k) = DISTARRAY_NONE
      end if
      if (stops(k) == 0 .and. steps(k) < 0) call refuse("argument 'stops': there is no index 0")
    end do
    if (any(starts == 0)) call refuse("argument 'starts': indices count from 1, there is no 0")
  end subroutine

  subroutine distribution_slice_int64(distribution, starts, stops, steps, slice, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int64), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_distribution), intent(out) :: slice
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_starts(:), c_stops(:), c_steps(:)
    integer :: ndim
    integer(c_int) :: status
    ndim = distribution_ndim(distribution)
    call slice_bounds(starts, stops, steps, c_starts, c_stops, c_steps)
    status = DISTARRAY_ERR_INDEX
    if (pending == '') &
      status = c_distarray_distribution_slice(distribution%handle, entries(c_starts, ndim, 'starts'), &
                                        entries(c_stops, ndim, 'stops'), entries(c_steps, ndim, 'steps'), &
                                        slice%handle)
    call finish('distarray_distribution_slice', status, ierr)
  end subroutine

  subroutine distribution_slice_int32(distribution, starts, stops, steps, slice, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(int32), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_distribution), intent(out) :: slice
    integer, optional, intent(out) :: ierr
    call distribution_slice_int64(distribution, int(starts, int64), int(stops, int64), int(steps, int64), slice, ierr)
  end subroutine

  subroutine array_slice_int64(array, starts, stops, steps, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(int64), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    integer(c_int64_t), allocatable, target :: c_starts(:), c_stops(:), c_steps(:)
    integer :: ndim
    integer(c_int) :: status
    ndim = array_ndim(array)
    call slice_bounds(starts, stops, steps, c_starts, c_stops, c_steps)
    status = DISTARRAY_ERR_INDEX
    if (pending == '') &
      status = c_distarray_array_slice(array%handle, entries(c_starts, ndim, 'starts'), &
                                        entries(c_stops, ndim, 'stops'), entries(c_steps, ndim, 'steps'), &
                                        view%handle)
    call finish('distarray_array_slice', status, ierr)
  end subroutine

  subroutine array_slice_int32(array, starts, stops, steps, view, ierr)
    type(distarray_array), intent(in) :: array
    integer(int32), intent(in) :: starts(:), stops(:), steps(:)
    type(distarray_array), intent(out) :: view
    integer, optional, intent(out) :: ierr
    call array_slice_int64(array, int(starts, int64), int(stops, int64), int(steps, int64), view, ierr)
  end subroutine

  subroutine distarray_array_create_from_function(distribution, dtype, function, array, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int32_t), intent(in) :: dtype
    procedure(distarray_element_function) :: function
    type(distarray_array), intent(out) :: array
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(element_call), target :: each
    each%function = c_funloc(function)
    each%user = c_null_ptr
    if (present(user)) each%user = user
    call finish('distarray_array_create_from_function', &
                c_distarray_array_create_from_function(distribution%handle, dtype, c_funloc(element_trampoline), &
                                                       c_loc(each), array%handle), ierr)
  end subroutine

  !> `out = function(operands)` in blocks of contiguous elements of the arrays' dtypes. The function is bind(C); it gets
  !> the number of elements and the addresses of those of each operand and of its results (see c_f_pointer), and returns 0.
  !> **Local**.
  subroutine distarray_array_apply_function(operands, function, out, user, ierr)
    type(distarray_array), intent(in) :: operands(:)
    procedure(distarray_block_function) :: function
    type(distarray_array), intent(in) :: out
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    integer(c_intptr_t), allocatable, target :: c_operands(:)
    type(c_ptr) :: own
    allocate (c_operands(size(operands) + 1), source=0_c_intptr_t)
    c_operands(:size(operands)) = operands%handle
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_array_apply_function', &
                c_distarray_array_apply_function(size(operands, kind=c_int), c_loc(c_operands), c_null_ptr, &
                                                 c_funloc(function), own, out%handle), ierr)
  end subroutine

  !> Calls a function on every process with its part of an array. It is bind(C); strides are bytes, and indices those of C,
  !> counted from 0. It returns 0, or something else for an error on all processes.
  !> **Collective**.
  subroutine distarray_array_visit(array, function, user, ierr)
    type(distarray_array), intent(in) :: array
    procedure(distarray_part_function) :: function
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: own
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_array_visit', c_distarray_array_visit(array%handle, c_funloc(function), own), ierr)
  end subroutine

  !> Exact quantiles over all elements; `values` has as many entries as `q`.
  !> **Collective**.
  subroutine distarray_array_quantile_value(array, q, method, skip_nan, values, ierr)
    type(distarray_array), intent(in) :: array
    real(c_double), intent(in) :: q(:)
    integer(c_int32_t), intent(in) :: method
    logical, intent(in) :: skip_nan
    real(c_double), intent(out) :: values(:)
    integer, optional, intent(out) :: ierr
    real(c_double), allocatable, target :: c_q(:), c_values(:)
    allocate (c_q(size(q) + 1), c_values(size(q) + 1), source=0.0_c_double)
    c_q(:size(q)) = q
    values = 0
    call finish('distarray_array_quantile_value', &
                c_distarray_array_quantile_value(array%handle, size(q, kind=c_int), c_loc(c_q), method, &
                                                 merge(1_c_int, 0_c_int, skip_nan), c_loc(c_values)), ierr)
    values(:min(size(q), size(values))) = c_values(:min(size(q), size(values)))
  end subroutine

  !> The functions are bind(C); `identity` and `state` are addresses of `bytes` bytes.
  !> **Collective**.
  subroutine distarray_array_reduce_user_value(array, bytes, identity, accumulate, combine, state, user, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int64_t), intent(in) :: bytes
    type(c_ptr), intent(in) :: identity
    procedure(distarray_accumulate_function) :: accumulate
    procedure(distarray_combine_function) :: combine
    type(c_ptr), intent(in) :: state
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: own
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_array_reduce_user_value', &
                c_distarray_array_reduce_user_value(array%handle, bytes, identity, c_funloc(accumulate), &
                                                    c_funloc(combine), own, state), ierr)
  end subroutine

  !> Along one axis, counted from 1, or all if none is given. The functions are bind(C); `identity` is the address of one
  !> element of `dtype`.
  !> **Collective**.
  subroutine distarray_array_reduce_user(array, dtype, identity, accumulate, combine, result, axis, keep, user, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t), intent(in) :: dtype
    type(c_ptr), intent(in) :: identity
    procedure(distarray_accumulate_function) :: accumulate
    procedure(distarray_combine_function) :: combine
    type(distarray_array), intent(out) :: result
    integer, optional, intent(in) :: axis
    logical, optional, intent(in) :: keep
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: own, list
    integer(c_int), target :: axes(1)
    integer(c_int) :: keeps
    own = c_null_ptr
    list = c_null_ptr
    keeps = 0
    if (present(user)) own = user
    if (present(keep)) keeps = merge(1_c_int, 0_c_int, keep)
    if (present(axis)) then
      axes = int(axis - 1, c_int)
      list = c_loc(axes)
    end if
    call finish('distarray_array_reduce_user', &
                c_distarray_array_reduce_user(array%handle, 1_c_int, list, keeps, dtype, identity, &
                                              c_funloc(accumulate), c_funloc(combine), own, result%handle), ierr)
  end subroutine

  !> Removes the callback if none is given.
  !> **Local**.
  subroutine distarray_log_set_callback(callback, user, ierr)
    procedure(distarray_log_callback), optional :: callback
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_funptr) :: address
    type(c_ptr) :: own
    address = c_null_funptr
    if (present(callback)) address = c_funloc(callback)
    own = c_null_ptr
    if (present(user)) own = user
    call finish('distarray_log_set_callback', c_distarray_log_set_callback(address, own), ierr)
  end subroutine

  !> Removes the callback if none is given. The callback is bind(C); it gets the part of a phase that is done, the
  !> phase's name (see distarray_string) and `user`, and returns 0 to go on.
  !> **Local**.
  subroutine distarray_context_set_progress(context, callback, user, seconds, ierr)
    type(distarray_context), intent(in) :: context
    procedure(distarray_progress_callback), optional :: callback
    type(c_ptr), optional, intent(in) :: user
    real(c_double), optional, intent(in) :: seconds
    integer, optional, intent(out) :: ierr
    type(c_funptr) :: address
    type(c_ptr) :: own
    real(c_double) :: interval
    address = c_null_funptr
    if (present(callback)) address = c_funloc(callback)
    own = c_null_ptr
    if (present(user)) own = user
    interval = 0
    if (present(seconds)) interval = seconds
    call finish('distarray_context_set_progress', &
                c_distarray_context_set_progress(context%handle, address, own, interval), ierr)
  end subroutine

  !> Checks that this module and the loaded library have the same version.
  !> **Local**.
  subroutine distarray_check_build(ierr)
    integer, optional, intent(out) :: ierr
    call finish('distarray_check_build', &
                c_distarray_check_build(DISTARRAY_VERSION_MAJOR, DISTARRAY_VERSION_MINOR, DISTARRAY_VERSION_PATCH, &
                                        0_c_int, 0_c_size_t), ierr)
  end subroutine

  !> Releases a section that this program holds; nothing happens if it is released already.
  !> **Local**.
  subroutine distarray_section_release(section)
    type(distarray_protocol_section), intent(inout) :: section
    procedure(release_section), pointer :: release
    if (.not. c_associated(section%release)) return
    call c_f_procpointer(section%release, release)
    call release(section)
  end subroutine
