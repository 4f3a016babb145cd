//! Axis maps: which coordinate of the process grid owns which index of one axis.

use super::labels::Labels;
use super::padding::Padding;
use super::pieces::Pieces;
use crate::error::{Error, Result, Status};
use crate::index::run::count_in_window;
use crate::index::{Run, Segment, Slice};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The rule before any slicing.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// Contiguous pieces; the first `size mod parts` get one element more (PETSc's rule).
    Block,
    /// Contiguous pieces of `ceil(size / parts)`; the last ones are short or empty (ScaLAPACK's rule).
    BlockCeil,
    /// Contiguous pieces between given bounds, `parts + 1` ascending numbers from 0 to the size.
    Bounds(Arc<[i64]>),
    /// Blocks of this many elements dealt out in turn; 1 is plain cyclic.
    Cyclic(i64),
    /// Labels listed by each coordinate.
    Unstructured(Arc<Labels>),
    /// One element seen at every index of a broadcast axis: one coordinate owns all indices, and all are the same memory.
    Repeat(i32),
    /// Stretches with their owners, as a diagonal has them.
    Pieces(Arc<Pieces>),
}

/// One axis of a distribution: a base rule seen through a slice.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisMap {
    base: Base,
    base_size: i64,
    parts: i32,
    window: Slice,
    padding: Padding,
}

/// Where an index lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Coordinate along this axis of the process grid.
    pub coordinate: i32,
    /// Position among the indices that coordinate owns, in ascending order of index.
    pub local: i64,
    /// How many indices from this one on lie consecutively at that coordinate.
    pub consecutive: i64,
}

impl AxisMap {
    /// An axis of `size` indices over `parts` coordinates. `size` and `parts` are checked by the caller.
    pub fn new(base: Base, size: i64, parts: i32, padding: Padding) -> AxisMap {
        AxisMap { base, base_size: size, parts, window: Slice::whole(size), padding }
    }

    pub fn whole(size: i64) -> AxisMap {
        AxisMap::new(Base::Block, size, 1, Padding::none())
    }

    /// The same owners without halo, boundary and period.
    pub fn without_padding(&self) -> AxisMap {
        AxisMap { padding: Padding::none(), ..self.clone() }
    }

    /// Number of indices of the axis.
    pub fn size(&self) -> i64 {
        self.window.count
    }

    /// Extent of the process grid along this axis.
    pub fn parts(&self) -> i32 {
        self.parts
    }

    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The slice of the base rule that this axis shows.
    pub fn window(&self) -> Slice {
        self.window
    }

    pub fn base_size(&self) -> i64 {
        self.base_size
    }

    pub fn padding(&self) -> &Padding {
        &self.padding
    }

    pub fn is_sliced(&self) -> bool {
        !self.window.is_whole(self.base_size)
    }

    pub fn is_block(&self) -> bool {
        matches!(self.base, Base::Block | Base::BlockCeil | Base::Bounds(_) | Base::Repeat(_))
    }

    /// All indices of the axis are one element in memory.
    pub fn is_broadcast(&self) -> bool {
        matches!(self.base, Base::Repeat(_))
    }

    /// Axis of `size` indices that are all the one of index 0 of this axis, which has no other.
    pub fn repeated(&self, size: i64) -> Result<AxisMap> {
        Ok(AxisMap::new(Base::Repeat(self.owner_of(0)?), size, self.parts, Padding::none()))
    }

    /// An axis of one index.
    pub fn single(owner: i32, parts: i32) -> AxisMap {
        AxisMap::new(Base::Repeat(owner), 1, parts, Padding::none()).separated()
    }

    /// The same owners, where every index of a repeated axis is an element of its own.
    pub fn separated(&self) -> AxisMap {
        let Base::Repeat(owner) = self.base else { return self.clone() };
        if self.parts == 1 {
            return AxisMap::whole(self.size());
        }
        let bounds = (0..=self.parts).map(|c| if c > owner { self.size() } else { 0 }).collect();
        AxisMap::new(Base::Bounds(bounds), self.size(), self.parts, Padding::none())
    }

    /// The coordinate that owns an index of the axis, as all processes know it.
    pub fn owner_of(&self, index: i64) -> Result<i32> {
        if let Base::Unstructured(labels) = &self.base {
            let only = labels.owner_of_single().filter(|_| self.size() == 1);
            let alone = self.parts == 1 && labels.is_permutation() && (0..self.size()).contains(&index);
            return match only.or(alone.then_some(0)) {
                Some(coordinate) => Ok(coordinate),
                None if self.size() == 1 => Err(Error::argument(
                    Status::Distribution,
                    "array",
                    "who owns the index of an unstructured axis is not known to all processes; redistribute it first, \
                     or assign it, which finds the owner",
                )),
                None => Err(Error::argument(
                    Status::Distribution,
                    "axis",
                    "who owns an index of an unstructured axis is not known to all processes; take a slice of length 1 \
                     instead, or distarray_array_take",
                )),
            };
        }
        match self.locate(index) {
            Some(place) => Ok(place.coordinate),
            None => {
                Err(Error::argument(Status::Index, "index", format!("expected 0 to {}, got {index}", self.size() - 1)))
            }
        }
    }

    pub fn labels(&self) -> Option<&Arc<Labels>> {
        match &self.base {
            Base::Unstructured(labels) => Some(labels),
            _ => None,
        }
    }

    /// Base indices `[start, stop)` of a coordinate of a block rule.
    fn base_bounds(&self, coordinate: i32) -> (i64, i64) {
        let (size, parts, c) = (self.base_size, self.parts as i64, coordinate as i64);
        match &self.base {
            Base::Bounds(bounds) => (bounds[coordinate as usize], bounds[coordinate as usize + 1]),
            Base::Repeat(owner) => {
                (if coordinate > *owner { size } else { 0 }, if coordinate < *owner { 0 } else { size })
            }
            Base::BlockCeil => {
                let chunk = size / parts + i64::from(size % parts != 0);
                let edge = |c: i64| (c as i128 * chunk as i128).min(size as i128) as i64;
                (edge(c), edge(c + 1))
            }
            _ => {
                let (quotient, remainder) = (size / parts, size % parts);
                let edge = |c: i64| c * quotient + c.min(remainder);
                (edge(c), edge(c + 1))
            }
        }
    }

    /// Indices `[start, stop)` of a coordinate of a block rule, in the sliced axis.
    pub fn bounds(&self, coordinate: i32) -> Option<(i64, i64)> {
        if !self.is_block() {
            return None;
        }
        let (first, end) = self.base_bounds(coordinate);
        if !self.is_sliced() {
            return Some((first, end));
        }
        let Slice { start, step, count } = self.window;
        let clip = |edge: i128| edge.clamp(0, count as i128) as i64;
        let (start, step) = (start as i128, step as i128);
        let ceil = |numerator: i128, divisor: i128| -((-numerator).div_euclid(divisor));
        let (low, high) = if step > 0 {
            (ceil(first as i128 - start, step), ceil(end as i128 - start, step))
        } else {
            (ceil(start - (end as i128 - 1), -step), (start - first as i128).div_euclid(-step) + 1)
        };
        let low = clip(low);
        Some((low, clip(high).max(low)))
    }

    fn block_of_base(&self, index: i64) -> i32 {
        let (size, parts) = (self.base_size, self.parts as i64);
        match &self.base {
            Base::Bounds(bounds) => bounds.partition_point(|&b| b <= index) as i32 - 1,
            Base::Repeat(owner) => *owner,
            Base::BlockCeil => (index / (size / parts + i64::from(size % parts != 0))) as i32,
            _ => {
                let (quotient, remainder) = (size / parts, size % parts);
                let long = quotient * remainder + remainder;
                if index < long {
                    (index / (quotient + 1)) as i32
                } else {
                    (remainder + (index - long) / quotient) as i32
                }
            }
        }
    }

    fn base_index(&self, index: i64) -> i64 {
        self.window.start + index * self.window.step
    }

    /// Where an index lives; `None` outside the axis. On an unstructured axis only
    /// the labels of this process's own coordinate are found: others need a directory.
    pub fn locate(&self, index: i64) -> Option<Place> {
        if let Base::Unstructured(labels) = &self.base {
            let local = labels.position(index)?;
            return Some(Place { coordinate: labels.coordinate(), local, consecutive: 1 });
        }
        if index < 0 || index >= self.size() {
            return None;
        }
        let base = self.base_index(index);
        match &self.base {
            Base::Cyclic(block) => {
                let round = *block as i128 * self.parts as i128;
                let coordinate = ((base / block) % self.parts as i64) as i32;
                let within = base % block;
                let left = self.size() - index;
                let consecutive = match self.cyclic_advance(*block).0 {
                    0 => left,
                    advance if advance > 0 => ((block - 1 - within) / advance + 1).min(left),
                    advance => (within / -advance + 1).min(left),
                };
                let local = if self.is_sliced() {
                    self.cyclic_count_before(coordinate, index)
                } else {
                    ((base as i128 / round) * *block as i128) as i64 + within
                };
                Some(Place { coordinate, local, consecutive })
            }
            Base::Pieces(pieces) => Some(pieces.locate(index)),
            _ => {
                let coordinate = self.block_of_base(base);
                let (start, stop) = self.bounds(coordinate)?;
                Some(Place { coordinate, local: index - start, consecutive: stop - index })
            }
        }
    }

    /// How far one index of the axis moves inside a block, modulo whole rounds, and how far in
    /// the owner's memory, as long as it stays with the owner. Where one coordinate owns all, (0, step).
    fn cyclic_advance(&self, block: i64) -> (i64, i64) {
        let step = self.window.step;
        let round = block as i128 * self.parts as i128;
        if self.parts == 1 {
            return (0, step);
        }
        let (rounds, forward) = ((step as i128).div_euclid(round), (step as i128).rem_euclid(round));
        let (rounds, advance) =
            if forward <= round - block as i128 { (rounds, forward) } else { (rounds + 1, forward - round) };
        // A larger advance leaves the block at once; the clamp only keeps it representable.
        let clamp = |number: i128| number.clamp(-(i64::MAX as i128), i64::MAX as i128) as i64;
        (clamp(advance), clamp(rounds * block as i128 + advance))
    }

    /// How many indices below `index` a coordinate of a cyclic rule owns.
    fn cyclic_count_before(&self, coordinate: i32, index: i64) -> i64 {
        let Base::Cyclic(block) = self.base else { return 0 };
        let round = block as i128 * self.parts as i128;
        if round > self.base_size as i128 {
            // One round covers the axis: the coordinate's only block is an interval.
            let first = (block as i128 * coordinate as i128).min(self.base_size as i128) as i64;
            let end = (first as i128 + block as i128).min(self.base_size as i128) as i64;
            let interval = AxisMap {
                base: Base::Bounds(Arc::from([0, first, end, self.base_size])),
                parts: 3,
                padding: Padding::none(),
                ..*self
            };
            return interval.bounds(1).map_or(0, |(low, high)| (index.clamp(low, high)) - low);
        }
        let offset = self.window.start - coordinate as i64 * block;
        count_in_window(index, round as i64, self.window.step, offset, block)
    }

    /// Number of indices a coordinate owns. On an unstructured axis known for
    /// the own coordinate, and for others unless the axis is sliced.
    pub fn count(&self, coordinate: i32) -> Option<i64> {
        if coordinate < 0 || coordinate >= self.parts {
            return None;
        }
        match &self.base {
            Base::Unstructured(labels) => labels.count(coordinate),
            Base::Cyclic(_) => Some(self.cyclic_count_before(coordinate, self.size())),
            Base::Pieces(pieces) => Some(pieces.count(coordinate)),
            _ => self.bounds(coordinate).map(|(start, stop)| stop - start),
        }
    }

    /// The index at an owned position of a coordinate.
    pub fn global_of(&self, coordinate: i32, local: i64) -> Option<i64> {
        let count = self.count(coordinate)?;
        if local < 0 || local >= count {
            return None;
        }
        match &self.base {
            Base::Unstructured(labels) => labels.label(coordinate, local),
            Base::Cyclic(block) if !self.is_sliced() => {
                Some(((local / block) * self.parts as i64 + coordinate as i64) * block + local % block)
            }
            Base::Cyclic(_) => {
                // The largest index with `local` owned ones below it is the one asked for.
                let (mut low, mut high) = (0, self.size() - 1);
                while low < high {
                    let middle = low + (high - low + 1) / 2;
                    if self.cyclic_count_before(coordinate, middle) <= local {
                        low = middle;
                    } else {
                        high = middle - 1;
                    }
                }
                Some(low)
            }
            Base::Pieces(pieces) => pieces.global_of(coordinate, local),
            _ => self.bounds(coordinate).map(|(start, _)| start + local),
        }
    }

    /// Owned position of an index on a coordinate.
    pub fn local_of(&self, coordinate: i32, index: i64) -> Option<i64> {
        self.locate(index).filter(|place| place.coordinate == coordinate).map(|place| place.local)
    }

    /// What a coordinate owns, in ascending order of index (unstructured axes: in order of
    /// position). `memory` counts positions in the base rule's local part, halo not included.
    pub fn runs(&self, coordinate: i32) -> Vec<Run> {
        let mut runs = Vec::new();
        match &self.base {
            Base::Unstructured(labels) => {
                for (local, memory, label) in labels.iter(coordinate) {
                    let run = Run { global: label, step: 1, count: 1, local, memory, memory_step: 1 };
                    Run::push(&mut runs, run);
                }
            }
            Base::Cyclic(block) => self.cyclic_runs(coordinate, *block, &mut runs),
            Base::Pieces(pieces) => return pieces.runs(coordinate),
            _ => {
                let (start, stop) = self.bounds(coordinate).unwrap_or((0, 0));
                if stop > start {
                    runs.push(Run {
                        global: start,
                        step: 1,
                        count: stop - start,
                        local: 0,
                        memory: self.base_index(start) - self.base_bounds(coordinate).0,
                        memory_step: self.window.step,
                    });
                }
            }
        }
        runs
    }

    fn cyclic_runs(&self, coordinate: i32, block: i64, runs: &mut Vec<Run>) {
        let count = self.cyclic_count_before(coordinate, self.size());
        if block == 1 && !self.is_sliced() {
            let step = self.parts as i64;
            Run::push(runs, Run { global: coordinate as i64, step, count, local: 0, memory: 0, memory_step: 1 });
            return;
        }
        let memory_step = self.cyclic_advance(block).1;
        let mut local = 0;
        while local < count {
            let Some(global) = self.global_of(coordinate, local) else { return };
            let Some(place) = self.locate(global) else { return };
            let base = self.base_index(global);
            let memory = (base / block / self.parts as i64) * block + base % block;
            let run = Run { global, step: 1, count: place.consecutive, local, memory, memory_step };
            Run::push(runs, run);
            local += place.consecutive;
        }
    }

    /// The axis seen through a slice. Halos are dropped unless the slice is the whole axis.
    pub fn slice(&self, slice: Slice) -> Result<AxisMap> {
        if slice.is_whole(self.size()) {
            return Ok(self.clone());
        }
        match &self.base {
            // Positions are numbered anew: these rules stay what they are.
            Base::Repeat(owner) => {
                return Ok(AxisMap::new(Base::Repeat(*owner), slice.count, self.parts, Padding::none()))
            }
            Base::Pieces(pieces) => {
                let part = pieces.slice(slice)?;
                return Ok(AxisMap::new(Base::Pieces(Arc::new(part)), slice.count, self.parts, Padding::none()));
            }
            _ => {}
        }
        if let Base::Unstructured(labels) = &self.base {
            if !labels.is_permutation() {
                return Err(Error::argument(
                    Status::Distribution,
                    "axis",
                    "an unstructured axis can be sliced only if its labels are a permutation of 0 ... size-1; \
                     redistribute to such labels first",
                ));
            }
            let filtered = labels.filtered(slice, self.parts);
            return Ok(AxisMap::new(Base::Unstructured(Arc::new(filtered)), slice.count, self.parts, Padding::none()));
        }
        let window = if slice.count == 0 {
            Slice { start: 0, step: 1, count: 0 }
        } else {
            let step = (self.window.step as i128 * slice.step as i128)
                .clamp(-(self.base_size as i128), self.base_size as i128) as i64;
            Slice { start: self.base_index(slice.start), step, count: slice.count }
        };
        Ok(AxisMap { window, padding: Padding::none(), ..self.clone() })
    }

    /// Owned positions of this axis, as progressions (first, step, count), of what a coordinate owns of a slice of it, in
    /// the order of positions of the slice.
    pub fn positions(&self, slice: Slice, coordinate: i32) -> Result<Vec<(i64, i64, i64)>> {
        match &self.base {
            Base::Pieces(pieces) => return Ok(pieces.positions(slice, coordinate)),
            Base::Unstructured(labels) => return Ok(labels.positions(slice, coordinate)),
            _ => {}
        }
        let part = self.slice(slice)?;
        if let (Some((start, stop)), Some((first, _))) = (part.bounds(coordinate), self.bounds(coordinate)) {
            let local = slice.start + start * slice.step - first;
            return Ok(if stop > start { vec![(local, slice.step, stop - start)] } else { Vec::new() });
        }
        let runs = part.runs(coordinate);
        if !self.is_sliced() {
            return Ok(runs.iter().map(|run| (run.memory, run.memory_step, run.count)).collect());
        }
        if self.parts == 1 {
            return Ok(vec![(slice.start, slice.step, slice.count)]);
        }
        // What the slice leaves out is not evenly spread.
        let indices = runs.iter().flat_map(|run| (0..run.count).map(move |k| run.global + k * run.step));
        Ok(indices
            .filter_map(|index| self.local_of(coordinate, slice.start + index * slice.step))
            .map(|local| (local, 1, 1))
            .collect())
    }

    /// Halo widths (before, after) allocated at a coordinate: communication padding only,
    /// clipped at the ends of an axis that is not periodic, none around an empty part.
    pub fn halo(&self, coordinate: i32) -> (i64, i64) {
        let (lower, upper) = self.padding.widths(coordinate);
        if lower == 0 && upper == 0 {
            return (0, 0);
        }
        match self.bounds(coordinate) {
            Some((start, stop)) if stop > start && !self.is_sliced() => {
                if self.padding.periodic {
                    (lower, upper)
                } else {
                    (lower.min(start), upper.min(self.size() - stop))
                }
            }
            _ => (0, 0),
        }
    }

    /// For each coordinate of `target`, the positions that correspond to what `coordinate`
    /// of this axis owns, in ascending order of index. Both axes are closed forms of one size.
    pub fn segments_to(&self, coordinate: i32, target: &AxisMap) -> Vec<(i32, Vec<Segment>)> {
        let mut found: Vec<(i32, Vec<Segment>)> = Vec::new();
        let mut slot_of = rustc_hash::FxHashMap::default();
        for run in self.runs(coordinate) {
            let mut done = 0;
            while done < run.count {
                let Some(place) = target.locate(run.global + done * run.step) else { return found };
                let within = if run.step > 0 { (place.consecutive - 1) / run.step + 1 } else { 1 };
                let count = within.min(run.count - done);
                let to_step = if count > 1 { run.step } else { 1 };
                let slot = *slot_of.entry(place.coordinate).or_insert_with(|| {
                    found.push((place.coordinate, Vec::new()));
                    found.len() - 1
                });
                let segment = Segment { to_step, ..Segment::new(run.local + done, place.local, count) };
                Segment::push(&mut found[slot].1, segment);
                done += count;
            }
        }
        found
    }

    /// Feeds what is the same on all ranks into a hash.
    pub fn hash_into(&self, hasher: &mut impl Hasher) {
        match &self.base {
            Base::Block => 0.hash(hasher),
            Base::BlockCeil => 1.hash(hasher),
            Base::Bounds(bounds) => (2, bounds).hash(hasher),
            Base::Cyclic(block) => (3, block).hash(hasher),
            Base::Unstructured(labels) => (4, labels.digest()).hash(hasher),
            Base::Repeat(owner) => (5, owner).hash(hasher),
            Base::Pieces(pieces) => (6, pieces).hash(hasher),
        }
        let Slice { start, step, count } = self.window;
        (self.base_size, self.parts, start, step, count).hash(hasher);
        self.padding.hash(hasher);
    }

    /// Same owners for every index, whatever the halos.
    pub fn same_owners(&self, other: &AxisMap) -> bool {
        if self.size() != other.size() || self.parts != other.parts {
            return false;
        }
        if self.parts == 1 && self.labels().is_none() && other.labels().is_none() {
            return true;
        }
        if self.base == other.base && self.base_size == other.base_size && self.window == other.window {
            return true;
        }
        if self.labels().is_some() || other.labels().is_some() {
            return false;
        }
        if self.is_block() && other.is_block() {
            let owned = |bounds: Option<(i64, i64)>| bounds.filter(|(start, stop)| stop > start);
            return (0..self.parts).all(|c| owned(self.bounds(c)) == owned(other.bounds(c)));
        }
        let compared = match (self.period(), other.period()) {
            (Some(a), Some(b)) => (a / gcd(a, b)).saturating_mul(b).min(self.size() as i128) as i64,
            _ => self.size(),
        };
        self.same_owners_below(other, compared)
    }

    /// After so many indices the owners of a cyclic axis repeat.
    fn period(&self) -> Option<i128> {
        let Base::Cyclic(block) = self.base else { return None };
        let round = block as i128 * self.parts as i128;
        Some(round / gcd(round, self.window.step as i128))
    }

    /// Compares owners run by run. Gives up, saying no, after more runs than are worth it.
    fn same_owners_below(&self, other: &AxisMap, stop: i64) -> bool {
        let mut index = 0;
        for _ in 0..1 << 16 {
            if index >= stop {
                return true;
            }
            match (self.locate(index), other.locate(index)) {
                (Some(a), Some(b)) if a.coordinate == b.coordinate => index += a.consecutive.min(b.consecutive),
                _ => return false,
            }
        }
        false
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
