//! A trace of what the ranks did and when, for Perfetto and other viewers of Chrome's trace format: calls and their
//! phases, messages as arrows, temporary memory. Events go to a ring of fixed size on each rank; the newest survive.

pub(super) mod collect;
mod json;

use super::Context;
use crate::error::{Error, Result, Status};
use crate::mpi;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};

/// Events that a rank keeps; 64 bytes each.
pub const EVENTS: usize = 1 << 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Call,
    Phase,
    /// A message leaves; `number` counts those to the same rank.
    Out,
    /// A message has come; `number` counts those from the same rank.
    In,
    /// Bytes of temporaries in use.
    Memory,
}

#[derive(Clone, Copy, Debug)]
struct Event {
    kind: Kind,
    thread: u32,
    peer: i32,
    name: &'static str,
    begin: u64,
    end: u64,
    number: u64,
    bytes: u64,
}

/// The events of this rank, and where they go.
#[derive(Default)]
struct Ring {
    events: Vec<Event>,
    /// Where the next event goes once the ring is full.
    next: usize,
    dropped: u64,
    /// Messages to and from each rank, numbered alike on both sides.
    sent: Vec<u64>,
    expected: Vec<u64>,
    target: collect::Target,
}

impl Ring {
    /// Room for all events, so that none allocates.
    fn reserve(&mut self, ranks: usize) -> Result<()> {
        let refused = |_| Error::new(Status::Memory, "the system refused the memory for a trace");
        self.events.clear();
        (self.next, self.dropped) = (0, 0);
        self.events.try_reserve_exact(EVENTS).map_err(refused)?;
        for numbers in [&mut self.sent, &mut self.expected] {
            numbers.try_reserve_exact(ranks.saturating_sub(numbers.len())).map_err(refused)?;
            numbers.resize(ranks, 0);
        }
        Ok(())
    }

    fn add(&mut self, event: Event) {
        if self.events.len() < EVENTS {
            self.events.push(event);
            return;
        }
        self.events[self.next] = event;
        self.next = (self.next + 1) % EVENTS;
        self.dropped += 1;
    }
}

/// The trace of all contexts on one communicator.
#[derive(Default)]
pub struct Trace {
    on: AtomicBool,
    /// Whether the environment was looked at.
    seen: AtomicBool,
    /// When this rank came to the last agreement.
    agreed: AtomicU64,
    ring: Mutex<Ring>,
}

/// A small number for each thread of the process.
fn thread() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    thread_local!(static NUMBER: u32 = COUNT.fetch_add(1, Ordering::Relaxed));
    NUMBER.try_with(|number| *number).unwrap_or(u32::MAX)
}

/// Ends its phase when dropped.
#[must_use]
pub struct Scope<'a> {
    trace: &'a Trace,
    name: &'static str,
    begin: u64,
    bytes: u64,
}

impl Scope<'_> {
    /// How many bytes the phase is about.
    pub fn bytes(&mut self, bytes: usize) {
        self.bytes += bytes as u64;
    }
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        if self.begin > 0 {
            self.trace.span(Kind::Phase, self.name, self.begin, self.bytes);
        }
    }
}

impl Trace {
    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Whether events are recorded: one load, so that a trace that is off costs nothing.
    #[inline]
    pub fn is_on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    /// True once: whether the environment's wish is still to be looked at.
    pub(super) fn is_first(&self) -> bool {
        !self.seen.swap(true, Ordering::Relaxed)
    }

    /// The time now, or 0 if the trace is off.
    #[inline]
    pub(crate) fn now(&self) -> u64 {
        match self.is_on() {
            true => mpi::nanoseconds().max(1),
            false => 0,
        }
    }

    /// A phase of a call, until the guard is dropped: "agree", "plan", "pack", "exchange", "unpack", "copy", "wait", ...
    #[inline]
    pub fn scope(&self, name: &'static str) -> Scope<'_> {
        Scope { trace: self, name, begin: self.now(), bytes: 0 }
    }

    /// A call of the interface that began at `begin` and ends now.
    pub(crate) fn call(&self, function: &'static str, begin: u64) {
        self.span(Kind::Call, function, begin, 0);
    }

    #[cold]
    fn span(&self, kind: Kind, name: &'static str, begin: u64, bytes: u64) {
        let end = self.now();
        if end > 0 {
            self.ring().add(Event { kind, thread: thread(), peer: -1, name, begin, end, number: 0, bytes });
        }
    }

    /// The number of a message that will go to `rank`, or from it if `inward`. Both sides must ask for the same messages
    /// in the same order.
    #[inline]
    pub fn number(&self, rank: i32, inward: bool) -> Option<u64> {
        match self.is_on() {
            true => {
                let mut ring = self.ring();
                let numbers = if inward { &mut ring.expected } else { &mut ring.sent };
                let number = numbers.get_mut(usize::try_from(rank).ok()?)?;
                *number += 1;
                Some(*number)
            }
            false => None,
        }
    }

    /// The message with this number can be read by `rank`.
    #[inline]
    pub fn sent(&self, rank: i32, number: Option<u64>, bytes: usize) {
        self.message(Kind::Out, rank, number, bytes, self.now());
    }

    /// As `sent`, of what could be read as soon as all ranks had agreed.
    #[inline]
    pub fn sent_by_agreement(&self, rank: i32, number: Option<u64>, bytes: usize) {
        self.message(Kind::Out, rank, number, bytes, self.agreed.load(Ordering::Relaxed));
    }

    /// The message with this number has come.
    #[inline]
    pub fn received(&self, rank: i32, number: Option<u64>, bytes: usize) {
        self.message(Kind::In, rank, number, bytes, self.now());
    }

    fn message(&self, kind: Kind, peer: i32, number: Option<u64>, bytes: usize, at: u64) {
        if let (true, Some(number), 1..) = (self.is_on(), number, at) {
            let bytes = bytes as u64;
            let name = "message";
            self.ring().add(Event { kind, thread: thread(), peer, name, begin: at, end: at, number, bytes });
        }
    }

    /// An agreement begins.
    #[inline]
    pub(super) fn agrees(&self) {
        if self.is_on() {
            self.agreed.store(self.now(), Ordering::Relaxed);
        }
    }

    /// So many bytes of temporaries are in use.
    #[inline]
    pub(super) fn memory(&self, bytes: u64) {
        if self.is_on() {
            let now = self.now();
            let name = "temporary memory";
            let thread = thread();
            self.ring().add(Event {
                kind: Kind::Memory,
                thread,
                peer: -1,
                name,
                begin: now,
                end: now,
                number: 0,
                bytes,
            });
        }
    }
}

impl Context {
    /// Where phases and messages are told of.
    #[inline]
    pub fn trace(&self) -> &Trace {
        &self.0.channel.trace
    }
}
