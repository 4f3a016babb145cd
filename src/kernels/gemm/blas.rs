//! The system's BLAS, found at run time: none is linked, and none is needed.
//!
//! `DISTARRAY_BLAS` names a library, or `none`. Otherwise the first good one counts: already in the process, or MKL,
//! OpenBLAS, BLIS, or what the system calls libblas. Good are those that say what they are: the reference BLAS, which is
//! slower than our own loops, has none of these names. OpenBLAS is passed over where it took the processor for an older one.
//! Its variables and those of the others are the user's: nothing is set here.

use super::{Extents, Factor, Matrix};
use crate::dtype::Dtype;
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::sync::OnceLock;

type Gemm = unsafe extern "C" fn(
    *const c_char,
    *const c_char,
    *const c_int,
    *const c_int,
    *const c_int,
    *const c_void,
    *const c_void,
    *const c_int,
    *const c_void,
    *const c_int,
    *const c_void,
    *mut c_void,
    *const c_int,
);

pub(super) struct Library {
    pub name: String,
    /// For float32, float64, complex64, complex128, with 32-bit integers.
    functions: [Gemm; 4],
}

const CANDIDATES: [&CStr; 4] = [c"libmkl_rt.so.2", c"libopenblas.so.0", c"libblis.so.4", c"libblas.so.3"];
/// Functions by which a library shows that it is more than the reference.
const SIGNS: [&CStr; 3] = [c"openblas_get_corename", c"mkl_get_version", c"bli_info_get_version_str"];
/// Kernels of OpenBLAS for AVX-512.
const WIDE: [&str; 3] = ["SkylakeX", "Cooperlake", "Sapphirerapids"];

/// The library, or why there is none.
pub(super) fn library() -> &'static Result<Library, String> {
    static LIBRARY: OnceLock<Result<Library, String>> = OnceLock::new();
    LIBRARY.get_or_init(find)
}

fn find() -> Result<Library, String> {
    match std::env::var("DISTARRAY_BLAS") {
        Ok(choice) if choice == "none" => return Err("DISTARRAY_BLAS is none".into()),
        Ok(path) if !path.is_empty() => {
            let name = CString::new(path.as_str()).map_err(|_| "DISTARRAY_BLAS has a NUL byte".to_string())?;
            let handle = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
            if handle.is_null() {
                return Err(format!("'{path}' of DISTARRAY_BLAS cannot be loaded"));
            }
            return functions(handle, path.clone()).ok_or_else(|| format!("'{path}' of DISTARRAY_BLAS has no dgemm_"));
        }
        _ => {}
    }
    let mut reason = "no fast BLAS found".to_string();
    if symbol(libc::RTLD_DEFAULT, c"dgemm_").is_some() {
        match good(libc::RTLD_DEFAULT) {
            Ok(sign) => match functions(libc::RTLD_DEFAULT, format!("{sign} of this process")) {
                Some(library) => return Ok(library),
                None => reason = "the BLAS of this process is not complete".into(),
            },
            Err(why) => reason = why,
        }
    }
    for name in CANDIDATES {
        let handle = unsafe { libc::dlopen(name.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
        if handle.is_null() {
            continue;
        }
        match good(handle) {
            Ok(_) => {
                if let Some(library) = functions(handle, name.to_string_lossy().into_owned()) {
                    return Ok(library);
                }
            }
            Err(why) => reason = format!("{}: {why}", name.to_string_lossy()),
        }
        unsafe { libc::dlclose(handle) };
    }
    Err(reason)
}

fn symbol(handle: *mut c_void, name: &CStr) -> Option<*mut c_void> {
    let address = unsafe { libc::dlsym(handle, name.as_ptr()) };
    (!address.is_null()).then_some(address)
}

/// The sign by which the library is known, or why it is not used.
fn good(handle: *mut c_void) -> Result<String, String> {
    let Some((sign, address)) = SIGNS.iter().find_map(|sign| symbol(handle, sign).map(|address| (sign, address)))
    else {
        return Err("the reference BLAS is not used".into());
    };
    #[cfg(target_arch = "x86_64")]
    if *sign == SIGNS[0] && std::arch::is_x86_feature_detected!("avx512f") {
        let name: unsafe extern "C" fn() -> *const c_char = unsafe { std::mem::transmute(address) };
        let core = unsafe { CStr::from_ptr(name()) }.to_string_lossy();
        if !WIDE.iter().any(|wide| wide.eq_ignore_ascii_case(&core)) {
            return Err(format!("OpenBLAS takes this processor for {core}; OPENBLAS_CORETYPE=SkylakeX corrects it"));
        }
    }
    let _ = address;
    let words = sign.to_string_lossy();
    Ok(words.split('_').next().unwrap_or_default().to_string())
}

fn functions(handle: *mut c_void, name: String) -> Option<Library> {
    let get = |name: &CStr| symbol(handle, name).map(|at| unsafe { std::mem::transmute::<*mut c_void, Gemm>(at) });
    let functions = [get(c"sgemm_")?, get(c"dgemm_")?, get(c"cgemm_")?, get(c"zgemm_")?];
    Some(Library { name, functions })
}

/// Largest extent of one call.
const CHUNK: usize = 1 << 30;

/// How column-major BLAS sees a matrix: as it is or transposed, and the leading dimension.
fn seen(matrix: Matrix, rows: usize, columns: usize) -> Option<(&'static CStr, c_int)> {
    let leading = |step: isize, least: usize, others: usize| {
        let step = if others == 1 { least.max(1) as isize } else { step };
        (step >= least.max(1) as isize).then(|| c_int::try_from(step).ok()).flatten()
    };
    let as_it_is = (matrix.row == 1 || rows == 1).then(|| leading(matrix.column, rows, columns)).flatten();
    let transposed = || (matrix.column == 1 || columns == 1).then(|| leading(matrix.row, columns, rows)).flatten();
    as_it_is.map(|ld| (c"N", ld)).or_else(|| transposed().map(|ld| (c"T", ld)))
}

/// False if there is no library, or it cannot do with these strides.
pub(super) unsafe fn multiply(
    dtype: Dtype,
    extents: Extents,
    alpha: &Factor,
    a: Matrix,
    b: Matrix,
    beta: &Factor,
    c: Matrix,
) -> bool {
    let Ok(library) = library() else { return false };
    let (extents, a, b, c) = match c.row == 1 {
        true => (extents, a, b, c),
        // Row-major C: its transpose is the product of the transposes.
        false => (Extents { m: extents.n, n: extents.m, k: extents.k }, b.transposed(), a.transposed(), c.transposed()),
    };
    let Extents { m, n, k } = extents;
    let (Some(in_a), Some(in_b), Some((as_it_is, in_c))) = (seen(a, m, k), seen(b, k, n), seen(c, m, n)) else {
        return false;
    };
    if as_it_is != c"N" {
        return false;
    }
    let (at, size) = match dtype {
        Dtype::Float32 => (0, 4),
        Dtype::Float64 => (1, 8),
        Dtype::Complex64 => (2, 8),
        Dtype::Complex128 => (3, 16),
        _ => return false,
    };
    let one = super::one(dtype);
    let part = |matrix: Matrix, row: usize, column: usize| {
        matrix.pointer.wrapping_offset((row as isize * matrix.row + column as isize * matrix.column) * size)
    };
    for i in (0..m).step_by(CHUNK) {
        for j in (0..n).step_by(CHUNK) {
            for l in (0..k).step_by(CHUNK) {
                let [rows, columns, sums] = [m - i, n - j, k - l].map(|left| left.min(CHUNK) as c_int);
                let factor = if l == 0 { beta } else { &one };
                unsafe {
                    library.functions[at](
                        in_a.0.as_ptr(),
                        in_b.0.as_ptr(),
                        &rows,
                        &columns,
                        &sums,
                        alpha.as_ptr().cast(),
                        part(a, i, l).cast(),
                        &in_a.1,
                        part(b, l, j).cast(),
                        &in_b.1,
                        factor.as_ptr().cast(),
                        part(c, i, j).cast(),
                        &in_c,
                    );
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strides_are_seen_as_columns_or_rows() {
        let matrix = |row, column| Matrix { pointer: std::ptr::null_mut(), row, column };
        assert_eq!(seen(matrix(1, 5), 4, 3), Some((c"N", 5)));
        assert_eq!(seen(matrix(5, 1), 4, 3), Some((c"T", 5)));
        assert_eq!(seen(matrix(2, 1), 4, 3), None);
        assert_eq!(seen(matrix(2, 9), 4, 3), None);
        assert_eq!(seen(matrix(-3, 1), 4, 3), None);
        assert_eq!(seen(matrix(0, 1), 1, 3), Some((c"N", 1)));
        assert_eq!(seen(matrix(1 << 33, 1), 4, 3), None);
    }
}
