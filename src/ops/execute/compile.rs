//! Plans and memories worked out to copies that can run any number of times.

use super::offer::{Offer, Offers};
use super::pieces::{by_peer, Exchange};
use super::Key;
use crate::array::Place;
use crate::context::Context;
use crate::dtype::Dtype;
use crate::index::{shape, Access, ByteRun};
use crate::kernels::copy::{Copier, How};
use crate::mpi::Mapping;
use crate::plan::{Block, Plan};
use std::sync::Arc;

/// Bytes that are staged at once: they shall not leave the cache before they are read.
pub const STAGE: usize = 128 << 10;
/// The least that is worth telling the receiver of.
const PIECE: usize = 4 << 10;

/// A part with the memory of its block axes.
pub struct Resolved {
    pub plan: Arc<Plan>,
    pub source: Place,
    pub target: Place,
    pub from: Vec<Access>,
    pub to: Vec<Access>,
    /// The narrower of the two dtypes, in which elements travel.
    pub wire: Dtype,
    pub how: How,
}

impl Resolved {
    pub fn new(plan: Arc<Plan>, source: Place, target: Place, how: How) -> Resolved {
        let wire = if source.dtype.size() <= target.dtype.size() { source.dtype } else { target.dtype };
        let (from, to) = (grouped(&source, &plan.from_groups), grouped(&target, &plan.to_groups));
        Resolved { plan, source, target, from, to, wire, how }
    }
}

/// One access per axis of the blocks.
fn grouped(place: &Place, groups: &Option<Vec<usize>>) -> Vec<Access> {
    let Some(groups) = groups else { return place.access.clone() };
    let mut axes = place.extents.iter().copied().zip(place.access.iter().cloned());
    let mut group = |count: &usize| {
        let mut members: Vec<(i64, Access)> = axes.by_ref().take(*count).collect();
        match members.len() {
            0 => Access::Strided(0),
            1 => members.remove(0).1,
            _ => Access::Product(members.into()),
        }
    };
    groups.iter().map(&mut group).collect()
}

/// A copy between memory and a place in a buffer, or between two memories.
pub struct Step {
    pub copier: Copier,
    pub memory: usize,
    /// Bytes from the start of the buffer, or an address.
    pub other: usize,
}

/// What is packed or unpacked at once.
pub struct Piece {
    pub bytes: usize,
    pub steps: Vec<Step>,
}

/// How one rank's data reach another.
pub enum Way {
    /// The receiver has the steps, from the sender's memory.
    Direct(Arc<[Step]>),
    Staged(Vec<Piece>),
    Message(Vec<Piece>),
}

pub struct Line {
    pub rank: i32,
    /// Its number on this node, unless messages go there.
    pub neighbour: usize,
    pub bytes: usize,
    pub way: Way,
}

impl Line {
    /// Pieces by which both ends count.
    pub fn pieces(&self) -> usize {
        match &self.way {
            Way::Direct(_) => 1,
            Way::Staged(pieces) | Way::Message(pieces) => pieces.len(),
        }
    }
}

/// Everything that one rank does in a movement.
pub struct Compiled {
    pub key: Option<Key>,
    /// The agreement after which it was learned from neighbours, the same on all ranks; 0 without neighbours.
    pub learned: u64,
    /// They keep their addresses, which are in the key.
    _plans: Vec<Arc<Plan>>,
    /// What direct copies read.
    _mappings: Vec<Mapping>,
    pub local: Vec<Step>,
    pub local_bytes: usize,
    pub outward: Vec<Line>,
    pub inward: Vec<Line>,
    /// Bytes per piece.
    pub limit: usize,
    /// Bytes of the largest element that travels.
    pub item: usize,
    /// Elements must arrive in the order of ranks, so that sums come out the same every time.
    pub ordered: bool,
}

/// The two halves of a stage, or the one of a very small one: their number, and the bytes of each.
pub fn halves(limit: usize, item: usize) -> (usize, usize) {
    match limit / 2 >= item {
        true => (2, (limit / 2).min(STAGE)),
        false => (1, limit),
    }
}

/// Bytes of the pieces in which so many are staged. What goes over and back between two ranks takes turns piece by piece, so
/// that the receiver finds the memory beside what it has packed itself in its caches, and both work at once.
fn piece(limit: usize, item: usize, bytes: usize) -> usize {
    halves(limit, item).1.min((bytes / 32).max(PIECE))
}

impl Compiled {
    /// Everything that leaves this rank goes as messages.
    pub fn without_neighbours(context: &Context, key: Option<Key>, parts: &[Resolved]) -> Compiled {
        let mut compiled = Compiled::begin(key, parts);
        for exchange in by_peer(parts, false) {
            compiled.outward.push(line(context, &exchange, Way::Message(packed(&exchange, usize::MAX))));
        }
        for exchange in by_peer(parts, true) {
            compiled.inward.push(line(context, &exchange, Way::Message(unpacked(&exchange, usize::MAX))));
        }
        compiled
    }

    /// As the offers say. None where memory of a neighbour cannot be mapped.
    pub fn new(context: &Context, key: Option<Key>, parts: &[Resolved], offers: &Offers) -> Option<Compiled> {
        let mut compiled = Compiled::begin(key, parts);
        let item = compiled.item;
        let stage = |exchange: &Exchange| piece(usize::MAX, item, exchange.bytes());
        for (exchange, offer) in by_peer(parts, false).iter().zip(&offers.made) {
            let way = match offer {
                Offer::Message => Way::Message(packed(exchange, usize::MAX)),
                Offer::Stage => Way::Staged(packed(exchange, stage(exchange))),
                Offer::Direct(_) => Way::Direct([].into()),
            };
            compiled.outward.push(line(context, exchange, way));
        }
        for (exchange, offer) in by_peer(parts, true).iter().zip(&offers.got) {
            let way = match offer {
                Offer::Message => Way::Message(unpacked(exchange, usize::MAX)),
                Offer::Stage => Way::Staged(unpacked(exchange, stage(exchange))),
                Offer::Direct(sources) => {
                    let neighbour = context.neighbour(exchange.rank)?;
                    let mut steps = Vec::new();
                    let mut sources = sources.iter();
                    for &(part, transfer) in &exchange.transfers {
                        let source = sources.next()?;
                        let mapping = context.map_of(neighbour, source.offset, source.bytes)?;
                        let memory = (mapping.pointer() as usize).wrapping_add(source.origin as usize);
                        compiled._mappings.push(mapping);
                        let mut lists = source.blocks.iter();
                        for block in &transfer.blocks {
                            let from = lists.next()?;
                            let runs = runs(&block.from_wire(), from, &part.to);
                            let copier = Copier::new(runs, part.source.dtype, part.target.dtype, part.how);
                            steps.push(Step { copier, memory: part.target.pointer as usize, other: memory });
                        }
                    }
                    Way::Direct(steps.into())
                }
            };
            compiled.inward.push(line(context, exchange, way));
        }
        Some(compiled)
    }

    fn begin(key: Option<Key>, parts: &[Resolved]) -> Compiled {
        let mut local = Vec::new();
        let mut local_bytes = 0;
        for part in parts {
            for block in &part.plan.local {
                local_bytes += block.count() as usize * part.target.dtype.size();
                let lists: Vec<_> = block.axes.iter().map(|list| list.to_vec()).collect();
                let copier =
                    Copier::new(runs(&lists, &part.from, &part.to), part.source.dtype, part.target.dtype, part.how);
                let (memory, other) = (part.target.pointer as usize, part.source.pointer as usize);
                local.push(Step { copier, memory, other });
            }
        }
        Compiled {
            key,
            learned: 0,
            _plans: parts.iter().map(|part| part.plan.clone()).collect(),
            _mappings: Vec::new(),
            local,
            local_bytes,
            outward: Vec::new(),
            inward: Vec::new(),
            limit: usize::MAX,
            item: parts.iter().map(|part| part.wire.size()).max().unwrap_or(1),
            ordered: parts.iter().any(|part| part.how != How::Replace),
        }
    }

    /// The same ways with pieces of at most `limit` bytes.
    pub fn cut_again(&self, limit: usize, parts: &[Resolved]) -> Compiled {
        let mut again = Compiled::begin(None, parts);
        again.limit = limit;
        again._mappings = self._mappings.clone();
        for inward in [false, true] {
            let cut = if inward { unpacked } else { packed };
            let (old, new) = match inward {
                true => (&self.inward, &mut again.inward),
                false => (&self.outward, &mut again.outward),
            };
            for (exchange, line) in by_peer(parts, inward).iter().zip(old) {
                let way = match &line.way {
                    Way::Direct(steps) => Way::Direct(steps.clone()),
                    Way::Staged(_) => Way::Staged(cut(exchange, piece(limit, self.item, line.bytes))),
                    Way::Message(_) => Way::Message(cut(exchange, limit)),
                };
                new.push(Line { way, ..*line });
            }
        }
        again
    }

    /// Lines that need a buffer here: what a memory ceiling is divided by.
    pub fn buffered(&self) -> usize {
        let messages = self.inward.iter().filter(|line| matches!(line.way, Way::Message(_)));
        let out = self.outward.iter().filter(|line| !matches!(line.way, Way::Direct(_)));
        messages.count() + out.count()
    }

    /// About how many words it takes in memory.
    pub fn size(&self) -> usize {
        let lines = self.outward.iter().chain(&self.inward);
        let steps = lines.map(|line| match &line.way {
            Way::Direct(steps) => steps.len(),
            Way::Staged(pieces) | Way::Message(pieces) => pieces.iter().map(|piece| piece.steps.len()).sum(),
        });
        let segments: usize = self._plans.iter().map(|plan| plan.segment_count()).sum();
        segments + steps.sum::<usize>()
    }
}

fn line(context: &Context, exchange: &Exchange, way: Way) -> Line {
    let neighbour = context.neighbour(exchange.rank).unwrap_or(usize::MAX);
    Line { rank: exchange.rank, neighbour, bytes: exchange.bytes(), way }
}

fn runs(lists: &[Vec<crate::index::Segment>], from: &[Access], to: &[Access]) -> Vec<Vec<ByteRun>> {
    lists.iter().zip(from).zip(to).map(|((list, from), to)| ByteRun::list(list, from, to)).collect()
}

/// Memory of a packed block.
fn wire_access(part: &Resolved, block: &Block) -> Vec<Access> {
    let strides = shape::contiguous_strides(&block.wire_extents(), part.plan.packing, part.wire.size());
    strides.into_iter().map(Access::Strided).collect()
}

/// From this rank's memory into pieces.
fn packed(exchange: &Exchange, limit: usize) -> Vec<Piece> {
    cut(exchange, limit, |part, block, at| {
        let runs = runs(&block.to_wire(), &part.from, &wire_access(part, block));
        let copier = Copier::new(runs, part.source.dtype, part.wire, How::Replace);
        Step { copier, memory: part.source.pointer as usize, other: at }
    })
}

/// From pieces into this rank's memory.
fn unpacked(exchange: &Exchange, limit: usize) -> Vec<Piece> {
    cut(exchange, limit, |part, block, at| {
        let runs = runs(&block.from_wire(), &wire_access(part, block), &part.to);
        let copier = Copier::new(runs, part.wire, part.target.dtype, part.how);
        Step { copier, memory: part.target.pointer as usize, other: at }
    })
}

fn cut(exchange: &Exchange, limit: usize, step: impl Fn(&Resolved, &Block, usize) -> Step) -> Vec<Piece> {
    let piece = |blocks: Vec<(&Resolved, Block)>| {
        let mut bytes = 0;
        let mut steps = Vec::with_capacity(blocks.len());
        for (part, block) in blocks {
            steps.push(step(part, &block, bytes));
            bytes += block.wire_count() as usize * part.wire.size();
        }
        Piece { bytes, steps }
    };
    exchange.cut(limit).into_iter().map(piece).collect()
}
