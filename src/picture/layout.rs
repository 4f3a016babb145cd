//! What a picture shows: along each drawn axis, stretches of indices with one owner.

use crate::distribution::{AxisMap, Base, Distribution};
use crate::error::{Error, Result, Status};

/// Which part of a distribution a picture shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The axes drawn: none (0-d), one (to the right), or two (downwards, to the right).
    pub axes: Vec<usize>,
    /// An index for every axis; those of drawn axes are ignored. Empty stands for zeros.
    pub fixed: Vec<i64>,
    /// For every unstructured axis the labels of all coordinates; `None` for others. May be
    /// empty where no axis is unstructured.
    pub labels: Vec<Option<Vec<Vec<i64>>>>,
}

impl View {
    /// The first two axes (or as many as there are), at index 0 of the others.
    pub fn of(distribution: &Distribution) -> View {
        View { axes: (0..distribution.ndim().min(2)).collect(), ..View::default() }
    }
}

/// Indices `[start, stop)` along a drawn axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub start: i64,
    pub stop: i64,
    /// `None` for a stretch that is left out of the picture.
    pub coordinate: Option<i32>,
    /// Other coordinates own some of these indices too.
    pub mixed: bool,
}

/// One direction of the picture.
pub(super) struct Line {
    /// `None` where the array has no such axis.
    pub axis: Option<usize>,
    pub size: i64,
    pub spans: Vec<Span>,
    /// One span stands for many indices, perhaps of several owners.
    pub sampled: bool,
    /// Sorted labels of an unstructured axis with their coordinates.
    labels: Vec<(i64, i32)>,
}

impl Line {
    /// The index (or label) at a position along the line.
    pub fn name_of(&self, position: i64) -> i64 {
        self.labels.get(position as usize).map_or(position, |(label, _)| *label)
    }

    pub fn shown(&self) -> impl Iterator<Item = &Span> {
        self.spans.iter().filter(|span| span.coordinate.is_some())
    }

    /// Coordinates in order of first appearance, each once.
    pub fn coordinates(&self) -> Vec<i32> {
        let mut list: Vec<i32> = self.shown().filter_map(|span| span.coordinate).collect();
        list.sort_unstable();
        list.dedup();
        list
    }
}

/// A picture without its looks.
pub(super) struct Layout<'a> {
    pub distribution: &'a Distribution,
    /// Downwards, to the right.
    pub lines: [Line; 2],
    /// Grid coordinates of the axes not drawn; the others are filled in.
    coordinates: Vec<i32>,
    pub fixed: Vec<(usize, i64)>,
}

impl<'a> Layout<'a> {
    /// With at most `limits` spans downwards and to the right.
    pub fn new(distribution: &'a Distribution, view: &View, limits: [usize; 2]) -> Result<Layout<'a>> {
        let ndim = distribution.ndim();
        let axes = &view.axes;
        let distinct = axes.len() < 2 || axes[0] != axes[1];
        if axes.len() > 2 || (axes.is_empty() && ndim > 0) || !distinct || axes.iter().any(|&axis| axis >= ndim) {
            refuse!(Argument, "axes", "expected one or two different axes from 0 to {}, got {axes:?}", ndim as i64 - 1);
        }
        if !view.fixed.is_empty() && view.fixed.len() != ndim {
            refuse!(Argument, "fixed", "expected {ndim} indices, one per axis, got {}", view.fixed.len());
        }
        let owners = |axis: usize| Owners::new(axis, &distribution.axes()[axis], view);
        let line = |axis: Option<usize>, limit: usize| match axis {
            Some(axis) => owners(axis).map(|owners| owners.line(axis, limit.max(3))),
            None => Ok(Line { axis: None, size: 1, spans: vec![span(0, 1, 0)], sampled: false, labels: Vec::new() }),
        };
        let (down, right) = match axes.as_slice() {
            [down, right] => (Some(*down), Some(*right)),
            [right] => (None, Some(*right)),
            _ => (None, None),
        };
        let lines = [line(down, limits[0])?, line(right, limits[1])?];
        let mut coordinates = vec![0; ndim];
        let mut fixed = Vec::new();
        for axis in (0..ndim).filter(|axis| !axes.contains(axis)) {
            let index = view.fixed.get(axis).copied().unwrap_or(0);
            let owner = owners(axis)?.owner(index).ok_or_else(|| {
                let size = distribution.shape()[axis];
                let message = format!("axis {axis}: expected an index inside the axis of {size}, got {index}");
                Error::argument(Status::Index, "fixed", message)
            })?;
            coordinates[axis] = owner;
            fixed.push((axis, index));
        }
        Ok(Layout { distribution, lines, coordinates, fixed })
    }

    /// Grid coordinates of a region.
    pub fn place(&self, down: i32, right: i32) -> Vec<i32> {
        let mut coordinates = self.coordinates.clone();
        for (line, coordinate) in self.lines.iter().zip([down, right]) {
            if let Some(axis) = line.axis {
                coordinates[axis] = coordinate;
            }
        }
        coordinates
    }

    /// Ranks of all replicas at grid coordinates.
    pub fn ranks(&self, place: &[i32]) -> Vec<i32> {
        let grid = self.distribution.grid();
        (0..grid.replicas()).map(|replica| grid.rank_of(place, replica)).collect()
    }

    /// Position in the grid in C order, for choosing a colour.
    pub fn position(&self, place: &[i32]) -> i64 {
        let extents = self.distribution.grid().extents();
        place.iter().zip(extents).fold(0, |position, (&c, &extent)| position * extent as i64 + c as i64)
    }

    /// Number of elements in the whole local part at grid coordinates.
    pub fn local_count(&self, place: &[i32]) -> Option<i64> {
        self.distribution.local_shape_of(self.ranks(place)[0]).map(|shape| {
            if shape.contains(&0) {
                0
            } else {
                shape.iter().product()
            }
        })
    }

    /// Grid coordinates of all processes that own something shown, in order of rank.
    pub fn places(&self) -> Vec<Vec<i32>> {
        let mut list = Vec::new();
        for down in self.lines[0].coordinates() {
            for right in self.lines[1].coordinates() {
                list.push(self.place(down, right));
            }
        }
        list.sort_by_key(|place| self.distribution.grid().rank_of(place, 0));
        list
    }
}

fn span(start: i64, stop: i64, coordinate: i32) -> Span {
    Span { start, stop, coordinate: Some(coordinate), mixed: false }
}

/// Who owns which position of one axis, as far as the picture's maker knows.
enum Owners<'a> {
    Closed(&'a AxisMap),
    Labels(Vec<(i64, i32)>),
}

impl<'a> Owners<'a> {
    fn new(axis: usize, map: &'a AxisMap, view: &View) -> Result<Owners<'a>> {
        if map.labels().is_none() {
            return Ok(Owners::Closed(map));
        }
        let Some(given) = view.labels.get(axis).and_then(Option::as_ref) else {
            refuse!(Argument, "labels", "axis {axis} is unstructured: expected the labels of all its coordinates");
        };
        if given.len() != map.parts() as usize {
            refuse!(Argument, "labels", "axis {axis}: expected {} lists of labels, got {}", map.parts(), given.len());
        }
        let of_all = given.iter().enumerate().flat_map(|(c, list)| list.iter().map(move |&label| (label, c as i32)));
        let mut sorted: Vec<(i64, i32)> = of_all.collect();
        sorted.sort_unstable();
        // Of several copies the first coordinate's counts.
        sorted.dedup_by_key(|(label, _)| *label);
        Ok(Owners::Labels(sorted))
    }

    fn size(&self) -> i64 {
        match self {
            Owners::Closed(map) => map.size(),
            Owners::Labels(labels) => labels.len() as i64,
        }
    }

    /// Owner of an index or label.
    fn owner(&self, index: i64) -> Option<i32> {
        match self {
            Owners::Closed(map) => map.locate(index).map(|place| place.coordinate),
            Owners::Labels(labels) => {
                labels.binary_search_by_key(&index, |(label, _)| *label).ok().map(|found| labels[found].1)
            }
        }
    }

    /// The owner at a position along the axis, and where its stretch ends.
    fn stretch(&self, position: i64) -> Option<(i32, i64)> {
        match self {
            Owners::Closed(map) => map.locate(position).map(|place| (place.coordinate, position + place.consecutive)),
            Owners::Labels(labels) => {
                let rest = labels.get(position as usize..)?;
                let owner = rest.first()?.1;
                Some((owner, position + rest.iter().take_while(|(_, c)| *c == owner).count() as i64))
            }
        }
    }

    /// Stretches from a position on, at most `limit`.
    fn spans(&self, mut position: i64, limit: usize) -> Vec<Span> {
        let mut spans = Vec::new();
        while spans.len() < limit {
            let Some((owner, stop)) = self.stretch(position) else { break };
            spans.push(span(position, stop, owner));
            position = stop;
        }
        spans
    }

    fn line(self, axis: usize, limit: usize) -> Line {
        let size = self.size();
        let mut spans = self.spans(0, limit + 1);
        let mut sampled = false;
        if spans.len() > limit {
            if matches!(self, Owners::Closed(map) if matches!(map.base(), Base::Cyclic(_))) {
                spans = self.ends(spans, limit);
            } else {
                spans = self.sample(limit);
                sampled = true;
            }
        }
        let labels = if let Owners::Labels(labels) = self { labels } else { Vec::new() };
        Line { axis: Some(axis), size, spans, sampled, labels }
    }

    /// The first and last stretches of a regular pattern, which equal cells would only alias.
    fn ends(&self, mut spans: Vec<Span>, limit: usize) -> Vec<Span> {
        spans.truncate(limit * 2 / 3);
        let (Some(last), size) = (spans.last().copied(), self.size()) else { return spans };
        let longest = spans.iter().map(|s| s.stop - s.start).max().unwrap_or(1);
        let wanted = (limit - spans.len() - 1) as i64;
        let from = size.saturating_sub(wanted.saturating_mul(longest)).max(last.stop);
        // Begin at the end of a stretch, so that the first one shown is complete.
        let from = self.stretch(from).map_or(size, |(_, stop)| stop);
        if from > last.stop {
            spans.push(Span { start: last.stop, stop: from, coordinate: None, mixed: false });
        }
        spans.extend(self.spans(from, limit));
        spans
    }

    /// Equal cells, each with the owner of its middle.
    fn sample(&self, limit: usize) -> Vec<Span> {
        let (size, cells) = (self.size() as i128, limit as i128);
        let edge = |k: i128| (size * k / cells) as i64;
        let mut spans: Vec<Span> = Vec::new();
        for k in 0..cells {
            let (start, stop) = (edge(k), edge(k + 1));
            let middle = start + (stop - start) / 2;
            let (Some((_, first_stop)), Some((owner, _))) = (self.stretch(start), self.stretch(middle)) else {
                continue;
            };
            let mixed = first_stop < stop;
            match spans.last_mut() {
                Some(last) if !mixed && !last.mixed && last.coordinate == Some(owner) => last.stop = stop,
                _ => spans.push(Span { mixed, ..span(start, stop, owner) }),
            }
        }
        spans
    }
}

/// `1.2 MB`, in powers of 1000.
pub(super) fn bytes_text(bytes: u128) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} B"),
        _ if value < 9.95 => format!("{value:.1} {}", units[unit]),
        _ => format!("{value:.0} {}", units[unit]),
    }
}

/// `rank 3`, `ranks 3, 7` or `ranks 0, 4, 8, ... (20)`.
pub(super) fn ranks_text(ranks: &[i32]) -> String {
    let shown: Vec<String> = ranks.iter().take(4).map(i32::to_string).collect();
    let more = if ranks.len() > 4 { format!(", ... ({})", ranks.len()) } else { String::new() };
    format!("rank{} {}{more}", if ranks.len() == 1 { "" } else { "s" }, shown.join(", "))
}

/// `(1, 0)`, or nothing for a grid without axes.
pub(super) fn place_text(place: &[i32]) -> String {
    if place.is_empty() {
        return String::new();
    }
    format!(" ({})", place.iter().map(i32::to_string).collect::<Vec<_>>().join(", "))
}
