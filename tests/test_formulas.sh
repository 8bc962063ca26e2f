#!/bin/sh
# Schemes from formulas as a user meets them: every example of docs/formulas.md runs, by name, from a file of its own and
# as the expression that is shown; what cannot be is refused with its place.
docs=$(realpath docs)
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

# The examples are the YAML blocks that have schemes.
awk '/^```yaml$/ { inside = 1; n++; next } /^```$/ { inside = 0 } inside { print > ("example" n ".yaml") }' "$docs/formulas.md"
is "$(cat example*.yaml | grep -c '^schemes:')" 2 "the page has two suites"
expect 0 "the first one" "$lexbench" run example1.yaml -q --db a.db
is "$(number a.db "SELECT group_concat(label) FROM (SELECT label FROM v_run ORDER BY label)")" "root,root@heads=0,rope,rope+root,slow-turns" \
    "gives its schemes under their names"
expect 0 "the second one" "$lexbench" run example2.yaml -q --db a.db
is "$(number a.db "SELECT count(*) FROM v_run WHERE status = 'done'")" 11 "every scheme of the page trains"

expect 0 "a formula is explained" "$lexbench" show encoder root --formulas example1.yaml
says "Square-root bias" "with its title"
says "formula-bias(of=-m*sqrt(d),learn=[m=2^(-8*h/H) per head least 0])" "its expression"
says "scheme.formula-bias.m" "and its tensors"
is "$(grep -c 'here f = -m\*sqrt(d)$' out)" 1 "with what its author wrote, and not with the default alone"
mask() { sed -n '1p' example1.yaml && printf 'formulas: {seen: {bias: -d, mask: "%s"}}\n' "$1" && sed -n '/^schemes:/,$p' example1.yaml | sed 's/^schemes:.*/schemes: [seen]/'; }
mask 'd > 5' >mask.yaml
expect 0 "a mask that hides the query itself" "$lexbench" validate mask.yaml
says "mask.yaml:2:35: the mask of 'seen' hides all keys of 6 of the first 64 queries (i = 0 at first)" "is warned of"
mask 'i > 7' >mask.yaml
expect 0 "a mask by the query" "$lexbench" validate mask.yaml
says "hides all keys of 8 of the first 64 queries" "is warned of"
mask 'd < 5' >mask.yaml
expect 0 "a window" "$lexbench" validate mask.yaml
is "$(cat out err | grep -c 'hides all keys')" 0 "is not"
expect 2 "a formula without its file" "$lexbench" plot scheme root --out charts
says "with --formulas FILE" "is answered with the flag that has it"
expect 2 "plot scheme without an expression" "$lexbench" plot scheme
says "'lexbench plot scheme EXPRESSION'" "is answered with what it needs"
expect 2 "plot attention without a run" "$lexbench" plot attention
says "'lexbench plot attention RUN'" "is answered with what it needs"
expect 0 "the profile of a formula" "$lexbench" plot scheme rope+root --formulas example1.yaml --format svg --out charts
expect 0 "an expression with it" "$lexbench" show encoder rope+root --formulas example1.yaml
expect 0 "the listing" "$lexbench" list encoders --formulas example1.yaml
is "$(grep -c '^slow-turns  *rotary ' out)" 1 "has formulas with their family"
expect 2 "an unknown one" "$lexbench" show encoder roots --formulas example1.yaml
says "did you mean the formula 'root'" "is refused with what was meant"

# The expression that is shown is the same run, from a file of its own too.
id=$(number a.db "SELECT run_id FROM v_run WHERE label = 'root'")
sed -n '/^formulas:/,/^schemes:/p' example1.yaml | sed '$d' >own.yaml
sed -e '/^formulas:/,/^schemes:/c\formulas: own.yaml\nschemes: [root]' example1.yaml >filed.yaml
sed -e "/^formulas:/,/^schemes:/c\schemes: ['formula-bias(of=-m*sqrt(d),learn=[m=2^(-8*h/H) per head least 0])']" example1.yaml >long.yaml
for suite in filed long; do
    expect 0 "$suite" "$lexbench" run $suite.yaml -q --db $suite.db
    is "$(number $suite.db "SELECT run_id FROM v_run")" "$id" "is the same run"
done
rm own.yaml
expect 2 "without its file" "$lexbench" validate filed.yaml
says "filed.yaml:2:11: there is no file own.yaml" "a suite says where it names it"
sed 's/sqrt(d)/sqr(d)/' example1.yaml >bad.yaml
expect 2 "a wrong formula" "$lexbench" validate bad.yaml
says "bad.yaml:5:16: unknown function 'sqr'; did you mean 'sqrt'" "is refused with file, line and column"

# Numbers from a file are known by its content, wherever the suite is run from.
printf '0\n-0.5\n-1\n' >near.tsv
printf 'formulas:\n  near: {bias: {table: near.tsv, beyond: line}, mask: d < 6}\nschemes: [rope+near, near@heads=0]\ntasks: [copy]\ntrain: {steps: 20, batch: 4, longest: 8}\nevaluate: {lengths: [8], examples: 10}\n' >table.yaml
# shellcheck disable=SC2317 # expect calls it
elsewhere() { (cd / && "$lexbench" run "$dir/table.yaml" -q --db "$dir/t.db"); }
expect 0 "a table of numbers" elsewhere
is "$(number t.db "SELECT count(*) FROM v_run WHERE status = 'done' AND scheme LIKE '%bias-table(file=near.tsv,beyond=line)%'")" 2 "trains"
expect 0 "show explains it" "$lexbench" show encoder near --formulas table.yaml
says "bias-table(file=near.tsv,sha256=$(sha256sum near.tsv | cut -c1-16),beyond=line)+formula-mask(of=d<6)" "with the hash of its numbers"
sed 's/^  near:.*/&\n  last: {bias: {table: near.tsv}}/; s/examples: 10/&, variants: last/; s/rope+near, near@heads=0/near/; s/, mask: d < 6//' table.yaml >last.yaml
expect 0 "another entry as a variant" "$lexbench" run last.yaml -q --db last.db
is "$(number last.db "SELECT count(*) FROM evaluation WHERE variant LIKE '%beyond=last%'")" 1 "is what it says, not what the trained one does beyond"
table=$(number t.db "SELECT run_id FROM v_run WHERE label = 'rope+near'")
expect 0 "a stored run of it is evaluated further" "$lexbench" evaluate "$table" --lengths 16 --db t.db -q
mv near.tsv away.tsv
expect 2 "not without the file" "$lexbench" evaluate "$table" --lengths 20 --db t.db -q
says "near.tsv" "which is named"
printf '0\n-0.5\n-2\n' >near.tsv
expect 2 "nor with other numbers in it" "$lexbench" evaluate "$table" --lengths 20 --db t.db -q
says "file=near.tsv is not what it was" "which is said"
expect 0 "with them the suite is another one" "$lexbench" run table.yaml -q --db t.db
is "$(number t.db "SELECT count(*) FROM run")" 4 "with runs of its own"
printf '0\n-0.5 -1\n' >near.tsv
expect 2 "a line too long" "$lexbench" validate table.yaml
says "table.yaml:2:24: " "is refused where the file is named"
says "near.tsv:2:6: this line has more than the 1 numbers of the first one" "and where it lies in it"

printf '0 -0.0 0\n1 -0.3 0\n2 -0.6 0\n' >near.tsv
expect 2 "a column of distances" "$lexbench" validate table.yaml
says "table.yaml:2:24: " "is refused where the file is named"
says "counts them, 0, 1, 2 ...: remove this column" "with what to do"
: >near.tsv
expect 2 "an empty table" "$lexbench" validate table.yaml
says "it needs a line for each distance" "is refused"
rm near.tsv
expect 2 "no table" "$lexbench" validate table.yaml
says "there is no file near.tsv, neither in $(pwd -P) nor in the current directory" "says where it was looked for"
printf '0 0\n-0.5 -1\n' >near.tsv
expect 0 "a table for two heads" "$lexbench" plot scheme near --formulas table.yaml --format svg --out charts
expect 2 "but not with four" "$lexbench" plot scheme near --formulas table.yaml --heads 4 --format svg --out charts

# Names in grids, overrides and variants: of a suite's own formulas, and of a file's for a stored run.
sed -e '/^formulas:/,/^schemes:/c\formulas:\n  near: {bias: -d}\n  strip: {mask: d < 5}\nschemes: [{scheme: near, label: own, train: {batch: 4}}, rope+strip]\ngrid: {train.steps: [10, 20]}' example1.yaml >grid.yaml
expect 0 "formulas in a grid and in overrides" "$lexbench" run grid.yaml -q --db g.db 'evaluate.variants=rope+near;rope+near+strip' schemes='rope+strip'
is "$(number g.db "SELECT group_concat(label, '|') FROM (SELECT label FROM v_run ORDER BY label)")" "rope+strip, steps=10|rope+strip, steps=20" "are chosen by name"
is "$(number g.db "SELECT count(DISTINCT variant) FROM evaluation")" 3 "and evaluated under"
expect 0 "a suite's formula as a variant on the command line" "$lexbench" evaluate grid.yaml --scheme rope+near schemes='rope+strip' --lengths 16 --db g.db -q
is "$(number g.db "SELECT count(DISTINCT run) FROM evaluation WHERE length = 16 AND variant LIKE '%formula-bias%'")" 2 "evaluates them"
expect 0 "a formula of a file for a stored run" "$lexbench" evaluate "$id" --scheme rope+root --formulas example1.yaml --lengths 8 --db a.db -q
expect 2 "an unknown name" "$lexbench" evaluate "$id" --scheme rope+rott --formulas example1.yaml --db a.db -q
says "did you mean the formula 'root'" "is refused with what was meant"

# Formulas of a file where the command line names schemes, with no suite.
tiny="train.steps=4 train.batch=4 train.longest=8 evaluate.lengths=8 evaluate.examples=5"
sed -n '/^formulas:/,/^schemes:/p' example1.yaml | sed '$d' >words.yaml
# shellcheck disable=SC2086
expect 0 "a suite of words" "$lexbench" run -q --tasks sort --schemes 'root;rope' --formulas words.yaml --db w.db $tiny
is "$(number w.db "SELECT group_concat(label) FROM (SELECT label FROM v_run ORDER BY label)")" "root,rope" "has a formula under its name"
expect 2 "without the file" "$lexbench" validate --tasks sort --schemes 'root;rope'
says "with --formulas FILE" "says how it is known"
expect 2 "with a suite's file" "$lexbench" validate example1.yaml --formulas example1.yaml
says "the key 'formulas'" "the file has its own"
expect 0 "it is timed" "$lexbench" bench root --formulas example1.yaml --beside rope+root --width 64 --seconds 0.01

# A stored suite knows its formulas by name, and so does a run of it.
expect 0 "a stored suite's formula as a variant" "$lexbench" evaluate own --scheme rope+near --lengths 12 --db g.db -q
is "$(number g.db "SELECT count(DISTINCT run) FROM evaluation WHERE length = 12 AND variant LIKE '%formula-bias%'")" 2 "is evaluated by the suite's name"
expect 0 "and of its run" "$lexbench" evaluate "$id" --scheme 'rope+root' --lengths 13 --db a.db -q
# A text of more than 127 bytes is a variant as any other, and one that has no room says how much there is.
long="rope+formula-bias(of=-0.5*(sqrt(d)$(printf '+0*sqrt(d)%.0s' $(seq 20))),learn=)"
expect 0 "a long variant" "$lexbench" evaluate own --scheme "$long" --lengths 12 --db g.db -q
is "$(number g.db "SELECT max(length(variant)) > 200 FROM evaluation")" 1 "is kept whole"
expect 2 "a file that is not there" "$lexbench" show encoder 'bias-table(file=none.tsv)'
says "scheme bias-table: there is no file none.tsv" "is an error"
expect 2 "a task's name with a slip" "$lexbench" prove srot
says "did you mean the task 'sort'?" "is answered with the task"
for variable in PLUGIN CHECKPOINT LOCK; do
    expect 2 "LEXBENCH_${variable}_SECONDS that is no number" env "LEXBENCH_${variable}_SECONDS=abc" "$lexbench" list tasks
    says "LEXBENCH_${variable}_SECONDS is a" "says what it has to be"
done
exit $bad
