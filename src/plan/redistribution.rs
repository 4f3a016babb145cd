//! The plan from one distribution to another of the same shape.

use super::{for_each_choice, Block, Plan, Transfer};
use crate::distribution::{AxisMap, Distribution};
use crate::index::Segment;
use std::sync::Arc;

/// How one axis of the source meets the same axis of the target, for one process.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AxisMatch {
    /// Target coordinates that get something of what this process's source coordinate owns.
    pub sends: Vec<(i32, Vec<Segment>)>,
    /// Source coordinates that give something to this process's target coordinate.
    pub receives: Vec<(i32, Vec<Segment>)>,
}

/// Why a plan cannot be made without communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedistributionError {
    /// An axis is unstructured on one side: owners must be looked up first.
    NeedsDirectory(usize),
}

/// Matches of closed-form axes, by arithmetic alone.
pub fn closed_form_matches(
    source: &Distribution,
    target: &Distribution,
) -> Result<Vec<AxisMatch>, RedistributionError> {
    (0..source.ndim())
        .map(|d| {
            let (from, to) = (&source.axes()[d], &target.axes()[d]);
            if from.labels().is_some() || to.labels().is_some() {
                return Err(RedistributionError::NeedsDirectory(d));
            }
            Ok(closed_form_match(from, to, coordinate(source, d), coordinate(target, d)))
        })
        .collect()
}

pub(crate) fn coordinate(distribution: &Distribution, axis: usize) -> Option<i32> {
    distribution.place().map(|place| place.coordinates[axis])
}

pub(crate) fn closed_form_match(from: &AxisMap, to: &AxisMap, source: Option<i32>, target: Option<i32>) -> AxisMatch {
    let sends = source.map_or(Vec::new(), |c| from.segments_to(c, to));
    let swap = |(c, list): (i32, Vec<Segment>)| (c, list.into_iter().map(Segment::swapped).collect());
    let receives = target.map_or(Vec::new(), |c| to.segments_to(c, from).into_iter().map(swap).collect());
    match from.is_broadcast() {
        false => AxisMatch { sends, receives },
        true => AxisMatch { sends: repeated(sends), receives: repeated(receives) },
    }
}

/// All positions of a broadcast source are one element, which travels once.
fn repeated(lists: Vec<(i32, Vec<Segment>)>) -> Vec<(i32, Vec<Segment>)> {
    let one = |list: Vec<Segment>| list.into_iter().map(|s| Segment { from: 0, from_step: 0, ..s }).collect();
    lists.into_iter().map(|(c, list)| (c, one(list))).collect()
}

/// The plan of one process. Where the source is replicated, a process takes its own copy if it
/// has one, else that of the replica chosen by its rank; every replica of the target receives.
pub fn redistribution(source: &Distribution, target: &Distribution, matches: &[AxisMatch]) -> Plan {
    let each = vec![1; source.ndim()];
    assemble(&Side::grouped(source, &each), &Side::grouped(target, &each), matches)
}

/// A distribution whose adjacent axes are taken together as the axes of a plan; coordinates of
/// axes taken together are numbered in C order, so that positions in the grid stay what they are.
pub(super) struct Side<'a> {
    distribution: &'a Distribution,
    extents: Vec<i32>,
    /// This process's coordinates and replica.
    place: Option<(Vec<i32>, i32)>,
}

impl Side<'_> {
    pub fn grouped<'a>(distribution: &'a Distribution, groups: &[usize]) -> Side<'a> {
        let numbered = |coordinates: Option<&[i32]>| {
            let mut first = 0;
            let number = |&count: &usize| {
                let axes = first..first + count;
                first = axes.end;
                let extents = &distribution.grid().extents()[axes.clone()];
                match coordinates {
                    None => extents.iter().product(),
                    Some(c) => extents.iter().zip(&c[axes]).fold(0, |number, (&extent, &c)| number * extent + c),
                }
            };
            groups.iter().map(number).collect::<Vec<i32>>()
        };
        let place = distribution.place().map(|place| (numbered(Some(&place.coordinates)), place.replica));
        Side { distribution, extents: numbered(None), place }
    }

    /// This process's coordinate.
    pub fn coordinate(&self, axis: usize) -> Option<i32> {
        self.place.as_ref().map(|(coordinates, _)| coordinates[axis])
    }

    /// Position in a replica of the grid of one list's coordinate per axis.
    fn position(&self, choice: &[usize], lists: &[Shared]) -> i64 {
        let coordinates = choice.iter().zip(lists).map(|(&k, list)| list[k].0);
        coordinates.zip(&self.extents).fold(0, |p, (c, &extent)| p * extent as i64 + c as i64)
    }

    /// Which replica of a part serves a receiving rank: its own copy if it has one.
    fn serving_replica(&self, position: i64, receiver: Option<i64>, rank: i32) -> i32 {
        let grid = self.distribution.grid();
        match receiver {
            Some(place) if place % grid.parts() == position => (place / grid.parts()) as i32,
            _ => rank % grid.replicas(),
        }
    }
}

pub(super) fn assemble(from: &Side, to: &Side, matches: &[AxisMatch]) -> Plan {
    let mut plan = Plan::new(to.distribution.order());
    let rank = from.distribution.rank();
    let (source, target) = (from.distribution.grid(), to.distribution.grid());
    if let Some((coordinates, replica)) = &from.place {
        let sends: Vec<_> = matches.iter().map(|m| shared(&m.sends)).collect();
        let own = coordinates.iter().zip(&from.extents).fold(0, |p, (&c, &extent)| p * extent as i64 + c as i64);
        for_each_choice(&sends.iter().map(|s| s.len()).collect::<Vec<_>>(), |choice| {
            let position = to.position(choice, &sends);
            for copy in 0..target.replicas() {
                let peer = target.rank_at(copy as i64 * target.parts() + position);
                if source.replicas() > 1 && from.serving_replica(own, source.position_of(peer), peer) != *replica {
                    continue;
                }
                if peer == rank {
                    plan.local.push(block(choice, &sends));
                } else {
                    plan.sends.push(Transfer { rank: peer, blocks: vec![block(choice, &sends)] });
                }
            }
        });
    }
    if to.place.is_some() {
        let receives: Vec<_> = matches.iter().map(|m| shared(&m.receives)).collect();
        let mine = source.position_of(rank);
        for_each_choice(&receives.iter().map(|r| r.len()).collect::<Vec<_>>(), |choice| {
            let position = from.position(choice, &receives);
            let replica = from.serving_replica(position, mine, rank);
            let peer = source.rank_at(replica as i64 * source.parts() + position);
            if peer != rank {
                plan.receives.push(Transfer { rank: peer, blocks: vec![block(choice, &receives)] });
            }
        });
    }
    plan.finish()
}

/// Lists as the blocks of many messages share them.
type Shared = Vec<(i32, Arc<[Segment]>)>;

fn shared(lists: &[(i32, Vec<Segment>)]) -> Shared {
    lists.iter().map(|(coordinate, list)| (*coordinate, list.as_slice().into())).collect()
}

fn block(choice: &[usize], lists: &[Shared]) -> Block {
    Block { axes: choice.iter().zip(lists).map(|(&k, list)| list[k].1.clone()).collect() }
}
