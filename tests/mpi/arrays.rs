//! Creation, gathering, single elements, elementwise work and printing of random arrays.

use crate::elements::{array, bytes, check, for_each, is_narrow, next, number, stored, write, UNTOUCHED};
use crate::layouts::{pair, shape, single, Choice, Layout};
use crate::redistribution::{build, cases};
use crate::Subject;
use distarray::array::{print, Array};
use distarray::context::Context;
use distarray::distribution::{AxisKind, Specification, Widths};
use distarray::dtype::Dtype;
use distarray::error::{Error, Status};
use distarray::kernels::ufunc::Ufunc;
use distarray::mpi::Comm;
use distarray::ops::redistribute::{cast, copy, gather, scatter, Receiver};
use distarray::ops::reduce::{self, Reduction};
use distarray::ops::{create, elements, elementwise};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("arrays_creation", &[1, 2, 3, 4, 6], creation),
    Subject::new("arrays_gather", &[1, 2, 3, 4, 6], gathering),
    Subject::new("arrays_elements", &[1, 2, 3, 4, 6], single_elements),
    Subject::new("arrays_elementwise", &[1, 2, 3, 4], aligned),
    Subject::new("arrays_strangers", &[1, 2, 3], strangers),
    Subject::new("arrays_interleaved", &[1, 2, 3], interleaved),
    Subject::new("arrays_sticky_errors", &[1, 2, 3], sticky),
    Subject::new("arrays_arange", &[1, 2, 3], arange),
    Subject::new("arrays_print", &[1, 2, 3, 4], printing),
];

const CHOICE: Choice = Choice { unstructured: true, padding: (0.4, 3) };

struct Case {
    layout: Layout,
    dtype: Dtype,
    rng: SmallRng,
}

impl Case {
    /// Labels may be sparse only if asked for.
    fn new(seed: u64, size: i32, sparse: bool) -> Case {
        let mut rng = SmallRng::seed_from_u64(seed << 8 | size as u64);
        let shape = shape(&mut rng);
        let layout = match sparse {
            true => pair(&mut rng, size, &shape, CHOICE)[0].clone(),
            false => single(&mut rng, size, &shape, CHOICE),
        };
        Case { layout, dtype: Dtype::ALL[rng.random_range(0..Dtype::ALL.len())], rng }
    }

    fn value(&self, labels: &[i64]) -> (i64, i64) {
        stored(number(labels, is_narrow(self.dtype)), self.dtype)
    }

    fn what(&self) -> String {
        format!("{:?}\n{:?}", self.dtype, self.layout)
    }

    /// The whole array, row-major.
    fn whole(&self) -> Vec<u8> {
        let mut whole = Vec::new();
        let mut index = vec![0; self.layout.shape.len()];
        while !self.layout.shape.contains(&0) {
            whole.extend(bytes(self.value(&index), self.dtype));
            if !next(&mut index, &self.layout.shape) {
                break;
            }
        }
        whole
    }
}

/// Owned elements only.
fn owned(array: &Array, layout: &Layout, mut visit: impl FnMut(&[i64], &[u8])) {
    for_each(array, layout, |position, element| {
        if position.owned {
            visit(position.labels, element);
        }
    });
}

fn creation(context: &Context) {
    for seed in 0..cases(context, 300) {
        let mut case = Case::new(seed, context.size(), true);
        let (layout, dtype) = (case.layout.clone(), case.dtype);
        let distribution = build(context, &layout);
        let one = bytes((1, 0), dtype);
        owned(&Array::zeros(context, &distribution, dtype).unwrap(), &layout, |_, e| {
            assert!(e.iter().all(|&b| b == 0))
        });
        owned(&create::ones(context, &distribution, dtype).unwrap(), &layout, |_, e| assert_eq!(e, one));
        let value = bytes(stored(case.rng.random_range(0..100), dtype), dtype);
        let full = create::full(context, &distribution, dtype, &value).unwrap();
        owned(&full, &layout, |_, e| assert_eq!(e, value));
        let like = create::like(&full, Dtype::Int16).unwrap();
        assert!(like.dtype() == Dtype::Int16 && like.shape() == layout.shape);
        let compute = |labels: &[i64], element: &mut [u8]| {
            element.copy_from_slice(&bytes(case.value(labels), dtype));
            true
        };
        let made = create::from_function(context, &distribution, dtype, compute).unwrap();
        owned(&made, &layout, |labels, e| assert_eq!(e, bytes(case.value(labels), dtype), "{}", case.what()));
        // Parts are contiguous in the distribution's order, without halo.
        let mut part = vec![0u8; distribution.local_count() as usize * dtype.size()];
        let strides =
            distarray::index::shape::contiguous_strides(&distribution.local_shape(), layout.order, dtype.size());
        if let Some(lists) = layout.owned(context.rank()).filter(|_| !part.is_empty()) {
            let extents: Vec<i64> = lists.iter().map(|list| list.len() as i64).collect();
            let mut index = vec![0; extents.len()];
            loop {
                let labels: Vec<i64> = index.iter().zip(&lists).map(|(&i, list)| list[i as usize]).collect();
                let at: isize = index.iter().zip(&strides).map(|(&i, &s)| i as isize * s).sum();
                part[at as usize..][..dtype.size()].copy_from_slice(&bytes(case.value(&labels), dtype));
                if !next(&mut index, &extents) {
                    break;
                }
            }
        }
        let made = unsafe { create::from_parts(context, &distribution, dtype, part.as_ptr()) }.unwrap();
        owned(&made, &layout, |labels, e| assert_eq!(e, bytes(case.value(labels), dtype), "{}", case.what()));
        // One rank stops: all hear of it.
        let stopped = create::from_function(context, &distribution, dtype, |_, _| context.rank() == 0);
        match stopped {
            Err(error) => assert!(error.agreed && error.status == Status::Cancelled, "{error}"),
            Ok(_) => assert!(only_first(context, &layout), "{}", case.what()),
        }
    }
    // Memory that cannot hold the part is refused on all ranks, and stays with the caller.
    let distribution = create::distribution(context, &Specification::parse(&[100], "block").unwrap()).unwrap();
    let last = context.rank() == context.size() - 1;
    let mut words = vec![0u64; 100];
    for stride in [4isize, 0, 12] {
        let strides = Some(vec![if last { stride } else { 8 }]);
        let release: distarray::array::Release = Box::new(|| panic!("released"));
        let part = create::borrowed(words.as_mut_ptr().cast(), strides, Some(release));
        let error = Array::wrap(context, &distribution, Dtype::Float64, part).err().unwrap();
        assert!(error.agreed && error.argument == "strides", "{error}");
    }
    let part = create::borrowed(if last { std::ptr::null_mut() } else { words.as_mut_ptr().cast() }, None, None);
    let error = Array::wrap(context, &distribution, Dtype::Float64, part).err().unwrap();
    assert!(error.agreed && error.argument == "memory", "{error}");
}

/// No rank but 0 owns an element.
fn only_first(context: &Context, layout: &Layout) -> bool {
    (1..context.size()).all(|rank| layout.owned(rank).is_none_or(|lists| lists.iter().any(|list| list.is_empty())))
}

fn gathering(context: &Context) {
    for seed in 0..cases(context, 500) {
        let mut case = Case::new(seed, context.size(), false);
        let root = case.rng.random_range(0..context.size());
        let distribution = build(context, &case.layout);
        let source = array(context, &distribution, case.dtype, case.rng.random());
        write(&source, &case.layout, |labels| case.value(labels));
        let whole = case.whole();
        let mut data = vec![0u8; whole.len()];
        unsafe { gather(&source, Receiver::All, data.as_mut_ptr()) }.unwrap();
        assert!(data == whole, "{}", case.what());
        data.fill(UNTOUCHED);
        unsafe { gather(&source, Receiver::Root(root), data.as_mut_ptr()) }.unwrap();
        match context.rank() == root {
            true => assert!(data == whole, "{}", case.what()),
            false => assert!(data.iter().all(|&b| b == UNTOUCHED)),
        }
        let data = if context.rank() == root { whole.as_ptr() } else { std::ptr::null() };
        let scattered = unsafe { scatter(context, &distribution, case.dtype, root, data) }.unwrap();
        owned(&scattered, &case.layout, |labels, e| assert_eq!(e, bytes(case.value(labels), case.dtype)));
        let copied = copy(&source).unwrap();
        assert!(!copied.is(&source));
        check(&copied, &case.layout, |labels| case.value(labels), &|| case.what());
        let complex = cast(&source, Dtype::Complex128).unwrap();
        owned(&complex, &case.layout, |labels, e| assert_eq!(e, bytes(case.value(labels), Dtype::Complex128)));
    }
    let case = Case::new(1, context.size(), false);
    let source = Array::zeros(context, &build(context, &case.layout), Dtype::Int8).unwrap();
    let error = unsafe { gather(&source, Receiver::Root(context.size()), std::ptr::null_mut()) }.unwrap_err();
    assert!(error.agreed && error.argument == "root", "{error}");
}

fn single_elements(context: &Context) {
    for seed in 0..cases(context, 600) {
        let mut case = Case::new(seed, context.size(), true);
        let (shape, dtype) = (case.layout.shape.clone(), case.dtype);
        let distribution = build(context, &case.layout);
        let mut array = array(context, &distribution, dtype, case.rng.random());
        write(&array, &case.layout, |labels| case.value(labels));
        let mut index = Vec::new();
        let mut labels = Vec::new();
        for (d, &n) in shape.iter().enumerate() {
            if n == 0 {
                break;
            }
            let known = case.layout.labels(d);
            let label = known[case.rng.random_range(0..known.len())];
            let closed = !matches!(case.layout.axes[d].kind, AxisKind::Unstructured { .. });
            labels.push(label);
            index.push(if closed && case.rng.random_bool(0.3) { label - n } else { label });
        }
        if labels.len() < shape.len() {
            continue;
        }
        let value = elements::get(&array, &index).unwrap_or_else(|e| panic!("{e} {index:?}\n{}", case.what()));
        assert_eq!(&value[..dtype.size()], bytes(case.value(&labels), dtype), "{index:?}\n{}", case.what());
        let fresh = bytes(stored(case.rng.random_range(0..100), dtype), dtype);
        elements::set(&mut array, &index, &fresh).unwrap();
        owned(&array, &case.layout, |l, e| assert!(l != labels || e == fresh, "{}", case.what()));
        let value = elements::get(&array, &index).unwrap();
        assert_eq!(&value[..dtype.size()], fresh);
        // Others are as they were.
        for_each(&array, &case.layout, |position, e| {
            if position.primary && position.labels != labels {
                assert_eq!(e, bytes(case.value(position.labels), dtype), "{}", case.what());
            }
        });
        if !shape.is_empty() {
            index[0] = 1 << 40;
            let error = elements::get(&array, &index).unwrap_err();
            assert!(error.agreed && error.status == Status::Index, "{error}");
            let error = elements::set(&mut array, &index, &fresh).unwrap_err();
            assert!(error.agreed && error.status == Status::Index, "{error}");
        }
    }
}

/// Elementwise work across halos, memory orders and strides, without communication.
fn aligned(context: &Context) {
    let padding = |case: &mut Case| {
        let other = single(&mut case.rng, 1, &case.layout.shape, Choice { unstructured: false, padding: (1.0, 2) });
        let mut layout = case.layout.clone();
        layout.order = other.order;
        for (axis, other) in layout.axes.iter_mut().zip(other.axes) {
            use AxisKind::{Block, BlockCeil, Bounds, Whole};
            if matches!(axis.kind, Block | BlockCeil | Bounds(_) | Whole)
                && matches!(other.padding.widths, Widths::Uniform(..))
            {
                axis.padding = other.padding;
            }
        }
        layout
    };
    for seed in 0..cases(context, 400) {
        let mut case = Case::new(seed, context.size(), false);
        case.layout = single(
            &mut case.rng,
            context.size(),
            &case.layout.shape.clone(),
            Choice { unstructured: false, padding: (0.4, 2) },
        );
        let (second, third) = (padding(&mut case), padding(&mut case));
        let dtypes = [Dtype::Int32, Dtype::Float64, Dtype::UInt16, Dtype::Float32];
        let [da, db, dc] = [0; 3].map(|_| dtypes[case.rng.random_range(0..dtypes.len())]);
        let a = array(context, &build(context, &case.layout), da, case.rng.random());
        let b = array(context, &build(context, &second), db, case.rng.random());
        let mut out = array(context, &build(context, &third), dc, case.rng.random());
        let (x, y) = (|l: &[i64]| number(l, true), |l: &[i64]| number(l, false) % 97);
        write(&a, &case.layout, |l| (x(l), 0));
        write(&b, &second, |l| (y(l), 0));
        write(&out, &third, |_| (0, 0));
        let before = context.counters().snapshot().collectives;
        elementwise::binary(Ufunc::Add, &a, &b, &mut out).unwrap();
        check(&out, &third, |l| (x(l) + y(l), 0), &|| case.what());
        elementwise::binary(Ufunc::Multiply, &b, &a, &mut out).unwrap();
        check(&out, &third, |l| (x(l) * y(l), 0), &|| case.what());
        elementwise::scalar(Ufunc::Add, &a, &7i32.to_ne_bytes(), Dtype::Int32, &mut out).unwrap();
        check(&out, &third, |l| (x(l) + 7, 0), &|| case.what());
        elementwise::unary(Ufunc::Absolute, &b, &mut out).unwrap();
        check(&out, &third, |l| (y(l), 0), &|| case.what());
        assert_eq!(context.counters().snapshot().collectives, before, "elementwise work communicated");
    }
    let cyclic = |text: &str| create::distribution(context, &Specification::parse(&[7], text).unwrap()).unwrap();
    let a = Array::zeros(context, &cyclic("block"), Dtype::Int32).unwrap();
    let mut out = Array::zeros(context, &cyclic("cyclic"), Dtype::Int32).unwrap();
    let outcome = elementwise::unary(Ufunc::Absolute, &a, &mut out);
    assert_eq!(outcome.err().map(|e| e.status), (context.size() > 1).then_some(Status::Distribution));
}

/// Ranks of another communicator are other processes, even where the distributions look alike; places without
/// elements are none to look at, and sizes that no memory has are refused on all ranks.
fn strangers(context: &Context) {
    let reversed = Comm::world().split(0, -context.rank()).unwrap().unwrap();
    let other = Context::create_on(reversed).unwrap();
    let on = |context: &Context, shape: &[i64], text: &str| {
        let distribution = create::distribution(context, &Specification::parse(shape, text).unwrap()).unwrap();
        Array::zeros(context, &distribution, Dtype::Float64)
    };
    let a = on(context, &[5], "block").unwrap();
    let mut out = on(&other, &[5], "block").unwrap();
    let outcome = elementwise::unary(Ufunc::Absolute, &a, &mut out);
    assert_eq!(outcome.unwrap_err().status, Status::Argument);

    let last = context.size() - 1;
    let point = on(context, &[], &format!("ranks({last})")).unwrap();
    assert_eq!(point.local::<f64>().is_ok(), context.rank() == last);

    for (shape, fits) in [([1, 1 << 61], false), ([0, 1 << 62], true)] {
        let outcome = on(context, &shape, "block, whole").map(|_| ()).map_err(|error| (error.status, error.agreed));
        assert_eq!(outcome, if fits { Ok(()) } else { Err((Status::Overflow, true)) });
    }
}

/// A local error waits for the next collective on the array; Local calls go on.
fn sticky(context: &Context) {
    let distribution = create::distribution(context, &Specification::parse(&[5, 6], "block").unwrap()).unwrap();
    let mut array = Array::zeros(context, &distribution, Dtype::Float64).unwrap();
    for rank in 0..context.size() {
        if context.rank() == rank {
            array.remember(&Error::argument(Status::Dtype, "out", "an earlier call failed"));
        }
        create::fill(&mut array, &0f64.to_ne_bytes()).unwrap();
        let same = array.clone();
        elementwise::unary(Ufunc::Absolute, &same, &mut array).unwrap();
        let error = reduce::all(Reduction::Sum, &array).unwrap_err();
        assert!(error.agreed && error.status == Status::Dtype && error.rank == Some(rank), "{error}");
        assert_eq!(reduce::all(Reduction::CountNonzero, &array).unwrap().0, [0; 16]);
    }
}

fn arange(context: &Context) {
    // NumPy's values.
    let cases: &[(f64, f64, f64, Dtype, Vec<f64>)] = &[
        (0.0, 5.0, 1.0, Dtype::Int64, vec![0.0, 1.0, 2.0, 3.0, 4.0]),
        (5.0, 0.0, -2.0, Dtype::Int32, vec![5.0, 3.0, 1.0]),
        (0.5, 2.0, 0.25, Dtype::Float64, vec![0.5, 0.75, 1.0, 1.25, 1.5, 1.75]),
        (
            0.0,
            1.0,
            0.1,
            Dtype::Float64,
            vec![0.0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5, 0.6000000000000001, 0.7000000000000001, 0.8, 0.9],
        ),
        (3.0, 3.0, 1.0, Dtype::Float64, vec![]),
        (4.0, 3.0, 1.0, Dtype::UInt8, vec![]),
        (0.0, 3.0, 0.5, Dtype::Int64, vec![0.0; 6]),
        (250.0, 253.0, 1.0, Dtype::UInt8, vec![250.0, 251.0, 252.0]),
    ];
    for (start, stop, step, dtype, expected) in cases {
        for text in ["block", "cyclic", "cyclic(2)", "block(ceil)", "whole"] {
            let array = create::arange(context, *start, *stop, *step, *dtype, text).unwrap();
            assert_eq!(array.shape(), [expected.len() as i64]);
            let wide = cast(&array, Dtype::Float64).unwrap();
            let mut data = vec![0f64; expected.len()];
            unsafe { gather(&wide, Receiver::All, data.as_mut_ptr().cast()) }.unwrap();
            assert_eq!(&data, expected, "{start} {stop} {step} {dtype:?} {text}");
        }
    }
    for (step, dtype) in [(0.0, Dtype::Int8), (f64::NAN, Dtype::Float64), (1.0, Dtype::Bool), (1e-300, Dtype::Int8)] {
        assert!(create::arange(context, 0.0, 1.0, step, dtype, "block").err().unwrap().agreed);
    }
}

/// NumPy's texts, whatever the distribution.
fn printing(context: &Context) {
    let table: serde_json::Value = serde_json::from_str(include_str!("../data/numpy_print.json")).unwrap();
    let mut rng = SmallRng::seed_from_u64(context.size() as u64);
    for case in table.as_array().unwrap() {
        let dtype = Dtype::from_name(case["dtype"].as_str().unwrap()).unwrap();
        let shape: Vec<i64> = case["shape"].as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect();
        let hex = case["bytes"].as_str().unwrap();
        let data: Vec<u8> =
            (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect();
        let large = shape.iter().any(|&n| n > 5000);
        let choice = Choice { unstructured: !large, padding: (0.3, 2) };
        let layout = single(&mut rng, context.size(), &shape, choice);
        if large {
            continue;
        }
        let array = unsafe { scatter(context, &build(context, &layout), dtype, 0, data.as_ptr()) }.unwrap();
        let before = context.counters().snapshot().bytes_sent;
        let text = print::to_text(&array).unwrap();
        assert_eq!(text, case["text"].as_str().unwrap(), "{dtype:?} {shape:?}\n{layout:?}");
        assert!(context.counters().snapshot().bytes_sent - before < 300_000, "more than the shown elements moved");
    }
    let specification = Specification::parse(&[1 << 20, 0], "block").unwrap();
    let empty = Array::zeros(context, &create::distribution(context, &specification).unwrap(), Dtype::Int8).unwrap();
    assert_eq!(print::to_text(&empty).unwrap(), "[]");
    let specification = Specification::parse(&[1 << 20, 16], "block, cyclic").unwrap();
    let large = Array::zeros(context, &create::distribution(context, &specification).unwrap(), Dtype::Int8).unwrap();
    let row = "[0 0 0 ... 0 0 0]";
    let rows = [row, row, row, "...", row, row, row].join("\n ");
    assert_eq!(print::to_text(&large).unwrap(), format!("[{rows}]"));
}

/// Components of one array of structures do not overlap; half an element further they do.
fn interleaved(context: &Context) {
    let layout = create::distribution(context, &Specification::new(&[7, 5]).unwrap()).unwrap();
    let local = layout.local_shape();
    let mut pairs = vec![1.0f64; 2 * (local[0] * local[1]) as usize + 1];
    let strides = vec![16 * local[1].max(1) as isize, 16];
    let first = pairs.as_mut_ptr().cast::<u8>();
    let wrap = |shift: usize, dtype| {
        let part = create::borrowed(first.wrapping_add(shift), Some(strides.clone()), None);
        Array::wrap(context, &layout, dtype, part).unwrap()
    };
    let (real, mut imaginary) = (wrap(0, Dtype::Float64), wrap(8, Dtype::Float64));
    let mut across = wrap(4, Dtype::Float32);
    elementwise::unary(Ufunc::Negative, &real, &mut imaginary).unwrap();
    distarray::ops::redistribute::redistribute(&real, &mut imaginary).unwrap();
    let refused = elementwise::unary(Ufunc::Negative, &real, &mut across).map_err(|error| error.status);
    assert_eq!(refused, Err(Status::Argument));
}
