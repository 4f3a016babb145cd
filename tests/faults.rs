//! Wrong calls: every exported function with wrong arguments, ranks that disagree, ranks that do not come, calls
//! outside of MPI's life. `cargo test --test faults [FILTER]`.
//!
//! Everything is derived from `include/distarray.h` and the table of functions, and called through the shared
//! library: a function whose arguments these tests cannot make up makes them fail. As a parent the program starts
//! `mpirun -n N` of itself; as a child (`--subject NAME`) it runs the subject.

#[path = "faults/abi.rs"]
mod abi;
#[path = "faults/arguments.rs"]
mod arguments;
#[path = "faults/consistency.rs"]
mod consistency;
mod launcher;
#[path = "faults/lifecycle.rs"]
mod lifecycle;
#[path = "faults/world.rs"]
mod world;

use abi::Library;
use libtest_mimic::{Arguments, Failed, Trial};
use mpi::ffi;
use std::path::Path;
use std::process::ExitCode;

/// What was found wrong on this rank; the test goes on, so that one run shows all.
#[derive(Default)]
pub struct Mistakes(Vec<String>);

impl Mistakes {
    pub fn add(&mut self, text: String) {
        // At once, for a crash may follow.
        if self.0.len() < 60 {
            eprintln!("{text}");
        }
        self.0.push(text);
    }

    /// For those who look at the output.
    pub fn note(&self, text: String) {
        if std::env::var_os("DISTARRAY_TEST_VERBOSE").is_some() {
            eprintln!("{text}");
        }
    }
}

struct Subject {
    name: &'static str,
    ranks: &'static [usize],
    run: fn(&Library, &mut Mistakes),
    /// Whether the subject initialises and finalises MPI itself.
    bare: bool,
}

const fn subject(name: &'static str, ranks: &'static [usize], run: fn(&Library, &mut Mistakes)) -> Subject {
    Subject { name, ranks, run, bare: false }
}

const _: () = assert!(consistency::PARTS == 4);

const SUBJECTS: &[Subject] = &[
    subject("arguments", &[1, 4], arguments::run),
    subject("mismatched_arguments", &[4], consistency::arguments),
    subject("mismatched_functions_0", &[4], consistency::pairs::<0>),
    subject("mismatched_functions_1", &[4], consistency::pairs::<1>),
    subject("mismatched_functions_2", &[4], consistency::pairs::<2>),
    subject("mismatched_functions_3", &[4], consistency::pairs::<3>),
    Subject { bare: true, ..subject("early_end", &[2, 4], consistency::early_end) },
    Subject { bare: true, ..subject("before_and_after", &[1, 3], lifecycle::before_and_after) },
    subject("communicators", &[2, 4], lifecycle::communicators),
    subject("lost_handle", &[4], lifecycle::lost_handle),
    subject("different_communicators", &[4], lifecycle::different_communicators),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.as_slice() {
        [_, flag, name] if flag == "--subject" => child(name),
        _ => parent(),
    }
}

fn parent() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1); // ranks are processes already
    let trial = |subject: &'static Subject, ranks: usize| {
        Trial::test(format!("{}::n{ranks}", subject.name), move || launch(subject, ranks).map_err(Failed::from))
    };
    let trials = SUBJECTS.iter().flat_map(|s| s.ranks.iter().map(move |&ranks| trial(s, ranks)));
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn launch(subject: &Subject, ranks: usize) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("faults-{}-{ranks}", subject.name));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let folder_text = folder.to_str().ok_or("a folder in UTF-8")?;
    // A rank that waits too long is a mistake of its own, and is named before the launcher's time is over.
    let environment = [
        ("DISTARRAY_TEST_FOLDER", folder_text),
        ("DISTARRAY_WATCHDOG", "30"),
        ("DISTARRAY_ON_HANG", "error"),
        ("DISTARRAY_LOG", "stderr"),
    ];
    launcher::launch(ranks, &["--subject", subject.name], &environment).map_err(|error| {
        let trace = |rank| std::fs::read_to_string(folder.join(format!("trace.{rank}"))).unwrap_or_default();
        let traces: String = (0..ranks).map(|rank| format!("rank {rank} was at {}", trace(rank))).collect();
        format!("{error}\n{traces}")
    })
}

fn child(name: &str) -> ExitCode {
    let Some(subject) = SUBJECTS.iter().find(|subject| subject.name == name) else {
        eprintln!("no subject '{name}'");
        return ExitCode::from(2);
    };
    if !subject.bare {
        unsafe { ffi::MPI_Init(std::ptr::null_mut(), std::ptr::null_mut()) };
    }
    let library = Library::load();
    let mut mistakes = Mistakes::default();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (subject.run)(&library, &mut mistakes)));
    if outcome.is_err() || !mistakes.0.is_empty() {
        eprintln!("{} mistakes", mistakes.0.len());
        // A rank that failed ends the others, which may be waiting for it.
        if outcome.is_err() && !subject.bare {
            unsafe { ffi::MPI_Abort(ffi::RSMPI_COMM_WORLD, 1) };
        }
    }
    if !subject.bare {
        unsafe { ffi::MPI_Finalize() };
    }
    match mistakes.0.is_empty() && outcome.is_ok() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
