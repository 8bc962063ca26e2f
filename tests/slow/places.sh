#!/bin/sh
# What it takes to add something: `make test-places` adds a scheme, an atom, a task, a chart, a command, a setting and a stored number to a copy of the tree, each by its own
# file and the lines that its recipe names and by nothing else, builds, and looks for it everywhere it has to show. Prints the lines that files shared with
# others got, and "ok" or "not ok" lines.
# shellcheck source=tests/outside.sh disable=SC1091
. "$(dirname "$0")/../outside.sh"

tree=${suites%/suites}
mkdir copy plain
(cd "$tree" && git ls-files -z --cached --others --exclude-standard | xargs -0 tar cf -) | tar xf - -C copy
cp -a copy/. plain/
cd copy || exit 1

# ---- the additions ----

behind() { sed -i "\\|$2|a\\$3" "$1"; } # FILE, a line of it as a pattern, the line that comes behind it
renamed() { sed "s/$2/$3/g; s/\"$(echo "$2" | tr _ -)\"/\"$3\"/" "$1"; }

renamed encoders/hard_alibi.c hard_alibi dummy | sed 's/"hard-alibi"/"dummy"/' >encoders/dummy.c
behind encoders/list.h '^ENCODER(alibi)' 'ENCODER(dummy)'

# A term of a new kind, and a scheme that has it: what a query sees of its own key counts more.
cat >encoders/atom/dummy_term.h <<'END'
/* A dummy term: score[i][i] += own. */
#ifndef LEXBENCH_ATOM_DUMMY_TERM_H
#define LEXBENCH_ATOM_DUMMY_TERM_H
#include "encoders/view.h"
struct dummy_term_atom {
    double own;
};
#endif
END
cat >harness/model/atom/dummy_term.c <<'END'
#include "encoders/atom/dummy_term.h"
#include "model/atom.h"

static void scores(const struct cell *c, const struct band *b, const real *content, real *out) {
    const struct encoder *e = c->m->scheme.part[part_of(c->m, ATOM_dummy_term)].encoder;
    (void)content;
    for (int i = 0; i < b->n; i++) out[(long)i * c->T + cell_token(c, b->first + i)] += (real)e->dummy_term->own;
}

const struct atom atom_dummy_term = {.alone = "have the dummy term", .scores = scores};
END
behind encoders/atoms.h '^ATOM(slopes,' 'ATOM(dummy_term, "dummy scores")'
cat >encoders/own_key.c <<'END'
#include "encoders/atom/dummy_term.h"
#include "encoders/encoder.h"

FAMILY_ROW
END
sed -n '/^const struct encoder encoder_softmax1/,/^};/p' encoders/softmax1.c | sed 's/encoder_softmax1/encoder_own_key/; s/"softmax1"/"own-key"/; s/\.normaliser = .*/.dummy_term = \&(const struct dummy_term_atom){.own = 2},/' >own_row
sed -i -e '/^FAMILY_ROW$/{r own_row' -e 'd}' encoders/own_key.c
rm own_row
behind encoders/list.h '^ENCODER(softmax1)' 'ENCODER(own_key)'

renamed tasks/kth.c kth dummytask >tasks/dummytask.c
behind tasks/list.h '^TASK(kth)' 'TASK(dummytask)'

sed 's/chart_loss/chart_dummy/; s/"loss"/"dummy"/; s/"Loss and perplexity against length"/"A dummy chart"/; s/task, true, figure/task, false, figure/' plots/loss.c >plots/dummy.c
behind plots/list.h '^CHART(loss)' 'CHART(dummy)'

cat >harness/cli/dummy.c <<'END'
#include "cli/command.h"
#include <stdio.h>

static const struct flag dummy_flags[] = {{"loud", 0, NULL, NULL, "say it twice"}, {0}};

static int cmd_dummy(const struct call *call) { return printf("%s\n", flag_given(call, "loud") ? "hm hm" : "hm") < 0; }

const struct command command_dummy = {.name = "dummy",
                                      .arguments = "",
                                      .summary = "do next to nothing",
                                      .text = "  lexbench dummy --loud",
                                      FLAGS(dummy_flags),
                                      .run = cmd_dummy};
END
behind harness/cli/list.h '^COMMAND(doctor)' 'COMMAND(dummy)'

behind harness/run/config.h '^    long warmup;' '    long dummy_key; /* nothing */'
behind harness/run/config.c '^    {"warmup"' '    {"dummy_key", OPTION_INT | OPTION_YOUNGER, AT(dummy_key), "3", 0, 9, NULL, "steps", "a dummy setting"},'

# A number is computed, has a row, and comes into databases that are there by a step of the schema.
behind harness/run/evaluate.c '^ *row->seconds += clock_seconds' '        row->dummy_number = 7;'
sed -i 's/^#define EVAL_YOUNGER(X).*/& X(REAL, dummy_number)/' results/fields.h
last=$(sed -n 's/^SCHEMA(schema_\([0-9]*\))$/\1/p' results/list.h | tail -1)
behind results/list.h "^SCHEMA(schema_$last)" "SCHEMA(schema_$((last + 1)))"
echo 'ALTER TABLE evaluation ADD COLUMN dummy_number REAL;' >"results/schema-$((last + 1)).sql"

# ---- how many lines of shared files ----

cd ..
shared() { # what, lines, FILE...: changed lines of these files
    what=$1 wanted=$2
    shift 2
    lines=0 files=0
    for file in "$@"; do
        lines=$((lines + $(diff "plain/$file" "copy/$file" | grep -c '^>'))) files=$((files + 1))
    done
    printf '# %-16s its own file, %d lines in %d shared files\n' "$what" "$lines" "$files"
    [ "$lines" -eq "$wanted" ]
    result $? "$what: as many lines as its recipe says ($wanted)"
}
: >out
: >err
shared "schemes" 2 encoders/list.h
shared "an atom" 1 encoders/atoms.h
shared "a task" 1 tasks/list.h
shared "a chart" 1 plots/list.h
shared "a command" 1 harness/cli/list.h
shared "a setting" 2 harness/run/config.h harness/run/config.c
shared "a stored number" 3 harness/run/evaluate.c results/fields.h results/list.h
[ "$(diff -rq plain copy | grep -c '^Files')" -eq 10 ]
result $? "no other file changed"

expect 0 "all of them build" make -s -C copy -j"$(nproc)" CFLAGS=-O0 all
[ -x copy/build/lexbench ] || grep -v "^  [A-Z]* " err | sed "s/^/# /"
new=$PWD/copy/build/lexbench
if ! [ -x "$new" ]; then exit 1; fi

# ---- where they show ----

expect 0 "list encoders" "$new" list encoders
says "dummy " "has the scheme"
says "dummy scores" "says what the atom acts on"
expect 0 "show encoder" "$new" show encoder dummy
expect 0 "docs/encoders.md" "$new" help --page encoders
says "## dummy" "has it"
expect 0 "list tasks" "$new" list tasks
says "dummytask " "has the task"
expect 0 "docs/tasks.md" "$new" help --page tasks
says "## dummytask" "has it"
expect 0 "list settings" "$new" list settings
says "train.dummy_key " "has the setting"
expect 0 "docs/suites.md" "$new" help --page settings
says "| dummy_key | \`3\` | steps | a dummy setting |" "has it"
expect 0 "the overview" "$new"
says "do next to nothing" "has the command"
for words in "help dummy" "dummy --help" "help --man" "help --completion"; do
    # shellcheck disable=SC2086
    expect 0 "$words" "$new" $words
    says "dummy" "has it"
done
expect 0 "the command" "$new" dummy --loud
says "hm hm" "runs"
expect 2 "a flag that it does not have" "$new" dummy --lout
says "did you mean --loud" "is answered"

cat >tiny.yaml <<'END'
model: {layers: 1, heads: 2, width: 16}
train: {steps: 20, batch: 8, longest: 4, fit_every: 20, fit_examples: 8}
evaluate: {multiples: [1, 2], examples: 8}
schemes: [rope]
tasks: [copy]
END
expect 0 "a database of the program as it is" "$lexbench" run tiny.yaml -q --db a.db
expect 0 "the new program" "$new" run tiny.yaml --keep -q --db a.db
is "$(number a.db "SELECT count(*) FROM run")" 1 "finds the run under its id, whatever the new setting"
is "$(number a.db "SELECT count(*) || ' ' || count(dummy_number) FROM evaluation")" "2 0" "and its evaluations, where the new number is not measured"
expect 0 "the new setting" "$new" run tiny.yaml --keep train.dummy_key=5 -q --db a.db
is "$(number a.db "SELECT group_concat(value) FROM v_setting WHERE key = 'train.dummy_key'")" 5 "makes another run, and is a setting of it"
expect 0 "the new program on a database of its own" "$new" run tiny.yaml --keep seeds=2 name=new --db b.db -q
sed 's/rope/dummy/; s/copy/dummytask/' tiny.yaml >dummy.yaml
expect 0 "a suite of them" "$new" run dummy.yaml -q --db b.db
sed 's/rope/own-key, nope/' tiny.yaml >own.yaml
sed 's/rope/own-key+own-key/' tiny.yaml >two.yaml
expect 0 "a suite of a scheme with the atom and of one without" "$new" run own.yaml -q --db own.db
is "$(number own.db "SELECT count(DISTINCT loss) FROM v_eval WHERE length = 4")" 2 "compute other numbers"
expect 2 "two parts with it" "$new" validate two.yaml
says "only one may have the dummy term" "are refused"
is "$(number b.db "SELECT group_concat(DISTINCT scheme || ' ' || task) FROM v_run WHERE suite = 'dummy'")" "dummy dummytask" "is run"
is "$(number b.db "SELECT count(*) || ' ' || sum(dummy_number) FROM evaluation")" "4 28.0" "and every evaluation has the new number"
expect 0 "db merge" "$new" db merge b.db --db a.db
is "$(number a.db "SELECT count(dummy_number) FROM evaluation")" 6 "takes it along"
expect 0 "the database is sound" "$new" db check --db a.db
expect 0 "plot" "$new" plot dummy --db b.db --format svg --out charts
ls charts >out
says "dummy" "draws the chart"
expect 0 "report" "$new" report dummy --db b.db --formats svg --out report
grep -q 'A dummy chart' report/report.html
result $? "shows it"
exit "$bad"
