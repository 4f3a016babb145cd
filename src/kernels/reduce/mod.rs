//! Reductions: what becomes of many elements, block by block and in any order.
//!
//! A [`Fold`] is a reduction chosen at run time. Its state is a few bytes that blocks of elements are fed into; states of
//! separate blocks are merged, which makes one of them for all blocks. Sums of floats are compensated: vector lanes inside
//! blocks of [`BLOCK`] elements, and the rounding errors between blocks are kept. With [`Options::reproducible`] the states
//! are exact, so that the order does not show at all (`exact`).

mod arg;
mod exact;
mod item;
mod moments;
mod simple;
mod total;
mod walk;

pub use walk::Memories;

use super::cast;
use crate::dtype::{Bool, Dtype, Kind};
use crate::error::{Error, Result, Status};
use item::Item;
use num_complex::Complex;

/// Elements that are added in lanes before a sum is compensated; they stay in the first-level cache.
pub const BLOCK: usize = 1024;

/// What is made of many elements, with its number in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Reduction {
    Sum = 1,
    Min = 2,
    Max = 3,
    Mean = 4,
    CountNonzero = 5,
    Prod = 6,
    Any = 7,
    All = 8,
    Var = 9,
    Std = 10,
    /// Index of the first smallest element; of the first NaN if there is one.
    Argmin = 11,
    Argmax = 12,
    /// Maximum minus minimum.
    Ptp = 13,
    /// Sum of absolute values.
    Norm1 = 14,
    /// Root of the sum of squares, of a matrix Frobenius's norm.
    Norm2 = 15,
    /// Largest absolute value.
    NormInf = 16,
    /// Smallest absolute value.
    NormNegInf = 17,
    NanSum = 18,
    NanProd = 19,
    NanMin = 20,
    NanMax = 21,
    NanMean = 22,
    NanVar = 23,
    NanStd = 24,
    NanArgmin = 25,
    NanArgmax = 26,
}

use Reduction::*;

impl Reduction {
    pub const ALL: [Reduction; 26] = [
        Sum,
        Min,
        Max,
        Mean,
        CountNonzero,
        Prod,
        Any,
        All,
        Var,
        Std,
        Argmin,
        Argmax,
        Ptp,
        Norm1,
        Norm2,
        NormInf,
        NormNegInf,
        NanSum,
        NanProd,
        NanMin,
        NanMax,
        NanMean,
        NanVar,
        NanStd,
        NanArgmin,
        NanArgmax,
    ];

    pub fn from_number(number: i32) -> Result<Reduction> {
        Reduction::ALL.into_iter().find(|op| *op as i32 == number).ok_or_else(|| {
            let text = format!("expected DISTARRAY_SUM (1) to DISTARRAY_NANARGMAX (26), got {number}");
            Error::argument(Status::Argument, "op", text)
        })
    }

    /// NumPy's name; norms are named after the order that `numpy.linalg.norm` takes.
    pub fn name(self) -> &'static str {
        match self {
            Sum => "sum",
            Min => "min",
            Max => "max",
            Mean => "mean",
            CountNonzero => "count_nonzero",
            Prod => "prod",
            Any => "any",
            All => "all",
            Var => "var",
            Std => "std",
            Argmin => "argmin",
            Argmax => "argmax",
            Ptp => "ptp",
            Norm1 => "norm1",
            Norm2 => "norm2",
            NormInf => "norminf",
            NormNegInf => "normneginf",
            NanSum => "nansum",
            NanProd => "nanprod",
            NanMin => "nanmin",
            NanMax => "nanmax",
            NanMean => "nanmean",
            NanVar => "nanvar",
            NanStd => "nanstd",
            NanArgmin => "nanargmin",
            NanArgmax => "nanargmax",
        }
    }

    pub fn from_name(name: &str) -> Option<Reduction> {
        Reduction::ALL.into_iter().find(|op| op.name() == name)
    }

    /// There is no result over no elements.
    pub fn needs_elements(self) -> bool {
        matches!(
            self,
            Min | Max | Ptp | Argmin | Argmax | NormInf | NormNegInf | NanMin | NanMax | NanArgmin | NanArgmax
        )
    }

    /// The result is an index.
    pub fn is_index(self) -> bool {
        matches!(self, Argmin | Argmax | NanArgmin | NanArgmax)
    }

    /// NumPy takes a dtype in which to compute.
    pub fn takes_dtype(self) -> bool {
        matches!(self, Sum | Prod | Mean | Var | Std | NanSum | NanProd | NanMean | NanVar | NanStd)
    }

    /// NumPy takes a value to begin with.
    pub fn takes_initial(self) -> bool {
        matches!(self, Sum | Prod | Min | Max | Any | All | NanSum | NanProd | NanMin | NanMax)
    }

    /// Without NaN there is nothing to leave out.
    fn plain(self, dtype: Dtype) -> Reduction {
        if dtype.kind() >= Kind::Float {
            return self;
        }
        match self {
            NanSum => Sum,
            NanProd => Prod,
            NanMin => Min,
            NanMax => Max,
            NanMean => Mean,
            NanVar => Var,
            NanStd => Std,
            NanArgmin => Argmin,
            NanArgmax => Argmax,
            other => other,
        }
    }

    /// NumPy's result type.
    pub fn dtype(self, of: Dtype) -> Result<Dtype> {
        Ok(Fold::new(self, of, Options::default())?.result())
    }
}

/// How to reduce.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// The type in which sums, products, means and variances are computed and given; NumPy's choice if not said.
    pub dtype: Option<Dtype>,
    /// Variances divide by the number of elements less this.
    pub ddof: f64,
    /// The same bits in whatever order elements are fed and states merged: sums, means, variances, norms 1 and 2.
    pub reproducible: bool,
}

/// State of a reduction with elements of one type.
trait Accumulator: Copy {
    type Item: Item;
    fn start() -> Self;
    /// Takes contiguous elements; the k-th of them has the flat index `first + k·step`.
    unsafe fn feed(&mut self, values: *const u8, count: usize, first: i64, step: i64);
    fn merge(&mut self, other: &Self);
    /// Writes one element of [`Accumulator::natural`].
    fn finish(&self, ddof: f64, out: &mut [u8; 16]);
    /// The dtype of what `finish` writes.
    fn natural() -> Dtype;

    /// Takes rows of contiguous elements, each element for a state of its own; rows lie `row_stride` bytes apart and have
    /// the flat indices `first + k·step`.
    #[inline(always)]
    unsafe fn across(states: *mut Self, columns: usize, rows: Rows, first: i64, step: i64) {
        unsafe { moments::by_columns(states, columns, rows, first, step) };
    }
}

/// Rows of elements.
#[derive(Clone, Copy)]
struct Rows {
    pointer: *const u8,
    count: usize,
    stride: isize,
}

#[derive(Clone, Copy)]
struct Table {
    size: usize,
    natural: Dtype,
    start: unsafe fn(*mut u8),
    feed: unsafe fn(*mut u8, *const u8, usize, i64, i64),
    across: unsafe fn(*mut u8, usize, Rows, i64, i64),
    merge: unsafe fn(*mut u8, *const u8),
    finish: unsafe fn(*const u8, f64, &mut [u8; 16]),
}

unsafe fn start<A: Accumulator>(state: *mut u8) {
    unsafe { state.cast::<A>().write(A::start()) };
}

unsafe fn feed_plain<A: Accumulator>(state: *mut u8, values: *const u8, count: usize, first: i64, step: i64) {
    unsafe { (*state.cast::<A>()).feed(values, count, first, step) };
}

#[cfg_attr(target_arch = "x86_64", target_feature(enable = "avx2,fma"))]
unsafe fn feed_wide<A: Accumulator>(state: *mut u8, values: *const u8, count: usize, first: i64, step: i64) {
    unsafe { (*state.cast::<A>()).feed(values, count, first, step) };
}

unsafe fn across_plain<A: Accumulator>(states: *mut u8, columns: usize, rows: Rows, first: i64, step: i64) {
    unsafe { A::across(states.cast(), columns, rows, first, step) };
}

#[cfg_attr(target_arch = "x86_64", target_feature(enable = "avx2,fma"))]
unsafe fn across_wide<A: Accumulator>(states: *mut u8, columns: usize, rows: Rows, first: i64, step: i64) {
    unsafe { A::across(states.cast(), columns, rows, first, step) };
}

unsafe fn merge<A: Accumulator>(state: *mut u8, other: *const u8) {
    unsafe { (*state.cast::<A>()).merge(&*other.cast::<A>()) };
}

unsafe fn finish<A: Accumulator>(state: *const u8, ddof: f64, out: &mut [u8; 16]) {
    unsafe { (*state.cast::<A>()).finish(ddof, out) };
}

fn wide() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

impl Table {
    fn of<A: Accumulator>() -> Table {
        let wide = wide();
        Table {
            size: size_of::<A>(),
            natural: A::natural(),
            start: start::<A>,
            feed: if wide { feed_wide::<A> } else { feed_plain::<A> },
            across: if wide { across_wide::<A> } else { across_plain::<A> },
            merge: merge::<A>,
            finish: finish::<A>,
        }
    }
}

/// A reduction of elements of one type, chosen at run time.
#[derive(Clone, Copy)]
pub struct Fold {
    reduction: Reduction,
    operand: Dtype,
    result: Dtype,
    ddof: f64,
    table: Table,
}

impl std::fmt::Debug for Fold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} as {}", self.reduction.name(), self.operand.name(), self.result.name())
    }
}

impl Fold {
    /// The reduction of elements of `dtype`.
    ///
    /// # Errors
    /// `Dtype` where NumPy has no such reduction, or none in the type asked for.
    pub fn new(reduction: Reduction, dtype: Dtype, options: Options) -> Result<Fold> {
        if let Some(asked) = options.dtype {
            if !reduction.takes_dtype() {
                refuse!(Dtype, "dtype", "{} takes no dtype to compute in", reduction.name());
            }
            let divides = !matches!(reduction.plain(Dtype::Bool), Sum | Prod);
            if divides && asked.kind() < Kind::Float {
                refuse!(Dtype, "dtype", "{} needs a float or complex type, got {}", reduction.name(), asked.name());
            }
            if matches!(reduction.plain(Dtype::Bool), Var | Std)
                && dtype.kind() == Kind::Complex
                && asked.kind() != Kind::Complex
            {
                refuse!(Dtype, "dtype", "the variance of {} needs a complex type", dtype.name());
            }
        }
        let operand = options.dtype.unwrap_or(dtype);
        let reduction = reduction.plain(operand);
        // Loops are compiled for few types; others are brought to one of them block by block.
        let operand = match reduction {
            Any | All | CountNonzero => Dtype::Bool,
            Mean | Var | Std | Norm1 | Norm2 | NormInf | NormNegInf if operand.kind() < Kind::Float => Dtype::Float64,
            _ => operand,
        };
        if reduction == Ptp && operand == Dtype::Bool {
            refuse!(Dtype, "array", "ptp needs numbers, got bool; convert it to an integer type first");
        }
        let table = table(reduction, operand, options.reproducible);
        let floats = operand.kind() >= Kind::Float;
        let result = match reduction {
            Sum | NanSum | Prod | NanProd | Mean | NanMean if floats => operand,
            Sum | Prod if options.dtype.is_some() => operand,
            Var | Std | NanVar | NanStd | Norm1 | Norm2 | NormInf | NormNegInf if floats => operand.real(),
            _ => table.natural,
        };
        Ok(Fold { reduction, operand, result, ddof: options.ddof, table })
    }

    pub fn reduction(&self) -> Reduction {
        self.reduction
    }

    /// The dtype of elements that are fed.
    pub fn operand(&self) -> Dtype {
        self.operand
    }

    /// The dtype of the result.
    pub fn result(&self) -> Dtype {
        self.result
    }

    /// Bytes of a state, a multiple of its alignment, which is at most 16.
    pub fn state_size(&self) -> usize {
        self.table.size
    }

    /// Makes the state of no elements.
    ///
    /// # Safety
    /// `state` must have room for a state, aligned to 16 bytes, or be one of an array of states that begins so.
    pub unsafe fn start(&self, state: *mut u8) {
        unsafe { (self.table.start)(state) };
    }

    /// Takes contiguous elements of [`Fold::operand`]; the k-th of them has the flat index `first + k·step`, of which
    /// indices of minima and maxima are made.
    ///
    /// # Safety
    /// A state, and live memory of `count` elements.
    pub unsafe fn feed(&self, state: *mut u8, values: *const u8, count: usize, first: i64, step: i64) {
        unsafe { (self.table.feed)(state, values, count, first, step) };
    }

    /// Takes over what another state was fed.
    ///
    /// # Safety
    /// Two different states of this fold.
    pub unsafe fn merge(&self, state: *mut u8, other: *const u8) {
        unsafe { (self.table.merge)(state, other) };
    }

    /// Writes the result, one element of [`Fold::result`]. Of no elements it is NumPy's where there is one; an index is -1.
    ///
    /// # Safety
    /// A state, and room for one element.
    pub unsafe fn finish(&self, state: *const u8, out: *mut u8) {
        let mut natural = [0u8; 16];
        unsafe {
            (self.table.finish)(state, self.ddof, &mut natural);
            cast::run(self.table.natural, self.result)(natural.as_ptr(), 0, out, 0, 1);
        }
    }
}

/// Runs `$body` with `$t` naming the element type; types that are none of floats share one.
macro_rules! inexact {
    ($dtype:expr, $t:ident => $body:expr) => {
        match $dtype {
            Dtype::Float32 => {
                type $t = f32;
                $body
            }
            Dtype::Complex64 => {
                type $t = Complex<f32>;
                $body
            }
            Dtype::Complex128 => {
                type $t = Complex<f64>;
                $body
            }
            _ => {
                type $t = f64;
                $body
            }
        }
    };
}

fn table(reduction: Reduction, dtype: Dtype, reproducible: bool) -> Table {
    use arg::Arg;
    use exact::{ExactMoments, ExactTotal};
    use moments::Moments;
    use simple::*;
    use total::*;
    /// Sums of terms, exact or not.
    macro_rules! total {
        ($t:ident, $term:ident, $result:ident) => {
            match reproducible {
                true => Table::of::<ExactTotal<$t, $term, $result>>(),
                false => Table::of::<Total<$t, $term, $result>>(),
            }
        };
    }
    macro_rules! moments {
        ($t:ident, $term:ident, $root:literal) => {
            match reproducible {
                true => Table::of::<ExactMoments<$t, $term, $root>>(),
                false => Table::of::<Moments<$t, $term, $root>>(),
            }
        };
    }
    match reduction {
        Sum if dtype.kind() < Kind::Float => dispatch!(dtype, T => Table::of::<Integers<T>>()),
        CountNonzero => Table::of::<Integers<Bool>>(),
        Sum => inexact!(dtype, T => total!(T, Itself, AsSum)),
        NanSum => inexact!(dtype, T => total!(T, Known, AsSum)),
        Mean => inexact!(dtype, T => total!(T, Itself, AsMean)),
        NanMean => inexact!(dtype, T => total!(T, Known, AsMean)),
        Norm1 => inexact!(dtype, T => total!(T, Magnitude, AsSum)),
        Norm2 => inexact!(dtype, T => total!(T, Square, AsRoot)),
        Var => inexact!(dtype, T => moments!(T, Itself, false)),
        Std => inexact!(dtype, T => moments!(T, Itself, true)),
        NanVar => inexact!(dtype, T => moments!(T, Known, false)),
        NanStd => inexact!(dtype, T => moments!(T, Known, true)),
        Prod => dispatch!(dtype, T => Table::of::<Simple<T, Product>>()),
        NanProd => inexact!(dtype, T => Table::of::<Simple<T, KnownProduct>>()),
        Min => dispatch!(dtype, T => Table::of::<Simple<T, Least>>()),
        Max => dispatch!(dtype, T => Table::of::<Simple<T, Greatest>>()),
        NanMin => inexact!(dtype, T => Table::of::<Simple<T, KnownLeast>>()),
        NanMax => inexact!(dtype, T => Table::of::<Simple<T, KnownGreatest>>()),
        Any => Table::of::<Simple<Bool, SomeNonzero>>(),
        All => Table::of::<Simple<Bool, EveryNonzero>>(),
        NormInf => inexact!(dtype, T => Table::of::<Simple<T, GreatestSize>>()),
        NormNegInf => inexact!(dtype, T => Table::of::<Simple<T, LeastSize>>()),
        Ptp => dispatch!(dtype, T => Table::of::<Range<T>>()),
        Argmin => dispatch!(dtype, T => Table::of::<Arg<T, false, false>>()),
        Argmax => dispatch!(dtype, T => Table::of::<Arg<T, true, false>>()),
        NanArgmin => inexact!(dtype, T => Table::of::<Arg<T, false, true>>()),
        NanArgmax => inexact!(dtype, T => Table::of::<Arg<T, true, true>>()),
    }
}
