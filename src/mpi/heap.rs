//! Memory that processes of one node can map from each other: one nameless file per process. Large allocations are ranges
//! that are never used twice; small ones are cut out of slabs, which stay mapped on both sides.

use super::registry;
use super::slab::{Slabs, SLAB, SMALL};
use std::collections::VecDeque;
use std::ffi::CString;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

const PAGE: u64 = 4096;
const HUGE_PAGE: u64 = 2 << 20;
/// What the file may hold; it takes memory only where it is written.
const CAPACITY: u64 = 1 << 46;
/// Foreign ranges that a process keeps mapped for each peer, beyond those in use.
const KEPT: usize = 32;

/// Where the table of arrays lies in the file, before all allocations.
const REGISTRY: u64 = 1 << 20;
/// Where slabs lie in the file; large allocations follow.
const SLABS: std::ops::Range<u64> = HUGE_PAGE..1 << 40;

/// One allocation: its place in the file of its process, and its first byte here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub offset: u64,
    pub bytes: u64,
    pub address: usize,
}

/// How others find the file of a process, and know that it is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    pub process: u32,
    pub file: u32,
    pub cookie: [u64; 2],
}

struct Heap {
    file: OwnedFd,
    identity: Identity,
    next: AtomicU64,
    next_slab: AtomicU64,
    slabs: Mutex<Slabs>,
    /// The system promises no memory that it does not have: it must be asked before writing.
    strict: bool,
}

fn map(file: i32, offset: u64, bytes: u64) -> Option<NonNull<u8>> {
    // SAFETY: a new mapping, checked before use.
    let address = unsafe {
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        libc::mmap(std::ptr::null_mut(), bytes as usize, protection, libc::MAP_SHARED, file, offset as libc::off_t)
    };
    NonNull::new(address.cast::<u8>()).filter(|_| address != libc::MAP_FAILED)
}

fn unmap(address: usize, bytes: u64) {
    // SAFETY: callers own the mapping and use it no more.
    unsafe { libc::munmap(address as *mut libc::c_void, bytes as usize) };
}

#[cfg(target_os = "linux")]
impl Heap {
    fn create() -> Option<Heap> {
        // SAFETY: plain system calls; results are checked.
        unsafe {
            let mut limit: libc::rlimit = std::mem::zeroed();
            // Growing beyond this limit would end the process with a signal.
            if libc::getrlimit(libc::RLIMIT_FSIZE, &mut limit) != 0 || limit.rlim_cur != libc::RLIM_INFINITY {
                return None;
            }
            let file = libc::memfd_create(c"distarray".as_ptr(), libc::MFD_CLOEXEC);
            if file < 0 {
                return None;
            }
            let file = OwnedFd::from_raw_fd(file);
            if libc::ftruncate(file.as_raw_fd(), CAPACITY as libc::off_t) != 0 {
                return None;
            }
            let mut cookie = [0u64; 2];
            if libc::getrandom(cookie.as_mut_ptr().cast(), 16, 0) != 16 {
                return None;
            }
            let identity = Identity { process: std::process::id(), file: file.as_raw_fd() as u32, cookie };
            let header = map(file.as_raw_fd(), 0, PAGE)?;
            header.as_ptr().cast::<[u64; 3]>().write([identity.process.into(), cookie[0], cookie[1]]);
            unmap(header.as_ptr() as usize, PAGE);
            let policy = std::fs::read_to_string("/proc/sys/vm/overcommit_memory");
            let strict = policy.is_ok_and(|text| text.trim() == "2");
            super::watch_forks();
            let (next, next_slab) = (AtomicU64::new(SLABS.end), AtomicU64::new(SLABS.start));
            Some(Heap { file, identity, next, next_slab, slabs: Mutex::default(), strict })
        }
    }

    fn reserve(&self, offset: u64, bytes: u64) -> bool {
        const STEP: u64 = 64 << 20;
        let mut done = 0;
        while done < bytes {
            let length = STEP.min(bytes - done);
            let (begin, length) = ((offset + done) as libc::off_t, length as libc::off_t);
            // SAFETY: a plain system call.
            if unsafe { libc::fallocate(self.file.as_raw_fd(), 0, begin, length) } == 0 {
                done += length as u64;
            } else if std::io::Error::last_os_error().kind() != std::io::ErrorKind::Interrupted {
                self.give_back(offset, done);
                return false;
            }
        }
        true
    }

    fn give_back(&self, offset: u64, bytes: u64) {
        // In a child made by fork the memory is still its parent's.
        if bytes > 0 && !super::is_forked() {
            let mode = libc::FALLOC_FL_PUNCH_HOLE | libc::FALLOC_FL_KEEP_SIZE;
            // SAFETY: a range that is no longer used.
            unsafe { libc::fallocate(self.file.as_raw_fd(), mode, offset as libc::off_t, bytes as libc::off_t) };
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Heap {
    fn create() -> Option<Heap> {
        None
    }

    fn reserve(&self, _: u64, _: u64) -> bool {
        false
    }

    fn give_back(&self, _: u64, _: u64) {}
}

impl Heap {
    /// Maps a range of the file that is not in use.
    fn make(&self, offset: u64, bytes: u64) -> Option<Span> {
        if self.strict && !self.reserve(offset, bytes) {
            return None;
        }
        let address = map(self.file.as_raw_fd(), offset, bytes);
        if address.is_none() {
            self.give_back(offset, bytes);
        }
        address.map(|address| Span { offset, bytes, address: address.as_ptr() as usize })
    }

    fn slabs(&self) -> MutexGuard<'_, Slabs> {
        self.slabs.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn allocate_small(&self, bytes: usize) -> Allocation {
        let slab = || {
            let offset = self.next_slab.fetch_add(SLAB, Ordering::Relaxed);
            self.make(offset, SLAB).filter(|_| offset < SLABS.end)
        };
        let Some(span) = self.slabs().take(bytes, slab) else { return Allocation::Refused };
        // SAFETY: in a mapping of our own that stays, and in no use.
        unsafe { std::ptr::write_bytes(span.address as *mut u8, 0, bytes) };
        Allocation::Made(span)
    }

    fn release_small(&self, span: Span) {
        // Nobody may take it again before its pages are gone.
        let mut slabs = self.slabs();
        if slabs.give(span) && !self.strict {
            self.give_back(span.offset, span.bytes);
        }
    }
}

/// The one heap of this process; None where the system has no such files, and in children made by fork.
fn heap() -> Option<&'static Heap> {
    static HEAP: OnceLock<Option<Heap>> = OnceLock::new();
    HEAP.get_or_init(Heap::create).as_ref().filter(|_| !super::is_forked())
}

/// How the other processes find this one's memory. **Local.**
pub fn identity() -> Option<Identity> {
    heap().map(|heap| heap.identity)
}

/// This process's table of arrays, mapped for good. **Local.**
pub(super) fn own_registry() -> Option<usize> {
    heap()
        .and_then(|heap| map(heap.file.as_raw_fd(), REGISTRY, registry::BYTES))
        .map(|address| address.as_ptr() as usize)
}

/// What became of a wish for shared memory.
pub enum Allocation {
    Made(Span),
    /// There is not so much memory.
    Refused,
    /// There is none of this kind.
    Unavailable,
}

/// Zeroed memory that others can map. **Local.**
pub fn allocate(bytes: usize) -> Allocation {
    let Some(heap) = heap() else { return Allocation::Unavailable };
    if bytes <= SMALL {
        return heap.allocate_small(bytes);
    }
    let unit = if bytes as u64 >= HUGE_PAGE { HUGE_PAGE } else { PAGE };
    let Some(room) = (bytes as u64).checked_next_multiple_of(unit) else { return Allocation::Refused };
    if room > total_memory() {
        return Allocation::Refused;
    }
    // Large ones begin at a multiple of large pages.
    let begin = |next: u64| next.next_multiple_of(unit);
    let taken = heap.next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| {
        Some(begin(next) + room).filter(|end| *end <= CAPACITY)
    });
    let Ok(offset) = taken.map(begin) else { return Allocation::Unavailable };
    match heap.make(offset, (bytes as u64).next_multiple_of(PAGE)) {
        Some(span) => Allocation::Made(span),
        None => Allocation::Refused,
    }
}

/// Ends an allocation of this process. **Local**, from any thread.
pub fn release(span: Span) {
    if SLABS.contains(&span.offset) {
        return heap().map_or((), |heap| heap.release_small(span));
    }
    unmap(span.address, span.bytes);
    if let Some(heap) = heap() {
        heap.give_back(span.offset, span.bytes);
    }
}

/// Bytes of memory and swap: a larger wish can only end the process later.
fn total_memory() -> u64 {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: a plain C struct that the system fills.
        let mut info: libc::sysinfo = unsafe { std::mem::zeroed() };
        // SAFETY: as above.
        if unsafe { libc::sysinfo(&mut info) } == 0 {
            return (info.totalram as u64).saturating_add(info.totalswap as u64) * u64::from(info.mem_unit);
        }
    }
    u64::MAX
}

/// Another process's file, opened here, with what is mapped of it.
pub struct Peer {
    identity: Identity,
    file: OwnedFd,
    mappings: Mutex<VecDeque<Arc<Range>>>,
    registry: OnceLock<Option<usize>>,
}

/// What is mapped of another process's memory at once.
struct Range(Span);

impl Drop for Range {
    fn drop(&mut self) {
        unmap(self.0.address, self.0.bytes);
    }
}

/// An allocation of another process.
#[derive(Clone)]
pub struct Mapping {
    address: usize,
    _range: Arc<Range>,
}

impl Mapping {
    pub fn pointer(&self) -> *mut u8 {
        self.address as *mut u8
    }
}

impl Peer {
    /// The process of this identity, opened once. None where the system does not let us. **Local.**
    pub fn open(identity: Identity) -> Option<Arc<Peer>> {
        static PEERS: Mutex<Vec<Arc<Peer>>> = Mutex::new(Vec::new());
        let mut peers = PEERS.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(peer) = peers.iter().find(|peer| peer.identity == identity) {
            return Some(peer.clone());
        }
        let path = CString::new(format!("/proc/{}/fd/{}", identity.process, identity.file)).ok()?;
        // SAFETY: plain system calls, checked.
        let file = unsafe {
            let file = libc::open(path.as_ptr(), libc::O_RDWR | libc::O_CLOEXEC);
            if file < 0 {
                return None;
            }
            OwnedFd::from_raw_fd(file)
        };
        let mut words = [0u64; 3];
        // SAFETY: as many bytes as there are.
        let read = unsafe { libc::pread(file.as_raw_fd(), words.as_mut_ptr().cast(), 24, 0) };
        if read != 24 || words != [identity.process.into(), identity.cookie[0], identity.cookie[1]] {
            return None;
        }
        let peer = Arc::new(Peer { identity, file, mappings: Mutex::default(), registry: OnceLock::new() });
        peers.try_reserve(1).ok()?;
        peers.push(peer.clone());
        Some(peer)
    }

    /// The peer's table of arrays, mapped for good. **Local.**
    pub(super) fn registry(&self) -> Option<usize> {
        let address = || map(self.file.as_raw_fd(), REGISTRY, registry::BYTES).map(|address| address.as_ptr() as usize);
        *self.registry.get_or_init(address)
    }

    /// Maps one allocation of the peer, or finds it mapped. **Local.**
    pub fn map(&self, offset: u64, bytes: u64) -> Option<Mapping> {
        let (begin, length) = match SLABS.contains(&offset) {
            true => (offset / SLAB * SLAB, SLAB),
            false => (offset, bytes),
        };
        let mut mappings = self.mappings.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let range = match mappings.iter().position(|range| (range.0.offset, range.0.bytes) == (begin, length)) {
            Some(at) => mappings.remove(at)?,
            None => {
                let address = map(self.file.as_raw_fd(), begin, length)?.as_ptr() as usize;
                mappings.truncate(KEPT - 1);
                Arc::new(Range(Span { offset: begin, bytes: length, address }))
            }
        };
        mappings.push_front(range.clone());
        Some(Mapping { address: range.0.address + (offset - begin) as usize, _range: range })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_zero_shared_and_given_back() {
        let Allocation::Made(span) = allocate(10_000_000) else { return };
        let Allocation::Made(other) = allocate(1) else { panic!("no memory") };
        assert!(other.offset >= span.offset + span.bytes || other.offset < span.offset);
        let own = span.address as *mut u8;
        // SAFETY: inside the allocations.
        unsafe {
            assert!((0..10_000_000).step_by(4096).all(|at| *own.add(at) == 0));
            own.add(9_999_999).write(7);
            let peer = Peer::open(identity().unwrap()).unwrap();
            let mapping = peer.map(span.offset, span.bytes).unwrap();
            assert_ne!(mapping.pointer(), own);
            assert_eq!(*mapping.pointer().add(9_999_999), 7);
            mapping.pointer().write(3);
            assert_eq!(*own, 3);
            release(span);
            assert_eq!(*mapping.pointer(), 0);
            let small = peer.map(other.offset, other.bytes).unwrap();
            (other.address as *mut u8).write(9);
            assert_eq!(*small.pointer(), 9);
        }
        release(other);
        let Allocation::Made(again) = allocate(1) else { panic!("no memory") };
        // SAFETY: inside the allocation.
        assert_eq!(unsafe { *(again.address as *const u8) }, 0);
        let stranger = Identity { cookie: [1, 2], ..identity().unwrap() };
        assert!(Peer::open(stranger).is_none());
        assert!(matches!(allocate(1 << 45), Allocation::Refused));
    }
}
