#!/bin/sh
# Layout, rooms, warnings as errors under gcc and clang (tests and benches too), shell scripts, file sizes, pages' width.
set -u
bad=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
fails() { # what is wrong, remedy or place; the log's head before it
    head -20 "$log"
    printf '  %-8s %s\n' "$1" "$2"
    bad=1
}

git ls-files >/dev/null || {
    echo "lint: the files to look at come from git, which lists none here"
    exit 1
}
git ls-files -z '*.c' '*.h' | xargs -0 clang-format --dry-run --Werror 2>"$log" || fails format "'make format' mends it"
sh tests/lint-rooms.sh || bad=1
# gcc finds more where it optimises. Where warnings are errors anyway, as in .ci/run, its objects are those that are built to run.
sources=$(git ls-files base harness encoders tasks results plots tests bench | grep '\.c$')
objects_in() { echo "$sources" | sed "s|\(.*\)\.c$|$1/\1.o|"; }
compile() { # compiler, arguments of make...
    cc=$1
    shift
    make --no-print-directory -k -s -j"$(nproc)" "$@" >"$log" 2>&1 && return
    grep -E 'error|warning' "$log" >"$log.short"
    mv "$log.short" "$log"
    fails "$cc" "warnings"
}
# shellcheck disable=SC2046 # a word each
if [ "${WERROR-}" ]; then
    compile gcc $(objects_in build)
else
    compile gcc CC=gcc BUILD=build/lint-gcc WERROR=-Werror CFLAGS=-O1 $(objects_in build/lint-gcc)
fi
# shellcheck disable=SC2046
compile clang CC=clang BUILD=build/lint-clang WERROR=-Werror CFLAGS='-O1 -fsyntax-only' $(objects_in build/lint-clang)
git ls-files -z '*.sh' .ci/run | xargs -0 shellcheck || bad=1
for file in $(git ls-files '*.c' '*.h'); do
    : >"$log"
    [ "$(wc -l <"$file")" -le 1000 ] || fails size "$file is longer than 1000 lines"
done
# Prose is at most 120 columns wide; tables, code and the pages that the registries write may be wider.
git ls-files -z '*.md' ':!docs/encoders.md' ':!docs/tasks.md' ':!docs/gallery.md' | xargs -0 awk '
    FNR == 1 { code = 0 }
    /^```/ { code = !code }
    !code && !/^(\||    |!\[)/ && length > 120 { print FILENAME ":" FNR }' >"$log"
[ ! -s "$log" ] || fails width "these lines are longer than 120 columns"
[ $bad -eq 0 ] && echo "lint: clean"
exit $bad
