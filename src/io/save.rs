//! Writing a file so that there is the old one or the new one at every moment, never a mixture.

use super::layout::Layout;
use super::posix::{self, File};
use super::transfer::{primary, Direction, Mover};
use crate::array::Array;
use crate::context::Call;
use crate::error::{Error, Result, Status};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longest part of the file's own name in that of its temporary.
const NAME: usize = 200;
/// Leftovers of ended programs are removed when they are older than this.
const LEFTOVER: Duration = Duration::from_secs(60);

/// Where a file goes: its folder and name.
struct Destination {
    folder: PathBuf,
    name: OsString,
}

impl Destination {
    fn new(path: &Path) -> Result<Destination> {
        let text = path.as_os_str().as_bytes();
        let Some(name) = path.file_name().filter(|_| !text.ends_with(b"/") && !text.contains(&0)) else {
            refuse!(Io, "path", "expected the path of a file, got '{}'", path.display());
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Destination { folder: folder.to_path_buf(), name: name.to_os_string() })
    }

    fn prefix(&self) -> Vec<u8> {
        let name = self.name.as_bytes();
        [b".", &name[..name.len().min(NAME)], b".tmp."].concat()
    }

    fn temporary(&self, token: u64) -> PathBuf {
        let mut name = self.prefix();
        name.extend_from_slice(format!("{token:016x}").as_bytes());
        self.folder.join(OsString::from_vec(name))
    }

    /// Refuses what a rename would fail on or what it should not replace.
    fn check(&self) -> Result<()> {
        let path = self.folder.join(&self.name);
        let kind = match fs::symlink_metadata(&path) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(posix::failure("write", &path, None, &error)),
        };
        if kind.is_file() || kind.is_symlink() {
            return Ok(());
        }
        let what = if kind.is_dir() { "a directory" } else { "a device, socket or FIFO" };
        refuse!(Io, "path", "expected a file or nothing yet, but '{}' is {what}", path.display());
    }

    /// Removes what killed programs left; what a living one writes is locked by it.
    fn sweep(&self) {
        let prefix = self.prefix();
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let token = name.as_bytes().strip_prefix(prefix.as_slice());
            if !token.is_some_and(|token| token.len() == 16 && token.iter().all(u8::is_ascii_hexdigit)) {
                continue;
            }
            let age = entry.metadata().ok().filter(|m| m.is_file()).and_then(|m| m.modified().ok()?.elapsed().ok());
            if age.is_some_and(|age| age > LEFTOVER)
                && File::open_shared(&entry.path()).is_ok_and(|leftover| leftover.lock())
            {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The temporary file on rank 0, removed unless it was renamed.
struct Draft {
    file: File,
    path: PathBuf,
    token: u64,
    renamed: bool,
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.renamed {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn random_token() -> Result<u64> {
    let mut bytes = [0u8; 8];
    let got = unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    if got != bytes.len() as isize {
        return Err(Error::new(Status::Io, format!("no random number: {}", std::io::Error::last_os_error())));
    }
    Ok(u64::from_ne_bytes(bytes) | 1)
}

impl Draft {
    fn create(destination: &Destination) -> Result<Draft> {
        destination.check()?;
        destination.sweep();
        let token = random_token()?;
        let path = destination.temporary(token);
        let file = File::create_new(&path)?;
        Ok(Draft { file, path, token, renamed: false })
    }

    /// Puts the finished file in place.
    fn publish(mut self, destination: &Destination, size: u64) -> Result<()> {
        let found = self.file.size()?;
        if found != size {
            refuse!(Io, "path", "expected {size} bytes in '{}', found {found}", self.path.display());
        }
        self.file.sync()?;
        let path = destination.folder.join(&destination.name);
        fs::rename(&self.path, &path).map_err(|error| posix::failure("rename to", &path, None, &error))?;
        self.renamed = true;
        posix::sync_folder(&destination.folder)
    }
}

/// Writes an array as part of a new file that takes the place of `path`. On rank 0, `start` makes everything of it
/// but the elements, and says how long the file is and where they begin. **Collective.**
pub fn save(
    call: &Call,
    array: &Array,
    path: &Path,
    layout: Result<Layout>,
    start: impl FnOnce(&File, &Path, &Layout) -> Result<(u64, u64)>,
) -> Result<()> {
    let context = array.context();
    let mut slots = [0; 4];
    let prepared = super::check_readable(array).and_then(|()| {
        let layout = layout?;
        let destination = Destination::new(path)?;
        posix::check_size_limit(path, layout.end()?)?;
        let mover = Mover::prepare(call, context, &primary(array.distribution())?, &layout)?;
        slots[..2].copy_from_slice(&mover.needs());
        let mut draft = None;
        if context.rank() == 0 {
            let made = Draft::create(&destination)?;
            let (size, offset) = start(&made.file, &made.path, &layout)?;
            made.file.lock();
            slots[2] = made.token;
            slots[3] = offset;
            draft = Some((made, size));
        }
        Ok((layout, destination, mover, draft))
    });
    let (layout, destination, mover, draft) = context.agree_with(call, prepared, &mut slots)?;
    let layout = Layout { offset: slots[3], ..layout };
    let temporary = destination.temporary(slots[2]);
    let file =
        layout.end().and_then(|end| posix::check_size_limit(path, end)).and_then(|()| File::open_shared(&temporary));
    let written = mover.run(call, array, file, &layout, Direction::Write, [slots[0], slots[1]]);
    context.agree(call, written.and_then(|file| file.sync()))?;
    let published = draft.map_or(Ok(()), |(draft, size)| draft.publish(&destination, size));
    context.agree(call, published)
}

/// Writes a whole file that takes the place of `path`. **Local.**
pub fn replace(path: &Path, contents: &[u8]) -> Result<()> {
    let destination = Destination::new(path)?;
    let draft = Draft::create(&destination)?;
    draft.file.lock();
    draft.file.reserve(contents.len() as u64)?;
    draft.file.write_at(contents, 0)?;
    draft.publish(&destination, contents.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_files_are_replaced_and_nothing_is_left() {
        let folder = std::env::temp_dir().join(format!("distarray-replace-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("text");
        for contents in [&b"a longer first text"[..], b"short", b""] {
            replace(&path, contents).unwrap();
            assert_eq!(fs::read(&path).unwrap(), contents);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(replace(&folder, b"x").unwrap_err().status, Status::Io);
        assert_eq!(replace(&folder.join("no/x"), b"x").unwrap_err().status, Status::Io);
        fs::remove_dir_all(&folder).unwrap();
    }
}
