//! The local loops against NumPy's values and, for strided memory, against themselves on
//! single elements.

use distarray::dtype::Dtype;
use distarray::index::Segment;
use distarray::kernels::bytes::swap_byte_order;
use distarray::kernels::copy::{copy_block, copy_segments, fill_block, Source, Target};
use distarray::kernels::reduce::{Fold, Options, Reduction};
use distarray::kernels::ufunc::{Operand, Ufunc};
use rand::rngs::SmallRng;
use rand::{Rng, RngExt, SeedableRng};
use serde_json::Value;

fn facts() -> Value {
    serde_json::from_str(include_str!("data/numpy_kernels.json")).unwrap()
}

fn array(value: &Value) -> (Dtype, Vec<u8>) {
    let text = value["bytes"].as_str().unwrap();
    let bytes = (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect();
    (Dtype::from_name(value["dtype"].as_str().unwrap()).unwrap(), bytes)
}

/// Real and imaginary part of an element, for comparisons with rounding.
fn parts(dtype: Dtype, element: &[u8]) -> Vec<f64> {
    let f4 = |b: &[u8]| f32::from_le_bytes(b.try_into().unwrap()) as f64;
    let f8 = |b: &[u8]| f64::from_le_bytes(b.try_into().unwrap());
    match dtype {
        Dtype::Float32 => vec![f4(element)],
        Dtype::Float64 => vec![f8(element)],
        Dtype::Complex64 => element.chunks(4).map(f4).collect(),
        Dtype::Complex128 => element.chunks(8).map(f8).collect(),
        _ => vec![],
    }
}

/// Equal bytes, or floats that are both NaN or within `ulps`.
#[track_caller]
fn same(dtype: Dtype, got: &[u8], expected: &[u8], ulps: f64, what: &str) {
    assert_eq!(got.len(), expected.len(), "{what}");
    for (i, (g, e)) in got.chunks(dtype.size()).zip(expected.chunks(dtype.size())).enumerate() {
        if g == e {
            continue;
        }
        let epsilon = if dtype.scalar_size() == 4 { f32::EPSILON as f64 } else { f64::EPSILON };
        let pairs: Vec<_> = parts(dtype, g).into_iter().zip(parts(dtype, e)).collect();
        let close = !pairs.is_empty()
            && pairs.iter().all(|&(x, y)| {
                x.is_nan() && y.is_nan()
                    || x == y && (x != 0.0 || x.is_sign_negative() == y.is_sign_negative())
                    || (x - y).abs() <= ulps * epsilon * y.abs()
            });
        assert!(close, "{what}: element {i} of {}: got {pairs:?} {g:?}, expected {e:?}", dtype.name());
    }
}

fn source<'a>(dtype: Dtype, data: &[u8], strides: &'a [isize]) -> Source<'a> {
    Source { pointer: data.as_ptr(), strides, dtype }
}

fn target<'a>(dtype: Dtype, data: &mut [u8], strides: &'a [isize]) -> Target<'a> {
    Target { pointer: data.as_mut_ptr(), strides, dtype }
}

fn ufunc_of(op: Ufunc, operands: &[(Dtype, &[u8])], out: Dtype) -> Vec<u8> {
    let n = operands[0].1.len() / operands[0].0.size();
    let mut result = vec![0; n * out.size()];
    let strides: Vec<[isize; 1]> = operands.iter().map(|(dtype, _)| [dtype.size() as isize]).collect();
    let sources: Vec<Source> =
        operands.iter().zip(&strides).map(|(&(dtype, data), strides)| source(dtype, data, strides)).collect();
    unsafe { op.apply(&sources, target(out, &mut result, &[out.size() as isize]), &[n]) };
    result
}

fn resolved(op: Ufunc, dtypes: &[Dtype]) -> Option<Dtype> {
    let operands: Vec<Operand> = dtypes.iter().map(|&dtype| dtype.into()).collect();
    op.resolve(&operands).ok().map(|step| step.result)
}

fn cast_of(from: Dtype, to: Dtype, data: &[u8]) -> Vec<u8> {
    let n = data.len() / from.size();
    let mut result = vec![0; n * to.size()];
    let (s, t) = ([from.size() as isize], [to.size() as isize]);
    unsafe { copy_block(source(from, data, &s), target(to, &mut result, &t), &[n]) };
    result
}

fn reduce_of(op: Reduction, dtype: Dtype, data: &[u8]) -> (Dtype, Vec<u8>) {
    let fold = Fold::new(op, dtype, Options::default()).unwrap();
    let mut state = vec![0u128; fold.state_size().div_ceil(16)];
    let mut out = vec![0; fold.result().size()];
    unsafe {
        let pointer: *mut u8 = state.as_mut_ptr().cast();
        fold.start(pointer);
        fold.feed(pointer, data.as_ptr(), data.len() / dtype.size(), 0, 1);
        fold.finish(pointer, out.as_mut_ptr());
    }
    (fold.result(), out)
}

fn named(name: &str) -> Ufunc {
    Ufunc::from_name(name).unwrap()
}

#[test]
fn casts_are_numpys() {
    for case in facts()["casts"].as_array().unwrap() {
        let ((from, data), (to, expected)) = (array(&case[0]), array(&case[1]));
        same(to, &cast_of(from, to, &data), &expected, 0.0, &format!("{} to {}", from.name(), to.name()));
    }
}

#[test]
fn arithmetic_is_numpys() {
    let facts = facts();
    for case in facts["dtypes"].as_array().unwrap() {
        let name = |i: usize| case[i].as_str().unwrap();
        let (a, b) = (Dtype::from_name(name(1)).unwrap(), Dtype::from_name(name(2)).unwrap());
        let got = resolved(named(name(0)), &[a, b]).map(Dtype::name);
        assert_eq!(got, case[3].as_str(), "{case}");
    }
    for case in facts["unary"].as_array().unwrap() {
        let op = named(case[0].as_str().unwrap());
        let (dtype, data) = array(&case[1]);
        if case[2].is_null() {
            assert_eq!(resolved(op, &[dtype]), None);
            continue;
        }
        let (result, expected) = array(&case[2]);
        assert_eq!(resolved(op, &[dtype]), Some(result), "{case}");
        let ulps = if op == Ufunc::Sqrt { 2.0 } else { 1.0 };
        same(result, &ufunc_of(op, &[(dtype, &data)], result), &expected, ulps, &format!("{op:?}"));
    }
    for case in facts["binary"].as_array().unwrap() {
        let op = named(case[0].as_str().unwrap());
        let ((ad, a), (bd, b), (result, expected)) = (array(&case[1]), array(&case[2]), array(&case[3]));
        let got = ufunc_of(op, &[(ad, &a), (bd, &b)], result);
        same(result, &got, &expected, 1.0, &format!("{op:?}"));
    }
}

#[test]
fn reductions_are_numpys() {
    let facts = facts();
    for case in facts["reduce"].as_array().unwrap() {
        let name = case[0].as_str().unwrap();
        let op = Reduction::ALL.into_iter().find(|op| op.name() == name).unwrap();
        let ((dtype, data), (result, expected)) = (array(&case[1]), array(&case[2]));
        let (got_dtype, got) = reduce_of(op, dtype, &data);
        assert_eq!(got_dtype, result);
        same(result, &got, &expected, 2.0, &format!("{op:?} of {}", dtype.name()));
    }
    for case in facts["axis"].as_array().unwrap() {
        let n = case[1].as_u64().unwrap() as usize;
        let (dtype, expected) = array(&case[2]);
        let wide: Vec<u8> = (0..n)
            .flat_map(|i| [((i * 7919) % 10007) as f64 / 9973.0, 1.0 / (i as f64 + 1.0)])
            .flat_map(f64::to_le_bytes)
            .collect();
        let data = cast_of(Dtype::Complex128, dtype, &wide);
        // NumPy adds pairwise; these sums are compensated.
        same(dtype, &reduce_of(Reduction::Sum, dtype, &data).1, &expected, 16.0, &format!("sum of {n}"));
    }
}

/// Memory of a random shape with strides of any sign, and where element 0 is.
struct Block {
    data: Vec<u8>,
    strides: Vec<isize>,
    start: usize,
}

impl Block {
    fn new(rng: &mut SmallRng, dtype: Dtype, shape: &[usize], repeat: bool) -> Block {
        let mut order: Vec<usize> = (0..shape.len()).collect();
        if rng.random_bool(0.5) {
            order.reverse();
        }
        let (mut strides, mut start, mut length) = (vec![0; shape.len()], 0, dtype.size());
        for axis in order.into_iter().rev() {
            if repeat && rng.random_bool(0.2) {
                continue;
            }
            let gap = if rng.random_bool(0.3) { rng.random_range(1..4) * dtype.size() } else { 0 };
            strides[axis] = (length + gap) as isize;
            if rng.random_bool(0.3) {
                start += (shape[axis].max(1) - 1) * (length + gap);
                strides[axis] = -strides[axis];
            }
            length = (length + gap) * shape[axis].max(1);
        }
        let mut data = vec![0; length];
        rng.fill_bytes(&mut data);
        if dtype == Dtype::Bool {
            data.iter_mut().for_each(|b| *b &= 1);
        }
        if matches!(dtype.scalar_size(), 4 | 8) && dtype.kind() > distarray::dtype::Kind::Signed {
            for (i, scalar) in data.chunks_exact_mut(dtype.scalar_size()).enumerate() {
                let x = ((i * 37) % 101) as f64 / 7.0 - 5.0;
                match scalar.len() {
                    4 => scalar.copy_from_slice(&(x as f32).to_le_bytes()),
                    _ => scalar.copy_from_slice(&x.to_le_bytes()),
                }
            }
        }
        Block { data, strides, start }
    }

    fn source(&self, dtype: Dtype) -> Source<'_> {
        Source { pointer: self.data[self.start..].as_ptr(), strides: &self.strides, dtype }
    }

    fn target(&mut self, dtype: Dtype) -> Target<'_> {
        Target { pointer: unsafe { self.data.as_mut_ptr().add(self.start) }, strides: &self.strides, dtype }
    }

    fn at(&self, index: &[usize]) -> usize {
        let offset: isize = index.iter().zip(&self.strides).map(|(&i, s)| i as isize * s).sum();
        (self.start as isize + offset) as usize
    }

    fn element(&self, dtype: Dtype, index: &[usize]) -> &[u8] {
        &self.data[self.at(index)..][..dtype.size()]
    }

    fn set(&mut self, index: &[usize], value: &[u8]) {
        let at = self.at(index);
        self.data[at..at + value.len()].copy_from_slice(value);
    }
}

fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    shape
        .iter()
        .fold(vec![vec![]], |all, &n| all.iter().flat_map(|i| (0..n).map(move |k| [&i[..], &[k]].concat())).collect())
}

fn random_shape(rng: &mut SmallRng) -> Vec<usize> {
    let ndim = rng.random_range(0..5);
    let small = [0, 1, 2, 3, 4, 5, 7, 9];
    let mut shape: Vec<usize> = (0..ndim).map(|_| small[rng.random_range(1..8)]).collect();
    if ndim > 0 && rng.random_bool(0.2) {
        let axis = rng.random_range(0..ndim);
        shape[axis] = [0, 37, 600, 1100][rng.random_range(0..4)];
        for (i, n) in shape.iter_mut().enumerate() {
            *n = if i == axis { *n } else { (*n).min(3) };
        }
    }
    shape
}

fn random_dtype(rng: &mut SmallRng) -> Dtype {
    Dtype::ALL[rng.random_range(0..13)]
}

#[test]
fn strided_blocks_copy_cast_and_fill() {
    let mut rng = SmallRng::seed_from_u64(1);
    for round in 0..1500 {
        let shape = random_shape(&mut rng);
        let from = Dtype::ALL[round % 13];
        let to = if round % 2 == 0 { from } else { random_dtype(&mut rng) };
        let a = Block::new(&mut rng, from, &shape, true);
        let mut b = Block::new(&mut rng, to, &shape, false);
        let mut expected = Block { data: b.data.clone(), strides: b.strides.clone(), start: b.start };
        for index in indices(&shape) {
            expected.set(&index, &cast_of(from, to, a.element(from, &index)));
        }
        unsafe { copy_block(a.source(from), b.target(to), &shape) };
        assert_eq!(b.data, expected.data, "{from:?} {to:?} {shape:?} {:?} {:?}", a.strides, b.strides);

        let value: Vec<u8> = (0..to.size()).map(|_| if round % 3 == 0 { 1 } else { rng.random_range(0..2) }).collect();
        for index in indices(&shape) {
            expected.set(&index, &value);
        }
        unsafe { fill_block(b.target(to), &shape, value.as_ptr()) };
        assert_eq!(b.data, expected.data, "fill {to:?} {shape:?} {:?}", b.strides);
    }
}

#[test]
fn segments_copy_their_combinations() {
    let mut rng = SmallRng::seed_from_u64(2);
    for round in 0..1500 {
        let from = Dtype::ALL[round % 13];
        let to = if round % 3 == 0 { random_dtype(&mut rng) } else { from };
        let ndim = rng.random_range(0..4);
        let shape: Vec<usize> = (0..ndim).map(|_| rng.random_range(1..14)).collect();
        let a = Block::new(&mut rng, from, &shape, true);
        let mut b = Block::new(&mut rng, to, &shape, false);
        let axes: Vec<Vec<Segment>> = shape.iter().map(|&n| random_segments(&mut rng, n as i64)).collect();
        let pairs: Vec<Vec<(usize, usize)>> = axes
            .iter()
            .map(|segments| {
                let one = |s: &Segment| {
                    let s = *s;
                    (0..s.count).map(move |k| ((s.from + k * s.from_step) as usize, (s.to + k * s.to_step) as usize))
                };
                segments.iter().flat_map(one).collect()
            })
            .collect();
        let mut expected = Block { data: b.data.clone(), strides: b.strides.clone(), start: b.start };
        for choice in indices(&pairs.iter().map(Vec::len).collect::<Vec<_>>()) {
            let pick: Vec<_> = choice.iter().zip(&pairs).map(|(&i, p)| p[i]).collect();
            let (i, j): (Vec<_>, Vec<_>) = pick.into_iter().unzip();
            expected.set(&j, &cast_of(from, to, a.element(from, &i)));
        }
        let slices: Vec<&[Segment]> = axes.iter().map(Vec::as_slice).collect();
        unsafe { copy_segments(a.source(from), b.target(to), &slices) };
        assert_eq!(b.data, expected.data, "{from:?} {to:?} {shape:?} {axes:?}");
    }
}

#[test]
fn transpositions_copy_and_add() {
    let mut rng = SmallRng::seed_from_u64(5);
    for (n, shape) in [[300, 2, 33], [5, 270, 64], [2, 65, 130], [70, 40, 1], [1, 33, 257]].iter().enumerate() {
        for dtype in [Dtype::Bool, Dtype::Int16, Dtype::Float32, Dtype::Complex64, Dtype::Complex128] {
            let size = dtype.size() as isize;
            let s = shape.map(|x| x as isize);
            let rows = [s[1] * s[2] * size, s[2] * size, size];
            let columns = [[size, s[0] * size, s[0] * s[1] * size], [s[1] * size, size, s[0] * s[1] * size]][n % 2];
            let block = Block::new(&mut rng, dtype, shape, false);
            let data: Vec<u8> = indices(shape).iter().flat_map(|i| block.element(dtype, i).to_vec()).collect();
            let mut turned = vec![0; data.len()];
            let mut back = vec![0; data.len()];
            unsafe {
                copy_block(source(dtype, &data, &rows), target(dtype, &mut turned, &columns), shape);
                copy_block(source(dtype, &turned, &columns), target(dtype, &mut back, &rows), shape);
            }
            assert_eq!(back, data);
            for (i, index) in indices(shape).iter().enumerate() {
                let at: isize = index.iter().zip(columns).map(|(&i, s)| i as isize * s).sum();
                let size = dtype.size();
                assert_eq!(turned[at as usize..][..size], data[i * size..][..size]);
            }
            unsafe {
                let (a, b) = (source(dtype, &data, &rows), source(dtype, &turned, &columns));
                Ufunc::Add.apply(&[a, b], target(dtype, &mut back, &rows), shape);
            }
            same(dtype, &back, &ufunc_of(Ufunc::Add, &[(dtype, &data), (dtype, &data)], dtype), 0.0, "sum");
        }
    }
}

/// Segments with disjoint targets inside `0..n`.
fn random_segments(rng: &mut SmallRng, n: i64) -> Vec<Segment> {
    let (mut segments, mut to) = (vec![], 0);
    while to < n {
        let to_step = rng.random_range(1..3);
        let count = rng.random_range(0..=(n - to + to_step - 1) / to_step).min(5);
        let from_step = if count <= 1 { 1 } else { rng.random_range(-1..=(n - 1) / (count - 1)).clamp(-1, 3) };
        let reach = (count - 1).max(0) * from_step;
        let from = rng.random_range(0..n - reach.abs()) - reach.min(0);
        let mut segment = Segment { from, to, count, from_step, to_step };
        to += (count - 1).max(0) * to_step + 1 + rng.random_range(0..2);
        if rng.random_bool(0.3) && count > 0 {
            segment.to += (count - 1) * to_step;
            segment.to_step = -to_step;
        }
        segments.push(segment);
    }
    segments
}

#[test]
fn strided_arithmetic_is_that_of_single_elements() {
    let mut rng = SmallRng::seed_from_u64(3);
    for round in 0..4000 {
        let shape = random_shape(&mut rng);
        let op = Ufunc::ALL[round % Ufunc::ALL.len()];
        let dtypes: Vec<Dtype> = (0..op.arity()).map(|_| random_dtype(&mut rng)).collect();
        let Some(result) = resolved(op, &dtypes) else {
            continue;
        };
        let operands: Vec<Block> = dtypes.iter().map(|&dtype| Block::new(&mut rng, dtype, &shape, true)).collect();
        let sources: Vec<Source> = operands.iter().zip(&dtypes).map(|(block, &dtype)| block.source(dtype)).collect();
        let od = if round % 2 == 0 { result } else { random_dtype(&mut rng) };
        let mut out = Block::new(&mut rng, od, &shape, false);
        unsafe { op.apply(&sources, out.target(od), &shape) };
        for index in indices(&shape) {
            let elements: Vec<(Dtype, &[u8])> =
                operands.iter().zip(&dtypes).map(|(block, &dtype)| (dtype, block.element(dtype, &index))).collect();
            let one = cast_of(result, od, &ufunc_of(op, &elements, result));
            same(od, out.element(od, &index), &one, 0.0, &format!("{op:?} {dtypes:?} {od:?} {shape:?}"));
        }
    }
}

#[test]
fn results_may_replace_an_operand() {
    let n = 1000;
    let mut a: Vec<u8> = (0..n).flat_map(|i| (i as f64).to_le_bytes()).collect();
    let b: Vec<u8> = (0..n).flat_map(|i| (i as f32 * 0.5).to_le_bytes()).collect();
    let mine = Source { pointer: a.as_ptr(), strides: &[8], dtype: Dtype::Float64 };
    let out = Target { pointer: a.as_mut_ptr(), strides: &[8], dtype: Dtype::Float64 };
    unsafe {
        Ufunc::Add.apply(&[mine, source(Dtype::Float32, &b, &[4])], out, &[n]);
        Ufunc::Multiply.apply(&[mine, mine], out, &[n]);
        Ufunc::Sqrt.apply(&[mine], out, &[n]);
    }
    for (i, x) in a.chunks(8).enumerate() {
        assert_eq!(f64::from_le_bytes(x.try_into().unwrap()), i as f64 * 1.5);
    }
}

#[test]
fn numbers_of_operations_are_checked() {
    assert_eq!(Ufunc::from_number(1, 2).unwrap(), Ufunc::Absolute);
    assert_eq!(Ufunc::from_number(2, 5).unwrap(), Ufunc::Hypot);
    assert_eq!(Reduction::from_number(1).unwrap(), Reduction::Sum);
    for (arity, number) in [(1, 0), (2, 38), (3, 3), (4, 1), (0, 1)] {
        assert!(Ufunc::from_number(arity, number).is_err());
    }
    assert!(Reduction::from_number(-1).is_err());
}

#[test]
fn byte_order_swaps_per_scalar() {
    for size in [1, 2, 4, 8, 16] {
        let data: Vec<u8> = (0..48).collect();
        let mut swapped = data.clone();
        swap_byte_order(&mut swapped, size);
        let expected: Vec<u8> = data.chunks(size).flat_map(|c| c.iter().rev().copied()).collect();
        assert_eq!(swapped, expected);
    }
}
