# Finds or installs what the commands need, and chooses the MPI.

RUST=1.85
WANTED_MPI=${WANTED_MPI:-}

# has THING: is it here?
has() {
  case $1 in
    "a C and C++ compiler") command -v cc && command -v c++ && command -v nm ;;
    "MPI") mpicc_of "${WANTED_MPI:-}" && mpirun_of "${WANTED_MPI:-}" ;;
    "parallel HDF5") [ -n "${HDF5_DIR:-}" ] || pkg-config --exists hdf5-openmpi || pkg-config --exists hdf5-mpich || command -v h5pcc ;;
    "CMake") command -v cmake ;;
    "ninja or make") command -v ninja || command -v make ;;
    "libclang") [ -n "${LIBCLANG_PATH:-}" ] || compgen -G '/usr/lib/llvm-*/lib/libclang*.so*' || ldconfig -p | grep libclang ;;
    "pkg-config") command -v pkg-config ;;
    "a Fortran compiler") command -v mpifort ;;
    "PETSc") pkg-config --exists petsc || pkg-config --exists PETSc ;;
    "h5dump") command -v h5dump ;;
    "NumPy, h5py and mpi4py") python_of ;;
    "ScaLAPACK") pkg-config --exists "scalapack-$FAMILY" || pkg-config --exists scalapack ;;
    "OpenBLAS") pkg-config --exists openblas ;;
    "Global Arrays") [ -e /usr/include/ga.h ] && compgen -G "/usr/lib/*/libarmci-$FAMILY.a" ;;
    "mpi4py-fft") [ -n "${PYTHON:-}" ] && "$PYTHON" -c 'import mpi4py_fft' ;;
    "MPICH") mpicc_of mpich && mpirun_of mpich && pkg-config --exists hdf5-mpich ;;
    "Doxygen") command -v doxygen ;;
  esac >/dev/null 2>&1
}

# needs USE: thing|Debian packages|where else it comes from
needs() {
  local mpi=${WANTED_MPI:-openmpi} mpi_packages="libopenmpi-dev openmpi-bin"
  [ "$mpi" = openmpi ] || mpi_packages="libmpich-dev mpich"
  case $1 in
    build) cat <<TEXT
a C and C++ compiler|gcc g++ libc6-dev binutils|your system's gcc or clang
pkg-config|pkgconf|https://www.freedesktop.org/wiki/Software/pkg-config
MPI|$mpi_packages|https://www.open-mpi.org or your cluster's module; mpicc and mpirun must be on PATH
parallel HDF5|libhdf5-$mpi-dev|HDF5 configured with --enable-parallel; set HDF5_DIR to its prefix
CMake|cmake|https://cmake.org, 3.21 or newer
ninja or make|ninja-build|your system's make
libclang|libclang-dev clang|LLVM; set LIBCLANG_PATH to the folder of libclang.so
TEXT
      ;;
    demo) say "PETSc|libpetsc-real-dev petsc-dev|https://petsc.org; set PKG_CONFIG_PATH to its lib/pkgconfig" ;;
    test) cat <<TEXT
a Fortran compiler|gfortran|gfortran and the mpifort of your MPI
h5dump|hdf5-tools|the tools of HDF5
NumPy, h5py and mpi4py|python3-numpy python3-h5py-mpi python3-mpi4py|h5py built with HDF5_MPI=ON; set PYTHON to that python3
MPICH|mpich libmpich-dev libhdf5-mpich-dev|https://www.mpich.org beside Open MPI, as mpicc.mpich and mpirun.mpich
TEXT
      ;;
    bench) cat <<TEXT
PETSc|libpetsc-real-dev petsc-dev|https://petsc.org
ScaLAPACK|libscalapack-$mpi-dev|https://www.netlib.org/scalapack
OpenBLAS|libopenblas-pthread-dev|https://www.openblas.net
Global Arrays|libglobalarrays-dev libarmci-mpi-dev|https://globalarrays.github.io
NumPy, h5py and mpi4py|python3-numpy python3-h5py-mpi python3-mpi4py|set PYTHON to that python3
mpi4py-fft|python3-mpi4py-fft|https://mpi4py-fft.readthedocs.io
TEXT
      ;;
    docs) say "Doxygen|doxygen|https://www.doxygen.nl" ;;
  esac
}

setup() {
  check_rust
  local use thing packages elsewhere missing=() install=()
  for use; do
    while IFS='|' read -r thing packages elsewhere; do
      has "$thing" && continue
      missing+=("$thing is missing: apt-get install $packages on Debian and Ubuntu, elsewhere $elsewhere.")
      # shellcheck disable=SC2206 # the packages are words
      install+=($packages)
    done < <(needs "$use")
  done
  if [ ${#missing[@]} != 0 ]; then
    if [ -n "$NO_INSTALL" ] || ! command -v apt-get >/dev/null; then
      printf '%s\n' "${missing[@]}" >&2
      exit 1
    fi
    apt_install "${install[@]}"
    for use; do
      while IFS='|' read -r thing packages elsewhere; do
        has "$thing" || die "$thing was not found even after installing $packages; elsewhere it comes from $elsewhere"
      done < <(needs "$use")
    done
  fi
  choose_mpi
}

# offer USE: what is good to have; whatever cannot be installed is named, and nothing stops.
offer() {
  local thing packages elsewhere install=()
  while IFS='|' read -r thing packages elsewhere; do
    # shellcheck disable=SC2206 # the packages are words
    has "$thing" || install+=($packages)
  done < <(needs "$1")
  if [ ${#install[@]} != 0 ] && [ -z "$NO_INSTALL" ] && command -v apt-get >/dev/null; then
    (apt_install "${install[@]}") || true
    PYTHON=$(python_of || true)
  fi
  while IFS='|' read -r thing packages elsewhere; do
    has "$thing" || say "$thing is missing and left out: apt-get install $packages on Debian and Ubuntu, elsewhere $elsewhere"
  done < <(needs "$1")
}

apt_install() {
  local root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "these packages are missing, and there is no sudo; as root run: apt-get install $*"
    root=(sudo)
    if [ -z "$YES" ]; then
      [ -t 0 ] || die "these packages are missing; run again with --yes to install them with sudo: $*"
      read -r -p "Install with sudo: $*? [Y/n] " answer
      [[ $answer =~ ^([Yy]|$) ]] || die "not installed; the command is: sudo apt-get install $*"
    fi
    sudo -v
  fi
  quietly "apt-get update" "${root[@]}" apt-get update -q
  quietly "apt-get install" "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

check_rust() {
  command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
  command -v cargo >/dev/null || die "cargo was not found: install Rust $RUST or newer from https://rustup.rs, then run this again"
  local version
  version=$(cargo --version | awk '{ print $2 }')
  [ "$(printf '%s\n' "$RUST" "${version%%-*}" | sort -V | head -n 1)" = "$RUST" ] ||
    die "cargo is of version $version, but $RUST or newer is needed: run rustup update"
}

# Debian names both families' programs; elsewhere there is only one.
mpicc_of() { command -v "mpicc${1:+.$1}" || [ "$(family_of mpicc)" = "$1" ]; }
mpirun_of() { command -v "mpirun${1:+.$1}" || command -v mpirun; }

family_of() {
  printf '#include <mpi.h>\n#if defined OPEN_MPI\n@openmpi\n#elif defined MPICH_VERSION\n@mpich\n#endif\n' |
    "$1" -E -x c - 2>/dev/null | sed -n 's/^@//p'
}

# Exports what every later command needs, and nothing where the default is right, so that
# plain cargo commands do not rebuild everything.
choose_mpi() {
  local wanted=${WANTED_MPI:-} name
  [ -n "$wanted" ] || { [ -z "${MPICC:-}" ] && command -v mpicc.openmpi >/dev/null && wanted=openmpi; } || true
  if [ -z "${MPICC:-}" ] || [ -n "$WANTED_MPI" ]; then
    if [ -n "$wanted" ] && [ "$(family_of mpicc)" != "$wanted" ]; then
      export MPICC="mpicc.$wanted" MPIFC="mpifort.$wanted"
    fi
  fi
  FAMILY=$(family_of "${MPICC:-mpicc}")
  FAMILY=${FAMILY:-unknown}
  # mpi-sys does not notice that MPICC changed: one target folder for each MPI.
  [ "$FAMILY" != mpich ] || export CARGO_TARGET_DIR=$PWD/target/mpich
  if [ -z "${MPIEXEC:-}" ] || [ -n "$WANTED_MPI" ]; then
    MPIEXEC=$(command -v "mpirun.$FAMILY" || command -v mpirun || command -v mpiexec) || die "mpirun was not found beside ${MPICC:-mpicc}"
  fi
  for name in /usr/lib/*/hdf5/"$FAMILY"; do
    if [ -d "$name" ] && [ -z "${HDF5_DIR:-}" ] && [[ $(pkg-config --cflags hdf5 2>/dev/null) != *"/hdf5/$FAMILY"* ]]; then
      export HDF5_DIR=$name
    fi
  done
  PYTHON=$(python_of || true)
  export FAMILY MPIEXEC PYTHON DISTARRAY_TEST_MPIRUN=$MPIEXEC H5PY_ALWAYS_USE_MPI=1 # Debian's h5py is serial unless told
  # As root, on few cores, and with several mpirun at once.
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PRTE_ALLOW_RUN_AS_ROOT=1 PRTE_ALLOW_RUN_AS_ROOT_CONFIRM=1
  export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_hwloc_base_binding_policy=none PRTE_MCA_rmaps_default_mapping_policy=:oversubscribe
}

python_of() {
  local python
  for python in "${PYTHON:-}" /usr/bin/python3 python3; do
    [ -n "$python" ] && H5PY_ALWAYS_USE_MPI=1 "$python" -c 'import numpy, mpi4py, h5py; assert h5py.get_config().mpi' 2>/dev/null && say "$python" && return
  done
  return 1
}
