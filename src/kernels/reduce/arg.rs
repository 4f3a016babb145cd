//! Where the smallest or largest element is.

use super::item::Item;
use super::simple::{lanes, put, Greatest, KnownGreatest, KnownLeast, Least};
use super::Accumulator;
use crate::dtype::Dtype;

/// The best element so far and the least index among its equals. NaN is better than all, or left out if `KNOWN`.
#[derive(Clone, Copy)]
pub(super) struct Arg<T: Item, const MAX: bool, const KNOWN: bool> {
    value: T,
    /// `i64::MAX` while there is none.
    index: i64,
}

impl<T: Item, const MAX: bool, const KNOWN: bool> Arg<T, MAX, KNOWN> {
    const NONE: i64 = i64::MAX;

    #[inline(always)]
    fn same(a: T, b: T) -> bool {
        a.is_nan() && b.is_nan() || !a.is_nan() && !b.is_nan() && !a.is_below(b) && !b.is_below(a)
    }

    #[inline(always)]
    fn is_better(a: T, b: T) -> bool {
        let nan = a.is_nan() && !b.is_nan();
        let beyond = !b.is_nan() && if MAX { b.is_below(a) } else { a.is_below(b) };
        nan || beyond
    }

    #[inline(always)]
    fn offer(&mut self, value: T, index: i64) {
        let better = self.index == Self::NONE || Self::is_better(value, self.value);
        if better || Self::same(value, self.value) && index < self.index {
            (self.value, self.index) = (value, index);
        }
    }
}

impl<T: Item, const MAX: bool, const KNOWN: bool> Accumulator for Arg<T, MAX, KNOWN> {
    type Item = T;

    #[inline(always)]
    fn start() -> Self {
        Arg { value: T::LOWEST, index: Self::NONE }
    }

    /// The best value of a block is found in lanes; only if it can be the best of all is it looked for.
    #[inline(always)]
    unsafe fn feed(&mut self, values: *const u8, count: usize, first: i64, step: i64) {
        const BLOCK: usize = 1024;
        let values = values.cast::<T>();
        for begin in (0..count).step_by(BLOCK) {
            let length = BLOCK.min(count - begin);
            let block = values.wrapping_add(begin);
            let best = unsafe {
                match (MAX, KNOWN) {
                    (true, true) => lanes::<T, KnownGreatest>(block, length),
                    (true, false) => lanes::<T, Greatest>(block, length),
                    (false, true) => lanes::<T, KnownLeast>(block, length),
                    (false, false) => lanes::<T, Least>(block, length),
                }
            };
            if KNOWN && best.is_nan() {
                continue;
            }
            let index_of = |k: usize| first.wrapping_add(step.wrapping_mul((begin + k) as i64));
            let lowest = index_of(0).min(index_of(length - 1));
            let hopeless = self.index != Self::NONE
                && !Self::is_better(best, self.value)
                && !(Self::same(best, self.value) && lowest < self.index);
            if hopeless {
                continue;
            }
            let is_best = |k: &usize| Self::same(unsafe { block.add(*k).read_unaligned() }, best);
            let place = if step < 0 { (0..length).rev().find(is_best) } else { (0..length).find(is_best) };
            if let Some(k) = place {
                self.offer(best, index_of(k));
            }
        }
    }

    #[inline(always)]
    fn merge(&mut self, other: &Self) {
        if other.index != Self::NONE {
            self.offer(other.value, other.index);
        }
    }

    fn finish(&self, _: f64, out: &mut [u8; 16]) {
        put(if self.index == Self::NONE { -1 } else { self.index }, out);
    }

    fn natural() -> Dtype {
        Dtype::Int64
    }
}
