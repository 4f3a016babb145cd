//! Copies of rows that lists of addresses name: gathers and scatters.

use super::copy::{Copier, How};
use crate::dtype::Dtype;
use crate::index::ByteRun;

/// A copy of one row of elements, to be repeated at many places.
pub struct Rows {
    /// Where the copies of a row begin along axes that vary slower than the list.
    outer: Vec<(isize, isize)>,
    row: Row,
}

enum Row {
    /// So many bytes in one piece on both sides.
    Bytes(usize),
    Any(Copier),
}

impl Rows {
    /// `outer` axes vary slower than the list, `inner` ones faster; each gives its positions on both sides.
    pub fn new(outer: &[Vec<ByteRun>], inner: Vec<Vec<ByteRun>>, from: Dtype, to: Dtype, how: How) -> Rows {
        let mut starts = vec![(0, 0)];
        for runs in outer {
            let positions: Vec<(isize, isize)> = runs
                .iter()
                .flat_map(|r| (0..r.count as isize).map(move |k| (r.from + k * r.from_step, r.to + k * r.to_step)))
                .collect();
            starts = starts.iter().flat_map(|s| positions.iter().map(move |p| (s.0 + p.0, s.1 + p.1))).collect();
        }
        let whole = (from == to && how == How::Replace).then(|| in_one_piece(&inner, to.size())).flatten();
        let row = match whole {
            Some(bytes) => Row::Bytes(bytes),
            None => Row::Any(Copier::new(inner, from, to, how)),
        };
        Rows { outer: starts, row }
    }

    /// Copies from `from + from_offsets[k]` to `to + to_offsets[k]`, in ascending order of k. Offsets of the source may go on
    /// with those that come in the next call, at most [`AHEAD`], for which the memory is made ready.
    ///
    /// # Safety
    /// All addressed elements must be inside live memory, and source and target must not overlap.
    pub unsafe fn run(&self, from: *const u8, from_offsets: &[isize], to: *mut u8, to_offsets: &[isize]) {
        for &(source, target) in &self.outer {
            let (from, to) = (from.wrapping_offset(source), to.wrapping_offset(target));
            unsafe {
                match &self.row {
                    Row::Bytes(0) => {}
                    Row::Bytes(1) => elements::<u8>(from, from_offsets, to, to_offsets),
                    Row::Bytes(2) => elements::<u16>(from, from_offsets, to, to_offsets),
                    Row::Bytes(4) => elements::<u32>(from, from_offsets, to, to_offsets),
                    Row::Bytes(8) => elements::<u64>(from, from_offsets, to, to_offsets),
                    Row::Bytes(16) => elements::<[u64; 2]>(from, from_offsets, to, to_offsets),
                    Row::Bytes(bytes) => pieces(*bytes, from, from_offsets, to, to_offsets),
                    Row::Any(copy) => {
                        for (&source, &target) in from_offsets.iter().zip(to_offsets) {
                            copy.run(from.wrapping_offset(source), to.wrapping_offset(target));
                        }
                    }
                }
            }
        }
    }
}

/// The length of the row if both sides have it in one piece, from their origins on.
fn in_one_piece(axes: &[Vec<ByteRun>], item: usize) -> Option<usize> {
    let mut bytes = item;
    for runs in axes.iter().rev() {
        match runs.as_slice() {
            [] => return Some(0),
            [run] if run.from == 0 && run.to == 0 => {
                let steps = (run.from_step, run.to_step);
                if run.count > 1 && steps != (bytes as isize, bytes as isize) {
                    return None;
                }
                bytes *= run.count;
            }
            _ => return None,
        }
    }
    Some(bytes)
}

/// How many rows ahead the source is brought into the cache.
pub const AHEAD: usize = 48;

#[inline(always)]
fn prefetch(address: *const u8) {
    #[cfg(target_arch = "x86_64")]
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address.cast())
    };
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

unsafe fn elements<W: Copy>(from: *const u8, from_offsets: &[isize], to: *mut u8, to_offsets: &[isize]) {
    for (k, (&source, &target)) in from_offsets.iter().zip(to_offsets).enumerate() {
        if let Some(&next) = from_offsets.get(k + AHEAD) {
            prefetch(from.wrapping_offset(next));
        }
        unsafe {
            let element = from.wrapping_offset(source).cast::<W>().read_unaligned();
            to.wrapping_offset(target).cast::<W>().write_unaligned(element);
        }
    }
}

unsafe fn pieces(bytes: usize, from: *const u8, from_offsets: &[isize], to: *mut u8, to_offsets: &[isize]) {
    for (k, (&source, &target)) in from_offsets.iter().zip(to_offsets).enumerate() {
        if let Some(&next) = from_offsets.get(k + 4) {
            for line in (0..bytes.min(512)).step_by(64) {
                prefetch(from.wrapping_offset(next).wrapping_add(line));
            }
        }
        unsafe { std::ptr::copy_nonoverlapping(from.wrapping_offset(source), to.wrapping_offset(target), bytes) };
    }
}
