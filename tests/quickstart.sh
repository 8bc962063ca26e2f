#!/bin/sh
# From a suite to a report in quickstart/: run, report, summary, what came out in words, and what to do next.
set -eu
suite=$1
lexbench=${LEXBENCH:-build/lexbench}
mkdir -p quickstart
begin=$(date +%s)
"$lexbench" run "$suite" --db quickstart/results.db
name=$(sed -n 's/^name: *//p' "$suite")
"$lexbench" report "$name" --db quickstart/results.db --out quickstart >/dev/null
echo
"$lexbench" results "$name" --db quickstart/results.db
echo
echo "What came out, after $(($(date +%s) - begin)) seconds:"
"$lexbench" results "$name" --finding --db quickstart/results.db
echo
case $suite in *-small.yaml) echo "This is the small size: little is learnt in so few steps. It shows the path from a suite to a report, not results." ;; esac
cat <<END
Open quickstart/report.html in a browser, or read quickstart/report.md; charts (SVG, PNG, PDF, their data and gnuplot files) lie beside them.
More seeds, since few decide nothing: the same runs are not repeated.
    $lexbench run $suite seeds=1..8 --db quickstart/results.db
A question of your own:
    $lexbench run --tasks sort --schemes 'rope;rope+cpe' --seeds 1..3
END
