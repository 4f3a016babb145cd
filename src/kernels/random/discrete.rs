//! Laws of whole numbers: by a table of cumulative probabilities, or by rejection where that would be long.

use super::math::{ln, ln_binomial, ln_poisson};
use super::stream::{unit, Draws};
use crate::error::{Error, Result, Status};

/// Above this mean of a Poisson or binomial law rejection is used.
const LONGEST_MEAN: f64 = 64.0;
/// Weights below this share of the highest one are left out.
const NEGLIGIBLE: f64 = 1e-30;

/// Numbers `first`, `first + 1`, … with cumulative probabilities, one uniform number for each draw: the first number whose
/// cumulative probability is above it. A guide says where to begin (H.-C. Chen, Y. Asau, AIIE Transactions 6, 1974).
#[derive(Clone, Debug)]
pub struct Table {
    first: i64,
    cumulative: Vec<f64>,
    guide: Vec<u32>,
}

impl Table {
    /// Of weights of any sum, summed up and divided as NumPy's `choice` does.
    pub fn new(first: i64, weights: &[f64]) -> Result<Table> {
        let count = weights.len();
        let (mut cumulative, mut guide) = (Vec::new(), Vec::new());
        let no_room = cumulative.try_reserve_exact(count).is_err() || guide.try_reserve_exact(count).is_err();
        if no_room || u32::try_from(count).is_err() {
            return Err(Error::new(Status::Memory, format!("no memory for a table of {count} weights")));
        }
        let mut sum = 0.0;
        cumulative.extend(weights.iter().map(|weight| {
            sum += weight;
            sum
        }));
        cumulative.iter_mut().for_each(|value| *value /= sum);
        let mut at = 0;
        guide.extend((0..count).map(|j| {
            let least = j as f64 / count as f64;
            while at + 1 < count && cumulative[at] <= least {
                at += 1;
            }
            at as u32
        }));
        Ok(Table { first, cumulative, guide })
    }

    /// How many numbers there are.
    pub fn count(&self) -> i64 {
        self.cumulative.len() as i64
    }

    #[inline(always)]
    pub fn of(&self, word: u64) -> i64 {
        let u = unit(word);
        let count = self.cumulative.len();
        // The product may be rounded up to the next start.
        let start = (u * count as f64) as usize;
        let mut at = self.guide[start.min(count - 1)] as usize;
        while at > 0 && self.cumulative[at - 1] > u {
            at -= 1;
        }
        while at + 1 < count && self.cumulative[at] <= u {
            at += 1;
        }
        self.first + at as i64
    }
}

/// The weights around the mode of a law with these ratios of neighbours (of k + 1 to k), down to negligible ones.
fn around(mode: i64, last: i64, ratio: impl Fn(f64) -> f64) -> Result<Table> {
    let mut down = vec![1.0];
    for k in (0..mode).rev() {
        let weight = down[down.len() - 1] / ratio(k as f64);
        if weight < NEGLIGIBLE {
            break;
        }
        down.push(weight);
    }
    let first = mode + 1 - down.len() as i64;
    down.reverse();
    for k in mode..last {
        let weight = down[down.len() - 1] * ratio(k as f64);
        if weight < NEGLIGIBLE {
            break;
        }
        down.push(weight);
    }
    Table::new(first, &down)
}

/// A law of whole numbers whose values take one word from a table, or a few by rejection.
#[derive(Clone, Debug)]
pub enum Counting {
    Table(Table),
    Rejection(Rejection),
}

impl Counting {
    pub fn poisson(mean: f64) -> Result<Counting> {
        if mean <= LONGEST_MEAN {
            return around(mean as i64, i64::MAX, |k| mean / (k + 1.0)).map(Counting::Table);
        }
        let root = mean.sqrt();
        let b = 0.931 + 2.53 * root;
        Ok(Counting::Rejection(Rejection {
            law: Law::Poisson { mean },
            a: -0.059 + 0.02483 * b,
            b,
            c: mean + 0.43,
            height: ln(1.1239 + 1.1328 / (b - 3.4)),
            squeeze: 0.9277 - 3.6224 / (b - 2.0),
            last: f64::INFINITY,
        }))
    }

    pub fn binomial(trials: i64, probability: f64) -> Result<Counting> {
        let n = trials as f64;
        let flipped = probability > 0.5;
        let p = if flipped { 1.0 - probability } else { probability };
        let (mean, q) = (n * p, 1.0 - p);
        if mean <= LONGEST_MEAN {
            let mode = (((n + 1.0) * p) as i64).min(trials);
            let mut table = around(mode, trials, |k| (n - k) / (k + 1.0) * (p / q))?;
            if flipped {
                table = table.mirrored(trials)?;
            }
            return Ok(Counting::Table(table));
        }
        let root = (mean * q).sqrt();
        let b = 1.15 + 2.53 * root;
        let mode = ((n + 1.0) * p).floor();
        Ok(Counting::Rejection(Rejection {
            law: Law::Binomial { trials: n, p, flipped },
            a: -0.0873 + 0.0248 * b + 0.01 * p,
            b,
            c: mean + 0.5,
            height: ln((2.83 + 5.1 / b) * root) + ln_binomial(mode, n, p),
            squeeze: 0.92 - 4.2 / b,
            last: n,
        }))
    }
}

impl Table {
    /// Of `sum` less the number.
    fn mirrored(&self, sum: i64) -> Result<Table> {
        let mut before = 0.0;
        let mut weights: Vec<f64> = self.cumulative.iter().map(|&c| c - std::mem::replace(&mut before, c)).collect();
        weights.reverse();
        Table::new(sum - self.first - self.cumulative.len() as i64 + 1, &weights)
    }
}

#[derive(Clone, Copy, Debug)]
enum Law {
    Poisson { mean: f64 },
    Binomial { trials: f64, p: f64, flipped: bool },
}

/// Transformed rejection with a squeeze, about 1.15 attempts of two words.
///
/// W. Hörmann: The transformed rejection method for generating Poisson random variables. Insurance: Mathematics and Economics
/// 12, 1993; the same: The generation of binomial random variates. Journal of Statistical Computation and Simulation 46, 1993.
#[derive(Clone, Copy, Debug)]
pub struct Rejection {
    law: Law,
    a: f64,
    b: f64,
    c: f64,
    height: f64,
    squeeze: f64,
    last: f64,
}

impl Rejection {
    pub fn draw(&self, draws: &mut Draws) -> i64 {
        loop {
            let u = draws.unit() - 0.5;
            let v = draws.unit();
            let us = 0.5 - u.abs();
            let k = ((2.0 * self.a / us + self.b) * u + self.c).floor();
            if us >= 0.07 && v <= self.squeeze {
                return self.value(k);
            }
            if k < 0.0 || k > self.last {
                continue;
            }
            if ln(v) + self.height - ln(self.a / (us * us) + self.b) <= self.ln_probability(k) {
                return self.value(k);
            }
        }
    }

    fn ln_probability(&self, k: f64) -> f64 {
        match self.law {
            Law::Poisson { mean } => ln_poisson(k, mean),
            Law::Binomial { trials, p, .. } => ln_binomial(k, trials, p),
        }
    }

    fn value(&self, k: f64) -> i64 {
        match self.law {
            Law::Binomial { trials, flipped: true, .. } => (trials - k) as i64,
            _ => k as i64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_invert_cumulative_probabilities() {
        let weights = [0.0, 0.1, 0.0, 0.2, 0.7, 1e-9, 0.0];
        let table = Table::new(5, &weights).unwrap();
        let sum: f64 = weights.iter().sum();
        for k in 0..100_000u64 {
            let word = k.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut before = 0.0;
            let expected = weights.iter().position(|w| {
                before += w;
                before / sum > unit(word)
            });
            assert_eq!(table.of(word), 5 + expected.unwrap() as i64);
        }
        assert_eq!(table.of(0), 6);
        assert_eq!(table.of(u64::MAX), 10);
    }
}
