//! Feeding strided memory to states that lie in strided memory as well.

use super::{Fold, Rows};
use crate::dtype::Dtype;
use crate::kernels::cast::{self, Run};
use crate::kernels::Source;
use std::mem::MaybeUninit;

/// What the elements of a block are, axis by axis.
#[derive(Clone, Copy, Debug)]
pub struct Memories<'a> {
    pub source: Source<'a>,
    /// The state of element (0, …, 0), and where the others are: stride 0 along reduced axes.
    pub states: *mut u8,
    pub state_strides: &'a [isize],
    /// The flat index of element (0, …, 0), and how it grows along each axis.
    pub first: i64,
    pub index_strides: &'a [isize],
    /// Elements take part where this is not 0.
    pub mask: Option<Source<'a>>,
}

/// Elements converted at a time.
const BUFFER: usize = 512;
/// Rows and columns of a tile that is converted.
const TILE: (usize, usize) = (16, 32);

/// One loop: its length, and the byte strides of source, states, index and mask.
#[derive(Clone, Copy)]
struct Loop {
    count: usize,
    steps: [isize; 4],
}

const SOURCE: usize = 0;
const STATE: usize = 1;
const INDEX: usize = 2;
const MASK: usize = 3;

impl Loop {
    fn reduces(&self) -> bool {
        self.steps[STATE] == 0
    }
}

/// Outermost first: large strides of the source outside, joined where all memories allow it.
fn loops(extents: &[usize], memories: &Memories) -> Vec<Loop> {
    let mut loops: Vec<Loop> = (0..extents.len())
        .filter(|&d| extents[d] != 1)
        .map(|d| {
            let mask = memories.mask.map_or(0, |mask| mask.strides[d]);
            let steps = [memories.source.strides[d], memories.state_strides[d], memories.index_strides[d], mask];
            Loop { count: extents[d], steps }
        })
        .collect();
    loops.sort_by_key(|l| std::cmp::Reverse((l.steps[SOURCE].unsigned_abs(), l.steps[STATE].unsigned_abs())));
    let mut joined: Vec<Loop> = Vec::with_capacity(loops.len());
    for next in loops {
        match joined.last_mut() {
            Some(last) if (0..4).all(|k| last.steps[k] == next.steps[k] * next.count as isize) => {
                *last = Loop { count: last.count * next.count, steps: next.steps };
            }
            _ => joined.push(next),
        }
    }
    joined
}

/// Calls `visit` with the offsets of every round of the loops.
fn each(loops: &[Loop], mut visit: impl FnMut([isize; 4])) {
    let mut index = vec![0usize; loops.len()];
    let mut offset = [0isize; 4];
    loop {
        visit(offset);
        let mut d = loops.len();
        loop {
            let Some(next) = d.checked_sub(1) else { return };
            d = next;
            index[d] += 1;
            let back = if index[d] < loops[d].count { 1 } else { 1 - loops[d].count as isize };
            offset.iter_mut().zip(loops[d].steps).for_each(|(o, step)| *o += step * back);
            if index[d] < loops[d].count {
                break;
            }
            index[d] = 0;
        }
    }
}

impl Fold {
    /// Feeds every element of a block to its state; elements of other dtypes are converted.
    ///
    /// # Safety
    /// All addressed elements and states must be inside live memory; states are states of this fold.
    pub unsafe fn reduce(&self, extents: &[usize], memories: &Memories) {
        if extents.contains(&0) {
            return;
        }
        let mut loops = loops(extents, memories);
        let mut feeder = Feeder {
            fold: self,
            convert: cast::run(memories.source.dtype, self.operand),
            mask: memories.mask.map(|mask| cast::run(mask.dtype, Dtype::Bool)),
            size: self.operand.size(),
            is_direct: memories.source.dtype == self.operand,
            buffer: Buffer([MaybeUninit::uninit(); BUFFER * 16]),
        };
        let at = |offset: [isize; 4]| Position {
            values: memories.source.pointer.wrapping_offset(offset[SOURCE]),
            state: memories.states.wrapping_offset(offset[STATE]),
            index: memories.first.wrapping_add(offset[INDEX] as i64),
            mask: memories.mask.map_or(std::ptr::null(), |mask| mask.pointer.wrapping_offset(offset[MASK])),
        };
        let one = Loop { count: 1, steps: [0; 4] };
        let innermost = loops.last().is_none_or(|l| l.reduces());
        let columns_first = !innermost && memories.mask.is_none();
        // The loop that is fed as one: the innermost reduced one.
        let fed = match loops.iter().rposition(Loop::reduces) {
            Some(k) => loops.remove(k),
            None => one,
        };
        let dense = loops.last().is_some_and(|l| l.steps[STATE] == self.table.size as isize && l.steps[INDEX] == 0);
        if columns_first && dense {
            if let Some(columns) = loops.pop() {
                each(&loops, |offset| unsafe { feeder.across(at(offset), columns, fed) });
                return;
            }
        }
        each(&loops, |offset| unsafe { feeder.along(at(offset), fed) });
    }
}

#[derive(Clone, Copy)]
struct Position {
    values: *const u8,
    state: *mut u8,
    index: i64,
    mask: *const u8,
}

struct Feeder<'a> {
    fold: &'a Fold,
    convert: Run,
    mask: Option<Run>,
    size: usize,
    is_direct: bool,
    buffer: Buffer,
}

/// Room for converted elements; what was not written is not read.
#[repr(align(16))]
struct Buffer([MaybeUninit<u8>; BUFFER * 16]);

impl Buffer {
    fn at(&mut self, offset: usize) -> *mut u8 {
        self.0[offset..].as_mut_ptr().cast()
    }
}

impl Feeder<'_> {
    /// Elements of one state.
    unsafe fn along(&mut self, at: Position, run: Loop) {
        let [stride, _, step, mask_stride] = run.steps;
        let step = step as i64;
        if let Some(load) = self.mask {
            return unsafe { self.masked(at, run.count, stride, mask_stride, load) };
        }
        if self.is_direct && (stride == self.size as isize || run.count == 1) {
            return unsafe { self.fold.feed(at.state, at.values, run.count, at.index, step) };
        }
        for begin in (0..run.count).step_by(BUFFER) {
            let count = BUFFER.min(run.count - begin);
            let from = at.values.wrapping_offset(begin as isize * stride);
            let first = at.index.wrapping_add(step.wrapping_mul(begin as i64));
            unsafe {
                let buffer = self.buffer.at(0);
                (self.convert)(from, stride, buffer, self.size as isize, count);
                self.fold.feed(at.state, buffer, count, first, step);
            }
        }
    }

    unsafe fn masked(&mut self, at: Position, count: usize, stride: isize, mask_stride: isize, load: Run) {
        let mut chosen = [0u8; BUFFER];
        for begin in (0..count).step_by(BUFFER) {
            let length = BUFFER.min(count - begin);
            let from = at.values.wrapping_offset(begin as isize * stride);
            let mask = at.mask.wrapping_offset(begin as isize * mask_stride);
            let mut taken = 0;
            unsafe {
                load(mask, mask_stride, chosen.as_mut_ptr(), 1, length);
                let buffer = self.buffer.at(0);
                (self.convert)(from, stride, buffer, self.size as isize, length);
                for (k, _) in chosen[..length].iter().enumerate().filter(|(_, &c)| c != 0) {
                    std::ptr::copy(buffer.add(k * self.size), buffer.add(taken * self.size), self.size);
                    taken += 1;
                }
                self.fold.feed(at.state, buffer, taken, 0, 0);
            }
        }
    }

    /// Rows of elements, each for a state of its own.
    unsafe fn across(&mut self, at: Position, columns: Loop, rows: Loop) {
        let [column_stride, ..] = columns.steps;
        let [row_stride, _, step, _] = rows.steps;
        let step = step as i64;
        if self.is_direct && column_stride == self.size as isize {
            let rows = Rows { pointer: at.values, count: rows.count, stride: row_stride };
            return unsafe { (self.fold.table.across)(at.state, columns.count, rows, at.index, step) };
        }
        let width = TILE.1 * self.size;
        for top in (0..rows.count).step_by(TILE.0) {
            let depth = TILE.0.min(rows.count - top);
            let first = at.index.wrapping_add(step.wrapping_mul(top as i64));
            for left in (0..columns.count).step_by(TILE.1) {
                let across = TILE.1.min(columns.count - left);
                let states = at.state.wrapping_add(left * self.fold.table.size);
                let from = at.values.wrapping_offset(top as isize * row_stride + left as isize * column_stride);
                for r in 0..depth {
                    let (from, to) = (from.wrapping_offset(r as isize * row_stride), self.buffer.at(r * width));
                    unsafe { (self.convert)(from, column_stride, to, self.size as isize, across) };
                }
                let rows = Rows { pointer: self.buffer.at(0), count: depth, stride: width as isize };
                unsafe { (self.fold.table.across)(states, across, rows, first, step) };
            }
        }
    }
}
