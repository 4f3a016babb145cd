//! Parts of halos, several halos at once, halos given back to their owners, boundary cells; against brute force.

use crate::elements::{array, bytes, check, for_each, is_narrow, next, number, stored, write, UNTOUCHED};
use crate::layouts::{shape, single, Choice, Layout};
use crate::redistribution::{build, cases, limited};
use crate::Subject;
use distarray::context::Context;
use distarray::dtype::{Dtype, Kind};
use distarray::error::Status;
use distarray::kernels::copy::Accumulation;
use distarray::ops::halo::{accumulate_halo, exchange_halo_many, exchange_halo_part, fill_boundary, Filling};
use distarray::plan::{Boundary, HaloOptions};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::collections::HashMap;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("halo_parts", &[1, 2, 3, 4, 6], parts),
    Subject::new("halo_many", &[1, 2, 3, 4, 6], many),
    Subject::new("halo_accumulate", &[1, 2, 3, 4, 6], accumulate),
    Subject::new("boundary_fill", &[1, 2, 3, 4, 6], boundary),
];

fn random_layout(rng: &mut SmallRng, context: &Context, case: u64) -> Layout {
    let choice = Choice { unstructured: case % 4 == 0, padding: (0.85, [1, 3, 50][case as usize % 3]) };
    let shape: Vec<i64> = shape(rng).into_iter().map(|n| n.min(12)).collect();
    single(rng, context.size(), &shape, choice)
}

fn random_dtype(rng: &mut SmallRng) -> Dtype {
    Dtype::ALL[rng.random_range(0..Dtype::ALL.len())]
}

/// Positions of the padded part of a rank: distances outside the owned part (below, above) per axis, and labels.
fn padded(layout: &Layout, rank: i32, mut visit: impl FnMut(&[(i64, i64)], &[i64])) {
    let Some(owned) = layout.owned(rank).filter(|owned| owned.iter().all(|list| !list.is_empty())) else { return };
    let halo = layout.halo(rank);
    let extents: Vec<i64> = owned.iter().zip(&halo).map(|(o, h)| o.len() as i64 + h.0 + h.1).collect();
    let mut index = vec![0; extents.len()];
    loop {
        let local: Vec<i64> = index.iter().zip(&halo).map(|(i, h)| i - h.0).collect();
        let outside: Vec<(i64, i64)> =
            local.iter().zip(&owned).map(|(&l, o)| ((-l).max(0), (l - o.len() as i64 + 1).max(0))).collect();
        let label = |d: usize| match outside[d] {
            (0, 0) => owned[d][local[d] as usize],
            _ => (owned[d][0] + local[d]).rem_euclid(layout.shape[d]),
        };
        visit(&outside, &(0..index.len()).map(label).collect::<Vec<_>>());
        if !next(&mut index, &extents) {
            return;
        }
    }
}

fn parts(context: &Context) {
    for case in 0..cases(context, 3_000) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 5 << 60);
        let layout = random_layout(&mut rng, context, case);
        let dtype = random_dtype(&mut rng);
        let distribution = build(context, &layout);
        let mut array = array(context, &distribution, dtype, rng.random());
        let largest: Vec<(i64, i64)> = distribution.axes().iter().map(|axis| axis.padding().largest()).collect();
        let mut widths: Vec<(i64, i64)> =
            largest.iter().map(|w| (rng.random_range(0..=w.0), rng.random_range(0..=w.1))).collect();
        let mut options = HaloOptions { widths: Some(widths.clone()), corners: rng.random_bool(0.5) };
        let what = || format!("case {case} on {} ranks, {dtype:?} {options:?}\n{layout:?}", context.size());
        let narrow = is_narrow(dtype);
        write(&array, &layout, |labels| stored(number(labels, narrow), dtype));
        limited(context, &mut rng, &[&layout], || exchange_halo_part(&mut array, &options))
            .unwrap_or_else(|e| panic!("{e}\n{}", what()));
        let mut reached = Vec::new();
        padded(&layout, context.rank(), |outside, _| {
            let near = outside.iter().zip(&widths).all(|(o, w)| o.0 <= w.0 && o.1 <= w.1);
            let beyond = outside.iter().filter(|o| **o != (0, 0)).count();
            reached.push(near && (beyond <= 1 || options.corners));
        });
        let mut reached = reached.into_iter();
        for_each(&array, &layout, |position, element| {
            let expected = match reached.next().unwrap() {
                true => bytes(stored(number(position.labels, narrow), dtype), dtype),
                false => vec![UNTOUCHED; element.len()],
            };
            assert!(element == expected, "{:?} {}\n{}", position.labels, position.owned, what());
        });
        if !widths.is_empty() {
            let axis = rng.random_range(0..widths.len());
            widths[axis] = [(-1, 0), (0, largest[axis].1 + 1)][rng.random_range(0..2)];
            options.widths = Some(widths);
            let error = exchange_halo_part(&mut array, &options).err().unwrap();
            assert_eq!((error.status, error.agreed), (Status::Argument, true), "{error}");
        }
    }
}

fn many(context: &Context) {
    for case in 0..cases(context, 1_500) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 6 << 60);
        let layouts: Vec<Layout> =
            (0..rng.random_range(1..=3)).map(|_| random_layout(&mut rng, context, case)).collect();
        let make = |layout: &Layout, rng: &mut SmallRng| {
            let dtype = random_dtype(rng);
            let array = array(context, &build(context, layout), dtype, rng.random());
            write(&array, layout, |labels| stored(number(labels, is_narrow(dtype)), dtype));
            array
        };
        let arrays: Vec<_> = layouts.iter().map(|layout| make(layout, &mut rng)).collect();
        exchange_halo_many(&arrays).unwrap_or_else(|e| panic!("case {case}: {e}\n{layouts:?}"));
        for (array, layout) in arrays.iter().zip(&layouts) {
            let dtype = array.dtype();
            for_each(array, layout, |position, element| {
                let expected = bytes(stored(number(position.labels, is_narrow(dtype)), dtype), dtype);
                assert!(element == expected, "case {case}: {:?} {}\n{layout:?}", position.labels, position.owned);
            });
        }
    }
}

fn accumulate(context: &Context) {
    for case in 0..cases(context, 3_000) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 7 << 60);
        let layout = random_layout(&mut rng, context, case);
        let dtype = random_dtype(&mut rng);
        if dtype.kind() == Kind::Bool {
            continue;
        }
        let mut array = array(context, &build(context, &layout), dtype, rng.random());
        let what = || format!("case {case} on {} ranks, {dtype:?}\n{layout:?}", context.size());
        let op = if rng.random_bool(0.5) { Accumulation::Add } else { Accumulation::Max };
        let mine = context.rank() as i64;
        let given = |rank: i64, labels: &[i64]| (rank + 1 + number(labels, true) % 5, 0);
        let owned = |labels: &[i64]| (number(labels, true) % 9, 0);
        for_each(&array, &layout, |position, element| {
            let value = if position.owned { owned(position.labels) } else { given(mine, position.labels) };
            element.copy_from_slice(&bytes(value, dtype));
        });
        limited(context, &mut rng, &[&layout], || accumulate_halo(&mut array, op))
            .unwrap_or_else(|e| panic!("{e}\n{}", what()));
        let parts: usize = layout.extents.iter().map(|&p| p as usize).product();
        let replica = |rank: i32| layout.ranks.iter().position(|&r| r == rank).map(|at| at / parts);
        let mut arrived: HashMap<Vec<i64>, Vec<i64>> = HashMap::new();
        for rank in (0..context.size()).filter(|&rank| replica(rank) == replica(context.rank())) {
            padded(&layout, rank, |outside, labels| {
                if outside.iter().any(|o| *o != (0, 0)) {
                    arrived.entry(labels.to_vec()).or_default().push(given(rank.into(), labels).0);
                }
            });
        }
        for_each(&array, &layout, |position, element| {
            let none = Vec::new();
            let copies = arrived.get(position.labels).unwrap_or(&none);
            let expected = match (position.owned, op) {
                (false, _) => given(mine, position.labels),
                (true, Accumulation::Add) => (owned(position.labels).0 + copies.iter().sum::<i64>(), 0),
                (true, _) => (copies.iter().copied().fold(owned(position.labels).0, i64::max), 0),
            };
            let expected = bytes(expected, dtype);
            assert!(
                element == expected,
                "rank {mine} {:?} {} {op:?}: expected {expected:?}, got {element:?}\n{}",
                position.labels,
                position.owned,
                what()
            );
        });
    }
}

fn boundary(context: &Context) {
    for case in 0..cases(context, 4_000) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 8 << 60);
        let layout = random_layout(&mut rng, context, case);
        let dtype = random_dtype(&mut rng);
        let narrow = is_narrow(dtype);
        let mut array = array(context, &build(context, &layout), dtype, rng.random());
        let value = bytes(stored(77, dtype), dtype);
        let filling = [
            Filling::Constant(Some(&value)),
            Filling::Constant(None),
            Filling::From(Boundary::Edge),
            Filling::From(Boundary::Reflect),
        ][rng.random_range(0..4)];
        let what = || format!("case {case} on {} ranks, {dtype:?} {filling:?}\n{layout:?}", context.size());
        write(&array, &layout, |labels| stored(number(labels, narrow), dtype));
        let ndim = layout.shape.len();
        let mut filled = vec![false; ndim];
        for (axis, filled) in filled.iter_mut().enumerate() {
            let (lower, upper) = layout.axes[axis].padding.boundary;
            let number = if rng.random_bool(0.5) { axis as i32 } else { axis as i32 - ndim as i32 };
            let outcome = limited(context, &mut rng, &[&layout], || fill_boundary(&mut array, number, filling));
            let nothing = lower + upper >= layout.shape[axis] && layout.shape[axis] > 0;
            match (nothing, filling) {
                (true, Filling::From(_)) => assert_eq!(outcome.err().unwrap().status, Status::Shape, "{}", what()),
                _ => {
                    outcome.unwrap_or_else(|e| panic!("{e}\n{}", what()));
                    *filled = true;
                }
            }
        }
        assert_eq!(fill_boundary(&mut array, ndim as i32, filling).err().unwrap().status, Status::Argument);
        let source = |label: i64, d: usize| {
            let (lower, upper) = layout.axes[d].padding.boundary;
            let n = layout.shape[d] - lower - upper;
            let mut at = label - lower;
            if !filled[d] || (0..n).contains(&at) {
                return (label, false);
            }
            match filling {
                Filling::From(Boundary::Edge) => at = at.clamp(0, n - 1),
                // Back and forth until inside.
                Filling::From(Boundary::Reflect) => {
                    while n > 1 && !(0..n).contains(&at) {
                        at = if at < 0 { -at } else { 2 * (n - 1) - at };
                    }
                    at = if n == 1 { 0 } else { at };
                }
                Filling::Constant(_) => {}
            }
            (at + lower, true)
        };
        let expected = |labels: &[i64]| {
            let from: Vec<(i64, bool)> = labels.iter().enumerate().map(|(d, &label)| source(label, d)).collect();
            match filling {
                Filling::Constant(value) if from.iter().any(|f| f.1) => stored(value.map_or(0, |_| 77), dtype),
                _ => stored(number(&from.iter().map(|f| f.0).collect::<Vec<_>>(), narrow), dtype),
            }
        };
        check(&array, &layout, expected, &what);
    }
}
