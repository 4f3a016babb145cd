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

    /// This axis and a whole inner axis as one, where memory allows it on both sides.
    fn joins(&self, inner: &Run) -> bool {
        let length = inner.count as isize;
        inner.count == 1
            || self.count == 1
            || self.from_stride == length * inner.from_stride && self.to_stride == length * inner.to_stride
    }

    fn join(&mut self, inner: &Run) {
        self.from += inner.from;
        self.to += inner.to;
        if inner.count > 1 {
            self.count *= inner.count;
            self.from_stride = inner.from_stride;
            self.to_stride = inner.to_stride;
        }
    }
}

/// The runs along one axis.
struct Axis {
    from_stride: isize,
    to_stride: isize,
    runs: Vec<Run>,
}

impl Axis {
    /// Appends, lengthening the last run where the progression goes on.
    fn push(&mut self, next: Run) {
        let next = next.rising();
        if let Some(last) = self.runs.last_mut() {
            if last.count == 1 && next.to > last.to {
                last.from_stride = next.from - last.from;
                last.to_stride = next.to - last.to;
            }
            let end = last.count as isize;
            let steps = (last.from_stride, last.to_stride);
            if next.from == last.from + end * steps.0
                && next.to == last.to + end * steps.1
                && (next.count == 1 || (next.from_stride, next.to_stride) == steps)
            {
                last.count += next.count;
                return;
            }
        }
        self.runs.push(next);
    }
}

/// Copies every combination of one segment per axis from `source` to `target`, converting
/// the elements where the dtypes differ (NumPy's `astype` with "unsafe" casting, as on x86-64).
///
/// Integers wrap, complex to real drops the imaginary part, anything to bool is "is not zero"
/// (NaN is not zero). NaN and floats outside the integer type's range give the smallest
/// number for int32 and int64, the low bits of that int32 for narrower types, and the low bits
/// of the int64 result for uint32; uint64 takes up to 2^64 and gives 2^63 for NaN.
///
/// # Safety
/// All addressed elements must be inside live memory, and source and target must not overlap.
/// Both have as many strides as there are axes.
pub unsafe fn copy_segments(source: Source, target: Target, axes: &[&[Segment]]) {
    let axis = |(axis, segments): (usize, &&[Segment])| {
        let (from_stride, to_stride) = (source.strides[axis], target.strides[axis]);
        let mut axis = Axis { from_stride, to_stride, runs: Vec::with_capacity(segments.len()) };
        for s in segments.iter().filter(|s| s.count > 0) {
            axis.push(Run {
                from: s.from as isize * from_stride,
                to: s.to as isize * to_stride,
                count: s.count as usize,
                from_stride: s.from_step as isize * from_stride,
                to_stride: s.to_step as isize * to_stride,
            });
        }
        axis
    };
    unsafe { copy_axes(source, target, axes.iter().enumerate().map(axis).collect()) }
}

/// Copies a whole block, converting the elements where the dtypes differ.
///
/// # Safety
/// As for [`copy_segments`].
pub unsafe fn copy_block(source: Source, target: Target, shape: &[usize]) {
    if shape.contains(&0) {
        return;
    }
    let axis = |(axis, &count): (usize, &usize)| {
        let (from_stride, to_stride) = (source.strides[axis], target.strides[axis]);
        let run = Run { from: 0, to: 0, count, from_stride, to_stride };
        Axis { from_stride, to_stride, runs: vec![run.rising()] }
    };
    unsafe { copy_axes(source, target, shape.iter().enumerate().map(axis).collect()) }
}

unsafe fn copy_axes(source: Source, target: Target, axes: Vec<Axis>) {
    let Some(loops) = order(axes) else { return };
    let size = target.dtype.size();
    for loops in strip(loops, (STRIP / size).max(8)) {
        let (from, to) = (source.pointer, target.pointer);
        if source.dtype != target.dtype {
            let convert = cast::run(source.dtype, target.dtype);
            unsafe { walk(&loops, from, to, &convert) };
            continue;
        }
        unsafe {
            match size {
                1 => walk(&loops, from, to, &Move::<u8>(PhantomData)),
                2 => walk(&loops, from, to, &Move::<u16>(PhantomData)),
                4 => walk(&loops, from, to, &Move::<u32>(PhantomData)),
                8 => walk(&loops, from, to, &Move::<u64>(PhantomData)),
                _ => walk(&loops, from, to, &Move::<[u64; 2]>(PhantomData)),
            }
        }
    }
}

/// The axes outermost first, largest target stride first, joined where memory allows it.
/// None if there is nothing to copy; never empty otherwise.
fn order(mut axes: Vec<Axis>) -> Option<Vec<Vec<Run>>> {
    axes.sort_by_key(|axis| (axis.to_stride.unsigned_abs(), axis.from_stride.unsigned_abs()));
    let mut loops = vec![vec![Run { from: 0, to: 0, count: 1, from_stride: 0, to_stride: 0 }]];
    for Axis { mut runs, .. } in axes {
        if runs.is_empty() {
            return None;
        }
        match loops.last().map(Vec::as_slice) {
            Some(&[inner]) if runs.iter().all(|run| run.joins(&inner)) => {
                runs.iter_mut().for_each(|run| run.join(&inner));
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
fn strip(mut loops: Vec<Vec<Run>>, length: usize) -> Vec<Vec<Vec<Run>>> {
    let Some(&[inner]) = loops.last().map(Vec::as_slice) else { return vec![loops] };
    let stride = |runs: &[Run]| match runs {
        [run] if run.from_stride != 0 => run.from_stride.unsigned_abs(),
        _ => usize::MAX,
    };
    let closest = (0..loops.len()).min_by_key(|&i| stride(&loops[i])).unwrap_or(0);
    if stride(&loops[closest]) >= stride(&loops[loops.len() - 1]) || inner.count <= length {
        return vec![loops];
    }
    loops.pop();
    let closest = loops.remove(closest);
    let (pieces, rest) = (inner.count / length, inner.count % length);
    let piece = Run { from: 0, to: 0, count: length, ..inner };
    let done = (pieces * length) as isize;
    let around = Run {
        count: pieces,
        from_stride: inner.from_stride * length as isize,
        to_stride: inner.to_stride * length as isize,
        ..inner
    };
    let last = Run {
        from: inner.from + done * inner.from_stride,
        to: inner.to + done * inner.to_stride,
        count: rest,
        ..inner
    };
    let with = |inside: &[Run]| loops.iter().cloned().chain(inside.iter().map(|&run| vec![run])).collect();
    let mut parts = vec![with(&[around, closest[0], piece])];
    if rest > 0 {
        parts.push(with(&[closest[0], last]));
    }
    parts
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
    let stride = nest.strides[0];
    nest.each(|[offset], count| unsafe {
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
