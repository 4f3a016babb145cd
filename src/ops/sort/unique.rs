//! Distinct elements.

use super::flat::{check_flat, deliver, even, flatten, flatten_placed, pieces, wanted_pieces, Buffer};
use super::parallel;
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::dtype::{Dtype, Element};
use crate::error::Result;
use crate::kernels::sort::{Item, Key, Placed};
use std::sync::Arc;

/// What [`unique`] shall find besides the distinct elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Where each of them comes first, in C order.
    pub index: bool,
    /// For every element of the array the number of the distinct element that it equals.
    pub inverse: bool,
    /// How often each of them comes.
    pub counts: bool,
}

/// The distinct elements of an array and what was wanted of them.
pub struct Unique {
    pub values: Array,
    pub index: Option<Array>,
    pub inverse: Option<Array>,
    pub counts: Option<Array>,
}

/// NumPy's `unique`: the distinct elements in ascending order; NaN are all the same. Every rank has those that it found in its
/// piece of the sorted elements. `inverse` has the shape and distribution of the array. **Collective.**
pub fn unique(array: &Array, wanted: Wanted) -> Result<Unique> {
    let Wanted { index, inverse, counts } = wanted;
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("wanted", Arg::Ints(&[index, inverse, counts].map(i64::from))),
    ];
    let function = if index || inverse || counts { "distarray_array_unique_all" } else { "distarray_array_unique" };
    let call = Call::new(function, &arguments);
    let context = array.context();
    let prepared = check_flat(array, "array").and_then(|()| {
        let like = Arc::new(array.distribution().without_padding());
        inverse.then(|| Array::prepare(context, &like, Dtype::Int64, None)).transpose()
    });
    let inverse = context.agree(&call, prepared)?.map(|prepared| prepared.finish(context));
    crate::dispatch!(array.dtype(), T => find::<T>(&call, array, wanted, inverse))
}

fn find<T: Item + Element>(call: &Call, array: &Array, wanted: Wanted, mut inverse: Option<Array>) -> Result<Unique> {
    let context = array.context();
    let bounds = even(array.distribution().global_count(), context.size());
    if !wanted.index && inverse.is_none() {
        let (items, _) = flatten::<T>(call, array, array.dtype())?;
        let sorted = parallel::sorted(call, context, items, &bounds)?;
        let groups = Groups::of(context, sorted.items(), &bounds)?;
        let (values, _, counts) =
            groups.write(context, &sorted, |item| (item, 0), Wanted { index: false, ..wanted })?;
        return Ok(Unique { values, index: None, inverse, counts });
    }
    let (items, _) = flatten_placed::<T>(call, array, array.dtype())?;
    let sorted = parallel::sorted(call, context, items, &bounds)?;
    let groups = Groups::of(context, sorted.items(), &bounds)?;
    let (values, index, counts) = groups.write(context, &sorted, |one: Placed<T>| (one.item, one.position), wanted)?;
    if let Some(inverse) = &mut inverse {
        // Numbers of groups, sorted by the positions that they are for.
        let mut numbers = context.confirm(Buffer::<Placed<i64>>::new(context, sorted.len()))?;
        let mut number = groups.before - 1;
        let mut last = groups.previous;
        for (to, one) in numbers.items_mut().iter_mut().zip(sorted.items()) {
            let this = Some(Value::of(*one));
            number += i64::from(last != this);
            last = this;
            *to = Placed { position: number, item: one.position };
        }
        drop(sorted);
        let wanted = wanted_pieces(inverse);
        let mut numbers = parallel::sorted(call, context, numbers, &wanted)?;
        let numbers = super::pack(numbers.items_mut(), |one| one.position);
        unsafe { deliver(call, &wanted, Dtype::Int64, Some(numbers), inverse)? };
    }
    Ok(Unique { values, index, inverse, counts })
}

/// What decides whether two elements are the same: the key, or that both are NaN.
#[derive(Clone, Copy, PartialEq)]
struct Value(u128);

impl Value {
    fn of<T: Item>(item: T) -> Value {
        Value(if item.is_nan() { u128::MAX } else { item.key().wide() })
    }
}

/// Groups of equal elements in a sorted sequence; a group belongs to the rank of its first element.
struct Groups {
    /// The last element of the ranks before.
    previous: Option<Value>,
    /// How many groups begin on the ranks before, and the bounds of the groups of all ranks.
    before: i64,
    bounds: Vec<i64>,
    /// Where in the whole sequence this rank's piece begins, and where the first group of the ranks behind does.
    first: i64,
    end: i64,
}

impl Groups {
    /// **Collective**, in the commit phase.
    fn of<T: Item>(context: &Context, items: &[T], bounds: &[i64]) -> Result<Groups> {
        let (rank, ranks) = (context.rank() as usize, context.size() as usize);
        let last = items.last().map_or(Value(0), |&item| Value::of(item)).0;
        let words = [items.len() as u64, last as u64, (last >> 64) as u64];
        let all: Vec<u64> = bytemuck::allocation::pod_collect_to_vec(&context.all_gather(bytemuck::bytes_of(&words))?);
        let before = all.chunks_exact(3).take(rank).rfind(|words| words[0] > 0);
        let previous = before.map(|words| Value(u128::from(words[2]) << 64 | u128::from(words[1])));
        let first = bounds[rank];
        let mut groups = Groups { previous, before: 0, bounds: vec![0], first, end: bounds[ranks] };
        let (mut count, mut begin) = (0u64, u64::MAX);
        groups.each(items, |at| {
            begin = begin.min((first + at as i64) as u64);
            count += 1;
        });
        let all = context.all_gather(bytemuck::bytes_of(&[count, begin]))?;
        let all: Vec<u64> = bytemuck::allocation::pod_collect_to_vec(&all);
        for words in all.chunks_exact(2) {
            groups.bounds.push(groups.bounds[groups.bounds.len() - 1] + words[0] as i64);
        }
        groups.before = groups.bounds[rank];
        let behind = all.chunks_exact(2).skip(rank + 1).find(|words| words[0] > 0);
        groups.end = behind.map_or(groups.end, |words| words[1] as i64);
        Ok(groups)
    }

    /// Visits the positions in this rank's piece at which groups begin.
    fn each<T: Item>(&self, items: &[T], mut visit: impl FnMut(usize)) {
        let mut last = self.previous;
        for (at, &item) in items.iter().enumerate() {
            let this = Some(Value::of(item));
            if this != last {
                visit(at);
            }
            last = this;
        }
    }

    /// Arrays of the first elements of the groups, of their positions and of the lengths. **Collective**, in the commit
    /// phase.
    fn write<R: Item, E: Element>(
        &self,
        context: &Context,
        sorted: &Buffer<R>,
        parts: impl Fn(R) -> (E, i64),
        wanted: Wanted,
    ) -> Result<(Array, Option<Array>, Option<Array>)> {
        let prepared = pieces(context, &self.bounds).and_then(|found| {
            let values = Array::prepare(context, &found, E::DTYPE, None)?;
            let numbers =
                |wanted: bool| wanted.then(|| Array::prepare(context, &found, Dtype::Int64, None)).transpose();
            Ok((values, numbers(wanted.index)?, numbers(wanted.counts)?))
        });
        let (values, index, counts) = context.confirm(prepared)?;
        let values = values.finish(context);
        let [index, counts] = [index, counts].map(|made| made.map(|prepared| prepared.finish(context)));
        let own = |array: &Array| array.local_pointer().cast::<i64>();
        let (items, mut number) = (sorted.items(), 0);
        let mut begin = None;
        // Sound: the arrays are new and have room for all groups of this rank.
        self.each(items, |at| unsafe {
            let (value, position) = parts(items[at]);
            values.local_pointer().cast::<E>().add(number).write(value);
            if let Some(index) = &index {
                own(index).add(number).write(position);
            }
            let here = self.first + at as i64;
            if let (Some(counts), Some(begin)) = (&counts, begin) {
                own(counts).add(number - 1).write(here - begin);
            }
            begin = Some(here);
            number += 1;
        });
        if let (Some(counts), Some(begin)) = (&counts, begin) {
            unsafe { own(counts).add(number - 1).write(self.end - begin) };
        }
        Ok((values, index, counts))
    }
}
