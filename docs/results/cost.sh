#!/bin/sh
# What each scheme of the atlas costs beside no positions: docs/results/cost.sh BINARY [SECONDS] measures a training step of the atlas and an
# evaluation of one sequence of 16 times its training length, in turns with the same work of nope, SECONDS (1) of each, and writes
# docs/results/atlas/cost.tsv. Processor time and turns keep other work on the machine out of the ratios, but not all of its effect on caches.
# A rule for longer lengths is only evaluated. About five minutes; docs/results/verdicts.sh makes the page's table of it.
set -eu
lexbench=$1 seconds=${2:-1}
record=docs/results/atlas/results.sqlite.zst
# 16 symbols, their copy and three marks are 35 tokens.
step=64,2,4,35,32 long=560
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$lexbench" results atlas --db $record --reach --format tsv >"$work/reach"
awk -F '\t' '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { label = $(at["label"]); variant = $(at["variant"]) }
    !seen[label, variant]++ { print label "\t" $(at["scheme"]) "\t" variant }' "$work/reach" >"$work/rows"

ratio() { # arguments of bench: the median of the ratios of pairs
    env -u OPENBLAS_CORETYPE "$lexbench" bench "$@" --beside nope --seconds "$seconds" --format tsv >"$work/row" 2>"$work/said" || { cat "$work/said" >&2; return 1; }
    tail -n 1 "$work/row" | cut -f 10
}
{
    printf 'scheme\trule\tstep\tevaluation\n'
    while IFS="$(printf '\t')" read -r label scheme variant; do
        trained=
        [ "$variant" ] || trained=$(ratio "$scheme" --shape "$step")
        evaluated=$(ratio "${variant:-$scheme}" --shape "$step" --evaluate "$long")
        printf '%s\t%s\t%s\t%s\n' "$label" "$variant" "$trained" "$evaluated"
    done <"$work/rows"
    sed -n 1p "$work/said" | sed 's/^/# /'
} >"$work/cost.tsv"
mv "$work/cost.tsv" docs/results/atlas/cost.tsv
