//! Elements and arrays several times over.

use super::{assemble, whole, Recipe, Source};
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::error::Result;
use crate::index::{shape, Slice};
use crate::ops::view::{self, axis_of};
use crate::plan::Piece;

/// Every index of an axis `repeats` times, as NumPy's `repeat`: one number for all, or one for each index.
/// **Collective.**
pub fn repeat(array: &Array, repeats: &[i64], axis: i32) -> Result<Array> {
    let context = array.context().clone();
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("repeats", Arg::Ints(repeats)),
        ("axis", Arg::Int(axis.into())),
    ];
    let call = Call::new("distarray_array_repeat", &arguments);
    let recipe = array.check_usable("array").and_then(|()| {
        let axis = axis_of(axis, array.ndim(), "axis")?;
        let n = array.shape()[axis];
        if let Some(wrong) = repeats.iter().find(|&&r| r < 0) {
            refuse!(Argument, "repeats", "expected numbers of at least 0, got {wrong}");
        }
        if repeats.len() != 1 && repeats.len() as i64 != n {
            refuse!(Argument, "repeats", "expected 1 or {n} numbers, got {}", repeats.len());
        }
        let mut pieces = whole(array.shape());
        pieces[axis].clear();
        let (mut first, mut at) = (0, 0i64);
        let mut repeated = array.shape().to_vec();
        while first < n {
            // Neighbours repeated equally often go together.
            let times = repeats[if repeats.len() == 1 { 0 } else { first as usize }];
            let count = match repeats.len() {
                1 => n,
                _ => repeats[first as usize..].iter().take_while(|&&r| r == times).count() as i64,
            };
            let end = times.checked_mul(count).and_then(|length| at.checked_add(length));
            repeated[axis] = end.unwrap_or(i64::MAX);
            shape::element_count(&repeated)?;
            pieces[axis].extend((0..times).map(|k| Piece {
                source: Slice { start: first, step: 1, count },
                target: Slice { start: at + k, step: times, count },
            }));
            at = repeated[axis];
            first += count;
        }
        repeated[axis] = at;
        let sources = vec![Source { array: array.clone(), pieces }];
        Ok(Recipe { shape: repeated, dtype: array.dtype(), sources, background: None })
    });
    assemble(&call, &context, None, recipe)
}

/// The array `times[d]` times along each axis, as NumPy's `tile`: missing axes are added in front, missing numbers
/// are 1. **Collective.**
pub fn tile(array: &Array, times: &[i64]) -> Result<Array> {
    let context = array.context().clone();
    let arguments = [("array", Arg::Object("array", array.serial())), ("times", Arg::Ints(times))];
    let call = Call::new("distarray_array_tile", &arguments);
    let recipe = array.check_usable("array").and_then(|()| {
        if let Some(wrong) = times.iter().find(|&&r| r < 0) {
            refuse!(Argument, "times", "expected numbers of at least 0, got {wrong}");
        }
        let mut array = array.clone();
        while array.ndim() < times.len() {
            array = view::expand_dims(&array, 0)?;
        }
        let missing = array.ndim() - times.len();
        let mut pieces = whole(array.shape());
        let mut tiled = array.shape().to_vec();
        for (d, &times) in times.iter().enumerate().map(|(k, t)| (k + missing, t)) {
            let n = array.shape()[d];
            tiled[d] = n.checked_mul(times).unwrap_or(i64::MAX);
            shape::element_count(&tiled)?;
            let times = if n == 0 { 0 } else { times };
            pieces[d] = (0..times).map(|k| Piece::new(0, 1, k * n, n)).collect();
        }
        let dtype = array.dtype();
        Ok(Recipe { shape: tiled, dtype, sources: vec![Source { array, pieces }], background: None })
    });
    assemble(&call, &context, None, recipe)
}
