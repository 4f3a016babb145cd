//! Linear algebra with NumPy's rules, between any distributions: products of matrices, dots, einsum, traces.
//!
//! Everything is a contraction of two operands (`contract`) on a grid of ranks that `plan::contraction` chooses.

mod contract;
mod einsum;
mod report;
mod result;
mod subscripts;

pub use einsum::{einsum, einsum_into};
pub use report::{plan_matmul, MatmulPlan};

use super::create::Scalar;
use super::transform::Transformation;
use super::{reshape, view};
use crate::array::{Array, Prepared};
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::{Dtype, Kind};
use crate::error::Result;
use crate::index::shape;
use crate::kernels::copy::Factor;
use crate::kernels::gemm;
use contract::{Job, Operand};
use std::sync::Arc;
use subscripts::resolve;

/// Two operands with a label per axis, and the labels of the result.
struct Letters {
    operands: [Vec<usize>; 2],
    result: Vec<usize>,
    count: usize,
}

impl Letters {
    /// The last `summed` labels of A are those of B in `axes`, in this order.
    fn tensordot(ndim: (usize, usize), axes: &[(usize, usize)]) -> Letters {
        let a: Vec<usize> = (0..ndim.0).collect();
        let mut next = ndim.0;
        let b: Vec<usize> = (0..ndim.1)
            .map(|axis| match axes.iter().find(|(_, other)| *other == axis) {
                Some((own, _)) => *own,
                None => {
                    next += 1;
                    next - 1
                }
            })
            .collect();
        let summed = |l: &usize| axes.iter().any(|(own, _)| own == l);
        let result = a.iter().chain(&b).copied().filter(|l| !summed(l)).collect();
        Letters { operands: [a, b], result, count: next }
    }
}

fn check_pair(a: &Array, b: &Array) -> Result<()> {
    a.check_usable("a")?;
    b.check_usable("b")?;
    if !a.context().shares_communicator(b.context()) {
        refuse!(Argument, "b", "expected arrays of one context");
    }
    Ok(())
}

/// The result of a product, not yet agreed upon: a new array, or the caller's.
enum Target {
    New(Prepared),
    Given(Array),
}

impl Target {
    fn finish(self, context: &Context) -> Array {
        match self {
            Target::New(prepared) => prepared.finish(context),
            Target::Given(array) => array,
        }
    }
}

/// Where a result shall go.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    New(Option<&'a Arc<Distribution>>),
    Into(&'a Array),
}

fn check_result(shape: &[i64], got: &[i64], argument: &str) -> Result<()> {
    if got != shape {
        refuse!(Shape, argument, "expected the result's shape {}, got {}", shape::text(shape), shape::text(got));
    }
    Ok(())
}

fn prepare_target(
    context: &Context,
    operands: &[&Operand],
    labels: &[usize],
    sizes: &[i64],
    dtype: Dtype,
    wanted: Wanted,
) -> Result<Target> {
    let shape: Vec<i64> = labels.iter().map(|&l| sizes[l]).collect();
    shape::element_count(&shape)?;
    let distribution = match wanted {
        Wanted::Into(out) => {
            out.check_writable("out")?;
            if !out.context().shares_communicator(context) {
                refuse!(Argument, "out", "expected an array of the operands' context");
            }
            check_result(&shape, out.shape(), "out")?;
            return Ok(Target::Given(out.clone()));
        }
        Wanted::New(Some(given)) => {
            check_result(&shape, given.shape(), "distribution")?;
            given.clone()
        }
        Wanted::New(None) => result::distribution(context, operands, labels, sizes)?,
    };
    Array::prepare(context, &distribution, dtype, None).map(Target::New)
}

/// Factors of a product, as bytes.
#[derive(Clone, Copy)]
struct Factors {
    alpha: Factor,
    beta: Factor,
}

impl Factors {
    fn none() -> Factors {
        Factors { alpha: Factor::new(1u8), beta: Factor::new(0u8) }
    }
}

/// Operands with their conjugations and letters.
type Pair = ([(Array, bool); 2], Letters);

/// A product of two operands. `prepared` has the operands and their letters, or what was wrong with them.
fn product(call: &Call, context: &Context, prepared: Result<Pair>, factors: Factors, wanted: Wanted) -> Result<Array> {
    let mut needs = [0; 4];
    let prepared = prepared.and_then(|([a, b], letters)| {
        let shapes = [a.0.shape(), b.0.shape()];
        let [left, right] = &letters.operands;
        let (sizes, mut labels) = resolve(&shapes, &[left, right], letters.count)?;
        let dtype = a.0.dtype().promote(b.0.dtype());
        let mut operand = |k: usize, (array, conjugate): (Array, bool)| {
            let labels = std::mem::take(&mut labels[k]);
            let conjugate = conjugate && array.dtype().kind() == Kind::Complex;
            Operand { array, labels, conjugate }
        };
        let operands = [operand(0, a), operand(1, b)];
        let [first, second] = &operands;
        let target = prepare_target(context, &[first, second], &letters.result, &sizes, dtype, wanted)?;
        let given = if let Target::Given(array) = &target { Some(array) } else { None };
        needs = contract::needs(context, [&first.array, &second.array], given);
        let alpha = factors.alpha.element(dtype);
        Ok((Job { sizes, operands, labels: letters.result, dtype, alpha, beta: factors.beta }, target))
    });
    let (job, target) = context.agree_with(call, prepared, &mut needs)?;
    let target = target.finish(context);
    contract::run(call, job, &target, needs)?;
    Ok(target)
}

fn digest(distribution: Option<&Arc<Distribution>>) -> Arg<'static> {
    Arg::Object("distribution", distribution.map_or(0, |d| d.digest()))
}

/// Letters of NumPy's matmul.
fn matmul_letters(a: &[i64], b: &[i64]) -> Result<Letters> {
    for (shape, name) in [(a, "a"), (b, "b")] {
        if shape.is_empty() {
            refuse!(Shape, name, "expected at least one dimension, got a single number; multiply by it elementwise");
        }
    }
    let (in_a, in_b) = (a[a.len() - 1], b[b.len().saturating_sub(2)]);
    if in_a != in_b {
        refuse!(
            Shape,
            "b",
            "expected {in_a} rows, as 'a' of shape {} has columns, got {in_b} in the shape {}",
            shape::text(a),
            shape::text(b)
        );
    }
    let stacks = [a.len().saturating_sub(2), b.len().saturating_sub(2)];
    view::broadcast_shapes(&[&a[..stacks[0]], &b[..stacks[1]]])?;
    let most = stacks[0].max(stacks[1]);
    let (row, column, sum) = (most, most + 1, most + 2);
    let mut left: Vec<usize> = (most - stacks[0]..most).collect();
    let mut right: Vec<usize> = (most - stacks[1]..most).collect();
    let mut result: Vec<usize> = (0..most).collect();
    if a.len() > 1 {
        left.push(row);
        result.push(row);
    }
    left.push(sum);
    right.push(sum);
    if b.len() > 1 {
        right.push(column);
        result.push(column);
    }
    Ok(Letters { operands: [left, right], result, count: most + 3 })
}

/// NumPy's `matmul`: products of the last two axes, the axes before broadcast against each other; one-dimensional
/// operands are rows on the left and columns on the right. In the distribution asked for, or with the rows as in `a` and
/// the columns as in `b`. **Collective.**
pub fn matmul(a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let arguments = pair_arguments(a, b, distribution);
    let call = Call::new("distarray_array_matmul", &arguments);
    let prepared = check_pair(a, b).and_then(|()| matmul_letters(a.shape(), b.shape()));
    let prepared = prepared.map(|letters| ([(a.clone(), false), (b.clone(), false)], letters));
    product(&call, a.context(), prepared, Factors::none(), Wanted::New(distribution))
}

fn pair_arguments<'a>(a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> [(&'static str, Arg<'a>); 3] {
    [
        ("a", Arg::Object("array", a.serial())),
        ("b", Arg::Object("array", b.serial())),
        ("distribution", digest(distribution)),
    ]
}

/// `out = alpha · op(a) @ op(b) + beta · out`, the operations being on the last two axes. Factors are one element of
/// `out`'s dtype, 1 and 0 if not given; a beta of 0 does not read `out`. The product is computed in NumPy's result type
/// of `a` and `b` and cast to `out`'s. `out` may share memory with operands. **Collective.**
pub fn matmul_into(
    alpha: Option<&[u8]>,
    (op_a, a): (Transformation, &Array),
    (op_b, b): (Transformation, &Array),
    beta: Option<&[u8]>,
    out: &mut Array,
) -> Result<()> {
    let arguments = [
        ("alpha", Arg::Bytes(alpha.unwrap_or(&[]))),
        ("op_a", Arg::Int(op_a as i64)),
        ("a", Arg::Object("array", a.serial())),
        ("op_b", Arg::Int(op_b as i64)),
        ("b", Arg::Object("array", b.serial())),
        ("beta", Arg::Bytes(beta.unwrap_or(&[]))),
        ("out", Arg::Object("array", out.serial())),
    ];
    let call = Call::new("distarray_array_matmul_into", &arguments);
    let factor = |bytes: Option<&[u8]>, default: u8| match bytes {
        Some(bytes) => Factor::from_bytes(out.dtype(), bytes),
        None => Factor::new(default),
    };
    let factors = Factors { alpha: factor(alpha, 1), beta: factor(beta, 0) };
    let shown = |op: Transformation, array: &Array, name: &str| -> Result<(Array, bool)> {
        use Transformation::{Conjugate, ConjugateTranspose, Transpose};
        let conjugates = matches!(op, Conjugate | ConjugateTranspose);
        if !matches!(op, Transpose | ConjugateTranspose) {
            return Ok((array.clone(), conjugates));
        }
        if array.ndim() < 2 {
            refuse!(Shape, name, "expected at least two dimensions to transpose, got {}", array.ndim());
        }
        Ok((view::swap_axes(array, -1, -2)?, conjugates))
    };
    let prepared = check_pair(a, b).and_then(|()| {
        let operands = [shown(op_a, a, "a")?, shown(op_b, b, "b")?];
        let letters = matmul_letters(operands[0].0.shape(), operands[1].0.shape())?;
        Ok((operands, letters))
    });
    product(&call, a.context(), prepared, factors, Wanted::Into(out)).map(|_| ())
}

/// NumPy's `dot`: sums over the last axis of `a` and the last but one of `b`, or its only one; numbers multiply
/// everything. **Collective.**
pub fn dot(a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let arguments = pair_arguments(a, b, distribution);
    let call = Call::new("distarray_array_dot", &arguments);
    let axes = |a: &Array, b: &Array| match (a.ndim(), b.ndim()) {
        (0, _) | (_, 0) => Vec::new(),
        (n, m) => vec![(n - 1, m.max(2) - 2)],
    };
    summed(&call, a, b, axes, distribution)
}

/// NumPy's `inner`: sums over the last axes of both. **Collective.**
pub fn inner(a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let arguments = pair_arguments(a, b, distribution);
    let call = Call::new("distarray_array_inner", &arguments);
    let axes = |a: &Array, b: &Array| match (a.ndim(), b.ndim()) {
        (0, _) | (_, 0) => Vec::new(),
        (n, m) => vec![(n - 1, m - 1)],
    };
    summed(&call, a, b, axes, distribution)
}

/// A product with sums over pairs of axes.
fn summed(
    call: &Call,
    a: &Array,
    b: &Array,
    axes: impl FnOnce(&Array, &Array) -> Vec<(usize, usize)>,
    distribution: Option<&Arc<Distribution>>,
) -> Result<Array> {
    let prepared = check_pair(a, b).and_then(|()| {
        let letters = axes_letters(a, b, &axes(a, b))?;
        Ok(([(a.clone(), false), (b.clone(), false)], letters))
    });
    product(call, a.context(), prepared, Factors::none(), Wanted::New(distribution))
}

fn axes_letters(a: &Array, b: &Array, axes: &[(usize, usize)]) -> Result<Letters> {
    for &(in_a, in_b) in axes {
        let (n, m) = (a.shape()[in_a], b.shape()[in_b]);
        if n != m {
            refuse!(
                Shape,
                "b",
                "expected {n} indices on axis {in_b}, as 'a' of shape {} has on axis {in_a}, got the shape {}",
                shape::text(a.shape()),
                shape::text(b.shape())
            );
        }
    }
    if a.ndim() + b.ndim() - 2 * axes.len() > shape::MAX_NDIM {
        refuse!(Shape, "b", "the result would have more than {} dimensions", shape::MAX_NDIM);
    }
    Ok(Letters::tensordot((a.ndim(), b.ndim()), axes))
}

/// NumPy's `tensordot`: sums over pairs of axes, `axes_a[k]` with `axes_b[k]`; the result has the other axes of `a`,
/// then those of `b`. Negative axes count from the end. **Collective.**
pub fn tensordot(
    a: &Array,
    b: &Array,
    axes_a: &[i32],
    axes_b: &[i32],
    distribution: Option<&Arc<Distribution>>,
) -> Result<Array> {
    let lists = [axes_a, axes_b].map(|axes| axes.iter().map(|&axis| axis.into()).collect::<Vec<i64>>());
    let arguments = [
        ("a", Arg::Object("array", a.serial())),
        ("b", Arg::Object("array", b.serial())),
        ("axes_a", Arg::Ints(&lists[0])),
        ("axes_b", Arg::Ints(&lists[1])),
        ("distribution", digest(distribution)),
    ];
    let call = Call::new("distarray_array_tensordot", &arguments);
    let prepared = check_pair(a, b).and_then(|()| {
        if axes_a.len() != axes_b.len() {
            refuse!(Argument, "axes_b", "expected {} axes, as many as of 'a', got {}", axes_a.len(), axes_b.len());
        }
        let list = |axes: &[i32], array: &Array, name: &str| -> Result<Vec<usize>> {
            let mut list = Vec::with_capacity(axes.len());
            for &axis in axes {
                let axis = view::axis_of(axis, array.ndim(), name)?;
                if list.contains(&axis) {
                    refuse!(Argument, name, "axis {axis} is named twice");
                }
                list.push(axis);
            }
            Ok(list)
        };
        let axes: Vec<(usize, usize)> =
            list(axes_a, a, "axes_a")?.into_iter().zip(list(axes_b, b, "axes_b")?).collect();
        Ok(([(a.clone(), false), (b.clone(), false)], axes_letters(a, b, &axes)?))
    });
    product(&call, a.context(), prepared, Factors::none(), Wanted::New(distribution))
}

/// All elements in C order as one axis. Collective unless there is one already.
fn flat(array: &Array) -> Result<Array> {
    match array.ndim() {
        0 => view::expand_dims(array, 0),
        1 => Ok(array.clone()),
        _ => reshape::reshape(array, &[-1], None),
    }
}

/// NumPy's `outer`: every element of `a` with every one of `b`, both in C order. **Collective.**
pub fn outer(a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let arguments = pair_arguments(a, b, distribution);
    let call = Call::new("distarray_array_outer", &arguments);
    let checked = check_pair(a, b).and_then(|()| {
        let shape = [a.distribution().global_count(), b.distribution().global_count()];
        shape::element_count(&shape)?;
        distribution.map_or(Ok(()), |given| check_result(&shape, given.shape(), "distribution"))
    });
    let context = a.context();
    let prepared = match a.ndim() < 2 && b.ndim() < 2 {
        true => checked.and_then(|()| Ok([flat(a)?, flat(b)?])),
        false => {
            context.agree(&call, checked)?;
            Ok([flat(a)?, flat(b)?])
        }
    };
    let prepared = prepared.map(|[a, b]| ([(a, false), (b, false)], Letters::tensordot((1, 1), &[])));
    product(&call, context, prepared, Factors::none(), Wanted::New(distribution))
}

/// NumPy's `vdot`: the sum of products of all elements in C order, those of `a` conjugated; on every rank, with its
/// dtype. In the context's reproducible mode products are rounded and their sum is as if exact until its end: the same
/// bits for any distributions and number of ranks, as of all products that come to a single number. **Collective.**
pub fn vdot(a: &Array, b: &Array) -> Result<(Scalar, Dtype)> {
    let arguments = [("a", Arg::Object("array", a.serial())), ("b", Arg::Object("array", b.serial()))];
    let call = Call::new("distarray_array_vdot", &arguments);
    let context = a.context();
    let checked = check_pair(a, b).and_then(|()| {
        let counts = [a, b].map(|array| array.distribution().global_count());
        if counts[0] != counts[1] {
            refuse!(Shape, "b", "expected {} elements as in 'a', got {}", counts[0], counts[1]);
        }
        Ok(())
    });
    // Arrays of one shape are in the same order already.
    let prepared = match a.shape() == b.shape() {
        true => checked.map(|()| [a.clone(), b.clone()]),
        false => {
            context.agree(&call, checked)?;
            Ok([flat(a)?, flat(b)?])
        }
    };
    let prepared = prepared.map(|[a, b]| {
        let axes: Vec<(usize, usize)> = (0..a.ndim()).map(|axis| (axis, axis)).collect();
        let letters = Letters::tensordot((a.ndim(), b.ndim()), &axes);
        ([(a, true), (b, false)], letters)
    });
    let result = product(&call, context, prepared, Factors::none(), Wanted::New(None))?;
    let dtype = result.dtype();
    let mut scalar = [0; 16];
    // Single numbers lie on all ranks.
    unsafe { std::ptr::copy_nonoverlapping(result.local_pointer(), scalar.as_mut_ptr(), dtype.size()) };
    Ok((scalar, dtype))
}

/// NumPy's `kron`: every element of `a` times all of `b`, as blocks of one array. **Collective.**
pub fn kron(a: &Array, b: &Array, distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    let arguments = pair_arguments(a, b, distribution);
    let call = Call::new("distarray_array_kron", &arguments);
    let ndim = a.ndim().max(b.ndim());
    let padded = |array: &Array| -> Vec<i64> {
        std::iter::repeat_n(1, ndim - array.ndim()).chain(array.shape().iter().copied()).collect()
    };
    let (left, right) = (padded(a), padded(b));
    let prepared = check_pair(a, b).and_then(|()| {
        if 2 * ndim > shape::MAX_NDIM {
            refuse!(Shape, "a", "expected at most {} dimensions, got {ndim}", shape::MAX_NDIM / 2);
        }
        let products = left.iter().zip(&right).map(|(n, m)| n.checked_mul(*m));
        let Some(shape) = products.collect::<Option<Vec<i64>>>() else {
            refuse!(Overflow, "b", "the result's extents exceed 2^63 - 1");
        };
        if let Some(given) = distribution {
            check_result(&shape, given.shape(), "distribution")?;
        }
        // Axes of both in turn, which are joined afterwards.
        let labels = |array: &Array, odd: usize| (ndim - array.ndim()..ndim).map(|d| 2 * d + odd).collect();
        let letters =
            Letters { operands: [labels(a, 0), labels(b, 1)], result: (0..2 * ndim).collect(), count: 2 * ndim };
        Ok((shape, ([(a.clone(), false), (b.clone(), false)], letters)))
    });
    let (shape, prepared) = match prepared {
        Ok((shape, prepared)) => (shape, Ok(prepared)),
        Err(error) => (Vec::new(), Err(error)),
    };
    let parts = product(&call, a.context(), prepared, Factors::none(), Wanted::New(None))?;
    reshape::reshape(&parts, &shape, distribution)
}

/// NumPy's `trace`: sums along the diagonals of two axes; integers are summed as by `sum`. **Collective.**
pub fn trace(
    array: &Array,
    offset: i64,
    axis1: i32,
    axis2: i32,
    distribution: Option<&Arc<Distribution>>,
) -> Result<Array> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("offset", Arg::Int(offset)),
        ("axis1", Arg::Int(axis1.into())),
        ("axis2", Arg::Int(axis2.into())),
        ("distribution", digest(distribution)),
    ];
    let call = Call::new("distarray_array_trace", &arguments);
    let context = array.context();
    let dtype = match array.dtype().kind() {
        Kind::Bool | Kind::Signed => Dtype::Int64,
        Kind::Unsigned => Dtype::UInt64,
        _ => array.dtype(),
    };
    let checked = array.check_usable("array").and_then(|()| view::diagonal(array, offset, axis1, axis2));
    let diagonal = context.agree(&call, checked)?;
    let kept: Vec<usize> = (0..diagonal.ndim() - 1).collect();
    let labels = (0..diagonal.ndim()).collect();
    single(&call, &diagonal, labels, &kept, dtype, Wanted::New(distribution))
}

/// Sums of one operand over the labels that the result lacks. Collective, after an agreement.
fn single(
    call: &Call,
    array: &Array,
    labels: Vec<usize>,
    kept: &[usize],
    dtype: Dtype,
    wanted: Wanted,
) -> Result<Array> {
    let context = array.context();
    let sizes = sizes_of(array, &labels);
    let operand = Operand { array: array.clone(), labels: labels.into_iter().map(Some).collect(), conjugate: false };
    let prepared = prepare_target(context, &[&operand], kept, &sizes, dtype, wanted);
    let target = context.agree(call, prepared)?.finish(context);
    let unit = contract::unit(context, dtype)?;
    let mut needs = contract::needs(context, [array, &unit], Some(&target));
    context.confirm_with(Ok(()), &mut needs)?;
    let operands = [operand, Operand { array: unit, labels: Vec::new(), conjugate: false }];
    let (alpha, beta) = (gemm::one(dtype), Factor::new(0u8));
    contract::run(call, Job { sizes, operands, labels: kept.to_vec(), dtype, alpha, beta }, &target, needs)?;
    Ok(target)
}

/// Extents of the labels of one array.
fn sizes_of(array: &Array, labels: &[usize]) -> Vec<i64> {
    let mut sizes = vec![1; labels.iter().map(|l| l + 1).max().unwrap_or(0)];
    labels.iter().zip(array.shape()).for_each(|(&l, &n)| sizes[l] = n);
    sizes
}
