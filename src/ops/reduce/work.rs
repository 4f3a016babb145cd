//! Reductions along axes: states of a process's elements, merged with those of the processes that share in the axes.

use super::part::{state_strides, Part};
use super::Plan;
use crate::array::Array;
use crate::context::{Incoming, Outgoing, Temporary};
use crate::distribution::grid::for_each_coordinates;
use crate::error::Result;
use crate::index::{shape, Order};
use crate::kernels::reduce::Fold;
use std::ops::Range;

/// Bytes of states that are in work at once where nobody else has states of the same results.
const SLAB: usize = 1 << 20;

pub(super) struct Work {
    /// Results of this process.
    count: usize,
    states: Temporary,
    /// Other members' states of the results that this one merges.
    others: Temporary,
    /// The ranks that share in the reduced axes, in the order of coordinates.
    members: Vec<i32>,
    /// Where nobody else shares: the slowest kept axis, and how many of its positions are in work at once.
    slab: Option<(usize, i64)>,
}

impl Work {
    pub fn prepare(array: &Array, plan: &Plan) -> Result<Work> {
        let (context, source, size) = (array.context(), array.distribution(), plan.finish.fold.state_size());
        let mut members = Vec::new();
        if let Some(place) = source.place() {
            let extents: Vec<i32> =
                source.grid().extents().iter().zip(&plan.reduced).map(|(&n, &r)| if r { n } else { 1 }).collect();
            for_each_coordinates(&extents, |along| {
                let joined: Vec<i32> =
                    (0..along.len()).map(|d| if plan.reduced[d] { along[d] } else { place.coordinates[d] }).collect();
                members.push(source.grid().rank_of(&joined, place.replica));
            });
        }
        let mut kept: Vec<i64> =
            source.local_shape().iter().zip(&plan.reduced).map(|(&n, &r)| if r { 1 } else { n }).collect();
        let count = if source.place().is_some() { shape::element_count(&kept)? as usize } else { 0 };
        let mut slab = None;
        if members.len() == 1 && count.saturating_mul(size) > SLAB {
            let axes: Vec<usize> = match source.order() {
                Order::RowMajor => (0..kept.len()).collect(),
                Order::ColumnMajor => (0..kept.len()).rev().collect(),
            };
            if let Some(&axis) = axes.iter().find(|&&d| kept[d] > 1) {
                let row = count / kept[axis] as usize * size;
                kept[axis] = ((SLAB / row.max(1)).max(1) as i64).min(kept[axis]);
                slab = Some((axis, kept[axis]));
            }
        }
        let bytes = if count == 0 { 0 } else { shape::byte_count(&kept, size)? };
        let longest = count.div_ceil(members.len().max(1)) * size;
        let states = context.temporary(bytes)?;
        let others = context.temporary(longest.saturating_mul(members.len().saturating_sub(1)))?;
        Ok(Work { count, states, others, members, slab })
    }

    /// Reduces into `out`, contiguous in the order of the states; false if an index was asked of nothing. Collective.
    ///
    /// # Safety
    /// `out` has room for all results of this process.
    pub unsafe fn run(&mut self, array: &Array, plan: &Plan, mask: Option<&Array>, out: *mut u8) -> Result<bool> {
        if self.count == 0 {
            return Ok(true);
        }
        let part = Part::new(array, &plan.reduced, plan.finish.fold.reduction().is_index(), mask);
        if let Some((axis, rows)) = self.slab {
            let total = part.extents[axis];
            let per_row = self.count / total as usize;
            let mut known = true;
            for first in (0..total).step_by(rows as usize) {
                let rows = rows.min(total - first);
                let count = per_row * rows as usize;
                let to = out.wrapping_add(first as usize * per_row * plan.finish.fold.result().size());
                unsafe {
                    self.feed(array, plan, &part.restrict(axis, first, rows), count);
                    known &= self.finish(plan, 0..count, to);
                }
            }
            return Ok(known);
        }
        unsafe { self.feed(array, plan, &part, self.count) };
        if self.members.len() == 1 {
            return Ok(unsafe { self.finish(plan, 0..self.count, out) });
        }
        unsafe { self.meet(array, plan, out) }
    }

    unsafe fn feed(&mut self, array: &Array, plan: &Plan, part: &Part, count: usize) {
        let fold = &plan.finish.fold;
        let size = fold.state_size();
        let states = self.states.as_mut_ptr();
        let strides = state_strides(array, &part.extents, &plan.reduced, size);
        unsafe {
            (0..count).for_each(|k| fold.start(states.add(k * size)));
            part.feed(fold, states, &strides);
        }
    }

    unsafe fn finish(&self, plan: &Plan, which: Range<usize>, out: *mut u8) -> bool {
        let (size, item) = (plan.finish.fold.state_size(), plan.finish.fold.result().size());
        let mut known = true;
        for k in which {
            unsafe {
                let to = out.add(k * item);
                plan.finish.write(self.states.as_ptr().add(k * size), to);
                known &= !plan.finish.fold.reduction().is_index() || to.cast::<i64>().read_unaligned() >= 0;
            }
        }
        known
    }

    /// The results that a member merges.
    fn share(&self, member: usize) -> Range<usize> {
        let edge = |m: usize| (self.count as u128 * m as u128 / self.members.len() as u128) as usize;
        edge(member)..edge(member + 1)
    }

    /// Each member merges a share of the states in the order of coordinates, and gives its results to all: everyone has the
    /// same bits, and nobody handles more than two states' bytes of each result.
    unsafe fn meet(&mut self, array: &Array, plan: &Plan, out: *mut u8) -> Result<bool> {
        let (context, fold) = (array.context(), plan.finish.fold);
        let (size, item) = (fold.state_size(), fold.result().size());
        let mine = context.rank();
        let me = self.members.iter().position(|&member| member == mine).unwrap_or(0);
        let own = self.share(me);
        let bytes = |range: Range<usize>, item: usize| range.start * item..range.end * item;
        let peers: Vec<(usize, i32)> = (0..).zip(self.members.iter().copied()).filter(|(m, _)| *m != me).collect();
        let shares: Vec<Range<usize>> = (0..self.members.len()).map(|m| self.share(m)).collect();
        {
            let sends: Vec<Outgoing> = peers
                .iter()
                .map(|&(m, rank)| Outgoing { rank, data: &self.states[bytes(shares[m].clone(), size)] })
                .filter(|send| !send.data.is_empty())
                .collect();
            let mut receives: Vec<Incoming> = match own.is_empty() {
                true => Vec::new(),
                false => self
                    .others
                    .chunks_exact_mut(own.len() * size)
                    .zip(&peers)
                    .map(|(data, &(_, rank))| Incoming { rank, data })
                    .collect(),
            };
            context.exchange(&sends, &mut receives)?;
        }
        unsafe { self.merge(&plan.finish.fold, own.clone(), me) };
        let known = unsafe { self.finish(plan, own.clone(), out) };
        // SAFETY: shares are disjoint pieces of the results.
        let piece = |range: Range<usize>| unsafe {
            std::slice::from_raw_parts_mut(out.wrapping_add(range.start * item), range.len() * item)
        };
        let results: &[u8] = piece(own.clone());
        let sends: Vec<Outgoing> =
            peers.iter().filter(|_| !own.is_empty()).map(|&(_, rank)| Outgoing { rank, data: results }).collect();
        let mut receives: Vec<Incoming> = peers
            .iter()
            .map(|&(m, rank)| Incoming { rank, data: piece(self.share(m)) })
            .filter(|receive| !receive.data.is_empty())
            .collect();
        context.exchange(&sends, &mut receives)?;
        let none = |k: usize| unsafe { out.add(k * item).cast::<i64>().read_unaligned() < 0 };
        Ok(known && !(fold.reduction().is_index() && (0..self.count).any(none)))
    }

    /// Merges the states of all members into the own ones, in the order of coordinates.
    unsafe fn merge(&mut self, fold: &Fold, own: Range<usize>, me: usize) {
        let size = fold.state_size();
        let received = self.others.as_mut_ptr();
        for k in own.clone() {
            let mine = self.states.as_mut_ptr().wrapping_add(k * size);
            let state_of = |member: usize| {
                let row = if member < me { member } else { member - 1 };
                received.wrapping_add((row * own.len() + k - own.start) * size)
            };
            unsafe {
                // What comes before this member is merged first, so that the order is everywhere the same.
                for member in 1..me {
                    fold.merge(state_of(0), state_of(member));
                }
                if me > 0 {
                    fold.merge(state_of(0), mine);
                    std::ptr::copy_nonoverlapping(state_of(0), mine, size);
                }
                for member in me + 1..self.members.len() {
                    fold.merge(mine, state_of(member));
                }
            }
        }
    }
}
