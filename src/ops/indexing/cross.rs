//! Lists per axis that are combined in every way (`numpy.ix_`): a plan of one list per axis.

use super::lists::{Reader, Selection};
use super::set::{check_fits, check_values};
use super::{index_serials, Aligned};
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::distribution::{AxisMap, Base, Distribution, Padding};
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::copy::How;
use crate::ops::execute::{self, Movement, Side};
use crate::ops::{assign, directory};
use crate::plan::{self, AxisMatch};
use std::sync::Arc;

fn check(array: &Array, lists: &[Option<&Array>]) -> Result<()> {
    if lists.len() > array.ndim() {
        refuse!(Argument, "count", "expected at most {} lists, one per axis, got {}", array.ndim(), lists.len());
    }
    for (d, list) in lists.iter().enumerate() {
        let Some(list) = list else { continue };
        if list.ndim() != 1 {
            refuse!(
                Shape,
                "indices",
                "expected lists of 1 dimension, got shape {} for axis {d}",
                shape::text(list.shape())
            );
        }
        let mut one = vec![None; d];
        one.push(Some(*list));
        Selection::of_axes(array, &one)?.check(array, &[list], "indices")?;
    }
    Ok(())
}

/// Extents of what lists per axis select.
fn selected(array: &Array, lists: &[Option<&Array>]) -> Vec<i64> {
    let extent = |d: usize| lists.get(d).copied().flatten().map_or(array.shape()[d], |list| list.shape()[0]);
    (0..array.ndim()).map(extent).collect()
}

/// NumPy's `array[ix_(i0, i1, ...)]`: every combination of one index per axis; `None` and missing lists stand for whole
/// axes. The result is on the array's process grid. **Collective.**
pub fn get_cross(array: &Array, lists: &[Option<&Array>]) -> Result<Array> {
    let serials = index_serials(lists);
    let arguments = [("array", Arg::Object("array", array.serial())), ("indices", Arg::Ints(&serials))];
    let call = Call::new("distarray_array_get_cross", &arguments);
    let context = array.context();
    let prepared = array.check_usable("array").and_then(|()| check(array, lists)).and_then(|()| {
        let distribution = Arc::new(result_distribution(array, lists)?);
        Array::prepare(context, &distribution, array.dtype(), None)
    });
    let result = context.agree(&call, prepared)?.finish(context);
    if result.distribution().global_count() == 0 {
        return Ok(result);
    }
    let numbers = read_lists(&call, array, lists)?;
    let (from, to) = (array.distribution(), result.distribution());
    let matches = get_matches(context, from, to, &numbers);
    move_along(&call, array, &result, matches)?;
    Ok(result)
}

fn result_distribution(array: &Array, lists: &[Option<&Array>]) -> Result<Distribution> {
    let distribution = array.distribution();
    let extents = distribution.grid().extents();
    let axis = |(d, axis): (usize, &AxisMap)| {
        let Some(list) = lists.get(d).copied().flatten() else { return axis.without_padding() };
        let own = &list.distribution().axes()[0];
        match own.parts() == extents[d] && own.labels().is_none() {
            true => own.without_padding(),
            false => AxisMap::new(Base::Block, own.size(), extents[d], Padding::none()),
        }
    };
    let axes = distribution.axes().iter().enumerate().map(axis).collect();
    let context = array.context();
    Distribution::from_axes(axes, distribution.grid().clone(), distribution.order(), context.size(), context.rank())
}

/// The lists on every rank, non-negative; labels as they are. **Collective**, in the commit phase.
fn read_lists(call: &Call, array: &Array, lists: &[Option<&Array>]) -> Result<Vec<Option<Vec<i64>>>> {
    let context = array.context();
    let mut all = Vec::new();
    for (d, list) in lists.iter().enumerate() {
        let Some(list) = list else {
            all.push(None);
            continue;
        };
        let whole = crate::ops::redistribute::whole_on(context, list.shape(), crate::ops::redistribute::Receiver::All);
        let wanted = whole.map(|whole| (*whole).clone());
        let aligned = Aligned::new(call, list, wanted)?;
        let reader = Reader::new(&aligned.array.place());
        let mut numbers = vec![0; reader.count as usize];
        reader.read(0, &mut numbers);
        if array.distribution().axes()[d].labels().is_none_or(|labels| labels.is_permutation()) {
            let size = array.shape()[d];
            numbers.iter_mut().for_each(|n| *n += if *n < 0 { size } else { 0 });
        }
        all.push(Some(numbers));
    }
    all.resize(array.ndim(), None);
    Ok(all)
}

/// Owners of each index of a list, several where a label has several and all are wanted. **Collective** on unstructured axes.
fn owners(
    context: &Context,
    distribution: &Distribution,
    axis: usize,
    numbers: &[i64],
    first: bool,
) -> Result<Vec<Vec<(i32, i64)>>> {
    let map = &distribution.axes()[axis];
    if map.labels().is_some() {
        let found = directory::locate(context, distribution, axis, numbers, first)?;
        if let Some(lost) = found.iter().position(Vec::is_empty) {
            let text = format!("no process owns the label {} of axis {axis}", numbers[lost]);
            return Err(Error::argument(Status::Index, "indices", text));
        }
        return Ok(found);
    }
    let place = |&n: &i64| map.locate(n).map(|place| (place.coordinate, place.local)).into_iter().collect();
    Ok(numbers.iter().map(place).collect())
}

/// Positions `from` and `to` of one list entry, with the coordinates that hold them.
struct Pair {
    from: (i32, i64),
    to: (i32, i64),
}

/// The match of an axis from pairs in the order that both ends keep.
fn matched(pairs: &[Pair], source: Option<i32>, target: Option<i32>) -> AxisMatch {
    let mut found = AxisMatch::default();
    let push = |side: &mut Vec<(i32, Vec<crate::index::Segment>)>, coordinate: i32, pair: &Pair| {
        let at = side.iter().position(|(c, _)| *c == coordinate).unwrap_or_else(|| {
            side.push((coordinate, Vec::new()));
            side.len() - 1
        });
        crate::index::Segment::push(&mut side[at].1, crate::index::Segment::new(pair.from.1, pair.to.1, 1));
    };
    for pair in pairs {
        if source == Some(pair.from.0) {
            push(&mut found.sends, pair.to.0, pair);
        }
        if target == Some(pair.to.0) {
            push(&mut found.receives, pair.from.0, pair);
        }
    }
    found
}

fn get_matches(
    context: &Context,
    from: &Distribution,
    to: &Distribution,
    lists: &[Option<Vec<i64>>],
) -> Result<Vec<AxisMatch>> {
    let mut matches = Vec::new();
    let mut failure = Ok(());
    for (d, list) in lists.iter().enumerate() {
        let Some(numbers) = list else {
            matches.extend(directory::matches_of(context, from, to, &[(d, d)])?);
            continue;
        };
        let found = match owners(context, from, d, numbers, true) {
            Ok(found) => found,
            Err(error) => {
                failure = failure.and(Err(error));
                continue;
            }
        };
        let target = |k: usize| to.axes()[d].locate(k as i64).map(|place| (place.coordinate, place.local));
        let pair = |(k, owner): (usize, &Vec<(i32, i64)>)| Some(Pair { from: *owner.first()?, to: target(k)? });
        let pairs: Vec<Pair> = found.iter().enumerate().filter_map(pair).collect();
        matches.push(matched(&pairs, plan::coordinate(from, d), plan::coordinate(to, d)));
    }
    failure.map(|()| matches)
}

/// NumPy's `array[ix_(i0, i1, ...)] = values`; see [`get_cross`]. Values are broadcast; of several for one element the last one
/// in C order stays. **Collective.**
pub fn set_cross(array: &mut Array, lists: &[Option<&Array>], values: &Array) -> Result<()> {
    let serials = index_serials(lists);
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("indices", Arg::Ints(&serials)),
        ("values", Arg::Object("array", values.serial())),
    ];
    let call = Call::new("distarray_array_set_cross", &arguments);
    let context = array.context().clone();
    let prepared = array.check_writable("array").and_then(|()| check(array, lists)).and_then(|()| {
        check_values(array, values, lists.iter().flatten().copied(), "indices")?;
        let expected = selected(array, lists);
        check_fits(&expected, values)?;
        let labelled = |labels: &Arc<crate::distribution::Labels>| !labels.is_permutation();
        if values.distribution().axes().iter().any(|axis| axis.labels().is_some_and(labelled)) {
            refuse!(
                Distribution,
                "values",
                "expected axes that are closed forms or whose labels are a permutation of 0 ... size-1; \
                 redistribute it first"
            );
        }
        Ok(expected)
    });
    let expected = context.agree(&call, prepared)?;
    if expected.contains(&0) {
        return Ok(());
    }
    let values = assign::broadcast(values, &expected)?;
    let numbers = read_lists(&call, array, lists)?;
    let matches = set_matches(&context, values.distribution(), array, &numbers);
    move_along(&call, &values, array, matches)
}

fn set_matches(
    context: &Context,
    from: &Distribution,
    array: &Array,
    lists: &[Option<Vec<i64>>],
) -> Result<Vec<AxisMatch>> {
    let to = array.distribution();
    let mut matches = Vec::new();
    let mut failure = Ok(());
    for (d, list) in lists.iter().enumerate() {
        let Some(numbers) = list else {
            let mixed = directory::check_axes(&from.axes()[d], &to.axes()[d], d);
            failure = failure.and(mixed);
            matches.extend(directory::matches_of(context, from, to, &[(d, d)])?);
            continue;
        };
        // Of several entries for one index only the last one counts.
        let mut entries: Vec<(i64, i64)> = numbers.iter().copied().zip(0..).collect();
        entries.sort_unstable();
        let mut last: Vec<(i64, i64)> = Vec::with_capacity(entries.len());
        for entry in entries {
            match last.last_mut() {
                Some(kept) if kept.0 == entry.0 => *kept = entry,
                _ => last.push(entry),
            }
        }
        let (wanted, given): (Vec<i64>, Vec<i64>) = last.into_iter().unzip();
        let (sources, targets) = (owners(context, from, d, &given, true), owners(context, to, d, &wanted, false));
        let (sources, targets) = match (sources, targets) {
            (Ok(sources), Ok(targets)) => (sources, targets),
            (Err(error), _) | (_, Err(error)) => {
                failure = failure.and(Err(error));
                continue;
            }
        };
        let mut pairs = Vec::new();
        for (source, targets) in sources.iter().zip(&targets) {
            pairs.extend(source.first().iter().flat_map(|&&from| targets.iter().map(move |&to| Pair { from, to })));
        }
        matches.push(matched(&pairs, plan::coordinate(from, d), plan::coordinate(to, d)));
    }
    failure.map(|()| matches)
}

fn move_along(call: &Call, source: &Array, target: &Array, matches: Result<Vec<AxisMatch>>) -> Result<()> {
    let context = source.context();
    let movement = matches.and_then(|matches| {
        let plan = Arc::new(plan::redistribution(source.distribution(), target.distribution(), &matches));
        let (source, target) = (Side::Owned(source), Side::Owned(target));
        Movement::prepare(context, vec![execute::Part { plan, source, target, how: How::Replace }])
    });
    let movement = Movement::agree(context, call, movement)?;
    let outcome = unsafe { movement.run() };
    if outcome.as_ref().is_err_and(|error| error.status != Status::Memory) {
        target.mark_damaged();
    }
    outcome
}
