use crate::dtype::Dtype;

/// Memory to read: the address of element (0, …, 0) and byte strides per axis.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub pointer: *const u8,
    pub strides: &'a [isize],
    pub dtype: Dtype,
}

/// Memory to write: the address of element (0, …, 0) and byte strides per axis.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    pub pointer: *mut u8,
    pub strides: &'a [isize],
    pub dtype: Dtype,
}
