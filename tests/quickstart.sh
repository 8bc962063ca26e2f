#!/bin/sh
# From a suite to a report in quickstart/: run, report, summary, what to open.
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
case $suite in *-small.yaml) echo "This is the small size: nothing fits in so few steps. It shows the path from a suite to a report, not results." ;; esac
echo "$(($(date +%s) - begin)) seconds. Open quickstart/report.html in a browser, or read quickstart/report.md."
echo "Charts (SVG, PNG, PDF, their data and gnuplot files) lie beside it; the database is quickstart/results.db."
