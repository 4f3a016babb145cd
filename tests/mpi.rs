//! Runs every MPI subject at its numbers of ranks: `cargo test --test mpi [FILTER]`.
//!
//! As a parent it starts `mpirun -n N` of itself for each trial, one at a time; as a child (`--subject NAME`) it
//! runs the subject. `DISTARRAY_TEST_MPIRUN` names another launcher, `DISTARRAY_TEST_TIMEOUT` other seconds.

#[path = "mpi/agreement.rs"]
mod agreement;
#[path = "mpi/arrays.rs"]
mod arrays;
#[path = "mpi/elements.rs"]
mod elements;
#[path = "mpi/files.rs"]
mod files;
#[path = "mpi/halo.rs"]
mod halo;
mod layouts;
#[path = "mpi/lifecycle.rs"]
mod lifecycle;
#[path = "mpi/protocol.rs"]
mod protocol;
#[path = "mpi/redistribution.rs"]
mod redistribution;
#[path = "mpi/reductions.rs"]
mod reductions;
#[path = "mpi/transport.rs"]
mod transport;

use distarray::context::Context;
use distarray::mpi::{initialise, ThreadLevel};
use libtest_mimic::{Arguments, Failed, Trial};
use std::io::Read;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

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
    files::SUBJECTS,
    halo::SUBJECTS,
    lifecycle::SUBJECTS,
    protocol::SUBJECTS,
    redistribution::SUBJECTS,
    reductions::SUBJECTS,
    transport::SUBJECTS,
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
    let launcher = std::env::var("DISTARRAY_TEST_MPIRUN").unwrap_or("mpirun".to_string());
    let seconds = std::env::var("DISTARRAY_TEST_TIMEOUT").ok();
    let seconds = seconds.and_then(|s| s.parse().ok()).unwrap_or(120);
    let mut words = launcher.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("mpirun"));
    command
        .args(words)
        .args(["-n", &ranks.to_string()])
        .arg(std::env::current_exe().map_err(|e| e.to_string())?)
        .args(["--subject", subject.name])
        .env("DISTARRAY_TEST_RANKS", ranks.to_string())
        // Open MPI: allow root and more ranks than cores, and do not bind several ranks to one core.
        .env("OMPI_ALLOW_RUN_AS_ROOT", "1")
        .env("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")
        .env("OMPI_MCA_rmaps_base_oversubscribe", "1")
        .env("OMPI_MCA_hwloc_base_binding_policy", "none")
        .env("PRTE_ALLOW_RUN_AS_ROOT", "1")
        .env("PRTE_ALLOW_RUN_AS_ROOT_CONFIRM", "1")
        .env("PRTE_MCA_rmaps_default_mapping_policy", ":oversubscribe")
        .envs(subject.environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn().map_err(|e| format!("cannot start '{launcher}': {e}"))?;
    watch(child, Duration::from_secs(seconds))
}

/// Waits, reads what the child says meanwhile, and ends it after the time.
fn watch(mut child: Child, most: Duration) -> Result<(), String> {
    fn reader(mut from: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = from.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    }
    let readers = [child.stdout.take().map(reader), child.stderr.take().map(reader)];
    let begin = Instant::now();
    let outcome = loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => break Ok(()),
            Ok(Some(status)) => break Err(format!("{status}")),
            Err(error) => break Err(error.to_string()),
            Ok(None) if begin.elapsed() > most => {
                // SIGTERM lets the launcher end its ranks.
                unsafe { libc::kill(child.id() as i32, libc::SIGTERM) };
                std::thread::sleep(Duration::from_secs(2));
                let _ = child.kill();
                let _ = child.wait();
                break Err(format!("not finished after {} s", most.as_secs()));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let said: String = readers.into_iter().flatten().filter_map(|reader| reader.join().ok()).collect();
    outcome.map_err(|error| format!("{error}\n{said}"))
}
