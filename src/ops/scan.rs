//! Running sums, products and extrema along an axis of any distribution: every process reduces its stretches of the axis,
//! learns what ran before each of them, and scans on from there.

use super::redistribute::redistribute_to;
use super::reshape;
use super::view;
use crate::array::{blocks, Array};
use crate::context::{Arg, Call, Incoming, Outgoing, Temporary};
use crate::distribution::{AxisMap, Base, Distribution, Padding};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::{shape, Access, Order, Run};
use crate::kernels::scan::{Lines, Scanner};
use std::sync::Arc;

pub use crate::kernels::scan::Scan;

/// Stretches shorter than this on average are gathered before they are scanned.
const SHORTEST: i64 = 8;

/// Runs a sum, product or extremum along an axis, or over all elements in C order, which gives one dimension. The result
/// has the array's distribution, or for several dimensions in C order a plain one. `dtype` is that of NumPy unless given.
/// Elements whose axis is dealt out too finely are brought together first. **Collective.**
pub fn accumulate(scan: Scan, array: &Array, axis: Option<i32>, dtype: Option<Dtype>) -> Result<Array> {
    let function = if axis.is_some() { "distarray_array_scan" } else { "distarray_array_scan_flat" };
    let context = array.context();
    let arguments = [
        ("op", Arg::Int(scan as i64)),
        ("array", Arg::Object("array", array.serial())),
        ("axis", Arg::Int(axis.map_or(i64::MIN, i64::from))),
        ("dtype", Arg::Int(dtype.map_or(0, |dtype| dtype as i64))),
    ];
    let call = Call::new(function, &arguments);
    let dtype = dtype.unwrap_or_else(|| scan.dtype(array.dtype()));
    let checked = array.check_usable("array").and_then(|()| match axis {
        None => Ok(0),
        Some(axis) => view::axis_of(axis, array.ndim(), "axis"),
    });
    let flat = axis.is_none() && array.ndim() != 1;
    let moves = checked.as_ref().is_ok_and(|&axis| !flat && is_fine(array.distribution(), axis));
    if flat || moves {
        let axis = context.agree(&call, checked)?;
        if flat {
            let line = reshape::reshape(array, &[array.distribution().global_count()], None)?;
            return accumulate(scan, &line, Some(0), Some(dtype));
        }
        let together = Arc::new(with_blocks(array.distribution(), axis)?);
        let source = redistribute_to(array, &together, array.dtype())?;
        let result = accumulate(scan, &source, Some(axis as i32), Some(dtype))?;
        return redistribute_to(&result, &Arc::new(array.distribution().without_padding()), dtype);
    }
    let prepared = checked.and_then(|axis| {
        let distribution = Arc::new(array.distribution().without_padding());
        let result = Array::prepare(context, &distribution, dtype, None)?;
        Ok((result, Work::prepare(scan, array, axis, dtype)?))
    });
    let (result, mut work) = context.agree(&call, prepared)?;
    let result = result.finish(context);
    work.run(array, &result)?;
    Ok(result)
}

/// The axis is dealt out in stretches too short to be scanned one by one, or its order is not known to all.
fn is_fine(distribution: &Distribution, axis: usize) -> bool {
    let map = &distribution.axes()[axis];
    if map.parts() == 1 && map.labels().is_none() {
        return false;
    }
    match map.base() {
        Base::Unstructured(_) | Base::Pieces(_) => true,
        Base::Cyclic(block) => *block / map.window().step.abs().max(1) < SHORTEST,
        _ => false,
    }
}

/// The same grid with one stretch per coordinate of an axis.
fn with_blocks(distribution: &Distribution, axis: usize) -> Result<Distribution> {
    let mut axes: Vec<AxisMap> = distribution.axes().iter().map(AxisMap::without_padding).collect();
    axes[axis] = AxisMap::new(Base::Block, axes[axis].size(), axes[axis].parts(), Padding::none());
    Distribution::from_axes(
        axes,
        distribution.grid().clone(),
        distribution.order(),
        distribution.context_size(),
        distribution.rank(),
    )
}

struct Work {
    scanner: Scanner,
    axis: usize,
    /// Own stretches of the axis.
    runs: Vec<Run>,
    /// Where every process's stretches begin, in the order of coordinates.
    starts: Vec<Vec<i64>>,
    members: Vec<i32>,
    me: usize,
    /// Positions of the other axes.
    lines: usize,
    /// What the own stretches come to, one after the other, and those of all members.
    own: Temporary,
    all: Temporary,
}

impl Work {
    fn prepare(scan: Scan, array: &Array, axis: usize, dtype: Dtype) -> Result<Work> {
        let (context, distribution) = (array.context(), array.distribution());
        let scanner = Scanner::new(scan, dtype);
        let map = &distribution.axes()[axis];
        let mut work = Work {
            scanner,
            axis,
            runs: Vec::new(),
            starts: Vec::new(),
            members: Vec::new(),
            me: 0,
            lines: 0,
            own: context.temporary(0)?,
            all: context.temporary(0)?,
        };
        let Some(place) = distribution.place() else { return Ok(work) };
        let mut extents = distribution.local_shape();
        extents[axis] = 1;
        work.lines = shape::element_count(&extents)? as usize;
        work.runs = stretches(map, place.coordinates[axis]);
        work.me = place.coordinates[axis] as usize;
        for c in 0..map.parts() {
            let mut coordinates = place.coordinates.clone();
            coordinates[axis] = c;
            work.members.push(distribution.grid().rank_of(&coordinates, place.replica));
            work.starts.push(stretches(map, c).iter().map(|run| run.global).collect());
        }
        let bytes = |stretches: usize| shape::byte_count(&[stretches as i64, work.lines as i64], scanner.carry_size());
        let total: usize = work.starts.iter().map(Vec::len).sum();
        work.own = context.temporary(bytes(work.runs.len())?)?;
        work.all = context.temporary(if map.parts() > 1 { bytes(total)? } else { 0 })?;
        Ok(work)
    }

    fn run(&mut self, array: &Array, result: &Array) -> Result<()> {
        let size = self.scanner.carry_size();
        let row = self.lines * size;
        for k in 0..self.own.len() / size.max(1) {
            // SAFETY: inside the memory of the own carries.
            unsafe { self.scanner.start(self.own.as_mut_ptr().wrapping_add(k * size)) };
        }
        if self.members.len() > 1 {
            for k in 0..self.runs.len() {
                self.scan(array, None, k, row);
            }
            self.learn(array, row)?;
        }
        for k in 0..self.runs.len() {
            if self.members.len() == 1 && k > 0 {
                // One process has all stretches: each goes on where the one before ended.
                self.own.copy_within((k - 1) * row..k * row, k * row);
            }
            self.scan(array, Some(result), k, row);
        }
        Ok(())
    }

    /// Replaces what the own stretches come to by what ran before each of them.
    fn learn(&mut self, array: &Array, row: usize) -> Result<()> {
        if self.lines == 0 {
            return Ok(());
        }
        let peers = || (0..).zip(&self.members).filter(|(m, _)| *m != self.me);
        {
            let sends: Vec<Outgoing> = match self.runs.is_empty() {
                true => Vec::new(),
                false => peers().map(|(_, &rank)| Outgoing { rank, data: &self.own }).collect(),
            };
            let mut rest = &mut self.all[..];
            let mut receives = Vec::new();
            for (m, &rank) in self.members.iter().enumerate() {
                let (part, after) = std::mem::take(&mut rest).split_at_mut(self.starts[m].len() * row);
                rest = after;
                if m == self.me {
                    part.copy_from_slice(&self.own);
                } else if !part.is_empty() {
                    receives.push(Incoming { rank, data: part });
                }
            }
            array.context().exchange(&sends, &mut receives)?;
        }
        // All stretches in the order of the axis: first index, place among the values, and which of the own it is.
        let mut order: Vec<(i64, usize, Option<usize>)> = Vec::new();
        for (m, starts) in self.starts.iter().enumerate() {
            for (k, &start) in starts.iter().enumerate() {
                order.push((start, order.len(), (m == self.me).then_some(k)));
            }
        }
        order.sort_unstable();
        let size = self.scanner.carry_size();
        for line in 0..self.lines {
            let mut running = [0u8; 16];
            // SAFETY: values of this scanner inside the memory of all carries.
            unsafe {
                self.scanner.start(running.as_mut_ptr());
                for &(_, at, own) in &order {
                    if let Some(k) = own {
                        self.own[k * row + line * size..][..size].copy_from_slice(&running[..size]);
                    }
                    self.scanner.join(running.as_mut_ptr(), self.all.as_ptr().add(at * row + line * size));
                }
            }
        }
        Ok(())
    }

    /// Scans one of the own stretches on from its carries.
    fn scan(&mut self, array: &Array, result: Option<&Array>, which: usize, row: usize) {
        let (axis, run) = (self.axis, self.runs[which]);
        let mut extents = array.distribution().local_shape();
        extents[axis] = 1;
        if extents.contains(&0) {
            return;
        }
        let out = result.unwrap_or(array);
        let mut strides = shape::contiguous_strides(&extents, Order::RowMajor, self.scanner.carry_size());
        strides[axis] = 0;
        let carries: Vec<Access> = strides.iter().map(|&stride| Access::Strided(stride)).collect();
        let pieces = |array: &Array| {
            let mut pieces = Vec::new();
            array.access()[axis].visit(run.local, 1, run.count, &mut |at, step, count| pieces.push((at, step, count)));
            pieces
        };
        for (from, to, count) in together(&pieces(array), &pieces(out)) {
            let parts = [
                (array.local_pointer().wrapping_offset(from.0), array.access(), array.dtype()),
                (out.local_pointer().wrapping_offset(to.0), out.access(), out.dtype()),
                (self.own.as_mut_ptr().wrapping_add(which * row), carries.as_slice(), Dtype::UInt8),
            ];
            blocks::each_of(&extents, parts, |block| {
                let carries = block.target(2);
                let lines = Lines {
                    extents: block.extents,
                    count,
                    source: block.source(0),
                    source_step: from.1,
                    out: result.map(|_| (block.target(1), to.1)),
                    carries: carries.pointer,
                    carry_strides: carries.strides,
                };
                // SAFETY: the owned parts of arrays of one distribution.
                unsafe { self.scanner.run(&lines) };
            });
        }
    }
}

/// Consecutive indices of a coordinate, in ascending order.
fn stretches(map: &AxisMap, coordinate: i32) -> Vec<Run> {
    let mut list = Vec::new();
    for run in map.runs(coordinate) {
        match run.step {
            1 => list.push(run),
            step => list.extend((0..run.count).map(|k| Run {
                global: run.global + k * step,
                step: 1,
                count: 1,
                local: run.local + k,
                ..run
            })),
        }
    }
    list
}

type Piece = (isize, isize, i64);
/// Where both sides begin, their steps, and the number of positions.
type Stretch = ((isize, isize), (isize, isize), usize);

/// Stretches of memory on both sides, cut where either ends.
fn together(from: &[Piece], to: &[Piece]) -> Vec<Stretch> {
    let (mut i, mut j, mut inside) = (0, 0, (0i64, 0i64));
    let mut list = Vec::new();
    while let (Some(a), Some(b)) = (from.get(i), to.get(j)) {
        let count = (a.2 - inside.0).min(b.2 - inside.1);
        let at = |piece: &Piece, done: i64| (piece.0 + done as isize * piece.1, piece.1);
        list.push((at(a, inside.0), at(b, inside.1), count as usize));
        inside = (inside.0 + count, inside.1 + count);
        if inside.0 == a.2 {
            (i, inside.0) = (i + 1, 0);
        }
        if inside.1 == b.2 {
            (j, inside.1) = (j + 1, 0);
        }
    }
    list
}
