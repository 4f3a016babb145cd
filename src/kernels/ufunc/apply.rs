//! A loop over strided memory.

use super::{Loop, Source, Target};
use crate::dtype::Dtype;
use crate::kernels::cast::{self, Run};
use crate::kernels::nest::Nest;

/// `out = f(operands)`, computed by a loop and converted to the dtype of `out`. Where there is a mask, an array of bools,
/// only those elements of `out` are written where it is true. A scalar is an operand whose strides are all 0.
///
/// # Safety
/// All addressed elements must be inside live memory; there are as many operands as the function has; `out` is an
/// operand or does not overlap it, and does not overlap the mask.
pub unsafe fn apply(step: &Loop, operands: &[Source], mask: Option<Source>, out: Target, shape: &[usize]) {
    let out = Source { pointer: out.pointer, strides: out.strides, dtype: out.dtype };
    let masked = mask.is_some();
    unsafe {
        match (operands, mask) {
            (&[a], None) => run([a, out], step, masked, shape),
            (&[a, b], None) => run([a, b, out], step, masked, shape),
            (&[a, b, c], None) => run([a, b, c, out], step, masked, shape),
            (&[a], Some(mask)) => run([a, mask, out], step, masked, shape),
            (&[a, b], Some(mask)) => run([a, b, mask, out], step, masked, shape),
            (&[a, b, c], Some(mask)) => run([a, b, c, mask, out], step, masked, shape),
            _ => {}
        }
    }
}

/// Elements handled at a time, so that converted operands stay in the first-level cache.
const BLOCK: usize = 512;

/// Room for a block of elements of any dtype.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Block(#[allow(dead_code)] [u8; BLOCK * 16]);

/// Operands, then the mask if there is one, then the result.
unsafe fn run<const K: usize>(parts: [Source; K], step: &Loop, masked: bool, shape: &[usize]) {
    let Some(nest) = Nest::new(shape, parts.map(|part| part.strides)) else { return };
    let arity = K - 1 - masked as usize;
    let out = &parts[K - 1];
    let direct = |part: &Source, dtype: Dtype, stride: isize| part.dtype == dtype && stride == dtype.size() as isize;
    let straight = !masked && direct(out, step.result, nest.strides[K - 1]);
    let copied = (0..arity).filter(|&k| !direct(&parts[k], step.operands[k], nest.strides[k])).count();
    let mut blocks = vec![Block([0; BLOCK * 16]); copied + if straight { 0 } else { 1 + masked as usize }];
    let mut free = blocks.iter_mut().map(|block| (block as *mut Block).cast::<u8>());
    let mut reader = |k: usize| {
        let (dtype, operand, stride) = (parts[k].dtype, step.operands[k], nest.strides[k]);
        let block = if direct(&parts[k], operand, stride) { None } else { free.next() };
        let load = cast::run(dtype, operand);
        Reader { load, stride, size: operand.size() as isize, block, repeated: (std::ptr::null(), 0) }
    };
    let mut readers: [Option<Reader>; 3] = std::array::from_fn(|k| (k < arity).then(|| reader(k)));
    let result = free.next();
    let store = Store::new(step.result, out.dtype, nest.strides[K - 1], free.next());
    nest.each(|offsets, length| unsafe {
        let at = |k: usize, done: usize| {
            parts[k].pointer.wrapping_offset(offsets[k] + nest.strides[k] * done as isize)
        };
        for done in (0..length).step_by(BLOCK) {
            let count = BLOCK.min(length - done);
            let mut loaded = [std::ptr::null(); 3];
            for (k, reader) in readers.iter_mut().enumerate() {
                if let Some(reader) = reader {
                    loaded[k] = reader.read(at(k, done), count);
                }
            }
            let to = at(K - 1, done).cast_mut();
            match result {
                None => (step.kernel)(&loaded, to, count),
                Some(block) => {
                    (step.kernel)(&loaded, block, count);
                    let mask = masked.then(|| (at(K - 2, done), nest.strides[K - 2]));
                    store.write(block, mask, to, count);
                }
            }
        }
    });
}

/// An operand as contiguous elements of the dtype of the computation.
struct Reader {
    load: Run,
    stride: isize,
    size: isize,
    /// Where elements are put that do not lie so already.
    block: Option<*mut u8>,
    /// The element that a stride of 0 repeats in the block, and how often.
    repeated: (*const u8, usize),
}

impl Reader {
    #[inline(always)]
    unsafe fn read(&mut self, pointer: *const u8, count: usize) -> *const u8 {
        let Some(block) = self.block else { return pointer };
        if self.stride != 0 || self.repeated.0 != pointer || self.repeated.1 < count {
            unsafe { (self.load)(pointer, self.stride, block, self.size, count) };
            self.repeated = (pointer, count);
        }
        block
    }
}

/// Takes contiguous results to where they belong.
struct Store {
    run: Run,
    size: isize,
    stride: isize,
    /// Room for converted results, some of which are kept.
    block: Option<*mut u8>,
    target_size: usize,
}

impl Store {
    fn new(result: Dtype, target: Dtype, stride: isize, block: Option<*mut u8>) -> Store {
        let run = cast::run(result, target);
        Store { run, size: result.size() as isize, stride, block, target_size: target.size() }
    }

    #[inline(always)]
    unsafe fn write(&self, results: *const u8, mask: Option<(*const u8, isize)>, to: *mut u8, count: usize) {
        let (Some((mask, mask_stride)), Some(block)) = (mask, self.block) else {
            return unsafe { (self.run)(results, self.size, to, self.stride, count) };
        };
        unsafe {
            (self.run)(results, self.size, block, self.target_size as isize, count);
            for i in 0..count {
                if *mask.wrapping_offset(mask_stride * i as isize) != 0 {
                    let from = block.add(i * self.target_size);
                    std::ptr::copy_nonoverlapping(from, to.wrapping_offset(self.stride * i as isize), self.target_size);
                }
            }
        }
    }
}
