/* The table that a scheme is looked up in: how far it carries on each task. */
#include "base/memory.h"
#include "plots/lengths.h"
#include "plots/reach.h"
#include "plots/report.h"
#include "plots/summary.h"
#include <math.h>
#include <string.h>

/* ---- for people ---- */

static bool is_judged(const struct reaches *reach, const char *task) {
    for (int i = 0; i < reach->n; i++)
        if (!reach->arm[i].loss && strcmp(reach->arm[i].task, task) == 0) return true;
    return false;
}

static const struct reach_arm *arm_of(const struct reaches *reach, const struct series *series, const char *task) {
    for (int i = 0; i < reach->n; i++) {
        const struct reach_arm *arm = &reach->arm[i];
        if (!arm->loss && (!task || strcmp(arm->task, task) == 0) && strcmp(arm->label, series->label) == 0 &&
            strcmp(arm->variant, series->variant) == 0)
            return arm;
    }
    return NULL;
}

/* " (2x to 4x)": the interval or, of too few runs for one, the least and the greatest of them; nothing where both are
 * what it is around. */
static void add_range(struct text *out, const struct reach_arm *arm) {
    const bool few = isnan(arm->interval.low);
    const struct interval range = few ? (struct interval){arm->least, arm->greatest} : arm->interval;
    if (isnan(range.low) || (range.low == arm->far && range.high == arm->far)) return;
    text_add(out, " (");
    reach_interval_words(out, range);
    text_add(out, ")");
}

void reach_far_words(struct text *out, const struct reach_arm *arm) {
    if (isnan(arm->far))
        text_add(out, arm->fitted ? "not evaluated" : "no fit");
    else
        text_add(out, "%s%.4gx", arm->open ? "at least " : "", arm->far);
    add_range(out, arm);
}

static void arm_words(const struct reach_arm *arm, struct text *out) {
    reach_far_words(out, arm);
    text_add(out, ", ");
    reach_fitted_words(out, arm);
    if (*arm->not_finite) text_add(out, ", not finite %s", arm->not_finite);
}

/* The darker the further, on a logarithmic scale up to the furthest of all. */
static double shade_of(const struct reaches *reach, const struct reach_arm *arm) {
    double furthest = 0;
    for (int i = 0; i < reach->n; i++) furthest = fmax(furthest, reach->arm[i].far);
    return arm->far > 0 ? log1p(arm->far) / log1p(furthest) : 0;
}

static void add_cell(struct table *out, const struct reaches *reach, const struct reach_arm *arm) {
    struct text words = {0};
    if (arm) arm_words(arm, &words);
    table_words(out, arm ? text_of(&words) : "-");
    if (arm) table_shade(out, shade_of(reach, arm));
    text_free(&words);
}

struct table *reach_table(const struct dataset *d, const struct reaches *reach) {
    char **brief = mem_zero((size_t)d->n_tasks + 1, sizeof *brief);
    const char **header = mem_zero((size_t)d->n_tasks + 1, sizeof *header);
    int columns = 0;
    header[columns++] = "scheme";
    for (int t = 0; t < d->n_tasks; t++)
        if (is_judged(reach, d->task[t])) header[columns++] = brief[t] = dataset_task_brief(d, d->task[t]);
    struct table *out = table_new(columns, header);
    for (int s = 0; s < d->n_series; s++) {
        if (!arm_of(reach, &d->series[s], NULL)) continue;
        table_words(out, d->series[s].name);
        for (int t = 0; t < d->n_tasks; t++)
            if (brief[t]) add_cell(out, reach, arm_of(reach, &d->series[s], d->task[t]));
    }
    for (int t = 0; t < d->n_tasks; t++) mem_free(brief[t]);
    mem_free(brief);
    mem_free(header);
    return out;
}

/* The tasks without a column. */
static void add_others(const struct dataset *d, const struct reaches *reach, struct text *out) {
    struct text names = {0};
    for (int t = 0; t < d->n_tasks; t++)
        if (!is_judged(reach, d->task[t]))
            text_add(&names, "%s%s (%s)", names.size ? ", " : "", dataset_task_plain(d, d->task[t]),
                     metric_words(summary_metric(&d->summary, d->task[t])));
    if (names.size) text_add(out, " Judged otherwise, and not here: %s.", text_of(&names));
    text_free(&names);
}

static void add_names(const struct dataset *d, const struct reaches *reach, struct text *out) {
    struct text names = {0};
    for (int t = 0; t < d->n_tasks; t++) {
        char *brief = dataset_task_brief(d, d->task[t]);
        if (is_judged(reach, d->task[t]) && strcmp(brief, dataset_task_plain(d, d->task[t])) != 0)
            text_add(&names, "%s%s is %s", names.size ? ", " : "", brief, dataset_task_plain(d, d->task[t]));
        mem_free(brief);
    }
    if (names.size) text_add(out, " Tasks: %s.", text_of(&names));
    text_free(&names);
}

static bool any(const struct reaches *reach, bool (*is)(const struct reach_arm *arm)) {
    for (int i = 0; i < reach->n; i++)
        if (!reach->arm[i].loss && is(&reach->arm[i])) return true;
    return false;
}

static bool is_unfitted(const struct reach_arm *arm) { return arm->runs > 0 && !arm->fitted; }
static bool is_nowhere(const struct reach_arm *arm) { return arm->least <= 0; }
static bool is_variant(const struct reach_arm *arm) { return *arm->variant; }

bool reach_has_few(const struct reach_arm *arm) { return arm->n > 1 && isnan(arm->interval.low); }

void reach_range_words(struct text *out, bool few) {
    text_add(out, "in parentheses the 95 %% interval of that median");
    if (few)
        text_add(out,
                 " or, of fewer than %d runs that fitted, the least and the greatest of them, which is no such "
                 "interval",
                 INTERVAL_SEEDS);
}

void reach_table_words(const struct dataset *d, const struct reaches *reach, struct text *out) {
    text_add(out,
             "How far: the longest evaluated multiple of the training length up to which exact match%s is nowhere "
             "clearly below 90 %% (by the upper end of Wilson's interval), in half of the runs that fitted, or more; "
             "at least: no longer one was evaluated%s; ",
             reaches_by_token(reach) ? " (token accuracy where that judges the task)" : "",
             any(reach, is_nowhere) ? "; 0x: it is clearly below at the shortest length already" : "");
    reach_range_words(out, any(reach, reach_has_few));
    text_add(out, "; nothing where both ends are the median. Behind it: how many runs fitted the lengths of training, "
                  "of all.");
    if (any(reach, is_unfitted)) text_add(out, " A scheme that no run fitted says nothing of longer sequences.");
    if (any(reach, is_variant))
        text_add(out, " A row under another scheme (>) is an evaluation of the models above it, trained without it.");
    add_names(d, reach, out);
    add_others(d, reach, out);
}

/* ---- for programs ---- */

static struct table *reach_rows(const struct reaches *reach) {
    static const char *const headers[] = {"task",  "label", "variant", "scheme",   "runs", "fitted", "n",
                                          "reach", "open",  "least",   "greatest", "low",  "high",   "not_finite"};
    struct table *out = table_new(sizeof headers / sizeof *headers, headers);
    for (int i = 0; i < reach->n; i++) {
        const struct reach_arm *arm = &reach->arm[i];
        if (arm->loss) continue;
        const char *const words[] = {arm->task, arm->label, arm->variant, arm->scheme};
        for (int k = 0; k < 4; k++) table_words(out, words[k]);
        const double numbers[] = {arm->runs,
                                  arm->fitted,
                                  arm->n,
                                  arm->far,
                                  isnan(arm->far) ? (double)NAN : arm->open,
                                  arm->least,
                                  arm->greatest,
                                  arm->interval.low,
                                  arm->interval.high};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) table_number(out, numbers[k], "%.4g");
        table_words(out, arm->not_finite);
    }
    return out;
}

struct table *reach_results(struct store *store, const char *suite, bool programs, struct text *words,
                            struct error *err) {
    struct dataset dataset;
    struct reaches reach = {0};
    struct table *out = NULL;
    if (!dataset_open(store, suite, NULL, &dataset, err)) return NULL;
    if (reaches_read(&dataset, true, &reach, err)) {
        out = programs ? reach_rows(&reach) : reach_table(&dataset, &reach);
        reach_table_words(&dataset, &reach, words);
    }
    if (out && !table_rows(out)) {
        table_free(out);
        out = NULL;
        error_set(
            err,
            "every task of suite '%s' is judged by its loss, and --reach is about shares of right answers; without it "
            "the table shows what was measured",
            suite);
        if (err) err->exit_code = EXIT_NOTHING;
    }
    reaches_free(&reach);
    dataset_close(&dataset);
    return out;
}
