//! The one engine that moves elements: runs plans between two memories per rank, several at once if asked to.
//!
//! What goes from one rank to another travels in one of three ways. *Direct*: the receiver maps the sender's memory,
//! and copies from there into its own. *Staged*: the sender packs pieces into memory that the receiver maps, where its
//! own is not to be mapped, or its elements lie too far apart. *Message*: packed, sent by MPI and unpacked, between nodes.
//! The sender chooses when a movement runs for the first time; what was worked out then is kept for the next time.

mod compile;
mod flight;
mod offer;
mod pieces;

use crate::array::{Array, Place};
use crate::context::{Call, Context};
use crate::distribution::Distribution;
use crate::error::{Error, Result, Status};
use crate::kernels::copy::How;
use crate::plan::{Boundary, HaloOptions, Plan};
pub use compile::STAGE;
use compile::{Compiled, Resolved};
use flight::Buffers;
pub use flight::Flight;
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::sync::Arc;

/// A plan as a context keeps it, with the distributions it was made for.
struct Kept {
    purpose: Purpose,
    from: Arc<Distribution>,
    to: Arc<Distribution>,
    plan: Arc<Plan>,
}

/// What a kept plan does between its distributions.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    Redistribution,
    Reshape,
    /// From a distribution to its own halos.
    Halo(HaloOptions),
    /// From halos to their owners.
    HaloReturn,
    /// From the interior to the boundary cells of an axis.
    Boundary(usize, Boundary),
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
    // Views made anew have distributions of their own.
    let same = |a: &Arc<Distribution>, b: &Arc<Distribution>| Arc::ptr_eq(a, b) || a.digest() == b.digest() && a == b;
    let fits = |kept: &Kept| kept.purpose == purpose && same(&kept.from, from) && same(&kept.to, to);
    let make = || {
        let _scope = context.trace().scope("plan");
        Ok(Kept { purpose: purpose.clone(), from: from.clone(), to: to.clone(), plan: Arc::new(make()?) })
    };
    let kept = context.kept(fits, make, |kept| kept.plan.segment_count() <= WORTH_KEEPING)?;
    Ok(kept.plan.clone())
}

/// One end of a movement.
#[derive(Clone)]
pub enum Side<'a> {
    /// What this rank owns of an array.
    Owned(&'a Array),
    /// The same with its halo.
    Padded(&'a Array),
    /// Other memory, about which nothing is kept.
    Memory(Place),
}

impl Side<'_> {
    fn place(&self) -> Place {
        match self {
            Side::Owned(array) => array.place(),
            Side::Padded(array) => array.padded_place(),
            Side::Memory(place) => place.clone(),
        }
    }

    /// Feeds a hash with what copies from or to this memory depend on: addresses, not arrays, because small arrays come
    /// and go in the same places. None where nothing is to be kept.
    fn hash_into(&self, hashers: &mut [FxHasher; 2]) -> Option<()> {
        let (array, pointer) = match self {
            Side::Owned(array) => (array, array.local_pointer()),
            Side::Padded(array) => (array, array.padded_pointer()),
            Side::Memory(_) => return None,
        };
        let mut write = |word: u64| hashers.iter_mut().for_each(|hasher| hasher.write_u64(word));
        write(pointer as u64);
        write(array.dtype() as u64);
        write(array.memory().span().map_or(0, |span| span.offset));
        match array.strides() {
            Some(strides) => strides.iter().for_each(|stride| write(*stride as u64)),
            // Views of this kind are many numbers, which those of the array and the view stand for.
            None => write(array.serial()),
        }
        Some(())
    }
}

/// One plan between two memories.
#[derive(Clone)]
pub struct Part<'a> {
    pub plan: Arc<Plan>,
    pub source: Side<'a>,
    pub target: Side<'a>,
    pub how: How,
}

/// Two hashes of the plans and memories of a movement.
type Key = [u64; 2];

fn key(parts: &[Part]) -> Option<Key> {
    let mut hashers = [FxHasher::default(), FxHasher::default()];
    hashers[1].write_u64(0x9e37_79b9_7f4a_7c15);
    for part in parts {
        if part.how != How::Replace {
            let text = format!("{:?}", part.how);
            hashers.iter_mut().for_each(|hasher| hasher.write(text.as_bytes()));
        }
        hashers.iter_mut().for_each(|hasher| hasher.write_u64(Arc::as_ptr(&part.plan) as u64));
        part.source.hash_into(&mut hashers)?;
        part.target.hash_into(&mut hashers)?;
    }
    Some(hashers.map(|hasher| hasher.finish()))
}

/// Plans with what they need, ready to run once all ranks agree.
pub struct Movement<'a> {
    context: Context,
    parts: Vec<Part<'a>>,
    key: Option<Key>,
    compiled: Option<Arc<Compiled>>,
    /// One buffer per message, allocated at once unless a memory ceiling asks for rounds.
    buffers: Option<Buffers>,
    /// The needs of all ranks, as far as they are known.
    needs: Needs,
}

/// Messages in and out of a rank, the complement of the bytes that it may use, and the complement of when it learned from
/// its neighbours how data come, and when: words of an agreement, which makes maxima of them.
type Needs = [u64; 4];

/// In place of the complement: not learned yet.
const UNKNOWN: u64 = u64::MAX;

/// Whether some rank has not learned, or ranks found what they learned at different times: an array may be new in an old
/// place on one rank only.
fn must_learn(needs: &Needs) -> bool {
    needs[2] == UNKNOWN || needs[2] != 0 && !needs[2] != needs[3]
}

fn room(context: &Context) -> u64 {
    match context.memory_ceiling() {
        None => u64::MAX,
        Some(ceiling) => (ceiling as u64).saturating_sub(context.counters().snapshot().temporary_bytes),
    }
}

impl<'a> Movement<'a> {
    /// The local part of preparing a movement: everything that can fail on one rank alone.
    pub fn prepare(context: &Context, parts: Vec<Part<'a>>) -> Result<Movement<'a>> {
        let key = key(&parts);
        let mut compiled = key.and_then(|key| context.find(|known: &Compiled| known.key == Some(key)));
        let shared = |part: &Part| {
            let mut peers = part.plan.sends.iter().chain(&part.plan.receives);
            peers.any(|transfer| context.neighbour(transfer.rank).is_some())
        };
        if compiled.is_none() && !parts.iter().any(shared) {
            let made = Arc::new(Compiled::without_neighbours(context, key, &resolve(&parts)));
            remember(context, &made);
            compiled = Some(made);
        }
        let room = room(context);
        let mut needs = [0, !room, UNKNOWN, 0];
        let mut buffers = None;
        if let Some(compiled) = &compiled {
            let when = if compiled.learned == 0 { [0, 0] } else { [!compiled.learned, compiled.learned] };
            needs = [compiled.buffered() as u64, !room, when[0], when[1]];
            // Without messages there is nothing to limit, whatever the ceilings of other ranks.
            if compiled.limit == usize::MAX && (room == u64::MAX || needs[0] == 0) {
                buffers = Some(Buffers::allocate(context, compiled)?);
            }
        }
        Ok(Movement { context: context.clone(), parts, key, compiled, buffers, needs })
    }

    /// All ranks agree on whether to run what they prepared. **Collective.**
    pub fn agree(context: &Context, call: &Call, prepared: Result<Movement<'a>>) -> Result<Movement<'a>> {
        let movement = Movement::agree_if(context, call, prepared.map(Some))?;
        movement.ok_or_else(|| Error::new(Status::Internal, "agreement lost a movement"))
    }

    /// As `agree`, where it may be too early for a movement, on all ranks. **Collective.**
    pub fn agree_if(
        context: &Context,
        call: &Call,
        prepared: Result<Option<Movement<'a>>>,
    ) -> Result<Option<Movement<'a>>> {
        let mut slots = [0; 4];
        if let Ok(Some(movement)) = &prepared {
            slots = movement.needs;
        }
        let mut agreed = context.agree_with(call, prepared, &mut slots)?;
        if let (Some(movement), true) = (&mut agreed, context.size() > 1) {
            movement.needs = slots;
        }
        Ok(agreed)
    }

    /// Moves the elements. **Collective**, once all ranks agreed.
    ///
    /// # Safety
    /// Sources and targets must be valid for all positions of the plans, and must not overlap.
    pub unsafe fn run(self) -> Result<()> {
        let context = self.context.clone();
        let mut flight = self.start(0)?;
        if context.is_watched() {
            flight.watch();
        }
        context.drive(|| flight.step())?;
        flight.count();
        context.checkpoint("moving", 1, 1)
    }

    /// What moves the elements step by step. **Collective**, once all ranks agreed.
    pub fn start(mut self, lane: usize) -> Result<Flight> {
        if must_learn(&self.needs) {
            self.learn()?;
        }
        let context = &self.context;
        let Some(mut compiled) = self.compiled.take() else {
            return Err(Error::new(Status::Internal, "a movement was not prepared"));
        };
        let limit = pieces::limit([self.needs[0], self.needs[1]], compiled.item)?;
        let buffers = match self.buffers.take() {
            Some(buffers) if limit == usize::MAX => buffers,
            stale => {
                drop(stale);
                if compiled.limit != limit {
                    compiled = Arc::new(compiled.cut_again(limit, &resolve(&self.parts)));
                }
                match self.needs[0] {
                    0 => Buffers::allocate(context, &compiled)?,
                    _ => context.confirm(Buffers::allocate(context, &compiled))?,
                }
            }
        };
        Flight::new(context.clone(), compiled, buffers, lane)
    }

    /// Learns from the neighbours how data come, and agrees again on what that needs.
    fn learn(&mut self) -> Result<()> {
        let context = &self.context;
        self.buffers = None;
        let resolved = resolve(&self.parts);
        let offers = offer::exchange(context, &resolved)?;
        let compiled = Compiled::new(context, self.key, &resolved, &offers);
        let refused = compiled.is_none();
        let mut compiled = compiled.unwrap_or_else(|| Compiled::without_neighbours(context, self.key, &resolved));
        let mut slots = [compiled.buffered() as u64, !room(context), refused as u64, 0];
        context.confirm_with(Ok(()), &mut slots)?;
        compiled.learned = context.agreements();
        let mut compiled = Arc::new(compiled);
        if slots[2] != 0 && !refused {
            compiled = Arc::new(Compiled::without_neighbours(context, self.key, &resolved));
        }
        if slots[2] != 0 {
            // Some rank could not map what it was offered: everything travels as messages this time.
            slots[0] = compiled.buffered() as u64;
            context.confirm_with(Ok(()), &mut slots)?;
        } else {
            remember(context, &compiled);
        }
        self.needs = slots;
        self.compiled = Some(compiled);
        Ok(())
    }
}

fn remember(context: &Context, compiled: &Arc<Compiled>) {
    if compiled.key.is_some() && compiled.size() <= WORTH_KEEPING {
        context.keep(compiled.clone());
    }
}

fn resolve(parts: &[Part]) -> Vec<Resolved> {
    let one = |part: &Part| Resolved::new(part.plan.clone(), part.source.place(), part.target.place(), part.how);
    parts.iter().map(one).collect()
}
