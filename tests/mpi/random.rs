//! Random numbers on several ranks: NumPy's in C order whatever the distribution, ranks that disagree, and `rand`'s traits.

use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::Specification;
use distarray::dtype::{Dtype, Element};
use distarray::error::Status;
use distarray::ops::create;
use distarray::ops::redistribute::{gather, Receiver};
use distarray::ops::view::{self, Item};
use distarray::random::{Random, State};
use rand::{RngExt, SeedableRng};

const RANKS: &[usize] = &[1, 2, 3, 5, 7];

pub const SUBJECTS: &[Subject] = &[
    Subject::new("random::uniform", RANKS, uniform),
    Subject::new("random::shuffles", RANKS, shuffles),
    Subject::new("random::disagreement", &[2, 3], disagreement),
    Subject::new("random::refusals", &[1, 2], refusals),
];

fn array(context: &Context, shape: &[i64], text: &str, dtype: Dtype) -> Array {
    let specification = Specification::parse(shape, text).unwrap();
    Array::zeros(context, &create::distribution(context, &specification).unwrap(), dtype).unwrap()
}

fn gathered<T: Element>(array: &Array) -> Vec<T> {
    let count = array.shape().iter().product::<i64>() as usize;
    let mut all = vec![T::default(); count];
    unsafe { gather(array, Receiver::All, all.as_mut_ptr().cast()).unwrap() };
    all
}

/// `Generator(Philox(key=42)).random((3, 4))`, then `.random(3, dtype=float32)`, then `.random(2)`.
const FIRST: [f64; 12] = [
    0.8201981478608876,
    0.18924562408645496,
    0.8676608148821462,
    0.3945814702827203,
    0.36812845090913937,
    0.4344462539595917,
    0.1946354913878905,
    0.06224821089808552,
    0.8767979674463799,
    0.7670379910197939,
    0.34994861740634253,
    0.042743582238439326,
];
const SECOND: [f32; 3] = [0.9816199, 0.06640613, 0.30677032];
const THIRD: [f64; 2] = [0.7286243999161051, 0.3970155468762163];

fn uniform(context: &Context) {
    for text in ["block, block", "cyclic, cyclic", "whole, cyclic(2) order(column)", "block halo(1), whole"] {
        let mut random = Random::new(42, 0);
        let mut a = array(context, &[3, 4], text, Dtype::Float64);
        random.uniform(&mut a, 0.0, 1.0).unwrap();
        assert_eq!(gathered::<f64>(&a), FIRST, "{text}");
        let mut b = array(context, &[3], "cyclic", Dtype::Float32);
        random.uniform(&mut b, 0.0, 1.0).unwrap();
        assert_eq!(gathered::<f32>(&b), SECOND);
        let saved = random.state();
        let mut c = array(context, &[2], "block", Dtype::Float64);
        for mut random in [random, Random::from_state(State::from_words(saved.to_words()).unwrap())] {
            random.uniform(&mut c, 0.0, 1.0).unwrap();
            assert_eq!(gathered::<f64>(&c), THIRD);
            assert_eq!((random.state().position, random.state().half), (16, saved.half));
        }
    }
    // The traits of `rand`: the next words of the same stream.
    let mut random = Random::seed_from_u64(42);
    assert_eq!(random.random::<f64>(), FIRST[0]);
    let mut a = array(context, &[11], "block", Dtype::Float64);
    random.uniform(&mut a, 0.0, 1.0).unwrap();
    assert_eq!(gathered::<f64>(&a), FIRST[1..]);
}

fn shuffles(context: &Context) {
    for text in ["block, block", "cyclic(2), whole", "whole, cyclic"] {
        let mut a = array(context, &[10, 6], text, Dtype::Int64);
        let mut numbers = array(context, &[60], "block", Dtype::Int64);
        Random::new(5, 0).permutation(&mut numbers).unwrap();
        let mut sorted = gathered::<i64>(&numbers);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..60).collect::<Vec<_>>());
        Random::new(5, 0).permutation(&mut a).unwrap();
        let before = gathered::<i64>(&a);
        let mut random = Random::new(6, 0);
        let rows = gathered::<i64>(&random.permute(&a, 0).unwrap());
        assert_eq!(random.state().position, 10);
        let mut order = array(context, &[10], "block", Dtype::Int64);
        Random::new(6, 0).permutation(&mut order).unwrap();
        let order = gathered::<i64>(&order);
        for (k, row) in rows.chunks(6).enumerate() {
            assert_eq!(row, &before[order[k] as usize * 6..][..6]);
        }
        Random::new(6, 0).shuffle(&mut a, -2).unwrap();
        assert_eq!(gathered::<i64>(&a), rows);
        // Of a view, its elements only.
        let mut part = view::slice(&a, &Item::parse(":, 1:3").unwrap()).unwrap();
        random.shuffle(&mut part, 1).unwrap();
        let now = gathered::<i64>(&a);
        for (old, new) in rows.chunks(6).zip(now.chunks(6)) {
            assert_eq!((old[0], &old[3..]), (new[0], &new[3..]));
            assert!(old[1..3] == new[1..3] || (old[1], old[2]) == (new[2], new[1]));
        }
    }
}

/// Generators that stand at different places are found out where ranks meet, and stay where they were.
fn disagreement(context: &Context) {
    let a = array(context, &[12], "block", Dtype::Int32);
    let mut random = Random::new(context.rank() as u64, 0);
    let error = random.permute(&a, 0).err().unwrap();
    assert_eq!((error.status, error.argument.as_str()), (Status::Mismatch, "random"));
    assert_eq!(random.state().position, 0);
    let axis = if context.rank() == 0 { 0 } else { -1 };
    let error = Random::new(1, 0).permute(&a, axis).err().unwrap();
    assert_eq!((error.status, error.argument.as_str()), (Status::Mismatch, "axis"));
}

fn refusals(context: &Context) {
    let mut random = Random::new(1, 0);
    let mut real = array(context, &[5], "block", Dtype::Float64);
    let mut narrow = array(context, &[200], "block", Dtype::Int8);
    let mut wide = array(context, &[5], "block", Dtype::Int64);
    let refused = |outcome: distarray::error::Result<()>, status: Status, argument: &str| {
        let error = outcome.unwrap_err();
        assert_eq!((error.status, error.argument.as_str()), (status, argument), "{error}");
    };
    refused(random.uniform(&mut wide, 0.0, 1.0), Status::Dtype, "array");
    refused(random.uniform(&mut real, 1.0, 0.0), Status::Argument, "high");
    refused(random.uniform(&mut real, f64::MIN, f64::MAX), Status::Argument, "high");
    refused(random.integers(&mut real, 0, 9, false), Status::Dtype, "array");
    refused(random.integers(&mut narrow, 0, 200, false), Status::Argument, "high");
    refused(random.integers(&mut narrow, -129, 2, false), Status::Argument, "low");
    refused(random.permutation(&mut narrow), Status::Argument, "array");
    refused(random.choice(&mut wide, 4, false), Status::Argument, "count");
    refused(random.weighted_choice(&mut wide, &[1.0, 0.0, 2.0], false), Status::Argument, "weights");
    refused(random.weighted_choice(&mut wide, &[1.0, f64::NAN], true), Status::Argument, "weights");
    refused(random.weighted_choice(&mut wide, &[], true), Status::Argument, "weights");
    refused(random.normal(&mut real, 0.0, -1.0), Status::Argument, "deviation");
    refused(random.binomial(&mut wide, 5, 1.5), Status::Argument, "probability");
    let mut broadcast = view::broadcast_to(&real, &[3, 5]).unwrap();
    refused(random.normal(&mut broadcast, 0.0, 1.0), Status::ReadOnly, "array");
    refused(random.shuffle(&mut wide, 1), Status::Argument, "axis");
    assert_eq!(random.state().position, 0);
}
