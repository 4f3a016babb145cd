//! What a user can turn on a context, and what the environment of rank 0 says at its creation.

use super::policy::{Implicit, Policy};
use crate::error::{Error, Result, Status};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicU8, AtomicUsize, Ordering};

/// What happens when the watchdog's time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum HangPolicy {
    /// Report through the log, and keep waiting.
    Report = 0,
    /// Report, and return `Status::Hang`; the context is dead.
    Error = 1,
    /// Report, and end the job with exit code 86.
    Abort = 2,
}

/// One largest message: below 2³¹ so that every MPI can count it.
pub(super) const MESSAGE_LIMIT: usize = 1 << 30;

/// Beside the hang policy in the environment's words.
const TRACE: u64 = 1 << 8;
/// Beside the level of checks in the last word of the settings.
const NOT_SHARED: u64 = 1 << 8;

pub(super) struct Settings {
    watchdog: AtomicU64,
    policy: AtomicU8,
    ceiling: AtomicUsize,
    message_limit: AtomicUsize,
    checks: AtomicU8,
    /// For communication and for temporaries.
    implicit: [AtomicU8; 2],
    shared_memory: AtomicBool,
    reproducible: AtomicBool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            watchdog: AtomicU64::new(60f64.to_bits()),
            policy: AtomicU8::new(0),
            ceiling: AtomicUsize::new(usize::MAX),
            message_limit: AtomicUsize::new(MESSAGE_LIMIT),
            checks: AtomicU8::new(1),
            implicit: Default::default(),
            shared_memory: AtomicBool::new(true),
            reproducible: AtomicBool::new(false),
        }
    }
}

impl Settings {
    pub fn watchdog(&self) -> f64 {
        f64::from_bits(self.watchdog.load(Ordering::Relaxed))
    }

    pub fn policy(&self) -> HangPolicy {
        match self.policy.load(Ordering::Relaxed) {
            1 => HangPolicy::Error,
            2 => HangPolicy::Abort,
            _ => HangPolicy::Report,
        }
    }

    pub fn set_watchdog(&self, seconds: f64, policy: HangPolicy) {
        self.watchdog.store(seconds.to_bits(), Ordering::Relaxed);
        self.policy.store(policy as u8, Ordering::Relaxed);
    }

    pub fn ceiling(&self) -> Option<usize> {
        Some(self.ceiling.load(Ordering::Relaxed)).filter(|c| *c != usize::MAX)
    }

    pub fn set_ceiling(&self, ceiling: Option<usize>) {
        self.ceiling.store(ceiling.unwrap_or(usize::MAX), Ordering::Relaxed);
    }

    pub fn message_limit(&self) -> usize {
        self.message_limit.load(Ordering::Relaxed)
    }

    pub fn set_message_limit(&self, bytes: usize) {
        self.message_limit.store(bytes.clamp(1, MESSAGE_LIMIT), Ordering::Relaxed);
    }

    pub fn checks(&self) -> u8 {
        self.checks.load(Ordering::Relaxed)
    }

    pub fn set_checks(&self, level: u8) {
        self.checks.store(level, Ordering::Relaxed);
    }

    pub fn implicit(&self, kind: Implicit) -> Policy {
        Policy::from_number(self.implicit[kind as usize - 1].load(Ordering::Relaxed))
    }

    pub fn set_implicit(&self, kind: Implicit, policy: Policy) {
        self.implicit[kind as usize - 1].store(policy as u8, Ordering::Relaxed);
    }

    /// What a fingerprint tells of the policy.
    pub fn policy_word(&self) -> u8 {
        let policies = self.implicit(Implicit::Communication) as u8 * 3 + self.implicit(Implicit::Temporaries) as u8;
        policies + 9 * u8::from(self.reproducible())
    }

    pub fn policy_text(&self) -> String {
        let name = |kind| format!("{:?}", self.implicit(kind)).to_lowercase();
        let sums = if self.reproducible() { ", reproducible sums" } else { "" };
        format!("{} communication, {} temporaries{sums}", name(Implicit::Communication), name(Implicit::Temporaries))
    }

    /// Whether sums have the same bits whatever the distribution.
    pub fn reproducible(&self) -> bool {
        self.reproducible.load(Ordering::Relaxed)
    }

    pub fn set_reproducible(&self, on: bool) {
        self.reproducible.store(on, Ordering::Relaxed);
    }

    /// Whether processes of one node may read each other's arrays in place.
    pub fn shared_memory(&self) -> bool {
        self.shared_memory.load(Ordering::Relaxed)
    }

    /// The environment's settings as four words that can ride in an agreement.
    pub fn from_environment() -> Result<[u64; 4]> {
        let mut words = [60f64.to_bits(), 0, u64::MAX, 1];
        if let Some(text) = variable("DISTARRAY_WATCHDOG") {
            let seconds = text.trim().parse::<f64>().ok();
            let seconds = seconds.filter(|s| s.is_finite() && *s >= 0.0);
            words[0] =
                seconds.ok_or_else(|| garbage("DISTARRAY_WATCHDOG", &text, "seconds, 0 for never"))?.abs().to_bits();
        }
        if let Some(text) = variable("DISTARRAY_ON_HANG") {
            words[1] = match text.trim() {
                "report" => 0,
                "error" => 1,
                "abort" => 2,
                _ => return Err(garbage("DISTARRAY_ON_HANG", &text, "report, error or abort")),
            };
        }
        if let Some(text) = variable("DISTARRAY_MEMORY_LIMIT") {
            words[2] = parse_bytes(&text)
                .ok_or_else(|| garbage("DISTARRAY_MEMORY_LIMIT", &text, "bytes, such as 1000000, 512MiB or 4GiB"))?;
        }
        if let Some(text) = variable("DISTARRAY_CHECKS") {
            words[3] = match text.trim() {
                "0" => 0,
                "1" => 1,
                _ => return Err(garbage("DISTARRAY_CHECKS", &text, "0 or 1")),
            };
        }
        if variable("DISTARRAY_TRACE").is_some_and(|path| !path.is_empty()) {
            words[1] |= TRACE;
        }
        if let Some(text) = variable("DISTARRAY_SHARED_MEMORY") {
            words[3] |= match text.trim() {
                "0" => NOT_SHARED,
                "1" => 0,
                _ => return Err(garbage("DISTARRAY_SHARED_MEMORY", &text, "0 or 1")),
            };
        }
        if let Some(text) = variable("DISTARRAY_LOG") {
            if !matches!(text.as_str(), "" | "stderr" | "error" | "warn" | "info" | "debug") {
                return Err(garbage("DISTARRAY_LOG", &text, "stderr, error, warn, info or debug"));
            }
        }
        Ok(words)
    }

    /// Whether rank 0's environment names a file for a trace.
    pub fn asks_for_trace(words: &[u64; 4]) -> bool {
        words[1] & TRACE != 0
    }

    /// Takes over what rank 0's environment said.
    pub fn apply(&self, words: &[u64; 4]) {
        self.watchdog.store(words[0], Ordering::Relaxed);
        self.policy.store(words[1] as u8, Ordering::Relaxed);
        self.set_ceiling(usize::try_from(words[2]).ok());
        self.set_checks(words[3] as u8);
        self.shared_memory.store(words[3] & NOT_SHARED == 0, Ordering::Relaxed);
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

fn garbage(name: &str, value: &str, expected: &str) -> Error {
    Error::new(Status::Argument, format!("environment variable {name}: expected {expected}, got '{value}'"))
}

fn parse_bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit());
    let (number, unit) = text.split_at(digits.unwrap_or(text.len()));
    let factor: u64 = match unit.trim() {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::parse_bytes;

    #[test]
    fn byte_counts_are_read_with_binary_suffixes() {
        assert_eq!(parse_bytes("1000"), Some(1000));
        assert_eq!(parse_bytes(" 3 KiB "), Some(3072));
        assert_eq!(parse_bytes("2GiB"), Some(2 << 30));
        for bad in ["", "GiB", "-1", "1.5GiB", "1GB", "99999999999TiB", "1 2"] {
            assert_eq!(parse_bytes(bad), None, "{bad}");
        }
    }
}
