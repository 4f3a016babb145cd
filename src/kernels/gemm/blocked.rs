//! Products of integer and bool matrices: packed panels that stay in the caches, as Goto and van de Geijn have it
//! ("Anatomy of high-performance matrix multiplication", ACM TOMS 34(3), 2008).

use super::{read, Extents, Factor, Matrix};
use crate::dtype::Dtype;
use crate::kernels::number::Arithmetic;
use crate::kernels::{twice, wide};

/// Elements of C that are computed at a time.
const ROWS: usize = 4;
const COLUMNS: usize = 16;
/// Rows of A, columns of B and sums that are packed at a time.
const M: usize = 64;
const N: usize = 512;
const K: usize = 256;

pub(super) unsafe fn multiply(
    dtype: Dtype,
    extents: Extents,
    alpha: &Factor,
    a: Matrix,
    b: Matrix,
    beta: &Factor,
    c: Matrix,
) {
    dispatch!(dtype, T => unsafe { product::<T>(extents, read(alpha), a, b, read(beta), c) })
}

unsafe fn product<T: Arithmetic>(extents: Extents, alpha: T, a: Matrix, b: Matrix, beta: T, c: Matrix) {
    let Extents { m, n, k } = extents;
    let mut left = vec![T::default(); M * K.min(k)];
    let mut right = vec![T::default(); K.min(k) * N.min(n).next_multiple_of(COLUMNS)];
    let part = |matrix: Matrix, row: usize, column: usize| Matrix {
        pointer: matrix
            .pointer
            .cast::<T>()
            .wrapping_offset(row as isize * matrix.row + column as isize * matrix.column)
            .cast(),
        ..matrix
    };
    let panel = if wide() { panel_avx2::<T> } else { panel_plain::<T> };
    for j in (0..n).step_by(N) {
        let columns = N.min(n - j);
        for l in (0..k).step_by(K) {
            let sums = K.min(k - l);
            unsafe { pack(&mut right, part(b, l, j).transposed(), columns, sums, COLUMNS) };
            for i in (0..m).step_by(M) {
                let rows = M.min(m - i);
                unsafe {
                    pack(&mut left, part(a, i, l), rows, sums, ROWS);
                    let size = Extents { m: rows, n: columns, k: sums };
                    let factors = (alpha, (l == 0).then_some(beta));
                    panel(&left, &right, size, factors, part(c, i, j));
                }
            }
        }
    }
}

/// Strips of `width` rows, each with its columns one after the other; missing rows are 0.
unsafe fn pack<T: Arithmetic>(to: &mut [T], from: Matrix, rows: usize, columns: usize, width: usize) {
    for (strip, to) in to.chunks_mut(width * columns).take(rows.div_ceil(width)).enumerate() {
        let height = width.min(rows - strip * width);
        for (column, to) in to.chunks_exact_mut(width).enumerate() {
            for (row, to) in to.iter_mut().enumerate() {
                *to = match row < height {
                    true => unsafe {
                        let at = (strip * width + row) as isize * from.row + column as isize * from.column;
                        from.pointer.cast::<T>().wrapping_offset(at).read_unaligned()
                    },
                    false => T::default(),
                };
            }
        }
    }
}

twice!(panel_body, panel_plain, panel_avx2, [T: Arithmetic],
    (left: &[T], right: &[T], size: Extents, factors: (T, Option<T>), c: Matrix));

#[inline(always)]
unsafe fn panel_body<T: Arithmetic>(left: &[T], right: &[T], size: Extents, factors: (T, Option<T>), c: Matrix) {
    let (alpha, beta) = factors;
    for (j, right) in right.chunks_exact(COLUMNS * size.k).take(size.n.div_ceil(COLUMNS)).enumerate() {
        for (i, left) in left.chunks_exact(ROWS * size.k).take(size.m.div_ceil(ROWS)).enumerate() {
            let mut sums = [[T::default(); COLUMNS]; ROWS];
            for (a, b) in left.chunks_exact(ROWS).zip(right.chunks_exact(COLUMNS)) {
                for (row, &a) in sums.iter_mut().zip(a) {
                    for (sum, &b) in row.iter_mut().zip(b) {
                        *sum = sum.add(a.multiply(b));
                    }
                }
            }
            let rows = ROWS.min(size.m - i * ROWS);
            let columns = COLUMNS.min(size.n - j * COLUMNS);
            for (row, sums) in sums.iter().enumerate().take(rows) {
                for (column, &sum) in sums.iter().enumerate().take(columns) {
                    let at = (i * ROWS + row) as isize * c.row + (j * COLUMNS + column) as isize * c.column;
                    let at = c.pointer.cast::<T>().wrapping_offset(at);
                    let sum = alpha.multiply(sum);
                    unsafe {
                        at.write_unaligned(match beta {
                            None => at.read_unaligned().add(sum),
                            Some(beta) if beta.is_nonzero() => beta.multiply(at.read_unaligned()).add(sum),
                            Some(_) => sum,
                        })
                    };
                }
            }
        }
    }
}
