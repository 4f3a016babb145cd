//! Redistribution between any two distributions of one shape, and what follows from it.

use super::directory;
use super::execute::{self, kept_plan, Movement, Purpose, Side};
use crate::array::{blocks, Array, Memory, Part, Place};
use crate::context::{Arg, Call, Context, Temporary};
use crate::distribution::{AxisKind, Distribution, Specification};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};
use crate::kernels::copy::How;
use crate::plan;
use std::sync::Arc;

/// Copies every element of `source` into `target`, which has the same shape and may have any other
/// distribution, memory order and dtype (values are cast as by NumPy's `astype`). **Collective.**
/// Halos of the target are not touched. Source and target may share memory. Labels of unstructured axes decide what goes where.
pub fn redistribute(source: &Array, target: &mut Array) -> Result<()> {
    let arguments =
        [("source", Arg::Object("array", source.serial())), ("target", Arg::Object("array", target.serial()))];
    let call = Call::new("distarray_array_redistribute", &arguments);
    let checked = check_pair(source, target);
    redistribute_as(&call, checked, source, target)
}

fn check_pair(source: &Array, target: &Array) -> Result<()> {
    source.check_usable("source")?;
    target.check_writable("target")?;
    if !source.context().shares_communicator(target.context()) {
        refuse!(Argument, "target", "expected arrays of one context");
    }
    if source.shape() != target.shape() {
        refuse!(
            Shape,
            "target",
            "expected the source's shape {}, got {}",
            shape::text(source.shape()),
            shape::text(target.shape())
        );
    }
    Ok(())
}

/// A copy of what this rank has of a source whose memory a movement writes over.
struct Original {
    place: Place,
    _buffer: Temporary,
    copy: Place,
}

impl Original {
    /// Room for the copy, if one is needed.
    fn prepare(source: &Array, target: &Array) -> Result<Option<Original>> {
        if !source.overlaps(target) {
            return Ok(None);
        }
        let place = source.place();
        let mut buffer = source.context().temporary(shape::byte_count(&place.extents, place.dtype.size())?)?;
        let strides = shape::contiguous_strides(&place.extents, source.distribution().order(), place.dtype.size());
        let copy = Place::strided(buffer.as_mut_ptr(), &strides, &place.extents, place.dtype);
        Ok(Some(Original { place, _buffer: buffer, copy }))
    }

    fn take(&self) {
        unsafe { blocks::copy(&self.place, &self.copy) };
    }
}

/// The body of redistribution, on behalf of `call`.
pub(crate) fn redistribute_as(call: &Call, checked: Result<()>, source: &Array, target: &mut Array) -> Result<()> {
    let context = source.context().clone();
    if source.is(target) {
        return context.agree(call, checked);
    }
    let (from, to) = (source.distribution().clone(), target.distribution().clone());
    let mut original = Ok(None);
    let mut prepare = |plan| {
        original = Original::prepare(source, target);
        let side = match &original {
            Err(error) => return Err(error.clone()),
            Ok(Some(original)) => Side::Memory(original.copy.clone()),
            Ok(None) => Side::Owned(source),
        };
        let part = execute::Part { plan, source: side, target: Side::Owned(target), how: How::Replace };
        Movement::prepare(&context, vec![part])
    };
    let direct = checked.and_then(|()| {
        directory::check_mixture(&from, &to)?;
        if !from.is_closed_form() || !to.is_closed_form() {
            return Ok(None);
        }
        let make = || match plan::closed_form_matches(&from, &to) {
            Ok(matches) => Ok(plan::redistribution(&from, &to, &matches)),
            Err(plan::RedistributionError::NeedsDirectory(axis)) => {
                refuse!(Internal, "source", "axis {axis} is not a closed form")
            }
        };
        prepare(kept_plan(&context, Purpose::Redistribution, &from, &to, make)?).map(Some)
    });
    let movement = match Movement::agree_if(&context, call, direct)? {
        Some(movement) => movement,
        None => {
            let found = directory::matches(&context, &from, &to);
            let movement = found.and_then(|matches| prepare(Arc::new(plan::redistribution(&from, &to, &matches))));
            Movement::agree(&context, call, movement)?
        }
    };
    if let Ok(Some(original)) = &original {
        original.take();
    }
    let outcome = unsafe { movement.run() };
    // A memory refusal comes before anything is written.
    if outcome.as_ref().is_err_and(|error| error.status != Status::Memory) {
        target.mark_damaged();
    }
    outcome
}

/// A new array with `source`'s elements in another distribution and dtype. **Collective.**
pub fn redistribute_to(source: &Array, distribution: &Arc<Distribution>, dtype: Dtype) -> Result<Array> {
    let context = source.context();
    let arguments = [
        ("source", Arg::Object("array", source.serial())),
        ("distribution", Arg::Object("distribution", distribution.digest())),
        ("dtype", Arg::Text(dtype.name())),
    ];
    let call = Call::new("distarray_array_redistribute_to", &arguments);
    let prepared = source.check_usable("source").and_then(|()| {
        if source.shape() != distribution.shape() {
            refuse!(
                Shape,
                "distribution",
                "expected the source's shape {}, got {}",
                shape::text(source.shape()),
                shape::text(distribution.shape())
            );
        }
        Array::prepare(context, distribution, dtype, None)
    });
    let mut target = context.agree(&call, prepared)?.finish(context);
    redistribute_as(&call, Ok(()), source, &mut target)?;
    Ok(target)
}

/// A copy in the same distribution, halo included. **Collective**, but no element leaves its process.
pub fn copy(source: &Array) -> Result<Array> {
    let mut copy = copy_in_place("distarray_array_copy", source, source.dtype())?;
    super::halo::copy_padded(source, &mut copy);
    Ok(copy)
}

/// The same elements as another dtype, as by NumPy's `astype`. **Collective**, but no element leaves its process.
pub fn cast(source: &Array, dtype: Dtype) -> Result<Array> {
    copy_in_place("distarray_array_cast", source, dtype)
}

/// Every process copies what it owns: the elements of a label with several owners may differ, and stay as they are.
fn copy_in_place(function: &'static str, source: &Array, dtype: Dtype) -> Result<Array> {
    let context = source.context();
    let arguments = [("array", Arg::Object("array", source.serial())), ("dtype", Arg::Text(dtype.name()))];
    let prepared =
        source.check_usable("array").and_then(|()| Array::prepare(context, source.distribution(), dtype, None));
    let target = context.agree(&Call::new(function, &arguments), prepared)?.finish(context);
    if source.has_elements() {
        unsafe { blocks::copy(&source.place(), &target.place()) };
    }
    Ok(target)
}

/// Who receives a gathered array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    Root(i32),
    All,
}

/// The distribution that has the whole array on one rank or on all, row-major.
fn whole_on(context: &Context, shape: &[i64], receiver: Receiver) -> Result<Arc<Distribution>> {
    let mut specification = Specification::new(shape)?;
    for axis in &mut specification.axes {
        axis.kind = AxisKind::Whole;
    }
    specification.order = Order::RowMajor;
    match receiver {
        Receiver::All => specification.replicas = Some(context.size()),
        Receiver::Root(root) => {
            if root < 0 || root >= context.size() {
                refuse!(Argument, "root", "expected a rank from 0 to {}, got {root}", context.size() - 1);
            }
            specification.ranks = Some(vec![root]);
        }
    }
    Distribution::build(&specification, context.size(), context.rank(), &[]).map(Arc::new)
}

impl Receiver {
    fn number(self) -> i64 {
        match self {
            Receiver::All => -1,
            Receiver::Root(root) => root as i64,
        }
    }

    fn includes(self, rank: i32) -> bool {
        self == Receiver::All || self == Receiver::Root(rank)
    }
}

/// Writes the whole array, row-major and contiguous, to `data` on the receiver. **Collective.**
///
/// # Safety
/// On receiving ranks `data` must be valid for all elements; elsewhere it is not looked at.
pub unsafe fn gather(source: &Array, receiver: Receiver, data: *mut u8) -> Result<()> {
    let context = source.context();
    let arguments = [("array", Arg::Object("array", source.serial())), ("root", Arg::Int(receiver.number()))];
    let call = Call::new("distarray_array_gather", &arguments);
    let prepared = source.check_usable("array").and_then(|()| whole_target(source, receiver, data));
    let mut target = context.agree(&call, prepared)?.finish(context);
    redistribute_as(&call, Ok(()), source, &mut target)
}

unsafe fn whole_target(source: &Array, receiver: Receiver, data: *mut u8) -> Result<crate::array::Prepared> {
    let context = source.context();
    let distribution = whole_on(context, source.shape(), receiver)?;
    let pointer = if receiver.includes(context.rank()) { data } else { std::ptr::null_mut() };
    let part = Part { memory: Memory::foreign(pointer, None), strides: None, read_only: false };
    Array::prepare(context, &distribution, source.dtype(), Some(part)).map_err(|error| Error {
        argument: if error.argument == "memory" { "data".into() } else { error.argument.clone() },
        ..error
    })
}

/// A new array from the whole array on one rank, row-major and contiguous. **Collective.**
///
/// # Safety
/// On `root`, `data` must be valid for all elements; elsewhere it is not looked at.
pub unsafe fn scatter(
    context: &Context,
    distribution: &Arc<Distribution>,
    dtype: Dtype,
    root: i32,
    data: *const u8,
) -> Result<Array> {
    let arguments = [
        ("distribution", Arg::Object("distribution", distribution.digest())),
        ("dtype", Arg::Text(dtype.name())),
        ("root", Arg::Int(root as i64)),
    ];
    let call = Call::new("distarray_array_scatter", &arguments);
    let prepared = whole_on(context, distribution.shape(), Receiver::Root(root)).and_then(|whole| {
        let pointer = if context.rank() == root { data.cast_mut() } else { std::ptr::null_mut() };
        let part = Part { memory: Memory::foreign(pointer, None), strides: None, read_only: true };
        let source = Array::prepare(context, &whole, dtype, Some(part)).map_err(|error| error.at("data"))?;
        Ok((source, Array::prepare(context, distribution, dtype, None)?))
    });
    let (source, target) = context.agree(&call, prepared)?;
    let (source, mut target) = (source.finish(context), target.finish(context));
    redistribute_as(&call, Ok(()), &source, &mut target)?;
    Ok(target)
}
