//! Margins around an array.

use super::{assemble, whole, Recipe, Source};
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::plan::Piece;

/// What margins hold, with its number in the C interface; names are those of NumPy's `pad`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum PadMode {
    /// One value.
    Constant = 1,
    /// The outermost element.
    Edge = 2,
    /// The mirror image, without repeating the outermost element.
    Reflect = 3,
    /// The mirror image, the outermost element included.
    Symmetric = 4,
    /// The other end.
    Wrap = 5,
}

impl PadMode {
    pub fn from_number(number: i32) -> Result<PadMode> {
        use PadMode::*;
        [Constant, Edge, Reflect, Symmetric, Wrap].into_iter().find(|mode| *mode as i32 == number).ok_or_else(|| {
            Error::argument(
                Status::Argument,
                "mode",
                format!("expected DISTARRAY_PAD_CONSTANT (1) to DISTARRAY_PAD_WRAP (5), got {number}"),
            )
        })
    }

    /// After how many indices of the padded axis the source repeats.
    fn period(self, n: i64) -> i64 {
        match self {
            PadMode::Reflect => (2 * n - 2).max(1),
            PadMode::Symmetric => 2 * n,
            _ => n,
        }
    }

    /// Which index an index of the axis extended in both directions shows, and how it goes on: (index, step, count).
    fn shown(self, index: i64, n: i64) -> (i64, i64, i64) {
        if self == PadMode::Edge {
            return match index {
                i if i < 0 => (0, 1, 1),
                i if i >= n => (n - 1, 1, 1),
                i => (i, 1, n - i),
            };
        }
        let within = index.rem_euclid(self.period(n));
        if within < n {
            return (within, 1, n - within);
        }
        let back = 2 * n - 1 - within - i64::from(self == PadMode::Reflect);
        (back, -1, back + 1 - i64::from(self == PadMode::Reflect))
    }

    fn pieces(self, n: i64, before: i64, after: i64) -> Vec<Piece> {
        if self == PadMode::Constant || n == 0 {
            return vec![Piece::new(0, 1, before, n)];
        }
        let mut pieces = Vec::new();
        let mut index = -before;
        while index < n + after {
            let (source, step, count) = self.shown(index, n);
            // Outside the array a piece ends where the array begins.
            let end = if index < 0 { 0 } else { n + after };
            let count = count.max(1).min(end - index);
            pieces.push(Piece::new(source, step, index + before, count));
            index += count;
        }
        pieces
    }
}

/// A copy with margins of `before` and `after` elements per axis, as NumPy's `pad`. `value` is one element of the
/// array's dtype, for constant margins. **Collective.**
pub fn pad(array: &Array, before: &[i64], after: &[i64], mode: PadMode, value: &[u8]) -> Result<Array> {
    let context = array.context().clone();
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("before", Arg::Ints(before)),
        ("after", Arg::Ints(after)),
        ("mode", Arg::Int(mode as i64)),
        ("value", Arg::Bytes(value)),
    ];
    let call = Call::new("distarray_array_pad", &arguments);
    let recipe = array.check_usable("array").and_then(|()| {
        for (name, widths) in [("before", before), ("after", after)] {
            if widths.len() != array.ndim() {
                refuse!(Argument, name, "expected {} widths, one per axis, got {}", array.ndim(), widths.len());
            }
        }
        if value.len() < array.dtype().size() {
            refuse!(Argument, "value", "expected {} bytes, got {}", array.dtype().size(), value.len());
        }
        let mut padded = array.shape().to_vec();
        let mut pieces = whole(array.shape());
        for d in 0..array.ndim() {
            let n = array.shape()[d];
            for (name, width) in [("before", before[d]), ("after", after[d])] {
                if width < 0 {
                    refuse!(Argument, name, "axis {d}: expected a width of at least 0, got {width}");
                }
                if n == 0 && width > 0 && mode != PadMode::Constant {
                    refuse!(Shape, name, "axis {d} is empty; only constant margins can be put around nothing");
                }
            }
            padded[d] = n.checked_add(before[d]).and_then(|n| n.checked_add(after[d])).unwrap_or(i64::MAX);
        }
        shape::element_count(&padded)?;
        for d in 0..array.ndim() {
            pieces[d] = mode.pieces(array.shape()[d], before[d], after[d]);
        }
        let mut background = None;
        if mode == PadMode::Constant {
            let mut scalar = [0; 16];
            scalar[..array.dtype().size()].copy_from_slice(&value[..array.dtype().size()]);
            background = Some(scalar);
        }
        let sources = vec![Source { array: array.clone(), pieces }];
        Ok(Recipe { shape: padded, dtype: array.dtype(), sources, background })
    });
    assemble(&call, &context, None, recipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(mode: PadMode, n: i64, before: i64, after: i64) -> Vec<i64> {
        let pieces = mode.pieces(n, before, after);
        let mut all = vec![-1; (n + before + after) as usize];
        for piece in pieces {
            for k in 0..piece.source.count {
                all[(piece.target.start + k) as usize] = piece.source.start + k * piece.source.step;
            }
        }
        all
    }

    #[test]
    fn margins_show_what_numpy_shows() {
        // numpy.pad(numpy.arange(n), (before, after), mode)
        assert_eq!(shown(PadMode::Edge, 3, 2, 2), [0, 0, 0, 1, 2, 2, 2]);
        assert_eq!(shown(PadMode::Reflect, 3, 5, 5), [1, 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1]);
        assert_eq!(shown(PadMode::Symmetric, 3, 4, 4), [2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0]);
        assert_eq!(shown(PadMode::Wrap, 3, 4, 5), [2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1]);
        assert_eq!(shown(PadMode::Reflect, 1, 2, 3), [0; 6]);
        assert_eq!(shown(PadMode::Reflect, 2, 3, 3), [1, 0, 1, 0, 1, 0, 1, 0]);
        assert_eq!(shown(PadMode::Constant, 2, 1, 1), [-1, 0, 1, -1]);
    }
}
