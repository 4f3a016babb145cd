//! Reductions over all axes or one. Partial results meet in rank order, so that every rank
//! computes the same bits.

use super::create::{cast_scalar, Scalar};
use crate::array::{blocks, Array, Place};
use crate::context::{Arg, Call, Context, Incoming, Outgoing, Temporary};
use crate::dtype::{Dtype, Kind};
use crate::error::Result;
use crate::index::{shape, Access, ByteRun, Order, Segment};
use crate::kernels::copy::{Copier, How, Source, Target};
use crate::kernels::lanes::{self as kernels, Reduction};
use crate::kernels::ufunc::Ufunc;
use std::sync::Arc;

/// What the C interface offers, with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Reduce {
    Sum = 1,
    Min = 2,
    Max = 3,
    Mean = 4,
    CountNonzero = 5,
}

impl Reduce {
    pub fn from_number(number: i32) -> Result<Reduce> {
        Ok(match number {
            1 => Reduce::Sum,
            2 => Reduce::Min,
            3 => Reduce::Max,
            4 => Reduce::Mean,
            5 => Reduce::CountNonzero,
            _ => refuse!(Argument, "op", "expected DISTARRAY_SUM (1) to DISTARRAY_COUNT_NONZERO (5), got {number}"),
        })
    }

    /// NumPy's result type; one-byte and two-byte integers average to float64.
    pub fn dtype(self, of: Dtype) -> Result<Dtype> {
        match self {
            Reduce::Sum => kernels::reduce_dtype(Reduction::Sum, of),
            Reduce::Min | Reduce::Max => kernels::reduce_dtype(self.kernel(), of),
            Reduce::Mean if matches!(of.kind(), Kind::Float | Kind::Complex) => Ok(of),
            Reduce::Mean => Ok(Dtype::Float64),
            Reduce::CountNonzero => Ok(Dtype::Int64),
        }
    }

    fn kernel(self) -> Reduction {
        match self {
            Reduce::Min => Reduction::Min,
            Reduce::Max => Reduction::Max,
            _ => Reduction::Sum,
        }
    }

    /// The type elements are brought to before they are combined.
    fn operand(self, of: Dtype) -> Dtype {
        match self {
            // Means accumulate in double precision, so that neither range nor rank count shows.
            Reduce::Mean if of.kind() == Kind::Complex => Dtype::Complex128,
            Reduce::Mean => Dtype::Float64,
            Reduce::CountNonzero => Dtype::Bool,
            _ => of,
        }
    }

    fn needs_elements(self) -> bool {
        matches!(self, Reduce::Min | Reduce::Max)
    }
}

/// Owned elements in the type of the reduction, each label once.
enum Operand<'a> {
    Direct(&'a Array, &'a [isize]),
    Converted { buffer: Temporary, strides: Vec<isize>, dtype: Dtype, extents: Vec<usize> },
}

impl<'a> Operand<'a> {
    /// `axis` names the only axis on which duplicates are left out; `None` means all.
    fn of(array: &'a Array, dtype: Dtype, axis: Option<usize>) -> Result<Operand<'a>> {
        let distribution = array.distribution();
        let primary: Vec<Option<&[bool]>> = distribution
            .axes()
            .iter()
            .enumerate()
            .map(|(d, map)| map.labels().filter(|_| axis.is_none_or(|only| only == d)).and_then(|l| l.primary()))
            .collect();
        if let Some(strides) = array.strides().filter(|_| dtype == array.dtype() && primary.iter().all(Option::is_none))
        {
            return Ok(Operand::Direct(array, strides));
        }
        let extents = array.local_extents();
        let lists: Vec<Vec<Segment>> =
            primary.iter().zip(&extents).map(|(primary, &n)| chosen(*primary, n as i64)).collect();
        let counts: Vec<i64> = lists.iter().map(|list| crate::index::segment::total(list)).collect();
        let empty = !array.has_elements() || counts.contains(&0);
        let bytes = if empty { 0 } else { shape::byte_count(&counts, dtype.size())? };
        let mut buffer = array.context().temporary(bytes)?;
        let strides = shape::contiguous_strides(&counts, distribution.order(), dtype.size());
        if !empty {
            let place = array.place();
            let runs =
                |(d, list): (usize, &Vec<Segment>)| ByteRun::list(list, &place.access[d], &Access::Strided(strides[d]));
            let copy = Copier::new(lists.iter().enumerate().map(runs).collect(), place.dtype, dtype, How::Replace);
            unsafe { copy.run(place.pointer, buffer.as_mut_ptr()) };
        }
        let extents = counts.iter().map(|&n| n as usize).collect();
        Ok(Operand::Converted { buffer, strides, dtype, extents })
    }

    fn source(&self) -> Source<'_> {
        match self {
            Operand::Direct(array, strides) => Source { pointer: array.local_pointer(), strides, dtype: array.dtype() },
            Operand::Converted { buffer, strides, dtype, .. } => {
                Source { pointer: buffer.as_ptr(), strides, dtype: *dtype }
            }
        }
    }

    fn extents(&self) -> Vec<usize> {
        match self {
            Operand::Direct(array, _) => array.local_extents(),
            Operand::Converted { extents, .. } => extents.clone(),
        }
    }
}

/// Positions to take, renumbered 0, 1, 2, ...
fn chosen(primary: Option<&[bool]>, count: i64) -> Vec<Segment> {
    let Some(primary) = primary else { return vec![Segment::new(0, 0, count)] };
    let mut list = Vec::new();
    for (next, (position, _)) in primary.iter().enumerate().filter(|(_, &p)| p).enumerate() {
        Segment::push(&mut list, Segment::new(position as i64, next as i64, 1));
    }
    list
}

/// One value over all elements, on every rank, with its dtype. **Collective.**
pub fn all(op: Reduce, array: &Array) -> Result<(Scalar, Dtype)> {
    let context = array.context();
    let arguments = [("op", Arg::Int(op as i64)), ("array", Arg::Object("array", array.serial()))];
    let call = Call::new("distarray_array_reduce", &arguments);
    let prepared = array.check_usable("array").and_then(|()| {
        let dtype = op.dtype(array.dtype())?;
        if op.needs_elements() && array.distribution().global_count() == 0 {
            refuse!(Shape, "array", "an array without elements has no minimum or maximum");
        }
        partial(op, array).map(|record| (dtype, record))
    });
    let (dtype, record) = context.agree(&call, prepared)?;
    let records = context.all_gather(bytemuck::bytes_of(&record))?;
    let state_dtype = state_dtype(op, array.dtype())?;
    let item = state_dtype.size();
    let mut state: Option<[u8; 16]> = None;
    let mut count = 0;
    for record in records.chunks_exact(size_of::<Record>()) {
        let Record { count: elements, state: value } = bytemuck::pod_read_unaligned(record);
        if elements == 0 {
            continue;
        }
        count += elements;
        match &mut state {
            None => state = Some(value),
            Some(state) => unsafe {
                kernels::combine(op.kernel(), state_dtype, &mut state[..item], &value[..item]);
            },
        }
    }
    let mut value = state.unwrap_or([0; 16]);
    if op == Reduce::Mean {
        divide(&mut value, state_dtype, count as f64);
    }
    Ok((cast_scalar(&value, state_dtype, dtype), dtype))
}

fn state_dtype(op: Reduce, dtype: Dtype) -> Result<Dtype> {
    kernels::reduce_dtype(op.kernel(), op.operand(dtype))
}

/// One rank's share: how many elements, each label once, and what became of them.
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
struct Record {
    count: u64,
    state: [u8; 16],
}

fn partial(op: Reduce, array: &Array) -> Result<Record> {
    let mut record = Record { count: 0, state: [0; 16] };
    let primary_copy = array.distribution().place().is_some_and(|place| place.replica == 0);
    if !primary_copy || !array.has_elements() {
        return Ok(record);
    }
    let operand = Operand::of(array, op.operand(array.dtype()), None)?;
    let extents = operand.extents();
    let mut empty = true;
    let item = state_dtype(op, array.dtype())?.size();
    unsafe {
        kernels::reduce_all(op.kernel(), operand.source(), &extents, &mut record.state[..item], &mut empty);
    }
    record.count = if empty { 0 } else { extents.iter().map(|&n| n as u64).product() };
    Ok(record)
}

fn divide(value: &mut [u8; 16], dtype: Dtype, by: f64) {
    let copy = *value;
    let a = Source { pointer: copy.as_ptr(), strides: &[], dtype };
    let b = Source { pointer: (&raw const by).cast(), strides: &[], dtype: Dtype::Float64 };
    unsafe { Ufunc::Divide.apply(&[a, b], Target { pointer: value.as_mut_ptr(), strides: &[], dtype }, &[]) };
}

/// Reduces along one axis (negative counts from the end). The result drops the axis, or keeps it
/// with extent 1, and lies on every process that shared in it. **Collective.**
pub fn axis(op: Reduce, array: &Array, axis: i32, keep: bool) -> Result<Array> {
    let context = array.context();
    let arguments = [
        ("op", Arg::Int(op as i64)),
        ("array", Arg::Object("array", array.serial())),
        ("axis", Arg::Int(axis as i64)),
        ("keep", Arg::Int(keep as i64)),
    ];
    let call = Call::new("distarray_array_reduce_axis", &arguments);
    let prepared = prepare_axis(op, array, axis, keep);
    let mut work = context.agree(&call, prepared)?;
    let outcome = work.combine(context, op);
    context.confirm(outcome)?;
    Ok(work.write(context, op))
}

struct AxisWork {
    axis: usize,
    result: crate::array::Prepared,
    /// Extents of the local result without the axis.
    extents: Vec<i64>,
    state_dtype: Dtype,
    /// What this rank made of its own elements.
    own: Temporary,
    state: Temporary,
    /// Other members' values of the elements that this one combines.
    others: Temporary,
    /// Elements of this rank along the axis, each label once; 0 if it has no state.
    own_count: u64,
    /// Those of all members together.
    count: u64,
    members: Vec<i32>,
}

fn prepare_axis(op: Reduce, array: &Array, axis: i32, keep: bool) -> Result<AxisWork> {
    array.check_usable("array")?;
    let ndim = array.ndim() as i32;
    if axis < -ndim || axis >= ndim {
        refuse!(Argument, "axis", "expected {} to {}, got {axis}", -ndim, ndim - 1);
    }
    let axis = axis.rem_euclid(ndim) as usize;
    let context = array.context();
    let source = array.distribution();
    if op.needs_elements() && source.shape()[axis] == 0 {
        refuse!(Shape, "array", "axis {axis} has no elements, so there is no minimum or maximum along it");
    }
    let dtype = op.dtype(array.dtype())?;
    let state_dtype = state_dtype(op, array.dtype())?;
    let distribution = Arc::new(source.reduced(axis, keep)?);
    let result = Array::prepare(context, &distribution, dtype, None)?;
    let mut extents = source.local_shape();
    extents.remove(axis);
    let inside = source.place().is_some();
    let bytes = if inside { shape::byte_count(&extents, state_dtype.size())? } else { 0 };
    let mut own = context.temporary(bytes)?;
    let operand = Operand::of(array, op.operand(array.dtype()), Some(axis))?;
    let local = operand.extents();
    let count = if inside && bytes > 0 { local[axis] as u64 } else { 0 };
    if count > 0 {
        let strides = shape::contiguous_strides(&extents, Order::RowMajor, state_dtype.size());
        let target = Target { pointer: own.as_mut_ptr(), strides: &strides, dtype: state_dtype };
        unsafe { kernels::reduce_axis(op.kernel(), operand.source(), &local, axis, target) };
    }
    let members = match source.place() {
        None => Vec::new(),
        Some(place) => (0..source.grid().extents()[axis])
            .map(|c| {
                let mut coordinates = place.coordinates.clone();
                coordinates[axis] = c;
                source.grid().rank_of(&coordinates, place.replica)
            })
            .collect(),
    };
    let item = state_dtype.size();
    let longest = (bytes / item).div_ceil(members.len().max(1)) * item;
    let (state, others) = (context.temporary(bytes)?, context.temporary(longest * members.len().saturating_sub(1))?);
    Ok(AxisWork { axis, result, extents, state_dtype, own, state, others, own_count: count, count, members })
}

impl AxisWork {
    /// Combines the states of all members. Each member combines a share of the elements, in the order of
    /// coordinates, and gives it to all: everyone has the same bits, and nobody handles more than two states' bytes.
    fn combine(&mut self, context: &Context, op: Reduce) -> Result<()> {
        let counts = context.all_gather(&self.own_count.to_ne_bytes())?;
        let counts: Vec<u64> = bytemuck::allocation::pod_collect_to_vec(&counts);
        let mine = context.rank();
        self.count = self.members.iter().map(|&member| counts[member as usize]).sum();
        if self.state.is_empty() {
            return Ok(());
        }
        let contributors: Vec<usize> =
            (0..self.members.len()).filter(|&m| counts[self.members[m] as usize] > 0).collect();
        if contributors.is_empty() {
            self.state.fill(0);
            return Ok(());
        }
        let me = self.members.iter().position(|&member| member == mine).unwrap_or(0);
        let own_chunk = self.chunk(me);
        // Everyone's values of the elements that this member combines.
        {
            let mut sends = Vec::new();
            if self.own_count > 0 {
                for (m, &rank) in self.members.iter().enumerate().filter(|(m, _)| *m != me) {
                    sends.push(Outgoing { rank, data: &self.own[self.chunk(m)] });
                }
            }
            let parts = self.others.chunks_mut(own_chunk.len().max(1)).zip(contributors.iter().filter(|&&m| m != me));
            let mut receives: Vec<Incoming> = parts
                .filter(|_| !own_chunk.is_empty())
                .map(|(data, &m)| Incoming { rank: self.members[m], data })
                .collect();
            sends.retain(|send| !send.data.is_empty());
            context.exchange(&sends, &mut receives)?;
        }
        let mut received = self.others.chunks(own_chunk.len().max(1));
        for (turn, &m) in contributors.iter().enumerate().filter(|_| !own_chunk.is_empty()) {
            let value = if m == me { &self.own[own_chunk.clone()] } else { received.next().unwrap_or(&[]) };
            let state = &mut self.state[own_chunk.clone()];
            match turn {
                0 => state.copy_from_slice(value),
                _ => unsafe { kernels::combine(op.kernel(), self.state_dtype, state, value) },
            }
        }
        // The combined elements go to all members.
        let chunks: Vec<_> = (0..self.members.len()).map(|m| self.chunk(m)).collect();
        let (before, rest) = self.state.split_at_mut(own_chunk.start);
        let (combined, after) = rest.split_at_mut(own_chunk.len());
        let mut receives = Vec::new();
        let (mut before, mut after) = (before, after);
        for (m, chunk) in chunks.iter().enumerate().filter(|(m, chunk)| *m != me && !chunk.is_empty()) {
            let side = if m < me { &mut before } else { &mut after };
            let (data, rest) = std::mem::take(side).split_at_mut(chunk.len());
            *side = rest;
            receives.push(Incoming { rank: self.members[m], data });
        }
        let others = self.members.iter().filter(|&&rank| rank != mine && !combined.is_empty());
        let sends: Vec<Outgoing> = others.map(|&rank| Outgoing { rank, data: combined }).collect();
        context.exchange(&sends, &mut receives)
    }

    /// Bytes of the state that a member combines.
    fn chunk(&self, member: usize) -> std::ops::Range<usize> {
        let item = self.state_dtype.size();
        let edge = |m: usize| (self.state.len() / item) as u128 * m as u128 / self.members.len() as u128;
        edge(member) as usize * item..edge(member + 1) as usize * item
    }

    fn write(self, context: &Context, op: Reduce) -> Array {
        let array = self.result.finish(context);
        if self.state.is_empty() || !array.has_elements() {
            return array;
        }
        let mut strides = shape::contiguous_strides(&self.extents, Order::RowMajor, self.state_dtype.size());
        let mut extents = self.extents.clone();
        if array.ndim() > extents.len() {
            strides.insert(self.axis, 0);
            extents.insert(self.axis, 1);
        }
        let states = Place::strided(self.state.as_ptr().cast_mut(), &strides, &extents, self.state_dtype);
        if op != Reduce::Mean {
            unsafe { blocks::copy(&states, &array.place()) };
            return array;
        }
        let parts = [
            (states.pointer, states.access.as_slice(), states.dtype),
            (array.local_pointer(), array.access(), array.dtype()),
        ];
        let count = self.count as f64;
        blocks::each_of(&extents, parts, |block| {
            let zeros = vec![0isize; block.extents.len()];
            let divisor = Source { pointer: (&raw const count).cast(), strides: &zeros, dtype: Dtype::Float64 };
            unsafe { Ufunc::Divide.apply(&[block.source(0), divisor], block.target(1), block.extents) };
        });
        array
    }
}
