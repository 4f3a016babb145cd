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
    AxisMatch { sends, receives }
}

/// The plan of one process. Where the source is replicated, a process takes its own copy if it
/// has one, else that of the replica chosen by its rank; every replica of the target receives.
pub fn redistribution(source: &Distribution, target: &Distribution, matches: &[AxisMatch]) -> Plan {
    let mut plan = Plan::new(target.order());
    let rank = source.rank();
    if let Some(place) = source.place() {
        let sends: Vec<_> = matches.iter().map(|m| shared(&m.sends)).collect();
        for_each_choice(&sends.iter().map(|s| s.len()).collect::<Vec<_>>(), |choice| {
            let coordinates: Vec<i32> = choice.iter().zip(&sends).map(|(&k, s)| s[k].0).collect();
            let block = || block(choice, &sends);
            for replica in 0..target.grid().replicas() {
                let peer = target.grid().rank_of(&coordinates, replica);
                if source_replica(source, &place.coordinates, peer) != place.replica {
                    continue;
                }
                if peer == rank {
                    plan.local.push(block());
                } else {
                    plan.sends.push(Transfer { rank: peer, blocks: vec![block()] });
                }
            }
        });
    }
    if target.place().is_some() {
        let receives: Vec<_> = matches.iter().map(|m| shared(&m.receives)).collect();
        for_each_choice(&receives.iter().map(|r| r.len()).collect::<Vec<_>>(), |choice| {
            let coordinates: Vec<i32> = choice.iter().zip(&receives).map(|(&k, r)| r[k].0).collect();
            let peer = source.grid().rank_of(&coordinates, source_replica(source, &coordinates, rank));
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

/// Which replica of a source part serves a receiving rank.
fn source_replica(source: &Distribution, coordinates: &[i32], receiver: i32) -> i32 {
    match source.grid().place_of(receiver) {
        Some(place) if place.coordinates == coordinates => place.replica,
        _ => receiver % source.grid().replicas(),
    }
}
