//! Arrays put together from others: joined, shifted, padded, repeated, chosen. Every result is one plan per source.

mod choose;
mod pad;
mod repeat;
mod triangle;

pub use choose::{assign_where, choose, select};
pub use pad::{pad, PadMode};
pub use repeat::{repeat, tile};
pub use triangle::{triangle, Triangle};

use super::create::{self, Scalar};
use super::directory;
use super::execute::{Movement, Part, Side};
use super::redistribute::{redistribute, redistribute_to};
use super::view::{self, axis_of};
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::distribution::{AxisMap, Base, Distribution, Padding};
use crate::dtype::Dtype;
use crate::error::{Error, Result};
use crate::index::shape;
use crate::kernels::copy::How;
use crate::plan::{self, piece_match, Piece};
use std::sync::Arc;

/// One source of a result: for each axis, which of its pieces go where.
struct Source {
    array: Array,
    pieces: Vec<Vec<Piece>>,
}

/// What a result consists of.
struct Recipe {
    shape: Vec<i64>,
    dtype: Dtype,
    sources: Vec<Source>,
    /// Written everywhere before the sources.
    background: Option<Scalar>,
}

/// Makes the result, distributed as asked for, or as the first source with its axes resized. **Collective.**
fn assemble(
    call: &Call,
    context: &Context,
    distribution: Option<&Arc<Distribution>>,
    recipe: Result<Recipe>,
) -> Result<Array> {
    let sources = call.arguments.first().map_or("", |(name, _)| *name);
    let prepared = recipe.and_then(|recipe| {
        recipe.sources.iter().try_for_each(|source| check_positions(source.array.distribution(), sources))?;
        let distribution = match distribution {
            Some(given) if given.shape() == recipe.shape => {
                check_positions(given, "distribution")?;
                given.clone()
            }
            Some(given) => refuse!(
                Shape,
                "distribution",
                "expected one of shape {}, got {}",
                shape::text(&recipe.shape),
                shape::text(given.shape())
            ),
            None => Arc::new(resized(recipe.sources[0].array.distribution(), &recipe.shape)?),
        };
        let result = Array::prepare(context, &distribution, recipe.dtype, None)?;
        Ok((recipe, result))
    });
    let (mut recipe, result) = context.agree(call, prepared)?;
    let result = result.finish(context);
    for source in &mut recipe.sources {
        source.array = closed_form(&source.array)?;
    }
    // Pieces are matched by arithmetic: labels meet them on an intermediate.
    let mut target = settled(&result)?;
    let mut goal = match target.distribution().is_closed_form() {
        true => target.clone(),
        false => Array::empty(context, &Arc::new(resized(result.distribution(), result.shape())?), result.dtype())?,
    };
    if let Some(background) = &recipe.background {
        create::fill(&mut goal, background)?;
    }
    move_pieces(call, context, &recipe.sources, &goal)?;
    if !target.distribution().is_closed_form() {
        redistribute(&goal, &mut target)?;
    }
    Ok(result)
}

fn move_pieces(call: &Call, context: &Context, sources: &[Source], target: &Array) -> Result<()> {
    let part = |source: &Source| {
        let (from, to) = (source.array.distribution(), target.distribution());
        let own = |distribution, d| plan::coordinate(distribution, d);
        let matches = (0..from.ndim())
            .map(|d| piece_match(&from.axes()[d], &to.axes()[d], &source.pieces[d], own(from, d), own(to, d)))
            .collect::<Result<Vec<plan::AxisMatch>>>()?;
        // The plan is for this once: as plain memory nothing of it is kept.
        Ok(Part {
            plan: Arc::new(plan::redistribution(from, to, &matches)),
            source: Side::Memory(source.array.place()),
            target: Side::Memory(target.place()),
            how: How::Replace,
        })
    };
    let movement = sources.iter().map(part).collect::<Result<_>>().and_then(|parts| Movement::prepare(context, parts));
    let movement = Movement::agree(context, call, movement)?;
    let outcome = unsafe { movement.run() };
    if outcome.is_err() {
        target.mark_damaged();
    }
    outcome
}

/// Elements have positions along an axis whose labels are 0 ... size-1, or that has one index.
fn check_positions(distribution: &Distribution, name: &str) -> Result<()> {
    for (d, axis) in distribution.axes().iter().enumerate() {
        if axis.size() != 1 && axis.labels().is_some_and(|labels| !labels.is_permutation()) {
            refuse!(
                Distribution,
                name,
                "axis {d}: expected labels that are a permutation of 0 ... size-1, so that elements have positions; \
                 redistribute to such labels first"
            );
        }
    }
    Ok(())
}

/// The array itself, or a view of it in which axes of one index have no labels. **Collective.**
fn settled(array: &Array) -> Result<Array> {
    let single = |d: &usize| array.shape()[*d] == 1 && array.distribution().axes()[*d].labels().is_some();
    directory::settle(array, &(0..array.ndim()).filter(single).collect::<Vec<_>>())
}

/// The array itself, or its elements in a closed form where it has labels. **Collective.**
fn closed_form(array: &Array) -> Result<Array> {
    let array = settled(array)?;
    if array.distribution().is_closed_form() {
        return Ok(array);
    }
    let plain = Arc::new(resized(array.distribution(), array.shape())?);
    redistribute_to(&array, &plain, array.dtype())
}

/// The same kind of distribution for another shape, without halos: closed forms only.
fn resized(model: &Distribution, shape: &[i64]) -> Result<Distribution> {
    let axis = |(axis, &size): (&AxisMap, &i64)| {
        let base = match axis.base() {
            Base::BlockCeil => Base::BlockCeil,
            Base::Cyclic(block) => Base::Cyclic(*block),
            Base::Bounds(bounds) if size == axis.size() && !axis.is_sliced() => Base::Bounds(bounds.clone()),
            _ => Base::Block,
        };
        AxisMap::new(base, size, axis.parts(), Padding::none())
    };
    let axes = model.axes().iter().zip(shape).map(axis).collect();
    Distribution::from_axes(axes, model.grid().clone(), model.order(), model.context_size(), model.rank())
}

/// The array that tells the context: without one nothing can be agreed.
fn first<'a>(arrays: &'a [Array], name: &str) -> Result<&'a Array> {
    match arrays.first() {
        Some(array) => Ok(array),
        None => refuse!(Argument, name, "expected at least one array"),
    }
}

fn check_arrays(context: &Context, arrays: &[Array], name: &str) -> Result<()> {
    for array in arrays {
        array.check_usable(name)?;
        if !array.context().shares_communicator(context) {
            refuse!(Argument, name, "expected arrays of one context");
        }
    }
    Ok(())
}

/// Every index of the axes in its own place.
fn whole(shape: &[i64]) -> Vec<Vec<Piece>> {
    shape.iter().map(|&n| vec![Piece::new(0, 1, 0, n)]).collect()
}

fn serials(arrays: &[Array]) -> Vec<i64> {
    arrays.iter().map(|array| array.serial() as i64).collect()
}

fn digest(distribution: Option<&Arc<Distribution>>) -> Arg<'static> {
    Arg::Object("distribution", distribution.map_or(0, |d| d.digest()))
}

/// Arrays joined along an axis that they have, as NumPy's `concatenate`, in NumPy's common dtype. **Collective.**
pub fn concatenate(arrays: &[Array], axis: i32, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let context = first(arrays, "arrays")?.context().clone();
    let serials = serials(arrays);
    let arguments =
        [("arrays", Arg::Ints(&serials)), ("axis", Arg::Int(axis.into())), ("distribution", digest(distribution))];
    let call = Call::new("distarray_array_concatenate", &arguments);
    let recipe = joined(&context, arrays, axis);
    assemble(&call, &context, distribution, recipe)
}

/// Arrays of one shape joined along a new axis, as NumPy's `stack`. **Collective.**
pub fn stack(arrays: &[Array], axis: i32, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let context = first(arrays, "arrays")?.context().clone();
    let serials = serials(arrays);
    let arguments =
        [("arrays", Arg::Ints(&serials)), ("axis", Arg::Int(axis.into())), ("distribution", digest(distribution))];
    let call = Call::new("distarray_array_stack", &arguments);
    let recipe = check_arrays(&context, arrays, "arrays").and_then(|()| {
        let first = arrays[0].shape();
        if let Some(other) = arrays.iter().find(|array| array.shape() != first) {
            refuse!(
                Shape,
                "arrays",
                "expected arrays of one shape, got {} and {}",
                shape::text(first),
                shape::text(other.shape())
            );
        }
        let axis = axis_of(axis, first.len() + 1, "axis")?;
        let expanded = arrays.iter().map(|array| view::expand_dims(array, axis as i32)).collect::<Result<Vec<_>>>()?;
        joined(&context, &expanded, axis as i32)
    });
    assemble(&call, &context, distribution, recipe)
}

fn joined(context: &Context, arrays: &[Array], axis: i32) -> Result<Recipe> {
    check_arrays(context, arrays, "arrays")?;
    let first = arrays[0].shape();
    if first.is_empty() {
        refuse!(Shape, "arrays", "expected arrays of at least one dimension; stack joins 0-d arrays");
    }
    let axis = axis_of(axis, first.len(), "axis")?;
    let mut shape = first.to_vec();
    shape[axis] = 0;
    let dtype = Dtype::common(arrays.iter().map(Array::dtype)).unwrap_or(arrays[0].dtype());
    let mut sources = Vec::with_capacity(arrays.len());
    for array in arrays {
        let fits = array.ndim() == first.len() && (0..first.len()).all(|d| d == axis || array.shape()[d] == first[d]);
        if !fits {
            refuse!(
                Shape,
                "arrays",
                "expected equal extents except along axis {axis}, got {} and {}",
                shape::text(first),
                shape::text(array.shape())
            );
        }
        let mut pieces = whole(array.shape());
        pieces[axis] = vec![Piece::new(0, 1, shape[axis], array.shape()[axis])];
        shape[axis] = shape[axis].saturating_add(array.shape()[axis]);
        sources.push(Source { array: array.clone(), pieces });
    }
    shape::element_count(&shape)?;
    Ok(Recipe { shape, dtype, sources, background: None })
}

/// Views of the parts of an array between `cuts` along an axis, as NumPy's `split` with indices. **Local.**
pub fn split_at(array: &Array, cuts: &[i64], axis: i32) -> Result<Vec<Array>> {
    let axis = axis_of(axis, array.ndim(), "axis")?;
    let mut starts = vec![0];
    starts.extend(cuts);
    let stops = cuts.iter().copied().map(Some).chain([None]);
    let part = |(&start, stop): (&i64, Option<i64>)| {
        let mut items = vec![view::Item::Slice { start: None, stop: None, step: None }; array.ndim()];
        items[axis] = view::Item::Slice { start: Some(start), stop, step: None };
        view::slice(array, &items)
    };
    starts.iter().zip(stops).map(part).collect()
}

/// Views of `sections` parts of an axis, the first ones one longer where it does not divide, as NumPy's
/// `array_split`. **Local.**
pub fn split(array: &Array, sections: i64, axis: i32) -> Result<Vec<Array>> {
    if sections < 1 || sections > i32::MAX as i64 {
        refuse!(Argument, "sections", "expected 1 to {}, got {sections}", i32::MAX);
    }
    let number = axis_of(axis, array.ndim(), "axis")?;
    let (length, longer) = (array.shape()[number] / sections, array.shape()[number] % sections);
    let cuts: Vec<i64> = (1..sections).map(|k| k * length + k.min(longer)).collect();
    split_at(array, &cuts, axis)
}

/// Elements shifted along axes, those beyond the end coming back at the start, as NumPy's `roll`; shifts of an axis
/// named several times add up. **Collective.**
pub fn roll(array: &Array, shifts: &[i64], axes: &[i32]) -> Result<Array> {
    let context = array.context().clone();
    let numbers: Vec<i64> = axes.iter().map(|&axis| axis.into()).collect();
    let arguments =
        [("array", Arg::Object("array", array.serial())), ("shifts", Arg::Ints(shifts)), ("axes", Arg::Ints(&numbers))];
    let call = Call::new("distarray_array_roll", &arguments);
    let recipe = array.check_usable("array").and_then(|()| {
        if shifts.len() != axes.len() {
            refuse!(Argument, "axes", "expected one for each of the {} shifts, got {}", shifts.len(), axes.len());
        }
        let mut pieces = whole(array.shape());
        let mut total = vec![0i128; array.ndim()];
        for (&shift, &axis) in shifts.iter().zip(axes) {
            total[axis_of(axis, array.ndim(), "axes")?] += shift as i128;
        }
        for (d, &shift) in total.iter().enumerate() {
            let n = array.shape()[d];
            let shift = if n == 0 { 0 } else { shift.rem_euclid(n as i128) as i64 };
            pieces[d] = vec![Piece::new(n - shift, 1, 0, shift), Piece::new(0, 1, shift, n - shift)];
        }
        Ok(Recipe {
            shape: array.shape().to_vec(),
            dtype: array.dtype(),
            sources: vec![Source { array: array.clone(), pieces }],
            background: None,
        })
    });
    assemble(&call, &context, None, recipe)
}

/// A view turned by `turns` quarters in the plane of two axes, from the first towards the second, as NumPy's `rot90`.
/// **Local.**
pub fn rotate(array: &Array, turns: i64, axes: [i32; 2]) -> Result<Array> {
    let first = axis_of(axes[0], array.ndim(), "axis1")?;
    let second = axis_of(axes[1], array.ndim(), "axis2")?;
    if first == second {
        refuse!(Argument, "axis2", "expected another axis than 'axis1', got {} and {}", axes[0], axes[1]);
    }
    let (a, b) = (first as i32, second as i32);
    match turns.rem_euclid(4) {
        0 => view::flip(array, Some(&[])),
        1 => view::swap_axes(&view::flip(array, Some(&[b]))?, a, b),
        2 => view::flip(array, Some(&[a, b])),
        _ => view::flip(&view::swap_axes(array, a, b)?, Some(&[b])),
    }
}

/// Views in which one 1-D array each varies along its own axis, as NumPy's `meshgrid`; `matrix` is its indexing "ij",
/// otherwise "xy". **Local.**
pub fn mesh(arrays: &[Array], matrix: bool) -> Result<Vec<Array>> {
    if let Some(array) = arrays.iter().find(|array| array.ndim() > 1) {
        refuse!(Shape, "arrays", "expected 1-D arrays, got shape {}", shape::text(array.shape()));
    }
    let ndim = arrays.len();
    let place = |k: usize| if !matrix && ndim > 1 && k < 2 { 1 - k } else { k };
    let mut shape = vec![1; ndim];
    for (k, array) in arrays.iter().enumerate() {
        shape[place(k)] = array.shape().first().copied().unwrap_or(1);
    }
    shape::element_count(&shape)?;
    let one = |(k, array): (usize, &Array)| {
        let mut view = if array.ndim() == 0 { view::expand_dims(array, 0)? } else { array.clone() };
        for d in 0..ndim {
            if d != place(k) {
                view = view::expand_dims(&view, d as i32)?;
            }
        }
        view::broadcast_to(&view, &shape).map_err(|error| Error { argument: "arrays".into(), ..error })
    };
    arrays.iter().enumerate().map(one).collect()
}
