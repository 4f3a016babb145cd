//! Loop nests: which loops there are, in what order, and what their innermost part is.

use crate::index::ByteRun;

/// Loops, outermost first, and what is done inside.
pub(super) struct Nest {
    pub loops: Vec<Vec<ByteRun>>,
    pub body: Body,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Body {
    /// One element after the other along the last loop.
    Elements,
    /// The runs of the last loop are contiguous on both sides; the source goes on `ahead` bytes from each. Most are
    /// `long` enough to hold whole lines.
    Rows { ahead: isize, long: bool },
    /// The runs of the last loop are contiguous in the target, those of the one before it in the source.
    Tiles,
}

/// What may be done with elements that have the same size on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kept {
    /// They are copied as they are; rows that are shorter than this on average are copied one by one.
    Bytes { shortest: usize },
    /// They go through a tile before they are combined with what was there.
    Places,
    /// Nothing: they are converted on the way, or not read.
    Nothing,
}

/// The nests that cover every position once, in this order. `size`: bytes of an element of the target.
pub(super) fn nests(axes: Vec<Vec<ByteRun>>, kept: Kept, size: usize) -> Vec<Nest> {
    let Some(mut loops) = order(axes.into_iter().map(|runs| join_runs(&runs)).collect()) else { return Vec::new() };
    let body = match kept {
        Kept::Bytes { shortest } => rows(&loops, size, shortest).or_else(|| tiles(&mut loops, size)),
        Kept::Places if !loops.last().is_some_and(|inner| contiguous(inner, |run| run.from_step, size)) => {
            tiles(&mut loops, size)
        }
        _ => None,
    };
    if let Some(body) = body {
        return vec![Nest { loops, body }];
    }
    let parts = strip(loops, (STRIP / size).max(8));
    parts.into_iter().map(|loops| Nest { loops, body: Body::Elements }).collect()
}

fn total(runs: &[ByteRun]) -> usize {
    runs.iter().map(|run| run.count).sum()
}

/// Whether elements follow each other in all runs that have several.
fn contiguous(runs: &[ByteRun], step: impl Fn(&ByteRun) -> isize, size: usize) -> bool {
    runs.iter().all(|run| run.count == 1 || step(run) == size as isize)
}

/// Bytes of runs that hold whole lines, wherever they begin.
const LONG: usize = 128;
/// Distances that are worth bringing in ahead: shorter ones are seen by the processor, longer ones leave the cache again.
const AHEAD: std::ops::RangeInclusive<usize> = 1 << 10..=1 << 16;

fn rows(loops: &[Vec<ByteRun>], size: usize, shortest: usize) -> Option<Body> {
    let (inner, outer) = loops.split_last()?;
    let mean = total(inner) * size / inner.len();
    let long = mean >= LONG;
    if mean < shortest || !contiguous(inner, |run| run.from_step, size) || !contiguous(inner, |run| run.to_step, size) {
        return None;
    }
    let mut inside = total(inner) * size;
    for runs in outer.iter().rev() {
        let step = runs[0].from_step;
        if inside >= *AHEAD.start() && runs[0].count > 3 && runs.iter().all(|run| run.from_step == step) {
            return Some(Body::Rows { ahead: if AHEAD.contains(&inside) { step } else { 0 }, long });
        }
        inside *= total(runs);
    }
    Some(Body::Rows { ahead: 0, long })
}

/// Brings the loop along the source's rows next to the one along the target's rows, if both are worth tiles.
fn tiles(loops: &mut Vec<Vec<ByteRun>>, size: usize) -> Option<Body> {
    let long = |runs: &[ByteRun]| total(runs) * size >= 16 * runs.len();
    let (inner, outer) = loops.split_last()?;
    if !long(inner) || !contiguous(inner, |run| run.to_step, size) {
        return None;
    }
    // A mirrored source row is read from its other end, which must not change what comes last.
    let kept = |run: &ByteRun| run.from_step > 0 || run.to_step != 0;
    let along =
        |runs: &[ByteRun]| long(runs) && contiguous(runs, |run| run.from_step.abs(), size) && runs.iter().all(kept);
    let closest = outer.iter().position(|runs| along(runs))?;
    let mut across = loops.remove(closest);
    across.iter_mut().filter(|run| run.from_step < 0).for_each(reverse);
    loops.insert(loops.len() - 1, across);
    Some(Body::Tiles)
}

fn reverse(run: &mut ByteRun) {
    let last = (run.count - 1) as isize;
    run.from += last * run.from_step;
    run.to += last * run.to_step;
    run.from_step = -run.from_step;
    run.to_step = -run.to_step;
}

/// The same positions with the target's addresses rising.
fn rising(mut run: ByteRun) -> ByteRun {
    if run.to_step < 0 {
        reverse(&mut run);
    }
    run
}

/// An outer axis and a whole inner axis as one, where memory allows it on both sides.
fn joins(run: &ByteRun, inner: &ByteRun) -> bool {
    let length = inner.count as isize;
    inner.count == 1
        || run.count == 1
        || run.from_step == length * inner.from_step && run.to_step == length * inner.to_step
}

fn join(run: &mut ByteRun, inner: &ByteRun) {
    run.from += inner.from;
    run.to += inner.to;
    if inner.count > 1 {
        run.count *= inner.count;
        run.from_step = inner.from_step;
        run.to_step = inner.to_step;
    }
}

fn join_runs(runs: &[ByteRun]) -> Vec<ByteRun> {
    let mut joined = Vec::with_capacity(runs.len());
    runs.iter().for_each(|&run| ByteRun::push(&mut joined, run));
    joined.into_iter().map(rising).collect()
}

/// The axes outermost first, largest target stride first, joined where memory allows it.
/// None if there is nothing to copy; never empty otherwise.
fn order(mut axes: Vec<Vec<ByteRun>>) -> Option<Vec<Vec<ByteRun>>> {
    // The distance between neighbours, in the target and in the source.
    let nearest = |runs: &[ByteRun]| {
        let inside = runs.iter().filter(|run| run.count > 1).map(|run| (run.to_step, run.from_step));
        let between = runs.windows(2).map(|pair| (pair[1].to - pair[0].to, pair[1].from - pair[0].from));
        inside.chain(between).map(|(to, from)| (to.unsigned_abs(), from.unsigned_abs())).min().unwrap_or((0, 0))
    };
    axes.sort_by_key(|runs| nearest(runs));
    let mut loops = vec![vec![ByteRun { from: 0, to: 0, count: 1, from_step: 0, to_step: 0 }]];
    for mut runs in axes {
        if runs.is_empty() {
            return None;
        }
        match loops.last().map(Vec::as_slice) {
            Some(&[inner]) if runs.iter().all(|run| joins(run, &inner)) => {
                runs.iter_mut().for_each(|run| join(run, &inner));
                loops.pop();
            }
            _ => {}
        }
        loops.push(runs);
    }
    loops.reverse();
    Some(loops)
}

/// Bytes written at once where the source runs across the innermost loop.
const STRIP: usize = 256;

/// Splits the innermost loop where another loop is the source's innermost one, as in a
/// transposition, so that both sides use what they bring into the cache.
fn strip(mut loops: Vec<Vec<ByteRun>>, length: usize) -> Vec<Vec<Vec<ByteRun>>> {
    let Some(&[inner]) = loops.last().map(Vec::as_slice) else { return vec![loops] };
    let stride = |runs: &[ByteRun]| match runs {
        [run] if run.from_step != 0 => run.from_step.unsigned_abs(),
        _ => usize::MAX,
    };
    let closest = (0..loops.len()).min_by_key(|&i| stride(&loops[i])).unwrap_or(0);
    if stride(&loops[closest]) >= stride(&loops[loops.len() - 1]) || inner.count <= length {
        return vec![loops];
    }
    loops.pop();
    let closest = loops.remove(closest);
    let (pieces, rest) = (inner.count / length, inner.count % length);
    let piece = ByteRun { from: 0, to: 0, count: length, ..inner };
    let done = (pieces * length) as isize;
    let around = ByteRun {
        count: pieces,
        from_step: inner.from_step * length as isize,
        to_step: inner.to_step * length as isize,
        ..inner
    };
    let last = ByteRun {
        from: inner.from + done * inner.from_step,
        to: inner.to + done * inner.to_step,
        count: rest,
        ..inner
    };
    let with = |inside: &[ByteRun]| loops.iter().cloned().chain(inside.iter().map(|&run| vec![run])).collect();
    let mut parts = vec![with(&[around, closest[0], piece])];
    if rest > 0 {
        parts.push(with(&[closest[0], last]));
    }
    parts
}
