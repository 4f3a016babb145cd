//! Functions of elements on aligned operands: no communication.

use super::fused;
use crate::array::Array;
use crate::dtype::{Casting, Dtype};
use crate::error::{Error, Result};
use crate::index::Access;
use crate::kernels::copy::streaming_pays;
use crate::kernels::program::Program;
use crate::kernels::ufunc::{self, Operand, Ufunc};

/// One number for all elements.
#[derive(Clone, Copy, Debug)]
pub struct Scalar {
    element: [u8; 16],
    dtype: Dtype,
    weak: bool,
}

impl Scalar {
    /// One element of a dtype; `weak` makes it a literal, which takes the dtype of the arrays within its kind.
    ///
    /// # Errors
    /// `Argument` if there are too few bytes.
    pub fn new(element: &[u8], dtype: Dtype, weak: bool) -> Result<Scalar> {
        let element = ufunc::literal(element, dtype, dtype)?;
        Ok(Scalar { element, dtype, weak })
    }
}

/// What a function is applied to.
#[derive(Clone, Copy)]
pub enum Input<'a> {
    Array(&'a Array),
    Scalar(Scalar),
}

impl<'a> From<&'a Array> for Input<'a> {
    fn from(array: &'a Array) -> Input<'a> {
        Input::Array(array)
    }
}

impl Input<'_> {
    fn operand(&self) -> Operand {
        match self {
            Input::Array(array) => array.dtype().into(),
            Input::Scalar(scalar) => Operand { dtype: scalar.dtype, weak: scalar.weak },
        }
    }
}

/// Where results are written, and which conversions are allowed.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Bools: elements of `out` stay as they are where it is false.
    pub mask: Option<&'a Array>,
    pub casting: Casting,
}

pub(super) fn check_operand(operand: &Array, name: &str, out: &Array) -> Result<()> {
    operand.check_whole(name)?;
    if !operand.context().shares_communicator(out.context()) {
        refuse!(
            Argument,
            name,
            "expected an array of the same communicator as 'out'; ranks differ between communicators"
        );
    }
    if !operand.distribution().is_aligned(out.distribution()) {
        refuse!(Distribution, name, "expected the same owners for every element as in 'out'; redistribute it first");
    }
    if operand.overlaps(out) && !operand.coincides(out) {
        refuse!(Argument, name, "its memory overlaps that of 'out' without being the same array; use separate memory");
    }
    Ok(())
}

fn check_cast(from: Dtype, to: Dtype, casting: Casting, name: &str) -> Result<()> {
    if !from.can_cast(to, casting) {
        let (from, to) = (from.name(), to.name());
        refuse!(Dtype, name, "the rule '{}' does not allow a cast from {from} to {to}; choose another", casting.name());
    }
    Ok(())
}

/// `out = f(inputs)`, computed in NumPy's dtype and cast to `out`'s. Arrays are aligned with `out`, which may be one of
/// them. **Local.**
///
/// # Errors
/// `Dtype` if the function or the casting rule does not allow the dtypes, `Distribution` if an array is not aligned,
/// `Overflow` for a literal that its dtype cannot hold, `Argument` if memory overlaps or the number of inputs is wrong.
pub fn apply(ufunc: Ufunc, inputs: &[Input], out: &mut Array, options: Options) -> Result<()> {
    let names: &[&str] = if inputs.len() == 1 { &["array"] } else { &["a", "b", "c"] };
    run(ufunc, inputs, names, out, options)
}

/// As [`apply`], for callers whose arguments have other names.
pub(crate) fn run(ufunc: Ufunc, inputs: &[Input], names: &[&str], out: &mut Array, options: Options) -> Result<()> {
    out.check_whole("out")?;
    out.check_not_read_only("out")?;
    let name = |k: usize| names.get(k).or(names.last()).copied().unwrap_or("operands");
    let mut arrays: Vec<&Array> = Vec::with_capacity(5);
    for (k, input) in inputs.iter().enumerate() {
        if let Input::Array(array) = input {
            check_operand(array, name(k), out)?;
            arrays.push(array);
        }
    }
    if let Some(mask) = options.mask {
        check_operand(mask, "mask", out)?;
        if mask.dtype() != Dtype::Bool {
            refuse!(Dtype, "mask", "expected an array of bool, got {}", mask.dtype().name());
        }
        arrays.push(mask);
    }
    arrays.push(out);
    let operands: Vec<Operand> = inputs.iter().map(Input::operand).collect();
    let step = ufunc.resolve(&operands)?;
    let mut scalars = Vec::with_capacity(inputs.len());
    for (k, (input, &dtype)) in inputs.iter().zip(&step.operands).enumerate() {
        check_cast(if operands[k].weak { dtype } else { operands[k].dtype }, dtype, options.casting, name(k))?;
        scalars.push(match input {
            Input::Array(_) => None,
            Input::Scalar(scalar) if scalar.weak => {
                let element =
                    ufunc::literal(&scalar.element, scalar.dtype, dtype).map_err(|error| renamed(error, name(k)))?;
                Some((element, dtype))
            }
            Input::Scalar(scalar) => Some((scalar.element, scalar.dtype)),
        });
    }
    check_cast(step.result, out.dtype(), options.casting, "out")?;
    let mut program = Program::new();
    let load = |program: &mut Program, array: &Array| {
        let memory = program.memory(array.dtype(), false);
        program.load(memory)
    };
    let mut values = Vec::with_capacity(inputs.len());
    for (input, scalar) in inputs.iter().zip(&scalars) {
        match (input, scalar) {
            (Input::Array(array), _) => values.push(load(&mut program, array)),
            (_, Some((element, dtype))) => values.push(program.constant(*dtype, *element)),
            _ => {}
        }
    }
    let mut value = program.apply(&step, &values);
    if let Some(mask) = options.mask {
        let (mask, kept) = (load(&mut program, mask), load(&mut program, out));
        let new = program.cast(value, out.dtype());
        let choose = Ufunc::Where.resolve(&[Dtype::Bool, out.dtype(), out.dtype()].map(Operand::from))?;
        value = program.apply(&choose, &[mask, new, kept]);
        arrays.push(out);
    }
    let memory = program.memory(out.dtype(), false);
    program.store(value, memory);
    program.finish();
    let mut scratch = program.scratch()?;
    if out.has_elements() {
        let parts: Vec<(*mut u8, &[Access])> =
            arrays.iter().map(|array| (array.local_pointer(), array.access())).collect();
        let in_place = arrays[..arrays.len() - 1].iter().any(|array| array.coincides(out));
        let bytes = out.distribution().local_count() as usize * out.dtype().size();
        let streaming = !in_place && streaming_pays(bytes);
        // Sound: operands are aligned with `out` and coincide with it or lie elsewhere.
        unsafe { fused::sweep(&program, &mut scratch, &out.distribution().local_shape(), &parts, streaming, &mut []) };
    }
    Ok(())
}

fn renamed(error: Error, argument: &str) -> Error {
    Error { argument: argument.to_string(), ..error }
}

/// `out = f(a)`. See [`apply`]. **Local.**
pub fn unary(ufunc: Ufunc, a: &Array, out: &mut Array) -> Result<()> {
    apply(ufunc, &[a.into()], out, Options::default())
}

/// `out = f(a, b)`. See [`apply`]. **Local.**
pub fn binary(ufunc: Ufunc, a: &Array, b: &Array, out: &mut Array) -> Result<()> {
    apply(ufunc, &[a.into(), b.into()], out, Options::default())
}

/// `out = f(a, scalar)`; `scalar` is one element of `dtype`. See [`apply`]. **Local.**
pub fn scalar(ufunc: Ufunc, a: &Array, scalar: &[u8], dtype: Dtype, out: &mut Array) -> Result<()> {
    let scalar = Input::Scalar(Scalar::new(scalar, dtype, false)?);
    run(ufunc, &[a.into(), scalar], &["array", "scalar"], out, Options::default())
}
