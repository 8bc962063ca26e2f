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
exit $bad
