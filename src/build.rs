//! Names the shared library, and compiles the constants that MPI defines as macros.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=src/mpi/constants.c");
    println!("cargo:rerun-if-env-changed=MPICC");
    println!("cargo:rerun-if-env-changed=MPI_PKG_CONFIG");

    let major = env::var("CARGO_PKG_VERSION_MAJOR").unwrap();
    let minor = env::var("CARGO_PKG_VERSION_MINOR").unwrap();
    let abi = if major == "0" { format!("0.{minor}") } else { major };
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdistarray.so.{abi}");
    // Unloading would leave thread-local destructors dangling.
    println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");

    let mpi = build_probe_mpi::probe().unwrap_or_else(|errors| {
        panic!("no MPI found: install libopenmpi-dev or libmpich-dev, or set MPICC ({errors:?})")
    });
    let mut build = cc::Build::new();
    build.file("src/mpi/constants.c").warnings(true);
    match &mpi.mpicc {
        Some(mpicc) => {
            build.compiler(mpicc);
        }
        None => {
            for path in &mpi.include_paths {
                build.include(path);
            }
        }
    }
    build.compile("distarray_mpi_constants");
}
