//! The C library's allocator: where the system refuses a small block, a fixed reserve gives one, so that an exhausted
//! process still gets its error as a status instead of being ended by Rust. Large blocks are asked for fallibly.
//!
//! Only in the library for C (`--features c-library`): a Rust program chooses its own allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Enough for a few hundred messages, lists and tables of a failing call.
const RESERVE: usize = 1 << 20;
/// Larger blocks come from callers' sizes and are never taken from the reserve.
const SMALL: usize = 64 << 10;

#[repr(align(4096))]
struct Bytes(UnsafeCell<[u8; RESERVE]>);
// Handed out in disjoint blocks only.
unsafe impl Sync for Bytes {}

static BYTES: Bytes = Bytes(UnsafeCell::new([0; RESERVE]));
static LOCK: AtomicBool = AtomicBool::new(false);
static NEXT: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);

fn locked<T>(work: impl FnOnce() -> T) -> T {
    while LOCK.compare_exchange_weak(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
        std::hint::spin_loop();
    }
    let result = work();
    LOCK.store(false, Ordering::Release);
    result
}

fn from_reserve(layout: Layout) -> *mut u8 {
    if layout.size() > SMALL || layout.align() > 4096 {
        return std::ptr::null_mut();
    }
    locked(|| {
        let start = NEXT.load(Ordering::Relaxed).next_multiple_of(layout.align());
        let end = start + layout.size();
        if end > RESERVE {
            return std::ptr::null_mut();
        }
        NEXT.store(end, Ordering::Relaxed);
        LIVE.fetch_add(1, Ordering::Relaxed);
        BYTES.0.get().cast::<u8>().wrapping_add(start)
    })
}

fn is_reserve(pointer: *mut u8) -> bool {
    let start = BYTES.0.get() as usize;
    (start..start + RESERVE).contains(&(pointer as usize))
}

/// The system's allocator with the reserve behind it.
pub struct WithReserve;

unsafe impl GlobalAlloc for WithReserve {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = System.alloc(layout);
        if block.is_null() {
            return from_reserve(layout);
        }
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let block = System.alloc_zeroed(layout);
        if !block.is_null() {
            return block;
        }
        let block = from_reserve(layout);
        if !block.is_null() {
            block.write_bytes(0, layout.size());
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if !is_reserve(block) {
            return System.dealloc(block, layout);
        }
        locked(|| {
            // All given back: the reserve starts anew.
            if LIVE.fetch_sub(1, Ordering::Relaxed) == 1 {
                NEXT.store(0, Ordering::Relaxed);
            }
        })
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !is_reserve(block) {
            let moved = System.realloc(block, layout, size);
            if !moved.is_null() {
                return moved;
            }
        }
        let Ok(wanted) = Layout::from_size_align(size, layout.align()) else { return std::ptr::null_mut() };
        let moved = self.alloc(wanted);
        if !moved.is_null() {
            moved.copy_from_nonoverlapping(block, layout.size().min(size));
            self.dealloc(block, layout);
        }
        moved
    }
}

#[global_allocator]
static ALLOCATOR: WithReserve = WithReserve;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_gives_small_blocks_and_recovers() {
        let small = Layout::from_size_align(1000, 64).unwrap();
        let first = from_reserve(small);
        let second = from_reserve(small);
        assert!(
            is_reserve(first)
                && is_reserve(second)
                && first as usize % 64 == 0
                && second as usize >= first as usize + 1000
        );
        assert!(from_reserve(Layout::from_size_align(SMALL + 1, 1).unwrap()).is_null());
        unsafe {
            ALLOCATOR.dealloc(second, small);
            let grown = ALLOCATOR.realloc(first, small, 5000);
            ALLOCATOR.dealloc(grown, Layout::from_size_align(5000, 64).unwrap());
        }
        assert_eq!((LIVE.load(Ordering::Relaxed), NEXT.load(Ordering::Relaxed)), (0, 0));
    }
}
