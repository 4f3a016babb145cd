//! Functions of elements.

use super::arguments;
use super::array::{distarray_dtype, element};
use super::handles::distarray_array;
use super::operations::distarray_op;
use super::status::{collective, distarray_status, local};
use crate::array::Array;
use crate::dtype::{Casting, Dtype};
use crate::error::{Error, Result, Status};
use crate::kernels::ufunc::Ufunc;
use crate::ops::elementwise::{self, Input, Options, Scalar};
use crate::ops::functions;
use std::ffi::c_void;
use std::os::raw::c_int;

/// Square root; of one argument.
pub const DISTARRAY_SQRT: i32 = 1;
/// Absolute value; of one argument.
pub const DISTARRAY_ABS: i32 = 2;
/// Change of sign; of one argument.
pub const DISTARRAY_NEGATIVE: i32 = 3;
/// The number itself; of one argument.
pub const DISTARRAY_POSITIVE: i32 = 4;
/// -1, 0 or 1, of complex numbers `z / abs(z)`; of one argument.
pub const DISTARRAY_SIGN: i32 = 5;
/// Whether the sign bit is set; of one argument.
pub const DISTARRAY_SIGNBIT: i32 = 6;
/// Squares, reciprocals (of integers 0 but for 1 and -1), cube roots; of one argument.
pub const DISTARRAY_SQUARE: i32 = 7;
pub const DISTARRAY_RECIPROCAL: i32 = 8;
pub const DISTARRAY_CBRT: i32 = 9;
/// Absolute value as a float; of one argument.
pub const DISTARRAY_FABS: i32 = 10;
/// Rounded down, up, towards zero, to the nearest integer (the even one of two); of one argument.
pub const DISTARRAY_FLOOR: i32 = 11;
pub const DISTARRAY_CEIL: i32 = 12;
pub const DISTARRAY_TRUNC: i32 = 13;
pub const DISTARRAY_RINT: i32 = 14;
/// Exponentials and logarithms; of one argument.
pub const DISTARRAY_EXP: i32 = 15;
pub const DISTARRAY_EXP2: i32 = 16;
pub const DISTARRAY_EXPM1: i32 = 17;
pub const DISTARRAY_LOG: i32 = 18;
pub const DISTARRAY_LOG2: i32 = 19;
pub const DISTARRAY_LOG10: i32 = 20;
pub const DISTARRAY_LOG1P: i32 = 21;
/// Trigonometry and hyperbolics in radians; of one argument.
pub const DISTARRAY_SIN: i32 = 22;
pub const DISTARRAY_COS: i32 = 23;
pub const DISTARRAY_TAN: i32 = 24;
pub const DISTARRAY_ARCSIN: i32 = 25;
pub const DISTARRAY_ARCCOS: i32 = 26;
pub const DISTARRAY_ARCTAN: i32 = 27;
pub const DISTARRAY_SINH: i32 = 28;
pub const DISTARRAY_COSH: i32 = 29;
pub const DISTARRAY_TANH: i32 = 30;
pub const DISTARRAY_ARCSINH: i32 = 31;
pub const DISTARRAY_ARCCOSH: i32 = 32;
pub const DISTARRAY_ARCTANH: i32 = 33;
/// Radians in degrees, degrees in radians; of one argument.
pub const DISTARRAY_DEGREES: i32 = 34;
pub const DISTARRAY_RADIANS: i32 = 35;
/// What a number is; of one argument, with results of bool.
pub const DISTARRAY_ISNAN: i32 = 36;
pub const DISTARRAY_ISFINITE: i32 = 37;
pub const DISTARRAY_ISINF: i32 = 38;
/// Whether an element is 0; of one argument.
pub const DISTARRAY_LOGICAL_NOT: i32 = 39;
/// All bits turned over, of integers and bools; of one argument.
pub const DISTARRAY_INVERT: i32 = 40;
/// Complex conjugates; of one argument.
pub const DISTARRAY_CONJ: i32 = 41;
/// Parts and angles of complex numbers; of one argument.
pub const DISTARRAY_REAL: i32 = 42;
pub const DISTARRAY_IMAG: i32 = 43;
pub const DISTARRAY_ANGLE: i32 = 44;
/// Distance to the next number away from zero; of one argument.
pub const DISTARRAY_SPACING: i32 = 45;
/// What follows the point, with the number's sign, as the first result of NumPy's modf; of one argument.
pub const DISTARRAY_FRACTION: i32 = 46;
/// The mantissa, from 0.5 to 1, and the exponent, an int32, as the results of NumPy's frexp; of one argument.
pub const DISTARRAY_MANTISSA: i32 = 47;
pub const DISTARRAY_EXPONENT: i32 = 48;

/// Sum; of two arguments.
pub const DISTARRAY_ADD: i32 = 1;
/// Difference; of two arguments.
pub const DISTARRAY_SUBTRACT: i32 = 2;
/// Product; of two arguments.
pub const DISTARRAY_MULTIPLY: i32 = 3;
/// Quotient, as NumPy's true division; of two arguments.
pub const DISTARRAY_DIVIDE: i32 = 4;
/// `sqrt(a*a + b*b)` without overflow; of two arguments.
pub const DISTARRAY_HYPOT: i32 = 5;
/// The smaller one, NaN if there is one; of two arguments, also for accumulating.
pub const DISTARRAY_MINIMUM: i32 = 6;
/// The larger one, NaN if there is one; of two arguments, also for accumulating.
pub const DISTARRAY_MAXIMUM: i32 = 7;
/// Bits of integers and bools; of two arguments, also for accumulating.
pub const DISTARRAY_BITWISE_AND: i32 = 8;
pub const DISTARRAY_BITWISE_OR: i32 = 9;
pub const DISTARRAY_BITWISE_XOR: i32 = 10;
/// Whether elements are not 0; of two arguments, also for accumulating.
pub const DISTARRAY_LOGICAL_AND: i32 = 11;
pub const DISTARRAY_LOGICAL_OR: i32 = 12;
pub const DISTARRAY_LOGICAL_XOR: i32 = 13;
/// Quotient rounded down; 0 of integers divided by 0; of two arguments.
pub const DISTARRAY_FLOOR_DIVIDE: i32 = 14;
/// What the quotient rounded down leaves, of the divisor's sign; of two arguments.
pub const DISTARRAY_REMAINDER: i32 = 15;
/// What the quotient rounded towards zero leaves, of the dividend's sign; of two arguments.
pub const DISTARRAY_FMOD: i32 = 16;
/// Powers; negative ones of integers are rounded towards zero; of two arguments.
pub const DISTARRAY_POWER: i32 = 17;
/// Powers in at least double precision; of two arguments.
pub const DISTARRAY_FLOAT_POWER: i32 = 18;
/// Angle of the point whose ordinate is the first argument; of two arguments.
pub const DISTARRAY_ARCTAN2: i32 = 19;
/// The larger and the smaller one, the number where the other is NaN; of two arguments.
pub const DISTARRAY_FMAX: i32 = 20;
pub const DISTARRAY_FMIN: i32 = 21;
/// The first one with the sign of the second; of two arguments.
pub const DISTARRAY_COPYSIGN: i32 = 22;
/// The float after the first one towards the second; of two arguments.
pub const DISTARRAY_NEXTAFTER: i32 = 23;
/// `a * 2^b`, b being an integer; of two arguments.
pub const DISTARRAY_LDEXP: i32 = 24;
/// Greatest common divisors and least common multiples of integers; of two arguments.
pub const DISTARRAY_GCD: i32 = 25;
pub const DISTARRAY_LCM: i32 = 26;
/// 0 below zero, 1 above it, the second argument at it.
pub const DISTARRAY_HEAVISIDE: i32 = 27;
/// `log(exp(a) + exp(b))` and `log2(2^a + 2^b)` without overflow; of two arguments.
pub const DISTARRAY_LOGADDEXP: i32 = 28;
pub const DISTARRAY_LOGADDEXP2: i32 = 29;
/// Comparisons, also exact ones of int64 with uint64; of two arguments, with results of bool.
pub const DISTARRAY_EQUAL: i32 = 30;
pub const DISTARRAY_NOT_EQUAL: i32 = 31;
pub const DISTARRAY_LESS: i32 = 32;
pub const DISTARRAY_LESS_EQUAL: i32 = 33;
pub const DISTARRAY_GREATER: i32 = 34;
pub const DISTARRAY_GREATER_EQUAL: i32 = 35;
/// Bits of integers shifted by the second argument.
pub const DISTARRAY_LEFT_SHIFT: i32 = 36;
pub const DISTARRAY_RIGHT_SHIFT: i32 = 37;

/// The second argument where the first, a bool, is true, else the third.
pub const DISTARRAY_WHERE: i32 = 1;
// DISTARRAY_CLIP, 2, also names a mode of indexing.

/// Added to the dtype of a scalar: a literal, which takes the dtype of the arrays within its kind, as Python's numbers do.
pub const DISTARRAY_WEAK: i32 = 256;

/// Which conversions of dtypes are allowed.
pub type distarray_casting = i32;
/// None.
pub const DISTARRAY_CASTING_NO: i32 = 1;
/// Of byte order alone, of which arrays have one.
pub const DISTARRAY_CASTING_EQUIV: i32 = 2;
/// Those that keep every value.
pub const DISTARRAY_CASTING_SAFE: i32 = 3;
/// Also those within a kind or to a higher one: NumPy's rule unless another is given.
pub const DISTARRAY_CASTING_SAME_KIND: i32 = 4;
/// All.
pub const DISTARRAY_CASTING_UNSAFE: i32 = 5;

/// Computes `count` contiguous elements at `out` from those at the `operands`; anything but 0 stops the call.
pub type distarray_block_function = Option<
    unsafe extern "C" fn(count: i64, operands: *const *const c_void, out: *mut c_void, user: *mut c_void) -> c_int,
>;

/// Gets a process's part of an array: position k of an axis, 0 <= k < shape[axis], lies at k * strides[axis] bytes from
/// `memory`. `lower` and `upper` are the lowest global index of each axis and the one after the highest; `indices` has the
/// global index of every position, axis after axis. Anything but 0 is an error on all processes.
pub type distarray_part_function = Option<
    unsafe extern "C" fn(
        memory: *mut c_void,
        ndim: c_int,
        shape: *const i64,
        strides: *const i64,
        lower: *const i64,
        upper: *const i64,
        indices: *const i64,
        user: *mut c_void,
    ) -> c_int,
>;

/// A dtype, to which DISTARRAY_WEAK may be added.
fn scalar_dtype(number: distarray_dtype) -> Result<(Dtype, bool)> {
    let weak = number > 0 && number & DISTARRAY_WEAK != 0;
    let dtype = Dtype::from_number(if weak { number & !DISTARRAY_WEAK } else { number });
    Ok((dtype.map_err(|error| Error { argument: "scalar_dtype".into(), ..error })?, weak))
}

unsafe fn scalar(value: *const c_void, number: distarray_dtype, argument: &str) -> Result<Input<'static>> {
    let (dtype, weak) = scalar_dtype(number)?;
    Ok(Input::Scalar(Scalar::new(element(value, dtype, argument)?, dtype, weak)?))
}

/// `out = op(array)` for every owned element, computed in NumPy's result type and cast to that of `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op one of the constants of one argument, DISTARRAY_SQRT to DISTARRAY_EXPONENT
/// @param out aligned with `array` (see distarray_distribution_is_aligned()); may be `array` itself
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_unary(
    op: distarray_op,
    array: distarray_array,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_unary", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let array = arguments.array(array, "array")?;
        elementwise::unary(Ufunc::from_number(1, op)?, &array, &mut out)
    })
}

/// `out = a op b` for every owned element, computed in NumPy's result type and cast to that of `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op one of the constants of two arguments, DISTARRAY_ADD to DISTARRAY_RIGHT_SHIFT
/// @param a,b,out aligned with each other; `out` may be `a` or `b`
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_binary(
    op: distarray_op,
    a: distarray_array,
    b: distarray_array,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_binary", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let a = arguments.array(a, "a")?;
        let b = arguments.array(b, "b")?;
        elementwise::binary(Ufunc::from_number(2, op)?, &a, &b, &mut out)
    })
}

/// `out = op(a, b, c)` for every owned element, computed in NumPy's result type and cast to that of `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op DISTARRAY_WHERE: `b` where the bool `a` is true, else `c`; DISTARRAY_CLIP: `a`, but at least `b` and at most `c`
/// @param a,b,c,out aligned with each other; `out` may be one of the others
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_ternary(
    op: distarray_op,
    a: distarray_array,
    b: distarray_array,
    c: distarray_array,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_ternary", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let inputs = [arguments.array(a, "a")?, arguments.array(b, "b")?, arguments.array(c, "c")?];
        elementwise::apply(
            Ufunc::from_number(3, op)?,
            &inputs.each_ref().map(Input::from),
            &mut out,
            Options::default(),
        )
    })
}

/// `out = array op scalar` for every owned element, computed in NumPy's result type and cast to that of `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op as for distarray_array_apply_binary()
/// @param scalar one element of `scalar_dtype`
/// @param scalar_dtype DISTARRAY_WEAK may be added: a literal
/// @return DISTARRAY_ERR_OVERFLOW if the arrays' dtype cannot hold an integer literal
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_scalar(
    op: distarray_op,
    array: distarray_array,
    scalar: *const c_void,
    scalar_dtype: distarray_dtype,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_scalar", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let array = arguments.array(array, "array")?;
        let inputs = [Input::from(&array), self::scalar(scalar, scalar_dtype, "scalar")?];
        elementwise::run(Ufunc::from_number(2, op)?, &inputs, &["array", "scalar"], &mut out, Options::default())
    })
}

/// `out = scalar op array` for every owned element, as distarray_array_apply_scalar() the other way round.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op as for distarray_array_apply_binary()
/// @param scalar one element of `scalar_dtype`
/// @param scalar_dtype DISTARRAY_WEAK may be added: a literal
/// @return DISTARRAY_ERR_OVERFLOW if the arrays' dtype cannot hold an integer literal
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_scalar_first(
    op: distarray_op,
    scalar: *const c_void,
    scalar_dtype: distarray_dtype,
    array: distarray_array,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_scalar_first", |arguments| {
        let mut out = arguments.output(out, "out")?;
        let array = arguments.array(array, "array")?;
        let inputs = [self::scalar(scalar, scalar_dtype, "scalar")?, Input::from(&array)];
        elementwise::run(Ufunc::from_number(2, op)?, &inputs, &["scalar", "array"], &mut out, Options::default())
    })
}

/// Any function of elements, with a mask and a casting rule, as NumPy's ufuncs with `where`, `casting` and `out`.
///
/// **Local**. An error is also reported by the next collective call on `out`.
///
/// @param op a function of `count` arguments
/// @param count 1 to 3
/// @param operands arrays aligned with `out`, which may be one of them; NULL handles are scalars
/// @param scalars 16 bytes for each operand, which begin with its value if its handle is NULL; may be NULL
/// @param scalar_dtypes for each operand the dtype of its scalar, to which DISTARRAY_WEAK may be added; may be NULL
/// @param mask bools aligned with `out`, whose elements stay as they are where it is false; NULL for all
/// @param casting one of the DISTARRAY_CASTING_ constants
/// @return DISTARRAY_ERR_DTYPE if the rule does not allow a cast
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_where(
    op: distarray_op,
    count: c_int,
    operands: *const distarray_array,
    scalars: *const c_void,
    scalar_dtypes: *const distarray_dtype,
    mask: distarray_array,
    casting: distarray_casting,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_where", |arguments| {
        let mut out = arguments.output(out, "out")?;
        if !(1..=3).contains(&count) {
            refuse!(Argument, "count", "expected 1 to 3, got {count}");
        }
        let operands = arguments::array(operands, count.into(), "operands")?;
        let given = |null| if null { 0 } else { i64::from(count) };
        let values = arguments::array(scalars.cast::<[u8; 16]>(), given(scalars.is_null()), "scalars")?;
        let dtypes = arguments::array(scalar_dtypes, given(scalar_dtypes.is_null()), "scalar_dtypes")?;
        let mut arrays: [Option<Array>; 3] = [const { None }; 3];
        for (array, &handle) in arrays.iter_mut().zip(operands) {
            if !handle.is_null() {
                *array = Some(arguments.array(handle, "operands")?);
            }
        }
        let mut inputs = Vec::with_capacity(3);
        for (k, array) in arrays[..operands.len()].iter().enumerate() {
            inputs.push(match array {
                Some(array) => Input::from(array),
                None => {
                    let (Some(value), Some(&dtype)) = (values.get(k), dtypes.get(k)) else {
                        refuse!(Argument, "scalars", "expected a value and a dtype for the NULL handle of operand {k}");
                    };
                    let scalar = scalar(value.as_ptr().cast(), dtype, "scalars");
                    scalar.map_err(|error| Error { argument: "scalar_dtypes".into(), ..error })?
                }
            });
        }
        let mask = if mask.is_null() { None } else { Some(arguments.array(mask, "mask")?) };
        let options = Options { mask: mask.as_ref(), casting: Casting::from_number(casting)? };
        elementwise::run(Ufunc::from_number(operands.len(), op)?, &inputs, &["operands"], &mut out, options)
    })
}

/// `out = function(operands)` for every owned element, in blocks of contiguous elements, so that the function's loop can
/// be compiled for vectors. Elements come in no documented order.
///
/// **Local**. An error is also reported by the next collective call on `out`. The function must not call this library.
///
/// @param count number of operands, at least 0
/// @param operands arrays aligned with `out`, which may be one of them
/// @param dtypes those that the function wants of the operands, then that which it writes; NULL for the arrays' own
/// @return DISTARRAY_ERR_CANCELLED if the function returned anything but 0
#[no_mangle]
pub unsafe extern "C" fn distarray_array_apply_function(
    count: c_int,
    operands: *const distarray_array,
    dtypes: *const distarray_dtype,
    function: distarray_block_function,
    user: *mut c_void,
    out: distarray_array,
) -> distarray_status {
    local("distarray_array_apply_function", |arguments| {
        let mut out = arguments.output(out, "out")?;
        if !(0..=functions::MOST_OPERANDS as c_int).contains(&count) {
            refuse!(Argument, "count", "expected 0 to {}, got {count}", functions::MOST_OPERANDS);
        }
        let handles = arguments::array(operands, count.into(), "operands")?;
        let arrays: Vec<Array> =
            handles.iter().map(|&handle| arguments.array(handle, "operands")).collect::<Result<_>>()?;
        let operands: Vec<&Array> = arrays.iter().collect();
        let mut wanted: Vec<Dtype> = arrays.iter().chain([&out]).map(Array::dtype).collect();
        if !dtypes.is_null() {
            for (wanted, &number) in wanted.iter_mut().zip(arguments::array(dtypes, i64::from(count) + 1, "dtypes")?) {
                *wanted = Dtype::from_number(number).map_err(|error| Error { argument: "dtypes".into(), ..error })?;
            }
        }
        let Some(function) = function else { refuse!(Argument, "function", "expected a function, got NULL") };
        functions::apply(&operands, &wanted, &mut out, |count, operands, out| {
            match unsafe { function(count as i64, operands.as_ptr().cast(), out.cast(), user) } {
                0 => Ok(()),
                code => Err(Error::argument(Status::Cancelled, "function", format!("it returned {code}"))),
            }
        })
    })
}

/// Calls a function once on every process that owns elements, with its part of an array, without halo.
///
/// **Collective**. The function must not call this library.
///
/// @param array the same on all ranks; the function may change its elements unless it is read-only
/// @param function,user may differ between ranks
/// @return DISTARRAY_ERR_CANCELLED on all ranks if the function returned anything but 0 on one
#[no_mangle]
pub unsafe extern "C" fn distarray_array_visit(
    array: distarray_array,
    function: distarray_part_function,
    user: *mut c_void,
) -> distarray_status {
    collective("distarray_array_visit", |arguments| {
        let array = arguments.array(array, "array")?;
        let Some(function) = function else { refuse!(Argument, "function", "expected a function, got NULL") };
        functions::visit(&array, |part| {
            let indices: Vec<i64> = part.indices.concat();
            let strides: Vec<i64> = part.strides.iter().map(|&stride| stride as i64).collect();
            let ndim = part.shape.len() as c_int;
            let (shape, lower, upper) = (part.shape.as_ptr(), part.lower.as_ptr(), part.upper.as_ptr());
            let memory = part.memory.cast();
            match unsafe { function(memory, ndim, shape, strides.as_ptr(), lower, upper, indices.as_ptr(), user) } {
                0 => Ok(()),
                code => Err(Error::argument(Status::Cancelled, "function", format!("it returned {code}"))),
            }
        })
    })
}
