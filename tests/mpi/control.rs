//! What a context allows, counts, records and tells: policy, counters of calls, traces, progress and cancelling.

use crate::{Subject, RANKS};
use distarray::context::{Context, Implicit, Incoming, Outgoing, Policy};
use distarray::distribution::{Distribution, Specification};
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::ops::{create, redistribute};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("control_policy", RANKS, policy),
    Subject::new("control_counters_of_calls", RANKS, counters_of_calls),
    Subject::new("control_trace", &[1, 2, 4], trace),
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
    create::ones(context, &blocks(context, "block"), Dtype::Float64).unwrap();
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

/// The events of a trace: nested, in order, with both ends of every message.
fn check(text: &str, ranks: i32) {
    let trace: Value = serde_json::from_str(text).unwrap();
    assert_eq!(trace["otherData"]["ranks"], ranks);
    assert_eq!(trace["otherData"]["dropped_events"], 0);
    let events = trace["traceEvents"].as_array().unwrap();
    let number = |event: &Value, key: &str| (event[key].as_f64().unwrap() * 1000.0).round() as i64;
    let mut spans: BTreeMap<(i64, i64), Vec<(i64, i64, String)>> = BTreeMap::new();
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
        for name in ["agree"] {
            assert!(spans.iter().any(|span| span.2 == name), "no {name}");
        }
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
