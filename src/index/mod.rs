//! Index arithmetic: shapes, strides, slices, runs and segments. Pure integers.

pub mod access;
pub mod run;
pub mod segment;
pub mod shape;
pub mod slice;

pub use access::{Access, ByteRun, Stretch};
pub use run::Run;
pub use segment::Segment;
pub use shape::Order;
pub use slice::Slice;
