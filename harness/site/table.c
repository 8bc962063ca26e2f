/* Tables of the site's pages. */
#include "base/memory.h"
#include "base/option.h"
#include "site/internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void site_cell(struct table *t, const char *from, const char *address, const char *word) {
    struct text whole = {0};
    table_cell(t, "%s", word);
    if (address) {
        site_address(from, address, &whole);
        table_link(t, text_of(&whole));
    }
    text_free(&whole);
}

void site_table_end(struct page *page, struct table *t) {
    if (table_rows(t)) page->format->table(page, t);
    table_free(t);
}

/* ---- arms ---- */

static const double multiples[] = {1, 2, 4, 8, 16, 32, 64}; /* that have a column where something was evaluated there */
enum { MULTIPLES = sizeof multiples / sizeof *multiples, COLUMNS_MOST = 8 + MULTIPLES };

static const struct summary_cell *cell_at(const struct site_arm *arm, double multiple) {
    const struct summary *s = &arm->suite->dataset.summary;
    const int place = summary_multiple(s, multiple);
    for (int r = 0; place >= 0 && r < s->n; r++) {
        const struct summary_row *row = &s->row[r];
        if (strcmp(row->task, arm->reach->task) == 0 && strcmp(row->label, arm->reach->label) == 0 &&
            strcmp(row->variant, arm->reach->variant) == 0)
            return row->cell[place].n ? &row->cell[place] : NULL;
    }
    return NULL;
}

/* The median, and its interval or, of too few runs for one, the least and the greatest. */
static struct middle middle_of(const struct site_arm *arm, const struct summary_cell *cell) {
    struct dataset seeds = arm->suite->dataset;
    struct plot_style style = *seeds.style;
    const struct middle middle = cell_middle(&seeds, cell, arm->reach->loss);
    style.interval = "seeds";
    seeds.style = &style;
    return isnan(middle.low) ? cell_middle(&seeds, cell, arm->reach->loss) : middle;
}

/* The median over runs of which some gave no numbers there is said with how many, and not where that are half or more.
 */
static void add_not_finite(struct table *t, const struct summary_cell *cell, double median, int digits) {
    if (isnan(median) && cell->not_finite == cell->n)
        table_cell(t, "not finite");
    else if (isnan(median))
        table_cell(t, "%d of %d not finite", cell->not_finite, cell->n);
    else
        table_cell(t, "%.*f (%d of %d not finite)", digits, median, cell->not_finite, cell->n);
}

static void add_length(struct table *t, const struct site_arm *arm, double multiple) {
    const struct summary_cell *cell = cell_at(arm, multiple);
    const int digits = arm->reach->loss ? 3 : 2;
    if (!cell) {
        table_cell(t, "-");
        return;
    }
    const struct middle m = middle_of(arm, cell);
    if (cell->not_finite) return add_not_finite(t, cell, m.median, digits);
    char low[32], high[32];
    snprintf(low, sizeof low, "%.*f", digits, m.low);
    snprintf(high, sizeof high, "%.*f", digits, m.high);
    if (isnan(m.low) || strcmp(low, high) == 0)
        table_cell(t, "%.*f", digits, m.median);
    else
        table_cell(t, "%.*f (%s" NO_BREAK "to" NO_BREAK "%s)", digits, m.median, low, high);
}

static bool is_evaluated(const struct site_arm *const *arm, int n, double multiple) {
    for (int i = 0; i < n; i++)
        if (cell_at(arm[i], multiple)) return true;
    return false;
}

static void add_place(const struct site_content *s, struct table *t, const char *from, const struct site_arm *arm) {
    site_cell(t, from, site_task_address(s, arm->task), arm->reach->task);
    site_cell(t, from, arm->suite->address, arm->suite->title);
}

static void add_reach(struct table *t, const struct reach_arm *r) {
    struct text far = {0}, interval = {0};
    reach_words(&far, r->far, r->open);
    reach_interval_words(&interval, r->interval);
    table_cell(t, "%s", text_of(&far));
    table_cell(t, "%s", text_of(&interval));
    table_number(t, r->n, "%.0f");
    text_free(&far);
    text_free(&interval);
}

static int add_headers(const char **header, char names[MULTIPLES][8], unsigned columns,
                       const struct site_arm *const *arm, int n) {
    static const char *const where[] = {"task", "suite"}, *const who[] = {"scheme", "fitted"},
                             *const far[] = {"90 % to", "95 % interval", "n"};
    int k = 0;
    for (int i = 0; i < 2 && columns & ARM_PLACE; i++) header[k++] = where[i];
    for (int i = 0; i < 2; i++) header[k++] = who[i];
    for (int i = 0; i < 3 && columns & ARM_REACH; i++) header[k++] = far[i];
    if (columns & ARM_METRIC) header[k++] = "measured";
    for (int m = 0; m < MULTIPLES && columns & ARM_LENGTHS; m++) {
        if (!is_evaluated(arm, n, multiples[m])) continue;
        snprintf(names[m], sizeof names[m], "%.0fx", multiples[m]);
        header[k++] = names[m];
    }
    return k;
}

static const char *metric_name(const struct reach_arm *r) { return r->exact ? "exact" : r->loss ? "loss" : "token"; }

const char *site_metric_words(const struct reach_arm *r) {
    return r->exact ? "exact match" : r->loss ? "loss in nats" : "share of right answers";
}

static void add_lengths(struct table *t, const struct site_arm *const *arm, int n, int row) {
    for (int m = 0; m < MULTIPLES; m++) {
        if (!is_evaluated(arm, n, multiples[m])) continue;
        const struct summary_cell *cell = cell_at(arm[row], multiples[m]);
        add_length(t, arm[row], multiples[m]);
        for (int c = 0; cell && cell->best && c < table_columns(t); c++) {
            char name[8];
            snprintf(name, sizeof name, "%.0fx", multiples[m]);
            if (strcmp(table_header(t, c), name) == 0) table_mark_best(t, row, c);
        }
    }
}

/* A loss asks for no fit. */
static void add_scheme(const struct site_content *s, struct table *t, const char *from, const struct site_arm *arm,
                       int row, int column) {
    const struct reach_arm *r = arm->reach;
    site_cell(t, from, site_scheme_address(s, &arm->parts), r->name);
    if (r->loss) {
        table_cell(t, r->lost.size ? "%d run%s (%s)" : "%d run%s", r->runs, r->runs == 1 ? "" : "s", text_of(&r->lost));
        return;
    }
    struct text fitted = {0};
    reach_fitted_words(&fitted, r);
    table_cell(t, "%s", text_of(&fitted));
    text_free(&fitted);
    if (!r->fitted) table_mark_unfitted(t, row, column);
}

void site_arm_table(const struct site_content *s, struct page *page, const char *from, unsigned columns,
                    const struct site_arm *const *arm, int n) {
    const char *header[COLUMNS_MOST];
    char names[MULTIPLES][8];
    struct table *t = table_new(add_headers(header, names, columns, arm, n), header);
    for (int i = 0; i < n; i++) {
        if (columns & ARM_PLACE) add_place(s, t, from, arm[i]);
        add_scheme(s, t, from, arm[i], i, columns & ARM_PLACE ? 2 : 0);
        if (columns & ARM_REACH) add_reach(t, arm[i]->reach);
        if (columns & ARM_METRIC) table_cell(t, "%s", metric_name(arm[i]->reach));
        if (columns & ARM_LENGTHS) add_lengths(t, arm, n, i);
    }
    site_table_end(page, t);
}

void site_seeds_words(struct text *out, int least, int most) {
    text_add(out, "%d", least);
    if (most > least) text_add(out, " to %d", most);
}

void site_say_seeds(struct text *out, int least, int most) {
    if (most == 1) {
        text_add(out, "a single seed");
    } else {
        site_seeds_words(out, least, most);
        text_add(out, " seeds");
    }
    if (most < MARK_SEEDS)
        text_add(out, ": too few to tell schemes apart, which takes %d in common, and for intervals, which take %d.",
                 MARK_SEEDS, INTERVAL_SEEDS);
    else
        text_add(out, ".");
}

void site_say_lengths(struct page *page) {
    page->format->paragraph(
        page,
        "1x, 2x, 4x: the median at that multiple of the training length over the runs that fitted "
        "(over all where none did, and of a loss), with its 95 % interval; of fewer than 7 runs "
        "that is the least and the greatest of them; none is said where these are equal. Exact match, token "
        "accuracy (share of right answers), or loss in nats, as the task is measured. Bold: the "
        "best of the suite's schemes and "
        "those that it is not shown to be ahead of. †: no run fitted. Diverged: the training's loss was no finite "
        "number; such a run counts, and has no model. Failed: it gave no result, and counts nowhere. Not finite: "
        "answers of so many runs were NaN or infinite there; they count as wrong.");
}

/* ---- their order ---- */

/* What is compared where reach does not decide: at twice the training length, or at it. */
static double level_of(const struct site_arm *arm) {
    const struct summary_cell *cell = cell_at(arm, 2);
    if (!cell) cell = cell_at(arm, 1);
    const double value = cell ? cell_middle(&arm->suite->dataset, cell, arm->reach->loss).median : (double)NAN;
    return isnan(value) ? -(double)INFINITY : arm->reach->loss ? -value : value;
}

static int descending(double a, double b) { return (a < b) - (a > b); }

static int best_first(const void *a, const void *b) {
    const struct site_arm *x = *(const struct site_arm *const *)a, *y = *(const struct site_arm *const *)b;
    const struct reach_arm *p = x->reach, *q = y->reach;
    if (!p->loss && !p->fitted != !q->fitted) return p->fitted ? -1 : 1;
    const double far = isnan(p->far) ? -1 : p->far, other = isnan(q->far) ? -1 : q->far;
    if (far != other) return descending(far, other);
    if (p->open != q->open) return p->open ? -1 : 1;
    const int by_level = descending(level_of(x), level_of(y));
    return by_level ? by_level : (x > y) - (x < y);
}

void site_arms_sort(const struct site_arm **arm, int n) { qsort(arm, (size_t)n, sizeof *arm, best_first); }

/* ---- claims ---- */

static void claim_row(struct table *t, const char *from, const struct site_claim *c, const bool shown[SCALES]) {
    const struct site_verdict *v = &c->verdict[site_claim_scale(c)];
    site_cell(t, from, c->address, c->claim->id);
    table_cell(t, "%s", c->claim->family);
    for (int k = 0; k < SCALES; k++) {
        struct text words = {0};
        site_verdict_words(c, (enum claim_scale)k, &words);
        if (shown[k]) table_cell(t, "%s", words.size ? text_of(&words) : "-");
        text_free(&words);
    }
    table_number(t, v->database ? number_at(v->database->verdicts, v->row, "seeds") : (double)NAN, "%.0f");
    table_cell(t, "%s", c->claim->sentence);
}

/* Published scale has a column where anything was judged at it. Judged claims come first. */
void site_claim_table(const struct site_content *s, struct page *page, const char *from, const bool *asked) {
    static const char *const both[] = {"claim", "family",      "at small scale", "at published scale",
                                       "seeds", "what it says"};
    static const char *const small[] = {"claim", "family", "at small scale", "seeds", "what it says"};
    bool shown[SCALES] = {[SCALE_SMALL] = true};
    for (int i = 0; i < s->n_claims; i++)
        shown[SCALE_PUBLISHED] |= asked[i] && s->claim[i].verdict[SCALE_PUBLISHED].database;
    struct table *t = shown[SCALE_PUBLISHED] ? table_new(6, both) : table_new(5, small);
    for (int k = VERDICT_NONE + 1; k <= VERDICTS; k++)
        for (int i = 0; i < s->n_claims; i++)
            if (asked[i] && site_claim_verdict(&s->claim[i]) == (enum claim_verdict)(k % VERDICTS))
                claim_row(t, from, &s->claim[i], shown);
    site_table_end(page, t);
}

void site_options(struct page *page, const struct option *o) {
    static const char *const headers[] = {"option", "default", "choices", "unit", "what it is"};
    if (!o || !o->name) return;
    struct table *t = table_new(5, headers);
    for (; o->name; o++) {
        table_cell(t, "%s", o->name);
        table_cell(t, "%s", *o->fallback ? o->fallback : "none");
        table_cell(t, "%s", o->choices ? o->choices : "");
        table_cell(t, "%s", o->unit ? o->unit : "");
        table_cell(t, "%s", o->help);
    }
    page->format->heading(page, 2, "Options");
    page->format->table(page, t);
    table_free(t);
}
