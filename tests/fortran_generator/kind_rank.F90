
  subroutine local_{kind}_{rank}(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    {type}, pointer, intent(out) :: local({colons})
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    {type}, pointer, contiguous :: whole({colons})
    type(view) :: v
    nullify (local)
    call locate(array, .false., [{fitting}], {rank}, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:{rank}))
      local({lower}) => whole( &
        {sections})
    end if
    call finish('distarray_array_get_local', v%status, ierr)
  end subroutine

  subroutine padded_{kind}_{rank}(array, local, global_bounds, ierr)
    type(distarray_array), intent(in) :: array
    {type}, pointer, intent(out) :: local({colons})
    logical, optional, intent(in) :: global_bounds
    integer, optional, intent(out) :: ierr
    {type}, pointer, contiguous :: whole({colons})
    type(view) :: v
    nullify (local)
    call locate(array, .true., [{fitting}], {rank}, global_bounds, v)
    if (v%status == DISTARRAY_SUCCESS) then
      call c_f_pointer(v%memory, whole, v%extents(:{rank}))
      local({lower}) => whole( &
        {sections})
    end if
    call finish('distarray_array_get_local_padded', v%status, ierr)
  end subroutine

  subroutine wrap_{kind}_{rank}(distribution, memory, array, dtype, release, user, ierr)
    type(distarray_distribution), intent(in) :: distribution
    {type}, target, intent(inout) :: memory({colons})
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer, optional, intent(out) :: ierr
    type(c_ptr) :: address
    address = c_loc(nothing)
    if (size(memory) > 0) address = c_loc(memory({ones}))
    call finish('distarray_array_wrap', &
                wrap(distribution, address, shape(memory, int64), is_contiguous(memory), &
                     chosen_dtype([{fitting}], dtype), array, release, user), ierr)
  end subroutine

  subroutine scatter_{kind}_{rank}(distribution, root, data, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    {type}, intent(in) :: data({colons})
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    {type}, allocatable, target :: rows(:)
    allocate (rows(size(data) + 1))
    rows(:size(data)) = [reshape(data, [{reversed_sizes}], order=[{reversed}])]
    call finish('distarray_array_scatter', &
                scatter(distribution, root, c_loc(rows), shape(data, int64), chosen_dtype([{fitting}], dtype), &
                        array), ierr)
  end subroutine

  subroutine gather_{kind}_{rank}(array, root, data, ierr)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    {type}, intent(inout) :: data({colons})
    integer, optional, intent(out) :: ierr
    {type}, allocatable, target :: rows(:)
    logical :: received
    integer(c_int) :: status
    allocate (rows(size(data) + 1))
    status = gather(array, root, c_loc(rows), shape(data, int64), [{fitting}], received)
    if (received) data = reshape(rows, shape(data), order=[{reversed}])
    call finish('distarray_array_gather', status, ierr)
  end subroutine

  subroutine parts_{kind}_{rank}(distribution, part, array, dtype, ierr)
    type(distarray_distribution), intent(in) :: distribution
    {type}, intent(in) :: part({colons})
    type(distarray_array), intent(out) :: array
    integer(c_int32_t), optional, intent(in) :: dtype
    integer, optional, intent(out) :: ierr
    {type}, allocatable, target :: packed(:)
    allocate (packed(size(part) + 1))
    if (is_row_major(distribution)) then
      packed(:size(part)) = [reshape(part, [{reversed_part_sizes}], order=[{reversed}])]
    else
      packed(:size(part)) = [part]
    end if
    call finish('distarray_array_create_from_parts', &
                create_from_parts(distribution, c_loc(packed), shape(part, int64), &
                                  chosen_dtype([{fitting}], dtype), array), ierr)
  end subroutine
