//! Redistribution between any two distributions of one shape, and what follows from it.

use super::directory;
use super::execute::{self, kept_plan, Movement, Purpose, Side};
use crate::array::{blocks, Array, Memory, Part, Place};
use crate::context::{Arg, Call, Context, Implicit, Temporary};
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

/// As [`redistribute`] for several pairs, in one round of messages. **Collective.**
pub fn redistribute_many(pairs: &[(Array, Array)]) -> Result<()> {
    let Some((first, _)) = pairs.first() else { refuse!(Argument, "count", "expected at least 1, got 0") };
    let context = first.context().clone();
    let serials =
        |of: fn(&(Array, Array)) -> &Array| -> Vec<i64> { pairs.iter().map(|pair| of(pair).serial() as i64).collect() };
    let (sources, targets) = (serials(|pair| &pair.0), serials(|pair| &pair.1));
    let arguments = [("sources", Arg::Ints(&sources)), ("targets", Arg::Ints(&targets))];
    let call = Call::new("distarray_array_redistribute_many", &arguments);
    let moves: Vec<(&Array, &Array)> = pairs.iter().map(|(source, target)| (source, target)).collect();
    move_all(&call, &context, check_pairs(pairs), &moves, How::Replace)
}

fn check_pairs(pairs: &[(Array, Array)]) -> Result<()> {
    for (k, (source, target)) in pairs.iter().enumerate() {
        check_pair(source, target).map_err(|error| {
            let argument = if error.argument == "source" { "sources" } else { "targets" };
            Error { argument: argument.into(), message: format!("pair {k}: {}", error.message), ..error }
        })?;
        if !source.context().shares_communicator(pairs[0].0.context()) {
            refuse!(Argument, "sources", "expected arrays of one context");
        }
        if let Some(other) = pairs[..k].iter().position(|(_, other)| target.overlaps(other)) {
            refuse!(Argument, "targets", "the memories of targets {other} and {k} overlap; use separate memory");
        }
    }
    Ok(())
}

fn check_pair(source: &Array, target: &Array) -> Result<()> {
    source.check_usable("source")?;
    target.check_writable("target")?;
    if !source.context().shares_communicator(target.context()) {
        refuse!(Argument, "target", "expected arrays of one context");
    }
    check_shape(source.shape(), target)
}

pub(super) fn check_shape(shape: &[i64], target: &Array) -> Result<()> {
    if shape != target.shape() {
        let (expected, got) = (shape::text(shape), shape::text(target.shape()));
        refuse!(Shape, "target", "expected the source's shape {expected}, got {got}");
    }
    Ok(())
}

/// What this rank has of a source; a copy of it where a movement writes over it.
pub(super) struct Original<'a> {
    source: &'a Array,
    copy: Option<(Place, Temporary)>,
}

impl<'a> Original<'a> {
    /// Room for the copy, if one is needed.
    pub fn prepare<'b>(source: &'a Array, mut targets: impl Iterator<Item = &'b Array>) -> Result<Original<'a>> {
        if !targets.any(|target| source.overlaps(target)) {
            return Ok(Original { source, copy: None });
        }
        let Place { extents, dtype, .. } = source.place();
        let (context, bytes) = (source.context(), shape::byte_count(&extents, dtype.size())?);
        let what = "the source, which shares memory with the target";
        context.implicit("this call", Implicit::Temporaries, what, bytes)?;
        let mut buffer = context.temporary(bytes)?;
        let strides = shape::contiguous_strides(&extents, source.distribution().order(), dtype.size());
        let copy = Place::strided(buffer.as_mut_ptr(), &strides, &extents, dtype);
        Ok(Original { source, copy: Some((copy, buffer)) })
    }

    pub fn side(&self) -> Side<'a> {
        match &self.copy {
            None => Side::Owned(self.source),
            Some((copy, _)) => Side::Memory(copy.clone()),
        }
    }

    pub fn take(&self) {
        if let Some((copy, _)) = &self.copy {
            unsafe { blocks::copy(&self.source.place(), copy) };
        }
    }
}

/// The plan between two arrays, unless owners must be asked for first.
pub(super) fn closed_plan(
    context: &Context,
    from: &Arc<Distribution>,
    to: &Arc<Distribution>,
) -> Result<Option<Arc<plan::Plan>>> {
    directory::check_mixture(from, to)?;
    if !from.is_closed_form() || !to.is_closed_form() {
        return Ok(None);
    }
    let make = || match plan::closed_form_matches(from, to) {
        Ok(matches) => Ok(plan::redistribution(from, to, &matches)),
        Err(plan::RedistributionError::NeedsDirectory(axis)) => {
            refuse!(Internal, "source", "axis {axis} is not a closed form")
        }
    };
    kept_plan(context, Purpose::Redistribution, from, to, make).map(Some)
}

/// The body of redistribution, on behalf of `call`.
pub(crate) fn redistribute_as(call: &Call, checked: Result<()>, source: &Array, target: &mut Array) -> Result<()> {
    let context = source.context().clone();
    move_all(call, &context, checked, &[(source, target)], How::Replace)
}

/// Moves elements of sources to the same indices of targets, which do not overlap, all in one round.
pub(super) fn move_all(
    call: &Call,
    context: &Context,
    checked: Result<()>,
    pairs: &[(&Array, &Array)],
    how: How,
) -> Result<()> {
    let pairs: Vec<_> = pairs.iter().filter(|(source, target)| how != How::Replace || !source.is(target)).collect();
    if pairs.is_empty() {
        return context.agree(call, checked);
    }
    let mut originals = Vec::new();
    let mut prepare = |plans: Vec<Arc<plan::Plan>>| {
        let mut parts = Vec::with_capacity(plans.len());
        for (plan, (source, target)) in plans.into_iter().zip(&pairs) {
            let original = Original::prepare(source, pairs.iter().map(|(_, target)| *target))?;
            parts.push(execute::Part { plan, source: original.side(), target: Side::Owned(target), how });
            originals.push(original);
        }
        Movement::prepare(context, parts)
    };
    let direct = checked.and_then(|()| {
        let plan =
            |(source, target): &&(&Array, &Array)| closed_plan(context, source.distribution(), target.distribution());
        let plans: Vec<Option<_>> = pairs.iter().map(plan).collect::<Result<_>>()?;
        match plans.into_iter().collect::<Option<Vec<_>>>() {
            Some(plans) => prepare(plans).map(Some),
            None => Ok(None),
        }
    });
    let movement = match Movement::agree_if(context, call, direct)? {
        Some(movement) => movement,
        None => {
            let plan = |(source, target): &&(&Array, &Array)| {
                let (from, to) = (source.distribution(), target.distribution());
                Ok(Arc::new(plan::redistribution(from, to, &directory::matches(context, from, to)?)))
            };
            // Every rank looks up all of them, whatever it finds: looking up is Collective.
            let plans: Vec<Result<_>> = pairs.iter().map(plan).collect();
            Movement::agree(context, call, plans.into_iter().collect::<Result<_>>().and_then(prepare))?
        }
    };
    originals.iter().for_each(Original::take);
    let outcome = unsafe { movement.run() };
    // A memory refusal comes before anything is written.
    if outcome.as_ref().is_err_and(|error| error.status != Status::Memory) {
        pairs.iter().for_each(|(_, target)| target.mark_damaged());
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
    // Whoever has no target goes to the agreement on the movement all the same.
    let target = match prepared {
        Ok(target) => target,
        Err(error) => return context.agree(&call, Err(error)),
    };
    move_all(&call, context, Ok(()), &[(source, target.array())], How::Replace)?;
    Ok(target.finish(context))
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

/// A distribution as a context keeps it, because every gather of arrays of one shape needs the same.
struct Whole(Vec<i64>, Receiver, Arc<Distribution>);

/// The distribution that has the whole array on one rank or on all, row-major.
pub(crate) fn whole_on(context: &Context, shape: &[i64], receiver: Receiver) -> Result<Arc<Distribution>> {
    let make = || {
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
        let made = Distribution::build(&specification, context.size(), context.rank(), &[])?;
        Ok(Whole(shape.to_vec(), receiver, Arc::new(made)))
    };
    let whole = context.kept(|Whole(of, to, _)| of == shape && *to == receiver, make, |_| true)?;
    Ok(whole.2.clone())
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
    match source.check_usable("array").and_then(|()| whole_target(source, receiver, data)) {
        Ok(target) => move_all(&call, context, Ok(()), &[(source, target.array())], How::Replace),
        Err(error) => context.agree(&call, Err(error)),
    }
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
    let (source, target) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return context.agree(&call, Err(error)),
    };
    move_all(&call, context, Ok(()), &[(source.array(), target.array())], How::Replace)?;
    Ok(target.finish(context))
}
