#!/bin/sh
# What the compiler makes of the loops over vectors (base/vec.h) on x86-64 without AVX-512: they stay in registers. gcc 12 takes vectors that are wider than the
# registers apart into single numbers, which made long evaluations three times as slow, and no result wrong. Vectors that are taken apart show as numbers that are
# extracted from registers and inserted into them.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
root=$(dirname "$suites")
if [ "$(uname -m)" != x86_64 ] || ! command -v objdump >/dev/null; then
    echo "# no x86-64 or no objdump here: skipped"
    exit 0
fi
files='attention rows math/scan atom/polar atom/householder'
objects=$(for file in $files; do echo "$dir/v3/harness/model/$file.o"; done)
# shellcheck disable=SC2086 # one word a file
expect 0 "the model's loops compile for x86-64-v3" make -s -C "$root" ARCH=x86-64-v3 BUILD="$dir/v3" REAL=float $objects
for file in $files; do
    objdump -d --no-show-raw-insn "$dir/v3/harness/model/$file.o" >code
    grep -cE '[[:space:]](vextractps|vpextr|vpinsr|vinsertps)' code >count
    [ "$(cat count)" -le 10 ] || echo "# $(cat count) numbers go in and out of vectors one by one" >err
    [ "$(cat count)" -le 10 ]
    result $? "vectors of $file.c are not taken apart"
done
exit $bad
