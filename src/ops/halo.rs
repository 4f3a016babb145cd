//! Halo exchange.

use super::execute::{kept_plan, Movement, Purpose};
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::error::Result;
use crate::kernels::copy::{copy_block, Source, Target};
use crate::plan;

/// Fills the halo of every process from the owners, corners included; periodic axes wrap.
/// **Collective.** Nothing happens on axes without a halo.
pub fn exchange_halo(array: &mut Array) -> Result<()> {
    let context = array.context().clone();
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_exchange_halo", &arguments);
    let mut slots = [0; 4];
    let movement = array.check_writable("array").and_then(|()| {
        let distribution = array.distribution();
        let plan = kept_plan(&context, Purpose::Halo, distribution, distribution, || {
            Ok(plan::halo_exchange(distribution, &plan::HaloOptions::default()))
        })?;
        Movement::prepare(&context, plan, array.dtype(), array.dtype())
    });
    if let Ok(movement) = &movement {
        slots[..2].copy_from_slice(&movement.needs());
    }
    let movement = context.agree_with(&call, movement, &mut slots)?;
    unsafe { movement.run(&context, array.source(), array.padded_target(), [slots[0], slots[1]]) }
}

/// Copies the halo as well, between arrays of one distribution and dtype.
pub(crate) fn copy_padded(source: &Array, target: &mut Array) {
    if !source.distribution().has_halo() || !source.has_elements() {
        return;
    }
    let extents: Vec<usize> = source.distribution().padded_shape().iter().map(|&n| n as usize).collect();
    let from = Source { pointer: source.padded_pointer(), strides: source.strides(), dtype: source.dtype() };
    let to = Target { pointer: target.padded_pointer(), strides: target.strides(), dtype: target.dtype() };
    unsafe { copy_block(from, to, &extents) };
}
