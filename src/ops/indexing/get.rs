//! Reading by lists: every process asks the owners for the elements that its part of the result needs.

use super::direct::Direct;
use super::lists::{grouped, unravel, Finder, Selection};
use super::rounds::{
    accesses, copy_entries, list_offsets, partners, room, row_count, shared_with, swap_positions, swap_rows,
};
use super::rounds::{Buckets, Copy, Lists, Matched, Stage, MOST};
use crate::array::Array;
use crate::context::{Call, Context};
use crate::distribution::Distribution;
use crate::error::{Error, Result, Status};
use crate::kernels::copy::How;
use crate::ops::directory;
use crate::plan::AxisMatch;

/// Which replica of a source part serves this process.
pub(super) fn replica_for(source: &Distribution, coordinates: &[i32], receiver: i32) -> i32 {
    match source.grid().place_of(receiver) {
        Some(place) if place.coordinates == coordinates => place.replica,
        _ => receiver % source.grid().replicas(),
    }
}

/// Coordinates in a grid of coordinates along the group, numbered in C order, and along the kept axes.
pub(super) fn full_coordinates(array: &Distribution, selection: &Selection, part: i64, kept: &[i32]) -> Vec<i32> {
    let extents: Vec<i64> = selection.group.iter().map(|&d| array.grid().extents()[d] as i64).collect();
    let mut coordinates = vec![0; array.ndim()];
    selection.group.iter().zip(unravel(part, &extents)).for_each(|(&d, c)| coordinates[d] = c as i32);
    selection.kept.iter().zip(kept).for_each(|(&d, &c)| coordinates[d] = c);
    coordinates
}

/// Matches of the kept axes from `from` to `to`. **Collective** if one is unstructured.
pub(super) fn kept_matches(
    context: &Context,
    from: &Distribution,
    to: &Distribution,
    pairs: &[(usize, usize)],
) -> Result<Vec<AxisMatch>> {
    let closed = pairs.iter().all(|&(d, e)| from.axes()[d].labels().is_none() && to.axes()[e].labels().is_none());
    let found = pairs.iter().try_for_each(|&(d, e)| directory::check_axes(&from.axes()[d], &to.axes()[e], d));
    match closed {
        true => directory::matches_of(context, from, to, pairs),
        false => {
            // The axes are the same on all ranks, and so is a refusal.
            found.map_err(|error| Error { agreed: true, ..error })?;
            let found = directory::matches_of(context, from, to, pairs);
            context.confirm(found)
        }
    }
}

/// Everything that stays the same from round to round.
struct Pull<'a> {
    call: &'a Call<'a>,
    source: &'a Array,
    target: &'a Array,
    selection: &'a Selection,
    matches: Vec<AxisMatch>,
    finder: Finder,
}

/// Fills `target` with what the lists, aligned with it, name in `source`. **Collective**, in the commit phase;
/// `least` is the least room of all ranks.
pub(super) fn pull(
    call: &Call,
    source: &Array,
    target: &Array,
    selection: &Selection,
    lists: &[Array],
    least: u64,
) -> Result<()> {
    let context = source.context();
    let pairs: Vec<(usize, usize)> = selection.kept.iter().copied().zip(selection.kept_axes()).collect();
    let matches = kept_matches(context, source.distribution(), target.distribution(), &pairs)?;
    let labelled = selection.group.iter().any(|&d| source.distribution().axes()[d].labels().is_some());
    let finder = Finder::new(context, source.distribution(), selection, lists, target.distribution(), &[]);
    let (finder, _) = if labelled { context.confirm(finder)? } else { finder? };
    if !labelled {
        let place = target.place();
        let copy = Copy { from: source.dtype(), to: target.dtype(), how: How::Replace, at: selection.at };
        if let Some(direct) = Direct::new(source, &place, selection, &matches, &copy, &finder)? {
            direct.run(&finder, &place, selection);
            // Nobody may write what others still read.
            return context.confirm(Ok(()));
        }
    }
    // A process outside the target's grid wants nothing.
    let pull = Pull { call, source, target, selection, matches, finder };
    let limit = pull.round_limit(least)?;
    let most = most_entries(target.distribution(), selection);
    for round in 0..(most as u64).div_ceil(limit as u64) {
        let first = (round as i64 * limit).min(pull.finder.count);
        pull.round(first..(first + limit).min(pull.finder.count)).inspect_err(|_| target.mark_damaged())?;
    }
    Ok(())
}

/// The most entries that a process can have; the same on all ranks.
fn most_entries(target: &Distribution, selection: &Selection) -> i64 {
    let most = |e: usize| {
        let axis = &target.axes()[e];
        (0..axis.parts()).map(|c| axis.count(c).unwrap_or(axis.size())).max().unwrap_or(0)
    };
    match target.axes().iter().any(|axis| axis.is_sliced() && axis.labels().is_some()) {
        true => selection.count(),
        false => selection.list_axes().map(most).product(),
    }
}

impl Pull<'_> {
    /// Entries per round, so that the temporaries of a round stay below the ceilings.
    fn round_limit(&self, least: u64) -> Result<i64> {
        let context = self.source.context();
        let item = self.source.dtype().size() as u64;
        // A row as the longest part of it that any process has.
        let row = self.selection.kept.iter().fold(item, |row, &d| row.saturating_mul(self.source.shape()[d] as u64));
        if least == u64::MAX {
            return Ok(((64 << 20) / row.max(1)).clamp(1 << 10, 1 << 18).min(MOST as u64) as i64);
        }
        let mut slots = [!room(context), 0, 0, 0];
        context.agree_with(self.call, Ok(()), &mut slots)?;
        let room = if context.size() == 1 { room(context) } else { !slots[0] };
        let processes = context.size() as u64;
        // Sorting takes 24 bytes an entry; requests of all may reach one process, and rows are staged at both ends
        // and once more in messages.
        let each = 24 + if processes == 1 { 0 } else { 16 * processes + 2 * row.saturating_mul(processes + 1) };
        if room < each {
            let text =
                format!("the memory ceiling leaves {room} bytes for a round of requests; at least {each} are needed");
            return Err(Error { agreed: true, ..Error::new(Status::Memory, text) });
        }
        Ok((room / each).min(1 << 18) as i64)
    }

    fn round(&self, range: std::ops::Range<i64>) -> Result<()> {
        let context = self.source.context();
        let (from, to) = (self.source.place(), self.target.place());
        let (source, target) = (self.source.distribution(), self.target.distribution());
        let me = context.rank();
        let copy = Copy { from: from.dtype, to: to.dtype, how: How::Replace, at: self.selection.at };
        let item = from.dtype.size();
        let (from_kept, to_kept) = (accesses(&from, &self.selection.kept), accesses(&to, &self.selection.kept_axes()));
        let from_group = grouped(self.selection.group.iter().map(|&d| (from.extents[d], from.access[d].clone())));
        let to_group = grouped(self.selection.list_axes().map(|e| (to.extents[e], to.access[e].clone())));
        let first = range.start;

        let buckets = Buckets::new(context, &self.finder, range);
        let received: Vec<&Matched> = self.matches.iter().map(|m| m.receives.as_slice()).collect();
        let sources = partners(&received);
        let mut asked = Vec::new();
        if let Ok(buckets) = &buckets {
            for part in (0..self.finder.parts()).filter(|&part| buckets.len(part) > 0) {
                for partner in &sources {
                    let coordinates = full_coordinates(source, self.selection, part as i64, &partner.coordinates);
                    let rank = source.grid().rank_of(&coordinates, replica_for(source, &coordinates, me));
                    asked.push((rank, part, &partner.lists));
                }
            }
        }
        asked.sort_by_key(|(rank, ..)| *rank);
        let to_offsets = |buckets: &Buckets, part: usize, at: usize, out: &mut [isize]| {
            buckets.own_offsets(&to_group, (part, at, first), out);
        };
        let from_offsets = |list: &[i64], at: usize, out: &mut [isize]| list_offsets(&from_group, list, at, out);
        if let Ok(buckets) = &buckets {
            for (_, part, lists) in asked.iter().filter(|(rank, ..)| *rank == me) {
                let rows = copy.rows(lists, &from_kept, &to_kept);
                let list = buckets.positions(*part);
                unsafe {
                    copy_entries(
                        &rows,
                        list.len(),
                        (from.pointer, |at, out: &mut [isize]| from_offsets(list, at, out)),
                        (to.pointer, |at, out: &mut [isize]| to_offsets(buckets, *part, at, out)),
                    )
                };
            }
        }
        if context.size() == 1 {
            return context.agree(self.call, buckets.map(drop));
        }
        asked.retain(|(rank, ..)| *rank != me);

        let requests: Vec<(i32, &[i64])> = match &buckets {
            Ok(buckets) => asked.iter().map(|(rank, part, _)| (*rank, buckets.positions(*part))).collect(),
            Err(_) => Vec::new(),
        };
        let wanted = swap_positions(context, &requests)?;
        let mut sends: Vec<(i32, i64, Lists)> = Vec::new();
        for (rank, list) in (0..).zip(&wanted).filter(|(_, list)| !list.is_empty()) {
            let Some(place) = target.grid().place_of(rank) else { continue };
            let coordinates: Vec<i32> = self.selection.kept_axes().iter().map(|&e| place.coordinates[e]).collect();
            let Some(lists) = shared_with(&self.matches, &coordinates, |m| &m.sends) else { continue };
            sends.push((rank, list.len() as i64 * row_count(&lists), lists));
        }
        let bytes = |counts: &mut dyn Iterator<Item = i64>| counts.sum::<i64>() as usize * item;
        let outgoing = context.temporary(bytes(&mut sends.iter().map(|s| s.1)));
        let receives: Vec<(i32, i64)> = match &buckets {
            Ok(buckets) => asked.iter().map(|a| (a.0, buckets.len(a.1) as i64 * row_count(a.2))).collect(),
            Err(_) => Vec::new(),
        };
        let incoming = context.temporary(bytes(&mut receives.iter().map(|r| r.1)));
        let prepared = buckets.and_then(|buckets| Ok((buckets, outgoing?, incoming?)));
        let (buckets, mut outgoing, mut incoming) = context.agree(self.call, prepared)?;
        let mut at = 0;
        for (rank, count, lists) in &sends {
            let list = &wanted[*rank as usize];
            let stage = Stage::new(lists, copy.at, list.len(), item);
            let rows = copy.pack(lists, &from_kept, &stage);
            unsafe {
                copy_entries(
                    &rows,
                    list.len(),
                    (from.pointer, |at, out: &mut [isize]| from_offsets(list, at, out)),
                    (outgoing[at..].as_mut_ptr(), |at, out: &mut [isize]| stage.offsets(at, out)),
                )
            };
            at += *count as usize * item;
        }
        let sends: Vec<(i32, i64)> = sends.iter().map(|(rank, count, _)| (*rank, *count)).collect();
        swap_rows(context, self.call, from.dtype, (&sends, &outgoing), (&receives, &mut incoming))?;
        let mut at = 0;
        for ((_, part, lists), (_, count)) in asked.iter().zip(&receives) {
            let stage = Stage::new(lists, copy.at, buckets.len(*part), item);
            let rows = copy.unpack(lists, &stage, &to_kept);
            unsafe {
                copy_entries(
                    &rows,
                    buckets.len(*part),
                    (incoming[at..].as_ptr(), |at, out: &mut [isize]| stage.offsets(at, out)),
                    (to.pointer, |at, out: &mut [isize]| to_offsets(&buckets, *part, at, out)),
                )
            };
            at += *count as usize * item;
        }
        Ok(())
    }
}
