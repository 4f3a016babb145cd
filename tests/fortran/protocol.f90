program test_protocol
  use checks
  use, intrinsic :: iso_c_binding, only: c_associated, c_f_pointer
  use, intrinsic :: iso_fortran_env, only: real64
  implicit none
  type(distarray_array) :: a, b
  type(distarray_protocol_section) :: section
  type(distarray_protocol_dimension), pointer :: dimensions(:)
  real(real64), pointer :: p(:, :), q(:, :)
  character(:), allocatable :: json
  call start()
  call numbered([7_int64, 5_int64], 'block, cyclic', a)
  call distarray_array_get_local(a, p)

  call distarray_array_export(a, section)
  call check(section%ndim == 2 .and. section%itemsize == 8, 'section')
  call c_f_pointer(section%dimensions, dimensions, [2])
  call check(dimensions(1)%dist_type == 'b' .and. dimensions(1)%size == 7, 'block dimension')
  call distarray_section_validate(section, 0)
  call distarray_section_to_json(section, json)
  call check(index(json, 'dist_type') > 0, 'JSON')

  call distarray_array_import(context, section, 0, b)
  call check(.not. c_associated(section%release), 'imported sections are moved')
  call distarray_array_free(a)
  call distarray_array_get_local(b, q)
  call check(size(q) == size(p), 'the same part')
  if (size(q) > 0) then
    q(1, 1) = -1
    call check(abs(p(1, 1) + 1) < 1e-12, 'no copy')
  end if
  call distarray_array_export(b, section)
  call distarray_array_free(b)
  call distarray_section_release(section)
  call check(.not. c_associated(section%release), 'released')
  call distarray_section_release(section)
  call finish()
end program
