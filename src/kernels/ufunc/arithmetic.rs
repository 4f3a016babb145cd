//! Arithmetic, rounding, and what chooses among numbers.

use super::libm::Real;
use super::loops::{copied, for_types, formulas, implement, select, select_type, Formula, Selected};
use crate::dtype::{Bool, Dtype, Kind};
use crate::kernels::number::{Arithmetic, Number, Reduce};
use num_complex::Complex;

formulas! {
    chunks Add(x, y) {
        bool signed float complex => T: Arithmetic::add(x, y);
    }
    chunks Subtract(x, y) {
        signed float complex => T: Arithmetic::subtract(x, y);
    }
    chunks Multiply(x, y) {
        bool signed float complex => T: Arithmetic::multiply(x, y);
    }
    chunks Divide(x, y) {
        float complex => T: Number::divide(x, y);
    }
    each FloorDivide(x, y) {
        signed => T: {
            let inexact = y != 0 && x.wrapping_rem(y) != 0 && (x < 0) != (y < 0);
            if y == 0 { 0 } else { x.wrapping_div(y) - inexact as T }
        };
        unsigned => T: x.checked_div(y).unwrap_or(0);
        float => T: Real::floor_divide(x, y);
    }
    each Remainder(x, y) {
        signed => T: {
            let rest = if y == 0 { 0 } else { x.wrapping_rem(y) };
            if rest != 0 && (rest < 0) != (y < 0) { rest + y } else { rest }
        };
        unsigned => T: x.checked_rem(y).unwrap_or(0);
        float => T: Real::remainder(x, y);
    }
    each Fmod(x, y) {
        integer => T: if y == 0 { 0 } else { x.wrapping_rem(y) };
        float => T: x % y;
    }
    each IntegerPower(x, y) {
        signed => T: if y >= 0 { x.wrapping_pow_by(y as u64) } else { x.power_of_reciprocal(y & 1 == 1) };
        unsigned => T: x.wrapping_pow_by(y as u64);
    }
    chunks Square(x) {
        signed float complex => T: Arithmetic::multiply(x, x);
    }
    each Reciprocal(x) {
        signed => T: if x == 1 || x == -1 { x } else { 0 };
        unsigned => T: (x == 1) as T;
        float => T: 1.0 / x;
        complex => T: if x.im.abs() <= x.re.abs() {
            let ratio = x.im / x.re;
            let scale = x.re + x.im * ratio;
            Complex::new(1.0 / scale, -ratio / scale)
        } else {
            let ratio = x.re / x.im;
            let scale = x.re * ratio + x.im;
            Complex::new(ratio / scale, -1.0 / scale)
        };
    }
    chunks Absolute(x) {
        bool integer float => T: Arithmetic::magnitude(x);
        complex => P: Arithmetic::magnitude(x);
    }
    chunks Fabs(x) {
        float => T: x.abs();
    }
    chunks Negative(x) {
        signed float complex => T: Arithmetic::negative(x);
    }
    chunks Sign(x) {
        signed => T: x.signum();
        unsigned => T: (x > 0) as T;
        float => T: if x.is_nan() { x } else { (x > 0.0) as i8 as T - (x < 0.0) as i8 as T };
        complex => T: {
            let magnitude = Real::hypot(x.re, x.im);
            if magnitude.is_nan() || x.re.is_infinite() && x.im.is_infinite() {
                Complex::new(P::NAN, P::NAN)
            } else if x.re.is_infinite() {
                Complex::new(x.re.signum(), 0.0)
            } else if x.im.is_infinite() {
                Complex::new(0.0, x.im.signum())
            } else if magnitude == 0.0 {
                Complex::new(0.0, 0.0)
            } else {
                Complex::new(x.re / magnitude, x.im / magnitude)
            }
        };
    }
    chunks Floor(x) {
        float => T: x.floor();
    }
    chunks Ceil(x) {
        float => T: x.ceil();
    }
    chunks Trunc(x) {
        float => T: x.trunc();
    }
    chunks Rint(x) {
        float => T: x.round_ties_even();
        complex => T: Complex::new(x.re.round_ties_even(), x.im.round_ties_even());
    }
    chunks Degrees(x) {
        float => T: x * (180.0 / std::f64::consts::PI) as T;
    }
    chunks Radians(x) {
        float => T: x * (std::f64::consts::PI / 180.0) as T;
    }
    chunks Maximum(x, y) {
        bool integer float complex => T: Reduce::greater(x, y);
    }
    chunks Minimum(x, y) {
        bool integer float complex => T: Reduce::lesser(x, y);
    }
    chunks Fmax(x, y) {
        float complex => T: if y.is_nan() { x } else if x.is_nan() { y } else { Reduce::greater(x, y) };
    }
    chunks Fmin(x, y) {
        float complex => T: if y.is_nan() { x } else if x.is_nan() { y } else { Reduce::lesser(x, y) };
    }
    chunks Clip(x, low, high) {
        bool integer float complex => T: Reduce::lesser(Reduce::greater(x, low), high);
    }
    chunks Copysign(x, y) {
        float => T: x.copysign(y);
    }
    chunks Heaviside(x, half) {
        float => T: if x == 0.0 { half } else if x.is_nan() { x } else { (x > 0.0) as i8 as T };
    }
    each Gcd(x, y) {
        signed => T: x.unsigned_abs().divisor(y.unsigned_abs()) as T;
        unsigned => T: x.divisor(y);
    }
    each Lcm(x, y) {
        signed => T: x.unsigned_abs().multiple(y.unsigned_abs()) as T;
        unsigned => T: x.multiple(y);
    }
    each Nextafter(x, y) {
        float => T: Real::nextafter(x, y);
    }
    each Spacing(x) {
        float => T: Real::spacing(x);
    }
    each Logaddexp(x, y) {
        float => T: Real::logaddexp(x, y);
    }
    each Logaddexp2(x, y) {
        float => T: Real::logaddexp2(x, y);
    }
    chunks Fraction(x) {
        float => T: if x.is_infinite() { 0.0 } else { x - x.trunc() }.copysign(x);
    }
    each Mantissa(x) {
        float => T: Real::frexp(x).0;
    }
    each Exponent(x) {
        float => i32: Real::frexp(x).1;
    }
}

/// Whole numbers are what they are rounded to.
pub(super) fn rounded(select: fn(Dtype) -> Option<Selected>, dtype: Dtype) -> Option<Selected> {
    if dtype.kind() < Kind::Float {
        copied(dtype)
    } else {
        select(dtype)
    }
}

/// Of a float and an int64.
pub(super) struct Ldexp;

macro_rules! ldexp {
    ($($t:ty)*) => {$(
        impl Formula<($t, i64)> for Ldexp {
            type Result = $t;
            const EACH: bool = true;
            #[inline(always)]
            fn of((x, exponent): ($t, i64)) -> $t {
                Real::ldexp(x, exponent)
            }
        }
    )*};
}
ldexp!(f32 f64);

impl Ldexp {
    pub(super) fn select(dtype: Dtype) -> Option<Selected> {
        match dtype {
            Dtype::Float32 => Some(select::<(f32, i64), Ldexp>()),
            Dtype::Float64 => Some(select::<(f64, i64), Ldexp>()),
            _ => None,
        }
    }
}

/// Powers, divisors and multiples that wrap.
trait Integer: Sized {
    fn wrapping_pow_by(self, exponent: u64) -> Self;
    /// A power with a negative exponent, rounded towards zero; 0 of zero, as the quotient by zero is.
    fn power_of_reciprocal(self, odd: bool) -> Self;
    fn divisor(self, other: Self) -> Self;
    fn multiple(self, other: Self) -> Self;
}

macro_rules! integer {
    ($($t:ty)*) => {$(
        impl Integer for $t {
            #[inline]
            fn wrapping_pow_by(self, mut exponent: u64) -> $t {
                let (mut power, mut factor) = (1 as $t, self);
                while exponent > 0 {
                    if exponent & 1 == 1 {
                        power = power.wrapping_mul(factor);
                    }
                    factor = factor.wrapping_mul(factor);
                    exponent >>= 1;
                }
                power
            }

            #[inline]
            fn power_of_reciprocal(self, odd: bool) -> $t {
                let minus_one = (0 as $t).wrapping_sub(1);
                if self == 1 || odd && self == minus_one { self } else { (self == minus_one) as $t }
            }

            #[inline]
            fn divisor(self, other: $t) -> $t {
                let (mut a, mut b) = (self, other);
                while b != 0 {
                    (a, b) = (b, a.wrapping_rem(b));
                }
                a
            }

            #[inline]
            fn multiple(self, other: $t) -> $t {
                match self.divisor(other) {
                    0 => 0,
                    divisor => self.wrapping_div(divisor).wrapping_mul(other),
                }
            }
        }
    )*};
}
integer!(i8 i16 i32 i64 u8 u16 u32 u64);
