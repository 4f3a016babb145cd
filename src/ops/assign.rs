//! Assignment to arrays and views, whatever the distributions: `target[...] = source`.

use super::create::cast_scalar;
use super::directory;
use super::redistribute::redistribute_as;
use super::view;
use crate::array::{blocks, Array};
use crate::context::{Arg, Call, Implicit};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::shape;
use crate::kernels::copy::fill_block;

/// `target[...] = source` with NumPy's broadcasting and casting, between any distributions. The source may share memory
/// with the target: its elements are those before the assignment. Halos of the target are not touched. **Collective.**
pub fn assign(target: &mut Array, source: &Array) -> Result<()> {
    let arguments =
        [("target", Arg::Object("array", target.serial())), ("source", Arg::Object("array", source.serial()))];
    let call = Call::new("distarray_array_assign", &arguments);
    let fitted = check(source, target).and_then(|()| {
        // Whoever has an error goes to the agreement at once.
        if !unknown(source, target.shape()).is_empty() {
            source.context().agree(&call, Ok(()))?;
        }
        let fitted = broadcast(source, target.shape())?;
        let (context, distribution) = (source.context(), target.distribution());
        if context.size() > 1 && !fitted.distribution().is_aligned(distribution) {
            let bytes = distribution.local_count() as usize * source.dtype().size();
            let what = "'source' to the distribution of 'target'";
            context.implicit(call.function, Implicit::Communication, what, bytes)?;
        }
        Ok(fitted)
    });
    match fitted {
        Ok(fitted) => redistribute_as(&call, Ok(()), &fitted, target),
        Err(error) => redistribute_as(&call, Err(error), source, target),
    }
}

fn check(source: &Array, target: &Array) -> Result<()> {
    source.check_usable("source")?;
    target.check_writable("target")?;
    if !source.context().shares_communicator(target.context()) {
        refuse!(Argument, "target", "expected arrays of one context");
    }
    check_shapes(source.shape(), target.shape())
}

/// Axes of one index more than the target has are left out, as by NumPy.
pub(crate) fn check_shapes(source: &[i64], target: &[i64]) -> Result<()> {
    let (more, rest) = source.split_at(source.len().saturating_sub(target.len()));
    let meets = rest.iter().zip(&target[target.len() - rest.len()..]);
    if more.iter().any(|&n| n != 1) || meets.into_iter().any(|(&n, &to)| n != to && n != 1) {
        refuse!(
            Shape,
            "source",
            "could not broadcast input array from shape {} into shape {}",
            shape::text(source),
            shape::text(target)
        );
    }
    Ok(())
}

/// Axes of one index that are left out or repeated, and whose owner not all processes know.
fn unknown(source: &Array, shape: &[i64]) -> Vec<usize> {
    let changes = |d: usize| (d + shape.len()).checked_sub(source.ndim()).is_none_or(|to| shape[to] != 1);
    let axes = source.distribution().axes().iter().enumerate();
    axes.filter(|(d, axis)| axis.size() == 1 && changes(*d) && axis.owner_of(0).is_err()).map(|(d, _)| d).collect()
}

/// The source with another shape, which fits. Collective, in the commit phase.
pub(crate) fn broadcast(source: &Array, shape: &[i64]) -> Result<Array> {
    if source.shape() == shape {
        return Ok(source.clone());
    }
    let source = directory::settle(source, &unknown(source, shape))?;
    let gone: Vec<i32> = (0..source.ndim().saturating_sub(shape.len()) as i32).collect();
    let source = if gone.is_empty() { source } else { view::squeeze(&source, Some(&gone))? };
    view::broadcast_to(&source, shape)
}

/// `target[...] = scalar`, one element of `dtype`, cast as by NumPy's `astype`. Halos are not touched. **Local.**
pub fn fill(target: &mut Array, scalar: &[u8], dtype: Dtype) -> Result<()> {
    target.check_not_read_only("target")?;
    if scalar.len() < dtype.size() {
        refuse!(Argument, "value", "expected {} bytes of {}, got {}", dtype.size(), dtype.name(), scalar.len());
    }
    let value = cast_scalar(scalar, dtype, target.dtype());
    blocks::each([&*target], |block| unsafe { fill_block(block.target(0), block.extents, value.as_ptr()) });
    target.mark_whole();
    Ok(())
}
