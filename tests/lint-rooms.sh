#!/bin/sh
# Who may include whom (ARCHITECTURE.md, "Rooms"). Prints each breach as file: what; exit 1 when there is one.
set -u
bad=0
breach() { echo "$1: $2"; bad=1; }

allowed() { # room -> headers it may include, as an extended regular expression
    case $1 in
    base) echo '^base/' ;;
    harness/model/math) echo '^base/|^model/math/' ;;
    harness/model) echo '^base/|^model/([a-z]+\.h|math/)|^encoders/(encoder|atoms|view)\.h$' ;;
    harness/model/atom) echo '^(base|model)/|^encoders/(atoms\.h$|atom/)' ;;
    encoders/atom) echo '^base/|^encoders/(view\.h$|atom/)' ;;
    harness/run) echo '^(base|model|run)/|^encoders/(encoder|atom/[a-z_]+)\.h$|^tasks/task\.h$|^plugin_interface\.h$|^results/(store|claim|identity|budget)\.h$' ;;
    harness/site) echo '^(base|results|plots|site)/|^model/scheme\.h$|^run/[a-z_]+\.h$|^encoders/encoder\.h$|^tasks/task\.h$' ;;
    harness/cli) echo '^(base|model|run|cli)/|^site/site\.h$|^encoders/(encoder\.h$|atom/)|^tasks/task\.h$|^results/(store|claim|versus|compare|snapshot|rates|pivot|watch)\.h$|^plots/(plot|report|gate|font|outcome)\.h$' ;;
    encoders) echo '^base/|^encoders/' ;;
    tasks) echo '^base/|^tasks/' ;;
    results) echo '^(base|results)/' ;;
    plots) echo '^(base|plots|results)/' ;;
    esac
}

for room in base harness/model harness/model/math harness/model/atom harness/run harness/site harness/cli encoders encoders/atom tasks results plots; do
    for file in "$room"/*.[ch]; do
        [ -f "$file" ] || continue
        rule=$(allowed "$room")
        # shellcheck disable=SC2013 # headers have no blanks
        for header in $(sed -n 's/^#include "\(.*\)"$/\1/p' "$file"); do
            echo "$header" | grep -qE "$rule" || breach "$file" "includes \"$header\", which $room may not"
        done
    done
done

# What rooms may include of each other stands together in one file: no name is given to two things. A plugin's header includes what the build makes.
headers=$(git ls-files 'base/*.h' 'harness/*/*.h' encoders/encoder.h tasks/task.h 'results/*.h' 'plots/*.h' | grep -vE '/list\.h$|^harness/run/plugin\.h$|^harness/model/(cell|internal)\.h$|^harness/site/internal\.h$')
# shellcheck disable=SC2046 # flags are words
echo "$headers" | sed 's|^harness/||; s/.*/#include "&"/' |
    ${CC:-cc} -std=gnu11 -D_GNU_SOURCE -Wno-psabi -I. -Iharness $(pkg-config --cflags openblas sqlite3 yaml-0.1 jansson libmd 2>/dev/null) -fsyntax-only -x c - ||
    breach headers "two headers give one name to two things"

only() { # header, the one place, files that include it
    for file in $(git ls-files '*.c' '*.h' | xargs grep -l "#include <$1>"); do
        # shellcheck disable=SC2254 # $2 is a pattern
        case $file in $2) ;; *) breach "$file" "includes <$1>, which stands in $2 only" ;; esac
    done
}
only cblas.h harness/model/math/blas.c
only sqlite3.h 'results/*'
only yaml.h base/yaml.c
only jansson.h base/json.c
only zstd.h base/compress.c
only linux/perf_event.h base/counter.c
for file in $(git ls-files '*.c' '*.h' | xargs grep -lE '"gnuplot"'); do
    case $file in plots/gnuplot.c | harness/cli/doctor.c | tests/*) ;; *) breach "$file" "starts gnuplot, which plots/gnuplot.c does" ;; esac
done

# Statements are constant text and values are bound. Two have no place for parameters: the names of our own views and the marks of the schema.
git ls-files '*.c' | grep -v '^tests/' | xargs grep -nE 'sqlite3_v?mprintf|"(SELECT|INSERT|UPDATE|DELETE|DROP|PRAGMA|ATTACH|CREATE) [^"]*%[a-zA-Z.*0-9]' |
    grep -vE '^results/database\.c:[0-9]+:.*(DROP VIEW|PRAGMA application_id)' && breach results "a statement is put together from text; bind its values"

# No scheme by name outside encoders/, no task outside tasks/ (suites, tests and help texts may name them).
# shellcheck disable=SC2013
for name in $(sed -n 's/^ENCODER(\(.*\))$/\1/p' encoders/list.h); do
    grep -nE "encoder_$name\b|find\(\"$(echo "$name" | tr _ -)\"" base/*.c harness/*/*.c harness/*/*/*.c tasks/*.c results/*.c plots/*.c /dev/null && breach "$name" "a scheme is named outside encoders/"
done
# shellcheck disable=SC2013
for name in $(sed -n 's/^TASK(\(.*\))$/\1/p' tasks/list.h); do
    grep -nE "task_$name\b|find\(\"$name\"" base/*.c harness/*/*.c harness/*/*/*.c encoders/*.c results/*.c plots/*.c /dev/null && breach "$name" "a task is named outside tasks/"
done

# An atom is one file on either side and its line; the frame of the model names none.
atoms=$(sed -n 's/^ATOM(\([a-z0-9_]*\),.*/\1/p' encoders/atoms.h)
for name in $atoms; do
    [ -f "encoders/atom/$name.h" ] || breach encoders/atoms.h "lists $name, and there is no encoders/atom/$name.h"
    grep -qs "^const struct atom atom_$name = " "harness/model/atom/$name.c" || breach encoders/atoms.h "lists $name, which harness/model/atom/$name.c does not define"
done
# shellcheck disable=SC2013
for name in $(sed -n 's/^const struct atom atom_\([a-z0-9_]*\) .*/\1/p' harness/model/atom/*.c); do
    grep -q "^ATOM($name," encoders/atoms.h || breach harness/model/atom "defines $name, which is not in encoders/atoms.h"
done
for file in encoders/atom/*.h; do
    grep -q "^ATOM($(basename "$file" .h)," encoders/atoms.h || breach "$file" "is not in encoders/atoms.h"
done
for file in harness/model/*.[ch]; do
    grep -nE "\\b(ATOM|atom|EACH_PART.*)_($(echo "$atoms" | tr '\n' '|')none)\\b|encoder->($(echo "$atoms" | tr '\n' '|')none)\\b" "$file" && breach "$file" "names an atom, which only atom/ may"
done

sh docs/atoms.sh | while read -r row; do grep -qxF "$row" ARCHITECTURE.md || echo "$row"; done | grep . && breach ARCHITECTURE.md "lacks these rows of the atoms; run make docs"

# List and folder agree.
for file in encoders/*.c; do
    names=$(sed -n 's/^const struct encoder encoder_\([a-z0-9_]*\) .*/\1/p' "$file")
    [ -n "$names" ] || [ "$file" = encoders/registry.c ] || breach "$file" "defines no scheme"
    for name in $names; do
        grep -q "^ENCODER($name)$" encoders/list.h || breach "$file" "defines $name, which is not in encoders/list.h"
    done
done
for file in tasks/*.c; do
    names=$(sed -n 's/^const struct task task_\([a-z0-9_]*\) .*/\1/p' "$file")
    case $file in tasks/registry.c | tasks/baseline.c) continue ;; esac
    [ -n "$names" ] || breach "$file" "defines no task"
    for name in $names; do
        grep -q "^TASK($name)$" tasks/list.h || breach "$file" "defines $name, which is not in tasks/list.h"
    done
done
# shellcheck disable=SC2013
for name in $(sed -n 's/^const struct chart chart_\([a-z_]*\) .*/\1/p' plots/*.c); do
    grep -q "^CHART($name)$" plots/list.h || breach "$name" "is a chart that is not in plots/list.h"
done
# shellcheck disable=SC2013
for name in $(sed -n 's/^const struct command command_\([a-z_]*\) .*/\1/p' harness/cli/*.c); do
    grep -q "^COMMAND($name)$" harness/cli/list.h || breach "$name" "is a command that is not in harness/cli/list.h"
done
for file in harness/model/*.c harness/model/math/*.c; do
    grep -qw "$(basename "$file")" ARCHITECTURE.md || breach "$file" "is not named in ARCHITECTURE.md (reading order)"
done
for file in plots/*.gp; do
    grep -q "plots_$(basename "$file" .gp)_gp\b" plots/*.c || breach "$file" "is drawn by no chart"
done
exit $bad
