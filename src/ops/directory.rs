//! Unstructured axes: a directory of labels spread over all ranks answers who owns what.
//! Memory is O(labels / ranks) per rank, never O(size).

use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::distribution::labels::mix;
use crate::distribution::{AxisKind, AxisMap, Distribution, Facts, Labels, Specification};
use crate::error::{Error, Result, Status};
use crate::index::Segment;
use crate::plan::AxisMatch;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One label as its owner publishes it, or as somebody asks for it.
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
struct Entry {
    label: i64,
    coordinate: i64,
    local: i64,
}

/// The rank that keeps a label's entry; regular labels spread evenly.
fn home(label: i64, size: i32) -> usize {
    (mix(label) % size as u64) as usize
}

fn send_home(context: &Context, entries: impl Iterator<Item = Entry>) -> Result<Vec<Vec<Entry>>> {
    let mut outgoing = vec![Vec::new(); context.size() as usize];
    for entry in entries {
        outgoing[home(entry.label, context.size())].push(entry);
    }
    exchange(context, &outgoing)
}

fn exchange(context: &Context, outgoing: &[Vec<Entry>]) -> Result<Vec<Vec<Entry>>> {
    let bytes: Vec<Vec<u8>> = outgoing.iter().map(|list| bytemuck::cast_slice(list).to_vec()).collect();
    let received = context.all_to_all_varying(&bytes)?;
    Ok(received.iter().map(|bytes| bytemuck::allocation::pod_collect_to_vec(bytes)).collect())
}

/// True on the processes that speak for their coordinate of an axis.
fn speaks_for(distribution: &Distribution, axis: usize) -> bool {
    distribution
        .place()
        .is_some_and(|p| p.replica == 0 && p.coordinates.iter().enumerate().all(|(d, &c)| d == axis || c == 0))
}

/// Entries of what a process owns on an axis.
fn owned_entries(axis: &AxisMap, coordinate: i32) -> Vec<Entry> {
    let mut entries = Vec::new();
    for run in axis.runs(coordinate) {
        entries.extend((0..run.count).map(|k| Entry {
            label: run.global + k * run.step,
            coordinate: coordinate as i64,
            local: run.local + k,
        }));
    }
    entries
}

/// Closed forms number elements 0 ... size-1; labels meet them only if they are those numbers.
pub(crate) fn check_mixture(source: &Distribution, target: &Distribution) -> Result<()> {
    source.axes().iter().zip(target.axes()).enumerate().try_for_each(|(d, (from, to))| check_axes(from, to, d))
}

/// As [`check_mixture`], of axis `d`.
pub(crate) fn check_axes(from: &AxisMap, to: &AxisMap, d: usize) -> Result<()> {
    let (labels, other) = match (from.labels(), to.labels()) {
        (Some(labels), None) => (labels, to),
        (None, Some(labels)) => (labels, from),
        _ => return Ok(()),
    };
    if !labels.is_permutation() && other.size() > 0 {
        refuse!(
            Distribution,
            "target",
            "axis {d}: an unstructured axis can be matched with a closed form only if its labels are a \
             permutation of 0 ... size-1; use unstructured axes on both sides"
        );
    }
    Ok(())
}

/// Matches of all axes, asking the directory where an axis is unstructured on either side.
/// Collective, in the commit phase.
pub(crate) fn matches(context: &Context, source: &Distribution, target: &Distribution) -> Result<Vec<AxisMatch>> {
    let axes: Vec<(usize, usize)> = (0..source.ndim()).map(|d| (d, d)).collect();
    matches_of(context, source, target, &axes)
}

/// As [`matches`], of pairs of axes. Collective, in the commit phase.
pub(crate) fn matches_of(
    context: &Context,
    source: &Distribution,
    target: &Distribution,
    axes: &[(usize, usize)],
) -> Result<Vec<AxisMatch>> {
    let mut matches = Vec::new();
    let mut failure = None;
    for &(d, e) in axes {
        let (from, to) = (&source.axes()[d], &target.axes()[e]);
        let mine = crate::plan::coordinate(source, d);
        let theirs = crate::plan::coordinate(target, e);
        if from.labels().is_none() && to.labels().is_none() {
            matches.push(crate::plan::closed_form_match(from, to, mine, theirs));
            continue;
        }
        let publish_source = if speaks_for(source, d) { owned_entries(from, mine.unwrap_or(0)) } else { Vec::new() };
        let publish_target = if speaks_for(target, e) { owned_entries(to, theirs.unwrap_or(0)) } else { Vec::new() };
        let source_owned = mine.map_or(Vec::new(), |c| owned_entries(from, c));
        let target_owned = theirs.map_or(Vec::new(), |c| owned_entries(to, c));
        // Only the lowest owner of a duplicate sends; it sends to every owner in the target.
        let first_owners = lookup(context, &publish_source, &source_owned, true)?;
        let receivers = lookup(context, &publish_target, &source_owned, false)?;
        let senders = lookup(context, &publish_source, &target_owned, true)?;
        let mut sends = Vec::new();
        for (k, entry) in source_owned.iter().enumerate() {
            if first_owners[k].first().is_some_and(|o| o.coordinate == entry.coordinate && o.local == entry.local) {
                sends.extend(receivers[k].iter().map(|r| (entry.label, r.coordinate, entry.local, r.local)));
            }
        }
        let mut receives = Vec::new();
        for (k, entry) in target_owned.iter().enumerate() {
            match senders[k].first() {
                Some(s) => receives.push((entry.label, s.coordinate, s.local, entry.local)),
                None if failure.is_none() => {
                    failure = Some(Error::argument(
                        Status::Index,
                        "target",
                        format!("label {} on axis {e} of the target is not in the source", entry.label),
                    ));
                }
                None => {}
            }
        }
        matches.push(AxisMatch { sends: grouped(sends), receives: grouped(receives) });
    }
    failure.map_or(Ok(matches), Err)
}

/// The owners of labels of one axis as (coordinate, position), lowest coordinate first; only that one if `first`.
/// Collective, in the commit phase.
pub(crate) fn locate(
    context: &Context,
    distribution: &Distribution,
    axis: usize,
    labels: &[i64],
    first: bool,
) -> Result<Vec<Vec<(i32, i64)>>> {
    let mine = crate::plan::coordinate(distribution, axis).unwrap_or(0);
    let published = match speaks_for(distribution, axis) {
        true => owned_entries(&distribution.axes()[axis], mine),
        false => Vec::new(),
    };
    let questions: Vec<Entry> = labels.iter().map(|&label| Entry { label, coordinate: 0, local: 0 }).collect();
    let answers = lookup(context, &published, &questions, first)?;
    let place = |entry: Entry| (entry.coordinate as i32, entry.local);
    Ok(answers.into_iter().map(|owners| owners.into_iter().map(place).collect()).collect())
}

/// A view in which the given axes of one index, which have labels, are closed forms: all processes know their owners.
/// Collective, in the commit phase.
pub(crate) fn settle(array: &Array, axes: &[usize]) -> Result<Array> {
    if axes.is_empty() {
        return Ok(array.clone());
    }
    let distribution = array.distribution();
    let parts = |axis: usize| distribution.axes()[axis].parts();
    let own = |&axis: &usize| match crate::plan::coordinate(distribution, axis) {
        Some(c) if distribution.axes()[axis].count(c).is_some_and(|count| count > 0) => (parts(axis) - c) as u64,
        _ => 0,
    };
    let found = array.context().maximum(&axes.iter().map(own).collect::<Vec<u64>>())?;
    let owners: Vec<(usize, i32)> = axes.iter().zip(found).map(|(&d, n)| (d, parts(d) - (n as i32).max(1))).collect();
    array.with_single_owners(&owners)
}

/// Groups (label, coordinate, from, to) by coordinate, in ascending order of label, then of position.
fn grouped(mut pairs: Vec<(i64, i64, i64, i64)>) -> Vec<(i32, Vec<Segment>)> {
    pairs.sort_unstable_by_key(|&(label, coordinate, from, to)| (coordinate, label, from, to));
    let mut groups: Vec<(i32, Vec<Segment>)> = Vec::new();
    for (_, coordinate, from, to) in pairs {
        if groups.last().is_none_or(|(c, _)| *c != coordinate as i32) {
            groups.push((coordinate as i32, Vec::new()));
        }
        if let Some((_, list)) = groups.last_mut() {
            Segment::push(list, Segment::new(from, to, 1));
        }
    }
    groups
}

/// For each question the published entries of the same label, lowest owner first; only that one if `first`.
fn lookup(context: &Context, published: &[Entry], questions: &[Entry], first: bool) -> Result<Vec<Vec<Entry>>> {
    let mut table: FxHashMap<i64, Vec<Entry>> = FxHashMap::default();
    for entry in send_home(context, published.iter().copied())?.into_iter().flatten() {
        table.entry(entry.label).or_default().push(entry);
    }
    for owners in table.values_mut() {
        owners.sort_unstable_by_key(|e| (e.coordinate, e.local));
        if first {
            owners.truncate(1);
        }
    }
    let numbered = questions.iter().enumerate().map(|(k, q)| Entry { local: k as i64, ..*q });
    let asked = send_home(context, numbered)?;
    let mut replies: Vec<Vec<Entry>> = Vec::with_capacity(asked.len());
    for list in &asked {
        let mut reply = Vec::new();
        for question in list {
            for owner in table.get(&question.label).map_or(&[][..], Vec::as_slice) {
                reply.push(Entry { label: question.local, ..*owner });
            }
        }
        replies.push(reply);
    }
    let mut answers = vec![Vec::new(); questions.len()];
    for entry in exchange(context, &replies)?.into_iter().flatten() {
        let question = entry.label as usize;
        answers[question].push(Entry { label: questions[question].label, ..entry });
    }
    for answer in &mut answers {
        answer.sort_unstable_by_key(|e| (e.coordinate, e.local));
    }
    Ok(answers)
}

/// Collects what all processes must know of the unstructured axes of a specification, and builds the
/// distribution. **Collective.**
pub fn build(function: &'static str, context: &Context, specification: Result<&Specification>) -> Result<Distribution> {
    let text = specification.as_ref().map_or(String::new(), |s| s.to_string());
    build_for(&Call::new(function, &[("specification", Arg::Text(&text))]), context, specification)
}

/// As [`build`], on behalf of a call whose arguments make up the specification. **Collective.**
pub fn build_for(call: &Call, context: &Context, specification: Result<&Specification>) -> Result<Distribution> {
    let (size, rank) = (context.size(), context.rank());
    let mut slots = [0; 4];
    let prepared = specification.and_then(|s| {
        s.check()?;
        let grid = Distribution::grid_for(s, size)?;
        let unstructured = s.axes.iter().any(|a| matches!(a.kind, AxisKind::Unstructured { .. }));
        if unstructured {
            return Ok((s, grid, None));
        }
        Ok((s, grid, Some(Distribution::build(s, size, rank, &[])?)))
    });
    let prepared = prepared.map_err(|error| within(call, error));
    let (specification, grid, direct) = context.agree_with(call, prepared, &mut slots)?;
    if let Some(distribution) = direct {
        return Ok(distribution);
    }
    let place = grid.place_of(rank);
    let mut labels = Vec::new();
    let mut failure: Option<Error> = None;
    for (d, axis) in specification.axes.iter().enumerate() {
        let AxisKind::Unstructured { labels: values, one_to_one } = &axis.kind else {
            labels.push(None);
            continue;
        };
        let found = collect_labels(context, &grid, place.as_ref(), d, specification.shape[d], values, *one_to_one)?;
        match found {
            Ok(found) => labels.push(Some(Arc::new(found))),
            Err(error) => {
                failure.get_or_insert(error);
                labels.push(None);
            }
        }
    }
    let built = match failure {
        Some(error) => Err(error),
        None => Distribution::build(specification, size, rank, &labels),
    };
    context.agree(call, built.map_err(|error| within(call, error)))
}

/// Names the argument of the call in which the offending part of a specification came.
fn within(call: &Call, error: Error) -> Error {
    let names = || call.arguments.iter().map(|(name, _)| *name);
    match call.arguments.last().map(|(name, _)| *name) {
        Some(whole) if !error.argument.is_empty() && !names().any(|name| name == error.argument) => {
            Error { argument: whole.into(), message: format!("its {}: {}", error.argument, error.message), ..error }
        }
        _ => error,
    }
}

/// Outer error: communication failed. Inner error: the labels break a rule.
pub(crate) fn collect_labels(
    context: &Context,
    grid: &crate::distribution::Grid,
    place: Option<&crate::distribution::GridPlace>,
    axis: usize,
    size: i64,
    values: &[i64],
    one_to_one: bool,
) -> Result<Result<Labels>> {
    let parts = grid.extents()[axis];
    let coordinate = place.map_or(-1, |p| p.coordinates[axis]);
    let speaks =
        place.is_some_and(|p| p.replica == 0 && p.coordinates.iter().enumerate().all(|(d, &c)| d == axis || c == 0));
    let values = if place.is_some() { values } else { &[] };

    // Counts and content of every coordinate, from those who speak for it; the others compare.
    let content = Labels::content_of(values);
    let mine = [coordinate as i64, values.len() as i64, content as i64, speaks as i64];
    let all: Vec<i64> = bytemuck::allocation::pod_collect_to_vec(&context.all_gather(bytemuck::cast_slice(&mine))?);
    let mut counts = vec![0i64; parts as usize];
    let mut contents = vec![0u64; parts as usize];
    for record in all.chunks_exact(4).filter(|r| r[3] == 1) {
        counts[record[0] as usize] = record[1];
        contents[record[0] as usize] = record[2] as u64;
    }
    let mut failure = None;
    for (rank, record) in all.chunks_exact(4).enumerate().filter(|(_, r)| r[0] >= 0) {
        if contents[record[0] as usize] != record[2] as u64 {
            failure.get_or_insert(Error::argument(
                Status::Mismatch,
                "labels",
                format!(
                    "axis {axis}: rank {rank} gives other labels than the first process of coordinate {}; all \
                     processes of one coordinate must give the same",
                    record[0]
                ),
            ));
        }
    }
    let total: i64 = counts.iter().sum();
    if total != size {
        failure.get_or_insert(Error::argument(
            Status::Distribution,
            "labels",
            format!("axis {axis}: expected {size} labels on all coordinates together, got {total}"),
        ));
    }

    // Who else has a label: decided at its home.
    let entries = values.iter().enumerate().filter(|_| speaks).map(|(k, &label)| Entry {
        label,
        coordinate: coordinate as i64,
        local: k as i64,
    });
    let mut owner: FxHashMap<i64, i64> = FxHashMap::default();
    let mut facts = [0u64; 4]; // duplicates across, duplicate within (coordinate + 1), outside 0..size, example label
    for entry in send_home(context, entries)?.into_iter().flatten() {
        if !(0..size).contains(&entry.label) {
            facts[2] = 1;
        }
        if let Some(other) = owner.insert(entry.label, entry.coordinate) {
            facts[0] = 1;
            facts[3] = entry.label as u64;
            if other == entry.coordinate {
                facts[1] = facts[1].max(entry.coordinate as u64 + 1);
            }
        }
    }
    let facts = context.maximum(&facts)?;
    if facts[1] > 0 {
        failure.get_or_insert(Error::argument(
            Status::Distribution,
            "labels",
            format!("axis {axis}: coordinate {} lists a label twice", facts[1] - 1),
        ));
    }
    if one_to_one && facts[0] > 0 {
        let label = facts[3] as i64;
        let own = if values.contains(&label) { [(coordinate + 1) as u64, (parts - coordinate) as u64] } else { [0; 2] };
        let ends = context.maximum(&own)?;
        failure.get_or_insert(Error::argument(
            Status::Distribution,
            "labels",
            format!(
                "axis {axis}: one_to_one was promised, but label {label} has two owners, coordinates {} and {}",
                parts as i64 - ends[1] as i64,
                ends[0] as i64 - 1
            ),
        ));
    }
    let facts = Facts {
        one_to_one: facts[0] == 0,
        permutation: facts[0] == 0 && facts[2] == 0,
        digest: Labels::digest_of(&contents),
    };
    if let Some(error) = failure {
        return Ok(Err(error));
    }
    // What is described of the labels is what was promised, whether or not it happens to hold.
    let mut labels = Labels::new(coordinate, values.to_vec(), counts, Facts { one_to_one, ..facts });
    if !facts.one_to_one {
        // Reductions count a label once: at its lowest owner.
        let published: Vec<Entry> = if speaks { owned(values, coordinate) } else { Vec::new() };
        let asked = owned(values, coordinate);
        let owners = lookup(context, &published, &asked, true)?;
        let primary = owners.iter().map(|o| o.first().is_none_or(|e| e.coordinate == coordinate as i64)).collect();
        labels.set_primary(primary);
    }
    Ok(Ok(labels))
}

fn owned(values: &[i64], coordinate: i32) -> Vec<Entry> {
    let entry = |(k, &label): (usize, &i64)| Entry { label, coordinate: coordinate as i64, local: k as i64 };
    values.iter().enumerate().map(entry).collect()
}

/// The ranks that own an element, in the order of the process grid, whatever the axes. **Collective**; every rank asks for its own.
pub fn owners(context: &Context, distribution: &Distribution, index: &[i64]) -> Result<Vec<i32>> {
    let mine = distribution.local_index(index).is_some();
    let all = context.all_gather(&[mine as u8])?;
    let grid = distribution.grid();
    Ok((0..grid.process_count()).map(|position| grid.rank_at(position)).filter(|&r| all[r as usize] == 1).collect())
}

/// Coordinate and position of each label of an axis, of the lowest owner.
type Places = FxHashMap<i64, (i32, i64)>;

/// Where the labels of each unstructured axis are; None for other axes.
/// **Collective**, in the commit phase; every process gets all labels.
pub(crate) fn all_labels(context: &Context, distribution: &Distribution) -> Result<Vec<Option<Places>>> {
    let mut all = Vec::with_capacity(distribution.ndim());
    for (d, axis) in distribution.axes().iter().enumerate() {
        if axis.labels().is_none() {
            all.push(None);
            continue;
        }
        let mine = match speaks_for(distribution, d) {
            true => owned_entries(axis, crate::plan::coordinate(distribution, d).unwrap_or(0)),
            false => Vec::new(),
        };
        let mut table = Places::default();
        for bytes in context.all_gather_varying(bytemuck::cast_slice(&mine))? {
            let entries: Vec<Entry> = bytemuck::allocation::pod_collect_to_vec(&bytes);
            for entry in entries {
                let place = (entry.coordinate as i32, entry.local);
                table.entry(entry.label).and_modify(|known| *known = (*known).min(place)).or_insert(place);
            }
        }
        all.push(Some(table));
    }
    Ok(all)
}
