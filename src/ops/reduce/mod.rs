//! Reductions over all axes, one or several. States meet in the order of coordinates, so that every rank has the same
//! bits; in reproducible mode the distribution does not show either.

mod part;
mod user;
mod work;

pub use crate::kernels::reduce::{Options, Reduction};
pub use user::{user_along, user_value, User};

use super::create::{cast_scalar, Scalar};
use super::redistribute::redistribute_as;
use super::{assign, view};
use crate::array::Array;
use crate::context::{Arg, Call, Context, Implicit};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::shape;
use crate::kernels::reduce::Fold;
pub(super) use part::Part;
use std::sync::Arc;
use work::Work;

/// What to reduce over, and how; everything has NumPy's default.
#[derive(Clone, Copy, Default)]
pub struct Over<'a> {
    /// Axes to reduce, negative ones counted from the end; all if not said.
    pub axes: Option<&'a [i32]>,
    /// Reduced axes stay with extent 1.
    pub keep: bool,
    pub options: Options,
    /// An element of the result's dtype to begin with.
    pub initial: Option<&'a [u8]>,
    /// Bools of a shape that broadcasts to the array's: elements take part where it is true.
    pub mask: Option<&'a Array>,
}

impl<'a> Over<'a> {
    /// One axis.
    pub fn axis(axis: &'a [i32; 1]) -> Over<'a> {
        Over { axes: Some(axis), ..Over::default() }
    }
}

/// States become results here, together with the value to begin with.
#[derive(Clone, Copy)]
struct Finish<'a> {
    fold: Fold,
    begin: Option<(Fold, &'a [u8])>,
}

/// A state on the stack, as large and aligned as any.
#[repr(align(16))]
struct State([u8; 512]);

impl Finish<'_> {
    /// Writes the result of a state.
    unsafe fn write(&self, state: *const u8, out: *mut u8) {
        unsafe {
            self.fold.finish(state, out);
            if let Some((join, initial)) = self.begin {
                let mut both = State([0; 512]);
                join.start(both.0.as_mut_ptr());
                join.feed(both.0.as_mut_ptr(), initial.as_ptr(), 1, 0, 1);
                let value: Scalar = cast_scalar(
                    std::slice::from_raw_parts(out, 16.min(self.fold.result().size())),
                    self.fold.result(),
                    join.operand(),
                );
                join.feed(both.0.as_mut_ptr(), value.as_ptr(), 1, 1, 1);
                join.finish(both.0.as_ptr(), out);
            }
        }
    }
}

/// What all ranks know of a reduction before anything is computed.
struct Plan<'a> {
    finish: Finish<'a>,
    reduced: Vec<bool>,
    /// Reduced axes, descending.
    axes: Vec<usize>,
}

impl<'a> Plan<'a> {
    fn new(function: &str, op: Reduction, array: &Array, over: &Over<'a>) -> Result<Plan<'a>> {
        let name = axes_name(function);
        array.check_usable("array")?;
        let mut reduced = vec![over.axes.is_none(); array.ndim()];
        for &axis in over.axes.unwrap_or(&[]) {
            let axis = view::axis_of(axis, array.ndim(), name)?;
            if std::mem::replace(&mut reduced[axis], true) {
                refuse!(Argument, name, "axis {axis} is named twice");
            }
        }
        let axes: Vec<usize> = (0..array.ndim()).rev().filter(|&d| reduced[d]).collect();
        let reproducible = over.options.reproducible || array.context().reproducible();
        let fold = Fold::new(op, array.dtype(), Options { reproducible, ..over.options })?;
        if op.is_index() && axes.len() > 1 && over.axes.is_some() {
            refuse!(Argument, name, "{} works along one axis or all of them, got {}", op.name(), axes.len());
        }
        let begin = match over.initial {
            None => None,
            Some(_) if !op.takes_initial() => {
                refuse!(Argument, "initial", "{} takes no value to begin with", op.name())
            }
            Some(value) if value.len() < fold.result().size() => {
                refuse!(Argument, "initial", "expected {} bytes, got {}", fold.result().size(), value.len())
            }
            Some(value) => {
                // The joined value has the result's dtype, also where sums of that would have a wider one.
                let dtype = op.takes_dtype().then_some(fold.result());
                let options = Options { dtype, reproducible, ..Options::default() };
                Some((Fold::new(op, fold.result(), options)?, value))
            }
        };
        if op.needs_elements() && begin.is_none() {
            if axes.iter().any(|&d| array.shape()[d] == 0) {
                refuse!(Shape, "array", "there is no {} of no elements", op.name());
            }
            if over.mask.is_some() {
                refuse!(Argument, "initial", "{} with a mask needs a value to begin with", op.name());
            }
        }
        if op.is_index() && over.mask.is_some() {
            refuse!(Argument, "mask", "{} takes no mask", op.name());
        }
        Ok(Plan { finish: Finish { fold, begin }, reduced, axes })
    }

    /// The result's distribution: on every process that shared in the reduced axes.
    fn distribution(&self, of: &Distribution, keep: bool) -> Result<Arc<Distribution>> {
        let mut made = of.without_padding();
        for &axis in &self.axes {
            made = made.reduced(axis, keep)?;
        }
        Ok(Arc::new(made))
    }
}

/// What the function calls its axes.
fn axes_name(function: &str) -> &'static str {
    if function.ends_with("_axis") {
        "axis"
    } else {
        "axes"
    }
}

/// What must be the same on all ranks.
struct Same {
    axes: Vec<i64>,
    words: Vec<i64>,
}

impl Same {
    fn new(op: Reduction, over: &Over) -> Same {
        let Options { dtype, ddof, reproducible } = over.options;
        let axes = over.axes.map_or(vec![i64::MIN], |axes| axes.iter().map(|&axis| axis.into()).collect());
        let dtype = dtype.map_or(0, |dtype| dtype as i64);
        Same { axes, words: vec![op as i64, over.keep.into(), dtype, ddof.to_bits() as i64, reproducible.into()] }
    }

    fn arguments<'b>(&'b self, name: &'static str, array: &Array, over: &Over<'b>) -> Vec<(&'static str, Arg<'b>)> {
        let serial = |array: &Array| Arg::Object("array", array.serial());
        vec![
            ("op", Arg::Int(self.words[0])),
            ("array", serial(array)),
            (name, if self.axes.len() == 1 { Arg::Int(self.axes[0]) } else { Arg::Ints(&self.axes) }),
            ("keep", Arg::Int(self.words[1])),
            ("dtype", Arg::Int(self.words[2])),
            ("ddof", Arg::Float(f64::from_bits(self.words[3] as u64))),
            ("reproducible", Arg::Int(self.words[4])),
            ("mask", over.mask.map_or(Arg::Int(0), serial)),
            ("initial", Arg::Bytes(over.initial.unwrap_or(&[]))),
        ]
    }
}

/// Checks a mask, and says whether its elements must be moved to where those of the array are.
fn check_mask(function: &str, array: &Array, mask: Option<&Array>) -> Result<bool> {
    let Some(mask) = mask else { return Ok(false) };
    mask.check_usable("mask")?;
    if !mask.context().shares_communicator(array.context()) {
        refuse!(Argument, "mask", "expected an array of the communicator of 'array'");
    }
    if mask.dtype() != Dtype::Bool {
        refuse!(Dtype, "mask", "expected bools, got {}", mask.dtype().name());
    }
    assign::check_shapes(mask.shape(), array.shape())?;
    if mask.shape() == array.shape() && mask.distribution().is_aligned(array.distribution()) {
        return Ok(false);
    }
    let bytes = array.distribution().local_count() as usize;
    array.context().implicit(function, Implicit::Communication, "'mask' to the distribution of 'array'", bytes)?;
    Ok(true)
}

/// The mask where the array's elements are. Collective, in the commit phase.
fn settle_mask(function: &'static str, array: &Array, mask: Option<&Array>, moves: bool) -> Result<Option<Array>> {
    let (Some(mask), true) = (mask, moves) else { return Ok(mask.cloned()) };
    let context = array.context();
    let shown = assign::broadcast(mask, array.shape())?;
    if shown.distribution().is_aligned(array.distribution()) {
        return Ok(Some(shown));
    }
    let mut copy = Array::create(function, context, array.distribution(), Dtype::Bool)?;
    redistribute_as(&Call::new(function, &[]), Ok(()), &shown, &mut copy)?;
    Ok(Some(copy))
}

/// One value over all elements, on every rank, with its dtype. **Collective.**
pub fn all(op: Reduction, array: &Array) -> Result<(Scalar, Dtype)> {
    scalar_as("distarray_array_reduce", op, array, &Over::default())
}

/// One value over all elements that take part, on every rank, with its dtype. **Collective.**
///
/// # Errors
/// `Shape` for extrema of no elements; `Argument` where axes are named.
pub fn scalar(op: Reduction, array: &Array, over: &Over) -> Result<(Scalar, Dtype)> {
    scalar_as("distarray_array_reduce_value", op, array, over)
}

fn scalar_as(function: &'static str, op: Reduction, array: &Array, over: &Over) -> Result<(Scalar, Dtype)> {
    let context = array.context();
    let same = Same::new(op, over);
    let arguments = same.arguments(axes_name(function), array, over);
    let prepared = Plan::new(function, op, array, over).and_then(|plan| {
        if over.axes.is_some() {
            refuse!(Argument, "axis", "one value is made over all axes; reduce along axes for an array");
        }
        Ok((plan, check_mask(function, array, over.mask)?))
    });
    let (plan, moves) = context.agree(&Call::new(function, &arguments), prepared)?;
    let mask = settle_mask(function, array, over.mask, moves)?;
    let fold = &plan.finish.fold;
    let mut state = State([0; 512]);
    let size = fold.state_size();
    // SAFETY: states are at most 512 bytes, which a test holds.
    unsafe {
        fold.start(state.0.as_mut_ptr());
        if array.distribution().place().is_some_and(|place| place.replica == 0) {
            let part = Part::new(array, &plan.reduced, op.is_index(), mask.as_ref());
            part.feed(fold, state.0.as_mut_ptr(), &vec![0; array.ndim()]);
        }
    }
    let states = context.all_gather(&state.0[..size])?;
    let mut total = State([0; 512]);
    let mut value: Scalar = [0; 16];
    unsafe {
        fold.start(total.0.as_mut_ptr());
        for one in states.chunks_exact(size) {
            state.0[..size].copy_from_slice(one);
            fold.merge(total.0.as_mut_ptr(), state.0.as_ptr());
        }
        plan.finish.write(total.0.as_ptr(), value.as_mut_ptr());
    }
    if op.is_index() && value[..8] == (-1i64).to_ne_bytes() {
        refuse!(Argument, "array", "{} of nothing but NaN", op.name());
    }
    Ok((value, fold.result()))
}

/// Reduces along one axis (negative counts from the end). The result drops the axis, or keeps it
/// with extent 1, and lies on every process that shared in it. **Collective.**
pub fn axis(op: Reduction, array: &Array, axis: i32, keep: bool) -> Result<Array> {
    along_as("distarray_array_reduce_axis", op, array, &Over { keep, ..Over::axis(&[axis]) })
}

/// Reduces along the axes given, or all. The result lies on every process that shared in them. **Collective.**
pub fn along(op: Reduction, array: &Array, over: &Over) -> Result<Array> {
    let function = match over.initial {
        None => "distarray_array_reduce_over",
        Some(_) => "distarray_array_reduce_from",
    };
    along_as(function, op, array, over)
}

fn along_as(function: &'static str, op: Reduction, array: &Array, over: &Over) -> Result<Array> {
    along_checked(function, op, array, over, |_| Ok(()))
}

/// As [`along`] into an array of the result's shape, whose distribution may be any; values are cast. **Collective.**
pub fn along_into(op: Reduction, array: &Array, over: &Over, out: &mut Array) -> Result<()> {
    let function = "distarray_array_reduce_into";
    let context = array.context().clone();
    let check = |derived: &Distribution| {
        out.check_writable("out")?;
        if !out.context().shares_communicator(&context) {
            refuse!(Argument, "out", "expected an array of the communicator of 'array'");
        }
        if out.shape() != derived.shape() {
            let (expected, got) = (shape::text(derived.shape()), shape::text(out.shape()));
            refuse!(Shape, "out", "expected the result's shape {expected}, got {got}");
        }
        if context.size() > 1 && !out.distribution().is_aligned(derived) {
            let bytes = out.distribution().local_count() as usize * out.dtype().size();
            context.implicit(function, Implicit::Communication, "the result to the distribution of 'out'", bytes)?;
        }
        Ok(())
    };
    let result = along_checked(function, op, array, over, check)?;
    redistribute_as(&Call::new(function, &[("out", Arg::Object("array", out.serial()))]), Ok(()), &result, out)
}

fn along_checked(
    function: &'static str,
    op: Reduction,
    array: &Array,
    over: &Over,
    check: impl FnOnce(&Distribution) -> Result<()>,
) -> Result<Array> {
    let context: &Context = array.context();
    let same = Same::new(op, over);
    let arguments = same.arguments(axes_name(function), array, over);
    let prepared = Plan::new(function, op, array, over).and_then(|plan| {
        let distribution = plan.distribution(array.distribution(), over.keep)?;
        check(&distribution)?;
        let moves = check_mask(function, array, over.mask)?;
        let result = Array::prepare(context, &distribution, plan.finish.fold.result(), None)?;
        let work = Work::prepare(array, &plan)?;
        Ok((plan, moves, result, work))
    });
    let (plan, moves, result, mut work) = context.agree(&Call::new(function, &arguments), prepared)?;
    let mask = settle_mask(function, array, over.mask, moves)?;
    let result = result.finish(context);
    // SAFETY: the result has an element for every state, contiguous in the order of the states.
    let known = unsafe { work.run(array, &plan, mask.as_ref(), result.local_pointer()) }?;
    if op.is_index() {
        let outcome = match known {
            true => Ok(()),
            false => Err(crate::error::Error::argument(
                crate::error::Status::Argument,
                "array",
                format!("{} of nothing but NaN", op.name()),
            )),
        };
        context.confirm(outcome)?;
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_fit_on_the_stack() {
        for op in Reduction::ALL {
            for dtype in Dtype::ALL {
                for reproducible in [false, true] {
                    if let Ok(fold) = Fold::new(op, dtype, Options { reproducible, ..Options::default() }) {
                        assert!(fold.state_size() <= size_of::<State>(), "{fold:?}: {}", fold.state_size());
                    }
                }
            }
        }
    }
}
