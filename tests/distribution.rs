//! Distributions against a brute-force oracle that lists every index, written from the definitions.

use distarray::distribution::{
    AxisKind, AxisMap, AxisSpecification, Base, Distribution, Facts, Labels, Padding, Specification, Widths,
};
use distarray::error::Status;
use distarray::index::{Order, Slice};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Owner and position in the owner's part of every index of the base rule, and which of them the axis shows.
#[derive(Clone)]
struct Oracle {
    parts: i32,
    base: Vec<(i32, i64)>,
    view: Vec<usize>,
}

impl Oracle {
    fn new(base: &Base, size: i64, parts: i32) -> Oracle {
        let mut owners = Vec::new();
        let ceil = (0..).find(|chunk| chunk * parts as i64 >= size).unwrap();
        match base {
            Base::Block => {
                for c in 0..parts as i64 {
                    let length = size / parts as i64 + if c < size % parts as i64 { 1 } else { 0 };
                    owners.extend(vec![c as i32; length as usize]);
                }
            }
            Base::BlockCeil => owners.extend((0..size).map(|g| (g / ceil) as i32)),
            Base::Bounds(bounds) => {
                for c in 0..parts as usize {
                    owners.extend(vec![c as i32; (bounds[c + 1] - bounds[c]) as usize]);
                }
            }
            Base::Cyclic(block) => owners.extend((0..size).map(|g| ((g / block) % parts as i64) as i32)),
            _ => unreachable!(),
        }
        let mut seen = vec![0i64; parts as usize];
        let base: Vec<(i32, i64)> = owners
            .iter()
            .map(|&c| {
                seen[c as usize] += 1;
                (c, seen[c as usize] - 1)
            })
            .collect();
        Oracle { parts, view: (0..base.len()).collect(), base }
    }

    fn slice(&self, slice: Slice) -> Oracle {
        let view = (0..slice.count).map(|k| self.view[(slice.start + k * slice.step) as usize]).collect();
        Oracle { view, ..self.clone() }
    }

    fn owners(&self) -> Vec<i32> {
        self.view.iter().map(|&g| self.base[g].0).collect()
    }

    /// (index, position in memory) of a coordinate, ascending.
    fn owned(&self, coordinate: i32) -> Vec<(i64, i64)> {
        let shown = self.view.iter().enumerate().map(|(i, &g)| (i as i64, self.base[g]));
        shown.filter(|(_, (c, _))| *c == coordinate).map(|(i, (_, memory))| (i, memory)).collect()
    }
}

fn all_bounds(size: i64, parts: i32) -> Vec<Vec<i64>> {
    let mut found = vec![vec![0]];
    for _ in 1..parts {
        found = found
            .into_iter()
            .flat_map(|b| (*b.last().unwrap()..=size).map(move |next| [b.clone(), vec![next]].concat()))
            .collect();
    }
    found.into_iter().map(|b| [b, vec![size]].concat()).collect()
}

fn bases(size: i64, parts: i32) -> Vec<Base> {
    let mut list = vec![Base::Block, Base::BlockCeil, Base::Cyclic(7)];
    list.extend((1..=4).map(Base::Cyclic));
    let bounds = all_bounds(size, parts);
    let every = (bounds.len() / 12).max(1);
    list.extend(bounds.iter().step_by(every).map(|b| Base::Bounds(b.as_slice().into())));
    list
}

fn slices(size: i64) -> Vec<Slice> {
    let mut list = vec![Slice { start: 0, step: 1, count: 0 }];
    for start in 0..size {
        for step in (-size..=size).filter(|&s| s != 0) {
            let longest = if step > 0 { (size - 1 - start) / step + 1 } else { start / -step + 1 };
            list.extend((1..=longest).map(|count| Slice { start, step, count }));
        }
    }
    list
}

fn check_axis(map: &AxisMap, oracle: &Oracle) {
    let what = || format!("{map:?} {:?}", oracle.owners());
    let owners = oracle.owners();
    let size = owners.len() as i64;
    assert_eq!((map.size(), map.parts()), (size, oracle.parts), "{}", what());
    for (i, &c) in owners.iter().enumerate() {
        let place = map.locate(i as i64).unwrap_or_else(|| panic!("{i} is nowhere: {}", what()));
        let local = owners[..i].iter().filter(|&&other| other == c).count() as i64;
        let consecutive = owners[i..].iter().take_while(|&&other| other == c).count() as i64;
        assert_eq!((place.coordinate, place.local, place.consecutive), (c, local, consecutive), "{i} {}", what());
        for other in 0..oracle.parts {
            assert_eq!(map.local_of(other, i as i64), (other == c).then_some(local), "{}", what());
        }
    }
    assert_eq!((map.locate(-1), map.locate(size), map.locate(i64::MAX)), (None, None, None));
    assert_eq!((map.count(-1), map.count(oracle.parts)), (None, None));
    for c in 0..oracle.parts {
        let owned = oracle.owned(c);
        assert_eq!(map.count(c), Some(owned.len() as i64), "{c} {}", what());
        for (local, &(g, _)) in owned.iter().enumerate() {
            assert_eq!(map.global_of(c, local as i64), Some(g), "{c} {}", what());
        }
        assert_eq!((map.global_of(c, -1), map.global_of(c, owned.len() as i64)), (None, None));
        let mut expanded = Vec::new();
        for run in map.runs(c) {
            assert!(run.count > 0 && run.local == expanded.len() as i64, "{c} {}", what());
            expanded.extend((0..run.count).map(|k| (run.global + k * run.step, run.memory + k * run.memory_step)));
        }
        assert_eq!(expanded, owned, "{c} {}", what());
        match map.bounds(c) {
            Some((start, stop)) if !owned.is_empty() => {
                assert_eq!((start, stop), (owned[0].0, owned[owned.len() - 1].0 + 1), "{c} {}", what())
            }
            Some((start, stop)) => assert!(start == stop && (0..=size).contains(&start), "{c} {}", what()),
            None => assert!(matches!(map.base(), Base::Cyclic(_))),
        }
    }
}

fn check_segments(from: &AxisMap, from_oracle: &Oracle, to: &AxisMap, to_oracle: &Oracle) {
    let owners = to_oracle.owners();
    for c in 0..from_oracle.parts {
        let mut expected: BTreeMap<i32, Vec<(i64, i64)>> = BTreeMap::new();
        for (local, &(g, _)) in from_oracle.owned(c).iter().enumerate() {
            let target = owners[g as usize];
            let there = owners[..g as usize].iter().filter(|&&o| o == target).count() as i64;
            expected.entry(target).or_default().push((local as i64, there));
        }
        let mut found = BTreeMap::new();
        for (target, segments) in from.segments_to(c, to) {
            let pairs: Vec<(i64, i64)> = segments
                .iter()
                .flat_map(|s| (0..s.count).map(move |k| (s.from + k * s.from_step, s.to + k * s.to_step)))
                .collect();
            assert!(found.insert(target, pairs).is_none(), "{target} twice");
        }
        assert_eq!(found, expected, "{c}: {from:?} to {to:?}");
    }
    let same = from_oracle.parts == to_oracle.parts && from_oracle.owners() == owners;
    assert_eq!(from.same_owners(to), same, "{from:?} {to:?}");
}

#[test]
fn every_small_axis_equals_brute_force() {
    for size in 0..=9i64 {
        for parts in 1..=6 {
            for base in bases(size, parts) {
                let map = AxisMap::new(base.clone(), size, parts, Padding::none());
                let oracle = Oracle::new(&base, size, parts);
                check_axis(&map, &oracle);
                for slice in slices(size) {
                    check_axis(&map.slice(slice).unwrap(), &oracle.slice(slice));
                }
            }
        }
    }
}

#[test]
fn slices_of_slices_compose() {
    for size in 0..=6i64 {
        for parts in 1..=4 {
            for base in bases(size, parts).into_iter().step_by(2) {
                let map = AxisMap::new(base.clone(), size, parts, Padding::none());
                let oracle = Oracle::new(&base, size, parts);
                for slice in slices(size) {
                    let (once, expected) = (map.slice(slice).unwrap(), oracle.slice(slice));
                    for again in slices(slice.count) {
                        check_axis(&once.slice(again).unwrap(), &expected.slice(again));
                    }
                }
            }
        }
    }
}

#[test]
fn segments_and_same_owners_equal_brute_force() {
    for size in [0i64, 1, 2, 5, 8, 9] {
        let mut axes = Vec::new();
        for parts in [1, 2, 3, 5] {
            for base_size in [size, size + 1, 2 * size + 3] {
                for base in bases(base_size, parts) {
                    let map = AxisMap::new(base.clone(), base_size, parts, Padding::none());
                    let oracle = Oracle::new(&base, base_size, parts);
                    let fitting: Vec<Slice> = slices(base_size).into_iter().filter(|s| s.count == size).collect();
                    for &slice in fitting.iter().step_by((fitting.len() / 5).max(1)) {
                        axes.push((map.slice(slice).unwrap(), oracle.slice(slice)));
                    }
                }
            }
        }
        for (k, (from, from_oracle)) in axes.iter().enumerate() {
            for (to, to_oracle) in axes.iter().skip(k % 7).step_by(7) {
                check_segments(from, from_oracle, to, to_oracle);
            }
        }
    }
}

#[test]
fn halos_are_clipped_to_what_exists() {
    for size in 0..=9i64 {
        for parts in 1..=6 {
            for base in bases(size, parts).into_iter().filter(|b| !matches!(b, Base::Cyclic(_))) {
                for (lower, upper) in [(0, 0), (1, 0), (1, 2), (3, 3), (size, size)] {
                    for periodic in [false, true] {
                        let padding = Padding { periodic, ..Padding::uniform(lower, upper) };
                        let map = AxisMap::new(base.clone(), size, parts, padding);
                        let oracle = Oracle::new(&base, size, parts);
                        for c in 0..parts {
                            let owned = oracle.owned(c);
                            let mut expected = (0, 0);
                            if let (Some(first), Some(last)) = (owned.first(), owned.last()) {
                                let exists = |g: &i64| periodic || (0..size).contains(g);
                                expected.0 = (1..=lower).map(|k| first.0 - k).filter(exists).count() as i64;
                                expected.1 = (1..=upper).map(|k| last.0 + k).filter(exists).count() as i64;
                            }
                            assert_eq!(map.halo(c), expected, "{map:?} {c}");
                            assert_eq!(map.without_padding().halo(c), (0, 0));
                            if size > 1 {
                                let part = map.slice(Slice { start: 1, step: 1, count: size - 1 }).unwrap();
                                assert_eq!(part.halo(c), (0, 0));
                                assert_eq!(map.slice(Slice::whole(size)).unwrap().halo(c), expected);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A small generator (SplitMix64), so that failures repeat.
struct Random(u64);

impl Random {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as i64
    }

    fn shuffled(&mut self, n: i64) -> Vec<i64> {
        let mut list: Vec<i64> = (0..n).collect();
        for k in (1..list.len()).rev() {
            list.swap(k, self.below(k as i64 + 1) as usize);
        }
        list
    }

    fn slice(&mut self, size: i64) -> Slice {
        let all = slices(size);
        all[self.below(all.len() as i64) as usize]
    }
}

/// A random distribution: the specification, and per axis the owner of every index.
struct World {
    specification: Specification,
    context_size: i32,
    /// Ranks by [replica][coordinates in C order].
    ranks: Vec<i32>,
    owners: Vec<Vec<i32>>,
    /// Labels by axis and coordinate; empty for closed forms.
    labels: Vec<Vec<Vec<i64>>>,
}

fn random_world(random: &mut Random) -> World {
    let ndim = random.below(5) as usize;
    let mut extents: Vec<i32> = vec![1; ndim];
    for extent in &mut extents {
        *extent = 1 + random.below(3) as i32;
    }
    let parts = |extents: &[i32]| extents.iter().product::<i32>();
    while parts(&extents) > 9 {
        let d = random.below(ndim as i64) as usize;
        extents[d] = 1;
    }
    let replicas = if parts(&extents) <= 4 { 1 + random.below(2) as i32 } else { 1 };
    let processes = parts(&extents) * replicas;
    let outsiders = random.below(3) as i32;
    let subset = outsiders > 0 || random.below(3) == 0;
    let context_size = processes + outsiders;
    let order = random.shuffled(context_size as i64);
    let ranks: Vec<i32> =
        if subset { order[..processes as usize].iter().map(|&r| r as i32).collect() } else { (0..processes).collect() };
    let (mut shape, mut axes, mut owners, mut labels) = (vec![], vec![], vec![], vec![]);
    for &p in &extents {
        let size = random.below(if ndim > 2 { 5 } else { 9 });
        let bounds = all_bounds(size, p);
        let bounds = bounds[random.below(bounds.len() as i64) as usize].clone();
        let mut given = Vec::new();
        let block = 1 + random.below(4);
        let (kind, base) = match random.below(6) {
            0 => (AxisKind::BlockCeil, Base::BlockCeil),
            1 => (AxisKind::Bounds(bounds.clone()), Base::Bounds(bounds.as_slice().into())),
            2 => (AxisKind::Cyclic(block), Base::Cyclic(block)),
            3 if p == 1 => (AxisKind::Whole, Base::Block),
            4 if random.below(3) == 0 => {
                let shuffled = random.shuffled(size);
                given = bounds.windows(2).map(|b| shuffled[b[0] as usize..b[1] as usize].to_vec()).collect();
                (AxisKind::Unstructured { labels: vec![], one_to_one: true }, Base::Block)
            }
            _ => (AxisKind::Block, Base::Block),
        };
        let mut owner: Vec<i32> = Oracle::new(&base, size, p).owners();
        for (c, list) in given.iter().enumerate() {
            list.iter().for_each(|&label| owner[label as usize] = c as i32);
        }
        let takes_halo = !matches!(kind, AxisKind::Cyclic(_) | AxisKind::Unstructured { .. });
        let width = if takes_halo { random.below(size.min(2) + 1) } else { 0 };
        let periodic = takes_halo && random.below(3) == 0;
        axes.push(AxisSpecification { kind, padding: Padding { periodic, ..Padding::uniform(width, width) } });
        shape.push(size);
        owners.push(owner);
        labels.push(given);
    }
    let specification = Specification {
        shape,
        axes,
        grid: extents,
        ranks: subset.then(|| ranks.clone()),
        replicas: Some(replicas),
        order: if random.below(2) == 0 { Order::RowMajor } else { Order::ColumnMajor },
    };
    World { specification, context_size, ranks, owners, labels }
}

impl World {
    /// Coordinates and replica of a rank, from its place in the list of ranks.
    fn place(&self, rank: i32) -> Option<(Vec<i32>, i32)> {
        let extents = &self.specification.grid;
        let mut position = self.ranks.iter().position(|&r| r == rank)? as i32;
        let mut coordinates = vec![0; extents.len()];
        for d in (0..extents.len()).rev() {
            coordinates[d] = position % extents[d];
            position /= extents[d];
        }
        Some((coordinates, position))
    }

    fn build(&self, rank: i32) -> Distribution {
        let place = self.place(rank);
        let labels: Vec<Option<Arc<Labels>>> = (0..self.labels.len())
            .map(|d| {
                let known = &self.labels[d];
                let counts: Vec<i64> = known.iter().map(|l| l.len() as i64).collect();
                let c = place.as_ref().map_or(-1, |(coordinates, _)| coordinates[d]);
                let facts = Facts { one_to_one: true, permutation: true, digest: 42 + d as u64 };
                let values = known.get(c as usize).cloned().unwrap_or_default();
                (!known.is_empty()).then(|| Arc::new(Labels::new(c, values, counts, facts)))
            })
            .collect();
        Distribution::build(&self.specification, self.context_size, rank, &labels).unwrap()
    }
}

/// Every multi-index of a shape, in C order.
fn indices(shape: &[i64]) -> Vec<Vec<i64>> {
    shape.iter().fold(vec![vec![]], |list, &n| {
        list.iter().flat_map(|head| (0..n).map(move |g| [head.clone(), vec![g]].concat())).collect()
    })
}

/// Checks that exactly the ranks `holders(index)` own each element, and that positions and indices are inverse.
fn check_ownership(seen: &[Distribution], holders: &dyn Fn(&[i64]) -> Vec<i32>) {
    let shape = seen[0].shape().to_vec();
    let mut elements: Vec<i64> = vec![0; seen.len()];
    for index in indices(&shape) {
        let holders = holders(&index);
        for (rank, distribution) in seen.iter().enumerate() {
            let held = holders.contains(&(rank as i32));
            let local = distribution.local_index(&index);
            assert_eq!(local.is_some(), held, "{index:?} on {rank}: {distribution:?}");
            if let Some(local) = local {
                elements[rank] += 1;
                assert!(local.iter().zip(distribution.local_shape()).all(|(&l, n)| (0..n).contains(&l)));
                assert_eq!(distribution.global_index(&local), Some(index.clone()), "{distribution:?}");
            }
            if distribution.is_closed_form() || held {
                assert_eq!(distribution.owner(&index), Some(holders[0]), "{index:?} {distribution:?}");
            }
        }
    }
    for (rank, distribution) in seen.iter().enumerate() {
        assert_eq!(distribution.local_count(), elements[rank], "{distribution:?}");
        if shape.is_empty() || distribution.place().is_none() {
            assert!(distribution.local_shape().iter().all(|&n| n == 0));
        } else {
            assert_eq!(distribution.local_shape().iter().product::<i64>(), elements[rank]);
        }
        for (other, remote) in seen.iter().enumerate() {
            let known = distribution.local_shape_of(other as i32);
            let sliced_labels = distribution.axes().iter().any(|a| a.labels().is_some()) && known.is_none();
            assert!(sliced_labels || known == Some(remote.local_shape()), "{distribution:?} of {other}");
            if let Some(there) = distribution.seen_by(other as i32) {
                assert_eq!(there, *remote);
            }
        }
        let padded: Vec<i64> =
            distribution.local_shape().iter().zip(distribution.halo()).map(|(n, (a, b))| n + a + b).collect();
        assert_eq!(distribution.padded_shape(), padded);
        if distribution.local_count() == 0 {
            assert!(distribution.halo().iter().all(|&h| h == (0, 0)));
        }
        if let Some(bounds) = distribution.local_bounds() {
            let lengths: Vec<i64> = bounds.iter().map(|(a, b)| b - a).collect();
            assert_eq!(lengths, distribution.local_shape());
        }
    }
}

fn same_on_all(list: &[Distribution], other: &[Distribution]) -> bool {
    let all = indices(list[0].shape());
    list[0].shape() == other[0].shape()
        && list[0].grid() == other[0].grid()
        && list.iter().zip(other).all(|(a, b)| all.iter().all(|i| a.local_index(i) == b.local_index(i)))
}

#[test]
fn random_distributions_equal_brute_force() {
    let mut random = Random(2014);
    for _ in 0..20_000 {
        let world = random_world(&mut random);
        let ndim = world.owners.len();
        let seen: Vec<Distribution> = (0..world.context_size).map(|rank| world.build(rank)).collect();
        let places: Vec<Option<(Vec<i32>, i32)>> = (0..world.context_size).map(|rank| world.place(rank)).collect();
        for (distribution, place) in seen.iter().zip(&places) {
            let found = distribution.place().map(|p| (p.coordinates.clone(), p.replica));
            assert_eq!(&found, place, "{distribution:?}");
        }
        let holders_at = |coordinates: &dyn Fn(&[i32]) -> bool| {
            world.ranks.iter().copied().filter(|&r| coordinates(&world.place(r).unwrap().0)).collect::<Vec<i32>>()
        };
        check_ownership(&seen, &|index| holders_at(&|c| (0..ndim).all(|d| world.owners[d][index[d] as usize] == c[d])));

        let cut: Vec<Slice> = (0..ndim).map(|d| random.slice(world.specification.shape[d])).collect();
        let sliced: Vec<Distribution> = seen.iter().map(|s| s.slice(&cut).unwrap()).collect();
        let base = |d: usize, g: i64| world.owners[d][(cut[d].start + g * cut[d].step) as usize];
        check_ownership(&sliced, &|index| holders_at(&|c| (0..ndim).all(|d| base(d, index[d]) == c[d])));

        if ndim > 0 {
            let axis = random.below(ndim as i64) as usize;
            let keep = random.below(2) == 0;
            let reduced: Vec<Distribution> = sliced.iter().map(|s| s.reduced(axis, keep).unwrap()).collect();
            let others: Vec<usize> = (0..ndim).filter(|&d| d != axis).collect();
            check_ownership(&reduced, &|index| {
                let at = |d: usize| if keep || d < axis { index[d] } else { index[d - 1] };
                let mut ranks = holders_at(&|c| others.iter().all(|&d| base(d, at(d)) == c[d]));
                // The primary copy is with coordinate 0 of the axis in replica 0.
                ranks.sort_by_key(|&r| {
                    let (coordinates, replica) = world.place(r).unwrap();
                    (replica, coordinates[axis])
                });
                ranks
            });
        }

        let cut: Vec<Slice> = (0..ndim).map(|d| random.slice(world.specification.shape[d])).collect();
        let other: Vec<Distribution> = seen.iter().map(|s| s.slice(&cut).unwrap()).collect();
        if seen[0].is_closed_form() {
            let brute = same_on_all(&sliced, &other);
            // Empty arrays may be spread differently along their other axes.
            assert!(sliced[0].is_aligned(&other[0]) == brute || sliced[0].global_count() == 0);
            assert!(sliced[0].is_aligned(&sliced[0].with_order(Order::ColumnMajor)));
        }
    }
}

#[test]
fn sizes_near_the_limit_do_not_overflow() {
    let max = i64::MAX;
    let mut bases = vec![Base::Block, Base::BlockCeil];
    bases.extend([1, 2, 3, 1 << 40, max / 2, max - 1, max].map(Base::Cyclic));
    for size in [1, 5, max / 2, max - 1, max] {
        for parts in [1, 2, 3, 7, i32::MAX] {
            for base in &bases {
                let map = AxisMap::new(base.clone(), size, parts, Padding::none());
                let mut steps = vec![Slice { start: 0, step: 1, count: size }];
                for step in [-1, 2, -3, 1 << 33, max / 2, -(max / 2), max, -max, i64::MIN] {
                    for (start, stop) in [(None, None), (Some(size / 2), None), (Some(max), Some(i64::MIN))] {
                        steps.push(Slice::resolve(size, start, stop, Some(step)).unwrap());
                    }
                }
                for slice in steps {
                    let once = map.slice(slice).unwrap();
                    let n = once.size();
                    let twice = once.slice(Slice::resolve(n, None, None, Some(-2)).unwrap()).unwrap();
                    let whole = AxisMap::whole(n);
                    probe(&once);
                    probe(&twice);
                    assert!(!once.is_block() || once.runs(0).len() <= 1);
                    assert!(n < 1000 || once.same_owners(&whole) == (parts == 1));
                    if once.is_block() {
                        let pieces = once.segments_to(0, &whole);
                        assert!(pieces.len() <= 1);
                    }
                }
            }
        }
    }
}

fn probe(map: &AxisMap) {
    let n = map.size();
    for index in [0, 1, 2, n / 3, n / 2, n - 2, n - 1] {
        let Some(place) = map.locate(index) else {
            assert!(index < 0 || index >= n);
            continue;
        };
        let base = map.window().start as i128 + index as i128 * map.window().step as i128;
        let (size, parts) = (map.base_size() as i128, map.parts() as i128);
        let expected = match map.base() {
            Base::Cyclic(block) => (base / *block as i128) % parts,
            Base::BlockCeil => base / ((size + parts - 1) / parts),
            _ => {
                let (short, long) = (size / parts, size % parts);
                if base < long * (short + 1) {
                    base / (short + 1)
                } else {
                    long + (base - long * (short + 1)) / short
                }
            }
        };
        assert_eq!(place.coordinate as i128, expected, "{map:?} {index}");
        assert!(place.consecutive >= 1 && place.consecutive <= n - index);
        let last = index + (place.consecutive - 1);
        assert_eq!(map.locate(last).unwrap().coordinate, place.coordinate, "{map:?} {index}");
        if last + 1 < n {
            assert_ne!(map.locate(last + 1).unwrap().coordinate, place.coordinate, "{map:?} {index}");
        }
        assert_eq!(map.global_of(place.coordinate, place.local), Some(index), "{map:?}");
        assert!(map.count(place.coordinate).unwrap() > place.local);
    }
    if map.parts() <= 7 {
        let total: i128 = (0..map.parts()).map(|c| map.count(c).unwrap() as i128).sum();
        assert_eq!(total, n as i128, "{map:?}");
    }
}

#[test]
fn labels_far_apart_do_not_overflow() {
    let values = vec![i64::MIN, i64::MAX, 0, i64::MIN + 1, 5, 3, 1];
    let facts = Facts { one_to_one: true, permutation: false, digest: 1 };
    let labels = Labels::new(0, values.clone(), vec![values.len() as i64], facts);
    let map = AxisMap::new(Base::Unstructured(Arc::new(labels)), values.len() as i64, 1, Padding::none());
    let expanded: Vec<i64> =
        map.runs(0).iter().flat_map(|r| (0..r.count).map(move |k| r.global + k * r.step)).collect();
    assert_eq!(expanded, values);
    for (local, &label) in values.iter().enumerate() {
        assert_eq!(map.local_of(0, label), Some(local as i64));
    }
    assert_eq!(map.slice(Slice { start: 0, step: 2, count: 2 }).unwrap_err().status, Status::Distribution);
}

#[test]
fn specifications_are_read_or_refused() {
    let axis = |kind, padding| AxisSpecification { kind, padding };
    let read = |text: &str| Specification::parse(&[10, 20], text).unwrap();
    let halo = Padding::uniform(1, 2);
    let both = |kind: AxisKind| vec![axis(kind.clone(), Padding::none()), axis(kind, Padding::none())];
    assert_eq!(read("block").axes, both(AxisKind::Block));
    assert_eq!(read("b, b").axes, both(AxisKind::Block));
    assert_eq!(read("cyclic(3)").axes, both(AxisKind::Cyclic(3)));
    assert_eq!(read("c,c").axes, both(AxisKind::Cyclic(1)));
    assert_eq!(read("n").axes, both(AxisKind::Whole));
    let mixed = read("block(ceil) halo(1:2) periodic, bounds(0:5:20) boundary(1:0) @ 0x2 order(column)");
    let text = "(10, 20) block(ceil) halo(1:2) periodic, bounds(0:5:20) boundary(1:0) @ 0x2 order(column)";
    assert_eq!(mixed.to_string(), text);
    let first = axis(AxisKind::BlockCeil, Padding { periodic: true, ..halo });
    let second = axis(AxisKind::Bounds(vec![0, 5, 20]), Padding { boundary: (1, 0), ..Padding::none() });
    assert_eq!((mixed.axes, mixed.grid, mixed.order), (vec![first, second], vec![0, 2], Order::ColumnMajor));
    let options = read("whole replicas(2) ranks(3:1)");
    assert_eq!(options.to_string(), "(10, 20) whole, whole replicas(2) ranks(3:1)");
    assert_eq!((options.replicas, options.ranks), (Some(2), Some(vec![3, 1])));
    let options = read("block @2x3 order(row)");
    assert_eq!((options.grid, options.order), (vec![2, 3], Order::RowMajor));
    assert!(Specification::parse(&[], "").unwrap().axes.is_empty());
    assert_eq!(Specification::parse(&[], "@ replicas(2)").unwrap().replicas, Some(2));

    for text in [
        "",
        "blocks",
        "block(",
        "block(3)",
        "whole(2",
        "cyclic()",
        "cyclic(x)",
        "cyclic(0)",
        "cyclic(-1)",
        "block,",
        "block, block, block",
        "block halo",
        "block halo(1",
        "block halo(1:2:3)",
        "block halo(-1)",
        "block halo(11)",
        "cyclic halo(1)",
        "cyclic periodic",
        "block periodic(1)",
        "block boundary(11:0)",
        "block boundary(1)periodic",
        "block periodic boundary(1:1)",
        "bounds(0:20)",
        "bounds(0:x:10), block",
        "bounds(), b",
        "bounds(0:7:5:10), b",
        "block @ 2",
        "block @ 2x2x2",
        "block @ ax2",
        "block @ 2x2(3",
        "block @ 2x2 @ 2x2",
        "block order(up)",
        "block replicas(x)",
        "block ranks()",
        "block ranks(1,2)",
        "block @ 99999999999x1",
        "block boundary(9:9)",
        "halo(1)",
        "block block",
        "cyclic(9223372036854775808)",
    ] {
        let result = Specification::parse(&[10, 20], text);
        assert!(result.is_err(), "'{text}' was read as {result:?}");
    }
    for shape in [&[-1, 2][..], &[i64::MAX, 2], &[1; 40]] {
        assert!(Specification::parse(shape, "block").is_err());
    }
}

#[test]
fn wrong_specifications_are_refused() {
    let good = Specification::parse(&[10, 20], "block").unwrap();
    let refused = |change: &dyn Fn(&mut Specification), status: Status| {
        let mut specification = good.clone();
        change(&mut specification);
        let error = Distribution::build(&specification, 4, 0, &[]).expect_err("accepted");
        assert_eq!(error.status, status, "{error}");
    };
    use Status::Distribution as D;
    refused(&|s| s.axes[0].kind = AxisKind::Cyclic(0), D);
    refused(&|s| s.axes[0].kind = AxisKind::Bounds(vec![0, 4, 9]), D);
    refused(&|s| s.axes[0].kind = AxisKind::Bounds(vec![]), D);
    refused(&|s| s.axes[0].kind = AxisKind::Bounds(vec![0, 11, 10]), D);
    refused(&|s| s.axes[0].kind = AxisKind::Unstructured { labels: vec![], one_to_one: true }, D);
    refused(&|s| s.axes[0].padding = Padding::uniform(-1, 0), D);
    refused(&|s| s.axes[0].padding = Padding::uniform(0, i64::MAX), D);
    refused(&|s| s.axes[0].padding.widths = Widths::Each(vec![(0, 0), (-1, 0)].into()), D);
    refused(&|s| s.axes[0].padding.widths = Widths::Each(vec![(0, 0), (0, 11)].into()), D);
    refused(&|s| s.axes[0].padding.boundary = (i64::MAX, i64::MAX), D);
    refused(&|s| s.axes[0].padding.boundary = (-1, 0), D);
    refused(&|s| s.grid = vec![3, 0], D);
    refused(&|s| s.grid = vec![-2, 0], D);
    refused(&|s| s.grid = vec![2, 3], D);
    refused(&|s| s.grid = vec![2], D);
    refused(&|s| drop(s.axes.pop()), D);
    refused(&|s| s.replicas = Some(0), D);
    refused(&|s| s.replicas = Some(3), D);
    refused(&|s| s.ranks = Some(vec![]), D);
    refused(&|s| s.ranks = Some(vec![0, 0]), D);
    refused(&|s| s.ranks = Some(vec![0, 4]), D);
    refused(&|s| s.shape = vec![-1, 2], Status::Shape);
    refused(&|s| s.shape = vec![i64::MAX, 2], Status::Overflow);
    let huge = Specification { grid: vec![i32::MAX; 4], ..Specification::parse(&[2; 4], "block").unwrap() };
    assert_eq!(Distribution::build(&huge, 4, 0, &[]).unwrap_err().status, D);
    let wide = Specification::parse(&[i64::MAX], "block halo(1)").unwrap();
    assert_eq!(Distribution::build(&wide, 2, 0, &[]).unwrap_err().status, Status::Overflow);
}
