//! Which ranks multiply which parts of a contraction `C = sum of A·B`, chosen so that little moves.
//!
//! Every label (index letter) of the contraction gets an extent of a process grid, so that the grid of a product of
//! matrices is rows × columns × sums: with sums spread, ranks compute partial results that are added afterwards. That is
//! the family that holds the 2-D algorithms (SUMMA: van de Geijn and Watts, Concurrency 9(4), 1997), the 2.5-D ones
//! (Solomonik and Demmel, Euro-Par 2011) and the shapes between them (CARMA: Demmel et al., IPDPS 2013; COSMA: Kwasniewski
//! et al., SC 2019). All factorizations of the number of ranks are compared, by what the operands' own distributions spare too.

use crate::distribution::{grid, AxisMap, Base, Distribution, Grid, Padding};
use crate::error::Result;
use crate::index::Slice;

/// An operand or the result: its distribution, and the label of each of its axes.
#[derive(Clone, Copy, Debug)]
pub struct Term<'a> {
    pub distribution: &'a Distribution,
    pub labels: &'a [usize],
}

/// A contraction of two operands into a result. Labels are 0, 1, ...; each term has a label at most once.
#[derive(Clone, Copy, Debug)]
pub struct Contraction<'a> {
    /// Extent of each label.
    pub sizes: &'a [i64],
    /// A, B and C.
    pub terms: [Term<'a>; 3],
    /// Bytes of an element.
    pub item: usize,
    /// Bytes that every rank may use: sums are spread only where partial results fit.
    pub room: u64,
}

/// Who computes what: a grid over the labels, and how each label is cut along it.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub maps: Vec<AxisMap>,
    /// Ranks of the grid's positions in C order of the labels.
    ranks: Vec<i32>,
    /// Labels that the result lacks.
    summed: Vec<bool>,
}

/// Multiplications that take about as long as one byte takes to arrive.
const BYTE: f64 = 16.0;
/// The same for a byte that is copied within a process.
const OWN_BYTE: f64 = 2.0;
/// More than any other cost: for layouts that are taken only if there is no other.
const TOO_LARGE: f64 = 1e300;
/// Ranks that are looked at to judge a layout.
const SAMPLE: i32 = 32;
/// Least share of the ranks that work.
const BUSY: f64 = 0.8;

impl Layout {
    /// Number of coordinates along a label.
    pub fn extent(&self, label: usize) -> i32 {
        self.maps[label].parts()
    }

    /// Number of partial results of which each element of the result is the sum.
    pub fn layers(&self) -> i32 {
        (0..self.maps.len()).filter(|&l| self.summed[l]).map(|l| self.extent(l)).product()
    }

    /// Ranks that work.
    pub fn busy(&self) -> usize {
        self.ranks.len()
    }

    fn coordinates(&self, mut position: usize) -> Vec<i32> {
        let mut coordinates = vec![0; self.maps.len()];
        for (l, map) in self.maps.iter().enumerate().rev() {
            coordinates[l] = (position % map.parts() as usize) as i32;
            position /= map.parts() as usize;
        }
        coordinates
    }

    fn rank_of(&self, coordinates: &[i32]) -> i32 {
        let position = coordinates.iter().zip(&self.maps).fold(0, |p, (&c, map)| p * map.parts() as usize + c as usize);
        self.ranks[position]
    }

    /// How many indices of each label a rank works on; none for a rank that is idle.
    pub fn counts(&self, rank: i32) -> Option<Vec<i64>> {
        let position = self.ranks.iter().position(|&r| r == rank)?;
        let coordinates = self.coordinates(position);
        self.maps.iter().zip(coordinates).map(|(map, c)| map.count(c)).collect()
    }

    /// The largest number of indices of a label that a rank works on.
    pub fn longest(&self, label: usize) -> i64 {
        let map = &self.maps[label];
        (0..map.parts()).filter_map(|c| map.count(c)).max().unwrap_or(0)
    }

    /// The part of each rank of an operand whose axes have these labels.
    pub fn panel(&self, labels: &[usize], context: (i32, i32)) -> Result<Distribution> {
        self.arranged(labels, None, context)
    }

    /// The partial results of each rank, with an axis before the others that counts the layers.
    pub fn partial(&self, labels: &[usize], context: (i32, i32)) -> Result<Distribution> {
        let summed: Vec<usize> = (0..self.maps.len()).filter(|&l| self.summed[l]).collect();
        self.arranged(labels, Some(&summed), context)
    }

    /// Axes of these labels, those of the layers joined to one in front; replicas over the rest. The context is given as
    /// (size, rank).
    fn arranged(&self, labels: &[usize], counted: Option<&[usize]>, context: (i32, i32)) -> Result<Distribution> {
        let layers = counted.unwrap_or(&[]);
        let others: Vec<usize> = (0..self.maps.len()).filter(|l| !labels.contains(l) && !layers.contains(l)).collect();
        let order: Vec<usize> = others.iter().chain(layers).chain(labels).copied().collect();
        let extent = |&l: &usize| self.extent(l);
        let mut ranks = Vec::with_capacity(self.ranks.len());
        each(&order.iter().map(extent).collect::<Vec<_>>(), |coordinates| {
            let mut place = vec![0; self.maps.len()];
            order.iter().zip(coordinates).for_each(|(&l, &c)| place[l] = c);
            ranks.push(self.rank_of(&place));
        });
        let mut axes: Vec<AxisMap> = labels.iter().map(|&l| self.maps[l].clone()).collect();
        let mut extents: Vec<i32> = labels.iter().map(extent).collect();
        if counted.is_some() {
            let count: i32 = layers.iter().map(extent).product();
            axes.insert(0, AxisMap::new(Base::Block, count as i64, count, Padding::none()));
            extents.insert(0, count);
        }
        let (size, rank) = context;
        let grid = Grid::new(extents, others.iter().map(extent).product(), Some(ranks), size)?;
        Distribution::from_axes(axes, grid, crate::index::Order::RowMajor, size, rank)
    }

    /// The same grid for indices `from .. to` of each label. What is spread is cut anew, so that all ranks have work.
    pub fn window(&self, ranges: &[(i64, i64)]) -> Layout {
        let cut = |(map, &(from, to)): (&AxisMap, &(i64, i64))| match (from, to) == (0, map.size()) {
            true => map.clone(),
            false => AxisMap::new(Base::Block, to - from, map.parts(), Padding::none()),
        };
        Layout { maps: self.maps.iter().zip(ranges).map(cut).collect(), ..self.clone() }
    }
}

/// Visits all coordinates in C order.
fn each(extents: &[i32], mut visit: impl FnMut(&[i32])) {
    let mut coordinates = vec![0; extents.len()];
    loop {
        visit(&coordinates);
        let Some(axis) = (0..extents.len()).rev().find(|&d| coordinates[d] + 1 < extents[d]) else { return };
        coordinates[axis] += 1;
        coordinates[axis + 1..].fill(0);
    }
}

/// What a label does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Batch,
    Row,
    Column,
    Sum,
}

impl Contraction<'_> {
    fn role(&self, label: usize) -> Role {
        let has = |term: usize| self.terms[term].labels.contains(&label);
        match (has(2), has(0), has(1)) {
            (false, ..) => Role::Sum,
            (true, true, false) => Role::Row,
            (true, false, true) => Role::Column,
            (true, ..) => Role::Batch,
        }
    }

    /// Labels by role.
    fn classes(&self) -> [Vec<usize>; 4] {
        let of = |role: Role| (0..self.sizes.len()).filter(|&l| self.role(l) == role).collect();
        [of(Role::Batch), of(Role::Row), of(Role::Column), of(Role::Sum)]
    }

    /// The best layout for `ranks` processes. The same on all of them: nothing but closed forms is looked at.
    pub fn choose(&self, ranks: i32) -> Layout {
        let classes = self.classes();
        let mut best: Option<(f64, Layout)> = None;
        let least = ((ranks as f64 * BUSY).ceil() as i32).clamp(1, ranks).max(ranks - 3);
        for busy in (least..=ranks).rev() {
            factorizations(busy, &classes, |shares| {
                let Some(extents) = self.spread(&classes, shares) else { return };
                for maps in [self.maps(&extents, true), self.maps(&extents, false)] {
                    for order in self.orders(&extents, busy) {
                        let layout = Layout { maps: maps.clone(), ranks: order, summed: self.summed() };
                        let partial = self.terms[2].labels.iter().map(|&l| layout.longest(l) as f64).product::<f64>();
                        let fits = layout.layers() == 1 || partial * self.item as f64 <= self.room as f64 / 2.0;
                        let cost = self.cost(&layout, ranks) + if fits { 0.0 } else { TOO_LARGE };
                        if best.as_ref().is_none_or(|(least, _)| cost < *least * (1.0 - 1e-9)) {
                            best = Some((cost, layout));
                        }
                    }
                }
            });
        }
        match best {
            Some((_, layout)) => layout,
            None => {
                let extents = vec![1; self.sizes.len()];
                Layout { maps: self.maps(&extents, false), ranks: vec![0], summed: self.summed() }
            }
        }
    }

    fn summed(&self) -> Vec<bool> {
        (0..self.sizes.len()).map(|l| self.role(l) == Role::Sum).collect()
    }

    /// Extents of the labels, whose classes share the ranks like this.
    fn spread(&self, classes: &[Vec<usize>; 4], shares: [i32; 4]) -> Option<Vec<i32>> {
        let mut extents = vec![1; self.sizes.len()];
        for (class, share) in classes.iter().zip(shares).filter(|(class, _)| !class.is_empty()) {
            let sizes: Vec<i64> = class.iter().map(|&l| self.sizes[l]).collect();
            let chosen = grid::choose_extents(&sizes, &vec![0; class.len()], share)?;
            class.iter().zip(chosen).for_each(|(&l, extent)| extents[l] = extent);
        }
        Some(extents)
    }

    /// How labels are cut: as the largest term has them that has as many coordinates, if `kept`, else in blocks.
    fn maps(&self, extents: &[i32], kept: bool) -> Vec<AxisMap> {
        let map = |l: usize| {
            let mut found: Option<(i64, AxisMap)> = None;
            for Term { distribution, labels } in self.terms.iter().filter(|_| kept) {
                let Some(axis) = labels.iter().position(|&label| label == l) else { continue };
                let (map, count) = (&distribution.axes()[axis], distribution.global_count());
                let fits = map.parts() == extents[l] && map.labels().is_none() && !map.is_broadcast();
                if fits && found.as_ref().is_none_or(|(most, _)| count > *most) {
                    found = Some((count, map.without_padding()));
                }
            }
            let block = || AxisMap::new(Base::Block, self.sizes[l], extents[l], Padding::none());
            found.map_or_else(block, |(_, map)| map)
        };
        (0..self.sizes.len()).map(map).collect()
    }

    /// Which ranks may fill the grid: those that own a term already where its grid is the same, and in order of the labels.
    fn orders(&self, extents: &[i32], busy: i32) -> Vec<Vec<i32>> {
        let mut orders: Vec<Vec<i32>> = Vec::new();
        let mut add = |order: Vec<i32>| {
            if !orders.contains(&order) {
                orders.push(order);
            }
        };
        for Term { distribution, labels } in &self.terms {
            let grid = distribution.grid();
            let same = labels.iter().zip(grid.extents()).all(|(&l, &extent)| extents[l] == extent);
            if !same || grid.process_count() < busy as i64 {
                continue;
            }
            let others: Vec<usize> = (0..extents.len()).filter(|l| !labels.contains(l)).collect();
            let mut order = Vec::with_capacity(busy as usize);
            each(extents, |coordinates| {
                let own: Vec<i32> = labels.iter().map(|&l| coordinates[l]).collect();
                let replica = others.iter().fold(0, |r, &l| r * extents[l] + coordinates[l]);
                order.push(grid.rank_of(&own, replica));
            });
            add(order);
        }
        add((0..busy).collect());
        // Labels that are summed, or that only B has, as the slowest.
        for slow in [Role::Sum, Role::Column] {
            let (first, rest): (Vec<usize>, Vec<usize>) = (0..extents.len()).partition(|&l| self.role(l) == slow);
            let sequence: Vec<usize> = first.into_iter().chain(rest).collect();
            let mut order = Vec::with_capacity(busy as usize);
            each(extents, |coordinates| order.push(sequence.iter().fold(0, |p, &l| p * extents[l] + coordinates[l])));
            add(order);
        }
        orders
    }

    /// Time of the slowest rank in multiplications.
    fn cost(&self, layout: &Layout, ranks: i32) -> f64 {
        let step = (ranks / SAMPLE).max(1) as usize;
        let layers = layout.layers();
        let positions: Vec<Option<usize>> = {
            let mut positions = vec![None; ranks as usize];
            layout.ranks.iter().enumerate().for_each(|(p, &r)| positions[r as usize] = Some(p));
            positions
        };
        let mut worst: f64 = 0.0;
        for rank in (0..ranks).step_by(step) {
            let place = positions[rank as usize].map(|position| layout.coordinates(position));
            let mut time = place.as_ref().map_or(0.0, |place| {
                layout.maps.iter().zip(place).map(|(map, &c)| map.count(c).unwrap_or(0) as f64).product::<f64>()
            });
            for (k, term) in self.terms.iter().enumerate() {
                let (needed, owned, common) = term.shares(layout, place.as_deref(), rank);
                let (arriving, own) = match k {
                    2 => ((owned * layers as f64 - common).max(0.0), if layers == 1 { 0.0 } else { needed }),
                    _ => (needed - common, needed),
                };
                let in_place = needed == common && needed == owned;
                time +=
                    self.item as f64 * (BYTE * arriving + if in_place && layers == 1 { 0.0 } else { OWN_BYTE * own });
            }
            worst = worst.max(time);
        }
        worst
    }
}

impl Term<'_> {
    /// Elements that a rank needs in a layout, those it owns, and about how many are both.
    fn shares(&self, layout: &Layout, place: Option<&[i32]>, rank: i32) -> (f64, f64, f64) {
        let grid = self.distribution.grid().place_of(rank);
        let (mut needed, mut owned, mut common) = (1.0, 1.0, 1.0);
        for (axis, &label) in self.labels.iter().enumerate() {
            let (map, cut) = (&self.distribution.axes()[axis], &layout.maps[label]);
            let at = grid.as_ref().map(|grid| grid.coordinates[axis]);
            let (has, wants) = (at, place.map(|place| place[label]));
            needed *= wants.map_or(0.0, |c| count(cut, c));
            owned *= has.map_or(0.0, |c| count(map, c));
            common *= match (has, wants) {
                (Some(has), Some(wants)) => overlap(map, has, cut, wants),
                _ => 0.0,
            };
        }
        let known = |count: f64, there: bool| if there { count } else { 0.0 };
        (known(needed, place.is_some()), known(owned, grid.is_some()), known(common, place.is_some() && grid.is_some()))
    }
}

/// Indices of a coordinate, about as many where not all processes know it.
fn count(map: &AxisMap, coordinate: i32) -> f64 {
    let known = map.count(coordinate).filter(|_| map.labels().is_none());
    known.map_or(map.size() as f64 / map.parts() as f64, |n| n as f64)
}

/// About how many indices both coordinates have.
fn overlap(map: &AxisMap, has: i32, cut: &AxisMap, wants: i32) -> f64 {
    let size = map.size() as f64;
    if map.labels().is_none() && map.same_owners(cut) {
        return if has == wants { count(cut, wants) } else { 0.0 };
    }
    if let Some((from, to)) = cut.bounds(wants).filter(|_| map.labels().is_none()) {
        if let Ok(window) = map.slice(Slice { start: from, step: 1, count: to - from }) {
            return count(&window, has);
        }
    }
    if size == 0.0 {
        return 0.0;
    }
    count(map, has) * count(cut, wants) / size
}

/// All ways to write `ranks` as a product of four shares; classes without labels have 1.
fn factorizations(ranks: i32, classes: &[Vec<usize>; 4], mut visit: impl FnMut([i32; 4])) {
    fn deeper(at: usize, rest: i32, shares: &mut [i32; 4], classes: &[Vec<usize>; 4], visit: &mut dyn FnMut([i32; 4])) {
        if at == shares.len() {
            if rest == 1 {
                visit(*shares);
            }
            return;
        }
        for share in (1..=rest).filter(|share| rest % share == 0) {
            if share == 1 || !classes[at].is_empty() {
                shares[at] = share;
                deeper(at + 1, rest / share, shares, classes, visit);
            }
        }
    }
    deeper(0, ranks, &mut [1; 4], classes, &mut visit);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Specification;

    fn distribution(shape: &[i64], text: &str, ranks: i32) -> Distribution {
        Distribution::build(&Specification::parse(shape, text).unwrap(), ranks, 0, &[]).unwrap()
    }

    /// Extents of rows, columns and sums for m × k times k × n.
    fn grid_of(m: i64, n: i64, k: i64, texts: [&str; 3], ranks: i32) -> [i32; 3] {
        let layout = layout_of(m, n, k, texts, ranks);
        [layout.extent(0), layout.extent(1), layout.extent(2)]
    }

    fn layout_of(m: i64, n: i64, k: i64, texts: [&str; 3], ranks: i32) -> Layout {
        layout_within(u64::MAX, (m, n, k), texts, ranks)
    }

    fn layout_within(room: u64, (m, n, k): (i64, i64, i64), texts: [&str; 3], ranks: i32) -> Layout {
        let shapes = [[m, k], [k, n], [m, n]];
        let labels: [[usize; 2]; 3] = [[0, 2], [2, 1], [0, 1]];
        let made: Vec<Distribution> = shapes.iter().zip(texts).map(|(s, t)| distribution(s, t, ranks)).collect();
        let term = |k: usize| Term { distribution: &made[k], labels: &labels[k] };
        let terms = [term(0), term(1), term(2)];
        Contraction { sizes: &[m, n, k], terms, item: 8, room }.choose(ranks)
    }

    #[test]
    fn grids_follow_the_shape() {
        let square = "block, block";
        assert_eq!(grid_of(4096, 4096, 4096, [square; 3], 4), [2, 2, 1]);
        // With the memory for it, sums are spread too.
        assert_eq!(grid_of(4096, 4096, 4096, [square; 3], 64), [4, 4, 4]);
        // Without it, they are not.
        assert_eq!(layout_within(1 << 20, (4096, 4096, 4096), [square; 3], 64).layers(), 1);
        // A tall matrix times a small one stays where it is, as does its transpose times itself.
        assert_eq!(grid_of(1_000_000, 64, 64, ["block, whole", "block, whole", "block, whole"], 8), [8, 1, 1]);
        assert_eq!(grid_of(64, 64, 1_000_000, ["whole, block", "block, whole", "block, whole"], 8), [1, 1, 8]);
        // Outer products are computed where the result lies.
        assert_eq!(grid_of(5000, 5000, 1, ["block, whole", "whole, block", "block, block"], 6), [3, 2, 1]);
    }

    #[test]
    fn what_lies_well_is_not_moved() {
        let text = "cyclic(64), cyclic(32) @ 2x3";
        let layout = layout_of(3000, 3000, 8, [text; 3], 6);
        let result = distribution(&[3000, 3000], text, 6);
        assert!(layout.panel(&[0, 1], (6, 0)).unwrap().is_aligned(&result));
    }

    #[test]
    fn panels_cover_every_product_once() {
        for ranks in [1, 2, 3, 4, 5, 6, 7, 12] {
            for (m, n, k) in [(9, 7, 30), (1, 50, 50), (40, 1, 3), (5, 5, 1000), (0, 3, 2)] {
                let layout = layout_of(m, n, k, ["block, cyclic(2)", "block, block", "cyclic, block"], ranks);
                let products: i64 =
                    (0..ranks).filter_map(|r| layout.counts(r)).map(|c| c.iter().product::<i64>()).sum();
                assert_eq!(products, m * n * k);
                for rank in 0..ranks {
                    let of = |labels: &[usize]| layout.panel(labels, (ranks, rank)).unwrap().local_shape();
                    let counts = layout.counts(rank).unwrap_or(vec![0; 3]);
                    assert_eq!((of(&[0, 2]), of(&[2, 1])), (vec![counts[0], counts[2]], vec![counts[2], counts[1]]));
                    let partial = layout.partial(&[0, 1], (ranks, rank)).unwrap();
                    assert_eq!(partial.shape(), [layout.layers() as i64, m, n]);
                    assert_eq!(partial.local_shape()[1..], counts[..2]);
                }
            }
        }
    }
}
