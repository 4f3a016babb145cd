//! Numbers as Python has them, and what it makes of them: text is folded before NumPy sees it.

use crate::dtype::Dtype;
use crate::expression::Expression;
use num_complex::Complex;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    Bool(bool),
    Integer(i128),
    Float(f64),
    Complex(Complex<f64>),
}

use Number::{Bool, Float, Integer};

type Folded = Result<Number, String>;

impl Number {
    /// A literal: decimal, hexadecimal, octal or binary integers, floats, imaginary numbers, with underscores.
    pub fn read(text: &str) -> Option<Number> {
        if text.starts_with('_') || text.ends_with('_') || text.contains("__") {
            return None;
        }
        let plain = text.replace('_', "").to_ascii_lowercase();
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
            if let Some(digits) = plain.strip_prefix(prefix) {
                return i128::from_str_radix(digits, radix)
                    .ok()
                    .filter(|_| !digits.starts_with(['+', '-']))
                    .map(Integer);
            }
        }
        if let Some(imaginary) = plain.strip_suffix('j') {
            return float(imaginary).map(|part| Number::Complex(Complex::new(0.0, part)));
        }
        match plain.bytes().all(|b| b.is_ascii_digit()) {
            // Python refuses leading zeros, but for zero itself.
            true if plain.len() > 1 && plain.starts_with('0') && plain.bytes().any(|b| b != b'0') => None,
            true => plain.parse().ok().map(Integer),
            false => float(&plain).map(Float),
        }
    }

    /// As part of an expression; integers beyond 64 bits are refused.
    pub fn expression(self) -> Result<Expression, String> {
        Ok(match self {
            Bool(value) => value.into(),
            Float(value) => value.into(),
            Number::Complex(value) => value.into(),
            Integer(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => value.into(),
                (_, Ok(value)) => Expression::element(Dtype::UInt64, true, &value.to_ne_bytes()),
                _ => return Err(format!("the integer {value} does not fit into 64 bits")),
            },
        })
    }

    /// An index, an axis.
    pub fn integer(self) -> Option<i64> {
        match self {
            Integer(value) => i64::try_from(value).ok(),
            _ => None,
        }
    }

    fn rank(self) -> u8 {
        match self {
            Bool(_) => 0,
            Integer(_) => 1,
            Float(_) => 2,
            Number::Complex(_) => 3,
        }
    }

    fn whole(self) -> i128 {
        match self {
            Bool(value) => value.into(),
            Integer(value) => value,
            _ => 0,
        }
    }

    pub fn float(self) -> f64 {
        match self {
            Float(value) => value,
            Number::Complex(value) => value.re,
            other => other.whole() as f64,
        }
    }

    fn complex(self) -> Complex<f64> {
        match self {
            Number::Complex(value) => value,
            other => Complex::new(other.float(), 0.0),
        }
    }

    /// `+x`, `-x`, `~x`.
    pub fn unary(self, sign: &str) -> Folded {
        match (sign, self) {
            ("+", Bool(_)) => Ok(Integer(self.whole())),
            ("+", other) => Ok(other),
            ("-", Float(value)) => Ok(Float(-value)),
            ("-", Number::Complex(value)) => Ok(Number::Complex(-value)),
            ("-", other) => Ok(Integer(-other.whole())),
            (_, Bool(_) | Integer(_)) => Ok(Integer(!self.whole())),
            _ => Err(format!("'{sign}' needs an integer")),
        }
    }

    /// `a sign b` as Python computes it.
    pub fn binary(self, sign: &str, other: Number) -> Folded {
        let rank = self.rank().max(other.rank());
        let too_large = || "this integer does not fit into 64 bits".to_string();
        let integer = |value: Option<i128>| value.map(Integer).ok_or_else(too_large);
        if let "<" | "<=" | ">" | ">=" | "==" | "!=" = sign {
            return self.compare(sign, other, rank).map(Bool);
        }
        match (sign, rank) {
            ("+" | "-" | "*", 0 | 1) => {
                let (a, b) = (self.whole(), other.whole());
                integer(match sign {
                    "+" => a.checked_add(b),
                    "-" => a.checked_sub(b),
                    _ => a.checked_mul(b),
                })
            }
            ("+", 2) => Ok(Float(self.float() + other.float())),
            ("-", 2) => Ok(Float(self.float() - other.float())),
            ("*", 2) => Ok(Float(self.float() * other.float())),
            ("+", _) => Ok(Number::Complex(self.complex() + other.complex())),
            ("-", _) => Ok(Number::Complex(self.complex() - other.complex())),
            ("*", _) => Ok(Number::Complex(self.complex() * other.complex())),
            ("/" | "//" | "%", _) if other.complex() == Complex::new(0.0, 0.0) => Err("a division by zero".into()),
            ("/", 0..=2) => Ok(Float(self.float() / other.float())),
            ("/", _) => Ok(Number::Complex(self.complex() / other.complex())),
            ("//" | "%", 0 | 1) => {
                let (a, b) = (self.whole(), other.whole());
                let quotient = a.div_euclid(b) - i128::from(b < 0 && a.rem_euclid(b) != 0);
                Ok(Integer(if sign == "//" { quotient } else { a - quotient * b }))
            }
            ("//" | "%", 2) => {
                let (a, b) = (self.float(), other.float());
                let mut rest = a % b;
                if rest != 0.0 && (rest < 0.0) != (b < 0.0) {
                    rest += b;
                }
                Ok(Float(if sign == "%" { rest } else { ((a - rest) / b).round() }))
            }
            ("**", 0 | 1) => match (self.whole(), other.whole()) {
                (0, exponent) if exponent < 0 => Err("a division by zero".into()),
                (base, exponent) if exponent < 0 => Ok(Float((base as f64).powf(exponent as f64))),
                (base @ -1..=1, exponent) => {
                    Ok(Integer(base.pow((exponent % 2 + 2 * i128::from(exponent > 0)) as u32)))
                }
                (base, exponent) => {
                    integer(u32::try_from(exponent).ok().and_then(|exponent| base.checked_pow(exponent)))
                }
            },
            ("**", 2) if self.float() >= 0.0 || other.float().fract() == 0.0 => {
                Ok(Float(self.float().powf(other.float())))
            }
            ("**", _) => Ok(Number::Complex(self.complex().powc(other.complex()))),
            ("<<" | ">>", 0 | 1) => match u32::try_from(other.whole()) {
                Err(_) => Err("a shift by a negative or too large number".into()),
                Ok(by) if sign == ">>" => Ok(Integer(self.whole() >> by.min(127))),
                Ok(by) => {
                    let factor = 1i128.checked_shl(by).filter(|_| by < 127);
                    integer(factor.and_then(|factor| self.whole().checked_mul(factor)))
                }
            },
            ("&", 0) => Ok(Bool(self.whole() & other.whole() == 1)),
            ("|", 0) => Ok(Bool(self.whole() | other.whole() == 1)),
            ("^", 0) => Ok(Bool(self.whole() ^ other.whole() == 1)),
            ("&", 1) => Ok(Integer(self.whole() & other.whole())),
            ("|", 1) => Ok(Integer(self.whole() | other.whole())),
            ("^", 1) => Ok(Integer(self.whole() ^ other.whole())),
            _ => Err(format!("'{sign}' is not defined for these numbers")),
        }
    }

    fn compare(self, sign: &str, other: Number, rank: u8) -> Result<bool, String> {
        let order = match rank {
            0 | 1 => Some(self.whole().cmp(&other.whole())),
            2 => self.float().partial_cmp(&other.float()),
            _ if matches!(sign, "==" | "!=") => {
                return Ok((self.complex() == other.complex()) == (sign == "=="));
            }
            _ => return Err(format!("'{sign}' is not defined for complex numbers")),
        };
        Ok(match sign {
            "<" => order.is_some_and(|order| order.is_lt()),
            "<=" => order.is_some_and(|order| order.is_le()),
            ">" => order.is_some_and(|order| order.is_gt()),
            ">=" => order.is_some_and(|order| order.is_ge()),
            "==" => order.is_some_and(|order| order.is_eq()),
            _ => !order.is_some_and(|order| order.is_eq()),
        })
    }
}

fn float(text: &str) -> Option<f64> {
    text.parse().ok().filter(|_| text.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_pythons() {
        let integer = |value| Some(Integer(value));
        assert_eq!(Number::read("1_000"), integer(1000));
        assert_eq!(Number::read("0xff"), integer(255));
        assert_eq!(Number::read("0b101"), integer(5));
        assert_eq!(Number::read("00"), integer(0));
        assert_eq!(Number::read("1e-3"), Some(Float(1e-3)));
        assert_eq!(Number::read(".5"), Some(Float(0.5)));
        assert_eq!(Number::read("1."), Some(Float(1.0)));
        assert_eq!(Number::read("2.5j"), Some(Number::Complex(Complex::new(0.0, 2.5))));
        for wrong in ["012", "1__0", "1_", "0x", "1e", "1.2.3", "12ab", "0b2"] {
            assert_eq!(Number::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn arithmetic_is_pythons() {
        let check = |a: Number, sign: &str, b: Number, expected: Number| {
            assert_eq!(a.binary(sign, b), Ok(expected), "{a:?} {sign} {b:?}");
        };
        check(Integer(7), "//", Integer(-2), Integer(-4));
        check(Integer(7), "%", Integer(-2), Integer(-1));
        check(Integer(-7), "//", Integer(2), Integer(-4));
        check(Integer(-7), "%", Integer(2), Integer(1));
        check(Integer(-7), "//", Integer(-2), Integer(3));
        check(Integer(-7), "%", Integer(-2), Integer(-1));
        check(Float(-7.5), "//", Float(2.0), Float(-4.0));
        check(Float(-7.5), "%", Float(2.0), Float(0.5));
        check(Integer(1), "/", Integer(2), Float(0.5));
        check(Integer(2), "**", Integer(-1), Float(0.5));
        check(Integer(-1), "**", Integer(1 << 40), Integer(1));
        check(Integer(-1), "**", Integer((1 << 40) + 1), Integer(-1));
        check(Integer(0), "**", Integer(0), Integer(1));
        check(Integer(0), "**", Integer(8), Integer(0));
        check(Integer(-5), ">>", Integer(1), Integer(-3));
        check(Integer(1), "<<", Integer(10), Integer(1024));
        check(Bool(true), "+", Bool(true), Integer(2));
        check(Bool(true), "&", Bool(false), Bool(false));
        check(Integer(2), "<", Float(2.5), Bool(true));
        assert!(Integer(1).binary("/", Integer(0)).is_err());
        assert!(Integer(i128::MAX).binary("+", Integer(1)).is_err());
        assert_eq!(Integer(5).unary("~"), Ok(Integer(-6)));
        assert_eq!(Bool(true).unary("-"), Ok(Integer(-1)));
    }
}
