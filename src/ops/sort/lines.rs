//! Sorting along one axis: the lines are brought to where they are whole and contiguous, and back.

use super::flat::{is_in_order, Buffer};
use crate::array::{Array, Prepared};
use crate::context::{Call, Context, Temporary};
use crate::distribution::{grid, AxisMap, Base, Distribution, Grid, Padding};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::Order;
use crate::kernels::sort::{self, Item, Placed};
use crate::ops::indexing::temporary_array;
use crate::ops::redistribute::redistribute_as;
use crate::ops::view;
use std::sync::Arc;

/// Lines of an array or of a result, which are contiguous on this rank.
pub(super) struct Lines {
    pub array: Array,
    /// What must live as long; none where the array is the caller's.
    memory: Option<Temporary>,
    pub length: usize,
}

impl Lines {
    fn pointer<T>(&self) -> *mut T {
        self.array.local_pointer().cast()
    }

    /// How many this rank has.
    pub fn count(&self) -> usize {
        match self.length {
            0 => 0,
            length => self.array.distribution().local_count() as usize / length,
        }
    }

    /// The elements of one of them.
    #[allow(clippy::mut_from_ref)]
    pub fn line<T>(&self, number: usize) -> &mut [T] {
        // Sound: the part is contiguous, and every line is borrowed once.
        unsafe { std::slice::from_raw_parts_mut(self.pointer::<T>().add(number * self.length), self.length) }
    }
}

/// The distribution of an array with an axis moved to the end, where it is to be whole: its own where it is, else blocks of
/// the others.
pub(super) fn whole_lines(array: &Distribution, axis: usize) -> Result<Arc<Distribution>> {
    let separate = array.separated();
    let array = separate.as_ref().unwrap_or(array);
    let last = array.ndim() - 1;
    let mut order: Vec<usize> = (0..=last).filter(|&d| d != axis).collect();
    order.push(axis);
    let moved = array.transpose(&order)?;
    let axes = moved.axes();
    if axes[last].parts() == 1 && is_in_order(&axes[last]) {
        return Ok(Arc::new(moved.without_padding().with_order(Order::RowMajor)));
    }
    let (size, rank) = (array.context_size(), array.rank());
    let extents = grid::choose_extents(&moved.shape()[..last], &vec![0; last], size).unwrap_or_default();
    let block = |(axis, &parts): (&AxisMap, &i32)| AxisMap::new(Base::Block, axis.size(), parts, Padding::none());
    let mut new: Vec<AxisMap> = axes.iter().zip(&extents).map(block).collect();
    new.push(AxisMap::whole(axes[last].size()));
    let grid = Grid::new([extents, vec![1]].concat(), 1, None, size)?;
    Distribution::from_axes(new, grid, Order::RowMajor, size, rank).map(Arc::new)
}

/// The lines of `array` along an axis. **Collective**, in the commit phase.
pub(super) fn take(call: &Call, array: &Array, axis: usize, whole: &Arc<Distribution>) -> Result<Lines> {
    let context = array.context();
    let lines = made(context, temporary_array(context, whole, array.dtype()), whole)?;
    fill(call, array, axis, &lines)?;
    Ok(lines)
}

/// Brings the elements of an array to lines along an axis. **Collective**, in the commit phase.
pub(super) fn fill(call: &Call, array: &Array, axis: usize, lines: &Lines) -> Result<()> {
    if lines.array.is(array) {
        return Ok(());
    }
    redistribute_as(call, Ok(()), &view::move_axis(array, axis as i32, -1)?, &mut lines.array.clone())
}

/// Room for the lines of a result: its own memory, where they lie in it as they should, or a temporary.
/// **Collective**, in the commit phase.
pub(super) fn room(result: &Array, axis: usize, whole: &Arc<Distribution>) -> Result<Lines> {
    let context = result.context();
    if is_direct(result, axis, whole) {
        let length = length(whole);
        return Ok(Lines { array: result.clone(), memory: None, length });
    }
    made(context, temporary_array(context, whole, result.dtype()), whole)
}

/// Whether the lines of an array are where they are to be sorted, contiguous; the same answer on all ranks.
fn is_direct(array: &Array, axis: usize, whole: &Distribution) -> bool {
    let distribution = array.distribution();
    axis + 1 == array.ndim()
        && !array.is_view()
        && !array.memory().is_foreign()
        && distribution.order() == Order::RowMajor
        && !distribution.has_halo()
        && distribution.is_aligned(whole)
}

fn length(whole: &Distribution) -> usize {
    whole.shape().last().map_or(0, |&n| n as usize)
}

fn made(context: &Context, made: Result<(Temporary, Prepared)>, whole: &Distribution) -> Result<Lines> {
    let (memory, prepared) = context.confirm(made)?;
    Ok(Lines { array: prepared.finish(context), memory: Some(memory), length: length(whole) })
}

/// Brings lines to the result whose they are. **Collective**, in the commit phase.
pub(super) fn put(call: &Call, lines: Lines, axis: usize, result: &Array) -> Result<()> {
    if lines.memory.is_some() {
        let mut moved = view::move_axis(result, axis as i32, -1)?;
        redistribute_as(call, Ok(()), &lines.array, &mut moved)?;
    }
    result.mark_whole();
    Ok(())
}

/// Brings the elements of an array to lines along an axis, and sorts each of them. **Collective**, in the commit phase; a
/// refusal of memory comes before anything is written.
pub(super) fn fill_sorted<T: Item>(call: &Call, array: &Array, axis: usize, lines: &Lines) -> Result<()> {
    let context = array.context();
    let mut scratch = context.confirm(Buffer::<T>::new(context, lines.length))?;
    fill(call, array, axis, lines)?;
    let _scope = context.trace().scope("sort");
    for number in 0..lines.count() {
        sort::sort(lines.line::<T>(number), scratch.items_mut());
    }
    Ok(())
}

/// Reorders each line of positions, at first 0, 1, 2, ..., so that what `keys` has there ascends; equal ones stay in order.
/// **Collective**, in the commit phase.
pub(super) fn order_by<T: Item>(context: &Context, keys: &Lines, positions: &Lines) -> Result<()> {
    let buffer = || Buffer::<Placed<T>>::new(context, keys.length);
    let (mut placed, mut scratch) = context.confirm(buffer().and_then(|placed| Ok((placed, buffer()?))))?;
    let _scope = context.trace().scope("sort");
    for number in 0..keys.count() {
        let (line, order) = (keys.line::<T>(number), positions.line::<i64>(number));
        for (to, &position) in placed.items_mut().iter_mut().zip(order.iter()) {
            *to = Placed { position, item: line[position as usize] };
        }
        sort::sort(placed.items_mut(), scratch.items_mut());
        order.iter_mut().zip(placed.items()).for_each(|(to, one)| *to = one.position);
    }
    Ok(())
}

/// Positions 0, 1, 2, ... in every line.
pub(super) fn number(positions: &Lines) {
    debug_assert_eq!(positions.array.dtype(), Dtype::Int64);
    for number in 0..positions.count() {
        positions.line::<i64>(number).iter_mut().zip(0..).for_each(|(to, position)| *to = position);
    }
}
