//! Contexts.

use super::arguments::Out;
use super::handles::{self, distarray_context, Object};
use super::status::{collective, distarray_status, free, local};
use crate::context::{Call, Context, HangPolicy, Totals};
use crate::error::{Error, Result, Status};
use mpi::ffi::{MPI_Comm, RSMPI_Fint};
use std::os::raw::c_int;

/// The watchdog only reports (the default).
pub const DISTARRAY_HANG_REPORT: i32 = 1;
/// The watchdog makes the waiting call return DISTARRAY_ERR_HANG; the context is dead afterwards.
pub const DISTARRAY_HANG_ERROR: i32 = 2;
/// The watchdog calls MPI_Abort.
pub const DISTARRAY_HANG_ABORT: i32 = 3;

/// Collective MPI operations, agreements among them.
pub const DISTARRAY_COUNTER_COLLECTIVES: i32 = 1;
/// Messages sent to other ranks.
pub const DISTARRAY_COUNTER_MESSAGES: i32 = 2;
/// Bytes of data sent to other ranks.
pub const DISTARRAY_COUNTER_BYTES_SENT: i32 = 3;
/// Bytes of data received from other ranks.
pub const DISTARRAY_COUNTER_BYTES_RECEIVED: i32 = 4;
/// Bytes copied within this rank.
pub const DISTARRAY_COUNTER_LOCAL_BYTES: i32 = 5;
/// Rounds in which data moved.
pub const DISTARRAY_COUNTER_ROUNDS: i32 = 6;
/// Temporary buffers asked for.
pub const DISTARRAY_COUNTER_TEMPORARIES: i32 = 7;
/// The most bytes of temporary buffers in use at once.
pub const DISTARRAY_COUNTER_TEMPORARY_PEAK: i32 = 8;

unsafe fn create(comm: MPI_Comm, context: *mut distarray_context) -> Result<()> {
    // There is no context yet in which the ranks could agree, and another one must not be asked.
    let created = Context::create(comm).map_err(alone)?;
    let checked = Out::new(context, "context");
    let out = created.agree(&Call::new("distarray_context_create", &[]), checked)?;
    handles::put(Object::Context(created), out)
}

fn alone(error: Error) -> Error {
    Error { agreed: true, ..error }
}

/// Makes a context of all ranks of a communicator, which is duplicated (once, however many contexts) and
/// may be freed at once.
///
/// **Collective** over `comm`. Allocates. Communicators that differ between ranks cannot be agreed upon:
/// the call waits, and the watchdog speaks.
///
/// @param comm an intra-communicator, of which every rank calls
/// @param[out] context to be freed with distarray_context_free()
/// @return DISTARRAY_ERR_MPI_STATE before MPI_Init or after MPI_Finalize, DISTARRAY_ERR_ARGUMENT for
///         MPI_COMM_NULL, an inter-communicator or a malformed DISTARRAY_ environment variable
#[no_mangle]
pub unsafe extern "C" fn distarray_context_create(comm: MPI_Comm, context: *mut distarray_context) -> distarray_status {
    collective("distarray_context_create", |_| create(comm, context))
}

/// As distarray_context_create(), with a Fortran communicator.
///
/// **Collective** over `comm`. Allocates.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_create_f(
    comm: RSMPI_Fint,
    context: *mut distarray_context,
) -> distarray_status {
    collective("distarray_context_create_f", |_| {
        crate::mpi::require_running().map_err(alone)?;
        create(crate::mpi::comm_from_fortran(comm), context)
    })
}

/// Frees a context and makes the handle NULL. Arrays and distributions made in it stay usable.
///
/// **Local**. NULL and a NULL handle are fine. Also after MPI_Finalize.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_free(context: *mut distarray_context) -> distarray_status {
    free("distarray_context_free", context, "context")
}

/// Rank of this process in the context.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_rank(context: distarray_context, rank: *mut c_int) -> distarray_status {
    local("distarray_context_get_rank", |arguments| {
        let context = arguments.context(context, "context")?;
        Out::new(rank, "rank")?.set(context.rank());
        Ok(())
    })
}

/// Number of processes of the context.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_size(context: distarray_context, size: *mut c_int) -> distarray_status {
    local("distarray_context_get_size", |arguments| {
        let context = arguments.context(context, "context")?;
        Out::new(size, "size")?.set(context.size());
        Ok(())
    })
}

/// The context's private communicator, borrowed: not to be freed, and not for messages that the library
/// could mistake for its own.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_comm(
    context: distarray_context,
    comm: *mut MPI_Comm,
) -> distarray_status {
    local("distarray_context_get_comm", |arguments| {
        let context = arguments.context(context, "context")?;
        Out::new(comm, "comm")?.set(context.comm());
        Ok(())
    })
}

/// As distarray_context_get_comm(), as a Fortran handle.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_comm_f(
    context: distarray_context,
    comm: *mut RSMPI_Fint,
) -> distarray_status {
    local("distarray_context_get_comm_f", |arguments| {
        let context = arguments.context(context, "context")?;
        crate::mpi::require_running()?;
        Out::new(comm, "comm")?.set(crate::mpi::comm_to_fortran(context.comm()));
        Ok(())
    })
}

/// Sets after how many seconds of waiting for other ranks a report goes to the log, and what happens then.
///
/// **Local**. The default is 60 seconds (environment: DISTARRAY_WATCHDOG) and DISTARRAY_HANG_REPORT
/// (environment: DISTARRAY_ON_HANG=report, error or abort).
///
/// @param seconds 0 turns the watchdog off
/// @param policy DISTARRAY_HANG_REPORT, DISTARRAY_HANG_ERROR or DISTARRAY_HANG_ABORT
#[no_mangle]
pub unsafe extern "C" fn distarray_context_set_watchdog(
    context: distarray_context,
    seconds: f64,
    policy: i32,
) -> distarray_status {
    local("distarray_context_set_watchdog", |arguments| {
        let context = arguments.context(context, "context")?;
        let policy = match policy {
            DISTARRAY_HANG_REPORT => HangPolicy::Report,
            DISTARRAY_HANG_ERROR => HangPolicy::Error,
            DISTARRAY_HANG_ABORT => HangPolicy::Abort,
            _ => refuse!(Argument, "policy", "expected a DISTARRAY_HANG_ constant (1 to 3), got {policy}"),
        };
        context.set_watchdog(seconds, policy)
    })
}

/// Limits the temporary memory of this rank's operations; they run in rounds within it.
///
/// **Local**. No limit by default (environment: DISTARRAY_MEMORY_LIMIT, such as 512MiB).
///
/// @param bytes 0 for no limit
#[no_mangle]
pub unsafe extern "C" fn distarray_context_set_memory_ceiling(
    context: distarray_context,
    bytes: i64,
) -> distarray_status {
    local("distarray_context_set_memory_ceiling", |arguments| {
        let context = arguments.context(context, "context")?;
        if bytes < 0 {
            refuse!(Argument, "bytes", "expected at least 0, got {bytes}");
        }
        context.set_memory_ceiling((bytes > 0).then_some(bytes as usize));
        Ok(())
    })
}

/// Sets the longest single MPI message; longer ones are sent in pieces. Must be the same on all ranks that
/// exchange data. For tests; the default of 2^30 bytes suits every MPI.
///
/// **Local**.
///
/// @param bytes at least 1
#[no_mangle]
pub unsafe extern "C" fn distarray_context_set_message_limit(
    context: distarray_context,
    bytes: i64,
) -> distarray_status {
    local("distarray_context_set_message_limit", |arguments| {
        let context = arguments.context(context, "context")?;
        if bytes < 1 {
            refuse!(Argument, "bytes", "expected at least 1, got {bytes}");
        }
        context.set_message_limit(bytes as usize);
        Ok(())
    })
}

/// Sets how much collective calls check: 0 errors only, 1 also that arguments agree between ranks (the default).
/// Must be the same on all ranks.
///
/// **Local**. Environment: DISTARRAY_CHECKS=0 or 1.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_set_checks(context: distarray_context, level: c_int) -> distarray_status {
    local("distarray_context_set_checks", |arguments| arguments.context(context, "context")?.set_checks(level))
}

/// The counter with this number.
pub fn counter_of(totals: &Totals, counter: i32) -> Result<i64> {
    let value = match counter {
        DISTARRAY_COUNTER_COLLECTIVES => totals.collectives,
        DISTARRAY_COUNTER_MESSAGES => totals.messages,
        DISTARRAY_COUNTER_BYTES_SENT => totals.bytes_sent,
        DISTARRAY_COUNTER_BYTES_RECEIVED => totals.bytes_received,
        DISTARRAY_COUNTER_LOCAL_BYTES => totals.local_bytes,
        DISTARRAY_COUNTER_ROUNDS => totals.rounds,
        DISTARRAY_COUNTER_TEMPORARIES => totals.temporaries,
        DISTARRAY_COUNTER_TEMPORARY_PEAK => totals.temporary_peak,
        _ => {
            let text = format!("expected a DISTARRAY_COUNTER_ constant (1 to 8), got {counter}");
            return Err(Error::argument(Status::Argument, "counter", text));
        }
    };
    Ok(value as i64)
}

/// What this rank has communicated, copied and allocated in this context since the last reset.
///
/// **Local**.
///
/// @param counter one of the DISTARRAY_COUNTER_ constants
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_counter(
    context: distarray_context,
    counter: i32,
    value: *mut i64,
) -> distarray_status {
    local("distarray_context_get_counter", |arguments| {
        let context = arguments.context(context, "context")?;
        let total = counter_of(&context.counters().snapshot(), counter)?;
        Out::new(value, "value")?.set(total);
        Ok(())
    })
}

/// Sets all counters of this rank to 0.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_context_reset_counters(context: distarray_context) -> distarray_status {
    local("distarray_context_reset_counters", |arguments| {
        arguments.context(context, "context")?.counters().reset();
        Ok(())
    })
}
