//! One dataset of a file, as rank 0 opens or makes it.

use super::library::{c_path, c_string, check, extents, quietly, Id};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Slice};
use crate::io::layout::Layout;
use hdf5_sys::h5::HADDR_UNDEF;
use hdf5_sys::h5a::{H5Acreate2, H5Awrite};
use hdf5_sys::h5d::*;
use hdf5_sys::h5f::*;
use hdf5_sys::h5i::{hid_t, H5I_type_t, H5Iget_type};
use hdf5_sys::h5l::{H5Ldelete, H5Lexists};
use hdf5_sys::h5o::H5Oopen;
use hdf5_sys::h5p::*;
use hdf5_sys::h5s::*;
use hdf5_sys::h5t::*;
use std::ffi::CString;
use std::path::{Path, PathBuf};

/// Version of the protocol whose words describe a distribution.
const PROTOCOL: &str = "0.10.0";

/// Where the elements are.
pub enum Storage {
    /// In the file as they are, from this byte.
    At(u64),
    /// Chunked, filtered, compact, virtual, or not written yet.
    Elsewhere,
}

/// An open dataset. Fields close in this order.
pub struct Dataset {
    dataset: Id,
    file: Id,
    path: PathBuf,
    name: String,
}

impl Dataset {
    /// Opens a dataset for reading.
    pub fn open(path: &Path, name: &str) -> Result<Dataset> {
        let (c_name, c_path) = (c_string(name, "dataset")?, c_path(path)?);
        quietly(|| unsafe {
            let doing = format!("open '{}'", path.display());
            let file = Id::new(H5Fopen(c_path.as_ptr(), H5F_ACC_RDONLY, H5P_DEFAULT), &doing)?;
            let doing = format!("open dataset '{name}' of '{}'", path.display());
            let dataset = Id::new(H5Dopen2(file.raw(), c_name.as_ptr(), H5P_DEFAULT), &doing)
                .map_err(|error| Error { argument: "dataset".to_string(), ..error })?;
            let found = Dataset { dataset, file, path: path.to_path_buf(), name: name.to_string() };
            if file_name(found.dataset.raw()) != file_name(found.file.raw()) {
                refuse!(Unsupported, "dataset", "{} is behind an external link; open that file itself", found.text());
            }
            Ok(found)
        })
    }

    fn text(&self) -> String {
        format!("dataset '{}' of '{}'", self.name, self.path.display())
    }

    pub fn shape(&self) -> Result<Vec<i64>> {
        quietly(|| unsafe {
            let doing = format!("find the shape of {}", self.text());
            let space = Id::new(H5Dget_space(self.dataset.raw()), &doing)?;
            if !matches!(H5Sget_simple_extent_type(space.raw()), H5S_class_t::H5S_SCALAR | H5S_class_t::H5S_SIMPLE) {
                refuse!(Format, "dataset", "expected a dataspace with elements in {}", self.text());
            }
            let ndim = H5Sget_simple_extent_ndims(space.raw());
            check(ndim, &doing)?;
            let mut found = vec![0; ndim as usize];
            check(H5Sget_simple_extent_dims(space.raw(), found.as_mut_ptr(), std::ptr::null_mut()), &doing)?;
            let extents: Option<Vec<i64>> = found.iter().map(|&n| i64::try_from(n).ok()).collect();
            extents.filter(|extents| extents.len() <= shape::MAX_NDIM).ok_or_else(|| {
                Error::argument(Status::Format, "dataset", format!("{} has extents beyond 2^63 - 1", self.text()))
            })
        })
    }

    /// Element type, and whether its bytes have the other order than in memory.
    pub fn dtype(&self) -> Result<(Dtype, bool)> {
        quietly(|| unsafe {
            let doing = format!("find the element type of {}", self.text());
            let kind = Id::new(H5Dget_type(self.dataset.raw()), &doing)?;
            dtype_of(&kind, &doing)?.ok_or_else(|| {
                Error::argument(
                    Status::Format,
                    "dataset",
                    format!(
                        "expected elements of bool (an enumeration of FALSE and TRUE), int8 ... int64, \
                         uint8 ... uint64, float32, float64 or complex (a compound of two floats) in {}",
                        self.text()
                    ),
                )
            })
        })
    }

    pub fn storage(&self) -> Result<Storage> {
        quietly(|| unsafe {
            let doing = format!("find the layout of {}", self.text());
            let plist = Id::new(H5Dget_create_plist(self.dataset.raw()), &doing)?;
            if H5Pget_external_count(plist.raw()) > 0 {
                refuse!(Unsupported, "dataset", "the elements of {} are in external files", self.text());
            }
            if H5Pget_layout(plist.raw()) != H5D_layout_t::H5D_CONTIGUOUS || H5Pget_nfilters(plist.raw()) != 0 {
                return Ok(Storage::Elsewhere);
            }
            match H5Dget_offset(self.dataset.raw()) {
                HADDR_UNDEF => Ok(Storage::Elsewhere),
                offset => Ok(Storage::At(offset)),
            }
        })
    }

    /// Reads a box of elements, row-major, in this machine's byte order.
    pub fn read(&self, slices: &[Slice], bytes: &mut [u8]) -> Result<()> {
        quietly(|| unsafe {
            let doing = format!("read {}", self.text());
            let kind = Id::new(H5Dget_type(self.dataset.raw()), &doing)?;
            let memory = Id::new(H5Tget_native_type(kind.raw(), H5T_direction_t::H5T_DIR_DEFAULT), &doing)?;
            let space = Id::new(H5Dget_space(self.dataset.raw()), &doing)?;
            let starts: Vec<_> = slices.iter().map(|slice| slice.start as u64).collect();
            let counts: Vec<_> = slices.iter().map(|slice| slice.count as u64).collect();
            let size = H5Tget_size(memory.raw()) as u64;
            if counts.iter().product::<u64>().checked_mul(size) != Some(bytes.len() as u64) {
                refuse!(Format, "dataset", "{} has elements of an unusual size", self.text());
            }
            let mut inner = Id::new(H5Screate(H5S_class_t::H5S_SCALAR), &doing)?;
            if !slices.is_empty() {
                let none = std::ptr::null();
                let set = H5S_seloper_t::H5S_SELECT_SET;
                check(H5Sselect_hyperslab(space.raw(), set, starts.as_ptr(), none, counts.as_ptr(), none), &doing)?;
                inner = Id::new(H5Screate_simple(counts.len() as i32, counts.as_ptr(), none), &doing)?;
            }
            let target = bytes.as_mut_ptr().cast();
            check(H5Dread(self.dataset.raw(), memory.raw(), inner.raw(), space.raw(), H5P_DEFAULT, target), &doing)
        })
    }

    /// Makes a contiguous dataset with all its space in a file, an existing one or a new one, and gives the byte
    /// where its elements begin.
    pub fn create(path: &Path, exists: bool, name: &str, layout: &Layout, description: &str) -> Result<u64> {
        let (c_name, c_path) = (c_string(name, "dataset")?, c_path(path)?);
        quietly(|| unsafe {
            let doing = format!("write '{}'", path.display());
            let opened = match exists {
                true => H5Fopen(c_path.as_ptr(), H5F_ACC_RDWR, H5P_DEFAULT),
                false => H5Fcreate(c_path.as_ptr(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
            };
            let file = Id::new(opened, &doing)?;
            remove(&file, name, &doing)?;
            let links = Id::new(H5Pcreate(*H5P_CLS_LINK_CREATE), &doing)?;
            check(H5Pset_create_intermediate_group(links.raw(), 1), &doing)?;
            let plist = Id::new(H5Pcreate(*H5P_CLS_DATASET_CREATE), &doing)?;
            check(H5Pset_layout(plist.raw(), H5D_layout_t::H5D_CONTIGUOUS), &doing)?;
            check(H5Pset_alloc_time(plist.raw(), H5D_alloc_time_t::H5D_ALLOC_TIME_EARLY), &doing)?;
            check(H5Pset_fill_time(plist.raw(), H5D_fill_time_t::H5D_FILL_TIME_NEVER), &doing)?;
            let space = match layout.shape.as_slice() {
                [] => H5Screate(H5S_class_t::H5S_SCALAR),
                shape => H5Screate_simple(shape.len() as i32, extents(shape).as_ptr(), std::ptr::null()),
            };
            let space = Id::new(space, &doing)?;
            let kind = type_of(layout.dtype, &doing)?;
            let (file_id, kind_id, space_id) = (file.raw(), kind.raw(), space.raw());
            let made = H5Dcreate2(file_id, c_name.as_ptr(), kind_id, space_id, links.raw(), plist.raw(), H5P_DEFAULT);
            let dataset = Id::new(made, &format!("create dataset '{name}' in '{}'", path.display()))?;
            if !description.is_empty() {
                attribute(&dataset, c"distarray_version".to_owned(), PROTOCOL, &doing)?;
                attribute(&dataset, c"distarray_dim_data".to_owned(), description, &doing)?;
            }
            let offset = match H5Dget_offset(dataset.raw()) {
                HADDR_UNDEF if layout.bytes()? > 0 => {
                    refuse!(Io, "path", "HDF5 gave no place to dataset '{name}' in '{}'", path.display())
                }
                HADDR_UNDEF => 0,
                offset => offset,
            };
            check(H5Fflush(file.raw(), H5F_scope_t::H5F_SCOPE_GLOBAL), &doing)?;
            drop((dataset, kind, space, plist, links));
            file.close(&doing)?;
            Ok(offset)
        })
    }
}

/// Name of the file that an object is in.
unsafe fn file_name(id: hid_t) -> Vec<u8> {
    let length = H5Fget_name(id, std::ptr::null_mut(), 0);
    let mut name = vec![0u8; length.max(0) as usize + 1];
    H5Fget_name(id, name.as_mut_ptr().cast(), name.len());
    name
}

/// Removes the dataset of this name, if there is one.
unsafe fn remove(file: &Id, name: &str, doing: &str) -> Result<()> {
    let mut prefix = String::new();
    for part in name.split('/').filter(|part| !part.is_empty()) {
        if !prefix.is_empty() {
            let way = c_string(&prefix, "dataset")?;
            let found = Id::new(H5Oopen(file.raw(), way.as_ptr(), H5P_DEFAULT), doing)?;
            if H5Iget_type(found.raw()) != H5I_type_t::H5I_GROUP {
                refuse!(Io, "dataset", "expected a group at '{prefix}', on the way to '{name}', but it is none");
            }
        }
        prefix.push('/');
        prefix.push_str(part);
        let c_prefix = c_string(&prefix, "dataset")?;
        let exists = H5Lexists(file.raw(), c_prefix.as_ptr(), H5P_DEFAULT);
        check(exists, doing)?;
        if exists == 0 {
            return Ok(());
        }
    }
    if prefix.is_empty() {
        refuse!(Argument, "dataset", "expected the name of a dataset, got '{name}'");
    }
    let name = c_string(&prefix, "dataset")?;
    if let Ok(found) = Id::new(H5Oopen(file.raw(), name.as_ptr(), H5P_DEFAULT), doing) {
        if H5Iget_type(found.raw()) != H5I_type_t::H5I_DATASET {
            refuse!(Io, "dataset", "expected a dataset or nothing yet at '{prefix}', but it is a group or a type");
        }
    }
    check(H5Ldelete(file.raw(), name.as_ptr(), H5P_DEFAULT), doing)
}

/// A text of any length as an attribute.
unsafe fn attribute(dataset: &Id, name: CString, text: &str, doing: &str) -> Result<()> {
    let kind = Id::new(H5Tcopy(*H5T_C_S1), doing)?;
    check(H5Tset_size(kind.raw(), H5T_VARIABLE), doing)?;
    check(H5Tset_cset(kind.raw(), H5T_cset_t::H5T_CSET_UTF8), doing)?;
    let space = Id::new(H5Screate(H5S_class_t::H5S_SCALAR), doing)?;
    let made = H5Acreate2(dataset.raw(), name.as_ptr(), kind.raw(), space.raw(), H5P_DEFAULT, H5P_DEFAULT);
    let attribute = Id::new(made, doing)?;
    let text = c_string(text, "dataset")?;
    let pointer = text.as_ptr();
    check(H5Awrite(attribute.raw(), kind.raw(), (&raw const pointer).cast()), doing)
}

/// The type of elements in memory and in new files.
unsafe fn type_of(dtype: Dtype, doing: &str) -> Result<Id> {
    let plain = |id: hid_t| Id::new(H5Tcopy(id), doing);
    match dtype {
        Dtype::Int8 => plain(*H5T_NATIVE_INT8),
        Dtype::Int16 => plain(*H5T_NATIVE_INT16),
        Dtype::Int32 => plain(*H5T_NATIVE_INT32),
        Dtype::Int64 => plain(*H5T_NATIVE_INT64),
        Dtype::UInt8 => plain(*H5T_NATIVE_UINT8),
        Dtype::UInt16 => plain(*H5T_NATIVE_UINT16),
        Dtype::UInt32 => plain(*H5T_NATIVE_UINT32),
        Dtype::UInt64 => plain(*H5T_NATIVE_UINT64),
        Dtype::Float32 => plain(*H5T_NATIVE_FLOAT),
        Dtype::Float64 => plain(*H5T_NATIVE_DOUBLE),
        Dtype::Bool => {
            let kind = Id::new(H5Tenum_create(*H5T_NATIVE_INT8), doing)?;
            for (name, value) in [(c"FALSE", 0i8), (c"TRUE", 1)] {
                check(H5Tenum_insert(kind.raw(), name.as_ptr(), (&raw const value).cast()), doing)?;
            }
            Ok(kind)
        }
        Dtype::Complex64 | Dtype::Complex128 => {
            let half = if dtype == Dtype::Complex64 { *H5T_NATIVE_FLOAT } else { *H5T_NATIVE_DOUBLE };
            let kind = Id::new(H5Tcreate(H5T_class_t::H5T_COMPOUND, dtype.size()), doing)?;
            check(H5Tinsert(kind.raw(), c"r".as_ptr(), 0, half), doing)?;
            check(H5Tinsert(kind.raw(), c"i".as_ptr(), dtype.scalar_size(), half), doing)?;
            Ok(kind)
        }
    }
}

/// The element type that arrays have for one of HDF5, and whether its bytes are the other way round.
unsafe fn dtype_of(kind: &Id, doing: &str) -> Result<Option<(Dtype, bool)>> {
    let size = H5Tget_size(kind.raw());
    let of_kind = |wanted: Kind| Dtype::ALL.into_iter().find(|d| d.kind() == wanted && d.size() == size);
    let native = if cfg!(target_endian = "little") { H5T_order_t::H5T_ORDER_LE } else { H5T_order_t::H5T_ORDER_BE };
    let swapped = |size: usize| size > 1 && H5Tget_order(kind.raw()) != native;
    let found = match H5Tget_class(kind.raw()) {
        H5T_class_t::H5T_INTEGER if H5Tget_precision(kind.raw()) == 8 * size => {
            let signed = H5Tget_sign(kind.raw()) == H5T_sign_t::H5T_SGN_2;
            of_kind(if signed { Kind::Signed } else { Kind::Unsigned })
        }
        H5T_class_t::H5T_FLOAT => {
            let ieee = [*H5T_IEEE_F32LE, *H5T_IEEE_F32BE, *H5T_IEEE_F64LE, *H5T_IEEE_F64BE];
            of_kind(Kind::Float).filter(|_| ieee.iter().any(|&known| H5Tequal(kind.raw(), known) > 0))
        }
        H5T_class_t::H5T_ENUM if size == 1 && H5Tget_nmembers(kind.raw()) == 2 => {
            let value = |name: &std::ffi::CStr| {
                let mut value = [-1i8; 8];
                let code = H5Tenum_valueof(kind.raw(), name.as_ptr(), value.as_mut_ptr().cast());
                if code < 0 {
                    -1
                } else {
                    value[0]
                }
            };
            (value(c"FALSE") == 0 && value(c"TRUE") == 1).then_some(Dtype::Bool)
        }
        H5T_class_t::H5T_COMPOUND if H5Tget_nmembers(kind.raw()) == 2 => {
            let names = [(c"r", c"i"), (c"re", c"im"), (c"real", c"imag")];
            let index = |name: &std::ffi::CStr| H5Tget_member_index(kind.raw(), name.as_ptr());
            let named = names.iter().any(|(real, imaginary)| index(real) == 0 && index(imaginary) == 1);
            let real = Id::new(H5Tget_member_type(kind.raw(), 0), doing)?;
            let imaginary = Id::new(H5Tget_member_type(kind.raw(), 1), doing)?;
            let half = size / 2;
            let adjacent = H5Tget_member_offset(kind.raw(), 0) == 0 && H5Tget_member_offset(kind.raw(), 1) == half;
            let alike = H5Tequal(real.raw(), imaginary.raw()) > 0 && H5Tget_size(real.raw()) == half;
            let part = dtype_of(&real, doing)?.filter(|(part, _)| part.kind() == Kind::Float);
            return Ok(part.filter(|_| named && adjacent && alike).zip(of_kind(Kind::Complex)).map(|(p, d)| (d, p.1)));
        }
        _ => None,
    };
    Ok(found.map(|dtype| (dtype, swapped(size))))
}
