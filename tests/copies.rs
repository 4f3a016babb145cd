//! Copies with their combinations, element by element against plain arithmetic.

use distarray::dtype::{Dtype, Kind};
use distarray::index::ByteRun;
use distarray::kernels::copy::{copy_block, Accumulation, Copier, Factor, How, Source, Target};
use rand::rngs::SmallRng;
use rand::{Rng, RngExt, SeedableRng};

fn cast(from: Dtype, to: Dtype, element: &[u8]) -> Vec<u8> {
    let mut result = vec![0; to.size()];
    let source = Source { pointer: element.as_ptr(), strides: &[], dtype: from };
    unsafe { copy_block(source, Target { pointer: result.as_mut_ptr(), strides: &[], dtype: to }, &[]) };
    result
}

fn whole(dtype: Dtype, element: &[u8]) -> i128 {
    let mut bytes = [0; 16];
    bytes[..element.len()].copy_from_slice(element);
    let bits = i128::from_le_bytes(bytes);
    let unused = 128 - 8 * element.len();
    match dtype.kind() {
        Kind::Signed => bits << unused >> unused,
        Kind::Bool => (bits != 0) as i128,
        _ => bits,
    }
}

fn integer(how: How, dtype: Dtype, there: &[u8], arriving: &[u8]) -> Vec<u8> {
    let (y, x) = (whole(dtype, there), whole(dtype, arriving));
    let factor = |factor: Factor| whole(dtype, &scalar(factor, dtype));
    let result = match how {
        How::Replace => x,
        How::Accumulate(Accumulation::Add) => y + x,
        How::Accumulate(Accumulation::Multiply) => y.wrapping_mul(x),
        How::Accumulate(Accumulation::Min) => y.min(x),
        How::Accumulate(Accumulation::Max) => y.max(x),
        How::Accumulate(Accumulation::BitwiseAnd) => y & x,
        How::Accumulate(Accumulation::BitwiseOr) => y | x,
        How::Accumulate(Accumulation::BitwiseXor) => y ^ x,
        How::Accumulate(op) => logical(op, y != 0, x != 0) as i128,
        How::Scale { alpha, beta, .. } => factor(alpha).wrapping_mul(x).wrapping_add(factor(beta).wrapping_mul(y)),
    };
    match dtype {
        Dtype::Bool => vec![(result != 0) as u8],
        _ => result.to_le_bytes()[..dtype.size()].to_vec(),
    }
}

fn logical(op: Accumulation, y: bool, x: bool) -> bool {
    match op {
        Accumulation::LogicalAnd => y && x,
        Accumulation::LogicalOr => y || x,
        Accumulation::LogicalXor => y != x,
        _ => panic!("{op:?}"),
    }
}

/// The factor as an element of a dtype: what scaling one by it gives.
fn scalar(factor: Factor, dtype: Dtype) -> Vec<u8> {
    let mut result = vec![0; dtype.size()];
    let how = How::Scale { alpha: factor, beta: Factor::new(0u8), conjugate: false };
    let one = ByteRun { from: 0, to: 0, count: 1, from_step: 0, to_step: 0 };
    unsafe { Copier::new(vec![vec![one]], Dtype::UInt8, dtype, how).run([1].as_ptr(), result.as_mut_ptr()) };
    result
}

macro_rules! floating {
    ($name:ident, $t:ty, $size:expr) => {
        fn $name(how: How, dtype: Dtype, there: &[u8], arriving: &[u8]) -> Vec<u8> {
            let number = |bytes: &[u8]| {
                let part =
                    |k: usize| bytes.chunks($size).nth(k).map_or(0.0, |b| <$t>::from_le_bytes(b.try_into().unwrap()));
                (part(0), part(1))
            };
            let complex = dtype.kind() == Kind::Complex;
            let ((a, b), (c, d)) = (number(there), number(arriving));
            let times = |(a, b): ($t, $t), (c, d): ($t, $t)| match complex {
                true => (a * c - b * d, a * d + b * c),
                false => (a * c, 0.0),
            };
            let nan = |(a, b): ($t, $t)| a.is_nan() || b.is_nan();
            let (re, im) = match how {
                How::Replace => (c, d),
                How::Accumulate(Accumulation::Add) => (a + c, b + d),
                How::Accumulate(Accumulation::Multiply) => times((a, b), (c, d)),
                How::Accumulate(op @ (Accumulation::Min | Accumulation::Max)) => {
                    let before = match op {
                        Accumulation::Min => c < a || c == a && d < b,
                        _ => c > a || c == a && d > b,
                    };
                    if nan((a, b)) || !nan((c, d)) && !before {
                        (a, b)
                    } else {
                        (c, d)
                    }
                }
                How::Accumulate(op) => {
                    let truth = |(a, b)| a != 0.0 || b != 0.0;
                    (logical(op, truth((a, b)), truth((c, d))) as u8 as $t, 0.0)
                }
                How::Scale { alpha, beta, conjugate } => {
                    let part = |factor: Factor, (a, b)| match number(&scalar(factor, dtype)) {
                        (1.0, 0.0) => (a, b),
                        (0.0, 0.0) => (0.0, 0.0),
                        factor => times(factor, (a, b)),
                    };
                    let x = part(alpha, (c, if conjugate { -d } else { d }));
                    match number(&scalar(beta, dtype)) {
                        (0.0, 0.0) => x,
                        _ => {
                            let y = part(beta, (a, b));
                            (x.0 + y.0, x.1 + y.1)
                        }
                    }
                }
            };
            let parts = [re.to_le_bytes(), im.to_le_bytes()].concat();
            parts[..dtype.size()].to_vec()
        }
    };
}
floating!(single, f32, 4);
floating!(double, f64, 8);

fn truth(how: How, dtype: Dtype, there: &[u8], arriving: &[u8]) -> Vec<u8> {
    match (dtype.kind() >= Kind::Float, dtype.scalar_size()) {
        (false, _) => integer(how, dtype, there, arriving),
        (true, 4) => single(how, dtype, there, arriving),
        _ => double(how, dtype, there, arriving),
    }
}

/// Equal bits, or floats with NaN in the same places and else equal bits.
fn equal(dtype: Dtype, a: &[u8], b: &[u8]) -> bool {
    let nan = |bytes: &[u8]| match bytes.len() {
        4 => f32::from_le_bytes(bytes.try_into().unwrap()).is_nan(),
        _ => f64::from_le_bytes(bytes.try_into().unwrap()).is_nan(),
    };
    let size = dtype.scalar_size();
    let scalars = || a.chunks(size).zip(b.chunks(size));
    scalars().all(|(a, b)| a == b || dtype.kind() >= Kind::Float && nan(a) && nan(b))
}

fn element(rng: &mut SmallRng, dtype: Dtype) -> Vec<u8> {
    let mut bytes = vec![0; dtype.size()];
    rng.fill_bytes(&mut bytes);
    if dtype == Dtype::Bool {
        bytes[0] &= 1;
    } else if dtype.kind() >= Kind::Float {
        for scalar in bytes.chunks_mut(dtype.scalar_size()) {
            let special = [f64::NAN, f64::INFINITY, -0.0, 0.0, 1.0, -1.0];
            let x = match rng.random_range(0..4) {
                0 => special[rng.random_range(0..6)],
                _ => rng.random_range(-100.0..100.0),
            };
            match scalar.len() {
                4 => scalar.copy_from_slice(&(x as f32).to_le_bytes()),
                _ => scalar.copy_from_slice(&x.to_le_bytes()),
            }
        }
    } else if rng.random_bool(0.2) {
        bytes.fill(0);
    }
    bytes
}

fn elements(rng: &mut SmallRng, dtype: Dtype, count: usize) -> Vec<u8> {
    (0..count).flat_map(|_| element(rng, dtype)).collect()
}

/// A list of runs within `count` positions on both sides, with repetitions.
fn random_runs(rng: &mut SmallRng, positions: usize, from: Dtype, to: Dtype) -> Vec<ByteRun> {
    let (from, to) = (from.size() as i64, to.size() as i64);
    let end = positions as i64;
    (0..rng.random_range(0..6))
        .map(|_| {
            let count = if rng.random_bool(0.3) { 1 } else { rng.random_range(1..end + 1) };
            let mut side = |size: i64| {
                let reach = (end - 1) / (count - 1).max(1);
                let step = if rng.random_bool(0.5) { 1.min(reach) } else { rng.random_range(-reach..reach + 1) };
                let span = (count - 1) * step;
                let first = rng.random_range(0.max(-span)..end.min(end - span));
                ((first * size) as isize, (step * size) as isize)
            };
            let ((from, from_step), (to, to_step)) = (side(from), side(to));
            ByteRun { from, to, count: count as usize, from_step, to_step }
        })
        .collect()
}

fn pairs(runs: &[ByteRun]) -> Vec<(usize, usize)> {
    let one = |r: &ByteRun| {
        let r = *r;
        let at = |first: isize, step: isize, k: usize| (first + k as isize * step) as usize;
        (0..r.count).map(move |k| (at(r.from, r.from_step, k), at(r.to, r.to_step, k)))
    };
    runs.iter().flat_map(one).collect()
}

fn random_hows(rng: &mut SmallRng, to: Dtype) -> Vec<How> {
    let mut hows = vec![How::Replace];
    hows.extend(Accumulation::ALL.into_iter().filter(|op| op.check(to).is_ok()).map(How::Accumulate));
    for round in 0..8 {
        let mut factor = |common: [f64; 3]| match rng.random_range(0..5) {
            k @ 0..3 => Factor::new(num_complex::Complex::new(common[k], 0.0)),
            3 if to.kind() < Kind::Float => Factor::from_bytes(to, &element(rng, to)),
            _ => Factor::new(num_complex::Complex::new(rng.random_range(-9.0..9.0), rng.random_range(-9.0..9.0))),
        };
        hows.push(How::Scale {
            alpha: factor([1.0, 0.0, 2.0]),
            beta: factor([0.0, 1.0, -1.0]),
            conjugate: round % 2 == 1,
        });
    }
    hows
}

#[test]
fn combinations_are_those_of_single_elements() {
    let mut rng = SmallRng::seed_from_u64(1);
    for from in Dtype::ALL {
        for to in Dtype::ALL {
            for how in random_hows(&mut rng, to) {
                let positions = [1, 9, 40, 700][rng.random_range(0..4)];
                let source = elements(&mut rng, from, positions);
                let mut target = elements(&mut rng, to, positions);
                let runs = random_runs(&mut rng, positions, from, to);
                let mut expected = target.clone();
                for (i, j) in pairs(&runs) {
                    let arriving = cast(from, to, &source[i..i + from.size()]);
                    let result = truth(how, to, &expected[j..j + to.size()], &arriving);
                    expected[j..j + to.size()].copy_from_slice(&result);
                }
                let copier = Copier::new(vec![runs.clone()], from, to, how);
                unsafe { copier.run(source.as_ptr(), target.as_mut_ptr()) };
                for (k, (got, want)) in target.chunks(to.size()).zip(expected.chunks(to.size())).enumerate() {
                    assert!(equal(to, got, want), "{from:?} {to:?} {how:?} {runs:?} at {k}: {got:?} not {want:?}");
                }
            }
        }
    }
}

#[test]
fn large_integers_scale_exactly() {
    let (x, mut y) = ([(1i64 << 60) + 3, -7], [5i64, i64::MAX]);
    let run = ByteRun { from: 0, to: 0, count: 2, from_step: 8, to_step: 8 };
    let how = How::Scale { alpha: Factor::new(-3i64), beta: Factor::new((1i64 << 62) + 1), conjugate: false };
    let copier = Copier::new(vec![vec![run]], Dtype::Int64, Dtype::Int64, how);
    let expected = [0, 1].map(|k| (-3i64).wrapping_mul(x[k]).wrapping_add(((1i64 << 62) + 1).wrapping_mul(y[k])));
    unsafe { copier.run(x.as_ptr().cast(), y.as_mut_ptr().cast()) };
    assert_eq!(y, expected);
}

#[test]
fn bits_of_floats_are_refused_and_left_alone() {
    for to in [Dtype::Float32, Dtype::Complex128] {
        for op in [Accumulation::BitwiseAnd, Accumulation::BitwiseOr, Accumulation::BitwiseXor] {
            assert!(op.check(to).is_err());
            let run = ByteRun { from: 0, to: 0, count: 1, from_step: 0, to_step: 0 };
            let mut target = [7u8; 16];
            unsafe {
                Copier::new(vec![vec![run]], to, to, How::Accumulate(op)).run([1u8; 16].as_ptr(), target.as_mut_ptr())
            };
            assert_eq!(target, [7; 16]);
        }
    }
}

/// Axes of random lengths whose memory on each side is a random order of axes with random gaps and directions.
struct Nested {
    axes: Vec<Vec<ByteRun>>,
    from_bytes: usize,
    to_bytes: usize,
}

impl Nested {
    fn new(rng: &mut SmallRng, size: usize) -> Nested {
        let mut lengths: Vec<usize> = (0..rng.random_range(1..4)).map(|_| rng.random_range(1..24)).collect();
        let long = rng.random_range(0..lengths.len());
        lengths[long] = rng.random_range(0..201);
        if let [_, .., last] = &mut lengths[..] {
            *last = if rng.random_bool(0.3) { rng.random_range(1..201) } else { *last };
        }
        let mut axes: Vec<Vec<ByteRun>> = lengths
            .iter()
            .map(|&n| {
                // Pieces of the axis, in order, some left out.
                let mut runs = Vec::new();
                let mut at = 0;
                while at < n {
                    let count = if rng.random_bool(0.5) { n - at } else { rng.random_range(1..n - at + 1) };
                    let (from_step, to_step) = (1, 1);
                    runs.push(ByteRun { from: at as isize, to: at as isize, count, from_step, to_step });
                    at += count + rng.random_range(0..3);
                }
                runs
            })
            .collect();
        let mut bytes = [size; 2];
        for (side, bytes) in bytes.iter_mut().enumerate() {
            let mut order: Vec<usize> = (0..lengths.len()).collect();
            for k in (1..order.len()).rev() {
                order.swap(k, rng.random_range(0..k + 1));
            }
            for axis in order {
                let gap = if rng.random_bool(0.3) { rng.random_range(0..70) } else { 0 };
                let stride = (*bytes + gap) as isize;
                let mirrored = rng.random_bool(0.2);
                let last = lengths[axis].max(1) as isize - 1;
                for run in &mut axes[axis] {
                    let (first, step) =
                        if side == 0 { (&mut run.from, &mut run.from_step) } else { (&mut run.to, &mut run.to_step) };
                    *first = stride * if mirrored { last - *first } else { *first };
                    *step = if mirrored { -stride } else { stride };
                }
                *bytes += last as usize * stride as usize;
            }
        }
        Nested { axes, from_bytes: bytes[0], to_bytes: bytes[1] }
    }

    /// Positions of the elements on both sides.
    fn pairs(&self) -> Vec<(usize, usize)> {
        self.axes.iter().fold(vec![(0, 0)], |all, runs| {
            let axis = pairs(runs);
            all.iter().flat_map(|&(i, j)| axis.iter().map(move |&(k, l)| (i + k, j + l))).collect()
        })
    }
}

#[test]
fn rows_tiles_and_streams_copy_as_single_elements_do() {
    let mut rng = SmallRng::seed_from_u64(2);
    for round in 0..1500 {
        let dtype = [Dtype::UInt8, Dtype::Int16, Dtype::Float32, Dtype::Int64, Dtype::Complex128][round % 5];
        let size = dtype.size();
        let nested = Nested::new(&mut rng, size);
        // Any alignment, and bytes around the target that must stay.
        let (skip_from, skip_to) = (rng.random_range(0..65), rng.random_range(0..65));
        let mut source = vec![0; nested.from_bytes + skip_from];
        rng.fill_bytes(&mut source);
        let mut target = vec![0; nested.to_bytes + skip_to + 64];
        rng.fill_bytes(&mut target);
        let mut expected = target.clone();
        for (i, j) in nested.pairs() {
            expected[skip_to + j..][..size].copy_from_slice(&source[skip_from + i..][..size]);
        }
        for streaming in [true, false] {
            let mut got = target.clone();
            let copier = Copier::new(nested.axes.clone(), dtype, dtype, How::Replace).with_streaming(streaming);
            unsafe { copier.run(source[skip_from..].as_ptr(), got[skip_to..].as_mut_ptr()) };
            assert_eq!(copier.count(), nested.pairs().len());
            assert!(got == expected, "{dtype:?} {streaming} {:?}", nested.axes);
        }
    }
}

#[test]
fn the_last_of_several_elements_for_one_target_stays() {
    let mut rng = SmallRng::seed_from_u64(3);
    for round in 0..1000 {
        let dtype = [Dtype::UInt8, Dtype::Float32, Dtype::Int64, Dtype::Complex128][round % 4];
        let size = dtype.size();
        let positions = [3, 20, 100][round % 3];
        let source = elements(&mut rng, dtype, positions);
        let mut target = elements(&mut rng, dtype, positions);
        let runs = random_runs(&mut rng, positions, dtype, dtype);
        let mut expected = target.clone();
        for (i, j) in pairs(&runs) {
            expected[j..j + size].copy_from_slice(&source[i..i + size]);
        }
        let copier = Copier::new(vec![runs.clone()], dtype, dtype, How::Replace).with_streaming(round % 2 == 0);
        unsafe { copier.run(source.as_ptr(), target.as_mut_ptr()) };
        assert!(target == expected, "{dtype:?} {runs:?}");
    }
}

/// Lists with repetitions on two axes: of all elements for one target the one that is last on both axes stays.
#[test]
fn the_last_of_several_rows_and_columns_stays() {
    let mut rng = SmallRng::seed_from_u64(4);
    for round in 0..300 {
        let n = [4, 17, 70][round % 3];
        let size = [1, 4, 8, 16][round % 4];
        let dtype = [Dtype::UInt8, Dtype::Float32, Dtype::Int64, Dtype::Complex128][round % 4];
        let mut list = |from: usize, to: usize| {
            let mut runs = random_runs(&mut rng, n, Dtype::UInt8, Dtype::UInt8);
            for run in &mut runs {
                (run.from, run.from_step) = (run.from * from as isize, run.from_step * from as isize);
                (run.to, run.to_step) = (run.to * to as isize, run.to_step * to as isize);
            }
            runs
        };
        let axes = if round % 2 == 0 {
            vec![list(n * size, n * size), list(size, size)]
        } else {
            vec![list(size, n * size), list(n * size, size)]
        };
        let source = elements(&mut rng, dtype, n * n);
        let mut target = elements(&mut rng, dtype, n * n);
        let mut expected = target.clone();
        for (i, j) in pairs(&axes[0]) {
            for (k, l) in pairs(&axes[1]) {
                expected[j + l..][..size].copy_from_slice(&source[i + k..][..size]);
            }
        }
        let copier = Copier::new(axes.clone(), dtype, dtype, How::Replace).with_streaming(round % 8 < 4);
        unsafe { copier.run(source.as_ptr(), target.as_mut_ptr()) };
        assert!(target == expected, "{dtype:?} {axes:?}");
    }
}

#[test]
fn transpositions_of_several_tiles_are_exact() {
    let mut rng = SmallRng::seed_from_u64(5);
    for (round, (rows, columns)) in [(600, 300), (257, 515), (64, 1030), (1200, 33)].into_iter().enumerate() {
        for dtype in [Dtype::UInt8, Dtype::Int16, Dtype::Float32, Dtype::Int64, Dtype::Complex128] {
            let size = dtype.size();
            // Target rows in step with lines, with elements, and with neither.
            for (skip, gap) in [(0, (64 - rows * size % 64) % 64), (size, 0), (size + 1, 3)] {
                let (from_row, to_row) = ((columns * size) as isize, (rows * size + gap) as isize);
                let step = size as isize;
                let axes = vec![
                    vec![ByteRun { from: 0, to: 0, count: rows, from_step: from_row, to_step: step }],
                    vec![ByteRun { from: 0, to: 0, count: columns, from_step: step, to_step: to_row }],
                ];
                let mut source = vec![0; rows * columns * size];
                rng.fill_bytes(&mut source);
                let mut target = vec![0; columns * to_row as usize + skip + 128];
                // The first element at `skip` bytes from a line.
                let start = (target.as_ptr() as usize).wrapping_neg() % 64 + skip;
                let copier = Copier::new(axes, dtype, dtype, How::Replace).with_streaming(round % 2 == 0 || skip > 0);
                unsafe { copier.run(source.as_ptr(), target[start..].as_mut_ptr()) };
                for (j, row) in target[start..].chunks(to_row as usize).take(columns).enumerate() {
                    let right = |i: usize| row[i * size..][..size] == source[(i * columns + j) * size..][..size];
                    assert!((0..rows).all(right), "{dtype:?} {rows} {columns} {skip} {j}");
                    assert!(row[rows * size..].iter().all(|&b| b == 0), "gap of {dtype:?} {rows} {columns} {skip} {j}");
                }
                assert!(target[..start].iter().all(|&b| b == 0), "before {dtype:?} {rows} {columns} {skip}");
            }
        }
    }
}
