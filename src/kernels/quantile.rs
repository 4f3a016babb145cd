//! Elements by their rank: keys whose unsigned order is that of the elements, and what NumPy makes of two neighbours.

use super::copy::{copy_block, Source, Target};
use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};

/// Key of NaN, above all others.
pub const NAN_KEY: u64 = u64::MAX;

/// Significant bits of keys, which are the upper ones.
pub fn key_bits(dtype: Dtype) -> u32 {
    dtype.size() as u32 * 8
}

/// Keys of contiguous real elements.
pub fn keys(dtype: Dtype, elements: &[u8], keys: &mut [u64]) {
    macro_rules! each {
        ($t:ty, $bits:ty, |$x:ident| $key:expr) => {
            for (key, bytes) in keys.iter_mut().zip(elements.chunks_exact(size_of::<$t>())) {
                let $x: $t = bytemuck::pod_read_unaligned(bytes);
                let bits: $bits = $key;
                *key = (bits as u64) << (64 - <$bits>::BITS);
            }
        };
    }
    /// Negative numbers count backwards.
    macro_rules! float {
        ($t:ty, $bits:ty) => {
            each!($t, $bits, |x| {
                let bits = x.to_bits();
                let top = 1 << (<$bits>::BITS - 1);
                match x {
                    x if x.is_nan() => <$bits>::MAX,
                    _ if bits & top != 0 => !bits,
                    _ => bits | top,
                }
            })
        };
    }
    match dtype {
        Dtype::Bool | Dtype::UInt8 => each!(u8, u8, |x| x),
        Dtype::UInt16 => each!(u16, u16, |x| x),
        Dtype::UInt32 => each!(u32, u32, |x| x),
        Dtype::UInt64 => each!(u64, u64, |x| x),
        Dtype::Int8 => each!(i8, u8, |x| x as u8 ^ 1 << 7),
        Dtype::Int16 => each!(i16, u16, |x| x as u16 ^ 1 << 15),
        Dtype::Int32 => each!(i32, u32, |x| x as u32 ^ 1 << 31),
        Dtype::Int64 => each!(i64, u64, |x| x as u64 ^ 1 << 63),
        Dtype::Float32 => float!(f32, u32),
        _ => float!(f64, u64),
    }
}

/// Whether a key is that of NaN.
pub fn is_nan(dtype: Dtype, key: u64) -> bool {
    dtype.kind() == Kind::Float && key >> (64 - key_bits(dtype)) == NAN_KEY >> (64 - key_bits(dtype))
}

/// The element that a key stands for.
pub fn element(dtype: Dtype, key: u64) -> [u8; 16] {
    let bits = key >> (64 - key_bits(dtype));
    let top = 1u64 << (key_bits(dtype) - 1);
    let bits = match dtype.kind() {
        Kind::Signed => bits ^ top,
        Kind::Float if bits & top != 0 => bits ^ top,
        Kind::Float => !bits,
        _ => bits,
    };
    let mut element = [0u8; 16];
    if cfg!(target_endian = "little") {
        element[..8].copy_from_slice(&bits.to_ne_bytes());
    } else {
        element[..dtype.size()].copy_from_slice(&bits.to_be_bytes()[8 - dtype.size()..]);
    }
    element
}

fn number(dtype: Dtype, key: u64) -> f64 {
    let mut value = 0f64;
    let source = element(dtype, key);
    let from = Source { pointer: source.as_ptr(), strides: &[], dtype };
    let to = Target { pointer: (&raw mut value).cast(), strides: &[], dtype: Dtype::Float64 };
    // SAFETY: one element each.
    unsafe { copy_block(from, to, &[]) };
    value
}

/// Where a quantile lies between elements: the methods of Hyndman and Fan, Sample quantiles in statistical packages, 1996,
/// and NumPy's others, with their numbers in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Method {
    Linear = 1,
    Lower = 2,
    Higher = 3,
    Nearest = 4,
    Midpoint = 5,
    InvertedCdf = 6,
    AveragedInvertedCdf = 7,
    ClosestObservation = 8,
    InterpolatedInvertedCdf = 9,
    Hazen = 10,
    Weibull = 11,
    MedianUnbiased = 12,
    NormalUnbiased = 13,
}

use Method::*;

impl Method {
    pub const ALL: [Method; 13] = [
        Linear,
        Lower,
        Higher,
        Nearest,
        Midpoint,
        InvertedCdf,
        AveragedInvertedCdf,
        ClosestObservation,
        InterpolatedInvertedCdf,
        Hazen,
        Weibull,
        MedianUnbiased,
        NormalUnbiased,
    ];

    pub fn from_number(number: i32) -> Result<Method> {
        Method::ALL.into_iter().find(|method| *method as i32 == number).ok_or_else(|| {
            let text = format!(
                "expected DISTARRAY_QUANTILE_LINEAR (1) to DISTARRAY_QUANTILE_NORMAL_UNBIASED (13), got {number}"
            );
            Error::argument(Status::Argument, "method", text)
        })
    }

    /// It chooses an element, whose dtype stays.
    fn is_discrete(self) -> bool {
        matches!(self, Lower | Higher | Nearest | InvertedCdf | ClosestObservation)
    }

    /// NumPy's result type.
    pub fn dtype(self, of: Dtype) -> Dtype {
        if self.is_discrete() || of.kind() == Kind::Float {
            of
        } else {
            Dtype::Float64
        }
    }

    /// The elements on both sides by their rank among `n`, and the weight of the second one.
    pub fn places(self, n: u64, q: f64) -> (u64, u64, f64) {
        let count = n as f64;
        let virtual_index = |alpha: f64, beta: f64| count * q + (alpha + q * (1.0 - alpha - beta)) - 1.0;
        let even = (count - 1.0) * q;
        let step = |index: f64, stays: bool| if stays { index.floor() } else { index.floor() + 1.0 };
        let index = match self {
            Linear => even,
            Lower => even.floor(),
            Higher => even.ceil(),
            Nearest => even.round_ties_even(),
            Midpoint => 0.5 * (even.floor() + even.ceil()),
            InvertedCdf => {
                let index = count * q - 1.0;
                step(index, index == index.floor())
            }
            AveragedInvertedCdf => count * q - 1.0,
            ClosestObservation => {
                let index = count * q - 1.5;
                step(index, index == index.floor() && index.floor().rem_euclid(2.0) == 1.0)
            }
            InterpolatedInvertedCdf => virtual_index(0.0, 1.0),
            Hazen => virtual_index(0.5, 0.5),
            Weibull => virtual_index(0.0, 0.0),
            MedianUnbiased => virtual_index(1.0 / 3.0, 1.0 / 3.0),
            NormalUnbiased => virtual_index(3.0 / 8.0, 3.0 / 8.0),
        };
        let last = n.saturating_sub(1);
        if index >= last as f64 {
            return (last, last, 0.0);
        }
        if index < 0.0 {
            return (0, 0, 0.0);
        }
        let rest = index - index.floor();
        let weight = match self {
            AveragedInvertedCdf if rest == 0.0 => 0.5,
            AveragedInvertedCdf => 1.0,
            Midpoint if rest != 0.0 => 0.5,
            _ => rest,
        };
        (index.floor() as u64, index.floor() as u64 + 1, weight)
    }

    /// The quantile between two keys, one element of [`Method::dtype`].
    pub fn between(self, dtype: Dtype, low: u64, high: u64, weight: f64) -> [u8; 16] {
        if self.is_discrete() || low == high && dtype.kind() == Kind::Float {
            return element(dtype, low);
        }
        let (a, b) = (number(dtype, low), number(dtype, high));
        let value = match weight < 0.5 {
            true => a + (b - a) * weight,
            false => b - (b - a) * (1.0 - weight),
        };
        let mut out = [0u8; 16];
        match dtype {
            Dtype::Float32 => out[..4].copy_from_slice(&(value as f32).to_ne_bytes()),
            _ => out[..8].copy_from_slice(&value.to_ne_bytes()),
        }
        out
    }
}

/// NaN as an element of a float dtype.
pub fn nan(dtype: Dtype) -> [u8; 16] {
    let mut out = [0u8; 16];
    match dtype {
        Dtype::Float32 => out[..4].copy_from_slice(&f32::NAN.to_ne_bytes()),
        _ => out[..8].copy_from_slice(&f64::NAN.to_ne_bytes()),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_numbers_and_lead_back() {
        let values = [f64::NEG_INFINITY, -2.5, -f64::MIN_POSITIVE, -0.0, 0.0, 1e-310, 3.0, f64::INFINITY, f64::NAN];
        let bytes: Vec<u8> = values.iter().flat_map(|x| x.to_ne_bytes()).collect();
        let mut list = [0; 9];
        keys(Dtype::Float64, &bytes, &mut list);
        assert!(list.is_sorted());
        assert!(is_nan(Dtype::Float64, list[8]) && !is_nan(Dtype::Float64, list[7]));
        for (key, x) in list.iter().zip(values).take(8) {
            assert_eq!(element(Dtype::Float64, *key)[..8], x.to_ne_bytes());
        }
        let bytes: Vec<u8> = [i16::MIN, -1, 0, 7, i16::MAX].iter().flat_map(|x| x.to_ne_bytes()).collect();
        let mut list = [0; 5];
        keys(Dtype::Int16, &bytes, &mut list);
        assert!(list.is_sorted());
        assert_eq!(element(Dtype::Int16, list[1])[..2], (-1i16).to_ne_bytes());
    }

    #[test]
    fn places_are_numpys() {
        assert_eq!(Linear.places(5, 0.5), (2, 3, 0.0));
        assert_eq!(Linear.places(4, 0.5), (1, 2, 0.5));
        assert_eq!(Nearest.places(4, 0.5), (2, 3, 0.0));
        assert_eq!(Midpoint.places(4, 0.3), (0, 1, 0.5));
        assert_eq!(Hazen.places(4, 0.0), (0, 0, 0.0));
        assert_eq!(Weibull.places(4, 1.0), (3, 3, 0.0));
        assert_eq!(InvertedCdf.places(4, 0.5), (1, 2, 0.0));
    }
}
