//! Weighted sums of neighbours along an axis.

use super::nest::Nest;
use super::number::{Arithmetic, Number};
use super::{twice, Source, Target};
use crate::dtype::{Dtype, Element};
use num_complex::Complex;

/// One neighbour: bytes from the element to it, and its factor, one element of the dtype.
#[derive(Clone, Copy, Debug)]
pub struct Tap {
    pub offset: isize,
    pub factor: [u8; 16],
}

/// `out[p] = Σ factor · source[p + offset]`, divided by `divisor` where there is one; 0 without taps. Source and `out` are of
/// one dtype; integers wrap and are not divided, sums and products of bools are those of logic.
///
/// # Safety
/// All addressed elements, those at the offsets too, must be inside live memory; source and `out` must not overlap.
pub unsafe fn weighted_sum(taps: &[Tap], divisor: Option<&[u8; 16]>, source: Source, out: Target, shape: &[usize]) {
    let Some(nest) = Nest::new(shape, [source.strides, out.strides]) else { return };
    let [step, out_step] = nest.strides;
    dispatch!(source.dtype, T => {
        let taps: Vec<(isize, T)> = taps.iter().map(|tap| (tap.offset, read(&tap.factor))).collect();
        let sum = if super::wide() { sum_avx2::<T> } else { sum_plain::<T> };
        nest.each(|[from, to], count| unsafe {
            sum(&taps, source.pointer.wrapping_offset(from), step, out.pointer.wrapping_offset(to), out_step, count);
        });
    });
    let Some(divisor) = divisor else { return };
    nest.each(|[_, to], count| unsafe {
        let to = out.pointer.wrapping_offset(to);
        match source.dtype {
            Dtype::Float32 => divide::<f32>(to, out_step, count, divisor),
            Dtype::Float64 => divide::<f64>(to, out_step, count, divisor),
            Dtype::Complex64 => divide::<Complex<f32>>(to, out_step, count, divisor),
            Dtype::Complex128 => divide::<Complex<f64>>(to, out_step, count, divisor),
            _ => {}
        }
    });
}

fn read<T: Element>(bytes: &[u8; 16]) -> T {
    bytemuck::pod_read_unaligned(&bytes[..size_of::<T>()])
}

unsafe fn divide<T: Number>(mut to: *mut u8, step: isize, count: usize, divisor: &[u8; 16]) {
    let divisor: T = read(divisor);
    for _ in 0..count {
        unsafe { to.cast::<T>().write_unaligned(to.cast::<T>().read_unaligned().divide(divisor)) };
        to = to.wrapping_offset(step);
    }
}

#[inline(always)]
unsafe fn sum_body<T: Arithmetic>(
    taps: &[(isize, T)],
    from: *const u8,
    step: isize,
    to: *mut u8,
    out_step: isize,
    count: usize,
) {
    const CHUNK: usize = 128;
    let item = size_of::<T>() as isize;
    let mut sums = [T::default(); CHUNK];
    for begin in (0..count).step_by(CHUNK) {
        let sums = &mut sums[..CHUNK.min(count - begin)];
        sums.fill(T::default());
        for (k, &(offset, factor)) in taps.iter().enumerate() {
            let row = from.wrapping_offset(begin as isize * step + offset);
            unsafe {
                match (k == 0, step == item) {
                    // The sign of a zero is that of the first product.
                    (true, _) => {
                        for (i, sum) in sums.iter_mut().enumerate() {
                            let x = row.wrapping_offset(i as isize * step).cast::<T>().read_unaligned();
                            *sum = x.multiply(factor);
                        }
                    }
                    (false, true) => {
                        for (i, sum) in sums.iter_mut().enumerate() {
                            *sum = sum.add(row.cast::<T>().add(i).read_unaligned().multiply(factor));
                        }
                    }
                    (false, false) => {
                        for (i, sum) in sums.iter_mut().enumerate() {
                            let x = row.wrapping_offset(i as isize * step).cast::<T>().read_unaligned();
                            *sum = sum.add(x.multiply(factor));
                        }
                    }
                }
            }
        }
        for (i, &sum) in sums.iter().enumerate() {
            let at = to.wrapping_offset((begin + i) as isize * out_step);
            unsafe { at.cast::<T>().write_unaligned(sum) };
        }
    }
}
twice!(sum_body, sum_plain, sum_avx2, [T: Arithmetic],
    (taps: &[(isize, T)], from: *const u8, step: isize, to: *mut u8, out_step: isize, count: usize));
