//! Arrays as text, as NumPy's `str` shows them.

mod number;

use super::Array;
use crate::context::{Arg, Call};
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::shape;
use number::Words;

/// More elements than this are summarised.
const THRESHOLD: i64 = 1000;
/// Elements shown at either end of a summarised axis.
const EDGE: i64 = 3;
const LINE_WIDTH: usize = 75;
/// Elements that one text may show.
const MOST_SHOWN: i64 = 1 << 24;

/// The array as NumPy's `str` would print it, on every rank: more than 1000 elements are summarised
/// by three at either end of each axis. Only the shown elements are moved. **Collective.**
/// Labels of unstructured axes must be a permutation of 0 ... size-1.
pub fn to_text(array: &Array) -> Result<String> {
    let context = array.context();
    let arguments = [("array", Arg::Object("array", array.serial()))];
    let prepared = prepare(array);
    let (shown, mine) = context.agree(&Call::new("distarray_array_print", &arguments), prepared)?;
    let item = array.dtype().size();
    let extents: Vec<i64> = shown.iter().map(|axis| axis.len() as i64).collect();
    let mut elements = vec![0u8; shape::byte_count(&extents, item)?];
    for records in context.all_gather_varying(&mine)? {
        for record in records.chunks_exact(8 + item) {
            let (at, element) = record.split_at(8);
            let at = u64::from_ne_bytes(at.try_into().unwrap_or_default()) as usize * item;
            elements[at..at + item].copy_from_slice(element);
        }
    }
    Ok(layout(array.shape(), &shown, array.dtype(), &elements))
}

/// The shown indices of each axis, and records of those this process speaks for: position, element.
fn prepare(array: &Array) -> Result<(Vec<Vec<i64>>, Vec<u8>)> {
    array.check_usable("array")?;
    let distribution = array.distribution();
    for (d, axis) in distribution.axes().iter().enumerate() {
        if axis.labels().is_some_and(|labels| !labels.is_permutation()) && axis.size() > 0 {
            refuse!(
                Distribution,
                "array",
                "axis {d}: an unstructured axis can be printed only if its labels are a permutation of 0 ... size-1"
            );
        }
    }
    let shown = shown(array.shape(), distribution.global_count());
    let counts: Vec<i64> = shown.iter().map(|axis| axis.len() as i64).collect();
    let count = shape::element_count(&counts)?;
    if count > MOST_SHOWN {
        refuse!(Unsupported, "array", "so many axes make a text of {count} numbers; at most {MOST_SHOWN} are shown");
    }
    let mut records = Vec::new();
    let Some(place) = distribution.place().filter(|place| place.replica == 0 && count > 0) else {
        return Ok((shown, records));
    };
    // Position among the shown indices, and offset in memory, of what is owned here.
    let mut owned: Vec<(u64, isize)> = vec![(0, 0)];
    for (d, (axis, indices)) in distribution.axes().iter().zip(&shown).enumerate() {
        let here: Vec<(u64, isize)> = (0..)
            .zip(indices)
            .filter_map(|(k, &g)| axis.local_of(place.coordinates[d], g).map(|l| (k, array.access()[d].offset(l))))
            .collect();
        let extent = indices.len() as u64;
        owned = owned.iter().flat_map(|&(k, o)| here.iter().map(move |h| (k * extent + h.0, o + h.1))).collect();
    }
    for (position, offset) in owned {
        records.extend(position.to_ne_bytes());
        let pointer = array.local_pointer().wrapping_offset(offset);
        records.extend_from_slice(unsafe { std::slice::from_raw_parts(pointer, array.dtype().size()) });
    }
    Ok((shown, records))
}

fn shown(shape: &[i64], count: i64) -> Vec<Vec<i64>> {
    let summarised = |n: i64| count > THRESHOLD && n > 2 * EDGE;
    let axis = |&n: &i64| match summarised(n) {
        true => (0..EDGE).chain(n - EDGE..n).collect(),
        false => (0..n).collect(),
    };
    // Of an empty array nothing is shown, however long its other axes are.
    if count == 0 {
        return vec![Vec::new(); shape.len()];
    }
    shape.iter().map(axis).collect()
}

fn layout(shape: &[i64], shown: &[Vec<i64>], dtype: Dtype, elements: &[u8]) -> String {
    if shape.is_empty() {
        return number::scalar(dtype, elements);
    }
    if elements.is_empty() {
        return "[]".to_string();
    }
    let text = Text { shape, shown, words: Words::new(dtype, elements) };
    text.nested(0, 0, " ".to_string(), LINE_WIDTH)
}

struct Text<'a> {
    shape: &'a [i64],
    shown: &'a [Vec<i64>],
    words: Words,
}

impl Text<'_> {
    fn is_summarised(&self, axis: usize) -> bool {
        (self.shown[axis].len() as i64) < self.shape[axis]
    }

    /// One bracket: everything below `axis` at the position `first` of the outer axes.
    fn nested(&self, axis: usize, first: usize, indent: String, width: usize) -> String {
        let count = self.shown[axis].len();
        let gap = self.is_summarised(axis).then_some(EDGE as usize);
        let mut text = String::new();
        if axis + 1 == self.shape.len() {
            let mut line = indent.clone();
            for k in 0..count {
                if gap == Some(k) {
                    extend(&mut text, &mut line, "...", width - 1, &indent);
                    line.push(' ');
                }
                extend(&mut text, &mut line, self.words.get(first * count + k), width - 1, &indent);
                if k + 1 < count {
                    line.push(' ');
                }
            }
            text += &line;
        } else {
            let separator = "\n".repeat(self.shape.len() - axis - 1);
            for k in 0..count {
                if gap == Some(k) {
                    text += &format!("{indent}...{separator}");
                }
                text += &indent;
                text += &self.nested(axis + 1, first * count + k, format!("{indent} "), width - 1);
                if k + 1 < count {
                    text += &separator;
                }
            }
        }
        format!("[{}]", &text[indent.len()..])
    }
}

/// Adds a word to a line, or begins another.
fn extend(text: &mut String, line: &mut String, word: &str, width: usize, indent: &str) {
    if line.len() + word.len() > width && line.len() > indent.len() {
        *text += line.trim_end();
        text.push('\n');
        line.replace_range(.., indent);
    }
    *line += word;
}
