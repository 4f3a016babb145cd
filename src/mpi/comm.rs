//! A communicator and the requests under way on it. Starting a call is unsafe where MPI keeps a pointer
//! to the caller's memory: it must stay in place until the request has tested complete.

use super::{check, RawComm};
use crate::error::{Error, Result, Status};
use ::mpi::ffi;
use std::ffi::{c_int, c_void};

/// The one tag: messages between two ranks are matched in order.
const TAG: c_int = 23;

/// A communicator; copying does not duplicate it.
#[derive(Clone, Copy)]
pub struct Comm(RawComm);

// SAFETY: a handle, which MPI lets any thread use that the thread level allows.
unsafe impl Send for Comm {}
unsafe impl Sync for Comm {}

fn bytes() -> ffi::MPI_Datatype {
    // SAFETY: a constant of the MPI library.
    unsafe { ffi::RSMPI_UINT8_T }
}

fn int(count: usize) -> Result<c_int> {
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

    /// Starts to duplicate; `copy` holds the result once the request is complete.
    ///
    /// # Safety
    /// `copy` must stay in place until then.
    pub unsafe fn start_duplicate(self, copy: *mut RawComm) -> Result<Request> {
        Request::started("MPI_Comm_idup", |request| unsafe { ffi::MPI_Comm_idup(self.0, copy, request) })
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

    /// Starts the element-wise maximum (or sum) of `count` words.
    ///
    /// # Safety
    /// Both pointers must be valid for `count` words until the request is complete.
    pub unsafe fn start_reduce(self, mine: *const u64, result: *mut u64, count: usize, sum: bool) -> Result<Request> {
        let count = int(count)?;
        Request::started("MPI_Iallreduce", |request| unsafe {
            let op = if sum { ffi::RSMPI_SUM } else { ffi::RSMPI_MAX };
            ffi::MPI_Iallreduce(
                mine.cast::<c_void>(),
                result.cast::<c_void>(),
                count,
                ffi::RSMPI_UINT64_T,
                op,
                self.0,
                request,
            )
        })
    }

    /// # Safety
    /// `data` must be valid for `length` bytes until the request is complete.
    pub unsafe fn start_broadcast(self, data: *mut u8, length: usize, root: i32) -> Result<Request> {
        let length = int(length)?;
        Request::started("MPI_Ibcast", |request| unsafe {
            ffi::MPI_Ibcast(data.cast::<c_void>(), length, bytes(), root, self.0, request)
        })
    }

    /// # Safety
    /// `mine` must be valid for `length` bytes, `all` for that times the size, until the request is complete.
    pub unsafe fn start_all_gather(self, mine: *const u8, length: usize, all: *mut u8) -> Result<Request> {
        let length = int(length)?;
        Request::started("MPI_Iallgather", |request| unsafe {
            ffi::MPI_Iallgather(
                mine.cast::<c_void>(),
                length,
                bytes(),
                all.cast::<c_void>(),
                length,
                bytes(),
                self.0,
                request,
            )
        })
    }

    /// # Safety
    /// `mine` and `all` must be valid for `length` bytes times the size until the request is complete.
    pub unsafe fn start_all_to_all(self, mine: *const u8, length: usize, all: *mut u8) -> Result<Request> {
        let length = int(length)?;
        Request::started("MPI_Ialltoall", |request| unsafe {
            ffi::MPI_Ialltoall(
                mine.cast::<c_void>(),
                length,
                bytes(),
                all.cast::<c_void>(),
                length,
                bytes(),
                self.0,
                request,
            )
        })
    }
}

/// One non-blocking call. Dropping it before it is complete leaves it to MPI.
pub struct Request {
    raw: ffi::MPI_Request,
    name: &'static str,
}

impl Request {
    fn started(name: &'static str, start: impl FnOnce(*mut ffi::MPI_Request) -> c_int) -> Result<Request> {
        // SAFETY: a constant of the MPI library.
        let mut raw = unsafe { ffi::RSMPI_REQUEST_NULL };
        check(name, start(&mut raw))?;
        Ok(Request { raw, name })
    }

    /// Lets MPI work, and tells whether the call is complete.
    pub fn test(&mut self) -> Result<bool> {
        let mut flag = 0;
        // SAFETY: the request is ours; the memory behind it is the starter's promise.
        check(self.name, unsafe { ffi::MPI_Test(&mut self.raw, &mut flag, ffi::RSMPI_STATUS_IGNORE) })?;
        Ok(flag != 0)
    }
}

/// Many messages under way, each in a numbered place.
pub struct Requests {
    raw: Vec<ffi::MPI_Request>,
    receives: Vec<Option<usize>>,
    indices: Vec<c_int>,
    statuses: Vec<ffi::MPI_Status>,
    finished: Vec<usize>,
}

fn no_memory<E>(_: E) -> Error {
    Error::new(Status::Memory, "no memory for message bookkeeping")
}

impl Requests {
    pub fn new(places: usize) -> Result<Requests> {
        let mut requests = Requests {
            raw: Vec::new(),
            receives: Vec::new(),
            indices: Vec::new(),
            statuses: Vec::new(),
            finished: Vec::new(),
        };
        int(places)?;
        requests.raw.try_reserve_exact(places).map_err(no_memory)?;
        requests.receives.try_reserve_exact(places).map_err(no_memory)?;
        requests.indices.try_reserve_exact(places).map_err(no_memory)?;
        requests.statuses.try_reserve_exact(places).map_err(no_memory)?;
        requests.finished.try_reserve_exact(places).map_err(no_memory)?;
        // SAFETY: MPI_Status is a plain C struct; the null request is a constant.
        unsafe {
            requests.raw.resize(places, ffi::RSMPI_REQUEST_NULL);
            requests.statuses.resize(places, std::mem::zeroed());
        }
        requests.receives.resize(places, None);
        requests.indices.resize(places, 0);
        Ok(requests)
    }

    /// # Safety
    /// `data` must be valid for `length` bytes until this place has finished.
    pub unsafe fn send(&mut self, comm: Comm, place: usize, data: *const u8, length: usize, rank: i32) -> Result<()> {
        let count = int(length)?;
        self.receives[place] = None;
        check("MPI_Isend", unsafe {
            ffi::MPI_Isend(data.cast::<c_void>(), count, bytes(), rank, TAG, comm.0, &mut self.raw[place])
        })
    }

    /// # Safety
    /// `data` must be valid for writing `length` bytes until this place has finished.
    pub unsafe fn receive(&mut self, comm: Comm, place: usize, data: *mut u8, length: usize, rank: i32) -> Result<()> {
        let count = int(length)?;
        self.receives[place] = Some(length);
        check("MPI_Irecv", unsafe {
            ffi::MPI_Irecv(data.cast::<c_void>(), count, bytes(), rank, TAG, comm.0, &mut self.raw[place])
        })
    }

    /// The places that have finished since the last call; `None` when nothing is under way.
    pub fn test_some(&mut self) -> Result<Option<&[usize]>> {
        let mut count = 0;
        // SAFETY: all three arrays have one entry per place.
        check("MPI_Testsome", unsafe {
            ffi::MPI_Testsome(
                self.raw.len() as c_int,
                self.raw.as_mut_ptr(),
                &mut count,
                self.indices.as_mut_ptr(),
                self.statuses.as_mut_ptr(),
            )
        })?;
        if count < 0 {
            return Ok(None); // MPI_UNDEFINED
        }
        self.finished.clear();
        for done in 0..count as usize {
            let place = self.indices[done] as usize;
            if let Some(expected) = self.receives[place] {
                let mut got = 0;
                check("MPI_Get_count", unsafe { ffi::MPI_Get_count(&self.statuses[done], bytes(), &mut got) })?;
                if got as usize != expected {
                    return Err(Error::new(
                        Status::Internal,
                        format!("expected a message of {expected} bytes, got {got}"),
                    ));
                }
            }
            self.finished.push(place);
        }
        Ok(Some(&self.finished))
    }

    /// Gives up: receives are cancelled so that nothing is written any more, sends are left to MPI.
    pub fn abandon(&mut self) {
        for (raw, receive) in self.raw.iter_mut().zip(&self.receives) {
            // SAFETY: the requests are ours, and freed ones become the null request.
            unsafe {
                if *raw != ffi::RSMPI_REQUEST_NULL && receive.is_some() {
                    ffi::MPI_Cancel(raw);
                    ffi::MPI_Request_free(raw);
                }
            }
        }
    }
}
