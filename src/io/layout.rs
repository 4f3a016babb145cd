//! Where the elements of a local part are in a file.

use super::posix::File;
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Access, ByteRun, Order, Segment};
use crate::kernels::bytes::swap_byte_order;
use crate::kernels::copy::{Copier, How};

/// How the whole array lies in a file: contiguous from `offset`, in either order of axes.
#[derive(Clone, Debug)]
pub struct Layout {
    pub offset: u64,
    pub shape: Vec<i64>,
    pub order: Order,
    pub dtype: Dtype,
    /// Numbers have the other byte order than in memory.
    pub swapped: bool,
}

impl Layout {
    /// Bytes of the elements.
    pub fn bytes(&self) -> Result<u64> {
        shape::byte_count(&self.shape, self.dtype.size()).map(|bytes| bytes as u64)
    }

    /// First byte behind the elements.
    pub fn end(&self) -> Result<u64> {
        let end = self.bytes()?.checked_add(self.offset).filter(|&end| end <= i64::MAX as u64);
        end.ok_or_else(|| Error::argument(Status::Overflow, "shape", "the file would exceed 2^63 - 1 bytes"))
    }
}

/// Indices `start ... start + count` of an axis of the file, owned by one process.
struct Interval {
    start: i64,
    count: i64,
    /// `from` counts from the start, `to` in the local part.
    segments: Vec<Segment>,
}

/// One axis of a local part as the file sees it.
struct Axis {
    size: i64,
    /// Where positions lie in memory.
    access: Access,
    /// Elements of the file from one index to the next.
    unit: i64,
    intervals: Vec<Interval>,
}

impl Axis {
    fn is_whole(&self) -> bool {
        matches!(self.intervals.as_slice(), [only] if only.count == self.size)
    }
}

/// A local part: which global indices it has, and where in memory.
pub struct Part<'a> {
    pub distribution: &'a Distribution,
    /// Index in the file of the distribution's index 0 on each axis.
    pub starts: &'a [i64],
    pub pointer: *mut u8,
    pub access: &'a [Access],
}

/// Number of separate contiguous stretches of this process in the file, and its elements.
pub fn stretches(distribution: &Distribution, layout: &Layout) -> (i64, i64) {
    let count = distribution.local_count();
    let Some(place) = distribution.place().filter(|_| count > 0) else { return (0, 0) };
    let mut rest = count;
    for d in layout.order.axes(layout.shape.len()).into_iter().rev() {
        let axis = &distribution.axes()[d];
        let local = axis.count(place.coordinates[d]).unwrap_or(0).max(1);
        rest /= local;
        if local < layout.shape[d] {
            let runs = axis.runs(place.coordinates[d]);
            let pieces: i64 = match axis.labels() {
                None => runs.iter().map(|run| if run.step == 1 { 1 } else { run.count }).sum(),
                Some(_) => intervals_of(&runs).len() as i64,
            };
            return (pieces.saturating_mul(rest), count);
        }
    }
    (1, count)
}

/// Runs as intervals of ascending index; neighbours become one.
fn intervals_of(runs: &[crate::index::Run]) -> Vec<Interval> {
    let mut pieces: Vec<(i64, i64, i64, i64)> = Vec::new();
    for run in runs {
        match run.step {
            1 => pieces.push((run.global, run.count, run.local, 1)),
            -1 => pieces.push((run.global - (run.count - 1), run.count, run.local + run.count - 1, -1)),
            step => pieces.extend((0..run.count).map(|k| (run.global + k * step, 1, run.local + k, 1))),
        }
    }
    pieces.sort_unstable();
    let mut intervals: Vec<Interval> = Vec::new();
    for (global, count, local, to_step) in pieces {
        if intervals.last().is_none_or(|last| last.start + last.count != global) {
            intervals.push(Interval { start: global, count: 0, segments: Vec::new() });
        }
        if let Some(last) = intervals.last_mut() {
            let segment = Segment { from: global - last.start, to: local, count, from_step: 1, to_step };
            Segment::push(&mut last.segments, segment);
            last.count += count;
        }
    }
    intervals
}

/// Which way bytes go.
pub enum Transfer<'a> {
    Read(&'a mut [u8]),
    Write(&'a mut [u8]),
}

/// The transfer of one local part by contiguous stretches of the file, through a buffer where memory is not
/// contiguous the same way.
struct Walk<'a> {
    file: &'a File,
    layout: &'a Layout,
    axes: Vec<Axis>,
    buffer: Transfer<'a>,
    moved: Moved<'a>,
}

/// Is told how many bytes were just read or written; an error ends the transfer.
pub type Moved<'a> = &'a mut dyn FnMut(u64) -> Result<()>;

/// Most bytes of one call to the system, so that progress can be told between.
const STRETCH: usize = 16 << 20;

/// Reads or writes a local part.
///
/// # Safety
/// `part` must be valid for its distribution's owned elements; for reading nobody else may use it.
pub unsafe fn transfer(file: &File, layout: &Layout, part: &Part, buffer: Transfer, moved: Moved) -> Result<()> {
    let distribution = part.distribution;
    let Some(place) = distribution.place().filter(|_| distribution.local_count() > 0) else { return Ok(()) };
    let mut unit = 1;
    let mut axes = Vec::with_capacity(layout.shape.len().max(1));
    for d in layout.order.axes(layout.shape.len()).into_iter().rev() {
        let mut intervals = intervals_of(&distribution.axes()[d].runs(place.coordinates[d]));
        intervals.iter_mut().for_each(|interval| interval.start += part.starts[d]);
        axes.push(Axis { size: layout.shape[d], access: part.access[d].clone(), unit, intervals });
        unit *= layout.shape[d];
    }
    if axes.is_empty() {
        let only = Interval { start: 0, count: 1, segments: vec![Segment::new(0, 0, 1)] };
        axes.push(Axis { size: 1, access: Access::Strided(0), unit: 1, intervals: vec![only] });
    }
    axes.reverse();
    let whole = axes.iter().rev().take_while(|axis| axis.is_whole()).count();
    let last = (axes.len() - whole).max(1) - 1;
    Walk { file, layout, axes, buffer, moved }.outer(0, last, 0, part.pointer)
}

impl Walk<'_> {
    fn item(&self) -> usize {
        self.layout.dtype.size()
    }

    /// Every index of the axes before `last`, every interval on it; the axes behind it are whole.
    unsafe fn outer(&mut self, axis: usize, last: usize, at: i64, pointer: *mut u8) -> Result<()> {
        for k in 0..self.axes[axis].intervals.len() {
            let unit = self.axes[axis].unit;
            let Interval { start, count, .. } = self.axes[axis].intervals[k];
            if axis == last {
                self.stretch(axis, k, 0, count, at + start * unit, pointer)?;
                continue;
            }
            for s in 0..self.axes[axis].intervals[k].segments.len() {
                let segment = self.axes[axis].intervals[k].segments[s];
                for i in 0..segment.count {
                    let offset = self.axes[axis].access.offset(segment.to + i * segment.to_step);
                    let pointer = pointer.wrapping_offset(offset);
                    let index = start + segment.from + i * segment.from_step;
                    self.outer(axis + 1, last, at + index * unit, pointer)?;
                }
            }
        }
        Ok(())
    }

    /// Indices `first .. first + count` of an interval, contiguous in the file from element `at`.
    unsafe fn stretch(
        &mut self,
        axis: usize,
        interval: usize,
        first: i64,
        count: i64,
        at: i64,
        pointer: *mut u8,
    ) -> Result<()> {
        let unit = self.axes[axis].unit;
        let segments = cut(&self.axes[axis].intervals[interval].segments, first, count);
        if let Some(from) = self.contiguous(axis, &segments) {
            let bytes = (count * unit) as usize * self.item();
            return self.direct(at, pointer.wrapping_offset(from), bytes);
        }
        let room = match &self.buffer {
            Transfer::Read(buffer) | Transfer::Write(buffer) => (buffer.len() / self.item()) as i64,
        };
        if count * unit <= room {
            return self.buffered(axis, &segments, count, at, pointer);
        }
        if unit <= room {
            let step = room / unit;
            for begin in (0..count).step_by(step as usize) {
                let part = step.min(count - begin);
                self.stretch(axis, interval, first + begin, part, at + begin * unit, pointer)?;
            }
            return Ok(());
        }
        for segment in segments {
            for i in 0..segment.count {
                let pointer = pointer.wrapping_offset(self.axes[axis].access.offset(segment.to + i * segment.to_step));
                let index = segment.from + i * segment.from_step;
                let inner = self.axes[axis + 1].size;
                self.stretch(axis + 1, 0, 0, inner, at + index * unit, pointer)?;
            }
        }
        Ok(())
    }

    /// Byte offset in memory if it is contiguous in the file's order and needs no change.
    fn contiguous(&self, axis: usize, segments: &[Segment]) -> Option<isize> {
        if self.layout.swapped {
            return None;
        }
        let mut offset = 0;
        for (k, axis) in self.axes[axis..].iter().enumerate() {
            let segments = if k == 0 { segments } else { &axis.intervals[0].segments };
            let step = axis.unit as isize * self.item() as isize;
            match ByteRun::list(segments, &Access::Strided(step), &axis.access)[..] {
                [run] if run.count == 1 || run.to_step == step => offset += run.to,
                _ => return None,
            }
        }
        Some(offset)
    }

    fn place(&self, at: i64) -> u64 {
        self.layout.offset + at as u64 * self.item() as u64
    }

    unsafe fn direct(&mut self, at: i64, pointer: *mut u8, bytes: usize) -> Result<()> {
        for begin in (0..bytes).step_by(STRETCH) {
            let (part, length) = (pointer.add(begin), STRETCH.min(bytes - begin));
            let offset = self.place(at) + begin as u64;
            match self.buffer {
                Transfer::Read(_) => self.file.read_at(std::slice::from_raw_parts_mut(part, length), offset)?,
                Transfer::Write(_) => self.file.write_at(std::slice::from_raw_parts(part, length), offset)?,
            }
            (self.moved)(length as u64)?;
        }
        Ok(())
    }

    unsafe fn buffered(
        &mut self,
        axis: usize,
        segments: &[Segment],
        count: i64,
        at: i64,
        pointer: *mut u8,
    ) -> Result<()> {
        let Layout { dtype, swapped, .. } = *self.layout;
        let offset = self.place(at);
        let bytes = (count * self.axes[axis].unit) as usize * self.item();
        let item = self.item() as isize;
        let used = &self.axes[axis..];
        // `from` of these runs is in the file, `to` in memory.
        let runs: Vec<Vec<ByteRun>> = used
            .iter()
            .enumerate()
            .map(|(k, axis)| {
                let segments = if k == 0 { segments } else { &axis.intervals[0].segments };
                ByteRun::list(segments, &Access::Strided(axis.unit as isize * item), &axis.access)
            })
            .collect();
        match &mut self.buffer {
            Transfer::Read(buffer) => {
                let buffer = &mut buffer[..bytes];
                self.file.read_at(buffer, offset)?;
                if swapped {
                    swap_byte_order(buffer, dtype.scalar_size());
                }
                Copier::new(runs, dtype, dtype, How::Replace).run(buffer.as_ptr(), pointer);
            }
            Transfer::Write(buffer) => {
                let buffer = &mut buffer[..bytes];
                let runs = runs.into_iter().map(|list| list.into_iter().map(ByteRun::swapped).collect()).collect();
                Copier::new(runs, dtype, dtype, How::Replace).run(pointer, buffer.as_mut_ptr());
                if swapped {
                    swap_byte_order(buffer, dtype.scalar_size());
                }
                self.file.write_at(buffer, offset)?;
            }
        }
        (self.moved)(bytes as u64)
    }
}

/// The part of ascending segments that covers `first .. first + count`, renumbered from 0.
fn cut(segments: &[Segment], first: i64, count: i64) -> Vec<Segment> {
    let mut parts = Vec::new();
    for segment in segments {
        let begin = (first - segment.from).max(0);
        let end = (first + count - segment.from).min(segment.count);
        if begin < end {
            let part = segment.part(begin, end - begin);
            parts.push(Segment { from: part.from - first, ..part });
        }
    }
    parts
}
