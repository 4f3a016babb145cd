//! `einsum` of any number of operands: diagonals, sums of what only one has, then two at a time.

use super::contract::{self, Job, Operand};
use super::subscripts::{pairs, resolve, Subscripts};
use super::{check_result, digest, prepare_target, single, Target, Wanted};
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::copy::Factor;
use crate::kernels::gemm;
use crate::ops::view;
use std::sync::Arc;

/// NumPy's `einsum` of any number of operands, in the distribution asked for or as [`super::matmul`] has it. Several operands are
/// contracted two at a time, in the order with the fewest multiplications (of many: greedily). **Collective.**
pub fn einsum(text: &str, operands: &[Array], distribution: Option<&Arc<Distribution>>) -> Result<Array> {
    einsum_as("distarray_array_einsum", text, operands, Wanted::New(distribution))
}

/// As [`einsum`], into an array of the result's shape; values are cast to its dtype. **Collective.**
pub fn einsum_into(text: &str, operands: &[Array], out: &mut Array) -> Result<()> {
    einsum_as("distarray_array_einsum_into", text, operands, Wanted::Into(out)).map(|_| ())
}

fn einsum_as(function: &'static str, text: &str, operands: &[Array], wanted: Wanted) -> Result<Array> {
    let Some(first) = operands.first() else { refuse!(Argument, "count", "expected at least 1, got 0") };
    let context = first.context();
    let serials: Vec<i64> = operands.iter().map(|array| array.serial() as i64).collect();
    let place = match wanted {
        Wanted::New(distribution) => ("distribution", digest(distribution)),
        Wanted::Into(out) => ("out", Arg::Object("array", out.serial())),
    };
    let arguments = [("subscripts", Arg::Text(text)), ("operands", Arg::Ints(&serials)), place];
    let call = Call::new(function, &arguments);
    let plan = context.agree(&call, Einsum::prepare(context, text, operands, wanted))?;
    plan.run(&call, context, wanted)
}

/// Operands without diagonals, their labels, and what is to be made of them.
struct Einsum {
    operands: Vec<Array>,
    labels: Vec<Vec<Option<usize>>>,
    result: Vec<usize>,
    sizes: Vec<i64>,
    dtype: Dtype,
}

impl Einsum {
    fn prepare(context: &Context, text: &str, operands: &[Array], wanted: Wanted) -> Result<Einsum> {
        for array in operands {
            array.check_usable("operands")?;
            if !array.context().shares_communicator(context) {
                refuse!(Argument, "operands", "expected arrays of one context");
            }
        }
        let dimensions: Vec<usize> = operands.iter().map(Array::ndim).collect();
        let Subscripts { operands: mut letters, result, labels } = Subscripts::parse(text, &dimensions)?;
        let shapes: Vec<&[i64]> = operands.iter().map(Array::shape).collect();
        let lists: Vec<&[usize]> = letters.iter().map(Vec::as_slice).collect();
        let (sizes, _) = resolve(&shapes, &lists, labels)?;
        let mut arrays = Vec::with_capacity(operands.len());
        for (array, letters) in operands.iter().zip(&mut letters) {
            let mut array = array.clone();
            let twice = |letters: &[usize]| {
                (1..letters.len()).find_map(|b| letters[..b].iter().position(|l| *l == letters[b]).map(|a| (a, b)))
            };
            while let Some((a, b)) = twice(letters) {
                array = view::diagonal(&array, 0, a as i32, b as i32)?;
                let label = letters.remove(b);
                letters.remove(a);
                letters.push(label);
            }
            arrays.push(array);
        }
        let shapes: Vec<&[i64]> = arrays.iter().map(Array::shape).collect();
        let lists: Vec<&[usize]> = letters.iter().map(Vec::as_slice).collect();
        let (_, labels) = resolve(&shapes, &lists, labels)?;
        let shape: Vec<i64> = result.iter().map(|&l| sizes[l]).collect();
        shape::element_count(&shape)?;
        match wanted {
            Wanted::New(Some(given)) => check_result(&shape, given.shape(), "distribution")?,
            Wanted::New(None) => {}
            Wanted::Into(out) => {
                out.check_writable("out")?;
                if !out.context().shares_communicator(context) {
                    refuse!(Argument, "out", "expected an array of the operands' context");
                }
                check_result(&shape, out.shape(), "out")?;
            }
        }
        let Some(dtype) = Dtype::common(arrays.iter().map(Array::dtype)) else {
            refuse!(Argument, "count", "expected at least 1, got 0");
        };
        Ok(Einsum { operands: arrays, labels, result, sizes, dtype })
    }

    fn run(self, call: &Call, context: &Context, wanted: Wanted) -> Result<Array> {
        let Einsum { operands, labels, result, sizes, dtype } = self;
        let count = operands.len();
        // Axes of one index that are repeated go; what only one operand has and nobody needs is summed at once.
        let mut left: Vec<(Array, Vec<usize>)> = Vec::with_capacity(count);
        for (array, labels) in operands.into_iter().zip(labels) {
            left.push(contract::without_repeated(&Operand { array, labels, conjugate: false })?);
        }
        for at in 0..if count > 1 { count } else { 0 } {
            let others = |l: &usize| left.iter().enumerate().any(|(k, (_, labels))| k != at && labels.contains(l));
            let kept: Vec<usize> = left[at].1.iter().copied().filter(|l| others(l) || result.contains(l)).collect();
            if kept.len() < left[at].1.len() {
                let made = single(call, &left[at].0, left[at].1.clone(), &kept, dtype, Wanted::New(None))?;
                left[at] = (made, kept);
            }
        }
        if let [(array, labels)] = &left[..] {
            return single(call, array, labels.clone(), &result, dtype, wanted);
        }
        let lists: Vec<Vec<usize>> = left.iter().map(|(_, labels)| labels.clone()).collect();
        for (a, b) in pairs(&lists, &result, &sizes) {
            let second = left.remove(b);
            let first = left.remove(a);
            let last = left.is_empty();
            let needed = |l: &usize| result.contains(l) || left.iter().any(|(_, labels)| labels.contains(l));
            let kept: Vec<usize> = match last {
                true => result.clone(),
                false => {
                    let new = second.1.iter().filter(|l| !first.1.contains(l));
                    first.1.iter().chain(new).copied().filter(needed).collect()
                }
            };
            let here = |l: usize| first.1.contains(&l) || second.1.contains(&l);
            let sizes: Vec<i64> = sizes.iter().enumerate().map(|(l, &n)| if here(l) { n } else { 1 }).collect();
            let operands = [first, second].map(|(array, labels)| Operand {
                array,
                labels: labels.into_iter().map(Some).collect(),
                conjugate: false,
            });
            let [one, two] = &operands;
            let place = if last { wanted } else { Wanted::New(None) };
            let prepared = prepare_target(context, &[one, two], &kept, &sizes, dtype, place);
            let mut needs = [0; 4];
            if let Ok(target) = &prepared {
                let given = if let Target::Given(array) = target { Some(array) } else { None };
                needs = contract::needs(context, [&one.array, &two.array], given);
            }
            let target = context.agree_with(call, prepared, &mut needs)?.finish(context);
            let (alpha, beta) = (gemm::one(dtype), Factor::new(0u8));
            let job = Job { sizes, operands, labels: kept.clone(), dtype, alpha, beta };
            contract::run(call, job, &target, needs)?;
            left.push((target, kept));
        }
        left.pop().map(|(array, _)| array).ok_or_else(|| Error::new(Status::Internal, "no operand was left"))
    }
}
