#!/bin/sh
# Print a page of results with its tables of verdicts judged anew: docs/results/verdicts.sh BINARY PAGE. A table stands between
# <!-- verdicts RECORD WHICH --> and <!-- /verdicts -->. It has the claims that compare suite WHICH at small size, or those of a family
# (family=WHICH), judged from the record, a file in the page's folder, and what their runs cost. A page that does not change by it says what
# its records say.
set -eu
lexbench=$1 page=$2
folder=$(dirname "$page")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

claims_of() { # which
    case $1 in
    family=*) grep -l "^family: ${1#family=}\$" results/claims/*.yaml ;;
    *) grep -l "^small:.*/$1\.yaml" results/claims/*.yaml ;;
    esac | sed 's|.*/||; s|\.yaml$||'
}
cost_of() { # record
    "$lexbench" list runs --db "$1" --format tsv | awk -F '\t' '
        FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { runs++; seconds += $(at["seconds"]) }
        END { printf "\nThe record has %d runs, which took %.1f hours of one core beside other work.\n", runs, seconds / 3600 }'
}
table_of() { # record, which
    code=0
    # shellcheck disable=SC2046 # a word each
    "$lexbench" claims check $(claims_of "$2") --db "$1" --format tsv >"$work/verdicts" 2>"$work/said" || code=$?
    # 3: none could be judged, which the table shows
    [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || [ "$code" -eq 1 ] || { cat "$work/said" >&2; exit "$code"; }
    "$lexbench" claims list --db "$1" --format tsv >"$work/list"
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
    case $2 in family=*) cost_of "$1" ;; esac
}

inside=
while IFS= read -r line; do
    case $line in
    '<!-- verdicts '*' -->')
        inside=1
        printf '%s\n' "$line"
        # shellcheck disable=SC2086 # three words: verdicts, record, which
        set -- ${line#<!-- }
        table_of "$folder/$2" "$3"
        ;;
    '<!-- /verdicts -->') inside= ;;
    esac
    [ "$inside" ] || printf '%s\n' "$line"
done <"$page"
