#!/bin/sh
# Which loop of a looped model counted, from outside: stored by evaluations, shown by listings, missing without loops.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

# Nothing is learned, and every weight but norms' is 0: all loops are equally sure, so that the first is the surest.
cat >used.yaml <<'END'
name: used
model: {layers: 1, width: 16, heads: 2, inject: none, init_std: 0}
train: {steps: 2, batch: 4, lr: 0, longest: 4, fit_every: 2, fit_examples: 4}
evaluate: {lengths: [2, 4, 8], examples: 10}
schemes:
  - {scheme: nope, label: looped, model: {loops: 4}, evaluate: {variants: 'nope+loops(by=fixed,until=confident);nope+loops;nope+loops(by=fixed,times=0.5)'}}
  - {scheme: nope, label: once}
tasks: ['copy(symbols=8)']
END
one() { # database, label, variant, length: the mean number of loops
    sqlite3 "$1" "SELECT coalesce(loops, 'NULL') FROM v_eval WHERE label = '$2' AND variant = '$3' AND length = $4"
}
expect 0 "models with loops and without" "$lexbench" run used.yaml --db used.db
[ "$(one used.db looped '' 4)" = 4.0 ] && [ "$(one used.db looped '' 8)" = 4.0 ]
result $? "as trained, all of model.loops"
[ "$(one used.db looped 'nope+loops(by=fixed,until=confident)' 8)" = 1.0 ]
result $? "a model that is surest after one loop has 1"
[ "$(one used.db looped nope+loops 4)" = 4.0 ] && [ "$(one used.db looped nope+loops 8)" = 8.0 ]
result $? "in proportion to the length"
[ "$(one used.db looped 'nope+loops(by=fixed,times=0.5)' 2)" = 2.0 ]
result $? "half as many"
[ "$(one used.db once '' 4)" = NULL ]
result $? "without loops, none"

expect 0 "more examples" "$lexbench" run used.yaml --db used.db evaluate.examples=25
[ "$(one used.db looped 'nope+loops(by=fixed,until=confident)' 8)" = 1.0 ]
result $? "count on"
expect 0 "every evaluation" "$lexbench" results used --all --db used.db --format tsv
head -1 out | grep -q '	loops$'
result $? "has them in the last column"
expect 0 "cells" "$lexbench" results used --cells --db used.db --format json
says '"loops": 8' "have them"
expect 0 "a run's evaluations" "$lexbench" results used --all --db used.db
says "loops" "show them to people"
sed '/label: looped/d' used.yaml | sed 's/^name: used/name: once/' >once.yaml
expect 0 "models without loops" "$lexbench" run once.yaml --db once.db
expect 0 "their evaluations" "$lexbench" results once --all --db once.db
! grep -q "loops" out
result $? "have no such column"
