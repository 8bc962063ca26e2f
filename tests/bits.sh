#!/bin/sh
# Whether this tree computes the same numbers as another revision: tests/bits.sh REVISION builds both and compares what tests/slow/bits.c prints, for every scheme,
# for compositions and for all pairs. A revision from before that program is built with this tree's. Prints the lines of the revision that are not
# computed any more; exit 1 when there are some. What is new, as the lines of another scheme, is counted.
set -eu
base=${1:?usage: tests/bits.sh REVISION}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/base"
git archive "$base" | tar -x -C "$work/base"
mkdir -p "$work/base/tests/slow"
[ -f "$work/base/tests/slow/bits.c" ] || cp tests/slow/bits.c "$work/base/tests/slow/"
export OPENBLAS_NUM_THREADS=1
for tree in . "$work/base"; do
    make -s -C "$tree" -j"$(nproc)" build/tests/slow/bits >/dev/null
done
bad=0
for what in '' pairs; do
    # shellcheck disable=SC2086 # no word where it is empty
    build/tests/slow/bits $what >"$work/now"
    # shellcheck disable=SC2086
    "$work/base/build/tests/slow/bits" $what >"$work/then"
    gone=$(grep -cvxFf "$work/now" "$work/then" || true) new=$(grep -cvxFf "$work/then" "$work/now" || true)
    echo "${what:-alone and composed}: $(wc -l <"$work/then") lines, $gone of them otherwise now; $new new or otherwise"
    grep -vxFf "$work/now" "$work/then" && bad=1
done
exit $bad
