//! Matches of an axis of which pieces go to pieces of another axis: what shifting, padding, repeating and
//! putting arrays side by side come to.

use super::AxisMatch;
use crate::distribution::AxisMap;
use crate::error::Result;
use crate::index::{Access, ByteRun, Segment, Slice, Stretch};

/// The k-th index of `source` corresponds to the k-th of `target`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub source: Slice,
    pub target: Slice,
}

impl Piece {
    /// `count` indices from `source` on, in steps, go to as many consecutive ones from `target` on.
    pub fn new(source: i64, step: i64, target: i64, count: i64) -> Piece {
        Piece { source: Slice { start: source, step, count }, target: Slice { start: target, step: 1, count } }
    }
}

/// How pieces of `from` meet pieces of `to`, for the process at coordinate `source` of one and `target` of the other.
/// Both axes are closed forms; target pieces do not overlap. Steps are not 0.
pub fn piece_match(
    from: &AxisMap,
    to: &AxisMap,
    pieces: &[Piece],
    source: Option<i32>,
    target: Option<i32>,
) -> Result<AxisMatch> {
    let mut found = AxisMatch::default();
    for piece in pieces.iter().filter(|piece| piece.source.count > 0) {
        let (part, goal) = (from.slice(piece.source)?, to.slice(piece.target)?);
        if let Some(own) = source {
            let here = positions(from, &part, piece.source, own);
            for (coordinate, list) in part.segments_to(own, &goal) {
                let there = match Some(coordinate) == target {
                    true => positions(to, &goal, piece.target, coordinate),
                    false => Access::Strided(1),
                };
                append(&mut found.sends, coordinate, &list, &here, &there);
            }
        }
        if let Some(own) = target {
            let here = positions(to, &goal, piece.target, own);
            for (coordinate, list) in goal.segments_to(own, &part) {
                let list: Vec<Segment> = list.into_iter().map(Segment::swapped).collect();
                // Which positions are the same there decides what travels once: both ends must see it alike.
                let there = positions(from, &part, piece.source, coordinate);
                append(&mut found.receives, coordinate, &list, &there, &here);
            }
        }
    }
    Ok(found)
}

/// For each coordinate of a closed-form axis that owns some of `count` indices from `start` on, its positions and
/// their places in that range.
pub fn reachable(axis: &AxisMap, start: i64, count: i64) -> Result<Vec<(i32, Vec<Segment>)>> {
    let slice = Slice { start, step: 1, count };
    let part = axis.slice(slice)?;
    let mut found = Vec::new();
    for (coordinate, list) in AxisMap::whole(count).segments_to(0, &part) {
        let list: Vec<Segment> = list.into_iter().map(Segment::swapped).collect();
        append(&mut found, coordinate, &list, &positions(axis, &part, slice, coordinate), &Access::Strided(1));
    }
    Ok(found)
}

/// Positions in a coordinate's part of `axis` of the positions in its part of a slice of that axis.
fn positions(axis: &AxisMap, sliced: &AxisMap, slice: Slice, coordinate: i32) -> Access {
    if slice.is_whole(axis.size()) {
        return Access::Strided(1);
    }
    let mut stretches = Vec::new();
    let whole = |k: i64| axis.local_of(coordinate, slice.start + k * slice.step).unwrap_or(0);
    for run in sliced.runs(coordinate) {
        let index = |k: i64| run.global + k * run.step;
        let mut rest = vec![(0, run.count)];
        while let Some((first, count)) = rest.pop() {
            let start = whole(index(first));
            let step = if count > 1 { whole(index(first + 1)) - start } else { 1 };
            // One owner's positions progress evenly inside a block, not always from block to block.
            if count > 2 && whole(index(first + count - 1)) != start + (count - 1) * step {
                rest.push((first + count / 2, count - count / 2));
                rest.push((first, count / 2));
                continue;
            }
            stretches.push(Stretch { local: run.local + first, count, offset: start as isize, step: step as isize });
        }
    }
    Access::Listed(stretches.into())
}

fn append(lists: &mut Vec<(i32, Vec<Segment>)>, coordinate: i32, list: &[Segment], from: &Access, to: &Access) {
    let at = lists.iter().position(|(c, _)| *c == coordinate).unwrap_or_else(|| {
        lists.push((coordinate, Vec::new()));
        lists.len() - 1
    });
    for run in ByteRun::list(list, from, to) {
        let segment = Segment {
            from: run.from as i64,
            to: run.to as i64,
            count: run.count as i64,
            from_step: run.from_step as i64,
            to_step: run.to_step as i64,
        };
        Segment::push(&mut lists[at].1, segment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{Base, Padding};
    use std::collections::BTreeMap;

    fn axes(size: i64) -> Vec<AxisMap> {
        let bases = [
            (Base::Block, 3),
            (Base::BlockCeil, 2),
            (Base::Cyclic(1), 2),
            (Base::Cyclic(3), 2),
            (Base::Cyclic(2), 3),
            (Base::Bounds([0, 0, size / 3, size].into()), 3),
        ];
        bases.into_iter().map(|(base, parts)| AxisMap::new(base, size, parts, Padding::none())).collect()
    }

    /// Element by element: (coordinate there, position here or there) in the order of pieces.
    fn expected(from: &AxisMap, to: &AxisMap, pieces: &[Piece]) -> BTreeMap<(i32, i32), Vec<(i64, i64)>> {
        let mut all: BTreeMap<(i32, i32), Vec<(i64, i64)>> = BTreeMap::new();
        for piece in pieces {
            for k in 0..piece.source.count {
                let a = from.locate(piece.source.start + k * piece.source.step).unwrap();
                let b = to.locate(piece.target.start + k * piece.target.step).unwrap();
                all.entry((a.coordinate, b.coordinate)).or_default().push((a.local, b.local));
            }
        }
        all
    }

    fn elements(list: &[Segment]) -> Vec<(i64, i64)> {
        list.iter().flat_map(|s| (0..s.count).map(move |k| (s.from + k * s.from_step, s.to + k * s.to_step))).collect()
    }

    #[test]
    fn pieces_match_single_indices() {
        let sliced = AxisMap::new(Base::Cyclic(4), 40, 2, Padding::none());
        let sliced = sliced.slice(Slice { start: 37, step: -3, count: 12 }).unwrap();
        let lists: [&[Piece]; 4] = [
            &[Piece::new(9, 1, 0, 3), Piece::new(0, 1, 3, 9)],
            &[Piece::new(5, -1, 0, 6), Piece::new(0, 1, 6, 12), Piece::new(11, -1, 18, 4)],
            &[
                Piece::new(1, 2, 0, 5),
                Piece {
                    source: Slice { start: 0, step: 1, count: 12 },
                    target: Slice { start: 5, step: 2, count: 12 },
                },
            ],
            &[Piece::new(0, 1, 0, 12), Piece::new(0, 1, 12, 12), Piece::new(0, 1, 24, 0)],
        ];
        for from in axes(12).iter().chain([&sliced]) {
            for pieces in lists {
                for to in &axes(30) {
                    let all = expected(from, to, pieces);
                    for source in 0..from.parts() {
                        for target in 0..to.parts() {
                            let found = piece_match(from, to, pieces, Some(source), Some(target)).unwrap();
                            let own = all.get(&(source, target)).cloned().unwrap_or_default();
                            let of = |lists: &[(i32, Vec<Segment>)], c: i32| {
                                lists.iter().find(|(d, _)| *d == c).map_or(vec![], |(_, list)| elements(list))
                            };
                            assert_eq!(of(&found.sends, target), own);
                            let tos = |list: Vec<(i64, i64)>| list.iter().map(|p| p.1).collect::<Vec<_>>();
                            assert_eq!(
                                tos(of(&found.receives, source)),
                                tos(own.clone()),
                                "{from:?} {to:?} {pieces:?}"
                            );
                            for c in 0..to.parts() {
                                let froms: Vec<i64> = of(&found.sends, c).iter().map(|p| p.0).collect();
                                let expected = all.get(&(source, c)).cloned().unwrap_or_default();
                                assert_eq!(froms, expected.iter().map(|p| p.0).collect::<Vec<_>>());
                            }
                        }
                    }
                }
            }
        }
    }
}
