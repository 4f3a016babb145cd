//! Functions of elements from Rust: scalars, masks, casting rules, closures on blocks and on whole parts.

use crate::Subject;
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::Specification;
use distarray::dtype::{Casting, Dtype};
use distarray::error::{Error, Status};
use distarray::kernels::ufunc::Ufunc;
use distarray::ops::elementwise::{self, Input, Options, Scalar};
use distarray::ops::progressions::{self, Interval};
use distarray::ops::{create, functions, reduce};

pub const SUBJECTS: &[Subject] =
    &[Subject::new("ufuncs_options", &[1, 2, 3], options), Subject::new("ufuncs_closures", &[1, 2, 3, 4], closures)];

fn numbers(context: &Context, text: &str) -> Array {
    progressions::linspace(
        context,
        Interval { start: 0.0, stop: 20.0, count: 21, endpoint: true },
        Dtype::Float64,
        text,
    )
    .unwrap()
}

fn total(array: &Array) -> f64 {
    f64::from_ne_bytes(reduce::all(reduce::Reduction::Sum, array).unwrap().0[..8].try_into().unwrap())
}

fn options(context: &Context) {
    for text in ["block", "cyclic", "cyclic(4)", "bounds(0:21:21)"] {
        if text.starts_with("bounds") && context.size() != 2 {
            continue;
        }
        let a = numbers(context, text);
        let mut mask = create::like(&a, Dtype::Bool).unwrap();
        let mut out = create::like(&a, Dtype::Float64).unwrap();
        elementwise::scalar(Ufunc::Less, &a, &10i64.to_ne_bytes(), Dtype::Int64, &mut mask).unwrap();
        let literal = |value: i64| Input::Scalar(Scalar::new(&value.to_ne_bytes(), Dtype::Int64, true).unwrap());
        let masked = Options { mask: Some(&mask), casting: Casting::SameKind };
        elementwise::apply(Ufunc::Multiply, &[literal(3), (&a).into()], &mut out, masked).unwrap();
        assert_eq!(total(&out), 135.0);
        elementwise::apply(Ufunc::Clip, &[(&a).into(), literal(5), literal(7)], &mut out, Options::default()).unwrap();
        assert_eq!(total(&out), 5.0 * 6.0 + 6.0 + 7.0 * 14.0);
        let mut bytes = create::like(&a, Dtype::Int8).unwrap();
        let refused = elementwise::apply(Ufunc::Add, &[(&a).into(), literal(1)], &mut bytes, masked).unwrap_err();
        assert_eq!(refused.status, Status::Dtype);
        let inputs = [(&bytes).into(), literal(200)];
        let refused = elementwise::apply(Ufunc::Add, &inputs, &mut out, Options::default()).unwrap_err();
        assert_eq!(refused.status, Status::Overflow);
        let wrong = Options { mask: Some(&a), ..Options::default() };
        assert_eq!(elementwise::apply(Ufunc::Sin, &[(&a).into()], &mut out, wrong).unwrap_err().status, Status::Dtype);
        assert!(elementwise::apply(Ufunc::Sin, &[], &mut out, Options::default()).is_err());
    }
}

fn closures(context: &Context) {
    let specification = Specification::parse(&[7, 6], "cyclic, block halo(1)").unwrap();
    let distribution = create::distribution(context, &specification).unwrap();
    let mut a = Array::zeros(context, &distribution, Dtype::Float64).unwrap();
    functions::visit(&a.clone(), |part| {
        for (i, &row) in part.indices[0].iter().enumerate() {
            for (j, &column) in part.indices[1].iter().enumerate() {
                let offset = i as isize * part.strides[0] + j as isize * part.strides[1];
                // Sound: inside the part, which nobody else uses.
                unsafe { part.memory.offset(offset).cast::<f64>().write((10 * row + column) as f64) };
            }
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(total(&a), 10.0 * 21.0 * 6.0 + 15.0 * 7.0);
    let copy = a.clone();
    functions::apply(&[&copy, &copy], &[Dtype::Float32, Dtype::Int64, Dtype::Int32], &mut a, |count, operands, out| {
        for k in 0..count {
            // Sound: `count` elements of the dtypes asked for.
            unsafe {
                let sum = operands[0].cast::<f32>().add(k).read() as i64 + operands[1].cast::<i64>().add(k).read();
                out.cast::<i32>().add(k).write(sum as i32);
            }
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(total(&a), 2.0 * (10.0 * 21.0 * 6.0 + 15.0 * 7.0));
    let fails = |_: &functions::Part| match context.rank() {
        0 => Err(Error::new(Status::Cancelled, "no more")),
        _ => Ok(()),
    };
    let error = functions::visit(&a, fails).unwrap_err();
    assert!(error.agreed && error.status == Status::Cancelled && error.rank == Some(0), "{error}");
}
