//! Small allocations, cut out of large ones and used again, so that they cost no call of the system.

use super::heap::Span;

/// Bytes of what is cut up; slabs begin at multiples of it.
pub const SLAB: u64 = 1 << 20;
/// The largest allocation that is small.
pub const SMALL: usize = 16 << 10;

const PAGE: u64 = 4096;
/// Bytes of the smallest allocation: a cache line.
const LINE: u64 = 64;
/// From so many bytes in free pages on, pages that become free go back to the system.
const KEPT: u64 = 64 << 20;

/// Sizes are powers of two. What was freed last is used first, because it is in the caches.
#[derive(Default)]
pub struct Slabs {
    free: [Vec<Span>; 9],
    /// What is left of the last slab.
    rest: Option<Span>,
    /// Bytes of free allocations of whole pages.
    pages: u64,
}

fn class(bytes: u64) -> usize {
    (bytes.max(LINE).next_power_of_two() / LINE).trailing_zeros() as usize
}

impl Slabs {
    /// Room for at most [`SMALL`] bytes, whatever they hold; `slab` makes another slab. None where it cannot.
    pub fn take(&mut self, bytes: usize, slab: impl FnOnce() -> Option<Span>) -> Option<Span> {
        let class = class(bytes as u64);
        let size = LINE << class;
        if let Some(span) = self.free[class].pop() {
            self.pages -= if size >= PAGE { size } else { 0 };
            return Some(span);
        }
        let from = self.rest.filter(|rest| aligned(rest, size).bytes >= size).or_else(slab)?;
        let from = aligned(&from, size);
        self.rest = Some(after(&from, size));
        Some(Span { bytes: size, ..from })
    }

    /// Takes an allocation back. True if its pages are to go back to the system, without being forgotten.
    pub fn give(&mut self, span: Span) -> bool {
        let list = &mut self.free[class(span.bytes)];
        if list.try_reserve(1).is_err() {
            return span.bytes >= PAGE;
        }
        list.push(span);
        self.pages += if span.bytes >= PAGE { span.bytes } else { 0 };
        span.bytes >= PAGE && self.pages > KEPT
    }
}

fn after(span: &Span, bytes: u64) -> Span {
    let bytes = bytes.min(span.bytes);
    Span { offset: span.offset + bytes, address: span.address + bytes as usize, bytes: span.bytes - bytes }
}

/// The part of a span where an allocation of whole pages, or less than a page, can begin.
fn aligned(span: &Span, size: u64) -> Span {
    after(span, span.offset.next_multiple_of(size.min(PAGE)) - span.offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allocations_never_overlap_and_are_used_again() {
        let mut slabs = Slabs::default();
        let mut made = 0;
        let mut live: Vec<Span> = Vec::new();
        let mut state = 1u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            if state >> 63 == 0 || live.is_empty() {
                let bytes = (state >> 20) as usize % SMALL + 1;
                let slab = || {
                    made += 1;
                    Some(Span { offset: made * SLAB, bytes: SLAB, address: (made * SLAB) as usize + 4096 })
                };
                let span = slabs.take(bytes, slab).unwrap();
                assert!(span.bytes >= bytes as u64 && span.offset / SLAB == (span.offset + span.bytes - 1) / SLAB);
                assert_eq!(span.offset % span.bytes.min(PAGE), 0);
                assert_eq!(span.offset + 4096, span.address as u64);
                assert!(live.iter().all(|l| l.offset + l.bytes <= span.offset || span.offset + span.bytes <= l.offset));
                live.push(span);
            } else {
                let span = live.swap_remove((state >> 20) as usize % live.len());
                slabs.give(span);
                if state & 1 << 40 == 0 {
                    let again = slabs.take(span.bytes as usize, || None).unwrap();
                    assert_eq!(again, span);
                    slabs.give(again);
                }
            }
        }
        assert!(made < 40);
        assert!(slabs.take(1, || None).is_some());
    }
}
