//! Plans beyond redistribution, of all ranks together without MPI: reshaping, parts of halos, index lists.

mod layouts;

use distarray::distribution::{AxisKind, AxisMap, Distribution, Labels, Specification};
use distarray::index::{Order, Segment, Slice};
use distarray::plan::{closed_form_matches, halo_exchange, index_list, owners, propose_ranks, redistribution};
use distarray::plan::{reshape, reshaped, AxisMatch, Block, HaloOptions, Plan, RedistributionError, Statistics};
use layouts::{shape, single, Choice, Layout};
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

const CLOSED: Choice = Choice { unstructured: false, padding: (0.0, 0) };

/// The distribution of a layout without unstructured axes.
fn build(layout: &Layout, rank: i32, size: i32) -> Distribution {
    let labels: Vec<Option<Arc<Labels>>> = vec![None; layout.shape.len()];
    Distribution::build(&layout.specification(rank, size), size, rank, &labels).unwrap()
}

/// A rank and a position per axis of its blocks.
type Cell = (i32, Vec<i64>);

fn positions(axes: &[Vec<Segment>], order: Order, of: impl Fn(&Segment) -> (i64, i64)) -> Vec<Vec<i64>> {
    let mut all = vec![vec![0; axes.len()]];
    for axis in order.axes(axes.len()) {
        let list: Vec<i64> = (axes[axis].iter())
            .flat_map(|s| (0..s.count).map(move |k| (s, k)))
            .map(|(s, k)| of(s).0 + k * of(s).1)
            .collect();
        all = all
            .iter()
            .flat_map(|at| {
                list.iter().map(move |&p| {
                    let mut at = at.clone();
                    at[axis] = p;
                    at
                })
            })
            .collect();
    }
    all
}

fn from_side(s: &Segment) -> (i64, i64) {
    (s.from, s.from_step)
}

fn to_side(s: &Segment) -> (i64, i64) {
    (s.to, s.to_step)
}

/// Every (source cell, target cell) that the plans of all ranks bring together, messages cut at `limit`.
fn deliveries(plans: &[Plan], limit: i64, what: &str) -> Vec<(Cell, Cell)> {
    let mut all = Vec::new();
    let mut wire: BTreeMap<(i32, i32), Vec<Vec<Vec<i64>>>> = BTreeMap::new();
    for (rank, plan) in (0..).zip(plans) {
        let order = plan.packing;
        for block in &plan.local {
            let axes: Vec<Vec<Segment>> = block.axes.iter().map(|list| list.to_vec()).collect();
            let pairs = positions(&axes, order, from_side).into_iter().zip(positions(&axes, order, to_side));
            all.extend(pairs.map(|(from, to)| ((rank, from), (rank, to))));
        }
        for transfer in &plan.sends {
            assert!(transfer.rank != rank && transfer.count() > 0, "{what}");
            let pieces = transfer.blocks.iter().flat_map(|b| b.clone().split(limit, order));
            let message = pieces.map(|piece| positions(&piece.to_wire(), order, from_side)).collect();
            assert!(wire.insert((rank, transfer.rank), message).is_none(), "{what}");
        }
    }
    for (rank, plan) in (0..).zip(plans) {
        let order = plan.packing;
        for transfer in &plan.receives {
            let message = wire.remove(&(transfer.rank, rank));
            let message = message.unwrap_or_else(|| panic!("rank {rank} waits for {}\n{what}", transfer.rank));
            let pieces: Vec<Block> = transfer.blocks.iter().flat_map(|b| b.clone().split(limit, order)).collect();
            assert_eq!(pieces.len(), message.len(), "{what}");
            for (piece, packed) in pieces.iter().zip(message) {
                let extents = piece.wire_extents();
                assert_eq!(packed.len() as i64, piece.wire_count(), "{what}");
                let (axes, ndim) = (piece.from_wire(), extents.len());
                let targets = positions(&axes, order, to_side);
                for (at, to) in positions(&axes, order, from_side).iter().zip(targets) {
                    let number = order.axes(ndim).into_iter().fold(0, |n, axis| n * extents[axis] + at[axis]);
                    all.push(((transfer.rank, packed[number as usize].clone()), (rank, to)));
                }
            }
        }
    }
    assert!(wire.is_empty(), "nobody receives {:?}\n{what}", wire.keys());
    all
}

/// Positions per array axis of positions per block axis.
fn ungrouped(at: &[i64], groups: &Option<Vec<usize>>, extents: &[i64]) -> Vec<i64> {
    let Some(groups) = groups else { return at.to_vec() };
    let mut all = Vec::new();
    for (&count, &position) in groups.iter().zip(at) {
        let (mut rest, first) = (position, all.len());
        for &extent in extents[first..first + count].iter().rev() {
            all.insert(first, rest % extent);
            rest /= extent;
        }
        assert_eq!(rest, 0);
    }
    assert_eq!(all.len(), extents.len());
    all
}

/// Number of a global index in C order.
fn number(index: &[i64], shape: &[i64]) -> i64 {
    index.iter().zip(shape).fold(0, |number, (&i, &n)| number * n + i)
}

/// Slices an array at random, keeping it whole often.
fn random_slices(rng: &mut SmallRng, shape: &[i64]) -> Vec<Slice> {
    (shape.iter())
        .map(|&n| {
            let step = [1, 1, 1, -1, 2, -2, 3][rng.random_range(0..7)];
            match rng.random_bool(0.5) {
                true => Slice::resolve(n, None, None, Some(step)).unwrap(),
                false => {
                    let mut end = || Some(rng.random_range(-n..=n));
                    Slice::resolve(n, end(), end(), Some(step)).unwrap()
                }
            }
        })
        .collect()
}

/// A shape of so many elements.
fn shape_of(rng: &mut SmallRng, count: i64) -> Vec<i64> {
    let mut factors = Vec::new();
    let mut rest = count;
    while rest > 1 {
        let prime = (2..).find(|p| rest % p == 0).unwrap();
        factors.push(prime);
        rest /= prime;
    }
    factors.shuffle(rng);
    let mut shape: Vec<i64> = Vec::new();
    for factor in factors {
        if shape.is_empty() || rng.random_bool(0.5) {
            shape.push(factor);
        } else {
            *shape.last_mut().unwrap() *= factor;
        }
    }
    while rng.random_bool(0.3) {
        shape.insert(rng.random_range(0..=shape.len()), 1);
    }
    shape
}

fn check_reshape(sources: &[Distribution], targets: &[Distribution], limit: i64, what: &str) {
    let plans: Vec<Plan> = sources.iter().zip(targets).map(|(s, t)| reshape(s, t).unwrap()).collect();
    let mut reached: BTreeMap<Cell, i64> = BTreeMap::new();
    for ((from_rank, from), (to_rank, to)) in deliveries(&plans, limit, what) {
        let (source, target) = (&sources[from_rank as usize], &targets[to_rank as usize]);
        let from = ungrouped(&from, &plans[from_rank as usize].from_groups, &source.local_shape());
        let to = ungrouped(&to, &plans[to_rank as usize].to_groups, &target.local_shape());
        let (from, at) = (source.global_index(&from).expect(what), target.global_index(&to).expect(what));
        assert_eq!(number(&from, source.shape()), number(&at, target.shape()), "{from:?} goes to {at:?}\n{what}");
        assert!(reached.insert((to_rank, to), 0).is_none(), "written twice\n{what}");
    }
    let wanted: i64 = targets.iter().map(|t| t.local_count()).sum();
    assert_eq!(reached.len() as i64, wanted, "{what}");
}

#[test]
fn reshapes_keep_the_order_of_elements() {
    for case in 0..4000u64 {
        let mut rng = SmallRng::seed_from_u64(case | 2 << 40);
        let size = rng.random_range(1..=9);
        let count = [1, 2, 6, 7, 12, 24, 30, 36, 48, 60, 64, 72, 120][rng.random_range(0..13)];
        let shape = match rng.random_bool(0.3) {
            true => shape(&mut rng).into_iter().map(|n| n.min(12)).collect(),
            false => shape_of(&mut rng, count),
        };
        let from = single(&mut rng, size, &shape, CLOSED);
        let slices = random_slices(&mut rng, &shape);
        let sliced = rng.random_bool(0.3);
        let cut = |rank| match build(&from, rank, size) {
            whole if sliced => whole.slice(&slices).unwrap(),
            whole => whole,
        };
        let sources: Vec<Distribution> = (0..size).map(cut).collect();
        let (shape, count) = (sources[0].shape().to_vec(), sources[0].global_count());
        let wanted = match count {
            0 => [vec![0], vec![3, 0], shape][rng.random_range(0..3)].clone(),
            _ => shape_of(&mut rng, count),
        };
        let to = single(&mut rng, size, &wanted, CLOSED);
        let limit = if rng.random_bool(0.5) { i64::MAX } else { rng.random_range(1..20) };
        let what = format!("case {case} on {size} ranks\n{from:?}\n{slices:?} {sliced}\n{to:?}");
        let targets: Vec<Distribution> = (0..size).map(|rank| build(&to, rank, size)).collect();
        check_reshape(&sources, &targets, limit, &what);
        let derived: Vec<Distribution> = sources.iter().map(|source| reshaped(source, &wanted).unwrap()).collect();
        assert_eq!(derived[0].shape(), wanted);
        check_reshape(&sources, &derived, limit, &what);
        check_reshape(&derived, &targets, limit, &what);
    }
}

#[test]
fn reshapes_leave_other_axes_alone() {
    let build = |shape: &[i64], text: &str| {
        Distribution::build(&Specification::parse(shape, text).unwrap(), 4, 1, &[]).unwrap()
    };
    let (source, target) =
        (build(&[6, 8, 10], "block, cyclic, whole @ 2x2x1"), build(&[6, 8, 5, 2], "block, block, whole, whole"));
    let plan = reshape(&source, &target).unwrap();
    assert_eq!((plan.from_groups, plan.to_groups), (None, Some(vec![1, 1, 2])));
    let derived = reshaped(&source, &[6, 8, 5, 2]).unwrap();
    let plan = reshape(&source, &derived).unwrap();
    assert!(plan.sends.is_empty() && plan.receives.is_empty() && plan.segment_count() == 3, "{plan:?}");
    let flat = reshaped(&source, &[48, 10]).unwrap();
    assert_eq!(flat.grid().extents(), [4, 1]);
    assert_eq!(reshaped(&flat, &[2, 24, 10]).unwrap().grid().extents(), [2, 2, 1]);
    let labels = |n: i64| Arc::new(Labels::new(0, (0..n).rev().collect(), vec![n], facts()));
    let unstructured = |shape: &[i64]| {
        let mut specification = Specification::parse(shape, "whole, whole @ 1x1").unwrap();
        specification.axes[0].kind = AxisKind::Unstructured { labels: vec![], one_to_one: true };
        Distribution::build(&specification, 1, 0, &[Some(labels(shape[0])), None]).unwrap()
    };
    let labelled = unstructured(&[6, 4]);
    let whole = reshaped(&labelled, &[6, 2, 2]).unwrap();
    assert_eq!(reshape(&labelled, &whole), Err(RedistributionError::NeedsDirectory(0)));
    assert_eq!(reshape(&labelled, &unstructured(&[6, 4])).unwrap().local.len(), 1);
}

fn facts() -> distarray::distribution::Facts {
    distarray::distribution::Facts { one_to_one: true, permutation: true, digest: 1 }
}

#[test]
fn parts_of_halos_are_filled_and_given_back() {
    for case in 0..4000u64 {
        let mut rng = SmallRng::seed_from_u64(case | 3 << 40);
        let size = rng.random_range(1..=9);
        let shape: Vec<i64> = shape(&mut rng).into_iter().map(|n| n.min(8)).collect();
        let most = [1, 3, 8][case as usize % 3];
        let layout = single(&mut rng, size, &shape, Choice { unstructured: false, padding: (0.8, most) });
        let mut width = || if rng.random_bool(0.3) { 0 } else { rng.random_range(0..=most + 1) };
        let widths: Vec<(i64, i64)> = shape.iter().map(|_| (width(), width())).collect();
        let widths = rng.random_bool(0.7).then_some(widths);
        let options = HaloOptions { widths, corners: rng.random_bool(0.5) };
        let what = format!("case {case} on {size} ranks {options:?}\n{layout:?}");
        let plans: Vec<Plan> = (0..size).map(|rank| halo_exchange(&build(&layout, rank, size), &options)).collect();
        let limit = if rng.random_bool(0.5) { i64::MAX } else { rng.random_range(1..9) };
        let mut found = deliveries(&plans, limit, &what);
        let mut expected = Vec::new();
        for rank in 0..size {
            let Some(lists) = layout.owned(rank).filter(|lists| lists.iter().all(|l| !l.is_empty())) else { continue };
            let halo = layout.halo(rank);
            let wide = |d: usize| options.widths.as_ref().map_or((i64::MAX, i64::MAX), |w| w[d]);
            let extents: Vec<i64> = lists.iter().zip(&halo).map(|(l, h)| l.len() as i64 + h.0 + h.1).collect();
            let mut at = vec![0; extents.len()];
            loop {
                let local: Vec<i64> = at.iter().zip(&halo).map(|(&p, h)| p - h.0).collect();
                let outside = |d: usize| {
                    let count = lists[d].len() as i64;
                    (-local[d]).max(0).max(local[d] - count + 1)
                };
                let near = |d: usize| if local[d] < 0 { outside(d) <= wide(d).0 } else { outside(d) <= wide(d).1 };
                let beyond = (0..at.len()).filter(|&d| outside(d) > 0).count();
                if beyond > 0 && (0..at.len()).all(near) && (options.corners || beyond == 1) {
                    let label = |d: usize| match lists[d].get(local[d] as usize) {
                        Some(&label) if local[d] >= 0 => label,
                        _ => (lists[d][0] + local[d]).rem_euclid(shape[d]),
                    };
                    let index: Vec<i64> = (0..at.len()).map(label).collect();
                    let replica = layout.ranks.iter().position(|&r| r == rank).unwrap() / plans_in(&layout);
                    let owner = (layout.ranks[replica * plans_in(&layout)..][..plans_in(&layout)].iter())
                        .find(|&&r| {
                            let owned = layout.owned(r).unwrap();
                            index.iter().zip(owned).all(|(label, list)| list.contains(label))
                        })
                        .unwrap();
                    let owned = layout.owned(*owner).unwrap();
                    let from =
                        index.iter().zip(owned).map(|(g, list)| list.iter().position(|l| l == g).unwrap() as i64);
                    expected.push(((*owner, from.collect()), (rank, at.clone())));
                }
                if !distarray::index::shape::next_index(&mut at, &extents) {
                    break;
                }
            }
        }
        found.sort();
        expected.sort();
        assert!(found == expected, "{what}");
        let back: Vec<Plan> = plans.iter().map(Plan::reversed).collect();
        let mut returned: Vec<(Cell, Cell)> =
            deliveries(&back, limit, &what).into_iter().map(|(a, b)| (b, a)).collect();
        returned.sort();
        assert!(returned == expected, "reversed\n{what}");
    }
}

fn plans_in(layout: &Layout) -> usize {
    layout.extents.iter().map(|&p| p as usize).product()
}

#[test]
fn index_lists_give_what_they_name() {
    for case in 0..2000u64 {
        let mut rng = SmallRng::seed_from_u64(case | 4 << 40);
        let size = rng.random_range(1..=6);
        let n = rng.random_range(1..=30);
        let mut from = single(&mut rng, size, &[n], CLOSED);
        while from.replicas > 1 {
            from = single(&mut rng, size, &[n], CLOSED);
        }
        let style = rng.random_range(0..4);
        let wanted_length = rng.random_range(0..=40);
        let wanted: Vec<i64> = (0..wanted_length)
            .map(|k| match style {
                0 => rng.random_range(0..n),
                1 => k % n,
                2 => (n - 1 - k % n) / 2,
                _ => case as i64 % n,
            })
            .collect();
        let mut to = single(&mut rng, size, &[wanted_length], CLOSED);
        while to.replicas > 1 {
            to = single(&mut rng, size, &[wanted_length], CLOSED);
        }
        let what = format!("case {case} {wanted:?}\n{from:?}\n{to:?}");
        let sources: Vec<Distribution> = (0..size).map(|rank| build(&from, rank, size)).collect();
        let targets: Vec<Distribution> = (0..size).map(|rank| build(&to, rank, size)).collect();
        let list = |c: usize| -> Vec<(i32, i64)> {
            let indices: Vec<i64> = to.axes[0].owned[c].iter().map(|&k| wanted[k as usize]).collect();
            owners(&sources[0].axes()[0], &indices).unwrap()
        };
        let matches = |rank: i32| {
            let mine = from.coordinates(rank).map(|c| c[0] as i32);
            let asked: Vec<(i32, Vec<i64>)> = (0..to.extents[0])
                .map(|c| (c, list(c as usize).iter().filter(|o| Some(o.0) == mine).map(|o| o.1).collect()))
                .collect();
            let target = to.coordinates(rank).map(|c| c[0] as i32);
            index_list(&target.map_or(vec![], |c| list(c as usize)), &asked, mine, target)
        };
        let plan = |rank: i32, put: bool| {
            let (source, target) = (&sources[rank as usize], &targets[rank as usize]);
            match (matches(rank), put) {
                (found, false) => redistribution(source, target, &[found]),
                (found, true) => redistribution(target, source, &[found.swapped()]),
            }
        };
        let limit = if rng.random_bool(0.5) { i64::MAX } else { rng.random_range(1..9) };
        let mut expected: Vec<(Cell, Cell)> = Vec::new();
        for (rank, target) in (0..).zip(&targets) {
            for k in 0..target.local_count() {
                let index = wanted[target.global_index(&[k]).unwrap()[0] as usize];
                let place = sources[0].axes()[0].locate(index).unwrap();
                let owner = sources[0].grid().rank_of(&[place.coordinate], 0);
                expected.push(((owner, vec![place.local]), (rank, vec![k])));
            }
        }
        expected.sort();
        let plans: Vec<Plan> = (0..size).map(|rank| plan(rank, false)).collect();
        let mut found = deliveries(&plans, limit, &what);
        found.sort();
        assert!(found == expected, "take\n{found:?}\n{expected:?}\n{what}");
        let plans: Vec<Plan> = (0..size).map(|rank| plan(rank, true)).collect();
        let mut found: Vec<(Cell, Cell)> =
            deliveries(&plans, limit, &what).into_iter().map(|(from, to)| (to, from)).collect();
        found.sort();
        assert!(found == expected, "put\n{what}");
    }
    let axis = AxisMap::whole(5);
    assert_eq!(owners(&axis, &[4, 0]), Ok(vec![(0, 4), (0, 0)]));
    assert_eq!(owners(&axis, &[4, 5]), Err(1));
    assert_eq!(index_list(&[(0, 3), (0, 5), (0, 7)], &[], None, Some(0)).receives[0].1.len(), 1);
    assert_eq!(AxisMatch::default().swapped(), AxisMatch::default());
}

#[test]
fn one_element_travels_along_broadcast_axes() {
    for case in 0..1500u64 {
        let mut rng = SmallRng::seed_from_u64(case | 5 << 40);
        let size = rng.random_range(1..=9);
        let mut shape: Vec<i64> = shape(&mut rng).into_iter().map(|n| n.min(8)).collect();
        let whole = shape.clone();
        for n in &mut shape {
            *n = if rng.random_bool(0.4) { 1 } else { *n };
        }
        let from = single(&mut rng, size, &shape, CLOSED);
        let to = single(&mut rng, size, &whole, CLOSED);
        let what = format!("case {case} on {size} ranks\n{from:?}\n{to:?}");
        let sources: Vec<Distribution> =
            (0..size).map(|rank| build(&from, rank, size).broadcast_to(&whole).unwrap()).collect();
        let targets: Vec<Distribution> = (0..size).map(|rank| build(&to, rank, size)).collect();
        let plan = |(s, t): (&Distribution, &Distribution)| redistribution(s, t, &closed_form_matches(s, t).unwrap());
        let plans: Vec<Plan> = sources.iter().zip(&targets).map(plan).collect();
        let limit = if rng.random_bool(0.5) { i64::MAX } else { rng.random_range(1..9) };
        let mut reached: BTreeMap<Cell, i64> = BTreeMap::new();
        for ((from_rank, from), (to_rank, to)) in deliveries(&plans, limit, &what) {
            let owned = sources[from_rank as usize].global_index(&from).expect(&what);
            let at = targets[to_rank as usize].global_index(&to).expect(&what);
            for d in 0..shape.len() {
                assert!(owned[d] == at[d] || shape[d] == 1 && owned[d] == 0, "{what}");
            }
            assert!(reached.insert((to_rank, to), 0).is_none(), "{what}");
        }
        assert_eq!(reached.len() as i64, targets.iter().map(|t| t.local_count()).sum::<i64>(), "{what}");
        for (plan, source) in plans.iter().zip(&sources) {
            let axes = source.axes().iter().zip(source.local_shape());
            let most: i64 = axes.map(|(axis, n)| if axis.is_broadcast() { n.min(1) } else { n }).product();
            assert!(plan.sends.iter().all(|transfer| transfer.wire_count() <= most), "{what}");
        }
    }
}

#[test]
fn proposed_ranks_leave_most_in_place() {
    let kept = |source: &Distribution, target: &Distribution, ranks: &[i32]| -> i64 {
        let place = |(position, &rank): (usize, &i32)| {
            let (source, target) = (source.seen_by(rank)?, target.seen_by(target.grid().rank_at(position as i64))?);
            (source.place().is_some() && target.place().is_some()).then_some(())?;
            let matched = |d: usize| -> i64 {
                let (mine, there) = (source.place().unwrap().coordinates[d], target.place().unwrap().coordinates[d]);
                (0..source.shape()[d])
                    .filter(|&g| source.axes()[d].locate(g).unwrap().coordinate == mine)
                    .filter(|&g| target.axes()[d].locate(g).unwrap().coordinate == there)
                    .count() as i64
            };
            Some((0..source.ndim()).map(matched).product::<i64>())
        };
        ranks.iter().enumerate().filter_map(place).sum()
    };
    for case in 0..400u64 {
        let mut rng = SmallRng::seed_from_u64(case | 6 << 40);
        let size = rng.random_range(1..=6);
        let shape: Vec<i64> = shape(&mut rng).into_iter().map(|n| n.min(6)).collect();
        let [from, to] = [0, 1].map(|_| build(&single(&mut rng, size, &shape, CLOSED), 0, size));
        let ranks = propose_ranks(&from, &to).unwrap();
        let present: Vec<i32> = (0..to.grid().process_count()).map(|position| to.grid().rank_at(position)).collect();
        let mut sorted = present.clone();
        sorted.sort_unstable();
        let mut all = ranks.clone();
        all.sort_unstable();
        assert_eq!(all, sorted);
        let mut best = 0;
        let mut choice = sorted.clone();
        permutations(&mut choice, 0, &mut |choice| best = best.max(kept(&from, &to, choice)));
        assert_eq!(kept(&from, &to, &ranks), best, "case {case}\n{from:?}\n{to:?}");
        if kept(&from, &to, &present) == best {
            assert_eq!(ranks, present);
        }
    }
    // Beyond the limit of the exact method: shuffled ranks are put back.
    let size = 1024;
    let mut specification = Specification::parse(&[4096, 4096], "block, block @ 32x32").unwrap();
    let target = Distribution::build(&specification, size, 0, &[]).unwrap();
    let mut shuffled: Vec<i32> = (0..size).collect();
    shuffled.shuffle(&mut SmallRng::seed_from_u64(1));
    specification.ranks = Some(shuffled.clone());
    let source = Distribution::build(&specification, size, 0, &[]).unwrap();
    assert_eq!(propose_ranks(&source, &target).unwrap(), shuffled);
}

fn permutations(list: &mut Vec<i32>, from: usize, visit: &mut impl FnMut(&[i32])) {
    if from == list.len() {
        return visit(list);
    }
    for k in from..list.len() {
        list.swap(from, k);
        permutations(list, from + 1, visit);
        list.swap(from, k);
    }
}

/// What one process of 16,384 sends and receives, beside the least that any plan must move.
#[test]
fn plans_at_16384_ranks_move_little_more_than_they_must() {
    let size = 16_384;
    let shape = [131_072i64, 131_072];
    let cases = [
        ("block, whole @ 16384x1", "whole, block @ 1x16384"),
        ("cyclic(36), cyclic(36) @ 1x16384", "cyclic(128), cyclic(128) @ 16384x1"),
        ("block, block @ 128x128", "cyclic(64), cyclic(64) @ 128x128"),
        ("block, block @ 128x128", "block, whole @ 16384x1"),
    ];
    println!("131,072 x 131,072 on 16,384 ranks, the busiest of the ranks looked at:");
    let build =
        |text: &str, rank| Distribution::build(&Specification::parse(&shape, text).unwrap(), size, rank, &[]).unwrap();
    let show = |what: &str, plans: &dyn Fn(i32) -> (Plan, i64, Duration)| {
        let looked: Vec<(Plan, i64, Duration)> = [0, 1, 127, 8191, 12_345, 16_383].map(plans).into();
        let statistics: Vec<Statistics> = looked.iter().map(|(plan, _, _)| plan.statistics()).collect();
        let most = |of: fn(&Statistics) -> i64| statistics.iter().map(of).max().unwrap();
        for (found, (_, least, _)) in statistics.iter().zip(&looked) {
            assert_eq!(found.wire_received, *least, "{what}: more than what is not there yet");
        }
        let (least, time) = (looked.iter().map(|l| l.1).max().unwrap(), looked.iter().map(|l| l.2).min().unwrap());
        println!(
            "{what}: {} messages out, {} in, {} elements out, {} in (at least {least}), {} stay, {} segments, made in {time:?}",
            most(|s| s.messages_sent as i64),
            most(|s| s.messages_received as i64),
            most(|s| s.wire_sent),
            most(|s| s.wire_received),
            most(|s| s.own),
            most(|s| s.segments as i64),
        );
    };
    for (from, to) in cases {
        show(&format!("{from} -> {to}"), &|rank| {
            let (source, target) = (build(from, rank), build(to, rank));
            let begin = Instant::now();
            let plan = redistribution(&source, &target, &closed_form_matches(&source, &target).unwrap());
            let time = begin.elapsed();
            // What this process owns in both need not move, all else it must get.
            let common = |d: usize| {
                let (mine, there) = (source.place().unwrap().coordinates[d], target.place().unwrap().coordinates[d]);
                let both = |&g: &i64| {
                    source.axes()[d].locate(g).unwrap().coordinate == mine
                        && target.axes()[d].locate(g).unwrap().coordinate == there
                };
                (0..shape[d]).filter(both).count() as i64
            };
            let least = target.local_count() - common(0) * common(1);
            (plan, least, time)
        });
    }
    for text in ["block halo(1), block halo(1) @ 128x128", "block halo(3), whole @ 16384x1"] {
        show(&format!("halo of {text}"), &|rank| {
            let distribution = build(text, rank);
            let begin = Instant::now();
            let plan = halo_exchange(&distribution, &HaloOptions::default());
            let time = begin.elapsed();
            let least = distribution.padded_shape().iter().product::<i64>() - distribution.local_count();
            (plan, least, time)
        });
    }
}

/// The plan for 8192 x 8192 from 1 x 2 to 2 x 1 processes: it has to be made in 1 % of the time of the move.
#[test]
fn plans_of_large_arrays_are_made_in_no_time() {
    let build =
        |text: &str| Distribution::build(&Specification::parse(&[8192, 8192], text).unwrap(), 2, 0, &[]).unwrap();
    let cases = [
        ("cyclic(36), cyclic(36) @ 1x2", "cyclic(128), cyclic(128) @ 2x1"),
        ("block, whole @ 2x1", "whole, block @ 1x2"),
        ("block, block @ 1x2", "block, block @ 2x1"),
        ("cyclic, cyclic @ 1x2", "cyclic(3), cyclic(3) @ 2x1"),
    ];
    for (from, to) in cases {
        let (source, target) = (build(from), build(to));
        let mut times: Vec<Duration> = (0..25)
            .map(|_| {
                let begin = Instant::now();
                std::hint::black_box(redistribution(&source, &target, &closed_form_matches(&source, &target).unwrap()));
                begin.elapsed()
            })
            .collect();
        times.sort();
        println!("{from} -> {to}: first {:?}, median {:?}", times[24], times[12]);
        assert!(times[0] < Duration::from_millis(5));
    }
}
