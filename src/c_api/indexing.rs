//! Advanced indexing: lists of indices, masks, lists per axis.

use super::arguments::{self, Out};
use super::handles::{self, distarray_array, Handle, Object};
use super::operations::distarray_op;
use super::status::{collective, distarray_status, Arguments};
use crate::array::Array;
use crate::error::Result;
use crate::kernels::copy::Accumulation;
use crate::ops::indexing::{self, Mode};
use std::os::raw::c_int;

/// In place of an axis: the array flattened in C order.
pub const DISTARRAY_FLAT: c_int = -1000;

/// What becomes of indices outside an axis, one of the constants below.
pub type distarray_mode = i32;
/// An error; negative ones count from the end.
pub const DISTARRAY_RAISE: i32 = 0;
/// Taken modulo the extent.
pub const DISTARRAY_WRAP: i32 = 1;
/// The nearest one inside; negative ones become 0.
pub const DISTARRAY_CLIP: i32 = 2;

pub(super) fn axis_or_flat(axis: c_int) -> Option<i32> {
    (axis != DISTARRAY_FLAT).then_some(axis)
}

/// Arrays of which NULL ones stand for whole axes.
unsafe fn lists(arguments: &Arguments, count: c_int, indices: *const distarray_array) -> Result<Vec<Option<Array>>> {
    let handles = arguments::array(indices, count.into(), "indices")?;
    let list = |handle: &distarray_array| match handle.number() {
        0 => Ok(None),
        _ => arguments.array(*handle, "indices").map(Some),
    };
    handles.iter().map(list).collect()
}

fn borrowed(lists: &[Option<Array>]) -> Vec<Option<&Array>> {
    lists.iter().map(Option::as_ref).collect()
}

/// Elements at indices along an axis, or of the flattened array, as NumPy's take. The axes of `indices` take the place of the
/// axis. The result has the distribution of `indices` where the array has no other axes, or where as many processes stand
/// along the axis as hold the indices; otherwise blocks of them on the array's processes.
///
/// **Collective**. Allocates; communicates.
///
/// @param indices integers of any type, in any distribution, counted from 0 (in Fortran too: they are data)
/// @param axis -ndim to ndim-1, or DISTARRAY_FLAT; the same on all ranks
/// @param mode DISTARRAY_RAISE, DISTARRAY_WRAP or DISTARRAY_CLIP; the same on all ranks
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_INDEX, naming rank, position and value, for an index outside
#[no_mangle]
pub unsafe extern "C" fn distarray_array_take(
    array: distarray_array,
    indices: distarray_array,
    axis: c_int,
    mode: distarray_mode,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_take", |arguments| {
        let array = arguments.array(array, "array")?;
        let indices = arguments.array(indices, "indices")?;
        let mode = Mode::from_number(mode)?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(indexing::take(&array, &indices, axis_or_flat(axis), mode)?), out)
    })
}

/// As distarray_array_take(), into an array of the result's shape with any distribution and element type.
///
/// **Collective**. Communicates.
///
/// @param out must not share memory with `array` or `indices`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_take_into(
    array: distarray_array,
    indices: distarray_array,
    axis: c_int,
    mode: distarray_mode,
    out: distarray_array,
) -> distarray_status {
    collective("distarray_array_take_into", |arguments| {
        let array = arguments.array(array, "array")?;
        let indices = arguments.array(indices, "indices")?;
        let mut out = arguments.array(out, "out")?;
        let mode = Mode::from_number(mode)?;
        indexing::take_into(&array, &indices, axis_or_flat(axis), mode, &mut out)
    })
}

/// Sets the elements at indices of the flattened array, as NumPy's put. Values are repeated if there are fewer of them; of
/// several for one element the last one stays, in C order of the index array.
///
/// **Collective**. Communicates.
///
/// @param indices integers of any type, in any distribution, counted from 0
/// @param values of any element type and distribution; must not share memory with `array`
/// @param mode DISTARRAY_RAISE, DISTARRAY_WRAP or DISTARRAY_CLIP; the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_put(
    array: distarray_array,
    indices: distarray_array,
    values: distarray_array,
    mode: distarray_mode,
) -> distarray_status {
    collective("distarray_array_put", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let indices = arguments.array(indices, "indices")?;
        let values = arguments.array(values, "values")?;
        indexing::put(&mut array, &indices, &values, Mode::from_number(mode)?)
    })
}

/// Elements at several index arrays, as NumPy's `array[i0, :, i2]`. The arrays are broadcast against each other; their axes come
/// where theirs were in the array if these are adjacent, else first. Slice a view first to mix them with slices.
///
/// **Collective**. Allocates; communicates.
///
/// @param count number of index arrays, at most ndim; axes beyond are taken whole
/// @param indices integers of any type, in any distribution, counted from 0, one array per axis; NULL stands for a whole axis
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_INDEX, naming rank, position and value, for an index outside
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_index(
    array: distarray_array,
    count: c_int,
    indices: *const distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_get_index", |arguments| {
        let array = arguments.array(array, "array")?;
        let indices = lists(arguments, count, indices)?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(indexing::get_index(&array, &borrowed(&indices))?), out)
    })
}

/// Sets the elements at several index arrays, as NumPy's `array[i0, :, i2] = values`. Of several values for one element the last
/// one stays, in C order of the index arrays, on any number of processes.
///
/// **Collective**. Communicates.
///
/// @param count,indices as for distarray_array_get_index()
/// @param values broadcast to what distarray_array_get_index() would give; must not share memory with `array`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_set_index(
    array: distarray_array,
    count: c_int,
    indices: *const distarray_array,
    values: distarray_array,
) -> distarray_status {
    collective("distarray_array_set_index", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let indices = lists(arguments, count, indices)?;
        let values = arguments.array(values, "values")?;
        indexing::set_index(&mut array, &borrowed(&indices), &values)
    })
}

/// Combines the elements at several index arrays with values, as NumPy's `add.at` and its like: elements that are named several
/// times are updated as often, in C order of the index arrays, so that sums do not depend on the number of processes.
///
/// **Collective**. Communicates.
///
/// @param op DISTARRAY_ADD, DISTARRAY_MULTIPLY, DISTARRAY_MINIMUM, DISTARRAY_MAXIMUM, or one of bits or truth values
/// @param count,indices,values as for distarray_array_set_index()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_update_index(
    op: distarray_op,
    array: distarray_array,
    count: c_int,
    indices: *const distarray_array,
    values: distarray_array,
) -> distarray_status {
    collective("distarray_array_update_index", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let op = Accumulation::from_number(op)?;
        let indices = lists(arguments, count, indices)?;
        let values = arguments.array(values, "values")?;
        indexing::update_index(op, &mut array, &borrowed(&indices), &values)
    })
}

/// Elements where a mask is true, in C order, as NumPy's `array[mask]`. A mask of the first axes selects rows of the others. Each
/// process holds what was selected of its block of the mask.
///
/// **Collective**. Allocates; communicates.
///
/// @param mask bools in any distribution, with the extents of the first axes of the array
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_mask(
    array: distarray_array,
    mask: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_get_mask", |arguments| {
        let array = arguments.array(array, "array")?;
        let mask = arguments.array(mask, "mask")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(indexing::get_mask(&array, &mask)?), out)
    })
}

/// Sets the elements where a mask is true, as NumPy's `array[mask] = values`.
///
/// **Collective**. Communicates.
///
/// @param mask as for distarray_array_get_mask()
/// @param values broadcast to what distarray_array_get_mask() would give; must not share memory with `array`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_set_mask(
    array: distarray_array,
    mask: distarray_array,
    values: distarray_array,
) -> distarray_status {
    collective("distarray_array_set_mask", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let mask = arguments.array(mask, "mask")?;
        let values = arguments.array(values, "values")?;
        indexing::set_mask(&mut array, &mask, &values)
    })
}

/// Indices of the elements that are not zero, in C order, as NumPy's nonzero: one int64 array per axis, counted from 0.
///
/// **Collective**. Allocates; communicates.
///
/// @param[out] results ndim arrays, each to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_nonzero(
    array: distarray_array,
    results: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_nonzero", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(results, "results")?;
        handles::put_all(indexing::nonzero(&array)?.into_iter().map(Object::Array).collect(), out)
    })
}

/// Indices of the elements that are not zero, in C order, as NumPy's argwhere: one int64 row each, counted from 0.
///
/// **Collective**. Allocates; communicates.
///
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_argwhere(
    array: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_argwhere", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(indexing::argwhere(&array)?), out)
    })
}

/// Numbers in C order of the elements that are not zero, as NumPy's flatnonzero: int64, counted from 0.
///
/// **Collective**. Allocates; communicates.
///
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_flatnonzero(
    array: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_flatnonzero", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(indexing::flat_nonzero(&array)?), out)
    })
}

/// Every combination of one index per axis, as NumPy's `array[ix_(i0, i1)]`, on the array's process grid.
///
/// **Collective**. Allocates; communicates. Every process reads all lists.
///
/// @param count number of lists, at most ndim; axes beyond are taken whole
/// @param indices integers of any type, 1-D, in any distribution, counted from 0, one list per axis; NULL stands for a whole axis
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_INDEX, naming rank, position and value, for an index outside
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_cross(
    array: distarray_array,
    count: c_int,
    indices: *const distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_get_cross", |arguments| {
        let array = arguments.array(array, "array")?;
        let indices = lists(arguments, count, indices)?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(indexing::get_cross(&array, &borrowed(&indices))?), out)
    })
}

/// Sets every combination of one index per axis, as NumPy's `array[ix_(i0, i1)] = values`. Of several values for one element the
/// last one stays.
///
/// **Collective**. Communicates. Every process reads all lists.
///
/// @param count,indices as for distarray_array_get_cross()
/// @param values broadcast to what distarray_array_get_cross() would give; must not share memory with `array`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_set_cross(
    array: distarray_array,
    count: c_int,
    indices: *const distarray_array,
    values: distarray_array,
) -> distarray_status {
    collective("distarray_array_set_cross", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let indices = lists(arguments, count, indices)?;
        let values = arguments.array(values, "values")?;
        indexing::set_cross(&mut array, &borrowed(&indices), &values)
    })
}
