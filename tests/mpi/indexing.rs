//! Advanced indexing of random arrays by random lists, compared with a dense account of NumPy's rules.

use crate::elements::{array, bytes, cast, is_narrow, mark, next, number, stored, write};
use crate::layouts::{shape, single, Choice, Layout};
use crate::redistribution::{build, cases};
use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::dtype::{Dtype, Kind};
use distarray::error::Status;
use distarray::kernels::copy::Accumulation;
use distarray::ops::indexing::{self, Mode};
use distarray::ops::redistribute::{gather, Receiver};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("indexing_take_random", crate::RANKS, take_random),
    Subject::new("indexing_get_random", crate::RANKS, get_random),
    Subject::new("indexing_set_random", crate::RANKS, set_random),
    Subject::new("indexing_put_random", crate::RANKS, put_random),
    Subject::new("indexing_sums_in_order", crate::RANKS, sums_in_order),
    Subject::new("indexing_masks_random", crate::RANKS, masks_random),
    Subject::new("indexing_cross_random", crate::RANKS, cross_random),
    Subject::new("indexing_refusals", crate::RANKS, refusals),
];

const CHOICE: Choice = Choice { unstructured: true, padding: (0.3, 2) };

/// All elements of an array in C order, without the library.
#[derive(Clone, Debug, PartialEq)]
struct Dense {
    shape: Vec<i64>,
    elements: Vec<(i64, i64)>,
}

impl Dense {
    fn from_function(shape: &[i64], mut element: impl FnMut(&[i64]) -> (i64, i64)) -> Dense {
        let mut elements = Vec::new();
        if !shape.contains(&0) {
            let mut index = vec![0; shape.len()];
            loop {
                elements.push(element(&index));
                if !next(&mut index, shape) {
                    break;
                }
            }
        }
        Dense { shape: shape.to_vec(), elements }
    }

    fn at(&self, index: &[i64]) -> usize {
        index.iter().zip(&self.shape).fold(0, |at, (&i, &n)| at * n as usize + i as usize)
    }

    fn get(&self, index: &[i64]) -> (i64, i64) {
        self.elements[self.at(index)]
    }

    /// The element at an index of a shape that this one broadcasts to.
    fn broadcast(&self, index: &[i64]) -> (i64, i64) {
        let own = &index[index.len() - self.shape.len()..];
        self.get(&own.iter().zip(&self.shape).map(|(&i, &n)| if n == 1 { 0 } else { i }).collect::<Vec<_>>())
    }

    fn count(&self) -> i64 {
        self.shape.iter().product()
    }
}

/// A distributed array with these elements, in a random layout.
fn distributed(context: &Context, rng: &mut SmallRng, dense: &Dense, dtype: Dtype) -> (Array, Layout) {
    let layout = single(rng, context.size(), &dense.shape, CHOICE);
    let made = array(context, &build(context, &layout), dtype, rng.random());
    mark(&made, &layout);
    write(&made, &layout, |labels| dense.get(labels));
    (made, layout)
}

fn random_array(context: &Context, rng: &mut SmallRng, shape: &[i64], dtype: Dtype) -> (Array, Layout, Dense) {
    let salt = rng.random_range(0..1000);
    let value = |index: &[i64]| stored(number(&[index, &[salt]].concat(), is_narrow(dtype)), dtype);
    let dense = Dense::from_function(shape, value);
    let (made, layout) = distributed(context, rng, &dense, dtype);
    (made, layout, dense)
}

const INTEGERS: &[Dtype] =
    &[Dtype::Int8, Dtype::Int16, Dtype::Int32, Dtype::Int64, Dtype::UInt8, Dtype::UInt16, Dtype::UInt32, Dtype::UInt64];

/// Indices from `low` on below `high`, non-negative for unsigned types.
fn random_list(context: &Context, rng: &mut SmallRng, shape: &[i64], low: i64, high: i64) -> (Array, Dense) {
    let mut dtype = INTEGERS[rng.random_range(0..INTEGERS.len())];
    if dtype.size() == 1 && high > 120 {
        dtype = Dtype::Int32;
    }
    let low = if dtype.kind() == Kind::Unsigned { 0 } else { low };
    let dense = Dense::from_function(shape, |_| (if high > low { rng.random_range(low..high) } else { 0 }, 0));
    (distributed(context, rng, &dense, dtype).0, dense)
}

/// Compares all elements on all ranks.
fn check(got: &Array, expected: &Dense, what: &dyn Fn() -> String) {
    assert_eq!(got.shape(), expected.shape, "{}", what());
    let item = got.dtype().size();
    let mut all = vec![0u8; expected.elements.len() * item + 1];
    unsafe { gather(got, Receiver::All, all.as_mut_ptr()) }.unwrap_or_else(|e| panic!("{e}\n{}", what()));
    for (k, element) in expected.elements.iter().enumerate() {
        let wanted = bytes(*element, got.dtype());
        let found = &all[k * item..(k + 1) * item];
        assert!(found == wanted, "element {k} is {found:?}, expected {wanted:?}\n{}", what());
    }
}

fn small_shape(rng: &mut SmallRng, ndim: std::ops::Range<usize>) -> Vec<i64> {
    let ndim = rng.random_range(ndim);
    let most = [0, 40, 7, 4][ndim];
    (0..ndim).map(|_| if rng.random_bool(0.05) { 0 } else { rng.random_range(1..=most) }).collect()
}

/// The index that a mode makes of a number.
fn resolved(value: i64, size: i64, mode: Mode) -> i64 {
    match mode {
        Mode::Raise if value < 0 => value + size,
        Mode::Raise => value,
        Mode::Wrap => value.rem_euclid(size),
        Mode::Clip => value.clamp(0, size - 1),
    }
}

fn take_expected(dense: &Dense, list: &Dense, axis: Option<usize>, mode: Mode) -> Dense {
    match axis {
        None => {
            let element = |index: &[i64]| dense.elements[resolved(list.get(index).0, dense.count(), mode) as usize];
            Dense::from_function(&list.shape, element)
        }
        Some(d) => {
            let shape = [&dense.shape[..d], &list.shape, &dense.shape[d + 1..]].concat();
            Dense::from_function(&shape, |index| {
                let (before, rest) = index.split_at(d);
                let (inside, after) = rest.split_at(list.shape.len());
                let at = resolved(list.get(inside).0, dense.shape[d], mode);
                dense.get(&[before, &[at], after].concat())
            })
        }
    }
}

fn take_random(context: &Context) {
    for case in 0..cases(context, 500) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let dimensions = shape(&mut rng);
        let (source, layout, dense) = random_array(context, &mut rng, &dimensions, dtype);
        let axis = if dimensions.is_empty() || rng.random_bool(0.3) {
            None
        } else {
            Some(rng.random_range(0..dimensions.len()))
        };
        let size = axis.map_or(dense.count(), |d| dimensions[d]);
        let mut extents = small_shape(&mut rng, 0..4);
        if size == 0 {
            extents = vec![0, 3];
        }
        let mode = [Mode::Raise, Mode::Wrap, Mode::Clip][rng.random_range(0..3)];
        let reach = if mode == Mode::Raise { 1 } else { 3 };
        let (list, numbers) = random_list(context, &mut rng, &extents, -size * reach, size * reach);
        let expected = take_expected(&dense, &numbers, axis, mode);
        let what = || {
            format!(
                "case {case} on {} ranks, {dtype:?}, axis {axis:?}, {mode:?}, {numbers:?}\n{layout:?}",
                context.size()
            )
        };
        let given = axis.map(|d| if rng.random_bool(0.5) { d as i32 } else { d as i32 - dimensions.len() as i32 });
        if rng.random_bool(0.5) {
            let got = indexing::take(&source, &list, given, mode).unwrap_or_else(|e| panic!("{e}\n{}", what()));
            assert_eq!(got.dtype(), dtype);
            check(&got, &expected, &what);
        } else {
            let other = if rng.random_bool(0.6) { dtype } else { Dtype::ALL[rng.random_range(0..Dtype::ALL.len())] };
            if is_narrow(other) && !is_narrow(dtype) {
                continue;
            }
            let layout = single(&mut rng, context.size(), &expected.shape, CHOICE);
            let mut out = array(context, &build(context, &layout), other, rng.random());
            mark(&out, &layout);
            let limited = rng.random_bool(0.2);
            if limited {
                context.set_memory_ceiling(Some(1 << 20));
            }
            indexing::take_into(&source, &list, given, mode, &mut out).unwrap_or_else(|e| panic!("{e}\n{}", what()));
            context.set_memory_ceiling(None);
            let elements = expected.elements.iter().map(|&e| cast(e, other)).collect();
            check(&out, &Dense { elements, ..expected }, &what);
        }
    }
}

/// Shapes that broadcast to one shape.
fn broadcasting(rng: &mut SmallRng, count: usize) -> (Vec<i64>, Vec<Vec<i64>>) {
    let whole = small_shape(rng, 0..4);
    let mut shapes: Vec<Vec<i64>> = (0..count)
        .map(|_| {
            let first = rng.random_range(0..=whole.len());
            whole[first..].iter().map(|&n| if rng.random_bool(0.3) { 1 } else { n }).collect()
        })
        .collect();
    if let Some(full) = shapes.first_mut().filter(|_| rng.random_bool(0.7)) {
        *full = whole;
    }
    let ndim = shapes.iter().map(Vec::len).max().unwrap_or(0);
    let extent = |d: usize| {
        let own = shapes.iter().filter_map(|s| (d + s.len()).checked_sub(ndim).map(|k| s[k]));
        own.clone().find(|&n| n != 1).unwrap_or(1)
    };
    ((0..ndim).map(extent).collect(), shapes)
}

fn index_expected(dense: &Dense, lists: &[Option<Dense>], extents: &[i64]) -> Dense {
    let indexed = |d: usize| lists.get(d).is_some_and(Option::is_some);
    let group: Vec<usize> = (0..dense.shape.len()).filter(|&d| indexed(d)).collect();
    let kept: Vec<usize> = (0..dense.shape.len()).filter(|&d| !indexed(d)).collect();
    let adjacent = group.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let at = if adjacent { group.first().copied().unwrap_or(0) } else { 0 };
    let extent = |d: &usize| dense.shape[*d];
    let shape: Vec<i64> =
        kept[..at].iter().map(extent).chain(extents.iter().copied()).chain(kept[at..].iter().map(extent)).collect();
    Dense::from_function(&shape, |index| {
        let (before, rest) = index.split_at(at);
        let (inside, after) = rest.split_at(extents.len());
        let mut full = vec![0; dense.shape.len()];
        kept.iter().zip(before.iter().chain(after)).for_each(|(&d, &i)| full[d] = i);
        for &d in &group {
            full[d] = resolved(lists[d].as_ref().unwrap().broadcast(inside).0, dense.shape[d], Mode::Raise);
        }
        dense.get(&full)
    })
}

/// Random index arrays for some of the first axes.
fn random_indices(
    context: &Context,
    rng: &mut SmallRng,
    dimensions: &[i64],
) -> (Vec<i64>, Vec<Option<Array>>, Vec<Option<Dense>>) {
    let axes = rng.random_range(0..=dimensions.len());
    let chosen: Vec<bool> = (0..axes).map(|_| rng.random_bool(0.6)).collect();
    let (mut extents, shapes) = broadcasting(rng, chosen.iter().filter(|c| **c).count());
    let mut shapes = shapes.into_iter();
    let (mut arrays, mut lists) = (Vec::new(), Vec::new());
    for (d, &chosen) in chosen.iter().enumerate() {
        if !chosen {
            arrays.push(None);
            lists.push(None);
            continue;
        }
        let mut shape = shapes.next().unwrap();
        if dimensions[d] == 0 && !shape.contains(&0) {
            // No index is inside.
            (shape, extents) = (vec![0], vec![0]);
            (arrays, lists) = (vec![None; d], vec![None; d]);
        }
        let (list, numbers) = random_list(context, rng, &shape, -dimensions[d], dimensions[d]);
        arrays.push(Some(list));
        lists.push(Some(numbers));
        if extents == [0] {
            break;
        }
    }
    if lists.iter().all(Option::is_none) {
        extents = Vec::new();
    }
    (extents, arrays, lists)
}

fn get_random(context: &Context) {
    for case in 0..cases(context, 500) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let dimensions = shape(&mut rng);
        let (source, layout, dense) = random_array(context, &mut rng, &dimensions, dtype);
        let (extents, arrays, lists) = random_indices(context, &mut rng, &dimensions);
        let expected = index_expected(&dense, &lists, &extents);
        let what = || format!("case {case} on {} ranks, {dtype:?}, {lists:?}\n{layout:?}", context.size());
        let given: Vec<Option<&Array>> = arrays.iter().map(Option::as_ref).collect();
        let got = indexing::get_index(&source, &given).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&got, &expected, &what);
    }
}

/// Every refusal is the same on all ranks and names what is wrong.
fn refusals(context: &Context) {
    let mut rng = SmallRng::seed_from_u64(7);
    for case in 0..60 {
        let (source, _, _) = random_array(context, &mut rng, &[6, 5], Dtype::Float64);
        let bad = [6, -7, 100, i64::from(i32::MIN)][case % 4];
        let at = rng.random_range(0..9);
        let mut numbers = Dense::from_function(&[3, 3], |_| (rng.random_range(-6..6), 0));
        numbers.elements[at] = (bad, 0);
        let list = distributed(context, &mut rng, &numbers, Dtype::Int64).0;
        let error = indexing::take(&source, &list, Some(0), Mode::Raise).err().expect("a refusal");
        assert!(error.agreed && error.status == Status::Index && error.argument == "indices", "{error}");
        let place = format!("index {bad} at position ({}, {})", at / 3, at % 3);
        assert!(error.message.contains(&place) && error.rank.is_some(), "{error}");
        indexing::take(&source, &list, Some(0), Mode::Wrap).unwrap();
    }
    let (source, _, _) = random_array(context, &mut rng, &[6, 5], Dtype::Float64);
    let (floats, _, _) = random_array(context, &mut rng, &[3], Dtype::Float64);
    let (bools, _, _) = random_array(context, &mut rng, &[3], Dtype::Bool);
    let (list, _) = random_list(context, &mut rng, &[3], 0, 5);
    let (longer, _) = random_list(context, &mut rng, &[4], 0, 5);
    let refused = |outcome: distarray::error::Result<Array>, status: Status| match outcome {
        Err(error) => assert!(error.agreed && error.status == status, "{error}"),
        Ok(_) => panic!("expected {status:?}"),
    };
    refused(indexing::take(&source, &floats, Some(0), Mode::Raise), Status::Dtype);
    refused(indexing::take(&source, &bools, Some(0), Mode::Raise), Status::Dtype);
    refused(indexing::take(&source, &list, Some(2), Mode::Raise), Status::Argument);
    refused(indexing::take(&source, &list, Some(-3), Mode::Raise), Status::Argument);
    refused(indexing::get_index(&source, &[Some(&list), Some(&longer)]), Status::Shape);
    refused(indexing::get_index(&source, &[Some(&list), None, Some(&list)]), Status::Argument);
    let (nothing, _, _) = random_array(context, &mut rng, &[0], Dtype::Float64);
    for mode in [Mode::Raise, Mode::Wrap, Mode::Clip] {
        refused(indexing::take(&nothing, &list, Some(0), mode), Status::Index);
    }
    let (mut out, _, _) = random_array(context, &mut rng, &[3, 4], Dtype::Float64);
    let error = indexing::take_into(&source, &list, Some(0), Mode::Raise, &mut out).unwrap_err();
    assert!(error.agreed && error.status == Status::Shape, "{error}");
}

/// Where a full index of the array is, for every entry of the lists and every index of the whole axes, in C order of the
/// result that the selection has; with the index of that result.
fn each_selected(dense: &Dense, lists: &[Option<Dense>], extents: &[i64], mut visit: impl FnMut(&[i64], usize)) {
    let positions = Dense { elements: (0..dense.elements.len() as i64).map(|n| (n, 0)).collect(), ..dense.clone() };
    let selected = index_expected(&positions, lists, extents);
    let indexed = |d: usize| lists.get(d).is_some_and(Option::is_some);
    let group: Vec<usize> = (0..dense.shape.len()).filter(|&d| indexed(d)).collect();
    let adjacent = group.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let at = if adjacent { group.first().copied().unwrap_or(0) } else { 0 };
    // In the order of the lists: their axes first, then the others.
    let lists_first = [&extents.to_vec()[..], &selected.shape[..at], &selected.shape[at + extents.len()..]].concat();
    Dense::from_function(&lists_first, |index| {
        let (inside, kept) = index.split_at(extents.len());
        let full = [&kept[..at], inside, &kept[at..]].concat();
        visit(&full, selected.get(&full).0 as usize);
        (0, 0)
    });
}

/// A shape that broadcasts to another one.
fn narrower(rng: &mut SmallRng, shape: &[i64]) -> Vec<i64> {
    let first = if rng.random_bool(0.7) { 0 } else { rng.random_range(0..=shape.len()) };
    let mut own: Vec<i64> = shape[first..].iter().map(|&n| if rng.random_bool(0.15) { 1 } else { n }).collect();
    if rng.random_bool(0.1) && own.len() < 5 {
        own.insert(0, 1);
        own.splice(0..1, vec![1; 1 + first]);
    }
    own
}

fn set_random(context: &Context) {
    for case in 0..cases(context, 500) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let update = rng.random_range(0..4);
        let dtype = match update {
            0 => Dtype::ALL[rng.random_range(0..Dtype::ALL.len())],
            _ => [Dtype::Int32, Dtype::Int64, Dtype::Float32, Dtype::Float64][rng.random_range(0..4)],
        };
        let dimensions = shape(&mut rng);
        let (mut target, layout, mut dense) = random_array(context, &mut rng, &dimensions, dtype);
        let (extents, arrays, lists) = random_indices(context, &mut rng, &dimensions);
        let shape = index_expected(&dense, &lists, &extents).shape;
        let other = if is_narrow(dtype) { dtype } else { Dtype::Int16 };
        let own = narrower(&mut rng, &shape);
        let other = if rng.random_bool(0.5) { dtype } else { other };
        let (values, _, new) = random_array(context, &mut rng, &own, other);
        let what =
            || format!("case {case} on {} ranks, {dtype:?}, update {update}, {lists:?}\n{layout:?}", context.size());
        let given: Vec<Option<&Array>> = arrays.iter().map(Option::as_ref).collect();
        let op = [Accumulation::Add, Accumulation::Add, Accumulation::Min, Accumulation::Max][update];
        let extra = own.len().saturating_sub(shape.len());
        let trimmed = Dense { shape: new.shape[extra..].to_vec(), elements: new.elements.clone() };
        each_selected(&dense.clone(), &lists, &extents, |index, at| {
            let new = cast(trimmed.broadcast(index), dtype);
            let old = &mut dense.elements[at];
            *old = match update {
                0 => new,
                1 => (old.0 + new.0, 0),
                2 => (old.0.min(new.0), 0),
                _ => (old.0.max(new.0), 0),
            };
        });
        if rng.random_bool(0.2) {
            context.set_memory_ceiling(Some(60_000 + rng.random_range(0..60_000)));
        }
        let outcome = match update {
            0 => indexing::set_index(&mut target, &given, &values),
            _ => indexing::update_index(op, &mut target, &given, &values),
        };
        context.set_memory_ceiling(None);
        outcome.unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&target, &dense, &what);
    }
}

fn put_random(context: &Context) {
    for case in 0..cases(context, 400) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let dimensions = shape(&mut rng);
        let (mut target, layout, mut dense) = random_array(context, &mut rng, &dimensions, dtype);
        let size = dense.count();
        let mut extents = small_shape(&mut rng, 0..4);
        if size == 0 {
            extents = vec![0, 3];
        }
        let mode = [Mode::Raise, Mode::Wrap, Mode::Clip][rng.random_range(0..3)];
        let reach = if mode == Mode::Raise { 1 } else { 3 };
        let (list, numbers) = random_list(context, &mut rng, &extents, -size * reach, size * reach);
        let own = match rng.random_bool(0.5) {
            true => extents.clone(),
            false => small_shape(&mut rng, 0..3),
        };
        let (values, _, new) = random_array(context, &mut rng, &own, dtype);
        let what = || {
            format!("case {case} on {} ranks, {dtype:?}, {mode:?}, {numbers:?}, {own:?}\n{layout:?}", context.size())
        };
        let direct =
            own.len() <= extents.len() && own.iter().rev().zip(extents.iter().rev()).all(|(m, n)| m == n || *m == 1);
        if new.count() > 0 {
            let mut at = 0;
            Dense::from_function(&extents, |index| {
                let value = if direct { new.broadcast(index) } else { new.elements[at % new.elements.len()] };
                dense.elements[resolved(numbers.get(index).0, size, mode) as usize] = value;
                at += 1;
                (0, 0)
            });
        }
        indexing::put(&mut target, &list, &values, mode).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&target, &dense, &what);
    }
}

/// Sums of floating-point numbers are those of the list from its beginning to its end.
fn sums_in_order(context: &Context) {
    let mut rng = SmallRng::seed_from_u64(3);
    for _ in 0..5 {
        let n = rng.random_range(1..5000);
        let numbers = Dense::from_function(&[n], |_| (rng.random_range(0..7), 0));
        let list = distributed(context, &mut rng, &numbers, Dtype::UInt8).0;
        let addends: Vec<f64> =
            (0..n).map(|_| rng.random_range(-1.0..1.0) * 10f64.powi(rng.random_range(0..17))).collect();
        let layout = single(&mut rng, context.size(), &[n], CHOICE);
        let values = Array::zeros(context, &build(context, &layout), Dtype::Float64).unwrap();
        crate::elements::for_each(&values, &layout, |position, element| {
            if position.owned {
                element.copy_from_slice(&addends[position.labels[0] as usize].to_ne_bytes());
            }
        });
        let layout = single(&mut rng, context.size(), &[7], CHOICE);
        let mut target = Array::zeros(context, &build(context, &layout), Dtype::Float64).unwrap();
        indexing::update_index(Accumulation::Add, &mut target, &[Some(&list)], &values).unwrap();
        let mut sums = [0f64; 7];
        addends.iter().zip(&numbers.elements).for_each(|(addend, at)| sums[at.0 as usize] += addend);
        let mut got = [0f64; 7];
        unsafe { gather(&target, Receiver::All, got.as_mut_ptr().cast()) }.unwrap();
        assert_eq!(got.map(f64::to_bits), sums.map(f64::to_bits));
    }
}

fn is_true(element: (i64, i64)) -> bool {
    element != (0, 0)
}

fn masks_random(context: &Context) {
    for case in 0..cases(context, 300) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let dimensions = shape(&mut rng);
        let (mut source, layout, mut dense) = random_array(context, &mut rng, &dimensions, dtype);
        let leading = if rng.random_bool(0.7) { dimensions.len() } else { rng.random_range(0..=dimensions.len()) };
        let chance = [0.0, 0.1, 0.5, 1.0][rng.random_range(0..4)];
        let mask = Dense::from_function(&dimensions[..leading], |_| (i64::from(rng.random_bool(chance)), 0));
        let (bools, _) = distributed(context, &mut rng, &mask, Dtype::Bool);
        let what = || format!("case {case} on {} ranks, {dtype:?}, {mask:?}\n{layout:?}", context.size());
        let rows: Vec<usize> = (0..mask.elements.len()).filter(|&k| is_true(mask.elements[k])).collect();
        let inner: usize = dimensions[leading..].iter().map(|&n| n as usize).product();
        let mut expected = Dense { shape: vec![rows.len() as i64], elements: Vec::new() };
        expected.shape.extend(&dimensions[leading..]);
        rows.iter().for_each(|row| expected.elements.extend(&dense.elements[row * inner..(row + 1) * inner]));
        let got = indexing::get_mask(&source, &bools).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&got, &expected, &what);

        let nonzero = indexing::nonzero(&bools);
        let found: Vec<Vec<i64>> = Dense::from_function(&mask.shape, |_| (0, 0))
            .elements
            .iter()
            .enumerate()
            .filter(|(k, _)| is_true(mask.elements[*k]))
            .map(|(k, _)| {
                let mut index = vec![0; leading];
                let mut rest = k as i64;
                for d in (0..leading).rev() {
                    (index[d], rest) = (rest % mask.shape[d], rest / mask.shape[d]);
                }
                index
            })
            .collect();
        let column = |d: usize| found.iter().map(|index| (index[d], 0)).collect::<Vec<_>>();
        let count = found.len() as i64;
        match nonzero {
            Ok(columns) => {
                assert_eq!(columns.len(), leading);
                for (d, got) in columns.iter().enumerate() {
                    check(got, &Dense { shape: vec![count], elements: column(d) }, &what);
                }
            }
            Err(error) => assert!(leading == 0 && error.status == Status::Shape, "{error}"),
        }
        let rows_of =
            Dense { shape: vec![count, leading as i64], elements: found.iter().flatten().map(|&n| (n, 0)).collect() };
        check(&indexing::argwhere(&bools).unwrap(), &rows_of, &what);
        let numbers = rows.iter().map(|&n| (n as i64, 0)).collect();
        check(&indexing::flat_nonzero(&bools).unwrap(), &Dense { shape: vec![count], elements: numbers }, &what);

        let own = if rng.random_bool(0.3) { vec![] } else { narrower(&mut rng, &expected.shape) };
        let (values, _, new) = random_array(context, &mut rng, &own, dtype);
        let extra = own.len().saturating_sub(expected.shape.len());
        let trimmed = Dense { shape: new.shape[extra..].to_vec(), elements: new.elements };
        let mut at = 0;
        Dense::from_function(&expected.shape, |index| {
            dense.elements[rows[at / inner] * inner + at % inner] = trimmed.broadcast(index);
            at += 1;
            (0, 0)
        });
        indexing::set_mask(&mut source, &bools, &values).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&source, &dense, &what);
    }
}

fn cross_random(context: &Context) {
    for case in 0..cases(context, 300) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let dimensions = shape(&mut rng);
        let (mut target, layout, mut dense) = random_array(context, &mut rng, &dimensions, dtype);
        let (mut arrays, mut lists) = (Vec::new(), Vec::new());
        for &n in &dimensions[..rng.random_range(0..=dimensions.len())] {
            let chosen = rng.random_bool(0.7);
            let length = if n == 0 { 0 } else { rng.random_range(0..8) };
            let made = chosen.then(|| random_list(context, &mut rng, &[length], -n, n));
            let (array, list) = made.unzip();
            arrays.push(array);
            lists.push(list);
        }
        let what = || format!("case {case} on {} ranks, {dtype:?}, {lists:?}\n{layout:?}", context.size());
        let list = |d: usize| lists.get(d).and_then(Option::as_ref);
        let extents: Vec<i64> =
            (0..dimensions.len()).map(|d| list(d).map_or(dimensions[d], |list| list.shape[0])).collect();
        let full = |index: &[i64]| -> Vec<i64> {
            let one = |d: usize| match list(d) {
                Some(list) => resolved(list.get(&index[d..=d]).0, dimensions[d], Mode::Raise),
                None => index[d],
            };
            (0..index.len()).map(one).collect()
        };
        let given: Vec<Option<&Array>> = arrays.iter().map(Option::as_ref).collect();
        let expected = Dense::from_function(&extents, |index| dense.get(&full(index)));
        let got = indexing::get_cross(&target, &given).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&got, &expected, &what);
        let own = narrower(&mut rng, &extents);
        let (values, _, new) = random_array(context, &mut rng, &own, dtype);
        let extra = own.len().saturating_sub(extents.len());
        let trimmed = Dense { shape: new.shape[extra..].to_vec(), elements: new.elements };
        Dense::from_function(&extents, |index| {
            let at = dense.at(&full(index));
            dense.elements[at] = trimmed.broadcast(index);
            (0, 0)
        });
        indexing::set_cross(&mut target, &given, &values).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&target, &dense, &what);
    }
}
