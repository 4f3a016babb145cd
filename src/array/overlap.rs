//! Whether two local parts have bytes in common.

use super::Array;
use crate::index::Access;

/// Steps of the search after which two parts are said to overlap.
const PATIENCE: usize = 100_000;

/// One axis as the search takes it: position k lies at `k · step`, or at one of these.
enum Term {
    Progression { step: i128, count: i128 },
    Stretches(Vec<(i128, i128, i128)>),
}

impl Array {
    /// The addresses `[first, end)` between which the padded part lies; empty if there are no elements.
    pub(crate) fn address_range(&self) -> (i128, i128) {
        if !self.has_elements() {
            return (0, 0);
        }
        let (mut below, mut above) = (0, 0);
        for (&n, access) in self.distribution().padded_shape().iter().zip(self.padded_access()) {
            let (low, high) = access.span(n);
            below += low as i128;
            above += high as i128;
        }
        let origin = self.padded_pointer() as i128;
        (origin + below, origin + above + self.dtype().size() as i128)
    }

    /// True if the local parts, halos included, have bytes in common. Parts that interleave, such as the components of
    /// one array of structures, do not overlap. Very irregular parts may be said to although they do not.
    pub fn overlaps(&self, other: &Array) -> bool {
        let foreign = self.memory().is_foreign() || other.memory().is_foreign();
        if !foreign && !std::ptr::eq(self.memory(), other.memory()) {
            return false;
        }
        let (a, b) = (self.address_range(), other.address_range());
        if a.0 >= b.1 || b.0 >= a.1 {
            return false;
        }
        // The distance of two elements' first bytes is in -size(other) < distance < size(self).
        let shift = other.padded_pointer() as i128 - self.padded_pointer() as i128;
        let mut terms = Vec::new();
        self.add_terms(-1, &mut terms);
        other.add_terms(1, &mut terms);
        let mut patience = PATIENCE;
        let (low, high) = (1 - other.dtype().size() as i128, self.dtype().size() as i128 - 1);
        choose(terms, low - shift, high - shift, &mut patience)
    }

    fn add_terms(&self, sign: i128, terms: &mut Vec<Term>) {
        for (&n, access) in self.distribution().padded_shape().iter().zip(self.padded_access()) {
            let mut stretches = Vec::new();
            access.visit(0, 1, n, &mut |offset, step, count| {
                stretches.push((sign * offset as i128, sign * step as i128, count as i128));
            });
            match stretches[..] {
                [(0, step, count)] => terms.push(Term::Progression { step, count }),
                _ => terms.push(Term::Stretches(stretches)),
            }
        }
    }

    /// True if both are the same elements in memory: the same first address, accesses and dtype.
    pub fn coincides(&self, other: &Array) -> bool {
        let same = |(&n, (a, b)): (&i64, (&Access, &Access))| n < 2 || a == b;
        self.local_pointer() == other.local_pointer()
            && self.dtype() == other.dtype()
            && self.distribution().local_shape() == other.distribution().local_shape()
            && self.distribution().local_shape().iter().zip(self.access().iter().zip(other.access())).all(same)
    }
}

/// Whether the terms can sum up to something in `low..=high`: every choice of stretches, then the search.
fn choose(mut terms: Vec<Term>, low: i128, high: i128, patience: &mut usize) -> bool {
    let Some(at) = terms.iter().position(|term| matches!(term, Term::Stretches(_))) else {
        let mut progressions: Vec<(i128, i128)> = Vec::new();
        let (mut low, mut high) = (low, high);
        for term in terms {
            let Term::Progression { mut step, count } = term else { continue };
            if step < 0 {
                // From the last position upwards.
                (low, high) = (low - step * (count - 1), high - step * (count - 1));
                step = -step;
            }
            progressions.push((step, count - 1));
        }
        progressions.sort_unstable();
        progressions.dedup_by(|next, last| {
            let same = next.0 == last.0;
            last.1 += if same { next.1 } else { 0 };
            same
        });
        progressions.retain(|&(step, most)| step > 0 && most > 0);
        return search(&progressions, low, high, patience);
    };
    let Term::Stretches(stretches) = terms.swap_remove(at) else { return true };
    for (offset, step, count) in stretches {
        let mut rest: Vec<Term> = vec![Term::Progression { step, count }];
        for term in &terms {
            rest.push(match term {
                Term::Progression { step, count } => Term::Progression { step: *step, count: *count },
                Term::Stretches(list) => Term::Stretches(list.clone()),
            });
        }
        if choose(rest, low - offset, high - offset, patience) {
            return true;
        }
    }
    false
}

/// Whether `sum of step·x` with `0 <= x <= most` can be in `low..=high`; steps positive, ascending.
fn search(progressions: &[(i128, i128)], low: i128, high: i128, patience: &mut usize) -> bool {
    if low <= 0 && high >= 0 {
        return true;
    }
    if *patience == 0 {
        return true;
    }
    *patience -= 1;
    let Some((&(step, most), smaller)) = progressions.split_last() else { return false };
    // Every sum is a multiple of what divides all steps.
    let divisor = progressions.iter().fold(0, |a, &(step, _)| greatest_divisor(a, step));
    if high.div_euclid(divisor) * divisor < low {
        return false;
    }
    let reach: i128 = smaller.iter().map(|&(step, most)| step * most).sum();
    let first = (-(reach - low).div_euclid(step)).max(0);
    let last = high.div_euclid(step).min(most);
    (first..=last).any(|x| search(smaller, low - x * step, high - x * step, patience))
}

fn greatest_divisor(a: i128, b: i128) -> i128 {
    match b {
        0 => a,
        _ => greatest_divisor(b, a % b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_equal_brute_force() {
        let mut state = 7u64;
        let mut random = move |n: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            ((state >> 33) % n) as i128
        };
        for _ in 0..20_000 {
            let mut sums = vec![0];
            let mut terms = Vec::new();
            for _ in 0..random(4) {
                if random(4) == 0 {
                    let list: Vec<(i128, i128, i128)> =
                        (0..random(3)).map(|_| (random(40) - 20, random(9) - 4, random(3) + 1)).collect();
                    let each: Vec<i128> =
                        list.iter().flat_map(|&(at, step, n)| (0..n).map(move |k| at + k * step)).collect();
                    sums = sums.iter().flat_map(|s| each.iter().map(move |x| s + x)).collect();
                    terms.push(Term::Stretches(list));
                } else {
                    let (step, count) = (random(41) - 20, random(4) + 1);
                    sums = sums.iter().flat_map(|s| (0..count).map(move |k| s + k * step)).collect();
                    terms.push(Term::Progression { step, count });
                }
            }
            let low = random(80) - 40;
            let high = low + random(4);
            let expected = sums.iter().any(|s| (low..=high).contains(s));
            assert_eq!(choose(terms, low, high, &mut PATIENCE.clone()), expected);
        }
    }
}
