#!/bin/sh
# The table of atoms for ARCHITECTURE.md, from encoders/atoms.h and the first sentence of each header: sh docs/atoms.sh.
set -eu
echo '| atom | acts on | what it is |'
echo '|---|---|---|'
sed -n 's/^ATOM(\([a-z0-9_]*\), "\(.*\)").*/\1 \2/p' encoders/atoms.h | while read -r name acts; do
    # A sentence ends at a full stop before a blank and a capital letter: "q_i . k_j" goes on.
    what=$(sed -n '1,/\*\//p' "encoders/atom/$name.h" | sed '/^ \*\/$/d; s/^\/\* *//; s/^ \* *//; s/ *\*\/$//' | tr '\n' ' ' | sed 's/\([^ ]\)\. [A-Z].*/\1/; s/\. *$//; s/|/\\|/g')
    echo "| $name | ${acts:--} | $what |"
done
