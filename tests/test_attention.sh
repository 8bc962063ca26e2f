#!/bin/sh
# What the heads of a trained model look at, as numbers and as a figure: from a run and from its exported file.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >near.yaml <<'END'
model: {layers: 2, width: 16, heads: 2}
train: {steps: 10, longest: 6, batch: 8, fit_every: 5}
evaluate: {multiples: [1], examples: 20}
schemes: [nope+window(size=4), nope]
tasks: [copy(symbols=40)]
seeds: [1]
END
expect 0 "a suite" "$lexbench" run near.yaml -q --db a.db
run() { number a.db "SELECT run_id FROM v_run WHERE label = '$1'"; }
window=$(run 'nope+window(size=4)') nope=$(run nope)

expect 0 "attention of a run" "$lexbench" show run "$window" --attention --length 12 --format csv --db a.db
head -1 out | grep -q '^layer,head,entropy,first,0,1,2-3,4-7,8-15,16-31'
result $? "has a column for each group of distances"
tr -d '\r' <out | awk -F, 'NR > 1 { sum = 0; for (c = 5; c <= NF; c++) sum += $c; if (sum < 0.996 || sum > 1.004) exit 1 } END { exit NR != 5 }'
result $? "and a row for each head, whose shares add up to one but for their rounding"
tr -d '\r' <out | awk -F, 'NR > 1 && ($8 > 0 || $9 > 0 || $7 <= 0 || $3 > 2) { exit 1 }'
result $? "none of it beyond the window of four tokens, which are two bits"
expect 0 "attention at the length of training" "$lexbench" show run "$nope" --attention --format csv --db a.db
# A model that has learned nothing yet and knows no position shares out all but equally.
"$lexbench" show run "$nope" --attention --db a.db | tr '\n' ' ' | grep -oE '[0-9.]+ if every' | cut -d' ' -f1 >even
tr -d '\r' <out | awk -F, -v even="$(cat even)" 'NR > 1 && (even - $3 > 0.05 || $3 > even + 0.005) { exit 1 }'
result $? "shares out equally where nothing is learned"
cp out whole
expect 0 "export" "$lexbench" export "$nope" nope.safetensors --db a.db
expect 0 "attention of a file" "$lexbench" show run nope.safetensors --attention --format csv
cmp -s out whole
result $? "is that of the run"

expect 0 "a figure" "$lexbench" plot attention "$window" --length 12 --db a.db --format svg --out charts
[ "$(grep -c '^1' charts/attention-*.tsv) $(grep -c '^2' charts/attention-*.tsv)" = "$((4 * 6)) $((4 * 26 * 26))" ]
result $? "has the shares and the map of every head"
grep -q "^title = 'Copy a string (symbols 40), nope+window(size=4), at length 12'" charts/attention-*.gp
result $? "and says of what"

expect 2 "a length that the task does not have" "$lexbench" show run "$nope" --attention --length 41 --db a.db
says "--length of task" "is refused"
expect 2 "attention of a scheme" "$lexbench" show encoder rope --attention
says "--attention is for show run RUN" "is refused"
rm -r a.db.work/model
expect 2 "a run whose parameters are gone" "$lexbench" plot attention "$nope" --db a.db
says "models of" "says so"

exit $bad
