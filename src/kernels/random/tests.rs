//! Goodness of fit: with fixed keys, every law against its distribution function. Thresholds are passed by chance with a
//! probability of about 10⁻³ each.

use super::math::{exp, ln, ln_binomial, ln_poisson};
use super::*;

const COUNT: usize = 100_000;

fn stream(key: u64) -> Stream {
    Stream { key: [key, 99], number: 4 }
}

fn drawn(law: &Law, key: u64) -> Vec<u64> {
    let mut values = vec![0; COUNT];
    for (k, batch) in values.chunks_mut(BATCH).enumerate() {
        let run = Run { first: (k * BATCH) as i64, step: 1, count: batch.len() };
        law.fill(&stream(key), 1 << 65, &[run], batch);
    }
    values
}

/// Kolmogorov's and Pearson's tests of numbers that should be uniform.
fn check_uniform(what: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let distance = values.iter().enumerate().map(|(k, u)| (u - k as f64 / n).abs().max(((k + 1) as f64 / n - u).abs()));
    let kolmogorov = distance.fold(0.0, f64::max) * n.sqrt();
    assert!(kolmogorov < 1.95, "{what}: Kolmogorov {kolmogorov}");
    let mut cells = [0.0; 100];
    values.iter().for_each(|u| cells[((u * 100.0) as usize).min(99)] += 1.0);
    let square: f64 = cells.iter().map(|c| (c - n / 100.0).powi(2) / (n / 100.0)).sum();
    assert!((60.0..149.0).contains(&square), "{what}: χ² of 99 degrees {square}");
}

fn check_moments(what: &str, values: &[f64], mean: f64, variance: f64) {
    let n = values.len() as f64;
    let moment = |order: i32| values.iter().map(|x| (x - mean).powi(order)).sum::<f64>() / n;
    let bias = moment(1) / (variance / n).sqrt();
    assert!(bias.abs() < 3.3, "{what}: the mean is {bias} standard errors off");
    let spread = (moment(4) - moment(2).powi(2)) / n;
    let excess = (moment(2) - variance) / spread.sqrt();
    assert!(excess.abs() < 3.6, "{what}: the variance is {excess} standard errors off");
}

/// A law whose logarithmic density, up to a constant, is known for t, of which the numbers are a function.
struct Continuous<'a> {
    what: &'a str,
    law: Result<Law>,
    mean: f64,
    variance: f64,
    to_t: &'a dyn Fn(f64) -> f64,
    range: (f64, f64),
    ln_density: &'a dyn Fn(f64) -> f64,
}

fn check_continuous(case: Continuous) {
    let values: Vec<f64> = drawn(&case.law.unwrap(), 1).into_iter().map(f64::from_bits).collect();
    check_moments(case.what, &values, case.mean, case.variance);
    const STEPS: usize = 40_000;
    let (low, high) = case.range;
    let step = (high - low) / STEPS as f64;
    let density = |k: f64| exp((case.ln_density)(low + k * step));
    // Simpson's rule.
    let mut sums = vec![0.0];
    for k in 0..STEPS {
        let k = k as f64;
        sums.push(sums[sums.len() - 1] + density(k) + 4.0 * density(k + 0.5) + density(k + 1.0));
    }
    let share = |t: f64| {
        let at = ((t - low) / step).clamp(0.0, STEPS as f64 - 1e-9);
        let k = at as usize;
        (sums[k] + (sums[k + 1] - sums[k]) * (at - k as f64)) / sums[STEPS]
    };
    check_uniform(case.what, values.iter().map(|&x| share((case.to_t)(x))).collect());
}

#[test]
fn continuous_laws_fit() {
    let normal = |t: f64| -0.5 * t * t;
    check_continuous(Continuous {
        what: "normal",
        law: Law::normal(0.0, 1.0),
        mean: 0.0,
        variance: 1.0,
        to_t: &|x| x,
        range: (-9.0, 9.0),
        ln_density: &normal,
    });
    check_continuous(Continuous {
        what: "another normal",
        law: Law::normal(-3.0, 0.5),
        mean: -3.0,
        variance: 0.25,
        to_t: &|x| (x + 3.0) / 0.5,
        range: (-9.0, 9.0),
        ln_density: &normal,
    });
    for shape in [0.05, 0.5, 1.0, 1.5, 7.0, 1000.0f64] {
        check_continuous(Continuous {
            what: &format!("gamma {shape}"),
            law: Law::gamma(shape, 2.0),
            mean: 2.0 * shape,
            variance: 4.0 * shape,
            to_t: &|x| ln(x.max(f64::MIN_POSITIVE) / 2.0),
            range: (
                ln(shape) - 30.0 / shape.sqrt() - if shape < 1.0 { 20.0 / shape } else { 0.0 },
                ln(shape + 40.0 * shape.sqrt()),
            ),
            ln_density: &|t| shape * (t - ln(shape)) - (exp(t) - shape),
        });
    }
    check_continuous(Continuous {
        what: "exponential",
        law: Law::exponential(3.0),
        mean: 3.0,
        variance: 9.0,
        to_t: &|x| ln(x / 3.0),
        range: (-30.0, 4.0),
        ln_density: &|t| t - exp(t),
    });
    check_continuous(Continuous {
        what: "chi-square",
        law: Law::chi_square(5.0),
        mean: 5.0,
        variance: 10.0,
        to_t: &|x| ln(x / 2.0),
        range: (-20.0, 5.0),
        ln_density: &|t| 2.5 * t - exp(t),
    });
    for (a, b) in [(0.2f64, 0.3), (1.0, 1.0), (0.7, 4.0), (2.0, 5.5), (300.0, 200.0)] {
        let sum = a + b;
        check_continuous(Continuous {
            what: &format!("beta {a} {b}"),
            law: Law::beta(a, b),
            mean: a / sum,
            variance: a * b / (sum * sum * (sum + 1.0)),
            to_t: &|x| ln(x.max(1e-300)) - ln((1.0 - x).max(1e-17)),
            range: (-60.0 / a.min(1.0), 37.0),
            ln_density: &|t| {
                let ln_x = if t < -30.0 { t } else { -ln(1.0 + exp(-t)) };
                let ln_y = if t > 30.0 { -t } else { -ln(1.0 + exp(t)) };
                a * ln_x + b * ln_y + sum * ln(2.0)
            },
        });
    }
}

fn check_counts(what: &str, law: Result<Law>, mean: f64, variance: f64, probability: impl Fn(f64) -> f64) {
    let values: Vec<f64> = drawn(&law.unwrap(), 2).into_iter().map(|bits| bits as i64 as f64).collect();
    check_moments(what, &values, mean, variance);
    let width = 12.0 * variance.sqrt() + 20.0;
    let first = (mean - width).max(0.0).floor();
    let mut counts = vec![0.0; 2 * width as usize + 2];
    values.iter().for_each(|k| counts[(k - first) as usize] += 1.0);
    // Neighbours are joined until 20 are expected.
    let (mut found, mut expected, mut square, mut cells) = (0.0, 0.0, 0.0, 0.0);
    for (k, count) in counts.iter().enumerate() {
        found += count;
        expected += COUNT as f64 * probability(first + k as f64);
        if expected >= 20.0 {
            square += (found - expected) * (found - expected) / expected;
            (found, expected, cells) = (0.0, 0.0, cells + 1.0);
        }
    }
    // Wilson's and Hilferty's approximation of χ².
    let freedom: f64 = cells - 1.0;
    let z = ((square / freedom).cbrt() - (1.0 - 2.0 / (9.0 * freedom))) / (2.0 / (9.0 * freedom)).sqrt();
    assert!(z < 3.1, "{what}: χ² of {freedom} degrees {square}");
}

#[test]
fn counting_laws_fit() {
    for mean in [0.1, 1.0, 9.5, 63.9, 64.5, 1000.0, 30_000.0] {
        check_counts(&format!("Poisson {mean}"), Law::poisson(mean), mean, mean, |k| exp(ln_poisson(k, mean)));
    }
    for (n, p) in [(5, 0.5), (20, 0.9), (200, 0.25), (300, 0.3), (1000, 0.45), (1_000_000, 0.002), (5000, 0.8)] {
        let trials = n as f64;
        let probability = |k: f64| if k <= trials { exp(ln_binomial(k, trials, p)) } else { 0.0 };
        check_counts(
            &format!("binomial {n} {p}"),
            Law::binomial(n, p),
            trials * p,
            trials * p * (1.0 - p),
            probability,
        );
    }
    check_counts("Bernoulli", Law::bernoulli(0.3), 0.3, 0.21, |k| [0.7, 0.3].get(k as usize).copied().unwrap_or(0.0));
    let weights = [0.5, 0.0, 3.0, 1.5];
    check_counts("weights", Law::weighted(&weights), 1.1 + 1.0, weighted_variance(&weights), |k| {
        weights.get(k as usize).map_or(0.0, |w| w / 5.0)
    });
}

fn weighted_variance(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let moment = |order: i32| weights.iter().enumerate().map(|(k, w)| w * (k as f64).powi(order)).sum::<f64>() / sum;
    moment(2) - moment(1) * moment(1)
}

#[test]
fn uniform_numbers_and_integers_fit() {
    for law in [Law::uniform(0.0, 1.0).unwrap(), Law::UniformHalves { low: 0.0, width: 1.0, held: None }] {
        let values: Vec<f64> = drawn(&law, 3).into_iter().map(f64::from_bits).collect();
        assert!(values.iter().all(|u| (0.0..1.0).contains(u)));
        check_moments("uniform", &values, 0.5, 1.0 / 12.0);
        check_uniform("uniform", values);
    }
    for (low, high) in [(0, 2), (-5, 5), (0, 97), (-(1 << 40), 3 << 40), (i64::MIN, i64::MAX)] {
        let values = drawn(&Law::integers(low, high, true).unwrap(), 4).into_iter().map(|bits| bits as i64);
        let (low, width) = (low as f64, (i128::from(high) - i128::from(low) + 1) as f64);
        // Every number at a random place of its own interval, so that few of them are uniform too.
        let places = drawn(&Law::uniform(0.0, 1.0).unwrap(), 5).into_iter().map(f64::from_bits);
        check_uniform("integers", values.zip(places).map(|(k, u)| (k as f64 - low + u) / width).collect());
    }
    // A range of 3·2^62 words: every fourth one is drawn again.
    let values = drawn(&Law::integers(i64::MIN, i64::MAX - (1 << 62), true).unwrap(), 6);
    let share = |bits: u64| (bits as i64 as f64 + 2f64.powi(63)) / (3.0 * 2f64.powi(62));
    check_uniform("wide integers", values.into_iter().map(share).collect());
}

/// Neighbours in a sequence, streams and keys are not correlated.
#[test]
fn streams_are_independent() {
    let uniform = Law::uniform(0.0, 1.0).unwrap();
    let of = |stream: Stream, shift: i64| {
        let mut values = vec![0; BATCH];
        uniform.fill(&stream, 0, &[Run { first: shift, step: 1, count: BATCH }], &mut values);
        values.into_iter().map(|bits| f64::from_bits(bits) - 0.5).collect::<Vec<_>>()
    };
    let base = stream(1);
    let others = [
        of(base, 1),
        of(base, 4),
        of(Stream { number: 5, ..base }, 0),
        of(Stream { key: [2, 99], ..base }, 0),
        of(Stream { key: [1, 100], ..base }, 0),
    ];
    let first = of(base, 0);
    for other in others {
        let sum: f64 = first.iter().zip(&other).map(|(a, b)| a * b * 12.0).sum();
        assert!(sum.abs() < 3.5 * (BATCH as f64).sqrt(), "{sum}");
    }
}

#[test]
fn elements_do_not_depend_on_their_batch() {
    let weights = [1.0, 2.0, 3.0];
    let stream = stream(8);
    let laws = [
        Law::Bits,
        Law::uniform(-1.0, 2.0).unwrap(),
        Law::UniformHalves { low: 0.0, width: 1.0, held: Some(77) },
        Law::integers(i64::MIN, i64::MAX - (1 << 62), true).unwrap(),
        Law::normal(1.0, 2.0).unwrap(),
        Law::exponential(1.0).unwrap(),
        Law::gamma(0.5, 1.0).unwrap(),
        Law::beta(0.5, 0.5).unwrap(),
        Law::poisson(100.0).unwrap(),
        Law::poisson(3.0).unwrap(),
        Law::binomial(1000, 0.9).unwrap(),
        Law::weighted(&weights).unwrap(),
        Law::order(500, 500, &stream, 3).unwrap(),
        Law::order(70_000, 500, &stream, 3).unwrap(),
    ];
    for law in laws {
        let mut whole = vec![0; 500];
        law.fill(&stream, 3, &[Run { first: 0, step: 1, count: 500 }], &mut whole);
        let runs = [
            Run { first: 499, step: -1, count: 100 },
            Run { first: 3, step: 7, count: 50 },
            Run { first: 0, step: 1, count: 2 },
            Run { first: 1, step: 1, count: 300 },
        ];
        let mut parts = vec![0; 452];
        law.fill(&stream, 3, &runs, &mut parts);
        let indices = runs.iter().flat_map(|run| (0..run.count).map(|k| run.index(k) as usize));
        for (found, index) in parts.iter().zip(indices) {
            assert_eq!(*found, whole[index], "{law:?} {index}");
        }
    }
}
