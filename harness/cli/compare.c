#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "cli/gate.h"
#include "results/rates.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct flag compare_flags[] = {
    FLAG_DB,
    FLAG_DIR,
    FLAG_SUITE,
    FLAGS_GATE,
    {"out", 'o', "DIR", NULL, "write report.html, .md, .json and junit.xml to this directory"},
    {"rates", 0, NULL, NULL, "measure how often the gate would fire with the noise between A and B"},
    FLAG_FORMAT,
    {0}};

static bool number_flag(const struct call *call, const char *name, double least, double most, double *out,
                        struct error *err) {
    return (text_to_double(flag_value(call, name), out) && *out >= least && *out <= most) ||
           error_set(err, "--%s needs a number from %g to %g, not '%s'", name, least, most, flag_value(call, name));
}

static bool factor_flag(const struct call *call, const char *name, double *out, struct error *err) {
    return number_flag(call, name, 0, 100, out, err) &&
           (*out == 0 || *out > 1 || error_set(err, "--%s needs a factor above 1, or 0 for never", name));
}

bool gate_of(const struct call *call, struct gate_rules *out, struct error *err) {
    double seeds;
    *out = gate_default;
    out->exact = flag_given(call, "exact");
    out->strict = flag_given(call, "strict");
    out->allow_settings = flag_given(call, "allow-settings");
    if (!number_flag(call, "alpha", 1e-6, 0.5, &out->alpha, err) ||
        !number_flag(call, "least-effect", 0, 1, &out->least_effect, err) ||
        !number_flag(call, "least-seeds", 1, 1000, &seeds, err) || !factor_flag(call, "slower", &out->slower, err) ||
        !factor_flag(call, "more-instructions", &out->more_instructions, err))
        return false;
    out->least_seeds = (int)seeds;
    return true;
}

char *ledger_path(const struct call *call) { return path_join(flag_value(call, "dir"), "nightly.db"); }

/* The suite asked for, or the only one there is. */
static bool only_suite(const struct call *call, struct store *store, const char *path, char out[128],
                       struct error *err) {
    if (flag_given(call, "suite")) return snprintf(out, 128, "%s", flag_value(call, "suite")), true;
    struct table *t = store_query(store, "SELECT name FROM suite ORDER BY name", NULL, 0, err);
    if (!t) return false;
    const int n = table_rows(t);
    if (n == 1) snprintf(out, 128, "%s", table_at(t, 0, 0));
    table_free(t);
    if (n == 1) return true;
    error_set(err, n ? "%s holds %d suites; say which with --suite" : "%s holds no suite", path, n);
    if (n == 0) err->exit_code = EXIT_NOTHING;
    return false;
}

/* A suite of a database, by its name or as the only one. */
static bool side_of_database(const struct call *call, const char *path, const char *suite, struct snapshot *out,
                             char *words, struct error *err) {
    char name[128];
    struct store *store = store_open_readonly(path, err);
    if (!store) return false;
    bool ok = suite ? snprintf(name, sizeof name, "%s", suite) > 0 : only_suite(call, store, path, name, err);
    ok = ok && snapshot_take(store, name, NULL, NULL, 0, out, err);
    store_close(store);
    if (ok && out->n_runs == 0) {
        snapshot_free(out);
        error_set(err, "%s has no runs of suite '%s'", path, name);
        err->exit_code = EXIT_NOTHING;
        return false;
    }
    if (ok) snprintf(words, 400, "suite %s in %.120s: revision %s", name, path, out->revision);
    return ok;
}

/* found: the ledger knows the name. */
static bool side_of_ledger(const struct call *call, const char *name, struct snapshot *out, char *words, bool *found,
                           struct error *err) {
    char *path = ledger_path(call);
    struct store *ledger = file_exists(path) ? store_open_readonly(path, err) : NULL;
    const bool there = ledger || !file_exists(path);
    mem_free(path);
    *found = false;
    if (!ledger) return there;
    const long baseline = baseline_find(ledger, name);
    const long id = baseline ? baseline : snapshot_of_revision(ledger, name, flag_value(call, "suite"));
    *found = id != 0;
    const bool ok = id == 0 || snapshot_load(ledger, id, out, err);
    store_close(ledger);
    if (ok && id && baseline)
        snprintf(words, 400, "baseline %s: suite %s, revision %s", name, out->suite, out->revision);
    else if (ok && id)
        snprintf(words, 400, "revision %s: suite %s", name, out->suite);
    return ok;
}

static bool has_suite(const char *db, const char *name) {
    struct store *store = file_exists(db) ? store_open_readonly(db, NULL) : NULL;
    struct table *t = store ? store_query(store, "SELECT 1 FROM suite WHERE name = ?1", &name, 1, NULL) : NULL;
    const bool has = t && table_rows(t) == 1;
    table_free(t);
    store_close(store);
    return has;
}

bool side_find(const struct call *call, const char *name, struct snapshot *out, char *words, struct error *err) {
    bool found;
    if (file_exists(name)) return side_of_database(call, name, NULL, out, words, err);
    if (!side_of_ledger(call, name, out, words, &found, err)) return false;
    if (found) return true;
    const char *db = flag_value(call, "db");
    if (has_suite(db, name)) return side_of_database(call, db, name, out, words, err);
    error_set(err,
              "'%s' is no file, no baseline and no revision in %s/nightly.db, and no suite in %s; 'lexbench baseline "
              "list' and 'lexbench status' list what there is",
              name, flag_value(call, "dir"), db);
    err->exit_code = EXIT_NOTHING;
    return false;
}

static void print_watch(const struct watch *w) {
    char words[200];
    if (!w) return;
    for (int i = 0; i < w->driving; i++) {
        watched_series_words(&w->series[i], words, sizeof words);
        printf("declines: %s/%s%s%s, %s\n", w->series[i].task, w->series[i].label, *w->series[i].variant ? " > " : "",
               w->series[i].variant, words);
    }
    watch_words(w, words, sizeof words);
    printf("slow declines: %s\n", words);
}

static void print_summary(const struct comparison *c) {
    char verdict[512], reach[160];
    comparison_verdict(c, verdict, sizeof verdict);
    for (int i = 0; i < c->n_speeds; i++) {
        const struct compared_speed *k = &c->speed[i];
        char words[200];
        compared_speed_words(k, words, sizeof words);
        if (k->slower) printf("slower: %s/%s, %s\n", k->task, k->label, words);
    }
    print_watch(c->watch);
    if (c->changed)
        printf("%d of %d comparable runs have other bits than the baseline's\n", c->changed, c->changed + c->same_bits);
    comparison_reach(c, reach, sizeof reach);
    if (*reach) puts(reach);
    printf("%d cells: no seed moved in %d, some seeds in %d; %d improved, %d inconclusive, %d regressed; %s\n",
           c->n_cells, c->count[CELL_NONE_MOVED], c->count[CELL_SOME_MOVED], c->count[CELL_IMPROVED],
           c->count[CELL_INCONCLUSIVE], c->count[CELL_REGRESSED], verdict);
}

void gate_print(const struct comparison *c, bool all, enum table_format format) {
    struct table *t = gate_cells(c, all || table_format_is_data(format));
    table_caption(t, "compare",
                  "Results compared cell by cell (task, scheme, length), paired by seed: the means, their difference, "
                  "that of the seed that fell most and of the one that rose most, and p of a one-sided test, corrected "
                  "for all cells.");
    if (table_rows(t) || format != TABLE_TEXT) table_print(t, format, stdout);
    table_free(t);
    if (format == TABLE_TEXT) print_summary(c);
}

static void command_text(const struct call *call, struct text *out) {
    text_add(out, "lexbench compare %s %s --db %s --dir %s", call->argument[0], call->argument[1],
             flag_value(call, "db"), flag_value(call, "dir"));
    static const char *const values[] = {"suite",       "alpha",  "least-effect",
                                         "least-seeds", "slower", "more-instructions"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (flag_given(call, values[i])) text_add(out, " --%s %s", values[i], flag_value(call, values[i]));
    if (flag_given(call, "exact")) text_add(out, " --exact");
    if (flag_given(call, "strict")) text_add(out, " --strict");
}

static bool write_report(const struct call *call, const struct comparison *c, const char *was, const char *now,
                         struct error *err) {
    if (!flag_given(call, "out")) return true;
    struct text command = {0};
    command_text(call, &command);
    const struct gate_report report = {.comparison = c, .was = was, .now = now, .command = text_of(&command)};
    const bool ok = gate_report_write(&report, flag_value(call, "out"), err);
    text_free(&command);
    if (ok) log_info("report in %s", flag_value(call, "out"));
    return ok;
}

/* ---- rates ---- */

enum { COMPARISONS = 1000 };

static void add_rate(struct table *t, const struct rate *r) {
    static const char *const noises[] = {"other bits", "other seeds"};
    static const char *const drops[] = {"nothing", "one cell", "one scheme"};
    table_cell(t, "%s", noises[r->noise]);
    table_number(t, r->seeds, "%.0f");
    table_cell(t, "%s", drops[r->drop]);
    table_number(t, r->drop == DROP_NONE ? (double)NAN : 100 * r->depth, "%.0f");
    table_number(t, (double)r->fired / r->times, "%.3f");
    table_number(t, r->interval.low, "%.2f");
    table_number(t, r->interval.high, "%.2f");
    table_number(t, r->disjoint, "%.0f");
    table_number(t, (double)r->fired_holm / r->times, "%.3f");
}

/* One row; what the pool is too small for is reported once and left out. */
static void measure_rate(struct table *t, const struct comparison *pool, struct rate r) {
    struct error why;
    r.times = COMPARISONS;
    if (gate_rate(pool, &pool->gate, &r, &why))
        add_rate(t, &r);
    else if (r.drop == DROP_NONE)
        log_warn("%s", why.text);
}

static int rates(const struct comparison *pool, enum table_format format) {
    static const char *const headers[] = {"noise", "seeds", "what falls", "points",   "fires",
                                          "low",   "high",  "disjoint",   "with Holm"};
    static const int seeds[] = {5, 8, 12};
    static const double depths[] = {0.02, 0.05, 0.1};
    struct table *t = table_new(9, headers);
    for (int noise = NOISE_BITS; noise <= NOISE_SEEDS; noise++)
        for (int s = 0; s < 3; s++) {
            struct rate r = {.noise = (enum rate_noise)noise, .seeds = seeds[s]};
            measure_rate(t, pool, r);
            for (int drop = DROP_CELL; drop <= DROP_SCHEME; drop++)
                for (int d = 0; d < 3; d++) {
                    r.drop = (enum rate_drop)drop, r.depth = depths[d];
                    measure_rate(t, pool, r);
                }
        }
    log_info("%d comparisons a row, drawn from one pool of %d seeds of %d cells; low and high (95 %%) are of all seeds "
             "there could be, and go by how many comparisons share none (disjoint)",
             COMPARISONS, pool->seeds, pool->n_cells);
    const int code = table_rows(t) ? EXIT_OK : EXIT_NOTHING;
    table_caption(
        t, "rates",
        "How often the gate fires, by what falls, how many points, and how many seeds are paired; low and high "
        "(95 %%) are of all seeds there could be.");
    table_print(t, format, stdout);
    table_free(t);
    return code;
}

static int cmd_compare(const struct call *call) {
    struct error err = {0};
    struct gate_rules gate;
    enum table_format format;
    struct snapshot a, b;
    char was[400], now[400];
    if (!gate_of(call, &gate, &err) || !flag_format(call, &format, &err)) return report_error(&err);
    if (!side_find(call, call->argument[0], &a, was, &err)) return report_error(&err);
    if (!side_find(call, call->argument[1], &b, now, &err)) return snapshot_free(&a), report_error(&err);
    struct comparison c;
    int code;
    compare(&a, &b, &gate, &c);
    log_info("%s", now);
    log_info("against %s", was);
    if (flag_given(call, "rates")) {
        code = rates(&c, format);
    } else {
        gate_print(&c, flag_given(call, "all"), format);
        code = write_report(call, &c, was, now, &err) ? c.code : report_error(&err);
    }
    comparison_free(&c);
    snapshot_free(&a);
    snapshot_free(&b);
    return code;
}

const struct command command_compare = {
    .name = "compare",
    .arguments = "A B",
    .summary = "judge results B against results A",
    .text = "  lexbench compare old.db new.db\n  lexbench compare nightly 1a2b3c4 --out report\n\nA and B are "
            "databases, baselines or revisions in DIR, or suites of --db. Cells (task, scheme, length) are paired by "
            "seed, and speed is judged by instructions per training step where both sides counted them, else by "
            "seconds; exit codes are those of nightly. With --rates, A and B are two sets of results of equal quality "
            "with many seeds, and 1,000 comparisons drawn from them measure how often the gate fires: without a "
            "change, and on drops of 2, 5 and 10 points.",
    .least = 2,
    .most = 2,
    FLAGS(compare_flags),
    .run = cmd_compare,
};
