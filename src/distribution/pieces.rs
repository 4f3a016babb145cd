//! Axes that are no rule: stretches of indices with their owners, known to every process.

use super::axis::Place;
use crate::error::Result;
use crate::index::{Run, Slice};
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

/// More pieces than this are refused: every process lists all of them.
const MOST: usize = 1 << 26;

/// Consecutive indices of one coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Piece {
    start: i64,
    coordinate: i32,
    /// Owned position of the first index.
    local: i64,
}

/// Who owns which indices of an axis, stretch by stretch in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    pieces: Vec<Piece>,
    size: i64,
    /// Numbers of a coordinate's pieces.
    owned: FxHashMap<i32, Vec<usize>>,
    /// How many indices it has.
    counts: FxHashMap<i32, i64>,
}

impl Pieces {
    /// Appends `count` indices of a coordinate.
    pub fn push(&mut self, coordinate: i32, count: i64) -> Result<()> {
        let before = self.counts.entry(coordinate).or_insert(0);
        if self.pieces.last().is_none_or(|last| last.coordinate != coordinate) {
            if self.pieces.len() == MOST {
                refuse!(
                    Unsupported,
                    "array",
                    "such a view consists of more than {MOST} pieces; redistribute to longer blocks first"
                );
            }
            self.owned.entry(coordinate).or_default().push(self.pieces.len());
            self.pieces.push(Piece { start: self.size, coordinate, local: *before });
        }
        *before += count;
        self.size += count;
        Ok(())
    }

    pub fn size(&self) -> i64 {
        self.size
    }

    /// First index behind a piece.
    fn end(&self, number: usize) -> i64 {
        self.pieces.get(number + 1).map_or(self.size, |next| next.start)
    }

    fn number_of(&self, index: i64) -> usize {
        self.pieces.partition_point(|piece| piece.start <= index) - 1
    }

    /// Where an index of the axis lives.
    pub fn locate(&self, index: i64) -> Place {
        let number = self.number_of(index);
        let piece = self.pieces[number];
        let local = piece.local + (index - piece.start);
        Place { coordinate: piece.coordinate, local, consecutive: self.end(number) - index }
    }

    pub fn count(&self, coordinate: i32) -> i64 {
        self.counts.get(&coordinate).copied().unwrap_or(0)
    }

    fn numbers(&self, coordinate: i32) -> &[usize] {
        self.owned.get(&coordinate).map_or(&[], Vec::as_slice)
    }

    /// The index at an owned position, which exists.
    pub fn global_of(&self, coordinate: i32, local: i64) -> Option<i64> {
        let numbers = self.numbers(coordinate);
        let at = numbers.partition_point(|&number| self.pieces[number].local <= local).checked_sub(1)?;
        let piece = self.pieces[numbers[at]];
        Some(piece.start + (local - piece.local))
    }

    pub fn runs(&self, coordinate: i32) -> Vec<Run> {
        let mut runs = Vec::new();
        for &number in self.numbers(coordinate) {
            let Piece { start, local, .. } = self.pieces[number];
            let count = self.end(number) - start;
            Run::push(&mut runs, Run { global: start, step: 1, count, local, memory: local, memory_step: 1 });
        }
        runs
    }

    /// Visits the stretches of a slice in ascending order of its index: coordinate, owned position of the first one,
    /// step between owned positions, count.
    fn visit(&self, slice: Slice, mut visit: impl FnMut(i32, i64, i64, i64) -> Result<()>) -> Result<()> {
        let mut done = 0;
        while done < slice.count {
            let index = slice.start + done * slice.step;
            let number = self.number_of(index);
            let piece = self.pieces[number];
            let inside = match slice.step > 0 {
                true => (self.end(number) - 1 - index) / slice.step + 1,
                false => (index - piece.start) / -slice.step + 1,
            };
            let count = inside.min(slice.count - done);
            visit(piece.coordinate, piece.local + (index - piece.start), slice.step, count)?;
            done += count;
        }
        Ok(())
    }

    /// The axis seen through a slice.
    pub fn slice(&self, slice: Slice) -> Result<Pieces> {
        let mut part = Pieces::default();
        self.visit(slice, |coordinate, _, _, count| part.push(coordinate, count))?;
        Ok(part)
    }

    /// Owned positions here of what a coordinate owns of a slice: first, step, count.
    pub fn positions(&self, slice: Slice, coordinate: i32) -> Vec<(i64, i64, i64)> {
        let mut positions = Vec::new();
        // The visitor never refuses.
        let _ = self.visit(slice, |owner, local, step, count| {
            if owner == coordinate {
                positions.push((local, step, count));
            }
            Ok(())
        });
        positions
    }
}

impl Hash for Pieces {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (&self.pieces, self.size).hash(hasher);
    }
}
