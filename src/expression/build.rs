//! Expressions as Rust writes them: operators, and functions behind a dot.

use super::{Expression, Reducing};
use crate::array::Array;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::kernels::reduce::Reduction;
use crate::kernels::ufunc::Ufunc;
use num_complex::Complex;

impl From<&Array> for Expression {
    fn from(array: &Array) -> Expression {
        Expression::array(array)
    }
}

macro_rules! literals {
    ($($rust:ty: $dtype:ident, $weak:literal, |$x:ident| $bytes:expr;)*) => {$(
        impl From<$rust> for Expression {
            /// A literal, which takes on the dtype of what it is combined with.
            fn from($x: $rust) -> Expression {
                Expression::element(Dtype::$dtype, $weak, &$bytes)
            }
        }
    )*};
}
literals! {
    bool: Bool, false, |x| [x as u8];
    i64: Int64, true, |x| x.to_ne_bytes();
    i32: Int64, true, |x| i64::from(x).to_ne_bytes();
    f64: Float64, true, |x| x.to_ne_bytes();
    Complex<f64>: Complex128, true, |x| bytemuck::cast::<[f64; 2], [u8; 16]>([x.re, x.im]);
}

impl Expression {
    fn of(function: Ufunc, operands: Vec<Expression>) -> Expression {
        Expression::new(super::graph::Kind::Apply(function), operands)
    }
}

macro_rules! operators {
    ($($trait:ident, $method:ident => $function:ident;)*) => {$(
        impl<T: Into<Expression>> std::ops::$trait<T> for Expression {
            type Output = Expression;
            fn $method(self, other: T) -> Expression {
                Expression::of(Ufunc::$function, vec![self, other.into()])
            }
        }
        impl<T: Into<Expression>> std::ops::$trait<T> for &Expression {
            type Output = Expression;
            fn $method(self, other: T) -> Expression {
                Expression::of(Ufunc::$function, vec![self.clone(), other.into()])
            }
        }
        impl std::ops::$trait<Expression> for f64 {
            type Output = Expression;
            fn $method(self, other: Expression) -> Expression {
                Expression::of(Ufunc::$function, vec![self.into(), other])
            }
        }
    )*};
}
operators! {
    Add, add => Add;
    Sub, sub => Subtract;
    Mul, mul => Multiply;
    Div, div => Divide;
    Rem, rem => Remainder;
    BitAnd, bitand => BitwiseAnd;
    BitOr, bitor => BitwiseOr;
    BitXor, bitxor => BitwiseXor;
}

impl From<&Expression> for Expression {
    fn from(expression: &Expression) -> Expression {
        expression.clone()
    }
}

impl std::ops::Neg for Expression {
    type Output = Expression;
    fn neg(self) -> Expression {
        Expression::of(Ufunc::Negative, vec![self])
    }
}

macro_rules! functions {
    ($($method:ident => $function:ident, $text:literal;)*) => {
        impl Expression {$(
            #[doc = $text]
            pub fn $method(&self) -> Expression {
                Expression::of(Ufunc::$function, vec![self.clone()])
            }
        )*}
    };
}
functions! {
    sqrt => Sqrt, "Square root.";
    abs => Absolute, "Absolute value.";
    exp => Exp, "Exponential function.";
    log => Log, "Natural logarithm.";
    sin => Sin, "Sine.";
    cos => Cos, "Cosine.";
}

macro_rules! reductions {
    ($($method:ident => $reduction:ident, $text:literal;)*) => {
        impl Expression {$(
            #[doc = $text]
            pub fn $method(&self) -> Result<Expression> {
                self.reduce(Reducing::all(Reduction::$reduction))
            }
        )*}
    };
}
reductions! {
    sum => Sum, "The sum of all elements.";
    mean => Mean, "The mean of all elements.";
    min => Min, "The smallest element.";
    max => Max, "The largest element.";
}
