//! Arrays as sequences in C order, of which every rank has one piece, and back.

use crate::array::{blocks, Array, Memory, Part, Place, Prepared};
use crate::context::{Call, Context, Temporary};
use crate::distribution::{AxisMap, Base, Distribution, Grid, Padding};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::{shape, Order};
use crate::kernels::sort::{Item, Placed};
use crate::ops::reshape::{check_labels, reshape_as};
use std::marker::PhantomData;
use std::sync::Arc;

/// Counted memory for elements, which other ranks of the node can read.
pub(super) struct Buffer<T> {
    memory: Temporary,
    count: usize,
    of: PhantomData<T>,
}

impl<T: Item> Buffer<T> {
    /// Its elements are unspecified at first, like those of all temporaries. **Local.**
    pub fn new(context: &Context, count: usize) -> Result<Buffer<T>> {
        let bytes = shape::byte_count(&[count as i64], size_of::<T>())?;
        Ok(Buffer { memory: context.shared_temporary(bytes)?, count, of: PhantomData })
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// Forgets all but the first elements.
    pub fn truncate(&mut self, count: usize) {
        self.count = self.count.min(count);
    }

    pub fn items(&self) -> &[T] {
        match self.count {
            0 => &[],
            // Sound: the memory has room for them, pages of the system are initialised, and any bits are an element.
            count => unsafe { std::slice::from_raw_parts(self.memory.pointer().cast(), count) },
        }
    }

    pub fn items_mut(&mut self) -> &mut [T] {
        match self.count {
            0 => &mut [],
            count => unsafe { std::slice::from_raw_parts_mut(self.memory.pointer().cast(), count) },
        }
    }

    /// The elements as (elements, words of each).
    pub fn place(&self) -> Place {
        let (size, word) = word_of::<T>();
        let extents = [self.count as i64, (size / word.size()) as i64];
        let strides = [size as isize, word.size() as isize];
        Place { heap: self.memory.span(), ..Place::strided(self.memory.pointer(), &strides, &extents, word) }
    }
}

/// The size of an element, and the unsigned number that it consists of.
pub(super) fn word_of<T>() -> (usize, Dtype) {
    let size = size_of::<T>();
    let word = match size {
        1 => Dtype::UInt8,
        2 => Dtype::UInt16,
        4 => Dtype::UInt32,
        _ => Dtype::UInt64,
    };
    (size, word)
}

/// Even pieces of a sequence: bounds, one more than there are ranks.
pub(super) fn even(count: i64, ranks: i32) -> Vec<i64> {
    let axis = AxisMap::new(Base::Block, count, ranks, Padding::none());
    let mut bounds: Vec<i64> = (0..ranks).map(|rank| axis.bounds(rank).map_or(0, |bounds| bounds.0)).collect();
    bounds.push(count);
    bounds
}

/// The 1-D distribution in which rank r has what lies between `bounds[r]` and `bounds[r + 1]`.
pub(super) fn pieces(context: &Context, bounds: &[i64]) -> Result<Arc<Distribution>> {
    let total = bounds.last().copied().unwrap_or(0);
    let axis = AxisMap::new(Base::Bounds(bounds.into()), total, context.size(), Padding::none());
    let grid = Grid::new(vec![context.size()], 1, None, context.size())?;
    Distribution::from_axes(vec![axis], grid, Order::RowMajor, context.size(), context.rank()).map(Arc::new)
}

/// The pieces of an array in C order, if every rank owns one, ascending with the ranks; the same answer on all ranks.
pub(super) fn pieces_of(distribution: &Distribution) -> Option<Vec<i64>> {
    let ranks = distribution.context_size();
    let total = distribution.global_count();
    if total == 0 {
        return Some(vec![0; ranks as usize + 1]);
    }
    let first = distribution.shape().iter().position(|&n| n > 1)?;
    if distribution.grid().replicas() > 1 || !distribution.is_closed_form() {
        return None;
    }
    let inner = &distribution.axes()[first + 1..];
    let whole = |axis: &AxisMap| axis.parts() == 1 && is_in_order(axis);
    if !inner.iter().all(whole) || distribution.axes()[..first].iter().any(|axis| axis.parts() > 1) {
        return None;
    }
    let axis = &distribution.axes()[first];
    let row: i64 = inner.iter().map(AxisMap::size).product();
    let mut bounds = vec![0; ranks as usize + 1];
    let (mut coordinates, mut last) = (vec![0; distribution.ndim()], -1);
    for coordinate in 0..axis.parts() {
        let runs = axis.runs(coordinate);
        let Some(run) = runs.first() else { continue };
        coordinates[first] = coordinate;
        let rank = distribution.grid().rank_of(&coordinates, 0);
        let before = bounds[(last + 1) as usize];
        if runs.len() > 1 || (run.step != 1 && run.count > 1) || rank <= last || run.global * row != before {
            return None;
        }
        bounds[(last + 1) as usize..=rank as usize].fill(before);
        bounds[rank as usize + 1] = before + run.count * row;
        last = rank;
    }
    bounds[(last + 1) as usize..].fill(total);
    Some(bounds)
}

/// Whether an axis on one coordinate lies in its own order.
pub(super) fn is_in_order(axis: &AxisMap) -> bool {
    if axis.labels().is_some() {
        return false;
    }
    match axis.runs(0).as_slice() {
        [] => true,
        [run] => run.global == 0 && (run.count == 1 || run.step == 1),
        _ => false,
    }
}

/// An array over memory that somebody else keeps, in pieces.
fn over(context: &Context, bounds: &[i64], dtype: Dtype, pointer: *mut u8) -> Result<Prepared> {
    let part = Part { memory: Memory::foreign(pointer, None), strides: None, read_only: false };
    Array::prepare(context, &pieces(context, bounds)?, dtype, Some(part))
}

/// Where an array has its elements in C order, as far as it can be sorted: refuses labels that are no positions. **Local.**
pub(super) fn check_flat(array: &Array, name: &str) -> Result<()> {
    array.check_usable(name)?;
    let context = array.context();
    let flat = pieces(context, &even(array.distribution().global_count(), context.size()))?;
    check_labels(array.distribution(), &flat).map_err(|error| crate::error::Error { argument: name.into(), ..error })
}

/// This rank's piece of the elements of an array, in C order and converted to `dtype`, and all bounds. **Collective**, in the
/// commit phase.
pub(super) fn flatten<T: Item>(call: &Call, array: &Array, dtype: Dtype) -> Result<(Buffer<T>, Vec<i64>)> {
    let bounds = wanted_pieces(array);
    Ok((flatten_to(call, array, dtype, &bounds)?, bounds))
}

/// As [`flatten`], in given pieces. **Collective**, in the commit phase.
pub(super) fn flatten_to<T: Item>(call: &Call, array: &Array, dtype: Dtype, bounds: &[i64]) -> Result<Buffer<T>> {
    debug_assert_eq!(size_of::<T>(), dtype.size());
    let context = array.context();
    let rank = context.rank() as usize;
    let buffer = Buffer::<T>::new(context, (bounds[rank + 1] - bounds[rank]) as usize);
    if pieces_of(array.distribution()).as_deref() == Some(bounds) {
        let buffer = context.confirm(buffer)?;
        copy_part(array, dtype, &buffer);
        return Ok(buffer);
    }
    let prepared = buffer.and_then(|buffer| {
        let flat = over(context, bounds, dtype, buffer.memory.pointer())?;
        Ok((buffer, flat))
    });
    let (buffer, flat) = context.confirm(prepared)?;
    reshape_as(call, Ok(()), array, &mut flat.finish(context))?;
    Ok(buffer)
}

/// Copies what this rank owns, converted and in C order of local positions.
fn copy_part<T: Item>(array: &Array, dtype: Dtype, buffer: &Buffer<T>) {
    if array.has_elements() {
        let place = array.place();
        let strides = shape::contiguous_strides(&place.extents, Order::RowMajor, dtype.size());
        unsafe { blocks::copy(&place, &Place::strided(buffer.memory.pointer(), &strides, &place.extents, dtype)) };
    }
}

/// What this rank owns of an array, converted, in C order of local positions. **Local.**
pub(super) fn own_part<T: Item>(array: &Array, dtype: Dtype) -> Result<Buffer<T>> {
    let buffer = Buffer::new(array.context(), array.distribution().local_count() as usize)?;
    copy_part(array, dtype, &buffer);
    Ok(buffer)
}

/// Writes what this rank owns of an array, from C order of local positions. **Local.**
pub(super) fn write_part<T: Item>(buffer: &Buffer<T>, dtype: Dtype, array: &Array) {
    if array.has_elements() {
        let place = array.place();
        let strides = shape::contiguous_strides(&place.extents, Order::RowMajor, dtype.size());
        unsafe { blocks::copy(&Place::strided(buffer.memory.pointer(), &strides, &place.extents, dtype), &place) };
    }
}

/// As [`flatten`], with the position of every element in C order. **Collective**, in the commit phase.
pub(super) fn flatten_placed<T: Item>(
    call: &Call,
    array: &Array,
    dtype: Dtype,
) -> Result<(Buffer<Placed<T>>, Vec<i64>)> {
    let (items, bounds) = flatten::<T>(call, array, dtype)?;
    let context = array.context();
    let mut placed = context.confirm(Buffer::<Placed<T>>::new(context, items.len()))?;
    let first = bounds[context.rank() as usize];
    for ((to, &item), position) in placed.items_mut().iter_mut().zip(items.items()).zip(first..) {
        *to = Placed { position, item };
    }
    Ok((placed, bounds))
}

/// Writes a sequence, of which this rank has the piece at `pointer`, into an array of as many elements in C order; without a
/// pointer this rank's piece is there. **Collective**, in the commit phase.
///
/// # Safety
/// `pointer` must be valid for this rank's piece of elements of `dtype`. It may be missing where the array has the pieces.
pub(super) unsafe fn deliver(
    call: &Call,
    bounds: &[i64],
    dtype: Dtype,
    pointer: Option<*mut u8>,
    result: &mut Array,
) -> Result<()> {
    let context = result.context().clone();
    if pieces_of(result.distribution()).as_deref() == Some(bounds) {
        if let (Some(pointer), true) = (pointer, result.has_elements()) {
            let place = result.place();
            let strides = shape::contiguous_strides(&place.extents, Order::RowMajor, dtype.size());
            unsafe { blocks::copy(&Place::strided(pointer, &strides, &place.extents, dtype), &place) };
        }
        result.mark_whole();
        return Ok(());
    }
    let pointer = pointer.unwrap_or(std::ptr::null_mut());
    let flat = context.confirm(over(&context, bounds, dtype, pointer))?.finish(&context);
    reshape_as(call, Ok(()), &flat, result)
}

/// This rank's piece of an array, if it is the array's own and lies in C order without gaps.
pub(super) fn own_piece<'a, T: Item>(array: &'a mut Array, bounds: &[i64]) -> Option<&'a mut [T]> {
    if pieces_of(array.distribution()).as_deref() != Some(bounds) || !array.has_elements() {
        return None;
    }
    let place = array.place();
    let pointer = place.pointer.cast::<T>();
    let strides = shape::contiguous_strides(&place.extents, Order::RowMajor, size_of::<T>());
    if array.strides() != Some(strides.as_slice()) || !pointer.is_aligned() {
        return None;
    }
    // Sound: the caller holds the array for writing, and all its elements are here.
    Some(unsafe { std::slice::from_raw_parts_mut(pointer, place.extents.iter().product::<i64>() as usize) })
}

/// The pieces in which a sequence is best made for an array.
pub(super) fn wanted_pieces(result: &Array) -> Vec<i64> {
    let count = result.distribution().global_count();
    pieces_of(result.distribution()).unwrap_or_else(|| even(count, result.context().size()))
}
