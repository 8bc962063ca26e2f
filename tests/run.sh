#!/bin/sh
# Run every built test and sum up: "N passed, N failed" is the last line. cmocka programs report their own counts; shell tests print lines "ok ..." and
# "not ok ...". A program that ends badly without saying which test failed counts as one failure.
set -u
build=${BUILD:-build}
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

sum() { # name, exit code, passed, failed
    [ "$2" -eq 0 ] || [ "$4" -gt 0 ] || set -- "$1" "$2" "$3" 1
    passed=$((passed + $3)) failed=$((failed + $4))
    printf '%-32s %4d passed %4d failed\n' "$1" "$3" "$4"
    [ "$4" -eq 0 ] || grep -vE '^\[ (RUN|      OK) ' "$log" | tail -40
}

run() { # program
    OPENBLAS_NUM_THREADS=1 "$1" >"$log" 2>&1
    code=$?
    grep -E '^(gradient|scheme|battery) ' "$log"
    sum "${1#"$build"/}" $code "$(grep -c '^\[       OK ' "$log")" "$(grep -c '^\[  FAILED  \] [^0-9]*$' "$log" | awk '{print int(($1 + 1) / 2)}')"
}

# By the sources: what was built of a test that is gone does not count, and one that was not built fails.
for source in tests/test_*.c; do
    name=$(basename "$source" .c)
    run "$build/tests/$name"
    [ ! -x "$build/double/tests/$name" ] || run "$build/double/tests/$name"
done
for script in tests/test_*.sh; do
    [ -f "$script" ] || continue
    LEXBENCH="$build/lexbench" sh "$script" >"$log" 2>&1
    code=$?
    sum "$script" $code "$(grep -c '^ok ' "$log")" "$(grep -c '^not ok ' "$log")"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
