#!/bin/sh
# Every part in full, and docs/reliability.md from what they print. Takes a while; nothing else should run meanwhile.
set -u
FIGURES=$(mktemp)
export FIGURES
trap 'rm -f "$FIGURES"' EXIT
bad=0
for part in points kills full same signals damage; do
    case $part in
    points) echo "| **Faults at every call of a durable step** | |" ;;
    kills) echo "| **Kills** | |" ;;
    full) echo "| **Full disks** | |" ;;
    same) echo "| **The same results** | |" ;;
    signals) echo "| **Signals** | |" ;;
    damage) echo "| **Damaged files** | |" ;;
    esac >>"$FIGURES"
    [ $part != damage ] || export DAMAGE="$PWD/build/san/tests/faults/damage"
    FAULTS=full sh tests/faults/$part.sh || bad=1
done
{
    sed '/^<!-- figures -->$/q' docs/reliability.md
    printf '\nRevision %s, %s, %s processors.\n\n| what | figure |\n|---|---|\n' "$(git describe --always --dirty)" "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(nproc)"
    cat "$FIGURES"
} >docs/reliability.new && mv docs/reliability.new docs/reliability.md
exit $bad
