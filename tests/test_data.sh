#!/bin/sh
# Examples out of the program, and data and predictions into it, as a user of other programs meets them.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

# Examples: what they are is proved by test_examples.c; here, that the command line reaches it.
expect 0 "examples of the test" "$lexbench" examples copy --length 3,5 --count 4
[ "$(wc -l <out)" -eq 8 ]
result $? "are so many of each length"
cp out all
python3 - all >out 2>err <<'P'
import json, sys
keys = set()
for line, text in enumerate(open(sys.argv[1])):
    e = json.loads(text)
    assert e['id'] == line % 4 and e['length'] == (3, 5)[line // 4] and e['split'] == 'test'
    assert len(e['answer']) == len(e['scored']) and e['answer_from'] == e['scored'][0] + 1
    assert e['tokens'][e['answer_from']:] == e['answer'][:-1] and max(e['tokens']) < e['vocabulary']
    keys.add(e['key'])
assert len(keys) == 8
P
result $? "as the page says"
expect 0 "the same from a later one on" "$lexbench" examples copy --length 5 --first 2 --count 2
tail -2 all | cmp -s - out
result $? "are the last of them"
expect 0 "the same as a table" "$lexbench" examples copy --length 3,5 --count 4 --format tsv
python3 - all out >err 2>&1 <<'P'
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[2]), delimiter='\t'))
for text, row in zip(open(sys.argv[1]), rows, strict=True):
    e = json.loads(text)
    for name in 'tokens', 'answer', 'scored':
        assert [int(word) for word in row[name].split()] == e[name]
    assert row['key'] == e['key'] and row['positions'] == ''
P
result $? "are the same examples"
expect 0 "examples of a training" "$lexbench" examples copy --split train --length 6 --count 3 train.batch=5
[ "$(grep -c '"step":2,' out)" -eq 5 ] && [ "$(wc -l <out)" -eq 15 ]
result $? "are those of so many steps"
expect 0 "examples of a suite's task" "$lexbench" examples sort --suite "$suites/quickstart.yaml" --split fit --count 3
cp out all
expect 0 "the same by its settings" "$lexbench" examples 'sort(symbols=48)' --split fit --length 10 --count 3
cmp -s all out
result $? "are the same examples"
printf '%s\n' 'tasks: [copy]' 'schemes: [nope, {scheme: rope, train: {longest: 9}}]' >two.yaml
expect 2 "a suite whose schemes see other examples" "$lexbench" examples copy --suite two.yaml
says "choose one with schemes=" "is refused with the remedy"
expect 0 "with one of its schemes" "$lexbench" examples copy --suite two.yaml schemes=rope --count 1
expect 2 "a length that the task cannot make" "$lexbench" examples copy --length 151
says "makes lengths 1 to 150" "is refused"
expect 2 "another format" "$lexbench" examples copy --format csv
says "jsonl|tsv" "is refused with those there are"

# A task from a file, up to a chart; the same words are in docs/data.md.
mkdir mine plots
python3 - >mine/reversed.jsonl <<'P'
import itertools, json
for n in range(1, 10):
    for word in itertools.islice(itertools.product('abcdefgh', repeat=n), 0, None, max(1, 8 ** n // 90)):
        print(json.dumps({'prompt': ''.join(word), 'answer': word[0]}))
P
cp mine/reversed.jsonl mine/cats.jsonl
printf '%s\n' 'name: mine' 'model: {layers: 1, width: 16, heads: 2}' 'train: {steps: 300, batch: 16, longest: 4, shortest: 2, lr: 1e-2, fit_every: 300}' \
    'evaluate: {multiples: [1, 2, 3], examples: 40}' 'schemes: [nope, alibi]' "tasks: ['pairs(file=reversed.jsonl,train_to=4)']" >mine/mine.yaml
expect 0 "a task from a file beside its suite" "$lexbench" run mine/mine.yaml --db mine.db -q
expect 0 "has results" "$lexbench" results mine --db mine.db --cells --format tsv
awk -F '\t' 'NR > 1 { print $5, $(NF - 1) }' out | sort -u >cells
few=$("$lexbench" examples pairs --suite mine/mine.yaml --length 4 | wc -l)
[ "$few" -gt 0 ] && [ "$few" -lt 40 ] && [ "$(paste -s -d, cells)" = "1 $few,2 40" ]
result $? "at the lengths that it has, on as many as there are"
hash=$(sha256sum mine/reversed.jsonl | cut -c1-16)
is "$(number mine.db "SELECT DISTINCT task FROM run")" "pairs(file=reversed.jsonl,train_to=4,sha256=$hash)" "under the file's hash"
expect 0 "what the file has" env -C mine "$lexbench" show task 'pairs(file=reversed.jsonl,train_to=4)'
says "pairs to train on, of lengths 1 to 4; " "is shown"
expect 0 "its table" "$lexbench" results mine --db mine.db
says "pairs(file=reversed.jsonl,train_to=4)" "is headed without the hash"
expect 0 "and charts" "$lexbench" plot mine --db mine.db --format svg --out plots
grep -q 'alibi' plots/accuracy-pairs*.svg && ! grep -q "sha256=" plots/accuracy-pairs*.svg
result $? "with its schemes, and without the hash"
expect 0 "from inside the folder" env -C mine "$lexbench" run mine.yaml --db ../mine.db
says "2 stored before" "they are the same runs"
expect 0 "its examples" "$lexbench" examples pairs --suite mine/mine.yaml --length 8 --count 500
[ "$(wc -l <out)" -eq "$(sort -u out | wc -l)" ] && [ "$(wc -l <out)" -gt 80 ]
result $? "are each there once"
echo '{"prompt": "abcdefgh", "answer": "b"}' >>mine/reversed.jsonl
expect 0 "a file that changed" "$lexbench" run mine/mine.yaml --db mine.db -q schemes=nope
is "$(number mine.db "SELECT count(DISTINCT task), count(*) FROM run")" "2|3" "is another task, beside the first"
echo '{"prompt": "abc"}' >>mine/reversed.jsonl
expect 2 "a line without an answer" "$lexbench" validate mine/mine.yaml
says "reversed.jsonl:$(wc -l <mine/reversed.jsonl): there is no 'answer'" "is refused with its place"
says "mine.yaml:6:" "and that of the task"
head -c 3000 /dev/urandom >mine/noise.txt
sed 's/pairs(.*)/text(file=noise.txt)/' mine/mine.yaml >mine/text.yaml
expect 0 "text beside its suite" "$lexbench" run mine/text.yaml --db mine.db -q schemes=nope name=text train.steps=3 train.fit_loss=5 'evaluate.multiples=[1]'
expect 0 "text whose least loss is not stated" "$lexbench" run mine/text.yaml --db text.db -q schemes=nope name=text train.steps=3 'evaluate.multiples=[1]'
is "$(number text.db "SELECT coalesce(fit, 'NULL') || ' ' || fitted FROM v_run")" "NULL 0" "has no fit and is not fitted"
cp mine/noise.txt elsewhere.txt
expect 0 "a file of the current directory" "$lexbench" examples 'text(file=elsewhere.txt)' --length 9 --count 1
expect 2 "a file that is nowhere" "$lexbench" validate mine/text.yaml 'tasks=text' 'task=text(file=no.txt)'

# Pairs that are there again.
{ cat mine/cats.jsonl; tail -1 mine/cats.jsonl; sed -n '1s/"answer": "[^"]*"/"answer": "x"/p' mine/cats.jsonl; } >mine/twice.jsonl
expect 0 "a file with a pair and a prompt twice" env -C mine "$lexbench" show task 'pairs(file=twice.jsonl)'
lines=$(wc -l <mine/cats.jsonl)
says "twice.jsonl:$((lines + 1)): the pair of twice.jsonl:$lines is there again, as 1 in all are" "is warned of the pair"
says "twice.jsonl:$((lines + 2)): the prompt is that of twice.jsonl:1, with another answer, as 1 in all are" "and of the prompt"

# Predictions. Those of one of our own models, made token by token outside, are judged as its evaluation was.
printf '%s\n' 'name: own' 'model: {layers: 1, width: 16, heads: 2}' 'train: {steps: 150, batch: 16, longest: 4, fit_every: 150, fit_examples: 30, lr: 1e-2}' \
    'evaluate: {lengths: [2, 4, 9], examples: 40}' 'schemes: [nope]' "tasks: ['copy(symbols=9)', sort]" 'seeds: 1..2' >own.yaml
expect 0 "a model of our own" "$lexbench" run own.yaml 'tasks=copy' --db own.db -q
id=$("$lexbench" list runs --db own.db --format tsv | sed -n 2p | cut -f1)
"$lexbench" export "$id" own.safetensors --db own.db
examples() { # FILE, then flags: of the fit and of the test
    file=$1
    shift
    { "$lexbench" examples copy --suite own.yaml --split fit "$@" && "$lexbench" examples copy --suite own.yaml "$@"; } >"$file"
}
examples all.jsonl
cat >predict.py <<'P'
import json, math, subprocess, sys
lexbench, model, source, target = sys.argv[1:]
examples = [json.loads(line) for line in open(source)]
text = ''.join(' '.join(map(str, e['tokens'])) + '\n' for e in examples)
out = subprocess.run([lexbench, 'predict', model, '--logits'], input=text, capture_output=True, text=True, check=True).stdout
rows = {}
for line in out.splitlines()[1:]:
    cells = line.split('\t')
    rows[int(cells[0]), int(cells[1])] = int(cells[4]), [float(cell) for cell in cells[5:]]
with open(target, 'w') as file:
    for s, e in enumerate(examples):
        asked = [rows[s, t] for t in e['scored']]
        e['predicted'] = [best for best, _ in asked]
        e['losses'] = [math.log(sum(math.exp(x) for x in logits)) - logits[a] for (_, logits), a in zip(asked, e['answer'])]
        print(json.dumps(e), file=file)
P
expect 0 "is asked for its predictions" python3 predict.py "$lexbench" own.safetensors all.jsonl p.jsonl
expect 0 "which are scored" "$lexbench" score p.jsonl --task copy --suite own.yaml --as theirs --db own.db
says "stored as run" "and stored"
same="SELECT count(*), count(DISTINCT printf('%d %d %d %d %d %d %d %.3f %.6g %.6g', length, examples, exact, exact_no_eos, answers, answers_right,
    first_error_sum, loss_sum, chance, chance_token)) FROM evaluation e JOIN run r ON r.id = e.run WHERE r.seed = 1"
is "$(number own.db "$same")" "6|3" "every cell is that of the model's own evaluation"
is "$(number own.db "SELECT count(DISTINCT printf('%.9g %d', fit, fitted)) FROM run WHERE seed = 1")" 1 "so is the fit"
is "$(number own.db "SELECT count(DISTINCT printf('%d %s %s %.9g %.9g', g.length, g.task, g.name, g.exact, g.token)) * 2 - count(*) FROM guess g JOIN run r
    ON r.id = g.run WHERE r.seed = 1")" 0 "so are the guessers'"
is "$(number own.db "SELECT count(*) FROM (SELECT DISTINCT length, place, correct, seen FROM position p JOIN run r ON r.id = p.run WHERE r.seed = 1)")" \
    "$(number own.db "SELECT count(*) / 2 FROM position p JOIN run r ON r.id = p.run WHERE r.seed = 1")" "and the accuracy at each answer"
is "$(number own.db "SELECT steps, parameters, seconds FROM run WHERE config LIKE '%predictions%'")" "0|0|0.0" "it has no cost of training"
expect 0 "scored again" "$lexbench" score p.jsonl --task copy --suite own.yaml --as theirs --db own.db
says "was stored before" "they are known"
is "$(number own.db "SELECT count(*) FROM run")" 3 "and not doubled"
expect 0 "shown beside our runs" "$lexbench" results --db own.db
! grep -q "other code" out err
result $? "and not taken for what older code of ours trained"

# Another seed is a replicate; a table does as well as JSON, and losses can be left out.
examples all.jsonl --seed 2
python3 - all.jsonl p2.tsv <<'P'
import json, sys
with open(sys.argv[2], 'w') as out:
    print('key', 'id', 'length', 'split', 'predicted', sep='\t', file=out)
    for e in map(json.loads, reversed(open(sys.argv[1]).readlines())):
        print(e['key'], e['id'], e['length'], e['split'], *[' '.join(str(token) for token in e['answer'])], sep='\t', file=out)
P
expect 0 "a table of predictions under another seed" "$lexbench" score p2.tsv --task copy --suite own.yaml --as theirs --db own.db --seed 2
expect 0 "results show the arm" "$lexbench" results own --db own.db --format tsv
[ "$(cut -f2 out | sed 1d | uniq -c | awk '{ print $2 }' | paste -s -d,)" = "nope,theirs" ]
result $? "by its name, beside those of the suite"
is "$(number own.db "SELECT runs, name FROM suite_arm JOIN (SELECT arm AS a, count(*) AS runs FROM run GROUP BY arm) ON a = arm ORDER BY name")" \
    "$(printf '2|nope\n2|theirs')" "two runs of one arm"
expect 0 "versus knows it" "$lexbench" versus theirs nope --suite own --db own.db
expect 0 "a pivot over a setting" "$lexbench" results own --by model.width --db own.db --format tsv
cut -f3 out | sed 1d | sort | paste -s -d, >names
is "$(cat names)" "nope,theirs" "names arms as before"
expect 0 "it is plotted" "$lexbench" plot own --db own.db --format svg --out plots
grep -q '>theirs' plots/*.svg
result $? "under its name"
expect 0 "and reported" "$lexbench" report own --db own.db --out report
grep -q theirs report/report.md
result $? "likewise"
expect 0 "the database is sound" "$lexbench" db check --db own.db
[ "$(cat out err)" = ok ]
result $? "and misses no model"
scored=$(number own.db "SELECT substr(id, 1, 12) FROM run WHERE config LIKE '%predictions%' AND seed = 1")
expect 2 "its model cannot be exported" "$lexbench" export "$scored" no.safetensors --db own.db
says "is of predictions" "which is said"
expect 2 "nor evaluated" "$lexbench" evaluate "$scored" --lengths 3 --db own.db
says "score all of them" "which is said with the remedy"
expect 0 "it merges into another database" "$lexbench" db merge own.db --db merged.db
is "$("$lexbench" db fingerprint --db merged.db)" "$("$lexbench" db fingerprint --db own.db)" "as it is"
sqlite3 merged.db "UPDATE run SET status = 'failed', reason = 'r'"
expect 2 "a suite of which all has failed is not evaluated" "$lexbench" evaluate own --db merged.db
says "no run of suite 'own' has a model" "which is said"

# What is wrong is refused in its line.
refused() { # WHAT, a program of sed or python's body of a loop over lines, what the error says
    python3 - "$2" <<'P'
import json, sys
lines = [json.loads(line) for line in open('p.jsonl')]
exec(sys.argv[1])
with open('bad.jsonl', 'w') as out:
    for e in lines: print(json.dumps(e), file=out)
P
    expect 2 "$1" "$lexbench" score bad.jsonl --task copy --suite own.yaml --as bad --db own.db
    says "$3" "is refused: $3"
}
refused "a prediction that is too short" "lines[40]['predicted'].pop(); lines[40]['losses'].pop()" "bad.jsonl:41: 2 tokens are predicted, but the example asks for 3"
refused "an example twice" "lines.append(lines[35])" "bad.jsonl:151: example 5 of the test at length 2 is there twice, first in line 36"
refused "an example that is missing" "del lines[3]" "bad.jsonl:4: example 3 of the fit is missing"
refused "the last ones of a length missing" "del lines[-1]" "39 examples of the test at length 9, and 40 at another: predict the same number"
refused "the last ones of the fit missing" "del lines[29]" "29 of the 30 examples of the fit"
refused "a whole length missing" "del lines[110:]" "bad.jsonl has no example of the test at length 9, at which its settings evaluate; predict those too, or say which lengths it has: evaluate.lengths=2,4"
refused "no fit" "del lines[:30]" "0 of the 30 examples of the fit"
refused "no test" "del lines[30:]" "no example of the test"
refused "a token that is none" "lines[50]['predicted'][0] = 13" "bad.jsonl:51: 13 is not a token id from 0 to 12"
refused "a key of another example" "lines[60]['key'] = lines[61]['key']" "bad.jsonl:61: this is no prediction for example 30"
refused "examples of the training" "lines[0]['split'] = 'train'" "bad.jsonl:1: the split is test or fit"
refused "losses in some lines" "del lines[33]['losses']" "bad.jsonl:34: there are no losses here"
refused "a loss below 0" "lines[9]['losses'][0] = -1" "bad.jsonl:10: a loss is a number of nats from 0 on"
refused "a length that the task cannot make" "[e.update(length=10) for e in lines[110:]]" "makes lengths 1 to 9"
expect 2 "another seed's examples" "$lexbench" score p.jsonl --task copy --suite own.yaml --as bad --seed 7 --db own.db
says "p.jsonl:1: this is no prediction for example 0 of the fit of copy(symbols=9) under seed 7" "are refused"
expect 2 "the same of the suite by its name" "$lexbench" score p.jsonl --task copy --suite own --as bad --seed 7 --db own.db
says "p.jsonl:1: this is no prediction for example 0 of the fit of copy(symbols=9) under seed 7" "has the same settings"
expect 2 "a suite's file that is not there" "$lexbench" examples copy --suite nowhere.yaml --db own.db
says "there is no file nowhere.yaml" "is said"
"$lexbench" examples copy --suite own.yaml --split fit >first 2>err
expect 0 "examples of the suite by its name" "$lexbench" examples copy --suite own --split fit --db own.db
cmp -s out first
result $? "are those of its file"
expect 2 "another task's" "$lexbench" score p.jsonl --task sort --suite own.yaml --as bad --db own.db
says "p.jsonl:1: this is no prediction" "are refused"
expect 2 "other settings" "$lexbench" score p.jsonl --task copy --suite own.yaml --as bad --db own.db train.longest=5
says "print the examples with the same task, seed and settings" "are refused with the remedy"
sed 's/"id": 0/"id":  0/' p.jsonl >again.jsonl
expect 2 "another file for the same seed" "$lexbench" score again.jsonl --task copy --suite own.yaml --as theirs --db own.db
says "remove them with 'lexbench rm $scored'" "is refused with the remedy"
expect 2 "a name that is an arm's" "$lexbench" score p.jsonl --task copy --suite own.yaml --as nope --db own.db
says "has an arm that is called 'nope'" "is refused"
expect 2 "no name" "$lexbench" score p.jsonl --task copy --db own.db
is "$(number own.db "SELECT count(*) FROM run")" 4 "nothing of that is stored"
expect 0 "without a suite" "$lexbench" score p.jsonl --task 'copy(symbols=9)' --as theirs --db other.db train.longest=4 train.fit_examples=30 evaluate.lengths=2,4,9
says "in suite models" "the model stands among the models from elsewhere"
exit $bad
