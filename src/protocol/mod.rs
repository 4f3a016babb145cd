//! The Distributed Array Protocol 0.10.0: what one process says about its part of an array,
//! checks of it alone and of all parts together, to and from `Distribution`, C structs and JSON.

mod describe;
mod dimension;
mod global;
mod import;
mod json;
mod local;
mod raw;
mod wire;

pub use describe::{describe, describe_dictionary};
pub use dimension::{owned_cyclic, Description, DimType, Dimension, Indices, Leniency, Part, Placement, Version};
pub use global::validate_global;
pub use import::{grid_of, to_distribution};
pub use json::{from_json, part_from_json, part_to_json, to_json};
pub use local::{dtype_of_format, validate_local, Buffer};
pub use raw::{Layout, RawDimension, RawSection};
pub use wire::{decode, encode};
