//! Straight-line programs over blocks of elements that stay in the first-level cache.
//!
//! A program loads blocks of memories into registers, applies loops to them, and stores or feeds what comes out: however
//! many functions an expression has, its operands are read once and its results written once. Values are numbered in the
//! order in which they are made; registers are given to them by liveness.

mod nest;
mod run;

use super::cast;
use super::ufunc::{Kernel, Loop};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
pub use run::{Binding, Scratch};

/// Most elements handled at a time.
const BLOCK: usize = 1024;
/// Fewest, where many registers are alive at once.
const SMALLEST_BLOCK: usize = 128;
/// With more constants than this they are filled in again for each block, rather than kept in registers of their own.
const LASTING_CONSTANTS: usize = 16;
/// Bytes of all registers that are aimed at.
const CACHE: usize = 32 << 10;

/// The number of a value.
pub type Value = usize;
/// The number of a memory that a program reads or writes.
pub type Memory = usize;

#[derive(Clone, Copy)]
enum Source {
    /// The elements of a memory, cast.
    Load(Memory),
    /// One element everywhere.
    Constant([u8; 16]),
    Apply {
        kernel: Kernel,
        operands: [Value; 3],
        arity: usize,
    },
    Cast(Value),
}

#[derive(Clone, Copy)]
struct Step {
    source: Source,
    dtype: Dtype,
    /// Index of the register.
    register: usize,
    /// Number of the last step that reads it, or of the sinks.
    last: usize,
}

#[derive(Clone, Copy)]
enum Sink {
    Store(Memory),
    /// To the fold of this number.
    Feed(usize),
}

#[derive(Clone, Copy)]
struct MemoryKind {
    dtype: Dtype,
    /// One element for all positions.
    uniform: bool,
}

/// A register: bytes of an element, and bytes of all registers before it per element of a block.
#[derive(Clone, Copy)]
struct Register {
    size: usize,
    before: usize,
}

/// Straight-line code from memories to memories and folds.
#[derive(Clone, Default)]
pub struct Program {
    steps: Vec<Step>,
    sinks: Vec<(Value, Sink)>,
    memories: Vec<MemoryKind>,
    registers: Vec<Register>,
    /// Bytes of all registers per element of a block.
    width: usize,
    block: usize,
    lasting_constants: bool,
}

impl Program {
    pub fn new() -> Program {
        Program::default()
    }

    /// A further memory. `uniform`: it has one element, which stands for all positions.
    pub fn memory(&mut self, dtype: Dtype, uniform: bool) -> Memory {
        self.memories.push(MemoryKind { dtype, uniform });
        self.memories.len() - 1
    }

    /// How many memories there are.
    pub fn memory_count(&self) -> usize {
        self.memories.len()
    }

    pub fn dtype(&self, value: Value) -> Dtype {
        self.steps[value].dtype
    }

    fn push(&mut self, source: Source, dtype: Dtype) -> Value {
        self.steps.push(Step { source, dtype, register: 0, last: 0 });
        self.steps.len() - 1
    }

    /// The elements of a memory as they are.
    pub fn load(&mut self, memory: Memory) -> Value {
        self.push(Source::Load(memory), self.memories[memory].dtype)
    }

    /// One element of `dtype` at all positions.
    pub fn constant(&mut self, dtype: Dtype, bytes: [u8; 16]) -> Value {
        let same =
            |step: &Step| matches!(step.source, Source::Constant(known) if known == bytes) && step.dtype == dtype;
        match self.steps.iter().take(64).position(same) {
            Some(value) => value,
            None => self.push(Source::Constant(bytes), dtype),
        }
    }

    /// The same elements as another dtype, as by NumPy's `astype`.
    pub fn cast(&mut self, value: Value, dtype: Dtype) -> Value {
        if self.steps[value].dtype == dtype {
            return value;
        }
        match self.steps[value].source {
            // Loads convert on the way.
            Source::Load(memory) => self.push(Source::Load(memory), dtype),
            Source::Constant(bytes) => {
                let mut other = [0u8; 16];
                // Sound: both hold one element of any dtype.
                unsafe { cast::run(self.steps[value].dtype, dtype)(bytes.as_ptr(), 16, other.as_mut_ptr(), 16, 1) };
                self.constant(dtype, other)
            }
            _ => self.push(Source::Cast(value), dtype),
        }
    }

    /// A function of values, which are cast to what its loop takes.
    pub fn apply(&mut self, function: &Loop, operands: &[Value]) -> Value {
        let mut list = [0; 3];
        for (k, &operand) in operands.iter().enumerate() {
            list[k] = self.cast(operand, function.operands[k]);
        }
        let source = Source::Apply { kernel: function.kernel, operands: list, arity: operands.len() };
        self.push(source, function.result)
    }

    /// Writes a value to a memory, cast to its dtype.
    pub fn store(&mut self, value: Value, memory: Memory) {
        let value = self.cast(value, self.memories[memory].dtype);
        self.sinks.push((value, Sink::Store(memory)));
    }

    /// Feeds a value to the fold of this number, in its own dtype.
    pub fn feed(&mut self, value: Value, fold: usize) {
        self.sinks.push((value, Sink::Feed(fold)));
    }

    /// Gives registers to the values and says how large blocks are. To be called once, after the last sink.
    pub fn finish(&mut self) {
        let count = self.steps.len();
        // Constants and single elements are there from the beginning to the end.
        let (steps, memories) = (&mut self.steps, &self.memories);
        for at in 0..count {
            steps[at].last = at;
            if let Source::Apply { operands, arity, .. } = steps[at].source {
                operands[..arity].iter().for_each(|&operand| steps[operand].last = steps[operand].last.max(at));
            } else if let Source::Cast(operand) = steps[at].source {
                steps[operand].last = at;
            }
        }
        self.sinks.iter().for_each(|(value, _)| steps[*value].last = count);
        let constants = steps.iter().filter(|step| matches!(step.source, Source::Constant(_))).count();
        let lasting_constants = constants <= LASTING_CONSTANTS;
        self.lasting_constants = lasting_constants;
        let lasting = |step: &Step| match step.source {
            Source::Constant(_) => lasting_constants,
            Source::Load(memory) => memories[memory].uniform,
            _ => false,
        };
        let mut registers: Vec<Register> = Vec::new();
        let mut free: [Vec<usize>; 5] = Default::default();
        let class = |size: usize| size.trailing_zeros() as usize;
        for at in 0..count {
            let size = steps[at].dtype.size();
            let release = |free: &mut [Vec<usize>; 5], steps: &[Step], operand: Value| {
                let step = &steps[operand];
                let list = &mut free[class(step.dtype.size())];
                if step.last == at && !lasting(step) && !list.contains(&step.register) {
                    list.push(step.register);
                }
            };
            // A loop may write over its operands, a cast may not.
            if let Source::Apply { operands, arity, .. } = steps[at].source {
                operands[..arity].iter().for_each(|&operand| release(&mut free, steps, operand));
            }
            let list = &mut free[class(size)];
            steps[at].register = match list.pop() {
                Some(register) if !lasting(&steps[at]) => register,
                other => {
                    list.extend(other);
                    registers.push(Register { size, before: 0 });
                    registers.len() - 1
                }
            };
            if let Source::Cast(operand) = steps[at].source {
                release(&mut free, steps, operand);
            }
            // A value that nobody reads.
            if steps[at].last == at && !lasting(&steps[at]) {
                free[class(size)].push(steps[at].register);
            }
        }
        self.width = 0;
        for register in &mut registers {
            register.before = self.width;
            self.width += register.size;
        }
        self.registers = registers;
        let fitting = CACHE / self.width.max(1);
        self.block = (fitting - fitting % 64).clamp(SMALLEST_BLOCK, BLOCK);
    }

    fn is_stored(&self, value: Value) -> bool {
        self.sinks.iter().any(|&(stored, sink)| stored == value && matches!(sink, Sink::Store(_)))
    }

    /// Room for the registers. `Memory` if the system refuses it.
    pub fn scratch(&self) -> Result<Scratch> {
        let bytes = self.width * self.block;
        Scratch::new(bytes).ok_or_else(|| {
            Error::new(Status::Memory, format!("the system refused {bytes} bytes for the registers of an expression"))
        })
    }
}

#[cfg(test)]
mod tests;
