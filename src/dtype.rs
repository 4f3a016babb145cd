//! Element types: numbers, names, sizes, promotion as NumPy 2 has it.

use crate::error::{Error, Result, Status};
use num_complex::Complex;

/// One byte holding 0 or 1, NumPy's bool. Any other byte counts as true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct Bool(pub u8);

/// Element type, with the number it has in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Dtype {
    Int8 = 1,
    Int16 = 2,
    Int32 = 3,
    Int64 = 4,
    UInt8 = 5,
    UInt16 = 6,
    UInt32 = 7,
    UInt64 = 8,
    Float32 = 11,
    Float64 = 12,
    Complex64 = 21,
    Complex128 = 22,
    Bool = 31,
}

/// NumPy's kinds, in promotion order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Bool,
    Unsigned,
    Signed,
    Float,
    Complex,
}

/// Which conversions between dtypes are allowed, as NumPy's `casting`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Casting {
    No = 1,
    /// Of byte order alone, of which arrays have one.
    Equiv = 2,
    /// That keep every value.
    Safe = 3,
    /// Also within a kind, and to a kind that is higher.
    SameKind = 4,
    #[default]
    Unsafe = 5,
}

impl Casting {
    pub fn from_number(number: i32) -> Result<Casting> {
        use Casting::*;
        [No, Equiv, Safe, SameKind, Unsafe].into_iter().find(|rule| *rule as i32 == number).ok_or_else(|| {
            let text = format!("expected DISTARRAY_CASTING_NO (1) to DISTARRAY_CASTING_UNSAFE (5), got {number}");
            Error::argument(Status::Argument, "casting", text)
        })
    }

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            Casting::No => "no",
            Casting::Equiv => "equiv",
            Casting::Safe => "safe",
            Casting::SameKind => "same_kind",
            Casting::Unsafe => "unsafe",
        }
    }
}

impl Dtype {
    pub const ALL: [Dtype; 13] = [
        Dtype::Bool,
        Dtype::Int8,
        Dtype::Int16,
        Dtype::Int32,
        Dtype::Int64,
        Dtype::UInt8,
        Dtype::UInt16,
        Dtype::UInt32,
        Dtype::UInt64,
        Dtype::Float32,
        Dtype::Float64,
        Dtype::Complex64,
        Dtype::Complex128,
    ];

    pub fn from_number(number: i32) -> Result<Dtype> {
        Dtype::ALL.into_iter().find(|d| *d as i32 == number).ok_or_else(|| {
            Error::argument(
                Status::Argument,
                "dtype",
                format!("expected one of the DISTARRAY_ dtype constants (1-8, 11, 12, 21, 22, 31), got {number}"),
            )
        })
    }

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            Dtype::Bool => "bool",
            Dtype::Int8 => "int8",
            Dtype::Int16 => "int16",
            Dtype::Int32 => "int32",
            Dtype::Int64 => "int64",
            Dtype::UInt8 => "uint8",
            Dtype::UInt16 => "uint16",
            Dtype::UInt32 => "uint32",
            Dtype::UInt64 => "uint64",
            Dtype::Float32 => "float32",
            Dtype::Float64 => "float64",
            Dtype::Complex64 => "complex64",
            Dtype::Complex128 => "complex128",
        }
    }

    pub fn from_name(name: &str) -> Option<Dtype> {
        Dtype::ALL.into_iter().find(|d| d.name() == name)
    }

    /// Bytes of one element.
    pub fn size(self) -> usize {
        match self {
            Dtype::Bool | Dtype::Int8 | Dtype::UInt8 => 1,
            Dtype::Int16 | Dtype::UInt16 => 2,
            Dtype::Int32 | Dtype::UInt32 | Dtype::Float32 => 4,
            Dtype::Int64 | Dtype::UInt64 | Dtype::Float64 | Dtype::Complex64 => 8,
            Dtype::Complex128 => 16,
        }
    }

    /// Bytes of the unit whose order a change of byte order reverses.
    pub fn scalar_size(self) -> usize {
        match self {
            Dtype::Complex64 => 4,
            Dtype::Complex128 => 8,
            _ => self.size(),
        }
    }

    /// Alignment in bytes.
    pub fn alignment(self) -> usize {
        self.scalar_size()
    }

    pub fn kind(self) -> Kind {
        match self {
            Dtype::Bool => Kind::Bool,
            Dtype::Int8 | Dtype::Int16 | Dtype::Int32 | Dtype::Int64 => Kind::Signed,
            Dtype::UInt8 | Dtype::UInt16 | Dtype::UInt32 | Dtype::UInt64 => Kind::Unsigned,
            Dtype::Float32 | Dtype::Float64 => Kind::Float,
            Dtype::Complex64 | Dtype::Complex128 => Kind::Complex,
        }
    }

    /// NumPy's one-letter kind followed by the size, as in `.npy` headers: `f8`, `c16`, `b1`.
    pub fn numpy_code(self) -> String {
        let letter = match self.kind() {
            Kind::Bool => 'b',
            Kind::Signed => 'i',
            Kind::Unsigned => 'u',
            Kind::Float => 'f',
            Kind::Complex => 'c',
        };
        format!("{letter}{}", self.size())
    }

    pub fn from_numpy_code(code: &str) -> Option<Dtype> {
        Dtype::ALL.into_iter().find(|d| d.numpy_code() == code)
    }

    /// PEP 3118 / `struct` format characters, native sizes.
    pub fn pep3118(self) -> &'static str {
        match self {
            Dtype::Bool => "?",
            Dtype::Int8 => "b",
            Dtype::Int16 => "h",
            Dtype::Int32 => "i",
            Dtype::Int64 => "q",
            Dtype::UInt8 => "B",
            Dtype::UInt16 => "H",
            Dtype::UInt32 => "I",
            Dtype::UInt64 => "Q",
            Dtype::Float32 => "f",
            Dtype::Float64 => "d",
            Dtype::Complex64 => "Zf",
            Dtype::Complex128 => "Zd",
        }
    }

    /// DLPack's (code, bits): int 0, uint 1, float 2, complex 5, bool 6.
    pub fn dlpack(self) -> (u8, u8) {
        let code = match self.kind() {
            Kind::Signed => 0,
            Kind::Unsigned => 1,
            Kind::Float => 2,
            Kind::Complex => 5,
            Kind::Bool => 6,
        };
        (code, (self.size() * 8) as u8)
    }

    pub fn from_dlpack(code: u8, bits: u8) -> Option<Dtype> {
        Dtype::ALL.into_iter().find(|d| d.dlpack() == (code, bits))
    }

    /// NumPy's `result_type` of two array dtypes.
    pub fn promote(self, other: Dtype) -> Dtype {
        use Kind::*;
        if self == other {
            return self;
        }
        let (low, high) = if self.kind() <= other.kind() { (self, other) } else { (other, self) };
        match (low.kind(), high.kind()) {
            (Bool, _) => high,
            (a, b) if a == b => {
                if low.size() > high.size() {
                    low
                } else {
                    high
                }
            }
            (Unsigned, Signed) => match low.size().saturating_mul(2).max(high.size()) {
                2 => Dtype::Int16,
                4 => Dtype::Int32,
                8 => Dtype::Int64,
                _ => Dtype::Float64,
            },
            (Unsigned | Signed, Float | Complex) => {
                let wide = low.size() > 2;
                match high.kind() {
                    Float if wide => Dtype::Float64,
                    Complex if wide => Dtype::Complex128,
                    _ => high,
                }
            }
            (Float, Complex) => {
                if low == Dtype::Float64 {
                    Dtype::Complex128
                } else {
                    high
                }
            }
            _ => unreachable!("kinds are ordered"),
        }
    }

    /// NumPy's `result_type` of any number of array dtypes: the highest kinds are promoted first, so that the order in
    /// which they are given does not matter.
    pub fn common(dtypes: impl IntoIterator<Item = Dtype>) -> Option<Dtype> {
        let mut all: Vec<Dtype> = dtypes.into_iter().collect();
        all.sort_by_key(|dtype| std::cmp::Reverse(dtype.kind()));
        all.into_iter().reduce(Dtype::promote)
    }

    /// The dtype of the real part: that of the parts of complex numbers, else the same.
    pub fn real(self) -> Dtype {
        match self {
            Dtype::Complex64 => Dtype::Float32,
            Dtype::Complex128 => Dtype::Float64,
            other => other,
        }
    }

    /// Whether NumPy's `can_cast` allows a conversion of arrays by a rule.
    pub fn can_cast(self, to: Dtype, casting: Casting) -> bool {
        match casting {
            Casting::No | Casting::Equiv => self == to,
            Casting::Safe => self.promote(to) == to,
            Casting::SameKind => self.promote(to) == to || self.kind() <= to.kind(),
            Casting::Unsafe => true,
        }
    }

    /// The dtype of NumPy's `true_divide`, `sqrt` and `hypot` results for this one:
    /// floats and complex stay; NumPy would give float16 for one-byte integers, which is
    /// not among our types, so those give float32.
    pub fn inexact(self) -> Dtype {
        match self.kind() {
            Kind::Float | Kind::Complex => self,
            _ if self.size() <= 2 => Dtype::Float32,
            _ => Dtype::Float64,
        }
    }
}

/// A Rust type that array elements can have.
pub trait Element: Copy + Default + Send + Sync + bytemuck::Pod + std::fmt::Debug + 'static {
    const DTYPE: Dtype;
}

macro_rules! elements {
    ($($dtype:ident: $rust:ty),* $(,)?) => {
        $(impl Element for $rust { const DTYPE: Dtype = Dtype::$dtype; })*
    };
}

elements! {
    Bool: Bool, Int8: i8, Int16: i16, Int32: i32, Int64: i64, UInt8: u8, UInt16: u16,
    UInt32: u32, UInt64: u64, Float32: f32, Float64: f64,
    Complex64: Complex<f32>, Complex128: Complex<f64>,
}

/// Runs an expression with a type alias for the Rust type of a dtype:
/// `dispatch!(dtype, T => work::<T>())`.
#[macro_export]
macro_rules! dispatch {
    ($dtype:expr, $t:ident => $body:expr) => {
        $crate::dispatch!(@arms $dtype, $t => $body;
            Bool: $crate::dtype::Bool, Int8: i8, Int16: i16, Int32: i32, Int64: i64,
            UInt8: u8, UInt16: u16, UInt32: u32, UInt64: u64, Float32: f32, Float64: f64,
            Complex64: ::num_complex::Complex<f32>, Complex128: ::num_complex::Complex<f64>)
    };
    (@arms $dtype:expr, $t:ident => $body:expr; $($name:ident: $rust:ty),*) => {
        match $dtype {
            $($crate::dtype::Dtype::$name => {
                #[allow(dead_code)]
                type $t = $rust;
                $body
            })*
        }
    };
}
