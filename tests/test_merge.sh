#!/bin/sh
# Databases that become one, and models that go where their results go.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >tiny.yaml <<'END'
model: {layers: 1, width: 16, heads: 1}
train: {steps: 60, longest: 4, lr: 3e-3, batch: 8, fit_every: 30, fit_examples: 10}
evaluate: {multiples: [1, 2], examples: 40}
schemes: [rope, alibi]
tasks: [copy]
seeds: 1..2
END
fingerprint() { "$lexbench" db fingerprint --db "$1"; }
models() { find "$1.work/model" -name '*.safetensors' 2>/dev/null | wc -l; }
# Everything but times, hosts and row numbers.
rows() { # database
    for table in "alias ORDER BY 1" "arm ORDER BY 1" "setting ORDER BY 1, 2" "suite_run ORDER BY 1, 2" "suite_arm ORDER BY 1, 2, 3" "curve ORDER BY 1, 2" \
        "run_task ORDER BY 1, 2" "position ORDER BY 1, 2, 3, 4, 5" "depth ORDER BY 1, 2, 3, 4, 5" "place_loss ORDER BY 1, 2, 3, 4, 5" \
        "guess ORDER BY 1, 2, 3, 4" "measure ORDER BY 1, 2, 3, 4, 5, 6, 7" "suite ORDER BY 1"; do
        number "$1" "SELECT * FROM $table"
    done
    number "$1" "SELECT run, task, variant, length, examples, exact, answers, answers_right, tokens_sum, loss_sum, first_error_sum, code FROM evaluation
        ORDER BY 1, 2, 3, 4; SELECT id, arm, seed, code, version, probe, status, config, fit, fitted, steps, instructions FROM run ORDER BY 1;
        SELECT run, kind, text FROM event ORDER BY 1, 2, 3"
}
same_rows() { # database, database, what
    rows "$1" >first && rows "$2" >second && [ -s first ] && cmp first second >err 2>&1
    result $? "$3"
}
run() { "$lexbench" run tiny.yaml -q "$@" >/dev/null 2>&1; }

# Two halves that overlap.
run --db whole.db evaluate.variants=rope+yarn schemes=rope && run --db whole.db schemes='rope;alibi' evaluate.examples=100
run --db one.db evaluate.variants=rope+yarn schemes=rope && run --db one.db schemes='rope;alibi' seeds=1 evaluate.examples=100
run --db two.db schemes='alibi;rope' evaluate.examples=100
expect 0 "merge into a database that is not there" "$lexbench" db merge one.db --db new.db
says "3 runs: 3 new, 0 stored before" "says what came"
same_rows one.db new.db "is a copy, row for row"
is "$(models new.db)" 3 "with the models"
expect 0 "merge the other half" "$lexbench" db merge two.db --db new.db
says "4 runs: 1 new, 3 stored before; 4 new evaluations" "says what was new"
is "$(fingerprint new.db)" "$(fingerprint whole.db)" "the whole has the bits of one run"
is "$(models new.db)" 4 "and all models"
rows new.db >before
expect 0 "merge it again" "$lexbench" db merge two.db --db new.db
says "0 new, 4 stored before; 0 new evaluations, 0 models, 0 with other numbers" "nothing is new"
rows new.db >after
cmp before after >err
result $? "and nothing changed"
expect 0 "the database is sound" "$lexbench" db check --db new.db
expect 0 "nothing is left to do" "$lexbench" run tiny.yaml evaluate.examples=100 --db new.db
says "0 done now, 4 stored before" "in the merged database"

# Fewer examples are no news, more are.
run --db few.db evaluate.examples=20
expect 0 "fewer examples" "$lexbench" db merge few.db --db new.db
is "$(fingerprint new.db)" "$(fingerprint whole.db)" "change nothing"
expect 0 "more examples" "$lexbench" db merge new.db --db few.db
is "$(fingerprint few.db)" "$(fingerprint whole.db)" "take the place of fewer, with their guesses"
is "$(number few.db "SELECT group_concat(token) FROM (SELECT token FROM guess ORDER BY run, task, length, name)")" \
    "$(number new.db "SELECT group_concat(token) FROM (SELECT token FROM guess ORDER BY run, task, length, name)")" "which were measured on them"

# Other numbers stay out, and the rest goes in.
cp few.db bad.db
number bad.db "UPDATE curve SET loss = loss + 1 WHERE run = (SELECT min(id) FROM run); UPDATE evaluation SET exact = exact + 1 WHERE length = 8 AND variant = ''
    AND run = (SELECT max(id) FROM run)"
run --db bad.db seeds=3 schemes=alibi
expect 4 "merge what has other numbers" "$lexbench" db merge bad.db --db new.db
says "determinism alarm" "is said"
says "5 runs: 1 new, 3 stored before; 2 new evaluations, 1 model, 2 with other numbers than are stored" "and counted"
is "$(number new.db "SELECT count(*) FROM run")" 5 "the rest is stored"
number new.db "SELECT exact FROM evaluation WHERE length = 8 AND variant = '' AND run = (SELECT max(id) FROM run WHERE seed < 3)" >first
number few.db "SELECT exact FROM evaluation WHERE length = 8 AND variant = '' AND run = (SELECT max(id) FROM run)" >second
cmp first second >err
result $? "and the stored numbers stay"

# Labels, other names of codes, failures.
cp one.db named.db
run=$(number named.db "SELECT id FROM run WHERE scheme = 'alibi'")
"$lexbench" tag "$run" 'no positions' --db named.db >/dev/null 2>&1
expect 0 "merge under another label" "$lexbench" db merge one.db --db named.db
is "$(number named.db "SELECT label FROM v_run WHERE run_id = '$run'")" "no positions" "the label that is here stays"
cp one.db older.db
number older.db "UPDATE run SET code = 'x', version = 'x'; UPDATE suite_arm SET version = 'x'"
run --db mine.db seeds=2
expect 0 "runs of another code" "$lexbench" db merge older.db --db mine.db
is "$(number mine.db "SELECT count(DISTINCT label) FROM v_run WHERE scheme = 'alibi'")" 2 "are no replicates"
number older.db "INSERT INTO same_code SELECT DISTINCT m.arm, m.code, 'x', 'kept', 0 FROM (SELECT r.arm, (SELECT '$(number mine.db "SELECT code FROM run WHERE scheme = 'alibi' AND code <> 'x'")') AS code
    FROM run r WHERE scheme = 'alibi') m"
expect 0 "until that database says that they are the same" "$lexbench" db merge older.db --db mine.db
is "$(number mine.db "SELECT count(DISTINCT label) || ' ' || count(*) FROM v_run WHERE scheme = 'alibi'")" "1 2" "then they are"
expect 0 "the database is sound" "$lexbench" db check --db mine.db
number one.db "UPDATE run SET status = 'failed', reason = 'r' WHERE scheme = 'alibi'; DELETE FROM position; DELETE FROM depth; DELETE FROM evaluation"
expect 0 "a failure" "$lexbench" db merge one.db --db mine.db
is "$(number mine.db "SELECT count(*) FROM run WHERE status = 'done'")" 4 "takes no result's place"
expect 2 "merge into itself" "$lexbench" db merge ./one.db --db one.db
{ cat "$suites/../results/schema.sql" && echo "PRAGMA application_id = 0x6c78626e; PRAGMA user_version = 1;"; } | sqlite3 old.db
expect 2 "an older database" "$lexbench" db merge old.db --db mine.db
says "lexbench db upgrade --db old.db" "is refused with the remedy"
expect 3 "none" "$lexbench" db merge none.db --db mine.db
cp whole.db crooked.db
number crooked.db "UPDATE position SET place = -5 WHERE place = 0"
expect 2 "a stranger's database with a place that there is not" "$lexbench" db merge crooked.db --db other.db
says "position that does not exist" "is refused"

# Killed anywhere, a merge goes on.
for pause in 0.01 0.02 0.03 0.05 0.08; do timeout -s KILL $pause "$lexbench" db merge whole.db --db killed.db >/dev/null 2>&1; done
expect 0 "a merge that was killed five times" "$lexbench" db merge whole.db --db killed.db
same_rows whole.db killed.db "is whole"
is "$(models killed.db)" 4 "with its models"

# Backup, check, and a database that was moved without its folder.
expect 0 "backup" "$lexbench" db backup saved.db --db whole.db
says "saved.db and 4 models beside it" "takes the models along"
is "$(models saved.db)" 4 "all of them"
expect 0 "backup --no-models" "$lexbench" db backup bare.db --db whole.db --no-models
[ ! -e bare.db.work ]
result $? "leaves them"
expect 0 "check" "$lexbench" db check --db whole.db
! grep -q missing out
result $? "finds none missing"
rm "saved.db.work/model/$run.safetensors"
expect 0 "check where one is gone" "$lexbench" db check --db saved.db
says "the model of 1 run is missing ($(echo "$run" | cut -c1-10))" "says which"
expect 2 "export from a database that was moved alone" "$lexbench" export "$run" m.safetensors --db bare.db
says "the models of bare.db are not beside it: they are looked for in bare.db.work/model" "says where the models should be"
expect 0 "evaluate there" "$lexbench" evaluate tiny.yaml schemes=alibi --lengths 3 --db bare.db
says "the models of bare.db are not beside it" "says so too"
exit $bad
