//! Redistribution between random distributions, every element checked on every rank.

use crate::elements::{array, cast, check, for_each, is_narrow, mark, number, stored, write, UNTOUCHED};
use crate::layouts::{pair, shape, Choice, Layout};
use crate::Subject;
use distarray::context::Context;
use distarray::distribution::Distribution;
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::ops;
use distarray::ops::redistribute::redistribute;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::sync::atomic::Ordering;
use std::sync::Arc;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("redistribution_random", &[1, 2, 3, 4, 6, 9], random),
    Subject::new("redistribution_refusals", &[1, 2, 3, 4], refusals),
];

pub fn build(context: &Context, layout: &Layout) -> Arc<Distribution> {
    let specification = layout.specification(context.rank(), context.size());
    ops::distribution(context, &specification).unwrap_or_else(|error| panic!("{error}\n{layout:?}"))
}

/// How many cases a launch on so many ranks makes; `DISTARRAY_TEST_CASES` multiplies them.
pub fn cases(context: &Context, of_one: u64) -> u64 {
    let share = [1.0, 1.0, 0.8, 0.6, 0.4, 0.3, 0.25, 0.15, 0.12, 0.1][context.size().clamp(0, 9) as usize];
    let factor = std::env::var("DISTARRAY_TEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1.0);
    (of_one as f64 * share * factor) as u64
}

/// A ceiling that may be different on every rank, or none.
fn random_ceiling(context: &Context, rng: &mut SmallRng, layouts: &[&Layout]) -> Option<usize> {
    // One element for every message; looking up labels takes more.
    let closed = layouts.iter().all(|layout| layout.is_closed_form());
    let enough = 2 * 16 * context.size() as usize + if closed { 0 } else { 100_000 };
    let each: Vec<usize> = (0..context.size()).map(|_| enough + rng.random_range(0..200)).collect();
    let limited = match rng.random_range(0..8) {
        0 => true,
        1 => rng.random_bool(0.5) && context.rank() % 2 == 0,
        _ => false,
    };
    limited.then(|| each[context.rank() as usize])
}

/// Sets limits for one call and checks afterwards that they held.
pub fn limited<T>(context: &Context, rng: &mut SmallRng, layouts: &[&Layout], call: impl FnOnce() -> T) -> T {
    let ceiling = random_ceiling(context, rng, layouts);
    context.set_memory_ceiling(ceiling);
    let short = rng.random_bool(0.1);
    if short {
        context.set_message_limit(7);
    }
    let counters = context.counters();
    counters.temporary_peak.store(0, Ordering::Relaxed);
    let result = call();
    let totals = counters.snapshot();
    assert_eq!(totals.temporary_bytes, 0, "temporaries were kept");
    assert!(ceiling.is_none_or(|bytes| totals.temporary_peak <= bytes as u64), "{ceiling:?}: {totals:?}");
    context.set_memory_ceiling(None);
    if short {
        context.set_message_limit(usize::MAX);
    }
    result
}

fn random(context: &Context) {
    let choice = Choice { unstructured: true, padding: (0.4, 3) };
    for case in 0..cases(context, 9_000) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let shape = shape(&mut rng);
        let [from, to] = pair(&mut rng, context.size(), &shape, choice);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let other = if rng.random_bool(0.6) { dtype } else { Dtype::ALL[rng.random_range(0..Dtype::ALL.len())] };
        let what = || format!("case {case} on {} ranks, {dtype:?} to {other:?}\n{from:?}\n{to:?}", context.size());
        let (source_distribution, target_distribution) = (build(context, &from), build(context, &to));
        let narrow = is_narrow(dtype) || is_narrow(other);
        let source = array(context, &source_distribution, dtype, rng.random());
        let mut target = array(context, &target_distribution, other, rng.random());
        write(&source, &from, |labels| stored(number(labels, narrow), dtype));
        mark(&target, &to);
        limited(context, &mut rng, &[&from, &to], || redistribute(&source, &mut target))
            .unwrap_or_else(|e| panic!("{e}\n{}", what()));
        check(&target, &to, |labels| cast(stored(number(labels, narrow), dtype), other), &what);
    }
}

/// Errors are the same on all ranks, leave the target as it was and the context usable.
fn refusals(context: &Context) {
    let choice = Choice { unstructured: false, padding: (0.4, 2) };
    let mut refused = [0; 3];
    for case in 0..400u64 {
        let mut rng = SmallRng::seed_from_u64(case);
        let shape = vec![rng.random_range(1..9), rng.random_range(1..9)];
        let [from, mut to] = pair(&mut rng, context.size(), &shape, choice);
        let kind = case as usize % 3;
        let (mut source_layout, mut status) = (from, Status::Memory);
        let axis = rng.random_range(0..2);
        match kind {
            0 => {
                source_layout.axes[axis] = crate::layouts::sparse(&mut rng, shape[axis], source_layout.extents[axis]);
                status = Status::Distribution;
            }
            1 => {
                let extents = (source_layout.extents[axis], to.extents[axis]);
                source_layout.axes[axis] = crate::layouts::sparse(&mut rng, shape[axis], extents.0);
                to.axes[axis] = crate::layouts::sparse(&mut rng, shape[axis], extents.1);
                status = Status::Index;
            }
            _ => {}
        }
        let what = || format!("case {case} on {} ranks\n{source_layout:?}\n{to:?}", context.size());
        let labels = source_layout.labels(axis);
        let expected = match kind {
            0 => labels != (0..shape[axis]).collect::<Vec<_>>(),
            1 => !to.labels(axis).iter().all(|label| labels.contains(label)),
            _ => false,
        };
        let source = array(context, &build(context, &source_layout), Dtype::Int32, rng.random());
        let mut target = array(context, &build(context, &to), Dtype::Int32, rng.random());
        write(&source, &source_layout, |labels| (number(labels, false), 0));
        mark(&target, &to);
        if kind == 2 {
            context.set_memory_ceiling(Some(3));
        }
        let outcome = redistribute(&source, &mut target);
        context.set_memory_ceiling(None);
        match outcome {
            Err(error) => {
                assert!(error.agreed && (expected || kind == 2), "{error}\n{}", what());
                assert_eq!(error.status, status, "{error}\n{}", what());
                for_each(&target, &to, |_, element| assert!(element.iter().all(|&b| b == UNTOUCHED), "{}", what()));
                refused[kind] += 1;
            }
            Ok(()) => assert!(!expected, "{}", what()),
        }
        let refusals = context.maximum(&[refused.iter().sum::<u64>()]).unwrap();
        assert_eq!(refusals[0], refused.iter().sum::<u64>(), "not the same everywhere: {}", what());
    }
    assert!(refused[0] > 0 && (context.size() == 1 || refused[2] > 0), "{refused:?}");
}
