//! From the ranks' rings to one file, which rank 0 writes: rank after rank, so that it holds one piece at a time.
//!
//! Clocks: processes of a node share one. Between nodes the offset to rank 0 is measured by a few round trips when the
//! trace starts and when it stops, and taken to be linear between; it is wrong by half the quickest round trip at
//! most, which the file tells. An offset below that counts as none.

use super::json::{self, Clock, Sample};
use super::Ring;
use crate::context::channel::Channel;
use crate::context::transport::bytes;
use crate::context::{log, Arg, Call, Context, Incoming, Level, Outgoing};
use crate::error::{Error, Result, Status};
use crate::mpi::{self, Comm};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

const ROUND_TRIPS: usize = 10;
/// Most bytes that rank 0 holds of another rank's events.
const PIECE: usize = 1 << 20;

/// Where a trace goes, and what its clock was when it began.
#[derive(Default)]
pub(super) struct Target {
    path: PathBuf,
    zero: u64,
    start: Sample,
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(suffix);
    PathBuf::from(name)
}

fn refused(path: &Path, error: std::io::Error) -> Error {
    Error::argument(Status::Io, "path", format!("cannot write the trace to '{}': {error}", path.display()))
}

/// Finds out whether a file can be made there.
fn check_path(path: &Path) -> Result<()> {
    if path.file_name().is_none() || path.is_dir() {
        refuse!(Io, "path", "expected the path of a file, got '{}'", path.display());
    }
    let draft = beside(path, ".part");
    File::create(&draft).and_then(|_| fs::remove_file(&draft)).map_err(|error| refused(path, error))
}

/// Writes beside the file and renames at the end.
struct Draft {
    path: PathBuf,
    file: std::io::BufWriter<File>,
}

impl Draft {
    fn create(path: &Path) -> Result<Draft> {
        let file = File::create(beside(path, ".part")).map_err(|error| refused(path, error))?;
        let mut draft = Draft { path: path.to_path_buf(), file: std::io::BufWriter::new(file) };
        draft.write(b"{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n")?;
        Ok(draft)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|error| refused(&self.path, error))
    }

    fn publish(mut self, ranks: i32, dropped: u64, uncertainty: u64) -> Result<()> {
        let tail = format!(
            "\n],\"otherData\":{{\"ranks\":{ranks},\"dropped_events\":{dropped},\
             \"clock_uncertainty_ns\":{uncertainty}}}}}\n"
        );
        self.write(tail.as_bytes())?;
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced
            .and_then(|()| fs::rename(beside(&self.path, ".part"), &self.path))
            .map_err(|error| refused(&self.path, error))
    }
}

impl Context {
    /// Records calls, phases and messages of all contexts on this communicator until [`Context::stop_trace`] or
    /// `MPI_Finalize`, and then writes them to `path` on rank 0. A trace under way is stopped first. **Collective.**
    pub fn start_trace(&self, path: &Path) -> Result<()> {
        let text = path.to_string_lossy();
        self.begin_trace(&Call::new("distarray_context_start_trace", &[("path", Arg::Text(&text))]), path)
    }

    fn begin_trace(&self, call: &Call, path: &Path) -> Result<()> {
        self.agree(call, if self.rank() == 0 { check_path(path) } else { Ok(()) })?;
        if self.trace().is_on() {
            self.finish_trace()?;
        }
        let reserved = self.trace().ring().reserve(self.size() as usize);
        self.confirm(reserved)?;
        let (start, zero) = self.measure_clock()?;
        self.trace().ring().target = Target { path: path.to_path_buf(), zero, start };
        self.trace().on.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Ends a trace and writes it; nothing happens if there is none. **Collective.**
    pub fn stop_trace(&self) -> Result<()> {
        self.agree(&Call::new("distarray_context_stop_trace", &[]), Ok(()))?;
        if !self.trace().is_on() {
            return Ok(());
        }
        self.finish_trace()
    }

    /// Begins the trace that rank 0's `DISTARRAY_TRACE` asks for: the first communicator's goes to that path, those of
    /// others beside it. **Collective.**
    pub(in crate::context) fn trace_from_environment(&self) -> Result<()> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let mut bytes = Vec::new();
        if self.rank() == 0 {
            let mut path = PathBuf::from(std::env::var_os("DISTARRAY_TRACE").unwrap_or_default());
            let (world, count) = (Comm::world().rank().unwrap_or(0), COUNT.fetch_add(1, Ordering::Relaxed));
            if (world, count) != (0, 0) {
                let ending = path.extension().map_or(OsString::from("json"), OsString::from);
                path.set_extension(format!("{world}-{count}.{}", ending.to_string_lossy()));
            }
            bytes = path.into_os_string().into_vec();
        }
        let mut length = (bytes.len() as u64).to_ne_bytes();
        self.broadcast(0, &mut length)?;
        bytes.resize(u64::from_ne_bytes(length) as usize, 0);
        self.broadcast(0, &mut bytes)?;
        let path = PathBuf::from(OsString::from_vec(bytes));
        let call = Call::new("distarray_context_create", &[]);
        self.begin_trace(&call, &path).map_err(|error| match error.status {
            Status::Io => Error {
                argument: String::new(),
                message: format!("environment variable DISTARRAY_TRACE: {}", error.message),
                ..error
            },
            _ => error,
        })
    }

    fn finish_trace(&self) -> Result<()> {
        let trace = self.trace();
        trace.on.store(false, Ordering::Relaxed);
        let (stop, _) = self.measure_clock()?;
        let (text, path, dropped, uncertainty) = {
            let mut ring = trace.ring();
            let Target { path, zero, start } = std::mem::take(&mut ring.target);
            let text = json::events(&ring, self.rank(), self.size(), &Clock { zero, start, stop });
            ring.events = Vec::new();
            ring.next = 0;
            (text, path, ring.dropped, start.uncertainty.max(stop.uncertainty))
        };
        let prepared = text.and_then(|text| match self.rank() {
            0 => Ok((text, Some(Draft::create(&path)?))),
            _ => Ok((text, None)),
        });
        let (text, mut draft) = self.confirm(prepared)?;
        let lengths = self.all_gather(&(text.len() as u64).to_ne_bytes())?;
        let uncertainty = self.maximum(&[uncertainty])?[0];
        let dropped = self.sum(&[dropped])?[0];
        let mut outcome = Ok(());
        match &mut draft {
            Some(draft) => {
                outcome = draft.write(&text);
                for (rank, length) in (0..).zip(lengths.chunks_exact(8)).skip(1) {
                    let length = u64::from_ne_bytes(length.try_into().unwrap_or_default()) as usize;
                    outcome = self.copy_part(rank, length, draft, outcome)?;
                }
            }
            None => {
                for data in text.chunks(PIECE) {
                    self.exchange(&[Outgoing { rank: 0, data }], &mut [])?;
                }
            }
        }
        if let Some(draft) = draft {
            outcome = outcome.and_then(|()| draft.publish(self.size(), dropped, uncertainty));
            let said = format!("trace of {} ranks in '{}', {dropped} events dropped", self.size(), path.display());
            log(if dropped > 0 { Level::Warn } else { Level::Info }, &said);
        }
        self.confirm(outcome)
    }

    /// Receives the text of another rank; it is read to its end even if it cannot be written any more.
    fn copy_part(&self, rank: i32, length: usize, draft: &mut Draft, outcome: Result<()>) -> Result<Result<()>> {
        let mut outcome = outcome.and_then(|()| draft.write(b",\n"));
        let mut piece = self.committed(bytes(length.min(PIECE)))?;
        for begin in (0..length).step_by(PIECE) {
            let data = &mut piece[..PIECE.min(length - begin)];
            self.exchange(&[], &mut [Incoming { rank, data }])?;
            outcome = outcome.and_then(|()| draft.write(data));
        }
        Ok(outcome)
    }

    /// How this rank's clock differs from rank 0's, and rank 0's time. **Collective**, one rank after the other.
    fn measure_clock(&self) -> Result<(Sample, u64)> {
        let mut time = [0u8; 8];
        if self.rank() == 0 {
            let zero = mpi::nanoseconds();
            for rank in 1..self.size() {
                for _ in 0..ROUND_TRIPS {
                    self.exchange(&[], &mut [Incoming { rank, data: &mut time }])?;
                    let now = [mpi::nanoseconds().to_ne_bytes(), zero.to_ne_bytes()].concat();
                    self.exchange(&[Outgoing { rank, data: &now }], &mut [])?;
                }
            }
            return Ok((Sample { at: zero, offset: 0, uncertainty: 0 }, zero));
        }
        let mut best = Sample { uncertainty: u64::MAX, ..Sample::default() };
        let mut answer = [0u8; 16];
        for _ in 0..ROUND_TRIPS {
            let begin = mpi::nanoseconds();
            let incoming = Incoming { rank: 0, data: &mut answer };
            self.exchange(&[Outgoing { rank: 0, data: &time }], &mut [incoming])?;
            let half = (mpi::nanoseconds() - begin) / 2;
            let there = u64::from_ne_bytes(answer[..8].try_into().unwrap_or_default());
            let offset = there.wrapping_sub(begin + half) as i64;
            if half < best.uncertainty {
                best = Sample { at: begin + half, offset, uncertainty: half };
            }
        }
        if best.offset.unsigned_abs() <= best.uncertainty {
            best.offset = 0;
        }
        Ok((best, u64::from_ne_bytes(answer[8..].try_into().unwrap_or_default())))
    }
}

/// Writes a trace that is still on when its communicator ends. **Collective** if all ranks `agreed` to be here;
/// otherwise each rank writes a part of its own.
pub(in crate::context) fn at_end(channel: &Arc<Channel>, agreed: bool) {
    if !channel.trace.is_on() {
        return;
    }
    let context = Context::on(channel.clone());
    if agreed {
        if let Err(error) = context.finish_trace() {
            log(Level::Warn, &format!("the trace is lost: {error}"));
        }
        return;
    }
    channel.trace.on.store(false, Ordering::Relaxed);
    let ring = channel.trace.ring();
    let Target { path, zero, start } = &ring.target;
    let part = beside(path, &format!(".rank{}", channel.rank));
    let clock = Clock { zero: *zero, start: *start, stop: *start };
    let written = write_part(&part, &ring, channel, &clock);
    let text = match written {
        Ok(()) => format!(
            "the context died, so this rank's part of the trace is in '{}'; the 'traceEvents' of all parts in one list \
             are the whole",
            part.display()
        ),
        Err(error) => format!("this rank's part of the trace is lost: {error}"),
    };
    log(Level::Warn, &text);
}

fn write_part(path: &Path, ring: &Ring, channel: &Channel, clock: &Clock) -> Result<()> {
    let mut draft = Draft::create(path)?;
    draft.write(&json::events(ring, channel.rank, channel.size, clock)?)?;
    draft.publish(1, ring.dropped, clock.start.uncertainty)
}
