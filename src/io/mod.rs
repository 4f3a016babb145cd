//! Arrays in files: NumPy's `.npy`, raw bytes, HDF5.
//!
//! A file is just another layout. Every process reads and writes its own elements by positioned calls; a new file
//! is written beside the old one, synced, checked by all ranks and renamed over it, so that a failure on any rank
//! leaves the old file as it was.

#[cfg(feature = "hdf5")]
mod hdf5;
#[cfg(not(feature = "hdf5"))]
#[path = "without_hdf5.rs"]
mod hdf5;
mod layout;
mod npy;
mod posix;
mod raw;
mod save;
mod transfer;

pub use hdf5::{hdf5_info, read_hdf5, read_hdf5_as, write_hdf5};
pub use npy::{npy_info, read_npy, read_npy_as, write_npy};
pub use raw::{read_raw, write_raw};
pub use save::replace;

use crate::array::Array;
use crate::context::Context;
use crate::distribution::{Distribution, Specification};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use std::path::Path;
use std::sync::Arc;

/// Which byte of a number comes first in a file, with its number in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum ByteOrder {
    /// That of this machine.
    Native = 0,
    Little = 1,
    Big = 2,
}

impl ByteOrder {
    pub fn from_number(number: i32) -> Result<ByteOrder> {
        match number {
            0 => Ok(ByteOrder::Native),
            1 => Ok(ByteOrder::Little),
            2 => Ok(ByteOrder::Big),
            _ => Err(Error::argument(
                Status::Argument,
                "byte_order",
                format!(
                    "expected DISTARRAY_NATIVE_ENDIAN (0), DISTARRAY_LITTLE_ENDIAN (1) or DISTARRAY_BIG_ENDIAN (2), got {number}"
                ),
            )),
        }
    }

    /// Whether the bytes of numbers change places between file and memory.
    fn is_foreign(self) -> bool {
        match self {
            ByteOrder::Native => false,
            ByteOrder::Little => cfg!(target_endian = "big"),
            ByteOrder::Big => cfg!(target_endian = "little"),
        }
    }
}

/// What a file says about the array in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    pub shape: Vec<i64>,
    pub dtype: Dtype,
}

/// How an array is to be distributed that comes from a file.
enum Wanted<'a> {
    /// In words, see [`Specification::parse`]; empty for blocks.
    Text(&'a str),
    Distribution(&'a Arc<Distribution>),
}

impl Wanted<'_> {
    fn distribution(&self, context: &Context, shape: &[i64]) -> Result<Arc<Distribution>> {
        match self {
            Wanted::Text(text) => {
                let text = if text.trim().is_empty() && !shape.is_empty() { "block" } else { text };
                let specification = Specification::parse(shape, text)?;
                Distribution::build(&specification, context.size(), context.rank(), &[]).map(Arc::new)
            }
            Wanted::Distribution(distribution) => {
                if distribution.shape() != shape {
                    refuse!(
                        Shape,
                        "distribution",
                        "expected the file's shape {}, got {}",
                        crate::index::shape::text(shape),
                        crate::index::shape::text(distribution.shape())
                    );
                }
                Ok((*distribution).clone())
            }
        }
    }
}

/// Rank 0's words, on all ranks; what it could not find out is an error on all. **Collective.**
fn from_first<const N: usize>(context: &Context, words: &[i64; N]) -> Result<[i64; N]> {
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
    context.broadcast(0, &mut bytes)?;
    let mut told = [0; N];
    for (word, eight) in told.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = i64::from_ne_bytes(eight.try_into().unwrap_or_default());
    }
    Ok(told)
}

/// The path as an argument that is the same on all ranks.
fn path_text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Refuses arrays that a file cannot hold: one whose labels are not its indices.
fn check_labels(distribution: &Distribution, name: &str) -> Result<()> {
    for (d, axis) in distribution.axes().iter().enumerate() {
        if axis.labels().is_some_and(|labels| !labels.is_permutation()) {
            refuse!(
                Distribution,
                name,
                "expected labels that are a permutation of 0 ... {} on axis {d}: a file has one place for each index; \
                 redistribute first",
                axis.size() - 1
            );
        }
    }
    Ok(())
}

fn check_readable(array: &Array) -> Result<()> {
    array.check_usable("array")?;
    check_labels(array.distribution(), "array")
}
