//! The only room that says `MPI_`.

pub mod library;
