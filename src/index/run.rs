//! Arithmetic progressions of owned indices.

/// Along one axis, the global indices `global + k·step` lie at the local positions
/// `local + k` and in the memory of the parent at `memory + k·memory_step`, for `0 <= k < count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub global: i64,
    pub step: i64,
    pub count: i64,
    pub local: i64,
    pub memory: i64,
    pub memory_step: i64,
}

impl Run {
    /// Appends to a list, lengthening its last entry where the progression continues.
    pub fn push(list: &mut Vec<Run>, next: Run) {
        if next.count == 0 {
            return;
        }
        if let Some(last) = list.last_mut() {
            let step = continued(last.global, last.step, last.count, next.global, next.step, next.count);
            let memory_step =
                continued(last.memory, last.memory_step, last.count, next.memory, next.memory_step, next.count);
            if let (Some(step), Some(memory_step)) = (step, memory_step) {
                *last = Run { count: last.count + next.count, step, memory_step, ..*last };
                return;
            }
        }
        list.push(next);
    }
}

/// The step of one progression that takes up `first + k·step`, `0 <= k < count`, and goes on with `next`.
pub(super) fn continued(first: i64, step: i64, count: i64, next: i64, next_step: i64, next_count: i64) -> Option<i64> {
    let step = if count == 1 { next.checked_sub(first)? } else { step };
    let goes_on = first.checked_add(step.checked_mul(count)?)? == next;
    (goes_on && (next_count == 1 || next_step == step)).then_some(step)
}

/// Sum of `floor((a·i + b) / m)` for `0 <= i < n`, in O(log m) steps
/// (the Euclid-like floor-sum algorithm). Needs `m > 0`, `a >= 0`, `b >= 0`, `n >= 0`.
pub fn floor_sum(mut n: i128, mut m: i128, mut a: i128, mut b: i128) -> i128 {
    let mut sum = 0;
    while n > 0 {
        sum += (a / m) * (n * (n - 1) / 2) + (b / m) * n;
        a %= m;
        b %= m;
        let top = a * n + b;
        n = top / m;
        b = top % m;
        std::mem::swap(&mut m, &mut a);
        if m == 0 {
            break;
        }
    }
    sum
}

/// How many `0 <= i < n` have `(a·i + c) mod m < width`, with `0 <= width <= m`.
pub fn count_in_window(n: i64, m: i64, a: i64, c: i64, width: i64) -> i64 {
    let (m, width) = (m as i128, width as i128);
    let a = (a as i128).rem_euclid(m);
    let c = (c as i128).rem_euclid(m);
    let high = floor_sum(n as i128, m, a, c + m);
    let low = floor_sum(n as i128, m, a, c + m - width);
    (high - low) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn window_counts_equal_brute_force() {
        for m in 1..13i64 {
            for a in -15..15 {
                for c in -9..9 {
                    for width in 0..=m {
                        for n in 0..20 {
                            let expected = (0..n).filter(|&i: &i64| (a * i + c).rem_euclid(m) < width).count() as i64;
                            assert_eq!(count_in_window(n, m, a, c, width), expected, "{n} {m} {a} {c} {width}");
                        }
                    }
                }
            }
        }
    }
}
