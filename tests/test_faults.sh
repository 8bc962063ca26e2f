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
for part in points kills protocols full same signals damage; do
    FAULTS=quick sh tests/faults/$part.sh || bad=1
done
exit $bad
