//! Where the positions of a local part lie, as the engine takes it.

use super::Array;
use crate::dtype::Dtype;
use crate::index::Access;
use crate::mpi::Span;

/// Memory of one local part: position (p0, p1, …) lies at `pointer` plus the offsets of its axes' accesses.
#[derive(Clone, Debug)]
pub struct Place {
    pub pointer: *mut u8,
    pub access: Vec<Access>,
    /// Positions per axis.
    pub extents: Vec<i64>,
    pub dtype: Dtype,
    /// The allocation that holds it, where processes of the same node can map it.
    pub heap: Option<Span>,
}

impl Place {
    /// Memory with one stride per axis that other processes cannot map.
    pub fn strided(pointer: *mut u8, strides: &[isize], extents: &[i64], dtype: Dtype) -> Place {
        let access = strides.iter().map(|&stride| Access::Strided(stride)).collect();
        Place { pointer, access, extents: extents.to_vec(), dtype, heap: None }
    }
}

impl Array {
    /// The owned part.
    pub fn place(&self) -> Place {
        Place {
            pointer: self.local_pointer(),
            access: self.access().to_vec(),
            extents: self.local_extents().iter().map(|&n| n as i64).collect(),
            dtype: self.dtype(),
            heap: self.memory().span(),
        }
    }

    /// The local part with its halo.
    pub fn padded_place(&self) -> Place {
        Place {
            pointer: self.padded_pointer(),
            access: self.padded_access().to_vec(),
            extents: self.distribution().padded_shape(),
            ..self.place()
        }
    }
}
