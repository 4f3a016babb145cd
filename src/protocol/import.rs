//! From the parts of all processes to a distribution.

use super::dimension::{DimType, Dimension, Leniency, Part};
use super::global::{arrange, Arranged};
use crate::distribution::{AxisMap, Base, Distribution, Facts, Grid, Labels, Padding, Widths};
use crate::error::{Error, Result, Status};
use crate::index::Order;
use std::sync::Arc;

/// The distribution that the parts of all processes, in order of rank, describe, as `rank` sees it. Pure.
///
/// All rules are checked, as by `validate_global`. Indices of other processes may be left out (`Indices::Elsewhere`)
/// if `facts` has an entry, the same on all ranks, for each unstructured dimension; without them the facts
/// are computed. Blocks as the block rules make them are recognised.
pub fn to_distribution(
    parts: &[Part],
    rank: i32,
    order: Order,
    leniency: Leniency,
    facts: &[Option<Facts>],
) -> Result<Distribution> {
    let arranged = arrange(parts, leniency)?;
    let context_size = parts.len() as i32;
    let grid = Grid::new(arranged.extents.clone(), arranged.replicas, arranged.ranks.clone(), context_size)?;
    let place = grid.place_of(rank);
    let mut axes = Vec::with_capacity(arranged.extents.len());
    for d in 0..arranged.extents.len() {
        let dimensions: Vec<&Dimension> =
            arranged.describers[d].iter().map(|&describer| &parts[describer].dimensions[d]).collect();
        let coordinate = place.as_ref().map_or(-1, |place| place.coordinates[d]);
        axes.push(match dimensions[0].dist_type {
            DimType::Block => block_axis(d, &dimensions, &arranged)?,
            DimType::Cyclic => AxisMap::new(
                Base::Cyclic(dimensions[0].block_size),
                arranged.sizes[d],
                arranged.extents[d],
                plain(&dimensions),
            ),
            DimType::Unstructured => {
                let given = facts.get(d).copied().flatten();
                unstructured_axis(d, &dimensions, coordinate, &arranged, given)?
            }
        });
    }
    Distribution::from_axes(axes, grid, order, context_size, rank)
}

fn plain(dimensions: &[&Dimension]) -> Padding {
    Padding { periodic: dimensions[0].periodic, ..Padding::none() }
}

fn block_axis(d: usize, dimensions: &[&Dimension], arranged: &Arranged) -> Result<AxisMap> {
    let (size, parts) = (arranged.sizes[d], arranged.extents[d]);
    let mut bounds = vec![0];
    for dimension in dimensions {
        let (first, end) = dimension.owned_bounds();
        let before = bounds[bounds.len() - 1];
        bounds.push(if first == end { before } else { end });
    }
    let is_rule = |base: &Base| {
        let axis = AxisMap::new(base.clone(), size, parts, Padding::none());
        (0..parts).all(|c| axis.bounds(c) == Some((bounds[c as usize], bounds[c as usize + 1])))
    };
    let base = [Base::Block, Base::BlockCeil].into_iter().find(is_rule).unwrap_or(Base::Bounds(bounds.into()));

    let widths: Vec<(i64, i64)> = dimensions.iter().map(|dimension| dimension.communication()).collect();
    let boundary = (dimensions[0].boundary().0, dimensions[dimensions.len() - 1].boundary().1);
    let widest = widths.iter().fold((0, 0), |most, width| (most.0.max(width.0), most.1.max(width.1)));
    let candidates = [Widths::Uniform(widest.0, widest.1), Widths::Each(widths.as_slice().into())];
    for candidate in candidates {
        let padding = Padding { widths: candidate, boundary, periodic: dimensions[0].periodic };
        let axis = AxisMap::new(base.clone(), size, parts, padding);
        if (0..parts).all(|c| axis.halo(c) == widths[c as usize]) {
            return Ok(axis);
        }
    }
    Err(Error::new(
        Status::Unsupported,
        format!("dim_data[{d}]['padding']: communication padding where nothing is owned"),
    ))
}

fn unstructured_axis(
    d: usize,
    dimensions: &[&Dimension],
    coordinate: i32,
    arranged: &Arranged,
    given: Option<Facts>,
) -> Result<AxisMap> {
    let Some(facts) = given.or(arranged.facts[d]) else {
        return Err(Error::new(
            Status::Protocol,
            format!("dim_data[{d}]['indices']: the indices of all processes, or facts about them, are needed"),
        ));
    };
    let declared = dimensions[0].one_to_one;
    if declared && !facts.one_to_one {
        return Err(Error::new(
            Status::Protocol,
            format!(
                "dim_data[{d}]['one_to_one']: expected false, as an index is held at several coordinates, got true"
            ),
        ));
    }
    let values = match usize::try_from(coordinate).ok().map(|c| dimensions[c].indices.values()) {
        None => Vec::new(),
        Some(Some(values)) => values.to_vec(),
        Some(None) => {
            return Err(Error::new(
                Status::Protocol,
                format!("dim_data[{d}]['indices']: this process's own are missing"),
            ))
        }
    };
    let counts = dimensions.iter().map(|dimension| dimension.indices.count()).collect();
    let labels = Labels::new(coordinate, values, counts, Facts { one_to_one: declared, ..facts });
    Ok(AxisMap::new(Base::Unstructured(Arc::new(labels)), arranged.sizes[d], arranged.extents[d], plain(dimensions)))
}
