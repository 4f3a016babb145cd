//! What a context has done so far.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Running totals of this rank; see [`Totals`] for what each means.
        #[derive(Debug, Default)]
        pub struct Counters { $(pub $name: AtomicU64),+ }

        /// The counters at one moment.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Totals { $($(#[$doc])* pub $name: u64),+ }

        impl Counters {
            pub fn snapshot(&self) -> Totals {
                Totals { $($name: self.$name.load(Ordering::Relaxed)),+ }
            }
        }
    };
}

counters! {
    /// Collective MPI operations, agreements among them.
    collectives,
    /// Point-to-point messages sent to other ranks.
    messages,
    /// Bytes of data sent to other ranks, agreements not counted.
    bytes_sent,
    /// Bytes of data received from other ranks, agreements not counted.
    bytes_received,
    /// Bytes that stayed on this rank and were copied without MPI.
    local_bytes,
    /// Rounds in which plans ran, one where all fitted at once.
    rounds,
    /// Temporary buffers asked for.
    temporaries,
    /// Bytes of temporary buffers in use now.
    temporary_bytes,
    /// The most bytes of temporary buffers ever in use at once.
    temporary_peak,
}

impl Counters {
    pub(crate) fn add(counter: &AtomicU64, amount: usize) {
        counter.fetch_add(amount as u64, Ordering::Relaxed);
    }

    /// Sets all totals to zero; what is in use stays counted.
    pub fn reset(&self) {
        let in_use = self.temporary_bytes.load(Ordering::Relaxed);
        for counter in [
            &self.collectives,
            &self.messages,
            &self.bytes_sent,
            &self.bytes_received,
            &self.local_bytes,
            &self.rounds,
            &self.temporaries,
        ] {
            counter.store(0, Ordering::Relaxed);
        }
        self.temporary_peak.store(in_use, Ordering::Relaxed);
    }
}
