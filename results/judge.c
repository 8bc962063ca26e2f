/* Computes a claim's verdict from stored runs. */
#include "base/hash.h"
#include "base/memory.h"
#include "results/claim.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The values of one run. */
struct known_run {
    bool stored, diverged, fitted;
    double fit, memory, step_seconds;
    struct table *lengths; /* variant, multiple, then the metrics with lengths in their order; NULL: not stored */
};
enum { COLUMN_VARIANT, COLUMN_MULTIPLE, COLUMN_METRIC };

struct evidence {
    struct store *store;
    const struct claim *claim;
    const struct cell_runs *runs;
    struct known_run **of; /* [cells][seeds] */
    struct text print;     /* what the fingerprint covers */
};

/* Every length that the suite evaluates is there, as trained. */
static bool all_lengths(const struct known_run *r, const struct cell_runs *of) {
    int n = 0;
    for (int i = 0; i < table_rows(r->lengths); i++) n += !*table_at(r->lengths, i, COLUMN_VARIANT);
    return n >= of->n_lengths;
}

static bool read_run(struct store *store, const struct cell_runs *of, const char *id, struct known_run *out,
                     struct error *err) {
    struct table *t = store_query(store,
                                  "SELECT status, fit, peak_rss, seconds / steps FROM run WHERE id = ?1 AND "
                                  "status IN ('done', 'diverged')",
                                  &id, 1, err);
    if (!t) return false;
    out->fit = out->memory = out->step_seconds = (double)NAN;
    out->stored = table_rows(t) == 1;
    if (out->stored) {
        out->diverged = strcmp(table_at(t, 0, 0), "diverged") == 0;
        table_at_number(t, 0, 1, &out->fit);
        table_at_number(t, 0, 2, &out->memory);
        table_at_number(t, 0, 3, &out->step_seconds);
    }
    table_free(t);
    if (!out->stored) return true;
    struct text lengths = {0};
    claim_length_list(of, &lengths);
    const char *const bound[] = {id, text_of(&lengths)};
    out->lengths =
        store_query(store,
                    "SELECT e.variant, multiple, 1.0 * exact / examples, 1.0 * "
                    "exact_no_eos / examples, "
                    "1.0 * answers_right / answers, loss_sum / answers, 1e6 * e.seconds / tokens_sum, "
                    "(SELECT m.value FROM measure m WHERE m.run = e.run AND m.task = e.task AND "
                    "m.variant = e.variant AND m.length = e.length AND m.name = 'near' AND m.series = 'all') "
                    "FROM evaluation e JOIN run_task t USING (run, task) WHERE run = ?1 AND t.trained AND (?2 = '' OR "
                    "length IN (SELECT value FROM json_each(?2))) ORDER BY 1, length",
                    bound, 2, err);
    text_free(&lengths);
    if (!out->lengths) return false;
    out->stored = out->diverged || all_lengths(out, of);
    return true;
}

/* The mean over the evaluated lengths of a span; NaN: none. */
static double mean_over(const struct table *t, enum measure_kind metric, const char *variant, struct span at) {
    static const double SLACK = 1e-9;
    double sum = 0, multiple, value;
    int n = 0;
    for (int r = 0; r < table_rows(t); r++) {
        if (strcmp(table_at(t, r, COLUMN_VARIANT), variant) != 0 || !table_at_number(t, r, COLUMN_MULTIPLE, &multiple))
            continue;
        if (multiple <= at.from + SLACK || multiple > at.to + SLACK) continue;
        if (!table_at_number(t, r, COLUMN_METRIC + (int)metric, &value)) return (double)NAN;
        sum += value;
        n++;
    }
    return n ? sum / n : (double)NAN;
}

/* Metrics of the whole curve of exact match. */
static double of_curve(const struct table *t, enum measure_kind metric, const char *variant) {
    const int rows = table_rows(t);
    double *at = mem_zero((size_t)rows + 1, sizeof *at), *value = mem_zero((size_t)rows + 1, sizeof *value);
    int n = 0;
    for (int r = 0; r < rows; r++)
        if (strcmp(table_at(t, r, COLUMN_VARIANT), variant) == 0 && table_at_number(t, r, COLUMN_MULTIPLE, &at[n]) &&
            table_at_number(t, r, COLUMN_METRIC, &value[n]))
            n++;
    double out = (double)NAN;
    if (metric == MEASURE_AREA)
        out = mean_height(at, value, n, 1, 3);
    else if (n)
        out = reach(at, value, n, metric == MEASURE_REACH_50 ? 0.5 : 0.9);
    mem_free(at);
    mem_free(value);
    return out;
}

static double value_of(const struct known_run *r, enum measure_kind metric, const struct check_side *s,
                       struct span at) {
    if (r->diverged) return (double)NAN;
    switch (metric) {
    case MEASURE_FIT: return r->fit;
    case MEASURE_MEMORY: return r->memory;
    case MEASURE_TRAIN_TIME: return r->step_seconds;
    case MEASURE_AREA:
    case MEASURE_REACH_50:
    case MEASURE_REACH_90: return of_curve(r->lengths, metric, s->variant);
    default: return mean_over(r->lengths, metric, s->variant, at);
    }
}

static bool has_fitted(const struct known_run *r, const struct fit_rule *rule) {
    static const struct check_side as_trained = {0};
    const double value = value_of(r, rule->metric, &as_trained, (struct span){0, 1});
    return !isnan(value) && (rule->at_least ? value >= rule->bound : value <= rule->bound);
}

static bool asks_near(const struct claim *c) {
    for (int i = 0; i < c->n_checks; i++)
        if (c->check[i].metric == MEASURE_NEAR) return true;
    return false;
}

/* Runs of older versions have no attention mass: for a claim about it they count as missing. */
static bool has_near(const struct known_run *r) {
    double value;
    for (int i = 0; r->lengths && i < table_rows(r->lengths); i++)
        if (table_at_number(r->lengths, i, COLUMN_METRIC + MEASURE_NEAR, &value)) return true;
    return r->diverged;
}

static bool gather(struct evidence *e, struct judgement *out, struct error *err) {
    const struct claim *c = e->claim;
    e->of = mem_zero((size_t)c->n_cells, sizeof *e->of);
    for (int k = 0; k < c->n_cells; k++) {
        e->of[k] = mem_zero((size_t)e->runs[k].n + 1, sizeof **e->of);
        for (int i = 0; i < e->runs[k].n; i++) {
            struct known_run *r = &e->of[k][i];
            if (!read_run(e->store, &e->runs[k], e->runs[k].id[i], r, err)) return false;
            if (asks_near(c)) r->stored = r->stored && has_near(r);
            r->fitted = r->stored && has_fitted(r, &c->fit);
            text_add(&e->print, "%s %s %d\n", e->runs[k].id[i], c->cell[k].label, r->fitted);
            out->runs++;
            out->stored += r->stored;
            out->fitted += r->fitted;
        }
    }
    return true;
}

static void forget(struct evidence *e) {
    for (int k = 0; e->of && k < e->claim->n_cells; k++) {
        for (int i = 0; e->of[k] && i < e->runs[k].n; i++) table_free(e->of[k][i].lengths);
        mem_free(e->of[k]);
    }
    mem_free(e->of);
    text_free(&e->print);
}

/* ---- the value of a pair ---- */

static bool pair_counts(const struct check *k, const struct known_run *a, const struct known_run *b) {
    if (k->gate == GATE_NONE) return !a->diverged && !b->diverged;
    return a->fitted && (b->fitted || (k->gate == GATE_BETTER && !b->diverged));
}

static double difference(const struct check *k, const struct contrast *on, const struct known_run *a,
                         const struct known_run *b, struct span at_a, struct span at_b) {
    const double x = value_of(a, k->metric, &on->a, at_a), y = value_of(b, k->metric, &on->b, at_b);
    switch (k->kind) {
    case CHECK_LEVEL: return x;
    case CHECK_RATIO: return log(x / y);
    case CHECK_BETTER: return measures[k->metric].less_is_better ? y - x : x - y;
    default: return x - y;
    }
}

static double pair_value(const struct check *k, const struct contrast *on, const struct known_run *a,
                         const struct known_run *b) {
    const double value = difference(k, on, a, b, on->a.at, on->b.at);
    return k->against ? value - difference(k, on, a, b, k->baseline, k->baseline) : value;
}

/* The values of a check: tasks one after the other, a value per pair of runs that counts. */
struct check_values {
    int tasks, n, seeds;
    int *size; /* [tasks] */
    double *value;
};

static void values_free(struct check_values *v) {
    mem_free(v->size);
    mem_free(v->value);
}

static bool not_evaluated(const struct evidence *e, const struct check *k, const struct contrast *on, int i,
                          struct error *err) {
    return error_set(err, "%s: run %.10s has no value for the check '%s'; its suite has to evaluate these lengths%s%s",
                     e->claim->path, e->runs[on->a.cell].id[i], k->text,
                     *on->a.variant || *on->b.variant ? ", and " : "",
                     *on->a.variant || *on->b.variant ? "these variants" : "");
}

static bool collect(struct evidence *e, const struct check *k, struct check_values *v, struct error *err) {
    *v = (struct check_values){.tasks = k->n, .size = mem_zero((size_t)k->n, sizeof(int))};
    for (int t = 0; t < k->n; t++) {
        const struct contrast *on = &k->on[t];
        const struct cell_runs *ra = &e->runs[on->a.cell], *rb = &e->runs[on->b.cell];
        const int seeds = ra->n < rb->n ? ra->n : rb->n;
        v->value = mem_grow(v->value, sizeof(double) * (size_t)v->n, sizeof(double) * (size_t)(v->n + seeds + 1));
        v->seeds += seeds;
        for (int i = 0; i < seeds; i++) {
            const struct known_run *a = &e->of[on->a.cell][i], *b = &e->of[on->b.cell][i];
            if (!pair_counts(k, a, b)) continue;
            const double value = pair_value(k, on, a, b);
            if (isnan(value)) return not_evaluated(e, k, on, i, err);
            v->value[v->n++] = value;
            v->size[t]++;
            text_add(&e->print, "%s\t%d\t%d\t%a\n", k->text, t, i, value);
        }
    }
    return true;
}

/* ---- the test of a check ---- */

/* p of "above zero" for the mean over tasks of value - shift, times sign. */
static double test_above(const struct check_values *v, double sign, double shift) {
    double *x = mem_zero((size_t)v->n + 1, sizeof *x);
    for (int t = 0, i = 0; t < v->tasks; t++)
        for (int end = i + v->size[t]; i < end; i++) x[i] = sign * (v->value[i] - shift) / v->size[t];
    const double p = sign_flip(x, v->n, NULL);
    mem_free(x);
    return p;
}

/* Standard deviation between seeds of the mean over tasks. */
static double spread(const struct check_values *v) {
    double sum = 0;
    for (int t = 0, i = 0; t < v->tasks; i += v->size[t++]) {
        const double own = deviation_of(v->value + i, v->size[t]);
        sum += own * own;
    }
    return sqrt(sum) / v->tasks;
}

static void conclude(struct finding *f, bool holds, bool fails) {
    f->verdict = holds && f->p_for <= CLAIM_ALPHA       ? VERDICT_REPRODUCED
                 : fails && f->p_against <= CLAIM_ALPHA ? VERDICT_CONTRADICTED
                                                        : VERDICT_UNDECIDED;
}

/* At least `bound`. An effect (bound above 0 of a difference) holds when the estimate reaches it and the data exclude
 * 0; a level has to be excluded itself. Either fails when the data exclude the bound. */
static void test_bound(const struct check *k, const struct check_values *v, struct finding *f) {
    const double sign = k->at_least ? 1 : -1, bound = k->kind == CHECK_RATIO ? log(k->bound) : k->bound;
    const bool effect = k->kind != CHECK_LEVEL && sign * bound > 0;
    const double null = effect ? 0 : bound, e = sign * f->estimate, d = sign * bound;
    const double low = sign > 0 ? f->interval.low : -f->interval.high,
                 high = sign > 0 ? f->interval.high : -f->interval.low;
    f->p_for = test_above(v, sign, null);
    f->p_against = test_above(v, -sign, bound);
    f->distance = e >= d ? e - sign * null : d - e;
    conclude(f, e >= d && (effect ? low > 0 : low >= sign * null), high < d);
}

static void test_same(const struct check *k, const struct check_values *v, struct finding *f) {
    const double d = k->bound, side = f->estimate < 0 ? -1 : 1;
    f->p_for = fmax(test_above(v, 1, -d), test_above(v, -1, d));
    f->p_against = fmin(1, 2 * test_above(v, side, side * d));
    f->distance = fabs(d - fabs(f->estimate));
    const double low = f->interval.low, high = f->interval.high;
    const bool inside = -d < low && high < d;
    const bool outside = low > d || high < -d;
    conclude(f, inside, outside);
}

static void test_values(const struct check *k, const struct check_values *v, struct finding *f) {
    const struct strata strata = {v->tasks, v->size, v->value};
    f->pairs = v->n;
    f->seeds = v->seeds;
    for (int t = 0; t < v->tasks; t++)
        if (v->size[t] < FITTED_LEAST) {
            f->verdict = k->skip ? VERDICT_NONE : VERDICT_NOT_FITTED;
            f->estimate = f->interval.low = f->interval.high = f->p_for = f->p_against = f->deviation = (double)NAN;
            return;
        }
    f->estimate = mean_of_means(&strata);
    f->interval = bootstrap(&strata, mean_of_means);
    f->deviation = spread(v);
    if (k->kind == CHECK_SAME)
        test_same(k, v, f);
    else
        test_bound(k, v, f);
    if (k->kind != CHECK_RATIO) return;
    f->estimate = exp(f->estimate);
    f->interval = (struct interval){exp(f->interval.low), exp(f->interval.high)};
}

/* The share of runs that fitted: exact binomial tests, Wilson's interval. */
static void test_fits(const struct evidence *e, const struct check *k, struct finding *f) {
    long fitted = 0, n = 0;
    for (int t = 0; t < k->n; t++)
        for (int i = 0; i < e->runs[k->on[t].a.cell].n; i++, n++) fitted += e->of[k->on[t].a.cell][i].fitted;
    const double share = n ? (double)fitted / (double)n : 0;
    f->pairs = f->seeds = (int)n;
    f->estimate = share;
    f->interval = wilson(fitted, n);
    f->p_for = k->at_least ? binomial_at_least(fitted, n, k->bound) : binomial_at_most(fitted, n, k->bound);
    f->p_against = k->at_least ? binomial_at_most(fitted, n, k->bound) : binomial_at_least(fitted, n, k->bound);
    f->deviation = sqrt(k->bound * (1 - k->bound));
    f->distance = fabs(share - k->bound);
    const bool above = f->interval.low > k->bound, below = f->interval.high < k->bound;
    conclude(f, k->at_least ? above : below, k->at_least ? below : above);
}

static bool judge_checks(struct evidence *e, struct judgement *out, struct error *err) {
    const struct claim *c = e->claim;
    out->finding = mem_zero((size_t)c->n_checks, sizeof *out->finding);
    for (int i = 0; i < c->n_checks; i++) {
        struct check_values v = {0};
        if (c->check[i].kind == CHECK_FITS) {
            test_fits(e, &c->check[i], &out->finding[i]);
            continue;
        }
        const bool ok = collect(e, &c->check[i], &v, err);
        if (ok) test_values(&c->check[i], &v, &out->finding[i]);
        values_free(&v);
        if (!ok) return false;
    }
    return true;
}

bool claim_judge(struct store *store, const struct claim *claim, enum claim_scale scale, const struct cell_runs *runs,
                 struct judgement *out, struct error *err) {
    struct evidence e = {.store = store, .claim = claim, .runs = runs};
    *out = (struct judgement){.claim = claim, .scale = scale, .p = (double)NAN};
    text_add(&e.print, "%s\n%s\n", claim_scale_name(scale), claim->file_text);
    struct text several = {0};
    bool ok = claim_several_codes(store, claim, runs, &several, err) && gather(&e, out, err);
    if (several.size) out->several = mem_text(text_of(&several));
    text_free(&several);
    out->complete = ok && out->runs > 0 && out->stored == out->runs && !out->several;
    if (out->complete) ok = judge_checks(&e, out, err);
    sha256_hex(text_of(&e.print), e.print.size, out->fingerprint);
    forget(&e);
    if (!ok) judgement_free(out);
    return ok;
}

void judgement_free(struct judgement *j) {
    mem_free(j->finding);
    mem_free(j->several);
    j->finding = NULL;
    j->several = NULL;
    j->complete = false;
}

/* ---- the verdict of a claim ---- */

/* A claim is a conjunction: it holds with the p of its weakest check, and fails with the p of its most clearly failing
 * check times their number. */
struct case_for_claim {
    double p_for, p_against;
    int weakest, failing, unfitted; /* findings; -1: none */
    int counted;
};

static struct case_for_claim weigh(const struct judgement *j) {
    struct case_for_claim c = {.p_for = 0, .p_against = 1, .weakest = -1, .failing = -1, .unfitted = -1};
    bool all = true;
    for (int i = 0; i < j->claim->n_checks; i++) c.counted += j->finding[i].verdict != VERDICT_NONE;
    for (int i = 0; i < j->claim->n_checks; i++) {
        const struct finding *f = &j->finding[i];
        if (f->verdict == VERDICT_NOT_FITTED && c.unfitted < 0) c.unfitted = i;
        if (f->verdict == VERDICT_NONE || f->verdict == VERDICT_NOT_FITTED) continue;
        all = all && f->verdict == VERDICT_REPRODUCED;
        if (c.weakest < 0 || f->p_for > j->finding[c.weakest].p_for) c.weakest = i;
        if (f->verdict != VERDICT_CONTRADICTED) continue;
        if (c.failing < 0 || f->p_against < j->finding[c.failing].p_against) c.failing = i;
    }
    if (c.counted == 0) c.unfitted = 0;
    if (c.weakest >= 0) c.p_for = all ? j->finding[c.weakest].p_for : 1;
    if (c.failing >= 0) c.p_against = fmin(1, c.counted * j->finding[c.failing].p_against);
    if (c.unfitted >= 0) c.p_for = c.p_against = 1;
    return c;
}

/* Seeds of the suite that would decide check i, by the present estimate. */
static int seeds_for(const struct judgement *j, int i, double alpha) {
    const struct finding *f = &j->finding[i];
    const int tasks = j->claim->check[i].n, n = seeds_needed(f->distance, f->deviation, alpha);
    if (n == SEEDS_UNKNOWN || f->pairs == 0) return SEEDS_UNKNOWN;
    const int all = (int)ceil((double)n * f->seeds / f->pairs), now = f->seeds / tasks;
    return all > now ? all : now + 1;
}

static int seeds_for_claim(const struct judgement *j, const struct case_for_claim *c) {
    const double alpha = CLAIM_ALPHA / j->family_size;
    if (c->failing >= 0) return seeds_for(j, c->failing, alpha / c->counted);
    int most = 0;
    for (int i = 0; i < j->claim->n_checks; i++) {
        if (j->finding[i].verdict != VERDICT_REPRODUCED && j->finding[i].verdict != VERDICT_UNDECIDED) continue;
        const int n = seeds_for(j, i, alpha);
        if (n > most) most = n;
    }
    return most;
}

static void decide(struct judgement *j, const struct case_for_claim *c, double p_for, double p_against) {
    j->decided_by = c->unfitted >= 0 ? c->unfitted : c->failing >= 0 ? c->failing : c->weakest;
    j->p = c->unfitted >= 0 ? (double)NAN : c->failing >= 0 ? p_against : p_for;
    j->verdict = c->unfitted >= 0           ? VERDICT_NOT_FITTED
                 : p_against <= CLAIM_ALPHA ? VERDICT_CONTRADICTED
                 : p_for <= CLAIM_ALPHA     ? VERDICT_REPRODUCED
                                            : VERDICT_UNDECIDED;
    if (j->verdict == VERDICT_UNDECIDED) j->seeds_needed = seeds_for_claim(j, c);
}

/* list[member[0..m-1]] are one family. */
static void conclude_family(struct judgement *list, const int *member, int m) {
    struct case_for_claim *of = mem_zero((size_t)m, sizeof *of);
    double *p = mem_zero((size_t)m * 4, sizeof *p), *p_for = p + 2 * m, *p_against = p + 3 * m;
    for (int i = 0; i < m; i++) {
        p[i] = p[m + i] = 1;
        list[member[i]].family_size = m;
        if (!list[member[i]].complete) continue;
        of[i] = weigh(&list[member[i]]);
        p[i] = of[i].p_for;
        p[m + i] = of[i].p_against;
    }
    holm(p, m, p_for);
    holm(p + m, m, p_against);
    for (int i = 0; i < m; i++)
        if (list[member[i]].complete) decide(&list[member[i]], &of[i], p_for[i], p_against[i]);
    mem_free(of);
    mem_free(p);
}

void claims_conclude(struct judgement *list, int n) {
    int *member = mem_zero((size_t)n + 1, sizeof *member);
    bool *done = mem_zero((size_t)n + 1, sizeof *done);
    for (int i = 0; i < n; i++) {
        int m = 0;
        for (int j = i; j < n; j++)
            if (!done[j] && strcmp(list[i].claim->family, list[j].claim->family) == 0) member[m++] = j;
        for (int k = 0; k < m; k++) done[member[k]] = true;
        if (m) conclude_family(list, member, m);
    }
    mem_free(member);
    mem_free(done);
}
