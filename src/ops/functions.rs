//! Functions of the caller's: of blocks of elements, and of whole local parts.

use super::elementwise::check_operand;
use crate::array::{blocks, Array};
use crate::context::{Arg, Call};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::kernels::ufunc;

/// Operands that one function may have.
pub const MOST_OPERANDS: usize = 6;

/// `out = f(operands)`: the function gets a count, the addresses of as many contiguous elements of every operand in the
/// first `dtypes`, and where to write its results in the last one; blocks come in no documented order. Arrays are
/// aligned with `out`, which may be one of them. **Local.**
///
/// # Errors
/// The function's own, after which `out` is written in part; `Distribution` if an array is not aligned, `Argument` if
/// memory overlaps or there are too many operands.
pub fn apply(
    operands: &[&Array],
    dtypes: &[Dtype],
    out: &mut Array,
    mut function: impl FnMut(usize, &[*const u8], *mut u8) -> Result<()>,
) -> Result<()> {
    out.check_whole("out")?;
    out.check_not_read_only("out")?;
    for operand in operands {
        check_operand(operand, "operands", out)?;
    }
    let Some((&result, wanted)) = dtypes.split_last().filter(|(_, wanted)| wanted.len() == operands.len()) else {
        refuse!(Argument, "dtypes", "expected {} for operands and result, got {}", operands.len() + 1, dtypes.len());
    };
    let mut outcome = Ok(());
    let mut each = |loaded: &[*const u8], to: *mut u8, count: usize| {
        outcome = function(count, loaded, to);
        outcome.is_ok()
    };
    let arrays: Vec<&Array> = operands.iter().copied().chain([&*out]).collect();
    macro_rules! walk {
        ($($count:literal)*) => {
            match arrays.len() {
                $($count => {
                    let arrays: [&Array; $count] = std::array::from_fn(|k| arrays[k]);
                    blocks::each(arrays, |block| {
                        let parts = std::array::from_fn::<_, $count, _>(|k| block.source(k));
                        // Sound: operands are aligned with `out` and coincide with it or lie elsewhere.
                        unsafe { ufunc::by_blocks(parts, wanted, result, false, block.extents, &mut each) }
                    })
                })*
                _ => refuse!(Argument, "operands", "expected at most {MOST_OPERANDS}, got {}", operands.len()),
            }
        };
    }
    walk!(1 2 3 4 5 6 7);
    outcome
}

/// A process's part of an array, without halo.
pub struct Part<'a> {
    /// The first owned element; null if there is none.
    pub memory: *mut u8,
    pub dtype: Dtype,
    pub shape: &'a [i64],
    /// In bytes.
    pub strides: &'a [isize],
    /// The lowest global index of each axis, and the one after the highest.
    pub lower: &'a [i64],
    pub upper: &'a [i64],
    /// The global index of every local position of each axis.
    pub indices: &'a [Vec<i64>],
}

/// Calls a function once on every process that owns elements, with its part. It may write there unless the array is
/// read-only. **Collective.** An error of the function on one rank is an error on all; elements stay as they were written.
///
/// # Errors
/// `Distribution` if parts have not one stride per axis, as views of cyclic axes may; those of the function.
pub fn visit(array: &Array, function: impl FnOnce(&Part) -> Result<()>) -> Result<()> {
    let context = array.context();
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_visit", &arguments);
    let prepared = array.check_usable("array").and_then(|()| match array.strides() {
        Some(strides) => Ok(strides),
        None => Err(Error::argument(
            Status::Distribution,
            "array",
            "expected one stride for each axis of every part, which this view has not; copy it first",
        )),
    });
    let strides = context.agree(&call, prepared)?;
    let distribution = array.distribution();
    let outcome = match distribution.place().filter(|_| array.has_elements()) {
        None => Ok(()),
        Some(place) => {
            let axes = distribution.axes().iter().zip(&place.coordinates);
            let indices: Vec<Vec<i64>> = axes
                .map(|(axis, &c)| {
                    axis.runs(c).iter().flat_map(|run| (0..run.count).map(|k| run.global + k * run.step)).collect()
                })
                .collect();
            let bound = |pick: fn(&[i64]) -> i64| indices.iter().map(|axis| pick(axis)).collect::<Vec<i64>>();
            function(&Part {
                memory: array.local_pointer(),
                dtype: array.dtype(),
                shape: &distribution.local_shape(),
                strides,
                lower: &bound(|axis| axis.iter().min().copied().unwrap_or(0)),
                upper: &bound(|axis| axis.iter().max().map_or(0, |&last| last + 1)),
                indices: &indices,
            })
        }
    };
    context.agree(&call, outcome)
}
