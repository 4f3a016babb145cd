//! The C interface: the only room with `extern "C"` functions. The header lists them in the order of these modules.

// Comments here are written for C programmers and Doxygen.
#![allow(clippy::missing_safety_doc, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]
// Names follow C.
#![allow(non_camel_case_types)]

mod arguments;
mod handles;
#[cfg(feature = "c-library")]
mod reserve;

pub mod array;
pub mod assembling;
pub mod context;
pub mod control;
pub mod creation;
pub mod distribution;
pub mod expression;
pub mod files;
pub mod indexing;
pub mod linear;
pub mod moving;
pub mod onesided;
pub mod operations;
pub mod ordering;
pub mod pictures;
pub mod plans;
pub mod protocol;
pub mod random;
pub mod reductions;
pub mod scans;
pub mod specification;
pub mod statistics;
pub mod status;
pub mod ufuncs;
pub mod version;
pub mod views;

pub use handles::{
    distarray_array, distarray_array_s, distarray_context, distarray_context_s, distarray_distribution,
    distarray_distribution_s, distarray_expression, distarray_expression_s, distarray_plan, distarray_plan_s,
    distarray_random, distarray_random_s, distarray_request, distarray_request_s, distarray_specification,
    distarray_specification_s,
};
