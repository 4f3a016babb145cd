//! Pictures of distributions (SVG and text), from what every process knows, and PNG files.
//!
//! All functions are **Local**.

mod layout;
mod png;
mod svg;
#[cfg(test)]
mod tests;
mod text;

pub use self::png::png;
pub use layout::View;
pub use svg::svg;
pub use text::text;
