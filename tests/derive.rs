//! Distributions of views against a brute-force account of who owns which element of the view.

use distarray::distribution::{AxisMap, Base, Distribution, Padding, Pieces, Specification};
use distarray::index::{Access, Slice};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;

/// Owners of all indices, in every way an axis can be asked.
fn check_axis(map: &AxisMap, owners: &[i32]) {
    assert_eq!(map.size(), owners.len() as i64);
    let mut seen = vec![0i64; map.parts() as usize];
    for (g, &owner) in owners.iter().enumerate() {
        let place = map.locate(g as i64).unwrap();
        let consecutive = owners[g..].iter().take_while(|&&o| o == owner).count() as i64;
        assert_eq!((place.coordinate, place.local), (owner, seen[owner as usize]), "{map:?} {g}");
        assert!(place.consecutive >= 1 && place.consecutive <= consecutive);
        assert_eq!(map.global_of(owner, place.local), Some(g as i64));
        assert_eq!(map.owner_of(g as i64).unwrap(), owner);
        seen[owner as usize] += 1;
    }
    assert!(map.locate(-1).is_none() && map.locate(map.size()).is_none());
    for c in 0..map.parts() {
        let expected: Vec<i64> = (0..map.size()).filter(|&g| owners[g as usize] == c).collect();
        assert_eq!(map.count(c), Some(expected.len() as i64));
        assert_eq!(map.global_of(c, expected.len() as i64), None);
        let runs = map.runs(c);
        let got: Vec<i64> = runs.iter().flat_map(|r| (0..r.count).map(move |k| r.global + k * r.step)).collect();
        assert_eq!(got, expected);
        if let Some((start, stop)) = map.bounds(c) {
            assert_eq!((start..stop).collect::<Vec<_>>(), expected);
        }
    }
}

fn slice(random: &mut SmallRng, size: i64) -> Slice {
    let mut end = || random.random_bool(0.7).then(|| random.random_range(-size - 2..=size + 2));
    let (start, stop) = (end(), end());
    let step = [None, Some(1), Some(2), Some(3), Some(-1), Some(-2), Some(-5)][random.random_range(0..7)];
    Slice::resolve(size, start, stop, step).unwrap()
}

#[test]
fn pieces_and_repeats_equal_brute_force() {
    for seed in 0..3000 {
        let mut random = SmallRng::seed_from_u64(seed);
        let (parts, size) = (random.random_range(1..5), random.random_range(0..24));
        let mut owners = Vec::new();
        let mut map = if random.random_bool(0.7) {
            let mut pieces = Pieces::default();
            while (owners.len() as i64) < size {
                let owner = random.random_range(0..parts);
                let count = random.random_range(1..5).min(size - owners.len() as i64);
                pieces.push(owner, count).unwrap();
                owners.extend(vec![owner; count as usize]);
            }
            AxisMap::new(Base::Pieces(Arc::new(pieces)), size, parts, Padding::none())
        } else {
            let owner = random.random_range(0..parts);
            owners = vec![owner; size as usize];
            AxisMap::new(Base::Repeat(owner), size, parts, Padding::none())
        };
        check_axis(&map, &owners);
        for _ in 0..3 {
            let chosen = slice(&mut random, map.size());
            let sliced = map.slice(chosen).unwrap();
            let before = owners.clone();
            owners = (0..chosen.count).map(|k| before[(chosen.start + k * chosen.step) as usize]).collect();
            check_axis(&sliced, &owners);
            if let Base::Pieces(pieces) = map.base() {
                for c in 0..parts {
                    let expected: Vec<i64> = (0..chosen.count)
                        .map(|k| map.locate(chosen.start + k * chosen.step).unwrap())
                        .filter_map(|place| (place.coordinate == c).then_some(place.local))
                        .collect();
                    let positions = pieces.positions(chosen, c);
                    let got: Vec<i64> =
                        positions.iter().flat_map(|&(first, step, n)| (0..n).map(move |k| first + k * step)).collect();
                    assert_eq!(got, expected);
                }
            }
            assert!(sliced.same_owners(&sliced.clone()));
            map = sliced;
        }
    }
}

/// One distribution as all ranks see it, with the owners of every element, in C order.
struct World {
    seen: Vec<Distribution>,
    shape: Vec<i64>,
    holders: Vec<Vec<i32>>,
}

fn each_index(shape: &[i64]) -> Vec<Vec<i64>> {
    let mut all = vec![Vec::new()];
    for &n in shape {
        all = all.iter().flat_map(|i| (0..n).map(move |k| [i.as_slice(), &[k]].concat())).collect();
    }
    all
}

impl World {
    fn of(seen: Vec<Distribution>) -> World {
        let shape = seen[0].shape().to_vec();
        let holders = each_index(&shape)
            .iter()
            .map(|index| (0..seen.len() as i32).filter(|&r| seen[r as usize].local_index(index).is_some()).collect())
            .collect();
        World { seen, shape, holders }
    }

    fn at(&self, index: &[i64]) -> &Vec<i32> {
        &self.holders[index.iter().zip(&self.shape).fold(0, |at, (&i, &n)| at * n + i) as usize]
    }

    /// The element of a view is where the element that it shows is.
    fn derived(&self, make: impl Fn(&Distribution) -> Distribution, old: impl Fn(&[i64]) -> Vec<i64>) -> World {
        let world = World::of(self.seen.iter().map(make).collect());
        let every = each_index(&world.shape);
        for (index, holders) in every.iter().zip(&world.holders) {
            assert_eq!(holders, self.at(&old(index)), "{index:?} {:?}", world.seen[0]);
        }
        for (rank, seen) in world.seen.iter().enumerate() {
            let count = world.holders.iter().filter(|h| h.contains(&(rank as i32))).count() as i64;
            assert_eq!(seen.local_count(), count);
            assert_eq!(seen.digest(), world.seen[0].digest());
            assert!(seen.is_aligned(&world.seen[0]));
        }
        world
    }
}

#[test]
fn views_own_what_their_parents_do() {
    for seed in 0..1500 {
        let mut random = SmallRng::seed_from_u64(seed);
        let shape: Vec<i64> = (0..random.random_range(1..4)).map(|_| random.random_range(1..7)).collect();
        let kinds = ["block", "block(ceil)", "cyclic", "cyclic(2)", "block halo(1)", "cyclic(3)"];
        let axes: Vec<&str> = shape.iter().map(|_| kinds[random.random_range(0..kinds.len())]).collect();
        let options = ["", " order(column)", " @ replicas(2)", " @ ranks(4:1)", " @ ranks(5:0:3:1)"];
        let text = format!("{}{}", axes.join(", "), options[random.random_range(0..options.len())]);
        let specification = Specification::parse(&shape, &text).unwrap();
        let seen = (0..6).map(|rank| Distribution::build(&specification, 6, rank, &[]).unwrap()).collect();
        let mut world = World::of(seen);
        for _ in 0..4 {
            let shape = world.shape.clone();
            let ndim = shape.len();
            let axis = random.random_range(0..ndim.max(1));
            world = match random.random_range(0..6) {
                0 => {
                    let slices: Vec<Slice> = shape.iter().map(|&n| slice(&mut random, n)).collect();
                    let old = |i: &[i64]| i.iter().zip(&slices).map(|(&i, s)| s.start + i * s.step).collect();
                    world.derived(|d| d.slice(&slices).unwrap(), old)
                }
                1 if ndim > 0 && shape[axis] > 0 => {
                    let index = random.random_range(0..shape[axis]);
                    let old = |i: &[i64]| [&i[..axis], &[index], &i[axis..]].concat();
                    world.derived(|d| d.index_axis(axis, index).unwrap(), old)
                }
                2 if ndim < 4 => {
                    let old = |i: &[i64]| [&i[..axis], &i[axis + 1..]].concat();
                    world.derived(|d| d.expand_dims(axis).unwrap(), old)
                }
                3 => {
                    let mut order: Vec<usize> = (0..ndim).collect();
                    rand::seq::SliceRandom::shuffle(order.as_mut_slice(), &mut random);
                    let old = |i: &[i64]| {
                        let mut index = vec![0; ndim];
                        order.iter().zip(i).for_each(|(&d, &k)| index[d] = k);
                        index
                    };
                    world.derived(|d| d.transpose(&order).unwrap(), old)
                }
                4 => {
                    let mut longer: Vec<i64> =
                        shape.iter().map(|&n| if n == 1 { random.random_range(0..4) } else { n }).collect();
                    if random.random_bool(0.5) && ndim < 4 {
                        longer.insert(0, random.random_range(0..3));
                    }
                    let new = longer.len() - ndim;
                    let old = |i: &[i64]| i[new..].iter().zip(&shape).map(|(&i, &n)| i.min(n - 1)).collect();
                    world.derived(|d| d.broadcast_to(&longer).unwrap(), old)
                }
                _ if ndim > 1 => {
                    let other = (axis + random.random_range(1..ndim)) % ndim;
                    let first = (random.random_range(0..=shape[axis]), random.random_range(0..=shape[other]));
                    let count = (shape[axis] - first.0).min(shape[other] - first.1);
                    let others: Vec<usize> = (0..ndim).filter(|&d| d != axis && d != other).collect();
                    let old = |i: &[i64]| {
                        let mut index = vec![0; ndim];
                        others.iter().zip(i).for_each(|(&d, &k)| index[d] = k);
                        (index[axis], index[other]) = (first.0 + i[ndim - 2], first.1 + i[ndim - 2]);
                        index
                    };
                    world.derived(|d| d.diagonal((axis, other), first, count).unwrap(), old)
                }
                _ => world,
            };
        }
        for d in &world.seen {
            assert!(!d.describe().is_empty());
            distarray::protocol::describe(d).unwrap();
        }
    }
}

#[test]
fn accesses_of_pieces_count_from_the_first() {
    let (first, access) = Access::of_pieces([(40, 8, 3), (64, 8, 2), (10, -4, 2)]);
    assert_eq!(first, 40);
    let offsets: Vec<isize> = (0..7).map(|p| access.offset(p)).collect();
    assert_eq!(offsets, [0, 8, 16, 24, 32, -30, -34]);
    assert_eq!(access.span(7), (-34, 32));
    assert_eq!(Access::of_pieces([(5, 3, 1), (9, 0, 1), (13, 4, 2)]), (5, Access::Strided(4)));
}
