#!/bin/sh
# Variants from outside: what is refused is refused before any training, what is taken is evaluated, and a line of variants
# serves schemes of several settings.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >parts.yaml <<'END'
name: parts
model: {layers: 2, width: 32, heads: 2}
train: {steps: 60, batch: 8, longest: 6}
evaluate: {lengths: [3, 6, 12], examples: 30, variants: 'rope+yarn+fox;fox+rope;nope+fox+rope'}
schemes: [rope+fox]
tasks: ['sort(symbols=60)']
seeds: [1]
END
expect 0 "a part before one that has tensors" "$lexbench" run parts.yaml
expect 0 "its evaluations" "$lexbench" results parts --all --format tsv
same=$(awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { key = $at["length"] " " $at["loss"]; if ($at["variant"] == "fox+rope" || $at["variant"] == "nope+fox+rope" || $at["variant"] !~ /rope/) n[key]++ }
    END { for (k in n) if (n[k] == 3) same++; print same + 0 }' out)
[ "$same" -eq 3 ]
result $? "the other order has the trained losses at all three lengths"
expect 0 "how far they carry" "$lexbench" results parts --reach
is "$(grep -cE '^[a-z+]+ > .*(no fit|x).*/1$' out)" 3 "a row for each variant"
expect 2 "a variant without a trained part" "$lexbench" validate parts.yaml evaluate.variants=rope
says "layer.1.scheme.fox.bias" "names the tensors that it lacks"
expect 2 "a variant with a part that was not trained" "$lexbench" validate parts.yaml evaluate.variants=rope+fox+t5
says "not trained: scheme.t5.bias" "names the tensors that it has too many"

cat >settings.yaml <<'END'
name: settings
model: {layers: 2, width: 32, heads: 2}
train: {steps: 400, longest: 8}
evaluate: {multiples: [1], examples: 100, variants: 'rope+yarn'}
schemes: [rope, 'rope(layout=interleaved)', 'rope(base=500)']
tasks: ['shift(back=2)']
seeds: [1]
END
expect 0 "the plan" "$lexbench" validate settings.yaml
says "7d1046840c" "what is evaluated leaves the run its id"
expect 0 "one line of variants for several settings" "$lexbench" run settings.yaml --db settings.db
expect 0 "its evaluations" "$lexbench" results settings --all --format tsv --db settings.db
[ "$(awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } $at["exact"] == 1' out | wc -l)" -eq 6 ]
result $? "where the variant changes nothing, all are as trained"
says "rope(layout=interleaved)+yarn" "a variant says what it inherits"
expect 2 "another layout than the trained one" "$lexbench" validate settings.yaml 'schemes=rope' 'evaluate.variants=rope(layout=interleaved)+yarn'
says "keeps the trained layout" "is refused"

for scheme in rope+rope mixture+mixture; do
    sed "s/^schemes:.*/schemes: [$scheme]/" settings.yaml >twice.yaml
    expect 2 "$scheme" "$lexbench" validate twice.yaml evaluate.variants=
    says "stands twice" "is refused with the reason"
done
cat >mixtures.yaml <<'END'
name: mixtures
model: {layers: 1, width: 16, heads: 2}
train: {steps: 5, longest: 4}
evaluate: {multiples: [1], examples: 5}
schemes: ['mixture(of=alibi|nope)+mixture(of=alibi|t5)']
tasks: [copy]
END
expect 0 "two parts that learn something of one name" "$lexbench" run mixtures.yaml --db mixtures.db

# What became of trainings that gave no model, in a suite's file.
cat >ended.yaml <<'END'
name: ended
model: {layers: 1, width: 16, heads: 2}
train: {steps: 8, batch: 4, longest: 4, fit_every: 4, fit_examples: 8}
evaluate: {multiples: [1], examples: 10}
schemes: [nope, rope, {scheme: nope, label: wild, train: {lr: 1e12}}, {scheme: nope, label: new, train: {lr: 1e-5}}]
tasks: [copy(symbols=8)]
END
"$lexbench" run ended.yaml 'schemes=nope;rope;wild' -q --db ended.db >/dev/null 2>&1
sqlite3 ended.db "UPDATE run SET status = 'failed' WHERE scheme = 'rope'"
expect 0 "a suite with a training that failed and one that diverged" "$lexbench" evaluate ended.yaml --multiples 2 --db ended.db
says "4 runs: 1 evaluated now, 0 before, 1 not trained yet ('lexbench run' trains them), 0 failed" "counts neither as trained or to be trained"
says "2 runs of ended ended without a model" "but says what they are"
exit $bad
