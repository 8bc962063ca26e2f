#!/bin/sh
# Whether this tree computes the same numbers as another revision: tests/bits.sh REVISION builds both and compares what tests/slow/bits.c prints, for every scheme,
# for compositions and for all pairs. A revision from before that program is built with this tree's. Says which lines differ; exit 1 when some do.
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
    echo "${what:-alone and composed}: $(wc -l <"$work/now") lines, $(diff "$work/then" "$work/now" | grep -c '^>' || true) differ"
    diff "$work/then" "$work/now" || bad=1
done
exit $bad
