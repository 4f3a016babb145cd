//! Reductions over all axes and one, every operation and dtype, on random distributions.

use crate::elements::{array, for_each, is_narrow, next, number, stored, write};
use crate::layouts::{pair, shape, single, Choice, Layout};
use crate::redistribution::{build, cases};
use crate::Subject;
use distarray::context::Context;
use distarray::dtype::{Dtype, Kind};
use distarray::error::Status;
use distarray::kernels::reduce::Fold;
use distarray::ops::reduce::{all, along, axis, Options, Over, Reduction};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("reductions_all", &[1, 2, 3, 4, 6], reduce_all),
    Subject::new("reductions_axis", &[1, 2, 3, 4, 6], reduce_axis),
    Subject::new("reductions_bits", &[1, 2, 3, 4, 6], same_bits),
    Subject::new("reductions_reproducible", &[1, 2, 3, 5, 7], reproducible),
];

const OPS: [Reduction; 5] = [Reduction::Sum, Reduction::Min, Reduction::Max, Reduction::Mean, Reduction::CountNonzero];

/// Real and imaginary part.
fn decode(bytes: &[u8], dtype: Dtype) -> (f64, f64) {
    let f4 = |at: usize| f32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap()) as f64;
    let f8 = |at: usize| f64::from_ne_bytes(bytes[at..at + 8].try_into().unwrap());
    match dtype {
        Dtype::Float32 => (f4(0), 0.0),
        Dtype::Float64 => (f8(0), 0.0),
        Dtype::Complex64 => (f4(0), f4(4)),
        Dtype::Complex128 => (f8(0), f8(8)),
        _ => {
            let mut wide = [0u8; 8];
            wide[..dtype.size()].copy_from_slice(&bytes[..dtype.size()]);
            (i64::from_ne_bytes(wide) as f64, 0.0)
        }
    }
}

fn result_dtype(op: Reduction, dtype: Dtype) -> Dtype {
    let inexact = matches!(dtype.kind(), Kind::Float | Kind::Complex);
    match op {
        Reduction::Sum if dtype.kind() == Kind::Unsigned => Dtype::UInt64,
        Reduction::Sum if !inexact => Dtype::Int64,
        Reduction::Mean if !inexact => Dtype::Float64,
        Reduction::CountNonzero => Dtype::Int64,
        _ => dtype,
    }
}

/// The result over elements, some of them NaN; `None` where there is none.
fn expected(op: Reduction, values: &[Option<(i64, i64)>]) -> Option<(f64, f64)> {
    let nan = values.contains(&None);
    let known: Vec<(i64, i64)> = values.iter().flatten().copied().collect();
    let sum = known.iter().fold((0.0, 0.0), |s, v| (s.0 + v.0 as f64, s.1 + v.1 as f64));
    let count = values.len() as f64;
    let float = |v: (i64, i64)| (v.0 as f64, v.1 as f64);
    match op {
        Reduction::CountNonzero => Some((values.iter().filter(|v| **v != Some((0, 0))).count() as f64, 0.0)),
        Reduction::Min | Reduction::Max if values.is_empty() => None,
        _ if nan => Some((f64::NAN, 0.0)),
        Reduction::Sum => Some(sum),
        Reduction::Mean => Some((sum.0 / count, sum.1 / count)),
        Reduction::Min => known.iter().min().map(|v| float(*v)),
        Reduction::Max => known.iter().max().map(|v| float(*v)),
        _ => panic!("{op:?} is compared with NumPy's"),
    }
}

fn assert_close(got: (f64, f64), want: (f64, f64), dtype: Dtype, what: &dyn Fn() -> String) {
    let epsilon = if dtype.scalar_size() == 4 { 1e-6 } else { 1e-14 };
    let close = |a: f64, b: f64| a == b || (a - b).abs() <= epsilon * b.abs();
    let same = match want.0.is_nan() {
        true => got.0.is_nan() || got.1.is_nan(),
        false => close(got.0, want.0) && close(got.1, want.1),
    };
    assert!(same, "expected {want:?}, got {got:?}\n{}", what());
}

struct Case {
    layout: Layout,
    dtype: Dtype,
    op: Reduction,
    /// Labels of an element that is NaN.
    nan: Option<Vec<i64>>,
    rng: SmallRng,
}

impl Case {
    fn new(seed: u64, size: i32) -> Case {
        let mut rng = SmallRng::seed_from_u64(seed);
        let shape = shape(&mut rng);
        let choice = Choice { unstructured: true, padding: (0.4, 3) };
        let layout = match rng.random_bool(0.5) {
            true => single(&mut rng, size, &shape, choice),
            false => pair(&mut rng, size, &shape, choice)[0].clone(),
        };
        let dtype = Dtype::ALL[rng.random_range(0..Dtype::ALL.len())];
        let inexact = matches!(dtype.kind(), Kind::Float | Kind::Complex);
        let labels: Vec<Vec<i64>> = (0..shape.len()).map(|d| layout.labels(d)).collect();
        let nan = (inexact && !shape.contains(&0) && rng.random_bool(0.2))
            .then(|| labels.iter().map(|list| list[rng.random_range(0..list.len())]).collect());
        Case { layout, dtype, op: OPS[rng.random_range(0..OPS.len())], nan, rng }
    }

    fn value(&self, labels: &[i64]) -> Option<(i64, i64)> {
        let value = stored(number(labels, is_narrow(self.dtype)) % 90, self.dtype);
        (self.nan.as_deref() != Some(labels)).then_some(value)
    }

    fn array(&mut self, context: &Context) -> distarray::array::Array {
        let distribution = build(context, &self.layout);
        let array = array(context, &distribution, self.dtype, self.rng.random());
        write(&array, &self.layout, |labels| self.value(labels).unwrap_or((0, 0)));
        for_each(&array, &self.layout, |position, element| {
            if position.primary && self.nan.as_deref() == Some(position.labels) {
                let nan = if self.dtype.scalar_size() == 4 {
                    f32::NAN.to_ne_bytes().to_vec()
                } else {
                    f64::NAN.to_ne_bytes().to_vec()
                };
                element[..nan.len()].copy_from_slice(&nan);
            }
        });
        array
    }

    /// Values at all labels, with some axes held at one label.
    fn values(&self, fixed: &[Option<i64>]) -> Vec<Option<(i64, i64)>> {
        let lists: Vec<Vec<i64>> =
            (0..fixed.len()).map(|d| fixed[d].map_or_else(|| self.layout.labels(d), |label| vec![label])).collect();
        let extents: Vec<i64> = lists.iter().map(|list| list.len() as i64).collect();
        let mut values = Vec::new();
        let mut index = vec![0; lists.len()];
        if extents.contains(&0) {
            return values;
        }
        loop {
            let labels: Vec<i64> = index.iter().zip(&lists).map(|(&i, list)| list[i as usize]).collect();
            values.push(self.value(&labels));
            if !next(&mut index, &extents) {
                return values;
            }
        }
    }
}

fn reduce_all(context: &Context) {
    for seed in 0..cases(context, 1000) {
        let mut case = Case::new(seed << 8 | context.size() as u64 | 2 << 60, context.size());
        let array = case.array(context);
        let what = || format!("case {seed}, {:?} of {:?}\n{:?}", case.op, case.dtype, case.layout);
        let ndim = case.layout.shape.len();
        let outcome = all(case.op, &array);
        match (expected(case.op, &case.values(&vec![None; ndim])), outcome) {
            (None, Err(error)) => assert!(error.agreed && error.status == Status::Shape, "{error}"),
            (Some(want), Ok((value, dtype))) => {
                assert_eq!(dtype, result_dtype(case.op, case.dtype), "{}", what());
                assert_close(decode(&value, dtype), want, dtype, &what);
                let everywhere = context.all_gather(&value).unwrap();
                assert!(everywhere.chunks(16).all(|other| other == value), "{}", what());
            }
            (want, got) => panic!("expected {want:?}, got {got:?}\n{}", what()),
        }
    }
}

fn reduce_axis(context: &Context) {
    for seed in 0..cases(context, 1000) {
        let mut case = Case::new(seed << 8 | context.size() as u64 | 3 << 60, context.size());
        let ndim = case.layout.shape.len();
        let array = case.array(context);
        let keep = case.rng.random_bool(0.5);
        if ndim == 0 {
            assert_eq!(axis(case.op, &array, 0, keep).err().unwrap().status, Status::Argument);
            continue;
        }
        let along = case.rng.random_range(0..ndim);
        let given = along as i32 - if case.rng.random_bool(0.5) { ndim as i32 } else { 0 };
        let what = || format!("case {seed}, {:?} of {:?} along {given}\n{:?}", case.op, case.dtype, case.layout);
        let outcome = axis(case.op, &array, given, keep);
        if matches!(case.op, Reduction::Min | Reduction::Max) && case.layout.shape[along] == 0 {
            let error = outcome.err().unwrap_or_else(|| panic!("no error\n{}", what()));
            assert!(error.agreed && error.status == Status::Shape, "{error}");
            continue;
        }
        let result = outcome.unwrap_or_else(|error| panic!("{error}\n{}", what()));
        assert_eq!(result.dtype(), result_dtype(case.op, case.dtype), "{}", what());
        let mut result_shape = case.layout.shape.clone();
        if keep {
            result_shape[along] = 1;
        } else {
            result_shape.remove(along);
        }
        assert_eq!(result.shape(), result_shape, "{}", what());
        let Some(owned) = case.layout.owned(context.rank()) else {
            assert!(!result.has_elements(), "{}", what());
            continue;
        };
        let coordinates = case.layout.coordinates(context.rank()).unwrap();
        let mut lists: Vec<&[i64]> = owned;
        lists[along] = &[0];
        let extents: Vec<i64> = lists.iter().map(|list| list.len() as i64).collect();
        assert_eq!(result.distribution().local_count(), extents.iter().product::<i64>(), "{}", what());
        if extents.contains(&0) {
            continue;
        }
        let mut index = vec![0; ndim];
        loop {
            let mut labels: Vec<i64> = index.iter().zip(&lists).map(|(&i, list)| list[i as usize]).collect();
            let copy = (0..ndim).any(|d| d != along && case.layout.is_duplicate(d, coordinates[d], labels[d]));
            let fixed: Vec<Option<i64>> = (0..ndim).map(|d| (d != along).then(|| labels[d])).collect();
            let mut local = index.clone();
            if !keep {
                labels.remove(along);
                local.remove(along);
            }
            assert_eq!(result.distribution().global_index(&local).as_deref(), Some(labels.as_slice()), "{}", what());
            if !copy {
                let offset: isize = local.iter().zip(result.access()).map(|(&i, a)| a.offset(i)).sum();
                let pointer = result.local_pointer().wrapping_offset(offset);
                let element = unsafe { std::slice::from_raw_parts(pointer, result.dtype().size()) };
                let want = expected(case.op, &case.values(&fixed)).unwrap();
                let what = || format!("{labels:?} on rank {}, {}", context.rank(), what());
                assert_close(decode(element, result.dtype()), want, result.dtype(), &what);
            }
            if !next(&mut index, &extents) {
                break;
            }
        }
    }
}

/// Sums that round: every rank has the same bits.
fn same_bits(context: &Context) {
    for seed in 0..cases(context, 200) {
        let mut rng = SmallRng::seed_from_u64(seed);
        let choice = Choice { unstructured: false, padding: (0.2, 2) };
        let shape = vec![rng.random_range(1..40), rng.random_range(1..40)];
        let layout = single(&mut rng, context.size(), &shape, choice);
        let dtype = [Dtype::Float32, Dtype::Float64][seed as usize % 2];
        let array = array(context, &build(context, &layout), dtype, 1);
        let mut sum = (0.0, 0.0);
        let value = |labels: &[i64]| 1.0 / (1.0 + number(labels, false) as f64) - 0.01;
        for_each(&array, &layout, |position, element| match dtype {
            Dtype::Float32 => element.copy_from_slice(&(value(position.labels) as f32).to_ne_bytes()),
            _ => element.copy_from_slice(&value(position.labels).to_ne_bytes()),
        });
        for i in 0..shape[0] {
            for j in 0..shape[1] {
                sum.0 += value(&[i, j]);
                sum.1 += value(&[i, j]).abs();
            }
        }
        let (result, _) = all(Reduction::Sum, &array).unwrap();
        let everywhere = context.all_gather(&result).unwrap();
        assert!(everywhere.chunks(16).all(|other| other == result));
        let tolerance = if dtype == Dtype::Float32 { 1e-6 } else { 1e-14 };
        assert!((decode(&result, dtype).0 - sum.0).abs() <= tolerance * sum.1);
        let rows = axis(Reduction::Sum, &array, 1, false).unwrap();
        let mut whole = vec![0u8; shape[0] as usize * dtype.size()];
        unsafe {
            distarray::ops::redistribute::gather(&rows, distarray::ops::redistribute::Receiver::All, whole.as_mut_ptr())
        }
        .unwrap();
        if layout.coordinates(context.rank()).is_some() {
            let bounds: Vec<i64> = layout.owned(context.rank()).unwrap()[0].to_vec();
            for (k, &row) in bounds.iter().enumerate() {
                let offset = rows.access()[0].offset(k as i64);
                let mine =
                    unsafe { std::slice::from_raw_parts(rows.local_pointer().wrapping_offset(offset), dtype.size()) };
                assert_eq!(mine, &whole[row as usize * dtype.size()..][..dtype.size()], "row {row} differs");
            }
        }
    }
}

/// One process's result of the same elements, one after the other.
fn alone(op: Reduction, dtype: Dtype, values: &[u8]) -> Vec<u8> {
    let fold = Fold::new(op, dtype, Options { reproducible: true, ..Options::default() }).unwrap();
    let mut state = vec![0u128; fold.state_size().div_ceil(16)];
    let mut out = vec![0; fold.result().size()];
    unsafe {
        let pointer: *mut u8 = state.as_mut_ptr().cast();
        fold.start(pointer);
        fold.feed(pointer, values.as_ptr(), values.len() / dtype.size(), 0, 1);
        fold.finish(pointer, out.as_mut_ptr());
    }
    out
}

/// Whatever the ranks and the distribution, the bits are those of one process.
fn reproducible(context: &Context) {
    use Reduction::{Mean, NanSum, Norm1, Norm2, Std, Sum, Var};
    context.set_reproducible(true);
    for seed in 0..cases(context, 150) {
        let mut rng = SmallRng::seed_from_u64(seed);
        let shape = vec![rng.random_range(1..60), rng.random_range(1..40)];
        let dtype = [Dtype::Float32, Dtype::Float64, Dtype::Complex128][seed as usize % 3];
        let op = [Sum, Mean, Var, Std, Norm1, Norm2, NanSum][seed as usize % 7];
        let reach = [1, 20, 60][seed as usize / 3 % 3];
        let element = |i: i64, j: i64| {
            let bits = number(&[i, j, seed as i64], false).unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let part =
                |bits: u64| (bits % 1000 + 1) as f64 / 997.0 * 2f64.powi((bits >> 40) as i32 % reach - reach / 2);
            match dtype {
                Dtype::Float32 => (part(bits) as f32).to_ne_bytes().to_vec(),
                Dtype::Float64 => (part(bits) - 1.0).to_ne_bytes().to_vec(),
                _ => [part(bits), -part(bits ^ 0xffff_0000)].map(f64::to_ne_bytes).concat(),
            }
        };
        let rows: Vec<Vec<u8>> = (0..shape[0]).map(|i| (0..shape[1]).flat_map(|j| element(i, j)).collect()).collect();
        let choice = Choice { unstructured: true, padding: (0.2, 2) };
        let layout = single(&mut rng, context.size(), &shape, choice);
        let array = array(context, &build(context, &layout), dtype, 1);
        let labels = (layout.labels(0), layout.labels(1));
        if labels.0 != (0..shape[0]).collect::<Vec<_>>() || labels.1 != (0..shape[1]).collect::<Vec<_>>() {
            continue;
        }
        for_each(&array, &layout, |position, memory| {
            memory.copy_from_slice(&element(position.labels[0], position.labels[1]));
        });
        let (value, result) = all(op, &array).unwrap();
        assert_eq!(value[..result.size()], alone(op, dtype, &rows.concat()), "{op:?} {dtype:?} {layout:?}");
        let along = along(op, &array, &Over::axis(&[-1])).unwrap();
        let mut whole = vec![0u8; shape[0] as usize * result.size()];
        let receiver = distarray::ops::redistribute::Receiver::All;
        unsafe { distarray::ops::redistribute::gather(&along, receiver, whole.as_mut_ptr()) }.unwrap();
        let expected: Vec<u8> = rows.iter().flat_map(|row| alone(op, dtype, row)).collect();
        assert_eq!(whole, expected, "{op:?} {dtype:?} {layout:?}");
    }
    context.set_reproducible(false);
}
