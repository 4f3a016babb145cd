//! The one engine that moves elements: runs a plan in rounds within the memory ceiling.

use crate::context::{Context, Incoming, Outgoing, Temporary};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Segment};
use crate::kernels::copy::{copy_segments, Source, Target};
use crate::plan::{Block, Plan, Transfer};

/// What the ranks must agree on before a plan runs: how long one message piece may be.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Messages in and out of the busiest rank.
    messages: u64,
    /// Temporary bytes of the poorest rank.
    bytes: u64,
}

impl Budget {
    /// This rank's needs, in a form whose maxima over all ranks are the agreed budget.
    pub fn offer(context: &Context, plan: &Plan) -> [u64; 2] {
        let room = match context.memory_ceiling() {
            None => u64::MAX,
            Some(ceiling) => (ceiling as u64).saturating_sub(context.temporary_bytes()),
        };
        [(plan.sends.len() + plan.receives.len()) as u64, !room]
    }

    pub fn agreed(slots: [u64; 2]) -> Budget {
        Budget { messages: slots[0], bytes: !slots[1] }
    }

    /// Elements per message piece; the same on all ranks.
    fn piece(&self, item: usize) -> Result<i64> {
        let share = self.bytes / self.messages.max(1);
        if self.messages > 0 && share < item as u64 {
            let need = self.messages.saturating_mul(item as u64);
            return Err(Error {
                agreed: true,
                ..Error::new(
                    Status::Memory,
                    format!(
                        "the memory ceiling leaves {} bytes for {} messages at once; raise it by at least {need} bytes",
                        self.bytes, self.messages
                    ),
                )
            });
        }
        Ok((share / item as u64).min(i64::MAX as u64) as i64)
    }
}

/// Moves what a plan says from `source` to `target`, whose pointers are the origins of the plan's
/// positions. Messages carry the narrower of the two dtypes.
///
/// # Safety
/// Source and target must be valid for all positions of the plan, and must not overlap.
pub unsafe fn execute(
    context: &Context,
    plan: &Plan,
    source: Source<'_>,
    target: Target<'_>,
    budget: Budget,
) -> Result<()> {
    for block in &plan.local {
        copy_segments(source, target, &lists(block));
        let bytes = block.count() as u64 * target.dtype.size() as u64;
        context.counters().add_local_bytes(bytes);
    }
    let wire = if source.dtype.size() <= target.dtype.size() { source.dtype } else { target.dtype };
    let piece = budget.piece(wire.size())?;
    let sends = pieces(&plan.sends, plan, piece);
    let receives = pieces(&plan.receives, plan, piece);
    let rounds = sends.iter().chain(&receives).map(|(_, blocks)| blocks.len()).max().unwrap_or(0);
    for round in 0..rounds {
        let mut outgoing = Vec::new();
        for (rank, block) in in_round(&sends, round) {
            let mut buffer = context.temporary(block.count() as usize * wire.size())?;
            pack(source, &mut buffer, wire, block, plan);
            outgoing.push((rank, buffer));
        }
        let mut incoming = Vec::new();
        for (rank, block) in in_round(&receives, round) {
            incoming.push((rank, block, context.temporary(block.count() as usize * wire.size())?));
        }
        {
            let sends: Vec<_> = outgoing.iter().map(|(rank, data)| Outgoing { rank: *rank, data }).collect();
            let mut receives: Vec<_> =
                incoming.iter_mut().map(|(rank, _, data)| Incoming { rank: *rank, data }).collect();
            context.exchange(&sends, &mut receives)?;
        }
        for (_, block, buffer) in &incoming {
            unpack(buffer, target, wire, block, plan);
        }
        context.counters().add_round();
    }
    Ok(())
}

fn lists(block: &Block) -> Vec<&[Segment]> {
    block.axes.iter().map(Vec::as_slice).collect()
}

fn pieces(transfers: &[Transfer], plan: &Plan, limit: i64) -> Vec<(i32, Vec<Block>)> {
    let split = |t: &Transfer| t.blocks.iter().flat_map(|b| b.clone().split(limit, plan.packing)).collect();
    transfers.iter().map(|t| (t.rank, split(t))).collect()
}

fn in_round(messages: &[(i32, Vec<Block>)], round: usize) -> impl Iterator<Item = (i32, &Block)> {
    messages.iter().filter_map(move |(rank, blocks)| blocks.get(round).map(|block| (*rank, block)))
}

/// The same lists with one side renumbered 0, 1, 2, ... as in a packed buffer.
fn packed(block: &Block, keep_from: bool) -> Vec<Vec<Segment>> {
    block
        .axes
        .iter()
        .map(|list| {
            let mut next = 0;
            list.iter()
                .map(|s| {
                    let at = next;
                    next += s.count;
                    if keep_from {
                        Segment { to: at, to_step: 1, ..*s }
                    } else {
                        Segment { from: at, from_step: 1, ..*s }
                    }
                })
                .collect()
        })
        .collect()
}

unsafe fn pack(source: Source<'_>, buffer: &mut Temporary, wire: Dtype, block: &Block, plan: &Plan) {
    let strides = shape::contiguous_strides(&block.extents(), plan.packing, wire.size());
    let lists = packed(block, true);
    let lists: Vec<&[Segment]> = lists.iter().map(Vec::as_slice).collect();
    let target = Target { pointer: buffer.as_mut_ptr(), strides: &strides, dtype: wire };
    copy_segments(source, target, &lists);
}

unsafe fn unpack(buffer: &Temporary, target: Target<'_>, wire: Dtype, block: &Block, plan: &Plan) {
    let strides = shape::contiguous_strides(&block.extents(), plan.packing, wire.size());
    let lists = packed(block, false);
    let lists: Vec<&[Segment]> = lists.iter().map(Vec::as_slice).collect();
    let source = Source { pointer: buffer.as_ptr(), strides: &strides, dtype: wire };
    copy_segments(source, target, &lists);
}
