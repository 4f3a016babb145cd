//! Between the local parts of an array and a file: straight where a process has long stretches of the file, else
//! by way of slabs, contiguous pieces of the file that are redistributed in rounds.

use super::layout::{self, Layout, Part, Transfer};
use super::posix::File;
use crate::array::Array;
use crate::context::{Call, Context, Temporary};
use crate::distribution::{AxisKind, Distribution, Grid, Specification};
use crate::error::Result;
use crate::index::{shape, Slice};
use crate::kernels::copy::{Source, Target};
use crate::ops::directory;
use crate::ops::execute::Movement;
use crate::plan::{self, AxisMatch};

/// Average bytes of a stretch below which slabs pay.
const SHORT: i64 = 4096;
/// So few stretches are not worth a redistribution.
const FEW: i64 = 16;
/// Most bytes of the buffer between memory and file.
const BUFFER: usize = 4 << 20;
/// Most bytes of a slab.
const SLAB: u64 = 32 << 20;
/// Slabs smaller than this are not worth it.
const SMALLEST_SLAB: u64 = 1 << 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Read,
    Write,
}

/// What is prepared for a transfer before all ranks agree on it.
pub struct Mover {
    distribution: Distribution,
    buffer: Temporary,
    scattered: bool,
    room: u64,
}

impl Mover {
    /// All the fallible local work. The needs go into an agreement's slots.
    pub fn prepare(context: &Context, distribution: &Distribution, layout: &Layout) -> Result<Mover> {
        let item = layout.dtype.size();
        let free = match context.memory_ceiling() {
            None => u64::MAX,
            Some(ceiling) => (ceiling as u64).saturating_sub(context.counters().snapshot().temporary_bytes),
        };
        let most = distribution.local_count().saturating_mul(item as i64) as u64;
        let bytes = most.max(item as u64).min(BUFFER as u64).min((free / 4).max(item as u64));
        let (count, elements) = layout::stretches(distribution, layout);
        let scattered = count > FEW && elements.saturating_mul(item as i64) / count < SHORT;
        let mut room = (free / 4).min(SLAB);
        if !distribution.is_closed_form() && layout.bytes()? / context.size() as u64 > free / 4 {
            room = 0;
        }
        Ok(Mover { distribution: distribution.clone(), buffer: context.temporary(bytes as usize)?, scattered, room })
    }

    /// For an agreement's slots, whose maxima [`Mover::run`] takes.
    pub fn needs(&self) -> [u64; 2] {
        [self.scattered as u64, !self.room]
    }

    /// Moves all elements. Ranks come back with outcomes of their own, which the caller has to confirm.
    /// **Collective.**
    pub fn run(
        mut self,
        call: &Call,
        array: &Array,
        file: Result<File>,
        layout: &Layout,
        direction: Direction,
        agreed: [u64; 2],
    ) -> Result<File> {
        if agreed[0] == 0 || !agreed[1] < SMALLEST_SLAB {
            let file = file?;
            let zeros = vec![0; array.ndim()];
            let part = Part {
                distribution: &self.distribution,
                starts: &zeros,
                pointer: array.local_pointer(),
                strides: array.strides(),
            };
            unsafe { layout::transfer(&file, layout, &part, direction.with(&mut self.buffer))? };
            return Ok(file);
        }
        self.by_slabs(call, array, file, layout, direction, !agreed[1])
    }

    fn by_slabs(
        &mut self,
        call: &Call,
        array: &Array,
        mut file: Result<File>,
        layout: &Layout,
        direction: Direction,
        room: u64,
    ) -> Result<File> {
        let context = array.context();
        let most = match self.distribution.is_closed_form() {
            true => (room as i64).saturating_mul(context.size() as i64) / layout.dtype.size() as i64,
            false => i64::MAX,
        };
        for slices in boxes(layout, most.max(1)) {
            let round = self.round(context, &slices, layout);
            let outcome = match (file, round) {
                (Ok(file), Ok(round)) => Ok((file, round)),
                (Err(error), _) | (_, Err(error)) => Err(error),
            };
            let (open, round) = context.agree(call, outcome)?;
            file = round.run(call, array, open, layout, direction, &mut self.buffer)?;
        }
        file
    }

    fn round(&self, context: &Context, slices: &[Slice], layout: &Layout) -> Result<Round> {
        let part = self.distribution.slice(slices)?;
        let extents: Vec<i64> = slices.iter().map(|slice| slice.count).collect();
        let slab = slab(context, &extents, layout)?;
        let strides = shape::contiguous_strides(&slab.local_shape(), layout.order, layout.dtype.size());
        let bytes = shape::byte_count(&slab.local_shape(), layout.dtype.size())?;
        let memory = context.temporary(if slab.place().is_some() { bytes } else { 0 })?;
        let offsets = (0..slices.len()).map(|d| owned_below(&self.distribution, d, slices[d].start)).collect();
        Ok(Round { part, slab, strides, memory, offsets, starts: slices.iter().map(|slice| slice.start).collect() })
    }
}

impl Direction {
    fn with(self, buffer: &mut [u8]) -> Transfer<'_> {
        match self {
            Direction::Read => Transfer::Read(buffer),
            Direction::Write => Transfer::Write(buffer),
        }
    }
}

/// One box of the array on its way.
struct Round {
    /// The array's distribution inside the box.
    part: Distribution,
    slab: Distribution,
    strides: Vec<isize>,
    memory: Temporary,
    /// Positions of the local part before the box, per axis.
    offsets: Vec<i64>,
    starts: Vec<i64>,
}

impl Round {
    /// Ranks come back with outcomes of their own unless the error is agreed.
    fn run(
        mut self,
        call: &Call,
        array: &Array,
        file: File,
        layout: &Layout,
        direction: Direction,
        buffer: &mut [u8],
    ) -> Result<Result<File>> {
        let context = array.context();
        let offset: isize = self.offsets.iter().zip(array.strides()).map(|(&n, &s)| n as isize * s).sum();
        let own = array.local_pointer().wrapping_offset(offset);
        let pointer = self.memory.as_mut_ptr();
        let (dtype, strides) = (layout.dtype, &self.strides);
        let slab = Part { distribution: &self.slab, starts: &self.starts, pointer, strides };
        let mut outcome = Ok(());
        if direction == Direction::Read {
            outcome = unsafe { layout::transfer(&file, layout, &slab, Transfer::Read(buffer)) };
        }
        let (from, to) = match direction {
            Direction::Read => (&self.slab, &self.part),
            Direction::Write => (&self.part, &self.slab),
        };
        let matches = matches(context, from, to, call)?;
        let movement =
            outcome.and_then(|()| Movement::prepare(context, plan::redistribution(from, to, &matches), dtype, dtype));
        let mut slots = [0; 4];
        if let Ok(movement) = &movement {
            slots[..2].copy_from_slice(&movement.needs());
        }
        let movement = context.agree_with(call, movement, &mut slots)?;
        let (source, target) = match direction {
            Direction::Read => {
                (Source { pointer, strides, dtype }, Target { pointer: own, strides: array.strides(), dtype })
            }
            Direction::Write => {
                (Source { pointer: own, strides: array.strides(), dtype }, Target { pointer, strides, dtype })
            }
        };
        unsafe { movement.run(context, source, target, [slots[0], slots[1]])? };
        if direction == Direction::Write {
            let written = unsafe { layout::transfer(&file, layout, &slab, Transfer::Write(buffer)) };
            return Ok(written.map(|()| file));
        }
        Ok(Ok(file))
    }
}

fn matches(context: &Context, from: &Distribution, to: &Distribution, call: &Call) -> Result<Vec<AxisMatch>> {
    match plan::closed_form_matches(from, to) {
        Ok(matches) => Ok(matches),
        Err(_) => {
            let found = directory::matches(context, from, to);
            context.agree(call, found)
        }
    }
}

/// The same owners without further replicas: those who write.
pub fn primary(distribution: &Distribution) -> Result<Distribution> {
    let grid = distribution.grid();
    if grid.replicas() == 1 {
        return Ok(distribution.clone());
    }
    let ranks = (0..grid.parts()).map(|position| grid.rank_at(position)).collect();
    let grid = Grid::new(grid.extents().to_vec(), 1, Some(ranks), distribution.context_size())?;
    let (order, size, rank) = (distribution.order(), distribution.context_size(), distribution.rank());
    Distribution::from_axes(distribution.axes().to_vec(), grid, order, size, rank)
}

/// Boxes of at most `most` elements, each contiguous in the file, in the order of the file.
fn boxes(layout: &Layout, most: i64) -> Vec<Vec<Slice>> {
    let extents = &layout.shape;
    let axes = layout.order.axes(extents.len());
    let mut inner = 1i64;
    let mut cut = 0;
    for (k, &d) in axes.iter().enumerate().rev() {
        if inner.saturating_mul(extents[d]) > most {
            cut = k;
            break;
        }
        inner *= extents[d];
    }
    let mut boxes = vec![extents.iter().map(|&n| Slice::whole(n)).collect::<Vec<_>>()];
    for (k, &d) in axes.iter().enumerate().take(cut + 1) {
        let length = if k < cut { 1 } else { (most / inner.max(1)).max(1) };
        if length >= extents[d] {
            continue;
        }
        boxes = boxes
            .iter()
            .flat_map(|whole| {
                (0..extents[d]).step_by(length as usize).map(|start| {
                    let mut part = whole.clone();
                    part[d] = Slice { start, step: 1, count: length.min(extents[d] - start) };
                    part
                })
            })
            .collect();
    }
    boxes
}

/// A distribution in pieces that are contiguous in the file, over as many ranks as that allows.
fn slab(context: &Context, extents: &[i64], layout: &Layout) -> Result<Distribution> {
    let mut specification = Specification::new(extents)?;
    specification.order = layout.order;
    let mut left = context.size() as i64;
    let mut used = 1;
    for d in layout.order.axes(extents.len()) {
        specification.axes[d].kind = AxisKind::Block;
        let parts = left.min(extents[d]).max(1);
        specification.grid[d] = parts as i32;
        used *= parts as i32;
        left /= parts;
    }
    specification.ranks = Some((0..used).collect());
    Distribution::build(&specification, context.size(), context.rank(), &[])
}

/// How many indices below `index` this process owns on an axis, where it owns them in ascending order.
fn owned_below(distribution: &Distribution, axis: usize, index: i64) -> i64 {
    let Some(place) = distribution.place().filter(|_| index > 0) else { return 0 };
    let runs = distribution.axes()[axis].runs(place.coordinates[axis]);
    runs.iter()
        .map(|run| {
            ((index - run.global).div_euclid(run.step) + i64::from((index - run.global).rem_euclid(run.step) != 0))
                .clamp(0, run.count)
        })
        .sum()
}
