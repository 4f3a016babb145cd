//! Rules that one process can check alone. Nothing here allocates unless there is something to complain about,
//! or a long list of indices.

use super::dimension::{complain, DimType, Dimension, Field, Indices, Leniency, Placement};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use crate::index::shape::MAX_NDIM;

/// Checks `dim_data` against the extents of the buffer. Local.
///
/// Errors (`Status::Protocol`) name dimension and key, what was expected and what was given.
pub fn validate_local(dimensions: &[Dimension], placement: Placement, shape: &[i64], leniency: Leniency) -> Result<()> {
    if shape.len() > MAX_NDIM {
        return Err(complain("buffer", format!("at most {MAX_NDIM} dimensions"), shape.len()));
    }
    if dimensions.len() != shape.len() {
        let expected = format!("{} entries, one per dimension of the buffer", shape.len());
        return Err(complain("dim_data", expected, dimensions.len()));
    }
    check_placement(placement)?;
    for (d, (dimension, &extent)) in dimensions.iter().zip(shape).enumerate() {
        check_dimension(d, dimension, placement, leniency)?;
        let expected = dimension.extent();
        if extent != expected {
            let what = match dimension.dist_type {
                _ if placement.replica < 0 => "outside of the process grid",
                DimType::Block => "'stop' - 'start' and wrapped padding",
                DimType::Cyclic => "the number of indices dealt to this process",
                DimType::Unstructured => "the number of 'indices'",
            };
            return Err(complain(format!("buffer, dimension {d}"), format!("an extent of {expected}, {what}"), extent));
        }
    }
    Ok(())
}

fn check_placement(placement: Placement) -> Result<()> {
    if placement.replicas < 1 {
        return Err(complain("replicas", "at least 1", placement.replicas));
    }
    if placement.replica < -1 || placement.replica >= placement.replicas {
        let expected = format!("0 to {}, or -1 outside of the process grid", placement.replicas - 1);
        return Err(complain("replica", expected, placement.replica));
    }
    Ok(())
}

/// The rules about one dimension that do not involve the buffer.
pub(super) fn check_dimension(d: usize, dimension: &Dimension, placement: Placement, leniency: Leniency) -> Result<()> {
    let Dimension { size, proc_grid_size: parts, proc_grid_rank: rank, .. } = *dimension;
    let field = |key| Field(d, key);
    if size < 0 {
        return Err(complain(field("size"), "at least 0", size));
    }
    if parts < 1 || parts > i32::MAX as i64 {
        return Err(complain(field("proc_grid_size"), "1 to 2147483647", parts));
    }
    if placement.replica < 0 {
        if rank != -1 {
            return Err(complain(field("proc_grid_rank"), "-1, as this process is outside of the grid", rank));
        }
        return Ok(());
    }
    if rank < 0 || rank >= parts {
        return Err(complain(field("proc_grid_rank"), format!("0 to {}", parts - 1), rank));
    }
    if dimension.dist_type != DimType::Block && (dimension.padding != [0, 0] || dimension.wrapped != [false; 2]) {
        let got = format!("{:?}", dimension.padding);
        return Err(complain(field("padding"), "none, as only block dimensions can be padded", got));
    }
    match dimension.dist_type {
        DimType::Block => check_block(d, dimension, leniency),
        DimType::Cyclic => check_cyclic(d, dimension, leniency),
        DimType::Unstructured => check_unstructured(d, &dimension.indices),
    }
}

fn check_block(d: usize, dimension: &Dimension, leniency: Leniency) -> Result<()> {
    let Dimension { size, start, stop, padding, wrapped, .. } = *dimension;
    let field = |key| Field(d, key);
    if start < 0 {
        return Err(complain(field("start"), "at least 0", start));
    }
    if stop < start {
        return Err(complain(field("stop"), format!("at least 'start' = {start}"), stop));
    }
    let local_size = leniency.is_lenient() && stop - start == size;
    if stop > size && !local_size {
        return Err(complain(field("stop"), format!("at most 'size' = {size}"), stop));
    }
    if padding[0] < 0 || padding[1] < 0 {
        return Err(complain(field("padding"), "widths of at least 0", format!("{padding:?}")));
    }
    let edge = [dimension.proc_grid_rank == 0, dimension.proc_grid_rank + 1 == dimension.proc_grid_size];
    for side in 0..2 {
        if wrapped[side] && !(dimension.periodic && edge[side]) {
            let side = ["begin", "end"][side];
            return Err(complain(
                field("padding"),
                "wrapped padding at the edges of periodic dimensions only",
                format!("a wrapped {side} at coordinate {}", dimension.proc_grid_rank),
            ));
        }
    }
    let inside = |side: usize| if wrapped[side] { 0 } else { padding[side] as i128 };
    if inside(0) + inside(1) > (stop - start) as i128 {
        return Err(complain(
            field("padding"),
            format!("widths that fit into 'stop' - 'start' = {}", stop - start),
            format!("{padding:?}"),
        ));
    }
    Ok(())
}

fn check_cyclic(d: usize, dimension: &Dimension, leniency: Leniency) -> Result<()> {
    let Dimension { size, start, block_size, .. } = *dimension;
    if block_size < 1 {
        return Err(complain(Field(d, "block_size"), "at least 1", block_size));
    }
    let first = dimension.proc_grid_rank as i128 * block_size as i128;
    let nothing = first >= size as i128 && (start == size || (leniency.is_lenient() && start >= size));
    if start as i128 != first && !nothing {
        return Err(complain(Field(d, "start"), format!("{first}, 'proc_grid_rank' * 'block_size'"), start));
    }
    Ok(())
}

fn check_unstructured(d: usize, indices: &Indices) -> Result<()> {
    let Some(values) = indices.values() else { return Ok(()) };
    let twice = |value: i64| complain(Field(d, "indices"), "every index once in a buffer", format!("{value} twice"));
    if values.windows(2).all(|pair| pair[0] < pair[1]) {
        return Ok(());
    }
    if values.len() <= 32 {
        return match (1..values.len()).find(|&i| values[..i].contains(&values[i])) {
            Some(i) => Err(twice(values[i])),
            None => Ok(()),
        };
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(twice(pair[0])),
        None => Ok(()),
    }
}

/// Where a buffer's elements lie.
#[derive(Clone, Copy, Debug)]
pub struct Buffer<'a> {
    /// Address of the element at local index 0 everywhere.
    pub address: usize,
    pub shape: &'a [i64],
    /// Bytes from one element to the next.
    pub strides: &'a [i64],
    pub dtype: Dtype,
    pub read_only: bool,
}

impl Buffer<'_> {
    /// Checks that the elements can be reached: lengths, extents, address space, alignment, and, unless
    /// read-only, that no two overlap (a sufficient condition that all slices and transpositions meet). Local.
    pub fn check(&self) -> Result<()> {
        let Buffer { shape, strides, dtype, .. } = *self;
        if shape.len() != strides.len() {
            return Err(complain("strides", format!("{} entries", shape.len()), strides.len()));
        }
        if shape.len() > MAX_NDIM {
            return Err(complain("buffer", format!("at most {MAX_NDIM} dimensions"), shape.len()));
        }
        if let Some(d) = shape.iter().position(|&n| n < 0) {
            return Err(complain(format!("buffer, dimension {d}"), "an extent of at least 0", shape[d]));
        }
        if shape.contains(&0) {
            return Ok(());
        }
        let alignment = dtype.alignment();
        if self.address == 0 {
            return Err(complain("buffer", "an address", "NULL"));
        }
        if self.address % alignment != 0 {
            let expected = format!("an address aligned to {alignment} bytes for {}", dtype.name());
            return Err(complain("buffer", expected, format!("{:#x}", self.address)));
        }
        let mut sorted = [(0u64, 0i64); MAX_NDIM];
        let (mut used, mut reach) = (0, dtype.size() as i128);
        for (d, (&n, &stride)) in shape.iter().zip(strides).enumerate().filter(|(_, (&n, _))| n > 1) {
            if stride % alignment as i64 != 0 {
                return Err(complain(format!("strides[{d}]"), format!("a multiple of {alignment}"), stride));
            }
            reach += (n as i128 - 1) * stride.unsigned_abs() as i128;
            sorted[used] = (stride.unsigned_abs(), n);
            used += 1;
        }
        if reach > isize::MAX as i128 {
            return Err(Error::new(
                Status::Overflow,
                format!("buffer: its elements span {reach} bytes, over 2^63 - 1"),
            ));
        }
        if self.read_only {
            return Ok(());
        }
        let sorted = &mut sorted[..used];
        sorted.sort_unstable();
        let mut below = dtype.size() as i128;
        for &mut (stride, n) in sorted {
            if (stride as i128) < below {
                return Err(complain(
                    "strides",
                    "elements that do not overlap in a buffer that may be written",
                    format!("shape {shape:?} with strides {strides:?}"),
                ));
            }
            below += (n as i128 - 1) * stride as i128;
        }
        Ok(())
    }
}

/// The element type of a PEP 3118 format of one item. Byte orders other than the native one are refused.
pub fn dtype_of_format(format: &str, itemsize: i64) -> Result<Dtype> {
    let refused = |expected: &str| {
        let shown: String = format.chars().take(40).collect();
        complain("buffer format", expected, format!("'{shown}' with {itemsize} bytes"))
    };
    let native = if cfg!(target_endian = "little") { '<' } else { '>' };
    let (standard, code) = match format.chars().next() {
        Some('@' | '^') => (false, &format[1..]),
        Some('=') => (true, &format[1..]),
        Some(order @ ('<' | '>' | '!')) => {
            if order != native && !(order == '!' && native == '>') && itemsize != 1 {
                return Err(refused("native byte order"));
            }
            (true, &format[1..])
        }
        _ => (false, format),
    };
    let long = if standard { 4 } else { std::mem::size_of::<std::ffi::c_long>() };
    let (kind, size) = match code {
        "?" => (Kind::Bool, 1),
        "b" => (Kind::Signed, 1),
        "h" => (Kind::Signed, 2),
        "i" => (Kind::Signed, 4),
        "l" => (Kind::Signed, long),
        "q" => (Kind::Signed, 8),
        "n" => (Kind::Signed, std::mem::size_of::<isize>()),
        "B" => (Kind::Unsigned, 1),
        "H" => (Kind::Unsigned, 2),
        "I" => (Kind::Unsigned, 4),
        "L" => (Kind::Unsigned, long),
        "Q" => (Kind::Unsigned, 8),
        "N" => (Kind::Unsigned, std::mem::size_of::<usize>()),
        "f" => (Kind::Float, 4),
        "d" => (Kind::Float, 8),
        "Zf" => (Kind::Complex, 8),
        "Zd" => (Kind::Complex, 16),
        _ => return Err(refused("one of ?bhilqnBHILQNfd, Zf and Zd")),
    };
    if size as i64 != itemsize {
        return Err(refused(&format!("an item size of {size}")));
    }
    Dtype::ALL
        .into_iter()
        .find(|dtype| dtype.kind() == kind && dtype.size() == size)
        .ok_or_else(|| refused("a supported element type"))
}

/// Whether `size` is only the number of indices of this process, as some producers have it.
pub(super) fn says_local_size(dimension: &Dimension) -> bool {
    match dimension.dist_type {
        DimType::Block => dimension.size == dimension.stop - dimension.start || dimension.size == dimension.owned(),
        DimType::Cyclic => false,
        DimType::Unstructured => dimension.size == dimension.indices.count(),
    }
}
