#!/bin/sh
# `lexbench prove`: a built-in, a formula and a composition hold; what breaks is said, with exit 1; what cannot be tried
# is refused.
program=$(realpath "${LEXBENCH:-build/lexbench}")
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
[ -x "$(dirname "$program")/double/lexbench" ] || { echo "ok 1 - this build has no program in double"; exit 0; }

cat >own.yaml <<'END'
formulas:
  root: {bias: -m * sqrt(abs(d)), learn: {m: {init: 2^(-8*h/H), per: head, least: 0}}}
  ahead: {bias: -m * sqrt(d), learn: {m: 1}}
  explodes: {bias: exp(0.5 * d)}
END
cat >golden.yaml <<'END'
formulas:
  root: {bias: -sqrt(d), vectors: [{d: 4, is: -2}, {d: 9, is: -3}]}
  wrong: {bias: -sqrt(d), vectors: [{d: 4, is: -4}]}
  measured: {bias: {table: four.tsv}}
END
printf '0 0 0 0\n-1 -2 -3 -4\n' >four.tsv
verdicts() { sed 1d out | cut -f 4 | sort | uniq -c | awk '{ printf "%s%s %s", (NR > 1) ? ", " : "", $2 $3, $1 }'; }
expect 0 "a built-in scheme" "$lexbench" prove rope --format tsv
is "$(verdicts)" "finite 1, ok 9" "holds"
is "$(awk -F '\t' '/^tensors that are not learned/ { print $2 " " $3 " " $4 }' out)" "0 0 ok" "with every tensor learned"
expect 0 "one that rounds" "$lexbench" prove 'rope(angles=bf16,turn=bf16)' --format tsv
is "$(verdicts)" "finite 1, notclaimed 2, noticed 1, ok 6" "is not held to what it gives up by its options"
expect 0 "one whose loss has a part of its own" "$lexbench" prove 'adaptive-span(penalty=0.5)' --format tsv
is "$(verdicts)" "finite 1, notclaimed 2, ok 6" "nor that"
expect 0 "one with a kink at a bound" "$lexbench" prove 'adaptive-span(ramp=8)' --format tsv
is "$(awk -F '\t' '/^gradient/ && $2 > 0 && $2 < 1e-6' out | wc -l)" 2 "has gradients beside it"
expect 0 "which is explained" "$lexbench" show encoder 'rope(angles=bf16)'
says "outputs change when all positions are shifted" "as one that notices shifts"
expect 0 "a formula in a composition" "$lexbench" prove rope+root --formulas own.yaml --format tsv
is "$(verdicts)" "finite 1, ok 9" "holds"
is "$(awk -F '\t' '/^gradient/ && $2 > 0 && $2 < 1e-6' out | wc -l)" 2 "with gradients measured in double"
expect 0 "a bias of several tasks" "$lexbench" prove 'mixture(tasks=2)' --format tsv
is "$(verdicts)" "finite 1, ok 8" "holds, each sequence having its own"
expect 0 "a task" "$lexbench" prove 'sort(kind=duplicates)' --format tsv
is "$(awk -F '\t' 'NR > 1 && $2 == 5 && $3 == "ok"' out | wc -l)" 5 "holds"
expect 0 "one whose name a scheme has too" "$lexbench" prove shift --task
says "the solver against the generator" "is meant with --task"
expect 2 "a name of neither" "$lexbench" prove copyy
says "did you mean the task 'copy'?" "may have been a task's"
expect 0 "a scheme that notices where positions begin" "$lexbench" prove learned --format tsv
is "$(verdicts)" "finite 1, noticed 1, ok 7" "is not held to what it does not claim"
expect 1 "a bias that no distance changes" "$lexbench" prove 'formula-bias(of=0*d,learn=)' --format tsv
is "$(awk -F '\t' '/^positions half as far apart/ { print $2 " " $4 }' out)" "0 FAILS" "does not use the positions that it claims to use"
expect 0 "a rule that counts tokens" "$lexbench" prove rope+self-extend --format tsv
is "$(awk -F '\t' '/^positions half as far apart/ { print $4 }' out)" "not noticed" "whatever their positions are"
expect 0 "a mask that leaves nothing of what a bias reads" "$lexbench" prove 'alibi+window(size=1)' --format tsv
is "$(awk -F '\t' '/^positions half as far apart/ { print $2 " " $4 }' out)" "0 not noticed" "hides it"
expect 0 "a formula for causal models" "$lexbench" prove ahead --formulas own.yaml
says "In causal models only: " "is tried in these"
expect 0 "a formula with golden vectors" "$lexbench" prove rope+root --formulas golden.yaml --format tsv
is "$(grep -c '^6 golden numbers.*ok$' out)" 1 "has a row for them"
printf 'formulas:\n  steep: {bias: -d}\n  pole: {bias: -log(d)}\n' >pole.yaml
for words in "prove rope+pole" "plot scheme pole" "bench pole"; do
    # shellcheck disable=SC2086
    expect 2 "$words that is infinite" "$lexbench" $words --formulas pole.yaml
    says "pole.yaml:3:16: formula 'pole': scheme formula-bias: of: the formula is inf at d = 0" "is told by its place"
done
expect 1 "one that misses its own" "$lexbench" prove wrong --formulas golden.yaml --format tsv
is "$(awk -F '\t' '/^1 golden number/ { print $2 " " $4 }' out)" "0.5 FAILS" "fails"
says "golden number golden.yaml:3:37: {d: 4, is: -4}: got -2, wanted -4" "and is named with both numbers"
is "$(awk -F '\t' '/^later tokens/ { print $2 " " $3 " " $4 }' out)" "0 0 ok" "what later tokens change is shown"
expect 0 "numbers of four heads from a file" "$lexbench" prove measured --formulas golden.yaml
printf 'formulas:\n  eight: {bias: {table: four.tsv}, vectors: [{d: 1, h: 8, H: 8, is: -8}]}\n' >eight.yaml
expect 2 "a golden vector of eight heads for them" "$lexbench" prove eight --formulas eight.yaml
says "eight.yaml:2:46: file=four.tsv has 4 numbers in a line, and this part stands on 8 heads" "is refused"
expect 1 "a bias that grows without bound" "$lexbench" prove explodes --formulas own.yaml --format tsv
is "$(awk -F '\t' '/^largest logit/ { print $2 " " $4 }' out)" "inf FAILS" "fails where it is not finite"
expect 2 "an unknown scheme" "$lexbench" prove roop
says "did you mean 'rope'" "is refused"
expect 2 "what cannot stand alone" "$lexbench" prove yarn
says "rope+yarn" "is refused with what it needs"
expect 2 "a wrong formula" "$lexbench" prove 'formula-bias(of=-q*d,learn=)'
says "of: column 2: unknown name 'q'" "is refused with its column"
exit $bad
