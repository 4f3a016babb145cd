//! Order: sorting, ranking, distinct elements, searching and counting by value, with NumPy's results.
//!
//! Everything flattened rests on one sequence in C order of which every rank has a piece (`flat`), sorted together
//! (`parallel`); everything along an axis on lines that are whole on one rank (`lines`). Sorts are stable, and ties go
//! by position, so that results do not depend on the number of ranks or the distribution.

mod count;
mod flat;
mod histogram;
mod lines;
mod parallel;
mod search;
mod sets;
mod top;
mod unique;

pub use count::bincount;
pub use histogram::{histogram, histogram2d, histogram_edges, Bins};
pub use search::{digitize, isin, searchsorted, Side};
pub use sets::{intersect1d, setdiff1d, setxor1d, union1d};
pub use top::top;
pub use unique::{unique, Unique, Wanted};

use crate::array::Array;
use crate::context::{Arg, Call};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Result, Status};
use crate::index::shape;
use crate::kernels::sort::Item;
use crate::ops::indexing::{self, Mode};
use crate::ops::reshape::reshape_as;
use crate::ops::view::axis_of;
use crate::plan;
use flat::{deliver, flatten, flatten_placed, wanted_pieces};
use std::sync::Arc;

/// What a sort goes along.
#[derive(Clone, Copy, PartialEq)]
enum Along {
    /// All elements in C order.
    Flat,
    Axis(usize),
}

impl Along {
    /// Checks an axis; one with all elements is as good as none.
    fn of(array: &Array, axis: Option<i32>) -> Result<Along> {
        let Some(axis) = axis else { return Ok(Along::Flat) };
        let axis = axis_of(axis, array.ndim(), "axis")?;
        let others = array.shape().iter().enumerate().filter(|(d, _)| *d != axis);
        let is_all = others.map(|(_, &n)| n).all(|n| n == 1);
        Ok(if is_all { Along::Flat } else { Along::Axis(axis) })
    }
}

fn axis_argument(axis: Option<i32>) -> Arg<'static> {
    axis.map_or(Arg::Text("flat"), |axis| Arg::Int(axis.into()))
}

/// The distribution of a result of `shape`: the one asked for, or as that of the array.
fn result_distribution(
    array: &Array,
    shape: &[i64],
    distribution: Option<&Arc<Distribution>>,
) -> Result<Arc<Distribution>> {
    match distribution {
        Some(given) if given.shape() == shape => Ok(given.clone()),
        Some(given) => {
            let (expected, got) = (shape::text(shape), shape::text(given.shape()));
            refuse!(Shape, "distribution", "expected the result's shape {expected}, got {got}")
        }
        None if shape == array.shape() => Ok(Arc::new(array.distribution().without_padding())),
        None => Ok(Arc::new(plan::reshaped(array.distribution(), shape)?)),
    }
}

/// The shape of what has as many elements as the array: flat without an axis.
fn shape_of(array: &Array, axis: Option<i32>) -> Vec<i64> {
    match axis {
        None => vec![array.distribution().global_count()],
        Some(_) => array.shape().to_vec(),
    }
}

/// Checks the array and where it is sorted along.
fn check(array: &Array, axis: Option<i32>, name: &str) -> Result<Along> {
    array.check_usable(name)?;
    let along = Along::of(array, axis)?;
    if along == Along::Flat {
        flat::check_flat(array, name)?;
    }
    Ok(along)
}

/// NumPy's `sort(array, axis, kind="stable")`: a new array, 1-D without an axis, in the distribution asked for or as that of
/// the array. **Collective.**
pub fn sort(array: &Array, axis: Option<i32>, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("axis", axis_argument(axis)),
        ("distribution", Arg::Object("distribution", distribution.map_or(0, |d| d.digest()))),
    ];
    let call = Call::new("distarray_array_sort", &arguments);
    let context = array.context();
    let prepared = check(array, axis, "array").and_then(|along| {
        let distribution = result_distribution(array, &shape_of(array, axis), distribution)?;
        Ok((along, Array::prepare(context, &distribution, array.dtype(), None)?))
    });
    let (along, result) = context.agree(&call, prepared)?;
    let mut result = result.finish(context);
    values_into(&call, array, along, &mut result)?;
    Ok(result)
}

/// As [`sort`], into an array of the same shape (of as many elements without an axis) and dtype with any distribution; it may
/// be the array itself. **Collective.**
pub fn sort_into(array: &Array, axis: Option<i32>, out: &mut Array) -> Result<()> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("axis", axis_argument(axis)),
        ("out", Arg::Object("array", out.serial())),
    ];
    let call = Call::new("distarray_array_sort_into", &arguments);
    let context = array.context();
    let prepared = check(array, axis, "array").and_then(|along| {
        check_out(array, axis, array.dtype(), out)?;
        Ok(along)
    });
    let along = context.agree(&call, prepared)?;
    let outcome = values_into(&call, array, along, out);
    // A refusal of memory comes before anything is written.
    if outcome.as_ref().is_err_and(|error| error.status != Status::Memory) {
        out.mark_damaged();
    }
    outcome
}

fn check_out(array: &Array, axis: Option<i32>, dtype: Dtype, out: &Array) -> Result<()> {
    out.check_writable("out")?;
    if !out.context().shares_communicator(array.context()) {
        refuse!(Argument, "out", "expected an array of the same context as 'array'");
    }
    let expected = shape_of(array, axis);
    if out.shape() != expected {
        refuse!(Shape, "out", "expected shape {}, got {}", shape::text(&expected), shape::text(out.shape()));
    }
    if out.dtype() != dtype {
        refuse!(Dtype, "out", "expected {}, got {}", dtype.name(), out.dtype().name());
    }
    flat::check_flat(out, "out")
}

fn values_into(call: &Call, array: &Array, along: Along, result: &mut Array) -> Result<()> {
    match along {
        Along::Flat => dispatch!(array.dtype(), T => flat_values::<T>(call, array, result)),
        Along::Axis(_) if array.distribution().global_count() == 0 => Ok(()),
        Along::Axis(axis) => {
            let whole = lines::whole_lines(array.distribution(), axis)?;
            let lines = lines::room(result, axis, &whole)?;
            dispatch!(array.dtype(), T => lines::fill_sorted::<T>(call, array, axis, &lines))?;
            lines::put(call, lines, axis, result)
        }
    }
}

fn flat_values<T: Item>(call: &Call, array: &Array, result: &mut Array) -> Result<()> {
    let (items, _) = flatten::<T>(call, array, array.dtype())?;
    let bounds = wanted_pieces(result);
    let out = flat::own_piece::<T>(result, &bounds);
    let sorted = parallel::sorted_into(call, array.context(), items, &bounds, out)?;
    let pointer = sorted.as_ref().map(|sorted| sorted.place().pointer);
    // What came to its place is not moved again.
    unsafe { deliver(call, &bounds, array.dtype(), pointer, result) }
}

/// NumPy's `argsort(array, axis, kind="stable")`: int64 positions along the axis, or in C order, of the elements in ascending
/// order. **Collective.**
pub fn argsort(array: &Array, axis: Option<i32>, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("axis", axis_argument(axis)),
        ("distribution", Arg::Object("distribution", distribution.map_or(0, |d| d.digest()))),
    ];
    let call = Call::new("distarray_array_argsort", &arguments);
    positions(&call, std::slice::from_ref(array), "array", axis, distribution)
}

/// NumPy's `lexsort(keys, axis)`: positions along the axis that order the elements by the last key, those that are equal there
/// by the one before it, and so on. Without an axis the keys are flattened. **Collective.**
pub fn lexsort(keys: &[Array], axis: Option<i32>, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    if keys.is_empty() {
        refuse!(Argument, "count", "expected at least 1 key, got 0");
    }
    let serials: Vec<i64> = keys.iter().map(|key| key.serial() as i64).collect();
    let arguments = [
        ("keys", Arg::Ints(&serials)),
        ("axis", axis_argument(axis)),
        ("distribution", Arg::Object("distribution", distribution.map_or(0, |d| d.digest()))),
    ];
    let call = Call::new("distarray_array_lexsort", &arguments);
    positions(&call, keys, "keys", axis, distribution)
}

fn positions(
    call: &Call,
    keys: &[Array],
    name: &'static str,
    axis: Option<i32>,
    distribution: Option<&Arc<Distribution>>,
) -> Result<Array> {
    let (array, context) = (&keys[0], keys[0].context());
    let prepared = check(array, axis, name).and_then(|along| {
        for key in &keys[1..] {
            check(key, axis, name)?;
            if !key.context().shares_communicator(context) {
                refuse!(Argument, name, "expected arrays of one context");
            }
            if key.shape() != array.shape() {
                let (first, other) = (shape::text(array.shape()), shape::text(key.shape()));
                refuse!(Shape, name, "expected arrays of one shape, got {first} and {other}");
            }
        }
        let distribution = result_distribution(array, &shape_of(array, axis), distribution)?;
        Ok((along, Array::prepare(context, &distribution, Dtype::Int64, None)?))
    });
    let (along, result) = context.agree(call, prepared)?;
    let mut result = result.finish(context);
    match along {
        Along::Flat => {
            let mut order: Option<Array> = None;
            for key in keys {
                // The order so far is stable against the next key's.
                let seen = order.as_ref().map(|order| indexing::take(key, order, None, Mode::Raise)).transpose()?;
                let sorted = seen.as_ref().unwrap_or(key);
                dispatch!(key.dtype(), T => flat_positions::<T>(call, sorted, &mut result))?;
                order = Some(match order {
                    _ if keys.len() == 1 => return Ok(result),
                    None => copy_of(call, &result)?,
                    Some(order) => indexing::take(&order, &result, None, Mode::Raise)?,
                });
            }
            if let Some(order) = &order {
                reshape_as(call, Ok(()), order, &mut result)?;
            }
        }
        Along::Axis(_) if result.distribution().global_count() == 0 => {}
        Along::Axis(axis) => {
            let whole = lines::whole_lines(array.distribution(), axis)?;
            let lines = lines::room(&result, axis, &whole)?;
            lines::number(&lines);
            for key in keys {
                let values = lines::take(call, key, axis, &whole)?;
                dispatch!(key.dtype(), T => lines::order_by::<T>(context, &values, &lines))?;
            }
            lines::put(call, lines, axis, &result)?;
        }
    }
    Ok(result)
}

fn copy_of(call: &Call, array: &Array) -> Result<Array> {
    let context = array.context();
    let mut copy = context.confirm(Array::prepare(context, array.distribution(), array.dtype(), None))?.finish(context);
    reshape_as(call, Ok(()), array, &mut copy)?;
    Ok(copy)
}

fn flat_positions<T: Item>(call: &Call, array: &Array, result: &mut Array) -> Result<()> {
    let (items, _) = flatten_placed::<T>(call, array, array.dtype())?;
    let bounds = wanted_pieces(result);
    let mut sorted = parallel::sorted(call, array.context(), items, &bounds)?;
    let positions = pack(sorted.items_mut(), |one| one.position);
    unsafe { deliver(call, &bounds, Dtype::Int64, Some(positions), result) }
}

/// Makes shorter things of a sequence in its own memory, one after the other from its start.
fn pack<T: Item, U>(items: &mut [T], make: impl Fn(T) -> U) -> *mut u8 {
    debug_assert!(size_of::<U>() <= size_of::<T>());
    let from = items.as_mut_ptr();
    let to = from.cast::<U>();
    for k in 0..items.len() {
        // Sound: what is written ends before the next element that is read begins.
        unsafe { to.add(k).write(make(from.add(k).read())) };
    }
    to.cast()
}
