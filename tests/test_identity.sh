#!/bin/sh
# A result is what it says: trainings, replicates and evaluations as a user meets them. Every block was a wrong number once.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

tree=${suites%/suites} build=${BUILD:-build}
cat >tiny.yaml <<'END'
model: {layers: 2, width: 32, heads: 2}
train: {steps: 200, longest: 4, lr: 3e-3, batch: 32, fit_every: 100}
evaluate: {multiples: [1, 2, 4], examples: 100}
schemes: [nope, rope, alibi]
tasks: [sort(symbols=16)]
seeds: 1..2
END
# Cells as numbers of every bit, over the lengths that all databases here have.
cells() { # database
    sqlite3 "$1" "SELECT run, task, variant, length, examples, exact, exact_no_eos, answers, answers_right, tokens_sum, hex(loss_sum * 1e300),
            first_error_sum FROM evaluation WHERE length IN (4, 8, 16) ORDER BY 1, 2, 3, 4;
        SELECT * FROM position WHERE length IN (4, 8, 16) ORDER BY 1, 2, 3, 4, 5; SELECT * FROM guess WHERE length IN (4, 8, 16) ORDER BY 1, 2, 3, 4, 5;
        SELECT * FROM measure WHERE length IN (4, 8, 16) ORDER BY 1, 2, 3, 4, 5, 6, 7"
}
same_cells() { # database, database, what
    cells "$1" >first && cells "$2" >second && [ -s first ] && cmp first second >err 2>&1
    result $? "$3"
}

# Two learning rates are two arms.
expect 0 "a suite" "$lexbench" run tiny.yaml -q --db a.db
expect 0 "and a part of it with another learning rate" "$lexbench" run tiny.yaml seeds=1..2 train.lr=5e-4 'schemes=rope;alibi' -q --db a.db
expect 0 "their table" "$lexbench" results --db a.db
says "rope, lr=0.003" "an arm says what differs"
says "rope, lr=0.0005" "and so does the other"
is "$(grep -c '0/2' out)" 5 "each row has its own two runs"
is "$(number a.db "SELECT max(runs) FROM v_curve")" 2 "no view pools them"
is "$(number a.db "SELECT count(*) FROM v_setting WHERE key = 'train.lr' AND value = '0.0005'")" 4 "settings are rows"

expect 0 "results by a setting" "$lexbench" results --by train.lr --against scheme --at 2 --format tsv --db a.db
is "$(cut -f 1 out | sed 1d | sort -u)" "sort(symbols=16)" "of the task"
is "$(cut -f 2 out | sed 1d | tr '\n' ' ')" "0.0005 0.003 " "one per rate, in order"
is "$(sed -n 3p out | tr '\t' '\n' | awk 'NR > 3 && NR % 2 == 1' | tr '\n' ' ')" "2 2 2 " "each cell with its runs"
expect 2 "by a setting that there is not" "$lexbench" results --by train.lrr --db a.db
says "did you mean 'train.lr'" "is answered with a suggestion"

# More looks at two trainings are no more trainings.
for multiples in '[1,2,3]' '[1,1.5]' '[0.5,1]'; do "$lexbench" run tiny.yaml "evaluate.multiples=$multiples" -q --db b.db >/dev/null 2>&1; done
is "$(number b.db "SELECT count(*) || ' ' || max(runs) FROM run, (SELECT max(runs) AS runs FROM v_curve)")" "6 2" "evaluations changed three times are two runs each"

# What is evaluated grows, with the bits of doing it at once, and trains nothing.
"$lexbench" run tiny.yaml evaluate.examples=250 -q --db whole.db >/dev/null 2>&1
for more in "evaluate.examples=3" "evaluate.examples=33" "evaluate.examples=77" "evaluate.lengths=3 evaluate.examples=77" "evaluate.examples=250" \
    "evaluate.lengths=2 evaluate.examples=50"; do
    # shellcheck disable=SC2086
    "$lexbench" run tiny.yaml $more -q --db grown.db >out 2>err || result 1 "$more"
done
same_cells whole.db grown.db "3, 33, 77 and 250 examples are 250"
is "$(number grown.db "SELECT max(attempt) || ' ' || count(DISTINCT started_us) FROM run")" "1 6" "nothing was trained twice"
expect 0 "evaluate 4x further" "$lexbench" evaluate tiny.yaml --multiples 1,2,3,4 --examples 250 --db grown.db
says "6 evaluated now" "all runs were evaluated"
cp grown.db newer.db && cp -r grown.db.work newer.db.work
"$lexbench" evaluate tiny.yaml seeds=1 schemes=rope --multiples 4 --examples 260 -q --db newer.db >out 2>err
expect 0 "more examples of one length of two" "$lexbench" evaluate tiny.yaml seeds=1 schemes=rope --multiples 2,4 --examples 260 --db newer.db
says " at 2x" "names the one that was evaluated"
expect 3 "evaluate without a database" "$lexbench" evaluate tiny.yaml --db nowhere.db
says "there is no database nowhere.db yet" "says that there is none"
is "$(ls -d nowhere* 2>/dev/null)" "" "and leaves none"
expect 0 "evaluate again" "$lexbench" evaluate tiny.yaml --multiples 1,2,3,4 --examples 250 --db grown.db
says "0 evaluated now, 6 before" "what is stored is not done again"
"$lexbench" run tiny.yaml evaluate.multiples=1,2,3,4 evaluate.examples=250 -q --db fresh.db >/dev/null 2>&1
same_cells fresh.db grown.db "evaluated later has the bits of a fresh run"
is "$(number fresh.db "SELECT hex(loss_sum * 1e300) FROM evaluation WHERE length = 12 ORDER BY run LIMIT 1")" \
    "$(number grown.db "SELECT hex(loss_sum * 1e300) FROM evaluation WHERE length = 12 ORDER BY run LIMIT 1")" "at the new length too"

# Where models are gone the training is repeated, and has to give the same numbers.
rm -r grown.db.work/model
expect 0 "evaluate without the models" "$lexbench" run tiny.yaml evaluate.lengths=5 -q --db grown.db
same_cells fresh.db grown.db "the numbers stay"
number grown.db "UPDATE curve SET loss = loss + 1e-9 WHERE step = 0" && rm -r grown.db.work/model
"$lexbench" run tiny.yaml evaluate.lengths=6 --db grown.db >out 2>err
says "determinism alarm" "a repeated training with other numbers is an error"

# A task that makes no such lengths does not keep the others from them.
cat >two.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 20, longest: 10, batch: 8}
evaluate: {multiples: [1, 2], examples: 10}
schemes: [nope]
tasks: [sort(symbols=200), copy]
END
"$lexbench" run two.yaml -q --db two.db >/dev/null 2>&1
expect 0 "evaluate further than a task goes" "$lexbench" evaluate two.yaml --multiples 3,16 --db two.db
says "copy: evaluate.multiples: 16x left out: the task makes no such lengths, but 1 to 150" "the length is left out there"
is "$(number two.db "SELECT group_concat(length) FROM (SELECT length FROM evaluation WHERE length > 20 ORDER BY 1)")" "30,30,160" "and all others are evaluated"
expect 0 "evaluate where a task cannot go at all" "$lexbench" evaluate two.yaml --lengths 170 --db two.db
says "copy: evaluate.lengths: 170 left out: the task makes no such lengths, but 1 to 150; it is not evaluated" "that task is left out"
says "1 run: 1 evaluated now" "and the other is evaluated"
expect 2 "evaluate where no task goes" "$lexbench" evaluate two.yaml --lengths 100000 --db two.db
says "no length to evaluate" "says that nothing is left"

# Other hooks, other tasks, models from elsewhere.
expect 0 "another scheme's hooks" "$lexbench" evaluate tiny.yaml schemes=rope --scheme rope+yarn --db a.db
is "$(number a.db "SELECT count(*) FROM evaluation WHERE variant LIKE 'rope+yarn%'")" 6 "are a variant of the two runs"
expect 0 "another task of the same vocabulary" "$lexbench" evaluate tiny.yaml schemes=nope --task 'copy(symbols=16)' --db a.db
is "$(number a.db "SELECT group_concat(DISTINCT task) FROM evaluation WHERE task LIKE 'copy%'")" "copy(symbols=16)" "is stored as that task"
expect 2 "a task of another vocabulary" "$lexbench" evaluate tiny.yaml schemes=nope --task 'copy(symbols=17)' --db a.db
says "vocabulary" "is refused with the reason"
expect 3 "evaluate with a training that is not stored" "$lexbench" evaluate tiny.yaml train.lr=1 --db a.db
expect 3 "evaluate another suite, of which nothing is trained" "$lexbench" evaluate tiny.yaml name=other train.lr=1 --db a.db
says "('lexbench run' trains them)" "says what trains it"
is "$(number a.db "SELECT group_concat(name) FROM suite")" tiny "and leaves no suite"
run=$(number a.db "SELECT run_id FROM v_run WHERE scheme = 'nope' AND seed = 1")
expect 0 "one run" "$lexbench" evaluate "$run" --lengths 7 --db a.db
is "$(number a.db "SELECT examples FROM evaluation WHERE run = '$run' AND length = 7")" 100 "at as many examples as before"
expect 0 "export" "$lexbench" export "$run" model.safetensors --db a.db
expect 0 "a model's file" "$lexbench" evaluate model.safetensors --name theirs --lengths 4,8,16 --examples 100 --db other.db
is "$(number other.db "SELECT group_concat(DISTINCT label) FROM v_run")" theirs "is an arm of its own"
is "$(number other.db "SELECT group_concat(exact) FROM evaluation ORDER BY length")" \
    "$(number a.db "SELECT group_concat(exact) FROM (SELECT exact FROM evaluation WHERE run = '$run' AND variant = '' AND length IN (4, 8, 16) AND task LIKE 'sort%' ORDER BY length)")" \
    "with the same counts"
expect 3 "evaluate what is not trained" "$lexbench" evaluate tiny.yaml seeds=7 --db a.db
[ "$(number a.db "SELECT count(*) FROM run WHERE seed = 7")" = 0 ]
result $? "trains nothing"

# Two entries that come to share a training both have it.
cat >shared.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 20, longest: 4, batch: 8}
evaluate: {multiples: [1, 2, 3], examples: 10}
schemes: [rope, {scheme: rope, label: again, seed_offset: 10}]
tasks: [sort(symbols=16)]
seeds: 1..3
END
label_seeds() { number "$1" "SELECT label || ' ' || seed FROM v_run ORDER BY 1" | tr '\n' ' '; } # database
both="again 11 again 12 again 13 rope 1 rope 11 rope 2 rope 3 "
"$lexbench" run shared.yaml -q --db shared.db >/dev/null 2>&1
expect 0 "a scheme on a seed of its control" "$lexbench" run shared.yaml schemes=rope seeds=11 -q --db shared.db
is "$(label_seeds shared.db)" "$both" "has the run and leaves it to the control"
expect 0 "the suite again" "$lexbench" run shared.yaml -q --db shared.db
is "$(label_seeds shared.db)" "$both" "changes nothing"
is "$(number shared.db "SELECT count(*) || ' ' || count(DISTINCT run) FROM suite_run")" "7 6" "a training is one run under both labels"
expect 0 "their table" "$lexbench" results shared --db shared.db
says "rope    0/4" "has four runs of the one"
says "again   0/3" "and three of the other"
is "$(number shared.db "SELECT group_concat(runs) FROM v_curve WHERE length = 8 ORDER BY label")" "4,3" "so has a view"
is "$(number shared.db "SELECT count(*) FROM v_reach")" 7 "each once"
expect 0 "merged" "$lexbench" db merge shared.db --db merged.db
is "$(label_seeds merged.db)" "$both" "the same"
"$lexbench" compare shared.db merged.db >out 2>err
[ $? != 2 ] && ! grep -q "holds two runs" err
result $? "can be compared"
sed 's/label: again/label: control/' shared.yaml >renamed.yaml
expect 0 "a label that is changed in the file" "$lexbench" run renamed.yaml name=shared -q --db shared.db
is "$(label_seeds shared.db)" "control 11 control 12 control 13 rope 1 rope 11 rope 2 rope 3 " "is the new name of all its runs, and of no other"
expect 0 "the database is sound" "$lexbench" db check --db shared.db

# What is said.
expect 0 "status by a stored suite's name" "$lexbench" status tiny --db a.db
says "alibi" "shows its rows"
expect 0 "identical results of two seeds" "$lexbench" compare a.db a.db
says "the results are identical, bit for bit" "are called so"
! grep -q "[1-9][0-9]* inconclusive" out
result $? "and not inconclusive"
expect 2 "a database in place of a suite" "$lexbench" results a.db
says "did you mean --db a.db?" "is answered with the option"
expect 2 "rm of what there is not" "$lexbench" rm nosuch --yes --db a.db
says "neither a run nor a suite" "speaks of both"
sed 's/width: 32/width: 33/' tiny.yaml >width.yaml
expect 2 "a width that heads do not divide" "$lexbench" validate width.yaml
says "width.yaml:1:27: model.width=33" "is refused at its own place"
expect 2 "a length that the task does not make" "$lexbench" validate tiny.yaml 'tasks=sort' train.longest=40
says "tiny.yaml:4:11: train.longest=40" "of the command line is refused at the scheme"
expect 2 "a task misspelt" "$lexbench" validate tiny.yaml tasks=sorrt
says "did you mean 'sort(symbols=16)'?" "is answered with the suite's"
sed 's/^seeds: .*/seeds: [1, 1]/' tiny.yaml >twice.yaml
expect 2 "a seed twice" "$lexbench" validate twice.yaml
says "twice.yaml:6:8: seeds: the seed 1 is there twice" "is called that, with its place"
(echo "name: x (tried)" && cat tiny.yaml) >tried.yaml
expect 2 "a suite under the name of trials" "$lexbench" validate tried.yaml
says "tried.yaml:1:7: a suite's name does not end with" "is refused with its place"
latin=$(printf 'a\377')
for wrong in "label=$latin" "name=$latin"; do expect 2 "what is not UTF-8" "$lexbench" validate tiny.yaml schemes=rope "$wrong"; done
expect 2 "a label that is not UTF-8" "$lexbench" tag "$(number a.db "SELECT id FROM run LIMIT 1")" "$latin" --db a.db

# Labels.
cat >labels.yaml <<'END'
schemes: [{scheme: rope, label: A}, {scheme: alibi, label: A}]
tasks: [copy]
END
expect 2 "two arms under one label" "$lexbench" validate labels.yaml
says "labels.yaml:1:37" "are refused with their place"
expect 2 "and one of them" "$lexbench" validate labels.yaml schemes=rope
says "labels.yaml:1:37" "since the other may be stored"
expect 2 "a label that another arm has" "$lexbench" run tiny.yaml schemes=rope label=nope --db a.db
says "tiny.yaml:4:11: the label 'nope' is this entry's on task sort(symbols=16)" "is refused with that one's place"
cp a.db named.db
expect 0 "a label of one's own" "$lexbench" run tiny.yaml schemes=rope label=best --db named.db
says "called 'rope' on sort(symbols=16) is called 'best' from now on" "is said to take the place of the stored one"
expect 0 "the same for another scheme" "$lexbench" run tiny.yaml schemes=alibi label=best --db named.db
says "the label 'best' is in suite tiny that of another scheme on sort(symbols=16) too, rope" "is said to be so"
expect 0 "label= and name=" "$lexbench" run tiny.yaml schemes=rope train.steps=20 label=quick name=other -q --db a.db
is "$(number a.db "SELECT label || ' ' || suite FROM v_run WHERE suite = 'other' LIMIT 1")" "quick other" "name an arm and a suite"
expect 0 "tag" "$lexbench" tag "$run" 'no positions' --db a.db
is "$(number a.db "SELECT count(*) FROM v_run WHERE label = 'no positions, lr=0.003'")" 2 "names all runs of the arm"
# shellcheck disable=SC2016
expect 2 "rm without a terminal" sh -c '"$1" rm other --db a.db </dev/null' sh "$lexbench"
expect 0 "rm of a suite" "$lexbench" rm other --yes --db a.db
is "$(number a.db "SELECT count(*) FROM suite WHERE name = 'other'")" 0 "takes it away"
is "$(number a.db "SELECT count(*) FROM run")" 10 "and its runs, but no other"
expect 0 "rm of a run" "$lexbench" rm "$run" --yes --db a.db
is "$(number a.db "SELECT count(*) FROM v_run WHERE label = 'no positions, lr=0.003'")" 1 "takes that one"
expect 0 "the database is sound" "$lexbench" db check --db a.db

# Code. A copy of this program whose ALiBi has another slope, and one where only a comment and the shape of the code differ.
edited() { # folder, sed expression on encoders/alibi.c
    mkdir -p "$1/$(dirname "$build")" && (cd "$tree" && tar cf - --exclude=build --exclude=.git . ) | tar xf - -C "$1" && cp -a "$tree/$build" "$1/$build" &&
        sed -i "$2" "$1/encoders/alibi.c" && ! cmp -s "$tree/encoders/alibi.c" "$1/encoders/alibi.c" &&
        make -s -C "$1" BUILD="$build" "$build/lexbench" >err 2>&1
}
"$lexbench" run tiny.yaml -q --db code.db >/dev/null 2>&1
if [ "$build" != build ]; then
    echo "# not tried with $build: another program would have to be built whole"
elif edited slope 's/-slope(view/-2 * slope(view/'; then
    other=$dir/slope/$build/lexbench
    expect 0 "another ALiBi, nothing to do" "$other" run tiny.yaml --db code.db
    says "2 of them were made by other code" "only its own runs are strange"
    expect 2 "a new seed" "$other" run tiny.yaml seeds=1..3 --db code.db
    says "--again does them anew, --keep takes them as they are" "is refused with the ways out"
    is "$(number code.db "SELECT count(*) FROM run")" 6 "and nothing was trained"
    expect 0 "without ALiBi" "$other" run tiny.yaml seeds=1..3 'schemes=nope;rope' -q --db code.db
    is "$(number code.db "SELECT count(DISTINCT label) FROM v_run WHERE label LIKE 'rope%'")" 1 "the other arms are current"
    cp code.db kept.db
    expect 0 "--keep" "$other" run tiny.yaml seeds=1..3 --keep -q --db kept.db
    is "$(number kept.db "SELECT count(*) || ' ' || count(DISTINCT label) FROM v_run WHERE scheme = 'alibi'")" "3 1" "pools them on the user's word"
    expect 0 "--again" "$other" run tiny.yaml seeds=1..3 --again -q --db code.db
    is "$(number code.db "SELECT count(*) || ' ' || count(DISTINCT code) FROM run WHERE scheme = 'alibi'")" "3 1" "does them anew"
    expect 0 "and then" "$other" run tiny.yaml seeds=1..3 --db code.db
    says "9 stored before" "everything is there"
    expect 0 "the database is sound" "$lexbench" db check --db code.db
    # The same scheme as a variant: its evaluations are strange, or not, by what both programs make of the first steps.
    "$lexbench" run tiny.yaml schemes=nope evaluate.variants=alibi -q --db variant.db >/dev/null 2>&1
    is "$(number variant.db "SELECT count(*) || ' ' || count(DISTINCT code) FROM probe WHERE variant = 'alibi'")" "1 1" "a probe of the variant is kept, once for the arm"
    cp variant.db slope.db
    expect 0 "another ALiBi as a variant" "$other" run tiny.yaml schemes=nope evaluate.variants=alibi --db slope.db
    says "stored evaluations were made by other code" "is other code"
    if edited shape 's|-slope(view|/* written otherwise */ -1 * slope(view|'; then
        other=$dir/shape/$build/lexbench
        expect 0 "the same ALiBi, written otherwise" "$other" run tiny.yaml schemes=nope evaluate.variants=alibi --db variant.db
        says "0 done now, 2 stored before" "has nothing to do"
        ! grep -q "made by other code" err
        result $? "and is the same code under a variant"
        is "$(number variant.db "SELECT count(*) || ' ' || count(DISTINCT version) FROM evaluator WHERE variant = 'alibi'")" "2 1" "as the probe says"
        expect 0 "more lengths of it" "$other" run tiny.yaml schemes=nope evaluate.variants=alibi evaluate.multiples=1,2,3,4 -q --db variant.db
        is "$(number variant.db "SELECT count(DISTINCT code) FROM evaluation WHERE variant = 'alibi'")" 2 "stand beside those of before"
    else
        result 1 "a program with the same slope, written otherwise, is built"
    fi
else
    result 1 "a program with another slope is built"
fi
"$lexbench" run tiny.yaml schemes=alibi -q --db same.db >/dev/null 2>&1
number same.db "UPDATE run SET code = 'an older one', version = 'an older one'; UPDATE suite_arm SET version = 'an older one'"
expect 0 "other code with the same bits of the first steps" "$lexbench" run tiny.yaml schemes=alibi seeds=1..3 -q --db same.db
is "$(number same.db "SELECT count(*) || ' ' || count(DISTINCT label) FROM v_run")" "3 1" "is the same code"
is "$(number same.db "SELECT how FROM same_code")" probe "as the probe says"

# Evaluations carry their code, too.
"$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn -q --db cells.db >/dev/null 2>&1
number cells.db "UPDATE evaluation SET code = 'x' WHERE variant = ''"
expect 0 "evaluations of other code" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn --db cells.db
says "6 stored evaluations were made by other code" "are not excused by what the run's training gives"
number cells.db "UPDATE probe SET code = 'x' WHERE variant = ''"
expect 0 "evaluations of other code" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn --db cells.db
! grep -q "made by other code" err
result $? "are the same where this program agrees with what that code made of the first steps"
number cells.db "UPDATE evaluation SET code = 'y', exact = 7 WHERE variant <> '' AND length = 8"
cp cells.db kept_cells.db
cp cells.db more_cells.db
expect 0 "under a variant" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn --db cells.db
says "2 stored evaluations were made by other code; --again does them anew, --keep takes them as they are" "they are counted"
expect 0 "evaluate" "$lexbench" evaluate tiny.yaml schemes=rope --scheme rope+yarn --db cells.db
says "2 stored evaluations were made by other code" "says the same"
is "$(number cells.db "SELECT count(*) FROM evaluation WHERE code = 'y' AND exact = 7")" 2 "and changes nothing"
expect 0 "--keep" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn --keep --db kept_cells.db
expect 0 "from then on" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn --db kept_cells.db
! grep -q "made by other code" err
result $? "they are taken as they are"
cp -r cells.db.work more_cells.db.work
expect 2 "more examples" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn evaluate.examples=120 -q --db more_cells.db
says "--again does them anew, --keep takes them as they are" "beside those of other code are refused"
expect 0 "--again" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn evaluate.examples=120 --again -q --db more_cells.db
"$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn evaluate.examples=120 -q --db fresh_cells.db >/dev/null 2>&1
same_cells fresh_cells.db more_cells.db "are not counted on from those of other code"
expect 0 "--again" "$lexbench" evaluate tiny.yaml schemes=rope --scheme rope+yarn --again --db cells.db
"$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn -q --db fresh_cells2.db >/dev/null 2>&1
same_cells fresh_cells2.db cells.db "does them anew, with the bits of a fresh run"
is "$(number cells.db "SELECT max(attempt) || ' ' || count(*) FROM run")" "1 2" "and trains nothing"
expect 0 "then" "$lexbench" evaluate tiny.yaml schemes=rope --scheme rope+yarn --db cells.db
says "0 evaluated now, 2 before" "everything is there"
# Where the model is gone, the training is repeated for it, and is no other than is stored.
rm -r cells.db.work/model
number cells.db "UPDATE evaluation SET code = 'z' WHERE variant <> ''"
expect 0 "--again without models" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn --again -q --db cells.db
is "$(number cells.db "SELECT count(*) FROM event WHERE kind = 'replaced'")" 0 "replaces no training"
same_cells fresh_cells2.db cells.db "and gives the same evaluations"
rm -r cells.db.work/model
number cells.db "UPDATE evaluation SET code = 'z' WHERE variant <> ''; UPDATE curve SET loss = loss + 1 WHERE step = 20"
expect 4 "where the training gives other numbers" "$lexbench" run tiny.yaml schemes=rope evaluate.variants=rope+yarn --again --db cells.db
says "determinism alarm" "that is an alarm"

# A run's own probe says nothing of tasks that it is not trained on; one of their own does.
other_task() { "$lexbench" run tiny.yaml schemes=rope "evaluate.tasks=reverse(symbols=16)" --db tasks.db; }
other_task >/dev/null 2>&1
is "$(number tasks.db "SELECT group_concat(task) FROM probe WHERE task NOT LIKE 'sort%'")" "reverse(symbols=16)" "a probe of another task is kept"
number tasks.db "UPDATE evaluation SET code = 'x' WHERE task LIKE 'reverse%'"
expect 0 "evaluations on another task by other code" other_task
says "stored evaluations were made by other code" "are not excused by what is made of the run's own"
number tasks.db "UPDATE probe SET code = 'x'"
expect 0 "but by what that code made of them" other_task
! grep -q "made by other code" err
result $? "they are"

# Kill it anywhere: trainings and evaluations are there once.
"$lexbench" run tiny.yaml train.steps=600 evaluate.examples=400 -q --db calm.db >/dev/null 2>&1
for pause in 0.2 0.5 0.3 0.7 0.4 1; do
    LEXBENCH_CHECKPOINT_SECONDS=0.05 timeout -s KILL $pause setsid "$lexbench" run tiny.yaml train.steps=600 evaluate.examples=400 -q --db "$dir/killed.db" \
        >/dev/null 2>&1
done
pkill -KILL -f "$dir/killed.db.work" 2>/dev/null
expect 0 "a run killed six times ends" "$lexbench" run tiny.yaml train.steps=600 evaluate.examples=400 -q --db "$dir/killed.db"
same_cells calm.db killed.db "with the same bits"
is "$(number killed.db "SELECT count(*) FROM run")" 6 "nothing lost, nothing doubled"
exit $bad
