//! Arrays of numbers at equal distances or ratios, of ones on a diagonal, of indices.

use crate::array::{blocks, Array, Place};
use crate::context::{Arg, Call, Context};
use crate::distribution::{Distribution, Specification};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::copy::{copy_block, Source, Target};
use crate::ops::create::{number, Scalar};
use std::sync::Arc;

/// `count` numbers from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub start: f64,
    pub stop: f64,
    pub count: i64,
    /// Whether `stop` is the last one, or would be the next.
    pub endpoint: bool,
}

impl Interval {
    /// As NumPy's `linspace` computes it: `i·step + start`, and the last one is `stop`.
    fn term(&self, i: i64) -> f64 {
        let parts = if self.endpoint { self.count - 1 } else { self.count };
        let delta = self.stop - self.start;
        let step = delta / parts as f64;
        if self.endpoint && self.count > 1 && i == self.count - 1 {
            self.stop
        } else if parts <= 0 {
            i as f64 * delta + self.start
        } else if step == 0.0 {
            i as f64 / parts as f64 * delta + self.start
        } else {
            i as f64 * step + self.start
        }
    }
}

/// NumPy's `linspace`: a 1-D array in the distribution that `text` names. Integers are rounded down. **Collective.**
pub fn linspace(context: &Context, interval: Interval, dtype: Dtype, text: &str) -> Result<Array> {
    line("distarray_array_create_linspace", context, interval, 0.0, dtype, text, || Ok(()), |i| interval.term(i))
}

/// NumPy's `logspace`: powers of `base` whose exponents are those of [`linspace`]. **Collective.**
pub fn logspace(context: &Context, interval: Interval, base: f64, dtype: Dtype, text: &str) -> Result<Array> {
    let term = |i| base.powf(interval.term(i));
    line("distarray_array_create_logspace", context, interval, base, dtype, text, || Ok(()), term)
}

/// NumPy's `geomspace`: numbers at equal ratios between two of one sign. **Collective.**
pub fn geomspace(context: &Context, interval: Interval, dtype: Dtype, text: &str) -> Result<Array> {
    let (start, stop) = (interval.start, interval.stop);
    let signs = || {
        let one_sign = start * stop.signum() > 0.0;
        if !one_sign {
            refuse!(Argument, "stop", "expected two numbers of one sign, neither of them 0, got {start} and {stop}");
        }
        Ok(())
    };
    let sign = start.signum();
    let exponents = Interval { start: (start / sign).log10(), stop: (stop / sign).log10(), ..interval };
    let term = |i| match i {
        0 => start,
        _ if interval.endpoint && i == interval.count - 1 => stop,
        _ => 10f64.powf(exponents.term(i)) * sign,
    };
    line("distarray_array_create_geomspace", context, interval, 10.0, dtype, text, signs, term)
}

/// Numbers up to here are exact as floats.
const MOST: i64 = 1 << 53;

#[allow(clippy::too_many_arguments)]
fn line(
    function: &'static str,
    context: &Context,
    interval: Interval,
    base: f64,
    dtype: Dtype,
    text: &str,
    check: impl FnOnce() -> Result<()>,
    term: impl Fn(i64) -> f64,
) -> Result<Array> {
    let arguments = [
        ("start", Arg::Float(interval.start)),
        ("stop", Arg::Float(interval.stop)),
        ("count", Arg::Int(interval.count)),
        ("endpoint", Arg::Int(interval.endpoint as i64)),
        ("base", Arg::Float(base)),
        ("dtype", Arg::Text(dtype.name())),
        ("text", Arg::Text(text)),
    ];
    let prepare = || {
        for (name, value) in [("start", interval.start), ("stop", interval.stop), ("base", base)] {
            if !value.is_finite() {
                refuse!(Argument, name, "expected a finite number, got {value}");
            }
        }
        if !(0..=MOST).contains(&interval.count) {
            refuse!(Argument, "count", "expected 0 to 2^53 elements, got {}", interval.count);
        }
        check()?;
        let specification = Specification::parse(&[interval.count], text)?;
        let distribution = Distribution::build(&specification, context.size(), context.rank(), &[])?;
        Array::prepare(context, &Arc::new(distribution), dtype, None)
    };
    let array = context.agree(&Call::new(function, &arguments), prepare())?.finish(context);
    write_terms(&array, term);
    Ok(array)
}

/// Every element of a 1-D array from its index, cast as by NumPy's `astype`, integers rounded down first.
fn write_terms(array: &Array, term: impl Fn(i64) -> f64) {
    const BLOCK: i64 = 512;
    let Some(place) = array.distribution().place() else { return };
    let Some(&[stride]) = array.strides() else { return };
    let floor = matches!(array.dtype().kind(), Kind::Signed | Kind::Unsigned);
    let mut block = [0f64; BLOCK as usize];
    for run in array.distribution().axes()[0].runs(place.coordinates[0]) {
        for first in (0..run.count).step_by(BLOCK as usize) {
            let count = BLOCK.min(run.count - first) as usize;
            for (k, value) in (first..).zip(&mut block[..count]) {
                let number = term(run.global + k * run.step);
                *value = if floor { number.floor() } else { number };
            }
            let pointer = array.local_pointer().wrapping_offset((run.local + first) as isize * stride);
            let source = Source { pointer: block.as_ptr().cast(), strides: &[8], dtype: Dtype::Float64 };
            let target = Target { pointer, strides: &[stride], dtype: array.dtype() };
            // Sound: the run's positions are owned.
            unsafe { copy_block(source, target, &[count]) };
        }
    }
}

/// NumPy's `eye`: a 2-D array of zeros with ones where the column is the row plus `diagonal`. **Collective.**
pub fn eye(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype, diagonal: i64) -> Result<Array> {
    ones_on("distarray_array_create_eye", context, distribution, dtype, diagonal, false)
}

/// NumPy's `identity`: a square matrix of zeros with ones on its diagonal. **Collective.**
pub fn identity(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype) -> Result<Array> {
    ones_on("distarray_array_create_identity", context, distribution, dtype, 0, true)
}

fn ones_on(
    function: &'static str,
    context: &Context,
    distribution: &Arc<Distribution>,
    dtype: Dtype,
    diagonal: i64,
    square: bool,
) -> Result<Array> {
    let arguments = [
        ("distribution", Arg::Object("distribution", distribution.digest())),
        ("dtype", Arg::Text(dtype.name())),
        ("diagonal", Arg::Int(diagonal)),
    ];
    let prepared = match distribution.shape() {
        &[rows, columns] if !square || rows == columns => known(distribution),
        extents => {
            let expected = if square { "as many rows as columns" } else { "two axes" };
            let text = format!("expected {expected}, got shape {}", shape::text(extents));
            Err(Error::argument(Status::Shape, "distribution", text))
        }
    };
    let prepared = prepared.and_then(|()| Array::prepare(context, distribution, dtype, None));
    let array = context.agree(&Call::new(function, &arguments), prepared)?.finish(context);
    let one: Scalar = number(1.0, dtype);
    let distribution = array.distribution();
    if let Some(place) = distribution.place().filter(|_| array.has_elements()) {
        let [rows, columns] = [0, 1].map(|axis| &distribution.axes()[axis]);
        for run in rows.runs(place.coordinates[0]) {
            for k in 0..run.count {
                let column = (run.global + k * run.step).checked_add(diagonal);
                let Some(column) = column.filter(|column| (0..columns.size()).contains(column)) else { continue };
                if let Some(local) = columns.local_of(place.coordinates[1], column) {
                    let offset = array.access()[0].offset(run.local + k) + array.access()[1].offset(local);
                    let element = array.local_pointer().wrapping_offset(offset);
                    // Sound: an owned element.
                    unsafe { std::ptr::copy_nonoverlapping(one.as_ptr(), element, dtype.size()) };
                }
            }
        }
    }
    Ok(array)
}

/// Indices are what elements are made of here, so that labels must be a permutation of them.
fn known(distribution: &Distribution) -> Result<()> {
    for (d, axis) in distribution.axes().iter().enumerate() {
        if axis.labels().is_some_and(|labels| !labels.is_permutation()) {
            refuse!(Distribution, "distribution", "axis {d}: expected labels that are a permutation of 0 ... size-1");
        }
    }
    Ok(())
}

/// NumPy's `indices`: element `[d, i, j, ...]` is the index along axis `d` of `[i, j, ...]`. The first axis of the
/// distribution has as many indices as there are others. **Collective.**
pub fn indices(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype) -> Result<Array> {
    let arguments =
        [("distribution", Arg::Object("distribution", distribution.digest())), ("dtype", Arg::Text(dtype.name()))];
    let check = || {
        let extents = distribution.shape();
        if extents.first() != Some(&(extents.len() as i64 - 1)) {
            let text = shape::text(extents);
            refuse!(
                Shape,
                "distribution",
                "expected a first axis of one index for each of the others, got shape {text}"
            );
        }
        known(distribution)
    };
    let prepared = check().and_then(|()| Array::prepare(context, distribution, dtype, None));
    let call = Call::new("distarray_array_create_indices", &arguments);
    let array = context.agree(&call, prepared)?.finish(context);
    let distribution = array.distribution();
    let Some(place) = distribution.place().filter(|_| array.has_elements()) else { return Ok(array) };
    let globals = |d: usize| -> Vec<i64> {
        let runs = distribution.axes()[d].runs(place.coordinates[d]);
        runs.iter().flat_map(|run| (0..run.count).map(|k| run.global + k * run.step)).collect()
    };
    let extents = &distribution.local_shape()[1..];
    for (local, d) in (0..).zip(globals(0)) {
        let values = globals(d as usize + 1);
        let strides: Vec<isize> = (0..extents.len()).map(|k| if k == d as usize { 8 } else { 0 }).collect();
        let from = Place::strided(values.as_ptr().cast_mut().cast(), &strides, extents, Dtype::Int64);
        let mut to = array.place();
        to.pointer = to.pointer.wrapping_offset(array.access()[0].offset(local));
        to.access.remove(0);
        to.extents.remove(0);
        // Sound: the owned elements of one position of the first axis.
        unsafe { blocks::copy(&from, &to) };
    }
    Ok(array)
}
