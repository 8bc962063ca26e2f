#!/bin/sh
# Print a page of results with its table of verdicts judged anew: docs/results/verdicts.sh BINARY PAGE. The table stands between
# <!-- verdicts RECORD SUITE --> and <!-- /verdicts -->; it has the claims that compare the suite at small size, judged from the record,
# a file in the page's folder. A page that does not change by it says what its record says.
set -eu
lexbench=$1 page=$2
folder=$(dirname "$page")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046 # two words
set -- $(sed -n 's/^<!-- verdicts \(.*\) -->$/\1/p' "$page")
record=$folder/$1 suite=$2
# shellcheck disable=SC2046 # a word each
set -- $(grep -l "^small:.*/$suite\.yaml" results/claims/*.yaml | sed 's|.*/||; s|\.yaml$||')
code=0
"$lexbench" claims check "$@" --db "$record" --format tsv >"$work/verdicts" 2>"$work/said" || code=$?
# 3: none could be judged, which the table shows
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] || [ "$code" -eq 1 ] || { cat "$work/said" >&2; exit "$code"; }
"$lexbench" claims list --db "$record" --format tsv >"$work/list"

sed '/^<!-- verdicts /q' "$page"
# Exports have every digit; the page has as many as the tables of the terminal.
awk -F '\t' '
    function as(form, number) { return number ~ /[0-9]/ ? sprintf(form, number) : number }
    FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    FILENAME ~ /list$/ { says[$(at["claim"])] = $(at["sentence"]); next }
    FNR == 2 || !begun { begun = 1
        print "| claim | says | verdict | seeds | holds in | 95 % | median | evidence for, against | decides at | what decided |"
        print "|---|---|---|---:|---:|---|---:|---:|---:|---|" }
    { id = $1; verdict = $(at["verdict"]); more = $(at["about more seeds"])
      if (verdict == "undecided" && more != "") verdict = verdict " (about " more " more seeds)"
      low = $(at["low"])
      printf "| [%s](../../results/claims/%s.yaml) | %s | %s | %s | %s | %s | %s | %s, %s | %s | %s |\n", id, id, says[id], verdict,
          $(at["seeds"]), $(at["holds in"]), low == "" ? "" : as("%.2f", low) " to " as("%.2f", $(at["high"])), as("%.3f", $(at["median"])),
          as("%.4g", $(at["evidence for"])), as("%.4g", $(at["against"])), $(at["decides at"]), $(at["decided by"]) }' "$work/list" "$work/verdicts"
sed -n '/^<!-- \/verdicts -->$/,$p' "$page"
