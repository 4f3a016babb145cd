//! One process's part of an array in the protocol's words.

use crate::distribution::Labels;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};
use std::borrow::Cow;
use std::fmt;

/// How much an import overlooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leniency {
    /// Every rule of 0.10.0.
    Strict,
    /// Also version 0.9, `'n'`, local sizes where the global one can be derived, ranks in another
    /// than C order, unknown keys, numbers of any integral type.
    Lenient,
}

impl Leniency {
    pub fn is_lenient(self) -> bool {
        self == Leniency::Lenient
    }
}

/// `dist_type` of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DimType {
    Block,
    Cyclic,
    Unstructured,
}

impl DimType {
    pub fn letter(self) -> char {
        match self {
            DimType::Block => 'b',
            DimType::Cyclic => 'c',
            DimType::Unstructured => 'u',
        }
    }

    pub fn from_letter(letter: char) -> Option<DimType> {
        [DimType::Block, DimType::Cyclic, DimType::Unstructured].into_iter().find(|t| t.letter() == letter)
    }
}

/// The indices of an unstructured dimension, or what is known of another process's.
#[derive(Clone, Debug)]
pub enum Indices<'a> {
    Here(Cow<'a, [i64]>),
    /// Their number and `Labels::content_of` them.
    Elsewhere {
        count: i64,
        digest: u64,
    },
}

impl Indices<'_> {
    pub fn none() -> Indices<'static> {
        Indices::Here(Cow::Borrowed(&[]))
    }

    pub fn count(&self) -> i64 {
        match self {
            Indices::Here(values) => values.len() as i64,
            Indices::Elsewhere { count, .. } => *count,
        }
    }

    pub fn values(&self) -> Option<&[i64]> {
        match self {
            Indices::Here(values) => Some(values),
            Indices::Elsewhere { .. } => None,
        }
    }

    pub fn into_owned(self) -> Indices<'static> {
        match self {
            Indices::Here(values) => Indices::Here(Cow::Owned(values.into_owned())),
            Indices::Elsewhere { count, digest } => Indices::Elsewhere { count, digest },
        }
    }
}

/// A dimension dictionary, with defaults filled in. Fields that do not belong to the type are zero.
#[derive(Clone, Debug)]
pub struct Dimension<'a> {
    pub dist_type: DimType,
    pub size: i64,
    pub proc_grid_size: i64,
    /// -1 on processes outside of the grid.
    pub proc_grid_rank: i64,
    /// Block: first index of the buffer. Cyclic: first index owned.
    pub start: i64,
    /// Block: end of the indices in the buffer.
    pub stop: i64,
    /// Block: widths at the beginning and the end of the buffer.
    pub padding: [i64; 2],
    /// Block, extension: this padding is communication padding that wraps around and lies outside of `start` and `stop`.
    pub wrapped: [bool; 2],
    pub periodic: bool,
    /// Cyclic.
    pub block_size: i64,
    /// Unstructured.
    pub one_to_one: bool,
    /// Unstructured.
    pub indices: Indices<'a>,
}

impl<'a> Dimension<'a> {
    /// What the empty dictionary stands for.
    pub fn whole(size: i64) -> Dimension<'static> {
        Dimension::block(size, 1, 0, 0, size)
    }

    pub fn block(size: i64, parts: i64, rank: i64, start: i64, stop: i64) -> Dimension<'static> {
        Dimension {
            dist_type: DimType::Block,
            size,
            proc_grid_size: parts,
            proc_grid_rank: rank,
            start,
            stop,
            padding: [0, 0],
            wrapped: [false, false],
            periodic: false,
            block_size: 0,
            one_to_one: false,
            indices: Indices::none(),
        }
    }

    pub fn cyclic(size: i64, parts: i64, rank: i64, block_size: i64) -> Dimension<'static> {
        let start = rank.checked_mul(block_size).unwrap_or(size);
        Dimension { dist_type: DimType::Cyclic, block_size, ..Dimension::block(size, parts, rank, start, 0) }
    }

    pub fn unstructured(size: i64, parts: i64, rank: i64, one_to_one: bool, indices: Indices<'a>) -> Dimension<'a> {
        let plain = Dimension::block(size, parts, rank, 0, 0);
        Dimension { dist_type: DimType::Unstructured, one_to_one, indices, ..plain }
    }

    pub fn into_owned(self) -> Dimension<'static> {
        Dimension { indices: self.indices.into_owned(), ..self }
    }

    /// Widths of the communication padding (before, after).
    pub fn communication(&self) -> (i64, i64) {
        let inner = [self.proc_grid_rank > 0, self.proc_grid_rank + 1 < self.proc_grid_size];
        let width = |side: usize| if inner[side] || self.wrapped[side] { self.padding[side] } else { 0 };
        (width(0), width(1))
    }

    /// Widths of the boundary padding (before, after).
    pub fn boundary(&self) -> (i64, i64) {
        let (before, after) = self.communication();
        (self.padding[0] - before, self.padding[1] - after)
    }

    /// Block: the indices `[first, end)` that this process owns.
    pub fn owned_bounds(&self) -> (i64, i64) {
        let (before, after) = self.communication();
        let inside = |side: usize, width: i64| if self.wrapped[side] { 0 } else { width };
        (self.start.saturating_add(inside(0, before)), self.stop.saturating_sub(inside(1, after)))
    }

    /// Number of indices this process owns; 0 outside of the grid. Needs a dimension that passed `validate_local`.
    pub fn owned(&self) -> i64 {
        if self.proc_grid_rank < 0 {
            return 0;
        }
        match self.dist_type {
            DimType::Block => {
                let (first, end) = self.owned_bounds();
                end.saturating_sub(first)
            }
            DimType::Cyclic => owned_cyclic(self.size, self.block_size, self.proc_grid_size, self.proc_grid_rank),
            DimType::Unstructured => self.indices.count(),
        }
    }

    /// The extent the buffer must have.
    pub fn extent(&self) -> i64 {
        if self.proc_grid_rank < 0 {
            return 0;
        }
        match self.dist_type {
            DimType::Block => {
                let wrapped = |side: usize| if self.wrapped[side] { self.padding[side] } else { 0 };
                self.stop.saturating_sub(self.start).saturating_add(wrapped(0)).saturating_add(wrapped(1))
            }
            _ => self.owned(),
        }
    }
}

/// Equal in everything that belongs to the type; indices elsewhere are compared by their digest.
impl PartialEq for Dimension<'_> {
    fn eq(&self, other: &Dimension<'_>) -> bool {
        self.difference(other).is_none()
    }
}

impl Dimension<'_> {
    /// The first key in which two dimensions differ.
    pub fn difference(&self, other: &Dimension<'_>) -> Option<&'static str> {
        let same_indices = match (&self.indices, &other.indices) {
            (Indices::Here(a), Indices::Here(b)) => a == b,
            (a, b) => a.count() == b.count() && self.index_digest() == other.index_digest(),
        };
        [
            ("dist_type", self.dist_type == other.dist_type),
            ("size", self.size == other.size),
            ("proc_grid_size", self.proc_grid_size == other.proc_grid_size),
            ("proc_grid_rank", self.proc_grid_rank == other.proc_grid_rank),
            ("start", self.start == other.start),
            ("stop", self.stop == other.stop),
            ("padding", self.padding == other.padding && self.wrapped == other.wrapped),
            ("periodic", self.periodic == other.periodic),
            ("block_size", self.block_size == other.block_size),
            ("one_to_one", self.one_to_one == other.one_to_one),
            ("indices", same_indices),
        ]
        .into_iter()
        .find_map(|(key, same)| (!same).then_some(key))
    }

    /// `Labels::content_of` the indices.
    pub fn index_digest(&self) -> u64 {
        match &self.indices {
            Indices::Here(values) => Labels::content_of(values),
            Indices::Elsewhere { digest, .. } => *digest,
        }
    }
}

/// How many of `size` indices a coordinate gets when blocks are dealt out in turn.
/// (The published `utils.py` is wrong where the last block is partial.)
pub fn owned_cyclic(size: i64, block_size: i64, parts: i64, rank: i64) -> i64 {
    let (size, block, parts, rank) = (size as i128, block_size as i128, parts as i128, rank as i128);
    let round = block * parts;
    if round < 1 {
        return 0;
    }
    ((size / round) * block + (size % round - rank * block).clamp(0, block)) as i64
}

/// Extension: replication and the place in the grid where it does not follow from the rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Copies of the whole array.
    pub replicas: i32,
    /// The copy this part belongs to, -1 outside of the grid.
    pub replica: i32,
    /// Ranks do not fill the grid in C order, or not all of them belong to it.
    pub remapped: bool,
}

impl Default for Placement {
    fn default() -> Placement {
        Placement { replicas: 1, replica: 0, remapped: false }
    }
}

/// `dim_data` of one process.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<'a> {
    pub dimensions: Vec<Dimension<'a>>,
    pub placement: Placement,
}

impl Part<'_> {
    /// A part of an array that is spread over all ranks in C order.
    pub fn new(dimensions: Vec<Dimension>) -> Part {
        Part { dimensions, placement: Placement::default() }
    }

    /// The shape the buffer must have.
    pub fn extents(&self) -> Vec<i64> {
        self.dimensions.iter().map(Dimension::extent).collect()
    }

    pub fn into_owned(self) -> Part<'static> {
        let dimensions = self.dimensions.into_iter().map(Dimension::into_owned).collect();
        Part { dimensions, placement: self.placement }
    }
}

/// Version of the protocol: major, minor, patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    pub const CURRENT: Version = Version(0, 10, 0);

    /// Reads `__version__` and refuses what cannot be understood: while the major version is 0, every minor one.
    pub fn read(text: &str, leniency: Leniency) -> Result<Version> {
        let shown: String = text.chars().take(40).collect();
        let number = |word: &str| -> Option<u32> {
            let plain = word.bytes().all(|b| b.is_ascii_digit()) && (word == "0" || !word.starts_with('0'));
            word.parse().ok().filter(|_| plain)
        };
        let mut words = text.split('.');
        let mut next = || words.next().map(number);
        let (major, minor, patch, rest) = (next(), next(), next(), next());
        let patch = if patch.is_none() && leniency.is_lenient() { Some(Some(0)) } else { patch };
        let (Some(Some(major)), Some(Some(minor)), Some(Some(patch)), None) = (major, minor, patch, rest) else {
            return Err(complain("__version__", "'major.minor.patch' such as '0.10.0'", format!("'{shown}'")));
        };
        let version = Version(major, minor, patch);
        if (major, minor) == (0, 10) || (leniency.is_lenient() && (major, minor) == (0, 9)) {
            return Ok(version);
        }
        let expected = match leniency {
            Leniency::Strict => "0.10.x (0.9.x is taken by the lenient import)",
            Leniency::Lenient => "0.10.x or 0.9.x",
        };
        Err(complain("__version__", expected, format!("'{shown}'")))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// Everything one process says about its part, but for the address of the buffer.
#[derive(Clone, Debug, PartialEq)]
pub struct Description<'a> {
    pub version: Version,
    pub part: Part<'a>,
    pub dtype: Dtype,
    /// Extents of the buffer, padding included.
    pub shape: Vec<i64>,
    /// Bytes from one element to the next.
    pub strides: Vec<i64>,
    pub read_only: bool,
}

impl<'a> Description<'a> {
    /// A part in a contiguous buffer.
    pub fn contiguous(part: Part<'a>, dtype: Dtype, order: Order) -> Result<Description<'a>> {
        let shape = part.extents();
        shape::byte_count(&shape, dtype.size())?;
        let strides = if shape.contains(&0) {
            vec![dtype.size() as i64; shape.len()]
        } else {
            shape::contiguous_strides(&shape, order, dtype.size()).into_iter().map(|s| s as i64).collect()
        };
        Ok(Description { version: Version::CURRENT, part, dtype, shape, strides, read_only: false })
    }

    /// Every rule that one process can check, the buffer's address excepted. Local.
    pub fn validate(&self, leniency: Leniency) -> Result<()> {
        super::Buffer {
            address: self.dtype.size(),
            shape: &self.shape,
            strides: &self.strides,
            dtype: self.dtype,
            read_only: self.read_only,
        }
        .check()?;
        super::validate_local(&self.part.dimensions, self.part.placement, &self.shape, leniency)
    }

    /// Memory order of the buffer: column-major if the strides ascend, else row-major.
    pub fn order(&self) -> Order {
        let long = |axis: &usize| self.shape[*axis] > 1;
        let strides: Vec<i64> = (0..self.shape.len()).filter(long).map(|a| self.strides[a].saturating_abs()).collect();
        if strides.len() > 1 && strides.windows(2).all(|pair| pair[0] <= pair[1]) {
            Order::ColumnMajor
        } else {
            Order::RowMajor
        }
    }

    pub fn into_owned(self) -> Description<'static> {
        Description { part: self.part.into_owned(), ..self }
    }
}

/// An error about one field.
pub(super) fn complain(field: impl fmt::Display, expected: impl fmt::Display, got: impl fmt::Display) -> Error {
    Error::new(Status::Protocol, format!("{field}: expected {expected}, got {got}"))
}

/// A field's name in messages, as Python has it.
#[derive(Clone, Copy)]
pub(super) struct Field(pub usize, pub &'static str);

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dim_data[{}]['{}']", self.0, self.1)
    }
}
