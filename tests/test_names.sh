#!/bin/sh
# A scheme's expression names its arm however its options are written: in run, plot, evaluate and versus.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >own.yaml <<'END_OF_SUITE'
name: own
schemes: ['stieltjes(scaled=true,window=0.5)', {scheme: rope, label: plain}, 'alibi(slopes=geometric)@heads=0']
tasks: ['copy(kind=repeats,symbols=20)']
model: {layers: 1, width: 16, heads: 2}
train: {steps: 4, batch: 4, longest: 6}
evaluate: {lengths: [6, 12], examples: 8}
END_OF_SUITE
typed='stieltjes(scaled=true,window=0.5)' label='stieltjes(window=0.5,scaled=true)'

expect 0 "a suite" "$lexbench" run own.yaml --seeds 1..2 -q
for name in "$typed" "$label" 'stieltjes(offset=1,scaled=true,window=0.5)'; do
    expect 0 "run chooses $name" "$lexbench" validate own.yaml --seeds 1..2 --schemes "$name" --format tsv
    is "$(grep -c "$label" out)" 2 "by what it means"
    expect 0 "plot" "$lexbench" plot own --schemes "$name;plain" --highlight "$name" --figure lengths --format svg --out charts
    is "$(cut -f 1 charts/accuracy-*.tsv | sed 1d | sort -u | wc -l)" 2 "draws it"
    expect 0 "evaluate" "$lexbench" evaluate own "schemes=$name" --lengths 9
    expect 0 "versus" "$lexbench" versus "$name" plain --format tsv
    expect 0 "versus with its suite" "$lexbench" versus plain "$name" --suite own --format tsv
done
expect 0 "a placed one" "$lexbench" validate own.yaml --schemes 'alibi(list=[],slopes=geometric)@heads=0' --format tsv
is "$(grep -c alibi out)" 1 "as well"
expect 0 "a task" "$lexbench" validate own.yaml --tasks 'copy(symbols=20,kind=repeats)' --schemes plain --format tsv
is "$(grep -c copy out)" 1 "too"
expect 2 "another one" "$lexbench" validate own.yaml --schemes 'stieltjes(scaled=true,window=0.25)'
says "the suite has no scheme 'stieltjes(scaled=true,window=0.25)'" "is not found"
expect 2 "in a plot" "$lexbench" plot own --schemes 'stieltjes(scaled=true,window=0.25)' --out charts
says "the suite has no scheme" "nor there"
expect 2 "in a comparison" "$lexbench" versus 'stieltjes(scaled=true,window=0.25)' plain
says "no arm is called 'stieltjes(scaled=true,window=0.25)'" "nor there"
printf 'grid: {train.lr: [0.001, 0.002]}\n' >>own.yaml
expect 0 "an arm of a grid" "$lexbench" validate own.yaml --schemes "$typed, lr=0.002" --format tsv
is "$(grep -c stieltjes out)" 1 "alone"
cat >labels.yaml <<'END'
schemes: [{scheme: alibi, label: 'rope(layout=half,base=9)'}, rope(base=9), {scheme: nope, label: 'rope(base=9.0)'}]
tasks: [copy]
END
expect 0 "labels that are spelled as expressions" "$lexbench" validate labels.yaml --schemes 'rope(base=9)' --format tsv
is "$(sed 1d out | cut -f 3)" "rope(base=9)" "name their own arms alone"
expect 0 "one of them" "$lexbench" validate labels.yaml --schemes 'rope(base=9.0)' --format tsv
is "$(sed 1d out | cut -f 3)" "rope(base=9.0)" "is one, too"
exit $bad
