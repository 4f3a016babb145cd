//! What file systems do to programs: leftovers, other users' folders, folders that not all ranks see.

use super::{array, expected, refused, Folder};
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::Specification;
use distarray::dtype::Dtype;
use distarray::error::Status;
use distarray::io::{self, ByteOrder};
use distarray::ops::create;
use std::ffi::CString;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

fn sample(context: &Context, rows: i64) -> Array {
    let specification = Specification::parse(&[rows, 5], "block").unwrap();
    let distribution = create::distribution(context, &specification).unwrap();
    array(context, &distribution, Dtype::Int16)
}

pub fn all(context: &Context) {
    let folder = Folder::new(context);
    leftovers(context, &folder);
    permissions(context, &folder);
    other_names(context, &folder);
    not_shared(context, &folder);
}

/// Files that killed programs left are removed by the next save, those of living ones are not.
fn leftovers(context: &Context, folder: &Folder) {
    let path = folder.file("a.npy");
    let names = [
        ".a.npy.tmp.0123456789abcdef",
        ".a.npy.tmp.aaaaaaaaaaaaaaaa",
        ".a.npy.tmp.fresh",
        ".b.npy.tmp.0123456789abcdef",
    ];
    let mut alive = None;
    if context.rank() == 0 {
        let old = SystemTime::now() - Duration::from_secs(3600);
        for name in names {
            std::fs::File::create(folder.file(name)).unwrap().set_modified(old).unwrap();
        }
        let locked = std::fs::File::open(folder.file(names[1])).unwrap();
        assert_eq!(unsafe { libc::flock(locked.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) }, 0);
        alive = Some(locked);
    }
    io::write_npy(&sample(context, 6), &path).unwrap();
    let left: Vec<bool> = names.iter().map(|name| folder.file(name).exists()).collect();
    assert_eq!(left, [false, true, true, true]);
    context.confirm(Ok(())).unwrap();
    if context.rank() == 0 {
        names[1..].iter().for_each(|name| std::fs::remove_file(folder.file(name)).unwrap());
    }
    drop(alive);
    context.confirm(Ok(())).unwrap();
}

/// A folder that may not be written to, and a file that may not be read.
fn permissions(context: &Context, folder: &Folder) {
    let (closed, path) = (folder.file("closed"), folder.file("closed/a.npy"));
    let array = sample(context, 6);
    if context.rank() == 0 {
        std::fs::create_dir(&closed).unwrap();
    }
    context.confirm(Ok(())).unwrap();
    io::write_npy(&array, &path).unwrap();
    let mode = |path: &Path, mode| {
        if context.rank() == 0 {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    mode(&path, 0o000);
    mode(&closed, 0o555);
    context.confirm(Ok(())).unwrap();
    let user = unsafe { libc::geteuid() };
    // The superuser may do everything.
    assert!(user != 0 || unsafe { libc::seteuid(65534) } == 0);
    refused(context, io::write_npy(&array, &path), Status::Io, "Permission denied");
    refused(context, io::read_npy(context, &path, ""), Status::Io, "Permission denied");
    #[cfg(feature = "hdf5")]
    {
        refused(context, io::write_hdf5(&array, &closed.join("a.h5"), "x"), Status::Io, "Permission denied");
        refused(context, io::read_hdf5(context, &path, "x", ""), Status::Io, "Permission denied");
    }
    assert!(user != 0 || unsafe { libc::seteuid(0) } == 0);
    context.confirm(Ok(())).unwrap();
    mode(&path, 0o644);
    mode(&closed, 0o755);
}

/// Links are replaced themselves; names may be long and need not be text.
fn other_names(context: &Context, folder: &Folder) {
    let array = sample(context, 4);
    let (link, target) = (folder.file("link.npy"), folder.file("target.npy"));
    if context.rank() == 0 {
        std::fs::write(&target, b"precious").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
    }
    context.confirm(Ok(())).unwrap();
    io::write_npy(&array, &link).unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"precious");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_file());
    let odd = PathBuf::from(std::ffi::OsStr::from_bytes(b"odd \xff %s \n.npy"));
    for name in [PathBuf::from(format!("{}.npy", "n".repeat(251))), odd] {
        let path = folder.path.join(name);
        io::write_npy(&array, &path).unwrap();
        assert_eq!(io::npy_info(context, &path).unwrap().shape, [4, 5]);
        context.confirm(Ok(())).unwrap();
        if context.rank() == 0 {
            std::fs::remove_file(&path).unwrap();
        }
    }
    let path = folder.path.join("n".repeat(256));
    refused(context, io::write_npy(&array, &path), Status::Io, "File name too long");
    if context.size() > 1 {
        io::write_npy(&array, &folder.file("a0.npy")).unwrap();
        let path = folder.file(&format!("a{}.npy", context.rank()));
        refused(context, io::write_npy(&array, &path), Status::Mismatch, "path");
        refused(context, io::npy_info(context, &path), Status::Mismatch, "path");
    }
}

/// The last rank sees another file system at the folder.
fn not_shared(context: &Context, folder: &Folder) {
    let path = folder.file("a.npy");
    let raw = folder.file("a.raw");
    io::write_npy(&sample(context, 6), &path).unwrap();
    io::write_raw(&sample(context, 6), &raw, ByteOrder::Native).unwrap();
    let old = std::fs::read(&path).unwrap();
    let last = context.rank() == context.size() - 1;
    let mut hidden = [0u64];
    if last && context.size() > 1 {
        let c = |text: &[u8]| CString::new(text).unwrap();
        let (none, kind, at) = (c(b"none"), c(b"tmpfs"), c(folder.path.as_os_str().as_bytes()));
        let null = std::ptr::null();
        let apart = unsafe {
            libc::unshare(libc::CLONE_NEWNS) == 0
                && libc::mount(null, c(b"/").as_ptr(), null, libc::MS_REC | libc::MS_PRIVATE, null.cast()) == 0
                && libc::mount(none.as_ptr(), at.as_ptr(), kind.as_ptr(), 0, null.cast()) == 0
        };
        hidden[0] = apart.into();
    }
    if context.maximum(&hidden).unwrap() == [0] {
        if context.size() > 1 {
            eprintln!("not tried: a folder that is not shared, because this process may not mount a file system");
        }
        return;
    }
    let array = sample(context, 8);
    refused(context, io::write_npy(&array, &path), Status::Io, "all processes share");
    refused(context, io::write_raw(&array, &raw, ByteOrder::Native), Status::Io, "all processes share");
    refused(context, io::read_npy(context, &path, ""), Status::Io, "No such file");
    if last {
        let at = CString::new(folder.path.as_os_str().as_bytes()).unwrap();
        assert_eq!(unsafe { libc::umount(at.as_ptr()) }, 0);
    }
    context.confirm(Ok(())).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), old);
    assert!(folder.names().iter().all(|name| !name.contains(".tmp.")));
    context.confirm(Ok(())).unwrap();
    io::write_npy(&array, &path).unwrap();
}

/// One save over an old file, for a tracer that lets system calls fail or kills the process in them: whatever
/// happens, there is the old file or the new one. `DISTARRAY_TEST_FILE` names the file, of any format.
pub fn save_once(context: &Context) {
    let path = PathBuf::from(std::env::var("DISTARRAY_TEST_FILE").unwrap());
    let save = |array: &Array| match path.extension().and_then(|e| e.to_str()) {
        Some("npy") => io::write_npy(array, &path),
        Some("h5") => io::write_hdf5(array, &path, "x"),
        _ => io::write_raw(array, &path, ByteOrder::Native),
    };
    if !path.exists() {
        context.confirm(Ok(())).unwrap();
        save(&sample(context, 6)).unwrap();
        return;
    }
    let old = std::fs::read(&path).unwrap();
    context.confirm(Ok(())).unwrap();
    let new = expected(&[9, 5], Dtype::Int16);
    let outcome = save(&sample(context, 9));
    context.confirm(Ok(())).unwrap();
    let found = std::fs::read(&path).unwrap();
    let has_new = found.windows(new.len()).any(|bytes| bytes == new);
    match outcome {
        Ok(()) => assert!(has_new),
        Err(error) => {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let entries = std::fs::read_dir(path.parent().unwrap()).unwrap();
            let left = entries.flatten().any(|e| e.file_name().to_string_lossy().starts_with(&format!(".{name}.tmp.")));
            println!("rank {}: {error}; temporary left: {left}", context.rank());
            assert!(found == old || has_new);
        }
    }
}
