//! Operations on arrays.

use super::arguments::Out;
use super::array::{distarray_dtype, element};
use super::handles::{self, distarray_array, distarray_distribution, Object};
use super::status::{collective, distarray_status, local};
use crate::dtype::Dtype;
use crate::error::Error;
use crate::kernels::ufunc::Ufunc;
use crate::ops::{create, elementwise, halo, redistribute};
use std::ffi::c_void;

/// An operation; each function says which constants it takes.
pub type distarray_op = i32;

/// Square root; of one argument.
pub const DISTARRAY_SQRT: i32 = 1;
/// Absolute value; of one argument.
pub const DISTARRAY_ABS: i32 = 2;
/// Change of sign; of one argument.
pub const DISTARRAY_NEGATIVE: i32 = 3;

/// Sum; of two arguments.
pub const DISTARRAY_ADD: i32 = 1;
/// Difference; of two arguments.
pub const DISTARRAY_SUBTRACT: i32 = 2;
/// Product; of two arguments.
pub const DISTARRAY_MULTIPLY: i32 = 3;
/// Quotient, as NumPy's true division; of two arguments.
pub const DISTARRAY_DIVIDE: i32 = 4;
/// `sqrt(a*a + b*b)` without overflow; of two arguments.
pub const DISTARRAY_HYPOT: i32 = 5;
/// The smaller one, NaN if there is one; of two arguments, for accumulating.
pub const DISTARRAY_MINIMUM: i32 = 6;
/// The larger one, NaN if there is one; of two arguments, for accumulating.
pub const DISTARRAY_MAXIMUM: i32 = 7;
/// Bits of integers and bools; of two arguments, for accumulating.
pub const DISTARRAY_BITWISE_AND: i32 = 8;
pub const DISTARRAY_BITWISE_OR: i32 = 9;
pub const DISTARRAY_BITWISE_XOR: i32 = 10;
/// Whether elements are not 0; of two arguments, for accumulating.
pub const DISTARRAY_LOGICAL_AND: i32 = 11;
pub const DISTARRAY_LOGICAL_OR: i32 = 12;
pub const DISTARRAY_LOGICAL_XOR: i32 = 13;

/// Copies all elements of one array into another of the same shape, whatever their distributions, memory orders
/// and dtypes. Values are cast as by NumPy's astype. Unstructured axes are matched by their labels. The target's
/// halo is left alone.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling.
///
/// @param source,target arrays of one communicator, the same on all ranks; they may share memory
#[no_mangle]
pub unsafe extern "C" fn distarray_array_redistribute(
    source: distarray_array,
    target: distarray_array,
) -> distarray_status {
    collective("distarray_array_redistribute", |arguments| {
        let source = arguments.array(source, "source")?;
        let mut target = arguments.array(target, "target")?;
        redistribute::redistribute(&source, &mut target)
    })
}

/// Makes an array with the elements of another one in a new distribution.
///
/// **Collective**. Allocates; communicates.
///
/// @param source,distribution the same on all ranks
/// @param[out] target to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_redistribute_to(
    source: distarray_array,
    distribution: distarray_distribution,
    target: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_redistribute_to", |arguments| {
        let source = arguments.array(source, "source")?;
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        if !context.shares_communicator(source.context()) {
            refuse!(Argument, "distribution", "expected a distribution over the communicator of 'source'");
        }
        let out = Out::new(target, "target")?;
        let made = redistribute::redistribute_to(&source, &distribution, source.dtype())?;
        handles::put(Object::Array(made), out)
    })
}

/// Fills the halo of every process from the owners of its elements, corners included; periodic axes wrap around.
///
/// **Collective**. Communicates with neighbours.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_exchange_halo(array: distarray_array) -> distarray_status {
    collective("distarray_array_exchange_halo", |arguments| {
        let mut array = arguments.array(array, "array")?;
        halo::exchange_halo(&mut array)
    })
}

/// Sets every element of this process's part, halo included.
///
/// **Local**. An error is also reported by the next collective call on the array.
///
/// @param value one element of the array's dtype
#[no_mangle]
pub unsafe extern "C" fn distarray_array_fill(array: distarray_array, value: *const c_void) -> distarray_status {
    local("distarray_array_fill", |arguments| {
        let mut array = arguments.output(array, "array")?;
        let value = element(value, array.dtype(), "value")?;
        create::fill(&mut array, value)
    })
}

/// Makes a copy, halo included.
///
/// **Collective**. Allocates.
///
/// @param[out] copy to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_copy(array: distarray_array, copy: *mut distarray_array) -> distarray_status {
    collective("distarray_array_copy", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(copy, "copy")?;
        handles::put(Object::Array(redistribute::copy(&array)?), out)
    })
}

/// Makes an array with the elements of another one as another dtype, as NumPy's astype. The halo is not filled.
///
/// **Collective**. Allocates.
///
/// @param dtype the same on all ranks
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_cast(
    array: distarray_array,
    dtype: distarray_dtype,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_cast", |arguments| {
        let array = arguments.array(array, "array")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(redistribute::cast(&array, dtype)?), out)
    })
}

/// `out = op(array)` for every owned element, computed in NumPy's result type and cast to that of `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op DISTARRAY_SQRT, DISTARRAY_ABS or DISTARRAY_NEGATIVE
/// @param out aligned with `array` (see distarray_distribution_is_aligned()); may be `array` itself
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_unary(
    op: distarray_op,
    array: distarray_array,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_unary", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let array = arguments.array(array, "array")?;
        elementwise::unary(Ufunc::from_number(1, op)?, &array, &mut out)
    })
}

/// `out = a op b` for every owned element, computed in NumPy's result type and cast to that of `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op DISTARRAY_ADD, DISTARRAY_SUBTRACT, DISTARRAY_MULTIPLY, DISTARRAY_DIVIDE or DISTARRAY_HYPOT
/// @param a,b,out aligned with each other; `out` may be `a` or `b`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_binary(
    op: distarray_op,
    a: distarray_array,
    b: distarray_array,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_binary", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        elementwise::binary(Ufunc::from_number(2, op)?, &a, &b, &mut out)
    })
}

/// `out = array op scalar` for every owned element, computed in NumPy's result type and cast to that of `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op as for distarray_array_apply_binary()
/// @param scalar one element of `scalar_dtype`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_scalar(
    op: distarray_op,
    array: distarray_array,
    scalar: *const c_void,
    scalar_dtype: distarray_dtype,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_scalar", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let array = arguments.array(array, "array")?;
        let dtype =
            Dtype::from_number(scalar_dtype).map_err(|error| Error { argument: "scalar_dtype".into(), ..error })?;
        let scalar = element(scalar, dtype, "scalar")?;
        elementwise::scalar(Ufunc::from_number(2, op)?, &array, scalar, dtype, &mut out)
    })
}
