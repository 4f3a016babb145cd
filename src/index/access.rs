//! Where local positions lie in memory: bytes from an origin, axis by axis.

use super::Segment;
use std::sync::Arc;

/// `count` positions from `local` on; the k-th of them lies at `offset + k·step` bytes from the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub local: i64,
    pub count: i64,
    pub offset: isize,
    pub step: isize,
}

/// Memory of the local positions of one axis, or of several axes whose positions are numbered together.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// Position `p` at `p · stride` bytes.
    Strided(isize),
    /// Stretches in ascending order of position, without gaps.
    Listed(Arc<[Stretch]>),
    /// Several axes with these extents as one, positions in C order.
    Product(Arc<[(i64, Access)]>),
}

impl Stretch {
    /// Appends to a list, lengthening its last entry where the progression continues.
    fn push(list: &mut Vec<Stretch>, next: Stretch) {
        if next.count == 0 {
            return;
        }
        if let Some(last) = list.last_mut() {
            let step = if last.count == 1 { next.offset - last.offset } else { last.step };
            let goes_on = next.offset == last.offset + last.count as isize * step;
            if goes_on && (next.count == 1 || next.step == step) {
                *last = Stretch { count: last.count + next.count, step, ..*last };
                return;
            }
        }
        list.push(next);
    }
}

impl Access {
    /// Bytes from the origin to one position.
    pub fn offset(&self, position: i64) -> isize {
        let mut found = 0;
        self.visit(position, 0, 1, &mut |offset, _, _| found = offset);
        found
    }

    /// The one stride of all `count` positions, if there is one.
    pub fn stride(&self, count: i64) -> Option<isize> {
        let mut pieces = Vec::new();
        self.visit(0, 1, count, &mut |offset, step, length| {
            pieces.push(ByteRun { from: offset, from_step: step, to: 0, to_step: 0, count: length as usize });
        });
        let mut joined: Vec<ByteRun> = Vec::new();
        pieces.into_iter().for_each(|piece| ByteRun::push(&mut joined, piece));
        match joined.as_slice() {
            [] => Some(0),
            [run] if run.from == 0 => Some(run.from_step),
            _ => None,
        }
    }

    /// Bytes to position `first`, and from each of `count` positions to the next, if these are the same.
    pub fn stretch(&self, first: i64, count: i64) -> Option<(isize, isize)> {
        let mut found = None;
        self.visit(first, 1, count, &mut |offset, step, length| {
            if length == count {
                found = Some((offset, step));
            }
        });
        found
    }

    /// The access whose positions lie in these pieces `(offset, byte step, count)`, one after the other, counted from the
    /// first of them, and where that one is.
    pub fn of_pieces(pieces: impl IntoIterator<Item = (isize, isize, i64)>) -> (isize, Access) {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut local = 0;
        for (offset, step, count) in pieces {
            Stretch::push(&mut stretches, Stretch { local, count, offset, step });
            local += count;
        }
        let first = stretches.first().map_or(0, |stretch| stretch.offset);
        match stretches.as_mut_slice() {
            [] => (0, Access::Strided(0)),
            [only] => (first, Access::Strided(only.step)),
            several => {
                several.iter_mut().for_each(|stretch| stretch.offset -= first);
                (first, Access::Listed(stretches.into()))
            }
        }
    }

    /// The lowest and the highest offset of `count` positions; (0, 0) of none.
    pub fn span(&self, count: i64) -> (isize, isize) {
        let mut span: Option<(isize, isize)> = None;
        self.visit(0, 1, count, &mut |offset, step, length| {
            let last = offset + (length - 1) as isize * step;
            let (low, high) = span.unwrap_or((offset, offset));
            span = Some((low.min(offset).min(last), high.max(offset).max(last)));
        });
        span.unwrap_or((0, 0))
    }

    /// Calls `piece(offset, byte step, count)` for the positions `first + k·step`, `0 <= k < count`.
    pub fn visit(&self, first: i64, step: i64, count: i64, piece: &mut impl FnMut(isize, isize, i64)) {
        match self {
            Access::Strided(stride) => piece(first as isize * stride, step as isize * stride, count),
            Access::Listed(stretches) => {
                let mut done = 0;
                while done < count {
                    let position = first + done * step;
                    let at = stretches.partition_point(|s| s.local + s.count <= position);
                    let Some(s) = stretches.get(at) else { return };
                    let inside = reach(position - s.local, step, s.count).min(count - done);
                    piece(s.offset + (position - s.local) as isize * s.step, step as isize * s.step, inside);
                    done += inside;
                }
            }
            Access::Product(axes) => visit_product(axes, first, step, count, piece),
        }
    }
}

/// How many of `position + k·step` lie in `0..extent`, counted from k = 0.
fn reach(position: i64, step: i64, extent: i64) -> i64 {
    match step {
        0 => i64::MAX,
        s if s > 0 => (extent - 1 - position) / s + 1,
        s => position / -s + 1,
    }
}

fn visit_product(axes: &[(i64, Access)], first: i64, step: i64, count: i64, piece: &mut dyn FnMut(isize, isize, i64)) {
    let Some(((extent, inner), outer)) = axes.split_last() else {
        piece(0, 0, count);
        return;
    };
    let mut done = 0;
    while done < count {
        let position = first + done * step;
        let (row, column) = if outer.is_empty() { (0, position) } else { (position / extent, position % extent) };
        let inside = if outer.is_empty() { count } else { reach(column, step, *extent).min(count - done) };
        let mut base = 0;
        visit_product(outer, row, 0, 1, &mut |offset, _, _| base = offset);
        inner.visit(column, step, inside, &mut |offset, step, length| piece(base + offset, step, length));
        done += inside;
    }
}

/// Corresponding bytes of two memories along one axis: `from + k·from_step` and `to + k·to_step`, `0 <= k < count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteRun {
    pub from: isize,
    pub to: isize,
    pub count: usize,
    pub from_step: isize,
    pub to_step: isize,
}

impl ByteRun {
    /// Appends to a list, lengthening its last entry where both progressions continue.
    pub fn push(list: &mut Vec<ByteRun>, next: ByteRun) {
        if next.count == 0 {
            return;
        }
        if let Some(last) = list.last_mut() {
            let (from_step, to_step) = match last.count {
                1 => (next.from - last.from, next.to - last.to),
                _ => (last.from_step, last.to_step),
            };
            let end = last.count as isize;
            let goes_on = next.from == last.from + end * from_step && next.to == last.to + end * to_step;
            if goes_on && (next.count == 1 || (next.from_step, next.to_step) == (from_step, to_step)) {
                *last = ByteRun { count: last.count + next.count, from_step, to_step, ..*last };
                return;
            }
        }
        list.push(next);
    }

    /// The same correspondence seen from the other side.
    pub fn swapped(self) -> ByteRun {
        ByteRun { from: self.to, to: self.from, from_step: self.to_step, to_step: self.from_step, ..self }
    }

    /// Bytes of the positions that correspond in two local parts.
    pub fn list(segments: &[Segment], from: &Access, to: &Access) -> Vec<ByteRun> {
        let mut runs = Vec::with_capacity(segments.len());
        for s in segments {
            let mut seen = 0;
            from.visit(s.from, s.from_step, s.count, &mut |from, from_step, count| {
                let mut inside = 0;
                to.visit(s.to + seen * s.to_step, s.to_step, count, &mut |to, to_step, length| {
                    let from = from + inside as isize * from_step;
                    ByteRun::push(&mut runs, ByteRun { from, to, count: length as usize, from_step, to_step });
                    inside += length;
                });
                seen += count;
            });
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(offsets: &[isize]) -> Access {
        let stretch = |(k, &offset): (usize, &isize)| Stretch { local: k as i64, count: 1, offset, step: 0 };
        Access::Listed(offsets.iter().enumerate().map(stretch).collect())
    }

    #[test]
    fn accesses_compose_as_single_positions_do() {
        let stretches = [
            Stretch { local: 0, count: 3, offset: 16, step: 8 },
            Stretch { local: 3, count: 2, offset: 100, step: -4 },
            Stretch { local: 5, count: 7, offset: 200, step: 12 },
        ];
        let product = Access::Product([(3, Access::Strided(40)), (4, listed(&[0, 9, 1, 7]))].into());
        let accesses = [Access::Strided(8), Access::Strided(-8), Access::Listed(stretches.into()), product];
        for from in &accesses {
            for to in &accesses {
                for (first, step, count) in [(0, 1, 12), (11, -1, 12), (1, 3, 4), (10, -4, 3), (5, 0, 3), (7, 1, 1)] {
                    let segment = Segment { from: first, to: 0, count, from_step: step, to_step: 1 };
                    let runs = ByteRun::list(&[segment, segment.part(0, 1)], from, to);
                    let got: Vec<(isize, isize)> = runs
                        .iter()
                        .flat_map(|r| {
                            (0..r.count as isize).map(move |k| (r.from + k * r.from_step, r.to + k * r.to_step))
                        })
                        .collect();
                    let mut expected: Vec<(isize, isize)> =
                        (0..count).map(|k| (from.offset(first + k * step), to.offset(k))).collect();
                    expected.push(expected[0]);
                    assert_eq!(got, expected, "{from:?} {to:?} {first} {step} {count}");
                }
            }
        }
        assert_eq!(listed(&[0, 3, 6]).stride(3), Some(3));
        assert_eq!(listed(&[0, 3, 7]).stride(3), None);
    }
}
