#!/bin/sh
# Nights watched for slow declines by fresh seeds: a reserve is trained, used up and extended; what the nights show adds up to an
# alarm, is over after a revert, and begins anew with another baseline; nothing counts twice, whatever is killed or called again.
# Nights of other revisions are this program's, whose stored results are made worse or other by hand.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
here=$suites/../tests
cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, heads: 2, width: 16}
train: {steps: 40, batch: 16, longest: 6, fit_every: 20, fit_examples: 32}
evaluate: {multiples: [1, 2], examples: 40}
schemes: [nope, alibi]
tasks: [copy]
seeds: 1..2
END
# shellcheck disable=SC2317 # it is called by expect
night() { # revision, further arguments
    revision=$1
    shift
    "$lexbench" nightly tiny.yaml --revision "$revision" --slower 0 -q "$@"
}
ledger() { number nightly/nightly.db "$1"; }
make_results() { # database, seeds, what to set evaluations to: stored by another program, else other bits are broken determinism
    mkdir -p nightly/reserve && "$lexbench" run tiny.yaml seeds="$2" --db "$1" -q >out 2>err &&
        sqlite3 "$1" "UPDATE evaluation SET $3; UPDATE OR IGNORE host SET revision = '$(basename "$1" .db)'"
}
# A revision that is not the baseline: nope is as good (another bit, the same score), alibi is worse.
WORSE="loss_sum = loss_sum + 1e-9, exact = CASE (SELECT scheme LIKE 'alibi%' FROM run WHERE id = run) WHEN 1 THEN 10 + (SELECT seed % 3 FROM run WHERE id = run) ELSE 20 END"
# As good as the baseline, with other bits; and the baseline.
OTHER="loss_sum = loss_sum + 1e-9, exact = 20"
BASE="exact = 20"
declined() { # revision, its seeds
    make_results "nightly/$1.db" 1,2 "$OTHER" && make_results "nightly/reserve/$1.db" "$2" "$WORSE"
}

make_results nightly/base.db 1,2 "$BASE"
expect 3 "a first night" night base
expect 0 "becomes the baseline" "$lexbench" baseline save tiny
says "lexbench baseline reserve tiny SUITE" "which names the way to a reserve"
expect 0 "a night without a reserve" "$lexbench" nightly tiny.yaml --revision base --slower 0
says "slow declines are not watched for: baseline tiny has no reserve of seeds" "says that it does not watch"
is "$(ledger 'SELECT count(*) FROM watched')" 0 "and does not"

expect 2 "a reserve of another program" "$lexbench" baseline reserve tiny tiny.yaml --revision other --seeds 14
says "has to be trained by the baseline's own program, revision base, and this is other" "is refused with the remedy"
expect 2 "a reserve of no baseline" "$lexbench" baseline reserve none tiny.yaml --revision base
sed 's/^name: tiny/name: other/' tiny.yaml >other.yaml
expect 2 "a reserve of another suite" "$lexbench" baseline reserve tiny other.yaml --revision base
says "is of suite 'tiny', and this suite is 'other'" "is refused"
make_results nightly/reserve/base.db 10001..10014 "$BASE"
expect 0 "a reserve" "$lexbench" baseline reserve tiny tiny.yaml --revision base --seeds 14
says "has a reserve of 14 seeds, 0 of them compared" "is there"
is "$(ledger "SELECT first || '..' || last FROM reserve")" 10001..10014 "under seeds that nothing else uses"
expect 0 "the same call again" "$lexbench" baseline reserve tiny tiny.yaml --revision base --seeds 14
is "$(ledger 'SELECT count(*) FROM reserve')" 1 "adds nothing"
expect 0 "compare: a revision that has a reserve" "$lexbench" compare tiny base
says "4 cells: no seed moved in 4" "is compared by its night, not by the reserve"

make_results nightly/equal.db 1,2 "$BASE"
expect 0 "a night with the baseline's bits" night equal
says "14 of 14 fresh seeds are left" "uses up no seed"
for k in 1 2 3 4 5; do
    declined "r$k" "$((9999 + 2 * k)),$((10000 + 2 * k))"
    expect 0 "a night on which alibi is worse ($k)" night "r$k" --least-effect 0.01
done
says "2 series, 5 nights: evidence 493, alarm at 730; 4 of 14 fresh seeds are left" "adds up"
night r5 >out 2>err
says "5 nights: evidence 493" "and counts once when it is judged again"
is "$(ledger 'SELECT group_concat(n) FROM (SELECT count(*) AS n FROM bet GROUP BY watched)')" 4,4,4,4,4 "two seeds of two series a night"
is "$(ledger 'SELECT count(*) = count(DISTINCT seed || label) AND min(seed) = 10001 AND max(seed) = 10010 FROM bet')" 1 "no seed is used twice"

# A night that is killed while it runs its fresh seeds: its own results are stored, so it comes to these at once.
make_results nightly/r6.db 1,2 "$OTHER"
"$lexbench" nightly tiny.yaml --revision r6 --slower 0 -q -j 1 >out 2>err &
pid=$!
tries=0
until [ -d nightly/reserve/r6.db.work ] || [ $tries -ge 600 ]; do sleep 0.01; tries=$((tries + 1)); done
kill -KILL $pid
wait $pid
is "$(ledger "SELECT count(*) FROM watched WHERE revision = 'r6'") $(ledger "SELECT count(*) FROM snapshot s JOIN night n ON n.snapshot = s.id WHERE s.revision = 'r6'")" "0 0" "a night killed among its fresh seeds is not judged"
make_results nightly/reserve/r6.db 10011,10012 "$WORSE"
expect 1 "the same night again is the sixth, with the seeds that come next" night r6
says "a slow decline of copy/alibi" "and red"
says "declines: copy/alibi, -0.2" "by how much"
says "over 12 fresh seeds since revision r1" "and since when"
{ grep -q '"watch":{"alarm":true' nightly/report/report.json && python3 -c 'import json; w = json.load(open("nightly/report/report.json"))["watch"]; d = [s for s in w["series"] if s["drives"]]; assert [s["label"] for s in d] == ["alibi"] and d[0]["since"] == "r1" and d[0]["seeds"] == 12 and w["left"] == 2 and [s["since"] for s in w["series"] if not s["drives"]] == [""]' &&
    grep -q '<failure type="slow decline"' nightly/report/junit.xml && xmllint --noout --schema "$here/junit.xsd" nightly/report/junit.xml &&
    grep -q 'Slow declines' nightly/report/report.md nightly/report/report.html; } >>err 2>&1
result $? "so do JSON, JUnit and the pages"
is "$(ledger "SELECT n.code || ' ' || n.declined FROM night n JOIN snapshot s ON s.id = n.snapshot WHERE s.revision = 'r6'")" "1 1" "and the ledger"
is "$(ledger "SELECT count(DISTINCT seed) FROM bet")" 12 "nothing of the killed night counts"

# A series that has the baseline's bits again is the baseline again.
make_results nightly/revert.db 1,2 "$OTHER"
make_results nightly/reserve/revert.db 10013,10014 "$BASE"
expect 0 "a revert, on a night whose own results differ" night revert
says "evidence 0, alarm at 730; 0 of 14 fresh seeds are left" "ends the alarm"
declined r7 10015,10016
expect 0 "a night without a seed left" "$lexbench" nightly tiny.yaml --revision r7 --slower 0
says "the reserve of baseline tiny is used up: all 14 seeds were compared" "says so"
says "lexbench baseline reserve tiny tiny.yaml --dir nightly --seeds 28" "and how to go on"
make_results nightly/reserve/base.db 10015..10018 "$BASE"
expect 0 "the reserve is extended" "$lexbench" baseline reserve tiny tiny.yaml --revision base --seeds 18
is "$(ledger "SELECT first || '..' || last FROM reserve WHERE first > 10001")" 10015..10018 "by new seeds"
expect 0 "and the night watched" night r7
says "2 of 18 fresh seeds are left" "by the first of them"
expect 2 "a number of seeds that is none" night r7 --fresh -1
expect 0 "a night that does not watch" night r7 --fresh 0
! grep -q "fresh seeds" out err
result $? "says nothing of it"

expect 0 "another baseline" "$lexbench" baseline accept tiny r7 --reason 'alibi is meant to be so'
expect 0 "has neither evidence nor reserve" "$lexbench" nightly tiny.yaml --revision r7 --slower 0
says "baseline tiny has no reserve of seeds" "and says so"
make_results nightly/reserve/r7.db 10019..10020 "$WORSE"
expect 0 "its reserve" "$lexbench" baseline reserve tiny tiny.yaml --revision r7 --seeds 2
is "$(ledger "SELECT max(first) FROM reserve")" 10019 "has seeds that no baseline had"
expect 0 "the ledger is sound" "$lexbench" db check --db nightly/nightly.db
exit $bad
