#!/bin/sh
# Run every built test and sum up: "N passed, N failed" is the last line. cmocka programs report their own counts; shell tests print lines "ok ..." and
# "not ok ...". A program that ends badly without saying which test failed counts as one failure. Programs run beside each other, one per processor; shell tests,
# some of which look at the clock, one after the other. TESTS names those to run, scripts with .sh; empty: all.
set -u
for name in ${TESTS:=}; do
    [ -e "tests/$name.c" ] || [ -e "tests/$name" ] || { echo "there is no test tests/$name.c and none tests/$name" >&2 && exit 2; }
done
chosen() { case " $TESTS " in "  " | *" $1 "*) ;; *) return 1 ;; esac; }
build=${BUILD:-build}
passed=0 failed=0
logs=$(mktemp -d) || exit 1
trap 'rm -rf "$logs"' EXIT

sum() { # name, log, passed, failed
    code=$(cat "$2.code")
    [ "$code" -eq 0 ] || [ "$4" -gt 0 ] || set -- "$1" "$2" "$3" 1
    passed=$((passed + $3)) failed=$((failed + $4))
    printf '%-36s %4d passed %4d failed %5d s\n' "$1" "$3" "$4" "$(cat "$2.seconds")"
    [ "$4" -eq 0 ] || grep -vE '^\[ (RUN|      OK) ' "$2" | tail -40
}
count() { grep -c "$1" "$2"; }
log_of() { echo "$logs/$(echo "$1" | tr / _)"; }

# Command with its log: output, exit code and seconds.
cat >"$logs/timed" <<'END'
log=$1 begin=$(date +%s)
shift
"$@" >"$log" 2>&1
echo $? >"$log.code"
echo $(($(date +%s) - begin)) >"$log.seconds"
END

# By the sources: what was built of a test that is gone does not count, and one that was not built fails.
programs() {
    for source in tests/test_*.c; do
        name=$(basename "$source" .c)
        chosen "$name" || continue
        [ ! -x "$build/double/tests/$name" ] || echo "double/tests/$name"
        echo "tests/$name"
    done
}
programs | while read -r name; do printf '%s\0%s\0' "$(log_of "$name")" "$build/$name"; done |
    OPENBLAS_NUM_THREADS=1 xargs -r -0 -n 2 -P "$(nproc)" sh "$logs/timed"
for name in $(programs); do
    log=$(log_of "$name")
    grep -E '^(gradient|scheme|battery) ' "$log"
    sum "$name" "$log" "$(count '^\[       OK ' "$log")" "$(count '^\[  FAILED  \] [^0-9]*$' "$log" | awk '{print int(($1 + 1) / 2)}')"
done
for script in tests/test_*.sh; do
    chosen "$(basename "$script")" || continue
    log=$(log_of "$script")
    LEXBENCH="$build/lexbench" sh "$logs/timed" "$log" sh "$script"
    sum "$script" "$log" "$(count '^ok ' "$log")" "$(count '^not ok ' "$log")"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
