/* The fingerprint of the code: which edits change which, and the probe that says whether a change mattered. */
#include "encoders/atom/bias.h"
#include "encoders/atom/rotary.h"
#include "run/code.h"
#include "run/train.h"
#include "tests/fixture_run.h"

/* ---- the table of sources ---- */

static int rows_of(const char *kind, const char *name) {
    int n = 0;
    char plain[64];
    snprintf(plain, sizeof plain, "%s", name);
    for (char *c = plain; *c; c++)
        if (*c == '-') *c = '_';
    for (const struct code_row *row = code_table; row->kind; row++)
        n += strcmp(row->kind, kind) == 0 && strcmp(row->name, plain) == 0;
    return n;
}

static void the_table_is_complete(void **state) {
    (void)state;
    int rows = 0;
    for (; code_table[rows].kind; rows++) assert_int_equal(strlen(code_table[rows].hash), 64);
    assert_int_equal(rows, encoder_count() + task_count() + 4);
    for (int i = 0; encoder_list[i]; i++)
        if (rows_of("scheme", encoder_list[i]->name) != 1) fail_msg("not once: scheme %s", encoder_list[i]->name);
    for (int i = 0; task_list[i]; i++)
        if (rows_of("task", task_list[i]->name) != 1) fail_msg("not once: task %s", task_list[i]->name);
    assert_int_equal(rows_of("training", ""), 1);
    assert_int_equal(rows_of("evaluation", ""), 1);
    assert_int_equal(rows_of("interface", "plugin"), 1);
    assert_int_equal(rows_of("interface", "atom"), 1);
}

/* A copy of the sources to edit. */
static char copy[] = "/tmp/lexbench-code-XXXXXX";

static void shell(const char *format, const char *a, const char *b) {
    char command[1024];
    snprintf(command, sizeof command, format, copy, a, b);
    if (system(command) != 0) fail_msg("%s", command);
}

static int make_copy(void **state) {
    (void)state;
    if (!mkdtemp(copy)) return -1;
    shell("cp -r base harness encoders tasks docs results %1$s", "", "");
    return 0;
}

static int remove_copy(void **state) {
    (void)state;
    shell("rm -rf %1$s", "", "");
    return 0;
}

enum { TABLE_SIZE = 1 << 17 };

/* What the script says of the copy now. */
static void read_table(char out[TABLE_SIZE]) {
    char command[256];
    snprintf(command, sizeof command, "sh harness/run/code.sh %s", copy);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    const size_t size = fread(out, 1, TABLE_SIZE - 1, pipe);
    out[size] = '\0';
    assert_int_equal(pclose(pipe), 0);
}

/* Rows of the program's table that the other does not have so: "scheme alibi, training". */
static int changed_rows(const char *table, struct text *names) {
    int n = 0;
    text_clear(names);
    for (const struct code_row *row = code_table; row->kind; row++) {
        char line[256];
        snprintf(line, sizeof line, "{\"%s\", \"%s\", \"%s\"}", row->kind, row->name, row->hash);
        if (strstr(table, line)) continue;
        text_add(names, "%s%s%s%s", n++ ? ", " : "", row->kind, *row->name ? " " : "", row->name);
    }
    return n;
}

/* Rows that change when `what` is appended to each of some files, which are put back. names: text_free it. */
static int edited(const char *files, const char *what, struct text *names) {
    static char table[TABLE_SIZE];
    shell("for f in %2$s; do printf '\\n%3$s\\n' >> %1$s/$f; done", files, what);
    read_table(table);
    shell("for f in %2$s; do cp $f %1$s/$f; done", files, "");
    return changed_rows(table, names);
}

static void an_edit_changes_what_uses_the_file(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"encoders/alibi.c", "scheme alibi, scheme alibi_learned"},
        {"encoders/slope.h",
         "interface atom, interface plugin, scheme alibi, scheme alibi_learned, scheme ape_decay, scheme bam, scheme "
         "grape_a, scheme grape_ap"},
        {"tasks/sort.c", "task bucket_sort, task sort"},
        {"tasks/baseline.c", "evaluation"},
        {"harness/run/plugin.h", "interface atom, interface plugin"},
        {"harness/model/cell.h", "evaluation, interface atom, training"},
        {"harness/model/checkpoint.h", "evaluation, training"}, /* private: no plugin can include it */
        {"harness/run/evaluate.c", "evaluation"},
        {"harness/run/train.c", "evaluation, training"},
        {"harness/run/batch.c", "evaluation, training"},
        {"harness/model/attention.c", "evaluation, training"},
        {"base/safetensors.c", "evaluation, training"},
        {"base/table.c harness/run/resume.c harness/run/scheduler.c harness/run/code.c harness/cli/run.c "
         "results/store.h encoders/list.h docs/suites.md",
         ""},
    };
    struct text names = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        edited(cases[i][0], "extern int edited;", &names);
        if (strcmp(text_of(&names), cases[i][1]) != 0)
            fail_msg("an edit to %s changes '%s'", cases[i][0], text_of(&names));
    }
    assert_int_equal(edited("encoders/encoder.h", "extern int edited;", &names), encoder_count() + 4);
    assert_int_equal(edited("tasks/task.h", "extern int edited;", &names), task_count() + 4);
    assert_int_equal(edited("base/rng.c", "extern int edited;", &names), encoder_count() + task_count() + 2);
    text_free(&names);
}

static void a_comment_changes_nothing(void **state) {
    (void)state;
    struct text names = {0};
    assert_int_equal(edited("encoders/alibi.c", "/* one line */\\n/* more\\n than one \" */  \\n\\n// x", &names), 0);
    assert_int_equal(edited("encoders/alibi.c", "static const char *a = \"/* no comment */\";", &names), 2);
    text_free(&names);
}

/* Strings that look like comments, and the other way: which of two texts of a scheme's file have one hash. */
static const struct {
    bool same;
    const char *text[2];
} pairs[] = {{true, {"int a;", "int a; /* \"x */"}},
             {true, {"int a = 1 / 2;", "int a = 1 / 2; // \" /* x"}},
             {false, {"char *s = \"a//b\";", "char *s = \"a//c\";"}},
             {false, {"char c = '\"', d = 1; /* x */", "char c = '\"', d = 2; /* x */"}},
             {false, {"char *s = \"\\\"/*\", d = 1; /* */", "char *s = \"\\\"/*\", d = 2; /* */"}},
             {false, {"int a = 1 /* x\n*/ + 2;", "int a = 1 /* x\n*/ + 3;"}}};
enum { PAIRS = sizeof pairs / sizeof *pairs };

/* The table's rows of the schemes pair_0, pair_1, ... with one side's texts. */
static void write_pairs(int side, char row[PAIRS][128]) {
    static char table[TABLE_SIZE];
    char path[128], key[64];
    for (int i = 0; i < PAIRS; i++) {
        snprintf(path, sizeof path, "%s/encoders/pair_%d.c", copy, i);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fprintf(f, "const struct encoder encoder_pair_%d = {0};\n%s\n", i, pairs[i].text[side]);
        assert_int_equal(fclose(f), 0);
    }
    read_table(table);
    for (int i = 0; i < PAIRS; i++) {
        snprintf(key, sizeof key, "{\"scheme\", \"pair_%d\", ", i);
        const char *at = strstr(table, key);
        assert_non_null(at);
        snprintf(row[i], sizeof row[i], "%.100s", at);
    }
}

static void comments_are_told_from_text(void **state) {
    (void)state;
    char one[PAIRS][128], other[PAIRS][128];
    write_pairs(0, one);
    write_pairs(1, other);
    shell("rm %1$s/encoders/pair_*.c", "", "");
    for (int i = 0; i < PAIRS; i++)
        if ((strcmp(one[i], other[i]) == 0) != pairs[i].same) fail_msg("%s\n%s", pairs[i].text[0], pairs[i].text[1]);
}

static void a_new_scheme_is_found_and_changes_no_other(void **state) {
    (void)state;
    static char table[TABLE_SIZE];
    struct text names = {0};
    shell("echo 'ENCODER(fresh)' >> %1$s/encoders/list.h; echo '%2$s' > %1$s/encoders/fresh.c",
          "const struct encoder encoder_fresh = {0};", "");
    read_table(table);
    assert_int_equal(changed_rows(table, &names), 0);
    assert_non_null(strstr(table, "{\"scheme\", \"fresh\", \""));
    shell("rm %1$s/encoders/fresh.c", "", "");
    text_free(&names);
}

/* ---- fingerprints ---- */

static enum precision precision = PRECISION_FLOAT; /* of evaluations */

static const char *code_of(const char *schemes, const char *variant, const char *tasks, bool evaluation) {
    static char out[8][CODE_SIZE];
    static int next;
    struct scheme scheme, other;
    struct task_set set;
    char *to = out[next++ % 8];
    assert_true(scheme_parse(schemes, &scheme, NULL) && task_set_parse(tasks, &set, NULL));
    if (variant) assert_true(scheme_parse(variant, &other, NULL));
    if (evaluation)
        code_of_evaluation(&scheme, variant ? &other : NULL, &set, precision, to);
    else
        code_of_training(&scheme, &set, to);
    assert_int_equal(strlen(to), 64);
    return to;
}
static const char *training_code(const char *schemes, const char *tasks) {
    return code_of(schemes, NULL, tasks, false);
}

/* A run's id has the precision of its training; no id has that of an evaluation. */
static void evaluations_in_bf16_have_a_code_of_their_own(void **state) {
    (void)state;
    const char *full = code_of("rope", NULL, "copy", true), *trained = training_code("rope", "copy");
    precision = PRECISION_BF16;
    assert_string_not_equal(full, code_of("rope", NULL, "copy", true));
    assert_string_equal(trained, training_code("rope", "copy"));
    precision = PRECISION_FLOAT;
}

static void a_fingerprint_is_of_what_is_in_play(void **state) {
    (void)state;
    const char *rope = training_code("rope", "copy");
    assert_string_equal(rope, training_code("rope(base=500)@until=0.5", "copy(symbols=12)"));
    assert_string_not_equal(rope, training_code("alibi", "copy"));
    assert_string_not_equal(rope, training_code("rope+alibi", "copy"));
    assert_string_not_equal(rope, training_code("rope", "sort"));
    assert_string_not_equal(rope, training_code("rope", "copy+sort"));
    assert_string_not_equal(rope, code_of("rope", NULL, "copy", true));
    assert_string_not_equal(code_of("rope", NULL, "copy", true), code_of("rope", "rope+pi", "copy", true));
}

/* The order is the configuration's; what a variant shares with the scheme counts once. */
static void a_fingerprint_is_of_a_set(void **state) {
    (void)state;
    assert_string_equal(training_code("rope+alibi+rope", "copy+sort"), training_code("alibi+rope", "sort+copy"));
    assert_string_equal(code_of("rope", "rope+pi", "copy", true), code_of("pi+rope", NULL, "copy", true));
}

/* ---- the probe ---- */

static struct run_plan tiny(const char *scheme, const char *task) {
    struct run_plan plan = small_plan(scheme, task);
    plan.config.train.longest = 4;
    return plan;
}

static const char *probed(const struct run_plan *plan, const char *variant) {
    static char out[4][CODE_SIZE];
    static int next;
    struct error err;
    char *to = out[next++ % 4];
    if (!(variant ? code_probe_evaluation(plan, variant, "", to, &err) : code_probe(plan, to, &err)))
        fail_msg("%s: %s", plan->config.scheme, err.text);
    assert_int_equal(strlen(to), 64);
    return to;
}

/* Twice the same, and what of the configuration it sees. */
static void expect_probe(struct run_plan plan) {
    struct run_plan other = plan;
    const char *is = probed(&plan, NULL);
    other.config.eval.lengths.value[0] = 5;
    other.config.eval.examples = 7;
    snprintf(other.config.eval.variants, sizeof other.config.eval.variants, "nope");
    assert_string_equal(is, probed(&other, NULL));
    other.config.seed++;
    assert_string_not_equal(is, probed(&other, NULL));
}

static void a_probe_sees_what_is_trained(void **state) {
    (void)state;
    struct run_plan plan = tiny("rope", "copy(symbols=12)"), slower = plan, other;
    expect_probe(plan);
    slower.config.train.lr *= 1.0001;
    assert_string_not_equal(probed(&plan, NULL), probed(&slower, NULL));
    other = tiny("rope(base=9999)", "copy(symbols=12)");
    assert_string_not_equal(probed(&plan, NULL), probed(&other, NULL));
    other = tiny("rope@until=0.5", "copy(symbols=12)");
    assert_string_not_equal(probed(&plan, NULL), probed(&other, NULL));
    assert_string_not_equal(probed(&plan, "nope"), probed(&plan, NULL));
    assert_string_not_equal(probed(&plan, "rope+pi(scale=2)"), probed(&plan, "rope+pi(scale=3)"));
}

/* Few models fit within a probe, so the rule is tried by itself: step, streak, its first step, whether a run may stop,
 * and what fitted if it diverged now and if it ends now. */
static void a_probe_sees_the_rule_of_the_fit(void **state) {
    (void)state;
    struct run_plan plan = tiny("rope", "copy(symbols=12)"), other = plan;
    static const char *const lines[] = {"10 0 -1 0 0 0 0 0\n20 0 -1 0 0 0 0 0\n30 1 30 0 0 0 0 0\n40 0 -1 0 0 0 0 0\n"
                                        "50 1 50 0 0 0 0 0\n60 0 -1 0 0 0 0 0\n70 1 70 0 0 0 0 0\n"
                                        "80 2 70 1 0 0 1 1\n90 3 70 1 0 0 1 1\n100 4 70 1 0 0 1 1\n",
                                        "\n30 1 30 0 0 0 0 0 1 1\n", " 0 1 0 1 1 0"};
    struct text rule = {0};
    plan.config.train.fit_level = 0.5;
    plan.config.train.fit_times = 2;
    fit_rule_write(&plan, &rule);
    if (strncmp(text_of(&rule), lines[0], strlen(lines[0])) != 0) fail_msg("%s", text_of(&rule));
    for (int i = 1; i < 3; i++)
        if (!strstr(text_of(&rule), lines[i])) fail_msg("no '%s' in %s", lines[i], text_of(&rule));
    text_free(&rule);
    assert_string_not_equal(probed(&plan, NULL), probed(&other, NULL));
    other = plan;
    other.config.train.fit_times = 3;
    assert_string_not_equal(probed(&plan, NULL), probed(&other, NULL));
    other = plan;
    other.config.train.fit_every = 20;
    assert_string_not_equal(probed(&plan, NULL), probed(&other, NULL));
}

static void a_probe_of_unusual_trainings(void **state) {
    (void)state;
    struct run_plan wild = tiny("rope", "copy(symbols=12)"), brief = wild;
    wild.config.train.lr = 1e10;
    expect_probe(wild);
    wild.config.train.lr = 1e300; /* the first step is still finite, and ends it */
    wild.config.train.optimiser.clip = 0;
    expect_probe(wild);
    brief.config.train.steps = 3;
    expect_probe(brief);
    expect_probe(tiny("alibi@until=0.5+rope", "copy(symbols=12)"));
    expect_probe(tiny("rope@until=0.01", "copy(symbols=12)"));
    expect_probe(tiny("rope", "copy(symbols=12)+sort(symbols=12)"));
    expect_probe(tiny("mixture(tasks=2)", "copy(symbols=12)+reverse(symbols=12)"));
    brief = tiny("rope", "copy(symbols=12)");
    brief.config.train.protocol = (struct protocol){.offset = 5, .examples = 9, .pack = 2, .pack_as = PACK_OPEN};
    brief.config.train.stop_when_fitted = true;
    brief.config.train.fit_level = 0;
    expect_probe(brief);
}

static void a_probe_of_every_scheme(void **state) {
    (void)state;
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        char expression[128];
        snprintf(expression, sizeof expression, "%s%s",
                 e->branches || (e->rotary && e->rotary->needs_frequencies) ? "rope+"
                 : e->bias && e->bias->stretch                              ? "alibi+"
                                                                            : "",
                 e->name);
        const struct run_plan plan = tiny(expression, "copy(symbols=12)");
        assert_string_equal(probed(&plan, NULL), probed(&plan, NULL));
    }
}

static void a_probe_that_cannot_be_built(void **state) {
    (void)state;
    struct run_plan plan = tiny("rope", "copy(symbols=12)");
    struct error err;
    char out[CODE_SIZE];
    snprintf(plan.config.scheme, sizeof plan.config.scheme, "ropes");
    assert_false(code_probe(&plan, out, &err));
    assert_non_null(strstr(err.text, "did you mean 'rope'"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_complete),
        cmocka_unit_test(an_edit_changes_what_uses_the_file),
        cmocka_unit_test(a_comment_changes_nothing),
        cmocka_unit_test(comments_are_told_from_text),
        cmocka_unit_test(a_new_scheme_is_found_and_changes_no_other),
        cmocka_unit_test(a_fingerprint_is_of_what_is_in_play),
        cmocka_unit_test(evaluations_in_bf16_have_a_code_of_their_own),
        cmocka_unit_test(a_fingerprint_is_of_a_set),
        cmocka_unit_test(a_probe_sees_what_is_trained),
        cmocka_unit_test(a_probe_sees_the_rule_of_the_fit),
        cmocka_unit_test(a_probe_of_unusual_trainings),
        cmocka_unit_test(a_probe_of_every_scheme),
        cmocka_unit_test(a_probe_that_cannot_be_built),
    };
    return cmocka_run_group_tests(tests, make_copy, remove_copy);
}
