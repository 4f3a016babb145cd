//! Advanced indexing: elements that lists of indices, masks or lists per axis name, with NumPy's rules.
//!
//! The lists are brought to the processes that hold the result (or the values), in their own dtype. Owners and positions
//! follow by arithmetic, or from the directory where labels decide. On one node elements are read straight from the memory
//! of their owners, as the engine's direct copies do. Otherwise what a process owns itself is copied directly; of the rest
//! the owners get lists of positions, and the engine moves the rows that they pick.

mod cross;
mod direct;
mod get;
mod lists;
mod mask;
mod rounds;
mod set;

pub use cross::{get_cross, set_cross};
pub use mask::{argwhere, flat_nonzero, get_mask, nonzero, set_mask};
pub use set::{put, set_index, update_index};

use super::redistribute::redistribute_as;
use crate::array::{Array, Memory, Part, Prepared};
use crate::context::{Arg, Call, Context, Temporary};
use crate::distribution::{grid, AxisMap, Base, Distribution, Padding, Specification};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::shape;
use lists::Selection;
use std::sync::Arc;

/// What becomes of indices outside an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Mode {
    /// An error; negative ones count from the end.
    Raise = 0,
    /// Taken modulo the extent.
    Wrap = 1,
    /// The nearest one inside; negative ones become 0.
    Clip = 2,
}

impl Mode {
    pub fn from_number(number: i32) -> Result<Mode> {
        match number {
            0 => Ok(Mode::Raise),
            1 => Ok(Mode::Wrap),
            2 => Ok(Mode::Clip),
            _ => Err(Error::argument(
                Status::Argument,
                "mode",
                format!("expected DISTARRAY_RAISE (0), DISTARRAY_WRAP (1) or DISTARRAY_CLIP (2), got {number}"),
            )),
        }
    }
}

fn select_take(array: &Array, indices: &Array, axis: Option<i32>, mode: Mode) -> Result<Selection> {
    let Some(axis) = axis else { return Ok(Selection::flat(array, array.ndim(), indices, mode)) };
    let ndim = array.ndim() as i32;
    if axis < -ndim || axis >= ndim {
        refuse!(Argument, "axis", "expected {} to {}, got {axis}", -ndim, ndim - 1);
    }
    let mut lists = vec![None; axis.rem_euclid(ndim) as usize];
    lists.push(Some(indices));
    Ok(Selection { mode, ..Selection::of_axes(array, &lists)? })
}

fn axis_argument(axis: Option<i32>) -> Arg<'static> {
    axis.map_or(Arg::Text("flat"), |axis| Arg::Int(axis.into()))
}

/// NumPy's `take`: the elements at `indices` along an axis, or of the flattened array. **Collective.**
///
/// The result has the distribution of `indices` where the array has no other axes, or where along the axis as many
/// processes stand as hold the indices; otherwise blocks of them on the processes of the array.
pub fn take(array: &Array, indices: &Array, axis: Option<i32>, mode: Mode) -> Result<Array> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("indices", Arg::Object("array", indices.serial())),
        ("axis", axis_argument(axis)),
        ("mode", Arg::Int(mode as i64)),
    ];
    let call = Call::new("distarray_array_take", &arguments);
    get_new(&call, array, select_take(array, indices, axis, mode), &[indices])
}

/// As [`take`], into an array of the result's shape with any distribution and dtype. **Collective.**
pub fn take_into(array: &Array, indices: &Array, axis: Option<i32>, mode: Mode, out: &mut Array) -> Result<()> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("indices", Arg::Object("array", indices.serial())),
        ("axis", axis_argument(axis)),
        ("mode", Arg::Int(mode as i64)),
        ("out", Arg::Object("array", out.serial())),
    ];
    let call = Call::new("distarray_array_take_into", &arguments);
    let context = array.context();
    let lists = [indices];
    let prepared = select_take(array, indices, axis, mode).and_then(|selection| {
        check_array(array, &selection, &lists)?;
        out.check_writable("out")?;
        if !out.context().shares_communicator(context) {
            refuse!(Argument, "out", "expected an array of the same context as 'array'");
        }
        let expected = selection.shape(array);
        if out.shape() != expected {
            refuse!(Shape, "out", "expected shape {}, got {}", shape::text(&expected), shape::text(out.shape()));
        }
        if out.overlaps(array) || out.overlaps(indices) {
            refuse!(Argument, "out", "its memory overlaps that of 'array' or 'indices'; use separate memory");
        }
        Ok(selection)
    });
    let mut slots = [!rounds::room(context), 0, 0, 0];
    let selection = context.agree_with(&call, prepared, &mut slots)?;
    fill_result(&call, array, out, &selection, &lists, least_room(context, slots[0]))
}

/// NumPy's `array[i0, :, i2]`: one array of indices per axis, broadcast against each other; `None` stands for the whole
/// axis, and so do missing ones. The axes of the indices come where theirs were if these are adjacent, else first.
/// **Collective.**
pub fn get_index(array: &Array, indices: &[Option<&Array>]) -> Result<Array> {
    let serials = index_serials(indices);
    let arguments = [("array", Arg::Object("array", array.serial())), ("indices", Arg::Ints(&serials))];
    let call = Call::new("distarray_array_get_index", &arguments);
    let lists: Vec<&Array> = indices.iter().flatten().copied().collect();
    get_new(&call, array, Selection::of_axes(array, indices), &lists)
}

/// Serial numbers of index arrays, -1 for whole axes.
fn index_serials(indices: &[Option<&Array>]) -> Vec<i64> {
    indices.iter().map(|list| list.map_or(-1, |list| list.serial() as i64)).collect()
}

fn check_array(array: &Array, selection: &Selection, lists: &[&Array]) -> Result<()> {
    array.check_usable("array")?;
    selection.check(array, lists, "indices")
}

fn least_room(context: &Context, agreed: u64) -> u64 {
    // On one rank an agreement leaves the slots alone.
    if context.size() == 1 {
        return rounds::room(context);
    }
    !agreed
}

/// The selected elements in a new array.
fn get_new(call: &Call, array: &Array, selection: Result<Selection>, lists: &[&Array]) -> Result<Array> {
    let context = array.context();
    let prepared = selection.and_then(|selection| {
        check_array(array, &selection, lists)?;
        let distribution = Arc::new(result_distribution(array, &selection, lists)?);
        Ok((Array::prepare(context, &distribution, array.dtype(), None)?, selection))
    });
    let mut slots = [!rounds::room(context), 0, 0, 0];
    let (result, selection) = context.agree_with(call, prepared, &mut slots)?;
    let result = result.finish(context);
    fill_result(call, array, &result, &selection, lists, least_room(context, slots[0]))?;
    Ok(result)
}

/// The elements of a list that was made on the way, in a new array. **Collective**, in the commit phase.
fn get_listed(call: &Call, array: &Array, selection: Selection, list: &Array) -> Result<Array> {
    let context = array.context();
    let prepared = result_distribution(array, &selection, &[list]);
    let prepared = prepared.and_then(|made| Array::prepare(context, &Arc::new(made), array.dtype(), None));
    let mut slots = [!rounds::room(context), 0, 0, 0];
    let result = context.agree_with(call, prepared, &mut slots)?.finish(context);
    fill_result(call, array, &result, &selection, &[list], least_room(context, slots[0]))?;
    Ok(result)
}

fn fill_result(
    call: &Call,
    array: &Array,
    result: &Array,
    selection: &Selection,
    lists: &[&Array],
    least: u64,
) -> Result<()> {
    if result.distribution().global_count() == 0 {
        return Ok(());
    }
    let mut aligned = Vec::new();
    for list in lists {
        let wanted = selection.lists_for(result.distribution(), list);
        aligned.push(Aligned::new(call, list, wanted)?);
    }
    let lists: Vec<Array> = aligned.iter().map(|list| list.array.clone()).collect();
    get::pull(call, array, result, selection, &lists, least)
}

/// An array in a distribution where it is needed: itself, or a temporary.
struct Aligned {
    array: Array,
    _memory: Option<Temporary>,
}

impl Aligned {
    /// **Collective**; `wanted` is the same on all ranks.
    fn new(call: &Call, array: &Array, wanted: Result<Distribution>) -> Result<Aligned> {
        let wanted = wanted.map_err(|error| Error { agreed: true, ..error })?;
        if array.distribution().is_aligned(&wanted) {
            return Ok(Aligned { array: array.clone(), _memory: None });
        }
        let context = array.context();
        let made = temporary_array(context, &Arc::new(wanted.without_padding()), array.dtype());
        let (memory, prepared) = context.confirm(made)?;
        let mut aligned = prepared.finish(context);
        redistribute_as(call, Ok(()), array, &mut aligned)?;
        Ok(Aligned { array: aligned, _memory: Some(memory) })
    }
}

/// An array over counted temporary memory, which must outlive it.
pub(super) fn temporary_array(
    context: &Context,
    distribution: &Arc<Distribution>,
    dtype: Dtype,
) -> Result<(Temporary, Prepared)> {
    let bytes = shape::byte_count(&distribution.padded_shape(), dtype.size())?;
    let mut memory = context.temporary(if distribution.place().is_some() { bytes } else { 0 })?;
    let part = Part { memory: Memory::foreign(memory.as_mut_ptr(), None), strides: None, read_only: false };
    let prepared = Array::prepare(context, distribution, dtype, Some(part))?;
    Ok((memory, prepared))
}

/// The elements of a flattened array again and again, in another distribution. **Collective**, in the commit phase.
fn repeated(call: &Call, array: &Array, wanted: &Distribution, least: u64) -> Result<(Array, Temporary)> {
    let context = array.context();
    let wanted = Arc::new(wanted.clone());
    let numbers = temporary_array(context, &wanted, Dtype::Int64);
    let result = temporary_array(context, &wanted, array.dtype());
    let prepared = numbers.and_then(|numbers| Ok((numbers, result?)));
    let ((_memory, numbers), (memory, result)) = context.confirm(prepared)?;
    let (numbers, result) = (numbers.finish(context), result.finish(context));
    number_elements(&numbers);
    let selection = Selection::flat(array, array.ndim(), &numbers, Mode::Wrap);
    get::pull(call, array, &result, &selection, &[numbers], least)?;
    Ok((result, memory))
}

/// Sets every element to its number in C order.
fn number_elements(array: &Array) {
    let distribution = array.distribution();
    let (Some(place), true) = (distribution.place(), array.has_elements()) else { return };
    let mut globals: Vec<Vec<i64>> = Vec::new();
    for (axis, &c) in distribution.axes().iter().zip(&place.coordinates) {
        globals.push(axis.runs(c).iter().flat_map(|r| (0..r.count).map(|k| r.global + k * r.step)).collect());
    }
    let memory = array.place();
    let mut local = vec![0; array.ndim()];
    loop {
        let mut number = 0;
        let mut pointer = memory.pointer;
        for (d, &at) in local.iter().enumerate() {
            number = number * array.shape()[d] + globals[d][at as usize];
            pointer = pointer.wrapping_offset(memory.access[d].offset(at));
        }
        unsafe { pointer.cast::<i64>().write_unaligned(number) };
        if !shape::next_index(&mut local, &memory.extents) {
            return;
        }
    }
}

/// Where the elements that lists select lie unless the caller says.
fn result_distribution(array: &Array, selection: &Selection, lists: &[&Array]) -> Result<Distribution> {
    let context = array.context();
    let distribution = array.distribution();
    let full = lists.iter().find(|list| list.shape() == selection.extents);
    if selection.kept.is_empty() {
        return match full {
            Some(list) => Ok(list.distribution().without_padding().with_order(distribution.order())),
            None => Distribution::build(&Specification::new(&selection.extents)?, context.size(), context.rank(), &[]),
        };
    }
    if selection.extents.is_empty() {
        let kept: Vec<Option<usize>> = selection.kept.iter().map(|&d| Some(d)).collect();
        return distribution.projected(&kept);
    }
    let parts: i32 = selection.group.iter().map(|&d| distribution.grid().extents()[d]).product();
    let own = full.filter(|list| {
        let axes = list.distribution().axes();
        list.distribution().is_closed_form()
            && axes.iter().map(|axis| axis.parts() as i64).product::<i64>() == i64::from(parts)
    });
    let axes = match own {
        Some(list) => list.distribution().axes().iter().map(AxisMap::without_padding).collect(),
        None => {
            let open = vec![0; selection.extents.len()];
            let Some(extents) = grid::choose_extents(&selection.extents, &open, parts) else {
                refuse!(Internal, "indices", "no grid of {parts} processes");
            };
            let block = |(&n, parts)| AxisMap::new(Base::Block, n, parts, Padding::none());
            selection.extents.iter().zip(extents).map(block).collect()
        }
    };
    distribution.regrouped(&selection.group, selection.at, axes)
}
