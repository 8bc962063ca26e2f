#!/bin/sh
# Layout, rooms, warnings as errors under gcc and clang, shell scripts, file sizes.
set -u
bad=0
say() { printf '  %-10s %s\n' "$1" "$2"; }

git ls-files -z '*.c' '*.h' | xargs -0 clang-format --dry-run --Werror 2>/tmp/lexbench-format.$$ || { head -20 /tmp/lexbench-format.$$; say format "run 'make format'"; bad=1; }
rm -f /tmp/lexbench-format.$$
sh tests/lint-rooms.sh || bad=1
for cc in gcc clang; do
    make --no-print-directory -s -j"$(nproc)" CC=$cc BUILD=build/lint-$cc WERROR=-Werror CFLAGS='-O1' build/lint-$cc/lexbench >/tmp/lexbench-lint.$$ 2>&1 || { grep -E 'error|warning' /tmp/lexbench-lint.$$ | head -20; say "$cc" "warnings"; bad=1; }
done
rm -f /tmp/lexbench-lint.$$
shellcheck tests/*.sh .ci/run || bad=1
for file in $(git ls-files '*.c' '*.h'); do
    [ "$(wc -l <"$file")" -le 1000 ] || { say size "$file is longer than 1000 lines"; bad=1; }
done
[ $bad -eq 0 ] && echo "lint: clean"
exit $bad
