//! Lazy expressions, their evaluation from calls and from text, and functions of arrays of any distribution.

use super::arguments::{self, Out, TextOut};
use super::array::{distarray_dtype, element};
use super::handles::{self, distarray_array, distarray_context, distarray_expression, Object};
use super::operations::distarray_op;
use super::status::{collective, distarray_status, free, local, Arguments};
use super::ufuncs::distarray_casting;
use crate::array::Array;
use crate::context::Context;
use crate::dtype::{Casting, Dtype};
use crate::error::{Error, Result, Status};
use crate::expression::{self, text, Expression, Options, Reducing};
use crate::kernels::reduce::{self, Reduction};
use crate::kernels::ufunc::Ufunc;
use crate::ops::view::Item;
use std::ffi::c_void;
use std::os::raw::{c_char, c_int};

/// What a Local function makes.
unsafe fn make(
    function: &'static str,
    result: *mut distarray_expression,
    maker: impl FnOnce(&Arguments) -> Result<Expression>,
) -> distarray_status {
    local(function, |arguments| {
        let out = Out::new(result, "result")?;
        handles::put(Object::Expression(maker(arguments)?), out)
    })
}

unsafe fn list(
    arguments: &Arguments,
    pointer: *const distarray_expression,
    count: c_int,
    name: &str,
) -> Result<Vec<Expression>> {
    if count < 1 {
        refuse!(Argument, "count", "expected at least 1, got {count}");
    }
    arguments::array(pointer, count.into(), name)?.iter().map(|&handle| arguments.expression(handle, name)).collect()
}

/// An expression that stands for the elements of an array, as they are when it is evaluated. The array may be freed before.
///
/// **Local**.
///
/// @param[out] result to be freed with distarray_expression_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_create(
    array: distarray_array,
    result: *mut distarray_expression,
) -> distarray_status {
    make("distarray_expression_create", result, |arguments| Ok(Expression::array(&arguments.array(array, "array")?)))
}

/// An expression that stands for one element.
///
/// **Local**.
///
/// @param scalar one element of `dtype`, the same on all ranks
/// @param literal 1 for a number that takes on the dtype of what it is combined with, as numbers of Python do in NumPy; its
///        dtype is bool, int64, float64 or complex128. 0 keeps its dtype.
/// @param[out] result to be freed with distarray_expression_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_create_scalar(
    scalar: *const c_void,
    dtype: distarray_dtype,
    literal: c_int,
    result: *mut distarray_expression,
) -> distarray_status {
    make("distarray_expression_create_scalar", result, |_| {
        let dtype = Dtype::from_number(dtype)?;
        let value = element(scalar, dtype, "scalar")?;
        match arguments::flag(literal, "literal")? {
            true => Expression::literal(dtype, value),
            false => Expression::scalar(dtype, value),
        }
    })
}

/// An expression as text has it: see docs/expressions.md for the grammar.
///
/// **Local**.
///
/// @param text one expression, such as "sqrt(x*x + y*y) - mean(x)", after others that have names, if any
/// @param names what the arrays are called in the text, separated by commas or spaces; may be NULL if there are none
/// @param arrays as many as names
/// @param count how many they are
/// @param[out] result to be freed with distarray_expression_free()
/// @return DISTARRAY_ERR_FORMAT with the column of what cannot be read
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_parse(
    text: *const c_char,
    names: *const c_char,
    arrays: *const distarray_array,
    count: c_int,
    result: *mut distarray_expression,
) -> distarray_status {
    make("distarray_expression_parse", result, |arguments| {
        let mut all = parsed(arguments, text, names, arrays, count)?;
        let lost = || Error::new(Status::Internal, "the expression was lost");
        all.pop().map(|(_, expression)| expression).ok_or_else(lost)
    })
}

unsafe fn parsed(
    arguments: &Arguments,
    text: *const c_char,
    names: *const c_char,
    arrays: *const distarray_array,
    count: c_int,
) -> Result<Vec<(Option<String>, Expression)>> {
    let named = named(arguments, names, arrays, count)?;
    text::parse(arguments::text(text, "text")?, &named)
}

unsafe fn named<'a>(
    arguments: &Arguments,
    names: *const c_char,
    arrays: *const distarray_array,
    count: c_int,
) -> Result<Vec<(&'a str, Expression)>> {
    let arrays = arguments::array(arrays, count.into(), "arrays")?;
    let arrays = arrays.iter().map(|&handle| arguments.array(handle, "arrays")).collect::<Result<Vec<_>>>()?;
    let separates = |c: char| c == ',' || c.is_whitespace();
    let names = arguments::optional_text(names, "names", "")?;
    let names: Vec<&str> = names.split(separates).filter(|name| !name.is_empty()).collect();
    if names.len() != arrays.len() {
        refuse!(Argument, "names", "expected {} names, as many as arrays, got {}", arrays.len(), names.len());
    }
    Ok(names.into_iter().zip(&arrays).map(|(name, array)| (name, Expression::array(array))).collect())
}

/// A function of expressions.
///
/// **Local**.
///
/// @param op a function of `count` arguments: DISTARRAY_SQRT … of one, DISTARRAY_ADD … of two, DISTARRAY_CLIP and
///        DISTARRAY_WHERE of three
/// @param count 1 to 3
/// @param[out] result to be freed with distarray_expression_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_apply(
    op: distarray_op,
    operands: *const distarray_expression,
    count: c_int,
    result: *mut distarray_expression,
) -> distarray_status {
    make("distarray_expression_apply", result, |arguments| {
        let operands = list(arguments, operands, count, "operands")?;
        Expression::apply(Ufunc::from_number(operands.len(), op)?, &operands)
    })
}

/// The same elements as another dtype, as NumPy's astype.
///
/// **Local**.
///
/// @param[out] result to be freed with distarray_expression_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_cast(
    expression: distarray_expression,
    dtype: distarray_dtype,
    result: *mut distarray_expression,
) -> distarray_status {
    make("distarray_expression_cast", result, |arguments| {
        Ok(arguments.expression(expression, "expression")?.cast(Dtype::from_number(dtype)?))
    })
}

/// Slices, indices, an ellipsis and new axes, as NumPy's users write them in brackets. Slices of arrays are read where they
/// lie, across the edges of parts with the help of the halo if that reaches far enough.
///
/// **Local**.
///
/// @param text such as "1:-1, ..., newaxis"; indices count from 0, also for Fortran
/// @param[out] result to be freed with distarray_expression_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_slice(
    expression: distarray_expression,
    text: *const c_char,
    result: *mut distarray_expression,
) -> distarray_status {
    make("distarray_expression_slice", result, |arguments| {
        let expression = arguments.expression(expression, "expression")?;
        Ok(expression.slice(&Item::parse(arguments::text(text, "text")?)?))
    })
}

/// A reduction of an expression, which is fused with what it is a reduction of.
///
/// **Local**.
///
/// @param op a reduction other than those that give an index
/// @param count number of axes
/// @param axes negative ones count from the end; NULL for all axes
/// @param keep 1 keeps reduced axes with extent 1, 0 drops them
/// @param ddof what variances subtract from the number of elements
/// @param[out] result to be freed with distarray_expression_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_reduce(
    op: distarray_op,
    expression: distarray_expression,
    count: c_int,
    axes: *const c_int,
    keep: c_int,
    ddof: f64,
    result: *mut distarray_expression,
) -> distarray_status {
    make("distarray_expression_reduce", result, |arguments| {
        let expression = arguments.expression(expression, "expression")?;
        let axes = match axes.is_null() {
            true => None,
            false => Some(arguments::array(axes, count.into(), "axes")?.to_vec()),
        };
        if ddof.is_nan() {
            refuse!(Argument, "ddof", "expected a number, got NaN");
        }
        let options = reduce::Options { ddof, ..Default::default() };
        let keep = arguments::flag(keep, "keep")?;
        expression.reduce(Reducing { reduction: Reduction::from_number(op)?, axes, keep, options })
    })
}

/// Frees an expression; others that it is a part of stay as they are. NULL is fine.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_free(expression: *mut distarray_expression) -> distarray_status {
    free("distarray_expression_free", expression, "expression")
}

/// Arrays to write to, and None for NULL.
unsafe fn given(
    arguments: &Arguments,
    results: *mut distarray_array,
    count: usize,
    name: &str,
) -> Result<Vec<Option<Array>>> {
    Out::new(results, name)?;
    let handles = arguments::array(results.cast_const(), count as i64, name)?;
    handles
        .iter()
        .map(|&handle| match handle.is_null() {
            true => Ok(None),
            false => arguments.array(handle, name).map(Some),
        })
        .collect()
}

/// Writes handles of new arrays where there were none.
unsafe fn give(results: *mut distarray_array, given: &[Option<Array>], made: Vec<Array>) -> Result<()> {
    for (k, (given, array)) in given.iter().zip(made).enumerate() {
        if given.is_none() {
            handles::put(Object::Array(array), Out::new(results.add(k), "results")?)?;
        }
    }
    Ok(())
}

/// Evaluates expressions, all of them from the elements as they are before the call, in as few passes as the distributions
/// of the results allow; nothing but the results is stored, unless the text of distarray_expression_describe() says so.
///
/// **Collective**. Operands that lie elsewhere than the result are moved, as far as the context's policy allows it.
///
/// @param count at least 1
/// @param expressions the same on all ranks
/// @param[in,out] results for each expression NULL, which makes a new array in the distribution of the first operand of full
///        shape, to be freed with distarray_array_free(); or an array to be written to, to whose shape the result is
///        broadcast and to whose dtype it is cast. An operand may be a result.
/// @return DISTARRAY_ERR_SHAPE and DISTARRAY_ERR_DTYPE as NumPy; DISTARRAY_ERR_POLICY
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_evaluate(
    context: distarray_context,
    count: c_int,
    expressions: *const distarray_expression,
    results: *mut distarray_array,
) -> distarray_status {
    collective("distarray_expression_evaluate", |arguments| {
        let context = arguments.context(context, "context")?;
        let roots = list(arguments, expressions, count, "expressions")?;
        let given = given(arguments, results, roots.len(), "results")?;
        let made = expression::evaluate(&context, &roots, &given)?;
        give(results, &given, made)
    })
}

/// Evaluates an expression that has one element, such as a reduction over all axes, for every rank.
///
/// **Collective**. Communicates.
///
/// @param expression the same on all ranks
/// @param[out] value one element of the dtype below; 16 bytes suffice for any
/// @param[out] dtype NumPy's result type; may be NULL
/// @return DISTARRAY_ERR_SHAPE if it has axes
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_get_value(
    context: distarray_context,
    expression: distarray_expression,
    value: *mut c_void,
    dtype: *mut distarray_dtype,
) -> distarray_status {
    collective("distarray_expression_get_value", |arguments| {
        let context = arguments.context(context, "context")?;
        let root = arguments.expression(expression, "expression")?;
        let value = Out::new(value.cast::<u8>(), "value")?;
        let dtype = if dtype.is_null() { None } else { Some(Out::new(dtype, "dtype")?) };
        let (result, result_dtype) = expression::value(&context, &root)?;
        value.set_all(result.into_iter().take(result_dtype.size()));
        if let Some(dtype) = dtype {
            dtype.set(result_dtype as i32);
        }
        Ok(())
    })
}

/// What evaluation would do, as text: stages, what is fused, what is moved, bytes of temporaries on this rank.
///
/// **Local**.
///
/// @param[out] buffer,length where the text goes, and how long it is; see distarray_distribution_describe()
#[no_mangle]
pub unsafe extern "C" fn distarray_expression_describe(
    context: distarray_context,
    expression: distarray_expression,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> distarray_status {
    local("distarray_expression_describe", |arguments| {
        let context = arguments.context(context, "context")?;
        let root = arguments.expression(expression, "expression")?;
        let out = TextOut::new(buffer, capacity, length)?;
        out.set(&expression::describe(&context, &[root], &[])?);
        Ok(())
    })
}

/// Evaluates an expression given as text, such as "sqrt(x*x + y*y) - mean(x)". The grammar is Python's, and functions have
/// NumPy's names: see docs/expressions.md. Several expressions are separated by semicolons; all but the last one have names,
/// which later ones use: "t = x - mean(x); sum(t*t)". The last one is the result.
///
/// **Collective**. As distarray_expression_evaluate().
///
/// @param text the same on all ranks
/// @param names what the arrays are called in the text, separated by commas or spaces; may be NULL if there are none
/// @param arrays as many as names
/// @param count how many they are
/// @param[in,out] result NULL, which makes a new array, to be freed with distarray_array_free(); or an array to be written to
/// @return DISTARRAY_ERR_FORMAT with the column of what cannot be read
#[no_mangle]
pub unsafe extern "C" fn distarray_evaluate(
    context: distarray_context,
    text: *const c_char,
    names: *const c_char,
    arrays: *const distarray_array,
    count: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_evaluate", |arguments| {
        let context = arguments.context(context, "context")?;
        let text = arguments::text(text, "text")?;
        let named = named(arguments, names, arrays, count)?;
        let given = given(arguments, result, 1, "result")?;
        let made = expression::evaluate_text(&context, text, &named, &given[0])?;
        give(result, &given, vec![made])
    })
}

/// A function of arrays and scalars of any distribution, broadcast against each other: NumPy's ufuncs with `out`, `where` and
/// `casting`. Aligned operands and a given result need no communication but the agreement; see also
/// distarray_array_apply_unary() and its like, which need none at all.
///
/// **Collective**. Operands that lie elsewhere than the result are moved, as far as the context's policy allows it.
///
/// @param op a function of `count` arguments, the same on all ranks
/// @param count 1 to 3
/// @param operands expressions: arrays, scalars, or what is made of them
/// @param mask bools, broadcast to the result's shape: where they are 0, elements of `result` stay as they are, and are 0 in a
///        new array; NULL for none
/// @param casting which casts to the dtype of `result` are allowed: DISTARRAY_CASTING_SAME_KIND is NumPy's default
/// @param[in,out] result NULL, which makes a new array, to be freed with distarray_array_free(); or an array to be written to
#[no_mangle]
pub unsafe extern "C" fn distarray_array_compute(
    context: distarray_context,
    op: distarray_op,
    count: c_int,
    operands: *const distarray_expression,
    mask: distarray_array,
    casting: distarray_casting,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_compute", |arguments| {
        let context: Context = arguments.context(context, "context")?;
        let operands = list(arguments, operands, count, "operands")?;
        let function = Ufunc::from_number(operands.len(), op)?;
        let mask = match mask.is_null() {
            true => None,
            false => Some(arguments.array(mask, "mask")?),
        };
        let casting = Casting::from_number(casting)?;
        let given = given(arguments, result, 1, "result")?;
        let options = Options { out: given[0].as_ref(), mask: mask.as_ref(), casting };
        let made = expression::compute(&context, function, &operands, &options)?;
        give(result, &given, vec![made])
    })
}
