/* The suite that a command is about: by the name it is stored under, or by its file. */
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/shipped.h"
#include "cli/command.h"
#include "model/math/bf16.h"
#include "plots/plot.h"
#include "run/choose.h"
#include "run/cost.h"
#include "run/idle.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct table *stored_names(struct store *store, struct error *err) {
    return store_query(store, "SELECT name FROM suite ORDER BY name", NULL, 0, err);
}

static bool nothing(struct error *err) {
    err->exit_code = EXIT_NOTHING;
    return false;
}

/* The trials of a choice are a suite that nobody asks for by default. */
static bool is_tried(const char *name) {
    const size_t n = strlen(name), m = strlen(CHOICE_SUFFIX);
    return n > m && strcmp(name + n - m, CHOICE_SUFFIX) == 0;
}

static bool only_suite(struct store *store, char name[SUITE_NAME_SIZE], struct error *err) {
    struct table *t = stored_names(store, err);
    if (!t) return false;
    const int all = table_rows(t);
    int n = 0;
    struct text names = {0};
    for (int i = 0; i < all; i++) {
        if (all > 1 && is_tried(table_at(t, i, 0))) continue;
        text_add(&names, "%s%s", n ? ", " : "", table_at(t, i, 0));
        if (n++ == 0) snprintf(name, SUITE_NAME_SIZE, "%s", table_at(t, i, 0));
    }
    if (n == 0) error_set(err, "the database holds no suite"), nothing(err);
    if (n > 1) error_set(err, "the database holds several suites; name one of: %s", text_of(&names));
    text_free(&names);
    table_free(t);
    return n == 1;
}

static bool is_stored(struct store *store, const char *name) {
    struct table *t = store_query(store, "SELECT 1 FROM suite WHERE name = ?1", &name, 1, NULL);
    const bool there = t && table_rows(t) > 0;
    table_free(t);
    return there;
}

bool is_suite_file(const char *word) {
    char *path = shipped_find(word);
    const bool there = strcmp(word, "-") == 0 || (file_exists(path) && !dir_exists(path));
    mem_free(path);
    return there;
}

bool means_file(const char *word) {
    static const char end[] = ".yaml";
    const size_t n = strlen(word), m = sizeof end - 1;
    return is_suite_file(word) || strchr(word, '/') || (n > m && strcmp(word + n - m, end) == 0);
}

/* A name may be stored one day; a file that is not there is a slip. */
static bool unknown_suite(const struct call *call, struct store *store, struct error *err) {
    const char *word = call->argument[0];
    struct table *t = stored_names(store, err);
    if (!t) return false;
    const int n = table_rows(t);
    const char **names = mem_zero((size_t)n + 1, sizeof *names);
    for (int i = 0; i < n; i++) names[i] = table_at(t, i, 0);
    const char *close = text_closest(word, names, n);
    if (close)
        error_set(err, "the database has no suite '%s'; did you mean '%s'?", word, close);
    else
        error_set(err,
                  "there is no file '%s', and the database has no suite of that name; 'lexbench list suites --db "
                  "%s' shows what there is",
                  word, flag_value(call, "db"));
    mem_free(names);
    table_free(t);
    return !means_file(word) && nothing(err);
}

static bool scope_of(const struct call *call, struct store *store, const struct suite *suite, struct error *err) {
    const int n = suite->n_runs;
    struct suite_member *member = mem_zero((size_t)n + 1, sizeof *member);
    for (int i = 0; i < n; i++) {
        const struct suite_run *run = &suite->run[i];
        member[i] = (struct suite_member){run->id, suite->plan[run->arm].label, run->ordinal};
    }
    const struct suite_scope scope = {suite->name, suite->about, suite->text, suite->overrides, n, member};
    int stored = 0;
    bool ok = store_scope(store, &scope, &stored, err);
    mem_free(member);
    if (ok && stored == 0) {
        error_set(err, "none of the %d runs that %s expands to is in %s; 'lexbench run' makes them", n,
                  call->argument[0], flag_value(call, "db"));
        return nothing(err);
    }
    if (ok && stored < n)
        log_info("%d of the %d runs that %s expands to are in %s", stored, n, call->argument[0],
                 flag_value(call, "db"));
    return ok;
}

/* A suite of this text and, the first of them, from these overrides. */
static struct table *find_text(const struct call *call, struct store *store) {
    char *path = shipped_find(call->argument[0]), *text = NULL;
    char *words = suite_words_of(call->argument + 1, call->n - 1);
    size_t size;
    struct table *t = NULL;
    if (file_read(path, SUITE_BYTES_MAX, &text, &size, NULL)) {
        const char *const bound[] = {text, words};
        t = store_query(store,
                        "SELECT s.name, EXISTS (SELECT 1 FROM event e WHERE e.kind = 'command' AND e.text = s.name || "
                        "char(10) || ?2) AS same FROM suite s WHERE s.text = ?1 ORDER BY same DESC, s.name LIMIT 1",
                        bound, 2, NULL);
    }
    mem_free(text);
    mem_free(words);
    mem_free(path);
    return t;
}

/* What a file needs to be expanded may be gone or changed: a plugin, a table. Where the database has the suite from the
 * same text and overrides, that is shown; from others, err names the command that does. */
static bool stored_instead(const struct call *call, struct store *store, char name[SUITE_NAME_SIZE],
                           struct error *err) {
    const char *word = call->argument[0];
    struct table *t = strcmp(word, "-") == 0 ? NULL : find_text(call, store);
    const bool there = t && table_rows(t) > 0, same = there && table_value(t, 0, 1) > 0;
    if (same) {
        snprintf(name, SUITE_NAME_SIZE, "%s", table_at(t, 0, 0));
        log_warn("%s; shown is what is stored as %s, from the same text", err->text, name);
        *err = (struct error){0};
    } else if (there) {
        const struct error why = *err;
        error_set(err, "%s; 'lexbench %s %s' shows what is stored of it under all settings", why.text,
                  call->command->name, table_at(t, 0, 0));
        err->exit_code = why.exit_code;
    }
    table_free(t);
    return same;
}

static bool suite_of_file(const struct call *call, struct store *store, char name[SUITE_NAME_SIZE], struct error *err) {
    struct suite suite;
    if (!suite_load_arms(call->argument[0], call->argument + 1, call->n - 1, &suite, err))
        return stored_instead(call, store, name, err);
    snprintf(name, SUITE_NAME_SIZE, "%s", suite.name);
    if (!choose_settle(&suite, store, err)) return suite_free(&suite), false;
    choose_drop(&suite);
    suite_list_runs(&suite);
    const bool ok = scope_of(call, store, &suite, err);
    suite_free(&suite);
    return ok;
}

bool suite_name_of(const char *word, char name[SUITE_NAME_SIZE], struct error *err) {
    struct suite suite = {0};
    const bool ok = !is_suite_file(word) || load_suite_arms(word, NULL, 0, &suite, err);
    if (ok) snprintf(name, SUITE_NAME_SIZE, "%s", suite.name[0] ? suite.name : word);
    suite_free(&suite);
    return ok;
}

bool find_suite(const struct call *call, struct store *store, char name[SUITE_NAME_SIZE], struct error *err) {
    if (call->n == 0) return only_suite(store, name, err);
    const char *word = call->argument[0];
    if (call->n == 1 && is_stored(store, word)) return snprintf(name, SUITE_NAME_SIZE, "%s", word), true;
    if (is_suite_file(word)) return suite_of_file(call, store, name, err);
    return unknown_suite(call, store, err);
}

/* SQLite's files begin with these bytes. */
static bool is_database(const char *path) {
    static const char mark[] = "SQLite format 3";
    char head[sizeof mark] = "";
    FILE *file = fopen(path, "rb");
    const bool yes = file && fread(head, 1, sizeof head, file) == sizeof head && memcmp(head, mark, sizeof mark) == 0;
    if (file) fclose(file);
    return yes;
}

bool suite_is_named(const struct call *call, struct error *err) {
    if (call->n > 1 && !is_suite_file(call->argument[0]))
        return error_set(err, "settings such as %s come after a suite's file, and there is no file '%s'",
                         call->argument[1], call->argument[0]);
    if (call->n && is_database(call->argument[0]))
        return error_set(err, "%s is a database; did you mean --db %s?", call->argument[0], call->argument[0]);
    return true;
}

char *suite_folder(const struct call *call, const char *within, const char *suite) {
    if (flag_given(call, "out")) return mem_text(flag_value(call, "out"));
    enum { HASH_DIGITS = 6 };
    char part[SUITE_NAME_SIZE], hash[SHA256_HEX];
    struct text path = {0};
    slug(suite, part, sizeof part);
    text_add(&path, "%s/%s", within, part);
    if (strcmp(part, suite) != 0) {
        sha256_hex(suite, strlen(suite), hash);
        text_add(&path, "%s%.*s", *part ? "-" : "", HASH_DIGITS, hash);
    }
    char *folder = mem_text(text_of(&path));
    text_free(&path);
    return folder;
}

struct store *open_suite(const struct call *call, char name[SUITE_NAME_SIZE], struct error *err) {
    if (!suite_is_named(call, err)) return NULL;
    struct store *store = store_open_readonly(flag_value(call, "db"), err);
    if (!store || find_suite(call, store, name, err)) return store;
    store_close(store);
    return NULL;
}

/* The first plan of its task, so that a message about a task is printed once. Plans of a task are adjacent. */
static bool first_of_task(const struct suite *suite, int k) {
    return k == 0 || strcmp(suite->plan[k - 1].task_short, suite->plan[k].task_short) != 0;
}

/* Lengths that are left out of a plan's evaluation: "16x, 32x" or "200". */
static void dropped_of(const struct run_config *c, struct text *out) {
    for (int i = 0; i < c->eval.dropped.n; i++) text_add(out, "%s%gx", i ? ", " : "", c->eval.dropped.value[i]);
    for (int i = 0; i < c->eval.dropped_lengths.n; i++)
        text_add(out, "%s%ld", out->size ? ", " : "", c->eval.dropped_lengths.value[i]);
}

void say_dropped(const struct suite *suite) {
    for (int k = 0; k < suite->n; k++) {
        const struct run_plan *p = &suite->plan[k];
        struct text left = {0};
        struct task_set set;
        int least, most;
        dropped_of(&p->config, &left);
        if (left.size && first_of_task(suite, k) && task_set_parse(p->config.task, &set, NULL)) {
            task_set_lengths(&set, &least, &most);
            log_info("%s: evaluate.%s: %s left out: the task makes no such lengths, but %d to %d%s", p->task_short,
                     p->config.eval.dropped.n ? "multiples" : "lengths", text_of(&left), least, most,
                     p->config.eval.lengths.n ? "" : "; it is not evaluated");
        }
        text_free(&left);
    }
}

/* The k-th setting that may do nothing, if it does nothing in some arms. */
static void say_idle_setting(const struct suite *suite, int k) {
    const struct run_plan *first = NULL;
    int arms = 0;
    for (int i = 0; i < suite->n; i++) {
        const struct run_plan *p = &suite->plan[i];
        if (i && strcmp(p->label, p[-1].label) == 0 && strcmp(p->task_short, p[-1].task_short) == 0) continue;
        if (!(p->config.idle & 1u << k)) continue;
        if (!first) first = p;
        arms++;
    }
    if (!first) return;
    struct text others = {0};
    if (arms > 1) text_add(&others, " and %d more arm%s", arms - 1, arms > 2 ? "s" : "");
    log_info("%s does nothing in '%s'%s and is no part of the runs: it counts where %s", idle_key(k), first->label,
             text_of(&others), idle_counts_where(k));
    text_free(&others);
}

void say_idle(const struct suite *suite) {
    for (int k = 0; idle_key(k); k++) say_idle_setting(suite, k);
    if (suite->n_alike)
        log_info(
            "%d arm%s of the grid %s left out: a setting does nothing there, so that another arm has the same runs",
            suite->n_alike, suite->n_alike > 1 ? "s" : "", suite->n_alike > 1 ? "are" : "is");
}

void say_precision(const struct suite *suite) {
    bool rounds = false;
    for (int k = 0; k < suite->n; k++)
        rounds |= suite->plan[k].config.train.precision == PRECISION_BF16 ||
                  suite->plan[k].config.eval.precision == PRECISION_BF16;
    if (rounds && !bf16_fast())
        log_info("precision: bf16 takes longer than float here, as %s; the numbers are the same", bf16_describe());
}

/* What was measured, and what follows for all runs with so many processes. */
static void say_time(const struct suite *suite, int jobs) {
    static const double MEASURED_SECONDS = 0.5;
    struct cost cost;
    struct error why;
    char all[24], evaluation[24];
    if (!suite_cost(suite, MEASURED_SECONDS, &cost, &why)) {
        log_warn("the cost is not known: %s", why.text);
        return;
    }
    struct text range = {0};
    if (cost.measured > 1)
        text_add(&range, " (%.3g to %.3g in %d of %d arms)", 1e3 * cost.least, 1e3 * cost.most, cost.measured,
                 cost.arms);
    long n = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);
    if (n > suite->n) n = suite->n;
    clock_span((cost.train + cost.evaluate) / (double)n, all);
    clock_span(cost.evaluate / (double)n, evaluation);
    log_info("measured here and now: a training step takes %.3g ms%s, so all runs take about %s with %ld process%s, %s "
             "of it for evaluation; a process takes %.0f MB%s",
             1e3 * cost.step, text_of(&range), all, n, n == 1 ? "" : "es", evaluation, cost.bytes / 1e6,
             cost.partly ? ", more at the longest lengths" : "");
    text_free(&range);
}

void say_edited(struct store *store, const char *suite) {
    int runs;
    struct text labels = {0};
    if (trained_by_other_code(store, suite, &runs, &labels, NULL) && runs)
        log_info(
            "%d stored training%s of %s %s made by other code than this program's; 'lexbench run' tries whether that "
            "changed anything, and --again repeats them",
            runs, runs == 1 ? "" : "s", text_of(&labels), runs == 1 ? "was" : "were");
    text_free(&labels);
}

void say_cost(const struct suite *suite, int jobs) {
    double steps = 0, sequences = 0, examples = 0;
    for (int k = 0; k < suite->n; k++) {
        const struct run_config *c = &suite->plan[k].config;
        struct text lengths = {0};
        steps += (double)c->train.steps;
        sequences += (double)c->train.steps * (double)c->train.batch;
        examples += (double)c->eval.examples * c->eval.lengths.n;
        if (!first_of_task(suite, k)) continue;
        for (int i = 0; i < c->eval.lengths.n; i++)
            text_add(&lengths, "%s%ld", i ? ", " : "", c->eval.lengths.value[i]);
        log_info("%s: trained up to length %ld, evaluated at %s", suite->plan[k].task_short, c->train.longest,
                 text_of(&lengths));
        text_free(&lengths);
    }
    if (suite->n_choices)
        log_info("%s is chosen for each of %d arms among %d values by the fit of %d trainings, which come first; the "
                 "runs are listed under the first value",
                 suite->choice_key, suite->n_choices, suite->n_values,
                 suite->n_choices * suite->n_values * suite->choice_seeds.n);
    log_info("%d run%s: %.0f training steps on %.0f sequences, %.0f examples to evaluate", suite->n,
             suite->n == 1 ? "" : "s", steps, sequences, examples);
    if (suite->n) say_time(suite, jobs);
}
