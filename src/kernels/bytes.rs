//! Byte order.

/// Reverses the bytes of every scalar of `scalar_size` bytes; a rest shorter than one scalar
/// stays as it is.
pub fn swap_byte_order(data: &mut [u8], scalar_size: usize) {
    fn swap<const N: usize>(data: &mut [u8]) {
        for scalar in data.chunks_exact_mut(N) {
            scalar.reverse();
        }
    }
    match scalar_size {
        0 | 1 => {}
        2 => swap::<2>(data),
        4 => swap::<4>(data),
        8 => swap::<8>(data),
        16 => swap::<16>(data),
        size => data.chunks_exact_mut(size).for_each(<[u8]>::reverse),
    }
}
