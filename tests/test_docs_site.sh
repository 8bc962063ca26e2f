#!/bin/sh
# docs/site is what the records of docs/results give; and what looks at it sees where it is not.
top=$(realpath -e .) || exit 1
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
script=$top/docs/site.sh

# A tree with one record and one claim.
mkdir -p docs/results/one results/claims
cat >tiny.yaml <<'END'
name: tiny
model: {layers: 1, width: 16, heads: 1}
train: {steps: 120, longest: 4, batch: 2}
evaluate: {multiples: [1, 2], examples: 4}
schemes: [rope, alibi]
tasks: [copy]
seeds: 1
END
cat >results/claims/rope-wins.yaml <<'END'
id: rope-wins
family: test
sentence: RoPE copies and ALiBi does not.
source: {paper: "a paper"}
figures: [{figure: "0.9", tag: N}]
fit: {metric: token, least: 0}
small: {suite: ../../tiny.yaml}
predicate: [{better: rope, than: alibi, task: copy, at: 2x, by: 0.9}]
END
record() { "$lexbench" db export --db tiny.db docs/results/one/results.sqlite.zst >out 2>err; }
export RECORDS="one not-there-yet"
"$lexbench" run tiny.yaml --db tiny.db -q && record
expect 0 "a site of the records that are there" sh "$script" make "$lexbench" site
is "$(ls site/data)" one.sqlite.zst "calls a record as its folder is called"
expect 0 "agrees with them" sh "$script" check "$lexbench" site
cp -r site other
sed -i 's/ d="M[0-9]/ d="M9/' other/schemes/rope.html
expect 0 "one that another processor drew is the same" sh "$script" same site other
sed -i 's/2 runs/3 runs/' other/index.html
expect 1 "one with another number is not" sh "$script" same site other
rm site/tasks/copy.html
expect 1 "one that lacks a page does not agree" sh "$script" check "$lexbench" site
says "lacks tasks/copy.html" "and says so"
"$lexbench" run tiny.yaml --db tiny.db -q seeds=2 >out 2>err && rm docs/results/one/results.sqlite.zst && record
expect 1 "nor does one of an earlier record" sh "$script" check "$lexbench" other
says "is not of the records as they are now" "says so"
says "'make site' writes it" "and the remedy"
cp docs/results/one/results.sqlite.zst other/data/one.sqlite.zst
expect 1 "nor does an index of other results than are offered" sh "$script" check "$lexbench" other
says "has an index of other results than data/one.sqlite.zst" "says so"

# The one that is committed.
unset RECORDS
cd "$top" || exit 1
if [ -d docs/site ]; then
    sh "$script" check "$lexbench" docs/site >"$dir/out" 2>"$dir/err"
    code=$?
    cd "$dir" || exit 1
    result $code "docs/site is of the records of docs/results"
fi
exit $bad
