/* score: predictions that another program made for our examples become an arm beside ours. */
#include "run/score.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include <stdio.h>
#include <string.h>

static const struct flag score_flags[] = {{"task", 0, "TASK", NULL, "the task that the examples are of"},
                                          {"as", 0, "NAME", NULL, "the model's name in tables and charts"},
                                          FLAG_SEED,
                                          FLAG_OF_SUITE,
                                          FLAG_DB,
                                          {"quiet", 'q', NULL, NULL, "only errors"},
                                          {0}};

static bool check_name(const char *name, struct error *err) {
    if (!*name || strlen(name) >= NAME_SIZE || strpbrk(name, "\n\r"))
        return error_set(err, "--as needs a name of 1 to %d bytes without a line break", NAME_SIZE - 1);
    return text_is_utf8(name) || error_set(err, "--as: the name is not UTF-8");
}

/* A model has one file of predictions for a seed: two would count as two models of the arm. */
static bool check_only(struct store *store, const struct run_record *r, struct error *err) {
    const char *const bound[] = {r->label, r->task, r->id};
    char seed[24];
    snprintf(seed, sizeof seed, "%ld", r->seed);
    const char *const all[] = {bound[0], bound[1], bound[2], seed};
    struct table *t = store_query(store,
                                  "SELECT r.id FROM run r JOIN setting s ON s.arm = r.arm AND s.key = "
                                  "'predictions_name' WHERE s.value = ?1 AND r.task = ?2 AND r.id <> ?3 AND r.seed = "
                                  "CAST(?4 AS INTEGER) LIMIT 1",
                                  all, 4, err);
    const bool ok = t && (table_rows(t) == 0 ||
                          error_set(err,
                                    "other predictions of '%s' for %s under seed %ld are stored, as run %.12s; remove "
                                    "them with 'lexbench rm %.12s', or score these --as another name",
                                    r->label, r->task, r->seed, table_at(t, 0, 0), table_at(t, 0, 0)));
    table_free(t);
    return ok;
}

/* A name that the suite has for an arm of its own would be read as that. */
static bool check_free(struct store *store, const struct run_record *r, struct error *err) {
    const char *const bound[] = {r->suite, r->task, r->label};
    struct table *t =
        store_query(store,
                    "SELECT 1 FROM suite_arm a JOIN arm m ON m.id = a.arm WHERE a.suite = ?1 AND m.task = "
                    "?2 AND ?3 IN (a.label, a.name) AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.arm "
                    "= a.arm AND s.key = 'predictions_name') LIMIT 1",
                    bound, 3, err);
    const bool ok = t && (table_rows(t) == 0 ||
                          error_set(err, "suite %s has an arm that is called '%s'; score these --as another name",
                                    r->suite, r->label));
    table_free(t);
    return ok;
}

/* Behind the arms that the suite has, or where the arm stands already. */
static bool find_place(struct store *store, struct run_record *r, struct error *err) {
    char step[24];
    snprintf(step, sizeof step, "%ld", ORDINAL_STEP);
    const char *const bound[] = {r->suite, r->label, step};
    struct table *t = store_query(
        store,
        "SELECT coalesce(min(CASE WHEN label = ?2 THEN ordinal / CAST(?3 AS INTEGER) END), max(ordinal / CAST(?3 AS "
        "INTEGER)) + 1, 1) FROM suite_run WHERE suite = ?1",
        bound, 3, err);
    if (t) r->ordinal = ORDINAL_STEP * (long)table_value(t, 0, 0) + r->seed;
    table_free(t);
    return t != NULL;
}

static bool store_scored(struct store *store, const struct task_source *source, struct run_record *r, bool *stored,
                         struct error *err) {
    const bool own = source->suite.name[0] == '\0';
    const char *about = own ? "Models that were not trained here." : source->suite.about;
    return store_holds(store, r->id, stored, err) && check_only(store, r, err) && check_free(store, r, err) &&
           find_place(store, r, err) && store_add_suite(store, r->suite, about, own ? "" : source->suite.text, err) &&
           store_ingest(store, r, err);
}

static void say_scored(const struct run_record *r, const char *database, bool stored) {
    log_info("'%s' on %s, seed %ld: fit %.3f%s", r->label, r->task, r->seed, r->fit,
             r->fitted ? "" : ", which counts as not fitted");
    for (int i = 0; i < r->n_eval; i++)
        log_info("  length %ld: exact match %.3f, tokens %.3f, of %ld examples", r->eval[i].length,
                 (double)r->eval[i].exact / (double)r->eval[i].examples,
                 r->eval[i].answers ? (double)r->eval[i].answers_right / (double)r->eval[i].answers : 1.0,
                 r->eval[i].examples);
    log_info("%s as run %.12s in suite %s of %s", stored ? "was stored before" : "stored", r->id, r->suite, database);
}

static bool score(const struct call *call, struct error *err) {
    const char *task = flag_value(call, "task"), *name = flag_value(call, "as"), *database = flag_value(call, "db");
    struct task_source source;
    struct run_record record;
    bool stored = false;
    if (!task || !name)
        return error_set(err, "--task TASK and --as NAME are needed; 'lexbench help score' has examples");
    if (!check_name(name, err) || !settings_of_task(call, task, 1, NULL, 0, &source, err)) return false;
    bool ok = score_file(call->argument[0], &source.config, name, &record, err);
    if (ok) {
        snprintf(record.suite, sizeof record.suite, "%s", source.suite.name[0] ? source.suite.name : "models");
        struct store *store = store_open(database, err);
        ok = store && store_scored(store, &source, &record, &stored, err);
        store_close(store);
        if (ok) say_scored(&record, database, stored);
        run_record_free(&record);
    }
    task_source_free(&source);
    return ok;
}

static int cmd_score(const struct call *call) {
    struct error err = {0};
    log_quiet(flag_given(call, "quiet"));
    return score(call, &err) ? EXIT_OK : report_error(&err);
}

const struct command command_score = {
    .name = "score",
    .arguments = "FILE --task TASK --as NAME [key=value...]",
    .summary = "judge another program's predictions",
    .text =
        "  lexbench score predictions.jsonl --task copy --as 'my model' train.longest=20\n  lexbench score p.jsonl "
        "--task copy --as 'my model' --suite my-suite.yaml --seed 2\n\nFILE has predictions for the examples that "
        "'lexbench examples' prints, of the fit and of every length of the test; docs/data.md has the format. Task, "
        "seed and settings (evaluate.lengths for --length of examples) are those that the examples were printed with. "
        "The model becomes an arm of that suite, or "
        "of the suite 'models', in all tables, charts and verdicts; its training is not known, so it has no steps "
        "and no cost. Several seeds are replicates. The same file is not stored twice.",
    .least = 1,
    .most = -1,
    FLAGS(score_flags),
    .run = cmd_score};
