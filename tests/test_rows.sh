#!/bin/sh
# What a row of a table is: the runs of one arm under one code, whatever it is called; and every number says over how many
# runs it is.
older=$(realpath "$(dirname "$0")/older") docs=$(realpath docs)
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >s.yaml <<'END'
name: s
model: {layers: 1, width: 16, heads: 2}
train: {steps: 30, longest: 4, batch: 8, lr: 3e-3, fit_every: 15, fit_level: 0.001}
evaluate: {multiples: [1, 2, 4], examples: 40}
schemes: [rope, {scheme: alibi, label: 'rope, lr=0.003'}]
tasks: [sort(symbols=16)]
seeds: 1..2
END
pooled() { number "$1" "SELECT max(runs) || ' ' || count(DISTINCT label) FROM v_curve"; }

# A label that reads like the name that another arm gets.
expect 0 "a suite" "$lexbench" run s.yaml -q --db a.db
expect 0 "another learning rate of rope" "$lexbench" run s.yaml train.lr=1e-3 schemes=rope -q --db a.db
is "$(pooled a.db)" "2 3" "a label that reads like an arm's name is another row, under another name"
expect 0 "results" "$lexbench" results --db a.db
is "$(grep -c ' [0-9]/2 ' out)" 3 "in the table"
expect 0 "the other way round" "$lexbench" run s.yaml train.lr=1e-3 schemes=rope -q --db b.db
expect 0 "the suite later" "$lexbench" run s.yaml -q --db b.db
is "$(number b.db "SELECT group_concat(label) FROM (SELECT DISTINCT label FROM v_run ORDER BY label)")" \
    "$(number a.db "SELECT group_concat(label) FROM (SELECT DISTINCT label FROM v_run ORDER BY label)")" "names do not depend on the order"
"$lexbench" results s.yaml --format tsv --db b.db | cut -f 2 | sed 1d | sort >out
is "$(tr '\n' ';' <out)" "rope;rope, lr=0.003;" "a file's own arms have their own names"
run=$(number a.db "SELECT r.id FROM run r JOIN setting s ON s.arm = r.arm WHERE s.key = 'train.lr' AND s.value = '0.001' LIMIT 1")
expect 2 "a tag that states another value" "$lexbench" tag "$run" 'rope, lr=0.003' --db a.db
says "but the run has 0.001" "is refused, with the run's"
is "$(pooled a.db)" "2 3" "pools nothing"
number a.db "UPDATE suite_arm SET name = 'one name'"
is "$(number a.db "SELECT max(runs) || ' ' || count(*) FROM (SELECT runs FROM v_curve WHERE length = 4)")" "2 3" "arms under one name are rows of their own"
is "$(number a.db "SELECT max(runs) || ' ' || count(*) FROM v_summary")" "2 3" "in v_summary"
is "$(number a.db "SELECT max(runs) || ' ' || count(*) FROM (SELECT runs FROM v_cell WHERE length = 4)")" "2 3" "in v_cell"

# A bare name is never another setting than its neighbours'.
cat >bare.yaml <<'END'
name: bare
model: {layers: 1, width: 16, heads: 2}
train: {steps: 20, longest: 4, batch: 8, lr: 3e-3, fit_every: 10}
evaluate: {multiples: [1, 2], examples: 16}
schemes: [nope, rope, {scheme: alibi, label: slopes}]
tasks: [sort(symbols=16)]
seeds: 1..2
END
labels() { "$lexbench" results "${2:-bare}" --format tsv --db "$1" | sed 1d | cut -f 2 | tr '\n' ';'; } # database, what
expect 0 "a suite with another rate" "$lexbench" run bare.yaml train.lr=1e-2 -q --db bare.db
is "$(labels bare.db)" "nope;rope;slopes;" "one setting is not named"
expect 0 "one scheme with the file's" "$lexbench" run bare.yaml schemes=rope -q --db bare.db
is "$(labels bare.db)" "nope, lr=0.01;rope, lr=0.003;rope, lr=0.01;slopes, lr=0.01;" "two are, in every row"
is "$(labels bare.db bare.yaml)" "rope;" "a file alone has its labels"
# Rows stand in the file's order, then by the setting, whatever part of the file was called last.
expect 0 "the file's rate of another scheme" "$lexbench" run bare.yaml schemes=slopes -q --db order.db
expect 0 "another rate of the file" "$lexbench" run bare.yaml train.lr=1e-2 -q --db order.db
expect 0 "the others under a third" "$lexbench" run bare.yaml 'schemes=nope;rope' train.lr=2e-3 -q --db order.db
rows="nope, lr=0.002;nope, lr=0.01;rope, lr=0.002;rope, lr=0.01;slopes, lr=0.003;slopes, lr=0.01;"
is "$(labels order.db)" "$rows" "partial calls keep the file's order"
expect 0 "further evaluation of one scheme" "$lexbench" evaluate bare.yaml schemes=slopes --examples 20 --db order.db
is "$(labels order.db)" "$rows" "so does an evaluation"
expect 0 "of one run" "$lexbench" evaluate "$(number order.db "SELECT run FROM suite_run WHERE label = 'slopes' LIMIT 1")" --lengths 3 --db order.db
is "$(labels order.db)" "$rows" "or that of a run"
number order.db "UPDATE suite_run SET ordinal = 7 WHERE label = 'nope'; UPDATE suite_run SET ordinal = 1 WHERE label = 'slopes'"
"$lexbench" run bare.yaml -q --db order.db >out 2>err && "$lexbench" run bare.yaml -q train.lr=1e-2 --db order.db >out 2>err && "$lexbench" run bare.yaml 'schemes=nope;rope' train.lr=2e-3 -q --db order.db >out 2>err
result $? "the file again"
is "$(labels order.db)" "nope, lr=0.002;nope, lr=0.003;nope, lr=0.01;rope, lr=0.002;rope, lr=0.003;rope, lr=0.01;slopes, lr=0.003;slopes, lr=0.01;" "mends the order of an older program"
rate() { number bare.db "SELECT r.id FROM run r JOIN arm a ON a.id = r.arm JOIN setting s ON s.arm = r.arm WHERE a.scheme = '$1' AND s.key = 'train.lr' AND s.value = '$2' LIMIT 1"; }
expect 2 "a label that is another arm's name" "$lexbench" tag "$(rate rope 0.003)" 'rope, lr=0.01' --db bare.db
says "another arm" "is refused"
expect 0 "a label of one's own" "$lexbench" tag "$(rate rope 0.003)" tuned --db bare.db
says "'slopes, lr=0.01' is called 'slopes' now" "says what is called differently"
is "$(number bare.db "SELECT group_concat(name, ';') FROM (SELECT name FROM suite_arm ORDER BY name)")" "nope, lr=0.01;rope, lr=0.01;slopes;tuned" "keeps the others' rate"
run=$(rate rope 0.003)
other=$(number bare.db "SELECT o.id FROM run r JOIN run o ON o.arm = r.arm WHERE r.id = '$run' AND o.id <> r.id")
expect 0 "its runs go" "$lexbench" rm "$run" "$other" --yes --db bare.db
is "$(labels bare.db)" "nope;rope;slopes;" "and with them the difference"
expect 0 "two parts, no label twice" "$lexbench" run bare.yaml train.lr=1e-2 schemes=nope -q --db parts.db
expect 0 "the other part" "$lexbench" run bare.yaml schemes=rope -q --db parts.db
is "$(labels parts.db)" "nope, lr=0.01;rope, lr=0.003;" "name the setting, too"

# A database of version 1 whose task has an option more by now: its arms differ in more than they say.
cp "$older/v1.db" old.db && cp "$older/old.yaml" old.yaml
expect 0 "an older database and its suite" "$lexbench" run old.yaml -q --db old.db
is "$(number old.db "SELECT max(n) || ' ' || count(*) FROM (SELECT count(DISTINCT arm) AS n FROM v_run GROUP BY suite, label)")" "1 5" "no name has two arms"

# A model that is evaluated on a task it was not trained on is no replicate of those that were.
expect 0 "two tasks" "$lexbench" run s.yaml schemes=rope 'tasks=sort(symbols=16)' -q --db c.db
sed 's/^tasks: .*/tasks: [sort(symbols=16), copy(symbols=16)]/' s.yaml >two.yaml
expect 0 "two tasks" "$lexbench" run two.yaml schemes=rope -q --db c.db
expect 0 "one evaluated on the other's" "$lexbench" evaluate two.yaml schemes=rope 'tasks=sort(symbols=16)' --task 'copy(symbols=16)' --db c.db
is "$(number c.db "SELECT max(runs) || ' ' || count(DISTINCT task) FROM v_curve")" "2 3" "is a row of its own"
expect 0 "results" "$lexbench" results --db c.db
says "copy(symbols=16) [sort(symbols=16)]" "which says what it was trained on"
is "$(grep -c ' [0-9]/2 ' out)" 3 "with its own runs"
is "$("$lexbench" show run "$(number c.db "SELECT id FROM run WHERE task LIKE 'sort%' LIMIT 1")" --format tsv --db c.db | sed 1d | wc -l)" 6 \
    "show run has the evaluations on both tasks"

# Over how many runs a number is: in the row, in the cell, for programs and in views.
expect 0 "four runs" "$lexbench" run s.yaml schemes=rope seeds=1..4 -q --db e.db
expect 0 "one of them under another scheme" "$lexbench" evaluate s.yaml schemes=rope seeds=1 --scheme rope+yarn --db e.db
expect 0 "two of them further" "$lexbench" evaluate s.yaml schemes=rope seeds=1..2 --multiples 3 --db e.db
expect 0 "results" "$lexbench" results --db e.db
is "$(grep -c '^rope  *[0-9]/4 .* n=2' out)" 1 "a column that two were evaluated at says so"
is "$(grep -c '^rope > +yarn  *[0-9]/1 ' out)" 1 "a row under another scheme counts the runs that were evaluated under it"
expect 0 "for programs" "$lexbench" results --format tsv --db e.db
is "$(awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i } NR > 1 { printf "%s %s %s %s ", $c["runs"], $c["evaluated"], $c["n 2x"], $c["n 3x"] }' out)" \
    "4 4 4 2 1 1 1 0 " "runs, of them evaluated, and at each multiple"
is "$(number e.db "SELECT group_concat(runs || ' ' || n_in_range || ' ' || n_2x, ', ') FROM v_summary")" "4 4 4, 1 1 1" "in v_summary"
is "$(number e.db "SELECT group_concat(fit = (SELECT fit FROM run WHERE seed = 1)) FROM v_summary WHERE variant <> ''")" 1 "with the fit of these runs"
expect 0 "a report" "$lexbench" report s --out report --db e.db
grep -q 'n=2' report/report.md
result $? "says it, too"

# Choices: of which runs, and none takes the place of another.
cat >c.yaml <<'END'
name: c
model: {layers: 1, width: 16, heads: 2}
train: {steps: 30, longest: 4, batch: 8, fit_every: 15}
evaluate: {multiples: [1, 2], examples: 20}
schemes: [nope]
tasks: [sort(symbols=16)]
seeds: 1..2
choose: {train.lr: [3e-3, 1e-2, 1e-5], by: fit, seeds: [901]}
END
expect 0 "a choice" "$lexbench" run c.yaml -q --db d.db
chosen=$(number d.db "SELECT value FROM choice WHERE chosen")
expect 0 "results of the only suite" "$lexbench" results --db d.db
says "sort(symbols=16)" "takes no trials of a choice for another one"
expect 0 "another value of it, given" "$lexbench" run c.yaml train.lr=1e-4 -q --db d.db
expect 0 "show run" "$lexbench" show run "$(number d.db "SELECT r.id FROM run r JOIN setting s ON s.arm = r.arm WHERE s.key = 'train.lr' AND s.value = '0.0001' LIMIT 1")" --db d.db
! grep -q choice out
result $? "nobody chose that one"
expect 0 "show run" "$lexbench" show run "$(number d.db "SELECT r.id FROM run r JOIN choice c ON c.arm = r.arm AND r.seed = 1 LIMIT 1")" --db d.db
says "train.lr=$chosen by fit, of 3e-3 (seed 901" "but this one, of the values in the suite's order"
sed 's/^choose: .*/choose: {train.lr: [1e-6, 1e-5], by: fit, seeds: [901]}/' c.yaml >other.yaml
expect 0 "other values to choose from" "$lexbench" run other.yaml -q --db d.db
is "$(number d.db "SELECT count(*) || ' ' || sum(chosen) || ' ' || count(DISTINCT arm) FROM choice")" "5 2 2" "both choices are kept"
is "$("$lexbench" results c.yaml --choices --format tsv --db d.db | cut -f 4 | sed 1d | tr '\n' ' ')" "3e-3 1e-2 1e-5 " "a file shows its own"
is "$("$lexbench" results other.yaml --choices --format tsv --db d.db | cut -f 4 | sed 1d | tr '\n' ' ')" "1e-6 1e-5 " "and so does the other"
expect 0 "results of both" "$lexbench" results c --choices --format tsv --db d.db
is "$(sed 1d out | cut -f 2 | sort -u | wc -l)" 2 "by the arms' names"
expect 0 "the trials are removed" "$lexbench" rm 'c (tried)' --yes --db d.db
expect 0 "their choice" "$lexbench" results c --choices --format tsv --db d.db
is "$(sed 1d out | cut -f 6 | sort -u)" removed "says so"
# Over settings: a cell is one arm's, and the option that is asked for does not tell tasks or schemes apart.
cat >g.yaml <<'END'
name: g
model: {layers: 1, width: 16, heads: 2}
train: {steps: 20, longest: 4, batch: 8, lr: 3e-3, fit_every: 10}
evaluate: {multiples: [1, 2], examples: 16}
schemes: [rope, nope]
tasks: [sort]
grid: {model.layers: [2, 1], task.symbols: [16, 20]}
seeds: 1..2
END
expect 0 "a grid" "$lexbench" run g.yaml -q --db g.db
expect 0 "one setting against an option of the task" "$lexbench" results g --by model.layers --against task.symbols --format tsv --db g.db
is "$(cut -f 1-3,5,7 out | tr '\t\n' ' ;')" "task model.layers arm n 16 n 20;sort 1 rope 2 2;sort 1 nope 2 2;sort 2 rope 2 2;sort 2 nope 2 2;" "is a grid, a row per scheme"
expect 0 "schemes against it" "$lexbench" results g --by task.symbols --against scheme --format tsv --db g.db
is "$(cut -f 1-4,6 out | tr '\t\n' ' ;')" "task task.symbols arm rope nope;$("$lexbench" results g --by task.symbols --against scheme --format tsv --db g.db | sed 1d | cut -f 1-4,6 | tr '\t\n' ' ;')" "has them in the suite's order"
is "$(cut -f 3,5,7 out | sed 1d | sort | tr '\t\n' ' ;')" "layers=1 2 2;layers=1 2 2;layers=2 2 2;layers=2 2 2;" "a row per what else there is"
expect 0 "an option that only one scheme has" "$lexbench" results g --by scheme.base --against model.layers --format tsv --db g.db
is "$(cut -f 2 out | sed 1d | sort -u | tr '\n' ';')" ";10000;" "is empty for the other"
is "$(sed 1d out | cut -f 5,7 | sort -u | tr '\t\n' ' ;')" "2 2;" "and pools nothing"
expect 0 "the table" "$lexbench" results g --format tsv --db g.db
sed 1d out | cut -f 2,13 | sort >first
"$lexbench" results g --by label --format tsv --db g.db | awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { print $2 "\t" $c["2x"] }' | sort | cmp -s - first
result $? "has the same figures as by label"
"$lexbench" run g.yaml schemes=nope label=plain name=labelled -q --db g.db >/dev/null 2>&1
expect 0 "arms with a label" "$lexbench" results labelled --by model.layers --format tsv --db g.db
is "$(cut -f 3 out | sed 1d | sort -u)" plain "are called by it"
expect 0 "more lengths of a later scheme" "$lexbench" run g.yaml schemes=nope evaluate.multiples=0.5,1.5 -q --db g.db
expect 0 "by a setting alone" "$lexbench" results g --by model.layers --db g.db
is "$(head -1 out | tr -s ' ' '\n' | grep 'x$' | uniq | tr '\n' ' ')" "0.5x 1x 1.5x 2x " "has the lengths in order"
says "in the task's metric: a row per model.layers" "and says what its numbers are"
! grep -q 'runs were evaluated on' out
result $? "all on as many examples"
expect 0 "more examples of one scheme" "$lexbench" run g.yaml schemes=nope evaluate.examples=20 -q --db g.db
expect 0 "by a setting" "$lexbench" results g --by model.layers --db g.db
says "runs were evaluated on 16 to 20 examples" "says that they differ"
expect 0 "at a length of one scheme" "$lexbench" results g --by model.layers --against task.symbols --at 1.5 --db g.db
! grep -q 'runs were evaluated on' out
result $? "where they do not, it does not"
expect 2 "two tables" "$lexbench" results g --by train.lr --cells --db g.db
expect 2 "--at without --against" "$lexbench" results g --by train.lr --at 2 --db g.db
expect 2 "a setting's last word" "$lexbench" results g --by lr --db g.db
says "did you mean 'train.lr'" "is told its whole name"
expect 0 "everything for programs" "$lexbench" results g --all --format tsv --db g.db
is "$(head -1 out | tr '\t' ' ')" "$(sqlite3 -header -separator ' ' g.db "SELECT * FROM v_eval LIMIT 1" | head -1)" "has the columns of v_eval"

# What the pages show works.
awk '/^```yaml/ { on = 1; next } /^```/ { if (on) exit } on' "$docs/suites.md" >example.yaml
expect 0 "the example of docs/suites.md" "$lexbench" validate example.yaml
expect 0 "a learning rate from the command line" "$lexbench" run s.yaml schemes=rope train.lr=5e-4 -q --db h.db
expect 0 "evaluated further" "$lexbench" evaluate s.yaml schemes=rope train.lr=5e-4 --multiples 3 --db h.db
says "2 evaluated now" "is found by its settings"
expect 2 "too long for the task" "$lexbench" evaluate s.yaml --multiples 1000 --db h.db
says "no length to evaluate" "says what there is"
# What is running, and what is not there.
"$lexbench" run s.yaml train.steps=400000 schemes=rope seeds=1 -q --db i.db >out 2>err &
job=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    ls i.db.work/attempt/*.progress >/dev/null 2>&1 && break
    sleep 0.5
done
expect 0 "status of a run under way" "$lexbench" status s.yaml train.steps=400000 schemes=rope seeds=1 --runs --db i.db
says "under way" "says so"
kill -INT "$job"
wait "$job"
expect 0 "status of an interrupted run" "$lexbench" status s.yaml train.steps=400000 schemes=rope seeds=1 --runs --db i.db
says "interrupted" "says that"
expect 0 "status of a database that is not there" "$lexbench" status s.yaml --db typo.db
says "there is no database typo.db yet" "names it"
expect 2 "an empty label" "$lexbench" run s.yaml label= -q --db j.db
expect 2 "rm of what is not there" "$lexbench" rm nosuch --yes --db h.db
says "neither a run nor a suite of h.db" "speaks of suites, too"

# Codes that take turns over the lengths of a run: each has a row, and the run is in it once.
expect 0 "a suite" "$lexbench" run s.yaml schemes=rope -q --db turns.db
number turns.db "UPDATE evaluation SET code = 'other' WHERE length = 8;
    INSERT INTO apart SELECT DISTINCT r.arm, r.version, e.task, e.variant, e.code, 'code ' || e.code FROM run r JOIN evaluation e ON e.run = r.id"
is "$("$lexbench" results --format tsv --db turns.db | sed 1d | cut -f 5,10 | sort | tr '\t\n' ' ;')" "2 0;2 2;2 2;" "a run is counted once in a row"
exit $bad
