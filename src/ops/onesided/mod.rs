//! Reaching into other processes' parts without their help. All of it is Local but registering and fences.
//!
//! On one node elements are read and written in place, through memory that both processes have mapped; elsewhere,
//! and for memory of the caller's, by MPI's one-sided calls on a window made when the array is registered.

mod reach;

pub use reach::{fence, register, unregister};

use crate::array::Array;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::shape::{self, MAX_NDIM};
use crate::index::{Access, ByteRun, Order, Segment};
use crate::kernels::copy::{Accumulation, Copier, How};
use reach::Reach;
use std::sync::Arc;

/// What is done with elements of another process.
#[derive(Clone, Copy)]
enum Verb {
    Get(*mut u8),
    Put(*const u8),
    Accumulate(*const u8, Accumulation),
}

impl Verb {
    fn writes(self) -> bool {
        !matches!(self, Verb::Get(_))
    }
}

fn check(array: &Array, verb: Verb) -> Result<Arc<Reach>> {
    array.check_whole("array")?;
    if verb.writes() {
        array.check_not_read_only("array")?;
    }
    if let Verb::Accumulate(_, op) = verb {
        op.check(array.dtype()).map_err(|error| Error { argument: "op".into(), ..error })?;
    }
    Reach::of(array)
}

/// Copies the elements `start … start + count - 1` of every axis, in C order, to `data`. **Local.**
///
/// # Safety
/// `data` has room for all of them. Nobody writes these elements meanwhile.
pub unsafe fn get_box(array: &Array, start: &[i64], count: &[i64], data: *mut u8) -> Result<()> {
    unsafe { move_box(array, start, count, Verb::Get(data)) }
}

/// Writes elements given in C order to all owners. They are there when the call returns. **Local.**
///
/// # Safety
/// `data` holds all of them. Nobody else reads or writes these elements meanwhile.
pub unsafe fn put_box(array: &Array, start: &[i64], count: &[i64], data: *const u8) -> Result<()> {
    unsafe { move_box(array, start, count, Verb::Put(data)) }
}

/// Combines elements given in C order with those of all owners; no other accumulation comes between. **Local.**
///
/// # Safety
/// As for [`put_box`], but others may accumulate too.
pub unsafe fn accumulate_box(
    array: &Array,
    op: Accumulation,
    start: &[i64],
    count: &[i64],
    data: *const u8,
) -> Result<()> {
    unsafe { move_box(array, start, count, Verb::Accumulate(data, op)) }
}

unsafe fn move_box(array: &Array, start: &[i64], count: &[i64], verb: Verb) -> Result<()> {
    let reach = check(array, verb)?;
    let ndim = array.ndim();
    for (name, list) in [("start", start), ("count", count)] {
        if list.len() != ndim {
            refuse!(Argument, name, "expected {ndim} numbers, got {}", list.len());
        }
    }
    for d in 0..ndim {
        let size = array.shape()[d];
        if count[d] < 0 {
            refuse!(Argument, "count", "axis {d}: expected at least 0, got {}", count[d]);
        }
        let labelled = array.distribution().axes()[d].labels().is_some();
        if !labelled && (start[d] < 0 || count[d] > size || start[d] > size - count[d]) {
            let end = start[d].saturating_add(count[d]);
            refuse!(Index, "start", "axis {d}: expected indices 0 to {}, got {} to {}", size - 1, start[d], end - 1);
        }
    }
    if count.contains(&0) {
        return Ok(());
    }
    let (mut coordinates, mut first) = ([0i32; MAX_NDIM], [0i64; MAX_NDIM]);
    let places = coordinates.iter_mut().zip(&mut first).enumerate().take(ndim);
    let mut found = places.map(|(d, place)| Some((place, reach.piece(array, d, start[d], count[d])?)));
    let in_one_part = found.all(|found| found.map(|(place, piece)| (*place.0, *place.1) = piece).is_some());
    if in_one_part {
        for rank in owners(array, &coordinates[..ndim], verb) {
            unsafe { reach.move_piece(array, rank, &first[..ndim], count, verb)? };
        }
        return Ok(());
    }
    let strides = shape::contiguous_strides(count, Order::RowMajor, array.dtype().size());
    let lists: Vec<_> = (0..ndim).map(|d| reach.axis_segments(array, d, start[d], count[d])).collect::<Result<_>>()?;
    let mut choice = vec![0usize; ndim];
    loop {
        let coordinates: Vec<i32> = choice.iter().zip(&lists).map(|(&k, list)| list[k].0).collect();
        let segments: Vec<&[Segment]> = choice.iter().zip(&lists).map(|(&k, list)| list[k].1.as_slice()).collect();
        for rank in owners(array, &coordinates, verb) {
            unsafe { reach.move_block(array, rank, &segments, &strides, verb)? };
        }
        let Some(axis) = (0..ndim).rev().find(|&d| choice[d] + 1 < lists[d].len()) else { return Ok(()) };
        choice[axis] += 1;
        choice[axis + 1..].fill(0);
    }
}

/// Who is asked or told about a part: one replica, the own one if there is one, or all.
fn owners<'a>(array: &'a Array, coordinates: &[i32], verb: Verb) -> impl Iterator<Item = i32> + use<'a> {
    let (grid, rank) = (array.distribution().grid(), array.context().rank());
    let part = grid.position_at(coordinates);
    let replicas = match grid.position_of(rank) {
        _ if verb.writes() => 0..grid.replicas(),
        Some(own) if own % grid.parts() == part => (own / grid.parts()) as i32..grid.replicas(),
        _ => rank % grid.replicas()..grid.replicas(),
    };
    let asked = if verb.writes() { replicas.len() } else { 1 };
    replicas.take(asked).map(move |replica| grid.rank_at(i64::from(replica) * grid.parts() + part))
}

/// Copies the `count` elements at `indices` (`ndim` numbers each) to `data`, in their order. **Local.**
///
/// # Safety
/// As for [`get_box`].
pub unsafe fn get_list(array: &Array, count: usize, indices: &[i64], data: *mut u8) -> Result<()> {
    unsafe { move_list(array, count, indices, Verb::Get(data)) }
}

/// Writes elements to the owners of `indices`; of equal ones the last wins. **Local.**
///
/// # Safety
/// As for [`put_box`].
pub unsafe fn put_list(array: &Array, count: usize, indices: &[i64], data: *const u8) -> Result<()> {
    unsafe { move_list(array, count, indices, Verb::Put(data)) }
}

/// Combines elements with those at `indices`, equal ones one after the other. **Local.**
///
/// # Safety
/// As for [`accumulate_box`].
pub unsafe fn accumulate_list(
    array: &Array,
    op: Accumulation,
    count: usize,
    indices: &[i64],
    data: *const u8,
) -> Result<()> {
    unsafe { move_list(array, count, indices, Verb::Accumulate(data, op)) }
}

/// An element found: its owner, positions there, and its number in the list.
struct Hit {
    rank: i32,
    offset: isize,
    number: usize,
}

unsafe fn move_list(array: &Array, count: usize, indices: &[i64], verb: Verb) -> Result<()> {
    let reach = check(array, verb)?;
    let ndim = array.ndim();
    if Some(indices.len()) != count.checked_mul(ndim) {
        refuse!(Argument, "indices", "expected {ndim} numbers for each of {count} elements, got {}", indices.len());
    }
    let mut hits = Vec::with_capacity(count);
    let mut local = vec![0i64; ndim];
    let mut coordinates = vec![0i32; ndim];
    for number in 0..count {
        let index = &indices[number * ndim..(number + 1) * ndim];
        for d in 0..ndim {
            (coordinates[d], local[d]) = reach.locate(array, d, index[d]).map_err(|error| Error {
                message: format!("element {number} of the list: {}", error.message),
                ..error
            })?;
        }
        for rank in owners(array, &coordinates, verb) {
            let access = reach.access(array, rank)?;
            let offset = local.iter().zip(access).map(|(&position, access)| access.offset(position)).sum();
            hits.push(Hit { rank, offset, number });
        }
    }
    // Each owner is locked once; the sort keeps the order of the list.
    hits.sort_by_key(|hit| hit.rank);
    for group in hits.chunk_by(|a, b| a.rank == b.rank) {
        unsafe { reach.move_elements(array, group[0].rank, group, verb)? };
    }
    Ok(())
}

/// Combines a value with one element and gives back what was there, with no other accumulation between. **Local.**
/// `value` is one element of the array's dtype. Of a replicated array all copies are changed.
pub fn fetch(array: &Array, op: Accumulation, index: &[i64], value: &[u8]) -> Result<[u8; 16]> {
    let size = array.dtype().size();
    if value.len() < size {
        refuse!(Argument, "value", "expected {size} bytes, got {}", value.len());
    }
    let verb = Verb::Accumulate(value.as_ptr(), op);
    let reach = check(array, verb)?;
    let ndim = array.ndim();
    if index.len() != ndim {
        refuse!(Argument, "index", "expected {ndim} numbers, got {}", index.len());
    }
    let (mut coordinates, mut local) = ([0i32; MAX_NDIM], [0i64; MAX_NDIM]);
    for d in 0..ndim {
        (coordinates[d], local[d]) = reach.locate(array, d, index[d])?;
    }
    let mut old = None;
    for rank in owners(array, &coordinates[..ndim], verb) {
        let access = reach.access(array, rank)?;
        let offset = local[..ndim].iter().zip(access).map(|(&position, access)| access.offset(position)).sum();
        let mut found = [0u8; 16];
        unsafe { reach.fetch(array, rank, offset, value, op, &mut found)? };
        // The primary copy is the first of its owners.
        old.get_or_insert(found);
    }
    Ok(old.unwrap_or_default())
}

/// Copies between two memories, one of them another process's.
unsafe fn copy(axes: Vec<Vec<ByteRun>>, dtype: Dtype, how: How, from: *const u8, to: *mut u8) {
    unsafe { Copier::new(axes, dtype, dtype, how).run(from, to) }
}

fn missing(axis: usize, label: i64) -> Error {
    Error::argument(Status::Index, "index", format!("axis {axis}: no process owns the label {label}"))
}

/// Bytes of corresponding positions, with the caller's contiguous memory on one side.
fn byte_runs(segments: &[&[Segment]], there: &[Access], strides: &[isize], inward: bool) -> Vec<Vec<ByteRun>> {
    segments
        .iter()
        .zip(there.iter().zip(strides))
        .map(|(list, (access, &stride))| {
            if inward {
                return ByteRun::list(list, access, &Access::Strided(stride));
            }
            let outward: Vec<Segment> = list.iter().map(|s| s.swapped()).collect();
            ByteRun::list(&outward, &Access::Strided(stride), access)
        })
        .collect()
}
