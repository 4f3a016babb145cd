//! The C structs and the buffers they point to.

use super::*;

extern "C" fn release(section: *mut RawSection) {
    unsafe { (*section).release = None };
}

fn alive(layout: &Layout, buffer: &mut [i64]) -> RawSection {
    RawSection { release: Some(release), ..layout.section(buffer.as_mut_ptr().cast(), Some(42)) }
}

#[test]
fn sections_say_what_was_described() {
    let part = describe(&build(&[10, 3], "block halo(2) periodic, cyclic @ 2x1", 2, 0)).unwrap().into_owned();
    let mut description = Description::contiguous(part, Dtype::Int64, Order::ColumnMajor).unwrap();
    description.read_only = true;
    let layout = Layout::new(description.clone());
    let mut buffer = vec![0i64; 27];
    let mut section = alive(&layout, &mut buffer);
    let (version, dtype) = section.check(Strict).unwrap();
    assert_eq!((version, dtype, section.communicator(), section.ndim), (Version::CURRENT, Dtype::Int64, Some(42), 2));
    let (shape, strides, raw) = unsafe {
        let slice = |pointer| std::slice::from_raw_parts(pointer, 2);
        (slice(section.shape), slice(section.strides), std::slice::from_raw_parts(section.dimensions, 2))
    };
    let dimensions =
        raw.iter().enumerate().map(|(d, dim)| dim.read(d, &[], shape[d], Strict).unwrap()).collect::<Vec<_>>();
    let part = Part { dimensions, placement: section.placement() };
    let read_only = section.is_read_only();
    let back = Description { version, part, dtype, shape: shape.to_vec(), strides: strides.to_vec(), read_only };
    assert_eq!(back, description);
    assert_eq!(back.order(), Order::ColumnMajor);

    let moved = section.take();
    assert!(section.check(Strict).is_err_and(|e| e.status == Status::State) && moved.check(Strict).is_ok());

    let empty = RawDimension {
        dist_type: 0,
        size: 0,
        proc_grid_size: 0,
        start: 0,
        stop: 0,
        padding: [0; 2],
        flags: 0,
        periodic: 0,
        ..raw[0]
    };
    assert_eq!(empty.read(0, &[], 7, Strict), Ok(Dimension::whole(7)));
    let n = RawDimension { dist_type: b'n' as _, ..empty };
    assert!(n.read(0, &[], 7, Strict).is_err());
    assert_eq!(n.read(0, &[], 7, Lenient), Ok(Dimension::whole(7)));
    type Change = fn(&mut RawDimension);
    let changes: [(&str, Change); 9] = [
        ("dist_type", |d| d.dist_type = -1),
        ("periodic", |d| d.periodic = 2),
        ("one_to_one", |d| d.one_to_one = 1),
        ("flags", |d| d.flags = 8),
        ("reserved", |d| d.reserved[3] = 1),
        ("reserved", |d| d.reserved8 = 1),
        ("block_size", |d| d.block_size = 1),
        ("indices", |d| d.index_count = 1),
        ("dist_type", |d| d.dist_type = 0),
    ];
    for (key, change) in changes {
        let mut dimension = raw[0];
        change(&mut dimension);
        let error = dimension.read(3, &[], 9, Strict).unwrap_err();
        assert!(error.message.starts_with(&format!("dim_data[3]['{key}']")), "{error}");
    }
    let odd = ptr::without_provenance(4);
    for (count, pointer) in [(-1, ptr::null()), (1, ptr::null()), (i64::MAX, ptr::null()), (1, odd)] {
        let dimension = RawDimension { index_count: count, indices: pointer, ..raw[0] };
        assert!(dimension.check_indices(0).is_err());
    }
}

#[test]
fn sections_with_strange_fields_are_refused() {
    let part = describe(&build(&[10], "block", 1, 0)).unwrap().into_owned();
    let layout = Layout::new(Description::contiguous(part, Dtype::Int64, Order::RowMajor).unwrap());
    let mut buffer = vec![0i64; 10];
    type Change = fn(&mut RawSection);
    let changes: [(&str, Change); 20] = [
        ("struct_version", |s| s.struct_version = 2),
        ("struct_size", |s| s.struct_size = 8),
        ("dimension_size", |s| s.dimension_size += 4),
        ("dimension_size", |s| s.dimension_size = 0),
        ("__version__", |s| s.version[0] = b'1' as _),
        ("version", |s| s.version = [b'0' as _; 16]),
        ("version", |s| s.version[0] = -1),
        ("flags", |s| s.flags = 1 << 31),
        ("reserved", |s| s.reserved[7] = 1),
        ("reserved", |s| s.reserved32 = 1),
        ("buffer", |s| s.device_type = 2),
        ("dtype_lanes", |s| s.dtype_lanes = 4),
        ("dtype", |s| s.dtype_bits = 16 + 1),
        ("itemsize", |s| s.itemsize = 4),
        ("format", |s| s.format[0] = b'd' as _),
        ("format", |s| s.format[..2].copy_from_slice(&[b'>' as _, b'q' as _])),
        ("ndim", |s| s.ndim = -1),
        ("ndim", |s| s.ndim = 33),
        ("strides", |s| s.strides = ptr::null()),
        ("dimensions", |s| s.dimensions = 12 as *const RawDimension),
    ];
    for (field, change) in changes {
        let mut section = alive(&layout, &mut buffer);
        change(&mut section);
        let error = section.check(Strict).unwrap_err();
        assert!(error.message.contains(field), "{field}: {error}");
    }
    for (format, itemsize, dtype) in [
        ("l", 8, Some(Dtype::Int64)),
        ("=l", 4, Some(Dtype::Int32)),
        ("<d", 8, Some(Dtype::Float64)),
        ("@Zf", 8, Some(Dtype::Complex64)),
        (">b", 1, Some(Dtype::Int8)),
        (">d", 8, None),
        ("e", 2, None),
        ("g", 16, None),
        ("d", 4, None),
        ("", 8, None),
        ("2d", 8, None),
        ("é", 8, None),
    ] {
        assert_eq!(dtype_of_format(format, itemsize).ok(), dtype, "{format}");
    }
}

#[test]
fn buffers_are_checked() {
    let check = |address: usize, shape: &[i64], strides: &[i64], read_only: bool| {
        Buffer { address, shape, strides, dtype: Dtype::Float64, read_only }.check().is_ok()
    };
    assert!(check(64, &[3, 4], &[32, 8], false) && check(64, &[3, 4], &[-8, 24], false));
    assert!(check(0, &[0, 4], &[1, 8], false) && check(64, &[1, 4], &[0, 8], false) && check(64, &[], &[], false));
    assert!(!check(0, &[], &[], false) && !check(4, &[3], &[8], false) && !check(64, &[3], &[12], false));
    assert!(!check(64, &[3], &[8, 8], false) && !check(64, &[-1], &[8], false));
    assert!(!check(64, &[3, 4], &[8, 8], false) && check(64, &[3, 4], &[8, 8], true));
    assert!(!check(64, &[2], &[0], false) && check(64, &[2], &[0], true));
    assert!(!check(64, &[i64::MAX], &[8], true) && !check(64, &[2], &[i64::MIN], true));
}

/// Compiles and runs a program against the header in `include`.
fn run_c(name: &str, compiler: &str, standard: &str, program: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("protocol");
    fs::create_dir_all(&folder).unwrap();
    let (source, binary) = (folder.join(name), folder.join(format!("{name}.out")));
    fs::write(&source, program).unwrap();
    let compiled = Command::new(compiler)
        .args([standard, "-Wall", "-Wextra", "-pedantic", "-Werror", "-I"])
        .arg(root().join("include"))
        .arg(&source)
        .arg("-o")
        .arg(&binary)
        .output()
        .unwrap();
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let output = Command::new(&binary).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

macro_rules! layout_of {
    ($rust:ty, $c:literal, $($field:ident),*) => {
        (
            vec![format!("{} {}", $c, size_of::<$rust>()), $(format!("{} {}", stringify!($field), offset_of!($rust, $field))),*],
            [
                format!("printf(\"{} %zu\\n\", sizeof(struct {}));\n", $c, $c),
                $(format!("printf(\"{} %zu\\n\", offsetof(struct {}, {}));\n", stringify!($field), $c, stringify!($field))),*
            ]
            .concat(),
        )
    };
}

#[test]
fn structs_are_those_of_the_header() {
    let dimension = layout_of!(
        RawDimension,
        "distarray_protocol_dimension",
        dist_type,
        periodic,
        one_to_one,
        reserved8,
        flags,
        size,
        proc_grid_size,
        proc_grid_rank,
        start,
        stop,
        padding,
        block_size,
        indices,
        index_count,
        reserved
    );
    let section = layout_of!(
        RawSection,
        "distarray_protocol_section",
        struct_size,
        struct_version,
        version,
        buffer,
        device_type,
        device_id,
        dtype_code,
        dtype_bits,
        dtype_lanes,
        ndim,
        itemsize,
        format,
        shape,
        strides,
        dimensions,
        dimension_size,
        flags,
        communicator,
        replicas,
        replica,
        reserved32,
        release,
        private_data,
        reserved
    );
    let program = format!(
        "#include <distarray/protocol.h>\n#include <distarray/protocol.h>\n#include <stdio.h>\nint main(void) {{\n{}{}\
         printf(\"%s %d\\n\", DISTARRAY_PROTOCOL_VERSION, DISTARRAY_PROTOCOL_STRUCT_VERSION);\nreturn 0; }}\n",
        dimension.1, section.1
    );
    let mut expected = [dimension.0, section.0].concat();
    expected.push("0.10.0 1".to_string());
    for (name, compiler, standard) in
        [("layout.c", "cc", "-std=c99"), ("layout.cpp", "c++", "-std=c++11"), ("layout17.cpp", "c++", "-std=c++17")]
    {
        let said: Vec<String> = run_c(name, compiler, standard, &program).lines().map(str::to_string).collect();
        assert_eq!(said, expected);
    }
}
