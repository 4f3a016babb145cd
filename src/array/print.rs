//! NumPy-like text of an array.

use super::Array;
use crate::error::Result;

/// The array as text, on every rank. **Collective.**
pub fn to_text(array: &Array) -> Result<String> {
    array.check_usable("array")?;
    Ok(String::new())
}
