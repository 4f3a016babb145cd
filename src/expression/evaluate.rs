//! Evaluation: stages of passes. What reductions give is known after a stage; roots are computed in the last one.

use super::compile::{List, What};
use super::{text, Expression, Reducing};
use crate::array::{Array, Prepared};
use crate::context::{Arg, Call, Context, Implicit};
use crate::distribution::{Distribution, Specification};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::program::{Program, Value};
use crate::kernels::reduce::Fold;
use crate::ops::align::{self, Alignment, Term};
use crate::ops::create::Scalar;
use crate::ops::fused::{self, Pass};
use crate::ops::reduce::{self, Options, Over};
use crate::ops::{assign, elements, view};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Computes expressions, all of them from the elements as they are before, in one call: operands are brought together, and
/// reductions, functions and results are fused into as few passes as the distributions allow. Each result goes into the
/// array given for it, to whose shape it is broadcast and to whose dtype it is cast, or to a new one, which has the
/// distribution of the first operand of full shape. Halos of results are not touched. **Collective.**
///
/// # Errors
/// Those of NumPy for shapes, dtypes and axes; `Policy` where operands must be moved and the context forbids it.
pub fn evaluate(context: &Context, roots: &[Expression], outs: &[Option<Array>]) -> Result<Vec<Array>> {
    let list = List::new(roots);
    let serials = serials(outs);
    let arguments = [("expressions", Arg::Int(digest(&list))), ("results", Arg::Ints(&serials))];
    run(context, &Call::new("distarray_expression_evaluate", &arguments), list, outs)
}

/// Computes the last expression of a text, in which names stand for arrays and for what is named further ahead.
/// **Collective.**
///
/// # Errors
/// Those of [`evaluate`], and `Format` for texts that cannot be read.
pub fn evaluate_text(
    context: &Context,
    text: &str,
    names: &[(&str, Expression)],
    out: &Option<Array>,
) -> Result<Array> {
    let list = text::parse(text, names).and_then(|all| {
        let last = all.last().map(|(_, root)| root.clone());
        List::new(last.as_slice())
    });
    let outs = std::slice::from_ref(out);
    let serials = serials(outs);
    let arguments = [("text", Arg::Text(text)), ("arrays", Arg::Int(digest(&list))), ("result", Arg::Ints(&serials))];
    only(run(context, &Call::new("distarray_evaluate", &arguments), list, outs)?)
}

/// The one element of an expression without axes, on every rank, with its dtype. **Collective.**
///
/// # Errors
/// Those of [`evaluate`], and `Shape` if there are axes.
pub fn value(context: &Context, root: &Expression) -> Result<(Scalar, Dtype)> {
    let list = List::new(std::slice::from_ref(root)).and_then(|list| {
        let shape = &list.entries[list.roots[0]].shape;
        if !shape.is_empty() {
            refuse!(Shape, "expression", "expected no axes, got shape {}; evaluate it to an array", shape::text(shape));
        }
        Ok(list)
    });
    let arguments = [("expression", Arg::Int(digest(&list)))];
    let result = only(run(context, &Call::new("distarray_expression_get_value", &arguments), list, &[None])?)?;
    elements::single(&result).map(|value| (value, result.dtype()))
}

pub(super) fn digest(list: &Result<List>) -> i64 {
    list.as_ref().map_or(0, |list| list.digest as i64)
}

/// Numbers of the arrays that are given for results.
pub(super) fn serials(outs: &[Option<Array>]) -> Vec<i64> {
    outs.iter().map(|out| out.as_ref().map_or(0, |out| out.serial() as i64)).collect()
}

/// One of one.
pub(super) fn only(mut results: Vec<Array>) -> Result<Array> {
    results.pop().ok_or_else(|| Error::new(Status::Internal, "a result was lost"))
}

/// The body of evaluation, on behalf of a call.
pub(super) fn run(context: &Context, call: &Call, list: Result<List>, outs: &[Option<Array>]) -> Result<Vec<Array>> {
    let checked = list.and_then(|list| {
        let roots = list.roots.len();
        if outs.len() != roots {
            refuse!(Argument, "results", "expected {roots}, as many as expressions, got {}", outs.len());
        }
        check(context, &list, outs)?;
        Ok(list)
    });
    let list = match checked {
        Ok(list) => list,
        Err(error) => return context.agree(call, Err(error)),
    };
    let mut evaluation = Evaluation { context, call, list: &list, known: FxHashMap::default() };
    for stage in 0..list.last_stage() {
        evaluation.intermediate(stage)?;
    }
    evaluation.last(outs)
}

fn check(context: &Context, list: &List, outs: &[Option<Array>]) -> Result<()> {
    let other = || Error::argument(Status::Argument, "expression", "expected arrays of one context");
    for entry in &list.entries {
        if let What::Term(term) = &entry.what {
            term.array().check_usable("expression")?;
            if !term.array().context().shares_communicator(context) {
                return Err(other());
            }
        }
    }
    for (k, out) in outs.iter().enumerate() {
        let Some(out) = out else { continue };
        out.check_writable("out")?;
        if !out.context().shares_communicator(context) {
            return Err(other().at("out"));
        }
        if let Some(before) = outs[..k].iter().flatten().position(|before| out.overlaps(before)) {
            refuse!(Argument, "out", "the memories of results {before} and {k} overlap; use separate memory");
        }
        let from = &list.entries[list.roots[k]].shape;
        assign::check_shapes(from, out.shape()).map_err(|_| {
            let (from, to) = (shape::text(from), shape::text(out.shape()));
            Error::argument(Status::Shape, "out", format!("a result of shape {from} does not fit into {to}"))
        })?;
    }
    Ok(())
}

/// What a stage found out.
enum Known {
    Scalar(Scalar),
    Array(Array),
}

struct Evaluation<'a> {
    context: &'a Context,
    call: &'a Call<'a>,
    list: &'a List,
    known: FxHashMap<usize, Known>,
}

/// What goes into one pass: entries to fold, and entries to store.
struct Group {
    to: Arc<Distribution>,
    folds: Vec<usize>,
    stores: Vec<Store>,
}

struct Store {
    entry: usize,
    out: Out,
}

enum Out {
    Given(Array),
    New(Prepared),
}

impl Evaluation<'_> {
    /// The terms that entries are computed from, by number.
    fn terms(&self, from: &[usize]) -> Vec<(usize, Term)> {
        let term = |number: usize| match (&self.list.entries[number].what, self.known.get(&number)) {
            (What::Term(term), _) => Some((number, term.clone())),
            (_, Some(Known::Array(array))) => Some((number, Term::new(array))),
            _ => None,
        };
        self.list.reachable(from).into_iter().filter_map(term).collect()
    }

    /// The distribution of what has this entry's shape: that of its first operand of full shape, or of the largest one
    /// repeated, or blocks over all ranks.
    fn distribution(&self, entry: usize) -> Result<Arc<Distribution>> {
        let terms: Vec<Term> = self.terms(&[entry]).into_iter().map(|(_, term)| term).collect();
        distribution_of(self.context, &self.list.entries[entry].shape, &terms)
    }

    fn group<'g>(&self, groups: &'g mut Vec<Group>, to: &Arc<Distribution>, folds: bool) -> &'g mut Group {
        let fits = |group: &Group| group.to.is_aligned(to) && (to.is_closed_form() || group.stores.is_empty() == folds);
        let at = groups.iter().position(fits).unwrap_or_else(|| {
            groups.push(Group { to: to.clone(), folds: Vec::new(), stores: Vec::new() });
            groups.len() - 1
        });
        &mut groups[at]
    }

    /// The reductions and stored values that later stages need.
    fn intermediate(&mut self, stage: usize) -> Result<()> {
        let mut wanted = Vec::new();
        for (number, entry) in self.list.entries.iter().enumerate() {
            let needs_stage = matches!(entry.what, What::Reduce(_) | What::Slice(_));
            if needs_stage && entry.stage == stage + 1 {
                wanted.push(number);
            }
        }
        let prepared = self.prepare_intermediate(&wanted);
        let (mut passes, mut groups) = self.agree(prepared)?;
        let stored = self.run(&mut passes, &mut groups);
        let results = fused::meet(self.context, &mut passes)?;
        drop(passes);
        let folds = groups.iter().flat_map(|group| group.folds.iter().copied());
        let folds: Vec<usize> = folds.collect();
        for (&number, (value, _)) in folds.iter().zip(results) {
            self.known.insert(number, Known::Scalar(value));
        }
        for &number in &wanted {
            let entry = &self.list.entries[number];
            let of = entry.operands[0];
            let array = match (&self.list.entries[of].what, self.known.get(&of)) {
                (What::Term(term), _) => Some(term.array().clone()),
                (_, Some(Known::Array(array))) => Some(array.clone()),
                _ => stored.iter().find(|(entry, _)| *entry == of).map(|(_, array)| array.clone()),
            };
            let made = match (&entry.what, array) {
                (What::Slice(items), Some(array)) => view::slice(&array, items)?,
                (What::Reduce(how), Some(array)) if how.axes.is_some() => {
                    reduce::along(how.reduction, &array, &over(how))?
                }
                _ => continue,
            };
            self.known.insert(number, Known::Array(made));
        }
        Ok(())
    }

    fn prepare_intermediate(&self, wanted: &[usize]) -> Result<Vec<Group>> {
        let mut groups = Vec::new();
        for &number in wanted {
            let entry = &self.list.entries[number];
            let of = entry.operands[0];
            let is_array = matches!(self.list.entries[of].what, What::Term(_))
                || matches!(self.known.get(&of), Some(Known::Array(_)));
            match &entry.what {
                What::Reduce(how) if how.axes.is_none() => {
                    let to = self.distribution(of)?;
                    self.group(&mut groups, &to, true).folds.push(number);
                }
                _ if is_array => {}
                _ => {
                    let to = self.distribution(of)?;
                    let dtype = self.list.entries[of].dtype;
                    let new = Array::prepare(self.context, &to, dtype, None)?;
                    let bytes = to.local_count() as usize * dtype.size();
                    let what = "an operand that is computed before it is sliced or reduced along an axis";
                    self.context.implicit(self.call.function, Implicit::Temporaries, what, bytes)?;
                    let group = self.group(&mut groups, &to, false);
                    if !group.stores.iter().any(|store| store.entry == of) {
                        group.stores.push(Store { entry: of, out: Out::New(new) });
                    }
                }
            }
        }
        Ok(groups)
    }

    /// The roots.
    fn last(&mut self, outs: &[Option<Array>]) -> Result<Vec<Array>> {
        let prepared = self.prepare_last(outs);
        let order = prepared.as_ref().map_or(Vec::new(), |(_, order)| order.clone());
        let (mut passes, mut groups) = self.agree(prepared.map(|(groups, _)| groups))?;
        let stored = self.run(&mut passes, &mut groups);
        // Results in the order of the roots.
        let mut results: Vec<Option<Array>> = order.iter().map(|_| None).collect();
        for ((_, array), root) in stored.into_iter().zip(sorted(&order)) {
            array.mark_whole();
            results[root] = Some(array);
        }
        let lost = || Error::new(Status::Internal, "a result was lost");
        results.into_iter().map(|result| result.ok_or_else(lost)).collect()
    }

    /// Groups, and for each root the (group, place in it).
    fn prepare_last(&self, outs: &[Option<Array>]) -> Result<(Vec<Group>, Order)> {
        let (mut groups, mut order) = (Vec::new(), Vec::new());
        for (k, &root) in self.list.roots.iter().enumerate() {
            let (to, out) = match outs.get(k).and_then(Option::as_ref) {
                Some(out) => (out.distribution().clone(), Out::Given(out.clone())),
                None => {
                    let to = self.distribution(root)?;
                    let new = Array::prepare(self.context, &to, self.list.entries[root].dtype, None)?;
                    (to, Out::New(new))
                }
            };
            self.group(&mut groups, &to, false).stores.push(Store { entry: root, out });
            let at = groups.iter().position(|group: &Group| group.to.is_aligned(&to)).unwrap_or(0);
            order.push((at, groups[at].stores.len() - 1));
        }
        Ok((groups, order))
    }

    /// Prepares passes, agrees, and moves what they need.
    fn agree(&self, groups: Result<Vec<Group>>) -> Result<(Vec<Pass>, Vec<Group>)> {
        let prepared = groups.and_then(|groups| {
            let passes = groups.iter().map(|group| self.pass(group, &groups)).collect::<Result<Vec<_>>>()?;
            Ok((passes, groups))
        });
        let (prepared, found) = match prepared {
            Ok(made) => (Some(made), Ok(())),
            Err(error) => (None, Err(error)),
        };
        let alignments: Vec<&Alignment> =
            prepared.iter().flat_map(|(passes, _)| passes).map(|p| &p.alignment).collect();
        align::agree_and_move(self.context, self.call, found, &alignments)?;
        prepared.ok_or_else(|| Error::new(Status::Internal, "agreement lost an error"))
    }

    fn pass(&self, group: &Group, all: &[Group]) -> Result<Pass> {
        let mut sinks: Vec<usize> = group.folds.iter().map(|&fold| self.list.entries[fold].operands[0]).collect();
        sinks.extend(group.stores.iter().map(|store| store.entry));
        let terms = self.terms(&sinks);
        let only: Vec<Term> = terms.iter().map(|(_, term)| term.clone()).collect();
        let given = |group: &'_ Group| -> Vec<Array> {
            let array = |store: &Store| match &store.out {
                Out::Given(array) => Some(array.clone()),
                Out::New(_) => None,
            };
            group.stores.iter().filter_map(array).collect()
        };
        let own = given(group);
        // Another pass may have written to the same memory before this one reads it.
        let others: Vec<Array> = all.iter().filter(|other| !std::ptr::eq(*other, group)).flat_map(given).collect();
        let mut folds = Vec::new();
        for &number in &group.folds {
            let entry = &self.list.entries[number];
            if let What::Reduce(how) = &entry.what {
                let reproducible = how.options.reproducible || self.context.reproducible();
                let dtype = self.list.entries[entry.operands[0]].dtype;
                folds.push(Fold::new(how.reduction, dtype, Options { reproducible, ..how.options })?);
            }
        }
        let fold_operands: Vec<Dtype> = folds.iter().map(Fold::operand).collect();
        let outputs = align::Outputs { own: &own, others: &others };
        Pass::prepare(self.call.function, self.context, &group.to, &only, &outputs, folds, |program| {
            let memories: FxHashMap<usize, usize> = terms.iter().enumerate().map(|(k, (n, _))| (*n, k)).collect();
            let values = self.emit(program, &self.list.reachable(&sinks), &memories)?;
            for (fold, (&number, &dtype)) in group.folds.iter().zip(&fold_operands).enumerate() {
                let value = values[&self.list.entries[number].operands[0]];
                let value = program.cast(value, dtype);
                program.feed(value, fold);
            }
            for store in &group.stores {
                let dtype = match &store.out {
                    Out::Given(array) => array.dtype(),
                    Out::New(_) => self.list.entries[store.entry].dtype,
                };
                let memory = program.memory(dtype, false);
                program.store(values[&store.entry], memory);
            }
            Ok(())
        })
    }

    /// Makes the values of entries.
    fn emit(
        &self,
        program: &mut Program,
        entries: &[usize],
        memories: &FxHashMap<usize, usize>,
    ) -> Result<FxHashMap<usize, Value>> {
        let mut values: FxHashMap<usize, Value> = FxHashMap::default();
        for &number in entries {
            let entry = &self.list.entries[number];
            let value = match (&entry.what, self.known.get(&number)) {
                (_, Some(Known::Scalar(value))) => program.constant(entry.dtype, *value),
                (What::Scalar(value), _) => program.constant(entry.dtype, *value),
                (What::Term(_), _) | (_, Some(Known::Array(_))) => program.load(memories[&number]),
                (What::Cast, _) => program.cast(values[&entry.operands[0]], entry.dtype),
                (What::Apply(_, function), _) => {
                    let operands: Vec<Value> = entry.operands.iter().map(|operand| values[operand]).collect();
                    program.apply(function, &operands)
                }
                _ => return Err(Error::new(Status::Internal, "an earlier stage is missing")),
            };
            values.insert(number, value);
        }
        Ok(values)
    }

    /// Runs passes; gives what was stored, by entry, group after group.
    fn run(&self, passes: &mut [Pass], groups: &mut Vec<Group>) -> Vec<(usize, Array)> {
        let _scope = self.context.trace().scope("compute");
        passes.iter().for_each(Pass::take);
        let mut all = Vec::new();
        for (pass, group) in passes.iter_mut().zip(groups) {
            let stores = std::mem::take(&mut group.stores).into_iter();
            let finish = |store: Store| match store.out {
                Out::Given(array) => (store.entry, array),
                Out::New(prepared) => (store.entry, prepared.finish(self.context)),
            };
            let stored: Vec<(usize, Array)> = stores.map(finish).collect();
            let outputs: Vec<Array> = stored.iter().map(|(_, array)| array.clone()).collect();
            pass.run(&outputs);
            all.extend(stored);
        }
        all
    }
}

fn over(how: &Reducing) -> Over<'_> {
    Over { axes: how.axes.as_deref(), keep: how.keep, options: how.options, ..Over::default() }
}

/// The group of each root, and its place there.
type Order = Vec<(usize, usize)>;

/// The places of roots in the order of (group, place).
fn sorted(order: &[(usize, usize)]) -> Vec<usize> {
    let mut roots: Vec<usize> = (0..order.len()).collect();
    roots.sort_by_key(|&root| order[root]);
    roots
}

/// The distribution of a result of this shape, made of these terms.
pub(super) fn distribution_of(context: &Context, shape: &[i64], terms: &[Term]) -> Result<Arc<Distribution>> {
    if let Some(full) = terms.iter().find(|term| term.array().shape() == shape) {
        return Ok(full.array().distribution().clone());
    }
    let count = |array: &&Array| array.distribution().global_count();
    let largest = terms.iter().map(Term::array).rev().max_by_key(count);
    if let Some(array) = largest {
        let distribution = array.distribution();
        let new = shape.len().saturating_sub(array.ndim());
        let spread = |d: usize| distribution.shape()[d] != shape[new + d] && distribution.grid().extents()[d] > 1;
        if array.ndim() <= shape.len() && !(0..array.ndim()).any(spread) {
            return distribution.broadcast_to(shape).map(|to| Arc::new(to.separated().unwrap_or(to)));
        }
    }
    let specification = Specification::new(shape)?;
    Distribution::build(&specification, context.size(), context.rank(), &[]).map(Arc::new)
}
