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
expect 0 "the same by its settings" "$lexbench" examples 'sort(symbols=120)' --split fit --length 10 --count 3
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
exit $bad
