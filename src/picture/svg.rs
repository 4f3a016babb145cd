//! Distributions as SVG.

use super::layout::{bytes_text, place_text, ranks_text, Layout, Line, Span, View};
use crate::distribution::Distribution;
use crate::error::Result;
use crate::index::shape;
use std::fmt::Write;

/// Most spans drawn exactly along one axis; longer lists are sampled or shortened.
const SPANS: usize = 64;
/// Most processes in the legend.
const LEGEND: usize = 20;
/// Width of a stretch left out, in pixels.
const GAP: f64 = 22.0;

/// Widest drawing of a halo, in pixels.
const OUTER: f64 = 22.0;

/// Paul Tol's light scheme: fills that colour-blind readers tell apart and dark text stands on.
const PALETTE: [(u8, u8, u8); 9] = [
    (119, 170, 221),
    (238, 136, 102),
    (238, 221, 136),
    (255, 170, 187),
    (153, 221, 255),
    (68, 187, 153),
    (187, 204, 51),
    (170, 170, 0),
    (221, 221, 221),
];

/// An SVG picture of who owns what, with the bytes of elements of `dtype_size`. **Local**: works
/// from metadata alone, for all ranks; only unstructured axes need their labels in the view.
pub fn svg(distribution: &Distribution, view: &View, dtype_size: usize) -> Result<String> {
    let layout = Layout::new(distribution, view, [SPANS, SPANS])?;
    Ok(Picture::new(&layout, dtype_size).draw())
}

/// Above so many processes in a picture, colours shade from corner to corner instead.
const SHADED: usize = 27;
const CORNERS: [[(u8, u8, u8); 2]; 2] = [[(68, 119, 170), (102, 204, 238)], [(170, 68, 102), (238, 204, 102)]];

/// Pixels along one direction.
struct Scale {
    /// Where the plot begins.
    origin: f64,
    length: f64,
    edges: Vec<(f64, f64)>,
    per_index: f64,
}

impl Scale {
    fn new(line: &Line, origin: f64, length: f64) -> Scale {
        let shown: f64 = line.shown().map(|s| (s.stop - s.start) as f64).sum();
        let gaps = (line.spans.len() - line.shown().count()) as f64 * GAP;
        let per_index = (length - gaps) / shown.max(1.0);
        let mut at = origin;
        let edges = line.spans.iter().map(|span| {
            let from = at;
            at += if span.coordinate.is_some() { (span.stop - span.start) as f64 * per_index } else { GAP };
            (from, at)
        });
        Scale { origin, edges: edges.collect(), length, per_index }
    }
}

struct Picture<'a> {
    layout: &'a Layout<'a>,
    item: u128,
    scales: [Scale; 2],
    header: Vec<String>,
    notes: Vec<String>,
    legend: Vec<Vec<i32>>,
    legend_width: f64,
}

impl<'a> Picture<'a> {
    fn new(layout: &'a Layout, dtype_size: usize) -> Picture<'a> {
        let [down, right] = &layout.lines;
        let (width, height) = match (down.axis, right.axis) {
            (_, None) => (120.0, 80.0),
            (None, _) => (640.0, 84.0),
            _ => {
                // To scale, unless that would make a thread of it.
                let ratio = (down.size.max(1) as f64 / right.size.max(1) as f64).clamp(0.25, 2.0);
                let width: f64 = (640.0f64).min(560.0 / ratio);
                (width.max(280.0), (width * ratio).max(120.0))
            }
        };
        let distribution = layout.distribution;
        let mut header = vec![format!("Distribution of {}", shape::text(distribution.shape()))];
        header.push(distribution.text().unwrap_or_else(|| {
            let grid = distribution.grid().extents();
            format!("on a grid of {}", grid.iter().map(i32::to_string).collect::<Vec<_>>().join(" x "))
        }));
        if header[1].chars().count() > 96 {
            header[1] = header[1].chars().take(93).chain("...".chars()).collect();
        }
        if !layout.fixed.is_empty() {
            let fixed: Vec<String> =
                layout.fixed.iter().map(|(axis, index)| format!("axis {axis} at {index}")).collect();
            header.push(fixed.join(", "));
        }
        let mut notes = Vec::new();
        for line in &layout.lines {
            let Some(axis) = line.axis else { continue };
            if line.sampled {
                let cell = line.size as f64 / SPANS as f64;
                notes.push(format!(
                    "Axis {axis} is drawn in cells of about {cell:.0} indices, coloured by their middle."
                ));
            }
            if line.spans.len() > line.shown().count() {
                notes.push(format!("The pattern along axis {axis} goes on where it is interrupted."));
            }
        }
        if (0..2).any(|d| halo_of(layout, d).is_some()) {
            notes.push("Hatched: halo, copies that neighbouring processes hold.".to_string());
        }
        let legend = layout.places();
        let longest = legend.iter().take(LEGEND).map(|p| legend_text(layout, p, 16).chars().count()).max().unwrap_or(0);
        let widest_name = down.spans.last().map_or(1, |s| down.name_of(s.stop - 1).to_string().len());
        let left = if down.axis.is_some() { 46.0 + 7.0 * widest_name as f64 } else { 28.0 };
        let top = 62.0 + 18.0 * header.len() as f64;
        let room = |d: usize| if wraps(layout, d) { OUTER } else { 0.0 };
        let (top, left) = (top + room(0), left + room(1));
        let scales = [Scale::new(down, top, height), Scale::new(right, left, width)];
        let legend_width = 46.0 + 7.0 * longest.max(10) as f64;
        Picture { layout, item: dtype_size as u128, scales, header, notes, legend, legend_width }
    }

    fn draw(&self) -> String {
        let [down, right] = &self.scales;
        let shown = self.legend.len().min(LEGEND + 1) as f64;
        let outer = [0, 1].map(|d| if wraps(self.layout, d) { OUTER } else { 0.0 });
        let bottom = (down.origin + down.length + outer[0] + 26.0).max(down.origin + 20.0 * (shown + 1.0));
        let height = bottom + 18.0 * self.notes.len() as f64 + 12.0;
        let text_width = self.header.iter().chain(&self.notes).map(|t| 7.2 * t.chars().count() as f64 + 48.0);
        let width = text_width.fold(right.origin + right.length + outer[1] + 28.0 + self.legend_width, f64::max);
        let mut out = String::new();
        let _ = write!(
            out,
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222">
<defs><pattern id="halo" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6"/></pattern></defs>
<rect width="100%" height="100%" fill="#fff"/>
"##
        );
        for (row, line) in self.header.iter().enumerate() {
            let (size, weight) = if row == 0 { (16, "bold") } else { (12, "normal") };
            let y = 26.0 + 18.0 * row as f64;
            let _ = writeln!(out, r#"<text x="20" y="{y}" font-size="{size}" font-weight="{weight}">{line}</text>"#);
        }
        self.draw_regions(&mut out);
        self.draw_halos(&mut out);
        self.draw_frame(&mut out);
        self.draw_ticks(&mut out);
        self.draw_legend(&mut out);
        for (row, note) in self.notes.iter().enumerate() {
            let y = bottom + 18.0 * row as f64 + 6.0;
            let _ = writeln!(out, r##"<text x="20" y="{y:.1}" fill="#555">{note}</text>"##);
        }
        out + "</svg>\n"
    }

    /// Every drawn region with its rectangle (x, y, width, height).
    fn regions(&self) -> impl Iterator<Item = (&Span, &Span, [f64; 4])> + '_ {
        let [down, right] = &self.layout.lines;
        down.spans.iter().zip(&self.scales[0].edges).flat_map(move |(row, &(y0, y1))| {
            let columns = right.spans.iter().zip(&self.scales[1].edges);
            columns.map(move |(column, &(x0, x1))| (row, column, [x0, y0, x1 - x0, y1 - y0]))
        })
    }

    fn draw_regions(&self, out: &mut String) {
        let many = self.layout.lines.iter().map(|line| line.spans.len()).product::<usize>() > 400;
        let border = if many { 0.5 } else { 1.2 };
        let _ = writeln!(out, r##"<g stroke="#fff" stroke-width="{border}">"##);
        let mut labels = String::new();
        for (row, column, [x, y, width, height]) in self.regions() {
            let (Some(down), Some(right)) = (row.coordinate, column.coordinate) else { continue };
            let place = self.layout.place(down, right);
            let (r, g, b) = self.color(&place);
            let ranks = self.layout.ranks(&place);
            let _ = writeln!(
                out,
                r##"<rect x="{x:.2}" y="{y:.2}" width="{width:.2}" height="{height:.2}" fill="#{r:02x}{g:02x}{b:02x}"><title>{}</title></rect>"##,
                self.title(row, column, &ranks, &place)
            );
            let label = ranks[0].to_string();
            let size = (height * 0.5).min(width * 1.3 / (label.len() as f64 + 0.4)).min(22.0);
            if size >= 7.0 && !row.mixed && !column.mixed {
                let (x, y) = (x + width / 2.0, y + height / 2.0 + size * 0.36);
                let ink = ink((r, g, b));
                let _ = writeln!(
                    labels,
                    r#"<text x="{x:.1}" y="{y:.1}" font-size="{size:.1}" fill="{ink}">{label}</text>"#
                );
            }
        }
        let _ = write!(out, "</g>\n<g text-anchor=\"middle\" pointer-events=\"none\">\n{labels}</g>\n");
        for (row, column, [x, y, width, height]) in self.regions() {
            if row.coordinate.is_none() || column.coordinate.is_none() {
                let (x, y) = (x + width / 2.0, y + height / 2.0 + 4.0);
                let sign = if column.coordinate.is_none() { "\u{22ef}" } else { "\u{22ee}" };
                let _ =
                    writeln!(out, r##"<text x="{x:.1}" y="{y:.1}" text-anchor="middle" fill="#999">{sign}</text>"##);
            }
        }
    }

    fn color(&self, place: &[i32]) -> (u8, u8, u8) {
        if self.legend.len() <= SHADED {
            return color(self.layout.position(place));
        }
        let fractions = self.layout.lines.each_ref().map(|line| {
            let axis = line.axis.filter(|&axis| self.layout.distribution.grid().extents()[axis] > 1);
            let extent = |axis: usize| self.layout.distribution.grid().extents()[axis] as f64 - 1.0;
            axis.map_or(0.0, |axis| place[axis] as f64 / extent(axis))
        });
        // Neighbours differ in brightness, as on a chessboard.
        let odd = self.layout.lines.iter().filter_map(|line| line.axis).fold(0, |sum, axis| sum ^ (place[axis] & 1));
        shade(fractions, if odd == 1 { 0.86 } else { 1.0 })
    }

    fn title(&self, row: &Span, column: &Span, ranks: &[i32], place: &[i32]) -> String {
        let others = if row.mixed || column.mixed { " and others" } else { "" };
        let mut title = format!("{}{others}{}: ", ranks_text(ranks), place_text(place));
        let [down, right] = &self.layout.lines;
        let mut elements = 1u128;
        for (line, span, name) in [(down, row, "rows"), (right, column, "columns")] {
            if line.axis.is_none() {
                continue;
            }
            let name = if down.axis.is_none() { "indices" } else { name };
            let (first, last) = (line.name_of(span.start), line.name_of(span.stop - 1));
            let _ = write!(title, "{name} {first}..{last}, ");
            elements *= (span.stop - span.start) as u128;
        }
        title + &bytes_text(elements.saturating_mul(self.item))
    }

    fn draw_halos(&self, out: &mut String) {
        let halos = [halo_of(self.layout, 0), halo_of(self.layout, 1)];
        if halos == [None, None] {
            return;
        }
        let _ = writeln!(out, r#"<g fill="url(#halo)" fill-rule="evenodd" opacity="0.4" pointer-events="none">"#);
        for (row, column, [x, y, width, height]) in self.regions() {
            let (Some(down), Some(right)) = (row.coordinate, column.coordinate) else { continue };
            let pixels = |d: usize, coordinate: i32| {
                let Some(axis) = halos[d] else { return (0.0, 0.0) };
                let (lower, upper) = self.layout.distribution.axes()[axis].halo(coordinate);
                let wide = |n: i64| if n > 0 { (n as f64 * self.scales[d].per_index).clamp(4.0, OUTER) } else { 0.0 };
                (wide(lower), wide(upper))
            };
            let ((above, below), (before, after)) = (pixels(0, down), pixels(1, right));
            if above + below + before + after > 0.0 {
                let (left, top) = (x - before, y - above);
                let (outer_width, outer_height) = (width + before + after, height + above + below);
                let _ = writeln!(
                    out,
                    r#"<path d="M{left:.1} {top:.1}h{outer_width:.1}v{outer_height:.1}h-{outer_width:.1}zM{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z"/>"#
                );
            }
        }
        out.push_str("</g>\n");
    }

    fn draw_frame(&self, out: &mut String) {
        let [down, right] = &self.scales;
        let (x, y, width, height) = (right.origin, down.origin, right.length, down.length);
        let _ = writeln!(
            out,
            r##"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="none" stroke="#444"/>"##
        );
        if self.layout.lines.iter().any(|line| line.size == 0) {
            let (x, y) = (x + width / 2.0, y + height / 2.0 + 4.0);
            let _ =
                writeln!(out, r##"<text x="{x:.1}" y="{y:.1}" text-anchor="middle" fill="#777">no elements</text>"##);
        }
        for (d, line) in self.layout.lines.iter().enumerate() {
            let Some(axis) = line.axis.filter(|_| line.size > 0 && line.shown().count() == line.spans.len()) else {
                continue;
            };
            let map = &self.layout.distribution.axes()[axis];
            let (lower, upper) = if map.is_sliced() { (0, 0) } else { map.padding().boundary };
            for edge in [lower, line.size - upper].into_iter().filter(|&e| e > 0 && e < line.size) {
                let at = self.scales[d].origin + edge as f64 * self.scales[d].per_index;
                let path =
                    if d == 0 { format!("M{x:.1} {at:.1}h{width:.1}") } else { format!("M{at:.1} {y:.1}v{height:.1}") };
                let _ = writeln!(out, r##"<path d="{path}" stroke="#222" stroke-dasharray="2 3"/>"##);
            }
        }
    }

    fn draw_ticks(&self, out: &mut String) {
        let [down, right] = &self.layout.lines;
        let _ = writeln!(out, r##"<g font-size="11" fill="#444" stroke="none">"##);
        let (top, left) = (self.scales[0].origin, self.scales[1].origin);
        let reach = |d: usize| if halo_of(self.layout, d).is_some() { self.outer_halo(d) } else { 0.0 };
        if let Some(axis) = right.axis {
            let y = top - reach(0);
            for (at, name) in ticks(right, &self.scales[1], |name| 8.0 + 6.5 * name.len() as f64) {
                let _ = writeln!(
                    out,
                    r##"<path d="M{at:.1} {:.1}v-5" stroke="#444"/><text x="{at:.1}" y="{:.1}" text-anchor="middle">{name}</text>"##,
                    y - 1.0,
                    y - 9.0
                );
            }
            let middle = left + self.scales[1].length / 2.0;
            let (y, size) = (y - 26.0, right.size);
            let _ =
                writeln!(out, r#"<text x="{middle:.1}" y="{y:.1}" text-anchor="middle">axis {axis} ({size})</text>"#);
        }
        if let Some(axis) = down.axis {
            let x = left - reach(1);
            for (at, name) in ticks(down, &self.scales[0], |_| 13.0) {
                let _ = writeln!(
                    out,
                    r##"<path d="M{:.1} {at:.1}h-5" stroke="#444"/><text x="{:.1}" y="{:.1}" text-anchor="end">{name}</text>"##,
                    x - 1.0,
                    x - 9.0,
                    at + 4.0
                );
            }
            let (y, size) = (top + self.scales[0].length / 2.0, down.size);
            let _ = writeln!(
                out,
                r#"<text transform="translate(16 {y:.1}) rotate(-90)" text-anchor="middle">axis {axis} ({size})</text>"#
            );
        }
        out.push_str("</g>\n");
    }

    /// How far a periodic halo sticks out of the plot.
    fn outer_halo(&self, d: usize) -> f64 {
        let Some(axis) = halo_of(self.layout, d) else { return 0.0 };
        let map = &self.layout.distribution.axes()[axis];
        let first = self.layout.lines[d].shown().next().and_then(|span| span.coordinate).unwrap_or(0);
        let lower = if map.padding().periodic { map.halo(first).0 } else { 0 };
        if lower > 0 {
            (lower as f64 * self.scales[d].per_index).clamp(4.0, OUTER)
        } else {
            0.0
        }
    }

    fn draw_legend(&self, out: &mut String) {
        let outer = if wraps(self.layout, 1) { OUTER } else { 0.0 };
        let x = self.scales[1].origin + self.scales[1].length + outer + 30.0;
        let mut y = self.scales[0].origin + 11.0;
        for place in self.legend.iter().take(LEGEND) {
            let (r, g, b) = self.color(place);
            let text = legend_text(self.layout, place, self.item);
            let _ = writeln!(
                out,
                r##"<rect x="{x:.1}" y="{:.1}" width="14" height="14" rx="2" fill="#{r:02x}{g:02x}{b:02x}" stroke="#666" stroke-width="0.5"/><text x="{:.1}" y="{y:.1}">{text}</text>"##,
                y - 11.0,
                x + 21.0
            );
            y += 20.0;
        }
        if self.legend.len() > LEGEND {
            let more = if self.layout.lines.iter().any(|line| line.sampled) {
                "others".to_string()
            } else {
                format!("{} more", self.legend.len() - LEGEND)
            };
            let _ = writeln!(out, r##"<text x="{:.1}" y="{y:.1}" fill="#555">and {more} more</text>"##, x + 21.0);
        }
    }
}

fn legend_text(layout: &Layout, place: &[i32], item: u128) -> String {
    let count = layout.local_count(place).map_or(String::new(), |n| format!(": {}", bytes_text(n as u128 * item)));
    format!("{}{}{count}", ranks_text(&layout.ranks(place)), place_text(place))
}

/// The axis drawn in a direction, if it has halos that can be drawn.
fn halo_of(layout: &Layout, direction: usize) -> Option<usize> {
    let line = &layout.lines[direction];
    line.axis.filter(|&axis| !line.sampled && layout.distribution.axes()[axis].padding().has_halo())
}

/// Whether a halo reaches beyond the frame in a direction.
fn wraps(layout: &Layout, direction: usize) -> bool {
    halo_of(layout, direction).is_some_and(|axis| layout.distribution.axes()[axis].padding().periodic)
}

/// Positions and names of the starts of spans and of the last index, as many as have room.
fn ticks(line: &Line, scale: &Scale, room: impl Fn(&str) -> f64) -> Vec<(f64, String)> {
    let mut marks: Vec<(f64, String)> = Vec::new();
    let Some(last) = line.spans.last() else { return marks };
    let end = (scale.origin + scale.length, line.name_of(last.stop - 1).to_string());
    let apart = |a: &(f64, String), b: &(f64, String)| b.0 - a.0 >= (room(&a.1) + room(&b.1)) / 2.0;
    for (span, &(from, _)) in line.spans.iter().zip(&scale.edges) {
        let mark = (from, line.name_of(span.start).to_string());
        if span.coordinate.is_some() && marks.last().is_none_or(|known| apart(known, &mark)) {
            marks.push(mark);
        }
    }
    // A last stretch of one index has its tick already.
    if marks.last().is_some_and(|known| known.1 != end.1) {
        while marks.len() > 1 && marks.last().is_some_and(|known| !apart(known, &end)) {
            marks.pop();
        }
        marks.push(end);
    }
    marks
}

/// A fill for a grid position: nine hues, then the same darker.
fn color(position: i64) -> (u8, u8, u8) {
    let (r, g, b) = PALETTE[(position % 9) as usize];
    let percent = [100, 78, 58][(position / 9 % 3) as usize];
    let shade = |channel: u8| (channel as u32 * percent / 100) as u8;
    (shade(r), shade(g), shade(b))
}

/// A fill between those of the four corners.
fn shade([down, right]: [f64; 2], brightness: f64) -> (u8, u8, u8) {
    let mix = |channel: fn(&(u8, u8, u8)) -> u8| {
        let across = |row: usize| {
            let [left, end] = CORNERS[row].each_ref().map(|corner| channel(corner) as f64);
            left + (end - left) * right
        };
        ((across(0) + (across(1) - across(0)) * down) * brightness) as u8
    };
    (mix(|c| c.0), mix(|c| c.1), mix(|c| c.2))
}

/// Dark or light text, whichever stands out more (WCAG relative luminance).
fn ink((r, g, b): (u8, u8, u8)) -> &'static str {
    let linear = |channel: u8| (channel as f64 / 255.0).powf(2.2);
    let luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    if luminance > 0.18 {
        "#222"
    } else {
        "#fff"
    }
}
