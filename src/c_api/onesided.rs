//! Elements of other processes, without their help.

use super::arguments::{self, Out};
use super::array::element;
use super::handles::distarray_array;
use super::operations::distarray_op;
use super::status::{collective, distarray_status, local};
use crate::array::Array;
use crate::error::Result;
use crate::index::shape;
use crate::kernels::copy::Accumulation;
use crate::ops::onesided;
use std::ffi::c_void;

/// Bytes of the elements of a box, and their address.
unsafe fn box_data(array: &Array, count: &[i64], data: *const c_void) -> Result<*const u8> {
    if count.iter().any(|&n| n < 0) {
        // Refused with the axis by those who look at the box.
        return Ok(data.cast());
    }
    let bytes = shape::byte_count(count, array.dtype().size()).map_err(|error| error.at("count"))?;
    Ok(arguments::array(data.cast::<u8>(), bytes as i64, "data")?.as_ptr())
}

unsafe fn list<'a>(
    array: &Array,
    count: i64,
    indices: *const i64,
    data: *const c_void,
) -> Result<(&'a [i64], *const u8)> {
    let numbers = count.checked_mul(array.ndim() as i64);
    let bytes = count.checked_mul(array.dtype().size() as i64);
    let (Some(numbers), Some(bytes), true) = (numbers, bytes, count >= 0) else {
        refuse!(Argument, "count", "expected a number of elements, got {count}");
    };
    let indices = arguments::array(indices, numbers, "indices")?;
    Ok((indices, arguments::array(data.cast::<u8>(), bytes, "data")?.as_ptr()))
}

/// Lets all processes of the context reach an array that they cannot reach by itself: one with unstructured axes, a
/// view, memory of the caller's, or one whose processes are on several nodes. Arrays of the library on one node need it
/// not. Elements keep their places, and the array all its other uses.
///
/// **Collective**. Allocates; communicates. Labels of unstructured axes become known to every process.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_register(array: distarray_array) -> distarray_status {
    collective("distarray_array_register", |arguments| onesided::register(&arguments.array(array, "array")?))
}

/// Ends what distarray_array_register() began; nothing happens to an array that is not registered. To be called before
/// the array is freed.
///
/// **Collective**.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_unregister(array: distarray_array) -> distarray_status {
    collective("distarray_array_unregister", |arguments| onesided::unregister(&arguments.array(array, "array")?))
}

/// Waits until every process has come here: what any of them wrote by one-sided calls before is then seen by all.
/// One-sided calls of one process are done when they return; it is the others that do not know. Also to be called
/// before an array is freed that others may still be reading.
///
/// **Collective**.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_fence(array: distarray_array) -> distarray_status {
    collective("distarray_array_fence", |arguments| onesided::fence(&arguments.array(array, "array")?))
}

/// Reads a box of elements, whoever owns them, without the owners' help.
///
/// **Local**: other processes need not call. Communicates. Nobody may write the elements meanwhile, see
/// distarray_array_fence(). Where distarray_array_register() is needed and was not called, the call says so.
///
/// @param start,count ndim first indices and extents; every index inside the array (an unstructured axis: labels)
/// @param[out] data room for the elements in C order
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_box(
    array: distarray_array,
    start: *const i64,
    count: *const i64,
    data: *mut c_void,
) -> distarray_status {
    local("distarray_array_get_box", |arguments| {
        let array = arguments.array(array, "array")?;
        let start = arguments::array(start, array.ndim() as i64, "start")?;
        let count = arguments::array(count, array.ndim() as i64, "count")?;
        let data = box_data(&array, count, data)?;
        onesided::get_box(&array, start, count, data.cast_mut())
    })
}

/// Writes a box of elements to all their owners, without their help.
///
/// **Local**: other processes need not call. Communicates. The elements are there when the call returns; nobody may
/// read or write them meanwhile, see distarray_array_fence().
///
/// @param start,count as for distarray_array_get_box()
/// @param data the elements in C order
#[no_mangle]
pub unsafe extern "C" fn distarray_array_put_box(
    array: distarray_array,
    start: *const i64,
    count: *const i64,
    data: *const c_void,
) -> distarray_status {
    local("distarray_array_put_box", |arguments| {
        let array = arguments.array(array, "array")?;
        let start = arguments::array(start, array.ndim() as i64, "start")?;
        let count = arguments::array(count, array.ndim() as i64, "count")?;
        let data = box_data(&array, count, data)?;
        onesided::put_box(&array, start, count, data)
    })
}

/// Combines a box of elements with those of their owners, without their help. Several processes may do so at once:
/// every element is combined with all of them.
///
/// **Local**: other processes need not call. Communicates. Nobody may read the elements, or write them otherwise,
/// meanwhile.
///
/// @param op DISTARRAY_ADD, DISTARRAY_MULTIPLY, DISTARRAY_MINIMUM or DISTARRAY_MAXIMUM
/// @param start,count as for distarray_array_get_box()
/// @param data the elements in C order
#[no_mangle]
pub unsafe extern "C" fn distarray_array_accumulate_box(
    op: distarray_op,
    array: distarray_array,
    start: *const i64,
    count: *const i64,
    data: *const c_void,
) -> distarray_status {
    local("distarray_array_accumulate_box", |arguments| {
        let array = arguments.array(array, "array")?;
        let op = Accumulation::from_number(op)?;
        let start = arguments::array(start, array.ndim() as i64, "start")?;
        let count = arguments::array(count, array.ndim() as i64, "count")?;
        let data = box_data(&array, count, data)?;
        onesided::accumulate_box(&array, op, start, count, data)
    })
}

/// Reads elements anywhere, without their owners' help.
///
/// **Local**: other processes need not call. Communicates. As for distarray_array_get_box().
///
/// @param count number of elements
/// @param indices `count` times ndim global indices, element by element; negative ones count from the end
/// @param[out] data room for `count` elements, in the order of the list
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_list(
    array: distarray_array,
    count: i64,
    indices: *const i64,
    data: *mut c_void,
) -> distarray_status {
    local("distarray_array_get_list", |arguments| {
        let array = arguments.array(array, "array")?;
        let (indices, data) = list(&array, count, indices, data)?;
        onesided::get_list(&array, count as usize, indices, data.cast_mut())
    })
}

/// Writes elements anywhere, without their owners' help. Of equal indices the last counts.
///
/// **Local**: other processes need not call. Communicates. As for distarray_array_put_box().
///
/// @param count,indices as for distarray_array_get_list()
/// @param data `count` elements, in the order of the list
#[no_mangle]
pub unsafe extern "C" fn distarray_array_put_list(
    array: distarray_array,
    count: i64,
    indices: *const i64,
    data: *const c_void,
) -> distarray_status {
    local("distarray_array_put_list", |arguments| {
        let array = arguments.array(array, "array")?;
        let (indices, data) = list(&array, count, indices, data)?;
        onesided::put_list(&array, count as usize, indices, data)
    })
}

/// Combines elements with others anywhere, without their owners' help. Equal indices are combined one after the other.
///
/// **Local**: other processes need not call. Communicates. As for distarray_array_accumulate_box().
///
/// @param op as for distarray_array_accumulate_box()
/// @param count,indices as for distarray_array_get_list()
/// @param data `count` elements, in the order of the list
#[no_mangle]
pub unsafe extern "C" fn distarray_array_accumulate_list(
    op: distarray_op,
    array: distarray_array,
    count: i64,
    indices: *const i64,
    data: *const c_void,
) -> distarray_status {
    local("distarray_array_accumulate_list", |arguments| {
        let array = arguments.array(array, "array")?;
        let op = Accumulation::from_number(op)?;
        let (indices, data) = list(&array, count, indices, data)?;
        onesided::accumulate_list(&array, op, count as usize, indices, data)
    })
}

/// Combines a value with one element and tells what was there before, in one step: no other accumulation comes
/// between. With DISTARRAY_ADD it is a counter that all processes share.
///
/// **Local**: other processes need not call. Communicates.
///
/// @param op as for distarray_array_accumulate_box()
/// @param index ndim global indices; negative ones count from the end
/// @param value one element of the array's dtype
/// @param[out] old one element of the array's dtype
#[no_mangle]
pub unsafe extern "C" fn distarray_array_fetch(
    op: distarray_op,
    array: distarray_array,
    index: *const i64,
    value: *const c_void,
    old: *mut c_void,
) -> distarray_status {
    local("distarray_array_fetch", |arguments| {
        let array = arguments.array(array, "array")?;
        let op = Accumulation::from_number(op)?;
        let index = arguments::array(index, array.ndim() as i64, "index")?;
        let value = element(value, array.dtype(), "value")?;
        let out = Out::new(old.cast::<u8>(), "old")?;
        let found = onesided::fetch(&array, op, index, value)?;
        out.set_all(found.into_iter().take(array.dtype().size()));
        Ok(())
    })
}
