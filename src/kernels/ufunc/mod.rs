//! Functions of elements: which there are, in which dtype each computes, and its loop over contiguous elements.

mod accurate;
mod apply;
mod arithmetic;
mod libm;
mod logic;
mod loops;
mod mathematics;
mod table;
mod vector;

pub use super::{Source, Target};
pub use apply::{apply, by_blocks};
pub use table::Ufunc;

use crate::dtype::{Dtype, Kind};
use crate::error::{Error, Result, Status};
use table::{Row, Types, ALIASES, ROWS};

/// What a function is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    pub dtype: Dtype,
    /// A literal, which takes the dtype of the others within its kind, as Python's numbers do in NumPy 2.
    pub weak: bool,
}

impl From<Dtype> for Operand {
    fn from(dtype: Dtype) -> Operand {
        Operand { dtype, weak: false }
    }
}

/// `count` results of a function from contiguous elements, at any address. `out` may be an operand's block. Of fewer
/// than three operands the last pointers are not followed. Results do not depend on an element's place in the block.
pub type Kernel = unsafe fn(operands: &[*const u8; 3], out: *mut u8, count: usize);

/// A loop of a function: elements of these dtypes in, of that dtype out.
#[derive(Clone, Copy)]
pub struct Loop {
    /// Repeated for operands that the function has not.
    pub operands: [Dtype; 3],
    pub result: Dtype,
    pub kernel: Kernel,
}

impl Ufunc {
    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// NumPy's name; parts of `modf` and `frexp`, which have two results there, are `fraction`, `mantissa`, `exponent`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The number of operands, 1 to 3.
    pub fn arity(self) -> usize {
        self.row().arity
    }

    /// Its number among the functions of its arity in the C interface.
    pub fn number(self) -> i32 {
        self.row().number
    }

    /// # Errors
    /// `Argument` if no function of that many operands has the number.
    pub fn from_number(arity: usize, number: i32) -> Result<Ufunc> {
        Ufunc::ALL.iter().copied().find(|f| f.arity() == arity && f.number() == number).ok_or_else(|| {
            let of =
                ["", "one argument", "two arguments", "three arguments"].get(arity).unwrap_or(&"so many arguments");
            Error::argument(Status::Argument, "op", format!("expected a function of {of}, got number {number}"))
        })
    }

    /// By a name of NumPy's, `abs` and `pow` among them.
    pub fn from_name(name: &str) -> Option<Ufunc> {
        let alias = || ALIASES.iter().find(|alias| alias.0 == name).map(|alias| alias.1);
        Ufunc::ALL.iter().copied().find(|f| f.name() == name).or_else(alias)
    }

    /// `out = f(operands)`, computed in NumPy's dtype and converted to that of `out`; nothing if there is no such loop.
    ///
    /// # Safety
    /// As for [`apply`].
    pub unsafe fn apply(self, operands: &[Source], out: Target, shape: &[usize]) {
        let dtypes: Vec<Operand> = operands.iter().map(|operand| operand.dtype.into()).collect();
        if let Ok(step) = self.resolve(&dtypes) {
            unsafe { apply(&step, operands, None, out, shape) }
        }
    }

    /// The loop for operands of these dtypes, as NumPy 2 chooses it; float32 stands for float16.
    ///
    /// # Errors
    /// `Dtype` if the function is not defined for them, `Argument` if their number is wrong.
    pub fn resolve(self, operands: &[Operand]) -> Result<Loop> {
        let row = self.row();
        if operands.len() != row.arity {
            refuse!(Argument, "operands", "{} takes {}, got {}", row.name, row.arity, operands.len());
        }
        let refused = || {
            let names: Vec<&str> = operands.iter().map(|operand| operand.dtype.name()).collect();
            let text = format!("{} is not defined for {}; convert to another dtype first", row.name, names.join(", "));
            Error::new(Status::Dtype, text)
        };
        let make = |dtypes: [Dtype; 3], dtype: Dtype| {
            (row.select)(dtype)
                .map(|s| Loop { operands: dtypes, result: s.result, kernel: s.kernel })
                .ok_or_else(refused)
        };
        if row.types == Types::Where {
            let common = Dtype::common(settle(&operands[1..])).ok_or_else(refused)?;
            return make([Dtype::Bool, common, common], common);
        }
        if row.types == Types::Ldexp {
            let (dtype, exponent) = (settle(&operands[..1])[0].inexact(), settle(&operands[1..])[0]);
            if exponent.kind() > Kind::Signed || exponent == Dtype::UInt64 {
                return Err(refused());
            }
            return make([dtype, Dtype::Int64, Dtype::Int64], dtype);
        }
        let settled = settle(operands);
        let common = Dtype::common(settled.iter().copied()).ok_or_else(refused)?;
        let dtype = match row.types {
            Types::Numbers if common == Dtype::Bool => return Err(refused()),
            Types::Quotient if common.kind() < Kind::Float => Dtype::Float64,
            Types::Double => common.promote(Dtype::Float64),
            Types::Comparison => {
                if let [a @ (Dtype::Int64 | Dtype::UInt64), b @ (Dtype::Int64 | Dtype::UInt64)] = settled[..] {
                    if let Some(s) = (a != b).then(|| logic::compare_exactly(self, a == Dtype::Int64)).flatten() {
                        return Ok(Loop { operands: [a, b, b], result: s.result, kernel: s.kernel });
                    }
                }
                common
            }
            _ => common,
        };
        // Of integers one after the other: int8 and uint8 both fit float32, though their common int16 is wider.
        let inexact = || Dtype::common(settled.iter().map(|dtype| dtype.inexact()));
        let as_number = (dtype == Dtype::Bool).then_some(Dtype::Int8);
        let candidates = [Some(dtype), as_number, inexact()];
        candidates.into_iter().flatten().find_map(|dtype| make([dtype; 3], dtype).ok()).ok_or_else(refused)
    }
}

/// The dtypes that operands have together: literals take that of the others where its kind allows it.
fn settle(operands: &[Operand]) -> Vec<Dtype> {
    let strong = Dtype::common(operands.iter().filter(|operand| !operand.weak).map(|operand| operand.dtype));
    let settle = |operand: &Operand| {
        if !operand.weak || operand.dtype == Dtype::Bool {
            return operand.dtype;
        }
        match (operand.dtype.kind(), strong.map(|dtype| (dtype.kind(), dtype))) {
            (Kind::Unsigned | Kind::Signed, Some((kind, dtype))) if kind > Kind::Bool => dtype,
            (Kind::Unsigned | Kind::Signed, _) if operand.dtype == Dtype::UInt64 => Dtype::UInt64,
            (Kind::Unsigned | Kind::Signed, _) => Dtype::Int64,
            (Kind::Float, Some((kind, dtype))) if kind >= Kind::Float => dtype,
            (Kind::Float, _) => Dtype::Float64,
            (_, Some((Kind::Complex, dtype))) => dtype,
            (_, Some((_, Dtype::Float32))) => Dtype::Complex64,
            _ => Dtype::Complex128,
        }
    };
    operands.iter().map(settle).collect()
}

/// One element of a literal's dtype as an element of the dtype that it takes.
///
/// # Errors
/// `Overflow` for an integer that the integer dtype cannot hold, as in NumPy.
pub fn literal(value: &[u8], from: Dtype, to: Dtype) -> Result<[u8; 16]> {
    if value.len() < from.size() {
        refuse!(Argument, "scalar", "expected {} bytes, got {}", from.size(), value.len());
    }
    let convert = |value: &[u8], from, to| {
        let mut element = [0u8; 16];
        let source = Source { pointer: value.as_ptr(), strides: &[], dtype: from };
        let target = Target { pointer: element.as_mut_ptr(), strides: &[], dtype: to };
        // Sound: both hold one element of their dtype.
        unsafe { super::copy::copy_block(source, target, &[]) };
        element
    };
    let element = convert(value, from, to);
    let integers = |dtype: Dtype| matches!(dtype.kind(), Kind::Signed | Kind::Unsigned);
    if integers(from) && integers(to) {
        let number = |element: &[u8], dtype: Dtype| {
            let signed = dtype.kind() == Kind::Signed;
            let wide = convert(element, dtype, if signed { Dtype::Int64 } else { Dtype::UInt64 });
            let bits = u64::from_ne_bytes(std::array::from_fn(|k| wide[k]));
            if signed {
                bits as i64 as i128
            } else {
                bits as i128
            }
        };
        let (given, kept) = (number(value, from), number(&element, to));
        if given != kept {
            refuse!(Overflow, "scalar", "{given} is out of bounds for {}; give it a dtype of its own", to.name());
        }
    }
    Ok(element)
}
