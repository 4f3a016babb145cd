//! Matching positions of two local parts along one axis.

use super::run::continued;

/// `from + k·from_step` corresponds to `to + k·to_step`, for `0 <= k < count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub from: i64,
    pub to: i64,
    pub count: i64,
    pub from_step: i64,
    pub to_step: i64,
}

impl Segment {
    pub fn new(from: i64, to: i64, count: i64) -> Segment {
        Segment { from, to, count, from_step: 1, to_step: 1 }
    }

    /// The same correspondence seen from the other side.
    pub fn swapped(self) -> Segment {
        Segment { from: self.to, to: self.from, count: self.count, from_step: self.to_step, to_step: self.from_step }
    }

    /// Positions `first..first + count` of this segment.
    pub fn part(self, first: i64, count: i64) -> Segment {
        Segment { from: self.from + first * self.from_step, to: self.to + first * self.to_step, count, ..self }
    }

    /// Appends to a list, lengthening its last entry where the progression continues.
    pub fn push(list: &mut Vec<Segment>, next: Segment) {
        if let Some(last) = list.last_mut() {
            let from_step = continued(last.from, last.from_step, last.count, next.from, next.from_step, next.count);
            let to_step = continued(last.to, last.to_step, last.count, next.to, next.to_step, next.count);
            if let (Some(from_step), Some(to_step)) = (from_step, to_step) {
                *last = Segment { count: last.count + next.count, from_step, to_step, ..*last };
                return;
            }
        }
        list.push(next);
    }
}

/// Number of positions in a list.
pub fn total(list: &[Segment]) -> i64 {
    list.iter().map(|s| s.count).sum()
}
