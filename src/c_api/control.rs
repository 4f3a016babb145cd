//! What a context allows, counts, records and tells while it works.

use super::arguments::Out;
use super::context::counter_of;
use super::handles::distarray_context;
use super::status::{collective, distarray_status, local};
use crate::context::{Arg, Call, Implicit, Policy, ProgressCallback, Totals};
use crate::error::Result;
use std::ffi::{c_char, c_int, c_void, CString};
use std::sync::Arc;
use std::time::Duration;

/// Communication that a call needs although its name does not say so: operands that are moved to the distribution of
/// others, elements that are written by other processes than their owners.
pub const DISTARRAY_POLICY_COMMUNICATION: i32 = 1;
/// Temporaries of array size that a call needs although its name does not say so, such as for operands that overlap
/// the result.
pub const DISTARRAY_POLICY_TEMPORARIES: i32 = 2;

/// Implicit communication or temporaries are made (the default).
pub const DISTARRAY_ALLOW: i32 = 1;
/// They are made, and rank 0 says so in the log.
pub const DISTARRAY_WARN: i32 = 2;
/// The call returns DISTARRAY_ERR_POLICY before anything is changed.
pub const DISTARRAY_FORBID: i32 = 3;

/// Sets what happens when a call needs communication or temporaries that its name does not say. Redistribution, halo
/// exchange, gather, scatter, reductions and single elements communicate by name, with the buffers that this needs:
/// the policy is not about them. Must be the same on all ranks; collective calls compare it.
///
/// **Local**.
///
/// @param kinds DISTARRAY_POLICY_COMMUNICATION, DISTARRAY_POLICY_TEMPORARIES or their sum
/// @param policy DISTARRAY_ALLOW, DISTARRAY_WARN or DISTARRAY_FORBID
#[no_mangle]
pub unsafe extern "C" fn distarray_context_set_policy(
    context: distarray_context,
    kinds: i32,
    policy: i32,
) -> distarray_status {
    local("distarray_context_set_policy", |arguments| {
        let context = arguments.context(context, "context")?;
        let kinds: &[Implicit] = match kinds {
            DISTARRAY_POLICY_COMMUNICATION => &[Implicit::Communication],
            DISTARRAY_POLICY_TEMPORARIES => &[Implicit::Temporaries],
            3 => &[Implicit::Communication, Implicit::Temporaries],
            _ => refuse!(Argument, "kinds", "expected the sum of DISTARRAY_POLICY_ constants (1 to 3), got {kinds}"),
        };
        let policy = match policy {
            DISTARRAY_ALLOW => Policy::Allow,
            DISTARRAY_WARN => Policy::Warn,
            DISTARRAY_FORBID => Policy::Forbid,
            _ => refuse!(
                Argument,
                "policy",
                "expected DISTARRAY_ALLOW, DISTARRAY_WARN or DISTARRAY_FORBID (1 to 3), got {policy}"
            ),
        };
        context.set_policy(kinds, policy);
        Ok(())
    })
}

/// As distarray_context_get_counter(), of the last Collective call on this rank and the Local calls after it.
///
/// **Local**.
///
/// @param counter one of the DISTARRAY_COUNTER_ constants
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_call_counter(
    context: distarray_context,
    counter: i32,
    value: *mut i64,
) -> distarray_status {
    local("distarray_context_get_call_counter", |arguments| {
        let context = arguments.context(context, "context")?;
        let counted = counter_of(&context.counters().of_call(), counter)?;
        Out::new(value, "value")?.set(counted);
        Ok(())
    })
}

type Statistics = (*mut i64, *mut f64, *mut i64);

unsafe fn statistics(
    function: &'static str,
    handle: distarray_context,
    counter: i32,
    (minimum, average, maximum): Statistics,
    totals: fn(&crate::context::Counters) -> Totals,
) -> distarray_status {
    collective(function, |arguments| {
        let context = arguments.observed_context(handle, "context")?;
        let (counted, call_counted) = (totals(context.counters()), context.counters().of_call());
        let prepared = (|| -> Result<_> {
            let outs = (Out::new(minimum, "minimum")?, Out::new(average, "average")?, Out::new(maximum, "maximum")?);
            Ok((counter_of(&counted, counter)?, outs))
        })();
        let (mine, outs) = context.agree(&Call::new(function, &[("counter", Arg::Int(counter.into()))]), prepared)?;
        let (least, mean, most) = context.statistics(mine as u64)?;
        context.counters().resume_call(&call_counted);
        outs.0.set(least as i64);
        outs.1.set(mean);
        outs.2.set(most as i64);
        Ok(())
    })
}

/// Least, average and greatest of what distarray_context_get_counter() is on the ranks. Does not count itself as the
/// last call.
///
/// **Collective**.
///
/// @param counter one of the DISTARRAY_COUNTER_ constants
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_counter_statistics(
    context: distarray_context,
    counter: i32,
    minimum: *mut i64,
    average: *mut f64,
    maximum: *mut i64,
) -> distarray_status {
    let outs = (minimum, average, maximum);
    statistics("distarray_context_get_counter_statistics", context, counter, outs, |counters| counters.snapshot())
}

/// Least, average and greatest of what distarray_context_get_call_counter() is on the ranks. Does not count itself as
/// the last call.
///
/// **Collective**.
///
/// @param counter one of the DISTARRAY_COUNTER_ constants
#[no_mangle]
pub unsafe extern "C" fn distarray_context_get_call_counter_statistics(
    context: distarray_context,
    counter: i32,
    minimum: *mut i64,
    average: *mut f64,
    maximum: *mut i64,
) -> distarray_status {
    let outs = (minimum, average, maximum);
    statistics("distarray_context_get_call_counter_statistics", context, counter, outs, |counters| counters.of_call())
}

/// Begins to record what all ranks do in contexts on this communicator: calls with their phases, messages as arrows,
/// temporary memory. Each rank keeps its newest 65,536 events (4 MiB, allocated here); older ones are dropped, counted
/// and told. A trace under way is stopped first.
///
/// **Collective**. The environment variable DISTARRAY_TRACE=path does the same from the first context on, until
/// MPI_Finalize.
///
/// @param path where distarray_context_stop_trace() or MPI_Finalize writes it, in Chrome's trace format, which
///        Perfetto (ui.perfetto.dev) opens; an older file is replaced
/// @return DISTARRAY_ERR_IO if no file can be made there on rank 0
#[no_mangle]
pub unsafe extern "C" fn distarray_context_start_trace(
    context: distarray_context,
    path: *const c_char,
) -> distarray_status {
    collective("distarray_context_start_trace", |arguments| {
        let context = arguments.context(context, "context")?;
        context.start_trace(super::arguments::path(path, "path")?)
    })
}

/// Ends the trace and writes it on rank 0. Nothing happens if there is none. Clocks of ranks of different nodes are
/// aligned to within half a message's round trip, which the file tells.
///
/// **Collective**.
///
/// @return DISTARRAY_ERR_IO if the file cannot be written
#[no_mangle]
pub unsafe extern "C" fn distarray_context_stop_trace(context: distarray_context) -> distarray_status {
    collective("distarray_context_stop_trace", |arguments| arguments.context(context, "context")?.stop_trace())
}

/// Gets the part of a phase that is done, from 0 to 1, and the phase's name in words. Returns 0 to go on, anything else
/// to cancel the call. Makes no Collective call.
pub type distarray_progress_callback =
    Option<unsafe extern "C" fn(fraction: f64, phase: *const c_char, user: *mut c_void) -> c_int>;

struct User(*mut c_void);
// The callback's owner has promised that it may be called from any thread that calls the library.
unsafe impl Send for User {}
unsafe impl Sync for User {}

/// Tells a callback on this rank how far long Collective calls are: movements in rounds, files. Other ranks may have
/// none, or another. If one rank's callback cancels, the call ends on all ranks with DISTARRAY_ERR_CANCELLED: a file
/// being written stays as it was before, an array being made is not made, an array being written in place is damaged
/// if some of it was written already, and the context stays usable.
///
/// **Local**. Where no rank has a callback, calls cost as much as before; where one has, movements run in rounds.
///
/// @param callback NULL for none
/// @param user handed to the callback
/// @param seconds least time between two calls of the callback; the end of a phase is always told
#[no_mangle]
pub unsafe extern "C" fn distarray_context_set_progress(
    context: distarray_context,
    callback: distarray_progress_callback,
    user: *mut c_void,
    seconds: f64,
) -> distarray_status {
    local("distarray_context_set_progress", |arguments| {
        let context = arguments.context(context, "context")?;
        let Some(interval) = Duration::try_from_secs_f64(seconds).ok() else {
            refuse!(Argument, "seconds", "expected a finite number of seconds, at least 0, got {seconds}");
        };
        let user = User(user);
        let call = move |fraction: f64, phase: &str| {
            let user = &user;
            match (callback, CString::new(phase)) {
                (Some(callback), Ok(phase)) => unsafe { callback(fraction, phase.as_ptr(), user.0) != 0 },
                _ => false,
            }
        };
        context.set_progress(callback.map(|_| Arc::new(call) as ProgressCallback), interval);
        Ok(())
    })
}
