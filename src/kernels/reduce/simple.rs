//! Reductions whose state is one value, and sums of integers.

use super::item::Item;
use super::{Accumulator, Rows};
use crate::dtype::{Bool, Dtype, Element};
use crate::kernels::number::{Arithmetic, Reduce};
use std::marker::PhantomData;

/// Independent results in a loop, which the compiler makes vectors of.
pub(super) const LANES: usize = 32;

/// What becomes of one element, and of two results.
pub(super) trait Step<T>: Copy {
    type Value: Copy;
    /// Changes nothing when joined.
    fn start() -> Self::Value;
    fn take(x: T) -> Self::Value;
    fn join(a: Self::Value, b: Self::Value) -> Self::Value;
}

/// All elements in lanes, which are joined as a tree.
#[inline(always)]
pub(super) unsafe fn lanes<T: Element, F: Step<T>>(values: *const T, count: usize) -> F::Value {
    let mut lanes = [F::start(); LANES];
    let whole = count - count % LANES;
    unsafe {
        for begin in (0..whole).step_by(LANES) {
            for (i, lane) in lanes.iter_mut().enumerate() {
                *lane = F::join(*lane, F::take(values.add(begin + i).read_unaligned()));
            }
        }
        for (i, lane) in lanes[..count - whole].iter_mut().enumerate() {
            *lane = F::join(*lane, F::take(values.add(whole + i).read_unaligned()));
        }
    }
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            lanes[i] = F::join(lanes[i], lanes[i + width]);
        }
        width /= 2;
    }
    lanes[0]
}

/// Columns handled together, so that the compiler needs no proof that rows and results are separate memory.
const CHUNK: usize = 16;

/// Joins the elements of rows to the value of their column.
#[inline(always)]
pub(super) unsafe fn join_rows<T: Element, F: Step<T>>(values: *mut F::Value, columns: usize, rows: Rows) {
    let mut done = 0;
    while done < rows.count {
        let from = rows.pointer.wrapping_offset(done as isize * rows.stride);
        unsafe {
            if rows.count - done >= 8 {
                join_group::<T, F, 8>(values, columns, from, rows.stride);
                done += 8;
            } else {
                join_group::<T, F, 1>(values, columns, from, rows.stride);
                done += 1;
            }
        }
    }
}

#[inline(always)]
unsafe fn join_group<T: Element, F: Step<T>, const R: usize>(
    values: *mut F::Value,
    columns: usize,
    rows: *const u8,
    stride: isize,
) {
    unsafe {
        let whole = columns - columns % CHUNK;
        for begin in (0..whole).step_by(CHUNK) {
            let mut sums = values.add(begin).cast::<[F::Value; CHUNK]>().read();
            for r in 0..R {
                let row = rows.wrapping_offset(r as isize * stride).cast::<T>().wrapping_add(begin);
                let elements = row.cast::<[T; CHUNK]>().read_unaligned();
                for i in 0..CHUNK {
                    sums[i] = F::join(sums[i], F::take(elements[i]));
                }
            }
            values.add(begin).cast::<[F::Value; CHUNK]>().write(sums);
        }
        for column in whole..columns {
            let mut sum = values.add(column).read();
            for r in 0..R {
                let row = rows.wrapping_offset(r as isize * stride).cast::<T>().wrapping_add(column);
                sum = F::join(sum, F::take(row.read_unaligned()));
            }
            values.add(column).write(sum);
        }
    }
}

/// The joined value.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Simple<T: Item, F: Step<T>> {
    value: F::Value,
    of: PhantomData<T>,
}

impl<T: Item, F: Step<T, Value: Element>> Accumulator for Simple<T, F> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        Simple { value: F::start(), of: PhantomData }
    }

    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, _: i64, _: i64) {
        self.value = F::join(self.value, unsafe { lanes::<T, F>(values.cast(), count) });
    }

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        self.value = F::join(self.value, other.value);
    }

    fn finish(&self, _: f64, out: &mut [u8; 16]) {
        put(self.value, out);
    }

    fn natural() -> Dtype {
        F::Value::DTYPE
    }

    #[inline(always)]
    unsafe fn across(states: *mut Self, columns: usize, rows: Rows, _: i64, _: i64) {
        unsafe { join_rows::<T, F>(states.cast(), columns, rows) };
    }
}

pub(super) fn put<T: Element>(value: T, out: &mut [u8; 16]) {
    out[..size_of::<T>()].copy_from_slice(bytemuck::bytes_of(&value));
}

macro_rules! steps {
    ($($name:ident: $value:ty, $start:expr, |$x:ident| $take:expr, |$a:ident, $b:ident| $join:expr;)*) => {$(
        #[derive(Clone, Copy)]
        pub(super) struct $name;
        impl<T: Item> Step<T> for $name {
            type Value = $value;
            #[inline(always)]
            fn start() -> $value { $start }
            #[inline(always)]
            fn take($x: T) -> $value { $take }
            #[inline(always)]
            fn join($a: $value, $b: $value) -> $value { $join }
        }
    )*};
}
steps! {
    Product: T::Sum, T::one(), |x| x.widen(), |a, b| a.multiply(b);
    KnownProduct: T::Sum, T::one(), |x| if x.is_nan() { T::one() } else { x.widen() }, |a, b| a.multiply(b);
    Least: T, T::HIGHEST, |x| x, |a, b| a.lesser(b);
    Greatest: T, T::LOWEST, |x| x, |a, b| a.greater(b);
    KnownLeast: T, T::NOTHING, |x| x, |a, b| if a.is_nan() || b.is_below(a) { b } else { a };
    KnownGreatest: T, T::NOTHING, |x| x, |a, b| if a.is_nan() || a.is_below(b) { b } else { a };
    SomeNonzero: Bool, Bool(0), |x| Bool(x.is_nonzero() as u8), |a, b| Bool(a.0 | b.0);
    EveryNonzero: Bool, Bool(1), |x| Bool(x.is_nonzero() as u8), |a, b| Bool(a.0 & b.0);
    GreatestSize: f64, 0.0, |x| x.size(), |a, b| a.greater(b);
    LeastSize: f64, f64::INFINITY, |x| x.size(), |a, b| a.lesser(b);
}

/// Narrow sums as a step.
#[derive(Clone, Copy)]
struct Narrowly;

impl<T: Item> Step<T> for Narrowly {
    type Value = T::Narrow;
    #[inline(always)]
    fn start() -> T::Narrow {
        T::Narrow::default()
    }
    #[inline(always)]
    fn take(x: T) -> T::Narrow {
        x.narrow()
    }
    #[inline(always)]
    fn join(a: T::Narrow, b: T::Narrow) -> T::Narrow {
        T::add_narrow(a, b)
    }
}

/// A sum of integers modulo 2⁶⁴, in narrow lanes as long as they cannot overflow.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Integers<T: Item> {
    sum: u64,
    of: PhantomData<T>,
}

impl<T: Item> Accumulator for Integers<T> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        Integers { sum: 0, of: PhantomData }
    }

    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, _: i64, _: i64) {
        let values = values.cast::<T>();
        for begin in (0..count).step_by(T::FIT) {
            let sum = unsafe { lanes::<T, Narrowly>(values.add(begin), T::FIT.min(count - begin)) };
            self.sum = self.sum.wrapping_add(T::widen_narrow(sum));
        }
    }

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        self.sum = self.sum.wrapping_add(other.sum);
    }

    fn finish(&self, _: f64, out: &mut [u8; 16]) {
        put(self.sum, out);
    }

    fn natural() -> Dtype {
        <T::Sum as Element>::DTYPE
    }

    #[inline(always)]
    unsafe fn across(states: *mut Self, columns: usize, rows: Rows, _: i64, _: i64) {
        const WIDTH: usize = 1024;
        let mut sums = [T::Narrow::default(); WIDTH];
        for begin in (0..columns).step_by(WIDTH) {
            let width = WIDTH.min(columns - begin);
            let mut done = 0;
            while done < rows.count {
                let count = T::FIT.min(rows.count - done);
                let pointer = rows.pointer.wrapping_offset(done as isize * rows.stride);
                let pointer = pointer.wrapping_add(begin * size_of::<T>());
                sums[..width].fill(T::Narrow::default());
                unsafe {
                    join_rows::<T, Narrowly>(sums.as_mut_ptr(), width, Rows { pointer, count, ..rows });
                    for (i, &sum) in sums[..width].iter().enumerate() {
                        let state = &mut *states.add(begin + i);
                        state.sum = state.sum.wrapping_add(T::widen_narrow(sum));
                    }
                }
                done += count;
            }
        }
    }
}

/// Smallest and largest element.
#[derive(Clone, Copy)]
pub(super) struct Range<T: Item> {
    least: T,
    greatest: T,
}

impl<T: Item> Accumulator for Range<T> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        Range { least: T::HIGHEST, greatest: T::LOWEST }
    }

    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, _: i64, _: i64) {
        const BLOCK: usize = 2048;
        for begin in (0..count).step_by(BLOCK) {
            let block = BLOCK.min(count - begin);
            unsafe {
                let values = values.cast::<T>().add(begin);
                self.least = self.least.lesser(lanes::<T, Least>(values, block));
                self.greatest = self.greatest.greater(lanes::<T, Greatest>(values, block));
            }
        }
    }

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        self.least = self.least.lesser(other.least);
        self.greatest = self.greatest.greater(other.greatest);
    }

    fn finish(&self, _: f64, out: &mut [u8; 16]) {
        put(self.greatest.subtract(self.least), out);
    }

    fn natural() -> Dtype {
        T::DTYPE
    }
}
