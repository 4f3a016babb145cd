//! NumPy's `.npy` files: a header, then all elements.

mod header;

use super::layout::Layout;
use super::posix::File;
use super::{path_text, raw, save, FileInfo, Wanted};
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};
use header::Header;
use std::path::Path;
use std::sync::Arc;

/// Shape and element type of a `.npy` file, as rank 0 finds them. **Collective.**
///
/// Errors: `Io` if the file cannot be read, `Format` with the reason and the byte where it is malformed or asks
/// for what arrays do not have.
pub fn npy_info(context: &Context, path: &Path) -> Result<FileInfo> {
    let text = path_text(path);
    let arguments = [("path", Arg::Text(&text))];
    let layout = examine(context, &Call::new("distarray_file_get_shape_npy", &arguments), path)?;
    Ok(FileInfo { shape: layout.shape, dtype: layout.dtype })
}

/// Reads a `.npy` file of version 1, 2 or 3, either byte order, C or Fortran order, into the distribution that
/// `text` names (see [`crate::distribution::Specification::parse`]; empty: blocks). **Collective.**
///
/// Errors: as for [`npy_info`], `Memory`, and what is wrong with the distribution.
pub fn read_npy(context: &Context, path: &Path, text: &str) -> Result<Array> {
    read(context, path, Wanted::Text(text), ("text", Arg::Text(text)))
}

/// As [`read_npy`], into a distribution of the file's shape. **Collective.**
pub fn read_npy_as(context: &Context, path: &Path, distribution: &Arc<Distribution>) -> Result<Array> {
    read(
        context,
        path,
        Wanted::Distribution(distribution),
        ("distribution", Arg::Object("distribution", distribution.digest())),
    )
}

fn read(context: &Context, path: &Path, wanted: Wanted, argument: (&'static str, Arg)) -> Result<Array> {
    let text = path_text(path);
    let arguments = [("path", Arg::Text(&text)), argument];
    let call = Call::new("distarray_array_read_npy", &arguments);
    let layout = examine(context, &call, path)?;
    let distribution = context.agree(&call, wanted.distribution(context, &layout.shape))?;
    raw::load(context, &call, &distribution, path, &layout, |end, size| end == size)
}

/// Writes a `.npy` file, byte for byte as `numpy.save` does for a C-contiguous array of this machine's byte order.
/// The file takes the place of `path` once it is complete and on the disk; until then, and on any error, what was
/// there stays. A symbolic link is replaced itself. **Collective.**
///
/// Errors: `Io` with the system's reason, `Memory`, `Distribution` for labels that are not a permutation.
pub fn write_npy(array: &Array, path: &Path) -> Result<()> {
    let text = path_text(path);
    let arguments = [("array", Arg::Object("array", array.serial())), ("path", Arg::Text(&text))];
    let call = Call::new("distarray_array_write_npy", &arguments);
    let header = header::write(array.shape(), array.dtype());
    let layout = Layout {
        offset: header.len() as u64,
        shape: array.shape().to_vec(),
        order: Order::RowMajor,
        dtype: array.dtype(),
        swapped: false,
    };
    save::save(&call, array, path, Ok(layout), |file, _, layout| {
        let end = layout.end()?;
        file.reserve(end)?;
        file.write_at(&header, 0)?;
        Ok((end, header.len() as u64))
    })
}

/// Offset, order, swapped, dtype, ndim, then the shape.
const WORDS: usize = 5 + shape::MAX_NDIM;

/// Rank 0 reads the header and tells all.
fn examine(context: &Context, call: &Call, path: &Path) -> Result<Layout> {
    let mut words = [0i64; WORDS];
    let prepared = match context.rank() {
        0 => parse(path).map(|layout| {
            words[0] = layout.offset as i64;
            words[1] = layout.order as i64;
            words[2] = layout.swapped as i64;
            words[3] = layout.dtype as i64;
            words[4] = layout.shape.len() as i64;
            words[5..5 + layout.shape.len()].copy_from_slice(&layout.shape);
        }),
        _ => Ok(()),
    };
    context.agree(call, prepared)?;
    let words = super::from_first(context, &words)?;
    Ok(Layout {
        offset: words[0] as u64,
        order: Order::from_number(words[1] as i32)?,
        swapped: words[2] != 0,
        dtype: Dtype::from_number(words[3] as i32)?,
        shape: words[5..][..words[4] as usize].to_vec(),
    })
}

fn parse(path: &Path) -> Result<Layout> {
    let file = File::open(path)?;
    let size = file.size()?;
    let mut bytes = vec![0; size.min((header::MOST + header::PREFIX) as u64) as usize];
    file.read_at(&mut bytes, 0)?;
    let malformed = |error: Error| Error {
        argument: "path".to_string(),
        message: format!("'{}' is not a valid .npy file: {}", path.display(), error.message),
        ..error
    };
    let Header { length, shape, order, dtype, swapped } = header::parse(&bytes).map_err(malformed)?;
    let layout = Layout { offset: length as u64, shape, order, dtype, swapped };
    let end = layout
        .end()
        .map_err(|error| malformed(Error { status: Status::Format, message: error.message.clone(), ..error }))?;
    if end != size {
        let what = if size < end { "it ends too early" } else { "there are trailing bytes" };
        let text = format!(
            "the header of {length} bytes and elements of shape {} and {} make {end} bytes, but it has {size}: {what}",
            shape::text(&layout.shape),
            layout.dtype.name()
        );
        return Err(malformed(Error::new(Status::Format, text)));
    }
    Ok(layout)
}
