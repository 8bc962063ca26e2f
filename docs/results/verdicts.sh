#!/bin/sh
# Print a page of results with what its records say now: docs/results/verdicts.sh BINARY PAGE. A page that does not change by it says what
# its records say.
# * A table stands between <!-- verdicts RECORD WHICH --> and <!-- /verdicts -->; RECORD is a file in the page's folder. WHICH is a suite, for
#   the claims that compare it at small size; family=NAME, for the claims of a family; source=WORD, for claims whose source has the word, in
#   fewer columns; all, for how many claims have which verdict; cost, for what the runs of each suite took; reach=SUITE, for how far its schemes
#   carry; or times, for what docs/results/cost.sh measured (RECORD is its file then), with what evaluates fastest first.
# * In prose, after a line <!-- record RECORD -->, a claim's verdict, the seeds it holds in and the interval of their share stand between
#   <!-- verdict CLAIM --> and <!-- /verdict --> on one line, which does not begin with them.
set -eu
lexbench=$1 page=$2
folder=$(dirname "$page")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

claims_of() { # which
    case $1 in
    family=*) grep -l "^family: ${1#family=}\$" results/claims/*.yaml ;;
    source=*) grep -l "^source:.*${1#source=}" results/claims/*.yaml ;;
    *) grep -l "^small:.*/$1\.yaml" results/claims/*.yaml ;;
    esac | sed 's|.*/||; s|\.yaml$||'
}
cost_of() { # record
    printf '%s\n' '| suite | runs | hours of training on one core, beside other work |' '|---|---:|---:|'
    "$lexbench" list runs --db "$1" --format tsv | awk -F '\t' '
        FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { n = split($(at["suite"]) " all", names, " "); for (i = 1; i <= n; i++) { runs[names[i]]++; seconds[names[i]] += $(at["seconds"]) } }
        END { for (name in runs) printf "%d\t| %s | %d | %.1f |\n", name == "all", name, runs[name], seconds[name] / 3600 }' |
        sort | cut -f 2
}
times_of() { # file of cost.sh
    echo '| scheme | a training step | an evaluation at 16 times the length |'
    echo '|---|---:|---:|'
    grep -v '^#' "$1" | tail -n +2 | sort -t "$(printf '\t')" -k 4,4n -s | awk -F '\t' '
        { printf "| %s | %s | %.2f |\n", $2 == "" ? $1 : $1 " &gt; " substr($2, length($1) + 1), $3 == "" ? "" : sprintf("%.2f", $3), $4 }'
}
# How many claims have which verdict; those without a seed are not trained yet.
counts_of() { # record
    judge "$1"
    awk -F '\t' '
        FNR == 1 { next }
        FILENAME ~ /verdicts$/ { verdict[$1] = $2; next }
        { claims++; count[$1 in verdict ? verdict[$1] : "not trained yet"]++ }
        END {
            print "| verdict | claims |\n|---|---:|"
            n = split("reproduced,contradicted,smaller than claimed,depends on the seed,nothing to see,not fitted,undecided,not trained yet", order, ",")
            for (i = 1; i <= n; i++) if (order[i] in count) { printf "| %s | %d |\n", order[i], count[order[i]]; told += count[order[i]] }
            if (told != claims) { print "a verdict is missing in counts_of" >"/dev/stderr"; exit 1 }
            printf "| all | %d |\n", claims
        }' "$work/verdicts" "$work/list"
}
# Judge all claims by a record: $work/verdicts and $work/list are of the record that was named last, and each record is judged once.
judge() { # record
    code=0 at=$work/$(echo "$1" | tr / _)
    if [ ! -e "$at.list" ]; then
        "$lexbench" claims check --db "$1" --format tsv >"$at.verdicts" 2>"$work/said" || code=$?
        # 3: none could be judged, which the table shows
        [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || [ "$code" -eq 1 ] || { cat "$work/said" >&2; exit "$code"; }
        "$lexbench" claims list --db "$1" --format tsv >"$at.list"
    fi
    cp "$at.verdicts" "$work/verdicts"
    cp "$at.list" "$work/list"
}
table_of() { # record, which
    claims_of "$2" >"$work/asked"
    judge "$1"
    # Exports have every digit; the page has as many as the tables of the terminal.
    awk -F '\t' -v short="$(case $2 in source=*) echo 1 ;; esac)" '
        function as(form, number) { return number ~ /[0-9]/ ? sprintf(form, number) : number }
        function link(id) { return "[" id "](../../results/claims/" id ".yaml)" }
        BEGIN {
            if (short) print "| claim | says | verdict | holds in | 95 % | median |\n|---|---|---|---:|---|---:|"
            else print "| claim | says | verdict | seeds | holds in | 95 % | median | evidence for, against | decides at | what decided |" \
                "\n|---|---|---|---:|---:|---|---:|---:|---:|---|" }
        FILENAME ~ /asked$/ { asked[$1] = 1; order[++claims] = $1; next }
        FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        FILENAME ~ /list$/ { says[$(at["claim"])] = $(at["sentence"]); next }
        !($1 in asked) { next }
        { id = $1; judged[id] = 1; verdict = $(at["verdict"]); more = $(at["about more seeds"])
          if (verdict == "undecided" && more != "") verdict = verdict " (about " more " more seeds)"
          low = $(at["low"])
          if (short) {
              printf "| %s | %s | %s | %s | %s | %s |\n", link(id), says[id], verdict, $(at["holds in"]),
                  low == "" ? "" : as("%.2f", low) " to " as("%.2f", $(at["high"])), as("%.3f", $(at["median"]))
              next
          }
          printf "| %s | %s | %s | %s | %s | %s | %s | %s, %s | %s | %s |\n", link(id), says[id], verdict,
              $(at["seeds"]), $(at["holds in"]), low == "" ? "" : as("%.2f", low) " to " as("%.2f", $(at["high"])), as("%.3f", $(at["median"])),
              as("%.4g", $(at["evidence for"])), as("%.4g", $(at["against"])), $(at["decides at"]), $(at["decided by"]) }
        END { for (i = 1; i <= claims; i++) if (!(order[i] in judged)) printf "| %s | %s | not trained yet | | | |%s\n", link(order[i]), says[order[i]], short ? "" : " | | | |" }' \
        "$work/asked" "$work/list" "$work/verdicts"
}

# A line of prose with the verdicts of the page's record.
prose_of() { # line
    printf '%s\n' "$1" | awk -F '\t' '
        function fail(what) { print what ": " $0 >"/dev/stderr"; exit 1 }
        function verdict_of(id) { if (!(id in says)) fail("no claim is called " id); return id in said ? said[id] : "not trained yet" }
        FNR == 1 && FILENAME != "-" { for (i = 1; i <= NF; i++) at[$i] = i; next }
        FILENAME ~ /list$/ { says[$1] = 1; next }
        FILENAME ~ /verdicts$/ {
            said[$1] = $(at["verdict"]) ", " $(at["holds in"])
            if ($(at["low"]) != "") said[$1] = said[$1] sprintf(", %.2f to %.2f", $(at["low"]), $(at["high"]))
            next
        }
        {
            for (rest = $0; match(rest, /<!-- verdict [^ ]+ -->/); rest = substr(rest, end)) {
                printf "%s", substr(rest, 1, RSTART + RLENGTH - 1)
                split(substr(rest, RSTART, RLENGTH), word, " ")
                rest = substr(rest, RSTART + RLENGTH)
                printf "%s", verdict_of(word[3])
                if (!(end = index(rest, "<!-- /verdict -->"))) fail("a verdict does not end on its line")
            }
            print rest
        }' "$work/record.list" "$work/record.verdicts" -
}

inside=
while IFS= read -r line; do
    case $line in
    '<!-- verdicts '*' -->')
        inside=1
        printf '%s\n' "$line"
        # shellcheck disable=SC2086 # three words: verdicts, record, which
        set -- ${line#<!-- }
        case $3 in
        all) counts_of "$folder/$2" ;;
        cost) cost_of "$folder/$2" ;;
        times) times_of "$folder/$2" ;;
        reach=*) "$lexbench" results "${3#reach=}" --db "$folder/$2" --reach --format markdown 2>/dev/null | grep '^|' ;;
        *) table_of "$folder/$2" "$3" ;;
        esac
        ;;
    '<!-- /verdicts -->') inside= ;;
    '<!-- record '*' -->')
        # shellcheck disable=SC2086 # two words: record and its name
        set -- ${line#<!-- }
        judge "$folder/$2"
        cp "$work/verdicts" "$work/record.verdicts"
        cp "$work/list" "$work/record.list"
        ;;
    *'<!-- verdict '*)
        prose_of "$line"
        continue
        ;;
    esac
    [ "$inside" ] || printf '%s\n' "$line"
done <"$page"
