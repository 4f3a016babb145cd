//! Moving elements between arrays: several at once, transposed and scaled, in other shapes; parts of halos, boundaries.

use super::arguments::{self, Out};
use super::array::element;
use super::assembling::{distarray_pad_mode, DISTARRAY_PAD_CONSTANT, DISTARRAY_PAD_EDGE, DISTARRAY_PAD_REFLECT};
use super::handles::{self, distarray_array, distarray_distribution, Object};
use super::operations::distarray_op;
use super::status::{collective, distarray_status, local, Arguments};
use crate::array::Array;
use crate::distribution::Distribution;
use crate::error::{Error, Result, Status};
use crate::kernels::copy::Accumulation;
use crate::ops::halo::{self, Filling};
use crate::ops::transform::{self, Transformation};
use crate::ops::{redistribute, reshape};
use crate::plan::{self, Boundary, HaloOptions};
use std::ffi::c_void;
use std::os::raw::c_int;

/// The array as it is; for distarray_array_transform().
pub const DISTARRAY_NO_TRANSPOSE: i32 = 1;
/// Axes in reverse order; for distarray_array_transform().
pub const DISTARRAY_TRANSPOSE: i32 = 2;
/// Complex conjugate; for distarray_array_transform().
pub const DISTARRAY_CONJUGATE: i32 = 3;
/// Both; for distarray_array_transform().
pub const DISTARRAY_CONJUGATE_TRANSPOSE: i32 = 4;

unsafe fn array_list(
    arguments: &Arguments,
    count: c_int,
    handles: *const distarray_array,
    name: &str,
) -> Result<Vec<Array>> {
    if count < 1 {
        refuse!(Argument, "count", "expected at least 1, got {count}");
    }
    let list = arguments::array(handles, count.into(), name)?;
    list.iter().map(|&handle| arguments.array(handle, name)).collect()
}

/// As distarray_array_redistribute() for several pairs of arrays at once, with one message between any two processes.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling.
///
/// @param count number of pairs, at least 1
/// @param sources,targets `count` arrays each, the same on all ranks; the memories of targets must not overlap
#[no_mangle]
pub unsafe extern "C" fn distarray_array_redistribute_many(
    count: c_int,
    sources: *const distarray_array,
    targets: *const distarray_array,
) -> distarray_status {
    collective("distarray_array_redistribute_many", |arguments| {
        let sources = array_list(arguments, count, sources, "sources")?;
        let targets = array_list(arguments, count, targets, "targets")?;
        let pairs: Vec<(Array, Array)> = sources.into_iter().zip(targets).collect();
        redistribute::redistribute_many(&pairs)
    })
}

/// `target = alpha * op(source) + beta * target`, whatever the distributions and dtypes. Elements of the source are
/// cast to the target's dtype, and all is computed in that. Transposition reverses the order of all axes, as NumPy's
/// `.T`. What is multiplied by a factor of 0 is not looked at, even if it is NaN.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling.
///
/// @param op DISTARRAY_NO_TRANSPOSE, DISTARRAY_TRANSPOSE, DISTARRAY_CONJUGATE or DISTARRAY_CONJUGATE_TRANSPOSE
/// @param alpha one element of the target's dtype, the same on all ranks; NULL means 1
/// @param source,target arrays of one communicator, the same on all ranks; they may share memory
/// @param beta one element of the target's dtype, the same on all ranks; NULL means 0
#[no_mangle]
pub unsafe extern "C" fn distarray_array_transform(
    op: distarray_op,
    alpha: *const c_void,
    source: distarray_array,
    beta: *const c_void,
    target: distarray_array,
) -> distarray_status {
    collective("distarray_array_transform", |arguments| {
        let source = arguments.array(source, "source")?;
        let mut target = arguments.array(target, "target")?;
        let factor = |pointer: *const c_void, name| match pointer.is_null() {
            true => Ok(None),
            false => element(pointer, target.dtype(), name).map(Some),
        };
        let (alpha, beta) = (factor(alpha, "alpha")?, factor(beta, "beta")?);
        let op = Transformation::from_number(op)?;
        transform::transform(op, alpha, &source, beta, &mut target)
    })
}

/// Makes an array of another shape with the same elements, numbered in C order on both sides.
///
/// **Collective**. Allocates; communicates.
///
/// @param ndim,shape the same on all ranks; one extent may be -1: what is left for it
/// @param distribution of the new array, the same on all ranks; NULL keeps the maps of axes that stay, without halos,
///        and spreads the first of the axes that are joined or split in blocks over the same processes
/// @param[out] result to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_DISTRIBUTION for unstructured axes whose labels are not a permutation of 0 ... size-1
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reshape(
    array: distarray_array,
    ndim: c_int,
    shape: *const i64,
    distribution: distarray_distribution,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_reshape", |arguments| {
        let array = arguments.array(array, "array")?;
        let given = match distribution.is_null() {
            true => None,
            false => Some(arguments.distribution(distribution, "distribution")?),
        };
        if given.as_ref().is_some_and(|(context, _)| !context.shares_communicator(array.context())) {
            refuse!(Argument, "distribution", "expected a distribution over the communicator of 'array'");
        }
        let shape = arguments::open_shape(ndim, shape)?;
        let out = Out::new(result, "result")?;
        let made = reshape::reshape(&array, shape, given.as_ref().map(|(_, distribution)| distribution))?;
        handles::put(Object::Array(made), out)
    })
}

/// Copies all elements of one array into another of any shape with as many elements, numbered in C order on both
/// sides. Values are cast as by NumPy's astype. The target's halo is left alone.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling, but for arrays with unstructured
/// axes, which are copied to blocks first.
///
/// @param source,target arrays of one communicator, the same on all ranks; they may share memory
#[no_mangle]
pub unsafe extern "C" fn distarray_array_reshape_into(
    source: distarray_array,
    target: distarray_array,
) -> distarray_status {
    collective("distarray_array_reshape_into", |arguments| {
        let source = arguments.array(source, "source")?;
        let mut target = arguments.array(target, "target")?;
        reshape::reshape_into(&source, &mut target)
    })
}

/// Which ranks should take the places of a distribution's process grid, so that redistribution to it moves the least:
/// a permutation of its own ranks, for distarray_specification_set_ranks(). Up to 256 processes it is the best there
/// is; beyond, a good one.
///
/// **Local**. To be called alike on all ranks.
///
/// @param source,target distributions of one shape over one number of ranks, without unstructured axes
/// @param count the number of places: the product of the target's grid extents and replicas
/// @param[out] ranks `count` ranks, in C order of the grid, replicas slowest
/// @return DISTARRAY_ERR_UNSUPPORTED if an axis is unstructured
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_propose_ranks(
    source: distarray_distribution,
    target: distarray_distribution,
    count: i64,
    ranks: *mut c_int,
) -> distarray_status {
    local("distarray_distribution_propose_ranks", |arguments| {
        let (_, source) = arguments.distribution(source, "source")?;
        let (_, target) = arguments.distribution(target, "target")?;
        if source.shape() != target.shape() || source.context_size() != target.context_size() {
            refuse!(Shape, "target", "expected a distribution of the same shape over as many ranks as 'source'");
        }
        let places = target.grid().process_count();
        if count != places {
            refuse!(Argument, "count", "expected {places}, the places of the grid, got {count}");
        }
        let out = Out::new(ranks, "ranks")?;
        let found =
            plan::propose_ranks(&source, &target).map_err(|plan::RedistributionError::NeedsDirectory(axis)| {
                Error::argument(
                    Status::Unsupported,
                    "source",
                    format!("axis {axis} is unstructured; see who owns what there"),
                )
            })?;
        out.set_all(found);
        Ok(())
    })
}

/// As distarray_array_exchange_halo() for several arrays at once, with one message for each neighbour.
///
/// **Collective**. Communicates with neighbours.
///
/// @param count number of arrays, at least 1
/// @param arrays the same on all ranks, of any shapes and distributions over one communicator
#[no_mangle]
pub unsafe extern "C" fn distarray_array_exchange_halo_many(
    count: c_int,
    arrays: *const distarray_array,
) -> distarray_status {
    collective("distarray_array_exchange_halo_many", |arguments| {
        let arrays = array_list(arguments, count, arrays, "arrays")?;
        halo::exchange_halo_many(&arrays)
    })
}

/// What a caller says of a part of the halo.
pub(super) unsafe fn halo_options(
    distribution: &Distribution,
    lower: *const i64,
    upper: *const i64,
    corners: c_int,
) -> Result<HaloOptions> {
    let axes = distribution.axes().iter();
    let most: Vec<(i64, i64)> =
        axes.map(|axis| if axis.is_sliced() { (0, 0) } else { axis.padding().largest() }).collect();
    let side = |pointer: *const i64, name, all: fn(&(i64, i64)) -> i64| match pointer.is_null() {
        true => Ok(most.iter().map(all).collect()),
        false => arguments::array(pointer, most.len() as i64, name).map(<[i64]>::to_vec),
    };
    let (lower, upper) = (side(lower, "lower", |w| w.0)?, side(upper, "upper", |w| w.1)?);
    let corners = arguments::flag(corners, "corners")?;
    Ok(HaloOptions { widths: Some(lower.into_iter().zip(upper).collect()), corners })
}

/// Fills part of the halo of every process from the owners of its elements; the rest of it stays as it is.
///
/// **Collective**. Communicates with neighbours.
///
/// @param lower,upper ndim numbers each, the same on all ranks: so many cells next to the owned part, from 0 to the
///        width of the halo; NULL means all of it
/// @param corners 1 also fills cells that lie outside the owned part along several axes, 0 does not; the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_exchange_halo_part(
    array: distarray_array,
    lower: *const i64,
    upper: *const i64,
    corners: c_int,
) -> distarray_status {
    collective("distarray_array_exchange_halo_part", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let options = halo_options(array.distribution(), lower, upper, corners)?;
        halo::exchange_halo_part(&mut array, &options)
    })
}

/// Brings what stands in the halos back to the owners of these elements, who combine it with their own, in the order
/// of ranks: the reverse of distarray_array_exchange_halo(). The halos themselves stay as they are.
///
/// **Collective**. Communicates with neighbours.
///
/// @param op DISTARRAY_ADD, DISTARRAY_MULTIPLY, or one of those for accumulating; the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_accumulate_halo(array: distarray_array, op: distarray_op) -> distarray_status {
    collective("distarray_array_accumulate_halo", |arguments| {
        let mut array = arguments.array(array, "array")?;
        halo::accumulate_halo(&mut array, Accumulation::from_number(op)?)
    })
}

/// Fills the boundary cells of an axis (see distarray_specification_set_boundary()) over the whole extent of the other
/// axes, so that after several axes the corners are as NumPy's pad makes them. Nothing happens without boundary cells.
///
/// **Collective**. Communicates, unless the mode is DISTARRAY_PAD_CONSTANT.
///
/// @param axis -ndim to ndim-1
/// @param mode DISTARRAY_PAD_CONSTANT (1), DISTARRAY_PAD_EDGE (2) or DISTARRAY_PAD_REFLECT (3)
/// @param value one element of the array's dtype, the same on all ranks, for DISTARRAY_PAD_CONSTANT; NULL means 0
#[no_mangle]
pub unsafe extern "C" fn distarray_array_fill_boundary(
    array: distarray_array,
    axis: c_int,
    mode: distarray_pad_mode,
    value: *const c_void,
) -> distarray_status {
    collective("distarray_array_fill_boundary", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let filling = match mode {
            DISTARRAY_PAD_CONSTANT if value.is_null() => Filling::Constant(None),
            DISTARRAY_PAD_CONSTANT => Filling::Constant(Some(element(value, array.dtype(), "value")?)),
            DISTARRAY_PAD_EDGE => Filling::From(Boundary::Edge),
            DISTARRAY_PAD_REFLECT => Filling::From(Boundary::Reflect),
            _ => refuse!(
                Argument,
                "mode",
                "expected DISTARRAY_PAD_CONSTANT (1), DISTARRAY_PAD_EDGE (2) or DISTARRAY_PAD_REFLECT (3), got {mode}"
            ),
        };
        halo::fill_boundary(&mut array, axis, filling)
    })
}
