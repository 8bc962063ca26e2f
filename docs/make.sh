#!/bin/sh
# Write the pages of docs/ that are made from the code: docs/make.sh BINARY. Charts take a second each.
set -eu
lexbench=$1
charts=docs/images/schemes
"$lexbench" help --page encoders >docs/encoders.md
"$lexbench" help --page gallery >docs/gallery.md
"$lexbench" help --page tasks >docs/tasks.md
page=$(mktemp)
sed '/^<!-- Settings: /q' docs/suites.md >"$page"
"$lexbench" help --page settings >>"$page"
sed -n '/^<!-- End of settings/,$p' docs/suites.md >>"$page"
cat "$page" >docs/suites.md
rm -f "$page"
page=$(mktemp)
sed '/^<!-- atoms -->/q' ARCHITECTURE.md >"$page"
sh docs/atoms.sh >>"$page"
sed -n '/^<!-- \/atoms -->/,$p' ARCHITECTURE.md >>"$page"
cat "$page" >ARCHITECTURE.md
rm -f "$page"
# Whether two pictures are the same but for the last digits of coordinates, which another processor rounds differently.
same_picture() {
    [ -f "$2" ] && awk -v other="$2" '
        { shape = $0; gsub(/[0-9.]+/, "#", shape) }
        (getline line <other) <= 0 { exit changed = 1 }
        { n = split($0, a, /[^0-9.]+/); split(line, b, /[^0-9.]+/); gsub(/[0-9.]+/, "#", line) }
        line != shape { exit changed = 1 }
        { for (i = 1; i <= n; i++) if ((a[i] - b[i]) ^ 2 > 0.05 ^ 2) exit changed = 1 }
        END { exit changed || (getline line <other) > 0 }' "$1"
}
mkdir -p $charts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# keep_picture FILE PLACE: the one SVG in work goes there, if it changed.
keep_picture() {
    same_picture "$work"/*.svg "$1" || cp "$work"/*.svg "$1"
    rm -f "$work"/*
}
"$lexbench" help --page expressions | while IFS="$(printf '\t')" read -r name expression; do
    "$lexbench" plot scheme "$expression" --format svg --out "$work" >/dev/null
    keep_picture "$charts/$name.svg"
done

# docs/figures.md: a picture of every kind at both widths, from a small database of its own, and its least type.
figures=docs/images/figures
program=$(realpath "$lexbench")
mkdir -p $figures
least_type() { grep -o 'font-size="[0-9.]*"' "$1" | tr -dc '0-9.\n' | sort -n | head -1 | awk '{ printf "%.2f", 0.75 * $1 }'; }
kinds() { sed -n 's/^    lexbench plot \(.*\)  # \([a-z]*\)$/\2 \1/p' docs/figures.md; }
kinds | while read -r name arguments; do
    for width in paper full; do
        (cd docs && eval "set -- $arguments" && "$program" plot "$@" --width $width --format svg --out "$work") >/dev/null
        keep_picture "$figures/$name-$width.svg"
    done
done
page=$(mktemp)
{
    sed '/^<!-- least type -->/q' docs/figures.md
    printf '\n| figure | 3.3 in | 6.9 in |\n|---|---:|---:|\n'
    kinds | while read -r name _; do
        echo "| $name | $(least_type $figures/"$name"-paper.svg) pt | $(least_type $figures/"$name"-full.svg) pt |"
    done
    sed -n '/^<!-- end of least type -->/,$p' docs/figures.md
} >"$page"
cat "$page" >docs/figures.md
rm -f "$page"
# Tables of verdicts in pages of results.
grep -l '^<!-- verdicts ' docs/results/*.md | while read -r page; do
    sh docs/results/verdicts.sh "$lexbench" "$page" >"$work/page" && cat "$work/page" >"$page"
done
