//! Who owns which global index.
