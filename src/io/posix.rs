//! Positioned reads and writes with every outcome looked at.

use crate::error::{Error, Result, Status};
use std::ffi::CString;
use std::fs;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// The most bytes of one system call; Linux transfers less than 2 GiB at once.
const MOST: usize = 1 << 30;

/// An open file that knows its name.
pub struct File {
    file: fs::File,
    path: PathBuf,
}

/// What failed, at which byte offset if that matters, in the system's words.
pub fn failure(verb: &str, path: &Path, offset: Option<u64>, error: &std::io::Error) -> Error {
    let at = offset.map_or(String::new(), |offset| format!(" at byte {offset}"));
    Error::argument(Status::Io, "path", format!("cannot {verb} '{}'{at}: {error}", path.display()))
}

fn c_path(path: &Path) -> Result<CString> {
    CString::new(path.as_os_str().as_bytes())
        .map_err(|_| Error::argument(Status::Io, "path", "expected a path without NUL bytes"))
}

fn open(path: &Path, flags: i32, verb: &str) -> Result<File> {
    let name = c_path(path)?;
    let descriptor = retry(|| unsafe { libc::open(name.as_ptr(), flags | libc::O_CLOEXEC, 0o666) })
        .map_err(|error| failure(verb, path, None, &error))?;
    let file = unsafe { fs::File::from_raw_fd(descriptor) };
    Ok(File { file, path: path.to_path_buf() })
}

/// Repeats a call that a signal interrupted.
fn retry(mut call: impl FnMut() -> i32) -> std::io::Result<i32> {
    loop {
        let code = call();
        if code >= 0 {
            return Ok(code);
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

impl File {
    /// Opens a regular file for reading.
    pub fn open(path: &Path) -> Result<File> {
        // A FIFO would block until somebody writes.
        let file = open(path, libc::O_RDONLY | libc::O_NONBLOCK, "open")?;
        let kind = file.metadata()?.file_type();
        if !kind.is_file() {
            let what = if kind.is_dir() { "a directory" } else { "a device, socket or FIFO" };
            refuse!(Io, "path", "expected a regular file, but '{}' is {what}", path.display());
        }
        Ok(file)
    }

    /// Makes a file that must not be there yet.
    pub fn create_new(path: &Path) -> Result<File> {
        open(path, libc::O_RDWR | libc::O_CREAT | libc::O_EXCL | libc::O_NOFOLLOW, "create")
    }

    /// Opens a file that this library made on another rank.
    pub fn open_shared(path: &Path) -> Result<File> {
        open(path, libc::O_RDWR | libc::O_NOFOLLOW, "open").map_err(|error| Error {
            message: format!("{}; is the folder on a file system that all processes share?", error.message),
            ..error
        })
    }

    fn metadata(&self) -> Result<fs::Metadata> {
        self.file.metadata().map_err(|error| failure("examine", &self.path, None, &error))
    }

    /// Length in bytes.
    pub fn size(&self) -> Result<u64> {
        Ok(self.metadata()?.len())
    }

    /// Reserves all bytes of the file, so that a full disk shows before anything is written.
    pub fn reserve(&self, bytes: u64) -> Result<()> {
        let length = i64::try_from(bytes).map_err(|_| {
            Error::argument(Status::Overflow, "path", format!("a file of {bytes} bytes exceeds 2^63 - 1"))
        })?;
        check_size_limit(&self.path, bytes)?;
        let descriptor = self.file.as_raw_fd();
        if length > 0 {
            match retry(|| unsafe { libc::fallocate(descriptor, 0, 0, length) }) {
                Ok(_) => (),
                // This file system cannot reserve: the writes will tell.
                Err(error) if matches!(error.raw_os_error(), Some(libc::EOPNOTSUPP | libc::ENOSYS)) => (),
                Err(error) => return Err(self.failed(&format!("reserve {bytes} bytes for"), None, error)),
            }
        }
        retry(|| unsafe { libc::ftruncate(descriptor, length) })
            .map(|_| ())
            .map_err(|error| self.failed(&format!("set a length of {bytes} bytes of"), None, error))
    }

    fn failed(&self, verb: &str, offset: Option<u64>, error: std::io::Error) -> Error {
        failure(verb, &self.path, offset, &error)
    }

    /// Writes all of `data` at a byte offset.
    pub fn write_at(&self, mut data: &[u8], mut offset: u64) -> Result<()> {
        while !data.is_empty() {
            let most = data.len().min(MOST);
            match self.file.write_at(&data[..most], offset) {
                Ok(0) => {
                    let error = std::io::Error::from_raw_os_error(libc::ENOSPC);
                    return Err(self.failed("write", Some(offset), error));
                }
                Ok(written) => {
                    data = &data[written..];
                    offset += written as u64;
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => (),
                Err(error) => return Err(self.failed("write", Some(offset), error)),
            }
        }
        Ok(())
    }

    /// Fills all of `data` from a byte offset.
    pub fn read_at(&self, data: &mut [u8], offset: u64) -> Result<()> {
        let mut done = 0;
        while done < data.len() {
            let end = data.len().min(done.saturating_add(MOST));
            let at = offset + done as u64;
            match self.file.read_at(&mut data[done..end], at) {
                Ok(0) => refuse!(
                    Io,
                    "path",
                    "'{}' ends at byte {at}, {} bytes too early: it was changed while being read",
                    self.path.display(),
                    data.len() - done
                ),
                Ok(read) => done += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => (),
                Err(error) => return Err(self.failed("read", Some(at), error)),
            }
        }
        Ok(())
    }

    /// Waits until everything written is on the disk.
    pub fn sync(&self) -> Result<()> {
        self.file.sync_all().map_err(|error| self.failed("sync", None, error))
    }

    /// Keeps others from taking the file for a leftover while it is open here.
    pub fn lock(&self) -> bool {
        unsafe { libc::flock(self.file.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) == 0 }
    }
}

/// The system ends processes that write beyond their limit of file sizes, so it is looked at before.
pub fn check_size_limit(path: &Path, bytes: u64) -> Result<()> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    let known = unsafe { libc::getrlimit(libc::RLIMIT_FSIZE, &mut limit) } == 0;
    if known && limit.rlim_cur != libc::RLIM_INFINITY && bytes > limit.rlim_cur {
        refuse!(
            Io,
            "path",
            "'{}' would have {bytes} bytes, more than this process may write to a file ({}); raise the limit (ulimit -f)",
            path.display(),
            limit.rlim_cur
        );
    }
    Ok(())
}

/// Makes a change of a folder's entries durable.
pub fn sync_folder(folder: &Path) -> Result<()> {
    let file = open(folder, libc::O_RDONLY | libc::O_DIRECTORY, "open folder")?;
    match file.file.sync_all() {
        // Some file systems cannot sync folders.
        Err(error) if error.raw_os_error() != Some(libc::EINVAL) => Err(failure("sync folder", folder, None, &error)),
        _ => Ok(()),
    }
}
