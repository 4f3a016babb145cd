//! A notice board per node: one line of shared memory per rank, where each says in which call it is and where its
//! memory is found, two counters per pair of ranks by which they hand data to each other, and what each says when all meet. It is ordinary shared memory, not an MPI window, so that it costs no communicator and is left without a call.

use super::heap::{self, Identity};
use super::Comm;
use crate::error::Result;
use std::ffi::CString;
use std::sync::atomic::{AtomicU64, Ordering};

const WORDS: usize = 32;
const NAME_WORDS: usize = 12;
/// Words that say where a rank's memory is found: process and file, and its cookie.
const HEAP: usize = 16;

/// Movements that can be under way at once, each with counters of its own.
pub const LANES: usize = 4;

/// 256 bytes, so that neighbours do not share a cache line.
#[repr(C, align(128))]
struct Line([AtomicU64; WORDS]);

/// What passes between two ranks in one lane; both count up for ever.
#[repr(C, align(64))]
pub struct Pair {
    /// Pieces that the sender has made ready.
    pub ready: AtomicU64,
    /// Pieces that the receiver is done with.
    pub done: AtomicU64,
    /// Where in the sender's memory pieces lie that were packed: offset and length of the allocation.
    pub stage: [AtomicU64; 2],
}

/// Words that a rank says in a meeting.
pub const SPOKEN: usize = 7;

/// What one rank says in a meeting, in one cache line. Each has two that take turns: nobody goes to a meeting before all
/// have heard what was said in the one before the last.
#[repr(C, align(64))]
struct Voice {
    words: [AtomicU64; SPOKEN],
    meeting: AtomicU64,
}

/// What a rank does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum State {
    /// It computes, or is outside the library.
    Away = 0,
    /// It waits for others.
    Waiting = 1,
    /// It failed alone, and will not come any more.
    Left = 2,
}

impl State {
    fn from_number(number: u64) -> State {
        match number {
            0 => State::Away,
            1 => State::Waiting,
            _ => State::Left,
        }
    }
}

/// What one rank's line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub rank: i32,
    /// Number of the collective call it entered last; 0 before the first.
    pub sequence: u64,
    pub state: State,
    pub function: String,
}

pub struct Board {
    lines: *const Line,
    /// Communicator ranks of this node, in line order.
    ranks: Vec<i32>,
    mine: usize,
    /// A number of this board that its ranks know and that other boards of the node have not.
    key: u64,
}

// SAFETY: the lines consist of atomics.
unsafe impl Send for Board {}
unsafe impl Sync for Board {}

/// One line per rank, one for who left, the pairs, and the voices.
fn segment_size(ranks: usize) -> usize {
    let pairs = LANES * ranks * ranks;
    (ranks + 1) * size_of::<Line>() + pairs * size_of::<Pair>() + 2 * ranks * size_of::<Voice>()
}

/// How many consecutive ranks are taken for a node (`DISTARRAY_NODE_SIZE`), to try out several nodes on one machine.
fn node_size() -> i32 {
    let text = std::env::var("DISTARRAY_NODE_SIZE").ok();
    text.and_then(|text| text.trim().parse().ok()).filter(|size| *size > 0).unwrap_or(i32::MAX)
}

/// Maps the named segment; None if the system does not let us.
fn map(name: &CString, ranks: usize, create: bool) -> Option<*const Line> {
    let flags = libc::O_RDWR | if create { libc::O_CREAT | libc::O_EXCL } else { 0 };
    // SAFETY: plain system calls; the mapping is checked before use.
    unsafe {
        let file = libc::shm_open(name.as_ptr(), flags, 0o600);
        if file < 0 {
            return None;
        }
        let size = segment_size(ranks);
        let sized = !create || libc::posix_fallocate(file, 0, size as libc::off_t) == 0;
        let address = match sized {
            true => {
                libc::mmap(std::ptr::null_mut(), size, libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED, file, 0)
            }
            false => libc::MAP_FAILED,
        };
        libc::close(file);
        if create && address == libc::MAP_FAILED {
            libc::shm_unlink(name.as_ptr());
        }
        (address != libc::MAP_FAILED).then_some(address.cast::<Line>().cast_const())
    }
}

impl Board {
    /// **Collective**, blocking, where all ranks have just met. None where shared memory is refused.
    pub fn create(comm: Comm) -> Result<Option<Board>> {
        let node = comm.split_by_node()?;
        let part = node.split(comm.rank()? / node_size(), 0)?;
        node.free();
        let Some(part) = part else { return Ok(None) };
        let board = Board::create_on(part, comm.rank()?);
        part.free();
        board
    }

    fn create_on(node: Comm, rank: i32) -> Result<Option<Board>> {
        let (mine, size) = (node.rank()? as usize, node.size()? as usize);
        let mut ranks = vec![0; size];
        node.all_gather_now(rank, &mut ranks)?;
        let mut text = [0u8; 64];
        let mut made = None;
        if mine == 0 {
            static COUNT: AtomicU64 = AtomicU64::new(0);
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("/distarray-{}-{count}", std::process::id());
            text[..name.len()].copy_from_slice(name.as_bytes());
            made = CString::new(name).ok().and_then(|name| map(&name, size, true));
            if made.is_none() {
                text[0] = 0;
            }
        }
        node.broadcast_now(&mut text, 0)?;
        let length = text.iter().position(|b| *b == 0).unwrap_or(0);
        let name = CString::new(&text[..length]).unwrap_or_default();
        let lines = match (made, length) {
            (Some(lines), _) => Some(lines),
            (None, 0) => None,
            (None, _) => map(&name, size, false),
        };
        let key = text[..length].iter().fold(length as u64, |key, byte| key.wrapping_mul(1_000_003) ^ u64::from(*byte));
        let board = lines.map(|lines| Board { lines, ranks, mine, key });
        // One for all or none, because pairs of ranks must agree on whether they have one.
        let mut made = vec![0; size];
        node.all_gather_now(board.is_some().into(), &mut made)?;
        let board = board.filter(|_| made.iter().all(|made| *made == 1));
        if let (Some(board), Some(identity)) = (&board, heap::identity()) {
            board.publish(identity);
        }
        node.barrier_now()?;
        if mine == 0 && length > 0 {
            // SAFETY: our own name; the mappings stay.
            unsafe { libc::shm_unlink(name.as_ptr()) };
        }
        Ok(board)
    }

    fn publish(&self, identity: Identity) {
        let words = &self.line(self.mine).0[HEAP..];
        let place = u64::from(identity.process) << 32 | u64::from(identity.file);
        for (word, value) in words.iter().zip([place, identity.cookie[0], identity.cookie[1]]) {
            word.store(value, Ordering::Release);
        }
    }

    /// A number of this board that its ranks know and that other boards of the node have not.
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Ranks of this node.
    pub fn size(&self) -> usize {
        self.ranks.len()
    }

    /// The number on this node of a rank of the communicator.
    pub fn index_of(&self, rank: i32) -> Option<usize> {
        self.ranks.binary_search(&rank).ok()
    }

    /// Where the memory of a rank of this node is found, if it has any to share.
    pub fn memory_of(&self, index: usize) -> Option<Identity> {
        let words = &self.line(index).0[HEAP..];
        let [place, first, second] = [0, 1, 2].map(|k| words[k].load(Ordering::Acquire));
        let identity = Identity { process: (place >> 32) as u32, file: place as u32, cookie: [first, second] };
        (place != 0).then_some(identity)
    }

    /// The counters of what one rank of this node sends to another one.
    pub fn pair(&self, lane: usize, from: usize, to: usize) -> &Pair {
        let count = self.ranks.len();
        // SAFETY: the segment has LANES · count² pairs behind its lines.
        unsafe {
            let pairs = self.lines.add(count + 1).cast::<Pair>();
            &*pairs.add((lane * count + from) * count + to)
        }
    }

    fn voice(&self, index: usize, meeting: u64) -> &Voice {
        let count = self.ranks.len();
        // SAFETY: the segment has two voices per rank behind its pairs.
        unsafe {
            let pairs = self.lines.add(count + 1).cast::<Pair>();
            &*pairs.add(LANES * count * count).cast::<Voice>().add(2 * index + (meeting % 2) as usize)
        }
    }

    /// Says something in a meeting of all ranks of this node, which they number alike, from 1 on.
    pub fn say(&self, meeting: u64, words: &[u64; SPOKEN]) {
        let voice = self.voice(self.mine, meeting);
        voice.words.iter().zip(words).for_each(|(to, word)| to.store(*word, Ordering::Relaxed));
        voice.meeting.store(meeting, Ordering::Release);
    }

    /// What a rank of this node says in a meeting, once it has come.
    pub fn hear(&self, meeting: u64, index: usize) -> Option<[u64; SPOKEN]> {
        let voice = self.voice(index, meeting);
        let here = voice.meeting.load(Ordering::Acquire) == meeting;
        here.then(|| std::array::from_fn(|k| voice.words[k].load(Ordering::Relaxed)))
    }

    /// Whether there are more ranks on this node than processors, so that who waits should let others work.
    pub fn is_crowded(&self) -> bool {
        // SAFETY: a plain system call.
        let processors = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
        self.ranks.len() as i64 > processors as i64
    }

    /// This rank's number on its node.
    pub fn own_index(&self) -> usize {
        self.mine
    }

    fn line(&self, index: usize) -> &Line {
        // SAFETY: the segment has one line more than `ranks`.
        unsafe { &*self.lines.add(index) }
    }

    /// Writes my line: the call that is entered, and its number.
    pub fn enter(&self, function: &str, sequence: u64) {
        let words = &self.line(self.mine).0;
        let bytes = function.as_bytes();
        let length = bytes.len().min(NAME_WORDS * 8);
        for (word, chunk) in words[3..].iter().zip(bytes[..length].chunks(8)) {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            word.store(u64::from_ne_bytes(eight), Ordering::Relaxed);
        }
        words[2].store(length as u64, Ordering::Relaxed);
        words[0].store(sequence, Ordering::Release);
    }

    pub fn set_state(&self, state: State) {
        self.line(self.mine).0[1].store(state as u64, Ordering::Release);
    }

    /// Tells the node that this rank failed alone and will not come any more.
    pub fn leave(&self, rank: i32) {
        self.set_state(State::Left);
        self.line(self.ranks.len()).0[0].store(rank as u64 + 1, Ordering::Release);
    }

    /// A rank of this node that left.
    pub fn left(&self) -> Option<i32> {
        let word = self.line(self.ranks.len()).0[0].load(Ordering::Acquire);
        word.checked_sub(1).map(|rank| rank as i32)
    }

    /// Tells the node that a rank wishes to end call `sequence`.
    pub fn wish_end(&self, sequence: u64) {
        self.line(self.ranks.len()).0[1].store(sequence, Ordering::Release);
    }

    /// The call that some rank of this node wished to end last.
    pub fn end_wished(&self) -> u64 {
        self.line(self.ranks.len()).0[1].load(Ordering::Acquire)
    }

    /// What the other ranks of this node last wrote. A line read while it is written may show a mixed name.
    pub fn others(&self) -> Vec<Presence> {
        let others = (0..self.ranks.len()).filter(|i| *i != self.mine);
        others
            .map(|index| {
                let words = &self.line(index).0;
                let sequence = words[0].load(Ordering::Acquire);
                let length = words[2].load(Ordering::Relaxed).min(NAME_WORDS as u64 * 8) as usize;
                let bytes: Vec<u8> = words[3..3 + NAME_WORDS]
                    .iter()
                    .flat_map(|w| w.load(Ordering::Relaxed).to_ne_bytes())
                    .take(length)
                    .collect();
                Presence {
                    rank: self.ranks[index],
                    sequence,
                    state: State::from_number(words[1].load(Ordering::Acquire)),
                    function: String::from_utf8_lossy(&bytes).into_owned(),
                }
            })
            .collect()
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        // SAFETY: our own mapping, of this size.
        unsafe { libc::munmap(self.lines.cast_mut().cast(), segment_size(self.ranks.len())) };
    }
}
