//! The generator: where it stands, the laws it fills arrays with, and `rand`'s traits.

use crate::array::Array;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::kernels::random::{Block, Law, Stream};
use crate::ops::random;
use rand_core::{Infallible, SeedableRng, TryRng};

/// A place in a stream of random words.
#[derive(Clone, Debug)]
pub struct Random {
    state: State,
    /// The block that single words were taken from, with its number.
    block: Option<(u128, Block)>,
}

/// All there is to know of a generator: saved and set again, it goes on as it would have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// 128 bits, of which any do; the lower half first.
    pub key: [u64; 2],
    /// Streams of one key are independent of each other.
    pub stream: u64,
    /// Words of the stream that were used.
    pub position: u128,
    /// The upper half of a word of which the lower one was used.
    pub half: Option<u32>,
}

impl State {
    /// 64-bit words of a saved state.
    pub const WORDS: usize = 7;

    /// Key, stream, position (lower halves first), whether there is a half word, and the half word.
    pub fn to_words(self) -> [u64; State::WORDS] {
        let [low, high] = self.key;
        let position = [self.position as u64, (self.position >> 64) as u64];
        let (held, half) = (self.half.is_some().into(), self.half.unwrap_or(0).into());
        [low, high, self.stream, position[0], position[1], held, half]
    }

    pub fn from_words(words: [u64; State::WORDS]) -> Result<State> {
        let [low, high, stream, position, above, held, half] = words;
        let half = match (held, u32::try_from(half)) {
            (0, Ok(0)) => None,
            (1, Ok(half)) => Some(half),
            _ => refuse!(Argument, "state", "expected a saved state: 0 and 0, or 1 and a half word at its end"),
        };
        let position = u128::from(above) << 64 | u128::from(position);
        Ok(State { key: [low, high], stream, position, half })
    }
}

impl Random {
    /// The beginning of a stream: NumPy's `Philox(key=key).jumped(stream)`.
    pub fn new(key: u64, stream: u64) -> Random {
        Random::from_state(State { key: [key, 0], stream, position: 0, half: None })
    }

    pub fn from_state(state: State) -> Random {
        Random { state, block: None }
    }

    pub fn state(&self) -> State {
        self.state
    }

    /// Leaves out so many words, and half of one that is under way.
    pub fn advance(&mut self, words: u64) {
        self.state.position = self.state.position.wrapping_add(words.into());
        self.state.half = None;
    }

    fn stream(&self) -> Stream {
        Stream { key: self.state.key, number: self.state.stream }
    }

    /// Fills an array, with one word for each element.
    fn fill(&mut self, array: &mut Array, law: impl FnOnce(&Stream, u128, i64) -> Result<Law>) -> Result<()> {
        let (stream, position) = (self.stream(), self.state.position);
        let count = array.distribution().global_count();
        random::fill(array, &law(&stream, position, count)?, &stream, position)?;
        self.state.position = position.wrapping_add(count as u128);
        Ok(())
    }

    /// The words themselves, of integers their lower bits: NumPy's `Philox.random_raw` of uint64. **Local.**
    pub fn bits(&mut self, array: &mut Array) -> Result<()> {
        self.fill(array, |_, _, _| Ok(Law::Bits))
    }

    /// Numbers from `low` up to `high`, of float64 or float32: with 0 and 1 NumPy's `random`, otherwise its `uniform`, bit for
    /// bit. Of float32 each word makes two. **Local.**
    pub fn uniform(&mut self, array: &mut Array, low: f64, high: f64) -> Result<()> {
        let law = Law::uniform(low, high)?;
        let Law::Uniform { low, width } = law else { return Ok(()) };
        if array.dtype() != Dtype::Float32 {
            return self.fill(array, |_, _, _| Ok(law));
        }
        let (stream, position, held) = (self.stream(), self.state.position, self.state.half);
        random::fill(array, &Law::UniformHalves { low, width, held }, &stream, position)?;
        let count = array.distribution().global_count() as u128;
        if count > 0 {
            let halves = count - u128::from(held.is_some());
            let last = position.wrapping_add(halves / 2);
            self.state.half = (halves % 2 == 1).then(|| (stream.word(last) >> 32) as u32);
            self.state.position = position.wrapping_add(halves.div_ceil(2));
        }
        Ok(())
    }

    /// Whole numbers from `low` up to and without `high`, or with it if `endpoint`, each equally likely. **Local.**
    pub fn integers(&mut self, array: &mut Array, low: i64, high: i64, endpoint: bool) -> Result<()> {
        self.fill(array, |_, _, _| Law::integers(low, high, endpoint))
    }

    /// The normal law, of float64 or float32. **Local.**
    pub fn normal(&mut self, array: &mut Array, mean: f64, deviation: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::normal(mean, deviation))
    }

    /// The exponential law of mean `scale`. **Local.**
    pub fn exponential(&mut self, array: &mut Array, scale: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::exponential(scale))
    }

    /// The gamma law of mean `shape * scale`. **Local.**
    pub fn gamma(&mut self, array: &mut Array, shape: f64, scale: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::gamma(shape, scale))
    }

    /// The χ² law of so many degrees of freedom. **Local.**
    pub fn chi_square(&mut self, array: &mut Array, freedom: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::chi_square(freedom))
    }

    /// The beta law. **Local.**
    pub fn beta(&mut self, array: &mut Array, a: f64, b: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::beta(a, b))
    }

    /// 1 with a probability, else 0, of any dtype but complex ones. **Local.**
    pub fn bernoulli(&mut self, array: &mut Array, probability: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::bernoulli(probability))
    }

    /// The Poisson law; what an integer dtype cannot hold becomes its highest number. **Local.**
    pub fn poisson(&mut self, array: &mut Array, mean: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::poisson(mean))
    }

    /// Successes in so many trials; what an integer dtype cannot hold becomes its highest number. **Local.**
    pub fn binomial(&mut self, array: &mut Array, trials: i64, probability: f64) -> Result<()> {
        self.fill(array, |_, _, _| Law::binomial(trials, probability))
    }

    /// Numbers from 0 to `count` − 1, each equally likely; without replacement all of them differ, and are in random order.
    /// **Local.**
    pub fn choice(&mut self, array: &mut Array, count: i64, replace: bool) -> Result<()> {
        if !replace {
            return self.fill(array, |stream, position, chosen| Law::order(count, chosen, stream, position));
        }
        if count < 1 {
            refuse!(Argument, "count", "expected at least 1, got {count}");
        }
        self.fill(array, |_, _, _| Ok(Law::Integers { low: 0, range: count as u64 }))
    }

    /// Numbers from 0 to the number of weights − 1, as likely as these say; without replacement as drawn one after another.
    /// **Local.**
    pub fn weighted_choice(&mut self, array: &mut Array, weights: &[f64], replace: bool) -> Result<()> {
        self.fill(array, |stream, position, chosen| match replace {
            true => Law::weighted(weights),
            false => Law::weighted_order(weights, chosen, stream, position),
        })
    }

    /// The numbers from 0 to the number of elements − 1 in random order. **Local.**
    pub fn permutation(&mut self, array: &mut Array) -> Result<()> {
        let count = array.distribution().global_count();
        self.choice(array, count, false)
    }

    /// Brings the indices of an axis into random order, in place. **Collective.**
    pub fn shuffle(&mut self, array: &mut Array, axis: i32) -> Result<()> {
        let words = self.state.to_words();
        random::shuffle(array, axis, &self.stream(), self.state.position, bytemuck::cast_slice(&words))?;
        self.pass(array, axis);
        Ok(())
    }

    /// A copy with the indices of an axis in random order. **Collective.**
    pub fn permute(&mut self, array: &Array, axis: i32) -> Result<Array> {
        let words = self.state.to_words();
        let result = random::permuted(array, axis, &self.stream(), self.state.position, bytemuck::cast_slice(&words))?;
        self.pass(array, axis);
        Ok(result)
    }

    fn pass(&mut self, array: &Array, axis: i32) {
        let count = array.shape()[axis.rem_euclid(array.ndim() as i32) as usize];
        self.state.position = self.state.position.wrapping_add(count as u128);
    }
}

impl TryRng for Random {
    type Error = Infallible;

    /// Half a word, the lower half first.
    fn try_next_u32(&mut self) -> std::result::Result<u32, Infallible> {
        if let Some(half) = self.state.half.take() {
            return Ok(half);
        }
        let word = self.try_next_u64()?;
        self.state.half = Some((word >> 32) as u32);
        Ok(word as u32)
    }

    fn try_next_u64(&mut self) -> std::result::Result<u64, Infallible> {
        let position = self.state.position;
        let block = match self.block {
            Some((number, block)) if number == position >> 2 => block,
            _ => self.stream().block(position),
        };
        self.block = Some((position >> 2, block));
        self.state.position = position.wrapping_add(1);
        Ok(block[position as usize & 3])
    }

    /// Words in the order of their lowest bytes; what is left of the last one is not used.
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> std::result::Result<(), Infallible> {
        for piece in bytes.chunks_mut(8) {
            piece.copy_from_slice(&self.try_next_u64()?.to_le_bytes()[..piece.len()]);
        }
        Ok(())
    }
}

impl SeedableRng for Random {
    /// The key, lowest byte first.
    type Seed = [u8; 16];

    fn from_seed(seed: [u8; 16]) -> Random {
        let key = u128::from_le_bytes(seed);
        let key = [key as u64, (key >> 64) as u64];
        Random::from_state(State { key, stream: 0, position: 0, half: None })
    }

    /// The beginning of stream 0 of this key.
    fn seed_from_u64(key: u64) -> Random {
        Random::new(key, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::Rng;

    #[test]
    fn single_words_are_the_stream() {
        let mut random = Random::new(12345, 3);
        let stream = random.stream();
        for position in 0..20 {
            assert_eq!(random.next_u64(), stream.word(position));
        }
        let word = stream.word(20);
        assert_eq!((random.next_u32(), random.next_u64()), (word as u32, stream.word(21)));
        let saved = State::from_words(random.state().to_words()).unwrap();
        assert_eq!(saved, random.state());
        assert_eq!(random.next_u32(), (word >> 32) as u32);
        assert_eq!(Random::from_state(saved).next_u32(), (word >> 32) as u32);
        random.advance(5);
        assert_eq!(random.next_u64(), stream.word(27));
        let mut bytes = [0; 12];
        random.fill_bytes(&mut bytes);
        assert_eq!(bytes[..8], stream.word(28).to_le_bytes());
        assert_eq!(bytes[8..], stream.word(29).to_le_bytes()[..4]);
        assert_eq!(random.state().position, 30);
    }

    #[test]
    fn states_that_were_not_saved_are_refused() {
        for wrong in [[0, 0, 0, 0, 0, 2, 0], [0, 0, 0, 0, 0, 1, 1 << 32], [0, 0, 0, 0, 0, 0, 1]] {
            assert!(State::from_words(wrong).is_err());
        }
        let mut seed = [0; 16];
        seed[8] = 1;
        assert_eq!(Random::from_seed(seed).state().key, [0, 1]);
    }
}
