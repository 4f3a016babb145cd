//! The least or greatest elements.

use super::flat::{deliver, even, flatten_placed, pieces, Buffer};
use super::{axis_argument, check, lines, pack, parallel, Along};
use crate::array::{Array, Prepared};
use crate::context::{Arg, Call, Context};
use crate::distribution::{AxisMap, Base, Distribution, Padding};
use crate::dtype::{Dtype, Element};
use crate::error::Result;
use crate::kernels::sort::{self, Item, Placed, Reversed};
use crate::ops::view::axis_of;
use std::sync::Arc;

/// The `count` greatest elements along an axis (or of all) in descending order, or the least in ascending order, and their
/// int64 positions; of equal elements those in front. NaN is greater than everything, as in sorts. With an axis the results
/// have the array's distribution with blocks along it; else they lie in blocks over all ranks. **Collective.**
pub fn top(array: &Array, count: i64, axis: Option<i32>, greatest: bool) -> Result<(Array, Array)> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("size", Arg::Int(count)),
        ("axis", axis_argument(axis)),
        ("greatest", Arg::Int(greatest.into())),
    ];
    let call = Call::new("distarray_array_topk", &arguments);
    let context = array.context();
    let prepared = check(array, axis, "array").and_then(|along| {
        let axis = axis.map(|axis| axis_of(axis, array.ndim(), "axis")).transpose()?;
        let length = axis.map_or(array.distribution().global_count(), |axis| array.shape()[axis]);
        if !(0..=length).contains(&count) {
            refuse!(Argument, "size", "expected 0 to {length}, got {count}");
        }
        let distribution = match axis {
            None => pieces(context, &even(count, context.size()))?,
            Some(axis) => Arc::new(shortened(array.distribution(), axis, count)?),
        };
        let values = Array::prepare(context, &distribution, array.dtype(), None)?;
        Ok((along, values, Array::prepare(context, &distribution, Dtype::Int64, None)?))
    });
    let (along, values, positions) = context.agree(&call, prepared)?;
    let mut results = [values, positions].map(|one: Prepared| one.finish(context));
    if count > 0 {
        dispatch!(array.dtype(), T => match greatest {
            true => select::<Reversed<T>, T>(&call, array, along, &mut results, |one| one.0),
            false => select::<T, T>(&call, array, along, &mut results, |one| one),
        })?;
    }
    let [values, positions] = results;
    Ok((values, positions))
}

/// The distribution with blocks of another number of indices on an axis.
fn shortened(array: &Distribution, axis: usize, count: i64) -> Result<Distribution> {
    let mut axes: Vec<AxisMap> = array.axes().iter().map(AxisMap::without_padding).collect();
    axes[axis] = AxisMap::new(Base::Block, count, axes[axis].parts(), Padding::none());
    let (size, rank) = (array.context_size(), array.rank());
    let distribution = Distribution::from_axes(axes, array.grid().clone(), array.order(), size, rank)?;
    Ok(distribution.separated().unwrap_or(distribution))
}

/// `T` has the same bits as `E`.
fn select<T: Item, E: Element>(
    call: &Call,
    array: &Array,
    along: Along,
    results: &mut [Array; 2],
    element: impl Fn(T) -> E + Copy,
) -> Result<()> {
    let Along::Axis(axis) = along else { return select_flat::<T, E>(call, array, results, element) };
    let context: &Context = array.context();
    let source = lines::whole_lines(array.distribution(), axis)?;
    let target = Arc::new(shortened(&source, array.ndim() - 1, results[0].shape()[axis])?);
    let lines = lines::take(call, array, axis, &source)?;
    let made = [lines::room(&results[0], axis, &target)?, lines::room(&results[1], axis, &target)?];
    let mut placed = context.confirm(Buffer::<Placed<T>>::new(context, lines.length))?;
    for number in 0..lines.count() {
        for ((to, &item), position) in placed.items_mut().iter_mut().zip(lines.line::<T>(number).iter()).zip(0..) {
            *to = Placed { position, item };
        }
        sort::keep_least(placed.items_mut(), made[0].length);
        let outs = made[0].line::<E>(number).iter_mut().zip(made[1].line::<i64>(number));
        for ((value, position), one) in outs.zip(placed.items()) {
            (*value, *position) = (element(one.item), one.position);
        }
    }
    for (lines, result) in made.into_iter().zip(results.iter()) {
        lines::put(call, lines, axis, result)?;
    }
    Ok(())
}

fn select_flat<T: Item, E: Element>(
    call: &Call,
    array: &Array,
    results: &mut [Array; 2],
    element: impl Fn(T) -> E,
) -> Result<()> {
    let context = array.context();
    let count = results[0].distribution().global_count();
    let (mut items, _) = flatten_placed::<T>(call, array, array.dtype())?;
    let kept = sort::keep_least(items.items_mut(), count as usize);
    items.truncate(kept);
    let bounds = even(count, context.size());
    let mut sorted = parallel::sorted(call, context, items, &bounds)?;
    let mut values = context.confirm(Buffer::<Placed<T>>::new(context, sorted.len()))?;
    values.items_mut().copy_from_slice(sorted.items());
    let values_at = pack(values.items_mut(), |one| element(one.item));
    let positions_at = pack(sorted.items_mut(), |one| one.position);
    unsafe {
        deliver(call, &bounds, E::DTYPE, Some(values_at), &mut results[0])?;
        deliver(call, &bounds, Dtype::Int64, Some(positions_at), &mut results[1])
    }
}
