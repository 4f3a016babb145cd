//! Running sums, products and extrema.

use super::cast::{self, Run};
use super::number::{Arithmetic, Reduce};
use super::{twice, Source, Target};
use crate::dtype::{Bool, Dtype, Element, Kind};
use crate::error::{Error, Result, Status};
use num_complex::Complex;
use std::mem::MaybeUninit;

/// What runs along an axis, with its number in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Scan {
    Sum = 1,
    Prod = 2,
    Min = 3,
    Max = 4,
    /// NaN counts as 0.
    NanSum = 5,
    /// NaN counts as 1.
    NanProd = 6,
}

impl Scan {
    pub const ALL: [Scan; 6] = [Scan::Sum, Scan::Prod, Scan::Min, Scan::Max, Scan::NanSum, Scan::NanProd];

    pub fn from_number(number: i32) -> Result<Scan> {
        Scan::ALL.into_iter().find(|scan| *scan as i32 == number).ok_or_else(|| {
            let text = format!("expected DISTARRAY_CUMSUM (1) to DISTARRAY_NANCUMPROD (6), got {number}");
            Error::argument(Status::Argument, "op", text)
        })
    }

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            Scan::Sum => "cumsum",
            Scan::Prod => "cumprod",
            Scan::Min => "minimum.accumulate",
            Scan::Max => "maximum.accumulate",
            Scan::NanSum => "nancumsum",
            Scan::NanProd => "nancumprod",
        }
    }

    /// NumPy's result type.
    pub fn dtype(self, of: Dtype) -> Dtype {
        match (self, of.kind()) {
            (Scan::Min | Scan::Max, _) | (_, Kind::Float | Kind::Complex) => of,
            (_, Kind::Unsigned) => Dtype::UInt64,
            _ => Dtype::Int64,
        }
    }
}

/// Memory that is scanned along one axis.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    /// The other axes.
    pub extents: &'a [usize],
    /// Elements of the axis.
    pub count: usize,
    pub source: Source<'a>,
    pub source_step: isize,
    /// Where results go; no results are written without it.
    pub out: Option<(Target<'a>, isize)>,
    /// What ran so far at each position of the other axes: values of [`Scanner::carry_size`] bytes.
    pub carries: *mut u8,
    pub carry_strides: &'a [isize],
}

/// A scan of one result type, chosen at run time.
#[derive(Clone, Copy)]
pub struct Scanner {
    dtype: Dtype,
    carry: usize,
    start: unsafe fn(*mut u8),
    join: unsafe fn(*mut u8, *const u8),
    along: unsafe fn(*const u8, *mut u8, usize, *mut u8),
    across: unsafe fn(*const u8, *mut u8, usize, *mut u8),
}

trait Step<T: Element> {
    /// What runs.
    type Carry: Copy;
    fn start() -> Self::Carry;
    fn lift(x: T) -> Self::Carry;
    fn join(a: Self::Carry, b: Self::Carry) -> Self::Carry;
    fn lower(carry: Self::Carry) -> T;
}

/// Elements whose sums and products run in a wider type.
trait Runs: Reduce {
    type Wide: Arithmetic;
    const ONE: Self::Wide;
    const LEAST: Self;
    const MOST: Self;
    fn wide(self) -> Self::Wide;
    fn narrow(wide: Self::Wide) -> Self;
    fn is_nan(self) -> bool;
}

macro_rules! runs {
    ($($t:ty, $wide:ty, $one:expr, $least:expr, $most:expr, |$x:ident| $wider:expr, |$w:ident| $narrow:expr, $nan:expr;)*) => {$(
        impl Runs for $t {
            type Wide = $wide;
            const ONE: $wide = $one;
            const LEAST: $t = $least;
            const MOST: $t = $most;
            #[inline(always)]
            fn wide(self) -> $wide { let $x = self; $wider }
            #[inline(always)]
            fn narrow($w: $wide) -> $t { $narrow }
            #[inline(always)]
            fn is_nan(self) -> bool { let $x = self; $nan }
        }
    )*};
}
macro_rules! integers {
    ($($t:ty)*) => { runs! { $($t, $t, 1, <$t>::MIN, <$t>::MAX, |x| x, |w| w, { let _ = x; false };)* } };
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64);
runs! {
    Bool, Bool, Bool(1), Bool(0), Bool(1), |x| x, |w| w, { let _ = x; false };
    f32, f64, 1.0, f32::NEG_INFINITY, f32::INFINITY, |x| x as f64, |w| w as f32, x.is_nan();
    f64, f64, 1.0, f64::NEG_INFINITY, f64::INFINITY, |x| x, |w| w, x.is_nan();
    Complex<f32>, Complex<f64>, Complex::new(1.0, 0.0), Complex::new(f32::NEG_INFINITY, f32::NEG_INFINITY),
        Complex::new(f32::INFINITY, f32::INFINITY), |x| Complex::new(x.re as f64, x.im as f64),
        |w| Complex::new(w.re as f32, w.im as f32), x.re.is_nan() || x.im.is_nan();
    Complex<f64>, Complex<f64>, Complex::new(1.0, 0.0), Complex::new(f64::NEG_INFINITY, f64::NEG_INFINITY),
        Complex::new(f64::INFINITY, f64::INFINITY), |x| x, |w| w, x.re.is_nan() || x.im.is_nan();
}

macro_rules! steps {
    ($($name:ident: $carry:ty, $start:expr, |$x:ident| $lift:expr, $join:ident, |$c:ident| $lower:expr;)*) => {$(
        struct $name;
        impl<T: Runs> Step<T> for $name {
            type Carry = $carry;
            #[inline(always)]
            fn start() -> $carry { $start }
            #[inline(always)]
            fn lift($x: T) -> $carry { $lift }
            #[inline(always)]
            fn join(a: $carry, b: $carry) -> $carry { a.$join(b) }
            #[inline(always)]
            fn lower($c: $carry) -> T { $lower }
        }
    )*};
}
steps! {
    Add: T::Wide, T::Wide::default(), |x| x.wide(), add, |c| T::narrow(c);
    Multiply: T::Wide, T::ONE, |x| x.wide(), multiply, |c| T::narrow(c);
    Lesser: T, T::MOST, |x| x, lesser, |c| c;
    Greater: T, T::LEAST, |x| x, greater, |c| c;
    AddKnown: T::Wide, T::Wide::default(), |x| if x.is_nan() { T::Wide::default() } else { x.wide() }, add, |c| T::narrow(c);
    MultiplyKnown: T::Wide, T::ONE, |x| if x.is_nan() { T::ONE } else { x.wide() }, multiply, |c| T::narrow(c);
}

/// One line of contiguous elements. Four at a time are joined among themselves, so that only one step in four waits for
/// the one before; without `to` nothing is written, and the lanes are independent.
#[inline(always)]
unsafe fn along_body<T: Runs, S: Step<T>>(from: *const u8, to: *mut u8, count: usize, carry: *mut u8) {
    const LANES: usize = 16;
    let (from, to, carry) = (from.cast::<T>(), to.cast::<T>(), carry.cast::<S::Carry>());
    unsafe {
        let mut total = carry.read_unaligned();
        if to.is_null() {
            let mut lanes = [S::start(); LANES];
            let whole = count - count % LANES;
            for begin in (0..whole).step_by(LANES) {
                for (i, lane) in lanes.iter_mut().enumerate() {
                    *lane = S::join(*lane, S::lift(from.add(begin + i).read_unaligned()));
                }
            }
            for (i, lane) in lanes[..count - whole].iter_mut().enumerate() {
                *lane = S::join(*lane, S::lift(from.add(whole + i).read_unaligned()));
            }
            let all = lanes.into_iter().fold(S::start(), S::join);
            carry.write_unaligned(S::join(total, all));
            return;
        }
        let whole = count - count % 4;
        for begin in (0..whole).step_by(4) {
            let [a, b, c, d] = from.add(begin).cast::<[T; 4]>().read_unaligned().map(S::lift);
            let ab = S::join(a, b);
            let abcd = S::join(ab, S::join(c, d));
            let results = [S::join(total, a), S::join(total, ab), S::join(total, S::join(ab, c)), S::join(total, abcd)];
            total = results[3];
            to.add(begin).cast::<[T; 4]>().write_unaligned(results.map(S::lower));
        }
        for k in whole..count {
            total = S::join(total, S::lift(from.add(k).read_unaligned()));
            to.add(k).write_unaligned(S::lower(total));
        }
        carry.write_unaligned(total);
    }
}
twice!(along_body, along_plain, along_avx2, [T: Runs, S: Step<T>],
    (from: *const u8, to: *mut u8, count: usize, carry: *mut u8));

/// One element each of `count` lines with contiguous carries.
#[inline(always)]
unsafe fn across_body<T: Runs, S: Step<T>>(from: *const u8, to: *mut u8, count: usize, carries: *mut u8) {
    const CHUNK: usize = 16;
    let (from, to, carries) = (from.cast::<T>(), to.cast::<T>(), carries.cast::<S::Carry>());
    unsafe {
        let whole = count - count % CHUNK;
        for begin in (0..whole).step_by(CHUNK) {
            let x = from.add(begin).cast::<[T; CHUNK]>().read_unaligned();
            let mut carry = carries.add(begin).cast::<[S::Carry; CHUNK]>().read_unaligned();
            let mut out = [T::default(); CHUNK];
            for i in 0..CHUNK {
                carry[i] = S::join(carry[i], S::lift(x[i]));
                out[i] = S::lower(carry[i]);
            }
            carries.add(begin).cast::<[S::Carry; CHUNK]>().write_unaligned(carry);
            if !to.is_null() {
                to.add(begin).cast::<[T; CHUNK]>().write_unaligned(out);
            }
        }
        for k in whole..count {
            let carry = S::join(carries.add(k).read_unaligned(), S::lift(from.add(k).read_unaligned()));
            carries.add(k).write_unaligned(carry);
            if !to.is_null() {
                to.add(k).write_unaligned(S::lower(carry));
            }
        }
    }
}
twice!(across_body, across_plain, across_avx2, [T: Runs, S: Step<T>],
    (from: *const u8, to: *mut u8, count: usize, carries: *mut u8));

unsafe fn start<T: Runs, S: Step<T>>(carry: *mut u8) {
    unsafe { carry.cast::<S::Carry>().write_unaligned(S::start()) };
}

unsafe fn join<T: Runs, S: Step<T>>(carry: *mut u8, other: *const u8) {
    unsafe {
        let carry = carry.cast::<S::Carry>();
        carry.write_unaligned(S::join(carry.read_unaligned(), other.cast::<S::Carry>().read_unaligned()));
    }
}

fn scanner<T: Runs, S: Step<T>>() -> Scanner {
    let wide = super::wide();
    Scanner {
        dtype: T::DTYPE,
        carry: size_of::<S::Carry>(),
        start: start::<T, S>,
        join: join::<T, S>,
        along: if wide { along_avx2::<T, S> } else { along_plain::<T, S> },
        across: if wide { across_avx2::<T, S> } else { across_plain::<T, S> },
    }
}

/// Elements converted at a time.
const BUFFER: usize = 512;

#[repr(align(16))]
struct Buffer([MaybeUninit<u8>; BUFFER * 16]);

impl Scanner {
    /// Elements are cast to `dtype`, in which the results are.
    pub fn new(scan: Scan, dtype: Dtype) -> Scanner {
        /// Without NaN there is nothing to leave out.
        macro_rules! known {
            ($step:ident) => {
                match dtype {
                    Dtype::Float32 => scanner::<f32, $step>(),
                    Dtype::Float64 => scanner::<f64, $step>(),
                    Dtype::Complex64 => scanner::<Complex<f32>, $step>(),
                    _ => scanner::<Complex<f64>, $step>(),
                }
            };
        }
        match scan {
            Scan::NanSum if dtype.kind() >= Kind::Float => known!(AddKnown),
            Scan::NanProd if dtype.kind() >= Kind::Float => known!(MultiplyKnown),
            Scan::Sum | Scan::NanSum => dispatch!(dtype, T => scanner::<T, Add>()),
            Scan::Prod | Scan::NanProd => dispatch!(dtype, T => scanner::<T, Multiply>()),
            Scan::Min => dispatch!(dtype, T => scanner::<T, Lesser>()),
            Scan::Max => dispatch!(dtype, T => scanner::<T, Greater>()),
        }
    }

    /// Bytes of what runs.
    pub fn carry_size(&self) -> usize {
        self.carry
    }

    /// Sets what runs to that of no elements.
    ///
    /// # Safety
    /// Room for one value.
    pub unsafe fn start(&self, carry: *mut u8) {
        unsafe { (self.start)(carry) };
    }

    /// Takes over what ran over later elements.
    ///
    /// # Safety
    /// Two values.
    pub unsafe fn join(&self, carry: *mut u8, other: *const u8) {
        unsafe { (self.join)(carry, other) };
    }

    /// Scans every line on from its carry, and leaves there what ran at its end.
    ///
    /// # Safety
    /// All addressed memory must be live; `out` is the source or does not overlap it.
    pub unsafe fn run(&self, lines: &Lines) {
        if lines.count == 0 || lines.extents.contains(&0) {
            return;
        }
        let (out, out_step) = lines.out.map_or((None, 0), |(out, step)| (Some(out), step));
        // The loops over the other axes; the one with the smallest stride may be taken together with the axis.
        let mut order: Vec<usize> = (0..lines.extents.len()).filter(|&d| lines.extents[d] > 1).collect();
        order.sort_by_key(|&d| std::cmp::Reverse(lines.source.strides[d].unsigned_abs()));
        let inner = order.last().copied().filter(|&d| {
            let stride = lines.source.strides[d].unsigned_abs();
            stride < lines.source_step.unsigned_abs()
                && lines.extents[d] >= 4
                && lines.carry_strides[d] == self.carry as isize
        });
        if inner.is_some() {
            order.pop();
        }
        let mut walk = Walk {
            scanner: self,
            load: cast::run(lines.source.dtype, self.dtype),
            store: out.map(|out| cast::run(self.dtype, out.dtype)),
            same: (lines.source.dtype == self.dtype, out.is_some_and(|out| out.dtype == self.dtype)),
            size: self.dtype.size(),
            steps: (lines.source_step, out_step),
            buffer: Buffer([MaybeUninit::uninit(); BUFFER * 16]),
        };
        let mut index = vec![0usize; order.len()];
        loop {
            let offset = |strides: &[isize]| order.iter().zip(&index).map(|(&d, &i)| strides[d] * i as isize).sum();
            let from = lines.source.pointer.wrapping_offset(offset(lines.source.strides));
            let carry = lines.carries.wrapping_offset(offset(lines.carry_strides));
            let to = out.map_or(std::ptr::null_mut(), |out| out.pointer.wrapping_offset(offset(out.strides)));
            unsafe {
                match inner {
                    Some(d) => {
                        let strides = (lines.source.strides[d], out.map_or(0, |out| out.strides[d]));
                        walk.across(from, to, carry, lines.count, lines.extents[d], strides);
                    }
                    None => walk.along(from, to, carry, lines.count),
                }
            }
            let Some(last) = (0..order.len()).rev().find(|&k| index[k] + 1 < lines.extents[order[k]]) else { return };
            index[last] += 1;
            index[last + 1..].fill(0);
        }
    }
}

struct Walk<'a> {
    scanner: &'a Scanner,
    load: Run,
    store: Option<Run>,
    /// Source and results need no conversion.
    same: (bool, bool),
    size: usize,
    steps: (isize, isize),
    buffer: Buffer,
}

impl Walk<'_> {
    unsafe fn along(&mut self, from: *const u8, to: *mut u8, carry: *mut u8, count: usize) {
        unsafe {
            self.pieces(from, to, count, self.steps, |scanner, from, to, count, _| {
                (scanner.along)(from, to, count, carry)
            })
        };
    }

    /// Row after row, in strips that stay in the cache with their carries.
    unsafe fn across(
        &mut self,
        from: *const u8,
        to: *mut u8,
        carry: *mut u8,
        rows: usize,
        columns: usize,
        strides: (isize, isize),
    ) {
        const STRIP: usize = 1024;
        let (down, down_out) = self.steps;
        let carry_size = self.scanner.carry;
        for left in (0..columns).step_by(STRIP) {
            let width = STRIP.min(columns - left);
            for row in 0..rows as isize {
                let from = from.wrapping_offset(row * down + left as isize * strides.0);
                let to = match to.is_null() {
                    true => to,
                    false => to.wrapping_offset(row * down_out + left as isize * strides.1),
                };
                unsafe {
                    self.pieces(from, to, width, strides, |scanner, from, to, count, done| {
                        (scanner.across)(from, to, count, carry.wrapping_add((left + done) * carry_size));
                    });
                }
            }
        }
    }

    /// Elements as contiguous pieces of the result's type, and back to where they belong.
    unsafe fn pieces(
        &mut self,
        from: *const u8,
        to: *mut u8,
        count: usize,
        steps: (isize, isize),
        mut work: impl FnMut(&Scanner, *const u8, *mut u8, usize, usize),
    ) {
        let item = self.size as isize;
        let direct = (self.same.0 && steps.0 == item, self.same.1 && steps.1 == item);
        let buffer: *mut u8 = self.buffer.0.as_mut_ptr().cast();
        if direct.0 && (to.is_null() || direct.1) {
            return work(self.scanner, from, to, count, 0);
        }
        for begin in (0..count).step_by(BUFFER) {
            let length = BUFFER.min(count - begin);
            let source = from.wrapping_offset(begin as isize * steps.0);
            let target = to.wrapping_offset(begin as isize * steps.1);
            unsafe {
                let read = if direct.0 { source } else { buffer.cast_const() };
                if !direct.0 {
                    (self.load)(source, steps.0, buffer, item, length);
                }
                match self.store {
                    None => work(self.scanner, read, std::ptr::null_mut(), length, begin),
                    Some(_) if direct.1 => work(self.scanner, read, target, length, begin),
                    Some(store) => {
                        work(self.scanner, read, buffer, length, begin);
                        store(buffer, item, target, steps.1, length);
                    }
                }
            }
        }
    }
}
