//! Agreement: an error on one rank is the same error on every rank, and nobody hangs.

use crate::{Subject, RANKS};
use distarray::context::{Arg, Call, Context};
use distarray::error::{Error, Result, Status};

pub const SUBJECTS: &[Subject] = &[
    Subject::new("agreement_errors", RANKS, errors),
    Subject::new("agreement_mismatch", &[2, 3, 4, 6], mismatch),
    Subject::new("agreement_functions", &[2, 3, 4], functions),
];

const CALL: Call<'static> = Call { function: "distarray_test", arguments: &[] };

fn failing(rank: i32) -> Result<()> {
    Err(Error::argument(Status::Shape, "shape", format!("expected sense, got {rank}")))
}

/// All ranks must hold the same error, whatever it is.
fn same_everywhere(context: &Context, error: &Error) {
    assert!(error.agreed);
    let text = format!("{error:?}");
    let mine = text.as_bytes().to_vec();
    for other in context.all_gather_varying(&mine).unwrap() {
        assert_eq!(String::from_utf8_lossy(&other), text);
    }
}

fn errors(context: &Context) {
    let (me, size) = (context.rank(), context.size());
    for first in 0..size {
        for last in first..size {
            let prepared = match (first..=last).contains(&me) {
                true => failing(me),
                false => Ok(()),
            };
            let error = context.agree(&CALL, prepared).unwrap_err();
            assert_eq!(error.status, Status::Shape);
            assert_eq!(error.argument, "shape");
            assert_eq!(error.rank, Some(first));
            let count = last - first + 1;
            let expected = match count {
                1 => format!("expected sense, got {first}"),
                2 => format!("expected sense, got {first}; another rank failed too"),
                n => format!("expected sense, got {first}; {} other ranks failed too", n - 1),
            };
            assert_eq!(error.message, expected);
            same_everywhere(context, &error);
            context.agree(&CALL, Ok(())).unwrap();
        }
    }
    // The worst error wins, wherever it is.
    for worst in 0..size {
        let prepared: Result<()> = match me == worst {
            true => Err(Error::new(Status::Memory, "no memory")),
            false => failing(me),
        };
        let error = context.agree(&CALL, prepared).unwrap_err();
        assert_eq!((error.status, error.rank), (Status::Memory, Some(worst)));
        same_everywhere(context, &error);
    }
    // An error that all have is not agreed on again.
    let before = context.counters().snapshot();
    let known = Error { agreed: true, ..Error::new(Status::Io, "known") };
    assert_eq!(context.agree::<()>(&CALL, Err(known.clone())).unwrap_err(), known);
    assert_eq!(context.counters().snapshot(), before);
    // Slots come back as maxima, prepared values as they were.
    let mut slots = [me as u64, (size - me) as u64, 7, u64::MAX - me as u64];
    let value = context.agree_with(&CALL, Ok(me), &mut slots).unwrap();
    assert_eq!(value, me);
    if size > 1 {
        let size = size as u64;
        assert_eq!(slots, [size - 1, size, 7, u64::MAX]);
    }
}

fn mismatch(context: &Context) {
    let (me, size) = (context.rank(), context.size());
    let long: Vec<i64> = (0..500).collect();
    let mut other_long = long.clone();
    other_long[499] = 0;
    let text = "x".repeat(400);
    let other_text = format!("{text}y");
    let cases: &[(Arg, Arg, &str, &str)] = &[
        (Arg::Int(1), Arg::Int(0), "1", "0"),
        (Arg::Ints(&[4, 5]), Arg::Ints(&[4, 6]), "[4, 5]", "[4, 6]"),
        (Arg::Ints(&[4, 5]), Arg::Ints(&[4]), "[4, 5]", "[4]"),
        (Arg::Float(0.5), Arg::Float(0.25), "0.5", "0.25"),
        (Arg::Float(0.0), Arg::Float(-0.0), "0.0", "-0.0"),
        (Arg::Text("a"), Arg::Text("b"), "'a'", "'b'"),
        (Arg::Object("array", 17), Arg::Object("array", 18), "array #17", "array #18"),
        (Arg::Object("array", 17), Arg::Object("plan", 17), "array #17", "plan #17"),
        (Arg::Bytes(b"ab"), Arg::Bytes(b"ac"), "2 bytes", "2 bytes"),
        (Arg::Ints(&long), Arg::Ints(&other_long), "500 numbers", "500 numbers"),
        (Arg::Text(&text), Arg::Text(&other_text), "'xxx", "'xxx"),
    ];
    for odd in [0, size / 2, size - 1] {
        for (common, different, common_text, different_text) in cases {
            let value = if me == odd { different } else { common };
            let arguments = [("first", Arg::Int(3)), ("axis", *value), ("last", Arg::Int(4))];
            let call = Call::new("distarray_test", &arguments);
            let error = context.agree(&call, Ok(())).unwrap_err();
            assert_eq!(error.status, Status::Mismatch, "{error}");
            assert_eq!(error.argument, "axis", "{error}");
            let other = if odd == 0 { 1 } else { odd };
            let (at_0, at_other) = match odd {
                0 => (different_text, common_text),
                _ => (common_text, different_text),
            };
            assert!(error.message.contains(&format!("rank 0 has {at_0}")), "{error}");
            assert!(error.message.contains(&format!("rank {other} has {at_other}")), "{error}");
            assert!(!context.is_dead());
            same_everywhere(context, &error);
        }
    }
    // A rank that failed to see its arguments does not hide its error behind a mismatch.
    let arguments = [("axis", Arg::Int(1))];
    let error = match me {
        0 => context.agree(&CALL, failing(0)),
        _ => context.agree(&Call::new("distarray_test", &arguments), Ok(())),
    };
    assert_eq!(error.unwrap_err().status, Status::Shape);
    // With checks off only errors and functions count.
    context.set_checks(0).unwrap();
    let arguments = [("axis", Arg::Int(me.into()))];
    context.agree(&Call::new("distarray_test", &arguments), Ok(())).unwrap();
    context.set_checks(1).unwrap();
}

fn functions(context: &Context) {
    let me = context.rank();
    let function = match me {
        1 => "distarray_sort",
        _ => "distarray_sum",
    };
    let error = context.agree(&Call::new(function, &[]), Ok(())).unwrap_err();
    assert_eq!(error.status, Status::CallMismatch);
    let expected = match context.size() {
        2 => "rank 0 is in distarray_sum, rank 1 in distarray_sort",
        3 => "ranks 0, 2 are in distarray_sum, rank 1 in distarray_sort",
        _ => "ranks 0, 2, 3 are in distarray_sum, rank 1 in distarray_sort",
    };
    assert!(error.message.contains(expected), "{error}");
    assert!(context.is_dead());
    let after = context.agree(&CALL, Ok(())).unwrap_err();
    assert_eq!(after.status, Status::ContextDead);
    assert!(after.message.contains("distarray_sort"), "{after}");
}
