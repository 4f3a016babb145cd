//! Labels of an unstructured axis, as one process knows them: its own, and everyone's counts.

use crate::index::Slice;
use rustc_hash::FxHashMap;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Labels {
    coordinate: i32,
    values: Vec<i64>,
    /// Position in the base rule's memory of each value, when the axis is sliced.
    memory: Option<Vec<i64>>,
    lookup: FxHashMap<i64, i64>,
    counts: Option<Arc<[i64]>>,
    one_to_one: bool,
    permutation: bool,
    digest: u64,
    /// False at positions whose label a lower coordinate owns too; `None` if there are none.
    primary: Option<Vec<bool>>,
}

impl Labels {
    /// `values` are those of `coordinate` (-1 and none outside the grid), `counts` those of all
    /// coordinates, `digest` a number that is equal on all ranks for equal labels everywhere.
    pub fn new(coordinate: i32, values: Vec<i64>, counts: Vec<i64>, facts: Facts) -> Labels {
        let lookup = values.iter().enumerate().map(|(position, &label)| (label, position as i64)).collect();
        Labels {
            coordinate,
            values,
            memory: None,
            lookup,
            counts: Some(counts.into()),
            one_to_one: facts.one_to_one,
            permutation: facts.permutation,
            digest: facts.digest,
            primary: None,
        }
    }

    /// Says which own positions are a label's lowest owner.
    pub fn set_primary(&mut self, primary: Vec<bool>) {
        self.primary = Some(primary);
    }

    /// Own positions that a lower coordinate does not own too; `None` means all.
    pub fn primary(&self) -> Option<&[bool]> {
        self.primary.as_deref()
    }

    /// Digest of one coordinate's labels.
    pub fn content_of(values: &[i64]) -> u64 {
        values.iter().fold(values.len() as u64, |hash, &label| mix((hash.rotate_left(5) ^ mix(label)) as i64))
    }

    /// Digest of an axis, of the contents of its coordinates.
    pub fn digest_of(contents: &[u64]) -> u64 {
        contents.iter().fold(contents.len() as u64, |hash, &content| mix((hash.rotate_left(7) ^ content) as i64))
    }

    pub fn coordinate(&self) -> i32 {
        self.coordinate
    }

    /// Labels of the own coordinate, in order of position.
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    /// Position of a label among the own ones; constant time.
    pub fn position(&self, label: i64) -> Option<i64> {
        self.lookup.get(&label).copied()
    }

    pub fn label(&self, coordinate: i32, local: i64) -> Option<i64> {
        if coordinate != self.coordinate {
            return None;
        }
        self.values.get(usize::try_from(local).ok()?).copied()
    }

    pub fn count(&self, coordinate: i32) -> Option<i64> {
        if coordinate == self.coordinate {
            return Some(self.values.len() as i64);
        }
        self.counts.as_ref()?.get(coordinate as usize).copied()
    }

    /// The coordinate of the first label, where all processes know everyone's counts.
    pub fn owner_of_single(&self) -> Option<i32> {
        let first = self.counts.as_ref()?.iter().position(|&count| count > 0)?;
        Some(first as i32)
    }

    /// It was promised that no label occurs twice.
    pub fn is_one_to_one(&self) -> bool {
        self.one_to_one
    }

    /// The labels together are 0 ... size-1, each once.
    pub fn is_permutation(&self) -> bool {
        self.permutation
    }

    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// Owned positions of the labels inside a slice, as progressions, in the order of [`Labels::filtered`].
    pub fn positions(&self, slice: Slice, coordinate: i32) -> Vec<(i64, i64, i64)> {
        let inside = |label: i64| {
            let distance = label as i128 - slice.start as i128;
            distance % slice.step as i128 == 0 && (0..slice.count as i128).contains(&(distance / slice.step as i128))
        };
        self.iter(coordinate).filter(|entry| inside(entry.2)).map(|entry| (entry.0, 1, 1)).collect()
    }

    /// (position, position in memory, label) of the own coordinate; nothing for others.
    pub fn iter(&self, coordinate: i32) -> impl Iterator<Item = (i64, i64, i64)> + '_ {
        let values: &[i64] = if coordinate == self.coordinate { &self.values } else { &[] };
        values.iter().enumerate().map(move |(local, &label)| {
            let memory = self.memory.as_ref().map_or(local as i64, |m| m[local]);
            (local as i64, memory, label)
        })
    }

    /// Labels inside a slice, renumbered by it.
    pub fn filtered(&self, slice: Slice, parts: i32) -> Labels {
        let mut values = Vec::new();
        let mut memory = Vec::new();
        for (_, position, label) in self.iter(self.coordinate) {
            let distance = label as i128 - slice.start as i128;
            let step = slice.step as i128;
            if distance % step == 0 && (0..slice.count as i128).contains(&(distance / step)) {
                values.push((distance / step) as i64);
                memory.push(position);
            }
        }
        let lookup = values.iter().enumerate().map(|(position, &label)| (label, position as i64)).collect();
        let digest = [slice.start as u64, slice.step as u64, slice.count as u64]
            .iter()
            .fold(self.digest, |hash, &word| (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23));
        Labels {
            coordinate: self.coordinate,
            values,
            memory: Some(memory),
            lookup,
            counts: if parts == 1 { self.counts.as_ref().map(|_| Arc::from([slice.count])) } else { None },
            one_to_one: self.one_to_one,
            permutation: self.permutation,
            digest,
            primary: None,
        }
    }
}

/// Equal labels on all coordinates, up to a collision of 64-bit digests.
impl PartialEq for Labels {
    fn eq(&self, other: &Labels) -> bool {
        self.digest == other.digest && self.coordinate == other.coordinate && self.values == other.values
    }
}

/// What is known about the labels of all coordinates together.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub one_to_one: bool,
    pub permutation: bool,
    pub digest: u64,
}

impl Facts {
    /// Looks at the labels of all coordinates.
    pub fn of(all: &[&[i64]]) -> Facts {
        let mut sorted: Vec<i64> = all.concat();
        sorted.sort_unstable();
        let contents: Vec<u64> = all.iter().map(|values| Labels::content_of(values)).collect();
        Facts {
            one_to_one: sorted.windows(2).all(|pair| pair[0] != pair[1]),
            permutation: sorted.iter().enumerate().all(|(position, &label)| label == position as i64),
            digest: Labels::digest_of(&contents),
        }
    }
}

/// Spreads the bits of a label.
pub fn mix(label: i64) -> u64 {
    let mut x = label as u64;
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}
