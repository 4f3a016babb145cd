//! Redistributions planned ahead.

use super::arguments::{self, Out};
use super::array::distarray_dtype;
use super::handles::{self, distarray_array, distarray_distribution, distarray_plan, distarray_request, Object};
use super::moving::halo_options;
use super::status::{collective, distarray_status, free, local};
use crate::dtype::Dtype;
use crate::error::Status;
use crate::ops::plan::{Fact, Redistribution};
use std::os::raw::c_int;
use std::sync::Arc;

/// Ranks that get something from this one; of distarray_plan_get_info().
pub const DISTARRAY_PLAN_MESSAGES: i32 = 1;
/// Bytes that this rank sends to others; of distarray_plan_get_info().
pub const DISTARRAY_PLAN_BYTES_SENT: i32 = 2;
/// Bytes that this rank receives from others; of distarray_plan_get_info().
pub const DISTARRAY_PLAN_BYTES_RECEIVED: i32 = 3;
/// Bytes that stay on this rank; of distarray_plan_get_info().
pub const DISTARRAY_PLAN_BYTES_LOCAL: i32 = 4;
/// The most bytes of temporary memory that a run may take on this rank under the ceiling of now; of
/// distarray_plan_get_info().
pub const DISTARRAY_PLAN_TEMPORARY_BYTES: i32 = 5;
/// Rounds in which messages go under the ceiling of now; of distarray_plan_get_info().
pub const DISTARRAY_PLAN_ROUNDS: i32 = 6;
/// Ranges of indices of which the plan consists on this rank; of distarray_plan_get_info().
pub const DISTARRAY_PLAN_SEGMENTS: i32 = 7;

/// Plans how elements get from one distribution to another of the same shape, for any arrays that have these
/// distributions. Unstructured axes are matched by their labels, about which ranks communicate.
///
/// **Collective**. Allocates.
///
/// @param source,target the same on all ranks
/// @param[out] plan to be freed with distarray_plan_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_create(
    source: distarray_distribution,
    target: distarray_distribution,
    plan: *mut distarray_plan,
) -> distarray_status {
    collective("distarray_plan_create", |arguments| {
        let (context, source) = arguments.distribution(source, "source")?;
        let (other, target) = arguments.distribution(target, "target")?;
        if !context.shares_communicator(&other) {
            refuse!(Argument, "target", "expected a distribution over the communicator of 'source'");
        }
        let out = Out::new(plan, "plan")?;
        let made = Redistribution::create(&context, &source, &target)?;
        handles::put(Object::Plan(Arc::new(made)), out)
    })
}

/// Plans how the halos of arrays of one distribution, or part of them, are filled from the owners: for
/// distarray_plan_run() and the others with the same array as source and target.
///
/// **Collective**. Allocates.
///
/// @param distribution the same on all ranks
/// @param lower,upper,corners as for distarray_array_exchange_halo_part()
/// @param[out] plan to be freed with distarray_plan_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_create_halo(
    distribution: distarray_distribution,
    lower: *const i64,
    upper: *const i64,
    corners: c_int,
    plan: *mut distarray_plan,
) -> distarray_status {
    collective("distarray_plan_create_halo", |arguments| {
        let (context, distribution) = arguments.distribution(distribution, "distribution")?;
        let out = Out::new(plan, "plan")?;
        let options = halo_options(&distribution, lower, upper, corners)?;
        let made = Redistribution::create_halo(&context, &distribution, &options)?;
        handles::put(Object::Plan(Arc::new(made)), out)
    })
}

/// Frees a plan and sets the handle to NULL; NULL is fine. Requests begun with it go on.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_free(plan: *mut distarray_plan) -> distarray_status {
    free("distarray_plan_free", plan, "plan")
}

/// Copies all elements of one array into another, as distarray_array_redistribute() does.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling.
///
/// @param plan,source,target the same on all ranks; arrays of any dtypes with the plan's distributions, such as
/// views, whose memory does not overlap
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_run(
    plan: distarray_plan,
    source: distarray_array,
    target: distarray_array,
) -> distarray_status {
    collective("distarray_plan_run", |arguments| {
        let plan = arguments.plan(plan, "plan")?;
        let source = arguments.array(source, "source")?;
        let mut target = arguments.array(target, "target")?;
        plan.run(&source, &mut target)
    })
}

/// Copies several arrays at once: two ranks exchange one message for all of them.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling.
///
/// @param plan,count,sources,targets the same on all ranks; `count` arrays each, as for distarray_plan_run()
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_run_many(
    plan: distarray_plan,
    count: c_int,
    sources: *const distarray_array,
    targets: *const distarray_array,
) -> distarray_status {
    collective("distarray_plan_run_many", |arguments| {
        let plan = arguments.plan(plan, "plan")?;
        let all = |list: *const distarray_array, name: &str| {
            let list = unsafe { arguments::array(list, count.into(), name)? };
            list.iter().map(|&array| arguments.array(array, name)).collect::<crate::error::Result<Vec<_>>>()
        };
        let sources = all(sources, "sources")?;
        let mut targets = all(targets, "targets")?;
        plan.run_many(&sources, &mut targets)
    })
}

/// Begins to copy all elements of one array into another. Until distarray_request_end() the source must not be
/// written, nor the target be used; other calls are allowed, also on other arrays of the same plan. The request keeps
/// both arrays alive. Data move while this process is in any call of the library, distarray_request_test() among them.
/// More than three requests at once are allowed, but the fourth waits for the first.
///
/// **Collective**. Communicates; temporary memory stays within the context's ceiling.
///
/// @param plan,source,target the same on all ranks, as for distarray_plan_run()
/// @param[out] request to be ended with distarray_request_end()
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_begin(
    plan: distarray_plan,
    source: distarray_array,
    target: distarray_array,
    request: *mut distarray_request,
) -> distarray_status {
    collective("distarray_plan_begin", |arguments| {
        let plan = arguments.plan(plan, "plan")?;
        let source = arguments.array(source, "source")?;
        let mut target = arguments.array(target, "target")?;
        let out = Out::new(request, "request")?;
        let begun = plan.begin(&source, &mut target)?;
        handles::put(Object::Request(Arc::new(begun)), out)
    })
}

/// Moves what can be moved without waiting, and tells whether the request is done.
///
/// **Local**.
///
/// @param[out] done 1 if all elements of this rank have gone and come, else 0
#[no_mangle]
pub unsafe extern "C" fn distarray_request_test(request: distarray_request, done: *mut c_int) -> distarray_status {
    local("distarray_request_test", |arguments| {
        let request = arguments.request(request, "request")?;
        let out = Out::new(done, "done")?;
        out.set(request.test()?.into());
        Ok(())
    })
}

/// Waits until the request is done, frees it and sets the handle to NULL; NULL is fine.
///
/// **Local**, but waits until other ranks have called a function of the library in which their part goes on.
#[no_mangle]
pub unsafe extern "C" fn distarray_request_end(request: *mut distarray_request) -> distarray_status {
    local("distarray_request_end", |arguments| {
        if !request.is_null() && request.is_aligned() && !(*request).is_null() {
            let outcome = arguments.request(*request, "request")?.end();
            // Those who called at a bad moment may call again.
            if outcome.as_ref().is_err_and(|e| matches!(e.status, Status::Busy | Status::Thread | Status::State)) {
                return outcome;
            }
            return handles::free(request, "request").and(outcome);
        }
        handles::free(request, "request")
    })
}

/// Answers a question about a plan before it runs, for this rank and elements of `dtype`.
///
/// **Local**.
///
/// @param fact a DISTARRAY_PLAN_ constant
/// @param[out] value the answer
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_get_info(
    plan: distarray_plan,
    dtype: distarray_dtype,
    fact: i32,
    value: *mut i64,
) -> distarray_status {
    local("distarray_plan_get_info", |arguments| {
        let plan = arguments.plan(plan, "plan")?;
        let dtype = Dtype::from_number(dtype)?;
        let fact = match fact {
            DISTARRAY_PLAN_MESSAGES => Fact::Messages,
            DISTARRAY_PLAN_BYTES_SENT => Fact::BytesSent,
            DISTARRAY_PLAN_BYTES_RECEIVED => Fact::BytesReceived,
            DISTARRAY_PLAN_BYTES_LOCAL => Fact::BytesLocal,
            DISTARRAY_PLAN_TEMPORARY_BYTES => Fact::TemporaryBytes,
            DISTARRAY_PLAN_ROUNDS => Fact::Rounds,
            DISTARRAY_PLAN_SEGMENTS => Fact::Segments,
            _ => refuse!(Argument, "fact", "expected a DISTARRAY_PLAN_ constant from 1 to 7, got {fact}"),
        };
        let out = Out::new(value, "value")?;
        out.set(plan.fact(dtype, fact));
        Ok(())
    })
}

/// How many bytes of `dtype` this rank and another one exchange when a plan runs; for this rank itself what stays.
///
/// **Local**.
///
/// @param rank the other rank
/// @param[out] sent,received bytes from this rank to that one, and from that one to this
#[no_mangle]
pub unsafe extern "C" fn distarray_plan_get_pair_bytes(
    plan: distarray_plan,
    dtype: distarray_dtype,
    rank: c_int,
    sent: *mut i64,
    received: *mut i64,
) -> distarray_status {
    local("distarray_plan_get_pair_bytes", |arguments| {
        let plan = arguments.plan(plan, "plan")?;
        let (there, back) = plan.pair_bytes(Dtype::from_number(dtype)?, rank)?;
        let (sent, received) = (Out::new(sent, "sent")?, Out::new(received, "received")?);
        sent.set(there);
        received.set(back);
        Ok(())
    })
}
