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
}

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
        Some(Nest { outer, count, strides, start })
    }

    /// Calls `visit` with the byte offsets of every innermost loop.
    #[inline(always)]
    pub fn each(&self, mut visit: impl FnMut([isize; K])) {
        let mut offset = self.start;
        let mut index = vec![0usize; self.outer.len()];
        'rows: loop {
            visit(offset);
            for (i, (count, steps)) in index.iter_mut().zip(&self.outer).rev() {
                *i += 1;
                if *i < *count {
                    for (o, step) in offset.iter_mut().zip(steps) {
                        *o += step;
                    }
                    continue 'rows;
                }
                *i = 0;
                for (o, step) in offset.iter_mut().zip(steps) {
                    *o -= step * (*count - 1) as isize;
                }
            }
            return;
        }
    }
}
