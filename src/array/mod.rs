//! Arrays: a context, a distribution, an element type and local memory.

pub mod blocks;
mod local;
pub mod memory;
mod overlap;
mod place;
pub mod print;
mod view;

pub use memory::{Memory, Release};
pub use place::Place;

use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Access, Order};
use std::any::Any;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A distributed array. Cloning makes another name for the same elements.
#[derive(Clone)]
pub struct Array(Arc<Inner>);

struct Inner {
    context: Context,
    distribution: Arc<Distribution>,
    dtype: Dtype,
    /// Shared with the array of which this one is a view.
    memory: Arc<Memory>,
    /// Bytes from the start of the memory to the first owned element.
    origin: isize,
    /// Where the owned positions of each axis lie, from the first owned element.
    access: Vec<Access>,
    /// The same where every axis has one byte stride.
    strides: Option<Vec<isize>>,
    read_only: bool,
    is_view: bool,
    serial: AtomicU64,
    /// Shared as the memory is.
    damaged: Arc<AtomicBool>,
    /// A local error that the next collective on this array reports.
    pending: Mutex<Option<Error>>,
    /// What those who use the array keep with it.
    extension: Mutex<Option<Extension>>,
}

type Extension = Arc<dyn Any + Send + Sync>;

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
                let inner = keep.and_then(|Prepared(array)| Arc::into_inner(array.0));
                if let Some(mut memory) = inner.and_then(|inner| Arc::into_inner(inner.memory)) {
                    memory.disarm();
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
        // New memory has an element of its own at every position.
        let separate;
        let distribution = match distribution.separated() {
            None => distribution,
            Some(other) => {
                separate = Arc::new(other);
                &separate
            }
        };
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
        let origin = distribution.halo().iter().zip(&strides).map(|(&(lower, _), &s)| lower as isize * s).sum();
        Ok(Prepared(Array(Arc::new(Inner {
            context: context.clone(),
            distribution: distribution.clone(),
            dtype,
            memory: Arc::new(memory),
            origin,
            access: strides.iter().map(|&stride| Access::Strided(stride)).collect(),
            strides: Some(strides),
            read_only,
            is_view: false,
            serial: AtomicU64::new(0),
            damaged: Arc::new(AtomicBool::new(false)),
            pending: Mutex::new(None),
            extension: Mutex::new(None),
        }))))
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
        self.0.serial.load(Ordering::Relaxed)
    }

    pub fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    pub fn memory(&self) -> &Memory {
        &self.0.memory
    }

    /// The number under which other processes of the node find the memory.
    pub fn key(&self) -> u64 {
        self.0.memory.key()
    }

    /// Other processes of the node find every element by the number of the memory and the distribution.
    pub fn is_published(&self) -> bool {
        !self.0.is_view && (self.0.memory.key() != 0 || !self.has_elements())
    }

    /// What was kept with the array.
    pub fn extension<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let kept = self.0.extension.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
        kept.and_then(|kept| kept.downcast().ok())
    }

    /// Keeps something with the array, in place of what was kept.
    pub fn set_extension(&self, new: Option<Extension>) {
        *self.0.extension.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = new;
    }

    /// Both names mean the same memory.
    pub fn is(&self, other: &Array) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// It shows elements of another array, whose memory it shares.
    pub fn is_view(&self) -> bool {
        self.0.is_view
    }

    /// Where the owned positions of each axis lie: bytes from [`Array::local_pointer`].
    pub fn access(&self) -> &[Access] {
        &self.0.access
    }

    /// Byte strides of the local part, with or without halo; None if an axis has not one stride, as views of cyclic and
    /// unstructured axes may.
    pub fn strides(&self) -> Option<&[isize]> {
        self.0.strides.as_deref()
    }

    /// Where the positions of each axis with its halo lie: bytes from [`Array::padded_pointer`].
    pub fn padded_access(&self) -> &[Access] {
        // An axis with a halo is whole, and has one stride for all of it.
        &self.0.access
    }

    /// First element of the local part with its halo.
    pub fn padded_pointer(&self) -> *mut u8 {
        let before: isize = self
            .distribution()
            .halo()
            .iter()
            .zip(self.access())
            .map(|(h, access)| access.offset(1) * h.0 as isize)
            .sum();
        self.local_pointer().wrapping_offset(-before)
    }

    /// First owned element.
    pub fn local_pointer(&self) -> *mut u8 {
        self.0.memory.pointer().wrapping_offset(self.0.origin)
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
            refuse!(ReadOnly, name, "this array was imported read-only, or is a broadcast view; copy it first");
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

    /// All contents are defined again, unless there is more in the memory than this view shows.
    pub(crate) fn mark_whole(&self) {
        if self.0.is_view {
            return;
        }
        self.0.damaged.store(false, Ordering::Relaxed);
    }
}

/// An array that is not agreed upon yet.
pub(crate) struct Prepared(Array);

impl Prepared {
    /// What it will be, so far without a number.
    pub(crate) fn array(&self) -> &Array {
        &self.0
    }

    /// Makes it an array, once all ranks have one.
    pub(crate) fn finish(self, context: &Context) -> Array {
        let Prepared(array) = self;
        let serial = context.next_serial();
        array.0.serial.store(serial, Ordering::Relaxed);
        if context.size() > 1 {
            array.0.memory.publish(context.array_key(serial));
        }
        array
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
