//! Halo exchanges between random distributions against the global index modulo the size.

use crate::elements::{array, bytes, for_each, is_narrow, number, stored, write, UNTOUCHED};
use crate::layouts::{shape, single, Choice};
use crate::redistribution::{build, cases, limited};
use crate::Subject;
use distarray::context::Context;
use distarray::dtype::Dtype;
use distarray::ops::halo::exchange_halo;
use distarray::ops::plan::Redistribution;
use distarray::plan::HaloOptions;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[Subject::new("halo_random", &[1, 2, 3, 4, 6, 9], random)];

fn random(context: &Context) {
    let mut filled = 0u64;
    for case in 0..cases(context, 5_000) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64 | 1 << 60);
        let choice = Choice { unstructured: case % 4 == 0, padding: (0.85, [1, 3, 50][case as usize % 3]) };
        let shape: Vec<i64> = shape(&mut rng).into_iter().map(|n| n.min(12)).collect();
        let layout = single(&mut rng, context.size(), &shape, choice);
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let what = || format!("case {case} on {} ranks, {dtype:?}\n{layout:?}", context.size());
        let distribution = build(context, &layout);
        assert_eq!(distribution.halo(), layout.halo(context.rank()), "{}", what());
        let mut array = array(context, &distribution, dtype, rng.random());
        let narrow = is_narrow(dtype);
        write(&array, &layout, |labels| stored(number(labels, narrow), dtype));
        let source = array.clone();
        let outcome = limited(context, &mut rng, &[&layout], || match case % 3 {
            0 => Redistribution::create_halo(context, &distribution, &HaloOptions::default())?.run(&source, &mut array),
            _ => exchange_halo(&mut array),
        });
        outcome.unwrap_or_else(|e| panic!("{e}\n{}", what()));
        for_each(&array, &layout, |position, element| {
            let expected = bytes(stored(number(position.labels, narrow), dtype), dtype);
            filled += !position.owned as u64;
            assert!(
                element == expected,
                "rank {}, labels {:?}, owned {}: expected {expected:?}, got {element:?} ({UNTOUCHED} is untouched)\n{}",
                context.rank(),
                position.labels,
                position.owned,
                what()
            );
        });
    }
    assert!(context.sum(&[filled]).unwrap()[0] > 1000);
}
