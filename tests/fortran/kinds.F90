! Every kind and rank: pointers to local parts, wrapping, scattering, gathering, parts.
module all_kinds
  use checks
  use, intrinsic :: iso_fortran_env, only: int16, int32, int8, real32, real64
  implicit none
  integer, parameter :: extents(7) = [5, 2, 3, 1, 2, 1, 2]
contains

#define NAME test_int8
#define TYPE integer(int8)
#define DTYPE DISTARRAY_INT8
#include "kind.inc"

#define NAME test_int16
#define TYPE integer(int16)
#define DTYPE DISTARRAY_UINT16
#include "kind.inc"

#define NAME test_int32
#define TYPE integer(int32)
#define DTYPE DISTARRAY_INT32
#include "kind.inc"

#define NAME test_int64
#define TYPE integer(int64)
#define DTYPE DISTARRAY_INT64
#include "kind.inc"

#define NAME test_real32
#define TYPE real(real32)
#define DTYPE DISTARRAY_FLOAT32
#include "kind.inc"

#define NAME test_real64
#define TYPE real(real64)
#define DTYPE DISTARRAY_FLOAT64
#include "kind.inc"

#define NAME test_complex32
#define TYPE complex(real32)
#define DTYPE DISTARRAY_COMPLEX64
#include "kind.inc"

#define NAME test_complex64
#define TYPE complex(real64)
#define DTYPE DISTARRAY_COMPLEX128
#include "kind.inc"
end module

program test_kinds
  use checks
  use all_kinds
  implicit none
  call start()
  call test_int8()
  call test_int16()
  call test_int32()
  call test_int64()
  call test_real32()
  call test_real64()
  call test_complex32()
  call test_complex64()
  call finish()
end program
