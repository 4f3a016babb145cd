//! A communicator and the collective calls under way on it.

use super::{check, RawComm};
use crate::error::{Error, Result, Status};
use ::mpi::ffi;
use std::ffi::{c_int, c_void};
use std::mem::ManuallyDrop;

/// A communicator; copying does not duplicate it.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Comm(RawComm);

// SAFETY: a handle, which MPI lets any thread use that the thread level allows.
unsafe impl Send for Comm {}
unsafe impl Sync for Comm {}

pub(super) fn bytes() -> ffi::MPI_Datatype {
    // SAFETY: a constant of the MPI library.
    unsafe { ffi::RSMPI_UINT8_T }
}

pub(super) fn int(count: usize) -> Result<c_int> {
    c_int::try_from(count)
        .map_err(|_| Error::new(Status::Internal, format!("{count} elements do not fit into one MPI call")))
}

impl Comm {
    /// Takes an intra-communicator and refuses everything else that can be told apart.
    ///
    /// # Safety
    /// MPI must be running; `raw` must be valid or `MPI_COMM_NULL`.
    pub unsafe fn from_raw(raw: RawComm) -> Result<Comm> {
        // SAFETY: comparing handles and a constant.
        if raw == unsafe { ffi::RSMPI_COMM_NULL } {
            refuse!(Argument, "comm", "expected a communicator, got MPI_COMM_NULL");
        }
        // What Open MPI makes of a Fortran handle that is none; looking at it would end the program.
        // SAFETY: an address or an integer.
        if raw == unsafe { std::mem::zeroed::<RawComm>() } {
            refuse!(Argument, "comm", "expected a communicator, got a number that is none");
        }
        let mut inter = 0;
        check("MPI_Comm_test_inter", unsafe { ffi::MPI_Comm_test_inter(raw, &mut inter) })?;
        if inter != 0 {
            refuse!(
                Argument,
                "comm",
                "expected an intra-communicator, got an inter-communicator: merge it with MPI_Intercomm_merge"
            );
        }
        Ok(Comm(raw))
    }

    /// All processes; MPI must be running when it is used.
    pub fn world() -> Comm {
        Comm(super::world())
    }

    /// This process alone; MPI must be running when it is used.
    pub fn alone() -> Comm {
        // SAFETY: a constant of the MPI library.
        Comm(unsafe { ffi::RSMPI_COMM_SELF })
    }

    pub fn raw(self) -> RawComm {
        self.0
    }

    pub fn rank(self) -> Result<i32> {
        let mut rank = 0;
        check("MPI_Comm_rank", unsafe { ffi::MPI_Comm_rank(self.0, &mut rank) })?;
        Ok(rank)
    }

    pub fn size(self) -> Result<i32> {
        let mut size = 0;
        check("MPI_Comm_size", unsafe { ffi::MPI_Comm_size(self.0, &mut size) })?;
        Ok(size)
    }

    /// Errors come back as return codes instead of ending the program.
    pub fn return_errors(self) -> Result<()> {
        check("MPI_Comm_set_errhandler", unsafe { ffi::MPI_Comm_set_errhandler(self.0, ffi::RSMPI_ERRORS_RETURN) })
    }

    /// Starts to duplicate; the result is the one element of what comes back.
    pub fn start_duplicate(self) -> Result<Pending<Comm>> {
        Pending::start("MPI_Comm_idup", vec![Comm(super::null())], 0, |copy, request| unsafe {
            // SAFETY: `Comm` is a transparent wrapper; the memory stays until the request is complete.
            ffi::MPI_Comm_idup(self.0, copy.cast::<RawComm>(), request)
        })
    }

    /// The processes of this communicator that share memory with this one. **Collective**, blocking.
    pub fn split_by_node(self) -> Result<Comm> {
        let mut raw = super::null();
        check("MPI_Comm_split_type", unsafe {
            ffi::MPI_Comm_split_type(self.0, ffi::RSMPI_COMM_TYPE_SHARED, 0, ffi::RSMPI_INFO_NULL, &mut raw)
        })?;
        Ok(Comm(raw))
    }

    /// The ranks that give the same colour, ordered by key; none where the colour is negative. **Collective**, blocking.
    pub fn split(self, color: i32, key: i32) -> Result<Option<Comm>> {
        let mut raw = super::null();
        check("MPI_Comm_split", unsafe {
            let color = if color < 0 { ffi::RSMPI_UNDEFINED } else { color };
            ffi::MPI_Comm_split(self.0, color, key, &mut raw)
        })?;
        Ok((raw != super::null()).then_some(Comm(raw)))
    }

    /// Frees a communicator that the library made. **Collective.**
    pub fn free(mut self) {
        // SAFETY: the handle is not used afterwards.
        unsafe { ffi::MPI_Comm_free(&mut self.0) };
    }

    /// Broadcast of a few bytes, blocking: only where all ranks have just met.
    pub fn broadcast_now(self, data: &mut [u8], root: i32) -> Result<()> {
        let count = int(data.len())?;
        check("MPI_Bcast", unsafe { ffi::MPI_Bcast(data.as_mut_ptr().cast::<c_void>(), count, bytes(), root, self.0) })
    }

    /// Barrier, blocking: only where all ranks have just met.
    pub fn barrier_now(self) -> Result<()> {
        check("MPI_Barrier", unsafe { ffi::MPI_Barrier(self.0) })
    }

    /// Lets MPI go on with what is under way, such as messages of the program's own.
    pub fn make_progress(self) -> Result<()> {
        let mut found = 0;
        // SAFETY: constants of the MPI library, and a flag.
        check("MPI_Iprobe", unsafe {
            let (any, none) = (ffi::RSMPI_ANY_SOURCE, ffi::RSMPI_STATUS_IGNORE);
            ffi::MPI_Iprobe(any, 0, self.0, &mut found, none)
        })
    }

    /// Gather of one number per rank to all, blocking: only where all ranks have just met.
    pub fn all_gather_now(self, mine: i32, all: &mut [i32]) -> Result<()> {
        check("MPI_Allgather", unsafe {
            ffi::MPI_Allgather(
                (&mine as *const i32).cast::<c_void>(),
                1,
                ffi::RSMPI_INT32_T,
                all.as_mut_ptr().cast::<c_void>(),
                1,
                ffi::RSMPI_INT32_T,
                self.0,
            )
        })
    }

    /// Starts the element-wise maximum of words.
    pub fn start_maximum(self, mine: &[u64]) -> Result<Pending<u64>> {
        // MPICH 4.0 compares unsigned words as if they were signed, so both get what they order alike.
        fn swap_order(words: &mut [u64]) {
            words.iter_mut().for_each(|word| *word ^= 1 << 63);
        }
        let mut memory = followed_by(mine, mine.len())?;
        swap_order(&mut memory);
        // SAFETY: a constant of the MPI library.
        let mut pending = self.start_reduce(memory, unsafe { ffi::RSMPI_MAX })?;
        pending.after = swap_order;
        Ok(pending)
    }

    /// Starts the element-wise sum of words, wrapping.
    pub fn start_sum(self, mine: &[u64]) -> Result<Pending<u64>> {
        // SAFETY: a constant of the MPI library.
        self.start_reduce(followed_by(mine, mine.len())?, unsafe { ffi::RSMPI_SUM })
    }

    /// The memory has my words and then as many for the result.
    fn start_reduce(self, memory: Vec<u64>, op: ffi::MPI_Op) -> Result<Pending<u64>> {
        let half = memory.len() / 2;
        let count = int(half)?;
        Pending::start("MPI_Iallreduce", memory, half, |words, request| unsafe {
            // SAFETY: kept until the request is complete.
            let result = words.add(half).cast::<c_void>();
            ffi::MPI_Iallreduce(words.cast::<c_void>(), result, count, ffi::RSMPI_INT64_T, op, self.0, request)
        })
    }

    /// Starts to give root's data to all.
    pub fn start_broadcast(self, data: Vec<u8>, root: i32) -> Result<Pending<u8>> {
        let length = int(data.len())?;
        Pending::start("MPI_Ibcast", data, 0, |data, request| unsafe {
            // SAFETY: kept until the request is complete.
            ffi::MPI_Ibcast(data.cast::<c_void>(), length, bytes(), root, self.0, request)
        })
    }

    /// Gives root's data to all, in place. `wait` gets what tests for the end, and must not return before it is
    /// true or fails; should it do so, this waits on.
    pub fn broadcast_in_place(
        self,
        data: &mut [u8],
        root: i32,
        wait: impl FnOnce(&mut dyn FnMut() -> Result<bool>) -> Result<()>,
    ) -> Result<()> {
        let length = int(data.len())?;
        let mut request = Request::start("MPI_Ibcast", |request| unsafe {
            // SAFETY: borrowed until this function returns.
            ffi::MPI_Ibcast(data.as_mut_ptr().cast::<c_void>(), length, bytes(), root, self.0, request)
        })?;
        let outcome = wait(&mut || request.test());
        while !request.test()? {
            std::thread::yield_now();
        }
        outcome
    }

    /// Starts to gather equally long data of all ranks.
    pub fn start_all_gather(self, mine: &[u8]) -> Result<Pending<u8>> {
        let length = int(mine.len())?;
        let all = mine.len().saturating_mul(self.size()? as usize);
        let memory = followed_by(mine, all)?;
        Pending::start("MPI_Iallgather", memory, mine.len(), |data, request| unsafe {
            // SAFETY: mine and then room for all, kept until the request is complete.
            let all = data.add(mine.len()).cast::<c_void>();
            ffi::MPI_Iallgather(data.cast::<c_void>(), length, bytes(), all, length, bytes(), self.0, request)
        })
    }

    /// Starts to give each rank its equally long piece of `mine`.
    pub fn start_all_to_all(self, mine: &[u8]) -> Result<Pending<u8>> {
        let length = int(mine.len() / self.size()?.max(1) as usize)?;
        let memory = followed_by(mine, mine.len())?;
        Pending::start("MPI_Ialltoall", memory, mine.len(), |data, request| unsafe {
            // SAFETY: as above.
            let all = data.add(mine.len()).cast::<c_void>();
            ffi::MPI_Ialltoall(data.cast::<c_void>(), length, bytes(), all, length, bytes(), self.0, request)
        })
    }
}

/// A copy of `mine` and zeros after it.
fn followed_by<T: Copy + Default>(mine: &[T], zeros: usize) -> Result<Vec<T>> {
    let total = mine.len().saturating_add(zeros);
    let mut memory = Vec::new();
    memory
        .try_reserve_exact(total)
        .map_err(|_| Error::new(Status::Memory, format!("the system refused {total} elements for a transfer")))?;
    memory.extend_from_slice(mine);
    memory.resize(total, T::default());
    Ok(memory)
}

/// One non-blocking call. Dropping it before it is complete leaves it to MPI.
struct Request {
    raw: ffi::MPI_Request,
    name: &'static str,
}

impl Request {
    fn start(name: &'static str, start: impl FnOnce(*mut ffi::MPI_Request) -> c_int) -> Result<Request> {
        // SAFETY: a constant of the MPI library.
        let mut raw = unsafe { ffi::RSMPI_REQUEST_NULL };
        check(name, start(&mut raw))?;
        Ok(Request { raw, name })
    }

    /// Lets MPI work, and tells whether the call is complete.
    fn test(&mut self) -> Result<bool> {
        let mut flag = 0;
        // SAFETY: the request is ours; a complete one is the null request, which tests true.
        check(self.name, unsafe { ffi::MPI_Test(&mut self.raw, &mut flag, ffi::RSMPI_STATUS_IGNORE) })?;
        Ok(flag != 0)
    }
}

/// A call under way with its memory, both of which are left to MPI if it is dropped too early.
pub struct Pending<T> {
    request: Request,
    memory: ManuallyDrop<Vec<T>>,
    /// Where the result begins in the memory.
    result: usize,
    complete: bool,
    /// What remains to be done with the result.
    after: fn(&mut [T]),
}

impl<T> Pending<T> {
    fn start(
        name: &'static str,
        memory: Vec<T>,
        result: usize,
        start: impl FnOnce(*mut T, *mut ffi::MPI_Request) -> c_int,
    ) -> Result<Pending<T>> {
        let mut memory = ManuallyDrop::new(memory);
        let request = Request::start(name, |request| start(memory.as_mut_ptr(), request))?;
        Ok(Pending { request, memory, result, complete: false, after: |_| () })
    }

    /// Lets MPI work, and tells whether the call is complete.
    pub fn test(&mut self) -> Result<bool> {
        self.complete = self.complete || self.request.test()?;
        Ok(self.complete)
    }

    /// The result of a complete call.
    pub fn finish(mut self) -> Result<Vec<T>> {
        if !self.test()? {
            return Err(Error::new(Status::Internal, "a transfer was to be finished while under way"));
        }
        let mut memory = ManuallyDrop::into_inner(self.memory);
        memory.drain(..self.result);
        (self.after)(&mut memory);
        Ok(memory)
    }
}
