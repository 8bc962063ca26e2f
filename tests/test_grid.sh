#!/bin/sh
# Grids as a user meets them: every combination is an arm, named by what differs, in tables, settings and claims.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >grid.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 30, longest: 4, batch: 8, fit_every: 15}
evaluate: {multiples: [1, 2], examples: 20}
grid: {model.layers: [1, 2], task.symbols: [16, 20]}
schemes: [rope, {scheme: nope, label: none}]
tasks: [sort]
seeds: 1..3
END
expect 0 "validate" "$lexbench" validate grid.yaml
says "none, layers=2, symbols=20" "lists the arms"
expect 0 "one arm by its name" "$lexbench" run grid.yaml 'schemes=rope, layers=2, symbols=20' -q --db a.db
[ "$(sqlite3 a.db "SELECT count(*) || ' ' || count(DISTINCT label) FROM v_run")" = "3 1" ]
result $? "is run"
expect 0 "a grid" "$lexbench" run grid.yaml -q --db a.db
[ "$(sqlite3 a.db "SELECT count(*) || ' ' || count(DISTINCT arm) || ' ' || count(DISTINCT label) FROM v_run")" = "24 8 8" ]
result $? "has an arm for every combination"
[ "$(sqlite3 a.db "SELECT min(value) || ' ' || max(value) || ' ' || count(DISTINCT value) FROM v_setting WHERE key = 'task.symbols'")" = "16 20 2" ]
result $? "whose options are settings"
expect 0 "results" "$lexbench" results --db a.db
says "rope, layers=1, symbols=16" "name them"

# A setting that is younger than stored results is not written where it has its default; a sweep has that point all the same.
cat >loops.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 4, longest: 4, batch: 8, fit_every: 2}
evaluate: {multiples: [1, 2], examples: 20}
grid: {model.loops: [1, 2]}
schemes: [rope]
tasks: [sort]
END
expect 0 "a sweep over a younger setting" "$lexbench" run loops.yaml -q --db loops.db
expect 0 "results by it" "$lexbench" results loops --by model.loops --db loops.db --format csv
grep -q '[,"]1[,"]' out && ! grep -q default out
result $? "have its default as a value"
is "$(number loops.db "SELECT group_concat(label, '; ') FROM (SELECT DISTINCT label FROM v_run ORDER BY label)")" "rope, loops=1; rope, loops=2" "arms are named once by it"
expect 0 "a chart over it" "$lexbench" plot loops --figure grid --x model.loops --at 2x --db loops.db --out over --format svg
awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "x") c = i; next } { seen[$c] } END { exit !(1 in seen && 2 in seen) }' over/setting*.tsv
result $? "has a point at the default"

mkdir claims
claim() { # label
    cat >claims/layers.yaml <<END
id: layers
family: layers
sentence: Depth matters.
source: {paper: nobody}
figures: [{figure: none, tag: M}]
fit: {metric: exact, least: 0}
small: {suite: ../grid.yaml}
predicate:
  - {level: '$1', task: sort, at: 2x, least: 0}
END
}
claim 'rope, layers=2, symbols=20'
expect 3 "a claim on an arm" "$lexbench" claims check layers --claims claims --db a.db
says 'rope, layers=2, symbols=20 on sort' "finds its runs"
says '3/3' "and no others"
claim rope
expect 2 "a claim on all arms of a scheme" "$lexbench" claims check layers --claims claims --db a.db
says "claims/layers.yaml:9:13: 'rope' on task 'sort' is several arms" "is refused with its place"

# A setting is chosen for each arm by the fit on seeds of its own; killed and resumed, the same bits and the same choices.
cat >choose.yaml <<'END'
model: {layers: 1, width: 16, heads: 2}
train: {steps: 60, longest: 3, batch: 16, fit_every: 30, fit_examples: 64}
evaluate: {multiples: [1, 2], examples: 20}
grid: {model.layers: [1, 2, 3], task.symbols: [12, 13, 14, 15]}
choose: {train.lr: [3e-4, 3e-3, 3e-2], by: fit, seeds: [901]}
schemes: [rope]
tasks: [sort]
seeds: [1]
END
chosen() { sqlite3 "$1" "SELECT * FROM choice ORDER BY place"; }
expect 0 "status before" "$lexbench" status choose.yaml --db a.db
says "train.lr is not chosen yet for 12 arms" "says what is not chosen yet"
expect 3 "results before" "$lexbench" results choose.yaml --db a.db
expect 0 "a grid with a choice" "$lexbench" run choose.yaml -q -j 2 --db whole.db
for wait in 0.5 1 1.5 2; do
    "$lexbench" run choose.yaml -q -j 2 --db killed.db >out 2>err &
    job=$!
    sleep "$wait"
    kill -KILL "$job" 2>/dev/null
    wait "$job" 2>/dev/null
done
expect 0 "killed and resumed" "$lexbench" run choose.yaml -q -j 2 --db killed.db
[ "$("$lexbench" db fingerprint --db whole.db)" = "$("$lexbench" db fingerprint --db killed.db)" ]
result $? "ends with the same bits"
[ "$(chosen whole.db | wc -l)" = 36 ] && [ "$(chosen whole.db)" = "$(chosen killed.db)" ]
result $? "and the same choices"
[ "$(sqlite3 whole.db "SELECT count(*) FROM choice c WHERE chosen AND fit < (SELECT max(fit) FROM choice o WHERE o.task = c.task AND o.label = c.label)")" = 0 ]
result $? "of the best fit"
[ "$(sqlite3 whole.db "SELECT count(*) FROM choice c JOIN v_run v ON v.suite = c.suite AND v.task = c.task AND v.label = c.label
    JOIN v_setting s ON s.run_id = v.run_id AND s.key = c.key WHERE c.chosen AND s.value + 0 = c.value + 0")" = 12 ]
result $? "under which the arms are run"
[ "$(sqlite3 whole.db "SELECT count(*) FROM v_eval WHERE seed = 901")" = 0 ]
result $? "what is tried is not evaluated"
sqlite3 whole.db "SELECT id FROM run" | sort >before
expect 0 "again" "$lexbench" run choose.yaml --db whole.db
says "0 done now, 12 stored before" "repeats nothing"
sqlite3 whole.db "SELECT id FROM run" | sort | cmp -s before -
result $? "and trains nothing else"
expect 0 "results --choices" "$lexbench" results choose --choices --db whole.db
says "rope, layers=3, symbols=15" "shows what was tried"
expect 0 "show run" "$lexbench" show run "$(sqlite3 whole.db "SELECT run_id FROM v_run WHERE suite = 'choose' LIMIT 1")" --db whole.db
says "by fit, of" "says how a setting was chosen"
# On several machines: what decides has to be stored before, and the campaign's file has what was chosen. Other seeds
# of the suite try the same.
mkdir bin && printf '#!/bin/sh\necho 4711\n' >bin/sbatch && printf '#!/bin/sh\necho "MaxArraySize = 1001"\n' >bin/scontrol && chmod +x bin/*
# shellcheck disable=SC2317 # expect calls it
submit() { PATH=$dir/bin:$PATH "$lexbench" submit --slurm choose.yaml --db "$1" --dir "$2" --cpus 2 --minutes 0.00001; }
expect 2 "submit without what decides" submit none.db early.campaign
says "choose.yaml: train.lr is chosen by fit, and for 12 of 12 arms none.db lacks the trainings that decide; 'lexbench run choose.yaml --db none.db' runs them" "names the command"
[ ! -e early.campaign ] && [ ! -e none.db ]
result $? "and begins nothing"
expect 0 "the suite on another seed" "$lexbench" run choose.yaml seeds=2 -q -j 2 --db part.db
expect 0 "submit" submit part.db choose.campaign
for k in 1 2 3 4 5 6; do
    "$lexbench" slice choose.campaign $k -q -j 2 >out 2>err &
    job=$!
    sleep "0.$((k - 1))"
    kill -KILL "$job" 2>/dev/null
    wait "$job" 2>/dev/null
    expect 0 "slice $k, killed and started again" "$lexbench" slice choose.campaign $k -q -j 2
done
rm part.db
expect 0 "the same command when the trials are gone" submit part.db choose.campaign
says "every run is handed over" "goes by what the campaign chose"
expect 0 "collect" "$lexbench" collect choose.campaign --db collected.db
evaluations() { sqlite3 "$1" "SELECT run, task, length, examples, exact, answers_right, loss_sum FROM evaluation JOIN suite_run USING (run) WHERE suite = 'choose' ORDER BY 1, 2, 3"; }
[ "$(evaluations collected.db | wc -l)" = 24 ] && [ "$(evaluations collected.db)" = "$(evaluations whole.db)" ]
result $? "has the bits of the local run"
[ "$(chosen collected.db)" = "$(chosen whole.db)" ]
result $? "and its choices"
sed -i 's/"value":"[^"]*"/"value":"0.5"/' choose.campaign/campaign.json
expect 2 "a campaign with a value that is none of the suite's" "$lexbench" slice choose.campaign 1
says "does not say what was chosen for each arm of its suite" "is refused"

# A claim is on what was chosen.
cat >claims/layers.yaml <<'END'
id: layers
family: layers
sentence: What is chosen is what a claim is on.
source: {paper: none}
fit: 0
small: {suite: ../choose.yaml}
predicate:
  - {level: 'rope, layers=1, symbols=12', task: sort, at: 1x, least: 0}
END
expect 2 "a claim where nothing is tried" "$lexbench" claims check layers --claims claims --db collected.db
says "claims/layers.yaml:6:" "is refused with its place"
says "'lexbench run choose.yaml tasks=sort schemes='rope, layers=1, symbols=12' --db collected.db' runs them" "and the command"
sed -e 's/^id: .*/id: several/' -e 's/{level: .*/{better: "rope, layers=2, symbols=12", than: "rope, layers=3, symbols=12", task: sort, at: 1x, by: 0.1}/' claims/layers.yaml >claims/several.yaml
expect 2 "a claim on two arms" "$lexbench" claims check several --claims claims --db collected.db
says "schemes='rope, layers=2, symbols=12' --db collected.db' runs them; claims/several.yaml:6:" "names the command of one"
says "schemes='rope, layers=3, symbols=12' --db collected.db' runs them" "and of the other"
rm claims/several.yaml
expect 0 "that command" "$lexbench" run choose.yaml tasks=sort 'schemes=rope, layers=1, symbols=12' --db collected.db -q
expect 3 "the claim" "$lexbench" claims check layers --claims claims --db collected.db
says "1/1" "finds the run of what was chosen"
expect 0 "claims run" "$lexbench" claims run layers --claims claims --db collected.db
says "0 done now, 1 stored before" "has nothing to do"
refused() { # sed expression, place and reason, what
    sed "$1" choose.yaml >refused.yaml
    "$lexbench" validate refused.yaml >out 2>err
    says "$2" "$3"
}
refused 's/by: fit/by: exact at 2x/' "refused.yaml:5:44: a choice by what is measured beyond training would select on test data" "a choice by anything beyond training is refused"
refused 's/seeds: .901./seeds: [901, 1]/' "seed 1 is one of the suite's" "and seeds of the suite"
refused 's/train.lr: .*, by/train.longest: [2, 3], by/' "changes the fit itself" "and what the fit is measured on"
refused 's/train.lr: .*, by/model.layers: [2, 3], by/' "is in the grid" "and what stands in the grid"

exit $bad
