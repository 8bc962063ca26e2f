#!/bin/sh
# Figures of how the code is built, as a table with a column per revision: bench/house.sh [REVISION...], of the work tree without one. Each revision is unpacked,
# and harness/model is compiled without optimisation; takes a minute per revision. What each figure is:
#
#   functions            of the program, and the lines of one from its first line to its closing brace, as clang-format lays them out: median, 90th percentile, longest
#   objects in a circle  of harness/model and its folders that reach themselves over the symbols which they take from one another
#   folders both ways    pairs of folders of which each includes a header of the other; those inside harness apart
#   shared members       of the structs in the headers that all of harness/model reads (encoder.h, internal.h, cell.h, atom.h), and how many of them only one source of
#                        harness/model names
#   lists of hooks       sources outside the schemes that name six hooks of a scheme or more: each is a list that somebody has to keep
#   lines too wide       of ARCHITECTURE.md, wider than 120 columns
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Lines of every function in the files named.
cat >"$work/functions.awk" <<'AWK'
FNR == 1 { inside = 0; first = 0 }
/^[a-zA-Z].*[({,*)]/ && !inside && !first && !/^(struct|enum|union|typedef|extern|#)[^(]*[{;]?$/ { first = FNR }
first && !inside && /(=|;)[^(]*$/ && !/\{/ { first = 0 }
first && !inside && /^[^"]*= *[{(]/ { first = 0 }
first && !inside && /\{.*\}$/ && FNR >= first { print FNR - first + 1; first = 0; next }
first && !inside && /\{$/ { inside = 1; next }
inside && /^\}/ { print FNR - first + 1; inside = 0; first = 0 }
AWK

# nm -A of objects: how many of them reach themselves.
cat >"$work/circle.awk" <<'AWK'
{ split($1, at, ":"); object[at[1]]; symbol = $NF; kind = $(NF - 1) }
kind ~ /^[TDBRC]$/ { home[symbol] = at[1] }
kind == "U" { wants[at[1] " " symbol] }
END {
    for (w in wants) {
        split(w, a, " ")
        if (a[2] in home && home[a[2]] != a[1]) arrow[a[1], home[a[2]]]
    }
    for (k in object) for (i in object) if ((i, k) in arrow) for (j in object) if ((k, j) in arrow) arrow[i, j]
    for (i in object) if ((i, i) in arrow) n++
    print n + 0
}
AWK

# "file include" lines: pairs of top folders that include each other, and pairs of folders within harness.
cat >"$work/folders.awk" <<'AWK'
function top(path) { sub(/\/.*/, "", path); return path }
function room(path) { sub(/\/[^\/]*$/, "", path); return path }
{ a[top($1), top($2)]; b[room($1), room($2)] }
END {
    for (p in a) { split(p, x, SUBSEP); if (x[1] < x[2] && (x[2], x[1]) in a) n++ }
    for (p in b) { split(p, x, SUBSEP); if (x[1] < x[2] && (x[2], x[1]) in b && x[1] ~ /^harness\// && x[2] ~ /^harness\//) m++ }
    print n + 0, "+", m + 0
}
AWK

# Names of the members of structs in a header.
cat >"$work/members.awk" <<'AWK'
{ gsub(/\/\*([^*]|\*[^\/])*\*\//, "") }
comment { if (!sub(/^.*\*\//, "")) next; comment = 0 }
/\/\*/ { sub(/\/\*.*/, ""); comment = 1 }
/^struct [a-z_]+ *\{/ { inside = 1; next }
/^\}/ { inside = 0 }
inside && !/^#/ {
    line = line $0
    if (line !~ /;/) next
    if (match(line, /\(\*[a-z_]+\)/)) print "hook", substr(line, RSTART + 2, RLENGTH - 3)
    else {
        gsub(/\[[^\]]*\]|;.*/, "", line)
        n = split(line, part, ",")
        for (i = 1; i <= n; i++) if (match(part[i], /[a-zA-Z_0-9]+ *$/)) { name = substr(part[i], RSTART, RLENGTH); gsub(/ /, "", name); print "datum", name }
    }
    line = ""
}
AWK

of_tree() { # folder -> "name|figure" lines
    cd "$1"
    code=$(find base harness encoders tasks results plots -name '*.[ch]' 2>/dev/null || true)
    # shellcheck disable=SC2086
    awk -f "$work/functions.awk" $code | sort -n >"$work/lengths"
    echo "functions|$(wc -l <"$work/lengths")"
    for share in 50 90 100; do
        awk -v share=$share '{ x[NR] = $1 } END { k = int((NR * share + 99) / 100); print "lines of one, " (share == 50 ? "median" : share == 90 ? "90 %" : "longest") "|" x[k] }' "$work/lengths"
    done
    model=$(echo "$code" | grep '^harness/model/.*\.c$')
    # shellcheck disable=SC2046
    make -s -j2 CFLAGS=-O0 BUILD=build/house $(echo "$model" | sed 's|\(.*\)\.c$|build/house/\1.o|') >/dev/null 2>&1 || echo "harness/model|does not compile"
    # shellcheck disable=SC2046
    echo "objects of harness/model|$(echo "$model" | wc -l)"
    # shellcheck disable=SC2046
    echo "objects in a circle|$(nm -A $(find build/house/harness/model -name '*.o') | awk -f "$work/circle.awk")"
    # shellcheck disable=SC2086
    grep -H '^#include "' $code | sed 's/^\([^:]*\):#include "\(.*\)".*/\1 \2/' | while read -r file header; do
        if [ -f "harness/$header" ]; then echo "$file harness/$header"; else echo "$file $header"; fi
    done >"$work/includes"
    echo "folders both ways, top + in harness|$(awk -f "$work/folders.awk" "$work/includes")"
    shared=$(echo "$code" | grep -E '^(encoders/(encoder|atoms)\.h|harness/model/(internal|cell|atom)\.h|harness/model/atom/atom\.h)$')
    # shellcheck disable=SC2086
    awk -f "$work/members.awk" $shared | sort -u >"$work/members"
    echo "shared members|$(wc -l <"$work/members")"
    # shellcheck disable=SC2086
    echo "of them named by one source|$(cut -d' ' -f2 "$work/members" | while read -r name; do grep -lE "(->|\.)$name\b" $model | wc -l; done | grep -cx 1)"
    sed -n 's/^hook //p' "$work/members" >"$work/hooks"
    echo "lists of hooks|$(for file in $(echo "$code" | grep '\.c$' | grep -v '^encoders/') encoders/mixture.c; do
        [ "$(grep -oE 'encoder->[a-z_]+|\be->[a-z_]+' "$file" | sed 's/.*->//' | sort -u | grep -cxFf "$work/hooks")" -lt 6 ] || echo "$file"
    done | tee "$work/lists" | wc -l)"
    echo "lines too wide in ARCHITECTURE.md|$(grep -c '.\{121\}' ARCHITECTURE.md || true)"
}

root=$PWD k=0
for revision in "${@:-.}"; do
    k=$((k + 1))
    mkdir "$work/tree$k"
    if [ "$revision" = . ]; then git ls-files -z | xargs -0 tar cf - ; else git archive "$revision"; fi | tar xf - -C "$work/tree$k"
    (of_tree "$work/tree$k") >"$work/column$k"
done
cd "$root"
[ $# -gt 0 ] || set -- "work tree"
printf '%-38s' ''
printf '%16s' "$@"
echo
cut -d'|' -f1 "$work/column1" | while read -r name; do
    printf '%-38s' "$name"
    for k in $(seq 1 $#); do printf '%16s' "$(grep -F "$name|" "$work/column$k" | cut -d'|' -f2)"; done
    echo
done
