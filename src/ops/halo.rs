//! Halos and boundary cells.

use super::execute::{kept_plan, Movement, Part, Purpose, Side};
use crate::array::{blocks, Array};
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::error::{Error, Result, Status};
use crate::index::ByteRun;
use crate::kernels::copy::{Accumulation, Copier, How};
use crate::plan::{self, Boundary, HaloOptions, Plan};
use std::sync::Arc;

/// The plan of a halo exchange. Local.
pub(crate) fn halo_plan(
    context: &Context,
    distribution: &Arc<Distribution>,
    options: &HaloOptions,
) -> Result<Arc<Plan>> {
    check_options(distribution, options)?;
    let make = || Ok(plan::halo_exchange(distribution, options));
    kept_plan(context, Purpose::Halo(options.clone()), distribution, distribution, make)
}

fn check_options(distribution: &Distribution, options: &HaloOptions) -> Result<()> {
    let Some(widths) = &options.widths else { return Ok(()) };
    if widths.len() != distribution.ndim() {
        refuse!(Argument, "lower", "expected {} widths, got {}", distribution.ndim(), widths.len());
    }
    for (d, (axis, &(lower, upper))) in distribution.axes().iter().zip(widths).enumerate() {
        let most = if axis.is_sliced() { (0, 0) } else { axis.padding().largest() };
        for (name, width, most) in [("lower", lower, most.0), ("upper", upper, most.1)] {
            if width < 0 || width > most {
                refuse!(Argument, name, "axis {d}: expected 0 to {most}, the width of the halo, got {width}");
            }
        }
    }
    Ok(())
}

/// Fills the halo of every process from the owners, corners included; periodic axes wrap.
/// **Collective.** Nothing happens on axes without a halo.
pub fn exchange_halo(array: &mut Array) -> Result<()> {
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_exchange_halo", &arguments);
    exchange(&call, std::slice::from_ref(array), "array", &HaloOptions::default())
}

/// As [`exchange_halo`] for several arrays, with one message for each neighbour. **Collective.**
pub fn exchange_halo_many(arrays: &[Array]) -> Result<()> {
    if arrays.is_empty() {
        refuse!(Argument, "count", "expected at least 1, got 0");
    }
    let serials: Vec<i64> = arrays.iter().map(|array| array.serial() as i64).collect();
    let arguments = [("arrays", Arg::Ints(&serials))];
    exchange(&Call::new("distarray_array_exchange_halo_many", &arguments), arrays, "arrays", &HaloOptions::default())
}

/// Fills the part of the halo that the options name; the rest stays as it is. **Collective.**
pub fn exchange_halo_part(array: &mut Array, options: &HaloOptions) -> Result<()> {
    let side = |of: fn(&(i64, i64)) -> i64| -> Vec<i64> { options.widths.iter().flatten().map(of).collect() };
    let (lower, upper) = (side(|w| w.0), side(|w| w.1));
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("lower", Arg::Ints(&lower)),
        ("upper", Arg::Ints(&upper)),
        ("corners", Arg::Int(options.corners as i64)),
    ];
    let call = Call::new("distarray_array_exchange_halo_part", &arguments);
    exchange(&call, std::slice::from_ref(array), "array", options)
}

fn exchange(call: &Call, arrays: &[Array], name: &str, options: &HaloOptions) -> Result<()> {
    let context = arrays[0].context().clone();
    let part = |array| -> Result<Part> {
        let array: &Array = array;
        array.check_writable(name)?;
        if !context.shares_communicator(array.context()) {
            refuse!(Argument, name, "expected arrays of one context");
        }
        let plan = halo_plan(&context, array.distribution(), options)?;
        Ok(Part { plan, source: Side::Owned(array), target: Side::Padded(array), how: How::Replace })
    };
    let parts: Result<Vec<Part>> = arrays.iter().map(part).collect();
    let movement = parts.and_then(|parts| Movement::prepare(&context, parts));
    unsafe { Movement::agree(&context, call, movement)?.run() }
}

/// Brings what stands in halos back to the owners of these elements, who combine it with what they have, in the order of
/// ranks. The halos stay as they are. **Collective.**
pub fn accumulate_halo(array: &mut Array, op: Accumulation) -> Result<()> {
    let context = array.context().clone();
    let arguments = [("array", Arg::Object("array", array.serial())), ("op", Arg::Text(op.name()))];
    let call = Call::new("distarray_array_accumulate_halo", &arguments);
    let movement = array.check_writable("array").and_then(|()| {
        op.check(array.dtype()).map_err(|error| error.at("op"))?;
        let distribution = array.distribution();
        let make = || Ok(plan::halo_exchange(distribution, &HaloOptions::default()).reversed());
        let plan = kept_plan(&context, Purpose::HaloReturn, distribution, distribution, make)?;
        let (source, target) = (Side::Padded(array), Side::Owned(array));
        Movement::prepare(&context, vec![Part { plan, source, target, how: How::Accumulate(op) }])
    });
    unsafe { Movement::agree(&context, &call, movement)?.run() }
}

/// What boundary cells get.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Filling<'a> {
    /// One element of the array's dtype; zeros if not given.
    Constant(Option<&'a [u8]>),
    From(Boundary),
}

/// Fills the boundary cells of an axis: the indices at its ends that its boundary padding counts. Corners belong to
/// the axes filled last. **Collective.**
pub fn fill_boundary(array: &mut Array, axis: i32, filling: Filling) -> Result<()> {
    let context = array.context().clone();
    let (mode, value) = match filling {
        Filling::Constant(value) => ("constant", value.unwrap_or(&[])),
        Filling::From(Boundary::Edge) => ("edge", &[][..]),
        Filling::From(Boundary::Reflect) => ("reflect", &[][..]),
    };
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("axis", Arg::Int(axis.into())),
        ("mode", Arg::Text(mode)),
        ("value", Arg::Bytes(value)),
    ];
    let call = Call::new("distarray_array_fill_boundary", &arguments);
    let checked = array.check_writable("array").and_then(|()| {
        let ndim = array.ndim() as i32;
        if axis < -ndim || axis >= ndim {
            refuse!(Argument, "axis", "expected {} to {}, got {axis}", -ndim, ndim - 1);
        }
        Ok(if axis < 0 { axis + ndim } else { axis } as usize)
    });
    let prepared = checked.and_then(|axis| {
        let Filling::From(kind) = filling else { return Ok((axis, None)) };
        let distribution = array.distribution();
        let (first, end) = plan::boundary_cells(&distribution.axes()[axis]);
        if first >= end && distribution.axes()[axis].size() > 0 {
            return Err(Error::argument(
                Status::Shape,
                "axis",
                format!("axis {axis} has nothing but boundary cells; only a constant can fill them"),
            ));
        }
        let make = || Ok(plan::boundary_fill(distribution, axis, kind));
        let plan = kept_plan(&context, Purpose::Boundary(axis, kind), distribution, distribution, make)?;
        let (source, target) = (Side::Owned(array), Side::Owned(array));
        let part = Part { plan, source, target, how: How::Replace };
        Ok((axis, Some(Movement::prepare(&context, vec![part])?)))
    });
    let (axis, prepared) = match prepared {
        Ok((axis, movement)) => (axis, Ok(movement)),
        Err(error) => (0, Err(error)),
    };
    match Movement::agree_if(&context, &call, prepared)? {
        Some(movement) => unsafe { movement.run() },
        None => {
            if let Filling::Constant(value) = filling {
                fill_constant(array, axis, value);
            }
            Ok(())
        }
    }
}

fn fill_constant(array: &Array, axis: usize, value: Option<&[u8]>) {
    let distribution = array.distribution();
    let (Some(place), true) = (distribution.place(), array.has_elements()) else { return };
    let map = &distribution.axes()[axis];
    let (Some((start, stop)), (first, end)) = (map.bounds(place.coordinates[axis]), plan::boundary_cells(map)) else {
        return;
    };
    let zeros = [0u8; 16];
    let place = array.place();
    for (low, high) in [(start, stop.min(first)), (start.max(end.max(first)), stop)] {
        if low >= high {
            continue;
        }
        let runs = place.access.iter().zip(&place.extents).enumerate().map(|(d, (access, &extent))| {
            let (from, to) = if d == axis { (low - start, high - start) } else { (0, extent) };
            let mut runs = Vec::new();
            access.visit(from, 1, to - from, &mut |offset, step, count| {
                ByteRun::push(
                    &mut runs,
                    ByteRun { from: 0, to: offset, count: count as usize, from_step: 0, to_step: step },
                );
            });
            runs
        });
        let copy = Copier::new(runs.collect(), place.dtype, place.dtype, How::Replace);
        // SAFETY: the runs are of the owned part, and the value is one element.
        unsafe { copy.run(value.unwrap_or(&zeros).as_ptr(), place.pointer) };
    }
}

/// Copies the halo as well, between arrays of one distribution and dtype.
pub(crate) fn copy_padded(source: &Array, target: &mut Array) {
    if !source.distribution().has_halo() || !source.has_elements() {
        return;
    }
    unsafe { blocks::copy(&source.padded_place(), &target.padded_place()) };
}
