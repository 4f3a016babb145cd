//! Elements of arrays computed from their labels, written and checked one by one.

use crate::layouts::Layout;
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::Distribution;
use distarray::dtype::{Dtype, Kind};
use distarray::ops::create;
use rand::rngs::SmallRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use std::sync::Arc;

/// A whole number that any dtype of the case can hold, different for most labels.
pub fn number(labels: &[i64], narrow: bool) -> i64 {
    let mut hash = 0x2545_F491_4F6C_DD1Du64;
    for &label in labels {
        hash = (hash ^ label as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    ((hash ^ (hash >> 31)) % if narrow { 101 } else { 30_011 }) as i64
}

pub fn is_narrow(dtype: Dtype) -> bool {
    dtype.size() == 1
}

/// The element that a number becomes in `dtype`: real and imaginary part.
pub fn stored(number: i64, dtype: Dtype) -> (i64, i64) {
    match dtype.kind() {
        Kind::Bool => (number & 1, 0),
        Kind::Complex => (number, number % 5),
        _ => (number, 0),
    }
}

/// The same element after a cast.
pub fn cast((re, im): (i64, i64), dtype: Dtype) -> (i64, i64) {
    match dtype.kind() {
        Kind::Bool => ((re != 0 || im != 0) as i64, 0),
        Kind::Complex => (re, im),
        _ => (re, 0),
    }
}

/// An element's bytes, written without the library.
pub fn bytes((re, im): (i64, i64), dtype: Dtype) -> Vec<u8> {
    match dtype {
        Dtype::Bool | Dtype::Int8 | Dtype::UInt8 => vec![re as u8],
        Dtype::Int16 | Dtype::UInt16 => (re as u16).to_ne_bytes().to_vec(),
        Dtype::Int32 | Dtype::UInt32 => (re as u32).to_ne_bytes().to_vec(),
        Dtype::Int64 | Dtype::UInt64 => re.to_ne_bytes().to_vec(),
        Dtype::Float32 => (re as f32).to_ne_bytes().to_vec(),
        Dtype::Float64 => (re as f64).to_ne_bytes().to_vec(),
        Dtype::Complex64 => [(re as f32).to_ne_bytes(), (im as f32).to_ne_bytes()].concat(),
        Dtype::Complex128 => [(re as f64).to_ne_bytes(), (im as f64).to_ne_bytes()].concat(),
    }
}

/// A padded position: what it holds, and whether it is owned.
pub struct Position<'a> {
    pub labels: &'a [i64],
    pub owned: bool,
    /// Owned, and no lower coordinate owns any of its labels.
    pub primary: bool,
}

/// Visits the padded part; labels of halo positions wrap around.
pub fn for_each(array: &Array, layout: &Layout, mut visit: impl FnMut(Position<'_>, &mut [u8])) {
    let rank = array.context().rank();
    let Some(coordinates) = layout.coordinates(rank) else { return };
    let owned = layout.owned(rank).unwrap();
    let halo = layout.halo(rank);
    let extents: Vec<i64> = owned.iter().zip(&halo).map(|(o, h)| o.len() as i64 + h.0 + h.1).collect();
    if owned.iter().any(|o| o.is_empty()) {
        return;
    }
    let duplicate: Vec<Vec<bool>> = (owned.iter().enumerate())
        .map(|(d, list)| list.iter().map(|&label| layout.is_duplicate(d, coordinates[d], label)).collect())
        .collect();
    let mut index = vec![0i64; extents.len()];
    let mut labels = vec![0i64; extents.len()];
    loop {
        let mut offset = 0;
        let (mut inside, mut primary) = (true, true);
        for d in 0..index.len() {
            offset += array.padded_access()[d].offset(index[d]);
            let local = index[d] - halo[d].0;
            match owned[d].get(local as usize) {
                Some(&label) if local >= 0 => {
                    labels[d] = label;
                    primary &= !duplicate[d][local as usize];
                }
                _ => {
                    labels[d] = (owned[d][0] + local).rem_euclid(layout.shape[d]);
                    inside = false;
                }
            }
        }
        let pointer = array.padded_pointer().wrapping_offset(offset);
        let element = unsafe { std::slice::from_raw_parts_mut(pointer, array.dtype().size()) };
        visit(Position { labels: &labels, owned: inside, primary: primary && inside }, element);
        if !next(&mut index, &extents) {
            return;
        }
    }
}

pub fn next(index: &mut [i64], extents: &[i64]) -> bool {
    for axis in (0..extents.len()).rev() {
        index[axis] += 1;
        if index[axis] < extents[axis] {
            return true;
        }
        index[axis] = 0;
    }
    false
}

pub const UNTOUCHED: u8 = 0x5A;

/// Writes `value` to primary elements, something else to further copies, and marks the halo.
pub fn write(array: &Array, layout: &Layout, value: impl Fn(&[i64]) -> (i64, i64)) {
    for_each(array, layout, |position, element| {
        if position.primary {
            element.copy_from_slice(&bytes(value(position.labels), array.dtype()));
        } else {
            element.fill(if position.owned { 1 } else { UNTOUCHED });
        }
    });
}

pub fn mark(array: &Array, layout: &Layout) {
    for_each(array, layout, |_, element| element.fill(UNTOUCHED));
}

/// Every owned element has its value, every halo element is as `mark` left it.
pub fn check(array: &Array, layout: &Layout, value: impl Fn(&[i64]) -> (i64, i64), what: &dyn Fn() -> String) {
    for_each(array, layout, |position, element| {
        let expected = match position.owned {
            true => bytes(value(position.labels), array.dtype()),
            false => vec![UNTOUCHED; element.len()],
        };
        assert!(
            element == expected,
            "rank {}, labels {:?}, owned {}: expected {expected:?}, got {element:?}\n{}",
            array.context().rank(),
            position.labels,
            position.owned,
            what()
        );
    });
}

/// An array of this layout; memory of the library, or one time in eight of the caller with any strides.
pub fn array(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype, seed: u64) -> Array {
    if seed % 8 > 0 {
        return Array::zeros(context, distribution, dtype).unwrap();
    }
    let mut rng = SmallRng::seed_from_u64(seed.wrapping_mul(31).wrapping_add(context.rank() as u64));
    let extents = distribution.padded_shape();
    let mut axes: Vec<usize> = (0..extents.len()).collect();
    axes.shuffle(&mut rng);
    let item = dtype.size() as isize;
    let (mut reach, mut first) = (item, 0isize);
    let mut strides = vec![0isize; extents.len()];
    for axis in axes {
        let stride = reach + item * rng.random_range(0..3i64) as isize;
        let last = stride * (extents[axis] - 1).max(0) as isize;
        reach += last;
        strides[axis] = stride;
        if rng.random_bool(0.3) {
            strides[axis] = -stride;
            first += last;
        }
    }
    let mut words = vec![0u64; reach as usize / 8 + 3];
    let pointer = words.as_mut_ptr().cast::<u8>().wrapping_offset(first);
    let part = create::borrowed(pointer, Some(strides), Some(Box::new(move || drop(words))));
    Array::wrap(context, distribution, dtype, part).unwrap()
}
