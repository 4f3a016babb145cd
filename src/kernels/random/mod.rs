//! Random numbers by position: what an element gets depends on the key, the stream and the element's place alone.
//!
//! A call that fills an array begins at a position of the stream; the element with index i in C order has the word at that
//! position plus i, and as many further words of its own as it needs. So every element costs one word, half a word where
//! float32 are uniform, and neither order nor owner of the elements matter.

mod continuous;
mod discrete;
#[cfg(target_arch = "x86_64")]
mod lanes;
mod math;
mod permutation;
mod philox;
mod quantile;
mod stream;

pub use philox::{Block, Key};
pub use stream::{Run, Stream, BATCH};

use crate::dtype::{Dtype, Kind};
use crate::error::Result;
use continuous::{Beta, Gamma};
use discrete::{Counting, Table};
use permutation::Permutation;
use quantile::{Exponential, Normal};
use stream::{multiply, threshold, unit};

/// True if the versions compiled for newer processors may run.
#[inline]
fn wide() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2")
        && std::arch::is_x86_feature_detected!("bmi2")
        && std::arch::is_x86_feature_detected!("fma");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// Defines a function twice from one inlined body, the second time for processors that pass [`wide`].
macro_rules! versions {
    ($body:ident, $plain:ident, $wide:ident, ($($argument:ident: $type:ty),*)) => {
        fn $plain($($argument: $type),*) {
            $body($($argument),*)
        }
        #[cfg_attr(target_arch = "x86_64", target_feature(enable = "avx2,bmi2,fma"))]
        unsafe fn $wide($($argument: $type),*) {
            $body($($argument),*)
        }
    };
}
use versions;

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Law {
    /// The words themselves.
    Bits,
    /// `low + (high - low)·u`, u from [0, 1) in steps of 2⁻⁵³.
    Uniform {
        low: f64,
        width: f64,
    },
    /// The same of float32, u in steps of 2⁻²⁴, half a word each.
    UniformHalves {
        low: f64,
        width: f64,
        held: Option<u32>,
    },
    /// `low` and the `range` − 1 numbers after it; range 0 stands for 2^64.
    Integers {
        low: i64,
        range: u64,
    },
    Normal {
        mean: f64,
        deviation: f64,
    },
    Exponential {
        scale: f64,
    },
    Gamma {
        gamma: Gamma,
        scale: f64,
    },
    Beta(Beta),
    Bernoulli {
        probability: f64,
    },
    Counting(Counting),
    /// Whole numbers by weights.
    Weighted(Table),
    /// Element i is what comes i-th in an order of 0, 1, …
    Order(Permutation),
    /// Element i is the i-th of these, of 0 … `count` − 1.
    Listed {
        list: Vec<i64>,
        count: i64,
    },
}

/// What the elements of a law are before they become those of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Real,
    Whole,
}

fn finite(value: f64, name: &str) -> Result<f64> {
    if !value.is_finite() {
        refuse!(Argument, name, "expected a finite number, got {value}");
    }
    Ok(value)
}

fn not_negative(value: f64, name: &str) -> Result<f64> {
    if finite(value, name)? < 0.0 {
        refuse!(Argument, name, "expected at least 0, got {value}");
    }
    Ok(value)
}

fn positive(value: f64, name: &str) -> Result<f64> {
    if finite(value, name)? <= 0.0 {
        refuse!(Argument, name, "expected more than 0, got {value}");
    }
    Ok(value)
}

fn share(value: f64, name: &str) -> Result<f64> {
    if !(0.0..=1.0).contains(&value) {
        refuse!(Argument, name, "expected 0 to 1, got {value}");
    }
    Ok(value)
}

fn check_weights(weights: &[f64]) -> Result<()> {
    if let Some(at) = weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
        refuse!(Argument, "weights", "expected finite numbers of at least 0, got {} in place {at}", weights[at]);
    }
    let sum: f64 = weights.iter().sum();
    if !(sum > 0.0 && sum.is_finite()) {
        refuse!(Argument, "weights", "expected a finite sum of more than 0, got {sum}");
    }
    Ok(())
}

/// The largest mean of a counting law: counts stay exact in float64.
const LARGEST_MEAN: f64 = 4e15;

impl Law {
    pub fn uniform(low: f64, high: f64) -> Result<Law> {
        finite(low, "low")?;
        finite(high, "high")?;
        let width = finite(high - low, "high")?;
        if width < 0.0 {
            refuse!(Argument, "high", "expected at least 'low', {low}, got {high}");
        }
        Ok(Law::Uniform { low, width })
    }

    /// From `low` to `high`, the latter only if `endpoint`.
    pub fn integers(low: i64, high: i64, endpoint: bool) -> Result<Law> {
        if high < low || (high == low && !endpoint) {
            let least = if endpoint { "at least" } else { "more than" };
            refuse!(Argument, "high", "expected {least} 'low', {low}, got {high}");
        }
        Ok(Law::Integers { low, range: (high.wrapping_sub(low) as u64).wrapping_add(endpoint.into()) })
    }

    pub fn normal(mean: f64, deviation: f64) -> Result<Law> {
        Ok(Law::Normal { mean: finite(mean, "mean")?, deviation: not_negative(deviation, "deviation")? })
    }

    pub fn exponential(scale: f64) -> Result<Law> {
        Ok(Law::Exponential { scale: not_negative(scale, "scale")? })
    }

    pub fn gamma(shape: f64, scale: f64) -> Result<Law> {
        let gamma = Gamma::new(not_negative(shape, "shape")?);
        Ok(Law::Gamma { gamma, scale: not_negative(scale, "scale")? })
    }

    pub fn chi_square(freedom: f64) -> Result<Law> {
        Ok(Law::Gamma { gamma: Gamma::new(positive(freedom, "freedom")? / 2.0), scale: 2.0 })
    }

    pub fn beta(a: f64, b: f64) -> Result<Law> {
        Ok(Law::Beta(Beta::new(positive(a, "a")?, positive(b, "b")?)))
    }

    pub fn bernoulli(probability: f64) -> Result<Law> {
        Ok(Law::Bernoulli { probability: share(probability, "probability")? })
    }

    pub fn poisson(mean: f64) -> Result<Law> {
        if not_negative(mean, "mean")? > LARGEST_MEAN {
            refuse!(Argument, "mean", "expected at most {LARGEST_MEAN:e}, got {mean}");
        }
        Counting::poisson(mean).map(Law::Counting)
    }

    pub fn binomial(trials: i64, probability: f64) -> Result<Law> {
        if trials < 0 || trials as f64 > LARGEST_MEAN {
            refuse!(Argument, "trials", "expected 0 to {LARGEST_MEAN:e}, got {trials}");
        }
        Counting::binomial(trials, share(probability, "probability")?).map(Law::Counting)
    }

    /// 0 … count − 1 by weights, with replacement.
    pub fn weighted(weights: &[f64]) -> Result<Law> {
        check_weights(weights)?;
        Table::new(0, weights).map(Law::Weighted)
    }

    /// The first `chosen` of 0 … count − 1 in random order.
    pub fn order(count: i64, chosen: i64, stream: &Stream, position: u128) -> Result<Law> {
        if count < 0 || chosen > count {
            refuse!(Argument, "count", "expected at least as many as the array has elements, {chosen}, got {count}");
        }
        Ok(Law::Order(Permutation::new(count, stream, position)))
    }

    /// As many of 0 … count − 1 by weights, without replacement.
    pub fn weighted_order(weights: &[f64], chosen: i64, stream: &Stream, position: u128) -> Result<Law> {
        check_weights(weights)?;
        let possible = weights.iter().filter(|&&w| w > 0.0).count() as i64;
        if chosen > possible {
            refuse!(
                Argument,
                "weights",
                "expected at least as many above 0 as the array has elements, {chosen}, got {possible}"
            );
        }
        let list = permutation::weighted(weights, chosen as usize, &mut stream.of_call(position))?;
        Ok(Law::Listed { list, count: weights.len() as i64 })
    }

    pub fn value(&self) -> Value {
        match self {
            Law::Uniform { .. } | Law::UniformHalves { .. } | Law::Normal { .. } => Value::Real,
            Law::Exponential { .. } | Law::Gamma { .. } | Law::Beta(_) => Value::Real,
            _ => Value::Whole,
        }
    }

    /// The lowest and the highest whole number that is drawn, where that is known and matters.
    fn bounds(&self) -> Option<(i64, i64)> {
        match self {
            Law::Integers { low, range } => Some((*low, low.wrapping_add(range.wrapping_sub(1) as i64))),
            Law::Weighted(table) => Some((0, table.count() - 1)),
            Law::Order(order) => Some((0, order.count() - 1)),
            Law::Listed { count, .. } => Some((0, count - 1)),
            _ => None,
        }
    }

    /// Errors unless arrays of this dtype can be filled.
    pub fn check(&self, dtype: Dtype) -> Result<()> {
        let fits = match (self, self.value()) {
            (Law::Bernoulli { .. }, _) => dtype.kind() != Kind::Complex,
            (_, Value::Real) => dtype.kind() == Kind::Float,
            (Law::Counting(_), _) => !matches!(dtype.kind(), Kind::Bool | Kind::Complex),
            (_, Value::Whole) => matches!(dtype.kind(), Kind::Signed | Kind::Unsigned),
        };
        if !fits {
            let expected = match (self, self.value()) {
                (Law::Bernoulli { .. }, _) => "bool, integers or floats",
                (_, Value::Real) => "float32 or float64",
                (Law::Counting(_), _) => "integers or floats",
                _ => "integers",
            };
            refuse!(Dtype, "array", "expected {expected} as elements, got {}", dtype.name());
        }
        if let Some((low, high)) = self.bounds() {
            let (least, most) = limits(dtype);
            if i128::from(low) < least || i128::from(high) > most {
                let name = match self {
                    Law::Integers { .. } if i128::from(low) < least => "low",
                    Law::Integers { .. } => "high",
                    _ => "array",
                };
                refuse!(Argument, name, "{} holds {least} to {most}, expected {low} to {high}", dtype.name());
            }
        }
        Ok(())
    }

    /// Fills `values` with the elements of these runs, bits of f64 or of i64, of a call that begins at `base`. Runs have
    /// at most [`BATCH`] elements together.
    pub fn fill(&self, stream: &Stream, base: u128, runs: &[Run], values: &mut [u64]) {
        match self {
            Law::UniformHalves { held, .. } => stream.halves_of(base, *held, runs, values),
            Law::Gamma { .. } | Law::Beta(_) | Law::Order(_) | Law::Listed { .. } => number(runs, values),
            Law::Counting(Counting::Rejection(_)) => number(runs, values),
            _ => stream.words_of(base, runs, values),
        }
        if let &Law::Uniform { low, width } = self {
            return units(values, low, width);
        }
        if wide() {
            // Sound: the processor has what this version is compiled for.
            unsafe { convert_wide(self, stream, base, runs, values) }
        } else {
            convert_plain(self, stream, base, runs, values)
        }
    }
}

/// Makes of words the numbers `low + width · u`. With 0 and 1 they are the u themselves.
fn units(values: &mut [u64], low: f64, width: f64) {
    #[cfg(target_arch = "x86_64")]
    let whole = if lanes::available() { values.len() & !7 } else { 0 };
    #[cfg(not(target_arch = "x86_64"))]
    let whole = 0;
    #[cfg(target_arch = "x86_64")]
    // Sound: the instructions are there unless there is nothing to do.
    unsafe {
        lanes::units(bytemuck::cast_slice_mut(&mut values[..whole]), low, width)
    }
    each(&mut values[whole..], |word| low + width * unit(word));
}

/// What a dtype can hold.
fn limits(dtype: Dtype) -> (i128, i128) {
    let bits = dtype.size() as u32 * 8;
    match dtype.kind() {
        Kind::Unsigned => (0, (1 << bits) - 1),
        _ => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
    }
}

/// The elements' indices in C order.
fn number(runs: &[Run], values: &mut [u64]) {
    let indices = runs.iter().flat_map(|run| (0..run.count).map(|k| run.index(k) as u64));
    values.iter_mut().zip(indices).for_each(|(value, index)| *value = index);
}

/// The index of the `k`-th element of runs.
#[cold]
fn index_of(runs: &[Run], mut k: usize) -> i64 {
    for run in runs {
        if k < run.count {
            return run.index(k);
        }
        k -= run.count;
    }
    0
}

#[inline(always)]
fn each(values: &mut [u64], value: impl Fn(u64) -> f64) {
    values.iter_mut().for_each(|bits| *bits = value(*bits).to_bits());
}

/// Turns words, or indices, into elements.
#[inline(always)]
fn convert(law: &Law, stream: &Stream, base: u128, runs: &[Run], values: &mut [u64]) {
    let own = |index: u64| stream.own(base.wrapping_add(u128::from(index)));
    match law {
        Law::Bits => (),
        &Law::Uniform { low, width } => each(values, |word| low + width * unit(word)),
        &Law::UniformHalves { low, width, .. } => {
            each(values, |half| low + width * ((half >> 8) as f64 * (1.0 / (1 << 24) as f64)))
        }
        &Law::Integers { low, range } => {
            let threshold = threshold(range);
            for (k, value) in values.iter_mut().enumerate() {
                let drawn = multiply(*value, range, threshold);
                let drawn = drawn.unwrap_or_else(|| own(index_of(runs, k) as u64).below(range));
                *value = (low as u64).wrapping_add(drawn);
            }
        }
        &Law::Normal { mean, deviation } => {
            let table = Normal::table();
            if mean == 0.0 && deviation == 1.0 {
                each(values, |word| table.of(word));
            } else {
                each(values, |word| mean + deviation * table.of(word));
            }
        }
        &Law::Exponential { scale } => {
            let table = Exponential::table();
            each(values, |word| scale * table.of(word));
        }
        Law::Gamma { gamma, scale } => {
            let normal = Normal::table();
            each(values, |index| scale * gamma.draw(normal, &mut own(index)));
        }
        Law::Beta(beta) => {
            let normal = Normal::table();
            each(values, |index| beta.draw(normal, &mut own(index)));
        }
        &Law::Bernoulli { probability } => {
            values.iter_mut().for_each(|word| *word = u64::from(unit(*word) < probability));
        }
        Law::Weighted(table) | Law::Counting(Counting::Table(table)) => {
            values.iter_mut().for_each(|word| *word = table.of(*word) as u64);
        }
        Law::Counting(Counting::Rejection(rejection)) => {
            values.iter_mut().for_each(|index| *index = rejection.draw(&mut own(*index)) as u64);
        }
        Law::Order(order) => values.iter_mut().for_each(|index| *index = order.at(*index as i64) as u64),
        Law::Listed { list, .. } => values.iter_mut().for_each(|index| *index = list[*index as usize] as u64),
    }
}

#[cfg(test)]
mod tests;

versions!(convert, convert_plain, convert_wide, (law: &Law, stream: &Stream, base: u128, runs: &[Run], values: &mut [u64]));
