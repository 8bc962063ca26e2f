#!/bin/sh
# Records: what a page rests on in one compressed file, which every command that reads takes for a database.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, width: 16, heads: 1}
train: {steps: 60, longest: 4, lr: 3e-3, batch: 8, fit_every: 30, fit_examples: 10}
evaluate: {multiples: [1, 2], examples: 40}
schemes: [rope, alibi]
tasks: [copy]
seeds: 1..2
END
mkdir claims
cat >claims/rope-beats-alibi.yaml <<'END'
id: rope-beats-alibi
family: test
sentence: RoPE copies what ALiBi does not.
source: {paper: none}
fit: {metric: token, least: 0}
small: {suite: ../tiny.yaml}
predicate: [{better: rope, than: alibi, task: copy, at: 2x, by: 0.9}]
END
"$lexbench" run tiny.yaml -q >/dev/null && sed 's/name: tiny/name: other/; s/steps: 60/steps: 30/' tiny.yaml >other.yaml && "$lexbench" run other.yaml -q >/dev/null
"$lexbench" claims check --claims claims >/dev/null 2>&1

expect 0 "export a suite" "$lexbench" db export --suite tiny tiny.sqlite.zst
cp out fingerprint
is "$(cat fingerprint)" "$("$lexbench" db fingerprint --db tiny.sqlite.zst)" "prints the record's fingerprint"
expect 0 "export once more" "$lexbench" db export --suite tiny again.sqlite.zst
cmp tiny.sqlite.zst again.sqlite.zst >err 2>&1
result $? "the same database makes the same bytes"

expect 0 "results of the suite" "$lexbench" results tiny --cells
cp out cells
expect 0 "and of the record" "$lexbench" results --cells --db tiny.sqlite.zst
cmp cells out >err 2>&1
result $? "are the same, without the other suite"
"$lexbench" claims check --claims claims --format tsv >verdicts 2>/dev/null
"$lexbench" claims check --claims claims --format tsv --db tiny.sqlite.zst >again 2>err
[ -s verdicts ] && cmp verdicts again >err 2>&1
result $? "claims are judged from it as from the database"
expect 3 "with what decided, said to be lost" "$lexbench" claims check --claims claims --db tiny.sqlite.zst
says "a record keeps no new verdicts" "says that verdicts are not stored"
expect 0 "a chart from it" "$lexbench" plot tiny --db tiny.sqlite.zst --format svg --out charts
expect 0 "the whole of it is sound" "$lexbench" db check --db tiny.sqlite.zst

zstd -q -d tiny.sqlite.zst -o unpacked.db 2>err
result $? "zstd unpacks it"
is "$(number unpacked.db 'SELECT count(*) FROM position; SELECT count(*) FROM run; SELECT count(*) FROM suite')" "0
4
1" "without positions, and without the other suite"
is "$(number unpacked.db "SELECT count(*) FROM v_curve")" 4 "with views"

expect 2 "a record is not written to" "$lexbench" run tiny.yaml --db tiny.sqlite.zst
says "is a record, which is not written to" "says what makes a database of it"
expect 2 "nor merged" "$lexbench" db merge tiny.sqlite.zst --db new.db
says "lacks what a merge compares" "says why"
expect 2 "a file that is there stays" "$lexbench" db export tiny.sqlite.zst
expect 2 "a suite that is not stored" "$lexbench" db export --suite tyni new.sqlite.zst
says "has no suite 'tyni'" "is named"
expect 2 "another ending" "$lexbench" db export new.db
says "has to end with .zst" "is refused"
expect 3 "no such record" "$lexbench" results --db missing.zst
head -c 900 tiny.sqlite.zst >cut.zst
expect 2 "a record that was cut" "$lexbench" results --db cut.zst
says "cut.zst is no record of results: damaged" "is named"
echo text >text.zst
expect 2 "another file" "$lexbench" results --db text.zst
says "text.zst is no record of results" "is named"
echo text | zstd -q >text.zst
expect 2 "another file in zstd's format" "$lexbench" results --db text.zst
printf 'some text, no database\n' >text && zstd -q -f text -o text.zst
expect 2 "a file of known size that is none" "$lexbench" results --db text.zst
exit $bad
