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

/// Positions of an axis that are progressions in all memories, and how often they come again at equal distances; one
/// entry per memory in each list.
struct Piece {
    start: Vec<isize>,
    count: usize,
    steps: Vec<isize>,
    repeats: usize,
    distances: Vec<isize>,
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
    walk(extents, &parts.map(|part| part.1), |extents, offsets, strides| {
        let part = |k: usize| (parts[k].0.wrapping_offset(offsets[k]), strides[k].as_slice(), parts[k].2);
        visit(Block { extents, parts: std::array::from_fn(part) });
    });
}

/// Cuts extents, none of them 0, into blocks in which every access has one stride per axis. `visit` gets the extents of a
/// block, and for each access the bytes to its first position and the strides.
pub fn walk(extents: &[i64], accesses: &[&[Access]], mut visit: impl FnMut(&[usize], &[isize], &[Vec<isize>])) {
    let simple = |access: &Access| match access {
        Access::Strided(stride) => Some(*stride),
        _ => None,
    };
    let mut offsets = vec![0isize; accesses.len()];
    let strides: Option<Vec<Vec<isize>>> =
        accesses.iter().map(|axes| axes.iter().map(simple).collect::<Option<Vec<isize>>>()).collect();
    if let Some(strides) = strides {
        let extents: Vec<usize> = extents.iter().map(|&n| n as usize).collect();
        return visit(&extents, &offsets, &strides);
    }
    let memories = 0..accesses.len();
    let axes: Vec<Vec<Piece>> = extents.iter().enumerate().map(|(d, &n)| pieces(n, accesses, d)).collect();
    let doubled: Vec<bool> = axes.iter().map(|axis| axis.iter().any(|piece| piece.repeats > 1)).collect();
    let mut choice = vec![0; axes.len()];
    let mut block = Vec::with_capacity(2 * axes.len());
    let mut strides: Vec<Vec<isize>> = memories.clone().map(|_| Vec::with_capacity(2 * axes.len())).collect();
    loop {
        block.clear();
        strides.iter_mut().for_each(Vec::clear);
        offsets.fill(0);
        for (d, axis) in axes.iter().enumerate() {
            let piece = &axis[choice[d]];
            if doubled[d] {
                block.push(piece.repeats);
            }
            block.push(piece.count);
            for k in memories.clone() {
                offsets[k] += piece.start[k];
                if doubled[d] {
                    strides[k].push(piece.distances[k]);
                }
                strides[k].push(piece.steps[k]);
            }
        }
        visit(&block, &offsets, &strides);
        let Some(axis) = (0..axes.len()).rev().find(|&d| choice[d] + 1 < axes[d].len()) else { return };
        choice[axis] += 1;
        choice[axis + 1..].fill(0);
    }
}

/// The common refinement of the stretches of one axis in all memories.
fn pieces(count: i64, accesses: &[&[Access]], axis: usize) -> Vec<Piece> {
    let memories = 0..accesses.len();
    let stretches: Vec<Vec<(isize, isize, i64)>> = accesses
        .iter()
        .map(|access| {
            let mut list = Vec::new();
            access[axis].visit(0, 1, count, &mut |offset, step, n| list.push((offset, step, n)));
            list
        })
        .collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut at, mut inside) = (vec![0usize; accesses.len()], vec![0i64; accesses.len()]);
    let mut done = 0;
    while done < count {
        let length = memories.clone().map(|k| stretches[k][at[k]].2 - inside[k]).min().unwrap_or(count - done);
        let start = memories.clone().map(|k| {
            let (offset, step, _) = stretches[k][at[k]];
            offset + inside[k] as isize * step
        });
        let start = start.collect();
        let steps = memories.clone().map(|k| if length == 1 { 0 } else { stretches[k][at[k]].1 }).collect();
        push(
            &mut pieces,
            Piece { start, count: length as usize, steps, repeats: 1, distances: vec![0; accesses.len()] },
        );
        for k in memories.clone() {
            inside[k] += length;
            if inside[k] == stretches[k][at[k]].2 {
                (at[k], inside[k]) = (at[k] + 1, 0);
            }
        }
        done += length;
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, next: Piece) {
    if let Some(last) = pieces.last_mut().filter(|last| last.count == next.count && last.steps == next.steps) {
        let before = (last.repeats - 1) as isize;
        let distance = |k: usize| next.start[k] - (last.start[k] + before * last.distances[k]);
        let distances: Vec<isize> = (0..next.start.len()).map(distance).collect();
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
