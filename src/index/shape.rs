//! Shapes, strides and memory orders.

use crate::error::{Error, Result, Status};

/// Largest number of dimensions.
pub const MAX_NDIM: usize = 32;

/// Which axis is contiguous in local memory, with its number in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Order {
    /// Last axis fastest, as in C.
    RowMajor = 1,
    /// First axis fastest, as in Fortran.
    ColumnMajor = 2,
}

impl Order {
    pub fn from_number(number: i32) -> Result<Order> {
        match number {
            1 => Ok(Order::RowMajor),
            2 => Ok(Order::ColumnMajor),
            _ => Err(Error::argument(
                Status::Argument,
                "order",
                format!("expected DISTARRAY_ROW_MAJOR (1) or DISTARRAY_COLUMN_MAJOR (2), got {number}"),
            )),
        }
    }

    /// Axes from slowest to fastest.
    pub fn axes(self, ndim: usize) -> Vec<usize> {
        match self {
            Order::RowMajor => (0..ndim).collect(),
            Order::ColumnMajor => (0..ndim).rev().collect(),
        }
    }
}

/// Checks a shape and returns its number of elements.
pub fn element_count(shape: &[i64]) -> Result<i64> {
    if shape.len() > MAX_NDIM {
        refuse!(Shape, "ndim", "expected at most {MAX_NDIM} dimensions, got {}", shape.len());
    }
    if let Some(axis) = shape.iter().position(|&n| n < 0) {
        refuse!(Shape, "shape", "expected extents of at least 0, got {} on axis {axis}", shape[axis]);
    }
    if shape.contains(&0) {
        return Ok(0);
    }
    shape.iter().try_fold(1i64, |count, &n| count.checked_mul(n)).ok_or_else(|| {
        Error::argument(
            Status::Overflow,
            "shape",
            format!("the number of elements of shape {} exceeds 2^63 - 1", text(shape)),
        )
    })
}

/// Bytes of `shape` elements of `item` bytes, or an overflow error.
pub fn byte_count(shape: &[i64], item: usize) -> Result<usize> {
    let count = element_count(shape)?;
    (count as u64).checked_mul(item as u64).filter(|&b| b <= isize::MAX as u64).map(|b| b as usize).ok_or_else(|| {
        Error::argument(Status::Overflow, "shape", format!("{count} elements of {item} bytes exceed the address space"))
    })
}

/// Byte strides of a contiguous block. Where there are no elements they may leave the 64-bit range, and saturate.
pub fn contiguous_strides(shape: &[i64], order: Order, item: usize) -> Vec<isize> {
    let mut strides = vec![0isize; shape.len()];
    let mut stride = item as isize;
    for axis in order.axes(shape.len()).into_iter().rev() {
        strides[axis] = stride;
        stride = stride.saturating_mul(shape[axis].max(1) as isize);
    }
    strides
}

/// `(2, 3)`, as NumPy prints shapes.
pub fn text(shape: &[i64]) -> String {
    match shape {
        [n] => format!("({n},)"),
        _ => format!("({})", shape.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// Advances a multi-index in C order; false after the last one.
pub fn next_index(index: &mut [i64], shape: &[i64]) -> bool {
    for axis in (0..shape.len()).rev() {
        index[axis] += 1;
        if index[axis] < shape[axis] {
            return true;
        }
        index[axis] = 0;
    }
    false
}
