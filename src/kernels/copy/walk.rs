//! Walks the loops of a copier.

use super::combine::Combine;
use super::loops::{Body, Nest};
use super::stream::{self, Width};
use super::tile::{transpose, Emit, Replace};
use super::{Copier, How};
use crate::index::ByteRun;
use crate::kernels::cast::{self, move_run};
use std::marker::PhantomData;

/// # Safety
/// As for [`Copier::run`].
pub(super) unsafe fn run(copier: &Copier, from: *const u8, to: *mut u8) {
    let Copier { how, combine, from: from_dtype, to: to_dtype, .. } = copier;
    unsafe {
        if *how != How::Replace {
            // Without one, nothing can be done with this dtype.
            if let Some(combine) = combine {
                let streaming = copier.streaming;
                let mut streamed = false;
                for nest in &copier.nests {
                    if nest.body == Body::Tiles {
                        streamed |= streaming;
                        tiles(nest, copier.width, streaming, to_dtype.size(), from, to, combine);
                    } else {
                        walk(&nest.loops, from, to, combine);
                    }
                }
                if streamed {
                    stream::finish();
                }
            }
        } else if from_dtype != to_dtype {
            let convert = cast::run(*from_dtype, *to_dtype);
            copier.nests.iter().for_each(|nest| walk(&nest.loops, from, to, &convert));
        } else {
            let mut streamed = false;
            for nest in &copier.nests {
                streamed |= match (copier.width, copier.streaming) {
                    (Width::Wide, true) => moves::<true, true>(nest, to_dtype.size(), from, to),
                    (Width::Wide, false) => moves::<true, false>(nest, to_dtype.size(), from, to),
                    (Width::Plain, true) => moves::<false, true>(nest, to_dtype.size(), from, to),
                    (Width::Plain, false) => moves::<false, false>(nest, to_dtype.size(), from, to),
                };
            }
            if streamed {
                stream::finish();
            }
        }
    }
}

macro_rules! by_size {
    ($size:expr, $word:ident => $body:expr) => {
        match $size {
            1 => {
                type $word = u8;
                $body
            }
            2 => {
                type $word = u16;
                $body
            }
            4 => {
                type $word = u32;
                $body
            }
            8 => {
                type $word = u64;
                $body
            }
            _ => {
                type $word = [u64; 2];
                $body
            }
        }
    };
}

/// Transposes tiles, whose rows `emit` writes.
unsafe fn tiles<E: Emit>(
    nest: &Nest,
    width: Width,
    streaming: bool,
    size: usize,
    from: *const u8,
    to: *mut u8,
    emit: &E,
) {
    let loops = nest.loops.as_slice();
    unsafe {
        by_size!(size, W => match (width, streaming) {
            (Width::Wide, true) => walk_tiles(loops, from, to, emit, transpose::<W, E, true, true>),
            (Width::Wide, false) => walk_tiles(loops, from, to, emit, transpose::<W, E, true, false>),
            (Width::Plain, true) => walk_tiles(loops, from, to, emit, transpose::<W, E, false, true>),
            (Width::Plain, false) => walk_tiles(loops, from, to, emit, transpose::<W, E, false, false>),
        })
    }
}

/// Moves elements as they are; true if past the caches.
unsafe fn moves<const WIDE: bool, const STREAM: bool>(nest: &Nest, size: usize, from: *const u8, to: *mut u8) -> bool {
    let loops = nest.loops.as_slice();
    unsafe {
        match nest.body {
            Body::Rows { ahead, long: true } => walk(loops, from, to, &Rows::<WIDE, STREAM> { size, ahead }),
            Body::Rows { ahead, long: false } => {
                walk(loops, from, to, &Rows::<WIDE, false> { size, ahead });
                return false;
            }
            Body::Tiles => {
                by_size!(size, W => walk_tiles(loops, from, to, &Replace, transpose::<W, Replace, WIDE, STREAM>))
            }
            Body::Elements => {
                by_size!(size, W => walk(loops, from, to, &Move::<W>(PhantomData)));
                return false;
            }
        }
    }
    STREAM
}

/// What happens to a run: from, byte stride, to, byte stride, count.
trait Action {
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize);
}

/// Copies elements of the size of `W`.
struct Move<W>(PhantomData<W>);

impl<W: Copy> Action for Move<W> {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize) {
        unsafe { move_run::<W>(from, from_step, to, to_step, count) }
    }
}

/// Copies contiguous elements.
struct Rows<const WIDE: bool, const STREAM: bool> {
    size: usize,
    ahead: isize,
}

impl<const WIDE: bool, const STREAM: bool> Action for Rows<WIDE, STREAM> {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, _: isize, to: *mut u8, _: isize, count: usize) {
        unsafe { stream::row::<WIDE, STREAM>(from, to, count * self.size, self.ahead) }
    }
}

impl Action for Combine {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize) {
        unsafe { Combine::run(self, from, from_step, to, to_step, count) }
    }
}

impl Action for cast::Run {
    #[inline(always)]
    unsafe fn run(&self, from: *const u8, from_step: isize, to: *mut u8, to_step: isize, count: usize) {
        unsafe { self(from, from_step, to, to_step, count) }
    }
}

/// Applies the action to every innermost run.
unsafe fn walk<A: Action>(axes: &[Vec<ByteRun>], from: *const u8, to: *mut u8, action: &A) {
    let [runs, inner @ ..] = axes else { return };
    for run in runs {
        let mut from = from.wrapping_offset(run.from);
        let mut to = to.wrapping_offset(run.to);
        if inner.is_empty() {
            unsafe { action.run(from, run.from_step, to, run.to_step, run.count) };
            continue;
        }
        for _ in 0..run.count {
            match inner {
                [last] => last.iter().for_each(|run| unsafe {
                    let (from, to) = (from.wrapping_offset(run.from), to.wrapping_offset(run.to));
                    action.run(from, run.from_step, to, run.to_step, run.count);
                }),
                _ => unsafe { walk(inner, from, to, action) },
            }
            from = from.wrapping_offset(run.from_step);
            to = to.wrapping_offset(run.to_step);
        }
    }
}

type Transpose<E> = unsafe fn(&E, &ByteRun, &ByteRun, *const u8, *mut u8);

/// Applies a transposition to every pair of runs of the two innermost loops.
unsafe fn walk_tiles<E>(axes: &[Vec<ByteRun>], from: *const u8, to: *mut u8, emit: &E, transpose: Transpose<E>) {
    match axes {
        [across, along] => {
            for across in across {
                along.iter().for_each(|along| unsafe { transpose(emit, across, along, from, to) });
            }
        }
        [runs, inner @ ..] => {
            for run in runs {
                let mut from = from.wrapping_offset(run.from);
                let mut to = to.wrapping_offset(run.to);
                for _ in 0..run.count {
                    unsafe { walk_tiles(inner, from, to, emit, transpose) };
                    from = from.wrapping_offset(run.from_step);
                    to = to.wrapping_offset(run.to_step);
                }
            }
        }
        [] => {}
    }
}
