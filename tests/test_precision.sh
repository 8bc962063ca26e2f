#!/bin/sh
# train.precision and evaluate.precision: what they are part of, and that nothing made in one stands beside the other unsaid.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >tiny.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 40, longest: 4, lr: 3e-3, batch: 16, fit_every: 20, fit_examples: 20}
evaluate: {multiples: [1, 2], examples: 20}
schemes: [rope]
tasks: [sort(symbols=16)]
END
cells() { number "$1" "SELECT group_concat(length || ' ' || loss_sum) FROM (SELECT * FROM evaluation ORDER BY run, length)"; }

expect 0 "a suite" "$lexbench" run tiny.yaml -q --db a.db
cells a.db >float

# Of a training it is a setting like any other.
expect 0 "float in words" "$lexbench" run tiny.yaml train.precision=float evaluate.precision=float --db a.db
says "1 stored before" "is what a suite without the setting has"
echo 'grid: {train.precision: [float, bf16]}' | cat tiny.yaml - >both.yaml
expect 0 "in bf16" "$lexbench" run both.yaml --db a.db
says "1 done now" "is another training"
is "$(number a.db "SELECT count(DISTINCT id) || ' ' || count(DISTINCT code) FROM run")" "2 1" "of the same code"
is "$(number a.db "SELECT count(DISTINCT loss_sum) FROM evaluation WHERE length = 4")" 2 "with other weights"
expect 0 "results" "$lexbench" results both --db a.db
grep -q "precision=bf16" out
result $? "tables tell the two apart"

# Arms of a suite are evaluated alike.
sed 's/^schemes: .*/schemes: [rope, {scheme: alibi, evaluate: {precision: bf16}}]/' tiny.yaml >mixed.yaml
expect 2 "a suite with evaluations in both" "$lexbench" validate mixed.yaml
says "mixed.yaml:4:17: 'alibi' is to be evaluated in another precision than 'rope'" "is refused with its place"

# An evaluation's is part of its code.
cp a.db b.db
cp -r a.db.work b.db.work
expect 2 "more examples in bf16" "$lexbench" run tiny.yaml evaluate.precision=bf16 evaluate.examples=30 --db b.db
says "2 stored evaluations were made by other code, and what is missing would not stand in one row with them" "are not added to those in float"
expect 0 "anew" "$lexbench" run tiny.yaml evaluate.precision=bf16 --again -q --db b.db
is "$(number b.db "SELECT count(*) FROM run")" 2 "of the same training"
cells b.db >rounded
! cmp -s float rounded
result $? "gives other losses"
expect 0 "and in float" "$lexbench" run tiny.yaml --again -q --db b.db
cells b.db >again
cells a.db >float
cmp again float
result $? "those that there were"
expect 2 "another word" "$lexbench" run tiny.yaml evaluate.precision=half --db b.db
says "float" "says what there is"

# What the machine does of it, and where a run is slower for it.
expect 0 "doctor" "$lexbench" doctor --db none.db
grep -q "bf16 .*processor" out
result $? "says what the processor does"
exit $bad
