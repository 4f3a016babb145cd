//! One-sided calls against brute force: boxes, lists, accumulation from everywhere, counters.

use crate::elements::{array, bytes, cast, is_narrow, number, stored, write};
use crate::layouts::{shape, single, Choice, Layout};
use crate::redistribution::{build, cases};
use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::Specification;
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::kernels::copy::Accumulation;
use distarray::ops::create;
use distarray::ops::onesided::{
    accumulate_box, accumulate_list, fence, fetch, get_box, get_list, put_box, put_list, register, unregister,
};
use distarray::ops::{distribution, view};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("onesided_random", &[1, 2, 3, 4, 6], random),
    Subject {
        name: "onesided_windows",
        ranks: &[2, 3],
        run: random,
        environment: &[("DISTARRAY_SHARED_MEMORY", "0"), ("DISTARRAY_TEST_CASES", "0.3")],
    },
    Subject {
        name: "onesided_nodes",
        ranks: &[4],
        run: random,
        environment: &[("DISTARRAY_NODE_SIZE", "2"), ("DISTARRAY_TEST_CASES", "0.3")],
    },
    Subject::new("onesided_counter", &[1, 2, 4, 6], counter),
    Subject::new("onesided_refusals", &[1, 2, 3], refusals),
];

struct Case {
    array: Array,
    layout: Layout,
    narrow: bool,
}

impl Case {
    fn value(&self, index: &[i64]) -> Vec<u8> {
        let value = stored(number(index, self.narrow), self.array.dtype());
        bytes(cast(value, self.array.dtype()), self.array.dtype())
    }

    fn labels(&self) -> Vec<Vec<i64>> {
        (0..self.layout.shape.len()).map(|d| self.layout.labels(d)).collect()
    }
}

fn each_index(labels: &[Vec<i64>], mut visit: impl FnMut(&[i64])) {
    fn walk(labels: &[Vec<i64>], index: &mut Vec<i64>, visit: &mut dyn FnMut(&[i64])) {
        match labels.get(index.len()) {
            None => visit(index),
            Some(list) => {
                for &label in list {
                    index.push(label);
                    walk(labels, index, visit);
                    index.pop();
                }
            }
        }
    }
    walk(labels, &mut Vec::new(), &mut visit);
}

fn random(context: &Context) {
    let alone =
        std::env::var_os("DISTARRAY_SHARED_MEMORY").is_some() || std::env::var_os("DISTARRAY_NODE_SIZE").is_some();
    for case in 0..cases(context, 400) {
        let mut rng = SmallRng::seed_from_u64(case << 8 | context.size() as u64);
        let extents = shape(&mut rng);
        let layout = single(&mut rng, context.size(), &extents, Choice { unstructured: true, padding: (0.3, 2) });
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let seed = rng.random();
        let made = array(context, &build(context, &layout), dtype, seed);
        let case_of = Case { array: made, layout, narrow: is_narrow(dtype) };
        write(&case_of.array, &case_of.layout, |index| stored(number(index, case_of.narrow), dtype));
        let what = format!("case {case} on {} ranks: {extents:?} {dtype:?}\n{:?}", context.size(), case_of.layout);
        let foreign = seed % 8 == 0;
        let registered = !case_of.layout.is_closed_form() || foreign || alone || rng.random_bool(0.2);
        if registered {
            register(&case_of.array).unwrap_or_else(|error| panic!("{error}: {what}"));
        }
        fence(&case_of.array).unwrap();
        reads(context, &case_of, &mut rng, &what);
        fence(&case_of.array).unwrap();
        writes(context, &case_of, &mut rng, &what);
        fence(&case_of.array).unwrap();
        if registered {
            unregister(&case_of.array).unwrap();
        }
    }
}

/// A box inside the array, different on every rank; on labelled axes one label, because others may be missing.
fn random_box(case: &Case, rng: &mut SmallRng) -> (Vec<i64>, Vec<i64>) {
    let labels = case.labels();
    let (mut start, mut count) = (Vec::new(), Vec::new());
    for (d, list) in labels.iter().enumerate() {
        let n = case.layout.shape[d];
        if case.array.distribution().axes()[d].labels().is_some() {
            start.push(list[rng.random_range(0..list.len())]);
            count.push(1);
        } else {
            start.push(rng.random_range(0..=n));
            count.push(rng.random_range(0..=n - start[d]));
        }
    }
    (start, count)
}

fn box_indices(start: &[i64], count: &[i64]) -> Vec<Vec<i64>> {
    let ranges: Vec<Vec<i64>> = start.iter().zip(count).map(|(&s, &n)| (s..s + n).collect()).collect();
    let mut all = Vec::new();
    each_index(&ranges, |index| all.push(index.to_vec()));
    all
}

fn reads(context: &Context, case: &Case, rng: &mut SmallRng, what: &str) {
    let mut own = SmallRng::seed_from_u64(rng.random::<u64>() ^ context.rank() as u64);
    let empty = case.layout.shape.contains(&0);
    for _ in 0..2 {
        let (start, count) = if empty {
            (vec![0; case.layout.shape.len()], vec![0; case.layout.shape.len()])
        } else {
            random_box(case, &mut own)
        };
        let indices = box_indices(&start, &count);
        let size = case.array.dtype().size();
        let mut data = vec![0u8; indices.len() * size + 1];
        unsafe { get_box(&case.array, &start, &count, data.as_mut_ptr()) }.unwrap_or_else(|e| panic!("{e}: {what}"));
        for (index, got) in indices.iter().zip(data.chunks(size)) {
            assert_eq!(got, case.value(index), "rank {}: {index:?} of {start:?} {count:?}\n{what}", context.rank());
        }
        if empty {
            continue;
        }
        let labels = case.labels();
        let list: Vec<Vec<i64>> = (0..own.random_range(0..20))
            .map(|_| labels.iter().map(|list| list[own.random_range(0..list.len())]).collect())
            .collect();
        let flat: Vec<i64> = list.concat();
        let mut data = vec![0u8; list.len() * size + 1];
        unsafe { get_list(&case.array, list.len(), &flat, data.as_mut_ptr()) }
            .unwrap_or_else(|e| panic!("{e}: {what}"));
        for (index, got) in list.iter().zip(data.chunks(size)) {
            assert_eq!(got, case.value(index), "{index:?}\n{what}");
        }
    }
}

/// Rank after rank writes a box; then all add to one, and everybody reads everything.
fn writes(context: &Context, case: &Case, rng: &mut SmallRng, what: &str) {
    if case.layout.shape.contains(&0) {
        return;
    }
    let dtype = case.array.dtype();
    let size = dtype.size();
    let mut expected: std::collections::HashMap<Vec<i64>, i64> = std::collections::HashMap::new();
    let value = |rank: i64, index: &[i64]| (number(index, true) + rank) % 2;
    for rank in 0..context.size() as i64 {
        let (start, count) = random_box(case, rng);
        let indices = box_indices(&start, &count);
        let list = rng.random_bool(0.5);
        if context.rank() as i64 == rank {
            let data: Vec<u8> = indices.iter().flat_map(|i| bytes(cast((value(rank, i), 0), dtype), dtype)).collect();
            let outcome = match list {
                true => unsafe { put_list(&case.array, indices.len(), &indices.concat(), data.as_ptr()) },
                false => unsafe { put_box(&case.array, &start, &count, data.as_ptr()) },
            };
            outcome.unwrap_or_else(|error| panic!("{error}: {what}"));
        }
        fence(&case.array).unwrap();
        indices.into_iter().for_each(|index| {
            let new = value(rank, &index);
            expected.insert(index, new);
        });
    }
    let (start, count) = random_box(case, rng);
    let indices = box_indices(&start, &count);
    let list = rng.random_bool(0.5);
    let ones: Vec<u8> = indices.iter().flat_map(|_| bytes(cast((1, 0), dtype), dtype)).collect();
    let outcome = match list {
        true => unsafe {
            accumulate_list(&case.array, Accumulation::Add, indices.len(), &indices.concat(), ones.as_ptr())
        },
        false => unsafe { accumulate_box(&case.array, Accumulation::Add, &start, &count, ones.as_ptr()) },
    };
    outcome.unwrap_or_else(|error| panic!("{error}: {what}"));
    fence(&case.array).unwrap();
    each_index(&case.labels(), |index| {
        let mut data = [0u8; 16];
        let one = vec![1; index.len()];
        unsafe { get_box(&case.array, index, &one, data.as_mut_ptr()) }.unwrap();
        let inside = indices.iter().any(|i| i == index);
        let before = match expected.get(index) {
            Some(&value) => cast((value, 0), dtype),
            None => cast(stored(number(index, case.narrow), dtype), dtype),
        };
        let added = if inside { context.size() as i64 } else { 0 };
        let sum = match dtype {
            Dtype::Bool => (i64::from(before.0 != 0 || added > 0), 0),
            Dtype::Int8 => ((before.0 + added) as i8 as i64, 0),
            _ => (before.0 + added, before.1),
        };
        assert_eq!(data[..size], bytes(sum, dtype), "rank {}: {index:?} inside {inside}\n{what}", context.rank());
    });
}

fn counter(context: &Context) {
    let specification = Specification::parse(&[7], "block").unwrap();
    let spread = distribution(context, &specification).unwrap();
    let tickets = Array::zeros(context, &spread, Dtype::Int64).unwrap();
    let each = 200;
    let mut mine = Vec::new();
    for _ in 0..each {
        let old = fetch(&tickets, Accumulation::Add, &[-1], &1i64.to_ne_bytes()).unwrap();
        mine.push(i64::from_ne_bytes(old[..8].try_into().unwrap()));
    }
    assert!(mine.windows(2).all(|pair| pair[0] < pair[1]));
    let all = context.all_gather(bytemuck::cast_slice(&mine)).unwrap();
    let mut all: Vec<i64> = bytemuck::allocation::pod_collect_to_vec(&all);
    all.sort_unstable();
    assert!(all.iter().copied().eq(0..each * context.size() as i64));
    // The greatest of what all ranks bring, as a fetch.
    fetch(&tickets, Accumulation::Max, &[0], &(context.rank() as i64 + 5).to_ne_bytes()).unwrap();
    fence(&tickets).unwrap();
    let mut greatest = 0i64;
    unsafe { get_box(&tickets, &[0], &[1], (&raw mut greatest).cast()) }.unwrap();
    assert_eq!(greatest, context.size() as i64 + 4);
    // Nobody frees what another still reads.
    fence(&tickets).unwrap();
}

fn refusals(context: &Context) {
    let made = |text: &str| {
        let specification = Specification::parse(&[6, 4], text).unwrap();
        Array::zeros(context, &distribution(context, &specification).unwrap(), Dtype::Float64).unwrap()
    };
    let plain = made("block, block");
    let mut data = [0f64; 64];
    let pointer = data.as_mut_ptr().cast::<u8>();
    let status = |result: distarray::error::Result<()>| result.unwrap_err().status;
    unsafe {
        assert_eq!(status(get_box(&plain, &[0, 0], &[7, 1], pointer)), Status::Index);
        assert_eq!(status(get_box(&plain, &[-1, 0], &[1, 1], pointer)), Status::Index);
        assert_eq!(status(get_box(&plain, &[0, i64::MAX], &[1, 2], pointer)), Status::Index);
        assert_eq!(status(get_box(&plain, &[0, 0], &[1, -1], pointer)), Status::Argument);
        assert_eq!(status(get_list(&plain, 1, &[6, 0], pointer)), Status::Index);
        assert_eq!(status(accumulate_box(&plain, Accumulation::BitwiseOr, &[0, 0], &[1, 1], pointer)), Status::Dtype);
    }
    unregister(&plain).unwrap();
    let turned = view::transpose(&plain, None).unwrap();
    if context.size() > 1 {
        let error = unsafe { get_box(&turned, &[0, 0], &[1, 1], pointer) }.unwrap_err();
        assert!(error.message.contains("distarray_array_register"), "{error}");
    }
    register(&turned).unwrap();
    if context.rank() == 0 {
        unsafe { put_box(&turned, &[3, 5], &[1, 1], [2.5f64].as_ptr().cast()) }.unwrap();
    }
    fence(&turned).unwrap();
    unsafe { get_box(&plain, &[5, 3], &[1, 1], pointer) }.unwrap();
    assert_eq!(data[0], 2.5);
    fence(&turned).unwrap();
    unregister(&turned).unwrap();
    let frozen = {
        let words = vec![0f64; 24];
        let part = create::borrowed(words.as_ptr().cast_mut().cast(), None, Some(Box::new(move || drop(words))));
        let part = distarray::array::Part { read_only: true, ..part };
        Array::wrap(context, plain.distribution(), Dtype::Float64, part).unwrap()
    };
    register(&frozen).unwrap();
    assert_eq!(status(unsafe { put_box(&frozen, &[0, 0], &[1, 1], pointer) }), Status::ReadOnly);
    unregister(&frozen).unwrap();
    let _ = Arc::strong_count(plain.distribution());
}
