//! Elements chosen by masks.

use super::{check_arrays, digest, resized, serials};
use crate::array::{blocks, Array};
use crate::context::{Arg, Call, Context, Implicit};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::{shape, ByteRun};
use crate::kernels::copy::{Copier, How};
use crate::kernels::select::copy_where;
use crate::ops::{assign, create, view};
use std::sync::Arc;

/// A result for operands broadcast against each other, not yet written. **Collective.**
fn result(
    call: &Call,
    context: &Context,
    operands: &[Array],
    dtype: Dtype,
    distribution: Option<&Arc<Distribution>>,
) -> Result<Array> {
    let prepared = check_arrays(context, operands, "operands").and_then(|()| {
        let shapes: Vec<&[i64]> = operands.iter().map(Array::shape).collect();
        let common = view::broadcast_shapes(&shapes)?;
        let distribution = match distribution {
            Some(given) if given.shape() == common => given.clone(),
            Some(given) => refuse!(
                Shape,
                "distribution",
                "expected one of shape {}, got {}",
                shape::text(&common),
                shape::text(given.shape())
            ),
            None => match operands.iter().find(|operand| operand.shape() == common) {
                Some(model) => Arc::new(resized(model.distribution(), &common)?),
                None => Arc::new(resized(view::broadcast_to(&operands[0], &common)?.distribution(), &common)?),
            },
        };
        Array::prepare(context, &distribution, dtype, None)
    });
    Ok(context.agree(call, prepared)?.finish(context))
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
    let operands = [a.clone(), b.clone(), mask.clone()];
    let mut made = result(&call, &context, &operands, a.dtype().promote(b.dtype()), distribution)?;
    assign::assign(&mut made, b)?;
    merge(call.function, mask, a, &mut made)?;
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
    let context = choices[0].context().clone();
    let numbers = [serials(masks), serials(choices)];
    let arguments = [
        ("masks", Arg::Ints(&numbers[0])),
        ("choices", Arg::Ints(&numbers[1])),
        ("value", Arg::Bytes(value)),
        ("dtype", Arg::Text(dtype.name())),
        ("distribution", digest(distribution)),
    ];
    let call = Call::new("distarray_array_select", &arguments);
    let operands: Vec<Array> = choices.iter().chain(masks).cloned().collect();
    let common = Dtype::common(choices.iter().map(Array::dtype).chain([dtype])).unwrap_or(dtype);
    let mut made = result(&call, &context, &operands, common, distribution)?;
    let mut background = [0u8; 16];
    let one = vec![vec![ByteRun { from: 0, to: 0, count: 1, from_step: 0, to_step: 0 }]];
    unsafe { Copier::new(one, dtype, common, How::Replace).run(value.as_ptr(), background.as_mut_ptr()) };
    create::fill(&mut made, &background)?;
    for (mask, choice) in masks.iter().zip(choices).rev() {
        merge(call.function, mask, choice, &mut made)?;
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
            view::broadcast_to(array, target.shape()).map_err(|error| error.at(name))?;
        }
        Ok(())
    });
    context.agree(&call, checked)?;
    merge(call.function, mask, source, target)
}

/// Writes elements of `source` where `mask` is not zero. **Collective.**
fn merge(function: &str, mask: &Array, source: &Array, target: &mut Array) -> Result<()> {
    let mask = aligned(function, "the mask", mask, target)?;
    let source = aligned(function, "the elements to choose from", source, target)?;
    blocks::each([&mask, &source, target], |block| unsafe {
        copy_where(block.source(0), block.source(1), block.target(2), block.extents);
    });
    Ok(())
}

/// The array itself where its elements lie as the target's do, else a copy that does. **Collective.**
fn aligned(function: &str, what: &str, array: &Array, target: &Array) -> Result<Array> {
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
