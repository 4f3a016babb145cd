//! Numbers as NumPy prints them: all elements of an array in one common form.

use crate::dtype::{Bool, Dtype};
use num_complex::Complex;
use std::str::FromStr;

/// Digits after the point, at most.
const PRECISION: usize = 8;

/// Elements as words of equal width.
pub struct Words(Vec<String>);

impl Words {
    pub fn new(dtype: Dtype, elements: &[u8]) -> Words {
        Words(match dtype {
            Dtype::Bool => read::<Bool>(elements)
                .iter()
                .map(|b| if b.0 != 0 { " True".to_string() } else { "False".to_string() })
                .collect(),
            Dtype::Float32 => reals(&read::<f32>(elements)),
            Dtype::Float64 => reals(&read::<f64>(elements)),
            Dtype::Complex64 => complexes(&read::<Complex<f32>>(elements)),
            Dtype::Complex128 => complexes(&read::<Complex<f64>>(elements)),
            _ => {
                let words: Vec<String> = elements.chunks(dtype.size()).map(|e| scalar(dtype, e)).collect();
                let width = words.iter().map(String::len).max().unwrap_or(0);
                words.iter().map(|word| format!("{word:>width$}")).collect()
            }
        })
    }

    pub fn get(&self, index: usize) -> &str {
        &self.0[index]
    }
}

fn read<T: bytemuck::AnyBitPattern + bytemuck::NoUninit>(bytes: &[u8]) -> Vec<T> {
    bytemuck::allocation::pod_collect_to_vec(bytes)
}

/// One element alone, as `str` of a NumPy scalar.
pub fn scalar(dtype: Dtype, element: &[u8]) -> String {
    macro_rules! first {
        ($t:ty) => {
            bytemuck::pod_read_unaligned::<$t>(&element[..std::mem::size_of::<$t>()])
        };
    }
    match dtype {
        Dtype::Bool => if element[0] != 0 { "True" } else { "False" }.to_string(),
        Dtype::Int8 => first!(i8).to_string(),
        Dtype::Int16 => first!(i16).to_string(),
        Dtype::Int32 => first!(i32).to_string(),
        Dtype::Int64 => first!(i64).to_string(),
        Dtype::UInt8 => first!(u8).to_string(),
        Dtype::UInt16 => first!(u16).to_string(),
        Dtype::UInt32 => first!(u32).to_string(),
        Dtype::UInt64 => first!(u64).to_string(),
        Dtype::Float32 => alone(first!(f32), ".0"),
        Dtype::Float64 => alone(first!(f64), ".0"),
        Dtype::Complex64 => complex_alone(first!(Complex<f32>)),
        Dtype::Complex128 => complex_alone(first!(Complex<f64>)),
    }
}

/// What printing asks of the two float types.
trait Float: Copy + PartialOrd + FromStr {
    const ZERO: Self;
    /// Limits of the positional form in an array: largest number, smallest number, their ratio.
    const LIMITS: [Self; 3];
    /// Limits of the positional form alone.
    const ALONE: [Self; 2];
    fn is_finite(self) -> bool;
    fn is_nan(self) -> bool;
    fn is_negative(self) -> bool;
    fn magnitude(self) -> Self;
    fn over(self, other: Self) -> Self;
    /// Shortest digits that mean this number: positional, or with an exponent.
    fn shortest(self) -> String;
    fn shortest_exponential(self) -> String;
    /// The exact value rounded to so many digits after the point.
    fn rounded(self, digits: usize) -> String;
    fn rounded_exponential(self, digits: usize) -> String;
}

macro_rules! float {
    ($t:ty) => {
        impl Float for $t {
            const ZERO: $t = 0.0;
            const LIMITS: [$t; 3] = [1e8, 1e-4, 1e3];
            const ALONE: [$t; 2] = [1e16, 1e-4];
            fn is_finite(self) -> bool {
                <$t>::is_finite(self)
            }
            fn is_nan(self) -> bool {
                <$t>::is_nan(self)
            }
            fn is_negative(self) -> bool {
                self.is_sign_negative()
            }
            fn magnitude(self) -> $t {
                self.abs()
            }
            fn over(self, other: $t) -> $t {
                self / other
            }
            fn shortest(self) -> String {
                format!("{self}")
            }
            fn shortest_exponential(self) -> String {
                format!("{self:e}")
            }
            fn rounded(self, digits: usize) -> String {
                format!("{self:.digits$}")
            }
            fn rounded_exponential(self, digits: usize) -> String {
                format!("{self:.digits$e}")
            }
        }
    };
}
float!(f32);
float!(f64);

/// A magnitude's digits before and after the point, and its exponent.
struct Digits {
    whole: String,
    fraction: String,
    exponent: i32,
}

impl Digits {
    fn read(text: &str) -> Digits {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = exponent.parse().unwrap_or(0);
        Digits { whole: whole.into(), fraction: fraction.trim_end_matches('0').into(), exponent }
    }

    fn rounded<T: Float>(magnitude: T, exponential: bool, precision: usize) -> Digits {
        match exponential {
            true => Digits::read(&magnitude.rounded_exponential(precision)),
            false => Digits::read(&magnitude.rounded(precision)),
        }
    }

    /// The shortest digits that mean this number, or the exact value rounded to `precision`.
    fn shortest<T: Float>(magnitude: T, exponential: bool, precision: usize) -> Digits {
        let text = if exponential { magnitude.shortest_exponential() } else { magnitude.shortest() };
        let shortest = Digits::read(&text);
        let count = shortest.fraction.len();
        if count > precision {
            return Digits::rounded(magnitude, exponential, precision);
        }
        // Between two shortest forms that are equally near NumPy takes the even one.
        let even = if exponential { magnitude.rounded_exponential(count) } else { magnitude.rounded(count) };
        match count > 0 && even.parse().is_ok_and(|number: T| number == magnitude) {
            true => Digits::read(&even),
            false => shortest,
        }
    }
}

fn sign<T: Float>(x: T, plus: bool) -> &'static str {
    match (x.is_negative() && !x.is_nan(), plus) {
        (true, _) => "-",
        (false, true) => "+",
        (false, false) => "",
    }
}

fn not_finite<T: Float>(x: T, plus: bool) -> String {
    format!("{}{}", sign(x, plus), if x.is_nan() { "nan" } else { "inf" })
}

fn reals<T: Float>(values: &[T]) -> Vec<String> {
    column(values, false)
}

/// Numbers in one common form, points below each other; `plus` gives every number a sign.
fn column<T: Float>(values: &[T], plus: bool) -> Vec<String> {
    let finite: Vec<T> = values.iter().copied().filter(|x| x.is_finite()).collect();
    let mut magnitudes = finite.iter().map(|x| x.magnitude()).filter(|&x| x > T::ZERO);
    let exponential = magnitudes.next().is_some_and(|first| {
        let (least, most) = magnitudes.fold((first, first), |(least, most), x| {
            (if x < least { x } else { least }, if x > most { x } else { most })
        });
        most >= T::LIMITS[0] || least < T::LIMITS[1] || most.over(least) > T::LIMITS[2]
    });
    let part = |x: T, digits: Digits| (format!("{}{}", sign(x, plus), digits.whole), digits);
    let shortest = |&x: &T| part(x, Digits::shortest(x.magnitude(), exponential, PRECISION));
    let mut parts: Vec<(String, Digits)> = finite.iter().map(shortest).collect();
    let fraction = parts.iter().map(|(_, digits)| digits.fraction.len()).max().unwrap_or(0);
    if exponential {
        // All show the same number of digits; those a number does not need are those of its exact value.
        for (shown, &x) in parts.iter_mut().zip(&finite).filter(|(shown, _)| shown.1.fraction.len() < fraction) {
            *shown = part(x, Digits::rounded(x.magnitude(), true, fraction));
        }
    }
    let longest = |length: &dyn Fn(&(String, Digits)) -> usize| parts.iter().map(length).max().unwrap_or(0);
    let exponent_digits = longest(&|part| part.1.exponent.unsigned_abs().to_string().len()).max(2);
    let right = fraction + if exponential { exponent_digits + 2 } else { 0 };
    let left = longest(&|part| part.0.len());
    let point = 1;
    let others = values.iter().filter(|x| !x.is_finite()).map(|&x| not_finite(x, plus).len()).max().unwrap_or(0);
    let width = (left + point + right).max(others);
    let left = width - point - right;
    let mut parts = parts.into_iter();
    let word = |&x: &T| match x.is_finite().then(|| parts.next()).flatten() {
        None => format!("{:>width$}", not_finite(x, plus)),
        Some((whole, digits)) if exponential => {
            let sign = if digits.exponent < 0 { '-' } else { '+' };
            let power = digits.exponent.unsigned_abs();
            format!("{whole:>left$}.{:0<fraction$}e{sign}{power:0>exponent_digits$}", digits.fraction)
        }
        Some((whole, digits)) => format!("{whole:>left$}.{:<fraction$}", digits.fraction),
    };
    values.iter().map(word).collect()
}

fn complexes<T: Float>(values: &[Complex<T>]) -> Vec<String> {
    let re = column(&values.iter().map(|z| z.re).collect::<Vec<_>>(), false);
    let im = column(&values.iter().map(|z| z.im).collect::<Vec<_>>(), true);
    let join = |(re, im): (String, String)| {
        let digits = im.trim_end();
        format!("{re}{digits}j{}", &im[digits.len()..])
    };
    re.into_iter().zip(im).map(join).collect()
}

/// One number by its shortest digits; `zero` follows a number without a fraction.
fn alone<T: Float>(x: T, zero: &str) -> String {
    if !x.is_finite() {
        return not_finite(x, false);
    }
    let magnitude = x.magnitude();
    let exponential = magnitude > T::ZERO && !(magnitude < T::ALONE[0] && magnitude >= T::ALONE[1]);
    let Digits { whole, fraction, exponent } = Digits::shortest(magnitude, exponential, usize::MAX);
    let minus = sign(x, false);
    let point = if fraction.is_empty() { "" } else { "." };
    match exponential {
        true => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{minus}{whole}{point}{fraction}e{sign}{:02}", exponent.unsigned_abs())
        }
        false if fraction.is_empty() => format!("{minus}{whole}{zero}"),
        false => format!("{minus}{whole}.{fraction}"),
    }
}

fn complex_alone<T: Float>(z: Complex<T>) -> String {
    let im = alone(z.im, "");
    if z.re.magnitude() <= T::ZERO && !z.re.is_negative() {
        return format!("{im}j");
    }
    let plus = if im.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{im}j)", alone(z.re, ""))
}
