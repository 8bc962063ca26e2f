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
mkdir -p $charts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$lexbench" help --page expressions | while IFS="$(printf '\t')" read -r name expression; do
    "$lexbench" plot scheme "$expression" --formats svg --out "$work" >/dev/null
    mv "$work"/*.svg "$charts/$name.svg"
done
