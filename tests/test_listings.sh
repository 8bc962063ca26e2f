#!/bin/sh
# Listings: rows with given words, families of claims, and a caption for every table that goes into a document.
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, width: 16, heads: 1}
train: {steps: 10, longest: 4, lr: 3e-3, batch: 8, fit_every: 10, fit_examples: 10}
evaluate: {multiples: [1, 2], examples: 10}
schemes: [rope]
tasks: [copy]
seeds: 1..2
END
"$lexbench" run tiny.yaml -q >out 2>err && "$lexbench" baseline save base lexbench.db --dir nights >out 2>err
run=$("$lexbench" list runs --format tsv | sed -n 2p | cut -f 1)

while read -r words; do
    # shellcheck disable=SC2086 # words of a command
    "$lexbench" $words --format latex >out 2>err && grep -q '^\\caption{[A-Z].*\.}$' out
    result $? "$words: a caption in LaTeX"
    # shellcheck disable=SC2086
    "$lexbench" $words --format markdown >out 2>err && [ -z "$(tail -2 out | head -1)" ] && tail -1 out | grep -q '^[A-Z].*\.$'
    result $? "$words: and in Markdown"
done <<END
list encoders
list families
list tasks
list languages
list settings
list suites
list claims
list runs
results tiny --reach
status
status tiny.yaml
status tiny.yaml --runs
status tiny
validate tiny.yaml
show run $run
baseline list --dir nights
baseline show base --dir nights
bench nope --width 64 --seconds 0.01
END

# The table that a scheme is looked up in: a column per task for people, a row per task and scheme for programs.
expect 0 "how far schemes carry" "$lexbench" results tiny --reach
grep -q '^rope    no fit, 0/2$' out && grep -q 'A scheme that no run fitted' out
result $? "says that none fitted, and what that means"
expect 0 "for programs" "$lexbench" results tiny --reach --format tsv
is "$(cut -f 1-9 out)" "task	label	variant	scheme	runs	fitted	n	reach	open
copy	rope		rope	2	0	0		" "a row with numbers, none of a reach that is not known"
expect 0 "as JSON" "$lexbench" results tiny --reach --format json
python3 -c 'import json, sys; row, = json.load(open("out")); sys.exit(row["reach"] is not None or row["fitted"] != 0)'
result $? "the same"
expect 2 "with a table of its own" "$lexbench" results tiny --reach --cells

# An edit since a scheme was trained is said, not passed over.
expect 0 "results" "$lexbench" results tiny
is "$(grep -c 'other code' err)" 0 "of this program's code, without a word of another"
number lexbench.db "PRAGMA foreign_keys = OFF; UPDATE run SET version = 'f00' || substr(version, 4), code = 'f00' || substr(code, 4); UPDATE suite_arm SET version = 'f00' || substr(version, 4)" >out
for words in "results tiny" "results tiny --all" "status tiny" "status tiny.yaml"; do
    # shellcheck disable=SC2086
    expect 0 "$words" "$lexbench" $words
    says "2 stored trainings of rope were made by other code than this program's" "says that they are of other code"
done
expect 0 "for programs" "$lexbench" results tiny --format json
is "$(grep -c 'other code' err)" 0 "it does not"

names() { sed 1d out | cut -f 1 | tr '\n' ' '; }
expect 0 "schemes with two words" "$lexbench" list encoders LINEAR bias --format tsv
grep -q '^alibi	' out && ! grep -q '^rope	' out
result $? "are those that have both, in any capitals"
expect 3 "words that no row has" "$lexbench" list tasks no-such-word --format tsv
is "$(wc -l <out)" 1 "leave the header"
expect 0 "claims of a family" "$lexbench" list claims --family copy --format tsv
is "$(sed 1d out | cut -f 2 | sort -u)" copy "are of that family"
expect 0 "with a word" "$lexbench" list claims --family copy repeated BINARY --format tsv
is "$(names)" "copy-repeats-fail " "in the sentence"
expect 2 "a family that is not there" "$lexbench" list claims --family cpoy
says "did you mean 'copy'?" "suggests one"
expect 2 "a family of tasks" "$lexbench" list tasks --family copy
says "list tasks has no --family" "there is none"
expect 0 "claims and what came out" "$lexbench" claims list copy repeated BINARY --format tsv
is "$(names)" "copy-repeats-fail " "take a family and words"
expect 2 "a word that nothing has" "$lexbench" claims list copy-ofset-beats-rope
says "did you mean 'copy-offset-beats-rope'?" "is taken for a name"
exit $bad
