#!/bin/sh
# The program from outside: help, exit codes, wrong input, the same results whatever the number of jobs or interruptions.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

expect 0 "bare call helps" "$lexbench"
says "run suites/quickstart.yaml" "the overview leads with an example"
# shellcheck disable=SC2013 # words
for command in $(sed -n 's/^  \([a-z]*\)  .*/\1/p' out); do
    expect 0 "$command --help" "$lexbench" "$command" --help
    says "lexbench $command" "$command --help names the command"
done
expect 0 "--version" "$lexbench" --version
expect 0 "version" "$lexbench" version
says "revision " "names the revision"
sources=$(sed -n 's/^revision .*, code \([0-9a-f]\{12\}\)$/\1/p' out)
[ -n "$sources" ]
result $? "and the code"
expect 0 "version, as if on another processor" env OPENBLAS_CORETYPE=Prescott "$lexbench" version
says ", code $sources" "the code is the same"
expect 0 "the man page" "$lexbench" help --man
says ".TH LEXBENCH" "the man page is roff"
expect 0 "completion" "$lexbench" help --completion
bash -n out
result $? "completion is valid bash"

for page in encoders gallery tasks; do
    expect 0 "help --page $page" "$lexbench" help --page $page
    cmp out "$suites/../docs/$page.md" >>err 2>&1
    result $? "docs/$page.md is what the lists say ('make docs' writes it)"
done
expect 0 "help --page settings" "$lexbench" help --page settings
sed '1,/^<!-- Settings: /d; /^<!-- End of settings/,$d' "$suites/../docs/suites.md" >page
cmp out page >>err 2>&1
result $? "docs/suites.md has the settings of the table ('make docs' writes them)"
expect 0 "list settings" "$lexbench" list settings --format tsv
[ "$(cut -f1 out | sed 1d | sort | uniq -d)" = "" ] && [ "$(sed 1d out | wc -l)" = "$(grep -c '^| [a-z]' page | awk '{print $1 - 3}')" ]
result $? "names each of them once"
expect 2 "a page that is not there" "$lexbench" help --page encoder
says "there are encoders, gallery" "is answered with those there are"
expect 0 "plot scheme" "$lexbench" plot scheme 'alibi+window(size=9)' --format svg --out schemes
[ -s schemes/alibi-window-size-9.svg ]
result $? "draws what a scheme does to attention"
expect 2 "plot scheme of a scheme that is not there" "$lexbench" plot scheme alibbi
says "did you mean 'alibi'" "is answered with a suggestion"
expect 2 "plot scheme in another order" "$lexbench" plot alibi scheme
says "did you mean 'lexbench plot scheme alibi'" "is answered with a suggestion"
expect 2 "plot scheme with a wrong length" "$lexbench" plot scheme alibi --length 0
expect 2 "an unknown command" "$lexbench" rnu
says "did you mean 'run'" "is answered with a suggestion"
expect 2 "an unknown option" "$lexbench" list encoders --fromat tsv
says "did you mean --format" "is answered with a suggestion"
expect 2 "a missing value" "$lexbench" list encoders --format
expect 2 "a wrong format" "$lexbench" list encoders --format xml
expect 2 "an unknown scheme" "$lexbench" show encoder rop
says "did you mean 'rope'" "is answered with a suggestion"
expect 0 "a scheme with options" "$lexbench" show encoder 'rope(base=500)@heads=0+fox'
says "base=500 instead of 10000" "is shown with them"
says "Forgetting" "and each of its parts"
for words in "show encoder rope+" "show encoder rope(" "show encoder @" "show task sort(" "show run -" "plot scheme rope(base=1" "validate ." \
    "db backup ." "compare . ." "export 0 ." "predict ." "collect ." "status ." "claims show -" "baseline show -"; do
    # shellcheck disable=SC2086
    ! "$lexbench" $words >out 2>err && grep -q '^lexbench: .' err
    result $? "$words: ends with a reason"
done
expect 2 "an unknown task" "$lexbench" show task cpoy
says "did you mean 'copy'" "is answered with a suggestion"
expect 2 "a task that needs a file" "$lexbench" show task text
says "write it as text(file=PATH)" "is answered with the remedy"
expect 2 "an unknown thing to list" "$lexbench" list task
says "did you mean 'tasks'" "is answered with a suggestion"
# shellcheck disable=SC2016
expect 2 "a suite's name instead of its file" sh -c 'cd "$1" && "$2" validate smoke' sh "$suites/.." "$lexbench"
says "did you mean suites/smoke.yaml" "is answered with the file"
expect 2 "an option that means nothing here" "$lexbench" show encoder nope --format json
# shellcheck disable=SC2016
for words in "list encoders --format tsv" "show encoder rope" "help" "--help" "list --help" "version"; do
    expect 74 "$words, standard output closed" sh -c '"$1" $2 >&-' sh "$lexbench" "$words"
    expect 74 "$words, into a full disk" sh -c '"$1" $2 >/dev/full' sh "$lexbench" "$words"
done
# A library's threads would take address space that is not there. Sanitizers need more of it than any limit.
if ! grep -q __asan_init "$lexbench"; then
    # shellcheck disable=SC2016
    limited() { env -u OPENBLAS_NUM_THREADS timeout 60 sh -c 'ulimit -v 150000; exec "$@"' sh "$lexbench" "$@"; }
    expect 0 "150 MB of address space" limited list encoders
    expect 4 "150 MB of address space are too little for a run" limited run "$suites/smoke.yaml" train.steps=5 schemes=nope --db limited.db -q -j 2
    says "raise the limit" "and it says so instead of waiting"
fi
expect 3 "no database yet" "$lexbench" results --db none.db
says "lexbench run" "says how to make one"
[ ! -e none.db ]
result $? "reading makes no database"

expect 0 "list encoders as TSV" "$lexbench" list encoders --format tsv
[ "$(head -1 out | cut -f1)" = name ] && [ "$(sed 1d out | cut -f1 | head -1)" = nope ]
result $? "has a header line and the name first"
names=$(sed 1d out | cut -f1)
expect 0 "list tasks as TSV" "$lexbench" list tasks --format tsv
tasks=$(sed 1d out | cut -f1)
expect 0 "list encoders as JSON" "$lexbench" list encoders --format json
python3 -c 'import json; json.load(open("out"))' 2>err
result $? "is valid JSON"
for name in $names; do
    expect 0 "show encoder $name" "$lexbench" show encoder "$name"
    grep -q '^Formula' out && grep -q '^Source' out && grep -q '^In evaluation' out
    result $? "has formula, source and evaluation"
done
for name in $tasks; do
    case $name in
    text) name="text(file=$suites/quickstart.yaml)" ;;
    pairs) name="pairs(file=$suites/../tests/golden/pairs.jsonl)" ;;
    esac
    expect 0 "show task $name" "$lexbench" show task "$name"
    says "An example" "has an example"
done

bad_suite() { # text, words of the message, what
    printf '%s\n' "$1" >bad.yaml
    expect 2 "a suite with $3" "$lexbench" validate bad.yaml
    says "$2" "is refused with file, line and column"
}
bad_suite 'schemes: [nope]
taks: [copy]' "bad.yaml:2:1: unknown key 'taks'; did you mean 'tasks'?" "an unknown key"
bad_suite 'schemes: [nope]
tasks: [copy]
train: {stesp: 3}' "bad.yaml:3:9: " "an unknown setting"
bad_suite 'schemes: [nope]
tasks: [copy]
train:
  steps: many' "bad.yaml:4:10: " "a wrong type"
bad_suite 'schemes: [nope, rpoe]
tasks: [copy]' "bad.yaml:1:17: unknown scheme 'rpoe'; did you mean 'rope'?" "an unknown scheme"
bad_suite 'schemes: nope
tasks: [copy]' "bad.yaml:1:10: schemes must be a list" "a list that is none"
bad_suite 'schemes: [nope]
schemes: [rope]
tasks: [copy]' "bad.yaml:2:1: the key 'schemes' is given twice" "a key twice"
bad_suite 'schemes: [&a nope, *a]
tasks: [copy]' "bad.yaml:1:11: anchors and aliases" "an anchor"
bad_suite 'schemes: [nope]
tasks: [copy(symbols=10)]
train: {longest: 20}' "task copy makes lengths 1 to 10" "impossible lengths"
: >empty.yaml
expect 2 "an empty suite" "$lexbench" validate empty.yaml
says "empty.yaml: the file is empty" "is refused"
expect 2 "a suite that is not there" "$lexbench" validate nowhere.yaml
says "there is no file 'nowhere.yaml'; 'lexbench list suites'" "is answered with what there is"
for suite in "$suites"/*.yaml; do
    expect 0 "$(basename "$suite") can be run" "$lexbench" validate "$suite"
done
expect 0 "validate prints the plan" "$lexbench" validate "$suites/smoke.yaml" --format tsv
[ "$(sed 1d out | wc -l)" -eq 6 ]
result $? "one line per run"
expect 2 "a choice with a slip of the pen" "$lexbench" validate "$suites/quickstart.yaml" 'schemes=rope;alibbi'
says "did you mean 'alibi'" "is answered with a suggestion instead of runs that are missing"
expect 2 "an override that is wrong" "$lexbench" validate "$suites/smoke.yaml" train.stesp=3
says "did you mean 'train.steps'" "is answered with a suggestion"

expect 0 "the smoke suite with one job" "$lexbench" run "$suites/smoke.yaml" --db one.db -j 1 -q
expect 0 "the smoke suite with two jobs" "$lexbench" run "$suites/smoke.yaml" --db two.db -j 2 -q
one=$("$lexbench" db fingerprint --db one.db)
[ -n "$one" ] && [ "$one" = "$("$lexbench" db fingerprint --db two.db)" ]
result $? "give the same bits"
expect 0 "running again" "$lexbench" run "$suites/smoke.yaml" --db one.db
says "0 done now, 6 stored before" "does nothing"
expect 0 "db check" "$lexbench" db check --db one.db
{ cat "$suites/../results/schema.sql" && echo "PRAGMA application_id = 0x6c78626e; PRAGMA user_version = 1;"; } | sqlite3 old.db
expect 2 "a database of an older schema" "$lexbench" results --db old.db
says "lexbench db upgrade" "names the remedy"
expect 0 "db upgrade" "$lexbench" db upgrade --db old.db
expect 0 "after that it is sound" "$lexbench" db check --db old.db
[ -e old.db.schema-1 ]
result $? "and a copy of the old one is kept"
expect 3 "db upgrade without a database" "$lexbench" db upgrade --db none.db
expect 0 "db backup" "$lexbench" db backup copy.db --db one.db
[ "$one" = "$("$lexbench" db fingerprint --db copy.db)" ]
result $? "the backup holds the same results"
printf 'no database' >text.db
expect 2 "a file that is no database" "$lexbench" results --db text.db
sqlite3 other.db 'create table t(x)'
expect 2 "a database of another program" "$lexbench" results --db other.db
says "is not a lexbench database" "is refused"

# Claims: the folder that ships, and one of its own over the smoke suite.
claims=$(realpath "$suites/../results/claims")
expect 0 "claims list" "$lexbench" claims list --claims "$claims" --format tsv
[ "$(sed 1d out | wc -l)" -ge 54 ]
result $? "at least 54 claims"
expect 0 "claims show" "$lexbench" claims show copy-offset-beats-rope --claims "$claims"
says "lexbench claims check copy-offset-beats-rope" "prints the command that reproduces it"
says "[X] computed from stored results" "and how its figures were checked"
expect 2 "an unknown claim" "$lexbench" claims show copy-offset-beats-rop --claims "$claims"
says "did you mean 'copy-offset-beats-rope'" "is answered with a suggestion"
expect 2 "an unknown scale" "$lexbench" claims list --scale huge --claims "$claims"
expect 2 "a folder without claims" "$lexbench" claims list --claims .
expect 3 "nothing to judge" "$lexbench" claims check copy --claims "$claims" --db one.db
mkdir claims
claim() { # id, expected verdict, checks
    cat >"claims/$1.yaml" <<EOF
id: $1
family: smoke
sentence: Sixty steps teach nothing.
source: {paper: none}
expect: $2
fit: 0
small: {suite: $suites/smoke.yaml, set: ['seeds=1..8']}
predicate:
$3
EOF
}
claim holds reproduced '  - {level: nope, task: copy, at: 1x, most: 0.5}'
claim falls contradicted '  - {level: nope, task: copy, at: 1x, least: 0.5}'
expect 0 "claims run" "$lexbench" claims run --claims claims --db claims.db -q
expect 0 "running claims again" "$lexbench" claims run --claims claims --db claims.db
says "0 done now, 8 stored before" "does nothing"
expect 0 "claims that come out as expected" "$lexbench" claims check --claims claims --db claims.db
says "reproduced" "one holds"
says "contradicted" "one does not"
cp out first
expect 0 "checking again" "$lexbench" claims check --claims claims --db claims.db
cmp -s out first
result $? "gives the same verdicts"
[ "$(sqlite3 claims.db 'SELECT count(*) FROM verdict')" -eq 2 ]
result $? "and stores nothing twice"
expect 0 "the list with verdicts" "$lexbench" claims list --claims claims --db claims.db --format tsv
[ "$(cut -f1,4 out | sed 1d | sort)" = "falls	contradicted
holds	reproduced" ]
result $? "has them"
sed -i 's/Sixty steps/Sixty hops/' claims/falls.yaml
expect 0 "after a claim was edited" "$lexbench" claims list --claims claims --db claims.db --format tsv
[ "$(cut -f1,4 out | sed 1d | sort)" = "falls	contradicted (stale: file changed)
holds	reproduced" ]
result $? "its verdict is stale"
expect 0 "claims show" "$lexbench" claims show falls --claims claims --db claims.db
says "Last verdict: contradicted (stale: file changed; 'claims check' judges again)" "says so"
# What the suite asks for may change without a training that is missing: fewer seeds, other lengths, another label.
cp "$suites/smoke.yaml" smoke.yaml
suites=$PWD claim moves reproduced '  - {level: nope, task: copy, at: 1x, most: 0.5}'
moves() { # wanted, what
    expect 0 "claims list" "$lexbench" claims list moves --claims claims --db claims.db --format tsv
    [ "$(sed 1d out | cut -f4)" = "$1" ]
    result $? "$2"
}
expect 0 "claims run" "$lexbench" claims run moves --claims claims --db claims.db
expect 0 "claims check" "$lexbench" claims check moves --claims claims --db claims.db
moves "reproduced" "a verdict on a suite of one's own"
sed -i 's/^schemes: .nope, alibi/schemes: [nope, fire/' smoke.yaml
moves "reproduced" "stays when the suite changes where the claim does not look"
sed -i 's/multiples: .1, 2/multiples: [0.5, 1, 2/' smoke.yaml
moves "reproduced (stale: suite changed)" "and is stale when what is asked of its runs does"
expect 0 "the report" "$lexbench" report smoke-moves --claims claims --db claims.db --out moves
grep -q 'stale: suite changed' moves/report.html && grep -q '	suite changed$' moves/verdicts.tsv
result $? "marks it"
expect 0 "the chart of verdicts" "$lexbench" claims plot --claims claims --db claims.db --out verdicts --formats svg --width full --title 'As judged'
grep -q '^ width="66[0-9]"' verdicts/verdicts.svg && grep -q "^title = 'As judged'" verdicts/verdicts.gp
result $? "has the width and the title that are asked for"
[ "$(sed 1d verdicts/verdicts.tsv | cut -f15,18 | sort)" = "falls	family changed, file changed
holds	family changed
moves	suite changed" ]
result $? "too, each for what changed"
sed -i 's/multiples: .0.5, 1, 2/multiples: [1, 2/' smoke.yaml
moves "reproduced" "with the suite of before it stands again"
sed -i 's/1\.\.8/1..5/' claims/moves.yaml
moves "reproduced (stale: file changed)" "seeds are added in their order, however many the suite lists"
sed -i "s/'seeds=1..5'/'train.lr=0.01'/" claims/moves.yaml
moves "reproduced (stale: file changed, suite changed)" "a claim's own settings are in both"
rm claims/moves.yaml
# More lengths than a claim looks at need not be there; a variant that was not evaluated is waited for, and other claims go on.
cp "$suites/smoke.yaml" smoke.yaml
sed -i 's/multiples: .1, 2/multiples: [1, 2, 3/; s/schemes: .*/schemes: [{scheme: alibi, evaluate: {variants: alibi+window(size=4)}}, nope]/' smoke.yaml
suites=$PWD claim more reproduced '  - {level: nope, task: copy, at: 1x, most: 0.5}'
suites=$PWD claim under reproduced '  - {level: alibi > alibi+window(size=4), task: copy, at: 2x, most: 0.5}'
cp claims.db under.db
"$lexbench" run "$suites/smoke.yaml" schemes=alibi tasks=copy seeds=1..8 --db under.db -q
expect 0 "claims of runs that lack a variant" "$lexbench" claims check --claims claims --db under.db
[ "$(cut -c1-23 out | grep -cE '^(more|falls|holds)  *(repro|contra)')" -eq 3 ]
result $? "do not keep others from being judged, nor lengths that nobody looks at"
expect 0 "claims list" "$lexbench" claims list under --claims claims --db under.db
says "0 of at most 40 seeds stored" "counts the seeds that can be judged"
expect 0 "until decided" "$lexbench" claims run under --until decided -j 2 --claims claims --db under.db
says "0 done now" "trains nothing, since evaluating is enough"
says "under: reproduced after" "and gets its verdict"
expect 0 "claims check" "$lexbench" claims check --claims claims --db under.db
# A verdict is by the size of its family.
rm claims/under.yaml
expect 0 "a smaller family" "$lexbench" claims list holds --claims claims --db under.db
says "reproduced (stale: family changed)" "makes a verdict stale"
rm claims/more.yaml
# What no scheme loses on the first of several tasks may be lost on another.
claim tasks contradicted '  - {better: nope, than: alibi, tasks: [copy, recall], at: 2x, by: 0.3}'
"$lexbench" run "$suites/smoke.yaml" seeds=1..8 --db tasks.db -q
sqlite3 tasks.db "UPDATE evaluation SET exact = examples"
expect 0 "two ceilings" "$lexbench" claims check tasks --claims claims --db tasks.db
says "nothing to see" "show nothing"
sqlite3 tasks.db "UPDATE evaluation SET exact = 0 WHERE task LIKE 'recall%' AND run IN (SELECT id FROM run WHERE scheme LIKE 'learned%')"
expect 0 "one ceiling" "$lexbench" claims check tasks --claims claims --db tasks.db
says "contradicted" "is no excuse for the other task"
rm claims/tasks.yaml
broken() { # words of the claim's check, place and words of the message, what
    claim broken reproduced "$1"
    for what in check run; do
        expect 2 "claims $what with $3" "$lexbench" claims $what --claims claims --db claims.db -q
        says "$2" "says so with its place"
    done
    expect 0 "and claims list" "$lexbench" claims list --claims claims --db claims.db --format tsv
    says "$2" "does, too"
    rm claims/broken.yaml
}
broken '  - {level: nopee, task: copy, at: 1x, least: 0.5}' "claims/broken.yaml:9:13: $suites/smoke.yaml: schemes=: the suite has no scheme 'nopee'; did you mean 'nope'" "a misspelt scheme"
broken '  - {level: nope, task: cpoy, at: 1x, least: 0.5}' "claims/broken.yaml:9:25: $suites/smoke.yaml: tasks=: the suite has no task 'cpoy'" "a misspelt task"
broken '  - {level: nope, task: copy, at: 9x, least: 0.5}' "claims/broken.yaml:9:35: $suites/smoke.yaml does not evaluate 'nope' on task 'copy' at the lengths" "a length that is not evaluated"
suites=/nowhere broken '  - {level: nope, task: copy, at: 1x, least: 0.5}' "claims/broken.yaml:7:" "a suite that is not there"
sed -i 's/expect: contradicted/expect: reproduced/' claims/falls.yaml
expect 1 "a verdict that is not the expected one" "$lexbench" claims check --claims claims --db claims.db
expect 0 "the database is sound" "$lexbench" db check --db claims.db
sed -i 's/most: 0.5/mots: 0.5/' claims/holds.yaml
expect 2 "a claim file with an error" "$lexbench" claims check --claims claims --db claims.db
says "claims/holds.yaml:9:" "is refused with its line"
says "did you mean 'most'" "and the remedy"
# Seed after seed until there is a verdict: more seeds where they are needed, the same verdict and evidence as of one call,
# whatever the order and the number at a time; what was fixed before the first seed stays fixed.
rm claims/*
claim holds reproduced '  - {level: nope, task: copy, at: 1x, most: 0.5}'
claim falls contradicted '  - {level: nope, task: copy, at: 1x, least: 0.5}'
evidence() { # database
    "$lexbench" claims check --claims claims --db "$1" --format tsv 2>/dev/null | cut -f1,2,4,8,9
}
expect 2 "a cap alone" "$lexbench" claims run --cap 9 --claims claims --db until.db
says "belong to --until decided" "says what it belongs to"
expect 2 "a budget without a unit" "$lexbench" claims run --until decided --budget 3 --claims claims --db until.db
says "such as 3h, 20m or 90s" "says how it is written"
expect 2 "until something else" "$lexbench" claims run --until tired --claims claims --db until.db
expect 0 "a cap" "$lexbench" claims run --until decided --cap 5 -j 2 --claims claims --db until.db
expect 3 "five seeds" "$lexbench" claims check --claims claims --db until.db
says "2 undecided" "are too few"
says "5/5" "for what holds in all of them"
sqlite3 until.db "UPDATE frozen SET cap = 40"
expect 0 "a cap below what it was" "$lexbench" claims run --until decided --cap 5 --claims claims --db until.db
[ "$(sqlite3 until.db 'SELECT count(*) FROM run')" -eq 5 ]
result $? "holds for this call"
expect 0 "no time" "$lexbench" claims run --until decided --cap 6 --budget 0.000001s --claims claims --db until.db
says "the same command goes on from here" "says so"
[ "$(sqlite3 until.db 'SELECT count(*) FROM run')" -eq 5 ]
result $? "and trains nothing"
expect 0 "until decided" "$lexbench" claims run --until decided --cap 40 -j 1 --claims claims --db until.db
says "holds: reproduced after 7 seeds" "seven do"
expect 0 "as often as one likes" "$lexbench" claims run --until decided -j 2 --claims claims --db until.db
expect 0 "check" "$lexbench" claims check --claims claims --db until.db
says "runs fitted  diverged  not finite  evidence unfitted" "shows what a verdict on fits rests on"
"$lexbench" run "$suites/smoke.yaml" schemes=nope tasks=copy seeds=1..7 --db once.db -q
[ "$(evidence once.db)" = "$(evidence until.db)" ] && [ -n "$(evidence once.db)" ]
result $? "the same seeds at once give the same evidence"
# A claim that was changed after its seeds were seen begins anew, with others.
sed -i 's/most: 0.5/most: 0.4/' claims/holds.yaml
expect 0 "the changed claim" "$lexbench" claims list holds --claims claims --db until.db
says "0 of at most 40 seeds stored, from seed 8 on" "begins behind them"
says "reproduced (stale: file changed)" "and nothing is missing of what it was judged by"
expect 0 "seeds that were stored before" "$lexbench" claims list --claims claims --db once.db
says "7 of at most 40 seeds stored, 7 of them before it was frozen" "are told from those that came after"
expect 0 "until decided" "$lexbench" claims run holds --until decided -j 1 --claims claims --db until.db
[ "$(sqlite3 until.db 'SELECT max(seed) FROM run')" -eq 14 ]
result $? "with seeds of its own"
expect 0 "claims show" "$lexbench" claims show holds --claims claims --db until.db
says "1 earlier version" "says that it was changed"
sed -i 's/most: 0.4/most: 0.5/' claims/holds.yaml
expect 0 "as it was before" "$lexbench" claims list holds --claims claims --db until.db
says "14 of at most 40 seeds stored " "it has its seeds again"
cp claims/holds.yaml kept.yaml
sed -i 's/most: 0.5/most: 0.50000001/' claims/holds.yaml
expect 0 "a bound that differs in its last digit" "$lexbench" claims list holds --claims claims --db until.db
says "0 of at most 40 seeds stored, from seed 15 on" "is another claim"
cp kept.yaml claims/holds.yaml
sqlite3 until.db ".backup capped.db"
sqlite3 capped.db "UPDATE frozen SET cap = 9"
expect 0 "merging" "$lexbench" db merge until.db --db capped.db
[ "$(sqlite3 capped.db 'SELECT min(cap) FROM frozen')" -eq 40 ]
result $? "takes the greater cap of a claim"
expect 0 "prose" sed -i 's/Sixty steps/Sixty hops/' claims/holds.yaml
expect 0 "is no change" "$lexbench" claims list holds --claims claims --db until.db
says "14 of at most 40 seeds stored " "of what decides"

# In processor time, so that what else runs does not matter; the last line of `times` is that of the children.
sh -c '"$1" claims check --claims "$2" --db claims.db >out 2>err; times' sh "$lexbench" "$claims" | tail -1 | tr 'ms' '  ' |
    awk '{exit !(60 * $1 + $2 + 60 * $3 + $4 < 2)}'
result $? "all claims are checked in under two seconds"

expect 3 "results of an unknown suite" "$lexbench" results nosuch --db one.db
expect 2 "an unknown run" "$lexbench" show run 00000000 --db one.db
says "list runs" "says where to look"
id=$("$lexbench" list runs --db one.db --format tsv | sed -n 2p | cut -f1)
expect 0 "show run" "$lexbench" show run "$id" --db one.db
says "train.steps = 60" "has the configuration"
expect 0 "show run as JSON" "$lexbench" show run "$id" --db one.db --format json
python3 -c 'import json; r = json.load(open("out")); assert r["run"][0]["steps"] == 60 and len(r["evaluation"]) == 2' 2>err
result $? "has the run and its evaluations"
expect 0 "results as TSV" "$lexbench" results smoke --all --db one.db --format tsv
[ "$(wc -l <out)" -eq 13 ]
result $? "has a row per run and length"

# Interruptions. Runs take seconds, so that signals meet the training.
long="train.steps=8000 train.lr=1e-2 evaluate.lengths=1,2,6 evaluate.examples=200 schemes=nope;alibi tasks=copy"
# shellcheck disable=SC2086
expect 0 "an undisturbed run" "$lexbench" run "$suites/smoke.yaml" $long --db calm.db -j 2 -q
calm=$("$lexbench" db fingerprint --db calm.db)
begin() { # database: starts the long runs and waits until both have said that they are at work; $pid is the scheduler
    # shellcheck disable=SC2086
    "$lexbench" run "$suites/smoke.yaml" $long --db "$1" -j 2 >out 2>err &
    pid=$!
    for _ in $(seq 100); do
        [ "$(find "$1.work/attempt" -name '*.attempt' 2>/dev/null | wc -l)" -eq 2 ] && break
        sleep 0.1
    done
    sleep 0.3
}
goes_on() { # database
    # shellcheck disable=SC2086
    expect 0 "the same command goes on" "$lexbench" run "$suites/smoke.yaml" $long --db "$1" -j 1 -q
    [ "$calm" = "$("$lexbench" db fingerprint --db "$1")" ]
    result $? "with the same bits"
    [ "$("$lexbench" list runs --db "$1" --format tsv | sed 1d | cut -f6 | uniq -c | tr -s ' ')" = " 2 done" ]
    result $? "and every run once, done"
}

begin int.db
# shellcheck disable=SC2086
"$lexbench" run "$suites/smoke.yaml" $long --db int.db >second 2>&1
[ $? -eq 2 ] && grep -q "another lexbench is running" second
result $? "a second scheduler on the same database is refused"
kill -INT $pid
wait $pid
[ $? -eq 75 ]
result $? "Ctrl-C exits with 75"
says "of 2 runs are stored, and what was begun is saved; to go on: lexbench run " "says what is stored, and how to go on"
[ "$(find int.db.work/checkpoint -name '*.safetensors' | wc -l)" -eq 2 ]
result $? "both runs left a checkpoint"
# shellcheck disable=SC2086
expect 0 "status of the interrupted suite" "$lexbench" status "$suites/smoke.yaml" $long --runs --db int.db
says "interrupted" "shows it interrupted"
goes_on int.db

begin gone.db
kill -KILL $pid
wait $pid 2>/dev/null
sleep 0.3
goes_on gone.db

begin all.db # workers too: nothing can save anything
workers=$(pgrep -P $pid)
# shellcheck disable=SC2086
kill -STOP $pid && kill -KILL $workers $pid
wait $pid 2>/dev/null
goes_on all.db

begin late.db # workers that cannot save: a second Ctrl-C makes an end; TERM behind the first only says the same again
workers=$(pgrep -P $pid)
# shellcheck disable=SC2086
kill -STOP $workers && kill -INT $pid && sleep 0.3 && kill -TERM $pid && sleep 0.3 && kill -0 $pid
result $? "TERM after Ctrl-C does not cut the saving short"
kill -INT $pid
wait $pid
[ $? -eq 75 ]
result $? "a second Ctrl-C ends at once"
goes_on late.db

begin slow.db # a worker that cannot come to a batch's end is left by its own deadline; one stopped from outside is killed
workers=$(pgrep -P $pid)
# shellcheck disable=SC2086
kill -STOP $workers && kill -KILL $pid
wait $pid 2>/dev/null
goes_on slow.db
# shellcheck disable=SC2086
! ps -o stat= -p "$(echo $workers | tr ' ' ',')" | grep -q '^[^Z]' # who has ended may still wait for a parent
result $? "workers of a dead scheduler are ended before others begin"

begin dead.db # one run that dies fails alone
pkill -KILL -P $pid -n
wait $pid
[ $? -eq 4 ]
result $? "a worker that is killed gives exit code 4"
says "killed by signal 9" "and the reason"
"$lexbench" list runs --db dead.db --format tsv >out
[ "$(cut -f6 out | sed 1d | sort | tr '\n' ' ')" = "done failed " ]
result $? "the other run is done"
fact_of() { awk -F '\t' -v name="$1" 'FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } $(at["status"]) == "failed" { print $(at[name]) }' out; }
case $(fact_of reason) in "killed by signal 9"*) true ;; *) false ;; esac
result $? "and what died says why, where machines read"
name=$(fact_of suite)
expect 0 "evaluating further what is left" "$lexbench" evaluate "$name" --db dead.db
says "1 run of $name ended without a model" "says what cannot be"
goes_on dead.db

# A run that dies every time is left alone after five times.
# shellcheck disable=SC2086,SC2120
dying() { sh -c 'ulimit -t 1; exec "$@"' sh "$lexbench" run "$suites/smoke.yaml" $long train.steps=400000 schemes=nope --db worn.db "$@" -q; }
# shellcheck disable=SC2119
for _ in 1 2 3 4 5; do dying >out 2>err; done
says "killed by signal" "a run over its limit of time dies"
expect 4 "after five deaths" dying
says "left alone: copy/nope seed 1: its last 5 attempts died; --retry tries again" "it is left alone"
expect 4 "with --retry" dying --retry
says "killed by signal" "it is tried again"

# Names are only text.
# shellcheck disable=SC2016
printf '%s\n' "name: \"'; DROP TABLE run; --\"" 'train: {steps: 3, batch: 2, longest: 4, fit_every: 3, fit_examples: 4}' 'evaluate: {multiples: [1], examples: 3}' \
    'model: {layers: 1, width: 8, heads: 1}' 'schemes:' '  - {scheme: nope, label: "`touch pwned`"}' '  - {scheme: alibi, label: "<script>alert(1)</script>"}' \
    'tasks: [copy]' >hostile.yaml
expect 0 "a hostile suite runs" "$lexbench" run hostile.yaml --db hostile.db -q
expect 0 "its report is written" "$lexbench" report "'; DROP TABLE run; --" --db hostile.db --out hostile
[ ! -e pwned ] && [ ! -e hostile/pwned ] && ! grep -q '<script>alert' hostile/report.html
result $? "and nothing was executed"
expect 0 "the table run is still there" "$lexbench" list runs --db hostile.db

# A model leaves the house.
id=$("$lexbench" list runs --db calm.db --format tsv | grep alibi | cut -f1)
expect 0 "export" "$lexbench" export "$id" model.safetensors --db calm.db
python3 - model.safetensors >out 2>err <<'P'
import json, struct, sys
raw = open(sys.argv[1], 'rb').read()
size = struct.unpack('<Q', raw[:8])[0]
header = json.loads(raw[8:8 + size])
assert 'scheme = ' in header['__metadata__']['config']
at = 0
for name, t in sorted(((k, v) for k, v in header.items() if k != '__metadata__'), key=lambda x: x[1]['data_offsets'][0]):
    n = 4
    for d in t['shape']: n *= d
    assert t['data_offsets'] == [at, at + n], name
    at += n
assert 8 + size + at == len(raw)
P
result $? "a strict reader finds every tensor in its place"
printf '0\t5\t6\t1\n0\t7\t1\n' >tokens.tsv
expect 0 "predict" "$lexbench" predict model.safetensors tokens.tsv
[ "$(wc -l <out)" -eq 8 ]
result $? "has a line per position"
for length in 1 2; do
    expect 0 "predict on the test examples of length $length" "$lexbench" predict model.safetensors --length "$length" --examples 200
    awk -F '\t' 'NR > 1 && $4 != "-" { if (!($1 in right)) right[$1] = 1; if ($4 != $5) right[$1] = 0; asked++; hits += $4 == $5 }
        END { for (i in right) exact += right[i]; printf "%.4g %.4g\n", exact / 200, hits / asked }' out >predicted
    "$lexbench" show run "$id" --db calm.db --format tsv | awk -F '\t' -v n="$length" '$3 == n { printf "%.4g %.4g\n", $6, $10 }' >evaluated
    [ -s evaluated ] && cmp predicted evaluated >err
    result $? "agrees with the evaluation: $(cat predicted)"
done
awk -F '\t' '$1 == 7 && NR > 1 { printf "%s%s", $2 ? "\t" : "", $3 } END { print "" }' out >tokens.tsv
awk -F '\t' '$1 == 7 { print $5 }' out >best
"$lexbench" predict model.safetensors tokens.tsv | sed 1d | cut -f5 | cmp - best 2>err
result $? "the same tokens from a file give the same arg-max"
expect 0 "predict --logits" "$lexbench" predict model.safetensors tokens.tsv --logits
[ "$(awk -F '\t' '{ print NF }' out | uniq)" -eq 159 ]
result $? "has a column per token of the vocabulary"
# shellcheck disable=SC2016 # $1 is the inner shell's
expect 2 "predict refuses a token that is none" sh -c 'printf "0 5\n0 99999\n" | "$1" predict model.safetensors' sh "$lexbench"
says ":2: '99999' is not a token id" "with the line"
# Weights of each task of several: losses from predicted logits are those that were stored, example by example.
printf '%s\n' 'name: kinds' 'model: {layers: 1, width: 16, heads: 2}' 'train: {steps: 150, batch: 8, longest: 4, lr: 2e-2, fit_every: 150, fit_examples: 4}' \
    'evaluate: {lengths: [4], examples: 20}' 'schemes: [mixture(tasks=2)]' "tasks: ['copy(symbols=8)+sort(symbols=8)']" >kinds.yaml
expect 0 "a mixture with weights for each task" "$lexbench" run kinds.yaml --db kinds.db -q
id=$("$lexbench" list runs --db kinds.db --format tsv | sed -n 2p | cut -f1)
"$lexbench" export "$id" kinds.safetensors --db kinds.db
grep -q '"train_tokens":"11"' kinds.safetensors
result $? "its file says how many tokens the longest training sequence had"
expect 0 "predict both tasks" "$lexbench" predict kinds.safetensors --length 4 --examples 20 --logits
awk -F '\t' 'NR > 1 && $4 != "-" { top = $6; for (i = 7; i <= NF; i++) if ($i > top) top = $i
    sum = 0; for (i = 6; i <= NF; i++) sum += exp($i - top)
    part = $1 < 20 ? 0 : 1; loss[part] += log(sum) + top - $(6 + $4); asked[part]++ }
    END { for (part = 0; part < 2; part++) printf "%.4f\n", loss[part] / asked[part] }' out >predicted
sqlite3 kinds.db "SELECT printf('%.4f', loss) FROM v_eval ORDER BY task" >evaluated
cmp predicted evaluated 2>err
result $? "each under its own weights: $(paste -s predicted)"
awk -F '\t' 'NR > 1 { printf "%s%s", $2 ? "\t" : (NR > 2 ? "\n" : ""), $3 } END { print "" }' out >tokens.tsv
cut -f 5- out >best
"$lexbench" predict kinds.safetensors tokens.tsv --logits | cut -f 5- | cmp - best 2>err
result $? "and plain tokens under those of the task that their first token names"
# A file says what it was evaluated as, whatever the training showed: length-dependent schemes hear the same length here and there.
printf '%s\n' 'name: moved' 'model: {layers: 1, width: 16, heads: 2, init_std: 0.3}' 'train: {steps: 2, batch: 4, longest: 4, offset: 30}' \
    'evaluate: {lengths: [3, 9], examples: 20}' 'schemes: [logn, music, random-float+alibi, clex, learned(past=interpolate)+shift(max=20)]' 'tasks: [addition]' >moved.yaml
expect 0 "a suite under an offset" "$lexbench" run moved.yaml --db moved.db -q
for id in $("$lexbench" list runs --db moved.db --format tsv | sed 1d | cut -f1); do
    "$lexbench" export "$id" moved.safetensors --db moved.db
    for length in 3 9; do
        "$lexbench" predict moved.safetensors --length "$length" --examples 20 --logits | awk -F '\t' 'NR > 1 && $4 != "-" { most = sum = 0
            for (i = 6; i <= NF; i++) if (i == 6 || $i > most) most = $i
            for (i = 6; i <= NF; i++) sum += exp($i - most)
            all += log(sum) + most - $(6 + $4); n++ } END { printf "%.6f\n", all / n }' >predicted
        "$lexbench" show run "$id" --db moved.db --format tsv | awk -F '\t' -v n="$length" '$3 == n { print $11 }' >evaluated
        paste predicted evaluated | awk 'NF == 2 && ($1 - $2) ^ 2 < 1e-6 { near = 1 } END { exit !near }'
        result $? "predict has the loss of the evaluation of $id at length $length: $(cat predicted)"
    done
done
expect 0 "bench" "$lexbench" bench nope --width 64 -s 0.01 --format tsv
says "of sgemm" "measures sgemm in the same run"
expect 2 "bench of an unknown scheme" "$lexbench" bench nopee --width 64
expect 2 "bench at a width that it has not" "$lexbench" bench nope --width 65
expect 2 "bench for no time" "$lexbench" bench nope -s 0
expect 0 "bench of a shape of one's own" "$lexbench" bench nope --shape 24,1,3,5,2 -s 0.01 --format tsv
grep -q "^nope	24	1	3	5	2	" out
result $? "has its sizes"
for shape in 24,1,3,5 24,1,3,5,2,1 24,1,3,0,2 24,1,3,5,2x 24,1,3,99999999,9 5000,1,1,5,2 24,1,5,5,2; do
    expect 2 "bench of the shape $shape" "$lexbench" bench nope --shape $shape
done
expect 2 "bench of a shape and another width" "$lexbench" bench nope --shape 24,1,3,5,2 --width 64
says "leave out --width" "says what to leave out"
expect 0 "doctor" "$lexbench" doctor
[ $bad -eq 0 ]
