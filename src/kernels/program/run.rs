//! Running a program over one block of strided memories.

use super::nest::Nest;
use super::{Program, Sink, Source, Step, Value};
use crate::kernels::cast::{self, Run};
use crate::kernels::copy::Streaming;
use crate::kernels::ufunc::Kernel;

const ALIGNMENT: usize = 64;
/// Most operands that are brought in ahead.
const AHEAD: usize = 6;

/// Room for the registers of a program, aligned to cache lines.
pub struct Scratch {
    bytes: Vec<u8>,
}

impl Scratch {
    pub(super) fn new(bytes: usize) -> Option<Scratch> {
        let mut list = Vec::new();
        if bytes > 0 {
            list.try_reserve_exact(bytes + ALIGNMENT).ok()?;
        }
        Some(Scratch { bytes: list })
    }

    fn pointer(&mut self) -> *mut u8 {
        let start = self.bytes.as_mut_ptr();
        start.wrapping_add(start.align_offset(ALIGNMENT))
    }
}

/// Where the elements of a memory lie: the address of position (0, …, 0) and byte strides per axis.
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    pub pointer: *mut u8,
    pub strides: &'a [isize],
}

/// What is done for each block; places are numbers of memories, and behind them of registers.
enum Action {
    Apply {
        kernel: Kernel,
        operands: [usize; 3],
        out: usize,
    },
    Convert {
        run: Run,
        from: usize,
        from_size: isize,
        to: usize,
        to_size: isize,
    },
    Gather {
        run: Run,
        memory: usize,
        to: usize,
        size: isize,
    },
    Scatter {
        run: Run,
        from: usize,
        memory: usize,
        size: isize,
    },
    Stream {
        from: usize,
        memory: usize,
        size: usize,
    },
    /// One element into a whole register.
    Repeat {
        run: Run,
        element: *const u8,
        to: usize,
        size: isize,
    },
    Feed {
        from: usize,
        fold: usize,
    },
}

impl Program {
    /// Runs over every position of a shape. Values are fed to the folds block by block, in no particular order.
    /// `streaming` lets stores pass the caches by; results do not depend on it.
    ///
    /// # Safety
    /// All addressed elements must be inside live memory, and there are as many bindings as memories. A stored memory is
    /// the same elements as another one or does not overlap it. The program is finished, and `scratch` is its own.
    pub unsafe fn run(
        &self,
        shape: &[usize],
        bindings: &[Binding],
        streaming: bool,
        scratch: &mut Scratch,
        folds: &mut [&mut dyn FnMut(*const u8, usize)],
    ) {
        let memories = bindings.len();
        let strides: Vec<&[isize]> = bindings.iter().map(|binding| binding.strides).collect();
        let mut start = vec![0isize; memories];
        let stored = |(_, sink): &(Value, Sink)| match sink {
            Sink::Store(memory) => Some(*memory),
            Sink::Feed(_) => None,
        };
        let leading = self.sinks.iter().find_map(stored).unwrap_or(0);
        if shape.contains(&0) {
            return;
        }
        // A program of constants has no memory to follow.
        let Some(mut nest) = Nest::new(shape, &strides, leading.min(memories.saturating_sub(1)), &mut start) else {
            return;
        };
        let tiling = nest.tile(self.block);
        let largest = tiling.rows * tiling.columns;
        let base = scratch.pointer();
        let register = |index: usize| base.wrapping_add(self.registers[index].before * self.block);
        let mut places: Vec<*mut u8> = bindings.iter().map(|binding| binding.pointer).collect();
        places.extend((0..self.registers.len()).map(register));
        // One row after the other without a gap.
        let whole = tiling.columns == nest.count();
        let contiguous = |memory: usize| {
            let (inner, across) = nest.inner(memory);
            let size = self.memories[memory].dtype.size() as isize;
            inner == size && (tiling.rows == 1 || whole && across == tiling.columns as isize * size)
        };
        let actions = unsafe { self.actions(bindings, &places, largest, streaming, &contiguous) };
        let lead = self.memories.get(leading).map_or(1, |memory| memory.dtype.size());
        let first = match streaming && tiling.columns > ALIGNMENT {
            // From the second block on stores begin with a cache line.
            true => {
                let address = (bindings[leading].pointer as usize).wrapping_add_signed(start[leading]);
                tiling.columns - address % ALIGNMENT / lead
            }
            false => tiling.columns,
        };
        let stream = Streaming::here();
        // Contiguous operands, of which the next block is brought in while a result is written.
        let read = |step: &Step| match step.source {
            Source::Load(memory) if !self.memories[memory].uniform && contiguous(memory) => Some(memory),
            _ => None,
        };
        let mut operands: Vec<usize> = self.steps.iter().filter_map(read).collect();
        operands.dedup();
        operands.truncate(AHEAD);
        nest.each(&tiling, first, &start, |offsets, rows, columns| {
            for (place, (binding, offset)) in places.iter_mut().zip(bindings.iter().zip(offsets)) {
                *place = binding.pointer.wrapping_offset(*offset);
            }
            let count = rows * columns;
            for action in &actions {
                match *action {
                    Action::Apply { kernel, operands, out } => {
                        let operands = operands.map(|place| places[place].cast_const());
                        unsafe { kernel(&operands, places[out], count) };
                    }
                    Action::Convert { run, from, from_size, to, to_size } => unsafe {
                        run(places[from], from_size, places[to], to_size, count);
                    },
                    Action::Gather { run, memory, to, size } => {
                        let (inner, across) = nest.inner(memory);
                        let (from, to) = (places[memory], places[to]);
                        if rows == 1 || across == inner * columns as isize {
                            unsafe { run(from, inner, to, size, count) };
                            continue;
                        }
                        for row in 0..rows as isize {
                            let to = to.wrapping_offset(row * columns as isize * size);
                            unsafe { run(from.wrapping_offset(row * across), inner, to, size, columns) };
                        }
                    }
                    Action::Scatter { run, from, memory, size } => {
                        let (inner, across) = nest.inner(memory);
                        for row in 0..rows as isize {
                            let from = places[from].wrapping_offset(row * columns as isize * size);
                            let to = places[memory].wrapping_offset(row * across);
                            unsafe { run(from, size, to, inner, columns) };
                        }
                    }
                    Action::Stream { from, memory, size } => {
                        let mut ahead = [std::ptr::null(); AHEAD];
                        for (next, &operand) in ahead.iter_mut().zip(&operands) {
                            *next =
                                places[operand].wrapping_add(count * self.memories[operand].dtype.size()).cast_const();
                        }
                        unsafe { stream.row(places[from], places[memory], count * size, &ahead[..operands.len()]) };
                    }
                    Action::Repeat { run, element, to, size } => unsafe { run(element, 0, places[to], size, count) },
                    Action::Feed { from, fold } => folds[fold](places[from], count),
                }
            }
        });
        if streaming {
            stream.finish();
        }
    }

    /// The actions of each block; what stays the same in all of them is done here.
    unsafe fn actions(
        &self,
        bindings: &[Binding],
        places: &[*mut u8],
        largest: usize,
        streaming: bool,
        contiguous: &dyn Fn(usize) -> bool,
    ) -> Vec<Action> {
        let memories = bindings.len();
        let mut actions = Vec::with_capacity(self.steps.len() + self.sinks.len());
        // Where each value is found.
        let mut found: Vec<usize> = Vec::with_capacity(self.steps.len());
        let shared = |memory: usize| {
            let same = |(k, other): (usize, &Binding)| k != memory && other.pointer == bindings[memory].pointer;
            bindings.iter().enumerate().any(same)
        };
        // The last step may write over what all others have read.
        let alone = self.sinks.len() == 1;
        let rewrites = |(_, sink): &(Value, Sink)| matches!(sink, Sink::Store(memory) if shared(*memory));
        let rewritten = !alone && self.sinks.iter().any(rewrites);
        for (number, step) in self.steps.iter().enumerate() {
            let register = memories + step.register;
            let size = step.dtype.size() as isize;
            let mut place = register;
            match step.source {
                Source::Constant(ref bytes) => {
                    let run = cast::run(step.dtype, step.dtype);
                    if self.lasting_constants {
                        unsafe { run(bytes.as_ptr(), 0, places[register], size, largest) };
                    } else {
                        actions.push(Action::Repeat { run, element: bytes.as_ptr(), to: register, size });
                    }
                }
                Source::Load(memory) => {
                    let kind = self.memories[memory];
                    let run = cast::run(kind.dtype, step.dtype);
                    if kind.uniform {
                        unsafe { run(bindings[memory].pointer, 0, places[register], size, largest) };
                    } else if kind.dtype == step.dtype && contiguous(memory) && !(rewritten && self.is_stored(number)) {
                        place = memory;
                    } else {
                        actions.push(Action::Gather { run, memory, to: register, size });
                    }
                }
                Source::Cast(value) => {
                    let from = self.steps[value].dtype;
                    let (run, from_size) = (cast::run(from, step.dtype), from.size() as isize);
                    actions.push(Action::Convert { run, from: found[value], from_size, to: register, to_size: size });
                }
                Source::Apply { kernel, operands, arity } => {
                    let mut list = [found[operands[0]]; 3];
                    (0..arity).for_each(|k| list[k] = found[operands[k]]);
                    if !streaming {
                        let direct = self.sinks.iter().find_map(|&(value, sink)| match sink {
                            Sink::Store(memory) if value == number && contiguous(memory) => Some(memory),
                            _ => None,
                        });
                        let safe = |memory: &usize| alone && number + 1 == self.steps.len() || !shared(*memory);
                        place = direct.filter(safe).unwrap_or(register);
                    }
                    actions.push(Action::Apply { kernel, operands: list, out: place });
                }
            }
            found.push(place);
        }
        for &(value, sink) in &self.sinks {
            let (from, dtype) = (found[value], self.steps[value].dtype);
            match sink {
                Sink::Feed(fold) => actions.push(Action::Feed { from, fold }),
                Sink::Store(memory) if from == memory => {}
                Sink::Store(memory) if streaming && contiguous(memory) => {
                    actions.push(Action::Stream { from, memory, size: dtype.size() });
                }
                Sink::Store(memory) => {
                    let (run, size) = (cast::run(dtype, dtype), dtype.size() as isize);
                    actions.push(Action::Scatter { run, from, memory, size });
                }
            }
        }
        actions
    }
}
