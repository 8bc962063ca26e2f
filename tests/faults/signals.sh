#!/bin/sh
# Time from a signal to the end of the scheduler and all its workers, at seeded random instants: amid training, amid the
# evaluation of lengths whose batches take milliseconds, and of one whose batch takes many seconds.
# shellcheck source=tests/faults/lib.sh
. "$(dirname "$0")/lib.sh"
unset LEXBENCH_CHECKPOINT_SECONDS
times=$(amount 1 60) most=$(amount 6 2) # seconds; a sample is taken while other tests run
now() { date +%s%N; }
sed 's/^tasks: .*/tasks: [kth]/' suite.yaml >long.yaml
measure() { # what, suite, settings...
    what=$1 suite=$2
    shift 2
    : >taken
    wrong=0
    for i in $(seq "$times"); do
        "$lexbench" run "$suite" --retry --db s.db -j 2 -q "$@" 2>err &
        pid=$!
        sleep "$(awk -v seed="$i" 'BEGIN { srand(seed); printf "%.3f", 0.6 + rand() }')"
        signal=$(echo "TERM INT USR1" | cut -d' ' -f$((1 + i % 3)))
        begin=$(now)
        kill -"$signal" $pid
        wait $pid
        [ $? -eq 75 ] || wrong=$((wrong + 1))
        echo $((($(now) - begin) / 1000000)) >>taken
        rm -rf s.db*
    done
    sort -n taken >sorted
    at() { awk -v share="$1" '{ t[NR] = $1 } END { k = int(share * NR + 0.999999); print t[k < 1 ? 1 : k] }' sorted; }
    [ $wrong -eq 0 ] && [ "$(at 0.99)" -lt $((most * 1000)) ]
    figure $? "signal to exit, $what" "median $(at 0.5) ms, 99th percentile $(at 0.99) ms, longest $(at 1) ms of $times; $wrong with an exit code other than 75"
}
measure "amid training" suite.yaml train.steps=400000
measure "amid an evaluation of short sequences" suite.yaml train.steps=1 evaluate.lengths=100 evaluate.examples=1000000
measure "amid a batch of one long sequence" long.yaml model.layers=4 train.steps=1 evaluate.lengths=30000 evaluate.examples=10
[ "$bad" -eq 0 ]
