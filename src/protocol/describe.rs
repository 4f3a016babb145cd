//! What the protocol says of a distribution: one process's part.

use super::dimension::{DimType, Dimension, Field, Indices, Part, Placement};
use crate::distribution::{AxisMap, Base, Distribution};
use crate::error::{Error, Result, Status};
use std::borrow::Cow;

/// This process's part of an array of a distribution, in the C form with its extensions (wrapped halos, replicas,
/// ranks in any order, subsets). Local.
///
/// Cyclic axes seen through a slice, and block axes seen backwards, become unstructured ones with their indices. The extents of the part are those of
/// the local part with its halo, also where another axis leaves this process nothing.
///
/// Errors (`Status::Protocol`): halos that the protocol cannot say because neighbours disagree on their width or own less than it.
pub fn describe(distribution: &Distribution) -> Result<Part<'_>> {
    let place = distribution.place();
    let mut dimensions = Vec::with_capacity(distribution.ndim());
    for (d, axis) in distribution.axes().iter().enumerate() {
        if !axis.is_sliced() && (axis.padding().has_halo() || axis.padding().boundary != (0, 0)) {
            check_padding(d, axis)?;
        }
        dimensions.push(match place {
            Some(place) => describe_axis(axis, place.coordinates[d]),
            None => outside(axis),
        });
    }
    let grid = distribution.grid();
    let placement = Placement {
        replicas: grid.replicas(),
        replica: place.map_or(-1, |place| place.replica),
        remapped: grid.ranks().is_some(),
    };
    Ok(Part { dimensions, placement })
}

/// The part as the plain dictionaries of 0.10.0 say it, and how many elements at the beginning and the end of each
/// axis of the local part with its halo are left out: those of wrapped halos. Local.
///
/// Errors: as `describe`, and replicated arrays, subsets of processes and ranks that are not in C order.
pub fn describe_dictionary(distribution: &Distribution) -> Result<(Part<'_>, Vec<(i64, i64)>)> {
    let mut part = describe(distribution)?;
    if part.placement.replica < 0 || distribution.grid().process_count() != distribution.context_size() as i64 {
        return Err(unsayable("the protocol's dictionary cannot leave processes out; redistribute over all of them"));
    }
    if part.placement.remapped {
        return Err(unsayable("the protocol's dictionary needs ranks in C order of the process grid; redistribute"));
    }
    if part.placement.replicas > 1 {
        return Err(unsayable("the protocol's dictionary cannot say that an array is replicated; redistribute"));
    }
    let mut left_out = Vec::with_capacity(part.dimensions.len());
    for dimension in &mut part.dimensions {
        let mut widths = [0, 0];
        for (side, width) in widths.iter_mut().enumerate() {
            if std::mem::take(&mut dimension.wrapped[side]) {
                *width = std::mem::take(&mut dimension.padding[side]);
            }
        }
        left_out.push((widths[0], widths[1]));
    }
    Ok((part, left_out))
}

fn unsayable(message: &str) -> Error {
    Error::new(Status::Unsupported, message)
}

fn describe_axis(axis: &AxisMap, coordinate: i32) -> Dimension<'_> {
    let (size, parts, rank) = (axis.size(), axis.parts() as i64, coordinate as i64);
    let periodic = axis.padding().periodic;
    match axis.base() {
        Base::Unstructured(labels) => {
            let indices = Indices::Here(Cow::Borrowed(labels.values()));
            let dimension = Dimension::unstructured(size, parts, rank, labels.is_one_to_one(), indices);
            Dimension { periodic, ..dimension }
        }
        Base::Cyclic(block) if !axis.is_sliced() => {
            Dimension { periodic, ..Dimension::cyclic(size, parts, rank, *block) }
        }
        _ if needs_indices(axis) => {
            let runs = axis.runs(coordinate);
            let indices = runs.iter().flat_map(|run| (0..run.count).map(|k| run.global + k * run.step)).collect();
            Dimension::unstructured(size, parts, rank, true, Indices::Here(Cow::Owned(indices)))
        }
        _ => describe_block(axis, coordinate),
    }
}

/// Slices of cyclic axes, and of block axes backwards, where later coordinates own earlier indices.
fn needs_indices(axis: &AxisMap) -> bool {
    matches!(axis.base(), Base::Pieces(_))
        || axis.is_sliced() && (!axis.is_block() || (axis.window().step < 0 && axis.parts() > 1))
}

fn describe_block(axis: &AxisMap, coordinate: i32) -> Dimension<'static> {
    let (size, parts, rank) = (axis.size(), axis.parts() as i64, coordinate as i64);
    let (first, end) = axis.bounds(coordinate).unwrap_or((0, 0));
    if axis.is_sliced() {
        return Dimension::block(size, parts, rank, first, end);
    }
    let padding = axis.padding();
    let halo = axis.halo(coordinate);
    let wrapped = [rank == 0 && halo.0 > 0, rank == parts - 1 && halo.1 > 0];
    let boundary =
        (if rank == 0 { padding.boundary.0 } else { 0 }, if rank == parts - 1 { padding.boundary.1 } else { 0 });
    Dimension {
        start: if wrapped[0] { first } else { first - halo.0 },
        stop: if wrapped[1] { end } else { end + halo.1 },
        padding: [halo.0 + boundary.0, halo.1 + boundary.1],
        wrapped,
        periodic: padding.periodic,
        ..Dimension::block(size, parts, rank, first, end)
    }
}

/// A process that holds nothing because it is not in the grid.
fn outside(axis: &AxisMap) -> Dimension<'static> {
    let (size, parts) = (axis.size(), axis.parts() as i64);
    let plain = Dimension { periodic: axis.padding().periodic, ..Dimension::block(size, parts, -1, 0, 0) };
    match axis.base() {
        Base::Unstructured(labels) => {
            Dimension { dist_type: DimType::Unstructured, one_to_one: labels.is_one_to_one(), ..plain }
        }
        Base::Cyclic(block) if !axis.is_sliced() => {
            Dimension { dist_type: DimType::Cyclic, block_size: *block, ..plain }
        }
        _ if needs_indices(axis) => Dimension { dist_type: DimType::Unstructured, one_to_one: true, ..plain },
        _ => plain,
    }
}

/// The same on every process: whether all coordinates' padding obeys the protocol.
fn check_padding(d: usize, axis: &AxisMap) -> Result<()> {
    let refuse = |reason: String| {
        Err(Error::new(
            Status::Protocol,
            format!(
                "{}: {reason}, which the protocol cannot say; redistribute to even blocks or another halo, or export \
                 the interior (a view without the halo)",
                Field(d, "padding")
            ),
        ))
    };
    let last = axis.parts() - 1;
    let owned = |coordinate: i32| axis.count(coordinate).unwrap_or(0);
    for c in 0..last {
        let (upper, lower) = (axis.halo(c).1, axis.halo(c + 1).0);
        for (width, from) in [(upper, c + 1), (lower, c)] {
            if width > owned(from) {
                return refuse(format!(
                    "axis {d} has a halo of {width} next to coordinate {from}, which owns only {}",
                    owned(from)
                ));
            }
        }
        if upper != lower {
            return refuse(format!(
                "axis {d} has an asymmetric halo: {upper} after coordinate {c}, {lower} before coordinate {}",
                c + 1
            ));
        }
    }
    let (lower, upper) = (axis.halo(0).0, axis.halo(last).1);
    let (before, after) = axis.padding().boundary;
    for (width, from) in [(lower, last), (upper, 0)] {
        if width > owned(from) {
            let reason = format!(
                "axis {d} has a periodic halo of {width} that wraps around to coordinate {from}, which owns only {}",
                owned(from)
            );
            return refuse(reason);
        }
    }
    if (lower > 0 && before > 0) || (upper > 0 && after > 0) {
        return refuse(format!("axis {d} has both a boundary and a periodic halo at the same end"));
    }
    let inside = |coordinate: i32, own: i64| own <= owned(coordinate);
    let fits =
        if last == 0 { inside(0, before.saturating_add(after)) } else { inside(0, before) && inside(last, after) };
    if !fits {
        return refuse(format!(
            "axis {d} has a boundary of ({before}, {after}) that exceeds what the outer coordinates own"
        ));
    }
    Ok(())
}
