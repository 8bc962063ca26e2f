/* The seeds that two arms of a suite share, and what they gave, from the store: a query for the seeds, and one a side
 * for the values. */
#include "base/memory.h"
#include "results/claim_file.h"
#include "results/claim_values.h"
#include "results/versus.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool nothing(struct error *err) {
    err->exit_code = EXIT_NOTHING;
    return false;
}

/* ---- names ---- */

/* "ARM > VARIANT": the arm's name, and the variant, "" as trained. */
struct side {
    char *label, *variant;
};

static struct side side_of(const char *name) {
    struct side s = {mem_text(name), NULL};
    char *arrow = strstr(s.label, " > ");
    s.variant = mem_text(arrow ? arrow + 3 : "");
    if (arrow) *arrow = '\0';
    return s;
}

static void free_sides(struct side side[2]) {
    for (int k = 0; k < 2; k++) mem_free(side[k].label), mem_free(side[k].variant);
}

static bool check_ask(const struct versus_ask *ask, const struct side side[2], struct error *err) {
    if (strcmp(side[0].label, side[1].label) == 0 && strcmp(side[0].variant, side[1].variant) == 0)
        return error_set(err, "A and B are both '%s'; name two", ask->a);
    return true;
}

static const char *closest_in(const struct table *t, const char *word) {
    const int n = table_rows(t);
    const char **names = mem_zero((size_t)n + 1, sizeof *names);
    for (int i = 0; i < n; i++) names[i] = table_at(t, i, 0);
    const char *close = text_closest(word, names, n);
    mem_free(names);
    return close;
}

/* "first, second, third" of a column. */
static void list_column(const struct table *t, int column, struct text *out) {
    for (int i = 0; i < table_rows(t); i++) text_add(out, "%s%s", out->size ? ", " : "", table_at(t, i, column));
}

/* Suggests a name of the suite ("": of any), or lists those of a suite. */
static bool unknown_arm(struct store *store, const char *suite, const char *label, struct error *err) {
    struct table *t =
        store_query(store, "SELECT DISTINCT name FROM suite_arm WHERE ?1 IN (suite, '') ORDER BY name", &suite, 1, err);
    if (!t) return false;
    const char *close = closest_in(t, label);
    struct text names = {0};
    list_column(t, 0, &names);
    if (close)
        error_set(err, "no arm is called '%s'; did you mean '%s'?", label, close);
    else
        error_set(err, "no arm is called '%s'; there are: %s", label, text_of(&names));
    text_free(&names);
    table_free(t);
    return false;
}

/* The suites that have the word as a name or as a label of an arm. */
static struct table *suites_with(struct store *store, const char *label, struct error *err) {
    return store_query(store, "SELECT DISTINCT suite FROM suite_arm WHERE ?1 IN (name, label) ORDER BY suite", &label,
                       1, err);
}

static bool no_common_suite(const struct side side[2], const struct table *of[2], struct error *err) {
    struct text names[2] = {0};
    for (int k = 0; k < 2; k++) list_column(of[k], 0, &names[k]);
    error_set(err, "no suite has both: '%s' is in %s, '%s' in %s", side[0].label, text_of(&names[0]), side[1].label,
              text_of(&names[1]));
    for (int k = 0; k < 2; k++) text_free(&names[k]);
    return nothing(err);
}

static bool has(const struct table *t, const char *word) {
    for (int i = 0; i < table_rows(t); i++)
        if (strcmp(table_at(t, i, 0), word) == 0) return true;
    return false;
}

static bool one_suite(const struct side side[2], const struct table *of[2], char *out, int size, struct error *err) {
    struct text both = {0};
    int n = 0;
    for (int i = 0; i < table_rows(of[0]); i++) {
        const char *suite = table_at(of[0], i, 0);
        if (!has(of[1], suite)) continue;
        text_add(&both, "%s%s", n++ ? ", " : "", suite);
        snprintf(out, (size_t)size, "%s", suite);
    }
    if (n == 0) return no_common_suite(side, of, err);
    if (n > 1)
        error_set(err, "several suites have both '%s' and '%s'; name one of them with --suite: %s", side[0].label,
                  side[1].label, text_of(&both));
    text_free(&both);
    return n == 1;
}

bool versus_suite(struct store *store, const struct versus_ask *ask, char *out, int size, struct error *err) {
    struct side side[2] = {side_of(ask->a), side_of(ask->b)};
    struct table *of[2] = {NULL};
    bool ok = check_ask(ask, side, err);
    for (int k = 0; ok && k < 2; k++) {
        ok = (of[k] = suites_with(store, side[k].label, err)) != NULL;
        if (ok && table_rows(of[k]) == 0) ok = unknown_arm(store, "", side[k].label, err);
    }
    ok = ok && one_suite(side, (const struct table *[]){of[0], of[1]}, out, size, err);
    for (int k = 0; k < 2; k++) table_free(of[k]);
    free_sides(side);
    return ok;
}

/* ---- runs that are no replicates ---- */

/* A label is as good as a name where one arm alone has it ("" for the task: on any). */
static bool name_side(struct store *store, const char *suite, struct side *side, const char *task, struct text *note,
                      struct error *err) {
    const char *const bound[] = {suite, side->label, task};
    struct table *t = store_query(store,
                                  "SELECT DISTINCT a.name FROM suite_arm a JOIN arm m ON m.id = a.arm WHERE a.suite = "
                                  "?1 AND ?2 IN (a.label, a.name) AND ?3 IN (m.task, '')",
                                  bound, 3, err);
    if (t && table_rows(t) == 1 && strcmp(table_at(t, 0, 0), side->label) != 0) {
        text_add(note, "'%s' is '%s' there.\n", side->label, table_at(t, 0, 0));
        mem_free(side->label);
        side->label = mem_text(table_at(t, 0, 0));
    }
    table_free(t);
    return t != NULL;
}

/* A label that is no name of its own in a task stands for several arms there (*several), or for runs of several codes.
 */
static bool note_namesakes(struct store *store, const char *suite, const struct side *side, const char *task,
                           bool *several, struct text *note, struct error *err) {
    const char *const bound[] = {suite, side->label, task};
    struct table *t = store_query(
        store,
        "SELECT m.task, group_concat('''' || a.name || '''', ', '), CASE WHEN count(DISTINCT a.arm) > 1 THEN 'arms' "
        "WHEN count(DISTINCT a.version) > 1 THEN 'codes' ELSE 'name' END FROM suite_arm a JOIN arm m ON m.id = a.arm "
        "WHERE a.suite = ?1 AND a.label = ?2 AND ?3 IN (m.task, '') GROUP BY m.task HAVING "
        "sum(a.name = ?2) = 0",
        bound, 3, err);
    for (int i = 0; t && i < table_rows(t); i++)
        if (strcmp(table_at(t, i, 2), "codes") == 0)
            text_add(note,
                     "On %s the runs of '%s' were trained by several codes, and are no replicates; name one of %s, or "
                     "do them anew with 'lexbench run SUITE --again'.\n",
                     table_at(t, i, 0), side->label, table_at(t, i, 1));
        else if (strcmp(table_at(t, i, 2), "arms") == 0)
            *several = true, text_add(note, "On %s '%s' stands for several arms; name one of %s.\n", table_at(t, i, 0),
                                      side->label, table_at(t, i, 1));
        else
            text_add(note, "On %s '%s' is called %s; name it so.\n", table_at(t, i, 0), side->label, table_at(t, i, 1));
    table_free(t);
    return t != NULL;
}

/* Evaluations by several codes are shown as variants, one a code (results/evaluator.c), and so are not found here. */
static bool note_evaluators(struct store *store, const char *suite, const struct side *side, const char *task,
                            struct text *note, struct error *err) {
    const char *const bound[] = {suite, side->label, side->variant, task};
    struct table *t = store_query(
        store,
        "SELECT task, group_concat('''' || label || ' > ' || shown || '''', ', ') FROM (SELECT DISTINCT v.task, "
        "v.label, x.shown FROM apart x CROSS JOIN v_run_task v ON x.arm = v.arm AND x.version = v.version AND x.task = "
        "v.part WHERE v.suite = ?1 AND v.label = ?2 AND x.variant = ?3 AND ?4 IN (v.task, '')) GROUP BY "
        "task ORDER BY task",
        bound, 4, err);
    for (int i = 0; t && i < table_rows(t); i++)
        text_add(note,
                 "On %s the runs of '%s' were evaluated by several codes%s%s, and are no replicates; name one of %s, "
                 "or do them anew with 'lexbench evaluate SUITE --again'.\n",
                 table_at(t, i, 0), side->label, *side->variant ? " under " : "", side->variant, table_at(t, i, 1));
    table_free(t);
    return t != NULL;
}

/* ---- seeds and values ---- */

enum { PAIR_TASK, PAIR_SEED, PAIR_DIVERGED, PAIR_FITTED = PAIR_DIVERGED + 2, PAIR_METRIC, PAIR_ORDINAL };
/* The runs of an arm on their tasks. Beside suite_arm, the view begins with the arm instead of all runs of the suite.
 */
#define RUNS_OF(name)                                                                                                  \
    "(SELECT v.* FROM suite_arm a JOIN v_run_task v ON v.suite = a.suite AND v.arm = a.arm AND v.version = a.version " \
    "AND v.label = a.name WHERE a.suite = ?1 AND a.name = " name " AND v.status IN ('done', 'diverged'))"
static const char pairs_question[] = "WITH one AS MATERIALIZED " RUNS_OF("?2") ", two AS MATERIALIZED " RUNS_OF(
    "?3") " SELECT one.task, one.seed, "
          "one.status = 'diverged', two.status = 'diverged', one.fitted AND two.fitted, one.metric, min(one.ordinal, "
          "two.ordinal) FROM one JOIN two USING (task, seed) WHERE ?4 IN (one.task, '') ORDER BY one.task, one.seed";

/* A side's values, one row (task, seed, multiple, value) each; multiple 0: one number per run. */
enum { VALUE_TASK, VALUE_SEED, VALUE_MULTIPLE, VALUE, VALUE_EXAMPLES /* of a curve */, VALUE_NOT_FINITE };
#define SIDE   " WHERE suite = ?1 AND label = ?2 AND variant = ?3 "
#define SORTED "ORDER BY 1, 2, 3"
static const char evaluations_question[] =
    "SELECT task, seed, multiple, CASE WHEN not_finite AND (?4 = 'loss' OR (metric = 'loss' AND ?4 NOT IN ('exact', "
    "'exact_no_eos', 'token', 'time'))) THEN 9e999 ELSE CASE ?4 WHEN 'exact' THEN exact WHEN 'exact_no_eos' THEN "
    "exact_no_eos WHEN 'token' "
    "THEN token_accuracy WHEN 'loss' THEN loss WHEN 'time' THEN us_per_token ELSE value END END, 0, not_finite FROM "
    "v_eval" SIDE SORTED;
static const char near_question[] = "SELECT task, seed, 1.0 * length / train_length, value, 0, 0 FROM v_measure" SIDE
                                    "AND name = ?4 AND series = 'all' " SORTED;
static const char curve_question[] =
    "SELECT task, seed, multiple, exact, examples, not_finite FROM v_eval" SIDE "AND ?4 = ?4 " SORTED;
/* One training has one of each, whatever it is evaluated under. */
static const char run_question[] =
    "SELECT t.task, t.seed, 0, CASE ?4 WHEN 'fit' THEN t.fit WHEN 'memory' THEN r.peak_rss ELSE r.seconds / r.steps "
    "END, 0, 0 "
    "FROM " RUNS_OF("?2") " t JOIN run r ON r.id = t.run_id WHERE ?3 = ?3 " SORTED;

static const char *question_of(enum measure_kind metric) {
    switch (metric) {
    case MEASURE_NEAR: return near_question;
    case MEASURE_AREA:
    case MEASURE_REACH_50:
    case MEASURE_REACH_90: return curve_question;
    case MEASURE_FIT:
    case MEASURE_MEMORY:
    case MEASURE_TRAIN_TIME: return run_question;
    default: return evaluations_question;
    }
}

static int compare_places(const struct table *x, int i, const struct table *y, int k) {
    const int task = strcmp(table_at(x, i, 0), table_at(y, k, 0));
    const double p = table_value(x, i, 1), q = table_value(y, k, 1);
    return task ? task : (p > q) - (p < q);
}

static bool is_of_curve(enum measure_kind metric) { return question_of(metric) == curve_question; }

/* What is read, and how far: both tables of values are in the order of the pairs. */
struct reader {
    const struct versus_ask *ask;
    enum measure_kind metric; /* MEASURES: each task's own */
    double from, to;          /* of ask->at; equal: one multiple */
    struct table *pairs, *value[2];
    int at[2];    /* rows of value that are read */
    bool several; /* a name stands for several arms */
    struct versus *out;
};

/* A task's lengths, and the values of its pairs there. */
struct sheet {
    int pairs, lengths;
    double *multiple;    /* [lengths] ascending */
    double *value[2];    /* [pairs][lengths] NaN: none */
    long *seen[2];       /* [pairs][lengths] examples, of a curve; NULL: of other metrics */
    bool *not_finite[2]; /* [pairs][lengths] */
    int first;           /* row of its first pair */
    enum measure_kind metric;
};

static void add_multiple(struct sheet *s, double multiple) {
    int k = 0;
    while (k < s->lengths && s->multiple[k] < multiple) k++;
    if (k < s->lengths && s->multiple[k] == multiple) return;
    s->multiple = mem_grow(s->multiple, sizeof(double) * (size_t)s->lengths, sizeof(double) * (size_t)(s->lengths + 1));
    memmove(s->multiple + k + 1, s->multiple + k, sizeof(double) * (size_t)(s->lengths - k));
    s->multiple[k] = multiple;
    s->lengths++;
}

/* Rows of a side's values that belong to a pair: from the returned one, *n of them. What is before them has no pair. */
static int rows_of_pair(struct reader *r, int side, int pair, int *n) {
    const struct table *t = r->value[side];
    int *at = &r->at[side];
    while (*at < table_rows(t) && compare_places(t, *at, r->pairs, pair) < 0) ++*at;
    const int first = *at;
    while (*at < table_rows(t) && compare_places(t, *at, r->pairs, pair) == 0) ++*at;
    *n = *at - first;
    return first;
}

static void read_values(struct reader *r, struct sheet *s) {
    int(*rows)[2][2] = mem_zero((size_t)s->pairs + 1, sizeof *rows);
    for (int i = 0; i < s->pairs; i++)
        for (int k = 0; k < 2; k++) {
            rows[i][k][0] = rows_of_pair(r, k, s->first + i, &rows[i][k][1]);
            for (int v = 0; v < rows[i][k][1]; v++)
                add_multiple(s, table_value(r->value[k], rows[i][k][0] + v, VALUE_MULTIPLE));
        }
    for (int k = 0; k < 2; k++) {
        const size_t cells = (size_t)s->pairs * (size_t)s->lengths;
        const struct table *t = r->value[k];
        s->value[k] = mem_zero(cells + 1, sizeof(double));
        s->not_finite[k] = mem_zero(cells + 1, sizeof(bool));
        if (is_of_curve(s->metric)) s->seen[k] = mem_zero(cells + 1, sizeof(long));
        for (int i = 0; i < s->pairs; i++)
            for (int l = 0, v = 0; l < s->lengths; l++) {
                const int row = rows[i][k][0] + v, cell = i * s->lengths + l;
                const bool here = v < rows[i][k][1] && table_value(t, row, VALUE_MULTIPLE) == s->multiple[l];
                s->value[k][cell] = here ? table_value(t, row, VALUE) : (double)NAN;
                s->not_finite[k][cell] = here && table_value(t, row, VALUE_NOT_FINITE) > 0;
                if (here && s->seen[k]) s->seen[k][cell] = lround(table_value(t, row, VALUE_EXAMPLES));
                v += here;
            }
    }
    mem_free(rows);
}

static bool diverged(const struct reader *r, const struct sheet *s, int pair, int side) {
    return table_value(r->pairs, s->first + pair, PAIR_DIVERGED + side) != 0;
}

/* A diverged run was evaluated nowhere, and is the worst there can be everywhere. */
static bool has_length(const struct reader *r, const struct sheet *s, int pair, int length) {
    for (int k = 0; k < 2; k++)
        if (!diverged(r, s, pair, k) && isnan(s->value[k][pair * s->lengths + length])) return false;
    return true;
}

/* Of a side's curve, over the lengths that both sides have: the longer one would reach further by that alone. */
static double measure_pair(const struct reader *r, const struct sheet *s, int pair, int side) {
    const size_t room = (size_t)s->lengths;
    double *at = mem_zero(2 * room + 1, sizeof *at), *exact = at + room;
    long *seen = mem_zero(room + 1, sizeof *seen);
    int n = 0;
    for (int l = 0; l < s->lengths; l++) {
        if (!has_length(r, s, pair, l)) continue;
        const int cell = pair * s->lengths + l;
        at[n] = s->multiple[l], exact[n] = s->value[side][cell], seen[n++] = s->seen[side][cell];
    }
    const double out = diverged(r, s, pair, side) ? (double)NAN : measure_of_curve(s->metric, at, exact, seen, n);
    mem_free(at);
    mem_free(seen);
    return out;
}

/* Makes one number of each curve, as other metrics of runs have it. */
static void measure_curves(const struct reader *r, struct sheet *s) {
    double *value[2];
    for (int k = 0; k < 2; k++) {
        value[k] = mem_zero((size_t)s->pairs + 1, sizeof(double));
        for (int i = 0; i < s->pairs; i++) value[k][i] = measure_pair(r, s, i, k);
    }
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < s->pairs; i++) {
            bool any = false;
            for (int l = 0; l < s->lengths; l++) any |= has_length(r, s, i, l) && s->not_finite[k][i * s->lengths + l];
            s->not_finite[k][i] = any; /* behind what is still read: [i] is at most [i][0] */
        }
    }
    for (int k = 0; k < 2; k++) mem_free(s->value[k]), s->value[k] = value[k];
    if (s->lengths) s->lengths = 1, s->multiple[0] = 0;
}

/* ---- a row ---- */

/* The lengths of a row: chosen[0..lengths-1]. */
struct place {
    double from, to;
    bool *chosen;
};

/* Are they the same multiple in a table? A multiple is a quotient of lengths, which people do not write in full. */
static bool reads_same(double x, double y) {
    char p[32], q[32];
    snprintf(p, sizeof p, "%g", x);
    snprintf(q, sizeof q, "%g", y);
    return strcmp(p, q) == 0;
}

static bool lies_in(const struct place *p, double multiple) {
    if (p->from == p->to) return reads_same(multiple, p->from);
    return span_has((struct span){p->from, p->to}, multiple);
}

static bool has_any(const struct reader *r, const struct sheet *s, int pair, const struct place *p) {
    for (int l = 0; l < s->lengths; l++)
        if (lies_in(p, s->multiple[l]) && has_length(r, s, pair, l)) return true;
    return false;
}

/* The lengths that all pairs have of those that have any, so that seeds are compared over the same. */
static int choose_lengths(const struct reader *r, const struct sheet *s, struct place *p) {
    int n = 0, any = 0;
    for (int l = 0; l < s->lengths; l++) p->chosen[l] = lies_in(p, s->multiple[l]);
    for (int i = 0; i < s->pairs; i++) {
        if (!has_any(r, s, i, p)) continue;
        any++;
        for (int l = 0; l < s->lengths; l++) p->chosen[l] = p->chosen[l] && has_length(r, s, i, l);
    }
    for (int l = 0; l < s->lengths; l++) n += p->chosen[l];
    return any ? n : 0;
}

static double mean_of_side(const struct reader *r, const struct sheet *s, int pair, int side, const struct place *p) {
    double sum = 0;
    int n = 0;
    if (diverged(r, s, pair, side)) return worst_of(s->metric);
    for (int l = 0; l < s->lengths; l++)
        if (p->chosen[l]) sum += s->value[side][pair * s->lengths + l], n++;
    return sum / n;
}

/* As claims count (docs/claims.md): within training, and of costs, every run does, but a diverged one where it has no
 * value. */
static bool pair_counts(const struct reader *r, const struct sheet *s, int pair, const struct place *p) {
    const struct measure *m = &measures[s->metric];
    if (isnan(worst_of(s->metric)) && (diverged(r, s, pair, 0) || diverged(r, s, pair, 1))) return false;
    return m->cost || s->metric == MEASURE_FIT || (!m->of_run && p->to <= 1 + 1e-9) ||
           table_value(r->pairs, s->first + pair, PAIR_FITTED) != 0;
}

static void name_place(const struct sheet *s, const struct place *p, struct text *out) {
    if (measures[s->metric].of_run)
        text_add(out, "-");
    else if (p->from == p->to)
        text_add(out, "%gx", p->to);
    else
        text_add(out, "%gx..%gx", p->from, p->to);
}

static void note_range(const struct reader *r, const struct sheet *s, const struct place *p) {
    struct text *note = &r->out->note;
    text_add(note, "On %s, %gx..%gx is the mean over", table_at(r->pairs, s->first, PAIR_TASK), p->from, p->to);
    for (int l = 0, n = 0; l < s->lengths; l++)
        if (p->chosen[l]) text_add(note, "%s%gx", n++ ? ", " : " ", s->multiple[l]);
    text_add(note, ".\n");
}

static void count_lost(const struct reader *r, const struct sheet *s, int pair, const struct place *p,
                       struct versus_row *row) {
    for (int k = 0; k < 2; k++) {
        bool any = false;
        for (int l = 0; l < s->lengths; l++) any |= p->chosen[l] && s->not_finite[k][pair * s->lengths + l];
        row->diverged[k] += diverged(r, s, pair, k);
        row->not_finite[k] += any;
    }
}

static void add_row(struct reader *r, const struct sheet *s, const struct place *p) {
    struct versus *out = r->out;
    struct versus_seed *seed = mem_zero((size_t)s->pairs + 1, sizeof *seed);
    struct versus_row row = {.metric = s->metric, .task = mem_text(table_at(r->pairs, s->first, PAIR_TASK))};
    struct text at = {0};
    int n = 0;
    for (int i = 0; i < s->pairs; i++) {
        if (!has_any(r, s, i, p)) continue;
        const double a = mean_of_side(r, s, i, 0, p), b = mean_of_side(r, s, i, 1, p);
        count_lost(r, s, i, p, &row);
        seed[n].counts = pair_counts(r, s, i, p);
        seed[n++].lead = lead_of(a, b, s->metric);
    }
    versus_judge(seed, n, r->ask->by, r->ask->share, &row);
    row.missing = s->pairs - n;
    name_place(s, p, &at);
    row.at = mem_text(text_of(&at));
    out->row = mem_grow(out->row, sizeof row * (size_t)out->n, sizeof row * (size_t)(out->n + 1));
    out->row[out->n++] = row;
    if (p->from != p->to) note_range(r, s, p);
    text_free(&at);
    mem_free(seed);
}

static void add_place(struct reader *r, const struct sheet *s, double from, double to) {
    struct place p = {from, to, mem_zero((size_t)s->lengths + 1, sizeof(bool))};
    if (choose_lengths(r, s, &p)) add_row(r, s, &p);
    mem_free(p.chosen);
}

static void add_places(struct reader *r, const struct sheet *s) {
    if (measures[s->metric].of_run) return add_place(r, s, 0, 0);
    if (r->ask->at) return add_place(r, s, r->from, r->to);
    for (int l = 0; l < s->lengths; l++)
        if (s->multiple[l] > 1 + 1e-9) add_place(r, s, s->multiple[l], s->multiple[l]);
}

/* ---- all tasks ---- */

static enum measure_kind own_metric(const char *name) {
    return strcmp(name, "token") == 0 ? MEASURE_TOKEN : strcmp(name, "loss") == 0 ? MEASURE_LOSS : MEASURE_EXACT;
}

static void add_task(struct reader *r, int first, int pairs) {
    struct sheet s = {.pairs = pairs, .first = first, .metric = r->metric};
    if (s.metric == MEASURES) s.metric = own_metric(table_at(r->pairs, first, PAIR_METRIC));
    read_values(r, &s);
    if (is_of_curve(s.metric)) measure_curves(r, &s);
    add_places(r, &s);
    mem_free(s.multiple);
    for (int k = 0; k < 2; k++) mem_free(s.value[k]), mem_free(s.seen[k]), mem_free(s.not_finite[k]);
}

/* A task's rows, and the least place in the suite of its runs. */
struct block {
    double ordinal;
    int first, n;
};

static int by_ordinal(const void *a, const void *b) {
    const struct block *x = a, *y = b;
    if (x->ordinal != y->ordinal) return x->ordinal < y->ordinal ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/* Rows come by the tasks' names, and are put into the suite's order. */
static void put_in_order(struct versus *out, struct block *block, int n) {
    struct versus_row *row = mem_zero((size_t)out->n + 1, sizeof *row);
    int at = 0;
    if (n) qsort(block, (size_t)n, sizeof *block, by_ordinal);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < block[i].n; k++) row[at++] = out->row[block[i].first + k];
    mem_free(out->row);
    out->row = row;
}

static void add_tasks(struct reader *r) {
    const int n = table_rows(r->pairs);
    struct block *block = mem_zero((size_t)n + 1, sizeof *block);
    int blocks = 0;
    for (int first = 0, end; first < n; first = end) {
        struct block *b = &block[blocks++];
        *b = (struct block){INFINITY, r->out->n, 0};
        for (end = first; end < n; end++) {
            if (strcmp(table_at(r->pairs, end, PAIR_TASK), table_at(r->pairs, first, PAIR_TASK)) != 0) break;
            b->ordinal = fmin(b->ordinal, table_value(r->pairs, end, PAIR_ORDINAL));
        }
        add_task(r, first, end - first);
        b->n = r->out->n - b->first;
    }
    put_in_order(r->out, block, blocks);
    mem_free(block);
}

/* ---- what cannot be ---- */

static bool read_words(struct reader *r, struct error *err) {
    const struct versus_ask *ask = r->ask;
    r->metric = MEASURES;
    if (ask->metric && !measure_parse(ask->metric, &r->metric, err)) return false;
    if (!ask->at) return true;
    if (r->metric < MEASURES && measures[r->metric].of_run)
        return error_set(err, "%s is one number per run; --at does not belong here", ask->metric);
    return multiples_parse(ask->at, &r->from, &r->to) ||
           error_set(err, "--at is a multiple of the training length such as 2x, or a range such as 1x..3x, not '%s'",
                     ask->at);
}

static bool check_arm(struct store *store, const char *suite, const struct side *side, struct error *err) {
    const char *const bound[] = {suite, side->label};
    struct table *t =
        store_query(store, "SELECT 1 FROM suite_arm WHERE suite = ?1 AND ?2 IN (name, label)", bound, 2, err);
    const bool known = t && table_rows(t);
    table_free(t);
    return known || (t && unknown_arm(store, suite, side->label, err));
}

static bool check_variant(struct store *store, const char *suite, const struct side *side, struct error *err) {
    const char *const bound[] = {suite, side->label};
    if (!*side->variant) return true;
    struct table *t = store_query(
        store, "SELECT DISTINCT variant FROM v_eval WHERE suite = ?1 AND label = ?2 AND variant <> '' ORDER BY 1",
        bound, 2, err);
    if (!t) return false;
    const bool known = has(t, side->variant);
    const char *close = known ? NULL : closest_in(t, side->variant);
    if (close)
        error_set(err, "'%s' was not evaluated under '%s'; did you mean '%s'?", side->label, side->variant, close);
    else if (!known)
        error_set(err, "'%s' was not evaluated under '%s'", side->label, side->variant);
    table_free(t);
    return known;
}

static bool check_task(struct store *store, const char *suite, const char *task, struct error *err) {
    if (!task) return true;
    struct table *t =
        store_query(store, "SELECT DISTINCT task FROM v_run_task WHERE suite = ?1 ORDER BY 1", &suite, 1, err);
    if (!t) return false;
    const bool known = has(t, task);
    const char *close = known ? NULL : closest_in(t, task);
    struct text tasks = {0};
    list_column(t, 0, &tasks);
    if (close)
        error_set(err, "suite '%s' has no task '%s'; did you mean '%s'?", suite, task, close);
    else if (!known)
        error_set(err, "suite '%s' has no task '%s'; it has: %s", suite, task, text_of(&tasks));
    text_free(&tasks);
    table_free(t);
    return known;
}

/* Why there is no row: what was noted, or that no seed has both. A name that stands for several arms is a slip of
 * whoever asked; anything else may be stored one day. */
static bool explain(const struct reader *r, struct error *err) {
    struct text *note = &r->out->note;
    for (size_t i = 0; i < note->size; i++)
        if (note->data[i] == '\n') note->data[i] = ' '; /* an error is one line */
    if (r->several) return error_set(err, "%.*s", (int)note->size - 1, text_of(note));
    if (note->size)
        error_set(err, "%.*s", (int)note->size - 1, text_of(note));
    else if (table_rows(r->pairs) == 0)
        error_set(err, "'%s' and '%s' have no seed in common on %s", r->ask->a, r->ask->b,
                  r->ask->task ? r->ask->task : "any task");
    else if (r->metric < MEASURES && measures[r->metric].of_run)
        error_set(err, "'%s' and '%s' have no value of %s in common, or were not evaluated as far as that takes",
                  r->ask->a, r->ask->b, measures[r->metric].name);
    else if (r->ask->at)
        error_set(err, "nothing of '%s' and '%s' was evaluated at %s; 'lexbench results --cells' shows where they were",
                  r->ask->a, r->ask->b, r->ask->at);
    else
        error_set(err, "'%s' and '%s' were not both evaluated beyond 1x; --at 1x compares within training", r->ask->a,
                  r->ask->b);
    return nothing(err);
}

/* No seed shows a difference above 1 where both lie in 0..1. Without a metric there is each task's own. */
static bool check_by(const struct reader *r, struct error *err) {
    bool share = true;
    for (int i = 0; r->metric == MEASURES && i < table_rows(r->pairs); i++)
        share = share && measures[own_metric(table_at(r->pairs, i, PAIR_METRIC))].share;
    if (r->metric < MEASURES) share = measures[r->metric].share;
    return r->ask->by <= 1 || !share ||
           error_set(err, "--by is %g, but a difference in %s lies in -1..1", r->ask->by,
                     r->metric < MEASURES ? measures[r->metric].name : "these tasks' metrics");
}

static bool read_tables(struct reader *r, struct store *store, const char *suite, const struct side side[2],
                        struct error *err) {
    const char *const pairs[] = {suite, side[0].label, side[1].label, r->ask->task ? r->ask->task : ""};
    if (!(r->pairs = store_query(store, pairs_question, pairs, 4, err))) return false;
    for (int k = 0; k < 2; k++) {
        const char *const bound[] = {suite, side[k].label, side[k].variant, r->ask->metric ? r->ask->metric : ""};
        if (!(r->value[k] = store_query(store, question_of(r->metric), bound, 4, err))) return false;
    }
    return true;
}

static bool check_names(struct reader *r, struct store *store, const char *suite, struct side side[2],
                        struct error *err) {
    const char *task = r->ask->task ? r->ask->task : "";
    struct text *note = &r->out->note;
    bool ok = true;
    for (int k = 0; ok && k < 2; k++)
        ok = check_arm(store, suite, &side[k], err) && name_side(store, suite, &side[k], task, note, err);
    ok = ok && check_ask(r->ask, side, err);
    for (int k = 0; ok && k < 2; k++)
        ok = check_variant(store, suite, &side[k], err) &&
             note_namesakes(store, suite, &side[k], task, &r->several, note, err) &&
             (question_of(r->metric) == run_question || note_evaluators(store, suite, &side[k], task, note, err));
    return ok;
}

bool versus_read(struct store *store, const char *suite, const struct versus_ask *ask, struct versus *out,
                 struct error *err) {
    struct side side[2] = {side_of(ask->a), side_of(ask->b)};
    struct reader r = {.ask = ask, .out = out};
    *out = (struct versus){0};
    bool ok = read_words(&r, err) && check_names(&r, store, suite, side, err) &&
              read_tables(&r, store, suite, side, err) && check_by(&r, err);
    if (ok) add_tasks(&r);
    ok = ok && (out->n || (check_task(store, suite, ask->task, err) && explain(&r, err)));
    table_free(r.pairs);
    table_free(r.value[0]);
    table_free(r.value[1]);
    free_sides(side);
    if (!ok) versus_free(out);
    return ok;
}

void versus_free(struct versus *v) {
    for (int i = 0; i < v->n; i++) mem_free(v->row[i].task), mem_free(v->row[i].at);
    mem_free(v->row);
    text_free(&v->note);
    *v = (struct versus){0};
}
