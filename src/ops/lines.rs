//! Lines of elements along some axes, each brought to one process, for work that needs all of a line.

use super::redistribute::redistribute_to;
use super::view;
use crate::array::{blocks, Array, Place};
use crate::context::Temporary;
use crate::distribution::{AxisKind, AxisMap, Distribution, Specification};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::{shape, Order};
use std::sync::Arc;

/// How lines come together.
pub(super) struct Lines {
    /// The array with the axes of its lines last.
    shown: Array,
    /// Axes before those of the lines.
    kept: usize,
    goal: Arc<Distribution>,
    moves: bool,
    reduced: Vec<bool>,
}

/// Lines that are here, contiguous one after the other.
pub(super) struct Held {
    pub elements: Temporary,
    pub dtype: Dtype,
    /// Elements of a line.
    pub length: usize,
}

impl Lines {
    /// Lines along the axes that are `reduced`; in blocks of lines where they are spread over processes.
    pub fn prepare(array: &Array, reduced: Vec<bool>) -> Result<Lines> {
        let kept: Vec<usize> = (0..array.ndim()).filter(|&d| !reduced[d]).collect();
        let gone: Vec<usize> = (0..array.ndim()).filter(|&d| reduced[d]).collect();
        let order: Vec<i32> = kept.iter().chain(&gone).map(|&d| d as i32).collect();
        let shown = view::transpose(array, Some(&order))?;
        let spread = |map: &AxisMap| map.parts() > 1 || map.labels().is_some();
        let moves = shown.distribution().axes()[kept.len()..].iter().any(spread);
        let goal = match moves {
            false => shown.distribution().without_padding(),
            true => {
                let mut specification = Specification::new(shown.shape())?;
                for axis in &mut specification.axes[kept.len()..] {
                    axis.kind = AxisKind::Whole;
                }
                let context = array.context();
                Distribution::build(&specification, context.size(), context.rank(), &[])?
            }
        };
        Ok(Lines { shown, kept: kept.len(), goal: Arc::new(goal), moves, reduced })
    }

    /// Of what has one value, or `leading` ones along an axis before all others, for each line, in C order.
    pub fn result(&self, leading: Option<i64>, keep: bool) -> Result<Arc<Distribution>> {
        let mut axes: Vec<(AxisMap, i32)> = leading.map(|count| (AxisMap::whole(count), 1)).into_iter().collect();
        let mut kept = self.goal.axes().iter().cloned().zip(self.goal.grid().extents().iter().copied());
        for &gone in &self.reduced {
            match gone {
                true if keep => axes.push((AxisMap::whole(1), 1)),
                true => {}
                false => axes.extend(kept.next()),
            }
        }
        let (axes, extents): (Vec<AxisMap>, Vec<i32>) = axes.into_iter().unzip();
        let grid = self.goal.grid().with_unit_axes(extents);
        Distribution::from_axes(axes, grid, Order::RowMajor, self.goal.context_size(), self.goal.rank()).map(Arc::new)
    }

    /// Collective, in the commit phase.
    pub fn settle(self) -> Result<Held> {
        let shown = match self.moves {
            true => redistribute_to(&self.shown, &self.goal, self.shown.dtype())?,
            false => self.shown,
        };
        let (context, dtype) = (shown.context(), shown.dtype());
        let extents: Vec<i64> = shown.local_extents().iter().map(|&n| n as i64).collect();
        let held =
            if shown.distribution().place().is_some() { shape::byte_count(&extents, dtype.size()) } else { Ok(0) };
        let mut elements = context.confirm(held.and_then(|bytes| context.temporary(bytes)))?;
        if !elements.is_empty() {
            let strides = shape::contiguous_strides(&extents, Order::RowMajor, dtype.size());
            let to = Place::strided(elements.as_mut_ptr(), &strides, &extents, dtype);
            // SAFETY: room for a copy of the owned part.
            unsafe { blocks::copy(&shown.place(), &to) };
        }
        let length = extents[self.kept..].iter().product::<i64>() as usize;
        Ok(Held { elements, dtype, length })
    }
}
