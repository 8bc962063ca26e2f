#!/bin/sh
# Several suites and several databases in one figure: all their runs, each once, under names that stay apart.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

suite() { # name, schemes, seeds
    cat >"$1.yaml" <<END
name: $1
model: {layers: 1, width: 16, heads: 2}
train: {steps: ${4:-10}, longest: 3, batch: 8, fit_every: 5}
evaluate: {multiples: [1, 2], examples: 20}
schemes: [$2]
tasks: [copy(symbols=12)]
seeds: $3
END
}
suite first 'rope, nope' '[1]'
suite second 'alibi, rope' '[1, 2]'
suite longer 'rope' '[1]' 20
expect 0 "a suite" "$lexbench" run first.yaml -q --db a.db
expect 0 "another in the same database" "$lexbench" run second.yaml -q --db a.db
expect 0 "and one in another" "$lexbench" run longer.yaml -q --db b.db

seeds() { cut -f "$(head -1 "$1" | tr '\t' '\n' | grep -n '^seed$' | cut -d: -f1)" "$1" | grep -c '^[0-9]'; }
labels() { cut -f "$(head -1 "$1" | tr '\t' '\n' | grep -n '^label$' | cut -d: -f1)" "$1" | tail -n +2 | sort -u | tr '\n' '|'; }
expect 0 "charts of a suite" "$lexbench" plot first --figure lengths --db a.db --format svg,png
is "$(sort out | paste -s -d' ')" "charts/first/accuracy-copy-symbols-12.png charts/first/accuracy-copy-symbols-12.svg" "are named one by one"
expect 0 "those of another with the same task" "$lexbench" plot second --figure lengths --db a.db --format svg
is "$(cat out)" "charts/second/accuracy-copy-symbols-12.svg" "lie in a folder of their own"
[ -s charts/first/accuracy-copy-symbols-12.svg ] && ! cmp -s charts/first/accuracy-copy-symbols-12.tsv charts/second/accuracy-copy-symbols-12.tsv
result $? "and leave the first's"
for name in first second 'a b' a-b; do
    [ -e "$name.yaml" ] || sed "s/^name: .*/name: $name/" first.yaml >"$name.yaml"
    expect 0 "$name" "$lexbench" run "$name.yaml" -q --db a.db
    expect 0 "its report" "$lexbench" report "$name" --db a.db --formats svg
    is "$(sed -n 1p out | sed 's/-[0-9a-f]\{6\}//')" "report/$(echo "$name" | tr ' ' -)/report.html" "lies in a folder of its own"
done
[ "$(cat report/*/report.html | grep -o '<h1>.*</h1>' | sort | tr '\n' ' ')" = "<h1>a b</h1> <h1>a-b</h1> <h1>first</h1> <h1>second</h1> " ]
result $? "and leaves those of all others"
data=charts/accuracy-copy-symbols-12.tsv
expect 0 "two suites" "$lexbench" plot first second --figure lengths --db a.db --format svg --out charts
[ "$(labels $data)" = 'alibi|nope|rope|' ]
result $? "are drawn together"
[ "$(seeds $data)" = 10 ] # alibi and rope with two seeds, nope with one, at two lengths; the run that both have counts once
result $? "each run once"
grep -q '^title = .*Copy' charts/accuracy-copy-symbols-12.gp
result $? "under the task's title"
expect 0 "a report" "$lexbench" report first --db a.db --formats svg --out charts
grep -q "^title = 'Copy a string (symbols 12), trained to 3'$" charts/accuracy-copy-symbols-12.gp && grep -q "^task\[1\] = 'Copy a string (symbols 12)'$" charts/overview.gp
result $? "has charts and panels under the same title"
expect 0 "several databases" "$lexbench" plot first longer --figure lengths --db a.db --db b.db --format svg --out charts
[ "$(labels $data)" = 'nope, steps=10|rope, steps=10|rope, steps=20|' ]
result $? "are drawn together, and arms of one label say what differs"
cp a.db c.db
expect 0 "one suite of two databases that both have it" "$lexbench" plot second --figure lengths --db a.db --db c.db --format svg --out charts
[ "$(labels $data) $(seeds $data)" = 'alibi|rope| 8' ]
result $? "has each run once"

expect 3 "a suite that no database has" "$lexbench" plot first third --db a.db --db b.db
says "third" "is named"
expect 2 "a file among names" "$lexbench" plot first second.yaml --db a.db
says "'second.yaml' is a file" "is refused"
expect 2 "a setting behind a name" "$lexbench" plot first train.steps=10 --db a.db
says "settings such as train.steps=10 come after a suite's file" "is refused"

exit $bad
