#!/bin/sh
# What someone meets who uses the program for the first time: listings, messages, names as papers spell them, files from any directory.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
suite() { # FILE, lines of YAML: a suite of short runs
    file=$1
    shift
    printf '%s\n' 'model: {layers: 1, width: 16, heads: 2}' 'train: {steps: 10, batch: 4, longest: 4, fit_every: 10, fit_examples: 8}' \
        'evaluate: {multiples: [1, 2], examples: 10}' "$@" >"$file"
}

# Listings.
expect 0 "list encoders" "$lexbench" list encoders --format tsv
[ "$(cut -f3 out | tr '+' '\n' | wc -l)" -eq "$(awk -F '\t' '{ n = split($3, w, "+"); delete seen; for (i = 1; i <= n; i++) if (!seen[w[i]]++) print }' out | wc -l)" ]
result $? "no scheme acts twice on the same thing"
[ "$(awk -F '\t' '$3 == "none" { print $1 }' out)" = nope ]
result $? "every scheme but nope acts on something"
[ "$(awk -F '\t' '{ print $2 }' out | uniq | sort | uniq -d)" = "" ]
result $? "the schemes of a family stand together"
sed 1d out | cut -f2 | uniq >order
cp out all
expect 0 "list families" "$lexbench" list families --format tsv
sed 1d out | cut -f1 | cmp -s - order
result $? "has the families of encoders in their order"
while read -r family; do
    expect 0 "list encoders --family $family" "$lexbench" list encoders --family "$family" --format tsv
    awk -F '\t' -v family="$family" 'NR == 1 || $2 == family' all | cmp -s - out
    result $? "has its schemes, and no others"
done <order
expect 2 "an unknown family" "$lexbench" list encoders --family rotry
says "did you mean 'rotary'" "is answered with the closest"
says "control, absolute" "and with those there are"
expect 2 "a family of tasks" "$lexbench" list tasks --family rotary
says "list encoders" "says what has families"
expect 0 "list encoders as a table" "$lexbench" list encoders
head -1 out | grep -q '^name  *family  *acts on  *title$'
result $? "has no options"
expect 0 "list encoders --all" "$lexbench" list encoders --all
says "base=10000" "has them"
expect 0 "help --page encoders" "$lexbench" help --page encoders
sed 1d all | cut -f1 >names
[ "$(sed -n 's/^### //p' out)" = "$(cat names)" ] && [ "$(sed -n 's/^## //p' out | sed '$d')" = "$(cat order)" ]
result $? "has a section per family and its schemes in it"

# What ships is found from any directory, wherever an installation was moved to; what lies in the current directory comes first.
expect 0 "make install" env -u MAKEFLAGS make -s -C "$suites/.." -o all install DESTDIR="$dir/staged" BUILD="$(dirname "$lexbench")"
mkdir empty
moved=$dir/moved
mv staged/usr/local "$moved"
for words in "claims list" "validate suites/quickstart.yaml" "list suites" "claims show copy-offset-beats-rope"; do
    # shellcheck disable=SC2086 # words of a command line
    expect 0 "installed, from an empty directory: $words" env -C empty "$moved/bin/lexbench" $words
done
says "0 of at most 40 seeds stored" "a claim finds its suite"
grep -qE '^2 runs: [0-9]+ training steps' err && grep -q '^measured here and now: a training step takes' err
result $? "and says what a seed costs"
expect 2 "installed: a suite's name" env -C empty "$moved/bin/lexbench" validate quickstart
says "did you mean suites/quickstart.yaml" "is answered with the file that ships"
"$moved/bin/lexbench" help | sed -n 's/^Pages such as \(.*\) are in \(.*\)\.$/\2\/\1/p' >page
[ -s "$(cat page)" ]
result $? "the help says where the pages are that messages cite"
grep -q '^.TH LEXBENCH' "$moved/share/man/man1/lexbench.1"
result $? "the man page is beside it"
expect 0 "installed: a run, from an empty directory" env -C empty "$moved/bin/lexbench" run suites/quickstart.yaml -q schemes=nope tasks=sort seeds=1 \
    train.steps=2 evaluate.multiples=1 evaluate.examples=5
expect 0 "and its report" env -C empty "$moved/bin/lexbench" report quickstart --formats svg
[ "$(cd empty && find . -maxdepth 1 | sort | tr '\n' ' ')" = ". ./lexbench.db ./lexbench.db.work ./report " ]
result $? "leave the database and the report there, and nothing else"
rm -r empty && mkdir empty
mkdir -p here/suites
suite here/suites/smoke.yaml 'schemes: [nope]' 'tasks: [copy]' 'name: mine'
expect 0 "a suite of the current directory" env -C here "$moved/bin/lexbench" list suites --format tsv
[ "$(awk -F '\t' '$1 == "suites/smoke.yaml" { print $2 }' out)" = mine ] && grep -q '^suites/quickstart.yaml' out
result $? "stands in front of one that ships"
# shellcheck disable=SC2016
expect 0 "a suite from standard input" sh -c '"$1" validate - <here/suites/smoke.yaml' sh "$lexbench"
# shellcheck disable=SC2016
expect 2 "an error in it" sh -c 'echo "schemes: [rpoe]" | "$1" validate -' sh "$lexbench"
says "stdin:1:" "names its place"

# shellcheck disable=SC2016
expect 0 "a run of one" sh -c '"$1" run - --db in.db -q <here/suites/smoke.yaml' sh "$lexbench"
[ "$(number in.db 'SELECT name FROM suite')" = mine ]
result $? "is stored under its name"

# A run without a suite's file: the quickstart's model, under a name that results and the next call find.
tiny="model.layers=1 model.width=16 train.steps=10 train.batch=4 evaluate.examples=10"
# shellcheck disable=SC2086 # settings
expect 0 "a run of words" "$lexbench" run --tasks 'sort;copy(symbols=20)' --schemes 'rope;alibi' --seeds 1..2 $tiny --db words.db
says "the suite is stored as sort-copy-symbols-20-rope-alibi" "says its name"
says "lexbench report sort-copy-symbols-20-rope-alibi --db words.db" "and what to type next"
# shellcheck disable=SC2086
expect 0 "the same again" "$lexbench" run --tasks 'sort;copy(symbols=20)' --schemes 'rope;alibi' --seeds 1..3 $tiny --db words.db
says "12 runs: 4 done now, 8 stored before" "goes on"
expect 0 "its results" "$lexbench" results sort-copy-symbols-20-rope-alibi --db words.db --format tsv
[ "$(sed 1d out | cut -f2 | sort | uniq -c | tr -s ' ')" = " 2 alibi
 2 rope" ]
result $? "are found by the name"
expect 0 "show suite" "$lexbench" show suite sort-copy-symbols-20-rope-alibi --db words.db
cp out shown.yaml
# shellcheck disable=SC2086
expect 0 "what it prints" sh -c '"$@" <shown.yaml' sh "$lexbench" run - seeds=1..3 $tiny --db words.db
says "12 runs: 0 done now, 12 stored before" "is the suite"
expect 3 "show suite of none" "$lexbench" show suite nosuch --db words.db
"$lexbench" validate --tasks 'copy(symbols=48)' --schemes rope --format tsv >words 2>err
"$lexbench" validate "$suites/quickstart.yaml" seeds=1 --tasks copy --schemes rope --format tsv 2>err | cmp -s - words && [ "$(wc -l <words)" -eq 2 ]
result $? "its runs are those of the quickstart, and the flags choose in a file"
expect 0 "such a suite shown" "$lexbench" show suite sort-copy-symbols-20-rope-alibi --db words.db
says "train.steps=10 train.batch=4 evaluate.examples=10 seeds=1..3" "has the settings and seeds that it was run with"
expect 2 "seeds in two ways" "$lexbench" validate --tasks sort --schemes rope --seeds 1..3 seeds=4
says "--seeds 1..3 and seeds=4 say the same setting" "are refused"
expect 2 "a length in two ways" "$lexbench" evaluate "$suites/quickstart.yaml" --lengths 5 evaluate.lengths=6 --db words.db
says "--lengths 5 and evaluate.lengths=6 say the same setting" "are refused too"
expect 2 "a word that cannot be" "$lexbench" validate --tasks sort --schemes 'rope;learned(rows=4)'
says "lexbench: --schemes 'learned(rows=4)': scheme learned: the table has 4 rows" "is named itself"
# README shows what the quickstart gave: of this suite, whoever changes it.
"$lexbench" validate "$suites/quickstart.yaml" --format tsv 2>err | sed 1d >words
grep -qF "train $(wc -l <words) models" "$suites/../README.md"
result $? "README says how many models the quickstart trains"
task=$(head -1 words | cut -f2)
awk -v task="$task" '!NF || /^```/ { on = 0 } on && $1 != "scheme" { print $1 } $0 == task { on = 1 }' "$suites/../README.md" >out
awk -F '\t' -v task="$task" '$2 == task { print $3 }' words | uniq | cmp -s - out
result $? "and its table has the suite's schemes"
expect 2 "a scheme that there is not" "$lexbench" run --tasks sort --schemes 'rpoe;alibi' --db words.db
says "--schemes: unknown scheme 'rpoe'; did you mean 'rope'?" "is named with its flag"
expect 2 "schemes with a comma" "$lexbench" run --tasks sort --schemes rope,alibi --db words.db
says "schemes are separated by ';'" "names the sign that separates them"
expect 2 "tasks with a comma" "$lexbench" run --tasks sort,copy --schemes rope --db words.db
says "tasks are separated by ';'" "names the sign that separates them"
expect 2 "no tasks" "$lexbench" run --schemes rope --db words.db
says "--tasks sort --schemes 'rope;alibi'" "is answered with how to say it"

# A suite's file in place of its name: what it expands to now. Reports say how they came to be.
suite decay.yaml 'name: decay' 'schemes: [nope, alibi, rope]' "tasks: [copy, 'sort(symbols=40)']"
expect 0 "a suite with overrides" "$lexbench" run decay.yaml -q --db o.db train.steps=12 seeds=3,4 'schemes=nope;rope'
expect 0 "and with others" "$lexbench" run decay.yaml -q --db o.db seeds=1
mkdir decay
expect 0 "status of a suite that has the name of a folder" "$lexbench" status decay --db o.db --format tsv
[ "$(sed -n 2p out | cut -f1,2)" = "copy	nope, steps=10" ]
result $? "is what is stored"
before=$(cksum <o.db)
expect 0 "results of a file with overrides" "$lexbench" results decay.yaml --db o.db --format tsv train.steps=12 seeds=3 schemes=rope
[ "$(sed 1d out | cut -f2,5 | sort -u)" = "rope	1" ]
result $? "show just these runs"
expect 3 "results of runs that are not there" "$lexbench" results decay.yaml seeds=9 --db o.db
says "none of the 6 runs" "say so"
expect 0 "results of runs of which some are there" "$lexbench" results decay.yaml seeds=1,2 --db o.db
says "6 of the 12 runs" "say how many"
expect 0 "what came out" "$lexbench" results decay.yaml seeds=1 --finding --db o.db
says "0 of 6 runs fitted" "is said in sentences"
expect 2 "with another table" "$lexbench" results decay --finding --all --db o.db
expect 0 "plot takes a file" "$lexbench" plot decay.yaml --db o.db --format svg --out plots
expect 2 "settings behind a name" "$lexbench" results decay seeds=1 --db o.db
expect 3 "a suite that is not there" "$lexbench" report dcay --db o.db
says "did you mean 'decay'" "is answered with a suggestion"
expect 2 "a file that is not there" "$lexbench" report nosuch.yaml --db o.db
says "list suites --db o.db" "names a command that lists what the database has"
expect 0 "that command" "$lexbench" list suites --db o.db --format tsv
[ "$(awk -F '\t' '$2 == "decay" { print $4 }' out)" = 14 ]
result $? "lists it"
expect 0 "a report by name" "$lexbench" report decay --db o.db --out by-name
grep -qxF "lexbench run suite.yaml train.steps=12 seeds=3,4 schemes='nope;rope' --db results.db" by-name/report.md &&
    grep -qxF "lexbench run suite.yaml seeds=1 --db results.db" by-name/report.md
result $? "has the commands that were given"
[ "$before" = "$(cksum <o.db)" ]
result $? "nothing of this writes to the database"
expect 0 "which is sound" "$lexbench" db check --db o.db

# LEXBENCH_DB stands for --db where that is not given, in every command that has it.
"$lexbench" results decay --db o.db --format tsv >named
expect 0 "results of the database that LEXBENCH_DB names" env LEXBENCH_DB=o.db "$lexbench" results decay --format tsv
cmp -s out named
result $? "are those of --db"
expect 0 "LEXBENCH_DB beside --db" env LEXBENCH_DB=nosuch.db "$lexbench" results decay --db o.db --format tsv
cmp -s out named
result $? "gives way to it"
expect 0 "a run into it" env LEXBENCH_DB=other.db "$lexbench" run decay.yaml -q seeds=1 schemes=nope tasks=copy
[ -e other.db ] && [ ! -e lexbench.db ]
result $? "makes that database"
expect 3 "a database that is not there" env LEXBENCH_DB=nosuch.db "$lexbench" results
says "nosuch.db yet" "is named"
says "LEXBENCH_DB names this path" "with where its path comes from"
expect 3 "a database of --db that is not there" env LEXBENCH_DB=o.db "$lexbench" results --db nosuch.db
! grep -q LEXBENCH_DB err
result $? "does not come from there"
expect 3 "an empty LEXBENCH_DB" env LEXBENCH_DB= "$lexbench" results
says "no database lexbench.db yet" "is none"
for command in $("$lexbench" help | awk '/^Commands/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'); do
    "$lexbench" help "$command" | grep '^      --db ' | grep -vq LEXBENCH_DB && echo "$command"
done >without
[ ! -s without ] && "$lexbench" help run | grep -q 'LEXBENCH_DB'
result $? "the help of every command with --db says so"

# What a file quotes cannot steer the terminal; a run is under way from its first step on.
printf 'schemes: [nope]\ntasks: [copy]\n"\\e[31mred": 1\n' >steer.yaml
expect 2 "a key with an escape sequence" "$lexbench" validate steer.yaml
! grep -q "$(printf '\033')" err && grep -qF '\x1b[31mred' err
result $? "is shown harmlessly"
suite long.yaml 'name: long' 'schemes: [nope, alibi]' 'tasks: [copy]'
"$lexbench" run long.yaml train.steps=1000000 schemes=nope --db long.db -j 1 -q &
pid=$!
for _ in $(seq 100); do [ -n "$(find long.db.work/attempt -name '*.attempt' 2>/dev/null)" ] && break; sleep 0.1; done
expect 0 "status of a suite at work" "$lexbench" status long.yaml train.steps=1000000 --runs --db long.db --format tsv
cp out runs
for _ in $(seq 100); do grep -q train long.db.work/attempt/*.progress 2>/dev/null && break; sleep 0.1; done
sleep 1
expect 0 "status of its arms" "$lexbench" status long.yaml train.steps=1000000 --db long.db
grep -qE '^copy +nope +1 +train +[0-9]+/1000000 +[0-9.]+ +[0-9]+ +[0-9:]+' out
result $? "says what a worker is at"
[ "$(awk '{ if (length > n) n = length } END { print n + 0 }' out)" -le 80 ]
result $? "in 80 columns"
expect 0 "the same for programs" "$lexbench" status long.yaml train.steps=1000000 --db long.db --format tsv
[ "$(sed -n 2p out)" = "$(printf 'copy\tnope\t1\t0\t0\t1\t1\t0\t0')" ] && [ "$(sed -n 3p out)" = "$(printf 'copy\talibi\t1\t0\t0\t1\t0\t0\t0')" ]
result $? "counts runs by arm"
cp runs out
kill -INT $pid
wait $pid
[ -z "$(find long.db.work/attempt -name '*.progress')" ]
result $? "nothing of it stays"
[ "$(cut -f6 out | sed 1d | tr '\n' ,)" = "under way,to do," ]
result $? "knows the run before its first checkpoint"

# Settings and names as people write them.
for pair in RoPE:rope ALiBi:alibi T5:t5 xPos:xpos KERPLE:kerple YaRN:yarn Transformer-XL:transformer-xl; do
    expect 2 "show encoder ${pair%:*}" "$lexbench" show encoder "${pair%:*}"
    says "did you mean '${pair#*:}" "suggests what is meant"
done
expect 2 "steps=10" "$lexbench" validate decay.yaml steps=10
says "did you mean 'train.steps'" "suggests the setting"
expect 0 "a task by its name" "$lexbench" validate decay.yaml tasks=sort --format tsv
[ "$(sed 1d out | cut -f2 | sort -u)" = "sort(symbols=40)" ]
result $? "is the one with options"
expect 2 "a scheme that the suite does not have" "$lexbench" validate decay.yaml 'schemes=alibi;t5'
says "add it there" "is refused, and the message says how to have it"
suite far.yaml 'name: far' 'schemes: [nope]' "tasks: ['copy(symbols=10)']"
expect 0 "lengths that the task cannot make" "$lexbench" validate far.yaml 'evaluate.multiples=[1,1000]'
says "evaluate.multiples: 1000x left out" "are said"
says "copy(symbols=10): trained up to length 4, evaluated at 4" "validate names the lengths"
says "1 run: 10 training steps on 40 sequences, 10 examples" "and the cost"
grep -qE '^measured here and now: a training step takes [0-9.e-]+ ms, so all runs take about .* with 1 process, .* of it for evaluation; a process takes [1-9][0-9]* MB$' err
result $? "as it was measured"
suite slash.yaml 'name: a/b' 'schemes: [nope]' 'tasks: [copy]'
expect 2 "a suite's name with a slash" "$lexbench" validate slash.yaml
says "slash.yaml:4:7: a suite's name has no slash" "is refused with its place"
suite break.yaml 'name: "a\nb"' 'schemes: [nope]' 'tasks: [copy]'
expect 2 "a suite's name with a line break" "$lexbench" validate break.yaml
expect 2 "a baseline without a name" "$lexbench" baseline save '' o.db
says "a baseline needs a name" "is refused"
{ printf '\357\273\277' && cat far.yaml; } >mark.yaml
expect 0 "a suite with a byte order mark" "$lexbench" validate mark.yaml
printf 'schemes: [nope]\ntasks:\n\t- copy\n' >tab.yaml
expect 2 "a tab" "$lexbench" validate tab.yaml
says "tab.yaml:3:1: a tab, which YAML does not take as indentation; use spaces" "is named"
printf 'schemes: [nope]\ntasks: [recall(keys=8,values=8)]\n' >list.yaml
expect 2 "an expression with a comma in a list" "$lexbench" validate list.yaml
says "needs quotes" "says to quote it"
expect 2 "predict of a model that is not there" "$lexbench" predict nosuch.safetensors --length 64
[ ! -s out ]
result $? "prints an error only"
expect 0 "JSON" "$lexbench" results decay --db o.db --format json
python3 -c 'import json, re; assert all(re.fullmatch("[a-z][a-z0-9_]*", k) for r in json.load(open("out")) for k in r)' 2>err
result $? "has keys that are names"

# A report has what was asked for, and nothing of an earlier one.
expect 0 "a report in one format" "$lexbench" report decay --db o.db --out again --formats png
[ -n "$(find again -name '*.svg')" ] && [ -n "$(find again -name '*.png')" ] && [ -z "$(find again -name '*.pdf')" ] && ! grep -q '\.pdf' again/report.html again/report.md
result $? "has that, and SVG for the page"
echo mine >again/accuracy-mine.gp
expect 0 "another into the same folder" "$lexbench" report decay.yaml tasks=copy seeds=1 --db o.db --out again --formats svg
[ -z "$(find again -name '*sort*')" ] && [ -z "$(find again -name '*.png')" ] && [ -e again/accuracy-copy.svg ] && [ -e again/accuracy-mine.gp ]
result $? "leaves no chart of the first, and what others put there"
suite xml.yaml 'name: xml' 'schemes: [{scheme: nope, label: "]]> & <b>"}]' 'tasks: [copy]'
expect 0 "a label of XML" "$lexbench" run xml.yaml --db xml.db -q
expect 0 "in a report" "$lexbench" report xml --db xml.db --out xml --formats svg
python3 -c 'import glob, xml.dom.minidom; [xml.dom.minidom.parse(f) for f in glob.glob("xml/*.svg")]' 2>err
result $? "leaves its drawings XML"
grep -qF '\]\]&gt; &amp; &lt;b&gt;' xml/report.md
result $? "and is read as it is in Markdown"
# Text of files and of the database is shown to a terminal as text, and kept in a pipe.
suite shown.yaml 'name: shown' 'about: "\x9b31mred"' 'schemes: [{scheme: nope, label: "\x9b31mred"}]' 'tasks: [copy]'
csi=$(printf '\302\233')
expect 0 "a suite with escape sequences" "$lexbench" run shown.yaml --db shown.db -q
run=$("$lexbench" list runs --db shown.db --format tsv | sed -n 2p | cut -f1)
has_terminals "showing them" && for words in "show suite shown.yaml" "show run $run --db shown.db"; do
    script -qec "NO_COLOR=1 $lexbench $words" /dev/null </dev/null >typed 2>err
    ! grep -q "$csi" typed && grep -qF '\xc2\x9b31mred' typed
    result $? "$words shows them"
done
expect 0 "show run in a pipe" "$lexbench" show run "$run" --db shown.db
grep -qF "${csi}31mred" out
result $? "keeps the bytes"

# A prediction that cannot begin prints its reason, and nothing to read.
"$lexbench" export "$run" shown.safetensors --db shown.db >out 2>err
echo '0 5 x' >bad.tsv
expect 2 "predict of a length that the task does not make" "$lexbench" predict shown.safetensors --length 100000
[ ! -s out ] && grep -qF -- '--length' err
result $? "prints an error only"
expect 2 "predict of tokens that are none" "$lexbench" predict shown.safetensors bad.tsv
[ ! -s out ] && grep -qF "bad.tsv:1: 'x'" err
result $? "prints an error only, with its place"
expect 0 "claims run" "$lexbench" claims run --help
says "--retry" "takes up what a message of the scheduler says to take up"

# A character of the private use area, which no font has, does not cover the chart: U+E000.
none=$(printf '\356\200\200')
suite fonts.yaml 'name: fonts' "schemes: [{scheme: nope, label: 'a$none$none'}, {scheme: rope, label: 'café'}]" 'tasks: [copy]'
if command -v fc-list >/dev/null && [ -z "$(fc-list ':charset=e000' family)" ]; then
    expect 0 "a label that no font has" "$lexbench" run fonts.yaml --db fonts.db -q
    expect 0 "in charts" "$lexbench" plot fonts --db fonts.db --out fonts --format svg,png
    says "no font here has $none (U+E000); PNG and PDF show '?'" "is said"
    suite marks.yaml 'name: fonts' "schemes: [{scheme: nope, label: 'a??'}, {scheme: rope, label: 'café'}]" 'tasks: [copy]'
    expect 0 "marks in its place" "$lexbench" run marks.yaml --db marks.db -q
    expect 0 "in charts" "$lexbench" plot fonts --db marks.db --out marks --format svg,png
    [ ! -s err ] && cmp -s fonts/overview.png marks/overview.png && ! cmp -s fonts/overview.svg marks/overview.svg && grep -q "$none" fonts/overview.svg
    result $? "look the same as PNG, and SVG keeps the characters"
    expect 3 "doctor" "$lexbench" doctor --db fonts.db
    says "no font here has $none (U+E000)" "says it of the database's labels"
    expect 0 "doctor without a database" "$lexbench" doctor
    says "charts' font" "says which font charts use"
else
    echo "# no fc-list here, or a font that has U+E000: skipped"
fi

# Listings fit the terminal, and are whole elsewhere.
has_terminals "widths" && for width in 60 80 120; do
    for words in "list encoders" "list tasks" "claims list --claims $suites/../results/claims" "results decay --all --db o.db"; do
        script -qec "stty cols $width; $lexbench $words" /dev/null </dev/null >wide 2>err
        [ -s wide ] && python3 -c 'import re, sys; t = re.sub(r"\x1b\[[0-9;]*m", "", open("wide", encoding="utf8").read()); sys.exit(max(len(l.rstrip("\r")) for l in t.split("\n")) > int(sys.argv[1]))' "$width"
        result $? "$words at $width columns"
    done
done

# At 80 columns a scheme's name and family are whole, and a long title goes on in the next line.
cat >whole.py <<'END'
import re
rows = re.split(r"\n(?=\S)", re.sub(r"\x1b\[[0-9;]*m|\r", "", open("wide", encoding="utf8").read()).strip())
shown = {row.split()[0]: row.split() for row in rows[1:]}
for line in open("all", encoding="utf8").read().splitlines()[1:]:
    name, family, _, title = line.split("\t")[:4]
    assert shown[name][1] == family and set(title.split()) <= set(shown[name]), line
END
if has_terminals "80 columns"; then
    script -qec "stty cols 80; $lexbench list encoders" /dev/null </dev/null >wide 2>err
    python3 whole.py 2>err
    result $? "list encoders is whole at 80 columns but for what schemes act on"
fi

# A suite run again with another setting: two arms that stand at one place of it.
again() {
    "$lexbench" run -q --tasks 'sort(symbols=16)' --schemes rope train.steps=20 model.width=16 model.layers=1 \
        train.longest=6 evaluate.examples=20 evaluate.multiples=1,2 --seeds 1..2 train.lr="$1" --db lr.db
}
again 5e-3 && again 3e-3
result $? "a suite run with two rates"
expect 0 "its charts" "$lexbench" plot sort-symbols-16-rope --db lr.db --format svg --out rates
is "$(sed 1d rates/accuracy-sort-symbols-16.tsv | cut -f1 | uniq | tr -d "\n")" 1212 "have the rows of each arm together, medians first, then seeds"
grey() { "$lexbench" plot sort-symbols-16-rope --db lr.db --figure lengths --format svg --out rates >out && sed -n 's/^guesses_words = //p' rates/accuracy-*.gp; }
is "$(grey)" "'grey, at 0: chance (dotted), the most frequent token, the most frequent token of each position, the input copied'" \
    "lines of guessers that cannot be told from 0 have no order"
sqlite3 lr.db "UPDATE guess SET exact = CASE length WHEN 6 THEN 0.2 ELSE 0.1 END WHERE name = 'copy'; UPDATE guess SET exact = 0.15 WHERE name = 'place'"
is "$(grey)" "'grey, from the top at the left: the input copied, the most frequent token of each position; at 0: chance (dotted), the most frequent token'" \
    "those that cross are named as they begin"
expect 0 "its table for a paper" "$lexbench" results sort-symbols-16-rope --db lr.db --format latex
says "at 2x of it, there with the least and the greatest run" "says where these stand"
expect 2 "a figure with a slip of the pen" "$lexbench" plot decay --db o.db --figure length
says "did you mean 'lengths'" "is answered with a suggestion"
expect 2 "a database where there is no directory" "$lexbench" run --tasks sort --schemes rope --db typo/x.db
says "there is no directory typo" "is refused"
[ ! -e typo ]
result $? "and no directory is made"
expect 2 "the format of a claim's chart by the name that tables have" "$lexbench" claims plot --format png
says "--formats svg,png,pdf" "is answered with the flag"
# shellcheck disable=SC2016
expect 2 "rm where nobody can be asked" sh -c '"$1" rm sort-symbols-16-rope --db lr.db </dev/null' sh "$lexbench"
says "--yes removes without being asked" "is answered with the flag"
expect 3 "a listing of nothing" "$lexbench" list encoders zzzz
says "'lexbench list encoders' lists all" "is answered with what lists all"
expect 2 "an option without its name" "$lexbench" show encoder 'rope(500)'
says "such as base=..." "is answered with one"

# Completion: what stands for a placeholder is what the program lists.
"$lexbench" help --completion >completion
# A name that a shell would take apart, or run.
# shellcheck disable=SC2016
suite odd.yaml 'name: "$(touch struck) decay"' 'schemes: [nope]' 'tasks: [copy]'
"$lexbench" run odd.yaml -q --db o.db 2>err
typed() { # words of a command line, the last one begun: what it can become, one a line
    # shellcheck disable=SC2016
    PATH="$(dirname "$lexbench"):$PATH" bash -c '. ./completion; COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _lexbench; printf "%s\n" "${COMPREPLY[@]}"' bash lexbench "$@" >out 2>err
}
becomes() { # what, and what exactly it can become
    [ "$(tr '\n' ' ' <out)" = "$2 " ] && [ ! -s err ]
    result $? "completion of $1"
}
typed results decay --format '' && becomes 'results --format' 'table tsv csv json markdown latex'
typed results decay --format = j && becomes 'results --format=j' json
typed plot decay --format p && becomes 'plot --format p' 'png pdf'
typed claims show copy-offset-b && becomes 'claims show' 'copy-offset-beats-nope copy-offset-beats-rope'
typed show encoder rope- && becomes 'show encoder' "$("$lexbench" list encoders --format tsv | cut -f 1 | grep '^rope-' | paste -s -d' ')"
typed show task copy_ && becomes 'show task' 'copy_twice copy_stride copy_replace'
typed list runs --plug && becomes '--plugin, of any command' --plugin
typed plugin build dec && becomes 'plugin build' 'decay.yaml decay'
typed list r && becomes list runs
typed list encoders --family con && becomes 'list --family' 'control conv content'
for command in report results plot; do typed $command --db o.db dec && becomes "$command" 'decay decay.yaml'; done
typed report --db o.db '$' && becomes 'report $' '\$\(touch\ struck\)\ decay'
[ ! -e struck ]
result $? "runs nothing that a name says"

[ $bad -eq 0 ]
