//! The structs of `include/distarray/protocol.h`. Reading pointers is left to the rooms that may.

use super::dimension::{complain, Description, DimType, Dimension, Field, Indices, Leniency, Placement, Version};
use super::local::dtype_of_format;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use std::borrow::Cow;
use std::ffi::{c_char, c_void};
use std::{mem, ptr};

pub const STRUCT_VERSION: u32 = 1;
pub const READ_ONLY: u32 = 1;
pub const HAS_COMMUNICATOR: u32 = 2;
pub const REMAPPED: u32 = 4;
pub const WRAPPED_BEGIN: u32 = 1;
pub const WRAPPED_END: u32 = 2;
pub const CPU: i32 = 1;

/// `struct distarray_protocol_dimension`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct RawDimension {
    pub dist_type: c_char,
    pub periodic: u8,
    pub one_to_one: u8,
    pub reserved8: u8,
    pub flags: u32,
    pub size: i64,
    pub proc_grid_size: i64,
    pub proc_grid_rank: i64,
    pub start: i64,
    pub stop: i64,
    pub padding: [i64; 2],
    pub block_size: i64,
    pub indices: *const i64,
    pub index_count: i64,
    pub reserved: [i64; 4],
}

/// `struct distarray_protocol_section`.
#[derive(Debug)]
#[repr(C)]
pub struct RawSection {
    pub struct_size: u32,
    pub struct_version: u32,
    pub version: [c_char; 16],
    pub buffer: *mut c_void,
    pub device_type: i32,
    pub device_id: i32,
    pub dtype_code: u8,
    pub dtype_bits: u8,
    pub dtype_lanes: u16,
    pub ndim: i32,
    pub itemsize: i64,
    pub format: [c_char; 16],
    pub shape: *const i64,
    pub strides: *const i64,
    pub dimensions: *const RawDimension,
    pub dimension_size: u32,
    pub flags: u32,
    pub communicator: i32,
    pub replicas: i32,
    pub replica: i32,
    pub reserved32: u32,
    pub release: Option<extern "C" fn(section: *mut RawSection)>,
    pub private_data: *mut c_void,
    pub reserved: [i64; 8],
}

fn text(field: &str, chars: &[c_char; 16]) -> Result<([u8; 16], usize)> {
    let bytes = chars.map(|c| c as u8);
    match bytes.iter().position(|&b| b == 0) {
        Some(end) if bytes[..end].is_ascii() => Ok((bytes, end)),
        _ => Err(complain(field, "at most 15 ASCII characters and a terminating zero", "something else")),
    }
}

fn chars(text: &str) -> [c_char; 16] {
    let mut chars = [0; 16];
    for (slot, byte) in chars.iter_mut().take(15).zip(text.bytes()) {
        *slot = byte as c_char;
    }
    chars
}

fn reserved(field: impl std::fmt::Display, is_zero: bool) -> Result<()> {
    if is_zero {
        return Ok(());
    }
    Err(complain(field, "zero, as no other meaning is known to this version", "something else"))
}

impl RawSection {
    /// A released section.
    pub fn released() -> RawSection {
        RawSection {
            struct_size: mem::size_of::<RawSection>() as u32,
            struct_version: STRUCT_VERSION,
            version: [0; 16],
            buffer: ptr::null_mut(),
            device_type: CPU,
            device_id: 0,
            dtype_code: 0,
            dtype_bits: 0,
            dtype_lanes: 1,
            ndim: 0,
            itemsize: 0,
            format: [0; 16],
            shape: ptr::null(),
            strides: ptr::null(),
            dimensions: ptr::null(),
            dimension_size: mem::size_of::<RawDimension>() as u32,
            flags: 0,
            communicator: 0,
            replicas: 1,
            replica: 0,
            reserved32: 0,
            release: None,
            private_data: ptr::null_mut(),
            reserved: [0; 8],
        }
    }

    /// Moves the section out; what stays behind is released.
    pub fn take(&mut self) -> RawSection {
        mem::replace(self, RawSection::released())
    }

    pub fn is_read_only(&self) -> bool {
        self.flags & READ_ONLY != 0
    }

    /// The communicator as an `MPI_Fint`.
    pub fn communicator(&self) -> Option<i32> {
        (self.flags & HAS_COMMUNICATOR != 0).then_some(self.communicator)
    }

    pub fn placement(&self) -> Placement {
        let remapped = self.flags & REMAPPED != 0;
        Placement { replicas: self.replicas, replica: self.replica, remapped }
    }

    /// Checks all that can be checked without following a pointer; after it the pointers may be followed: `shape` and
    /// `strides` to `ndim` numbers, `dimensions` to `ndim` structs that lie `dimension_size` bytes apart. Local.
    pub fn check(&self, leniency: Leniency) -> Result<(Version, Dtype)> {
        if self.release.is_none() {
            return Err(Error::new(
                Status::State,
                "the section is released, or was moved to another owner (release is NULL); export it again",
            ));
        }
        if self.struct_version != STRUCT_VERSION {
            return Err(complain("struct_version", STRUCT_VERSION, self.struct_version));
        }
        let least = mem::size_of::<RawSection>() as u32;
        if self.struct_size < least {
            return Err(complain("struct_size", format!("at least {least}"), self.struct_size));
        }
        let least = mem::size_of::<RawDimension>() as u32;
        let aligned = self.dimension_size as usize % mem::align_of::<RawDimension>() == 0;
        if self.dimension_size < least || !aligned {
            let expected = format!("at least {least} and a multiple of {}", mem::align_of::<RawDimension>());
            return Err(complain("dimension_size", expected, self.dimension_size));
        }
        let (version, end) = text("version", &self.version)?;
        let version = Version::read(&String::from_utf8_lossy(&version[..end]), leniency)?;
        reserved("flags", self.flags & !(READ_ONLY | HAS_COMMUNICATOR | REMAPPED) == 0)?;
        reserved("reserved", self.reserved == [0; 8] && self.reserved32 == 0)?;
        if self.device_type != CPU {
            let got = format!("device {} of type {}", self.device_id, self.device_type);
            return Err(Error::new(
                Status::Unsupported,
                format!("buffer: expected CPU memory (device type 1), got {got}"),
            ));
        }
        let dtype = self.check_dtype()?;
        if !(0..=crate::index::shape::MAX_NDIM as i32).contains(&self.ndim) {
            return Err(complain("ndim", format!("0 to {}", crate::index::shape::MAX_NDIM), self.ndim));
        }
        let pointers = [
            ("shape", self.shape as usize),
            ("strides", self.strides as usize),
            ("dimensions", self.dimensions as usize),
        ];
        for (field, address) in pointers {
            if self.ndim > 0 && (address == 0 || address % mem::align_of::<i64>() != 0) {
                return Err(complain(field, "an aligned address", format!("{address:#x}")));
            }
        }
        Ok((version, dtype))
    }

    fn check_dtype(&self) -> Result<Dtype> {
        if self.dtype_lanes != 1 {
            return Err(complain("dtype_lanes", 1, self.dtype_lanes));
        }
        let Some(dtype) = Dtype::from_dlpack(self.dtype_code, self.dtype_bits) else {
            let got = format!("code {} with {} bits", self.dtype_code, self.dtype_bits);
            return Err(complain("dtype", "bool, int8 to int64, uint8 to uint64, float32/64 or complex64/128", got));
        };
        if self.itemsize != dtype.size() as i64 {
            return Err(complain("itemsize", format!("{} for {}", dtype.size(), dtype.name()), self.itemsize));
        }
        let (format, end) = text("format", &self.format)?;
        if end > 0 {
            let said = dtype_of_format(&String::from_utf8_lossy(&format[..end]), self.itemsize)?;
            if said != dtype {
                return Err(complain("format", format!("one for {}", dtype.name()), said.name()));
            }
        }
        Ok(dtype)
    }
}

impl RawDimension {
    /// Number of indices that `indices` points to, once that may be followed: checked to be sensible.
    pub fn check_indices(&self, d: usize) -> Result<usize> {
        let count = usize::try_from(self.index_count).ok().filter(|&n| n <= isize::MAX as usize / 8);
        let Some(count) = count else {
            return Err(complain(Field(d, "indices"), "a count of at least 0", self.index_count));
        };
        let address = self.indices as usize;
        if count > 0 && (address == 0 || address % mem::align_of::<i64>() != 0) {
            return Err(complain(Field(d, "indices"), "an aligned address", format!("{address:#x}")));
        }
        Ok(count)
    }

    fn is_empty_dictionary(&self) -> bool {
        let numbers = [self.size, self.proc_grid_size, self.proc_grid_rank, self.start, self.stop, self.block_size];
        self.dist_type == 0
            && numbers == [0; 6]
            && self.padding == [0; 2]
            && (self.periodic, self.one_to_one, self.reserved8, self.flags, self.index_count) == (0, 0, 0, 0, 0)
            && self.indices.is_null()
            && self.reserved == [0; 4]
    }

    /// The dimension in Rust's words. `indices` is what the pointer of the same name leads to, `extent` the buffer's.
    pub fn read<'a>(&self, d: usize, indices: &'a [i64], extent: i64, leniency: Leniency) -> Result<Dimension<'a>> {
        if self.is_empty_dictionary() {
            return Ok(Dimension::whole(extent));
        }
        let field = |key| Field(d, key);
        let letter = self.dist_type as u8 as char;
        if letter == 'n' && leniency.is_lenient() {
            return Ok(Dimension { periodic: self.periodic == 1, ..Dimension::whole(extent) });
        }
        let Some(dist_type) = DimType::from_letter(letter) else {
            return Err(complain(field("dist_type"), "'b', 'c' or 'u'", format!("{letter:?}")));
        };
        for (key, value) in [("periodic", self.periodic), ("one_to_one", self.one_to_one)] {
            if value > 1 {
                return Err(complain(field(key), "0 or 1", value));
            }
        }
        reserved(field("flags"), self.flags & !(WRAPPED_BEGIN | WRAPPED_END) == 0)?;
        reserved(field("reserved"), self.reserved == [0; 4] && self.reserved8 == 0)?;
        let foreign = [
            ("stop", dist_type == DimType::Block, self.stop == 0),
            ("start", dist_type != DimType::Unstructured, self.start == 0),
            ("block_size", dist_type == DimType::Cyclic, self.block_size == 0),
            ("one_to_one", dist_type == DimType::Unstructured, self.one_to_one == 0),
            ("indices", dist_type == DimType::Unstructured, self.index_count == 0),
        ];
        for (key, belongs, is_zero) in foreign {
            if !belongs && !is_zero {
                return Err(complain(field(key), format!("zero in a dimension of type '{letter}'"), "something else"));
            }
        }
        Ok(Dimension {
            dist_type,
            size: self.size,
            proc_grid_size: self.proc_grid_size,
            proc_grid_rank: self.proc_grid_rank,
            start: self.start,
            stop: self.stop,
            padding: self.padding,
            wrapped: [self.flags & WRAPPED_BEGIN != 0, self.flags & WRAPPED_END != 0],
            periodic: self.periodic == 1,
            block_size: self.block_size,
            one_to_one: self.one_to_one == 1,
            indices: Indices::Here(Cow::Borrowed(indices)),
        })
    }
}

/// The memory that a section's pointers lead to. Keep it, unmoved or not, while the section is alive.
#[derive(Debug)]
pub struct Layout {
    description: Description<'static>,
    dimensions: Vec<RawDimension>,
}

// The pointers lead into `description`, which is never changed.
impl Layout {
    pub fn new(description: Description) -> Layout {
        let description = description.into_owned();
        let dimensions = description.part.dimensions.iter().map(Layout::dimension).collect();
        Layout { description, dimensions }
    }

    fn dimension(dimension: &Dimension) -> RawDimension {
        let indices = dimension.indices.values().unwrap_or(&[]);
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        RawDimension {
            dist_type: dimension.dist_type.letter() as u8 as c_char,
            periodic: u8::from(dimension.periodic),
            one_to_one: u8::from(dimension.one_to_one),
            reserved8: 0,
            flags: flag(dimension.wrapped[0], WRAPPED_BEGIN) | flag(dimension.wrapped[1], WRAPPED_END),
            size: dimension.size,
            proc_grid_size: dimension.proc_grid_size,
            proc_grid_rank: dimension.proc_grid_rank,
            start: dimension.start,
            stop: dimension.stop,
            padding: dimension.padding,
            block_size: dimension.block_size,
            indices: if indices.is_empty() { ptr::null() } else { indices.as_ptr() },
            index_count: indices.len() as i64,
            reserved: [0; 4],
        }
    }

    pub fn description(&self) -> &Description<'static> {
        &self.description
    }

    /// The section, but for `release` and `private_data`: without them it counts as released.
    pub fn section(&self, buffer: *mut c_void, communicator: Option<i32>) -> RawSection {
        let Description { part, dtype, shape, strides, read_only, version } = &self.description;
        let (code, bits) = dtype.dlpack();
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        RawSection {
            version: chars(&version.to_string()),
            buffer,
            dtype_code: code,
            dtype_bits: bits,
            ndim: shape.len() as i32,
            itemsize: dtype.size() as i64,
            format: chars(dtype.pep3118()),
            shape: shape.as_ptr(),
            strides: strides.as_ptr(),
            dimensions: self.dimensions.as_ptr(),
            flags: flag(*read_only, READ_ONLY)
                | flag(communicator.is_some(), HAS_COMMUNICATOR)
                | flag(part.placement.remapped, REMAPPED),
            communicator: communicator.unwrap_or(0),
            replicas: part.placement.replicas,
            replica: part.placement.replica,
            ..RawSection::released()
        }
    }
}
