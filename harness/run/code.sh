#!/bin/sh
# The hashes behind the fingerprint of the code (harness/run/code.h) as a C table on standard output: code.sh [ROOT]. Each row is the hash of some files and of
# everything they include with quotation marks, and everything that includes in turn. In base, model and run the source beside a header counts with it, since a
# header there says what that source does; a header in encoders or tasks stands alone, so that no scheme depends on another one's file. Headers of results say how
# results are kept and count nowhere. Comments, blank lines and blanks at the ends of lines are left out: they change no number. Names are relative and sorted, so
# the table is the same in any folder on any machine.
#
#   training    all of model, and train.c and fit.c: by what they include the drawing of batches, the configuration and the tasks of a run
#   evaluation  the same, with evaluate.c and what it includes, and tasks/baseline.c, whose guesses stand beside a model's answers
#   scheme X    the file with `const struct encoder encoder_X =`
#   task X      the file with `const struct task task_X =`
#   interface plugin  the headers that a plugin's schemes and tasks may include, and they include: no source, no list of what is built in
#   interface atom    the same with those of the model, which a plugin's atoms include
# Neither has the private ones, which some built-in schemes or tasks share and `make install-headers` leaves out.
set -eu
private='encoders/formulas.h tasks/chomsky.h tasks/pairs.h tasks/published_draw.h tasks/regular.h harness/model/checkpoint.h harness/model/reference.h'
LC_ALL=C
export LC_ALL
cd "${1:-.}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rooms='base harness/model harness/model/math harness/model/atom harness/run encoders encoders/atom tasks'
for room in $rooms; do
    mkdir -p "$work/text/$room" "$work/row"
    files="${files:-} $room/*.[ch]"
done

# Every file without its comments, as a file of the same name.
cat >"$work/strip.awk" <<'AWK'
function code(line,   out) {
    out = ""
    while (line != "") {
        if (within) {
            if (!index(line, "*/")) return out
            line = substr(line, index(line, "*/") + 2)
            within = 0
            out = out " "
            continue
        }
        if (!match(line, /["'\/]/)) return out line
        out = out substr(line, 1, RSTART - 1)
        line = substr(line, RSTART)
        if (substr(line, 1, 2) == "//") return out
        if (substr(line, 1, 2) == "/*") {
            within = 1
            line = substr(line, 3)
        } else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^'([^'\\]|\\.)*'/) || match(line, /^./)) {
            out = out substr(line, 1, RLENGTH)
            line = substr(line, RLENGTH + 1)
        }
    }
    return out
}
FNR == 1 { if (to != "") close(to); to = work "/text/" FILENAME; printf "" > to }
{ $0 = code($0); sub(/[ \t]+$/, ""); if ($0 != "") print > to }
AWK
# shellcheck disable=SC2086 # patterns of files, no blanks in them
awk -v work="$work" -f "$work/strip.awk" $files

# Which files are in which row: a file KIND.NAME with their hashes.
cat >"$work/walk.awk" <<'AWK'
BEGIN { count = split(private, word, " "); for (i = 1; i <= count; i++) own[word[i]] }
BEGIN { aside["harness/run/code.h"]; aside["harness/run/host.h"] } # they name the program and the machine, and compute nothing
NR == FNR { hash[$2] = $1; order[++n] = $2; next }
/^[ \t]*#[ \t]*include[ \t]*"/ { split($0, word, "\""); list[FILENAME] = list[FILENAME] " " word[2] }
match($0, /^const struct (encoder encoder|task task)_[a-z0-9_]+ *=/) {
    name = substr($0, RSTART, RLENGTH - 1)
    sub(/ +$/, "", name)
    defined[++definitions] = FILENAME " " ((name ~ / encoder_/) ? "scheme" : "task") "." substr(name, index(name, "_") + 1)
}
function place(header) { return (header ~ /^(model|run)\//) ? "harness/" header : header }
function counts(file) { return file in hash && file != stop && !(file in aside) }
function visit(file,   i, headers, count, at) {
    if (!counts(file) || file in seen) return
    seen[file] = 1
    count = split(list[file], headers, " ")
    for (i = 1; i <= count; i++) {
        at = place(headers[i])
        visit(at)
        if (counts(at) && at ~ /^(base|harness)\// && sub(/\.h$/, ".c", at)) visit(at)
    }
}
function header(file,   i, headers, count) {
    if (!(file in hash) || file in seen || file ~ /\/list\.h$/) return
    seen[file] = 1
    count = split(list[file], headers, " ")
    for (i = 1; i <= count; i++) header(place(headers[i]))
}
function interface(to, pattern,   i) {
    split("", seen)
    for (i = 1; i <= n; i++) if (order[i] ~ pattern && !(order[i] in own)) header(order[i])
    row("interface." to)
}
function row(to,   i) {
    for (i = 1; i <= n; i++) if (order[i] in seen) print hash[order[i]], order[i] > (work "/row/" to)
    close(work "/row/" to)
}
END {
    for (i = 1; i <= n; i++) if (order[i] ~ /^harness\/model\/.*\.c$/) visit(order[i])
    stop = "harness/run/evaluate.h"
    visit("harness/run/train.c")
    visit("harness/run/fit.c")
    row("training")
    stop = ""
    visit("harness/run/evaluate.c")
    visit("tasks/baseline.c")
    row("evaluation")
    for (d = 1; d <= definitions; d++) {
        split(defined[d], word, " ")
        split("", seen)
        visit(word[1])
        row(word[2])
    }
    interface("plugin", "^(encoders(/atom)?|tasks)/[a-z_]*\\.h$|^harness/run/plugin\\.h$")
    interface("atom", "^(encoders(/atom)?|tasks|harness/model(/[a-z]+)?)/[a-z_]*\\.h$|^harness/run/plugin\\.h$")
}
AWK
# shellcheck disable=SC2086
(cd "$work/text" && sha256sum $files >"$work/sums" && awk -v work="$work" -v private="$private" -f "$work/walk.awk" "$work/sums" $files)

echo '/* Made by harness/run/code.sh. */'
echo '#include "run/code.h"'
echo 'const struct code_row code_table[] = {'
(cd "$work/row" && sha256sum -- *) | sed 's/^\([0-9a-f]*\) .\([a-z]*\)\.*\(.*\)$/    {"\2", "\3", "\1"},/'
echo '    {0}};'
