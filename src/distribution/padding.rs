//! Halos (communication padding), boundary padding and periodicity of one axis.

use std::sync::Arc;

/// Halo widths asked for at each coordinate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Widths {
    /// The same (before, after) everywhere.
    Uniform(i64, i64),
    /// One (before, after) per coordinate, as foreign descriptions may have them.
    Each(Arc<[(i64, i64)]>),
}

/// Padding of one axis, in the protocol's sense.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Padding {
    /// Communication padding: copies of neighbours' elements, not counted in the size.
    pub widths: Widths,
    /// Boundary padding: so many indices at either end of the axis are boundary
    /// cells, owned by the outer coordinates and counted in the size.
    pub boundary: (i64, i64),
    /// The halo wraps around from the first index to the last.
    pub periodic: bool,
}

impl Padding {
    pub fn none() -> Padding {
        Padding::uniform(0, 0)
    }

    pub fn uniform(lower: i64, upper: i64) -> Padding {
        Padding { widths: Widths::Uniform(lower, upper), boundary: (0, 0), periodic: false }
    }

    /// Halo widths asked for at a coordinate.
    pub fn widths(&self, coordinate: i32) -> (i64, i64) {
        match &self.widths {
            Widths::Uniform(lower, upper) => (*lower, *upper),
            Widths::Each(each) => each.get(coordinate as usize).copied().unwrap_or((0, 0)),
        }
    }

    /// The first (before, after) that is negative or wider than `size`.
    pub fn first_outside(&self, size: i64) -> Option<(i64, i64)> {
        let outside = |w: &&(i64, i64)| w.0 < 0 || w.1 < 0 || w.0 > size || w.1 > size;
        match &self.widths {
            Widths::Uniform(lower, upper) => Some(&(*lower, *upper)).filter(outside).copied(),
            Widths::Each(each) => each.iter().find(outside).copied(),
        }
    }

    /// The largest sum of widths before and after a part.
    pub fn largest_sum(&self) -> i128 {
        let sum = |w: &(i64, i64)| w.0 as i128 + w.1 as i128;
        match &self.widths {
            Widths::Uniform(lower, upper) => sum(&(*lower, *upper)),
            Widths::Each(each) => each.iter().map(sum).max().unwrap_or(0),
        }
    }

    /// The largest widths (before, after) of any coordinate.
    pub fn largest(&self) -> (i64, i64) {
        match &self.widths {
            Widths::Uniform(lower, upper) => (*lower, *upper),
            Widths::Each(each) => each.iter().fold((0, 0), |most, w| (most.0.max(w.0), most.1.max(w.1))),
        }
    }

    pub fn has_halo(&self) -> bool {
        match &self.widths {
            Widths::Uniform(lower, upper) => *lower > 0 || *upper > 0,
            Widths::Each(each) => each.iter().any(|w| w.0 > 0 || w.1 > 0),
        }
    }
}
