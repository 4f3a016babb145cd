# Benchmarks: ./dev bench [overhead] [movement [PROGRAM...]] [compute [PROGRAM...]] [--quick]

QUICK=${QUICK:-}
RESULTS=build/bench

bench() {
  local suite suites=("$@")
  [ ${#suites[@]} != 0 ] || suites=(overhead movement compute)
  case ${suites[0]} in
    movement | compute) bench_suite "${suites[@]}" ;;
    *)
      for suite in "${suites[@]}"; do
        case $suite in
          overhead) quietly "building for $FAMILY" build_and_stage && cargo bench --locked --bench overhead ;;
          movement | compute) bench_suite "$suite" ;;
          *) die "unknown benchmark $suite; there are overhead, movement and compute" ;;
        esac
      done
      ;;
  esac
}

# bench_suite SUITE [PROGRAM...]: beside other libraries. Programs, results and report: benches/SUITE.
bench_suite() {
  local suite=$1 csv=$RESULTS/$1.csv report=$RESULTS/$1.md start=$SECONDS
  local -x PYTHON=${PYTHON:-} # compute has one of its own
  shift
  offer bench
  mkdir -p "$RESULTS"
  quietly "building for $FAMILY" build_and_stage
  [ "$suite" != compute ] || newest_numpy
  quietly "building $suite" build_project "benches/$suite"
  sed -n 's/^-- SKIPPED //p' "$LOGS/building-$suite.log"
  describe_machine >"$csv"
  "run_$suite" "$@"
  "${PYTHON:-python3}" "benches/$suite/report.py" "$csv" >"$report"
  say
  [ -z "$QUICK" ] || say "A quick run shows that everything works; its figures mean nothing."
  sed -n '/^#### Aims/,/^#### All/{/^####/d;p}' "$report"
  say "In $((SECONDS - start)) s: $csv and $report"
}

run_movement() {
  local programs=("$@") sizes="4096 8192"
  [ ${#programs[@]} != 0 ] || programs=(redistribute transpose halo take one_sided small)
  [ -z "$QUICK" ] || sizes=512
  # shellcheck disable=SC2086 # the sizes are words
  for program in "${programs[@]}"; do
    case $program in
      redistribute | transpose)
        measure 2 movement "$program" $sizes
        measure 4 movement "$program" "${sizes%% *}"
        ;;
      *)
        measure 2 movement "$program"
        [ "$program" = take ] || measure 4 movement "$program"
        ;;
    esac
  done
}

run_compute() {
  local programs=("$@")
  [ ${#programs[@]} != 0 ] || programs=(elementwise expressions stencils functions reductions scans sorting generators products)
  for program in "${programs[@]}"; do
    measure 2 compute "$program"
  done
}

# Peers are those of today: what the system has of NumPy may be years old, and there is no numexpr with it.
newest_numpy() {
  local folder=$RESULTS/python base
  base=$(command -v /usr/bin/python3 || command -v python3) || return 0
  if ! "$folder/bin/python" -c 'import numpy, numexpr' 2>/dev/null; then
    if [ -n "$NO_INSTALL" ] || ! (quietly "fetching NumPy and numexpr" make_environment "$base" "$folder"); then
      say "no newer NumPy was fetched; that of ${PYTHON:-$base} takes part if it is there"
      return 0
    fi
  fi
  PYTHON=$PWD/$folder/bin/python
}

make_environment() {
  rm -rf "$2"
  "$1" -m venv "$2" && "$2/bin/pip" install --quiet --requirement benches/compute/requirements.txt
}

# measure RANKS SUITE PROGRAM ARGUMENT...: two ranks have a core each, four share them.
measure() {
  local count=$1 suite=$2 program=$3 start=$SECONDS log="$LOGS/$3-$1.log" code=0 options=(-n "$1") others environment
  shift 3
  [ -x "build/$FAMILY/benches/$suite/$program" ] || die "benches/$suite has no program $program"
  if [ "$FAMILY" = openmpi ]; then
    if [ "$count" -le "$(nproc)" ]; then
      options+=(--bind-to core)
    else
      options+=(--oversubscribe --bind-to none --mca mpi_yield_when_idle 1)
    fi
  elif [ "$count" -le "$(nproc)" ]; then
    options+=(-bind-to core)
  fi
  printf '%s on %s ranks ... ' "$program" "$count"
  count_others
  others=$OTHERS
  mapfile -t environment < <(core_type)
  env OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "${environment[@]}" timeout --kill-after=10 900 "$MPIEXEC" "${options[@]}" \
    "build/$FAMILY/benches/$suite/$program" "${QUICK:-full}" "$@" >>"$RESULTS/$suite.csv" 2>"$log" </dev/null || code=$?
  count_others
  others=$(awk -v a="$others" -v b="$OTHERS" 'BEGIN { printf "%.1f", (b > a ? b - a : 0) }')
  say "# $program on $count ranks: $((SECONDS - start)) s, in which other processes used $others s of CPU" >>"$RESULTS/$suite.csv"
  if [ $code = 0 ]; then
    say "$((SECONDS - start)) s; others used $others s of CPU"
    grep '^WRONG' "$log" || true
  else
    say "failed with $code; the end of $log:"
    tail -n 20 "$log"
  fi
}

# OpenBLAS takes processors that are younger than itself for Haswell ones, and does without half of their vector width.
core_type() {
  [ -n "${OPENBLAS_CORETYPE:-}" ] || ! grep -q AuthenticAMD /proc/cpuinfo || ! grep -q avx512vl /proc/cpuinfo || say OPENBLAS_CORETYPE=SKYLAKEX
}

# Sets OTHERS to the seconds of CPU used by all processes but those that this shell has waited for: only differences mean
# something. A subshell would not know whom this shell has waited for.
count_others() {
  times >"$RESULTS/times"
  OTHERS=$(awk -v hertz="$(getconf CLK_TCK)" '
    FNR == NR { if (FNR == 2) for (i = 1; i <= 2; i++) { split($i, part, "[ms]"); mine += 60 * part[1] + part[2] } }
    FNR < NR && $1 == "cpu" { printf "%.2f", ($2 + $3 + $4 + $7 + $8 + $9) / hertz - mine }' "$RESULTS/times" /proc/stat)
}

# What the figures depend on; nothing that names the machine.
describe_machine() {
  local name version text
  say "# CPU: $(processor 'Model name'), $(nproc) cores; caches: L1d $(processor 'L1d cache'), L2 $(processor 'L2 cache'), L3 $(processor 'L3 cache')"
  say "# memory: $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo); huge pages: $(huge_pages enabled), for shared memory: $(huge_pages shmem_enabled)"
  say "# system: $(uname -sr), $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release), load $(cut -d' ' -f1 /proc/loadavg) at the start"
  text="$("$MPIEXEC" --version | head -n 1)"
  for name in libpetsc-real-dev libscalapack-openmpi-dev libglobalarrays-dev libopenblas0-pthread python3-mpi4py-fft python3-numpy gcc; do
    version=$(dpkg-query -W -f '${Version}' "$name" 2>/dev/null) && [ -n "$version" ] && text+=", $name $version"
  done
  text+=$("${PYTHON:-python3}" -c 'import numpy, numexpr; print(f", NumPy {numpy.__version__}, numexpr {numexpr.__version__}")' 2>/dev/null) || true
  say "# versions: $text, $(rustc --version | cut -d' ' -f1-2), DistArray $(git rev-parse --short HEAD 2>/dev/null || say unknown)"
  say "# 2 ranks have a core each, 4 ranks share $(nproc); date $(date -u +%Y-%m-%d)"
}

processor() { LC_ALL=C lscpu | sed -n "s/^$1: *//p" | tr -d ','; }
huge_pages() { sed -n 's/.*\[\(.*\)\].*/\1/p' "/sys/kernel/mm/transparent_hugepage/$1" 2>/dev/null || say unknown; }
