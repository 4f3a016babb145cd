//! Philox 4×64 with ten rounds: a block of four words is a function of a key and a counter.
//!
//! J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011.

pub type Key = [u64; 2];
pub type Block = [u64; 4];

pub(super) const MULTIPLIERS: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
pub(super) const WEYL: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];
pub(super) const ROUNDS: usize = 10;

/// The block of a counter.
#[inline(always)]
pub fn block(mut key: Key, mut c: Block) -> Block {
    for _ in 0..ROUNDS {
        let product = |at: usize, m: u64| u128::from(m) * u128::from(c[at]);
        let (p, q) = (product(0, MULTIPLIERS[0]), product(2, MULTIPLIERS[1]));
        c = [(q >> 64) as u64 ^ c[1] ^ key[0], q as u64, (p >> 64) as u64 ^ c[3] ^ key[1], p as u64];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    c
}

/// The blocks of counters that follow each other in their first word, which does not overflow.
#[inline(always)]
fn row(key: Key, first: Block, out: &mut [Block]) {
    for (k, out) in out.iter_mut().enumerate() {
        *out = block(key, [first[0].wrapping_add(k as u64), first[1], first[2], first[3]]);
    }
}

super::versions!(row, row_plain, row_wide, (key: Key, first: Block, out: &mut [Block]));

/// The blocks of counters `number`, `number + 1`, …, in the first two words; `rest` are the others.
pub fn blocks(key: Key, number: u128, rest: [u64; 2], mut out: &mut [Block]) {
    let mut number = number;
    while !out.is_empty() {
        let before_carry = u64::MAX - number as u64;
        let count = out.len().min(usize::try_from(before_carry).unwrap_or(usize::MAX).saturating_add(1));
        let (now, later) = out.split_at_mut(count);
        let first = [number as u64, (number >> 64) as u64, rest[0], rest[1]];
        let done = in_lanes(key, first, now);
        let (first, now) = ([first[0].wrapping_add(done as u64), first[1], first[2], first[3]], &mut now[done..]);
        if super::wide() {
            // Sound: the processor has what this version is compiled for.
            unsafe { row_wide(key, first, now) }
        } else {
            row_plain(key, first, now)
        }
        number = number.wrapping_add(count as u128);
        out = later;
    }
}

/// As many of a row's blocks as the widest instructions make together.
#[cfg(target_arch = "x86_64")]
fn in_lanes(key: Key, first: Block, out: &mut [Block]) -> usize {
    use super::lanes::{self, Schedule, LANES};
    if out.len() < LANES || !lanes::available() {
        return 0;
    }
    let schedule = Schedule::new(key);
    let mut done = 0;
    for out in out.chunks_exact_mut(LANES) {
        let Ok(out) = out.try_into() else { break };
        // Sound: the instructions are there.
        unsafe { lanes::blocks(&schedule, [first[0].wrapping_add(done as u64), first[1], first[2], first[3]], out) };
        done += LANES;
    }
    done
}

#[cfg(not(target_arch = "x86_64"))]
fn in_lanes(_: Key, _: Block, _: &mut [Block]) -> usize {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the test vectors of the authors' library Random123.
    #[test]
    fn known_answers() {
        let all = u64::MAX;
        let cases = [
            (([0, 0], [0; 4]), [0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b]),
            (([all; 2], [all; 4]), [0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0]),
            (
                (
                    [0x452821e638d01377, 0xbe5466cf34e90c6c],
                    [0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89],
                ),
                [0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6],
            ),
        ];
        for ((key, counter), expected) in cases {
            assert_eq!(block(key, counter), expected);
        }
    }

    #[test]
    fn rows_of_blocks_are_single_blocks() {
        for first in [0u128, 5, u64::MAX as u128 - 2, u128::MAX - 3] {
            for count in [1, 2, 7, 8, 9, 16, 31, 32, 100] {
                let mut row = vec![[0; 4]; count];
                blocks([3, 4], first, [5, 6], &mut row);
                for (k, found) in row.iter().enumerate() {
                    let number = first.wrapping_add(k as u128);
                    assert_eq!(*found, block([3, 4], [number as u64, (number >> 64) as u64, 5, 6]));
                }
            }
        }
    }
}
