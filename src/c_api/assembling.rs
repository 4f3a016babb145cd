//! Arrays put together from others.

use super::arguments::{self, array_list, distribution_or_default, out_array, Out};
use super::array::{distarray_dtype, element};
use super::handles::{self, distarray_array, distarray_distribution, Object};
use super::status::{collective, distarray_status, local, Arguments};
use crate::array::Array;
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::ops::assembling::{self, PadMode, Triangle};
use std::ffi::c_void;
use std::os::raw::c_int;
use std::sync::Arc;

/// What margins of distarray_array_pad() hold, one of the constants below.
pub type distarray_pad_mode = i32;
/// One value.
pub const DISTARRAY_PAD_CONSTANT: i32 = 1;
/// The outermost element.
pub const DISTARRAY_PAD_EDGE: i32 = 2;
/// The mirror image, without repeating the outermost element.
pub const DISTARRAY_PAD_REFLECT: i32 = 3;
/// The mirror image, the outermost element included.
pub const DISTARRAY_PAD_SYMMETRIC: i32 = 4;
/// The elements of the other end.
pub const DISTARRAY_PAD_WRAP: i32 = 5;

/// A verb that makes one array of several along an axis.
type Join = fn(&[Array], i32, Option<&Arc<Distribution>>) -> Result<Array>;

unsafe fn join(
    function: &'static str,
    verb: Join,
    count: c_int,
    arrays: *const distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective(function, |arguments: &Arguments| {
        let arrays = unsafe { array_list(arguments, arrays, count, "arrays") }?;
        let distribution = distribution_or_default(arguments, distribution, arrays[0].context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(verb(&arrays, axis, distribution.as_ref())?), out)
    })
}

/// Joins arrays along an axis that they have, as NumPy's concatenate, in NumPy's common dtype.
///
/// **Collective**. Allocates; communicates.
///
/// @param count,arrays at least one array, the same on all ranks; extents are equal except along `axis`
/// @param axis -ndim to ndim-1
/// @param distribution of the result; NULL for that of the first array with the axis resized
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_concatenate(
    count: c_int,
    arrays: *const distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    unsafe { join("distarray_array_concatenate", assembling::concatenate, count, arrays, axis, distribution, result) }
}

/// Joins arrays of one shape along a new axis, as NumPy's stack, in NumPy's common dtype.
///
/// **Collective**. Allocates; communicates.
///
/// @param count,arrays at least one array, the same on all ranks
/// @param axis place of the new axis in the result, -ndim-1 to ndim
/// @param distribution of the result; NULL for that of the first array, the new axis whole
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_stack(
    count: c_int,
    arrays: *const distarray_array,
    axis: c_int,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    unsafe { join("distarray_array_stack", assembling::stack, count, arrays, axis, distribution, result) }
}

/// Views of the parts of an array along an axis, the first ones one longer where `count` does not divide it, as
/// NumPy's array_split.
///
/// **Local**. Allocates. To be called alike on all ranks.
///
/// @param count number of parts, at least 1
/// @param axis -ndim to ndim-1
/// @param[out] views `count` arrays, each to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_split(
    array: distarray_array,
    axis: c_int,
    count: c_int,
    views: *mut distarray_array,
) -> distarray_status {
    local("distarray_array_split", |arguments| {
        let array = arguments.array(array, "array")?;
        if count < 1 {
            refuse!(Argument, "count", "expected at least 1, got {count}");
        }
        let out = out_array(views, count as usize, "views")?;
        put_all(assembling::split(&array, count.into(), axis)?, out)
    })
}

/// Views of the parts of an array between indices along an axis, as NumPy's split with indices.
///
/// **Local**. Allocates. To be called alike on all ranks.
///
/// @param count,cuts where parts begin after the first; any order and negative ones as in slices
/// @param axis -ndim to ndim-1
/// @param[out] views `count` + 1 arrays, each to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_split_at(
    array: distarray_array,
    axis: c_int,
    count: c_int,
    cuts: *const i64,
    views: *mut distarray_array,
) -> distarray_status {
    local("distarray_array_split_at", |arguments| {
        let array = arguments.array(array, "array")?;
        let cuts = arguments::array(cuts, count.into(), "cuts")?;
        let out = out_array(views, cuts.len() + 1, "views")?;
        put_all(assembling::split_at(&array, cuts, axis)?, out)
    })
}

/// Stores all or none.
unsafe fn put_all(arrays: Vec<Array>, out: Option<Out<distarray_array>>) -> Result<()> {
    let objects = arrays.into_iter().map(Object::Array).collect();
    match out {
        Some(out) => handles::put_all(objects, out),
        None => Ok(()),
    }
}

/// Shifts elements along axes; those beyond the end come back at the start, as NumPy's roll.
///
/// **Collective**. Allocates; communicates.
///
/// @param count,shifts,axes how far along which axes, the same on all ranks; shifts of one axis add up
/// @param[out] result in the distribution of `array` without halo; to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_roll(
    array: distarray_array,
    count: c_int,
    shifts: *const i64,
    axes: *const c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_roll", |arguments| {
        let array = arguments.array(array, "array")?;
        let shifts = arguments::array(shifts, count.into(), "shifts")?;
        let axes = arguments::array(axes, count.into(), "axes")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(assembling::roll(&array, shifts, axes)?), out)
    })
}

/// A view turned by quarters in the plane of two axes, from the first towards the second, as NumPy's rot90.
///
/// **Local**. Allocates. To be called alike on all ranks.
///
/// @param turns number of quarters, of any sign
/// @param axis1,axis2 different axes, -ndim to ndim-1
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_rotate(
    array: distarray_array,
    turns: c_int,
    axis1: c_int,
    axis2: c_int,
    view: *mut distarray_array,
) -> distarray_status {
    local("distarray_array_rotate", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(view, "view")?;
        let turned = assembling::rotate(&array, turns.into(), [axis1, axis2])?;
        handles::put(Object::Array(turned), out)
    })
}

/// Copies an array into a larger one with margins, as NumPy's pad.
///
/// **Collective**. Allocates; communicates.
///
/// @param before,after ndim widths each, at least 0, the same on all ranks
/// @param mode one of the DISTARRAY_PAD_ constants
/// @param value one element of the array's dtype for constant margins; NULL for zero
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_pad(
    array: distarray_array,
    before: *const i64,
    after: *const i64,
    mode: distarray_pad_mode,
    value: *const c_void,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_pad", |arguments| {
        let array = arguments.array(array, "array")?;
        let before = arguments::array(before, array.ndim() as i64, "before")?;
        let after = arguments::array(after, array.ndim() as i64, "after")?;
        let mode = PadMode::from_number(mode)?;
        let value = if value.is_null() { &[0; 16] } else { element(value, array.dtype(), "value")? };
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(assembling::pad(&array, before, after, mode, value)?), out)
    })
}

/// Repeats every index of an axis, as NumPy's repeat.
///
/// **Collective**. Allocates; communicates.
///
/// @param axis -ndim to ndim-1
/// @param count,repeats one number for all indices, or one for each, the same on all ranks
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_repeat(
    array: distarray_array,
    axis: c_int,
    count: i64,
    repeats: *const i64,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_repeat", |arguments| {
        let array = arguments.array(array, "array")?;
        let repeats = arguments::array(repeats, count, "repeats")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(assembling::repeat(&array, repeats, axis)?), out)
    })
}

/// Lays copies of an array side by side, as NumPy's tile.
///
/// **Collective**. Allocates; communicates.
///
/// @param count,times copies along each axis, the same on all ranks: the last axes if there are fewer numbers, new
///        axes in front if there are more
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_tile(
    array: distarray_array,
    count: c_int,
    times: *const i64,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_tile", |arguments| {
        let array = arguments.array(array, "array")?;
        let times = arguments::array(times, count.into(), "times")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(assembling::tile(&array, times)?), out)
    })
}

/// Elements of `a` where `mask` is not 0, else of `b`, broadcast against each other, as NumPy's where.
///
/// **Collective**. Allocates; communicates where the operands' distributions differ.
///
/// @param mask,a,b of any dtypes and distributions, the same on all ranks; the result has NumPy's common dtype
/// @param distribution of the result; NULL for that of the first operand of the result's shape
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_where(
    mask: distarray_array,
    a: distarray_array,
    b: distarray_array,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_where", |arguments| {
        let mask = arguments.array(mask, "mask")?;
        let (a, b) = (arguments.array(a, "a")?, arguments.array(b, "b")?);
        let distribution = distribution_or_default(arguments, distribution, mask.context())?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(assembling::choose(&mask, &a, &b, distribution.as_ref())?), out)
    })
}

/// Elements of the first choice whose mask is not 0, else a value, all broadcast against each other, as NumPy's select.
///
/// **Collective**. Allocates; communicates where the operands' distributions differ.
///
/// @param count number of masks and of choices, at least 1
/// @param masks,choices the same on all ranks
/// @param value one element of `dtype`, the same on all ranks; NULL for zero
/// @param dtype of `value`; the result has NumPy's common dtype of the choices and this one
/// @param distribution of the result; NULL for that of the first operand of the result's shape
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_select(
    count: c_int,
    masks: *const distarray_array,
    choices: *const distarray_array,
    value: *const c_void,
    dtype: distarray_dtype,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_select", |arguments| {
        let masks = array_list(arguments, masks, count, "masks")?;
        let choices = array_list(arguments, choices, count, "choices")?;
        let dtype = Dtype::from_number(dtype)?;
        let value = if value.is_null() { &[0; 16] } else { element(value, dtype, "value")? };
        let distribution = distribution_or_default(arguments, distribution, masks[0].context())?;
        let out = Out::new(result, "result")?;
        let made = assembling::select(&masks, &choices, value, dtype, distribution.as_ref())?;
        handles::put(Object::Array(made), out)
    })
}

/// Writes elements of `source` where `mask` is not 0, both broadcast to the target's shape, as NumPy's copyto.
///
/// **Collective**. Communicates where the distributions differ.
///
/// @param target,source,mask the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_assign_where(
    target: distarray_array,
    source: distarray_array,
    mask: distarray_array,
) -> distarray_status {
    collective("distarray_array_assign_where", |arguments| {
        let mut target = arguments.array(target, "target")?;
        let source = arguments.array(source, "source")?;
        let mask = arguments.array(mask, "mask")?;
        assembling::assign_where(&mut target, &source, &mask)
    })
}

/// Read-only views in which one 1-D array each varies along its own axis, as NumPy's meshgrid.
///
/// **Local**. Allocates. To be called alike on all ranks.
///
/// @param count,arrays 1-D or 0-d arrays, at least one
/// @param matrix 1 for NumPy's indexing "ij", 0 for "xy" (the first two axes swapped)
/// @param[out] views `count` arrays of `count` dimensions, each to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_mesh(
    count: c_int,
    arrays: *const distarray_array,
    matrix: c_int,
    views: *mut distarray_array,
) -> distarray_status {
    local("distarray_array_mesh", |arguments| {
        let arrays = array_list(arguments, arrays, count, "arrays")?;
        let matrix = arguments::flag(matrix, "matrix")?;
        let out = out_array(views, arrays.len(), "views")?;
        put_all(assembling::mesh(&arrays, matrix)?, out)
    })
}

fn triangle(
    function: &'static str,
    which: Triangle,
    array: distarray_array,
    diagonal: i64,
    result: *mut distarray_array,
) -> distarray_status {
    collective(function, |arguments: &Arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(assembling::triangle(which, &array, diagonal)?), out)
    })
}

/// A copy with zeros above a diagonal of the last two axes, as NumPy's tril.
///
/// **Collective**. Allocates.
///
/// @param diagonal the last diagonal kept: 0 the main one, positive above it; the same on all ranks
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_lower_triangle(
    array: distarray_array,
    diagonal: i64,
    result: *mut distarray_array,
) -> distarray_status {
    triangle("distarray_array_lower_triangle", Triangle::Lower, array, diagonal, result)
}

/// A copy with zeros below a diagonal of the last two axes, as NumPy's triu.
///
/// **Collective**. Allocates.
///
/// @param diagonal the first diagonal kept: 0 the main one, positive above it; the same on all ranks
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_upper_triangle(
    array: distarray_array,
    diagonal: i64,
    result: *mut distarray_array,
) -> distarray_status {
    triangle("distarray_array_upper_triangle", Triangle::Upper, array, diagonal, result)
}
