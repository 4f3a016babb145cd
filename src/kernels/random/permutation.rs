//! Orders of 0 … n − 1 in which any place can be asked for by itself.

use super::stream::{Draws, Stream};
use crate::error::{Error, Result, Status};

/// Up to this count an order is made whole, on every process alike.
const SMALL: i64 = 1 << 16;
/// Rounds of the larger ones.
const ROUNDS: usize = 12;

/// An order of 0 … n − 1.
///
/// Of up to 2^16 elements each of the n! orders is as likely as any other (Fisher and Yates). Above that it is a keyed
/// permutation: numbers from 0 to rows · 2^bits − 1 as pairs (row, column), of which each is shifted in turn by a function of
/// the other one and of a key, twelve times; numbers from n on are sent round again, which few are, because there are
/// fewer than √n of them. It is a generalised Feistel network (J. Black, P. Rogaway: Ciphers with arbitrary finite domains.
/// CT-RSA 2002), whose round function is a mixer of 64 bits.
#[derive(Clone, Debug)]
pub enum Permutation {
    Whole(Vec<i64>),
    Keyed { count: u64, rows: u64, bits: u32, keys: [u64; ROUNDS] },
}

impl Permutation {
    /// The order that the call at a position makes.
    pub fn new(count: i64, stream: &Stream, position: u128) -> Permutation {
        let mut draws = stream.of_call(position);
        if count > SMALL {
            let bits = (64 - (count as u64).leading_zeros()) / 2;
            let rows = ((count as u64 - 1) >> bits) + 1;
            return Permutation::Keyed { count: count as u64, rows, bits, keys: std::array::from_fn(|_| draws.word()) };
        }
        let mut order: Vec<i64> = (0..count).collect();
        for k in (1..order.len()).rev() {
            order.swap(k, draws.below(k as u64 + 1) as usize);
        }
        Permutation::Whole(order)
    }

    pub fn count(&self) -> i64 {
        match self {
            Permutation::Whole(order) => order.len() as i64,
            Permutation::Keyed { count, .. } => *count as i64,
        }
    }

    /// The number at a place.
    #[inline(always)]
    pub fn at(&self, place: i64) -> i64 {
        match self {
            Permutation::Whole(order) => order[place as usize],
            Permutation::Keyed { count, rows, bits, keys } => {
                let mut number = place as u64;
                loop {
                    number = once(number, *rows, *bits, keys);
                    if number < *count {
                        return number as i64;
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn once(number: u64, rows: u64, bits: u32, keys: &[u64; ROUNDS]) -> u64 {
    let columns = (1u64 << bits) - 1;
    let (mut row, mut column) = (number >> bits, number & columns);
    for pair in keys.chunks_exact(2) {
        let shift = ((u128::from(mixed(column ^ pair[0])) * u128::from(rows)) >> 64) as u64;
        row += shift;
        row -= if row >= rows { rows } else { 0 };
        column = column.wrapping_add(mixed(row ^ pair[1])) & columns;
    }
    row << bits | column
}

/// The finaliser of SplitMix64, variant 13 of D. Stafford's.
#[inline(always)]
fn mixed(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// `chosen` of the numbers 0 … n − 1 with weights, without replacement, in the order in which they are drawn: the smallest of
/// exponential variables divided by the weights (P. S. Efraimidis, P. G. Spirakis: Weighted random sampling with a
/// reservoir. Information Processing Letters 97, 2006).
pub fn weighted(weights: &[f64], chosen: usize, draws: &mut Draws) -> Result<Vec<i64>> {
    let mut keys: Vec<(f64, i64)> = Vec::new();
    if keys.try_reserve_exact(weights.len()).is_err() {
        return Err(Error::new(Status::Memory, format!("no memory for the keys of {} weights", weights.len())));
    }
    for (k, &weight) in weights.iter().enumerate() {
        let variable = -super::math::ln(draws.unit());
        if weight > 0.0 {
            keys.push((variable / weight, k as i64));
        }
    }
    let order = |a: &(f64, i64), b: &(f64, i64)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
    if chosen < keys.len() {
        keys.select_nth_unstable_by(chosen, order);
        keys.truncate(chosen);
    }
    keys.sort_unstable_by(order);
    Ok(keys.into_iter().map(|(_, k)| k).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: Stream = Stream { key: [7, 0], number: 0 };

    #[test]
    fn every_number_comes_once() {
        for count in [0, 1, 2, 3, 100, SMALL, SMALL + 1, SMALL + 2, 1 << 17, 100_003, 262_144, 300_000] {
            let permutation = Permutation::new(count, &STREAM, 5);
            let mut seen = vec![false; count as usize];
            for place in 0..count {
                let number = permutation.at(place) as usize;
                assert!(!std::mem::replace(&mut seen[number], true), "{count}: {number} twice");
            }
        }
        let large = Permutation::new(i64::MAX, &STREAM, 0);
        let last = large.at(i64::MAX - 1);
        assert!((0..i64::MAX).contains(&last));
    }

    /// Differences of neighbours, places of a number over keys, and fixed points are as of random orders.
    #[test]
    fn keyed_orders_look_random() {
        let count = 100_000i64;
        let (mut fixed, mut rising) = (0, 0);
        let mut cells = [0u32; 256];
        for key in 0..20 {
            let permutation = Permutation::new(count, &Stream { key: [key, 0], number: 1 }, 0);
            for place in 0..count {
                let (here, next) = (permutation.at(place), permutation.at((place + 1) % count));
                fixed += u32::from(here == place);
                rising += u32::from(next > here);
                cells[(here * 16 / count * 16 + next * 16 / count) as usize] += 1;
            }
        }
        // Fixed points: Poisson of mean 20; ascents: variance (n + 1)/12 for each order; pairs: χ² of 255 degrees, ±5σ.
        assert!((3..=45).contains(&fixed), "{fixed}");
        assert!((f64::from(rising) - 1e6).abs() < 5.0 * (20.0 * 1e5 / 12.0f64).sqrt(), "{rising}");
        let mean = 2e6 / 256.0;
        let square: f64 = cells.iter().map(|&c| (f64::from(c) - mean).powi(2) / mean).sum();
        assert!((square - 255.0).abs() < 5.0 * 510f64.sqrt(), "{square}");
    }

    #[test]
    fn small_orders_are_equally_likely() {
        let mut counts = std::collections::HashMap::new();
        for position in 0..24_000 {
            let permutation = Permutation::new(4, &STREAM, position);
            let order: Vec<i64> = (0..4).map(|place| permutation.at(place)).collect();
            *counts.entry(order).or_insert(0u32) += 1;
        }
        assert_eq!(counts.len(), 24);
        // χ² of 23 degrees: above 58 with probability 7·10⁻⁵.
        let square: f64 = counts.values().map(|&c| (f64::from(c) - 1000.0).powi(2) / 1000.0).sum();
        assert!(square < 58.0, "{square}");
    }

    #[test]
    fn weighted_draws_have_the_probabilities_of_drawing_one_after_another() {
        let weights = [1.0, 2.0, 0.0, 5.0];
        let mut counts = [[0u32; 4]; 4];
        let rounds = 40_000;
        for position in 0..rounds {
            let found = weighted(&weights, 2, &mut STREAM.of_call(position)).unwrap();
            counts[found[0] as usize][found[1] as usize] += 1;
        }
        for (a, wa) in weights.iter().enumerate() {
            for (b, wb) in weights.iter().enumerate() {
                let expected = if a == b { 0.0 } else { rounds as f64 * wa / 8.0 * wb / (8.0 - wa) };
                let difference = (f64::from(counts[a][b]) - expected).abs();
                assert!(difference <= 5.0 * expected.sqrt(), "{a} {b}: {} for {expected}", counts[a][b]);
            }
        }
        assert_eq!(weighted(&weights, 9, &mut STREAM.of_call(0)).unwrap().len(), 3);
    }
}
