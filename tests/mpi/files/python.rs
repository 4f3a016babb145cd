//! Files that NumPy and h5py wrote are read, and they read what is written of them.

use super::{refused, Folder};
use distarray::context::Context;
use distarray::error::Status;
use distarray::io;
use std::path::Path;
use std::process::Command;

/// Runs the Python side on rank 0; true if it could be run at all.
fn python(context: &Context, step: &str, folder: &Path) -> bool {
    let mut outcome = [0u8];
    if context.rank() == 0 {
        let mut command = Command::new("/usr/bin/python3");
        // h5py may be built with MPI, which must not take this process's place in the job.
        for (name, _) in std::env::vars().filter(|(name, _)| name.contains("MPI") || name.contains("PMI")) {
            command.env_remove(name);
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files_check.py");
        let said = command.arg(script).arg(step).arg(folder).output().unwrap();
        let words = String::from_utf8_lossy(&said.stderr);
        let absent = step == "make" && words.contains("ModuleNotFoundError");
        assert!(said.status.success() || absent, "{words}");
        outcome[0] = said.status.success().into();
    }
    context.broadcast(0, &mut outcome).unwrap();
    outcome == [1]
}

pub fn exchange(context: &Context) {
    let folder = Folder::new(context);
    if !python(context, "make", &folder.path) {
        eprintln!("not tried: exchange with NumPy and h5py, which this machine does not have");
        return;
    }
    let (source, target) = (folder.file("in.h5"), folder.file("out.h5"));
    let names = std::fs::read_to_string(folder.file("names")).unwrap();
    for name in names.lines() {
        let text = if name.contains("scalar") { "" } else { "cyclic" };
        let read = io::read_npy(context, &folder.file(&format!("{name}.npy")), text);
        let array = read.unwrap_or_else(|e| panic!("{name}: {e}"));
        io::write_npy(&array, &folder.file(&format!("out-{name}.npy"))).unwrap();
        let inside = format!("group/{name}");
        let read = io::read_hdf5(context, &source, &inside, text);
        let array = read.unwrap_or_else(|e| panic!("{name}: {e}"));
        let info = io::hdf5_info(context, &source, &inside).unwrap();
        assert_eq!((info.shape.as_slice(), info.dtype), (array.shape(), array.dtype()));
        io::write_hdf5(&array, &target, &format!("deep/{inside}")).unwrap();
    }
    for name in ["virtual", "unwritten", "large"] {
        // Ceilings that differ between ranks.
        context.set_memory_ceiling((context.rank() == 1).then_some(1 << 20));
        let array = io::read_hdf5(context, &source, &format!("odd/{name}"), "cyclic(3)").unwrap();
        context.set_memory_ceiling(None);
        io::write_hdf5(&array, &target, name).unwrap();
        if name == "virtual" {
            io::write_hdf5(&array, &target, "replaced").unwrap();
            io::write_hdf5(&array, &target, "replaced").unwrap();
        }
    }
    io::read_hdf5(context, &source, "odd/soft", "").unwrap();
    let refused_as = |name: &str, status, words| {
        refused(context, io::read_hdf5(context, &source, name, ""), status, words);
        refused(context, io::hdf5_info(context, &source, name), status, words);
    };
    refused_as("odd/far", Status::Unsupported, "external link");
    for name in ["odd/string", "odd/half", "odd/record"] {
        refused_as(name, Status::Format, "expected elements");
    }
    refused_as("odd/null", Status::Format, "dataspace");
    refused_as("odd", Status::Format, "HDF5 says");
    refused_as("none", Status::Format, "HDF5 says");
    refused_as("", Status::Argument, "a name");
    let other = folder.file("other.h5");
    refused(context, io::read_hdf5(context, &other, "x", ""), Status::Format, "other.h5");
    refused(context, io::read_hdf5(context, &folder.file("none.h5"), "x", ""), Status::Io, "No such file");
    let array = io::read_hdf5(context, &source, "odd/soft", "").unwrap();
    refused(context, io::write_hdf5(&array, &other, "x"), Status::Format, "other.h5");
    refused(context, io::write_hdf5(&array, &target, "deep/group"), Status::Io, "a group");
    refused(context, io::write_hdf5(&array, &target, "/"), Status::Argument, "name of a dataset");
    python(context, "check", &folder.path);
    assert!(std::fs::read_to_string(&other).unwrap().starts_with("not HDF5"));
    assert!(folder.names().iter().all(|name| !name.contains(".tmp.")));
}
