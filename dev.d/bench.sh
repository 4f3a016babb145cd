# Benchmarks: ./dev bench [overhead] [movement [PROGRAM...]] [--quick]

QUICK=${QUICK:-}
RESULTS=build/bench

bench() {
  local suite suites=("$@")
  [ ${#suites[@]} != 0 ] || suites=(overhead movement)
  case ${suites[0]} in
    movement) bench_movement "${suites[@]:1}" ;;
    *)
      for suite in "${suites[@]}"; do
        case $suite in
          overhead) quietly "building for $FAMILY" build_and_stage && cargo bench --locked --bench overhead ;;
          movement) bench_movement ;;
          *) die "unknown benchmark $suite; there are overhead and movement" ;;
        esac
      done
      ;;
  esac
}

# Array data beside other libraries. Programs, results and report: benches/movement.
bench_movement() {
  local programs=("$@") sizes="4096 8192" csv=$RESULTS/movement.csv report=$RESULTS/movement.md start=$SECONDS
  [ ${#programs[@]} != 0 ] || programs=(redistribute transpose halo take one_sided small)
  [ -z "$QUICK" ] || sizes=512
  offer bench
  quietly "building for $FAMILY" build_and_stage
  quietly "building movement" build_project benches/movement
  sed -n 's/^-- \(SKIPPED\|WAITING\) //p' "$LOGS/building-movement.log"
  mkdir -p "$RESULTS"
  describe_machine >"$csv"
  # shellcheck disable=SC2086 # the sizes are words
  for program in "${programs[@]}"; do
    case $program in
      redistribute | transpose)
        measure 2 "$program" $sizes
        measure 4 "$program" "${sizes%% *}"
        ;;
      *)
        measure 2 "$program"
        [ "$program" = take ] || measure 4 "$program"
        ;;
    esac
  done
  "${PYTHON:-python3}" benches/movement/report.py "$csv" >"$report"
  say
  [ -z "$QUICK" ] || say "A quick run shows that everything works; its figures mean nothing."
  sed -n '/^#### Aims/,/^#### All/{/^####/d;p}' "$report"
  say "In $((SECONDS - start)) s: $csv and $report"
}

# measure RANKS PROGRAM ARGUMENT...: two ranks have a core each, four share them.
measure() {
  local count=$1 program=$2 start=$SECONDS log="$LOGS/$2-$1.log" code=0 options=(-n "$1") others
  shift 2
  [ -x "build/$FAMILY/benches/movement/$program" ] || return 0
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
  OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 timeout --kill-after=10 900 "$MPIEXEC" "${options[@]}" \
    "build/$FAMILY/benches/movement/$program" "${QUICK:-full}" "$@" >>"$RESULTS/movement.csv" 2>"$log" </dev/null || code=$?
  count_others
  others=$(awk -v a="$others" -v b="$OTHERS" 'BEGIN { printf "%.1f", (b > a ? b - a : 0) }')
  say "# $program on $count ranks: $((SECONDS - start)) s, in which other processes used $others s of CPU" >>"$RESULTS/movement.csv"
  if [ $code = 0 ]; then
    say "$((SECONDS - start)) s; others used $others s of CPU"
    grep '^WRONG' "$log" || true
  else
    say "failed with $code; the end of $log:"
    tail -n 20 "$log"
  fi
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
  for name in libpetsc-real-dev libscalapack-openmpi-dev libglobalarrays-dev python3-mpi4py-fft python3-numpy gcc; do
    version=$(dpkg-query -W -f '${Version}' "$name" 2>/dev/null) && [ -n "$version" ] && text+=", $name $version"
  done
  say "# versions: $text, $(rustc --version | cut -d' ' -f1-2), DistArray $(git rev-parse --short HEAD 2>/dev/null || say unknown)"
  say "# 2 ranks have a core each, 4 ranks share $(nproc); date $(date -u +%Y-%m-%d)"
}

processor() { LC_ALL=C lscpu | sed -n "s/^$1: *//p" | tr -d ','; }
huge_pages() { sed -n 's/.*\[\(.*\)\].*/\1/p' "/sys/kernel/mm/transparent_hugepage/$1" 2>/dev/null || say unknown; }
