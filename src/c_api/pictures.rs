//! Descriptions and pictures.

use super::arguments::{self, TextOut};
use super::handles::{distarray_array, distarray_distribution};
use super::status::{collective, distarray_status, local, Arguments};
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::error::Result;
use crate::io;
use crate::ops::interchange;
use crate::ops::redistribute::{self, Receiver};
use crate::picture::{self, View};
use crate::protocol;
use std::os::raw::{c_char, c_int};

/// A distribution in words: shape, grid, kind of each axis, halos, elements per process.
///
/// **Local**.
///
/// @param[out] buffer text, NUL-terminated and cut to `capacity` bytes; may be NULL if `capacity` is 0
/// @param[out] length full length without the NUL; may be NULL
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_describe(
    distribution: distarray_distribution,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> distarray_status {
    local("distarray_distribution_describe", |arguments| {
        let (_, distribution) = arguments.distribution(distribution, "distribution")?;
        let out = TextOut::new(buffer, capacity, length)?;
        out.set(&distribution.describe());
        Ok(())
    })
}

/// This process's part of a distribution as the protocol's `dim_data`, in JSON. A wrapped halo is left out, as the
/// dictionary cannot say it.
///
/// **Local**.
///
/// @return DISTARRAY_ERR_PROTOCOL or DISTARRAY_ERR_UNSUPPORTED for what the dictionary cannot say
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_to_json(
    distribution: distarray_distribution,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> distarray_status {
    local("distarray_distribution_to_json", |arguments| {
        let (_, distribution) = arguments.distribution(distribution, "distribution")?;
        let out = TextOut::new(buffer, capacity, length)?;
        let (part, _) = protocol::describe_dictionary(&distribution)?;
        out.set(&protocol::part_to_json(&part).to_string());
        Ok(())
    })
}

/// Agrees on drawing `distribution` cut along two axes, and collects what the picture needs.
fn view_of(call: &Call, context: &Context, distribution: &Distribution, axes: Result<Vec<usize>>) -> Result<View> {
    let axes = context.agree(call, axes)?;
    let labels = interchange::all_labels(context, distribution)?;
    Ok(View { axes, fixed: vec![0; distribution.ndim()], labels })
}

/// The axes to draw: the first two for negative numbers.
fn chosen_axes(distribution: &Distribution, down: c_int, right: c_int) -> Result<Vec<usize>> {
    let ndim = distribution.ndim();
    if down < 0 && right < 0 {
        return Ok((0..ndim.min(2)).collect());
    }
    let valid = |axis: c_int| axis >= 0 && (axis as usize) < ndim;
    if !valid(down) || !valid(right) || down == right {
        let argument = if valid(down) { "right" } else { "down" };
        refuse!(Argument, argument, "expected two different axes from 0 to {}, got {down}, {right}", ndim as i64 - 1);
    }
    Ok(vec![down as usize, right as usize])
}

/// A picture of who owns what in box-drawing characters.
///
/// **Collective**. Communicates only the labels of unstructured axes. Every rank gets the text.
///
/// @param down,right axes to draw, at index 0 of the others; -1, -1 for the first two
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_draw_text(
    distribution: distarray_distribution,
    down: c_int,
    right: c_int,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> distarray_status {
    const NAME: &str = "distarray_distribution_draw_text";
    collective(NAME, |arguments: &Arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let out = TextOut::new(buffer, capacity, length);
        let axes = out.as_ref().map(|_| ()).map_err(Clone::clone);
        let axes = axes.and_then(|()| chosen_axes(&distribution, down, right));
        let same = [
            ("distribution", Arg::Object("distribution", distribution.digest())),
            ("down", Arg::Int(down.into())),
            ("right", Arg::Int(right.into())),
        ];
        let view = view_of(&Call::new(NAME, &same), &context, &distribution, axes)?;
        let text = context.confirm(picture::text(&distribution, &view, 100))?;
        out?.set(&text);
        Ok(())
    })
}

/// Writes a picture of who owns what as an SVG file.
///
/// **Collective**. Rank 0 writes, to a temporary file that replaces the old one at the end.
///
/// @param down,right axes to draw, at index 0 of the others; -1, -1 for the first two
/// @param path the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_distribution_write_svg(
    distribution: distarray_distribution,
    down: c_int,
    right: c_int,
    path: *const c_char,
) -> distarray_status {
    const NAME: &str = "distarray_distribution_write_svg";
    collective(NAME, |arguments: &Arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let path = arguments::path(path, "path")?;
        let text = path.to_string_lossy();
        let same = [
            ("distribution", Arg::Object("distribution", distribution.digest())),
            ("down", Arg::Int(down.into())),
            ("right", Arg::Int(right.into())),
            ("path", Arg::Text(&text)),
        ];
        let axes = chosen_axes(&distribution, down, right);
        let view = view_of(&Call::new(NAME, &same), &context, &distribution, axes)?;
        let written = match context.rank() {
            0 => picture::svg(&distribution, &view, 8).and_then(|svg| io::replace(path, svg.as_bytes())),
            _ => Ok(()),
        };
        context.confirm(written)
    })
}

/// Writes an array of uint8 as a PNG picture: rows x columns are grey, rows x columns x 3 or 4 are RGB or RGBA.
///
/// **Collective**. Rank 0 gathers the array and writes.
///
/// @param path the same on all ranks
#[no_mangle]
pub unsafe extern "C" fn distarray_array_write_png(array: distarray_array, path: *const c_char) -> distarray_status {
    const NAME: &str = "distarray_array_write_png";
    collective(NAME, |arguments: &Arguments| {
        let array = arguments.array(array, "array")?;
        let path = arguments::path(path, "path")?;
        let context = array.context();
        let text = path.to_string_lossy();
        let call_arguments = [("array", Arg::Object("array", array.serial())), ("path", Arg::Text(&text))];
        let prepared = image_of(array.shape(), array.dtype()).and_then(|image| {
            let bytes = if context.rank() == 0 { image.0 as usize * image.1 as usize * image.2 } else { 0 };
            Ok((image, context.temporary(bytes)?))
        });
        let ((width, height, channels), mut pixels) = context.agree(&Call::new(NAME, &call_arguments), prepared)?;
        redistribute::gather(&array, Receiver::Root(0), pixels.as_mut_ptr())?;
        let written = match context.rank() {
            0 => picture::png(width, height, channels, &pixels).and_then(|bytes| io::replace(path, &bytes)),
            _ => Ok(()),
        };
        context.confirm(written)
    })
}

/// Width, height and channels.
fn image_of(shape: &[i64], dtype: crate::dtype::Dtype) -> Result<(u32, u32, usize)> {
    if dtype != crate::dtype::Dtype::UInt8 {
        refuse!(Dtype, "array", "expected uint8, got {}; cast it first", dtype.name());
    }
    let (rows, columns, channels) = match *shape {
        [rows, columns] => (rows, columns, 1),
        [rows, columns, channels @ (3 | 4)] => (rows, columns, channels),
        _ => refuse!(
            Shape,
            "array",
            "expected rows x columns, or rows x columns x 3 or 4, got {}",
            crate::index::shape::text(shape)
        ),
    };
    let side = |n: i64| u32::try_from(n).ok().filter(|&n| n > 0 && n <= i32::MAX as u32);
    match (side(columns), side(rows)) {
        (Some(width), Some(height)) => Ok((width, height, channels as usize)),
        _ => refuse!(Shape, "array", "expected sides from 1 to 2^31 - 1, got {rows} x {columns}"),
    }
}
