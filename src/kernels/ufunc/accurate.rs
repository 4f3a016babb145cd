//! Functions in double precision with less error than libmvec's, written so that the compiler makes vectors of them.
//!
//! Reductions and polynomials are those of Sun's fdlibm (`k_sin.c`, `k_cos.c`, `e_log.c`, `e_asin.c`, `s_atan.c`), the
//! exponential's a Taylor series; what rounding loses is kept beside by means of fused multiplication and addition. Where an
//! argument lies outside the range of a formula, that element alone is the system library's.

#![cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
// Constants have the digits of their sources; halves of pi are the first of two parts.
#![allow(clippy::excessive_precision, clippy::approx_constant)]

use super::libm::Analytic;
use super::Kernel;

/// A function by a formula, and whether the argument is within its range.
pub(super) trait Accurate {
    fn formula(x: f64) -> (f64, bool);
    fn library(x: f64) -> f64;
}

const CHUNK: usize = 16;

#[inline(always)]
unsafe fn run<F: Accurate>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    let (x, out) = (operands[0].cast::<f64>(), out.cast::<f64>());
    let one = |x: f64| match F::formula(x) {
        (value, true) => value,
        _ => F::library(x),
    };
    let whole = count - count % CHUNK;
    unsafe {
        for start in (0..whole).step_by(CHUNK) {
            let loaded = x.add(start).cast::<[f64; CHUNK]>().read_unaligned();
            let mut values = [0f64; CHUNK];
            let mut outside = [0u64; CHUNK];
            for i in 0..CHUNK {
                let (value, within) = F::formula(loaded[i]);
                values[i] = value;
                outside[i] = !within as u64;
            }
            if outside.iter().fold(0, |any, lane| any | lane) != 0 {
                for i in 0..CHUNK {
                    if outside[i] != 0 {
                        values[i] = F::library(loaded[i]);
                    }
                }
            }
            out.add(start).cast::<[f64; CHUNK]>().write_unaligned(values);
        }
        for i in whole..count {
            out.add(i).write_unaligned(one(x.add(i).read_unaligned()));
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn run_fma<F: Accurate>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe { run::<F>(operands, out, count) }
}

#[cfg(avx512)]
#[target_feature(enable = "avx2,fma,avx512f,avx512dq,avx512vl")]
unsafe fn run_avx512<F: Accurate>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe { run::<F>(operands, out, count) }
}

/// The loop for this processor, if it fuses multiplication and addition.
pub(super) fn kernel<F: Accurate>() -> Option<Kernel> {
    #[cfg(avx512)]
    if std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512dq")
        && std::arch::is_x86_feature_detected!("avx512vl")
        && std::arch::is_x86_feature_detected!("fma")
    {
        return Some(run_avx512::<F>);
    }
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        return Some(run_fma::<F>);
    }
    None
}

/// Added to a small number, it leaves the nearest integer in the low bits.
const ROUND: f64 = 6755399441055744.0;
const LN2_HIGH: f64 = 6.93147180369123816490e-01;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: [f64; N]) -> f64 {
    let mut sum = coefficients[N - 1];
    for k in (0..N - 1).rev() {
        sum = sum.mul_add(x, coefficients[k]);
    }
    sum
}

/// The sum, and what rounding lost of it.
#[inline(always)]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let other = sum - a;
    (sum, (a - (sum - other)) + (b - other))
}

/// The same where `a` is the larger one.
#[inline(always)]
fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, (a - sum) + b)
}

/// A power of two, from bits that hold its exponent below.
#[inline(always)]
fn power_of_two(bits: u64) -> f64 {
    f64::from_bits((bits << 52).wrapping_add(1.0f64.to_bits()))
}

/// `exp(r + rest) - 1` in two parts, for `r` within half of log 2.
#[inline(always)]
fn small_expm1(r: f64, rest: f64) -> (f64, f64) {
    // 1/2!, 1/3!, ...
    let series = polynomial(
        r,
        [
            0.5,
            1.0 / 6.0,
            1.0 / 24.0,
            1.0 / 120.0,
            1.0 / 720.0,
            1.0 / 5040.0,
            1.0 / 40320.0,
            1.0 / 362880.0,
            1.0 / 3628800.0,
            1.0 / 39916800.0,
            1.0 / 479001600.0,
            1.0 / 6227020800.0,
        ],
    );
    fast_two_sum(r, (r * r).mul_add(series, rest))
}

/// `x` as so many times log 2, in bits, and the rest in two parts.
#[inline(always)]
fn halvings(x: f64) -> (u64, f64, f64) {
    let shifted = x.mul_add(std::f64::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let high = n.mul_add(-LN2_HIGH, x);
    let r = n.mul_add(-LN2_LOW, high);
    (shifted.to_bits(), r, n.mul_add(-LN2_LOW, high - r))
}

/// Half of `exp(x)` in two parts, and half of `exp(-x)`.
#[inline(always)]
fn half_exponentials(x: f64) -> (f64, f64, f64) {
    let (n, r, rest) = halvings(x);
    let (high, low) = small_expm1(r, rest);
    let (high, lost) = fast_two_sum(1.0, high);
    let low = lost + low;
    let power = 0.5 * power_of_two(n);
    let inverse = 1.0 / high;
    (power * high, power * low, 0.25 / power * (inverse - low * inverse * inverse))
}

/// A number below 2 times a power of two whose exponent the bits hold.
#[inline(always)]
fn scaled(value: f64, bits: u64) -> f64 {
    f64::from_bits(value.to_bits().wrapping_add(bits << 52))
}

/// Formulas with their ranges, and the names of the library's functions.
macro_rules! accurate {
    ($($name:ident($x:ident) $within:expr => $value:expr;)*) => {$(
        pub(super) struct $name;
        impl Accurate for $name {
            #[inline(always)]
            fn formula($x: f64) -> (f64, bool) {
                ($value, $within)
            }
            fn library(x: f64) -> f64 {
                accurate!(@ $name)(x)
            }
        }
    )*};
    (@ Exp) => { Analytic::exp };
    (@ Exp2) => { Analytic::exp2 };
    (@ Expm1) => { Analytic::expm1 };
    (@ Cosh) => { Analytic::cosh };
    (@ Sinh) => { Analytic::sinh };
    (@ Arctanh) => { Analytic::arctanh };
    (@ Log) => { Analytic::log };
    (@ Log2) => { Analytic::log2 };
    (@ Log10) => { Analytic::log10 };
    (@ Log1p) => { Analytic::log1p };
    (@ Arcsin) => { Analytic::arcsin };
    (@ Arccos) => { Analytic::arccos };
    (@ Arctan) => { Analytic::arctan };
}

accurate! {
    Exp(x) x.abs() < 708.0 => {
        let (n, r, rest) = halvings(x);
        let (high, low) = small_expm1(r, rest);
        let (sum, lost) = fast_two_sum(1.0, high);
        scaled(sum + (lost + low), n)
    };
    Exp2(x) x.abs() < 1020.0 => {
        let shifted = x + ROUND;
        let fraction = x - (shifted - ROUND);
        let r = fraction * std::f64::consts::LN_2;
        let rest = fraction.mul_add(std::f64::consts::LN_2, -r) + fraction * LN2_REST;
        let (high, low) = small_expm1(r, rest);
        let (sum, lost) = fast_two_sum(1.0, high);
        scaled(sum + (lost + low), shifted.to_bits())
    };
    // The sign of zero, and powers that are lost beside 1, are the library's.
    Expm1(x) x.abs() < 36.0 && x != 0.0 => {
        let (n, r, rest) = halvings(x);
        let (high, low) = small_expm1(r, rest);
        let power = power_of_two(n);
        let (sum, lost) = two_sum(power - 1.0, power * high);
        sum + power.mul_add(low, lost)
    };
    Cosh(x) x.abs() < 708.0 => {
        let (high, low, below) = half_exponentials(x.abs());
        high + (low + below)
    };
    Sinh(x) x.abs() < 708.0 => {
        let z = x * x;
        // 1/3!, 1/5!, ...
        let series = polynomial(
            z,
            [
                1.0 / 6.0,
                1.0 / 120.0,
                1.0 / 5040.0,
                1.0 / 362880.0,
                1.0 / 39916800.0,
                1.0 / 6227020800.0,
                1.0 / 1307674368000.0,
                1.0 / 355687428096000.0,
                1.0 / 121645100408832000.0,
                1.0 / 51090942171709440000.0,
            ],
        );
        let (high, low, below) = half_exponentials(x.abs());
        if x.abs() < 1.0 { x.mul_add(z * series, x) } else { (high + (low - below)).copysign(x) }
    };
    Log(x) (f64::MIN_POSITIVE..f64::INFINITY).contains(&x) => {
        let (n, high, low) = logarithm(x);
        let (sum, lost) = two_sum(n * LN2_HIGH, high);
        sum + (lost + n.mul_add(LN2_LOW, low))
    };
    Log2(x) (f64::MIN_POSITIVE..f64::INFINITY).contains(&x) => {
        let (n, high, low) = logarithm(x);
        let (high, low) = multiplied(high, low, std::f64::consts::LOG2_E, 2.0355273740931033e-17);
        let (sum, lost) = two_sum(n, high);
        sum + (lost + low)
    };
    Log10(x) (f64::MIN_POSITIVE..f64::INFINITY).contains(&x) => {
        let (n, high, low) = logarithm(x);
        let (high, low) = multiplied(high, low, std::f64::consts::LOG10_E, 1.098319650216765e-17);
        // log10(2) in two parts, the first of which leaves room for the factor.
        let (sum, lost) = two_sum(n * 3.01029995663611771306e-01, high);
        sum + (lost + n.mul_add(3.69423907715893078616e-13, low))
    };
    Log1p(x) x > -0.99 && x < 1e300 && x != 0.0 => {
        let (sum, lost) = two_sum(1.0, x);
        let (n, high, low) = logarithm(sum);
        let (total, rounded) = two_sum(n * LN2_HIGH, high);
        let rest = rounded + n.mul_add(LN2_LOW, low) + lost / sum;
        total + rest
    };
    Arctanh(x) x.abs() > 1e-10 && x.abs() < 0.9999 => {
        let (a, a_low) = two_sum(1.0, x);
        let (b, b_low) = two_sum(1.0, -x);
        let quotient = a / b;
        let rest = quotient.mul_add(-b, a) + quotient.mul_add(-b_low, a_low);
        let (n, high, low) = logarithm(quotient);
        let (sum, lost) = two_sum(n * LN2_HIGH, high);
        0.5 * (sum + (lost + n.mul_add(LN2_LOW, low) + rest / a))
    };
    Arcsin(x) x.abs() <= 1.0 && x != 0.0 => {
        let magnitude = x.abs();
        let near = magnitude < 0.5;
        let z = if near { x * x } else { 0.5 * (1.0 - magnitude) };
        let ratio = arcsine_ratio(z);
        let root = z.sqrt();
        // What rounding lost of the root.
        let lost = if root == 0.0 { 0.0 } else { root.mul_add(-root, z) / (2.0 * root) };
        let p = 2.0 * root * ratio - (PI_2_LOW - 2.0 * lost);
        let (sum, rounded) = two_sum(PI_4_HIGH, -2.0 * root);
        let far = PI_4_HIGH + (sum - (p - rounded));
        if near { x.mul_add(ratio, x) } else { far.copysign(x) }
    };
    Arccos(x) x.abs() <= 1.0 => {
        let magnitude = x.abs();
        let near = magnitude < 0.5;
        let z = if near { x * x } else { 0.5 * (1.0 - magnitude) };
        let ratio = arcsine_ratio(z);
        let root = z.sqrt();
        let lost = if root == 0.0 { 0.0 } else { root.mul_add(-root, z) / (2.0 * root) };
        let middle = PI_2_HIGH - (x - (PI_2_LOW - x * ratio));
        let above = 2.0 * (root + root.mul_add(ratio, lost));
        let below = 2.0 * (PI_2_HIGH - (root + (root.mul_add(ratio, lost) - PI_2_LOW)));
        if near { middle } else if x > 0.0 { above } else { below }
    };
    Arctan(x) x != 0.0 && x.abs() < 1e300 => {
        let magnitude = x.abs();
        // The angle of the quotient is less than 0.44, beside one of four whose tangents are 0, 1/2, 1, 3/2, and the right one.
        let (above, below, high, low) = if magnitude < 0.4375 {
            (magnitude, 1.0, 0.0, 0.0)
        } else if magnitude < 0.6875 {
            (2.0 * magnitude - 1.0, 2.0 + magnitude, 4.63647609000806093515e-01, 2.26987774529616870924e-17)
        } else if magnitude < 1.1875 {
            (magnitude - 1.0, magnitude + 1.0, PI_4_HIGH, 3.06161699786838301793e-17)
        } else if magnitude < 2.4375 {
            (magnitude - 1.5, 1.5f64.mul_add(magnitude, 1.0), 9.82793723247329054082e-01, 1.39033110312309984516e-17)
        } else {
            (-1.0, magnitude, PI_2_HIGH, PI_2_LOW)
        };
        let t = above / below;
        let z = t * t;
        let series = z * polynomial(
            z,
            [
                3.33333333333329318027e-01,
                -1.99999999998764832476e-01,
                1.42857142725034663711e-01,
                -1.11111104054623557880e-01,
                9.09088713343650656196e-02,
                -7.69187620504482999495e-02,
                6.66107313738753120669e-02,
                -5.83357013379057348645e-02,
                4.97687799461593236017e-02,
                -3.65315727442169155270e-02,
                1.62858201153657823623e-02,
            ],
        );
        // What rounding lost of the quotient.
        let rest = t.mul_add(-below, above) / below;
        (high - (t.mul_add(series, -low - rest) - t)).copysign(x)
    };
}

const LN2_REST: f64 = 2.3190468138462996e-17;
const PI_4_HIGH: f64 = 7.85398163397448278999e-01;
const PI_2_HIGH: f64 = 1.57079632679489655800e+00;
const PI_2_LOW: f64 = 6.12323399573676603587e-17;

/// `(arcsin(x) - x) / x` of the square of `x`, up to 1/4.
#[inline(always)]
fn arcsine_ratio(z: f64) -> f64 {
    let above = polynomial(
        z,
        [
            1.66666666666666657415e-01,
            -3.25565818622400915405e-01,
            2.01212532134862925881e-01,
            -4.00555345006794114027e-02,
            7.91534994289814532176e-04,
            3.47933107596021167570e-05,
        ],
    );
    let below = polynomial(
        z,
        [
            1.0,
            -2.40339491173441421878e+00,
            2.02094576023350569471e+00,
            -6.88283971605453293030e-01,
            7.70381505559019352791e-02,
        ],
    );
    z * above / below
}

/// The exponent of a number, and the logarithm of its mantissa, between the root of 1/2 and that of 2, in two parts.
#[inline(always)]
fn logarithm(x: f64) -> (f64, f64, f64) {
    /// Of the square root of 1/2, where mantissas begin.
    const ROOT: u64 = 0x3fe6_a09e_667f_3bcd;
    const BIAS: u64 = 1023;
    let shifted = x.to_bits().wrapping_sub(ROOT).wrapping_add(BIAS << 52) >> 52;
    let mantissa = f64::from_bits(x.to_bits().wrapping_sub(shifted << 52).wrapping_add(BIAS << 52));
    let n = f64::from_bits(shifted | 0x4330_0000_0000_0000) - (4503599627370496.0 + BIAS as f64);
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let series = z * polynomial(
        z,
        [
            6.666666666666735130e-01,
            3.999999999940941908e-01,
            2.857142874366239149e-01,
            2.222219843214978396e-01,
            1.818357216161805012e-01,
            1.531383769920937332e-01,
            1.479819860511658591e-01,
        ],
    );
    let half = 0.5 * f * f;
    let lost = (0.5 * f).mul_add(f, -half);
    let (high, low) = fast_two_sum(f, -half);
    let tail = low - lost + s * (half + series);
    let (high, low) = fast_two_sum(high, tail);
    (n, high, low)
}

/// A product of numbers in two parts.
#[inline(always)]
fn multiplied(high: f64, low: f64, factor: f64, factor_low: f64) -> (f64, f64) {
    let product = high * factor;
    (product, high.mul_add(factor, -product) + low.mul_add(factor, high * factor_low))
}

/// A number and what rounding lost of it.
type Parts = (f64, f64);

/// Sine and cosine of what is left of an angle, in which quarter that was, and whether so much is exact.
#[inline(always)]
fn sine_and_cosine(x: f64) -> (Parts, Parts, u64, bool) {
    // π/2 in three parts of 33, 33 and 53 bits.
    const HIGH: f64 = 1.57079632673412561417e+00;
    const MIDDLE: f64 = 6.07710050630396597660e-11;
    const LOW: f64 = 2.02226624879595063154e-21;
    let shifted = x.mul_add(std::f64::consts::FRAC_2_PI, ROUND);
    let n = shifted - ROUND;
    let a = n.mul_add(-HIGH, x);
    let b = n.mul_add(-MIDDLE, a);
    let c = n.mul_add(-LOW, n.mul_add(-MIDDLE, a - b));
    // A zero keeps its sign.
    let r = if n == 0.0 { x } else { b + c };
    let rest = (b - r) + c;
    // Near a multiple of π/2 so much is lost that more parts were needed.
    let within = x.abs() < 1e6 && (n == 0.0 || r.abs() > 1e-4);
    let z = r * r;
    let s = polynomial(
        z,
        [
            8.33333333332248946124e-03,
            -1.98412698298579493134e-04,
            2.75573137070700676789e-06,
            -2.50507602534068634195e-08,
            1.58969099521155010221e-10,
        ],
    );
    let v = z * r;
    let below = z.mul_add(0.5 * rest - v * s, -rest) - v * -1.66666666666666324348e-01;
    let sine = fast_two_sum(r, -below);
    let c = polynomial(
        z,
        [
            4.16666666666666019037e-02,
            -1.38888888888741095749e-03,
            2.48015872894767294178e-05,
            -2.75573143513906633035e-07,
            2.08757232129817482790e-09,
            -1.13596475577881948265e-11,
        ],
    );
    let half = 0.5 * z;
    let w = 1.0 - half;
    let cosine = fast_two_sum(w, ((1.0 - w) - half) + z.mul_add(z * c, -(r * rest)));
    (sine, cosine, shifted.to_bits(), within)
}

/// With the sign that an odd half turn changes.
#[inline(always)]
fn turned(value: f64, quarters: u64) -> f64 {
    f64::from_bits(value.to_bits() ^ ((quarters & 2) << 62))
}

pub(super) struct Sin;

impl Accurate for Sin {
    #[inline(always)]
    fn formula(x: f64) -> (f64, bool) {
        let (sine, cosine, quarters, within) = sine_and_cosine(x);
        (turned(if quarters & 1 == 0 { sine.0 } else { cosine.0 }, quarters), within)
    }

    fn library(x: f64) -> f64 {
        Analytic::sin(x)
    }
}

pub(super) struct Cos;

impl Accurate for Cos {
    #[inline(always)]
    fn formula(x: f64) -> (f64, bool) {
        let (sine, cosine, quarters, within) = sine_and_cosine(x);
        (turned(if quarters & 1 == 0 { cosine.0 } else { sine.0 }, quarters.wrapping_add(1)), within)
    }

    fn library(x: f64) -> f64 {
        Analytic::cos(x)
    }
}

pub(super) struct Tan;

impl Accurate for Tan {
    #[inline(always)]
    fn formula(x: f64) -> (f64, bool) {
        let (sine, cosine, quarters, within) = sine_and_cosine(x);
        let (above, below) = if quarters & 1 == 0 { (sine, cosine) } else { ((-cosine.0, -cosine.1), sine) };
        let quotient = above.0 / below.0;
        let rest = quotient.mul_add(-below.0, above.0) + quotient.mul_add(-below.1, above.1);
        (quotient + rest / below.0, within && x != 0.0)
    }

    fn library(x: f64) -> f64 {
        Analytic::tan(x)
    }
}
