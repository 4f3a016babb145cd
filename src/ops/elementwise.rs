//! Elementwise work on aligned operands: no communication.

use crate::array::{blocks, Array};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::kernels::copy::Source;
use crate::kernels::elementwise::{self as kernels, Binary, Unary};

fn check_operand(operand: &Array, name: &str, out: &Array) -> Result<()> {
    operand.check_whole(name)?;
    if !operand.context().shares_communicator(out.context()) {
        refuse!(
            Argument,
            name,
            "expected an array of the same communicator as 'out'; ranks differ between communicators"
        );
    }
    if !operand.distribution().is_aligned(out.distribution()) {
        refuse!(Distribution, name, "expected the same owners for every element as in 'out'; redistribute it first");
    }
    if operand.overlaps(out) && !operand.coincides(out) {
        refuse!(Argument, name, "its memory overlaps that of 'out' without being the same array; use separate memory");
    }
    Ok(())
}

fn check_out(out: &Array) -> Result<()> {
    out.check_whole("out")?;
    out.check_not_read_only("out")
}

/// `out = op(a)`, computed in NumPy's result type and cast to `out`'s dtype. **Local.**
pub fn unary(op: Unary, a: &Array, out: &mut Array) -> Result<()> {
    check_out(out)?;
    check_operand(a, "array", out)?;
    kernels::unary_dtype(op, a.dtype())?;
    blocks::each([a, out], |block| unsafe { kernels::unary(op, block.source(0), block.target(1), block.extents) });
    Ok(())
}

/// `out = a op b`, computed in NumPy's result type and cast to `out`'s dtype. **Local.**
pub fn binary(op: Binary, a: &Array, b: &Array, out: &mut Array) -> Result<()> {
    check_out(out)?;
    check_operand(a, "a", out)?;
    check_operand(b, "b", out)?;
    kernels::binary_dtype(op, a.dtype(), b.dtype())?;
    blocks::each([a, b, out], |block| unsafe {
        kernels::binary(op, block.source(0), block.source(1), block.target(2), block.extents)
    });
    Ok(())
}

/// `out = a op scalar`; `scalar` is one element of `dtype`. **Local.**
pub fn scalar(op: Binary, a: &Array, scalar: &[u8], dtype: Dtype, out: &mut Array) -> Result<()> {
    check_out(out)?;
    check_operand(a, "array", out)?;
    kernels::binary_dtype(op, a.dtype(), dtype)?;
    if scalar.len() < dtype.size() {
        refuse!(Argument, "scalar", "expected {} bytes, got {}", dtype.size(), scalar.len());
    }
    blocks::each([a, out], |block| {
        let strides = vec![0isize; block.extents.len()];
        let value = Source { pointer: scalar.as_ptr(), strides: &strides, dtype };
        unsafe { kernels::binary(op, block.source(0), value, block.target(1), block.extents) };
    });
    Ok(())
}
