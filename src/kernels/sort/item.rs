//! What can be sorted, and by which keys.

use super::quick;
use crate::dtype::Bool;
use num_complex::Complex;
use std::fmt::Debug;
use std::ops::{BitAnd, BitOr, BitXor, Not};

/// An unsigned number that stands for an element's place in the order.
pub trait Key:
    Copy
    + Ord
    + Debug
    + Send
    + Sync
    + Not<Output = Self>
    + BitXor<Output = Self>
    + BitOr<Output = Self>
    + BitAnd<Output = Self>
    + 'static
{
    const BITS: u32;
    const ZERO: Self;
    /// Bits from the highest one that is set downwards.
    fn length(self) -> u32;
    /// Bits `shift..shift + 64`.
    fn shifted(self, shift: u32) -> u64;
    fn wide(self) -> u128;
    /// The low bits of a wide key.
    fn narrow(wide: u128) -> Self;
}

macro_rules! keys {
    ($($t:ty)*) => { $(impl Key for $t {
        const BITS: u32 = <$t>::BITS;
        const ZERO: Self = 0;
        #[inline(always)]
        fn length(self) -> u32 {
            <$t>::BITS - self.leading_zeros()
        }
        #[inline(always)]
        fn shifted(self, shift: u32) -> u64 {
            (self >> shift) as u64
        }
        #[inline(always)]
        fn wide(self) -> u128 {
            self.into()
        }
        #[inline(always)]
        fn narrow(wide: u128) -> $t {
            wide as $t
        }
    })* };
}
keys!(u8 u16 u32 u64 u128);

/// What has a place in NumPy's order.
pub trait Item: Copy + Send + Sync + 'static {
    type Key: Key;

    /// Equal for what NumPy holds equal, and for all NaN.
    fn key(self) -> Self::Key;

    /// Whether it is, or has, a NaN.
    fn is_nan(self) -> bool {
        false
    }

    /// Sorts in a way of its own, where there is one for these elements and equal ones have equal bits; else changes nothing.
    fn sort_equal_bits(_items: &mut [Self]) -> bool {
        false
    }
}

macro_rules! integers {
    ($($t:ty: $key:ty $(, $wide:path)?;)*) => { $(impl Item for $t {
        type Key = $key;
        #[inline(always)]
        fn key(self) -> $key {
            // The lowest signed number becomes 0.
            (self as $key) ^ (<$t>::MIN as $key)
        }
        $(fn sort_equal_bits(items: &mut [Self]) -> bool {
            $wide(items)
        })?
    })* };
}
integers!(u8: u8; u16: u16; u32: u32; u64: u64, quick::unsigned; i8: u8; i16: u16; i32: u32; i64: u64, quick::signed;);

impl Item for Bool {
    type Key = u8;
    #[inline(always)]
    fn key(self) -> u8 {
        self.0
    }
}

macro_rules! floats {
    ($($t:ty: $key:ty, $double:ty $(, $wide:path)?);*) => { $(
        impl Item for $t {
            type Key = $key;
            #[inline(always)]
            fn key(self) -> $key {
                const SIGN: $key = 1 << (<$key>::BITS - 1);
                // On bits alone, because compilers make jumps of comparisons of floats. Twice the bits: without the sign.
                let (bits, twice) = (self.to_bits(), self.to_bits() << 1);
                let bits = if twice == 0 { 0 } else { bits };
                let mask = ((bits as <$t as Signed>::Signed) >> (<$key>::BITS - 1)) as $key | SIGN;
                if twice > <$t>::INFINITY.to_bits() << 1 { <$key>::MAX } else { bits ^ mask }
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                <$t>::is_nan(self)
            }
            $(fn sort_equal_bits(items: &mut [Self]) -> bool {
                $wide(items)
            })?
        }

        impl Item for Complex<$t> {
            type Key = $double;
            /// In front the numbers without NaN; then those with it in the imaginary part, by their real parts; then those
            /// with it in the real part, by their imaginary parts; last those with it in both.
            #[inline(always)]
            fn key(self) -> $double {
                // Keys of numbers leave the highest exponent of either sign to NaN, of which these are some.
                const NAN: $key = <$key>::MAX - 3;
                let (high, low) = match (<$t>::is_nan(self.re), <$t>::is_nan(self.im)) {
                    (false, false) => (self.re.key(), self.im.key()),
                    (false, true) => (NAN, self.re.key()),
                    (true, false) => (NAN + 1, self.im.key()),
                    (true, true) => (NAN + 2, 0),
                };
                (high as $double) << <$key>::BITS | low as $double
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                <$t>::is_nan(self.re) || <$t>::is_nan(self.im)
            }
        }
    )* };
}

/// The signed integer of a float's size.
trait Signed {
    type Signed;
}
impl Signed for f32 {
    type Signed = i32;
}
impl Signed for f64 {
    type Signed = i64;
}
floats!(f32: u32, u64; f64: u64, u128, quick::floats);

/// An element and where it was.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Placed<T> {
    pub position: i64,
    pub item: T,
}

impl<T: Item> Item for Placed<T> {
    type Key = T::Key;
    #[inline(always)]
    fn key(self) -> T::Key {
        self.item.key()
    }
    #[inline(always)]
    fn is_nan(self) -> bool {
        self.item.is_nan()
    }
}

/// An element in descending order.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Reversed<T>(pub T);

impl<T: Item> Item for Reversed<T> {
    type Key = T::Key;
    #[inline(always)]
    fn key(self) -> T::Key {
        !self.0.key()
    }
    #[inline(always)]
    fn is_nan(self) -> bool {
        self.0.is_nan()
    }
}
