//! Sums of products as a nest of loops: for what is too small or too thin for products of matrices, such as dots, products
//! of a matrix and a vector, outer and elementwise products.

use super::{read, Axis, Factor};
use crate::dtype::Dtype;
use crate::kernels::number::Arithmetic;
use crate::kernels::{twice, wide};

/// Visits the positions of some axes in C order, with the offsets of A, B and C in elements.
pub(super) fn walk(axes: &[Axis], mut visit: impl FnMut(&[usize], [isize; 3])) {
    if axes.iter().any(|axis| axis.count == 0) {
        return;
    }
    let mut position = vec![0usize; axes.len()];
    let mut offsets = [0isize; 3];
    loop {
        visit(&position, offsets);
        let Some(axis) = (0..axes.len()).rev().find(|&d| position[d] + 1 < axes[d].count) else { return };
        position[axis] += 1;
        (0..3).for_each(|k| offsets[k] += axes[axis].steps[k]);
        for (d, axis) in axes.iter().enumerate().skip(axis + 1) {
            (0..3).for_each(|k| offsets[k] -= axis.steps[k] * position[d] as isize);
            position[d] = 0;
        }
    }
}

/// Axes by role: batch, rows, columns, sums.
pub(super) unsafe fn run(dtype: Dtype, groups: &[Vec<Axis>; 4], pointers: [*mut u8; 3], alpha: &Factor, beta: &Factor) {
    dispatch!(dtype, T => unsafe { loops::<T>(groups, pointers.map(|p| p.cast()), read(alpha), read(beta)) })
}

unsafe fn loops<T: Arithmetic>(groups: &[Vec<Axis>; 4], pointers: [*mut T; 3], alpha: T, beta: T) {
    let kept = groups[..3].iter().flatten().copied();
    if groups[3].iter().any(|axis| axis.count == 0) {
        // Nothing to add: C is scaled.
        let kept: Vec<Axis> = kept.collect();
        let beta = Beta::of(beta);
        return walk(&kept, |_, offsets| {
            let at = pointers[2].wrapping_offset(offsets[2]);
            unsafe { at.write_unaligned(scaled(beta, at)) }
        });
    }
    let mut axes: Vec<(Axis, bool)> = kept.map(|axis| (axis, false)).collect();
    axes.extend(groups[3].iter().map(|&axis| (axis, true)));
    // The innermost loop goes where memories lie side by side; the others from large distances to small.
    let near = |axis: &Axis| axis.steps.iter().map(|&step| i32::from(step.unsigned_abs() <= 1)).sum::<i32>();
    let far = |axis: &Axis| axis.steps.map(isize::unsigned_abs).into_iter().max();
    axes.sort_by_key(|(axis, _)| std::cmp::Reverse(far(axis)));
    let best = (0..axes.len()).max_by_key(|&d| (axes[d].0.count >= 8, near(&axes[d].0), axes[d].0.count));
    let inner = match best {
        Some(at) => axes.remove(at),
        None => (Axis { count: 1, steps: [0; 3] }, false),
    };
    // Sums inside the loops over C where they can be, so that C is written once.
    axes.sort_by_key(|(_, sum)| *sum);
    let sums = axes.iter().filter(|(_, sum)| *sum).count();
    let outer: Vec<Axis> = axes.iter().map(|(axis, _)| *axis).collect();
    let (axis, is_sum) = inner;
    let line = if wide() { line_avx2::<T> } else { line_plain::<T> };
    let (alpha, beta) = (Some(alpha).filter(|alpha| !is_one(alpha)), Beta::of(beta));
    walk(&outer, |position, offsets| {
        let first = position[outer.len() - sums..].iter().all(|&p| p == 0);
        let at: [*mut T; 3] = std::array::from_fn(|k| pointers[k].wrapping_offset(offsets[k]));
        unsafe { line(at, axis, is_sum, alpha, if first { beta } else { Beta::One }) }
    });
}

/// Products of the elements of A and B at all positions, a block at a time.
pub(super) unsafe fn products<T: Arithmetic>(
    axes: &[Axis],
    [a, b]: [*mut T; 2],
    feed: &mut dyn FnMut(*const u8, usize),
) {
    const BLOCK: usize = 1024;
    let inner = axes.iter().enumerate().max_by_key(|(_, axis)| axis.count).map(|(at, _)| at);
    let outer: Vec<Axis> =
        axes.iter().enumerate().filter(|(at, _)| Some(*at) != inner).map(|(_, axis)| *axis).collect();
    let axis = inner.map_or(Axis { count: 1, steps: [0; 3] }, |at| axes[at]);
    let line = if wide() { line_avx2::<T> } else { line_plain::<T> };
    let mut block = vec![T::default(); BLOCK.min(axis.count)];
    walk(&outer, |_, offsets| {
        for first in (0..axis.count).step_by(BLOCK) {
            let part = Axis { count: BLOCK.min(axis.count - first), steps: [axis.steps[0], axis.steps[1], 1] };
            let at = |base: *mut T, k: usize| base.wrapping_offset(offsets[k] + first as isize * axis.steps[k]);
            unsafe { line([at(a, 0), at(b, 1), block.as_mut_ptr()], part, false, None, Beta::Zero) };
            feed(block.as_ptr().cast(), part.count);
        }
    });
}

fn is_one<T: Arithmetic>(factor: &T) -> bool {
    bytemuck::bytes_of(factor) == &super::one(T::DTYPE)[..size_of::<T>()]
}

/// What becomes of what was in C. Products with 1 are left out: those of complex infinities are not what they were.
#[derive(Clone, Copy)]
enum Beta<T> {
    Zero,
    One,
    Other(T),
}

impl<T: Arithmetic> Beta<T> {
    fn of(factor: T) -> Beta<T> {
        match factor.is_nonzero() {
            false => Beta::Zero,
            true if is_one(&factor) => Beta::One,
            true => Beta::Other(factor),
        }
    }
}

#[inline(always)]
unsafe fn scaled<T: Arithmetic>(beta: Beta<T>, at: *mut T) -> T {
    match beta {
        Beta::Zero => T::default(),
        Beta::One => unsafe { at.read_unaligned() },
        Beta::Other(beta) => beta.multiply(unsafe { at.read_unaligned() }),
    }
}

twice!(line_body, line_plain, line_avx2, [T: Arithmetic],
    (at: [*mut T; 3], axis: Axis, is_sum: bool, alpha: Option<T>, beta: Beta<T>));

/// Sums that go on side by side, so that additions need not wait for each other.
const LANES: usize = 32;

#[inline(always)]
unsafe fn line_body<T: Arithmetic>(at: [*mut T; 3], axis: Axis, is_sum: bool, alpha: Option<T>, beta: Beta<T>) {
    let [a, b, c] = at;
    let Axis { count, steps: [in_a, in_b, in_c] } = axis;
    let element =
        |base: *mut T, step: isize, k: usize| unsafe { base.wrapping_offset(step * k as isize).read_unaligned() };
    if is_sum {
        let mut lanes = [T::default(); LANES];
        let whole = count / LANES * LANES;
        let mut add = |first: usize, a_step: isize, b_step: isize| {
            for (lane, sum) in lanes.iter_mut().enumerate() {
                *sum = sum.add(element(a, a_step, first + lane).multiply(element(b, b_step, first + lane)));
            }
        };
        match (in_a, in_b) {
            (1, 1) => (0..whole).step_by(LANES).for_each(|first| add(first, 1, 1)),
            (1, 0) => (0..whole).step_by(LANES).for_each(|first| add(first, 1, 0)),
            _ => (0..whole).step_by(LANES).for_each(|first| add(first, in_a, in_b)),
        }
        for k in whole..count {
            lanes[k - whole] = lanes[k - whole].add(element(a, in_a, k).multiply(element(b, in_b, k)));
        }
        let mut width = LANES / 2;
        while width > 0 {
            for lane in 0..width {
                lanes[lane] = lanes[lane].add(lanes[lane + width]);
            }
            width /= 2;
        }
        let sum = alpha.map_or(lanes[0], |alpha| alpha.multiply(lanes[0]));
        let new = if matches!(beta, Beta::Zero) { sum } else { unsafe { scaled(beta, c) }.add(sum) };
        return unsafe { c.write_unaligned(new) };
    }
    let each = |k: usize, in_a: isize, in_b: isize, in_c: isize, reads: bool| {
        let product = element(a, in_a, k).multiply(element(b, in_b, k));
        let product = alpha.map_or(product, |alpha| alpha.multiply(product));
        let to = c.wrapping_offset(in_c * k as isize);
        let new = if reads { unsafe { scaled(beta, to) }.add(product) } else { product };
        unsafe { to.write_unaligned(new) };
    };
    match (in_a, in_b, in_c, beta) {
        (1, 1, 1, Beta::Zero) => (0..count).for_each(|k| each(k, 1, 1, 1, false)),
        (1, 0, 1, Beta::Zero) => (0..count).for_each(|k| each(k, 1, 0, 1, false)),
        (0, 1, 1, Beta::Zero) => (0..count).for_each(|k| each(k, 0, 1, 1, false)),
        (1, 1, 1, _) => (0..count).for_each(|k| each(k, 1, 1, 1, true)),
        (1, 0, 1, _) => (0..count).for_each(|k| each(k, 1, 0, 1, true)),
        (0, 1, 1, _) => (0..count).for_each(|k| each(k, 0, 1, 1, true)),
        (_, _, _, Beta::Zero) => (0..count).for_each(|k| each(k, in_a, in_b, in_c, false)),
        _ => (0..count).for_each(|k| each(k, in_a, in_b, in_c, true)),
    }
}
