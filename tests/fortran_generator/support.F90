
  !> Reports the end of a call in the way the caller wants.
  subroutine finish(name, status, ierr)
    character(*), intent(in) :: name
    integer(c_int), intent(in) :: status
    integer, optional, intent(out) :: ierr
    character(:), allocatable :: message
    character(kind=c_char), target :: characters(len(name) + len(pending) + 3)
    integer(c_int) :: same
    if (status /= DISTARRAY_SUCCESS .and. pending /= '') then
      call terminate(name//': '//pending, characters)
      same = c_distarray_error_set(status, c_loc(characters))
    end if
    pending = ''
    if (present(ierr)) then
      ierr = status
    else if (status /= DISTARRAY_SUCCESS) then
      message = distarray_last_error_message()
      error stop message
    end if
  end subroutine

  !> Keeps the reason for which this module, not the library, refuses an argument. Where the call is Collective the
  !> argument is then passed as NULL, so that the library makes it an error on all ranks.
  subroutine refuse(message)
    character(*), intent(in) :: message
    pending = message
  end subroutine

  !> Text of a NUL-terminated C string, such as a log callback gets.
  function distarray_string(pointer) result(text)
    type(c_ptr), intent(in) :: pointer
    character(:), allocatable :: text
    character(kind=c_char), pointer :: characters(:)
    integer :: length
    text = ''
    if (.not. c_associated(pointer)) return
    call c_f_pointer(pointer, characters, [huge(0)])
    length = 0
    do while (characters(length + 1) /= c_null_char)
      length = length + 1
    end do
    text = joined(characters(:length))
  end function

  pure function joined(characters) result(text)
    character(kind=c_char), intent(in) :: characters(:)
    character(size(characters)) :: text
    integer :: i
    do i = 1, size(characters)
      text(i:i) = characters(i)
    end do
  end function

  subroutine terminate(text, characters)
    character(*), intent(in) :: text
    character(kind=c_char), intent(out) :: characters(:)
    integer :: i, length
    length = min(len_trim(text), size(characters) - 1)
    do i = 1, length
      characters(i) = text(i:i)
    end do
    characters(length + 1:) = c_null_char
  end subroutine

  !> Distribution text with Fortran's order unless it names one.
  function ordered(text) result(complete)
    character(*), optional, intent(in) :: text
    character(:), allocatable :: complete
    complete = 'block'
    if (present(text)) complete = trim(text)
    if (index(complete, 'order(') == 0) complete = complete//' order(column)'
  end function

  elemental function zero_based(i) result(c)
    integer(c_int64_t), intent(in) :: i
    integer(c_int64_t) :: c
    if (i > 0) then
      c = i - 1
    else if (i < 0) then
      c = i
    else
      c = DISTARRAY_NONE
    end if
  end function

  elemental function one_based(c) result(i)
    integer(c_int64_t), intent(in) :: c
    integer(c_int64_t) :: i
    i = c
    if (c >= 0) i = c + 1
  end function

  elemental function zero_based_axis(axis) result(c)
    integer(c_int), intent(in) :: axis
    integer(c_int) :: c
    if (axis > 0) then
      c = axis - 1
    else if (axis < 0) then
      c = axis
    else
      c = -huge(axis)
    end if
  end function

  !> Address of as many entries as expected (one more is there), or NULL.
  function entries(values, expected, name) result(address)
    integer(c_int64_t), target, intent(in) :: values(:)
    integer, intent(in) :: expected
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = c_loc(values)
    call check_entries(size(values) - 1, expected, name, address)
  end function

  function int_entries(values, expected, name) result(address)
    integer(c_int), target, intent(in) :: values(:)
    integer, intent(in) :: expected
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = c_loc(values)
    call check_entries(size(values) - 1, expected, name, address)
  end function

  function handle_entries(values, expected, name) result(address)
    integer(c_intptr_t), target, intent(in) :: values(:)
    integer, intent(in) :: expected
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = c_loc(values)
    call check_entries(size(values) - 1, expected, name, address)
  end function

  !> The address of elements, or NULL if there are too few or too many of them, or of another kind than the array's.
  function elements(given_address, given, expected, dtype, fitting, name) result(address)
    type(c_ptr), intent(in) :: given_address
    integer, intent(in) :: given, expected
    integer(c_int32_t), intent(in) :: dtype, fitting(:)
    character(*), intent(in) :: name
    type(c_ptr) :: address
    address = given_address
    call check_entries(given, expected, name, address)
    if (any(fitting == dtype)) return
    address = c_null_ptr
    call refuse("argument '"//name//"': a kind for "//dtype_name(fitting(1))//' cannot hold elements of '// &
                dtype_name(dtype)//': declare it with the matching kind')
  end function

  subroutine check_entries(given, expected, name, address)
    integer, intent(in) :: given, expected
    character(*), intent(in) :: name
    type(c_ptr), intent(inout) :: address
    if (given == expected) return
    address = c_null_ptr
    call refuse("argument '"//name//"': expected "//decimal(expected)//' entries, got '//decimal(given))
  end subroutine

  subroutine hand_out_int64(values, results, name, status)
    integer(c_int64_t), intent(in) :: values(:)
    integer(int64), intent(out) :: results(:)
    character(*), intent(in) :: name
    integer(c_int), intent(inout) :: status
    integer :: n
    n = size(values) - 1
    results = 0
    if (size(results) < n) then
      call refuse("argument '"//name//"': expected room for "//decimal(n)//' entries, got '//decimal(size(results)))
      status = DISTARRAY_ERR_ARGUMENT
    else
      results(:n) = values(:n)
    end if
  end subroutine

  subroutine hand_out_int(values, results, name, status)
    integer(c_int), intent(in) :: values(:)
    integer(c_int), intent(out) :: results(:)
    character(*), intent(in) :: name
    integer(c_int), intent(inout) :: status
    integer(int64) :: wide(size(results))
    call hand_out_int64(int(values, int64), wide, name, status)
    results = int(wide, c_int)
  end subroutine

  subroutine hand_out_handles(values, results, name, status)
    integer(c_intptr_t), intent(in) :: values(:)
    integer(c_intptr_t), intent(inout) :: results(:)
    character(*), intent(in) :: name
    integer(c_int), intent(inout) :: status
    integer :: n
    n = size(values) - 1
    results = 0
    if (size(results) < n) then
      call refuse("argument '"//name//"': expected room for "//decimal(n)//' handles, got '//decimal(size(results)))
      status = DISTARRAY_ERR_ARGUMENT
    else
      results(:n) = values(:n)
    end if
  end subroutine

  function decimal(n) result(text)
    integer, intent(in) :: n
    character(:), allocatable :: text
    character(12) :: buffer
    write (buffer, '(i0)') n
    text = trim(buffer)
  end function

  function listed(values) result(text)
    integer(int64), intent(in) :: values(:)
    character(:), allocatable :: text
    character(200) :: buffer
    write (buffer, '("(", *(i0, :, ", "))') values
    text = trim(buffer)//')'
  end function

  !> Number of dimensions; 0 for a bad handle, which the call that follows reports.
  function distribution_ndim(distribution) result(ndim)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int) :: ndim
    if (c_distarray_distribution_get_ndim(distribution%handle, ndim) /= DISTARRAY_SUCCESS) ndim = 0
  end function

  function array_ndim(array) result(ndim)
    type(distarray_array), intent(in) :: array
    integer(c_int) :: ndim
    if (c_distarray_array_get_ndim(array%handle, ndim) /= DISTARRAY_SUCCESS) ndim = 0
  end function

  function array_dtype(array) result(dtype)
    type(distarray_array), intent(in) :: array
    integer(c_int32_t) :: dtype
    if (c_distarray_array_get_dtype(array%handle, dtype) /= DISTARRAY_SUCCESS) dtype = 0
  end function

  function array_rank(array) result(rank)
    type(distarray_array), intent(in) :: array
    integer(c_int) :: rank
    integer(c_intptr_t) :: context
    integer(c_int) :: status
    rank = -1
    context = 0
    if (c_distarray_array_get_context(array%handle, context) /= DISTARRAY_SUCCESS) return
    status = c_distarray_context_get_rank(context, rank)
    if (status /= DISTARRAY_SUCCESS) rank = -1
    status = c_distarray_context_free(context)
  end function

  pure function element_size(dtype) result(bytes)
    integer(c_int32_t), intent(in) :: dtype
    integer :: bytes
    select case (dtype)
    case (DISTARRAY_INT16, DISTARRAY_UINT16)
      bytes = 2
    case (DISTARRAY_INT32, DISTARRAY_UINT32, DISTARRAY_FLOAT32)
      bytes = 4
    case (DISTARRAY_INT64, DISTARRAY_UINT64, DISTARRAY_FLOAT64, DISTARRAY_COMPLEX64)
      bytes = 8
    case (DISTARRAY_COMPLEX128)
      bytes = 16
    case default
      bytes = 1
    end select
  end function

  pure function dtype_name(dtype) result(name)
    integer(c_int32_t), intent(in) :: dtype
    character(:), allocatable :: name
    select case (dtype)
    case (DISTARRAY_INT8)
      name = 'int8'
    case (DISTARRAY_INT16)
      name = 'int16'
    case (DISTARRAY_INT32)
      name = 'int32'
    case (DISTARRAY_INT64)
      name = 'int64'
    case (DISTARRAY_UINT8)
      name = 'uint8'
    case (DISTARRAY_UINT16)
      name = 'uint16'
    case (DISTARRAY_UINT32)
      name = 'uint32'
    case (DISTARRAY_UINT64)
      name = 'uint64'
    case (DISTARRAY_FLOAT32)
      name = 'float32'
    case (DISTARRAY_FLOAT64)
      name = 'float64'
    case (DISTARRAY_COMPLEX64)
      name = 'complex64'
    case (DISTARRAY_COMPLEX128)
      name = 'complex128'
    case (DISTARRAY_BOOL)
      name = 'bool'
    case default
      name = 'unknown'
    end select
  end function

  !> The dtype that memory of a kind has: the first that fits, or the one asked for if it fits; else 0.
  function chosen_dtype(fitting, dtype) result(chosen)
    integer(c_int32_t), intent(in) :: fitting(:)
    integer(c_int32_t), optional, intent(in) :: dtype
    integer(c_int32_t) :: chosen
    chosen = fitting(1)
    if (.not. present(dtype)) return
    chosen = dtype
    if (any(fitting == dtype)) return
    chosen = 0
    call refuse("argument 'dtype': "//dtype_name(dtype)//' does not fit memory of a kind for '//dtype_name(fitting(1)))
  end function

  !> Finds the extents and sections under which column-major Fortran sees the local part.
  subroutine locate(array, padded, fitting, rank, global_bounds, found)
    type(distarray_array), intent(in) :: array
    logical, intent(in) :: padded
    integer(c_int32_t), intent(in) :: fitting(:)
    integer, intent(in) :: rank
    logical, optional, intent(in) :: global_bounds
    type(view), intent(out) :: found
    integer(c_int64_t), target :: shape(rank + 1), strides(rank + 1)
    integer(int64) :: unit(rank + 1), span, step, offset
    integer(c_int32_t) :: dtype
    integer(c_int) :: ndim
    type(c_ptr) :: start
    integer :: k

    found%status = c_distarray_array_get_dtype(array%handle, dtype)
    if (found%status /= DISTARRAY_SUCCESS) return
    found%status = c_distarray_array_get_ndim(array%handle, ndim)
    if (found%status /= DISTARRAY_SUCCESS) return
    if (all(fitting /= dtype)) then
      found%status = DISTARRAY_ERR_DTYPE
      call refuse("argument 'local': a pointer of a kind for "//dtype_name(fitting(1))// &
                  ' cannot point to an array of '//dtype_name(dtype)//': declare it with the matching kind')
      return
    end if
    if (ndim /= rank) then
      found%status = DISTARRAY_ERR_SHAPE
      call refuse("argument 'local': expected a pointer of rank "//decimal(ndim)//', got rank '//decimal(rank))
      return
    end if
    if (padded) then
      found%status = c_distarray_array_get_local_padded(array%handle, start, c_loc(shape), c_loc(strides))
    else
      found%status = c_distarray_array_get_local(array%handle, start, c_loc(shape), c_loc(strides))
    end if
    if (found%status /= DISTARRAY_SUCCESS) return
    call find_lower_bounds(array, padded, rank, global_bounds, found)
    if (found%status /= DISTARRAY_SUCCESS) return

    found%first(:rank) = 1
    found%step(:rank) = 1
    found%last(:rank) = shape(:rank)
    found%extents(:rank) = shape(:rank)
    if (any(shape(:rank) == 0)) then
      found%memory = c_loc(nothing)
      return
    end if

    unit(rank + 1) = 0
    do k = rank, 1, -1
      unit(k) = unit(k + 1)
      if (shape(k) > 1) unit(k) = common_divisor(unit(k + 1), abs(strides(k)))
    end do
    unit(1) = element_size(dtype)
    offset = 0
    do k = 1, rank
      step = 1
      if (shape(k) > 1) step = abs(strides(k))/max(unit(k), 1_int64)
      span = (shape(k) - 1)*step + 1
      found%extents(k) = span
      if (unit(k) > 0 .and. unit(k + 1) > 0) found%extents(k) = unit(k + 1)/unit(k)
      if (step == 0 .or. span > found%extents(k) .or. (shape(k) > 1 .and. mod(strides(k), max(unit(k), 1_int64)) /= 0) &
          .or. mod(unit(k + 1), max(unit(k), 1_int64)) /= 0) then
        found%status = DISTARRAY_ERR_UNSUPPORTED
        call refuse("argument 'array': its local memory is not column-major, so that no Fortran pointer fits: "// &
                    'redistribute to a distribution with order(column)')
        return
      end if
      found%last(k) = span
      found%step(k) = step
      if (shape(k) > 1 .and. strides(k) < 0) then
        found%first(k) = span
        found%last(k) = 1
        found%step(k) = -step
        offset = offset + (shape(k) - 1)*strides(k)
      end if
    end do
    found%memory = transfer(transfer(start, 0_c_intptr_t) + offset, c_null_ptr)
  end subroutine

  !> Lower bounds of the pointer: the interior starts at 1, or at its global index.
  subroutine find_lower_bounds(array, padded, rank, global_bounds, found)
    type(distarray_array), intent(in) :: array
    logical, intent(in) :: padded
    integer, intent(in) :: rank
    logical, optional, intent(in) :: global_bounds
    type(view), intent(inout) :: found
    integer(c_int64_t), target :: starts(rank + 1), stops(rank + 1), lower(rank + 1), upper(rank + 1)
    integer(c_intptr_t) :: distribution
    logical :: global
    integer(c_int) :: status

    global = .false.
    if (present(global_bounds)) global = global_bounds
    found%lower = 1
    if (.not. (padded .or. global)) return
    distribution = 0
    found%status = c_distarray_array_get_distribution(array%handle, distribution)
    if (found%status /= DISTARRAY_SUCCESS) return
    if (padded) then
      found%status = c_distarray_distribution_get_halo(distribution, c_loc(lower), c_loc(upper))
      if (found%status == DISTARRAY_SUCCESS) found%lower(:rank) = 1 - lower(:rank)
    end if
    if (global .and. found%status == DISTARRAY_SUCCESS) then
      found%status = c_distarray_distribution_get_local_bounds(distribution, array_rank(array), c_loc(starts), c_loc(stops))
      if (found%status == DISTARRAY_SUCCESS) found%lower(:rank) = found%lower(:rank) + starts(:rank)
    end if
    status = c_distarray_distribution_free(distribution)
  end subroutine

  pure recursive function common_divisor(a, b) result(divisor)
    integer(int64), intent(in) :: a, b
    integer(int64) :: divisor
    if (b == 0) then
      divisor = a
    else
      divisor = common_divisor(b, mod(a, b))
    end if
  end function

  function wrap(distribution, memory, extents, contiguous, dtype, array, release, user) result(status)
    type(distarray_distribution), intent(in) :: distribution
    type(c_ptr), intent(in) :: memory
    integer(int64), intent(in) :: extents(:)
    logical, intent(in) :: contiguous
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    procedure(distarray_release_function), optional :: release
    type(c_ptr), optional, intent(in) :: user
    integer(c_int) :: status
    integer(c_int64_t), target :: strides(size(extents) + 1)
    integer(c_int64_t), allocatable, target :: padded(:)
    type(c_ptr) :: address, own
    type(c_funptr) :: callback
    integer :: k
    address = memory
    if (.not. contiguous) then
      call refuse("argument 'memory': expected a contiguous array, got a section with gaps")
      address = c_null_ptr
    end if
    allocate (padded(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    status = c_distarray_distribution_get_padded_shape(distribution%handle, c_loc(padded))
    if (status == DISTARRAY_SUCCESS) then
      if (.not. same_shape(extents, padded, 'memory')) address = c_null_ptr
    end if
    strides(1) = element_size(dtype)
    do k = 1, size(extents)
      strides(k + 1) = strides(k)*max(extents(k), 1_int64)
    end do
    callback = c_null_funptr
    if (present(release)) callback = c_funloc(release)
    own = c_null_ptr
    if (present(user)) own = user
    if (.not. c_associated(address) .or. size(extents) + 1 /= size(padded)) address = c_null_ptr
    status = c_distarray_array_wrap(distribution%handle, dtype, address, c_loc(strides), callback, own, array%handle)
  end function

  !> Compares the extents of an argument with `expected`, which has one entry more.
  function same_shape(extents, expected, name) result(same)
    integer(int64), intent(in) :: extents(:), expected(:)
    character(*), intent(in) :: name
    logical :: same
    integer :: n
    n = size(expected) - 1
    same = size(extents) == n
    if (same) same = all(extents == expected(:n))
    if (.not. same) call refuse("argument '"//name//"': expected the shape "//listed(expected(:n))//', got '// &
                                listed(extents))
  end function

  function scatter(distribution, root, rows, extents, dtype, array) result(status)
    type(distarray_distribution), intent(in) :: distribution
    integer(c_int), intent(in) :: root
    type(c_ptr), intent(in) :: rows
    integer(int64), intent(in) :: extents(:)
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer(c_int) :: status
    integer(c_int64_t), allocatable, target :: expected(:)
    type(c_ptr) :: address
    allocate (expected(distribution_ndim(distribution) + 1), source=0_c_int64_t)
    status = c_distarray_distribution_get_shape(distribution%handle, c_loc(expected))
    address = rows
    if (product(extents) == 0) then
      if (product(expected(:size(expected) - 1)) /= 0) address = c_null_ptr
    else if (.not. same_shape(extents, expected, 'data')) then
      address = c_null_ptr
    end if
    status = c_distarray_array_scatter(distribution%handle, dtype, root, address, array%handle)
  end function

  !> Gathers to row-major memory; `received` is true where data arrived.
  function gather(array, root, rows, extents, fitting, received) result(status)
    type(distarray_array), intent(in) :: array
    integer(c_int), intent(in) :: root
    type(c_ptr), intent(in) :: rows
    integer(int64), intent(in) :: extents(:)
    integer(c_int32_t), intent(in) :: fitting(:)
    logical, intent(out) :: received
    integer(c_int) :: status
    integer(c_int64_t), allocatable, target :: expected(:)
    type(c_ptr) :: address
    address = c_null_ptr
    received = root == DISTARRAY_ALL_RANKS
    if (.not. received) received = array_rank(array) == root
    if (received) then
      allocate (expected(array_ndim(array) + 1), source=0_c_int64_t)
      status = c_distarray_array_get_shape(array%handle, c_loc(expected))
      if (same_shape(extents, expected, 'data')) address = rows
      if (all(fitting /= array_dtype(array))) then
        address = c_null_ptr
        call refuse("argument 'data': an array of "//dtype_name(array_dtype(array))//' does not fit a kind for '// &
                    dtype_name(fitting(1)))
      end if
    end if
    status = c_distarray_array_gather(array%handle, root, address)
    received = received .and. status == DISTARRAY_SUCCESS
  end function

  function is_row_major(distribution) result(row_major)
    type(distarray_distribution), intent(in) :: distribution
    logical :: row_major
    integer(c_int32_t) :: order
    row_major = .false.
    if (c_distarray_distribution_get_order(distribution%handle, order) == DISTARRAY_SUCCESS) &
      row_major = order == DISTARRAY_ROW_MAJOR
  end function

  function create_from_parts(distribution, packed, extents, dtype, array) result(status)
    type(distarray_distribution), intent(in) :: distribution
    type(c_ptr), intent(in) :: packed
    integer(int64), intent(in) :: extents(:)
    integer(c_int32_t), intent(in) :: dtype
    type(distarray_array), intent(out) :: array
    integer(c_int) :: status
    integer(c_int64_t), allocatable, target :: expected(:), lower(:), upper(:)
    type(c_ptr) :: address
    integer :: n
    n = distribution_ndim(distribution) + 1
    allocate (expected(n), lower(n), upper(n), source=0_c_int64_t)
    status = c_distarray_distribution_get_padded_shape(distribution%handle, c_loc(expected))
    status = c_distarray_distribution_get_halo(distribution%handle, c_loc(lower), c_loc(upper))
    expected = expected - lower - upper
    address = packed
    if (.not. same_shape(extents, expected, 'part')) address = c_null_ptr
    status = c_distarray_array_create_from_parts(distribution%handle, dtype, address, array%handle)
  end function

  !> NULL-able address of the element that holds a number in a dtype.
  function encoded(n, dtype, element) result(address)
    type(number), intent(in) :: n
    integer(c_int32_t), intent(in) :: dtype
    integer(int8), target, intent(out) :: element(16)
    type(c_ptr) :: address
    logical :: fits
    real(real64) :: x
    element = 0
    x = real(n%z, real64)
    fits = .not. abs(aimag(n%z)) > 0
    select case (dtype)
    case (DISTARRAY_INT8)
      fits = n%whole .and. n%i >= -128 .and. n%i <= 127
      if (fits) element(:1) = transfer(int(n%i, int8), element(:1))
    case (DISTARRAY_INT16)
      fits = n%whole .and. n%i >= -32768 .and. n%i <= 32767
      if (fits) element(:2) = transfer(int(n%i, int16), element(:2))
    case (DISTARRAY_INT32)
      fits = n%whole .and. n%i >= -2147483648_int64 .and. n%i <= 2147483647_int64
      if (fits) element(:4) = transfer(int(n%i, int32), element(:4))
    case (DISTARRAY_INT64)
      fits = n%whole
      if (fits) element(:8) = transfer(n%i, element(:8))
    case (DISTARRAY_UINT8, DISTARRAY_UINT16, DISTARRAY_UINT32, DISTARRAY_UINT64)
      fits = n%whole .and. n%i >= 0
      if (fits .and. dtype /= DISTARRAY_UINT64) fits = shiftr(n%i, 8*element_size(dtype)) == 0
      if (fits) element(:8) = transfer(n%i, element(:8))
      if (.not. little_endian()) element(:8) = cshift(element(:8), -element_size(dtype))
    case (DISTARRAY_BOOL)
      if (abs(n%z) > 0) element(1) = 1_int8
      fits = .true.
    case (DISTARRAY_FLOAT32)
      if (fits) element(:4) = transfer(real(x, real32), element(:4))
    case (DISTARRAY_FLOAT64)
      if (fits) element(:8) = transfer(x, element(:8))
    case (DISTARRAY_COMPLEX64)
      fits = .true.
      element(:8) = transfer(cmplx(n%z, kind=real32), element(:8))
    case (DISTARRAY_COMPLEX128)
      fits = .true.
      element = transfer(n%z, element)
    case default
      fits = .true.
    end select
    address = c_loc(element)
    if (fits) return
    address = c_null_ptr
    call refuse("argument 'value': it cannot be held by an element of "//dtype_name(dtype))
  end function

  pure function little_endian() result(little)
    logical :: little
    integer(int8) :: bytes(2)
    bytes = transfer(1_int16, bytes)
    little = bytes(1) == 1
  end function

  function decoded(element, dtype) result(n)
    integer(int8), intent(in) :: element(16)
    integer(c_int32_t), intent(in) :: dtype
    type(number) :: n
    complex(real32) :: narrow
    select case (dtype)
    case (DISTARRAY_INT8, DISTARRAY_BOOL)
      n = number_int8(transfer(element, 0_int8))
    case (DISTARRAY_INT16)
      n = number_int16(transfer(element, 0_int16))
    case (DISTARRAY_INT32)
      n = number_int32(transfer(element, 0_int32))
    case (DISTARRAY_INT64)
      n = number_int64(transfer(element, 0_int64))
    case (DISTARRAY_UINT8)
      n = number_int64(iand(int(transfer(element, 0_int8), int64), 255_int64))
    case (DISTARRAY_UINT16)
      n = number_int64(iand(int(transfer(element, 0_int16), int64), 65535_int64))
    case (DISTARRAY_UINT32)
      n = number_int64(iand(int(transfer(element, 0_int32), int64), 4294967295_int64))
    case (DISTARRAY_UINT64)
      n = number_int64(transfer(element, 0_int64))
      n%whole = n%i >= 0
      if (n%i < 0) n%z = cmplx(real(n%i, real64) + 18446744073709551616.0_real64, kind=real64)
    case (DISTARRAY_FLOAT32)
      n = number_real32(transfer(element, 0.0_real32))
    case (DISTARRAY_FLOAT64)
      n = number_real64(transfer(element, 0.0_real64))
    case (DISTARRAY_COMPLEX64)
      narrow = transfer(element, narrow)
      n = number_complex32(narrow)
    case default
      n%z = transfer(element, n%z)
      n = number_complex64(n%z)
    end select
  end function

  !> Finds out whether a floating number is a whole one within 64 bits.
  pure subroutine settle(n)
    type(number), intent(inout) :: n
    real(real64) :: x
    x = real(n%z, real64)
    if (abs(x) < 9.2e18_real64) n%i = int(x, int64)
    n%whole = abs(x) < 9.2e18_real64 .and. abs(x - real(n%i, real64)) <= 0 .and. .not. abs(aimag(n%z)) > 0
  end subroutine

  subroutine unfit(n, name, status)
    type(number), intent(in) :: n
    character(*), intent(in) :: name
    integer(c_int), intent(out) :: status
    character(60) :: text
    write (text, '("(", es12.5, ", ", es12.5, ")")') real(n%z, real64), aimag(n%z)
    status = DISTARRAY_ERR_DTYPE
    call refuse("argument 'value': "//trim(text)//' cannot be held by a variable of '//name)
  end subroutine

  function element_trampoline(ndim, index, element, user) result(stop_now) bind(C)
    integer(c_int), value :: ndim
    integer(c_int64_t), intent(in) :: index(ndim)
    type(c_ptr), value :: element, user
    integer(c_int) :: stop_now
    type(element_call), pointer :: target_call
    procedure(distarray_element_function), pointer :: evaluate
    call c_f_pointer(user, target_call)
    call c_f_procpointer(target_call%function, evaluate)
    stop_now = evaluate(ndim, one_based(index), element, target_call%user)
  end function
