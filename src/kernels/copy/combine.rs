//! Arriving elements combined with those that were there, in the target's dtype.

use super::How;
use crate::dtype::{Bool, Dtype, Element, Kind};
use crate::error::{Error, Result, Status};
use crate::kernels::cast::{self, Cast, Run};
use crate::kernels::number::Reduce;
use crate::kernels::{twice, wide};
use num_complex::Complex;
use std::mem::MaybeUninit;
use std::ops::{BitAnd, BitOr, BitXor};

/// What becomes of an element that was there (first operand) and one that arrives, as NumPy's function of that name has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Accumulation {
    Add,
    Multiply,
    /// `minimum`: NaN wins.
    Min,
    /// `maximum`: NaN wins.
    Max,
    BitwiseAnd,
    BitwiseOr,
    BitwiseXor,
    LogicalAnd,
    LogicalOr,
    LogicalXor,
}

impl Accumulation {
    pub const ALL: [Accumulation; 10] = [
        Accumulation::Add,
        Accumulation::Multiply,
        Accumulation::Min,
        Accumulation::Max,
        Accumulation::BitwiseAnd,
        Accumulation::BitwiseOr,
        Accumulation::BitwiseXor,
        Accumulation::LogicalAnd,
        Accumulation::LogicalOr,
        Accumulation::LogicalXor,
    ];

    /// By its number in the C interface, that of the same function of two arguments.
    pub fn from_number(number: i32) -> Result<Accumulation> {
        let at = [1, 3, 6, 7, 8, 9, 10, 11, 12, 13].iter().position(|known| *known == number);
        at.map(|at| Accumulation::ALL[at]).ok_or_else(|| {
            Error::argument(
                Status::Argument,
                "op",
                format!(
                    "expected DISTARRAY_ADD (1), DISTARRAY_MULTIPLY (3) or DISTARRAY_MINIMUM (6) to \
                     DISTARRAY_LOGICAL_XOR (13), got {number}"
                ),
            )
        })
    }

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            Accumulation::Add => "add",
            Accumulation::Multiply => "multiply",
            Accumulation::Min => "minimum",
            Accumulation::Max => "maximum",
            Accumulation::BitwiseAnd => "bitwise_and",
            Accumulation::BitwiseOr => "bitwise_or",
            Accumulation::BitwiseXor => "bitwise_xor",
            Accumulation::LogicalAnd => "logical_and",
            Accumulation::LogicalOr => "logical_or",
            Accumulation::LogicalXor => "logical_xor",
        }
    }

    /// # Errors
    /// `Dtype` for the bits of floats and complex numbers.
    pub fn check(self, target: Dtype) -> Result<()> {
        let bitwise = matches!(self, Accumulation::BitwiseAnd | Accumulation::BitwiseOr | Accumulation::BitwiseXor);
        if bitwise && target.kind() >= Kind::Float {
            let text = format!("{} needs integers or bools, got {}", self.name(), target.name());
            return Err(Error::new(Status::Dtype, text));
        }
        Ok(())
    }

    /// Combines `count` elements that follow each other with as many others.
    ///
    /// # Safety
    /// All elements must be inside live memory, and source and target must not overlap.
    pub unsafe fn run(self, dtype: Dtype, from: *const u8, to: *mut u8, count: usize) {
        if let Some(combine) = Combine::new(How::Accumulate(self), dtype, dtype) {
            let size = dtype.size() as isize;
            unsafe { combine.run(from, size, to, size, count) }
        }
    }
}

/// A number of any dtype, cast to the target's when it is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    dtype: Dtype,
    bytes: [u8; 16],
}

impl Factor {
    pub fn new<T: Element>(value: T) -> Factor {
        Factor::from_bytes(T::DTYPE, bytemuck::bytes_of(&value))
    }

    /// From the bytes of one element; longer slices are cut, shorter ones filled with zeros.
    pub fn from_bytes(dtype: Dtype, element: &[u8]) -> Factor {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(element).take(dtype.size()).for_each(|(to, from)| *to = *from);
        Factor { dtype, bytes }
    }

    /// The number as one element of a dtype.
    pub fn element(&self, dtype: Dtype) -> [u8; 16] {
        self.of(dtype).bytes
    }

    fn of(&self, dtype: Dtype) -> Factor {
        let mut bytes = [0; 16];
        // Sound: both have room for one element of any dtype.
        unsafe { cast::run(self.dtype, dtype)(self.bytes.as_ptr(), 0, bytes.as_mut_ptr(), 0, 1) };
        Factor { dtype, bytes }
    }

    /// Nonzero in its dtype.
    fn is_nonzero(&self) -> bool {
        self.of(Dtype::Bool).bytes[0] != 0
    }

    /// The element, if the factor is of this dtype.
    fn get<T: Element>(&self) -> T {
        bytemuck::pod_read_unaligned(&self.bytes[..size_of::<T>()])
    }
}

/// The factors of a scaling, in the target's dtype; `one` where multiplication is left out.
#[derive(Clone, Copy)]
struct Factors {
    alpha: Factor,
    beta: Factor,
    one: [bool; 2],
    conjugate: bool,
}

type Merge = unsafe fn(*const u8, isize, *mut u8, isize, usize, &Factors);

/// A combination ready to run on one run of elements after the other.
pub(super) struct Combine {
    /// Into the target's dtype, where the source has another.
    cast: Option<Run>,
    merge: Merge,
    factors: Factors,
    /// The source is multiplied by zero: it is not read.
    unread: bool,
    /// The target is multiplied by zero: it is not read.
    overwrites: bool,
    from_size: isize,
    size: isize,
}

/// Elements cast at a time, so that they stay in the first-level cache.
const BLOCK: usize = 512;

impl Combine {
    /// None if elements are replaced, or nothing can be done (see [`Accumulation::check`]).
    pub fn new(how: How, from: Dtype, to: Dtype) -> Option<Combine> {
        let unused = Factor::new(1u8);
        let mut factors = Factors { alpha: unused, beta: unused, one: [true; 2], conjugate: false };
        let (mut unread, mut overwrites) = (false, false);
        let merge = match how {
            How::Replace => return None,
            How::Accumulate(op) => accumulate(op, to)?,
            How::Scale { alpha, beta, conjugate } => {
                let (alpha, beta, one) = (alpha.of(to), beta.of(to), unused.of(to));
                factors = Factors { alpha, beta, one: [alpha == one, beta == one], conjugate };
                (unread, overwrites) = (!alpha.is_nonzero(), !beta.is_nonzero());
                match !overwrites {
                    true => dispatch!(to, T => pick::<T, Scale<T, true>>()),
                    false => dispatch!(to, T => pick::<T, Scale<T, false>>()),
                }
            }
        };
        let cast = (from != to).then(|| cast::run(from, to));
        let (from_size, size) = (from.size() as isize, to.size() as isize);
        Some(Combine { cast, merge, factors, unread, overwrites, from_size, size })
    }

    pub fn reads_source(&self) -> bool {
        !self.unread
    }

    pub fn reads_target(&self) -> bool {
        !self.overwrites
    }

    /// # Safety
    /// As for [`super::Copier::run`], for the elements of this run.
    pub unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize) {
        const ZERO: [u8; 16] = [0; 16];
        if self.unread {
            return unsafe { (self.merge)(ZERO.as_ptr(), 0, to, to_step, count, &self.factors) };
        }
        let Some(cast) = self.cast else {
            return unsafe { (self.merge)(from, from_step, to, to_step, count, &self.factors) };
        };
        let mut block = [const { MaybeUninit::<u128>::uninit() }; BLOCK];
        let block = block.as_mut_ptr().cast::<u8>();
        for first in (0..count).step_by(BLOCK) {
            let n = BLOCK.min(count - first);
            let from = from.wrapping_offset(first as isize * from_step);
            let to = to.wrapping_offset(first as isize * to_step);
            unsafe {
                cast(from, if n == 1 { self.from_size } else { from_step }, block, self.size, n);
                (self.merge)(block, self.size, to, to_step, n, &self.factors);
            }
        }
    }
}

/// Whether a scaling is a plain copy.
pub(super) fn replaces(how: How, to: Dtype) -> bool {
    let How::Scale { alpha, beta, conjugate } = how else { return how == How::Replace };
    let one = Factor::new(1u8).of(to);
    alpha.of(to) == one && !beta.of(to).is_nonzero() && !(conjugate && to.kind() == Kind::Complex)
}

/// The element that results from one that was there and one that arrives.
trait Operation<T> {
    /// Whether what was there matters.
    const READS: bool = true;
    fn new(factors: &Factors) -> Self;
    fn apply(&self, there: T, arriving: T) -> T;
}

macro_rules! operation {
    ($name:ident, $bound:path, |$there:ident, $arriving:ident| $body:expr) => {
        struct $name;
        impl<T: $bound> Operation<T> for $name {
            #[inline(always)]
            fn new(_: &Factors) -> Self {
                $name
            }
            #[inline(always)]
            fn apply(&self, $there: T, $arriving: T) -> T {
                $body
            }
        }
    };
}

trait Bits: Sized + BitAnd<Output = Self> + BitOr<Output = Self> + BitXor<Output = Self> {}
impl<T: BitAnd<Output = T> + BitOr<Output = T> + BitXor<Output = T>> Bits for T {}

trait Logic: Reduce {
    fn of(truth: bool) -> Self;
}

operation!(Add, Reduce, |there, arriving| there.add(arriving));
operation!(Multiply, Reduce, |there, arriving| there.multiply(arriving));
operation!(Min, Reduce, |there, arriving| there.lesser(arriving));
operation!(Max, Reduce, |there, arriving| there.greater(arriving));
operation!(AndBits, Bits, |there, arriving| there & arriving);
operation!(OrBits, Bits, |there, arriving| there | arriving);
operation!(XorBits, Bits, |there, arriving| there ^ arriving);
operation!(LogicalAnd, Logic, |there, arriving| T::of(there.is_nonzero() && arriving.is_nonzero()));
operation!(LogicalOr, Logic, |there, arriving| T::of(there.is_nonzero() || arriving.is_nonzero()));
operation!(LogicalXor, Logic, |there, arriving| T::of(there.is_nonzero() != arriving.is_nonzero()));

impl<T: Reduce> Logic for T
where
    Bool: Cast<T>,
{
    #[inline(always)]
    fn of(truth: bool) -> T {
        Bool(truth as u8).cast()
    }
}

trait Conjugate {
    fn conjugate(self) -> Self;
}

macro_rules! conjugate {
    ($($t:ty),*; $($part:ty),*) => {
        $(impl Conjugate for $t {
            #[inline(always)]
            fn conjugate(self) -> $t { self }
        })*
        $(impl Conjugate for Complex<$part> {
            #[inline(always)]
            fn conjugate(self) -> Self { self.conj() }
        })*
    };
}
conjugate!(Bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64; f32, f64);

struct Scale<T, const READS: bool> {
    alpha: T,
    beta: T,
    one: [bool; 2],
    conjugate: bool,
}

impl<T: Reduce + Conjugate, const READS: bool> Operation<T> for Scale<T, READS> {
    const READS: bool = READS;

    #[inline(always)]
    fn new(factors: &Factors) -> Self {
        let Factors { alpha, beta, one, conjugate } = factors;
        Scale { alpha: alpha.get(), beta: beta.get(), one: *one, conjugate: *conjugate }
    }

    #[inline(always)]
    fn apply(&self, there: T, arriving: T) -> T {
        let x = if self.conjugate { arriving.conjugate() } else { arriving };
        let x = if self.one[0] { x } else { self.alpha.multiply(x) };
        if !READS {
            return x;
        }
        x.add(if self.one[1] { there } else { self.beta.multiply(there) })
    }
}

fn accumulate(op: Accumulation, dtype: Dtype) -> Option<Merge> {
    op.check(dtype).ok()?;
    Some(match (op, dtype) {
        (Accumulation::BitwiseAnd, Dtype::Bool) => return accumulate(Accumulation::LogicalAnd, dtype),
        (Accumulation::BitwiseOr, Dtype::Bool) => return accumulate(Accumulation::LogicalOr, dtype),
        (Accumulation::BitwiseXor, Dtype::Bool) => return accumulate(Accumulation::LogicalXor, dtype),
        (Accumulation::Add, _) => dispatch!(dtype, T => pick::<T, Add>()),
        (Accumulation::Multiply, _) => dispatch!(dtype, T => pick::<T, Multiply>()),
        (Accumulation::Min, _) => dispatch!(dtype, T => pick::<T, Min>()),
        (Accumulation::Max, _) => dispatch!(dtype, T => pick::<T, Max>()),
        (Accumulation::LogicalAnd, _) => dispatch!(dtype, T => pick::<T, LogicalAnd>()),
        (Accumulation::LogicalOr, _) => dispatch!(dtype, T => pick::<T, LogicalOr>()),
        (Accumulation::LogicalXor, _) => dispatch!(dtype, T => pick::<T, LogicalXor>()),
        (Accumulation::BitwiseAnd, _) => bitwise::<AndBits>(dtype.size()),
        (Accumulation::BitwiseOr, _) => bitwise::<OrBits>(dtype.size()),
        (Accumulation::BitwiseXor, _) => bitwise::<XorBits>(dtype.size()),
    })
}

fn bitwise<F: Operation<u8> + Operation<u16> + Operation<u32> + Operation<u64>>(size: usize) -> Merge {
    match size {
        1 => pick::<u8, F>(),
        2 => pick::<u16, F>(),
        4 => pick::<u32, F>(),
        _ => pick::<u64, F>(),
    }
}

fn pick<T: Element, F: Operation<T>>() -> Merge {
    if wide() {
        merge_avx2::<T, F>
    } else {
        merge_plain::<T, F>
    }
}

twice!(merge, merge_plain, merge_avx2, [T: Element, F: Operation<T>],
    (from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize, factors: &Factors));

/// One element after the other: a target that occurs several times takes them all.
#[inline(always)]
unsafe fn merge<T: Element, F: Operation<T>>(
    mut from: *const u8,
    from_step: isize,
    mut to: *mut u8,
    to_step: isize,
    count: usize,
    factors: &Factors,
) {
    let operation = F::new(factors);
    let size = size_of::<T>() as isize;
    unsafe {
        if to_step == size && (from_step == size || from_step == 0) {
            let (from, to) = (from.cast::<T>(), to.cast::<T>());
            if from_step == 0 && count > 0 {
                let arriving = from.read_unaligned();
                for i in 0..count {
                    let there = if F::READS { to.add(i).read_unaligned() } else { T::default() };
                    to.add(i).write_unaligned(operation.apply(there, arriving));
                }
                return;
            }
            for i in 0..count {
                let there = if F::READS { to.add(i).read_unaligned() } else { T::default() };
                to.add(i).write_unaligned(operation.apply(there, from.add(i).read_unaligned()));
            }
            return;
        }
        for _ in 0..count {
            let at = to.cast::<T>();
            let there = if F::READS { at.read_unaligned() } else { T::default() };
            at.write_unaligned(operation.apply(there, from.cast::<T>().read_unaligned()));
            from = from.wrapping_offset(from_step);
            to = to.wrapping_offset(to_step);
        }
    }
}
