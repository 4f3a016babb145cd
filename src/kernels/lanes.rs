//! Sums, minima and maxima.

use super::nest::Nest;
use super::number::{Arithmetic, Reduce};
use super::twice;
pub use super::{Source, Target};
use crate::dtype::{Dtype, Element, Kind};
use crate::error::{Error, Result, Status};

/// What is made of many elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Reduction {
    Sum = 1,
    Min = 2,
    Max = 3,
}

impl Reduction {
    pub const ALL: [Reduction; 3] = [Reduction::Sum, Reduction::Min, Reduction::Max];

    pub fn from_number(number: i32) -> Result<Reduction> {
        Reduction::ALL.into_iter().find(|op| *op as i32 == number).ok_or_else(|| {
            let text = format!("expected DISTARRAY_SUM (1) to DISTARRAY_MAX (3), got {number}");
            Error::argument(Status::Argument, "op", text)
        })
    }

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            Reduction::Sum => "sum",
            Reduction::Min => "min",
            Reduction::Max => "max",
        }
    }
}

/// The dtype of the result, as in NumPy: sums of bools and signed integers are int64, those
/// of unsigned ones uint64; everything else stays.
pub fn reduce_dtype(op: Reduction, dtype: Dtype) -> Result<Dtype> {
    Ok(match (op, dtype.kind()) {
        (Reduction::Sum, Kind::Bool | Kind::Signed) => Dtype::Int64,
        (Reduction::Sum, Kind::Unsigned) => Dtype::UInt64,
        _ => dtype,
    })
}

/// A reduction of elements of type `T`.
trait Fold<T: Reduce> {
    type State: Element;
    /// Elements summed in lanes before sums are paired.
    const BLOCK: usize;
    fn first(x: T) -> Self::State;
    fn merge(a: Self::State, b: Self::State) -> Self::State;
}

struct Sum;
struct Min;
struct Max;

impl<T: Reduce> Fold<T> for Sum {
    type State = T::Sum;
    /// NumPy's 128 for floats, 64 for complex numbers; rounding is no concern for integers.
    const BLOCK: usize = if T::LANES > 8 { usize::MAX } else { T::LANES * 16 };
    #[inline(always)]
    fn first(x: T) -> T::Sum {
        x.widen()
    }
    #[inline(always)]
    fn merge(a: T::Sum, b: T::Sum) -> T::Sum {
        a.add(b)
    }
}

macro_rules! choice {
    ($op:ident, $method:ident) => {
        impl<T: Reduce> Fold<T> for $op {
            type State = T;
            const BLOCK: usize = usize::MAX;
            #[inline(always)]
            fn first(x: T) -> T {
                x
            }
            #[inline(always)]
            fn merge(a: T, b: T) -> T {
                a.$method(b)
            }
        }
    };
}
choice!(Min, lesser);
choice!(Max, greater);

/// Runs `$body` with `$f` naming the fold and `$t` the element type.
macro_rules! fold {
    ($op:expr, $dtype:expr, ($t:ident, $f:ident) => $body:expr) => {
        match $op {
            Reduction::Sum => {
                type $f = Sum;
                dispatch!($dtype, $t => $body)
            }
            Reduction::Min => {
                type $f = Min;
                dispatch!($dtype, $t => $body)
            }
            Reduction::Max => {
                type $f = Max;
                dispatch!($dtype, $t => $body)
            }
        }
    };
}

#[inline(always)]
unsafe fn at<T: Element>(pointer: *const u8, stride: isize, index: usize) -> T {
    unsafe { pointer.wrapping_offset(stride * index as isize).cast::<T>().read_unaligned() }
}

/// One or more elements in `L` lanes.
#[inline(always)]
unsafe fn lanes<T: Reduce, F: Fold<T>, const L: usize>(pointer: *const u8, stride: isize, count: usize) -> F::State {
    unsafe {
        let mut done = 1;
        let mut result = F::first(at(pointer, stride, 0));
        if count >= L {
            let mut sums = [result; L];
            for (i, sum) in sums.iter_mut().enumerate() {
                *sum = F::first(at(pointer, stride, i));
            }
            done = count - count % L;
            for start in (L..done).step_by(L) {
                for (i, sum) in sums.iter_mut().enumerate() {
                    *sum = F::merge(*sum, F::first(at(pointer, stride, start + i)));
                }
            }
            let mut width = 1;
            while width < L {
                for i in (0..L).step_by(2 * width) {
                    sums[i] = F::merge(sums[i], sums[i + width]);
                }
                width *= 2;
            }
            result = sums[0];
        }
        for i in done..count {
            result = F::merge(result, F::first(at(pointer, stride, i)));
        }
        result
    }
}

#[inline(always)]
unsafe fn leaf_body<T: Reduce, F: Fold<T>>(pointer: *const u8, stride: isize, count: usize) -> F::State {
    let contiguous = size_of::<T>() as isize;
    unsafe {
        match (F::BLOCK, T::LANES, stride == contiguous) {
            // Integers: the compiler makes its own lanes.
            (_, 32, true) => lanes::<T, F, 1>(pointer, contiguous, count),
            (usize::MAX, _, true) => lanes::<T, F, 32>(pointer, contiguous, count),
            (_, 4, true) => lanes::<T, F, 4>(pointer, contiguous, count),
            (_, _, true) => lanes::<T, F, 8>(pointer, contiguous, count),
            (_, 4, false) => lanes::<T, F, 4>(pointer, stride, count),
            (_, _, false) => lanes::<T, F, 8>(pointer, stride, count),
        }
    }
}
twice!(leaf_body, leaf_plain, leaf_avx2, [T: Reduce, F: Fold<T>],
    (pointer: *const u8, stride: isize, count: usize) -> F::State);

/// One or more elements; sums are paired as in NumPy.
unsafe fn run<T: Reduce, F: Fold<T>>(pointer: *const u8, stride: isize, count: usize, wide: bool) -> F::State {
    unsafe {
        if count > F::BLOCK {
            let half = count / 2;
            let half = half - half % T::LANES;
            let rest = pointer.wrapping_offset(stride * half as isize);
            return F::merge(run::<T, F>(pointer, stride, half, wide), run::<T, F>(rest, stride, count - half, wide));
        }
        if wide {
            leaf_avx2::<T, F>(pointer, stride, count)
        } else {
            leaf_plain::<T, F>(pointer, stride, count)
        }
    }
}

/// Reduces a block into `state`, one element of [`reduce_dtype`]: while `empty` is true its
/// value is replaced, later it is merged. An empty block changes nothing. NaN wins minima and
/// maxima; float sums are pairwise.
///
/// # Safety
/// All addressed elements must be inside live memory; `state` has the size of one element.
pub unsafe fn reduce_all(op: Reduction, a: Source, shape: &[usize], state: &mut [u8], empty: &mut bool) {
    fold!(op, a.dtype, (T, F) => unsafe { all::<T, F>(a, shape, state, empty) })
}

unsafe fn all<T: Reduce, F: Fold<T>>(a: Source, shape: &[usize], state: &mut [u8], empty: &mut bool) {
    let Some(nest) = Nest::new(shape, [a.strides]) else {
        return;
    };
    let wide = super::wide();
    let mut rows = Cascade::<T, F>::new();
    nest.each(|[offset], count| {
        let pointer = a.pointer.wrapping_offset(offset);
        rows.push(unsafe { run::<T, F>(pointer, nest.strides[0], count, wide) });
    });
    let Some(mut total) = rows.total() else {
        return;
    };
    let state = &mut state[..size_of::<F::State>()];
    if !*empty {
        total = F::merge(bytemuck::pod_read_unaligned(state), total);
    }
    state.copy_from_slice(bytemuck::bytes_of(&total));
    *empty = false;
}

/// Merges states as a balanced tree while they come in.
struct Cascade<T: Reduce, F: Fold<T>> {
    levels: [F::State; 64],
    count: u64,
}

impl<T: Reduce, F: Fold<T>> Cascade<T, F> {
    fn new() -> Self {
        Cascade { levels: [F::State::default(); 64], count: 0 }
    }

    #[inline]
    fn push(&mut self, mut state: F::State) {
        let mut level = 0;
        while self.count >> level & 1 == 1 {
            state = F::merge(self.levels[level], state);
            level += 1;
        }
        self.levels[level] = state;
        self.count += 1;
    }

    fn total(self) -> Option<F::State> {
        (0..64)
            .filter(|level| self.count >> level & 1 == 1)
            .map(|level| self.levels[level])
            .reduce(|low, high| F::merge(high, low))
    }
}

/// Reduces along one axis; `out` has the strides of the other axes, in order, and the dtype
/// [`reduce_dtype`]. Sums over an axis of length 0 are 0; minima and maxima over one are not
/// written, callers refuse them.
///
/// # Safety
/// All addressed elements must be inside live memory; `a` and `out` must not overlap.
pub unsafe fn reduce_axis(op: Reduction, a: Source, shape: &[usize], axis: usize, out: Target) {
    let length = shape[axis];
    let mut others = shape.to_vec();
    others.remove(axis);
    if length == 0 {
        if op == Reduction::Sum {
            let zero = [0u8; 16];
            unsafe { super::copy::fill_block(out, &others, zero.as_ptr()) };
        }
        return;
    }
    let mut strides = a.strides.to_vec();
    let stride = strides.remove(axis);
    let Some(nest) = Nest::new(&others, [out.strides, &strides]) else {
        return;
    };
    let rows = Rows { pointer: a.pointer, stride, length };
    fold!(op, a.dtype, (T, F) => unsafe { rows.reduce::<T, F>(&nest, out.pointer) })
}

/// The reduced axis.
struct Rows {
    pointer: *const u8,
    stride: isize,
    length: usize,
}

impl Rows {
    /// Columns accumulated together.
    const COLUMNS: usize = 512;

    unsafe fn reduce<T: Reduce, F: Fold<T>>(&self, nest: &Nest<2>, out: *mut u8) {
        let wide = super::wide();
        let [out_stride, stride] = nest.strides;
        let across = nest.count >= 8 && self.stride.unsigned_abs() > stride.unsigned_abs();
        let mut sums = vec![];
        nest.each(|[to, from], count| unsafe {
            let mut from = self.pointer.wrapping_offset(from);
            let mut to = out.wrapping_offset(to);
            if !across {
                for _ in 0..count {
                    let state = run::<T, F>(from, self.stride, self.length, wide);
                    to.cast::<F::State>().write_unaligned(state);
                    from = from.wrapping_offset(stride);
                    to = to.wrapping_offset(out_stride);
                }
                return;
            }
            let mut rest = count;
            while rest > 0 {
                let columns = rest.min(Self::COLUMNS);
                self.columns::<T, F>(from, stride, columns, &mut sums, wide);
                for sum in &sums[..columns] {
                    to.cast::<F::State>().write_unaligned(*sum);
                    to = to.wrapping_offset(out_stride);
                }
                from = from.wrapping_offset(stride * columns as isize);
                rest -= columns;
            }
        });
    }

    /// Reduces some columns into the start of `sums`, row by row; blocks of rows are merged
    /// as a balanced tree.
    unsafe fn columns<T: Reduce, F: Fold<T>>(
        &self,
        pointer: *const u8,
        stride: isize,
        columns: usize,
        sums: &mut Vec<F::State>,
        wide: bool,
    ) {
        let add = if wide { row_avx2::<T, F> } else { row_plain::<T, F> };
        sums.clear();
        let (mut row, mut blocks) = (0, 0usize);
        while row < self.length {
            let end = self.length.min(row.saturating_add(F::BLOCK));
            let start = sums.len();
            let first = pointer.wrapping_offset(self.stride * row as isize);
            sums.extend((0..columns).map(|i| F::first(unsafe { at(first, stride, i) })));
            for r in row + 1..end {
                let next = pointer.wrapping_offset(self.stride * r as isize);
                unsafe { add(&mut sums[start..], next, stride) };
            }
            row = end;
            blocks += 1;
            for _ in 0..blocks.trailing_zeros() {
                merge_last::<T, F>(sums, columns);
            }
        }
        while sums.len() > columns {
            merge_last::<T, F>(sums, columns);
        }
    }
}

/// Merges the last `columns` states into the ones before them.
fn merge_last<T: Reduce, F: Fold<T>>(sums: &mut Vec<F::State>, columns: usize) {
    let split = sums.len() - columns;
    let (before, last) = sums.split_at_mut(split);
    for (a, b) in before[split - columns..].iter_mut().zip(last) {
        *a = F::merge(*a, *b);
    }
    sums.truncate(split);
}

#[inline(always)]
unsafe fn row_body<T: Reduce, F: Fold<T>>(sums: &mut [F::State], row: *const u8, stride: isize) {
    let contiguous = size_of::<T>() as isize;
    unsafe {
        if stride == contiguous {
            for (i, sum) in sums.iter_mut().enumerate() {
                *sum = F::merge(*sum, F::first(at(row, contiguous, i)));
            }
        } else {
            for (i, sum) in sums.iter_mut().enumerate() {
                *sum = F::merge(*sum, F::first(at(row, stride, i)));
            }
        }
    }
}
twice!(row_body, row_plain, row_avx2, [T: Reduce, F: Fold<T>],
    (sums: &mut [F::State], row: *const u8, stride: isize));

/// Merges two contiguous buffers of states element by element into the first.
///
/// # Safety
/// `dtype` is a [`reduce_dtype`], and both buffers hold whole elements of it.
pub unsafe fn combine(op: Reduction, dtype: Dtype, accumulator: &mut [u8], other: &[u8]) {
    fold!(op, dtype, (T, F) => merge::<T, F>(accumulator, other))
}

fn merge<T: Reduce, F: Fold<T>>(accumulator: &mut [u8], other: &[u8]) {
    let size = size_of::<F::State>();
    let pairs = accumulator.chunks_exact_mut(size).zip(other.chunks_exact(size));
    for (a, b) in pairs {
        let merged = F::merge(bytemuck::pod_read_unaligned(a), bytemuck::pod_read_unaligned(b));
        a.copy_from_slice(bytemuck::bytes_of(&merged));
    }
}

#[inline(always)]
unsafe fn count_body<T: Arithmetic>(pointer: *const u8, stride: isize, count: usize) -> u64 {
    let contiguous = size_of::<T>() as isize;
    let mut total = 0;
    unsafe {
        if stride == contiguous {
            for i in 0..count {
                total += at::<T>(pointer, contiguous, i).is_nonzero() as u64;
            }
        } else {
            for i in 0..count {
                total += at::<T>(pointer, stride, i).is_nonzero() as u64;
            }
        }
    }
    total
}
twice!(count_body, count_plain, count_avx2, [T: Arithmetic],
    (pointer: *const u8, stride: isize, count: usize) -> u64);

/// How many elements are not zero; NaN is not.
///
/// # Safety
/// All addressed elements must be inside live memory.
pub unsafe fn count_nonzero(a: Source, shape: &[usize]) -> u64 {
    let Some(nest) = Nest::new(shape, [a.strides]) else {
        return 0;
    };
    let count = dispatch!(a.dtype, T => {
        if super::wide() { count_avx2::<T> } else { count_plain::<T> as unsafe fn(_, _, _) -> _ }
    });
    let mut total = 0;
    nest.each(|[offset], length| unsafe {
        let pointer = a.pointer.wrapping_offset(offset);
        total += count(pointer, nest.strides[0], length);
    });
    total
}
