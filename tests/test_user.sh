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
[ "$(cut -f2 out | tr '+' '\n' | wc -l)" -eq "$(awk -F '\t' '{ n = split($2, w, "+"); delete seen; for (i = 1; i <= n; i++) if (!seen[w[i]]++) print }' out | wc -l)" ]
result $? "no scheme acts twice on the same thing"
[ "$(awk -F '\t' '$2 == "none" { print $1 }' out)" = nope ]
result $? "every scheme but nope acts on something"

# What ships is found from any directory, wherever an installation was moved to; what lies in the current directory comes first.
expect 0 "make install" env -u MAKEFLAGS make -s -C "$suites/.." -o all install DESTDIR="$dir/staged" BUILD="$(dirname "$lexbench")"
mkdir empty
moved=$dir/moved
mv staged/usr/local "$moved"
for words in "claims list" "validate suites/quickstart.yaml" "list suites" "claims show copy-offset-beats-rope"; do
    # shellcheck disable=SC2086 # words of a command line
    expect 0 "installed, from an empty directory: $words" env -C empty "$moved/bin/lexbench" $words
done
says "of 16 runs stored" "a claim finds its suite"
expect 2 "installed: a suite's name" env -C empty "$moved/bin/lexbench" validate quickstart
says "did you mean suites/quickstart.yaml" "is answered with the file that ships"
"$moved/bin/lexbench" help | sed -n 's/^Pages such as \(.*\) stand in \(.*\)\.$/\2\/\1/p' >page
[ -s "$(cat page)" ]
result $? "the help says where the pages are that messages cite"
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

# A suite's file in place of its name: what it expands to now. Reports say how they came to be.
suite decay.yaml 'name: decay' 'schemes: [nope, alibi, rope]' "tasks: [copy, 'sort(symbols=40)']"
expect 0 "a suite with overrides" "$lexbench" run decay.yaml -q --db o.db train.steps=12 seeds=3,4 'schemes=nope;rope'
expect 0 "and with others" "$lexbench" run decay.yaml -q --db o.db seeds=1
before=$(cksum <o.db)
expect 0 "results of a file with overrides" "$lexbench" results decay.yaml --db o.db --format tsv train.steps=12 seeds=3 schemes=rope
[ "$(sed 1d out | cut -f2,5 | sort -u)" = "rope	1" ]
result $? "show just these runs"
expect 3 "results of runs that are not there" "$lexbench" results decay.yaml seeds=9 --db o.db
says "none of the 6 runs" "say so"
expect 0 "results of runs of which some are there" "$lexbench" results decay.yaml seeds=1,2 --db o.db
says "6 of the 12 runs" "say how many"
expect 0 "plot takes a file" "$lexbench" plot decay.yaml --db o.db --formats svg --out plots
expect 2 "settings behind a name" "$lexbench" results decay seeds=1 --db o.db
expect 3 "a suite that is not there" "$lexbench" report dcay --db o.db
says "did you mean 'decay'" "is answered with a suggestion"
expect 3 "a file that is not there" "$lexbench" report nosuch.yaml --db o.db
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

# What a file quotes cannot steer the terminal; a run is under way from its first step on.
printf 'schemes: [nope]\ntasks: [copy]\n"\\e[31mred": 1\n' >steer.yaml
expect 2 "a key with an escape sequence" "$lexbench" validate steer.yaml
! grep -q "$(printf '\033')" err && grep -qF '\x1b[31mred' err
result $? "is shown harmlessly"
suite long.yaml 'name: long' 'schemes: [nope, alibi]' 'tasks: [copy]'
"$lexbench" run long.yaml train.steps=1000000 schemes=nope --db long.db -j 1 -q &
pid=$!
for _ in $(seq 100); do [ -n "$(find long.db.work/attempt -name '*.attempt' 2>/dev/null)" ] && break; sleep 0.1; done
expect 0 "status of a suite at work" "$lexbench" status long.yaml train.steps=1000000 --db long.db --format tsv
kill -INT $pid
wait $pid
[ "$(cut -f6 out | sed 1d | tr '\n' ,)" = "under way,to do," ]
result $? "knows the run before its first checkpoint"

[ $bad -eq 0 ]
