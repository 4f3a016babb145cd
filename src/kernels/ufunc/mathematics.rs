//! Exponentials, logarithms, trigonometry, hyperbolics, roots and powers.

use super::libm::{Analytic, Real};
use super::loops::{each, for_types, formulas, implement, select_type, Formula, Selected};
use super::vector::Vectors;
use crate::dtype::Dtype;
use num_complex::Complex;

formulas! {
    each Sin(x) { float complex => T: Analytic::sin(x); }
    each Cos(x) { float complex => T: Analytic::cos(x); }
    each Tan(x) { float complex => T: Analytic::tan(x); }
    each Arcsin(x) { float complex => T: Analytic::arcsin(x); }
    each Arccos(x) { float complex => T: Analytic::arccos(x); }
    each Arctan(x) { float complex => T: Analytic::arctan(x); }
    each Sinh(x) { float complex => T: Analytic::sinh(x); }
    each Cosh(x) { float complex => T: Analytic::cosh(x); }
    each Tanh(x) { float complex => T: Analytic::tanh(x); }
    each Arcsinh(x) { float complex => T: Analytic::arcsinh(x); }
    each Arccosh(x) { float complex => T: Analytic::arccosh(x); }
    each Arctanh(x) { float complex => T: Analytic::arctanh(x); }
    each Exp(x) { float complex => T: Analytic::exp(x); }
    each Exp2(x) { float complex => T: Analytic::exp2(x); }
    each Expm1(x) { float complex => T: Analytic::expm1(x); }
    each Log(x) { float complex => T: Analytic::log(x); }
    each Log2(x) { float complex => T: Analytic::log2(x); }
    each Log10(x) { float complex => T: Analytic::log10(x); }
    each Log1p(x) { float complex => T: Analytic::log1p(x); }
    each Cbrt(x) { float => T: Real::cbrt(x); }
    each Arctan2(y, x) { float => T: Real::arctan2(y, x); }
    each FloatPower(x, y) { float complex => T: Analytic::power(x, y); }
    chunks RealSqrt(x) { float => T: x.sqrt(); }
    each ComplexSqrt(x) { complex => T: Analytic::sqrt(x); }
    chunks Hypot(x, y) { float => T: Real::hypot(x, y); }
}

/// A function of floats that libmvec has.
trait Vectorised {
    fn vectors() -> &'static Vectors;
}

unsafe fn double_1<F: Vectorised + Formula<(f64,)>>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe {
        if !F::vectors().run::<f64>(operands, out, count) {
            each::<(f64,), F>(operands, out, count);
        }
    }
}

unsafe fn double_2<F: Vectorised + Formula<(f64, f64)>>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe {
        if !F::vectors().run::<f64>(operands, out, count) {
            each::<(f64, f64), F>(operands, out, count);
        }
    }
}

/// Elements computed in double precision at a time.
const BLOCK: usize = 256;

/// Single precision by way of double: rounded correctly but for one case in millions, and no slower than libmvec's own.
unsafe fn single<const ARITY: usize>(double: super::Kernel, operands: &[*const u8; 3], out: *mut u8, count: usize) {
    let mut wide = [[0f64; BLOCK]; ARITY];
    for start in (0..count).step_by(BLOCK) {
        let n = BLOCK.min(count - start);
        unsafe {
            for (wide, operand) in wide.iter_mut().zip(operands) {
                let narrow = operand.cast::<f32>().add(start);
                for (i, x) in wide.iter_mut().enumerate().take(n) {
                    *x = narrow.add(i).read_unaligned() as f64;
                }
            }
            let mut pointers = [wide[0].as_ptr().cast::<u8>(); 3];
            for (pointer, wide) in pointers.iter_mut().zip(&wide) {
                *pointer = wide.as_ptr().cast();
            }
            let result = wide[0].as_mut_ptr();
            double(&pointers, result.cast(), n);
            let narrow = out.cast::<f32>().add(start);
            for i in 0..n {
                narrow.add(i).write_unaligned(result.add(i).read() as f32);
            }
        }
    }
}

unsafe fn single_1<F: Vectorised + Formula<(f64,)>>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe { single::<1>(double_1::<F>, operands, out, count) }
}

unsafe fn single_2<F: Vectorised + Formula<(f64, f64)>>(operands: &[*const u8; 3], out: *mut u8, count: usize) {
    unsafe { single::<2>(double_2::<F>, operands, out, count) }
}

/// The functions that take libmvec's vectors where there are any, by C's names; some have a more accurate loop.
macro_rules! vectorised {
    ($($name:ident($symbol:literal, $arity:literal, $double:ident, $single:ident) $($accurate:ident)?;)*) => {$(
        impl Vectorised for $name {
            fn vectors() -> &'static Vectors {
                static VECTORS: Vectors = Vectors::new($symbol, $arity);
                &VECTORS
            }
        }
        impl $name {
            pub(super) fn fast(dtype: Dtype) -> Option<Selected> {
                match dtype {
                    Dtype::Float32 => Some(Selected { kernel: $single::<$name>, result: dtype }),
                    Dtype::Float64 => {
                        let kernel: super::Kernel = $double::<$name>;
                        $(let kernel = super::accurate::kernel::<super::accurate::$accurate>().unwrap_or(kernel);)?
                        Some(Selected { kernel, result: dtype })
                    }
                    _ => $name::select(dtype),
                }
            }
        }
    )*};
}
vectorised! {
    Sin("sin", 1, double_1, single_1) Sin;
    Cos("cos", 1, double_1, single_1) Cos;
    Tan("tan", 1, double_1, single_1) Tan;
    Arcsin("asin", 1, double_1, single_1) Arcsin;
    Arccos("acos", 1, double_1, single_1) Arccos;
    Arctan("atan", 1, double_1, single_1) Arctan;
    Sinh("sinh", 1, double_1, single_1) Sinh;
    Cosh("cosh", 1, double_1, single_1) Cosh;
    Tanh("tanh", 1, double_1, single_1);
    Arcsinh("asinh", 1, double_1, single_1);
    Arccosh("acosh", 1, double_1, single_1);
    Arctanh("atanh", 1, double_1, single_1) Arctanh;
    Exp("exp", 1, double_1, single_1) Exp;
    Exp2("exp2", 1, double_1, single_1) Exp2;
    Expm1("expm1", 1, double_1, single_1) Expm1;
    Log("log", 1, double_1, single_1) Log;
    Log2("log2", 1, double_1, single_1) Log2;
    Log10("log10", 1, double_1, single_1) Log10;
    Log1p("log1p", 1, double_1, single_1) Log1p;
    Cbrt("cbrt", 1, double_1, single_1);
    Arctan2("atan2", 2, double_2, single_2);
    FloatPower("pow", 2, double_2, single_2);
}

/// Powers of every dtype.
pub(super) fn power(dtype: Dtype) -> Option<Selected> {
    super::arithmetic::IntegerPower::select(dtype).or_else(|| FloatPower::fast(dtype))
}

pub(super) fn sqrt(dtype: Dtype) -> Option<Selected> {
    RealSqrt::select(dtype).or_else(|| ComplexSqrt::select(dtype))
}
