//! Random chains of views of random arrays against plain loops over the whole array: read, computed with, written through.

use crate::elements::{array, bytes, cast, is_narrow, next, number, stored, write};
use crate::layouts::{shape, single, Choice, Layout};
use crate::redistribution::{build, cases, limited};
use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::index::Slice;
use distarray::kernels::ufunc::Ufunc;
use distarray::ops::assign::{assign, fill};
use distarray::ops::redistribute::{cast as cast_array, copy, gather, redistribute, Receiver};
use distarray::ops::reduce::{self, Reduction};
use distarray::ops::view::{self, Item};
use distarray::ops::{elements, elementwise};
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("views_read", &[1, 2, 3, 4, 6], reading),
    Subject::new("views_written", &[1, 2, 3, 4, 6], writing),
    Subject::new("views_overlapping", &[1, 2, 3, 4, 6], overlapping),
    Subject::new("views_refusals", &[1, 2, 3], refusals),
];

const CHOICE: Choice = Choice { unstructured: true, padding: (0.4, 3) };

/// What a view shows: for each of its elements, in C order, the element of the whole array.
#[derive(Clone, Debug)]
struct Model {
    shape: Vec<i64>,
    at: Vec<usize>,
}

fn position(index: &[i64], shape: &[i64]) -> usize {
    index.iter().zip(shape).fold(0, |at, (&i, &n)| at * n + i) as usize
}

impl Model {
    fn whole(shape: &[i64]) -> Model {
        Model { shape: shape.to_vec(), at: (0..shape.iter().product::<i64>() as usize).collect() }
    }

    /// A view of this shape, whose element at an index is the one at `old` of it.
    fn map(&self, shape: Vec<i64>, old: impl Fn(&[i64]) -> Vec<i64>) -> Model {
        let mut at = Vec::new();
        let mut index = vec![0; shape.len()];
        while !shape.contains(&0) {
            at.push(self.at[position(&old(&index), &self.shape)]);
            if !next(&mut index, &shape) {
                break;
            }
        }
        Model { shape, at }
    }

    fn indices(&self) -> Vec<Vec<i64>> {
        let mut all = Vec::new();
        let mut index = vec![0; self.shape.len()];
        while !self.shape.contains(&0) {
            all.push(index.clone());
            if !next(&mut index, &self.shape) {
                break;
            }
        }
        all
    }
}

fn whole_slice(n: i64) -> Slice {
    Slice { start: 0, step: 1, count: n }
}

fn random_slice(rng: &mut SmallRng, n: i64) -> (Item, Slice) {
    if rng.random_bool(0.25) {
        return (Item::ALL, whole_slice(n));
    }
    let mut end = || rng.random_bool(0.6).then(|| rng.random_range(-n - 2..=n + 2));
    let (start, stop) = (end(), end());
    let step = [None, Some(1), Some(2), Some(3), Some(-1), Some(-2), Some(-7)][rng.random_range(0..7)];
    (Item::Slice { start, stop, step }, Slice::resolve(n, start, stop, step).unwrap())
}

/// Whether the owner of an index of an axis is known everywhere.
fn known(array: &Array, axis: usize) -> bool {
    array.distribution().axes()[axis].labels().is_none()
}

/// The same view of an array and of its model. Views that would need communication are refused by all ranks.
fn step(rng: &mut SmallRng, array: &Array, model: &Model, broadcasts: bool) -> (Array, Model) {
    let shape = model.shape.clone();
    let ndim = shape.len();
    let axis = rng.random_range(0..ndim.max(1));
    let negative = |rng: &mut SmallRng, axis: usize| {
        if rng.random_bool(0.3) {
            axis as i32 - ndim as i32
        } else {
            axis as i32
        }
    };
    match rng.random_range(0..if broadcasts { 9 } else { 8 }) {
        0 | 1 => {
            // Slices, indices, new axes and an ellipsis, mixed.
            let mut items = Vec::new();
            let mut slices = Vec::new();
            let mut kept = Vec::new();
            let mut new_shape = Vec::new();
            for (d, &n) in shape.iter().enumerate() {
                if rng.random_bool(0.1) && ndim < 5 {
                    items.push(Item::NewAxis);
                    new_shape.push(1);
                }
                if n > 0 && known(array, d) && rng.random_bool(0.2) {
                    let index = rng.random_range(-n..n);
                    items.push(Item::Index(index));
                    slices.push(Slice { start: index.rem_euclid(n), step: 1, count: 1 });
                } else {
                    let (item, slice) = random_slice(rng, n);
                    items.push(item);
                    slices.push(slice);
                    kept.push((d, new_shape.len()));
                    new_shape.push(slice.count);
                }
            }
            // Trailing whole axes may be left out.
            while items.last() == Some(&Item::ALL) && rng.random_bool(0.5) {
                items.pop();
            }
            if rng.random_bool(0.2) {
                items.push(Item::Ellipsis);
            }
            let old = |i: &[i64]| {
                let mut index: Vec<i64> = slices.iter().map(|s| s.start).collect();
                kept.iter().for_each(|&(d, to)| index[d] += i[to] * slices[d].step);
                index
            };
            (view::slice(array, &items).unwrap(), model.map(new_shape, old))
        }
        2 if ndim > 0 && shape[axis] > 0 => {
            let index = rng.random_range(0..shape[axis]);
            let taken = view::index_axis(array, negative(rng, axis), index);
            if !known(array, axis) && taken.is_err() {
                assert_eq!(taken.err().unwrap().status, Status::Distribution);
                return (array.clone(), model.clone());
            }
            let mut new_shape = shape.clone();
            new_shape.remove(axis);
            (taken.unwrap(), model.map(new_shape, |i| [&i[..axis], &[index], &i[axis..]].concat()))
        }
        3 => {
            let mut order: Vec<usize> = (0..ndim).collect();
            order.shuffle(rng);
            let axes: Vec<i32> = order.iter().map(|&d| negative(rng, d)).collect();
            let made = match rng.random_range(0..4) {
                0 => {
                    order = (0..ndim).rev().collect();
                    view::transpose(array, None)
                }
                1 if ndim > 0 => {
                    let other = rng.random_range(0..ndim);
                    order = (0..ndim).collect();
                    order.swap(axis, other);
                    view::swap_axes(array, axis as i32, other as i32)
                }
                2 if ndim > 0 => {
                    let to = rng.random_range(0..ndim);
                    order = (0..ndim).collect();
                    order.remove(axis);
                    order.insert(to, axis);
                    view::move_axis(array, axis as i32, to as i32)
                }
                _ => view::transpose(array, Some(&axes)),
            };
            let new_shape = order.iter().map(|&d| shape[d]).collect();
            let old = |i: &[i64]| {
                let mut index = vec![0; ndim];
                order.iter().zip(i).for_each(|(&d, &k)| index[d] = k);
                index
            };
            (made.unwrap(), model.map(new_shape, old))
        }
        4 => {
            let axes: Vec<usize> = (0..ndim).filter(|_| rng.random_bool(0.5)).collect();
            let given: Vec<i32> = axes.iter().map(|&d| negative(rng, d)).collect();
            let all = rng.random_bool(0.3);
            let old = |i: &[i64]| {
                let flipped = |d: usize| all || axes.contains(&d);
                (0..ndim).map(|d| if flipped(d) { shape[d] - 1 - i[d] } else { i[d] }).collect()
            };
            let made = view::flip(array, (!all).then_some(given.as_slice())).unwrap();
            (made, model.map(shape.clone(), old))
        }
        5 if ndim < 5 => {
            let axis = rng.random_range(0..=ndim);
            let mut new_shape = shape.clone();
            new_shape.insert(axis, 1);
            let made = view::expand_dims(array, axis as i32).unwrap();
            (made, model.map(new_shape, |i| [&i[..axis], &i[axis + 1..]].concat()))
        }
        6 if (0..ndim).all(|d| shape[d] != 1 || known(array, d)) => {
            let old_axes: Vec<usize> = (0..ndim).filter(|&d| shape[d] != 1).collect();
            let new_shape = old_axes.iter().map(|&d| shape[d]).collect();
            let old = |i: &[i64]| {
                let mut index = vec![0; ndim];
                old_axes.iter().zip(i).for_each(|(&d, &k)| index[d] = k);
                index
            };
            (view::squeeze(array, None).unwrap(), model.map(new_shape, old))
        }
        7 if ndim > 1 => {
            let other = (axis + rng.random_range(1..ndim)) % ndim;
            let offset = rng.random_range(-3..4);
            let made = view::diagonal(array, offset, negative(rng, axis), negative(rng, other));
            if !known(array, axis) || !known(array, other) {
                assert_eq!(made.err().unwrap().status, Status::Distribution);
                return (array.clone(), model.clone());
            }
            let (a, b) = ((-offset).max(0), offset.max(0));
            let count = (shape[axis] - a).min(shape[other] - b).max(0);
            let rest: Vec<usize> = (0..ndim).filter(|&d| d != axis && d != other).collect();
            let mut new_shape: Vec<i64> = rest.iter().map(|&d| shape[d]).collect();
            new_shape.push(count);
            let old = |i: &[i64]| {
                let mut index = vec![0; ndim];
                rest.iter().zip(i).for_each(|(&d, &k)| index[d] = k);
                (index[axis], index[other]) = (a + i[ndim - 2], b + i[ndim - 2]);
                index
            };
            (made.unwrap(), model.map(new_shape, old))
        }
        8 if (0..ndim).all(|d| known(array, d)) => {
            let mut new_shape: Vec<i64> =
                shape.iter().map(|&n| if n == 1 { rng.random_range(0..4) } else { n }).collect();
            if ndim < 4 && rng.random_bool(0.5) {
                new_shape.insert(0, rng.random_range(0..4));
            }
            let new = new_shape.len() - ndim;
            let made = view::broadcast_to(array, &new_shape).unwrap();
            let old = |i: &[i64]| i[new..].iter().zip(&shape).map(|(&i, &n)| i.min(n - 1)).collect();
            (made, model.map(new_shape.clone(), old))
        }
        _ => (array.clone(), model.clone()),
    }
}

fn chain(rng: &mut SmallRng, base: &Array, shape: &[i64], broadcasts: bool) -> (Array, Model) {
    let (mut view, mut model) = (base.clone(), Model::whole(shape));
    for _ in 0..rng.random_range(1..5) {
        let before = (view.serial(), view.context().counters().snapshot().collectives);
        let (made, of_model) = step(rng, &view, &model, broadcasts);
        if of_model.at.len() > 4000 {
            break;
        }
        assert!(made.is(&view) || made.is_view() && made.serial() != before.0);
        assert_eq!(made.context().counters().snapshot().collectives, before.1, "a view communicated");
        (view, model) = (made, of_model);
    }
    assert_eq!(view.shape(), model.shape);
    (view, model)
}

struct Case {
    rng: SmallRng,
    layout: Layout,
    dtype: Dtype,
    base: Array,
    shape: Vec<i64>,
}

impl Case {
    fn new(context: &Context, seed: u64, salt: u64) -> Case {
        let mut rng = SmallRng::seed_from_u64(seed << 16 | salt << 8 | context.size() as u64);
        let shape = shape(&mut rng);
        let layout = single(&mut rng, context.size(), &shape, CHOICE);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let base = array(context, &build(context, &layout), dtype, rng.random());
        let case = Case { rng, layout, dtype, base, shape };
        write(&case.base, &case.layout, |labels| case.value(labels));
        case
    }

    fn value(&self, labels: &[i64]) -> (i64, i64) {
        stored(number(labels, is_narrow(self.dtype)), self.dtype)
    }

    /// Values of the whole array in C order.
    fn values(&self) -> Vec<(i64, i64)> {
        Model::whole(&self.shape).indices().iter().map(|index| self.value(index)).collect()
    }

    fn what(&self, seed: u64, view: &Array) -> String {
        let context = self.base.context();
        let (rank, size) = (context.rank(), context.size());
        let distribution = view.distribution().describe();
        format!("case {seed}, rank {rank} of {size}, {:?}, {:?}\n{distribution}", self.dtype, self.layout)
    }
}

fn gathered(array: &Array) -> Vec<u8> {
    let mut data = vec![0u8; array.distribution().global_count() as usize * array.dtype().size()];
    unsafe { gather(array, Receiver::All, data.as_mut_ptr()) }.unwrap();
    data
}

fn as_bytes(values: impl IntoIterator<Item = (i64, i64)>, dtype: Dtype) -> Vec<u8> {
    values.into_iter().flat_map(|value| bytes(value, dtype)).collect()
}

fn reading(context: &Context) {
    for seed in 0..cases(context, 1500) {
        let mut case = Case::new(context, seed, 1);
        let values = case.values();
        let (view, model) = chain(&mut case.rng, &case.base, &case.shape.clone(), true);
        let what = case.what(seed, &view);
        let dtype = case.dtype;
        let expected = as_bytes(model.at.iter().map(|&at| values[at]), dtype);
        let layouts = [&case.layout];
        let got = limited(context, &mut case.rng, &layouts, || gathered(&view));
        assert!(got == expected, "{what}");
        // What is here is what the distribution says.
        let distribution = view.distribution();
        let mut here = 0;
        for (k, index) in model.indices().iter().enumerate() {
            let Some(local) = distribution.local_index(index) else { continue };
            here += 1;
            let offset: isize = local.iter().zip(view.access()).map(|(&l, access)| access.offset(l)).sum();
            let pointer = view.local_pointer().wrapping_offset(offset);
            let element = unsafe { std::slice::from_raw_parts(pointer, dtype.size()) };
            assert_eq!(element, &expected[k * dtype.size()..][..dtype.size()], "{index:?} {what}");
            if let Some(strides) = view.strides() {
                let strided: isize = local.iter().zip(strides).map(|(&l, &s)| l as isize * s).sum();
                assert_eq!(strided, offset);
            }
        }
        assert_eq!(here, distribution.local_count(), "{what}");
        // Halos are what they were, where they are kept.
        let other = Dtype::ALL[case.rng.random_range(0..Dtype::ALL.len())];
        match case.rng.random_range(0..5) {
            0 => assert!(gathered(&copy(&view).unwrap()) == expected, "{what}"),
            1 if !is_narrow(other) || is_narrow(dtype) => {
                let expected = as_bytes(model.at.iter().map(|&at| cast(values[at], other)), other);
                assert!(gathered(&cast_array(&view, other).unwrap()) == expected, "{what}");
            }
            2 => {
                let copied = copy(&view).unwrap();
                let mut out = Array::zeros(context, copied.distribution(), Dtype::Complex128).unwrap();
                elementwise::binary(Ufunc::Add, &view, &copied, &mut out).unwrap();
                let twice = |(re, im): (i64, i64)| match dtype {
                    Dtype::Bool => (re, 0),
                    Dtype::Int8 => ((2 * re) as i8 as i64, 0),
                    Dtype::UInt8 => ((2 * re) as u8 as i64, 0),
                    Dtype::Int16 => ((2 * re) as i16 as i64, 0),
                    _ => (2 * re, 2 * im),
                };
                let expected = as_bytes(model.at.iter().map(|&at| twice(values[at])), Dtype::Complex128);
                assert!(gathered(&out) == expected, "{what}");
            }
            3 => {
                let nonzero = model.at.iter().filter(|&&at| values[at] != (0, 0)).count() as i64;
                let (count, _) = reduce::all(Reduction::CountNonzero, &view).unwrap();
                assert_eq!(count[..8], nonzero.to_ne_bytes(), "{what}");
                if !model.shape.is_empty() && dtype != Dtype::Bool {
                    let axis = case.rng.random_range(0..model.shape.len());
                    let summed = reduce::axis(Reduction::Sum, &view, axis as i32, false).unwrap();
                    let mut shape = model.shape.clone();
                    let n = shape.remove(axis);
                    let indices = Model::whole(&shape).indices();
                    let sums = indices.iter().map(|i| {
                        let at = |k: i64| position(&[&i[..axis], &[k], &i[axis..]].concat(), &model.shape);
                        let all = (0..n).map(|k| values[model.at[at(k)]]);
                        all.fold((0, 0), |sum, value| (sum.0 + value.0, sum.1 + value.1))
                    });
                    assert!(gathered(&summed) == as_bytes(sums, summed.dtype()), "{what}");
                }
            }
            _ => {
                let indices = model.indices();
                if let Some(index) = indices.get(case.rng.random_range(0..indices.len().max(1))) {
                    let element = elements::get(&view, index).unwrap();
                    let at = position(index, &model.shape) * dtype.size();
                    assert_eq!(element[..dtype.size()], expected[at..][..dtype.size()], "{what}");
                }
                let text = distarray::array::print::to_text(&view).unwrap();
                let fresh = distarray::array::print::to_text(&copy(&view).unwrap()).unwrap();
                assert_eq!(text, fresh, "{what}");
            }
        }
    }
}

/// An array that can be broadcast to a shape, with its model.
fn broadcastable(context: &Context, rng: &mut SmallRng, shape: &[i64], dtype: Dtype) -> (Array, Layout, Vec<i64>) {
    let mut own: Vec<i64> = shape.iter().map(|&n| if rng.random_bool(0.25) { 1 } else { n }).collect();
    let cut = if rng.random_bool(0.3) { rng.random_range(0..=own.len()) } else { 0 };
    own.drain(..cut);
    if cut == 0 && own.len() < 5 && rng.random_bool(0.1) {
        own.insert(0, 1);
    }
    // Lengthened axes must not be unstructured; those of the target are permutations.
    let unstructured = own == shape;
    let layout = single(rng, context.size(), &own, Choice { unstructured, ..CHOICE });
    let source = array(context, &build(context, &layout), dtype, rng.random());
    (source, layout, own)
}

fn writing(context: &Context) {
    for seed in 0..cases(context, 1500) {
        let mut case = Case::new(context, seed, 2);
        let mut values = case.values();
        let (mut view, model) = chain(&mut case.rng, &case.base, &case.shape.clone(), false);
        let what = case.what(seed, &view);
        let dtype = case.dtype;
        if case.rng.random_bool(0.3) {
            let from = Dtype::ALL[case.rng.random_range(0..Dtype::ALL.len())];
            let scalar = stored(case.rng.random_range(0..100), from);
            fill(&mut view, &bytes(scalar, from), from).unwrap();
            model.at.iter().for_each(|&at| values[at] = cast(scalar, dtype));
        } else {
            let from = if case.rng.random_bool(0.6) { dtype } else { Dtype::ALL[case.rng.random_range(0..13)] };
            let narrow = is_narrow(from) || is_narrow(dtype);
            let (source, layout, own) = broadcastable(context, &mut case.rng, &model.shape, from);
            let value = |labels: &[i64]| stored(number(labels, narrow) % 97, from);
            write(&source, &layout, value);
            let layouts = [&case.layout, &layout];
            limited(context, &mut case.rng, &layouts, || assign(&mut view, &source))
                .unwrap_or_else(|error| panic!("{error}\n{own:?}\n{what}"));
            for (k, index) in model.indices().iter().enumerate() {
                let index = match own.len().checked_sub(index.len()) {
                    Some(more) => [vec![0; more], index.clone()].concat(),
                    None => index[index.len() - own.len()..].to_vec(),
                };
                let labels: Vec<i64> = index.iter().zip(&own).map(|(&i, &n)| i.min(n - 1)).collect();
                values[model.at[k]] = cast(value(&labels), dtype);
            }
        }
        let got = gathered(&case.base);
        assert!(got == as_bytes(values, dtype), "{what}");
    }
}

/// Source and target are views of one array.
fn overlapping(context: &Context) {
    let mut met = 0;
    for seed in 0..cases(context, 1500) {
        let mut case = Case::new(context, seed, 3);
        let mut values = case.values();
        let shape = case.shape.clone();
        let (source, from) = chain(&mut case.rng, &case.base, &shape, true);
        let (mut target, to) = chain(&mut case.rng, &case.base, &shape, false);
        let (source, from) = match from.shape == to.shape {
            true => (source, from),
            false => {
                // Shifted or turned around.
                let flipped = view::flip(&target, None).unwrap();
                let n = to.shape.clone();
                (flipped, to.map(n.clone(), |i| i.iter().zip(&n).map(|(i, n)| n - 1 - i).collect()))
            }
        };
        let mixed = source.distribution().axes().iter().zip(target.distribution().axes());
        if mixed
            .into_iter()
            .any(|(a, b)| (a.is_broadcast() || b.is_broadcast()) && (a.labels().or(b.labels())).is_some())
        {
            continue;
        }
        met += source.overlaps(&target) as u64;
        let what = case.what(seed, &target);
        assign(&mut target, &source).unwrap_or_else(|error| panic!("{error}\n{what}"));
        let before = values.clone();
        from.at.iter().zip(&to.at).for_each(|(&a, &b)| values[b] = before[a]);
        assert!(gathered(&case.base) == as_bytes(values, case.dtype), "{what}\n{}", source.distribution().describe());
    }
    assert!(context.maximum(&[met]).unwrap()[0] > 20);
}

fn refusals(context: &Context) {
    use distarray::distribution::Specification;
    use distarray::ops::create;
    let make = |shape: &[i64], text: &str| {
        let distribution = create::distribution(context, &Specification::parse(shape, text).unwrap()).unwrap();
        Array::zeros(context, &distribution, Dtype::Float64).unwrap()
    };
    let mut a = make(&[4, 5], "block");
    let message = |outcome: distarray::error::Result<Array>| outcome.err().unwrap().to_string();
    let sliced = |text: &str| view::slice(&a, &Item::parse(text).unwrap());
    assert!(message(sliced("4")).contains("index 4 is out of bounds for axis 0 with size 4"));
    assert!(message(sliced("0, -6")).contains("index -6 is out of bounds for axis 1 with size 5"));
    assert!(message(sliced("..., ...")).contains("single ellipsis"));
    assert!(message(sliced("0, 0, 0")).contains("array is 2-dimensional, but 3 were indexed"));
    assert!(message(sliced("::0")).contains("step"));
    assert!(message(view::transpose(&a, Some(&[0, 0]))).contains("named twice"));
    assert!(message(view::transpose(&a, Some(&[0]))).contains("expected 2 axes"));
    assert!(message(view::squeeze(&a, Some(&[1]))).contains("axis 1 has 5 indices"));
    assert!(message(view::diagonal(&a, 0, 1, -1)).contains("another axis"));
    assert!(message(view::broadcast_to(&a, &[5, 5])).contains("(4, 5) cannot be broadcast to (5, 5)"));
    assert!(message(view::broadcast_to(&a, &[5])).contains("cannot be broadcast"));
    // Broadcast views are read-only, and so are views of them.
    let row = sliced("0:1").unwrap();
    let many = view::broadcast_to(&row, &[3, 5]).unwrap();
    let mut part = view::slice(&many, &Item::parse("1:, 2").unwrap()).unwrap();
    assert!(part.is_read_only() && !row.is_read_only());
    assert_eq!(fill(&mut part, &1f64.to_ne_bytes(), Dtype::Float64).unwrap_err().status, Status::ReadOnly);
    let error = assign(&mut part, &make(&[2], "block")).unwrap_err();
    assert!(error.agreed && error.status == Status::ReadOnly, "{error}");
    // Copies of them have an element for each.
    let mut copied = copy(&many).unwrap();
    fill(&mut copied, &2f64.to_ne_bytes(), Dtype::Float64).unwrap();
    assert!(gathered(&copied).chunks(8).all(|e| e == 2f64.to_ne_bytes()) && !copied.is_view());
    // Shapes that do not fit, said as NumPy does, on all ranks, and nothing is changed.
    let error = assign(&mut a, &make(&[3], "block")).unwrap_err();
    assert!(error.agreed && error.status == Status::Shape, "{error}");
    assert!(error.message.contains("could not broadcast input array from shape (3,) into shape (4, 5)"), "{error}");
    let error = redistribute(&make(&[5], "block"), &mut a).unwrap_err();
    assert!(error.agreed && error.status == Status::Shape, "{error}");
    assert!(fill(&mut a, &[0; 3], Dtype::Float64).is_err());
    // The memory lives as long as a view does.
    let mut column = view::index_axis(&a, 1, 2).unwrap();
    drop(a);
    fill(&mut column, &3i32.to_ne_bytes(), Dtype::Int32).unwrap();
    assert!(gathered(&column).chunks(8).all(|e| e == 3f64.to_ne_bytes()));
}
