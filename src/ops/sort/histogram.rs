//! Histograms, with NumPy's rule for elements at the edges of bins.

use super::count::{add_counts, add_sums, check_weights, common_pieces};
use super::flat::{check_flat, flatten_to, Buffer};
use super::search::whole;
use crate::array::{Array, Prepared};
use crate::context::{Arg, Call, Context};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use crate::ops::create::cast_scalar;
use crate::ops::redistribute::{whole_on, Receiver};
use num_complex::Complex;

/// The bins of one axis of a histogram.
#[derive(Clone, Copy)]
pub enum Bins<'a> {
    /// So many of equal width between two numbers; without them, between the least and the greatest element.
    Equal(i64, Option<[f64; 2]>),
    /// Between neighbours of a 1-D array that ascends.
    Edges(&'a Array),
}

/// NumPy's `histogram(array, bins, range, weights, density)`: how many elements lie in each of `count` bins of equal width, and
/// the edges of the bins, on all ranks. Elements outside the range do not count; the last bin has both its edges. With weights
/// their sums in their dtype; as densities, float64. **Collective.**
pub fn histogram(
    array: &Array,
    count: i64,
    range: Option<[f64; 2]>,
    weights: Option<&Array>,
    density: bool,
) -> Result<(Array, Array)> {
    let bins = Bins::Equal(count, range);
    let mut made = many("distarray_array_histogram", &[array], &[bins], weights, density)?;
    Ok((made.0, made.1.remove(0)))
}

/// As [`histogram`] with bins between neighbours of `edges`, which ascends. **Collective.**
pub fn histogram_edges(array: &Array, edges: &Array, weights: Option<&Array>, density: bool) -> Result<Array> {
    Ok(many("distarray_array_histogram_edges", &[array], &[Bins::Edges(edges)], weights, density)?.0)
}

/// NumPy's `histogram2d(x, y, bins, range, density, weights)`: float64 counts, or sums of weights, of pairs of elements of two
/// arrays of one shape, and the edges of both axes, on all ranks. **Collective.**
pub fn histogram2d(
    x: &Array,
    y: &Array,
    bins: [Bins; 2],
    weights: Option<&Array>,
    density: bool,
) -> Result<(Array, Array, Array)> {
    let function = match bins {
        [Bins::Edges(_), Bins::Edges(_)] => "distarray_array_histogram2d_edges",
        _ => "distarray_array_histogram2d",
    };
    let (counts, mut edges) = many(function, &[x, y], &bins, weights, density)?;
    let second = edges.remove(1);
    Ok((counts, edges.remove(0), second))
}

/// What the arguments of an axis are called: elements, bins, range and edges.
const NAMES: [[&str; 5]; 3] = [
    ["array", "bins", "low", "high", "edges"],
    ["x", "x_bins", "x_low", "x_high", "x_edges"],
    ["y", "y_bins", "y_low", "y_high", "y_edges"],
];

fn arguments(names: &[&'static str; 5], array: &Array, bins: &Bins) -> Vec<(&'static str, Arg<'static>)> {
    let mut list = vec![(names[0], Arg::Object("array", array.serial()))];
    match bins {
        Bins::Equal(count, range) => {
            let [low, high] = range.unwrap_or([1.0, 0.0]);
            list.extend([(names[1], Arg::Int(*count)), (names[2], Arg::Float(low)), (names[3], Arg::Float(high))]);
        }
        Bins::Edges(edges) => list.push((names[4], Arg::Object("array", edges.serial()))),
    }
    list
}

fn real(array: &Array, name: &str) -> Result<()> {
    check_flat(array, name)?;
    if array.dtype().kind() == Kind::Complex {
        refuse!(Dtype, name, "expected real numbers, got {}", array.dtype().name());
    }
    Ok(())
}

/// The dtype of edges: float32 for one array of it, else float64; given edges keep theirs.
fn edge_dtype(arrays: &[&Array], bins: &Bins) -> Dtype {
    match (bins, arrays) {
        (Bins::Edges(edges), _) => edges.dtype(),
        (_, [array]) if array.dtype() == Dtype::Float32 => Dtype::Float32,
        _ => Dtype::Float64,
    }
}

fn many(
    function: &'static str,
    arrays: &[&Array],
    bins: &[Bins],
    weights: Option<&Array>,
    density: bool,
) -> Result<(Array, Vec<Array>)> {
    let array = arrays[0];
    let context = array.context();
    let names = if arrays.len() == 1 { &NAMES[..1] } else { &NAMES[1..] };
    let each = names.iter().zip(arrays.iter().zip(bins));
    let mut arguments: Vec<(&'static str, Arg)> =
        each.flat_map(|(names, (array, bins))| arguments(names, array, bins)).collect();
    arguments.push(("weights", Arg::Object("array", weights.map_or(0, Array::serial))));
    arguments.push(("density", Arg::Int(density.into())));
    let call = Call::new(function, &arguments);
    let prepared = (|| {
        let (mut counts, mut edges) = (Vec::new(), Vec::new());
        for (names, (one, bins)) in names.iter().zip(arrays.iter().zip(bins)) {
            real(one, names[0])?;
            if !one.context().shares_communicator(context) || one.shape() != array.shape() {
                refuse!(Shape, names[0], "expected arrays of one context and one shape");
            }
            let count = check_bins(bins, names, context)?;
            counts.push(count);
            let place = whole_on(context, &[count + 1], Receiver::All)?;
            edges.push(Array::prepare(context, &place, edge_dtype(arrays, bins), None)?);
        }
        check_weights(array, weights)?;
        let dtype = match weights {
            Some(weights) if weights.dtype().kind() == Kind::Complex => match (density, arrays.len()) {
                (false, 1) => weights.dtype(),
                (true, 1) => Dtype::Complex128,
                _ => refuse!(Dtype, "weights", "expected real numbers, got {}", weights.dtype().name()),
            },
            _ if density || arrays.len() > 1 => Dtype::Float64,
            Some(weights) => weights.dtype(),
            None => Dtype::Int64,
        };
        let result = Array::prepare(context, &whole_on(context, &counts, Receiver::All)?, dtype, None)?;
        let total: i64 = counts.iter().product();
        let width = if weights.is_some_and(|weights| weights.dtype().kind() == Kind::Complex) { 2 } else { 1 };
        let sums = Buffer::<f64>::new(context, total as usize * width)?;
        Ok((counts, edges, result, sums))
    })();
    let (counts, edges, result, mut sums) = context.agree(&call, prepared)?;
    let edges: Vec<Array> = edges.into_iter().map(|prepared: Prepared| prepared.finish(context)).collect();
    let result = result.finish(context);

    let pieces = common_pieces(array, weights);
    let pieces = match arrays {
        [_, y] if common_pieces(y, weights) != pieces => {
            super::flat::even(*pieces.last().unwrap_or(&0), context.size())
        }
        _ => pieces,
    };
    // For every element of this rank the number of its bin, negative outside of all.
    let count = (pieces[context.rank() as usize + 1] - pieces[context.rank() as usize]) as usize;
    let mut numbers = context.confirm(Buffer::<i64>::new(context, count))?;
    numbers.items_mut().fill(0);
    let mut widths = Vec::new();
    for (k, (one, bins)) in arrays.iter().zip(bins).enumerate() {
        let values = flatten_to::<f64>(&call, one, Dtype::Float64, &pieces)?;
        let rule = Rule::new(&call, (one, values.items()), bins, edges[k].dtype(), &names[k])?;
        for (number, &value) in numbers.items_mut().iter_mut().zip(values.items()) {
            let bin = rule.bin(value);
            *number = if *number < 0 || bin < 0 { -1 } else { *number * counts[k] + bin };
        }
        widths.push(rule.edges.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<f64>>());
        write(&edges[k], &rule.edges);
    }
    let (numbers, sums) = (numbers.items(), sums.items_mut());
    sums.fill(0.0);
    let inside = |number: &&i64| **number >= 0;
    match weights {
        None => {
            let counters: &mut [i64] = bytemuck::cast_slice_mut(sums);
            counters.fill(0);
            numbers.iter().filter(inside).for_each(|&number| counters[number as usize] += 1);
            add_counts(context, counters)?;
            if result.dtype() == Dtype::Int64 {
                write(&result, counters);
                return Ok((result, edges));
            }
            sums.iter_mut().for_each(|sum| *sum = sum.to_bits() as i64 as f64);
        }
        Some(weights) if sums.len() > counts.iter().product::<i64>() as usize => {
            let weights = flatten_to::<Complex<f64>>(&call, weights, Dtype::Complex128, &pieces)?;
            for (&number, weight) in numbers.iter().zip(weights.items()).filter(|pair| *pair.0 >= 0) {
                sums[2 * number as usize] += weight.re;
                sums[2 * number as usize + 1] += weight.im;
            }
            add_sums(context, sums)?;
        }
        Some(weights) => {
            let weights = flatten_to::<f64>(&call, weights, Dtype::Float64, &pieces)?;
            for (&number, &weight) in numbers.iter().zip(weights.items()).filter(|pair| *pair.0 >= 0) {
                sums[number as usize] += weight;
            }
            add_sums(context, sums)?;
        }
    }
    if result.dtype().kind() == Kind::Complex {
        let sums: &mut [Complex<f64>] = bytemuck::cast_slice_mut(sums);
        let total: Complex<f64> = sums.iter().sum();
        if density {
            sums.iter_mut().zip(&widths[0]).for_each(|(sum, width)| *sum = *sum / *width / total);
        }
        write(&result, sums);
        return Ok((result, edges));
    }
    if density {
        let total: f64 = sums.iter().sum();
        let across = widths.last().map_or(1, Vec::len);
        for (k, sum) in sums.iter_mut().enumerate() {
            match widths.as_slice() {
                [x, y] => *sum = *sum / x[k / across] / y[k % across] / total,
                _ => *sum = *sum / widths[0][k] / total,
            }
        }
    }
    write(&result, sums);
    Ok((result, edges))
}

/// Number of bins.
fn check_bins(bins: &Bins, names: &[&'static str; 5], context: &Context) -> Result<i64> {
    match bins {
        Bins::Equal(count, range) => {
            if *count < 1 || *count > i64::MAX / 64 {
                refuse!(Argument, names[1], "expected at least 1 bin, got {count}");
            }
            let Some([low, high]) = range else { return Ok(*count) };
            for (name, value) in [(names[2], low), (names[3], high)] {
                if !value.is_finite() {
                    refuse!(Argument, name, "expected a finite number, got {value}");
                }
            }
            if low > high {
                refuse!(Argument, names[3], "expected at least {low}, got {high}");
            }
            Ok(*count)
        }
        Bins::Edges(edges) => {
            real(edges, names[4])?;
            if !edges.context().shares_communicator(context) {
                refuse!(Argument, names[4], "expected an array of the same context as the elements");
            }
            if edges.ndim() != 1 || edges.shape()[0] < 2 {
                refuse!(Shape, names[4], "expected 1 dimension and at least 2 edges");
            }
            Ok(edges.shape()[0] - 1)
        }
    }
}

/// Writes numbers to an array that every rank has whole, new and contiguous, in its dtype.
fn write<T: crate::dtype::Element>(array: &Array, values: &[T]) {
    let size = array.dtype().size();
    for (k, value) in values.iter().enumerate() {
        let scalar = cast_scalar(bytemuck::bytes_of(value), T::DTYPE, array.dtype());
        // Sound: all elements are on this rank, one after the other.
        unsafe { std::ptr::copy_nonoverlapping(scalar.as_ptr(), array.local_pointer().add(k * size), size) };
    }
}

/// Which bin a number falls into.
struct Rule {
    edges: Vec<f64>,
    /// Bins of equal width are found by dividing.
    equal: bool,
    /// Numbers count in single precision.
    single: bool,
}

impl Rule {
    /// **Collective**, in the commit phase.
    fn new(
        call: &Call,
        (array, values): (&Array, &[f64]),
        bins: &Bins,
        dtype: Dtype,
        names: &[&'static str; 5],
    ) -> Result<Rule> {
        let context = array.context();
        let single = dtype == Dtype::Float32;
        match bins {
            Bins::Edges(edges) => {
                let own = flatten_to::<f64>(call, edges, Dtype::Float64, &super::flat::wanted_pieces(edges))?;
                let edges = whole(context, own.items())?;
                if edges.windows(2).any(|pair| pair[0] > pair[1]) {
                    let text = "expected numbers that ascend";
                    return Err(Error { agreed: true, ..Error::argument(Status::Argument, names[4], text) });
                }
                Ok(Rule { edges, equal: false, single: false })
            }
            Bins::Equal(count, range) => {
                let [low, high] = match range {
                    Some(range) => *range,
                    None => extremes(array, values, names[0])?,
                };
                let (low, high) = if low == high { (low - 0.5, high + 0.5) } else { (low, high) };
                let edges = equal_edges(low, high, *count, single, single && range.is_none());
                // In two dimensions NumPy searches.
                Ok(Rule { edges, equal: names[0] == "array", single })
            }
        }
    }

    fn bin(&self, value: f64) -> i64 {
        let count = self.edges.len() - 1;
        let (first, last) = (self.edges[0], self.edges[count]);
        if !(value >= first && value <= last) {
            return -1;
        }
        if !self.equal {
            let behind = self.edges[..count].partition_point(|&edge| edge <= value);
            return behind as i64 - 1;
        }
        // NumPy's: an estimate, which rounding may take to the bin beside.
        let part = match self.single {
            true => f64::from((value as f32 - first as f32) / (last as f32 - first as f32) * count as f32),
            false => (value - first) / (last - first) * count as f64,
        };
        let mut bin = (part as usize).min(count - 1);
        if value < self.edges[bin] {
            bin = bin.saturating_sub(1);
        }
        if value >= self.edges[bin + 1] && bin != count - 1 {
            bin += 1;
        }
        bin as i64
    }
}

/// NumPy's `linspace(low, high, count + 1)`, computed and rounded in single precision where asked for.
fn equal_edges(low: f64, high: f64, count: i64, rounded: bool, single: bool) -> Vec<f64> {
    if single {
        let (low, high) = (low as f32, high as f32);
        let step = (high - low) / count as f32;
        let edge = |k: i64| match step == 0.0 {
            true => k as f32 / count as f32 * (high - low) + low,
            false => k as f32 * step + low,
        };
        return (0..=count).map(|k| f64::from(if k == count { high } else { edge(k) })).collect();
    }
    let step = (high - low) / count as f64;
    let edge = |k: i64| match step == 0.0 {
        true => k as f64 / count as f64 * (high - low) + low,
        false => k as f64 * step + low,
    };
    let round = |edge: f64| if rounded { f64::from(edge as f32) } else { edge };
    (0..=count).map(|k| round(if k == count { high } else { edge(k) })).collect()
}

/// The least and the greatest element; 0 and 1 if there is none. **Collective.**
fn extremes(array: &Array, values: &[f64], name: &str) -> Result<[f64; 2]> {
    if array.distribution().global_count() == 0 {
        return Ok([0.0, 1.0]);
    }
    let start = (f64::INFINITY, f64::NEG_INFINITY, false);
    let found = values.iter().fold(start, |(low, high, odd), &x| (low.min(x), high.max(x), odd | !x.is_finite()));
    let words: [f64; 3] = [found.0, found.1, f64::from(u8::from(found.2))];
    let all = array.context().all_gather(bytemuck::bytes_of(&words))?;
    let all: Vec<f64> = bytemuck::allocation::pod_collect_to_vec(&all);
    let (mut low, mut high, mut odd) = start;
    for words in all.chunks_exact(3) {
        (low, high, odd) = (low.min(words[0]), high.max(words[1]), odd | (words[2] != 0.0));
    }
    if odd {
        let text = "the range between its elements is not finite; give one";
        return Err(Error { agreed: true, ..Error::argument(Status::Argument, name, text) });
    }
    Ok([low, high])
}
