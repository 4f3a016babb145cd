//! Reductions over all axes, one or several, and what they are made with.

use super::arguments::{self, Out};
use super::array::{distarray_dtype, element};
use super::handles::{self, distarray_array, distarray_context, Object};
use super::operations::distarray_op;
use super::status::{collective, distarray_status, local, Arguments};
use crate::array::Array;
use crate::dtype::Dtype;
use crate::error::{Error, Result};
use crate::ops::create::cast_scalar;
use crate::ops::reduce::{self, Options, Over, Reduction, User};
use std::ffi::c_void;
use std::os::raw::c_int;

/// Sum of elements; a reduction.
pub const DISTARRAY_SUM: i32 = 1;
/// Smallest element, NaN if there is one; a reduction.
pub const DISTARRAY_MIN: i32 = 2;
/// Largest element, NaN if there is one; a reduction.
pub const DISTARRAY_MAX: i32 = 3;
/// Mean of elements; a reduction.
pub const DISTARRAY_MEAN: i32 = 4;
/// Number of elements other than 0; a reduction.
pub const DISTARRAY_COUNT_NONZERO: i32 = 5;
/// Product of elements; a reduction.
pub const DISTARRAY_PROD: i32 = 6;
/// Whether any element is not 0; a reduction.
pub const DISTARRAY_ANY: i32 = 7;
/// Whether no element is 0; a reduction.
pub const DISTARRAY_ALL: i32 = 8;
/// Variance: mean squared distance from the mean, with `ddof` degrees of freedom less; a reduction.
pub const DISTARRAY_VAR: i32 = 9;
/// Standard deviation, the root of the variance; a reduction.
pub const DISTARRAY_STD: i32 = 10;
/// Index of the first smallest element in C order, or of the first NaN; a reduction over one axis or all.
pub const DISTARRAY_ARGMIN: i32 = 11;
/// Index of the first largest element in C order, or of the first NaN; a reduction over one axis or all.
pub const DISTARRAY_ARGMAX: i32 = 12;
/// Largest less smallest element; a reduction.
pub const DISTARRAY_PTP: i32 = 13;
/// Sum of absolute values; a reduction.
pub const DISTARRAY_NORM1: i32 = 14;
/// Root of the sum of squared absolute values, of matrices the Frobenius norm; a reduction.
pub const DISTARRAY_NORM2: i32 = 15;
/// Largest absolute value; a reduction.
pub const DISTARRAY_NORM_INF: i32 = 16;
/// Smallest absolute value; a reduction.
pub const DISTARRAY_NORM_NEGINF: i32 = 17;
/// As without NAN, of the elements that are not NaN; reductions.
pub const DISTARRAY_NANSUM: i32 = 18;
pub const DISTARRAY_NANPROD: i32 = 19;
pub const DISTARRAY_NANMIN: i32 = 20;
pub const DISTARRAY_NANMAX: i32 = 21;
pub const DISTARRAY_NANMEAN: i32 = 22;
pub const DISTARRAY_NANVAR: i32 = 23;
pub const DISTARRAY_NANSTD: i32 = 24;
pub const DISTARRAY_NANARGMIN: i32 = 25;
pub const DISTARRAY_NANARGMAX: i32 = 26;

/// Makes sums, means, variances, norms and products of matrices independent of the number of ranks, the distribution and
/// the order of evaluation: they have the same bits everywhere. Off at first. The method and its error are described in
/// docs/reproducible.md.
///
/// **Local**. The same on all ranks: collective calls compare it.
///
/// @param reproducible 1 or 0
#[no_mangle]
pub unsafe extern "C" fn distarray_context_set_reproducible(
    context: distarray_context,
    reproducible: c_int,
) -> distarray_status {
    local("distarray_context_set_reproducible", |arguments| {
        let context = arguments.context(context, "context")?;
        context.set_reproducible(arguments::flag(reproducible, "reproducible")?);
        Ok(())
    })
}

/// One value over all elements, on every rank, with the same bits. Labels that several processes own count once.
///
/// **Collective**. Communicates.
///
/// @param op a reduction: DISTARRAY_SUM (1) to DISTARRAY_NANARGMAX (26); variances divide by the number of elements
/// @param[out] value one element of the dtype below; 16 bytes suffice for any
/// @param[out] dtype NumPy's result type: sums of integers are int64 or uint64, means of integers float64, indices int64;
/// may be NULL
/// @return DISTARRAY_ERR_SHAPE for the minimum or maximum of no elements
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce(
    op: distarray_op,
    array: distarray_array,
    value: *mut c_void,
    dtype: *mut distarray_dtype,
) -> distarray_status {
    collective("distarray_array_reduce", |arguments| {
        let array = arguments.array(array, "array")?;
        let op = Reduction::from_number(op)?;
        let outputs = Outputs::new(value, dtype, "dtype")?;
        outputs.set(reduce::all(op, &array)?);
        Ok(())
    })
}

/// Where a value and its dtype go.
struct Outputs(Out<u8>, Option<Out<distarray_dtype>>);

impl Outputs {
    unsafe fn new(value: *mut c_void, dtype: *mut distarray_dtype, name: &'static str) -> Result<Outputs> {
        let value = Out::new(value.cast::<u8>(), "value")?;
        Ok(Outputs(value, if dtype.is_null() { None } else { Some(Out::new(dtype, name)?) }))
    }

    fn set(self, (value, dtype): ([u8; 16], Dtype)) {
        self.0.set_all(value.into_iter().take(dtype.size()));
        if let Some(out) = self.1 {
            out.set(dtype as i32);
        }
    }
}

/// Reduces along one axis. Every process that shared in the axis gets the result of its part of the others.
///
/// **Collective**. Allocates; communicates.
///
/// @param op as for distarray_array_reduce()
/// @param axis -ndim to ndim-1
/// @param keep 1 keeps the axis with extent 1, 0 drops it
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce_axis(
    op: distarray_op,
    array: distarray_array,
    axis: c_int,
    keep: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_reduce_axis", |arguments| {
        let array = arguments.array(array, "array")?;
        let op = Reduction::from_number(op)?;
        let keep = arguments::flag(keep, "keep")?;
        let out = Out::new(result, "result")?;
        handles::put(Object::Array(reduce::axis(op, &array, axis, keep)?), out)
    })
}

/// Axes that a caller lists; NULL means all.
pub(super) unsafe fn optional_axes<'a>(
    count: c_int,
    argument: &str,
    axes: *const c_int,
) -> Result<Option<&'a [c_int]>> {
    if axes.is_null() {
        return Ok(None);
    }
    if count < 0 {
        refuse!(Argument, argument, "expected at least 0, got {count}");
    }
    arguments::array(axes, count.into(), "axes").map(Some)
}

/// A dtype, or NumPy's choice for 0.
pub(super) fn optional_dtype(dtype: distarray_dtype, argument: &str) -> Result<Option<Dtype>> {
    match dtype {
        0 => Ok(None),
        _ => Dtype::from_number(dtype).map(Some).map_err(|error| Error { argument: argument.into(), ..error }),
    }
}

/// A mask, or none for NULL.
pub(super) fn optional_array(arguments: &Arguments, handle: distarray_array, argument: &str) -> Result<Option<Array>> {
    match handle.is_null() {
        true => Ok(None),
        false => arguments.array(handle, argument).map(Some),
    }
}

fn options(dtype: distarray_dtype, ddof: f64) -> Result<Options> {
    if ddof.is_nan() {
        refuse!(Argument, "ddof", "expected a number, got NaN");
    }
    Ok(Options { dtype: optional_dtype(dtype, "dtype")?, ddof, reproducible: false })
}

/// One value over all elements that take part, on every rank.
///
/// **Collective**. Communicates; a mask that lies elsewhere is moved, which the context's policy may forbid.
///
/// @param op as for distarray_array_reduce()
/// @param dtype in which sums, products, means and variances are computed and given; 0 for NumPy's choice
/// @param ddof variances divide by the number of elements less this
/// @param mask bools of a shape that broadcasts to that of `array`: elements take part where it is true; NULL for all
/// @param[out] value one element of the dtype below; 16 bytes suffice for any
/// @param[out] result_dtype may be NULL
/// @return DISTARRAY_ERR_SHAPE for the minimum or maximum of no elements
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce_value(
    op: distarray_op,
    array: distarray_array,
    dtype: distarray_dtype,
    ddof: f64,
    mask: distarray_array,
    value: *mut c_void,
    result_dtype: *mut distarray_dtype,
) -> distarray_status {
    collective("distarray_array_reduce_value", |arguments| {
        let array = arguments.array(array, "array")?;
        let mask = optional_array(arguments, mask, "mask")?;
        let outputs = Outputs::new(value, result_dtype, "result_dtype")?;
        let over = Over { options: options(dtype, ddof)?, mask: mask.as_ref(), ..Over::default() };
        outputs.set(reduce::scalar(Reduction::from_number(op)?, &array, &over)?);
        Ok(())
    })
}

/// Reduces along several axes. Every process that shared in them gets the result of its part of the others.
///
/// **Collective**. Allocates; communicates; a mask that lies elsewhere is moved, which the context's policy may forbid.
///
/// @param op as for distarray_array_reduce()
/// @param count number of axes; not looked at if `axes` is NULL
/// @param axes -ndim to ndim-1; NULL means all
/// @param keep 1 keeps reduced axes with extent 1, 0 drops them
/// @param dtype,ddof,mask as for distarray_array_reduce_value()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce_over(
    op: distarray_op,
    array: distarray_array,
    count: c_int,
    axes: *const c_int,
    keep: c_int,
    dtype: distarray_dtype,
    ddof: f64,
    mask: distarray_array,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_reduce_over", |arguments| {
        let array = arguments.array(array, "array")?;
        let mask = optional_array(arguments, mask, "mask")?;
        let axes = optional_axes(count, "count", axes)?;
        let keep = arguments::flag(keep, "keep")?;
        let out = Out::new(result, "result")?;
        let over = Over { axes, keep, options: options(dtype, ddof)?, initial: None, mask: mask.as_ref() };
        handles::put(Object::Array(reduce::along(Reduction::from_number(op)?, &array, &over)?), out)
    })
}

/// As distarray_array_reduce_over(), beginning with a value: of no elements it is the result.
///
/// **Collective**. Allocates; communicates; a mask that lies elsewhere is moved, which the context's policy may forbid.
///
/// @param op a sum, product, minimum or maximum, with or without NaN, DISTARRAY_ANY or DISTARRAY_ALL
/// @param count,axes,keep,dtype,mask as for distarray_array_reduce_over()
/// @param initial one element of `initial_dtype`, cast to the result's
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce_from(
    op: distarray_op,
    array: distarray_array,
    count: c_int,
    axes: *const c_int,
    keep: c_int,
    dtype: distarray_dtype,
    mask: distarray_array,
    initial: *const c_void,
    initial_dtype: distarray_dtype,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_reduce_from", |arguments| {
        let array = arguments.array(array, "array")?;
        let mask = optional_array(arguments, mask, "mask")?;
        let axes = optional_axes(count, "count", axes)?;
        let keep = arguments::flag(keep, "keep")?;
        let out = Out::new(result, "result")?;
        let op = Reduction::from_number(op)?;
        let options = options(dtype, 0.0)?;
        let from =
            Dtype::from_number(initial_dtype).map_err(|error| Error { argument: "initial_dtype".into(), ..error })?;
        let result_dtype = options.dtype.map_or_else(|| op.dtype(array.dtype()), Ok)?;
        let initial = cast_scalar(element(initial, from, "initial")?, from, result_dtype);
        let over = Over { axes, keep, options, initial: Some(&initial[..result_dtype.size()]), mask: mask.as_ref() };
        handles::put(Object::Array(reduce::along(op, &array, &over)?), out)
    })
}

/// As distarray_array_reduce_over() into an array that exists, in any distribution; values are cast.
///
/// **Collective**. Communicates; a mask or result that lies elsewhere is moved, which the context's policy may forbid.
///
/// @param op,count,axes,keep,dtype,ddof,mask as for distarray_array_reduce_over()
/// @param out of the result's shape
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce_into(
    op: distarray_op,
    array: distarray_array,
    count: c_int,
    axes: *const c_int,
    keep: c_int,
    dtype: distarray_dtype,
    ddof: f64,
    mask: distarray_array,
    out: distarray_array,
) -> distarray_status {
    collective("distarray_array_reduce_into", |arguments| {
        let array = arguments.array(array, "array")?;
        let mask = optional_array(arguments, mask, "mask")?;
        let axes = optional_axes(count, "count", axes)?;
        let keep = arguments::flag(keep, "keep")?;
        let mut out = arguments.array(out, "out")?;
        let over = Over { axes, keep, options: options(dtype, ddof)?, initial: None, mask: mask.as_ref() };
        reduce::along_into(Reduction::from_number(op)?, &array, &over, &mut out)
    })
}

/// Takes `count` contiguous elements of the array into a state. It must not call the library, and may be called in any
/// order of elements.
pub type distarray_accumulate_function =
    Option<unsafe extern "C" fn(state: *mut c_void, elements: *const c_void, count: i64, user: *mut c_void)>;

/// Takes another state into the first one.
pub type distarray_combine_function =
    Option<unsafe extern "C" fn(state: *mut c_void, other: *const c_void, user: *mut c_void)>;

/// Memory for states whose alignment suffices for any type.
struct Aligned(Vec<u128>);

impl Aligned {
    fn new(bytes: &[u8]) -> Aligned {
        let mut room = Aligned(vec![0; bytes.len().div_ceil(16)]);
        bytemuck::cast_slice_mut(&mut room.0)[..bytes.len()].copy_from_slice(bytes);
        room
    }

    fn bytes(&self, count: usize) -> &[u8] {
        &bytemuck::cast_slice(&self.0)[..count]
    }
}

/// Calls `work` with the caller's functions as a reduction.
unsafe fn with_user<T>(
    identity: &[u8],
    item: usize,
    functions: (distarray_accumulate_function, distarray_combine_function),
    user: *mut c_void,
    work: impl FnOnce(&mut User) -> Result<T>,
) -> Result<T> {
    let (Some(accumulate), Some(combine)) = functions else {
        let missing = if functions.0.is_none() { "accumulate" } else { "combine" };
        refuse!(Argument, missing, "expected a function, got NULL");
    };
    let mut accumulate = |state: &mut [u8], elements: &[u8]| {
        let mut room = Aligned::new(state);
        let count = (elements.len() / item.max(1)) as i64;
        accumulate(room.0.as_mut_ptr().cast(), elements.as_ptr().cast(), count, user);
        state.copy_from_slice(room.bytes(state.len()));
    };
    let mut combine = |state: &mut [u8], other: &[u8]| {
        let (mut room, other) = (Aligned::new(state), Aligned::new(other));
        combine(room.0.as_mut_ptr().cast(), other.0.as_ptr().cast(), user);
        state.copy_from_slice(room.bytes(state.len()));
    };
    work(&mut User { identity, accumulate: &mut accumulate, combine: &mut combine })
}

/// A reduction of the caller's over all elements, to a state of any kind, on every rank.
///
/// **Collective**. Communicates.
///
/// @param bytes size of a state, at most 1 MiB
/// @param identity the state of no elements, the same on all ranks
/// @param accumulate called with pieces of each process's elements
/// @param combine called with the states of all ranks, in their order
/// @param user passed to both functions
/// @param[out] state `bytes` bytes
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce_user_value(
    array: distarray_array,
    bytes: i64,
    identity: *const c_void,
    accumulate: distarray_accumulate_function,
    combine: distarray_combine_function,
    user: *mut c_void,
    state: *mut c_void,
) -> distarray_status {
    collective("distarray_array_reduce_user_value", |arguments| {
        let array = arguments.array(array, "array")?;
        if !(1..=1 << 20).contains(&bytes) {
            refuse!(Argument, "bytes", "expected 1 to 1048576, got {bytes}");
        }
        let identity = arguments::array(identity.cast::<u8>(), bytes, "identity")?;
        let out = Out::new(state.cast::<u8>(), "state")?;
        let item = array.dtype().size();
        let result = with_user(identity, item, (accumulate, combine), user, |made| reduce::user_value(&array, made))?;
        out.set_all(result);
        Ok(())
    })
}

/// A reduction of the caller's along axes, to one element for each line.
///
/// **Collective**. Allocates; lines that are spread over processes are brought together.
///
/// @param count number of axes; not looked at if `axes` is NULL
/// @param axes -ndim to ndim-1; NULL means all
/// @param keep 1 keeps reduced axes with extent 1, 0 drops them
/// @param dtype of states and of the result
/// @param identity the state of no elements, one element of `dtype`, the same on all ranks
/// @param accumulate,combine,user as for distarray_array_reduce_user_value()
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reduce_user(
    array: distarray_array,
    count: c_int,
    axes: *const c_int,
    keep: c_int,
    dtype: distarray_dtype,
    identity: *const c_void,
    accumulate: distarray_accumulate_function,
    combine: distarray_combine_function,
    user: *mut c_void,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_reduce_user", |arguments| {
        let array = arguments.array(array, "array")?;
        let axes = optional_axes(count, "count", axes)?;
        let keep = arguments::flag(keep, "keep")?;
        let dtype = Dtype::from_number(dtype)?;
        let identity = element(identity, dtype, "identity")?;
        let out = Out::new(result, "result")?;
        let item = array.dtype().size();
        let made = with_user(identity, item, (accumulate, combine), user, |made| {
            reduce::user_along(&array, axes, keep, dtype, made)
        })?;
        handles::put(Object::Array(made), out)
    })
}
