use super::*;
use crate::dtype::Bool;
use num_complex::Complex;

/// Numbers without a pattern.
fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        x.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
}

/// Sequences of a kind: random, few distinct, sorted, reversed, constant, one far from the others.
fn sequences<T: Item>(make: impl Fn(u64) -> T) -> Vec<Vec<T>> {
    let mut all = Vec::new();
    for count in [0, 1, 2, 3, 19, 20, 21, 64, 300, 5000] {
        let mut next = random(count);
        all.push((0..count).map(|_| make(next())).collect());
        all.push((0..count).map(|_| make(next() % 3)).collect());
        all.push((0..count).map(|k| make(k * 1000)).collect());
        all.push((0..count).map(|k| make((count - k) * 1000)).collect());
        all.push((0..count).map(|_| make(7)).collect());
        all.push((0..count).map(|k| make(if k == count / 2 { u64::MAX } else { next() % 5 + 3 })).collect());
    }
    all
}

fn check<T: Item>(make: impl Fn(u64) -> T) {
    for sequence in sequences(make) {
        let placed: Vec<Placed<T>> =
            sequence.iter().zip(0..).map(|(&item, position)| Placed { item, position }).collect();
        let mut expected = placed.clone();
        expected.sort_by_key(|one| one.key());
        let positions = |list: &[Placed<T>]| list.iter().map(|one| one.position).collect::<Vec<_>>();
        let (mut sorted, mut scratch) = (placed.clone(), placed.clone());
        sort(&mut sorted, &mut scratch);
        assert_eq!(positions(&sorted), positions(&expected));

        let mut runs = placed.clone();
        let bounds: Vec<usize> = [0, 1, 1, 2, 4, 5, 6, 6].iter().map(|k| placed.len() * k / 6).collect();
        for pair in bounds.windows(2) {
            sort(&mut runs[pair[0]..pair[1]], &mut scratch);
        }
        let merged = if merge_runs(&mut runs, &mut scratch, &bounds) { &scratch } else { &runs };
        assert_eq!(positions(merged), positions(&expected));

        for one in expected.iter().step_by(97) {
            let count = |less: &dyn Fn(T::Key) -> bool| placed.iter().filter(|other| less(other.key())).count();
            assert_eq!(below(&expected, one.key()), count(&|key| key < one.key()));
            assert_eq!(up_to(&expected, one.key()), count(&|key| key <= one.key()));
        }
        let mut least = placed.clone();
        let kept = keep_least(&mut least, 7);
        assert_eq!(positions(&least[..kept]), positions(&expected[..placed.len().min(7)]));
    }
}

#[test]
fn every_type_sorts_stably() {
    check(|bits| Bool((bits % 2) as u8));
    check(|bits| bits as u8);
    check(|bits| bits as i8);
    check(|bits| bits as u16);
    check(|bits| bits as i16);
    check(|bits| bits as u32);
    check(|bits| bits as i32);
    check(|bits| bits);
    check(|bits| bits as i64);
    check(|bits| f32::from_bits(bits as u32));
    check(f64::from_bits);
    check(|bits| Reversed(f64::from_bits(bits)));
    check(|bits| Complex::new(f32::from_bits(bits as u32), f32::from_bits((bits >> 32) as u32)));
    check(|bits| Complex::new(bits as f64, f64::from_bits(bits.rotate_left(17))));
}

#[test]
fn floats_have_numpys_order() {
    let ascending = [f64::NEG_INFINITY, -1e300, -1.0, -1e-310, 0.0, 1e-310, 1.0, 1e300, f64::INFINITY, f64::NAN];
    assert!(ascending.windows(2).all(|pair| pair[0].key() < pair[1].key()));
    assert_eq!((-0.0f64).key(), 0.0f64.key());
    assert_eq!((-f64::NAN).key(), f64::from_bits(0x7ff0_0000_0000_0001).key());
    let ascending = [f32::NEG_INFINITY, -1e38, -1e-42, -0.0, 1e-42, 1.0, f32::INFINITY, -f32::NAN];
    assert!(ascending.windows(2).all(|pair| pair[0].key() < pair[1].key()));
}

#[test]
fn complex_numbers_with_nan_come_last_in_numpys_order() {
    let (nan, inf) = (f64::NAN, f64::INFINITY);
    let ascending = [(-inf, inf), (-0.0, 1.0), (0.0, 2.0), (inf, inf), (-1.0, nan), (1.0, nan), (nan, 0.0), (nan, nan)];
    let keys = ascending.map(|(re, im)| Complex::new(re, im).key());
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    let keys = ascending.map(|(re, im)| Complex::new(re as f32, im as f32).key());
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn merges_meet_every_cut() {
    let mut next = random(3);
    for round in 0..300 {
        let mut part = |count: u64, seed: u64| -> Vec<u32> {
            let mut part: Vec<u32> = (0..count).map(|_| (next() % (seed + 2)) as u32).collect();
            part.sort_unstable();
            part
        };
        let (a, b) = (part(round % 171, round % 40), part(round * 7 % 203, round % 50));
        let mut expected = [a.clone(), b.clone()].concat();
        expected.sort_unstable();
        let mut out = vec![0; expected.len()];
        merge(&a, &b, &mut out);
        assert_eq!(out, expected);
    }
}

/// Values alone, which may go through a kernel of their own.
#[test]
fn values_sort_like_their_keys() {
    fn check<T: Item + std::fmt::Debug>(make: impl Fn(u64) -> T, bits: impl Fn(T) -> u64) {
        let mut all = sequences(&make);
        let mut next = random(11);
        all.extend((100..330).map(|count| (0..count).map(|_| make(next())).collect()));
        all.extend((100..330).map(|count| (0..count).map(|_| make((next() % 9) << 60)).collect()));
        all.push((0..100_000).map(|_| make(next())).collect());
        all.push((0..100_000).map(|k| make(k ^ 0x5555)).collect());
        all.push((0..30_000).map(|k| make(if k % 2 == 0 { u64::MAX >> 1 } else { next() })).collect());
        for sequence in all {
            let mut expected = sequence.clone();
            expected.sort_by_key(|item| item.key());
            let (mut sorted, mut scratch) = (sequence.clone(), sequence);
            sort(&mut sorted, &mut scratch);
            let bits = |list: &[T]| list.iter().map(|&item| bits(item)).collect::<Vec<_>>();
            assert_eq!(bits(&sorted), bits(&expected), "{} elements", expected.len());
        }
    }
    check(|bits| bits as i64, |item| item as u64);
    check(|bits| bits, |item| item);
    check(f64::from_bits, f64::to_bits);
    check(|bits| (bits >> 1) as f64, f64::to_bits);
    check(|bits| bits as i64 as f64, f64::to_bits);
    check(|bits| bits as i32, |item| item as u64);
    check(|bits| f32::from_bits(bits as u32), |item| item.to_bits().into());
}
