#include "plots/reach.h"
#include "base/memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct run_reach {
    double far;
    bool open;
};

static int by_far(const void *a, const void *b) {
    const struct run_reach *x = a, *y = b;
    return x->far != y->far ? (x->far > y->far) - (x->far < y->far) : x->open - y->open;
}

/* The lower middle: an evaluated length that at least half of the runs reach, which a mean of two would not be. */
static void measure_reach(struct reach_arm *arm, struct run_reach *run, int n) {
    double *far = mem_zero((size_t)n + 1, sizeof *far);
    arm->n = n;
    arm->far = (double)NAN;
    if (n) {
        qsort(run, (size_t)n, sizeof *run, by_far);
        arm->far = run[(n - 1) / 2].far;
        arm->open = run[(n - 1) / 2].open;
    }
    for (int i = 0; i < n; i++) far[i] = run[i].far;
    arm->interval = bet_median_interval(far, n);
    mem_free(far);
}

static void reach_of_arm(struct reach_arm *arm, const struct table *reach, const char *label) {
    struct run_reach *run = mem_zero((size_t)table_rows(reach) + 1, sizeof *run);
    int n = 0;
    for (int r = 0; arm->exact && r < table_rows(reach); r++)
        if (strcmp(text_at(reach, r, "task"), arm->task) == 0 && strcmp(text_at(reach, r, "label"), label) == 0)
            run[n++] = (struct run_reach){number_at(reach, r, "far"), number_at(reach, r, "open") > 0};
    measure_reach(arm, run, n);
    mem_free(run);
}

bool reaches_read(const struct dataset *d, struct reaches *out, struct error *err) {
    *out = (struct reaches){0};
    out->rows = store_query(d->store,
                            "SELECT task, label, scheme, count(*) AS runs, sum(fitted) AS fitted, max(fit) AS fit, "
                            "metric FROM v_run_task WHERE suite = ?1 AND trained GROUP BY task, arm, version, label "
                            "ORDER BY min(place), min(ordinal)",
                            &d->suite, 1, err);
    struct table *reach = out->rows ? store_query(d->store,
                                                  "SELECT task, label, 1.0 * reach_90 / train_length AS far, "
                                                  "open_90 AS open FROM v_reach WHERE suite = ?1 AND fitted AND "
                                                  "variant = ''",
                                                  &d->suite, 1, err)
                                    : NULL;
    if (!reach) return false;
    out->arm = mem_zero((size_t)table_rows(out->rows) + 1, sizeof *out->arm);
    for (int r = 0; r < table_rows(out->rows); r++) {
        const char *label = text_at(out->rows, r, "label"), *metric = text_at(out->rows, r, "metric");
        const int style = dataset_style(d, label, "");
        struct reach_arm *arm = &out->arm[out->n++];
        *arm = (struct reach_arm){.task = text_at(out->rows, r, "task"),
                                  .name = style ? d->series[style - 1].name : label,
                                  .scheme = text_at(out->rows, r, "scheme"),
                                  .runs = (int)number_at(out->rows, r, "runs"),
                                  .fitted = (int)number_at(out->rows, r, "fitted"),
                                  .fit = number_at(out->rows, r, "fit"),
                                  .loss = strcmp(metric, "loss") == 0,
                                  .exact = strcmp(metric, "exact") == 0};
        reach_of_arm(arm, reach, label);
    }
    table_free(reach);
    return true;
}

void reaches_free(struct reaches *reach) {
    mem_free(reach->arm);
    table_free(reach->rows);
    *reach = (struct reaches){0};
}

void reach_words(struct text *out, double far, bool open) {
    if (isnan(far))
        text_add(out, "-");
    else if (far <= 0)
        text_add(out, "no evaluated length");
    else
        text_add(out, "%s%.4gx", open ? "at least " : "", far);
}

void reach_interval_words(struct text *out, struct interval interval) {
    if (isnan(interval.low))
        text_add(out, "-");
    else
        text_add(out, "%.4gx to %.4gx", interval.low, interval.high);
}

struct table *reach_table(const struct reaches *reach) {
    static const char *const headers[] = {"task", "scheme", "fitted", "90 % to", "95 % interval", "n"};
    struct table *out = table_new(6, headers);
    for (int i = 0; i < reach->n; i++) {
        const struct reach_arm *arm = &reach->arm[i];
        if (!arm->exact) continue;
        struct text far = {0}, interval = {0};
        reach_words(&far, arm->far, arm->open);
        reach_interval_words(&interval, arm->interval);
        table_cell(out, "%s", arm->task);
        table_cell(out, "%s", arm->name);
        table_cell(out, "%d/%d", arm->fitted, arm->runs);
        table_cell(out, "%s", text_of(&far));
        table_cell(out, "%s", text_of(&interval));
        table_number(out, arm->n, "%.0f");
        text_free(&far);
        text_free(&interval);
    }
    return out;
}
