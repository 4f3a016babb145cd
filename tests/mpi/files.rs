//! Files: every byte in its place, whatever the distribution; errors on all ranks, and the old file kept.

use crate::{Subject, RANKS};
use distarray::array::Array;
use distarray::context::Context;
use distarray::distribution::{AxisKind, Distribution, Specification};
use distarray::dtype::Dtype;
use distarray::error::{Error, Status};
use distarray::index::shape;
use distarray::io::{self, ByteOrder};
use distarray::ops::create;
use distarray::ops::redistribute::{gather, Receiver};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[path = "files/faults.rs"]
mod faults;
#[cfg(feature = "hdf5")]
#[path = "files/python.rs"]
mod python;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("files_round_trips", RANKS, round_trips),
    Subject::new("files_within_ceilings", &[1, 2, 3, 4], within_ceilings),
    Subject::new("files_errors", &[1, 2, 3], errors),
    Subject::new("files_faults", &[1, 2, 3], faults::all),
    Subject::new("files_save", &[], faults::save_once),
    #[cfg(feature = "hdf5")]
    Subject::new("files_python", &[1, 3, 4], python::exchange),
];

/// A folder that all ranks share, empty at first and removed at the end.
pub struct Folder<'a> {
    context: &'a Context,
    path: PathBuf,
}

impl<'a> Folder<'a> {
    fn new(context: &'a Context) -> Folder<'a> {
        let mut number = u64::from(std::process::id()).to_ne_bytes();
        context.broadcast(0, &mut number).unwrap();
        let name = format!("distarray-files-{}-{}", u64::from_ne_bytes(number), context.size());
        let path = std::env::temp_dir().join(name);
        if context.rank() == 0 {
            std::fs::create_dir_all(&path).unwrap();
        }
        context.confirm(Ok(())).unwrap();
        Folder { context, path }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.path).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder<'_> {
    fn drop(&mut self) {
        if self.context.confirm(Ok(())).is_ok() && self.context.rank() == 0 {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// Bytes of the element at a position of the whole array: all bits differ, bools are 0 or 1.
fn element(dtype: Dtype, position: i64, bytes: &mut [u8]) {
    let mut state = position as u64 + 1;
    for byte in bytes.iter_mut() {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        *byte = (state >> 40) as u8;
    }
    if dtype == Dtype::Bool {
        bytes[0] &= 1;
    }
}

/// The whole array, row-major.
fn expected(shape: &[i64], dtype: Dtype) -> Vec<u8> {
    let count = shape::element_count(shape).unwrap();
    let mut bytes = vec![0; count as usize * dtype.size()];
    for (position, element_bytes) in bytes.chunks_exact_mut(dtype.size()).enumerate() {
        element(dtype, position as i64, element_bytes);
    }
    bytes
}

fn position(index: &[i64], shape: &[i64]) -> i64 {
    index.iter().zip(shape).fold(0, |position, (i, n)| position * n + i)
}

fn array(context: &Context, distribution: &Arc<Distribution>, dtype: Dtype) -> Array {
    let shape = distribution.shape().to_vec();
    create::from_function(context, distribution, dtype, |index, bytes| {
        element(dtype, position(index, &shape), bytes);
        true
    })
    .unwrap()
}

fn gathered(array: &Array) -> Vec<u8> {
    let count = shape::element_count(array.shape()).unwrap();
    let mut bytes = vec![0; count as usize * array.dtype().size()];
    unsafe { gather(array, Receiver::All, bytes.as_mut_ptr()).unwrap() };
    bytes
}

fn swapped(bytes: &[u8], dtype: Dtype) -> Vec<u8> {
    bytes.chunks_exact(dtype.scalar_size()).flat_map(|scalar| scalar.iter().rev().copied()).collect()
}

/// The element order of a Fortran file.
fn column_major(bytes: &[u8], shape: &[i64], item: usize) -> Vec<u8> {
    let reversed: Vec<i64> = shape.iter().rev().copied().collect();
    let mut result = Vec::with_capacity(bytes.len());
    let mut index = vec![0; shape.len()];
    while result.len() < bytes.len() {
        let own: Vec<i64> = index.iter().rev().copied().collect();
        let at = position(&own, shape) as usize * item;
        result.extend_from_slice(&bytes[at..at + item]);
        shape::next_index(&mut index, &reversed);
    }
    result
}

/// Many distributions of a shape over the ranks of a context.
fn distributions(context: &Context, shape: &[i64]) -> Vec<Arc<Distribution>> {
    let (size, ndim) = (context.size(), shape.len());
    let mut texts = vec!["block".to_string(), "whole".to_string(), format!("whole ranks({})", size - 1)];
    if ndim > 0 {
        texts.extend(
            [
                "block(ceil) order(column)",
                "cyclic",
                "cyclic(3) order(column)",
                "block halo(1)",
                "cyclic(2)",
                "block halo(2:1) periodic order(column)",
            ]
            .map(String::from),
        );
        if size > 1 {
            texts.push("block ranks(1)".to_string());
            let ranks: Vec<String> = (0..size).rev().map(|rank| rank.to_string()).collect();
            texts.push(format!("cyclic ranks({}) ", ranks.join(":")));
        }
        if size % 2 == 0 {
            texts.push("block replicas(2)".to_string());
            texts.push("cyclic replicas(2) order(column)".to_string());
        }
    }
    if ndim == 2 {
        texts.push(format!("whole, block halo(1) @ 1x{size}"));
        texts.push(format!("whole, cyclic(2) @ 1x{size} order(column)"));
        texts.push("cyclic, block halo(1)".to_string());
    }
    let narrow = |text: &&String| !text.contains("halo") || shape.iter().all(|&n| n >= 4 * size as i64);
    let mut found: Vec<Arc<Distribution>> = texts
        .iter()
        .filter(narrow)
        .map(|text| {
            let specification = Specification::parse(shape, text).unwrap();
            create::distribution(context, &specification).unwrap_or_else(|e| panic!("{text} of {shape:?}: {e}"))
        })
        .collect();
    for axis in 0..ndim {
        if let Some(distribution) = unstructured(context, shape, axis) {
            found.push(distribution);
        }
    }
    found
}

/// One axis dealt out by a permutation.
fn unstructured(context: &Context, shape: &[i64], axis: usize) -> Option<Arc<Distribution>> {
    let n = shape[axis];
    let step = [7, 5, 3, 11, 13].into_iter().find(|s| n % s != 0)?;
    let (rank, size) = (context.rank() as i64, context.size() as i64);
    let labels = (0..n).filter(|k| k % size == rank).map(|k| (k * step + 1) % n).collect();
    let mut specification = Specification::new(shape).unwrap();
    specification.axes[axis].kind = AxisKind::Unstructured { labels, one_to_one: true };
    specification.grid = vec![1; shape.len()];
    specification.grid[axis] = context.size();
    Some(create::distribution(context, &specification).unwrap())
}

const SHAPES: &[&[i64]] = &[&[], &[0], &[1], &[53], &[3, 0, 2], &[5, 4], &[3, 4, 5], &[40, 26], &[2, 1, 600]];

fn round_trips(context: &Context) {
    let folder = Folder::new(context);
    let (npy, raw, fortran) = (folder.file("a.npy"), folder.file("a.raw"), folder.file("f.npy"));
    let mut dtypes = Dtype::ALL.into_iter().cycle();
    for shape in SHAPES {
        for distribution in distributions(context, shape) {
            let dtype = dtypes.next().unwrap();
            let what = format!("{shape:?} {} {distribution:?}", dtype.name());
            let bytes = expected(shape, dtype);
            let source = array(context, &distribution, dtype);
            io::write_npy(&source, &npy).unwrap_or_else(|e| panic!("{what}: {e}"));
            let written = std::fs::read(&npy).unwrap();
            assert_eq!(written.len() % 64, bytes.len() % 64, "{what}");
            assert!(written.ends_with(&bytes), "{what}");
            let header = written.len() - bytes.len();
            assert_eq!(io::npy_info(context, &npy).unwrap(), io::FileInfo { shape: shape.to_vec(), dtype });
            let back = io::read_npy_as(context, &npy, &distribution).unwrap_or_else(|e| panic!("{what}: {e}"));
            assert_eq!(gathered(&back), bytes, "{what}");
            assert_halo_untouched(&back);
            let blocks = io::read_npy(context, &npy, "").unwrap();
            assert_eq!(gathered(&blocks), bytes, "{what}");

            #[cfg(feature = "hdf5")]
            hdf5_round_trip(&folder, &source, &bytes, &what);

            io::write_raw(&source, &raw, ByteOrder::Big).unwrap();
            assert_eq!(std::fs::read(&raw).unwrap(), swapped(&bytes, dtype), "{what}");
            let back = io::read_raw(context, &distribution, dtype, &raw, 0, ByteOrder::Big).unwrap();
            assert_eq!(gathered(&back), bytes, "{what}");
            let back = io::read_raw(context, &distribution, dtype, &npy, header as i64, ByteOrder::Little).unwrap();
            assert_eq!(gathered(&back), bytes, "{what}");

            if context.rank() == 0 {
                let text = String::from_utf8_lossy(&written[10..header]).replace("False", "True ");
                let text = text.replace("'<", "'>");
                let data = swapped(&column_major(&bytes, shape, dtype.size()), dtype);
                std::fs::write(&fortran, [&written[..10], text.as_bytes(), &data].concat()).unwrap();
            }
            context.confirm(Ok(())).unwrap();
            let back = io::read_npy_as(context, &fortran, &distribution).unwrap_or_else(|e| panic!("{what}: {e}"));
            assert_eq!(gathered(&back), bytes, "{what}");
        }
    }
    assert!(folder.names().iter().all(|name| !name.contains(".tmp.")));
}

#[cfg(feature = "hdf5")]
fn hdf5_round_trip(folder: &Folder, source: &Array, bytes: &[u8], what: &str) {
    let (context, path) = (source.context(), folder.file("a.h5"));
    io::write_hdf5(source, &path, "group/a").unwrap_or_else(|e| panic!("{what}: {e}"));
    let info = io::FileInfo { shape: source.shape().to_vec(), dtype: source.dtype() };
    assert_eq!(io::hdf5_info(context, &path, "/group/a").unwrap(), info);
    let back = io::read_hdf5_as(context, &path, "group/a", source.distribution());
    assert_eq!(gathered(&back.unwrap_or_else(|e| panic!("{what}: {e}"))), bytes, "{what}");
    assert_eq!(gathered(&io::read_hdf5(context, &path, "group/a", "").unwrap()), bytes, "{what}");
}

/// Only owned elements of a file's array are set.
fn assert_halo_untouched(array: &Array) {
    if array.dtype() != Dtype::Float64 || !array.distribution().has_halo() {
        return;
    }
    let bits = |view: ndarray::ArrayViewD<f64>| view.iter().filter(|value| value.to_bits() != 0).count();
    assert_eq!(bits(array.padded::<f64>().unwrap()), bits(array.local::<f64>().unwrap()));
}

fn within_ceilings(context: &Context) {
    let folder = Folder::new(context);
    let path = folder.file("a.npy");
    let shape = [300, 1100];
    let bytes = expected(&shape, Dtype::Float64);
    for ceiling in [5000, 1 << 20] {
        for distribution in distributions(context, &shape) {
            let source = array(context, &distribution, Dtype::Float64);
            context.set_memory_ceiling(Some(ceiling));
            context.counters().reset();
            io::write_npy(&source, &path).unwrap();
            let back = io::read_npy_as(context, &path, &distribution).unwrap();
            let peak = context.counters().snapshot().temporary_peak;
            assert!(peak <= ceiling as u64, "{peak} of {ceiling}");
            context.set_memory_ceiling(None);
            assert!(std::fs::read(&path).unwrap().ends_with(&bytes));
            assert_eq!(gathered(&back), bytes);
            context.confirm(Ok(())).unwrap();
        }
    }
}

/// The same error on all ranks, with this in its words.
fn refused<T>(context: &Context, outcome: Result<T, Error>, status: Status, words: &str) {
    let error = outcome.err().unwrap_or_else(|| panic!("expected an error about '{words}'"));
    assert!(error.agreed);
    assert_eq!(error.status, status, "{error}");
    assert!(error.to_string().contains(words), "{error} should have '{words}'");
    let mine = format!("{error:?}").into_bytes();
    for other in context.all_gather_varying(&mine).unwrap() {
        assert_eq!(other, mine);
    }
}

fn errors(context: &Context) {
    let folder = Folder::new(context);
    let (path, missing) = (folder.file("a.npy"), folder.file("none/a.npy"));
    let blocks = create::distribution(context, &Specification::parse(&[6, 5], "block").unwrap()).unwrap();
    let source = array(context, &blocks, Dtype::Int32);
    io::write_npy(&source, &path).unwrap();
    let old = std::fs::read(&path).unwrap();
    let native = ByteOrder::Native;

    refused(context, io::read_npy(context, &missing, ""), Status::Io, "No such file");
    refused(context, io::read_raw(context, &blocks, Dtype::Int8, &missing, 0, native), Status::Io, "No such file");
    refused(context, io::write_npy(&source, &missing), Status::Io, "No such file");
    refused(context, io::read_npy(context, &folder.path, ""), Status::Io, "a directory");
    refused(context, io::write_npy(&source, &folder.path), Status::Io, "a directory");
    refused(context, io::write_raw(&source, Path::new("/dev/null"), native), Status::Io, "a device");
    refused(context, io::read_npy(context, Path::new("/dev/zero"), ""), Status::Io, "a device");
    refused(context, io::write_npy(&source, Path::new("")), Status::Io, "path of a file");
    refused(context, io::read_npy(context, &path, "blok"), Status::Argument, "blok");
    refused(context, io::read_raw(context, &blocks, Dtype::Int32, &path, -1, native), Status::Argument, "offset");
    refused(context, io::read_raw(context, &blocks, Dtype::Int32, &path, 10_000, native), Status::Io, "found");
    refused(context, io::read_raw(context, &blocks, Dtype::Int32, &path, i64::MAX, native), Status::Overflow, "2^63");
    let other = create::distribution(context, &Specification::parse(&[5, 6], "block").unwrap()).unwrap();
    refused(context, io::read_npy_as(context, &path, &other), Status::Shape, "(6, 5)");

    let mut specification = Specification::new(&[2 * context.size() as i64]).unwrap();
    let labels = vec![7 + 10 * context.rank() as i64, 3 + 10 * context.rank() as i64];
    specification.axes[0].kind = AxisKind::Unstructured { labels, one_to_one: true };
    let labelled = create::distribution(context, &specification).unwrap();
    let labelled = Array::zeros(context, &labelled, Dtype::Int8).unwrap();
    refused(context, io::write_npy(&labelled, &path), Status::Distribution, "permutation");

    hostile(context, &folder.file("hostile.npy"), &old);
    size_limit(context, &folder, &source);
    full_disk(context, &folder);

    assert_eq!(std::fs::read(&path).unwrap(), old);
    assert_eq!(folder.names().iter().filter(|name| name.contains(".tmp.")).count(), 0);
}

/// Malformed files give one kind of error that says where.
fn hostile(context: &Context, path: &Path, good: &[u8]) {
    let replaced = |from: &str, to: &str| {
        let text: String = good.iter().map(|&byte| byte as char).collect();
        assert_eq!(from.len(), to.len());
        text.replace(from, to).chars().map(|c| c as u8).collect::<Vec<u8>>()
    };
    let table = [
        (Vec::new(), "byte 0"),
        (good[..100].to_vec(), "inside its header"),
        (good[..good.len() - 1].to_vec(), "ends too early"),
        ([good, b"x"].concat(), "trailing bytes"),
        (replaced("(6, 5)", "(6, 4)"), "trailing bytes"),
        (replaced("(6, 5), }            ", "(9007199254740993,5)}"), "ends too early"),
        (replaced("'<i4'", "'|O4'"), "got '|O4'"),
        (replaced("(6, 5), }                ", "(4611686018427387904, 9)}"), "exceeds 2^63"),
    ];
    for (bytes, words) in table {
        if context.rank() == 0 {
            std::fs::write(path, &bytes).unwrap();
        }
        context.confirm(Ok(())).unwrap();
        refused(context, io::npy_info(context, path), Status::Format, words);
        refused(context, io::read_npy(context, path, ""), Status::Format, words);
    }
}

/// A limit of file sizes must not end the process.
fn size_limit(context: &Context, folder: &Folder, source: &Array) {
    let path = folder.file("a.npy");
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    unsafe { libc::getrlimit(libc::RLIMIT_FSIZE, &mut limit) };
    let last = context.rank() == context.size() - 1;
    if last {
        let small = libc::rlimit { rlim_cur: 100, ..limit };
        unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &small) };
    }
    refused(context, io::write_npy(source, &path), Status::Io, "ulimit");
    refused(context, io::write_raw(source, &path, ByteOrder::Native), Status::Io, "ulimit");
    if last {
        unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &limit) };
    }
    context.confirm(Ok(())).unwrap();
}

/// A file system of 1 MiB, if this process may mount one.
fn full_disk(context: &Context, folder: &Folder) {
    let disk = folder.file("disk");
    let mut mounted = [0u8];
    if context.rank() == 0 {
        std::fs::create_dir(&disk).unwrap();
        let mut mount = std::process::Command::new("mount");
        let outcome = mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&disk).output();
        mounted[0] = outcome.is_ok_and(|outcome| outcome.status.success()).into();
    }
    context.broadcast(0, &mut mounted).unwrap();
    if mounted == [0] {
        eprintln!("not tried: a full disk, because this process may not mount a file system");
        return;
    }
    let distribution = |n: i64| {
        let text = if n % 2 == 0 { "block" } else { "whole, cyclic" };
        create::distribution(context, &Specification::parse(&[n, 64], text).unwrap()).unwrap()
    };
    let small = array(context, &distribution(10), Dtype::Float64);
    let (npy, raw) = (disk.join("a.npy"), disk.join("a.raw"));
    let mut paths = vec![npy.clone(), raw.clone()];
    #[cfg(feature = "hdf5")]
    {
        let path = disk.join("a.h5");
        io::write_hdf5(&small, &path, "x").unwrap();
        paths.push(path);
    }
    io::write_npy(&small, &npy).unwrap();
    io::write_raw(&small, &raw, ByteOrder::Native).unwrap();
    let contents = || paths.iter().map(|path| std::fs::read(path).unwrap()).collect::<Vec<_>>();
    let old = contents();
    for rows in [3000, 3001] {
        let large = array(context, &distribution(rows), Dtype::Float64);
        refused(context, io::write_npy(&large, &npy), Status::Io, "No space left");
        refused(context, io::write_raw(&large, &raw, ByteOrder::Big), Status::Io, "No space left");
        #[cfg(feature = "hdf5")]
        for dataset in ["x", "y"] {
            refused(context, io::write_hdf5(&large, &paths[2], dataset), Status::Io, "No space left");
            refused(context, io::write_hdf5(&large, &disk.join("b.h5"), dataset), Status::Io, "No space left");
        }
    }
    assert_eq!(contents(), old);
    assert_eq!(std::fs::read_dir(&disk).unwrap().count(), old.len());
    // With room again it works.
    io::write_npy(&array(context, &distribution(20), Dtype::Float64), &npy).unwrap();
    context.confirm(Ok(())).unwrap();
    if context.rank() == 0 {
        assert!(std::process::Command::new("umount").arg(&disk).status().unwrap().success());
    }
    context.confirm(Ok(())).unwrap();
}
