//! Copies, casts, combinations and fills of strided blocks.

mod combine;
mod fill;
mod loops;
mod stream;
mod tile;
mod walk;

pub use super::{Source, Target};
use crate::dtype::Dtype;
use crate::index::{Access, ByteRun, Segment};
use combine::Combine;
pub use combine::{Accumulation, Factor};
pub use fill::fill_block;
use loops::{Kept, Nest};
pub use stream::streaming_pays;
use stream::Width;

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
    /// Together they cover every position once.
    nests: Vec<Nest>,
    from: Dtype,
    to: Dtype,
    how: How,
    combine: Option<Combine>,
    count: usize,
    streaming: bool,
    width: Width,
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
        let how = if combine::replaces(how, to) { How::Replace } else { how };
        // Elements that replace each other again and again stay in the caches.
        let repeated = axes.iter().flatten().any(|run| run.to_step == 0 && run.count > 1);
        let width = Width::here();
        let combine = Combine::new(how, from, to);
        let kept = match &combine {
            None if from == to && how == How::Replace => Kept::Bytes { shortest: width.shortest_row() },
            Some(combine) if from == to && combine.reads_source() => Kept::Places,
            _ => Kept::Nothing,
        };
        let nests = loops::nests(axes, kept, to.size());
        let streaming = !repeated && streaming_pays(count * to.size());
        Copier { nests, from, to, how, combine, count, streaming, width }
    }

    /// The same with stores that pass the caches by, or without; results do not depend on it. [`Copier::new`] goes by
    /// the bytes of this copy alone; where it is one of many, ask [`streaming_pays`] for all of them.
    pub fn with_streaming(mut self, streaming: bool) -> Copier {
        self.streaming = streaming;
        self
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
        unsafe { walk::run(self, from, to) }
    }
}

/// Rows of bytes written past the caches.
pub struct Streaming(Width);

impl Streaming {
    /// As this processor does it best.
    pub fn here() -> Streaming {
        Streaming(Width::here())
    }

    /// Copies a row; meanwhile brings in as much of what lies at the addresses `ahead`, which need not be valid.
    ///
    /// # Safety
    /// Source and target must be valid for so many bytes, and must not overlap.
    #[inline]
    pub unsafe fn row(&self, from: *const u8, to: *mut u8, bytes: usize, ahead: &[*const u8]) {
        unsafe {
            match self.0 {
                Width::Wide => stream::row_out::<true>(from, to, bytes, ahead),
                Width::Plain => stream::row_out::<false>(from, to, bytes, ahead),
            }
        }
    }

    /// What was written becomes visible before all later stores.
    pub fn finish(&self) {
        stream::finish();
    }
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
