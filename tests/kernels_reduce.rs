//! Reductions of memory against plain loops, and exact sums in any order.

use distarray::dtype::{Dtype, Kind};
use distarray::kernels::reduce::{Fold, Memories, Options, Reduction};
use distarray::kernels::Source;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};

/// A state with the alignment that folds ask for.
struct State(Vec<u128>);

impl State {
    fn new(fold: &Fold) -> State {
        let state = State(vec![0; fold.state_size().div_ceil(16)]);
        unsafe { fold.start(state.0.as_ptr() as *mut u8) };
        state
    }

    fn pointer(&mut self) -> *mut u8 {
        self.0.as_mut_ptr().cast()
    }

    fn feed(&mut self, fold: &Fold, values: &[u8], first: i64) {
        let count = values.len() / fold.operand().size();
        unsafe { fold.feed(self.pointer(), values.as_ptr(), count, first, 1) };
    }

    fn finish(&mut self, fold: &Fold) -> Vec<u8> {
        let mut out = vec![0; fold.result().size()];
        unsafe { fold.finish(self.pointer(), out.as_mut_ptr()) };
        out
    }
}

fn bytes(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|x| x.to_ne_bytes()).collect()
}

fn elements(values: &[f64], dtype: Dtype) -> Vec<u8> {
    match dtype {
        Dtype::Bool => values.iter().map(|&x| u8::from(x != 0.0)).collect(),
        _ => bytes(values),
    }
}

fn float(bytes: &[u8]) -> f64 {
    f64::from_ne_bytes(bytes.try_into().unwrap())
}

fn of(op: Reduction, options: Options, values: &[f64]) -> f64 {
    let fold = Fold::new(op, Dtype::Float64, options).unwrap();
    let mut state = State::new(&fold);
    state.feed(&fold, &elements(values, fold.operand()), 0);
    let out = state.finish(&fold);
    match fold.result() {
        Dtype::Float64 => float(&out),
        Dtype::Bool => out[0] as f64,
        _ => i64::from_ne_bytes(out.try_into().unwrap()) as f64,
    }
}

const EXACT: Options = Options { dtype: None, ddof: 0.0, reproducible: true };
const PLAIN: Options = Options { dtype: None, ddof: 0.0, reproducible: false };

#[test]
fn every_reduction_of_a_short_list() {
    use Reduction::*;
    let x = [3.0, -1.0, 4.0, 1.0, -5.0, 0.0];
    let expected = [
        (Sum, 2.0),
        (Min, -5.0),
        (Max, 4.0),
        (Mean, 2.0 / 6.0),
        (CountNonzero, 5.0),
        (Prod, -0.0),
        (Any, 1.0),
        (All, 0.0),
        (Var, 52.0 / 6.0 - 4.0 / 36.0),
        (Argmin, 4.0),
        (Argmax, 2.0),
        (Ptp, 9.0),
        (Norm1, 14.0),
        (Norm2, 52f64.sqrt()),
        (NormInf, 5.0),
        (NormNegInf, 0.0),
        (NanSum, 2.0),
        (NanMean, 2.0 / 6.0),
        (NanArgmin, 4.0),
    ];
    for options in [PLAIN, EXACT] {
        for (op, value) in expected {
            let got = of(op, options, &x);
            assert!((got - value).abs() <= 1e-15 * value.abs(), "{op:?}: {got} is not {value}");
        }
        assert!((of(Std, options, &x).powi(2) - of(Var, options, &x)).abs() < 1e-14);
        assert!(of(Std, Options { ddof: 7.0, ..options }, &x).is_infinite());
    }
}

#[test]
fn nan_decides_or_is_left_out() {
    use Reduction::*;
    for n in [1, 5, 31, 32, 33, 100, 2000] {
        for at in [0, n / 2, n - 1] {
            let mut x: Vec<f64> = (0..n).map(|i| i as f64 + 1.0).collect();
            x[at] = f64::NAN;
            let known: Vec<f64> = x.iter().copied().filter(|x| !x.is_nan()).collect();
            for options in [PLAIN, EXACT] {
                for op in [Sum, Min, Max, Mean, Prod, Var, Std, Ptp, Norm1, Norm2, NormInf, NormNegInf] {
                    assert!(of(op, options, &x).is_nan(), "{op:?} {n} {at}");
                }
                assert_eq!(of(Argmin, options, &x), at as f64);
                assert_eq!(of(Argmax, options, &x), at as f64);
                for (op, plain) in [(NanSum, Sum), (NanMean, Mean), (NanVar, Var), (NanStd, Std), (NanMin, Min)] {
                    let (got, want) = (of(op, options, &x), of(plain, options, &known));
                    let empty = known.is_empty();
                    let same = (got - want).abs() <= 1e-13 * want.abs() || empty && (got.is_nan() || got == 0.0);
                    assert!(same, "{op:?} of {n} without {at}: {got} is not {want}");
                }
                let best = if at == n - 1 { n as f64 - 2.0 } else { n as f64 - 1.0 };
                assert_eq!(of(NanArgmax, options, &x), if n == 1 { -1.0 } else { best });
            }
        }
    }
}

#[test]
fn results_over_nothing_are_numpys() {
    use Reduction::*;
    for options in [PLAIN, EXACT] {
        assert_eq!(of(Sum, options, &[]).to_bits(), 0);
        assert_eq!(of(Prod, options, &[]), 1.0);
        assert_eq!(of(All, options, &[]), 1.0);
        assert!(of(Mean, options, &[]).is_nan() && of(Var, options, &[]).is_nan());
        assert_eq!(of(Norm2, options, &[]), 0.0);
    }
    assert_eq!(of(Sum, PLAIN, &[-0.0, -0.0]).to_bits(), (-0.0f64).to_bits());
}

#[test]
fn exact_sums_do_not_depend_on_order() {
    let mut rng = SmallRng::seed_from_u64(1);
    for round in 0..60 {
        let n = rng.random_range(1..6000);
        let reach = [1, 30, 300, 1020][round % 4];
        let mut x: Vec<f64> = (0..n)
            .map(|_| {
                let exponent = rng.random_range(-reach..=reach) as f64;
                (rng.random::<f64>() - 0.5) * 2f64.powf(exponent)
            })
            .collect();
        for op in [Reduction::Sum, Reduction::Mean, Reduction::Norm2, Reduction::Norm1, Reduction::Var] {
            let fold = Fold::new(op, Dtype::Float64, EXACT).unwrap();
            let mut first = None;
            for _ in 0..4 {
                x.shuffle(&mut rng);
                let mut total = State::new(&fold);
                let mut rest = x.as_slice();
                while !rest.is_empty() {
                    let (piece, left) = rest.split_at(rng.random_range(1..=rest.len()));
                    let mut state = State::new(&fold);
                    state.feed(&fold, &bytes(piece), 0);
                    unsafe { fold.merge(total.pointer(), state.pointer()) };
                    rest = left;
                }
                let got = total.finish(&fold);
                assert_eq!(*first.get_or_insert(got.clone()), got, "{op:?} round {round}");
            }
        }
    }
}

#[test]
fn exact_sums_are_exact_to_the_last_bits() {
    assert_eq!(of(Reduction::Sum, EXACT, &[1e16, 1.0, -1e16]), 1.0);
    assert_eq!(of(Reduction::Sum, EXACT, &[1e300, 1e300, -1e300, -1e300, 3.0]), 0.0);
    assert_eq!(of(Reduction::Sum, EXACT, &[f64::MAX, f64::MAX, -f64::MAX]), f64::MAX);
    assert_eq!(of(Reduction::Sum, EXACT, &[f64::MAX, f64::MAX]), f64::INFINITY);
    let tiny = f64::from_bits(1);
    assert_eq!(of(Reduction::Sum, EXACT, &[tiny; 7]), 7.0 * tiny);
    assert_eq!(of(Reduction::Sum, EXACT, &[f64::INFINITY, 1.0]), f64::INFINITY);
    assert!(of(Reduction::Sum, EXACT, &[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
    assert_eq!(of(Reduction::Sum, EXACT, &[0.1; 10]), 1.0);
    let x: Vec<f64> = (0..5000).map(|i| 1e6 + (i % 7) as f64).collect();
    let (plain, exact) = (of(Reduction::Var, PLAIN, &x), of(Reduction::Var, EXACT, &x));
    assert!((plain - exact).abs() < 1e-13 * plain, "{plain} {exact}");
}

#[test]
fn sums_are_compensated() {
    let n = 3_000_000;
    let x = vec![0.1f64; n];
    assert!((of(Reduction::Sum, PLAIN, &x) - of(Reduction::Sum, EXACT, &x)).abs() < 1e-9);
}

/// Elements of a random shape and random strides, from which reductions along axes are taken.
#[test]
fn strided_memory_is_reduced_along_any_axes() {
    let mut rng = SmallRng::seed_from_u64(3);
    for round in 0..1500 {
        let ndim = rng.random_range(0..5usize);
        let shape: Vec<usize> = (0..ndim).map(|_| rng.random_range(1..[90, 90, 30, 9, 6][ndim])).collect();
        let mut order: Vec<usize> = (0..ndim).collect();
        order.shuffle(&mut rng);
        let dtype = Dtype::ALL[round % 13];
        let mut strides = vec![0isize; ndim];
        let mut bytes = dtype.size() as isize;
        for &d in &order {
            bytes *= if rng.random_bool(0.2) { 2 } else { 1 };
            strides[d] = bytes;
            bytes *= shape[d] as isize;
        }
        let mut memory = vec![0u8; bytes as usize];
        let all = indices(&shape);
        let offset = |index: &[usize]| index.iter().zip(&strides).map(|(&i, s)| i as isize * s).sum::<isize>() as usize;
        let values: Vec<i64> = all.iter().map(|_| rng.random_range(0..5)).collect();
        for (index, &value) in all.iter().zip(&values) {
            let at = offset(index);
            put(&mut memory[at..], dtype, value);
        }
        let op = Reduction::ALL[rng.random_range(0..26)];
        let masked = rng.random_bool(0.3) && !op.is_index();
        let mask: Vec<u8> = all.iter().map(|_| u8::from(!masked || rng.random_bool(0.6))).collect();
        let options = Options { reproducible: rng.random_bool(0.3), ..Options::default() };
        let Ok(fold) = Fold::new(op, dtype, options) else { continue };
        let reduced: Vec<bool> = (0..ndim).map(|_| rng.random_bool(0.5)).collect();
        let kept: Vec<usize> = (0..ndim).map(|d| if reduced[d] { 1 } else { shape[d] }).collect();
        let states = kept.iter().product::<usize>();
        let size = fold.state_size();
        let mut room = vec![0u128; (states * size).div_ceil(16)];
        let pointer: *mut u8 = room.as_mut_ptr().cast();
        let zeroed = |list: Vec<isize>| list.into_iter().zip(&reduced).map(|(s, &r)| if r { 0 } else { s }).collect();
        let state_strides: Vec<isize> = zeroed(row_major(&kept, size as isize));
        let weights: Vec<isize> =
            row_major(&shape, 1).into_iter().zip(&reduced).map(|(s, &r)| if r { s } else { 0 }).collect();
        let mask_strides = row_major(&shape, 1);
        let memories = Memories {
            source: Source { pointer: memory.as_ptr(), strides: &strides, dtype },
            states: pointer,
            state_strides: &state_strides,
            first: 0,
            index_strides: &weights,
            mask: masked.then_some(Source { pointer: mask.as_ptr(), strides: &mask_strides, dtype: Dtype::Bool }),
        };
        unsafe {
            (0..states).for_each(|k| fold.start(pointer.add(k * size)));
            fold.reduce(&shape, &memories);
        }
        for (k, place) in indices(&kept).iter().enumerate() {
            let mut one = State::new(&fold);
            for (i, index) in all.iter().enumerate().filter(|(i, _)| mask[*i] != 0) {
                if (0..ndim).all(|d| reduced[d] || index[d] == place[d]) {
                    let flat: isize = index.iter().zip(&weights).map(|(&i, w)| i as isize * w).sum();
                    let mut element = vec![0; fold.operand().size()];
                    let value = if dtype == Dtype::Bool { values[i] % 2 } else { values[i] };
                    put(
                        &mut element,
                        fold.operand(),
                        if fold.operand() == Dtype::Bool { i64::from(value != 0) } else { value },
                    );
                    one.feed(&fold, &element, flat as i64);
                }
            }
            let mut got = vec![0; fold.result().size()];
            unsafe { fold.finish(pointer.add(k * size), got.as_mut_ptr()) };
            let want = one.finish(&fold);
            assert!(close(&got, &want, fold.result()), "{fold:?} {shape:?} {strides:?} {reduced:?}: {got:?} {want:?}");
        }
    }
}

fn row_major(shape: &[usize], size: isize) -> Vec<isize> {
    let mut strides = vec![size; shape.len()];
    for d in (1..shape.len()).rev() {
        strides[d - 1] = strides[d] * shape[d] as isize;
    }
    strides
}

fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    shape.iter().fold(vec![vec![]], |list, &n| {
        list.iter().flat_map(|index| (0..n).map(|i| [index.as_slice(), &[i]].concat()).collect::<Vec<_>>()).collect()
    })
}

fn put(to: &mut [u8], dtype: Dtype, value: i64) {
    let bytes = match dtype {
        Dtype::Bool => vec![(value % 2) as u8],
        Dtype::Float32 => (value as f32).to_ne_bytes().to_vec(),
        Dtype::Float64 => (value as f64).to_ne_bytes().to_vec(),
        Dtype::Complex64 => [value as f32, -value as f32].map(f32::to_ne_bytes).concat(),
        Dtype::Complex128 => [value as f64, -value as f64].map(f64::to_ne_bytes).concat(),
        _ => value.to_ne_bytes()[..dtype.size()].to_vec(),
    };
    to[..bytes.len()].copy_from_slice(&bytes);
}

fn close(a: &[u8], b: &[u8], dtype: Dtype) -> bool {
    let parts: Vec<(f64, f64)> = match dtype {
        Dtype::Float32 | Dtype::Complex64 => {
            let part = |c: &[u8]| f32::from_ne_bytes(c.try_into().unwrap()) as f64;
            a.chunks(4).map(part).zip(b.chunks(4).map(part)).collect()
        }
        _ if dtype.kind() >= Kind::Float => a.chunks(8).map(float).zip(b.chunks(8).map(float)).collect(),
        _ => return a == b,
    };
    parts.iter().all(|(x, y)| x == y || x.is_nan() && y.is_nan() || (x - y).abs() <= 1e-6 * y.abs() + 1e-12)
}
