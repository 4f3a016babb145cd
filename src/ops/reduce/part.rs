//! What one rank feeds: its elements, each label once, with their indices and the mask.

use crate::array::{blocks, Array, Place};
use crate::dtype::Dtype;
use crate::index::{shape, Access, Order, Segment};
use crate::kernels::reduce::{Fold, Memories};

pub(in crate::ops) struct Part {
    pub extents: Vec<i64>,
    source: (*mut u8, Vec<Access>, Dtype),
    /// Flat indices over the reduced axes, as if they were addresses.
    index: (*mut u8, Vec<Access>),
    mask: Option<(*mut u8, Vec<Access>)>,
}

/// Positions of an axis, as memory has them, without those that a lower coordinate owns too.
fn chosen(primary: Option<&[bool]>, count: i64) -> Vec<Segment> {
    let Some(primary) = primary else { return vec![Segment::new(0, 0, count)] };
    let mut list = Vec::new();
    for (next, (position, _)) in primary.iter().enumerate().filter(|(_, &p)| p).enumerate() {
        Segment::push(&mut list, Segment::new(position as i64, next as i64, 1));
    }
    list
}

/// Memory of some positions, counted anew.
fn restricted(access: &Access, positions: &[Segment]) -> (isize, Access) {
    let mut pieces = Vec::new();
    for s in positions {
        access.visit(s.from, s.from_step, s.count, &mut |offset, step, count| pieces.push((offset, step, count)));
    }
    Access::of_pieces(pieces)
}

impl Part {
    /// The elements of a process of the grid. On kept axes all positions count, for each has a result of its own.
    pub fn new(array: &Array, reduced: &[bool], indexed: bool, mask: Option<&Array>) -> Part {
        let distribution = array.distribution();
        let coordinates = distribution.place().map_or(&[][..], |place| place.coordinates.as_slice());
        let mut weights: Vec<i64> = vec![0; reduced.len()];
        let mut weight = 1i64;
        for d in (0..reduced.len()).rev().filter(|&d| reduced[d] && indexed) {
            weights[d] = weight;
            weight = weight.wrapping_mul(array.shape()[d].max(1));
        }
        let mut part = Part {
            extents: Vec::with_capacity(reduced.len()),
            source: (array.local_pointer(), Vec::new(), array.dtype()),
            index: (std::ptr::null_mut(), Vec::new()),
            mask: mask.map(|mask| (mask.local_pointer(), Vec::new())),
        };
        for (d, map) in distribution.axes().iter().enumerate() {
            let count = distribution.local_shape()[d];
            let primary = map.labels().filter(|_| reduced[d]).and_then(|labels| labels.primary());
            let positions = chosen(primary, count);
            part.extents.push(crate::index::segment::total(&positions));
            let all = primary.is_none();
            let push = |(pointer, list): (&mut *mut u8, &mut Vec<Access>), access: &Access| {
                let (first, access) = if all { (0, access.clone()) } else { restricted(access, &positions) };
                *pointer = pointer.wrapping_offset(first);
                list.push(access);
            };
            push((&mut part.source.0, &mut part.source.1), &array.access()[d]);
            if let (Some((pointer, list)), Some(mask)) = (&mut part.mask, mask) {
                push((pointer, list), &mask.access()[d]);
            }
            let (first, index) = match coordinates.get(d).filter(|_| weights[d] != 0) {
                None => (0, Access::Strided(0)),
                Some(&c) => Access::of_pieces(map.runs(c).iter().map(|run| {
                    let times = |n: i64| n.wrapping_mul(weights[d]) as isize;
                    (times(run.global), times(run.step), run.count)
                })),
            };
            part.index.0 = part.index.0.wrapping_offset(first);
            push((&mut part.index.0, &mut part.index.1), &index);
        }
        part
    }

    /// How many elements there are.
    pub fn count(&self) -> usize {
        self.extents.iter().product::<i64>() as usize
    }

    /// Copies all elements, contiguous in C order of position.
    ///
    /// # Safety
    /// `to` has room for [`Part::count`] elements.
    pub unsafe fn gather(&self, to: *mut u8) {
        let dtype = self.source.2;
        let strides = shape::contiguous_strides(&self.extents, Order::RowMajor, dtype.size());
        let (pointer, access, extents) = (self.source.0, self.source.1.clone(), self.extents.clone());
        let from = Place { pointer, access, extents, dtype, heap: None };
        unsafe { blocks::copy(&from, &Place::strided(to, &strides, &self.extents, dtype)) };
    }

    /// Only positions `first..first + count` of an axis.
    pub fn restrict(&self, axis: usize, first: i64, count: i64) -> Part {
        let positions = [Segment::new(first, 0, count)];
        let cut = |pointer: *mut u8, list: &[Access]| {
            let mut list = list.to_vec();
            let (offset, access) = restricted(&list[axis], &positions);
            list[axis] = access;
            (pointer.wrapping_offset(offset), list)
        };
        let mut extents = self.extents.clone();
        extents[axis] = count;
        let source = cut(self.source.0, &self.source.1);
        Part {
            extents,
            source: (source.0, source.1, self.source.2),
            index: cut(self.index.0, &self.index.1),
            mask: self.mask.as_ref().map(|mask| cut(mask.0, &mask.1)),
        }
    }

    /// Feeds every element to its state.
    ///
    /// # Safety
    /// `strides` lead to a state of the fold for every position.
    pub unsafe fn feed(&self, fold: &Fold, states: *mut u8, strides: &[isize]) {
        if self.extents.contains(&0) {
            return;
        }
        let states_access: Vec<Access> = strides.iter().map(|&stride| Access::Strided(stride)).collect();
        let nothing = vec![Access::Strided(0); self.extents.len()];
        let mask = self.mask.as_ref().map_or((std::ptr::null_mut(), nothing.as_slice()), |m| (m.0, m.1.as_slice()));
        let parts = [
            (self.source.0, self.source.1.as_slice(), self.source.2),
            (states, states_access.as_slice(), Dtype::UInt8),
            (self.index.0, self.index.1.as_slice(), Dtype::UInt8),
            (mask.0, mask.1, Dtype::Bool),
        ];
        blocks::each_of(&self.extents, parts, |block| {
            let (states, index) = (block.target(1), block.source(2));
            let memories = Memories {
                source: block.source(0),
                states: states.pointer,
                state_strides: states.strides,
                first: index.pointer as isize as i64,
                index_strides: index.strides,
                mask: self.mask.is_some().then(|| block.source(3)),
            };
            unsafe { fold.reduce(block.extents, &memories) };
        });
    }
}

/// Byte strides of states for each position of kept axes, contiguous in the order of the distribution; 0 along others.
pub(super) fn state_strides(array: &Array, extents: &[i64], reduced: &[bool], size: usize) -> Vec<isize> {
    let kept: Vec<i64> = extents.iter().zip(reduced).map(|(&n, &gone)| if gone { 1 } else { n }).collect();
    let strides = shape::contiguous_strides(&kept, array.distribution().order(), size);
    strides.into_iter().zip(reduced).map(|(stride, &gone)| if gone { 0 } else { stride }).collect()
}
