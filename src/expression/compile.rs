//! Graphs as numbered lists in which equal parts are one, with the shape and dtype of everything.

use super::graph::{Kind, Node};
use super::{Expression, Reducing};
use crate::array::Array;
use crate::dtype::{self, Dtype};
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::reduce::Fold;
use crate::kernels::ufunc::{self, Loop, Ufunc};
use crate::ops::align::Term;
use crate::ops::create::{cast_scalar, Scalar};
use crate::ops::view::{self, Item};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// What an entry of the list is; operands are numbers of earlier entries.
pub(super) enum What {
    /// An array or a slice of one.
    Term(Term),
    Scalar(Scalar),
    Apply(Ufunc, Loop),
    Cast,
    /// Of what is computed.
    Slice(Rc<[Item]>),
    Reduce(Reducing),
}

pub(super) struct Entry {
    pub what: What,
    pub operands: Vec<usize>,
    pub shape: Rc<[i64]>,
    pub dtype: Dtype,
    pub weak: bool,
    /// How many stages must be done before it can be computed.
    pub stage: usize,
}

/// A list of entries, each after its operands.
pub(super) struct List {
    pub entries: Vec<Entry>,
    pub roots: Vec<usize>,
    /// The same on all ranks for the same expressions.
    pub digest: u64,
}

/// What makes two nodes equal.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Array(u64),
    Scalar(Dtype, bool, Scalar),
    Apply(Ufunc),
    Cast(Dtype),
    Slice(String),
    Reduce(String),
}

fn key(node: &Node) -> Key {
    match &node.kind {
        Kind::Array(array) => Key::Array(array.serial()),
        Kind::Scalar { dtype, weak, value } => Key::Scalar(*dtype, *weak, *value),
        Kind::Apply(function) => Key::Apply(*function),
        Kind::Cast(dtype) => Key::Cast(*dtype),
        Kind::Slice(items) => Key::Slice(format!("{items:?}")),
        Kind::Reduce(how) => Key::Reduce(format!("{how:?}")),
    }
}

impl List {
    /// Numbers what roots are made of.
    ///
    /// # Errors
    /// Those of NumPy for shapes that cannot be broadcast, dtypes for which a function is not defined, axes and indices
    /// that are not there.
    pub fn new(roots: &[Expression]) -> Result<List> {
        let mut list = List { entries: Vec::new(), roots: Vec::new(), digest: 0 };
        let mut known: FxHashMap<(Key, Vec<usize>), usize> = FxHashMap::default();
        // Of nodes, by address.
        let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
        let mut hasher = FxHasher::default();
        for root in roots {
            let mut stack = vec![(root, false)];
            while let Some((expression, entered)) = stack.pop() {
                if numbers.contains_key(&expression.address()) {
                    continue;
                }
                let node = expression.node();
                if !entered && !node.operands.is_empty() {
                    stack.push((expression, true));
                    stack.extend(node.operands.iter().rev().map(|operand| (operand, false)));
                    continue;
                }
                let operands: Vec<usize> = node.operands.iter().map(|operand| numbers[&operand.address()]).collect();
                let key = (key(node), operands);
                let number = match known.get(&key) {
                    Some(&number) => number,
                    None => {
                        key.hash(&mut hasher);
                        let entry = list.entry(node, key.1.clone())?;
                        list.entries.push(entry);
                        known.insert(key, list.entries.len() - 1);
                        list.entries.len() - 1
                    }
                };
                numbers.insert(expression.address(), number);
            }
            list.roots.push(numbers[&root.address()]);
        }
        list.roots.hash(&mut hasher);
        list.digest = hasher.finish();
        Ok(list)
    }

    fn entry(&self, node: &Node, operands: Vec<usize>) -> Result<Entry> {
        let of = |k: usize| &self.entries[operands[k]];
        let stage = operands.iter().map(|&operand| self.entries[operand].stage).max().unwrap_or(0);
        let whole = |array: &Array| -> Rc<[i64]> { array.shape().into() };
        let make =
            |what, shape: Rc<[i64]>, dtype| Entry { what, operands: Vec::new(), shape, dtype, weak: false, stage };
        let entry = match &node.kind {
            Kind::Array(array) => make(What::Term(Term::new(array)), whole(array), array.dtype()),
            Kind::Scalar { dtype, weak, value } => {
                Entry { weak: *weak, ..make(What::Scalar(*value), Rc::new([]), *dtype) }
            }
            Kind::Apply(function) => {
                let function = self.shorter(*function, &operands);
                let operands = &operands[..function.arity()];
                let function_loop = match self.resolve(function, operands, true) {
                    // As in NumPy 2, integers are compared with any others.
                    Err(error) if error.status == Status::Overflow && compares(function) => {
                        self.resolve(function, operands, false)?
                    }
                    other => other?,
                };
                let shape = self.broadcast(operands)?;
                make(What::Apply(function, function_loop), shape, function_loop.result)
            }
            Kind::Cast(dtype) => make(What::Cast, of(0).shape.clone(), *dtype),
            Kind::Slice(items) => match &of(0).what {
                What::Term(term) => {
                    let base = term.sliced_again(items)?;
                    let shape = whole(base.array());
                    make(What::Term(base), shape, of(0).dtype)
                }
                _ => {
                    let shape = view::sliced_shape(&of(0).shape, items)?.into();
                    Entry { stage: stage + 1, ..make(What::Slice(items.to_vec().into()), shape, of(0).dtype) }
                }
            },
            Kind::Reduce(how) => {
                let fold = Fold::new(how.reduction, of(0).dtype, how.options)?;
                let (shape, axes) = reduced_shape(&of(0).shape, how)?;
                let is_gone = |d: usize| axes.contains(&(d as i32));
                let empty = |gone: bool| (0..of(0).shape.len()).any(|d| is_gone(d) == gone && of(0).shape[d] == 0);
                if how.reduction.needs_elements() && empty(true) && !empty(false) {
                    refuse!(Shape, "axis", "there is no {} of no elements", how.reduction.name());
                }
                let axes = if axes.len() == of(0).shape.len() { None } else { Some(axes) };
                let how = Reducing { axes, ..how.clone() };
                Entry { stage: stage + 1, ..make(What::Reduce(how), shape, fold.result()) }
            }
        };
        let mut operands = operands;
        match &entry.what {
            // A slice of an array is read as such.
            What::Term(_) => operands.clear(),
            What::Apply(function, _) => operands.truncate(function.arity()),
            _ => {}
        }
        Ok(Entry { operands, ..entry })
    }

    /// The loop of a function; `weak`: literals take the dtype of the others, if it holds them.
    fn resolve(&self, function: Ufunc, operands: &[usize], weak: bool) -> Result<Loop> {
        let entries = operands.iter().map(|&operand| &self.entries[operand]);
        let types: Vec<ufunc::Operand> =
            entries.clone().map(|entry| ufunc::Operand { dtype: entry.dtype, weak: entry.weak && weak }).collect();
        let found = function.resolve(&types)?;
        for (entry, (kind, &dtype)) in entries.zip(types.iter().zip(&found.operands)) {
            if let (What::Scalar(value), true) = (&entry.what, kind.weak) {
                ufunc::literal(value, entry.dtype, dtype)?;
            }
        }
        Ok(found)
    }

    /// What NumPy takes for powers of floats with these literals as exponents.
    fn shorter(&self, function: Ufunc, operands: &[usize]) -> Ufunc {
        let [base, exponent] = operands else { return function };
        let (base, exponent) = (&self.entries[*base], &self.entries[*exponent]);
        let What::Scalar(value) = &exponent.what else { return function };
        if function != Ufunc::Power || base.weak || base.dtype.kind() < dtype::Kind::Float || !exponent.weak {
            return function;
        }
        let number = cast_scalar(value, exponent.dtype, Dtype::Float64);
        match f64::from_ne_bytes(std::array::from_fn(|k| number[k])) {
            2.0 => Ufunc::Square,
            1.0 => Ufunc::Positive,
            0.5 => Ufunc::Sqrt,
            -1.0 => Ufunc::Reciprocal,
            _ => function,
        }
    }

    fn broadcast(&self, operands: &[usize]) -> Result<Rc<[i64]>> {
        let shapes: Vec<&[i64]> = operands.iter().map(|&operand| &*self.entries[operand].shape).collect();
        let first = &self.entries[operands[0]].shape;
        if shapes.iter().all(|shape| *shape == &**first) {
            return Ok(first.clone());
        }
        let result = view::broadcast_shapes(&shapes)?;
        shape::element_count(&result)?;
        let same = operands.iter().map(|&operand| &self.entries[operand].shape).find(|shape| ***shape == *result);
        Ok(same.cloned().unwrap_or_else(|| result.into()))
    }

    /// What some entries are made of, in ascending order, without what lies behind the results of earlier stages.
    pub fn reachable(&self, from: &[usize]) -> Vec<usize> {
        let mut seen = vec![false; self.entries.len()];
        let mut stack = from.to_vec();
        while let Some(number) = stack.pop() {
            if std::mem::replace(&mut seen[number], true) {
                continue;
            }
            if matches!(self.entries[number].what, What::Apply(..) | What::Cast) {
                stack.extend(&self.entries[number].operands);
            }
        }
        (0..seen.len()).filter(|&number| seen[number]).collect()
    }

    /// How many stages there are before the roots.
    pub fn last_stage(&self) -> usize {
        self.roots.iter().map(|&root| self.entries[root].stage).max().unwrap_or(0)
    }
}

fn compares(function: Ufunc) -> bool {
    use Ufunc::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    matches!(function, Equal | Greater | GreaterEqual | Less | LessEqual | NotEqual)
}

/// The shape of a reduction's result, and its axes in ascending order.
fn reduced_shape(shape: &[i64], how: &Reducing) -> Result<(Rc<[i64]>, Vec<i32>)> {
    let ndim = shape.len();
    let mut axes: Vec<i32> = match &how.axes {
        None => (0..ndim as i32).collect(),
        Some(axes) => {
            axes.iter().map(|&axis| view::axis_of(axis, ndim, "axis").map(|axis| axis as i32)).collect::<Result<_>>()?
        }
    };
    axes.sort_unstable();
    if let Some(pair) = axes.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::argument(Status::Argument, "axis", format!("axis {} is named twice", pair[0])));
    }
    let is_gone = |d: usize| axes.contains(&(d as i32));
    let kept = (0..ndim).filter_map(|d| match (is_gone(d), how.keep) {
        (true, true) => Some(1),
        (true, false) => None,
        (false, _) => Some(shape[d]),
    });
    Ok((kept.collect(), axes))
}
