//! What comes from C, checked: pointers, counts, text, flags.

use super::handles::{distarray_array, distarray_distribution};
use super::status::Arguments;
use crate::array::Array;
use crate::context::Context;
use crate::distribution::Distribution;
use crate::error::{Error, Result, Status};
use std::ffi::CStr;
use std::os::raw::{c_char, c_int};
use std::sync::Arc;

/// Longest text that is accepted.
const TEXT_LIMIT: usize = 1 << 20;

/// An output that is written only on success.
pub struct Out<T>(*mut T);

impl<T> Out<T> {
    pub fn new(pointer: *mut T, argument: &str) -> Result<Out<T>> {
        if pointer.is_null() {
            return Err(null(argument));
        }
        if pointer as usize % std::mem::align_of::<T>() != 0 {
            refuse!(Argument, argument, "expected an address aligned to {} bytes", std::mem::align_of::<T>());
        }
        Ok(Out(pointer))
    }

    pub fn set(self, value: T) {
        unsafe { self.0.write(value) }
    }

    /// Writes consecutive values; the caller has documented how many there are.
    pub fn set_all(self, values: impl IntoIterator<Item = T>) {
        for (k, value) in values.into_iter().enumerate() {
            unsafe { self.0.add(k).write(value) };
        }
    }
}

fn null(argument: &str) -> Error {
    Error::argument(Status::Argument, argument, "expected an address, got NULL")
}

/// An output array of `count` entries, which may be NULL if there are none.
pub fn out_array<T>(pointer: *mut T, count: usize, argument: &str) -> Result<Option<Out<T>>> {
    if count == 0 {
        return Ok(None);
    }
    Out::new(pointer, argument).map(Some)
}

/// What a caller's `count` entries are, or as many as follow from other arguments.
pub unsafe fn array<'a, T>(pointer: *const T, count: i64, argument: &str) -> Result<&'a [T]> {
    let size = std::mem::size_of::<T>() as i64;
    if count < 0 || count.checked_mul(size).is_none() {
        refuse!(Argument, "count", "expected a number of entries, got {count}");
    }
    if count == 0 {
        return Ok(&[]);
    }
    if pointer.is_null() {
        return Err(null(argument));
    }
    if !pointer.is_aligned() {
        refuse!(Argument, argument, "expected an address aligned to {} bytes", std::mem::align_of::<T>());
    }
    Ok(std::slice::from_raw_parts(pointer, count as usize))
}

/// A caller's list of at least one array.
pub unsafe fn array_list(
    arguments: &Arguments,
    pointer: *const distarray_array,
    count: c_int,
    argument: &str,
) -> Result<Vec<Array>> {
    if count < 1 {
        refuse!(Argument, "count", "expected at least 1, got {count}");
    }
    array(pointer, count.into(), argument)?.iter().map(|&handle| arguments.array(handle, argument)).collect()
}

/// A distribution over the processes of a context, or none for a NULL handle.
pub fn distribution_or_default(
    arguments: &Arguments,
    handle: distarray_distribution,
    context: &Context,
) -> Result<Option<Arc<Distribution>>> {
    if handle.is_null() {
        return Ok(None);
    }
    let (own, distribution) = arguments.distribution(handle, "distribution")?;
    if !own.shares_communicator(context) {
        refuse!(Argument, "distribution", "expected a distribution over the communicator of the arrays");
    }
    Ok(Some(distribution))
}

/// A copy of a caller's list; a refusal by the system is an error.
pub fn copied<T: Copy>(list: &[T], argument: &str) -> Result<Vec<T>> {
    let mut copy = Vec::new();
    if copy.try_reserve_exact(list.len()).is_err() {
        refuse!(Memory, argument, "the system refused memory for a copy of {} entries", list.len());
    }
    copy.extend_from_slice(list);
    Ok(copy)
}

/// A shape: `ndim` from 0 to 32, extents checked.
pub unsafe fn shape<'a>(ndim: c_int, pointer: *const i64) -> Result<&'a [i64]> {
    let shape = open_shape(ndim, pointer)?;
    crate::index::shape::element_count(shape)?;
    Ok(shape)
}

/// As [`shape`], but extents may be -1, and are checked later.
pub unsafe fn open_shape<'a>(ndim: c_int, pointer: *const i64) -> Result<&'a [i64]> {
    let limit = crate::index::shape::MAX_NDIM as c_int;
    if !(0..=limit).contains(&ndim) {
        refuse!(Argument, "ndim", "expected 0 to {limit}, got {ndim}");
    }
    array(pointer, ndim as i64, "shape")
}

pub unsafe fn text<'a>(pointer: *const c_char, argument: &str) -> Result<&'a str> {
    if pointer.is_null() {
        return Err(null(argument));
    }
    if libc::strnlen(pointer, TEXT_LIMIT) >= TEXT_LIMIT {
        refuse!(Argument, argument, "expected less than {TEXT_LIMIT} bytes of text");
    }
    CStr::from_ptr(pointer).to_str().map_err(|_| Error::argument(Status::Argument, argument, "expected text in UTF-8"))
}

/// Text that may be left out.
pub unsafe fn optional_text<'a>(pointer: *const c_char, argument: &str, default: &'a str) -> Result<&'a str> {
    if pointer.is_null() {
        return Ok(default);
    }
    text(pointer, argument)
}

/// A path: not empty.
pub unsafe fn path<'a>(pointer: *const c_char, argument: &str) -> Result<&'a std::path::Path> {
    let path = text(pointer, argument)?;
    if path.is_empty() {
        refuse!(Argument, argument, "expected a path, got empty text");
    }
    Ok(std::path::Path::new(path))
}

pub fn flag(value: c_int, argument: &str) -> Result<bool> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Error::argument(Status::Argument, argument, format!("expected 0 or 1, got {value}"))),
    }
}

/// Where text goes: cut to the capacity, always NUL-terminated, full length told.
pub struct TextOut {
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
}

impl TextOut {
    /// `buffer` may be NULL if `capacity` is 0, `length` if it is not wanted; one of the two must be there.
    pub fn new(buffer: *mut c_char, capacity: usize, length: *mut usize) -> Result<TextOut> {
        if buffer.is_null() && capacity > 0 {
            return Err(null("buffer"));
        }
        if capacity > isize::MAX as usize {
            refuse!(Argument, "capacity", "expected at most 2^63 - 1, got {capacity}");
        }
        if buffer.is_null() && length.is_null() {
            return Err(null("length"));
        }
        if !length.is_null() {
            Out::new(length, "length")?;
        }
        Ok(TextOut { buffer, capacity, length })
    }

    pub fn set(self, text: &str) {
        unsafe {
            if self.capacity > 0 {
                let mut count = text.len().min(self.capacity - 1);
                while !text.is_char_boundary(count) {
                    count -= 1;
                }
                std::ptr::copy_nonoverlapping(text.as_ptr(), self.buffer.cast(), count);
                self.buffer.add(count).write(0);
            }
            if !self.length.is_null() {
                self.length.write(text.len());
            }
        }
    }
}
