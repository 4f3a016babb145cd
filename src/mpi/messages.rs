//! Messages between pairs of ranks: any number per pair, matched in order, cut at a limit.

use super::comm::{bytes, int};
use super::{check, Comm};
use crate::error::{Error, Result, Status};
use ::mpi::ffi;
use std::collections::{HashMap, VecDeque};
use std::ffi::{c_int, c_void};

/// The tag of the first lane: messages between two ranks in one lane are matched in order.
const TAG: c_int = 23;

/// Messages that one peer may have under way in each direction, so that long lists stay cheap to test.
const WINDOW: usize = 8;

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

/// The pieces still to post for one peer in one direction.
struct Stream {
    rank: i32,
    inward: bool,
    pieces: VecDeque<(*mut u8, usize)>,
}

/// Cuts data into messages of at most `limit` bytes, per peer, in order.
fn cut(
    parts: impl Iterator<Item = (i32, *mut u8, usize)>,
    inward: bool,
    limit: usize,
    streams: &mut Vec<Stream>,
) -> Result<()> {
    let mut index: HashMap<i32, usize> = HashMap::new();
    for (rank, data, length) in parts {
        let at = *index.entry(rank).or_insert_with(|| {
            streams.push(Stream { rank, inward, pieces: VecDeque::new() });
            streams.len() - 1
        });
        let pieces = &mut streams[at].pieces;
        let count = length.div_ceil(limit);
        pieces.try_reserve(count).map_err(no_memory)?;
        for piece in 0..count {
            let begin = piece * limit;
            pieces.push_back((data.wrapping_add(begin), limit.min(length - begin)));
        }
    }
    Ok(())
}

fn no_memory<E>(_: E) -> Error {
    Error::new(Status::Memory, "no memory for the list of messages")
}

fn filled<T: Clone>(value: T, count: usize) -> Result<Vec<T>> {
    let mut list = Vec::new();
    list.try_reserve_exact(count).map_err(no_memory)?;
    list.resize(count, value);
    Ok(list)
}

/// One message in either direction, wherever its bytes lie.
pub struct Message {
    pub rank: i32,
    pub inward: bool,
    pub data: *mut u8,
    pub bytes: usize,
}

/// Sends and receives everything, with pieces of at most `limit` bytes; returns the number of messages sent.
/// `wait` gets what tests for the end; if it fails before, receives are cancelled. Ranks must be others than this
/// one and valid.
pub fn exchange(
    comm: Comm,
    sends: &[Outgoing<'_>],
    receives: &mut [Incoming<'_>],
    limit: usize,
    wait: impl FnOnce(&mut dyn FnMut() -> Result<bool>) -> Result<()>,
) -> Result<usize> {
    let inward = receives.iter_mut().map(|r| (r.rank, true, r.data.as_mut_ptr(), r.data.len()));
    let outward = sends.iter().map(|s| (s.rank, false, s.data.as_ptr().cast_mut(), s.data.len()));
    let message = |(rank, inward, data, bytes)| Message { rank, inward, data, bytes };
    let messages: Vec<Message> = inward.chain(outward).map(message).collect();
    // SAFETY: the slices are borrowed until this function returns, and then nothing is under way or receives are
    // cancelled.
    let mut exchange = unsafe { Exchange::begin(comm, 0, &messages, limit)? };
    if exchange.under_way > 0 {
        wait(&mut || exchange.test())?;
    }
    Ok(exchange.sent)
}

/// Messages under way: streams with up to WINDOW places each. Dropping it cancels receives and leaves sends to MPI.
pub struct Exchange {
    comm: Comm,
    tag: c_int,
    streams: Vec<Stream>,
    /// The stream of each place.
    places: Vec<usize>,
    raw: Vec<ffi::MPI_Request>,
    lengths: Vec<usize>,
    active: Vec<bool>,
    /// Where testing goes on.
    next: usize,
    under_way: usize,
    sent: usize,
}

// SAFETY: addresses of memory that `begin`'s caller keeps; MPI is called by one thread at a time.
unsafe impl Send for Exchange {}

impl Exchange {
    /// Begins to send and receive, in a lane whose messages no others are mistaken for.
    ///
    /// # Safety
    /// The memory must stay until the exchange is complete; if it is dropped before, also afterwards.
    pub unsafe fn begin(comm: Comm, lane: usize, messages: &[Message], limit: usize) -> Result<Exchange> {
        let mut streams = Vec::new();
        for inward in [true, false] {
            let these = messages.iter().filter(|m| m.inward == inward).map(|m| (m.rank, m.data, m.bytes));
            cut(these, inward, limit, &mut streams)?;
        }
        let places: Vec<usize> =
            (0..streams.len()).flat_map(|s| std::iter::repeat_n(s, streams[s].pieces.len().min(WINDOW))).collect();
        let count = places.len();
        let mut exchange = Exchange {
            comm,
            tag: TAG + lane as c_int,
            streams,
            places,
            // SAFETY: a constant of the MPI library.
            raw: filled(unsafe { ffi::RSMPI_REQUEST_NULL }, count)?,
            lengths: filled(0, count)?,
            active: filled(false, count)?,
            next: 0,
            under_way: 0,
            sent: 0,
        };
        (0..count).try_for_each(|place| exchange.post(place))?;
        Ok(exchange)
    }

    /// Whether MPI may still read or write the memory.
    pub fn is_under_way(&self) -> bool {
        self.under_way > 0
    }

    /// Messages sent so far.
    pub fn sent(&self) -> usize {
        self.sent
    }

    /// Starts the next piece of this place's stream, if there is one.
    fn post(&mut self, place: usize) -> Result<()> {
        let stream = &mut self.streams[self.places[place]];
        let Some((data, length)) = stream.pieces.pop_front() else {
            return Ok(());
        };
        let count = int(length)?;
        let request = &mut self.raw[place];
        // SAFETY: memory that `begin`'s caller keeps.
        unsafe {
            let data = data.cast::<c_void>();
            if stream.inward {
                check(
                    "MPI_Irecv",
                    ffi::MPI_Irecv(data, count, bytes(), stream.rank, self.tag, self.comm.raw(), request),
                )?;
            } else {
                check(
                    "MPI_Isend",
                    ffi::MPI_Isend(data, count, bytes(), stream.rank, self.tag, self.comm.raw(), request),
                )?;
                self.sent += 1;
            }
        }
        self.lengths[place] = length;
        self.active[place] = true;
        self.under_way += 1;
        Ok(())
    }

    /// Lets MPI work, replaces finished messages by the next pieces, and tells whether all are done. It stops at
    /// the first message that is not, and begins behind it next time.
    pub fn test(&mut self) -> Result<bool> {
        while self.under_way > 0 {
            let place = self.next;
            self.next = (self.next + 1) % self.places.len();
            if !self.active[place] {
                continue;
            }
            let mut flag = 0;
            // SAFETY: a plain C struct; the request is ours.
            let mut status: ffi::MPI_Status = unsafe { std::mem::zeroed() };
            check("MPI_Test", unsafe { ffi::MPI_Test(&mut self.raw[place], &mut flag, &mut status) })?;
            if flag == 0 {
                return Ok(false);
            }
            self.active[place] = false;
            self.under_way -= 1;
            if self.streams[self.places[place]].inward {
                let mut got = 0;
                // SAFETY: a status that MPI has just written.
                check("MPI_Get_count", unsafe { ffi::MPI_Get_count(&status, bytes(), &mut got) })?;
                let expected = self.lengths[place];
                if got as usize != expected {
                    return Err(Error::new(
                        Status::Internal,
                        format!("expected a message of {expected} bytes, got {got}"),
                    ));
                }
            }
            self.post(place)?;
        }
        Ok(true)
    }
}

impl Drop for Exchange {
    /// Gives up what is under way: receives are cancelled so that nothing is written any more, sends are left to MPI.
    fn drop(&mut self) {
        if self.under_way == 0 {
            return;
        }
        for (place, raw) in self.raw.iter_mut().enumerate() {
            // SAFETY: the requests are ours, and freed ones become the null request.
            unsafe {
                if *raw != ffi::RSMPI_REQUEST_NULL && self.streams[self.places[place]].inward {
                    ffi::MPI_Cancel(raw);
                    ffi::MPI_Request_free(raw);
                }
            }
        }
    }
}
