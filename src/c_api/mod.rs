//! The C interface: the only room with `extern "C"` functions. The header lists them in the order of these modules.

// Comments here are written for C programmers and Doxygen.
#![allow(clippy::missing_safety_doc, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]

pub mod version;
