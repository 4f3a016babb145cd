//! Arrays from the parts that all processes describe by the protocol.

use super::directory;
use crate::array::{blocks, Array, Part};
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::Order;
use crate::protocol::{self, Description, DimType, Dimension, Leniency};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How to import.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub leniency: Leniency,
    /// Copy the elements and give the memory back at once.
    pub copy: bool,
}

/// One process's part: what it says of itself, and its memory.
pub struct Given<'a> {
    pub description: Description<'a>,
    pub memory: crate::array::Memory,
}

/// An array of the parts of all processes, borrowing their memory or copying it. All rules of the protocol
/// are checked, those between processes too. **Collective.** On failure nothing is released.
pub fn import(context: &Context, given: Result<Given<'_>>, options: Options) -> Result<Array> {
    let (dtype, ndim) = match &given {
        Ok(given) => (given.description.dtype as i64, given.description.shape.len() as i64),
        Err(_) => (0, 0),
    };
    let arguments = [
        ("dtype", Arg::Int(dtype)),
        ("ndim", Arg::Int(ndim)),
        // As DISTARRAY_IMPORT_ constants.
        ("flags", Arg::Int(options.copy as i64 | (options.leniency.is_lenient() as i64) << 1)),
    ];
    let call = Call::new("distarray_array_import", &arguments);
    let checked = match given {
        Ok(given) => match given.description.validate(options.leniency) {
            Ok(()) => Ok(given),
            Err(error) => Err(disarmed(given, error)),
        },
        Err(error) => Err(error),
    };
    // Kept aside so that a refusal elsewhere leaves the memory with its owner.
    let (checked, keep) = match checked {
        Ok(given) => (Ok(()), Some(given)),
        Err(error) => (Err(error), None),
    };
    let mut given = match (context.agree(&call, checked), keep) {
        (Ok(()), Some(given)) => given,
        (Err(error), Some(given)) => return Err(disarmed(given, error)),
        (Err(error), None) => return Err(error),
        (Ok(()), None) => return Err(Error::new(Status::Internal, "agreement lost an error")),
    };
    let built = match exchange(context, &given.description, options.leniency) {
        Ok(built) => built,
        Err(error) => return Err(disarmed(given, error)),
    };
    let distribution = match context.agree(&call, built.map(Arc::new)) {
        Ok(distribution) => distribution,
        Err(error) => return Err(disarmed(given, error)),
    };
    let dtype = given.description.dtype;
    let strides = given.description.strides.iter().map(|&s| s as isize).collect();
    let read_only = given.description.read_only;
    let memory = std::mem::replace(&mut given.memory, crate::array::Memory::foreign(std::ptr::null_mut(), None));
    let part = Part { memory, strides: Some(strides), read_only };
    if !options.copy {
        return Array::wrap_as(call.function, context, &distribution, dtype, Ok(part));
    }
    copied(&call, context, &distribution, dtype, part)
}

fn disarmed(mut given: Given<'_>, error: Error) -> Error {
    given.memory.disarm();
    error
}

fn copied(call: &Call, context: &Context, distribution: &Arc<Distribution>, dtype: Dtype, part: Part) -> Result<Array> {
    let target = match context.agree(call, Array::prepare(context, distribution, dtype, None)) {
        Ok(target) => target,
        Err(error) => {
            let mut part = part;
            part.memory.disarm();
            return Err(error);
        }
    };
    let source = Array::wrap_as(call.function, context, distribution, dtype, Ok(part))?;
    let mut target = target.finish(context);
    super::halo::copy_padded(&source, &mut target);
    if !source.distribution().has_halo() && source.has_elements() {
        unsafe { blocks::copy(&source.place(), &target.place()) };
    }
    Ok(target)
}

/// Outer error: communication failed. Inner error: the parts break a rule.
fn exchange(context: &Context, mine: &Description<'_>, leniency: Leniency) -> Result<Result<Distribution>> {
    let numbers = protocol::encode(mine);
    let all: Vec<i64> = bytemuck::allocation::pod_collect_to_vec(&context.all_gather(bytemuck::cast_slice(&numbers))?);
    let descriptions: Result<Vec<Description>> = all.chunks_exact(numbers.len()).map(protocol::decode).collect();
    let mut descriptions = match descriptions {
        Ok(descriptions) => descriptions,
        Err(error) => return Ok(Err(error)),
    };
    // Parts with one element per axis can be read in either order: those with more decide.
    let order = descriptions
        .iter()
        .find(|d| d.shape.iter().filter(|&&n| n > 1).count() > 1 && !d.shape.contains(&0))
        .map_or(Order::RowMajor, Description::order);
    let rank = context.rank();
    descriptions[rank as usize].part = mine.part.clone().into_owned();
    let parts: Vec<_> = descriptions.into_iter().map(|d| d.part).collect();
    let grid = match protocol::grid_of(&parts, leniency) {
        Ok(grid) => grid,
        Err(error) => return Ok(Err(error)),
    };
    let place = grid.place_of(rank);
    let mut labels = Vec::new();
    for (d, dimension) in mine.part.dimensions.iter().enumerate() {
        let described: Vec<&Dimension> = parts.iter().map(|part| &part.dimensions[d]).collect();
        if described.iter().all(|other| other.dist_type != DimType::Unstructured) {
            labels.push(None);
            continue;
        }
        // Every process sees the same promises, because the parts of all are the same everywhere.
        let promised = described.iter().any(|other| other.one_to_one);
        let counts: FxHashMap<i64, i64> =
            described.iter().filter(|o| o.proc_grid_rank >= 0).map(|o| (o.proc_grid_rank, o.indices.count())).collect();
        let total = counts.values().sum();
        let values = dimension.indices.values().unwrap_or(&[]);
        match directory::collect_labels(context, &grid, place.as_ref(), d, total, values, promised)? {
            Ok(found) => labels.push(Some(Arc::new(found))),
            Err(error) => {
                let message = format!("dim_data[{d}]['indices']: {}", error.message);
                return Ok(Err(Error { message, argument: String::new(), status: Status::Protocol, ..error }));
            }
        }
    }
    Ok(protocol::to_distribution(&parts, rank, order, leniency, &labels))
}

/// For every unstructured axis the labels of all coordinates, for pictures. Needs memory for all of them.
/// Collective, in the commit phase.
pub fn all_labels(context: &Context, distribution: &Distribution) -> Result<Vec<Option<Vec<Vec<i64>>>>> {
    let mut labels = Vec::new();
    for (d, axis) in distribution.axes().iter().enumerate() {
        let Some(own) = axis.labels() else {
            labels.push(None);
            continue;
        };
        let mut message = vec![distribution.place().map_or(-1, |place| place.coordinates[d] as i64)];
        message.extend_from_slice(own.values());
        let mut lists = vec![Vec::new(); axis.parts() as usize];
        for bytes in context.all_gather_varying(bytemuck::cast_slice(&message))? {
            let numbers: Vec<i64> = bytemuck::allocation::pod_collect_to_vec(&bytes);
            if numbers[0] >= 0 {
                lists[numbers[0] as usize] = numbers[1..].to_vec();
            }
        }
        labels.push(Some(lists));
    }
    Ok(labels)
}
