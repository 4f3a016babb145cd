//! Averages with weights, covariances and correlations: made of expressions, reductions and products.

use crate::array::Array;
use crate::context::{Arg, Call};
use crate::dtype::{Dtype, Kind};
use crate::error::Result;
use crate::expression::{evaluate, Expression, Reducing};
use crate::kernels::ufunc::Ufunc;
use crate::ops::linear;
use crate::ops::reduce::{self, Options, Over, Reduction};
use crate::ops::view::{self, axis_of};

/// The mean of elements with weights, of the array's shape or one for each index of the one axis: NumPy's `average`. Over
/// all axes if none are given. Where weights add up to 0, the quotient is what division makes of it. **Collective.**
///
/// # Errors
/// `Shape` for weights of another shape.
pub fn average(array: &Array, weights: Option<&Array>, axes: Option<&[i32]>, keep: bool) -> Result<Array> {
    let context = array.context();
    let list: Vec<i64> = axes.map_or(vec![i64::MIN], |axes| axes.iter().map(|&axis| axis.into()).collect());
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("weights", weights.map_or(Arg::Int(0), |weights| Arg::Object("array", weights.serial()))),
        ("axes", Arg::Ints(&list)),
        ("keep", Arg::Int(keep.into())),
    ];
    let prepared = array.check_usable("array").and_then(|()| {
        let shown = weights.map(|weights| shown(array, weights, axes)).transpose()?;
        for &axis in axes.unwrap_or(&[]) {
            axis_of(axis, array.ndim(), "axes")?;
        }
        Ok(shown)
    });
    let shown = context.agree(&Call::new("distarray_array_average", &arguments), prepared)?;
    let Some((weights, whole)) = shown else {
        return reduce::along(Reduction::Mean, array, &Over { axes, keep, ..Over::default() });
    };
    let mut dtype = array.dtype().promote(weights.dtype());
    if array.dtype().kind() < Kind::Float {
        dtype = dtype.promote(Dtype::Float64);
    }
    let sum = |expression: &Expression, axes: Option<&[i32]>, keep: bool| {
        let (axes, options) = (axes.map(<[i32]>::to_vec), Options { dtype: Some(dtype), ..Options::default() });
        expression.reduce(Reducing { reduction: Reduction::Sum, axes, keep, options })
    };
    let (x, w) = (Expression::array(array).cast(dtype), Expression::array(&weights).cast(dtype));
    let total = if whole { sum(&w, axes, keep)? } else { sum(&w, None, false)? };
    let quotient = sum(&(&x * &w), axes, keep)? / total;
    Ok(evaluate(context, &[quotient], &[None])?.remove(0))
}

/// Weights that broadcast to the array, and whether they have its shape.
fn shown(array: &Array, weights: &Array, axes: Option<&[i32]>) -> Result<(Array, bool)> {
    weights.check_usable("weights")?;
    if !weights.context().shares_communicator(array.context()) {
        refuse!(Argument, "weights", "expected an array of the communicator of 'array'");
    }
    if weights.shape() == array.shape() {
        return Ok((weights.clone(), true));
    }
    let (Some(&[axis]), 1) = (axes, weights.ndim()) else {
        refuse!(Shape, "weights", "expected the shape of 'array', or one dimension and one axis");
    };
    let axis = axis_of(axis, array.ndim(), "axes")?;
    if weights.shape()[0] != array.shape()[axis] {
        refuse!(Shape, "weights", "expected {} for axis {axis}, got {}", array.shape()[axis], weights.shape()[0]);
    }
    let mut shown = weights.clone();
    for _ in axis + 1..array.ndim() {
        shown = view::expand_dims(&shown, -1)?;
    }
    Ok((shown, false))
}

/// Covariances of variables, the rows of a matrix whose columns are observations, or the columns if `by_column`; of one
/// dimension the variance. NumPy's `cov` with `ddof` degrees of freedom less. **Collective.**
///
/// # Errors
/// `Shape` for more than two dimensions.
pub fn covariance(array: &Array, by_column: bool, ddof: f64) -> Result<Array> {
    let prepared = variables(array, by_column);
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("by_column", Arg::Int(by_column.into())),
        ("ddof", Arg::Float(ddof)),
    ];
    let shown = array.context().agree(&Call::new("distarray_array_cov", &arguments), prepared)?;
    product(&shown, ddof)
}

/// Correlation coefficients of variables as in [`covariance`]: NumPy's `corrcoef`. **Collective.**
///
/// # Errors
/// As [`covariance`].
pub fn correlation(array: &Array, by_column: bool) -> Result<Array> {
    let prepared = variables(array, by_column);
    let arguments = [("array", Arg::Object("array", array.serial())), ("by_column", Arg::Int(by_column.into()))];
    let context = array.context();
    let shown = context.agree(&Call::new("distarray_array_corrcoef", &arguments), prepared)?;
    let matrix = product(&shown, 1.0)?;
    let c = Expression::array(&matrix);
    if matrix.ndim() == 0 {
        // 1, or NaN where nothing varies.
        #[allow(clippy::eq_op)]
        return Ok(evaluate(context, &[&c / &c], &[None])?.remove(0));
    }
    let deviations = Expression::apply(Ufunc::Real, &[Expression::array(&view::diagonal(&matrix, 0, 0, 1)?)])?.sqrt();
    let deviations = evaluate(context, &[deviations], &[None])?.remove(0);
    let (rows, columns) = (view::expand_dims(&deviations, 1)?, view::expand_dims(&deviations, 0)?);
    let mut quotient = &(&c / &Expression::array(&rows)) / &Expression::array(&columns);
    if matrix.dtype().kind() != Kind::Complex {
        let edge = |value: f64| Expression::literal(Dtype::Float64, &value.to_ne_bytes());
        quotient = Expression::apply(Ufunc::Clip, &[quotient, edge(-1.0)?, edge(1.0)?])?;
    }
    Ok(evaluate(context, &[quotient], &[None])?.remove(0))
}

/// The variables as rows.
fn variables(array: &Array, by_column: bool) -> Result<Array> {
    array.check_usable("array")?;
    match array.ndim() {
        0 => view::expand_dims(&view::expand_dims(array, 0)?, 0),
        1 => view::expand_dims(array, 0),
        // NumPy leaves a single row as it is.
        2 if by_column && array.shape()[0] != 1 => view::transpose(array, None),
        2 => Ok(array.clone()),
        n => refuse!(Shape, "array", "expected at most two dimensions, got {n}"),
    }
}

/// Collective, after the agreement of those who call.
fn product(rows: &Array, ddof: f64) -> Result<Array> {
    let context = rows.context();
    let dtype = rows.dtype().promote(Dtype::Float64);
    let x = Expression::array(rows).cast(dtype);
    let options = Options { dtype: Some(dtype), ..Options::default() };
    let how = Reducing { reduction: Reduction::Mean, axes: Some(vec![1]), keep: true, options };
    let mut centered = evaluate(context, &[&x - &x.reduce(how)?], &[None])?;
    let centered = centered.remove(0);
    let other = match dtype.kind() {
        Kind::Complex => {
            let conjugate = Expression::apply(Ufunc::Conjugate, &[Expression::array(&centered)])?;
            evaluate(context, &[conjugate], &[None])?.remove(0)
        }
        _ => centered.clone(),
    };
    let matrix = linear::matmul(&centered, &view::transpose(&other, None)?, None)?;
    let freedom = (rows.shape()[1] as f64 - ddof).max(0.0);
    let shown = if rows.shape()[0] == 1 { view::squeeze(&matrix, None)? } else { matrix };
    let factor = Expression::literal(Dtype::Float64, &freedom.to_ne_bytes())?;
    Ok(evaluate(context, &[&Expression::array(&shown) / &factor], &[None])?.remove(0))
}
