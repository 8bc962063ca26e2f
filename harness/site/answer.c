/* The index's first screen: which schemes carry farthest, task by task, and what is not known. */
#include "base/memory.h"
#include "results/rank.h"
#include "site/internal.h"
#include <math.h>
#include <string.h>

static const char at[] = "index.html";

/* ---- the suite that is asked ---- */

static bool is_of(const struct site_arm *arm, const struct site_suite *suite, const char *task) {
    return arm->suite == suite && !arm->reach->loss && (!task || strcmp(arm->reach->task, task) == 0);
}

static bool is_trained(const struct site_arm *arm) { return !*arm->reach->variant; }

/* Half of its runs or more. */
static bool fits(const struct reach_arm *r) { return r->fitted > 0 && 2 * r->fitted >= r->runs; }

/* Labels that were trained on a task that a loss does not judge. */
static int schemes_of(const struct site_content *s, const struct site_suite *suite) {
    const struct dataset *d = &suite->dataset;
    int n = 0;
    for (int k = 0; k < d->n_series; k++) {
        bool any = false;
        for (int a = 0; a < s->n_arms && !*d->series[k].variant && !any; a++)
            any = is_of(&s->arm[a], suite, NULL) && is_trained(&s->arm[a]) &&
                  strcmp(s->arm[a].reach->label, d->series[k].label) == 0;
        n += any;
    }
    return n;
}

/* The one that is called atlas, else the one with most schemes; NULL: losses judge every task. */
static const struct site_suite *suite_asked(const struct site_content *s) {
    const struct site_suite *best = NULL;
    int most = 0;
    for (int i = 0; i < s->n_suites; i++) {
        const int n = s->suite[i].failure.size ? 0 : schemes_of(s, &s->suite[i]);
        if (n && strcmp(s->suite[i].name, "atlas") == 0) return &s->suite[i];
        if (n > most) most = n, best = &s->suite[i];
    }
    return best;
}

static int most_runs(const struct site_content *s, const struct site_suite *suite) {
    int most = 0;
    for (int a = 0; a < s->n_arms; a++)
        if (is_of(&s->arm[a], suite, NULL) && is_trained(&s->arm[a]) && s->arm[a].reach->runs > most)
            most = s->arm[a].reach->runs;
    return most;
}

/* ---- task by task ---- */

/* What came out on one task. */
struct task_answer {
    int n, schemes, fit;         /* arms; those as trained, and how many of these fit */
    const struct site_arm **arm; /* [n] the best first */
    int carry;                   /* of them, from the first: those that fit and carry as far as the best */
    int alike;                   /* schemes that the best is not shown to be ahead of, with it; 0: too few seeds */
};

/* At the farthest multiple that the best one holds. */
static int count_alike(const struct site_suite *suite, const struct reach_arm *best) {
    const struct summary *summary = &suite->dataset.summary;
    const int place = summary_multiple(summary, best->far);
    int n = 0;
    for (int k = 0; place >= 0 && k < summary->n; k++)
        n += strcmp(summary->row[k].task, best->task) == 0 && summary->row[k].cell[place].best;
    return n;
}

static struct task_answer answer_for(const struct site_content *s, const struct site_suite *suite, const char *task) {
    struct task_answer out = {.arm = mem_zero((size_t)s->n_arms + 1, sizeof *out.arm)};
    for (int a = 0; a < s->n_arms; a++) {
        const struct site_arm *arm = &s->arm[a];
        if (!is_of(arm, suite, task)) continue;
        if (is_trained(arm)) out.schemes++, out.fit += fits(arm->reach);
        if (fits(arm->reach) && !isnan(arm->reach->far)) out.arm[out.n++] = arm;
    }
    site_arms_sort(out.arm, out.n);
    const struct reach_arm *best = out.n ? out.arm[0]->reach : NULL;
    while (out.carry < out.n && out.arm[out.carry]->reach->far == best->far &&
           out.arm[out.carry]->reach->open == best->open)
        out.carry++;
    if (best && best->far > 0) out.alike = count_alike(suite, best);
    return out;
}

/* "alibi at least 8x (4x to 8x), fire 4x (2x to 4x)"; of more that carry as far as the best how many. */
static void say_farthest(struct table *t, const struct task_answer *a) {
    enum { SHOWN = 4 };
    struct text words = {0};
    for (int i = 0; i < a->n && i < SHOWN && a->arm[0]->reach->far > 1; i++) {
        text_add(&words, "%s%s ", i ? ", " : "", a->arm[i]->reach->name);
        reach_far_words(&words, a->arm[i]->reach);
    }
    if (words.size && a->carry > SHOWN) text_add(&words, " and %d more as far", a->carry - SHOWN);
    if (!words.size) text_add(&words, a->n ? "none beyond the lengths of training" : "no scheme fits");
    table_words(t, text_of(&words));
    text_free(&words);
}

static bool is_asked(const struct site_content *s, const struct site_suite *suite, const char *task) {
    for (int a = 0; a < s->n_arms; a++)
        if (is_of(&s->arm[a], suite, task)) return true;
    return false;
}

static void task_row(struct table *t, const struct site_content *s, const struct site_suite *suite, const char *task,
                     bool alike) {
    struct task_answer a = answer_for(s, suite, task);
    char *brief = dataset_task_brief(&suite->dataset, task);
    const struct task *of = NULL;
    for (int k = 0; k < s->n_arms && !of; k++)
        if (is_of(&s->arm[k], suite, task)) of = s->arm[k].task;
    site_cell(t, at, site_task_address(s, of), brief);
    table_cell(t, "%d of %d", a.fit, a.schemes);
    say_farthest(t, &a);
    if (alike) table_cell(t, a.alike ? "%d" : "-", a.alike);
    mem_free(brief);
    mem_free(a.arm);
}

static void write_tasks(struct page *page, const struct site_content *s, const struct site_suite *suite, bool alike) {
    static const char *const headers[] = {"task", "schemes that fit", "carry farthest, of those that fit",
                                          "not told apart from the best"};
    const struct dataset *d = &suite->dataset;
    struct table *t = table_new(alike ? 4 : 3, headers);
    for (int k = 0; k < d->n_tasks; k++)
        if (is_asked(s, suite, d->task[k])) task_row(t, s, suite, d->task[k], alike);
    site_table_end(page, t);
}

/* ---- over its tasks ---- */

struct over_tasks {
    const char *label, *name;
    int tasks, fit, to_2x, to_4x;
    const struct site_arm *arm;
    const struct rank_row *rank; /* NULL: not ranked */
};

static struct over_tasks sum_of(const struct site_content *s, const struct site_suite *suite, const struct series *of,
                                const struct ranking *ranking) {
    struct over_tasks out = {.label = of->label, .name = of->name};
    for (int a = 0; a < s->n_arms; a++) {
        const struct site_arm *arm = &s->arm[a];
        if (!is_of(arm, suite, NULL) || !is_trained(arm) || strcmp(arm->reach->label, of->label) != 0) continue;
        const bool fitted = fits(arm->reach);
        out.arm = arm;
        out.tasks++;
        out.fit += fitted;
        out.to_2x += fitted && arm->reach->far >= 2;
        out.to_4x += fitted && arm->reach->far >= 4;
    }
    for (int i = 0; i < ranking->n; i++)
        if (strcmp(ranking->row[i].label, of->label) == 0) out.rank = &ranking->row[i];
    return out;
}

static bool is_better(const struct over_tasks *a, const struct over_tasks *b) {
    if (a->to_2x != b->to_2x) return a->to_2x > b->to_2x;
    if (a->to_4x != b->to_4x) return a->to_4x > b->to_4x;
    if (!a->rank || !b->rank) return a->rank && !b->rank;
    return a->rank->rank < b->rank->rank;
}

/* The schemes by how many tasks they carry to 2x, the best first; how many. */
static int sort_schemes(const struct site_content *s, const struct site_suite *suite, const struct ranking *ranking,
                        struct over_tasks *out) {
    const struct dataset *d = &suite->dataset;
    int n = 0;
    for (int k = 0; k < d->n_series; k++) {
        if (*d->series[k].variant) continue;
        const struct over_tasks own = sum_of(s, suite, &d->series[k], ranking);
        if (!own.tasks) continue;
        int place = n++;
        for (; place > 0 && is_better(&own, &out[place - 1]); place--) out[place] = out[place - 1];
        out[place] = own;
    }
    return n;
}

static void scheme_row(struct table *t, const struct site_content *s, const struct over_tasks *o, bool interval) {
    site_cell(t, at, site_scheme_address(s, &o->arm->parts), o->name);
    table_cell(t, "%d of %d", o->fit, o->tasks);
    table_cell(t, "%d", o->to_2x);
    table_cell(t, "%d", o->to_4x);
    if (!o->rank)
        table_words(t, "-");
    else if (interval)
        table_cell(t, "%.1f (%.1f to %.1f)", o->rank->rank, o->rank->interval.low, o->rank->interval.high);
    else
        table_cell(t, "%.1f", o->rank->rank);
}

/* Schemes as good as the best at the number of tasks to 2x may be many: the first are shown. */
static void write_schemes(struct page *page, const struct site_content *s, const struct site_suite *suite) {
    enum { SHOWN = 6 };
    static const char *const headers[] = {"scheme", "tasks that it fits", "to 2x", "to 4x", "rank over tasks"};
    struct over_tasks *all = mem_zero((size_t)suite->dataset.n_series + 1, sizeof *all);
    struct ranking ranking;
    struct table *t = table_new(5, headers);
    rank_arms(&suite->dataset.summary, &ranking);
    const int n = sort_schemes(s, suite, &ranking, all);
    for (int i = 0; i < n && i < SHOWN && all[i].to_2x; i++) scheme_row(t, s, &all[i], ranking.seeds >= INTERVAL_SEEDS);
    site_table_end(page, t);
    ranking_free(&ranking);
    mem_free(all);
}

/* ---- in words ---- */

/* How many seeds there are, and what so few cannot say. */
static void say_seeds(struct page *page, const struct site_suite *suite, int runs) {
    struct text words = {0};
    if (runs == 1)
        text_add(&words, "Of the suite %s, with a single seed so far: each scheme was trained once on a task.",
                 suite->title);
    else
        text_add(&words, "Of the suite %s, with up to %d seeds of each scheme on a task.", suite->title, runs);
    if (runs < MARK_SEEDS)
        text_add(&words,
                 " So few tell no two schemes apart: marks of what is better take %d seeds in common, intervals %d. "
                 "The order below is that of the runs there are, and another seed may change it.",
                 MARK_SEEDS, INTERVAL_SEEDS);
    site_say(page, &words);
}

static void say_how(struct page *page, const struct site_content *s, const struct site_suite *suite, int runs) {
    struct text words = {0};
    bool few = false;
    for (int a = 0; a < s->n_arms; a++) few |= is_of(&s->arm[a], suite, NULL) && reach_has_few(s->arm[a].reach);
    text_add(&words,
             "How far: half of the fitted runs or more hold 90 %% exact match (token accuracy where that judges "
             "the task), or not clearly less, to this multiple of the training length");
    if (runs > 1) text_add(&words, "; "), reach_range_words(&words, few);
    text_add(&words, ". A scheme fits where half of its runs or more learned the training lengths.");
    if (runs >= MARK_SEEDS)
        text_add(&words, " Not told apart: how many schemes, under variants too and the best with them, it is not "
                         "shown to be ahead of in most seeds at the multiple that it holds; -: too few seeds in "
                         "common.");
    site_say(page, &words);
}

/* Tasks that no scheme fits, and schemes that fit no task. */
static void say_unfitted(struct page *page, const struct site_content *s, const struct site_suite *suite) {
    const struct dataset *d = &suite->dataset;
    struct text tasks = {0}, schemes = {0}, words = {0};
    for (int k = 0; k < d->n_tasks; k++) {
        if (!is_asked(s, suite, d->task[k])) continue;
        struct task_answer a = answer_for(s, suite, d->task[k]);
        char *brief = dataset_task_brief(d, d->task[k]);
        if (!a.fit) text_add(&tasks, "%s%s", tasks.size ? ", " : "", brief);
        mem_free(brief);
        mem_free(a.arm);
    }
    const struct ranking none = {0};
    for (int k = 0; k < d->n_series; k++) {
        const struct over_tasks o = sum_of(s, suite, &d->series[k], &none);
        if (!*d->series[k].variant && o.tasks && !o.fit) text_add(&schemes, "%s%s", schemes.size ? ", " : "", o.name);
    }
    if (tasks.size)
        text_add(&words, "No scheme fits, so that nothing is known of longer sequences, on: %s. ", text_of(&tasks));
    if (schemes.size) text_add(&words, "Fit no task: %s.", text_of(&schemes));
    if (words.size) page->format->paragraph(page, text_of(&words));
    text_free(&words);
    text_free(&schemes);
    text_free(&tasks);
}

void site_answer(struct page *page, const struct site_content *s) {
    const struct site_suite *suite = suite_asked(s);
    page->format->heading(page, 2, "Which scheme, if you need length?");
    if (!suite) {
        page->format->paragraph(page, "Losses judge every task of every suite, so it is not known how far any scheme "
                                      "carries.");
        return;
    }
    const int runs = most_runs(s, suite);
    say_seeds(page, suite, runs);
    say_how(page, s, suite, runs);
    write_tasks(page, s, suite, runs >= MARK_SEEDS);
    write_schemes(page, s, suite);
    const struct page_link all = {"Every scheme on every task, in one table", suite->address, "", ""};
    site_links(page, at, NULL, &all, 1);
}

void site_answer_unknown(struct page *page, const struct site_content *s) {
    const struct site_suite *suite = suite_asked(s);
    if (suite) say_unfitted(page, s, suite);
}
