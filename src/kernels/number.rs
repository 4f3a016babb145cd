//! What the loops need to know of element types.

use crate::dtype::{Bool, Element};
use num_complex::Complex;

/// Arithmetic that every element type has; integers wrap, bools follow NumPy's logic.
pub(super) trait Arithmetic: Element {
    type Magnitude: Element;
    fn magnitude(self) -> Self::Magnitude;
    fn negative(self) -> Self;
    fn add(self, other: Self) -> Self;
    fn subtract(self, other: Self) -> Self;
    fn multiply(self, other: Self) -> Self;
    fn is_nonzero(self) -> bool;
}

/// What is closed under division.
pub(super) trait Number: Arithmetic {
    fn divide(self, other: Self) -> Self;
}

pub(super) trait Float: Number {
    fn hypotenuse(self, other: Self) -> Self;
}

/// How elements are reduced.
pub(super) trait Reduce: Arithmetic {
    type Sum: Reduce;
    fn widen(self) -> Self::Sum;
    /// The smaller one, or the first NaN.
    fn lesser(self, other: Self) -> Self;
    /// The greater one, or the first NaN.
    fn greater(self, other: Self) -> Self;
}

macro_rules! integer {
    ($($t:ty, $sum:ty, |$x:ident| $magnitude:expr;)*) => {$(
        impl Arithmetic for $t {
            type Magnitude = $t;
            #[inline(always)]
            fn magnitude(self) -> $t { let $x = self; $magnitude }
            #[inline(always)]
            fn negative(self) -> $t { self.wrapping_neg() }
            #[inline(always)]
            fn add(self, other: $t) -> $t { self.wrapping_add(other) }
            #[inline(always)]
            fn subtract(self, other: $t) -> $t { self.wrapping_sub(other) }
            #[inline(always)]
            fn multiply(self, other: $t) -> $t { self.wrapping_mul(other) }
            #[inline(always)]
            fn is_nonzero(self) -> bool { self != 0 }
        }
        impl Reduce for $t {
            type Sum = $sum;
            #[inline(always)]
            fn widen(self) -> $sum { self as $sum }
            #[inline(always)]
            fn lesser(self, other: $t) -> $t { self.min(other) }
            #[inline(always)]
            fn greater(self, other: $t) -> $t { self.max(other) }
        }
    )*};
}
integer! {
    i8, i64, |x| x.wrapping_abs();
    i16, i64, |x| x.wrapping_abs();
    i32, i64, |x| x.wrapping_abs();
    i64, i64, |x| x.wrapping_abs();
    u8, u64, |x| x;
    u16, u64, |x| x;
    u32, u64, |x| x;
    u64, u64, |x| x;
}

impl Bool {
    #[inline(always)]
    pub(super) fn bit(self) -> u8 {
        (self.0 != 0) as u8
    }
}

impl Arithmetic for Bool {
    type Magnitude = Bool;
    #[inline(always)]
    fn magnitude(self) -> Bool {
        Bool(self.bit())
    }
    #[inline(always)]
    fn negative(self) -> Bool {
        Bool(self.bit())
    }
    #[inline(always)]
    fn add(self, other: Bool) -> Bool {
        Bool(self.bit() | other.bit())
    }
    #[inline(always)]
    fn subtract(self, other: Bool) -> Bool {
        Bool(self.bit() ^ other.bit())
    }
    #[inline(always)]
    fn multiply(self, other: Bool) -> Bool {
        Bool(self.bit() & other.bit())
    }
    #[inline(always)]
    fn is_nonzero(self) -> bool {
        self.0 != 0
    }
}

impl Reduce for Bool {
    type Sum = i64;
    #[inline(always)]
    fn widen(self) -> i64 {
        self.bit() as i64
    }
    #[inline(always)]
    fn lesser(self, other: Bool) -> Bool {
        self.multiply(other)
    }
    #[inline(always)]
    fn greater(self, other: Bool) -> Bool {
        self.add(other)
    }
}

macro_rules! float {
    ($($t:ty),*) => {$(
        impl Arithmetic for $t {
            type Magnitude = $t;
            #[inline(always)]
            fn magnitude(self) -> $t { self.abs() }
            #[inline(always)]
            fn negative(self) -> $t { -self }
            #[inline(always)]
            fn add(self, other: $t) -> $t { self + other }
            #[inline(always)]
            fn subtract(self, other: $t) -> $t { self - other }
            #[inline(always)]
            fn multiply(self, other: $t) -> $t { self * other }
            #[inline(always)]
            fn is_nonzero(self) -> bool { self != 0.0 }
        }
        impl Number for $t {
            #[inline(always)]
            fn divide(self, other: $t) -> $t { self / other }
        }
        impl Reduce for $t {
            type Sum = $t;
            #[inline(always)]
            fn widen(self) -> $t { self }
            #[inline(always)]
            fn lesser(self, other: $t) -> $t {
                if other < self || other.is_nan() && !self.is_nan() { other } else { self }
            }
            #[inline(always)]
            fn greater(self, other: $t) -> $t {
                if other > self || other.is_nan() && !self.is_nan() { other } else { self }
            }
        }

        impl Arithmetic for Complex<$t> {
            type Magnitude = $t;
            #[inline(always)]
            fn magnitude(self) -> $t { self.re.hypotenuse(self.im) }
            #[inline(always)]
            fn negative(self) -> Self { -self }
            #[inline(always)]
            fn add(self, other: Self) -> Self { self + other }
            #[inline(always)]
            fn subtract(self, other: Self) -> Self { self - other }
            #[inline(always)]
            fn multiply(self, other: Self) -> Self { self * other }
            #[inline(always)]
            fn is_nonzero(self) -> bool { self.re != 0.0 || self.im != 0.0 }
        }
        impl Number for Complex<$t> {
            /// Smith's method, as NumPy has it.
            #[inline(always)]
            fn divide(self, other: Self) -> Self {
                let (a, b, c, d) = (self.re, self.im, other.re, other.im);
                if c.abs() >= d.abs() {
                    if c == 0.0 && d == 0.0 {
                        return Complex::new(a / c.abs(), b / c.abs());
                    }
                    let ratio = d / c;
                    let scale = 1.0 / (c + d * ratio);
                    Complex::new((a + b * ratio) * scale, (b - a * ratio) * scale)
                } else {
                    let ratio = c / d;
                    let scale = 1.0 / (d + c * ratio);
                    Complex::new((a * ratio + b) * scale, (b * ratio - a) * scale)
                }
            }
        }
        /// Ordered by real, then imaginary part.
        impl Reduce for Complex<$t> {
            type Sum = Self;
            #[inline(always)]
            fn widen(self) -> Self { self }
            #[inline(always)]
            fn lesser(self, other: Self) -> Self {
                let before = other.re < self.re || other.re == self.re && other.im < self.im;
                pick(self, other, before)
            }
            #[inline(always)]
            fn greater(self, other: Self) -> Self {
                let after = other.re > self.re || other.re == self.re && other.im > self.im;
                pick(self, other, after)
            }
        }
    )*};
}
float!(f32, f64);

#[inline(always)]
fn pick<F: num_complex::ComplexFloat>(a: F, b: F, second: bool) -> F {
    if a.is_nan() || !second && !b.is_nan() {
        a
    } else {
        b
    }
}

impl Float for f64 {
    #[inline(always)]
    fn hypotenuse(self, other: f64) -> f64 {
        self.hypot(other)
    }
}

impl Float for f32 {
    /// The squares of floats are exact in double precision and cannot overflow.
    #[inline(always)]
    fn hypotenuse(self, other: f32) -> f32 {
        let (x, y) = (self as f64, other as f64);
        let root = (x * x + y * y).sqrt() as f32;
        if self.is_infinite() || other.is_infinite() {
            f32::INFINITY
        } else {
            root
        }
    }
}
