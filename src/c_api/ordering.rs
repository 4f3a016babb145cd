//! Order: sorting, ranking, distinct elements, searching, counting by value.

use super::arguments::{array_list, distribution_or_default, flag, Out};
use super::handles::{self, distarray_array, distarray_distribution, Object};
use super::indexing::axis_or_flat;
use super::status::{collective, distarray_status};
use crate::ops::sort;
use std::os::raw::c_int;

/// A sorted copy, as NumPy's sort with kind="stable": NaN last, complex numbers by their real parts first. Zeros of both signs
/// are equal, and all NaN; they keep their order.
///
/// **Collective**. Allocates; communicates.
///
/// @param axis -ndim to ndim-1, or DISTARRAY_FLAT for all elements in C order; the same on all ranks
/// @param distribution of the result (1-D with DISTARRAY_FLAT); NULL: as that of `array`
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_sort(
    array: distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_sort", |arguments| {
        let array = arguments.array(array, "array")?;
        let distribution = distribution_or_default(arguments, distribution, array.context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::sort(&array, axis_or_flat(axis), distribution.as_ref())?), out)
    })
}

/// As distarray_array_sort(), into an array of the same shape (or of as many elements in one dimension) and dtype with any
/// distribution. `out` may be `array` itself, which is then sorted in place.
///
/// **Collective**. Communicates.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_sort_into(
    array: distarray_array,
    axis: c_int,
    out: distarray_array,
) -> distarray_status {
    collective("distarray_array_sort_into", |arguments| {
        let array = arguments.array(array, "array")?;
        let mut out = arguments.array(out, "out")?;
        sort::sort_into(&array, axis_or_flat(axis), &mut out)
    })
}

/// Positions of the elements in ascending order, as NumPy's argsort with kind="stable": int64, counted from 0 along the axis or
/// in C order. Ties go by position, on any number of processes.
///
/// **Collective**. Allocates; communicates.
///
/// @param axis,distribution as for distarray_array_sort()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_argsort(
    array: distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_argsort", |arguments| {
        let array = arguments.array(array, "array")?;
        let distribution = distribution_or_default(arguments, distribution, array.context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::argsort(&array, axis_or_flat(axis), distribution.as_ref())?), out)
    })
}

/// Positions that order elements by several keys, as NumPy's lexsort: by the last key, where that is equal by the one before
/// it, and so on; int64, counted from 0.
///
/// **Collective**. Allocates; communicates.
///
/// @param count number of keys, at least 1
/// @param keys arrays of one shape, of any dtypes and distributions
/// @param axis,distribution as for distarray_array_sort()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_lexsort(
    count: c_int,
    keys: *const distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_lexsort", |arguments| {
        let keys = array_list(arguments, keys, count, "keys")?;
        let distribution = distribution_or_default(arguments, distribution, keys[0].context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(sort::lexsort(&keys, axis_or_flat(axis), distribution.as_ref())?), out)
    })
}

/// The greatest elements in descending order, or the least in ascending order, and their positions (int64, counted from 0 along
/// the axis or in C order). Of equal elements those in front come first; NaN is greater than everything.
///
/// **Collective**. Allocates; communicates.
///
/// @param size how many, 0 to the extent of the axis or the number of elements
/// @param axis -ndim to ndim-1, or DISTARRAY_FLAT; the same on all ranks
/// @param greatest 1 for the greatest, 0 for the least
/// @param[out] values,positions each to be freed with distarray_array_free(); distributed as `array` with blocks along the axis,
/// or in blocks over all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_topk(
    array: distarray_array,
    size: i64,
    axis: c_int,
    greatest: c_int,
    values: *mut distarray_array,
    positions: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_topk", |arguments| {
        let array = arguments.array(array, "array")?;
        let greatest = flag(greatest, "greatest")?;
        let (values, positions) = (Out::new(values, "values")?, Out::new(positions, "positions")?);
        let (top, at) = sort::top(&array, size, axis_or_flat(axis), greatest)?;
        handles::put_each(vec![(Object::Array(top), values), (Object::Array(at), positions)])
    })
}
