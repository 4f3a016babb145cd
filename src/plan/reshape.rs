//! The plan from one shape to another of as many elements, which are numbered in C order on both sides.

use super::redistribution::{assemble, closed_form_match, Side};
use super::{AxisMatch, Plan, RedistributionError};
use crate::distribution::{AxisMap, Base, Distribution, Grid, Padding};
use crate::error;
use crate::index::{Run, Segment};
use rustc_hash::FxHashMap;

/// Numbers of adjacent axes of two shapes that hold the same elements, as few as can be. Axes of extent 1
/// stand alone where they can. Both shapes have the same number of elements, at least one.
pub fn common_axes(from: &[i64], to: &[i64]) -> (Vec<usize>, Vec<usize>) {
    let (mut from_groups, mut to_groups) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < from.len() || j < to.len() {
        let (first, second) = (i, j);
        match (from.get(i), to.get(j)) {
            (Some(&1), other) if other != Some(&1) => i += 1,
            (other, Some(&1)) if other != Some(&1) => j += 1,
            (Some(&a), Some(&b)) => {
                let (mut a, mut b) = (a, b);
                (i, j) = (i + 1, j + 1);
                while a != b {
                    if a < b && i < from.len() {
                        a *= from[i];
                        i += 1;
                    } else if j < to.len() {
                        b *= to[j];
                        j += 1;
                    } else {
                        break;
                    }
                }
            }
            // Not reached with equal numbers of elements.
            _ => (i, j) = (from.len(), to.len()),
        }
        from_groups.push(i - first);
        to_groups.push(j - second);
    }
    (from_groups, to_groups)
}

/// The plan of one process. Closed forms, and unstructured axes that are the same on both sides.
pub fn reshape(source: &Distribution, target: &Distribution) -> Result<Plan, RedistributionError> {
    if source.global_count() == 0 {
        return Ok(Plan::new(target.order()));
    }
    let (from_groups, to_groups) = common_axes(source.shape(), target.shape());
    let (from, to) = (Side::grouped(source, &from_groups), Side::grouped(target, &to_groups));
    let mut matches = Vec::with_capacity(from_groups.len());
    let (mut i, mut j) = (0, 0);
    for (group, (&m, &n)) in from_groups.iter().zip(&to_groups).enumerate() {
        let (a, b) = (&source.axes()[i..i + m], &target.axes()[j..j + n]);
        let (mine, theirs) = (from.coordinate(group), to.coordinate(group));
        matches.push(match (a, b) {
            ([a], [b]) if a.labels().is_none() && b.labels().is_none() => closed_form_match(a, b, mine, theirs),
            ([a], [b]) if a.labels().is_some_and(|labels| labels.is_one_to_one()) && a.same_owners(b) => {
                same_match(a, mine, theirs)
            }
            _ => {
                if let Some(d) = a.iter().position(|axis| axis.labels().is_some()) {
                    return Err(RedistributionError::NeedsDirectory(i + d));
                }
                if b.iter().any(|axis| axis.labels().is_some()) {
                    return Err(RedistributionError::NeedsDirectory(i));
                }
                flat_match(a, b, mine, theirs)
            }
        });
        (i, j) = (i + m, j + n);
    }
    let mut plan = assemble(&from, &to, &matches);
    let grouped = |groups: Vec<usize>| groups.iter().any(|&n| n != 1).then_some(groups);
    plan.from_groups = grouped(from_groups);
    plan.to_groups = grouped(to_groups);
    Ok(plan)
}

/// Every position of a coordinate stays where it is.
pub(super) fn same_match(axis: &AxisMap, mine: Option<i32>, theirs: Option<i32>) -> AxisMatch {
    let all = |coordinate: Option<i32>| match coordinate.and_then(|c| Some((c, axis.count(c)?))) {
        Some((c, count)) if count > 0 => vec![(c, vec![Segment::new(0, 0, count)])],
        _ => Vec::new(),
    };
    AxisMatch { sends: all(mine), receives: all(theirs) }
}

/// As [`closed_form_match`] for several axes as one; coordinates are numbered in C order too.
fn flat_match(from: &[AxisMap], to: &[AxisMap], mine: Option<i32>, theirs: Option<i32>) -> AxisMatch {
    let swap = |(c, list): (i32, Vec<Segment>)| (c, list.into_iter().map(Segment::swapped).collect());
    AxisMatch {
        sends: mine.map_or(Vec::new(), |c| flat_segments(from, c, to)),
        receives: theirs.map_or(Vec::new(), |c| flat_segments(to, c, from).into_iter().map(swap).collect()),
    }
}

/// Coordinates of several axes from their number.
fn unnumbered(axes: &[AxisMap], mut number: i32) -> Vec<i32> {
    let mut coordinates = vec![0; axes.len()];
    for (c, axis) in coordinates.iter_mut().zip(axes).rev() {
        *c = number % axis.parts();
        number /= axis.parts();
    }
    coordinates
}

/// What a coordinate owns, numbered in C order over the axes: runs in ascending order.
fn flat_runs(axes: &[AxisMap], coordinate: i32) -> Vec<Run> {
    let whole = |count: i64| Run { global: 0, step: 1, count, local: 0, memory: 0, memory_step: 1 };
    let mut inner = vec![whole(1)];
    let (mut size, mut local_size) = (1, 1);
    for (axis, c) in axes.iter().zip(unnumbered(axes, coordinate)).rev() {
        let mut runs = Vec::new();
        for outer in axis.runs(c) {
            match inner.as_slice() {
                [all] if all.count == size && (outer.step == 1 || size == 1) => {
                    let (global, step) = (outer.global * size, outer.step);
                    let (local, count) = (outer.local * size, outer.count * size);
                    Run::push(&mut runs, Run { global, step, local, ..whole(count) });
                }
                [one] if one.count == 1 => {
                    let (global, step) = (outer.global * size + one.global, outer.step * size);
                    Run::push(&mut runs, Run { global, step, local: outer.local, ..whole(outer.count) });
                }
                _ => {
                    for k in 0..outer.count {
                        let (global, local) = ((outer.global + k * outer.step) * size, (outer.local + k) * local_size);
                        for &run in &inner {
                            let (global, local) = (global + run.global, local + run.local);
                            // `memory` is not asked for; it must not break what goes on.
                            Run::push(&mut runs, Run { global, local, memory: local, ..run });
                        }
                    }
                }
            }
        }
        size *= axis.size();
        local_size *= axis.count(c).unwrap_or(0);
        inner = runs;
    }
    inner
}

/// Finds owners of numbers over several axes.
struct FlatOwners<'a> {
    axes: &'a [AxisMap],
    /// Local extents by axis and coordinate, as they are met.
    counts: Vec<FxHashMap<i32, i64>>,
}

impl FlatOwners<'_> {
    /// Coordinate, local number, and how many numbers from this one on lie consecutively there.
    fn locate(&mut self, mut number: i64) -> Option<(i32, i64, i64)> {
        let (mut coordinate, mut coordinate_scale) = (0, 1);
        let (mut local, mut local_scale) = (0, 1);
        let (mut consecutive, mut size, mut going_on) = (1, 1, true);
        for (axis, counts) in self.axes.iter().zip(&mut self.counts).rev() {
            let extent = axis.size();
            let place = axis.locate(number % extent)?;
            number /= extent;
            coordinate += place.coordinate * coordinate_scale;
            coordinate_scale *= axis.parts();
            let count = *counts.entry(place.coordinate).or_insert_with(|| axis.count(place.coordinate).unwrap_or(0));
            local += place.local * local_scale;
            local_scale *= count;
            if going_on {
                consecutive += (place.consecutive - 1) * size;
                going_on = count == extent;
            }
            size *= extent;
        }
        Some((coordinate, local, consecutive))
    }
}

/// As [`AxisMap::segments_to`] for several axes as one on both sides.
fn flat_segments(from: &[AxisMap], coordinate: i32, to: &[AxisMap]) -> Vec<(i32, Vec<Segment>)> {
    let mut found: Vec<(i32, Vec<Segment>)> = Vec::new();
    let mut slot_of = FxHashMap::default();
    let mut owners = FlatOwners { axes: to, counts: vec![FxHashMap::default(); to.len()] };
    for run in flat_runs(from, coordinate) {
        let mut done = 0;
        while done < run.count {
            let Some((owner, local, consecutive)) = owners.locate(run.global + done * run.step) else { return found };
            let within = if run.step > 0 { (consecutive - 1) / run.step + 1 } else { 1 };
            let count = within.min(run.count - done);
            let to_step = if count > 1 { run.step } else { 1 };
            let slot = *slot_of.entry(owner).or_insert_with(|| {
                found.push((owner, Vec::new()));
                found.len() - 1
            });
            let segment = Segment { to_step, ..Segment::new(run.local + done, local, count) };
            Segment::push(&mut found[slot].1, segment);
            done += count;
        }
    }
    found
}

/// A distribution of another shape on the same processes: axes that stay keep their map, without halo; of
/// axes that are joined or split the first ones are spread in blocks over the same processes.
pub fn reshaped(source: &Distribution, shape: &[i64]) -> error::Result<Distribution> {
    let (from_groups, to_groups) = match source.global_count() {
        0 => (vec![source.ndim()], vec![shape.len()]),
        _ => common_axes(source.shape(), shape),
    };
    let mut axes = Vec::with_capacity(shape.len());
    let (mut i, mut j) = (0, 0);
    // Processes along source axes that have no counterpart go to the next axis that has one.
    let mut rest = 1;
    for (&m, &n) in from_groups.iter().zip(&to_groups) {
        let from = &source.axes()[i..i + m];
        let parts: i32 = from.iter().map(AxisMap::parts).product();
        match (from, n) {
            ([axis], 1)
                if rest == 1 && !axis.is_broadcast() && (axis.is_block() || matches!(axis.base(), Base::Cyclic(_))) =>
            {
                axes.push(axis.without_padding());
            }
            _ => {
                rest *= parts;
                for &extent in &shape[j..j + n] {
                    let fits = |p: &i32| rest % p == 0 && *p as i64 <= extent;
                    let along = (1..=rest).rev().find(fits).unwrap_or(1);
                    axes.push(AxisMap::new(Base::Block, extent, along, Padding::none()));
                    rest /= along;
                }
            }
        }
        (i, j) = (i + m, j + n);
    }
    let mut replicas = source.grid().replicas();
    match axes.iter_mut().max_by_key(|axis| axis.size()) {
        // More processes than the axes can take: some own nothing.
        Some(widest) if rest > 1 => {
            *widest = AxisMap::new(Base::Block, widest.size(), widest.parts() * rest, Padding::none());
        }
        None => replicas *= rest,
        _ => {}
    }
    let ranks = (0..source.grid().process_count()).map(|position| source.grid().rank_at(position)).collect();
    let grid = Grid::new(axes.iter().map(AxisMap::parts).collect(), replicas, Some(ranks), source.context_size())?;
    Distribution::from_axes(axes, grid, source.order(), source.context_size(), source.rank())
}

/// The same grid with blocks instead of unstructured axes.
pub fn without_labels(distribution: &Distribution) -> error::Result<Distribution> {
    let axis = |axis: &AxisMap| match axis.labels() {
        Some(_) => AxisMap::new(Base::Block, axis.size(), axis.parts(), Padding::none()),
        None => axis.without_padding(),
    };
    let axes = distribution.axes().iter().map(axis).collect();
    let (size, rank) = (distribution.context_size(), distribution.rank());
    Distribution::from_axes(axes, distribution.grid().clone(), distribution.order(), size, rank)
}
