//! The plan that fills the boundary cells of an axis from its interior.

use super::reshape::same_match;
use super::{redistribution, AxisMatch, Plan};
use crate::distribution::{AxisMap, Distribution};
use crate::index::Segment;

/// Where boundary cells get their elements, as the modes of NumPy's `pad` with these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// From the nearest cell of the interior.
    Edge,
    /// Mirrored at the outermost cell of the interior, which is not repeated.
    Reflect,
}

impl Boundary {
    /// The cell of an interior of `n` cells that stands for the one at `position`, outside or inside.
    fn source(self, position: i64, n: i64) -> i64 {
        match self {
            Boundary::Edge => position.clamp(0, n - 1),
            Boundary::Reflect if n == 1 => 0,
            Boundary::Reflect => {
                let at = position.rem_euclid(2 * (n - 1));
                at.min(2 * (n - 1) - at)
            }
        }
    }
}

/// The boundary cells of an axis: indices below the first number, and from the second one on.
pub fn boundary_cells(axis: &AxisMap) -> (i64, i64) {
    let (lower, upper) = axis.padding().boundary;
    if axis.is_sliced() {
        return (0, axis.size());
    }
    (lower, axis.size() - upper)
}

/// The plan of one process. Where the interior is empty there is nothing to take, and the plan does nothing.
pub fn boundary_fill(distribution: &Distribution, axis: usize, kind: Boundary) -> Plan {
    let Some(place) = distribution.place() else { return Plan::new(distribution.order()) };
    let matches: Vec<AxisMatch> = (distribution.axes().iter().zip(&place.coordinates).enumerate())
        .map(|(d, (map, &c))| if d == axis { boundary_match(map, c, kind) } else { same_match(map, Some(c), Some(c)) })
        .collect();
    redistribution(distribution, distribution, &matches)
}

fn boundary_match(axis: &AxisMap, coordinate: i32, kind: Boundary) -> AxisMatch {
    let (first, end) = boundary_cells(axis);
    let mut found = AxisMatch::default();
    if first >= end {
        return found;
    }
    let add = |lists: &mut Vec<(i32, Vec<Segment>)>, peer: i32, segment: Segment| match lists
        .iter_mut()
        .find(|(c, _)| *c == peer)
    {
        Some((_, list)) => Segment::push(list, segment),
        None => lists.push((peer, vec![segment])),
    };
    for index in (0..first).chain(end..axis.size()) {
        let (from, to) = (axis.locate(first + kind.source(index - first, end - first)), axis.locate(index));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let segment = Segment::new(from.local, to.local, 1);
        if from.coordinate == coordinate {
            add(&mut found.sends, to.coordinate, segment);
        }
        if to.coordinate == coordinate {
            add(&mut found.receives, from.coordinate, segment);
        }
    }
    found
}
