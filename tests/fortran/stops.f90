program test_stops
  use checks
  implicit none
  type(distarray_specification) :: s
  call start()
  call distarray_specification_create([4, 3], s)
  call distarray_specification_set_halo(s, 3, 1, 1)
  print '(a)', 'went on'
  call finish()
end program
