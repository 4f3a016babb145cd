//! Writing by lists: values go to the owners in the order of the lists, so that the last of several wins and sums come
//! out the same on any number of processes.

use super::get::{full_coordinates, kept_matches};
use super::lists::{grouped, Finder, Selection};
use super::rounds::{
    accesses, copy_entries, list_offsets, partners, room, row_count, shared_with, swap_positions, swap_rows,
};
use super::rounds::{Buckets, Copy, Lists, Matched, Stage};
use super::{index_serials, least_room, Aligned, Mode};
use crate::array::{Array, Place};
use crate::context::{Arg, Call};
use crate::distribution::{AxisMap, Base, Distribution, Grid, Padding};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Access};
use crate::kernels::copy::{Accumulation, How};
use crate::plan::AxisMatch;

/// NumPy's `put`: sets the elements at `indices` of the flattened array to `values`, which are repeated if there are
/// fewer of them. Of several for one element the last one stays. **Collective.**
pub fn put(array: &mut Array, indices: &Array, values: &Array, mode: Mode) -> Result<()> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("indices", Arg::Object("array", indices.serial())),
        ("values", Arg::Object("array", values.serial())),
        ("mode", Arg::Int(mode as i64)),
    ];
    let call = Call::new("distarray_array_put", &arguments);
    let selection = Selection::flat(array, array.ndim(), indices, mode);
    set(&call, array, Ok(selection), &[indices], values, How::Replace)
}

/// NumPy's `array[i0, :, i2] = values`; see [`super::get_index`]. Values are broadcast; of several for one element the last
/// one in the order of the index arrays stays. **Collective.**
pub fn set_index(array: &mut Array, indices: &[Option<&Array>], values: &Array) -> Result<()> {
    let serials = index_serials(indices);
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("indices", Arg::Ints(&serials)),
        ("values", Arg::Object("array", values.serial())),
    ];
    let call = Call::new("distarray_array_set_index", &arguments);
    let lists: Vec<&Array> = indices.iter().flatten().copied().collect();
    set(&call, array, Selection::of_axes(array, indices), &lists, values, How::Replace)
}

/// NumPy's `add.at(array, indices, values)` and its like: elements named several times are updated as often, in the order
/// of the index arrays. **Collective.**
pub fn update_index(op: Accumulation, array: &mut Array, indices: &[Option<&Array>], values: &Array) -> Result<()> {
    let serials = index_serials(indices);
    let arguments = [
        ("op", Arg::Text(op.name())),
        ("array", Arg::Object("array", array.serial())),
        ("indices", Arg::Ints(&serials)),
        ("values", Arg::Object("array", values.serial())),
    ];
    let call = Call::new("distarray_array_update_index", &arguments);
    let lists: Vec<&Array> = indices.iter().flatten().copied().collect();
    let selection = op.check(array.dtype()).and_then(|()| Selection::of_axes(array, indices));
    set(&call, array, selection, &lists, values, How::Accumulate(op))
}

fn set(
    call: &Call,
    array: &mut Array,
    selection: Result<Selection>,
    lists: &[&Array],
    values: &Array,
    how: How,
) -> Result<()> {
    let context = array.context().clone();
    let mut repeated = false;
    let prepared = selection.and_then(|selection| {
        array.check_writable("array")?;
        selection.check(array, lists, "indices")?;
        check_values(array, values, lists.iter().copied(), "indices")?;
        repeated = selection.flat && selection.kept.is_empty() && fits(&selection.extents, values.shape()).is_none();
        let expected = selection.shape(array);
        if !repeated {
            check_fits(&expected, values)?;
        }
        Ok(selection)
    });
    let mut slots = [!room(&context), 0, 0, 0];
    let selection = context.agree_with(call, prepared, &mut slots)?;
    let least = least_room(&context, slots[0]);
    let empty = repeated && values.distribution().global_count() == 0;
    if empty || selection.shape(array).contains(&0) {
        return Ok(());
    }
    let push = Push { call, array, selection: &selection, how };
    let (entries, chunk) = push.entries(least, values)?;
    match repeated {
        true => {
            let (all, _memory) = super::repeated(call, values, &entries, least)?;
            push.run(&entries, lists, &all, chunk)
        }
        false => push.run(&entries, lists, values, chunk),
    }
}

/// `places` are the arrays, named `what`, that say where values go.
pub(super) fn check_values<'a>(
    array: &Array,
    values: &Array,
    mut places: impl Iterator<Item = &'a Array>,
    what: &str,
) -> Result<()> {
    values.check_usable("values")?;
    if !values.context().shares_communicator(array.context()) {
        refuse!(Argument, "values", "expected an array of the same context as 'array'");
    }
    if values.overlaps(array) || places.any(|place| place.overlaps(array)) {
        refuse!(Argument, "array", "its memory overlaps that of 'values' or '{what}'; use separate memory");
    }
    Ok(())
}

pub(super) fn check_fits(expected: &[i64], values: &Array) -> Result<()> {
    if fits(expected, values.shape()).is_some() {
        return Ok(());
    }
    let (expected, got) = (shape::text(expected), shape::text(values.shape()));
    refuse!(Shape, "values", "expected a shape that broadcasts to {expected}, got {got}")
}

/// The axes of `values` for each axis of a shape that it broadcasts to, None for those that are repeated; None if it
/// does not.
pub(super) fn fits(expected: &[i64], values: &[i64]) -> Option<Vec<Option<usize>>> {
    // Leading axes of one element do not count.
    let extra = values.len().saturating_sub(expected.len());
    if values[..extra].iter().any(|&n| n != 1) {
        return None;
    }
    let missing = expected.len() - (values.len() - extra);
    let mut axes = vec![None; expected.len()];
    for (k, &n) in values[extra..].iter().enumerate() {
        match (n, expected[missing + k]) {
            (n, m) if n == m => axes[missing + k] = Some(extra + k),
            (1, _) => {}
            _ => return None,
        }
    }
    Some(axes)
}

/// What is written, and where.
pub(super) struct Push<'a> {
    pub call: &'a Call<'a>,
    pub array: &'a Array,
    pub selection: &'a Selection,
    pub how: How,
}

/// The values of one process.
struct Values {
    place: Place,
    /// Memory per axis of the result of the same selection.
    access: Vec<Access>,
}

impl Push<'_> {
    /// A distribution of the values, by ranks in the order of the list, and how many entries of it make a round.
    fn entries(&self, least: u64, values: &Array) -> Result<(Distribution, i64)> {
        let selection = self.selection;
        let context = self.array.context();
        let spread = selection.extents.iter().position(|&n| n > 1);
        let inner: i64 = spread.map_or(1, |axis| selection.extents[axis + 1..].iter().product());
        let limit = self.limit(least, values)?;
        if limit < inner && context.size() > 1 {
            let text =
                format!("the memory ceiling leaves room for {limit} entries at once; at least {inner} are needed");
            return Err(Error { agreed: true, ..Error::new(Status::Memory, text) });
        }
        let rows = (limit / inner.max(1)).max(1);
        let mut base = Base::Block;
        if let Some(axis) = spread {
            // Each round takes the next block of every rank, so that the order of the list is kept.
            if (selection.extents[axis] as u64).div_ceil(context.size() as u64) > rows as u64 {
                base = Base::Cyclic(rows);
            }
        }
        let entries = self.spread(spread, base).map_err(|error| Error { agreed: true, ..error })?;
        Ok((entries, rows.saturating_mul(inner)))
    }

    /// Values with one axis of the lists over all ranks.
    pub fn spread(&self, axis: Option<usize>, base: Base) -> Result<Distribution> {
        let (selection, context) = (self.selection, self.array.context());
        let shape = selection.shape(self.array);
        let mut axes: Vec<AxisMap> = shape.iter().map(|&n| AxisMap::whole(n)).collect();
        let mut extents = vec![1; shape.len()];
        let ranks = match axis {
            Some(axis) => {
                let e = selection.at + axis;
                extents[e] = context.size();
                axes[e] = AxisMap::new(base, shape[e], context.size(), Padding::none());
                None
            }
            None => Some(vec![0]),
        };
        let grid = Grid::new(extents, 1, ranks, context.size())?;
        Distribution::from_axes(axes, grid, self.array.distribution().order(), context.size(), context.rank())
    }

    /// Entries per round and rank, so that the temporaries stay below the ceilings.
    pub fn limit(&self, least: u64, values: &Array) -> Result<i64> {
        if least == u64::MAX {
            return Ok(super::rounds::MOST);
        }
        let (array, processes) = (self.array, self.array.context().size() as u64);
        let item = values.dtype().size() as u64;
        let kept = self.selection.kept.iter().map(|&d| array.shape()[d] as u64);
        let row = kept.fold(item, |row, n| row.saturating_mul(n));
        let copies = array.distribution().grid().replicas() as u64 + processes;
        let each = 48 + if processes == 1 { 0 } else { 16 * processes + row.saturating_mul(2 * copies) };
        if least < each {
            let text = format!("the memory ceiling leaves {least} bytes for a round; at least {each} are needed");
            return Err(Error { agreed: true, ..Error::new(Status::Memory, text) });
        }
        Ok(((least / 2 / each) as i64).clamp(1, super::rounds::MOST))
    }

    /// Writes all values. `entries` is a distribution of the result that the selection would have. **Collective**, in
    /// the commit phase.
    pub fn run(&self, entries: &Distribution, lists: &[&Array], values: &Array, chunk: i64) -> Result<()> {
        let (context, selection) = (self.array.context(), self.selection);
        let mut aligned = Vec::new();
        for list in lists {
            aligned.push(Aligned::new(self.call, list, selection.lists_for(entries, list))?);
        }
        let lists: Vec<Array> = aligned.iter().map(|list| list.array.clone()).collect();
        let axes = fits(entries.shape(), values.shape()).unwrap_or_default();
        let mut kept = vec![None; values.ndim()];
        axes.iter().enumerate().for_each(|(e, axis)| axis.iter().for_each(|&k| kept[k] = Some(e)));
        let aligned_values = Aligned::new(self.call, values, entries.projected(&kept))?;
        let place = aligned_values.array.place();
        let access = |axis: &Option<usize>| axis.map_or(Access::Strided(0), |k| place.access[k].clone());
        let values = Values { access: axes.iter().map(access).collect(), place };
        let pairs: Vec<(usize, usize)> =
            selection.kept_axes().into_iter().zip(selection.kept.iter().copied()).collect();
        let matches = kept_matches(context, entries, self.array.distribution(), &pairs)?;
        let axes = self.array.distribution().axes();
        let labelled = selection.group.iter().filter(|&&d| axes[d].labels().is_some()).count();
        // A label may have several owners, all of which get the value.
        let mut layer = vec![0; labelled];
        loop {
            let finder = Finder::new(context, self.array.distribution(), selection, &lists, entries, &layer);
            let (finder, layers) = if labelled > 0 { context.confirm(finder)? } else { finder? };
            let most = if labelled > 0 { maximum(context, &layers)? } else { Vec::new() };
            self.rounds(&finder, entries, &values, &matches, chunk)?;
            let Some(at) = (0..labelled).rev().find(|&at| layer[at] + 1 < most[at]) else { return Ok(()) };
            layer[at] += 1;
            layer[at + 1..].fill(0);
        }
    }

    fn rounds(
        &self,
        finder: &Finder,
        entries: &Distribution,
        values: &Values,
        matches: &[AxisMatch],
        chunk: i64,
    ) -> Result<()> {
        let most = |e: usize| (0..entries.axes()[e].parts()).filter_map(|c| entries.axes()[e].count(c)).max();
        let most: i64 = self.selection.list_axes().map(|e| most(e).unwrap_or(0)).product();
        for round in 0..(most as u64).div_ceil(chunk as u64) {
            let first = (round as i64).saturating_mul(chunk).min(finder.count);
            let range = first..first.saturating_add(chunk).min(finder.count);
            let outcome = self.round(finder, entries, values, matches, range);
            outcome.inspect_err(|_| self.array.mark_damaged())?;
        }
        Ok(())
    }

    fn round(
        &self,
        finder: &Finder,
        entries: &Distribution,
        values: &Values,
        matches: &[AxisMatch],
        range: std::ops::Range<i64>,
    ) -> Result<()> {
        let (context, selection) = (self.array.context(), self.selection);
        let me = context.rank();
        let (from, to) = (&values.place, self.array.place());
        let distribution = self.array.distribution();
        let copy = Copy { from: from.dtype, to: to.dtype, how: self.how, at: selection.at };
        let item = from.dtype.size();
        let from_kept: Vec<Access> = selection.kept_axes().iter().map(|&e| values.access[e].clone()).collect();
        let to_kept = accesses(&to, &selection.kept);
        let local = entries.local_shape();
        let from_group = grouped(selection.list_axes().map(|e| (local[e], values.access[e].clone())));
        let to_group = grouped(selection.group.iter().map(|&d| (to.extents[d], to.access[d].clone())));
        let first = range.start;

        let buckets = Buckets::new(context, finder, range);
        let sent: Vec<&Matched> = matches.iter().map(|m| m.sends.as_slice()).collect();
        let owners = partners(&sent);
        let mut told = Vec::new();
        if let Ok(buckets) = &buckets {
            for part in (0..finder.parts()).filter(|&part| buckets.len(part) > 0) {
                for partner in &owners {
                    let coordinates = full_coordinates(distribution, selection, part as i64, &partner.coordinates);
                    for replica in 0..distribution.grid().replicas() {
                        told.push((distribution.grid().rank_of(&coordinates, replica), part, &partner.lists));
                    }
                }
            }
        }
        told.sort_by_key(|(rank, ..)| *rank);
        let from_offsets = |buckets: &Buckets, part: usize, at: usize, out: &mut [isize]| {
            buckets.own_offsets(&from_group, (part, at, first), out);
        };
        let to_offsets = |list: &[i64], at: usize, out: &mut [isize]| list_offsets(&to_group, list, at, out);
        let write_own = |buckets: &Buckets, told: &[(i32, usize, &Lists)]| {
            for (_, part, lists) in told.iter().filter(|(rank, ..)| *rank == me) {
                let rows = copy.rows(lists, &from_kept, &to_kept);
                let list = buckets.positions(*part);
                unsafe {
                    copy_entries(
                        &rows,
                        list.len(),
                        (from.pointer, |at, out: &mut [isize]| from_offsets(buckets, *part, at, out)),
                        (to.pointer, |at, out: &mut [isize]| to_offsets(list, at, out)),
                    )
                };
            }
        };
        if context.size() == 1 {
            let buckets = context.agree(self.call, buckets)?;
            write_own(&buckets, &told);
            return Ok(());
        }

        let requests: Vec<(i32, &[i64])> = match &buckets {
            Ok(buckets) => {
                let others = told.iter().filter(|(rank, ..)| *rank != me);
                others.map(|(rank, part, _)| (*rank, buckets.positions(*part))).collect()
            }
            Err(_) => Vec::new(),
        };
        let wanted = swap_positions(context, &requests)?;
        let mut receives: Vec<(i32, i64, Lists)> = Vec::new();
        for (rank, list) in (0..).zip(&wanted).filter(|(_, list)| !list.is_empty()) {
            let Some(place) = entries.grid().place_of(rank) else { continue };
            let coordinates: Vec<i32> = selection.kept_axes().iter().map(|&e| place.coordinates[e]).collect();
            let Some(lists) = shared_with(matches, &coordinates, |m| &m.receives) else { continue };
            receives.push((rank, list.len() as i64 * row_count(&lists), lists));
        }
        let mut sends: Vec<(i32, i64)> = Vec::new();
        if let Ok(buckets) = &buckets {
            let others = told.iter().filter(|(rank, ..)| *rank != me);
            sends.extend(others.map(|t| (t.0, buckets.len(t.1) as i64 * row_count(t.2))));
        }
        let bytes = |counts: &mut dyn Iterator<Item = i64>| counts.sum::<i64>() as usize * item;
        let outgoing = context.temporary(bytes(&mut sends.iter().map(|s| s.1)));
        let incoming = context.temporary(bytes(&mut receives.iter().map(|r| r.1)));
        let prepared = buckets.and_then(|buckets| Ok((buckets, outgoing?, incoming?)));
        let (buckets, mut outgoing, mut incoming) = context.agree(self.call, prepared)?;
        let mut at = 0;
        for ((_, part, lists), (_, count)) in told.iter().filter(|(rank, ..)| *rank != me).zip(&sends) {
            let stage = Stage::new(lists, copy.at, buckets.len(*part), item);
            let rows = copy.pack(lists, &from_kept, &stage);
            unsafe {
                copy_entries(
                    &rows,
                    buckets.len(*part),
                    (from.pointer, |at, out: &mut [isize]| from_offsets(&buckets, *part, at, out)),
                    (outgoing[at..].as_mut_ptr(), |at, out: &mut [isize]| stage.offsets(at, out)),
                )
            };
            at += *count as usize * item;
        }
        let counts: Vec<(i32, i64)> = receives.iter().map(|(rank, count, _)| (*rank, *count)).collect();
        swap_rows(context, self.call, from.dtype, (&sends, &outgoing), (&counts, &mut incoming))?;
        // In the order of ranks, which is that of the list.
        let mut at = 0;
        let mut next = receives.iter().peekable();
        for rank in 0..context.size() {
            if rank == me {
                write_own(&buckets, &told);
            }
            let Some((_, count, lists)) = next.next_if(|(sender, ..)| *sender == rank) else { continue };
            let list = &wanted[rank as usize];
            let stage = Stage::new(lists, copy.at, list.len(), item);
            let rows = copy.unpack(lists, &stage, &to_kept);
            unsafe {
                copy_entries(
                    &rows,
                    list.len(),
                    (incoming[at..].as_ptr(), |at, out: &mut [isize]| stage.offsets(at, out)),
                    (to.pointer, |at, out: &mut [isize]| to_offsets(list, at, out)),
                )
            };
            at += *count as usize * item;
        }
        Ok(())
    }
}

fn maximum(context: &crate::context::Context, numbers: &[usize]) -> Result<Vec<usize>> {
    let words: Vec<u64> = numbers.iter().map(|&n| n as u64).collect();
    Ok(context.maximum(&words)?.into_iter().map(|n| n as usize).collect())
}
