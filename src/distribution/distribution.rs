//! Distribution: shape, axis maps, process grid and memory order, as one process sees them.

use super::grid::{self, Grid, GridPlace};
use super::{AxisKind, AxisMap, Base, Labels, Specification};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Immutable description of who owns which element.
#[derive(Clone, Debug)]
pub struct Distribution {
    shape: Vec<i64>,
    axes: Vec<AxisMap>,
    grid: Grid,
    order: Order,
    context_size: i32,
    rank: i32,
    place: Option<GridPlace>,
    /// Owned extents of this process; zeros outside the grid.
    local_shape: Vec<i64>,
    digest: u64,
}

impl Distribution {
    /// Builds what a specification asks for, for `rank` of `context_size` processes.
    /// `labels` has an entry for each unstructured axis, gathered beforehand by a collective.
    pub fn build(
        specification: &Specification,
        context_size: i32,
        rank: i32,
        labels: &[Option<Arc<Labels>>],
    ) -> Result<Distribution> {
        specification.check()?;
        let grid = Distribution::grid_for(specification, context_size)?;
        let mut axes = Vec::with_capacity(specification.axes.len());
        for (d, axis) in specification.axes.iter().enumerate() {
            let base = match &axis.kind {
                AxisKind::Block | AxisKind::Whole => Base::Block,
                AxisKind::BlockCeil => Base::BlockCeil,
                AxisKind::Bounds(bounds) => Base::Bounds(bounds.as_slice().into()),
                AxisKind::Cyclic(block) => Base::Cyclic(*block),
                AxisKind::Unstructured { .. } => {
                    let known = labels.get(d).and_then(Option::as_ref).ok_or_else(|| {
                        Error::argument(
                            Status::Distribution,
                            "labels",
                            format!("axis {d}: labels must be collected from all processes first"),
                        )
                    })?;
                    Base::Unstructured(known.clone())
                }
            };
            axes.push(AxisMap::new(base, specification.shape[d], grid.extents()[d], axis.padding.clone()));
        }
        Distribution::from_axes(axes, grid, specification.order, context_size, rank)
    }

    /// The process grid a specification leads to.
    pub fn grid_for(specification: &Specification, context_size: i32) -> Result<Grid> {
        let fixed = specification.fixed_extents()?;
        if let Some(axis) = fixed.iter().position(|&p| p < 0) {
            refuse!(Distribution, "grid", "expected extents of at least 0, got {} on axis {axis}", fixed[axis]);
        }
        let processes = match &specification.ranks {
            Some(ranks) => ranks.len() as i32,
            None => context_size,
        };
        if processes < 1 {
            refuse!(Distribution, "ranks", "expected at least one rank");
        }
        let (extents, replicas) =
            grid::resolve_extents(&specification.shape, &fixed, specification.replicas, processes)?;
        Grid::new(extents, replicas, specification.ranks.clone(), context_size)
    }

    /// Puts axis maps on a grid of matching extents.
    pub fn from_axes(
        axes: Vec<AxisMap>,
        grid: Grid,
        order: Order,
        context_size: i32,
        rank: i32,
    ) -> Result<Distribution> {
        let shape: Vec<i64> = axes.iter().map(AxisMap::size).collect();
        shape::element_count(&shape)?;
        for (d, axis) in axes.iter().enumerate() {
            if axis.parts() != grid.extents()[d] {
                refuse!(
                    Distribution,
                    "grid",
                    "axis {d}: expected an extent of {}, got {}",
                    axis.parts(),
                    grid.extents()[d]
                );
            }
            // Padded extents are sizes of local memory and must be representable.
            if axis.size() as i128 + axis.padding().largest_sum() > i64::MAX as i128 {
                refuse!(Overflow, "halo", "axis {d}: size plus halo exceeds 2^63 - 1");
            }
        }
        let place = grid.place_of(rank);
        let digest = digest(&axes, &grid, order);
        let local_shape = owned_extents(&axes, place.as_ref());
        Ok(Distribution { shape, axes, grid, order, context_size, rank, place, local_shape, digest })
    }

    /// A number that is the same on all ranks, and almost surely differs between
    /// distributions that are not equal.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// The same distribution as another rank of the context sees it. Closed forms only:
    /// `None` if an axis is unstructured, because its labels are known to their owner alone.
    pub fn seen_by(&self, rank: i32) -> Option<Distribution> {
        if rank < 0 || rank >= self.context_size || (rank != self.rank && !self.is_closed_form()) {
            return None;
        }
        let place = self.grid.place_of(rank);
        let local_shape = owned_extents(&self.axes, place.as_ref());
        Some(Distribution { rank, place, local_shape, ..self.clone() })
    }

    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    pub fn shape(&self) -> &[i64] {
        &self.shape
    }

    pub fn axes(&self) -> &[AxisMap] {
        &self.axes
    }

    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    pub fn order(&self) -> Order {
        self.order
    }

    pub fn rank(&self) -> i32 {
        self.rank
    }

    pub fn context_size(&self) -> i32 {
        self.context_size
    }

    /// Number of elements of the whole array.
    pub fn global_count(&self) -> i64 {
        if self.shape.contains(&0) {
            0
        } else {
            self.shape.iter().product()
        }
    }

    /// This process's grid position; `None` if it owns nothing by construction.
    pub fn place(&self) -> Option<&GridPlace> {
        self.place.as_ref()
    }

    /// Known on every process without communication.
    pub fn is_closed_form(&self) -> bool {
        self.axes.iter().all(|axis| axis.labels().is_none())
    }

    pub fn has_halo(&self) -> bool {
        self.axes.iter().any(|axis| axis.padding().has_halo() && !axis.is_sliced())
    }

    /// Owned extents of this process; zeros outside the grid.
    pub fn local_shape(&self) -> Vec<i64> {
        self.local_shape.clone()
    }

    /// Owned extents of a rank; zeros outside the grid, `None` if not known here
    /// (a sliced unstructured axis of another process) or no such rank.
    pub fn local_shape_of(&self, rank: i32) -> Option<Vec<i64>> {
        if rank < 0 || rank >= self.context_size {
            return None;
        }
        match self.grid.place_of(rank) {
            None => Some(vec![0; self.ndim()]),
            Some(place) => self.axes.iter().zip(&place.coordinates).map(|(axis, &c)| axis.count(c)).collect(),
        }
    }

    /// Number of elements this process owns. A 0-d array has one on every process of its grid.
    pub fn local_count(&self) -> i64 {
        if self.place.is_none() {
            return 0;
        }
        if self.local_shape.contains(&0) {
            0
        } else {
            self.local_shape.iter().product()
        }
    }

    /// Halo widths (before, after) of this process per axis; none where it owns nothing.
    pub fn halo(&self) -> Vec<(i64, i64)> {
        match &self.place {
            Some(place) if self.local_count() > 0 => {
                self.axes.iter().zip(&place.coordinates).map(|(axis, &c)| axis.halo(c)).collect()
            }
            _ => vec![(0, 0); self.ndim()],
        }
    }

    /// Extents of the local part with its halo.
    pub fn padded_shape(&self) -> Vec<i64> {
        self.local_shape.iter().zip(self.halo()).map(|(&n, (lower, upper))| n + lower + upper).collect()
    }

    /// For block axes the global indices `[start, stop)` of this process, per axis.
    pub fn local_bounds(&self) -> Option<Vec<(i64, i64)>> {
        self.local_bounds_of(self.rank)
    }

    /// For block axes the global indices `[start, stop)` of a rank, per axis; empty outside the grid.
    pub fn local_bounds_of(&self, rank: i32) -> Option<Vec<(i64, i64)>> {
        match self.grid.place_of(rank) {
            None => Some(vec![(0, 0); self.ndim()]),
            Some(place) => self.axes.iter().zip(&place.coordinates).map(|(axis, &c)| axis.bounds(c)).collect(),
        }
    }

    /// The rank that owns an element (its primary copy). Closed forms only, or labels of the own coordinate.
    pub fn owner(&self, index: &[i64]) -> Option<i32> {
        let coordinates: Option<Vec<i32>> =
            self.axes.iter().zip(index).map(|(axis, &g)| axis.locate(g).map(|place| place.coordinate)).collect();
        coordinates.map(|coordinates| self.grid.rank_of(&coordinates, 0))
    }

    /// Owned position of an element on this process, `None` if it lives elsewhere.
    pub fn local_index(&self, index: &[i64]) -> Option<Vec<i64>> {
        let place = self.place.as_ref()?;
        self.axes.iter().zip(index).zip(&place.coordinates).map(|((axis, &g), &c)| axis.local_of(c, g)).collect()
    }

    /// Global index of an owned position of this process.
    pub fn global_index(&self, local: &[i64]) -> Option<Vec<i64>> {
        let place = self.place.as_ref()?;
        self.axes.iter().zip(local).zip(&place.coordinates).map(|((axis, &l), &c)| axis.global_of(c, l)).collect()
    }

    /// Checks an index and makes it non-negative; unstructured axes take any label.
    pub fn check_index(&self, index: &[i64]) -> Result<Vec<i64>> {
        index
            .iter()
            .zip(&self.axes)
            .enumerate()
            .map(|(d, (&g, axis))| {
                if axis.labels().is_some() {
                    return Ok(g);
                }
                let size = axis.size();
                if g < -size || g >= size {
                    refuse!(Index, "index", "expected {} to {} on axis {d}, got {g}", -size, size - 1);
                }
                Ok(if g < 0 { g + size } else { g })
            })
            .collect()
    }

    /// The same owners without halos, boundaries and periods.
    pub fn without_padding(&self) -> Distribution {
        let axes: Vec<AxisMap> = self.axes.iter().map(AxisMap::without_padding).collect();
        let digest = digest(&axes, &self.grid, self.order);
        Distribution { axes, digest, ..self.clone() }
    }

    /// The same owners in another memory order.
    pub fn with_order(&self, order: Order) -> Distribution {
        Distribution { order, digest: digest(&self.axes, &self.grid, order), ..self.clone() }
    }

    /// Every element lives on the same ranks in both, at the same owned positions, whatever
    /// the halos and memory orders: elementwise work needs no communication.
    pub fn is_aligned(&self, other: &Distribution) -> bool {
        self.shape == other.shape
            && self.grid == other.grid
            && self.axes.iter().zip(&other.axes).all(|(a, b)| a.same_owners(b))
    }
}

fn owned_extents(axes: &[AxisMap], place: Option<&GridPlace>) -> Vec<i64> {
    let Some(place) = place else { return vec![0; axes.len()] };
    axes.iter().zip(&place.coordinates).map(|(axis, &c)| axis.count(c).unwrap_or(0)).collect()
}

/// Equal owners, halos, grid and memory order.
impl PartialEq for Distribution {
    fn eq(&self, other: &Distribution) -> bool {
        // What the padding comes to: widths that nobody has (at the edges, on empty parts) do not count.
        let outer = |axis: &AxisMap| match axis.is_sliced() {
            true => ((0, 0), false),
            false => (axis.padding().boundary, axis.padding().periodic),
        };
        let same_padding = |a: &AxisMap, b: &AxisMap| {
            a.padding() == b.padding() && a.is_sliced() == b.is_sliced()
                || (outer(a) == outer(b) && (0..a.parts()).all(|c| a.halo(c) == b.halo(c)))
        };
        self.is_aligned(other)
            && self.order == other.order
            && self.axes.iter().zip(&other.axes).all(|(a, b)| same_padding(a, b))
    }
}

fn digest(axes: &[AxisMap], grid: &Grid, order: Order) -> u64 {
    let mut hasher = FxHasher::default();
    for axis in axes {
        axis.hash_into(&mut hasher);
    }
    (grid.extents(), grid.replicas(), grid.ranks(), order).hash(&mut hasher);
    hasher.finish()
}
