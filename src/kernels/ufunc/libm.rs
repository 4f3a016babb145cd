//! Functions of the system's mathematical library, and what follows from them.
//!
//! Special values are those of C99's Annexes F and G. Platforms pass a complex number as a structure of its two parts.

use crate::kernels::number::{Float, Number};
use num_complex::Complex;

/// Functions of real and of complex numbers.
pub(super) trait Analytic: Sized {
    fn sin(self) -> Self;
    fn cos(self) -> Self;
    fn tan(self) -> Self;
    fn arcsin(self) -> Self;
    fn arccos(self) -> Self;
    fn arctan(self) -> Self;
    fn sinh(self) -> Self;
    fn cosh(self) -> Self;
    fn tanh(self) -> Self;
    fn arcsinh(self) -> Self;
    fn arccosh(self) -> Self;
    fn arctanh(self) -> Self;
    fn exp(self) -> Self;
    fn exp2(self) -> Self;
    fn expm1(self) -> Self;
    fn log(self) -> Self;
    fn log2(self) -> Self;
    fn log10(self) -> Self;
    fn log1p(self) -> Self;
    fn sqrt(self) -> Self;
    fn power(self, exponent: Self) -> Self;
}

/// Functions of real numbers.
pub(super) trait Real: Analytic {
    fn cbrt(self) -> Self;
    fn arctan2(self, x: Self) -> Self;
    fn hypot(self, other: Self) -> Self;
    fn nextafter(self, towards: Self) -> Self;
    fn ldexp(self, exponent: i64) -> Self;
    fn frexp(self) -> (Self, i32);
    fn spacing(self) -> Self;
    fn logaddexp(self, other: Self) -> Self;
    fn logaddexp2(self, other: Self) -> Self;
    fn floor_divide(self, divisor: Self) -> Self;
    fn remainder(self, divisor: Self) -> Self;
}

macro_rules! declare {
    ($t:ty: $($name:ident)*) => { extern "C" { $(fn $name(x: $t) -> $t;)* } };
    ($t:ty, $u:ty: $($name:ident)*) => { extern "C" { $(fn $name(x: $t, y: $u) -> $t;)* } };
}
declare!(f64: sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log log2 log10 log1p cbrt);
declare!(f32: sinf cosf tanf asinf acosf atanf sinhf coshf tanhf asinhf acoshf atanhf expf exp2f expm1f logf log2f
    log10f log1pf cbrtf);
declare!(Complex<f64>: csin ccos ctan casin cacos catan csinh ccosh ctanh casinh cacosh catanh cexp clog csqrt);
declare!(Complex<f32>: csinf ccosf ctanf casinf cacosf catanf csinhf ccoshf ctanhf casinhf cacoshf catanhf cexpf clogf
    csqrtf);
declare!(f64, f64: atan2 pow nextafter);
declare!(f32, f32: atan2f powf nextafterf);
declare!(f64, libc::c_int: ldexp);
declare!(f32, libc::c_int: ldexpf);
declare!(f64, *mut libc::c_int: frexp);
declare!(f32, *mut libc::c_int: frexpf);
declare!(Complex<f64>, Complex<f64>: cpow);
declare!(Complex<f32>, Complex<f32>: cpowf);

/// Methods that are functions of C by other names. All are pure functions of their arguments.
macro_rules! forward {
    ($($name:ident($($other:ident)?) = $function:ident),* $(,)?) => {
        $(#[inline]
        fn $name(self $(, $other: Self)?) -> Self {
            unsafe { $function(self $(, $other)?) }
        })*
    };
}

macro_rules! precision {
    ($t:ident; $($real:ident = $function:ident),*; $pow:ident $cbrt:ident $atan2:ident $next:ident $ldexp:ident $frexp:ident;
     $($complex:ident = $cfunction:ident),*; $cpow:ident) => {
        impl Analytic for $t {
            forward!($($real() = $function),*);
            forward!(power(exponent) = $pow);
            #[inline(always)]
            fn sqrt(self) -> $t {
                <$t>::sqrt(self)
            }
        }

        impl Real for $t {
            forward!(cbrt() = $cbrt, arctan2(x) = $atan2, nextafter(towards) = $next);

            #[inline(always)]
            fn hypot(self, other: $t) -> $t {
                Float::hypotenuse(self, other)
            }

            /// Exponents beyond those of any number mean infinity and zero.
            #[inline]
            fn ldexp(self, exponent: i64) -> $t {
                unsafe { $ldexp(self, exponent.clamp(-100_000, 100_000) as libc::c_int) }
            }

            #[inline]
            fn frexp(self) -> ($t, i32) {
                let mut exponent = 0;
                let mantissa = unsafe { $frexp(self, &mut exponent) };
                (mantissa, if self.is_finite() { exponent } else { 0 })
            }

            fn spacing(self) -> $t {
                if self.is_infinite() {
                    return $t::NAN;
                }
                let magnitude = self.abs();
                let gap = magnitude.nextafter($t::INFINITY) - magnitude;
                if self < 0.0 { -gap } else { gap }
            }

            fn logaddexp(self, other: $t) -> $t {
                if self == other {
                    return self + std::$t::consts::LN_2;
                }
                let difference = self - other;
                if difference > 0.0 {
                    self + (-difference).exp().log1p()
                } else if difference <= 0.0 {
                    other + difference.exp().log1p()
                } else {
                    difference
                }
            }

            fn logaddexp2(self, other: $t) -> $t {
                if self == other {
                    return self + 1.0;
                }
                let log2_1p = |x: $t| x.log1p() * std::$t::consts::LOG2_E;
                let difference = self - other;
                if difference > 0.0 {
                    self + log2_1p((-difference).exp2())
                } else if difference <= 0.0 {
                    other + log2_1p(difference.exp2())
                } else {
                    difference
                }
            }

            /// As Python's `divmod` has it: the quotient of what the remainder leaves, rounded to the nearest integer.
            fn floor_divide(self, divisor: $t) -> $t {
                if divisor == 0.0 {
                    return self / divisor;
                }
                let rest = self % divisor;
                let mut quotient = (self - rest) / divisor;
                if rest != 0.0 && (divisor < 0.0) != (rest < 0.0) {
                    quotient -= 1.0;
                }
                if quotient == 0.0 {
                    return (0.0 as $t).copysign(self / divisor);
                }
                let floor = quotient.floor();
                if quotient - floor > 0.5 { floor + 1.0 } else { floor }
            }

            /// Of the divisor's sign.
            fn remainder(self, divisor: $t) -> $t {
                let rest = self % divisor;
                if divisor == 0.0 {
                    rest
                } else if rest == 0.0 {
                    (0.0 as $t).copysign(divisor)
                } else if (divisor < 0.0) != (rest < 0.0) {
                    rest + divisor
                } else {
                    rest
                }
            }
        }

        impl Analytic for Complex<$t> {
            forward!($($complex() = $cfunction),*);

            fn exp2(self) -> Self {
                Analytic::exp(self * std::$t::consts::LN_2)
            }

            /// `exp(x)·cos(y) - 1 = expm1(x)·cos(y) - 2·sin²(y/2)`.
            fn expm1(self) -> Self {
                let half = (self.im / 2.0).sin();
                let re = Analytic::expm1(self.re) * self.im.cos() - 2.0 * half * half;
                Complex::new(re, Analytic::exp(self.re) * self.im.sin())
            }

            fn log2(self) -> Self {
                Analytic::log(self) * std::$t::consts::LOG2_E
            }

            fn log10(self) -> Self {
                Analytic::log(self) * std::$t::consts::LOG10_E
            }

            fn log1p(self) -> Self {
                let (x, y) = (self.re + 1.0, self.im);
                Complex::new(Analytic::log(Real::hypot(x, y)), Real::arctan2(y, x))
            }

            /// Small integer powers are products, as in NumPy, and powers of zero are zero or undefined.
            fn power(self, exponent: Self) -> Self {
                let (x, y) = (exponent.re, exponent.im);
                if x == 0.0 && y == 0.0 {
                    return Complex::new(1.0, 0.0);
                }
                if self.re == 0.0 && self.im == 0.0 {
                    return if x > 0.0 && y == 0.0 { Complex::new(0.0, 0.0) } else { Complex::new($t::NAN, $t::NAN) };
                }
                if y == 0.0 && x.abs() < 100.0 && x.trunc() == x {
                    let (mut rest, mut factor) = (x.abs() as u32, self);
                    let mut product = None;
                    while rest > 0 {
                        if rest & 1 == 1 {
                            product = Some(product.map_or(factor, |product: Self| product * factor));
                        }
                        rest >>= 1;
                        if rest > 0 {
                            factor = factor * factor;
                        }
                    }
                    let product = product.unwrap_or(Complex::new(1.0, 0.0));
                    return if x < 0.0 { Number::divide(Complex::new(1.0, 0.0), product) } else { product };
                }
                unsafe { $cpow(self, exponent) }
            }
        }
    };
}
precision! {
    f64; sin = sin, cos = cos, tan = tan, arcsin = asin, arccos = acos, arctan = atan, sinh = sinh, cosh = cosh,
    tanh = tanh, arcsinh = asinh, arccosh = acosh, arctanh = atanh, exp = exp, exp2 = exp2, expm1 = expm1, log = log,
    log2 = log2, log10 = log10, log1p = log1p;
    pow cbrt atan2 nextafter ldexp frexp;
    sin = csin, cos = ccos, tan = ctan, arcsin = casin, arccos = cacos, arctan = catan, sinh = csinh, cosh = ccosh,
    tanh = ctanh, arcsinh = casinh, arccosh = cacosh, arctanh = catanh, exp = cexp, log = clog, sqrt = csqrt;
    cpow
}
precision! {
    f32; sin = sinf, cos = cosf, tan = tanf, arcsin = asinf, arccos = acosf, arctan = atanf, sinh = sinhf,
    cosh = coshf, tanh = tanhf, arcsinh = asinhf, arccosh = acoshf, arctanh = atanhf, exp = expf, exp2 = exp2f,
    expm1 = expm1f, log = logf, log2 = log2f, log10 = log10f, log1p = log1pf;
    powf cbrtf atan2f nextafterf ldexpf frexpf;
    sin = csinf, cos = ccosf, tan = ctanf, arcsin = casinf, arccos = cacosf, arctan = catanf, sinh = csinhf,
    cosh = ccoshf, tanh = ctanhf, arcsinh = casinhf, arccosh = cacoshf, arctanh = catanhf, exp = cexpf, log = clogf,
    sqrt = csqrtf;
    cpowf
}
