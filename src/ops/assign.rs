//! Assignment to arrays and views, whatever the distributions: `target[...] = source`.

use super::create::cast_scalar;
use super::redistribute::redistribute_as;
use super::view;
use crate::array::{blocks, Array};
use crate::context::{Arg, Call};
use crate::dtype::Dtype;
use crate::error::{Error, Result};
use crate::index::shape;
use crate::kernels::copy::fill_block;

/// `target[...] = source` with NumPy's broadcasting and casting, between any distributions. The source may share memory
/// with the target: its elements are those before the assignment. Halos of the target are not touched. **Collective.**
pub fn assign(target: &mut Array, source: &Array) -> Result<()> {
    let arguments =
        [("target", Arg::Object("array", target.serial())), ("source", Arg::Object("array", source.serial()))];
    let call = Call::new("distarray_array_assign", &arguments);
    match fitted(source, target) {
        Ok(fitted) => redistribute_as(&call, Ok(()), &fitted, target),
        Err(error) => redistribute_as(&call, Err(error), source, target),
    }
}

/// The source with the target's shape.
fn fitted(source: &Array, target: &Array) -> Result<Array> {
    source.check_usable("source")?;
    target.check_writable("target")?;
    if !source.context().shares_communicator(target.context()) {
        refuse!(Argument, "target", "expected arrays of one context");
    }
    if source.shape() == target.shape() {
        return Ok(source.clone());
    }
    let unfit = |error: Error| Error {
        argument: "source".into(),
        message: format!(
            "could not broadcast input array from shape {} into shape {}",
            shape::text(source.shape()),
            shape::text(target.shape())
        ),
        ..error
    };
    // Axes of one index more than the target has are left out, as by NumPy.
    let more = source.ndim().saturating_sub(target.ndim());
    let gone: Vec<i32> = (0..more as i32).collect();
    let source = if more > 0 { view::squeeze(source, Some(&gone)).map_err(unfit)? } else { source.clone() };
    let fits = view::broadcast_shapes(&[source.shape(), target.shape()]).map_err(unfit)?;
    if fits != target.shape() {
        return Err(unfit(Error::new(crate::error::Status::Shape, "")));
    }
    view::broadcast_to(&source, target.shape())
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
