#include "plots/outcome.h"
#include "base/memory.h"
#include "plots/lengths.h"
#include "plots/reach.h"
#include "results/evidence.h"
#include "results/versus.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of longer lists the first, and how many more there are: a page begins with this, and its tables have all. */
enum { NAMES_MOST = 4, CLAUSES_MOST = 3 };

static struct text *next(struct outcome *f) { return &f->sentence[f->n++]; }

/* A list as it grows: of names, "a, b, c and 2 more", or of clauses, "a; b; and 2 more tasks". */
struct list {
    struct text text;
    int n;
};
static void add_item(struct list *list, int most, const char *between, const char *format, va_list args) {
    char item[1024];
    if (list->n++ >= most) return;
    vsnprintf(item, sizeof item, format, args);
    text_add(&list->text, "%s%s", list->n > 1 ? between : "", item);
}

__attribute__((format(printf, 2, 3))) static void add_name(struct list *list, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add_item(list, NAMES_MOST, ", ", format, args);
    va_end(args);
}

__attribute__((format(printf, 2, 3))) static void add_clause(struct list *list, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add_item(list, CLAUSES_MOST, "; ", format, args);
    va_end(args);
}

static void end_names(struct list *list, struct text *out) {
    text_bytes(out, text_of(&list->text), list->text.size);
    if (list->n > NAMES_MOST) text_add(out, " and %d more", list->n - NAMES_MOST);
    text_free(&list->text);
}

static void end_clauses(struct list *list, struct text *out) {
    const int left = list->n - CLAUSES_MOST;
    text_bytes(out, text_of(&list->text), list->text.size);
    if (left > 0) text_add(out, "; and %d more task%s", left, left == 1 ? "" : "s");
    text_free(&list->text);
}

static const char *shown_name(const struct dataset *d, const struct summary_row *row) {
    const int style = dataset_style(d, row->label, row->variant);
    return style ? d->series[style - 1].name : row->label;
}

/* ---- who fits ---- */

/* [arms]: of a task that asks for a fit and that some run of some scheme fitted. The caller's. */
static bool *fittable(const struct reaches *a) {
    bool *yes = mem_zero((size_t)a->n + 1, sizeof *yes);
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < a->n && !a->arm[i].loss && a->arm[i].runs && !yes[i]; k++)
            yes[i] = a->arm[k].fitted && strcmp(a->arm[k].task, a->arm[i].task) == 0;
    return yes;
}

/* How many such tasks the scheme was trained on, in how many of them all of its runs fitted, and in how many none. */
struct fits {
    int tasks, all, none;
};
static struct fits fits_of(const struct reaches *a, const bool *counts, const char *name) {
    struct fits f = {0};
    for (int i = 0; i < a->n; i++) {
        const struct reach_arm *arm = &a->arm[i];
        if (!counts[i] || strcmp(arm->name, name) != 0) continue;
        f.tasks++;
        f.all += arm->fitted == arm->runs;
        f.none += !arm->fitted;
    }
    return f;
}

static bool is_first(const struct reaches *a, int i) {
    for (int k = 0; k < i; k++)
        if (strcmp(a->arm[k].name, a->arm[i].name) == 0) return false;
    return true;
}

/* "nope on sort": tasks that no run of the scheme fitted, though some fitted another. */
static void add_tasks_without(const struct dataset *d, const struct reaches *a, const bool *counts, const char *name,
                              struct list *list) {
    for (int i = 0; i < a->n; i++) {
        const struct reach_arm *arm = &a->arm[i];
        if (!counts[i] || arm->fitted || strcmp(arm->name, name) != 0) continue;
        char *task = dataset_task_brief(d, a->arm[i].task);
        add_name(list, "%s on %s", name, task);
        mem_free(task);
    }
}

/* Tasks that no run of any scheme fitted; those of one task are adjacent. */
static void add_unfitted_tasks(const struct dataset *d, const struct reaches *a, const bool *counts,
                               struct list *list) {
    const char *last = "";
    for (int i = 0; i < a->n; i++) {
        const struct reach_arm *arm = &a->arm[i];
        if (counts[i] || arm->loss || !arm->runs || strcmp(arm->task, last) == 0) continue;
        last = arm->task;
        char *task = dataset_task_brief(d, last);
        add_name(list, "%s", task);
        mem_free(task);
    }
}

/* What fitted in every run and what in none, as the rest of a sentence. */
static void say_sides(const struct dataset *d, const struct reaches *a, struct text *out) {
    struct list unfitted = {0}, always = {0}, never = {0}, partly = {0};
    bool *counts = fittable(a);
    int schemes = 0; /* of partly */
    add_unfitted_tasks(d, a, counts, &unfitted);
    for (int i = 0; i < a->n; i++) {
        const struct fits of = fits_of(a, counts, a->arm[i].name);
        if (!is_first(a, i) || !of.tasks) continue;
        if (of.all == of.tasks) add_name(&always, "%s", a->arm[i].name);
        if (of.none == of.tasks)
            add_name(&never, "%s", a->arm[i].name);
        else if (of.none)
            schemes++, add_tasks_without(d, a, counts, a->arm[i].name, &partly);
    }
    const char *join = ": ";
    if (unfitted.n) text_add(out, "%snone on ", join), join = "; elsewhere ";
    end_names(&unfitted, out);
    if (always.n) text_add(out, "%sall of ", join), join = "; ";
    end_names(&always, out);
    if (never.n || partly.n) text_add(out, "%snone of ", join);
    end_names(&never, out);
    if (never.n && partly.n) text_add(out, ", nor of ");
    if (partly.n > NAMES_MOST)
        text_add(out, "%d %sscheme%s on some tasks", schemes, never.n ? "other " : "", schemes == 1 ? "" : "s");
    else
        text_add(out, "%s", text_of(&partly.text));
    text_free(&partly.text);
    mem_free(counts);
    if (unfitted.n || never.n || partly.n) text_add(out, ". How those would extrapolate is not known");
}

/* A run that is trained on several tasks counts on each. */
static bool trained_together(const struct dataset *d, int counted) {
    struct table *runs = store_query(d->store, "SELECT count(*) FROM suite_run WHERE suite = ?1", &d->suite, 1, NULL);
    const bool together = runs && table_value(runs, 0, 0) < counted;
    table_free(runs);
    return together;
}

static void say_closest(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    int best = -1;
    for (int i = 0; i < a->n; i++)
        if (!a->arm[i].loss && !isnan(a->arm[i].fit) && (best < 0 || a->arm[i].fit > a->arm[best].fit)) best = i;
    if (best >= 0) {
        char *task = dataset_task_brief(d, a->arm[best].task);
        text_add(next(f), "The closest was a run of %s on %s, with a fit of %.3f.", a->arm[best].name, task,
                 a->arm[best].fit);
        mem_free(task);
    }
    text_add(next(f), "Accuracies beyond the lengths of training therefore say nothing of extrapolation; it takes runs "
                      "that fit first, by more steps or another learning rate.");
}

static void say_fits(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    int runs = 0, fitted = 0;
    for (int i = 0; i < a->n; i++)
        if (!a->arm[i].loss) runs += a->arm[i].runs, fitted += a->arm[i].fitted;
    struct text *out = next(f);
    if (!runs) {
        text_add(out, "Every task is judged by its loss, over all runs, fitted or not.");
        return;
    }
    text_add(out, "Fit: %d of %d runs fitted the lengths of training", fitted, runs);
    if (trained_together(d, runs)) text_add(out, ", each counted on every task that it was trained on");
    if (fitted && fitted < runs) say_sides(d, a, out);
    text_add(out, ".");
    if (!fitted) say_closest(d, a, f);
}

/* ---- what gave no numbers ---- */

static void say_lost(struct list *list, const char *words, const char *meaning, struct outcome *f) {
    if (!list->n) return;
    struct text *out = next(f);
    text_add(out, "%s: ", words);
    end_names(list, out);
    text_add(out, ". %s", meaning);
}

/* Trainings without a model, and evaluations without numbers: neither is a model that learned nothing. */
static void say_no_numbers(const struct dataset *d, struct outcome *f) {
    const struct summary *s = &d->summary;
    struct list diverged = {0}, failed = {0}, not_finite = {0};
    for (int k = 0; k < s->n; k++) {
        const struct summary_row *row = &s->row[k];
        const struct summary_cell *most;
        const char *name = shown_name(d, row);
        const int first = summary_not_finite(s, row, &most);
        char *task = dataset_task_brief(d, row->task);
        if (row->diverged) add_name(&diverged, "%s on %s (%d of %d)", name, task, row->diverged, row->runs);
        if (row->failed) add_name(&failed, "%s on %s (%d)", name, task, row->failed);
        if (first >= 0)
            add_name(&not_finite, "%s on %s from %.4gx (%d of %d)", name, task, s->multiple[first], most->not_finite,
                     most->n);
        mem_free(task);
    }
    say_lost(&diverged, "Diverged in training", "These runs count as not fitted, and have no model.", f);
    say_lost(&failed, "Crashed or refused", "That is no result, and nothing here counts these runs.", f);
    say_lost(&not_finite, "Not finite", "Answers of so many runs were NaN or infinite there, and count as wrong.", f);
}

/* ---- how far they carry ---- */

/* The furthest that a scheme carries on the task, and whether one of those carries at every length evaluated; NaN: none
 * has a reach. */
static double furthest(const struct reaches *a, const char *task, bool *open) {
    double far = (double)NAN;
    *open = false;
    for (int i = 0; i < a->n; i++) {
        const struct reach_arm *arm = &a->arm[i];
        if (strcmp(arm->task, task) != 0 || isnan(arm->far)) continue;
        if (isnan(far) || arm->far > far) far = arm->far, *open = false;
        if (arm->far == far) *open |= arm->open;
    }
    return far;
}

/* "alibi, t5 to at least 4x on copy (95 % interval 2x to 4x)"; of several schemes what holds all of their intervals. */
static void far_clause(const struct reaches *a, const char *task, const char *brief, double far, bool open,
                       struct list *list) {
    struct list names = {0};
    struct text clause = {0};
    struct interval all = {INFINITY, -INFINITY};
    int intervals = 0;
    for (int i = 0; i < a->n; i++) {
        const struct reach_arm *arm = &a->arm[i];
        if (strcmp(arm->task, task) != 0 || !(arm->far == far) || arm->open != open) continue;
        add_name(&names, "%s", arm->name);
        if (isnan(arm->interval.low)) continue;
        intervals++;
        all.low = fmin(all.low, arm->interval.low);
        all.high = fmax(all.high, arm->interval.high);
    }
    const bool every = intervals == names.n;
    end_names(&names, &clause);
    text_add(&clause, " to ");
    reach_words(&clause, far, open);
    text_add(&clause, " on %s", brief);
    if (every)
        text_add(&clause, " (95 %% interval%s %.4gx to %.4gx)", intervals > 1 && all.low < all.high ? "s within" : "",
                 all.low, all.high);
    add_clause(list, "%s", text_of(&clause));
    text_free(&clause);
}

static void say_reach(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    struct list carried = {0}, lost = {0};
    for (int t = 0; t < d->n_tasks; t++) {
        bool open;
        const double far = furthest(a, d->task[t], &open);
        char *brief = dataset_task_brief(d, d->task[t]);
        if (far > 1)
            far_clause(a, d->task[t], brief, far, open, &carried);
        else if (!isnan(far))
            add_name(&lost, "%s", brief);
        mem_free(brief);
    }
    if (!carried.n && !lost.n) return;
    struct text *out = next(f);
    const bool both = carried.n && lost.n;
    text_add(out, "%s90 %% exact match%s or not clearly less, in half of the fitted runs or more: ",
             carried.n ? "Furthest with " : "",
             reaches_by_token(a) ? " (token accuracy where that judges the task)" : "");
    end_clauses(&carried, out);
    if (lost.n) text_add(out, "%sno scheme beyond the lengths of training on ", both ? "; " : "");
    end_names(&lost, out);
    text_add(out, ".");
}

/* ---- tasks that are judged otherwise, and who is ahead ---- */

/* The place that all tasks are compared at, chosen by what was evaluated and never by what came out: 2x, else the least
 * multiple above 1 that every run of the task has; -1: none. */
static int place_to_compare(const struct summary *s, const char *task) {
    int least = -1;
    for (int m = s->multiples - 1; m >= 0; m--)
        if (s->multiple[m] > 1 && summary_all_have(s, task, m)) {
            least = m;
            if (s->multiple[m] == 2) return m;
        }
    return least;
}

static bool competes(const struct summary_row *row, const char *task, int place) {
    return !*row->variant && strcmp(row->task, task) == 0 && row->cell[place].n > 0;
}

static double median_of(const struct summary_cell *cell, struct interval *interval) {
    double *value = mem_zero((size_t)cell->n + 1, sizeof *value);
    for (int i = 0; i < cell->n; i++) value[i] = cell->run[i].value;
    *interval = bet_median_interval(value, cell->n);
    const double median = quantile(value, cell->n, 0.5);
    mem_free(value);
    return median;
}

/* The two best rows that may be called good, by their medians; other: -1 where there is one. How many rows compete,
 * good or not, for what is chosen after looking has to pay for all choices. */
static int two_best(const struct summary *s, const char *task, int place, int *best, int *other) {
    int n = 0;
    double first = 0, second = 0;
    *best = *other = -1;
    for (int k = 0; k < s->n; k++) {
        const struct summary_row *row = &s->row[k];
        struct interval unused;
        if (!competes(row, task, place)) continue;
        n++;
        const bool loss = strcmp(row->metric, "loss") == 0;
        if (!loss && !row->fitted) continue;
        const double value = median_of(&row->cell[place], &unused), score = loss ? -value : value;
        if (*best < 0 || score > first)
            *other = *best, second = first, *best = k, first = score;
        else if (*other < 0 || score > second)
            *other = k, second = score;
    }
    return n;
}

/* All of whose runs fitted a task, and which half of the runs or more hold below a tenth of it farther out. */
static bool collapsed(const struct summary_row *row, const char *task, int place) {
    static const double NOTHING_LEFT = 0.1;
    struct interval unused;
    return competes(row, task, place) && strcmp(row->metric, "exact") == 0 && row->runs > 0 &&
           row->fitted == row->runs && median_of(&row->cell[place], &unused) < NOTHING_LEFT;
}

static void say_collapse(const struct dataset *d, struct outcome *f) {
    const struct summary *s = &d->summary;
    struct list all = {0};
    for (int t = 0; t < d->n_tasks; t++) {
        const int place = place_to_compare(s, d->task[t]);
        struct list names = {0};
        struct text clause = {0};
        for (int k = 0; place >= 0 && k < s->n; k++)
            if (collapsed(&s->row[k], d->task[t], place)) add_name(&names, "%s", shown_name(d, &s->row[k]));
        char *brief = dataset_task_brief(d, d->task[t]);
        end_names(&names, &clause);
        if (names.n) add_clause(&all, "%s on %s at %.4gx", text_of(&clause), brief, s->multiple[place]);
        mem_free(brief);
        text_free(&clause);
    }
    if (!all.n) return;
    struct text *out = next(f);
    text_add(out, "Collapsed, below 10 %% in half of the runs or more though all fitted: ");
    end_clauses(&all, out);
    text_add(out, ".");
}

/* Medians of tasks that a loss judges: reach is not defined there. */
static void say_medians(const struct dataset *d, struct outcome *f) {
    const struct summary *s = &d->summary;
    struct list all = {0};
    for (int t = 0; t < d->n_tasks; t++) {
        const int place = place_to_compare(s, d->task[t]);
        int best, other;
        if (place < 0) continue;
        two_best(s, d->task[t], place, &best, &other);
        if (best < 0 || strcmp(s->row[best].metric, "loss") != 0) continue;
        const struct summary_cell *cell = &s->row[best].cell[place];
        struct interval interval;
        struct text around = {0};
        const double median = median_of(cell, &interval);
        char *brief = dataset_task_brief(d, d->task[t]);
        if (!isnan(interval.low)) text_add(&around, ", 95 %% interval %.3f to %.3f", interval.low, interval.high);
        add_clause(&all, "%s on %s at %.4gx, median %s %.3f (n=%d%s)", shown_name(d, &s->row[best]), brief,
                   s->multiple[place], metric_words(s->row[best].metric), median, cell->n, text_of(&around));
        mem_free(brief);
        text_free(&around);
    }
    if (!all.n) return;
    struct text *out = next(f);
    text_add(out, "%s: ", d->n_series > 1 ? "Best by another metric" : "Measured");
    end_clauses(&all, out);
    text_add(out, ".");
}

/* Pairs that could have been compared, over all tasks. */
static int possible_pairs(const struct dataset *d) {
    int pairs = 0;
    for (int t = 0; t < d->n_tasks; t++) {
        const int place = place_to_compare(&d->summary, d->task[t]);
        int best, other;
        if (place < 0) continue;
        const int n = two_best(&d->summary, d->task[t], place, &best, &other);
        pairs += n * (n - 1) / 2;
    }
    return pairs;
}

/* How many more seeds the leading answer would need at the threshold of all pairs, when it goes on as it did. */
static int more_seeds(const struct versus_row *r, int pairs) {
    int lead = VERSUS_A;
    const int held[] = {r->n_better[VERSUS_A], r->n_better[VERSUS_B],
                        r->counted - r->n_better[VERSUS_A] - r->n_better[VERSUS_B]};
    for (int k = VERSUS_B; k <= VERSUS_NEITHER; k++)
        if (held[k] > held[lead]) lead = k;
    if (!r->counted || 2 * held[lead] <= r->counted) return SEEDS_UNKNOWN;
    const int more = bet_seeds_more(r->evidence[lead], evidence_threshold(pairs), held[lead], r->counted, 0.5);
    return more == SEEDS_UNKNOWN ? more : (int)ceil((double)more * r->seeds / r->counted);
}

static void add_verdict(const struct versus_row *r, const char *task, const char *a, const char *b, int pairs,
                        struct list *decided, struct list *open) {
    const char *at = r->at;
    if (versus_holds_among(r, pairs) && r->end == VERSUS_NEITHER)
        add_clause(decided, "neither of %s and %s is ahead in most of %d seeds on %s at %s", a, b, r->counted, task,
                   at);
    else if (versus_holds_among(r, pairs) && r->end == VERSUS_A)
        add_clause(decided,
                   "%s is ahead of %s on %s at %s (in %d of %d seeds, 95 %% interval of the share %.2f to %.2f)", a, b,
                   task, at, r->n_better[VERSUS_A], r->counted, r->share.low, r->share.high);
    else if (versus_holds_among(r, pairs)) /* its median is the lower one, but it is ahead in most seeds */
        add_clause(decided, "%s is ahead of %s on %s at %s (in %d of %d seeds)", b, a, task, at, r->n_better[VERSUS_B],
                   r->counted);
    else if (!r->counted)
        add_clause(open, "%s against %s on %s (of no seed both runs fitted)", a, b, task);
    else {
        const int more = more_seeds(r, pairs);
        char words[48] = "";
        if (more < SEEDS_UNKNOWN) snprintf(words, sizeof words, ", about %d more to decide", more);
        add_clause(open, "%s against %s on %s at %s (ahead in %d of %d seeds%s)", a, b, task, at, r->n_better[VERSUS_A],
                   r->counted, words);
    }
}

static bool compare_task(const struct dataset *d, const char *task, int pairs, struct list *decided, struct list *open,
                         struct error *err) {
    const struct summary *s = &d->summary;
    const int place = place_to_compare(s, task);
    int best, other;
    if (place < 0) return true;
    two_best(s, task, place, &best, &other);
    if (other < 0) return true;
    struct text at = {0};
    text_number(&at, s->multiple[place]);
    text_add(&at, "x");
    const struct versus_ask ask = {
        .a = s->row[best].label, .b = s->row[other].label, .task = task, .at = text_of(&at), .share = 0.5};
    struct versus versus;
    struct error own = {0};
    const bool ok = versus_read(d->store, d->suite, &ask, &versus, &own);
    text_free(&at);
    /* Nothing to compare, such as runs of several codes, is no error of the page. */
    if (!ok) return own.exit_code == EXIT_NOTHING || own.exit_code == EXIT_USAGE || (*err = own, false);
    char *brief = dataset_task_brief(d, task);
    if (versus.n)
        add_verdict(&versus.row[0], brief, shown_name(d, &s->row[best]), shown_name(d, &s->row[other]), pairs, decided,
                    open);
    mem_free(brief);
    versus_free(&versus);
    return true;
}

static void say_list(struct list *list, const char *words, struct outcome *f) {
    if (!list->n) return;
    struct text *out = next(f);
    text_add(out, "%s: ", words);
    end_clauses(list, out);
    text_add(out, ".");
}

static bool say_verdicts(const struct dataset *d, struct outcome *f, struct error *err) {
    struct list decided = {0}, open = {0};
    bool ok = true;
    f->pairs = possible_pairs(d);
    for (int t = 0; ok && t < d->n_tasks; t++) ok = compare_task(d, d->task[t], f->pairs, &decided, &open, err);
    if (ok) {
        say_list(&decided, "Decided between the best and the next", f);
        say_list(&open, "Undecided between the best and the next", f);
    }
    text_free(&decided.text);
    text_free(&open.text);
    return ok;
}

static int most_seeds(const struct reaches *a) {
    int most = 0;
    for (int i = 0; i < a->n; i++) most = a->arm[i].runs > most ? a->arm[i].runs : most;
    return most;
}

/* Which seeds there are too few of, behind what else is undecided. */
static void say_caution(const struct dataset *d, const struct reaches *a, struct outcome *f) {
    const int most = most_seeds(a);
    struct text out = {0};
    if (d->n_series == 1) text_add(&out, "There is one scheme, and nothing to compare it with.");
    if (most < INTERVAL_SEEDS)
        text_add(&out, "%sThere is no interval: %d run%s of a scheme at most, and it takes %d that fitted.",
                 out.size ? " " : "", most, most == 1 ? "" : "s", INTERVAL_SEEDS);
    if (out.size && f->n < OUTCOME_MOST) text_add(next(f), "%s", text_of(&out));
    text_free(&out);
}

bool outcome_read(const struct dataset *dataset, struct outcome *out, struct error *err) {
    struct reaches reach;
    *out = (struct outcome){0};
    bool ok = reaches_read(dataset, false, &reach, err);
    if (ok) {
        say_reach(dataset, &reach, out);
        say_collapse(dataset, out);
        say_medians(dataset, out);
        say_fits(dataset, &reach, out);
        say_no_numbers(dataset, out);
        ok = say_verdicts(dataset, out, err);
        say_caution(dataset, &reach, out);
    }
    reaches_free(&reach);
    return ok;
}

void outcome_free(struct outcome *outcome) {
    for (int i = 0; i < outcome->n; i++) text_free(&outcome->sentence[i]);
    *outcome = (struct outcome){0};
}
