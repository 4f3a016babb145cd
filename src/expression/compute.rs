//! One function of arrays and scalars, with all that NumPy's functions take beside operands.

use super::compile::List;
use super::evaluate::{digest, only, run, serials};
use super::Expression;
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::dtype::{Casting, Dtype};
use crate::error::Result;
use crate::kernels::ufunc::Ufunc;

/// What a function takes beside its operands.
#[derive(Clone, Default)]
pub struct Options<'a> {
    /// Where the result goes; a new array if not given.
    pub out: Option<&'a Array>,
    /// Bools, broadcast to the result's shape: where they are false, elements of `out` stay as they are, and those of a new
    /// array are 0.
    pub mask: Option<&'a Array>,
    /// Which casts to the dtype of `out` are allowed.
    pub casting: Casting,
}

/// A function of operands of any distribution, broadcast against each other, as NumPy's ufuncs; operands that lie elsewhere
/// than the result are moved, as far as the context's policy allows it. **Collective.**
///
/// # Errors
/// `Dtype` where the function is not defined, or the cast to `out` is not allowed; `Shape` where operands do not fit.
pub fn compute(context: &Context, function: Ufunc, operands: &[Expression], options: &Options) -> Result<Array> {
    let list = root(function, operands, options).and_then(|root| List::new(std::slice::from_ref(&root)));
    let outs = [options.out.cloned()];
    let (serials, mask) = (serials(&outs), options.mask.map_or(0, Array::serial));
    let arguments = [
        ("op", Arg::Text(function.name())),
        ("operands", Arg::Int(digest(&List::new(operands)))),
        ("mask", Arg::Object("array", mask)),
        ("casting", Arg::Text(options.casting.name())),
        ("result", Arg::Ints(&serials)),
    ];
    only(run(context, &Call::new("distarray_array_compute", &arguments), list, &outs)?)
}

fn root(function: Ufunc, operands: &[Expression], options: &Options) -> Result<Expression> {
    let root = Expression::apply(function, operands)?;
    if options.mask.is_none() && (options.out.is_none() || options.casting == Casting::Unsafe) {
        return Ok(root);
    }
    let list = List::new(std::slice::from_ref(&root))?;
    let made = list.entries[list.roots[0]].dtype;
    let dtype = options.out.map_or(made, Array::dtype);
    if !made.can_cast(dtype, options.casting) {
        let (from, to, rule) = (made.name(), dtype.name(), options.casting.name());
        refuse!(Dtype, "out", "the rule '{rule}' does not allow a cast from {from} to {to}; choose another");
    }
    let Some(mask) = options.mask else { return Ok(root) };
    if mask.dtype() != Dtype::Bool {
        refuse!(Dtype, "where", "expected bools, got {}", mask.dtype().name());
    }
    let otherwise = match options.out {
        Some(out) => Expression::array(out),
        None => Expression::scalar(dtype, &[0; 16])?,
    };
    Expression::apply(Ufunc::Where, &[Expression::array(mask), root.cast(dtype), otherwise])
}
