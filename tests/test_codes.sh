#!/bin/sh
# Evaluations by several programs: which of them counts as which, and that no row, view or count ever pools two of them unsaid.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

tree=${OLDPWD:?} build=${BUILD:-build}
if [ "$build" != build ]; then
    echo "# not tried with $build: other programs would have to be built whole"
    exit 0
fi
cat >tiny.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 60, longest: 4, lr: 3e-3, batch: 16, fit_every: 30, fit_examples: 20}
evaluate: {multiples: [1, 2, 4], examples: 40}
schemes: [nope, alibi]
tasks: [sort(symbols=16)]
seeds: 1..2
END
# A program with an edit; what is built of this one is taken over.
edited() { # folder, file, sed expression
    mkdir -p "$dir/$1" && (cd "$tree" && tar cf - --exclude=./build --exclude=./.git .) | tar xf - -C "$dir/$1" && cp -a "$tree/$build" "$dir/$1/$build" &&
        sed -i "$3" "$dir/$1/$2" && ! cmp -s "$tree/$2" "$dir/$1/$2" && make -s -C "$dir/$1" BUILD="$build" "$build/lexbench" >err 2>&1
    result $? "a program with another $2 is built"
}
edited slope encoders/alibi.c 's/-slope(view/-1.5 * slope(view/'
edited counting harness/run/evaluate.c 's/row->answers_right += right;/row->answers_right += right || k == 0;/'
edited fits harness/run/train.c 's/r->fitted = r->status == RUN_DONE && t->streak >= /r->fitted = r->status == RUN_DONE \&\& t->streak > /'
fits=$dir/fits/$build/lexbench
slope=$dir/slope/$build/lexbench counting=$dir/counting/$build/lexbench
cells() { # database
    number "$1" "SELECT r.scheme, r.seed, e.task, e.variant, e.length, e.examples, e.exact, e.answers_right, hex(e.loss_sum * 1e300), e.code
        FROM evaluation e JOIN run r ON r.id = e.run WHERE e.length <> 7 ORDER BY 1, 2, 3, 4, 5"
}
same_cells() { # database, database, what
    cells "$1" >first && cells "$2" >second && [ -s first ] && cmp first second >err 2>&1
    result $? "$3"
}
expect 0 "a suite" "$lexbench" run tiny.yaml -q --db clean.db
copy() { cp clean.db "$1.db" && cp -r clean.db.work "$1.db.work"; } # name

# Models that other code trained are not evaluated by this one's.
copy a
expect 2 "evaluate what other code trained" "$slope" evaluate tiny.yaml schemes=alibi --multiples 1.75 --db a.db
says "'lexbench run --again' trains them anew" "is refused, with the command that helps"
expect 2 "nor with --again" "$slope" evaluate tiny.yaml schemes=alibi --multiples 1.75 --again --db a.db
expect 2 "nor by run" "$slope" run tiny.yaml schemes=alibi evaluate.multiples=1,3 --db a.db
same_cells clean.db a.db "nothing was stored"
expect 0 "nothing to add" "$slope" evaluate tiny.yaml schemes=alibi --db a.db
says "2 of them were made by other code; 'lexbench run --again' trains them anew" "is only said"
expect 0 "other arms" "$slope" evaluate tiny.yaml schemes=nope --multiples 1.75 --db a.db
says "2 evaluated now" "are this program's"
expect 0 "trained again" "$slope" run tiny.yaml schemes=alibi evaluate.multiples=1 evaluate.examples=10 --again -q --db a.db
is "$(number a.db "SELECT group_concat(DISTINCT length || ' ' || examples) FROM evaluation JOIN run ON id = run WHERE scheme = 'alibi'")" "4 40,8 40,16 40" \
    "they are evaluated where they were before, on as many examples"

# Code that trains the same weights and calls another training fitted: no probe of these models fits.
copy fits
expect 2 "a seed by another rule of the fit" "$fits" run tiny.yaml seeds=1..3 -q --db fits.db
says "this suite has 4 stored trainings by other code" "is refused"
same_cells clean.db fits.db "nothing was stored"

# Code that trains the same and evaluates otherwise.
copy b
expect 2 "evaluations beside those of other code" "$counting" evaluate tiny.yaml --multiples 1.75 --db b.db
says "12 stored evaluations were made by other code, and what is missing would not stand in one row with them; --again" "are refused"
expect 2 "so is a new seed" "$counting" run tiny.yaml seeds=1..3 schemes=nope --db b.db
expect 2 "and more examples" "$counting" run tiny.yaml evaluate.examples=60 schemes=nope --db b.db
same_cells clean.db b.db "nothing was stored"
expect 0 "--again for one seed" "$counting" evaluate tiny.yaml schemes=nope seeds=1 --multiples 1.75 --examples 10 --again --db b.db
is "$(number b.db "SELECT group_concat(length || ' ' || examples) FROM evaluation e JOIN run r ON r.id = e.run WHERE scheme = 'nope' AND seed = 1
    AND e.code <> (SELECT max(e.code) FROM evaluation e JOIN run r ON r.id = e.run WHERE scheme = 'nope' AND seed = 2)")" \
    "4 40,7 40,8 40,16 40" "does anew all that other code evaluated of it, on as many examples"
is "$(number b.db "SELECT max(attempt) || ' ' || count(*) FROM run")" "1 4" "and trains nothing"
for view in v_curve v_cell; do
    is "$(number b.db "SELECT max(runs) || ' ' || count(DISTINCT variant) || ' ' || sum(variant = '') FROM $view WHERE label = 'nope'")" "1 2 0" \
        "$view has a row for each code"
done
for view in v_position v_eval; do
    is "$(number b.db "SELECT count(*) || ' ' || max(n) FROM (SELECT variant, count(DISTINCT run_id) AS n FROM $view WHERE label = 'nope' GROUP BY variant)")" \
        "2 1" "$view tells them apart"
done
is "$(number b.db "SELECT max(runs) || ' ' || sum(variant = '') FROM v_curve WHERE label = 'alibi'")" "2 3" "the other arm is one"
expect 0 "results" "$lexbench" results --db b.db
says "nope > code " "shows a row for each"
says "evaluated by several codes" "and says what they are"
expect 0 "results --cells" "$lexbench" results --cells --format tsv --db b.db
is "$(awk -F '\t' '$2 == "nope" { print $6 }' out | sort -u)" 1 "no cell has runs of both"
expect 0 "report" "$lexbench" report tiny --out report --db b.db
grep -q 'nope .*code [0-9a-f]\{8\}' report/report.md
result $? "has them apart, too"
expect 0 "the first program again" "$lexbench" evaluate tiny.yaml --db b.db
says "4 stored evaluations were made by other code" "says what of it is not its own"
expect 0 "--again" "$lexbench" evaluate tiny.yaml --again --db b.db
same_cells clean.db b.db "and makes it so"
is "$(number b.db "SELECT count(*) FROM apart") $(number b.db "SELECT max(runs) || ' ' || sum(variant <> '') FROM v_curve")" "0 2 0" "the row is one"

# A claim on what several codes made.
mkdir claims
cat >claims/small.yaml <<END
id: small
family: small
sentence: Sixty steps teach nothing.
source: {paper: none}
fit: 0
small: {suite: $dir/six.yaml}
predicate:
  - {level: nope, task: 'sort(symbols=16)', at: 2x, most: 0.5}
END
sed 's/seeds: .*/seeds: 1..6/; s/\[nope, alibi\]/[nope]/' tiny.yaml >six.yaml
cat >stale.txt <<'END'
claim	verdict
small	reproduced (stale: several codes)
END
expect 0 "its runs" "$lexbench" run six.yaml -q --db claim.db
expect 0 "a claim" "$lexbench" claims check --claims claims --db claim.db
says "1 reproduced" "is judged"
expect 0 "one seed by other code" "$counting" evaluate six.yaml seeds=3 --again --db claim.db
expect 0 "claims list" "$lexbench" claims list --claims claims --format tsv --db claim.db
cut -f1,4 out | cmp - stale.txt >err 2>&1
result $? "the verdict is stale"
expect 3 "claims check" "$lexbench" claims check --claims claims --db claim.db
says "the runs of 'nope' on 'sort(symbols=16)' were evaluated by several codes, and are no replicates; 'lexbench claims run small --again'" "says why, and what to do"
sqlite3 claim.db "UPDATE run SET code = 'older', version = 'older' WHERE seed = 4"
expect 3 "claims check" "$lexbench" claims check --claims claims --db claim.db
says "were trained by several codes; the runs of 'nope'" "of trainings, too"
expect 0 "claims run --again" "$lexbench" claims run --again --claims claims -q --db claim.db
expect 0 "makes it whole" "$lexbench" claims check --claims claims --db claim.db

# A probe of the training says nothing of evaluations that a third program made.
copy c
expect 0 "all evaluated by other code" "$counting" evaluate tiny.yaml --again --db c.db
expect 0 "the program that trained" "$lexbench" evaluate tiny.yaml --db c.db
says "12 stored evaluations were made by other code" "knows them for another's"
expect 2 "and adds nothing to them" "$lexbench" evaluate tiny.yaml --multiples 1.75 --db c.db
cp c.db kept.db && cp -r c.db.work kept.db.work
expect 0 "--again" "$lexbench" evaluate tiny.yaml --again --db c.db
same_cells clean.db c.db "does them anew"
expect 0 "--keep" "$lexbench" evaluate tiny.yaml --multiples 1.75 --keep --db kept.db
is "$(number kept.db "SELECT max(runs) || ' ' || count(*) FROM v_curve WHERE variant = '' AND label = 'nope'")" "2 4" "pools them on the user's word"
expect 0 "more examples of kept ones" "$lexbench" evaluate tiny.yaml --examples 60 --db kept.db
expect 0 "as many at once" "$lexbench" run tiny.yaml evaluate.examples=60 -q --db more.db
same_cells more.db kept.db "are counted from the first: a cell has one code"

# Other code whose own probe gave the same is the same.
copy probed
older="UPDATE evaluation SET code = 'older'; UPDATE evaluator SET code = 'older', version = 'older'"
number probed.db "$older; UPDATE probe SET code = 'older'"
expect 0 "evaluations of such code" "$lexbench" run tiny.yaml seeds=1..3 -q --db probed.db
is "$(number probed.db "SELECT max(runs) || ' ' || count(*) FROM v_curve WHERE label = 'nope'")" "3 3" "stand in one row with this one's"
expect 0 "more examples" "$lexbench" run tiny.yaml evaluate.examples=60 -q --db probed.db
number probed.db "DELETE FROM evaluation WHERE run IN (SELECT id FROM run WHERE seed = 3)"
same_cells more.db probed.db "are counted from the first"
copy unprobed
number unprobed.db "$older; DELETE FROM probe"
expect 2 "without a probe" "$lexbench" run tiny.yaml seeds=1..3 -q --db unprobed.db

# Databases that become one.
expect 0 "another database" "$counting" run tiny.yaml evaluate.examples=80 -q --db more_other.db
copy d
expect 4 "merge evaluations of more examples by other code" "$lexbench" db merge more_other.db --db d.db
says "by other code: they do not count on from each other; the stored ones stay" "is said"
same_cells clean.db d.db "they take the place of none"
expect 0 "another database" "$counting" run tiny.yaml -q --db other.db
expect 4 "merge as many by other code" "$lexbench" db merge other.db --db d.db
says "(another code made them)" "says where other numbers come from"
expect 0 "another database" "$counting" run tiny.yaml evaluate.multiples=3 -q --db further.db
expect 0 "merge other lengths" "$lexbench" db merge further.db --db d.db
says "4 of the new evaluations were made by other code than the others of their arms" "are taken and told"
is "$(number d.db "SELECT sum(variant = '') || ' ' || count(DISTINCT variant) FROM v_curve WHERE label = 'nope'")" "0 2" "in rows of their own"
expect 0 "the database is sound" "$lexbench" db check --db d.db
exit $bad
