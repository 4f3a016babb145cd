//! Views with NumPy's rules: they share the memory of their array, and making them communicates nothing. **Local.**

use crate::array::Array;
use crate::error::{Error, Result, Status};
use crate::index::shape::{self, MAX_NDIM};
use crate::index::Slice;

/// One entry of what stands in brackets behind an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// `start:stop:step`; None where left out.
    Slice { start: Option<i64>, stop: Option<i64>, step: Option<i64> },
    /// One index; negative ones count from the end. The axis goes.
    Index(i64),
    /// As many whole axes as are needed.
    Ellipsis,
    /// An axis of one index.
    NewAxis,
}

impl Item {
    /// The whole axis.
    pub const ALL: Item = Item::Slice { start: None, stop: None, step: None };

    /// Reads NumPy's way of writing: `"1:5, ..., ::-1, newaxis, 3"`. Empty text means the whole array.
    pub fn parse(text: &str) -> Result<Vec<Item>> {
        let trimmed = text.trim();
        let inner = match trimmed.strip_prefix('[') {
            Some(rest) => rest.strip_suffix(']').ok_or_else(|| unreadable(text, trimmed))?.trim(),
            None => trimmed,
        };
        let inner = inner.strip_suffix(',').unwrap_or(inner).trim();
        if inner.is_empty() && !trimmed.contains(',') {
            return Ok(Vec::new());
        }
        inner.split(',').map(|word| Item::parse_one(text, word.trim())).collect()
    }

    fn parse_one(text: &str, word: &str) -> Result<Item> {
        match word {
            "..." | "Ellipsis" => return Ok(Item::Ellipsis),
            "newaxis" | "None" | "np.newaxis" => return Ok(Item::NewAxis),
            _ => {}
        }
        let number = |word: &str| word.parse::<i64>().map_err(|_| unreadable(text, word));
        let parts: Vec<&str> = word.split(':').map(str::trim).collect();
        let part = |k: usize| match parts.get(k) {
            None | Some(&"") => Ok(None),
            Some(word) => number(word).map(Some),
        };
        match parts.len() {
            1 => Ok(Item::Index(number(word)?)),
            2 | 3 => Ok(Item::Slice { start: part(0)?, stop: part(1)?, step: part(2)? }),
            _ => Err(unreadable(text, word)),
        }
    }
}

fn unreadable(text: &str, word: &str) -> Error {
    Error::argument(
        Status::Argument,
        "text",
        format!("cannot read '{word}' in '{text}'; expected 3, 1:5, ::-1, ... or newaxis, separated by commas"),
    )
}

/// An axis number of an array of `ndim` dimensions; negative ones count from the end.
pub fn axis_of(axis: i32, ndim: usize, name: &str) -> Result<usize> {
    let n = ndim as i64;
    let number = axis as i64;
    if number < -n || number >= n {
        refuse!(Argument, name, "axis {axis} is out of bounds for an array of {ndim} dimension(s)");
    }
    Ok(number.rem_euclid(n) as usize)
}

fn index_of(index: i64, axis: usize, size: i64) -> Result<i64> {
    if index < -size || index >= size {
        refuse!(Index, "index", "index {index} is out of bounds for axis {axis} with size {size}");
    }
    Ok(if index < 0 { index + size } else { index })
}

/// What items mean for a shape: one slice per axis, then (axis, index) of axes that go, then where new ones come.
struct Picked {
    slices: Vec<Slice>,
    indices: Vec<(usize, i64)>,
    new: Vec<usize>,
}

fn picked(shape: &[i64], items: &[Item]) -> Result<Picked> {
    let ndim = shape.len();
    let used = items.iter().filter(|item| matches!(item, Item::Slice { .. } | Item::Index(_))).count();
    if items.iter().filter(|item| **item == Item::Ellipsis).count() > 1 {
        refuse!(Index, "items", "an index can only have a single ellipsis ('...')");
    }
    if used > ndim {
        refuse!(Index, "items", "too many indices for array: array is {ndim}-dimensional, but {used} were indexed");
    }
    let mut slices = Vec::with_capacity(ndim);
    let mut indices = Vec::new();
    // Axes of the result: those of the array without the indexed ones, and where new ones come.
    let (mut new, mut place) = (Vec::new(), 0);
    for item in items.iter().chain((!items.contains(&Item::Ellipsis)).then_some(&Item::Ellipsis)) {
        let axis = slices.len();
        match *item {
            Item::Slice { start, stop, step } => {
                slices.push(Slice::resolve(shape[axis], start, stop, step)?);
                place += 1;
            }
            Item::Index(index) => {
                indices.push((axis, index_of(index, axis, shape[axis])?));
                slices.push(Slice::whole(shape[axis]));
            }
            Item::Ellipsis => {
                for _ in 0..ndim - used {
                    slices.push(Slice::whole(shape[slices.len()]));
                    place += 1;
                }
            }
            Item::NewAxis => {
                new.push(place);
                place += 1;
            }
        }
    }
    if place > MAX_NDIM {
        refuse!(Shape, "items", "expected at most {MAX_NDIM} dimensions, got {place}");
    }
    Ok(Picked { slices, indices, new })
}

/// NumPy's basic indexing: slices, integers, ellipsis and new axes.
pub fn slice(array: &Array, items: &[Item]) -> Result<Array> {
    let Picked { slices, indices, new } = picked(array.shape(), items)?;
    let mut view = array.sliced(&slices)?;
    for &(axis, index) in indices.iter().rev() {
        view = view.indexed(axis, index)?;
    }
    for axis in new {
        view = view.expanded(axis)?;
    }
    Ok(view)
}

/// One slice per axis, if items are nothing else.
pub(crate) fn only_slices(shape: &[i64], items: &[Item]) -> Result<Option<Vec<Slice>>> {
    let Picked { slices, indices, new } = picked(shape, items)?;
    Ok((indices.is_empty() && new.is_empty()).then_some(slices))
}

/// The shape that [`slice()`] gives an array of this shape.
pub fn sliced_shape(shape: &[i64], items: &[Item]) -> Result<Vec<i64>> {
    let Picked { slices, indices, new } = picked(shape, items)?;
    let mut result: Vec<i64> = slices.iter().map(|slice| slice.count).collect();
    for &(axis, _) in indices.iter().rev() {
        result.remove(axis);
    }
    new.iter().for_each(|&axis| result.insert(axis, 1));
    Ok(result)
}

/// One index of an axis, which goes; negative numbers count from the end.
pub fn index_axis(array: &Array, axis: i32, index: i64) -> Result<Array> {
    let axis = axis_of(axis, array.ndim(), "axis")?;
    array.indexed(axis, index_of(index, axis, array.shape()[axis])?)
}

/// Axes in another order; reversed if none is given.
pub fn transpose(array: &Array, axes: Option<&[i32]>) -> Result<Array> {
    let ndim = array.ndim();
    let Some(axes) = axes else { return array.transposed(&(0..ndim).rev().collect::<Vec<_>>()) };
    if axes.len() != ndim {
        refuse!(Argument, "axes", "expected {ndim} axes, got {}", axes.len());
    }
    let order = distinct(axes, ndim)?;
    array.transposed(&order)
}

fn distinct(axes: &[i32], ndim: usize) -> Result<Vec<usize>> {
    let mut list: Vec<usize> = Vec::with_capacity(axes.len());
    for &axis in axes {
        let axis = axis_of(axis, ndim, "axes")?;
        if list.contains(&axis) {
            refuse!(Argument, "axes", "axis {axis} is named twice");
        }
        list.push(axis);
    }
    Ok(list)
}

/// Two axes exchanged.
pub fn swap_axes(array: &Array, axis1: i32, axis2: i32) -> Result<Array> {
    let (a, b) = (axis_of(axis1, array.ndim(), "axis1")?, axis_of(axis2, array.ndim(), "axis2")?);
    let mut order: Vec<usize> = (0..array.ndim()).collect();
    order.swap(a, b);
    array.transposed(&order)
}

/// One axis moved to another place, the others in their order.
pub fn move_axis(array: &Array, axis: i32, destination: i32) -> Result<Array> {
    let from = axis_of(axis, array.ndim(), "axis")?;
    let to = axis_of(destination, array.ndim(), "destination")?;
    let mut order: Vec<usize> = (0..array.ndim()).collect();
    order.remove(from);
    order.insert(to, from);
    array.transposed(&order)
}

/// Axes backwards; all of them if none is given.
pub fn flip(array: &Array, axes: Option<&[i32]>) -> Result<Array> {
    let axes = match axes {
        Some(axes) => distinct(axes, array.ndim())?,
        None => (0..array.ndim()).collect(),
    };
    let backwards = |(d, &n): (usize, &i64)| match axes.contains(&d) {
        true => Slice::resolve(n, None, None, Some(-1)),
        false => Ok(Slice::whole(n)),
    };
    array.sliced(&array.shape().iter().enumerate().map(backwards).collect::<Result<Vec<_>>>()?)
}

/// Without axes of one index: all of them, or those given.
pub fn squeeze(array: &Array, axes: Option<&[i32]>) -> Result<Array> {
    let mut gone = match axes {
        Some(axes) => distinct(axes, array.ndim())?,
        None => (0..array.ndim()).filter(|&d| array.shape()[d] == 1).collect(),
    };
    if let Some(&axis) = gone.iter().find(|&&axis| array.shape()[axis] != 1) {
        refuse!(
            Shape,
            "axis",
            "axis {axis} has {} indices; only axes of one index can be squeezed out",
            array.shape()[axis]
        );
    }
    gone.sort_unstable();
    let mut view = array.sliced(&array.shape().iter().map(|&n| Slice::whole(n)).collect::<Vec<_>>())?;
    for &axis in gone.iter().rev() {
        view = view.indexed(axis, 0)?;
    }
    Ok(view)
}

/// With a new axis of one index, `axis` of the result.
pub fn expand_dims(array: &Array, axis: i32) -> Result<Array> {
    if array.ndim() >= MAX_NDIM {
        refuse!(Shape, "axis", "expected at most {MAX_NDIM} dimensions, got {}", array.ndim() + 1);
    }
    array.expanded(axis_of(axis, array.ndim() + 1, "axis")?)
}

/// The elements whose index on `axis2` is that on `axis1` plus `offset`, along a new last axis in place of both.
pub fn diagonal(array: &Array, offset: i64, axis1: i32, axis2: i32) -> Result<Array> {
    if array.ndim() < 2 {
        refuse!(Shape, "array", "a diagonal needs at least two dimensions, got {}", array.ndim());
    }
    let (a, b) = (axis_of(axis1, array.ndim(), "axis1")?, axis_of(axis2, array.ndim(), "axis2")?);
    if a == b {
        refuse!(Argument, "axis2", "expected another axis than axis1, got {axis2} for both");
    }
    let first = if offset < 0 { (offset.saturating_neg(), 0) } else { (0, offset) };
    let left = |n: i64, first: i64| n.saturating_sub(first);
    let count = left(array.shape()[a], first.0).min(left(array.shape()[b], first.1)).max(0);
    array.diagonal_of((a, b), first, count)
}

/// Repeated along axes of one index, and along new axes before the first; read-only.
pub fn broadcast_to(array: &Array, shape: &[i64]) -> Result<Array> {
    array.broadcast(shape)
}

/// The shape to which all of these can be broadcast.
pub fn broadcast_shapes(shapes: &[&[i64]]) -> Result<Vec<i64>> {
    let ndim = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    let mut result = vec![1; ndim];
    for shape in shapes {
        for (to, &n) in result[ndim - shape.len()..].iter_mut().zip(*shape) {
            if *to != n && n != 1 {
                if *to != 1 {
                    let all: Vec<String> = shapes.iter().map(|shape| shape::text(shape)).collect();
                    refuse!(Shape, "shape", "shapes {} cannot be broadcast together", all.join(" "));
                }
                *to = n;
            }
        }
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_in_python() {
        let slice = |start, stop, step| Item::Slice { start, stop, step };
        let expected =
            [slice(Some(1), Some(5), None), Item::Ellipsis, slice(None, None, Some(-1)), Item::NewAxis, Item::Index(3)];
        assert_eq!(Item::parse("1:5, ..., ::-1, newaxis, 3").unwrap(), expected);
        assert_eq!(Item::parse(" [ -2 , : ] ").unwrap(), [Item::Index(-2), Item::ALL]);
        assert_eq!(Item::parse("0,").unwrap(), [Item::Index(0)]);
        assert!(Item::parse("").unwrap().is_empty());
        for wrong in ["1.5", "1:2:3:4", "a", "1,,2", ",", "[1", "9223372036854775808", "1:x"] {
            let error = Item::parse(wrong).unwrap_err();
            assert!(error.status == Status::Argument && error.message.contains("expected 3, 1:5"), "{wrong}");
        }
    }

    #[test]
    fn shapes_meet_as_in_numpy() {
        assert_eq!(broadcast_shapes(&[&[3, 1], &[4], &[]]).unwrap(), [3, 4]);
        assert_eq!(broadcast_shapes(&[&[1], &[0]]).unwrap(), [0]);
        assert!(broadcast_shapes(&[]).unwrap().is_empty());
        assert!(broadcast_shapes(&[&[3], &[4]]).unwrap_err().message.contains("(3,) (4,)"));
        assert!(broadcast_shapes(&[&[2], &[0]]).is_err());
    }
}
