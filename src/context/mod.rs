//! A context: a private communicator with settings and counters, in which all ranks agree.
//!
//! Every collective call is *prepare* (all that can fail locally), *agree* ([`Context::agree`]), *commit*.

mod agreement;
mod cache;
mod channel;
mod counters;
mod log;
mod node;
mod policy;
mod progress;
mod settings;
mod temporary;
mod trace;
mod transport;
pub(crate) mod underway;

pub use crate::mpi::{Incoming, Outgoing};
pub use agreement::{Arg, Call};
pub use counters::{Counters, Totals};
pub use log::{log, logs, set_log, Level, LogCallback};
pub use policy::{Implicit, Policy};
pub use progress::ProgressCallback;
pub use settings::HangPolicy;
pub use temporary::Temporary;
pub use trace::{Scope, Trace, EVENTS as TRACE_EVENTS};

use crate::error::{Error, Result, Status};
use crate::mpi::{self, Comm, RawComm, ThreadLevel};
use channel::Channel;
use settings::Settings;
use std::sync::atomic::Ordering;
use std::sync::Arc;

/// A duplicated communicator with settings and counters. Cloning shares it.
#[derive(Clone)]
pub struct Context(Arc<Inner>);

struct Inner {
    channel: Arc<Channel>,
    serial: u64,
    settings: Settings,
    counters: Counters,
    pool: temporary::Pool,
    cache: cache::Cache,
    progress: progress::Progress,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.channel.prune();
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Context {{ serial: {}, rank: {}, size: {} }}", self.serial(), self.rank(), self.size())
    }
}

impl Context {
    /// Makes a context of all ranks of `comm`, which is duplicated once and may be freed at once by its owner.
    /// Rank 0's environment (`DISTARRAY_WATCHDOG`, `DISTARRAY_ON_HANG`, `DISTARRAY_MEMORY_LIMIT`,
    /// `DISTARRAY_CHECKS`, `DISTARRAY_SHARED_MEMORY`, `DISTARRAY_TRACE`) gives the settings. **Collective.**
    ///
    /// # Safety
    /// `comm` must be `MPI_COMM_NULL` or a valid communicator; MPI itself cannot tell.
    pub unsafe fn create(comm: RawComm) -> Result<Context> {
        mpi::require_running()?;
        Context::create_on(Comm::from_raw(comm)?)
    }

    /// As `create`, on a communicator that is known to be valid. **Collective.**
    pub fn create_on(comm: Comm) -> Result<Context> {
        mpi::require_running()?;
        let settings = Settings::default();
        let environment = Settings::from_environment();
        if let Ok(words) = &environment {
            settings.apply(words);
        }
        let channel = Channel::of(comm, &settings)?;
        let serial = channel.serials.fetch_add(1, Ordering::Relaxed) + 1;
        let context = Context::with(channel, serial, settings);
        context.0.channel.add_context(&context.0);
        // Only rank 0's environment counts, its garbage included.
        let mut words = [0; 4];
        let prepared = match context.rank() {
            0 => environment.map(|said| words = said),
            _ => Ok(()),
        };
        context.0.settings.set_checks(1);
        context.agree_with(&Call::new("distarray_context_create", &[]), prepared, &mut words)?;
        context.0.settings.apply(&words);
        if Settings::asks_for_trace(&words) && context.trace().is_first() {
            context.trace_from_environment()?;
        }
        Ok(context)
    }

    fn with(channel: Arc<Channel>, serial: u64, settings: Settings) -> Context {
        Context(Arc::new(Inner {
            serial,
            channel,
            settings,
            counters: Counters::default(),
            pool: temporary::Pool::default(),
            cache: cache::Cache::default(),
            progress: progress::Progress::default(),
        }))
    }

    /// A context for the library's own use, such as at the end of a channel. **Local.**
    fn on(channel: Arc<Channel>) -> Context {
        Context::with(channel, 0, Settings::default())
    }

    /// A context of all processes; initialises MPI if nobody has. **Collective.**
    pub fn world() -> Result<Context> {
        mpi::initialise(ThreadLevel::Funneled)?;
        Context::create_on(Comm::world())
    }

    /// A context of this process alone; initialises MPI if nobody has. **Local** once MPI is initialised.
    pub fn alone() -> Result<Context> {
        mpi::initialise(ThreadLevel::Funneled)?;
        Context::create_on(Comm::alone())
    }

    /// The process's context if all its contexts are on one communicator: the one to tell of a handle that
    /// names none. **Local.**
    pub fn sole() -> Option<Context> {
        let mut channels = channel::live_channels();
        let channel = channels.pop()?;
        let inner = channel.live_contexts().into_iter().next()?;
        channels.is_empty().then_some(Context(inner))
    }

    pub fn rank(&self) -> i32 {
        self.0.channel.rank
    }

    pub fn size(&self) -> i32 {
        self.0.channel.size
    }

    /// How many agreements there have been on this communicator: between two, the same number on all ranks.
    pub fn agreements(&self) -> u64 {
        self.0.channel.sequence.load(Ordering::Relaxed)
    }

    /// The private duplicate of the user's communicator.
    pub fn comm(&self) -> RawComm {
        self.0.channel.comm.raw()
    }

    /// Number of this context, the same on all ranks.
    pub fn serial(&self) -> u64 {
        self.0.serial
    }

    /// A number for a new object, the same on all ranks if they create in the same order.
    pub fn next_serial(&self) -> u64 {
        self.0.channel.serials.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Whether an earlier call killed the context, so that nothing Collective works any more.
    pub fn is_dead(&self) -> bool {
        self.0.channel.is_dead()
    }

    /// Whether both are the same context.
    pub fn is(&self, other: &Context) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether both are on the same duplicated communicator, so that their arrays can work together.
    pub fn shares_communicator(&self, other: &Context) -> bool {
        Arc::ptr_eq(&self.0.channel, &other.0.channel)
    }

    /// After how many seconds of waiting the watchdog speaks (0: never), and what happens then. **Local.**
    pub fn set_watchdog(&self, seconds: f64, policy: HangPolicy) -> Result<()> {
        if !seconds.is_finite() || seconds < 0.0 {
            refuse!(Argument, "seconds", "expected a finite number of seconds, 0 for never, got {seconds}");
        }
        self.0.settings.set_watchdog(seconds, policy);
        Ok(())
    }

    pub fn watchdog(&self) -> (f64, HangPolicy) {
        (self.0.settings.watchdog(), self.0.settings.policy())
    }

    /// The most bytes of temporaries that this rank may hold at once; None for no ceiling. **Local.**
    pub fn set_memory_ceiling(&self, bytes: Option<usize>) {
        self.0.settings.set_ceiling(bytes);
        self.0.pool.clear();
    }

    pub fn memory_ceiling(&self) -> Option<usize> {
        self.0.settings.ceiling()
    }

    /// The most bytes that one MPI call moves, at most and by default 2³⁰; the same on all ranks. **Local.**
    pub fn set_message_limit(&self, bytes: usize) {
        self.0.settings.set_message_limit(bytes);
    }

    pub fn message_limit(&self) -> usize {
        self.0.settings.message_limit()
    }

    /// 0: agree on errors and functions only; 1: also on arguments. The same on all ranks. **Local.**
    pub fn set_checks(&self, level: i32) -> Result<()> {
        let Ok(level @ 0..=1) = u8::try_from(level) else {
            refuse!(Argument, "level", "expected 0 or 1, got {level}");
        };
        self.0.settings.set_checks(level);
        Ok(())
    }

    pub fn checks(&self) -> i32 {
        self.0.settings.checks().into()
    }

    /// Whether sums, means, variances, norms and dots have the same bits for any number of ranks, any distribution and any
    /// order of the elements' evaluation; off at first. The same on all ranks. **Local.**
    pub fn set_reproducible(&self, on: bool) {
        self.0.settings.set_reproducible(on);
    }

    pub fn reproducible(&self) -> bool {
        self.0.settings.reproducible()
    }

    pub fn counters(&self) -> &Counters {
        &self.0.counters
    }

    /// The least, average and greatest of the ranks' values. **Collective.**
    pub fn statistics(&self, value: u64) -> Result<(u64, f64, u64)> {
        let extremes = self.maximum(&[value, !value])?;
        let sum = self.sum(&[value])?[0];
        Ok((!extremes[1], sum as f64 / f64::from(self.size()), extremes[0]))
    }

    /// A call of the interface begins, for its counters and its cancelling; the C functions do this themselves. **Local.**
    pub fn begin_call(&self) {
        self.0.counters.begin_call();
        self.0.progress.begin_call();
    }

    fn cache(&self) -> &cache::Cache {
        &self.0.cache
    }

    fn pool(&self) -> &temporary::Pool {
        &self.0.pool
    }

    /// Number of agreements begun on the communicator so far.
    pub(crate) fn calls(&self) -> u64 {
        self.0.channel.sequence.load(Ordering::Relaxed)
    }

    /// This rank cannot go on in a call whose agreement is past: the context is dead, and those who wait learn it.
    pub(crate) fn give_up(&self, reason: &str) {
        self.0.channel.leave(reason);
    }

    /// The commit phase failed: nobody can say what the others have, so the context is dead.
    pub(crate) fn committed<T>(&self, outcome: Result<T>) -> Result<T> {
        outcome.map_err(|mut error| {
            if !matches!(error.status, Status::Thread | Status::State | Status::MpiState | Status::ContextDead) {
                self.0.channel.leave(&error.message);
            }
            error.rank.get_or_insert(self.rank());
            channel::final_error(error)
        })
    }

    /// An error of a caller of the transport: the same kind of death as a failing MPI call.
    fn internal(message: String) -> Error {
        Error::new(Status::Internal, message)
    }
}
