//! Copies, casts, combinations and fills of strided blocks.

mod combine;
mod fill;

use super::cast::{self, move_run};
pub use super::{Source, Target};
use crate::dtype::Dtype;
use crate::index::{Access, ByteRun, Segment};
use combine::Combine;
pub use combine::{Accumulation, Factor};
pub use fill::fill_block;
use std::marker::PhantomData;

/// A copy between two memories, ready to run any number of times: every combination of one position per axis.
/// Converts the elements where the dtypes differ (NumPy's `astype` with "unsafe" casting, as on x86-64).
///
/// Integers wrap, complex to real drops the imaginary part, anything to bool is "is not zero"
/// (NaN is not zero). NaN and floats outside the integer type's range give the smallest
/// number for int32 and int64, the low bits of that int32 for narrower types, and the low bits
/// of the int64 result for uint32; uint64 takes up to 2^64 and gives 2^63 for NaN.
///
/// Where target positions repeat in the list of an axis, elements arrive in the order of that list: the last one
/// stays, and all are accumulated, for one axis in exactly this order. With several axes the order of the loops is
/// free, but each axis is walked in the order of its list, so that of several elements for one target the one that is
/// last on every axis comes last.
pub struct Copier {
    /// Loop nests, outermost loop first; together they cover every position once.
    nests: Vec<Vec<Vec<ByteRun>>>,
    from: Dtype,
    to: Dtype,
    how: How,
    combine: Option<Combine>,
    count: usize,
}

/// What happens to an element that arrives, after its conversion to the target's dtype.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    /// It replaces the one that was there.
    Replace,
    /// Both are combined; integers wrap. [`Accumulation::check`] says for which dtypes; others stay untouched.
    Accumulate(Accumulation),
    /// `alpha·x + beta·target`, x being the element or its complex conjugate, in the target's dtype, to which the
    /// factors are cast too. An operand whose factor is zero there is not read, so that its NaN does not survive.
    Scale { alpha: Factor, beta: Factor, conjugate: bool },
}

impl Copier {
    /// Prepares a copy of every combination of one run position per axis; axes in any order.
    pub fn new(axes: Vec<Vec<ByteRun>>, from: Dtype, to: Dtype, how: How) -> Copier {
        let count = axes.iter().map(|runs| runs.iter().map(|run| run.count).sum::<usize>()).product();
        let nests = match order(axes.into_iter().map(|runs| join_runs(&runs)).collect()) {
            Some(loops) => strip(loops, (STRIP / to.size()).max(8)),
            None => Vec::new(),
        };
        let how = if combine::replaces(how, to) { How::Replace } else { how };
        Copier { nests, from, to, how, combine: Combine::new(how, from, to), count }
    }

    /// Number of elements copied.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Copies between the two origins.
    ///
    /// # Safety
    /// All addressed elements must be inside live memory, and source and target must not overlap.
    pub unsafe fn run(&self, from: *const u8, to: *mut u8) {
        for loops in &self.nests {
            if self.how != How::Replace {
                let Some(combine) = &self.combine else { return };
                unsafe { walk(loops, from, to, combine) };
                continue;
            }
            if self.from != self.to {
                let convert = cast::run(self.from, self.to);
                unsafe { walk(loops, from, to, &convert) };
                continue;
            }
            unsafe {
                match self.to.size() {
                    1 => walk(loops, from, to, &Move::<u8>(PhantomData)),
                    2 => walk(loops, from, to, &Move::<u16>(PhantomData)),
                    4 => walk(loops, from, to, &Move::<u32>(PhantomData)),
                    8 => walk(loops, from, to, &Move::<u64>(PhantomData)),
                    _ => walk(loops, from, to, &Move::<[u64; 2]>(PhantomData)),
                }
            }
        }
    }
}

/// The same positions with the target's addresses rising.
fn rising(mut run: ByteRun) -> ByteRun {
    if run.to_step < 0 {
        let last = (run.count - 1) as isize;
        run.from += last * run.from_step;
        run.to += last * run.to_step;
        run.from_step = -run.from_step;
        run.to_step = -run.to_step;
    }
    run
}

/// An outer axis and a whole inner axis as one, where memory allows it on both sides.
fn joins(run: &ByteRun, inner: &ByteRun) -> bool {
    let length = inner.count as isize;
    inner.count == 1
        || run.count == 1
        || run.from_step == length * inner.from_step && run.to_step == length * inner.to_step
}

fn join(run: &mut ByteRun, inner: &ByteRun) {
    run.from += inner.from;
    run.to += inner.to;
    if inner.count > 1 {
        run.count *= inner.count;
        run.from_step = inner.from_step;
        run.to_step = inner.to_step;
    }
}

fn join_runs(runs: &[ByteRun]) -> Vec<ByteRun> {
    let mut joined = Vec::with_capacity(runs.len());
    runs.iter().for_each(|&run| ByteRun::push(&mut joined, run));
    joined.into_iter().map(rising).collect()
}

/// Copies every combination of one segment per axis from `source` to `target`, as [`Copier`] does.
///
/// # Safety
/// All addressed elements must be inside live memory, and source and target must not overlap.
/// Both have as many strides as there are axes.
pub unsafe fn copy_segments(source: Source, target: Target, axes: &[&[Segment]]) {
    let axis = |(axis, segments): (usize, &&[Segment])| {
        ByteRun::list(segments, &Access::Strided(source.strides[axis]), &Access::Strided(target.strides[axis]))
    };
    let copy = Copier::new(axes.iter().enumerate().map(axis).collect(), source.dtype, target.dtype, How::Replace);
    unsafe { copy.run(source.pointer, target.pointer) }
}

/// Copies a whole block, converting the elements where the dtypes differ.
///
/// # Safety
/// As for [`copy_segments`].
pub unsafe fn copy_block(source: Source, target: Target, shape: &[usize]) {
    let axis = |(axis, &count): (usize, &usize)| {
        let (from_step, to_step) = (source.strides[axis], target.strides[axis]);
        vec![ByteRun { from: 0, to: 0, count, from_step, to_step }]
    };
    let copy = Copier::new(shape.iter().enumerate().map(axis).collect(), source.dtype, target.dtype, How::Replace);
    unsafe { copy.run(source.pointer, target.pointer) }
}

/// The axes outermost first, largest target stride first, joined where memory allows it.
/// None if there is nothing to copy; never empty otherwise.
fn order(mut axes: Vec<Vec<ByteRun>>) -> Option<Vec<Vec<ByteRun>>> {
    // The distance between neighbours, in the target and in the source.
    let nearest = |runs: &[ByteRun]| {
        let inside = runs.iter().filter(|run| run.count > 1).map(|run| (run.to_step, run.from_step));
        let between = runs.windows(2).map(|pair| (pair[1].to - pair[0].to, pair[1].from - pair[0].from));
        inside.chain(between).map(|(to, from)| (to.unsigned_abs(), from.unsigned_abs())).min().unwrap_or((0, 0))
    };
    axes.sort_by_key(|runs| nearest(runs));
    let mut loops = vec![vec![ByteRun { from: 0, to: 0, count: 1, from_step: 0, to_step: 0 }]];
    for mut runs in axes {
        if runs.is_empty() {
            return None;
        }
        match loops.last().map(Vec::as_slice) {
            Some(&[inner]) if runs.iter().all(|run| joins(run, &inner)) => {
                runs.iter_mut().for_each(|run| join(run, &inner));
                loops.pop();
            }
            _ => {}
        }
        loops.push(runs);
    }
    loops.reverse();
    Some(loops)
}

/// Bytes written at once where the source runs across the innermost loop.
const STRIP: usize = 256;

/// Splits the innermost loop where another loop is the source's innermost one, as in a
/// transposition, so that both sides use what they bring into the cache.
fn strip(mut loops: Vec<Vec<ByteRun>>, length: usize) -> Vec<Vec<Vec<ByteRun>>> {
    let Some(&[inner]) = loops.last().map(Vec::as_slice) else { return vec![loops] };
    let stride = |runs: &[ByteRun]| match runs {
        [run] if run.from_step != 0 => run.from_step.unsigned_abs(),
        _ => usize::MAX,
    };
    let closest = (0..loops.len()).min_by_key(|&i| stride(&loops[i])).unwrap_or(0);
    if stride(&loops[closest]) >= stride(&loops[loops.len() - 1]) || inner.count <= length {
        return vec![loops];
    }
    loops.pop();
    let closest = loops.remove(closest);
    let (pieces, rest) = (inner.count / length, inner.count % length);
    let piece = ByteRun { from: 0, to: 0, count: length, ..inner };
    let done = (pieces * length) as isize;
    let around = ByteRun {
        count: pieces,
        from_step: inner.from_step * length as isize,
        to_step: inner.to_step * length as isize,
        ..inner
    };
    let last = ByteRun {
        from: inner.from + done * inner.from_step,
        to: inner.to + done * inner.to_step,
        count: rest,
        ..inner
    };
    let with = |inside: &[ByteRun]| loops.iter().cloned().chain(inside.iter().map(|&run| vec![run])).collect();
    let mut parts = vec![with(&[around, closest[0], piece])];
    if rest > 0 {
        parts.push(with(&[closest[0], last]));
    }
    parts
}

/// What happens to a run: from, byte stride, to, byte stride, count.
trait Action {
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize);
}

/// Copies elements of the size of `W`.
struct Move<W>(PhantomData<W>);

impl<W: Copy> Action for Move<W> {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize) {
        unsafe { move_run::<W>(from, from_step, to, to_step, count) }
    }
}

impl Action for Combine {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize) {
        unsafe { Combine::run(self, from, from_step, to, to_step, count) }
    }
}

impl Action for cast::Run {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize) {
        unsafe { self(from, from_step, to, to_step, count) }
    }
}

/// Applies the action to every innermost run.
unsafe fn walk<A: Action>(axes: &[Vec<ByteRun>], from: *const u8, to: *mut u8, action: &A) {
    let [runs, inner @ ..] = axes else { return };
    for run in runs {
        let mut from = from.wrapping_offset(run.from);
        let mut to = to.wrapping_offset(run.to);
        if inner.is_empty() {
            unsafe { action.run(from, run.from_step, to, run.to_step, run.count) };
            continue;
        }
        for _ in 0..run.count {
            unsafe { walk(inner, from, to, action) };
            from = from.wrapping_offset(run.from_step);
            to = to.wrapping_offset(run.to_step);
        }
    }
}
