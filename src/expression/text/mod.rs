//! Expressions as text, in the grammar of Python and with the names of NumPy: see docs/expressions.md.

mod functions;
mod number;
mod parser;
mod tokens;

pub use parser::parse;

use crate::error::{Error, Status};

/// An error at a place of a text, which is shown with its surroundings.
fn at(text: &str, place: usize, sentence: &str) -> Error {
    const AROUND: usize = 24;
    let mut end = place.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let (before, after) = text.split_at(end);
    let column = before.chars().count() + 1;
    let shown: Vec<char> = before.chars().rev().take(AROUND).collect();
    let before: String = shown.into_iter().rev().collect();
    let after: String = after.chars().take(AROUND).collect();
    Error::argument(Status::Format, "text", format!("column {column}: {sentence}: {before} >>> {after}"))
}
