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
number() { sqlite3 "$1" "$2"; } # database, query
is() { # value, wanted, what
    [ "$1" = "$2" ] || echo "# $1 instead of $2" >err
    [ "$1" = "$2" ]
    result $? "$3"
}
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
exit $bad
