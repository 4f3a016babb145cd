//! Loops over contiguous elements, made of formulas for one element.

use super::Kernel;
use crate::dtype::{Dtype, Element};
use crate::kernels::twice;

/// What a formula reads: one to three elements, loaded a chunk at a time.
pub(super) trait Arguments: Copy {
    type Chunk;
    unsafe fn chunk(operands: &[*const u8; 3], start: usize) -> Self::Chunk;
    fn of(chunk: &Self::Chunk, index: usize) -> Self;
    unsafe fn one(operands: &[*const u8; 3], index: usize) -> Self;
}

macro_rules! arguments {
    ($($a:ident $k:tt),+) => {
        impl<$($a: Element),+> Arguments for ($($a,)+) {
            type Chunk = ($([$a; CHUNK],)+);
            #[inline(always)]
            unsafe fn chunk(operands: &[*const u8; 3], start: usize) -> Self::Chunk {
                unsafe { ($(operands[$k].cast::<$a>().add(start).cast::<[$a; CHUNK]>().read_unaligned(),)+) }
            }
            #[inline(always)]
            fn of(chunk: &Self::Chunk, index: usize) -> Self {
                ($(chunk.$k[index],)+)
            }
            #[inline(always)]
            unsafe fn one(operands: &[*const u8; 3], index: usize) -> Self {
                unsafe { ($(operands[$k].cast::<$a>().add(index).read_unaligned(),)+) }
            }
        }
    };
}
arguments!(A 0);
arguments!(A 0, B 1);
arguments!(A 0, B 1, C 2);

/// A function of one element of each operand.
pub(super) trait Formula<A: Arguments> {
    type Result: Element;
    /// It branches or calls others: nothing is gained by chunks and wide registers.
    const EACH: bool;
    fn of(arguments: A) -> Self::Result;
}

/// A loop and the dtype of what it writes.
#[derive(Clone, Copy)]
pub(super) struct Selected {
    pub kernel: Kernel,
    pub result: Dtype,
}

/// Elements loaded before any is stored, so that `out` may be an operand and the compiler needs no proof that it is not.
const CHUNK: usize = 16;

#[inline(always)]
unsafe fn chunks<A: Arguments, F: Formula<A>>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    let out = out.cast::<F::Result>();
    let whole = count - count % CHUNK;
    unsafe {
        for start in (0..whole).step_by(CHUNK) {
            let loaded = A::chunk(operands, start);
            let mut results = [F::Result::default(); CHUNK];
            for (i, result) in results.iter_mut().enumerate() {
                *result = F::of(A::of(&loaded, i));
            }
            out.add(start).cast::<[F::Result; CHUNK]>().write_unaligned(results);
        }
        for i in whole..count {
            out.add(i).write_unaligned(F::of(A::one(operands, i)));
        }
    }
}
twice!(chunks, chunks_plain, chunks_avx2, [A: Arguments, F: Formula<A>],
    (operands: &[*const u8; 3], out: *mut u8, count: usize));

pub(super) unsafe fn each<A: Arguments, F: Formula<A>>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    for i in 0..count {
        unsafe { out.cast::<F::Result>().add(i).write_unaligned(F::of(A::one(operands, i))) };
    }
}

pub(super) fn select<A: Arguments, F: Formula<A>>() -> Selected {
    let kernel: Kernel = if F::EACH {
        each::<A, F>
    } else if crate::kernels::wide() {
        chunks_avx2::<A, F>
    } else {
        chunks_plain::<A, F>
    };
    Selected { kernel, result: F::Result::DTYPE }
}

/// The loop of unsigned integers where it is that of signed ones, bit for bit.
pub(super) fn by_bits(select: fn(Dtype) -> Option<Selected>, dtype: Dtype) -> Option<Selected> {
    let signed = match dtype {
        Dtype::UInt8 => Dtype::Int8,
        Dtype::UInt16 => Dtype::Int16,
        Dtype::UInt32 => Dtype::Int32,
        Dtype::UInt64 => Dtype::Int64,
        _ => dtype,
    };
    let selected = select(signed)?;
    Some(Selected { result: if selected.result == signed { dtype } else { selected.result }, ..selected })
}

unsafe fn copy<const SIZE: usize>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe { std::ptr::copy(operands[0], out, count * SIZE) }
}

/// The elements themselves.
pub(super) fn copied(dtype: Dtype) -> Option<Selected> {
    let kernel: Kernel = match dtype.size() {
        1 => copy::<1>,
        2 => copy::<2>,
        4 => copy::<4>,
        8 => copy::<8>,
        _ => copy::<16>,
    };
    Some(Selected { kernel, result: dtype })
}

unsafe fn fill<const BYTE: u8, const SIZE: usize>(_: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe { std::ptr::write_bytes(out, BYTE, count * SIZE) }
}

/// Zeros.
pub(super) fn zeros(dtype: Dtype) -> Option<Selected> {
    let kernel: Kernel = match dtype.size() {
        1 => fill::<0, 1>,
        2 => fill::<0, 2>,
        4 => fill::<0, 4>,
        8 => fill::<0, 8>,
        _ => fill::<0, 16>,
    };
    Some(Selected { kernel, result: dtype })
}

/// True or false for all elements.
pub(super) fn constant(value: bool) -> Option<Selected> {
    Some(Selected { kernel: if value { fill::<1, 1> } else { fill::<0, 1> }, result: Dtype::Bool })
}

/// Runs a macro for every type of a class: dtype, type, type of its parts, and what is passed along.
macro_rules! for_types {
    (bool, $do:ident, $with:tt) => {
        $do!(Bool, Bool, Bool, $with);
    };
    (signed, $do:ident, $with:tt) => {
        $do!(Int8, i8, i8, $with);
        $do!(Int16, i16, i16, $with);
        $do!(Int32, i32, i32, $with);
        $do!(Int64, i64, i64, $with);
    };
    (unsigned, $do:ident, $with:tt) => {
        $do!(UInt8, u8, u8, $with);
        $do!(UInt16, u16, u16, $with);
        $do!(UInt32, u32, u32, $with);
        $do!(UInt64, u64, u64, $with);
    };
    (integer, $do:ident, $with:tt) => {
        for_types!(signed, $do, $with);
        for_types!(unsigned, $do, $with);
    };
    (float, $do:ident, $with:tt) => {
        $do!(Float32, f32, f32, $with);
        $do!(Float64, f64, f64, $with);
    };
    (complex, $do:ident, $with:tt) => {
        $do!(Complex64, Complex<f32>, f32, $with);
        $do!(Complex128, Complex<f64>, f64, $with);
    };
}
pub(super) use for_types;

/// One formula for one type. Formulas know it as `T`, the type of its real and imaginary parts as `P`.
macro_rules! implement {
    ($dtype:ident, $t:ty, $p:ty, [$mode:ident, $name:ident, ($x:ident), $result:ty, $body:expr]) => {
        implement!(@ $t, $p, $mode, $name, (T,), ($x,), $result, $body);
    };
    ($dtype:ident, $t:ty, $p:ty, [$mode:ident, $name:ident, ($x:ident, $y:ident), $result:ty, $body:expr]) => {
        implement!(@ $t, $p, $mode, $name, (T, T), ($x, $y), $result, $body);
    };
    ($dtype:ident, $t:ty, $p:ty, [$mode:ident, $name:ident, ($x:ident, $y:ident, $z:ident), $result:ty, $body:expr]) => {
        implement!(@ $t, $p, $mode, $name, (T, T, T), ($x, $y, $z), $result, $body);
    };
    (@ $t:ty, $p:ty, $mode:ident, $name:ident, $types:ty, $pattern:pat, $result:ty, $body:expr) => {
        const _: () = {
            #[allow(dead_code)]
            type T = $t;
            #[allow(dead_code)]
            type P = $p;
            impl Formula<$types> for $name {
                type Result = $result;
                const EACH: bool = implement!($mode);
                #[inline(always)]
                fn of($pattern: $types) -> $result {
                    $body
                }
            }
        };
    };
    (each) => { true };
    (chunks) => { false };
}
pub(super) use implement;

macro_rules! select_type {
    ($dtype:ident, $t:ty, $p:ty, [$name:ident, $sought:ident, ($x:ident)]) => {
        select_type!(@ $dtype, $name, $sought, ($t,))
    };
    ($dtype:ident, $t:ty, $p:ty, [$name:ident, $sought:ident, ($x:ident, $y:ident)]) => {
        select_type!(@ $dtype, $name, $sought, ($t, $t))
    };
    ($dtype:ident, $t:ty, $p:ty, [$name:ident, $sought:ident, ($x:ident, $y:ident, $z:ident)]) => {
        select_type!(@ $dtype, $name, $sought, ($t, $t, $t))
    };
    (@ $dtype:ident, $name:ident, $sought:ident, $types:ty) => {
        if $sought == Dtype::$dtype {
            return Some($crate::kernels::ufunc::loops::select::<$types, $name>());
        }
    };
}
pub(super) use select_type;

/// Functions by class of types: `chunks Name(x, y) { integer => T: x.wrapping_add(y); ... }`, where `T` is the element
/// type and what stands after the arrow that of the result. Each gets `select(dtype)`, its loop or none.
macro_rules! formulas {
    ($($mode:ident $name:ident $arguments:tt { $($($class:ident)+ => $result:ty: $body:expr;)+ })*) => {$(
        pub(super) struct $name;
        impl $name {
            pub(super) fn select(dtype: Dtype) -> Option<$crate::kernels::ufunc::loops::Selected> {
                $($(for_types!($class, select_type, [$name, dtype, $arguments]);)+)+
                None
            }
        }
        $($(for_types!($class, implement, [$mode, $name, $arguments, $result, $body]);)+)+
    )*};
}
pub(super) use formulas;
