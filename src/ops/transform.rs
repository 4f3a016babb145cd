//! `target = alpha * op(source) + beta * target` between any two distributions.

use super::redistribute::{check_shape, move_all};
use super::view;
use crate::array::Array;
use crate::context::{Arg, Call};
use crate::error::{Error, Result, Status};
use crate::kernels::copy::{Factor, How};

/// What becomes of the source before it is scaled, with its number in the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Transformation {
    NoTranspose = 1,
    /// Axes in reverse order, as NumPy's `.T`.
    Transpose = 2,
    Conjugate = 3,
    ConjugateTranspose = 4,
}

impl Transformation {
    pub fn from_number(number: i32) -> Result<Transformation> {
        use Transformation::{Conjugate, ConjugateTranspose, NoTranspose, Transpose};
        let known = [NoTranspose, Transpose, Conjugate, ConjugateTranspose];
        known.into_iter().find(|op| *op as i32 == number).ok_or_else(|| {
            Error::argument(
                Status::Argument,
                "op",
                format!("expected DISTARRAY_NO_TRANSPOSE (1) to DISTARRAY_CONJUGATE_TRANSPOSE (4), got {number}"),
            )
        })
    }

    fn transposes(self) -> bool {
        matches!(self, Transformation::Transpose | Transformation::ConjugateTranspose)
    }

    fn conjugates(self) -> bool {
        matches!(self, Transformation::Conjugate | Transformation::ConjugateTranspose)
    }
}

/// `target = alpha * op(source) + beta * target` with a cast to the target's dtype, in which it is computed. `alpha`
/// and `beta` are the bytes of one element of it, 1 and 0 if not given; what is multiplied by 0 is not read. Source and
/// target may share memory. **Collective.**
pub fn transform(
    op: Transformation,
    alpha: Option<&[u8]>,
    source: &Array,
    beta: Option<&[u8]>,
    target: &mut Array,
) -> Result<()> {
    let context = source.context().clone();
    let dtype = target.dtype();
    let arguments = [
        ("op", Arg::Int(op as i64)),
        ("alpha", Arg::Bytes(alpha.unwrap_or(&[]))),
        ("source", Arg::Object("array", source.serial())),
        ("beta", Arg::Bytes(beta.unwrap_or(&[]))),
        ("target", Arg::Object("array", target.serial())),
    ];
    let call = Call::new("distarray_array_transform", &arguments);
    let factor = |bytes: Option<&[u8]>, default: u8| match bytes {
        Some(bytes) => Factor::from_bytes(dtype, bytes),
        None => Factor::new(default),
    };
    let how = How::Scale { alpha: factor(alpha, 1), beta: factor(beta, 0), conjugate: op.conjugates() };
    let checked = source.check_usable("source").and_then(|()| {
        target.check_writable("target")?;
        if !context.shares_communicator(target.context()) {
            refuse!(Argument, "target", "expected arrays of one context");
        }
        let shown = if op.transposes() { view::transpose(source, None)? } else { source.clone() };
        check_shape(shown.shape(), target)?;
        Ok(shown)
    });
    let (checked, shown) = match checked {
        Ok(shown) => (Ok(()), shown),
        Err(error) => (Err(error), source.clone()),
    };
    move_all(&call, &context, checked, &[(&shown, target)], how)
}
