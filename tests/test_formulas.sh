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
exit $bad
