//! The distribution of a result that nobody asked for another one.

use super::contract::{blocks_of, Operand};
use crate::context::Context;
use crate::distribution::{grid, AxisMap, Base, Distribution, Grid, Padding};
use crate::error::Result;
use crate::index::Order;
use std::sync::Arc;

/// Each axis as the first operand has it in which it is spread; an axis that is spread in none stays whole. Where these
/// do not make a grid of all ranks, the rules stay and the extents of the grid are chosen anew; where nothing is
/// spread, all axes lie in blocks, and a single number on all ranks.
pub(super) fn distribution(
    context: &Context,
    operands: &[&Operand],
    labels: &[usize],
    sizes: &[i64],
) -> Result<Arc<Distribution>> {
    let shape: Vec<i64> = labels.iter().map(|&l| sizes[l]).collect();
    let found: Vec<Option<(usize, usize)>> = labels.iter().map(|&l| spread(operands, l)).collect();
    let map = |(k, axis): (usize, usize)| operands[k].array.distribution().axes()[axis].without_padding();
    let order = match operands.iter().all(|o| o.array.distribution().order() == Order::ColumnMajor) {
        true => Order::ColumnMajor,
        false => Order::RowMajor,
    };
    let first = found.iter().flatten().next();
    let Some(&(only, _)) = first else {
        return Ok(Arc::new(blocks_of(context, &shape)?.with_order(order)));
    };
    let whole = |(d, place): (usize, &Option<(usize, usize)>)| place.map_or(AxisMap::whole(shape[d]), map);
    let axes: Vec<AxisMap> = found.iter().enumerate().map(whole).collect();
    let extents: Vec<i32> = axes.iter().map(AxisMap::parts).collect();
    let parts: i64 = extents.iter().map(|&n| n as i64).product();
    let (size, rank) = (context.size(), context.rank());
    let single = found.iter().flatten().all(|(k, _)| *k == only);
    let own = operands[only].array.distribution().grid();
    if single && own.parts() == parts && own.replicas() == 1 {
        // The same processes in the same places.
        let grid = own.rearranged(extents, size, |coordinates| {
            let mut old = vec![0; own.extents().len()];
            found.iter().zip(coordinates).for_each(|(place, &c)| {
                if let Some((_, axis)) = place {
                    old[*axis] = c;
                }
            });
            old
        })?;
        return Distribution::from_axes(axes, grid, order, size, rank).map(Arc::new);
    }
    if parts == size as i64 {
        return Distribution::from_axes(axes, Grid::new(extents, 1, None, size)?, order, size, rank).map(Arc::new);
    }
    let fixed: Vec<i32> = found.iter().map(|place| i32::from(place.is_none())).collect();
    let Some(extents) = grid::choose_extents(&shape, &fixed, size) else { return blocks_of(context, &shape) };
    let again = |((map, &extent), &n): ((&AxisMap, &i32), &i64)| {
        let base = match map.base() {
            Base::Cyclic(block) => Base::Cyclic(*block),
            Base::BlockCeil => Base::BlockCeil,
            _ => Base::Block,
        };
        AxisMap::new(base, n, extent, Padding::none())
    };
    let axes = axes.iter().zip(&extents).zip(&shape).map(again).collect();
    Distribution::from_axes(axes, Grid::new(extents, 1, None, size)?, order, size, rank).map(Arc::new)
}

/// The first operand, and its axis, in which a label is spread by a rule that all processes know.
fn spread(operands: &[&Operand], label: usize) -> Option<(usize, usize)> {
    operands.iter().enumerate().find_map(|(k, operand)| {
        let axis = operand.labels.iter().position(|&l| l == Some(label))?;
        let map = &operand.array.distribution().axes()[axis];
        (map.parts() > 1 && map.labels().is_none() && !map.is_broadcast()).then_some((k, axis))
    })
}
