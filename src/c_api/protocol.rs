//! The Distributed Array Protocol: the structs of `distarray/protocol.h`.

use super::arguments::{self, Out, TextOut};
use super::handles::{self, distarray_array, distarray_context, Object};
use super::status::{collective, distarray_status, local};
use crate::array::{Array, Memory, Release};
use crate::error::{Error, Result, Status};
use crate::ops::interchange::{self, Given, Options};
use crate::protocol::{self, Description, Leniency, Part, Version};
use crate::protocol::{Layout, RawDimension, RawSection};
use std::ffi::c_void;
use std::os::raw::c_char;

/// Copy the elements; the section is released before the call returns.
pub const DISTARRAY_IMPORT_COPY: i32 = 1;
/// Accept what older and laxer producers say: 0.9.x, 'n', start beyond the size, local sizes.
pub const DISTARRAY_IMPORT_LENIENT: i32 = 2;

fn options(flags: i32) -> Result<Options> {
    if flags & !(DISTARRAY_IMPORT_COPY | DISTARRAY_IMPORT_LENIENT) != 0 {
        refuse!(Argument, "flags", "expected a sum of DISTARRAY_IMPORT_ constants (0 to 3), got {flags}");
    }
    let leniency = if flags & DISTARRAY_IMPORT_LENIENT != 0 { Leniency::Lenient } else { Leniency::Strict };
    Ok(Options { leniency, copy: flags & DISTARRAY_IMPORT_COPY != 0 })
}

/// What an export keeps alive.
struct Exported {
    /// The section's pointers lead here.
    _layout: Layout,
    _array: Option<Array>,
}

extern "C" fn release_export(section: *mut RawSection) {
    if section.is_null() {
        return;
    }
    // Nothing may leave a callback of the protocol.
    let _ = std::panic::catch_unwind(|| unsafe {
        if (*section).release.take().is_some() && !(*section).private_data.is_null() {
            drop(Box::from_raw((*section).private_data.cast::<Exported>()));
            (*section).private_data = std::ptr::null_mut();
        }
    });
}

fn armed(layout: Layout, array: Option<Array>, buffer: *mut c_void, communicator: Option<i32>) -> RawSection {
    let exported = Box::new(Exported { _layout: layout, _array: array });
    let mut section = exported._layout.section(buffer, communicator);
    section.private_data = Box::into_raw(exported).cast();
    section.release = Some(release_export);
    section
}

/// Describes this process's part of an array by the protocol, with the memory itself: nothing is copied, whatever
/// the size. The memory lives until the section is released, even if the array is freed before.
///
/// **Local**.
///
/// @param[out] section to be released by whoever ends up owning it
/// @return DISTARRAY_ERR_PROTOCOL for halos that the protocol cannot say: neighbours disagree on their width, or own
///         less than it
#[no_mangle]
pub unsafe extern "C" fn distarray_array_export(array: distarray_array, section: *mut RawSection) -> distarray_status {
    local("distarray_array_export", |arguments| {
        let array = arguments.array(array, "array")?;
        let out = Out::new(section, "section")?;
        array.check_whole("array")?;
        let part = protocol::describe(array.distribution())?;
        let description = Description {
            version: Version::CURRENT,
            shape: part.extents(),
            part,
            dtype: array.dtype(),
            strides: array.require_strides("array")?.iter().map(|&s| s as i64).collect(),
            read_only: array.is_read_only(),
        };
        let communicator = match crate::mpi::is_running() {
            true => Some(crate::mpi::comm_to_fortran(array.context().comm())),
            false => None,
        };
        let buffer = array.padded_pointer().cast();
        let layout = Layout::new(description);
        out.set(armed(layout, Some(array), buffer, communicator));
        Ok(())
    })
}

/// Reads a section whose pointers are as its contract says.
unsafe fn read<'a>(section: *const RawSection, leniency: Leniency) -> Result<Description<'a>> {
    if section.is_null() {
        return Err(Error::argument(Status::Argument, "section", "expected an address, got NULL"));
    }
    if !section.is_aligned() {
        refuse!(Argument, "section", "expected an address aligned to {} bytes", std::mem::align_of::<RawSection>());
    }
    let section: &'a RawSection = &*section;
    let (version, dtype) = section.check(leniency)?;
    let ndim = section.ndim as usize;
    let shape = arguments::array(section.shape, ndim as i64, "shape")?;
    let strides = arguments::array(section.strides, ndim as i64, "strides")?;
    let mut dimensions = Vec::with_capacity(ndim);
    for (d, &extent) in shape.iter().enumerate() {
        let at = section.dimensions.cast::<u8>().add(d * section.dimension_size as usize);
        let raw: &'a RawDimension = &*at.cast::<RawDimension>();
        let count = raw.check_indices(d)?;
        let indices = arguments::array(raw.indices, count as i64, "indices")?;
        dimensions.push(raw.read(d, indices, extent, leniency)?);
    }
    let description = Description {
        version,
        part: Part { dimensions, placement: section.placement() },
        dtype,
        shape: shape.to_vec(),
        strides: strides.to_vec(),
        read_only: section.is_read_only(),
    };
    Ok(description)
}

/// Makes an array of the parts that all processes describe, over their memory or as a copy. All rules of the protocol
/// are checked, also those between processes.
///
/// **Collective**. Allocates; communicates descriptions, no elements.
///
/// @param section this process's part. On success it is moved: the array releases it when it is no longer used (at
///        once with DISTARRAY_IMPORT_COPY), and `section->release` is NULL. On failure it stays the caller's
/// @param flags 0 or a sum of DISTARRAY_IMPORT_ constants; the same on all ranks
/// @param[out] array to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_PROTOCOL naming rank, dimension, key, value and what was expected
#[no_mangle]
pub unsafe extern "C" fn distarray_array_import(
    context: distarray_context,
    section: *mut RawSection,
    flags: i32,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_import", |arguments| {
        let context = arguments.context(context, "context")?;
        let options = options(flags)?;
        let out = Out::new(array, "array")?;
        let described = read(section, options.leniency)
            .and_then(|description| check_buffer(section, &description).map(|()| description));
        let given = described.map(|description| {
            let moved = Moved(std::ptr::read(section));
            let buffer = moved.0.buffer;
            Given { description, memory: Memory::foreign(buffer.cast(), Some(moved.into_release())) }
        });
        let imported = interchange::import(&context, given, options)?;
        // From here on the array's copy of the struct is the live one.
        (*section).release = None;
        (*section).private_data = std::ptr::null_mut();
        handles::put(Object::Array(imported), out)
    })
}

/// A section that belongs to an array.
struct Moved(RawSection);
// The protocol allows release from any thread.
unsafe impl Send for Moved {}

impl Moved {
    fn into_release(self) -> Release {
        Box::new(move || {
            let mut moved = self;
            if let Some(release) = moved.0.release {
                release(&mut moved.0);
            }
        })
    }
}

/// Checks one process's section against every rule that needs no other process.
///
/// **Local**. Copies nothing.
///
/// @param flags 0 or DISTARRAY_IMPORT_LENIENT
/// @return DISTARRAY_ERR_PROTOCOL naming dimension, key, value and what was expected
#[no_mangle]
pub unsafe extern "C" fn distarray_section_validate(section: *const RawSection, flags: i32) -> distarray_status {
    local("distarray_section_validate", |_| {
        let options = options(flags)?;
        let description = read(section, options.leniency)?;
        check_buffer(section, &description)?;
        description.validate(options.leniency)
    })
}

/// Rules on the buffer's own address.
unsafe fn check_buffer(section: *const RawSection, description: &Description<'_>) -> Result<()> {
    protocol::Buffer {
        address: (*section).buffer as usize,
        shape: &description.shape,
        strides: &description.strides,
        dtype: description.dtype,
        read_only: description.read_only,
    }
    .check()
}

/// A section as JSON text: the keys of the protocol's dictionary but for the buffer, and, prefixed with `x-`, what the
/// C form says besides.
///
/// **Local**.
///
/// @param[out] buffer text, NUL-terminated and cut to `capacity` bytes; may be NULL if `capacity` is 0
/// @param[out] length full length without the NUL; may be NULL
#[no_mangle]
pub unsafe extern "C" fn distarray_section_to_json(
    section: *const RawSection,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> distarray_status {
    local("distarray_section_to_json", |_| {
        let out = TextOut::new(buffer, capacity, length)?;
        let description = read(section, Leniency::Lenient)?;
        out.set(&protocol::to_json(&description, None));
        Ok(())
    })
}

/// A section from JSON text, with a NULL buffer to be filled in by the caller before it is imported.
///
/// **Local**. Allocates.
///
/// @param flags 0 or DISTARRAY_IMPORT_LENIENT
/// @param[out] section to be released; an address for the buffer is the caller's to set and to keep
/// @return DISTARRAY_ERR_FORMAT if the text is not JSON, DISTARRAY_ERR_PROTOCOL naming the key that breaks a rule
#[no_mangle]
pub unsafe extern "C" fn distarray_section_from_json(
    json: *const c_char,
    flags: i32,
    section: *mut RawSection,
) -> distarray_status {
    local("distarray_section_from_json", |_| {
        let options = options(flags)?;
        let out = Out::new(section, "section")?;
        let (description, _) = protocol::from_json(arguments::text(json, "json")?, options.leniency)?;
        out.set(armed(Layout::new(description), None, std::ptr::null_mut(), None));
        Ok(())
    })
}
