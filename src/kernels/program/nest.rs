//! The loops over blocks of many memories at once.

/// Loops over a shape with the byte strides of any number of memories: unit axes dropped, smallest strides of the leading
/// memory innermost, axes joined where all memories allow it. The order of the visits is not that of the indices.
pub(super) struct Nest {
    /// Number of memories.
    width: usize,
    counts: Vec<usize>,
    /// One row of byte strides for each axis.
    strides: Vec<isize>,
}

/// Positions handled at once: `rows` of an outer axis times `columns` of the innermost one.
pub(super) struct Tiling {
    pub rows: usize,
    pub columns: usize,
}

/// Elements of the innermost axis in a tile where a memory runs across the loops.
const TILE: usize = 32;

impl Nest {
    /// None if the shape has no elements. `start` takes the offsets of the first visited position of each memory. Axes are
    /// sorted by the strides of `leading`, then of all memories in turn.
    pub fn new(shape: &[usize], strides: &[&[isize]], leading: usize, start: &mut [isize]) -> Option<Nest> {
        let width = strides.len();
        let mut axes: Vec<usize> = Vec::with_capacity(shape.len());
        for (axis, &count) in shape.iter().enumerate() {
            match count {
                0 => return None,
                1 => {}
                _ => axes.push(axis),
            }
        }
        let order = || std::iter::once(leading).chain(0..width);
        if axes.len() > 1 {
            axes.sort_by(|&a, &b| {
                let compare = |k: usize| strides[k][b].unsigned_abs().cmp(&strides[k][a].unsigned_abs());
                order().map(compare).find(|order| order.is_ne()).unwrap_or(a.cmp(&b))
            });
        }
        let mut nest = Nest { width, counts: Vec::with_capacity(axes.len()), strides: Vec::new() };
        nest.strides.reserve(axes.len() * width);
        for axis in axes {
            let count = shape[axis];
            let step = |k: usize| strides[k][axis];
            // Walked from the other end where all memories go backwards.
            let sign = if (0..width).all(|k| step(k) <= 0) { -1 } else { 1 };
            if sign < 0 {
                (0..width).for_each(|k| start[k] += (count as isize - 1) * step(k));
            }
            let before = nest.strides.len().saturating_sub(width);
            let joins = |k: usize| nest.strides[before + k] == sign * step(k) * count as isize;
            match nest.counts.last_mut() {
                Some(last) if (0..width).all(joins) => {
                    *last *= count;
                    (0..width).for_each(|k| nest.strides[before + k] = sign * step(k));
                }
                _ => {
                    nest.counts.push(count);
                    nest.strides.extend((0..width).map(|k| sign * step(k)));
                }
            }
        }
        Some(nest)
    }

    fn row(&self, axis: usize) -> &[isize] {
        &self.strides[axis * self.width..(axis + 1) * self.width]
    }

    /// Byte strides of the innermost axis, and of the one of which several rows make a block.
    pub fn inner(&self, memory: usize) -> (isize, isize) {
        let axes = self.counts.len();
        let of = |axis: Option<usize>| axis.map_or(0, |axis| self.row(axis)[memory]);
        (of(axes.checked_sub(1)), of(axes.checked_sub(2)))
    }

    /// How many elements of the innermost axis there are.
    pub fn count(&self) -> usize {
        self.counts.last().copied().unwrap_or(1)
    }

    /// Says what makes a block of at most `block` elements, and brings the axis of its rows next to the innermost one.
    pub fn tile(&mut self, block: usize) -> Tiling {
        let axes = self.counts.len();
        let Some(inner) = axes.checked_sub(1) else { return Tiling { rows: 1, columns: 1 } };
        let count = self.counts[inner];
        if inner == 0 {
            return Tiling { rows: 1, columns: count.min(block) };
        }
        // A memory whose neighbours lie along another axis.
        let across = (0..self.width).find_map(|k| {
            let stride = |axis: usize| self.row(axis)[k].unsigned_abs();
            let closest = (0..inner).filter(|&axis| stride(axis) != 0).min_by_key(|&axis| stride(axis))?;
            (stride(closest) < stride(inner)).then_some(closest)
        });
        if let Some(axis) = across {
            let last = inner - 1;
            self.counts.swap(axis, last);
            (0..self.width).for_each(|k| self.strides.swap(axis * self.width + k, last * self.width + k));
            let columns = count.min(TILE);
            return Tiling { rows: self.counts[last].min(block / columns), columns };
        }
        let rows = if count < block { (block / count).min(self.counts[inner - 1]) } else { 1 };
        Tiling { rows, columns: count.min(block) }
    }

    /// Calls `visit` with the offsets of each memory, rows and columns of every block. `first` is the length of the first
    /// block of a single row.
    pub fn each(&self, tiling: &Tiling, first: usize, start: &[isize], mut visit: impl FnMut(&[isize], usize, usize)) {
        let axes = self.counts.len();
        let (outer, row_axis) = (axes.saturating_sub(2), axes.checked_sub(2));
        let (rows, columns) = (row_axis.map_or(1, |axis| self.counts[axis]), self.count());
        let mut index = vec![0usize; outer];
        let mut base = start.to_vec();
        let mut offsets = start.to_vec();
        loop {
            let mut row = 0;
            while row < rows {
                let height = tiling.rows.min(rows - row);
                let mut column = 0;
                while column < columns {
                    let most = if column == 0 && height == 1 { first } else { tiling.columns };
                    let length = most.min(columns - column);
                    for (k, offset) in offsets.iter_mut().enumerate() {
                        let (inner, across) = self.inner(k);
                        *offset = base[k] + row as isize * across + column as isize * inner;
                    }
                    visit(&offsets, height, length);
                    column += length;
                }
                row += height;
            }
            let Some(axis) = (0..outer).rev().find(|&axis| index[axis] + 1 < self.counts[axis]) else { return };
            index[axis] += 1;
            base.iter_mut().zip(self.row(axis)).for_each(|(b, step)| *b += step);
            for (later, passed) in index.iter_mut().enumerate().take(outer).skip(axis + 1) {
                let back = std::mem::take(passed) as isize;
                base.iter_mut().zip(self.row(later)).for_each(|(b, step)| *b -= step * back);
            }
        }
    }
}
