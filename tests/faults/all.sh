#!/bin/sh
# Every part in full (or the parts named), and docs/reliability.md from what they print. The figures of a part stay until
# it is done again, so that parts can be done one at a time: in build/faults, and where that is new, in the document. Takes hours; nothing else should run during signals.
set -u
figures="$PWD/${BUILD:-build}/faults"
mkdir -p "$figures"
title() {
    case $1 in
    points) echo "Faults at every call of a durable step" ;;
    kills) echo "Kills" ;;
    protocols) echo "Kills under every protocol and map of positions" ;;
    full) echo "Full disks" ;;
    same) echo "The same results" ;;
    signals) echo "Signals" ;;
    damage) echo "Damaged files" ;;
    esac
}
parts="points kills protocols full same signals damage"
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $parts
stated() { # part: its figures in the document
    awk -v head="| **$(title "$1")** |" '/^\| \*\*/ { on = index($0, head) == 1 } on && /^\| /' docs/reliability.md
}
for part in $parts; do
    [ -e "$figures/$part" ] || stated "$part" >"$figures/$part"
done
bad=0
for part; do
    [ "$part" != damage ] || export DAMAGE="$PWD/build/san/tests/faults/damage"
    echo "| **$(title "$part")** | revision $(git describe --always --dirty) |" >"$figures/$part.new"
    FIGURES="$figures/$part.new" FAULTS=full sh "tests/faults/$part.sh" || bad=1
    mv "$figures/$part.new" "$figures/$part"
done
{
    sed '/^<!-- figures -->$/q' docs/reliability.md
    printf '\n%s, %s processors.\n\n| what | figure |\n|---|---|\n' "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(nproc)"
    for part in $parts; do cat "$figures/$part"; done
} >docs/reliability.new && mv docs/reliability.new docs/reliability.md
exit $bad
