//! The one error type of the library. It knows nothing of the other rooms.

use std::fmt;

/// Status numbers of the C interface: fixed, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i32)]
pub enum Status {
    /// An argument is out of its documented range.
    Argument = 1,
    /// The object is in a state that does not allow the call.
    State = 2,
    /// Shapes or dimensionalities do not fit.
    Shape = 3,
    /// The element type does not allow the operation.
    Dtype = 4,
    /// Distributions do not fit, or one cannot be built as asked.
    Distribution = 5,
    /// An argument that must be the same on all ranks differs.
    Mismatch = 6,
    /// An index, size or byte count leaves the 64-bit range.
    Overflow = 7,
    /// Memory was refused by the system or by the context's ceiling.
    Memory = 8,
    /// Well-formed, but there is no way to do it.
    Unsupported = 9,
    /// A file operation failed.
    Io = 10,
    /// A handle is NULL, freed, foreign or of another kind.
    Handle = 11,
    /// Ranks are in different collective calls; the context is dead.
    CallMismatch = 12,
    /// A protocol description breaks a rule.
    Protocol = 13,
    /// A file or text is malformed.
    Format = 14,
    /// Another thread is inside a collective call of the same context.
    Busy = 15,
    /// The calling thread may not call MPI at the thread level in force.
    Thread = 16,
    /// The context died in an earlier call; only Local calls and free work.
    ContextDead = 17,
    /// The watchdog gave up waiting for other ranks.
    Hang = 18,
    /// An index is outside the array.
    Index = 19,
    /// A callback asked to stop.
    Cancelled = 20,
    /// The memory may only be read.
    ReadOnly = 21,
    /// MPI is not initialised, or is finalised already.
    MpiState = 22,
    /// An earlier failure left this array's contents undefined.
    Damaged = 23,
    /// Program and library were built for different MPIs or versions.
    Build = 24,
    /// The context forbids what the call would need beyond what its name says.
    Policy = 25,
    /// An MPI call failed.
    Mpi = 100,
    /// A bug in the library: a panic was caught.
    Internal = 255,
}

impl Status {
    pub const ALL: [Status; 27] = [
        Status::Argument,
        Status::State,
        Status::Shape,
        Status::Dtype,
        Status::Distribution,
        Status::Mismatch,
        Status::Overflow,
        Status::Memory,
        Status::Unsupported,
        Status::Io,
        Status::Handle,
        Status::CallMismatch,
        Status::Protocol,
        Status::Format,
        Status::Busy,
        Status::Thread,
        Status::ContextDead,
        Status::Hang,
        Status::Index,
        Status::Cancelled,
        Status::ReadOnly,
        Status::MpiState,
        Status::Damaged,
        Status::Build,
        Status::Policy,
        Status::Mpi,
        Status::Internal,
    ];

    /// The C constant's name.
    pub fn name(self) -> &'static str {
        match self {
            Status::Argument => "DISTARRAY_ERR_ARGUMENT",
            Status::State => "DISTARRAY_ERR_STATE",
            Status::Shape => "DISTARRAY_ERR_SHAPE",
            Status::Dtype => "DISTARRAY_ERR_DTYPE",
            Status::Distribution => "DISTARRAY_ERR_DISTRIBUTION",
            Status::Mismatch => "DISTARRAY_ERR_MISMATCH",
            Status::Overflow => "DISTARRAY_ERR_OVERFLOW",
            Status::Memory => "DISTARRAY_ERR_MEMORY",
            Status::Unsupported => "DISTARRAY_ERR_UNSUPPORTED",
            Status::Io => "DISTARRAY_ERR_IO",
            Status::Handle => "DISTARRAY_ERR_HANDLE",
            Status::CallMismatch => "DISTARRAY_ERR_CALL_MISMATCH",
            Status::Protocol => "DISTARRAY_ERR_PROTOCOL",
            Status::Format => "DISTARRAY_ERR_FORMAT",
            Status::Busy => "DISTARRAY_ERR_BUSY",
            Status::Thread => "DISTARRAY_ERR_THREAD",
            Status::ContextDead => "DISTARRAY_ERR_CONTEXT_DEAD",
            Status::Hang => "DISTARRAY_ERR_HANG",
            Status::Index => "DISTARRAY_ERR_INDEX",
            Status::Cancelled => "DISTARRAY_ERR_CANCELLED",
            Status::ReadOnly => "DISTARRAY_ERR_READ_ONLY",
            Status::MpiState => "DISTARRAY_ERR_MPI_STATE",
            Status::Damaged => "DISTARRAY_ERR_DAMAGED",
            Status::Build => "DISTARRAY_ERR_BUILD",
            Status::Policy => "DISTARRAY_ERR_POLICY",
            Status::Mpi => "DISTARRAY_ERR_MPI",
            Status::Internal => "DISTARRAY_ERR_INTERNAL",
        }
    }

    pub fn from_number(number: i32) -> Option<Status> {
        Status::ALL.into_iter().find(|s| *s as i32 == number)
    }
}

/// What went wrong, in one sentence without the function's name:
/// what was expected, what was given, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub status: Status,
    /// Name of the offending argument, or empty.
    pub argument: String,
    pub message: String,
    /// Rank (in the context) on which it was found, if known.
    pub rank: Option<i32>,
    /// True once all ranks of the context hold this same error.
    pub agreed: bool,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn new(status: Status, message: impl Into<String>) -> Error {
        Error { status, argument: String::new(), message: message.into(), rank: None, agreed: false }
    }

    /// An error about one named argument.
    pub fn argument(status: Status, argument: &str, message: impl Into<String>) -> Error {
        Error { argument: argument.to_string(), ..Error::new(status, message) }
    }

    /// Names the argument unless one is named already.
    pub fn at(mut self, argument: &str) -> Error {
        if self.argument.is_empty() {
            self.argument = argument.to_string();
        }
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.argument.is_empty() {
            write!(f, "argument '{}': ", self.argument)?;
        }
        write!(f, "{}", self.message)?;
        if let Some(rank) = self.rank {
            write!(f, " (rank {rank})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// `Err(Error::argument(status, argument, format!(...)))`, for one-line checks.
#[macro_export]
macro_rules! refuse {
    ($status:ident, $argument:expr, $($text:tt)+) => {
        return Err($crate::error::Error::argument(
            $crate::error::Status::$status, $argument, format!($($text)+)))
    };
}
