//! Moving bytes in the commit phase: every wait yields, every size is 64 bits, every byte is counted.
//! Lengths must fit on both sides; a failure here kills the context.

use super::{Context, Counters, HangPolicy};
use crate::error::{Error, Result, Status};
use crate::mpi::{self, Comm, Incoming, Outgoing, Pending};

/// Collectives on less than this work on a copy, so that a rank that fails elsewhere ends the waiting.
const CHEAP_COPY: usize = 1 << 16;

impl Context {
    fn complete<T>(&self, mut pending: Pending<T>) -> Result<Vec<T>> {
        let inner = &self.0;
        Counters::add(&inner.counters.collectives, 1);
        inner.channel.wait(&inner.settings, true, || pending.test())?;
        pending.finish()
    }

    fn check_ranks(&self, ranks: impl Iterator<Item = i32>) -> Result<()> {
        for rank in ranks {
            if rank < 0 || rank >= self.size() {
                return Err(Context::internal(format!("expected ranks below {}, got {rank}", self.size())));
            }
        }
        Ok(())
    }

    /// Sends and receives, several per peer allowed and matched in order; data for this rank itself is copied.
    /// Ranks that exchange nothing need not call.
    pub fn exchange(&self, sends: &[Outgoing<'_>], receives: &mut [Incoming<'_>]) -> Result<()> {
        let outcome = self.exchange_in_commit(sends, receives);
        self.committed(outcome)
    }

    fn exchange_in_commit(&self, sends: &[Outgoing<'_>], receives: &mut [Incoming<'_>]) -> Result<()> {
        let _entered = self.0.channel.enter()?;
        self.check_ranks(sends.iter().map(|s| s.rank))?;
        self.check_ranks(receives.iter().map(|r| r.rank))?;
        let me = self.rank();
        let counters = self.counters();
        let mut own = sends.iter().filter(|s| s.rank == me && !s.data.is_empty());
        for receive in receives.iter_mut().filter(|r| r.rank == me && !r.data.is_empty()) {
            match own.next() {
                Some(send) if send.data.len() == receive.data.len() => {
                    receive.data.copy_from_slice(send.data);
                    Counters::add(&counters.local_bytes, send.data.len());
                }
                send => {
                    return Err(Context::internal(format!(
                        "expected {} bytes from this rank itself, got {}",
                        receive.data.len(),
                        send.map_or(0, |s| s.data.len())
                    )))
                }
            }
        }
        if own.next().is_some() {
            return Err(Context::internal("data sent to this rank itself is not received".to_string()));
        }
        let mut others_in: Vec<Incoming> = receives
            .iter_mut()
            .filter(|r| r.rank != me)
            .map(|r| Incoming { rank: r.rank, data: &mut *r.data })
            .collect();
        let others_out: Vec<Outgoing> =
            sends.iter().filter(|s| s.rank != me).map(|s| Outgoing { rank: s.rank, data: s.data }).collect();
        let inner = &self.0;
        let trace = self.trace();
        let mut scope = trace.scope("exchange");
        for s in others_out.iter().filter(|s| !s.data.is_empty()) {
            trace.sent(s.rank, trace.number(s.rank, false), s.data.len());
        }
        let sent = mpi::exchange(inner.channel.comm, &others_out, &mut others_in, self.message_limit(), |test| {
            inner.channel.wait(&inner.settings, true, test)
        })?;
        for r in others_in.iter().filter(|r| !r.data.is_empty()) {
            trace.received(r.rank, trace.number(r.rank, true), r.data.len());
            scope.bytes(r.data.len());
        }
        Counters::add(&counters.messages, sent);
        Counters::add(&counters.bytes_sent, others_out.iter().map(|s| s.data.len()).sum());
        Counters::add(&counters.bytes_received, others_in.iter().map(|r| r.data.len()).sum());
        Ok(())
    }

    /// Gives root's data to all; the length is the same everywhere.
    pub fn broadcast(&self, root: i32, data: &mut [u8]) -> Result<()> {
        let outcome = self.broadcast_in_commit(root, data);
        self.committed(outcome)
    }

    fn broadcast_in_commit(&self, root: i32, data: &mut [u8]) -> Result<()> {
        let _entered = self.0.channel.enter()?;
        self.check_ranks(std::iter::once(root))?;
        if self.size() == 1 {
            return Ok(());
        }
        let counters = self.counters();
        let counter = match self.rank() == root {
            true => &counters.bytes_sent,
            false => &counters.bytes_received,
        };
        for piece in data.chunks_mut(self.message_limit()) {
            Counters::add(counter, piece.len());
            let comm = self.0.channel.comm;
            if piece.len() <= CHEAP_COPY || self.watchdog().1 == HangPolicy::Error {
                let mut copy = bytes(piece.len())?;
                copy.copy_from_slice(piece);
                piece.copy_from_slice(&self.complete(comm.start_broadcast(copy, root)?)?);
            } else {
                Counters::add(&counters.collectives, 1);
                let inner = &self.0;
                comm.broadcast_in_place(piece, root, |test| inner.channel.wait(&inner.settings, false, test))?;
            }
        }
        Ok(())
    }

    /// All ranks' data in rank order; the length is the same everywhere.
    pub fn all_gather(&self, mine: &[u8]) -> Result<Vec<u8>> {
        let outcome = self.all_gather_in_commit(mine);
        self.committed(outcome)
    }

    fn all_gather_in_commit(&self, mine: &[u8]) -> Result<Vec<u8>> {
        let _entered = self.0.channel.enter()?;
        let size = self.size() as usize;
        let total = mine.len().checked_mul(size).ok_or_else(too_many_bytes)?;
        let mut all = bytes(total)?;
        if size == 1 {
            all.copy_from_slice(mine);
            return Ok(all);
        }
        let counters = self.counters();
        Counters::add(&counters.bytes_sent, mine.len());
        Counters::add(&counters.bytes_received, total - mine.len());
        let step = (self.message_limit() / size).max(1);
        let comm = self.0.channel.comm;
        for (round, piece) in mine.chunks(step).enumerate() {
            let gathered = self.complete(comm.start_all_gather(piece)?)?;
            for (rank, got) in gathered.chunks(piece.len()).enumerate() {
                let begin = rank * mine.len() + round * step;
                all[begin..begin + got.len()].copy_from_slice(got);
            }
        }
        Ok(all)
    }

    /// All ranks' data in rank order, each of its own length. Memory for it is agreed on.
    pub fn all_gather_varying(&self, mine: &[u8]) -> Result<Vec<Vec<u8>>> {
        let lengths = self.all_gather(&(mine.len() as u64).to_ne_bytes())?;
        let lengths: Vec<usize> = words(&lengths).map(|n| n as usize).collect();
        let mut all = self.confirm(self.rooms(&lengths))?;
        let sends: Vec<Outgoing> = (0..self.size()).map(|rank| Outgoing { rank, data: mine }).collect();
        // Small pieces go faster through one collective than through messages to everybody.
        let most = lengths.iter().copied().max().unwrap_or(0);
        if most.saturating_mul(lengths.len()) <= 1 << 16 {
            let mut padded = self.committed(bytes(most))?;
            padded[..mine.len()].copy_from_slice(mine);
            let gathered = self.all_gather(&padded)?;
            for (room, got) in all.iter_mut().zip(gathered.chunks(most.max(1))) {
                let length = room.len();
                room.copy_from_slice(&got[..length]);
            }
            return Ok(all);
        }
        let mut receives: Vec<Incoming> = (0..).zip(&mut all).map(|(rank, data)| Incoming { rank, data }).collect();
        self.exchange(&sends, &mut receives)?;
        Ok(all)
    }

    /// Gives `sends[r]` to rank r, and returns what each rank gave to this one. Memory for it is agreed on.
    pub fn all_to_all_varying(&self, sends: &[Vec<u8>]) -> Result<Vec<Vec<u8>>> {
        let outcome = self.swap_lengths(sends);
        let lengths = self.committed(outcome)?;
        let mut all = self.confirm(self.rooms(&lengths))?;
        let sends: Vec<Outgoing> = (0..).zip(sends).map(|(rank, data)| Outgoing { rank, data }).collect();
        let mut receives: Vec<Incoming> = (0..).zip(&mut all).map(|(rank, data)| Incoming { rank, data }).collect();
        self.exchange(&sends, &mut receives)?;
        Ok(all)
    }

    fn swap_lengths(&self, sends: &[Vec<u8>]) -> Result<Vec<usize>> {
        let _entered = self.0.channel.enter()?;
        let size = self.size() as usize;
        if sends.len() != size {
            return Err(Context::internal(format!(
                "expected one piece of data for each of {size} ranks, got {}",
                sends.len()
            )));
        }
        let lengths: Vec<u8> = sends.iter().flat_map(|data| (data.len() as u64).to_ne_bytes()).collect();
        let lengths = self.complete(self.0.channel.comm.start_all_to_all(&lengths)?)?;
        Ok(words(&lengths).map(|n| n as usize).collect())
    }

    /// Memory for one piece of each length, under the ceiling.
    fn rooms(&self, lengths: &[usize]) -> Result<Vec<Vec<u8>>> {
        let total = lengths.iter().try_fold(0usize, |sum, n| sum.checked_add(*n)).ok_or_else(too_many_bytes)?;
        if let Some(ceiling) = self.memory_ceiling().filter(|c| total > *c) {
            return Err(Error::new(
                Status::Memory,
                format!("expected at most {ceiling} bytes (the context's ceiling) from all ranks, got {total}"),
            ));
        }
        lengths.iter().map(|n| bytes(*n)).collect()
    }

    /// The maximum of each word over all ranks.
    pub fn maximum(&self, mine: &[u64]) -> Result<Vec<u64>> {
        self.reduce(mine, Comm::start_maximum)
    }

    /// The sum of each word over all ranks, wrapping.
    pub fn sum(&self, mine: &[u64]) -> Result<Vec<u64>> {
        self.reduce(mine, Comm::start_sum)
    }

    fn reduce(&self, mine: &[u64], start: fn(Comm, &[u64]) -> Result<Pending<u64>>) -> Result<Vec<u64>> {
        let reduced = || {
            let _entered = self.0.channel.enter()?;
            match self.size() == 1 || mine.is_empty() {
                true => Ok(mine.to_vec()),
                false => self.complete(start(self.0.channel.comm, mine)?),
            }
        };
        self.committed(reduced())
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    bytes.chunks_exact(8).map(|eight| u64::from_ne_bytes(eight.try_into().unwrap_or_default()))
}

fn too_many_bytes() -> Error {
    Error::new(Status::Overflow, "the data of all ranks together exceed the address space")
}

/// Zeroed memory, refused instead of aborting.
pub(super) fn bytes(length: usize) -> Result<Vec<u8>> {
    let mut memory = Vec::new();
    memory.try_reserve_exact(length).map_err(|_| {
        Error::new(Status::Memory, format!("the system refused {length} bytes for data of other ranks"))
    })?;
    memory.resize(length, 0);
    Ok(memory)
}
