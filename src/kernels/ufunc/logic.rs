//! Comparisons, logic, bits, classes of numbers, parts of complex numbers, choices.

use super::libm::Real;
use super::loops::{constant, copied, for_types, formulas, implement, select, select_type, zeros, Formula, Selected};
use crate::dtype::{Bool, Dtype, Element, Kind};
use num_complex::Complex;

/// Order of elements; complex numbers by real, then imaginary part.
trait Ordered: Copy {
    fn less(self, other: Self) -> bool;
    fn less_equal(self, other: Self) -> bool;
    fn equal(self, other: Self) -> bool;
}

macro_rules! ordered {
    (real $($t:ty)*) => {$(
        impl Ordered for $t {
            #[inline(always)]
            fn less(self, other: $t) -> bool { self < other }
            #[inline(always)]
            fn less_equal(self, other: $t) -> bool { self <= other }
            #[inline(always)]
            fn equal(self, other: $t) -> bool { self == other }
        }
    )*};
    (complex $($t:ty)*) => {$(
        impl Ordered for Complex<$t> {
            #[inline(always)]
            fn less(self, other: Self) -> bool {
                self.re < other.re && !self.im.is_nan() && !other.im.is_nan()
                    || self.re == other.re && self.im < other.im
            }
            #[inline(always)]
            fn less_equal(self, other: Self) -> bool {
                self.re < other.re && !self.im.is_nan() && !other.im.is_nan()
                    || self.re == other.re && self.im <= other.im
            }
            #[inline(always)]
            fn equal(self, other: Self) -> bool { self == other }
        }
    )*};
}
ordered!(real i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);
ordered!(complex f32 f64);

impl Ordered for Bool {
    #[inline(always)]
    fn less(self, other: Bool) -> bool {
        self.bit() < other.bit()
    }
    #[inline(always)]
    fn less_equal(self, other: Bool) -> bool {
        self.bit() <= other.bit()
    }
    #[inline(always)]
    fn equal(self, other: Bool) -> bool {
        self.bit() == other.bit()
    }
}

#[inline(always)]
fn truth(condition: bool) -> Bool {
    Bool(condition as u8)
}

#[inline(always)]
fn nonzero<T: Element + PartialEq>(x: T) -> bool {
    x != T::default()
}

formulas! {
    chunks Equal(x, y) {
        bool signed float complex => Bool: truth(x.equal(y));
    }
    chunks NotEqual(x, y) {
        bool signed float complex => Bool: truth(!x.equal(y));
    }
    chunks Less(x, y) {
        bool integer float complex => Bool: truth(x.less(y));
    }
    chunks LessEqual(x, y) {
        bool integer float complex => Bool: truth(x.less_equal(y));
    }
    chunks Greater(x, y) {
        bool integer float complex => Bool: truth(y.less(x));
    }
    chunks GreaterEqual(x, y) {
        bool integer float complex => Bool: truth(y.less_equal(x));
    }
    chunks LogicalAnd(x, y) {
        bool signed float complex => Bool: truth(nonzero(x) & nonzero(y));
    }
    chunks LogicalOr(x, y) {
        bool signed float complex => Bool: truth(nonzero(x) | nonzero(y));
    }
    chunks LogicalXor(x, y) {
        bool signed float complex => Bool: truth(nonzero(x) ^ nonzero(y));
    }
    chunks LogicalNot(x) {
        bool signed float complex => Bool: truth(!nonzero(x));
    }
    chunks BitwiseAnd(x, y) {
        bool => T: Bool(x.bit() & y.bit());
        signed => T: x & y;
    }
    chunks BitwiseOr(x, y) {
        bool => T: Bool(x.bit() | y.bit());
        signed => T: x | y;
    }
    chunks BitwiseXor(x, y) {
        bool => T: Bool(x.bit() ^ y.bit());
        signed => T: x ^ y;
    }
    chunks Invert(x) {
        bool => T: Bool(1 - x.bit());
        signed => T: !x;
    }
    chunks LeftShift(x, y) {
        integer => T: if (y as u64) < T::BITS as u64 { x.wrapping_shl(y as u32) } else { 0 };
    }
    chunks RightShift(x, y) {
        signed => T: x.wrapping_shr(if (y as u64) < T::BITS as u64 { y as u32 } else { T::BITS - 1 });
        unsigned => T: if (y as u64) < T::BITS as u64 { x.wrapping_shr(y as u32) } else { 0 };
    }
    chunks Isnan(x) {
        float => Bool: truth(x.is_nan());
        complex => Bool: truth(x.re.is_nan() | x.im.is_nan());
    }
    chunks Isinf(x) {
        float => Bool: truth(x.is_infinite());
        complex => Bool: truth(x.re.is_infinite() | x.im.is_infinite());
    }
    chunks Isfinite(x) {
        float => Bool: truth(x.is_finite());
        complex => Bool: truth(x.re.is_finite() & x.im.is_finite());
    }
    chunks Signbit(x) {
        float => Bool: truth(x.is_sign_negative());
    }
    chunks Conjugate(x) {
        complex => T: x.conj();
    }
    chunks RealPart(x) {
        complex => P: x.re;
    }
    chunks ImaginaryPart(x) {
        complex => P: x.im;
    }
    each Angle(x) {
        float => T: Real::arctan2(0.0, x);
        complex => P: Real::arctan2(x.im, x.re);
    }
}

/// Only floats and complex numbers may be infinite or no number at all.
pub(super) fn class(select: fn(Dtype) -> Option<Selected>, whole: bool, dtype: Dtype) -> Option<Selected> {
    if dtype.kind() < Kind::Float {
        constant(whole)
    } else {
        select(dtype)
    }
}

pub(super) fn conjugate(dtype: Dtype) -> Option<Selected> {
    match dtype.kind() {
        Kind::Bool => None,
        Kind::Complex => Conjugate::select(dtype),
        _ => copied(dtype),
    }
}

pub(super) fn real(dtype: Dtype) -> Option<Selected> {
    RealPart::select(dtype).or_else(|| copied(dtype))
}

pub(super) fn imag(dtype: Dtype) -> Option<Selected> {
    ImaginaryPart::select(dtype).or_else(|| zeros(dtype))
}

macro_rules! exact_comparisons {
    ($($name:ident $method:ident),*) => {
        $(exact_comparisons!(@ $name $method i64 u64);
        exact_comparisons!(@ $name $method u64 i64);)*

        /// Comparisons of int64 with uint64, in either order: no dtype holds both.
        pub(super) fn compare_exactly(ufunc: super::Ufunc, signed_first: bool) -> Option<Selected> {
            match (ufunc, signed_first) {
                $((super::Ufunc::$name, true) => Some(select::<(i64, u64), $name>()),
                (super::Ufunc::$name, false) => Some(select::<(u64, i64), $name>()),)*
                _ => None,
            }
        }
    };
    (@ $name:ident $method:ident $a:ident $b:ident) => {
        impl Formula<($a, $b)> for $name {
            type Result = Bool;
            const EACH: bool = false;
            #[inline(always)]
            fn of((x, y): ($a, $b)) -> Bool {
                truth((x as i128).$method(&(y as i128)))
            }
        }
    };
}
exact_comparisons!(Equal eq, NotEqual ne, Less lt, LessEqual le, Greater gt, GreaterEqual ge);

/// The second operand where the first, a bool, is true, else the third.
pub(super) struct Where;

impl<T: Element> Formula<(Bool, T, T)> for Where {
    type Result = T;
    const EACH: bool = false;
    #[inline(always)]
    fn of((condition, x, y): (Bool, T, T)) -> T {
        if condition.0 != 0 {
            x
        } else {
            y
        }
    }
}

impl Where {
    pub(super) fn select(dtype: Dtype) -> Option<Selected> {
        dispatch!(dtype, T => Some(select::<(Bool, T, T), Where>()))
    }
}
