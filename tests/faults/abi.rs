//! The C interface as programs see it: declarations of the header, addresses in the shared library, calls.

use distarray::functions::{Function, FUNCTIONS};
use std::ffi::{c_char, c_void, CStr, CString};

pub struct Argument {
    /// Without the name: `const int64_t *`, `distarray_array`, `double`.
    pub ctype: String,
    pub name: String,
}

pub struct Declared {
    pub function: &'static Function,
    pub arguments: Vec<Argument>,
    /// Whether the value returned is a status.
    pub status: bool,
    address: *const c_void,
}

/// One argument as it goes into a register.
#[derive(Clone, Copy, Debug)]
pub enum Word {
    Integer(u64),
    Real(f64),
}

impl Word {
    pub fn int(value: i64) -> Word {
        Word::Integer(value as u64)
    }

    pub fn address<T>(pointer: *const T) -> Word {
        Word::Integer(pointer as u64)
    }
}

impl From<mpi::ffi::MPI_Comm> for Word {
    /// An address or an int, as the MPI has it.
    fn from(comm: mpi::ffi::MPI_Comm) -> Word {
        let mut bits = 0u64;
        assert!(std::mem::size_of_val(&comm) <= 8);
        unsafe { std::ptr::from_mut(&mut bits).cast::<mpi::ffi::MPI_Comm>().write(comm) };
        Word::Integer(bits)
    }
}

pub struct Library {
    pub functions: Vec<Declared>,
}

/// The declarations alone.
fn without_macros(header: &str) -> String {
    let mut inside = false;
    let mut code = String::new();
    for line in header.lines() {
        inside = inside || line.trim_start().starts_with('#');
        if !inside {
            code += line;
            code.push('\n');
        }
        inside = inside && line.ends_with('\\');
    }
    code
}

fn without_comments(header: &str) -> String {
    let mut code = String::new();
    let mut rest = header;
    while let Some((before, after)) = rest.split_once("/*") {
        code += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    code + rest
}

fn argument(text: &str) -> Argument {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = text.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').expect("a type and a name") + 1;
    Argument { ctype: text[..at].trim().to_string(), name: text[at..].to_string() }
}

impl Library {
    pub fn load() -> Library {
        let path = std::env::current_exe().unwrap().with_file_name("libdistarray.so");
        let path = CString::new(path.to_str().unwrap()).unwrap();
        let library = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
        assert!(!library.is_null(), "{}", unsafe { CStr::from_ptr(libc::dlerror()) }.to_string_lossy());
        let header = concat!(env!("CARGO_MANIFEST_DIR"), "/include/distarray.h");
        let header = without_macros(&without_comments(&std::fs::read_to_string(header).unwrap()));
        let declared = |function: &'static Function| {
            let (before, rest) = header.split_once(&format!("{}(", function.name)).expect(function.name);
            let returned = before.lines().last().unwrap_or("").trim();
            let (list, _) = rest.split_once(");").unwrap();
            let arguments = list.split(',').filter(|a| a.trim() != "void").map(argument).collect();
            let name = CString::new(function.name).unwrap();
            let address = unsafe { libc::dlsym(library, name.as_ptr()) }.cast_const();
            assert!(!address.is_null(), "{} is not exported", function.name);
            // It returns its own argument.
            let reports = function.name != "distarray_error_set";
            let status = returned == "distarray_status" && reports || function.name == "distarray_check_build";
            Declared { function, arguments, status, address }
        };
        let available = |f: &&Function| cfg!(feature = "hdf5") || !f.name.ends_with("_hdf5");
        Library { functions: FUNCTIONS.iter().filter(available).map(declared).collect() }
    }

    pub fn find(&self, name: &str) -> &Declared {
        self.functions.iter().find(|f| f.function.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    pub fn call(&self, name: &str, words: &[Word]) -> i32 {
        self.find(name).call(words)
    }

    /// The thread's last error.
    pub fn message(&self) -> String {
        let text: extern "C" fn() -> *const c_char =
            unsafe { std::mem::transmute(self.find("distarray_last_error_message").address) };
        unsafe { CStr::from_ptr(text()) }.to_string_lossy().into_owned()
    }
}

#[rustfmt::skip]
type Most = extern "C" fn(u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, f64, f64, f64, f64) -> u64;

impl Declared {
    /// Calls with any arguments. Integers and addresses travel apart from floating-point numbers, each in order and
    /// each in a whole register or stack slot, in the calling conventions of Linux on x86-64 and AArch64; so one
    /// signature with more of both than any function takes serves for all.
    pub fn call(&self, words: &[Word]) -> i32 {
        let (mut integers, mut reals) = ([0u64; 16], [0f64; 4]);
        let (mut i, mut r) = (0, 0);
        for word in words {
            match word {
                Word::Integer(value) => (integers[i], i) = (*value, i + 1),
                Word::Real(value) => (reals[r], r) = (*value, r + 1),
            }
        }
        let [a, b, c, d, e, f, g, h, j, k, l, m, n, o, v, w] = integers;
        let [p, q, s, t] = reals;
        let function: Most = unsafe { std::mem::transmute(self.address) };
        function(a, b, c, d, e, f, g, h, j, k, l, m, n, o, v, w, p, q, s, t) as i32
    }
}
