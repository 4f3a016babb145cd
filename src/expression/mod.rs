//! Lazy expressions: what shall be computed, built without communication, and evaluated at once.
//!
//! An [`Expression`] is a graph of arrays, scalars, functions and reductions. Building it is Local and costs a small
//! allocation per node; graphs may share parts and may be of any depth. [`evaluate`] is one Collective call: it works out
//! shapes and dtypes, brings operands together, and runs everything block by block through the cache, without temporaries
//! for intermediate results. [`text::parse`] makes expressions of text such as `"sqrt(x*x + y*y) - mean(x)"`.
//!
//! # Examples
//! ```no_run
//! # use distarray::{array::Array, context::Context, error::Result, expression::{evaluate, Expression}};
//! # fn distance(context: &Context, x: &Array, y: &Array) -> Result<Array> {
//! let (x, y) = (Expression::from(x), Expression::from(y));
//! let length = (&x * &x + &y * &y).sqrt();
//! Ok(evaluate(context, &[length], &[None])?.remove(0))
//! # }
//! ```

mod build;
mod compile;
mod compute;
mod describe;
mod evaluate;
mod graph;
pub mod text;

pub use compute::{compute, Options};
pub use describe::describe;
pub use evaluate::{evaluate, evaluate_text, value};
pub use graph::{Expression, Reducing};
