//! Plans of evaluation as text.

use super::compile::{Entry, List, What};
use super::evaluate::distribution_of;
use super::Expression;
use crate::array::Array;
use crate::context::Context;
use crate::error::Result;
use crate::index::shape;
use crate::ops::align::{self, Term, Way};
use std::fmt::Write;

/// What evaluation would do: stages, what is fused into one pass, what is moved, bytes of temporaries on this rank. Results go
/// into `outs` where given. **Local.**
///
/// # Errors
/// Those of evaluation that do not depend on other ranks.
pub fn describe(context: &Context, roots: &[Expression], outs: &[Option<Array>]) -> Result<String> {
    let list = List::new(roots)?;
    let mut text = String::new();
    let last = list.last_stage();
    for stage in 0..=last {
        let _ = writeln!(text, "stage {} of {}", stage + 1, last + 1);
        let of_stage =
            |entry: &&Entry| matches!(entry.what, What::Reduce(_) | What::Slice(_)) && entry.stage == stage + 1;
        for entry in list.entries.iter().filter(of_stage) {
            let of = entry.operands[0];
            let (verb, whole) = match &entry.what {
                What::Reduce(how) => (how.reduction.name(), how.axes.is_none()),
                _ => ("slice", false),
            };
            if whole {
                pass(&mut text, context, &list, &format!("{verb} of"), of, None)?;
                continue;
            }
            let stored = !matches!(list.entries[of].what, What::Term(_));
            if stored {
                pass(&mut text, context, &list, "temporary", of, None)?;
            }
            let from = if stored { "the temporary" } else { "an array" };
            let _ = writeln!(text, "  {verb} of {from}, shape {}", shape::text(&entry.shape));
        }
        if stage == last {
            for (k, &root) in list.roots.iter().enumerate() {
                pass(&mut text, context, &list, "result", root, outs.get(k).and_then(Option::as_ref))?;
            }
        }
    }
    Ok(text)
}

/// What is computed for one entry; entries of equal distribution share their pass.
fn pass(
    text: &mut String,
    context: &Context,
    list: &List,
    what: &str,
    entry: usize,
    out: Option<&Array>,
) -> Result<()> {
    let entries = list.reachable(&[entry]);
    let applied: Vec<&str> = entries
        .iter()
        .filter_map(|&number| match &list.entries[number].what {
            What::Apply(function, _) => Some(function.name()),
            What::Cast => Some("cast"),
            _ => None,
        })
        .collect();
    let terms: Vec<Term> = entries
        .iter()
        .filter_map(|&number| match &list.entries[number].what {
            What::Term(term) => Some(term.clone()),
            _ => None,
        })
        .collect();
    let earlier = entries.iter().filter(|&&n| matches!(list.entries[n].what, What::Reduce(_) | What::Slice(_))).count();
    let made = &list.entries[entry];
    let to = match out {
        Some(out) => out.distribution().clone(),
        None => distribution_of(context, &made.shape, &terms)?,
    };
    let (shape, dtype) = (shape::text(out.map_or(&made.shape, Array::shape)), made.dtype.name());
    let _ = write!(text, "  {what} {dtype} {shape}: ");
    const SHOWN: usize = 12;
    let more = if applied.len() > SHOWN { format!(", and {} more", applied.len() - SHOWN) } else { String::new() };
    let _ = match applied.len() {
        0 => writeln!(text, "copied"),
        n => writeln!(text, "{n} fused: {}{more}", applied[..n.min(SHOWN)].join(", ")),
    };
    if earlier > 0 {
        let _ = writeln!(text, "    reads {earlier} result(s) of earlier stages");
    }
    for term in &terms {
        let array = term.array();
        let shape = shape::text(array.shape());
        let _ = match align::way(term, &to) {
            Way::Here => writeln!(text, "    reads {} {shape} where it lies", array.dtype().name()),
            Way::Halo { widths, .. } => {
                writeln!(text, "    reads {} {shape} with its halo, {widths:?} exchanged", array.dtype().name())
            }
            Way::Moved => {
                let narrow = align::narrowed(&to, array.shape())?;
                let bytes = narrow.local_count() as usize * array.dtype().size();
                writeln!(text, "    moves {} {shape}, a temporary of {bytes} bytes", array.dtype().name())
            }
        };
    }
    Ok(())
}
