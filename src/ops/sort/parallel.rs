//! Sorting a sequence that is spread over all ranks: every rank sorts its piece, all find the cuts between the pieces of
//! the result, exchange what lies between them and merge.
//!
//! The cuts are exact, so that every rank receives as many elements as its piece of the result has: bits of the key at a
//! cut are found from the highest down, by counting on all ranks the elements of every value of the next few bits. Elements
//! equal to it go to both sides in the order of ranks, which is that of positions, so that nothing depends on the number
//! of ranks.

use super::flat::{word_of, Buffer};
use crate::array::Place;
use crate::context::{Call, Context};
use crate::error::{Error, Result, Status};
use crate::index::{Order, Segment};
use crate::kernels::copy::How;
use crate::kernels::sort::{self, Item, Key};
use crate::ops::execute::{Movement, Part, Side};
use crate::plan::{Block, Plan, Transfer};
use std::sync::Arc;

/// Numbers that one round of the search for cuts adds up over the ranks.
const COUNTERS: usize = 4096;
/// Most bits that one round finds.
const MOST_BITS: u32 = 8;

/// Sorts a sequence. `items` is this rank's piece in the order of positions, the pieces ascending with the ranks; the result
/// has the pieces between `bounds`. What exceeds the last bound is left out: the least elements remain. **Collective**, in
/// the commit phase.
pub(super) fn sorted<T: Item>(call: &Call, context: &Context, items: Buffer<T>, bounds: &[i64]) -> Result<Buffer<T>> {
    let made = sorted_into(call, context, items, bounds, None)?;
    made.ok_or_else(|| Error::new(Status::Internal, "a sorted sequence was lost"))
}

/// As [`sorted`]; where this rank gives memory for its piece of the result, that may come there, and nothing is returned then.
pub(super) fn sorted_into<T: Item>(
    call: &Call,
    context: &Context,
    mut items: Buffer<T>,
    bounds: &[i64],
    out: Option<&mut [T]>,
) -> Result<Option<Buffer<T>>> {
    let me = context.rank() as usize;
    let wanted = (bounds[me + 1] - bounds[me]) as usize;
    let room = items.len().max(wanted);
    let mut other = context.confirm(Buffer::<T>::new(context, room))?;
    {
        let _scope = context.trace().scope("sort");
        let count = items.len();
        sort::sort(items.items_mut(), &mut other.items_mut()[..count]);
    }
    if context.size() == 1 {
        items.truncate(wanted);
        return Ok(Some(items));
    }
    let cuts = cuts(context, items.items(), bounds)?;
    let mut received = exchange(call, context, &items, other, &cuts, wanted)?;
    let mut runs = vec![0];
    cuts.iter().for_each(|of_rank| runs.push(runs[runs.len() - 1] + of_rank[me + 1] - of_rank[me]));
    let room = match (&out, items.len() < wanted) {
        (Some(_), _) => Ok(None),
        (None, false) => Ok(Some(items)),
        (None, true) => {
            drop(items);
            Buffer::<T>::new(context, wanted).map(Some)
        }
    };
    let mut merged = context.confirm(room)?;
    let _scope = context.trace().scope("merge");
    let target = match (&mut merged, out) {
        (None, Some(out)) => out,
        (None, None) => &mut [],
        (Some(merged), _) => {
            merged.truncate(wanted);
            merged.items_mut()
        }
    };
    Ok(match sort::merge_runs(received.items_mut(), target, &runs) {
        true => merged,
        false => Some(received),
    })
}

/// For every rank where its sorted piece is cut: one more cut than there are ranks. **Collective.**
fn cuts<T: Item>(context: &Context, items: &[T], bounds: &[i64]) -> Result<Vec<Vec<usize>>> {
    let _scope = context.trace().scope("cuts");
    let ranks = context.size() as usize;
    let total = context.sum(&[items.len() as u64])?[0] as i64;
    let mut searches: Vec<Search> =
        bounds[1..].iter().map(|&bound| Search::new(bound, total, items.len(), T::Key::BITS)).collect();
    loop {
        let open: Vec<usize> = (0..searches.len()).filter(|&k| searches[k].is_open()).collect();
        if open.is_empty() {
            break;
        }
        let bits = (COUNTERS / open.len()).max(2).ilog2().clamp(1, MOST_BITS);
        let mut counts = Vec::with_capacity(open.len() << bits);
        for &k in &open {
            searches[k].count(items, bits, &mut counts);
        }
        let sums = context.sum(&counts)?;
        for (k, (own, all)) in open.into_iter().zip(counts.chunks(1 << bits).zip(sums.chunks(1 << bits))) {
            searches[k].choose(bits, own, all);
        }
    }
    // Which of the elements equal to the key at a cut are before it: those of the first ranks.
    let mine: Vec<u64> = searches.iter().flat_map(|search| [search.begin as u64, search.end as u64]).collect();
    let all: Vec<u64> = bytemuck::allocation::pod_collect_to_vec(&context.all_gather(bytemuck::cast_slice(&mine))?);
    let mut cuts = vec![vec![0]; ranks];
    for (k, search) in searches.iter().enumerate() {
        let mut rest = search.rest;
        for (rank, cuts) in cuts.iter_mut().enumerate() {
            let [begin, end] = [0, 1].map(|side| all[(rank * searches.len() + k) * 2 + side]);
            let taken = rest.min(end - begin);
            rest -= taken;
            cuts.push((begin + taken) as usize);
        }
    }
    Ok(cuts)
}

/// The search for one cut.
struct Search {
    /// Bits of the key at the cut that are known, and how many are not.
    key: u128,
    unknown: u32,
    /// This rank's elements that agree with the known bits.
    begin: usize,
    end: usize,
    /// How many of those of all ranks come before the cut.
    rest: u64,
}

impl Search {
    fn new(bound: i64, total: i64, count: usize, bits: u32) -> Search {
        let whole = Search { key: 0, unknown: bits, begin: 0, end: count, rest: bound as u64 };
        match bound {
            // Nothing is before it, or everything.
            0 => Search { unknown: 0, end: 0, ..whole },
            _ if bound >= total => Search { unknown: 0, begin: count, rest: 0, ..whole },
            _ => whole,
        }
    }

    /// Where nothing of what agrees comes before the cut, the other bits do not matter.
    fn is_open(&self) -> bool {
        self.unknown > 0 && self.rest > 0
    }

    /// Appends how many of this rank's elements have each value of the next bits.
    fn count<T: Item>(&self, items: &[T], bits: u32, counts: &mut Vec<u64>) {
        let shift = self.unknown.saturating_sub(bits);
        let values = 1u128 << bits.min(self.unknown);
        let mut rest = &items[self.begin..self.end];
        for value in 0..1u128 << bits {
            let last = value + 1 >= values;
            let within = match last {
                true => rest.len(),
                false => sort::below(rest, T::Key::narrow(self.key | (value + 1) << shift)),
            };
            counts.push(within as u64);
            rest = &rest[within..];
        }
    }

    /// Goes on with the value in which the cut lies.
    fn choose(&mut self, bits: u32, own: &[u64], all: &[u64]) {
        let bits = bits.min(self.unknown);
        self.unknown -= bits;
        for (value, (&own, &all)) in own.iter().zip(all).enumerate() {
            if self.rest < all {
                self.key |= (value as u128) << self.unknown;
                self.end = self.begin + own as usize;
                break;
            }
            self.begin += own as usize;
            self.rest -= all;
        }
        if self.rest == 0 {
            self.end = self.begin;
        }
    }
}

/// Gives every rank what lies between its cuts, in the order of ranks. **Collective.**
fn exchange<T: Item>(
    call: &Call,
    context: &Context,
    items: &Buffer<T>,
    mut target: Buffer<T>,
    cuts: &[Vec<usize>],
    wanted: usize,
) -> Result<Buffer<T>> {
    let me = context.rank() as usize;
    let (size, word) = word_of::<T>();
    let words = (size / word.size()) as i64;
    let block = |from: usize, to: usize, count: usize| {
        let list: Arc<[Segment]> = [Segment::new(from as i64, to as i64, count as i64)].into();
        vec![Block { axes: vec![list, [Segment::new(0, 0, words)].into()] }]
    };
    let mut plan = Plan::new(Order::RowMajor);
    let mut arrived = 0;
    for rank in 0..context.size() as usize {
        let (sent, coming) = (&cuts[me], &cuts[rank]);
        let (count, incoming) = (sent[rank + 1] - sent[rank], coming[me + 1] - coming[me]);
        let transfer = |blocks| Transfer { rank: rank as i32, blocks };
        if rank == me {
            plan.local.extend(block(sent[me], arrived, count).into_iter().filter(|_| count > 0));
        } else {
            plan.sends.extend((count > 0).then(|| transfer(block(sent[rank], 0, count))));
            plan.receives.extend((incoming > 0).then(|| transfer(block(coming[me], arrived, incoming))));
        }
        arrived += incoming;
    }
    target.truncate(wanted);
    let place: Place = target.place();
    let (source, target_side) = (Side::Memory(items.place()), Side::Memory(place));
    let part = Part { plan: Arc::new(plan), source, target: target_side, how: How::Replace };
    let movement = Movement::agree(context, call, Movement::prepare(context, vec![part]))?;
    unsafe { movement.run()? };
    Ok(target)
}
