//! Products beyond what compares with NumPy: large and thin ones, reproducible dots, plans against counters.

use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::{Distribution, Specification};
use distarray::dtype::Dtype;
use distarray::ops::{create, linear, view};
use std::sync::Arc;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("linear_shapes", &[1, 2, 3, 4, 6, 7], shapes),
    Subject::new("linear_reproducible", &[1, 2, 3, 5, 7], reproducible),
    Subject::new("linear_plan", &[1, 2, 4, 6], plan),
];

fn made(context: &Context, shape: &[i64], text: &str) -> Arc<Distribution> {
    create::distribution(context, &Specification::parse(shape, text).unwrap()).unwrap()
}

/// A matrix of small whole numbers.
fn matrix(context: &Context, shape: &[i64], text: &str, value: fn(i64, i64) -> f64) -> Array {
    create::from_function(context, &made(context, shape, text), Dtype::Float64, |index, element| {
        let column = index.get(1).copied().unwrap_or(0);
        element.copy_from_slice(&value(index[0], column).to_ne_bytes());
        true
    })
    .unwrap()
}

fn small(i: i64, j: i64) -> f64 {
    ((i * 7 + j * 3) % 11 - 5) as f64
}

/// Checks the owned elements of a product of `small` matrices.
fn check(result: &Array, k: i64, first: fn(i64, i64) -> f64) {
    let local = result.local::<f64>().unwrap();
    for (position, value) in local.indexed_iter() {
        let position = [position[0] as i64, position[1] as i64];
        let index = result.distribution().global_index(&position).unwrap();
        let expected: f64 = (0..k).map(|l| first(index[0], l) * small(l, index[1])).sum();
        assert_eq!(*value, expected, "{index:?}");
    }
}

/// Squares, tall and wide matrices, long sums, with and without a ceiling, transposed operands.
fn shapes(context: &Context) {
    for (m, n, k) in [(67, 65, 70), (400, 3, 5), (3, 300, 4), (5, 6, 900), (50, 60, 1), (1, 1, 2000)] {
        for (texts, ceiling) in [
            (["block, block", "block, block"], None),
            (["block, whole", "whole, cyclic"], None),
            (["cyclic(5), cyclic(3)", "cyclic(3), cyclic(7)"], Some(60_000)),
            (["whole, block", "block, whole"], Some(20_000)),
        ] {
            let (a, b) = (matrix(context, &[m, k], texts[0], small), matrix(context, &[k, n], texts[1], small));
            context.set_memory_ceiling(ceiling);
            check(&linear::matmul(&a, &b, None).unwrap(), k, small);
            let turned = matrix(context, &[k, m], texts[1], |i, j| small(j, i));
            let transposed = view::transpose(&turned, None).unwrap();
            let to = made(context, &[m, n], "cyclic, cyclic");
            check(&linear::matmul(&transposed, &b, Some(&to)).unwrap(), k, small);
            context.set_memory_ceiling(None);
        }
    }
}

/// The same bits for every distribution, and those that one rank finds.
fn reproducible(context: &Context) {
    let value = |i: i64, j: i64| {
        let x = (i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (j as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
        let x = (x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((x >> 11) as f64 / (1u64 << 52) as f64 - 1.0) * 10f64.powi((x % 23) as i32)
    };
    let mut all = Vec::new();
    let alone = Context::alone().unwrap();
    let one = |context: &Context, texts: [&str; 2]| {
        let [a, b] = texts.map(|text| matrix(context, &[300, 41], text, value));
        context.set_reproducible(true);
        let (bits, dtype) = linear::vdot(&a, &b).unwrap();
        context.set_reproducible(false);
        assert_eq!(dtype, Dtype::Float64);
        bits
    };
    all.push(one(&alone, ["block, block", "block, block"]));
    for texts in
        [["block, block", "cyclic, cyclic"], ["cyclic(7), whole", "whole, block"], ["whole, cyclic", "block, whole"]]
    {
        all.push(one(context, texts));
    }
    assert!(all.iter().all(|bits| *bits == all[0]), "{all:?}");
}

/// What a plan says is what arrives, and nothing moves where owners can compute.
fn plan(context: &Context) {
    let size = context.size();
    let a = matrix(context, &[120 * size as i64, 8], "block, whole", small);
    let b = matrix(context, &[8, 8], "whole, whole", small);
    let plan = linear::plan_matmul(&a, &b, None).unwrap();
    assert_eq!(plan.grid, [1, size, 1, 1]);
    assert_eq!((plan.received, plan.sent, plan.temporaries), ([0; 3], [0; 3], 0));
    context.counters().reset();
    check(&linear::matmul(&a, &b, None).unwrap(), 8, small);
    assert_eq!(context.counters().snapshot().bytes_received, 0);

    let (a, b) = (matrix(context, &[60, 50], "block, block", small), matrix(context, &[50, 40], "block, block", small));
    let plan = linear::plan_matmul(&a, &b, None).unwrap();
    assert_eq!(plan.grid.iter().product::<i32>().min(size), plan.grid.iter().product::<i32>());
    let text = plan.to_string();
    assert!(text.starts_with("grid: 1 stacks x ") && text.contains("received: "), "{text}");
    let everything = |bytes: [i64; 3]| bytes.iter().sum::<i64>() as u64;
    let totals = context.sum(&[everything(plan.received), everything(plan.sent)]).unwrap();
    assert_eq!(totals[0], totals[1]);
}
