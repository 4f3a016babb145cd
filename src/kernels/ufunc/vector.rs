//! Whole vectors through glibc's libmvec, where the system has it.

use super::libm::Real;
use crate::dtype::Element;
use std::ffi::{c_void, CString};
use std::sync::OnceLock;

/// A function of libmvec: of one vector, or of two.
#[derive(Clone, Copy)]
struct Entry {
    address: usize,
    width: Width,
}

#[derive(Clone, Copy, PartialEq)]
enum Width {
    Avx2,
    Avx512,
}

impl Width {
    #[cfg(target_arch = "x86_64")]
    fn here() -> Option<Width> {
        if std::arch::is_x86_feature_detected!("avx512f") && std::arch::is_x86_feature_detected!("avx512dq") {
            return Some(Width::Avx512);
        }
        std::arch::is_x86_feature_detected!("avx2").then_some(Width::Avx2)
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn here() -> Option<Width> {
        None
    }

    fn bytes(self) -> usize {
        match self {
            Width::Avx2 => 32,
            Width::Avx512 => 64,
        }
    }
}

/// A function of one name in both precisions, found at its first use.
pub(super) struct Vectors {
    /// In C, without the `f` of single precision.
    name: &'static str,
    arity: usize,
    found: [OnceLock<Option<Entry>>; 2],
}

impl Vectors {
    pub const fn new(name: &'static str, arity: usize) -> Vectors {
        Vectors { name, arity, found: [const { OnceLock::new() }; 2] }
    }

    fn entry(&self, size: usize) -> Option<Entry> {
        *self.found[size / 8].get_or_init(|| {
            let width = Width::here()?;
            let letter = if width == Width::Avx512 { 'e' } else { 'd' };
            let suffix = if size == 4 { "f" } else { "" };
            let (lanes, operands) = (width.bytes() / size, "v".repeat(self.arity));
            let symbol = CString::new(format!("_ZGV{letter}N{lanes}{operands}_{}{suffix}", self.name)).ok()?;
            let library = library()?;
            // Sound: the library stays open.
            let address = unsafe { libc::dlsym(library as *mut c_void, symbol.as_ptr()) } as usize;
            (address != 0).then_some(Entry { address, width })
        })
    }

    /// Writes the function of all elements, or nothing and says so if there is no such function here.
    ///
    /// # Safety
    /// As for any kernel of elements of `T`, with as many operands as the function has.
    pub unsafe fn run<T: Real + Element>(&self, operands: &[*const u8; 3], out: *mut u8, count: usize) -> bool {
        let size = size_of::<T>();
        let Some(entry) = self.entry(size) else { return false };
        let lanes = entry.width.bytes() / size;
        let (whole, rest) = (count / lanes * lanes, count % lanes);
        let second = operands[self.arity - 1];
        unsafe {
            walk(entry, [operands[0], second], out, whole * size);
            if rest > 0 {
                // The last elements too go through a whole vector, so that no value depends on its place.
                let mut padded = [[T::default(); 16]; 2];
                for (operand, padded) in [operands[0], second].into_iter().zip(&mut padded) {
                    let from = operand.cast::<T>().add(whole);
                    padded.fill(from.read_unaligned());
                    std::ptr::copy_nonoverlapping(from.cast::<u8>(), padded.as_mut_ptr().cast(), rest * size);
                }
                let mut result = [T::default(); 16];
                let [a, b] = padded.each_ref().map(|operand| operand.as_ptr().cast());
                walk(entry, [a, b], result.as_mut_ptr().cast(), lanes * size);
                std::ptr::copy_nonoverlapping(result.as_ptr().cast::<u8>(), out.add(whole * size), rest * size);
            }
        }
        true
    }
}

/// The open library, if the system has it.
fn library() -> Option<usize> {
    static LIBRARY: OnceLock<usize> = OnceLock::new();
    // Sound: loading glibc's own library runs no code but its selection of functions.
    let open = || unsafe { libc::dlopen(c"libmvec.so.1".as_ptr(), libc::RTLD_NOW) } as usize;
    Some(*LIBRARY.get_or_init(open)).filter(|&library| library != 0)
}

/// Calls a function for vector after vector; one of one operand is given it twice.
#[cfg(target_arch = "x86_64")]
unsafe fn walk(entry: Entry, operands: [*const u8; 2], out: *mut u8, bytes: usize) {
    if bytes == 0 {
        return;
    }
    let end = |pointer: *const u8| pointer.wrapping_add(bytes) as usize;
    let frame = [end(operands[0]), end(operands[1]), end(out), entry.address];
    macro_rules! vectors {
        ($register:literal, $bytes:literal) => {
            std::arch::asm!(
                "2:",
                "mov rax, [r12]",
                "mov rcx, [r12 + 8]",
                concat!("vmovups ", $register, "0, [rax + r13]"),
                concat!("vmovups ", $register, "1, [rcx + r13]"),
                "call qword ptr [r12 + 24]",
                "mov rax, [r12 + 16]",
                concat!("vmovups [rax + r13], ", $register, "0"),
                concat!("add r13, ", $bytes),
                "jnz 2b",
                "vzeroupper",
                in("r12") frame.as_ptr(),
                inout("r13") bytes.wrapping_neg() => _,
                clobber_abi("C"),
            )
        };
    }
    unsafe {
        match entry.width {
            Width::Avx512 => vectors!("zmm", "64"),
            Width::Avx2 => vectors!("ymm", "32"),
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
unsafe fn walk(_entry: Entry, _operands: [*const u8; 2], _out: *mut u8, _bytes: usize) {}
