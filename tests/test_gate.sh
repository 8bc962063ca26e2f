#!/bin/sh
# The nightly gate from outside: nights, baselines, comparisons, exit codes, reports that other programs read, and whether it
# fires on real trainings.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
here=$suites/../tests
readable() { # directory, what: the report's files are there, and what programs read is well-formed
    { [ -s "$1/report.html" ] && [ -s "$1/report.md" ] && python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$1/report.json" &&
        xmllint --noout --schema "$here/junit.xsd" "$1/junit.xml"; } >>err 2>&1
    result $? "$2"
}
# shellcheck disable=SC2317 # it is called by expect
night() { # revision, further arguments
    revision=$1
    shift
    "$lexbench" nightly "${suite:-$suites/smoke.yaml}" seeds=1..6 --revision "$revision" --slower 0 -q "$@"
}

expect 2 "nightly without a suite" "$lexbench" nightly
expect 2 "a revision that can name no file" night ../escape
says "cannot be a revision's name" "says what can"
expect 2 "an option out of range" night one --alpha 2
expect 3 "baselines before there is anything" "$lexbench" baseline list
expect 3 "a first night has no baseline" night one
says "lexbench baseline save smoke" "and the way to one is named"
readable nightly/report "its report is there all the same"
grep -q '<skipped' nightly/report/junit.xml
result $? "and what has no baseline is skipped in JUnit's words"
expect 0 "baseline save" "$lexbench" baseline save smoke
says "baseline smoke is now revision one" "takes the last night"
expect 2 "saving over a baseline" "$lexbench" baseline save smoke
says "lexbench baseline accept smoke" "names what moves it"
expect 2 "accepting without a reason" "$lexbench" baseline accept smoke
expect 2 "accepting what was never saved" "$lexbench" baseline accept other --reason x
expect 0 "the same revision again" night one
says "no seed moved by 0.01 or more; with 6 seeds, up to 39 % of seeds may" "is judged again from what is stored, and says what six seeds can"
grep -q 'no seed moved by 0.01 or more; with 6 seeds, up to 39 % of seeds may' nightly/report/report.json &&
    grep -q 'property name="reach" value="in 12 cells no seed moved' nightly/report/junit.xml && grep -q 'up to 39 % of seeds may' nightly/report/report.md nightly/report/report.html
result $? "so do all reports"
expect 0 "another revision, the same results" night two --format tsv
[ "$(grep -c 'no seed moved' out)" -eq 12 ]
result $? "no seed moved in any cell"
readable nightly/report "with a report"
[ -s nightly/report/history-1-copy.svg ] && grep -q two nightly/report/history-1-copy.tsv
result $? "and a chart of the nights"
[ "$(sqlite3 nightly/nightly.db 'SELECT group_concat(code) FROM night')" = 3,0,0 ]
result $? "verdicts are kept"
expect 3 "a suite that lost seeds" night three seeds=1..5
says "12 cells are missing" "says what is missing"
expect 3 "a night with another learning rate" night otherlr train.lr=1e-4
says "settings differ: train.lr 0.001 -> 0.0001" "judges no program by it"
grep -q '"settings_differ":12' nightly/report/report.json && grep -q 'type="settings differ"\|settings differ' nightly/report/junit.xml
result $? "nor do JSON and JUnit"
night otherlr train.lr=1e-4 --allow-settings >out 2>err
! grep -q 'settings differ' out err
result $? "--allow-settings judges it as any other change"
sed 's/^schemes: \[nope,/schemes: [nope, rope,/' "$suites/smoke.yaml" >smoke.yaml
suite=smoke.yaml
expect 3 "a suite that gained a scheme" night four
says "4 cells have no baseline" "says what is new"
suite=
expect 0 "accepting with a reason" "$lexbench" baseline accept smoke two --reason 'it is two now'
expect 0 "baseline list" "$lexbench" baseline list
says "it is two now" "keeps the reason"
expect 0 "baseline show" "$lexbench" baseline show smoke
says "it is two now" "shows what the name meant"
expect 3 "baseline show of none" "$lexbench" baseline show none

# Bits are those of trainings and of what both sides evaluated: more looks at a training are no other outcome.
cp nightly/one.db plain.db && sqlite3 plain.db "UPDATE host SET revision = 'one'"
cp nightly/one.db looked.db && cp -r nightly/one.db.work looked.db.work && cp -r nightly more
run=$(sqlite3 looked.db "SELECT min(id) FROM run")
"$lexbench" evaluate "$run" --lengths 7 -q --db looked.db >out 2>err && "$lexbench" evaluate "$run" --examples 200 -q --db looked.db >out 2>err
result $? "a run is evaluated further"
sqlite3 looked.db "UPDATE host SET revision = 'one'"
expect 3 "compare: with more that was evaluated" "$lexbench" compare plain.db looked.db --slower 0
says "1 cell has no baseline" "there is nothing to compare it with"
! grep -q "other bits" out err
result $? "the bits are the same"
night one evaluate.examples=150 --dir more >out 2>err
! grep -q "other bits" out err && grep -q "cells:" out
result $? "nor are they others where a night has other examples at the same revision"
sqlite3 looked.db "UPDATE evaluation SET answers_right = answers_right - 1 WHERE run = (SELECT max(id) FROM run) AND length = (SELECT min(length) FROM evaluation)"
expect 1 "compare: a cell with other numbers" "$lexbench" compare plain.db looked.db --slower 0
says "1 run has other bits at the same revision" "is broken determinism"
sqlite3 more/nightly.db "UPDATE snapshot_cell SET examples = NULL, bits = ''"
night one evaluate.examples=150 --dir more >out 2>err
! grep -q "at the same revision" out err && grep -q "cells:" out
result $? "what an older ledger has is compared, and no proof"

sqlite3 nightly/one.db ".backup better.db"
sqlite3 better.db "UPDATE evaluation SET exact = examples WHERE run IN (SELECT id FROM run WHERE task = 'copy'); UPDATE host SET revision = 'before'"
expect 1 "compare: results that fell" "$lexbench" compare better.db nightly/one.db --out cmp
says "6 cells regressed" "counts the cells"
readable cmp "writes a report"
grep -q '<failure type="regressed"' cmp/junit.xml && grep -q '"code":1' cmp/report.json && grep -q 'cells regressed' cmp/report.md
result $? "in which they are failures"
expect 0 "compare: results that rose" "$lexbench" compare nightly/one.db better.db --slower 0
says "6 improved" "are improved"
expect 0 "compare: a baseline with a revision" "$lexbench" compare smoke two
expect 0 "compare: suites of one database" "$lexbench" compare smoke smoke --db nightly/two.db --dir none
expect 0 "rates of a small pool" "$lexbench" compare nightly/one.db nightly/two.db --rates --slower 0
says "run the suite under more seeds" "says what it is too small for"
expect 1 "compare: other bits with --exact" "$lexbench" compare nightly/one.db better.db --exact --slower 0
sqlite3 better.db "UPDATE run SET status = 'failed', reason = 'it <broke> \"&\"' WHERE seed = 6"
expect 4 "compare: runs that failed" "$lexbench" compare nightly/one.db better.db --out failed --slower 0
readable failed "their reasons survive in the report"
grep -q '<error type="failed" message="it &lt;broke&gt; &quot;&amp;&quot;"' failed/junit.xml
result $? "as errors"
sqlite3 nightly/one.db ".backup counted.db"
sqlite3 counted.db "UPDATE run SET instructions = 1e9"
cp counted.db more.db
sqlite3 more.db "UPDATE run SET instructions = 1.05e9 WHERE scheme = 'alibi'"
expect 1 "compare: more instructions" "$lexbench" compare counted.db more.db --out counted --slower 0
says "slower: copy/alibi, 1.050 times the instructions per step" "are slower, whatever time says"
readable counted "with a report"
grep -q '<failure type="slower" message="1.050 times the instructions per step' counted/junit.xml && grep -q '"unit":"instructions"' counted/report.json
result $? "in which they are failures in their unit"
expect 0 "compare: as many instructions" "$lexbench" compare counted.db counted.db
expect 0 "compare: instructions that are not judged" "$lexbench" compare counted.db more.db --slower 0 --more-instructions 0
expect 2 "a factor that is none" "$lexbench" compare counted.db more.db --more-instructions 0.5
says "needs a factor above 1, or 0 for never" "is refused"
expect 3 "compare: a name of nothing" "$lexbench" compare smoke nothing
says "is no file, no baseline and no revision" "says where it looked"
expect 74 "a report that cannot be written" "$lexbench" compare smoke two --out /dev/null/report
"$lexbench" nightly "$here/../suites/smoke.yaml" train.steps=1000000 --revision long -j 1 -q >out 2>err &
pid=$!
tries=0
until [ -n "$(ls nightly/long.db.work/log 2>/dev/null)" ] || [ $tries -ge 600 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -TERM $pid
wait $pid
code=$?
[ $code -eq 75 ] && [ "$(sqlite3 nightly/nightly.db "SELECT count(*) FROM snapshot WHERE revision = 'long'")" = 0 ]
result $? "a night that is interrupted ends with 75 and is not judged (exit code $code)"
expect 0 "the ledger is sound" "$lexbench" db check --db nightly/nightly.db

expect 0 "nightly --selftest: red on a wrong slope, green on equals" "$lexbench" nightly --selftest
says "ok: wrong is red" "the wrong slope is seen"
says "ok: again is green" "equals are not told apart"
exit $bad
