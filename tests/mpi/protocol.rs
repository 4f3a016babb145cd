//! The protocol through the C functions: published examples, ownership, refusals.

use crate::Subject;
use distarray::c_api::{array::*, context::*, distribution::*, operations::*, protocol::*, status::*, ufuncs::*};
use distarray::c_api::{distarray_array, distarray_context, distarray_distribution};
use distarray::context::Context;
use distarray::dtype::Dtype;
use distarray::mpi;
use distarray::protocol::RawSection;
use serde_json::{json, Value};
use std::ffi::{c_int, c_void, CStr, CString};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("protocol_examples", &[2, 3, 4, 8], examples),
    Subject::new("protocol_ownership", &[1, 2, 3, 4, 6], ownership),
    Subject::new("protocol_refusals", &[2, 3, 4, 6], refusals),
    Subject::new("protocol_read_only", &[1, 2, 3, 4], read_only),
    Subject::new("protocol_after_finalize", &[1, 2, 3], after_finalize),
];

#[track_caller]
pub fn ok(status: distarray_status) {
    assert_eq!(status, DISTARRAY_SUCCESS, "{}", message());
}

pub fn message() -> String {
    unsafe { CStr::from_ptr(distarray_last_error_message()) }.to_str().unwrap().to_string()
}

/// Handles of the C interface; freed when dropped.
pub struct Handle<T: Copy>(pub T, pub unsafe extern "C" fn(*mut T) -> distarray_status);

impl<T: Copy> Drop for Handle<T> {
    fn drop(&mut self) {
        unsafe { (self.1)(&mut self.0) };
    }
}

pub fn context_handle() -> Handle<distarray_context> {
    let mut handle = null_mut();
    ok(unsafe { distarray_context_create(mpi::world(), &mut handle) });
    Handle(handle, distarray_context_free)
}

pub fn array_handle(handle: distarray_array) -> Handle<distarray_array> {
    Handle(handle, distarray_array_free)
}

/// A live section of another library: the test's memory, its own release callback.
struct Producer {
    said: RawSection,
    _words: Vec<u64>,
    released: Arc<AtomicUsize>,
}

extern "C" fn release(section: *mut RawSection) {
    unsafe {
        let mut producer = Box::from_raw((*section).private_data.cast::<Producer>());
        producer.said.release.unwrap()(&mut producer.said);
        producer.released.fetch_add(1, Ordering::SeqCst);
        (*section).release = None;
        (*section).private_data = null_mut();
    }
}

/// How often the sections of a producer were released.
#[derive(Clone, Default)]
struct Released(Arc<AtomicUsize>);

impl Released {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// A section that says `dictionary`, over a copy of the elements.
fn produce(dictionary: &Value, flags: i32, elements: &[u8], released: &Released) -> RawSection {
    let text = CString::new(dictionary.to_string()).unwrap();
    let mut said = RawSection::released();
    ok(unsafe { distarray_section_from_json(text.as_ptr(), flags, &mut said) });
    let mut words = vec![0u64; elements.len().div_ceil(8) + 1];
    unsafe { std::ptr::copy_nonoverlapping(elements.as_ptr(), words.as_mut_ptr().cast(), elements.len()) };
    said.buffer = words.as_mut_ptr().cast();
    let mut section = unsafe { std::ptr::read(&said) };
    section.private_data =
        Box::into_raw(Box::new(Producer { said, _words: words, released: released.0.clone() })).cast();
    section.release = Some(release);
    section
}

pub fn give_back(section: &mut RawSection) {
    section.release.expect("a live section")(section);
    assert!(section.release.is_none());
}

pub fn import(context: distarray_context, section: &mut RawSection, flags: i32) -> Handle<distarray_array> {
    let mut handle = null_mut();
    ok(unsafe { distarray_array_import(context, section, flags, &mut handle) });
    assert!(section.release.is_none() && section.private_data.is_null());
    array_handle(handle)
}

pub fn export(array: distarray_array) -> RawSection {
    let mut section = RawSection::released();
    ok(unsafe { distarray_array_export(array, &mut section) });
    section
}

pub fn dictionary_of(section: &RawSection) -> Value {
    let mut length = 0;
    ok(unsafe { distarray_section_to_json(section, null_mut(), 0, &mut length) });
    let mut text = vec![0u8; length + 1];
    ok(unsafe { distarray_section_to_json(section, text.as_mut_ptr().cast(), text.len(), &mut length) });
    text.pop();
    serde_json::from_slice(&text).unwrap()
}

/// `dim_data` without what is said by default.
fn plain(dim_data: &Value) -> Value {
    let mut plain = dim_data.clone();
    let defaults = [
        ("padding", json!([0, 0])),
        ("periodic", json!(false)),
        ("one_to_one", json!(false)),
        ("block_size", json!(1)),
    ];
    for entry in plain.as_array_mut().unwrap() {
        let map = entry.as_object_mut().unwrap();
        for (key, default) in &defaults {
            if map.get(*key) == Some(default) {
                map.remove(*key);
            }
        }
    }
    plain
}

pub fn padded_address(array: distarray_array) -> *mut c_void {
    let mut pointer = null_mut();
    ok(unsafe { distarray_array_get_local_padded(array, &mut pointer, null_mut(), null_mut()) });
    pointer
}

/// All elements of nested lists, last index fastest.
fn flat(value: &Value, into: &mut Vec<f64>) {
    match value {
        Value::Array(list) => list.iter().for_each(|item| flat(item, into)),
        number => into.push(number.as_f64().unwrap()),
    }
}

fn integers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect()
}

fn examples(context: &Context) {
    let text = include_str!("../data/protocol_examples.json");
    let published: Value = serde_json::from_str(text).unwrap();
    let world = context_handle();
    let mut tried = 0;
    for example in published["examples"].as_array().unwrap() {
        let processes = example["processes"].as_array().unwrap();
        if processes.len() != context.size() as usize {
            continue;
        }
        tried += 1;
        for flags in 0..4 {
            one_example(world.0, example, &processes[context.rank() as usize], flags);
        }
    }
    assert!(tried > 0);
}

fn one_example(context: distarray_context, example: &Value, mine: &Value, flags: i32) {
    let title = example["title"].as_str().unwrap();
    let mut elements = Vec::new();
    flat(&mine["buffer"], &mut elements);
    let elements: Vec<u8> = elements.iter().flat_map(|x| x.to_ne_bytes()).collect();
    let dictionary = json!({"__version__": example["version"], "buffer": mine["buffer"], "dim_data": mine["dim_data"],
        "x-dtype": example["dtype"]});
    let lenient = flags & DISTARRAY_IMPORT_LENIENT;
    let released = Released::default();
    let mut section = produce(&dictionary, lenient, &elements, &released);
    ok(unsafe { distarray_section_validate(&section, lenient) });
    let address = section.buffer;
    let array = import(context, &mut section, flags);
    let copies = flags & DISTARRAY_IMPORT_COPY != 0;
    assert_eq!(padded_address(array.0) == address, !copies, "{title}");
    assert_eq!(released.count(), usize::from(copies), "{title}");
    check_content(array.0, example);

    let mut exports = [export(array.0), export(array.0)];
    for export in &exports {
        assert_eq!(export.buffer, padded_address(array.0));
        let said = dictionary_of(export);
        assert_eq!(plain(&said["dim_data"]), plain(&mine["dim_data"]), "{title}");
        assert_eq!(said["__version__"], "0.10.0");
        assert_eq!(said["x-dtype"], example["dtype"]);
        assert_eq!(said["x-shape"], mine["local_shape"]);
        ok(unsafe { distarray_section_validate(export, 0) });
    }
    drop(array);
    // The padded part is bit for bit what it was, also where the copy is the library's.
    let held = unsafe { std::slice::from_raw_parts(exports[0].buffer.cast::<u8>(), elements.len()) };
    assert_eq!(held, elements, "{title}");
    let again = import(context, &mut exports[0], 0);
    assert_eq!(padded_address(again.0), exports[1].buffer);
    check_content(again.0, example);
    let mut third = export(again.0);
    drop(again);
    give_back(&mut exports[1]);
    assert_eq!(released.count(), usize::from(copies), "{title}");
    // Any thread may release.
    struct Sent(RawSection);
    unsafe impl Send for Sent {}
    let sent = Sent(third.take());
    std::thread::spawn(move || {
        let mut sent = sent;
        give_back(&mut sent.0);
    })
    .join()
    .unwrap();
    assert_eq!(released.count(), 1, "{title}");
}

/// Every global index has the published value, one by one and all together.
fn check_content(array: distarray_array, example: &Value) {
    let title = example["title"].as_str().unwrap();
    let extents = integers(&example["global_shape"]);
    let mut ndim = 0;
    let mut shape = vec![0; extents.len()];
    ok(unsafe { distarray_array_get_ndim(array, &mut ndim) });
    assert_eq!(ndim as usize, extents.len(), "{title}");
    ok(unsafe { distarray_array_get_shape(array, shape.as_mut_ptr()) });
    assert_eq!(shape, extents, "{title}");
    let count: i64 = extents.iter().product();
    let mut expected: Vec<f64> = (0..count).map(|k| k as f64).collect();
    if example["global_content"]["kind"] == "explicit" {
        expected.clear();
        flat(&example["global_content"]["data"], &mut expected);
    }
    let mut whole = vec![-1.0; count as usize];
    ok(unsafe { distarray_array_gather(array, DISTARRAY_ALL_RANKS, whole.as_mut_ptr().cast()) });
    assert_eq!(whole, expected, "{title}");
    let mut index = vec![0; extents.len()];
    for (position, expected) in expected.iter().enumerate().step_by(7) {
        let mut rest = position as i64;
        for d in (0..extents.len()).rev() {
            index[d] = rest % extents[d];
            rest /= extents[d];
        }
        let mut value = -1.0f64;
        ok(unsafe { distarray_array_get_element(array, index.as_ptr(), (&raw mut value).cast()) });
        assert_eq!(value, *expected, "{title} {index:?}");
    }
}

/// Twelve columns in blocks, `wide` rows: what a rank says of it.
fn blocks(context: &Context, wide: i64) -> Value {
    let (rank, size) = (context.rank() as i64, context.size() as i64);
    let (start, stop) = (12 * rank / size, 12 * (rank + 1) / size);
    json!({"__version__": "0.10.0", "x-dtype": "float64", "dim_data": [
        {"dist_type": "b", "size": wide, "proc_grid_size": 1, "proc_grid_rank": 0, "start": 0, "stop": wide},
        {"dist_type": "b", "size": 12, "proc_grid_size": size, "proc_grid_rank": rank, "start": start, "stop": stop}]})
}

const ENOUGH: [u8; 12 * 40 * 8] = [0; 12 * 40 * 8];

fn ownership(context: &Context) {
    let world = context_handle();
    let released = Released::default();
    let fresh = || produce(&blocks(context, 2), 0, &ENOUGH, &released);

    // Success, then free; the context's handle may go before.
    let mut section = fresh();
    let other = context_handle();
    let array = import(other.0, &mut section, 0);
    drop(other);
    assert_eq!(released.count(), 0);
    drop(array);
    assert_eq!(released.count(), 1);

    // What was moved away cannot be imported, described or checked again.
    let mut handle = null_mut();
    let untouched = handle;
    assert_eq!(unsafe { distarray_array_import(world.0, &mut section, 0, &mut handle) }, DISTARRAY_ERR_STATE);
    assert!(message().contains("moved") && message().contains("distarray_array_import"), "{}", message());
    assert_eq!(handle, untouched);
    assert_eq!(unsafe { distarray_section_validate(&section, 0) }, DISTARRAY_ERR_STATE);
    let mut length = 77;
    assert_eq!(unsafe { distarray_section_to_json(&section, null_mut(), 0, &mut length) }, DISTARRAY_ERR_STATE);
    assert_eq!(length, 77);

    // Copies give back at once, and are independent.
    let mut section = fresh();
    let array = import(world.0, &mut section, DISTARRAY_IMPORT_COPY);
    assert_eq!(released.count(), 2);
    ok(unsafe { distarray_array_fill(array.0, (&raw const TWO).cast()) });
    drop(array);
    assert_eq!(released.count(), 2);

    // A chain of exports and imports: the last one gives back, whatever the order.
    for order in 0..6 {
        let before = released.count();
        let mut section = fresh();
        let address = section.buffer;
        let first = import(world.0, &mut section, 0);
        let mut exported = export(first.0);
        let second = import(world.0, &mut exported, 0);
        let mut again = export(second.0);
        let third = import(world.0, &mut again, 0);
        assert_eq!(padded_address(third.0), address);
        let mut arrays = [Some(first), Some(second), Some(third)];
        for k in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]][order] {
            assert_eq!(released.count(), before);
            arrays[k] = None;
        }
        assert_eq!(released.count(), before + 1);
    }

    // An array that was wrapped: the export keeps its memory too.
    extern "C" fn counted(memory: *mut c_void, user: *mut c_void) {
        assert!(!memory.is_null());
        unsafe { &*user.cast::<AtomicUsize>() }.fetch_add(1, Ordering::SeqCst);
    }
    let count = AtomicUsize::new(0);
    let mut memory = vec![0.0f64; 100];
    let distribution = distribution_text(world.0, &[12, 3], "block, whole");
    let mut handle = null_mut();
    let user = (&raw const count).cast_mut().cast();
    let pointer = memory.as_mut_ptr().cast();
    let status = unsafe {
        distarray_array_wrap(distribution.0, DISTARRAY_FLOAT64, pointer, null(), Some(counted), user, &mut handle)
    };
    ok(status);
    let wrapped = array_handle(handle);
    let mut sections = [export(wrapped.0), export(wrapped.0)];
    drop(wrapped);
    give_back(&mut sections[0]);
    assert_eq!(count.load(Ordering::SeqCst), 0);
    give_back(&mut sections[1]);
    assert_eq!(count.load(Ordering::SeqCst), 1);

    // Nobody imports it.
    let before = released.count();
    give_back(&mut fresh());
    assert_eq!(released.count(), before + 1);
}

static TWO: f64 = 2.0;
pub const DISTARRAY_FLOAT64: i32 = Dtype::Float64 as i32;

fn distribution_text(context: distarray_context, shape: &[i64], text: &str) -> Handle<distarray_distribution> {
    let text = CString::new(text).unwrap();
    let mut handle = null_mut();
    ok(unsafe {
        distarray_distribution_create_text(context, shape.len() as c_int, shape.as_ptr(), text.as_ptr(), &mut handle)
    });
    Handle(handle, distarray_distribution_free)
}

/// A case that all ranks must refuse.
struct Refusal<'a> {
    what: &'a str,
    status: distarray_status,
    /// Words of the message.
    words: Vec<String>,
}

fn refusals(context: &Context) {
    let world = context_handle();
    let (rank, size) = (context.rank(), context.size());
    let last = size - 1;
    let bad = rank == last;
    let released = Released::default();
    let on = |key: &str| vec![format!("rank {last}"), format!("dim_data[1]['{key}']")];
    // Changes of what the last rank says, all of which pass its own checks.
    type Change = fn(&mut Value, i64);
    let violations: [(&str, Change, Vec<String>); 7] = [
        ("gap", |d, start| d["start"] = json!(start + 1), on("start")),
        ("overlap", |d, start| d["start"] = json!(start - 1), on("start")),
        ("size", |d, _| d["size"] = json!(13), on("size")),
        ("type", |d, _| *d = cyclic_of(d), on("dist_type")),
        (
            "grid size",
            |d, _| d["proc_grid_size"] = json!(1 + d["proc_grid_size"].as_i64().unwrap()),
            on("proc_grid_size"),
        ),
        (
            "grid rank",
            |d, _| d["proc_grid_rank"] = json!(0),
            vec!["proc_grid_rank".into(), format!("ranks 0 and {last}")],
        ),
        ("padding", |d, _| d["padding"] = json!([1, 0]), vec!["dim_data[1]['start']".into(), format!("rank {last}")]),
    ];
    for (what, change, words) in &violations {
        let mut dictionary = blocks(context, 2);
        if bad {
            let start = dictionary["dim_data"][1]["start"].as_i64().unwrap();
            change(&mut dictionary["dim_data"][1], start);
        }
        let mut section = produce(&dictionary, 0, &ENOUGH, &released);
        ok(unsafe { distarray_section_validate(&section, 0) });
        let refusal = Refusal { what, status: DISTARRAY_ERR_PROTOCOL, words: words.clone() };
        refused(context, world.0, &mut section, 0, &released, refusal);
    }

    // Neighbours that disagree on what they share, with starts that fit.
    let mut dictionary = blocks(context, 2);
    {
        let dimension = &mut dictionary["dim_data"][1];
        let (start, stop) = (dimension["start"].as_i64().unwrap(), dimension["stop"].as_i64().unwrap());
        let (before, after) = (i64::from(rank > 0), i64::from(rank < last));
        let before = if bad { 0 } else { before };
        dimension["start"] = json!(start - before);
        dimension["stop"] = json!(stop + after);
        dimension["padding"] = json!([before, after]);
    }
    let mut section = produce(&dictionary, 0, &ENOUGH, &released);
    let words = vec![format!("rank {}", last - 1), format!("rank {last}"), "dim_data[1]['padding']".into()];
    let refusal = Refusal { what: "padding at a boundary", status: DISTARRAY_ERR_PROTOCOL, words };
    refused(context, world.0, &mut section, 0, &released, refusal);

    // A label at two coordinates.
    for promised in [true, false] {
        let own = [rank as i64 * 10, if bad { 1 } else { rank as i64 * 10 + 1 }];
        let dictionary = json!({"__version__": "0.10.0", "x-dtype": "int16", "dim_data": [{"dist_type": "u",
            "size": 2 * size, "proc_grid_size": size, "proc_grid_rank": rank, "indices": own, "one_to_one": promised}]});
        let mut section = produce(&dictionary, 0, &ENOUGH, &released);
        if promised {
            let words = vec!["dim_data[0]['indices']".into(), "label 1".into(), format!("coordinates 0 and {last}")];
            let refusal = Refusal { what: "labels", status: DISTARRAY_ERR_PROTOCOL, words };
            refused(context, world.0, &mut section, 0, &released, refusal);
        } else {
            drop(import(world.0, &mut section, 0));
        }
    }

    // What one rank alone can see, on one rank.
    type Spoil = fn(&mut RawSection);
    let spoiled: [(&str, distarray_status, Spoil, &str); 9] = [
        ("NULL", DISTARRAY_ERR_PROTOCOL, |s| s.buffer = null_mut(), "buffer"),
        ("misaligned", DISTARRAY_ERR_PROTOCOL, |s| s.buffer = s.buffer.cast::<u8>().wrapping_add(4).cast(), "buffer"),
        ("ndim", DISTARRAY_ERR_PROTOCOL, |s| s.ndim = 33, "ndim"),
        ("device", DISTARRAY_ERR_UNSUPPORTED, |s| s.device_type = 2, "device"),
        ("version", DISTARRAY_ERR_PROTOCOL, |s| s.version[0] = b'7' as i8 as _, "__version__"),
        ("struct", DISTARRAY_ERR_PROTOCOL, |s| s.struct_version = 2, "struct_version"),
        ("reserved", DISTARRAY_ERR_PROTOCOL, |s| s.reserved[3] = 1, "reserved"),
        ("itemsize", DISTARRAY_ERR_PROTOCOL, |s| s.itemsize = 4, "itemsize"),
        ("shape", DISTARRAY_ERR_PROTOCOL, |s| s.shape = null(), "shape"),
    ];
    for (what, status, spoil, word) in spoiled {
        let mut section = produce(&blocks(context, 2), 0, &ENOUGH, &released);
        if bad {
            spoil(&mut section);
            assert_eq!(unsafe { distarray_section_validate(&section, 0) }, status, "{what}");
            assert!(message().contains(word), "{}", message());
        }
        let words = vec![word.to_string(), format!("rank {last}")];
        refused(context, world.0, &mut section, 0, &released, Refusal { what, status, words });
    }

    // Arguments that differ.
    let mut section = produce(&blocks(context, 2), 0, &ENOUGH, &released);
    let flags = if bad { DISTARRAY_IMPORT_LENIENT } else { 0 };
    let refusal = Refusal { what: "flags", status: DISTARRAY_ERR_MISMATCH, words: vec!["flags".into()] };
    refused(context, world.0, &mut section, flags, &released, refusal);
    let mut dictionary = blocks(context, 2);
    if bad {
        dictionary["x-dtype"] = json!("int64");
    }
    let mut section = produce(&dictionary, 0, &ENOUGH, &released);
    let refusal = Refusal { what: "dtype", status: DISTARRAY_ERR_MISMATCH, words: vec!["dtype".into()] };
    refused(context, world.0, &mut section, 0, &released, refusal);
    let mut section = produce(&blocks(context, 2), 0, &ENOUGH, &released);
    let flags = if bad { 4 } else { 0 };
    let refusal = Refusal { what: "unknown flags", status: DISTARRAY_ERR_ARGUMENT, words: vec!["flags".into()] };
    refused(context, world.0, &mut section, flags, &released, refusal);

    // One rank has no section, or no longer.
    for gone in [false, true] {
        let mut section = produce(&blocks(context, 2), 0, &ENOUGH, &released);
        let mut handle = null_mut();
        let before = released.count();
        let mut moved = bad.then(|| section.take());
        let given = if bad && !gone { null_mut() } else { &raw mut section };
        let status = unsafe { distarray_array_import(world.0, given, 0, &mut handle) };
        assert_eq!(status, if gone { DISTARRAY_ERR_STATE } else { DISTARRAY_ERR_ARGUMENT }, "{}", message());
        assert!(handle.is_null() && released.count() == before && distarray_last_error_rank() == last);
        give_back(moved.as_mut().unwrap_or(&mut section));
        assert_eq!(released.count(), before + 1);
    }

    // The lenient import takes local sizes and ranks in another order, the strict one does not.
    let mut dictionary = blocks(context, 2);
    let dimension = &mut dictionary["dim_data"][1];
    dimension["size"] = json!(dimension["stop"].as_i64().unwrap() - dimension["start"].as_i64().unwrap());
    let mut section = produce(&dictionary, DISTARRAY_IMPORT_LENIENT, &ENOUGH, &released);
    let words = vec!["dim_data[1]".into()];
    let refusal = Refusal { what: "local sizes", status: DISTARRAY_ERR_PROTOCOL, words };
    refused(context, world.0, &mut section, 0, &released, refusal);
    let mut section = produce(&dictionary, DISTARRAY_IMPORT_LENIENT, &ENOUGH, &released);
    let array = import(world.0, &mut section, DISTARRAY_IMPORT_LENIENT);
    let mut shape = [0; 2];
    ok(unsafe { distarray_array_get_shape(array.0, shape.as_mut_ptr()) });
    assert_eq!(shape, [2, 12]);
}

fn cyclic_of(dimension: &Value) -> Value {
    let (parts, rank) = (dimension["proc_grid_size"].as_i64().unwrap(), dimension["proc_grid_rank"].as_i64().unwrap());
    json!({"dist_type": "c", "size": 12, "proc_grid_size": parts, "proc_grid_rank": rank, "start": rank})
}

/// All ranks get the same error; nothing is written, moved or released; then the caller releases.
fn refused(
    context: &Context,
    world: distarray_context,
    section: &mut RawSection,
    flags: i32,
    released: &Released,
    refusal: Refusal,
) {
    let bytes_of = |section: &RawSection| {
        let address = (&raw const *section).cast::<u8>();
        unsafe { std::slice::from_raw_parts(address, std::mem::size_of::<RawSection>()) }.to_vec()
    };
    let (before, count) = (bytes_of(section), released.count());
    for copy in [0, DISTARRAY_IMPORT_COPY] {
        let mut handle = null_mut();
        let status = unsafe { distarray_array_import(world, section, flags | copy, &mut handle) };
        let said = message();
        assert_eq!(status, refusal.status, "{}: {said}", refusal.what);
        assert!(said.contains("distarray_array_import"), "{said}");
        assert!(refusal.words.iter().all(|word| said.contains(word)), "{}: {:?}: {said}", refusal.what, refusal.words);
        let mut text = vec![0u8; 2000];
        let length = said.len().min(2000);
        text[..length].copy_from_slice(&said.as_bytes()[..length]);
        let all = context.all_gather(&text).unwrap();
        assert!(all.chunks(2000).all(|other| other == text), "{}: {said}", refusal.what);
        assert!(handle.is_null() && bytes_of(section) == before && released.count() == count, "{}", refusal.what);
    }
    give_back(section);
    assert_eq!(released.count(), count + 1, "{}", refusal.what);
}

fn read_only(context: &Context) {
    let world = context_handle();
    let released = Released::default();
    let mut dictionary = blocks(context, 4);
    dictionary["x-read-only"] = json!(true);
    let mut section = produce(&dictionary, 0, &ENOUGH, &released);
    let address = section.buffer;
    let array = import(world.0, &mut section, 0);
    let writable = import(world.0, &mut export(array.0), DISTARRAY_IMPORT_COPY);
    let index = [0i64, 0];
    let two: *const c_void = (&raw const TWO).cast();
    let refused = |status: distarray_status| {
        assert_eq!(status, DISTARRAY_ERR_READ_ONLY, "{}", message());
        assert!(message().contains("read-only"), "{}", message());
    };
    unsafe {
        refused(distarray_array_set_element(array.0, index.as_ptr(), two));
        refused(distarray_array_exchange_halo(array.0));
        refused(distarray_array_redistribute(writable.0, array.0));
        refused(distarray_array_fill(array.0, two));
        // A local error is told once more by the next collective.
        let mut whole = vec![1.0f64; 48];
        refused(distarray_array_gather(array.0, DISTARRAY_ALL_RANKS, whole.as_mut_ptr().cast()));
        assert!(message().contains("distarray_array_fill"), "{}", message());
        ok(distarray_array_gather(array.0, DISTARRAY_ALL_RANKS, whole.as_mut_ptr().cast()));
        assert!(whole.iter().all(|&x| x == 0.0));
        refused(distarray_array_apply_unary(DISTARRAY_NEGATIVE, writable.0, array.0));
        refused(distarray_array_apply_binary(DISTARRAY_ADD, writable.0, writable.0, array.0));
        refused(distarray_array_apply_scalar(DISTARRAY_ADD, writable.0, two, DISTARRAY_FLOAT64, array.0));
        refused(distarray_array_gather(array.0, DISTARRAY_ALL_RANKS, whole.as_mut_ptr().cast()));
        // The copy may be written.
        ok(distarray_array_set_element(writable.0, index.as_ptr(), two));
        ok(distarray_array_fill(writable.0, two));
        ok(distarray_array_apply_binary(DISTARRAY_ADD, array.0, writable.0, writable.0));
        ok(distarray_array_gather(writable.0, DISTARRAY_ALL_RANKS, whole.as_mut_ptr().cast()));
        assert!(whole.iter().all(|&x| x == 2.0));
    }
    let mut again = export(array.0);
    assert!(again.is_read_only() && again.buffer == address);
    assert_eq!(dictionary_of(&again)["x-read-only"], true);
    drop(array);
    let array = import(world.0, &mut again, 0);
    refused(unsafe { distarray_array_fill(array.0, two) });
    drop(array);
    assert_eq!(released.count(), 1);

    // Elements that share memory can be read, not written.
    let mut overlapping = blocks(context, 4);
    let local = {
        let dimension = &overlapping["dim_data"][1];
        dimension["stop"].as_i64().unwrap() - dimension["start"].as_i64().unwrap()
    };
    overlapping["x-shape"] = json!([4, local]);
    overlapping["x-strides"] = json!([0, 8]);
    let text = CString::new(overlapping.to_string()).unwrap();
    let mut section = RawSection::released();
    let status = unsafe { distarray_section_from_json(text.as_ptr(), 0, &mut section) };
    assert_eq!(status, DISTARRAY_ERR_PROTOCOL, "{}", message());
    overlapping["x-read-only"] = json!(true);
    let numbers: Vec<u8> = (0..20).flat_map(|k| (k as f64).to_ne_bytes()).collect();
    for flags in [0, DISTARRAY_IMPORT_COPY] {
        let mut section = produce(&overlapping, 0, &numbers, &released);
        let array = import(world.0, &mut section, flags);
        let mut whole = vec![-1.0f64; 48];
        ok(unsafe { distarray_array_gather(array.0, DISTARRAY_ALL_RANKS, whole.as_mut_ptr().cast()) });
        assert!((0..12).all(|k| whole[k] == whole[36 + k]) && whole[0] == 0.0);
    }
    assert_eq!(released.count(), 3);
}

fn after_finalize(context: &Context) {
    let world = context_handle();
    let released = Released::default();
    let fresh = || produce(&blocks(context, 2), 0, &ENOUGH, &released);
    let kept = import(world.0, &mut fresh(), 0);
    let exported = import(world.0, &mut fresh(), 0);
    let mut sections = [export(exported.0), export(exported.0)];
    let mut never = fresh();
    // SAFETY: nothing of MPI is used from here on.
    assert_eq!(unsafe { ::mpi::ffi::MPI_Finalize() }, 0);
    assert!(!mpi::is_running());
    assert_eq!(released.count(), 0);
    // Exports stay possible: they are local.
    let mut late = export(kept.0);
    drop(kept);
    assert_eq!(released.count(), 0);
    give_back(&mut late);
    assert_eq!(released.count(), 1);
    drop(exported);
    give_back(&mut sections[1]);
    give_back(&mut sections[0]);
    assert_eq!(released.count(), 2);
    ok(unsafe { distarray_section_validate(&never, 0) });
    let mut handle = null_mut();
    let status = unsafe { distarray_array_import(world.0, &mut never, 0, &mut handle) };
    assert_eq!(status, DISTARRAY_ERR_MPI_STATE, "{}", message());
    assert!(handle.is_null() && released.count() == 2);
    give_back(&mut never);
    assert_eq!(released.count(), 3);
}
