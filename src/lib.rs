//! Distributed multidimensional arrays over MPI.
#[macro_use]
pub mod error;
#[macro_use]
pub mod dtype;
pub mod distribution;
pub mod index;
