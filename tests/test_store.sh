#!/bin/sh
# The store from outside: names that are no file, locks of other programs, results that the database refuses, files in the work directory that are none,
# a user's own tables and views.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

suite() { # seeds, steps
    printf '%s\n' 'name: s' "train: {steps: $2, batch: 2, longest: 4, fit_every: 1000, fit_examples: 4}" 'evaluate: {multiples: [1], examples: 3}' \
        'model: {layers: 1, width: 8, heads: 1}' 'schemes: [nope]' 'tasks: [copy]' "seeds: $1"
}
suite 1 3 >one.yaml
suite 1..3 3 >three.yaml
suite 1 200000 >long.yaml
suite 1..2 200000 >both.yaml
stored() { sqlite3 "$1" "SELECT count(*) FROM run WHERE status = 'done'"; }

# A database is a file.
for name in '' :memory: 'file:x?mode=memory' file:x.db; do
    expect 2 "a database called '$name'" "$lexbench" run one.yaml --db "$name"
    says "names no file" "is refused before anything is trained"
    expect 2 "reading one called '$name'" "$lexbench" results --db "$name"
done
expect 0 "a database whose name begins with a dash" "$lexbench" run one.yaml --db -x.db
expect 0 "is sound" "$lexbench" db check --db -x.db
expect 3 "no database yet" "$lexbench" results --db none.db
expect 3 "and none to upgrade" "$lexbench" db upgrade --db none.db
expect 0 "a run" "$lexbench" run one.yaml --db plain.db -q
[ "$(echo plain.db*)" = "plain.db plain.db.work" ]
result $? "leaves no journal behind"

# Another program holds a lock: a reader in a transaction, as a backup is.
hold() { # database: until the file release appears
    rm -f release held
    (
        echo "BEGIN; SELECT count(*) FROM run;"
        while [ ! -e release ]; do sleep 0.05; done
    ) | sqlite3 "$1" >held &
    while [ ! -s held ]; do sleep 0.05; done
}
let_go() {
    : >release
    wait
}
"$lexbench" run one.yaml --db busy.db -q
LEXBENCH_LOCK_SECONDS=0 "$lexbench" run long.yaml train.steps=3000 --db busy.db 2>err &
run=$!
until grep -q . busy.db.work/plan/*.plan 2>/dev/null; do sleep 0.02; done
hold busy.db
wait $run
[ $? -eq 75 ]
result $? "a run that ends while the database is locked: exit code 75"
grep -q "locked" err && grep -q "the same command stores it" err
result $? "and the message says that it is kept"
file=$(echo busy.db.work/spool/*.training.json)
[ -s "$file" ] && [ ! -e "$file.damaged" ]
result $? "as it is, and not as damaged"
export LEXBENCH_LOCK_SECONDS=0
expect 75 "a call while the database is still locked" "$lexbench" run long.yaml train.steps=3000 --db busy.db
says "is locked" "says so"
[ -s "$file" ] && [ ! -e "$file.damaged" ]
result $? "and leaves the file alone"
expect 75 "upgrading and checking wait for writers only" "$lexbench" run one.yaml train.steps=4 --db busy.db
let_go
unset LEXBENCH_LOCK_SECONDS
expect 0 "the next call" "$lexbench" run long.yaml train.steps=3000 --db busy.db
says "0 done now, 1 stored before" "stores it, and trains nothing"
[ ! -e "$file" ] && [ "$(stored busy.db)" -eq 2 ]
result $? "once"

# Results that the tables do not take: an index of a user's own wants other tasks.
"$lexbench" run one.yaml --db strict.db -q
sqlite3 strict.db 'CREATE UNIQUE INDEX mine ON run (task)'
expect 4 "a suite of which the database refuses two runs" "$lexbench" run three.yaml --db strict.db
says "0 done now, 1 stored before, 0 diverged, 2 failed" "goes on to its end"
expect 4 "the next call" "$lexbench" run three.yaml --db strict.db
says "left alone" "does not train them again"
[ "$(find strict.db.work/spool -name '*.training.json' | wc -l)" -eq 2 ]
result $? "and keeps what they handed over"
sqlite3 strict.db 'DROP INDEX mine'
expect 0 "when nothing stands in the way" "$lexbench" run three.yaml --db strict.db
says "0 done now, 3 stored before" "they are stored"
mkdir bin
printf '#!/bin/sh\necho 1\n' >bin/sbatch
printf '#!/bin/sh\n' >bin/scontrol
chmod +x bin/sbatch bin/scontrol
(PATH=$dir/bin:$PATH && "$lexbench" submit --slurm three.yaml --dir "$dir/campaign" --cpus 1) >out 2>err
expect 0 "a slice" "$lexbench" slice campaign 1 -q
"$lexbench" run one.yaml --db other.db train.steps=4 -q
sqlite3 other.db 'CREATE UNIQUE INDEX mine ON run (seed)'
expect 4 "collecting what the database refuses in part" "$lexbench" collect campaign --db other.db
[ "$(stored other.db)" -eq 3 ]
result $? "stores the rest"
sqlite3 other.db 'DROP INDEX mine'
expect 0 "collecting again" "$lexbench" collect campaign --db other.db
[ "$(stored other.db)" -eq 4 ]
result $? "has them all"

# Two workers are killed under --fail-fast: both runs failed, and none was interrupted.
"$lexbench" run both.yaml --db killed.db -j 2 --fail-fast 2>err >out &
run=$!
until [ "$(find killed.db.work/attempt -name '*.attempt' 2>/dev/null | wc -l)" -eq 2 ]; do sleep 0.02; done
sed -n "s/^pid //p" killed.db.work/attempt/*.attempt | while read -r pid; do kill -9 "$pid"; sleep 0.6; done
wait $run
[ $? -eq 4 ]
result $? "both workers killed under --fail-fast: exit code 4"
[ "$(sqlite3 killed.db "SELECT count(*) FROM run WHERE status = 'failed' AND reason LIKE 'killed by signal 9%'")" -eq 2 ]
result $? "and two failures are stored"

# What lies in the work directory under the name of a log and is none.
id=$(sqlite3 plain.db 'SELECT id FROM run')
mkdir -p link.db.work/log pipe.db.work/log lock.db.work
echo precious >victim
ln -s "$PWD/victim" "link.db.work/log/$id.log"
ln -s "$PWD/victim" lock.db.work/lock
mkfifo "pipe.db.work/log/$id.log"
for what in link pipe lock; do
    expect 2 "a $what in the work directory" timeout 20 "$lexbench" run one.yaml --db $what.db
    says "remove it" "is refused"
done
[ "$(cat victim)" = precious ]
result $? "and nothing was written through it"

# A user's own tables, views and statistics.
sqlite3 plain.db "ANALYZE; CREATE VIEW mine AS SELECT label, value FROM v_eval; CREATE TABLE notes (run TEXT, note TEXT); CREATE INDEX by_note ON notes (note)"
expect 0 "db check with a user's own tables and views" "$lexbench" db check --db plain.db
says "not lexbench's: view mine" "names them"
says "not lexbench's: index by_note" "all of them"
expect 0 "running goes on" "$lexbench" run three.yaml --db plain.db -q
[ "$(sqlite3 plain.db 'SELECT count(*) FROM mine')" -eq 3 ]
result $? "and the view sees it"
sqlite3 plain.db 'CREATE TRIGGER t AFTER INSERT ON run BEGIN SELECT 1; END'
expect 2 "a trigger is refused" "$lexbench" db check --db plain.db
{ cat "$suites/../results/schema.sql" && echo "CREATE VIEW mine AS SELECT exact FROM evaluation; PRAGMA application_id = 0x6c78626e; PRAGMA user_version = 1;"; } | sqlite3 old.db
expect 0 "an older database with a view of a user's own" "$lexbench" db upgrade --db old.db
expect 0 "is brought up to date" "$lexbench" db check --db old.db
sqlite3 old.db 'SELECT * FROM mine' >out 2>err
result $? "and the view still works"
[ $bad -eq 0 ]
