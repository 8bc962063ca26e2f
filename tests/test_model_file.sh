#!/bin/sh
# A model's file outside of this program: logits by docs/model-file.md alone, what export writes, and files from elsewhere.
here=$(realpath "$(dirname "$0")") program=$(realpath "${LEXBENCH:-build/lexbench}")
# shellcheck source=tests/outside.sh
. "$here/outside.sh"

double=$(dirname "$program")/double/lexbench
[ -x "$double" ] || { echo "ok - this build has no program in double to compare rounding with"; double=; }
# shellcheck disable=SC2086
/usr/bin/python3 "$here/model_file.py" "$lexbench" $double >rows 2>err || echo "not ok - it stopped: $(tail -1 err)" >>rows
sed -n '/^figure/p' rows
grep -E '^(not )?ok ' rows
! grep -q '^not ok' rows || bad=1

cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, width: 16, heads: 2}
train: {steps: 20, longest: 4, batch: 8}
evaluate: {multiples: [1, 2], examples: 20}
schemes: [learned, rope@until=0.5]
tasks: [sort(symbols=16)+copy(symbols=16)]
END
"$lexbench" run tiny.yaml -q >/dev/null 2>&1
run=$(number lexbench.db "SELECT run_id FROM v_run WHERE scheme LIKE 'learned%'")
until=$(number lexbench.db "SELECT run_id FROM v_run WHERE scheme LIKE 'rope%'")
in_file() { # FILE EXPRESSION: of the description d, the metadata m
    python3 - "$1" "$2" 2>&1 <<'P'
import json, struct, sys
raw = open(sys.argv[1], "rb").read()
m = json.loads(raw[8:8 + struct.unpack("<Q", raw[:8])[0]])["__metadata__"]
d = json.loads(m["description"])
print(eval(sys.argv[2]))
P
}
expect 0 "export" "$lexbench" export "$run" model.safetensors
is "$(in_file model.safetensors 'm["run"], d["train"]["longest"], d["model"]["tied"], d["model"]["norm"]')" \
    "('$run', 4, False, 'layer')" "has the run's id, and settings with their types"
is "$(in_file model.safetensors 'd["components"]')" \
    "[{'scheme': 'learned', 'tensors': 'scheme.learned', 'options': {'rows': 512, 'past': 'random', 'init_std': 0.02}, 'layers': [0], 'heads': [0, 1], 'until': None}]" \
    "has components with options that follow from others"
is "$(in_file model.safetensors 'd["vocabulary"]')" \
    "{'size': 22, 'special': {'<bos>': 0, '<sep>': 1, '<eos>': 2, '<query>': 3}, 'first_symbol': 4, 'tasks': [20, 21], 'valued': False}" \
    "names special tokens and those of tasks"
"$lexbench" export "$until" until.safetensors
is "$(in_file until.safetensors 'd["components"][0]["until"], "scheme.learned.table" in d["decay"], "head.weight" in d["decay"]')" \
    "(0.5, False, True)" "says what is left out, and what decays"
cp model.safetensors "lexbench.db.work/model/$run.safetensors"
expect 0 "a file that was exported, back in its place" "$lexbench" evaluate "$run" --lengths 5
! grep -q "trained again" err
result $? "is the run's model"

expect 0 "export --initial" "$lexbench" export "$run" start.safetensors --initial
cmp -s model.safetensors start.safetensors
[ $? = 1 ]
result $? "has other numbers than the trained model"
sed 's/steps: 20/steps: 1/; s/batch: 8/batch: 8, lr: 0/' tiny.yaml >still.yaml
"$lexbench" run still.yaml schemes=learned -q --db still.db >/dev/null 2>&1
"$lexbench" export "$(number still.db "SELECT run_id FROM v_run")" still.safetensors --db still.db
printf '20 0 5 6 1 5\n' >tokens
"$lexbench" predict start.safetensors tokens --logits >initial
"$lexbench" predict still.safetensors tokens --logits | cmp - initial
result $? "those that a training without a step leaves"

# A file from elsewhere beside the runs of a suite.
expect 0 "evaluate into a suite" "$lexbench" evaluate start.safetensors --name start --suite tiny
is "$(number lexbench.db "SELECT group_concat(DISTINCT length || ' ' || examples) FROM v_eval WHERE label = 'start'")" \
    "$(number lexbench.db "SELECT group_concat(DISTINCT length || ' ' || examples) FROM v_eval WHERE label <> 'start' AND suite = 'tiny'")" \
    "at the lengths of its runs and on as many examples"
expect 0 "the suite's table" "$lexbench" results tiny
says "not trained here: start" "names what was not trained here"
expect 0 "list runs" "$lexbench" list runs --format tsv
is "$(awk -F '\t' '$4 == "start" { print $8 "," $9 }' out)" "," "shows neither steps nor time of it"
expect 0 "report" "$lexbench" report tiny --formats svg
grep -q "Not trained here, so that nothing is known of how: start" report/tiny/report.md
result $? "says so too"
expect 0 "the file once more, beside the suite's file" "$lexbench" evaluate start.safetensors --name start --suite tiny.yaml
is "$(number lexbench.db "SELECT count(*) FROM v_run WHERE label = 'start'")" 1 "is one run"
expect 0 "all that is stored of a suite" "$lexbench" evaluate tiny
says " 0 evaluated now, $(number lexbench.db "SELECT count(*) FROM suite_run WHERE suite = 'tiny'") before" "is known by the suite's name"
expect 2 "a suite that is not there" "$lexbench" evaluate start.safetensors --suite tyni
says "has no evaluated run of task" "is refused"
expect 2 "--suite of a run" "$lexbench" evaluate "$run" --suite tiny

# Files that are not what they should be.
altered() { # STATEMENT: wrong.safetensors, of the exported file
    /usr/bin/python3 - "$here/../python" "$1" <<'P'
import sys
sys.path.insert(0, sys.argv[1])
import lexbench
tensors, meta = lexbench.read_file("model.safetensors")
exec(sys.argv[2])
lexbench.write_file("wrong.safetensors", tensors, meta)
P
}
altered "tensors['head.weight'] = tensors['head.weight'].T"
for command in "export wrong.safetensors out.safetensors" "predict wrong.safetensors tokens" "evaluate wrong.safetensors"; do
    # shellcheck disable=SC2086
    expect 2 "${command%% *} of a file with a matrix transposed" "$lexbench" $command
    says "wrong.safetensors: tensor 'head.weight' has another type or shape" "names file and tensor"
done
altered "tensors['extra'] = tensors['head.weight']"
expect 2 "a tensor too many" "$lexbench" evaluate wrong.safetensors
altered "del meta['config']"
for command in "export wrong.safetensors out.safetensors" "evaluate wrong.safetensors"; do
    # shellcheck disable=SC2086
    expect 2 "${command%% *} of a file without configuration" "$lexbench" $command
    says "wrong.safetensors has no 'config' in its metadata" "says what is missing"
done
altered "meta['config'] = meta['config'].replace('model.width', 'model.wdith')"
expect 2 "a setting misspelt" "$lexbench" evaluate wrong.safetensors
says "did you mean 'model.width'?" "is answered with the right one"
is "$(number lexbench.db "SELECT count(*) FROM v_run WHERE suite = 'models'")" 0 "and nothing of this is stored"

# Tokens with a real number each: what export, examples and predict say of them, and the page's logits.
cat >valued.yaml <<'END'
name: valued
model: {layers: 1, width: 16, heads: 1}
train: {steps: 20, longest: 4, batch: 8, fit_every: 20}
evaluate: {multiples: [1, 2], examples: 20}
schemes: [nope]
tasks: ['maximum(priority=real)']
END
"$lexbench" run valued.yaml -q --db valued.db >/dev/null 2>&1
expect 0 "a model of tokens with numbers" "$lexbench" export "$(number valued.db "SELECT run_id FROM v_run")" valued.safetensors --db valued.db
"$lexbench" predict valued.safetensors --length 8 --examples 3 --logits >logits
expect 2 "plain tokens for it" "$lexbench" predict valued.safetensors tokens
says "come with real numbers" "are refused"
cat >valued.py <<'P'
import json, subprocess, sys
sys.path.insert(0, sys.argv[1])
import numpy as np
import lexbench
rows = [line.split("\t") for line in open("logits")][1:]
model = lexbench.load("valued.safetensors")
assert model.config["vocabulary"]["valued"] is True and model.tensors["value_embedding.weight"].shape == (16,)
words = [sys.argv[2], "examples", "maximum(priority=real)", "--length", "8", "--count", "3"]
for i, line in enumerate(subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()):
    example = json.loads(line)
    assert len(example["values"]) == len(example["tokens"]) == 10
    best = max(range(10), key=lambda t: example["values"][t])
    assert example["answer"] == [example["tokens"][best]]
    theirs = np.array([[float(x) for x in row[5:]] for row in rows if row[0] == str(i)])
    ours = model.logits(example["tokens"], values=example["values"])
    assert theirs.shape == ours.shape and abs(theirs - ours).max() < 1e-4, abs(theirs - ours).max()
    assert abs(model.logits(example["tokens"]) - ours).max() > 1e-3
P
expect 0 "its logits by the page, from the numbers of its examples" /usr/bin/python3 valued.py "$here/../python" "$lexbench"
exit $bad
