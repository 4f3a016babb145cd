//! NumPy-like text of an array.
