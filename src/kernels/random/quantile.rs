//! Quantile functions of the normal and of the exponential law, by polynomials in tables.
//!
//! A word gives one of 2^62 probabilities (2k + 1)/2^63, for the normal law below ½ and with a sign, and the quantile function
//! takes it to a number: no rejection, one word for each. Every octave of probabilities is cut into 32 pieces; in each of them a
//! polynomial of degree 6 stands for the function, with an absolute error below 2·10⁻¹⁵. The normal table is made of AS 241:
//! M. J. Wichura, The percentage points of the normal distribution, Applied Statistics 37, 1988.

// Coefficients and test values as published.
#![allow(clippy::excessive_precision)]

use super::math::ln;
use std::sync::OnceLock;

/// Coefficients of one piece, a cache line; the last one is not used.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Piece([f64; TERMS + 1]);

const TERMS: usize = 7;
/// Bits of the mantissa that choose a piece.
const BITS: u32 = 5;
/// Bits of 1.0, of which no integer is smaller.
const ONE: u64 = 0x3FF << 52;
/// Octaves of integers up to 2^63, and the start of the next one, which rounding may reach.
const PIECES: usize = (63 << BITS) + 1;
/// Half a piece, where mantissas are from 1 to 2.
const HALF: f64 = 1.0 / (2 << BITS) as f64;
const SIGN: u64 = 1 << 63;

struct Table(Vec<Piece>);

impl Table {
    fn new(function: impl Fn(f64) -> f64) -> Table {
        Table((0..PIECES).map(|number| piece(number, &function)).collect())
    }

    /// The function of an odd number below 2^63 over 2^63.
    #[inline(always)]
    fn of(&self, number: u64) -> f64 {
        let bits = (number as i64 as f64).to_bits();
        let at = ((bits - ONE) >> (52 - BITS)) as usize;
        let Piece(c) = &self.0[at];
        let mantissa = f64::from_bits(ONE | bits & ((1 << (52 - BITS)) - 1));
        let x = mantissa - (1.0 + HALF);
        let mut sum = c[TERMS - 1];
        for k in (0..TERMS - 1).rev() {
            sum = sum.mul_add(x, c[k]);
        }
        sum
    }
}

/// Of mean 0 and deviation 1.
pub struct Normal(Table);

impl Normal {
    pub fn table() -> &'static Normal {
        static TABLE: OnceLock<Normal> = OnceLock::new();
        TABLE.get_or_init(|| Normal(Table::new(|x| upper_quantile(0.5 * x))))
    }

    #[inline(always)]
    pub fn of(&self, word: u64) -> f64 {
        f64::from_bits(self.0.of(word & !SIGN | 1).to_bits() ^ word & SIGN)
    }
}

/// Of mean 1.
pub struct Exponential(Table);

impl Exponential {
    pub fn table() -> &'static Exponential {
        static TABLE: OnceLock<Exponential> = OnceLock::new();
        TABLE.get_or_init(|| Exponential(Table::new(|x| -ln(x))))
    }

    #[inline(always)]
    pub fn of(&self, word: u64) -> f64 {
        // The polynomial may pass 0 by its error.
        self.0.of(word >> 1 | 1).max(0.0)
    }
}

/// The polynomial through values at Chebyshev's points, about the middle of the piece.
fn piece(number: usize, function: impl Fn(f64) -> f64) -> Piece {
    let octave = (number >> BITS) as i32 - 63;
    let step = (number & ((1 << BITS) - 1)) as f64 * 2.0 * HALF;
    let at = |k: usize| {
        let x = HALF * (std::f64::consts::PI * (k as f64 + 0.5) / TERMS as f64).cos();
        // Rounded, so that it is the same where the cosine's last bit is not.
        f64::from(x as f32)
    };
    let points: [f64; TERMS] = std::array::from_fn(at);
    // Divided differences, Newton's form, then powers.
    let mut c = points.map(|x| function((1.0 + step + HALF + x) * 2f64.powi(octave)));
    for order in 1..TERMS {
        for k in (order..TERMS).rev() {
            c[k] = (c[k] - c[k - 1]) / (points[k] - points[k - order]);
        }
    }
    let mut powers = [0.0; TERMS + 1];
    for k in (0..TERMS).rev() {
        for j in (0..TERMS).rev() {
            powers[j] = powers[j] * -points[k] + if j > 0 { powers[j - 1] } else { c[k] };
        }
    }
    Piece(powers)
}

/// The number that a normal variable exceeds with this probability.
fn upper_quantile(probability: f64) -> f64 {
    let ratio = |x: f64, above: &[f64], below: &[f64]| {
        let value = |c: &[f64]| c.iter().rev().fold(0.0, |sum, c| sum * x + c);
        value(above) / (1.0 + x * value(below))
    };
    let q = 0.5 - probability;
    if q.abs() <= 0.425 {
        return q * ratio(0.180625 - q * q, &CENTRAL.0, &CENTRAL.1);
    }
    let r = (-ln(probability)).sqrt();
    if r <= 5.0 {
        ratio(r - 1.6, &MIDDLE.0, &MIDDLE.1)
    } else {
        ratio(r - 5.0, &TAIL.0, &TAIL.1)
    }
}

/// Coefficients of PPND16, of rising powers; the denominators' first is 1.
type Rational = ([f64; 8], [f64; 7]);

#[rustfmt::skip]
const CENTRAL: Rational = (
    [3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
     4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3],
    [4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
     3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3],
);
#[rustfmt::skip]
const MIDDLE: Rational = (
    [1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4],
    [2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9],
);
#[rustfmt::skip]
const TAIL: Rational = (
    [6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15],
);

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of given probabilities, with quantiles of 50 digits from mpmath.
    #[test]
    fn quantiles_are_exact_to_2e_15() {
        let table = Normal::table();
        for &(word, expected) in REFERENCE {
            let found = table.of(word);
            assert!((found - expected).abs() < 2e-15, "{word:x}: {found:e} for {expected:e}");
            assert_eq!(table.of(word | 1 << 63), -found);
        }
    }

    #[test]
    fn exponential_quantiles_are_logarithms() {
        let table = Exponential::table();
        let mut word = 3u64;
        for k in 0..100_000 {
            word = word.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
            let x = (word >> (k % 60) >> 1 | 1) as f64 / 2f64.powi(63);
            let found = table.of(word >> (k % 60));
            assert!((found + x.ln()).abs() < 2e-15 * (1.0 - x.ln()), "{x}: {found}");
        }
        assert_eq!(table.of(u64::MAX), 0.0);
    }

    #[test]
    fn neighbouring_pieces_meet() {
        let table = Normal::table();
        for octave in 10..63 {
            for part in 0..32u64 {
                let word = (1u64 << octave) + (part << octave >> 5);
                let (below, above) = (table.of(word - 2), table.of(word + 2));
                let slope = 2.6 * 4.0 / (word as f64);
                assert!(below >= above - 2e-15 && below - above < slope + 3e-15, "{octave} {part}: {below} {above}");
            }
        }
    }
    #[rustfmt::skip]
    const REFERENCE: &[(u64, f64)] = &[
        (0x1, 9.080155124873612669),
        (0x3, 8.959802436136013725),
        (0x5, 8.903300606801247085),
        (0x7, 8.865891793856693386),
        (0x9, 8.837849963394886355),
        (0x401, 8.292245008029415017),
        (0x100001, 7.4239396857408509),
        (0x40003039, 6.443932782547138231),
        (0x100000181cd, 5.294704068439048754),
        (0x4000000000001, 3.841930685501910653),
        (0x80000000000001, 2.885634912426757139),
        (0x400000000000001, 2.153874694061456212),
        (0x1000000000000001, 1.534120544352546311),
        (0x2000000000000001, 1.150349380376008178),
        (0x3fffffffffffffff, 0.6744897501960817434),
        (0x4000000000000001, 0.674489750196081743),
        (0x6000000000000001, 0.3186393639643751629),
        (0x7fffffffffffffff, 0.0000000000000000001358845910484261192),
        (0x7ffffeffffffffff, 0.0000001494066878934675213),
        (0x7f80000000000001, 0.004895777906342451476),
        (0x67d, 8.234648247803272287),
        (0x5059, 7.927829307385592762),
        (0x6f797, 7.533218780034899545),
        (0x56f23f, 7.19649722926949117),
        (0x72e4739, 6.767952608416096995),
        (0x6c3047f7, 6.363822216919556162),
        (0x7f1446beb, 5.89714307080706348),
        (0x69bd69fe29, 5.454036900090807379),
        (0x61eec1d7da1, 4.953299580022632368),
        (0x75c8076ce2ef, 4.343224806666611685),
        (0x71a9477330bdb, 3.698600367762271947),
        (0x4ff07af17fd375, 3.030739510739526681),
        (0x4351904a6233255, 2.133662546428494082),
        (0x1413b446e6a16a3b, 1.415741084714540775),
        (0x2f96ecbf1cfb10f7, 0.8931191680628207059),
        (0x6f2938807814e8a3, 0.165633405956371643),
        (0x30bcace73f1f65a9, 0.8765006625409278703),
        (0xd0d7f438b33e969, 1.635356195515269339),
        (0x1fea11ac92edcf45, 1.151976524354965941),
        (0x5d976d90035b7399, 0.3435513524693281128),
        (0x343e4b36377b9aa3, 0.8271517496475419552),
    ];
}
