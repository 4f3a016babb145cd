//! Lower and upper triangles.

use super::{assemble, whole, Recipe, Source};
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::error::Result;
use crate::kernels::copy::{fill_block, Target};
use crate::ops::view;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Triangle {
    Lower,
    Upper,
}

/// A copy with zeros beyond a diagonal of the last two axes, as NumPy's `tril` and `triu`. **Collective.**
pub fn triangle(which: Triangle, array: &Array, diagonal: i64) -> Result<Array> {
    let context = array.context().clone();
    let arguments = [("array", Arg::Object("array", array.serial())), ("diagonal", Arg::Int(diagonal))];
    let function = match which {
        Triangle::Lower => "distarray_array_lower_triangle",
        Triangle::Upper => "distarray_array_upper_triangle",
    };
    let recipe = array.check_usable("array").and_then(|()| {
        let array = match array.shape() {
            [] => refuse!(Shape, "array", "expected at least one dimension, got none"),
            &[n] => view::broadcast_to(array, &[n, n])?,
            _ => array.clone(),
        };
        let pieces = whole(array.shape());
        let (shape, dtype) = (array.shape().to_vec(), array.dtype());
        Ok(Recipe { shape, dtype, sources: vec![Source { array, pieces }], background: None })
    });
    let result = assemble(&Call::new(function, &arguments), &context, None, recipe)?;
    clear(which, &result, diagonal);
    Ok(result)
}

/// Zeroes this process's elements beyond the diagonal.
fn clear(which: Triangle, array: &Array, diagonal: i64) {
    let distribution = array.distribution();
    let (Some(place), true) = (distribution.place(), array.has_elements()) else { return };
    let indices = |d: usize| -> Vec<i64> {
        let runs = distribution.axes()[d].runs(place.coordinates[d]);
        runs.iter().flat_map(|run| (0..run.count).map(move |k| run.global + k * run.step)).collect()
    };
    let last = array.ndim() - 1;
    let (rows, columns) = (indices(last - 1), indices(last));
    let (Some(strides), dtype) = (array.strides(), array.dtype()) else { return };
    let target = Target { pointer: array.local_pointer(), strides, dtype };
    let mut extents = array.local_extents();
    extents[last - 1] = 1;
    for (row, &global) in rows.iter().enumerate() {
        let edge = global.saturating_add(diagonal);
        let (first, count) = match which {
            Triangle::Lower => {
                let kept = columns.partition_point(|&column| column <= edge);
                (kept, columns.len() - kept)
            }
            Triangle::Upper => (0, columns.partition_point(|&column| column < edge)),
        };
        extents[last] = count;
        let offset = row as isize * target.strides[last - 1] + first as isize * target.strides[last];
        let target = Target { pointer: target.pointer.wrapping_offset(offset), ..target };
        unsafe { fill_block(target, &extents, [0; 16].as_ptr()) };
    }
}
