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
    arm->far = arm->least = arm->greatest = (double)NAN;
    if (n) {
        qsort(run, (size_t)n, sizeof *run, by_far);
        arm->far = run[(n - 1) / 2].far;
        arm->open = run[(n - 1) / 2].open;
        arm->least = run[0].far;
        arm->greatest = run[n - 1].far;
    }
    for (int i = 0; i < n; i++) far[i] = run[i].far;
    arm->interval = bet_median_interval(far, n);
    mem_free(far);
}

static bool is_of(const struct table *t, int r, const char *column, const char *word) {
    return strcmp(text_at(t, r, column), word) == 0;
}

static void reach_of_arm(struct reach_arm *arm, const struct table *reach) {
    struct run_reach *run = mem_zero((size_t)table_rows(reach) + 1, sizeof *run);
    int n = 0;
    for (int r = 0; !arm->loss && r < table_rows(reach); r++)
        if (is_of(reach, r, "task", arm->task) && is_of(reach, r, "label", arm->label) &&
            is_of(reach, r, "variant", arm->variant))
            run[n++] = (struct run_reach){number_at(reach, r, "far"), number_at(reach, r, "open") > 0};
    measure_reach(arm, run, n);
    mem_free(run);
}

/* A row per arm and task; then, where they are asked for, a row for each variant that it was evaluated under. */
static struct table *read_rows(const struct dataset *d, bool variants, struct error *err) {
    const char *parameters[] = {d->suite, variants ? "1" : "0"};
    return store_query(
        d->store,
        "SELECT task, label, '' AS variant, scheme, sum(status IN ('done', 'diverged')) AS runs, sum(fitted) AS "
        "fitted, "
        "max(fit) AS fit, metric, "
        "min(place) AS place, min(ordinal) AS ordinal FROM v_run_task WHERE suite = ?1 AND trained "
        "GROUP BY task, arm, version, label "
        "UNION ALL SELECT task, label, variant, variant, count(DISTINCT run_id), count(DISTINCT CASE WHEN fitted THEN "
        "run_id END), max(fit), metric, 1000, min(ordinal) FROM v_eval WHERE suite = ?1 AND variant <> '' AND ?2 = '1' "
        "GROUP BY task, arm, version, label, variant ORDER BY place, ordinal, label, variant",
        parameters, 2, err);
}

/* "from 4x on in 2 of 3 runs" */
static void say_not_finite(const struct summary *s, struct reach_arm *arm) {
    const struct summary_cell *most;
    for (int k = 0; k < s->n; k++) {
        const struct summary_row *row = &s->row[k];
        if (strcmp(row->task, arm->task) != 0 || strcmp(row->label, arm->label) != 0 ||
            strcmp(row->variant, arm->variant) != 0)
            continue;
        const int first = summary_not_finite(s, row, &most);
        if (first >= 0)
            snprintf(arm->not_finite, sizeof arm->not_finite, "from %.4gx in %d of %d run%s", s->multiple[first],
                     most->not_finite, most->n, most->n == 1 ? "" : "s");
        summary_lost_words(row, &arm->lost);
    }
}

bool reaches_read(const struct dataset *d, bool variants, struct reaches *out, struct error *err) {
    *out = (struct reaches){.rows = read_rows(d, variants, err)};
    struct table *reach = out->rows ? store_query(d->store,
                                                  "SELECT task, label, variant, 1.0 * reach_90 / train_length AS far, "
                                                  "open_90 AS open FROM v_reach WHERE suite = ?1 AND fitted",
                                                  &d->suite, 1, err)
                                    : NULL;
    if (!reach) return false;
    out->arm = mem_zero((size_t)table_rows(out->rows) + 1, sizeof *out->arm);
    for (int r = 0; r < table_rows(out->rows); r++) {
        const char *label = text_at(out->rows, r, "label"), *variant = text_at(out->rows, r, "variant");
        const int style = dataset_style(d, label, variant);
        struct reach_arm *arm = &out->arm[out->n++];
        *arm = (struct reach_arm){.task = text_at(out->rows, r, "task"),
                                  .name = style ? d->series[style - 1].name : label,
                                  .label = label,
                                  .variant = variant,
                                  .scheme = text_at(out->rows, r, "scheme"),
                                  .runs = (int)number_at(out->rows, r, "runs"),
                                  .fitted = (int)number_at(out->rows, r, "fitted"),
                                  .fit = number_at(out->rows, r, "fit"),
                                  .loss = is_of(out->rows, r, "metric", "loss"),
                                  .exact = is_of(out->rows, r, "metric", "exact")};
        reach_of_arm(arm, reach);
        say_not_finite(&d->summary, arm);
    }
    table_free(reach);
    return true;
}

void reaches_free(struct reaches *reach) {
    for (int i = 0; i < reach->n; i++) text_free(&reach->arm[i].lost);
    mem_free(reach->arm);
    table_free(reach->rows);
    *reach = (struct reaches){0};
}

bool reaches_by_token(const struct reaches *reach) {
    for (int i = 0; i < reach->n; i++)
        if (!reach->arm[i].loss && !reach->arm[i].exact) return true;
    return false;
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

void reach_fitted_words(struct text *out, const struct reach_arm *arm) {
    text_add(out, "%d/%d", arm->fitted, arm->runs);
    if (arm->lost.size) text_add(out, " (%s)", text_of(&arm->lost));
}
