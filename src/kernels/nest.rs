//! Loop nests over several operands that share one shape.

/// The loops over a shape, outermost first, with the byte strides of `K` operands: unit axes
/// dropped, smallest strides innermost, axes joined where every operand allows it. The order
/// of the visits is not the order of the indices.
pub(super) struct Nest<const K: usize> {
    outer: Vec<(usize, [isize; K])>,
    /// Length and strides of the innermost loop.
    pub count: usize,
    pub strides: [isize; K],
    start: [isize; K],
    /// Longest piece of the innermost loop visited at once.
    strip: usize,
}

/// Innermost elements visited at once where an operand's memory runs across the loops.
const STRIP: usize = 64;

impl<const K: usize> Nest<K> {
    /// Sorted by the strides of the last operand first, then the one before it, and so on.
    /// None if the shape has no elements.
    pub fn new(shape: &[usize], strides: [&[isize]; K]) -> Option<Nest<K>> {
        let mut start = [0; K];
        let mut axes = Vec::with_capacity(shape.len());
        for (axis, &count) in shape.iter().enumerate() {
            if count == 0 {
                return None;
            }
            if count == 1 {
                continue;
            }
            let mut steps = strides.map(|s| s[axis]);
            if steps.iter().all(|&s| s <= 0) {
                for (first, step) in start.iter_mut().zip(&mut steps) {
                    *first += (count - 1) as isize * *step;
                    *step = -*step;
                }
            }
            axes.push((count, steps));
        }
        axes.sort_by_key(|&(_, steps)| {
            let mut key = steps.map(|s| std::cmp::Reverse(s.unsigned_abs()));
            key.reverse();
            key
        });
        let mut outer: Vec<(usize, [isize; K])> = Vec::with_capacity(axes.len());
        for (count, steps) in axes {
            match outer.last_mut() {
                Some((before, last)) if (0..K).all(|k| last[k] == steps[k] * count as isize) => {
                    *before *= count;
                    *last = steps;
                }
                _ => outer.push((count, steps)),
            }
        }
        let (count, strides) = outer.pop().unwrap_or((1, [0; K]));
        let mut strip = count;
        let across = (0..K).find_map(|k| {
            let step = |&(i, (_, s)): &(usize, &(usize, [isize; K]))| (s[k].unsigned_abs(), std::cmp::Reverse(i));
            let closest = outer.iter().enumerate().filter(|(_, (_, s))| s[k] != 0).min_by_key(step)?;
            (closest.1 .1[k].unsigned_abs() < strides[k].unsigned_abs()).then_some(closest.0)
        });
        if let Some(axis) = across {
            let closest = outer.remove(axis);
            outer.push(closest);
            strip = STRIP;
        }
        Some(Nest { outer, count, strides, start, strip })
    }

    /// Calls `visit` with the byte offsets and the length of every piece of an innermost loop.
    #[inline(always)]
    pub fn each(&self, mut visit: impl FnMut([isize; K], usize)) {
        let (around, last) = match self.outer.split_last() {
            Some((last, around)) => (around, *last),
            None => (&[][..], (1, [0; K])),
        };
        let mut offset = self.start;
        let mut index = vec![0usize; around.len()];
        'rows: loop {
            for first in (0..self.count).step_by(self.strip) {
                let count = self.strip.min(self.count - first);
                let mut piece = offset;
                advance(&mut piece, &self.strides, first as isize);
                for _ in 0..last.0 {
                    visit(piece, count);
                    advance(&mut piece, &last.1, 1);
                }
            }
            for (i, (count, steps)) in index.iter_mut().zip(around).rev() {
                *i += 1;
                if *i < *count {
                    advance(&mut offset, steps, 1);
                    continue 'rows;
                }
                *i = 0;
                advance(&mut offset, steps, 1 - *count as isize);
            }
            return;
        }
    }
}

#[inline(always)]
fn advance<const K: usize>(offset: &mut [isize; K], steps: &[isize; K], count: isize) {
    for (o, step) in offset.iter_mut().zip(steps) {
        *o += step * count;
    }
}
