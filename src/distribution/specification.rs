//! What a user asks for, axis by axis, before a context turns it into a distribution.

use super::padding::{Padding, Widths};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub enum AxisKind {
    /// Contiguous pieces, sizes differing by at most one.
    Block,
    /// Contiguous pieces of `ceil(size / parts)`.
    BlockCeil,
    /// Contiguous pieces between these bounds: `parts + 1` ascending numbers from 0 to the size.
    Bounds(Vec<i64>),
    /// Blocks of this many elements dealt out in turn.
    Cyclic(i64),
    /// Labels of the calling process's coordinate; every process of the same coordinate gives the same.
    Unstructured { labels: Vec<i64>, one_to_one: bool },
    /// Not spread: every coordinate of the other axes holds the axis whole.
    Whole,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AxisSpecification {
    pub kind: AxisKind,
    pub padding: Padding,
}

/// A distribution as asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Specification {
    pub shape: Vec<i64>,
    pub axes: Vec<AxisSpecification>,
    /// Grid extents per axis; 0 leaves one open.
    pub grid: Vec<i32>,
    /// Ranks of the context that fill the grid in C order; all of them if not given.
    pub ranks: Option<Vec<i32>>,
    /// Copies of the whole array on further processes; if not given, 1, or as many as
    /// there are processes where no axis is spread.
    pub replicas: Option<i32>,
    pub order: Order,
}

impl Specification {
    /// All axes in blocks, no halo, row-major, grid and ranks left open.
    pub fn new(shape: &[i64]) -> Result<Specification> {
        shape::element_count(shape)?;
        let axis = AxisSpecification { kind: AxisKind::Block, padding: Padding::none() };
        Ok(Specification {
            shape: shape.to_vec(),
            axes: vec![axis; shape.len()],
            grid: vec![0; shape.len()],
            ranks: None,
            replicas: None,
            order: Order::RowMajor,
        })
    }

    /// Checks an axis number.
    pub fn axis(&self, axis: i32) -> Result<usize> {
        let ndim = self.shape.len() as i32;
        if axis < 0 || axis >= ndim {
            refuse!(Argument, "axis", "expected 0 to {}, got {axis}", ndim - 1);
        }
        Ok(axis as usize)
    }

    /// Checks everything that needs no other process.
    pub fn check(&self) -> Result<()> {
        shape::element_count(&self.shape)?;
        let ndim = self.shape.len();
        if self.axes.len() != ndim || self.grid.len() != ndim {
            refuse!(
                Distribution,
                "axes",
                "expected {ndim} axes and grid extents, got {} and {}",
                self.axes.len(),
                self.grid.len()
            );
        }
        for (d, axis) in self.axes.iter().enumerate() {
            let size = self.shape[d];
            match &axis.kind {
                AxisKind::Bounds(bounds) => {
                    let ascending = bounds.windows(2).all(|pair| pair[0] <= pair[1]);
                    if bounds.len() < 2 || bounds[0] != 0 || bounds[bounds.len() - 1] != size || !ascending {
                        refuse!(
                            Distribution,
                            "bounds",
                            "axis {d}: expected ascending bounds from 0 to {size}, got {bounds:?}"
                        );
                    }
                    if bounds.len() > i32::MAX as usize {
                        refuse!(Distribution, "bounds", "axis {d}: expected fewer than 2^31 bounds");
                    }
                }
                AxisKind::Cyclic(block) if *block < 1 => {
                    refuse!(Distribution, "block_size", "axis {d}: expected at least 1, got {block}")
                }
                _ => {}
            }
            let padding = &axis.padding;
            let (boundary_lower, boundary_upper) = padding.boundary;
            let padded = padding.has_halo() || padding.periodic || padding.boundary != (0, 0);
            let takes_padding =
                matches!(axis.kind, AxisKind::Block | AxisKind::BlockCeil | AxisKind::Bounds(_) | AxisKind::Whole);
            if padded && !takes_padding {
                refuse!(Distribution, "halo", "axis {d}: only block axes can have a halo, boundary or period");
            }
            if let Some((lower, upper)) = padding.first_outside(size) {
                refuse!(
                    Distribution,
                    "halo",
                    "axis {d}: expected widths from 0 to the size {size}, got {lower} and {upper}"
                );
            }
            let fits = boundary_lower.checked_add(boundary_upper).is_some_and(|sum| sum <= size);
            if boundary_lower < 0 || boundary_upper < 0 || !fits {
                refuse!(
                    Distribution,
                    "boundary",
                    "axis {d}: expected widths of at least 0 whose sum is at most the size {size}, \
                     got {boundary_lower} and {boundary_upper}"
                );
            }
            if padding.periodic && padding.boundary != (0, 0) {
                refuse!(Distribution, "boundary", "axis {d}: a periodic axis has no boundary");
            }
        }
        Ok(())
    }

    /// Grid extents with the axes that fix their own filled in.
    pub fn fixed_extents(&self) -> Result<Vec<i32>> {
        let mut fixed = self.grid.clone();
        for (d, axis) in self.axes.iter().enumerate() {
            let own = match &axis.kind {
                AxisKind::Whole => 1,
                AxisKind::Bounds(bounds) => bounds.len() as i32 - 1,
                _ => continue,
            };
            if fixed[d] != 0 && fixed[d] != own {
                refuse!(
                    Distribution,
                    "grid",
                    "axis {d}: its kind needs an extent of {own}, the grid says {}",
                    fixed[d]
                );
            }
            fixed[d] = own;
        }
        Ok(fixed)
    }

    /// Reads the text form: one word group per axis, separated by commas, then options.
    ///
    /// An axis is `block`, `block(ceil)`, `bounds(0:3:9)`, `cyclic`, `cyclic(64)` or `whole` (short: `b`,
    /// `c`, `n`), followed by any of `halo(1)`, `halo(1:2)`, `boundary(1:1)`, `periodic`. After the axes may
    /// come `@ 2x3` (grid; 0 leaves an extent open), `replicas(2)`, `ranks(0:2:4)` and `order(column)` or
    /// `order(row)`.
    /// An axis kind given once stands for all axes. Example: `block halo(1), block halo(1) periodic @ 2x2`.
    pub fn parse(shape: &[i64], text: &str) -> Result<Specification> {
        let mut specification = Specification::new(shape)?;
        let (axes_text, options) = match text.split_once('@') {
            Some((axes, options)) => (axes, format!("@{options}")),
            None => match ["replicas(", "ranks(", "order("].iter().filter_map(|word| text.find(word)).min() {
                Some(at) => (&text[..at], text[at..].to_string()),
                None => (text, String::new()),
            },
        };
        let groups: Vec<&str> = axes_text.split(',').map(str::trim).collect();
        let ndim = shape.len();
        let axes = groups.iter().map(|group| parse_axis(group)).collect::<Result<Vec<_>>>();
        specification.axes = match axes {
            Ok(axes) if axes.len() == ndim => axes,
            Ok(axes) if axes.len() == 1 => vec![axes[0].clone(); ndim],
            Ok(axes) => refuse!(Argument, "text", "expected 1 or {ndim} axes, got {} in '{text}'", axes.len()),
            Err(_) if ndim == 0 && axes_text.trim().is_empty() => Vec::new(),
            Err(error) => return Err(error),
        };
        for option in options.trim_start_matches('@').split_whitespace() {
            parse_option(&mut specification, option, text)?;
        }
        specification.check()?;
        Ok(specification)
    }
}

/// Splits `name(argument)`; without the closing parenthesis the name is the word itself.
fn call(word: &str) -> (&str, Option<&str>) {
    match word.split_once('(').map(|(name, rest)| (name, rest.strip_suffix(')'))) {
        Some((name, Some(argument))) => (name, Some(argument)),
        _ => (word, None),
    }
}

fn bad(word: &str) -> Error {
    Error::argument(
        Status::Argument,
        "text",
        format!(
            "cannot read '{word}'; expected block, block(ceil), bounds(0:n:m), cyclic(n), whole, halo(n) or \
             halo(n:m), boundary(n:m), periodic, @ 2x3, replicas(n), ranks(0:1), order(row) or order(column)"
        ),
    )
}

/// Shape and words as [`Specification::parse`] reads them; of labels only whether they are one to one. What must be the
/// same on all ranks differs if and only if this text does.
impl fmt::Display for Specification {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let axes: Vec<String> = self.axes.iter().map(AxisSpecification::to_string).collect();
        write!(f, "{} {}", shape::text(&self.shape), axes.join(", "))?;
        if self.grid.iter().any(|extent| *extent != 0) {
            write!(f, " @ {}", joined(&self.grid, "x"))?;
        }
        if let Some(replicas) = self.replicas {
            write!(f, " replicas({replicas})")?;
        }
        if let Some(ranks) = &self.ranks {
            write!(f, " ranks({})", joined(ranks, ":"))?;
        }
        match self.order {
            Order::RowMajor => Ok(()),
            Order::ColumnMajor => f.write_str(" order(column)"),
        }
    }
}

impl fmt::Display for AxisSpecification {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.kind {
            AxisKind::Block => f.write_str("block"),
            AxisKind::BlockCeil => f.write_str("block(ceil)"),
            AxisKind::Bounds(bounds) => write!(f, "bounds({})", joined(bounds, ":")),
            AxisKind::Cyclic(block) => write!(f, "cyclic({block})"),
            AxisKind::Unstructured { one_to_one: true, .. } => f.write_str("unstructured one_to_one"),
            AxisKind::Unstructured { one_to_one: false, .. } => f.write_str("unstructured"),
            AxisKind::Whole => f.write_str("whole"),
        }?;
        let Padding { widths, boundary, periodic } = &self.padding;
        match widths {
            Widths::Uniform(0, 0) => Ok(()),
            Widths::Uniform(lower, upper) => write!(f, " halo({lower}:{upper})"),
            Widths::Each(each) => write!(f, " halo({each:?})"),
        }?;
        if *boundary != (0, 0) {
            write!(f, " boundary({}:{})", boundary.0, boundary.1)?;
        }
        f.write_str(if *periodic { " periodic" } else { "" })
    }
}

fn joined<T: ToString>(numbers: &[T], between: &str) -> String {
    numbers.iter().map(T::to_string).collect::<Vec<_>>().join(between)
}

/// Numbers separated by colons.
fn numbers<T: std::str::FromStr>(argument: &str, word: &str) -> Result<Vec<T>> {
    argument.split(':').map(|number| number.parse().map_err(|_| bad(word))).collect()
}

fn pair(argument: &str) -> Option<(i64, i64)> {
    match argument.split_once(':') {
        Some((lower, upper)) => Some((lower.trim().parse().ok()?, upper.trim().parse().ok()?)),
        None => argument.trim().parse().ok().map(|width| (width, width)),
    }
}

fn parse_axis(group: &str) -> Result<AxisSpecification> {
    let mut words = group.split_whitespace();
    let first = words.next().ok_or_else(|| bad(group))?;
    let kind = match call(first) {
        ("block" | "b", None) => AxisKind::Block,
        ("block" | "b", Some("ceil")) => AxisKind::BlockCeil,
        ("cyclic" | "c", None) => AxisKind::Cyclic(1),
        ("cyclic" | "c", Some(block)) => AxisKind::Cyclic(block.parse().map_err(|_| bad(first))?),
        ("bounds", Some(bounds)) => AxisKind::Bounds(numbers(bounds, first)?),
        ("whole" | "n", None) => AxisKind::Whole,
        _ => return Err(bad(first)),
    };
    let mut padding = Padding::none();
    for word in words {
        match call(word) {
            ("halo", Some(argument)) => {
                let (lower, upper) = pair(argument).ok_or_else(|| bad(word))?;
                padding.widths = Widths::Uniform(lower, upper);
            }
            ("boundary", Some(argument)) => padding.boundary = pair(argument).ok_or_else(|| bad(word))?,
            ("periodic", None) => padding.periodic = true,
            _ => return Err(bad(word)),
        }
    }
    Ok(AxisSpecification { kind, padding })
}

fn parse_option(specification: &mut Specification, option: &str, text: &str) -> Result<()> {
    match call(option) {
        ("replicas", Some(count)) => specification.replicas = Some(count.parse().map_err(|_| bad(option))?),
        ("ranks", Some(ranks)) => specification.ranks = Some(numbers(ranks, option)?),
        ("order", Some("row")) => specification.order = Order::RowMajor,
        ("order", Some("column")) => specification.order = Order::ColumnMajor,
        (extents, None) => {
            let extents: Vec<i32> =
                extents.split('x').map(|p| p.parse().map_err(|_| bad(option))).collect::<Result<_>>()?;
            if extents.len() != specification.shape.len() {
                refuse!(
                    Argument,
                    "text",
                    "expected a grid of {} extents, got {} in '{text}'",
                    specification.shape.len(),
                    extents.len()
                );
            }
            specification.grid = extents;
        }
        _ => return Err(bad(option)),
    }
    Ok(())
}
