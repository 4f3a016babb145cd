//! Distributions made of others: slices and further views, results of reductions.

use super::grid::{self, Grid};
use super::{AxisMap, Base, Distribution, Padding, Pieces};
use crate::error::Result;
use crate::index::{shape, Slice};
use std::sync::Arc;

impl Distribution {
    /// The distribution seen through one slice per axis. Local.
    pub fn slice(&self, slices: &[Slice]) -> Result<Distribution> {
        let axes: Vec<AxisMap> =
            self.axes().iter().zip(slices).map(|(axis, &slice)| axis.slice(slice)).collect::<Result<_>>()?;
        self.with(axes, self.grid().clone())
    }

    /// Other axes on another grid, for the same process.
    fn with(&self, axes: Vec<AxisMap>, grid: Grid) -> Result<Distribution> {
        Distribution::from_axes(axes, grid, self.order(), self.context_size(), self.rank())
    }

    /// The distribution of results along one axis: the axis goes (or stays with extent 1), and
    /// every process that shared in it holds the result.
    pub fn reduced(&self, axis: usize, keep: bool) -> Result<Distribution> {
        let extents = self.grid().extents();
        let along = extents[axis];
        let mut kept = extents.to_vec();
        kept[axis] = 1;
        let mut ranks = Vec::new();
        for replica in 0..self.grid().replicas() {
            for c in 0..along {
                grid::for_each_coordinates(&kept, |coordinates| {
                    let mut coordinates = coordinates.to_vec();
                    coordinates[axis] = c;
                    ranks.push(self.grid().rank_of(&coordinates, replica));
                });
            }
        }
        let mut axes: Vec<AxisMap> = self.axes().iter().map(AxisMap::without_padding).collect();
        if keep {
            axes[axis] = AxisMap::whole(1);
        } else {
            axes.remove(axis);
            kept.remove(axis);
        }
        let replicas = self.grid().replicas() * along;
        let grid = Grid::new(kept, replicas, Some(ranks), self.context_size())?;
        self.with(axes, grid)
    }

    /// The distribution of what has one index on an axis: the axis goes, and only the coordinate that owns the index stays
    /// in the grid. Unstructured axes only where all processes know the owner.
    pub fn index_axis(&self, axis: usize, index: i64) -> Result<Distribution> {
        let owner = self.axes()[axis].owner_of(index)?;
        let mut axes = self.axes().to_vec();
        axes.remove(axis);
        let mut extents = self.grid().extents().to_vec();
        extents.remove(axis);
        let grid = match self.grid().extents()[axis] {
            1 => self.grid().with_unit_axes(extents),
            _ => self.grid().rearranged(extents, self.context_size(), |coordinates| {
                let mut old = coordinates.to_vec();
                old.insert(axis, owner);
                old
            })?,
        };
        self.with(axes, grid)
    }

    /// With an axis of one index before `axis`.
    pub fn expand_dims(&self, axis: usize) -> Result<Distribution> {
        let mut axes = self.axes().to_vec();
        axes.insert(axis, AxisMap::whole(1));
        let mut extents = self.grid().extents().to_vec();
        extents.insert(axis, 1);
        self.with(axes, self.grid().with_unit_axes(extents))
    }

    /// With axes of one index, given as (axis, owner), in closed forms.
    pub fn with_single_owners(&self, owners: &[(usize, i32)]) -> Result<Distribution> {
        let mut axes = self.axes().to_vec();
        for &(axis, owner) in owners {
            axes[axis] = AxisMap::single(owner, axes[axis].parts());
        }
        self.with(axes, self.grid().clone())
    }

    /// Axis d is axis `order[d]` of this one.
    pub fn transpose(&self, order: &[usize]) -> Result<Distribution> {
        let axes = order.iter().map(|&d| self.axes()[d].clone()).collect();
        let extents = order.iter().map(|&d| self.grid().extents()[d]).collect();
        let grid = self.grid().rearranged(extents, self.context_size(), |coordinates| {
            let mut old = vec![0; order.len()];
            order.iter().zip(coordinates).for_each(|(&d, &c)| old[d] = c);
            old
        })?;
        self.with(axes, grid)
    }

    /// Repeated to a longer shape by NumPy's rules: axes of one index are repeated, new ones come first.
    pub fn broadcast_to(&self, shape: &[i64]) -> Result<Distribution> {
        let new = shape.len().checked_sub(self.ndim());
        let fits = |new: usize| self.shape().iter().zip(&shape[new..]).all(|(&n, &to)| n == to || n == 1);
        let Some(new) = new.filter(|&new| fits(new)) else {
            refuse!(
                Shape,
                "shape",
                "an array of shape {} cannot be broadcast to {}",
                shape::text(self.shape()),
                shape::text(shape)
            );
        };
        shape::element_count(shape)?;
        let mut axes = Vec::with_capacity(shape.len());
        for (d, &size) in shape.iter().enumerate() {
            axes.push(match d.checked_sub(new) {
                None => AxisMap::whole(1).repeated(size)?,
                Some(own) if self.shape()[own] == size => self.axes()[own].clone(),
                Some(own) => self.axes()[own].repeated(size)?,
            });
        }
        let mut extents = vec![1; new];
        extents.extend(self.grid().extents());
        self.with(axes, self.grid().with_unit_axes(extents))
    }

    /// The same owners with an element of its own at every index of repeated axes; None if there are none.
    pub fn separated(&self) -> Option<Distribution> {
        if !self.axes().iter().any(AxisMap::is_broadcast) {
            return None;
        }
        let axes = self.axes().iter().map(AxisMap::separated).collect();
        self.with(axes, self.grid().clone()).ok()
    }

    /// The elements whose indices are `first.0 + k` and `first.1 + k` on two axes, `0 <= k < count`; the axes go, and k
    /// comes last.
    pub fn diagonal(&self, pair: (usize, usize), first: (i64, i64), count: i64) -> Result<Distribution> {
        let (a, b) = (&self.axes()[pair.0], &self.axes()[pair.1]);
        let extents = self.grid().extents();
        let across = extents[pair.1];
        if a.labels().is_some() || b.labels().is_some() {
            refuse!(
                Distribution,
                "axis1",
                "who owns a diagonal of an unstructured axis is not known to all processes; redistribute it first, or \
                 use distarray_array_take"
            );
        }
        let mut pieces = Pieces::default();
        while pieces.size() < count {
            let k = pieces.size();
            let (Some(in_a), Some(in_b)) = (a.locate(first.0 + k), b.locate(first.1 + k)) else { break };
            let together = in_a.consecutive.min(in_b.consecutive).min(count - k);
            pieces.push(in_a.coordinate * across + in_b.coordinate, together)?;
        }
        let others: Vec<usize> = (0..self.ndim()).filter(|&d| d != pair.0 && d != pair.1).collect();
        let mut axes: Vec<AxisMap> = others.iter().map(|&d| self.axes()[d].clone()).collect();
        let parts = extents[pair.0] * across;
        axes.push(AxisMap::new(Base::Pieces(Arc::new(pieces)), count, parts, Padding::none()));
        let mut new_extents: Vec<i32> = others.iter().map(|&d| extents[d]).collect();
        new_extents.push(parts);
        let grid = self.grid().rearranged(new_extents, self.context_size(), |coordinates| {
            let mut old = vec![0; self.ndim()];
            others.iter().zip(coordinates).for_each(|(&d, &c)| old[d] = c);
            let last = coordinates[others.len()];
            (old[pair.0], old[pair.1]) = (last / across, last % across);
            old
        })?;
        self.with(axes, grid)
    }
}
