//! Operands as an output's distribution reads them: every process finds what it needs at the positions of its own part.
//!
//! An operand is read where it lies if all processes have what they need: it has the same owners, is whole on every
//! process, or is a shifted slice whose halo reaches far enough. Of others only the elements that a process needs are
//! moved: an operand that is broadcast goes, unrepeated, to the processes that share the axis.

use super::directory;
use super::execute::{self, Movement, Part, Side};
use super::halo;
use super::redistribute::closed_plan;
use super::view::{self, Item};
use crate::array::{blocks, Array, Place};
use crate::context::{Call, Context, Implicit, Temporary};
use crate::distribution::{AxisMap, Distribution};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Access, Order, Slice};
use crate::kernels::copy::How;
use crate::plan::{self, HaloOptions, Plan};
use std::sync::Arc;

/// An array, or a slice of it, that takes part in elementwise work.
#[derive(Clone)]
pub struct Term {
    base: Array,
    view: Array,
    /// One slice per axis of the base, where it was sliced by nothing else.
    slices: Option<Vec<Slice>>,
}

impl Term {
    pub fn new(array: &Array) -> Term {
        Term { base: array.clone(), view: array.clone(), slices: None }
    }

    /// What stands in brackets behind an array. **Local.**
    ///
    /// # Errors
    /// Those of [`view::slice`].
    pub fn sliced(array: &Array, items: &[Item]) -> Result<Term> {
        let view = view::slice(array, items)?;
        Ok(Term { base: array.clone(), view, slices: view::only_slices(array.shape(), items)? })
    }

    /// The same with more brackets behind it. **Local.**
    pub fn sliced_again(&self, items: &[Item]) -> Result<Term> {
        Term::sliced(&self.view, items)
    }

    /// The elements that take part.
    pub fn array(&self) -> &Array {
        &self.view
    }
}

/// How far a halo is read before and after each axis.
type Widths = Vec<(i64, i64)>;

/// How an operand gets to where it is read; the same on all ranks.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// It is read where it lies.
    Here,
    /// It is read in the halo, of which so many cells are exchanged per axis; none where there are no neighbours.
    Halo { widths: Widths, corners: bool },
    /// What each process needs of it is moved to a temporary.
    Moved,
}

/// The distribution of an operand of this shape that is broadcast to another distribution: every process has what belongs
/// to its positions. Local.
pub fn narrowed(to: &Distribution, shape: &[i64]) -> Result<Distribution> {
    let new = to.ndim() - shape.len();
    let mut narrowed = to.without_padding();
    for (d, &size) in shape.iter().enumerate() {
        if size != to.shape()[new + d] {
            narrowed = narrowed.reduced(new + d, true)?;
        }
    }
    for _ in 0..new {
        narrowed = narrowed.reduced(0, false)?;
    }
    Ok(narrowed)
}

/// Whether each process of `to` is at the same coordinates of the given axes of both grids.
fn same_coordinates(of: &Distribution, to: &Distribution, axes: &[usize]) -> bool {
    if of.ndim() == to.ndim() && of.grid() == to.grid() {
        return true;
    }
    let new = to.ndim() - of.ndim();
    (0..to.context_size()).all(|rank| match (to.grid().place_of(rank), of.grid().place_of(rank)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(there), Some(here)) => axes.iter().all(|&d| here.coordinates[d] == there.coordinates[new + d]),
    })
}

/// Every process has the whole axis, and knows where each index is.
fn is_whole(axis: &AxisMap) -> bool {
    axis.parts() == 1 && axis.labels().is_none()
}

/// How a term is read at the positions of `to`, to whose shape it can be broadcast. The same on all ranks. Local.
pub fn way(term: &Term, to: &Distribution) -> Way {
    held(term.view.distribution(), to).or_else(|| near(term, to)).unwrap_or(Way::Moved)
}

fn held(of: &Distribution, to: &Distribution) -> Option<Way> {
    let new = to.ndim().checked_sub(of.ndim())?;
    let mut spread = Vec::new();
    for (d, axis) in of.axes().iter().enumerate() {
        let other = &to.axes()[new + d];
        if axis.size() != other.size() && !is_whole(axis) {
            return None;
        }
        if is_whole(axis) && other.labels().is_none() {
            continue;
        }
        if !axis.same_owners(other) {
            return None;
        }
        spread.push(d);
    }
    same_coordinates(of, to, &spread).then_some(Way::Here)
}

/// Slices of an array with a halo that are shifted against the output.
fn near(term: &Term, to: &Distribution) -> Option<Way> {
    let slices = term.slices.as_ref()?;
    let of = term.base.distribution();
    let new = to.ndim().checked_sub(of.ndim())?;
    if term.base.is_read_only() || !of.has_halo() {
        return None;
    }
    let (mut spread, mut widths) = (Vec::new(), vec![(0, 0); of.ndim()]);
    for (d, (axis, slice)) in of.axes().iter().zip(slices).enumerate() {
        let other = &to.axes()[new + d];
        if is_whole(axis) && other.labels().is_none() {
            continue;
        }
        widths[d] = reach(axis, *slice, other)?;
        spread.push(d);
    }
    let corners = widths.iter().filter(|&&width| width != (0, 0)).count() > 1;
    same_coordinates(of, to, &spread).then_some(Way::Halo { widths, corners })
}

/// How far the coordinates of an axis must look over the edges of their parts to see what those of a slice of an equal
/// axis need; None if halos do not reach so far.
fn reach(axis: &AxisMap, slice: Slice, to: &AxisMap) -> Option<(i64, i64)> {
    let window = to.window();
    let same_rule = axis.base() == to.base() && axis.base_size() == to.base_size() && axis.parts() == to.parts();
    let same_steps = slice.step == window.step && slice.count == to.size();
    if !same_rule || !same_steps || !axis.is_block() || axis.is_sliced() || axis.is_broadcast() {
        return None;
    }
    let mut widths = (0, 0);
    for coordinate in 0..axis.parts() {
        let ((first, end), (start, stop)) = (axis.bounds(coordinate)?, to.bounds(coordinate)?);
        if start >= stop {
            continue;
        }
        let at = |index: i64| slice.start + index * slice.step;
        let (low, high) = (at(start).min(at(stop - 1)), at(start).max(at(stop - 1)));
        let needed = ((first - low).max(0), (high + 1 - end).max(0));
        let halo = axis.halo(coordinate);
        if needed.0 > halo.0 || needed.1 > halo.1 {
            return None;
        }
        widths = (widths.0.max(needed.0), widths.1.max(needed.1));
    }
    Some(widths)
}

/// Where an operand's elements lie, one axis of the output after the other.
pub struct Operand {
    pub pointer: *mut u8,
    pub access: Vec<Access>,
    pub dtype: Dtype,
    /// One element for all positions.
    pub uniform: bool,
    /// Filled from the place before the work begins, because the output overlaps it.
    copy: Option<Place>,
    /// Memory that `pointer` may point to.
    _temporary: Option<Temporary>,
}

/// Existing arrays that are written while operands are read: those of the same pass, which are read and written block by
/// block, and those of others, which may be written before.
pub struct Outputs<'a> {
    pub own: &'a [Array],
    pub others: &'a [Array],
}

/// Terms to be read at the positions of one distribution, and what must happen before.
pub struct Alignment {
    terms: Vec<Term>,
    ways: Vec<Way>,
    to: Arc<Distribution>,
    /// Target of each term that is moved.
    moved: Vec<Option<(Arc<Distribution>, Place, Temporary)>>,
}

impl Alignment {
    /// Decides how each term is read, announces what is moved, and takes temporaries. Local; fails alike on all ranks, but
    /// for memory.
    pub fn prepare(function: &str, context: &Context, terms: &[Term], to: &Arc<Distribution>) -> Result<Alignment> {
        let ways: Vec<Way> = terms.iter().map(|term| way(term, to)).collect();
        let mut moved = Vec::with_capacity(terms.len());
        for (term, way) in terms.iter().zip(&ways) {
            let array = &term.view;
            let bytes = |shape: &[i64]| shape::byte_count(shape, array.dtype().size());
            match way {
                Way::Here => {}
                Way::Halo { widths, .. } => {
                    let what = format!("the halo of an operand of shape {}", shape::text(term.base.shape()));
                    let cells = widths.iter().map(|w| w.0 + w.1).sum::<i64>() as usize * array.dtype().size();
                    if context.size() > 1 && cells > 0 {
                        context.implicit(function, Implicit::Communication, &what, cells)?;
                    }
                }
                Way::Moved => {
                    let target = Arc::new(narrowed(to, array.shape())?);
                    let extents = target.local_shape();
                    let bytes = if target.place().is_some() { bytes(&extents)? } else { 0 };
                    let what =
                        format!("an operand of shape {} to the distribution of the result", shape::text(array.shape()));
                    if context.size() > 1 {
                        context.implicit(function, Implicit::Communication, &what, bytes)?;
                    }
                    let buffer = context.temporary(bytes)?;
                    let strides = shape::contiguous_strides(&extents, Order::RowMajor, array.dtype().size());
                    let place = Place::strided(buffer.pointer(), &strides, &extents, array.dtype());
                    moved.push(Some((target, place, buffer)));
                    continue;
                }
            }
            moved.push(None);
        }
        Ok(Alignment { terms: terms.to_vec(), ways, to: to.clone(), moved })
    }

    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Nothing is moved on any rank.
    pub fn is_local(&self) -> bool {
        let nothing = |way: &Way| match way {
            Way::Here => true,
            Way::Halo { widths, .. } => widths.iter().all(|width| *width == (0, 0)),
            Way::Moved => false,
        };
        self.ways.iter().all(nothing)
    }

    /// Bytes of temporaries on this rank.
    pub fn bytes(&self) -> usize {
        self.moved.iter().flatten().map(|(_, _, buffer)| buffer.len()).sum()
    }

    /// Some owners must be asked for first.
    pub fn needs_directory(&self) -> bool {
        self.pairs().any(|(from, to)| !from.is_closed_form() || !to.is_closed_form())
    }

    fn pairs(&self) -> impl Iterator<Item = (&Arc<Distribution>, &Arc<Distribution>)> {
        self.terms.iter().zip(&self.moved).filter_map(|(term, moved)| {
            let (to, _, _) = moved.as_ref()?;
            Some((term.view.distribution(), to))
        })
    }

    /// Plans of what is moved; asks for owners where `ask`, which is **Collective.**
    pub fn plans(&self, context: &Context, ask: bool) -> Result<Vec<Arc<Plan>>> {
        let mut plans = Vec::new();
        let mut failed = None;
        for (from, to) in self.pairs() {
            let plan = match closed_plan(context, from, to) {
                Ok(Some(plan)) => Ok(plan),
                Ok(None) if ask => {
                    directory::matches(context, from, to).map(|m| Arc::new(plan::redistribution(from, to, &m)))
                }
                Ok(None) => Err(Error::new(Status::Internal, "owners are not known yet")),
                Err(error) => Err(error),
            };
            // Every rank looks up all of them, whatever it finds.
            match plan {
                Ok(plan) => plans.push(plan),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(plans), Err)
    }

    /// What has to move before the work, given the plans of [`Alignment::plans`].
    pub fn parts<'a>(&'a self, context: &Context, plans: Vec<Arc<Plan>>) -> Result<Vec<Part<'a>>> {
        let mut parts = Vec::new();
        let targets = self.terms.iter().zip(&self.moved).filter_map(|(term, moved)| Some((term, moved.as_ref()?)));
        for ((term, (_, place, _)), plan) in targets.zip(plans) {
            let (source, target) = (Side::Owned(&term.view), Side::Memory(place.clone()));
            parts.push(Part { plan, source, target, how: How::Replace });
        }
        // One exchange for all terms of an array.
        let mut halos: Vec<(&Array, Widths, bool)> = Vec::new();
        for (term, way) in self.terms.iter().zip(&self.ways) {
            let Way::Halo { widths, corners } = way else { continue };
            if widths.iter().all(|width| *width == (0, 0)) {
                continue;
            }
            match halos.iter_mut().find(|(array, ..)| array.is(&term.base)) {
                Some((_, most, all)) => {
                    most.iter_mut().zip(widths).for_each(|(m, w)| *m = (m.0.max(w.0), m.1.max(w.1)));
                    *all |= corners;
                }
                None => halos.push((&term.base, widths.clone(), *corners)),
            }
        }
        for (array, widths, corners) in halos {
            let plan = halo::halo_plan(context, array.distribution(), &HaloOptions { widths: Some(widths), corners })?;
            let (source, target) = (Side::Owned(array), Side::Padded(array));
            parts.push(Part { plan, source, target, how: How::Replace });
        }
        Ok(parts)
    }

    /// The operands; those whose memory an output overlaps otherwise than by being the same elements are given a copy, which
    /// [`Operand::take`] fills after the movement. Local.
    pub fn operands(&self, function: &str, context: &Context, outputs: &Outputs) -> Result<Vec<Operand>> {
        let mut operands = Vec::with_capacity(self.terms.len());
        for ((term, way), moved) in self.terms.iter().zip(&self.ways).zip(&self.moved) {
            let array = &term.view;
            let uniform = array.shape().iter().all(|&n| n == 1);
            let (pointer, access) = match (way, moved) {
                (_, Some((target, place, _))) => (place.pointer, broadcast_access(target, &place.access, &self.to)),
                (Way::Halo { .. }, _) => self.shifted_access(term),
                _ => self.held_access(array),
            };
            let mut operand = Operand { pointer, access, dtype: array.dtype(), uniform, copy: None, _temporary: None };
            let same = |out: &Array| *way == Way::Here && array.coincides(out) && array.shape() == out.shape();
            let clashes = outputs.own.iter().any(|out| !same(out) && term.base.overlaps(out))
                || outputs.others.iter().any(|out| term.base.overlaps(out));
            if clashes && moved.is_none() && self.to.local_count() > 0 {
                operand.set_aside(function, context, &self.to)?;
            }
            operands.push(operand);
        }
        Ok(operands)
    }

    /// An array that lies on every process as it is needed there.
    fn held_access(&self, array: &Array) -> (*mut u8, Vec<Access>) {
        let new = self.to.ndim() - array.ndim();
        let slices: Vec<Slice> = array.shape().iter().map(|&n| Slice::whole(n)).collect();
        let mut pointer = array.local_pointer();
        let mut all = vec![Access::Strided(0); new];
        for (d, axis) in array.distribution().axes().iter().enumerate() {
            let other = &self.to.axes()[new + d];
            let (offset, access) = if axis.size() != other.size() {
                (0, Access::Strided(0))
            } else if is_whole(axis) && other.labels().is_none() {
                self.through(axis, slices[d], &array.access()[d], new + d)
            } else {
                (0, array.access()[d].clone())
            };
            pointer = pointer.wrapping_offset(offset);
            all.push(access);
        }
        (pointer, all)
    }

    /// A slice of a whole axis at the positions of this process.
    fn through(&self, axis: &AxisMap, slice: Slice, access: &Access, d: usize) -> (isize, Access) {
        let (Some(place), other) = (self.to.place(), &self.to.axes()[d]) else { return (0, Access::Strided(0)) };
        if other.parts() == 1 && slice.is_whole(axis.size()) {
            return (0, access.clone());
        }
        let mut pieces = Vec::new();
        for run in other.runs(place.coordinates[d]) {
            let Some(first) = axis.locate(slice.start + run.global * slice.step) else { continue };
            let step = run.step * slice.step;
            access.visit(first.local, step, run.count, &mut |offset, step, count| pieces.push((offset, step, count)));
        }
        Access::of_pieces(pieces)
    }

    /// A slice of an array with a halo, read from the padded part.
    fn shifted_access(&self, term: &Term) -> (*mut u8, Vec<Access>) {
        let array = &term.base;
        let new = self.to.ndim() - array.ndim();
        let mut pointer = array.local_pointer();
        let mut all = vec![Access::Strided(0); new];
        let slices = term.slices.iter().flatten();
        for (d, (axis, &slice)) in array.distribution().axes().iter().zip(slices).enumerate() {
            let (offset, access) = if slice.count != self.to.shape()[new + d] {
                (array.access()[d].offset(slice.start), Access::Strided(0))
            } else if is_whole(axis) && self.to.axes()[new + d].labels().is_none() {
                self.through(axis, slice, &array.access()[d], new + d)
            } else {
                let here = |distribution: &Distribution, d: usize| {
                    let coordinate = distribution.place()?.coordinates[d];
                    distribution.axes()[d].bounds(coordinate)
                };
                let stride = array.access()[d].offset(1);
                match (here(array.distribution(), d), here(&self.to, new + d)) {
                    (Some((first, _)), Some((start, _))) => {
                        let position = slice.start + start * slice.step - first;
                        (position as isize * stride, Access::Strided(stride * slice.step as isize))
                    }
                    _ => (0, Access::Strided(0)),
                }
            };
            pointer = pointer.wrapping_offset(offset);
            all.push(access);
        }
        (pointer, all)
    }
}

/// The access of an operand in the narrowed distribution, axis by axis of the output.
fn broadcast_access(narrow: &Distribution, access: &[Access], to: &Distribution) -> Vec<Access> {
    let new = to.ndim() - narrow.ndim();
    let own = |d: usize| match narrow.shape()[d] == to.shape()[new + d] {
        true => access[d].clone(),
        false => Access::Strided(0),
    };
    (0..to.ndim()).map(|d| d.checked_sub(new).map_or(Access::Strided(0), own)).collect()
}

impl Operand {
    /// Makes it a copy, unrepeated, to be filled later.
    fn set_aside(&mut self, function: &str, context: &Context, to: &Distribution) -> Result<()> {
        let repeated = |access: &Access| *access == Access::Strided(0);
        let mut extents = to.local_shape();
        extents.iter_mut().zip(&self.access).filter(|(_, access)| repeated(access)).for_each(|(n, _)| *n = 1);
        let bytes = shape::byte_count(&extents, self.dtype.size())?;
        let what = "an operand that shares memory with the result";
        context.implicit(function, Implicit::Temporaries, what, bytes)?;
        let buffer = context.temporary(bytes)?;
        let strides = shape::contiguous_strides(&extents, Order::RowMajor, self.dtype.size());
        let stride = |(access, &stride)| Access::Strided(if repeated(access) { 0 } else { stride });
        let access = self.access.iter().zip(&strides).map(stride).collect();
        let from = Place { pointer: self.pointer, access: self.access.clone(), extents, dtype: self.dtype, heap: None };
        *self = Operand {
            pointer: buffer.pointer(),
            access,
            dtype: self.dtype,
            uniform: self.uniform,
            copy: Some(from),
            _temporary: Some(buffer),
        };
        Ok(())
    }

    /// Fills the copy, if there is one; after the movement, before outputs are written.
    pub fn take(&self) {
        let Some(from) = &self.copy else { return };
        let axes = self.access.clone();
        let to =
            Place { pointer: self.pointer, access: axes, extents: from.extents.clone(), dtype: from.dtype, heap: None };
        unsafe { blocks::copy(from, &to) };
    }
}

/// Agrees on the call and moves what alignments need. `prepared` is what this rank found; its closure makes the parts once
/// the plans are known. **Collective.**
pub fn agree_and_move(context: &Context, call: &Call, prepared: Result<()>, alignments: &[&Alignment]) -> Result<()> {
    let ask = alignments.iter().any(|alignment| alignment.needs_directory());
    let moves = alignments.iter().any(|alignment| !alignment.is_local());
    let movement = |ask: bool| {
        let mut parts = Vec::new();
        let mut failed = None;
        for alignment in alignments {
            match alignment.plans(context, ask).and_then(|plans| alignment.parts(context, plans)) {
                Ok(more) => parts.extend(more),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(parts), Err).and_then(|parts| Movement::prepare(context, parts))
    };
    let direct = prepared.and_then(|()| if moves && !ask { movement(false).map(Some) } else { Ok(None) });
    let movement = match execute::Movement::agree_if(context, call, direct)? {
        Some(movement) => movement,
        None if !ask => return Ok(()),
        None => Movement::agree(context, call, movement(true))?,
    };
    unsafe { movement.run() }
}
