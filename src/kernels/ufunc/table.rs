//! All functions: names, numbers, dtypes, loops.

use super::arithmetic as a;
use super::logic as l;
use super::loops::{by_bits, copied, Selected};
use super::mathematics as m;
use crate::dtype::Dtype;

/// In which dtype a function computes, given the common one of its operands. Where that has no loop, bools count as
/// int8, then integers as floats.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Types {
    /// In the common dtype.
    Common,
    /// The same, but bools are refused.
    Numbers,
    /// Integers as float64.
    Quotient,
    /// At least in double precision.
    Double,
    /// In the common dtype; int64 and uint64 exactly.
    Comparison,
    /// A float and an integer.
    Ldexp,
    /// A bool and two of a common dtype.
    Where,
}

pub(super) struct Row {
    pub name: &'static str,
    pub arity: usize,
    /// Its number among the functions of its arity in the C interface.
    pub number: i32,
    pub types: Types,
    /// The loop in which it computes in a dtype, if it does.
    pub select: fn(Dtype) -> Option<Selected>,
}

macro_rules! table {
    ($($(#[$doc:meta])* $ufunc:ident $name:literal $arity:literal $number:literal $types:ident $select:expr;)*) => {
        /// A function of elements. Numbers are those of the C interface, fixed for every arity.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Ufunc { $($(#[$doc])* $ufunc),* }

        impl Ufunc {
            pub const ALL: &[Ufunc] = &[$(Ufunc::$ufunc),*];
        }

        pub(super) static ROWS: &[Row] = &[
            $(Row { name: $name, arity: $arity, number: $number, types: Types::$types, select: $select }),*
        ];
    };
}

table! {
    Sqrt "sqrt" 1 1 Common m::sqrt;
    Absolute "absolute" 1 2 Common a::Absolute::select;
    Negative "negative" 1 3 Numbers |dtype| by_bits(a::Negative::select, dtype);
    Positive "positive" 1 4 Numbers copied;
    Sign "sign" 1 5 Numbers a::Sign::select;
    /// Whether the sign bit is set.
    Signbit "signbit" 1 6 Common l::Signbit::select;
    Square "square" 1 7 Common |dtype| by_bits(a::Square::select, dtype);
    /// Of integers 0, but for 1 and -1.
    Reciprocal "reciprocal" 1 8 Common a::Reciprocal::select;
    Cbrt "cbrt" 1 9 Common m::Cbrt::fast;
    Fabs "fabs" 1 10 Common a::Fabs::select;
    Floor "floor" 1 11 Common |dtype| a::rounded(a::Floor::select, dtype);
    Ceil "ceil" 1 12 Common |dtype| a::rounded(a::Ceil::select, dtype);
    Trunc "trunc" 1 13 Common |dtype| a::rounded(a::Trunc::select, dtype);
    /// The nearest integer, the even one of two.
    Rint "rint" 1 14 Common a::Rint::select;
    Exp "exp" 1 15 Common m::Exp::fast;
    Exp2 "exp2" 1 16 Common m::Exp2::fast;
    Expm1 "expm1" 1 17 Common m::Expm1::fast;
    Log "log" 1 18 Common m::Log::fast;
    Log2 "log2" 1 19 Common m::Log2::fast;
    Log10 "log10" 1 20 Common m::Log10::fast;
    Log1p "log1p" 1 21 Common m::Log1p::fast;
    Sin "sin" 1 22 Common m::Sin::fast;
    Cos "cos" 1 23 Common m::Cos::fast;
    Tan "tan" 1 24 Common m::Tan::fast;
    Arcsin "arcsin" 1 25 Common m::Arcsin::fast;
    Arccos "arccos" 1 26 Common m::Arccos::fast;
    Arctan "arctan" 1 27 Common m::Arctan::fast;
    Sinh "sinh" 1 28 Common m::Sinh::fast;
    Cosh "cosh" 1 29 Common m::Cosh::fast;
    Tanh "tanh" 1 30 Common m::Tanh::fast;
    Arcsinh "arcsinh" 1 31 Common m::Arcsinh::fast;
    Arccosh "arccosh" 1 32 Common m::Arccosh::fast;
    Arctanh "arctanh" 1 33 Common m::Arctanh::fast;
    Degrees "degrees" 1 34 Common a::Degrees::select;
    Radians "radians" 1 35 Common a::Radians::select;
    Isnan "isnan" 1 36 Common |dtype| l::class(l::Isnan::select, false, dtype);
    Isfinite "isfinite" 1 37 Common |dtype| l::class(l::Isfinite::select, true, dtype);
    Isinf "isinf" 1 38 Common |dtype| l::class(l::Isinf::select, false, dtype);
    LogicalNot "logical_not" 1 39 Common |dtype| by_bits(l::LogicalNot::select, dtype);
    Invert "invert" 1 40 Common |dtype| by_bits(l::Invert::select, dtype);
    Conjugate "conjugate" 1 41 Common l::conjugate;
    Real "real" 1 42 Common l::real;
    Imag "imag" 1 43 Common l::imag;
    Angle "angle" 1 44 Common l::Angle::select;
    Spacing "spacing" 1 45 Common a::Spacing::select;
    /// What follows the point, with the number's sign: the first result of NumPy's `modf`; `trunc` is the second.
    Fraction "fraction" 1 46 Common a::Fraction::select;
    /// From 0.5 to 1, with the number's sign: the first result of NumPy's `frexp`.
    Mantissa "mantissa" 1 47 Common a::Mantissa::select;
    /// The second result of NumPy's `frexp`, an int32.
    Exponent "exponent" 1 48 Common a::Exponent::select;

    Add "add" 2 1 Common |dtype| by_bits(a::Add::select, dtype);
    Subtract "subtract" 2 2 Numbers |dtype| by_bits(a::Subtract::select, dtype);
    Multiply "multiply" 2 3 Common |dtype| by_bits(a::Multiply::select, dtype);
    Divide "divide" 2 4 Quotient a::Divide::select;
    Hypot "hypot" 2 5 Common m::Hypot::select;
    Minimum "minimum" 2 6 Common a::Minimum::select;
    Maximum "maximum" 2 7 Common a::Maximum::select;
    BitwiseAnd "bitwise_and" 2 8 Common |dtype| by_bits(l::BitwiseAnd::select, dtype);
    BitwiseOr "bitwise_or" 2 9 Common |dtype| by_bits(l::BitwiseOr::select, dtype);
    BitwiseXor "bitwise_xor" 2 10 Common |dtype| by_bits(l::BitwiseXor::select, dtype);
    LogicalAnd "logical_and" 2 11 Common |dtype| by_bits(l::LogicalAnd::select, dtype);
    LogicalOr "logical_or" 2 12 Common |dtype| by_bits(l::LogicalOr::select, dtype);
    LogicalXor "logical_xor" 2 13 Common |dtype| by_bits(l::LogicalXor::select, dtype);
    FloorDivide "floor_divide" 2 14 Common a::FloorDivide::select;
    /// Of the divisor's sign.
    Remainder "remainder" 2 15 Common a::Remainder::select;
    /// Of the dividend's sign.
    Fmod "fmod" 2 16 Common a::Fmod::select;
    Power "power" 2 17 Common m::power;
    FloatPower "float_power" 2 18 Double m::FloatPower::fast;
    Arctan2 "arctan2" 2 19 Common m::Arctan2::fast;
    /// The number where the other is NaN.
    Fmax "fmax" 2 20 Common |dtype| a::Fmax::select(dtype).or_else(|| a::Maximum::select(dtype));
    Fmin "fmin" 2 21 Common |dtype| a::Fmin::select(dtype).or_else(|| a::Minimum::select(dtype));
    Copysign "copysign" 2 22 Common a::Copysign::select;
    Nextafter "nextafter" 2 23 Common a::Nextafter::select;
    Ldexp "ldexp" 2 24 Ldexp a::Ldexp::select;
    Gcd "gcd" 2 25 Numbers a::Gcd::select;
    Lcm "lcm" 2 26 Numbers a::Lcm::select;
    Heaviside "heaviside" 2 27 Common a::Heaviside::select;
    Logaddexp "logaddexp" 2 28 Common a::Logaddexp::select;
    Logaddexp2 "logaddexp2" 2 29 Common a::Logaddexp2::select;
    Equal "equal" 2 30 Comparison |dtype| by_bits(l::Equal::select, dtype);
    NotEqual "not_equal" 2 31 Comparison |dtype| by_bits(l::NotEqual::select, dtype);
    Less "less" 2 32 Comparison l::Less::select;
    LessEqual "less_equal" 2 33 Comparison l::LessEqual::select;
    Greater "greater" 2 34 Comparison l::Greater::select;
    GreaterEqual "greater_equal" 2 35 Comparison l::GreaterEqual::select;
    LeftShift "left_shift" 2 36 Common l::LeftShift::select;
    RightShift "right_shift" 2 37 Common l::RightShift::select;

    Clip "clip" 3 2 Common a::Clip::select;
    Where "where" 3 1 Where l::Where::select;
}

/// Other names of NumPy's.
pub(super) const ALIASES: &[(&str, Ufunc)] = &[
    ("abs", Ufunc::Absolute),
    ("round", Ufunc::Rint),
    ("deg2rad", Ufunc::Radians),
    ("rad2deg", Ufunc::Degrees),
    ("true_divide", Ufunc::Divide),
    ("mod", Ufunc::Remainder),
    ("pow", Ufunc::Power),
    ("conj", Ufunc::Conjugate),
    ("bitwise_not", Ufunc::Invert),
    ("asin", Ufunc::Arcsin),
    ("acos", Ufunc::Arccos),
    ("atan", Ufunc::Arctan),
    ("atan2", Ufunc::Arctan2),
    ("asinh", Ufunc::Arcsinh),
    ("acosh", Ufunc::Arccosh),
    ("atanh", Ufunc::Arctanh),
];
