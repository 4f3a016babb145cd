//! A movement under way, which goes on step by step.

use super::compile::{halves, Compiled, Line, Piece, Step, Way};
use crate::context::{Context, Counters, Temporary};
use crate::error::{Error, Result, Status};
use crate::mpi::{Exchange, Mapping, Message, Pair};
use std::sync::atomic::{fence, Ordering};
use std::sync::Arc;

/// Memory for what is packed, one per line that needs it.
pub struct Buffers {
    outward: Vec<Option<Temporary>>,
    inward: Vec<Option<Temporary>>,
}

/// Bytes of a buffer, or of a half of a stage.
fn longest(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.bytes).max().unwrap_or(0)
}

impl Buffers {
    pub fn allocate(context: &Context, compiled: &Compiled) -> Result<Buffers> {
        let outward = |line: &Line| match &line.way {
            Way::Direct(_) => Ok(None),
            Way::Staged(pieces) => {
                let (count, _) = halves(compiled.limit, compiled.item);
                let stage = context.shared_temporary(longest(pieces) * count.min(pieces.len()))?;
                match stage.span() {
                    Some(_) => Ok(Some(stage)),
                    None => Err(Error::new(Status::Memory, "the system has no more memory that processes can share")),
                }
            }
            Way::Message(pieces) => context.temporary(longest(pieces)).map(Some),
        };
        let inward = |line: &Line| match &line.way {
            Way::Message(pieces) => context.temporary(longest(pieces)).map(Some),
            _ => Ok(None),
        };
        Ok(Buffers {
            outward: compiled.outward.iter().map(outward).collect::<Result<_>>()?,
            inward: compiled.inward.iter().map(inward).collect::<Result<_>>()?,
        })
    }
}

/// How far one line is.
struct Progress {
    /// Pieces that passed between the two in earlier movements.
    base: u64,
    /// Pieces that this rank has packed or unpacked.
    finished: usize,
    /// The other side has taken everything.
    taken: bool,
    /// The sender's stage.
    mapping: Option<Mapping>,
    /// Its number in a trace.
    number: Option<u64>,
}

/// What a look at the neighbours brought.
enum Fetched {
    Something,
    NothingYet,
    Everything,
}

pub struct Flight {
    context: Context,
    compiled: Arc<Compiled>,
    buffers: Buffers,
    lane: usize,
    /// How many parts a stage has.
    halves: usize,
    outward: Vec<Progress>,
    inward: Vec<Progress>,
    /// The line from which data are fetched first: other receivers begin elsewhere.
    first: usize,
    local: usize,
    rounds: usize,
    round: usize,
    exchange: Option<Exchange>,
    messages: usize,
    /// Whether somebody's progress callback listens, and whether it asked to cancel: then nothing is copied any more,
    /// and everything else goes on, so that nobody waits in vain.
    watched: bool,
    idle: bool,
    /// What the callback heard last.
    told: Option<usize>,
}

impl Step {
    /// # Safety
    /// The addresses that this was made for must be valid, and `other` in place of its own if it has none.
    unsafe fn read(&self, other: usize) {
        unsafe { self.copier.run((other + self.other) as *const u8, self.memory as *mut u8) }
    }

    unsafe fn write(&self, other: usize) {
        unsafe { self.copier.run(self.memory as *const u8, (other + self.other) as *mut u8) }
    }
}

impl Flight {
    pub fn new(context: Context, compiled: Arc<Compiled>, buffers: Buffers, lane: usize) -> Result<Flight> {
        let progress = |inward: bool, line: &Line| Progress {
            base: match line.way {
                Way::Message(_) => 0,
                _ => context.advance(lane, inward, line.neighbour, line.pieces() as u64),
            },
            finished: 0,
            taken: matches!(line.way, Way::Message(_)),
            mapping: None,
            number: context.trace().number(line.rank, inward),
        };
        let outward = compiled.outward.iter().map(|line| progress(false, line)).collect();
        let inward = compiled.inward.iter().map(|line| progress(true, line)).collect();
        let lines = compiled.outward.iter().chain(&compiled.inward);
        let rounds = lines.filter(|line| matches!(line.way, Way::Message(_))).map(Line::pieces).max().unwrap_or(0);
        let (halves, _) = halves(compiled.limit, compiled.item);
        let first = match compiled.ordered {
            true => 0,
            false => compiled.inward.iter().position(|line| line.rank > context.rank()).unwrap_or(0),
        };
        let mut flight = Flight {
            context,
            compiled,
            buffers,
            lane,
            halves,
            outward,
            inward,
            first,
            local: 0,
            rounds,
            round: 0,
            exchange: None,
            messages: 0,
            watched: false,
            idle: false,
            told: None,
        };
        flight.announce();
        Ok(flight)
    }

    /// Tells receivers where their stages are.
    fn announce(&mut self) {
        let _scope = self.context.trace().scope("begin");
        for (at, line) in self.compiled.outward.iter().enumerate() {
            let span = self.buffers.outward[at].as_ref().and_then(Temporary::span);
            let number = self.outward[at].number;
            match line.way {
                Way::Direct(_) => self.context.trace().sent_by_agreement(line.rank, number, line.bytes),
                _ => self.context.trace().sent(line.rank, number, line.bytes),
            }
            let pair = self.context.pair(self.lane, false, line.neighbour);
            if let (Way::Staged(_), Some(span), Some(pair)) = (&line.way, span, pair) {
                pair.stage[0].store(span.offset, Ordering::Relaxed);
                pair.stage[1].store(span.bytes, Ordering::Relaxed);
            }
        }
    }

    fn pair(&self, inward: bool, line: &Line) -> Result<&Pair> {
        let pair = self.context.pair(self.lane, inward, line.neighbour);
        pair.ok_or_else(|| Error::new(Status::Internal, "a neighbour is on another node"))
    }

    /// Lets progress callbacks listen. All ranks or none, and [`Context::checkpoint`] must follow the last step.
    pub fn watch(&mut self) {
        self.watched = true;
    }

    /// Does a part of the work, and tells whether all is done.
    pub fn step(&mut self) -> Result<bool> {
        let done = self.advance()?;
        if self.watched && !self.idle {
            let finished = self.local + self.inward.iter().map(|progress| progress.finished).sum::<usize>();
            if self.told.replace(finished) != Some(finished) {
                let total = self.compiled.local.len() + self.compiled.inward.iter().map(Line::pieces).sum::<usize>();
                self.idle = self.context.progress("moving", finished as u64, total as u64).is_err();
            }
        }
        Ok(done)
    }

    /// Runs copies between memory and `other`, as one phase in a trace.
    ///
    /// # Safety
    /// As for a step.
    unsafe fn copy(&self, phase: &'static str, steps: &[Step], bytes: usize, other: usize) {
        if self.idle {
            return;
        }
        let mut scope = self.context.trace().scope(phase);
        scope.bytes(bytes);
        for step in steps {
            // SAFETY: the caller's promise.
            unsafe {
                match phase {
                    "pack" => step.write(other),
                    _ => step.read(other),
                }
            }
        }
    }

    fn advance(&mut self) -> Result<bool> {
        let ordered = self.compiled.ordered;
        let packed = self.stage_pieces()?;
        let exchanged = self.exchange_messages()?;
        // Sums come out the same every time if the own part comes first, and then messages, and then neighbours.
        if ordered && !(self.copy_local() && exchanged) {
            return Ok(false);
        }
        match self.fetch()? {
            Fetched::Something => Ok(false),
            Fetched::NothingYet => {
                self.copy_local();
                Ok(false)
            }
            Fetched::Everything => Ok(self.copy_local() && packed && exchanged && self.all_taken()?),
        }
    }

    /// Copies one block of the own part; whether that was the last.
    fn copy_local(&mut self) -> bool {
        if let Some(step) = self.compiled.local.get(self.local) {
            self.local += 1;
            // SAFETY: what `Movement::run` was promised.
            unsafe { self.copy("copy", std::slice::from_ref(step), 0, 0) };
        }
        self.local >= self.compiled.local.len()
    }

    /// Packs what has room in the stages; whether nothing is left to pack.
    fn stage_pieces(&mut self) -> Result<bool> {
        let mut complete = true;
        for at in 0..self.outward.len() {
            let line = &self.compiled.outward[at];
            let Way::Staged(pieces) = &line.way else { continue };
            let progress = &self.outward[at];
            let Some(piece) = pieces.get(progress.finished) else { continue };
            let pair = self.pair(false, line)?;
            let taken = pair.done.load(Ordering::Acquire).saturating_sub(progress.base) as usize;
            // The counter goes on from earlier movements, all of whose pieces were taken.
            if progress.finished < taken + self.halves {
                let half = progress.finished % self.halves * longest(pieces);
                let buffer = self.buffers.outward[at].as_ref().map_or(0, |b| b.pointer() as usize) + half;
                // SAFETY: the buffer has room for every piece; the receiver is done with this half.
                unsafe { self.copy("pack", &piece.steps, piece.bytes, buffer) };
                fence(Ordering::SeqCst);
                pair.ready.store(progress.base + progress.finished as u64 + 1, Ordering::Release);
                self.outward[at].finished += 1;
            }
            complete &= self.outward[at].finished == pieces.len();
        }
        Ok(complete)
    }

    /// Fetches from one neighbour.
    fn fetch(&mut self) -> Result<Fetched> {
        let count = self.inward.len();
        let mut outcome = Fetched::Everything;
        for k in 0..count {
            let at = (self.first + k) % count;
            let compiled = self.compiled.clone();
            let line = &compiled.inward[at];
            let finished = self.inward[at].finished;
            if finished >= line.pieces() {
                continue;
            }
            match &line.way {
                Way::Message(_) => {}
                Way::Direct(steps) => {
                    // SAFETY: the mapping is kept with the steps, and its owner waits for this rank.
                    unsafe { self.copy("copy", steps, line.bytes, 0) };
                    self.give(at)?;
                    return Ok(Fetched::Something);
                }
                Way::Staged(pieces) => {
                    if self.pair(true, line)?.ready.load(Ordering::Acquire) > self.inward[at].base + finished as u64 {
                        let stage = self.stage_of(at)? + finished % self.halves * longest(pieces);
                        let piece = &pieces[finished];
                        // SAFETY: the sender has written this piece, and keeps it until it is given back.
                        unsafe { self.copy("unpack", &piece.steps, piece.bytes, stage) };
                        self.give(at)?;
                        return Ok(Fetched::Something);
                    }
                    outcome = Fetched::NothingYet;
                    if compiled.ordered {
                        break;
                    }
                }
            }
        }
        Ok(outcome)
    }

    /// Tells the sender that a piece is done with.
    fn give(&mut self, at: usize) -> Result<()> {
        fence(Ordering::SeqCst);
        let progress = &self.inward[at];
        let done = progress.base + progress.finished as u64 + 1;
        self.pair(true, &self.compiled.inward[at])?.done.store(done, Ordering::Release);
        self.inward[at].finished += 1;
        self.tell_trace(at);
        Ok(())
    }

    /// Once everything of a line has come.
    fn tell_trace(&self, at: usize) {
        let line = &self.compiled.inward[at];
        if self.inward[at].finished == line.pieces() {
            self.context.trace().received(line.rank, self.inward[at].number, line.bytes);
        }
    }

    fn stage_of(&mut self, at: usize) -> Result<usize> {
        if self.inward[at].mapping.is_none() {
            let line = &self.compiled.inward[at];
            let pair = self.pair(true, line)?;
            let [offset, bytes] = [0, 1].map(|k| pair.stage[k].load(Ordering::Relaxed));
            let mapping = self.context.map_of(line.neighbour, offset, bytes).ok_or_else(|| {
                let text = format!("the system refused to map {bytes} bytes that rank {} shares", line.rank);
                Error::new(Status::Memory, text)
            })?;
            self.inward[at].mapping = Some(mapping);
        }
        Ok(self.inward[at].mapping.as_ref().map_or(0, |mapping| mapping.pointer() as usize))
    }

    /// Whether the receivers have everything of this rank.
    fn all_taken(&mut self) -> Result<bool> {
        for at in 0..self.outward.len() {
            if self.outward[at].taken {
                continue;
            }
            let line = &self.compiled.outward[at];
            let end = self.outward[at].base + line.pieces() as u64;
            if self.pair(false, line)?.done.load(Ordering::Acquire) < end {
                return Ok(false);
            }
            self.outward[at].taken = true;
        }
        Ok(true)
    }

    /// Goes on with messages; whether all have come and gone.
    fn exchange_messages(&mut self) -> Result<bool> {
        loop {
            if self.round >= self.rounds {
                return Ok(true);
            }
            match &mut self.exchange {
                None => self.begin_round()?,
                Some(exchange) => {
                    if !exchange.test()? {
                        return Ok(false);
                    }
                    if self.compiled.ordered && self.local < self.compiled.local.len() {
                        return Ok(false);
                    }
                    self.messages += exchange.sent();
                    self.exchange = None;
                    self.unpack_round();
                }
            }
        }
    }

    fn begin_round(&mut self) -> Result<()> {
        let mut messages = Vec::new();
        for (line, buffer) in self.compiled.inward.iter().zip(&self.buffers.inward) {
            if let (Way::Message(pieces), Some(buffer)) = (&line.way, buffer) {
                let Some(piece) = pieces.get(self.round) else { continue };
                messages.push(Message { rank: line.rank, inward: true, data: buffer.pointer(), bytes: piece.bytes });
            }
        }
        for (line, buffer) in self.compiled.outward.iter().zip(&self.buffers.outward) {
            if let (Way::Message(pieces), Some(buffer)) = (&line.way, buffer) {
                let Some(piece) = pieces.get(self.round) else { continue };
                // SAFETY: the buffer has room for every piece.
                unsafe { self.copy("pack", &piece.steps, piece.bytes, buffer.pointer() as usize) };
                messages.push(Message { rank: line.rank, inward: false, data: buffer.pointer(), bytes: piece.bytes });
            }
        }
        let (comm, limit) = (self.context.channel_comm(), self.context.message_limit());
        // SAFETY: the buffers are kept until all is done; see `drop`.
        self.exchange = Some(unsafe { Exchange::begin(comm, self.lane, &messages, limit)? });
        Ok(())
    }

    fn unpack_round(&mut self) {
        for (at, line) in self.compiled.inward.iter().enumerate() {
            if let (Way::Message(pieces), Some(buffer)) = (&line.way, &self.buffers.inward[at]) {
                let Some(piece) = pieces.get(self.round) else { continue };
                // SAFETY: the message has come.
                unsafe { self.copy("unpack", &piece.steps, piece.bytes, buffer.pointer() as usize) };
                self.inward[at].finished += 1;
                self.tell_trace(at);
            }
        }
        self.round += 1;
    }

    /// Adds what was done to the context's counters.
    pub fn count(&self) {
        let counters = self.context.counters();
        let total = |lines: &[Line]| lines.iter().map(|line| line.bytes).sum();
        Counters::add(&counters.local_bytes, self.compiled.local_bytes);
        Counters::add(&counters.bytes_sent, total(&self.compiled.outward));
        Counters::add(&counters.bytes_received, total(&self.compiled.inward));
        Counters::add(&counters.messages, self.messages);
        let pieces = |line: &Line| if matches!(line.way, Way::Direct(_)) { 1 } else { line.pieces() };
        let lines = self.compiled.outward.iter().chain(&self.compiled.inward);
        Counters::add(&counters.rounds, lines.map(pieces).max().unwrap_or(0));
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        // The context is dead then, and messages or neighbours may still use the buffers: they are left to them.
        let all = self.buffers.outward.iter_mut().zip(&self.outward);
        let late = all.filter(|(_, progress)| !progress.taken).filter_map(|(buffer, _)| buffer.take());
        late.for_each(std::mem::forget);
        if self.exchange.as_ref().is_some_and(Exchange::is_under_way) {
            self.buffers.outward.drain(..).chain(self.buffers.inward.drain(..)).for_each(std::mem::forget);
        }
    }
}
