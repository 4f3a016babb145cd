//! Distributed multidimensional arrays over MPI.
//!
//! # Words
//!
//! * **context** – a duplicated communicator with settings and counters, in which all ranks agree on errors.
//! * **specification** – what a distribution shall be, axis by axis, as a user asks for it.
//! * **distribution** – who owns which global index: shape, process grid, one axis map per dimension, memory order.
//! * **array** – context + distribution + element type + local memory.
//! * **plan** – how elements get from one layout to another, as pure data; one engine runs all plans.
//! * **global** indices count in the whole array, **local** ones in what one process owns; **padded** means with halo.
//! * **coordinate** – a process's place along one axis of the process grid; **rank** – its number in the context.
//! * **Collective** functions are called by all ranks of a context, **Local** ones never communicate.
//!
//! # Rooms
//!
//! Each room uses only those above it; `tests/architecture.rs` holds this.
//!
//! | room | holds |
//! |---|---|
//! | [`error`], [`dtype`], [`functions`] | the one error type; element types; the table of exported functions |
//! | [`index`] | shapes, strides, slices, runs, segments: pure integers |
//! | [`distribution`] | axis maps, process grids, specifications, distributions: pure |
//! | [`protocol`], [`plan`], [`kernels`] | the Distributed Array Protocol; who sends what to whom; local loops: pure |
//! | [`mpi`] | the only room that calls MPI |
//! | [`context`] | agreement, transport, watchdog, counters, temporaries |
//! | [`array`](mod@array) | local memory and views |
//! | [`ops`] | verbs on arrays: redistribute, halo, reduce, import |
//! | [`expression`] | lazy expressions and their text: what is fused, in which stages |
//! | [`statistics`] | averages with weights, covariances, correlations |
//! | [`random`] | random numbers that do not depend on the number of ranks |
//! | [`io`], [`picture`] | files; drawings of distributions |
//! | [`c_api`] | the only room with exported C functions |

#[macro_use]
pub mod error;
#[macro_use]
pub mod dtype;

pub mod array;
pub mod c_api;
pub mod context;
pub mod distribution;
pub mod expression;
pub mod functions;
pub mod index;
pub mod io;
pub mod kernels;
pub mod mpi;
pub mod ops;
pub mod picture;
pub mod plan;
pub mod protocol;
pub mod random;
pub mod statistics;
