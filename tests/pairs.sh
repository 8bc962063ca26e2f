#!/bin/sh
# Every two schemes joined with `+`: tests/pairs.sh BUILD PAGE runs the pairs (tests/slow/pairs.c) on all processors and writes their counts as the section "Pairs" of PAGE.
# Minutes; it can be run again at any time.
set -eu
build=$1 page=$2 shares=$(nproc)
export OPENBLAS_NUM_THREADS=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$0")/.."
# shellcheck disable=SC2016 # the inner shell expands these
seq 0 $((shares - 1)) | xargs -P "$shares" -I {} sh -c '"$1" {} "$2" >"$3/{}" || true' - "$build/double/tests/slow/pairs" "$shares" "$work"
grep -h '^pair ' "$work"/[0-9]* || true
[ "$(grep -ch '^pairs ' "$work"/[0-9]* | awk '{n += $1} END {print n}')" -eq "$shares" ] || { echo "a share of the pairs did not come to its end" >&2 && exit 1; }
sed '/^## Pairs$/,$d' "$page" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >"$work/page" # and blank lines at its end
echo >>"$work/page"
grep -h '^pairs ' "$work"/[0-9]* | awk '{ all += $2; trained += $4; refused += $6; broken += $8 } END {
    print "## Pairs\n"
    printf "Written by `make test-pairs` (tests/pairs.sh). Of all %d pairs of schemes joined with `+`, including a scheme\nwith itself, %d train five steps with finite losses, have gradients that agree with finite differences in double, and\nevaluate to finite numbers at three times the training length; ", all, trained
    printf "%d are refused with a reason; %d are broken.\nA mixer and a scheme that acts in attention stand in different layers.\n", refused, broken
    exit broken > 0
}' >>"$work/page" || bad=1
cp "$work/page" "$page"
tail -n 3 "$page"
exit "${bad:-0}"
