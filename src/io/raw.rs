//! Bare elements, the whole array row-major.

use super::layout::Layout;
use super::posix::File;
use super::transfer::{Direction, Mover};
use super::{check_labels, path_text, save, ByteOrder};
use crate::array::Array;
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::Order;
use std::path::Path;
use std::sync::Arc;

/// Reads an array whose elements lie row-major from byte `offset` of a file; what follows them is not looked at.
/// **Collective.**
///
/// Errors: `Io` if the file cannot be read or is too short, `Memory`, `Argument` for a negative offset,
/// `Distribution` for labels that are not a permutation of the indices.
pub fn read_raw(
    context: &Context,
    distribution: &Arc<Distribution>,
    dtype: Dtype,
    path: &Path,
    offset: i64,
    order: ByteOrder,
) -> Result<Array> {
    let text = path_text(path);
    let arguments = [
        ("distribution", Arg::Object("distribution", distribution.digest())),
        ("dtype", Arg::Text(dtype.name())),
        ("path", Arg::Text(&text)),
        ("offset", Arg::Int(offset)),
        ("byte_order", Arg::Int(order as i64)),
    ];
    let call = Call::new("distarray_array_read_raw", &arguments);
    let layout = u64::try_from(offset).ok().map(|offset| Layout {
        offset,
        shape: distribution.shape().to_vec(),
        order: Order::RowMajor,
        dtype,
        swapped: order.is_foreign(),
    });
    let Some(layout) = layout else {
        let refused = (|| refuse!(Argument, "offset", "expected a number of bytes of at least 0, got {offset}"))();
        return context.agree(&call, refused);
    };
    load(context, &call, distribution, path, &layout, |end, size| end <= size)
}

/// Reads an array from a file whose layout is known. `fits` compares the end of the elements with the file's size.
pub(super) fn load(
    context: &Context,
    call: &Call,
    distribution: &Arc<Distribution>,
    path: &Path,
    layout: &Layout,
    fits: impl Fn(u64, u64) -> bool,
) -> Result<Array> {
    let mut slots = [0; 4];
    let prepared = check_labels(distribution, "distribution").and_then(|()| {
        let file = File::open(path)?;
        let (end, size) = (layout.end()?, file.size()?);
        if !fits(end, size) {
            refuse!(
                Io,
                "path",
                "expected {end} bytes in '{}' (elements of shape {} and {} from byte {}), found {size}",
                path.display(),
                crate::index::shape::text(&layout.shape),
                layout.dtype.name(),
                layout.offset
            );
        }
        let array = Array::prepare(context, distribution, layout.dtype, None)?;
        let mover = Mover::prepare(call, context, distribution, layout)?;
        slots[..2].copy_from_slice(&mover.needs());
        Ok((file, array, mover))
    });
    let (file, array, mover) = context.agree_with(call, prepared, &mut slots)?;
    let array = array.finish(context);
    let read = mover.run(call, &array, Ok(file), layout, Direction::Read, [slots[0], slots[1]]);
    context.agree(call, read)?;
    Ok(array)
}

/// Writes the elements row-major and nothing else. The file takes the place of `path` once it is complete and on
/// the disk; until then, and on any error, what was there stays. A symbolic link is replaced itself.
/// **Collective.**
///
/// Errors: `Io` with the system's reason, `Memory`, `Distribution` for labels that are not a permutation.
pub fn write_raw(array: &Array, path: &Path, order: ByteOrder) -> Result<()> {
    let text = path_text(path);
    let arguments = [
        ("array", Arg::Object("array", array.serial())),
        ("path", Arg::Text(&text)),
        ("byte_order", Arg::Int(order as i64)),
    ];
    let call = Call::new("distarray_array_write_raw", &arguments);
    let layout = Layout {
        offset: 0,
        shape: array.shape().to_vec(),
        order: Order::RowMajor,
        dtype: array.dtype(),
        swapped: order.is_foreign(),
    };
    save::save(&call, array, path, Ok(layout), |file, _, layout| {
        let end = layout.end()?;
        file.reserve(end)?;
        Ok((end, 0))
    })
}
