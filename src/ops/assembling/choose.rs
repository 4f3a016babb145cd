//! Elements chosen by masks.

use super::{check_arrays, digest, first, resized, serials};
use crate::array::{blocks, Array};
use crate::context::{Arg, Call, Context, Implicit};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, ByteRun};
use crate::kernels::copy::{Copier, How};
use crate::kernels::select::copy_where;
use crate::ops::{assign, create, view};
use std::sync::Arc;

/// A result for operands broadcast against each other, not yet written. **Collective.**
fn result(
    call: &Call,
    context: &Context,
    checked: Result<()>,
    operands: &[(&str, &[Array])],
    dtype: Dtype,
    distribution: Option<&Arc<Distribution>>,
) -> Result<Array> {
    let usable = || operands.iter().try_for_each(|(name, arrays)| check_arrays(context, arrays, name));
    let prepared = checked.and_then(|()| usable()).and_then(|()| {
        let arrays: Vec<&Array> = operands.iter().flat_map(|(_, arrays)| arrays.iter()).collect();
        let shapes: Vec<&[i64]> = arrays.iter().map(|array| array.shape()).collect();
        let common = view::broadcast_shapes(&shapes).map_err(|error| named(error, operands[0].0))?;
        let distribution = match distribution {
            Some(given) if given.shape() == common => given.clone(),
            Some(given) => refuse!(
                Shape,
                "distribution",
                "expected one of shape {}, got {}",
                shape::text(&common),
                shape::text(given.shape())
            ),
            None => {
                let model = arrays.iter().find(|array| array.shape() == common).unwrap_or(&arrays[0]).distribution();
                let mut model = Distribution::clone(model);
                while model.ndim() < common.len() {
                    model = model.expand_dims(0)?;
                }
                Arc::new(resized(&model, &common)?)
            }
        };
        Array::prepare(context, &distribution, dtype, None)
    });
    Ok(context.agree(call, prepared)?.finish(context))
}

/// The error of a part of the call, about an argument of the whole.
fn named(error: Error, argument: &str) -> Error {
    match error.argument.is_empty() {
        true => error,
        false => Error { argument: argument.into(), ..error },
    }
}

/// Elements of `a` where `mask` is not zero, else of `b`, as NumPy's `where`. **Collective.**
pub fn choose(mask: &Array, a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let context = a.context().clone();
    let arguments = [
        ("mask", Arg::Object("array", mask.serial())),
        ("a", Arg::Object("array", a.serial())),
        ("b", Arg::Object("array", b.serial())),
        ("distribution", digest(distribution)),
    ];
    let call = Call::new("distarray_array_where", &arguments);
    let one = std::slice::from_ref;
    let operands = [("a", one(a)), ("b", one(b)), ("mask", one(mask))];
    let mut made = result(&call, &context, Ok(()), &operands, a.dtype().promote(b.dtype()), distribution)?;
    assign::assign(&mut made, b).map_err(|error| named(error, "b"))?;
    merge(call.function, ("mask", mask), ("a", a), &mut made)?;
    Ok(made)
}

/// Elements of the first choice whose mask is not zero, else `value`, one element of `dtype`; as NumPy's `select`.
/// **Collective.**
pub fn select(
    masks: &[Array],
    choices: &[Array],
    value: &[u8],
    dtype: Dtype,
    distribution: Option<&Arc<Distribution>>,
) -> Result<Array> {
    let context = first(choices, "choices")?.context().clone();
    let numbers = [serials(masks), serials(choices)];
    let arguments = [
        ("masks", Arg::Ints(&numbers[0])),
        ("choices", Arg::Ints(&numbers[1])),
        ("dtype", Arg::Text(dtype.name())),
        ("value", Arg::Bytes(value)),
        ("distribution", digest(distribution)),
    ];
    let call = Call::new("distarray_array_select", &arguments);
    let common = Dtype::common(choices.iter().map(Array::dtype).chain([dtype])).unwrap_or(dtype);
    let checked = if masks.len() != choices.len() {
        let text = format!("expected one for each of the {} choices, got {}", choices.len(), masks.len());
        Err(Error::argument(Status::Argument, "masks", text))
    } else if value.len() < dtype.size() {
        Err(Error::argument(Status::Argument, "value", format!("expected {} bytes, got {}", dtype.size(), value.len())))
    } else {
        Ok(())
    };
    let mut made = result(&call, &context, checked, &[("choices", choices), ("masks", masks)], common, distribution)?;
    let mut background = [0u8; 16];
    let one = vec![vec![ByteRun { from: 0, to: 0, count: 1, from_step: 0, to_step: 0 }]];
    unsafe { Copier::new(one, dtype, common, How::Replace).run(value.as_ptr(), background.as_mut_ptr()) };
    create::fill(&mut made, &background)?;
    for (mask, choice) in masks.iter().zip(choices).rev() {
        merge(call.function, ("masks", mask), ("choices", choice), &mut made)?;
    }
    Ok(made)
}

/// Writes elements of `source` where `mask` is not zero, both broadcast to the target, as NumPy's `copyto`.
/// **Collective.**
pub fn assign_where(target: &mut Array, source: &Array, mask: &Array) -> Result<()> {
    let context = target.context().clone();
    let arguments = [
        ("target", Arg::Object("array", target.serial())),
        ("source", Arg::Object("array", source.serial())),
        ("mask", Arg::Object("array", mask.serial())),
    ];
    let call = Call::new("distarray_array_assign_where", &arguments);
    let checked = target.check_writable("target").and_then(|()| {
        for (array, name) in [(source, "source"), (mask, "mask")] {
            check_arrays(&context, std::slice::from_ref(array), name)?;
            assign::check_shapes(array.shape(), target.shape()).map_err(|error| named(error, name))?;
        }
        if mask.ndim() > target.ndim() {
            refuse!(Shape, "mask", "expected at most the target's {} dimensions, got {}", target.ndim(), mask.ndim());
        }
        Ok(())
    });
    context.agree(&call, checked)?;
    merge(call.function, ("mask", mask), ("source", source), target)
}

/// Writes elements of a source where a mask is not zero; both come with the name of their argument. **Collective.**
fn merge(function: &str, mask: (&str, &Array), source: (&str, &Array), target: &mut Array) -> Result<()> {
    let what = "the elements to choose from";
    let mask = aligned(function, "the mask", mask.1, target).map_err(|error| named(error, mask.0))?;
    let source = aligned(function, what, source.1, target).map_err(|error| named(error, source.0))?;
    blocks::each([&mask, &source, target], |block| unsafe {
        copy_where(block.source(0), block.source(1), block.target(2), block.extents);
    });
    Ok(())
}

/// The array itself where its elements lie as the target's do, else a copy that does. **Collective.**
fn aligned(function: &str, what: &str, array: &Array, target: &Array) -> Result<Array> {
    let array = &assign::broadcast(array, target.shape())?;
    let (context, distribution) = (array.context(), target.distribution());
    let lies_well = array.distribution().is_aligned(distribution);
    // Whether memory overlaps may differ between ranks.
    let shared = array.overlaps(target) && !array.coincides(target);
    let kind = if lies_well { Implicit::Temporaries } else { Implicit::Communication };
    let bytes = distribution.local_count() as usize * array.dtype().size();
    let allowed = match lies_well && !shared {
        true => Ok(()),
        false => context.implicit(function, kind, &format!("{what} to the distribution of the result"), bytes),
    };
    let mut slots = [u64::from(shared), 0, 0, 0];
    context.confirm_with(allowed, &mut slots)?;
    if lies_well && slots[0] == 0 && !shared {
        return Ok(array.clone());
    }
    let plain = Arc::new(distribution.without_padding());
    let mut copy = Array::empty(context, &plain, array.dtype())?;
    assign::assign(&mut copy, array)?;
    Ok(copy)
}
