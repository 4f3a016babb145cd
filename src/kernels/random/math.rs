//! Functions whose results are the same on every machine: plain IEEE arithmetic in a fixed order, no library.

const LN_2_HIGH: f64 = 0.693_147_180_369_123_8; // the leading 33 bits
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// ln(2π) / 2
const LN_SQRT_TAU: f64 = 0.918_938_533_204_672_8;

/// Natural logarithm of a positive normal number, within 2 ulp.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    // x = 2^k m with m from √½ to √2; ln m = 2 artanh(s).
    const SQRT_HALF: u64 = 0x3FE6_A09E_667F_3BCD;
    let bits = x.to_bits().wrapping_sub(SQRT_HALF);
    let k = (bits as i64 >> 52) as i32 as f64;
    let m = f64::from_bits((bits & ((1 << 52) - 1)).wrapping_add(SQRT_HALF));
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let mut sum = 0.0;
    for n in (1..=10).rev() {
        sum = (sum + 2.0 / (2 * n + 1) as f64) * z;
    }
    // 2s = f − s·f, of which f is exact.
    k * LN_2_HIGH + (f - (s * (f - sum) - k * LN_2_LOW))
}

/// The exponential function, within 2 ulp; 0 below −745.
pub fn exp(x: f64) -> f64 {
    if x > 709.0 {
        return f64::INFINITY;
    }
    if x < -745.2 {
        return 0.0;
    }
    let k = (x * std::f64::consts::LOG2_E).round_ties_even();
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let mut sum = 1.0;
    for n in (1..=14).rev() {
        sum = 1.0 + sum * r / f64::from(n);
    }
    // In two steps, because 2^k itself may be subnormal.
    let power = |k: i64| f64::from_bits(((k + 1023) as u64) << 52);
    let half = k as i64 / 2;
    sum * power(half) * power(k as i64 - half)
}

/// ln(n!) − ln(√(2πn) (n/e)^n) of a whole number: what Stirling's formula leaves out.
pub fn stirling_rest(n: f64) -> f64 {
    if n < 16.0 {
        let factorial: f64 = (2..=n as u32).map(f64::from).product();
        return if n == 0.0 { 0.0 } else { ln(factorial) - ((n + 0.5) * ln(n) - n + LN_SQRT_TAU) };
    }
    let square = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square) / square) / square)
        / n
}

/// x ln(x/m) + m − x, also where x and m are large and close.
///
/// C. Loader: Fast and accurate computation of binomial probabilities. 2000.
pub fn deviance(x: f64, m: f64) -> f64 {
    if x == 0.0 {
        return m;
    }
    let d = x - m;
    if d.abs() >= 0.1 * (x + m) {
        return x * ln(x / m) - d;
    }
    let v = d / (x + m);
    let mut sum = d * v;
    let mut term = 2.0 * x * v;
    let square = v * v;
    for j in 1..1000 {
        term *= square;
        let next = sum + term / (2 * j + 1) as f64;
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// Logarithm of the probability of k under a Poisson law of mean m.
pub fn ln_poisson(k: f64, m: f64) -> f64 {
    if k == 0.0 {
        return -m;
    }
    -stirling_rest(k) - deviance(k, m) - LN_SQRT_TAU - 0.5 * ln(k)
}

/// Logarithm of the probability of k successes in n trials of probability p, below 1.
pub fn ln_binomial(k: f64, n: f64, p: f64) -> f64 {
    let q = 1.0 - p;
    if k == 0.0 {
        return -deviance(n, n * q) - n * p;
    }
    if k == n {
        return n * ln(p);
    }
    let rest = stirling_rest(n) - stirling_rest(k) - stirling_rest(n - k);
    let shape = LN_SQRT_TAU + 0.5 * (ln(k) + ln((n - k) / n));
    rest - deviance(k, n * p) - deviance(n - k, n * q) - shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance * expected.abs(), "{found:e} for {expected:e}");
    }

    #[test]
    fn logarithms_and_exponentials_are_those_of_the_system() {
        for k in -3000..3000 {
            let x = k as f64 * 0.2311;
            close(exp(x), x.exp(), 6e-16);
            let y = x.exp();
            // Near 1 the logarithm is a difference: there the error counts against its own size too.
            close(ln(y), y.ln(), 5e-16);
            close(ln(1.0 + y * 1e-8), (1.0 + y * 1e-8).ln(), 5e-16);
        }
        assert_eq!((ln(1.0), exp(0.0)), (0.0, 1.0));
        assert_eq!(exp(-800.0), 0.0);
    }

    #[test]
    fn probabilities_sum_to_one_and_have_the_right_ratios() {
        for m in [0.3, 11.0, 80.5, 1234.0] {
            let sum: f64 = (0..6000).map(|k| exp(ln_poisson(f64::from(k), m))).sum();
            close(sum, 1.0, 1e-13);
            for k in [0.0f64, 3.0, 15.0, 16.0, 90.0] {
                let ratio = exp(ln_poisson(k + 1.0, m) - ln_poisson(k, m));
                close(ratio, m / (k + 1.0), 1e-12);
            }
        }
        for (n, p) in [(1.0, 0.25), (40.0, 0.3), (5000.0, 0.5), (3000.0, 0.004)] {
            let sum: f64 = (0..=n as i32).map(|k| exp(ln_binomial(f64::from(k), n, p))).sum();
            close(sum, 1.0, 1e-12);
        }
        // Large means lose nothing: the mode of a Poisson law is 1/√(2πm) high.
        close(ln_poisson(1e15, 1e15), -0.5 * (1e15f64 * std::f64::consts::TAU).ln(), 1e-14);
    }
}
