//! Distributions in words, and in the short form that `Specification::parse` reads.

use super::{AxisKind, AxisMap, AxisSpecification, Base, Distribution, Padding, Specification, Widths};
use crate::index::{shape, Order};

/// Axes with more coordinates than this are sampled instead of counted through.
const COUNTED: i32 = 4096;

/// How many elements the processes of a grid own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CountRange {
    pub least: i64,
    pub most: i64,
    pub average: f64,
    /// False if `least` and `most` come from a sample of the processes.
    pub exact: bool,
}

impl Distribution {
    /// Least, average and most elements per process of the grid; `None` if not known here (a
    /// sliced unstructured axis).
    pub fn count_range(&self) -> Option<CountRange> {
        let (mut least, mut most, mut exact) = (1i64, 1i64, true);
        for axis in self.axes() {
            let (low, high, known) = axis.count_range()?;
            // The products stay below the number of elements, unless that is 0.
            (least, most, exact) = (least.saturating_mul(low), most.saturating_mul(high), exact && known);
        }
        let average = self.global_count() as f64 / self.grid().parts() as f64;
        Some(CountRange { least, most, average, exact })
    }

    /// Several lines of plain words: shape, processes, each axis, elements per process.
    pub fn describe(&self) -> String {
        let order = match self.order() {
            Order::RowMajor => "row-major",
            Order::ColumnMajor => "column-major",
        };
        let mut lines =
            vec![format!("shape {}: {}, {order}", shape::text(self.shape()), plural(self.global_count(), "element"))];
        lines.push(self.describe_grid());
        for (d, axis) in self.axes().iter().enumerate() {
            lines.push(format!("axis {d}: {}", axis.describe()));
        }
        lines.push(match self.count_range() {
            None => "elements per process: not known here".to_string(),
            Some(range) if range.least == range.most && range.exact => {
                format!("elements per process: {}", range.least)
            }
            Some(range) => format!(
                "elements per process: {}{} to {}, on average {:.1}",
                if range.exact { "" } else { "about " },
                range.least,
                range.most,
                range.average
            ),
        });
        lines.join("\n")
    }

    fn describe_grid(&self) -> String {
        let grid = self.grid();
        let extents = grid.extents().iter().map(i32::to_string).collect::<Vec<_>>().join(" x ");
        let mut text = match grid.extents() {
            [] => plural(1, "process"),
            [one] => plural(*one as i64, "process"),
            _ => format!("{extents} = {}", plural(grid.parts(), "process")),
        };
        if grid.replicas() > 1 {
            text += &format!(", {} copies of the whole array", grid.replicas());
        }
        if grid.process_count() < self.context_size() as i64 {
            text += &format!(", {} of {} ranks", grid.process_count(), self.context_size());
        }
        if let Some(ranks) = grid.ranks() {
            let shown: Vec<String> = ranks.iter().take(16).map(i32::to_string).collect();
            let more = if ranks.len() > shown.len() { ", ..." } else { "" };
            text += &format!(", ranks {}{more}", shown.join(", "));
        }
        format!("grid: {text}")
    }

    /// The short form that [`Specification::parse`] reads, with grid and ranks; `None` where it
    /// has no words for the distribution (unstructured axes, slices of cyclic ones, halos that
    /// differ from one coordinate to the next).
    pub fn text(&self) -> Option<String> {
        let axes: Option<Vec<AxisSpecification>> = self.axes().iter().map(AxisMap::specification).collect();
        let grid = self.grid();
        let specification = Specification {
            shape: self.shape().to_vec(),
            axes: axes?,
            grid: grid.extents().to_vec(),
            ranks: grid.ranks().map(<[i32]>::to_vec),
            replicas: (grid.replicas() > 1).then_some(grid.replicas()),
            order: self.order(),
        };
        specification.text()
    }
}

impl Specification {
    /// The short form that [`Specification::parse`] reads; `None` where it has no words for it
    /// (unstructured axes, halos that differ from one coordinate to the next).
    pub fn text(&self) -> Option<String> {
        let axes: Vec<String> = self.axes.iter().map(axis_text).collect::<Option<_>>()?;
        let mut text = match axes.first() {
            Some(first) if axes.iter().all(|axis| axis == first) => first.clone(),
            _ => axes.join(", "),
        };
        let mut options = Vec::new();
        if self.grid.iter().any(|&extent| extent != 0) {
            options.push(format!("@ {}", joined(&self.grid, "x")));
        }
        if let Some(replicas) = self.replicas {
            options.push(format!("replicas({replicas})"));
        }
        if let Some(ranks) = &self.ranks {
            options.push(format!("ranks({})", joined(ranks, ":")));
        }
        if self.order == Order::ColumnMajor {
            options.push("order(column)".to_string());
        }
        if !options.is_empty() {
            if !text.is_empty() {
                text.push(' ');
            }
            text += &options.join(" ");
        }
        Some(text)
    }
}

impl AxisMap {
    /// Least and most indices of a coordinate, and whether all were looked at.
    fn count_range(&self) -> Option<(i64, i64, bool)> {
        // The first coordinate of an unsliced regular rule owns most, the last one least.
        let regular = !self.is_sliced() && matches!(self.base(), Base::Block | Base::BlockCeil | Base::Cyclic(_));
        let parts = self.parts() as i64;
        let looked_at = if regular { parts.min(2) } else { parts.min(COUNTED as i64) };
        let (mut least, mut most) = (i64::MAX, 0);
        for k in 0..looked_at {
            let coordinate = if k + 1 == looked_at { parts - 1 } else { k * parts / looked_at };
            let count = self.count(coordinate as i32)?;
            (least, most) = (least.min(count), most.max(count));
        }
        Some((least, most, regular || looked_at == parts))
    }

    /// One line of plain words.
    fn describe(&self) -> String {
        let over = plural(self.parts() as i64, "process");
        let mut text = match self.base() {
            Base::Unstructured(_) => format!("unstructured, {over}"),
            _ if self.parts() == 1 => "whole, not spread".to_string(),
            Base::Block => format!("block, {over}"),
            Base::BlockCeil => format!("block of ceil(size / processes), {over}"),
            Base::Bounds(_) => format!("irregular block, {over}"),
            Base::Cyclic(1) => format!("cyclic, {over}"),
            Base::Cyclic(block) => format!("block-cyclic, blocks of {block}, {over}"),
            Base::Repeat(owner) => format!("one element repeated, on coordinate {owner} of {over}"),
            Base::Pieces(_) => format!("pieces, {over}"),
        };
        text = format!("{}, {text}", plural(self.size(), "index"));
        if let Some((least, most, exact)) = self.count_range().filter(|_| self.parts() > 1) {
            let about = if exact { "" } else { "about " };
            text +=
                &if least == most { format!(" with {least} each") } else { format!(" with {about}{least} to {most}") };
        }
        if self.is_sliced() {
            let window = self.window();
            text += &format!(
                ", a slice from {} in steps of {} of {}",
                window.start,
                window.step,
                plural(self.base_size(), "index")
            );
        }
        text + &describe_padding(self.padding(), self.is_sliced())
    }

    fn specification(&self) -> Option<AxisSpecification> {
        let ascending = self.window().step > 0 || self.size() <= 1;
        let kind = match self.base() {
            Base::Unstructured(_) => return None,
            Base::Cyclic(block) if !self.is_sliced() => AxisKind::Cyclic(*block),
            _ if self.parts() == 1 => AxisKind::Whole,
            Base::Block if !self.is_sliced() => AxisKind::Block,
            Base::BlockCeil if !self.is_sliced() => AxisKind::BlockCeil,
            Base::Block | Base::BlockCeil | Base::Bounds(_) | Base::Repeat(_) if ascending => {
                let starts = (0..self.parts()).map(|c| self.bounds(c).map(|(start, _)| start));
                let mut bounds = starts.collect::<Option<Vec<i64>>>()?;
                bounds.push(self.size());
                AxisKind::Bounds(bounds)
            }
            _ => return None,
        };
        let padding = if self.is_sliced() { Padding::none() } else { self.padding().clone() };
        Some(AxisSpecification { kind, padding })
    }
}

fn describe_padding(padding: &Padding, sliced: bool) -> String {
    let mut text = String::new();
    if padding.has_halo() && !sliced {
        text += &match &padding.widths {
            Widths::Uniform(lower, upper) if lower == upper => format!(", halo of {lower} on both sides"),
            Widths::Uniform(lower, upper) => format!(", halo of {lower} before and {upper} after"),
            Widths::Each(_) => ", halo of different widths".to_string(),
        };
    }
    if padding.boundary != (0, 0) {
        text += &format!(", boundary of {} at the start and {} at the end", padding.boundary.0, padding.boundary.1);
    }
    if padding.periodic {
        text += ", periodic";
    }
    text
}

fn axis_text(axis: &AxisSpecification) -> Option<String> {
    let mut text = match &axis.kind {
        AxisKind::Block => "block".to_string(),
        AxisKind::BlockCeil => "block(ceil)".to_string(),
        AxisKind::Bounds(bounds) => format!("bounds({})", joined(bounds, ":")),
        AxisKind::Cyclic(1) => "cyclic".to_string(),
        AxisKind::Cyclic(block) => format!("cyclic({block})"),
        AxisKind::Whole => "whole".to_string(),
        AxisKind::Unstructured { .. } => return None,
    };
    match &axis.padding.widths {
        Widths::Uniform(0, 0) => {}
        Widths::Uniform(lower, upper) if lower == upper => text += &format!(" halo({lower})"),
        Widths::Uniform(lower, upper) => text += &format!(" halo({lower}:{upper})"),
        Widths::Each(_) => return None,
    }
    if axis.padding.boundary != (0, 0) {
        text += &format!(" boundary({}:{})", axis.padding.boundary.0, axis.padding.boundary.1);
    }
    if axis.padding.periodic {
        text += " periodic";
    }
    Some(text)
}

fn joined<T: ToString>(list: &[T], between: &str) -> String {
    list.iter().map(T::to_string).collect::<Vec<_>>().join(between)
}

fn plural(count: i64, noun: &str) -> String {
    match (count, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "index") => format!("{count} indices"),
        (_, "process") => format!("{count} processes"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Slice;

    #[test]
    fn words() {
        let text = "cyclic(2), block halo(1:2) periodic, whole boundary(1:0) @ 3x2x1 order(column)";
        let specification = Specification::parse(&[13, 10, 4], text).unwrap();
        let distribution = Distribution::build(&specification, 6, 0, &[]).unwrap();
        let expected = "shape (13, 10, 4): 520 elements, column-major\n\
                        grid: 3 x 2 x 1 = 6 processes\n\
                        axis 0: 13 indices, block-cyclic, blocks of 2, 3 processes with 4 to 5\n\
                        axis 1: 10 indices, block, 2 processes with 5 each, halo of 1 before and 2 after, periodic\n\
                        axis 2: 4 indices, whole, not spread, boundary of 1 at the start and 0 at the end\n\
                        elements per process: 80 to 100, on average 86.7";
        assert_eq!(distribution.describe(), expected);
        let slice = |count| Slice { start: 1, step: 2, count };
        let part = distribution.slice(&[slice(5), slice(4), slice(2)]).unwrap();
        assert!(part.describe().contains("a slice from 1 in steps of 2 of 13 indices"));
        assert_eq!(part.text(), None);
    }

    #[test]
    fn huge_grids_are_quick() {
        let specification = Specification::parse(&[1 << 60], "bounds(0:1:1152921504606846976)").unwrap();
        assert_eq!(Distribution::build(&specification, 2, 0, &[]).unwrap().count_range().unwrap().least, 1);
        for text in ["block", "cyclic(7)", "block(ceil)"] {
            let specification = Specification::parse(&[1 << 60], text).unwrap();
            let distribution = Distribution::build(&specification, i32::MAX, 0, &[]).unwrap();
            assert!(distribution.count_range().unwrap().exact);
            let part = distribution.slice(&[Slice { start: 5, step: 3, count: 1 << 40 }]).unwrap();
            assert!(!part.count_range().unwrap().exact && part.describe().contains("about"));
        }
    }

    #[test]
    fn text_reads_back() {
        for text in [
            "block",
            "block halo(1), cyclic(3) @ 2x2",
            "block(ceil) halo(1:2) periodic, whole @ 4x1",
            "bounds(0:3:3:10:13) boundary(1:1), block order(column)",
            "whole @ 1x1 replicas(2) ranks(3:1)",
            "cyclic ranks(2:0)",
        ] {
            let specification = Specification::parse(&[13, 10], text).unwrap();
            assert_eq!(Specification::parse(&[13, 10], &specification.text().unwrap()).unwrap(), specification);
            let built = Distribution::build(&specification, 4, 1, &[]).unwrap();
            let again = Specification::parse(&[13, 10], &built.text().unwrap()).unwrap();
            assert_eq!(Distribution::build(&again, 4, 1, &[]).unwrap(), built, "{text}");
        }
        let scalar = Specification::parse(&[], "@ replicas(2) order(column)").unwrap();
        assert_eq!(Specification::parse(&[], &scalar.text().unwrap()).unwrap(), scalar);
        let whole = Distribution::build(&Specification::parse(&[9], "block").unwrap(), 4, 0, &[]).unwrap();
        let part = whole.slice(&[Slice { start: 2, step: 2, count: 3 }]).unwrap();
        assert_eq!(part.text().unwrap(), "bounds(0:1:2:3:3) @ 4");
    }
}
