//! Names the shared library, asks what the compiler can do, compiles the constants that MPI defines as macros, and tells the crate which MPI that was.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-changed=src/mpi/constants.c");
    println!("cargo:rerun-if-env-changed=MPICC");
    println!("cargo:rerun-if-env-changed=MPI_PKG_CONFIG");

    let major = env::var("CARGO_PKG_VERSION_MAJOR").unwrap();
    let minor = env::var("CARGO_PKG_VERSION_MINOR").unwrap();
    let abi = if major == "0" { format!("0.{minor}") } else { major };
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdistarray.so.{abi}");
    // Unloading would leave thread-local destructors dangling.
    println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");

    println!("cargo:rustc-check-cfg=cfg(avx512)");
    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("x86_64") && compiler_minor() >= 89 {
        println!("cargo:rustc-cfg=avx512");
    }

    let mpi = build_probe_mpi::probe().unwrap_or_else(|errors| {
        panic!("no MPI found: install libopenmpi-dev or libmpich-dev, or set MPICC ({errors:?})")
    });
    compiler(&mpi).file("src/mpi/constants.c").compile("distarray_mpi_constants");

    let (family, version) = family_and_version(&mpi);
    println!("cargo:rustc-env=DISTARRAY_MPI_FAMILY={family}");
    println!("cargo:rustc-env=DISTARRAY_MPI_VERSION={version}");
}

/// Of `rustc 1.89.0 (...)`: loops can be compiled for AVX-512 from that version on.
fn compiler_minor() -> u32 {
    let output = std::process::Command::new(env::var_os("RUSTC").unwrap_or("rustc".into())).arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.split('.').nth(1).and_then(|minor| minor.parse().ok()).unwrap_or(0)
}

fn compiler(mpi: &build_probe_mpi::Library) -> cc::Build {
    let mut build = cc::Build::new();
    build.warnings(true);
    match &mpi.mpicc {
        Some(mpicc) => {
            build.compiler(mpicc);
        }
        None => {
            build.includes(&mpi.include_paths);
        }
    }
    build
}

/// Reads the macros by which mpi.h names its library: number as in `mpi::library::Family`, and text.
fn family_and_version(mpi: &build_probe_mpi::Library) -> (i32, String) {
    let source = Path::new(&env::var("OUT_DIR").unwrap()).join("family.c");
    let program = "#include <mpi.h>\n\
        #if defined OPEN_MPI\n@1 Open MPI OMPI_MAJOR_VERSION OMPI_MINOR_VERSION OMPI_RELEASE_VERSION\n\
        #elif defined MPICH_VERSION\n@2 MPICH MPICH_VERSION\n#endif\n";
    fs::write(&source, program).expect("cannot write to OUT_DIR");
    let text = compiler(mpi).file(&source).expand();
    let text = String::from_utf8_lossy(&text);
    let Some(line) = text.lines().find_map(|line| line.strip_prefix('@')) else {
        return (0, "an unknown MPI".into());
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["1", _, _, major, minor, release] => (1, format!("Open MPI {major}.{minor}.{release}")),
        ["2", _, version] => (2, format!("MPICH {}", version.trim_matches('"'))),
        _ => (0, "an unknown MPI".into()),
    }
}
