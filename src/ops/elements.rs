//! Single elements by global index.

use super::create::Scalar;
use super::directory;
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::error::{Error, Result, Status};
use crate::index::shape;

fn check(array: &Array, index: &[i64]) -> Result<Vec<i64>> {
    if index.len() != array.ndim() {
        refuse!(Argument, "index", "expected {} numbers, got {}", array.ndim(), index.len());
    }
    array.distribution().check_index(index)
}

fn address(array: &Array, index: &[i64]) -> Option<*mut u8> {
    let local = array.distribution().local_index(index)?;
    let offset: isize = local.iter().zip(array.access()).map(|(&l, access)| access.offset(l)).sum();
    Some(array.local_pointer().wrapping_offset(offset))
}

fn missing(index: &[i64]) -> Error {
    let text = format!("no process owns the label {}", shape::text(index));
    Error { agreed: true, ..Error::argument(Status::Index, "index", text) }
}

/// One element, on every rank; negative indices count from the end on closed-form axes. **Collective.**
pub fn get(array: &Array, index: &[i64]) -> Result<Scalar> {
    let context = array.context();
    let arguments = [("array", Arg::Object("array", array.serial())), ("index", Arg::Ints(index))];
    let call = Call::new("distarray_array_get_element", &arguments);
    let prepared = array.check_usable("array").and_then(|()| check(array, index));
    let distribution = array.distribution();
    let (rank, mut value) = (context.rank(), [0u8; 16]);
    let mut read = |index: &[i64]| {
        if let Some(pointer) = address(array, index) {
            unsafe { std::ptr::copy_nonoverlapping(pointer, value.as_mut_ptr(), array.dtype().size()) };
        }
    };
    if distribution.is_closed_form() {
        // All know the owner, whose element goes with the agreement, in which the others say zero.
        prepared.iter().filter(|index| distribution.owner(index) == Some(rank)).for_each(|index| read(index));
        let [low, high]: [u64; 2] = bytemuck::cast(value);
        let mut slots = [low, high, 0, 0];
        context.agree_with(&call, prepared, &mut slots)?;
        return Ok(bytemuck::cast([slots[0], slots[1]]));
    }
    let index = context.agree(&call, prepared)?;
    let owner = directory::owners(context, distribution, &index)?.first().copied().ok_or_else(|| missing(&index))?;
    if rank == owner {
        read(&index);
    }
    context.broadcast(owner, &mut value)?;
    Ok(value)
}

/// The one element of an array without axes, on every rank. **Collective**, unless every rank has it.
pub fn single(array: &Array) -> Result<Scalar> {
    if array.distribution().grid().replicas() != array.context().size() {
        return get(array, &[]);
    }
    let mut value = [0u8; 16];
    unsafe { std::ptr::copy_nonoverlapping(array.local_pointer(), value.as_mut_ptr(), array.dtype().size()) };
    Ok(value)
}

/// Sets one element on all its owners. `value` is one element of the array's dtype. **Collective.**
pub fn set(array: &mut Array, index: &[i64], value: &[u8]) -> Result<()> {
    let context = array.context().clone();
    let arguments =
        [("array", Arg::Object("array", array.serial())), ("index", Arg::Ints(index)), ("value", Arg::Bytes(value))];
    let call = Call::new("distarray_array_set_element", &arguments);
    let prepared = array.check_writable("array").and_then(|()| {
        if value.len() != array.dtype().size() {
            refuse!(Argument, "value", "expected {} bytes, got {}", array.dtype().size(), value.len());
        }
        check(array, index)
    });
    let found = prepared.as_ref().ok().and_then(|index| address(array, index));
    let mut slots = [found.is_some() as u64, 0, 0, 0];
    let index = context.agree_with(&call, prepared, &mut slots)?;
    if context.size() > 1 && slots[0] == 0 || context.size() == 1 && found.is_none() {
        return Err(missing(&index));
    }
    if let Some(pointer) = found {
        unsafe { std::ptr::copy_nonoverlapping(value.as_ptr(), pointer, value.len()) };
    }
    Ok(())
}
