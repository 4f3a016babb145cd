//! Copies, casts and fills of strided blocks.

use super::cast::{self, move_run};
use super::nest::Nest;
pub use super::{Source, Target};
use crate::index::Segment;
use std::marker::PhantomData;

/// `count` positions along an axis, in bytes.
#[derive(Clone, Copy)]
struct Run {
    from: isize,
    to: isize,
    count: usize,
    from_stride: isize,
    to_stride: isize,
}

impl Run {
    /// The same positions with the target's addresses rising.
    fn rising(mut self) -> Run {
        if self.to_stride < 0 {
            let last = (self.count - 1) as isize;
            self.from += last * self.from_stride;
            self.to += last * self.to_stride;
            self.from_stride = -self.from_stride;
            self.to_stride = -self.to_stride;
        }
        self
    }

    /// True if `next` goes on where this run ends.
    fn continues(&self, next: &Run) -> bool {
        self.from_stride == next.from_stride
            && self.to_stride == next.to_stride
            && self.from + self.count as isize * self.from_stride == next.from
            && self.to + self.count as isize * self.to_stride == next.to
    }

    /// This axis and a whole inner axis as one, where memory allows it on both sides.
    fn join(&self, inner: &Run) -> Option<Run> {
        let length = inner.count as isize;
        let fits = self.count == 1
            || self.from_stride == length * inner.from_stride && self.to_stride == length * inner.to_stride;
        fits.then(|| Run {
            from: self.from + inner.from,
            to: self.to + inner.to,
            count: self.count * inner.count,
            ..*inner
        })
    }
}

/// Copies every combination of one segment per axis from `source` to `target`, converting
/// the elements where the dtypes differ (NumPy's `astype` with "unsafe" casting).
///
/// # Safety
/// All addressed elements must be inside live memory, and source and target must not overlap.
/// Both have as many strides as there are axes.
pub unsafe fn copy_segments(source: Source, target: Target, axes: &[&[Segment]]) {
    let runs = axes.iter().enumerate().map(|(axis, segments)| {
        let (from, to) = (source.strides[axis], target.strides[axis]);
        let run = move |s: &Segment| Run {
            from: s.from as isize * from,
            to: s.to as isize * to,
            count: s.count.max(0) as usize,
            from_stride: s.from_step as isize * from,
            to_stride: s.to_step as isize * to,
        };
        (from, to, segments.iter().filter(|s| s.count > 0).map(run).collect::<Vec<Run>>())
    });
    unsafe { copy_runs(source, target, runs.collect()) }
}

/// Copies a whole block, converting the elements where the dtypes differ.
///
/// # Safety
/// As for [`copy_segments`].
pub unsafe fn copy_block(source: Source, target: Target, shape: &[usize]) {
    if shape.contains(&0) {
        return;
    }
    let runs = shape.iter().enumerate().map(|(axis, &count)| {
        let (from_stride, to_stride) = (source.strides[axis], target.strides[axis]);
        let run = Run { from: 0, to: 0, count, from_stride, to_stride };
        (from_stride, to_stride, vec![run])
    });
    unsafe { copy_runs(source, target, runs.collect()) }
}

unsafe fn copy_runs(source: Source, target: Target, axes: Vec<(isize, isize, Vec<Run>)>) {
    let Some(axes) = order(axes) else { return };
    let (from, to) = (source.pointer, target.pointer);
    if source.dtype != target.dtype {
        let convert = cast::run(source.dtype, target.dtype);
        return unsafe { walk(&axes, from, to, &convert) };
    }
    unsafe {
        match source.dtype.size() {
            1 => walk(&axes, from, to, &Move::<u8>(PhantomData)),
            2 => walk(&axes, from, to, &Move::<u16>(PhantomData)),
            4 => walk(&axes, from, to, &Move::<u32>(PhantomData)),
            8 => walk(&axes, from, to, &Move::<u64>(PhantomData)),
            _ => walk(&axes, from, to, &Move::<[u64; 2]>(PhantomData)),
        }
    }
}

/// The axes outermost first, largest target stride first, joined where memory allows it.
/// None if there is nothing to copy; never empty otherwise.
fn order(mut axes: Vec<(isize, isize, Vec<Run>)>) -> Option<Vec<Vec<Run>>> {
    axes.sort_by_key(|(from, to, _)| std::cmp::Reverse((to.unsigned_abs(), from.unsigned_abs())));
    let unit = Run { from: 0, to: 0, count: 1, from_stride: 0, to_stride: 0 };
    let mut ordered: Vec<Vec<Run>> = vec![];
    for (_, _, runs) in axes.into_iter().rev() {
        let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
        for run in runs.into_iter().map(Run::rising) {
            match joined.last_mut() {
                Some(last) if last.continues(&run) => last.count += run.count,
                _ => joined.push(run),
            }
        }
        if joined.is_empty() {
            return None;
        }
        let inside = match ordered.last() {
            Some(inner) if inner.len() == 1 => inner[0],
            None => unit,
            _ => {
                ordered.push(joined);
                continue;
            }
        };
        let both: Option<Vec<Run>> = joined
            .iter()
            .map(|run| {
                if inside.count == 1 {
                    Some(Run { from: run.from + inside.from, to: run.to + inside.to, ..*run })
                } else {
                    run.join(&inside)
                }
            })
            .collect();
        match both {
            Some(both) => {
                ordered.pop();
                ordered.push(both);
            }
            None => ordered.push(joined),
        }
    }
    if ordered.is_empty() {
        ordered.push(vec![unit]);
    }
    ordered.reverse();
    Some(ordered)
}

/// What happens to a run: from, byte stride, to, byte stride, count.
trait Action {
    unsafe fn run(&self, from: *const u8, from_stride: isize, to: *mut u8, to_stride: isize, count: usize);
}

/// Copies elements of the size of `W`.
struct Move<W>(PhantomData<W>);

impl<W: Copy> Action for Move<W> {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_stride: isize, to: *mut u8, to_stride: isize, count: usize) {
        unsafe { move_run::<W>(from, from_stride, to, to_stride, count) }
    }
}

impl Action for cast::Run {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_stride: isize, to: *mut u8, to_stride: isize, count: usize) {
        unsafe { self(from, from_stride, to, to_stride, count) }
    }
}

/// Applies the action to every innermost run.
unsafe fn walk<A: Action>(axes: &[Vec<Run>], from: *const u8, to: *mut u8, action: &A) {
    let [runs, inner @ ..] = axes else { return };
    for run in runs {
        let mut from = from.wrapping_offset(run.from);
        let mut to = to.wrapping_offset(run.to);
        if inner.is_empty() {
            unsafe { action.run(from, run.from_stride, to, run.to_stride, run.count) };
            continue;
        }
        for _ in 0..run.count {
            unsafe { walk(inner, from, to, action) };
            from = from.wrapping_offset(run.from_stride);
            to = to.wrapping_offset(run.to_stride);
        }
    }
}

/// Writes one value to every element of a block.
///
/// # Safety
/// All addressed elements must be inside live memory; `value` points to one element of the
/// target's dtype.
pub unsafe fn fill_block(target: Target, shape: &[usize], value: *const u8) {
    let Some(nest) = Nest::new(shape, [target.strides]) else {
        return;
    };
    let size = target.dtype.size();
    let bytes = unsafe { std::slice::from_raw_parts(value, size) };
    let (count, stride) = (nest.count, nest.strides[0]);
    nest.each(|[offset]| unsafe {
        let to = target.pointer.wrapping_offset(offset);
        if stride == size as isize && bytes.iter().all(|&b| b == bytes[0]) {
            std::ptr::write_bytes(to, bytes[0], count * size);
            return;
        }
        match size {
            1 => fill_run::<u8>(value, to, stride, count),
            2 => fill_run::<u16>(value, to, stride, count),
            4 => fill_run::<u32>(value, to, stride, count),
            8 => fill_run::<u64>(value, to, stride, count),
            _ => fill_run::<[u64; 2]>(value, to, stride, count),
        }
    });
}

#[inline(always)]
unsafe fn fill_run<W: Copy>(value: *const u8, mut to: *mut u8, stride: isize, count: usize) {
    unsafe {
        let value = value.cast::<W>().read_unaligned();
        if stride == size_of::<W>() as isize {
            let to = to.cast::<W>();
            for i in 0..count {
                to.add(i).write_unaligned(value);
            }
        } else {
            for _ in 0..count {
                to.cast::<W>().write_unaligned(value);
                to = to.wrapping_offset(stride);
            }
        }
    }
}
