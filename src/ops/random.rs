//! Arrays of random numbers. Every process fills what it owns; only shuffling moves elements.

use super::indexing::{self, Mode};
use super::redistribute;
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::distribution::{Distribution, Specification};
use crate::dtype::{Bool, Dtype};
use crate::error::Result;
use crate::index::{Access, Run as Owned};
use crate::kernels::random::{Law, Run, Stream, Value, BATCH};
use num_complex::Complex;
use std::sync::Arc;

/// Columns of a tile where memory is contiguous along another axis than the last.
const TILE: usize = 32;

/// Sets the owned elements to what a law draws, in a call that begins at a position of a stream. Halos are not touched.
/// **Local.**
pub fn fill(array: &mut Array, law: &Law, stream: &Stream, position: u128) -> Result<()> {
    array.check_not_read_only("array")?;
    law.check(array.dtype())?;
    let axes = array.distribution().axes().iter();
    if let Some(axis) = axes.enumerate().find(|(_, a)| a.labels().is_some_and(|l| !l.is_permutation())).map(|(d, _)| d)
    {
        refuse!(
            Unsupported,
            "array",
            "axis {axis}: expected labels from 0 to {}, each once, because they say which number an element gets",
            array.shape()[axis] - 1
        );
    }
    if array.has_elements() {
        let mut batch = Batch::new(law, stream, position, array.dtype());
        walk(array, &mut batch);
        batch.flush();
    }
    array.mark_whole();
    Ok(())
}

/// Which elements come next, and where they go.
struct Batch<'a> {
    law: &'a Law,
    stream: &'a Stream,
    position: u128,
    /// What follows in C order is one run, wherever it lies.
    runs: Vec<Run>,
    targets: Vec<(*mut u8, isize, usize)>,
    values: Vec<u64>,
    count: usize,
    store: Store,
}

type Store = unsafe fn(values: &[u64], target: *mut u8, step: isize);

impl<'a> Batch<'a> {
    fn new(law: &'a Law, stream: &'a Stream, position: u128, dtype: Dtype) -> Batch<'a> {
        let store: Store = dispatch!(dtype, T => match law {
            Law::Bits => store_bits::<T>,
            _ if law.value() == Value::Real => store_real::<T>,
            _ => store_whole::<T>,
        });
        let (runs, targets) = (Vec::with_capacity(TILE), Vec::with_capacity(TILE));
        Batch { law, stream, position, runs, targets, values: vec![0; BATCH], count: 0, store }
    }

    /// At most [`BATCH`] elements.
    fn push(&mut self, run: Run, target: *mut u8, step: isize) {
        if self.count + run.count > BATCH {
            self.flush();
        }
        self.count += run.count;
        self.targets.push((target, step, run.count));
        match self.runs.last_mut() {
            Some(last) if last.step == 1 && run.step == 1 && last.index(last.count) == run.first => {
                last.count += run.count;
            }
            _ => self.runs.push(run),
        }
    }

    fn flush(&mut self) {
        let values = &mut self.values[..self.count];
        self.law.fill(self.stream, self.position, &self.runs, values);
        let mut rest = &*values;
        for &(target, step, count) in &self.targets {
            let (now, later) = rest.split_at(count);
            // Sound: these are elements of the array's own memory, of the dtype that the function was chosen for.
            unsafe { (self.store)(now, target, step) };
            rest = later;
        }
        self.runs.clear();
        self.targets.clear();
        self.count = 0;
    }
}

#[inline(always)]
unsafe fn store<T: Copy>(values: &[u64], target: *mut u8, step: isize, convert: impl Fn(u64) -> T) {
    unsafe {
        if step == size_of::<T>() as isize {
            let target = target.cast::<T>();
            values.iter().enumerate().for_each(|(k, &value)| target.add(k).write_unaligned(convert(value)));
        } else {
            let at = |k: usize| target.wrapping_offset(k as isize * step).cast::<T>();
            values.iter().enumerate().for_each(|(k, &value)| at(k).write_unaligned(convert(value)));
        }
    }
}

unsafe fn store_bits<T: Drawn>(values: &[u64], target: *mut u8, step: isize) {
    unsafe { store(values, target, step, T::from_bits) }
}

unsafe fn store_real<T: Drawn>(values: &[u64], target: *mut u8, step: isize) {
    unsafe { store(values, target, step, |bits| T::from_real(f64::from_bits(bits))) }
}

unsafe fn store_whole<T: Drawn>(values: &[u64], target: *mut u8, step: isize) {
    unsafe { store(values, target, step, |bits| T::from_whole(bits as i64)) }
}

/// How elements are made of what is drawn; laws refuse the other dtypes.
trait Drawn: Copy {
    /// The lower bits.
    fn from_bits(bits: u64) -> Self;
    fn from_real(value: f64) -> Self;
    /// The nearest one.
    fn from_whole(value: i64) -> Self;
}

macro_rules! drawn {
    ($($integer:ty),*; $($float:ty),*) => {
        $(impl Drawn for $integer {
            fn from_bits(bits: u64) -> Self {
                bits as $integer
            }
            fn from_real(value: f64) -> Self {
                value as $integer
            }
            fn from_whole(value: i64) -> Self {
                value.clamp(<$integer>::MIN as i64, if size_of::<Self>() < 8 { <$integer>::MAX as i64 } else { i64::MAX }) as $integer
            }
        })*
        $(impl Drawn for $float {
            fn from_bits(bits: u64) -> Self {
                bits as $float
            }
            fn from_real(value: f64) -> Self {
                value as $float
            }
            fn from_whole(value: i64) -> Self {
                value as $float
            }
        })*
    };
}
drawn!(i8, i16, i32, i64, u8, u16, u32, u64; f32, f64);

impl Drawn for Bool {
    fn from_bits(bits: u64) -> Self {
        Bool((bits & 1) as u8)
    }
    fn from_real(value: f64) -> Self {
        Bool((value != 0.0).into())
    }
    fn from_whole(value: i64) -> Self {
        Bool((value != 0).into())
    }
}

macro_rules! drawn_complex {
    ($($part:ty),*) => {
        $(impl Drawn for Complex<$part> {
            fn from_bits(bits: u64) -> Self {
                <$part>::from_bits(bits as _).into()
            }
            fn from_real(value: f64) -> Self {
                (value as $part).into()
            }
            fn from_whole(value: i64) -> Self {
                (value as $part).into()
            }
        })*
    };
}
drawn_complex!(f32, f64);

/// The owned indices of one axis, or of several whole ones as one.
struct Axis {
    size: i64,
    /// How far apart neighbours are in C order.
    weight: i64,
    owned: Vec<Owned>,
    extent: i64,
    access: Access,
}

impl Axis {
    fn is_whole(&self) -> bool {
        matches!(self.owned[..], [Owned { global: 0, step: 1, count, .. }] if count == self.size)
    }

    /// This axis and the one after it as one, where that one is whole and both are one progression in memory.
    fn joined(&self, next: &Axis) -> Option<Axis> {
        let (&Access::Strided(outer), &Access::Strided(inner)) = (&self.access, &next.access) else { return None };
        let continued = outer == inner * next.size as isize;
        if !(continued && next.is_whole() && self.owned.iter().all(|run| run.step == 1)) {
            return None;
        }
        let owned = self.owned.iter().map(|run| Owned {
            global: run.global * next.size,
            count: run.count * next.size,
            local: run.local * next.size,
            ..*run
        });
        let (size, extent) = (self.size * next.size, self.extent * next.extent);
        Some(Axis { size, weight: next.weight, owned: owned.collect(), extent, access: next.access.clone() })
    }

    fn stride(&self) -> usize {
        self.access.stride(self.extent).map_or(usize::MAX, isize::unsigned_abs)
    }

    /// Calls `visit(distance in C order, distance in bytes)` for every owned index.
    fn each(&self, visit: &mut dyn FnMut(i64, isize)) {
        for run in &self.owned {
            for k in 0..run.count {
                visit((run.global + k * run.step) * self.weight, self.access.offset(run.local + k));
            }
        }
    }
}

fn axes(array: &Array) -> Vec<Axis> {
    let distribution = array.distribution();
    let Some(place) = distribution.place() else { return Vec::new() };
    let mut axes: Vec<Axis> = Vec::new();
    let mut weight = 1;
    for d in (0..array.ndim()).rev() {
        let map = &distribution.axes()[d];
        let owned = map.runs(place.coordinates[d]);
        let extent = owned.iter().map(|run| run.count).sum();
        let axis = Axis { size: map.size(), weight, owned, extent, access: array.access()[d].clone() };
        weight *= map.size();
        let both = axes.last().and_then(|next| axis.joined(next));
        if both.is_some() {
            axes.pop();
        }
        axes.push(both.unwrap_or(axis));
    }
    axes.reverse();
    axes
}

/// All owned elements, in pieces along the last axis; in tiles where memory is contiguous along another one.
fn walk(array: &Array, batch: &mut Batch) {
    let mut outer = axes(array);
    let Some(last) = outer.pop() else {
        batch.push(Run { first: 0, step: 1, count: 1 }, array.local_pointer(), 0);
        return;
    };
    let nearest = (0..outer.len()).min_by_key(|&d| outer[d].stride());
    let across = nearest.filter(|&d| outer[d].stride() < last.stride()).map(|d| outer.remove(d));
    let longest = if across.is_some() { TILE } else { BATCH };
    nest(&outer, 0, array.local_pointer(), &mut |first, pointer| {
        for run in &last.owned {
            let mut done = 0;
            last.access.visit(run.local, 1, run.count, &mut |offset, step, count| {
                let mut inside = 0;
                while inside < count {
                    let part = (count - inside).min(longest as i64);
                    let start = first + run.global + (done + inside) * run.step;
                    let target = pointer.wrapping_offset(offset + inside as isize * step);
                    let piece = Run { first: start, step: run.step, count: part as usize };
                    match &across {
                        None => batch.push(piece, target, step),
                        Some(axis) => axis.each(&mut |far, bytes| {
                            batch.push(Run { first: start + far, ..piece }, target.wrapping_offset(bytes), step)
                        }),
                    }
                    inside += part;
                }
                done += count;
            });
        }
    });
}

fn nest(axes: &[Axis], first: i64, pointer: *mut u8, visit: &mut dyn FnMut(i64, *mut u8)) {
    match axes.split_first() {
        None => visit(first, pointer),
        Some((axis, rest)) => {
            axis.each(&mut |far, bytes| nest(rest, first + far, pointer.wrapping_offset(bytes), visit));
        }
    }
}

/// A list of the numbers of `axis` in random order.
fn order_of(call: &Call, array: &Array, axis: i32, checked: Result<()>, stream: &Stream, at: u128) -> Result<Array> {
    let context = array.context();
    let ndim = array.ndim() as i32;
    let prepared = checked.and_then(|()| {
        if axis < -ndim || axis >= ndim {
            refuse!(Argument, "axis", "expected {} to {}, got {axis}", -ndim, ndim - 1);
        }
        let count = array.shape()[axis.rem_euclid(ndim) as usize];
        let law = Law::order(count, count, stream, at)?;
        let list = Distribution::build(&Specification::new(&[count])?, context.size(), context.rank(), &[])?;
        Ok((law, Array::prepare(context, &Arc::new(list), Dtype::Int64, None)?))
    });
    let (law, list) = context.agree(call, prepared)?;
    let mut list = list.finish(context);
    fill(&mut list, &law, stream, at)?;
    Ok(list)
}

/// What the order of an axis depends on.
fn arguments<'a>(array: &Array, axis: i32, state: &'a [u8]) -> [(&'static str, Arg<'a>); 3] {
    [("random", Arg::Bytes(state)), ("array", Arg::Object("array", array.serial())), ("axis", Arg::Int(axis.into()))]
}

/// A copy of an array with the indices of an axis in random order, in the distribution of the array. `state` is what must be
/// the same on all ranks. **Collective.**
pub fn permuted(array: &Array, axis: i32, stream: &Stream, position: u128, state: &[u8]) -> Result<Array> {
    let arguments = arguments(array, axis, state);
    let call = Call::new("distarray_random_permute", &arguments);
    let list = order_of(&call, array, axis, array.check_usable("array"), stream, position)?;
    let context = array.context();
    let distribution = Arc::new(array.distribution().without_padding());
    let prepared = Array::prepare(context, &distribution, array.dtype(), None);
    let mut result = context.confirm(prepared)?.finish(context);
    indexing::take_into(array, &list, Some(axis), Mode::Raise, &mut result)?;
    Ok(result)
}

/// Brings the indices of an axis into random order, in place. Takes a temporary of the array's size. **Collective.**
pub fn shuffle(array: &mut Array, axis: i32, stream: &Stream, position: u128, state: &[u8]) -> Result<()> {
    let arguments = arguments(array, axis, state);
    let call = Call::new("distarray_random_shuffle", &arguments);
    let list = order_of(&call, array, axis, array.check_writable("array"), stream, position)?;
    let context = array.context().clone();
    let distribution = Arc::new(array.distribution().without_padding());
    let (_memory, prepared) = context.confirm(indexing::temporary_array(&context, &distribution, array.dtype()))?;
    let mut result = prepared.finish(&context);
    indexing::take_into(array, &list, Some(axis), Mode::Raise, &mut result)?;
    redistribute::redistribute(&result, array)
}
