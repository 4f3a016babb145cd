//! A description as numbers, for gathering those of all processes. Indices stay at home; their number and digest travel.

use super::dimension::{Description, DimType, Dimension, Indices, Part, Placement, Version};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::shape::MAX_NDIM;

const HEAD: usize = 9;
const PER_DIMENSION: usize = 14;

/// The numbers of a description: their count depends on its number of dimensions only.
pub fn encode(description: &Description) -> Vec<i64> {
    let Version(major, minor, patch) = description.version;
    let placement = description.part.placement;
    let mut numbers = vec![
        description.part.dimensions.len() as i64,
        major as i64,
        minor as i64,
        patch as i64,
        description.dtype as i64,
        i64::from(description.read_only),
        placement.replicas as i64,
        placement.replica as i64,
        i64::from(placement.remapped),
    ];
    for (d, dimension) in description.part.dimensions.iter().enumerate() {
        let flags = [dimension.wrapped[0], dimension.wrapped[1], dimension.periodic, dimension.one_to_one];
        numbers.extend([
            dimension.dist_type.letter() as i64,
            flags.iter().enumerate().map(|(bit, &set)| i64::from(set) << bit).sum(),
            dimension.size,
            dimension.proc_grid_size,
            dimension.proc_grid_rank,
            dimension.start,
            dimension.stop,
            dimension.padding[0],
            dimension.padding[1],
            dimension.block_size,
            dimension.indices.count(),
            dimension.index_digest() as i64,
            description.shape.get(d).copied().unwrap_or(0),
            description.strides.get(d).copied().unwrap_or(0),
        ]);
    }
    numbers
}

/// The description that `encode` wrote, with its indices elsewhere.
pub fn decode(numbers: &[i64]) -> Result<Description<'static>> {
    read(numbers).ok_or_else(|| Error::new(Status::Format, format!("{} numbers are not a description", numbers.len())))
}

fn read(numbers: &[i64]) -> Option<Description<'static>> {
    let ndim = usize::try_from(*numbers.first()?).ok().filter(|&n| n <= MAX_NDIM)?;
    if numbers.len() != HEAD + ndim * PER_DIMENSION {
        return None;
    }
    let number = |at: usize| u32::try_from(numbers[at]).ok();
    let small = |at: usize| i32::try_from(numbers[at]).ok();
    let (mut dimensions, mut shape, mut strides) = (Vec::new(), Vec::new(), Vec::new());
    for part in numbers[HEAD..].chunks_exact(PER_DIMENSION) {
        let bit = |bit: u32| part[1] >> bit & 1 == 1;
        dimensions.push(Dimension {
            dist_type: DimType::from_letter(char::from_u32(u32::try_from(part[0]).ok()?)?)?,
            size: part[2],
            proc_grid_size: part[3],
            proc_grid_rank: part[4],
            start: part[5],
            stop: part[6],
            padding: [part[7], part[8]],
            wrapped: [bit(0), bit(1)],
            periodic: bit(2),
            block_size: part[9],
            one_to_one: bit(3),
            indices: Indices::Elsewhere { count: part[10], digest: part[11] as u64 },
        });
        shape.push(part[12]);
        strides.push(part[13]);
    }
    Some(Description {
        version: Version(number(1)?, number(2)?, number(3)?),
        part: Part {
            dimensions,
            placement: Placement { replicas: small(6)?, replica: small(7)?, remapped: numbers[8] == 1 },
        },
        dtype: Dtype::from_number(small(4)?).ok()?,
        shape,
        strides,
        read_only: numbers[5] == 1,
    })
}
