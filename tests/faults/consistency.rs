//! Ranks that disagree: one argument that differs, another function, a rank that goes to the end instead.

use super::abi::{Declared, Library, Word};
use super::world::{gather, scratch, World};
use super::Mistakes;
use distarray::error::Status;
use mpi::ffi;

/// Scalar arguments of collective functions that may differ between ranks, and why.
const MAY_DIFFER: &[(&str, &str)] = &[
    ("*", "capacity"),                                // room for this rank's copy of the answer
    ("*", "count"),                                   // that of lists, which are compared
    ("*", "axis_count"),                              // likewise
    ("distarray_array_reduce_from", "initial_dtype"), // the value is compared as it is in the result's dtype
    ("distarray_array_reduce_into", "keep"),          // the shape of 'out' tells
    ("distarray_array_reduce_user_value", "bytes"),   // those of the identity, which is compared
    ("distarray_array_stack", "distribution"),        // none of the small world has the shape of the result
    ("distarray_array_take_into", "axis"),            // 'out' has another shape then
    ("distarray_array_reshape", "ndim"),              // the number of extents, which are compared
    ("distarray_context_create", "comm"),             // names the ranks
    ("distarray_context_create_f", "comm"),           // names the ranks
];

fn collectives(library: &Library) -> Vec<&Declared> {
    library.functions.iter().filter(|f| f.function.collective).collect()
}

/// All ranks must have this status and the same message, with these words in it.
fn check(title: &str, all: &[(i32, String)], status: Status, words: &[String], mistakes: &mut Mistakes) {
    let wrong = all.iter().any(|one| *one != all[0])
        || all[0].0 != status as i32
        || words.iter().any(|word| !all[0].1.contains(word));
    if wrong {
        mistakes.add(format!("{title}: expected {} with {words:?} on all ranks, got {all:?}", status.name()));
    }
}

/// Every argument that must be the same on all ranks, different on one.
pub fn arguments(library: &Library, mistakes: &mut Mistakes) {
    let world = World::new(library, unsafe { ffi::RSMPI_COMM_WORLD });
    for f in collectives(library) {
        for argument in &f.arguments {
            let named = f.function.same.contains(&argument.name.as_str());
            let exempt = MAY_DIFFER.iter().any(|(g, a)| (*g == "*" || *g == f.function.name) && *a == argument.name);
            if !named && !exempt && !argument.ctype.contains('*') && !argument.ctype.ends_with("_function") {
                mistakes.add(format!(
                    "{}: '{} {}' is neither the same on all ranks in src/functions.rs nor exempt here",
                    f.function.name, argument.ctype, argument.name
                ));
            }
        }
        for name in f.function.same {
            let at = f.arguments.iter().position(|argument| argument.name == *name).unwrap();
            for odd in [0, world.size / 2, world.size - 1] {
                let title = format!("{}: {name} differs on rank {odd}", f.function.name);
                world.trace(&title);
                let mut words = world.valid_words(f);
                if world.rank == odd {
                    words[at] = world.other(f, &f.arguments[at]);
                }
                let outcome = world.call(f, &words);
                let all = gather(world.comm, world.size, &outcome);
                let other = if odd == 0 { 1 } else { odd };
                let words = [format!("argument '{name}'"), "rank 0 has".into(), format!("rank {other} has")];
                check(&title, &all, Status::Mismatch, &words, mistakes);
            }
        }
        let again = world.call(f, &world.valid_words(f));
        if again.status != 0 {
            mistakes.add(format!("{}: does not work afterwards: {}", f.function.name, again.message));
        }
    }
    world.end();
}

pub fn duplicate() -> ffi::MPI_Comm {
    let mut copy = unsafe { ffi::RSMPI_COMM_NULL };
    unsafe { ffi::MPI_Comm_dup(ffi::RSMPI_COMM_WORLD, &mut copy) };
    copy
}

/// The name under which a function appears in messages: both ways to make a context are one.
fn shown(f: &Declared) -> &'static str {
    f.function.name.strip_suffix("_f").unwrap_or(f.function.name)
}

/// Nothing Collective works in a dead context, everything Local does.
fn check_dead(world: &World, f: &Declared, mistakes: &mut Mistakes) {
    let library = world.library;
    let status = library.call("distarray_array_exchange_halo", &[world.handle("array")]);
    if status != Status::ContextDead as i32 {
        mistakes.add(format!("{}: expected a dead context, got {status} {}", f.function.name, library.message()));
    }
    for (name, words) in [
        ("distarray_context_get_rank", vec![world.handle("context")]),
        ("distarray_array_get_shape", vec![world.handle("array")]),
        ("distarray_array_get_local", vec![world.handle("array")]),
    ] {
        let outputs = [Word::address(scratch::<u64>(&[])), Word::int(0), Word::int(0)];
        let status = library.call(name, &[&words[..], &outputs[..]].concat());
        if status != 0 {
            mistakes.add(format!("{name} in a dead context: {}", library.message()));
        }
    }
    let fill = [world.handle("array"), Word::address(scratch(&[2.0f64]))];
    if library.call("distarray_array_fill", &fill) != 0 {
        mistakes.add(format!("distarray_array_fill in a dead context: {}", library.message()));
    }
}

/// Launches among which the pairs are shared: a dead context keeps its communicators, of which MPICH has 2,046.
pub const PARTS: usize = 4;

/// Partners that each function is tried with: all meet in the same agreement, so a sample says as much as all pairs.
const PARTNERS: usize = 16;

/// Pairs of collective functions: three ranks in one, the fourth in the other.
pub fn pairs<const PART: usize>(library: &Library, mistakes: &mut Mistakes) {
    let functions = collectives(library);
    let mut number = 0;
    for (i, f) in functions.iter().enumerate() {
        // Neighbours in the table, which are alike, and others spread over all of it.
        let step = (i / PARTNERS).max(1);
        for g in functions[..i].iter().rev().step_by(step).take(PARTNERS) {
            number += 1;
            if number % PARTS != PART || shown(f) == shown(g) {
                continue;
            }
            let mut comm = duplicate();
            let world = World::new(library, comm);
            let odd = number as i32 % world.size;
            let title = format!("{} but {} on rank {odd}", f.function.name, g.function.name);
            world.trace(&title);
            let mine = if world.rank == odd { g } else { f };
            let words = world.valid_words(mine);
            let outcome = world.call(mine, &words);
            // Messages begin with the function that the rank was in.
            let message = outcome.message.replacen(&format!("{}: ", mine.function.name), "", 1);
            let began = message.len() < outcome.message.len();
            let same = super::world::Outcome { status: outcome.status, message };
            let all = gather(unsafe { ffi::RSMPI_COMM_WORLD }, world.size, &same);
            let words = [format!("in {}", shown(f)), format!("in {}", shown(g)), "context is dead".into()];
            check(&title, &all, Status::CallMismatch, &words, mistakes);
            if !began {
                mistakes.add(format!("{title}: the message does not begin with the function: {}", outcome.message));
            }
            check_dead(&world, mine, mistakes);
            world.end();
            unsafe { ffi::MPI_Comm_free(&mut comm) };
        }
    }
}

/// The last rank goes into MPI_Finalize instead of calling: once for every collective function, each on a communicator
/// of its own, for in MPI_Finalize a rank tells all of them, in the order of their making.
pub fn early_end(library: &Library, mistakes: &mut Mistakes) {
    unsafe { ffi::MPI_Init(std::ptr::null_mut(), std::ptr::null_mut()) };
    let functions = collectives(library);
    let worlds: Vec<World> = functions.iter().map(|_| World::new(library, duplicate())).collect();
    let words: Vec<Vec<Word>> = worlds.iter().zip(&functions).map(|(world, f)| world.valid_words(f)).collect();
    let last = worlds[0].size - 1;
    if worlds[0].rank == last {
        worlds[0].trace("MPI_Finalize");
        unsafe { ffi::MPI_Finalize() };
        for world in worlds {
            world.end();
        }
        return;
    }
    for ((f, world), words) in functions.iter().zip(&worlds).zip(words) {
        world.trace(&format!("{} while rank {last} is in MPI_Finalize", f.function.name));
        let outcome = world.call(f, &words);
        let named = [format!("rank {last} in MPI_Finalize"), shown(f).to_string()];
        let all = [(outcome.status, outcome.message)];
        check(f.function.name, &all, Status::CallMismatch, &named, mistakes);
        check_dead(world, f, mistakes);
    }
    unsafe { ffi::MPI_Finalize() };
    for world in worlds {
        world.end();
    }
}
