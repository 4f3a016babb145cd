//! Distributions as Unicode text.

use super::layout::{place_text, ranks_text, Layout, Line, Span, View};
use crate::distribution::Distribution;
use crate::error::Result;
use crate::index::shape;

/// Most spans drawn downwards, and most processes listed.
const ROWS: usize = 16;
/// Narrower pictures than this are drawn so wide anyway.
const NARROWEST: usize = 60;

/// A picture of who owns what in box-drawing characters, at most `width_columns` wide (at least
/// 60). Boxes show ranks, `~` marks boxes that further ranks share. **Local**.
pub fn text(distribution: &Distribution, view: &View, width_columns: usize) -> Result<String> {
    let width = width_columns.clamp(NARROWEST, 1000);
    let digits = distribution.context_size().to_string().len() + 1;
    let margin = distribution.shape().iter().map(|n| n.to_string().len()).max().unwrap_or(1) + 1;
    let across = width.saturating_sub(margin + 1) / (digits + 2);
    let layout = Layout::new(distribution, view, [ROWS, across])?;
    let [down, right] = &layout.lines;

    let mut lines = vec![format!("{} {}", shape::text(distribution.shape()), distribution.text().unwrap_or_default())];
    for (axis, index) in &layout.fixed {
        lines.push(format!("axis {axis} at {index}"));
    }
    let margin = match down.axis {
        Some(_) => down.spans.iter().map(|s| down.name_of(s.start).to_string().len()).max().unwrap_or(1) + 1,
        None => 0,
    };
    let plot = width.saturating_sub(margin + 1 + right.spans.len());
    let columns = shares(right, digits + 1, plot);
    let rows = shares(down, 1, if down.axis.is_some() { ROWS } else { 1 });
    if columns.is_empty() || rows.is_empty() {
        lines.push("no elements".to_string());
        return Ok(lines.join("\n") + "\n");
    }
    if right.axis.is_some() {
        lines.push(header(right, &columns, margin));
    }
    let border = |left: char, middle: char, end: char| {
        let bars: Vec<String> = columns.iter().map(|&w| "\u{2500}".repeat(w)).collect();
        format!("{:margin$}{left}{}{end}", "", bars.join(&middle.to_string()))
    };
    for (k, (row, &height)) in down.spans.iter().zip(&rows).enumerate() {
        lines.push(if k == 0 {
            border('\u{250c}', '\u{252c}', '\u{2510}')
        } else {
            border('\u{251c}', '\u{253c}', '\u{2524}')
        });
        for line in 0..height {
            let name = match down.axis {
                Some(_) if line == 0 && row.coordinate.is_some() => down.name_of(row.start).to_string(),
                _ => String::new(),
            };
            let tick = if margin > 0 { format!("{name:>w$} ", w = margin - 1) } else { String::new() };
            let cells = right.spans.iter().zip(&columns).map(|(column, &w)| {
                let label = if line == (height - 1) / 2 { label(&layout, row, column) } else { String::new() };
                format!("{label:^w$}")
            });
            lines.push(format!("{tick}\u{2502}{}\u{2502}", cells.collect::<Vec<_>>().join("\u{2502}")));
        }
    }
    lines.push(border('\u{2514}', '\u{2534}', '\u{2518}'));
    lines.extend(legend(&layout));
    Ok(lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n") + "\n")
}

/// Characters for every span: at least `least`, the rest in proportion to its indices.
fn shares(line: &Line, least: usize, total: usize) -> Vec<usize> {
    let indices: f64 = line.shown().map(|s| (s.stop - s.start) as f64).sum();
    let rest = total.saturating_sub(least * line.spans.len()) as f64;
    // A few indices do not need a whole screen.
    let rest = rest.min(indices * (2 * least + 2) as f64);
    let (mut before, mut given) = (0.0, 0);
    let share = |span: &Span| {
        if span.coordinate.is_some() {
            before += (span.stop - span.start) as f64;
        }
        let until = (rest * before / indices.max(1.0)) as usize;
        let extra = until.saturating_sub(given);
        given = until;
        least + extra
    };
    line.spans.iter().map(share).collect()
}

fn label(layout: &Layout, row: &Span, column: &Span) -> String {
    match (row.coordinate, column.coordinate) {
        (Some(down), Some(right)) => {
            let rank = layout.ranks(&layout.place(down, right))[0];
            format!("{}{rank}", if row.mixed || column.mixed { "~" } else { "" })
        }
        _ => "\u{22ef}".to_string(),
    }
}

/// Start indices above the columns they fit over.
fn header(line: &Line, columns: &[usize], margin: usize) -> String {
    let mut text = " ".repeat(margin);
    let mut at = margin;
    let end = margin + 1 + columns.iter().map(|width| width + 1).sum::<usize>();
    for (span, &width) in line.spans.iter().zip(columns) {
        let name = line.name_of(span.start).to_string();
        let written = text.chars().count();
        let free = written < at || at == margin;
        if span.coordinate.is_some() && free && at + name.len() <= end {
            text += &" ".repeat(at - written);
            text += &name;
        }
        at += width + 1;
    }
    text
}

fn legend(layout: &Layout) -> Vec<String> {
    let places = layout.places();
    let mut lines: Vec<String> = Vec::new();
    for place in places.iter().take(ROWS) {
        let ranks = layout.ranks(place);
        let mut text = format!("{}{}", ranks_text(&ranks), place_text(place));
        let distribution = layout.distribution;
        match distribution.local_bounds_of(ranks[0]) {
            Some(bounds) if !bounds.is_empty() => {
                let ranges: Vec<String> = bounds
                    .iter()
                    .map(|(a, b)| if b > a { format!("{a}..{}", b - 1) } else { "nothing".to_string() })
                    .collect();
                text += &format!(": {}", ranges.join(", "));
            }
            _ => {
                if let Some(local) = distribution.local_shape_of(ranks[0]) {
                    let extents: Vec<String> = local.iter().map(i64::to_string).collect();
                    let noun = if local.iter().all(|&n| n == 1) { "element" } else { "elements" };
                    let extents = if local.is_empty() { "1".to_string() } else { extents.join(" x ") };
                    text += &format!(": {extents} {noun}");
                }
            }
        }
        lines.push(text);
    }
    if places.len() > ROWS {
        let sampled = layout.lines.iter().any(|line| line.sampled);
        lines.push(if sampled { "and others".to_string() } else { format!("and {} more", places.len() - ROWS) });
    }
    lines
}
