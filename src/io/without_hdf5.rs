//! What HDF5 calls say where the library was built without it.

use super::FileInfo;
use crate::array::Array;
use crate::context::{Call, Context};
use crate::distribution::Distribution;
use crate::error::{Error, Result, Status};
use std::path::Path;
use std::sync::Arc;

fn refuse<T>(context: &Context, function: &'static str) -> Result<T> {
    let text = "this library was built without HDF5; build it with the cargo feature 'hdf5'";
    context.agree(&Call::new(function, &[]), Err(Error::new(Status::Unsupported, text)))
}

/// Refuses. **Collective.**
pub fn hdf5_info(context: &Context, _path: &Path, _dataset: &str) -> Result<FileInfo> {
    refuse(context, "distarray_file_get_shape_hdf5")
}

/// Refuses. **Collective.**
pub fn read_hdf5(context: &Context, _path: &Path, _dataset: &str, _text: &str) -> Result<Array> {
    refuse(context, "distarray_array_read_hdf5")
}

/// Refuses. **Collective.**
pub fn read_hdf5_as(
    context: &Context,
    _path: &Path,
    _dataset: &str,
    _distribution: &Arc<Distribution>,
) -> Result<Array> {
    refuse(context, "distarray_array_read_hdf5")
}

/// Refuses. **Collective.**
pub fn write_hdf5(array: &Array, _path: &Path, _dataset: &str) -> Result<()> {
    refuse(array.context(), "distarray_array_write_hdf5")
}
