//! Redistributions planned ahead, run any number of times, at once or in the background.

use super::directory;
use super::execute::{kept_plan, STAGE};
use super::execute::{Flight, Movement, Part, Purpose, Side};
use super::halo::halo_plan;
use crate::array::Array;
use crate::context::underway::Underway;
use crate::context::{Arg, Call, Context};
use crate::distribution::Distribution;
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::shape;
use crate::kernels::copy::How;
use crate::plan::{self, HaloOptions, Plan, Transfer};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

/// How elements get from one distribution to another: for any arrays that have these distributions.
pub struct Redistribution {
    context: Context,
    from: Arc<Distribution>,
    to: Arc<Distribution>,
    plan: Arc<Plan>,
    /// From an array into its own halo.
    into_halo: bool,
    serial: u64,
}

/// What can be asked of a plan before it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Ranks that get something from this one.
    Messages,
    BytesSent,
    BytesReceived,
    /// Bytes that stay on this rank.
    BytesLocal,
    /// The most temporary memory that a run may take on this rank, under the ceiling of now.
    TemporaryBytes,
    /// Rounds in which this rank's data go, under the ceiling of now.
    Rounds,
    /// Ranges of indices of which the plan consists on this rank.
    Segments,
}

impl Redistribution {
    /// Plans the way from one distribution to another of the same shape. **Collective.** Communicates about labels only.
    pub fn create(context: &Context, from: &Arc<Distribution>, to: &Arc<Distribution>) -> Result<Redistribution> {
        let arguments = [
            ("source", Arg::Object("distribution", from.digest())),
            ("target", Arg::Object("distribution", to.digest())),
        ];
        let call = Call::new("distarray_plan_create", &arguments);
        let closed = from.is_closed_form() && to.is_closed_form();
        let prepared = directory::check_mixture(from, to).and_then(|()| {
            if from.shape() != to.shape() {
                let (from, to) = (shape::text(from.shape()), shape::text(to.shape()));
                refuse!(Shape, "target", "expected the source's shape {from}, got {to}");
            }
            if !closed {
                return Ok(None);
            }
            let make = || {
                let matches = plan::closed_form_matches(from, to)
                    .map_err(|_| Error::new(Status::Internal, "a closed form needs labels"))?;
                Ok(plan::redistribution(from, to, &matches))
            };
            kept_plan(context, Purpose::Redistribution, from, to, make).map(Some)
        });
        let plan = match context.agree(&call, prepared)? {
            Some(plan) => plan,
            None => {
                let found = directory::matches(context, from, to);
                context.agree(&call, found.map(|matches| Arc::new(plan::redistribution(from, to, &matches))))?
            }
        };
        let serial = context.next_serial();
        Ok(Redistribution {
            context: context.clone(),
            from: from.clone(),
            to: to.clone(),
            plan,
            into_halo: false,
            serial,
        })
    }

    /// Plans how the halos of arrays of a distribution, or part of them, are filled from their owners. **Collective.**
    pub fn create_halo(
        context: &Context,
        distribution: &Arc<Distribution>,
        options: &HaloOptions,
    ) -> Result<Redistribution> {
        let widths = options.widths.as_deref().unwrap_or_default();
        let (lower, upper): (Vec<i64>, Vec<i64>) = widths.iter().copied().unzip();
        let arguments = [
            ("distribution", Arg::Object("distribution", distribution.digest())),
            ("lower", Arg::Ints(&lower)),
            ("upper", Arg::Ints(&upper)),
            ("corners", Arg::Int(options.corners.into())),
        ];
        let planned = halo_plan(context, distribution, options);
        let plan = context.agree(&Call::new("distarray_plan_create_halo", &arguments), planned)?;
        let (from, to) = (distribution.clone(), distribution.clone());
        let serial = context.next_serial();
        Ok(Redistribution { context: context.clone(), from, to, plan, into_halo: true, serial })
    }

    pub fn context(&self) -> &Context {
        &self.context
    }

    pub fn serial(&self) -> u64 {
        self.serial
    }

    fn check(&self, source: &Array, target: &Array) -> Result<()> {
        source.check_usable("source")?;
        target.check_writable("target")?;
        for (array, expected, name) in [(source, &self.from, "source"), (target, &self.to, "target")] {
            if !self.context.shares_communicator(array.context()) {
                refuse!(Argument, name, "expected an array of the plan's communicator");
            }
            if !Arc::ptr_eq(array.distribution(), expected) && array.distribution() != expected {
                refuse!(Distribution, name, "expected an array with the distribution that the plan was made for");
            }
        }
        match self.into_halo {
            true if !source.is(target) => {
                refuse!(Argument, "target", "expected the same array as 'source', whose halo is filled")
            }
            false if source.overlaps(target) => {
                refuse!(Argument, "target", "its memory overlaps that of a source; use separate memory")
            }
            _ => Ok(()),
        }
    }

    fn movement<'a>(&self, pairs: &[(&'a Array, &'a Array)]) -> Result<Movement<'a>> {
        for (at, &(source, target)) in pairs.iter().enumerate() {
            self.check(source, target)?;
            for &(other_source, other_target) in &pairs[..at] {
                if target.overlaps(other_target) || target.overlaps(other_source) || source.overlaps(other_target) {
                    refuse!(
                        Argument,
                        "targets",
                        "memory of a target overlaps that of another array; use separate memory"
                    );
                }
            }
        }
        let part = |&(source, target): &(&'a Array, &'a Array)| Part {
            plan: self.plan.clone(),
            source: Side::Owned(source),
            target: if self.into_halo { Side::Padded(target) } else { Side::Owned(target) },
            how: How::Replace,
        };
        Movement::prepare(&self.context, pairs.iter().map(part).collect())
    }

    /// Copies all elements of `source` into `target`. **Collective.**
    pub fn run(&self, source: &Array, target: &mut Array) -> Result<()> {
        let arguments = [
            ("plan", Arg::Object("plan", self.serial)),
            ("source", Arg::Object("array", source.serial())),
            ("target", Arg::Object("array", target.serial())),
        ];
        self.run_as(&Call::new("distarray_plan_run", &arguments), &[(source, target)])
    }

    /// Copies several arrays at once, with one message where one array would need one. **Collective.**
    pub fn run_many(&self, sources: &[Array], targets: &mut [Array]) -> Result<()> {
        let serials = |arrays: &[Array]| arrays.iter().map(|array| array.serial() as i64).collect::<Vec<_>>();
        let (from, to) = (serials(sources), serials(targets));
        let arguments =
            [("plan", Arg::Object("plan", self.serial)), ("sources", Arg::Ints(&from)), ("targets", Arg::Ints(&to))];
        let pairs: Vec<(&Array, &Array)> = sources.iter().zip(targets.iter()).collect();
        self.run_as(&Call::new("distarray_plan_run_many", &arguments), &pairs)
    }

    fn run_as(&self, call: &Call, pairs: &[(&Array, &Array)]) -> Result<()> {
        let movement = Movement::agree(&self.context, call, self.movement(pairs))?;
        let outcome = unsafe { movement.run() };
        if outcome.as_ref().is_err_and(|error| error.status != Status::Memory) {
            pairs.iter().for_each(|(_, target)| target.mark_damaged());
        }
        outcome
    }

    /// Begins to copy all elements of `source` into `target`: until the request has ended, `source` must not be
    /// written, and `target` not be used. **Collective.**
    pub fn begin(&self, source: &Array, target: &mut Array) -> Result<Request> {
        let arguments = [
            ("plan", Arg::Object("plan", self.serial)),
            ("source", Arg::Object("array", source.serial())),
            ("target", Arg::Object("array", target.serial())),
        ];
        let call = Call::new("distarray_plan_begin", &arguments);
        let movement = self.movement(&[(source, target)]);
        let movement = Movement::agree(&self.context, &call, movement)?;
        let lane = self.context.next_lane()?;
        let flight = movement.start(lane)?;
        let work = Work {
            context: self.context.clone(),
            arrays: [source.clone(), target.clone()],
            flight: Mutex::new(State::Flying(Box::new(flight))),
            over: AtomicBool::new(false),
        };
        let work = Arc::new(work);
        self.context.occupy(lane, &work);
        work.go_on();
        Ok(Request(work))
    }

    /// **Local.**
    pub fn fact(&self, dtype: Dtype, fact: Fact) -> i64 {
        let item = dtype.size() as i64;
        let count = |transfers: &[Transfer]| transfers.iter().map(Transfer::wire_count).sum::<i64>();
        let (sends, receives) = (&self.plan.sends, &self.plan.receives);
        let far = |transfer: &&Transfer| self.context.neighbour(transfer.rank).is_none();
        let ceiling = self.context.memory_ceiling().map_or(i64::MAX, |bytes| bytes as i64);
        let buffered = |transfer: &Transfer| transfer.wire_count() * item;
        let staged = |transfer: &Transfer| buffered(transfer).min(2 * STAGE as i64);
        let most: i64 = sends.iter().chain(receives).filter(far).map(buffered).sum::<i64>()
            + sends.iter().filter(|transfer| !far(transfer)).map(staged).sum::<i64>();
        match fact {
            Fact::Messages => sends.len() as i64,
            Fact::BytesSent => count(sends) * item,
            Fact::BytesReceived => count(receives) * item,
            Fact::BytesLocal => self.plan.local.iter().map(plan::Block::count).sum::<i64>() * item,
            Fact::TemporaryBytes => most.min(ceiling),
            Fact::Rounds => {
                let share = ceiling / (sends.len() + receives.len()).max(1) as i64;
                let longest = sends.iter().chain(receives).map(buffered).max().unwrap_or(0);
                (longest as u64).div_ceil(share.max(item) as u64) as i64
            }
            Fact::Segments => self.plan.segment_count() as i64,
        }
    }

    /// Bytes that this rank sends to another one and receives from it; what stays on this rank for itself. **Local.**
    pub fn pair_bytes(&self, dtype: Dtype, rank: i32) -> Result<(i64, i64)> {
        if rank < 0 || rank >= self.context.size() {
            refuse!(Argument, "rank", "expected a rank from 0 to {}, got {rank}", self.context.size() - 1);
        }
        if rank == self.context.rank() {
            let local = self.fact(dtype, Fact::BytesLocal);
            return Ok((local, local));
        }
        let bytes = |transfers: &[Transfer]| {
            let those = transfers.iter().filter(|transfer| transfer.rank == rank);
            those.map(Transfer::wire_count).sum::<i64>() * dtype.size() as i64
        };
        Ok((bytes(&self.plan.sends), bytes(&self.plan.receives)))
    }
}

enum State {
    Flying(Box<Flight>),
    Over(Result<()>),
}

struct Work {
    context: Context,
    /// Source and target, held for as long as anybody may touch their memory.
    arrays: [Array; 2],
    flight: Mutex<State>,
    over: AtomicBool,
}

impl Work {
    fn state(&self) -> MutexGuard<'_, State> {
        self.flight.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Underway for Work {
    fn go_on(&self) -> bool {
        if self.over.load(Ordering::Acquire) {
            return true;
        }
        let Ok(mut state) = self.flight.try_lock() else { return false };
        let State::Flying(flight) = &mut *state else { return true };
        let outcome = match flight.step() {
            Ok(false) => return false,
            Ok(true) => {
                flight.count();
                Ok(())
            }
            Err(error) => {
                self.context.give_up(&error.message);
                self.arrays[1].mark_damaged();
                Err(error)
            }
        };
        *state = State::Over(outcome);
        self.over.store(true, Ordering::Release);
        true
    }
}

/// A movement under way. Dropping it waits for its end.
pub struct Request(Arc<Work>);

impl Request {
    pub fn context(&self) -> &Context {
        &self.0.context
    }

    /// Does what can be done without waiting, and tells whether all is done. **Local.**
    pub fn test(&self) -> Result<bool> {
        if !self.0.over.load(Ordering::Acquire) {
            self.0.context.go_on()?;
        }
        match &*self.0.state() {
            State::Flying(_) => Ok(false),
            State::Over(Ok(())) => Ok(true),
            State::Over(Err(error)) => Err(error.clone()),
        }
    }

    /// Waits until all is done. **Local**, but waits for other ranks; in the meantime other requests go on.
    pub fn end(&self) -> Result<()> {
        if !self.0.over.load(Ordering::Acquire) {
            self.0.context.drive(|| Ok(self.0.go_on()))?;
        }
        self.test().map(|_| ())
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        // Others still count on this rank's memory. A failure is theirs too, and reported by the next call.
        let _ = self.end();
    }
}
