//! Copies of chosen elements.

use super::cast;
use super::nest::Nest;
pub use super::{Source, Target};
use crate::dtype::Dtype;

/// Elements converted at once.
const CHUNK: usize = 64;

/// Copies the elements whose mask is not zero, converting them where the dtypes differ.
///
/// # Safety
/// All addressed elements must be inside live memory. The target may coincide with `source`, element by element.
pub unsafe fn copy_where(mask: Source, source: Source, target: Target, shape: &[usize]) {
    let Some(nest) = Nest::new(shape, [mask.strides, source.strides, target.strides]) else { return };
    let [mask_step, from_step, to_step] = nest.strides;
    let decide = cast::run(mask.dtype, Dtype::Bool);
    let convert = cast::run(source.dtype, target.dtype);
    let size = target.dtype.size() as isize;
    let place = match size {
        1 => place::<u8>,
        2 => place::<u16>,
        4 => place::<u32>,
        8 => place::<u64>,
        _ => place::<[u64; 2]>,
    };
    let mut chosen = [0u8; CHUNK];
    let mut values = [0u64; CHUNK * 2];
    nest.each(|[m, f, t], count| {
        for first in (0..count).step_by(CHUNK) {
            let length = CHUNK.min(count - first);
            let at = |pointer: *const u8, offset, step| pointer.wrapping_offset(offset + first as isize * step);
            let values = values.as_mut_ptr().cast::<u8>();
            unsafe {
                decide(at(mask.pointer, m, mask_step), mask_step, chosen.as_mut_ptr(), 1, length);
                convert(at(source.pointer, f, from_step), from_step, values, size, length);
                place(&chosen[..length], values, at(target.pointer, t, to_step).cast_mut(), to_step);
            }
        }
    });
}

unsafe fn place<W: Copy>(chosen: &[u8], values: *const u8, mut to: *mut u8, step: isize) {
    for (k, &is) in chosen.iter().enumerate() {
        unsafe {
            if is != 0 {
                to.cast::<W>().write_unaligned(values.cast::<W>().add(k).read_unaligned());
            }
        }
        to = to.wrapping_offset(step);
    }
}
