#!/bin/sh
# lexbench versus from outside: two arms, seed by seed, on what is stored; and that `claims check` says the same of the same question.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

# Numbers by hand in a database of real runs: what decides is known then. nope has 36 of 40 examples at 2x, but 10 with seed 7; alibi has 10.
"$lexbench" run "$suites/smoke.yaml" 'schemes=nope;alibi' seeds=1..9 --db v.db -q >out 2>err
sqlite3 v.db "UPDATE run SET fit = 1, fitted = 1; UPDATE run_task SET fit = 1, fitted = 1;
    UPDATE evaluation SET exact = 10 WHERE multiple = 2;
    UPDATE evaluation SET exact = 36 WHERE multiple = 2 AND run IN (SELECT id FROM run WHERE scheme = 'nope' AND seed <> 7);
    UPDATE evaluation SET loss_sum = answers * (CASE WHEN run IN (SELECT id FROM run WHERE scheme = 'nope') THEN 1.5 ELSE 1.25 END)" >>err 2>&1
result $? "two arms of nine seeds"
tsv() { "$lexbench" versus "$@" --db v.db --format tsv >out 2>err; } # and field COLUMN ROW of what it printed
field() { awk -F '\t' -v name="$1" -v row="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i } NR == row + 1 { print $c }' out; }

expect 0 "versus" "$lexbench" versus nope alibi --db v.db
says "A: nope, B: alibi, suite smoke" "says what A and B are"
says "8 of 9" "in how many seeds A is better"
says "40 decides all 2 rows together" "what several rows ask for"
grep -q '^copy .* A better  .* 34.39 ' out && ! grep -q 'better \*' out
result $? "a row that is decided by itself alone has no mark"
expect 0 "nine of nine" "$lexbench" versus nope alibi --db v.db --at 1x --metric loss
says "B better *" "has it"
tsv nope alibi --task copy
is "$(field seeds 1) $(field counted 1) $(field 'A better' 1) $(field 'B better' 1) $(field 'A ahead by' 1) $(field verdict 1)" "9 9 8 0 0.65 A better" "one task for programs"
is "$(wc -l <out)" 2 "is one row"
tsv alibi nope --task copy
is "$(field 'B better' 1) $(field 'A ahead by' 1) $(field verdict 1)" "8 -0.65 B better" "the other way round"
tsv nope alibi --task copy --by 0.7
is "$(field 'A better' 1) $(field verdict 1)" "0 neither" "--by asks for more than there is"
tsv nope alibi --task copy --by 0.65
is "$(field 'A better' 1)" 8 "--by is at least so much, to the last bit"
tsv nope alibi --task copy --in 0.9
is "$(field verdict 1)" undecided "--in asks for more seeds"
tsv nope alibi --task copy --at 1x --metric loss
is "$(field metric 1) $(field at 1) $(field 'B better' 1) $(field 'A ahead by' 1) $(field verdict 1)" "loss 1x 9 -0.25 B better" "of a loss less is better"
expect 0 "as JSON" "$lexbench" versus nope alibi --db v.db --format json
python3 -c 'import json; r = json.load(open("out")); assert [x["task"] for x in r] == ["copy", "recall"] and r[0]["a_better"] == 8 and r[0]["decides_together"] == 40 and r[0]["about_more_seeds"] is None' 2>err
result $? "has a row a task, in the suite's order"

# The same question as a claim: the same evidence, interval and median.
mkdir claims
claim() { # predicate
    cat >claims/same.yaml <<END
id: same
family: same
sentence: Numbers by hand.
source: {paper: none}
small: {suite: $suites/smoke.yaml, set: ['seeds=1..9']}
predicate:
  - {better: $1, task: copy, at: $2, by: $3, in: $4}
END
    cp v.db claim.db # a changed claim would begin anew, with seeds of its own
    "$lexbench" claims check --claims claims --db claim.db --format tsv 2>err | awk -F '\t' 'NR == 2 { print $4, $5, $6, $7, $8 }'
}
versus() { # as claims check prints it
    tsv "$@" --task copy
    echo "$(field 'A better' 1)/$(field counted 1) $(field 'share low' 1) $(field 'share high' 1) $(field 'A ahead by' 1) $(field 'evidence A' 1)"
}
digits() { awk '{ printf "%s %.2f %.2f %.3f %s\n", $1, $2, $3, $4, $5 }'; }
agree() { # A, B, claim's at, at, by, in, what
    wanted=$(claim "$1, than: $2" "$3" "$5" "$6" | digits) given=$(versus "$1" "$2" --at "$4" --by "$5" --in "$6" | digits)
    [ -n "$wanted" ] || wanted="no verdict"
    is "$given" "$wanted" "$7"
}
agree nope alibi 2x 2x 0.3 0.5 "claims check gives the same evidence"
agree nope alibi 2x 1x..2x 0.65 0.5 "at the effect itself, over a range"
agree alibi nope 2x 2x 0.1 0.5 "the other way round"
agree nope alibi 2x 2x 0.3 0.8 "in more of the seeds"

# Seeds that did not fit, and seeds of one arm alone.
sqlite3 v.db "UPDATE run_task SET fitted = 0 WHERE run IN (SELECT id FROM run WHERE scheme = 'alibi' AND seed < 4)"
tsv nope alibi --task copy
is "$(field seeds 1) $(field counted 1) $(field 'A better' 1) $(field verdict 1) $(field 'about more seeds' 1)" "9 6 5 undecided 21" "a seed counts when both fitted"
tsv nope alibi --task copy --at 1x --metric token
is "$(field counted 1)" 9 "within training all do"
sqlite3 v.db "DELETE FROM suite_run WHERE run IN (SELECT id FROM run WHERE scheme = 'alibi' AND seed > 5)"
tsv nope alibi --task copy
is "$(field seeds 1) $(field counted 1) $(field 'ahead low' 1)" "5 2 " "seeds of one arm alone are left out; below seven the median has no interval"
expect 0 "five seeds" "$lexbench" versus nope alibi --db v.db
says "which takes 7" "says so"
sqlite3 v.db "DELETE FROM suite_run WHERE run IN (SELECT id FROM run WHERE scheme = 'alibi' AND seed > 1)"
expect 0 "one seed" "$lexbench" versus nope alibi --db v.db --at 1x
says "undecided" "decides nothing"
sqlite3 v.db "DELETE FROM suite_run WHERE run IN (SELECT id FROM run WHERE scheme = 'nope' AND seed = 1)"
expect 3 "no seed in common" "$lexbench" versus nope alibi --db v.db
says "'nope' and 'alibi' have no seed in common" "says so"

# What cannot be.
"$lexbench" run "$suites/smoke.yaml" 'schemes=nope;alibi' tasks=copy seeds=1..2 --db w.db -q >out 2>err
expect 2 "a misspelt arm" "$lexbench" versus nope alibbi --db w.db
says "did you mean 'alibi'" "is suggested"
expect 2 "a misspelt task" "$lexbench" versus nope alibi --task cpoy --db w.db
says "did you mean 'copy'" "is suggested"
expect 3 "a misspelt suite" "$lexbench" versus nope alibi --suite smoky --db w.db
expect 2 "one arm" "$lexbench" versus nope --db w.db
expect 2 "an arm and itself" "$lexbench" versus nope nope --db w.db
expect 2 "a share that is none" "$lexbench" versus nope alibi --in 1 --db w.db
expect 2 "an effect below 0" "$lexbench" versus nope alibi --by -0.1 --db w.db
expect 2 "an effect that no seed can show" "$lexbench" versus nope alibi --by 30 --db w.db
says "--by is 30, but a difference in these tasks' metrics lies in -1..1" "is refused"
expect 2 "a multiple that is none" "$lexbench" versus nope alibi --at 2 --db w.db
says "such as 2x, or a range such as 1x..3x" "says what is"
expect 3 "a multiple that nobody evaluated" "$lexbench" versus nope alibi --at 5x --db w.db
expect 3 "no database" "$lexbench" versus nope alibi --db none.db
expect 0 "a suite's file" "$lexbench" versus nope alibi --suite "$suites/smoke.yaml" --db w.db
sed 's/^name: smoke/name: other/' "$suites/smoke.yaml" >other.yaml
"$lexbench" run other.yaml 'schemes=nope;alibi' tasks=copy seeds=1..2 --db w.db -q >out 2>err
expect 2 "two suites with both" "$lexbench" versus nope alibi --db w.db
says "name one of them with --suite: other, smoke" "are listed"
expect 0 "one by name" "$lexbench" versus nope alibi --suite other --db w.db
cp w.db arms.db
"$lexbench" run other.yaml schemes=nope tasks=copy seeds=1..2 train.steps=5 --db arms.db -q >out 2>err
expect 2 "a label of two arms" "$lexbench" versus nope alibi --suite other --db arms.db
says "'nope' stands for several arms; name one of" "says which there are"
expect 0 "the label of one arm" "$lexbench" versus 'nope, steps=5' alibi --suite other --at 1x --db arms.db
says "'alibi' is 'alibi, steps=" "is taken for its name, and said"

# Runs of several codes are no replicates.
sqlite3 w.db "UPDATE run SET code = 'older', version = 'older' WHERE scheme = 'alibi' AND seed = 2;
    UPDATE suite_run SET label = label" >out 2>err
cp w.db codes.db
sqlite3 codes.db "INSERT INTO suite_arm SELECT suite, arm, 'older', label, label || ', code older' FROM suite_arm WHERE suite = 'other' AND label = 'alibi';
    UPDATE suite_arm SET name = label || ', code newer' WHERE suite = 'other' AND label = 'alibi' AND version <> 'older'"
expect 3 "an arm of two codes" "$lexbench" versus nope alibi --suite other --db codes.db
says "the runs of 'alibi' were trained by several codes, and are no replicates; name one of 'alibi, code newer', 'alibi, code older', or do them anew with 'lexbench run SUITE --again'" "is not pooled"
expect 0 "one of them" "$lexbench" versus nope 'alibi, code older' --suite other --db codes.db --at 1x --format tsv
is "$(awk -F '\t' 'NR == 2 { print $4 }' out)" 1 "has its own seed"
cp w.db evaluators.db
sqlite3 evaluators.db "INSERT INTO apart (arm, version, task, variant, code, shown) SELECT DISTINCT r.arm, r.version, e.task, '', e.code, 'code 12345678' FROM evaluation e
    JOIN run r ON r.id = e.run WHERE r.scheme = 'nope'"
expect 3 "evaluations of several codes" "$lexbench" versus nope alibi --suite other --db evaluators.db
says "the runs of 'nope' were evaluated by several codes, and are no replicates; name one of 'nope > code 12345678'" "are not pooled"
expect 0 "those of one" "$lexbench" versus 'nope > code 12345678' alibi --suite other --db evaluators.db
exit $bad
