#!/bin/sh
# Published verdicts: what pages of results say is what their records, judged anew, say.
top=$(realpath -e .) || exit 1
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"

pages=$(cd "$top" && grep -l '^<!-- verdicts ' docs/results/*.md)
[ -n "$pages" ]
result $? "there are pages with verdicts"
for page in $pages; do
    (cd "$top" && sh docs/results/verdicts.sh "$lexbench" "$page") >anew 2>err
    diff "$top/$page" anew >out
    result $? "$page says what its record says"
done

# A site shows the verdicts that a record carries.
"$lexbench" claims list --db "$top/docs/results/claims/results.sqlite.zst" --format tsv >out 2>err && ! grep stale out >err
result $? "the record of all claims carries its verdicts, none of which is stale"

# What one looks up in a record.
record=$top/docs/results/claims-small/results.sqlite.zst
cd "$top" || exit 1
"$lexbench" claims show copy-offset-beats-rope --db "$record" >"$dir/out" 2>"$dir/err"
cd "$dir" || exit 1
says "lexbench claims run copy-offset-beats-rope --until decided --scale small" "the command that reproduces a claim"
! grep -q "^  lexbench claims.*--db" out
result $? "writes to no record"
says "of fewer seeds than are stored by now, by 4" "a decision that was made of fewer seeds says so"
cd "$top" || exit 1
"$lexbench" claims check --db "$record" >"$dir/out" 2>"$dir/err"
code=$?
cd "$dir" || exit 1
is "$code" 1 "check of the record of claims-small has verdicts that are not as expected"
says "4 not as expected: copy-rope-works-on-very-long, cost-relative-takes-memory, sort-positions-help-at-three-times, \
sort-sinusoids-collapse" "and names them"
exit $bad
