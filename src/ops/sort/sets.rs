//! Arrays as sets: sorted and without duplicates.

use super::flat::check_flat;
use super::{isin, sort, unique, Wanted};
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::error::Result;
use crate::ops::assembling::concatenate;
use crate::ops::indexing::get_mask;
use crate::ops::redistribute::cast;
use crate::ops::reshape::reshape;

/// Agrees that both operands are fine. **Collective.**
fn agreed(function: &'static str, a: &Array, b: &Array) -> Result<()> {
    let arguments = [("a", Arg::Object("array", a.serial())), ("b", Arg::Object("array", b.serial()))];
    let prepared = check_flat(a, "a").and_then(|()| check_flat(b, "b")).and_then(|()| {
        if !a.context().shares_communicator(b.context()) {
            refuse!(Argument, "b", "expected an array of the same context as 'a'");
        }
        Ok(())
    });
    a.context().agree(&Call::new(function, &arguments), prepared)
}

fn distinct(array: &Array) -> Result<Array> {
    Ok(unique(array, Wanted::default())?.values)
}

/// The distinct elements of `a` that are, or are not, in `b`.
fn filtered(a: &Array, b: &Array, absent: bool) -> Result<Array> {
    let values = distinct(a)?;
    get_mask(&values, &isin(&values, b, absent)?)
}

/// In the dtype that both promote to.
fn promoted(a: &Array, b: &Array) -> Result<Array> {
    let dtype = a.dtype().promote(b.dtype());
    if a.dtype() == dtype {
        return Ok(a.clone());
    }
    cast(a, dtype)
}

/// The elements of both one after the other.
fn joined(a: &Array, b: &Array) -> Result<Array> {
    let flat = |array: &Array| match array.ndim() {
        1 => Ok(array.clone()),
        _ => reshape(array, &[-1], None),
    };
    concatenate(&[flat(a)?, flat(b)?], 0, None)
}

/// NumPy's `union1d`: the distinct elements of either array, in the dtype that both promote to. **Collective.**
pub fn union1d(a: &Array, b: &Array) -> Result<Array> {
    agreed("distarray_array_union1d", a, b)?;
    distinct(&joined(a, b)?)
}

/// NumPy's `intersect1d`: the distinct elements that are in both arrays. **Collective.**
pub fn intersect1d(a: &Array, b: &Array) -> Result<Array> {
    agreed("distarray_array_intersect1d", a, b)?;
    filtered(&promoted(a, b)?, b, false)
}

/// NumPy's `setdiff1d`: the distinct elements of `a` that are not in `b`. **Collective.**
pub fn setdiff1d(a: &Array, b: &Array) -> Result<Array> {
    agreed("distarray_array_setdiff1d", a, b)?;
    filtered(a, b, true)
}

/// NumPy's `setxor1d`: the distinct elements that are in one of the arrays only. **Collective.**
pub fn setxor1d(a: &Array, b: &Array) -> Result<Array> {
    agreed("distarray_array_setxor1d", a, b)?;
    let (a, b) = (promoted(a, b)?, promoted(b, a)?);
    sort(&joined(&filtered(&a, &b, true)?, &filtered(&b, &a, true)?)?, None, None)
}
