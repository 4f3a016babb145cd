//! One value in every element of a block.

use super::Target;
use crate::kernels::nest::Nest;

/// Writes one value to every element of a block.
///
/// # Safety
/// All addressed elements must be inside live memory; `value` points to one element of the
/// target's dtype.
pub unsafe fn fill_block(target: Target, shape: &[usize], value: *const u8) {
    let Some(nest) = Nest::new(shape, [target.strides]) else {
        return;
    };
    let size = target.dtype.size();
    let bytes = unsafe { std::slice::from_raw_parts(value, size) };
    let stride = nest.strides[0];
    nest.each(|[offset], count| unsafe {
        let to = target.pointer.wrapping_offset(offset);
        if stride == size as isize && bytes.iter().all(|&b| b == bytes[0]) {
            std::ptr::write_bytes(to, bytes[0], count * size);
            return;
        }
        match size {
            1 => fill_run::<u8>(value, to, stride, count),
            2 => fill_run::<u16>(value, to, stride, count),
            4 => fill_run::<u32>(value, to, stride, count),
            8 => fill_run::<u64>(value, to, stride, count),
            _ => fill_run::<[u64; 2]>(value, to, stride, count),
        }
    });
}

#[inline(always)]
unsafe fn fill_run<W: Copy>(value: *const u8, mut to: *mut u8, stride: isize, count: usize) {
    unsafe {
        let value = value.cast::<W>().read_unaligned();
        if stride == size_of::<W>() as isize {
            let to = to.cast::<W>();
            for i in 0..count {
                to.add(i).write_unaligned(value);
            }
        } else {
            for _ in 0..count {
                to.cast::<W>().write_unaligned(value);
                to = to.wrapping_offset(stride);
            }
        }
    }
}
