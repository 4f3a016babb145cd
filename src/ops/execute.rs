//! The one engine that moves elements: runs a plan in rounds within the memory ceiling.

use crate::context::{Context, Counters, Incoming, Outgoing, Temporary};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order, Segment};
use crate::kernels::copy::{copy_segments, Source, Target};
use crate::plan::{Block, Plan, Transfer};
use std::sync::Arc;

/// A plan as a context keeps it, with the distributions it was made for.
struct Kept {
    purpose: Purpose,
    from: Arc<Distribution>,
    to: Arc<Distribution>,
    plan: Arc<Plan>,
}

/// What a kept plan does between its distributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Redistribution,
    /// From a distribution to its own halos.
    Halo,
}

/// Plans with more segments than this are made anew each time rather than kept.
const WORTH_KEEPING: usize = 1 << 16;

/// The plan between two distributions: that of an earlier call on the same ones, or a new one. Local.
pub fn kept_plan(
    context: &Context,
    purpose: Purpose,
    from: &Arc<Distribution>,
    to: &Arc<Distribution>,
    make: impl FnOnce() -> Result<Plan>,
) -> Result<Arc<Plan>> {
    let fits = |kept: &Kept| kept.purpose == purpose && Arc::ptr_eq(&kept.from, from) && Arc::ptr_eq(&kept.to, to);
    let make = || Ok(Kept { purpose, from: from.clone(), to: to.clone(), plan: Arc::new(make()?) });
    let kept = context.kept(fits, make, |kept| kept.plan.segment_count() <= WORTH_KEEPING)?;
    Ok(kept.plan.clone())
}

/// A plan with the buffers it needs, ready to run once all ranks have theirs.
pub struct Movement {
    plan: Arc<Plan>,
    /// The narrower of the two dtypes, in which messages travel.
    wire: Dtype,
    /// One buffer per message, allocated at once unless a memory ceiling asks for rounds.
    buffers: Option<Buffers>,
    /// Messages in and out of this rank, and the complement of the bytes it may use.
    needs: [u64; 2],
}

struct Buffers {
    outgoing: Vec<Temporary>,
    incoming: Vec<Temporary>,
}

impl Buffers {
    /// Room for the longest piece of each message.
    fn allocate(context: &Context, sends: &[Pieces], receives: &[Pieces], item: usize) -> Result<Buffers> {
        let longest = |pieces: &Pieces| {
            let count = pieces.messages.iter().map(|blocks| count(blocks)).max().unwrap_or(0);
            context.temporary(count as usize * item)
        };
        Ok(Buffers {
            outgoing: sends.iter().map(longest).collect::<Result<_>>()?,
            incoming: receives.iter().map(longest).collect::<Result<_>>()?,
        })
    }
}

/// What one transfer sends or receives in each round.
struct Pieces {
    rank: i32,
    messages: Vec<Vec<Block>>,
}

fn count(blocks: &[Block]) -> i64 {
    blocks.iter().map(Block::wire_count).sum()
}

/// Cuts transfers into messages of at most `limit` elements, the same way on both ends.
fn pieces(transfers: &[Transfer], plan: &Plan, limit: i64) -> Vec<Pieces> {
    transfers
        .iter()
        .map(|transfer| {
            let mut messages: Vec<Vec<Block>> = Vec::new();
            let mut room = 0;
            for block in transfer.blocks.iter().flat_map(|block| block.clone().split(limit, plan.packing)) {
                let size = block.wire_count();
                match messages.last_mut() {
                    Some(message) if size <= room => message.push(block),
                    _ => {
                        messages.push(vec![block]);
                        room = limit;
                    }
                }
                room -= size;
            }
            Pieces { rank: transfer.rank, messages }
        })
        .collect()
}

impl Movement {
    /// The local part of preparing a movement. The needs go into an agreement's slots, whose maxima
    /// [`Movement::run`] takes.
    pub fn prepare(context: &Context, plan: Arc<Plan>, from: Dtype, to: Dtype) -> Result<Movement> {
        let wire = if from.size() <= to.size() { from } else { to };
        let room = match context.memory_ceiling() {
            None => u64::MAX,
            Some(ceiling) => (ceiling as u64).saturating_sub(context.counters().snapshot().temporary_bytes),
        };
        let needs = [(plan.sends.len() + plan.receives.len()) as u64, !room];
        // Without messages there is nothing to limit, whatever the ceilings of other ranks.
        let buffers = match room == u64::MAX || needs[0] == 0 {
            true => {
                let sends = pieces(&plan.sends, &plan, i64::MAX);
                let receives = pieces(&plan.receives, &plan, i64::MAX);
                Some(Buffers::allocate(context, &sends, &receives, wire.size())?)
            }
            false => None,
        };
        Ok(Movement { plan, wire, buffers, needs })
    }

    pub fn needs(&self) -> [u64; 2] {
        self.needs
    }

    /// Moves the elements. `source` and `target` point at the origins of the plan's positions.
    /// Collective: `agreed` are the maxima of all ranks' needs.
    ///
    /// # Safety
    /// Source and target must be valid for all positions of the plan, and must not overlap.
    pub unsafe fn run(self, context: &Context, source: Source<'_>, target: Target<'_>, agreed: [u64; 2]) -> Result<()> {
        let Movement { plan, wire, buffers, .. } = self;
        let limit = piece_limit(agreed, wire.size())?;
        let sends = pieces(&plan.sends, &plan, limit);
        let receives = pieces(&plan.receives, &plan, limit);
        let mut buffers = match buffers {
            Some(buffers) if limit == i64::MAX => buffers,
            stale => {
                drop(stale);
                context.confirm(Buffers::allocate(context, &sends, &receives, wire.size()))?
            }
        };
        for block in &plan.local {
            copy_segments(source, target, &lists(block));
            Counters::add(&context.counters().local_bytes, block.count() as usize * target.dtype.size());
        }
        let rounds = sends.iter().chain(&receives).map(|pieces| pieces.messages.len()).max().unwrap_or(0);
        for round in 0..rounds {
            let mut outgoing = Vec::with_capacity(sends.len());
            for (pieces, buffer) in sends.iter().zip(&mut buffers.outgoing) {
                let Some(blocks) = pieces.messages.get(round) else { continue };
                let data = &mut buffer[..count(blocks) as usize * wire.size()];
                let mut rest = &mut data[..];
                for block in blocks {
                    let (packed, after) = rest.split_at_mut(block.wire_count() as usize * wire.size());
                    pack(source, packed, wire, block, plan.packing);
                    rest = after;
                }
                outgoing.push(Outgoing { rank: pieces.rank, data });
            }
            let mut incoming = Vec::with_capacity(receives.len());
            for (pieces, buffer) in receives.iter().zip(&mut buffers.incoming) {
                let Some(blocks) = pieces.messages.get(round) else { continue };
                let data = &mut buffer[..count(blocks) as usize * wire.size()];
                incoming.push(Incoming { rank: pieces.rank, data });
            }
            if let Err(error) = context.exchange(&outgoing, &mut incoming) {
                // The context is dead, and messages under way may still use the buffers: they are left to MPI.
                std::mem::forget(buffers);
                return Err(error);
            }
            for (pieces, buffer) in receives.iter().zip(&buffers.incoming) {
                let mut rest = &buffer[..];
                for block in pieces.messages.get(round).into_iter().flatten() {
                    let (packed, after) = rest.split_at(block.wire_count() as usize * wire.size());
                    unpack(packed, target, wire, block, plan.packing);
                    rest = after;
                }
            }
            Counters::add(&context.counters().rounds, 1);
        }
        Ok(())
    }
}

/// Elements per message piece; the same on all ranks.
fn piece_limit(agreed: [u64; 2], item: usize) -> Result<i64> {
    let (messages, bytes) = (agreed[0], !agreed[1]);
    if messages == 0 || bytes == u64::MAX {
        return Ok(i64::MAX);
    }
    let share = bytes / messages;
    if share < item as u64 {
        let need = messages.saturating_mul(item as u64);
        let text = format!(
            "the memory ceiling leaves {bytes} bytes for {messages} messages at once; at least {need} are needed"
        );
        return Err(Error { agreed: true, ..Error::new(Status::Memory, text) });
    }
    Ok((share / item as u64).min(i64::MAX as u64 - 1) as i64)
}

fn lists(block: &Block) -> Vec<&[Segment]> {
    block.axes.iter().map(|list| &**list).collect()
}

unsafe fn pack(source: Source<'_>, buffer: &mut [u8], wire: Dtype, block: &Block, order: Order) {
    let strides = shape::contiguous_strides(&block.wire_extents(), order, wire.size());
    let lists = block.to_wire();
    let lists: Vec<&[Segment]> = lists.iter().map(Vec::as_slice).collect();
    let target = Target { pointer: buffer.as_mut_ptr(), strides: &strides, dtype: wire };
    copy_segments(source, target, &lists);
}

unsafe fn unpack(buffer: &[u8], target: Target<'_>, wire: Dtype, block: &Block, order: Order) {
    let strides = shape::contiguous_strides(&block.wire_extents(), order, wire.size());
    let lists = block.from_wire();
    let lists: Vec<&[Segment]> = lists.iter().map(Vec::as_slice).collect();
    let source = Source { pointer: buffer.as_ptr(), strides: &strides, dtype: wire };
    copy_segments(source, target, &lists);
}
