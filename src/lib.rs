//! Distributed multidimensional arrays over MPI.
#[macro_use]
pub mod error;
#[macro_use]
pub mod dtype;

pub mod array;
pub mod c_api;
pub mod context;
pub mod distribution;
pub mod functions;
pub mod index;
pub mod io;
pub mod kernels;
pub mod mpi;
pub mod ops;
pub mod picture;
pub mod plan;
pub mod protocol;
