//! Reshaping between random distributions: the number of an element in C order stays.

use crate::elements::{array, cast, check, is_narrow, mark, number, stored, write};
use crate::layouts::{shape, single, sparse, Choice, Layout};
use crate::redistribution::{build, cases, limited};
use crate::Subject;
use distarray::context::Context;
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::ops::reshape::{reshape, reshape_into};
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("reshape_random", &[1, 2, 3, 4, 6, 9], random),
    Subject::new("reshape_refusals", &[1, 2, 3], refusals),
];

/// Number of an element in C order.
fn flat(labels: &[i64], shape: &[i64]) -> i64 {
    labels.iter().zip(shape).fold(0, |number, (&label, &n)| number * n + label)
}

/// A shape of so many elements.
fn shape_of(rng: &mut SmallRng, count: i64) -> Vec<i64> {
    if count == 0 {
        return [vec![0], vec![0, 3], vec![2, 0, 1]][rng.random_range(0..3)].clone();
    }
    let (mut factors, mut rest) = (Vec::new(), count);
    while rest > 1 {
        let prime = (2..).find(|p| rest % p == 0).unwrap();
        factors.push(prime);
        rest /= prime;
    }
    factors.shuffle(rng);
    let mut shape: Vec<i64> = Vec::new();
    for factor in factors {
        match shape.last_mut().filter(|_| rng.random_bool(0.5)) {
            Some(last) => *last *= factor,
            None => shape.push(factor),
        }
    }
    while rng.random_bool(0.3) {
        shape.insert(rng.random_range(0..=shape.len()), 1);
    }
    shape
}

fn random(context: &Context) {
    for case in 0..cases(context, 5_000) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 2 << 60);
        let choice = Choice { unstructured: case % 3 == 0, padding: (0.3, 2) };
        let from_shape = shape(&mut rng);
        let to_shape = shape_of(&mut rng, from_shape.iter().product());
        let from = single(&mut rng, context.size(), &from_shape, choice);
        let to = single(&mut rng, context.size(), &to_shape, choice);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let other = if rng.random_bool(0.6) { dtype } else { Dtype::ALL[rng.random_range(0..Dtype::ALL.len())] };
        let what = || format!("case {case} on {} ranks, {dtype:?} to {other:?}\n{from:?}\n{to:?}", context.size());
        let narrow = is_narrow(dtype) || is_narrow(other);
        let value = |labels: &[i64], shape: &[i64]| stored(number(&[flat(labels, shape)], narrow), dtype);
        let source = array(context, &build(context, &from), dtype, rng.random());
        let target_distribution = build(context, &to);
        let mut target = array(context, &target_distribution, other, rng.random());
        write(&source, &from, |labels| value(labels, &from_shape));
        mark(&target, &to);
        limited(context, &mut rng, &[&from, &to], || reshape_into(&source, &mut target))
            .unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&target, &to, |labels| cast(value(labels, &to_shape), other), &what);

        let mut open = to_shape.clone();
        let count: i64 = to_shape.iter().product();
        if count > 0 && !open.is_empty() && rng.random_bool(0.5) {
            let axis = rng.random_range(0..open.len());
            open[axis] = -1;
        }
        let given = rng.random_bool(0.3).then_some(&target_distribution);
        let made = reshape(&source, &open, given).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        assert_eq!((made.shape(), made.dtype()), (&to_shape[..], dtype));
        mark(&target, &to);
        reshape_into(&made, &mut target).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&target, &to, |labels| cast(value(labels, &to_shape), other), &what);
    }
}

/// Errors are the same on all ranks.
fn refusals(context: &Context) {
    let mut rng = SmallRng::seed_from_u64(7);
    let choice = Choice { unstructured: false, padding: (0.0, 0) };
    let layout = single(&mut rng, context.size(), &[6, 4], choice);
    let array_of = |layout: &Layout| array(context, &build(context, layout), Dtype::Int32, 1);
    let source = array_of(&layout);
    let status = |shape: &[i64]| reshape(&source, shape, None).err().map(|error| (error.status, error.agreed));
    for shape in [&[5][..], &[-1, 5], &[-1, -1], &[-2, -12], &[0, -1], &[], &[i64::MAX, 3]] {
        let found = status(shape);
        assert!(matches!(found, Some((Status::Shape | Status::Overflow, true))), "{shape:?} gave {found:?}");
    }
    assert_eq!(status(&[24]), None);
    assert_eq!(reshape(&source, &[24], Some(source.distribution())).err().unwrap().status, Status::Shape);
    let mut other = array_of(&single(&mut rng, context.size(), &[5, 5], choice));
    assert_eq!(reshape_into(&source, &mut other).err().unwrap().status, Status::Shape);
    reshape_into(&source, &mut source.clone()).unwrap();
    let mut labelled = single(&mut rng, context.size(), &[6, 4], choice);
    labelled.axes[0] = sparse(&mut rng, 6, labelled.extents[0]);
    if labelled.labels(0) != (0..6).collect::<Vec<_>>() {
        let error = reshape(&array_of(&labelled), &[4, 6], None).err().unwrap();
        assert_eq!(error.status, Status::Distribution, "{error}");
    }
}
