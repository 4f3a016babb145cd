//! Every function with every argument wrong in every way, on all ranks and on one of them.

use super::abi::{Argument, Declared, Library, Word};
use super::world::{
    draws_integers, gather, handle_kind, is_free, list_kind, makes_section, scratch, text, Outcome, World,
};
use super::Mistakes;
use distarray::error::Status;
use mpi::ffi;

/// What a wrong value must lead to.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    /// This status, and a message that names the argument.
    Refused(Status),
    /// Not wrong at all, as documented.
    Fine,
    /// Depends on other arguments or on the rank; neither a crash nor a bug in the library.
    Either,
}
use Expect::{Either, Fine, Refused};

struct Wrong {
    what: String,
    word: Word,
    expect: Expect,
    /// The documented cases that hang if one rank alone does this.
    together: bool,
}

/// Pointers that may be NULL, and what that means. `*` stands for any function.
const MAY_BE_NULL: &[(&str, &str)] = &[
    ("distarray_version", "major"),
    ("distarray_version", "minor"),
    ("distarray_version", "patch"),
    ("distarray_array_create_arange", "text"), // "block"
    ("distarray_array_create_linspace", "text"),
    ("distarray_array_create_logspace", "text"),
    ("distarray_array_create_geomspace", "text"),
    ("distarray_array_apply_where", "scalars"), // no operand is a scalar
    ("distarray_array_apply_where", "scalar_dtypes"),
    ("distarray_array_apply_where", "mask"),      // all elements
    ("distarray_array_apply_function", "dtypes"), // the arrays' own
    ("distarray_array_read_npy", "text"),         // "block"
    ("distarray_array_read_hdf5", "text"),        // "block"
    ("distarray_array_wrap", "strides"),          // contiguous
    ("distarray_array_wrap", "release"),          // nobody needs to know
    ("distarray_array_get_local", "shape"),
    ("distarray_array_get_local", "strides"),
    ("distarray_array_get_local_padded", "shape"),
    ("distarray_array_get_local_padded", "strides"),
    ("distarray_array_transform", "alpha"),          // 1
    ("distarray_array_transform", "beta"),           // 0
    ("distarray_array_reshape", "distribution"),     // follows from the array's
    ("distarray_array_exchange_halo_part", "lower"), // all
    ("distarray_array_exchange_halo_part", "upper"), // all
    ("distarray_plan_create_halo", "lower"),         // all
    ("distarray_plan_create_halo", "upper"),         // all
    ("distarray_array_fill_boundary", "value"),      // 0
    ("distarray_array_reduce", "dtype"),             // not wanted
    ("distarray_distribution_slice", "steps"),       // all 1
    ("distarray_array_slice", "steps"),              // all 1
    ("distarray_array_transpose", "axes"),           // reversed
    ("distarray_array_flip", "axes"),                // all
    ("distarray_array_squeeze", "axes"),             // all that can be
    ("distarray_array_reduce_over", "axes"),         // all
    ("distarray_array_reduce_over", "mask"),
    ("distarray_array_reduce_from", "axes"),
    ("distarray_array_reduce_from", "mask"),
    ("distarray_array_reduce_into", "mask"),
    ("distarray_array_reduce_user", "axes"),
    ("distarray_array_reduce_value", "mask"),
    ("distarray_array_reduce_value", "result_dtype"), // not wanted
    ("distarray_array_quantile", "axes"),
    ("distarray_array_average", "axes"),
    ("distarray_array_average", "weights"),
    ("distarray_log_set_callback", "callback"),      // off
    ("distarray_context_set_progress", "callback"),  // off
    ("distarray_error_set", "message"),              // no text
    ("distarray_expression_reduce", "axes"),         // all
    ("distarray_expression_get_value", "dtype"),     // not wanted
    ("distarray_array_compute", "mask"),             // none
    ("*", "length"),                                 // not wanted, if there is a buffer
    ("*", "user"),                                   // the callback's business
    ("distarray_array_concatenate", "distribution"), // that of the first array
    ("distarray_array_stack", "distribution"),
    ("distarray_array_where", "distribution"),
    ("distarray_array_select", "distribution"),
    ("distarray_array_matmul_into", "alpha"), // 1
    ("distarray_array_matmul_into", "beta"),  // 0
    ("distarray_array_vdot", "dtype"),        // not wanted
    ("distarray_array_matmul", "distribution"),
    ("distarray_array_plan_matmul", "distribution"),
    ("distarray_array_dot", "distribution"),
    ("distarray_array_inner", "distribution"),
    ("distarray_array_outer", "distribution"),
    ("distarray_array_kron", "distribution"),
    ("distarray_array_tensordot", "distribution"),
    ("distarray_array_einsum", "distribution"),
    ("distarray_array_trace", "distribution"),
    ("distarray_array_pad", "value"),         // zero
    ("distarray_array_pad", "value"),         // zero
    ("distarray_array_sort", "distribution"), // that of the array
    ("distarray_array_argsort", "distribution"),
    ("distarray_array_lexsort", "distribution"),
    ("*", "weights"), // all 1
    ("*", "sorter"),  // sorted already
    ("distarray_array_select", "value"),
    ("*", "length"), // not wanted, if there is a buffer
    ("*", "user"),   // the callback's business
];

/// Axes of these count from the end if negative.
const VIEWS: &[&str] = &[
    "distarray_array_index_axis",
    "distarray_array_swap_axes",
    "distarray_array_move_axis",
    "distarray_array_diagonal",
    "distarray_array_trace",
    "distarray_array_sort",
    "distarray_array_sort_into",
    "distarray_array_argsort",
    "distarray_array_lexsort",
    "distarray_array_topk",
];

/// Work along an axis of the small world's arrays.
const WINDOWS: &[&str] = &[
    "distarray_array_scan",
    "distarray_array_diff",
    "distarray_array_gradient",
    "distarray_array_convolve",
    "distarray_array_correlate",
];

/// 0 is NumPy's choice.
fn takes_any_dtype(function: &str) -> bool {
    let name = function.strip_prefix("distarray_array_").unwrap_or_default();
    ["reduce_value", "reduce_over", "reduce_from", "reduce_into", "scan", "scan_flat"].contains(&name)
}

fn may_be_null(function: &str, argument: &str) -> bool {
    MAY_BE_NULL.iter().any(|(f, a)| (*f == "*" || *f == function) && *a == argument)
}

/// Bits that no handle has: neither of this process nor of its past.
fn random(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def0;
    for _ in 0..3 {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    x
}

#[derive(Default)]
struct List(Vec<Wrong>);

impl List {
    fn add(&mut self, what: &str, word: Word, expect: Expect) {
        self.0.push(Wrong { what: what.to_string(), word, expect, together: false });
    }

    fn together(&mut self, what: &str, word: Word) {
        self.0.push(Wrong { what: what.to_string(), word, expect: Refused(Status::Argument), together: true });
    }

    fn numbers(&mut self, values: &[i64], expect: Expect) {
        for &value in values {
            self.add(&value.to_string(), Word::int(value), expect);
        }
    }
}

struct Strangers {
    /// A freed handle of each kind.
    freed: Vec<(&'static str, u64)>,
}

impl Strangers {
    /// **Collective**.
    fn new(world: &World) -> Strangers {
        let freed = |kind| {
            let handle = world.fresh(kind);
            world.free(kind, handle);
            (kind, handle)
        };
        Strangers {
            freed: ["context", "specification", "distribution", "array", "plan", "request", "expression", "random"]
                .map(freed)
                .to_vec(),
        }
    }

    fn handles(&self, world: &World, kind: &str) -> Vec<(String, u64)> {
        let mut all = Vec::new();
        for &(other, freed) in &self.freed {
            match other == kind {
                true => all.push(("a freed handle".to_string(), freed)),
                false => all.push((format!("a {other}"), world.handles.get(other).copied().unwrap_or(freed))),
            }
        }
        let live = world.handles.get(kind).copied().unwrap_or(self.freed[1].1);
        for bit in [0, 9, 33, 61, 63] {
            all.push((format!("a handle with bit {bit} changed"), live ^ (1 << bit)));
        }
        for seed in 0..4 {
            all.push(("a random number".to_string(), random(seed)));
        }
        all.push(("an address".to_string(), scratch::<u64>(&[]) as u64));
        all.push(("minus one".to_string(), u64::MAX));
        all
    }

    fn wrong(&self, world: &World, f: &Declared, argument: &Argument) -> Vec<Wrong> {
        let (function, name, ctype) = (f.function.name, argument.name.as_str(), argument.ctype.as_str());
        let mut list = List::default();
        let bad = Refused(Status::Argument);
        let (low, high) = (i64::from(i32::MIN), i64::from(i32::MAX));
        if let Some(kind) = handle_kind(ctype) {
            if !ctype.ends_with('*') {
                let null = if may_be_null(function, name) { Fine } else { Refused(Status::Handle) };
                list.add("NULL", Word::Integer(0), null);
                for (what, bits) in self.handles(world, kind) {
                    list.add(&what, Word::Integer(bits), Refused(Status::Handle));
                }
            } else if is_free(f) {
                list.add("NULL", Word::Integer(0), Fine);
                list.add("the address of NULL", Word::address(scratch(&[0u64])), Fine);
                for (what, bits) in self.handles(world, kind) {
                    list.add(
                        &format!("the address of {what}"),
                        Word::address(scratch(&[bits])),
                        Refused(Status::Handle),
                    );
                }
                list.add("an odd address", Word::Integer(scratch::<u64>(&[]) as u64 + 1), bad);
            } else {
                list.add("NULL", Word::Integer(0), bad);
                list.add("an odd address", Word::Integer(scratch::<u64>(&[]) as u64 + 1), bad);
            }
            return list.0;
        }
        if ctype.ends_with('*') || ["function", "release", "callback", "accumulate", "combine"].contains(&name) {
            let null = match (function, name) {
                // All axes: a result of another shape than the array that is there.
                ("distarray_array_reduce_into", "axes") => Either,
                _ if may_be_null(function, name) => Fine,
                // Looked at on some ranks only.
                ("distarray_array_scatter" | "distarray_array_gather", "data") => Either,
                _ => bad,
            };
            list.add("NULL", Word::Integer(0), null);
            let sized = !["char *", "void *"].iter().any(|t| ctype.ends_with(t)) && ctype.ends_with('*');
            if sized && function != "distarray_version" {
                list.add("an odd address", Word::Integer(scratch::<u64>(&[]) as u64 + 1), bad);
            }
            if ctype == "const char *" && function != "distarray_error_set" {
                let latin = scratch::<u8>(b"Stra\xdfe\0");
                list.add("text that is not UTF-8", Word::address(latin), bad);
                let long = "x".repeat(3 << 20);
                list.add("3 MiB of text", Word::address(text(&long)), bad);
                let nonsense = if name == "path" { bad } else { Either };
                list.add("empty text", Word::address(text("")), nonsense);
                if name != "path" {
                    list.add("nonsense", Word::address(text("((((@@ -1x,")), Either);
                }
            }
            if let Some(kind) = list_kind(ctype) {
                for (what, bits) in self.handles(world, kind) {
                    let all = scratch(&[bits, bits, bits]);
                    list.add(&format!("a list of {what}"), Word::address(all), Refused(Status::Handle));
                }
            }
            if name == "path" {
                let nowhere = "/nonexistent/folder/file";
                list.add("a folder that is not there", Word::address(text(nowhere)), Either);
            }
            if ctype.ends_with("section *") && !makes_section(f) {
                list.add("zeros", Word::address(scratch::<u64>(&[])), Either);
                list.add("ones", Word::address(scratch(&[u64::MAX; 29])), Either);
            }
            return list.0;
        }
        match (name, ctype) {
            (_, "MPI_Comm") => {
                let null = unsafe { ffi::RSMPI_COMM_NULL };
                list.together("MPI_COMM_NULL", null.into());
            }
            (_, "MPI_Fint") => {
                let null = unsafe { ffi::RSMPI_Comm_c2f(ffi::RSMPI_COMM_NULL) };
                let mut wrong = vec![("MPI_COMM_NULL", i64::from(null))];
                if world.open_mpi() {
                    wrong.extend([
                        ("no communicator", 12345),
                        ("minus one", -1),
                        ("the highest", high),
                        ("the lowest", low),
                    ]);
                }
                for (what, number) in wrong {
                    list.together(what, Word::int(number));
                }
            }
            ("dtype", "distarray_dtype") if takes_any_dtype(function) => list.numbers(&[-1, 9, 9999, low, high], bad),
            ("n", "int") | ("edge_order", "int") => list.numbers(&[-1, low], bad),
            ("ddof", "double") => list.add("NaN", Word::Real(f64::NAN), bad),
            ("spacing", "double") => list.add("-2", Word::Real(-2.0), Fine),
            ("method", _) => list.numbers(&[0, -1, 14, low, high], bad),
            ("axis_count", "int") => list.numbers(&[-1, low], bad),
            ("reproducible" | "skip_nan" | "by_column", "int") => list.numbers(&[-1, 2, low, high], bad),
            ("dtype", "distarray_dtype") if function == "distarray_array_create_like" => {
                list.numbers(&[0], Fine);
                list.numbers(&[-1, 9, 9999, low, high], bad);
            }
            (_, "distarray_dtype" | "distarray_op" | "distarray_order") => {
                list.numbers(&[0, -1, 99, 9999, low, high], bad)
            }
            ("policy" | "kinds" | "rule" | "counter" | "fact", _) => list.numbers(&[0, -1, 9, low, high], bad),
            ("casting", _) => list.numbers(&[0, -1, 6, low, high], bad),
            ("byte_order", _) => list.numbers(&[-1, 3, low, high], bad),
            ("mean" | "deviation" | "scale" | "shape" | "freedom" | "a" | "b" | "probability", "double") => {
                for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0] {
                    let fine = value == -1.0 && function.ends_with("_normal") && name == "mean";
                    list.add(&value.to_string(), Word::Real(value), if fine { Fine } else { bad });
                }
            }
            ("low", "int64_t") => list.numbers(&[10, i64::MIN, i64::MAX], Either),
            ("high", "int64_t") => list.numbers(&[-1, i64::MIN], bad),
            ("trials", _) => list.numbers(&[-1, i64::MIN, i64::MAX], bad),
            ("words", _) => list.numbers(&[-1, i64::MIN], bad),
            ("key" | "stream", _) => list.numbers(&[-1, i64::MIN, i64::MAX], Fine),
            ("endpoint" | "replace", _) => list.numbers(&[-1, 2, low, high], bad),
            ("count", "int64_t") if function.ends_with("_fill_choice") => list.numbers(&[0, -1, i64::MIN], bad),
            ("axis", "int") if function.starts_with("distarray_random_") => list.numbers(&[2, -3, low, high], bad),
            ("capacity", "int") => list.numbers(&[-1, low], bad),
            ("offset", _) if VIEWS.contains(&function) => list.numbers(&[-1, i64::MIN, i64::MAX], Fine),
            ("offset", _) => {
                list.numbers(&[-1, i64::MIN], bad);
                list.numbers(&[1 << 40, i64::MAX], Either);
            }
            ("flags", _) => list.numbers(&[-1, 4, 8, low, high], bad),
            ("mode", "distarray_mode") => list.numbers(&[-1, 3, 99, low, high], bad),
            ("mode", _) => list.numbers(&[0, -1, 9, low, high], bad),
            ("matrix" | "keep" | "corners" | "one_to_one" | "periodic" | "level" | "literal", "int") => {
                list.numbers(&[-1, 2, low, high], bad)
            }
            ("greatest" | "density" | "invert", "int") => list.numbers(&[-1, 2, low, high], bad),
            ("bins" | "x_bins" | "y_bins", "int64_t") => list.numbers(&[0, -1, i64::MIN, i64::MAX], bad),
            ("minlength", "int64_t") => list.numbers(&[-1, i64::MIN], bad),
            ("side", "distarray_side") => list.numbers(&[0, 3, -1, low, high], bad),
            ("low" | "high" | "x_low" | "x_high" | "y_low" | "y_high", "double") => {
                for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                    list.add(&value.to_string(), Word::Real(value), bad);
                }
            }
            ("size", "int64_t") => list.numbers(&[-1, 100, i64::MIN, i64::MAX], bad),
            ("turns", "int") => list.numbers(&[0, -1, low, high], Fine),
            ("diagonal", "int64_t") => list.numbers(&[-1, 100, i64::MIN, i64::MAX], Fine),
            ("ndim", "int") => list.numbers(&[-1, 33, low, high], bad),
            ("axis", "int") if function == "distarray_array_expand_dims" => list.numbers(&[3, -4, low, high], bad),
            ("axis" | "axis1" | "axis2" | "destination", "int") if VIEWS.contains(&function) => {
                list.numbers(&[2, -3, low, high], bad)
            }
            ("axis", "int") if WINDOWS.contains(&function) => list.numbers(&[2, -3, low, high], bad),
            ("axis", "int") if function.contains("reduce") => list.numbers(&[2, -3, low, high], bad),
            ("axis" | "axis1" | "axis2", "int") if function.starts_with("distarray_array_") => {
                list.numbers(&[3, -4, low, high], bad)
            }
            ("axis", "int") if function.contains("reduce") || function.contains("_take") => {
                list.numbers(&[2, -3, low, high], bad)
            }
            ("axis", "int") => list.numbers(&[2, -1, low, high], bad),
            ("down" | "right", "int") => list.numbers(&[3, -1, low, high], bad),
            ("root", "int") if function == "distarray_array_gather" => {
                list.numbers(&[-2, i64::from(world.size), low, high], bad);
                list.numbers(&[-1], Either);
            }
            ("root" | "rank", "int") => list.numbers(&[-1, i64::from(world.size), low, high], bad),
            ("coordinate", "int") => list.numbers(&[-1, 99, low, high], bad),
            ("replicas", "int") => list.numbers(&[0, -1, low], bad),
            ("count", "int") => list.numbers(&[-1, low], bad),
            ("count", "int64_t") => list.numbers(&[-1, i64::MIN, i64::MAX], bad),
            ("block_size", _) => list.numbers(&[0, -1, i64::MIN], bad),
            ("lower" | "upper", _) => list.numbers(&[-1, i64::MIN, i64::MAX, 100], bad),
            ("bytes", _) => {
                let least = if function.contains("ceiling") { -1 } else { 0 };
                list.numbers(&[least, i64::MIN], bad);
            }
            ("index", "int64_t") if function == "distarray_array_index_axis" => {
                list.numbers(&[-13, 12, i64::MIN, i64::MAX], Refused(Status::Index))
            }
            ("index" | "local_index", "int64_t") => list.numbers(&[-1, 12, i64::MIN, i64::MAX], Refused(Status::Index)),
            ("capacity", "size_t") => list.numbers(&[-1, i64::MIN], bad),
            ("start" | "stop" | "step" | "base" | "seconds", "double") => {
                for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                    list.add(&value.to_string(), Word::Real(value), bad);
                }
                match name {
                    "step" => list.add("0", Word::Real(0.0), bad),
                    "seconds" => list.add("-1", Word::Real(-1.0), bad),
                    _ => (),
                }
            }
            ("status" | "header_major" | "header_minor" | "header_patch" | "mpi_family", _) => {
                list.numbers(&[-1, 7, 9999, low, high], Either);
            }
            ("mpi_comm_size", _) => list.numbers(&[0, 1, -1], Either),
            _ => panic!("{function}: tests/faults/arguments.rs knows no wrong values of '{ctype} {name}'"),
        }
        list.0
    }
}

fn name_of(status: i32) -> &'static str {
    match status {
        0 => "DISTARRAY_SUCCESS",
        _ => Status::from_number(status).map_or("no status", Status::name),
    }
}

/// Why an outcome is not what was expected.
fn judge(f: &Declared, argument: &str, expect: Expect, outcome: &(i32, String)) -> Option<String> {
    let (status, message) = outcome;
    let was = format!("{} {message:?}", name_of(*status));
    let never = [Status::Internal, Status::Hang, Status::Mpi, Status::CallMismatch, Status::ContextDead];
    if never.iter().any(|s| *s as i32 == *status) {
        return Some(was);
    }
    let wanted = match expect {
        Either if *status == 0 || message.starts_with(f.function.name) => return None,
        Either => "a message that begins with the function",
        Fine if *status == 0 => return None,
        Fine => "success",
        Refused(wanted) => {
            let named = message.contains(&format!("argument '{argument}'"));
            match *status == wanted as i32 && named && message.starts_with(f.function.name) {
                true => return None,
                false => wanted.name(),
            }
        }
    };
    Some(format!("expected {wanted} and a message naming the argument, got {was}"))
}

/// All ranks of a collective function have the same.
fn same(all: &[(i32, String)]) -> Option<String> {
    let odd = all.iter().position(|other| *other != all[0])?;
    Some(format!("rank 0 has {} {:?}, rank {odd} has {} {:?}", all[0].0, all[0].1, all[odd].0, all[odd].1))
}

pub fn run(library: &Library, mistakes: &mut Mistakes) {
    let world = World::new(library, unsafe { ffi::RSMPI_COMM_WORLD });
    let strangers = Strangers::new(&world);
    let mut cases = 0;
    for f in &library.functions {
        let collective = f.function.collective;
        baseline(&world, f, mistakes);
        for (at, argument) in f.arguments.iter().enumerate() {
            let function_only = |what: &str| format!("{}: {} is {what}", f.function.name, argument.name);
            let count = strangers.wrong(&world, f, argument).len();
            for case in 0..count {
                cases += 1;
                let odd = cases % world.size;
                let places: &[Option<i32>] = if world.size > 1 { &[None, Some(odd)] } else { &[None] };
                for place in places {
                    // Made anew, because the call before may have used it up.
                    let wrong = strangers.wrong(&world, f, argument).swap_remove(case);
                    if place.is_some() && wrong.together {
                        continue;
                    }
                    let mine = place.is_none_or(|rank| rank == world.rank);
                    let mut words = world.valid_words(f);
                    if mine {
                        words[at] = wrong.word;
                    }
                    let title = match place {
                        None => function_only(&wrong.what),
                        Some(rank) => format!("{} on rank {rank}", function_only(&wrong.what)),
                    };
                    world.trace(&title);
                    let outcome = world.call(f, &words);
                    let all = gather(world.comm, world.size, &outcome);
                    let here = (outcome.status, outcome.message);
                    let expect = match wrong.expect {
                        _ if !mine && !collective => Fine,
                        // Fine by itself, but not what the others have.
                        Fine if place.is_some() && f.function.same.contains(&argument.name.as_str()) => Either,
                        expect => expect,
                    };
                    let mut wrong_here = judge(f, &argument.name, expect, &here);
                    if collective && world.size > 1 && !wrong.together {
                        wrong_here = wrong_here.or(same(&all));
                        let named = format!("(rank {})", place.unwrap_or(0));
                        if here.0 != 0 && here.0 != Status::Mismatch as i32 && !here.1.contains(&named) {
                            wrong_here = wrong_here.or(Some(format!("expected {named} in {:?}", here.1)));
                        }
                    }
                    if let Some(text) = wrong_here {
                        mistakes.add(format!("{title}: {text}"));
                    }
                    forget(&world, f, &all, mistakes);
                }
            }
        }
        baseline(&world, f, mistakes);
    }
    mistakes.note(format!("{cases} wrong arguments"));
    world.end();
}

fn baseline(world: &World, f: &Declared, mistakes: &mut Mistakes) {
    world.trace(&format!("{}: valid arguments", f.function.name));
    let Outcome { status, message } = world.call(f, &world.valid_words(f));
    if status != 0 {
        mistakes.add(format!("{}: valid arguments: {} {message:?}", f.function.name, name_of(status)));
    }
}

/// A Local function that writes an array keeps its error for the next collective on it, once.
fn forget(world: &World, f: &Declared, all: &[(i32, String)], mistakes: &mut Mistakes) {
    let name = f.function.name;
    let (output, handle) = match name {
        "distarray_array_fill" => ("array", "array"),
        "distarray_array_assign_scalar" => ("target", "array2"),
        _ if name.contains("_apply_") => ("out", "array3"),
        _ if draws_integers(f) => ("array", "numbers"),
        _ if name.contains("_random_fill_") => ("array", "array"),
        _ => return,
    };
    let scratch = || Word::address(scratch::<u64>(&[]));
    let words = [Word::int(1), world.handle(handle), scratch(), scratch()];
    let Outcome { status, message } = world.call(world.library.find("distarray_array_reduce"), &words);
    // Where the output itself was wrong, nothing could keep the error.
    let lost = format!("argument '{output}': expected an array");
    let kept = all.iter().find(|(status, message)| *status != 0 && !message.contains(&lost));
    let good = match kept {
        Some(kept) => status == kept.0 && message.contains(name),
        None => status == 0,
    };
    if !good {
        mistakes.add(format!("{name}: the error {kept:?} comes back as {status} {message:?}"));
    }
}
