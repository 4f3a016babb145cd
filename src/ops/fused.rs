//! One pass over the positions of a distribution: operands read once, a program run block by block, outputs written and
//! folds fed. What ranks made of their parts then meets in one gather.

use super::align::{Alignment, Operand, Outputs, Term};
use super::create::{cast_scalar, Scalar};
use crate::array::{blocks, Array};
use crate::context::Context;
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::Result;
use crate::index::Access;
use crate::kernels::copy::streaming_pays;
use crate::kernels::program::{Binding, Program, Scratch};
use crate::kernels::reduce::Fold;
use std::sync::Arc;

/// A pass that is ready to run. The memories of its program are the terms of its alignment, then the outputs.
pub struct Pass {
    to: Arc<Distribution>,
    pub alignment: Alignment,
    operands: Vec<Operand>,
    program: Program,
    scratch: Scratch,
    folds: Vec<Fold>,
    states: States,
}

/// States of folds, one after the other.
struct States {
    words: Vec<u128>,
    /// Where each begins, in words, and the end.
    edges: Vec<usize>,
}

/// Where memory of a term begins, in bytes, and how its axes lie.
type Origin = (isize, Vec<Access>);

const WORD: usize = size_of::<u128>();

impl States {
    fn new(folds: &[Fold]) -> States {
        let mut edges = vec![0];
        for fold in folds {
            edges.push(edges[edges.len() - 1] + fold.state_size().div_ceil(WORD));
        }
        let mut states = States { words: vec![0; edges[edges.len() - 1]], edges };
        for (k, fold) in folds.iter().enumerate() {
            unsafe { fold.start(states.pointer(k)) };
        }
        states
    }

    fn pointer(&mut self, fold: usize) -> *mut u8 {
        self.words[self.edges[fold]..].as_mut_ptr().cast()
    }
}

impl Pass {
    /// Takes what a pass needs. `given` are outputs that exist already and are written in this pass or others; `build` makes the program, whose first memories
    /// stand for the terms and are there when it is called. Local.
    pub fn prepare(
        function: &str,
        context: &Context,
        to: &Arc<Distribution>,
        terms: &[Term],
        given: &Outputs,
        folds: Vec<Fold>,
        build: impl FnOnce(&mut Program) -> Result<()>,
    ) -> Result<Pass> {
        let alignment = Alignment::prepare(function, context, terms, to)?;
        let operands = alignment.operands(function, context, given)?;
        let mut program = Program::new();
        for operand in &operands {
            program.memory(operand.dtype, operand.uniform);
        }
        build(&mut program)?;
        program.finish();
        let scratch = program.scratch()?;
        let states = States::new(&folds);
        Ok(Pass { to: to.clone(), alignment, operands, program, scratch, folds, states })
    }

    /// How many functions are applied to each element.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Takes copies of operands that outputs overlap; for all passes before any of them runs. Local.
    pub fn take(&self) {
        self.operands.iter().for_each(Operand::take);
    }

    /// Runs over the part of this rank; the outputs are aligned with the distribution of the pass, and do not overlap each
    /// other. Every label counts once in folds, which therefore have no outputs beside them where labels may be shared.
    /// Local.
    pub fn run(&mut self, outputs: &[Array]) {
        let primary = self.to.place().is_some_and(|place| place.replica == 0);
        if self.to.local_count() == 0 || (outputs.is_empty() && !primary) {
            return;
        }
        let mut extents = self.to.local_shape();
        let mut pointers: Vec<*mut u8> = self.operands.iter().map(|operand| operand.pointer).collect();
        pointers.extend(outputs.iter().map(Array::local_pointer));
        let mut accesses: Vec<&[Access]> = self.operands.iter().map(|operand| operand.access.as_slice()).collect();
        accesses.extend(outputs.iter().map(|output| output.access()));
        let chosen;
        if outputs.is_empty() {
            if let Some(once) = self.once(&accesses) {
                (extents, chosen) = once;
                accesses = chosen.iter().map(|(_, access)| access.as_slice()).collect();
                for (pointer, (offset, _)) in pointers.iter_mut().zip(&chosen) {
                    *pointer = pointer.wrapping_offset(*offset);
                }
            }
        }
        if extents.contains(&0) {
            return;
        }
        let operands = &self.operands;
        let in_place = |output: &&Array| operands.iter().any(|operand| operand.pointer == output.local_pointer());
        let bytes = |output: &Array| output.distribution().local_count() as usize * output.dtype().size();
        let streaming = streaming_pays(outputs.iter().filter(|output| !in_place(output)).map(bytes).sum());
        let states: Vec<(Fold, usize)> = (0..self.folds.len())
            .map(|k| (self.folds[k], self.states.pointer(k) as usize))
            .filter(|_| primary)
            .collect();
        let mut feeders: Vec<_> = (0..self.folds.len())
            .map(|k| {
                let state = states.get(k).copied();
                move |values: *const u8, count: usize| {
                    if let Some((fold, state)) = state {
                        // SAFETY: the state outlives the pass, and blocks hold elements of the fold's operand.
                        unsafe { fold.feed(state as *mut u8, values, count, 0, 1) };
                    }
                }
            })
            .collect();
        let mut feeds: Vec<&mut dyn FnMut(*const u8, usize)> =
            feeders.iter_mut().map(|feed| feed as &mut dyn FnMut(*const u8, usize)).collect();
        let parts: Vec<(*mut u8, &[Access])> = pointers.into_iter().zip(accesses).collect();
        // SAFETY: accesses stay inside the arrays, whose parts are of these extents.
        unsafe { sweep(&self.program, &mut self.scratch, &extents, &parts, streaming, &mut feeds) };
    }

    /// The extents and accesses of the positions whose labels this rank counts, where there are others.
    fn once(&self, accesses: &[&[Access]]) -> Option<(Vec<i64>, Vec<Origin>)> {
        let primary: Vec<Option<&[bool]>> =
            self.to.axes().iter().map(|axis| axis.labels().and_then(|labels| labels.primary())).collect();
        if primary.iter().all(Option::is_none) {
            return None;
        }
        let mut extents = self.to.local_shape();
        let mut chosen: Vec<(isize, Vec<Access>)> = accesses.iter().map(|axes| (0, axes.to_vec())).collect();
        for (d, flags) in primary.iter().enumerate() {
            let Some(flags) = flags else { continue };
            let positions: Vec<i64> = (0..extents[d]).filter(|&p| flags[p as usize]).collect();
            extents[d] = positions.len() as i64;
            for (origin, axes) in &mut chosen {
                let offsets = positions.iter().map(|&p| (axes[d].offset(p), 0, 1));
                let (first, access) = Access::of_pieces(offsets);
                *origin += first;
                axes[d] = access;
            }
        }
        Some((extents, chosen))
    }
}

/// Runs a program over memories of the same extents, none of them 0; one part for each memory of the program.
///
/// # Safety
/// As for [`Program::run`].
pub(super) unsafe fn sweep(
    program: &Program,
    scratch: &mut Scratch,
    extents: &[i64],
    parts: &[(*mut u8, &[Access])],
    streaming: bool,
    feeds: &mut [&mut dyn FnMut(*const u8, usize)],
) {
    let accesses: Vec<&[Access]> = parts.iter().map(|part| part.1).collect();
    blocks::walk(extents, &accesses, |extents, offsets, strides| {
        let pointers = parts.iter().zip(offsets).map(|(part, &offset)| part.0.wrapping_offset(offset));
        let bindings: Vec<Binding> =
            pointers.zip(strides).map(|(pointer, strides)| Binding { pointer, strides }).collect();
        unsafe { program.run(extents, &bindings, streaming, scratch, feeds) };
    });
}

/// The results of the folds of all passes, the same bits on all ranks: states meet in the order of ranks. **Collective.**
pub fn meet(context: &Context, passes: &mut [Pass]) -> Result<Vec<(Scalar, Dtype)>> {
    let mine: Vec<u8> =
        passes.iter().flat_map(|pass| bytemuck::cast_slice::<u128, u8>(&pass.states.words)).copied().collect();
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let all = context.all_gather(&mine)?;
    let mut results = Vec::new();
    let mut before = 0;
    for pass in passes {
        let mut total = States::new(&pass.folds);
        let bytes = total.words.len() * WORD;
        let mut other = vec![0u128; total.words.len()];
        for rank in all.chunks_exact(mine.len()) {
            bytemuck::cast_slice_mut(&mut other).copy_from_slice(&rank[before..before + bytes]);
            for (k, fold) in pass.folds.iter().enumerate() {
                let state = other[total.edges[k]..].as_ptr().cast();
                // SAFETY: both are states of this fold.
                unsafe { fold.merge(total.pointer(k), state) };
            }
        }
        for (k, fold) in pass.folds.iter().enumerate() {
            let mut value = [0u8; 16];
            // SAFETY: room for an element of any dtype.
            unsafe { fold.finish(total.pointer(k), value.as_mut_ptr()) };
            results.push((cast_scalar(&value, fold.result(), fold.result()), fold.result()));
        }
        before += bytes;
    }
    Ok(results)
}
