//! What a context allows, counts, records and tells: policy, counters of calls, traces, progress and cancelling.

use crate::{Subject, RANKS};
use distarray::context::{Call, Context, Implicit, Incoming, Outgoing, Policy, TRACE_EVENTS};
use distarray::distribution::{Distribution, Specification};
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::io;
use distarray::ops::assign::assign;
use distarray::ops::view::{slice, Item};
use distarray::ops::{create, redistribute};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("control_policy", RANKS, policy),
    Subject::new("control_counters_of_calls", RANKS, counters_of_calls),
    Subject::new("control_trace", &[1, 2, 4], trace),
    Subject::new("control_trace_overflow", &[1, 3], overflow),
    Subject { environment: &[("DISTARRAY_TRACE", AT_END)], ..Subject::new("control_trace_at_end", &[1, 2, 4], at_end) },
    Subject::new("control_trace_of_the_dead", &[2, 3], of_the_dead),
    Subject::new("control_progress_of_movements", &[1, 2, 3, 4], progress_of_movements),
    Subject {
        environment: &[("DISTARRAY_NODE_SIZE", "2")],
        ..Subject::new("control_progress_between_nodes", &[4], progress_of_movements)
    },
    Subject {
        environment: &[("DISTARRAY_NODE_SIZE", "1")],
        ..Subject::new("control_trace_of_messages", &[2, 4], trace)
    },
    Subject {
        environment: &[("DISTARRAY_SHARED_MEMORY", "0")],
        ..Subject::new("control_progress_of_messages", &[3], progress_of_movements)
    },
    Subject::new("control_progress_of_files", &[1, 2, 3, 4], progress_of_files),
];

fn policy(context: &Context) {
    let needs = |kind| context.implicit("distarray_f", kind, "'b' to the distribution of 'a'", 800);
    assert_eq!(context.policy(Implicit::Communication), Policy::Allow);
    needs(Implicit::Communication).unwrap();
    context.set_policy(&[Implicit::Communication], Policy::Forbid);
    needs(Implicit::Temporaries).unwrap();
    let error = needs(Implicit::Communication).unwrap_err();
    assert_eq!(error.status, Status::Policy);
    for word in ["distarray_f", "'b'", "800 bytes", "redistribute", "communication"] {
        assert!(error.message.contains(word), "{error}");
    }
    context.set_policy(&[Implicit::Communication, Implicit::Temporaries], Policy::Warn);
    assert_eq!(context.policy(Implicit::Temporaries), Policy::Warn);
    needs(Implicit::Communication).unwrap();
    let last = context.rank() + 1 == context.size();
    if context.size() > 1 {
        if last {
            context.set_policy(&[Implicit::Temporaries], Policy::Allow);
        }
        let error = create::ones(context, &blocks(context, "block"), Dtype::Float64).err().unwrap();
        assert_eq!((error.status, error.argument.as_str()), (Status::Mismatch, "policy"));
        assert!(error.message.contains("warn temporaries"), "{error}");
    }
    context.set_policy(&[Implicit::Communication, Implicit::Temporaries], Policy::Allow);
    let source = create::ones(context, &blocks(context, "block"), Dtype::Float64).unwrap();
    let mut elsewhere = create::ones(context, &blocks(context, "cyclic(3), whole"), Dtype::Float64).unwrap();
    context.set_policy(&[Implicit::Communication, Implicit::Temporaries], Policy::Forbid);
    let mut same = source.clone();
    assign(&mut same, &source).unwrap();
    let refused = |outcome: distarray::error::Result<()>| outcome.unwrap_err().status == Status::Policy;
    assert!(context.size() == 1 || refused(assign(&mut elsewhere, &source)));
    let item = |start, stop| Item::Slice { start, stop, step: None };
    let tail = slice(&source, &[item(Some(1), None)]).unwrap();
    let mut head = slice(&source, &[item(None, Some(-1))]).unwrap();
    assert!(refused(assign(&mut head, &tail)));
    context.set_policy(&[Implicit::Communication, Implicit::Temporaries], Policy::Allow);
    assign(&mut head, &tail).unwrap();
    assign(&mut elsewhere, &source).unwrap();
}

fn blocks(context: &Context, text: &str) -> Arc<Distribution> {
    let specification = Specification::parse(&[40, 30], text).unwrap();
    Arc::new(Distribution::build(&specification, context.size(), context.rank(), &[]).unwrap())
}

fn counters_of_calls(context: &Context) {
    let (me, size) = (context.rank(), context.size());
    context.begin_call();
    let data = [1u8; 50];
    let (to, from) = ((me + 1) % size, (me + size - 1) % size);
    let ring = || {
        let mut room = [0u8; 50];
        let incoming = Incoming { rank: from, data: &mut room };
        context.exchange(&[Outgoing { rank: to, data: &data }], &mut [incoming]).unwrap();
    };
    ring();
    context.begin_call();
    ring();
    drop(context.temporary(1000).unwrap());
    let (call, all) = (context.counters().of_call(), context.counters().snapshot());
    let sent = if size > 1 { 50 } else { 0 };
    assert_eq!((call.bytes_sent, all.bytes_sent), (sent, 2 * sent));
    assert_eq!((call.temporaries, call.temporary_peak, call.temporary_bytes), (1, 1000, 0));
    context.begin_call();
    assert_eq!(context.counters().of_call(), Default::default());
    let (least, mean, most) = context.statistics(u64::from(me as u32 + 3)).unwrap();
    assert_eq!((least, most), (3, size as u64 + 2));
    assert_eq!(mean, 3.0 + f64::from(size - 1) / 2.0);
}

fn file(name: &str, context: &Context) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.json", context.size()))
}

fn trace(context: &Context) {
    let path = file("trace", context);
    if context.rank() == 0 {
        let _ = std::fs::remove_file(&path);
    }
    let bad = PathBuf::from("/nonexistent/trace.json");
    assert_eq!(context.start_trace(&bad).unwrap_err().status, Status::Io);
    context.stop_trace().unwrap();
    context.start_trace(&path).unwrap();
    let source = create::ones(context, &blocks(context, "block, whole"), Dtype::Float64).unwrap();
    for _ in 0..3 {
        redistribute::redistribute_to(&source, &blocks(context, "cyclic, block"), Dtype::Float64).unwrap();
    }
    context.stop_trace().unwrap();
    context.stop_trace().unwrap();
    if context.rank() == 0 {
        check(&std::fs::read_to_string(&path).unwrap(), context.size());
    }
}

/// Begin, end and name.
type Span = (i64, i64, String);

/// The events of a trace: nested, in order, with both ends of every message.
fn check(text: &str, ranks: i32) {
    let trace: Value = serde_json::from_str(text).unwrap();
    assert_eq!(trace["otherData"]["ranks"], ranks);
    assert_eq!(trace["otherData"]["dropped_events"], 0);
    let events = trace["traceEvents"].as_array().unwrap();
    let number = |event: &Value, key: &str| (event[key].as_f64().unwrap() * 1000.0).round() as i64;
    let mut spans: BTreeMap<(i64, i64), Vec<Span>> = BTreeMap::new();
    let mut flows: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    let mut named = 0;
    for event in events {
        let phase = event["ph"].as_str().unwrap();
        let pid = event["pid"].as_i64().unwrap();
        assert!((0..ranks as i64).contains(&pid));
        match phase {
            "M" => named += i32::from(event["name"] == "process_name"),
            "X" => {
                let (begin, length) = (number(event, "ts"), number(event, "dur"));
                assert!(begin >= 0 && length >= 0);
                let key = (pid, event["tid"].as_i64().unwrap());
                let name = event["name"].as_str().unwrap().to_string();
                spans.entry(key).or_default().push((begin, begin + length, name));
            }
            "s" | "f" => flows.entry(event["id"].as_u64().unwrap()).or_default().push(event),
            "C" => assert!(event["args"]["bytes"].is_u64()),
            other => panic!("an event of kind {other}"),
        }
    }
    assert_eq!(named, ranks);
    assert_eq!(spans.len(), ranks as usize);
    for spans in spans.values_mut() {
        // Events are written when they end.
        assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].1), "ends are in order");
        spans.sort_by_key(|(begin, end, _)| (*begin, -*end));
        let mut open: Vec<i64> = Vec::new();
        for (begin, end, name) in spans.iter() {
            while open.last().is_some_and(|outer| outer <= begin) {
                open.pop();
            }
            assert!(open.last().is_none_or(|outer| end <= outer), "{name} is not inside what it began in");
            open.push(*end);
        }
        assert!(spans.iter().any(|span| span.2 == "agree"));
    }
    assert_eq!(flows.is_empty(), ranks == 1);
    for (id, ends) in &flows {
        let [out, back] = ends[..] else { panic!("message {id} has {} ends", ends.len()) };
        let (out, back) = if out["ph"] == "s" { (out, back) } else { (back, out) };
        assert_eq!((out["ph"].as_str(), back["ph"].as_str()), (Some("s"), Some("f")));
        assert_eq!((&out["args"]["to"], &back["args"]["from"]), (&back["pid"], &out["pid"]));
        assert_eq!(out["args"]["bytes"], back["args"]["bytes"]);
        assert!(number(out, "ts") <= number(back, "ts"), "message {id} came before it was sent");
        for end in [out, back] {
            let key = (end["pid"].as_i64().unwrap(), end["tid"].as_i64().unwrap());
            let at = number(end, "ts");
            let inside = spans[&key].iter().any(|(begin, stop, _)| (*begin..=*stop).contains(&at));
            assert!(inside, "message {id} is outside of everything");
        }
    }
}

/// More events than the ring holds: the newest are kept, and the loss is told.
fn overflow(context: &Context) {
    let path = file("overflow", context);
    context.start_trace(&path).unwrap();
    for _ in 0..TRACE_EVENTS {
        let mut scope = context.trace().scope("pack");
        scope.bytes(8);
    }
    drop(context.trace().scope("last"));
    drop(context.temporary(100).unwrap());
    context.stop_trace().unwrap();
    if context.rank() == 0 {
        let trace: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert!(trace["otherData"]["dropped_events"].as_u64().unwrap() >= 3 * context.size() as u64);
        let events = trace["traceEvents"].as_array().unwrap();
        for name in ["last", "temporary memory", "process_labels"] {
            let found = events.iter().filter(|event| event["name"] == name).count();
            assert!(found >= context.size() as usize, "{found} events named {name}");
        }
        assert!(events.len() <= (TRACE_EVENTS + 3) * context.size() as usize);
    }
}

/// Listens on this rank, and cancels once a fraction is reached; what it heard.
fn listen(context: &Context, cancel_at: f64) -> Arc<Mutex<Vec<(f64, String)>>> {
    let heard: Arc<Mutex<Vec<(f64, String)>>> = Arc::default();
    let list = heard.clone();
    let inner = context.clone();
    let callback = move |fraction: f64, phase: &str| {
        list.lock().unwrap().push((fraction, phase.to_string()));
        // A collective call from here is refused instead of hanging.
        assert_eq!(inner.sum(&[1]).unwrap_err().status, Status::State);
        fraction >= cancel_at
    };
    context.set_progress(Some(Arc::new(callback)), Duration::ZERO);
    heard
}

fn progress_of_files(context: &Context) {
    let path = file("progress", context).with_extension("npy");
    let last = context.size() - 1;
    for (text, ceiling) in [("block, whole", None), ("cyclic, whole", Some(4 << 20))] {
        context.set_memory_ceiling(ceiling);
        let distribution = |columns: i64| {
            let specification = Specification::parse(&[8192, columns], text).unwrap();
            Arc::new(Distribution::build(&specification, context.size(), context.rank(), &[]).unwrap())
        };
        let (old, new) = (distribution(3), distribution(128));
        let old = create::ones(context, &old, Dtype::Float64).unwrap();
        let new = create::ones(context, &new, Dtype::Float64).unwrap();
        io::write_npy(&old, &path).unwrap();
        assert!(!context.is_watched());

        let heard = (context.rank() == last).then(|| listen(context, 0.3));
        assert_eq!(io::write_npy(&new, &path).unwrap_err().status, Status::Cancelled);
        assert!(!context.is_dead());
        if let Some(heard) = &heard {
            let heard = heard.lock().unwrap();
            assert!(heard.last().is_some_and(|(fraction, _)| *fraction >= 0.3), "{heard:?}");
            assert!(heard.iter().all(|(_, phase)| ["writing", "moving"].contains(&phase.as_str())), "{heard:?}");
        }
        assert_eq!(io::npy_info(context, &path).unwrap().shape, [8192, 3]);

        let heard = (context.rank() == last).then(|| listen(context, 2.0));
        io::write_npy(&new, &path).unwrap();
        let all = io::read_npy(context, &path, text).unwrap();
        assert_eq!(all.shape(), [8192, 128]);
        if let Some(heard) = &heard {
            let heard = heard.lock().unwrap();
            for phase in ["writing", "reading"] {
                let fractions: Vec<f64> = heard.iter().filter(|(_, p)| p == phase).map(|(f, _)| *f).collect();
                assert!(fractions.is_sorted() && fractions.last() == Some(&1.0), "{fractions:?}");
            }
        }

        let _heard = (context.rank() == 0).then(|| listen(context, 0.1));
        assert_eq!(io::read_npy(context, &path, text).err().unwrap().status, Status::Cancelled);
        context.set_progress(None, Duration::ZERO);
        io::read_npy(context, &path, text).unwrap();
    }
    context.set_memory_ceiling(None);
    if context.rank() == 0 {
        std::fs::remove_file(&path).unwrap();
        let folder = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let name = format!(".{}.tmp.", path.file_name().unwrap().to_str().unwrap());
        assert_eq!(folder.flatten().filter(|f| f.file_name().to_string_lossy().starts_with(&name)).count(), 0);
    }
}

const AT_END: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/at_end.json");

fn some_work(context: &Context) {
    let source = create::ones(context, &blocks(context, "block, whole"), Dtype::Float64).unwrap();
    redistribute::redistribute_to(&source, &blocks(context, "cyclic, block"), Dtype::Float64).unwrap();
}

/// As the environment asks: one file per communicator, written by MPI_Finalize.
fn at_end(context: &Context) {
    some_work(context);
    let alone = Context::alone().unwrap();
    some_work(&alone);
    drop(Context::create_on(distarray::mpi::Comm::world()).unwrap());
    let (rank, size) = (context.rank(), context.size());
    // The first trace that rank 0 wrote is that of all; its second, and the others' first, are those of one.
    let own = AT_END.replace(".json", &format!(".{rank}-{}.json", u8::from(rank == 0)));
    let _ = std::fs::remove_file(&own);
    distarray::mpi::finalise();
    check(&std::fs::read_to_string(own).unwrap(), 1);
    if rank == 0 {
        check(&std::fs::read_to_string(AT_END).unwrap(), size);
    }
}

/// A context that died cannot gather its trace: every rank writes what it has.
fn of_the_dead(context: &Context) {
    let path = file("dead", context);
    context.start_trace(&path).unwrap();
    some_work(context);
    let function = if context.rank() == 0 { "distarray_f" } else { "distarray_g" };
    let error = context.agree(&Call::new(function, &[]), Ok(())).unwrap_err();
    assert_eq!(error.status, Status::CallMismatch);
    assert_eq!(context.stop_trace().unwrap_err().status, Status::ContextDead);
    let part = PathBuf::from(format!("{}.rank{}", path.display(), context.rank()));
    let _ = std::fs::remove_file(&part);
    distarray::mpi::finalise();
    let trace: Value = serde_json::from_str(&std::fs::read_to_string(&part).unwrap()).unwrap();
    assert!(trace["traceEvents"].as_array().unwrap().iter().any(|event| event["name"] == "agree"));
}

fn progress_of_movements(context: &Context) {
    for (from, to, ceiling) in
        [("block, whole", "whole, block", None), ("cyclic(3), block", "cyclic, cyclic(5)", Some(20_000))]
    {
        context.set_memory_ceiling(ceiling);
        let large = |text| {
            let specification = Specification::parse(&[700, 300], text).unwrap();
            Arc::new(Distribution::build(&specification, context.size(), context.rank(), &[]).unwrap())
        };
        let source = create::ones(context, &large(from), Dtype::Float64).unwrap();
        let mut target = create::ones(context, &large(to), Dtype::Float32).unwrap();
        for listener in [0, context.size() - 1] {
            let heard = (context.rank() == listener).then(|| listen(context, 2.0));
            redistribute::redistribute(&source, &mut target).unwrap();
            if let Some(heard) = &heard {
                let heard = heard.lock().unwrap();
                let fractions: Vec<f64> = heard.iter().map(|(fraction, _)| *fraction).collect();
                assert!(fractions.is_sorted() && fractions.last() == Some(&1.0), "{fractions:?}");
                assert!(heard.iter().all(|(_, phase)| phase == "moving"));
            }
            for at in [0.0, 0.5, 1.0] {
                let _heard = (context.rank() == listener).then(|| listen(context, at));
                let error = redistribute::redistribute(&source, &mut target).unwrap_err();
                assert_eq!((error.status, error.agreed), (Status::Cancelled, true));
                // Its contents are undefined, and using them is refused until they are written anew.
                let error = redistribute::redistribute_to(&target, &large(from), Dtype::Float64).err().unwrap();
                assert_eq!(error.status, Status::Damaged);
                assert!(redistribute::redistribute_to(&source, &large(to), Dtype::Float64).is_err());
                target = create::ones(context, &large(to), Dtype::Float32).unwrap();
            }
            context.set_progress(None, Duration::ZERO);
            redistribute::redistribute(&source, &mut target).unwrap();
        }
    }
    context.set_memory_ceiling(None);
}
