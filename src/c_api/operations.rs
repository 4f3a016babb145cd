//! Operations on arrays.

use super::arguments::Out;
use super::array::{distarray_dtype, element};
use super::handles::{self, distarray_array, distarray_distribution, Object};
use super::status::{collective, distarray_status, local};
use crate::dtype::Dtype;
use crate::ops::{create, halo, redistribute};
use std::ffi::c_void;

/// An operation; each function says which constants it takes.
pub type distarray_op = i32;

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
