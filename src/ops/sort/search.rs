//! Finding values in sorted sequences. A short one is brought to all ranks; of a long one every rank keeps its piece, and
//! values travel to the rank whose piece they fall into, and answers back, in rounds.

use super::flat::{check_flat, even, flatten, own_part, write_part, Buffer};
use super::parallel;
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::dtype::{Dtype, Element, Kind};
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::sort::{self, Item, Key};
use crate::ops::indexing::{self, Mode};
use crate::ops::view;
use std::sync::Arc;

/// Bytes of a sequence that every rank gets whole.
const SHORT: u64 = 1 << 20;
/// Most values that a rank sends in one round.
const ROUND: u64 = 1 << 17;

/// On which side of elements that equal it a value belongs, with the numbers of the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Side {
    /// In front of them.
    Left = 1,
    /// Behind them.
    Right = 2,
}

impl Side {
    /// The side of a number, or an error that names the argument.
    pub fn from_number(number: i32) -> Result<Side> {
        match number {
            1 => Ok(Side::Left),
            2 => Ok(Side::Right),
            _ => Err(Error::argument(
                Status::Argument,
                "side",
                format!("expected DISTARRAY_LEFT (1) or DISTARRAY_RIGHT (2), got {number}"),
            )),
        }
    }
}

/// What is asked about a value.
#[derive(Clone, Copy, PartialEq)]
enum Question {
    /// How many elements come before it.
    Place(Side),
    /// Whether it is among them: 1 or 0.
    Contains,
}

/// NumPy's `searchsorted(sorted, values, side, sorter)`: int64 places in a 1-D sorted array where values belong, in the
/// shape and distribution of `values`. With a sorter the array need not be sorted: `sorter` orders it, as
/// [`argsort`](super::argsort) does. **Collective.**
pub fn searchsorted(sorted: &Array, values: &Array, side: Side, sorter: Option<&Array>) -> Result<Array> {
    let arguments = [
        ("sorted", Arg::Object("array", sorted.serial())),
        ("values", Arg::Object("array", values.serial())),
        ("side", Arg::Int(side as i64)),
        ("sorter", Arg::Object("array", sorter.map_or(0, Array::serial))),
    ];
    let call = Call::new("distarray_array_searchsorted", &arguments);
    let context = values.context();
    let prepared = check_sequence(sorted, "sorted").and_then(|()| {
        check_one_context(sorted, values, "sorted")?;
        if let Some(sorter) = sorter {
            check_sequence(sorter, "sorter")?;
            check_one_context(sorter, values, "sorter")?;
            if sorter.shape() != sorted.shape() {
                let (expected, got) = (shape::text(sorted.shape()), shape::text(sorter.shape()));
                refuse!(Shape, "sorter", "expected the shape of 'sorted', {expected}, got {got}");
            }
        }
        prepared_like(values, Dtype::Int64)
    });
    let result = context.agree(&call, prepared)?.finish(context);
    let ordered = sorter.map(|sorter| indexing::take(sorted, sorter, None, Mode::Raise)).transpose()?;
    let sequence = ordered.as_ref().unwrap_or(sorted);
    let dtype = sorted.dtype().promote(values.dtype());
    crate::dispatch!(dtype, T => {
        let (items, _) = flatten::<T>(&call, sequence, dtype)?;
        ask::<T>(context, items, values, &result, Question::Place(side), |place, _| place)
    })?;
    Ok(result)
}

/// NumPy's `digitize(values, bins, right)`: for every value the number of the bin that it falls into, int64, in the shape and
/// distribution of `values`. Bins are 1-D and ascend or descend. **Collective.**
pub fn digitize(values: &Array, bins: &Array, right: bool) -> Result<Array> {
    let arguments = [
        ("values", Arg::Object("array", values.serial())),
        ("bins", Arg::Object("array", bins.serial())),
        ("right", Arg::Int(right.into())),
    ];
    let call = Call::new("distarray_array_digitize", &arguments);
    let context = values.context();
    let prepared = check_sequence(bins, "bins").and_then(|()| {
        check_one_context(bins, values, "bins")?;
        for (name, array) in [("values", values), ("bins", bins)] {
            if array.dtype().kind() == Kind::Complex {
                refuse!(Dtype, name, "expected real numbers, got {}", array.dtype().name());
            }
        }
        prepared_like(values, Dtype::Int64)
    });
    let result = context.agree(&call, prepared)?.finish(context);
    let dtype = bins.dtype().promote(values.dtype());
    let side = if right { Side::Left } else { Side::Right };
    crate::dispatch!(dtype, T => {
        let (items, _) = flatten::<T>(&call, bins, dtype)?;
        let (ascends, descends) = directions(context, items.items())?;
        if !ascends && !descends {
            let text = "expected numbers that only ascend or only descend";
            return Err(Error { agreed: true, ..Error::argument(Status::Argument, "bins", text) });
        }
        if ascends {
            ask::<T>(context, items, values, &result, Question::Place(side), |place, _| place)
        } else {
            drop(items);
            let (items, _) = flatten::<T>(&call, &view::flip(bins, None)?, dtype)?;
            ask::<T>(context, items, values, &result, Question::Place(side), |place, count| count - place)
        }
    })?;
    Ok(result)
}

/// NumPy's `isin(array, among, invert)`: for every element whether it is among others (or is not), bools in the shape and
/// distribution of the array. NaN is among nothing. **Collective.**
pub fn isin(array: &Array, among: &Array, invert: bool) -> Result<Array> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("among", Arg::Object("array", among.serial())),
        ("invert", Arg::Int(invert.into())),
    ];
    let call = Call::new("distarray_array_isin", &arguments);
    let context = array.context();
    let prepared = check_flat(among, "among").and_then(|()| {
        check_one_context(among, array, "among")?;
        array.check_usable("array")?;
        prepared_like(array, Dtype::Bool)
    });
    let result = context.agree(&call, prepared)?.finish(context);
    let dtype = array.dtype().promote(among.dtype());
    crate::dispatch!(dtype, T => {
        let (items, _) = flatten::<T>(&call, among, dtype)?;
        let bounds = even(among.distribution().global_count(), context.size());
        let sorted = parallel::sorted(&call, context, items, &bounds)?;
        ask::<T>(context, sorted, array, &result, Question::Contains, |found, _| i64::from((found != 0) != invert))
    })?;
    Ok(result)
}

fn check_sequence(array: &Array, name: &str) -> Result<()> {
    if array.ndim() != 1 {
        refuse!(Shape, name, "expected 1 dimension, got {}", array.ndim());
    }
    check_flat(array, name)
}

fn check_one_context(array: &Array, values: &Array, name: &str) -> Result<()> {
    values.check_usable("values")?;
    if !array.context().shares_communicator(values.context()) {
        refuse!(Argument, name, "expected arrays of one context");
    }
    Ok(())
}

fn prepared_like(array: &Array, dtype: Dtype) -> Result<crate::array::Prepared> {
    Array::prepare(array.context(), &Arc::new(array.distribution().without_padding()), dtype, None)
}

/// Whether a sequence ascends, and whether it descends. **Collective.**
fn directions<T: Item>(context: &Context, items: &[T]) -> Result<(bool, bool)> {
    let whole = whole(context, items)?;
    let both = |holds: fn(&T::Key, &T::Key) -> bool| whole.windows(2).all(|w| holds(&w[0].key(), &w[1].key()));
    Ok((both(|a, b| a <= b), both(|a, b| a >= b)))
}

/// The pieces of all ranks one after the other. **Collective.**
pub(super) fn whole<T: Item>(context: &Context, items: &[T]) -> Result<Vec<T>> {
    // Sound: elements of arrays consist of their bits, and any bits are an element.
    let bytes = unsafe { std::slice::from_raw_parts(items.as_ptr().cast::<u8>(), size_of_val(items)) };
    let all = context.all_gather_varying(bytes)?;
    Ok(all.iter().flat_map(|bytes| read::<T>(bytes)).collect())
}

fn read<T: Item>(bytes: &[u8]) -> impl Iterator<Item = T> + '_ {
    // Sound: as long as an element, and any bits are one.
    bytes.chunks_exact(size_of::<T>()).map(|one| unsafe { one.as_ptr().cast::<T>().read_unaligned() })
}

/// Puts a question about every element of `values` to a sorted sequence of which every rank has a piece. `answer` makes of
/// its result and the length of the sequence what is written to `result`, which is aligned with `values`. **Collective**, in
/// the commit phase.
fn ask<T: Item + Element>(
    context: &Context,
    sequence: Buffer<T>,
    values: &Array,
    result: &Array,
    question: Question,
    answer: impl Fn(i64, i64) -> i64,
) -> Result<()> {
    let room = own_part::<T>(values, T::DTYPE).and_then(|asked| {
        let answers = Buffer::<i64>::new(context, asked.len())?;
        Ok((asked, answers))
    });
    let (asked, mut answers) = context.confirm(room)?;
    let pieces = Pieces::of(context, sequence.items())?;
    if pieces.total as u64 * size_of::<T>() as u64 <= SHORT || context.size() == 1 {
        let all = if context.size() == 1 { None } else { Some(whole(context, sequence.items())?) };
        let sorted = all.as_deref().unwrap_or(sequence.items());
        for (to, &value) in answers.items_mut().iter_mut().zip(asked.items()) {
            *to = look_up(sorted, value, question);
        }
    } else {
        pieces.ask(context, sequence.items(), asked.items(), answers.items_mut(), question)?;
    }
    answers.items_mut().iter_mut().for_each(|to| *to = answer(*to, pieces.total));
    write_part(&answers, Dtype::Int64, result);
    Ok(())
}

fn look_up<T: Item>(sorted: &[T], value: T, question: Question) -> i64 {
    match question {
        Question::Place(Side::Left) => sort::below(sorted, value.key()) as i64,
        Question::Place(Side::Right) => sort::up_to(sorted, value.key()) as i64,
        Question::Contains => {
            let at = sort::below(sorted, value.key());
            i64::from(!value.is_nan() && sorted.get(at).is_some_and(|found| found.key() == value.key()))
        }
    }
}

/// Which ranks have which pieces of a sorted sequence.
struct Pieces<K> {
    /// Rank, first key and place of the first element of every piece that is not empty.
    firsts: Vec<(usize, K, i64)>,
    total: i64,
}

impl<K: Key> Pieces<K> {
    /// **Collective.**
    fn of<T: Item<Key = K>>(context: &Context, items: &[T]) -> Result<Pieces<K>> {
        let key = items.first().map_or(0, |item| item.key().wide());
        let words = [items.len() as u64, key as u64, (key >> 64) as u64];
        let all: Vec<u64> = bytemuck::allocation::pod_collect_to_vec(&context.all_gather(bytemuck::bytes_of(&words))?);
        let mut pieces = Pieces { firsts: Vec::new(), total: 0 };
        for (rank, words) in all.chunks_exact(3).enumerate().filter(|(_, words)| words[0] > 0) {
            let key = K::narrow(u128::from(words[2]) << 64 | u128::from(words[1]));
            pieces.firsts.push((rank, key, pieces.total));
            pieces.total += words[0] as i64;
        }
        Ok(pieces)
    }

    /// The piece that knows the answer about a value; none if the value comes before everything.
    fn piece(&self, key: K, question: Question) -> Option<usize> {
        let before = match question {
            Question::Place(Side::Left) => self.firsts.partition_point(|first| first.1 < key),
            _ => self.firsts.partition_point(|first| first.1 <= key),
        };
        before.checked_sub(1)
    }

    /// **Collective.**
    fn ask<T: Item<Key = K>>(
        &self,
        context: &Context,
        own: &[T],
        asked: &[T],
        answers: &mut [i64],
        question: Question,
    ) -> Result<()> {
        // All values of a round may go to one rank.
        let each = 4 * context.size() as u64 * (size_of::<T>() + 8) as u64;
        let room = context.memory_ceiling().map_or(u64::MAX, |ceiling| ceiling as u64 / each);
        let most = context.maximum(&[!room.clamp(1, ROUND), asked.len() as u64])?;
        let (round, rounds) = (!most[0] as usize, most[1].div_ceil(!most[0]));
        for number in 0..rounds as usize {
            let first = (number * round).min(asked.len());
            let last = (first + round).min(asked.len());
            let mut sends = vec![Vec::new(); context.size() as usize];
            let mut asking = vec![Vec::new(); context.size() as usize];
            for (at, &value) in asked[first..last].iter().enumerate() {
                let Some(piece) = self.piece(value.key(), question) else {
                    answers[first + at] = 0;
                    continue;
                };
                let (rank, _, place) = self.firsts[piece];
                let bytes = unsafe { std::slice::from_raw_parts((&raw const value).cast::<u8>(), size_of::<T>()) };
                sends[rank].extend_from_slice(bytes);
                asking[rank].push((first + at, if question == Question::Contains { 0 } else { place }));
            }
            let arrived = context.all_to_all_varying(&sends)?;
            let reply = |bytes: &Vec<u8>| {
                read::<T>(bytes).flat_map(|value| look_up(own, value, question).to_ne_bytes()).collect()
            };
            let replies: Vec<Vec<u8>> = arrived.iter().map(reply).collect();
            let told = context.all_to_all_varying(&replies)?;
            for (asking, told) in asking.iter().zip(&told) {
                for (&(at, place), answer) in asking.iter().zip(read::<i64>(told)) {
                    answers[at] = place + answer;
                }
            }
        }
        Ok(())
    }
}
