//! Arrays of numbers at equal distances or ratios, of ones on a diagonal, of indices.

use super::arguments::{self, Out};
use super::array::distarray_dtype;
use super::handles::{self, distarray_array, distarray_context, distarray_distribution, Object};
use super::status::{collective, distarray_status};
use crate::dtype::Dtype;
use crate::ops::progressions::{self, Interval};
use std::os::raw::{c_char, c_int};

/// Makes a 1-D array of `count` numbers at equal distances, as NumPy's linspace. Integers are rounded down.
///
/// **Collective**. Allocates.
///
/// @param start,stop,count,dtype the same on all ranks
/// @param endpoint 1 makes `stop` the last number, 0 the one after it; the same on all ranks
/// @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
/// @param[out] array to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_linspace(
    context: distarray_context,
    start: f64,
    stop: f64,
    count: i64,
    endpoint: c_int,
    dtype: distarray_dtype,
    text: *const c_char,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_linspace", |arguments| {
        let context = arguments.context(context, "context")?;
        let interval = Interval { start, stop, count, endpoint: arguments::flag(endpoint, "endpoint")? };
        let dtype = Dtype::from_number(dtype)?;
        let text = arguments::optional_text(text, "text", "block")?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(progressions::linspace(&context, interval, dtype, text)?), out)
    })
}

/// Makes a 1-D array of `count` powers of a base whose exponents are at equal distances, as NumPy's logspace.
///
/// **Collective**. Allocates.
///
/// @param start,stop,count,base,dtype the same on all ranks; `start` and `stop` are exponents
/// @param endpoint 1 makes `stop` the last exponent, 0 the one after it; the same on all ranks
/// @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
/// @param[out] array to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_logspace(
    context: distarray_context,
    start: f64,
    stop: f64,
    count: i64,
    endpoint: c_int,
    base: f64,
    dtype: distarray_dtype,
    text: *const c_char,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_logspace", |arguments| {
        let context = arguments.context(context, "context")?;
        let interval = Interval { start, stop, count, endpoint: arguments::flag(endpoint, "endpoint")? };
        let dtype = Dtype::from_number(dtype)?;
        let text = arguments::optional_text(text, "text", "block")?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(progressions::logspace(&context, interval, base, dtype, text)?), out)
    })
}

/// Makes a 1-D array of `count` numbers at equal ratios, as NumPy's geomspace.
///
/// **Collective**. Allocates.
///
/// @param start,stop of one sign and not 0; the same on all ranks, as `count` and `dtype`
/// @param endpoint 1 makes `stop` the last number, 0 the one after it; the same on all ranks
/// @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
/// @param[out] array to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_geomspace(
    context: distarray_context,
    start: f64,
    stop: f64,
    count: i64,
    endpoint: c_int,
    dtype: distarray_dtype,
    text: *const c_char,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_geomspace", |arguments| {
        let context = arguments.context(context, "context")?;
        let interval = Interval { start, stop, count, endpoint: arguments::flag(endpoint, "endpoint")? };
        let dtype = Dtype::from_number(dtype)?;
        let text = arguments::optional_text(text, "text", "block")?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(progressions::geomspace(&context, interval, dtype, text)?), out)
    })
}

/// Makes a 2-D array of zeros with ones where the column is the row plus `diagonal`, as NumPy's eye.
///
/// **Collective**. Allocates.
///
/// @param distribution,dtype,diagonal the same on all ranks
/// @param[out] array to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_eye(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    diagonal: i64,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_eye", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(progressions::eye(&context, &distribution, dtype, diagonal)?), out)
    })
}

/// Makes a square matrix of zeros with ones on its diagonal, as NumPy's identity.
///
/// **Collective**. Allocates.
///
/// @param distribution,dtype the same on all ranks
/// @param[out] array to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_identity(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_identity", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(progressions::identity(&context, &distribution, dtype)?), out)
    })
}

/// Makes an array whose element `[d, i, j, ...]` is the index along axis `d` of `[i, j, ...]`, as NumPy's indices.
///
/// **Collective**. Allocates.
///
/// @param distribution its first axis has as many indices as there are other axes; the same on all ranks, as `dtype`
/// @param[out] array to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_indices(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_indices", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(progressions::indices(&context, &distribution, dtype)?), out)
    })
}
