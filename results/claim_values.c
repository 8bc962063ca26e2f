#include "results/claim_values.h"
#include "base/memory.h"
#include <math.h>
#include <string.h>

enum {
    COLUMN_TASK,
    COLUMN_VARIANT,
    COLUMN_MULTIPLE,
    COLUMN_EXAMPLES,
    COLUMN_LENGTH,
    COLUMN_TRAINED,
    COLUMN_NOT_FINITE,
    COLUMN_METRIC
};

/* Scores are counts over examples, and differences of them differ from what they should be in their last bits: what is
 * that near to the bound reaches it. */
static const double SLACK = 1e-9;
static const struct check_side AS_TRAINED = {0};
static const struct span WITHIN_TRAINING = {0, 1}, EVERYWHERE = {0, INFINITY};

bool span_has(struct span at, double multiple) { return multiple > at.from + SLACK && multiple <= at.to + SLACK; }

/* ---- a run ---- */

static bool asks_near(const struct claim *c) {
    for (int i = 0; i < c->n_checks; i++)
        if (c->check[i].metric == MEASURE_NEAR) return true;
    return false;
}

static bool read_lengths(struct store *store, const struct cell_runs *of, const char *id, bool near,
                         struct known_run *out, struct error *err) {
    struct text lengths = {0};
    claim_length_list(of, &lengths);
    const char *const bound[] = {id, text_of(&lengths), near ? "1" : ""};
    out->lengths = store_query(
        store,
        "SELECT e.task, e.variant, multiple, examples, length, t.trained, " EVALUATION_NOT_FINITE
        ", 1.0 * exact / examples, 1.0 * exact_no_eos / examples, 1.0 * answers_right / answers, "
        "CASE WHEN " EVALUATION_NOT_FINITE " THEN 9e999 ELSE loss_sum / answers END, 1e6 * e.seconds / tokens_sum, "
        "CASE ?3 WHEN '1' THEN (SELECT m.value FROM measure m WHERE m.run = e.run AND m.task = e.task AND "
        "m.variant = e.variant AND m.length = e.length AND m.name = 'near' AND m.series = 'all') END "
        "FROM evaluation e JOIN run_task t USING (run, task) WHERE run = ?1 AND (?2 = '' OR length "
        "IN (SELECT value FROM json_each(?2))) ORDER BY 1, 2, length",
        bound, 3, err);
    text_free(&lengths);
    return out->lengths != NULL;
}

static bool is_of_curve(enum measure_kind metric) {
    return metric == MEASURE_AREA || metric == MEASURE_REACH_50 || metric == MEASURE_REACH_90;
}

/* Is it a task that the side looks at? */
static bool looks_at(const struct check_side *side, const struct table *t, int row) {
    return *side->part ? strcmp(table_at(t, row, COLUMN_TASK), side->part) == 0
                       : table_value(t, row, COLUMN_TRAINED) != 0;
}

static bool is_under(const struct check_side *side, const struct table *t, int row) {
    return strcmp(table_at(t, row, COLUMN_VARIANT), side->variant) == 0;
}

/* The points within a span of one task's curve of exact match, rows first to end - 1. Returns their number. */
static int curve_of(const struct table *t, int first, int end, const struct check_side *side, struct span within,
                    double *at, double *value, long *seen) {
    int n = 0;
    double examples;
    for (int r = first; r < end; r++) {
        if (!is_under(side, t, r) || !table_at_number(t, r, COLUMN_MULTIPLE, &at[n]) || !span_has(within, at[n]) ||
            !table_at_number(t, r, COLUMN_METRIC, &value[n]) || !table_at_number(t, r, COLUMN_EXAMPLES, &examples))
            continue;
        seen[n++] = lround(examples);
    }
    return n;
}

double measure_of_curve(enum measure_kind metric, const double *at, const double *value, const long *seen, int n) {
    long *right = mem_zero((size_t)n + 1, sizeof *right);
    double out = (double)NAN;
    for (int i = 0; i < n; i++) right[i] = lround(value[i] * (double)seen[i]);
    if (metric == MEASURE_AREA)
        out = mean_height(at, value, n, 1, 3);
    else if (n)
        out = reach_of(at, right, seen, n, metric == MEASURE_REACH_50 ? 0.5 : 0.9).far;
    mem_free(right);
    return out;
}

/* Metrics of that curve as a whole. */
static double of_curve(const struct table *t, int first, int end, enum measure_kind metric,
                       const struct check_side *side, struct span within) {
    const size_t room = (size_t)(end - first);
    double *at = mem_zero(2 * room + 1, sizeof *at), *value = at + room;
    long *seen = mem_zero(room + 1, sizeof *seen);
    const int n = curve_of(t, first, end, side, within, at, value, seen);
    const double out = measure_of_curve(metric, at, value, seen, n);
    mem_free(at);
    mem_free(seen);
    return out;
}

/* The mean over the evaluated lengths of a span; NaN: none. */
static double mean_over(const struct table *t, int first, int end, enum measure_kind metric,
                        const struct check_side *side, struct span at) {
    double sum = 0, multiple, value;
    int n = 0;
    for (int r = first; r < end; r++) {
        if (!is_under(side, t, r) || !table_at_number(t, r, COLUMN_MULTIPLE, &multiple)) continue;
        if (!span_has(at, multiple)) continue;
        if (!table_at_number(t, r, COLUMN_METRIC + (int)metric, &value)) return (double)NAN;
        sum += value;
        n++;
    }
    return n ? sum / n : (double)NAN;
}

/* Of what was evaluated within the span: the mean over the tasks that the side looks at, each on its own. */
static double of_lengths(const struct known_run *r, enum measure_kind metric, const struct check_side *side,
                         struct span at) {
    const struct table *t = r->lengths;
    double sum = 0;
    int tasks = 0;
    for (int first = 0, end; first < table_rows(t); first = end) {
        for (end = first + 1; end < table_rows(t); end++)
            if (strcmp(table_at(t, end, COLUMN_TASK), table_at(t, first, COLUMN_TASK)) != 0) break;
        if (!looks_at(side, t, first)) continue;
        sum += (is_of_curve(metric) ? of_curve : mean_over)(t, first, end, metric, side, at);
        tasks++;
    }
    return tasks ? sum / tasks : (double)NAN;
}

double worst_of(enum measure_kind metric) {
    if (measures[metric].cost || metric == MEASURE_NEAR) return (double)NAN;
    return measures[metric].less_is_better ? (double)INFINITY : 0;
}

static double value_of(const struct known_run *r, enum measure_kind metric, const struct check_side *side,
                       struct span at) {
    if (r->diverged) return worst_of(metric);
    switch (metric) {
    case MEASURE_FIT: return r->fit;
    case MEASURE_MEMORY: return r->memory;
    case MEASURE_TRAIN_TIME: return r->step_seconds;
    default: return of_lengths(r, metric, side, at);
    }
}

/* ---- is it all there? ---- */

/* Every task that the side looks at has the metric at this length, on at least so many examples. */
static bool has_row(const struct known_run *r, enum measure_kind metric, const struct check_side *side, long length,
                    long examples) {
    const struct table *t = r->lengths;
    int found = 0;
    double value;
    for (int i = 0; i < table_rows(t); i++)
        found += table_value(t, i, COLUMN_LENGTH) == (double)length && looks_at(side, t, i) && is_under(side, t, i) &&
                 table_value(t, i, COLUMN_EXAMPLES) >= (double)examples &&
                 table_at_number(t, i, COLUMN_METRIC + (int)metric, &value);
    return found > 0 && found == (*side->part ? 1 : r->tasks);
}

static bool has_span(const struct known_run *r, const struct cell_runs *of, enum measure_kind metric,
                     const struct check_side *side, struct span at) {
    bool all = table_rows(r->lengths) > 0;
    for (int i = 0; all && i < of->n_lengths; i++)
        if (span_has(at, (double)of->length[i] / r->train_length))
            all = has_row(r, metric, side, of->length[i], of->examples);
    return all;
}

/* Of what a metric needs the suite's lengths: those of the span; of a curve all; of one number per run none. */
static bool has_metric(const struct known_run *r, const struct cell_runs *of, enum measure_kind metric,
                       const struct check_side *side, struct span at) {
    if (is_of_curve(metric)) return has_span(r, of, MEASURE_EXACT, side, EVERYWHERE);
    return measures[metric].of_run || has_span(r, of, metric, side, at);
}

static bool has_side(const struct known_run *r, const struct cell_runs *of, const struct check *k,
                     const struct check_side *side) {
    return r->diverged || k->kind == CHECK_FITS ||
           (has_metric(r, of, k->metric, side, side->at) &&
            (!k->against || has_metric(r, of, k->metric, side, k->baseline)));
}

static bool has_fit(const struct known_run *r, const struct cell_runs *of, const struct fit_rule *rule) {
    return r->diverged || has_metric(r, of, rule->metric, &AS_TRAINED, WITHIN_TRAINING);
}

/* All that the claim looks at of this cell's run, so that its answer cannot change when more of it is evaluated. */
static bool has_all(const struct claim *c, int cell, const struct cell_runs *of, const struct known_run *r) {
    bool all = r->stored && has_fit(r, of, &c->fit);
    for (int i = 0; all && i < c->n_checks; i++)
        for (int t = 0; all && t < c->check[i].n; t++) {
            const struct contrast *on = &c->check[i].on[t];
            if (on->a.cell == cell) all = has_side(r, of, &c->check[i], &on->a);
            if (all && on->b.cell == cell) all = has_side(r, of, &c->check[i], &on->b);
        }
    return all;
}

static bool has_fitted(const struct known_run *r, const struct cell_runs *of, const struct fit_rule *rule) {
    const double value =
        r->diverged || !has_fit(r, of, rule) ? (double)NAN : value_of(r, rule->metric, &AS_TRAINED, WITHIN_TRAINING);
    return !isnan(value) && (rule->at_least ? value >= rule->bound : value <= rule->bound);
}

bool known_run_read(struct store *store, const struct claim *claim, const struct cell_runs *of, const char *id,
                    struct known_run *out, struct error *err) {
    *out = (struct known_run){.fit = (double)NAN, .memory = (double)NAN, .step_seconds = (double)NAN};
    struct table *t = store_query(store,
                                  "SELECT status, fit, peak_rss, seconds / steps, train_length, (SELECT count(*) FROM "
                                  "run_task t WHERE t.run = run.id AND t.trained) FROM run WHERE id = ?1 AND status IN "
                                  "('done', 'diverged')",
                                  &id, 1, err);
    if (!t) return false;
    out->stored = table_rows(t) == 1;
    if (out->stored) {
        out->diverged = strcmp(table_at(t, 0, 0), "diverged") == 0;
        table_at_number(t, 0, 1, &out->fit);
        table_at_number(t, 0, 2, &out->memory);
        table_at_number(t, 0, 3, &out->step_seconds);
        table_at_number(t, 0, 4, &out->train_length);
        out->tasks = (int)table_value(t, 0, 5);
    }
    table_free(t);
    if (!out->stored) return true;
    if (!read_lengths(store, of, id, asks_near(claim), out, err)) return false;
    for (int r = 0; r < table_rows(out->lengths); r++)
        out->not_finite |= table_value(out->lengths, r, COLUMN_NOT_FINITE) > 0;
    out->fitted = has_fitted(out, of, &claim->fit);
    return true;
}

void known_run_free(struct known_run *run) {
    table_free(run->lengths);
    run->lengths = NULL;
}

/* ---- a claim's runs ---- */

static bool read_seed(struct store *store, struct claim_values *v, int i, bool *whole, struct error *err) {
    *whole = true;
    for (int k = 0; *whole && k < v->claim->n_cells; k++) {
        if (!known_run_read(store, v->claim, &v->runs[k], v->runs[k].id[i], &v->of[k][i], err)) return false;
        *whole = has_all(v->claim, k, &v->runs[k], &v->of[k][i]);
    }
    return true;
}

bool claim_values_read(struct store *store, const struct claim *claim, const struct cell_runs *runs,
                       struct claim_values *out, struct error *err) {
    *out = (struct claim_values){.claim = claim, .runs = runs};
    out->of = mem_zero((size_t)claim->n_cells + 1, sizeof *out->of);
    int seeds = claim->n_cells ? runs[0].n : 0;
    for (int k = 0; k < claim->n_cells; k++) {
        out->of[k] = mem_zero((size_t)runs[k].n + 1, sizeof **out->of);
        if (runs[k].n < seeds) seeds = runs[k].n;
    }
    for (bool whole = true; out->seeds < seeds; out->seeds++) {
        if (!read_seed(store, out, out->seeds, &whole, err)) return false;
        if (!whole) break;
    }
    return true;
}

void claim_values_free(struct claim_values *values) {
    for (int k = 0; values->of && k < values->claim->n_cells; k++) {
        for (int i = 0; values->of[k] && i < values->runs[k].n; i++) known_run_free(&values->of[k][i]);
        mem_free(values->of[k]);
    }
    mem_free(values->of);
    values->of = NULL;
}

bool claim_seeds_stored(struct store *store, const struct claim *claim, const struct cell_runs *runs, int *n,
                        struct error *err) {
    struct claim_values v;
    const bool ok = claim_values_read(store, claim, runs, &v, err);
    *n = v.seeds;
    claim_values_free(&v);
    return ok;
}

/* ---- a seed's answer ---- */

/* Both sides of a check on one task. */
struct sides {
    double a, b, a_before, b_before; /* before: at the baseline, of a check against it */
};

/* The largest multiple at which the run was evaluated. */
static double far_end(const struct known_run *r, const struct check_side *side) {
    double far = 0, multiple;
    if (r->diverged) return INFINITY;
    for (int i = 0; i < table_rows(r->lengths); i++)
        if (looks_at(side, r->lengths, i) && is_under(side, r->lengths, i) &&
            table_at_number(r->lengths, i, COLUMN_MULTIPLE, &multiple))
            far = fmax(far, multiple);
    return far;
}

/* Curves of two runs are compared as far as both were evaluated: the longer one would reach further by that alone. */
static struct span common_span(const struct contrast *on, const struct known_run *a, const struct known_run *b) {
    return (struct span){0, fmin(far_end(a, &on->a), far_end(b, &on->b))};
}

static struct sides sides_of(const struct check *k, const struct contrast *on, const struct known_run *a,
                             const struct known_run *b) {
    struct span at[2] = {on->a.at, on->b.at};
    if (is_of_curve(k->metric)) at[0] = at[1] = common_span(on, a, b);
    struct sides s = {.a = value_of(a, k->metric, &on->a, at[0]),
                      .b = k->kind == CHECK_LEVEL ? 0 : value_of(b, k->metric, &on->b, at[1])};
    if (!k->against) return s;
    s.a_before = value_of(a, k->metric, &on->a, k->baseline);
    s.b_before = value_of(b, k->metric, &on->b, k->baseline);
    return s;
}

/* Two sides that are the worst there can be are equally bad. */
static double minus(double x, double y) { return x == y ? 0 : x - y; }

double lead_of(double a, double b, enum measure_kind metric) {
    return measures[metric].less_is_better ? minus(b, a) : minus(a, b);
}

bool leads(double lead) { return lead > SLACK; }

bool reaches(double value, double bound, bool at_least) {
    return at_least ? value >= bound - SLACK : value <= bound + SLACK;
}

static double difference(const struct check *k, const struct sides *s) {
    const double d = minus(minus(s->a, s->b), k->against ? minus(s->a_before, s->b_before) : 0);
    return k->kind == CHECK_BETTER && measures[k->metric].less_is_better ? -d : d;
}

static void compare(const struct check *k, bool sign, struct seed_answer *out) {
    switch (k->kind) {
    case CHECK_BETTER: /* "by: 0" is better at all, which a tie is not */
        out->held = sign || k->bound == 0 ? leads(out->value) : reaches(out->value, k->bound, true);
        return;
    case CHECK_SAME: out->held = fabs(out->value) < k->bound - SLACK; return;
    default: out->held = reaches(out->value, k->bound, k->at_least); return;
    }
}

/* Joins one task's ratio with those before it. It has to hold on all of them, and the one that is nearest to failing is
 * what is shown. It is asked without dividing, so that a side of 0 is no trouble. Where both sides are 0, or the worst
 * there can be, any bound would hold: that says nothing, unless the ratio fails on another task. */
static void join_ratio(const struct check *k, const struct sides *s, bool first, struct seed_answer *out) {
    const double above = s->a * (k->against ? s->b_before : 1), below = s->b * (k->against ? s->a_before : 1);
    const double ratio = above / below;
    const bool holds = isnan(ratio) || reaches(above, k->bound * below, k->at_least);
    out->held = (first || out->held) && holds;
    out->mute |= isnan(ratio);
    if (first || isnan(out->value) || (k->at_least ? ratio < out->value : ratio > out->value)) out->value = ratio;
}

static void add_sides(const struct sides *s, int tasks, struct sides *mean) {
    mean->a += s->a / tasks;
    mean->b += s->b / tasks;
    mean->a_before += s->a_before / tasks;
    mean->b_before += s->b_before / tasks;
}

/* A check's answer, once all of its tasks are in. */
static void conclude(const struct check *k, bool sign, const struct sides *mean, struct seed_answer *out) {
    out->counts = true;
    if (k->kind != CHECK_RATIO) {
        out->value = difference(k, mean);
        return compare(k, sign, out);
    }
    out->mute = out->mute && out->held;
    if (out->mute) out->value = (double)NAN;
}

/* Do this task's runs of the seed count? A diverged run does where it has a value. */
static bool runs_count(const struct check *k, const struct known_run *a, const struct known_run *b) {
    if (k->unfitted != UNFITTED_COUNTS) return a->fitted && b->fitted;
    return !isnan(worst_of(k->metric)) || (!a->diverged && !b->diverged);
}

static bool not_evaluated(const struct claim_values *v, const struct check *k, const struct contrast *on, int i,
                          struct error *err) {
    return error_set(err, "%s: run %.10s has no value for the check '%s'; its suite has to evaluate these lengths%s%s",
                     v->claim->path, v->runs[on->a.cell].id[i], k->text,
                     *on->a.variant || *on->b.variant ? ", and " : "",
                     *on->a.variant || *on->b.variant ? "these variants" : "");
}

static void answer_fit(const struct claim_values *v, const struct check *k, int i, struct seed_answer *out) {
    bool all = true;
    for (int t = 0; t < k->n; t++) all = all && v->of[k->on[t].a.cell][i].fitted;
    *out = (struct seed_answer){.counts = true, .held = all == k->at_least, .value = all};
}

bool claim_answer(const struct claim_values *v, const struct check *k, int i, bool sign, struct seed_answer *out,
                  struct error *err) {
    const struct seed_answer unfitted = {.counts = k->unfitted == UNFITTED_FAILS, .value = (double)NAN};
    struct sides mean = {0};
    if (k->kind == CHECK_FITS) return answer_fit(v, k, i, out), true;
    *out = unfitted;
    for (int t = 0; t < k->n; t++) {
        const struct contrast *on = &k->on[t];
        const struct known_run *a = &v->of[on->a.cell][i], *b = &v->of[on->b.cell][i];
        if (!runs_count(k, a, b)) return *out = unfitted, true;
        const struct sides s = sides_of(k, on, a, b);
        if (isnan(difference(k, &s))) return not_evaluated(v, k, on, i, err);
        add_sides(&s, k->n, &mean);
        if (k->kind == CHECK_RATIO) join_ratio(k, &s, t == 0, out);
    }
    conclude(k, sign, &mean, out);
    return true;
}

double side_value(const struct check *k, const struct check_side *side, const struct cell_runs *of,
                  const struct known_run *run) {
    if (!has_side(run, of, k, side)) return (double)NAN;
    return value_of(run, k->metric, side, is_of_curve(k->metric) ? EVERYWHERE : side->at);
}
