//! Matches of one axis where the target lists the source indices it wants, in any order and as often as it likes.

use super::AxisMatch;
use crate::distribution::AxisMap;
use crate::index::Segment;
use rustc_hash::FxHashMap;

/// The match of `take`: `wanted` has the owner (coordinate and local position) of each element of this
/// process's list, `asked` what each target coordinate wants of this process's source coordinate, as local
/// positions in the order of its list. Each pair exchanges in the order of the target's list. `source` and
/// `target` are this process's own coordinates. Swapped, it is the match of `put`.
pub fn index_list(
    wanted: &[(i32, i64)],
    asked: &[(i32, Vec<i64>)],
    source: Option<i32>,
    target: Option<i32>,
) -> AxisMatch {
    let mut receives: Vec<(i32, Vec<Segment>)> = Vec::new();
    let mut slot_of: FxHashMap<i32, usize> = FxHashMap::default();
    let mut last = (0, usize::MAX);
    for (k, &(coordinate, position)) in wanted.iter().enumerate() {
        if last.1 == usize::MAX || last.0 != coordinate {
            let slot = *slot_of.entry(coordinate).or_insert_with(|| {
                receives.push((coordinate, Vec::new()));
                receives.len() - 1
            });
            last = (coordinate, slot);
        }
        Segment::push(&mut receives[last.1].1, Segment::new(position, k as i64, 1));
    }
    let of_others = |(coordinate, positions): &(i32, Vec<i64>)| {
        let mut list = Vec::new();
        for (k, &position) in positions.iter().enumerate() {
            Segment::push(&mut list, Segment::new(position, k as i64, 1));
        }
        (!list.is_empty()).then_some((*coordinate, list))
    };
    let mut sends: Vec<_> = asked.iter().filter(|(c, _)| Some(*c) != target).filter_map(of_others).collect();
    // What stays on this process needs both sides.
    let own = receives.iter().find(|(c, _)| Some(*c) == source).map(|(_, list)| list.clone());
    if let (Some(list), Some(target)) = (own, target) {
        sends.push((target, list));
    }
    AxisMatch { sends, receives }
}

/// Owners of a list of indices of a closed-form axis, `Err` with the place in the list of the first one outside it.
pub fn owners(axis: &AxisMap, indices: &[i64]) -> Result<Vec<(i32, i64)>, usize> {
    let owner = |(k, &index): (usize, &i64)| axis.locate(index).map(|p| (p.coordinate, p.local)).ok_or(k);
    indices.iter().enumerate().map(owner).collect()
}

impl AxisMatch {
    /// The same match in the other direction.
    pub fn swapped(&self) -> AxisMatch {
        let back = |lists: &[(i32, Vec<Segment>)]| {
            let swap = |(c, list): &(i32, Vec<Segment>)| (*c, list.iter().map(|s| s.swapped()).collect());
            lists.iter().map(swap).collect()
        };
        AxisMatch { sends: back(&self.receives), receives: back(&self.sends) }
    }
}
