//! Reductions of the caller's.

use super::super::lines::Lines;
use super::Part;
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::ops::view;

/// A reduction made of two functions, of which neither may depend on the order in which it is called: what is made of the
/// elements, and what two results come to together.
pub struct User<'a> {
    /// The state of no elements.
    pub identity: &'a [u8],
    /// Takes contiguous elements of the array's dtype into a state.
    pub accumulate: &'a mut dyn FnMut(&mut [u8], &[u8]),
    /// Takes another state into the first one.
    pub combine: &'a mut dyn FnMut(&mut [u8], &[u8]),
}

/// Elements that are given to the function at once, about.
const PIECE: usize = 1 << 16;

/// The state of all elements, on every rank. States of processes are combined in the order of ranks. **Collective.**
pub fn user_value(array: &Array, user: &mut User) -> Result<Vec<u8>> {
    let context = array.context();
    let arguments = [("array", Arg::Object("array", array.serial())), ("identity", Arg::Bytes(user.identity))];
    let call = Call::new("distarray_array_reduce_user_value", &arguments);
    let prepared = array.check_usable("array").and_then(|()| {
        let own = array.distribution().place().is_some_and(|place| place.replica == 0);
        let part =
            own.then(|| Part::new(array, &vec![true; array.ndim()], false, None)).filter(|part| part.count() > 0);
        // Pieces along the longest axis.
        let pieces = part.map(|part| {
            let longest = (0..array.ndim()).max_by_key(|&d| part.extents[d]);
            let row = longest.map_or(1, |axis| part.count() / part.extents[axis] as usize);
            let rows = (PIECE / row.max(1)).max(1) as i64;
            (longest, rows.min(longest.map_or(1, |axis| part.extents[axis])), row, part)
        });
        let bytes = pieces.as_ref().map_or(0, |&(_, rows, row, _)| rows as usize * row * array.dtype().size());
        Ok((pieces, context.temporary(bytes)?))
    });
    let (pieces, mut memory) = context.agree(&call, prepared)?;
    let mut state = user.identity.to_vec();
    if let Some((longest, rows, _, part)) = pieces {
        let extent = longest.map_or(1, |axis| part.extents[axis]);
        for first in (0..extent).step_by(rows as usize) {
            let count = rows.min(extent - first);
            let cut;
            let piece = match longest {
                Some(axis) => {
                    cut = part.restrict(axis, first, count);
                    &cut
                }
                None => &part,
            };
            // SAFETY: room for the largest piece.
            unsafe { piece.gather(memory.as_mut_ptr()) };
            (user.accumulate)(&mut state, &memory[..piece.count() * array.dtype().size()]);
        }
    }
    let states = context.all_gather(&state)?;
    let mut total = user.identity.to_vec();
    for one in states.chunks_exact(state.len().max(1)) {
        (user.combine)(&mut total, one);
    }
    Ok(total)
}

/// One state, an element of `dtype`, for each line along the axes given, or one for all elements. Lines that are spread over
/// processes are brought together. **Collective.**
///
/// # Errors
/// `Argument` for an identity of another size than an element.
pub fn user_along(array: &Array, axes: Option<&[i32]>, keep: bool, dtype: Dtype, user: &mut User) -> Result<Array> {
    let context = array.context();
    let list: Vec<i64> = axes.map_or(vec![i64::MIN], |axes| axes.iter().map(|&axis| axis.into()).collect());
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("axes", Arg::Ints(&list)),
        ("keep", Arg::Int(keep.into())),
        ("dtype", Arg::Int(dtype as i64)),
        ("identity", Arg::Bytes(user.identity)),
    ];
    let prepared = array.check_usable("array").and_then(|()| {
        if user.identity.len() != dtype.size() {
            refuse!(Argument, "identity", "expected {} bytes of {}", dtype.size(), dtype.name());
        }
        let mut reduced = vec![axes.is_none(); array.ndim()];
        for &axis in axes.unwrap_or(&[]) {
            let axis = view::axis_of(axis, array.ndim(), "axes")?;
            if std::mem::replace(&mut reduced[axis], true) {
                refuse!(Argument, "axes", "axis {axis} is named twice");
            }
        }
        let lines = Lines::prepare(array, reduced)?;
        let result = Array::prepare(context, &lines.result(None, keep)?, dtype, None)?;
        Ok((lines, result))
    });
    let (lines, result) = context.agree(&Call::new("distarray_array_reduce_user", &arguments), prepared)?;
    let result = result.finish(context);
    let held = lines.settle()?;
    let (line, item) = (held.length * held.dtype.size(), dtype.size());
    let count = result.distribution().local_count() as usize;
    let mut state = user.identity.to_vec();
    for k in 0..count {
        state.copy_from_slice(user.identity);
        if line > 0 {
            (user.accumulate)(&mut state, &held.elements[k * line..][..line]);
        }
        // SAFETY: the result is contiguous, in the order of the lines.
        unsafe { std::ptr::copy_nonoverlapping(state.as_ptr(), result.local_pointer().add(k * item), item) };
    }
    Ok(result)
}
