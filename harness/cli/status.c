#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/command.h"
#include "results/store.h"
#include "run/attempt.h"
#include "run/campaign.h"
#include "run/choose.h"
#include "run/destination.h"
#include "run/plugins.h"
#include "run/resume.h"
#include "run/work_dir.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct flag status_flags[] = {
    FLAG_DB,
    FLAG_FORMAT,
    {"runs", 0, NULL, NULL, "for a suite: a line for each run"},
    {"slices", 0, NULL, NULL, "for a campaign: a line for each slice that is not done"},
    {0}};
static const struct flag validate_flags[] = {FLAG_FORMAT, FLAGS_WORDS, FLAG_JOBS, {0}};

/* The state of a run of a suite, by what is stored and by files in the work directory; "running" is never stored. */
static const char *state_of(struct store *store, const char *work, const char *id) {
    enum run_status status;
    bool stored = false;
    if (store && store_run_status(store, id, &stored, &status, NULL) && stored) return run_status_name(status);
    char *spool = work_file(work, "spool", id, ".json"), *checkpoint = work_file(work, "checkpoint", id, "");
    char *begun = work_file(work, "attempt", id, ".attempt");
    struct attempt attempt;
    const bool working = attempt_read(begun, &attempt) && attempt_alive(&attempt);
    const char *state = file_exists(spool)             ? "handed over"
                        : working                      ? "under way"
                        : checkpoint_there(checkpoint) ? "interrupted"
                                                       : "to do";
    mem_free(begun);
    mem_free(spool);
    mem_free(checkpoint);
    return state;
}

static struct table *plan_table(const struct suite *suite, struct store *store, const char *work) {
    const char *const headers[] = {"run", "task", "scheme", "seed", "steps", "state"};
    struct table *t = table_new(work ? 6 : 5, headers);
    for (int i = 0; i < suite->n; i++) {
        const struct run_plan *p = &suite->plan[i];
        const bool pending = choose_pending(suite, i);
        table_cell(t, "%.10s", pending ? "-" : p->id);
        table_cell(t, "%s", p->task_short);
        table_cell(t, "%s", p->label);
        table_number(t, (double)p->config.seed, "%.0f");
        table_number(t, (double)p->config.train.steps, "%.0f");
        if (work && pending) table_cell(t, "%s not chosen", suite->choice_key);
        if (work && !pending) table_cell(t, "%s", state_of(store, work, p->id));
    }
    return t;
}

/* Runs of an arm. evaluated: on everything requested; doing: a worker runs it. */
struct tally {
    int runs, trained, evaluated, doing, diverged, failed;
};

/* Attempts that have not ended in order, most of them alive: few, whatever the size of the suite. */
struct attempts {
    char **file; /* names in the folder, in order */
    int n;
    const char *work;
};

static struct attempts list_attempts(const char *work) {
    struct attempts a = {.work = work};
    char *folder = path_join(work, "attempt");
    if (!dir_list(folder, ".attempt", &a.file, &a.n, NULL)) a.n = 0, a.file = NULL;
    mem_free(folder);
    return a;
}

static bool is_alive(const struct attempts *attempts, const char *id) {
    const size_t size = strlen(id);
    bool listed = false;
    for (int i = 0; !listed && i < attempts->n; i++) listed = strncmp(attempts->file[i], id, size) == 0;
    if (!listed) return false;
    char *path = work_file(attempts->work, "attempt", id, ".attempt");
    struct attempt attempt;
    const bool alive = attempt_read(path, &attempt) && attempt_alive(&attempt);
    mem_free(path);
    return alive;
}

static bool count_run(struct store *store, const struct attempts *attempts, const char *id, const struct asked *asked,
                      struct tally *tally, struct error *err) {
    enum run_status status = RUN_FAILED;
    enum held held = HELD_NOT;
    bool there = false;
    if (store && !stored_of_run(store, id, asked, &there, &status, &held, err)) return false;
    tally->runs++;
    tally->trained += held != HELD_NOT && status == RUN_DONE;
    tally->evaluated += held == HELD_WHOLE && status == RUN_DONE;
    tally->diverged += there && status == RUN_DIVERGED;
    tally->failed += there && status == RUN_FAILED;
    tally->doing += held != HELD_WHOLE && is_alive(attempts, id);
    return true;
}

static void tally_row(struct table *t, const struct run_plan *arm, const struct tally *n) {
    table_cell(t, "%s", arm->task_short);
    table_cell(t, "%s", arm->label);
    const int of[] = {n->runs,  n->trained,  n->evaluated, n->runs - n->evaluated - n->diverged,
                      n->doing, n->diverged, n->failed};
    for (int c = 0; c < 7; c++) table_number(t, of[c], "%.0f");
}

/* The arms of a suite, each at the place of its first plan; elsewhere nothing is asked. */
struct arms {
    int n; /* plans of the suite */
    struct tally *tally;
    struct asked **asked;
};

static void free_arms(struct arms *arms) {
    for (int k = 0; k < arms->n; k++) asked_free(arms->asked[k]);
    mem_free(arms->tally);
    mem_free(arms->asked);
}

static bool list_arms(const struct suite *suite, struct arms *out, struct error *err) {
    const size_t n = (size_t)suite->n + 1;
    bool ok = true;
    *out = (struct arms){suite->n, mem_zero(n, sizeof *out->tally), mem_zero(n, sizeof *out->asked)};
    for (int i = 0; ok && i < suite->n_runs; i++) {
        const int arm = suite->run[i].arm;
        if (!out->asked[arm]) ok = (out->asked[arm] = asked_of(&suite->plan[arm].config, err)) != NULL;
    }
    return ok;
}

static int by_id(const void *a, const void *b) {
    return strcmp((*(const struct suite_run *const *)a)->id, (*(const struct suite_run *const *)b)->id);
}

/* In the order of ids, which is the database's: what is looked up next is near what was looked up last. */
static bool count_runs(const struct suite *suite, struct store *store, const struct attempts *attempts,
                       struct arms *arms, struct error *err) {
    const int n = suite->n_runs;
    const struct suite_run **run = mem_zero((size_t)n + 1, sizeof *run);
    bool ok = true;
    for (int i = 0; i < n; i++) run[i] = &suite->run[i];
    if (n) qsort(run, (size_t)n, sizeof *run, by_id);
    for (int i = 0; ok && i < n; i++)
        ok = count_run(store, attempts, run[i]->id, arms->asked[run[i]->arm], &arms->tally[run[i]->arm], err);
    mem_free(run);
    return ok;
}

/* to do: not trained, or not evaluated on everything requested, including those under way and failed. */
static struct table *arm_table(const struct suite *suite, struct store *store, const struct attempts *attempts,
                               struct error *err) {
    static const char *const headers[] = {"task",  "scheme",    "runs",     "trained", "evaluated",
                                          "to do", "under way", "diverged", "failed"};
    struct table *t = NULL;
    struct arms arms;
    bool ok = list_arms(suite, &arms, err) && (!store || store_read_begin(store, err));
    if (ok) {
        ok = count_runs(suite, store, attempts, &arms, err);
        if (store) store_read_end(store);
    }
    if (ok) t = table_new(9, headers);
    for (int k = 0; ok && k < arms.n; k++)
        if (arms.asked[k]) tally_row(t, &suite->plan[k], &arms.tally[k]);
    free_arms(&arms);
    return t;
}

static void worker_row(struct table *t, const struct run_plan *arm, long seed, const struct looked_at *at) {
    char left[24] = "-";
    if (!isnan(at->left)) clock_span(at->left, left);
    table_cell(t, "%s", arm->task_short);
    table_cell(t, "%s", arm->label);
    table_number(t, (double)seed, "%.0f");
    table_cell(t, "%s", at->phase);
    table_cell(t, "%ld/%ld", at->step, at->steps);
    table_number(t, at->loss, "%.3f");
    table_number(t, at->rate > 0 ? at->rate : (double)NAN, "%.0f");
    table_cell(t, "%s", left);
}

/* The progress of every live worker. */
static struct table *worker_table(const struct suite *suite, const struct attempts *attempts) {
    static const char *const headers[] = {"task", "scheme", "seed", "phase", "step", "loss", "steps/s", "ETA"};
    struct table *t = table_new(8, headers);
    for (int i = 0; i < suite->n_runs; i++) {
        const struct suite_run *run = &suite->run[i];
        if (!is_alive(attempts, run->id)) continue;
        char *path = work_file(attempts->work, "attempt", run->id, ".progress");
        struct looked_at at;
        if (attempt_look(path, &at)) worker_row(t, &suite->plan[run->arm], run->seed, &at);
        mem_free(path);
    }
    return t;
}

/* The workers are for people; programs read the first table. */
static bool print_arms(const struct suite *suite, struct store *store, const char *work, enum table_format format,
                       struct error *err) {
    struct attempts attempts = list_attempts(work);
    struct table *arms = arm_table(suite, store, &attempts, err), *workers = NULL;
    if (arms)
        table_caption(arms, "status",
                      "Suite %s: per scheme and task, runs there are, are trained, are evaluated on everything "
                      "requested, and are to do.",
                      suite->name),
            table_print(arms, format, stdout);
    if (arms && format == TABLE_TEXT) workers = worker_table(suite, &attempts);
    if (workers && table_rows(workers)) printf("\n"), table_print(workers, format, stdout);
    table_free(workers);
    table_free(arms);
    dir_free(attempts.file, attempts.n);
    return arms != NULL;
}

/* Until a setting is chosen, an arm is found under the first of its values. */
static void say_pending(const struct suite *suite) {
    int n = 0;
    for (int i = 0; i < suite->n_choices; i++) n += suite->choice[i].chosen < 0;
    if (n) log_info("%s is not chosen yet for %d arm%s", suite->choice_key, n, n == 1 ? "" : "s");
}

/* A suite that the database knows by this name, or whose file cannot be expanded any more: what is stored of it. What
 * is to do only its file says. */
static int stored_status(const struct call *call, enum table_format format, struct error *err) {
    char name[SUITE_NAME_SIZE];
    const char *suite = name;
    struct store *store = open_suite(call, name, err);
    if (!store) return report_error(err);
    struct table *t = store_query(store,
                                  "SELECT r.task, a.name AS scheme, count(*) AS runs, sum(r.status = 'done') AS "
                                  "trained, sum(r.fitted) AS fitted, sum(r.status = 'diverged') AS diverged, "
                                  "sum(r.status = 'failed') AS failed FROM suite_run s CROSS JOIN run r INDEXED BY "
                                  "run_in_brief ON r.id = s.run CROSS JOIN suite_arm a ON a.suite = s.suite AND a.arm "
                                  "= r.arm AND a.version = r.version AND a.label = s.label WHERE s.suite = ?1 GROUP BY "
                                  "r.task, a.name ORDER BY min(s.ordinal)",
                                  &suite, 1, err);
    if (t && !table_format_is_data(format)) say_edited(store, suite);
    store_close(store);
    if (!t) return report_error(err);
    table_caption(t, "stored", "Suite %s: what is stored of it, by scheme and task.", name);
    table_print(t, format, stdout);
    table_free(t);
    log_info("this is what is stored; with the suite's file, 'lexbench status' says what is to do, too");
    return EXIT_OK;
}

static int suite_status(const struct call *call, enum table_format format, struct error *err) {
    struct suite suite;
    bool (*load)(const char *, const char *const *, int, struct suite *, struct error *) =
        flag_given(call, "runs") ? load_suite : load_suite_arms;
    if (!load(call->argument[0], call->argument + 1, call->n - 1, &suite, err))
        return file_exists(flag_value(call, "db")) && is_suite_file(call->argument[0])
                   ? stored_status(call, format, err)
                   : report_error(err);
    char *work = work_dir_of(flag_value(call, "db"));
    const char *database = flag_value(call, "db");
    struct store *store =
        file_exists(database) ? store_open_readonly(database, err) : NULL; /* none: nothing is stored */
    bool ok = store || !file_exists(database);
    if (!file_exists(database)) log_info("there is no database %s yet: nothing is stored", database);
    ok = ok && (!store || choose_settle(&suite, store, err));
    if (ok) suite_list_runs(&suite), say_pending(&suite);
    if (ok && flag_given(call, "runs")) {
        struct table *t = plan_table(&suite, store, work);
        table_caption(t, "runs", "Suite %s: every run, and how far it is.", suite.name);
        table_print(t, format, stdout);
        table_free(t);
    } else if (ok) {
        ok = print_arms(&suite, store, work, format, err);
    }
    if (ok && store && !table_format_is_data(format)) say_edited(store, suite.name);
    store_close(store);
    mem_free(work);
    suite_free(&suite);
    return ok ? EXIT_OK : report_error(err);
}

/* Runs of a slice by their state; STORED follows the states of the folder. */
enum { STORED = WORK_STATES, STATES };

static void count_slice(const struct campaign *c, int k, struct store *store, int count[STATES]) {
    char *folder = campaign_slice_folder(c, k);
    for (int i = k - 1; i < c->suite.n; i += c->slices) {
        const char *id = c->dealt[i]->id;
        bool stored = false;
        if (store && !store_holds(store, id, &stored, NULL)) stored = false;
        count[stored ? STORED : (int)campaign_state(folder, id)]++;
    }
    mem_free(folder);
}

static const char *state_name(int state) {
    return state == STORED ? "stored" : work_state_name((enum work_state)state);
}

static struct table *campaign_states(const struct campaign *c, struct store *store) {
    static const char *const headers[] = {"state", "runs"};
    struct table *t = table_new(2, headers);
    int count[STATES] = {0};
    for (int k = 1; k <= c->slices; k++) count_slice(c, k, store, count);
    for (int state = STATES - 1; state >= 0; state--) {
        table_cell(t, "%s", state_name(state));
        table_number(t, count[state], "%.0f");
    }
    return t;
}

static struct table *campaign_slices(const struct campaign *c, struct store *store) {
    const char *headers[1 + STATES] = {"slice"};
    for (int state = 0; state < STATES; state++) headers[STATES - state] = state_name(state);
    struct table *t = table_new(1 + STATES, headers);
    for (int k = 1; k <= c->slices; k++) {
        int count[STATES] = {0};
        count_slice(c, k, store, count);
        if (!count[WORK_TO_DO] && !count[WORK_UNDER_WAY] && !count[WORK_FAILED]) continue;
        table_number(t, k, "%.0f");
        for (int state = STATES - 1; state >= 0; state--) table_number(t, count[state], "%.0f");
    }
    return t;
}

static int campaign_status(const struct call *call, enum table_format format, struct error *err) {
    struct campaign c;
    if (!campaign_open(call->argument[0], &c, err)) return report_error(err);
    struct store *store = store_open_readonly(flag_value(call, "db"), err); /* none yet: nothing is stored */
    struct table *t = flag_given(call, "slices") ? campaign_slices(&c, store) : campaign_states(&c, store);
    table_caption(t, "campaign", "Campaign %s: runs by their state%s.", call->argument[0],
                  flag_given(call, "slices") ? ", of slices that are not finished" : "");
    table_print(t, format, stdout);
    table_free(t);
    store_close(store);
    campaign_close(&c);
    return EXIT_OK;
}

static int cmd_status(const struct call *call) {
    struct error err = {0};
    enum table_format format;
    if (!flag_format(call, &format, &err)) return report_error(&err);
    if (call->n && campaign_there(call->argument[0])) return campaign_status(call, format, &err);
    if (call->n && is_suite_file(call->argument[0])) return suite_status(call, format, &err);
    if (call->n) return stored_status(call, format, &err);
    struct store *store = store_open_readonly(flag_value(call, "db"), &err);
    if (!store) return report_error(&err);
    struct table *t = store_query(
        store,
        "SELECT s.suite, count(*) AS runs, sum(r.status = 'done') AS done, sum(r.fitted) AS fitted, sum(r.status = "
        "'diverged') AS diverged, sum(r.status = 'failed') AS failed, round(sum(r.seconds + r.eval_seconds)) AS "
        "seconds FROM suite_run s CROSS JOIN run r INDEXED BY run_in_brief ON r.id = s.run GROUP BY s.suite",
        NULL, 0, &err);
    store_close(store);
    if (!t) return report_error(&err);
    table_caption(t, "suites", "Stored runs by suite, with the time of training and evaluation.");
    table_print(t, format, stdout);
    if (!table_rows(t)) log_info("no run is stored yet; 'lexbench status SUITE' shows what its workers are doing");
    table_free(t);
    return EXIT_OK;
}

const struct command command_status = {
    .name = "status",
    .arguments = "[SUITE [key=value...] | SUITE-NAME | FOLDER]",
    .summary = "what is stored and what is running",
    .text =
        "  lexbench status\n  lexbench status suites/quickstart.yaml\n  lexbench status quickstart.campaign\n\nFor a "
        "suite: how many runs of each scheme and task there are, are trained, are evaluated on everything requested, "
        "and are to do; and what every worker is doing now: step, loss, steps a second, and the remaining time of its "
        "training. --runs: a line for each run; interrupted: 'lexbench run' goes on from its checkpoint.\n\nFor a "
        "campaign's folder (lexbench submit): how many runs are "
        "stored, handed over (finished, not stored yet), failed, under way (begun, judging by their files) and to do.",
    .least = 0,
    .most = -1,
    FLAGS(status_flags),
    .run = cmd_status,
};

static int cmd_validate(const struct call *call) {
    struct error err = {0};
    struct suite suite;
    enum table_format format;
    int jobs;
    if (!flag_format(call, &format, &err) || !flag_jobs(call, &jobs, &err)) return report_error(&err);
    plugins_limit();
    if (!load_called(call, &suite, &err)) return report_error(&err);
    plugins_limit(); /* of the suite's plugins, too */
    struct table *t = plan_table(&suite, NULL, NULL);
    table_caption(t, "plan", "Suite %s: its runs.", suite.name);
    table_print(t, format, stdout);
    table_free(t);
    fflush(stdout);
    say_cost(&suite, jobs);
    say_dropped(&suite);
    say_idle(&suite);
    say_precision(&suite);
    suite_free(&suite);
    return EXIT_OK;
}

const struct command command_validate = {
    .name = "validate",
    .arguments = "[SUITE] [key=value...]",
    .summary = "check a suite and print its plan",
    .text = "  lexbench validate suites/quickstart.yaml\n  lexbench validate - <my-suite.yaml\n  lexbench validate "
            "--tasks sort --schemes 'rope;alibi'\n\nIt ends with what the suite will cost: the lengths that are "
            "evaluated, those that are left out and why, and, measured there and then, how long a training step and "
            "all runs take with so many processes, and how much memory a process needs.",
    .least = 0,
    .most = -1,
    FLAGS(validate_flags),
    .run = cmd_validate,
};
