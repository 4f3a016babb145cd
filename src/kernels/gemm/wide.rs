//! Products of float matrices on processors with AVX-512: packed panels as in `blocked`, and a kernel with 24 registers of
//! sums, as BLIS has it (Van Zee and van de Geijn, "BLIS: a framework for rapidly instantiating BLAS functionality", ACM
//! TOMS 41(3), 2015).
//!
//! The kernel is assembly: the intrinsics are younger than the oldest compiler that this library is built with.

use super::{Extents, Matrix};
use std::alloc::Layout;
use std::arch::asm;
use std::ops::{Add, Mul};

/// Columns of C that the kernel computes at a time; its rows are three registers.
const COLUMNS: usize = 8;
/// Sums, rows of A and columns of B that are packed at a time: a strip of B stays in the first cache, A in the second, B
/// in the third.
const K: usize = 384;
const M: usize = 240;
const N: usize = 2048;
/// Bytes of a tile of C.
const TILE: usize = 24 * 64;
/// Products of fewer multiplications are not worth tiles of this size.
const WORTH: usize = 1 << 15;

pub(super) trait Float: Copy + Default + PartialEq + Mul<Output = Self> + Add<Output = Self> {
    const ROWS: usize;
    const ONE: Self;
    /// Sums of products of a strip of A and one of B, written one column of C after the other.
    unsafe fn kernel(k: usize, a: *const Self, b: *const Self, tile: *mut Self);
}

/// One column: a broadcast element of B by three registers of A.
macro_rules! column {
    ($broadcast:literal $fma:literal $step:literal, $at:literal $x:literal $y:literal $z:literal $free:literal) => {
        concat!(
            $broadcast,
            " zmm",
            $free,
            ", [{b} + ",
            $at,
            "*",
            $step,
            "]\n",
            $fma,
            " zmm",
            $x,
            ", zmm0, zmm",
            $free,
            "\n",
            $fma,
            " zmm",
            $y,
            ", zmm1, zmm",
            $free,
            "\n",
            $fma,
            " zmm",
            $z,
            ", zmm2, zmm",
            $free,
        )
    };
}
macro_rules! zeros {
    ($($r:literal)*) => { concat!($("vpxorq zmm", $r, ", zmm", $r, ", zmm", $r, "\n"),*) };
}
macro_rules! stores {
    ($($r:literal $at:literal),*) => { concat!($("vmovups [{tile} + ", $at, "*64], zmm", $r, "\n"),*) };
}

macro_rules! kernel {
    ($name:ident, $t:ty, $broadcast:literal, $fma:literal, $step:literal) => {
        unsafe fn $name(k: usize, a: *const $t, b: *const $t, tile: *mut $t) {
            unsafe {
                asm!(
                    zeros!(8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31),
                    "test {k}, {k}",
                    "jz 3f",
                    ".p2align 5",
                    "2:",
                    "vmovaps zmm0, [{a}]",
                    "vmovaps zmm1, [{a} + 64]",
                    "vmovaps zmm2, [{a} + 128]",
                    "prefetcht0 [{a} + 1536]",
                    "prefetcht0 [{a} + 1600]",
                    "prefetcht0 [{a} + 1664]",
                    column!($broadcast $fma $step, 0 8 9 10 3),
                    column!($broadcast $fma $step, 1 11 12 13 4),
                    column!($broadcast $fma $step, 2 14 15 16 5),
                    column!($broadcast $fma $step, 3 17 18 19 6),
                    column!($broadcast $fma $step, 4 20 21 22 3),
                    column!($broadcast $fma $step, 5 23 24 25 4),
                    column!($broadcast $fma $step, 6 26 27 28 5),
                    column!($broadcast $fma $step, 7 29 30 31 6),
                    "add {a}, 192",
                    concat!("add {b}, 8*", $step),
                    "dec {k}",
                    "jnz 2b",
                    "3:",
                    stores!(8 0, 9 1, 10 2, 11 3, 12 4, 13 5, 14 6, 15 7, 16 8, 17 9, 18 10, 19 11, 20 12, 21 13, 22 14,
                            23 15, 24 16, 25 17, 26 18, 27 19, 28 20, 29 21, 30 22, 31 23),
                    "vzeroupper",
                    k = inout(reg) k => _, a = inout(reg) a => _, b = inout(reg) b => _, tile = in(reg) tile,
                    out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _, out("xmm4") _, out("xmm5") _, out("xmm6") _,
                    out("xmm7") _, out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _, out("xmm12") _,
                    out("xmm13") _, out("xmm14") _, out("xmm15") _, out("xmm16") _, out("xmm17") _, out("xmm18") _,
                    out("xmm19") _, out("xmm20") _, out("xmm21") _, out("xmm22") _, out("xmm23") _, out("xmm24") _,
                    out("xmm25") _, out("xmm26") _, out("xmm27") _, out("xmm28") _, out("xmm29") _, out("xmm30") _,
                    out("xmm31") _,
                    options(nostack),
                );
            }
        }
    };
}
kernel!(double, f64, "vbroadcastsd", "vfmadd231pd", "8");
kernel!(single, f32, "vbroadcastss", "vfmadd231ps", "4");

impl Float for f64 {
    const ROWS: usize = 24;
    const ONE: f64 = 1.0;
    unsafe fn kernel(k: usize, a: *const f64, b: *const f64, tile: *mut f64) {
        unsafe { double(k, a, b, tile) }
    }
}

impl Float for f32 {
    const ROWS: usize = 48;
    const ONE: f32 = 1.0;
    unsafe fn kernel(k: usize, a: *const f32, b: *const f32, tile: *mut f32) {
        unsafe { single(k, a, b, tile) }
    }
}

/// Whether products of this size are done here.
pub(super) fn takes(Extents { m, n, k }: Extents) -> bool {
    m.saturating_mul(n).saturating_mul(k) >= WORTH && std::arch::is_x86_feature_detected!("avx512f")
}

/// Memory for packed panels, aligned to cache lines.
struct Room(*mut u8, Layout);

impl Room {
    fn new<T>(count: usize) -> Option<Room> {
        let layout = Layout::from_size_align(count * size_of::<T>(), 64).ok().filter(|layout| layout.size() > 0)?;
        let pointer = unsafe { std::alloc::alloc(layout) };
        (!pointer.is_null()).then_some(Room(pointer, layout))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        unsafe { std::alloc::dealloc(self.0, self.1) }
    }
}

#[repr(align(64))]
struct Tile([u8; TILE]);

fn part<T>(matrix: Matrix, row: usize, column: usize) -> Matrix {
    let at = row as isize * matrix.row + column as isize * matrix.column;
    Matrix { pointer: matrix.pointer.cast::<T>().wrapping_offset(at).cast(), ..matrix }
}

/// False if there is no memory for panels.
pub(super) unsafe fn multiply<T: Float>(extents: Extents, alpha: T, a: Matrix, b: Matrix, beta: T, c: Matrix) -> bool {
    // Tiles are written column by column.
    let (Extents { m, n, k }, a, b, c) = match c.row == 1 {
        true => (extents, a, b, c),
        false => (Extents { m: extents.n, n: extents.m, ..extents }, b.transposed(), a.transposed(), c.transposed()),
    };
    let left = Room::new::<T>(M.min(m.next_multiple_of(T::ROWS)) * K.min(k));
    let right = Room::new::<T>(N.min(n.next_multiple_of(COLUMNS)) * K.min(k));
    let (Some(left), Some(right)) = (left, right) else { return false };
    let (strips, others) = (left.0.cast::<T>(), right.0.cast::<T>());
    let mut tile = Tile([0; TILE]);
    let tile = tile.0.as_mut_ptr().cast::<T>();
    for j in (0..n).step_by(N) {
        let columns = N.min(n - j);
        for l in (0..k).step_by(K) {
            let sums = K.min(k - l);
            unsafe { pack::<T>(others, part::<T>(b, l, j).transposed(), columns, sums, COLUMNS) };
            let beta = if l == 0 { beta } else { T::ONE };
            for i in (0..m).step_by(M) {
                let rows = M.min(m - i);
                unsafe { pack::<T>(strips, part::<T>(a, i, l), rows, sums, T::ROWS) };
                for down in (0..columns).step_by(COLUMNS) {
                    for across in (0..rows).step_by(T::ROWS) {
                        let size = (T::ROWS.min(rows - across), COLUMNS.min(columns - down));
                        unsafe {
                            T::kernel(sums, strips.add(across * sums), others.add(down * sums), tile);
                            write(tile, size, alpha, beta, part::<T>(c, i + across, j + down));
                        }
                    }
                }
            }
        }
    }
    true
}

/// `c = beta·c + alpha·tile`; a beta of 0 does not read.
#[target_feature(enable = "avx2")]
unsafe fn write<T: Float>(tile: *const T, (rows, columns): (usize, usize), alpha: T, beta: T, c: Matrix) {
    let zero = T::default();
    for column in 0..columns {
        unsafe {
            let from = tile.add(column * T::ROWS);
            let to = c.pointer.cast::<T>().wrapping_offset(column as isize * c.column);
            if c.row != 1 {
                for row in 0..rows {
                    let to = to.wrapping_offset(row as isize * c.row);
                    let old = if beta == zero { zero } else { beta * to.read_unaligned() };
                    to.write_unaligned(old + alpha * from.add(row).read());
                }
            } else if beta == zero {
                (0..rows).for_each(|row| to.add(row).write_unaligned(alpha * from.add(row).read()));
            } else {
                (0..rows).for_each(|row| {
                    let old = beta * to.add(row).read_unaligned();
                    to.add(row).write_unaligned(old + alpha * from.add(row).read());
                });
            }
        }
    }
}

/// Strips of `width` rows, each with its columns one after the other; missing rows are 0.
#[target_feature(enable = "avx2")]
unsafe fn pack<T: Float>(to: *mut T, from: Matrix, rows: usize, columns: usize, width: usize) {
    for strip in 0..rows.div_ceil(width) {
        let height = width.min(rows - strip * width);
        unsafe {
            let to = to.add(strip * width * columns);
            let from = part::<T>(from, strip * width, 0);
            if height == width && from.row == 1 {
                for column in 0..columns {
                    let from = part::<T>(from, 0, column).pointer;
                    std::ptr::copy_nonoverlapping(from, to.add(column * width).cast(), width * size_of::<T>());
                }
                continue;
            }
            // Some columns at a time, so that what is written stays near while rows are read along.
            for first in (0..columns).step_by(16) {
                for row in 0..width {
                    for column in first..columns.min(first + 16) {
                        let value = match row < height {
                            true => part::<T>(from, row, column).pointer.cast::<T>().read_unaligned(),
                            false => T::default(),
                        };
                        to.add(column * width + row).write(value);
                    }
                }
            }
        }
    }
}
