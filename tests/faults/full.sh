#!/bin/sh
# File systems that are really full: in memory, of growing size, in a mount namespace of one's own. The program says
# what it could not write and ends with 74; with more room the same command goes on to the same results.
# shellcheck source=tests/faults/lib.sh
. "$(dirname "$0")/lib.sh"
if [ "${1:-}" != inside ]; then
    if ! unshare -rm true 2>/dev/null; then
        echo "# no mount namespaces here: the full file system is skipped"
        exit 0
    fi
    LEXBENCH=$lexbench BUILD=$build SUITES=$suites unshare -rm sh "$script" inside
    exit $?
fi
mkdir small
full=0 wrong=0 size=$(amount 96 48) step=$(amount 160 16)
while [ "$size" -le 2048 ]; do
    mount -t tmpfs -o size="${size}k" tmpfs small || { echo "# no file system can be mounted here: skipped"; exit 0; }
    run --db small/a.db -j 2 -q 2>err
    code=$?
    if [ $code -ne 0 ]; then
        full=$((full + 1))
        { [ $code -eq 74 ] && grep -q small/ err && grep -qE '[0-9]+ bytes' err; } || { echo "# $size KiB: exit code $code: $(cat err)"; wrong=$((wrong + 1)); }
        mount -o remount,size=16m small
        { run --db small/a.db -j 2 -q 2>err && sound small/a.db; } || { echo "# $size KiB: $(cat err)"; wrong=$((wrong + 1)); }
    fi
    umount small
    [ $code -ne 0 ] || break
    size=$((size + step))
done
[ $wrong -eq 0 ] && [ $full -gt 0 ]
figure $? "full file systems" "$full sizes too small, $wrong without exit code 74 and a message that names path and bytes, or without the same results after room was made"
[ "$bad" -eq 0 ]
