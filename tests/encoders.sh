#!/bin/sh
# How exact every scheme of the list is, what it costs, and how it starts to learn: tests/encoders.sh BUILD PAGE prints the table and
# writes it as PAGE.
# Gradients are those of the double build; everything else is as it ships. Steps are timed in turns with nope's, in processor time,
# SECONDS_EACH of them per scheme. About a quarter of an hour on a quiet machine; it can be run again at any time.
set -eu
build=$1 page=$2 seconds=${SECONDS_EACH:-3}
export OPENBLAS_NUM_THREADS=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$0")/.."
lexbench=$PWD/$build/lexbench
"$lexbench" help --page expressions >"$work/expressions"

# "scheme NAME gradient blocks ragged shift causal": a broken one ends the script with the battery's own words.
for real in double/ ''; do
    echo "battery ${real:-float}" >&2
    "$build/${real}tests/test_battery" every_scheme >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }
    grep '^scheme [a-z]' "$work/log" >"$work/battery.${real%/}"
done

echo "steps beside nope" >&2
cut -f2 "$work/expressions" | while read -r expression; do
    "$lexbench" bench --beside nope --length 64 --width 64 --seconds "$seconds" --format tsv "$expression" 2>"$work/machine" | tail -n 1
done >"$work/steps"

echo "training" >&2
{
    echo "name: battery"
    echo "model: {layers: 2, width: 64, heads: 4}"
    echo "train: {steps: 300, batch: 32, longest: 10, warmup: 30, fit_every: 300, fit_examples: 50}"
    echo "evaluate: {lengths: [10], examples: 50}"
    echo "tasks: ['copy(symbols=20)']"
    echo "schemes:"
    while IFS="$(printf '\t')" read -r name expression; do
        echo "  - {scheme: '$expression', label: '$name'}"
    done <"$work/expressions"
} >"$work/battery.yaml"
(cd "$work" && "$lexbench" run battery.yaml --db battery.db -q >&2)
sqlite3 -tabs "$work/battery.db" "SELECT label, status, (SELECT loss FROM v_training t WHERE t.run_id = v.run_id ORDER BY step LIMIT 1),
    (SELECT loss FROM v_training t WHERE t.run_id = v.run_id ORDER BY step DESC LIMIT 1) FROM v_run v" >"$work/losses"

# goal: the ratio to nope's step that a scheme is meant to stay below.
awk -v seconds="$seconds" -v machine="$(sed -n '1p' "$work/machine"), load $(cut -d" " -f1 /proc/loadavg), $(sed -n '3s/ -.*//p' "$work/machine")" '
function goal(name) {
    if (name ~ /^(shaw|transformer-xl|fire|fox|deberta|softpick|formula-rows)$/) return 1.35
    if (name ~ /^(linear-attention|retnet|deltanet|gated-deltanet|gla|kda|mamba-2)$/) return 1.5
    if (name ~ /^(cope|stick-breaking|formula-mask|tra)$/) return 1.8
    return name ~ /^(dape|dape-v2|path|path-fox|entmax|asentmax|stieltjes)$/ ? 3 : 1.1
}
FNR == 1 { file++ }
file == 1 { gradient[$2] = $3 }
file == 2 { blocks[$2] = $4; ragged[$2] = $5; shift[$2] = $6 }
file == 3 { split($0, field, "\t"); ratio[field[1]] = field[9]; median[field[1]] = field[10] }
file == 4 { split($0, field, "\t"); status[field[1]] = field[2]; first[field[1]] = field[3]; last[field[1]] = field[4] }
file == 5 {
    split($0, field, "\t")
    name = field[1]; expression = field[2]
    bad = status[name] == "done" && last[name] < first[name] ? "" : " does not train"
    broken += bad != ""
    if (ratio[expression] > goal(name)) above++
    row[++rows] = sprintf("| %s | %s | %s | %s | %s | %.2f | %.2f | %s%s | %.2f | %.2f%s |", name, gradient[name], blocks[name],
        ragged[name], shift[name], ratio[expression], median[expression], goal(name), ratio[expression] > goal(name) ? " above" : "",
        first[name], last[name], bad)
}
END {
    print "# The battery\n"
    print "Written by `make test-encoders` (tests/encoders.sh), one row for each scheme of the list,\nin the expression that [gallery.md](gallery.md) gives.\n"
    print "* *gradient*: the worst relative error of a gradient against finite differences, over all tensors, in double,\n  causal and bidirectional."
    print "* *blocks*: the largest difference of a logit between evaluation in query blocks and all at once, up to 2,048 tokens;\n  *ragged*: between a batch and its sequences alone; *shift*: between positions and the same positions plus 7. These are\n  in float."
    print "* *step*: a training step (width 64, 2 layers, 4 heads, 32 sequences of 64 tokens, all rows answers) divided by one of\n  nope: least over least, and the median of pairs; steps alternate and are measured in processor time, " seconds " s a scheme.\n  *goal*: the ratio should stay below this."
    print "* *loss*: the loss of unique copy of up to 10 of 20 symbols, at the first and the last of 300 steps;\n  ln 20 is 3.0.\n"
    print machine ". " rows " schemes; " above + 0 " above their goal.\n"
    print "| scheme | gradient | blocks | ragged | shift | step | median | goal | loss 1 | loss 300 |"
    print "|---|---|---|---|---|---|---|---|---|---|"
    for (k = 1; k <= rows; k++) print row[k]
    exit broken > 0
}' "$work/battery.double" "$work/battery." "$work/steps" "$work/losses" "$work/expressions" >"$work/page" || bad=1
sed -n '/^## Pairs$/,$p' "$page" >"$work/pairs" # written by tests/pairs.sh
[ ! -s "$work/pairs" ] || { echo && cat "$work/pairs"; } >>"$work/page"
cp "$work/page" "$page"
cat "$work/page"
exit "${bad:-0}"
