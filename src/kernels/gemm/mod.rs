//! Products of matrices in local memory: `C = alpha·A·B + beta·C` with any strides, and sums of products over any axes.
//!
//! Floats go to the system's BLAS where there is a good one, else to a kernel for AVX-512 or the crate `matrixmultiply`;
//! integers and bools to a blocked loop of our own. What is too small or too thin for a product of matrices is a nest of loops.

mod blas;
mod blocked;
mod nest;
#[cfg(target_arch = "x86_64")]
mod wide;

use crate::dtype::{Dtype, Kind};
use num_complex::Complex;

/// A matrix in memory: distances between rows and between columns in elements.
#[derive(Clone, Copy, Debug)]
pub struct Matrix {
    pub pointer: *mut u8,
    pub row: isize,
    pub column: isize,
}

impl Matrix {
    fn transposed(self) -> Matrix {
        Matrix { row: self.column, column: self.row, ..self }
    }
}

/// Rows of A and C, columns of B and C, what is summed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extents {
    pub m: usize,
    pub n: usize,
    pub k: usize,
}

/// One element of the dtype at hand.
pub type Factor = [u8; 16];

/// One axis of a contraction in local memory: its extent, and its distances in elements in A, B and C, 0 where a matrix
/// does not have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub count: usize,
    pub steps: [isize; 3],
}

/// What an axis does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// In A, B and C, or in C alone.
    Batch,
    Row,
    Column,
    /// Summed over.
    Sum,
}

impl Axis {
    fn role(&self, kept: bool, in_a: bool, in_b: bool) -> Role {
        match (kept, in_a, in_b) {
            (false, ..) => Role::Sum,
            (true, true, false) => Role::Row,
            (true, false, true) => Role::Column,
            (true, ..) => Role::Batch,
        }
    }
}

/// An axis with which of the three have it.
#[derive(Clone, Copy, Debug)]
pub struct Labelled {
    pub axis: Axis,
    pub in_a: bool,
    pub in_b: bool,
    pub in_c: bool,
}

/// Products of matrices are worth their packing from this many multiplications on.
const WORTH_BLOCKING: usize = 512;

/// `C = alpha · sum of A·B over the axes that C lacks + beta·C`, where a beta of 0 does not read C.
///
/// # Safety
/// The memories must be valid for all axes; C must overlap neither A nor B nor itself.
pub unsafe fn contract(dtype: Dtype, axes: &[Labelled], ab: [*const u8; 2], c: *mut u8, alpha: &Factor, beta: &Factor) {
    if axes.iter().any(|axis| axis.axis.count == 0 && axis.in_c) {
        return;
    }
    let mut groups: [Vec<Axis>; 4] = Default::default();
    for labelled in axes.iter().filter(|axis| axis.axis.count != 1) {
        let role = labelled.axis.role(labelled.in_c, labelled.in_a, labelled.in_b);
        groups[role as usize].push(labelled.axis);
    }
    let groups = groups.map(fused);
    let pointers = [ab[0].cast_mut(), ab[1].cast_mut(), c];
    let longest = |group: &[Axis]| group.iter().map(|axis| axis.count).enumerate().max_by_key(|&(_, n)| n);
    let count = |role: Role| longest(&groups[role as usize]).map_or(1, |(_, n)| n);
    let extents = Extents { m: count(Role::Row), n: count(Role::Column), k: count(Role::Sum) };
    let Extents { m, n, k } = extents;
    let nothing = groups[Role::Sum as usize].iter().any(|axis| axis.count == 0);
    let whole = !nothing && m >= 4 && n >= 4 && k >= 2 && m.saturating_mul(n).saturating_mul(k) >= WORTH_BLOCKING;
    if !whole {
        return unsafe { nest::run(dtype, &groups, pointers, alpha, beta) };
    }
    // One axis of each role makes the product, the others are walked; sums last, so that C is started once.
    let mut steps = [[0isize; 3]; 4];
    let (mut outer, mut sums) = (Vec::new(), Vec::new());
    for role in [Role::Batch, Role::Row, Role::Column, Role::Sum] {
        let group = &groups[role as usize];
        let chosen = if role == Role::Batch { None } else { longest(group).map(|(at, _)| at) };
        for (at, axis) in group.iter().enumerate() {
            match (Some(at) == chosen, role) {
                (true, _) => steps[role as usize] = axis.steps,
                (false, Role::Sum) => sums.push(*axis),
                (false, _) => outer.push(*axis),
            }
        }
    }
    let inner = sums.len();
    let walked: Vec<Axis> = outer.into_iter().chain(sums).collect();
    let one = one(dtype);
    let size = dtype.size() as isize;
    nest::walk(&walked, |position, offsets| {
        let first = position[walked.len() - inner..].iter().all(|&p| p == 0);
        let at = |which: usize, row: Role, column: Role| Matrix {
            pointer: pointers[which].wrapping_offset(offsets[which] * size),
            row: steps[row as usize][which],
            column: steps[column as usize][which],
        };
        let (a, b, c) = (at(0, Role::Row, Role::Sum), at(1, Role::Sum, Role::Column), at(2, Role::Row, Role::Column));
        unsafe { multiply(dtype, extents, alpha, a, b, if first { beta } else { &one }, c) }
    });
}

/// The products of the elements of A and B at all positions of some axes, a block of contiguous ones at a time.
///
/// # Safety
/// The memories must be valid for all axes.
pub unsafe fn products(dtype: Dtype, axes: &[Labelled], ab: [*const u8; 2], mut feed: impl FnMut(*const u8, usize)) {
    let axes = fused(axes.iter().map(|labelled| labelled.axis).filter(|axis| axis.count != 1).collect());
    let [a, b] = ab.map(|pointer| pointer.cast_mut());
    dispatch!(dtype, T => unsafe { nest::products::<T>(&axes, [a.cast(), b.cast()], &mut feed) })
}

/// Neighbouring axes of one role as one, where the distances allow it.
fn fused(mut axes: Vec<Axis>) -> Vec<Axis> {
    // From the largest distances to the smallest, in the memory that is walked most evenly.
    axes.sort_by_key(|axis| std::cmp::Reverse(axis.steps.map(isize::unsigned_abs).into_iter().sum::<usize>()));
    let mut list: Vec<Axis> = Vec::with_capacity(axes.len());
    for axis in axes {
        if let Some(last) = list.last_mut() {
            if (0..3).all(|k| last.steps[k] == axis.steps[k] * axis.count as isize) {
                *last = Axis { count: last.count * axis.count, steps: axis.steps };
                continue;
            }
        }
        list.push(axis);
    }
    list
}

/// The number 1.
pub fn one(dtype: Dtype) -> Factor {
    fn bytes<T: bytemuck::Pod>(value: T) -> Factor {
        let mut factor = [0; 16];
        factor[..size_of::<T>()].copy_from_slice(bytemuck::bytes_of(&value));
        factor
    }
    match dtype {
        Dtype::Float32 => bytes(1f32),
        Dtype::Float64 => bytes(1f64),
        Dtype::Complex64 => bytes(Complex::new(1f32, 0.0)),
        Dtype::Complex128 => bytes(Complex::new(1f64, 0.0)),
        _ => bytes(1u8),
    }
}

fn read<T: bytemuck::Pod>(factor: &Factor) -> T {
    bytemuck::pod_read_unaligned(&factor[..size_of::<T>()])
}

/// A product of matrices.
unsafe fn multiply(dtype: Dtype, extents: Extents, alpha: &Factor, a: Matrix, b: Matrix, beta: &Factor, c: Matrix) {
    if dtype.kind() < Kind::Float {
        return unsafe { blocked::multiply(dtype, extents, alpha, a, b, beta, c) };
    }
    if unsafe { blas::multiply(dtype, extents, alpha, a, b, beta, c) } {
        return;
    }
    #[cfg(target_arch = "x86_64")]
    if wide::takes(extents) {
        let done = match dtype {
            Dtype::Float64 => unsafe { wide::multiply::<f64>(extents, read(alpha), a, b, read(beta), c) },
            Dtype::Float32 => unsafe { wide::multiply::<f32>(extents, read(alpha), a, b, read(beta), c) },
            _ => false,
        };
        if done {
            return;
        }
    }
    let Extents { m, n, k } = extents;
    macro_rules! call {
        ($function:ident, $t:ty $(, $flag:expr)*) => {
            matrixmultiply::$function(
                $($flag,)* m, k, n, read::<$t>(alpha), a.pointer.cast(), a.row, a.column,
                b.pointer.cast(), b.row, b.column, read::<$t>(beta), c.pointer.cast(), c.row, c.column,
            )
        };
    }
    use matrixmultiply::CGemmOption::Standard;
    unsafe {
        match dtype {
            Dtype::Float32 => call!(sgemm, f32),
            Dtype::Float64 => call!(dgemm, f64),
            Dtype::Complex64 => call!(cgemm, [f32; 2], Standard, Standard),
            _ => call!(zgemm, [f64; 2], Standard, Standard),
        }
    }
}

/// What multiplies floats here, and why: the name of a BLAS, or that there is none to use.
pub fn backend() -> String {
    match blas::library() {
        Ok(library) => library.name.clone(),
        Err(reason) => format!("loops of this library ({reason})"),
    }
}

/// Conjugates contiguous elements of a complex dtype.
///
/// # Safety
/// `pointer` must be valid for `count` elements.
pub unsafe fn conjugate(dtype: Dtype, pointer: *mut u8, count: usize) {
    unsafe fn run<T: std::ops::Neg<Output = T> + Copy>(pointer: *mut u8, count: usize) {
        let imaginary = pointer.cast::<T>();
        for k in 0..count {
            let at = unsafe { imaginary.add(2 * k + 1) };
            unsafe { at.write(-at.read()) };
        }
    }
    match dtype {
        Dtype::Complex64 => unsafe { run::<f32>(pointer, count) },
        Dtype::Complex128 => unsafe { run::<f64>(pointer, count) },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dtype::Element;

    fn numbers<T: Element>(count: usize, seed: u64) -> Vec<T> {
        let mut state = seed;
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                let small = ((state >> 40) % 7) as i64 - 3;
                let mut value = [T::default()];
                let from = crate::kernels::copy::Source {
                    pointer: (&raw const small).cast(),
                    strides: &[],
                    dtype: Dtype::Int64,
                };
                let to =
                    crate::kernels::copy::Target { pointer: value.as_mut_ptr().cast(), strides: &[], dtype: T::DTYPE };
                unsafe { crate::kernels::copy::copy_block(from, to, &[]) };
                value[0]
            })
            .collect()
    }

    /// C by its definition, with arithmetic of the same dtype.
    fn expected<T: crate::kernels::number::Arithmetic>(
        axes: &[Labelled],
        a: &[T],
        b: &[T],
        c: &mut [T],
        origins: [usize; 3],
        beta: bool,
    ) {
        let counts: Vec<usize> = axes.iter().map(|axis| axis.axis.count).collect();
        if counts.contains(&0) && axes.iter().any(|axis| axis.in_c && axis.axis.count == 0) {
            return;
        }
        let mut seen = std::collections::BTreeSet::new();
        let total: usize = counts.iter().product();
        let kept: Vec<Axis> = axes.iter().filter(|axis| axis.in_c).map(|axis| axis.axis).collect();
        nest::walk(&kept, |_, offsets| {
            let at = (origins[2] as isize + offsets[2]) as usize;
            if !beta && seen.insert(at) {
                c[at] = T::default();
            }
        });
        for flat in 0..total {
            let (mut rest, mut offsets) = (flat, origins.map(|o| o as isize));
            for (axis, &count) in axes.iter().zip(&counts).rev() {
                let index = (rest % count) as isize;
                rest /= count;
                (0..3).for_each(|k| offsets[k] += index * axis.axis.steps[k]);
            }
            let product = a[offsets[0] as usize].multiply(b[offsets[1] as usize]);
            let at = offsets[2] as usize;
            c[at] = c[at].add(product);
        }
    }

    fn check<T: crate::kernels::number::Arithmetic + PartialEq>(
        axes: &[Labelled],
        lengths: [usize; 3],
        origins: [usize; 3],
    ) {
        let (a, b) = (numbers::<T>(lengths[0], 1), numbers::<T>(lengths[1], 2));
        for beta in [false, true] {
            let mut c = numbers::<T>(lengths[2], 3);
            let mut wanted = c.clone();
            expected(axes, &a, &b, &mut wanted, origins, beta);
            let one = one(T::DTYPE);
            let factor = if beta { one } else { [0; 16] };
            let pointers = [a[origins[0]..].as_ptr().cast(), b[origins[1]..].as_ptr().cast()];
            unsafe { contract(T::DTYPE, axes, pointers, c[origins[2]..].as_mut_ptr().cast(), &one, &factor) };
            assert!(c == wanted, "{axes:?} {:?} beta {beta}", T::DTYPE);
        }
    }

    fn every(axes: &[Labelled], lengths: [usize; 3], origins: [usize; 3]) {
        for dtype in Dtype::ALL {
            dispatch!(dtype, T => check::<T>(axes, lengths, origins));
        }
    }

    fn axis(count: usize, steps: [isize; 3], has: [bool; 3]) -> Labelled {
        Labelled { axis: Axis { count, steps }, in_a: has[0], in_b: has[1], in_c: has[2] }
    }

    #[test]
    fn products_of_all_sizes_and_orders_are_exact_for_small_integers() {
        for (m, n, k) in [
            (1, 1, 5),
            (3, 1, 9),
            (5, 7, 1),
            (9, 17, 33),
            (70, 66, 130),
            (250, 17, 400),
            (4, 4, 300),
            (6, 5, 0),
            (0, 3, 2),
        ] {
            // All orders of the small ones.
            for orders in (0..8).step_by(if m * n * k > 100_000 { 5 } else { 1 }) {
                let place = |rows: usize, columns: usize, swapped: bool| match swapped {
                    false => (columns as isize, 1),
                    true => (1, rows as isize),
                };
                let (am, ak) = place(m, k, orders & 1 != 0);
                let (bk, bn) = place(k, n, orders & 2 != 0);
                let (cm, cn) = place(m, n, orders & 4 != 0);
                let axes = [
                    axis(m, [am, 0, cm], [true, false, true]),
                    axis(n, [0, bn, cn], [false, true, true]),
                    axis(k, [ak, bk, 0], [true, true, false]),
                ];
                every(&axes, [m * k + 1, k * n + 1, m * n + 1], [0; 3]);
            }
        }
    }

    #[test]
    fn batches_gaps_and_backward_strides() {
        // Every second column of A backwards, B with gaps, a batch axis in all three.
        let (q, m, n, k) = (3, 8, 9, 11);
        let axes = [
            axis(q, [200, 300, 100], [true; 3]),
            axis(m, [22, 0, 11], [true, false, true]),
            axis(n, [0, 2, 1], [false, true, true]),
            axis(k, [-2, 20, 0], [true, true, false]),
        ];
        every(&axes, [700, 1000, 400], [22, 0, 3]);
        // Elementwise products, outer products, sums of one operand.
        every(&[axis(100, [1, 1, 1], [true; 3])], [100, 100, 100], [0; 3]);
        every(
            &[axis(10, [10, 0, 1], [true, false, true]), axis(10, [1, 0, 0], [true, false, false])],
            [100, 1, 10],
            [0; 3],
        );
    }

    #[test]
    fn what_beta_zero_overwrites_is_not_read() {
        let (a, b) = (vec![1f64; 64 * 64], vec![1f64; 64 * 64]);
        for n in [1usize, 3, 64] {
            let mut c = vec![f64::NAN; 64 * n];
            let axes = [
                axis(64, [64, 0, n as isize], [true, false, true]),
                axis(n, [0, 1, 1], [false, true, true]),
                axis(64, [1, n as isize, 0], [true, true, false]),
            ];
            let one = one(Dtype::Float64);
            unsafe {
                let pointers = [a.as_ptr().cast(), b.as_ptr().cast()];
                contract(Dtype::Float64, &axes, pointers, c.as_mut_ptr().cast(), &one, &[0; 16]);
            }
            assert!(c.iter().all(|&x| x == 64.0));
        }
    }
}
