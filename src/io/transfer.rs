//! Between the local parts of an array and a file: straight where a process has long stretches of the file, else
//! by way of slabs, contiguous pieces of the file that are redistributed in rounds.

use super::layout::{self, Layout, Part, Transfer};
use super::posix::File;
use crate::array::{Array, Place};
use crate::context::{Call, Context, Implicit, Temporary};
use crate::distribution::{Distribution, Grid, Specification};
use crate::error::Result;
use crate::index::{shape, Access, Slice};
use crate::kernels::copy::How;
use crate::ops::directory;
use crate::ops::execute::{self, Movement, Side};
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

impl Direction {
    /// As the progress callback hears it.
    fn phase(self) -> &'static str {
        match self {
            Direction::Read => "reading",
            Direction::Write => "writing",
        }
    }
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
    pub fn prepare(call: &Call, context: &Context, distribution: &Distribution, layout: &Layout) -> Result<Mover> {
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
        if scattered && room >= SMALLEST_SLAB {
            let what = "elements between their owners and those who have long stretches of the file";
            context.implicit(call.function, Implicit::Communication, what, most as usize)?;
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
                access: array.access(),
            };
            let (context, phase) = (array.context(), direction.phase());
            let total = self.distribution.local_count() as u64 * layout.dtype.size() as u64;
            let mut done = 0;
            let mut moved = |bytes| {
                done += bytes;
                context.progress(phase, done, total)
            };
            let _scope = context.trace().scope(phase);
            unsafe { layout::transfer(&file, layout, &part, direction.with(&mut self.buffer), &mut moved)? };
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
        let boxes = boxes(layout, most.max(1));
        for (done, slices) in (1..).zip(&boxes) {
            let slab = slab(context, slices, layout);
            let round = slab.and_then(|slab| Round::new(context, &self.distribution, slices, layout, slab));
            let (open, mut round) = context.agree(call, both(file, round))?;
            let buffer = &mut self.buffer;
            let mut transfer = |round: &mut Round| {
                let _scope = context.trace().scope(direction.phase());
                unsafe { layout::transfer(&open, layout, &round.part(), direction.with(buffer), &mut |_| Ok(()))? };
                context.progress(direction.phase(), done, boxes.len() as u64)
            };
            if direction == Direction::Read {
                let outcome = transfer(&mut round);
                round.exchange(call, array, direction, outcome)?;
                file = Ok(open);
            } else {
                round.exchange(call, array, direction, Ok(()))?;
                file = transfer(&mut round).map(|()| open);
            }
        }
        file
    }
}

/// Reads an array that only rank 0 can read: `fill` gives the elements of a box, row-major. **Collective.**
#[cfg(feature = "hdf5")]
pub fn spread(
    call: &Call,
    array: &Array,
    layout: &Layout,
    room: u64,
    mut fill: impl FnMut(&[Slice], &mut [u8]) -> Result<()>,
) -> Result<()> {
    let (context, distribution) = (array.context(), array.distribution());
    let most = if distribution.is_closed_form() { room as i64 / layout.dtype.size() as i64 } else { i64::MAX };
    let boxes = boxes(layout, most.max(1));
    for (done, slices) in (1..).zip(&boxes) {
        let first = whole_on_first(context, slices, layout);
        let round = first.and_then(|first| Round::new(context, distribution, slices, layout, first));
        let mut round = context.agree(call, round)?;
        let outcome = if context.rank() == 0 { fill(slices, &mut round.memory) } else { Ok(()) };
        let outcome = outcome.and_then(|()| context.progress("reading", done, boxes.len() as u64));
        round.exchange(call, array, Direction::Read, outcome)?;
    }
    Ok(())
}

/// Bytes of a box in [`spread`] under this rank's memory ceiling.
#[cfg(feature = "hdf5")]
pub fn spread_room(context: &Context) -> u64 {
    context.memory_ceiling().map_or(SLAB, |ceiling| (ceiling as u64 / 4).min(SLAB))
}

fn both<A, B>(a: Result<A>, b: Result<B>) -> Result<(A, B)> {
    Ok((a?, b?))
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
    inside: Distribution,
    /// The contiguous pieces of the box, and their memory.
    slab: Distribution,
    access: Vec<Access>,
    memory: Temporary,
    layout: Layout,
    /// The box of the whole array.
    slices: Vec<Slice>,
    starts: Vec<i64>,
}

impl Round {
    fn new(
        context: &Context,
        distribution: &Distribution,
        slices: &[Slice],
        layout: &Layout,
        slab: Distribution,
    ) -> Result<Round> {
        let item = layout.dtype.size();
        let bytes = if slab.place().is_some() { shape::byte_count(&slab.local_shape(), item)? } else { 0 };
        let strides = shape::contiguous_strides(&slab.local_shape(), layout.order, item);
        Ok(Round {
            inside: distribution.slice(slices)?,
            access: strides.into_iter().map(Access::Strided).collect(),
            slab,
            memory: context.temporary(bytes)?,
            layout: layout.clone(),
            slices: slices.to_vec(),
            starts: slices.iter().map(|slice| slice.start).collect(),
        })
    }

    /// The slab of this process.
    fn part(&mut self) -> Part<'_> {
        let pointer = self.memory.as_mut_ptr();
        Part { distribution: &self.slab, starts: &self.starts, pointer, access: &self.access }
    }

    /// Moves elements between the array and the slabs, unless `outcome` is an error on some rank.
    fn exchange(&mut self, call: &Call, array: &Array, direction: Direction, outcome: Result<()>) -> Result<()> {
        let context = array.context();
        let dtype = self.layout.dtype;
        let own = array.sliced(&self.slices);
        let slab = Place {
            pointer: self.memory.as_mut_ptr(),
            access: self.access.clone(),
            extents: self.slab.local_shape(),
            dtype,
            heap: None,
        };
        let (from, to) = match direction {
            Direction::Read => (&self.slab, &self.inside),
            Direction::Write => (&self.inside, &self.slab),
        };
        let matches = matches(context, from, to, call)?;
        let movement = outcome.and(own).and_then(|own| {
            let plan = std::sync::Arc::new(plan::redistribution(from, to, &matches));
            let (source, target) = match direction {
                Direction::Read => (Side::Memory(slab), Side::Memory(own.place())),
                Direction::Write => (Side::Memory(own.place()), Side::Memory(slab)),
            };
            Movement::prepare(context, vec![execute::Part { plan, source, target, how: How::Replace }])
        });
        let movement = Movement::agree(context, call, movement)?;
        unsafe { movement.run() }
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

/// A box in pieces that are contiguous in the file, over as many ranks as that allows.
fn slab(context: &Context, slices: &[Slice], layout: &Layout) -> Result<Distribution> {
    let mut specification = in_box(slices, layout)?;
    let mut left = context.size() as i64;
    let mut used = 1;
    for d in layout.order.axes(slices.len()) {
        let parts = left.min(slices[d].count).max(1);
        specification.grid[d] = parts as i32;
        used *= parts as i32;
        left /= parts;
    }
    specification.ranks = Some((0..used).collect());
    Distribution::build(&specification, context.size(), context.rank(), &[])
}

#[cfg(feature = "hdf5")]
fn whole_on_first(context: &Context, slices: &[Slice], layout: &Layout) -> Result<Distribution> {
    let mut specification = in_box(slices, layout)?;
    specification.grid = vec![1; slices.len()];
    specification.ranks = Some(vec![0]);
    Distribution::build(&specification, context.size(), context.rank(), &[])
}

fn in_box(slices: &[Slice], layout: &Layout) -> Result<Specification> {
    let extents: Vec<i64> = slices.iter().map(|slice| slice.count).collect();
    let mut specification = Specification::new(&extents)?;
    specification.order = layout.order;
    Ok(specification)
}
