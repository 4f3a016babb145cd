//! Linear algebra: products of matrices and of any axes, between any distributions.

use super::arguments::{self, array_list, distribution_or_default, Out, TextOut};
use super::array::{distarray_dtype, element};
use super::handles::{self, distarray_array, distarray_distribution, Object};
use super::operations::distarray_op;
use super::status::{collective, distarray_status, local, Arguments};
use crate::array::Array;
use crate::distribution::Distribution;
use crate::error::{Error, Result};
use crate::ops::linear;
use crate::ops::transform::Transformation;
use std::ffi::c_void;
use std::os::raw::{c_char, c_int};
use std::sync::Arc;

type Product = fn(&Array, &Array, Option<&Arc<Distribution>>) -> Result<Array>;

/// A product of two arrays as a new array.
unsafe fn product(
    arguments: &Arguments,
    make: Product,
    (a, b): (distarray_array, distarray_array),
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> Result<()> {
    let a = arguments.array(a, "a")?;
    let b = arguments.array(b, "b")?;
    let distribution = distribution_or_default(arguments, distribution, a.context())?;
    let out = Out::new(result, "result")?;
    handles::put(Object::Array(make(&a, &b, distribution.as_ref())?), out)
}

/// NumPy's matmul: products of the last two axes, the axes before them broadcast against each other. A one-dimensional
/// `a` is a row, a one-dimensional `b` a column; their axis is not in the result.
///
/// **Collective**. Allocates; communicates; panels of the operands stay within the context's memory ceiling.
///
/// @param a,b of any distributions and dtypes, the same on all ranks; transposed views are not moved first
/// @param distribution of the result, the same on all ranks; NULL spreads the rows as those of `a` and the columns as those
///        of `b` where they are spread, else everything in blocks
/// @param[out] result of NumPy's result type, to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_matmul(
    a: distarray_array,
    b: distarray_array,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_matmul", |arguments| product(arguments, linear::matmul, (a, b), distribution, result))
}

/// `out = alpha * op(a) @ op(b) + beta * out`, where operations are on the last two axes. The product is computed in
/// NumPy's result type of `a` and `b` and cast to the dtype of `out`.
///
/// **Collective**. Communicates; panels of the operands stay within the context's memory ceiling.
///
/// @param alpha one element of the dtype of `out`, the same on all ranks; NULL means 1
/// @param op_a,op_b DISTARRAY_NO_TRANSPOSE, DISTARRAY_TRANSPOSE, DISTARRAY_CONJUGATE or DISTARRAY_CONJUGATE_TRANSPOSE
/// @param a,b as for distarray_array_matmul()
/// @param beta one element of the dtype of `out`, the same on all ranks; NULL means 0, which does not look at `out`
/// @param out of the result's shape; it may share memory with `a` and `b`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_matmul_into(
    alpha: *const c_void,
    op_a: distarray_op,
    a: distarray_array,
    op_b: distarray_op,
    b: distarray_array,
    beta: *const c_void,
    out: distarray_array,
) -> distarray_status {
    collective("distarray_array_matmul_into", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let mut out = arguments.array(out, "out")?;
        let factor = |pointer: *const c_void, name| match pointer.is_null() {
            true => Ok(None),
            false => element(pointer, out.dtype(), name).map(Some),
        };
        let (alpha, beta) = (factor(alpha, "alpha")?, factor(beta, "beta")?);
        let op = |number: i32, name: &str| {
            Transformation::from_number(number).map_err(|error| Error { argument: name.into(), ..error })
        };
        let (op_a, op_b) = (op(op_a, "op_a")?, op(op_b, "op_b")?);
        linear::matmul_into(alpha, (op_a, &a), (op_b, &b), beta, &mut out)
    })
}

/// What distarray_array_matmul() would do, as text of a few lines: the grid of processes, the bytes that this rank
/// would receive and send, its temporaries, and what multiplies the numbers.
///
/// **Local**.
///
/// @param a,b,distribution as for distarray_array_matmul(); no unstructured axes
/// @param buffer at least `capacity` bytes, may be NULL if `capacity` is 0
/// @param[out] length of the whole text without its end; may be NULL
#[no_mangle]
pub unsafe extern "C" fn distarray_array_plan_matmul(
    a: distarray_array,
    b: distarray_array,
    distribution: distarray_distribution,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> distarray_status {
    local("distarray_array_plan_matmul", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let distribution = distribution_or_default(arguments, distribution, a.context())?;
        let out = TextOut::new(buffer, capacity, length)?;
        out.set(&linear::plan_matmul(&a, &b, distribution.as_ref())?.to_string());
        Ok(())
    })
}

/// NumPy's dot: sums over the last axis of `a` and the last but one of `b`, or its only one; single numbers multiply
/// everything.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b the same on all ranks
/// @param distribution as for distarray_array_matmul()
/// @param[out] result to be freed with distarray_array_free(); a single number lies on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_dot(
    a: distarray_array,
    b: distarray_array,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_dot", |arguments| product(arguments, linear::dot, (a, b), distribution, result))
}

/// NumPy's vdot: the sum of the products of all elements in C order, those of `a` conjugated; on every rank. In
/// reproducible mode (see distarray_context_set_reproducible()) products are rounded, their sum is not before its end.
///
/// **Collective**. Communicates; arrays of different shapes are copied to one dimension first.
///
/// @param a,b of as many elements, the same on all ranks
/// @param[out] value one element of the dtype below; 16 bytes suffice for any
/// @param[out] dtype NumPy's result type; may be NULL
#[no_mangle]
pub unsafe extern "C" fn distarray_array_vdot(
    a: distarray_array,
    b: distarray_array,
    value: *mut c_void,
    dtype: *mut distarray_dtype,
) -> distarray_status {
    collective("distarray_array_vdot", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let value = Out::new(value.cast::<u8>(), "value")?;
        let dtype = if dtype.is_null() { None } else { Some(Out::new(dtype, "dtype")?) };
        let (result, result_dtype) = linear::vdot(&a, &b)?;
        value.set_all(result.into_iter().take(result_dtype.size()));
        if let Some(dtype) = dtype {
            dtype.set(result_dtype as i32);
        }
        Ok(())
    })
}

/// NumPy's inner: sums over the last axes of both; single numbers multiply everything.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b the same on all ranks
/// @param distribution as for distarray_array_matmul()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_inner(
    a: distarray_array,
    b: distarray_array,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_inner", |arguments| product(arguments, linear::inner, (a, b), distribution, result))
}

/// NumPy's outer: every element of `a` with every one of `b`, both in C order.
///
/// **Collective**. Allocates; communicates; operands of more than one dimension are copied to one first.
///
/// @param a,b the same on all ranks
/// @param distribution as for distarray_array_matmul()
/// @param[out] result of two dimensions, to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_outer(
    a: distarray_array,
    b: distarray_array,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_outer", |arguments| product(arguments, linear::outer, (a, b), distribution, result))
}

/// NumPy's kron: every element of `a` times all of `b`, as blocks of one array.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b of at most 16 dimensions, the same on all ranks
/// @param distribution of the result, the same on all ranks; NULL derives one
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_kron(
    a: distarray_array,
    b: distarray_array,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_kron", |arguments| product(arguments, linear::kron, (a, b), distribution, result))
}

/// NumPy's tensordot: sums over `axes_a[k]` of `a` together with `axes_b[k]` of `b`. The result has the other axes of
/// `a`, then those of `b`.
///
/// **Collective**. Allocates; communicates.
///
/// @param a,b the same on all ranks
/// @param count number of pairs of axes, 0 for none
/// @param axes_a,axes_b `count` axes each, the same on all ranks; negative ones count from the end
/// @param distribution as for distarray_array_matmul()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_tensordot(
    a: distarray_array,
    b: distarray_array,
    count: c_int,
    axes_a: *const c_int,
    axes_b: *const c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_tensordot", |arguments| {
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        let axes_a = arguments::array(axes_a, count.into(), "axes_a")?;
        let axes_b = arguments::array(axes_b, count.into(), "axes_b")?;
        let distribution = distribution_or_default(arguments, distribution, a.context())?;
        let out = Out::new(result, "result")?;
        let made = linear::tensordot(&a, &b, axes_a, axes_b, distribution.as_ref())?;
        handles::put(Object::Array(made), out)
    })
}

/// NumPy's einsum: a sum of products of elements of any number of arrays, by a letter for each axis: `"ij,jk->ik"` is a
/// product of matrices, `"ii"` a trace, `"...ij->...ji"` transposes. Without `->` the result has the axes of `...` and
/// then the letters that come once, in alphabetical order. Several operands are contracted two at a time, in the order with
/// the fewest multiplications. All is computed in NumPy's result type of all operands.
///
/// **Collective**. Allocates; communicates.
///
/// @param subscripts letters, `,`, `...` and `->`; the same on all ranks
/// @param count number of operands, at least 1
/// @param operands `count` arrays of one communicator, the same on all ranks
/// @param distribution of the result, the same on all ranks; NULL derives one from the operands
/// @param[out] result to be freed with distarray_array_free(); always a copy
/// @return DISTARRAY_ERR_DISTRIBUTION for diagonals of unstructured axes
#[no_mangle]
pub unsafe extern "C" fn distarray_array_einsum(
    subscripts: *const c_char,
    count: c_int,
    operands: *const distarray_array,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_einsum", |arguments| {
        let operands = array_list(arguments, operands, count, "operands")?;
        let subscripts = arguments::text(subscripts, "subscripts")?;
        let distribution = distribution_or_default(arguments, distribution, operands[0].context())?;
        let out = Out::new(result, "result")?;
        let made = linear::einsum(subscripts, &operands, distribution.as_ref())?;
        handles::put(Object::Array(made), out)
    })
}

/// As distarray_array_einsum(), into an array that is there.
///
/// **Collective**. Communicates.
///
/// @param subscripts,count,operands as for distarray_array_einsum()
/// @param out of the result's shape, the same on all ranks; values are cast to its dtype
#[no_mangle]
pub unsafe extern "C" fn distarray_array_einsum_into(
    subscripts: *const c_char,
    count: c_int,
    operands: *const distarray_array,
    out: distarray_array,
) -> distarray_status {
    collective("distarray_array_einsum_into", |arguments| {
        let operands = array_list(arguments, operands, count, "operands")?;
        let subscripts = arguments::text(subscripts, "subscripts")?;
        let mut out = arguments.array(out, "out")?;
        linear::einsum_into(subscripts, &operands, &mut out)
    })
}

/// NumPy's trace: sums along the diagonals of two axes. Sums of integers are int64 or uint64.
///
/// **Collective**. Allocates; communicates.
///
/// @param array of at least two dimensions, the same on all ranks
/// @param offset which diagonal, as for distarray_array_diagonal()
/// @param axis1,axis2 -ndim to ndim-1
/// @param distribution of the result, the same on all ranks; NULL derives one
/// @param[out] result the other axes, to be freed with distarray_array_free(); a single number lies on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_trace(
    array: distarray_array,
    offset: i64,
    axis1: c_int,
    axis2: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_trace", |arguments| {
        let array = arguments.array(array, "array")?;
        let distribution = distribution_or_default(arguments, distribution, array.context())?;
        let out = Out::new(result, "result")?;
        let made = linear::trace(&array, offset, axis1, axis2, distribution.as_ref())?;
        handles::put(Object::Array(made), out)
    })
}
