//! Arrays: making, asking, elements.

use super::arguments::{self, out_array, Out, TextOut};
use super::handles::{self, distarray_array, distarray_context, distarray_distribution, Object};
use super::status::{collective, distarray_status, free, local};
use crate::array::{print, Array, Release};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::ops::redistribute::Receiver;
use crate::ops::{create, elements, redistribute};
use std::ffi::c_void;
use std::os::raw::{c_char, c_int};

/// Element type, one of the constants below; 0 is none.
pub type distarray_dtype = i32;
/// Signed integers of 1, 2, 4 and 8 bytes.
pub const DISTARRAY_INT8: i32 = 1;
pub const DISTARRAY_INT16: i32 = 2;
pub const DISTARRAY_INT32: i32 = 3;
pub const DISTARRAY_INT64: i32 = 4;
/// Unsigned integers of 1, 2, 4 and 8 bytes.
pub const DISTARRAY_UINT8: i32 = 5;
pub const DISTARRAY_UINT16: i32 = 6;
pub const DISTARRAY_UINT32: i32 = 7;
pub const DISTARRAY_UINT64: i32 = 8;
/// IEEE 754 single and double precision.
pub const DISTARRAY_FLOAT32: i32 = 11;
pub const DISTARRAY_FLOAT64: i32 = 12;
/// Pairs of float32 or float64, 8 and 16 bytes.
pub const DISTARRAY_COMPLEX64: i32 = 21;
pub const DISTARRAY_COMPLEX128: i32 = 22;
/// One byte, 0 or 1.
pub const DISTARRAY_BOOL: i32 = 31;

/// In place of a root rank: all ranks.
pub const DISTARRAY_ALL_RANKS: c_int = -1;

/// Writes the element at a global index (`ndim` numbers) to `element`; anything but 0 stops the call.
pub type distarray_element_function =
    Option<unsafe extern "C" fn(ndim: c_int, index: *const i64, element: *mut c_void, user: *mut c_void) -> c_int>;

/// Called exactly once when borrowed memory is no longer used; from any thread, also after MPI_Finalize; must
/// not call MPI or this library.
pub type distarray_release_function = Option<unsafe extern "C" fn(memory: *mut c_void, user: *mut c_void)>;

type Make = fn(&crate::context::Context, &std::sync::Arc<crate::distribution::Distribution>, Dtype) -> Result<Array>;

fn make(
    function: &'static str,
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    array: *mut distarray_array,
    maker: Make,
) -> distarray_status {
    collective(function, |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(maker(&context, &distribution, dtype)?), out)
    })
}

/// Bytes of one element at `value`.
pub(super) unsafe fn element<'a>(value: *const c_void, dtype: Dtype, argument: &str) -> Result<&'a [u8]> {
    arguments::array(value.cast::<u8>(), dtype.size() as i64, argument)
}

/// Makes an array with undefined contents.
///
/// **Collective**. Allocates.
///
/// @param distribution,dtype the same on all ranks
/// @param[out] array to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_MEMORY on all ranks if any of them is refused its part
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    array: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_create", distribution, dtype, array, Array::empty)
}

/// Makes an array of zeros.
///
/// **Collective**. Allocates.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_zeros(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    array: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_create_zeros", distribution, dtype, array, Array::zeros)
}

/// Makes an array of ones.
///
/// **Collective**. Allocates.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_ones(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    array: *mut distarray_array,
) -> distarray_status {
    make("distarray_array_create_ones", distribution, dtype, array, create::ones)
}

/// Makes an array with every element set to one value.
///
/// **Collective**. Allocates.
///
/// @param value address of one element of `dtype`; the same value on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_full(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    value: *const c_void,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_full", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let value = element(value, dtype, "value")?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(create::full(&context, &distribution, dtype, value)?), out)
    })
}

/// Makes the 1-D array `start, start + step, ...` below `stop`, as NumPy's arange.
///
/// **Collective**. Allocates.
///
/// @param start,stop,step,dtype the same on all ranks
/// @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_arange(
    context: distarray_context,
    start: f64,
    stop: f64,
    step: f64,
    dtype: distarray_dtype,
    text: *const c_char,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_arange", |arguments| {
        let context = arguments.context(context, "context")?;
        let dtype = Dtype::from_number(dtype)?;
        let text = arguments::optional_text(text, "text", "block")?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(create::arange(&context, start, stop, step, dtype, text)?), out)
    })
}

/// Makes an array whose elements a function computes from their global index. Each rank calls it for the
/// elements it owns, in C order of its part.
///
/// **Collective**. Allocates. The function must not call this library.
///
/// @param function,user may differ between ranks
/// @return DISTARRAY_ERR_CANCELLED on all ranks if the function returned anything but 0 on one
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_from_function(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    function: distarray_element_function,
    user: *mut c_void,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_from_function", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        let Some(function) = function else { refuse!(Argument, "function", "expected a function, got NULL") };
        let compute = |index: &[i64], element: &mut [u8]| {
            let ndim = index.len() as c_int;
            unsafe { function(ndim, index.as_ptr(), element.as_mut_ptr().cast(), user) == 0 }
        };
        handles::put(Object::Array(create::from_function(&context, &distribution, dtype, compute)?), out)
    })
}

/// Makes an array of zeros in the distribution of another one.
///
/// **Collective**. Allocates.
///
/// @param dtype 0 for the other's
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_like(
    other: distarray_array,
    dtype: distarray_dtype,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_like", |arguments| {
        let other = arguments.array(other, "other")?;
        let dtype = if dtype == 0 { other.dtype() } else { Dtype::from_number(dtype)? };
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(create::like(&other, dtype)?), out)
    })
}

/// Makes an array over memory that the caller owns, without copying it.
///
/// **Collective**. Does not touch the memory.
///
/// @param memory first element of this process's padded part; NULL is fine where it is empty. It must stay valid
///        until `release` is called
/// @param strides ndim byte strides of the padded part; NULL means contiguous in the distribution's memory order
/// @param release called exactly once, when the last user of the memory is gone; NULL if nobody needs to know.
///        Not called if this function fails
/// @param user passed to `release`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_wrap(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    memory: *mut c_void,
    strides: *const i64,
    release: distarray_release_function,
    user: *mut c_void,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_wrap", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        let strides = match strides.is_null() {
            true => None,
            false => Some(arguments::array(strides, distribution.ndim() as i64, "strides")?),
        };
        let strides = strides.map(|s| s.iter().map(|&stride| stride as isize).collect());
        let part = create::borrowed(memory.cast(), strides, release_call(release, memory, user));
        handles::put(Object::Array(Array::wrap(&context, &distribution, dtype, part)?), out)
    })
}

struct Address(*mut c_void);
// The callback's contract allows any thread.
unsafe impl Send for Address {}

fn release_call(release: distarray_release_function, memory: *mut c_void, user: *mut c_void) -> Option<Release> {
    let function = release?;
    let (memory, user) = (Address(memory), Address(user));
    let call: Release = Box::new(move || {
        let (memory, user) = (&memory, &user);
        unsafe { function(memory.0, user.0) }
    });
    Some(call)
}

/// Makes an array from the whole array on one rank.
///
/// **Collective**. Allocates; communicates.
///
/// @param root the rank that has the data; the same on all ranks
/// @param data on `root` all elements in row-major order; elsewhere not looked at
#[no_mangle]
pub unsafe extern "C" fn distarray_array_scatter(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    root: c_int,
    data: *const c_void,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_scatter", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        let array = redistribute::scatter(&context, &distribution, dtype, root, data.cast())?;
        handles::put(Object::Array(array), out)
    })
}

/// Makes an array from each rank's own part.
///
/// **Collective**. Allocates.
///
/// @param part this process's owned elements, contiguous in the distribution's memory order, without halo; copied
#[no_mangle]
pub unsafe extern "C" fn distarray_array_create_from_parts(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    part: *const c_void,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_create_from_parts", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let out = Out::new(array, "array")?;
        let array = create::from_parts(&context, &distribution, dtype, part.cast())?;
        handles::put(Object::Array(array), out)
    })
}

/// Frees an array and makes the handle NULL. Its memory goes when no export uses it any more.
///
/// **Local**. NULL and a NULL handle are fine. Also after MPI_Finalize.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_free(array: *mut distarray_array) -> distarray_status {
    free("distarray_array_free", array, "array")
}

fn query(function: &'static str, array: distarray_array, body: impl FnOnce(&Array) -> Result<()>) -> distarray_status {
    local(function, |arguments| body(&arguments.array(array, "array")?))
}

/// The context of an array, as a new handle.
///
/// **Local**.
///
/// @param[out] context to be freed with distarray_context_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_context(
    array: distarray_array,
    context: *mut distarray_context,
) -> distarray_status {
    query("distarray_array_get_context", array, |a| {
        handles::put(Object::Context(a.context().clone()), Out::new(context, "context")?)
    })
}

/// The distribution of an array, as a new handle.
///
/// **Local**.
///
/// @param[out] distribution to be freed with distarray_distribution_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_distribution(
    array: distarray_array,
    distribution: *mut distarray_distribution,
) -> distarray_status {
    query("distarray_array_get_distribution", array, |a| {
        let out = Out::new(distribution, "distribution")?;
        handles::put(Object::Distribution(a.context().clone(), a.distribution().clone()), out)
    })
}

/// Number of dimensions.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_ndim(array: distarray_array, ndim: *mut c_int) -> distarray_status {
    query("distarray_array_get_ndim", array, |a| {
        Out::new(ndim, "ndim")?.set(a.ndim() as c_int);
        Ok(())
    })
}

/// Global extents.
///
/// **Local**.
///
/// @param[out] shape ndim entries
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_shape(array: distarray_array, shape: *mut i64) -> distarray_status {
    query("distarray_array_get_shape", array, |a| {
        if let Some(out) = out_array(shape, a.ndim(), "shape")? {
            out.set_all(a.shape().iter().copied());
        }
        Ok(())
    })
}

/// Element type.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_dtype(
    array: distarray_array,
    dtype: *mut distarray_dtype,
) -> distarray_status {
    query("distarray_array_get_dtype", array, |a| {
        Out::new(dtype, "dtype")?.set(a.dtype() as i32);
        Ok(())
    })
}

unsafe fn write_local(
    a: &Array,
    pointer: *mut *mut c_void,
    extents: (*mut i64, Vec<i64>),
    strides: *mut i64,
    first: *mut u8,
) -> Result<()> {
    let pointer = Out::new(pointer, "pointer")?;
    let found = a.require_strides("array")?;
    let wanted = |out: *mut i64| if out.is_null() { 0 } else { a.ndim() };
    let shape = out_array(extents.0, wanted(extents.0), "shape")?;
    let strides = out_array(strides, wanted(strides), "strides")?;
    if let Some(shape) = shape {
        shape.set_all(extents.1);
    }
    if let Some(strides) = strides {
        strides.set_all(found.iter().map(|&s| s as i64));
    }
    pointer.set(first.cast());
    Ok(())
}

/// This process's owned part in place, without halo. Valid until the array is freed; the address never changes.
///
/// **Local**. Views of cyclic and unstructured axes may have no single stride on an axis: then they are refused with
/// DISTARRAY_ERR_UNSUPPORTED, and distarray_array_copy() helps.
///
/// @param[out] pointer first owned element
/// @param[out] shape ndim owned extents; may be NULL
/// @param[out] strides ndim strides in bytes; may be NULL
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_local(
    array: distarray_array,
    pointer: *mut *mut c_void,
    shape: *mut i64,
    strides: *mut i64,
) -> distarray_status {
    query("distarray_array_get_local", array, |a| {
        write_local(a, pointer, (shape, a.distribution().local_shape()), strides, a.local_pointer())
    })
}

/// This process's part in place, with its halo. Valid until the array is freed.
///
/// **Local**.
///
/// @param[out] pointer first element of the padded part
/// @param[out] shape ndim padded extents; may be NULL
/// @param[out] strides ndim strides in bytes; may be NULL
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_local_padded(
    array: distarray_array,
    pointer: *mut *mut c_void,
    shape: *mut i64,
    strides: *mut i64,
) -> distarray_status {
    query("distarray_array_get_local_padded", array, |a| {
        write_local(a, pointer, (shape, a.distribution().padded_shape()), strides, a.padded_pointer())
    })
}

/// Reads one element, on every rank.
///
/// **Collective**. Communicates.
///
/// @param index ndim global indices, the same on all ranks; negative ones count from the end
/// @param[out] value one element of the array's dtype
#[no_mangle]
pub unsafe extern "C" fn distarray_array_get_element(
    array: distarray_array,
    index: *const i64,
    value: *mut c_void,
) -> distarray_status {
    collective("distarray_array_get_element", |arguments| {
        let array = arguments.array(array, "array")?;
        let index = arguments::array(index, array.ndim() as i64, "index")?;
        let out = Out::new(value.cast::<u8>(), "value")?;
        let element = elements::get(&array, index)?;
        out.set_all(element.into_iter().take(array.dtype().size()));
        Ok(())
    })
}

/// Sets one element on all its owners. Halos are not updated.
///
/// **Collective**.
///
/// @param index ndim global indices, the same on all ranks; negative ones count from the end
/// @param value one element of the array's dtype, the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_set_element(
    array: distarray_array,
    index: *const i64,
    value: *const c_void,
) -> distarray_status {
    collective("distarray_array_set_element", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let index = arguments::array(index, array.ndim() as i64, "index")?;
        let value = element(value, array.dtype(), "value")?;
        elements::set(&mut array, index, value)
    })
}

/// Brings the whole array to one rank or to all.
///
/// **Collective**. Communicates.
///
/// @param root a rank, or DISTARRAY_ALL_RANKS; the same on all ranks
/// @param[out] data on receiving ranks room for all elements, written in row-major order; elsewhere not looked at
#[no_mangle]
pub unsafe extern "C" fn distarray_array_gather(
    array: distarray_array,
    root: c_int,
    data: *mut c_void,
) -> distarray_status {
    collective("distarray_array_gather", |arguments| {
        let array = arguments.array(array, "array")?;
        let receiver = if root == DISTARRAY_ALL_RANKS { Receiver::All } else { Receiver::Root(root) };
        redistribute::gather(&array, receiver, data.cast())
    })
}

/// Text of an array as NumPy prints it, long ones summarised; only the elements shown are fetched.
///
/// **Collective**. Communicates. Every rank gets the text.
///
/// @param[out] buffer text, NUL-terminated and cut to `capacity` bytes; may be NULL if `capacity` is 0
/// @param[out] length full length without the NUL; may be NULL
#[no_mangle]
pub unsafe extern "C" fn distarray_array_print(
    array: distarray_array,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> distarray_status {
    collective("distarray_array_print", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = TextOut::new(buffer, capacity, length)?;
        out.set(&print::to_text(&array)?);
        Ok(())
    })
}

/// Bytes of one element.
///
/// **Local**.
///
/// @param dtype one of the dtype constants
#[no_mangle]
pub unsafe extern "C" fn distarray_dtype_get_size(dtype: distarray_dtype, size: *mut usize) -> distarray_status {
    local("distarray_dtype_get_size", |_| {
        let dtype = Dtype::from_number(dtype)?;
        Out::new(size, "size")?.set(dtype.size());
        Ok(())
    })
}
