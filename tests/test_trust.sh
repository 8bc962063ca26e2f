#!/bin/sh
# What a database and its models say is what was trained: nothing else passes for it, and nothing takes it away while it is used.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, width: 32, heads: 2}
train: {steps: 40, longest: 4, lr: 3e-3, batch: 8, fit_every: 20}
evaluate: {multiples: [1, 2], examples: 50}
schemes: [rope, alibi]
tasks: [copy(symbols=16)]
seeds: 1..2
END
expect 0 "a suite" "$lexbench" run tiny.yaml -q --db a.db
run=$(number a.db "SELECT run_id FROM v_run WHERE scheme = 'rope' AND seed = 1")
other=$(number a.db "SELECT run_id FROM v_run WHERE scheme = 'rope' AND seed = 2")
model=a.db.work/model/$run.safetensors
# What a length says of the run, as numbers of every bit.
of_length() { number "$1" "SELECT examples, exact, answers_right, hex(loss_sum * 1e300) FROM evaluation WHERE length = $2 AND run = '$3'"; } # database, length, run

# What names a model that was trained elsewhere is no setting.
expect 2 "weights as a setting of the command line" "$lexbench" run tiny.yaml weights=abc --db a.db
says "unknown setting 'weights'" "are refused as any unknown one"
sed '/^seeds/a grid: {weights: [a, b]}' tiny.yaml >grid.yaml
expect 2 "as a list of the grid" "$lexbench" validate grid.yaml
says "grid.yaml:8:8" "likewise, with their place"
sed '/^seeds/a choose: {weights_name: [a, b], by: fit, seeds: [9]}' tiny.yaml >choose.yaml
expect 2 "as a choice" "$lexbench" validate choose.yaml
expect 2 "to evaluate" "$lexbench" evaluate "$run" weights=abc --db a.db

# A model's file is taken only where it is what the training left. unsealed FILE CODE: written anew without a checksum, after
# python code that may change meta or data.
unsealed() {
    python3 - "$1" "$2" <<'END'
import json, struct, sys
raw = open(sys.argv[1], 'rb').read()
size = struct.unpack('<Q', raw[:8])[0]
header, data = json.loads(raw[8:8 + size]), bytearray(raw[8 + size:])
meta = header['__metadata__']
meta.pop('xxh128_file', None)
exec(sys.argv[2])
text = json.dumps(header).encode()
open(sys.argv[1], 'wb').write(struct.pack('<Q', len(text)) + text + data)
END
}
cp "$model" whole
cp -r a.db.work b.db.work && cp a.db b.db
"$lexbench" evaluate "$run" --lengths 5,6,7,9 -q --db b.db >/dev/null 2>&1
trained_anew() { # length, what: of a model that is no good the run is trained again and has its own numbers
    expect 0 "$2" "$lexbench" evaluate "$run" --lengths "$1" --db a.db
    says "; the run is trained again" "is said to be no good"
    is "$(of_length a.db "$1" "$run")" "$(of_length b.db "$1" "$run")" "gives the numbers of the training, not of the file"
    cmp -s "$model" whole
    result $? "and the training leaves its model again"
}
unsealed "$model" "data[-400:] = bytes(400)"
expect 2 "export of a file without a checksum" "$lexbench" export "$run" exported.safetensors --db a.db
says "has no checksum" "is refused with the reason"
trained_anew 5 "a model with other content and no checksum"
unsealed "$model" "meta['config'] = meta['config'].replace('model.width = 32', 'model.width = 64')"
trained_anew 6 "a model without a checksum and of another configuration"
cp "a.db.work/model/$other.safetensors" "$model"
expect 2 "export of another run's file" "$lexbench" export "$run" exported.safetensors --db a.db
says "is the model of another run" "is refused with the reason"
trained_anew 7 "another run's model"

# The same for a model that was not trained here: it is known by its whole file, and nothing can take its place.
cp whole theirs.safetensors
expect 0 "a model from elsewhere" "$lexbench" evaluate theirs.safetensors --lengths 4,8 --examples 50 --db f.db
foreign=$(number f.db "SELECT id FROM run")
is "$(of_length f.db 8 "$foreign")" "$(of_length a.db 8 "$run")" "has the numbers that it had at home"
mv "f.db.work/model/$foreign.safetensors" aside
expect 4 "without its file" "$lexbench" evaluate "$foreign" --lengths 9 --db f.db
says "brings it back" "nothing is trained in its place, and the way out is said"
cp "a.db.work/model/$other.safetensors" "f.db.work/model/$foreign.safetensors"
expect 4 "with another file" "$lexbench" evaluate "$foreign" --lengths 9 --db f.db
says "is not the model's file that was evaluated" "likewise"
is "$(number f.db "SELECT count(*) || ' ' || max(steps) FROM run WHERE status = 'done'")" "1 0" "what is stored stays"
expect 0 "with the file" "$lexbench" evaluate theirs.safetensors --lengths 9 --examples 50 --db f.db
is "$(of_length f.db 9 "$foreign")" "$(of_length b.db 9 "$run")" "it goes on"
broken='two
train.lr = 1.safetensors'
cp whole "$broken"
expect 2 "a file whose name has a line break" "$lexbench" evaluate "$broken" --lengths 4 --db f.db

# What is taken out of a database is not being worked on, and nothing of it is left to come back.
"$lexbench" run tiny.yaml train.steps=1000000 name=long -j 1 -q --db a.db >long.out 2>&1 &
pid=$!
tries=0
until [ -n "$(ls a.db.work/plan 2>/dev/null)" ] || [ $tries -ge 600 ]; do sleep 0.1; tries=$((tries + 1)); done
expect 2 "rm of a suite while something runs into the database" "$lexbench" rm tiny --yes --db a.db
says "another lexbench is running into a.db" "is refused with the reason"
expect 2 "rm of a run likewise" "$lexbench" rm "$run" --yes --db a.db
kill -TERM $pid && wait $pid
is "$(number a.db "SELECT count(*) FROM run")" 4 "and nothing is gone"
for file in "spool/$run.json" "spool/$run.training.json" "checkpoint/$run.0.safetensors" "plan/$run.plan" "log/$run.log"; do echo x >"a.db.work/$file"; done
expect 0 "rm of a run" "$lexbench" rm "$run" --yes --db a.db
says "removed 1 run" "counts it"
is "$(find a.db.work -name "$run*" | wc -l)" 0 "with its model and all that was on its way"
expect 0 "rm of a suite of few" "$lexbench" run tiny.yaml schemes=rope seeds=1 train.steps=5 name=few -q --db a.db
expect 0 "rm of that suite" "$lexbench" rm few --yes --db a.db
says "removed suite 'few' and 1 run" "counts one run as one"

# Evaluations that were handed over and whose training is not stored keep nobody from doing both again.
expect 0 "a stop before a training is taken" "$lexbench" run tiny.yaml -q --db a.db
python3 - "$lexbench" "$run" <<'END'
import subprocess, sys, os, time, signal, glob
lexbench, run = sys.argv[1:]
for attempt in range(20):
    p = subprocess.Popen([lexbench, 'evaluate', run, '--lengths', '%d' % (11 + attempt), '--examples', '50', '-q', '--db', 'a.db'], stderr=subprocess.DEVNULL)
    while p.poll() is None:
        if os.path.exists('a.db.work/attempt/%s.attempt' % run):
            p.send_signal(signal.SIGSTOP)
            break
    end = time.time() + 20
    while time.time() < end and not os.path.exists('a.db.work/spool/%s.json' % run) and os.path.exists('a.db.work/attempt/%s.attempt' % run):
        time.sleep(0.05)
    p.kill(), p.wait()
    if os.path.exists('a.db.work/spool/%s.json' % run):
        break
END
[ -s "a.db.work/spool/$run.json" ]
result $? "evaluations lie handed over"
for table in place_loss position depth guess measure probe evaluation run_task curve suite_run alias run; do
    key=run && [ $table != run ] || key=id
    number a.db "DELETE FROM $table WHERE $key = '$run'"
done
expect 0 "where their training is gone" "$lexbench" run tiny.yaml -q --db a.db
is "$(number a.db "SELECT count(*) FROM run WHERE id = '$run' AND status = 'done'")" 1 "it is made again"

# What a killed upgrade left half written goes with the next one.
{ cat "$suites/../results/schema.sql" && echo "PRAGMA application_id = 0x6c78626e; PRAGMA user_version = 1;"; } | sqlite3 old.db
echo half >old.db.schema-1.tmp-abcdef
echo other >old.db.schema-13.tmp-abcdef
expect 0 "an upgrade after one that was killed" "$lexbench" db upgrade --db old.db
[ ! -e old.db.schema-1.tmp-abcdef ] && [ -s old.db.schema-1 ] && [ -e old.db.schema-13.tmp-abcdef ]
result $? "takes its draft away"

# A choice belongs to the arm it led to and to the code that tried it.
cat >choose.yaml <<'END'
name: ch
model: {layers: 1, width: 32, heads: 2}
train: {steps: 20, longest: 4, batch: 8, fit_every: 20}
evaluate: {multiples: [1], examples: 20}
schemes: [rope]
tasks: [copy]
seeds: 1
choose: {train.lr: [3e-4, 1e-3], by: fit, seeds: [901, 902]}
END
expect 0 "a suite that chooses" "$lexbench" run choose.yaml -q --db ch.db
first=$(number ch.db "SELECT run FROM suite_run WHERE suite = 'ch'")
choice() { "$lexbench" show run "$2" --db "$1" | grep '^choice'; } # database, run
choice ch.db "$first" >before
is "$(grep -c 'of 3e-4 (seed 901: .*), 3e-4 (seed 902: .*), 1e-3 (seed 901: .*), 1e-3 (seed 902: ' before)" 1 "its run says what was tried, in the order of the file"
sed 's/3e-4, 1e-3/2e-3, 1e-2/' choose.yaml >other.yaml
expect 0 "the suite with other values" "$lexbench" run other.yaml -q --db ch.db
choice ch.db "$first" >after
cmp -s before after
result $? "leaves the record of the run before"
expect 0 "tag" "$lexbench" tag "$first" mine --db ch.db
choice ch.db "$first" >after
cmp -s before after
result $? "so does another label"
second=$(number ch.db "SELECT run FROM suite_run WHERE suite = 'ch' AND run <> '$first'")
choice ch.db "$second" >second.before
expect 0 "merge" "$lexbench" db merge ch.db --db merged.db
choice merged.db "$first" >after && choice merged.db "$second" >second.after
cmp -s before after && cmp -s second.before second.after && [ -s second.after ]
result $? "takes choices along"
is "$(number merged.db "SELECT count(*) FROM choice")" 8 "all that was tried"
expect 0 "merge again" "$lexbench" db merge ch.db --db merged.db
is "$(number merged.db "SELECT count(*) FROM choice")" 8 "changes nothing"
expect 0 "a value given on the command line" "$lexbench" run choose.yaml train.lr=5e-3 seeds=3 -q --db ch.db
is "$(choice ch.db "$(number ch.db "SELECT id FROM run WHERE seed = 3")" | wc -l)" 0 "is no choice"

sed 's/train.lr: .*, by/train.fit_loss: [0.5, 5], by/' choose.yaml >refused.yaml
expect 2 "a choice of what a fit is" "$lexbench" validate refused.yaml
says "changes the fit itself" "is refused"

expect 0 "a suite that chooses, anew" "$lexbench" run choose.yaml -q --db code.db
number code.db "UPDATE run SET code = 'x', version = 'x', probe = 'y'; UPDATE suite_arm SET version = 'x'"
expect 0 "where all is stored, of other code" "$lexbench" run choose.yaml --db code.db
says "4 trainings by which train.lr was chosen came from other code" "says so"
cp code.db kept.db
expect 2 "new runs by what other code tried" "$lexbench" run choose.yaml seeds=5 name=new --db code.db
says "--again does them anew, --keep takes them as they are" "are refused with the ways out"
is "$(number code.db "SELECT count(*) FROM run WHERE seed = 5")" 0 "and nothing is trained"
expect 0 "--keep" "$lexbench" run choose.yaml seeds=5 name=new --keep -q --db kept.db
expect 0 "--again" "$lexbench" run choose.yaml seeds=5 name=new --again -q --db code.db
is "$(number code.db "SELECT count(*) FROM run r JOIN suite_run s ON s.run = r.id WHERE s.suite = 'new (tried)' AND r.code = 'x'")" 0 "tries anew"
exit $bad
