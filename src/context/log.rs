//! The one way in which the library speaks: a callback, or stderr if the environment asks for it.

use std::sync::{Arc, Mutex, OnceLock};

/// How much a message matters; lower is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i32)]
pub enum Level {
    Error = 1,
    Warn = 2,
    Info = 3,
    Debug = 4,
}

pub type LogCallback = Arc<dyn Fn(Level, &str) + Send + Sync>;

static CALLBACK: Mutex<Option<LogCallback>> = Mutex::new(None);

/// Sends messages to `callback`, or nowhere. Process-wide. **Local.**
pub fn set_log(callback: Option<LogCallback>) {
    *CALLBACK.lock().unwrap_or_else(|e| e.into_inner()) = callback;
}

/// The least important level that goes to stderr, from `DISTARRAY_LOG` (`error`, `warn`, `info`, `debug`, or
/// `stderr`, which means `info`); none by default.
fn stderr_level() -> Option<Level> {
    static LEVEL: OnceLock<Option<Level>> = OnceLock::new();
    *LEVEL.get_or_init(|| match std::env::var("DISTARRAY_LOG").ok()?.as_str() {
        "error" => Some(Level::Error),
        "warn" => Some(Level::Warn),
        "info" | "stderr" => Some(Level::Info),
        "debug" => Some(Level::Debug),
        _ => None,
    })
}

/// Whether anybody listens at this level. **Local.**
pub fn logs(level: Level) -> bool {
    let callback = CALLBACK.lock().unwrap_or_else(|e| e.into_inner()).is_some();
    callback || stderr_level().is_some_and(|most| level <= most)
}

/// Gives a message to whoever listens. **Local.**
pub fn log(level: Level, message: &str) {
    let callback = CALLBACK.lock().unwrap_or_else(|e| e.into_inner()).clone();
    if let Some(callback) = callback {
        callback(level, message);
    }
    if stderr_level().is_some_and(|most| level <= most) {
        use std::io::Write;
        // One write, so that lines of several ranks do not mix.
        let _ = std::io::stderr().write_all(format!("distarray: {message}\n").as_bytes());
    }
}
