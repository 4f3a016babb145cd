//! How this process gets at each other process's part of an array.

use super::{byte_runs, copy, missing, Hit, Verb};
use crate::array::Array;
use crate::context::{Arg, Call, Context, Counters};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Access, ByteRun, Order, Segment, Stretch};
use crate::kernels::copy::{streaming_pays, Accumulation, How};
use crate::mpi::{Found, Mapping, Window};
use crate::plan::reachable;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// One process's part.
struct Part {
    /// First owned element: an address here, or bytes from the start of its window.
    origin: usize,
    access: Vec<Access>,
    /// Its entry in the owner's table, with the lock of the memory.
    found: Option<Found>,
    _mapping: Option<Mapping>,
}

/// Where an unstructured axis's labels are: coordinate and position.
type Labels = FxHashMap<i64, (i32, i64)>;

/// What is known of all parts of one array.
pub(super) struct Reach {
    parts: Vec<OnceLock<Part>>,
    /// Of each unstructured axis, once registered.
    labels: Vec<Option<Labels>>,
    registered: bool,
    window: Option<Window>,
}

fn unregistered(name: &str) -> Error {
    Error::argument(
        Status::State,
        "array",
        format!("{name}; let all ranks call distarray_array_register (Collective) first"),
    )
}

impl Reach {
    /// Of an array, made when it is first needed.
    pub fn of(array: &Array) -> Result<Arc<Reach>> {
        if let Some(reach) = array.extension::<Reach>() {
            return Ok(reach);
        }
        let context = array.context();
        if !array.distribution().is_closed_form() {
            return Err(unregistered("the labels of an unstructured axis are known to their owners only"));
        }
        if context.size() > 1 && !array.is_published() {
            return Err(unregistered("the array is a view, or its memory cannot be mapped by other processes"));
        }
        let reach = Arc::new(Reach::empty(array, false, None));
        array.set_extension(Some(reach.clone()));
        Ok(reach)
    }

    fn empty(array: &Array, registered: bool, window: Option<Window>) -> Reach {
        Reach {
            parts: (0..array.context().size()).map(|_| OnceLock::new()).collect(),
            labels: (0..array.ndim()).map(|_| None).collect(),
            registered,
            window,
        }
    }

    /// For each coordinate that owns some of `count` indices from `start`, its positions and those in the range.
    pub fn axis_segments(
        &self,
        array: &Array,
        axis: usize,
        start: i64,
        count: i64,
    ) -> Result<Vec<(i32, Vec<Segment>)>> {
        let map = &array.distribution().axes()[axis];
        let Some(labels) = &self.labels[axis] else { return reachable(map, start, count) };
        let mut lists: Vec<(i32, Vec<Segment>)> = Vec::new();
        for k in 0..count {
            let label = start.checked_add(k).ok_or_else(|| missing(axis, i64::MAX))?;
            let &(coordinate, local) = labels.get(&label).ok_or_else(|| missing(axis, label))?;
            let at = lists.iter().position(|(c, _)| *c == coordinate).unwrap_or_else(|| {
                lists.push((coordinate, Vec::new()));
                lists.len() - 1
            });
            Segment::push(&mut lists[at].1, Segment::new(local, k, 1));
        }
        Ok(lists)
    }

    /// Coordinate and first position of `count` indices from `start`, if they lie one after the other with one owner.
    pub fn piece(&self, array: &Array, axis: usize, start: i64, count: i64) -> Option<(i32, i64)> {
        if let Some(labels) = &self.labels[axis] {
            return labels.get(&start).filter(|_| count == 1).copied();
        }
        let place = array.distribution().axes()[axis].locate(start)?;
        (place.consecutive >= count).then_some((place.coordinate, place.local))
    }

    /// Coordinate and position of an index; negative ones count from the end on closed forms.
    pub fn locate(&self, array: &Array, axis: usize, index: i64) -> Result<(i32, i64)> {
        if let Some(labels) = &self.labels[axis] {
            return labels.get(&index).copied().ok_or_else(|| missing(axis, index));
        }
        let map = &array.distribution().axes()[axis];
        let size = map.size();
        let place = map.locate(if index < 0 { index.saturating_add(size) } else { index });
        match place {
            Some(place) => Ok((place.coordinate, place.local)),
            None => refuse!(Index, "index", "axis {axis}: expected {} to {}, got {index}", -size, size - 1),
        }
    }

    pub fn access(&self, array: &Array, rank: i32) -> Result<&[Access]> {
        Ok(&self.part(array, rank)?.access)
    }

    fn part(&self, array: &Array, rank: i32) -> Result<&Part> {
        let cell = &self.parts[rank as usize];
        if let Some(part) = cell.get() {
            return Ok(part);
        }
        let part = Part::find(array, rank)?;
        Ok(cell.get_or_init(|| part))
    }

    /// A box of `count` positions from `first`, all of this rank's.
    ///
    /// # Safety
    /// The caller's memory is valid for the box.
    pub unsafe fn move_piece(&self, array: &Array, rank: i32, first: &[i64], count: &[i64], verb: Verb) -> Result<()> {
        let part = self.part(array, rank)?;
        let (dtype, size) = (array.dtype(), array.dtype().size());
        let (mut offset, mut bytes) = (0, size);
        let contiguous = part.access.iter().zip(first.iter().zip(count)).rev().all(|(access, (&first, &n))| {
            let Some((at, step)) = access.stretch(first, n) else { return false };
            let joins = n == 1 || step == bytes as isize;
            offset += at;
            bytes *= n as usize;
            joins
        });
        if !contiguous || self.window.is_some() || streaming_pays(bytes) {
            let segments: Vec<_> = first.iter().zip(count).map(|(&first, &n)| [Segment::new(first, 0, n)]).collect();
            let segments: Vec<&[Segment]> = segments.iter().map(|list| list.as_slice()).collect();
            let strides = shape::contiguous_strides(count, Order::RowMajor, size);
            return unsafe { self.move_block(array, rank, &segments, &strides, verb) };
        }
        note(array.context(), rank, verb, bytes);
        let there = (part.origin as *mut u8).wrapping_offset(offset);
        unsafe {
            match verb {
                Verb::Get(data) => std::ptr::copy_nonoverlapping(there, data, bytes),
                Verb::Put(data) => std::ptr::copy_nonoverlapping(data, there, bytes),
                Verb::Accumulate(data, op) => part.exclusively(|| op.run(dtype, data, there, bytes / size)),
            }
        }
        Ok(())
    }

    /// # Safety
    /// The caller's memory is valid for the block.
    pub unsafe fn move_block(
        &self,
        array: &Array,
        rank: i32,
        segments: &[&[Segment]],
        strides: &[isize],
        verb: Verb,
    ) -> Result<()> {
        let part = self.part(array, rank)?;
        let dtype = array.dtype();
        let axes = byte_runs(segments, &part.access, strides, matches!(verb, Verb::Get(_)));
        let elements: usize = axes.iter().map(|runs| runs.iter().map(|run| run.count).sum::<usize>()).product();
        note(array.context(), rank, verb, elements * dtype.size());
        if let Some(window) = &self.window {
            return unsafe { move_through(window, array, rank, part, &axes, verb) };
        }
        let there = part.origin as *mut u8;
        unsafe {
            match verb {
                Verb::Get(data) => copy(axes, dtype, How::Replace, there, data),
                Verb::Put(data) => copy(axes, dtype, How::Replace, data, there),
                Verb::Accumulate(data, op) => part.exclusively(|| copy(axes, dtype, How::Accumulate(op), data, there)),
            }
        }
        Ok(())
    }

    /// # Safety
    /// The caller's memory is valid for the elements.
    pub(super) unsafe fn move_elements(&self, array: &Array, rank: i32, hits: &[Hit], verb: Verb) -> Result<()> {
        let part = self.part(array, rank)?;
        let (dtype, size) = (array.dtype(), array.dtype().size());
        note(array.context(), rank, verb, hits.len() * size);
        let axis = |hit: &Hit| {
            let (there, here) = (hit.offset, (hit.number * size) as isize);
            let (from, to) = if matches!(verb, Verb::Get(_)) { (there, here) } else { (here, there) };
            ByteRun { from, to, count: 1, from_step: 0, to_step: 0 }
        };
        if self.window.is_some() || matches!(verb, Verb::Accumulate(..)) {
            let axes = vec![hits.iter().map(axis).collect::<Vec<_>>()];
            if let Some(window) = &self.window {
                return unsafe { move_through(window, array, rank, part, &axes, verb) };
            }
            if let Verb::Accumulate(data, op) = verb {
                let there = part.origin as *mut u8;
                // One run after the other: a copier may join and reorder what does not repeat.
                part.exclusively(|| unsafe { copy(axes, dtype, How::Accumulate(op), data, there) });
            }
            return Ok(());
        }
        for hit in hits {
            let there = (part.origin as *mut u8).wrapping_offset(hit.offset);
            unsafe {
                match verb {
                    Verb::Get(data) => std::ptr::copy_nonoverlapping(there, data.add(hit.number * size), size),
                    Verb::Put(data) => std::ptr::copy_nonoverlapping(data.add(hit.number * size), there, size),
                    Verb::Accumulate(..) => {}
                }
            }
        }
        Ok(())
    }

    /// # Safety
    /// `value` is one element.
    pub unsafe fn fetch(
        &self,
        array: &Array,
        rank: i32,
        offset: isize,
        value: &[u8],
        op: Accumulation,
        old: &mut [u8; 16],
    ) -> Result<()> {
        let part = self.part(array, rank)?;
        let (dtype, size) = (array.dtype(), array.dtype().size());
        if let Some(window) = &self.window {
            let at = part.origin.wrapping_add_signed(offset);
            return window.exclusively(rank, || unsafe {
                window.get(rank, at, old.as_mut_ptr(), size)?;
                window.complete(rank)?;
                let mut new = *old;
                op.run(dtype, value.as_ptr(), new.as_mut_ptr(), 1);
                window.put(rank, at, new.as_ptr(), size)?;
                window.complete(rank)
            });
        }
        let there = (part.origin as *mut u8).wrapping_offset(offset);
        part.exclusively(|| unsafe {
            std::ptr::copy_nonoverlapping(there, old.as_mut_ptr(), size);
            op.run(dtype, value.as_ptr(), there, 1);
        });
        Ok(())
    }
}

/// Counts what is moved.
fn note(context: &Context, rank: i32, verb: Verb, bytes: usize) {
    let counters = context.counters();
    let counter = match (rank == context.rank(), verb) {
        (true, _) => &counters.local_bytes,
        (false, Verb::Get(_)) => &counters.bytes_received,
        (false, _) => &counters.bytes_sent,
    };
    Counters::add(counter, bytes);
}

/// Every contiguous stretch of another process's memory in a block, with what it is here: (there, here, bytes).
fn each_stretch(axes: &[Vec<ByteRun>], inward: bool, size: usize, mut visit: impl FnMut(isize, isize, usize)) {
    fn walk(axes: &[Vec<ByteRun>], base: (isize, isize), size: isize, visit: &mut dyn FnMut(isize, isize, usize)) {
        let Some((runs, inner)) = axes.split_first() else { return visit(base.0, base.1, size as usize) };
        for run in runs {
            if inner.is_empty() && run.from_step == size && run.to_step == size {
                visit(base.0 + run.from, base.1 + run.to, run.count * size as usize);
                continue;
            }
            for k in 0..run.count as isize {
                let next = (base.0 + run.from + k * run.from_step, base.1 + run.to + k * run.to_step);
                walk(inner, next, size, visit);
            }
        }
    }
    walk(axes, (0, 0), size as isize, &mut |from, to, bytes| match inward {
        true => visit(from, to, bytes),
        false => visit(to, from, bytes),
    });
}

unsafe fn move_through(
    window: &Window,
    array: &Array,
    rank: i32,
    part: &Part,
    axes: &[Vec<ByteRun>],
    verb: Verb,
) -> Result<()> {
    let size = array.dtype().size();
    let inward = matches!(verb, Verb::Get(_));
    let mut outcome = Ok(());
    let mut each = |visit: &mut dyn FnMut(usize, isize, usize) -> Result<()>| {
        each_stretch(axes, inward, size, |there, here, bytes| {
            if outcome.is_ok() {
                outcome = visit(part.origin.wrapping_add_signed(there), here, bytes);
            }
        });
        std::mem::replace(&mut outcome, Ok(()))
    };
    unsafe {
        match verb {
            Verb::Get(data) => {
                each(&mut |there, here, bytes| window.get(rank, there, data.wrapping_offset(here), bytes))?
            }
            Verb::Put(data) => {
                each(&mut |there, here, bytes| window.put(rank, there, data.wrapping_offset(here), bytes))?
            }
            Verb::Accumulate(data, op) => {
                return window.exclusively(rank, || {
                    each(&mut |there, here, bytes| {
                        let mut room = array.context().temporary(bytes)?;
                        window.get(rank, there, room.as_mut_ptr(), bytes)?;
                        window.complete(rank)?;
                        op.run(array.dtype(), data.wrapping_offset(here), room.as_mut_ptr(), bytes / size);
                        window.put(rank, there, room.as_ptr(), bytes)?;
                        window.complete(rank)
                    })
                })
            }
        }
    }
    window.complete(rank)
}

impl Part {
    /// Where an array's part lies that its owner has published under the array's number.
    fn find(array: &Array, rank: i32) -> Result<Part> {
        let (context, distribution) = (array.context(), array.distribution());
        let gone = || Error::new(Status::Internal, format!("the distribution says nothing of rank {rank}"));
        if rank == context.rank() {
            return Ok(Part::own(array));
        }
        let seen = distribution.seen_by(rank).ok_or_else(gone)?;
        let padded = seen.padded_shape();
        let strides = shape::contiguous_strides(&padded, seen.order(), array.dtype().size());
        let interior: isize = seen.halo().iter().zip(&strides).map(|(&(lower, _), &s)| lower as isize * s).sum();
        let access = strides.into_iter().map(Access::Strided).collect();
        let table = context.table_of(rank).ok_or_else(|| {
            unregistered(&format!("the memory of rank {rank} cannot be mapped, because it is on another node"))
        })?;
        // A rank that has agreed to make the array publishes it without waiting for anybody.
        let mut found = None;
        let key = context.array_key(array.serial());
        context.wait_for(|| {
            found = table.find(key);
            found.is_some()
        })?;
        let found = found.ok_or_else(gone)?;
        let mapping = map(context, rank, found.offset, found.bytes)?;
        let origin = (mapping.pointer() as usize).wrapping_add_signed(interior);
        Ok(Part { origin, access, found: Some(found), _mapping: Some(mapping) })
    }

    fn own(array: &Array) -> Part {
        let found = array.context().table_of(array.context().rank()).and_then(|table| table.find(array.key()));
        let origin = array.local_pointer() as usize;
        Part { origin, access: array.access().to_vec(), found, _mapping: None }
    }

    fn exclusively(&self, work: impl FnOnce()) {
        match &self.found {
            Some(found) => found.exclusively(work),
            // Nobody else can reach the memory.
            None => work(),
        }
    }
}

fn map(context: &Context, rank: i32, offset: u64, bytes: u64) -> Result<Mapping> {
    let mapping = context.neighbour(rank).and_then(|neighbour| context.map_of(neighbour, offset, bytes));
    mapping.ok_or_else(|| Error::new(Status::Memory, format!("the system refused to map memory of rank {rank}")))
}

/// What a rank tells the others of its part: numbers, so that they travel as they are.
struct Description(Vec<i64>);

impl Description {
    /// `window` is where the window begins, if there is one; otherwise places count from the allocation.
    fn of(array: &Array, window: Option<usize>) -> Description {
        let span = array.place().heap;
        let from = window.or(span.map(|span| span.address)).unwrap_or_default();
        let origin = (array.local_pointer() as usize).wrapping_sub(from);
        let mut words = vec![array.key() as i64, i64::from(span.is_some()), origin as i64];
        words.extend(span.map_or([0, 0], |span| [span.offset as i64, span.bytes as i64]));
        for access in array.access() {
            match access {
                Access::Strided(stride) => words.extend([-1, *stride as i64]),
                Access::Listed(stretches) => {
                    words.push(stretches.len() as i64);
                    let one = |s: &Stretch| [s.local, s.count, s.offset as i64, s.step as i64];
                    words.extend(stretches.iter().flat_map(one));
                }
                // Arrays have one access per axis.
                Access::Product(_) => words.extend([0]),
            }
        }
        Description(words)
    }

    fn accesses(&self, ndim: usize) -> Vec<Access> {
        let mut rest = self.0.get(5..).unwrap_or_default().iter().copied();
        let mut next = || rest.next().unwrap_or(0);
        (0..ndim)
            .map(|_| match next() {
                -1 => Access::Strided(next() as isize),
                count => Access::Listed(
                    (0..count)
                        .map(|_| Stretch {
                            local: next(),
                            count: next(),
                            offset: next() as isize,
                            step: next() as isize,
                        })
                        .collect(),
                ),
            })
            .collect()
    }
}

/// Makes an array reachable for one-sided calls where it is not by itself: unstructured axes, views, memory of the
/// caller's, processes on several nodes. **Collective.**
pub fn register(array: &Array) -> Result<()> {
    let context = array.context();
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_register", &arguments);
    let (base, end) = array.address_range();
    let (base, end) = (base as usize, end as usize);
    let neighbours = (0..context.size()).all(|rank| rank == context.rank() || context.neighbour(rank).is_some());
    let mapped = !array.has_elements() || array.key() != 0;
    let mut slots = [u64::from(!(neighbours && mapped)), 0, 0, 0];
    context.agree_with(&call, array.check_usable("array"), &mut slots)?;
    if array.extension::<Reach>().is_some_and(|reach| reach.registered) {
        return Ok(());
    }
    let direct = slots[0] == 0 || context.size() == 1;
    let mine = Description::of(array, (!direct).then_some(base));
    let all = context.all_gather_varying(bytemuck::cast_slice(&mine.0))?;
    let labels = super::super::directory::all_labels(context, array.distribution())?;
    let window = match direct {
        true => None,
        // SAFETY: the array's memory, which the reach kept by the array does not outlive.
        false => Some(context.committed(unsafe {
            Window::create(context.channel_comm(), base as *mut u8, end - base, context.message_limit())
        })?),
    };
    let mut reach = Reach::empty(array, true, window);
    reach.labels = labels;
    let parts: Result<Vec<OnceLock<Part>>> = all
        .iter()
        .enumerate()
        .map(|(rank, bytes)| {
            let words = Description(bytemuck::allocation::pod_collect_to_vec(bytes));
            let access = words.accesses(array.ndim());
            let [key, _, origin, offset, bytes] = [0, 1, 2, 3, 4].map(|k| words.0.get(k).copied().unwrap_or(0) as u64);
            let part = if !direct {
                // Offsets count from the window, which begins with the part's lowest address.
                Part { origin: origin as usize, access, found: None, _mapping: None }
            } else if rank as i32 == context.rank() {
                Part::own(array)
            } else if bytes == 0 {
                Part { origin: 0, access, found: None, _mapping: None }
            } else {
                let mapping = map(context, rank as i32, offset, bytes)?;
                let found = context.table_of(rank as i32).and_then(|table| table.find(key));
                let origin = (mapping.pointer() as usize).wrapping_add(origin as usize);
                Part { origin, access, found, _mapping: Some(mapping) }
            };
            Ok(OnceLock::from(part))
        })
        .collect();
    reach.parts = context.confirm(parts)?;
    array.set_extension(Some(Arc::new(reach)));
    Ok(())
}

/// Ends what [`register`] began, if it did; to be done before the memory is freed where a window was made. **Collective.**
pub fn unregister(array: &Array) -> Result<()> {
    let context = array.context();
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let reach = array.extension::<Reach>().filter(|reach| reach.registered);
    context.agree(&Call::new("distarray_array_unregister", &arguments), Ok(()))?;
    array.set_extension(None);
    if let Some(window) = reach.and_then(Arc::into_inner).and_then(|reach| reach.window) {
        window.free();
    }
    Ok(())
}

/// All one-sided calls that any rank made on the array before are done, and seen by all ranks after. **Collective.**
pub fn fence(array: &Array) -> Result<()> {
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_fence", &arguments);
    array.context().agree(&call, array.check_usable("array"))?;
    // On one rank nothing is agreed on, and nothing is to be waited for.
    std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
    Ok(())
}
