//! Arithmetic on every element of one or two blocks.

use super::cast::{self, Run};
use super::nest::Nest;
use super::number::{Arithmetic, Float, Number};
use super::twice;
pub use super::{Source, Target};
use crate::dtype::{Dtype, Element, Kind};
use crate::error::{Error, Result, Status};
use num_complex::Complex;
use std::mem::MaybeUninit;

/// Functions of one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Unary {
    Sqrt = 1,
    Abs = 2,
    Negative = 3,
}

/// Functions of two elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Binary {
    Add = 1,
    Subtract = 2,
    Multiply = 3,
    Divide = 4,
    Hypot = 5,
}

impl Unary {
    pub const ALL: [Unary; 3] = [Unary::Sqrt, Unary::Abs, Unary::Negative];

    pub fn from_number(number: i32) -> Result<Unary> {
        Unary::ALL
            .into_iter()
            .find(|op| *op as i32 == number)
            .ok_or_else(|| unknown("DISTARRAY_SQRT (1) to DISTARRAY_NEGATIVE (3)", number))
    }

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            Unary::Sqrt => "sqrt",
            Unary::Abs => "abs",
            Unary::Negative => "negative",
        }
    }
}

impl Binary {
    pub const ALL: [Binary; 5] = [Binary::Add, Binary::Subtract, Binary::Multiply, Binary::Divide, Binary::Hypot];

    pub fn from_number(number: i32) -> Result<Binary> {
        Binary::ALL
            .into_iter()
            .find(|op| *op as i32 == number)
            .ok_or_else(|| unknown("DISTARRAY_ADD (1) to DISTARRAY_HYPOT (5)", number))
    }

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            Binary::Add => "add",
            Binary::Subtract => "subtract",
            Binary::Multiply => "multiply",
            Binary::Divide => "divide",
            Binary::Hypot => "hypot",
        }
    }
}

fn unknown(expected: &str, number: i32) -> Error {
    Error::argument(Status::Argument, "op", format!("expected {expected}, got {number}"))
}

/// The dtype of the result, as in NumPy except that float32 stands for float16.
///
/// # Errors
/// `Dtype` for the negative of bools.
pub fn unary_dtype(op: Unary, dtype: Dtype) -> Result<Dtype> {
    match op {
        Unary::Sqrt => Ok(dtype.inexact()),
        Unary::Abs => Ok(match dtype {
            Dtype::Complex64 => Dtype::Float32,
            Dtype::Complex128 => Dtype::Float64,
            _ => dtype,
        }),
        Unary::Negative if dtype == Dtype::Bool => {
            Err(Error::new(Status::Dtype, "negative needs numbers, got bool; convert it to an integer type first"))
        }
        Unary::Negative => Ok(dtype),
    }
}

/// The dtype of the result, as in NumPy except that float32 stands for float16.
///
/// # Errors
/// `Dtype` for the difference of bools and for `hypot` of complex numbers.
pub fn binary_dtype(op: Binary, a: Dtype, b: Dtype) -> Result<Dtype> {
    let common = a.promote(b);
    match op {
        Binary::Subtract if common == Dtype::Bool => Err(Error::new(
            Status::Dtype,
            "subtract needs numbers, got bool and bool; convert one to an integer type first",
        )),
        Binary::Add | Binary::Subtract | Binary::Multiply => Ok(common),
        Binary::Divide if common.kind() < Kind::Float => Ok(Dtype::Float64),
        Binary::Divide => Ok(common),
        Binary::Hypot if common.kind() == Kind::Complex => Err(Error::new(
            Status::Dtype,
            format!("hypot needs real numbers, got {} and {}; take abs of the complex ones first", a.name(), b.name()),
        )),
        Binary::Hypot => Ok(a.inexact().promote(b.inexact())),
    }
}

/// `out = op(a)`, computed in [`unary_dtype`] and converted to the dtype of `out`.
///
/// # Safety
/// All addressed elements must be inside live memory; `out` is `a` or does not overlap it;
/// [`unary_dtype`] accepts the dtype (checked again: nothing is written otherwise).
pub unsafe fn unary(op: Unary, a: Source, out: Target, shape: &[usize]) {
    let Ok(result) = unary_dtype(op, a.dtype) else {
        return;
    };
    let operand = match op {
        Unary::Sqrt => result,
        _ => a.dtype,
    };
    let Some(nest) = Nest::new(shape, [a.strides, out.strides]) else {
        return;
    };
    let [a_stride, out_stride] = nest.strides;
    let kernel = unary_kernel(op, operand);
    let (mut a_block, mut out_block) = (Block::new(), Block::new());
    let mut reader = Reader::new(a.dtype, operand, a_stride, &mut a_block);
    let mut writer = Writer::new(result, out.dtype, out_stride, &mut out_block);
    nest.each(|[a_offset, out_offset], length| unsafe {
        let mut a = a.pointer.wrapping_offset(a_offset);
        let mut out = out.pointer.wrapping_offset(out_offset);
        let mut rest = length;
        while rest > 0 {
            let count = rest.min(BLOCK);
            kernel(reader.read(a, count), writer.place(out), count);
            writer.write(out, count);
            a = a.wrapping_offset(a_stride * count as isize);
            out = out.wrapping_offset(out_stride * count as isize);
            rest -= count;
        }
    });
}

/// `out = op(a, b)`, computed in [`binary_dtype`] and converted to the dtype of `out`.
/// A scalar is an operand whose strides are all 0.
///
/// # Safety
/// All addressed elements must be inside live memory; `out` is an operand or does not overlap
/// it; [`binary_dtype`] accepts the dtypes (checked again: nothing is written otherwise).
pub unsafe fn binary(op: Binary, a: Source, b: Source, out: Target, shape: &[usize]) {
    let Ok(dtype) = binary_dtype(op, a.dtype, b.dtype) else {
        return;
    };
    let Some(nest) = Nest::new(shape, [a.strides, b.strides, out.strides]) else {
        return;
    };
    let [a_stride, b_stride, out_stride] = nest.strides;
    let kernel = binary_kernel(op, dtype);
    let (mut a_block, mut b_block, mut out_block) = (Block::new(), Block::new(), Block::new());
    let mut a_reader = Reader::new(a.dtype, dtype, a_stride, &mut a_block);
    let mut b_reader = Reader::new(b.dtype, dtype, b_stride, &mut b_block);
    let mut writer = Writer::new(dtype, out.dtype, out_stride, &mut out_block);
    nest.each(|[a_offset, b_offset, out_offset], length| unsafe {
        let mut a = a.pointer.wrapping_offset(a_offset);
        let mut b = b.pointer.wrapping_offset(b_offset);
        let mut out = out.pointer.wrapping_offset(out_offset);
        let mut rest = length;
        while rest > 0 {
            let count = rest.min(BLOCK);
            let left = a_reader.read(a, count);
            let right = b_reader.read(b, count);
            kernel(left, right, writer.place(out), count);
            writer.write(out, count);
            a = a.wrapping_offset(a_stride * count as isize);
            b = b.wrapping_offset(b_stride * count as isize);
            out = out.wrapping_offset(out_stride * count as isize);
            rest -= count;
        }
    });
}

/// Elements handled at a time, so that converted operands stay in the first-level cache.
const BLOCK: usize = 512;

/// Room for a block of elements of any dtype.
#[repr(align(64))]
struct Block([MaybeUninit<u8>; BLOCK * 16]);

impl Block {
    fn new() -> Block {
        Block([MaybeUninit::uninit(); BLOCK * 16])
    }
}

/// An operand as contiguous elements of the dtype of the computation.
struct Reader<'a> {
    load: Run,
    direct: bool,
    stride: isize,
    size: isize,
    block: &'a mut Block,
    /// The element that a stride of 0 repeats in the block, and how often.
    repeated: (*const u8, usize),
}

impl<'a> Reader<'a> {
    fn new(dtype: Dtype, operand: Dtype, stride: isize, block: &'a mut Block) -> Reader<'a> {
        Reader {
            load: cast::run(dtype, operand),
            direct: dtype == operand && stride == dtype.size() as isize,
            stride,
            size: operand.size() as isize,
            block,
            repeated: (std::ptr::null(), 0),
        }
    }

    #[inline(always)]
    unsafe fn read(&mut self, pointer: *const u8, count: usize) -> *const u8 {
        if self.direct {
            return pointer;
        }
        let block = self.block.0.as_mut_ptr().cast::<u8>();
        if self.stride != 0 || self.repeated.0 != pointer || self.repeated.1 < count {
            unsafe { (self.load)(pointer, self.stride, block, self.size, count) };
            self.repeated = (pointer, count);
        }
        block
    }
}

/// Takes contiguous elements of the dtype of the computation to where they belong.
struct Writer<'a> {
    store: Run,
    direct: bool,
    stride: isize,
    size: isize,
    block: &'a mut Block,
}

impl<'a> Writer<'a> {
    fn new(result: Dtype, dtype: Dtype, stride: isize, block: &'a mut Block) -> Writer<'a> {
        Writer {
            store: cast::run(result, dtype),
            direct: dtype == result && stride == dtype.size() as isize,
            stride,
            size: result.size() as isize,
            block,
        }
    }

    #[inline(always)]
    fn place(&mut self, pointer: *mut u8) -> *mut u8 {
        if self.direct {
            pointer
        } else {
            self.block.0.as_mut_ptr().cast()
        }
    }

    #[inline(always)]
    unsafe fn write(&mut self, pointer: *mut u8, count: usize) {
        if !self.direct {
            let block = self.block.0.as_ptr().cast::<u8>();
            unsafe { (self.store)(block, self.size, pointer, self.stride, count) };
        }
    }
}

trait Map<T> {
    type Result: Element;
    fn map(x: T) -> Self::Result;
}

trait Zip<T> {
    fn zip(x: T, y: T) -> T;
}

struct Sqrt;
struct Abs;
struct Negative;
struct Add;
struct Subtract;
struct Multiply;
struct Divide;
struct Hypot;

macro_rules! map {
    ($($op:ident: $bound:ident, $result:ty, $method:ident;)*) => {$(
        impl<T: $bound> Map<T> for $op {
            type Result = $result;
            #[inline(always)]
            fn map(x: T) -> $result { x.$method() }
        }
    )*};
}
map! {
    Sqrt: Number, T, square_root;
    Abs: Arithmetic, T::Magnitude, magnitude;
    Negative: Arithmetic, T, negative;
}

macro_rules! zip {
    ($($op:ident: $bound:ident, $method:ident;)*) => {$(
        impl<T: $bound> Zip<T> for $op {
            #[inline(always)]
            fn zip(x: T, y: T) -> T { x.$method(y) }
        }
    )*};
}
zip! {
    Add: Arithmetic, add;
    Subtract: Arithmetic, subtract;
    Multiply: Arithmetic, multiply;
    Divide: Number, divide;
    Hypot: Float, hypotenuse;
}

type UnaryKernel = unsafe fn(*const u8, *mut u8, usize);
type BinaryKernel = unsafe fn(*const u8, *const u8, *mut u8, usize);

/// Elements loaded before any is stored, so that `out` may be an operand and the compiler
/// needs no proof that it is not.
const CHUNK: usize = 16;

#[inline(always)]
unsafe fn map_body<T: Element, F: Map<T>>(a: *const u8, out: *mut u8, count: usize) {
    let (a, out) = (a.cast::<T>(), out.cast::<F::Result>());
    unsafe {
        let whole = count - count % CHUNK;
        for start in (0..whole).step_by(CHUNK) {
            let x = a.add(start).cast::<[T; CHUNK]>().read_unaligned();
            let mut z = [F::Result::default(); CHUNK];
            for i in 0..CHUNK {
                z[i] = F::map(x[i]);
            }
            out.add(start).cast::<[F::Result; CHUNK]>().write_unaligned(z);
        }
        for i in whole..count {
            let x = a.add(i).read_unaligned();
            out.add(i).write_unaligned(F::map(x));
        }
    }
}
twice!(map_body, map_plain, map_avx2, [T: Element, F: Map<T>], (a: *const u8, out: *mut u8, count: usize));

#[inline(always)]
unsafe fn zip_body<T: Element, F: Zip<T>>(a: *const u8, b: *const u8, out: *mut u8, count: usize) {
    let (a, b, out) = (a.cast::<T>(), b.cast::<T>(), out.cast::<T>());
    unsafe {
        let whole = count - count % CHUNK;
        for start in (0..whole).step_by(CHUNK) {
            let x = a.add(start).cast::<[T; CHUNK]>().read_unaligned();
            let y = b.add(start).cast::<[T; CHUNK]>().read_unaligned();
            let mut z = [T::default(); CHUNK];
            for i in 0..CHUNK {
                z[i] = F::zip(x[i], y[i]);
            }
            out.add(start).cast::<[T; CHUNK]>().write_unaligned(z);
        }
        for i in whole..count {
            let (x, y) = (a.add(i).read_unaligned(), b.add(i).read_unaligned());
            out.add(i).write_unaligned(F::zip(x, y));
        }
    }
}
twice!(zip_body, zip_plain, zip_avx2, [T: Element, F: Zip<T>],
    (a: *const u8, b: *const u8, out: *mut u8, count: usize));

fn map_kernel<T: Element, F: Map<T>>() -> UnaryKernel {
    if super::wide() {
        map_avx2::<T, F>
    } else {
        map_plain::<T, F>
    }
}

fn zip_kernel<T: Element, F: Zip<T>>() -> BinaryKernel {
    if super::wide() {
        zip_avx2::<T, F>
    } else {
        zip_plain::<T, F>
    }
}

fn unary_kernel(op: Unary, operand: Dtype) -> UnaryKernel {
    match op {
        Unary::Sqrt => match operand {
            Dtype::Float32 => map_kernel::<f32, Sqrt>(),
            Dtype::Complex64 => map_kernel::<Complex<f32>, Sqrt>(),
            Dtype::Complex128 => map_kernel::<Complex<f64>, Sqrt>(),
            _ => map_kernel::<f64, Sqrt>(),
        },
        Unary::Abs => dispatch!(operand, T => map_kernel::<T, Abs>()),
        Unary::Negative => dispatch!(operand, T => map_kernel::<T, Negative>()),
    }
}

fn binary_kernel(op: Binary, dtype: Dtype) -> BinaryKernel {
    match op {
        Binary::Add => dispatch!(dtype, T => zip_kernel::<T, Add>()),
        Binary::Subtract => dispatch!(dtype, T => zip_kernel::<T, Subtract>()),
        Binary::Multiply => dispatch!(dtype, T => zip_kernel::<T, Multiply>()),
        Binary::Divide => match dtype {
            Dtype::Float32 => zip_kernel::<f32, Divide>(),
            Dtype::Complex64 => zip_kernel::<Complex<f32>, Divide>(),
            Dtype::Complex128 => zip_kernel::<Complex<f64>, Divide>(),
            _ => zip_kernel::<f64, Divide>(),
        },
        Binary::Hypot => match dtype {
            Dtype::Float32 => zip_kernel::<f32, Hypot>(),
            _ => zip_kernel::<f64, Hypot>(),
        },
    }
}
