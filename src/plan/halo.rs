//! The plan that fills the halos of one distribution from their owners.

use super::{for_each_choice, Block, Plan, Transfer};
use crate::distribution::{AxisMap, Distribution};
use crate::index::Segment;

/// Positions that pass from one coordinate's part of an axis to another's padded part;
/// `from` counts in the owner's part, `to` in the receiver's padded part.
struct AxisTransfer {
    coordinate: i32,
    /// The part itself, where owner and receiver are the same coordinate.
    interior: Vec<Segment>,
    halo: Vec<Segment>,
}

/// What owner `from` gives to the padded part of `to`, in ascending padded position.
fn halo_segments(axis: &AxisMap, from: i32, to: i32) -> Vec<Segment> {
    let (lower, upper) = axis.halo(to);
    let (Some((first, end)), Some((start, stop))) = (axis.bounds(from), axis.bounds(to)) else { return Vec::new() };
    let mut list = Vec::new();
    if first == end {
        return list;
    }
    let size = axis.size();
    for (low, high) in [(start - lower, start), (stop, stop + upper)] {
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

fn axis_transfers(axis: &AxisMap, coordinate: i32, sending: bool) -> Vec<AxisTransfer> {
    let interior = || {
        let count = axis.count(coordinate).unwrap_or(0);
        vec![Segment::new(0, axis.halo(coordinate).0, count)]
    };
    if !axis.padding().has_halo() || axis.is_sliced() || !axis.is_block() {
        return vec![AxisTransfer { coordinate, interior: interior(), halo: Vec::new() }];
    }
    (0..axis.parts())
        .filter_map(|peer| {
            let halo =
                if sending { halo_segments(axis, coordinate, peer) } else { halo_segments(axis, peer, coordinate) };
            let interior = if peer == coordinate { interior() } else { Vec::new() };
            (!halo.is_empty() || !interior.is_empty()).then_some(AxisTransfer { coordinate: peer, interior, halo })
        })
        .collect()
}

/// The plan of one process: every halo element, corners included, from its owner in the same replica.
pub fn halo_exchange(distribution: &Distribution) -> Plan {
    let mut plan = Plan::new(distribution.order());
    let Some(place) = distribution.place() else { return plan };
    if !distribution.has_halo() {
        return plan;
    }
    for sending in [true, false] {
        let axes: Vec<Vec<AxisTransfer>> = distribution
            .axes()
            .iter()
            .zip(&place.coordinates)
            .map(|(axis, &c)| axis_transfers(axis, c, sending))
            .collect();
        for_each_choice(&axes.iter().map(Vec::len).collect::<Vec<_>>(), |choice| {
            let chosen: Vec<&AxisTransfer> = choice.iter().zip(&axes).map(|(&k, list)| &list[k]).collect();
            let coordinates: Vec<i32> = chosen.iter().map(|t| t.coordinate).collect();
            let rank = distribution.grid().rank_of(&coordinates, place.replica);
            let blocks = without_interior(&chosen);
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

/// The product of all positions less the product of the interiors, as disjoint blocks.
fn without_interior(axes: &[&AxisTransfer]) -> Vec<Block> {
    (0..axes.len())
        .map(|first_halo| {
            let lists = axes.iter().enumerate().map(|(d, axis)| match d.cmp(&first_halo) {
                std::cmp::Ordering::Less => axis.interior.as_slice().into(),
                std::cmp::Ordering::Equal => axis.halo.as_slice().into(),
                std::cmp::Ordering::Greater => axis.interior.iter().chain(&axis.halo).copied().collect(),
            });
            Block { axes: lists.collect() }
        })
        .collect()
}
