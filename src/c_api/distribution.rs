//! Distributions.

use super::arguments::{self, out_array, Out};
use super::handles::{self, distarray_context, distarray_distribution, distarray_specification, Object};
use super::specification::distarray_order;
use super::status::{collective, distarray_status, free, local, Arguments};
use crate::context::{Arg, Call};
use crate::distribution::{Distribution, Specification};
use crate::error::{Error, Result, Status};
use crate::index::Slice;
use crate::ops::directory;
use std::os::raw::{c_char, c_int};
use std::sync::Arc;

/// A slice bound that is left out.
pub const DISTARRAY_NONE: i64 = i64::MIN;

/// Runs a query on a distribution.
fn query(
    function: &'static str,
    distribution: distarray_distribution,
    body: impl FnOnce(&Distribution) -> Result<()>,
) -> distarray_status {
    local(function, |arguments| body(&arguments.distribution(distribution, "distribution")?.1))
}

fn check_rank(distribution: &Distribution, rank: c_int) -> Result<()> {
    if rank < 0 || rank >= distribution.context_size() {
        refuse!(Argument, "rank", "expected 0 to {}, got {rank}", distribution.context_size() - 1);
    }
    Ok(())
}

fn check_axis(distribution: &Distribution, axis: c_int) -> Result<usize> {
    if axis < 0 || axis as usize >= distribution.ndim() {
        refuse!(Argument, "axis", "expected 0 to {}, got {axis}", distribution.ndim() as i64 - 1);
    }
    Ok(axis as usize)
}

/// Spreads what a specification says over the processes of a context.
///
/// **Collective**. Allocates; communicates, for unstructured axes their labels once.
///
/// @param specification the same on all ranks, but for the labels of unstructured axes; not needed afterwards
/// @param[out] distribution to be freed with distarray_distribution_free()
/// @return DISTARRAY_ERR_DISTRIBUTION if the grid does not fit the context or labels break a rule
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_create(
    context: distarray_context,
    specification: distarray_specification,
    distribution: *mut distarray_distribution,
) -> distarray_status {
    collective("distarray_distribution_create", |arguments| {
        let context = arguments.context(context, "context")?;
        let specification = arguments.specification(specification, "specification")?;
        let out = Out::new(distribution, "distribution")?;
        // Not locked while waiting for other ranks.
        let specification = specification.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
        let made = directory::build("distarray_distribution_create", &context, Ok(&specification))?;
        handles::put(Object::Distribution(context, Arc::new(made)), out)
    })
}

/// As distarray_specification_parse() followed by distarray_distribution_create().
///
/// **Collective**. Allocates.
///
/// @param ndim,shape,text the same on all ranks
/// @param[out] distribution to be freed with distarray_distribution_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_create_text(
    context: distarray_context,
    ndim: c_int,
    shape: *const i64,
    text: *const c_char,
    distribution: *mut distarray_distribution,
) -> distarray_status {
    collective("distarray_distribution_create_text", |arguments| {
        let context = arguments.context(context, "context")?;
        let out = Out::new(distribution, "distribution")?;
        let (shape, text) = (arguments::shape(ndim, shape)?, arguments::text(text, "text")?);
        let specification = Specification::parse(shape, text)?;
        let same = [("ndim", Arg::Int(ndim.into())), ("shape", Arg::Ints(shape)), ("text", Arg::Text(text))];
        let call = Call::new("distarray_distribution_create_text", &same);
        let made = directory::build_for(&call, &context, Ok(&specification))?;
        handles::put(Object::Distribution(context, Arc::new(made)), out)
    })
}

/// The distribution seen through one slice per axis, with NumPy's rules for `start:stop:step`. Halos are dropped
/// on axes that are not taken whole.
///
/// **Local**. Allocates. To be called alike on all ranks.
///
/// @param starts,stops ndim numbers each; negative ones count from the end; DISTARRAY_NONE leaves one out
/// @param steps ndim numbers other than 0; NULL means all 1
/// @param[out] slice to be freed with distarray_distribution_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_slice(
    distribution: distarray_distribution,
    starts: *const i64,
    stops: *const i64,
    steps: *const i64,
    slice: *mut distarray_distribution,
) -> distarray_status {
    local("distarray_distribution_slice", |arguments| {
        let (context, whole) = arguments.distribution(distribution, "distribution")?;
        let out = Out::new(slice, "slice")?;
        let ndim = whole.ndim() as i64;
        let starts = arguments::array(starts, ndim, "starts")?;
        let stops = arguments::array(stops, ndim, "stops")?;
        let steps = if steps.is_null() { None } else { Some(arguments::array(steps, ndim, "steps")?) };
        let given = |bound: i64| (bound != DISTARRAY_NONE).then_some(bound);
        let slices = (0..whole.ndim())
            .map(|d| Slice::resolve(whole.shape()[d], given(starts[d]), given(stops[d]), steps.map(|s| s[d])))
            .collect::<Result<Vec<Slice>>>()?;
        handles::put(Object::Distribution(context, Arc::new(whole.slice(&slices)?)), out)
    })
}

/// Frees a distribution and makes the handle NULL. Arrays made with it stay usable.
///
/// **Local**. NULL and a NULL handle are fine.
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_free(distribution: *mut distarray_distribution) -> distarray_status {
    free("distarray_distribution_free", distribution, "distribution")
}

/// Number of dimensions.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_ndim(
    distribution: distarray_distribution,
    ndim: *mut c_int,
) -> distarray_status {
    query("distarray_distribution_get_ndim", distribution, |d| {
        Out::new(ndim, "ndim")?.set(d.ndim() as c_int);
        Ok(())
    })
}

/// Global extents.
///
/// **Local**.
///
/// @param[out] shape ndim entries
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_shape(
    distribution: distarray_distribution,
    shape: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_shape", distribution, |d| write_all(shape, "shape", d.shape().to_vec()))
}

fn write_all<T>(pointer: *mut T, argument: &str, values: Vec<T>) -> Result<()> {
    if let Some(out) = out_array(pointer, values.len(), argument)? {
        out.set_all(values);
    }
    Ok(())
}

/// Extents of the process grid along each axis.
///
/// **Local**.
///
/// @param[out] extents ndim entries
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_grid(
    distribution: distarray_distribution,
    extents: *mut c_int,
) -> distarray_status {
    query("distarray_distribution_get_grid", distribution, |d| {
        write_all(extents, "extents", d.grid().extents().to_vec())
    })
}

/// How often the whole array is held.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_replicas(
    distribution: distarray_distribution,
    replicas: *mut c_int,
) -> distarray_status {
    query("distarray_distribution_get_replicas", distribution, |d| {
        Out::new(replicas, "replicas")?.set(d.grid().replicas());
        Ok(())
    })
}

/// Memory order of local parts.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_order(
    distribution: distarray_distribution,
    order: *mut distarray_order,
) -> distarray_status {
    query("distarray_distribution_get_order", distribution, |d| {
        Out::new(order, "order")?.set(d.order() as i32);
        Ok(())
    })
}

/// Where a rank stands in the process grid.
///
/// **Local**.
///
/// @param rank rank in the context
/// @param[out] coordinates ndim entries; -1 for ranks outside the grid
/// @param[out] replica which copy of the array the rank belongs to; -1 outside the grid
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_coordinates(
    distribution: distarray_distribution,
    rank: c_int,
    coordinates: *mut c_int,
    replica: *mut c_int,
) -> distarray_status {
    query("distarray_distribution_get_coordinates", distribution, |d| {
        check_rank(d, rank)?;
        let replica = Out::new(replica, "replica")?;
        let place = d.grid().place_of(rank);
        let own = place.as_ref().map_or(vec![-1; d.ndim()], |p| p.coordinates.clone());
        write_all(coordinates, "coordinates", own)?;
        replica.set(place.map_or(-1, |p| p.replica));
        Ok(())
    })
}

/// Owned extents of a rank, halo not included; zeros outside the grid.
///
/// **Local**, for any rank.
///
/// @param[out] shape ndim entries
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_local_shape(
    distribution: distarray_distribution,
    rank: c_int,
    shape: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_local_shape", distribution, |d| {
        check_rank(d, rank)?;
        let known = d.local_shape_of(rank).ok_or_else(|| unknown_labels(rank))?;
        write_all(shape, "shape", known)
    })
}

fn unknown_labels(rank: c_int) -> Error {
    let text = format!("rank {rank}'s share of a sliced unstructured axis is known to that rank alone; ask it there");
    Error::argument(Status::Unsupported, "rank", text)
}

/// For block axes: the global indices that a rank owns are `starts[d]` to `stops[d]-1`.
///
/// **Local**, for any rank.
///
/// @param[out] starts,stops ndim entries each; zeros outside the grid
/// @return DISTARRAY_ERR_DISTRIBUTION if an axis is cyclic or unstructured
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_local_bounds(
    distribution: distarray_distribution,
    rank: c_int,
    starts: *mut i64,
    stops: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_local_bounds", distribution, |d| {
        check_rank(d, rank)?;
        let Some(bounds) = d.local_bounds_of(rank) else {
            let axis = d.axes().iter().position(|axis| !axis.is_block()).unwrap_or(0);
            refuse!(Distribution, "distribution", "axis {axis} is not in blocks, so its indices have no bounds");
        };
        out_array(stops, d.ndim(), "stops")?;
        write_all(starts, "starts", bounds.iter().map(|b| b.0).collect())?;
        write_all(stops, "stops", bounds.iter().map(|b| b.1).collect())
    })
}

/// Halo widths that this process has: clipped at the edges of axes that are not periodic.
///
/// **Local**.
///
/// @param[out] lower,upper ndim entries each
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_halo(
    distribution: distarray_distribution,
    lower: *mut i64,
    upper: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_halo", distribution, |d| {
        let halo = d.halo();
        out_array(upper, d.ndim(), "upper")?;
        write_all(lower, "lower", halo.iter().map(|w| w.0).collect())?;
        write_all(upper, "upper", halo.iter().map(|w| w.1).collect())
    })
}

/// Extents of this process's local part with its halo.
///
/// **Local**.
///
/// @param[out] shape ndim entries
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_padded_shape(
    distribution: distarray_distribution,
    shape: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_padded_shape", distribution, |d| write_all(shape, "shape", d.padded_shape()))
}

/// The rank that owns an element; where the array is replicated, in the first copy.
///
/// **Local**.
///
/// @param index ndim global indices; negative ones count from the end
/// @return DISTARRAY_ERR_INDEX outside the array, DISTARRAY_ERR_UNSUPPORTED where an unstructured axis hides the
///         owner: labels of other processes are not known here
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_owner(
    distribution: distarray_distribution,
    index: *const i64,
    rank: *mut c_int,
) -> distarray_status {
    query("distarray_distribution_get_owner", distribution, |d| {
        let out = Out::new(rank, "rank")?;
        let index = d.check_index(arguments::array(index, d.ndim() as i64, "index")?)?;
        let owner = d.owner(&index).ok_or_else(|| {
            let text = "another process owns this label, and labels are known to their owners alone; \
                        distarray_array_get_element() finds the element collectively";
            Error::argument(Status::Unsupported, "index", text)
        })?;
        out.set(owner);
        Ok(())
    })
}

/// Where an element lies in this process's owned part (halo not counted).
///
/// **Local**.
///
/// @param index ndim global indices; negative ones count from the end
/// @param[out] local_index ndim positions; not written if the element lives elsewhere
/// @param[out] owned 1 if it lies here, else 0
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_local_index(
    distribution: distarray_distribution,
    index: *const i64,
    local_index: *mut i64,
    owned: *mut c_int,
) -> distarray_status {
    query("distarray_distribution_get_local_index", distribution, |d| {
        let owned = Out::new(owned, "owned")?;
        let out = out_array(local_index, d.ndim(), "local_index")?;
        let index = d.check_index(arguments::array(index, d.ndim() as i64, "index")?)?;
        let found = d.local_index(&index);
        owned.set(found.is_some() as c_int);
        if let (Some(out), Some(found)) = (out, found) {
            out.set_all(found);
        }
        Ok(())
    })
}

/// Global index of a position in this process's owned part.
///
/// **Local**.
///
/// @param local_index ndim positions, from 0
/// @param[out] index ndim global indices
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_global_index(
    distribution: distarray_distribution,
    local_index: *const i64,
    index: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_global_index", distribution, |d| {
        let local = arguments::array(local_index, d.ndim() as i64, "local_index")?;
        let Some(global) = d.global_index(local) else {
            let shape = crate::index::shape::text(&d.local_shape());
            refuse!(Index, "local_index", "expected a position in the owned part {shape}, got {local:?}");
        };
        write_all(index, "index", global)
    })
}

/// The coordinate that owns an index of one axis, and its position there.
///
/// **Local**.
///
/// @param axis 0 to ndim-1
/// @param index global index; on an unstructured axis a label of this process
/// @param[out] coordinate coordinate along the axis in the process grid
/// @param[out] local_index position among the indices that coordinate owns
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_axis_owner(
    distribution: distarray_distribution,
    axis: c_int,
    index: i64,
    coordinate: *mut c_int,
    local_index: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_axis_owner", distribution, |d| {
        let axis = check_axis(d, axis)?;
        let (coordinate, local_index) = (Out::new(coordinate, "coordinate")?, Out::new(local_index, "local_index")?);
        let map = &d.axes()[axis];
        let Some(place) = map.locate(index) else {
            match map.labels() {
                None => refuse!(Index, "index", "expected 0 to {} on axis {axis}, got {index}", map.size() - 1),
                Some(_) => {
                    refuse!(Unsupported, "index", "label {index} is not among this process's own on axis {axis}")
                }
            }
        };
        coordinate.set(place.coordinate);
        local_index.set(place.local);
        Ok(())
    })
}

/// The index of one axis at a position that a coordinate owns.
///
/// **Local**.
///
/// @param coordinate 0 to the grid's extent - 1; on an unstructured axis this process's own
/// @param local_index position among the indices the coordinate owns
/// @param[out] index global index
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_get_axis_global(
    distribution: distarray_distribution,
    axis: c_int,
    coordinate: c_int,
    local_index: i64,
    index: *mut i64,
) -> distarray_status {
    query("distarray_distribution_get_axis_global", distribution, |d| {
        let axis = check_axis(d, axis)?;
        let out = Out::new(index, "index")?;
        let map = &d.axes()[axis];
        if coordinate < 0 || coordinate >= map.parts() {
            refuse!(Argument, "coordinate", "expected 0 to {}, got {coordinate}", map.parts() - 1);
        }
        let Some(global) = map.global_of(coordinate, local_index) else {
            let count = map.count(coordinate).unwrap_or(0);
            refuse!(Index, "local_index", "coordinate {coordinate} has {count} positions here, got {local_index}");
        };
        out.set(global);
        Ok(())
    })
}

fn compare(
    function: &'static str,
    a: distarray_distribution,
    b: distarray_distribution,
    result: *mut c_int,
    argument: &str,
    relation: impl FnOnce(&Distribution, &Distribution) -> bool,
) -> distarray_status {
    local(function, |arguments: &Arguments| {
        let (_, a) = arguments.distribution(a, "a")?;
        let (_, b) = arguments.distribution(b, "b")?;
        Out::new(result, argument)?.set(relation(&a, &b) as c_int);
        Ok(())
    })
}

/// Whether two distributions are the same: shape, owners, halos, grid, memory order.
///
/// **Local**.
///
/// @param[out] equal 1 or 0
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_is_equal(
    a: distarray_distribution,
    b: distarray_distribution,
    equal: *mut c_int,
) -> distarray_status {
    compare("distarray_distribution_is_equal", a, b, equal, "equal", |a, b| a == b)
}

/// Whether every element has the same owners in both, whatever halos and memory orders: what elementwise
/// operations need.
///
/// **Local**.
///
/// @param[out] aligned 1 or 0
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_is_aligned(
    a: distarray_distribution,
    b: distarray_distribution,
    aligned: *mut c_int,
) -> distarray_status {
    compare("distarray_distribution_is_aligned", a, b, aligned, "aligned", Distribution::is_aligned)
}
