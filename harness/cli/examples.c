/* examples: exactly the examples that a run sees, for whoever trains or tests another program on them. */
#include "run/examples.h"
#include "base/memory.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/plugins.h"
#include <stdio.h>
#include <string.h>

static const struct flag examples_flags[] = {
    {"split", 0, "test|fit|train", "test", "which of a run's examples"},
    {"length", 0, "LIST", NULL, "test: lengths, 40,80 or 10..20; fit and train: the longest that is trained"},
    {"count", 0, "N", NULL, "so many; of test per length, of train in steps (default: as many as a run sees)"},
    {"first", 0, "N", "0", "begin with this example, or step of train"},
    FLAG_SEED,
    FLAG_OF_SUITE,
    FLAG_DB,
    {"format", 0, "jsonl|tsv", "jsonl", "a line of JSON for each example, or a table"},
    {0}};
enum { WORDS_MAX = 72 };

/* ---- the settings of a task ---- */

/* Arms of one task that see other examples are two sources: which one is meant has to be said. */
static bool check_one_source(const struct suite *suite, const char *task, struct error *err) {
    struct text first = {0}, other = {0};
    bool same = true;
    write_example_settings(&suite->plan[0].config, true, &first);
    for (int i = 1; same && i < suite->n; i++) {
        text_clear(&other);
        write_example_settings(&suite->plan[i].config, true, &other);
        same = strcmp(text_of(&first), text_of(&other)) == 0;
    }
    text_free(&first);
    text_free(&other);
    return same || error_set(err,
                             "the suite %s trains its schemes on different examples of %s; choose one with "
                             "schemes=... beside the suite's file, and one task with its whole expression",
                             suite->name, task);
}

/* Behind seed and task, which words begin with, the settings of a call. */
enum { OF_CALL = 2 };

/* What the suite's arms of the task were trained with, at what they were evaluated, and the suite itself. A task's name
 * stands for its expression with options, as in suites. */
static struct table *ask_stored(const char *database, const char *name, const char *task, struct error *err) {
    struct task_set set;
    struct text whole = {0};
    if (!task_set_parse(task, &set, err)) return NULL;
    task_set_write(&set, false, &whole);
    const char *const bound[] = {name, text_of(&whole), task};
    struct store *store = store_open_readonly(database, err);
    struct table *t =
        store ? store_query(store,
                            "WITH mine AS (SELECT r.id, r.arm, r.config FROM suite_run s JOIN run r ON r.id = s.run "
                            "WHERE s.suite = ?1 AND (r.task = ?2 OR substr(r.task, 1, length(?3) + 1) = ?3 || '(') AND "
                            "instr(r.config, char(10) || 'predictions = ') = 0 AND instr(r.config, char(10) || "
                            "'weights = ') = 0), cells AS (SELECT e.length, e.examples FROM mine JOIN evaluation e ON "
                            "e.run = mine.id AND e.variant = '') SELECT min(config), (SELECT group_concat(DISTINCT "
                            "length) FROM cells), (SELECT max(examples) FROM cells), (SELECT text FROM suite WHERE "
                            "name = ?1), (SELECT about FROM suite WHERE name = ?1) FROM mine GROUP BY arm",
                            bound, 3, err)
              : NULL;
    store_close(store);
    text_free(&whole);
    if (!t || table_rows(t)) return t;
    error_set(err, "there is no file '%s', and no suite of that name with trained runs of %s in %s", name, task,
              database);
    table_free(t);
    return NULL;
}

/* The suite's plans are the arms that are stored, under the settings of the call. */
static bool read_stored(const struct table *t, const char *name, const char *const *words, int n, struct suite *out,
                        struct error *err) {
    const char *settings[WORDS_MAX + 2];
    struct text lengths = {0}, examples = {0};
    text_add(&lengths, "evaluate.lengths=%s", table_at(t, 0, 1));
    text_add(&examples, "evaluate.examples=%s", table_at(t, 0, 2));
    int m = 0;
    if (*table_at(t, 0, 1)) settings[m++] = text_of(&lengths), settings[m++] = text_of(&examples);
    for (int i = OF_CALL; i < n; i++) settings[m++] = words[i];
    snprintf(out->name, sizeof out->name, "%s", name);
    snprintf(out->about, sizeof out->about, "%s", table_at(t, 0, 4));
    out->text = mem_text(table_at(t, 0, 3));
    out->plan = mem_zero((size_t)table_rows(t), sizeof *out->plan);
    bool ok = true;
    for (int i = 0; ok && i < table_rows(t); i++)
        out->n += ok = plan_of_config(table_at(t, i, 0), settings, m, name, NULL, &out->plan[i], err);
    text_free(&lengths);
    text_free(&examples);
    return ok;
}

static bool load_stored(const char *database, const char *name, const char *const *words, int n, const char *task,
                        struct suite *out, struct error *err) {
    struct table *t = ask_stored(database, name, task, err);
    const bool ok = t && read_stored(t, name, words, n, out, err);
    table_free(t);
    return ok;
}

static bool take_from_suite(const struct call *call, const char *const *words, int n, const char *task, long seed,
                            struct task_source *out, struct error *err) {
    const char *suite = flag_value(call, "suite");
    const bool loaded = means_file(suite)
                            ? suite_load_chosen(suite, words, n, &out->suite, err)
                            : load_stored(flag_value(call, "db"), suite, words, n, task, &out->suite, err);
    if (!loaded || !check_one_source(&out->suite, task, err)) return false;
    out->config = out->suite.plan[0].config;
    out->config.seed = seed; /* without the offset of a scheme */
    if (out->suite.n > 1) snprintf(out->config.scheme, sizeof out->config.scheme, "nope");
    return true;
}

static bool take_defaults(const char *config, const char *const *words, int n, struct task_source *out,
                          struct error *err) {
    struct run_plan plan;
    const bool ok = plan_of_config(config, words, n, "", NULL, &plan, err);
    if (ok) out->config = plan.config;
    return ok;
}

bool settings_of_task(const struct call *call, const char *task, int first, const char *const *more, int n_more,
                      struct task_source *out, struct error *err) {
    const char *path = flag_value(call, "suite"), *words[WORDS_MAX];
    struct text of_task = {0}, of_seed = {0};
    int n = 0;
    long seed = 1;
    *out = (struct task_source){0};
    if (call->n - first + n_more + 2 > WORDS_MAX)
        return error_set(err, "more than %d settings", WORDS_MAX - 2 - n_more);
    if (!flag_number(call, "seed", 0, 1000000000, &seed, err)) return false;
    text_add(&of_task, "%s=%s", path ? "tasks" : "task", task);
    text_add(&of_seed, path ? "seeds=%ld" : "scheme = nope\nseed = %ld\n", seed);
    words[n++] = text_of(&of_task);
    if (path) words[n++] = text_of(&of_seed);
    for (int i = first; i < call->n; i++) words[n++] = call->argument[i];
    for (int i = 0; i < n_more; i++) words[n++] = more[i];
    const bool ok = path ? take_from_suite(call, words, n, task, seed, out, err)
                         : take_defaults(text_of(&of_seed), words, n, out, err);
    text_free(&of_task);
    text_free(&of_seed);
    if (!ok) task_source_free(out);
    return ok;
}

void task_source_free(struct task_source *source) { suite_free(&source->suite); }

/* ---- printing ---- */

struct printer {
    struct task_source source;
    struct task_set set;
    bool tsv;
};

static bool parse_choice(const struct call *call, const char *name, const char *const *words, int n, int *out,
                         struct error *err) {
    const char *value = flag_value(call, name);
    for (*out = 0; *out < n; (*out)++)
        if (strcmp(words[*out], value) == 0) return true;
    return error_set(err, "--%s is one of %s, not '%s'", name,
                     call->command->flags[flag_index(call->command, name)].value, value);
}

static bool print_range(const struct printer *p, const struct example_range *range, struct error *err) {
    struct example_reader *reader = example_reader_new(&p->source.config, range, err);
    struct example_view example;
    struct text line = {0};
    const int vocabulary = task_set_vocabulary(&p->set);
    if (!reader) return false;
    plugins_limit(); /* of a suite's plugins, too */
    while (example_next(reader, &example)) {
        plugins_pulse();
        text_clear(&line);
        if (p->tsv)
            example_tsv(&example, vocabulary, &line);
        else
            example_json(&example, p->set.n, vocabulary, &line);
        fwrite(text_of(&line), 1, line.size, stdout);
    }
    text_free(&line);
    example_reader_free(reader);
    return true;
}

/* All tasks and lengths of the test; else one range. */
static bool print_split(const struct printer *p, struct example_range range, struct error *err) {
    const struct int_list *lengths = &p->source.config.eval.lengths;
    if (range.split != SPLIT_TEST) return print_range(p, &range, err);
    for (range.part = 0; range.part < p->set.n; range.part++)
        for (int k = 0; k < lengths->n; k++) {
            range.n = (int)lengths->value[k];
            if (!print_range(p, &range, err)) return false;
        }
    return true;
}

static long seen_by_a_run(const struct run_config *c, enum split split) {
    switch (split) {
    case SPLIT_TEST: return c->eval.examples;
    case SPLIT_FIT: return c->train.fit_examples;
    case SPLIT_TRAIN: return c->train.steps;
    case SPLITS: break;
    }
    BUG("no split %d", (int)split);
}

/* --length is a setting, which one depends on the split; and so is how far the test goes, so that a task with few tests
 * can refuse. */
static bool read_settings(const struct call *call, enum split split, struct example_range *range, struct printer *p,
                          struct error *err) {
    enum { MOST = 1000000000 };
    const char *length = flag_value(call, "length");
    char setting[OPTION_TEXT_SIZE + 32], count[64];
    const char *more[2];
    int n = 0;
    range->split = split;
    if (!flag_number(call, "count", 1, MOST, &range->count, err) ||
        !flag_number(call, "first", 0, MOST, &range->first, err))
        return false;
    if (length && strlen(length) >= OPTION_TEXT_SIZE) return error_set(err, "--length is too long");
    snprintf(setting, sizeof setting, "%s=%s", split == SPLIT_TEST ? "evaluate.lengths" : "train.longest",
             length ? length : "");
    snprintf(count, sizeof count, "evaluate.examples=%ld", range->first + range->count);
    if (!flag_alone(call, "length", split == SPLIT_TEST ? "evaluate.lengths" : "train.longest", err) ||
        !flag_alone(call, "seed", "seeds", err))
        return false;
    if (length) more[n++] = setting;
    if (split == SPLIT_TEST && range->count) more[n++] = count;
    if (!settings_of_task(call, call->argument[0], 1, more, n, &p->source, err) ||
        !task_set_parse(p->source.config.task, &p->set, err))
        return false;
    if (range->count == 0) range->count = seen_by_a_run(&p->source.config, split) - range->first;
    return range->count > 0 ||
           error_set(err, "--first=%ld is behind the last; say how many with --count", range->first);
}

static bool print_examples(const struct call *call, struct printer *p, struct error *err) {
    static const char *const formats[] = {"jsonl", "tsv"};
    struct example_range range = {0};
    struct text header = {0};
    int split, format;
    if (!parse_choice(call, "split", split_names, SPLITS, &split, err) ||
        !parse_choice(call, "format", formats, 2, &format, err) ||
        !read_settings(call, (enum split)split, &range, p, err))
        return false;
    p->tsv = format == 1;
    if (p->tsv) example_tsv_header(&header);
    fputs(text_of(&header), stdout);
    text_free(&header);
    return print_split(p, range, err);
}

static int cmd_examples(const struct call *call) {
    struct error err = {0};
    struct printer p = {0};
    plugins_limit();
    const bool ok = print_examples(call, &p, &err);
    task_source_free(&p.source);
    return ok ? EXIT_OK : report_error(&err);
}

const struct command command_examples = {
    .name = "examples",
    .arguments = "TASK [key=value...]",
    .summary = "print the examples that a run sees",
    .text = "  lexbench examples copy --length 20,40 --count 100\n  lexbench examples 'sort(symbols=40)' --split train "
            "--length 10 --count 2000 train.batch=32 >train.jsonl\n  lexbench examples copy --split fit --suite "
            "suites/quickstart.yaml\n\nToken ids, answers and the places at which they are asked, as training (step by "
            "step), the measurement of the fit and the evaluation have them; docs/data.md has the format. Settings are "
            "those of a suite, as key=value, or those that the task has in the suite of --suite. 'lexbench score' "
            "judges predictions for them.",
    .least = 1,
    .most = -1,
    FLAGS(examples_flags),
    .run = cmd_examples};
