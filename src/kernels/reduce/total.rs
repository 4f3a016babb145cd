//! Sums of terms in double precision, compensated between blocks.

use super::item::Item;
use super::simple::{join_rows, lanes, put, Step};
use super::{Accumulator, Rows, BLOCK};
use crate::dtype::Dtype;
use num_complex::Complex;
use std::marker::PhantomData;

/// What is added of an element: one or two real numbers.
pub(super) trait Term<T: Item>: Copy {
    const PARTS: usize;
    /// Elements are left out if they are NaN.
    const KNOWN: bool;
    fn part(x: T, which: usize) -> f64;
}

macro_rules! terms {
    ($($name:ident: $parts:expr, $known:literal, |$x:ident, $which:ident| $part:expr;)*) => {$(
        #[derive(Clone, Copy)]
        pub(super) struct $name;
        impl<T: Item> Term<T> for $name {
            const PARTS: usize = $parts;
            const KNOWN: bool = $known;
            #[inline(always)]
            fn part($x: T, $which: usize) -> f64 { $part }
        }
    )*};
}
terms! {
    Itself: T::PARTS, false, |x, which| x.part(which);
    Known: T::PARTS, true, |x, which| if x.is_nan() { 0.0 } else { x.part(which) };
    Magnitude: 1, false, |x, _which| x.size();
    Square: 1, false, |x, _which| square(x);
}

/// The square of the absolute value.
#[inline(always)]
fn square<T: Item>(x: T) -> f64 {
    let real = x.part(0) * x.part(0);
    if T::PARTS == 1 {
        return real;
    }
    real + x.part(1) * x.part(1)
}

/// What a sum is made into.
pub(super) trait Outcome: Copy {
    /// Elements are counted.
    const COUNTS: bool;
    fn of(sum: f64, count: u64) -> f64;
}

macro_rules! outcomes {
    ($($name:ident: $counts:literal, |$sum:ident, $count:ident| $value:expr;)*) => {$(
        #[derive(Clone, Copy)]
        pub(super) struct $name;
        impl Outcome for $name {
            const COUNTS: bool = $counts;
            fn of($sum: f64, $count: u64) -> f64 { $value }
        }
    )*};
}
outcomes! {
    AsSum: false, |sum, _count| sum;
    AsMean: true, |sum, count| sum / count as f64;
    AsRoot: false, |sum, _count| sum.sqrt();
}

/// One part of terms, added.
#[derive(Clone, Copy)]
pub(super) struct AddPart<F, const WHICH: usize>(PhantomData<F>);

impl<T: Item, F: Term<T>, const WHICH: usize> Step<T> for AddPart<F, WHICH> {
    type Value = f64;
    /// The zero that keeps the sign of zeros.
    #[inline(always)]
    fn start() -> f64 {
        -0.0
    }
    #[inline(always)]
    fn take(x: T) -> f64 {
        F::part(x, WHICH)
    }
    #[inline(always)]
    fn join(a: f64, b: f64) -> f64 {
        a + b
    }
}

/// Elements other than NaN, counted.
#[derive(Clone, Copy)]
pub(super) struct CountKnown;

impl<T: Item> Step<T> for CountKnown {
    type Value = f64;
    #[inline(always)]
    fn start() -> f64 {
        0.0
    }
    #[inline(always)]
    fn take(x: T) -> f64 {
        (!x.is_nan()) as u8 as f64
    }
    #[inline(always)]
    fn join(a: f64, b: f64) -> f64 {
        a + b
    }
}

/// A sum and what rounding took from it.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    high: f64,
    /// -0 while nothing was added.
    low: f64,
}

impl Pair {
    pub const START: Pair = Pair { high: -0.0, low: -0.0 };

    /// Knuth's TwoSum.
    #[inline(always)]
    pub fn add(&mut self, x: f64) {
        let sum = self.high + x;
        let part = sum - self.high;
        self.low += (self.high - (sum - part)) + (x - part);
        self.high = sum;
    }

    #[inline(always)]
    pub fn merge(&mut self, other: &Pair) {
        if !other.is_empty() {
            self.add(other.high);
            self.low += other.low;
        }
    }

    fn is_empty(&self) -> bool {
        self.low == 0.0 && self.low.is_sign_negative()
    }

    pub fn value(&self) -> f64 {
        match self.low {
            _ if self.is_empty() => 0.0,
            // Infinite sums leave no number behind.
            low if low == 0.0 || !self.high.is_finite() => self.high,
            low => self.high + low,
        }
    }
}

/// Compensated sums of the parts of terms, and how many elements there were.
#[derive(Clone, Copy)]
pub(super) struct Total<T: Item, F: Term<T>, O: Outcome> {
    parts: [Pair; 2],
    count: u64,
    of: PhantomData<(T, F, O)>,
}

impl<T: Item, F: Term<T>, O: Outcome> Total<T, F, O> {
    #[inline(always)]
    unsafe fn part_across<const WHICH: usize>(states: *mut Self, columns: usize, rows: Rows) {
        const WIDTH: usize = 1024;
        const DEPTH: usize = 256;
        let mut sums = [0f64; WIDTH];
        for begin in (0..columns).step_by(WIDTH) {
            let width = WIDTH.min(columns - begin);
            let mut done = 0;
            while done < rows.count {
                let count = DEPTH.min(rows.count - done);
                let pointer = rows.pointer.wrapping_offset(done as isize * rows.stride);
                let pointer = pointer.wrapping_add(begin * size_of::<T>());
                sums[..width].fill(-0.0);
                unsafe {
                    join_rows::<T, AddPart<F, WHICH>>(sums.as_mut_ptr(), width, Rows { pointer, count, ..rows });
                    for (i, &sum) in sums[..width].iter().enumerate() {
                        (*states.add(begin + i)).parts[WHICH].add(sum);
                    }
                }
                done += count;
            }
        }
    }
}

impl<T: Item, F: Term<T>, O: Outcome> Accumulator for Total<T, F, O> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        Total { parts: [Pair::START; 2], count: 0, of: PhantomData }
    }

    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, _: i64, _: i64) {
        let values = values.cast::<T>();
        for begin in (0..count).step_by(BLOCK) {
            let length = BLOCK.min(count - begin);
            unsafe {
                let block = values.add(begin);
                self.parts[0].add(lanes::<T, AddPart<F, 0>>(block, length));
                if F::PARTS == 2 {
                    self.parts[1].add(lanes::<T, AddPart<F, 1>>(block, length));
                }
                if O::COUNTS && F::KNOWN {
                    self.count += lanes::<T, CountKnown>(block, length) as u64;
                }
            }
        }
        if O::COUNTS && !F::KNOWN {
            self.count += count as u64;
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

    #[inline(always)]
    unsafe fn across(states: *mut Self, columns: usize, rows: Rows, _: i64, _: i64) {
        unsafe {
            Self::part_across::<0>(states, columns, rows);
            if F::PARTS == 2 {
                Self::part_across::<1>(states, columns, rows);
            }
            if O::COUNTS {
                for column in 0..columns {
                    (*states.add(column)).count += match F::KNOWN {
                        false => rows.count as u64,
                        true => {
                            let element = |r: usize| {
                                let row = rows.pointer.wrapping_offset(r as isize * rows.stride).cast::<T>();
                                row.wrapping_add(column).read_unaligned()
                            };
                            (0..rows.count).filter(|&r| !element(r).is_nan()).count() as u64
                        }
                    };
                }
            }
        }
    }
}

pub(super) fn parts_dtype(parts: usize) -> Dtype {
    if parts == 2 {
        Dtype::Complex128
    } else {
        Dtype::Float64
    }
}

/// The result of one or two sums.
pub(super) fn put_parts<O: Outcome>(parts: usize, sums: [f64; 2], count: u64, out: &mut [u8; 16]) {
    let [first, second] = sums.map(|sum| O::of(sum, count));
    match parts {
        2 => put(Complex::new(first, second), out),
        _ => put(first, out),
    }
}
