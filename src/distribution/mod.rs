//! Who owns which global index. Pure index arithmetic: no MPI, no memory.

pub mod axis;
mod derive;
mod describe;
#[allow(clippy::module_inception)]
mod distribution;
pub mod grid;
pub mod labels;
mod locator;
pub mod padding;
pub mod pieces;
mod regroup;
pub mod specification;

pub use axis::{AxisMap, Base, Place};
pub use describe::CountRange;
pub use distribution::Distribution;
pub use grid::{Grid, GridPlace};
pub use labels::{Facts, Labels};
pub use locator::Locator;
pub use padding::{Padding, Widths};
pub use pieces::Pieces;
pub use specification::{AxisKind, AxisSpecification, Specification};
