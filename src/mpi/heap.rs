//! Memory that processes of one node can map from each other.

/// One allocation: its place in the file of its process, and its first byte here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub offset: u64,
    pub bytes: u64,
    pub address: usize,
}
