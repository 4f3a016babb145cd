//! What a context has done so far, and since its last call began.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Running totals of this rank; see [`Totals`] for what each means.
        #[derive(Debug, Default)]
        pub struct Counters {
            $(pub $name: AtomicU64,)+
            /// The totals when the last call began.
            before: Before,
            /// The most bytes of temporaries in use at once since then.
            pub(super) call_peak: AtomicU64,
        }

        #[derive(Debug, Default)]
        struct Before { $($name: AtomicU64),+ }

        /// The counters at one moment.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Totals { $($(#[$doc])* pub $name: u64),+ }

        impl Counters {
            pub fn snapshot(&self) -> Totals {
                Totals { $($name: self.$name.load(Ordering::Relaxed)),+ }
            }

            /// A call begins: what [`Counters::of_call`] tells counts from here. The C functions do this themselves.
            pub fn begin_call(&self) {
                $(self.before.$name.store(self.$name.load(Ordering::Relaxed), Ordering::Relaxed);)+
                self.call_peak.store(self.temporary_bytes.load(Ordering::Relaxed), Ordering::Relaxed);
            }

            /// What was counted since `call` was taken does not belong to the call.
            pub fn resume_call(&self, call: &Totals) {
                $(self.before.$name.store(self.$name.load(Ordering::Relaxed).wrapping_sub(call.$name), Ordering::Relaxed);)+
            }

            /// What was counted since the last Collective call began.
            pub fn of_call(&self) -> Totals {
                let since = |now: &AtomicU64, before: &AtomicU64| {
                    now.load(Ordering::Relaxed).saturating_sub(before.load(Ordering::Relaxed))
                };
                Totals {
                    temporary_bytes: self.temporary_bytes.load(Ordering::Relaxed),
                    temporary_peak: self.call_peak.load(Ordering::Relaxed),
                    ..Totals { $($name: since(&self.$name, &self.before.$name)),+ }
                }
            }

            /// Sets all totals to zero; what is in use stays counted.
            pub fn reset(&self) {
                let in_use = self.temporary_bytes.load(Ordering::Relaxed);
                for counter in [$(&self.$name),+] {
                    // Other threads may be asking for temporaries.
                    if !std::ptr::eq(counter, &self.temporary_bytes) {
                        counter.store(0, Ordering::Relaxed);
                    }
                }
                self.temporary_peak.store(in_use, Ordering::Relaxed);
                self.begin_call();
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

    /// So many bytes of temporaries are in use.
    pub(super) fn note_temporaries(&self, in_use: u64) {
        self.temporary_peak.fetch_max(in_use, Ordering::Relaxed);
        self.call_peak.fetch_max(in_use, Ordering::Relaxed);
    }
}
