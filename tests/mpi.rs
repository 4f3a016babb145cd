//! Runs every MPI subject at its numbers of ranks: `cargo test --test mpi [FILTER]`.
//!
//! As a parent it starts `mpirun -n N` of itself for each trial, one at a time; as a child (`--subject NAME`) it
//! runs the subject.

#[path = "mpi/agreement.rs"]
mod agreement;
#[path = "mpi/arrays.rs"]
mod arrays;
#[path = "mpi/assembling.rs"]
mod assembling;
#[path = "mpi/control.rs"]
mod control;
#[path = "mpi/elements.rs"]
mod elements;
#[path = "mpi/expressions.rs"]
mod expressions;
#[path = "mpi/files.rs"]
mod files;
#[path = "mpi/halo.rs"]
mod halo;
#[path = "mpi/halo_options.rs"]
mod halo_options;
#[path = "mpi/indexing.rs"]
mod indexing;
mod launcher;
mod layouts;
#[path = "mpi/lifecycle.rs"]
mod lifecycle;
#[path = "mpi/linear.rs"]
mod linear;
#[path = "mpi/onesided.rs"]
mod onesided;
#[path = "mpi/ordering.rs"]
mod ordering;
#[path = "mpi/plans.rs"]
mod plans;
#[path = "mpi/protocol.rs"]
mod protocol;
#[path = "mpi/random.rs"]
mod random;
#[path = "mpi/redistribution.rs"]
mod redistribution;
#[path = "mpi/reductions.rs"]
mod reductions;
#[path = "mpi/reshape.rs"]
mod reshape;
#[path = "mpi/round_trips.rs"]
mod round_trips;
#[path = "mpi/transform.rs"]
mod transform;
#[path = "mpi/transport.rs"]
mod transport;
#[path = "mpi/ufuncs.rs"]
mod ufuncs;
#[path = "mpi/views.rs"]
mod views;

use distarray::context::Context;
use distarray::mpi::{initialise, ThreadLevel};
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

/// Something to try on several numbers of ranks. It panics, on any rank, when it finds a mistake.
pub struct Subject {
    pub name: &'static str,
    pub ranks: &'static [usize],
    pub run: fn(&Context),
    /// Variables for the processes.
    pub environment: &'static [(&'static str, &'static str)],
}

impl Subject {
    pub const fn new(name: &'static str, ranks: &'static [usize], run: fn(&Context)) -> Subject {
        Subject { name, ranks, run, environment: &[] }
    }
}

/// Usual numbers of ranks: one, even, odd, and composite.
pub const RANKS: &[usize] = &[1, 2, 3, 4, 6];

/// Every module of `tests/mpi` adds its subjects here.
const SUBJECTS: &[&[Subject]] = &[
    agreement::SUBJECTS,
    arrays::SUBJECTS,
    control::SUBJECTS,
    assembling::SUBJECTS,
    expressions::SUBJECTS,
    files::SUBJECTS,
    halo::SUBJECTS,
    indexing::SUBJECTS,
    halo_options::SUBJECTS,
    lifecycle::SUBJECTS,
    linear::SUBJECTS,
    plans::SUBJECTS,
    ordering::SUBJECTS,
    onesided::SUBJECTS,
    protocol::SUBJECTS,
    random::SUBJECTS,
    redistribution::SUBJECTS,
    reductions::SUBJECTS,
    reshape::SUBJECTS,
    round_trips::SUBJECTS,
    transform::SUBJECTS,
    transport::SUBJECTS,
    ufuncs::SUBJECTS,
    views::SUBJECTS,
];

fn subjects() -> impl Iterator<Item = &'static Subject> {
    SUBJECTS.iter().copied().flatten()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.as_slice() {
        [_, flag, name] if flag == "--subject" => child(name),
        _ => parent(),
    }
}

fn child(name: &str) -> ExitCode {
    let Some(subject) = subjects().find(|subject| subject.name == name) else {
        eprintln!("no subject '{name}'");
        return ExitCode::from(2);
    };
    // A rank that failed ends the others, which may be waiting for it.
    let outcome = std::panic::catch_unwind(|| {
        if std::env::var_os("DISTARRAY_TEST_THREADS").is_some() {
            initialise(ThreadLevel::Multiple).expect("MPI with threads");
        }
        let context = Context::world().expect("a context of all processes");
        let expected = std::env::var("DISTARRAY_TEST_RANKS").ok();
        if let Some(expected) = expected.and_then(|n| n.parse::<i32>().ok()) {
            assert_eq!(context.size(), expected, "the launcher belongs to another MPI");
        }
        (subject.run)(&context);
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => distarray::mpi::abort(distarray::mpi::world(), 1),
    }
}

fn parent() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1); // ranks are processes already
    let trials = subjects().flat_map(|subject| {
        let trial = move |ranks| {
            let run = move || launch(subject, ranks).map_err(Failed::from);
            Trial::test(format!("{}::n{ranks}", subject.name), run)
        };
        subject.ranks.iter().copied().map(trial)
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn launch(subject: &Subject, ranks: usize) -> Result<(), String> {
    launcher::launch(ranks, &["--subject", subject.name], subject.environment)
}
