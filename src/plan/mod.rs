//! How elements get from one layout to another: who sends which positions to whom.
//!
//! A plan is pure data. Each message is a list of blocks, each block a product of position
//! lists, one per axis; both ends list the same elements in the same order, so that the
//! n-th packed element of the sender is the n-th unpacked one of the receiver.

mod halo;
mod redistribution;

pub use halo::halo_exchange;
pub(crate) use redistribution::{closed_form_match, coordinate};
pub use redistribution::{closed_form_matches, redistribution, AxisMatch, RedistributionError};

use crate::index::segment;
use crate::index::{Order, Segment};
use std::sync::Arc;

/// A product of corresponding positions: one list of segments per axis. On the sending side
/// `from` counts in the local part, on the receiving side `to` does; local blocks use both.
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

    /// Cuts into pieces of at most `limit` elements, the same way on both ends of a message:
    /// only extents and packing order decide.
    pub fn split(self, limit: i64, order: Order) -> Vec<Block> {
        if self.count() <= limit.max(1) {
            return vec![self];
        }
        let extents = self.extents();
        let Some(axis) = order.axes(extents.len()).into_iter().find(|&axis| extents[axis] > 1) else {
            return vec![self];
        };
        let inner = self.count() / extents[axis];
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
}

impl Plan {
    pub fn new(packing: Order) -> Plan {
        Plan { sends: Vec::new(), receives: Vec::new(), local: Vec::new(), packing }
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
