//! How elements get from one layout to another: who sends which positions to whom.
//!
//! A plan is pure data. Each message is a list of blocks, each block a product of position
//! lists, one per axis; both ends list the same elements in the same order, so that the
//! n-th packed element of the sender is the n-th unpacked one of the receiver.

mod boundary;
pub mod contraction;
mod halo;
mod index_list;
mod pieces;
mod redistribution;
mod relabelling;
mod reshape;
mod statistics;

pub use boundary::{boundary_cells, boundary_fill, Boundary};
pub use halo::{halo_exchange, HaloOptions};
pub use index_list::{index_list, owners};
pub use pieces::{piece_match, reachable, Piece};
pub(crate) use redistribution::{closed_form_match, coordinate};
pub use redistribution::{closed_form_matches, redistribution, AxisMatch, RedistributionError};
pub use relabelling::propose_ranks;
pub use reshape::{common_axes, reshape, reshaped, without_labels};
pub use statistics::Statistics;

use crate::index::segment;
use crate::index::{Order, Segment};
use std::sync::Arc;

/// A product of corresponding positions: one list of segments per axis. On the sending side
/// `from` counts in the local part, on the receiving side `to` does; local blocks use both.
///
/// A list that names one source position again and again is *repeated*, as along a broadcast axis: one
/// element travels, and the receiver spreads it. Both ends see that by the same `from` positions, so
/// receivers' lists have them too, whatever they are called there: equal only where the element is the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub axes: Vec<Arc<[Segment]>>,
}

impl Block {
    /// Number of elements.
    pub fn count(&self) -> i64 {
        self.axes.iter().map(|axis| segment::total(axis)).product()
    }

    /// Number of positions per axis.
    pub fn extents(&self) -> Vec<i64> {
        self.axes.iter().map(|axis| segment::total(axis)).collect()
    }

    /// Number of elements that travel.
    pub fn wire_count(&self) -> i64 {
        self.axes.iter().map(|axis| wire_total(axis)).product()
    }

    /// Extents of a message of this block: 1 along repeated lists.
    pub fn wire_extents(&self) -> Vec<i64> {
        self.axes.iter().map(|axis| wire_total(axis)).collect()
    }

    /// From the sender's part to a message: `to` counts the message's positions 0, 1, 2, ...
    pub fn to_wire(&self) -> Vec<Vec<Segment>> {
        let once = |list: &Arc<[Segment]>| match is_repeated(list) {
            true => vec![Segment::new(list[0].from, 0, 1)],
            false => numbered(list, |s, at| Segment { to: at, to_step: 1, ..s }),
        };
        self.axes.iter().map(once).collect()
    }

    /// From a message to the receiver's part: `from` counts the message's positions 0, 1, 2, ...
    pub fn from_wire(&self) -> Vec<Vec<Segment>> {
        let spread = |list: &Arc<[Segment]>| match is_repeated(list) {
            true => list.iter().map(|&s| Segment { from: 0, from_step: 0, ..s }).collect(),
            false => numbered(list, |s, at| Segment { from: at, from_step: 1, ..s }),
        };
        self.axes.iter().map(spread).collect()
    }

    /// The same block in the other direction.
    pub fn reversed(&self) -> Block {
        Block { axes: self.axes.iter().map(|list| list.iter().map(|s| s.swapped()).collect()).collect() }
    }

    /// Cuts into pieces of which at most `limit` elements travel, the same way on both ends of a message:
    /// only wire extents and packing order decide. Repeated lists stay whole.
    pub fn split(self, limit: i64, order: Order) -> Vec<Block> {
        let extents = self.wire_extents();
        let count: i64 = extents.iter().product();
        if count <= limit.max(1) {
            return vec![self];
        }
        let Some(axis) = order.axes(extents.len()).into_iter().find(|&axis| extents[axis] > 1) else {
            return vec![self];
        };
        let inner = count / extents[axis];
        let length = (limit / inner.max(1)).max(1);
        let mut pieces = Vec::new();
        for list in cut(&self.axes[axis], length) {
            let mut axes = self.axes.clone();
            axes[axis] = list.into();
            pieces.extend(Block { axes }.split(limit, order));
        }
        pieces
    }
}

/// True if all positions, two at least, have the same `from`.
fn is_repeated(list: &[Segment]) -> bool {
    let Some(first) = list.first() else { return false };
    let same = |s: &Segment| s.from == first.from && (s.count == 1 || s.from_step == 0);
    (list.len() > 1 || first.count > 1) && list.iter().all(same)
}

/// Number of positions that travel.
fn wire_total(list: &[Segment]) -> i64 {
    if is_repeated(list) {
        1
    } else {
        segment::total(list)
    }
}

fn numbered(list: &[Segment], renumber: impl Fn(Segment, i64) -> Segment) -> Vec<Segment> {
    let mut next = 0;
    let one = |&s: &Segment| {
        next += s.count;
        renumber(s, next - s.count)
    };
    list.iter().map(one).collect()
}

/// Cuts a list of segments into lists of `length` positions (the last may be shorter).
fn cut(list: &[Segment], length: i64) -> Vec<Vec<Segment>> {
    let mut lists = Vec::new();
    let mut current = Vec::new();
    let mut room = length;
    for &segment in list {
        let mut done = 0;
        while done < segment.count {
            let count = room.min(segment.count - done);
            current.push(segment.part(done, count));
            done += count;
            room -= count;
            if room == 0 {
                lists.push(std::mem::take(&mut current));
                room = length;
            }
        }
    }
    if !current.is_empty() {
        lists.push(current);
    }
    lists
}

/// Everything exchanged with one rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Transfer {
    pub rank: i32,
    pub blocks: Vec<Block>,
}

impl Transfer {
    pub fn count(&self) -> i64 {
        self.blocks.iter().map(Block::count).sum()
    }

    /// Number of elements that travel.
    pub fn wire_count(&self) -> i64 {
        self.blocks.iter().map(Block::wire_count).sum()
    }
}

/// One process's share of a movement of elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub sends: Vec<Transfer>,
    pub receives: Vec<Transfer>,
    /// What stays on this process.
    pub local: Vec<Block>,
    /// Axis order in which messages are packed.
    pub packing: Order,
    /// How many adjacent axes of the source make up each axis of the blocks, positions in C order over
    /// their local extents; one each if not given. An axis of none has the one position 0.
    pub from_groups: Option<Vec<usize>>,
    /// The same of the target.
    pub to_groups: Option<Vec<usize>>,
}

impl Plan {
    pub fn new(packing: Order) -> Plan {
        let (sends, receives, local) = (Vec::new(), Vec::new(), Vec::new());
        Plan { sends, receives, local, packing, from_groups: None, to_groups: None }
    }

    /// The plan that takes everything back. Several elements may arrive in one place then.
    pub fn reversed(&self) -> Plan {
        let back = |transfer: &Transfer| Transfer {
            rank: transfer.rank,
            blocks: transfer.blocks.iter().map(Block::reversed).collect(),
        };
        Plan {
            sends: self.receives.iter().map(back).collect(),
            receives: self.sends.iter().map(back).collect(),
            local: self.local.iter().map(Block::reversed).collect(),
            packing: self.packing,
            from_groups: self.to_groups.clone(),
            to_groups: self.from_groups.clone(),
        }
    }

    /// How many segments the plan consists of: its size in memory.
    pub fn segment_count(&self) -> usize {
        let blocks = self.sends.iter().chain(&self.receives).flat_map(|t| &t.blocks).chain(&self.local);
        blocks.map(|block| block.axes.iter().map(|list| list.len()).sum::<usize>()).sum()
    }

    fn is_empty_block(block: &Block) -> bool {
        block.count() == 0
    }

    /// Drops empty blocks and transfers; orders peers by rank.
    fn finish(mut self) -> Plan {
        self.local.retain(|block| !Plan::is_empty_block(block));
        for transfers in [&mut self.sends, &mut self.receives] {
            for transfer in transfers.iter_mut() {
                transfer.blocks.retain(|block| !Plan::is_empty_block(block));
            }
            transfers.retain(|transfer| !transfer.blocks.is_empty());
            transfers.sort_by_key(|transfer| transfer.rank);
        }
        self
    }
}

/// Every choice of one index from each of several ranges, the last varying fastest.
fn for_each_choice(extents: &[usize], mut visit: impl FnMut(&[usize])) {
    if extents.contains(&0) {
        return;
    }
    let mut choice = vec![0; extents.len()];
    loop {
        visit(&choice);
        let mut axis = extents.len();
        loop {
            if axis == 0 {
                return;
            }
            axis -= 1;
            choice[axis] += 1;
            if choice[axis] < extents[axis] {
                break;
            }
            choice[axis] = 0;
        }
    }
}
