//! HDF5 files: metadata by rank 0 alone, elements by every process at the dataset's place in the file.

mod dataset;
mod library;

use super::layout::Layout;
use super::posix::{failure, File};
use super::{path_text, raw, save, transfer, FileInfo, Wanted};
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};
use crate::protocol;
use dataset::{Dataset, Storage};
use std::path::Path;
use std::sync::Arc;

/// Metadata that HDF5 may add to a file for one dataset.
const SLACK: u64 = 1 << 16;
/// Longest unstructured axes whose labels are written into an attribute.
const MOST_LABELS: i64 = 1 << 16;

/// Shape and element type of a dataset, as rank 0 finds them. **Collective.**
///
/// Errors: `Io` if the file cannot be read, `Format` if it is not an HDF5 file, the dataset is not there or its
/// elements are none that arrays have. Read only files that you trust: the HDF5 library is not safe on hostile ones.
pub fn hdf5_info(context: &Context, path: &Path, dataset: &str) -> Result<FileInfo> {
    let text = path_text(path);
    let arguments = [("path", Arg::Text(&text)), ("dataset", Arg::Text(dataset))];
    let call = Call::new("distarray_file_get_shape_hdf5", &arguments);
    let found = examine(context, &call, path, dataset)?;
    Ok(FileInfo { shape: found.layout.shape, dtype: found.layout.dtype })
}

/// Reads a dataset into the distribution that `text` names (see
/// [`crate::distribution::Specification::parse`]; empty: blocks). **Collective.**
///
/// Contiguous datasets are read by all processes at once; chunked, filtered, compact and virtual ones by rank 0,
/// which hands the elements out in rounds. Datasets behind external links or in external files are refused.
///
/// Errors: as for [`hdf5_info`], `Memory`, and what is wrong with the distribution.
pub fn read_hdf5(context: &Context, path: &Path, dataset: &str, text: &str) -> Result<Array> {
    read(context, path, dataset, Wanted::Text(text), ("text", Arg::Text(text)))
}

/// As [`read_hdf5`], into a distribution of the dataset's shape. **Collective.**
pub fn read_hdf5_as(context: &Context, path: &Path, dataset: &str, distribution: &Arc<Distribution>) -> Result<Array> {
    let argument = ("distribution", Arg::Object("distribution", distribution.digest()));
    read(context, path, dataset, Wanted::Distribution(distribution), argument)
}

fn read(context: &Context, path: &Path, dataset: &str, wanted: Wanted, argument: (&'static str, Arg)) -> Result<Array> {
    let text = path_text(path);
    let arguments = [("path", Arg::Text(&text)), ("dataset", Arg::Text(dataset)), argument];
    let call = Call::new("distarray_array_read_hdf5", &arguments);
    let Found { layout, contiguous } = examine(context, &call, path, dataset)?;
    let distribution = context.agree(&call, wanted.distribution(context, &layout.shape))?;
    if contiguous {
        return raw::load(context, &call, &distribution, path, &layout, |end, size| end <= size);
    }
    let prepared = super::check_labels(&distribution, "distribution").and_then(|()| {
        let array = Array::prepare(context, &distribution, layout.dtype, None)?;
        let source = if context.rank() == 0 { Some(Dataset::open(path, dataset)?) } else { None };
        Ok((array, source))
    });
    // All ranks go through the same boxes, those of the lowest memory ceiling.
    let mut slots = [!transfer::spread_room(context), 0, 0, 0];
    let (array, source) = context.agree_with(&call, prepared, &mut slots)?;
    let array = array.finish(context);
    transfer::spread(&call, &array, &layout, !slots[0], |slices, bytes| match &source {
        Some(source) => source.read(slices, bytes),
        None => Ok(()),
    })?;
    Ok(array)
}

/// Writes an array as a contiguous dataset, with groups on the way to it made as needed. **Collective.**
///
/// An existing file keeps everything else it holds: it is copied, the dataset added or replaced in the copy, and
/// the copy renamed over it, so that a failure on any rank leaves the old file as it was; the cost is that of
/// copying the file. What a larger dataset leaves unused can be reclaimed with h5repack. Complex numbers are
/// compounds of `r` and `i`, bools enumerations of `FALSE` and `TRUE`, as h5py has them. The attributes
/// `distarray_version` and `distarray_dim_data` say in the protocol's words, as JSON, how the array was distributed.
///
/// Errors: `Io` with the system's or HDF5's reason, `Format` if the file is there and is not HDF5, `Memory`,
/// `Distribution` for labels that are not a permutation.
pub fn write_hdf5(array: &Array, path: &Path, dataset: &str) -> Result<()> {
    let text = path_text(path);
    let arguments =
        [("array", Arg::Object("array", array.serial())), ("path", Arg::Text(&text)), ("dataset", Arg::Text(dataset))];
    let call = Call::new("distarray_array_write_hdf5", &arguments);
    let layout = Layout {
        offset: 0,
        shape: array.shape().to_vec(),
        order: Order::RowMajor,
        dtype: array.dtype(),
        swapped: false,
    };
    let description = describe(&call, array)?;
    save::save(&call, array, path, Ok(layout), |file, draft, layout| {
        let old = match std::fs::metadata(path) {
            Ok(_) => File::open(path)?.size()?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
            Err(error) => return Err(failure("examine", path, None, &error)),
        };
        let room = layout.bytes()?.checked_add(old).and_then(|n| n.checked_add(SLACK + description.len() as u64));
        let Some(room) = room else { refuse!(Overflow, "path", "the file would exceed 2^63 - 1 bytes") };
        // HDF5 is not to meet a full disk halfway.
        file.reserve(room)?;
        file.reserve(0)?;
        if old > 0 {
            std::fs::copy(path, draft).map_err(|error| failure("copy", path, None, &error))?;
        }
        let offset = Dataset::create(draft, old > 0, dataset, layout, &description)
            .map_err(|error| Error { message: error.message.replace(&path_text(draft), &text), ..error })?;
        let size = file.size()?.max(offset + layout.bytes()?);
        file.reserve(size)?;
        Ok((size, offset))
    })
}

/// The protocol's description of each process's part, as JSON; empty where it would be too long. **Collective.**
fn describe(call: &Call, array: &Array) -> Result<String> {
    let (context, distribution) = (array.context(), array.distribution());
    let one = |distribution: &Distribution| {
        let plain = distribution.without_padding();
        let part = protocol::describe(distribution).or_else(|_| protocol::describe(&plain));
        part.map(|part| protocol::part_to_json(&part)).unwrap_or_default()
    };
    let list = |parts: Vec<String>| format!("[{}]", parts.join(", "));
    if distribution.is_closed_form() {
        if context.rank() != 0 {
            return Ok(String::new());
        }
        let parts = (0..context.size()).filter_map(|rank| distribution.seen_by(rank));
        return Ok(list(parts.map(|seen| one(&seen).to_string()).collect()));
    }
    if distribution.axes().iter().any(|axis| axis.labels().is_some() && axis.size() > MOST_LABELS) {
        return Ok(String::new());
    }
    context.agree(call, Ok(()))?;
    let texts = context.all_gather_varying(one(distribution).to_string().as_bytes())?;
    Ok(list(texts.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect()))
}

/// What rank 0 told all about a dataset.
struct Found {
    layout: Layout,
    /// All elements lie in the file as they are, from the layout's offset.
    contiguous: bool,
}

/// Offset, contiguous, swapped, dtype, ndim, then the shape.
const WORDS: usize = 5 + shape::MAX_NDIM;

fn examine(context: &Context, call: &Call, path: &Path, dataset: &str) -> Result<Found> {
    let mut words = [0i64; WORDS];
    let prepared = match context.rank() {
        0 => look(path, dataset).map(|Found { layout, contiguous }| {
            words[0] = layout.offset as i64;
            words[1] = contiguous as i64;
            words[2] = layout.swapped as i64;
            words[3] = layout.dtype as i64;
            words[4] = layout.shape.len() as i64;
            words[5..5 + layout.shape.len()].copy_from_slice(&layout.shape);
        }),
        _ => Ok(()),
    };
    context.agree(call, prepared)?;
    let words = super::from_first(context, &words)?;
    let layout = Layout {
        offset: words[0] as u64,
        order: Order::RowMajor,
        swapped: words[2] != 0,
        dtype: Dtype::from_number(words[3] as i32)?,
        shape: words[5..][..words[4] as usize].to_vec(),
    };
    Ok(Found { layout, contiguous: words[1] != 0 })
}

fn look(path: &Path, dataset: &str) -> Result<Found> {
    // Missing files, folders and devices are refused in the system's words.
    File::open(path)?;
    let source = Dataset::open(path, dataset)?;
    let shape = source.shape()?;
    let empty = shape::element_count(&shape).map_err(|error| Error { status: Status::Format, ..error })? == 0;
    let (dtype, swapped) = source.dtype()?;
    let (contiguous, offset) = match source.storage()? {
        Storage::At(offset) => (true, offset),
        Storage::Elsewhere => (empty, 0),
    };
    let layout = Layout { offset, shape, order: Order::RowMajor, dtype, swapped };
    layout.end().map_err(|error| Error { status: Status::Format, ..error })?;
    Ok(Found { layout, contiguous })
}
