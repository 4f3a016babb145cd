//! The HDF5 library: one caller at a time, silent, with its own words in errors.

use crate::error::{Error, Result, Status};
use hdf5_sys::h5::{hsize_t, H5open};
use hdf5_sys::h5e::{H5Eclear2, H5Eget_auto2, H5Eprint2, H5Eset_auto2, H5E_DEFAULT};
use hdf5_sys::h5i::{hid_t, H5Idec_ref};
use std::ffi::{CStr, CString};
use std::path::Path;

/// An open object of HDF5, closed when dropped.
pub struct Id(hid_t);

impl Id {
    /// What a call returned: an object, or an error in the library's words.
    pub fn new(id: hid_t, doing: &str) -> Result<Id> {
        if id < 0 {
            return Err(failure(doing));
        }
        Ok(Id(id))
    }

    pub fn raw(&self) -> hid_t {
        self.0
    }

    /// Closes it, and says if that failed.
    pub fn close(self, doing: &str) -> Result<()> {
        let id = self.0;
        std::mem::forget(self);
        check(unsafe { H5Idec_ref(id) }, doing)
    }
}

impl Drop for Id {
    fn drop(&mut self) {
        quietly(|| unsafe { H5Idec_ref(self.0) });
    }
}

/// Refuses negative return codes.
pub fn check(code: i32, doing: &str) -> Result<()> {
    if code < 0 {
        return Err(failure(doing));
    }
    Ok(())
}

/// The error stack in a sentence: what was asked for, and the deepest reason.
fn failure(doing: &str) -> Error {
    let mut text = [0u8; 16384];
    unsafe {
        let stream = libc::fmemopen(text.as_mut_ptr().cast(), text.len() - 1, c"w".as_ptr());
        if !stream.is_null() {
            H5Eprint2(H5E_DEFAULT, stream.cast());
            libc::fclose(stream);
        }
    }
    // Times end in a line break.
    let text = CStr::from_bytes_until_nul(&text).unwrap_or_default().to_string_lossy().replace("\n,", ",");
    let reasons: Vec<&str> =
        text.lines().filter_map(|line| line.split_once("(): ")).map(|(_, reason)| reason).collect();
    let words = match reasons.as_slice() {
        [] => "no reason given".to_string(),
        [only] => only.to_string(),
        [first, .., last] => format!("{first}: {last}"),
    };
    let status = if words.contains("errno") { Status::Io } else { Status::Format };
    Error::argument(status, "path", format!("cannot {doing}: HDF5 says {words}"))
}

/// Runs calls of the library with its printing of errors off, and on again afterwards.
pub fn quietly<T>(calls: impl FnOnce() -> T) -> T {
    let _alone = hdf5_sys::LOCK.lock();
    let (mut print, mut data) = (None, std::ptr::null_mut());
    unsafe {
        H5open();
        H5Eget_auto2(H5E_DEFAULT, &mut print, &mut data);
        H5Eset_auto2(H5E_DEFAULT, None, std::ptr::null_mut());
        H5Eclear2(H5E_DEFAULT);
    }
    let result = calls();
    unsafe { H5Eset_auto2(H5E_DEFAULT, print, data) };
    result
}

pub fn c_string(text: &str, argument: &str) -> Result<CString> {
    match CString::new(text) {
        Ok(text) if !text.is_empty() => Ok(text),
        _ => Err(Error::argument(Status::Argument, argument, format!("expected a name without NUL, got '{text}'"))),
    }
}

pub fn c_path(path: &Path) -> Result<CString> {
    use std::os::unix::ffi::OsStrExt;
    CString::new(path.as_os_str().as_bytes())
        .map_err(|_| Error::argument(Status::Io, "path", "expected a path without NUL bytes"))
}

/// Extents as HDF5 has them.
pub fn extents(shape: &[i64]) -> Vec<hsize_t> {
    shape.iter().map(|&n| n as hsize_t).collect()
}
