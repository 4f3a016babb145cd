//! Copies whose source and target run along different axes: transposed in tiles that fit the first-level cache.

use super::stream::{prefetch, row};
use crate::index::ByteRun;

/// Target bytes of a tile along the target's rows: a few lines, more where they begin and end with parts of lines.
const LENGTH: usize = 256;
const LONG: usize = 512;
/// Target rows of a tile are apart by a little more, so that they do not meet in the same lines of the cache.
const PITCH: usize = LONG + 64;
/// Target rows of a tile.
const ROWS: usize = 64;

/// Source elements of a tile along the source's rows.
const fn depth<W>() -> usize {
    let in_four_lines = 256 / size_of::<W>();
    if in_four_lines < ROWS {
        in_four_lines
    } else {
        ROWS
    }
}

type Tile = [Line; ROWS * PITCH / 64];

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[allow(dead_code)] [u8; 64]);

/// Elements of 16 bytes transposed at once in registers, a square.
const fn side<W>() -> usize {
    16 / size_of::<W>()
}

/// Copies the combinations of two runs: `across` is contiguous in the source, `along` in the target.
pub(super) unsafe fn transpose<W: Copy, const WIDE: bool, const STREAM: bool>(
    across: &ByteRun,
    along: &ByteRun,
    from: *const u8,
    to: *mut u8,
) {
    let size = size_of::<W>();
    let from = from.wrapping_offset(across.from + along.from);
    let to = to.wrapping_offset(across.to + along.to);
    let mut tile = std::mem::MaybeUninit::<Tile>::uninit();
    let tile = tile.as_mut_ptr().cast::<u8>();
    let depth = const { depth::<W>() };
    // Tiles end where lines of the target do.
    let head = ((to as usize).wrapping_neg() % 64 / size).min(along.count);
    let length = if across.to_step % 64 == 0 { LENGTH } else { LONG } / size;
    let mut done = 0;
    while done < along.count {
        let columns = if done == 0 && head > 0 { head } else { length.min(along.count - done) };
        let from = from.wrapping_offset(done as isize * along.from_step);
        let to = to.wrapping_add(done * size);
        done += columns;
        // On along the source's rows, which the processor has begun to see, and so that every line is used up.
        for first in (0..across.count).step_by(depth) {
            let rows = depth.min(across.count - first);
            let next = match first + depth < across.count {
                true => from.wrapping_add((first + depth) * size),
                false => from.wrapping_offset(columns as isize * along.from_step),
            };
            let from = from.wrapping_add(first * size);
            let to = to.wrapping_offset(first as isize * across.to_step);
            unsafe {
                gather::<W, STREAM>(from, next, along.from_step, tile, rows, columns);
                for r in 0..rows {
                    let at = to.wrapping_offset(r as isize * across.to_step);
                    row::<WIDE, STREAM>(tile.add(r * PITCH), at, columns * size, 0);
                }
            }
        }
    }
}

/// Fills the tile's `rows` of `columns` elements, out of as many source rows, `step` apart, as there are columns.
#[inline(always)]
unsafe fn gather<W: Copy, const AHEAD: bool>(
    from: *const u8,
    next: *const u8,
    step: isize,
    tile: *mut u8,
    rows: usize,
    columns: usize,
) {
    let side = const { side::<W>() };
    let size = size_of::<W>();
    let (whole_rows, whole_columns) = (rows / side * side, columns / side * side);
    unsafe {
        for column in (0..whole_columns).step_by(side) {
            if AHEAD {
                for c in column..column + side {
                    let line = next.wrapping_offset(c as isize * step);
                    (0..rows * size).step_by(64).for_each(|byte| prefetch(line.wrapping_add(byte)));
                }
            }
            let from = from.wrapping_offset(column as isize * step);
            for r in (0..whole_rows).step_by(side) {
                square::<W>(from.add(r * size), step, tile.add(r * PITCH + column * size));
            }
            for c in 0..side {
                single::<W>(from.wrapping_offset(c as isize * step), tile.add((column + c) * size), whole_rows..rows);
            }
        }
        for column in whole_columns..columns {
            single::<W>(from.wrapping_offset(column as isize * step), tile.add(column * size), 0..rows);
        }
    }
}

#[inline(always)]
unsafe fn single<W: Copy>(from: *const u8, to: *mut u8, rows: std::ops::Range<usize>) {
    for r in rows {
        unsafe { to.add(r * PITCH).cast::<W>().write_unaligned(from.cast::<W>().add(r).read_unaligned()) };
    }
}

/// Transposes a square of 16 bytes a side.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn square<W: Copy>(from: *const u8, step: isize, to: *mut u8) {
    use std::arch::x86_64::*;
    let load = |r: usize| unsafe { _mm_loadu_si128(from.wrapping_offset(r as isize * step).cast()) };
    let store = |r: usize, value: __m128i| unsafe { _mm_storeu_si128(to.add(r * PITCH).cast(), value) };
    // Each pass merges row r with row r + half: after log2(side) passes rows have become columns.
    macro_rules! passes {
        ($side:literal, $low:ident, $high:ident, $passes:literal) => {{
            let mut rows: [__m128i; $side] = std::array::from_fn(load);
            for _ in 0..$passes {
                rows = std::array::from_fn(|r| unsafe {
                    let (a, b) = (rows[r / 2], rows[r / 2 + $side / 2]);
                    if r % 2 == 0 {
                        $low(a, b)
                    } else {
                        $high(a, b)
                    }
                });
            }
            rows.into_iter().enumerate().for_each(|(r, value)| store(r, value));
        }};
    }
    match size_of::<W>() {
        1 => passes!(16, _mm_unpacklo_epi8, _mm_unpackhi_epi8, 4),
        2 => passes!(8, _mm_unpacklo_epi16, _mm_unpackhi_epi16, 3),
        4 => passes!(4, _mm_unpacklo_epi32, _mm_unpackhi_epi32, 2),
        8 => passes!(2, _mm_unpacklo_epi64, _mm_unpackhi_epi64, 1),
        _ => store(0, load(0)),
    }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
unsafe fn square<W: Copy>(from: *const u8, step: isize, to: *mut u8) {
    for c in 0..side::<W>() {
        unsafe {
            single::<W>(from.wrapping_offset(c as isize * step), to.add(c * size_of::<W>()), 0..side::<W>());
        }
    }
}
