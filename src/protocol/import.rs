//! From the parts of all processes to a distribution.

use super::dimension::{complain, DimType, Dimension, Field, Leniency, Part};
use super::global::{arrange, Arranged};
use crate::distribution::{AxisMap, Base, Distribution, Facts, Grid, Labels, Padding, Widths};
use crate::error::{Error, Result, Status};
use crate::index::Order;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The process grid that the parts of all processes, in order of rank, describe. Pure.
pub fn grid_of(parts: &[Part], leniency: Leniency) -> Result<Grid> {
    arrange(parts, leniency)?.grid(parts.len())
}

/// The distribution that the parts of all processes, in order of rank, describe, as `rank` sees it. Pure.
///
/// All rules are checked, as by `validate_global`. Indices of other processes may be left out (`Indices::Elsewhere`)
/// where `labels` has an entry for the dimension, gathered beforehand by a collective; without one the labels are put
/// together from the parts. Blocks as the block rules make them are recognised.
pub fn to_distribution(
    parts: &[Part],
    rank: i32,
    order: Order,
    leniency: Leniency,
    labels: &[Option<Arc<Labels>>],
) -> Result<Distribution> {
    let arranged = arrange(parts, leniency)?;
    let context_size = parts.len() as i32;
    let grid = arranged.grid(parts.len())?;
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
                let labels = match labels.get(d).cloned().flatten() {
                    Some(labels) => check_labels(d, &dimensions, labels)?,
                    None => join_labels(d, &dimensions, coordinate, arranged.facts[d])?,
                };
                let base = Base::Unstructured(labels);
                AxisMap::new(base, arranged.sizes[d], arranged.extents[d], plain(&dimensions))
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

/// Labels that a collective gathered, if they are what the parts say.
fn check_labels(d: usize, dimensions: &[&Dimension], labels: Arc<Labels>) -> Result<Arc<Labels>> {
    let same = (0..).zip(dimensions).all(|(c, dimension)| labels.count(c) == Some(dimension.indices.count()));
    if !same {
        return Err(complain(Field(d, "indices"), "as many as were gathered", "other numbers of them"));
    }
    if dimensions[0].one_to_one && !labels.is_one_to_one() {
        return Err(complain(Field(d, "one_to_one"), "false, as an index is held at several coordinates", true));
    }
    Ok(labels)
}

fn join_labels(d: usize, dimensions: &[&Dimension], coordinate: i32, facts: Option<Facts>) -> Result<Arc<Labels>> {
    let all: Option<Vec<&[i64]>> = dimensions.iter().map(|dimension| dimension.indices.values()).collect();
    let (Some(facts), Some(all)) = (facts, all) else {
        return Err(complain(Field(d, "indices"), "those of all processes, or labels gathered from them", "neither"));
    };
    let own = usize::try_from(coordinate).map_or(&[][..], |c| all[c]);
    let counts = all.iter().map(|values| values.len() as i64).collect();
    let declared = Facts { one_to_one: dimensions[0].one_to_one, ..facts };
    let mut labels = Labels::new(coordinate, own.to_vec(), counts, declared);
    if !facts.one_to_one {
        let lower: FxHashSet<i64> = all[..coordinate.max(0) as usize].iter().copied().flatten().copied().collect();
        labels.set_primary(own.iter().map(|label| !lower.contains(label)).collect());
    }
    Ok(Arc::new(labels))
}
