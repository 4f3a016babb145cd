//! Specifications: what a distribution shall be.

use super::arguments::{self, Out};
use super::handles::{self, distarray_specification, Object};
use super::status::{distarray_status, free, local};
use crate::distribution::{AxisKind, AxisSpecification, Specification, Widths};
use crate::error::Result;
use crate::index::Order;
use std::os::raw::{c_char, c_int};
use std::sync::{Arc, Mutex};

/// Memory order of local parts, one of DISTARRAY_ROW_MAJOR and DISTARRAY_COLUMN_MAJOR.
pub type distarray_order = i32;
/// Last axis contiguous, as in C.
pub const DISTARRAY_ROW_MAJOR: i32 = 1;
/// First axis contiguous, as in Fortran.
pub const DISTARRAY_COLUMN_MAJOR: i32 = 2;

/// Pieces whose sizes differ by at most one; the first `size mod parts` are the longer ones.
pub const DISTARRAY_BLOCK_EVEN: i32 = 1;
/// Pieces of `ceil(size / parts)`; the last ones are short or empty.
pub const DISTARRAY_BLOCK_CEIL: i32 = 2;

/// `change` refuses before it writes anything.
fn edit(
    function: &'static str,
    specification: distarray_specification,
    change: impl FnOnce(&mut Specification) -> Result<()>,
) -> distarray_status {
    local(function, |arguments| {
        let shared = arguments.specification(specification, "specification")?;
        let mut specification = shared.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        // A creation under way keeps what it began with.
        change(Arc::make_mut(&mut specification))
    })
}

fn edit_axis(
    function: &'static str,
    specification: distarray_specification,
    axis: c_int,
    change: impl FnOnce(&mut AxisSpecification, i64) -> Result<()>,
) -> distarray_status {
    edit(function, specification, |s| {
        let axis = s.axis(axis)?;
        let size = s.shape[axis];
        change(&mut s.axes[axis], size)
    })
}

/// Starts a specification: every axis in even blocks, no halo, row-major, process grid left open.
///
/// **Local**. Allocates.
///
/// @param ndim number of dimensions, 0 to 32
/// @param shape `ndim` global extents of at least 0; may be NULL if `ndim` is 0
/// @param[out] specification to be freed with distarray_specification_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_create(
    ndim: c_int,
    shape: *const i64,
    specification: *mut distarray_specification,
) -> distarray_status {
    local("distarray_specification_create", |_| {
        let out = Out::new(specification, "specification")?;
        let made = Specification::new(arguments::shape(ndim, shape)?)?;
        handles::put(Object::Specification(Arc::new(Mutex::new(Arc::new(made)))), out)
    })
}

/// Starts a specification from text: one group of words per axis, separated by commas, then options. An axis
/// is `block`, `block(ceil)`, `bounds(0:5:12)`, `cyclic`, `cyclic(64)` or `whole`, followed by any of `halo(1)`,
/// `halo(1:2)`, `boundary(1:1)` and `periodic`; one group stands for all axes. Options: `@ 2x3` is the process grid
/// (0 leaves an extent open), `replicas(2)`, `ranks(0:2)`, `order(column)`. What they mean is said at the setters.
/// Example: "block halo(1), block halo(1) periodic @ 2x2".
///
/// **Local**. Allocates.
///
/// @param[out] specification to be freed with distarray_specification_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_parse(
    ndim: c_int,
    shape: *const i64,
    text: *const c_char,
    specification: *mut distarray_specification,
) -> distarray_status {
    local("distarray_specification_parse", |_| {
        let out = Out::new(specification, "specification")?;
        let made = Specification::parse(arguments::shape(ndim, shape)?, arguments::text(text, "text")?)?;
        handles::put(Object::Specification(Arc::new(Mutex::new(Arc::new(made)))), out)
    })
}

/// Spreads an axis in contiguous pieces.
///
/// **Local**.
///
/// @param axis 0 to ndim-1
/// @param rule DISTARRAY_BLOCK_EVEN or DISTARRAY_BLOCK_CEIL
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_block(
    specification: distarray_specification,
    axis: c_int,
    rule: i32,
) -> distarray_status {
    edit_axis("distarray_specification_set_block", specification, axis, |a, _| {
        a.kind = match rule {
            DISTARRAY_BLOCK_EVEN => AxisKind::Block,
            DISTARRAY_BLOCK_CEIL => AxisKind::BlockCeil,
            _ => refuse!(Argument, "rule", "expected DISTARRAY_BLOCK_EVEN (1) or DISTARRAY_BLOCK_CEIL (2), got {rule}"),
        };
        Ok(())
    })
}

/// Spreads an axis in contiguous pieces between given bounds: coordinate c owns `bounds[c]` to `bounds[c+1]-1`.
///
/// **Local**. The same on all ranks.
///
/// @param count number of bounds, one more than pieces
/// @param bounds ascending, from 0 to the extent of the axis; equal neighbours make an empty piece
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_bounds(
    specification: distarray_specification,
    axis: c_int,
    count: i64,
    bounds: *const i64,
) -> distarray_status {
    edit_axis("distarray_specification_set_bounds", specification, axis, |a, size| {
        let bounds = arguments::array(bounds, count, "bounds")?;
        let ascending = bounds.windows(2).all(|pair| pair[0] <= pair[1]);
        if bounds.len() < 2 || bounds.first() != Some(&0) || bounds.last() != Some(&size) || !ascending {
            refuse!(Distribution, "bounds", "expected ascending bounds from 0 to {size}, got {bounds:?}");
        }
        a.kind = AxisKind::Bounds(arguments::copied(bounds, "bounds")?);
        Ok(())
    })
}

/// Deals out blocks of an axis in turn.
///
/// **Local**.
///
/// @param block_size elements per block, at least 1; 1 is plain cyclic
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_cyclic(
    specification: distarray_specification,
    axis: c_int,
    block_size: i64,
) -> distarray_status {
    edit_axis("distarray_specification_set_cyclic", specification, axis, |a, _| {
        if block_size < 1 {
            refuse!(Argument, "block_size", "expected at least 1, got {block_size}");
        }
        a.kind = AxisKind::Cyclic(block_size);
        Ok(())
    })
}

/// Gives every coordinate of an axis its own list of labels, which are any numbers. All processes of one
/// coordinate give the same list; the lists together have as many labels as the axis's extent.
///
/// **Local**. The labels are this process's own; `one_to_one` is the same on all ranks.
///
/// @param count number of labels of this process's coordinate
/// @param labels copied; no label twice
/// @param one_to_one 1 promises that no two coordinates have a label in common, 0 allows it
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_unstructured(
    specification: distarray_specification,
    axis: c_int,
    count: i64,
    labels: *const i64,
    one_to_one: c_int,
) -> distarray_status {
    edit_axis("distarray_specification_set_unstructured", specification, axis, |a, _| {
        let labels = arguments::copied(arguments::array(labels, count, "labels")?, "labels")?;
        a.kind = AxisKind::Unstructured { labels, one_to_one: arguments::flag(one_to_one, "one_to_one")? };
        Ok(())
    })
}

/// Does not spread an axis: its grid extent is 1.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_whole(
    specification: distarray_specification,
    axis: c_int,
) -> distarray_status {
    edit_axis("distarray_specification_set_whole", specification, axis, |a, _| {
        a.kind = AxisKind::Whole;
        Ok(())
    })
}

/// Gives the pieces of a block axis a halo: copies of the neighbours' elements, not counted in the shape. The
/// outer edges have none unless the axis is periodic.
///
/// **Local**.
///
/// @param lower,upper widths before and after, at most the extent of the axis
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_halo(
    specification: distarray_specification,
    axis: c_int,
    lower: i64,
    upper: i64,
) -> distarray_status {
    edit_axis("distarray_specification_set_halo", specification, axis, |a, size| {
        for (name, width) in [("lower", lower), ("upper", upper)] {
            if !(0..=size).contains(&width) {
                refuse!(Argument, name, "expected 0 to {size}, the size of the axis, got {width}");
            }
        }
        a.padding.widths = Widths::Uniform(lower, upper);
        Ok(())
    })
}

/// Marks so many cells at either end of a block axis as boundary cells (the protocol's boundary padding);
/// they are part of the shape.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_boundary(
    specification: distarray_specification,
    axis: c_int,
    lower: i64,
    upper: i64,
) -> distarray_status {
    edit_axis("distarray_specification_set_boundary", specification, axis, |a, size| {
        if !(0..=size).contains(&lower) {
            refuse!(Argument, "lower", "expected 0 to {size}, the size of the axis, got {lower}");
        }
        if !(0..=size - lower).contains(&upper) {
            refuse!(Argument, "upper", "expected 0 to {}, what 'lower' leaves of the axis, got {upper}", size - lower);
        }
        a.padding.boundary = (lower, upper);
        Ok(())
    })
}

/// Makes the halo of a block axis wrap around.
///
/// **Local**.
///
/// @param periodic 1 or 0
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_periodic(
    specification: distarray_specification,
    axis: c_int,
    periodic: c_int,
) -> distarray_status {
    edit_axis("distarray_specification_set_periodic", specification, axis, |a, _| {
        a.padding.periodic = arguments::flag(periodic, "periodic")?;
        Ok(())
    })
}

/// Sets the process grid. Extents left open are chosen so that the surface between processes is small.
///
/// **Local**.
///
/// @param ndim number of dimensions of the specification
/// @param extents `ndim` numbers of processes; 0 leaves an extent open
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_grid(
    specification: distarray_specification,
    ndim: c_int,
    extents: *const c_int,
) -> distarray_status {
    edit("distarray_specification_set_grid", specification, |s| {
        if ndim < 0 || ndim as usize != s.shape.len() {
            refuse!(Argument, "ndim", "expected {}, got {ndim}", s.shape.len());
        }
        let extents = arguments::array(extents, ndim as i64, "extents")?;
        if let Some(axis) = extents.iter().position(|&p| p < 0) {
            refuse!(Argument, "extents", "expected at least 0, got {} on axis {axis}", extents[axis]);
        }
        s.grid = extents.to_vec();
        Ok(())
    })
}

/// Uses only some ranks of the context, in this order along the grid (last axis fastest). The others own
/// nothing, and still take part in collective calls.
///
/// **Local**. The same on all ranks.
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_ranks(
    specification: distarray_specification,
    count: c_int,
    ranks: *const c_int,
) -> distarray_status {
    edit("distarray_specification_set_ranks", specification, |s| {
        let ranks = arguments::array(ranks, count as i64, "ranks")?;
        if ranks.is_empty() {
            refuse!(Argument, "count", "expected at least one rank");
        }
        s.ranks = Some(arguments::copied(ranks, "ranks")?);
        Ok(())
    })
}

/// Holds the whole array several times, on disjoint grids; writes go to all copies.
///
/// **Local**.
///
/// @param replicas at least 1, a divisor of the number of processes
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_replicas(
    specification: distarray_specification,
    replicas: c_int,
) -> distarray_status {
    edit("distarray_specification_set_replicas", specification, |s| {
        if replicas < 1 {
            refuse!(Argument, "replicas", "expected at least 1, got {replicas}");
        }
        s.replicas = Some(replicas);
        Ok(())
    })
}

/// Sets the memory order of local parts.
///
/// **Local**.
///
/// @param order DISTARRAY_ROW_MAJOR (the default) or DISTARRAY_COLUMN_MAJOR
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_set_order(
    specification: distarray_specification,
    order: distarray_order,
) -> distarray_status {
    edit("distarray_specification_set_order", specification, |s| {
        s.order = Order::from_number(order)?;
        Ok(())
    })
}

/// Frees a specification and makes the handle NULL.
///
/// **Local**. NULL and a NULL handle are fine.
#[no_mangle]
pub unsafe extern "C" fn distarray_specification_free(specification: *mut distarray_specification) -> distarray_status {
    free("distarray_specification_free", specification, "specification")
}
