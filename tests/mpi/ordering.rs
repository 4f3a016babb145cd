//! Sorting is the same on any number of ranks: ties, NaN, zeros of both signs; errors are agreed.

use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::Specification;
use distarray::dtype::Element;
use distarray::error::Status;
use distarray::ops::sort::{self, Side, Wanted};
use distarray::ops::{create, redistribute};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("ordering::ties_do_not_depend_on_the_ranks", &[1, 2, 3, 5, 7], ties),
    Subject::new("ordering::long_sequences_are_searched_where_they_are", &[1, 2, 4], long_sequences),
    Subject::new("ordering::ceilings_refuse_on_all_ranks", &[1, 3], ceilings),
];

const LAYOUTS: [&str; 4] = ["block", "cyclic", "cyclic(5)", "whole"];

fn array<T: Element>(context: &Context, values: &[T], text: &str) -> Array {
    let specification = Specification::parse(&[values.len() as i64], text).unwrap();
    let distribution = create::distribution(context, &specification).unwrap();
    unsafe { redistribute::scatter(context, &distribution, T::DTYPE, 0, values.as_ptr().cast()) }.unwrap()
}

fn whole<T: Element>(array: &Array) -> Vec<T> {
    let mut all = vec![T::default(); array.distribution().global_count() as usize];
    assert_eq!(array.dtype(), T::DTYPE);
    unsafe { redistribute::gather(array, redistribute::Receiver::All, all.as_mut_ptr().cast()) }.unwrap();
    all
}

fn numbers(count: u64, distinct: u64) -> Vec<u64> {
    (0..count).map(|k| (k * 2_654_435_761) % 1_000_003 % distinct).collect()
}

/// Bits with NaN last, zeros of both signs equal: what a stable sort on one process makes of them.
fn ties(context: &Context) {
    let odd = [0.0, -0.0, f64::NAN, -f64::NAN, 1.0, f64::INFINITY, -1.5];
    let values: Vec<f64> = numbers(1000, 7).into_iter().map(|k| odd[k as usize]).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| match (values[a].is_nan(), values[b].is_nan()) {
        (false, false) => values[a].partial_cmp(&values[b]).unwrap(),
        (a, b) => a.cmp(&b),
    });
    let positions: Vec<i64> = order.iter().map(|&k| k as i64).collect();
    let bits: Vec<u64> = order.iter().map(|&k| values[k].to_bits()).collect();
    for text in LAYOUTS {
        let given = array(context, &values, text);
        let sorted: Vec<f64> = whole(&sort::sort(&given, Some(0), None).unwrap());
        assert_eq!(sorted.into_iter().map(f64::to_bits).collect::<Vec<_>>(), bits, "{text}");
        assert_eq!(whole::<i64>(&sort::argsort(&given, None, None).unwrap()), positions, "{text}");
        let found = sort::unique(&given, Wanted { index: true, inverse: true, counts: true }).unwrap();
        assert_eq!(whole::<f64>(&found.values).len(), 5);
        let counts: Vec<i64> = whole(&found.counts.unwrap());
        assert_eq!(counts.iter().sum::<i64>(), 1000);
        let inverse: Vec<i64> = whole(&found.inverse.unwrap());
        assert_eq!(inverse.iter().filter(|&&group| group == 4).count() as i64, counts[4]);
    }
}

/// Sorted elements beyond what every rank gets whole.
fn long_sequences(context: &Context) {
    let sorted: Vec<i64> = (0..300_000).map(|k| k / 3 * 2).collect();
    let values: Vec<i64> = numbers(500, 210_000).into_iter().map(|k| k as i64 - 5).collect();
    for text in ["block", "cyclic(1000)"] {
        let (sequence, asked) = (array(context, &sorted, text), array(context, &values, "cyclic"));
        for (side, more) in [(Side::Left, 0), (Side::Right, 1)] {
            let found: Vec<i64> = whole(&sort::searchsorted(&sequence, &asked, side, None).unwrap());
            let place = |&value: &i64| sorted.partition_point(|&other| other < value + more) as i64;
            assert_eq!(found, values.iter().map(place).collect::<Vec<_>>());
        }
        let found: Vec<distarray::dtype::Bool> = whole(&sort::isin(&asked, &sequence, false).unwrap());
        let expected = values.iter().map(|&value| sorted.binary_search(&value).is_ok());
        assert!(found.iter().map(|one| one.0 != 0).eq(expected));
    }
}

fn ceilings(context: &Context) {
    let given = array(context, &numbers(10_000, 10_000), "block");
    context.set_memory_ceiling((context.rank() == 0).then_some(1000));
    let refused = sort::sort(&given, None, None).err().unwrap();
    assert_eq!((refused.status, refused.rank), (Status::Memory, Some(0)));
    context.set_memory_ceiling(None);
    let sorted: Vec<u64> = whole(&sort::sort(&given, None, None).unwrap());
    assert!(sorted.windows(2).all(|pair| pair[0] <= pair[1]));
    let wrong = sort::sort(&given, Some(1), None).err().unwrap();
    assert_eq!((wrong.status, wrong.argument.as_str()), (Status::Argument, "axis"));
}
