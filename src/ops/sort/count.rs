//! Counting by value.

use super::flat::{check_flat, even, flatten_to, pieces, pieces_of, Buffer};
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use crate::index::shape;

/// Counters that meet at once.
const CHUNK: usize = 1 << 15;

/// Adds up the ranks' counters. **Collective.**
pub(super) fn add_counts(context: &Context, counts: &mut [i64]) -> Result<()> {
    for chunk in counts.chunks_mut(CHUNK) {
        let sums = context.sum(bytemuck::cast_slice(chunk))?;
        chunk.copy_from_slice(bytemuck::cast_slice(&sums));
    }
    Ok(())
}

/// Adds up the ranks' sums in the order of ranks, so that all have the same bits. **Collective.**
pub(super) fn add_sums(context: &Context, sums: &mut [f64]) -> Result<()> {
    for chunk in sums.chunks_mut(CHUNK / context.size() as usize + 1) {
        let all: Vec<f64> = bytemuck::allocation::pod_collect_to_vec(&context.all_gather(bytemuck::cast_slice(chunk))?);
        let (first, others) = all.split_at(chunk.len());
        chunk.copy_from_slice(first);
        for other in others.chunks_exact(chunk.len()) {
            chunk.iter_mut().zip(other).for_each(|(sum, more)| *sum += more);
        }
    }
    Ok(())
}

/// The pieces in which an array and its weights are both read.
pub(super) fn common_pieces(array: &Array, weights: Option<&Array>) -> Vec<i64> {
    let own = pieces_of(array.distribution());
    match (own, weights.map(|weights| pieces_of(weights.distribution()))) {
        (Some(own), None) => own,
        (Some(own), Some(theirs)) if theirs.as_ref() == Some(&own) => own,
        _ => even(array.distribution().global_count(), array.context().size()),
    }
}

/// Refuses weights that are not one for each element.
pub(super) fn check_weights(array: &Array, weights: Option<&Array>) -> Result<()> {
    let Some(weights) = weights else { return Ok(()) };
    check_flat(weights, "weights")?;
    if !weights.context().shares_communicator(array.context()) {
        refuse!(Argument, "weights", "expected an array of the same context as 'array'");
    }
    if weights.shape() != array.shape() {
        let (expected, got) = (shape::text(array.shape()), shape::text(weights.shape()));
        refuse!(Shape, "weights", "expected the shape of 'array', {expected}, got {got}");
    }
    Ok(())
}

/// NumPy's `bincount(array, weights, minlength)`: how often each number from 0 on comes in a 1-D array of integers, int64; with
/// weights their sums, float64. The result lies in blocks over all ranks. **Collective.**
pub fn bincount(array: &Array, weights: Option<&Array>, least: i64) -> Result<Array> {
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("weights", Arg::Object("array", weights.map_or(0, Array::serial))),
        ("minlength", Arg::Int(least)),
    ];
    let call = Call::new("distarray_array_bincount", &arguments);
    let context = array.context();
    let prepared = check_flat(array, "array").and_then(|()| {
        if array.ndim() != 1 {
            refuse!(Shape, "array", "expected 1 dimension, got {}", array.ndim());
        }
        if !matches!(array.dtype().kind(), Kind::Bool | Kind::Signed | Kind::Unsigned) {
            refuse!(Dtype, "array", "expected integers, got {}; cast it first", array.dtype().name());
        }
        if least < 0 {
            refuse!(Argument, "minlength", "expected at least 0, got {least}");
        }
        check_weights(array, weights)?;
        match weights {
            Some(weights) if weights.dtype().kind() == Kind::Complex => {
                refuse!(Dtype, "weights", "expected real numbers, got {}", weights.dtype().name())
            }
            _ => Ok(()),
        }
    });
    context.agree(&call, prepared)?;
    let bounds = common_pieces(array, weights);
    let numbers = flatten_to::<i64>(&call, array, Dtype::Int64, &bounds)?;
    let weights = weights.map(|weights| flatten_to::<f64>(&call, weights, Dtype::Float64, &bounds)).transpose()?;
    let numbers = numbers.items();
    // Unsigned numbers beyond the signed ones are negative here.
    let mut slots = [numbers.iter().max().map_or(0, |&most| most.saturating_add(1).max(0) as u64), 0, 0, 0];
    let checked = match numbers.iter().min() {
        Some(&lowest) if lowest < 0 => Err(Error::argument(
            Status::Argument,
            "array",
            format!("expected numbers of at least 0 and below 2^63, got {lowest} in 64 bits"),
        )),
        _ => Ok(()),
    };
    context.confirm_with(checked, &mut slots)?;
    let length = (slots[0] as i64).max(least);
    let prepared = pieces(context, &even(length, context.size())).and_then(|blocks| {
        let dtype = if weights.is_some() { Dtype::Float64 } else { Dtype::Int64 };
        let result = Array::prepare(context, &blocks, dtype, None)?;
        Ok((result, Buffer::<i64>::new(context, length as usize)?))
    });
    let (result, mut counts) = context.confirm(prepared)?;
    let result = result.finish(context);
    let counts = counts.items_mut();
    counts.fill(0);
    match &weights {
        None => {
            numbers.iter().for_each(|&number| counts[number as usize] += 1);
            add_counts(context, counts)?;
        }
        Some(weights) => {
            let sums: &mut [f64] = bytemuck::cast_slice_mut(counts);
            numbers.iter().zip(weights.items()).for_each(|(&number, weight)| sums[number as usize] += weight);
            add_sums(context, sums)?;
        }
    }
    let bounds = even(length, context.size());
    let own = bounds[context.rank() as usize] as usize..bounds[context.rank() as usize + 1] as usize;
    // Sound: the array is new, 1-D and has this block. Sums have the size of counts.
    unsafe {
        let to = result.local_pointer().cast::<i64>();
        std::ptr::copy_nonoverlapping(counts[own.clone()].as_ptr(), to, own.len());
    }
    Ok(result)
}
