//! Merging of sorted sequences.

use super::item::Item;

/// Merges done at once, so that the processor need not wait for one comparison before it begins the next.
const LANES: usize = 4;
/// Shorter results are merged in one go.
const SHORT: usize = 64;

/// Merges two sorted sequences; of equal elements those of the first come first.
///
/// # Panics
/// If `out` is not as long as both together.
pub fn merge<T: Item>(a: &[T], b: &[T], out: &mut [T]) {
    assert_eq!(a.len() + b.len(), out.len(), "room for a merge");
    if a.is_empty() || b.is_empty() || a[a.len() - 1].key() <= b[0].key() {
        out[..a.len()].copy_from_slice(a);
        out[a.len()..].copy_from_slice(b);
        return;
    }
    if out.len() < SHORT {
        let mut lane = Lane::new(a, b, out, 0, out.len());
        unsafe { lane.finish() };
        return;
    }
    let total = out.len();
    let mut lanes: [Lane<T>; LANES] =
        std::array::from_fn(|k| Lane::new(a, b, out, total * k / LANES, total * (k + 1) / LANES));
    // Sound: a lane stays inside both sequences for as many steps as the shorter of its parts has elements.
    unsafe {
        loop {
            let steps = lanes.iter().map(Lane::safe_steps).min().unwrap_or(0);
            if steps == 0 {
                break;
            }
            for _ in 0..steps {
                lanes.iter_mut().for_each(|lane| lane.step());
            }
        }
        lanes.iter_mut().for_each(|lane| lane.finish());
    }
}

/// What is left of one part of a merge.
struct Lane<T> {
    a: *const T,
    a_end: *const T,
    b: *const T,
    b_end: *const T,
    out: *mut T,
}

impl<T: Item> Lane<T> {
    /// Elements `first..last` of the result.
    fn new(a: &[T], b: &[T], out: &mut [T], first: usize, last: usize) -> Lane<T> {
        let (from, to) = (share(a, b, first), share(a, b, last));
        let (a, b) = (a[from..to].as_ptr_range(), b[first - from..last - to].as_ptr_range());
        Lane { a: a.start, a_end: a.end, b: b.start, b_end: b.end, out: out[first..last].as_mut_ptr() }
    }

    fn safe_steps(&self) -> usize {
        unsafe { (self.a_end.offset_from(self.a)).min(self.b_end.offset_from(self.b)) as usize }
    }

    #[inline(always)]
    unsafe fn step(&mut self) {
        unsafe {
            let second = (*self.b).key() < (*self.a).key();
            // An address is chosen without a branch.
            let from = [self.a, self.b][usize::from(second)];
            self.out.write(*from);
            self.out = self.out.add(1);
            self.b = self.b.add(usize::from(second));
            self.a = self.a.add(usize::from(!second));
        }
    }

    unsafe fn finish(&mut self) {
        unsafe {
            while self.safe_steps() > 0 {
                self.step();
            }
            let (a, b) = (self.a_end.offset_from(self.a) as usize, self.b_end.offset_from(self.b) as usize);
            std::ptr::copy_nonoverlapping(self.a, self.out, a);
            std::ptr::copy_nonoverlapping(self.b, self.out.add(a), b);
        }
    }
}

/// How many of the first `count` elements of a merge come from `a`.
fn share<T: Item>(a: &[T], b: &[T], count: usize) -> usize {
    let (mut low, mut high) = (count.saturating_sub(b.len()), count.min(a.len()));
    while low < high {
        let middle = (low + high) / 2;
        // It is not among them if the last of b that would fit beside it comes before it.
        match b[count - middle - 1].key() < a[middle].key() {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    low
}

/// Merges the sorted runs between `bounds` of `runs`, neighbours first; of equal elements those of earlier runs come
/// first. `other` is as long; the result is in `runs`, or in `other` if it says true.
pub fn merge_runs<T: Item>(runs: &mut [T], other: &mut [T], bounds: &[usize]) -> bool {
    let mut bounds: Vec<usize> = bounds.to_vec();
    bounds.dedup();
    let (mut from, mut to, mut swapped) = (runs, other, false);
    while bounds.len() > 2 {
        let mut kept = vec![bounds[0]];
        for pair in bounds.windows(3).step_by(2) {
            let [begin, middle, end] = [pair[0], pair[1], pair[2]];
            merge(&from[begin..middle], &from[middle..end], &mut to[begin..end]);
            kept.push(end);
        }
        if bounds.len() % 2 == 0 {
            let (begin, end) = (bounds[bounds.len() - 2], bounds[bounds.len() - 1]);
            to[begin..end].copy_from_slice(&from[begin..end]);
            kept.push(end);
        }
        bounds = kept;
        (from, to, swapped) = (to, from, !swapped);
    }
    swapped
}
