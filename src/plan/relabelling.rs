//! Which rank best takes which place of a target's grid, so that as much as possible stays where it is.

use super::RedistributionError;
use crate::distribution::Distribution;
use crate::index::segment;

/// Up to so many processes the best assignment is found exactly, in O(P³) steps and O(P²) memory; beyond, places
/// go greedily to the ranks that have most of them, each rank offering for its best few, in O(P) memory.
const EXACT: usize = 256;

/// Places that a rank offers for beyond that limit.
const OFFERS: usize = 16;

/// Elements in common by axis, coordinate of the source and coordinate of the target.
struct Volumes(Vec<Vec<Vec<(i32, i64)>>>);

impl Volumes {
    fn new(source: &Distribution, target: &Distribution) -> Volumes {
        let axes = source.axes().iter().zip(target.axes()).map(|(from, to)| {
            let of = |c| {
                let segments = from.segments_to(c, to).into_iter();
                let mut counts: Vec<(i32, i64)> = segments.map(|(to, list)| (to, segment::total(&list))).collect();
                counts.sort_unstable();
                counts
            };
            (0..from.parts()).map(of).collect()
        });
        Volumes(axes.collect())
    }

    /// Elements of a source part that a target part has too.
    fn between(&self, from: &[i32], to: &[i32]) -> i128 {
        let axes = self.0.iter().zip(from).zip(to);
        let common = axes.map(|((axis, &c), to)| {
            let list = &axis[c as usize];
            list.binary_search_by_key(to, |entry| entry.0).map_or(0, |at| list[at].1 as i128)
        });
        common.product()
    }

    /// The positions in the target's grid that have most in common with a source part.
    fn best(&self, from: &[i32], extents: &[i32]) -> Vec<(i128, i64)> {
        let mut best = vec![(1i128, 0i64)];
        for ((axis, &c), &extent) in self.0.iter().zip(from).zip(extents) {
            let mut next: Vec<(i128, i64)> = (best.iter())
                .flat_map(|&(volume, position)| {
                    let join = move |&(to, n): &(i32, i64)| (volume * n as i128, position * extent as i64 + to as i64);
                    axis[c as usize].iter().map(join)
                })
                .collect();
            next.sort_unstable_by_key(|&(volume, position)| (-volume, position));
            next.truncate(OFFERS);
            best = next;
        }
        best
    }
}

/// A rank for each place of the target's grid, replicas slowest: a permutation of the ranks that are there, with
/// which redistribution from the source moves the least. Not better than the present one: the present one. Closed forms.
pub fn propose_ranks(source: &Distribution, target: &Distribution) -> Result<Vec<i32>, RedistributionError> {
    let labelled = |(from, to): (&crate::distribution::AxisMap, _)| {
        let to: &crate::distribution::AxisMap = to;
        from.labels().is_some() || to.labels().is_some()
    };
    if let Some(axis) = source.axes().iter().zip(target.axes()).position(labelled) {
        return Err(RedistributionError::NeedsDirectory(axis));
    }
    let volumes = Volumes::new(source, target);
    let grid = target.grid();
    let present: Vec<i32> = (0..grid.process_count()).map(|position| grid.rank_at(position)).collect();
    let from: Vec<Option<Vec<i32>>> =
        present.iter().map(|&rank| source.grid().place_of(rank).map(|place| place.coordinates)).collect();
    let to: Vec<Vec<i32>> =
        present.iter().map(|&rank| grid.place_of(rank).map_or(Vec::new(), |place| place.coordinates)).collect();
    let common = |rank: usize, place: usize| from[rank].as_ref().map_or(0, |c| volumes.between(c, &to[place]));
    let chosen = match present.len() <= EXACT {
        true => exact(present.len(), common),
        false => greedy(&volumes, &from, grid.extents(), grid.parts()),
    };
    let stays = |ranks: &mut dyn Iterator<Item = usize>| ranks.enumerate().map(|(place, k)| common(k, place)).sum();
    let (now, then): (i128, i128) = (stays(&mut (0..present.len())), stays(&mut chosen.iter().copied()));
    Ok(if then > now { chosen.iter().map(|&k| present[k]).collect() } else { present })
}

/// The rank (by number) for each place with the largest sum: the Hungarian method with potentials.
fn exact(n: usize, volume: impl Fn(usize, usize) -> i128) -> Vec<usize> {
    let volumes: Vec<i128> = (0..n * n).map(|k| volume(k / n, k % n)).collect();
    // One row and one column more, numbered 0, stand for "not assigned".
    let (mut row_potential, mut column_potential) = (vec![0i128; n + 1], vec![0i128; n + 1]);
    let mut row_of = vec![0usize; n + 1];
    for row in 1..=n {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![i128::MAX; n + 1];
        let mut before = vec![0usize; n + 1];
        let mut used = vec![false; n + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let from = row_of[column];
            let (mut step, mut next) = (i128::MAX, 0);
            for j in (1..=n).filter(|&j| !used[j]) {
                let reduced = -volumes[(from - 1) * n + j - 1] - row_potential[from] - column_potential[j];
                if reduced < least[j] {
                    (least[j], before[j]) = (reduced, column);
                }
                if least[j] < step {
                    (step, next) = (least[j], j);
                }
            }
            for j in 0..=n {
                if used[j] {
                    row_potential[row_of[j]] += step;
                    column_potential[j] -= step;
                } else if least[j] != i128::MAX {
                    least[j] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
    }
    row_of[1..].iter().map(|&row| row - 1).collect()
}

/// The rank (by number) for each place: the largest common volume first.
fn greedy(volumes: &Volumes, from: &[Option<Vec<i32>>], extents: &[i32], parts: i64) -> Vec<usize> {
    let mut offers: Vec<(i128, usize, i64)> = Vec::new();
    for (rank, coordinates) in from.iter().enumerate() {
        let Some(coordinates) = coordinates else { continue };
        offers.extend(volumes.best(coordinates, extents).into_iter().map(|(volume, at)| (volume, rank, at)));
    }
    offers.retain(|offer| offer.0 > 0);
    offers.sort_unstable_by_key(|&(volume, rank, at)| (-volume, rank, at));
    let n = from.len();
    let mut taken: Vec<Option<usize>> = vec![None; n];
    let mut placed = vec![false; n];
    let mut copies = vec![0i64; parts as usize];
    for (_, rank, at) in offers {
        let place = (copies[at as usize] * parts + at) as usize;
        if !placed[rank] && place < n {
            taken[place] = Some(rank);
            placed[rank] = true;
            copies[at as usize] += 1;
        }
    }
    // The others stay where they are, or take what is left.
    for place in 0..n {
        if taken[place].is_none() && !placed[place] {
            taken[place] = Some(place);
            placed[place] = true;
        }
    }
    let mut left = (0..n).filter(|&rank| !placed[rank]);
    taken.into_iter().map(|rank| rank.or_else(|| left.next()).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_assignment_is_the_best_of_all() {
        let mut state = 1u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) % below
        };
        for _ in 0..500 {
            let n = random(6) as usize + 1;
            let volumes: Vec<i128> = (0..n * n).map(|_| random(9) as i128).collect();
            let sum =
                |ranks: &[usize]| ranks.iter().enumerate().map(|(place, &r)| volumes[r * n + place]).sum::<i128>();
            let mut best = 0;
            let mut ranks: Vec<usize> = (0..n).collect();
            permutations(&mut ranks, 0, &mut |ranks| best = best.max(sum(ranks)));
            let found = exact(n, |rank, place| volumes[rank * n + place]);
            let mut sorted = found.clone();
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..n));
            assert_eq!(sum(&found), best);
        }
    }

    fn permutations(list: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
        if from == list.len() {
            return visit(list);
        }
        for k in from..list.len() {
            list.swap(from, k);
            permutations(list, from + 1, visit);
            list.swap(from, k);
        }
    }
}
