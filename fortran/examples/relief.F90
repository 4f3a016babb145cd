!> World relief on a block x block distribution: mean height, land share, slope, files.
!>
!>   mpirun -n 4 relief data/relief_10min.npy OUTPUT_FOLDER
!>
!> The shorter twin of c_examples/relief.c.
program relief
  use mpi_f08, only: MPI_COMM_WORLD, MPI_Finalize, MPI_Init, MPI_Wtime
  use distarray
  use, intrinsic :: iso_fortran_env, only: int16, int64, real32, real64
  implicit none
  real(real64), parameter :: degree = acos(-1.0_real64)/180, spacing = 1/6.0_real64, radius = 6371000.0_real64
  type(distarray_context) :: context
  type(distarray_distribution) :: blocks, rows
  type(distarray_array) :: height, slope, weight, land, weighted, by_rows
  integer(int16), pointer :: h(:, :)
  real(real32), pointer :: s(:, :)
  real(real64), pointer :: w(:, :), l(:, :), m(:, :)
  integer(int64) :: shape(2)
  integer :: rank, ranks, grid(2), lowest, highest, ierr
  real(real64) :: all_weights, all_land, all_heights, steepest, began
  character(200) :: path, folder

  path = 'data/relief_10min.npy'
  folder = '.'
  if (command_argument_count() >= 1) call get_command_argument(1, path)
  if (command_argument_count() >= 2) call get_command_argument(2, folder)

  call MPI_Init()
  began = MPI_Wtime()
  call distarray_context_create(MPI_COMM_WORLD, context)
  call distarray_context_get_rank(context, rank)
  call distarray_context_get_size(context, ranks)

  ! Latitude -90 to 90 along axis 1, longitude around the world along axis 2.
  call distarray_array_read_npy(context, path, height, 'block halo(1), block halo(1) periodic')
  call distarray_array_get_distribution(height, blocks)
  call distarray_array_get_shape(height, shape)
  call distarray_distribution_get_grid(blocks, grid)
  call distarray_array_exchange_halo(height)

  call distarray_array_create_like(height, DISTARRAY_FLOAT32, slope)
  call distarray_array_create_like(height, DISTARRAY_FLOAT64, weight)
  call distarray_array_create_like(height, DISTARRAY_FLOAT64, land)
  call distarray_array_create_like(height, DISTARRAY_FLOAT64, weighted)
  call distarray_array_get_local_padded(height, h, global_bounds=.true.)
  call distarray_array_get_local(slope, s, global_bounds=.true.)
  call distarray_array_get_local(weight, w, global_bounds=.true.)
  call distarray_array_get_local(land, l, global_bounds=.true.)
  call distarray_array_get_local(weighted, m, global_bounds=.true.)
  call compute(h, s, w, l, m)

  call distarray_array_reduce(DISTARRAY_MIN, height, lowest)
  call distarray_array_reduce(DISTARRAY_MAX, height, highest)
  call distarray_array_reduce(DISTARRAY_MAX, slope, steepest)
  call distarray_array_reduce(DISTARRAY_SUM, weight, all_weights)
  call distarray_array_reduce(DISTARRAY_SUM, land, all_land)
  call distarray_array_reduce(DISTARRAY_SUM, weighted, all_heights)

  ! The same numbers laid out in cyclic stripes of rows, then to files.
  call distarray_distribution_create_text(context, shape, 'cyclic(64), whole', rows)
  call distarray_array_redistribute_to(slope, rows, by_rows)
  call distarray_array_write_npy(by_rows, trim(folder)//'/slope.npy')
  call distarray_array_write_hdf5(by_rows, trim(folder)//'/slope.h5', 'slope', ierr)

  if (rank == 0) then
    print '(i0, a, i0, a, i0, a, i0, a, i0, a)', shape(1), ' x ', shape(2), ' points on ', ranks, ' processes (', &
      grid(1), ' x ', grid(2), ')'
    print '(a, i0, a, i0, a, f0.1, a)', 'height   ', lowest, ' to ', highest, ' m, mean by area ', all_heights/all_weights, ' m'
    print '(a, f0.1, a)', 'land     ', 100*all_land/all_weights, ' % of the surface'
    print '(a, f0.3)', 'slope    at most ', steepest
    print '(a)', 'written  '//trim(folder)//'/slope.npy'
    if (ierr == DISTARRAY_SUCCESS) print '(a)', 'written  '//trim(folder)//'/slope.h5'
    if (ierr /= DISTARRAY_SUCCESS) print '(a)', 'no HDF5: '//distarray_last_error_message()
    print '(a, f0.2, a)', 'in       ', MPI_Wtime() - began, ' s'
  end if

  call distarray_array_free(by_rows)
  call distarray_array_free(weighted)
  call distarray_array_free(land)
  call distarray_array_free(weight)
  call distarray_array_free(slope)
  call distarray_array_free(height)
  call distarray_distribution_free(rows)
  call distarray_distribution_free(blocks)
  call distarray_context_free(context)
  call MPI_Finalize()

contains

  !> All bounds are global: h has a halo around what the others have.
  subroutine compute(h, s, w, l, m)
    integer(int16), pointer, intent(in) :: h(:, :)
    real(real32), pointer, intent(in) :: s(:, :)
    real(real64), pointer, intent(in) :: w(:, :), l(:, :), m(:, :)
    real(real64) :: latitude, east, north
    integer :: i, j, south_of, north_of
    do j = lbound(s, 2), ubound(s, 2)
      do i = lbound(s, 1), ubound(s, 1)
        latitude = (-90 + (i - 1)*spacing)*degree
        south_of = max(i - 1, 1)
        north_of = min(i + 1, int(shape(1)))
        north = (real(h(north_of, j), real64) - real(h(south_of, j), real64))/ &
                ((north_of - south_of)*spacing*degree*radius)
        ! At the poles all longitudes are one point.
        east = 0
        if (i > 1 .and. i < shape(1)) east = (real(h(i, j + 1), real64) - real(h(i, j - 1), real64))/ &
                                             (2*spacing*degree*radius*cos(latitude))
        s(i, j) = real(hypot(north, east), real32)
        w(i, j) = max(cos(latitude), 0.0_real64)
        l(i, j) = merge(w(i, j), 0.0_real64, h(i, j) > 0)
        m(i, j) = w(i, j)*real(h(i, j), real64)
      end do
    end do
  end subroutine
end program
