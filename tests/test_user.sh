#!/bin/sh
# What someone meets who uses the program for the first time: listings, messages, names as papers spell them, files from any directory.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
suite() { # FILE, lines of YAML: a suite of short runs
    file=$1
    shift
    printf '%s\n' 'model: {layers: 1, width: 16, heads: 2}' 'train: {steps: 10, batch: 4, longest: 4, fit_every: 10, fit_examples: 8}' \
        'evaluate: {multiples: [1, 2], examples: 10}' "$@" >"$file"
}

# Listings.
expect 0 "list encoders" "$lexbench" list encoders --format tsv
[ "$(cut -f2 out | tr '+' '\n' | wc -l)" -eq "$(awk -F '\t' '{ n = split($2, w, "+"); delete seen; for (i = 1; i <= n; i++) if (!seen[w[i]]++) print }' out | wc -l)" ]
result $? "no scheme acts twice on the same thing"
[ "$(awk -F '\t' '$2 == "none" { print $1 }' out)" = nope ]
result $? "every scheme but nope acts on something"

[ $bad -eq 0 ]
