//! Conversion between element types, as NumPy's `astype` does it on x86-64.

use crate::dtype::{Bool, Dtype, Element};
use num_complex::Complex;

/// Conversion of one element.
///
/// Integers wrap. A float outside the range of the integer type, or NaN, gives what the
/// processor's truncating conversion gives in NumPy: 8- and 16-bit types take the low bits
/// of the 32-bit result, `uint32` those of the 64-bit one, and the result of the 32- or
/// 64-bit conversion itself is the smallest number of that type. Complex to real drops the
/// imaginary part. Anything to bool is "is not zero"; NaN is not zero.
pub(super) trait Cast<To> {
    fn cast(self) -> To;
}

trait Truncate {
    fn to_i32(self) -> i32;
    fn to_i64(self) -> i64;
    fn to_u64(self) -> u64;
}

macro_rules! truncate {
    ($($float:ty),*) => {$(
        impl Truncate for $float {
            #[inline(always)]
            fn to_i32(self) -> i32 {
                if (-2147483648.0..2147483648.0).contains(&self) {
                    // Sound: in range. Unlike `as`, this becomes one vector instruction.
                    unsafe { self.to_int_unchecked() }
                } else {
                    i32::MIN
                }
            }
            #[inline(always)]
            fn to_i64(self) -> i64 {
                if (-9223372036854775808.0..9223372036854775808.0).contains(&self) {
                    unsafe { self.to_int_unchecked() }
                } else {
                    i64::MIN
                }
            }
            #[inline(always)]
            fn to_u64(self) -> u64 {
                if self >= 9223372036854775808.0 {
                    (self - 9223372036854775808.0).to_i64() as u64 ^ (1 << 63)
                } else {
                    self.to_i64() as u64
                }
            }
        }
    )*};
}
truncate!(f32, f64);

macro_rules! cast {
    ($from:ty => $($to:ty),* ; $x:ident, $body:expr) => {$(
        impl Cast<$to> for $from {
            #[inline(always)]
            fn cast(self) -> $to { let $x = self; ($body) as $to }
        }
    )*};
}

macro_rules! from_integer {
    ($($from:ty),*) => {$(
        cast!($from => i8, i16, i32, i64, u8, u16, u32, u64, f32, f64; x, x);
    )*};
}
from_integer!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! from_float {
    ($($from:ty),*) => {$(
        cast!($from => i8, i16, i32, u8, u16; x, x.to_i32());
        cast!($from => i64, u32; x, x.to_i64());
        cast!($from => u64; x, x.to_u64());
        cast!($from => f32, f64; x, x);
    )*};
}
from_float!(f32, f64);

cast!(Bool => i8, i16, i32, i64, u8, u16, u32, u64; x, x.0 != 0);
cast!(Bool => f32, f64; x, (x.0 != 0) as u8);

macro_rules! to_bool_and_complex {
    ($($from:ty, $zero:expr);* $(;)?) => {$(
        impl Cast<Bool> for $from {
            #[inline(always)]
            fn cast(self) -> Bool { Bool((self != $zero) as u8) }
        }
        impl Cast<Complex<f32>> for $from {
            #[inline(always)]
            fn cast(self) -> Complex<f32> { Complex::new(self.cast(), 0.0) }
        }
        impl Cast<Complex<f64>> for $from {
            #[inline(always)]
            fn cast(self) -> Complex<f64> { Complex::new(self.cast(), 0.0) }
        }
    )*};
}
to_bool_and_complex! {
    Bool, Bool(0); i8, 0; i16, 0; i32, 0; i64, 0; u8, 0; u16, 0; u32, 0; u64, 0;
    f32, 0.0; f64, 0.0;
}

macro_rules! from_complex {
    ($part:ty; $($to:ty),*) => {
        $(impl Cast<$to> for Complex<$part> {
            #[inline(always)]
            fn cast(self) -> $to { self.re.cast() }
        })*
        impl Cast<Bool> for Complex<$part> {
            #[inline(always)]
            fn cast(self) -> Bool { Bool((self.re != 0.0 || self.im != 0.0) as u8) }
        }
        impl Cast<Complex<f32>> for Complex<$part> {
            #[inline(always)]
            fn cast(self) -> Complex<f32> { Complex::new(self.re as f32, self.im as f32) }
        }
        impl Cast<Complex<f64>> for Complex<$part> {
            #[inline(always)]
            fn cast(self) -> Complex<f64> { Complex::new(self.re as f64, self.im as f64) }
        }
    };
}
from_complex!(f32; i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);
from_complex!(f64; i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);

/// Moves `count` elements: from, byte stride, to, byte stride, count.
pub(super) type Run = unsafe fn(*const u8, isize, *mut u8, isize, usize);

unsafe fn cast_run<A: Element + Cast<B>, B: Element>(
    mut from: *const u8,
    from_stride: isize,
    mut to: *mut u8,
    to_stride: isize,
    count: usize,
) {
    unsafe {
        if from_stride == size_of::<A>() as isize && to_stride == size_of::<B>() as isize {
            let (from, to) = (from.cast::<A>(), to.cast::<B>());
            for i in 0..count {
                to.add(i).write_unaligned(from.add(i).read_unaligned().cast());
            }
        } else {
            for _ in 0..count {
                to.cast::<B>().write_unaligned(from.cast::<A>().read_unaligned().cast());
                from = from.wrapping_offset(from_stride);
                to = to.wrapping_offset(to_stride);
            }
        }
    }
}

/// Copies `count` elements of `size_of::<W>()` bytes.
#[inline(always)]
pub(super) unsafe fn move_run<W: Copy>(
    mut from: *const u8,
    from_stride: isize,
    mut to: *mut u8,
    to_stride: isize,
    count: usize,
) {
    let size = size_of::<W>() as isize;
    unsafe {
        if from_stride == size && to_stride == size && count > 4 {
            std::ptr::copy_nonoverlapping(from, to, count * size_of::<W>());
        } else {
            for _ in 0..count {
                to.cast::<W>().write_unaligned(from.cast::<W>().read_unaligned());
                from = from.wrapping_offset(from_stride);
                to = to.wrapping_offset(to_stride);
            }
        }
    }
}

/// The loop that converts a run of one dtype into another.
pub(super) fn run(from: Dtype, to: Dtype) -> Run {
    if from == to {
        return match from.size() {
            1 => move_run::<u8>,
            2 => move_run::<u16>,
            4 => move_run::<u32>,
            8 => move_run::<u64>,
            _ => move_run::<[u64; 2]>,
        };
    }
    dispatch!(from, A => dispatch!(to, B => cast_run::<A, B>))
}
