//! Views of arrays, and assignment.

use super::arguments::{self, Out};
use super::array::{distarray_dtype, element};
use super::distribution::DISTARRAY_NONE;
use super::handles::{self, distarray_array, Object};
use super::status::{collective, distarray_status, local};
use crate::array::Array;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::ops::assign;
use crate::ops::view::{self, Item};
use std::ffi::c_void;
use std::os::raw::{c_char, c_int};

unsafe fn make(
    function: &'static str,
    array: distarray_array,
    view: *mut distarray_array,
    maker: impl FnOnce(&Array) -> Result<Array>,
) -> distarray_status {
    local(function, |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(view, "view")?;
        handles::put(Object::Array(maker(&array)?), out)
    })
}

/// Axes that may be left out.
unsafe fn axes<'a>(count: usize, axes: *const c_int) -> Result<Option<&'a [c_int]>> {
    match axes.is_null() {
        true => Ok(None),
        false => arguments::array(axes, count as i64, "axes").map(Some),
    }
}

unsafe fn counted<'a>(count: c_int, list: *const c_int) -> Result<Option<&'a [c_int]>> {
    if count < 0 {
        refuse!(Argument, "count", "expected at least 0, got {count}");
    }
    axes(count as usize, list)
}

/// One slice per axis, with NumPy's rules for `start:stop:step`.
///
/// All views share the memory of their array: what is written through one is seen in the other, and the memory lives
/// until the last of them is freed. Views are arrays like all others; their distribution is derived from the array's,
/// and processes may own nothing of them. Halos are dropped on axes that are not taken whole.
///
/// **Local**. To be called alike on all ranks, as for all views.
///
/// @param starts,stops ndim numbers each; negative ones count from the end; DISTARRAY_NONE leaves one out
/// @param steps ndim numbers other than 0; NULL means all 1
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_slice(
    array: distarray_array,
    starts: *const i64,
    stops: *const i64,
    steps: *const i64,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_slice", array, view, |a| {
        let ndim = a.ndim() as i64;
        let starts = arguments::array(starts, ndim, "starts")?;
        let stops = arguments::array(stops, ndim, "stops")?;
        let steps = if steps.is_null() { None } else { Some(arguments::array(steps, ndim, "steps")?) };
        let given = |bound: i64| (bound != DISTARRAY_NONE).then_some(bound);
        let item = |d| Item::Slice { start: given(starts[d]), stop: given(stops[d]), step: steps.map(|s| s[d]) };
        view::slice(a, &(0..a.ndim()).map(item).collect::<Vec<_>>())
    })
}

/// Slices, indices, an ellipsis and new axes, as NumPy's users write them in brackets: `"1:5, ..., ::-1, newaxis, 3"`.
///
/// **Local**.
///
/// @param text the same on all ranks; indices count from 0, also for Fortran
/// @param[out] view to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_INDEX for indices outside and too many of them; DISTARRAY_ERR_DISTRIBUTION for an index on an
///         unstructured axis, whose owner is not known everywhere
#[no_mangle]
pub unsafe extern "C" fn distarray_array_slice_text(
    array: distarray_array,
    text: *const c_char,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_slice_text", array, view, |a| {
        view::slice(a, &Item::parse(arguments::text(text, "text")?)?).map_err(|error| error.at("text"))
    })
}

/// What has one index on an axis; the axis goes.
///
/// **Local**.
///
/// @param axis negative numbers count from the end
/// @param index negative numbers count from the end
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_index_axis(
    array: distarray_array,
    axis: c_int,
    index: i64,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_index_axis", array, view, |a| view::index_axis(a, axis, index))
}

/// The axes in another order.
///
/// **Local**.
///
/// @param axes ndim numbers: axis d of the view is axis axes[d] of the array; NULL reverses their order
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_transpose(
    array: distarray_array,
    axes: *const c_int,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_transpose", array, view, |a| view::transpose(a, self::axes(a.ndim(), axes)?))
}

/// Two axes exchanged.
///
/// **Local**.
///
/// @param axis1,axis2 negative numbers count from the end
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_swap_axes(
    array: distarray_array,
    axis1: c_int,
    axis2: c_int,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_swap_axes", array, view, |a| view::swap_axes(a, axis1, axis2))
}

/// One axis moved to another place, the others in their order.
///
/// **Local**.
///
/// @param axis negative numbers count from the end
/// @param destination the axis that it is in the view
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_move_axis(
    array: distarray_array,
    axis: c_int,
    destination: c_int,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_move_axis", array, view, |a| view::move_axis(a, axis, destination))
}

/// Axes backwards.
///
/// **Local**.
///
/// @param count number of axes; not looked at if `axes` is NULL
/// @param axes NULL means all
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_flip(
    array: distarray_array,
    count: c_int,
    axes: *const c_int,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_flip", array, view, |a| view::flip(a, counted(count, axes)?))
}

/// Without axes of one index.
///
/// **Local**.
///
/// @param count number of axes; not looked at if `axes` is NULL
/// @param axes NULL means all that have one index
/// @param[out] view to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE if an axis that is named has not one index
#[no_mangle]
pub unsafe extern "C" fn distarray_array_squeeze(
    array: distarray_array,
    count: c_int,
    axes: *const c_int,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_squeeze", array, view, |a| view::squeeze(a, counted(count, axes)?))
}

/// With a new axis of one index.
///
/// **Local**.
///
/// @param axis its number in the view; negative numbers count from the end
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_expand_dims(
    array: distarray_array,
    axis: c_int,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_expand_dims", array, view, |a| view::expand_dims(a, axis))
}

/// A diagonal of two axes, along a new last axis in place of both.
///
/// **Local**. Every process lists the pieces of which it consists: few for block axes, one per element for cyclic ones.
///
/// @param offset index on `axis2` less index on `axis1`
/// @param axis1,axis2 two axes; negative numbers count from the end
/// @param[out] view to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_diagonal(
    array: distarray_array,
    offset: i64,
    axis1: c_int,
    axis2: c_int,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_diagonal", array, view, |a| view::diagonal(a, offset, axis1, axis2))
}

/// The array repeated along axes of one index, and along new axes before the first; read-only.
///
/// **Local**. An element stays where it is: its owner has all its repetitions.
///
/// @param shape extents of the view, the same on all ranks
/// @param[out] view to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_SHAPE if the array cannot be broadcast to this shape
#[no_mangle]
pub unsafe extern "C" fn distarray_array_broadcast_to(
    array: distarray_array,
    ndim: c_int,
    shape: *const i64,
    view: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_broadcast_to", array, view, |a| view::broadcast_to(a, arguments::shape(ndim, shape)?))
}

/// Whether an array is a view, which shares the memory of another one.
///
/// **Local**.
///
/// @param[out] is_view 1 or 0
#[no_mangle]
pub unsafe extern "C" fn distarray_array_is_view(array: distarray_array, is_view: *mut c_int) -> distarray_status {
    local("distarray_array_is_view", |arguments| {
        let array = arguments.array(array, "array")?;
        Out::new(is_view, "is_view")?.set(array.is_view() as c_int);
        Ok(())
    })
}

/// NumPy's `target[...] = source`: the source is broadcast to the target's shape, its values are cast, and both may
/// have any distributions and be views, also of the same array: what is read are the elements from before.
/// Halos are left alone.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling.
///
/// @param target,source arrays of one communicator, the same on all ranks
/// @return DISTARRAY_ERR_SHAPE if the source cannot be broadcast to the target's shape; DISTARRAY_ERR_READ_ONLY for targets
///         that can only be read
#[no_mangle]
pub unsafe extern "C" fn distarray_array_assign(target: distarray_array, source: distarray_array) -> distarray_status {
    collective("distarray_array_assign", |arguments| {
        let mut target = arguments.array(target, "target")?;
        let source = arguments.array(source, "source")?;
        assign::assign(&mut target, &source)
    })
}

/// Sets every owned element, cast as by NumPy's astype. The halo is left alone; distarray_array_fill() sets it too.
///
/// **Local**. An error is also reported by the next collective call on the array.
///
/// @param value address of one element of `dtype`, the same value on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_assign_scalar(
    target: distarray_array,
    value: *const c_void,
    dtype: distarray_dtype,
) -> distarray_status {
    local("distarray_array_assign_scalar", |arguments| {
        let mut target = arguments.output(target, "target")?;
        let dtype = Dtype::from_number(dtype)?;
        assign::fill(&mut target, element(value, dtype, "value")?, dtype)
    })
}
