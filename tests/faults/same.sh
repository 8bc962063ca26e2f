#!/bin/sh
# The same results whatever the number of processes, the order of runs, and OpenBLAS's build at one thread. (A stop at
# every single step: tests/test_training.c.)
# shellcheck source=tests/faults/lib.sh
. "$(dirname "$0")/lib.sh"
same=0 asked=0
agrees() { # database, what
    asked=$((asked + 1))
    if [ "$(fingerprint "$1")" = "$calm" ]; then same=$((same + 1)); else echo "# $2: other results"; fi
}
for jobs in 1 2 4; do
    run --db jobs$jobs.db -j $jobs -q
    agrees jobs$jobs.db "-j $jobs"
done
run --db order.db -j 2 -q 'schemes=alibi;nope' 'tasks=recall;copy'
agrees order.db "another order of runs"
builds="the OpenBLAS in use"
serial=${OPENBLAS_SERIAL:-/usr/lib/$(uname -m)-linux-gnu/openblas-serial}
if [ -e "$serial/libopenblas.so.0" ]; then
    LD_LIBRARY_PATH=$serial "$lexbench" run suite.yaml --db serial.db -j 2 -q
    agrees serial.db "OpenBLAS serial"
    builds="$builds and its serial build"
else
    echo "# no serial OpenBLAS here (libopenblas0-serial): skipped"
fi
[ $same -eq $asked ]
figure $? "same results" "$same of $asked ways to run it: -j 1, 2 and 4, another order, $builds, each on one thread"
[ "$bad" -eq 0 ]
