//! Moving bytes in the commit phase: every wait yields, every size is 64 bits, every byte is counted.
//! Lengths must fit on both sides; a failure here kills the context.

use super::{Context, Counters, HangPolicy};
use crate::error::{Error, Result, Status};
use crate::mpi::{Request, Requests};
use std::collections::{HashMap, VecDeque};
use std::mem::ManuallyDrop;

/// Data for one rank. Empty data is not sent.
pub struct Outgoing<'a> {
    pub rank: i32,
    pub data: &'a [u8],
}

/// Room for data from one rank, of exactly the length that it sends.
pub struct Incoming<'a> {
    pub rank: i32,
    pub data: &'a mut [u8],
}

/// Messages that one peer may have under way in each direction, so that long lists stay cheap to test.
const WINDOW: usize = 8;

/// The pieces still to post for one peer in one direction.
#[derive(Default)]
struct Stream {
    rank: i32,
    pieces: VecDeque<(*mut u8, usize)>,
}

/// Cuts data into messages of at most `limit` bytes, per peer, in order.
fn streams(parts: impl Iterator<Item = (i32, *mut u8, usize)>, limit: usize) -> Result<Vec<Stream>> {
    let mut streams: Vec<Stream> = Vec::new();
    let mut index: HashMap<i32, usize> = HashMap::new();
    for (rank, data, length) in parts {
        let at = *index.entry(rank).or_insert_with(|| {
            streams.push(Stream { rank, pieces: VecDeque::new() });
            streams.len() - 1
        });
        let pieces = &mut streams[at].pieces;
        let count = length.div_ceil(limit);
        pieces.try_reserve(count).map_err(|_| Error::new(Status::Memory, "no memory for the list of messages"))?;
        for piece in 0..count {
            let begin = piece * limit;
            // SAFETY: within the data.
            pieces.push_back((unsafe { data.add(begin) }, limit.min(length - begin)));
        }
    }
    Ok(streams)
}

impl Context {
    fn wait(&self, mut request: Request) -> Result<()> {
        let inner = &self.0;
        inner.channel.wait(&inner.settings, || request.test())
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
        let limit = self.message_limit();
        let inward = streams(
            receives.iter_mut().filter(|r| r.rank != me).map(|r| (r.rank, r.data.as_mut_ptr(), r.data.len())),
            limit,
        )?;
        let outward = streams(
            sends.iter().filter(|s| s.rank != me).map(|s| (s.rank, s.data.as_ptr().cast_mut(), s.data.len())),
            limit,
        )?;
        self.run(inward, outward)
    }

    /// Keeps up to WINDOW messages per stream under way until all are done.
    fn run(&self, inward: Vec<Stream>, outward: Vec<Stream>) -> Result<()> {
        let receiving = inward.len();
        let mut streams: Vec<Stream> = inward.into_iter().chain(outward).collect();
        let places: Vec<usize> =
            (0..streams.len()).flat_map(|s| std::iter::repeat_n(s, streams[s].pieces.len().min(WINDOW))).collect();
        if places.is_empty() {
            return Ok(());
        }
        let inner = &self.0;
        let mut requests = Requests::new(places.len())?;
        let mut under_way = 0;
        let mut post = |requests: &mut Requests, place: usize| -> Result<bool> {
            let stream = &mut streams[places[place]];
            let Some((data, length)) = stream.pieces.pop_front() else {
                return Ok(false);
            };
            let comm = inner.channel.comm;
            let counters = &inner.counters;
            // SAFETY: the caller's slices outlive `run`, which returns only when all are done or abandoned.
            unsafe {
                if places[place] < receiving {
                    Counters::add(&counters.bytes_received, length);
                    requests.receive(comm, place, data, length, stream.rank)?;
                } else {
                    Counters::add(&counters.messages, 1);
                    Counters::add(&counters.bytes_sent, length);
                    requests.send(comm, place, data, length, stream.rank)?;
                }
            }
            Ok(true)
        };
        let mut finished = Vec::new();
        let mut outcome = Ok(());
        for place in 0..places.len() {
            match post(&mut requests, place) {
                Ok(posted) => under_way += usize::from(posted),
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
        }
        if outcome.is_ok() {
            outcome = inner.channel.wait(&inner.settings, || {
                finished.clear();
                match requests.test_some()? {
                    Some(places) => finished.extend_from_slice(places),
                    None => return Ok(true),
                }
                for &place in &finished {
                    if !post(&mut requests, place)? {
                        under_way -= 1;
                    }
                }
                Ok(under_way == 0)
            });
        }
        if outcome.is_err() {
            requests.abandon();
        }
        outcome
    }

    /// Runs one MPI collective on the caller's memory. If the watchdog may give up waiting, MPI works on a copy
    /// that can be left to it.
    fn on_memory(&self, data: &mut [u8], start: impl FnOnce(*mut u8, usize) -> Result<Request>) -> Result<()> {
        Counters::add(&self.counters().collectives, 1);
        if self.watchdog().1 != HangPolicy::Error {
            return self.wait(start(data.as_mut_ptr(), data.len())?);
        }
        let mut copy = ManuallyDrop::new(bytes(data.len())?);
        copy.copy_from_slice(data);
        let request = start(copy.as_mut_ptr(), copy.len())?;
        self.wait(request)?;
        data.copy_from_slice(&copy);
        drop(ManuallyDrop::into_inner(copy));
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
            // SAFETY: `on_memory` keeps the memory until the request is complete.
            self.on_memory(piece, |data, length| unsafe { comm.start_broadcast(data, length, root) })?;
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
            // Mine first, then everybody's.
            let mut room = bytes(piece.len() * (size + 1))?;
            room[..piece.len()].copy_from_slice(piece);
            self.on_memory(&mut room, |data, _| unsafe {
                // SAFETY: `on_memory` keeps the memory until the request is complete.
                comm.start_all_gather(data, piece.len(), data.add(piece.len()))
            })?;
            for (rank, got) in room.chunks(piece.len()).skip(1).enumerate() {
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
        let mut room = bytes(16 * size)?;
        for (slot, data) in room.chunks_mut(8).zip(sends) {
            slot.copy_from_slice(&(data.len() as u64).to_ne_bytes());
        }
        let comm = self.0.channel.comm;
        self.on_memory(&mut room, |data, _| unsafe {
            // SAFETY: `on_memory` keeps the memory until the request is complete.
            comm.start_all_to_all(data, 8, data.add(8 * size))
        })?;
        Ok(words(&room[8 * size..]).map(|n| n as usize).collect())
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
        self.reduce_words(mine, false)
    }

    /// The sum of each word over all ranks, wrapping.
    pub fn sum(&self, mine: &[u64]) -> Result<Vec<u64>> {
        self.reduce_words(mine, true)
    }

    fn reduce_words(&self, mine: &[u64], sum: bool) -> Result<Vec<u64>> {
        let outcome = self.reduce_in_commit(mine, sum);
        self.committed(outcome)
    }

    fn reduce_in_commit(&self, mine: &[u64], sum: bool) -> Result<Vec<u64>> {
        let _entered = self.0.channel.enter()?;
        if self.size() == 1 || mine.is_empty() {
            return Ok(mine.to_vec());
        }
        Counters::add(&self.counters().collectives, 1);
        let count = mine.len();
        let mut room = ManuallyDrop::new(mine.to_vec());
        room.resize(2 * count, 0);
        let memory = room.as_mut_ptr();
        // SAFETY: 2·count words, which are left alone if the waiting is given up.
        let request = unsafe { self.0.channel.comm.start_reduce(memory, memory.add(count), count, sum) }?;
        self.wait(request)?;
        let mut room = ManuallyDrop::into_inner(room);
        room.drain(..count);
        Ok(room)
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    bytes.chunks_exact(8).map(|eight| u64::from_ne_bytes(eight.try_into().unwrap_or_default()))
}

fn too_many_bytes() -> Error {
    Error::new(Status::Overflow, "the data of all ranks together exceed the address space")
}

/// Zeroed memory, refused instead of aborting.
fn bytes(length: usize) -> Result<Vec<u8>> {
    let mut memory = Vec::new();
    memory.try_reserve_exact(length).map_err(|_| {
        Error::new(Status::Memory, format!("the system refused {length} bytes for data of other ranks"))
    })?;
    memory.resize(length, 0);
    Ok(memory)
}
