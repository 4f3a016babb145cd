//! A radix sort from the highest bits that differ downwards.

use super::item::{Item, Key};

/// Up to so many elements are sorted by insertion.
const FEW: usize = 20;
/// Elements that are looked at together.
const STRETCH: usize = 256;
/// Most bits that one pass goes by: as many targets as the address caches of processors can follow.
const MOST_BITS: u32 = 8;

/// Sorts in ascending order; equal elements stay in their order. Inputs with few distinct, skewed or ordered elements take
/// no longer than random ones, because bits in which the elements of a part agree are skipped.
///
/// # Panics
/// If `scratch` is shorter than `items`.
pub fn sort<T: Item>(items: &mut [T], scratch: &mut [T]) {
    let scratch = &mut scratch[..items.len()];
    let ascends = |pair: &[T]| pair[0].key() <= pair[1].key();
    // In stretches, which are compared without branches.
    let mut checked = 0;
    while checked + 1 < items.len() {
        let stretch = &items[checked..(checked + STRETCH + 1).min(items.len())];
        if !stretch.windows(2).fold(true, |sorted, pair| sorted & ascends(pair)) {
            break;
        }
        checked += STRETCH;
    }
    if checked + 1 >= items.len() {
        return;
    }
    if !T::sort_equal_bits(items) {
        split(items, scratch, false);
    }
}

/// Sorts `from`, in place or `across` into `to`.
fn split<T: Item>(from: &mut [T], to: &mut [T], across: bool) {
    if from.len() <= FEW {
        insert(from);
        if across {
            to.copy_from_slice(from);
        }
        return;
    }
    let first = from[0].key();
    let different = from.iter().fold(T::Key::ZERO, |different, item| different | (item.key() ^ first));
    let length = different.length();
    if length == 0 {
        if across {
            to.copy_from_slice(from);
        }
        return;
    }
    // Parts of about four elements, if the bits are random.
    let bits = (from.len().ilog2() - 2).clamp(2, MOST_BITS).min(length);
    let shift = length - bits;
    let mask = (1u64 << bits) - 1;
    let digit = |item: T| (item.key().shifted(shift) & mask) as usize;
    let mut next = [0usize; 1 << MOST_BITS];
    for &item in from.iter() {
        next[digit(item)] += 1;
    }
    let mut sum = 0;
    for count in &mut next[..1 << bits] {
        (*count, sum) = (sum, sum + *count);
    }
    for &item in from.iter() {
        let place = &mut next[digit(item)];
        // Sound: the counts of all digits add up to the length of both.
        unsafe { *to.get_unchecked_mut(*place) = item };
        *place += 1;
    }
    if shift == 0 {
        if !across {
            from.copy_from_slice(to);
        }
        return;
    }
    let mut start = 0;
    for &end in &next[..1 << bits] {
        match end - start {
            0 => {}
            1 if !across => from[start] = to[start],
            1 => {}
            _ => split(&mut to[start..end], &mut from[start..end], !across),
        }
        start = end;
    }
}

fn insert<T: Item>(items: &mut [T]) {
    for at in 1..items.len() {
        let item = items[at];
        let key = item.key();
        let mut to = at;
        while to > 0 && items[to - 1].key() > key {
            items[to] = items[to - 1];
            to -= 1;
        }
        items[to] = item;
    }
}
