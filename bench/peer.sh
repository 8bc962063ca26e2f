#!/bin/sh
# Print the Python that has the newest PyTorch: the one that is named, else of build/peer, the path and Debian. Fails where none has it.
set -u
found=
for python in "${1:-}" build/peer/bin/python python3 /usr/bin/python3; do
    [ -n "$python" ] || continue
    version=$("$python" -c 'import torch; print(torch.__version__)' 2>/dev/null) || continue
    found="$found$version $python
"
    [ -z "${1:-}" ] || break
done
[ -n "$found" ] || exit 1
printf %s "$found" | sort -V | tail -n 1 | cut -d' ' -f2
