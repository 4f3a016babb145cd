//! Stable sorts and merges of contiguous elements in NumPy's order: NaN last, complex numbers by their real parts first.
//!
//! Every element has a *key*, an unsigned number whose order is that of the elements. What NumPy holds equal has one key:
//! zeros of both signs, all NaN. So that their bits survive, elements move and keys are only looked at.

mod item;
mod merge;
mod quick;
mod radix;
#[cfg(target_arch = "x86_64")]
mod wide;

pub use item::{Item, Key, Placed, Reversed};
pub use merge::{merge, merge_runs};
pub use radix::sort;

use std::cmp::Ordering;

/// How many of the sorted elements come before `key`.
pub fn below<T: Item>(sorted: &[T], key: T::Key) -> usize {
    sorted.partition_point(|item| item.key() < key)
}

/// How many of the sorted elements come before `key` or are equal to it.
pub fn up_to<T: Item>(sorted: &[T], key: T::Key) -> usize {
    sorted.partition_point(|item| item.key() <= key)
}

/// Keeps the `count` least elements, the earlier ones of equals, in ascending order. Returns how many there are.
pub fn keep_least<T: Item>(items: &mut [Placed<T>], count: usize) -> usize {
    let order = |a: &Placed<T>, b: &Placed<T>| match a.key().cmp(&b.key()) {
        Ordering::Equal => a.position.cmp(&b.position),
        unequal => unequal,
    };
    let kept = count.min(items.len());
    if kept < items.len() && kept > 0 {
        items.select_nth_unstable_by(kept - 1, order);
    }
    items[..kept].sort_unstable_by(order);
    kept
}

#[cfg(test)]
mod tests;
