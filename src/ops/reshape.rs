//! Arrays of other shapes with the same elements in C order.

use super::execute::{kept_plan, Movement, Part, Purpose, Side};
use super::redistribute::{redistribute_as, Original};
use crate::array::Array;
use crate::context::{Arg, Call, Context, Implicit};
use crate::distribution::Distribution;
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::copy::How;
use crate::plan;
use std::sync::Arc;

/// A new array with the elements of `array` in another shape, of which one extent may be -1: what is left. Without a
/// distribution: axes that stay keep theirs, without halos; of axes that are joined or split the first ones
/// are spread in blocks over the same processes. **Collective.**
pub fn reshape(array: &Array, shape: &[i64], distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let context = array.context();
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("shape", Arg::Ints(shape)),
        ("distribution", Arg::Object("distribution", distribution.map_or(0, |d| d.digest()))),
    ];
    let call = Call::new("distarray_array_reshape", &arguments);
    let prepared = array.check_usable("array").and_then(|()| {
        let shape = resolved(array.distribution().global_count(), shape)?;
        let distribution = match distribution {
            None => Arc::new(plan::reshaped(array.distribution(), &shape)?),
            Some(given) if given.shape() == shape => given.clone(),
            Some(given) => {
                let (expected, got) = (shape::text(&shape), shape::text(given.shape()));
                refuse!(Shape, "distribution", "expected the shape {expected}, got {got}")
            }
        };
        check_labels(array.distribution(), &distribution)?;
        Array::prepare(context, &distribution, array.dtype(), None)
    });
    let mut target = context.agree(&call, prepared)?.finish(context);
    reshape_as(&call, Ok(()), array, &mut target)?;
    Ok(target)
}

/// Copies the elements of `source`, in C order, into `target`, which has as many of them. Values are cast as by NumPy's
/// `astype`. **Collective.**
pub fn reshape_into(source: &Array, target: &mut Array) -> Result<()> {
    let arguments =
        [("source", Arg::Object("array", source.serial())), ("target", Arg::Object("array", target.serial()))];
    let call = Call::new("distarray_array_reshape_into", &arguments);
    let checked = source.check_usable("source").and_then(|()| {
        target.check_writable("target")?;
        if !source.context().shares_communicator(target.context()) {
            refuse!(Argument, "target", "expected arrays of one context");
        }
        let counts = (source.distribution().global_count(), target.distribution().global_count());
        if counts.0 != counts.1 {
            refuse!(Shape, "target", "expected {} elements as in 'source', got {}", counts.0, counts.1);
        }
        check_labels(source.distribution(), target.distribution())
    });
    reshape_as(&call, checked, source, target)
}

/// A shape with what -1 stands for.
fn resolved(count: i64, shape: &[i64]) -> Result<Vec<i64>> {
    let mut shape = shape.to_vec();
    let open: Vec<usize> = (0..shape.len()).filter(|&d| shape[d] == -1).collect();
    match open.as_slice() {
        [] => {}
        [axis] => {
            shape[*axis] = 1;
            let rest = shape::element_count(&shape)?;
            if rest == 0 || count % rest != 0 {
                shape[*axis] = -1;
                refuse!(Shape, "shape", "cannot reshape {count} elements into the shape {}", shape::text(&shape));
            }
            shape[*axis] = count / rest;
        }
        _ => refuse!(Shape, "shape", "at most one extent may be -1, got {}", shape::text(&shape)),
    }
    if shape::element_count(&shape)? != count {
        refuse!(Shape, "shape", "cannot reshape {count} elements into the shape {}", shape::text(&shape));
    }
    Ok(shape)
}

/// Elements are numbered in C order: labels must be numbers of that kind, unless they are the same on both sides.
pub(super) fn check_labels(source: &Distribution, target: &Distribution) -> Result<()> {
    let closed = source.is_closed_form() && target.is_closed_form();
    if closed || plan::reshape(source, target).is_ok() {
        return Ok(());
    }
    for (name, distribution) in [("source", source), ("target", target)] {
        let odd = |labels: &Arc<crate::distribution::Labels>| !labels.is_permutation();
        if let Some(axis) = distribution.axes().iter().position(|axis| axis.labels().is_some_and(odd)) {
            refuse!(
                Distribution,
                name,
                "axis {axis}: an unstructured axis can be reshaped only if its labels are a permutation of \
                 0 ... size-1"
            );
        }
    }
    Ok(())
}

/// The plan, unless an unstructured axis is in the way.
fn plan_of(context: &Context, from: &Arc<Distribution>, to: &Arc<Distribution>) -> Result<Option<Arc<plan::Plan>>> {
    let make = || {
        let made = plan::reshape(from, to);
        made.map_err(|_| Error::argument(Status::Internal, "source", "an axis is not a closed form"))
    };
    if from.is_closed_form() && to.is_closed_form() {
        return kept_plan(context, Purpose::Reshape, from, to, make).map(Some);
    }
    Ok(plan::reshape(from, to).ok().map(Arc::new))
}

/// The body of reshaping, on behalf of `call`. **Collective.**
pub(super) fn reshape_as(call: &Call, checked: Result<()>, source: &Array, target: &mut Array) -> Result<()> {
    let context = source.context().clone();
    let (from, to) = (source.distribution().clone(), target.distribution().clone());
    let mut original = None;
    let direct = checked.and_then(|()| match plan_of(&context, &from, &to)? {
        None => Ok(None),
        Some(plan) => {
            let taken = original.insert(Original::prepare(source, std::iter::once(&*target))?);
            let part = Part { plan, source: taken.side(), target: Side::Owned(target), how: How::Replace };
            Movement::prepare(&context, vec![part]).map(Some)
        }
    });
    if let Some(movement) = Movement::agree_if(&context, call, direct)? {
        original.iter().for_each(Original::take);
        let outcome = unsafe { movement.run() };
        if outcome.as_ref().is_err_and(|error| error.status != Status::Memory) {
            target.mark_damaged();
        }
        return outcome;
    }
    // Unstructured axes become blocks on the way.
    let blocks = |array: &Array| {
        let distribution = array.distribution();
        if distribution.is_closed_form() {
            return Ok(None);
        }
        let bytes = distribution.local_count() as usize * array.dtype().size();
        context.implicit(call.function, Implicit::Temporaries, "an array without unstructured axes", bytes)?;
        let blocks = Arc::new(plan::without_labels(distribution)?);
        Array::prepare(&context, &blocks, array.dtype(), None).map(Some)
    };
    let prepared = blocks(source).and_then(|before| Ok((before, blocks(target)?)));
    let (before, after) = context.agree(call, prepared)?;
    let before = before.map(|prepared| prepared.finish(&context));
    let after = after.map(|prepared| prepared.finish(&context));
    let mut first = source.clone();
    if let Some(mut before) = before {
        redistribute_as(call, Ok(()), source, &mut before)?;
        first = before;
    }
    match after {
        None => reshape_as(call, Ok(()), &first, target),
        Some(mut after) => {
            reshape_as(call, Ok(()), &first, &mut after)?;
            redistribute_as(call, Ok(()), &after, target)
        }
    }
}
