#!/bin/sh
# The table of atoms for ARCHITECTURE.md, from encoders/atoms.h and the first sentence of each header: sh docs/atoms.sh.
set -eu
echo '| atom | acts on | what it is |'
echo '|---|---|---|'
sed -n 's/^ATOM(\([a-z_]*\), "\(.*\)").*/\1 \2/p' encoders/atoms.h | while read -r name acts; do
    what=$(sed -n '1,/\*\//p' "encoders/atom/$name.h" | sed 's/^\/\* *//; s/^ \* *//; s/ *\*\/$//' | tr '\n' ' ' | sed 's/\. .*//; s/\. *$//; s/|/\\|/g')
    echo "| $name | ${acts:--} | $what |"
done
