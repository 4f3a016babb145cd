//! Calls: what names mean, and what they take.

use super::number::Number;
use crate::dtype::Dtype;
use crate::expression::{Expression, Reducing};
use crate::kernels::reduce::{Options, Reduction};
use crate::kernels::ufunc::Ufunc;

/// What an argument's keyword was given.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    Number(Number),
    Integers(Vec<i64>),
    /// A name or quoted text, such as that of a dtype.
    Word(String),
}

/// A value on the way: numbers are Python's until they meet an array.
#[derive(Clone)]
pub enum Value {
    Number(Number),
    Expression(Expression),
}

impl Value {
    pub fn expression(self) -> Result<Expression, String> {
        match self {
            Value::Number(number) => number.expression(),
            Value::Expression(expression) => Ok(expression),
        }
    }
}

/// Names without the module that Python's users write before them.
pub fn bare(name: &str) -> &str {
    let name = name.strip_prefix("np.").or(name.strip_prefix("numpy.")).unwrap_or(name);
    name.strip_prefix("linalg.").unwrap_or(name)
}

/// Constants that need no array of their name.
pub fn constant(name: &str) -> Option<Number> {
    Some(match name {
        "True" => Number::Bool(true),
        "False" => Number::Bool(false),
        "pi" => Number::Float(std::f64::consts::PI),
        "e" => Number::Float(std::f64::consts::E),
        "inf" => Number::Float(f64::INFINITY),
        "nan" => Number::Float(f64::NAN),
        _ => return None,
    })
}

/// Whether something can be called by this name.
pub fn is_function(name: &str) -> bool {
    Ufunc::from_name(name).is_some()
        || reduction(name).is_some()
        || Dtype::from_name(name).is_some()
        || name == "astype"
}

fn reduction(name: &str) -> Option<Reduction> {
    match name {
        "norm" => Some(Reduction::Norm2),
        "amin" => Some(Reduction::Min),
        "amax" => Some(Reduction::Max),
        _ => Reduction::from_name(name),
    }
}

/// What a call stands for; the sentence of a refusal has no place.
pub fn call(name: &str, mut values: Vec<Value>, settings: Vec<(String, Setting)>) -> Result<Expression, String> {
    if let Some(found) = reduction(name) {
        return reduce(name, found, values, settings);
    }
    if let Some((key, _)) = settings.iter().find(|(key, _)| !(name == "astype" && key == "dtype")) {
        return Err(format!("{name}() takes no argument '{key}'"));
    }
    let count = values.len();
    if name == "astype" {
        let dtype = match settings.into_iter().next() {
            Some((_, Setting::Word(word))) => Dtype::from_name(bare(&word)),
            _ => None,
        };
        return match (dtype, values.pop(), count) {
            (Some(dtype), Some(value), 1) => Ok(value.expression()?.cast(dtype)),
            _ => Err("astype() takes one value and dtype=, such as astype(x, dtype=float32)".into()),
        };
    }
    if let Some(dtype) = Dtype::from_name(name) {
        return match (values.pop(), count) {
            (Some(value), 1) => Ok(value.expression()?.cast(dtype)),
            _ => Err(format!("{name}() takes one value, got {count}")),
        };
    }
    let Some(function) = Ufunc::from_name(name) else { return Err(format!("there is no function '{name}'")) };
    if count != function.arity() {
        return Err(format!("{name}() takes {} value(s), got {count}", function.arity()));
    }
    let operands = values.into_iter().map(Value::expression).collect::<Result<Vec<_>, _>>()?;
    Expression::apply(function, &operands).map_err(|error| error.message)
}

fn reduce(
    name: &str,
    mut reduction: Reduction,
    values: Vec<Value>,
    settings: Vec<(String, Setting)>,
) -> Result<Expression, String> {
    let mut values = values.into_iter();
    let Some(of) = values.next() else { return Err(format!("{name}() takes a value")) };
    let mut how = Reducing { reduction, axes: None, keep: false, options: Options::default() };
    // The second argument is the axis, but norm's is its order.
    let second = if name == "norm" { "ord" } else { "axis" };
    let mut all: Vec<(String, Setting)> = Vec::new();
    match (values.next(), values.next()) {
        (_, Some(_)) => {
            return Err(format!("{name}() takes at most two values; name the others, such as keepdims=True"))
        }
        (Some(Value::Number(number)), None) => all.push((second.into(), Setting::Number(number))),
        (Some(_), None) => return Err(format!("the second argument of {name}() is {second}=, a number")),
        (None, None) => {}
    }
    all.extend(settings);
    for (at, (key, setting)) in all.iter().enumerate() {
        if all[..at].iter().any(|(before, _)| before == key) {
            return Err(format!("{name}() got '{key}' twice"));
        }
        match (key.as_str(), setting) {
            ("axis", Setting::Word(word)) if word == "None" => {}
            ("axis", Setting::Number(number)) => {
                let axis = number.integer().and_then(|axis| i32::try_from(axis).ok());
                how.axes = Some(vec![axis.ok_or("an axis is an integer")?]);
            }
            ("axis", Setting::Integers(list)) => {
                let axes = list.iter().map(|&axis| i32::try_from(axis).map_err(|_| "an axis is an integer"));
                how.axes = Some(axes.collect::<Result<_, _>>()?);
            }
            ("keepdims", Setting::Number(Number::Bool(keep))) => how.keep = *keep,
            ("keepdims", _) => return Err("keepdims is True or False".into()),
            ("ddof", Setting::Number(number)) if matches!(name, "var" | "std" | "nanvar" | "nanstd") => {
                how.options.ddof = number.float();
            }
            ("dtype", Setting::Word(word)) => match Dtype::from_name(bare(word)) {
                Some(dtype) => how.options.dtype = Some(dtype),
                None => return Err(format!("there is no dtype '{word}'")),
            },
            ("ord", Setting::Number(order)) if name == "norm" => {
                reduction = match order.float() {
                    1.0 => Reduction::Norm1,
                    2.0 => Reduction::Norm2,
                    f64::INFINITY => Reduction::NormInf,
                    f64::NEG_INFINITY => Reduction::NormNegInf,
                    other => return Err(format!("the order of a norm is 1, 2, inf or -inf, got {other}")),
                };
                how.reduction = reduction;
            }
            ("axis", _) => return Err("axis is an integer, a tuple of integers, or None".into()),
            ("dtype", _) => return Err("dtype is the name of one, such as float64".into()),
            _ => return Err(format!("{name}() takes no argument '{key}'")),
        }
    }
    of.expression()?.reduce(how).map_err(|error| error.message)
}
