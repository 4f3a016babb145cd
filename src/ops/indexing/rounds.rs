//! One round of requests: entries sorted by owner, positions exchanged, rows staged and moved by the engine.

use super::lists::{offsets, Finder, CHUNK};
use crate::array::Place;
use crate::context::{Call, Context, Temporary};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::{segment, Access, ByteRun, Order, Segment};
use crate::kernels::copy::How;
use crate::kernels::rows::Rows;
use crate::ops::execute::{self, Movement, Side};
use crate::plan::{AxisMatch, Block, Plan, Transfer};
use std::ops::Range;
use std::sync::Arc;

/// Segments by coordinate of one axis.
pub(super) type Matched = [(i32, Vec<Segment>)];

/// The segments of the kept axes between this process and another one.
pub(super) type Lists = Vec<Arc<[Segment]>>;

/// Another process, and what of the kept axes the two have in common.
pub(super) struct Partner {
    pub coordinates: Vec<i32>,
    pub lists: Lists,
}

/// Every combination of one coordinate per kept axis.
pub(super) fn partners(axes: &[&Matched]) -> Vec<Partner> {
    let mut all = vec![Partner { coordinates: Vec::new(), lists: Vec::new() }];
    for axis in axes {
        let shared: Vec<(i32, Arc<[Segment]>)> = axis.iter().map(|(c, list)| (*c, list.as_slice().into())).collect();
        let longer = |partner: &Partner| {
            let one = |(c, list): &(i32, Arc<[Segment]>)| Partner {
                coordinates: partner.coordinates.iter().copied().chain([*c]).collect(),
                lists: partner.lists.iter().cloned().chain([list.clone()]).collect(),
            };
            shared.iter().map(one).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all.retain(|partner| row_count(&partner.lists) > 0);
    all
}

/// What matches have in common with the process at these coordinates, `None` if nothing.
pub(super) fn shared_with(
    matches: &[AxisMatch],
    coordinates: &[i32],
    side: fn(&AxisMatch) -> &Matched,
) -> Option<Lists> {
    let list = |(axis, c): (&AxisMatch, &i32)| {
        side(axis).iter().find(|(other, _)| other == c).map(|(_, list)| list.as_slice().into())
    };
    matches.iter().zip(coordinates).map(list).collect()
}

/// Elements per entry.
pub(super) fn row_count(lists: &Lists) -> i64 {
    lists.iter().map(|list| segment::total(list)).product()
}

/// Entries of one round sorted by the coordinate of their owner; those of one owner stay in order.
pub(super) struct Buckets {
    starts: Vec<usize>,
    /// Numbers of the entries in the round, as u32, where there are several owners.
    entries: Option<Temporary>,
    /// Positions in the owner's part of the group, as i64.
    positions: Temporary,
}

impl Buckets {
    pub fn new(context: &Context, finder: &Finder, range: Range<i64>) -> Result<Buckets> {
        let count = (range.end - range.start) as usize;
        let parts = finder.parts();
        let mut positions = context.temporary(count * 8)?;
        if parts == 1 {
            let all: &mut [i64] = bytemuck::cast_slice_mut(&mut positions);
            let mut coordinates = [0; CHUNK];
            let mut kept = 0;
            for (chunk, out) in all.chunks_mut(CHUNK).enumerate() {
                let coordinates = &mut coordinates[..out.len()];
                finder.find(range.start + (chunk * CHUNK) as i64, coordinates, out);
                kept += coordinates.iter().filter(|c| **c >= 0).count();
            }
            if kept == count {
                return Ok(Buckets { starts: vec![0, count], entries: None, positions });
            }
        }
        let mut owners = context.temporary(count * 4)?;
        let mut found = context.temporary(count * 8)?;
        let mut entries = context.temporary(count * 4)?;
        let owners: &mut [i32] = bytemuck::cast_slice_mut(&mut owners);
        let found: &mut [i64] = bytemuck::cast_slice_mut(&mut found);
        let mut starts = vec![0; parts + 1];
        for (chunk, (owners, found)) in owners.chunks_mut(CHUNK).zip(found.chunks_mut(CHUNK)).enumerate() {
            finder.find(range.start + (chunk * CHUNK) as i64, owners, found);
            owners.iter().filter(|c| **c >= 0).for_each(|&c| starts[c as usize + 1] += 1);
        }
        for part in 0..parts {
            starts[part + 1] += starts[part];
        }
        let mut next = starts.clone();
        let sorted: &mut [i64] = bytemuck::cast_slice_mut(&mut positions);
        let numbers: &mut [u32] = bytemuck::cast_slice_mut(&mut entries);
        for (k, (&owner, &position)) in owners.iter().zip(found.iter()).enumerate() {
            if owner >= 0 {
                let at = next[owner as usize];
                next[owner as usize] += 1;
                sorted[at] = position;
                numbers[at] = k as u32;
            }
        }
        Ok(Buckets { starts, entries: Some(entries), positions })
    }

    /// Positions of the entries that one coordinate owns.
    pub fn positions(&self, part: usize) -> &[i64] {
        &bytemuck::cast_slice(&self.positions)[self.starts[part]..self.starts[part + 1]]
    }

    pub fn len(&self, part: usize) -> usize {
        self.starts[part + 1] - self.starts[part]
    }

    /// Positions on this process, from `first` on, of `out.len()` entries of one coordinate.
    fn own_positions(&self, part: usize, first: usize, round: i64, out: &mut [i64]) {
        let first = self.starts[part] + first;
        match &self.entries {
            None => out.iter_mut().enumerate().for_each(|(k, out)| *out = round + (first + k) as i64),
            Some(entries) => {
                let entries: &[u32] = bytemuck::cast_slice(entries);
                out.iter_mut().zip(&entries[first..]).for_each(|(out, &entry)| *out = round + entry as i64);
            }
        }
    }

    /// Bytes from the origin of `group` to own entries of a part, from number `at` on; `first` begins the round.
    pub fn own_offsets(&self, group: &Access, (part, at, first): (usize, usize, i64), out: &mut [isize]) {
        let mut positions = [0; CHUNK];
        let positions = &mut positions[..out.len()];
        self.own_positions(part, at, first, positions);
        offsets(group, positions, out);
    }
}

/// Bytes from the origin of `group` to the positions of a list, from number `at` on.
pub(super) fn list_offsets(group: &Access, list: &[i64], at: usize, out: &mut [isize]) {
    let mut positions = [0; CHUNK];
    let positions = &mut positions[..out.len()];
    positions.copy_from_slice(&list[at..at + out.len()]);
    offsets(group, positions, out);
}

/// Most entries of a round: their numbers are kept in 32 bits.
pub(super) const MOST: i64 = 1 << 31;

/// Rows in a message: the kept axes before the list, the list, the kept axes after it.
pub(super) struct Stage {
    access: Vec<Access>,
    /// Bytes from one entry to the next.
    step: isize,
}

impl Stage {
    pub fn new(lists: &Lists, at: usize, count: usize, item: usize) -> Stage {
        let mut stride = item as isize;
        let mut access = vec![Access::Strided(0); lists.len()];
        let mut step = 0;
        for k in (0..=lists.len()).rev() {
            if k < lists.len() {
                access[k] = Access::Strided(stride);
                stride *= segment::total(&lists[k]) as isize;
            }
            if k == at {
                step = stride;
                stride *= count as isize;
            }
        }
        Stage { access, step }
    }

    /// Offsets of `out.len()` entries from number `first` on.
    pub fn offsets(&self, first: usize, out: &mut [isize]) {
        out.iter_mut().enumerate().for_each(|(k, out)| *out = (first + k) as isize * self.step);
    }
}

/// What is copied for each entry.
pub(super) struct Copy {
    pub from: Dtype,
    pub to: Dtype,
    pub how: How,
    /// Kept axes before the list.
    pub at: usize,
}

impl Copy {
    /// From one local part to another.
    pub fn rows(&self, lists: &Lists, from: &[Access], to: &[Access]) -> Rows {
        let axis = |k: usize| ByteRun::list(&lists[k], &from[k], &to[k]);
        let outer: Vec<Vec<ByteRun>> = (0..self.at).map(axis).collect();
        Rows::new(&outer, (self.at..lists.len()).map(axis).collect(), self.from, self.to, self.how)
    }

    /// From a local part into a message.
    pub fn pack(&self, lists: &Lists, from: &[Access], stage: &Stage) -> Rows {
        let lists = renumbered(lists, |s, at| Segment { to: at, to_step: 1, ..s });
        Copy { to: self.from, how: How::Replace, ..*self }.rows(&lists, from, &stage.access)
    }

    /// From a message to a local part.
    pub fn unpack(&self, lists: &Lists, stage: &Stage, to: &[Access]) -> Rows {
        let lists = renumbered(lists, |s, at| Segment { from: at, from_step: 1, ..s });
        self.rows(&lists, &stage.access, to)
    }
}

fn renumbered(lists: &Lists, renumber: impl Fn(Segment, i64) -> Segment) -> Lists {
    let list = |list: &Arc<[Segment]>| {
        let mut next = 0;
        let one = |&s: &Segment| {
            next += s.count;
            renumber(s, next - s.count)
        };
        list.iter().map(one).collect()
    };
    lists.iter().map(list).collect()
}

/// Tells every rank which positions of it are meant; returns what others ask of this one.
pub(super) fn swap_positions(context: &Context, asked: &[(i32, &[i64])]) -> Result<Vec<Vec<i64>>> {
    let mut sends = vec![Vec::new(); context.size() as usize];
    for (rank, positions) in asked {
        sends[*rank as usize] = bytemuck::cast_slice(positions).to_vec();
    }
    let received = context.all_to_all_varying(&sends)?;
    Ok(received.iter().map(|bytes| bytemuck::allocation::pod_collect_to_vec(bytes)).collect())
}

/// Moves staged elements: `sends` and `receives` are ranks and counts, in the order of the stages. **Collective.**
pub(super) fn swap_rows(
    context: &Context,
    call: &Call,
    dtype: Dtype,
    (sends, outgoing): (&[(i32, i64)], &[u8]),
    (receives, incoming): (&[(i32, i64)], &mut [u8]),
) -> Result<()> {
    let transfers = |parts: &[(i32, i64)]| {
        let mut next = 0;
        let transfer = |&(rank, count): &(i32, i64)| {
            next += count;
            let list = Segment::new(next - count, next - count, count);
            Transfer { rank, blocks: vec![Block { axes: vec![[list].into()] }] }
        };
        let mut transfers: Vec<Transfer> = parts.iter().map(transfer).collect();
        transfers.retain(|t| t.count() > 0);
        transfers.sort_by_key(|t| t.rank);
        transfers
    };
    let plan = Plan { sends: transfers(sends), receives: transfers(receives), ..Plan::new(Order::RowMajor) };
    let side = |pointer: *const u8, bytes: usize| {
        let count = (bytes / dtype.size()) as i64;
        Side::Memory(Place::strided(pointer.cast_mut(), &[dtype.size() as isize], &[count], dtype))
    };
    let source = side(outgoing.as_ptr(), outgoing.len());
    let target = side(incoming.as_mut_ptr(), incoming.len());
    let part = execute::Part { plan: Arc::new(plan), source, target, how: How::Replace };
    let movement = Movement::agree(context, call, Movement::prepare(context, vec![part]))?;
    unsafe { movement.run() }
}

/// Accesses of some axes.
pub(super) fn accesses(place: &Place, axes: &[usize]) -> Vec<Access> {
    axes.iter().map(|&d| place.access[d].clone()).collect()
}

/// Copies `count` entries, whose offsets on both sides are computed in chunks.
///
/// # Safety
/// As for [`Rows::run`].
pub(super) unsafe fn copy_entries(
    rows: &Rows,
    count: usize,
    (from, mut from_offsets): (*const u8, impl FnMut(usize, &mut [isize])),
    (to, mut to_offsets): (*mut u8, impl FnMut(usize, &mut [isize])),
) {
    let (mut sources, mut targets) = ([0; CHUNK], [0; CHUNK]);
    for first in (0..count).step_by(CHUNK) {
        let length = CHUNK.min(count - first);
        from_offsets(first, &mut sources[..length]);
        to_offsets(first, &mut targets[..length]);
        unsafe { rows.run(from, &sources[..length], to, &targets[..length]) };
    }
}

/// Bytes of temporaries that this rank may still take.
pub(super) fn room(context: &Context) -> u64 {
    match context.memory_ceiling() {
        None => u64::MAX,
        Some(ceiling) => (ceiling as u64).saturating_sub(context.counters().snapshot().temporary_bytes),
    }
}
