//! Arrays: a context, a distribution, an element type and local memory.

pub mod memory;
mod place;
pub mod print;

pub use memory::{Memory, Release};
pub use place::Place;

use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::{Dtype, Element};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};
use crate::kernels::copy::{Source, Target};
use ndarray::{ArrayViewD, ArrayViewMutD, IxDyn, ShapeBuilder};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// A distributed array. Cloning makes another name for the same elements.
#[derive(Clone)]
pub struct Array(Arc<Inner>);

struct Inner {
    context: Context,
    distribution: Arc<Distribution>,
    dtype: Dtype,
    memory: Memory,
    /// Bytes from the start of the memory to the first owned element.
    interior: isize,
    /// Byte strides of the padded local part.
    strides: Vec<isize>,
    read_only: bool,
    serial: u64,
    damaged: AtomicBool,
    /// A local error that the next collective on this array reports.
    pending: Mutex<Option<Error>>,
}

/// A local part that the caller provides.
pub struct Part {
    pub memory: Memory,
    /// Byte strides of the padded part; contiguous in the distribution's order if not given.
    pub strides: Option<Vec<isize>>,
    pub read_only: bool,
}

impl Array {
    /// A zeroed array. **Collective.**
    pub fn zeros(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype) -> Result<Array> {
        Array::create("distarray_array_create_zeros", context, distribution, dtype)
    }

    /// An array whose contents nobody relies on. **Collective.**
    pub fn empty(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype) -> Result<Array> {
        Array::create("distarray_array_create", context, distribution, dtype)
    }

    /// A zeroed array made on behalf of a named function. **Collective.**
    pub(crate) fn create(
        function: &'static str,
        context: &Context,
        distribution: &Arc<Distribution>,
        dtype: Dtype,
    ) -> Result<Array> {
        let argument = ("distribution", Arg::Object("distribution", distribution.digest()));
        Array::create_as(function, argument, context, distribution, dtype)
    }

    /// As `create`, where another argument of the function says which distribution. **Collective.**
    pub(crate) fn create_as(
        function: &'static str,
        argument: (&'static str, Arg),
        context: &Context,
        distribution: &Arc<Distribution>,
        dtype: Dtype,
    ) -> Result<Array> {
        let prepared = Array::prepare(context, distribution, dtype, None);
        let arguments = [argument, ("dtype", Arg::Text(dtype.name()))];
        let prepared = context.agree(&Call::new(function, &arguments), prepared)?;
        Ok(prepared.finish(context))
    }

    /// Puts a distribution over memory that the caller owns. **Collective.** On failure the
    /// release callback is not called.
    pub fn wrap(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype, part: Part) -> Result<Array> {
        Array::wrap_as("distarray_array_wrap", context, distribution, dtype, Ok(part))
    }

    pub(crate) fn wrap_as(
        function: &'static str,
        context: &Context,
        distribution: &Arc<Distribution>,
        dtype: Dtype,
        part: Result<Part>,
    ) -> Result<Array> {
        let prepared = part.and_then(|part| Array::prepare(context, distribution, dtype, Some(part)));
        let arguments =
            [("distribution", Arg::Object("distribution", distribution.digest())), ("dtype", Arg::Text(dtype.name()))];
        // Kept aside so that a failure elsewhere leaves the memory with the caller.
        let (prepared, keep) = match prepared {
            Ok(array) => (Ok(()), Some(array)),
            Err(error) => (Err(error), None),
        };
        match (context.agree(&Call::new(function, &arguments), prepared), keep) {
            (Ok(()), Some(array)) => Ok(array.finish(context)),
            (Err(error), keep) => {
                if let Some(Prepared(mut inner)) = keep {
                    inner.memory.disarm();
                }
                Err(error)
            }
            (Ok(()), None) => Err(Error::new(Status::Internal, "agreement lost an error")),
        }
    }

    /// All the fallible local work of creation.
    pub(crate) fn prepare(
        context: &Context,
        distribution: &Arc<Distribution>,
        dtype: Dtype,
        part: Option<Part>,
    ) -> Result<Prepared> {
        if distribution.context_size() != context.size() || distribution.rank() != context.rank() {
            let mut part = part;
            if let Some(part) = &mut part {
                part.memory.disarm();
            }
            refuse!(
                Argument,
                "distribution",
                "expected a distribution made for this context of {} processes, got one for {}",
                context.size(),
                distribution.context_size()
            );
        }
        let padded = distribution.padded_shape();
        let contiguous = |order: Order| shape::contiguous_strides(&padded, order, dtype.size());
        let (memory, strides, read_only) = match part {
            None => {
                let bytes = if distribution.place().is_none() { 0 } else { shape::byte_count(&padded, dtype.size())? };
                (Memory::zeroed(bytes, context.shares_memory())?, contiguous(distribution.order()), false)
            }
            Some(mut part) => {
                let strides = part.strides.take().unwrap_or_else(|| contiguous(distribution.order()));
                if let Err(error) = check_memory(&part, &strides, &padded, dtype, distribution.local_count()) {
                    part.memory.disarm();
                    return Err(error);
                }
                (part.memory, strides, part.read_only)
            }
        };
        let interior = distribution.halo().iter().zip(&strides).map(|(&(lower, _), &s)| lower as isize * s).sum();
        Ok(Prepared(Inner {
            context: context.clone(),
            distribution: distribution.clone(),
            dtype,
            memory,
            interior,
            strides,
            read_only,
            serial: 0,
            damaged: AtomicBool::new(false),
            pending: Mutex::new(None),
        }))
    }

    pub fn context(&self) -> &Context {
        &self.0.context
    }

    pub fn distribution(&self) -> &Arc<Distribution> {
        &self.0.distribution
    }

    pub fn dtype(&self) -> Dtype {
        self.0.dtype
    }

    pub fn shape(&self) -> &[i64] {
        self.0.distribution.shape()
    }

    pub fn ndim(&self) -> usize {
        self.0.distribution.ndim()
    }

    /// A number that is the same on all ranks and differs between arrays.
    pub fn serial(&self) -> u64 {
        self.0.serial
    }

    pub fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    pub fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// Both names mean the same memory.
    pub fn is(&self, other: &Array) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Byte strides of the local part, with or without halo.
    pub fn strides(&self) -> &[isize] {
        &self.0.strides
    }

    /// First element of the local part with its halo.
    pub fn padded_pointer(&self) -> *mut u8 {
        self.0.memory.pointer()
    }

    /// First owned element.
    pub fn local_pointer(&self) -> *mut u8 {
        self.0.memory.pointer().wrapping_offset(self.0.interior)
    }

    /// Owned extents as kernels want them; all zero where this process holds nothing.
    pub fn local_extents(&self) -> Vec<usize> {
        let distribution = self.distribution();
        if distribution.place().is_none() {
            // A 0-d shape has one element, so outsiders of a 0-d array are told apart by their place.
            return vec![0; self.ndim()];
        }
        distribution.local_shape().iter().map(|&n| n as usize).collect()
    }

    /// True if this process holds at least one element.
    pub fn has_elements(&self) -> bool {
        self.distribution().local_count() > 0
    }

    /// The owned part for reading.
    pub fn source(&self) -> Source<'_> {
        Source { pointer: self.local_pointer(), strides: self.strides(), dtype: self.dtype() }
    }

    /// The owned part for writing.
    pub fn target(&self) -> Target<'_> {
        Target { pointer: self.local_pointer(), strides: self.strides(), dtype: self.dtype() }
    }

    /// The local part with its halo, for writing.
    pub fn padded_target(&self) -> Target<'_> {
        Target { pointer: self.padded_pointer(), strides: self.strides(), dtype: self.dtype() }
    }

    /// Errors if an earlier failure left the contents undefined.
    pub fn check_whole(&self, name: &str) -> Result<()> {
        if self.0.damaged.load(Ordering::Relaxed) {
            refuse!(Damaged, name, "an earlier call failed while writing this array; fill or free it");
        }
        Ok(())
    }

    /// Errors if the array may not be used: damaged, or an earlier local error is waiting.
    pub fn check_usable(&self, name: &str) -> Result<()> {
        self.check_whole(name)?;
        let mut pending = self.0.pending.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match pending.take() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    pub fn check_writable(&self, name: &str) -> Result<()> {
        self.check_usable(name)?;
        self.check_not_read_only(name)
    }

    /// Errors if the memory may only be read. With `check_whole` it is what Local calls look at: an error that
    /// waits for the next collective goes on waiting.
    pub fn check_not_read_only(&self, name: &str) -> Result<()> {
        if self.0.read_only {
            refuse!(ReadOnly, name, "this array was imported read-only; copy it first");
        }
        Ok(())
    }

    /// Keeps a local error for the next collective on this array.
    pub fn remember(&self, error: &Error) {
        let mut pending = self.0.pending.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        pending.get_or_insert_with(|| error.clone());
    }

    /// Contents are undefined after a failed commit.
    pub(crate) fn mark_damaged(&self) {
        self.0.damaged.store(true, Ordering::Relaxed);
    }

    pub(crate) fn mark_whole(&self) {
        self.0.damaged.store(false, Ordering::Relaxed);
    }

    /// Addresses `[first, end)` that the padded part spans; empty if there are no elements.
    fn address_range(&self) -> (usize, usize) {
        if !self.has_elements() {
            return (0, 0);
        }
        let (mut below, mut above) = (0isize, 0isize);
        for (&extent, &stride) in self.distribution().padded_shape().iter().zip(self.strides()) {
            let reach = (extent as isize - 1) * stride;
            below += reach.min(0);
            above += reach.max(0);
        }
        let origin = self.padded_pointer() as isize;
        ((origin + below) as usize, (origin + above) as usize + self.dtype().size())
    }

    /// True if the memories of both local parts may have bytes in common. Parts that interleave, such as the components
    /// of one array of structures, do not overlap.
    pub fn overlaps(&self, other: &Array) -> bool {
        let (a, b) = (self.address_range(), other.address_range());
        if a.0 >= b.1 || b.0 >= a.1 {
            return false;
        }
        // All elements of both lie at multiples of one distance from their first ones.
        let distance = [self, other].iter().flat_map(|array| array.step_sizes()).fold(0, greatest_divisor);
        if distance == 0 {
            return true;
        }
        let shift =
            (other.local_pointer() as i128 - self.local_pointer() as i128).rem_euclid(distance as i128) as usize;
        shift < self.dtype().size() || shift + other.dtype().size() > distance
    }

    /// Distances between neighbouring elements along the axes that have any.
    fn step_sizes(&self) -> Vec<usize> {
        let extents = self.distribution().padded_shape();
        self.strides().iter().zip(extents).filter(|(_, n)| *n > 1).map(|(s, _)| s.unsigned_abs()).collect()
    }

    /// True if both are the same elements in memory: the same first address, strides and dtype.
    pub fn coincides(&self, other: &Array) -> bool {
        self.local_pointer() == other.local_pointer()
            && self.strides() == other.strides()
            && self.dtype() == other.dtype()
    }

    fn view_parts<T: Element>(&self, padded: bool) -> Result<(*mut T, Vec<usize>)> {
        if T::DTYPE != self.dtype() {
            refuse!(Dtype, "dtype", "expected elements of {}, got {}", self.dtype().name(), T::DTYPE.name());
        }
        let (pointer, extents) = if padded {
            let extents = self.distribution().padded_shape().iter().map(|&n| n as usize).collect();
            (self.padded_pointer(), extents)
        } else {
            (self.local_pointer(), self.local_extents())
        };
        let aligned = self.strides().iter().all(|s| s % T::DTYPE.size() as isize == 0);
        if !aligned || self.strides().iter().any(|&s| s < 0) {
            refuse!(Unsupported, "array", "this array's strides {:?} cannot be viewed; copy it first", self.strides());
        }
        if !self.has_elements() {
            // A 0-d view has one element, wherever it is; borrowed memory without elements may be NULL.
            if extents.is_empty() {
                refuse!(Unsupported, "array", "this process holds no copy of the element");
            }
            return Ok((std::ptr::NonNull::dangling().as_ptr(), extents));
        }
        Ok((pointer.cast(), extents))
    }

    fn element_strides(&self) -> Vec<usize> {
        self.strides().iter().map(|&s| s as usize / self.dtype().size()).collect()
    }

    /// The owned part. **Local.**
    pub fn local<T: Element>(&self) -> Result<ArrayViewD<'_, T>> {
        let (pointer, extents) = self.view_parts::<T>(false)?;
        Ok(unsafe { ArrayViewD::from_shape_ptr(IxDyn(&extents).strides(IxDyn(&self.element_strides())), pointer) })
    }

    /// The owned part for writing. **Local.**
    pub fn local_mut<T: Element>(&mut self) -> Result<ArrayViewMutD<'_, T>> {
        self.check_not_read_only("array")?;
        let (pointer, extents) = self.view_parts::<T>(false)?;
        Ok(unsafe { ArrayViewMutD::from_shape_ptr(IxDyn(&extents).strides(IxDyn(&self.element_strides())), pointer) })
    }

    /// The local part with its halo. **Local.**
    pub fn padded<T: Element>(&self) -> Result<ArrayViewD<'_, T>> {
        let (pointer, extents) = self.view_parts::<T>(true)?;
        Ok(unsafe { ArrayViewD::from_shape_ptr(IxDyn(&extents).strides(IxDyn(&self.element_strides())), pointer) })
    }

    /// The local part with its halo, for writing. **Local.**
    pub fn padded_mut<T: Element>(&mut self) -> Result<ArrayViewMutD<'_, T>> {
        self.check_not_read_only("array")?;
        let (pointer, extents) = self.view_parts::<T>(true)?;
        Ok(unsafe { ArrayViewMutD::from_shape_ptr(IxDyn(&extents).strides(IxDyn(&self.element_strides())), pointer) })
    }
}

fn greatest_divisor(a: usize, b: usize) -> usize {
    match b {
        0 => a,
        _ => greatest_divisor(b, a % b),
    }
}

/// An array that is not agreed upon yet.
pub(crate) struct Prepared(Inner);

impl Prepared {
    /// Makes it an array, once all ranks have one.
    pub(crate) fn finish(self, context: &Context) -> Array {
        let Prepared(mut inner) = self;
        inner.serial = context.next_serial();
        Array(Arc::new(inner))
    }
}

/// Refuses foreign memory that cannot hold the padded part: NULL, misaligned, overlapping elements unless read-only.
fn check_memory(part: &Part, strides: &[isize], padded: &[i64], dtype: Dtype, count: i64) -> Result<()> {
    let pointer = part.memory.pointer();
    if strides.len() != padded.len() {
        refuse!(Argument, "strides", "expected {} strides, got {}", padded.len(), strides.len());
    }
    if count == 0 {
        return Ok(());
    }
    if pointer.is_null() {
        refuse!(Argument, "memory", "expected the address of {} elements, got NULL", shape::element_count(padded)?);
    }
    let alignment = dtype.alignment();
    if pointer as usize % alignment != 0 {
        refuse!(Argument, "memory", "expected an address aligned to {alignment} bytes for {}", dtype.name());
    }
    let mut axes: Vec<(u64, i64)> =
        strides.iter().zip(padded).filter(|(_, &n)| n > 1).map(|(&s, &n)| (s.unsigned_abs() as u64, n)).collect();
    axes.sort_unstable();
    let mut reach = dtype.size() as u64;
    for (stride, extent) in axes {
        if stride % alignment as u64 != 0 {
            refuse!(Argument, "strides", "expected multiples of {alignment} bytes, got {stride}");
        }
        if stride < reach && !part.read_only {
            refuse!(
                Argument,
                "strides",
                "expected strides of separate elements, got {strides:?} for extents {padded:?}"
            );
        }
        let end = stride.checked_mul(extent as u64 - 1).and_then(|n| n.checked_add(reach));
        let Some(end) = end.filter(|&n| n <= isize::MAX as u64) else {
            refuse!(Overflow, "strides", "strides {strides:?} of extents {padded:?} exceed the address space");
        };
        reach = end;
    }
    Ok(())
}
