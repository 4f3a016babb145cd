//! Local parts of aligned arrays as blocks in which each of them has one stride per axis.

use super::{Array, Place};
use crate::dtype::Dtype;
use crate::index::{Access, ByteRun, Segment};
use crate::kernels::copy::{Copier, How, Source, Target};

/// One block of `K` memories. Axes that are no single progression in all memories come as two: blocks are for work that
/// does not ask which axis is which.
pub struct Block<'a, const K: usize> {
    pub extents: &'a [usize],
    parts: [(*mut u8, &'a [isize], Dtype); K],
}

impl<const K: usize> Block<'_, K> {
    pub fn source(&self, memory: usize) -> Source<'_> {
        let (pointer, strides, dtype) = self.parts[memory];
        Source { pointer, strides, dtype }
    }

    pub fn target(&self, memory: usize) -> Target<'_> {
        let (pointer, strides, dtype) = self.parts[memory];
        Target { pointer, strides, dtype }
    }
}

/// Positions of an axis that are progressions in all memories, and how often they come again at equal distances.
#[derive(Clone, Copy)]
struct Piece<const K: usize> {
    start: [isize; K],
    count: usize,
    steps: [isize; K],
    repeats: usize,
    distances: [isize; K],
}

/// Visits the owned parts of arrays of the same local extents.
pub fn each<const K: usize>(arrays: [&Array; K], visit: impl FnMut(Block<K>)) {
    if arrays.iter().any(|array| !array.has_elements()) {
        return;
    }
    let parts = arrays.map(|array| (array.local_pointer(), array.access(), array.dtype()));
    let extents = arrays.first().map_or(Vec::new(), |array| array.distribution().local_shape());
    each_of(&extents, parts, visit);
}

/// Visits memories of the same extents, none of them 0.
pub fn each_of<const K: usize>(
    extents: &[i64],
    parts: [(*mut u8, &[Access], Dtype); K],
    mut visit: impl FnMut(Block<K>),
) {
    let axes: Vec<Vec<Piece<K>>> =
        extents.iter().enumerate().map(|(d, &n)| pieces(n, parts.map(|part| &part.1[d]))).collect();
    let doubled: Vec<bool> = axes.iter().map(|axis| axis.iter().any(|piece| piece.repeats > 1)).collect();
    let mut choice = vec![0; axes.len()];
    let mut block = Vec::with_capacity(2 * axes.len());
    let mut strides: [Vec<isize>; K] = std::array::from_fn(|_| Vec::with_capacity(2 * axes.len()));
    loop {
        block.clear();
        strides.iter_mut().for_each(Vec::clear);
        let mut pointers = parts.map(|part| part.0);
        for (d, axis) in axes.iter().enumerate() {
            let piece = &axis[choice[d]];
            if doubled[d] {
                block.push(piece.repeats);
            }
            block.push(piece.count);
            for k in 0..K {
                pointers[k] = pointers[k].wrapping_offset(piece.start[k]);
                if doubled[d] {
                    strides[k].push(piece.distances[k]);
                }
                strides[k].push(piece.steps[k]);
            }
        }
        visit(Block {
            extents: &block,
            parts: std::array::from_fn(|k| (pointers[k], strides[k].as_slice(), parts[k].2)),
        });
        let Some(axis) = (0..axes.len()).rev().find(|&d| choice[d] + 1 < axes[d].len()) else { return };
        choice[axis] += 1;
        choice[axis + 1..].fill(0);
    }
}

/// The common refinement of the stretches of one axis in all memories.
fn pieces<const K: usize>(count: i64, access: [&Access; K]) -> Vec<Piece<K>> {
    let stretches: [Vec<(isize, isize, i64)>; K] = access.map(|access| {
        let mut list = Vec::new();
        access.visit(0, 1, count, &mut |offset, step, n| list.push((offset, step, n)));
        list
    });
    let mut pieces: Vec<Piece<K>> = Vec::new();
    let (mut at, mut inside) = ([0usize; K], [0i64; K]);
    let mut done = 0;
    while done < count {
        let length = (0..K).map(|k| stretches[k][at[k]].2 - inside[k]).min().unwrap_or(count - done);
        let start = std::array::from_fn(|k| {
            let (offset, step, _) = stretches[k][at[k]];
            offset + inside[k] as isize * step
        });
        let steps = std::array::from_fn(|k| if length == 1 { 0 } else { stretches[k][at[k]].1 });
        push(&mut pieces, Piece { start, count: length as usize, steps, repeats: 1, distances: [0; K] });
        for k in 0..K {
            inside[k] += length;
            if inside[k] == stretches[k][at[k]].2 {
                (at[k], inside[k]) = (at[k] + 1, 0);
            }
        }
        done += length;
    }
    pieces
}

fn push<const K: usize>(pieces: &mut Vec<Piece<K>>, next: Piece<K>) {
    if let Some(last) = pieces.last_mut().filter(|last| last.count == next.count && last.steps == next.steps) {
        let from = |k: usize| last.start[k] + (last.repeats - 1) as isize * last.distances[k];
        let distances = std::array::from_fn(|k| next.start[k] - from(k));
        if last.repeats == 1 || last.distances == distances {
            (last.repeats, last.distances) = (last.repeats + 1, distances);
            return;
        }
    }
    pieces.push(next);
}

/// Copies every position of one memory to the same position of another, converting elements.
///
/// # Safety
/// Both must be valid for their extents, which are the same, and must not overlap.
pub unsafe fn copy(from: &Place, to: &Place) {
    unsafe { combine(from, to, How::Replace) }
}

/// As [`copy`], where elements meet those that were there.
///
/// # Safety
/// As for [`copy`].
pub unsafe fn combine(from: &Place, to: &Place, how: How) {
    if to.extents.contains(&0) {
        return;
    }
    let axis = |(d, &n): (usize, &i64)| ByteRun::list(&[Segment::new(0, 0, n)], &from.access[d], &to.access[d]);
    let axes = to.extents.iter().enumerate().map(axis).collect();
    unsafe { Copier::new(axes, from.dtype, to.dtype, how).run(from.pointer, to.pointer) };
}
