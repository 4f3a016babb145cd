# The demonstration: a relief map drawn by 4 processes, by 1, and by a program started without mpirun.

demo() {
  local data=${DATA:-$PWD/data/relief_10min.npy} program
  say "Building (the first time takes a few minutes)."
  quietly "library for $FAMILY" build_and_stage
  quietly "examples" build_project c_examples
  program=$PWD/build/$FAMILY/c_examples/relief
  [ -x "$program" ] || die "the demonstration uses PETSc, $(sed -n 's/.*relief is left out: //p' build/log/examples.log)"
  mkdir -p out
  run_demo "4 processes" "$MPIEXEC" -n 4 "$program" --data "$data" --out out/4
  run_demo "1 process" "$MPIEXEC" -n 1 "$program" --data "$data" --out out/1
  run_demo "without mpirun" "$program" --data "$data" --out out/alone
  say
  say "Reports and pictures, the same for every number of processes:"
  find out -type f | sort | sed 's/^/  /'
}

run_demo() { # run_demo TITLE COMMAND... FOLDER
  local title=$1 start=$SECONDS
  shift
  say
  say "== $title"
  mkdir -p "${*: -1}"
  timeout --kill-after=10 300 "$@" || die "the demonstration failed with code $? on $title"
  say "($((SECONDS - start)) s)"
}
