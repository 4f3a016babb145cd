//! Lists of indices: what they select, which numbers they may hold, and who owns what they name.

use super::Mode;
use crate::array::{Array, Place};
use crate::context::Context;
use crate::distribution::{Distribution, Locator};
use crate::dtype::{Dtype, Element, Kind};
use crate::error::{Error, Result};
use crate::index::{shape, Access};
use crate::ops::{directory, view};

/// Elements that one step of the loops here works on.
pub(super) const CHUNK: usize = 512;

/// What is indexed by which arrays, and the axes of the result.
pub(super) struct Selection {
    /// Indexed axes of the array, ascending.
    pub group: Vec<usize>,
    /// The other axes, ascending.
    pub kept: Vec<usize>,
    /// How many kept axes come before those of the index arrays in the result.
    pub at: usize,
    /// Extents of the index arrays, broadcast against each other.
    pub extents: Vec<i64>,
    /// One array of indices into the group as if it were one axis, in C order.
    pub flat: bool,
    pub mode: Mode,
}

impl Selection {
    /// NumPy's rules for one array of indices per indexed axis; `None` stands for a whole axis.
    pub fn of_axes(array: &Array, indices: &[Option<&Array>]) -> Result<Selection> {
        if indices.len() > array.ndim() {
            refuse!(
                Argument,
                "count",
                "expected at most {} indices, one per axis, got {}",
                array.ndim(),
                indices.len()
            );
        }
        let indexed = |d: usize| indices.get(d).is_some_and(Option::is_some);
        let (group, kept): (Vec<usize>, Vec<usize>) = (0..array.ndim()).partition(|&d| indexed(d));
        let shapes: Vec<&[i64]> = indices.iter().flatten().map(|list| list.shape()).collect();
        let named = |error| Error { argument: "indices".into(), ..error };
        let extents = view::broadcast_shapes(&shapes).map_err(named)?;
        shape::element_count(&extents).map_err(named)?;
        let adjacent = group.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let at = if adjacent { group.first().copied().unwrap_or(0) } else { 0 };
        Ok(Selection { group, kept, at, extents, flat: false, mode: Mode::Raise })
    }

    /// Indices into the first `axes` axes as if they were one.
    pub fn flat(array: &Array, axes: usize, indices: &Array, mode: Mode) -> Selection {
        let (group, kept) = ((0..axes).collect(), (axes..array.ndim()).collect());
        Selection { group, kept, at: 0, extents: indices.shape().to_vec(), flat: true, mode }
    }

    /// Shape of the result.
    pub fn shape(&self, array: &Array) -> Vec<i64> {
        let kept = |axes: &[usize]| axes.iter().map(|&d| array.shape()[d]).collect::<Vec<_>>();
        [kept(&self.kept[..self.at]), self.extents.clone(), kept(&self.kept[self.at..])].concat()
    }

    /// The axes of the result that belong to the index arrays.
    pub fn list_axes(&self) -> std::ops::Range<usize> {
        self.at..self.at + self.extents.len()
    }

    /// The axis of the result for each kept axis.
    pub fn kept_axes(&self) -> Vec<usize> {
        (0..self.kept.len()).map(|k| if k < self.at { k } else { k + self.extents.len() }).collect()
    }

    /// Number of indices.
    pub fn count(&self) -> i64 {
        self.extents.iter().product()
    }

    /// Everything that can be wrong with the index arrays; each rank looks at what it owns.
    pub fn check(&self, array: &Array, lists: &[&Array], name: &str) -> Result<()> {
        let distribution = array.distribution();
        for (k, list) in lists.iter().enumerate() {
            list.check_usable(name)?;
            if !list.context().shares_communicator(array.context()) {
                refuse!(Argument, name, "expected arrays of one context");
            }
            if !matches!(list.dtype().kind(), Kind::Signed | Kind::Unsigned) {
                let remedy = match list.dtype() {
                    Dtype::Bool => "use the functions for masks",
                    _ => "cast them first",
                };
                refuse!(Dtype, name, "expected integers, got {}; {remedy}", list.dtype().name());
            }
            if self.flat {
                let labelled = |d: &&usize| distribution.axes()[**d].labels().is_some_and(|l| !l.is_permutation());
                if let Some(d) = self.group.iter().find(labelled) {
                    refuse!(
                        Distribution,
                        "array",
                        "axis {d}: elements are counted only where the labels are a permutation of 0 ... size-1; \
                         redistribute it first"
                    );
                }
                let size = self.group.iter().map(|&d| array.shape()[d]).product();
                self.check_range(list, size, "the flattened array", name)?;
            } else {
                let d = self.group[k];
                // Any label may exist; the directory tells.
                if distribution.axes()[d].labels().is_none_or(|labels| labels.is_permutation()) {
                    self.check_range(list, array.shape()[d], &format!("axis {d}"), name)?;
                }
            }
        }
        Ok(())
    }

    fn check_range(&self, list: &Array, size: i64, what: &str, name: &str) -> Result<()> {
        if !list.has_elements() || (self.mode != Mode::Raise && size > 0) {
            return Ok(());
        }
        let reader = Reader::new(&list.place());
        let mut numbers = [0; CHUNK];
        for first in (0..reader.count).step_by(CHUNK) {
            let numbers = &mut numbers[..(reader.count - first).min(CHUNK as i64) as usize];
            reader.read(first, numbers);
            if numbers.iter().fold(true, |inside, &n| inside & (n >= -size) & (n < size)) {
                continue;
            }
            let Some(k) = numbers.iter().position(|&n| n < -size || n >= size) else { continue };
            let local = unravel(first + k as i64, &list.distribution().local_shape());
            let position = list.distribution().global_index(&local).unwrap_or(local);
            let value = match (list.dtype(), numbers[k]) {
                (Dtype::UInt64, i64::MAX) => "at least 2^63 - 1".to_string(),
                (_, value) => value.to_string(),
            };
            refuse!(
                Index,
                name,
                "index {value} at position {} is outside {what} with {size} elements",
                shape::text(&position)
            );
        }
        Ok(())
    }

    /// The distribution of the lists that the elements of a result need.
    pub fn lists_for(&self, result: &Distribution, list: &Array) -> Result<Distribution> {
        let missing = self.extents.len() - list.ndim();
        let axis = |(k, &n): (usize, &i64)| (self.extents[missing + k] == n).then_some(self.at + missing + k);
        result.projected(&list.shape().iter().enumerate().map(axis).collect::<Vec<_>>())
    }
}

pub(super) fn unravel(mut position: i64, extents: &[i64]) -> Vec<i64> {
    let mut index = vec![0; extents.len()];
    for (at, &extent) in index.iter_mut().zip(extents).rev() {
        *at = position % extent.max(1);
        position /= extent.max(1);
    }
    index
}

/// Reads integers of a local part by their number in C order.
pub(super) struct Reader {
    pointer: *const u8,
    dtype: Dtype,
    /// Extents and memory of the axes; those that are broadcast repeat an element.
    axes: Vec<(i64, Access)>,
    pub count: i64,
}

impl Reader {
    pub fn new(place: &Place) -> Reader {
        Reader::broadcast(place, &place.extents)
    }

    /// The part as if it had these extents.
    pub fn broadcast(place: &Place, extents: &[i64]) -> Reader {
        let missing = extents.len() - place.extents.len();
        let axis = |(k, &n): (usize, &i64)| match k.checked_sub(missing) {
            Some(d) if place.extents[d] == n => (n, place.access[d].clone()),
            _ => (n, Access::Strided(0)),
        };
        let mut axes: Vec<(i64, Access)> = extents.iter().enumerate().map(axis).collect();
        // Strided axes that follow each other in memory are one.
        let mut joined: Vec<(i64, Access)> = Vec::new();
        for (n, access) in axes.drain(..) {
            match (joined.last_mut(), &access) {
                (Some((extent, Access::Strided(outer))), Access::Strided(inner)) if *outer == n as isize * inner => {
                    *extent *= n;
                    *outer = *inner;
                }
                _ => joined.push((n, access)),
            }
        }
        let empty = place.extents.contains(&0);
        let count = if empty { 0 } else { extents.iter().product() };
        Reader { pointer: place.pointer, dtype: place.dtype, axes: joined, count }
    }

    /// Numbers `first..first + out.len()`.
    pub fn read(&self, first: i64, out: &mut [i64]) {
        let mut done = 0;
        self.runs(first, out.len() as i64, &mut |pointer, step, length| {
            let part = &mut out[done..done + length as usize];
            unsafe { convert(self.dtype, pointer, step, part) };
            done += length as usize;
        });
    }

    /// Calls `run(pointer, byte step, length)` for `count` numbers from `first` on.
    pub fn runs(&self, first: i64, count: i64, run: &mut impl FnMut(*const u8, isize, i64)) {
        let mut done = 0;
        while done < count {
            let Some(((extent, access), outer)) = self.axes.split_last() else {
                run(self.pointer, 0, count);
                return;
            };
            let position = first + done;
            let (mut row, column) = (position / extent, position % extent);
            let mut pointer = self.pointer;
            for (extent, access) in outer.iter().rev() {
                pointer = pointer.wrapping_offset(access.offset(row % extent));
                row /= extent;
            }
            let length = (extent - column).min(count - done);
            access.visit(column, 1, length, &mut |offset, step, length| {
                run(pointer.wrapping_offset(offset), step, length);
            });
            done += length;
        }
    }
}

unsafe fn convert(dtype: Dtype, pointer: *const u8, step: isize, out: &mut [i64]) {
    unsafe {
        match dtype {
            Dtype::Int8 => convert_from::<i8>(pointer, step, out, |n| n.into()),
            Dtype::Int16 => convert_from::<i16>(pointer, step, out, |n| n.into()),
            Dtype::Int32 => convert_from::<i32>(pointer, step, out, |n| n.into()),
            Dtype::UInt8 | Dtype::Bool => convert_from::<u8>(pointer, step, out, |n| n.into()),
            Dtype::UInt16 => convert_from::<u16>(pointer, step, out, |n| n.into()),
            Dtype::UInt32 => convert_from::<u32>(pointer, step, out, |n| n.into()),
            Dtype::UInt64 => convert_from::<u64>(pointer, step, out, |n| n.min(i64::MAX as u64) as i64),
            _ => convert_from::<i64>(pointer, step, out, |n| n),
        }
    }
}

#[inline(always)]
unsafe fn convert_from<T: Element>(pointer: *const u8, step: isize, out: &mut [i64], number: fn(T) -> i64) {
    unsafe {
        if step == size_of::<T>() as isize {
            for (k, out) in out.iter_mut().enumerate() {
                *out = number(pointer.cast::<T>().add(k).read_unaligned());
            }
        } else {
            for (k, out) in out.iter_mut().enumerate() {
                *out = number(pointer.wrapping_offset(k as isize * step).cast::<T>().read_unaligned());
            }
        }
    }
}

/// Finds who owns what the entries of a list name.
pub(super) struct Finder {
    readers: Vec<Reader>,
    mode: Mode,
    flat: bool,
    axes: Vec<AxisFinder>,
    /// Number of entries on this process.
    pub count: i64,
}

struct AxisFinder {
    size: i64,
    /// Extent of the process grid.
    parts: i32,
    /// How many positions each coordinate has; not needed on the first axis.
    counts: Vec<i64>,
    rule: Rule,
}

enum Rule {
    Closed(Locator),
    /// Looked up before: owners of all entries.
    Known(Vec<(i32, i64)>),
}

impl Finder {
    /// `lists` are aligned with the list axes of `entries`. An unstructured axis is looked up, for reading (one owner) or
    /// in several layers: the owners number `layer` of each label, entries without one having the coordinate -1.
    /// **Collective** if an axis is unstructured.
    pub fn new(
        context: &Context,
        array: &Distribution,
        selection: &Selection,
        lists: &[Array],
        entries: &Distribution,
        layer: &[usize],
    ) -> Result<(Finder, Vec<usize>)> {
        let extents = &entries.local_shape()[selection.list_axes()];
        let readers: Vec<Reader> = lists.iter().map(|list| Reader::broadcast(&list.place(), extents)).collect();
        let count = if entries.place().is_some() { extents.iter().product() } else { 0 };
        let (flat, mode) = (selection.flat, selection.mode);
        let mut finder = Finder { readers, mode, flat, axes: Vec::new(), count };
        let mut layers = Vec::new();
        let mut missing = None;
        for (k, &d) in selection.group.iter().enumerate() {
            let axis = &array.axes()[d];
            let counts = counts(context, array, d)?;
            let rule = match Locator::new(axis) {
                Some(locator) => Rule::Closed(locator),
                None => {
                    let sizes: Vec<i64> = selection.group.iter().map(|&d| array.shape()[d]).collect();
                    let labels = axis.labels().is_some_and(|labels| !labels.is_permutation());
                    let numbers = finder.numbers(k, &sizes, labels);
                    let owners = directory::locate(context, array, d, &numbers, layer.is_empty())?;
                    layers.push(owners.iter().map(Vec::len).max().unwrap_or(0));
                    let wanted = layer.get(layers.len() - 1).copied().unwrap_or(0);
                    let lost = owners.iter().position(Vec::is_empty);
                    missing = missing.or(lost.map(|at| (d, numbers[at])));
                    Rule::Known(owners.iter().map(|o| o.get(wanted).copied().unwrap_or((-1, 0))).collect())
                }
            };
            finder.axes.push(AxisFinder { size: axis.size(), parts: axis.parts(), counts, rule });
        }
        if let Some((d, label)) = missing {
            refuse!(Index, "indices", "no process owns the label {label} of axis {d}");
        }
        Ok((finder, layers))
    }

    /// All indices of this process into one axis of the group.
    fn numbers(&self, axis: usize, sizes: &[i64], labels: bool) -> Vec<i64> {
        let mut all = vec![0; self.count as usize];
        for (chunk, out) in all.chunks_mut(CHUNK).enumerate() {
            let first = (chunk * CHUNK) as i64;
            if self.flat {
                self.readers[0].read(first, out);
                normalise(out, sizes.iter().product(), self.mode);
                let inner: i64 = sizes[axis + 1..].iter().product();
                out.iter_mut().for_each(|n| *n = *n / inner % sizes[axis]);
            } else {
                self.readers[axis].read(first, out);
                if !labels {
                    normalise(out, sizes[axis], self.mode);
                }
            }
        }
        all
    }

    /// Coordinates in the process grid of the group, numbered in C order, and positions in the group of the owner's
    /// axes, of the entries from `first` on: at most [`CHUNK`].
    pub fn find(&self, first: i64, coordinates: &mut [i32], positions: &mut [i64]) {
        let count = coordinates.len();
        let (mut numbers, mut flat) = ([0; CHUNK], [0; CHUNK]);
        let (mut coordinate, mut position) = ([0; CHUNK], [0; CHUNK]);
        let numbers = &mut numbers[..count];
        let flat = &mut flat[..count];
        if self.flat {
            self.readers[0].read(first, flat);
            normalise(flat, self.axes.iter().map(|axis| axis.size).product(), self.mode);
        }
        // From the last axis to the first, as flat indices are taken apart.
        let (mut grid_stride, mut strides) = (1, [1i64; CHUNK]);
        for (k, axis) in self.axes.iter().enumerate().rev() {
            match &axis.rule {
                Rule::Known(places) => {
                    for (at, &(c, p)) in places[first as usize..first as usize + count].iter().enumerate() {
                        (coordinate[at], position[at]) = (c, p);
                    }
                    if self.flat && k > 0 {
                        flat.iter_mut().for_each(|n| *n /= axis.size);
                    }
                }
                Rule::Closed(locator) => {
                    match (self.flat, k) {
                        (false, _) => {
                            self.readers[k].read(first, numbers);
                            normalise(numbers, axis.size, self.mode);
                        }
                        (true, 0) => numbers.copy_from_slice(flat),
                        (true, _) => {
                            for (number, flat) in numbers.iter_mut().zip(flat.iter_mut()) {
                                (*number, *flat) = (*flat % axis.size, *flat / axis.size);
                            }
                        }
                    }
                    locator.locate(numbers, &mut coordinate[..count], &mut position[..count]);
                }
            }
            if k + 1 == self.axes.len() {
                coordinates.copy_from_slice(&coordinate[..count]);
                positions.copy_from_slice(&position[..count]);
            } else {
                for at in 0..count {
                    let lost = coordinates[at] < 0 || coordinate[at] < 0;
                    coordinates[at] = if lost { -1 } else { coordinates[at] + coordinate[at] * grid_stride };
                    positions[at] += position[at] * strides[at];
                }
            }
            if k > 0 {
                grid_stride *= axis.parts;
                for at in 0..count {
                    strides[at] *= axis.counts.get(coordinate[at] as usize).copied().unwrap_or(0);
                }
            }
        }
        if self.axes.is_empty() {
            coordinates.fill(0);
            positions.fill(0);
        }
    }

    /// Number of coordinates of the group.
    pub fn parts(&self) -> usize {
        self.axes.iter().map(|axis| axis.parts as usize).product()
    }
}

/// How many positions each coordinate of an axis has. **Collective** on unstructured axes, of which only the owners know
/// what is left of them in a view.
fn counts(context: &Context, array: &Distribution, d: usize) -> Result<Vec<i64>> {
    let axis = &array.axes()[d];
    let known: Vec<i64> = (0..axis.parts()).map(|c| axis.count(c).unwrap_or(0)).collect();
    if axis.labels().is_none() {
        return Ok(known);
    }
    let words: Vec<u64> = known.iter().map(|&n| n as u64).collect();
    Ok(context.maximum(&words)?.into_iter().map(|n| n as i64).collect())
}

/// Brings indices into `0..size`.
fn normalise(numbers: &mut [i64], size: i64, mode: Mode) {
    match mode {
        Mode::Raise => numbers.iter_mut().for_each(|n| *n += if *n < 0 { size } else { 0 }),
        Mode::Wrap => numbers.iter_mut().for_each(|n| *n = n.rem_euclid(size.max(1))),
        Mode::Clip => numbers.iter_mut().for_each(|n| *n = (*n).clamp(0, (size - 1).max(0))),
    }
}

/// Memory of several axes whose positions are numbered together in C order.
pub(super) fn grouped(axes: impl Iterator<Item = (i64, Access)>) -> Access {
    let mut joined: Vec<(i64, Access)> = Vec::new();
    for (extent, access) in axes {
        if extent == 1 && matches!(access, Access::Strided(_)) {
            continue;
        }
        match (joined.last_mut(), &access) {
            (Some((outer_extent, Access::Strided(outer))), Access::Strided(inner))
                if *outer == extent as isize * inner =>
            {
                *outer_extent *= extent;
                *outer = *inner;
            }
            _ => joined.push((extent, access)),
        }
    }
    match joined.len() {
        0 => Access::Strided(0),
        1 => joined.swap_remove(0).1,
        _ => Access::Product(joined.into()),
    }
}

/// Bytes from the origin to each position.
pub(super) fn offsets(access: &Access, positions: &mut [i64], out: &mut [isize]) {
    out.fill(0);
    add_offsets(access, positions, out);
}

fn add_offsets(access: &Access, positions: &mut [i64], out: &mut [isize]) {
    match access {
        Access::Strided(stride) => {
            out.iter_mut().zip(positions).for_each(|(out, position)| *out += *position as isize * stride)
        }
        Access::Product(axes) => {
            let mut inner = [0; CHUNK];
            for (k, (extent, access)) in axes.iter().enumerate().rev() {
                if k == 0 {
                    add_offsets(access, positions, out);
                    return;
                }
                let inner = &mut inner[..out.len()];
                for (inner, position) in inner.iter_mut().zip(positions.iter_mut()) {
                    (*inner, *position) = (*position % extent, *position / extent);
                }
                add_offsets(access, inner, out);
            }
        }
        other => out.iter_mut().zip(positions).for_each(|(out, position)| *out += other.offset(*position)),
    }
}
