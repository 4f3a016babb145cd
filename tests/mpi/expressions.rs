//! Lazy expressions: results whatever the distributions, depth, stages, halos, memory, policy, text of plans.

use crate::Subject;
use distarray::array::Array;
use distarray::context::{Context, Implicit, Policy};
use distarray::distribution::Specification;
use distarray::dtype::{Casting, Dtype};
use distarray::error::Status;
use distarray::expression::{compute, describe, evaluate, evaluate_text, value, Expression, Options};
use distarray::kernels::ufunc::Ufunc;
use distarray::ops::create;
use distarray::ops::redistribute::{gather, Receiver};
use distarray::ops::view::Item;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("expressions", &[1, 2, 3, 4, 6], results),
    Subject::new("expressions_are_deep", &[1, 2], depth),
    Subject::new("expressions_move_little", &[1, 4], movement),
];

const SHAPE: [i64; 2] = [12, 9];

/// Elements `10·row + column + plus`.
fn array(context: &Context, shape: &[i64], text: &str, plus: f64) -> Array {
    let specification = Specification::parse(shape, text).unwrap();
    let distribution = create::distribution(context, &specification).unwrap();
    create::from_function(context, &distribution, Dtype::Float64, |index, element| {
        let number = index.iter().fold(0, |number, &i| number * 10 + i) as f64 + plus;
        element.copy_from_slice(&number.to_ne_bytes());
        true
    })
    .unwrap()
}

fn all(array: &Array) -> Vec<f64> {
    let count = array.distribution().global_count() as usize;
    let mut values = vec![0.0f64; count];
    unsafe { gather(array, Receiver::All, values.as_mut_ptr().cast()) }.unwrap();
    values
}

/// What a function of row and column gives.
fn table(rows: std::ops::Range<i64>, columns: std::ops::Range<i64>, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    rows.flat_map(|i| columns.clone().map(move |j| (i, j))).map(|(i, j)| f(i as f64, j as f64)).collect()
}

fn results(context: &Context) {
    for text in ["block, block", "cyclic, whole", "block, cyclic(2) order(column)", "whole, whole"] {
        let x = array(context, &SHAPE, "block halo(1), block halo(1)", 0.0);
        let y = array(context, &SHAPE, text, 1.0);
        let row = array(context, &SHAPE[1..], "cyclic(2)", 0.0);
        let z = |i: f64, j: f64| 10.0 * i + j;
        let (a, b, c) = (Expression::from(&x), Expression::from(&y), Expression::from(&row));
        let twice = (&a + &b) * 2.0;
        let two = evaluate(context, &[twice.clone() - &c, twice], &[None, Some(y.clone())]).unwrap();
        assert_eq!(all(&two[0]), table(0..12, 0..9, |i, j| 2.0 * (2.0 * z(i, j) + 1.0) - j), "{text}");
        assert_eq!(all(&y), table(0..12, 0..9, |i, j| 2.0 * (2.0 * z(i, j) + 1.0)), "{text}");
        assert!(two[0].distribution().is_aligned(x.distribution()));
        let names = [("x", a.clone()), ("y", b.clone()), ("r", c.clone())];
        let text = |text: &str| evaluate_text(context, text, &names, &None).unwrap();
        let mean = table(0..12, 0..9, z).iter().sum::<f64>() / 108.0;
        assert_eq!(all(&text("x - mean(x)")), table(0..12, 0..9, |i, j| z(i, j) - mean));
        assert_eq!(all(&text("max(x, axis=1)")), (0..12).map(|i| z(i as f64, 8.0)).collect::<Vec<_>>());
        assert_eq!(all(&text("x - max(x + 0, axis=1, keepdims=True)")), table(0..12, 0..9, |i, j| z(i, j) - z(i, 8.0)));
        let star = "x[1:-1,1:-1] + x[:-2,1:-1] + x[2:,1:-1] + x[1:-1,:-2] - 4*x[1:-1,2:]";
        assert_eq!(
            all(&text(star)),
            table(1..11, 1..8, |i, j| z(i, j) + 2.0 * z(i, j) + z(i, j - 1.0) - 4.0 * z(i, j + 1.0))
        );
        let sum = value(context, &(&a * &c).sum().unwrap()).unwrap();
        let expected: f64 = table(0..12, 0..9, |i, j| z(i, j) * j).iter().sum();
        assert_eq!((f64::from_ne_bytes(sum.0[..8].try_into().unwrap()), sum.1), (expected, Dtype::Float64));
        // The result is an operand that is shifted against it.
        let inner = distarray::ops::view::slice(&x, &Item::parse("1:, :").unwrap()).unwrap();
        evaluate_text(context, "x[:-1] + 0*x[1:]", &names, &Some(inner)).unwrap();
        assert_eq!(all(&x), table(0..12, 0..9, |i, j| z((i - 1.0).max(0.0), j)));
        // Only where the mask says so.
        let mask =
            evaluate(context, &[Expression::apply(Ufunc::Less, &[a.clone(), 50.0.into()]).unwrap()], &[None]).unwrap();
        let options = Options { out: Some(&x), mask: Some(&mask[0]), casting: Casting::SameKind };
        compute(context, Ufunc::Multiply, &[a, 0.0.into()], &options).unwrap();
        let kept = |i: f64, j: f64| Some(z((i - 1.0).max(0.0), j)).filter(|z| *z >= 50.0).unwrap_or(0.0);
        assert_eq!(all(&x), table(0..12, 0..9, kept));
    }
    let x = array(context, &SHAPE, "block, block", 0.0);
    let names = [("x", Expression::from(&x))];
    for (text, status) in [
        ("x +", Status::Format),
        ("x + x[1:]", Status::Shape),
        ("x & x", Status::Dtype),
        ("sum(x, axis=2)", Status::Argument),
        ("x[20, 0]", Status::Index),
        ("max(x[:0])", Status::Shape),
    ] {
        assert_eq!(evaluate_text(context, text, &names, &None).err().map(|error| error.status), Some(status), "{text}");
    }
}

/// As deep as memory allows, without recursion, and wide graphs with few nodes.
fn depth(context: &Context) {
    let x = array(context, &SHAPE, "block, block", 0.0);
    let mut sum = Expression::from(&x);
    for k in 0..50_000 {
        sum = sum + (k % 2) as f64;
    }
    let result = evaluate(context, &[sum], &[None]).unwrap();
    assert_eq!(all(&result[0]), table(0..12, 0..9, |i, j| 10.0 * i + j + 25_000.0));
    let mut power = Expression::from(&x) * 0.0 + 1.0;
    for _ in 0..60 {
        power = &power + &power;
    }
    assert_eq!(all(&evaluate(context, &[power], &[None]).unwrap()[0]), vec![(1i64 << 60) as f64; 108]);
}

fn movement(context: &Context) {
    let x = array(context, &SHAPE, "block halo(1), whole", 0.0);
    let column = array(context, &[12, 1], "cyclic, whole", 0.0);
    let names = [("x", Expression::from(&x)), ("c", Expression::from(&column))];
    let run = |text: &str| evaluate_text(context, text, &names, &None);
    // Nothing full-size is made, and what a process needs of a column is small.
    context.counters().reset();
    run("sqrt(x*x + x) - x/3 + sum(x) - c").unwrap();
    let peak = context.counters().snapshot().temporary_peak;
    assert!(peak < 12 * 8 * 20, "{peak} bytes of temporaries");
    context.set_policy(&[Implicit::Communication, Implicit::Temporaries], Policy::Forbid);
    let forbidden = |text: &str| run(text).err().map(|error| error.status);
    let moves = (context.size() > 1).then_some(Status::Policy);
    assert_eq!(forbidden("x + x*2 - sum(x)"), None);
    assert_eq!(forbidden("x - c"), moves);
    assert_eq!(forbidden("x[1:] - x[:-1]"), moves);
    assert_eq!(forbidden("sum(x*2, axis=0)"), Some(Status::Policy));
    context.set_policy(&[Implicit::Communication, Implicit::Temporaries], Policy::Allow);
    let plan = distarray::expression::text::parse("t = x[1:] - x[:-1] + c[1:]; t - mean(t)", &names).unwrap();
    let plan = describe(context, &[plan[1].1.clone()], &[None]).unwrap();
    assert!(plan.contains("stage 2 of 2") && plan.contains("mean of") && plan.contains("2 fused"), "{plan}");
    assert!(context.size() == 1 || plan.contains("halo") && plan.contains("moves float64 (11, 1)"), "{plan}");
}
