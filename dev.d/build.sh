# Building, installing, documentation. FAMILY is openmpi or mpich.

generator() { command -v ninja >/dev/null && say Ninja || say "Unix Makefiles"; }

configure() { # configure FOLDER BUILD [OPTION...]
  local folder=$1 build=$2
  shift 2
  # A moved or copied checkout: CMake refuses the cache of the old place.
  grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)/$folder" "$build/CMakeCache.txt" 2>/dev/null || rm -rf "$build"
  cmake -S "$folder" -B "$build" -G "$(generator)" ${MPICC:+-DMPI_C_COMPILER="$MPICC"} ${MPIFC:+-DMPI_Fortran_COMPILER="$MPIFC"} \
    -DMPIEXEC_EXECUTABLE="$MPIEXEC" "$@"
}

build_library() {
  configure cmake "build/$FAMILY/library" -DCMAKE_INSTALL_PREFIX=/opt/distarray -DCMAKE_INSTALL_LIBDIR=lib \
    -DDISTARRAY_CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
  cmake --build "build/$FAMILY/library"
}

# Installs as packagers do, then moves: nothing may depend on the place it was configured for.
stage_library() {
  rm -rf "build/$FAMILY/destdir" "build/$FAMILY/prefix"
  DESTDIR="$PWD/build/$FAMILY/destdir" cmake --install "build/$FAMILY/library"
  mv "build/$FAMILY/destdir/opt/distarray" "build/$FAMILY/prefix"
}

build_and_stage() { build_library && stage_library; }

# build_project FOLDER: a project that knows only the installed library.
build_project() {
  rm -rf "build/$FAMILY/$1"
  configure "$1" "build/$FAMILY/$1" -DCMAKE_PREFIX_PATH="$PWD/build/$FAMILY/prefix" -DCMAKE_BUILD_TYPE=Release -DCMAKE_Fortran_FLAGS_RELEASE=-O1
  cmake --build "build/$FAMILY/$1"
}

install_to() {
  local prefix
  prefix=$(realpath -m -- "$1")
  quietly "building for $FAMILY" build_library
  quietly "installing" cmake --install "build/$FAMILY/library" --prefix "$prefix"
  say "Installed in $prefix. Programs find it with"
  say "  CMake       -DCMAKE_PREFIX_PATH=$prefix   find_package(DistArray 0.1)"
  say "  pkg-config  PKG_CONFIG_PATH=$prefix/lib/pkgconfig   pkg-config --cflags --libs distarray"
}

docs() {
  quietly "Rust reference" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib
  say "  target/doc/distarray/index.html"
  if [ -e docs/Doxyfile ]; then
    quietly "C reference" doxygen docs/Doxyfile
    say "  $(sed -n 's/^OUTPUT_DIRECTORY *= *//p' docs/Doxyfile)/html/index.html"
  fi
}
