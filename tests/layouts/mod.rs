//! Random distributions together with a brute-force account of who owns what, written from the definitions.
#![allow(dead_code)] // each test program uses its part

use distarray::distribution::{AxisKind, AxisSpecification, Distribution, Padding, Specification, Widths};
use distarray::index::Order;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::RngExt;

/// One axis: its rule and the labels of every coordinate, in the order of local positions.
#[derive(Clone, Debug)]
pub struct Axis {
    pub kind: AxisKind,
    pub padding: Padding,
    pub owned: Vec<Vec<i64>>,
}

#[derive(Clone, Debug)]
pub struct Layout {
    pub shape: Vec<i64>,
    pub axes: Vec<Axis>,
    pub extents: Vec<i32>,
    pub replicas: i32,
    /// Rank of each position, replicas slowest.
    pub ranks: Vec<i32>,
    pub order: Order,
    /// Leave grid and ranks to the library.
    open: bool,
}

/// Which axes may occur.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    pub unstructured: bool,
    /// Chance of padding on an axis that can have it, and the largest width.
    pub padding: (f64, i64),
}

pub fn shape(rng: &mut SmallRng) -> Vec<i64> {
    let ndim = [0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4][rng.random_range(0..13)];
    let most = [0, 50, 13, 7, 5][ndim];
    (0..ndim).map(|_| if rng.random_bool(0.04) { 0 } else { rng.random_range(1..=most) }).collect()
}

/// Two layouts of one shape whose axes can be matched.
pub fn pair(rng: &mut SmallRng, size: i32, shape: &[i64], choice: Choice) -> [Layout; 2] {
    let mut pair = [Layout::grid(rng, size, shape), Layout::grid(rng, size, shape)];
    for (d, &n) in shape.iter().enumerate() {
        if choice.unstructured && n > 0 && !pair[0].open && !pair[1].open && rng.random_bool(0.15) {
            let [source, target] = labelled(rng, n, pair[0].extents[d] as usize, pair[1].extents[d] as usize);
            pair[0].axes.push(source);
            pair[1].axes.push(target);
        } else {
            for layout in &mut pair {
                let axis = axis(rng, n, layout.extents[d], layout.open, choice);
                layout.axes.push(axis);
            }
        }
    }
    pair
}

pub fn single(rng: &mut SmallRng, size: i32, shape: &[i64], choice: Choice) -> Layout {
    let mut layout = Layout::grid(rng, size, shape);
    for (d, &n) in shape.iter().enumerate() {
        layout.axes.push(axis(rng, n, layout.extents[d], layout.open, choice));
    }
    layout
}

/// An axis whose labels may be sparse, negative and owned by several coordinates.
pub fn sparse(rng: &mut SmallRng, n: i64, parts: i32) -> Axis {
    let [source, _] = labelled(rng, n, parts as usize, 1 + n as usize);
    source
}

/// Cuts `0..n` into ascending bounds, some pieces empty.
fn cuts(rng: &mut SmallRng, n: i64, parts: i32) -> Vec<i64> {
    let mut bounds: Vec<i64> = (1..parts).map(|_| rng.random_range(0..=n)).collect();
    bounds.extend([0, n]);
    bounds.sort_unstable();
    bounds
}

fn axis(rng: &mut SmallRng, n: i64, parts: i32, open: bool, choice: Choice) -> Axis {
    let block = rng.random_range(1..=n / 2 + 2);
    let kind = match rng.random_range(0..if open { 4 } else { 8 }) {
        0 => AxisKind::Block,
        1 => AxisKind::BlockCeil,
        2 => AxisKind::Cyclic(1),
        3 => AxisKind::Cyclic(block),
        4 if parts == 1 => AxisKind::Whole,
        5 if choice.unstructured => AxisKind::Unstructured { labels: Vec::new(), one_to_one: rng.random_bool(0.5) },
        _ => AxisKind::Bounds(cuts(rng, n, parts)),
    };
    let mut padding = Padding::none();
    let can = !matches!(kind, AxisKind::Cyclic(_) | AxisKind::Unstructured { .. });
    if can && rng.random_bool(choice.padding.0) {
        padding = random_padding(rng, n, parts, choice.padding.1);
    }
    let mut owned = vec![Vec::new(); parts as usize];
    match &kind {
        AxisKind::Unstructured { .. } => {
            let mut labels: Vec<i64> = (0..n).collect();
            labels.shuffle(rng);
            let bounds = cuts(rng, n, parts);
            for (c, list) in owned.iter_mut().enumerate() {
                list.extend(&labels[bounds[c] as usize..bounds[c + 1] as usize]);
            }
        }
        kind => (0..n).for_each(|g| owned[owner(kind, n, parts as i64, g) as usize].push(g)),
    }
    Axis { kind, padding, owned }
}

fn random_padding(rng: &mut SmallRng, n: i64, parts: i32, most: i64) -> Padding {
    let most = most.min(n);
    let mut width = || (rng.random_range(0..=most), rng.random_range(0..=most));
    let (lower, upper) = width();
    let mut padding = Padding::uniform(lower, upper);
    let each: Vec<(i64, i64)> = (0..parts).map(|_| width()).collect();
    if rng.random_bool(0.2) {
        padding.widths = Widths::Each(each.into());
    }
    if rng.random_bool(0.4) {
        padding.periodic = true;
    } else if rng.random_bool(0.3) {
        let lower = rng.random_range(0..=n);
        padding.boundary = (lower, rng.random_range(0..=n - lower));
    }
    padding
}

/// The coordinate that owns an index, from the definition of each rule.
fn owner(kind: &AxisKind, n: i64, parts: i64, index: i64) -> i64 {
    match kind {
        AxisKind::Bounds(bounds) => (0..parts).find(|&c| index < bounds[c as usize + 1]).unwrap(),
        AxisKind::BlockCeil => index / (0..).find(|chunk| chunk * parts >= n).unwrap(),
        AxisKind::Cyclic(block) => index / block % parts,
        _ => {
            let mut stop = 0;
            (0..parts)
                .find(|&c| {
                    stop += n / parts + i64::from(c < n % parts);
                    index < stop
                })
                .unwrap()
        }
    }
}

/// Two unstructured axes of `n` labels each, any numbers, those of the target all among the source's.
fn labelled(rng: &mut SmallRng, n: i64, source_parts: usize, target_parts: usize) -> [Axis; 2] {
    let least = n.div_euclid(source_parts.min(target_parts) as i64) + 1;
    let distinct = if rng.random_bool(0.4) { n } else { rng.random_range(least.min(n)..=n) };
    let mut labels: Vec<i64> = Vec::new();
    while (labels.len() as i64) < distinct {
        let label = match rng.random_range(0..3) {
            0 => rng.random_range(-5..20),
            1 => rng.random_range(-1000..1000),
            _ => rng.random_range(i64::MIN..=i64::MAX),
        };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    let pairs = |parts: usize| -> Vec<(usize, i64)> {
        labels.iter().flat_map(|&label| (0..parts).map(move |c| (c, label))).collect()
    };
    let mut source: Vec<(usize, i64)> =
        labels.iter().map(|&label| (rng.random_range(0..source_parts), label)).collect();
    let mut rest: Vec<(usize, i64)> = pairs(source_parts).into_iter().filter(|pair| !source.contains(pair)).collect();
    rest.shuffle(rng);
    source.extend(rest);
    let mut target = pairs(target_parts);
    target.shuffle(rng);
    [(source, source_parts), (target, target_parts)].map(|(mut list, parts)| {
        list.truncate(n as usize);
        list.shuffle(rng);
        let mut owned = vec![Vec::new(); parts];
        list.into_iter().for_each(|(c, label)| owned[c].push(label));
        let kind = AxisKind::Unstructured { labels: Vec::new(), one_to_one: false };
        Axis { kind, padding: Padding::none(), owned }
    })
}

impl Layout {
    /// A grid on all or some ranks; axes are still to come.
    fn grid(rng: &mut SmallRng, size: i32, shape: &[i64]) -> Layout {
        let order = if rng.random_bool(0.5) { Order::RowMajor } else { Order::ColumnMajor };
        let mut ranks: Vec<i32> = (0..size).collect();
        let mut layout = Layout {
            shape: shape.to_vec(),
            axes: Vec::new(),
            extents: vec![1; shape.len()],
            replicas: 1,
            ranks: ranks.clone(),
            order,
            open: false,
        };
        if !shape.is_empty() && rng.random_bool(0.15) {
            let specification = Specification::new(shape).unwrap();
            layout.extents = Distribution::grid_for(&specification, size).unwrap().extents().to_vec();
            layout.open = true;
            return layout;
        }
        if rng.random_bool(0.6) {
            ranks.shuffle(rng);
            ranks.truncate(rng.random_range(1..=size as usize));
        }
        let mut left = ranks.len() as i32;
        let mut factor = |left: &mut i32| {
            let factors: Vec<i32> = (1..=*left).filter(|f| *left % f == 0).collect();
            let factor = factors[rng.random_range(0..factors.len())];
            *left /= factor;
            factor
        };
        if shape.is_empty() {
            layout.replicas = left;
        } else {
            let replicas = factor(&mut left);
            if replicas as usize != ranks.len() || replicas <= 2 {
                layout.replicas = replicas;
            } else {
                left *= replicas;
            }
            for extent in layout.extents.iter_mut().skip(1) {
                *extent = factor(&mut left);
            }
            layout.extents[0] = left;
            layout.extents.shuffle(rng);
        }
        layout.ranks = ranks;
        layout
    }

    /// What `rank` passes to the library.
    pub fn specification(&self, rank: i32, size: i32) -> Specification {
        let coordinates = self.coordinates(rank);
        let axes = self.axes.iter().enumerate().map(|(d, axis)| {
            let mut kind = axis.kind.clone();
            if let AxisKind::Unstructured { labels, .. } = &mut kind {
                *labels = coordinates.as_ref().map_or(vec![], |c| axis.owned[c[d]].clone());
            }
            AxisSpecification { kind, padding: axis.padding.clone() }
        });
        let every = self.ranks.len() as i32 == size && self.ranks.is_sorted();
        Specification {
            shape: self.shape.clone(),
            axes: axes.collect(),
            grid: if self.open { vec![0; self.shape.len()] } else { self.extents.clone() },
            ranks: (!every).then(|| self.ranks.clone()),
            replicas: (!self.open).then_some(self.replicas),
            order: self.order,
        }
    }

    pub fn is_closed_form(&self) -> bool {
        self.axes.iter().all(|axis| !matches!(axis.kind, AxisKind::Unstructured { .. }))
    }

    /// Coordinates of the rank in the grid.
    pub fn coordinates(&self, rank: i32) -> Option<Vec<usize>> {
        let position = self.ranks.iter().position(|&r| r == rank)?;
        let parts: usize = self.extents.iter().map(|&p| p as usize).product();
        let mut within = position % parts;
        let mut coordinates = vec![0; self.extents.len()];
        for d in (0..self.extents.len()).rev() {
            coordinates[d] = within % self.extents[d] as usize;
            within /= self.extents[d] as usize;
        }
        Some(coordinates)
    }

    /// Labels of the rank per axis.
    pub fn owned(&self, rank: i32) -> Option<Vec<&[i64]>> {
        let coordinates = self.coordinates(rank)?;
        Some(self.axes.iter().zip(coordinates).map(|(axis, c)| axis.owned[c].as_slice()).collect())
    }

    /// Halo widths of the rank per axis.
    pub fn halo(&self, rank: i32) -> Vec<(i64, i64)> {
        let none = vec![(0, 0); self.axes.len()];
        let Some(coordinates) = self.coordinates(rank) else { return none };
        let widths: Option<Vec<(i64, i64)>> = (0..self.axes.len())
            .map(|d| {
                let (axis, c) = (&self.axes[d], coordinates[d]);
                let (first, last) = (*axis.owned[c].first()?, *axis.owned[c].last()?);
                let (lower, upper) = axis.padding.widths(c as i32);
                match axis.padding.periodic {
                    true => Some((lower, upper)),
                    false => Some((lower.min(first.max(0)), upper.min((self.shape[d] - 1 - last).max(0)))),
                }
            })
            .collect();
        widths.unwrap_or(none)
    }

    /// A label's copy at this coordinate is not the one that counts: a lower coordinate has it too.
    pub fn is_duplicate(&self, axis: usize, coordinate: usize, label: i64) -> bool {
        self.axes[axis].owned[..coordinate].iter().any(|list| list.contains(&label))
    }

    /// All labels of an axis, each once, ascending.
    pub fn labels(&self, axis: usize) -> Vec<i64> {
        let mut labels: Vec<i64> = self.axes[axis].owned.concat();
        labels.sort_unstable();
        labels.dedup();
        labels
    }
}
