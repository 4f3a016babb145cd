
  !> What c_f_pointer and a section need to see a local part.
  type :: view
    type(c_ptr) :: memory = c_null_ptr
    integer(int64), dimension(7) :: extents = 1, first = 1, last = 1, step = 1, lower = 1
    integer(c_int) :: status = 0
  end type

  !> Any scalar of any kind; `i` counts if it is a whole number within 64 bits.
  type :: number
    logical :: whole = .false.
    integer(int64) :: i = 0
    complex(real64) :: z = (0.0_real64, 0.0_real64)
  end type

  type :: element_call
    type(c_funptr) :: function
    type(c_ptr) :: user
  end type

  !> Reason for which this module refuses an argument of the call under way.
  character(400) :: pending = ''
  !$omp threadprivate(pending)
  integer(int8), target :: nothing(16) = 0_int8
