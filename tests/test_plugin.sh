#!/bin/sh
# Plugins as a user meets them: begun, built against installed headers, proved, run and drawn; refused with a remedy; and
# what breaks in them is the failure of their own run.
top=$(realpath .)
program=$(realpath "${LEXBENCH:-build/lexbench}")
# shellcheck source=tests/outside.sh
. "$(dirname "$0")/outside.sh"
unset LEXBENCH_PLUGIN_SECONDS CFLAGS
tiny="train.steps=4 train.batch=4 train.longest=8 evaluate.lengths=8,16 evaluate.examples=5"
# shellcheck disable=SC2086,SC2317 # settings are words; expect calls it
run() { "$lexbench" run -q --db a.db "$@" $tiny; }
mark() { sed -n 's/.*: plugin \([a-z_-]*-[0-9a-f]*\)$/\1/p' out; }

# An installation: the program, and headers where it looks for them.
mkdir -p usr/bin
ln "$program" usr/bin/lexbench 2>/dev/null || cp "$program" usr/bin/lexbench
[ ! -x "$(dirname "$program")/double/lexbench" ] || { mkdir -p usr/libexec/lexbench && cp "$(dirname "$program")/double/lexbench" usr/libexec/lexbench/lexbench-double; }
expect 0 "the headers are installed" env -u MAKEFLAGS -u MAKELEVEL -u TESTS make -s -C "$top" install-headers BUILD="$(realpath --relative-to="$top" "$(dirname "$program")")" PREFIX=/usr DESTDIR="$dir"
lexbench=$dir/usr/bin/lexbench

# From nothing to a chart.
expect 0 "a scheme is begun" "$lexbench" plugin new mine
expect 2 "a file that is there" "$lexbench" plugin new mine
says "remove it" "is not written over"
expect 2 "a built-in name" "$lexbench" plugin new rope
says "'rope' is built in" "is refused before anything is written"
expect 2 "the name of an atom of ours" "$lexbench" plugin new position-vectors --atom
says "'position-vectors' is built in" "is refused, too"
expect 0 "it is built" "$lexbench" plugin build mine.c
says "scheme mine: Learned logarithmic bias" "and says what it brings"
mine=$(mark)
expect 0 "a task is begun" "$lexbench" plugin new biggest --task
expect 0 "and built" "$lexbench" plugin build biggest.c
expect 0 "a scheme with an atom of its own" "$lexbench" plugin new equal-tokens --atom
expect 0 "is built" "$lexbench" plugin build equal-tokens.c
all="--plugin mine.so --plugin=biggest.so --plugin equal-tokens.so"
# shellcheck disable=SC2086
expect 0 "all run" run --tasks 'biggest;sort' --schemes 'mine;alibi+equal-tokens;mine@heads=0+rope' $all
is "$(number a.db "SELECT count(*) FROM run WHERE status = 'done'")" 6 "and are done"
is "$(number a.db "SELECT count(*) FROM run WHERE scheme LIKE 'mine%' AND config LIKE '%mine(start=1,plugin=$mine)%'")" 4 "with the file's hash in what the id covers"
suite=$(number a.db "SELECT DISTINCT suite FROM v_run")
expect 0 "they are drawn" "$lexbench" plot "$suite" --db a.db --figure lengths --out charts
[ -n "$(find charts -type f -size +1k)" ]
result $? "as charts"
expect 0 "a listing" "$lexbench" list encoders --family content --plugin equal-tokens.so
says "equal-tokens" "has what it brings"
expect 0 "an explanation" "$lexbench" show encoder mine --plugin mine.so
says "$(sha256sum mine.so | cut -d' ' -f1)" "has the file's hash"
expect 0 "examples" "$lexbench" examples biggest --length 4 --count 2 --plugin biggest.so
if [ -x usr/libexec/lexbench/lexbench-double ]; then
    for scheme in mine rope+equal-tokens; do
        # shellcheck disable=SC2086
        expect 0 "$scheme is proved" "$lexbench" prove $scheme $all --format tsv
        is "$(awk -F '\t' '/^gradient/ && $2 > 0 && $2 < 1e-6' out | wc -l)" 2 "with gradients in double"
        is "$(grep -c '^2 golden numbers.*ok$' out)" $((${#scheme} == 4)) "and its golden numbers, where it has some"
    done
    mkdir unlearned
    sed 's/, \.grad = bias_grad//; s/^static void bias_grad/__attribute__((unused)) &/' mine.c >unlearned/ungraded.c
    sed 's/^    \.bias = .*//; s/^    \.golden = .*//; s/^static.*\(golden\[\]\|void bias\)/__attribute__((unused)) &/' mine.c >unlearned/unread.c
    for fault in "ungraded slope has no gradient, so training leaves it as it began" "unread slope changes no number and has no gradient"; do
        expect 0 "a scheme whose tensor is ${fault%% *}" "$lexbench" plugin build "unlearned/${fault%% *}.c"
        expect 1 "its proof" "$lexbench" prove mine --plugin "unlearned/${fault%% *}.so" --format tsv
        is "$(awk -F '\t' '/^tensors that are not learned/ { print ($2 > 0) " " $4 }' out)" "1 FAILS" "fails"
        says "${fault#* }" "and says why"
    done
fi

# Without the file, what is stored is read all the same; what computes says which file is missing.
expect 0 "results without the plugin" "$lexbench" results "$suite" --db a.db
expect 0 "a report without it" "$lexbench" report "$suite" --db a.db --out report
is "$(grep -c 'other code' err)" 0 "blames no other code"
expect 0 "a site without it" "$lexbench" site site --db a.db --claims "$suites/../results/claims"
id=$(number a.db "SELECT run_id FROM v_run WHERE label = 'mine' AND task = 'sort'")
expect 2 "what needs it" "$lexbench" export "$id" model.safetensors --db a.db
says "mine.so whose SHA-256 begins with ${mine#mine-}" "names the file and its hash"
expect 0 "with a copy that the work directory kept" "$lexbench" export "$id" model.safetensors --db a.db --plugin "a.db.work/plugin/$(sha256sum mine.so | cut -d' ' -f1).so"
expect 2 "an unknown scheme" "$lexbench" show encoder mine
says "--plugin FILE" "says how a plugin's is known"

# Other ways to name it; the same file is the same run, another file another one.
printf 'name: s\nplugins: lib/mine.so\nschemes: [mine]\ntasks: [sort]\n' >suite.yaml
mkdir lib && cp mine.so lib/
expect 0 "a suite names it" run suite.yaml
id=$(number a.db "SELECT run_id FROM v_run WHERE suite = 's'")
sed 's/name: s/name: moved/; s/lib.mine/mine/' suite.yaml >moved.yaml
expect 0 "from another folder" run moved.yaml
is "$(number a.db "SELECT run_id FROM v_run WHERE suite = 'moved'")" "$id" "it is the same run"
expect 0 "the environment names it" env LEXBENCH_PLUGINS="$dir/mine.so:$dir/biggest.so" "$lexbench" show task biggest
# shellcheck disable=SC2086
expect 0 "twice is once" env LEXBENCH_PLUGINS=mine.so "$lexbench" validate suite.yaml --plugin lib/mine.so $tiny
cp mine.so first.so
sed -i 's/log1p(fabs(distance\[k\]))/sqrt(fabs(distance[k]))/g' mine.c
expect 0 "a changed source" "$lexbench" plugin build mine.c
is "$(mark | grep -c "^$mine$")" 0 "has another mark"
sed 's/name: moved/name: changed/' moved.yaml >changed.yaml
expect 0 "trained again" run changed.yaml
is "$(number a.db "SELECT count(DISTINCT run_id) || count(DISTINCT code) FROM v_run WHERE suite IN ('s', 'changed')")" 22 "is another run of other code"
expect 2 "the older run" "$lexbench" export "$id" model.safetensors --db a.db --plugin mine.so
says "load the older file" "does not take the new file"
printf '/* a comment */\n' >>mine.c
before=$(sha256sum mine.so)
expect 0 "a comment" "$lexbench" plugin build mine.c
is "$(sha256sum mine.so)" "$before" "changes nothing"

# Two versions in one suite; another database that takes its runs has their files, too.
expect 0 "the suite again, with the later file" run moved.yaml
expect 0 "by its name" "$lexbench" results moved --db a.db --format tsv
is "$(grep -c "mine, build [0-9a-f]" out)" 2 "both versions stand in its tables, with their hashes"
# shellcheck disable=SC2086
expect 0 "by its file" "$lexbench" results moved.yaml $tiny --db a.db --format tsv
is "$(grep -c "mine" out)" 1 "the one that is loaded"
# shellcheck disable=SC2086
expect 0 "a database of built-in schemes" "$lexbench" run -q --db into.db --tasks sort --schemes rope $tiny
expect 0 "merged" "$lexbench" db merge a.db --db into.db
expect 0 "copied" "$lexbench" db backup copy.db --db a.db
for db in into copy; do
    is "$(ls $db.db.work/plugin)" "$(ls a.db.work/plugin)" "$db.db has the plugins"
done

# Paths with colons, in the list and beside the database.
mkdir co:lon && cp first.so co:lon/
expect 0 "a colon in a path" env LEXBENCH_PLUGINS=":co\\:lon/first.so::biggest.so:" "$lexbench" show encoder mine
says "$dir/co:lon/first.so" "is written with a backslash"
# shellcheck disable=SC2086
expect 0 "and in that of a database" "$lexbench" run -q --db co:lon/a.db --tasks sort --schemes mine --plugin co:lon/first.so $tiny

# A suite that ran with both files says which, and is evaluated with the copies of both.
cp first.so two.so
sed 's/name: s/name: two/; s/lib.mine/two/; s/\[mine\]/[mine, rope]/' suite.yaml >two.yaml
expect 0 "a suite" run two.yaml
cp mine.so two.so
expect 0 "and with the plugin built anew" run two.yaml
first=$(sha256sum first.so | cut -c1-8) second=$(sha256sum mine.so | cut -c1-8)
expect 0 "its results" "$lexbench" results two --db a.db
says "mine, build $first " "name the first build"
says "mine, build $second " "and the second"
expect 0 "both are evaluated further" "$lexbench" evaluate two --lengths 12 --db a.db
at() { number a.db "SELECT count(*) FROM v_run v JOIN evaluation e ON e.run = v.run_id WHERE v.suite = 'two' AND e.length = $1"; }
is "$(at 12)" 3 "each with its own copy"
expect 0 "also where one of them is loaded" "$lexbench" evaluate two --lengths 14 --db a.db --plugin mine.so
is "$(at 14)" 3 "whichever that is"
mv a.db.work/plugin kept
expect 2 "without copies" "$lexbench" evaluate two --lengths 15 --db a.db
says "whose file is not loaded" "it is said what lacks"
expect 0 "what needs no plugin" "$lexbench" evaluate two --lengths 15 --db a.db schemes=rope
is "$(at 15)" 1 "is chosen by its name"
expect 2 "a name that is none" "$lexbench" evaluate two --lengths 15 --db a.db schemes=alibi
says "choose none of the stored runs" "is refused"
mv kept a.db.work/plugin

# A file whose plugin is gone shows what is stored from its text.
rm two.so
for command in results status; do
    # shellcheck disable=SC2086
    expect 0 "$command of a suite's file whose plugin is gone" "$lexbench" $command two.yaml $tiny --db a.db
    says "shown is what is stored as two" "says what is shown"
done
expect 2 "under other settings" "$lexbench" results two.yaml --db a.db
says "'lexbench results two' shows what is stored" "it names the command that works"

# Refusals.
expect 2 "a missing file" "$lexbench" list encoders --plugin none.so
says "there is no file none.so" "is named"
expect 0 "one that the environment names" env LEXBENCH_PLUGINS=none.so "$lexbench" list encoders
says "warning: LEXBENCH_PLUGINS: plugin: there is no file none.so" "is, too, where nothing needs it"
expect 2 "a name that it would bring" env LEXBENCH_PLUGINS=none.so "$lexbench" show encoder mine
printf 'name: s\nschemes: [rope]\ntasks: [sort]\nplugins: [none.so]\n' >missing.yaml
expect 2 "one that a suite names" "$lexbench" validate missing.yaml
says "missing.yaml:4:11: plugin" "is, with its place"
expect 2 "two plugins of one name" "$lexbench" list encoders --plugin mine.so --plugin first.so
says "load one of them" "are refused"
sed 's/\(LEXBENCH_PLUGIN(.name = "\)mine/\1other/' mine.c >other.c
expect 0 "another plugin with the same scheme" "$lexbench" plugin build other.c
expect 2 "beside it" "$lexbench" list encoders --plugin mine.so --plugin other.so
says "'mine' is also in the plugin mine" "is refused"
sed 's/\.name = "mine",$/.name = "rope",/' mine.c >taken.c
expect 2 "a scheme of a built-in name" "$lexbench" plugin build taken.c
says "its scheme 'rope' has the name of a built-in one" "is refused"
sed 's/^#include "run.plugin.h"/&\n#undef PLUGIN_INTERFACE\n#define PLUGIN_INTERFACE "0123456789abcdef"/' mine.c >older.c
expect 2 "another version of the interface" "$lexbench" plugin build older.c
says "compiled for the interface 0123456789abcdef, and this program has $(sed -n 's/.*PLUGIN_INTERFACE "\(.*\)"/\1/p' usr/include/lexbench/plugin_interface.h | head -1); compile it again with 'lexbench plugin build'" "is refused with both and the remedy"
for kind in scheme task; do
    file=mine.c && [ $kind = task ] && file=biggest.c
    sed "s/${kind}s = {&$kind}/${kind}s = {\&$kind, \&$kind}/" $file >twice.c
    expect 2 "a $kind twice in one file" "$lexbench" plugin build twice.c
    says "it has two ${kind}s with the name '${file%.c}'" "is refused"
done
sed '/options_size/d' mine.c >unsized.c
expect 2 "options without a size" "$lexbench" plugin build unsized.c
says "options_size is 0, and the option 'start' lies behind" "are refused"
expect 2 "a source to build into" "$lexbench" plugin build mine.c --out mine.c
says "--out mine.c is a source" "is not written over"
cp mine.c ./-mine.c
expect 0 "a source whose name begins with a dash" "$lexbench" plugin build -- -mine.c
echo text >no.so
sed 's/^#include "run.plugin.h"/&\n#undef PLUGIN_ATOM_INTERFACE\n#define PLUGIN_ATOM_INTERFACE "0123456789abcdef"/' equal-tokens.c >older.c
expect 2 "another version of the model's interface" "$lexbench" plugin build older.c
says "it has atoms and was compiled for the model's interface 0123456789abcdef" "is refused where there are atoms"
expect 2 "a file that is no plugin" "$lexbench" list encoders --plugin no.so
says "no.so" "is named"
sed 's/static int params/static int params_ = nothing;&/' mine.c >bad.c
expect 2 "what does not compile" "$lexbench" plugin build bad.c
says "bad.c does not compile" "is said"
cp mine.so working.so
sed 's/^static int params/double slip(double x) { return lgo1p(x); }\n&/' mine.c >slip.c
expect 2 "a function that nobody declared" "$lexbench" plugin build slip.c --out working.so
says "slip.c does not compile" "does not, either"
sed 's/^#include <math.h>/&\ndouble lgo1p(double x);/' slip.c >absent.c
expect 2 "a function that nobody has" "$lexbench" plugin build absent.c --out working.so
says "undefined symbol: lgo1p" "is said"
says "the file that was there is left as it was" "with what became of the file"
expect 2 "the same where no file was" "$lexbench" plugin build absent.c
is "$(cmp mine.so working.so && find . -maxdepth 1 -name 'working.so?*' -o -maxdepth 1 -name 'absent.so*')" "" "and a file that works stays"
mkdir -p other/bin other/include
ln usr/bin/lexbench other/bin/lexbench 2>/dev/null || cp usr/bin/lexbench other/bin/lexbench
cp -r usr/include/lexbench other/include/
sed -i 's/\(PLUGIN_INTERFACE "\).*/\10123456789abcdef"/' other/include/lexbench/plugin_interface.h
expect 2 "headers of another version" other/bin/lexbench plugin build mine.c --out working.so
says "the headers in $dir/other/include/lexbench belong to another lexbench" "are named"
# shellcheck disable=SC2046 # flags are words
expect 0 "pkg-config serves other builds" cc $(PKG_CONFIG_PATH=$dir/usr/share/pkgconfig pkg-config --cflags lexbench) -O1 -fPIC -shared mine.c -o own.so -lm
expect 0 "which the program takes" "$lexbench" show encoder mine --plugin own.so

# What breaks: schemes that crash, abort, loop or exit, in a step or while a suite is set up.
cat >breaks.c <<'END'
#include "encoders/atom/bias.h"
#include "run/plugin.h"
#include <stdlib.h>
#include <string.h>
struct options {
    int where, how;
};
enum { SEGFAULT, ABORT, LOOP, EXIT, STACK };
static const struct option options[] = {
    {"where", OPTION_CHOICE, offsetof(struct options, where), "step", 0, 0, "step|check", NULL, "where it breaks"},
    {"how", OPTION_CHOICE, offsetof(struct options, how), "segfault", 0, 0, "segfault|abort|loop|exit|stack", NULL, "how"},
    {0}};
static volatile int sink, *volatile nowhere;
static int deep(int n) {
    volatile char room[4096];
    room[0] = (char)n;
    return n < 0 ? 0 : deep(n + 1) + room[0];
}
static void fall(int how) {
    if (how == SEGFAULT) *nowhere = 1;
    if (how == ABORT) abort();
    while (how == LOOP) sink++;
    if (how == EXIT) exit(75);
    if (how == STACK) sink = deep(1);
}
static bool check(const struct view *view, struct error *err) {
    const struct options *o = view->options;
    (void)err;
    if (o->where) fall(o->how);
    return true;
}
static void bias(const struct view *view, int n, const double *distance, real *table) {
    const struct options *o = view->options;
    (void)distance;
    memset(table, 0, sizeof *table * (size_t)(n * view->heads));
    if (!o->where) fall(o->how);
}
static const struct encoder breaks = {.name = "breaks", .title = "Breaks", .family = FAMILY_control, .formula = "", .source = "",
                                      .differs = "", .at_eval = "", .options = options, .options_size = sizeof(struct options),
                                      .check = check, .bias = &(const struct bias_atom){.table = bias}};
LEXBENCH_PLUGIN(.name = "breaks", .schemes = {&breaks});
END
LEXBENCH_PLUGIN_SECONDS=1
export LEXBENCH_PLUGIN_SECONDS
expect 0 "a plugin that breaks" "$lexbench" plugin build breaks.c
# shellcheck disable=SC2086
expect 4 "runs that break" "$lexbench" run --db b.db -q --tasks sort --schemes 'breaks;breaks(how=abort);breaks(how=loop);breaks(how=exit);breaks(how=stack);rope' --plugin breaks.so --plugin mine.so $tiny
is "$(number b.db "SELECT group_concat(label || ' ' || status, ', ') FROM (SELECT * FROM v_run ORDER BY ordinal)")" \
    "breaks failed, breaks(how=abort) failed, breaks(how=loop) failed, breaks(how=exit) failed, breaks(how=stack) failed, rope done" "fail alone"
reason() { number b.db "SELECT reason FROM v_run WHERE label = '$1'"; }
is "$(reason breaks | grep -c 'Segmentation fault.*crashed with the plugin breaks-[0-9a-f]*$')" 1 "the store has the crash and the run's own plugin"
is "$(reason 'breaks(how=abort)' | grep -c 'Aborted')" 1 "the abort"
is "$(reason 'breaks(how=loop)' | grep -c 'more than 1 seconds of processor time with the plugin breaks-[0-9a-f]* (LEXBENCH_PLUGIN_SECONDS')" 1 "the loop with its limit"
is "$(reason 'breaks(how=exit)' | grep -c 'a plugin ended the process')" 1 "the exit, which is no interruption"
printf 'name: broken\nschemes: [breaks]\ntasks: [sort]\n' >broken.yaml
# shellcheck disable=SC2086
expect 4 "schemes that break as they are set up, beside another" "$lexbench" run --db c.db -q --tasks sort --schemes 'breaks(where=check);rope;breaks(where=check,how=loop);breaks(where=check,how=exit)' --plugin breaks.so $tiny
says "left out: --schemes 'breaks(where=check)': breaks(where=check) on sort was tried, with the code of a plugin: it crashed by signal 11 (Segmentation fault) in check() of the scheme breaks" "are left out, with the hook that crashed"
says "it took more than 1 seconds of processor time in check() of the scheme breaks" "or does not end"
says "it ended the program with code 75 in check() of the scheme breaks" "or ends the program"
is "$(number c.db "SELECT group_concat(label || ' ' || status) FROM v_run")" "rope done" "and the others run"
printf 'name: set-up\nschemes: [rope, "breaks(where=check)"]\ntasks: [sort]\n' >set-up.yaml
# shellcheck disable=SC2086
expect 4 "in a file" "$lexbench" run set-up.yaml --db c.db -q --plugin breaks.so $tiny
says "left out: set-up.yaml:2:17: breaks(where=check) on sort was tried" "with the place"
# shellcheck disable=SC2086
expect 2 "what only looks at the suite" "$lexbench" validate set-up.yaml --plugin breaks.so $tiny
says "set-up.yaml:2:17: breaks(where=check) on sort was tried" "refuses it"
# shellcheck disable=SC2086
expect 2 "where nothing else is left" "$lexbench" run --db c.db --tasks sort --schemes 'breaks(where=check)' --plugin breaks.so $tiny
says "breaks(where=check) on sort was tried, with the code of a plugin" "it is refused"
printf 'name: variant\nformulas: {near: {mask: d < 6}}\nschemes: [rope]\ntasks: [sort]\n' >variant.yaml
# shellcheck disable=SC2086
expect 2 "one that breaks in a variant, beside a formula" "$lexbench" run --db c.db variant.yaml --plugin breaks.so $tiny 'evaluate.variants=near+rope+breaks(where=check)'
says "rope on sort was tried, with the code of a plugin" "is refused"
# shellcheck disable=SC2086
expect 0 "the cost of what breaks" "$lexbench" validate broken.yaml --plugin breaks.so $tiny
says "breaks was tried, with the code of a plugin: it crashed by signal 11" "is not known"
expect 2 "a picture of what breaks" "$lexbench" plot scheme breaks --plugin breaks.so --out charts
says "breaks was tried, with the code of a plugin: it crashed by signal 11" "is refused"
expect 2 "a proof of what breaks" "$lexbench" prove breaks --plugin breaks.so
says "breaks was tried, with the code of a plugin: it crashed by signal 11" "says so"
is "$(grep -c . err)" 1 "and nothing else"
sed 's/biggest/loops/g; s/^    example_open(out);/    while (n) n |= 1;\n&/' biggest.c >loops.c
expect 0 "a task that does not end" "$lexbench" plugin build loops.c
for words in "examples loops --length 5" "show task loops"; do
    # shellcheck disable=SC2086
    expect 70 "$words" timeout 30 "$lexbench" $words --plugin loops.so
    says "took more than 1 seconds of processor time with the plugin loops-" "ends at the limit"
done
sed 's/^static const struct task task/static bool falls(void *options, struct error *err) {\n    (void)options, (void)err;\n    __builtin_trap();\n}\n\n&/; s/^    .options = options,/&\n    .check = falls,/; s/"biggest"/"falls"/' biggest.c >falls.c
expect 0 "a task that breaks" "$lexbench" plugin build falls.c
printf 'name: falls\nschemes: [rope]\ntasks: [falls]\n' >falls.yaml
# shellcheck disable=SC2086
expect 2 "its check, from the command line" "$lexbench" run --db c.db --tasks falls --schemes rope --plugin falls.so $tiny
says "falls was tried, with the code of a plugin: it crashed by signal" "is refused"
# shellcheck disable=SC2086
expect 2 "and in a suite" "$lexbench" run falls.yaml --db c.db --plugin falls.so $tiny
says "rope on falls was tried, with the code of a plugin: it crashed by signal 4 (Illegal instruction) in check() of the task falls" "is refused, too"
printf 'grid: {task.symbols: [8, 16]}\n' >>falls.yaml
# shellcheck disable=SC2086
expect 2 "and where a grid sets its options" "$lexbench" run falls.yaml --db c.db --plugin falls.so $tiny
says "rope on falls was tried, with the code of a plugin: it crashed by signal" "as well"
unset LEXBENCH_PLUGIN_SECONDS

# Tasks whose examples are not what they say of themselves: too small a vocabulary, a negative token, one token too many.
other_task() { # NAME SED: a task like biggest but for that
    sed "s/biggest/$1/g; $2" biggest.c >"$1.c"
    expect 0 "the task $1" "$lexbench" plugin build "$1.c"
}
other_task small 's/return TOKEN_SYMBOL + (int).*/return 5 + 0 * !options; }/'
other_task negative 's/TOKEN_SYMBOL + symbol)/-5)/'
other_task answers 's/TOKEN_SYMBOL + largest)/99)/'
other_task short 's/return n + 3;/return n + 2;/'
for broken in "small vocabulary() says 5" "negative token -5 at place 1 of length" "answers vocabulary() says 36" "short max_tokens() says"; do
    name=${broken%% *}
    # shellcheck disable=SC2086
    expect 4 "a run of $name" "$lexbench" run --db t.db -q --tasks "$name" --schemes rope --plugin "$name.so" $tiny
    number t.db "SELECT reason FROM run WHERE task LIKE '$name%'" >out
    says "task $name: " "fails, and the store has the task"
    says "${broken#* }" "and what is wrong"
    is "$(grep -c 'bug at\|ended the process' out)" 0 "which is no bug of ours and no exit of the plugin"
    expect 70 "its examples" "$lexbench" examples "$name" --length 8 --count 20 --plugin "$name.so"
    says "${broken#* }" "are not printed"
done
expect 0 "a proof of a task" "$lexbench" prove biggest --plugin biggest.so --format tsv
is "$(awk -F '\t' 'NR > 1 && $2 == 5 && $3 == "ok"' out | wc -l)" 5 "holds in all that is tried"
other_task unsolved 's/return solve_written(example, n + 1, &largest, 1)/largest = TOKEN_SYMBOL; &/'
other_task careless 's/if (!find_question(example.*return false;/for (n = 0; example->token[n + 1] != TOKEN_SEP \&\& n + 2 < example->T;) n++;/; s/return solve_written.*/for (int t = 0; t < example->T; t++) example->target[t] = -1;\n    example->target[n + 1] = largest, example->target[n + 2] = TOKEN_EOS;\n    return o != NULL;/'
other_task likely 's/return 1 - pow(/return 2 + pow(/'
other_task unsteady 's/^    int largest = 0;/    static int drawn;\n    int largest = drawn++ % 2;/'
for broken in "small vocabulary() says 5" "short max_tokens() says" "unsolved its solver refuses it" "careless its solver takes token" "likely chance() is" "unsteady the same stream gave two examples"; do
    name=${broken%% *}
    expect 1 "a proof of $name" "$lexbench" prove "$name" --plugin "$name.so"
    says "FAILS" "fails"
    says "${broken#* }" "and says why"
done
printf 'name: short\nschemes: [rope]\ntasks: [short]\n' >short.yaml
# shellcheck disable=SC2086
expect 0 "what is measured of such a task" "$lexbench" validate short.yaml --plugin short.so $tiny
says "task short: an example of length" "says why there is nothing"

# A campaign has copies, so that neither the environment nor a later build matters to its slices.
mkdir bin
printf '#!/bin/sh\necho 4711\n' >bin/sbatch
chmod +x bin/sbatch
cp first.so campaign.so
sed 's/lib.mine/campaign/' suite.yaml >campaign.yaml
# shellcheck disable=SC2086
expect 0 "a campaign" env PATH="$dir/bin:$PATH" "$lexbench" submit --slurm campaign.yaml $tiny --dir camp --db camp.db --cpus 1
cp mine.so campaign.so
expect 0 "a slice, after the file has changed" env LEXBENCH_PLUGINS="$dir/none.so" "$lexbench" slice camp 1
expect 0 "its collection" "$lexbench" collect camp --db camp.db
is "$(number camp.db "SELECT run_id FROM v_run")" "$id" "gives the run of the first file"
rm campaign.so
mkdir node && cp mine.so node/campaign.so
expect 0 "a slice elsewhere, where the name is another file's" env -C node "$lexbench" slice ../camp 1
exit $bad
