#!/bin/sh
# Run every built test and sum up: "N passed, N failed" is the last line. cmocka programs report their own counts; shell tests print lines "ok ..." and
# "not ok ...". A program that ends badly without saying which test failed counts as one failure. Tests run beside each other, one per processor, those that take
# longest first; a script that looks at the clock asks for processor time. TESTS names those to run, scripts with .sh; empty: all. TESTS_UNTIL, in seconds as
# of `date +%s`: no test begins after it, none of the longest, which come last then, within three minutes of it, and those that did not are named.
set -u
for name in ${TESTS:=}; do
    [ -e "tests/$name.c" ] || [ -e "tests/$name" ] || { echo "there is no test tests/$name.c and none tests/$name" >&2 && exit 2; }
done
chosen() { case " $TESTS " in "  " | *" $1 "*) ;; *) return 1 ;; esac; }
build=${BUILD:-build}
passed=0 failed=0 left=
logs=$(mktemp -d) || exit 1
trap 'rm -rf "$logs"' EXIT

# What failed in a log: of a script the failures with what they print behind them, else the end of it.
show() { # log
    if grep -q '^not ok' "$1"; then
        awk '/^not ok/ { lines = 12 } /^ok/ { lines = 0 } lines-- > 0' "$1" | head -80
    else
        grep -vE '^\[ (RUN|      OK) ' "$1" | tail -40
    fi
}
sum() { # name, log, passed, failed
    code=$(cat "$2.code")
    [ "$code" -eq 0 ] || [ "$4" -gt 0 ] || set -- "$1" "$2" "$3" 1
    passed=$((passed + $3)) failed=$((failed + $4))
    printf '%-36s %4d passed %4d failed %5d s\n' "$1" "$3" "$4" "$(cat "$2.seconds")"
    [ "$4" -eq 0 ] || show "$2"
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
tests() {
    for source in tests/test_*.c; do
        name=$(basename "$source" .c)
        chosen "$name" || continue
        [ ! -x "$build/double/tests/$name" ] || echo "double/tests/$name"
        echo "tests/$name"
    done
    for source in tests/test_*.sh; do
        chosen "$(basename "$source")" && echo "$source"
    done
}
longest="tests/test_faults.sh double/tests/test_battery tests/test_cli.sh double/tests/test_composition"
in_order() { # names
    for name in $longest; do
        grep -Fx "$name" "$1"
    done >"$logs/longest"
    grep -vFxf "$logs/longest" "$1" >"$logs/others"
    if [ "${TESTS_UNTIL:-}" ]; then cat "$logs/others" "$logs/longest"; else cat "$logs/longest" "$logs/others"; fi
}
cat >"$logs/run" <<'END'
if [ "${TESTS_UNTIL:-}" ]; then
    grep -qFx "$1" "$logs/longest" && TESTS_UNTIL=$((TESTS_UNTIL - 180))
    [ "$(date +%s)" -lt $TESTS_UNTIL ] || exit 0
fi
case $1 in
*.sh) LEXBENCH="$build/lexbench" exec sh "$logs/timed" "$2" sh "$1" ;;
*) OPENBLAS_NUM_THREADS=1 exec sh "$logs/timed" "$2" "$build/$1" ;;
esac
END
export build logs
tests >"$logs/tests"
in_order "$logs/tests" | while read -r name; do printf '%s\0%s\0' "$name" "$(log_of "$name")"; done | xargs -r -0 -n 2 -P "$(nproc)" sh "$logs/run"
while read -r name; do
    log=$(log_of "$name")
    [ -e "$log.code" ] || [ -z "${TESTS_UNTIL:-}" ] || { left="$left $name" && continue; }
    case $name in
    *.sh) sum "$name" "$log" "$(count '^ok ' "$log")" "$(count '^not ok ' "$log")" ;;
    *)
        grep -E '^(gradient|scheme|battery) ' "$log"
        sum "$name" "$log" "$(count '^\[       OK ' "$log")" "$(count '^\[  FAILED  \] [^0-9]*$' "$log" | awk '{print int(($1 + 1) / 2)}')"
        ;;
    esac
done <"$logs/tests"
[ -z "$left" ] || echo "not run, since time was over:$left"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
