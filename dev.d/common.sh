# Messages, logs and stages with a time limit.

YES=${YES:-}
[ "${CI:-}" != true ] || YES=1
NO_INSTALL=${NO_INSTALL:-}
LOGS=build/log
ONLY=()
PASSED=0 FAILED=0 SUMMARY=()

say() { printf '%s\n' "$*"; }
die() { printf 'dev: %s\n' "$*" >&2; exit 1; }

# quietly TITLE COMMAND...: the output goes to a log, shown only on failure.
quietly() {
  local title=$1 log="$LOGS/${1// /-}.log" start=$SECONDS
  shift
  mkdir -p "$LOGS"
  printf '%s ... ' "$title"
  if ./dev run-stage "$@" >"$log" 2>&1 </dev/null; then
    say "$((SECONDS - start)) s"
  else
    say "failed; the end of $log:"
    tail -n 40 "$log"
    exit 1
  fi
}

# stage TITLE SECONDS FUNCTION ARGS...: runs a function of this script under a time limit, counts its tests, goes on.
stage() {
  local title=$1 limit=$2 log="$LOGS/${1// /-}.log" start=$SECONDS code=0 passed failed verdict
  shift 2
  [ ${#ONLY[@]} = 0 ] || [[ " ${ONLY[*]} " == *" ${title%% *} "* ]] || return 0
  mkdir -p "$LOGS"
  timeout --kill-after=10 "$limit" ./dev run-stage "$@" >"$log" 2>&1 </dev/null || code=$?
  read -r passed failed < <(count_tests "$log")
  if [ $code = 0 ]; then
    verdict=ok
    [ $((passed + failed)) != 0 ] || passed=1
  elif [ $code = 77 ]; then
    verdict="skipped: nothing there"
  else
    verdict=FAILED
    [ $code != 124 ] || verdict="FAILED: not done after $limit s"
    [ "$failed" != 0 ] || failed=1
  fi
  PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed))
  SUMMARY+=("$(printf '%-22s %4d passed %3d failed %5d s  %s' "$title" "$passed" "$failed" $((SECONDS - start)) "$verdict")")
  say "${SUMMARY[-1]}"
  [ $code = 0 ] || [ $code = 77 ] || { say "--- the end of $log:"; tail -n 40 "$log"; say "---"; }
}

# Sums what cargo test, ctest and our own programs report.
count_tests() {
  awk '
    /^test result:/ { for (i = 1; i < NF; i++) { if ($(i+1) ~ /^passed/) p += $i; if ($(i+1) ~ /^failed/) f += $i } }
    /tests passed, [0-9]+ tests failed out of/ { f += $4; p += $NF - $4 }
    /^[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3 }
    END { print p + 0, f + 0 }' "$1"
}
