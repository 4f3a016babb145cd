//! Quantiles: exact, by selection. Over all elements nothing is moved: keys that order as the elements do are counted by
//! their leading bits, and only those that share the bits of a rank sought are looked at again. Along axes, lines are
//! brought together where they are spread over processes.

use super::create::Scalar;
use super::lines::{Held, Lines};
use super::redistribute::{whole_on, Receiver};
use super::reduce::Part;
use super::view;
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::dtype::{Dtype, Kind};
use crate::error::Result;
use crate::kernels::quantile::{is_nan, key_bits, keys, nan};

pub use crate::kernels::quantile::Method;

/// Which quantiles of what.
#[derive(Clone, Copy, Debug)]
pub struct Quantiles<'a> {
    /// Numbers from 0 to 1.
    pub q: &'a [f64],
    pub method: Method,
    /// NaN is left out; else it is the result where there is one.
    pub skip_nan: bool,
    /// Axes to reduce; all if not said.
    pub axes: Option<&'a [i32]>,
    /// Reduced axes stay with extent 1.
    pub keep: bool,
}

impl<'a> Quantiles<'a> {
    /// NumPy's default over all elements.
    pub fn new(q: &'a [f64]) -> Quantiles<'a> {
        Quantiles { q, method: Method::Linear, skip_nan: false, axes: None, keep: false }
    }
}

fn check(array: &Array, how: &Quantiles) -> Result<Vec<bool>> {
    array.check_usable("array")?;
    if let Some(wrong) = how.q.iter().find(|q| !(0.0..=1.0).contains(*q)) {
        refuse!(Argument, "q", "expected numbers from 0 to 1, got {wrong}");
    }
    if array.dtype().kind() == Kind::Complex {
        refuse!(Dtype, "array", "quantiles need real numbers, got {}", array.dtype().name());
    }
    let mut reduced = vec![how.axes.is_none(); array.ndim()];
    for &axis in how.axes.unwrap_or(&[]) {
        let axis = view::axis_of(axis, array.ndim(), "axes")?;
        if std::mem::replace(&mut reduced[axis], true) {
            refuse!(Argument, "axes", "axis {axis} is named twice");
        }
    }
    if (0..array.ndim()).any(|d| reduced[d] && array.shape()[d] == 0) {
        refuse!(Shape, "array", "there are no quantiles of no elements");
    }
    Ok(reduced)
}

/// Quantiles over all elements, on every rank, and their dtype. **Collective.**
///
/// # Errors
/// `Shape` for quantiles of no elements, `Dtype` for complex ones.
pub fn values(array: &Array, how: &Quantiles) -> Result<(Vec<Scalar>, Dtype)> {
    let axes: Vec<i64> = how.axes.unwrap_or(&[]).iter().map(|&axis| axis.into()).collect();
    values_as("distarray_array_quantile_value", array, how, &axes)
}

fn values_as(function: &'static str, array: &Array, how: &Quantiles, axes: &[i64]) -> Result<(Vec<Scalar>, Dtype)> {
    let context = array.context();
    let bits: Vec<i64> = how.q.iter().map(|q| q.to_bits() as i64).collect();
    let arguments = arguments(array, how, &bits, axes);
    let prepared = check(array, how).and_then(|reduced| {
        if reduced.contains(&false) {
            refuse!(Argument, "axes", "expected all axes");
        }
        let own = array.distribution().place().is_some_and(|place| place.replica == 0);
        let part = own.then(|| Part::new(array, &reduced, false, None));
        let count = part.as_ref().map_or(0, |part| part.count());
        let memory = (context.temporary(count * array.dtype().size())?, context.temporary(count * 8)?);
        Ok((part, count, memory))
    });
    let (part, count, (mut elements, mut memory)) = context.agree(&Call::new(function, &arguments), prepared)?;
    let dtype = array.dtype();
    if let Some(part) = part.filter(|_| count > 0) {
        // SAFETY: room for as many elements.
        unsafe { part.gather(elements.as_mut_ptr()) };
    }
    let own: &mut [u64] = bytemuck::cast_slice_mut(&mut memory[..count * 8]);
    keys(dtype, &elements[..count * dtype.size()], own);
    let found = own.iter().filter(|&&key| is_nan(dtype, key)).count();
    let totals = context.sum(&[count as u64, found as u64])?;
    let known = totals[0] - totals[1];
    let result = how.method.dtype(dtype);
    if known == 0 || totals[1] > 0 && !how.skip_nan {
        return Ok((vec![nan(result); how.q.len()], result));
    }
    let places: Vec<(u64, u64, f64)> = how.q.iter().map(|&q| how.method.places(known, q)).collect();
    let mut ranks: Vec<u64> = places.iter().flat_map(|p| [p.0, p.1.min(known - 1)]).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let selected = select(context, own, key_bits(dtype), &ranks)?;
    let key = |rank: u64| ranks.binary_search(&rank.min(known - 1)).map_or(0, |at| selected[at]);
    let value = |&(low, high, weight): &(u64, u64, f64)| how.method.between(dtype, key(low), key(high), weight);
    Ok((places.iter().map(value).collect(), result))
}

fn arguments<'b>(array: &Array, how: &Quantiles, q: &'b [i64], axes: &'b [i64]) -> [(&'static str, Arg<'b>); 6] {
    [
        ("array", Arg::Object("array", array.serial())),
        ("q", Arg::Ints(q)),
        ("method", Arg::Int(how.method as i64)),
        ("skip_nan", Arg::Int(how.skip_nan.into())),
        ("axes", Arg::Ints(axes)),
        ("keep", Arg::Int(how.keep.into())),
    ]
}

/// Ranks sought among keys that share their leading bits.
struct Group {
    /// The shared bits, at the top.
    prefix: u64,
    /// Keys below all of these.
    below: u64,
    ranks: Vec<u64>,
}

/// Bits that are told apart in one round.
const ROUND: u32 = 12;

/// The keys of these ranks, ascending and different, among the keys of all processes. Collective; the keys are reordered.
fn select(context: &Context, keys: &mut [u64], bits: u32, ranks: &[u64]) -> Result<Vec<u64>> {
    let mut groups = vec![Group { prefix: 0, below: 0, ranks: ranks.to_vec() }];
    let (mut done, mut left) = (0, keys.len());
    while done < bits {
        let round = ROUND.min(bits - done);
        let bins = 1usize << round;
        let digit = |key: u64| (key << done >> (64 - round)) as usize;
        let group_of = |key: u64, groups: &[Group]| match done {
            0 => Some(0),
            _ => groups.binary_search_by_key(&(key >> (64 - done) << (64 - done)), |group| group.prefix).ok(),
        };
        let mut counts = vec![0u64; bins * groups.len()];
        let mut kept = 0;
        for k in 0..left {
            let key = keys[k];
            if let Some(group) = group_of(key, &groups) {
                counts[group * bins + digit(key)] += 1;
                keys[kept] = key;
                kept += 1;
            }
        }
        left = kept;
        let counts = context.sum(&counts)?;
        let mut next: Vec<Group> = Vec::new();
        for (group, counts) in groups.iter().zip(counts.chunks(bins)) {
            let (mut below, mut bin) = (group.below, 0);
            for &rank in &group.ranks {
                while bin + 1 < bins && below + counts[bin] <= rank {
                    below += counts[bin];
                    bin += 1;
                }
                let prefix = group.prefix | (bin as u64) << (64 - done - round);
                match next.last_mut().filter(|last| last.prefix == prefix) {
                    Some(last) => last.ranks.push(rank),
                    None => next.push(Group { prefix, below, ranks: vec![rank] }),
                }
            }
        }
        groups = next;
        done += round;
    }
    Ok(groups.iter().flat_map(|group| group.ranks.iter().map(|_| group.prefix)).collect())
}

/// Quantiles along axes: the first axis of the result counts them, the others are the array's without the reduced ones.
/// **Collective.**
///
/// # Errors
/// As [`values`].
pub fn along(array: &Array, how: &Quantiles) -> Result<Array> {
    let function = "distarray_array_quantile";
    let context = array.context();
    let count = how.q.len() as i64;
    let axes: Vec<i64> = how.axes.map_or(vec![i64::MIN], |axes| axes.iter().map(|&axis| axis.into()).collect());
    let bits: Vec<i64> = how.q.iter().map(|q| q.to_bits() as i64).collect();
    let arguments = arguments(array, how, &bits, &axes);
    let call = Call::new(function, &arguments);
    let result_dtype = how.method.dtype(array.dtype());
    if array.ndim() == how.axes.map_or(array.ndim(), <[i32]>::len) {
        let prepared = check(array, how).and_then(|_| {
            let mut extents = vec![count];
            extents.extend(vec![1; if how.keep { array.ndim() } else { 0 }]);
            Array::prepare(context, &whole_on(context, &extents, Receiver::All)?, result_dtype, None)
        });
        let result = context.agree(&call, prepared)?.finish(context);
        let (list, dtype) = values_as(function, array, &Quantiles { axes: None, ..*how }, &axes)?;
        for (k, value) in list.iter().enumerate() {
            // SAFETY: a whole copy of the result, contiguous.
            unsafe {
                let to = result.local_pointer().add(k * dtype.size());
                std::ptr::copy_nonoverlapping(value.as_ptr(), to, dtype.size());
            }
        }
        return Ok(result);
    }
    let prepared = check(array, how).and_then(|reduced| {
        let lines = Lines::prepare(array, reduced)?;
        let result = Array::prepare(context, &lines.result(Some(count), how.keep)?, result_dtype, None)?;
        Ok((lines, result))
    });
    let (lines, result) = context.agree(&call, prepared)?;
    let result = result.finish(context);
    let held = lines.settle()?;
    let mut room = context.confirm(context.temporary(held.length * 8))?;
    write_lines(&held, how, &result, bytemuck::cast_slice_mut(&mut room[..]));
    Ok(result)
}

fn write_lines(held: &Held, how: &Quantiles, result: &Array, line: &mut [u64]) {
    let bytes = (held.length * held.dtype.size()).max(1);
    let (lines, item) = (held.elements.len() / bytes, result.dtype().size());
    for (k, elements) in held.elements.chunks_exact(bytes).enumerate() {
        keys(held.dtype, elements, line);
        line.sort_unstable();
        let known = line.partition_point(|&key| !is_nan(held.dtype, key));
        for (at, &q) in how.q.iter().enumerate() {
            let value = match known {
                0 => nan(result.dtype()),
                _ if known < line.len() && !how.skip_nan => nan(result.dtype()),
                _ => {
                    let (low, high, weight) = how.method.places(known as u64, q);
                    let key = |rank: u64| line[(rank as usize).min(known - 1)];
                    how.method.between(held.dtype, key(low), key(high), weight)
                }
            };
            // SAFETY: the result is contiguous: quantiles, then lines.
            unsafe {
                let to = result.local_pointer().add((at * lines + k) * item);
                std::ptr::copy_nonoverlapping(value.as_ptr(), to, item);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::quantile::element;

    #[test]
    fn ranks_are_found_among_ties() {
        let context = Context::alone();
        let Ok(context) = context else { return };
        let mut keys: Vec<u64> = (0..5000u64).map(|k| (k * 7919 % 257) << 40).collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        let ranks = [0, 1, 2, 77, 2500, 2501, 4999];
        let found = select(&context, &mut keys, 64, &ranks).unwrap();
        assert_eq!(found, ranks.map(|rank| sorted[rank as usize]));
        assert_eq!(element(Dtype::UInt64, found[3])[..8], sorted[77].to_ne_bytes());
    }
}
