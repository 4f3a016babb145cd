//! Slices with NumPy's rules.

use crate::error::{Error, Result, Status};

/// The indices `start + k·step`, `0 <= k < count`, of an axis; all of them inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    pub start: i64,
    pub step: i64,
    pub count: i64,
}

impl Slice {
    /// The whole axis.
    pub fn whole(size: i64) -> Slice {
        Slice { start: 0, step: 1, count: size }
    }

    /// NumPy's `start:stop:step` on an axis of `size`; `None` means left out.
    pub fn resolve(size: i64, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Result<Slice> {
        let step = step.unwrap_or(1);
        if step == 0 {
            return Err(Error::argument(Status::Argument, "step", "a slice step must not be 0"));
        }
        let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
        let clamp = |index: i64| {
            let index = if index < 0 { index.saturating_add(size) } else { index };
            index.clamp(low, high)
        };
        let first = start.map_or(if step > 0 { low } else { high }, clamp);
        let end = stop.map_or(if step > 0 { high } else { low }, clamp);
        let (first, end, step) = (first as i128, end as i128, step as i128);
        let count = if step > 0 {
            (end - first + step - 1).div_euclid(step)
        } else {
            (first - end - step - 1).div_euclid(-step)
        }
        .max(0);
        // A step beyond the axis never takes effect; keep it small so that sums cannot overflow.
        let step = step.clamp(-(size as i128).max(1), (size as i128).max(1));
        Ok(Slice { start: if count == 0 { 0 } else { first as i64 }, step: step as i64, count: count as i64 })
    }

    pub fn is_whole(&self, size: i64) -> bool {
        self.count == size && (size == 0 || (self.start == 0 && self.step == 1) || (size == 1 && self.start == 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_like_numpy() {
        // Expected values: range(size)[start:stop:step] in Python.
        type Case = (i64, Option<i64>, Option<i64>, Option<i64>, &'static [i64]);
        let cases: &[Case] = &[
            (5, None, None, None, &[0, 1, 2, 3, 4]),
            (5, None, None, Some(-1), &[4, 3, 2, 1, 0]),
            (5, Some(-3), None, None, &[2, 3, 4]),
            (5, Some(1), Some(-1), Some(2), &[1, 3]),
            (5, Some(10), Some(-10), Some(-2), &[4, 2, 0]),
            (5, Some(3), Some(1), None, &[]),
            (0, None, None, Some(-1), &[]),
            (5, Some(i64::MIN), Some(i64::MAX), Some(i64::MAX), &[0]),
            (5, Some(i64::MAX), Some(i64::MIN), Some(i64::MIN), &[4]),
        ];
        for &(size, start, stop, step, expected) in cases {
            let slice = Slice::resolve(size, start, stop, step).unwrap();
            let got: Vec<i64> = (0..slice.count).map(|k| slice.start + k * slice.step).collect();
            assert_eq!(got, expected, "{size} {start:?}:{stop:?}:{step:?}");
        }
        assert!(Slice::resolve(5, None, None, Some(0)).is_err());
    }
}
