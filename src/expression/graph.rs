//! The graph: nodes that know what they are made of.

use crate::array::Array;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::kernels::reduce::{Options, Reduction};
use crate::kernels::ufunc::Ufunc;
use crate::ops::create::Scalar;
use crate::ops::view::Item;
use std::sync::Arc;

/// What shall be computed. Cloning makes another name for the same node.
#[derive(Clone)]
pub struct Expression(Arc<Node>);

pub(super) struct Node {
    pub kind: Kind,
    pub operands: Vec<Expression>,
}

#[derive(Clone)]
pub(super) enum Kind {
    Array(Array),
    /// One element; `weak` as a literal of Python is.
    Scalar {
        dtype: Dtype,
        weak: bool,
        value: Scalar,
    },
    Apply(Ufunc),
    Cast(Dtype),
    Slice(Arc<[Item]>),
    Reduce(Reducing),
}

/// A reduction of an expression, with NumPy's meaning of all that can be said.
#[derive(Clone, Debug, PartialEq)]
pub struct Reducing {
    pub reduction: Reduction,
    /// Negative ones count from the end; None for all axes.
    pub axes: Option<Vec<i32>>,
    /// Reduced axes stay with extent 1.
    pub keep: bool,
    pub options: Options,
}

impl Reducing {
    /// Over all axes, with NumPy's defaults.
    pub fn all(reduction: Reduction) -> Reducing {
        Reducing { reduction, axes: None, keep: false, options: Options::default() }
    }
}

impl Expression {
    pub(super) fn new(kind: Kind, operands: Vec<Expression>) -> Expression {
        Expression(Arc::new(Node { kind, operands }))
    }

    pub(super) fn node(&self) -> &Node {
        &self.0
    }

    /// A number that stands for the node as long as it lives.
    pub(super) fn address(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
    }

    /// The elements of an array, as they are when the expression is evaluated.
    pub fn array(array: &Array) -> Expression {
        Expression::new(Kind::Array(array.clone()), Vec::new())
    }

    /// One element of `dtype`, as many bytes as it has.
    pub fn scalar(dtype: Dtype, value: &[u8]) -> Result<Expression> {
        if value.len() < dtype.size() {
            refuse!(Argument, "value", "expected {} bytes of {}, got {}", dtype.size(), dtype.name(), value.len());
        }
        Ok(Expression::element(dtype, false, value))
    }

    /// A number that takes on the dtype of what it is combined with, as NumPy treats numbers of Python: an int64, a
    /// float64, a complex128 or a bool.
    pub fn literal(dtype: Dtype, value: &[u8]) -> Result<Expression> {
        if !matches!(dtype, Dtype::Bool | Dtype::Int64 | Dtype::Float64 | Dtype::Complex128) {
            refuse!(Dtype, "dtype", "a literal is bool, int64, float64 or complex128, got {}", dtype.name());
        }
        Expression::scalar(dtype, value)?;
        // NumPy's bools are never weak.
        Ok(Expression::element(dtype, dtype != Dtype::Bool, value))
    }

    pub(super) fn element(dtype: Dtype, weak: bool, bytes: &[u8]) -> Expression {
        let mut value = [0u8; 16];
        value[..dtype.size()].copy_from_slice(&bytes[..dtype.size()]);
        Expression::new(Kind::Scalar { dtype, weak, value }, Vec::new())
    }

    /// A function of as many operands as it takes.
    pub fn apply(function: Ufunc, operands: &[Expression]) -> Result<Expression> {
        if operands.len() != function.arity() {
            refuse!(
                Argument,
                "operands",
                "{} takes {} operand(s), got {}",
                function.name(),
                function.arity(),
                operands.len()
            );
        }
        Ok(Expression::new(Kind::Apply(function), operands.to_vec()))
    }

    /// The same elements as another dtype, as by NumPy's `astype`.
    pub fn cast(&self, dtype: Dtype) -> Expression {
        Expression::new(Kind::Cast(dtype), vec![self.clone()])
    }

    /// What NumPy's users write in brackets. Slices of arrays are read where they lie, with the help of halos if those
    /// reach far enough; slices of what is computed need that to be stored first.
    pub fn slice(&self, items: &[Item]) -> Expression {
        Expression::new(Kind::Slice(items.into()), vec![self.clone()])
    }

    /// What a reduction makes of it.
    pub fn reduce(&self, how: Reducing) -> Result<Expression> {
        if how.reduction.is_index() {
            let name = how.reduction.name();
            return Err(Error::argument(
                Status::Unsupported,
                "op",
                format!("{name} is no part of expressions; evaluate its operand to an array and reduce that"),
            ));
        }
        Ok(Expression::new(Kind::Reduce(how), vec![self.clone()]))
    }
}

/// Graphs of any depth go without recursion.
impl Drop for Node {
    fn drop(&mut self) {
        let mut rest = std::mem::take(&mut self.operands);
        while let Some(Expression(node)) = rest.pop() {
            if let Some(mut node) = Arc::into_inner(node) {
                rest.append(&mut node.operands);
            }
        }
    }
}
