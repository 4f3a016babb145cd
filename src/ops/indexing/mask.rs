//! Masks: the numbers of their true elements are a list of indices, spread over the ranks in C order.

use super::lists::{Reader, Selection};
use super::set::{check_fits, check_values, Push};
use super::{get_listed, least_room, temporary_array, Mode};
use crate::array::Array;
use crate::context::{Arg, Call, Context, Temporary};
use crate::distribution::{AxisMap, Base, Distribution, Grid, Padding};
use crate::dtype::Dtype;
use crate::error::{Error, Result};
use crate::index::shape;
use crate::kernels::copy::How;
use crate::ops::redistribute::redistribute_as;
use std::sync::Arc;

/// NumPy's `array[mask]`: the elements where the mask is true, in C order; a mask of the first axes selects rows of the
/// others. Every process holds what was selected of its share of the mask. **Collective.**
pub fn get_mask(array: &Array, mask: &Array) -> Result<Array> {
    let arguments = [("array", Arg::Object("array", array.serial())), ("mask", Arg::Object("array", mask.serial()))];
    let call = Call::new("distarray_array_get_mask", &arguments);
    let prepared = array.check_usable("array").and_then(|()| check_mask(array, mask));
    array.context().agree(&call, prepared)?;
    let found = flat_list(&call, mask)?;
    let selection = Selection::flat(array, mask.ndim(), &found, Mode::Raise);
    get_listed(&call, array, selection, &found)
}

/// NumPy's `array[mask] = values`: values for the true elements in C order, broadcast. **Collective.**
pub fn set_mask(array: &mut Array, mask: &Array, values: &Array) -> Result<()> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("mask", Arg::Object("array", mask.serial())),
        ("values", Arg::Object("array", values.serial())),
    ];
    let call = Call::new("distarray_array_set_mask", &arguments);
    let context = array.context().clone();
    let prepared = array
        .check_writable("array")
        .and_then(|()| check_mask(array, mask))
        .and_then(|()| check_values(array, values, std::iter::once(mask), "mask"));
    let mut slots = [!super::rounds::room(&context), 0, 0, 0];
    context.agree_with(&call, prepared, &mut slots)?;
    let least = least_room(&context, slots[0]);
    let found = flat_list(&call, mask)?;
    let selection = Selection::flat(array, mask.ndim(), &found, Mode::Raise);
    let expected = selection.shape(array);
    let agreed = |error| Error { agreed: true, ..error };
    check_fits(&expected, values).map_err(agreed)?;
    if expected.contains(&0) {
        return Ok(());
    }
    let push = Push { call: &call, array, selection: &selection, how: How::Replace };
    let base = found.distribution().axes()[0].base().clone();
    let entries = push.spread(Some(0), base).map_err(agreed)?;
    push.run(&entries, &[&found], values, push.limit(least, values)?)
}

fn check_mask(array: &Array, mask: &Array) -> Result<()> {
    mask.check_usable("mask")?;
    if !mask.context().shares_communicator(array.context()) {
        refuse!(Argument, "mask", "expected an array of the same context as 'array'");
    }
    if mask.dtype() != Dtype::Bool {
        refuse!(Dtype, "mask", "expected bools, got {}; compare or cast first", mask.dtype().name());
    }
    if mask.ndim() > array.ndim() || mask.shape() != &array.shape()[..mask.ndim()] {
        let (whole, own) = (shape::text(array.shape()), shape::text(mask.shape()));
        refuse!(Shape, "mask", "expected the extents of the first axes of {whole}, got {own}");
    }
    Ok(())
}

/// NumPy's `nonzero`: for every axis the indices of the elements that are not zero, in C order. The results are int64 and
/// hold on each process what it has of blocks of the array's first axis. **Collective.**
pub fn nonzero(array: &Array) -> Result<Vec<Array>> {
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_nonzero", &arguments);
    let prepared = array.check_usable("array").and_then(|()| {
        if array.ndim() == 0 {
            refuse!(Shape, "array", "expected at least 1 dimension, got 0; use argwhere");
        }
        Ok(())
    });
    let context = array.context();
    context.agree(&call, prepared)?;
    let found = flat_list(&call, array)?;
    if array.ndim() == 1 {
        return Ok(vec![found]);
    }
    let columns: Result<Vec<_>> =
        (0..array.ndim()).map(|_| Array::prepare(context, found.distribution(), Dtype::Int64, None)).collect();
    let columns: Vec<Array> = context.confirm(columns)?.into_iter().map(|column| column.finish(context)).collect();
    let pointers: Vec<(*mut i64, usize)> = columns.iter().map(|c| (c.local_pointer().cast(), 1)).collect();
    write_indices(&found, array.shape(), &pointers);
    Ok(columns)
}

/// NumPy's `argwhere`: one row of indices for every element that is not zero, in C order; see [`nonzero`]. **Collective.**
pub fn argwhere(array: &Array) -> Result<Array> {
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_argwhere", &arguments);
    let context = array.context();
    context.agree(&call, array.check_usable("array"))?;
    let found = flat_list(&call, array)?;
    let ndim = array.ndim();
    let prepared = (|| {
        let list = found.distribution();
        let axes = vec![list.axes()[0].clone(), AxisMap::whole(ndim as i64)];
        let grid = Grid::new(vec![context.size(), 1], 1, None, context.size())?;
        let distribution =
            Distribution::from_axes(axes, grid, crate::index::Order::RowMajor, context.size(), context.rank())?;
        Array::prepare(context, &Arc::new(distribution), Dtype::Int64, None)
    })();
    let rows = context.confirm(prepared)?.finish(context);
    let first: *mut i64 = rows.local_pointer().cast();
    let pointers: Vec<(*mut i64, usize)> = (0..ndim).map(|d| (first.wrapping_add(d), ndim)).collect();
    write_indices(&found, array.shape(), &pointers);
    Ok(rows)
}

/// The numbers in C order of the elements that are not zero: NumPy's `flatnonzero`. **Collective.**
pub fn flat_nonzero(array: &Array) -> Result<Array> {
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_flatnonzero", &arguments);
    array.context().agree(&call, array.check_usable("array"))?;
    flat_list(&call, array)
}

/// Takes numbers in C order apart into one index per axis, written at each pointer with its step.
fn write_indices(found: &Array, shape: &[i64], to: &[(*mut i64, usize)]) {
    let count = found.distribution().local_count() as usize;
    let numbers = found.local_pointer().cast::<i64>();
    for k in 0..count {
        let mut rest = unsafe { numbers.add(k).read() };
        for (&(pointer, step), &extent) in to.iter().zip(shape).rev() {
            unsafe { pointer.add(k * step).write(rest % extent) };
            rest /= extent;
        }
    }
}

/// Numbers in C order of what is not zero, each rank those of its block of the array. **Collective**, in the commit phase.
fn flat_list(call: &Call, array: &Array) -> Result<Array> {
    let context = array.context();
    let (mask, _memory) = blocks(call, array)?;
    let place = mask.place();
    let reader = Reader::new(&place);
    let axis = array.shape().iter().position(|&n| n > 1);
    let mut offset = 0;
    if let (Some(axis), Some(grid)) = (axis, mask.distribution().place()) {
        let inner: i64 = array.shape()[axis + 1..].iter().product();
        offset = mask.distribution().axes()[axis].global_of(grid.coordinates[axis], 0).unwrap_or(0) * inner;
    }
    let mut count = 0;
    if mask.has_elements() {
        reader
            .runs(0, reader.count, &mut |pointer, step, length| count += unsafe { count_true(pointer, step, length) });
    }
    let counts: Vec<i64> = bytemuck::allocation::pod_collect_to_vec(&context.all_gather(&count.to_ne_bytes())?);
    let mut bounds = vec![0];
    counts.iter().for_each(|n| bounds.push(bounds[bounds.len() - 1] + n));
    let prepared = (|| {
        let total = bounds[bounds.len() - 1];
        let axis = AxisMap::new(Base::Bounds(bounds.into()), total, context.size(), Padding::none());
        let grid = Grid::new(vec![context.size()], 1, None, context.size())?;
        let order = array.distribution().order();
        let distribution = Distribution::from_axes(vec![axis], grid, order, context.size(), context.rank())?;
        Array::prepare(context, &Arc::new(distribution), Dtype::Int64, None)
    })();
    let found = context.confirm(prepared)?.finish(context);
    if count > 0 {
        let mut out = found.local_pointer().cast::<i64>();
        let mut number = offset;
        reader.runs(0, reader.count, &mut |pointer, step, length| {
            out = unsafe { write_true(pointer, step, length, number, out) };
            number += length;
        });
    }
    Ok(found)
}

/// The array as bools, in blocks of its first long axis over all ranks: itself or a temporary.
fn blocks(call: &Call, array: &Array) -> Result<(Array, Option<Temporary>)> {
    let context = array.context();
    let agreed = |error| Error { agreed: true, ..error };
    let wanted = block_distribution(context, array).map_err(agreed)?;
    if array.dtype() == Dtype::Bool && array.distribution().is_aligned(&wanted) {
        return Ok((array.clone(), None));
    }
    let (memory, prepared) = context.confirm(temporary_array(context, &Arc::new(wanted), Dtype::Bool))?;
    let mut bools = prepared.finish(context);
    redistribute_as(call, Ok(()), array, &mut bools)?;
    Ok((bools, Some(memory)))
}

fn block_distribution(context: &Context, array: &Array) -> Result<Distribution> {
    let mut extents = vec![1; array.ndim()];
    let mut axes: Vec<AxisMap> = array.shape().iter().map(|&n| AxisMap::whole(n)).collect();
    let ranks = match array.shape().iter().position(|&n| n > 1) {
        Some(axis) => {
            extents[axis] = context.size();
            axes[axis] = AxisMap::new(Base::Block, array.shape()[axis], context.size(), Padding::none());
            None
        }
        None => Some(vec![0]),
    };
    let grid = Grid::new(extents, 1, ranks, context.size())?;
    Distribution::from_axes(axes, grid, crate::index::Order::RowMajor, context.size(), context.rank())
}

/// How many of these bytes are not zero.
unsafe fn count_true(pointer: *const u8, step: isize, length: i64) -> i64 {
    if step == 1 {
        let bytes = unsafe { std::slice::from_raw_parts(pointer, length as usize) };
        let part = |part: &[u8]| i64::from(part.iter().map(|&b| u8::from(b != 0)).sum::<u8>());
        return bytes.chunks(255).map(part).sum();
    }
    (0..length as isize).map(|k| i64::from(unsafe { *pointer.wrapping_offset(k * step) } != 0)).sum()
}

/// Appends the numbers of the bytes that are not zero, counted from `number` on.
unsafe fn write_true(pointer: *const u8, step: isize, length: i64, number: i64, mut out: *mut i64) -> *mut i64 {
    unsafe {
        if step != 1 {
            for k in 0..length {
                if *pointer.wrapping_offset(k as isize * step) != 0 {
                    out.write(number + k);
                    out = out.add(1);
                }
            }
            return out;
        }
        let bytes = std::slice::from_raw_parts(pointer, length as usize);
        for (block, eight) in bytes.chunks(8).enumerate() {
            // Bit k·8+7 says whether byte k is not zero.
            let mut word = [0; 8];
            word[..eight.len()].copy_from_slice(eight);
            let word = u64::from_le_bytes(word);
            const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
            let mut marks = (((word & LOW) + LOW) | word) & !LOW;
            while marks != 0 {
                out.write(number + (block * 8) as i64 + i64::from(marks.trailing_zeros() / 8));
                out = out.add(1);
                marks &= marks - 1;
            }
        }
        out
    }
}
