//! Elements of 64 bits as signed integers of the same order, for the quicksort of them.

/// Shorter sequences are not worth it.
const LEAST: usize = 128;
/// Elements that are looked at before they are changed.
const CHUNK: usize = 1024;

#[cfg(target_arch = "x86_64")]
use super::wide;

#[cfg(not(target_arch = "x86_64"))]
mod wide {
    pub fn is_here() -> bool {
        false
    }

    pub unsafe fn sort(items: &mut [i64], done: &mut impl FnMut(&mut [i64])) {
        items.sort_unstable();
        done(items);
    }
}

fn can(count: usize) -> bool {
    count >= LEAST && wide::is_here()
}

/// Sorts, and changes every element where it stays. Only where one [`can`].
fn run(items: &mut [i64], change: impl Fn(i64) -> i64) {
    // Sound: asked for before.
    unsafe { wide::sort(items, &mut |sorted| sorted.iter_mut().for_each(|item| *item = change(*item))) }
}

pub(super) fn signed(items: &mut [i64]) -> bool {
    if !can(items.len()) {
        return false;
    }
    run(items, |item| item);
    true
}

pub(super) fn unsigned(items: &mut [u64]) -> bool {
    if !can(items.len()) {
        return false;
    }
    let flip = |item: i64| item ^ i64::MIN;
    let items: &mut [i64] = bytemuck::cast_slice_mut(items);
    items.iter_mut().for_each(|item| *item = flip(*item));
    run(items, flip);
    true
}

/// Not where equal floats differ in their bits: with NaN or zeros below zero.
pub(super) fn floats(items: &mut [f64]) -> bool {
    if !can(items.len()) {
        return false;
    }
    let items: &mut [i64] = bytemuck::cast_slice_mut(items);
    // The order of floats is that of integers, but backwards where the sign is set; its own inverse.
    let flip = |item: i64| item ^ (((item as u64 >> 63).wrapping_neg() >> 1) as i64);
    const INFINITY: u64 = 0x7ff << 53;
    let odd = |&item: &i64| (item == i64::MIN) | ((item as u64) << 1 > INFINITY);
    let mut seen = 0;
    while seen < items.len() {
        let end = (seen + CHUNK).min(items.len());
        let chunk = &mut items[seen..end];
        if chunk.iter().fold(false, |found, item| found | odd(item)) {
            items[..seen].iter_mut().for_each(|item| *item = flip(*item));
            return false;
        }
        chunk.iter_mut().for_each(|item| *item = flip(*item));
        seen = end;
    }
    run(items, flip);
    true
}
