//! Owners and positions of many indices of one axis at once.

use super::{AxisMap, Base};

/// Finds what [`AxisMap::locate`] finds, for lists of indices inside the axis. Closed forms only.
pub struct Locator(Rule);

enum Rule {
    /// This coordinate owns the whole axis.
    Whole(i32),
    /// Contiguous pieces: their first indices in ascending order, and the coordinates that own them.
    Pieces {
        starts: Vec<i64>,
        coordinates: Vec<i32>,
        pieces_per_index: f64,
    },
    /// Blocks of `1 << block` dealt out to `1 << parts` coordinates in turn.
    Shifts {
        block: u32,
        parts: u32,
    },
    Cyclic {
        block: u64,
        parts: u64,
    },
    Any(AxisMap),
}

/// Up to so many pieces, comparing with each is cheaper than searching.
const FEW: usize = 8;

impl Locator {
    /// None if the axis is unstructured.
    pub fn new(axis: &AxisMap) -> Option<Locator> {
        let rule = match axis.base() {
            Base::Unstructured(_) => return None,
            _ if axis.parts() == 1 => Rule::Whole(0),
            Base::Repeat(coordinate) => Rule::Whole(*coordinate),
            Base::Pieces(_) => Rule::Any(axis.clone()),
            Base::Cyclic(_) if axis.is_sliced() => Rule::Any(axis.clone()),
            Base::Cyclic(block) => {
                let (block, parts) = (*block as u64, axis.parts() as u64);
                match block.is_power_of_two() && parts.is_power_of_two() {
                    true => Rule::Shifts { block: block.trailing_zeros(), parts: parts.trailing_zeros() },
                    false => Rule::Cyclic { block, parts },
                }
            }
            _ => {
                let bounds = |c: i32| axis.bounds(c).filter(|(start, stop)| stop > start).map(|(start, _)| (start, c));
                let mut pieces: Vec<(i64, i32)> = (0..axis.parts()).filter_map(bounds).collect();
                pieces.sort_unstable();
                let pieces_per_index = pieces.len() as f64 / axis.size().max(1) as f64;
                let (starts, coordinates) = pieces.into_iter().unzip();
                Rule::Pieces { starts, coordinates, pieces_per_index }
            }
        };
        Some(Locator(rule))
    }

    /// The coordinate and the position there of each index.
    pub fn locate(&self, indices: &[i64], coordinates: &mut [i32], positions: &mut [i64]) {
        let count = indices.len();
        let (coordinates, positions) = (&mut coordinates[..count], &mut positions[..count]);
        match &self.0 {
            Rule::Whole(coordinate) => {
                coordinates.fill(*coordinate);
                positions.copy_from_slice(indices);
            }
            Rule::Pieces { starts, coordinates: owners, .. } if starts.len() <= FEW => {
                coordinates.fill(owners.first().copied().unwrap_or(0));
                positions.copy_from_slice(indices);
                for (piece, &start) in starts.iter().enumerate().skip(1) {
                    let owner = owners[piece];
                    for k in 0..count {
                        let here = indices[k] >= start;
                        coordinates[k] = if here { owner } else { coordinates[k] };
                        positions[k] = if here { indices[k] - start } else { positions[k] };
                    }
                }
            }
            Rule::Pieces { starts, coordinates: owners, pieces_per_index } => {
                for k in 0..count {
                    let index = indices[k];
                    let guess = ((index as f64 * pieces_per_index) as usize).min(starts.len() - 1);
                    let right = starts[guess] <= index && starts.get(guess + 1).is_none_or(|&next| index < next);
                    let piece = match right {
                        true => guess,
                        false => starts.partition_point(|&start| start <= index).saturating_sub(1),
                    };
                    coordinates[k] = owners[piece];
                    positions[k] = index - starts[piece];
                }
            }
            Rule::Shifts { block, parts } => {
                let (within, along) = ((1i64 << block) - 1, (1i64 << parts) - 1);
                for k in 0..count {
                    let number = indices[k] >> block;
                    coordinates[k] = (number & along) as i32;
                    positions[k] = ((number >> parts) << block) | (indices[k] & within);
                }
            }
            Rule::Cyclic { block, parts } => {
                for k in 0..count {
                    let index = indices[k] as u64;
                    let (number, within) = divide(index, *block);
                    let (round, owner) = divide(number, *parts);
                    coordinates[k] = owner as i32;
                    positions[k] = (round * block + within) as i64;
                }
            }
            Rule::Any(axis) => {
                for k in 0..count {
                    if let Some(place) = axis.locate(indices[k]) {
                        coordinates[k] = place.coordinate;
                        positions[k] = place.local;
                    }
                }
            }
        }
    }
}

/// Quotient and remainder; short numbers divide faster.
#[inline(always)]
fn divide(number: u64, by: u64) -> (u64, u64) {
    match (number | by) >> 32 {
        0 => ((number as u32 / by as u32) as u64, (number as u32 % by as u32) as u64),
        _ => (number / by, number % by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Padding;
    use crate::index::Slice;
    use std::sync::Arc;

    #[test]
    fn lists_are_located_as_single_indices() {
        for size in [0, 1, 2, 7, 8, 30, 64] {
            for parts in [1, 2, 3, 4, 7, 8, 9, 13, 40] {
                let mut bounds: Vec<i64> = (0..parts as i64).map(|c| (c * c) % (size + 1)).collect();
                bounds.extend([size]);
                bounds.sort_unstable();
                bounds[0] = 0;
                let bases = [Base::Block, Base::BlockCeil, Base::Bounds(Arc::from(bounds.as_slice()))];
                let cyclic = [1, 2, 3, 4, 100, i64::MAX / 2].map(Base::Cyclic);
                for base in bases.into_iter().chain(cyclic) {
                    let axis = AxisMap::new(base, size, parts, Padding::none());
                    let slices = [
                        Slice::whole(size),
                        Slice { start: 0, step: 1, count: size / 2 },
                        Slice { start: size / 3, step: 2, count: size / 4 },
                        Slice { start: (size - 1).max(0), step: -1, count: size },
                        Slice { start: (size - 1).max(0), step: -3, count: size / 3 },
                    ];
                    for slice in slices {
                        let axis = axis.slice(slice).unwrap();
                        let indices: Vec<i64> = (0..axis.size()).rev().chain(0..axis.size()).collect();
                        let (mut coordinates, mut positions) = (vec![-1; indices.len()], vec![-1; indices.len()]);
                        Locator::new(&axis).unwrap().locate(&indices, &mut coordinates, &mut positions);
                        for (k, &index) in indices.iter().enumerate() {
                            let place = axis.locate(index).unwrap();
                            assert_eq!((coordinates[k], positions[k]), (place.coordinate, place.local), "{axis:?}");
                        }
                    }
                }
            }
        }
    }
}
