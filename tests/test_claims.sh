#!/bin/sh
# Claims from outside: what they may ask, and how far a budget of time goes.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

mkdir claims
cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, heads: 2, width: 16}
train: {steps: 60, batch: 16, longest: 5, fit_every: 30, fit_examples: 32}
evaluate: {multiples: [0.5, 1, 1.5, 2], examples: 40}
schemes: [nope, alibi, rope, sinusoidal, learned+shift(max=40), t5]
tasks: [copy]
seeds: 1..3
END
claim() { # id, predicate
    cat >"claims/$1.yaml" <<END
id: $1
family: f
sentence: Sixty steps are too few.
source: {paper: none}
small: {suite: ../tiny.yaml}
predicate:
$2
END
}

# Lengths are whole: 1.5x of 5 is 8, which is 1.6x.
claim between '  - {level: nope, task: copy, at: 1.5x, least: 0.5}'
expect 0 "a length that is not evaluated" "$lexbench" claims list --claims claims --db none.db --format tsv
says "asks for; it evaluates 0.6x, 1x, 1.6x, 2x of a training length of 5" "is answered with those that are"
claim between '  - {level: nope, task: copy, at: 1.6x, least: 0.5}'
expect 0 "asking one of them" "$lexbench" claims list --claims claims --db none.db --format tsv
says "0 of at most 40 seeds stored" "is right"
rm claims/*

# A task that runs are evaluated on besides has to be among those of the suite.
claim further "  - {level: nope, task: 'reverse [copy]', at: 1x, most: 0.5}"
expect 0 "a task that is not evaluated" "$lexbench" claims list --claims claims --db none.db --format tsv
says "asks for; its further tasks: none" "is answered with those that are"
sed -i 's/examples: 40/examples: 40, tasks: [reverse]/' tiny.yaml
expect 0 "asking it of such runs" "$lexbench" claims run --claims claims --db further.db -q
expect 3 "and judging it" "$lexbench" claims check --claims claims --db further.db --format tsv
is "$(cut -f1,3,4 out | sed 1d)" "further	3	3/3" "looks at that task"
sed -i 's/, tasks: .reverse.//' tiny.yaml
rm claims/*

# A budget is looked at before every run, and not only when a seed of all six schemes is through.
claim slow '  - {level: [nope, alibi, rope, sinusoidal, learned+shift(max=40), t5], task: copy, at: 1x, least: 0.5}'
sed -i 's/steps: 60/steps: 1500/' tiny.yaml
expect 0 "a short budget" "$lexbench" claims run --until decided --budget 0.3s -j 1 --claims claims --db slow.db
says "the same command goes on from here" "says that it is used up"
[ "$(number slow.db 'SELECT count(*) FROM run')" -lt 6 ]
result $? "before a seed is through"
sed -i 's/steps: 1500/steps: 60/' tiny.yaml
rm claims/*

# Seeds that were looked at when a claim was written are no evidence for it, stored or not.
claim late '  - {level: nope, task: copy, at: 1x, most: 0.5}'
echo 'first_seed: 4' >>claims/late.yaml
"$lexbench" run tiny.yaml schemes=nope seeds=1..5 --db late.db -q
expect 0 "a claim that begins with seed 4" "$lexbench" claims list --claims claims --db late.db --format tsv
says "2 of at most 40 seeds stored, from seed 4 on" "counts what is stored from there"
expect 0 "and runs as many seeds as its suite lists" "$lexbench" claims run --claims claims --db late.db
says "1 done now, 2 stored before" "seeds 4 to 6"
expect 3 "and is judged" "$lexbench" claims check --claims claims --db late.db --format tsv
is "$(cut -f1,3,4 out | sed 1d)" "late	3	3/3" "by these three"
is "$(number late.db 'SELECT first_seed, stored_before FROM frozen')" "4|2" "two of which were there before"
echo 'first_seed: 0' >>claims/late.yaml
sed -i '/first_seed: 4/d' claims/late.yaml
expect 2 "a first seed that cannot be" "$lexbench" claims list --claims claims --db late.db
says "late.yaml:8:13: first_seed is a whole number from 1 to 500" "is refused with its place"
rm claims/*

# A cap says when to stop, and not when evidence ends: one below 40 is for its call, one above holds for good.
claim both '  - {level: nope, task: copy, at: 1x, least: 0.5}'
expect 0 "a first call with a low cap" "$lexbench" claims run --until decided --cap 2 --claims claims --db cap.db
says "both: undecided after 2 seeds; a larger --cap, up to 64, goes on from here" "says where it stopped and how to go on"
is "$(number cap.db 'SELECT cap FROM frozen')" 40 "and does not keep it"
expect 0 "a larger one" "$lexbench" claims run --until decided --cap 3 --claims claims --db cap.db
is "$(number cap.db 'SELECT count(*) FROM run')" 3 "goes on"
expect 0 "a lower one again" "$lexbench" claims run --until decided --cap 1 --claims claims --db cap.db
says "both: undecided after 3 seeds" "still judges all that is stored"
expect 0 "one above 40" "$lexbench" claims run --until decided --cap 45 --budget 0.000001s --claims claims --db cap.db
is "$(number cap.db 'SELECT cap FROM frozen')" 45 "is kept"
rm claims/*

# What a claim is frozen with in words: whoever changes these words makes every claim begin anew.
claim words "  - {better: nope, than: rope, task: copy, at: 2x, by: 0.1}
  - {better: nope, than: rope, task: copy, at: 2x, by: 0.12345678}
  - {ratio: nope, to: [rope, alibi], task: copy, metric: time, at: 2x, most: 2, in: 0.8}
  - {fits: nope, task: copy, most: 0.9}
  - {change: nope, task: copy, from: 1x, at: 2x, most: -0.1, unfitted: fails}
  - {same: nope, as: rope, task: copy, at: 2x, within: 0.1, of: mean}"
"$lexbench" claims check --claims claims --db cap.db >/dev/null 2>&1
number cap.db "SELECT text FROM frozen WHERE claim = 'words'" | grep -v '^cell\|^lengths\| = \|^$' >out
cat >err <<'END'
claim words
fit: fit >= 0.98999999999999999
check: nope better than rope in exact match on copy at 1x to 2x: by at least 0.1
check: nope better than rope in exact match on copy at 1x to 2x: by at least 0.123457
exactly 0.12345678
check: nope over rope in evaluation time per token on copy at 1x to 2x: at most 2, in more than 0.8 of the seeds
check: nope over alibi in evaluation time per token on copy at 1x to 2x: at most 2, in more than 0.8 of the seeds
check: share of runs that fit, nope on copy: at most 0.9
check: change in exact match of nope on copy at 1x to 2x since up to 1x: at most -0.1, where runs that do not fit fail
check: nope as rope in exact match on copy at 1x to 2x: within 0.1, in the mean over seeds
END
cmp -s out err
result $? "the words that a claim is frozen with"

# One database knows that the claim was changed after seeds 1 to 8 were seen, the other does not.
sqlite3 cap.db ".backup other.db"
sqlite3 other.db "UPDATE frozen SET first_seed = 9, stored_before = 1 WHERE claim = 'both'"
for way in "cap.db other.db" "other.db cap.db"; do
    # shellcheck disable=SC2086 # two words
    set -- $way
    rm -f merged.db
    sqlite3 "$1" ".backup merged.db"
    expect 0 "merging $2 into $1" "$lexbench" db merge "$2" --db merged.db
    is "$(number merged.db "SELECT first_seed, stored_before FROM frozen WHERE claim = 'both'")" "9|1" "keeps the later first seed"
done

exit $bad
