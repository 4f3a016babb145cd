//! Joining, shifting, padding, repeating and choosing, against single elements.

use crate::elements::{array, bytes, cast, is_narrow, next, number, stored, write};
use crate::layouts::{shape, single, Choice};
use crate::redistribution::{build, cases};
use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::{AxisKind, Specification};
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::ops::assembling::{self, PadMode, Triangle};
use distarray::ops::assign::{assign, fill};
use distarray::ops::create;
use distarray::ops::redistribute::{gather, scatter, Receiver};
use distarray::ops::view::{self, Item};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("assembling_random", &[1, 2, 3, 4, 6], random),
    Subject::new("assembling_single_labels", &[1, 2, 3, 4, 6], single_labels),
    Subject::new("assembling_refusals", &[1, 2, 4], refusals),
];

/// A whole array on every rank: elements as (real, imaginary) in C order.
#[derive(Clone)]
struct Whole {
    shape: Vec<i64>,
    dtype: Dtype,
    elements: Vec<(i64, i64)>,
}

impl Whole {
    fn from(shape: &[i64], dtype: Dtype, mut element: impl FnMut(&[i64]) -> (i64, i64)) -> Whole {
        let mut elements = Vec::new();
        let mut index = vec![0; shape.len()];
        if !shape.contains(&0) {
            loop {
                elements.push(cast(element(&index), dtype));
                if !next(&mut index, shape) {
                    break;
                }
            }
        }
        Whole { shape: shape.to_vec(), dtype, elements }
    }

    fn at(&self, index: &[i64]) -> (i64, i64) {
        let position = index.iter().zip(&self.shape).fold(0, |p, (i, n)| p * n + i);
        self.elements[position as usize]
    }

    /// With dimensions of 1 repeated and missing ones in front.
    fn at_broadcast(&self, index: &[i64]) -> (i64, i64) {
        let missing = index.len() - self.shape.len();
        let own: Vec<i64> =
            self.shape.iter().zip(&index[missing..]).map(|(&n, &i)| if n == 1 { 0 } else { i }).collect();
        self.at(&own)
    }

    fn check(&self, got: &Array, what: &str) {
        assert_eq!((got.shape(), got.dtype()), (&self.shape[..], self.dtype), "{what}");
        let expected: Vec<u8> = self.elements.iter().flat_map(|&e| bytes(e, self.dtype)).collect();
        let mut data = vec![0u8; expected.len() + 1];
        unsafe { gather(got, Receiver::All, data.as_mut_ptr()) }.unwrap();
        assert!(data[..expected.len()] == expected[..], "{what}: expected {expected:?}, got {data:?}");
    }
}

fn narrow_dtype(rng: &mut SmallRng) -> Dtype {
    Dtype::ALL[rng.random_range(0..Dtype::ALL.len())]
}

/// A random array of a shape, and the same as a whole.
fn make(context: &Context, rng: &mut SmallRng, shape: &[i64], dtype: Dtype, salt: i64) -> (Array, Whole) {
    let layout = single(rng, context.size(), shape, Choice { unstructured: true, padding: (0.2, 2) });
    let made = array(context, &build(context, &layout), dtype, rng.random());
    let value = |index: &[i64]| {
        let mut labels = index.to_vec();
        labels.push(salt);
        stored(number(&labels, is_narrow(dtype)), dtype)
    };
    write(&made, &layout, value);
    (made, Whole::from(shape, dtype, value))
}

fn axis_of(rng: &mut SmallRng, ndim: usize) -> (i32, usize) {
    let axis = rng.random_range(0..ndim);
    (if rng.random_bool(0.5) { axis as i32 - ndim as i32 } else { axis as i32 }, axis)
}

fn random(context: &Context) {
    for case in 0..cases(context, 1200) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let rng = &mut rng;
        let mut extents = shape(rng);
        if extents.is_empty() {
            extents = vec![rng.random_range(0..5)];
        }
        let dtype = narrow_dtype(rng);
        let (source, whole) = make(context, rng, &extents, dtype, 0);
        let what = format!(
            "case {case} on {} ranks: {extents:?} {dtype:?} {}",
            context.size(),
            source.distribution().digest()
        );
        match rng.random_range(0..8) {
            0 => joined(context, rng, &source, &whole, &what),
            1 => rolled(rng, &source, &whole, &what),
            2 => padded(rng, &source, &whole, &what),
            3 => repeated(rng, &source, &whole, &what),
            4 => tiled(rng, &source, &whole, &what),
            5 => chosen(context, rng, &source, &whole, &what),
            6 => triangles(rng, &source, &whole, &what),
            _ => turned(rng, &source, &whole, &what),
        }
    }
}

fn joined(context: &Context, rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let ndim = whole.shape.len();
    let stacked = rng.random_bool(0.4) && ndim < 4;
    let (given, axis) = axis_of(rng, ndim + usize::from(stacked));
    let mut arrays = vec![source.clone()];
    let mut wholes = vec![whole.clone()];
    let mut dtypes = vec![whole.dtype];
    for k in 1..rng.random_range(1..4) {
        let mut shape = whole.shape.clone();
        if !stacked {
            shape[axis] = rng.random_range(0..5);
        }
        let other = if rng.random_bool(0.7) { whole.dtype } else { narrow_dtype(rng) };
        let (array, values) = make(context, rng, &shape, other, k);
        dtypes.push(other);
        arrays.push(array);
        wholes.push(values);
    }
    let dtype = Dtype::common(dtypes).unwrap();
    let mut shape = whole.shape.clone();
    let expected = if stacked {
        shape.insert(axis, wholes.len() as i64);
        Whole::from(&shape, dtype, |index| {
            let mut own = index.to_vec();
            let which = own.remove(axis);
            wholes[which as usize].at(&own)
        })
    } else {
        shape[axis] = wholes.iter().map(|w| w.shape[axis]).sum();
        Whole::from(&shape, dtype, |index| {
            let mut own = index.to_vec();
            let which = wholes.iter().find(|w| {
                let inside = own[axis] < w.shape[axis];
                if !inside {
                    own[axis] -= w.shape[axis];
                }
                inside
            });
            which.unwrap().at(&own)
        })
    };
    let layout = single(rng, context.size(), &shape, Choice { unstructured: true, padding: (0.2, 2) });
    let distribution = rng.random_bool(0.5).then(|| build(context, &layout));
    let made = match stacked {
        true => assembling::stack(&arrays, given, distribution.as_ref()),
        false => assembling::concatenate(&arrays, given, distribution.as_ref()),
    };
    let made = made.unwrap_or_else(|error| panic!("{error}: {what}"));
    expected.check(&made, &format!("{what}, joined along {axis}, {} arrays, {distribution:?}", arrays.len()));
    if let Some(distribution) = distribution {
        assert_eq!(made.distribution().digest(), distribution.digest());
    }
}

fn rolled(rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let count = rng.random_range(0..4);
    let named: Vec<(i32, usize)> = (0..count).map(|_| axis_of(rng, whole.shape.len())).collect();
    let shifts: Vec<i64> = (0..count).map(|_| rng.random_range(-20..20)).collect();
    let axes: Vec<i32> = named.iter().map(|(given, _)| *given).collect();
    let made = assembling::roll(source, &shifts, &axes).unwrap();
    let expected = Whole::from(&whole.shape, whole.dtype, |index| {
        let mut own = index.to_vec();
        for (shift, (_, axis)) in shifts.iter().zip(&named) {
            own[*axis] = (own[*axis] - shift).rem_euclid(whole.shape[*axis]);
        }
        whole.at(&own)
    });
    expected.check(&made, &format!("{what}, rolled by {shifts:?} along {axes:?}"));
}

fn padded(rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let mode = PadMode::from_number(rng.random_range(1..6)).unwrap();
    let mut width = |n: i64| if n == 0 && mode != PadMode::Constant { 0 } else { rng.random_range(0..6) };
    let before: Vec<i64> = whole.shape.iter().map(|&n| width(n)).collect();
    let after: Vec<i64> = whole.shape.iter().map(|&n| width(n)).collect();
    let value = stored(7, whole.dtype);
    let made = assembling::pad(source, &before, &after, mode, &bytes(value, whole.dtype)).unwrap();
    let shape: Vec<i64> = (0..whole.shape.len()).map(|d| whole.shape[d] + before[d] + after[d]).collect();
    let expected = Whole::from(&shape, whole.dtype, |index| {
        let mut own = index.to_vec();
        for (d, i) in own.iter_mut().enumerate() {
            let n = whole.shape[d];
            *i -= before[d];
            while *i < 0 || *i >= n {
                *i = match mode {
                    PadMode::Constant => return value,
                    PadMode::Edge => (*i).clamp(0, n - 1),
                    PadMode::Wrap => (*i).rem_euclid(n),
                    PadMode::Reflect if n == 1 => 0,
                    PadMode::Reflect if *i < 0 => -*i,
                    PadMode::Reflect => 2 * n - 2 - *i,
                    PadMode::Symmetric if *i < 0 => -1 - *i,
                    PadMode::Symmetric => 2 * n - 1 - *i,
                };
            }
        }
        whole.at(&own)
    });
    expected.check(&made, &format!("{what}, padded by {before:?}, {after:?}, {mode:?}"));
}

fn repeated(rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let (given, axis) = axis_of(rng, whole.shape.len());
    let n = whole.shape[axis];
    let count = if rng.random_bool(0.5) { 1 } else { n };
    let repeats: Vec<i64> = (0..count).map(|_| rng.random_range(0..4)).collect();
    let made = assembling::repeat(source, &repeats, given).unwrap();
    let origins: Vec<i64> = (0..n)
        .flat_map(|i| std::iter::repeat_n(i, repeats[if count == 1 { 0 } else { i as usize }] as usize))
        .collect();
    let mut shape = whole.shape.clone();
    shape[axis] = origins.len() as i64;
    let expected = Whole::from(&shape, whole.dtype, |index| {
        let mut own = index.to_vec();
        own[axis] = origins[own[axis] as usize];
        whole.at(&own)
    });
    expected.check(&made, &format!("{what}, repeated {repeats:?} along {axis}"));
}

fn tiled(rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let count = rng.random_range(0..=whole.shape.len() + 1).min(4);
    let times: Vec<i64> = (0..count).map(|_| rng.random_range(0..4)).collect();
    let made = assembling::tile(source, &times).unwrap();
    let ndim = count.max(whole.shape.len());
    let pad = |list: &[i64]| [vec![1; ndim - list.len()], list.to_vec()].concat();
    let (inner, all) = (pad(&whole.shape), pad(&times));
    let shape: Vec<i64> = inner.iter().zip(&all).map(|(n, t)| n * t).collect();
    let expected = Whole::from(&shape, whole.dtype, |index| {
        let own: Vec<i64> = index.iter().zip(&inner).map(|(i, n)| i % n).collect();
        whole.at(&own[ndim - whole.shape.len()..])
    });
    expected.check(&made, &format!("{what}, tiled {times:?}"));
}

fn chosen(context: &Context, rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let mut partner = |salt: i64, dtype: Dtype| {
        let skipped = rng.random_range(0..=whole.shape.len());
        let shape: Vec<i64> =
            whole.shape[skipped..].iter().map(|&n| if rng.random_bool(0.3) { 1 } else { n }).collect();
        make(context, rng, &shape, dtype, salt)
    };
    let other = Dtype::ALL[(whole.shape.len() * 5 + whole.elements.len()) % 13];
    let (mask, decisions) = partner(1, Dtype::Bool);
    let (second, values) = partner(2, other);
    let dtype = whole.dtype.promote(other);
    let made = assembling::choose(&mask, source, &second, None).unwrap_or_else(|error| panic!("{error}: {what}"));
    let pick = |index: &[i64]| match decisions.at_broadcast(index).0 {
        0 => values.at_broadcast(index),
        _ => whole.at(index),
    };
    Whole::from(&whole.shape, dtype, pick).check(&made, &format!("{what}, chosen"));
    let (mask2, decisions2) = partner(3, Dtype::Int32);
    let default = stored(3, Dtype::Int16);
    let masks = [mask.clone(), mask2];
    let choices = [second, source.clone()];
    let made = assembling::select(&masks, &choices, &bytes(default, Dtype::Int16), Dtype::Int16, None).unwrap();
    let pick = |index: &[i64]| match (decisions.at_broadcast(index).0, decisions2.at_broadcast(index).0) {
        (0, 0) => default,
        (0, _) => whole.at(index),
        _ => values.at_broadcast(index),
    };
    Whole::from(&whole.shape, Dtype::common([whole.dtype, other, Dtype::Int16]).unwrap(), pick)
        .check(&made, &format!("{what}, selected"));
    let (mut target, before) = make(context, rng, &whole.shape, whole.dtype, 4);
    assembling::assign_where(&mut target, source, &mask).unwrap();
    let pick = |index: &[i64]| match decisions.at_broadcast(index).0 {
        0 => before.at(index),
        _ => whole.at(index),
    };
    Whole::from(&whole.shape, whole.dtype, pick).check(&target, &format!("{what}, assigned where"));
}

fn triangles(rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let diagonal = rng.random_range(-6..7);
    let which = if rng.random_bool(0.5) { Triangle::Lower } else { Triangle::Upper };
    let made = assembling::triangle(which, source, diagonal).unwrap();
    let shape = if whole.shape.len() == 1 { vec![whole.shape[0]; 2] } else { whole.shape.clone() };
    let expected = Whole::from(&shape, whole.dtype, |index| {
        let distance = index[index.len() - 1] - index[index.len() - 2];
        let kept = if which == Triangle::Lower { distance <= diagonal } else { distance >= diagonal };
        if kept {
            whole.at_broadcast(&index[index.len() - whole.shape.len()..])
        } else {
            (0, 0)
        }
    });
    expected.check(&made, &format!("{what}, {which:?} triangle from {diagonal}"));
}

fn turned(rng: &mut SmallRng, source: &Array, whole: &Whole, what: &str) {
    let ndim = whole.shape.len();
    let (given, axis) = axis_of(rng, ndim);
    // Views need closed forms or permutations, which make() gives.
    let sections = rng.random_range(1..5);
    let parts = assembling::split(source, sections, given).unwrap();
    let mut first = 0;
    for part in &parts {
        let start = first;
        let expected = Whole::from(part.shape(), whole.dtype, |index| {
            let mut own = index.to_vec();
            own[axis] += start;
            whole.at(&own)
        });
        expected.check(part, &format!("{what}, part of {sections} along {axis}"));
        first += part.shape()[axis];
    }
    assert_eq!(first, whole.shape[axis]);
    if ndim < 2 {
        return;
    }
    let (other, second) = axis_of(rng, ndim);
    if second == axis {
        assert!(assembling::rotate(source, 1, [given, other]).is_err());
        return;
    }
    let turns = rng.random_range(-5..6);
    let made = assembling::rotate(source, turns, [given, other]).unwrap();
    let mut expected = whole.clone();
    for _ in 0..turns.rem_euclid(4) {
        // A quarter from the first axis towards the second: result[i, j] = source[j, n-1-i].
        let before = expected.clone();
        let mut shape = before.shape.clone();
        shape.swap(axis, second);
        expected = Whole::from(&shape, whole.dtype, |index| {
            let mut own = index.to_vec();
            own[axis] = index[second];
            own[second] = before.shape[second] - 1 - index[axis];
            before.at(&own)
        });
    }
    expected.check(&made, &format!("{what}, turned {turns} times from {axis} to {second}"));
}

/// Axes of one index whose owner only the owner knows, or whose label is any number: broadcast, left out, joined.
fn single_labels(context: &Context) {
    let labelled = |shape: &[i64], axis: usize, label: &dyn Fn(i64) -> i64| {
        let mut specification = Specification::new(shape).unwrap();
        for (d, a) in specification.axes.iter_mut().enumerate() {
            let own = |k: &i64| (k * 5 + 2) % context.size() as i64 == context.rank() as i64;
            let labels = (0..shape[d]).filter(own).map(label).collect();
            a.kind = if d == axis { AxisKind::Unstructured { labels, one_to_one: true } } else { AxisKind::Whole };
        }
        let distribution = create::distribution(context, &specification).unwrap();
        Array::zeros(context, &distribution, Dtype::Int64).unwrap()
    };
    let plain = |shape: &[i64], dtype: Dtype| {
        let distribution = create::distribution(context, &Specification::new(shape).unwrap()).unwrap();
        Array::zeros(context, &distribution, dtype).unwrap()
    };
    let counted = |shape: &[i64], dtype: Dtype| {
        let (count, mut ramp) = (shape.iter().product::<i64>(), plain(shape, dtype));
        let data: Vec<u8> = (0..count).flat_map(|k| bytes(stored(k, dtype), dtype)).collect();
        let distribution = ramp.distribution().clone();
        let whole = unsafe { scatter(context, &distribution, dtype, 0, data.as_ptr()) }.unwrap();
        assign(&mut ramp, &whole).unwrap();
        ramp
    };
    let values = |array: &Array| {
        let count = array.shape().iter().product::<i64>() as usize;
        let mut data = vec![0i64; count + 1];
        unsafe { gather(array, Receiver::All, data.as_mut_ptr().cast()) }.unwrap();
        data.truncate(count);
        data
    };
    let n = 5;
    let mut labels = labelled(&[n, 3], 0, &|k| (k * 2 + 1) % 5);
    assign(&mut labels, &counted(&[n, 3], Dtype::Int64)).unwrap();
    let mask = counted(&[2, 3], Dtype::Int64);
    for k in 0..n {
        let row = view::slice(&labels, &[Item::Slice { start: Some(k), stop: Some(k + 1), step: None }]).unwrap();
        let expected = [3 * k, 3 * k + 1, 3 * k + 2];
        let twice = [expected, expected].concat();
        let mut target = plain(&[2, 3], Dtype::Int64);
        assign(&mut target, &row).unwrap();
        assert_eq!(values(&target), twice);
        let mut target = plain(&[3], Dtype::Int64);
        assign(&mut target, &row).unwrap();
        assert_eq!(values(&target), expected);
        let element = view::index_axis(&row, 1, 2).unwrap();
        let mut target = plain(&[], Dtype::Int64);
        assign(&mut target, &element).unwrap();
        assert_eq!(values(&target), [3 * k + 2]);
        let mut target = plain(&[2, 3], Dtype::Int64);
        assembling::assign_where(&mut target, &row, &mask).unwrap();
        assert_eq!(values(&target), [0, expected[1], expected[2], expected[0], expected[1], expected[2]]);
        let made = assembling::choose(&row, &element, &mask, None).unwrap();
        let decide = |(at, &e): (usize, &i64)| if e != 0 { expected[2] } else { at as i64 };
        assert_eq!(values(&made), twice.iter().enumerate().map(decide).collect::<Vec<_>>());
        let (masks, choices) = ([row.clone()], [element.clone()]);
        let made = assembling::select(&masks, &choices, &9i64.to_ne_bytes(), Dtype::Int64, None).unwrap();
        assert_eq!(values(&made), expected.map(|e| if e != 0 { expected[2] } else { 9 }));
        let made = assembling::concatenate(&[row.clone(), row.clone()], 0, None).unwrap();
        assert_eq!(values(&made), twice);
    }
    // One index with any label is at position 0.
    let mut lone = labelled(&[1], 0, &|_| 17);
    fill(&mut lone, &4i64.to_ne_bytes(), Dtype::Int64).unwrap();
    for shape in [&[3][..], &[]] {
        let mut target = plain(shape, Dtype::Int64);
        assign(&mut target, &lone).unwrap();
        assert!(values(&target).iter().all(|&e| e == 4));
    }
    let made =
        assembling::stack(&[lone.clone(), plain(&[1], Dtype::Int64)], 0, Some(labels_of(context).distribution()));
    let mut target = plain(&[2, 2], Dtype::Int64);
    assign(&mut target, &made.unwrap()).unwrap();
    assert_eq!(values(&target), [4, 4, 0, 0]);
    let error = assembling::roll(&labelled(&[n], 0, &|k| 3 * k), &[1], &[0]).err().unwrap();
    assert!(error.agreed && error.argument == "array" && error.message.contains("permutation"), "{error}");
    // One rank alone is wrong.
    let row = view::slice(&labels, &[Item::Slice { start: Some(1), stop: Some(2), step: None }]).unwrap();
    let mut target = plain(&[2, 3], Dtype::Int64);
    let mut wrong = view::broadcast_to(&mask, &[2, 2, 3]).unwrap();
    let last = context.rank() == context.size() - 1;
    let error = assign(if last { &mut wrong } else { &mut target }, &row).unwrap_err();
    assert!(error.agreed && error.status == Status::ReadOnly, "{error}");
    assign(&mut target, &row).unwrap();
}

/// Two rows of one element, the axis of one index under a label of its own.
fn labels_of(context: &Context) -> Array {
    let mut specification = Specification::new(&[2, 1]).unwrap();
    specification.axes[0].kind = AxisKind::Whole;
    let labels = if context.rank() == context.size() - 1 { vec![-3] } else { Vec::new() };
    specification.axes[1].kind = AxisKind::Unstructured { labels, one_to_one: true };
    let distribution = create::distribution(context, &specification).unwrap();
    Array::zeros(context, &distribution, Dtype::Int64).unwrap()
}

fn refusals(context: &Context) {
    let mut rng = SmallRng::seed_from_u64(1);
    let (a, _) = make(context, &mut rng, &[4, 6], Dtype::Float64, 0);
    let (b, _) = make(context, &mut rng, &[3, 5], Dtype::Float64, 0);
    let status = |result: distarray::error::Result<Array>| result.map(|_| ()).unwrap_err().status;
    assert_eq!(status(assembling::concatenate(&[a.clone(), b.clone()], 0, None)), Status::Shape);
    assert_eq!(status(assembling::concatenate(std::slice::from_ref(&a), 2, None)), Status::Argument);
    assert_eq!(status(assembling::stack(&[a.clone(), b.clone()], 0, None)), Status::Shape);
    assert_eq!(status(assembling::pad(&a, &[0, -1], &[0, 0], PadMode::Edge, &[0; 8])), Status::Argument);
    assert_eq!(status(assembling::repeat(&a, &[1, 2], 0)), Status::Argument);
    assert_eq!(status(assembling::repeat(&a, &[i64::MAX], 0)), Status::Overflow);
    assert_eq!(status(assembling::tile(&a, &[-1])), Status::Argument);
    assert_eq!(status(assembling::choose(&a, &a, &b, None)), Status::Shape);
    // One rank alone is wrong.
    let axis = if context.rank() == context.size() - 1 { 7 } else { 0 };
    assert_eq!(status(assembling::roll(&a, &[1], &[axis])), Status::Argument);
    assert!(assembling::roll(&a, &[1], &[0]).is_ok());
}
