//! Plans as objects: run, many at once, in the background in any order; what they say of themselves.

use crate::elements::{array, check, mark, number, stored, write};
use crate::layouts::{pair, shape, Choice, Layout};
use crate::redistribution::{build, cases, limited};
use crate::{Subject, RANKS};
use distarray::array::Array;
use distarray::context::Context;
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::ops::plan::{Fact, Redistribution, Request};
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("plans_random", RANKS, random),
    Subject::new("plans_in_background", RANKS, in_background),
    Subject::new("plans_refusals", &[1, 2, 3], refusals),
];

struct Case {
    from: Layout,
    to: Layout,
    plan: Redistribution,
    dtype: Dtype,
    what: String,
}

impl Case {
    fn new(context: &Context, rng: &mut SmallRng, name: &str) -> Case {
        let shape = shape(rng);
        let choice = Choice { unstructured: true, padding: (0.4, 3) };
        let [from, to] = pair(rng, context.size(), &shape, choice);
        let (a, b) = (build(context, &from), build(context, &to));
        let plan = Redistribution::create(context, &a, &b).unwrap_or_else(|e| panic!("{e}\n{from:?}\n{to:?}"));
        let dtype = [Dtype::Int32, Dtype::Float64, Dtype::Complex128][rng.random_range(0..3)];
        let what = format!("{name} on {} ranks\n{from:?}\n{to:?}", context.size());
        Case { from, to, plan, dtype, what }
    }

    /// A source, whose elements `salt` tells from others, and a target.
    fn arrays(&self, context: &Context, rng: &mut SmallRng, salt: i64) -> (Array, Array) {
        let source = array(context, &build(context, &self.from), self.dtype, rng.random());
        let target = array(context, &build(context, &self.to), self.dtype, rng.random());
        write(&source, &self.from, |labels| self.element(labels, salt));
        mark(&target, &self.to);
        (source, target)
    }

    fn element(&self, labels: &[i64], salt: i64) -> (i64, i64) {
        stored(number(labels, true) + salt, self.dtype)
    }

    fn check(&self, target: &Array, salt: i64) {
        check(target, &self.to, |labels| self.element(labels, salt), &|| self.what.clone());
    }
}

fn random(context: &Context) {
    for case in 0..cases(context, 600) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 3 << 60);
        let made = Case::new(context, &mut rng, &format!("case {case}"));
        let (source, mut target) = made.arrays(context, &mut rng, 1);
        for _ in 0..3 {
            mark(&target, &made.to);
            limited(context, &mut rng, &[&made.from, &made.to], || made.plan.run(&source, &mut target))
                .unwrap_or_else(|e| panic!("{e}\n{}", made.what));
            made.check(&target, 1);
        }
        let (sources, mut targets): (Vec<Array>, Vec<Array>) =
            (0..3).map(|salt| made.arrays(context, &mut rng, salt)).unzip();
        made.plan.run_many(&sources, &mut targets).unwrap_or_else(|e| panic!("{e}\n{}", made.what));
        (0..).zip(&targets).for_each(|(salt, target)| made.check(target, salt));
        facts(context, &made);
    }
}

/// What ranks say of each other fits together.
fn facts(context: &Context, case: &Case) {
    let pairs: Vec<(i64, i64)> =
        (0..context.size()).map(|rank| case.plan.pair_bytes(case.dtype, rank).unwrap()).collect();
    let mine: Vec<i64> = pairs.iter().map(|(sent, _)| *sent).collect();
    let bytes: Vec<u8> = mine.iter().flat_map(|n| n.to_ne_bytes()).collect();
    let all = context.all_gather(&bytes).unwrap();
    let all: Vec<i64> = all.chunks_exact(8).map(|eight| i64::from_ne_bytes(eight.try_into().unwrap())).collect();
    let (me, size) = (context.rank() as usize, context.size() as usize);
    for (rank, (_, received)) in pairs.iter().enumerate() {
        assert_eq!(all[rank * size + me], *received, "{}", case.what);
    }
    let fact = |fact| case.plan.fact(case.dtype, fact);
    let others = |of: fn(&(i64, i64)) -> i64| pairs.iter().map(of).sum::<i64>() - of(&pairs[me]);
    assert_eq!(fact(Fact::BytesSent), others(|pair| pair.0));
    assert_eq!(fact(Fact::BytesReceived), others(|pair| pair.1));
    assert_eq!(fact(Fact::BytesLocal), pairs[me].0);
    let busy = (0..size).filter(|&rank| rank != me && pairs[rank].0 > 0).count();
    assert_eq!(fact(Fact::Messages), busy as i64);
}

/// Several requests at once, ended in another order on every rank, with other calls in between.
fn in_background(context: &Context) {
    for case in 0..cases(context, 300) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 5 << 60);
        let mut own = SmallRng::seed_from_u64(case << 8 | context.rank() as u64 | 7 << 60);
        let count = rng.random_range(1..7);
        let mut under_way: Vec<(Case, Array, Array, Request)> = Vec::new();
        for k in 0..count {
            let made = Case::new(context, &mut rng, &format!("case {case}.{k}"));
            let (source, mut target) = made.arrays(context, &mut rng, k);
            let request = made.plan.begin(&source, &mut target).unwrap_or_else(|e| panic!("{e}\n{}", made.what));
            if own.random_bool(0.3) {
                request.test().unwrap();
            }
            under_way.push((made, source, target, request));
        }
        if rng.random_bool(0.5) {
            assert_eq!(context.sum(&[1]).unwrap(), [context.size() as u64]);
            let made = Case::new(context, &mut rng, &format!("case {case}, at once"));
            let (source, mut target) = made.arrays(context, &mut rng, 50);
            made.plan.run(&source, &mut target).unwrap();
            made.check(&target, 50);
        }
        let mut order: Vec<usize> = (0..count as usize).collect();
        order.shuffle(&mut own);
        for at in order {
            let (made, _, target, request) = &under_way[at];
            match own.random_range(0..3) {
                0 => {
                    while !request.test().unwrap() {
                        std::thread::yield_now();
                    }
                }
                _ => request.end().unwrap(),
            }
            assert!(request.test().unwrap());
            made.check(target, at as i64);
        }
        assert_eq!(context.counters().snapshot().temporary_bytes, 0);
    }
}

fn refusals(context: &Context) {
    let mut rng = SmallRng::seed_from_u64(11);
    let made = Case::new(context, &mut rng, "refused");
    let (source, mut target) = made.arrays(context, &mut rng, 0);
    let same = made.from.specification(context.rank(), context.size())
        == made.to.specification(context.rank(), context.size());
    if !same {
        let error = made.plan.run(&target.clone(), &mut source.clone()).unwrap_err();
        assert_eq!(error.status, Status::Distribution, "{error}");
        assert!(error.agreed);
    }
    let error = made.plan.pair_bytes(Dtype::Int8, context.size()).unwrap_err();
    assert_eq!((error.status, error.argument.as_str()), (Status::Argument, "rank"));
    made.plan.run(&source, &mut target).unwrap();
    made.check(&target, 0);
}
