//! Words of a stream, by position, and what single elements draw beyond theirs.

use super::philox::{self, Block, Key};

/// A stream: 2^128 words in sequence, and for every position further words of its own.
///
/// Counters are [block, block, stream, purpose]. Purpose 0 is the sequence: the word at position p is word p mod 4 of block
/// p div 4 + 1, which is what NumPy's `Philox(key).jumped(stream)` gives. Purposes from 1 on are the own words of the
/// element at a position, those from `CALL` on the words of a whole call that began at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    pub key: Key,
    pub number: u64,
}

/// Purpose of the words of a whole call.
const CALL: u64 = 1 << 63;
/// Elements of a batch, at most.
pub const BATCH: usize = 1024;
/// Shorter runs are drawn word by word.
const LONG: usize = 12;

/// Elements `first`, `first + step`, … of an array in C order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub first: i64,
    pub step: i64,
    pub count: usize,
}

impl Run {
    pub fn index(self, k: usize) -> i64 {
        self.first + k as i64 * self.step
    }
}

impl Stream {
    fn counter(&self, number: u128, purpose: u64) -> Block {
        [number as u64, (number >> 64) as u64, self.number, purpose]
    }

    /// The block of the sequence with the word at a position.
    #[inline(always)]
    pub fn block(&self, position: u128) -> Block {
        philox::block(self.key, self.counter((position >> 2).wrapping_add(1), 0))
    }

    /// The word at a position.
    #[inline(always)]
    pub fn word(&self, position: u128) -> u64 {
        self.block(position)[position as usize & 3]
    }

    /// The words from a position on.
    pub fn words(&self, first: u128, out: &mut [u64]) {
        let head = out.len().min(first.wrapping_neg() as usize & 3);
        let (before, rest) = out.split_at_mut(head);
        let whole = rest.len() & !3;
        let (middle, after) = rest.split_at_mut(whole);
        let start = first.wrapping_add(head as u128);
        if !before.is_empty() {
            let from = first as usize & 3;
            before.copy_from_slice(&self.block(first)[from..from + head]);
        }
        let number = (start >> 2).wrapping_add(1);
        philox::blocks(self.key, number, [self.number, 0], bytemuck::cast_slice_mut(middle));
        if !after.is_empty() {
            let block = self.block(start.wrapping_add(whole as u128));
            after.copy_from_slice(&block[..after.len()]);
        }
    }

    /// The words of elements, of which element 0 has the one at `base`.
    pub fn words_of(&self, base: u128, runs: &[Run], mut out: &mut [u64]) {
        for run in runs {
            let (now, later) = out.split_at_mut(run.count);
            if run.step == 1 && run.count >= LONG {
                self.words(base.wrapping_add(run.first as u128), now);
            } else {
                for (k, out) in now.iter_mut().enumerate() {
                    *out = self.word(base.wrapping_add(run.index(k) as u128));
                }
            }
            out = later;
        }
    }

    /// Half words of elements, two of each word, the lower first. With `held`, element 0 has that one and element 1 the first
    /// half of the word at `base`.
    pub fn halves_of(&self, base: u128, held: Option<u32>, runs: &[Run], mut out: &mut [u64]) {
        let shift = i64::from(held.is_some());
        let half = |index: i64| match (held, index - shift) {
            (Some(held), -1) => held.into(),
            (_, half) => (self.word(base.wrapping_add(half as u128 >> 1)) >> (half % 2 * 32)) & 0xffff_ffff,
        };
        for run in runs {
            let (now, later) = out.split_at_mut(run.count);
            let long = run.step == 1 && run.count > LONG;
            let single = if long { usize::from(run.first < shift) } else { run.count };
            now[..single].iter_mut().enumerate().for_each(|(k, out)| *out = half(run.index(k)));
            if long {
                let first = run.index(single) - shift;
                self.long_halves(base.wrapping_add(first as u128 >> 1), first as usize & 1, &mut now[single..]);
            }
            out = later;
        }
    }

    /// Half words from the word at a position on, the first of them left out if `odd` is 1.
    fn long_halves(&self, first: u128, odd: usize, out: &mut [u64]) {
        // The words go to the end of the room, from where they are spread forwards.
        let from = out.len() - (odd + out.len()).div_ceil(2);
        self.words(first, &mut out[from..]);
        for k in 0..out.len() {
            let half = k + odd;
            out[k] = (out[from + half / 2] >> (half % 2 * 32)) & 0xffff_ffff;
        }
    }

    /// What the element at a position draws by itself.
    #[inline(always)]
    pub fn own(&self, position: u128) -> Draws {
        self.draws(position, 1)
    }

    /// What the call that begins at a position draws as a whole.
    pub fn of_call(&self, position: u128) -> Draws {
        self.draws(position, CALL)
    }

    #[inline(always)]
    fn draws(&self, position: u128, purpose: u64) -> Draws {
        let block = philox::block(self.key, self.counter(position, purpose));
        Draws { stream: *self, position, purpose, block, used: 0 }
    }
}

/// A sequence of words for one element, or for one call.
pub struct Draws {
    stream: Stream,
    position: u128,
    purpose: u64,
    block: Block,
    used: usize,
}

impl Draws {
    #[inline(always)]
    pub fn word(&mut self) -> u64 {
        if self.used == 4 {
            self.purpose += 1;
            self.block = philox::block(self.stream.key, self.stream.counter(self.position, self.purpose));
            self.used = 0;
        }
        self.used += 1;
        self.block[self.used - 1]
    }

    /// A number in (0, 1), of 2^53 equally likely ones.
    #[inline(always)]
    pub fn unit(&mut self) -> f64 {
        open_unit(self.word())
    }

    /// One of 0 … `range` − 1, each equally likely; 0 stands for 2^64.
    #[inline(always)]
    pub fn below(&mut self, range: u64) -> u64 {
        let threshold = threshold(range);
        loop {
            if let Some(value) = multiply(self.word(), range, threshold) {
                return value;
            }
        }
    }
}

/// A number in (0, 1): the middle of one of 2^53 equal pieces.
#[inline(always)]
pub fn open_unit(word: u64) -> f64 {
    ((word >> 11) as f64 + 0.5) * (1.0 / (1u64 << 53) as f64)
}

/// A number in [0, 1) as NumPy makes it: 53 bits.
#[inline(always)]
pub fn unit(word: u64) -> f64 {
    (word >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// Words whose product with `range` has a lower half below this are drawn again.
///
/// D. Lemire: Fast random integer generation in an interval. ACM Transactions on Modeling and Computer Simulation 29, 2019.
pub fn threshold(range: u64) -> u64 {
    if range == 0 {
        return 0;
    }
    range.wrapping_neg() % range
}

/// The upper half of the product, unless the lower half is below the threshold.
#[inline(always)]
pub fn multiply(word: u64, range: u64, threshold: u64) -> Option<u64> {
    if range == 0 {
        return Some(word);
    }
    let product = u128::from(word) * u128::from(range);
    (product as u64 >= threshold).then_some((product >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: Stream = Stream { key: [12345, 0], number: 0 };

    /// `numpy.random.Philox(key=12345).random_raw(6)`, and of its `jumped(3)`.
    const FIRST: [u64; 6] = [
        0xa5792c0a0ed6a560,
        0xc63666ba8b756514,
        0xc953e311f634209d,
        0x28db5404d83fac91,
        0x29338c7559c2d300,
        0xd18141f9add77140,
    ];
    const JUMPED: [u64; 6] = [
        0xe1e089a5ccacb0e7,
        0x4f2e73f55225cfff,
        0xafaa0417e7b79788,
        0xbdcd93828ab927c6,
        0xaf01831172cb570d,
        0x274168f9d5acee78,
    ];

    #[test]
    fn words_are_those_of_numpy() {
        let mut words = [0; 6];
        STREAM.words(0, &mut words);
        assert_eq!(words, FIRST);
        Stream { number: 3, ..STREAM }.words(0, &mut words);
        assert_eq!(words, JUMPED);
    }

    #[test]
    fn runs_are_single_words() {
        for base in [0u128, 1, 2, 3, 77, u64::MAX as u128 * 4 - 9] {
            for (first, step, count) in
                [(0, 1, 50), (3, 1, 13), (2, 1, 5), (49, -1, 50), (1, 7, 9), (5, 4, 30), (0, 1, 0)]
            {
                let run = Run { first, step, count };
                let mut words = vec![0; count];
                STREAM.words_of(base, &[run], &mut words);
                let mut halves = vec![0; count];
                STREAM.halves_of(base, None, &[run], &mut halves);
                let mut later = vec![0; count];
                STREAM.halves_of(base, Some(9), &[run], &mut later);
                for k in 0..count {
                    let index = run.index(k) as u128;
                    assert_eq!(words[k], STREAM.word(base + index));
                    let half = |h: u128| (STREAM.word(base + h / 2) >> (h % 2 * 32)) & 0xffff_ffff;
                    assert_eq!(halves[k], half(index), "{base} {run:?} {k}");
                    assert_eq!(later[k], if index == 0 { 9 } else { half(index - 1) }, "{base} {run:?} {k}");
                }
            }
        }
    }

    /// With words of few bits, every value is reached by as many words as any other.
    #[test]
    fn rejection_leaves_no_bias() {
        for range in 1..200u64 {
            let scale = 1u64 << 56;
            // As `multiply`, for words of 8 bits.
            let threshold = (256 - range % 256) % range;
            let mut counts = vec![0; range as usize];
            for word in 0..256u64 {
                let product = word * range;
                if product % 256 >= threshold {
                    counts[(product / 256) as usize] += 1;
                }
            }
            assert!(counts.iter().all(|&count| count == counts[0]), "{range}");
            // The widest words agree with the definition: 2^64 mod range of the lower halves are left out.
            let wide = range * scale + 1;
            assert_eq!(u128::from(super::threshold(wide)), (1u128 << 64) % u128::from(wide));
            assert_eq!(multiply(u64::MAX, wide, super::threshold(wide)), Some(wide - 1));
        }
    }
}
