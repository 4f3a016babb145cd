//! The C interface: the only room with `extern "C"` functions. The header lists them in the order of these modules.

pub mod version;
