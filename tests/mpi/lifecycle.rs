//! Contexts from creation to the end of MPI, memory under a ceiling, threads and forks.

use crate::{Subject, RANKS};
use distarray::context::{set_log, Call, Context, HangPolicy, Level};
use distarray::error::{Error, Result, Status};
use distarray::mpi;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("contexts", RANKS, contexts),
    Subject::new("contexts_after_the_end", &[1, 2], after_the_end),
    Subject::new("early_end", &[2, 3, 4], early_end),
    Subject::new("watchdog_reports", &[2, 3], watchdog_reports),
    Subject::new("watchdog_gives_up", &[2, 3], watchdog_gives_up),
    Subject::new("watchdog_at_creation", &[2], watchdog_at_creation),
    Subject::new("memory", &[1, 2], memory),
    Subject::new("threads", &[1, 2], threads),
    Subject { environment: &[("DISTARRAY_TEST_THREADS", "1")], ..Subject::new("busy_threads", &[1, 2], busy_threads) },
    Subject::new("forks", &[1, 2], forks),
    Subject { environment: ENVIRONMENT, ..Subject::new("environment", &[1, 2], environment) },
];

const ENVIRONMENT: &[(&str, &str)] =
    &[("DISTARRAY_WATCHDOG", "7.5"), ("DISTARRAY_MEMORY_LIMIT", "3MiB"), ("DISTARRAY_CHECKS", "0")];

const CALL: Call<'static> = Call { function: "distarray_test", arguments: &[] };

fn call(function: &'static str) -> Call<'static> {
    Call::new(function, &[])
}

fn contexts(context: &Context) {
    // One duplicate for all contexts of a communicator, however many.
    let mut last = context.clone();
    for _ in 0..1000 {
        last = Context::world().unwrap();
        assert!(last.shares_communicator(context) && !last.is(context));
        assert!(last.comm() == context.comm() && last.comm() != mpi::world());
    }
    assert!(last.serial() > 1000);
    assert!(last.next_serial() > last.serial());
    assert!(Context::sole().is_some());
    let alone = Context::alone().unwrap();
    assert_eq!((alone.rank(), alone.size()), (0, 1));
    assert!(Context::sole().is_none());
    drop(alone);
    assert!(Context::sole().is_some());
    // SAFETY: MPI_COMM_NULL is refused.
    let error = unsafe { Context::create(mpi::null()) }.unwrap_err();
    assert_eq!(error.status, Status::Argument);
    // Sub-communicators that their owner frees at once, more than an MPI could keep.
    for round in 0..50 {
        let half = mpi::Comm::world().split(context.rank() % 2, -context.rank()).unwrap().unwrap();
        let sub = Context::create_on(half).unwrap();
        assert_eq!(sub.size(), (context.size() + 1 - context.rank() % 2) / 2);
        let keep = round % 10 == 0;
        if !keep {
            drop(sub);
            half.free();
            continue;
        }
        half.free();
        sub.agree(&CALL, Ok(())).unwrap();
        let all = sub.all_gather(&[context.rank() as u8]).unwrap();
        assert_eq!(all.len(), sub.size() as usize);
        assert_eq!(all[sub.rank() as usize], context.rank() as u8);
    }
    context.agree(&CALL, Ok(())).unwrap();
}

fn after_the_end(context: &Context) {
    let kept = Context::world().unwrap();
    mpi::finalise();
    assert!(!mpi::is_running());
    for error in [
        context.agree(&CALL, Ok(())).unwrap_err(),
        kept.all_gather(&[1]).unwrap_err(),
        Context::world().unwrap_err(),
        // SAFETY: refused before it is looked at.
        unsafe { Context::create(mpi::world()) }.unwrap_err(),
    ] {
        assert_eq!(error.status, Status::MpiState, "{error}");
    }
    assert!(kept.temporary(100).is_ok());
    drop(kept);
}

fn early_end(context: &Context) {
    context.agree(&call("distarray_fill"), Ok(())).unwrap();
    if context.rank() == 1 {
        return; // into MPI_Finalize
    }
    let error = context.agree(&call("distarray_sum"), Ok(())).unwrap_err();
    assert_eq!(error.status, Status::CallMismatch);
    assert!(error.message.contains("rank 1 in MPI_Finalize"), "{error}");
    assert!(error.message.contains("distarray_sum"), "{error}");
    assert!(context.is_dead());
}

/// What the log says from here on.
fn listen() -> Arc<Mutex<Vec<String>>> {
    let said = Arc::new(Mutex::new(Vec::new()));
    let writer = said.clone();
    set_log(Some(Arc::new(move |level: Level, text: &str| {
        assert_eq!(level, Level::Warn);
        writer.lock().unwrap().push(text.to_string());
    })));
    said
}

fn watchdog_reports(context: &Context) {
    let said = listen();
    context.set_watchdog(0.3, HangPolicy::Report).unwrap();
    context.agree(&call("distarray_fill"), Ok(())).unwrap();
    if context.rank() == 1 {
        std::thread::sleep(Duration::from_secs(1));
    }
    context.agree(&call("distarray_sum"), Ok(())).unwrap();
    let said = said.lock().unwrap();
    if context.rank() != 1 {
        assert!(said.len() >= 2, "{said:?}");
        let expected = format!(
            "rank {} waits 0.3 s in distarray_sum; not here: rank 1 (last call distarray_fill, returned)",
            context.rank()
        );
        assert_eq!(said[0], expected);
    } else {
        assert!(said.is_empty(), "{said:?}");
    }
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        let error = context.set_watchdog(bad, HangPolicy::Report).unwrap_err();
        assert_eq!(error.status, Status::Argument);
    }
}

fn watchdog_gives_up(context: &Context) {
    let said = listen();
    context.set_watchdog(0.3, HangPolicy::Error).unwrap();
    context.agree(&call("distarray_fill"), Ok(())).unwrap();
    if context.rank() == 1 {
        std::thread::sleep(Duration::from_millis(1500));
        // The others have left, which this rank learns in its turn.
        let error = context.agree(&call("distarray_sum"), Ok(())).unwrap_err();
        assert_eq!(error.status, Status::ContextDead);
        return;
    }
    let begin = Instant::now();
    let error = context.agree(&call("distarray_sum"), Ok(())).unwrap_err();
    assert_eq!(error.status, Status::Hang);
    assert!(error.message.contains("rank 1 (last call distarray_fill, returned)"), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(1));
    assert_eq!(said.lock().unwrap().len(), 1);
    let error = context.agree(&CALL, Ok(())).unwrap_err();
    assert_eq!(error.status, Status::ContextDead);
}

fn watchdog_at_creation(context: &Context) {
    let said = listen();
    std::env::set_var("DISTARRAY_WATCHDOG", "0.3");
    let copy = mpi::Comm::world().split(0, context.rank()).unwrap().unwrap();
    if context.rank() == 1 {
        std::thread::sleep(Duration::from_secs(1));
    }
    let made = Context::create_on(copy).unwrap();
    assert_eq!(made.watchdog().0, 0.3);
    if context.rank() == 0 {
        let said = said.lock().unwrap();
        assert!(said[0].contains("creation of a context"), "{said:?}");
    }
}

fn memory(context: &Context) {
    let counters = context.counters();
    counters.reset();
    context.set_memory_ceiling(Some(1 << 20));
    let mut first = context.temporary(600_000).unwrap();
    assert_eq!((first.len(), first.as_ptr() as usize % 64), (600_000, 0));
    first.fill(7);
    let refused = context.temporary(600_000).map(|_| ());
    let error = refused.as_ref().unwrap_err();
    assert_eq!(error.status, Status::Memory);
    for number in ["1048576", "600000 with 600000 in use"] {
        assert!(error.message.contains(number), "{error}");
    }
    let agreed = context.agree(&CALL, refused).unwrap_err();
    assert_eq!((agreed.status, agreed.rank), (Status::Memory, Some(0)));
    drop(first);
    let totals = counters.snapshot();
    assert_eq!((totals.temporary_bytes, totals.temporary_peak, totals.temporaries), (0, 600_000, 1));
    drop(context.temporary(1 << 20).unwrap());
    assert!(context.temporary((1 << 20) + 1).is_err());
    assert!(context.temporary(usize::MAX).is_err());
    assert!(context.temporary(0).unwrap().is_empty());
    context.set_memory_ceiling(None);
    assert!(context.temporary(usize::MAX).is_err());
    // What the system refuses on one rank, all hear of.
    let huge = 1usize << 36;
    let last = context.rank() == context.size() - 1;
    let prepared: Result<()> = match last {
        true => with_little_memory(|| context.temporary(huge).map(|_| ())),
        false => Ok(()),
    };
    let error = context.agree(&CALL, prepared).unwrap_err();
    assert_eq!((error.status, error.rank), (Status::Memory, Some(context.size() - 1)));
    assert!(error.message.contains(&huge.to_string()), "{error}");
    assert_eq!(counters.snapshot().temporary_bytes, 0);
    // Data of other ranks obey the ceiling too, on all ranks alike.
    context.set_memory_ceiling(last.then_some(1000));
    let error = context.all_gather_varying(&[0; 2000]).unwrap_err();
    assert_eq!((error.status, error.rank), (Status::Memory, Some(context.size() - 1)));
    assert!(!context.is_dead());
}

/// Runs with an address space of no more than is used now and a bit.
fn with_little_memory<T>(run: impl FnOnce() -> T) -> T {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: u64 = pages.split(' ').next().unwrap().parse().unwrap();
    let mut before = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: plain system calls on our own variables.
    unsafe {
        libc::getrlimit(libc::RLIMIT_AS, &mut before);
        let little = libc::rlimit { rlim_cur: pages * 4096 + (64 << 20), ..before };
        assert_eq!(libc::setrlimit(libc::RLIMIT_AS, &little), 0);
    }
    let result = run();
    // SAFETY: as above.
    unsafe { libc::setrlimit(libc::RLIMIT_AS, &before) };
    result
}

fn threads(context: &Context) {
    let status = |outcome: Result<()>| outcome.map_err(|error: Error| error.status);
    // Only the main thread may call where MPI was initialised so.
    if mpi::thread_level().unwrap() <= mpi::ThreadLevel::Funneled {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                assert_eq!(status(context.agree(&CALL, Ok(()))), Err(Status::Thread));
                assert_eq!(status(Context::world().map(|_| ())), Err(Status::Thread));
            });
        });
    }
    context.agree(&CALL, Ok(())).unwrap();
    // Temporaries are for all threads.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1000).for_each(|n| drop(context.temporary(n * 100).unwrap())));
        }
    });
    assert_eq!(context.counters().snapshot().temporary_bytes, 0);
}

fn busy_threads(context: &Context) {
    assert_eq!(mpi::thread_level().unwrap(), mpi::ThreadLevel::Multiple);
    let other = Context::create_on(mpi::Comm::world().split(0, context.rank()).unwrap().unwrap()).unwrap();
    // Two threads on one communicator: one of them is told so, and the other is not disturbed.
    if context.size() > 1 {
        let busy = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            if context.rank() == 0 {
                scope.spawn(|| context.agree(&CALL, Ok(())).unwrap());
                std::thread::sleep(Duration::from_millis(300));
                let error = context.agree(&CALL, Ok(())).unwrap_err();
                assert_eq!(error.status, Status::Busy);
                busy.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            } else {
                std::thread::sleep(Duration::from_millis(900));
                context.agree(&CALL, Ok(())).unwrap();
            }
        });
        assert_eq!(busy.into_inner(), usize::from(context.rank() == 0));
    }
    // Two threads on two communicators run freely.
    std::thread::scope(|scope| {
        for context in [context, &other] {
            scope.spawn(move || {
                for n in 0..200u32 {
                    let all = context.all_gather(&n.to_ne_bytes()).unwrap();
                    assert!(all.chunks(4).all(|four| four == n.to_ne_bytes()));
                    context.agree(&CALL, Ok(())).unwrap();
                }
            });
        }
    });
}

fn forks(context: &Context) {
    // SAFETY: the child only asks the library and leaves without running anything else.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let refused = [context.agree(&CALL, Ok(())), Context::world().map(|_| ())];
        let good = refused.into_iter().all(|outcome| outcome.is_err_and(|e| e.status == Status::State));
        // SAFETY: as above.
        unsafe { libc::_exit(if good && !mpi::is_running() { 0 } else { 1 }) };
    }
    let mut status = 0;
    // SAFETY: our own child.
    unsafe { libc::waitpid(child, &mut status, 0) };
    assert_eq!(status, 0);
    context.agree(&CALL, Ok(())).unwrap();
}

fn environment(context: &Context) {
    assert_eq!(context.watchdog(), (7.5, HangPolicy::Report));
    assert_eq!(context.memory_ceiling(), Some(3 << 20));
    assert_eq!(context.checks(), 0);
    let last = context.rank() == context.size() - 1;
    for (variable, good, bad) in [
        ("DISTARRAY_WATCHDOG", "10", "soon"),
        ("DISTARRAY_WATCHDOG", "10", "-1"),
        ("DISTARRAY_MEMORY_LIMIT", "10GiB", "10 apples"),
        ("DISTARRAY_CHECKS", "1", "2"),
        ("DISTARRAY_ON_HANG", "report", "explode"),
    ] {
        // Rank 0's garbage is everybody's error, another rank's is nobody's.
        std::env::set_var(variable, if context.rank() == 0 { bad } else { good });
        let error = Context::world().unwrap_err();
        assert_eq!((error.status, error.rank), (Status::Argument, Some(0)));
        assert!(error.message.contains(variable) && error.message.contains(bad), "{error}");
        let value = if last && context.rank() > 0 { bad } else { good };
        std::env::set_var(variable, value);
        Context::world().unwrap();
        std::env::set_var(variable, good);
    }
    let made = Context::world().unwrap();
    assert_eq!((made.watchdog().0, made.memory_ceiling()), (10.0, Some(10 << 30)));
}
