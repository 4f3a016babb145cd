//! The plan that fills the halos of one distribution from their owners.

use super::{for_each_choice, Block, Plan, Transfer};
use crate::distribution::{AxisMap, Distribution, Widths};
use crate::index::Segment;

/// Which part of the halo a plan fills.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HaloOptions {
    /// So many cells (before, after) next to the owned part, per axis, where there are as many; all if not
    /// given. Axes with (0, 0) are left out.
    pub widths: Option<Vec<(i64, i64)>>,
    /// Cells outside the owned part along more than one axis as well.
    pub corners: bool,
}

impl Default for HaloOptions {
    fn default() -> HaloOptions {
        HaloOptions { widths: None, corners: true }
    }
}

/// Positions that pass from one coordinate's part of an axis to another's padded part;
/// `from` counts in the owner's part, `to` in the receiver's padded part.
struct AxisTransfer {
    coordinate: i32,
    /// The part itself, where owner and receiver are the same coordinate.
    interior: Vec<Segment>,
    halo: Vec<Segment>,
}

/// What owner `from` gives to the padded part of `to`, in ascending padded position.
fn halo_segments(axis: &AxisMap, from: i32, to: i32, most: (i64, i64)) -> Vec<Segment> {
    let (lower, upper) = axis.halo(to);
    let (Some((first, end)), Some((start, stop))) = (axis.bounds(from), axis.bounds(to)) else { return Vec::new() };
    let mut list = Vec::new();
    if first == end {
        return list;
    }
    let size = axis.size();
    for (low, high) in [(start - lower.min(most.0), start), (stop, stop + upper.min(most.1))] {
        // The halo may wrap around more than once on a short periodic axis.
        let mut shift = low.div_euclid(size) * size;
        while shift < high {
            let (a, b) = (low.max(first + shift), high.min(end + shift));
            if a < b {
                Segment::push(&mut list, Segment::new(a - shift - first, a - start + lower, b - a));
            }
            shift += size;
        }
    }
    list
}

/// Coordinates that may own halo cells of this one, or this one theirs; ascending.
fn neighbours(axis: &AxisMap, coordinate: i32) -> Vec<i32> {
    let all = || (0..axis.parts()).collect();
    let Widths::Uniform(lower, upper) = axis.padding().widths else { return all() };
    let Some((start, stop)) = axis.bounds(coordinate).filter(|(start, stop)| start < stop) else {
        return vec![coordinate];
    };
    let (reach, size) = (lower.max(upper), axis.size());
    let (mut index, mut end) = (start - reach, stop + reach);
    if axis.padding().periodic && end - index >= size {
        return all();
    }
    if !axis.padding().periodic {
        (index, end) = (index.max(0), end.min(size));
    }
    let mut found = vec![coordinate];
    while index < end {
        let Some(place) = axis.locate(index.rem_euclid(size)) else { return all() };
        found.push(place.coordinate);
        index += place.consecutive;
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn axis_transfers(axis: &AxisMap, coordinate: i32, most: (i64, i64), sending: bool) -> Vec<AxisTransfer> {
    let interior = || {
        let count = axis.count(coordinate).unwrap_or(0);
        vec![Segment::new(0, axis.halo(coordinate).0, count)]
    };
    if most == (0, 0) || !axis.padding().has_halo() || axis.is_sliced() || !axis.is_block() {
        return vec![AxisTransfer { coordinate, interior: interior(), halo: Vec::new() }];
    }
    let transfer = |peer| {
        let (from, to) = if sending { (coordinate, peer) } else { (peer, coordinate) };
        let halo = halo_segments(axis, from, to, most);
        let interior = if peer == coordinate { interior() } else { Vec::new() };
        (!halo.is_empty() || !interior.is_empty()).then_some(AxisTransfer { coordinate: peer, interior, halo })
    };
    neighbours(axis, coordinate).into_iter().filter_map(transfer).collect()
}

/// The plan of one process: the halo elements that the options ask for, each from its owner in the same replica.
pub fn halo_exchange(distribution: &Distribution, options: &HaloOptions) -> Plan {
    let mut plan = Plan::new(distribution.order());
    let Some(place) = distribution.place() else { return plan };
    if !distribution.has_halo() {
        return plan;
    }
    let most = |d: usize| match &options.widths {
        None => (i64::MAX, i64::MAX),
        Some(widths) => widths.get(d).copied().unwrap_or((0, 0)),
    };
    for sending in [true, false] {
        let axes: Vec<Vec<AxisTransfer>> = (distribution.axes().iter().zip(&place.coordinates).enumerate())
            .map(|(d, (axis, &c))| axis_transfers(axis, c, most(d), sending))
            .collect();
        for_each_choice(&axes.iter().map(Vec::len).collect::<Vec<_>>(), |choice| {
            let chosen: Vec<&AxisTransfer> = choice.iter().zip(&axes).map(|(&k, list)| &list[k]).collect();
            if !options.corners && chosen.iter().filter(|t| t.interior.is_empty()).count() > 1 {
                return;
            }
            let coordinates: Vec<i32> = chosen.iter().map(|t| t.coordinate).collect();
            let rank = distribution.grid().rank_of(&coordinates, place.replica);
            let blocks = without_interior(&chosen, options.corners);
            match (rank == distribution.rank(), sending) {
                (true, true) => plan.local.extend(blocks),
                (true, false) => {}
                (false, true) => plan.sends.push(Transfer { rank, blocks }),
                (false, false) => plan.receives.push(Transfer { rank, blocks }),
            }
        });
    }
    plan.finish()
}

/// The product of all positions less the product of the interiors, as disjoint blocks; without
/// corners only what is outside the interior along one axis.
fn without_interior(axes: &[&AxisTransfer], corners: bool) -> Vec<Block> {
    (0..axes.len())
        .map(|first_halo| {
            let lists = axes.iter().enumerate().map(|(d, axis)| match d.cmp(&first_halo) {
                std::cmp::Ordering::Equal => axis.halo.as_slice().into(),
                std::cmp::Ordering::Greater if corners => axis.interior.iter().chain(&axis.halo).copied().collect(),
                _ => axis.interior.as_slice().into(),
            });
            Block { axes: lists.collect() }
        })
        .collect()
}
