//! Verbs on arrays: order of communication, no index arithmetic.

pub mod align;
pub mod assembling;
pub mod assign;
pub mod create;
pub mod directory;
pub mod elements;
pub mod elementwise;
pub(crate) mod execute;
pub mod functions;
pub mod fused;
pub mod halo;
pub mod indexing;
pub mod interchange;
pub mod linear;
mod lines;
pub mod onesided;
pub mod plan;
pub mod progressions;
pub mod quantile;
pub mod random;
pub mod redistribute;
pub mod reduce;
pub mod reshape;
pub mod scan;
pub mod sort;
pub mod transform;
pub mod view;
pub mod window;

pub use create::distribution;
