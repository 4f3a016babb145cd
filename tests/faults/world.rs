//! A small world in which every function can be called with valid arguments, and with others as valid.

use super::abi::{Argument, Declared, Library, Word};
use distarray::protocol::RawSection;
use mpi::ffi;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::{c_char, c_int, c_void, CString};
use std::path::PathBuf;

pub const SHAPE: [i64; 2] = [12, 8];
const TEXT: &str = "block halo(1), block";
/// 64-bit words of a scratch buffer: more than any argument of the small world needs.
const SCRATCH: usize = 256;
const FLOAT64: i64 = 12;
const PROD: i64 = 6;
const FLOAT32: i64 = 11;
const UINT8: i64 = 5;

pub struct Outcome {
    pub status: i32,
    pub message: String,
}

pub struct World<'a> {
    pub library: &'a Library,
    pub comm: ffi::MPI_Comm,
    /// The same as a Fortran handle, which cannot be asked for after MPI_Finalize.
    fortran: i64,
    pub rank: i32,
    pub size: i32,
    /// Handles by name; the same name with a `2` is another one of the kind.
    pub handles: HashMap<&'static str, u64>,
    folder: PathBuf,
    json: CString,
    /// Of the argument list being made.
    sections: RefCell<Vec<*mut RawSection>>,
    step: Cell<u64>,
}

extern "C" fn element(_: c_int, _: *const i64, element: *mut c_void, _: *mut c_void) -> c_int {
    unsafe { element.cast::<f64>().write(1.5) };
    0
}
extern "C" fn block(_: i64, _: *const *const c_void, _: *mut c_void, _: *mut c_void) -> c_int {
    0
}
extern "C" fn part(
    _: *mut c_void,
    _: c_int,
    _: *const i64,
    _: *const i64,
    _: *const i64,
    _: *const i64,
    _: *const i64,
    _: *mut c_void,
) -> c_int {
    0
}
extern "C" fn accumulate(_: *mut c_void, _: *const c_void, _: i64, _: *mut c_void) {}
extern "C" fn combine(_: *mut c_void, _: *const c_void, _: *mut c_void) {}
extern "C" fn release(_: *mut c_void, _: *mut c_void) {}
extern "C" fn progress(_: f64, _: *const c_char, _: *mut c_void) -> c_int {
    0
}
extern "C" fn log(_: c_int, _: *const c_char, _: *mut c_void) {}

/// Memory that stays: arguments of calls may be kept by the library.
pub fn scratch<T: Copy>(values: &[T]) -> *mut T {
    let memory: &'static mut [u64; SCRATCH] = Box::leak(Box::new([0; SCRATCH]));
    assert!(std::mem::size_of_val(values) <= SCRATCH * 8);
    let pointer = memory.as_mut_ptr().cast::<T>();
    unsafe { std::ptr::copy_nonoverlapping(values.as_ptr(), pointer, values.len()) };
    pointer
}

pub fn text(text: &str) -> *const c_char {
    CString::new(text).unwrap().into_raw()
}

/// The handle type in `distarray_array` or `distarray_array *`, without prefix.
pub fn handle_kind(ctype: &str) -> Option<&'static str> {
    ["context", "specification", "distribution", "array", "plan", "request", "expression", "random"]
        .into_iter()
        .find(|kind| ctype.trim_end_matches(['*', ' ']) == format!("distarray_{kind}"))
}

/// The handle type in `const distarray_array *`, without prefix.
pub fn list_kind(ctype: &str) -> Option<&'static str> {
    ctype.strip_prefix("const ").filter(|rest| rest.ends_with('*')).and_then(handle_kind)
}

/// Functions that take lists of indices or masks.
fn is_indexing(f: &Declared) -> bool {
    let name = f.function.name;
    ["_take", "_take_into", "_put", "_index", "_mask", "_cross"].iter().any(|end| name.ends_with(end))
        && name.starts_with("distarray_array_")
}

/// The array that serves as an argument of such a function.
fn indexing_handle(argument: &str) -> &'static str {
    match argument {
        "indices" => "list",
        "mask" => "mask",
        "out" => "taken",
        _ => "one",
    }
}

/// Shapes of the results of products of the small world's arrays.
const PRODUCTS: &[(&str, &[i64])] = &[
    ("distarray_array_matmul", &[12, 12]),
    ("distarray_array_plan_matmul", &[12, 12]),
    ("distarray_array_dot", &[12, 12]),
    ("distarray_array_inner", &[12, 12]),
    ("distarray_array_tensordot", &[12, 12]),
    ("distarray_array_einsum", &[12, 12]),
    ("distarray_array_outer", &[96, 96]),
    ("distarray_array_kron", &[144, 64]),
    ("distarray_array_trace", &[]),
];

/// The name under which the world keeps the second operand or the result of a product of matrices.
fn product_handle(function: &str, argument: &str) -> Option<&'static str> {
    let rows = ["_matmul", "_matmul_into", "_dot"].iter().any(|end| function.ends_with(end));
    match argument {
        "b" if rows => Some("wide"),
        "out" if function.ends_with("_matmul_into") || function.ends_with("_einsum_into") => Some("square"),
        _ => None,
    }
}

/// The 1-D array that serves as an argument of a function about order, where it must be one.
fn ordering_handle(function: &str, argument: &str) -> Option<&'static str> {
    match (function.strip_prefix("distarray_array_")?, argument) {
        ("searchsorted", "sorted") | ("digitize", "bins") | ("bincount", "weights") => Some("line"),
        (_, "edges" | "x_edges" | "y_edges") => Some("line"),
        ("searchsorted", "sorter") | ("bincount", "array") => Some("list"),
        _ => None,
    }
}

fn takes_names(f: &Declared) -> bool {
    f.arguments.iter().any(|argument| argument.name == "names")
}

/// Fills arrays of integers.
pub fn draws_integers(f: &Declared) -> bool {
    let laws = ["bits", "integers", "choice", "weighted", "permutation"];
    f.function.name.strip_prefix("distarray_random_fill_").is_some_and(|law| laws.contains(&law))
}

pub fn is_free(f: &Declared) -> bool {
    f.function.name.ends_with("_free") || f.function.name == "distarray_request_end"
}

pub fn makes_section(f: &Declared) -> bool {
    ["distarray_array_export", "distarray_section_from_json"].contains(&f.function.name)
}

impl<'a> World<'a> {
    /// **Collective** over `comm`.
    pub fn new(library: &'a Library, comm: ffi::MPI_Comm) -> World<'a> {
        let (mut rank, mut size) = (0, 0);
        unsafe {
            ffi::MPI_Comm_rank(comm, &mut rank);
            ffi::MPI_Comm_size(comm, &mut size);
        }
        let folder = std::env::var_os("DISTARRAY_TEST_FOLDER").map_or_else(std::env::temp_dir, PathBuf::from);
        let mut world = World {
            library,
            comm,
            fortran: unsafe { ffi::RSMPI_Comm_c2f(comm) }.into(),
            rank,
            size,
            handles: HashMap::new(),
            folder,
            json: CString::default(),
            sections: RefCell::default(),
            step: Cell::new(0),
        };
        for name in ["context", "context2"] {
            let made = world.make("distarray_context_create", &[comm.into()]);
            world.handles.insert(name, made);
        }
        let context = world.handle("context");
        let shape = Word::address(scratch(&SHAPE));
        for (name, words) in [("distribution", TEXT), ("distribution2", "cyclic, block")] {
            let words = [context, Word::int(2), shape, Word::address(text(words))];
            let made = world.make("distarray_distribution_create_text", &words);
            world.handles.insert(name, made);
        }
        let line = [context, Word::int(1), Word::address(scratch(&[5i64])), Word::address(text("block"))];
        let line = Word::Integer(world.make("distarray_distribution_create_text", &line));
        for name in ["line", "line2"] {
            world.handles.insert(name, world.make("distarray_array_create_zeros", &[line, Word::int(FLOAT64)]));
        }
        let Word::Integer(line) = line else { unreachable!() };
        world.free("distribution", line);
        let cube = [context, Word::int(3), Word::address(scratch(&[4i64, 4, 4])), Word::address(text("block"))];
        world.handles.insert("distribution3", world.make("distarray_distribution_create_text", &cube));
        // For matrices of ones on a diagonal, and for arrays of indices.
        for (name, extents, words) in [
            ("distribution4", [8i64, 8], "block"),
            ("distribution5", [8, 8], "cyclic"),
            ("distribution6", [1, 5], "whole, block"),
            ("distribution7", [1, 5], "whole, cyclic"),
        ] {
            let words = [context, Word::int(2), Word::address(scratch(&extents)), Word::address(text(words))];
            world.handles.insert(name, world.make("distarray_distribution_create_text", &words));
        }
        let words = [world.handle("distribution2"), Word::int(FLOAT64)];
        world.handles.insert("array5", world.make("distarray_array_create_zeros", &words));
        for name in ["array", "array2", "array3", "array4"] {
            let words = [world.handle("distribution"), Word::int(FLOAT64)];
            let made = world.make("distarray_array_create_zeros", &words);
            world.handles.insert(name, made);
        }
        for name in ["plan", "plan2"] {
            let made =
                world.make("distarray_plan_create", &[world.handle("distribution"), world.handle("distribution")]);
            world.handles.insert(name, made);
        }
        for name in ["request", "request2"] {
            let made = world.make("distarray_plan_begin", &["plan", "array", "array2"].map(|name| world.handle(name)));
            world.handles.insert(name, made);
        }
        for (name, key) in [("random", 1), ("random2", 2), ("random3", 3)] {
            let made = world.make("distarray_random_create", &[Word::int(key), Word::int(0)]);
            world.handles.insert(name, made);
        }
        for (name, dtype, extents, value) in [
            ("numbers", 4, &SHAPE[..], 0),
            ("list", 4, &[5i64][..], 0),
            ("list2", 4, &[5], 0),
            ("mask", 31, &SHAPE, 1),
            ("mask2", 31, &SHAPE, 1),
            ("one", FLOAT64, &[1], 0),
            ("one2", FLOAT64, &[1], 0),
            ("columns", FLOAT64, &[8], 0),
            ("columns2", FLOAT64, &[8], 0),
            ("taken", FLOAT64, &[5, 8], 0),
            ("taken2", FLOAT64, &[5, 8], 0),
            ("wide", FLOAT64, &[8, 12], 0),
            ("wide2", FLOAT64, &[8, 12], 0),
            ("square", FLOAT64, &[12, 12], 0),
            ("square2", FLOAT64, &[12, 12], 0),
        ] {
            let shape = Word::address(scratch(extents));
            let words = [context, Word::int(extents.len() as i64), shape, Word::address(text("block"))];
            let distribution = world.make("distarray_distribution_create_text", &words);
            let value = Word::address(scratch(&[value as u8; 8]));
            let words = [Word::Integer(distribution), Word::int(dtype), value];
            let made = world.make("distarray_array_create_full", &words);
            world.free("distribution", distribution);
            world.handles.insert(name, made);
        }
        for (function, shape) in PRODUCTS {
            let texts = if shape.is_empty() { ["", "ranks(0)"] } else { ["block", "cyclic"] };
            for (again, words) in texts.iter().enumerate() {
                let name: &'static str = format!("{function} result{}", ["", "2"][again]).leak();
                let shape_words = [context, Word::int(shape.len() as i64), Word::address(scratch(shape))];
                let words = [&shape_words[..], &[Word::address(text(words))]].concat();
                world.handles.insert(name, world.make("distarray_distribution_create_text", &words));
            }
        }
        for (name, array) in [("expression", "array"), ("expression2", "array2"), ("expression4", "array4")] {
            let made = world.make("distarray_expression_create", &[world.handle(array)]);
            world.handles.insert(name, made);
        }
        for name in ["pixels", "pixels2"] {
            let made = world.make("distarray_array_create_ones", &[world.handle("distribution"), Word::int(UINT8)]);
            world.handles.insert(name, made);
        }
        let section = scratch::<u8>(&[]);
        world.must("distarray_array_export", &[world.handle("array"), Word::address(section)]);
        let buffer = scratch::<u8>(&[]);
        let words = [Word::address(section), Word::address(buffer), Word::int(2048), Word::int(0)];
        world.must("distarray_section_to_json", &words);
        world.json = unsafe { std::ffi::CStr::from_ptr(buffer.cast()) }.to_owned();
        release_section(section.cast());
        world.write_files();
        world
    }

    /// What the reading functions find. **Collective**, once.
    fn write_files(&self) {
        static WRITTEN: std::sync::Once = std::sync::Once::new();
        WRITTEN.call_once(|| {
            for name in ["input", "other"] {
                self.must("distarray_array_write_npy", &[self.handle("array"), self.file(&format!("{name}.npy"))]);
                if cfg!(feature = "hdf5") {
                    let file = self.file(&format!("{name}.hdf5"));
                    for dataset in ["data", "more"] {
                        let words = [self.handle("array"), file, Word::address(text(dataset))];
                        self.must("distarray_array_write_hdf5", &words);
                    }
                }
                if self.rank == 0 {
                    std::fs::write(self.folder.join(format!("{name}.raw")), [0; 4096]).unwrap();
                }
            }
            unsafe { ffi::MPI_Barrier(self.comm) };
        });
    }

    /// Whether communicators are addresses, of which Open MPI can tell which numbers are none.
    pub fn open_mpi(&self) -> bool {
        std::mem::size_of::<ffi::MPI_Comm>() == 8
    }

    pub fn handle(&self, name: &str) -> Word {
        Word::Integer(self.handles[name])
    }

    fn must(&self, name: &str, words: &[Word]) {
        let status = self.library.call(name, words);
        assert_eq!(status, 0, "{name}: {}", self.library.message());
    }

    /// Calls a function whose last argument receives a handle.
    pub fn make(&self, name: &str, words: &[Word]) -> u64 {
        let out = scratch::<u64>(&[]);
        self.must(name, &[words, &[Word::address(out)]].concat());
        unsafe { out.read() }
    }

    pub fn free(&self, kind: &str, handle: u64) {
        let verb = if kind == "request" { "end" } else { "free" };
        self.must(&format!("distarray_{kind}_{verb}"), &[Word::address(scratch(&[handle]))]);
    }

    /// Frees all handles of this world. **Local**.
    pub fn end(self) {
        for (name, handle) in &self.handles {
            let kind = match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "pixels" | "line" => "array",
                "list" | "mask" | "one" | "taken" | "wide" | "square" | "numbers" | "columns" => "array",
                kind if kind.ends_with(" result") => "distribution",
                kind => kind,
            };
            self.free(kind, *handle);
        }
    }

    fn specification(&self, shape: [i64; 2]) -> u64 {
        self.make("distarray_specification_create", &[Word::int(2), Word::address(scratch(&shape))])
    }

    /// A new handle of a kind. **Collective** for arrays, plans and requests.
    pub fn fresh(&self, kind: &str) -> u64 {
        let array = self.handle("array");
        match kind {
            "specification" => self.specification(SHAPE),
            "array" => self.make("distarray_array_create_zeros", &[self.handle("distribution"), Word::int(FLOAT64)]),
            "plan" => self.make("distarray_plan_create", &[self.handle("distribution"), self.handle("distribution")]),
            "expression" => self.make("distarray_expression_create", &[array]),
            "random" => self.make("distarray_random_create", &[Word::int(4), Word::int(0)]),
            "request" => self.make("distarray_plan_begin", &["plan", "array", "array2"].map(|name| self.handle(name))),
            _ => self.make(&format!("distarray_array_get_{kind}"), &[array]),
        }
    }

    fn export(&self) -> Word {
        let section = scratch::<u8>(&[]);
        self.must("distarray_array_export", &[self.handle("array"), Word::address(section)]);
        self.sections.borrow_mut().push(section.cast());
        Word::address(section)
    }

    fn file(&self, name: &str) -> Word {
        Word::address(text(self.folder.join(name).to_str().unwrap()))
    }

    fn sum_of(&self, expression: &str) -> Word {
        let words =
            [Word::int(1), self.handle(expression), Word::int(0), Word::Integer(0), Word::int(0), Word::Real(0.0)];
        Word::Integer(self.make("distarray_expression_reduce", &words))
    }

    /// A value with which the call succeeds.
    pub fn valid(&self, f: &Declared, argument: &Argument) -> Word {
        let (function, name, ctype) = (f.function.name, argument.name.as_str(), argument.ctype.as_str());
        if let Some(kind) = handle_kind(ctype) {
            if let (false, Some(name)) = (ctype.ends_with('*'), ordering_handle(function, name)) {
                return self.handle(name);
            }
            return match (ctype.ends_with('*'), kind) {
                (true, _) if is_free(f) => Word::address(scratch(&[self.fresh(kind)])),
                (true, _) => Word::address(scratch::<u64>(&[])),
                (false, "specification") => Word::Integer(self.specification(SHAPE)),
                (false, "array") if draws_integers(f) => self.handle("numbers"),
                // Ranks that fail alone leave this one behind.
                (false, "random") if !f.function.collective => self.handle("random3"),
                (false, "array") if function.ends_with("_png") => self.handle("pixels"),
                (false, "distribution") if function.ends_with("_create_identity") => self.handle("distribution4"),
                (false, "distribution") if function.ends_with("_create_indices") => self.handle("distribution6"),
                (false, "array") if function.ends_with("_apply_where") && name == "mask" => Word::Integer(0),
                (false, "distribution") if function == "distarray_plan_create" => self.handle("distribution"),
                (false, "array") if is_indexing(f) && name != "array" => self.handle(indexing_handle(name)),
                (false, "array") if product_handle(function, name).is_some() => {
                    self.handle(product_handle(function, name).unwrap_or_default())
                }
                (false, "distribution") if PRODUCTS.iter().any(|(product, _)| *product == function) => {
                    self.handle(&format!("{function} result"))
                }
                (false, "array") if function == "distarray_array_compute" => self.handle("mask"),
                (false, "array") if name == "mask" => self.handle("mask"),
                (false, "array") if name == "kernel" => self.handle("list"),
                (false, "array") if name == "out" && function.ends_with("_reduce_into") => self.handle("columns"),
                (false, "array") if name == "weights" => self.handle("array2"),
                (false, "expression") if function.ends_with("_get_value") => self.sum_of("expression"),
                (false, "array") if ["target", "b"].contains(&name) => self.handle("array2"),
                (false, "array") if name == "out" => self.handle("array3"),
                // The shape of the result is another one.
                (false, "distribution") if function.ends_with("_stack") => Word::Integer(0),
                (false, "distribution") if f.arguments.iter().any(|a| a.name == "down") => self.handle("distribution3"),
                (false, _) => self.handle(kind),
            };
        }
        if is_indexing(f) && name == "indices" {
            return Word::address(scratch(&[self.handles["list"]; 3]));
        }
        if let Some(kind) = list_kind(ctype) {
            let kind = if function == "distarray_array_mesh" { "line" } else { kind };
            let kind = if name == "targets" { "array2" } else { kind };
            let all: Vec<u64> = (1..=3).map(|_| self.handles[kind]).collect();
            return Word::address(scratch(&all));
        }
        match (name, ctype) {
            ("comm", "MPI_Comm") => self.comm.into(),
            ("state", "const int64_t *") => Word::address(scratch(&[1i64, 0, 0, 0, 0, 0, 0])),
            ("weights", "const double *") => Word::address(scratch(&[1.0f64; 5])),
            ("mean", "double") => Word::Real(0.0),
            ("deviation" | "scale" | "shape" | "freedom" | "a" | "b", "double") => Word::Real(1.5),
            ("probability", "double") => Word::Real(0.5),
            ("low", "int64_t") => Word::int(0),
            ("high" | "trials" | "words" | "key" | "stream", "int64_t") => Word::int(9),
            ("endpoint" | "replace", "int") => Word::int(1),
            ("comm", "MPI_Fint") => Word::int(self.fortran),
            ("shape", "const int64_t *") => Word::address(scratch(&SHAPE)),
            ("index" | "local_index" | "starts", "const int64_t *") => Word::address(scratch(&[0i64, 0])),
            ("stops", "const int64_t *") => Word::address(scratch(&[5i64, 6])),
            ("steps", "const int64_t *") => Word::address(scratch(&[1i64, 2])),
            ("start", "const int64_t *") => Word::address(scratch(&[0i64, 0])),
            ("count", "const int64_t *") => Word::address(scratch(&[2i64, 3])),
            ("indices", "const int64_t *") => Word::address(scratch(&[1i64; 20])),
            ("cuts", "const int64_t *") => Word::address(scratch(&[3i64, 5])),
            ("shifts" | "before" | "after" | "times", "const int64_t *") => Word::address(scratch(&[1i64, 2])),
            ("repeats", "const int64_t *") => Word::address(scratch(&[2i64])),
            // None of the axes has one index.
            ("axes", "const int *") if function == "distarray_array_squeeze" => Word::Integer(0),
            ("axes", "const int *") => Word::address(scratch(&[0i32, 1])),
            ("bounds", "const int64_t *") => Word::address(scratch(&[0i64, 1, 2, 3, 12])),
            ("labels", "const int64_t *") => Word::address(scratch(&[0i64, 1, 2, 3, 12])),
            ("extents", "const int *") => Word::address(scratch(&[0i32, 0])),
            ("ranks", "const int *") => Word::address(scratch(&[0i32, 1, 2, 3, 4])),
            ("strides", "const int64_t *") => {
                let strides = scratch::<i64>(&[]);
                let words = [self.handle("array"), Word::address(scratch::<u64>(&[])), Word::int(0)];
                self.must("distarray_array_get_local_padded", &[&words[..], &[Word::address(strides)]].concat());
                Word::address(strides)
            }
            ("value" | "scalar" | "data" | "part" | "alpha" | "beta", "const void *") => {
                Word::address(scratch(&[1.0f64; 96]))
            }
            ("text", "const char *") if function.ends_with("_slice_text") => Word::address(text("1:5, ...")),
            ("text", "const char *") if function == "distarray_expression_slice" => Word::address(text("1:5, ...")),
            ("text", "const char *") if takes_names(f) => Word::address(text("x + 1")),
            ("names", "const char *") => Word::address(text("x")),
            ("text", "const char *") => Word::address(text("block")),
            ("dataset", "const char *") => Word::address(text("data")),
            ("message", "const char *") => Word::address(text("a message")),
            ("json", "const char *") => Word::address(self.json.as_ptr()),
            ("path", "const char *") if function.contains("_read_") || function.contains("_file_") => {
                let kind = function.rsplit('_').next().unwrap_or_default();
                self.file(&format!("input.{kind}"))
            }
            ("path", "const char *") => self.file(&format!("{function}.out")),
            ("section", _) if !makes_section(f) => self.export(),
            ("scalars", "const void *") => Word::address(scratch(&[1.0f64; 96])),
            ("dtypes" | "scalar_dtypes", "const distarray_dtype *") => Word::address(scratch(&[FLOAT64 as i32; 4])),
            ("casting", "distarray_casting") => Word::int(4),
            ("base", "double") => Word::Real(2.0),
            ("start", "double") if function.ends_with("_geomspace") => Word::Real(1.0),
            ("function", "distarray_block_function") => Word::Integer(block as *const () as u64),
            ("function", "distarray_part_function") => Word::Integer(part as *const () as u64),
            ("accumulate", _) => Word::Integer(accumulate as *const () as u64),
            ("combine", _) => Word::Integer(combine as *const () as u64),
            ("identity" | "initial", "const void *") => Word::address(scratch(&[0.0f64])),
            ("q", "const double *") => Word::address(scratch(&[0.25f64, 0.5])),
            ("initial_dtype", "distarray_dtype") => Word::int(FLOAT64),
            ("bytes", "int64_t") if function.ends_with("_user_value") => Word::int(8),
            ("axis_count" | "n" | "edge_order", "int") => Word::int(1),
            ("method" | "mode", "distarray_quantile_method" | "distarray_convolve_mode") => Word::int(1),
            ("reproducible" | "skip_nan" | "by_column", "int") => Word::int(0),
            ("ddof", "double") => Word::Real(0.0),
            ("spacing", "double") => Word::Real(1.0),
            ("function", "distarray_element_function") => Word::Integer(element as *const () as u64),
            ("release", "distarray_release_function") => Word::Integer(release as *const () as u64),
            ("callback", "distarray_log_callback") => Word::Integer(log as *const () as u64),
            ("callback", "distarray_progress_callback") => Word::Integer(progress as *const () as u64),
            ("capacity", "size_t") => Word::int(SCRATCH as i64 * 8),
            ("mpi_comm_size", "size_t") => Word::int(std::mem::size_of::<ffi::MPI_Comm>() as i64),
            ("header_major", _) => Word::int(env!("CARGO_PKG_VERSION_MAJOR").parse().unwrap()),
            ("header_minor", _) => Word::int(env!("CARGO_PKG_VERSION_MINOR").parse().unwrap()),
            ("header_patch", _) => Word::int(env!("CARGO_PKG_VERSION_PATCH").parse().unwrap()),
            ("mpi_family", _) => Word::int(0),
            ("dtype" | "scalar_dtype", "distarray_dtype") => Word::int(FLOAT64),
            ("op" | "op_a" | "op_b", "distarray_op") => Word::int(1),
            ("axes_a" | "axes_b", "const int *") => Word::address(scratch(&[1i32])),
            ("subscripts", "const char *") => Word::address(text("ij,kj->ik")),
            ("count", "int") if function.contains("_einsum") => Word::int(2),
            ("order", "distarray_order") => Word::int(1),
            ("mode", "distarray_mode") => Word::int(0),
            ("status", "distarray_status") => Word::int(1),
            ("policy" | "kinds" | "rule" | "counter" | "fact", "int32_t") => Word::int(1),
            ("flags" | "byte_order", "int32_t") => Word::int(0),
            ("capacity", "int") => Word::int(2),
            ("offset", "int64_t") => Word::int(16),
            ("ndim", "int") => Word::int(2),
            ("axis2", "int") => Word::int(1),
            (
                "axis" | "axis1" | "destination" | "down" | "rank" | "root" | "coordinate" | "keep" | "one_to_one"
                | "periodic",
                "int",
            ) => Word::int(0),
            ("right" | "level" | "replicas" | "count", "int") => Word::int(1),
            ("size", "int64_t") => Word::int(5),
            ("greatest" | "density" | "invert", "int") => Word::int(1),
            ("bins" | "x_bins" | "y_bins", "int64_t") => Word::int(3),
            ("minlength", "int64_t") => Word::int(0),
            ("side", "distarray_side") => Word::int(1),
            ("low" | "x_low" | "y_low", "double") => Word::Real(-1.0),
            ("high" | "x_high" | "y_high", "double") => Word::Real(1.0),
            ("count", "int64_t") if function.ends_with("_repeat") => Word::int(1),
            ("count", "int64_t") if function.ends_with("_propose_ranks") => Word::int(self.size.into()),
            // Both distributions have so much halo.
            ("lower" | "upper", "const int64_t *") if function == "distarray_plan_create_halo" => {
                Word::address(scratch(&[0i64, 0]))
            }
            ("lower" | "upper", "const int64_t *") => Word::address(scratch(&[1i64, 0])),
            ("count", "int64_t") => Word::int(5),
            ("mode" | "corners" | "turns" | "axis2", "int" | "distarray_pad_mode") => Word::int(1),
            ("matrix", "int") => Word::int(0),
            ("diagonal", "int64_t") => Word::int(0),
            ("block_size", "int64_t") => Word::int(3),
            ("index" | "local_index", "int64_t") => Word::int(0),
            ("lower" | "upper", "int64_t") => Word::int(1),
            ("bytes", "int64_t") => Word::int(1 << 30),
            ("start", "double") => Word::Real(0.0),
            ("stop", "double") => Word::Real(96.0),
            ("step", "double") => Word::Real(1.0),
            ("literal", "int") => Word::int(0),
            ("seconds", "double") => Word::Real(60.0),
            (_, other) if other.ends_with('*') && !other.starts_with("const") => Word::address(scratch::<u64>(&[])),
            _ => panic!("{function}: tests/faults/world.rs knows no valid value of '{ctype} {name}'"),
        }
    }

    /// Another value with which the call would succeed, were it the same on all ranks.
    pub fn other(&self, f: &Declared, argument: &Argument) -> Word {
        let (function, name, ctype) = (f.function.name, argument.name.as_str(), argument.ctype.as_str());
        if let Some(kind) = handle_kind(ctype) {
            if let Some(name) = ordering_handle(function, name) {
                return self.handle(&format!("{name}2"));
            }
            return match kind {
                "specification" => Word::Integer(self.specification([12, 9])),
                "expression" if function.ends_with("_get_value") => self.sum_of("expression2"),
                "array" if function.ends_with("_png") => self.handle("pixels2"),
                "array" if is_indexing(f) && name != "array" => self.handle(&format!("{}2", indexing_handle(name))),
                "array" if name == "mask" => self.handle("mask2"),
                "array" if name == "kernel" => self.handle("list2"),
                "array" if name == "out" && function.ends_with("_reduce_into") => self.handle("columns2"),
                "array" if product_handle(function, name).is_some() => {
                    self.handle(&format!("{}2", product_handle(function, name).unwrap_or_default()))
                }
                "distribution" if PRODUCTS.iter().any(|(product, _)| *product == function) => {
                    self.handle(&format!("{function} result2"))
                }
                "array" if name == "mask" => self.handle("mask2"),
                "array" if name == "other" => self.handle("array5"),
                "distribution" if function.ends_with("_create_identity") => self.handle("distribution5"),
                "distribution" if function.ends_with("_create_indices") => self.handle("distribution7"),
                "array" => self.handle("array4"),
                _ => self.handle(&format!("{kind}2")),
            };
        }
        if is_indexing(f) && name == "indices" {
            return Word::address(scratch(&[self.handles["list2"]; 3]));
        }
        if let Some(kind) = list_kind(ctype) {
            let all: Vec<u64> = (1..=3).map(|_| self.handles[format!("{kind}4").as_str()]).collect();
            return Word::address(scratch(&all));
        }
        match (name, ctype) {
            ("shifts" | "before" | "after" | "times", "const int64_t *") => Word::address(scratch(&[2i64, 1])),
            ("repeats", "const int64_t *") => Word::address(scratch(&[3i64])),
            ("axes", "const int *") => Word::address(scratch(&[1i32, 0])),
            ("identity" | "initial", "const void *") => Word::address(scratch(&[2.0f64])),
            ("q", "const double *") => Word::address(scratch(&[0.75f64, 1.0])),
            ("method" | "mode", "distarray_quantile_method" | "distarray_convolve_mode") => Word::int(2),
            ("skip_nan" | "by_column", "int") => Word::int(1),
            ("n" | "edge_order", "int") => Word::int(2),
            ("ddof" | "spacing", "double") => Word::Real(2.0),
            ("diagonal", "int64_t") => Word::int(2),
            ("count", "int64_t") => Word::int(6),
            ("endpoint", "int") => Word::int(0),
            ("base", "double") => Word::Real(3.0),
            ("start", "double") if function.ends_with("_geomspace") => Word::Real(2.0),
            ("mode", "distarray_pad_mode") => Word::int(2),
            ("mode", "distarray_mode") => Word::int(1),
            ("mode", _) => Word::int(2),
            ("shape", "const int64_t *") if function == "distarray_array_reshape" => {
                Word::address(scratch(&[-1i64, 8]))
            }
            ("lower" | "upper", "const int64_t *") if function == "distarray_plan_create_halo" => {
                Word::address(scratch(&[1i64, 0]))
            }
            ("lower" | "upper", "const int64_t *") => Word::address(scratch(&[0i64, 0])),
            ("alpha" | "beta", "const void *") => Word::address(scratch(&[2.0f64])),
            ("corners", "int") => Word::int(0),
            ("shape", "const int64_t *") => Word::address(scratch(&[12i64, 9])),
            ("index", "const int64_t *") => Word::address(scratch(&[1i64, 0])),
            ("value", "const void *") => Word::address(scratch(&[2.0f64])),
            ("text", "const char *") if takes_names(f) => Word::address(text("x + 2")),
            ("text", "const char *") => Word::address(text("cyclic")),
            ("casting", _) => Word::int(5),
            ("dataset", "const char *") => Word::address(text("more")),
            ("path", "const char *") if function.contains("_read_") || function.contains("_file_") => {
                let kind = function.rsplit('_').next().unwrap_or_default();
                self.file(&format!("other.{kind}"))
            }
            ("path", "const char *") => self.file(&format!("{function}.other")),
            ("dtype", _) => Word::int(FLOAT32),
            ("op", _) if function.ends_with("_transform") || function.ends_with("accumulate_halo") => Word::int(3),
            ("op", _) if function.ends_with("update_index") => Word::int(3),
            ("op_a" | "op_b", _) => Word::int(3),
            ("axes_a" | "axes_b", "const int *") => Word::address(scratch(&[-1i32])),
            ("subscripts", "const char *") => Word::address(text("ij,kj")),
            ("axis1", "int") => Word::int(-2),
            ("axis2", "int") => Word::int(-1),
            // With a dtype to compute in: a product.
            ("op", _) if function.starts_with("distarray_array_reduce_") && !function.ends_with("_axis") => {
                Word::int(PROD)
            }
            ("op", _) => Word::int(2),
            ("ndim", "int") => Word::int(1),
            ("axis" | "root" | "keep" | "reproducible", "int") => Word::int(1),
            ("counter", "int32_t") => Word::int(2),
            ("right", "int") if function.ends_with("_digitize") => Word::int(0),
            ("down" | "right" | "count" | "turns", "int") => Word::int(2),
            ("flags" | "byte_order", "int32_t") => Word::int(1),
            ("offset", "int64_t") => Word::int(32),
            ("size", "int64_t") => Word::int(4),
            ("greatest" | "density" | "invert", "int") => Word::int(0),
            ("bins" | "x_bins" | "y_bins", "int64_t") => Word::int(4),
            ("minlength", "int64_t") => Word::int(7),
            ("side", "distarray_side") => Word::int(2),
            ("low" | "x_low" | "y_low", "double") => Word::Real(-2.0),
            ("high" | "x_high" | "y_high", "double") => Word::Real(2.0),
            ("start", "double") => Word::Real(1.0),
            ("stop", "double") => Word::Real(90.0),
            ("step", "double") => Word::Real(2.0),
            _ => panic!("{function}: tests/faults/world.rs knows no other value of '{ctype} {name}'"),
        }
    }

    pub fn valid_words(&self, f: &Declared) -> Vec<Word> {
        f.arguments.iter().map(|argument| self.valid(f, argument)).collect()
    }

    /// Says where this process is, for those who find it crashed or hanging.
    pub fn trace(&self, what: &str) {
        let path = self.folder.join(format!("trace.{}", self.rank));
        self.step.set(self.step.get() + 1);
        let _ = std::fs::write(path, format!("step {}: {what}\n", self.step.get()));
    }

    /// Calls, and takes care of what came out.
    pub fn call(&self, f: &Declared, words: &[Word]) -> Outcome {
        let status = f.call(words);
        let outcome = match f.status && status != 0 {
            true => Outcome { status, message: self.library.message() },
            false => Outcome { status: 0, message: String::new() },
        };
        for (argument, word) in f.arguments.iter().zip(words) {
            let &Word::Integer(bits) = word else { continue };
            let Some(kind) = handle_kind(&argument.ctype) else { continue };
            // An address that is not one of ours was not written to.
            if argument.ctype.ends_with('*') && bits != 0 && bits % 8 == 0 && !is_free(f) {
                let made = unsafe { (bits as *const u64).read() };
                assert!(outcome.status == 0 || made == 0, "{}: output written on failure", f.function.name);
                if outcome.status == 0 {
                    self.free(kind, made);
                }
            } else if argument.ctype == "distarray_specification" && bits != 0 {
                let slot = scratch(&[bits]);
                self.library.call("distarray_specification_free", &[Word::address(slot)]);
            }
            if is_free(f) && bits != 0 && outcome.status == 0 {
                assert_eq!(unsafe { (bits as *const u64).read() }, 0, "{}: handle is not NULL", f.function.name);
            }
        }
        if makes_section(f) && outcome.status == 0 {
            if let Some(Word::Integer(address)) = words.last().or(words.get(1)) {
                release_section(*address as *mut RawSection);
            }
        }
        for section in self.sections.take() {
            release_section(section);
        }
        outcome
    }
}

fn release_section(section: *mut RawSection) {
    if let Some(release) = unsafe { section.as_mut() }.and_then(|section| section.release) {
        release(section);
    }
}

/// What every rank says. **Collective** over `comm`.
pub fn gather(comm: ffi::MPI_Comm, size: i32, outcome: &Outcome) -> Vec<(i32, String)> {
    const RECORD: usize = 2048;
    let mut mine = [0u8; RECORD];
    mine[..4].copy_from_slice(&outcome.status.to_ne_bytes());
    let length = outcome.message.len().min(RECORD - 8);
    mine[4..8].copy_from_slice(&(length as u32).to_ne_bytes());
    mine[8..8 + length].copy_from_slice(&outcome.message.as_bytes()[..length]);
    let mut all = vec![0u8; RECORD * size as usize];
    unsafe {
        let byte = ffi::RSMPI_UINT8_T;
        let (count, out) = (RECORD as c_int, all.as_mut_ptr().cast());
        ffi::MPI_Allgather(mine.as_ptr().cast(), count, byte, out, count, byte, comm);
    }
    let read = |bytes: &[u8]| {
        let word = |at: usize| i32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap());
        (word(0), String::from_utf8_lossy(&bytes[8..8 + word(4) as usize]).into_owned())
    };
    all.chunks(RECORD).map(read).collect()
}
