//! The process grid: coordinates to ranks of the context and back, and how one is chosen.

use crate::error::{Error, Result, Status};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Extents along the array's axes, how often the whole grid is repeated (replicas), and
/// which ranks fill it. Coordinates map to positions in C order, replicas slowest.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    extents: Vec<i32>,
    replicas: i32,
    /// Rank of each position; `None` means position = rank.
    ranks: Option<Arc<RankList>>,
}

#[derive(Debug, PartialEq)]
struct RankList {
    ranks: Vec<i32>,
    position_of: FxHashMap<i32, i64>,
}

/// A rank's position in a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridPlace {
    pub coordinates: Vec<i32>,
    pub replica: i32,
}

impl Grid {
    /// Checks that the grid fits the `size` ranks of a context: without a list it must take all of them.
    pub fn new(extents: Vec<i32>, replicas: i32, ranks: Option<Vec<i32>>, size: i32) -> Result<Grid> {
        if let Some(axis) = extents.iter().position(|&p| p < 1) {
            refuse!(Distribution, "grid", "expected extents of at least 1, got {} on axis {axis}", extents[axis]);
        }
        if replicas < 1 {
            refuse!(Distribution, "replicas", "expected at least 1, got {replicas}");
        }
        let total = extents
            .iter()
            .try_fold(replicas as i64, |total, &p| total.checked_mul(p as i64))
            .filter(|&t| t <= i32::MAX as i64);
        let shape = extents.iter().map(i32::to_string).collect::<Vec<_>>().join(" x ");
        let Some(total) = total else {
            refuse!(Distribution, "grid", "the product of {shape} and {replicas} replicas exceeds 2^31 - 1");
        };
        let ranks = match ranks {
            None if total == size as i64 => None,
            None => refuse!(
                Distribution,
                "grid",
                "expected a grid of {size} processes, the size of the context, got {shape} with {replicas} replica(s) \
                 = {total}; name the ranks to use only some of them"
            ),
            Some(ranks) => {
                if ranks.len() as i64 != total {
                    refuse!(Distribution, "ranks", "expected {total} ranks for the grid {shape}, got {}", ranks.len());
                }
                let mut position_of = FxHashMap::default();
                for (position, &rank) in ranks.iter().enumerate() {
                    if rank < 0 || rank >= size {
                        refuse!(Distribution, "ranks", "expected ranks from 0 to {}, got {rank}", size - 1);
                    }
                    if position_of.insert(rank, position as i64).is_some() {
                        refuse!(Distribution, "ranks", "rank {rank} is named twice");
                    }
                }
                let identity = total == size as i64 && ranks.iter().enumerate().all(|(p, &r)| p as i32 == r);
                (!identity).then(|| Arc::new(RankList { ranks, position_of }))
            }
        };
        Ok(Grid { extents, replicas, ranks })
    }

    /// Number of processes along each axis of the array.
    pub fn extents(&self) -> &[i32] {
        &self.extents
    }

    pub fn replicas(&self) -> i32 {
        self.replicas
    }

    /// Ranks by position, if they are not simply 0, 1, 2, ...
    pub fn ranks(&self) -> Option<&[i32]> {
        self.ranks.as_ref().map(|list| list.ranks.as_slice())
    }

    /// Number of processes in one replica.
    pub fn parts(&self) -> i64 {
        self.extents.iter().map(|&p| p as i64).product()
    }

    /// Number of processes that hold something or could.
    pub fn process_count(&self) -> i64 {
        self.parts() * self.replicas as i64
    }

    pub fn rank_at(&self, position: i64) -> i32 {
        match &self.ranks {
            None => position as i32,
            Some(list) => list.ranks[position as usize],
        }
    }

    /// Position of grid coordinates within a replica.
    pub fn position_at(&self, coordinates: &[i32]) -> i64 {
        coordinates.iter().zip(&self.extents).fold(0, |p, (&c, &extent)| p * extent as i64 + c as i64)
    }

    /// The rank at grid coordinates.
    pub fn rank_of(&self, coordinates: &[i32], replica: i32) -> i32 {
        self.rank_at(replica as i64 * self.parts() + self.position_at(coordinates))
    }

    /// A grid of other extents with the same replicas; `old` gives the coordinates in this grid of those in the new one.
    pub fn rearranged(&self, extents: Vec<i32>, size: i32, old: impl Fn(&[i32]) -> Vec<i32>) -> Result<Grid> {
        let mut ranks = Vec::new();
        for replica in 0..self.replicas {
            for_each_coordinates(&extents, |coordinates| ranks.push(self.rank_of(&old(coordinates), replica)));
        }
        Grid::new(extents, self.replicas, Some(ranks), size)
    }

    /// Position of a rank of the context, replicas slowest; `None` for outsiders.
    pub fn position_of(&self, rank: i32) -> Option<i64> {
        match &self.ranks {
            None => Some(rank as i64).filter(|&p| (0..self.process_count()).contains(&p)),
            Some(list) => list.position_of.get(&rank).copied(),
        }
    }

    /// The same processes where axes of extent 1 come or go.
    pub fn with_unit_axes(&self, extents: Vec<i32>) -> Grid {
        Grid { extents, replicas: self.replicas, ranks: self.ranks.clone() }
    }

    /// Where a rank of the context stands in the grid; `None` for outsiders.
    pub fn place_of(&self, rank: i32) -> Option<GridPlace> {
        let position = self.position_of(rank)?;
        let replica = (position / self.parts()) as i32;
        let mut within = position % self.parts();
        let mut coordinates = vec![0; self.extents.len()];
        for (coordinate, &extent) in coordinates.iter_mut().zip(&self.extents).rev() {
            *coordinate = (within % extent as i64) as i32;
            within /= extent as i64;
        }
        Some(GridPlace { coordinates, replica })
    }
}

/// All coordinates of a grid in C order.
pub(crate) fn for_each_coordinates(extents: &[i32], mut visit: impl FnMut(&[i32])) {
    let mut coordinates = vec![0; extents.len()];
    loop {
        visit(&coordinates);
        let Some(axis) = (0..extents.len()).rev().find(|&d| coordinates[d] + 1 < extents[d]) else { return };
        coordinates[axis] += 1;
        coordinates[axis + 1..].fill(0);
    }
}

/// Chooses the grid extents left open (0) so that the product is `processes`: fewest empty
/// processes, then the smallest surface between them, then the larger factor on the earlier axis.
/// `fixed[d] > 0` keeps an axis as it is. `None` if the fixed extents do not divide `processes`.
pub fn choose_extents(shape: &[i64], fixed: &[i32], processes: i32) -> Option<Vec<i32>> {
    let taken = fixed.iter().filter(|&&p| p > 0).try_fold(1i64, |product, &p| product.checked_mul(p as i64))?;
    if taken > processes as i64 || processes as i64 % taken != 0 {
        return None;
    }
    let open: Vec<usize> = (0..fixed.len()).filter(|&d| fixed[d] == 0).collect();
    let rest = (processes as i64 / taken) as i32;
    let mut extents: Vec<i32> = fixed.iter().map(|&p| p.max(1)).collect();
    if open.is_empty() {
        return (rest == 1).then_some(extents);
    }
    if open.len() <= 4 {
        let mut best: Option<(Cost, Vec<i32>)> = None;
        enumerate(&open, rest, &mut extents, shape, &mut best);
        return best.map(|(_, extents)| extents);
    }
    for factor in prime_factors(rest) {
        let widest = open.iter().copied().max_by(|&a, &b| {
            let width = |d: usize| shape[d] as f64 / extents[d] as f64;
            width(a).total_cmp(&width(b)).then(b.cmp(&a))
        })?;
        extents[widest] *= factor;
    }
    Some(extents)
}

/// Fraction of processes with something to own (negated), surface, tie breaker.
type Cost = (f64, f64, Vec<i32>);

fn enumerate(open: &[usize], rest: i32, extents: &mut Vec<i32>, shape: &[i64], best: &mut Option<(Cost, Vec<i32>)>) {
    let (axis, others) = (open[0], &open[1..]);
    if others.is_empty() {
        extents[axis] = rest;
        let cost = cost(extents, shape);
        if best.as_ref().is_none_or(|(known, _)| cost.partial_cmp(known) == Some(std::cmp::Ordering::Less)) {
            *best = Some((cost, extents.clone()));
        }
        return;
    }
    for factor in (1..=rest).filter(|f| rest % f == 0) {
        extents[axis] = factor;
        enumerate(others, rest / factor, extents, shape, best);
    }
}

fn cost(extents: &[i32], shape: &[i64]) -> Cost {
    let used: f64 = extents.iter().zip(shape).map(|(&p, &n)| (n as f64 / p as f64).min(1.0)).product();
    let volume: f64 = shape.iter().map(|&n| n as f64).product();
    let surface: f64 = extents.iter().zip(shape).map(|(&p, &n)| (p - 1) as f64 * volume / (n as f64).max(1.0)).sum();
    (-used, surface, extents.iter().map(|&p| -p).collect())
}

fn prime_factors(mut n: i32) -> Vec<i32> {
    let mut factors = Vec::new();
    let mut divisor = 2;
    while n > 1 {
        while n % divisor == 0 {
            factors.push(divisor);
            n /= divisor;
        }
        divisor = if divisor as i64 * divisor as i64 > n as i64 { n.max(2) } else { divisor + 1 };
    }
    factors.reverse();
    factors
}

/// The grid for a specification that leaves extents open.
pub fn resolve_extents(shape: &[i64], fixed: &[i32], replicas: Option<i32>, processes: i32) -> Result<(Vec<i32>, i32)> {
    let describe = || fixed.iter().map(i32::to_string).collect::<Vec<_>>().join(" x ");
    if let Some(replicas) = replicas {
        if replicas < 1 || processes % replicas != 0 {
            refuse!(
                Distribution,
                "replicas",
                "expected a positive divisor of the {processes} processes, got {replicas}"
            );
        }
        return choose_extents(shape, fixed, processes / replicas).map(|extents| (extents, replicas)).ok_or_else(
            || {
                Error::argument(
                    Status::Distribution,
                    "grid",
                    format!(
                        "no grid {} with {replicas} replicas takes {processes} processes (0 means open)",
                        describe()
                    ),
                )
            },
        );
    }
    if fixed.contains(&0) {
        if let Some(extents) = choose_extents(shape, fixed, processes) {
            return Ok((extents, 1));
        }
    } else {
        // Nothing is spread over all processes: those beyond one grid hold further copies.
        let parts = fixed.iter().fold(1i64, |product, &p| product.saturating_mul(p as i64));
        if parts == 1 || parts == processes as i64 {
            return Ok((fixed.to_vec(), (processes as i64 / parts) as i32));
        }
    }
    Err(Error::argument(
        Status::Distribution,
        "grid",
        format!(
            "expected a grid of {processes} processes, got {} (0 means open); name the ranks to use fewer, \
             or ask for replicas",
            describe()
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_minimise_surface() {
        let choose = |shape: &[i64], p: i32| choose_extents(shape, &vec![0; shape.len()], p).unwrap();
        assert_eq!(choose(&[100, 100], 4), [2, 2]);
        assert_eq!(choose(&[100, 100], 6), [3, 2]);
        assert_eq!(choose(&[1081, 2160], 4), [2, 2]);
        assert_eq!(choose(&[10, 1000], 4), [1, 4]);
        assert_eq!(choose(&[100, 100, 100], 8), [2, 2, 2]);
        assert_eq!(choose(&[7], 9), [9]);
        assert_eq!(choose(&[64; 8], 256), [2; 8]);
        assert_eq!(choose_extents(&[10, 10], &[3, 0], 6), Some(vec![3, 2]));
        assert_eq!(choose_extents(&[10, 10], &[4, 0], 6), None);
        assert_eq!(prime_factors(60), [5, 3, 2, 2]);
    }

    #[test]
    fn ranks_and_places_are_inverse() {
        let grid = Grid::new(vec![2, 3], 2, Some((0..12).rev().collect()), 13).unwrap();
        for rank in 0..12 {
            let place = grid.place_of(rank).unwrap();
            assert_eq!(grid.rank_of(&place.coordinates, place.replica), rank);
        }
        assert_eq!(grid.place_of(12), None);
        assert!(Grid::new(vec![2, 2], 1, None, 5).is_err());
        assert!(Grid::new(vec![2], 1, Some(vec![1, 1]), 5).is_err());
    }
}
