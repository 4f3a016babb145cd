//! Random numbers that depend on neither the number of ranks nor the distribution.
//!
//! A [`Random`] is a place in a stream of 64-bit words, which is a plain value: every rank has its own with the same key.
//! Filling an array is Local, and moves the place on by the number of elements of the whole array, so that all ranks stay
//! together. Uniform numbers are bit for bit those of NumPy's `Generator(Philox(key=key).jumped(stream)).random(shape)`.
//! `docs/random.md` says how each law is drawn.

mod generator;

pub use generator::{Random, State};
