#!/bin/sh
# Grids as a user meets them: every combination is an arm, named by what differs, in tables, settings and claims.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >grid.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 30, longest: 4, batch: 8, fit_every: 15}
evaluate: {multiples: [1, 2], examples: 20}
grid: {model.layers: [1, 2], task.symbols: [16, 20]}
schemes: [rope, {scheme: nope, label: none}]
tasks: [sort]
seeds: 1..3
END
expect 0 "validate" "$lexbench" validate grid.yaml
says "none, layers=2, symbols=20" "lists the arms"
expect 0 "one arm by its name" "$lexbench" run grid.yaml 'schemes=rope, layers=2, symbols=20' -q --db a.db
[ "$(sqlite3 a.db "SELECT count(*) || ' ' || count(DISTINCT label) FROM v_run")" = "3 1" ]
result $? "is run"
expect 0 "a grid" "$lexbench" run grid.yaml -q --db a.db
[ "$(sqlite3 a.db "SELECT count(*) || ' ' || count(DISTINCT arm) || ' ' || count(DISTINCT label) FROM v_run")" = "24 8 8" ]
result $? "has an arm for every combination"
[ "$(sqlite3 a.db "SELECT min(value) || ' ' || max(value) || ' ' || count(DISTINCT value) FROM v_setting WHERE key = 'task.symbols'")" = "16 20 2" ]
result $? "whose options are settings"
expect 0 "results" "$lexbench" results --db a.db
says "rope, layers=1, symbols=16" "name them"
mkdir claims
claim() { # label
    cat >claims/layers.yaml <<END
id: layers
family: layers
sentence: Depth matters.
source: {paper: nobody}
figures: [{figure: none, tag: M}]
fit: {metric: exact, least: 0}
small: {suite: ../grid.yaml}
predicate:
  - {level: '$1', task: sort, at: 2x, least: 0}
END
}
claim 'rope, layers=2, symbols=20'
expect 3 "a claim on an arm" "$lexbench" claims check layers --claims claims --db a.db
says 'rope, layers=2, symbols=20 on sort' "finds its runs"
says '3/3' "and no others"
claim rope
expect 2 "a claim on all arms of a scheme" "$lexbench" claims check layers --claims claims --db a.db
says "claims/layers.yaml:9:13: 'rope' on task 'sort' is several arms" "is refused with its place"

exit $bad
