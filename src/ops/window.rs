//! What is made of an element's neighbours along one axis: differences, gradients, convolutions. The operand is copied once
//! with a halo as wide as the neighbourhood; everything else is local.

use super::create::{cast_scalar, number, Scalar};
use super::halo;
use super::redistribute::{self, redistribute_as};
use super::view::axis_of;
use crate::array::{blocks, Array, Prepared};
use crate::context::{Arg, Call};
use crate::distribution::{AxisMap, Base, Distribution, Padding};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use crate::kernels::window::{weighted_sum, Tap};
use std::sync::Arc;

/// Which part of a convolution is wanted, with its number in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum ConvolveMode {
    /// Every position where operands meet.
    Full = 1,
    /// As many positions as the longer operand has, in the middle.
    Same = 2,
    /// Where the shorter operand lies inside the longer one.
    Valid = 3,
}

impl ConvolveMode {
    pub fn from_number(number: i32) -> Result<ConvolveMode> {
        use ConvolveMode::{Full, Same, Valid};
        [Full, Same, Valid].into_iter().find(|mode| *mode as i32 == number).ok_or_else(|| {
            let text = format!("expected DISTARRAY_CONVOLVE_FULL (1) to DISTARRAY_CONVOLVE_VALID (3), got {number}");
            Error::argument(Status::Argument, "mode", text)
        })
    }
}

/// Neighbours of one axis: for results `first..` weights of elements at these distances.
struct Window {
    axis: usize,
    dtype: Dtype,
    /// Elements needed before and after an element's own index.
    reach: (i64, i64),
    /// Result index i stands at index i + shift of the operand.
    shift: i64,
    /// Results along the axis.
    count: i64,
}

/// Distance and weight.
type Weight = (i64, Scalar);

struct Work {
    window: Window,
    padded: Prepared,
    result: Prepared,
}

impl Window {
    /// Copies of the operand and the result, both in blocks along the axis. The result lies where the operand does; what
    /// stands outside of it lies with its first or last element.
    fn prepare(self, array: &Array) -> Result<Work> {
        let (context, source) = (array.context(), array.distribution());
        let mut axes: Vec<AxisMap> = source.axes().iter().map(AxisMap::without_padding).collect();
        let map = &axes[self.axis];
        let (size, parts) = (map.size(), map.parts());
        let bounds: Vec<i64> = match map.is_block() && !map.is_broadcast() {
            true => (0..=parts).map(|c| if c == parts { size } else { map.bounds(c).map_or(0, |b| b.0) }).collect(),
            false => {
                let even = AxisMap::new(Base::Block, size, parts, Padding::none());
                (0..=parts).map(|c| if c == parts { size } else { even.bounds(c).map_or(0, |b| b.0) }).collect()
            }
        };
        let ascending = bounds.windows(2).all(|pair| pair[0] <= pair[1]);
        let bounds = match ascending {
            true => bounds,
            // A slice backwards: the first coordinate has the last indices.
            false => (0..=parts as i64).map(|c| (size as i128 * c as i128 / parts as i128) as i64).collect(),
        };
        let last = (0..parts as usize).rev().find(|&c| bounds[c] < bounds[c + 1]).unwrap_or(0);
        let first = (0..parts as usize).find(|&c| bounds[c] < bounds[c + 1]).unwrap_or(0);
        let edge = |c: usize| match c {
            c if c <= first => 0,
            c if c > last => self.count,
            c => (bounds[c] - self.shift).clamp(0, self.count),
        };
        let result_bounds: Vec<i64> = (0..=parts as usize).map(edge).collect();
        // The halo covers what the first and the last part need beyond the neighbourhood of their own elements.
        let wide = |n: i64| n.clamp(0, size);
        let padding = Padding::uniform(wide(self.reach.0), wide(self.reach.1));
        axes[self.axis] = AxisMap::new(Base::Bounds(bounds.into()), size, parts, padding);
        let make = |axes: Vec<AxisMap>| {
            let (order, grid) = (source.order(), source.grid().clone());
            Distribution::from_axes(axes, grid, order, source.context_size(), source.rank()).map(Arc::new)
        };
        let padded = make(axes.clone())?;
        axes[self.axis] = AxisMap::new(Base::Bounds(result_bounds.into()), self.count, parts, Padding::none());
        let result = make(axes)?;
        let padded = Array::prepare(context, &padded, self.dtype, None)?;
        Ok(Work { padded, result: Array::prepare(context, &result, self.dtype, None)?, window: self })
    }
}

/// The operand with its neighbours, and the result to be written.
struct Operands {
    window: Window,
    padded: Array,
    result: Array,
}

impl Work {
    /// Collective, in the commit phase.
    fn fill(self, function: &'static str, array: &Array) -> Result<Operands> {
        let context = array.context();
        let (mut padded, result) = (self.padded.finish(context), self.result.finish(context));
        redistribute_as(&Call::new(function, &[]), Ok(()), array, &mut padded)?;
        halo::exchange_halo(&mut padded)?;
        Ok(Operands { window: self.window, padded, result })
    }
}

impl Operands {
    /// Own results inside `first..end`, which have these weights.
    fn write(&self, first: i64, end: i64, weights: &[Weight], divisor: Option<&Scalar>) {
        let (axis, distribution) = (self.window.axis, self.result.distribution());
        let (Some(place), true) = (distribution.place(), self.result.has_elements()) else { return };
        let coordinate = place.coordinates[axis];
        let Some((start, stop)) = distribution.axes()[axis].bounds(coordinate) else { return };
        let (first, end) = (first.max(start), end.min(stop));
        if first >= end {
            return;
        }
        let own = self.padded.distribution().axes()[axis].bounds(coordinate).map_or(0, |bounds| bounds.0);
        let mut extents = distribution.local_shape();
        extents[axis] = end - first;
        let step = self.padded.access()[axis].offset(1);
        let taps: Vec<Tap> =
            weights.iter().map(|&(distance, factor)| Tap { offset: distance as isize * step, factor }).collect();
        let position = (first + self.window.shift - own) as isize;
        let out = self.result.access()[axis].offset(first - start);
        let parts = [
            (self.padded.local_pointer().wrapping_offset(position * step), self.padded.access(), self.padded.dtype()),
            (self.result.local_pointer().wrapping_offset(out), self.result.access(), self.result.dtype()),
        ];
        // SAFETY: neighbours of own results lie in the own part or its halo.
        blocks::each_of(&extents, parts, |block| unsafe {
            weighted_sum(&taps, divisor, block.source(0), block.target(1), block.extents);
        });
    }
}

/// Differences of neighbours, `n` times: `out[i] = a[i+1] - a[i]`; of bools whether they differ. **Collective.**
pub fn difference(array: &Array, n: i64, axis: i32) -> Result<Array> {
    let function = "distarray_array_diff";
    let arguments =
        [("array", Arg::Object("array", array.serial())), ("n", Arg::Int(n)), ("axis", Arg::Int(axis.into()))];
    let call = Call::new(function, &arguments);
    let dtype = if array.dtype() == Dtype::Bool { Dtype::UInt8 } else { array.dtype() };
    let checked = array.check_usable("array").and_then(|()| {
        if n < 0 {
            refuse!(Argument, "n", "expected at least 0, got {n}");
        }
        axis_of(axis, array.ndim(), "axis")
    });
    if n == 0 {
        array.context().agree(&call, checked)?;
        return redistribute::copy(array);
    }
    let prepared = checked.and_then(|axis| {
        let count = (array.shape()[axis] - 1).max(0);
        Window { axis, dtype, reach: (0, 1), shift: 0, count }.prepare(array)
    });
    let operands = array.context().agree(&call, prepared)?.fill(function, array)?;
    let count = operands.window.count;
    let one = number(1.0, dtype);
    operands.write(0, count, &[(1, one), (0, minus(dtype))], None);
    // Bools differ where the wrapping difference of their bytes is not 0.
    let result = match array.dtype() {
        Dtype::Bool => redistribute::cast(&operands.result, Dtype::Bool)?,
        _ => operands.result,
    };
    match n {
        1 => Ok(result),
        n => difference(&result, n - 1, axis),
    }
}

/// The factor that gives the negative; that of unsigned integers wraps.
fn minus(dtype: Dtype) -> Scalar {
    match dtype.kind() {
        Kind::Unsigned => [255; 16],
        _ => number(-1.0, dtype),
    }
}

/// Slopes along an axis: central differences inside, at the ends one-sided ones of order 1 or 2, as NumPy's gradient with
/// one spacing. Integers give float64. **Collective.**
///
/// # Errors
/// `Shape` for an axis of fewer elements than the order and one.
pub fn gradient(array: &Array, axis: i32, spacing: f64, edge_order: i32) -> Result<Array> {
    let function = "distarray_array_gradient";
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("axis", Arg::Int(axis.into())),
        ("spacing", Arg::Float(spacing)),
        ("edge_order", Arg::Int(edge_order.into())),
    ];
    let dtype = if array.dtype().kind() < Kind::Float { Dtype::Float64 } else { array.dtype() };
    let prepared = array.check_usable("array").and_then(|()| {
        let axis = axis_of(axis, array.ndim(), "axis")?;
        if !(1..=2).contains(&edge_order) {
            refuse!(Argument, "edge_order", "expected 1 or 2, got {edge_order}");
        }
        if array.dtype() == Dtype::Bool {
            refuse!(Dtype, "array", "gradient needs numbers, got bool; convert it to an integer type first");
        }
        let count = array.shape()[axis];
        if count <= edge_order.into() {
            refuse!(Shape, "array", "a gradient needs at least {} elements, got {count}", edge_order + 1);
        }
        let reach = (edge_order.into(), edge_order.into());
        Window { axis, dtype, reach, shift: 0, count }.prepare(array)
    });
    let operands = array.context().agree(&Call::new(function, &arguments), prepared)?.fill(function, array)?;
    let count = operands.window.count;
    let weights = |list: &[(i64, f64)]| -> Vec<Weight> { list.iter().map(|&(d, w)| (d, number(w, dtype))).collect() };
    let (one, two) = (number(spacing, dtype), number(2.0 * spacing, dtype));
    operands.write(1, count - 1, &weights(&[(1, 1.0), (-1, -1.0)]), Some(&two));
    let (left, right): (&[_], &[_]) = match edge_order {
        1 => (&[(1, 1.0), (0, -1.0)], &[(0, 1.0), (-1, -1.0)]),
        _ => (&[(0, -1.5), (1, 2.0), (2, -0.5)], &[(-2, 0.5), (-1, -2.0), (0, 1.5)]),
    };
    operands.write(0, 1, &weights(left), Some(&one));
    operands.write(count - 1, count, &weights(right), Some(&one));
    Ok(operands.result)
}

/// Whether the kernel is turned round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Convolve,
    Correlate,
}

/// Convolution along an axis with a one-dimensional kernel, which every process gets: `out[k] = Σ a[k - j] · kernel[j]`, in
/// NumPy's common dtype. **Collective.**
///
/// # Errors
/// `Shape` for a kernel of other than one dimension, or nothing to convolve.
pub fn convolve(array: &Array, kernel: &Array, axis: i32, mode: ConvolveMode) -> Result<Array> {
    slide("distarray_array_convolve", Sense::Convolve, array, kernel, axis, mode)
}

/// Correlation along an axis with a one-dimensional kernel, which every process gets: `out[k] = Σ a[k + j] ·
/// conj(kernel[j])`, in NumPy's common dtype. **Collective.**
///
/// # Errors
/// As [`convolve`].
pub fn correlate(array: &Array, kernel: &Array, axis: i32, mode: ConvolveMode) -> Result<Array> {
    slide("distarray_array_correlate", Sense::Correlate, array, kernel, axis, mode)
}

fn slide(
    function: &'static str,
    sense: Sense,
    array: &Array,
    kernel: &Array,
    axis: i32,
    mode: ConvolveMode,
) -> Result<Array> {
    let context = array.context();
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("kernel", Arg::Object("array", kernel.serial())),
        ("axis", Arg::Int(axis.into())),
        ("mode", Arg::Int(mode as i64)),
    ];
    let dtype = array.dtype().promote(kernel.dtype());
    let prepared = array.check_usable("array").and_then(|()| {
        kernel.check_usable("kernel")?;
        if !kernel.context().shares_communicator(context) {
            refuse!(Argument, "kernel", "expected an array of the communicator of 'array'");
        }
        let axis = axis_of(axis, array.ndim(), "axis")?;
        if kernel.ndim() != 1 {
            refuse!(Shape, "kernel", "expected one dimension, got {}", kernel.ndim());
        }
        let (n, m) = (array.shape()[axis], kernel.shape()[0]);
        if m == 0 {
            refuse!(Shape, "kernel", "expected at least one element");
        }
        if n == 0 {
            refuse!(Shape, "array", "axis {axis} has no elements");
        }
        let (shorter, longer) = (n.min(m), n.max(m));
        let (first, count) = match mode {
            ConvolveMode::Full => (0, n + m - 1),
            ConvolveMode::Same => ((shorter - 1) / 2, longer),
            ConvolveMode::Valid => (shorter - 1, longer - shorter + 1),
        };
        // NumPy correlates the longer operand with the shorter one, and turns the result where they changed places.
        let first = if sense == Sense::Correlate && m > n { n + m - 1 - count - first } else { first };
        let work = Window { axis, dtype, reach: (m - 1, 0), shift: first, count }.prepare(array)?;
        Ok((work, context.temporary(m as usize * kernel.dtype().size())?))
    });
    let (work, mut memory) = context.agree(&Call::new(function, &arguments), prepared)?;
    // SAFETY: room for the whole kernel.
    unsafe { redistribute::gather(kernel, redistribute::Receiver::All, memory.as_mut_ptr())? };
    let mut weights: Vec<Scalar> =
        memory.chunks_exact(kernel.dtype().size()).map(|value| cast_scalar(value, kernel.dtype(), dtype)).collect();
    if sense == Sense::Correlate {
        weights.reverse();
        weights.iter_mut().for_each(|weight| conjugate(weight, dtype));
    }
    let operands = work.fill(function, array)?;
    operands.slide(&weights, array.shape()[operands.window.axis]);
    Ok(operands.result)
}

fn conjugate(value: &mut Scalar, dtype: Dtype) {
    // The sign of the imaginary part is the top bit of the last byte.
    let last = if cfg!(target_endian = "little") { dtype.size() - 1 } else { dtype.size() / 2 };
    if dtype.kind() == Kind::Complex {
        value[last] ^= 0x80;
    }
}

impl Operands {
    /// Full convolution, of which the window shows a part; where the kernel stands out, the rest of it counts.
    fn slide(&self, kernel: &[Scalar], n: i64) {
        let (m, shift, count) = (kernel.len() as i64, self.window.shift, self.window.count);
        let taps = |low: i64, high: i64| -> Vec<Weight> { (low..=high).map(|j| (-j, kernel[j as usize])).collect() };
        let (inside, outside) = (m - 1, n);
        if inside < outside {
            self.write(inside - shift, outside - shift, &taps(0, m - 1), None);
        }
        for at in (0..inside.min(outside)).chain(outside..n + m - 1) {
            if (0..count).contains(&(at - shift)) {
                self.write(at - shift, at - shift + 1, &taps((at - n + 1).max(0), at.min(m - 1)), None);
            }
        }
    }
}
