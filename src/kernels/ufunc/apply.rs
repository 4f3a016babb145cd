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
    let compute = |loaded: &[*const u8], to: *mut u8, count: usize| {
        let mut pointers = [std::ptr::null(); 3];
        pointers[..loaded.len()].copy_from_slice(loaded);
        // Sound: blocks of `count` elements of the loop's dtypes.
        unsafe { (step.kernel)(&pointers, to, count) };
        true
    };
    let (dtypes, result) = (&step.operands[..operands.len().min(3)], step.result);
    unsafe {
        match (operands, mask) {
            (&[a], None) => by_blocks([a, out], dtypes, result, false, shape, compute),
            (&[a, b], None) => by_blocks([a, b, out], dtypes, result, false, shape, compute),
            (&[a, b, c], None) => by_blocks([a, b, c, out], dtypes, result, false, shape, compute),
            (&[a], Some(mask)) => by_blocks([a, mask, out], dtypes, result, true, shape, compute),
            (&[a, b], Some(mask)) => by_blocks([a, b, mask, out], dtypes, result, true, shape, compute),
            (&[a, b, c], Some(mask)) => by_blocks([a, b, c, mask, out], dtypes, result, true, shape, compute),
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

/// Computes contiguous blocks: of operands converted to `dtypes`, into results of another dtype, converted to where they
/// belong. `parts` are the operands, the mask if there is one, and the target. `compute` returns false to stop.
///
/// # Safety
/// As for [`apply`]; `compute` keeps to the `count` elements that it is given.
pub unsafe fn by_blocks<const K: usize>(
    parts: [Source; K],
    dtypes: &[Dtype],
    result: Dtype,
    masked: bool,
    shape: &[usize],
    mut compute: impl FnMut(&[*const u8], *mut u8, usize) -> bool,
) {
    let Some(nest) = Nest::new(shape, parts.map(|part| part.strides)) else { return };
    let arity = K - 1 - masked as usize;
    let out = &parts[K - 1];
    let is_direct = |part: &Source, dtype: Dtype, stride: isize| part.dtype == dtype && stride == dtype.size() as isize;
    let straight = !masked && is_direct(out, result, nest.strides[K - 1]);
    let direct: [bool; K] = std::array::from_fn(|k| k >= arity || is_direct(&parts[k], dtypes[k], nest.strides[k]));
    let copied = direct.iter().filter(|direct| !**direct).count();
    let mut blocks = vec![Block([0; BLOCK * 16]); copied + if straight { 0 } else { 1 + masked as usize }];
    let mut free = blocks.iter_mut().map(|block| (block as *mut Block).cast::<u8>());
    let mut readers: [Reader; K] = std::array::from_fn(|k| {
        let dtype = dtypes.get(k).copied().unwrap_or(result);
        let block = if direct[k] { None } else { free.next() };
        let load = cast::run(parts[k].dtype, dtype);
        Reader { load, stride: nest.strides[k], size: dtype.size() as isize, block, repeated: (std::ptr::null(), 0) }
    });
    let computed = if straight { None } else { free.next() };
    let store = Store::new(result, out.dtype, nest.strides[K - 1], free.next());
    let mut going = true;
    nest.each(|offsets, length| unsafe {
        let at = |k: usize, done: usize| parts[k].pointer.wrapping_offset(offsets[k] + nest.strides[k] * done as isize);
        for done in (0..length).step_by(BLOCK) {
            if !going {
                return;
            }
            let count = BLOCK.min(length - done);
            let mut loaded = [std::ptr::null(); K];
            for (k, reader) in readers[..arity].iter_mut().enumerate() {
                loaded[k] = reader.read(at(k, done), count);
            }
            let to = at(K - 1, done).cast_mut();
            going = compute(&loaded[..arity], computed.unwrap_or(to), count);
            if let Some(block) = computed.filter(|_| going) {
                let mask = masked.then(|| (at(K - 2, done), nest.strides[K - 2]));
                store.write(block, mask, to, count);
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
