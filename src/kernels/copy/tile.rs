//! Copies whose source and target run along different axes: transposed in tiles that fit the first-level cache.

use super::combine::Combine;
use super::stream::{prefetch, row};
use crate::index::ByteRun;
use std::mem::MaybeUninit;

/// Source bytes of a tile along the source's rows: few enough lines, and enough to be seen as a sequence.
const DEPTH: usize = 256;
/// Bytes of a tile, within the first-level cache or not far above it.
const ROOM: usize = 48 << 10;
/// Bytes of a row that is worked on behind the tile.
const ROW: usize = 1 << 10;

/// Target bytes of a tile along the target's rows.
const fn length<W>() -> usize {
    match size_of::<W>() {
        1 => 128,
        2 => 256,
        _ => 512,
    }
}

/// Bytes between target rows of a tile: one line more than is written at most.
const fn pitch<W>() -> usize {
    length::<W>() + 64
}

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[allow(dead_code)] [u8; 64]);

/// Elements of 16 bytes transposed at once in registers, a square.
const fn side<W>() -> usize {
    16 / size_of::<W>()
}

/// How rows of a tile get to the target.
pub(super) trait Emit {
    /// Writes a row of contiguous elements of `W`; the next one goes to `next`. `work` has room for a row.
    unsafe fn emit<W, const WIDE: bool, const STREAM: bool>(
        &self,
        from: *const u8,
        to: *mut u8,
        bytes: usize,
        next: *mut u8,
        work: *mut u8,
    );
}

/// As they are.
pub(super) struct Replace;

impl Emit for Replace {
    #[inline(always)]
    unsafe fn emit<W, const WIDE: bool, const STREAM: bool>(
        &self,
        from: *const u8,
        to: *mut u8,
        bytes: usize,
        _: *mut u8,
        _: *mut u8,
    ) {
        unsafe { row::<WIDE, STREAM>(from, to, bytes, 0) }
    }
}

impl Emit for Combine {
    #[inline(always)]
    unsafe fn emit<W, const WIDE: bool, const STREAM: bool>(
        &self,
        from: *const u8,
        to: *mut u8,
        bytes: usize,
        next: *mut u8,
        work: *mut u8,
    ) {
        let (size, count) = (size_of::<W>() as isize, bytes / size_of::<W>());
        unsafe {
            if self.reads_target() {
                (0..bytes).step_by(64).for_each(|byte| prefetch(next.wrapping_add(byte)));
                return self.run(from, size, to, size, count);
            }
            self.run(from, size, work, size, count);
            row::<WIDE, STREAM>(work, to, bytes, 0)
        }
    }
}

/// Copies the combinations of two runs: `across` is contiguous in the source, `along` in the target.
pub(super) unsafe fn transpose<W: Copy, E: Emit, const WIDE: bool, const STREAM: bool>(
    emit: &E,
    across: &ByteRun,
    along: &ByteRun,
    from: *const u8,
    to: *mut u8,
) {
    // In a function of its own: where work comes before a large frame, rustc 1.95 for x86-64 lets the check of the stack
    // overwrite a register that is in use.
    let mut tile = MaybeUninit::<[Line; (ROOM + ROW) / 64]>::uninit();
    unsafe { transpose_through::<W, E, WIDE, STREAM>(emit, tile.as_mut_ptr().cast(), across, along, from, to) }
}

#[inline(never)]
unsafe fn transpose_through<W: Copy, E: Emit, const WIDE: bool, const STREAM: bool>(
    emit: &E,
    tile: *mut u8,
    across: &ByteRun,
    along: &ByteRun,
    from: *const u8,
    to: *mut u8,
) {
    let size = size_of::<W>();
    let work = tile.wrapping_add(ROOM);
    let from = from.wrapping_offset(across.from + along.from);
    let to = to.wrapping_offset(across.to + along.to);
    let depth = DEPTH / size;
    // Elements up to the next line of the target, where lines are what is written.
    let whole = STREAM && to as usize % size == 0 && across.to_step % size as isize == 0;
    let to_line = |address: *mut u8| if whole { (address as usize).wrapping_neg() % 64 / size } else { 0 };
    // Rows that lie in step with lines share their ends; others overlap by the parts of lines.
    let in_step = across.to_step % 64 == 0;
    let length = if in_step { length::<W>().min(256) } else { length::<W>() } / size;
    let rest = if in_step { 0 } else { 64 / size };
    let mut done = 0;
    while done < along.count {
        let head = if in_step && done == 0 { to_line(to) } else { 0 };
        let last = done + head + length + rest >= along.count;
        let end = if last { along.count } else { done + head + length };
        let from = from.wrapping_offset(done as isize * along.from_step);
        let to = to.wrapping_add(done * size);
        let columns = (end + rest).min(along.count) - done;
        // On along the source's rows, which the processor has begun to see, and so that every line is used up.
        for first in (0..across.count).step_by(depth) {
            let rows = depth.min(across.count - first);
            let next = match first + depth < across.count {
                true => from.wrapping_add((first + depth) * size),
                false => from.wrapping_offset(columns as isize * along.from_step),
            };
            unsafe {
                let step = along.from_step;
                gather::<W, STREAM>(from.wrapping_add(first * size), next, step, tile, rows, columns);
                let mut at = to.wrapping_offset(first as isize * across.to_step);
                let mut line = tile;
                for _ in 0..rows {
                    let next = at.wrapping_offset(across.to_step);
                    if in_step {
                        emit.emit::<W, WIDE, STREAM>(line, at, columns * size, next, work);
                    } else {
                        let skip = if done == 0 { 0 } else { to_line(at) };
                        let over = if last { 0 } else { to_line(at.wrapping_add((end - done) * size)) };
                        let count = end + over - done - skip;
                        let (line, at) = (line.add(skip * size), at.wrapping_add(skip * size));
                        emit.emit::<W, WIDE, STREAM>(line, at, count * size, next, work);
                    }
                    at = next;
                    line = line.add(const { pitch::<W>() });
                }
            }
        }
        done = end;
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
                    // The first line of a row that begins within one came with the tile before.
                    (0..rows * size).step_by(64).for_each(|byte| prefetch(line.wrapping_add(byte + 63)));
                }
            }
            let from = from.wrapping_offset(column as isize * step);
            for r in (0..whole_rows).step_by(side) {
                square::<W>(from.add(r * size), step, tile.add(r * pitch::<W>() + column * size));
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
        unsafe { to.add(r * pitch::<W>()).cast::<W>().write_unaligned(from.cast::<W>().add(r).read_unaligned()) };
    }
}

/// Transposes a square of 16 bytes a side.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn square<W: Copy>(from: *const u8, step: isize, to: *mut u8) {
    use std::arch::x86_64::*;
    let load = |r: usize| unsafe { _mm_loadu_si128(from.wrapping_offset(r as isize * step).cast()) };
    let store = |r: usize, value: __m128i| unsafe { _mm_storeu_si128(to.add(r * pitch::<W>()).cast(), value) };
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
