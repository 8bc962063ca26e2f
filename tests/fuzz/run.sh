#!/bin/sh
# Run fuzzers for some seconds each, as many at a time as there are processors: run.sh SECONDS NAME...
set -eu
build=${BUILD:-build} seconds=$1
shift
seeds=build/fuzz/seeds found=build/fuzz/found
mkdir -p $seeds $found
sh tests/fuzz/seeds.sh "$build/lexbench" "$build/tests/faults/damage" $seeds
one() {
    mkdir -p "build/fuzz/corpus/$1"
    build/fuzz/tests/fuzz/"$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$found/$1-" \
        -print_final_stats=1 "build/fuzz/corpus/$1" "$seeds/$1" >"build/fuzz/$1.log" 2>&1
    code=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$1.log")
    if [ $code -eq 0 ]; then
        echo "ok - fuzz $1: ${runs:-0} inputs in $seconds s, nothing found"
    else
        tail -40 "build/fuzz/$1.log"
        echo "not ok - fuzz $1: exit code $code after ${runs:-?} inputs; the input lies in $found"
    fi
    return $code
}
if [ "${1:-}" = one ]; then
    set +e
    one "$2"
    exit
fi
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh "$0" "$seconds" one {}
