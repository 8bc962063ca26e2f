/* Fresh seeds (results/watch.h): a baseline's reserve of them is trained once, and a night runs a few more of it. */
#include "results/watch.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/gate.h"
#include "run/scheduler.h"
#include <stdio.h>
#include <string.h>

char *reserve_database(const struct call *call, const char *revision, struct error *err) {
    struct text name = {0};
    char *dir = path_join(flag_value(call, "dir"), "reserve");
    text_add(&name, "%s.db", revision);
    char *path = dir_make(dir, err) ? path_join(dir, text_of(&name)) : NULL;
    mem_free(dir);
    text_free(&name);
    return path;
}

/* The call's suite, argument `suite` and its overrides, under other seeds: "seeds=10001,10002" or "seeds=10001..10064".
 */
static bool load_under(const struct call *call, int suite, const char *seeds, struct suite *out, struct error *err) {
    const char *override[ARGUMENTS_MAX + 1];
    int n = 0;
    for (int i = suite + 1; i < call->n; i++) override[n++] = call->argument[i];
    override[n++] = seeds;
    return load_suite(call->argument[suite], override, n, out, err);
}

/* Runs the suite in the revision's database of fresh seeds and takes its results. EXIT_OK and EXIT_SOME_FAILED fill
 * out; else err says why, or it was interrupted. */
static int run_fresh(const struct call *call, const char *revision, struct suite *suite, struct snapshot *out,
                     struct error *err) {
    struct schedule_options options = {.retry = flag_given(call, "retry"), .other = OTHER_AGAIN};
    struct schedule_result result;
    if (!flag_jobs(call, &options.jobs, err)) return err->exit_code;
    char *database = reserve_database(call, revision, err);
    if (!database) return err->exit_code;
    options.database = database;
    int code = run_suite(suite, &options, &result, err);
    if (err->text[0])
        code = err->exit_code;
    else if (code != EXIT_INTERRUPTED && !night_take(suite, revision, database, out, err))
        code = err->exit_code;
    mem_free(database);
    return code;
}

/* ---- the reserve ---- */

/* Only the baseline's own program can train its reserve. */
static bool same_origin(const struct call *call, const struct snapshot *baseline, const struct suite *suite,
                        struct error *err) {
    char revision[64];
    const char *name = call->argument[1];
    if (!night_revision(call, revision, err)) return false;
    if (strcmp(suite->name, baseline->suite) != 0)
        return error_set(err, "baseline %s is of suite '%s', and this suite is '%s'", name, baseline->suite,
                         suite->name);
    return strcmp(revision, baseline->revision) == 0 ||
           error_set(
               err,
               "the reserve of baseline %s has to be trained by the baseline's own program, revision %s, and this "
               "is %s; build that revision and call this again, or accept this revision's results as the "
               "baseline first",
               name, baseline->revision, revision);
}

static bool number_of_seeds(const struct call *call, long *out, struct error *err) {
    return (text_to_long(flag_value(call, "seeds"), out) && *out >= 1 && *out <= 100000) ||
           error_set(err, "--seeds needs a number from 1 to 100000, not '%s'", flag_value(call, "seeds"));
}

/* Trains seeds first..last and keeps them. */
static int extend(const struct call *call, struct store *ledger, const struct snapshot *baseline, long first, long last,
                  struct error *err) {
    struct suite suite;
    struct snapshot fresh = {0};
    char seeds[64];
    snprintf(seeds, sizeof seeds, "seeds=%ld..%ld", first, last);
    if (!load_under(call, 2, seeds, &suite, err)) return err->exit_code;
    int code = EXIT_USAGE;
    if (same_origin(call, baseline, &suite, err)) code = run_fresh(call, baseline->revision, &suite, &fresh, err);
    if ((code == EXIT_OK || code == EXIT_SOME_FAILED) &&
        !(snapshot_keep(ledger, &fresh, err) &&
          watch_add_reserve(ledger, call->argument[1], first, last, fresh.id, err)))
        code = err->exit_code;
    snapshot_free(&fresh);
    suite_free(&suite);
    return code;
}

int reserve_train(const struct call *call, struct store *ledger, struct error *err) {
    const char *name = call->argument[1];
    const long id = baseline_find(ledger, name);
    struct snapshot baseline;
    long wanted, first;
    int seeds, used;
    if (!id)
        return error_set(err, "there is no baseline %s; 'lexbench baseline save %s' makes it", name, name),
               report_error(err);
    if (!number_of_seeds(call, &wanted, err) || !watch_reserve(ledger, name, &seeds, &used, err) ||
        !watch_first_free(ledger, &first, err) || !snapshot_load(ledger, id, &baseline, err))
        return report_error(err);
    int code = EXIT_OK;
    if (wanted > seeds) code = extend(call, ledger, &baseline, first, first + wanted - seeds - 1, err);
    if (err->text[0])
        report_error(err);
    else if (code == EXIT_INTERRUPTED)
        say_interrupted(call, NULL);
    else
        log_info("baseline %s has a reserve of %ld seeds, %d of them compared; --seeds with a larger number adds to it",
                 name, wanted > seeds ? wanted : seeds, used);
    snapshot_free(&baseline);
    return code;
}

/* ---- a night ---- */

static bool fresh_of(const struct call *call, int *out, struct error *err) {
    long n;
    const char *value = flag_value(call, "fresh");
    if (!text_to_long(value, &n) || n < 0 || n > FRESH_MAX)
        return error_set(err, "--fresh needs a number from 0 to %d, not '%s'", FRESH_MAX, value);
    *out = (int)n;
    return true;
}

/* With a command that is quoted for a shell. */
static void say_reserve(const struct call *call, const char *baseline, const struct comparison *c, int reserve) {
    struct text command = {0};
    text_add(&command, "lexbench baseline reserve ");
    text_shell(&command, baseline);
    for (int i = 0; i < call->n; i++) text_add(&command, " "), text_shell(&command, call->argument[i]);
    text_add(&command, " --dir ");
    text_shell(&command, flag_value(call, "dir"));
    if (reserve)
        log_warn("the reserve of baseline %s is used up: all %d seeds were compared, and tonight's results were not "
                 "watched for slow declines; the program of revision %s extends it: %s --seeds %d",
                 baseline, reserve, c->a->revision, text_of(&command), 2 * reserve);
    else
        log_info("slow declines are not watched for: baseline %s has no reserve of seeds; the program of revision %s "
                 "trains one: %s",
                 baseline, c->a->revision, text_of(&command));
    text_free(&command);
}

/* Runs the seeds that come next and keeps what they show. */
static int compare_fresh(const struct call *call, struct store *ledger, const char *baseline, const char *revision,
                         const long *seed, int n, const struct gate_rules *gate, struct error *err) {
    struct suite suite;
    struct snapshot fresh = {0};
    struct text seeds = {0};
    for (int i = 0; i < n; i++) text_add(&seeds, "%s%ld", i ? "," : "seeds=", seed[i]);
    const bool loaded = load_under(call, 0, text_of(&seeds), &suite, err);
    text_free(&seeds);
    if (!loaded) return err->exit_code;
    int code = run_fresh(call, revision, &suite, &fresh, err);
    if (code == EXIT_OK || code == EXIT_SOME_FAILED)
        code = watch_keep(ledger, baseline, revision, n, &fresh, gate, err) ? EXIT_OK : err->exit_code;
    snapshot_free(&fresh);
    suite_free(&suite);
    return code;
}

/* What tonight adds to what is known. */
static int add_night(const struct call *call, struct store *ledger, const char *baseline, const char *revision,
                     const struct comparison *c, int fresh, struct error *err) {
    long seed[FRESH_MAX];
    int n;
    if (c->identical) return watch_keep(ledger, baseline, revision, 0, NULL, &c->gate, err) ? EXIT_OK : err->exit_code;
    if (!watch_next(ledger, baseline, fresh, seed, &n, err)) return err->exit_code;
    return n ? compare_fresh(call, ledger, baseline, revision, seed, n, &c->gate, err) : EXIT_OK;
}

int watch_night(const struct call *call, struct store *ledger, const char *baseline, const char *revision,
                struct comparison *c, struct watch *watch, struct error *err) {
    int fresh = 0, reserve, used, code = EXIT_OK;
    if (!fresh_of(call, &fresh, err) || !watch_reserve(ledger, baseline, &reserve, &used, err))
        return report_error(err);
    if (fresh == 0) return EXIT_OK;
    if (reserve == 0) return say_reserve(call, baseline, c, 0), EXIT_OK;
    const bool known = watch_has(ledger, baseline, revision);
    if (!known) code = add_night(call, ledger, baseline, revision, c, fresh, err);
    if (err->text[0]) return report_error(err);
    if (code != EXIT_OK) return code;
    if (!watch_read(ledger, baseline, fresh, watch, err)) return report_error(err);
    comparison_watch(c, watch);
    if (!known && !c->identical && used == reserve) say_reserve(call, baseline, c, reserve);
    return EXIT_OK;
}
