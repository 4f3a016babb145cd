//! Files.

use super::arguments::{self, Out};
use super::array::distarray_dtype;
use super::handles::{self, distarray_array, distarray_context, distarray_distribution, Object};
use super::status::{collective, distarray_status};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::io::{self, ByteOrder, FileInfo};
use std::os::raw::{c_char, c_int};

/// Byte order of this machine.
pub const DISTARRAY_NATIVE_ENDIAN: i32 = 0;
/// Least significant byte first.
pub const DISTARRAY_LITTLE_ENDIAN: i32 = 1;
/// Most significant byte first.
pub const DISTARRAY_BIG_ENDIAN: i32 = 2;

/// Where the facts on a file's array go.
struct InfoOut {
    capacity: c_int,
    ndim: Out<c_int>,
    shape: *mut i64,
    dtype: Out<distarray_dtype>,
}

impl InfoOut {
    fn new(capacity: c_int, ndim: *mut c_int, shape: *mut i64, dtype: *mut distarray_dtype) -> Result<InfoOut> {
        if capacity < 0 {
            refuse!(Argument, "capacity", "expected at least 0, got {capacity}");
        }
        if capacity > 0 {
            Out::new(shape, "shape")?;
        }
        Ok(InfoOut { capacity, ndim: Out::new(ndim, "ndim")?, shape, dtype: Out::new(dtype, "dtype")? })
    }

    fn set(self, info: &FileInfo) -> Result<()> {
        let count = info.shape.len().min(self.capacity as usize);
        if count > 0 {
            Out::new(self.shape, "shape")?.set_all(info.shape.iter().copied().take(count));
        }
        self.ndim.set(info.shape.len() as c_int);
        self.dtype.set(info.dtype as i32);
        Ok(())
    }
}

/// Shape and element type of a .npy file.
///
/// **Collective**. Rank 0 reads the header.
///
/// @param path the same on all ranks
/// @param capacity entries that `shape` has room for; more dimensions than that are not written
/// @param[out] ndim number of dimensions
/// @param[out] shape global extents; may be NULL if `capacity` is 0
/// @param[out] dtype element type
/// @return DISTARRAY_ERR_IO, or DISTARRAY_ERR_FORMAT saying what is wrong at which byte
#[no_mangle]
pub unsafe extern "C" fn distarray_file_get_shape_npy(
    context: distarray_context,
    path: *const c_char,
    capacity: c_int,
    ndim: *mut c_int,
    shape: *mut i64,
    dtype: *mut distarray_dtype,
) -> distarray_status {
    collective("distarray_file_get_shape_npy", |arguments| {
        let context = arguments.context(context, "context")?;
        let path = arguments::path(path, "path")?;
        let out = InfoOut::new(capacity, ndim, shape, dtype)?;
        out.set(&io::npy_info(&context, path)?)
    })
}

/// Reads a .npy file; each rank only its part.
///
/// **Collective**. Allocates.
///
/// @param path the same on all ranks
/// @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
/// @param[out] array to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_IO, or DISTARRAY_ERR_FORMAT saying what is wrong at which byte
#[no_mangle]
pub unsafe extern "C" fn distarray_array_read_npy(
    context: distarray_context,
    path: *const c_char,
    text: *const c_char,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_read_npy", |arguments| {
        let context = arguments.context(context, "context")?;
        let path = arguments::path(path, "path")?;
        let text = arguments::optional_text(text, "text", "block")?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(io::read_npy(&context, path, text)?), out)
    })
}

/// Writes an array as one .npy file in C order; each rank its part. The file replaces an old one of that name only when
/// it is complete and on disk; after an error the old one is as it was.
///
/// **Collective**.
///
/// @param path the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_write_npy(array: distarray_array, path: *const c_char) -> distarray_status {
    collective("distarray_array_write_npy", |arguments| {
        let array = arguments.array(array, "array")?;
        io::write_npy(&array, arguments::path(path, "path")?)
    })
}

/// Reads an array that lies row-major and contiguous in a file, such as a variable of a netCDF-3 file; each rank only
/// its part.
///
/// **Collective**. Allocates.
///
/// @param distribution,dtype,path the same on all ranks
/// @param offset bytes before the first element, the same on all ranks
/// @param byte_order DISTARRAY_NATIVE_ENDIAN, DISTARRAY_LITTLE_ENDIAN or DISTARRAY_BIG_ENDIAN, the same on all ranks
/// @param[out] array to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_IO, also if the file is too short
#[no_mangle]
pub unsafe extern "C" fn distarray_array_read_raw(
    distribution: distarray_distribution,
    dtype: distarray_dtype,
    path: *const c_char,
    offset: i64,
    byte_order: i32,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_read_raw", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let dtype = Dtype::from_number(dtype)?;
        let path = arguments::path(path, "path")?;
        let order = ByteOrder::from_number(byte_order)?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(io::read_raw(&context, &distribution, dtype, path, offset, order)?), out)
    })
}

/// Writes the elements of an array, row-major, and nothing else to a file. The file replaces an old one of that name only
/// when it is complete and on disk.
///
/// **Collective**.
///
/// @param path,byte_order the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_write_raw(
    array: distarray_array,
    path: *const c_char,
    byte_order: i32,
) -> distarray_status {
    collective("distarray_array_write_raw", |arguments| {
        let array = arguments.array(array, "array")?;
        let order = ByteOrder::from_number(byte_order)?;
        io::write_raw(&array, arguments::path(path, "path")?, order)
    })
}

/// Shape and element type of a dataset in an HDF5 file.
///
/// **Collective**. Rank 0 reads the header. HDF5 itself is not safe against files made to harm: use trusted ones.
///
/// @param path,dataset the same on all ranks; `dataset` may be a path of groups, such as "run/heights"
/// @param capacity entries that `shape` has room for; more dimensions than that are not written
/// @param[out] ndim number of dimensions
/// @param[out] shape global extents; may be NULL if `capacity` is 0
/// @param[out] dtype element type
/// @return DISTARRAY_ERR_IO; DISTARRAY_ERR_FORMAT; DISTARRAY_ERR_UNSUPPORTED if the library was built without HDF5
#[no_mangle]
pub unsafe extern "C" fn distarray_file_get_shape_hdf5(
    context: distarray_context,
    path: *const c_char,
    dataset: *const c_char,
    capacity: c_int,
    ndim: *mut c_int,
    shape: *mut i64,
    dtype: *mut distarray_dtype,
) -> distarray_status {
    collective("distarray_file_get_shape_hdf5", |arguments| {
        let context = arguments.context(context, "context")?;
        let path = arguments::path(path, "path")?;
        let dataset = arguments::text(dataset, "dataset")?;
        let out = InfoOut::new(capacity, ndim, shape, dtype)?;
        out.set(&io::hdf5_info(&context, path, dataset)?)
    })
}

/// Reads a dataset of an HDF5 file. Of a contiguous one each rank reads only its part; others are read by rank 0 in
/// slabs and dealt out.
///
/// **Collective**. Allocates; communicates for datasets that are not contiguous.
///
/// @param path,dataset the same on all ranks
/// @param text distribution as for distarray_specification_parse(), the same on all ranks; NULL means "block"
/// @param[out] array to be freed with distarray_array_free()
/// @return DISTARRAY_ERR_IO; DISTARRAY_ERR_FORMAT; DISTARRAY_ERR_UNSUPPORTED if the library was built without HDF5
#[no_mangle]
pub unsafe extern "C" fn distarray_array_read_hdf5(
    context: distarray_context,
    path: *const c_char,
    dataset: *const c_char,
    text: *const c_char,
    array: *mut distarray_array,
) -> distarray_status {
    collective("distarray_array_read_hdf5", |arguments| {
        let context = arguments.context(context, "context")?;
        let path = arguments::path(path, "path")?;
        let dataset = arguments::text(dataset, "dataset")?;
        let text = arguments::optional_text(text, "text", "block")?;
        let out = Out::new(array, "array")?;
        handles::put(Object::Array(io::read_hdf5(&context, path, dataset, text)?), out)
    })
}

/// Writes an array as a contiguous dataset of an HDF5 file, with the description of its distribution beside it. Other
/// datasets of an existing file are kept; one of that name is replaced. Works on a copy of the file, which replaces it
/// only when complete and on disk; after an error the old file is as it was.
///
/// **Collective**.
///
/// @param path,dataset the same on all ranks; groups on the way to the dataset are made
/// @return DISTARRAY_ERR_IO; DISTARRAY_ERR_UNSUPPORTED if the library was built without HDF5
#[no_mangle]
pub unsafe extern "C" fn distarray_array_write_hdf5(
    array: distarray_array,
    path: *const c_char,
    dataset: *const c_char,
) -> distarray_status {
    collective("distarray_array_write_hdf5", |arguments| {
        let array = arguments.array(array, "array")?;
        let path = arguments::path(path, "path")?;
        io::write_hdf5(&array, path, arguments::text(dataset, "dataset")?)
    })
}
