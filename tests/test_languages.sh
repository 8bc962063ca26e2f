#!/bin/sh
# Regular languages as a user meets them: the card of one, names in a suite, and what a mistake is answered with.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

expect 0 "the card of a language" "$lexbench" show language '(ab|bba)*'
fact "in C-RASP" no "says that it is not in C-RASP"
fact monoid 26 "how large its monoid is"
fact dot-depth "at most 1" "and its dot-depth"
says "    2  3  4  go on" "with its states"
expect 2 "an expression with a mistake" "$lexbench" show language '(ab'
says "column 4: ) is missing" "is answered with the column"
expect 2 "an unknown name" "$lexbench" show language stair
says "did you mean 'stairs'" "is answered with a suggestion"
expect 0 "languages with a word" "$lexbench" list languages d-
is "$(sed 1d out | cut -c 1-5 | tr '\n' ' ')" "d-1   d-2   d-3   " "are those"

cat >own.yaml <<'END'
languages:
  steps: {expression: '(ab|aabb)*'}
  turns: {states: {even: {a: odd, b: even}, odd: {a: even, b: odd}}, ends: [even], positions: no, source: our proof}
tasks: ['regular(language=steps)', 'recognise(language=turns)']
schemes: [nope]
model: {width: 16, heads: 1, layers: 1, mlp: 0}
train: {steps: 5, longest: 8, batch: 4}
evaluate: {lengths: [8], examples: 10}
END
expect 0 "a suite with languages" "$lexbench" run own.yaml -q --db a.db
is "$(number a.db "SELECT group_concat(task, ' ') FROM (SELECT task FROM v_run ORDER BY task)")" \
    "recognise(language=table:ab:1.0:0.1:0) regular(language=(ab|aabb)*)" "has runs on what the names stand for"
expect 0 "the card of one of them" "$lexbench" show language turns --languages own.yaml
fact "with positions" no "says what its author does"
fact "said by" "our proof" "and who said it"
expect 2 "--languages of a task" "$lexbench" show task copy --languages own.yaml
says "--languages is for show language" "is refused"
sed 's/{a: even, b: odd}/{a: even}/' own.yaml >bad.yaml
expect 2 "a state without a letter" "$lexbench" validate bad.yaml
says "bad.yaml:3:" "is answered with its place"
says "state 'odd' has no letter 'b'" "and what is missing"
exit "$bad"
