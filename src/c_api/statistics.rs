//! Averages, quantiles, covariances.

use super::arguments::{self, Out};
use super::handles::{self, distarray_array, Object};
use super::reductions::{optional_array, optional_axes};
use super::status::{collective, distarray_status};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::ops::create::cast_scalar;
use crate::ops::quantile::{self, Method, Quantiles};
use crate::statistics;
use std::os::raw::c_int;

/// Where a quantile lies between elements, under NumPy's names.
pub type distarray_quantile_method = i32;
pub const DISTARRAY_QUANTILE_LINEAR: i32 = 1;
pub const DISTARRAY_QUANTILE_LOWER: i32 = 2;
pub const DISTARRAY_QUANTILE_HIGHER: i32 = 3;
pub const DISTARRAY_QUANTILE_NEAREST: i32 = 4;
pub const DISTARRAY_QUANTILE_MIDPOINT: i32 = 5;
pub const DISTARRAY_QUANTILE_INVERTED_CDF: i32 = 6;
pub const DISTARRAY_QUANTILE_AVERAGED_INVERTED_CDF: i32 = 7;
pub const DISTARRAY_QUANTILE_CLOSEST_OBSERVATION: i32 = 8;
pub const DISTARRAY_QUANTILE_INTERPOLATED_INVERTED_CDF: i32 = 9;
pub const DISTARRAY_QUANTILE_HAZEN: i32 = 10;
pub const DISTARRAY_QUANTILE_WEIBULL: i32 = 11;
pub const DISTARRAY_QUANTILE_MEDIAN_UNBIASED: i32 = 12;
pub const DISTARRAY_QUANTILE_NORMAL_UNBIASED: i32 = 13;

unsafe fn listed<'a>(count: c_int, q: *const f64) -> Result<&'a [f64]> {
    if count < 0 {
        refuse!(Argument, "count", "expected at least 0, got {count}");
    }
    arguments::array(q, count.into(), "q")
}

/// Exact quantiles over all elements, on every rank; the median is that of 0.5. No element is moved.
///
/// **Collective**. Communicates counts.
///
/// @param count number of quantiles
/// @param q numbers from 0 to 1
/// @param method DISTARRAY_QUANTILE_LINEAR (1) to DISTARRAY_QUANTILE_NORMAL_UNBIASED (13)
/// @param skip_nan 1 leaves NaN out, 0 makes it the result where there is one
/// @param[out] values `count` numbers; those of distarray_array_quantile() have NumPy's dtype
/// @return DISTARRAY_ERR_SHAPE for quantiles of no elements
#[no_mangle]
pub unsafe extern "C" fn distarray_array_quantile_value(
    array: distarray_array,
    count: c_int,
    q: *const f64,
    method: distarray_quantile_method,
    skip_nan: c_int,
    values: *mut f64,
) -> distarray_status {
    collective("distarray_array_quantile_value", |arguments| {
        let array = arguments.array(array, "array")?;
        let method = Method::from_number(method)?;
        let skip_nan = arguments::flag(skip_nan, "skip_nan")?;
        let q = listed(count, q)?;
        let out = arguments::out_array(values, q.len(), "values")?;
        let how = Quantiles { method, skip_nan, ..Quantiles::new(q) };
        let (list, result) = quantile::values(&array, &how)?;
        if let Some(out) = out {
            let double = |value: [u8; 16]| cast_scalar(&value, result, Dtype::Float64);
            let bytes = |value: [u8; 16]| <[u8; 8]>::try_from(&double(value)[..8]).unwrap_or_default();
            out.set_all(list.into_iter().map(|value| f64::from_ne_bytes(bytes(value))));
        }
        Ok(())
    })
}

/// Exact quantiles along axes; the first axis of the result counts them.
///
/// **Collective**. Allocates; lines that are spread over processes are brought together.
///
/// @param count number of quantiles
/// @param q numbers from 0 to 1
/// @param axis_count number of axes; not looked at if `axes` is NULL
/// @param axes -ndim to ndim-1; NULL means all
/// @param keep 1 keeps reduced axes with extent 1, 0 drops them
/// @param method,skip_nan as for distarray_array_quantile_value()
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE for quantiles of no elements
#[no_mangle]
pub unsafe extern "C" fn distarray_array_quantile(
    array: distarray_array,
    count: c_int,
    q: *const f64,
    axis_count: c_int,
    axes: *const c_int,
    keep: c_int,
    method: distarray_quantile_method,
    skip_nan: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_quantile", |arguments| {
        let array = arguments.array(array, "array")?;
        let method = Method::from_number(method)?;
        let skip_nan = arguments::flag(skip_nan, "skip_nan")?;
        let keep = arguments::flag(keep, "keep")?;
        let axes = optional_axes(axis_count, "axis_count", axes)?;
        let out = Out::new(result, "result")?;
        let how = Quantiles { q: listed(count, q)?, method, skip_nan, axes, keep };
        handles::put(Object::Array(quantile::along(&array, &how)?), out)
    })
}

/// The mean of elements with weights, as NumPy's average.
///
/// **Collective**. Allocates; communicates. Weights that lie elsewhere are moved, which the context's policy may forbid.
///
/// @param weights of the array's shape, or of one dimension along the only axis; NULL for equal weights
/// @param count number of axes; not looked at if `axes` is NULL
/// @param axes -ndim to ndim-1; NULL means all
/// @param keep 1 keeps reduced axes with extent 1, 0 drops them
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE for weights of another shape
#[no_mangle]
pub unsafe extern "C" fn distarray_array_average(
    array: distarray_array,
    weights: distarray_array,
    count: c_int,
    axes: *const c_int,
    keep: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_average", |arguments| {
        let array = arguments.array(array, "array")?;
        let weights = optional_array(arguments, weights, "weights")?;
        let axes = optional_axes(count, "count", axes)?;
        let keep = arguments::flag(keep, "keep")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(statistics::average(&array, weights.as_ref(), axes, keep)?), out)
    })
}

/// Covariances of variables, as NumPy's cov.
///
/// **Collective**. Allocates; communicates.
///
/// @param array of at most two dimensions: variables in rows, observations in columns
/// @param by_column 1 if the variables are in columns
/// @param ddof the sums are divided by the number of observations less this; NumPy's default is 1
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE for more than two dimensions
#[no_mangle]
pub unsafe extern "C" fn distarray_array_cov(
    array: distarray_array,
    by_column: c_int,
    ddof: f64,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_cov", |arguments| {
        let array = arguments.array(array, "array")?;
        let by_column = arguments::flag(by_column, "by_column")?;
        if ddof.is_nan() {
            refuse!(Argument, "ddof", "expected a number, got NaN");
        }
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(statistics::covariance(&array, by_column, ddof)?), out)
    })
}

/// Correlation coefficients of variables, as NumPy's corrcoef.
///
/// **Collective**. Allocates; communicates.
///
/// @param array,by_column as for distarray_array_cov()
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE for more than two dimensions
#[no_mangle]
pub unsafe extern "C" fn distarray_array_corrcoef(
    array: distarray_array,
    by_column: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_corrcoef", |arguments| {
        let array = arguments.array(array, "array")?;
        let by_column = arguments::flag(by_column, "by_column")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(statistics::correlation(&array, by_column)?), out)
    })
}
