#!/bin/sh
# The bits of every scheme stay (tests/slow/bits.c): tests/golden has what it printed, a file per compiler, instructions and kernels of OpenBLAS, since numbers
# depend on these. On another machine the lines cannot be compared, and the test says so; tests/bits.sh REVISION compares with a revision anywhere. A change that is
# meant to change numbers writes the file anew: sh tests/test_bits.sh --write.
set -u
cd "$(dirname "$0")/.." || exit 1
bits=${LEXBENCH%/lexbench}/tests/slow/bits
export OPENBLAS_NUM_THREADS=1
key=$("$bits" key | sed 's/-NO-LAPACKE.*--core-/-/; s/-[A-Z]*-MAX-THREADS.*--core-/-/; s/--.*//')
native=$(${CC:-cc} -march=native -Q --help=target 2>/dev/null | awk '$1 == "-march=" { print "-" $2 }')
key=$key$native
golden=tests/golden/bits-$key.txt
[ "${1:-}" != --write ] || { "$bits" >"$golden"; exit; }
if ! [ -f "$golden" ]; then
    echo "ok 1 - bits: nothing is on record for $key"
    exit 0
fi
now=$(mktemp)
trap 'rm -f "$now"' EXIT
"$bits" >"$now"
if missing=$(grep -vxFf "$now" "$golden"); then
    echo "not ok 1 - bits: these were computed before"
    echo "$missing" | sed 's/^/# /' | head -20
    exit 1
fi
echo "ok 1 - bits: $(wc -l <"$golden") lines are as they were"
