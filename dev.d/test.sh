# Stages of ./dev test. Each is a function with a time limit; `./dev test mpich petsc` runs only those.

run_tests() {
  local start=$SECONDS folder name
  ONLY=("$@")
  stage format 60 cargo fmt --check
  stage lint 900 cargo clippy --locked --all-targets --quiet -- -D warnings
  stage lint_without_hdf5 600 cargo clippy --locked --lib --no-default-features --quiet -- -D warnings
  stage rustdoc 300 env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib --quiet
  stage reference 60 doxygen docs/Doxyfile
  stage cargo 1800 cargo test --locked --no-fail-fast
  stage install 1200 build_and_stage
  # Projects that know only what was installed.
  for folder in $(find tests c_examples fortran -name CMakeLists.txt -printf '%h\n' 2>/dev/null | sort); do
    [[ "$FAMILY $folder" != mpich*petsc* ]] || continue # Debian's PETSc is built for Open MPI
    name=${folder#tests/}
    stage "${name//\//_}" 900 test_project "$folder"
  done
  stage relief 500 test_relief
  if [ "$FAMILY" != mpich ]; then
    stage refusals 60 test_refusals
    stage python 300 test_python
    stage numpy 600 test_numpy
    stage mpich 1500 test_mpich
  fi
  say
  say "What was run, in $((SECONDS - start)) s:"
  printf '%s\n' "${SUMMARY[@]}"
  say "$PASSED passed, $FAILED failed"
  [ $FAILED = 0 ]
}

test_project() { # test_project FOLDER
  export PKG_CONFIG_PATH="$PWD/build/$FAMILY/prefix/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
  build_project "$1"
  ctest --test-dir "build/$FAMILY/$1" --output-on-failure --timeout 120 --no-tests=error
}

# The demonstration: right by NumPy, and the same on any number of processes, also without mpirun.
test_relief() {
  local program=build/$FAMILY/c_examples/relief folder=build/$FAMILY/relief data=$PWD/data/relief_10min.npy ranks
  [ -e "$program" ] || { say "$program is not there"; return 77; }
  rm -rf "$folder"
  mkdir -p "$folder"/{alone,1,3,4}
  timeout 120 "$program" --data "$data" --out "$folder/alone"
  for ranks in 1 3 4; do
    timeout 120 "$MPIEXEC" -n $ranks "$program" --data "$data" --out "$folder/$ranks"
  done
  [ ! -e tests/relief_check.py ] || "$PYTHON" tests/relief_check.py "$data" "$folder"/{alone,1,3,4}
}

# find_package says in a sentence why it refuses: another MPI, an unknown component, another version.
test_refusals() {
  local failed=0
  refuses "use one MPI\|this project uses MPICH" tests/consumers/c -DMPI_C_COMPILER=mpicc.mpich || failed=$((failed + 1))
  mkdir -p build/refusals
  printf 'cmake_minimum_required(VERSION 3.21)\nproject(p C)\nfind_package(DistArray ${v} REQUIRED COMPONENTS ${c})\n' >build/refusals/CMakeLists.txt
  refuses "the components are" build/refusals -Dc=Cobol || failed=$((failed + 1))
  refuses "add Fortran to the languages" build/refusals -Dc=Fortran || failed=$((failed + 1))
  refuses "0.2" build/refusals -Dv=0.2 -Dc=C || failed=$((failed + 1))
  foreign_program_is_refused || failed=$((failed + 1))
  say "$((5 - failed)) passed, $failed failed"
  [ $failed = 0 ]
}

# Compiled for MPICH with a header that knows no build, linked to the library for Open MPI: the check at run time tells.
foreign_program_is_refused() {
  local prefix=$PWD/build/$FAMILY/prefix code=0
  printf '#include <distarray.h>\nint main(void) { return DISTARRAY_CHECK_BUILD(); }\n' >build/refusals/foreign.c
  mpicc.mpich -Iinclude build/refusals/foreign.c -o build/refusals/foreign -L"$prefix/lib" -ldistarray -Wl,-rpath,"$prefix/lib"
  build/refusals/foreign || code=$?
  [ $code = 24 ] || { say "a program for another MPI got status $code"; return 1; }
}

refuses() { # refuses SENTENCE FOLDER OPTION...
  local sentence=$1 folder=$2 log
  shift 2
  rm -rf build/refused
  if log=$(cmake -S "$folder" -B build/refused -G "$(generator)" -DCMAKE_PREFIX_PATH="$PWD/build/$FAMILY/prefix" "$@" 2>&1); then
    say "accepted: $folder $*"
    return 1
  fi
  tr -s ' \n' ' ' <<<"$log" | grep -q "$sentence" || { say "no such sentence: $sentence"; say "$log"; return 1; }
}

# Python programs beside the library: h5py, NumPy and mpi4py are the peers.
test_python() {
  local file passed=0 failed=0
  export DISTARRAY_LIBRARY=$PWD/build/$FAMILY/prefix/lib/libdistarray.so PYTHONPATH=$PWD/python
  for file in tests/python/*.py python/tests/*.py; do
    [ -e "$file" ] || continue
    if timeout 120 "$MPIEXEC" -n 2 "$PYTHON" "$file"; then passed=$((passed + 1)); else failed=$((failed + 1)); say "FAILED: $file"; fi
  done
  [ $((passed + failed)) != 0 ] || return 77
  say "$passed passed, $failed failed"
  [ $failed = 0 ]
}

# Random movements of elements through the C interface, bit for bit as in NumPy; DISTARRAY_CASES makes it longer.
test_numpy() {
  local prefix=$PWD/build/$FAMILY/prefix
  DISTARRAY_LIBRARY=$prefix/lib/libdistarray.so DISTARRAY_HEADER=$prefix/include/distarray.h "$PYTHON" tests/numpy/run.py
}

# The same library for the other MPI.
test_mpich() {
  unset HDF5_DIR MPICC MPIEXEC
  WANTED_MPI=mpich
  choose_mpi
  build_and_stage
  test_project tests/consumers/c
}
