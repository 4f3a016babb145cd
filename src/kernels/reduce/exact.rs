//! Sums that do not depend on the order of their terms.
//!
//! The real line has a fixed grid of units 2^(40·j). A term is cut into slices, from the largest unit that its size needs
//! down: the nearest multiple of the unit, then that of what is left to the next one, by adding and subtracting a constant
//! (the extraction of Rump, Ogita and Oishi, Accurate floating-point summation, 2008). A slice depends on its term alone.
//! Slices of one unit are added as floats, exactly, inside a block, and as integers of 128 bits between blocks. The three
//! largest units in use are kept, as in Demmel and Nguyen, Parallel reproducible summation, 2015; a larger term drops the
//! smallest ones, whatever the order in which it comes. What is dropped of each term is below 2⁻⁸⁰ of the largest one, so
//! the sum of n terms has an error of at most n · 2⁻⁸⁰ · max|x| before it is rounded to double precision.

use super::item::Item;
use super::moments::variance;
use super::simple::{lanes, put};
use super::total::{parts_dtype, put_parts, CountKnown, Outcome, Term};
use super::Accumulator;
use crate::dtype::Dtype;
use std::marker::PhantomData;

/// Binary digits of a slice.
const WIDTH: i32 = 40;
/// Units that are kept.
const KEPT: usize = 3;
/// Terms whose slices of one unit, at most 2³⁹ each, are added in double precision without rounding.
const BLOCK: usize = 1024;
/// Independent sums.
const LANES: usize = 8;
/// Units whose constants would overflow.
const HUGE: i32 = 25;

/// 2^exponent, by parts so that neither a large nor a small one is lost.
fn scaled(value: f64, exponent: i32) -> f64 {
    let power = |e: i32| f64::from_bits(((1023 + e) as u64) << 52);
    let third = exponent / 3;
    value * power(third) * power(third) * power(exponent - 2 * third)
}

/// The constant that rounds to multiples of 2^exponent.
fn rounder(exponent: i32) -> f64 {
    scaled(1.5, 52 + exponent)
}

/// The largest unit that a term of this size needs.
fn unit_of(size: f64) -> i32 {
    let bits = size.to_bits() >> 52;
    // size < 2^exponent; subnormal numbers count as the smallest normal one.
    let exponent = bits.max(1) as i32 - 1022;
    -(-(exponent - (WIDTH - 1))).div_euclid(WIDTH)
}

#[derive(Clone, Copy)]
pub(super) struct Bins {
    /// Multiples of the units `top`, `top - 1`, `top - 2`.
    sums: [i128; KEPT],
    top: i32,
    infinite: [bool; 2],
    nan: bool,
}

/// The slices of a block's terms, added, and the size of the largest term.
struct Slices {
    sums: [f64; KEPT],
    largest: f64,
}

#[inline(always)]
unsafe fn slices(term: impl Fn(usize) -> f64, count: usize, rounders: [f64; KEPT]) -> Slices {
    let mut sums = [[0f64; LANES]; KEPT];
    let mut largest = [0f64; LANES];
    let [a, b, c] = rounders;
    let mut one = |i: usize, k: usize| {
        let x = term(k);
        let size = x.abs();
        largest[i] = if size > largest[i] { size } else { largest[i] };
        let first = (x + a) - a;
        let x = x - first;
        let second = (x + b) - b;
        let x = x - second;
        let third = (x + c) - c;
        sums[0][i] += first;
        sums[1][i] += second;
        sums[2][i] += third;
    };
    let whole = count - count % LANES;
    for begin in (0..whole).step_by(LANES) {
        for i in 0..LANES {
            one(i, begin + i);
        }
    }
    for k in whole..count {
        one(k - whole, k);
    }
    Slices { sums: sums.map(|lanes| lanes.iter().sum()), largest: largest.into_iter().fold(0.0, f64::max) }
}

impl Bins {
    const NONE: i32 = i32::MIN;
    pub const START: Bins = Bins { sums: [0; KEPT], top: Bins::NONE, infinite: [false; 2], nan: false };

    /// Takes terms `0..count`.
    #[inline(always)]
    unsafe fn feed(&mut self, term: impl Fn(usize) -> f64 + Copy, count: usize) {
        for begin in (0..count).step_by(BLOCK) {
            let length = BLOCK.min(count - begin);
            unsafe { self.feed_block(|k| term(begin + k), length) };
        }
    }

    #[inline(always)]
    unsafe fn feed_block(&mut self, term: impl Fn(usize) -> f64 + Copy, count: usize) {
        if self.top == Bins::NONE {
            let largest = (0..count).map(|k| term(k).abs()).filter(|x| x.is_finite()).fold(0.0, f64::max);
            if largest > 0.0 {
                self.raise(unit_of(largest));
            }
        }
        if self.top != Bins::NONE && self.top < HUGE {
            let top = self.top;
            let rounders = [0, 1, 2].map(|k| rounder((top - k) * WIDTH));
            let block = unsafe { slices(term, count, rounders) };
            // The sums of NaN are NaN.
            if block.largest < scaled(1.0, top * WIDTH + WIDTH - 1) && !block.sums[0].is_nan() {
                self.deposit(block.sums, top);
                return;
            }
        }
        self.feed_slowly(term, count);
    }

    /// Terms that are not finite, huge, or larger than all before.
    #[inline(never)]
    fn feed_slowly(&mut self, term: impl Fn(usize) -> f64, count: usize) {
        const PIECE: usize = 128;
        /// Huge terms are cut as if they were so many units smaller.
        const LOWER: i32 = 2;
        let mut finite = [0f64; PIECE];
        for begin in (0..count).step_by(PIECE) {
            let length = PIECE.min(count - begin);
            let mut largest = 0f64;
            for (k, value) in finite[..length].iter_mut().enumerate() {
                let x = term(begin + k);
                self.nan |= x.is_nan();
                self.infinite[0] |= x == f64::INFINITY;
                self.infinite[1] |= x == f64::NEG_INFINITY;
                *value = if x.is_finite() { x } else { 0.0 };
                largest = largest.max(value.abs());
            }
            if largest == 0.0 {
                continue;
            }
            let top = unit_of(largest).max(self.top);
            self.raise(top);
            let lower = if top >= HUGE { LOWER } else { 0 };
            if lower > 0 {
                finite[..length].iter_mut().for_each(|x| *x *= scaled(1.0, -lower * WIDTH));
            }
            let rounders = [0, 1, 2].map(|k| rounder((top - lower - k) * WIDTH));
            let block = unsafe { slices(|k| finite[k], length, rounders) };
            self.deposit(block.sums, top - lower);
        }
    }

    /// Adds slices of the unit `top` and the next ones, of which the first is the state's first.
    #[inline(always)]
    fn deposit(&mut self, sums: [f64; KEPT], top: i32) {
        for (k, sum) in sums.into_iter().enumerate() {
            if sum != 0.0 {
                self.sums[k] += scaled(sum, -(top - k as i32) * WIDTH) as i64 as i128;
            }
        }
    }

    /// Makes room for a larger unit.
    fn raise(&mut self, top: i32) {
        if self.top == Bins::NONE {
            self.top = top;
        }
        let steps = (top as i64 - self.top as i64).max(0) as usize;
        for k in (0..KEPT).rev() {
            self.sums[k] = if k >= steps { self.sums[k - steps] } else { 0 };
        }
        self.top = self.top.max(top);
    }

    #[inline(always)]
    pub fn merge(&mut self, other: &Bins) {
        self.nan |= other.nan;
        self.infinite[0] |= other.infinite[0];
        self.infinite[1] |= other.infinite[1];
        if other.top == Bins::NONE {
            return;
        }
        self.raise(other.top);
        let mut aligned = *other;
        aligned.raise(self.top);
        for (mine, others) in self.sums.iter_mut().zip(aligned.sums) {
            *mine += others;
        }
    }

    /// The sum as high + low times 2^exponent.
    fn pair(&self) -> (f64, f64, i32) {
        if self.top == Bins::NONE {
            return (0.0, 0.0, 0);
        }
        let (mut high, mut low) = (0f64, 0f64);
        for (k, &sum) in self.sums.iter().enumerate() {
            let first = sum as f64;
            let rest = (sum - first as i128) as f64;
            for part in [first, rest] {
                let part = scaled(part, (KEPT as i32 - 1 - k as i32) * WIDTH);
                let (total, error) = two_sum(high, part);
                (high, low) = (total, low + error);
            }
        }
        let (high, low) = two_sum(high, low);
        (high, low, (self.top - KEPT as i32 + 1) * WIDTH)
    }

    fn special(&self) -> Option<f64> {
        match (self.nan, self.infinite) {
            (true, _) | (_, [true, true]) => Some(f64::NAN),
            (_, [true, false]) => Some(f64::INFINITY),
            (_, [false, true]) => Some(f64::NEG_INFINITY),
            _ => None,
        }
    }

    pub fn value(&self) -> f64 {
        self.special().unwrap_or_else(|| {
            let (high, _, exponent) = self.pair();
            scaled(high, exponent)
        })
    }
}

fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// Sums of the parts of terms.
#[derive(Clone, Copy)]
pub(super) struct ExactTotal<T: Item, F: Term<T>, O: Outcome> {
    parts: [Bins; 2],
    count: u64,
    of: PhantomData<(T, F, O)>,
}

impl<T: Item, F: Term<T>, O: Outcome> Accumulator for ExactTotal<T, F, O> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        ExactTotal { parts: [Bins::START; 2], count: 0, of: PhantomData }
    }

    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, _: i64, _: i64) {
        let values = values.cast::<T>();
        unsafe {
            self.parts[0].feed(|k| F::part(values.add(k).read_unaligned(), 0), count);
            if F::PARTS == 2 {
                self.parts[1].feed(|k| F::part(values.add(k).read_unaligned(), 1), count);
            }
            if O::COUNTS {
                self.count += known::<T, F>(values, count);
            }
        }
    }

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        for (mine, others) in self.parts.iter_mut().zip(&other.parts) {
            mine.merge(others);
        }
        self.count += other.count;
    }

    fn finish(&self, _: f64, out: &mut [u8; 16]) {
        put_parts::<O>(F::PARTS, self.parts.map(|part| part.value()), self.count, out);
    }

    fn natural() -> Dtype {
        parts_dtype(F::PARTS)
    }
}

#[inline(always)]
unsafe fn known<T: Item, F: Term<T>>(values: *const T, count: usize) -> u64 {
    if !F::KNOWN {
        return count as u64;
    }
    unsafe { lanes::<T, CountKnown>(values, count) as u64 }
}

/// Sums of the parts of elements and of their squares, whose rounding errors are terms as well.
#[derive(Clone, Copy)]
pub(super) struct ExactMoments<T: Item, F: Term<T>, const ROOT: bool> {
    sums: [Bins; 2],
    squares: [Bins; 2],
    count: u64,
    of: PhantomData<(T, F)>,
}

impl<T: Item, F: Term<T>, const ROOT: bool> ExactMoments<T, F, ROOT> {
    #[inline(always)]
    unsafe fn feed_part(&mut self, values: *const T, count: usize, which: usize) {
        unsafe {
            let x = |k: usize| F::part(values.add(k).read_unaligned(), which);
            self.sums[which].feed(x, count);
            self.squares[which].feed(|k| x(k) * x(k), count);
            let error = |k: usize| {
                let (x, square) = (x(k), x(k) * x(k));
                if square.is_finite() {
                    x.mul_add(x, -square)
                } else {
                    0.0
                }
            };
            self.squares[which].feed(error, count);
        }
    }

    /// Σx² - (Σx)²/n with twice the digits of double precision; not a number where anything is not finite.
    fn deviations(&self, which: usize) -> f64 {
        let (sums, squares) = (&self.sums[which], &self.squares[which]);
        if sums.special().is_some() || squares.special().is_some() {
            return f64::NAN;
        }
        let (a, a_low, exponent) = sums.pair();
        let (b, b_low, square_exponent) = squares.pair();
        let n = self.count as f64;
        // (a + a_low)² / n
        let product = a * a;
        let product_low = a.mul_add(a, -product) + 2.0 * a * a_low;
        let quotient = product / n;
        let quotient_low = (quotient.mul_add(-n, product) + product_low) / n;
        let shift = 2 * exponent - square_exponent;
        let (quotient, quotient_low) = (scaled_far(quotient, shift), scaled_far(quotient_low, shift));
        let (difference, error) = two_sum(b, -quotient);
        let value = difference + (error + (b_low - quotient_low));
        scaled_far(value.max(0.0), square_exponent)
    }
}

/// As `scaled` for any exponent.
fn scaled_far(value: f64, exponent: i32) -> f64 {
    let half = exponent.clamp(-4000, 4000) / 2;
    scaled(scaled(value, half), exponent.clamp(-4000, 4000) - half)
}

impl<T: Item, F: Term<T>, const ROOT: bool> Accumulator for ExactMoments<T, F, ROOT> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        ExactMoments { sums: [Bins::START; 2], squares: [Bins::START; 2], count: 0, of: PhantomData }
    }

    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, _: i64, _: i64) {
        let values = values.cast::<T>();
        // Block by block, so that elements stay in the cache for their three sums.
        for begin in (0..count).step_by(BLOCK) {
            let length = BLOCK.min(count - begin);
            unsafe {
                self.feed_part(values.add(begin), length, 0);
                if F::PARTS == 2 {
                    self.feed_part(values.add(begin), length, 1);
                }
                self.count += known::<T, F>(values.add(begin), length);
            }
        }
    }

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        for which in 0..2 {
            self.sums[which].merge(&other.sums[which]);
            self.squares[which].merge(&other.squares[which]);
        }
        self.count += other.count;
    }

    fn finish(&self, ddof: f64, out: &mut [u8; 16]) {
        let squares = self.deviations(0) + if F::PARTS == 2 { self.deviations(1) } else { 0.0 };
        put(variance(squares, self.count as f64, ddof, F::KNOWN, ROOT), out);
    }

    fn natural() -> Dtype {
        Dtype::Float64
    }
}
