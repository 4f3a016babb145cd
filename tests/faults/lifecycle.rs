//! Calls outside of MPI's life, communicators of all kinds, and the two cases that wait for the watchdog.

use super::abi::{Library, Word};
use super::consistency::duplicate;
use super::world::{scratch, text, World};
use super::Mistakes;
use distarray::error::Status;
use mpi::ffi;
use std::ffi::{c_char, c_int, c_void, CStr};
use std::sync::Mutex;

static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

extern "C" fn listen(_: c_int, message: *const c_char, _: *mut c_void) {
    let message = unsafe { CStr::from_ptr(message) }.to_string_lossy().into_owned();
    SAID.lock().unwrap().push(message);
}

fn expect(library: &Library, title: &str, status: i32, wanted: Status, word: &str, mistakes: &mut Mistakes) {
    let message = library.message();
    if status != wanted as i32 || !message.contains(word) {
        mistakes.add(format!("{title}: expected {} with '{word}', got {status} {message:?}", wanted.name()));
    }
}

fn good(library: &Library, name: &str, words: &[Word], mistakes: &mut Mistakes) {
    if library.call(name, words) != 0 {
        mistakes.add(format!("{name}: {}", library.message()));
    }
}

fn create(library: &Library, comm: ffi::MPI_Comm) -> (i32, u64) {
    let out = scratch::<u64>(&[]);
    let status = library.call("distarray_context_create", &[comm.into(), Word::address(out)]);
    (status, unsafe { out.read() })
}

fn free(library: &Library, kind: &str, handle: u64, mistakes: &mut Mistakes) {
    good(library, &format!("distarray_{kind}_free"), &[Word::address(scratch(&[handle]))], mistakes);
}

fn barrier() {
    unsafe { ffi::MPI_Barrier(ffi::RSMPI_COMM_WORLD) };
}

/// What needs no MPI works before MPI_Init; the rest says so.
pub fn before_and_after(library: &Library, mistakes: &mut Mistakes) {
    let comm = unsafe { ffi::RSMPI_COMM_WORLD };
    // Every function, with nothing it could work on.
    for f in &library.functions {
        let words: Vec<Word> = f.arguments.iter().map(|_| Word::int(0)).collect();
        let status = f.call(&words);
        if f.status && status == Status::Internal as i32 {
            mistakes.add(format!("{} before MPI_Init: {}", f.function.name, library.message()));
        }
    }
    let (status, _) = create(library, comm);
    expect(library, "a context before MPI_Init", status, Status::MpiState, "MPI_Init", mistakes);
    let out = scratch::<u64>(&[]);
    let words = [Word::int(2), Word::address(scratch(&[3i64, 4])), Word::address(text("block")), Word::address(out)];
    good(library, "distarray_specification_parse", &words, mistakes);
    free(library, "specification", unsafe { out.read() }, mistakes);

    unsafe { ffi::MPI_Init(std::ptr::null_mut(), std::ptr::null_mut()) };
    let world = World::new(library, comm);
    unsafe { ffi::MPI_Finalize() };
    for f in library.functions.iter().filter(|f| !super::world::is_free(f)) {
        world.trace(&format!("{} after MPI_Finalize", f.function.name));
        let outcome = world.call(f, &world.valid_words(f));
        let title = format!("{} after MPI_Finalize", f.function.name);
        let refused = outcome.status == Status::MpiState as i32 && outcome.message.contains("finalised");
        match f.function.collective {
            true if !refused => mistakes.add(format!("{title}: {} {:?}", outcome.status, outcome.message)),
            false if outcome.status != 0 && !refused => {
                mistakes.add(format!("{title}: {} {:?}", outcome.status, outcome.message));
            }
            _ => (),
        }
    }
    world.end();
}

/// Communicators of all kinds, and very many contexts.
pub fn communicators(library: &Library, mistakes: &mut Mistakes) {
    let world = unsafe { ffi::RSMPI_COMM_WORLD };
    let (mut rank, mut size) = (0, 0);
    unsafe { ffi::MPI_Comm_rank(world, &mut rank) };
    unsafe { ffi::MPI_Comm_size(world, &mut size) };
    let (status, _) = create(library, unsafe { ffi::RSMPI_COMM_NULL });
    expect(library, "MPI_COMM_NULL", status, Status::Argument, "argument 'comm'", mistakes);

    let mut half = unsafe { ffi::RSMPI_COMM_NULL };
    unsafe { ffi::MPI_Comm_split(world, rank % 2, rank, &mut half) };
    let mut between = unsafe { ffi::RSMPI_COMM_NULL };
    unsafe { ffi::MPI_Intercomm_create(half, 0, world, 1 - rank % 2, 7, &mut between) };
    let (status, _) = create(library, between);
    expect(library, "an inter-communicator", status, Status::Argument, "inter-communicator", mistakes);
    unsafe { ffi::MPI_Comm_free(&mut between) };

    // The user frees his at once.
    let mut copy = duplicate();
    let (_, kept) = create(library, copy);
    unsafe { ffi::MPI_Comm_free(&mut copy) };
    let shape = Word::address(scratch(&[10i64]));
    let make = |context: u64, mistakes: &mut Mistakes| {
        let out = scratch::<u64>(&[]);
        let words = [Word::Integer(context), Word::int(1), shape, Word::address(text("block")), Word::address(out)];
        good(library, "distarray_distribution_create_text", &words, mistakes);
        let array = scratch::<u64>(&[]);
        let words = [Word::Integer(unsafe { out.read() }), Word::int(12), Word::address(array)];
        good(library, "distarray_array_create_ones", &words, mistakes);
        free(library, "distribution", unsafe { out.read() }, mistakes);
        unsafe { array.read() }
    };
    let sum = |array: u64, expected: f64, mistakes: &mut Mistakes| {
        let value = scratch::<f64>(&[]);
        let words = [Word::int(1), Word::Integer(array), Word::address(value), Word::address(scratch::<u64>(&[]))];
        good(library, "distarray_array_reduce", &words, mistakes);
        if unsafe { value.read() } != expected {
            mistakes.add(format!("a sum of {} instead of {expected}", unsafe { value.read() }));
        }
    };
    let on_kept = make(kept, mistakes);
    // Each process's own, half of the processes, and all, side by side.
    let (_, own) = create(library, unsafe { ffi::RSMPI_COMM_SELF });
    let (_, of_half) = create(library, half);
    let (_, of_all) = create(library, world);
    for n in 0..10 {
        let arrays = [own, of_half, of_all].map(|context| make(context, mistakes));
        // As many as they like, in the order they like, where nobody else is concerned.
        (0..(n + rank) % 3).for_each(|_| sum(arrays[0], 10.0, mistakes));
        arrays.iter().for_each(|&array| sum(array, 10.0, mistakes));
        sum(on_kept, 10.0, mistakes);
        arrays.iter().for_each(|&array| free(library, "array", array, mistakes));
    }
    // Arrays of different contexts do not mix, and nobody waits for ever.
    let (a, b) = (make(own, mistakes), make(of_all, mistakes));
    let status = library.call("distarray_array_redistribute", &[Word::Integer(b), Word::Integer(a)]);
    expect(library, "arrays of two contexts", status, Status::Argument, "'target'", mistakes);

    // More contexts than any MPI has communicators.
    for _ in 0..10_000 {
        let (status, context) = create(library, world);
        if status != 0 {
            mistakes.add(format!("one of very many contexts: {}", library.message()));
            return;
        }
        free(library, "context", context, mistakes);
    }
    for array in [a, b, on_kept] {
        free(library, "array", array, mistakes);
    }
    for context in [kept, own, of_half, of_all] {
        free(library, "context", context, mistakes);
    }
    unsafe { ffi::MPI_Comm_free(&mut half) };
}

fn watch(library: &Library, mistakes: &mut Mistakes) {
    let words = [Word::Integer(listen as *const () as u64), Word::int(0)];
    good(library, "distarray_log_set_callback", &words, mistakes);
}

fn said(title: &str, word: &str, mistakes: &mut Mistakes) {
    let said = SAID.lock().unwrap();
    if !said.iter().any(|message| message.contains(word)) {
        mistakes.add(format!("{title}: '{word}' is not in the log {said:?}"));
    }
}

/// A bad handle on one rank while several contexts live: nobody knows which ranks wait.
pub fn lost_handle(library: &Library, mistakes: &mut Mistakes) {
    watch(library, mistakes);
    let one = World::new(library, unsafe { ffi::RSMPI_COMM_WORLD });
    let two = World::new(library, duplicate());
    let words = [one.handle("context"), Word::Real(0.4), Word::int(2)];
    good(library, "distarray_context_set_watchdog", &words, mistakes);
    let odd = 2;
    let array = if one.rank == odd { Word::int(0) } else { one.handle("array") };
    one.trace("distarray_array_exchange_halo with a bad handle on one rank of two contexts");
    let status = library.call("distarray_array_exchange_halo", &[array]);
    if one.rank == odd {
        expect(library, "NULL", status, Status::Handle, "argument 'array'", mistakes);
    } else {
        let missing = format!("rank {odd} (last call");
        expect(library, "waiting", status, Status::Hang, &missing, mistakes);
        said("waiting", &missing, mistakes);
    }
    barrier();
    // The other context is not concerned.
    good(library, "distarray_array_exchange_halo", &[two.handle("array")], mistakes);
    let status = library.call("distarray_array_exchange_halo", &[one.handle("array")]);
    expect(library, "afterwards", status, Status::ContextDead, "", mistakes);
    one.end();
    two.end();
}

/// A context on communicators that differ: the ranks cannot know of each other. Each that waits says so.
pub fn different_communicators(library: &Library, mistakes: &mut Mistakes) {
    watch(library, mistakes);
    std::env::set_var("DISTARRAY_WATCHDOG", "0.4");
    let copies = [duplicate(), duplicate()];
    let mut rank = 0;
    unsafe { ffi::MPI_Comm_rank(copies[0], &mut rank) };
    let (status, _) = create(library, copies[usize::from(rank == 2)]);
    expect(library, "other communicators", status, Status::Hang, "creation of a context", mistakes);
    said("other communicators", &format!("rank {rank} of "), mistakes);
    barrier();
}
