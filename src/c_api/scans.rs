//! What runs along an axis: sums, products, extrema; differences, gradients, convolutions.

use super::arguments::Out;
use super::array::distarray_dtype;
use super::handles::{self, distarray_array, Object};
use super::operations::distarray_op;
use super::reductions::optional_dtype;
use super::status::{collective, distarray_status, Arguments};
use crate::array::Array;
use crate::error::Result;
use crate::ops::scan::{self, Scan};
use crate::ops::window::{self, ConvolveMode};
use std::os::raw::c_int;

/// Running sum; for distarray_array_scan().
pub const DISTARRAY_CUMSUM: i32 = 1;
/// Running product; for distarray_array_scan().
pub const DISTARRAY_CUMPROD: i32 = 2;
/// Smallest element so far, NaN from the first one on; for distarray_array_scan().
pub const DISTARRAY_CUMMIN: i32 = 3;
/// Largest element so far, NaN from the first one on; for distarray_array_scan().
pub const DISTARRAY_CUMMAX: i32 = 4;
/// Running sum in which NaN counts as 0; for distarray_array_scan().
pub const DISTARRAY_NANCUMSUM: i32 = 5;
/// Running product in which NaN counts as 1; for distarray_array_scan().
pub const DISTARRAY_NANCUMPROD: i32 = 6;

/// Which part of a convolution is wanted.
pub type distarray_convolve_mode = i32;
/// Every position where the operands meet.
pub const DISTARRAY_CONVOLVE_FULL: i32 = 1;
/// As many positions as the longer operand has, in the middle.
pub const DISTARRAY_CONVOLVE_SAME: i32 = 2;
/// Where the shorter operand lies inside the longer one.
pub const DISTARRAY_CONVOLVE_VALID: i32 = 3;

unsafe fn make(
    function: &'static str,
    array: distarray_array,
    result: *mut distarray_array,
    work: impl FnOnce(&Arguments, &Array) -> Result<Array>,
) -> distarray_status {
    collective(function, |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(work(arguments, &array)?), out)
    })
}

/// Runs a sum, product or extremum along an axis; the result has the array's distribution.
///
/// **Collective**. Allocates; communicates what runs at the ends of each process's stretches. An axis that is cyclic with
/// short blocks, or unstructured, is moved to blocks and back.
///
/// @param op DISTARRAY_CUMSUM (1) to DISTARRAY_NANCUMPROD (6)
/// @param axis -ndim to ndim-1
/// @param dtype of the result, in which it is computed; 0 for NumPy's choice
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_scan(
    op: distarray_op,
    array: distarray_array,
    axis: c_int,
    dtype: distarray_dtype,
    result: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_scan", array, result, |_, array| {
        scan::accumulate(Scan::from_number(op)?, array, Some(axis), optional_dtype(dtype, "dtype")?)
    })
}

/// Runs a sum, product or extremum over all elements in C order; the result has one dimension.
///
/// **Collective**. Allocates; communicates. Arrays of other than one dimension are moved to blocks in C order first.
///
/// @param op,dtype as for distarray_array_scan()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_scan_flat(
    op: distarray_op,
    array: distarray_array,
    dtype: distarray_dtype,
    result: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_scan_flat", array, result, |_, array| {
        scan::accumulate(Scan::from_number(op)?, array, None, optional_dtype(dtype, "dtype")?)
    })
}

/// Differences of neighbours along an axis, `n` times; of bools whether they differ.
///
/// **Collective**. Allocates the result and a copy of the array with a halo; communicates with neighbours.
///
/// @param n at least 0; each time the axis gets one shorter
/// @param axis -ndim to ndim-1
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_diff(
    array: distarray_array,
    n: c_int,
    axis: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_diff", array, result, |_, array| window::difference(array, n.into(), axis))
}

/// Slopes along an axis: central differences, one-sided at the ends. Integers give float64.
///
/// **Collective**. Allocates the result and a copy of the array with a halo; communicates with neighbours.
///
/// @param axis -ndim to ndim-1
/// @param spacing distance of neighbours
/// @param edge_order 1 or 2: accuracy at the ends
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE for an axis of no more than `edge_order` elements
#[no_mangle]
pub unsafe extern "C" fn distarray_array_gradient(
    array: distarray_array,
    axis: c_int,
    spacing: f64,
    edge_order: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_gradient", array, result, |_, array| window::gradient(array, axis, spacing, edge_order))
}

/// Convolution with a kernel along an axis, in NumPy's common dtype. The axis is in blocks, as that of `array` or even ones.
///
/// **Collective**. Allocates the result and a copy of the array with a halo; communicates with neighbours, and gives the
/// kernel to all.
///
/// @param kernel of one dimension, in any distribution
/// @param axis -ndim to ndim-1
/// @param mode DISTARRAY_CONVOLVE_FULL, DISTARRAY_CONVOLVE_SAME or DISTARRAY_CONVOLVE_VALID
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE if there is nothing to convolve
#[no_mangle]
pub unsafe extern "C" fn distarray_array_convolve(
    array: distarray_array,
    kernel: distarray_array,
    axis: c_int,
    mode: distarray_convolve_mode,
    result: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_convolve", array, result, |arguments, array| {
        let kernel = arguments.array(kernel, "kernel")?;
        window::convolve(array, &kernel, axis, ConvolveMode::from_number(mode)?)
    })
}

/// Correlation with a kernel along an axis: as distarray_array_convolve() with the kernel reversed and conjugated.
///
/// **Collective**. As distarray_array_convolve().
///
/// @param kernel,axis,mode as for distarray_array_convolve()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_correlate(
    array: distarray_array,
    kernel: distarray_array,
    axis: c_int,
    mode: distarray_convolve_mode,
    result: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_correlate", array, result, |arguments, array| {
        let kernel = arguments.array(kernel, "kernel")?;
        window::correlate(array, &kernel, axis, ConvolveMode::from_number(mode)?)
    })
}
