//! What reductions need to know of element types.

use crate::dtype::{Bool, Element};
use crate::kernels::number::Reduce;
use num_complex::Complex;

/// An element that can be reduced; complex numbers are ordered by real, then imaginary part.
pub(super) trait Item: Reduce + Into64 {
    /// Real numbers that it consists of.
    const PARTS: usize;
    /// The element that no other is below, and the one that none is above.
    const LOWEST: Self;
    const HIGHEST: Self;
    /// What NumPy's nan-functions give where nothing is left; any element for types without NaN.
    const NOTHING: Self;
    fn is_nan(self) -> bool;
    /// It comes before the other one; false if either is NaN.
    fn is_below(self, other: Self) -> bool;
    /// One of its parts in double precision.
    fn part(self, which: usize) -> f64;
    /// Absolute value in double precision.
    fn size(self) -> f64;
    fn one() -> Self::Sum;
}

/// Widening in two steps: many elements fit into the narrow sum, of which many fit into 64 bits.
pub(super) trait Into64: Element {
    type Narrow: Copy + Default + Send + Sync;
    /// So many elements can be added in the narrow type.
    const FIT: usize;
    fn narrow(self) -> Self::Narrow;
    fn add_narrow(a: Self::Narrow, b: Self::Narrow) -> Self::Narrow;
    /// The 64 bits of the sum, signed or not.
    fn widen_narrow(sum: Self::Narrow) -> u64;
}

macro_rules! narrow {
    ($($t:ty, $narrow:ty, $fit:expr, |$x:ident| $value:expr;)*) => {$(
        impl Into64 for $t {
            type Narrow = $narrow;
            const FIT: usize = $fit;
            #[inline(always)]
            fn narrow(self) -> $narrow { let $x = self; $value }
            #[inline(always)]
            fn add_narrow(a: $narrow, b: $narrow) -> $narrow { a.wrapping_add(b) }
            #[inline(always)]
            fn widen_narrow(sum: $narrow) -> u64 { sum as i64 as u64 }
        }
    )*};
}
// The fits of one- and two-byte types stay below 2^31 in absolute value.
narrow! {
    Bool, i32, 1 << 20, |x| (x.0 != 0) as i32;
    i8, i32, 1 << 20, |x| x as i32;
    u8, i32, 1 << 20, |x| x as i32;
    i16, i32, 1 << 14, |x| x as i32;
    u16, i32, 1 << 14, |x| x as i32;
    i32, i64, 1 << 20, |x| x as i64;
    u32, i64, 1 << 20, |x| x as i64;
    i64, i64, 1 << 20, |x| x;
    u64, i64, 1 << 20, |x| x as i64;
    f32, i64, 1 << 20, |x| x as i64;
    f64, i64, 1 << 20, |x| x as i64;
    Complex<f32>, i64, 1 << 20, |x| x.re as i64;
    Complex<f64>, i64, 1 << 20, |x| x.re as i64;
}

macro_rules! integer {
    ($($t:ty)*) => {$(
        impl Item for $t {
            const PARTS: usize = 1;
            const LOWEST: $t = <$t>::MIN;
            const HIGHEST: $t = <$t>::MAX;
            const NOTHING: $t = 0;
            #[inline(always)]
            fn is_nan(self) -> bool { false }
            #[inline(always)]
            fn is_below(self, other: $t) -> bool { self < other }
            #[inline(always)]
            fn part(self, _: usize) -> f64 { self as f64 }
            #[inline(always)]
            fn size(self) -> f64 { (self as f64).abs() }
            #[inline(always)]
            fn one() -> Self::Sum { 1 }
        }
    )*};
}
integer!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Item for Bool {
    const PARTS: usize = 1;
    const LOWEST: Bool = Bool(0);
    const HIGHEST: Bool = Bool(1);
    const NOTHING: Bool = Bool(0);
    #[inline(always)]
    fn is_nan(self) -> bool {
        false
    }
    #[inline(always)]
    fn is_below(self, other: Bool) -> bool {
        self.0 == 0 && other.0 != 0
    }
    #[inline(always)]
    fn part(self, _: usize) -> f64 {
        (self.0 != 0) as u8 as f64
    }
    #[inline(always)]
    fn size(self) -> f64 {
        self.part(0)
    }
    #[inline(always)]
    fn one() -> i64 {
        1
    }
}

macro_rules! float {
    ($($t:ty)*) => {$(
        impl Item for $t {
            const PARTS: usize = 1;
            const LOWEST: $t = <$t>::NEG_INFINITY;
            const HIGHEST: $t = <$t>::INFINITY;
            const NOTHING: $t = <$t>::NAN;
            #[inline(always)]
            fn is_nan(self) -> bool { self != self }
            #[inline(always)]
            fn is_below(self, other: $t) -> bool { self < other }
            #[inline(always)]
            fn part(self, _: usize) -> f64 { self as f64 }
            #[inline(always)]
            fn size(self) -> f64 { (self as f64).abs() }
            #[inline(always)]
            fn one() -> $t { 1.0 }
        }
        impl Item for Complex<$t> {
            const PARTS: usize = 2;
            const LOWEST: Self = Complex::new(<$t>::NEG_INFINITY, <$t>::NEG_INFINITY);
            const HIGHEST: Self = Complex::new(<$t>::INFINITY, <$t>::INFINITY);
            const NOTHING: Self = Complex::new(<$t>::NAN, <$t>::NAN);
            #[inline(always)]
            fn is_nan(self) -> bool { self.re != self.re || self.im != self.im }
            #[inline(always)]
            fn is_below(self, other: Self) -> bool {
                self.re < other.re || self.re == other.re && self.im < other.im
            }
            #[inline(always)]
            fn part(self, which: usize) -> f64 {
                (if which == 0 { self.re } else { self.im }) as f64
            }
            #[inline(always)]
            fn size(self) -> f64 { (self.re as f64).hypot(self.im as f64) }
            #[inline(always)]
            fn one() -> Self { Complex::new(1.0, 0.0) }
        }
    )*};
}
float!(f32 f64);
