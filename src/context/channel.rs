//! What all contexts on one communicator share: the duplicate, one lock, one sequence number, one death.

use super::log::{log, Level};
use super::settings::{HangPolicy, Settings};
use super::trace::{collect, Trace};
use super::underway::Lanes;
use super::Inner;
use crate::error::{Error, Result, Status};
use crate::mpi::{self, Board, Comm, State, ThreadLevel, LANES, SPOKEN};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, Weak};
use std::time::{Duration, Instant};

/// Exit code of a job that the watchdog ended.
const HANG_EXIT_CODE: i32 = 86;
/// How long to wait before looking whether somebody left for good.
const PATIENCE: Duration = Duration::from_millis(500);

pub(super) struct Channel {
    pub comm: Comm,
    pub rank: i32,
    pub size: i32,
    /// Number of the last agreement; the same on all ranks that are in it.
    pub sequence: AtomicU64,
    pub serials: AtomicU64,
    pub contexts: Mutex<Vec<Weak<Inner>>>,
    function: Mutex<&'static str>,
    board: Option<Board>,
    /// Meetings of all ranks so far, where all are on one board.
    meetings: AtomicU64,
    /// Whether who waits should let others work at once.
    crowded: bool,
    /// Per lane, direction (out, in) and rank of the node: pieces that passed in earlier movements.
    passed: Vec<AtomicU64>,
    pub lanes: Lanes,
    holder: AtomicUsize,
    /// The thread that may call, where only one may.
    thread: Option<usize>,
    serialised: bool,
    dead: AtomicBool,
    death: OnceLock<String>,
    pub trace: Trace,
}

/// All channels in creation order, kept until `MPI_Finalize` because freeing a communicator is collective.
static CHANNELS: Mutex<Vec<Arc<Channel>>> = Mutex::new(Vec::new());
/// The holder at thread level SERIALIZED, where one thread may be inside any communicator.
static PROCESS_HOLDER: AtomicUsize = AtomicUsize::new(0);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

/// A number that tells threads apart.
fn this_thread() -> usize {
    thread_local!(static MARK: u8 = const { 0 });
    MARK.with(|mark| std::ptr::from_ref(mark) as usize)
}

/// An error that every rank has, or about which the others cannot be told.
pub(super) fn final_error(mut error: Error) -> Error {
    error.agreed = true;
    error
}

/// Being the one thread inside the channel.
pub(super) struct Entered<'a>(&'a AtomicUsize);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.store(0, Ordering::Release);
    }
}

impl Channel {
    /// Finds the channel of a user's communicator, or makes it. **Collective.**
    pub fn of(comm: Comm, settings: &Settings) -> Result<Arc<Channel>> {
        mpi::install(mpi::Hooks { freed: user_freed, finalising })?;
        let cached = mpi::number_of(comm)?.and_then(|number| {
            let channels = lock(&CHANNELS);
            channels.iter().find(|c| c.number() == number).cloned()
        });
        if let Some(channel) = cached {
            return Ok(channel);
        }
        let level = mpi::thread_level()?;
        if level <= ThreadLevel::Funneled && !mpi::is_main_thread()? {
            return Err(wrong_thread());
        }
        let channel = Arc::new(Channel::duplicate(comm, level, settings)?);
        mpi::set_number(comm, channel.number())?;
        lock(&CHANNELS).push(channel.clone());
        Ok(channel)
    }

    fn duplicate(comm: Comm, level: ThreadLevel, settings: &Settings) -> Result<Channel> {
        let (rank, size) = (comm.rank()?, comm.size()?);
        let mut copy = comm.start_duplicate()?;
        let mut watch = Watch::new(settings);
        wait(
            || copy.test(),
            false,
            |waited| match watch.is_late(waited) {
                true => after_limit(
                    settings,
                    comm,
                    true,
                    format!(
                        "rank {rank} of {size} waits {} s in the creation of a context; \
                         do all ranks of one communicator create it?",
                        seconds(waited)
                    ),
                ),
                false => Ok(()),
            },
        )?;
        let comm = copy.finish()?[0];
        comm.return_errors()?;
        let board = if size > 1 { Board::create(comm)? } else { None };
        Ok(Channel {
            comm,
            rank,
            size,
            sequence: AtomicU64::new(0),
            serials: AtomicU64::new(0),
            contexts: Mutex::new(Vec::new()),
            function: Mutex::new(""),
            passed: (0..2 * LANES * board.as_ref().map_or(0, Board::size)).map(|_| AtomicU64::new(0)).collect(),
            meetings: AtomicU64::new(0),
            crowded: board.as_ref().is_some_and(Board::is_crowded),
            board,
            lanes: Lanes::default(),
            holder: AtomicUsize::new(0),
            thread: (level <= ThreadLevel::Funneled).then(this_thread),
            serialised: level == ThreadLevel::Serialized,
            dead: AtomicBool::new(false),
            death: OnceLock::new(),
            trace: Trace::default(),
        })
    }

    /// What the user's communicator carries: unique in the process for as long as the channel lives.
    fn number(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }

    /// Makes this thread the one inside, or says why it may not.
    pub fn enter(&self) -> Result<Entered<'_>> {
        mpi::usable().map_err(final_error)?;
        if self.dead.load(Ordering::Acquire) {
            return Err(final_error(Error::new(
                Status::ContextDead,
                format!(
                    "the context died in an earlier call ({}): only Local calls and free work",
                    self.death.get().map_or("unknown reason", String::as_str)
                ),
            )));
        }
        if let Err(error) = self.nobody_left() {
            self.die(&error.message);
            return Err(final_error(error));
        }
        let me = this_thread();
        if self.thread.is_some_and(|thread| thread != me) {
            return Err(final_error(wrong_thread()));
        }
        let holder = match self.serialised {
            true => &PROCESS_HOLDER,
            false => &self.holder,
        };
        match holder.compare_exchange(0, me, Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => Ok(Entered(holder)),
            Err(other) if other == me => Err(final_error(Error::new(
                Status::State,
                "a callback made a collective call while another one is under way on the same communicator",
            ))),
            Err(_) => Err(final_error(Error::new(
                Status::Busy,
                "another thread is inside a collective call on the same communicator: \
                 one thread at a time, in the same order on all ranks",
            ))),
        }
    }

    pub fn board(&self) -> Option<&Board> {
        self.board.as_ref()
    }

    /// The board, if all ranks are on it.
    pub fn common_board(&self) -> Option<&Board> {
        self.board.as_ref().filter(|board| board.size() == self.size as usize)
    }

    /// What every rank says to all on their common board, one after the other to `hear`.
    pub fn meet(
        &self,
        settings: &Settings,
        board: &Board,
        words: &[u64; SPOKEN],
        mut hear: impl FnMut(&[u64; SPOKEN]),
    ) -> Result<()> {
        let meeting = self.meetings.fetch_add(1, Ordering::Relaxed) + 1;
        board.say(meeting, words);
        let (mut heard, mut turns) = (0, 0u32);
        self.wait(settings, true, || {
            while let Some(words) = (heard < board.size()).then(|| board.hear(meeting, heard)).flatten() {
                hear(&words);
                heard += 1;
            }
            turns += 1;
            // Others may be waiting for messages of this rank before they come.
            if turns % 32 == 0 {
                self.comm.make_progress()?;
            }
            Ok(heard == board.size())
        })
    }

    /// Counts pieces that will pass to or from a rank of the node, and gives the number that passed before.
    pub fn advance(&self, lane: usize, inward: bool, neighbour: usize, pieces: u64) -> u64 {
        let count = self.passed.len() / (2 * LANES);
        self.passed[(2 * lane + usize::from(inward)) * count + neighbour].fetch_add(pieces, Ordering::Relaxed)
    }

    /// Whether this thread is the one inside.
    pub fn is_inside(&self) -> bool {
        let holder = if self.serialised { &PROCESS_HOLDER } else { &self.holder };
        holder.load(Ordering::Relaxed) == this_thread()
    }

    /// Tells this node that the call under way is to be cancelled.
    pub fn wish_end(&self) {
        let sequence = self.sequence.load(Ordering::Relaxed);
        self.board.iter().for_each(|board| board.wish_end(sequence));
    }

    pub fn is_end_wished(&self) -> bool {
        let sequence = self.sequence.load(Ordering::Relaxed);
        self.board.as_ref().is_some_and(|board| board.end_wished() == sequence)
    }

    fn nobody_left(&self) -> Result<()> {
        match self.board.as_ref().and_then(Board::left) {
            Some(rank) if rank != self.rank => Err(Error::new(
                Status::ContextDead,
                format!("rank {rank} failed alone and will not come; the context is dead"),
            )),
            _ => Ok(()),
        }
    }

    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::Acquire)
    }

    /// Nothing collective works any more; all ranks know.
    pub fn die(&self, reason: &str) {
        let _ = self.death.set(reason.to_string());
        self.dead.store(true, Ordering::Release);
    }

    /// This rank failed alone: those who wait for it learn it from the board.
    pub fn leave(&self, reason: &str) {
        self.die(reason);
        if let Some(board) = &self.board {
            board.leave(self.rank);
        }
    }

    /// Notes the call that begins, and gives its number.
    pub fn begin(&self, function: &'static str) -> u64 {
        let sequence = self.sequence.fetch_add(1, Ordering::Relaxed) + 1;
        *lock(&self.function) = function;
        if let Some(board) = &self.board {
            board.enter(function, sequence);
        }
        sequence
    }

    /// The call that is under way, or was last.
    pub fn function(&self) -> &'static str {
        *lock(&self.function)
    }

    /// Waits until `test` says so, yielding the processor and watching the clock. Unless `may_give_up`, it waits
    /// for ever, because MPI may still write to memory that is not ours.
    pub fn wait(&self, settings: &Settings, may_give_up: bool, test: impl FnMut() -> Result<bool>) -> Result<()> {
        self.wait_in(Some("wait"), settings, may_give_up, test)
    }

    /// As `wait`, as a phase of this name in a trace.
    pub fn wait_in(
        &self,
        phase: Option<&'static str>,
        settings: &Settings,
        may_give_up: bool,
        mut test: impl FnMut() -> Result<bool>,
    ) -> Result<()> {
        // Requests of this rank may be what the others wait for.
        let mut test = || {
            let done = test()?;
            if !done {
                self.lanes.go_on();
            }
            Ok(done)
        };
        for _ in 0..20 {
            if test()? {
                return Ok(());
            }
        }
        let set_state = |state| self.board.iter().for_each(|board| board.set_state(state));
        set_state(State::Waiting);
        let _scope = phase.map(|phase| self.trace.scope(phase));
        let mut watch = Watch::new(settings);
        let outcome = wait(test, self.crowded, |waited| {
            if may_give_up && waited > PATIENCE {
                self.nobody_left().map_err(|error| self.with_missing(error))?;
            }
            match watch.is_late(waited) {
                true => after_limit(settings, self.comm, may_give_up, self.report(waited)),
                false => Ok(()),
            }
        });
        match &outcome {
            Ok(()) => set_state(State::Away),
            Err(error) if error.status == Status::ContextDead => self.die(&error.message),
            Err(error) => self.leave(&error.message),
        }
        outcome
    }

    /// Those of this node who are not in the collective call that this rank is in.
    fn missing(&self) -> Vec<String> {
        let here = self.sequence.load(Ordering::Relaxed);
        let left = self.board.as_ref().and_then(Board::left);
        let others = self.board.as_ref().map(Board::others).unwrap_or_default();
        others
            .iter()
            .filter(|other| other.sequence < here || other.state != State::Waiting)
            .filter(|other| Some(other.rank) != left)
            .map(|other| match (other.sequence, other.state) {
                (0, _) => format!("rank {} (no call yet)", other.rank),
                (s, _) if s >= here => {
                    format!("rank {} (working in {})", other.rank, other.function)
                }
                (_, State::Waiting) => format!("rank {} (waits in {})", other.rank, other.function),
                _ => {
                    format!("rank {} (last call {}, returned)", other.rank, other.function)
                }
            })
            .collect()
    }

    /// Why the one who failed alone may have done so.
    fn with_missing(&self, error: Error) -> Error {
        let missing = self.missing();
        match missing.is_empty() {
            true => error,
            false => Error { message: format!("{}; not here: {}", error.message, missing.join(", ")), ..error },
        }
    }

    /// Who waits, for how long, and who is not here.
    fn report(&self, waited: Duration) -> String {
        let missing = self.missing();
        let others = self.board.as_ref().map(|board| board.others().len()).unwrap_or_default();
        let elsewhere = self.size as usize - others - 1;
        let mut text = format!("rank {} waits {} s in {}", self.rank, seconds(waited), self.function());
        if !missing.is_empty() {
            text += &format!("; not here: {}", missing.join(", "));
        }
        if elsewhere > 0 {
            text += &format!("; {elsewhere} ranks of other nodes are unknown");
        }
        text
    }

    pub fn live_contexts(&self) -> Vec<Arc<Inner>> {
        lock(&self.contexts).iter().filter_map(Weak::upgrade).collect()
    }

    pub fn add_context(&self, context: &Arc<Inner>) {
        lock(&self.contexts).push(Arc::downgrade(context));
    }

    /// Forgets contexts that were dropped.
    pub fn prune(&self) {
        lock(&self.contexts).retain(|context| context.strong_count() > 0);
    }

    /// One vote of all ranks about the end of something; true if nobody objects and all are there.
    fn vote(&self, function: &'static str, objection: bool) -> bool {
        let settings = Settings::default();
        let live = self.live_contexts();
        let settings = live.first().map_or(&settings, |inner| &inner.settings);
        let mut slots = [objection as u64, 0, 0, 0];
        let call = super::Call::new(function, &[]);
        let agreed = super::agreement::meet(self, settings, 0, &call, None, &mut slots, &mut 0);
        agreed.is_ok() && slots[0] == 0
    }
}

fn wrong_thread() -> Error {
    Error::new(
        Status::Thread,
        "MPI was initialised so that only the main thread may call it: \
         call from the main thread, or ask MPI_Init_thread for MPI_THREAD_MULTIPLE",
    )
}

/// The channels in which somebody still has a context.
pub(super) fn live_channels() -> Vec<Arc<Channel>> {
    let channels = lock(&CHANNELS).clone();
    channels.into_iter().filter(|channel| !channel.live_contexts().is_empty()).collect()
}

/// The user frees his communicator, on all ranks: the duplicate goes with it if no rank needs it any more.
fn user_freed(number: usize) {
    let channel = lock(&CHANNELS).iter().find(|c| c.number() == number).cloned();
    let Some(channel) = channel else { return };
    if channel.is_dead() || !channel.vote("MPI_Comm_free", !channel.live_contexts().is_empty()) {
        return;
    }
    lock(&CHANNELS).retain(|other| !Arc::ptr_eq(other, &channel));
    collect::at_end(&channel, true);
    channel.die("its communicator was freed");
    channel.comm.free();
}

/// Tells all who wait for this rank that it is in `MPI_Finalize`, then frees what MPI knows of us.
fn finalising() {
    let channels = std::mem::take(&mut *lock(&CHANNELS));
    for channel in &channels {
        let agreed = !channel.is_dead() && channel.vote("MPI_Finalize", false);
        collect::at_end(channel, agreed);
    }
    for channel in &channels {
        if !channel.is_dead() {
            channel.die("MPI is finalised");
            channel.comm.free();
        }
    }
}

/// What the watchdog does after its limit: report, and end the waiting if the policy says so.
fn after_limit(settings: &Settings, comm: Comm, may_give_up: bool, text: String) -> Result<()> {
    log(Level::Warn, &text);
    match settings.policy() {
        HangPolicy::Abort => mpi::abort(comm.raw(), HANG_EXIT_CODE),
        HangPolicy::Error if may_give_up => Err(final_error(Error::new(Status::Hang, text))),
        _ => Ok(()),
    }
}

/// Whole seconds where they say enough.
fn seconds(waited: Duration) -> String {
    let seconds = waited.as_secs_f64();
    match seconds < 10.0 {
        true => format!("{seconds:.1}"),
        false => format!("{seconds:.0}"),
    }
}

/// Is late once per limit.
struct Watch<'a> {
    settings: &'a Settings,
    reports: u32,
}

impl Watch<'_> {
    fn new(settings: &Settings) -> Watch<'_> {
        Watch { settings, reports: 0 }
    }

    fn is_late(&mut self, waited: Duration) -> bool {
        let limit = self.settings.watchdog();
        let late = limit > 0.0 && waited.as_secs_f64() >= limit * f64::from(self.reports + 1);
        self.reports += u32::from(late);
        late
    }
}

/// Spins a little unless others need the processor, then yields; calls `look` with the time waited every 1024 turns.
fn wait(
    mut test: impl FnMut() -> Result<bool>,
    crowded: bool,
    mut look: impl FnMut(Duration) -> Result<()>,
) -> Result<()> {
    let mut begin: Option<Instant> = None;
    for turn in 1u64.. {
        if test()? {
            break;
        }
        if turn < 200 && !crowded {
            std::hint::spin_loop();
        } else {
            std::thread::yield_now();
        }
        if turn % 1024 == 0 {
            look(begin.get_or_insert_with(Instant::now).elapsed())?;
        }
    }
    Ok(())
}
