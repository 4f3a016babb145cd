//! Variances in one pass: each block by its own mean while it is in the cache, blocks merged by the formula of Chan, Golub
//! and LeVeque (Updating formulae and a pairwise algorithm for computing sample variances, 1979).

use super::item::Item;
use super::simple::{lanes, put, LANES};
use super::total::{AddPart, CountKnown, Term};
use super::{Accumulator, Rows};
use crate::dtype::Dtype;
use std::marker::PhantomData;

/// Elements of one block.
const BLOCK: usize = 512;

/// Mean and sum of squared deviations of one part.
#[derive(Clone, Copy)]
struct Part {
    mean: f64,
    squares: f64,
}

/// The deviations of a complex number's parts are added at the end.
#[derive(Clone, Copy)]
pub(super) struct Moments<T: Item, F: Term<T>, const ROOT: bool> {
    count: f64,
    parts: [Part; 2],
    of: PhantomData<(T, F)>,
}

/// Sum of squared distances from `mean`.
#[inline(always)]
unsafe fn deviations<T: Item, F: Term<T>, const WHICH: usize>(values: *const T, count: usize, mean: f64) -> f64 {
    let mut lanes = [0f64; LANES];
    let square = |k: usize| {
        let x = unsafe { values.add(k).read_unaligned() };
        let distance = F::part(x, WHICH) - mean;
        if F::KNOWN && x.is_nan() {
            0.0
        } else {
            distance * distance
        }
    };
    let whole = count - count % LANES;
    for begin in (0..whole).step_by(LANES) {
        for (i, lane) in lanes.iter_mut().enumerate() {
            *lane += square(begin + i);
        }
    }
    for (i, lane) in lanes[..count - whole].iter_mut().enumerate() {
        *lane += square(whole + i);
    }
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            lanes[i] += lanes[i + width];
        }
        width /= 2;
    }
    lanes[0]
}

impl<T: Item, F: Term<T>, const ROOT: bool> Moments<T, F, ROOT> {
    #[inline(always)]
    unsafe fn part_of<const WHICH: usize>(values: *const T, length: usize, count: f64) -> Part {
        unsafe {
            let mean = lanes::<T, AddPart<F, WHICH>>(values, length) / count;
            Part { mean, squares: deviations::<T, F, WHICH>(values, length, mean) }
        }
    }

    #[inline(always)]
    fn join(&mut self, count: f64, parts: [Part; 2]) {
        if count == 0.0 {
            return;
        }
        let total = self.count + count;
        for (mine, other) in self.parts.iter_mut().zip(parts) {
            if self.count == 0.0 {
                *mine = other;
                continue;
            }
            let distance = other.mean - mine.mean;
            mine.squares += other.squares + distance * distance * (self.count * count / total);
            mine.mean += distance * (count / total);
        }
        self.count = total;
    }
}

impl<T: Item, F: Term<T>, const ROOT: bool> Accumulator for Moments<T, F, ROOT> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        Moments { count: 0.0, parts: [Part { mean: 0.0, squares: 0.0 }; 2], of: PhantomData }
    }

    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, _: i64, _: i64) {
        let values = values.cast::<T>();
        for begin in (0..count).step_by(BLOCK) {
            let length = BLOCK.min(count - begin);
            unsafe {
                let block = values.add(begin);
                let known = if F::KNOWN { lanes::<T, CountKnown>(block, length) } else { length as f64 };
                let mut parts = [Part { mean: 0.0, squares: 0.0 }; 2];
                parts[0] = Self::part_of::<0>(block, length, known);
                if F::PARTS == 2 {
                    parts[1] = Self::part_of::<1>(block, length, known);
                }
                self.join(known, parts);
            }
        }
    }

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        self.join(other.count, other.parts);
    }

    fn finish(&self, ddof: f64, out: &mut [u8; 16]) {
        let squares = self.parts[0].squares + if F::PARTS == 2 { self.parts[1].squares } else { 0.0 };
        put(variance(squares, self.count, ddof, F::KNOWN, ROOT), out);
    }

    fn natural() -> Dtype {
        Dtype::Float64
    }

    /// Tiles of columns that stay in the cache while their means and then their deviations are taken.
    #[inline(always)]
    unsafe fn across(states: *mut Self, columns: usize, rows: Rows, first: i64, step: i64) {
        const DEPTH: usize = 32;
        const WIDTH: usize = 64;
        if F::KNOWN || F::PARTS == 2 {
            return unsafe { by_columns(states, columns, rows, first, step) };
        }
        let mut begin = 0;
        while begin < rows.count {
            let depth = DEPTH.min(rows.count - begin);
            for left in (0..columns).step_by(WIDTH) {
                let width = WIDTH.min(columns - left);
                let tile = rows.pointer.wrapping_offset(begin as isize * rows.stride);
                let row = |r: usize| tile.wrapping_offset(r as isize * rows.stride).cast::<T>().wrapping_add(left);
                let (mut means, mut squares) = ([0f64; WIDTH], [0f64; WIDTH]);
                unsafe {
                    for r in 0..depth {
                        let row = row(r);
                        for (i, mean) in means[..width].iter_mut().enumerate() {
                            *mean += F::part(row.add(i).read_unaligned(), 0);
                        }
                    }
                    means.iter_mut().for_each(|mean| *mean /= depth as f64);
                    for r in 0..depth {
                        let row = row(r);
                        for (i, (sum, mean)) in squares[..width].iter_mut().zip(&means).enumerate() {
                            let distance = F::part(row.add(i).read_unaligned(), 0) - mean;
                            *sum += distance * distance;
                        }
                    }
                    for i in 0..width {
                        let part = Part { mean: means[i], squares: squares[i] };
                        (*states.add(left + i)).join(depth as f64, [part, Part { mean: 0.0, squares: 0.0 }]);
                    }
                }
            }
            begin += depth;
        }
    }
}

/// Column by column, through a line of contiguous elements.
#[inline(always)]
pub(super) unsafe fn by_columns<A: Accumulator>(states: *mut A, columns: usize, rows: Rows, first: i64, step: i64) {
    const ROWS: usize = 256;
    let mut line = [A::Item::default(); ROWS];
    let mut done = 0;
    while done < rows.count {
        let count = ROWS.min(rows.count - done);
        let block = rows.pointer.wrapping_offset(done as isize * rows.stride);
        let first = first.wrapping_add(step.wrapping_mul(done as i64));
        for column in 0..columns {
            let mut from = block.wrapping_add(column * size_of::<A::Item>());
            for value in &mut line[..count] {
                unsafe { *value = from.cast::<A::Item>().read_unaligned() };
                from = from.wrapping_offset(rows.stride);
            }
            unsafe { (*states.add(column)).feed(line.as_ptr().cast(), count, first, step) };
        }
        done += count;
    }
}

/// The variance or its root from the sum of squared deviations, as NumPy has it: nan-functions have none where no degrees
/// of freedom are left, the others divide by 0.
pub(super) fn variance(squares: f64, count: f64, ddof: f64, known: bool, root: bool) -> f64 {
    let freedom = count - ddof;
    let value = match freedom > 0.0 {
        true => squares / freedom,
        false if known => f64::NAN,
        // NumPy divides by no less than 0, and what is left of no elements is no number.
        false => squares / 0.0,
    };
    if root {
        value.sqrt()
    } else {
        value
    }
}
