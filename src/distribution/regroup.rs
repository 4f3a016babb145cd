//! Distributions on the processes of another one, with fewer or other axes.

use super::{AxisMap, Distribution, Grid};
use crate::error::Result;

impl Distribution {
    /// The distribution of an array that shares these axes with this one, in this order; `None` stands for a new axis
    /// of extent 1. Processes that differ along other axes alone hold the same elements. No halos.
    pub fn projected(&self, kept: &[Option<usize>]) -> Result<Distribution> {
        let extents = self.grid().extents();
        let dropped: Vec<usize> = (0..self.ndim()).filter(|d| !kept.contains(&Some(*d))).collect();
        let kept_extents: Vec<i32> = kept.iter().map(|k| k.map_or(1, |d| extents[d])).collect();
        let dropped_extents: Vec<i32> = dropped.iter().map(|&d| extents[d]).collect();
        let mut ranks = Vec::new();
        for replica in 0..self.grid().replicas() {
            for_each_index(&dropped_extents, |outer| {
                for_each_index(&kept_extents, |inner| {
                    let mut coordinates = vec![0; extents.len()];
                    dropped.iter().zip(outer).for_each(|(&d, &c)| coordinates[d] = c);
                    kept.iter().zip(inner).for_each(|(d, &c)| {
                        if let Some(d) = d {
                            coordinates[*d] = c;
                        }
                    });
                    ranks.push(self.grid().rank_of(&coordinates, replica));
                });
            });
        }
        let axis = |k: &Option<usize>| k.map_or_else(|| AxisMap::whole(1), |d| self.axes()[d].without_padding());
        let replicas = self.grid().replicas() * dropped_extents.iter().product::<i32>();
        let grid = Grid::new(kept_extents, replicas, Some(ranks), self.context_size())?;
        let axes = kept.iter().map(axis).collect();
        Distribution::from_axes(axes, grid, self.order(), self.context_size(), self.rank())
    }

    /// This distribution with the axes of `group` taken out and `axes` put in before the kept axis number `at`. Their
    /// parts, all together, are as many as those of the group, whose processes they take over in C order. No halos.
    pub fn regrouped(&self, group: &[usize], at: usize, axes: Vec<AxisMap>) -> Result<Distribution> {
        let extents = self.grid().extents();
        let mut kept: Vec<usize> = (0..self.ndim()).filter(|d| !group.contains(d)).collect();
        let new: Vec<i32> = axes.iter().map(AxisMap::parts).collect();
        let mut grid: Vec<i32> = kept.iter().map(|&d| extents[d]).collect();
        grid.splice(at..at, new.iter().copied());
        let mut ranks = Vec::new();
        for replica in 0..self.grid().replicas() {
            for_each_index(&grid, |index| {
                let mut coordinates = vec![0; extents.len()];
                let (before, rest) = index.split_at(at);
                let (inside, after) = rest.split_at(new.len());
                kept.iter().zip(before.iter().chain(after)).for_each(|(&d, &c)| coordinates[d] = c);
                let mut number = inside.iter().zip(&new).fold(0, |number, (&c, &extent)| number * extent + c);
                for &d in group.iter().rev() {
                    coordinates[d] = number % extents[d];
                    number /= extents[d];
                }
                ranks.push(self.grid().rank_of(&coordinates, replica));
            });
        }
        let grid = Grid::new(grid, self.grid().replicas(), Some(ranks), self.context_size())?;
        let after = kept.split_off(at);
        let map = |d: usize| self.axes()[d].without_padding();
        let axes = kept.into_iter().map(map).chain(axes).chain(after.into_iter().map(map)).collect();
        Distribution::from_axes(axes, grid, self.order(), self.context_size(), self.rank())
    }
}

/// Visits all indices of a box in C order.
fn for_each_index(extents: &[i32], mut visit: impl FnMut(&[i32])) {
    let mut index = vec![0; extents.len()];
    loop {
        visit(&index);
        let Some(axis) = (0..extents.len()).rev().find(|&d| index[d] + 1 < extents[d]) else { return };
        index[axis] += 1;
        index[axis + 1..].fill(0);
    }
}
