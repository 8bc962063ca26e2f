#!/bin/sh
# A sample of every part of tests/faults; `make test-faults` runs them in full.
set -u
bad=0
# The page of figures keeps what other parts said, also where nothing was built before.
# shellcheck disable=SC2016 # a script in a string
page() {
    dir=$(mktemp -d) && mkdir -p "$dir/docs" "$dir/tests/faults" && cp tests/faults/all.sh "$dir/tests/faults/" && (
        cd "$dir" && git init -q . && printf '%s\n' text '<!-- figures -->' '' 'old, 1 processors.' '' '| what | figure |' '|---|---|' '| **Kills** | revision a |' \
            '| killed | 3 |' '| **Signals** | revision b |' '| asked | 4 |' >docs/reliability.md &&
            echo 'echo "| killed | 5 |" >>"$FIGURES"' >tests/faults/kills.sh && sh tests/faults/all.sh kills 2>/dev/null &&
            [ "$(grep -c -e '^| killed | 5 |$' -e '^| asked | 4 |$' -e '^| \*\*Signals\*\* | revision b |$' docs/reliability.md)" -eq 3 ] && ! grep -q '| 3 |' docs/reliability.md
    )
    kept=$?
    rm -rf "$dir"
    return $kept
}
if page; then echo "ok - the page of figures keeps what other parts said"; else echo "not ok - the page of figures keeps what other parts said" && bad=1; fi

# Two parts at a time, the longest first; what they print comes in order.
logs=$(mktemp -d) || exit 1
trap 'rm -rf "$logs"' EXIT
parts="points kills protocols full same signals damage"
# shellcheck disable=SC2016,SC2086 # a script in a string; words
printf '%s\n' $parts | FAULTS=quick LOGS="$logs" xargs -P 2 -n 1 sh -c 'sh "tests/faults/$1.sh" >"$LOGS/$1" 2>&1 || echo "$1" >>"$LOGS/bad"' sh
for part in $parts; do cat "$logs/$part"; done
[ $bad -eq 0 ] && [ ! -e "$logs/bad" ]
