//! Plans of all ranks together, without MPI: every message has its counterpart, every element arrives once.

mod layouts;

use distarray::distribution::{AxisKind, Distribution, Facts, Labels, Specification};
use distarray::index::{Order, Segment};
use distarray::plan::{
    closed_form_matches, halo_exchange, redistribution, AxisMatch, Block, HaloOptions, Plan, RedistributionError,
};
use layouts::{pair, shape, single, Choice, Layout};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The distribution of a layout as one rank sees it, with the labels a collective would have gathered.
fn build(layout: &Layout, rank: i32, size: i32) -> Distribution {
    let coordinates = layout.coordinates(rank);
    let labels: Vec<Option<Arc<Labels>>> = (layout.axes.iter().enumerate())
        .map(|(d, axis)| {
            if !matches!(axis.kind, AxisKind::Unstructured { .. }) {
                return None;
            }
            let counts = axis.owned.iter().map(|list| list.len() as i64).collect();
            let all: Vec<i64> = (0..layout.shape[d]).collect();
            let facts = Facts {
                one_to_one: layout.labels(d).len() as i64 == layout.shape[d],
                permutation: layout.labels(d) == all,
                digest: 0,
            };
            let (coordinate, values) =
                coordinates.as_ref().map_or((-1, vec![]), |c| (c[d] as i32, axis.owned[c[d]].clone()));
            Some(Arc::new(Labels::new(coordinate, values, counts, facts)))
        })
        .collect();
    Distribution::build(&layout.specification(rank, size), size, rank, &labels).unwrap()
}

/// What a directory answers: the lowest owner of a label sends it to all that want it.
fn matches(from: &Layout, to: &Layout, rank: i32) -> Vec<AxisMatch> {
    let owner = |layout: &Layout, d: usize, label: i64| -> (usize, i64) {
        (layout.axes[d].owned.iter().enumerate())
            .find_map(|(c, list)| list.iter().position(|&l| l == label).map(|at| (c, at as i64)))
            .unwrap()
    };
    let (mine, theirs) = (from.coordinates(rank), to.coordinates(rank));
    (0..from.shape.len())
        .map(|d| {
            let mut sends: BTreeMap<i32, Vec<(i64, Segment)>> = BTreeMap::new();
            let mut receives = sends.clone();
            for (source, list) in from.axes[d].owned.iter().enumerate() {
                for (position, &label) in list.iter().enumerate() {
                    if owner(from, d, label).0 != source {
                        continue;
                    }
                    for (target, wanted) in to.axes[d].owned.iter().enumerate() {
                        let Some(at) = wanted.iter().position(|&l| l == label) else { continue };
                        let entry = (label, Segment::new(position as i64, at as i64, 1));
                        if mine.as_ref().is_some_and(|c| c[d] == source) {
                            sends.entry(target as i32).or_default().push(entry);
                        }
                        if theirs.as_ref().is_some_and(|c| c[d] == target) {
                            receives.entry(source as i32).or_default().push(entry);
                        }
                    }
                }
            }
            let sorted = |groups: BTreeMap<i32, Vec<(i64, Segment)>>| {
                groups
                    .into_iter()
                    .map(|(c, mut list)| {
                        list.sort_by_key(|(label, _)| *label);
                        let mut segments = Vec::new();
                        list.into_iter().for_each(|(_, segment)| Segment::push(&mut segments, segment));
                        (c, segments)
                    })
                    .collect()
            };
            AxisMatch { sends: sorted(sends), receives: sorted(receives) }
        })
        .collect()
}

/// Positions of a block in packing order, on one side.
fn positions(block: &Block, order: Order, sending: bool) -> Vec<Vec<i64>> {
    let axes: Vec<Vec<Segment>> = block.axes.iter().map(|list| list.to_vec()).collect();
    listed(&axes, order, sending)
}

/// Positions of what a sender packs, in packing order.
fn packed(block: &Block, order: Order) -> Vec<Vec<i64>> {
    listed(&block.to_wire(), order, true)
}

/// Where a receiver puts which element of a message.
fn unpacked(block: &Block, order: Order) -> Vec<(usize, Vec<i64>)> {
    let axes = block.from_wire();
    let extents = block.wire_extents();
    let number = |position: &Vec<i64>| {
        let axes = order.axes(extents.len());
        axes.into_iter().fold(0, |number, axis| number * extents[axis] + position[axis]) as usize
    };
    listed(&axes, order, true).iter().map(number).zip(listed(&axes, order, false)).collect()
}

fn listed(axes: &[Vec<Segment>], order: Order, sending: bool) -> Vec<Vec<i64>> {
    let axes: Vec<Vec<i64>> = (axes.iter())
        .map(|list| {
            let one = |s: &Segment| -> Vec<i64> {
                let (first, step) = if sending { (s.from, s.from_step) } else { (s.to, s.to_step) };
                (0..s.count).map(|k| first + k * step).collect()
            };
            list.iter().flat_map(one).collect()
        })
        .collect();
    let mut all = vec![vec![0; axes.len()]];
    for axis in order.axes(axes.len()) {
        all = all
            .into_iter()
            .flat_map(|position| {
                axes[axis].iter().map(move |&p| {
                    let mut next = position.clone();
                    next[axis] = p;
                    next
                })
            })
            .collect();
    }
    all
}

type Cells = BTreeMap<Vec<i64>, Vec<i64>>;

/// Carries labels from sources to targets as the plans of all ranks say; each target cell is written once.
fn simulate(plans: &[Plan], sources: &[Cells], limit: i64, what: &str) -> Vec<Cells> {
    let mut targets = vec![Cells::new(); plans.len()];
    let mut write = |rank: usize, at: Vec<i64>, value: Vec<i64>| {
        assert!(targets[rank].insert(at.clone(), value).is_none(), "rank {rank} writes {at:?} twice\n{what}");
    };
    let mut wire: BTreeMap<(usize, usize), Vec<Vec<Vec<i64>>>> = BTreeMap::new();
    for (rank, plan) in plans.iter().enumerate() {
        assert!(plan.sends.windows(2).all(|pair| pair[0].rank < pair[1].rank), "{what}");
        assert!(plan.receives.windows(2).all(|pair| pair[0].rank < pair[1].rank), "{what}");
        for block in &plan.local {
            let (from, to) = (positions(block, plan.packing, true), positions(block, plan.packing, false));
            from.iter().zip(to).for_each(|(from, to)| write(rank, to, sources[rank][from].clone()));
        }
        for transfer in &plan.sends {
            assert!(transfer.rank as usize != rank && transfer.count() > 0, "{what}");
            let pieces = transfer.blocks.iter().flat_map(|b| b.clone().split(limit, plan.packing));
            let message: Vec<Vec<Vec<i64>>> = pieces
                .map(|piece| {
                    assert!(piece.wire_count() <= limit && piece.count() > 0);
                    packed(&piece, plan.packing).iter().map(|p| sources[rank][p].clone()).collect()
                })
                .collect();
            assert!(wire.insert((rank, transfer.rank as usize), message).is_none(), "{what}");
        }
    }
    for (rank, plan) in plans.iter().enumerate() {
        for transfer in &plan.receives {
            let message = wire.remove(&(transfer.rank as usize, rank));
            let message = message.unwrap_or_else(|| panic!("rank {rank} waits for {}\n{what}", transfer.rank));
            let pieces: Vec<Block> =
                transfer.blocks.iter().flat_map(|b| b.clone().split(limit, plan.packing)).collect();
            assert_eq!(pieces.len(), message.len(), "rank {rank} from {}\n{what}", transfer.rank);
            for (piece, values) in pieces.iter().zip(message) {
                assert_eq!(piece.wire_count() as usize, values.len(), "rank {rank} from {}\n{what}", transfer.rank);
                unpacked(piece, plan.packing).into_iter().for_each(|(k, at)| write(rank, at, values[k].clone()));
            }
        }
    }
    assert!(wire.is_empty(), "nobody receives {:?}\n{what}", wire.keys());
    targets
}

/// Labels at every owned position of a rank, shifted by its halo if `padded`.
fn cells(layout: &Layout, rank: i32, padded: bool) -> Cells {
    let Some(lists) = layout.owned(rank) else { return Cells::new() };
    let halo = layout.halo(rank);
    let mut all = vec![(vec![], vec![])];
    for (d, list) in lists.iter().enumerate() {
        let shift = if padded { halo[d].0 } else { 0 };
        all = all
            .into_iter()
            .flat_map(|(at, labels): (Vec<i64>, Vec<i64>)| {
                list.iter()
                    .zip(shift..)
                    .map(move |(&label, k)| ([at.clone(), vec![k]].concat(), [labels.clone(), vec![label]].concat()))
            })
            .collect();
    }
    all.into_iter().collect()
}

#[test]
fn redistributions_deliver_every_element_once() {
    for case in 0..4000u64 {
        let mut rng = SmallRng::seed_from_u64(case);
        let size = rng.random_range(1..=9);
        let shape: Vec<i64> = shape(&mut rng).into_iter().map(|n| n.min(12)).collect();
        let choice = Choice { unstructured: case % 2 == 0, padding: (0.3, 2) };
        let [from, to] = pair(&mut rng, size, &shape, choice);
        let what = format!("case {case} on {size} ranks\n{from:?}\n{to:?}");
        let plans: Vec<Plan> = (0..size)
            .map(|rank| {
                let (source, target) = (build(&from, rank, size), build(&to, rank, size));
                let matches = match closed_form_matches(&source, &target) {
                    Ok(matches) => matches,
                    Err(RedistributionError::NeedsDirectory(_)) => matches(&from, &to, rank),
                };
                redistribution(&source, &target, &matches)
            })
            .collect();
        let sources: Vec<Cells> = (0..size).map(|rank| cells(&from, rank, false)).collect();
        let limit = if rng.random_bool(0.5) { i64::MAX } else { rng.random_range(1..20) };
        let targets = simulate(&plans, &sources, limit, &what);
        for (rank, target) in targets.iter().enumerate() {
            assert!(*target == cells(&to, rank as i32, false), "rank {rank}\n{what}");
        }
    }
}

#[test]
fn halos_are_filled_once_from_their_owners() {
    for case in 0..3000u64 {
        let mut rng = SmallRng::seed_from_u64(case | 1 << 40);
        let size = rng.random_range(1..=9);
        let shape: Vec<i64> = shape(&mut rng).into_iter().map(|n| n.min(8)).collect();
        let choice = Choice { unstructured: case % 3 == 0, padding: (0.8, [1, 3, 8][case as usize % 3]) };
        let layout = single(&mut rng, size, &shape, choice);
        let what = format!("case {case} on {size} ranks\n{layout:?}");
        let plans: Vec<Plan> =
            (0..size).map(|rank| halo_exchange(&build(&layout, rank, size), &HaloOptions::default())).collect();
        let sources: Vec<Cells> = (0..size).map(|rank| cells(&layout, rank, false)).collect();
        let limit = if rng.random_bool(0.5) { i64::MAX } else { rng.random_range(1..9) };
        let targets = simulate(&plans, &sources, limit, &what);
        for (rank, written) in targets.into_iter().enumerate() {
            let rank = rank as i32;
            let inside = cells(&layout, rank, true);
            let halo = layout.halo(rank);
            let Some(lists) = layout.owned(rank).filter(|_| !inside.is_empty()) else {
                assert!(written.is_empty(), "{what}");
                continue;
            };
            let extents: Vec<i64> = lists.iter().zip(&halo).map(|(l, h)| l.len() as i64 + h.0 + h.1).collect();
            assert_eq!(written.len() + inside.len(), extents.iter().product::<i64>() as usize, "rank {rank}\n{what}");
            for (at, labels) in written {
                assert!(!inside.contains_key(&at), "rank {rank} writes the owned {at:?}\n{what}");
                for d in 0..at.len() {
                    let local = at[d] - halo[d].0;
                    let label = match lists[d].get(local as usize) {
                        Some(&label) if local >= 0 => label,
                        _ => (lists[d][0] + local).rem_euclid(shape[d]),
                    };
                    assert_eq!(labels[d], label, "rank {rank} at {at:?}\n{what}");
                }
            }
        }
    }
}

#[test]
fn split_blocks_are_the_block_in_order() {
    let mut rng = SmallRng::seed_from_u64(5);
    for _ in 0..3000 {
        let ndim = rng.random_range(0..4);
        let axes = (0..ndim).map(|_| {
            let mut list = Vec::new();
            let mut at = 0;
            if rng.random_bool(0.2) {
                return [(9, 2), (2, 1), (5, 3)][..rng.random_range(1..=3)]
                    .iter()
                    .map(|&(to, count)| Segment { from: 4, to, count, from_step: 0, to_step: 1 })
                    .collect();
            }
            for _ in 0..rng.random_range(1..4) {
                let count = rng.random_range(1..5);
                list.push(Segment { from: at, to: at + 7, count, from_step: 2, to_step: 1 });
                at += 2 * count + rng.random_range(0..3);
            }
            list
        });
        let block = Block { axes: axes.map(Arc::from).collect() };
        for order in [Order::RowMajor, Order::ColumnMajor] {
            let limit = rng.random_range(1..40);
            let pieces = block.clone().split(limit, order);
            assert!(pieces.iter().all(|piece| piece.wire_count() >= 1 && piece.wire_count() <= limit));
            let joined: Vec<_> = pieces.iter().flat_map(|piece| packed(piece, order)).collect();
            assert_eq!(joined, packed(&block, order), "{block:?} {limit} {order:?}");
            let mut first = 0;
            let mut spread = Vec::new();
            for piece in &pieces {
                spread.extend(unpacked(piece, order).into_iter().map(|(k, at)| (first + k, at)));
                first += piece.wire_count() as usize;
            }
            spread.sort();
            let mut expected = unpacked(&block, order);
            expected.sort();
            assert_eq!(spread, expected, "{block:?} {limit} {order:?}");
            let sources: Vec<_> = expected.into_iter().map(|(k, at)| (joined[k].clone(), at)).collect();
            let mut all: Vec<_> =
                positions(&block, order, true).into_iter().zip(positions(&block, order, false)).collect();
            all.sort();
            let sorted: std::collections::BTreeSet<_> = sources.into_iter().collect();
            assert!(sorted.into_iter().eq(all), "{block:?}");
        }
    }
}

/// Plans of closed forms need no communication and little time, however many ranks there are.
#[test]
fn plans_at_16384_ranks_are_cheap() {
    let size = 16_384;
    let texts =
        ["block, block @ 128x128", "block halo(1), block halo(2) @ 16384x1", "cyclic(64), cyclic(64) @ 128x128"];
    for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 1), (2, 2)] {
        let shape = [65_536i64, 65_536];
        let begin = Instant::now();
        let build = |text: &str, rank| {
            Distribution::build(&Specification::parse(&shape, text).unwrap(), size, rank, &[]).unwrap()
        };
        let mut planned = 0;
        for rank in [0, 1, 8191, 16_383] {
            let (source, target) = (build(texts[from], rank), build(texts[to], rank));
            let plan = redistribution(&source, &target, &closed_form_matches(&source, &target).unwrap());
            let count = |blocks: &[Block]| blocks.iter().map(Block::count).sum::<i64>();
            let received = plan.receives.iter().map(|t| t.count()).sum::<i64>() + count(&plan.local);
            assert_eq!(received, target.local_count());
            planned += 1;
            if from == 1 {
                halo_exchange(&source, &HaloOptions::default());
            }
        }
        let each = begin.elapsed() / planned;
        assert!(each < Duration::from_secs(1), "{} to {}: {each:?} per rank", texts[from], texts[to]);
        println!("{} to {}: {each:?} per rank", texts[from], texts[to]);
    }
}
