//! Halo exchange.

use super::execute::{kept_plan, Movement, Part, Purpose, Side};
use crate::array::{blocks, Array};
use crate::context::{Arg, Call};
use crate::error::Result;
use crate::kernels::copy::How;
use crate::plan;

/// Fills the halo of every process from the owners, corners included; periodic axes wrap.
/// **Collective.** Nothing happens on axes without a halo.
pub fn exchange_halo(array: &mut Array) -> Result<()> {
    let context = array.context().clone();
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_exchange_halo", &arguments);
    let movement = array.check_writable("array").and_then(|()| {
        let distribution = array.distribution();
        let plan = kept_plan(&context, Purpose::Halo, distribution, distribution, || {
            Ok(plan::halo_exchange(distribution, &plan::HaloOptions::default()))
        })?;
        let (source, target) = (Side::Owned(array), Side::Padded(array));
        Movement::prepare(&context, vec![Part { plan, source, target, how: How::Replace }])
    });
    let movement = Movement::agree(&context, &call, movement)?;
    unsafe { movement.run() }
}

/// Copies the halo as well, between arrays of one distribution and dtype.
pub(crate) fn copy_padded(source: &Array, target: &mut Array) {
    if !source.distribution().has_halo() || !source.has_elements() {
        return;
    }
    unsafe { blocks::copy(&source.padded_place(), &target.padded_place()) };
}
