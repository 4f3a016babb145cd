//! Progress of long calls, and their cancelling. A callback speaks for its own rank; whether a call is cancelled is
//! agreed by all ranks, at the agreements of the call or between its rounds.

use super::Context;
use crate::error::{Error, Result, Status};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// Gets the part that is done (0 to 1) of a phase and the phase's name; true asks to cancel the call.
pub type ProgressCallback = Arc<dyn Fn(f64, &str) -> bool + Send + Sync>;

struct Listener {
    callback: ProgressCallback,
    interval: Duration,
    last: Option<Instant>,
}

#[derive(Default)]
pub(super) struct Progress {
    /// Whether there is a listener on this rank.
    here: AtomicBool,
    listener: Mutex<Option<Listener>>,
    /// The number of the agreement in which some rank said that it has a listener.
    watched: AtomicU64,
    cancel: AtomicBool,
}

impl Progress {
    fn listener(&self) -> MutexGuard<'_, Option<Listener>> {
        self.listener.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// This rank's word in agreements.
    pub fn word(&self) -> u64 {
        self.here.load(Ordering::Relaxed).into()
    }

    /// What all ranks' words were in agreement `sequence`.
    pub fn agreed(&self, sequence: u64, word: u64) {
        if word != 0 {
            self.watched.store(sequence, Ordering::Relaxed);
        }
    }

    /// A wish to cancel that came too late for its call is forgotten.
    pub fn begin_call(&self) {
        self.cancel.store(false, Ordering::Relaxed);
    }

    /// The wish to cancel, once.
    pub fn take_cancel(&self) -> Option<Error> {
        (self.cancel.load(Ordering::Relaxed) && self.cancel.swap(false, Ordering::Relaxed)).then(cancelled)
    }
}

fn cancelled() -> Error {
    Error::new(Status::Cancelled, "the progress callback asked to cancel the call")
}

impl Context {
    /// Calls `callback` on this rank during long Collective calls, at most every `interval` and at the end of each
    /// phase; None removes it. Other ranks need not have one, nor the same. **Local.**
    ///
    /// A cancelled call returns `Status::Cancelled` on all ranks. A file that was to be written stays as it was; an
    /// array that was to be made is not made; an array that was to be written in place is damaged if some of it was.
    pub fn set_progress(&self, callback: Option<ProgressCallback>, interval: Duration) {
        let progress = &self.0.progress;
        let mut listener = progress.listener();
        progress.here.store(callback.is_some(), Ordering::Relaxed);
        *listener = callback.map(|callback| Listener { callback, interval, last: None });
    }

    /// Whether some rank listened at the last agreement; the same on all ranks. **Local.**
    pub fn is_watched(&self) -> bool {
        let now = self.calls();
        now > 0 && self.0.progress.watched.load(Ordering::Relaxed) == now
    }

    /// So much is done: tells this rank's callback if it is time. An error if it asks to cancel, or somebody of this
    /// node did; it must reach an agreement, such as that of a file's end. **Local**, and free where nobody listens.
    pub fn progress(&self, phase: &str, done: u64, total: u64) -> Result<()> {
        match self.is_watched() {
            true => self.watch(phase, done, total),
            false => Ok(()),
        }
    }

    #[cold]
    fn watch(&self, phase: &str, done: u64, total: u64) -> Result<()> {
        let (progress, channel) = (&self.0.progress, &self.0.channel);
        if channel.is_end_wished() || self.tell(phase, done, total)? {
            progress.cancel.store(true, Ordering::Relaxed);
            channel.wish_end();
            return Err(cancelled());
        }
        Ok(())
    }

    /// Whether this rank's callback asks to cancel.
    fn tell(&self, phase: &str, done: u64, total: u64) -> Result<bool> {
        let progress = &self.0.progress;
        let callback = {
            let mut listener = progress.listener();
            let Some(listener) = listener.as_mut() else { return Ok(false) };
            let now = Instant::now();
            let due = listener.last.is_none_or(|last| now.duration_since(last) >= listener.interval);
            if !due && done < total {
                return Ok(false);
            }
            listener.last = Some(now);
            listener.callback.clone()
        };
        let fraction = if total == 0 { 1.0 } else { (done as f64 / total as f64).min(1.0) };
        // A callback that makes a collective call is refused, because this thread is inside.
        let _entered = if self.0.channel.is_inside() { None } else { Some(self.0.channel.enter()?) };
        Ok(callback(fraction, phase))
    }

    /// Between two parts of a commit phase, or behind the last: as [`Context::progress`], and ends the call on all ranks
    /// if one asked to. **Collective** where somebody listens ([`Context::is_watched`]), free otherwise.
    pub fn checkpoint(&self, phase: &str, done: u64, total: u64) -> Result<()> {
        if !self.is_watched() {
            return Ok(());
        }
        let _ = self.watch(phase, done, total);
        let wish = self.0.progress.cancel.swap(false, Ordering::Relaxed);
        match self.maximum(&[u64::from(wish)])?[0] {
            0 => Ok(()),
            _ => Err(Error { agreed: true, ..cancelled() }),
        }
    }
}
