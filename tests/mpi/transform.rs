//! Transposition, conjugation and scaling between random distributions; several redistributions at once.

use crate::elements::{array, cast, check, for_each, is_narrow, mark, number, stored, write};
use crate::layouts::{pair, shape, single, Choice, Layout};
use crate::redistribution::{build, cases, limited};
use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::dtype::{Dtype, Kind};
use distarray::error::Status;
use distarray::ops::redistribute::redistribute_many;
use distarray::ops::transform::{transform, Transformation};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("transform_random", &[1, 2, 3, 4, 6, 9], random),
    Subject::new("transform_in_place", &[1, 2, 3, 4], in_place),
    Subject::new("redistribute_many", &[1, 2, 3, 4, 6], many),
];

type Number = (i64, i64);

/// Makes zeros of complex numbers positive: conjugates of real numbers have negative ones.
fn without_negative_zeros(array: &Array, layout: &Layout) {
    let part = match array.dtype() {
        Dtype::Complex64 => 4,
        Dtype::Complex128 => 8,
        _ => return,
    };
    for_each(array, layout, |_, element| {
        for part in element.chunks_mut(part) {
            let [zeros @ .., last] = part else { continue };
            if *last == 0x80 && zeros.iter().all(|&byte| byte == 0) {
                *last = 0;
            }
        }
    });
}

/// `alpha * x + beta * t` in the target's dtype.
fn scaled(alpha: Number, x: Number, beta: Number, t: Number, dtype: Dtype) -> Number {
    if dtype.kind() == Kind::Bool {
        return ((alpha.0 & x.0) | (beta.0 & t.0), 0);
    }
    let times = |a: Number, b: Number| (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0);
    let (a, b) = (times(alpha, x), times(beta, t));
    (a.0 + b.0, a.1 + b.1)
}

fn random(context: &Context) {
    use Transformation::{Conjugate, ConjugateTranspose, NoTranspose, Transpose};
    for case in 0..cases(context, 5_000) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 3 << 60);
        let choice = Choice { unstructured: case % 4 == 0, padding: (0.3, 2) };
        let op = [NoTranspose, Transpose, Conjugate, ConjugateTranspose][rng.random_range(0..4)];
        let transposes = matches!(op, Transpose | ConjugateTranspose);
        let from_shape = shape(&mut rng);
        let mut to_shape = from_shape.clone();
        if transposes {
            to_shape.reverse();
        }
        let from = single(&mut rng, context.size(), &from_shape, choice);
        let to = single(&mut rng, context.size(), &to_shape, choice);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let other = if rng.random_bool(0.6) { dtype } else { Dtype::ALL[rng.random_range(0..Dtype::ALL.len())] };
        let what =
            || format!("case {case} on {} ranks, {op:?} {dtype:?} to {other:?}\n{from:?}\n{to:?}", context.size());
        let narrow = is_narrow(dtype) || is_narrow(other);
        let source = array(context, &build(context, &from), dtype, rng.random());
        let mut target = array(context, &build(context, &to), other, rng.random());
        write(&source, &from, |labels| stored(number(labels, narrow), dtype));
        write(&target, &to, |labels| stored(number(labels, narrow) % 13, other));
        let mut factor = |default: i64| match rng.random_bool(0.3) {
            true => (None, (default, 0)),
            false => {
                let imaginary = if other.kind() == Kind::Complex { rng.random_range(0..3) } else { 0 };
                let most = if other.kind() == Kind::Bool { 1 } else { 3 };
                let number = (rng.random_range(0..=most), imaginary);
                (Some(crate::elements::bytes(number, other)), number)
            }
        };
        let ((alpha_bytes, alpha), (beta_bytes, beta)) = (factor(1), factor(0));
        limited(context, &mut rng, &[&from, &to], || {
            transform(op, alpha_bytes.as_deref(), &source, beta_bytes.as_deref(), &mut target)
        })
        .unwrap_or_else(|e| panic!("{e}\n{}", what()));
        let expected = |labels: &[i64]| {
            let mut there = labels.to_vec();
            if transposes {
                there.reverse();
            }
            let mut x = cast(stored(number(&there, narrow), dtype), other);
            if matches!(op, Conjugate | ConjugateTranspose) {
                x.1 = -x.1;
            }
            scaled(alpha, x, beta, stored(number(labels, narrow) % 13, other), other)
        };
        without_negative_zeros(&target, &to);
        check(&target, &to, expected, &what);
    }
}

/// Source and target may be the same array.
fn in_place(context: &Context) {
    for case in 0..cases(context, 500) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 5 << 60);
        let n = rng.random_range(1..12);
        let choice = Choice { unstructured: case % 4 == 0, padding: (0.3, 2) };
        let layout = single(&mut rng, context.size(), &[n, n], choice);
        let mut array = array(context, &build(context, &layout), Dtype::Int32, rng.random());
        write(&array, &layout, |labels| (number(labels, false), 0));
        let two = 2i32.to_ne_bytes();
        let source = array.clone();
        transform(Transformation::Transpose, Some(&two), &source, Some(&two), &mut array).unwrap();
        let expected = |l: &[i64]| (2 * number(&[l[1], l[0]], false) + 2 * number(l, false), 0);
        check(&array, &layout, expected, &|| format!("case {case} {layout:?}"));
    }
}

fn many(context: &Context) {
    for case in 0..cases(context, 1_500) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 4 << 60);
        let choice = Choice { unstructured: case % 3 == 0, padding: (0.3, 2) };
        let count = rng.random_range(1..=4);
        let mut layouts = Vec::new();
        let mut pairs: Vec<(Array, Array)> = Vec::new();
        for _ in 0..count {
            let shape = shape(&mut rng);
            let [from, to] = pair(&mut rng, context.size(), &shape, choice);
            let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
            let other = if rng.random_bool(0.6) { dtype } else { Dtype::ALL[rng.random_range(0..Dtype::ALL.len())] };
            let source = array(context, &build(context, &from), dtype, rng.random());
            let target = array(context, &build(context, &to), other, rng.random());
            let narrow = is_narrow(dtype) || is_narrow(other);
            write(&source, &from, |labels| stored(number(labels, narrow), dtype));
            mark(&target, &to);
            layouts.push([from, to]);
            pairs.push((source, target));
        }
        let what = || format!("case {case} on {} ranks\n{layouts:?}", context.size());
        redistribute_many(&pairs).unwrap_or_else(|e| panic!("{e}\n{}", what()));
        for ((source, target), [_, to]) in pairs.iter().zip(&layouts) {
            let narrow = is_narrow(source.dtype()) || is_narrow(target.dtype());
            let value = |labels: &[i64]| cast(stored(number(labels, narrow), source.dtype()), target.dtype());
            check(target, to, value, &what);
        }
        if pairs.iter().any(|(_, target)| target.distribution().global_count() > 0) {
            let twice = [&pairs[..], &pairs[..]].concat();
            let error = redistribute_many(&twice).err().unwrap();
            assert_eq!((error.status, error.agreed), (Status::Argument, true), "{error}");
        }
    }
}
