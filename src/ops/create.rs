//! Making distributions and arrays with contents.

use super::directory;
use crate::array::{blocks, Array, Memory, Part, Place};
use crate::context::{Arg, Call, Context};
use crate::distribution::{Distribution, Specification};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::copy::{copy_block, fill_block, Source};
use num_complex::Complex;
use std::sync::Arc;

/// Builds a distribution over the processes of a context. **Collective.**
///
/// Labels of unstructured axes are each process's own; everything else must be the same everywhere.
pub fn distribution(context: &Context, specification: &Specification) -> Result<Arc<Distribution>> {
    directory::build("distarray_distribution_create", context, Ok(specification)).map(Arc::new)
}

/// One element of a dtype, as bytes.
pub type Scalar = [u8; 16];

/// Sets every owned element, and the halo with it. `value` is one element of the array's dtype. **Local.**
pub fn fill(array: &mut Array, value: &[u8]) -> Result<()> {
    array.check_not_read_only("array")?;
    if value.len() < array.dtype().size() {
        refuse!(
            Argument,
            "value",
            "expected {} bytes of {}, got {}",
            array.dtype().size(),
            array.dtype().name(),
            value.len()
        );
    }
    fill_unchecked(array, value);
    Ok(())
}

fn fill_unchecked(array: &mut Array, value: &[u8]) {
    if array.has_elements() {
        let part = (array.padded_pointer(), array.padded_access(), array.dtype());
        blocks::each_of(&array.distribution().padded_shape(), [part], |block| unsafe {
            fill_block(block.target(0), block.extents, value.as_ptr())
        });
    }
    array.mark_whole();
}

/// A number as an element of `dtype`, cast as by NumPy's `astype`.
pub fn number(value: f64, dtype: Dtype) -> Scalar {
    cast_scalar(&value.to_ne_bytes(), Dtype::Float64, dtype)
}

/// One element, at least as long as `from` says, as an element of another dtype.
pub(crate) fn cast_scalar(value: &[u8], from: Dtype, to: Dtype) -> Scalar {
    let mut scalar = [0u8; 16];
    let source = Source { pointer: value.as_ptr(), strides: &[], dtype: from };
    let target = crate::kernels::copy::Target { pointer: scalar.as_mut_ptr(), strides: &[], dtype: to };
    unsafe { copy_block(source, target, &[]) };
    scalar
}

/// An array with every element set to `value`, one element of `dtype`. **Collective.**
pub fn full(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype, value: &[u8]) -> Result<Array> {
    full_as("distarray_array_create_full", context, distribution, dtype, value)
}

/// An array of ones. **Collective.**
pub fn ones(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype) -> Result<Array> {
    full_as("distarray_array_create_ones", context, distribution, dtype, &number(1.0, dtype))
}

fn full_as(
    function: &'static str,
    context: &Context,
    distribution: &Arc<Distribution>,
    dtype: Dtype,
    value: &[u8],
) -> Result<Array> {
    let arguments = [
        ("distribution", Arg::Object("distribution", distribution.digest())),
        ("dtype", Arg::Text(dtype.name())),
        ("value", Arg::Bytes(&value[..dtype.size().min(value.len())])),
    ];
    let prepared = if value.len() < dtype.size() {
        Err(Error::argument(Status::Argument, "value", format!("expected {} bytes", dtype.size())))
    } else {
        Array::prepare(context, distribution, dtype, None)
    };
    let mut array = context.agree(&Call::new(function, &arguments), prepared)?.finish(context);
    fill_unchecked(&mut array, value);
    Ok(array)
}

/// An array of another's distribution, zeroed. **Collective.**
pub fn like(other: &Array, dtype: Dtype) -> Result<Array> {
    let argument = ("other", Arg::Object("array", other.serial()));
    Array::create_as("distarray_array_create_like", argument, other.context(), other.distribution(), dtype)
}

/// NumPy's `arange(start, stop, step)`: a 1-D array in the distribution that `text` names. **Collective.**
pub fn arange(context: &Context, start: f64, stop: f64, step: f64, dtype: Dtype, text: &str) -> Result<Array> {
    let arguments = [
        ("start", Arg::Float(start)),
        ("stop", Arg::Float(stop)),
        ("step", Arg::Float(step)),
        ("dtype", Arg::Text(dtype.name())),
        ("text", Arg::Text(text)),
    ];
    let call = Call::new("distarray_array_create_arange", &arguments);
    let prepared = arange_count(start, stop, step, dtype).and_then(|count| {
        let specification = Specification::parse(&[count], text)?;
        let distribution = Distribution::build(&specification, context.size(), context.rank(), &[])?;
        Array::prepare(context, &Arc::new(distribution), dtype, None)
    });
    let array = context.agree(&call, prepared)?.finish(context);
    // NumPy computes first + i·delta, with delta the difference of the first two elements in the
    // array's own type, so that integers stay exact.
    let scalar = |value| number(value, dtype);
    let (first, second) = (scalar(start), scalar(start + step));
    dispatch!(dtype, T => write_progression::<T>(&array, &first, &second));
    Ok(array)
}

fn arange_count(start: f64, stop: f64, step: f64, dtype: Dtype) -> Result<i64> {
    if dtype == Dtype::Bool {
        refuse!(Dtype, "dtype", "arange is not defined for bool");
    }
    for (name, value) in [("start", start), ("stop", stop), ("step", step)] {
        if !value.is_finite() {
            refuse!(Argument, name, "expected a finite number, got {value}");
        }
    }
    if step == 0.0 {
        refuse!(Argument, "step", "expected a number other than 0");
    }
    let count = ((stop - start) / step).ceil().max(0.0);
    if count > 9.0e18 {
        refuse!(Overflow, "stop", "{count} elements exceed 2^63 - 1");
    }
    Ok(count as i64)
}

/// Types in which an arithmetic progression can be computed.
trait Progression: crate::dtype::Element {
    fn term(first: Self, second: Self, index: i64) -> Self;
}

macro_rules! progressions {
    (wrapping $($t:ty)*) => { $(impl Progression for $t {
        fn term(first: $t, second: $t, index: i64) -> $t {
            first.wrapping_add(second.wrapping_sub(first).wrapping_mul(index as $t))
        }
    })* };
    (float $($t:ty)*) => { $(impl Progression for $t {
        fn term(first: $t, second: $t, index: i64) -> $t {
            first + (second - first) * index as $t
        }
    })* };
}
progressions!(wrapping i8 i16 i32 i64 u8 u16 u32 u64);
progressions!(float f32 f64);

impl Progression for Complex<f32> {
    fn term(first: Self, second: Self, index: i64) -> Self {
        first + (second - first) * index as f32
    }
}
impl Progression for Complex<f64> {
    fn term(first: Self, second: Self, index: i64) -> Self {
        first + (second - first) * index as f64
    }
}
impl Progression for crate::dtype::Bool {
    fn term(first: Self, second: Self, index: i64) -> Self {
        if index % 2 == 0 {
            first
        } else {
            second
        }
    }
}

fn write_progression<T: Progression>(array: &Array, first: &Scalar, second: &Scalar) {
    let (first, second): (T, T) = (read_scalar(first), read_scalar(second));
    let Some(place) = array.distribution().place() else { return };
    let Some(&[stride]) = array.strides() else { return };
    for run in array.distribution().axes()[0].runs(place.coordinates[0]) {
        for k in 0..run.count {
            let at = array.local_pointer().wrapping_offset((run.local + k) as isize * stride);
            let value = T::term(first, second, run.global + k * run.step);
            unsafe { at.cast::<T>().write_unaligned(value) };
        }
    }
}

fn read_scalar<T: bytemuck::AnyBitPattern>(scalar: &Scalar) -> T {
    bytemuck::pod_read_unaligned(&scalar[..std::mem::size_of::<T>()])
}

/// An array whose elements a function computes from their global index; it writes one element of
/// `dtype`, or returns false to stop. **Collective.** If it stops on any rank, all return an error.
pub fn from_function(
    context: &Context,
    distribution: &Arc<Distribution>,
    dtype: Dtype,
    mut function: impl FnMut(&[i64], &mut [u8]) -> bool,
) -> Result<Array> {
    let arguments =
        [("distribution", Arg::Object("distribution", distribution.digest())), ("dtype", Arg::Text(dtype.name()))];
    let call = Call::new("distarray_array_create_from_function", &arguments);
    let prepared = Array::prepare(context, distribution, dtype, None);
    let array = context.agree(&call, prepared)?.finish(context);
    let outcome = for_each_element(&array, |index, element| {
        if function(index, element) {
            return Ok(());
        }
        Err(Error::argument(Status::Cancelled, "function", format!("it asked to stop at {}", shape::text(index))))
    });
    context.agree(&call, outcome)?;
    Ok(array)
}

/// Visits the owned elements in C order of local position.
fn for_each_element(array: &Array, mut visit: impl FnMut(&[i64], &mut [u8]) -> Result<()>) -> Result<()> {
    if !array.has_elements() {
        return Ok(());
    }
    let distribution = array.distribution();
    let local_shape = distribution.local_shape();
    let globals: Vec<Vec<i64>> = match distribution.place() {
        None => return Ok(()),
        Some(place) => distribution
            .axes()
            .iter()
            .zip(&place.coordinates)
            .map(|(axis, &c)| axis.runs(c).iter().flat_map(|r| (0..r.count).map(|k| r.global + k * r.step)).collect())
            .collect(),
    };
    let offsets: Vec<Vec<isize>> = array
        .access()
        .iter()
        .zip(&local_shape)
        .map(|(access, &n)| (0..n).map(|l| access.offset(l)).collect())
        .collect();
    let item = array.dtype().size();
    let mut local = vec![0i64; local_shape.len()];
    let mut index = vec![0i64; local_shape.len()];
    loop {
        let mut offset = 0;
        for d in 0..local.len() {
            index[d] = globals[d][local[d] as usize];
            offset += offsets[d][local[d] as usize];
        }
        let pointer = array.local_pointer().wrapping_offset(offset);
        visit(&index, unsafe { std::slice::from_raw_parts_mut(pointer, item) })?;
        if !shape::next_index(&mut local, &local_shape) {
            return Ok(());
        }
    }
}

/// A new array from every process's own part, contiguous in the distribution's order without halo. **Collective.**
///
/// # Safety
/// `part` must be valid for the owned elements of this process.
pub unsafe fn from_parts(
    context: &Context,
    distribution: &Arc<Distribution>,
    dtype: Dtype,
    part: *const u8,
) -> Result<Array> {
    let arguments =
        [("distribution", Arg::Object("distribution", distribution.digest())), ("dtype", Arg::Text(dtype.name()))];
    let call = Call::new("distarray_array_create_from_parts", &arguments);
    let prepared = Array::prepare(context, distribution, dtype, None).and_then(|array| {
        if part.is_null() && distribution.local_count() > 0 {
            refuse!(Argument, "part", "expected the address of {} elements, got NULL", distribution.local_count());
        }
        Ok(array)
    });
    let array = context.agree(&call, prepared)?.finish(context);
    if array.has_elements() {
        let strides = shape::contiguous_strides(&distribution.local_shape(), distribution.order(), dtype.size());
        blocks::copy(&Place::strided(part.cast_mut(), &strides, &distribution.local_shape(), dtype), &array.place());
    }
    Ok(array)
}

/// Memory of the caller as a part of an array, see [`Array::wrap`].
pub fn borrowed(pointer: *mut u8, strides: Option<Vec<isize>>, release: Option<crate::array::Release>) -> Part {
    Part { memory: Memory::foreign(pointer, release), strides, read_only: false }
}
